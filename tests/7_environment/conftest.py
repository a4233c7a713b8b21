"""Shared by the tests of the set-up: where the course is, and small stand-in Pythons."""

import os
import stat
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture
def fake_python(tmp_path):
    """Make a program that answers like some Python: fake_python("python3", "3 8 18"). POSIX only."""
    if os.name == "nt":
        pytest.skip("stand-in programs are shell scripts")

    def make(name, version, venv="venv", code=0):
        path = tmp_path / "bin" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!/bin/sh\nprintf '%s\\n' '{version}' '{path}' '{venv}'\nexit {code}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return path

    return make


@pytest.fixture
def read_only(tmp_path):
    """A folder nobody can write to, not even root."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        if not Path("/proc/self").is_dir():
            pytest.skip("root can write everywhere on this system")
        yield Path("/proc/self")
        return
    if os.name == "nt":
        pytest.skip("Windows folders have no read-only switch")
    folder = tmp_path / "read-only"
    folder.mkdir()
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)
