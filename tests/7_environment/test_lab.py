"""tools/course.py lab: what it says when it cannot start, and what it tells JupyterLab when it can."""

import os
import socket
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import course
import pytest
from _lab import command_line, first_notebook, readable
from _pythons import Complaint

LOG = """[I 2026-11-23 10:00:00.000 ServerApp] jupyterlab | extension was successfully loaded.
[I 2026-11-23 10:00:00.100 ServerApp] Jupyter Server is running at:
[I 2026-11-23 10:00:00.100 ServerApp] http://localhost:8889/lab/tree/00_start_here.ipynb?token=abc
[I 2026-11-23 10:00:00.100 ServerApp]     http://127.0.0.1:8889/lab/tree/00_start_here.ipynb?token=abc
[C 2026-11-23 10:00:00.200 ServerApp]

    To access the server, open this file in a browser:
        http://localhost:8889/lab/tree/00_start_here.ipynb?token=abc
[W 2026-11-23 10:00:01.000 ServerApp] Something is odd
    in two lines
"""


@pytest.fixture
def taken():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_a_taken_port_is_a_sentence(root, taken):
    command = [sys.executable, root / "tools" / "course.py", "lab", "--no-browser", "--port", str(taken)]
    ended = subprocess.run(command, capture_output=True, text=True)
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr
    assert f"Port {taken} cannot be used" in ended.stderr and "--port" in ended.stderr


def test_a_read_only_folder_is_a_sentence(read_only, capsys):
    assert course.main(["lab", "--no-browser"], root=read_only) == 2
    assert "Nothing can be written to" in capsys.readouterr().err


@pytest.fixture
def lessons(tmp_path):
    for name in ("02_biogenesis.ipynb", "01_structure.ipynb"):
        (tmp_path / name).write_text("{}")
    return tmp_path


def test_the_start_page_opens_first(lessons):
    assert first_notebook(lessons) == "01_structure.ipynb"
    (lessons / "00_start_here.ipynb").write_text("{}")
    assert first_notebook(lessons) == "00_start_here.ipynb"


def test_no_lesson_is_a_sentence(tmp_path):
    with pytest.raises(Complaint, match="no lesson in notebooks/"):
        first_notebook(tmp_path)


def options(**changed):
    return Namespace(**{"port": None, "no_browser": False, "more": [], **changed})


def test_root_and_no_screen_are_known(lessons, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    assert {"--allow-root", "--no-browser"} <= set(command_line(Path("python"), lessons, options()))
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setenv("BROWSER", "true")
    assert not {"--allow-root", "--no-browser"} & set(command_line(Path("python"), lessons, options()))


def test_only_an_asked_port_is_the_only_one(lessons):
    asked = command_line(Path("python"), lessons, options(port=9999, no_browser=True, more=["--debug"]))
    assert {"--ServerApp.port=9999", "--ServerApp.port_retries=0", "--no-browser", "--debug"} <= set(asked)
    assert not [word for word in command_line(Path("python"), lessons, options()) if "--ServerApp.port" in word]


def test_the_address_is_said_once_and_plainly():
    shown = "".join(readable(LOG.splitlines(keepends=True)))
    assert shown.count("http") == 1
    assert "\n    http://localhost:8889/lab/tree/00_start_here.ipynb?token=abc\n" in shown
    assert shown.endswith("[W 2026-11-23 10:00:01.000 ServerApp] Something is odd\n    in two lines\n")
