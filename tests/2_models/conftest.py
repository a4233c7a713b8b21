"""Every test of this layer keeps its progress in a folder of its own."""

import shutil

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
