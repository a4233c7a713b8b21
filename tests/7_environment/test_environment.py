"""The environment .venv: made once, from real installs of a tiny course that needs no network."""

import json
import os
import subprocess

import pytest
from _environment import ensure, require_writable, venv_python
from _pythons import Complaint

BACKEND = '''
import zipfile

def build_editable(folder, config_settings=None, metadata_directory=None):
    name, info = "tiny-1-py3-none-any.whl", "tiny-1.dist-info/"
    files = {
        "tiny.py": ["answer = 42"],
        info + "METADATA": ["Metadata-Version: 2.1", "Name: tiny", "Version: 1"],
        info + "WHEEL": ["Wheel-Version: 1.0", "Generator: test", "Root-Is-Purelib: true", "Tag: py3-none-any"],
    }
    files[info + "RECORD"] = [file + ",," for file in files]
    with zipfile.ZipFile(folder + "/" + name, "w") as held:
        for file, lines in files.items():
            held.writestr(file, "".join(line + "\\n" for line in lines))
    return name

build_wheel = build_editable
'''
PYPROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
[project]
name = "tiny"
version = "1"
"""


@pytest.fixture
def tiny(tmp_path):
    """A course folder whose locks are empty and whose package is built by one file."""
    (tmp_path / "deploy" / "etc").mkdir(parents=True)
    (tmp_path / "deploy" / "etc" / "exoteach-server.json").write_text("{}")
    (tmp_path / "backend.py").write_text(BACKEND)
    (tmp_path / "pyproject.toml").write_text(PYPROJECT)
    for name in ("requirements.lock", "requirements-test.lock"):
        (tmp_path / name).write_text("# nothing\n")
    return tmp_path


def without_uv(monkeypatch):
    """Leave uv out: pip must do as well."""
    monkeypatch.setattr("_environment.find_uv", lambda: None)


@pytest.mark.parametrize("tool", ["uv", "pip"])
def test_made_once(tiny, monkeypatch, capfd, tool):
    if tool == "pip":
        without_uv(monkeypatch)
    python = ensure(tiny)
    assert python == venv_python(tiny)
    answer = subprocess.run([python, "-c", "import tiny; print(tiny.answer)"], capture_output=True, text=True)
    assert answer.stdout == "42\n"
    assert capfd.readouterr().out.count("Installing") == 1

    monkeypatch.setenv("PATH", os.devnull)  # nothing can be installed or made from here on
    assert ensure(tiny) == python
    assert capfd.readouterr().out == ""


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml", "deploy/etc/exoteach-server.json"])
def test_renewed_when_something_it_was_made_from_changes(tiny, monkeypatch, capfd, name):
    ensure(tiny)
    capfd.readouterr()
    with (tiny / name).open("a") as file:
        file.write("\n")
    ensure(tiny)
    assert "Installing the packages of requirements.lock" in capfd.readouterr().out
    ensure(tiny)
    assert "Installing" not in capfd.readouterr().out


def test_the_packages_for_tests_come_when_they_are_needed(tiny, capfd):
    ensure(tiny)
    assert "requirements-test.lock" not in capfd.readouterr().out
    ensure(tiny, "test")
    assert capfd.readouterr().out.count("Installing") == 1
    ensure(tiny, "test")
    ensure(tiny)
    assert capfd.readouterr().out == ""


@pytest.mark.parametrize("tool", ["uv", "pip"])
def test_a_failed_install_is_a_sentence_and_can_be_repeated(tiny, monkeypatch, capfd, tool):
    if tool == "pip":
        without_uv(monkeypatch)
    for name, value in {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull, "UV_OFFLINE": "1"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    (tiny / "requirements.lock").write_text(f"no-such-package-at-all==1 --hash=sha256:{'0' * 64}\n")
    for _ in range(2):  # what failed is not taken for done
        with pytest.raises(Complaint, match=r"could not be installed .* no network"):
            ensure(tiny)
    (tiny / "requirements.lock").write_text("# nothing\n")
    ensure(tiny)
    assert "lab" in json.loads((tiny / ".venv" / ".exoteach.json").read_text())


def test_half_an_environment_is_not_kept(tiny, monkeypatch):
    """Where making it fails midway (no network for pip, say), the next start begins anew instead of going on without."""

    def fails_midway(command, **changes):
        (tiny / ".venv" / "bin").mkdir(parents=True)
        (tiny / ".venv" / "pyvenv.cfg").write_text("")
        return 2

    monkeypatch.setattr("_environment.subprocess.call", fails_midway)
    with pytest.raises(Complaint, match="could not be made"):
        ensure(tiny)
    assert not (tiny / ".venv").exists()


def test_a_broken_environment_is_made_again(tiny, capfd):
    python = ensure(tiny)
    python.unlink()
    ensure(tiny)
    assert "does not work any more" in capfd.readouterr().out
    assert subprocess.call([python, "-c", "import tiny"]) == 0


def test_a_folder_that_is_no_environment_is_left_alone(tiny):
    (tiny / ".venv").mkdir()
    (tiny / ".venv" / "mine.txt").write_text("mine")
    with pytest.raises(Complaint, match="not a Python environment"):
        ensure(tiny)
    assert (tiny / ".venv" / "mine.txt").read_text() == "mine"


def test_a_read_only_folder_is_a_sentence(read_only):
    with pytest.raises(Complaint, match=r"Nothing can be written to .* Copy the whole course"):
        require_writable(read_only)
