"""Find a Python that the course can run on. Written so that Python 3.8 can read it too."""

import glob
import os
import shutil
import subprocess
import sys

OLDEST, NEWEST = (3, 11), (3, 14)
NEEDED = "Python 3.11, 3.12, 3.13 or 3.14"
PROBE = """
import sys
print("%d %d %d" % tuple(sys.version_info[:3]))
print(sys.executable)
try:
    import venv, ensurepip
    print("venv")
except ImportError:
    print("bare")
"""


class Complaint(Exception):
    """Something the user can mend, said in a sentence."""


class Found:
    """One Python that answered: its version, its path, and whether it can make environments by itself."""

    def __init__(self, version, path, has_venv):
        self.version, self.path, self.has_venv = version, path, has_venv

    @property
    def fits(self):
        return OLDEST <= self.version[:2] <= NEWEST

    def __str__(self):
        return "%s (%s)" % (".".join(map(str, self.version)), self.path)


def ask(command):
    """What the Python started by `command` says about itself; None where it does not start (a dead shim)."""
    try:
        run = subprocess.run([*command, "-c", PROBE], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=30)
        version, path, venv = run.stdout.decode("utf-8").split("\n")[:3]
        version = tuple(int(number) for number in version.split())
        whole = run.returncode == 0 and len(version) == 3
        return Found(version, path.strip(), venv.strip() == "venv") if whole else None
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None


def commands():
    """Every way to start a Python that is worth trying: this one, those on the path, those that pyenv keeps."""
    yield [sys.executable]
    minors = range(NEWEST[1], OLDEST[1] - 1, -1)
    if os.name == "nt" and shutil.which("py"):
        for minor in minors:
            yield ["py", "-3.%d" % minor]
    for name in ["python3.%d" % minor for minor in minors] + ["python3", "python"]:
        path = shutil.which(name)
        if path:
            yield [path]
    pyenv = os.environ.get("PYENV_ROOT") or os.path.join(os.path.expanduser("~"), ".pyenv")
    for path in sorted(glob.glob(os.path.join(pyenv, "versions", "*", "bin", "python"))):
        yield [path]


def find_uv():
    """The path of uv where it is installed and starts; else None, and pip does the work."""
    path = shutil.which("uv")
    try:
        works = path and subprocess.call([path, "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
    except OSError:
        works = False
    return path if works else None


def find(needs_venv=True, asked=None):
    """The newest Python that fits, or a Complaint that names what was found and what is needed.

    needs_venv: it must be able to make an environment with pip in it (not needed where uv does that).
    """
    asked = commands() if asked is None else asked
    found = [python for python in map(ask, asked) if python]
    fitting = sorted((p for p in found if p.fits), key=lambda p: p.version[:2], reverse=True)
    if not fitting:
        seen = sorted({str(p) for p in found})
        raise Complaint(
            "This course needs %s. Found here: %s. Install one of those versions, then run the same command again."
            % (NEEDED, ", ".join(seen) or "no Python that starts")
        )
    able = [p for p in fitting if p.has_venv or not needs_venv]
    if not able:
        minor = "%d.%d" % fitting[0].version[:2]
        raise Complaint(
            "Python %s is here, but its parts 'venv' and 'ensurepip', which make an environment, are not. "
            "On Debian or Ubuntu: sudo apt install python3-venv (or python%s-venv). Then run the same command again."
            % (fitting[0], minor)
        )
    return able[0]
