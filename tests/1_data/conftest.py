"""What the tests of the course tables share."""

import pytest

from exoteach import evidence
from exoteach.panels.panel import Panel


@pytest.fixture(params=[row["id"] for row in evidence.rows("course/panels")])
def panel(request):
    """Every panel, with all its controls and read-outs open."""
    return Panel(request.param, show_all=True)
