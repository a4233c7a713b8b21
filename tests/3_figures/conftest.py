"""Every state that the figures of a panel must stand: all ends of all controls, with and without a prediction."""

import functools
import itertools

import pytest

from exoteach import evidence
from exoteach.figures import draw
from exoteach.panels.panel import Panel

PANELS = [row["id"] for row in evidence.rows("course/panels")]


def at_ends(panel):
    """States with one control at an end, for each choice; then all corners at once."""
    choices = {k: c.ends for k, c in panel.controls.items() if c.is_choice}
    sliders = {k: c.ends for k, c in panel.controls.items() if not c.is_choice}
    words = [dict(zip(choices, picked, strict=True)) for picked in itertools.product(*choices.values())]
    single = [{k: end} for k, ends in sliders.items() for end in ends]
    corners = [dict(zip(sliders, picked, strict=True)) for picked in itertools.product(*sliders.values())]
    return [w | s for w in words for s in [{}, *single]], [w | c for w in words for c in corners]


@pytest.fixture(params=PANELS)
def panel(request, tmp_path, monkeypatch):
    """Each panel in turn, open."""
    monkeypatch.setenv("EXOTEACH_PROGRESS", str(tmp_path))
    return Panel(request.param, show_all=True)


@pytest.fixture
def single_ends(panel):
    """States with one control at an end."""
    return at_ends(panel)[0]


@pytest.fixture
def corners(panel):
    """States with every slider at an end."""
    return at_ends(panel)[1]


@functools.cache
def computed(panel_id, state):
    """What a panel shows in a state: computed once, looked at by many tests. Do not change what comes back."""
    panel = Panel(panel_id, show_all=True, **dict(state))
    return panel.frame(), panel.drawing(), panel


@pytest.fixture
def drawn(panel):
    """A function: (frame, drawing) of the panel in a state that differs from the start in these controls."""
    return lambda state: computed(panel.id, tuple(state.items()))[:2]


@pytest.fixture
def opened(panel):
    """A function: the panel itself in a state that differs from the start in these controls."""
    return lambda state: computed(panel.id, tuple(state.items()))[2]


@pytest.fixture
def part():
    """Rows of a role and series of a frame."""
    return draw.part
