"""Make the environment .venv from the lock files, once; a stamp inside it says what it was made from."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from _pythons import NEWEST, OLDEST, Complaint, find, find_uv

STAMP = ".exoteach.json"
LOCKS = {
    "lab": "requirements.lock",
    "test": "requirements-test.lock",
    "present": "deploy/requirements-present.lock",
}
STATE = "import sys, importlib.util as u; print(*sys.version_info[:2], int(u.find_spec('pip') is not None))"


def say(text: str) -> None:
    print(text, flush=True)


def require_writable(folder: Path) -> None:
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise Complaint(
            f"Nothing can be written to {folder} ({error.strerror}), and the course keeps its environment and your "
            "copies of the lessons there. Copy the whole course to a folder of your own and start it from there."
        ) from None


def venv_python(root: Path) -> Path:
    return root / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def digest(root: Path, part: str) -> str:
    """One hash over everything that decides what an install of `part` puts down."""
    names = ["requirements.lock", LOCKS[part], "pyproject.toml"]
    names += sorted(f"deploy/etc/{path.name}" for path in (root / "deploy" / "etc").glob("*.json"))
    total = hashlib.sha256()
    for name in names:
        total.update(name.encode() + b"\0" + (root / name).read_bytes().replace(b"\r\n", b"\n"))
    return total.hexdigest()


def read_stamp(root: Path) -> dict[str, str]:
    try:
        stamp = json.loads((root / ".venv" / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(root: Path, stamp: dict[str, str]) -> None:
    (root / ".venv" / STAMP).write_text(json.dumps(stamp, indent=1, sort_keys=True), encoding="utf-8", newline="\n")


def usable(root: Path, uv: str | None) -> bool:
    """Does .venv start, on a Python that fits, with something to install by?"""
    try:
        run = subprocess.run([venv_python(root), "-c", STATE], capture_output=True, text=True, timeout=60)
        major, minor, has_pip = (int(word) for word in run.stdout.split())
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return False
    return OLDEST <= (major, minor) <= NEWEST and bool(has_pip or uv)


def create(root: Path, uv: str | None) -> None:
    venv = root / ".venv"
    if venv.exists():
        if not (venv / "pyvenv.cfg").exists():
            raise Complaint(f"{venv} is there but is not a Python environment. Move it away, then run this again.")
        say("The environment in .venv does not work any more: making a new one.")
        shutil.rmtree(venv)
    python = find(needs_venv=uv is None)
    say(f"Making the environment .venv with Python {python}.")
    how = [uv, "venv", "-q", "--seed", "--no-python-downloads", "--python", python.path] if uv else None
    try:
        run_or_complain([*(how or [python.path, "-m", "venv"]), str(venv)], "The environment could not be made")
    except Complaint:
        shutil.rmtree(venv, ignore_errors=True)  # half an environment would be taken for a whole one
        raise


def run_or_complain(command: list[str], what: str, **changes: str) -> None:
    code = subprocess.call(command, env={**os.environ, **changes})
    if code:
        raise Complaint(
            f"{what} ({Path(command[0]).name} ended with code {code}; its own words stand above). The usual reasons: "
            "no network, a network that asks for a login first, or a full disk. Mend that and run the same command "
            "again; it goes on where it stopped."
        )


def install(root: Path, part: str, uv: str | None) -> None:
    python = str(venv_python(root))
    tool = [uv, "pip", "install", "--python", python] if uv else [python, "-m", "pip", "install", "--no-input"]
    tool.append("-q")
    failed = "The packages could not be installed"
    say(f"Installing the packages of {LOCKS[part]}: a minute or two the first time, not again later.")
    run_or_complain([*tool, "--require-hashes", "-r", str(root / LOCKS[part])], failed, UV_COMPILE_BYTECODE="1")
    if part == "lab":
        own = ["--no-deps", "--no-build-isolation", "-e", str(root)]
        run_or_complain([*tool, *own], "The course's own package could not be installed", UV_COMPILE_BYTECODE="1")


def ensure(root: Path, part: str = "lab") -> Path:
    """The environment's Python, after making and filling .venv as far as the stamp says it is needed."""
    require_writable(root)
    uv = find_uv()
    if not usable(root, uv):
        create(root, uv)
    stamp = read_stamp(root)
    for name in dict.fromkeys(["lab", part]):
        wanted = digest(root, name)
        if stamp.get(name) == wanted:
            continue
        write_stamp(root, {key: value for key, value in stamp.items() if key != name})
        install(root, name, uv)
        stamp[name] = wanted
        write_stamp(root, stamp)
    return venv_python(root)
