"""tools/course.py finds a Python that fits, and says in a sentence what is missing where there is none."""

import ast
import os
import subprocess
import sys

import pytest
from _pythons import Complaint, ask, commands, find

AS_OLD_PYTHON = """
import runpy, sys
sys.version_info = (3, 8, 18, "final", 0)
sys.executable = sys.argv.pop(1)
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def test_the_newest_that_fits_is_taken(fake_python):
    asked = [
        [str(fake_python("python", "3 9 18"))],
        [str(fake_python("python3.15", "3 15 0"))],
        [str(fake_python("python3.14", "", code=127))],
        [str(fake_python("python3.12", "3 12 1"))],
        [str(fake_python("python3.11", "3 11 2"))],
        ["/no/such/python"],
    ]
    assert find(asked=asked).version == (3, 12, 1)
    assert ask(asked[2]) is None and ask(asked[5]) is None


def test_this_python_is_found():
    assert ask([sys.executable]).version == tuple(sys.version_info[:3])


def test_without_venv_the_debian_package_is_named(fake_python):
    bare = [[str(fake_python("python3", "3 11 2", venv="bare"))]]
    with pytest.raises(Complaint, match=r"sudo apt install python3-venv \(or python3\.11-venv\)"):
        find(asked=bare)
    assert find(needs_venv=False, asked=bare).version == (3, 11, 2)
    whole = [str(fake_python("python3.11", "3 11 9"))]
    assert find(asked=[*bare, whole]).version == (3, 11, 9)


@pytest.mark.parametrize("name", ["course.py", "_pythons.py"])
def test_python_3_8_can_read_it(root, name):
    ast.parse((root / "tools" / name).read_text(encoding="utf-8"), feature_version=(3, 8))


def only(folder):
    """An environment in which no other Python than those in `folder` can be found."""
    return {**os.environ, "PATH": str(folder), "PYENV_ROOT": str(folder)}


def test_an_old_python_gets_a_sentence(root, fake_python):
    old = fake_python("python3", "3 8 18")
    command = [sys.executable, "-c", AS_OLD_PYTHON, str(old), str(root / "tools" / "course.py"), "lab"]
    ended = subprocess.run(command, env=only(old.parent), capture_output=True, text=True)
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr
    assert "needs Python 3.11, 3.12, 3.13 or 3.14. Found here: 3.8.18" in ended.stderr


def test_an_old_python_hands_over_to_a_newer_one(root, fake_python):
    old, newer = fake_python("python3", "3 8 18"), fake_python("python3.13", "3 13 0")
    command = [sys.executable, "-c", AS_OLD_PYTHON, str(old), str(root / "tools" / "course.py"), "lab"]
    ended = subprocess.run(command, env=only(old.parent), capture_output=True, text=True)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.splitlines()[1] == str(newer)  # the stand-in was started in its place


def test_a_really_old_python_can_start_it(root):
    names = [["python3.8"], ["python3.9"], ["python3.10"], *commands()]
    found = [python for python in map(ask, names) if python and (3, 8) <= python.version < (3, 11)]
    if not found:
        pytest.skip("no Python 3.8, 3.9 or 3.10 here")
    old = min(found, key=lambda python: python.version)
    ended = subprocess.run([old.path, root / "tools" / "course.py", "clean", "--help"], capture_output=True, text=True)
    assert ended.returncode == 0 and "learner" in ended.stdout, ended.stderr
