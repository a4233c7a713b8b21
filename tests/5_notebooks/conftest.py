"""Notebooks are run on copies, with a progress folder of their own; the originals must stay byte-identical."""

import hashlib
import os
import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def pytest_generate_tests(metafunc):
    """Run a test that asks for ``lesson`` once for every notebook."""
    if "lesson" in metafunc.fixturenames:
        metafunc.parametrize("lesson", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])


def _bytes_of(*folders):
    files = [p for folder in folders for p in (ROOT / folder).rglob("*") if p.is_file()]
    return {str(p): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


@pytest.fixture(scope="session", autouse=True)
def originals_stay():
    """No test of this layer may change notebooks/ or learn/."""
    before = _bytes_of("notebooks", "learn")
    yield
    assert _bytes_of("notebooks", "learn") == before, "a test changed notebooks/ or learn/"


@pytest.fixture
def progress(tmp_path, monkeypatch):
    """An empty progress folder, used by every kernel that the test starts."""
    folder = tmp_path / "progress"
    monkeypatch.setenv("EXOTEACH_PROGRESS", str(folder))
    monkeypatch.delenv("EXOTEACH_INSTRUCTOR", raising=False)
    return folder


@pytest.fixture
def copied(lesson, tmp_path):
    """A copy of the lesson to run in place."""
    return Path(shutil.copy(lesson, tmp_path))


@pytest.fixture
def run(tmp_path):
    """Return a function that runs a notebook (path or node) and gives back the executed node."""

    def execute(notebook):
        node = nbformat.read(notebook, as_version=4) if isinstance(notebook, os.PathLike) else notebook
        NotebookClient(node, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}).execute()
        return node

    return execute
