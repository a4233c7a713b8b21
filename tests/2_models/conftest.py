"""Every test of this layer keeps its progress in a folder of its own."""

import math
import shutil

import numpy as np
import pytest
from hypothesis import settings

from exoteach import evidence

settings.register_profile("exoteach", deadline=None, database=None)  # no clock decides, nothing is left behind
settings.load_profile("exoteach")


@pytest.fixture(autouse=True)
def progress_folder(tmp_path, monkeypatch):
    """A fresh folder for answers, in place of the one beside the notebook."""
    folder = tmp_path / "progress"
    monkeypatch.setenv("EXOTEACH_PROGRESS", str(folder))
    return folder


@pytest.fixture
def data_copy(tmp_path, monkeypatch):
    """A copy of the data folder that a test may damage; exoteach reads it instead of the real one."""
    copy = tmp_path / "data"
    shutil.copytree(evidence.data_folder(), copy)
    monkeypatch.setenv("EXOTEACH_DATA", str(copy))
    return copy


@pytest.fixture(scope="session")
def grid():
    """What adds a lognormal population up by hand."""

    def added(median, spread, low=0.0, points=20_001):
        """Diameters above a lower one, with the number of vesicles at each: trapezoids in the logarithm, no error function."""
        s = math.log(spread)
        start = -12.0 if low <= 0 else max(-12.0, math.log(low / median) / s)
        z = np.linspace(start, start + 40, points)
        weight = np.exp(-(z**2) / 2) / math.sqrt(2 * math.pi) * (z[1] - z[0])
        weight[0], weight[-1] = weight[0] / 2, weight[-1] / 2
        return median * np.exp(s * z), weight

    return added
