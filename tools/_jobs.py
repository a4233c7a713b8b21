"""The smaller commands: lock, notebooks, bench, clean."""

from __future__ import annotations

import os
import shutil
import subprocess
import tomllib
from pathlib import Path

from _environment import LOCKS, say
from _pythons import Complaint, find_uv

SCRIPTS = {"notebooks": "tools/build_notebooks.py", "bench": "benchmarks/run.py"}
WASTE = (".venv", "build", "dist", "site", ".pytest_cache", ".hypothesis", ".mypy_cache", ".ruff_cache")
COMPILE = "pip compile -q --universal --python-version 3.11 --generate-hashes"
COMPILE += " --no-strip-extras --no-header --no-annotate"


def script(root: Path, python: Path, command: str, more: list[str]) -> int:
    name = SCRIPTS[command]
    if not (root / name).exists():
        raise Complaint(f"`{command}` is done by {name}, and this copy of the course does not have it.")
    return subprocess.call([str(python), name, *more], cwd=root)


def compile_lock(root: Path, uv: str, part: str, upgrade: bool) -> None:
    """One lock file. `lab` also holds what builds the course's package; the others are bound to `lab`'s versions."""
    command = [uv, *COMPILE.split(), "--extra", part, "pyproject.toml", "-o", LOCKS[part]]
    build = ""
    if part == "lab":
        pyproject = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
        build = "\n".join(pyproject["build-system"]["requires"])
        command.append("-")
    else:
        command += ["-c", LOCKS["lab"]]
    if upgrade:
        command.append("--upgrade")
    ended = subprocess.run(command, cwd=root, input=build, text=True, stdout=subprocess.DEVNULL)
    if ended.returncode:
        raise Complaint(f"{LOCKS[part]} could not be made; uv's own words stand above.")


def lock(root: Path, upgrade: bool) -> int:
    uv = find_uv()
    if not uv:
        raise Complaint("Renewing the lock files needs uv: python3 -m pip install uv, then run this again.")
    for part, name in LOCKS.items():
        compile_lock(root, uv, part, upgrade)
        if "://" in (root / name).read_text(encoding="utf-8"):
            raise Complaint(f"{name} names a host. Remove the index or address it comes from and run this again.")
        say(f"Renewed {name}.")
    say("Run `make test` before you commit them.")
    return 0


def clean(root: Path) -> int:
    """Remove what can be made again. learn/ and every exoteach-progress/ stay: they are the learner's."""
    for name in WASTE:
        shutil.rmtree(root / name, ignore_errors=True)
    for top in ("exoteach", "tests", "tools", "benchmarks"):
        for folder, _, _ in os.walk(root / top, topdown=False):
            if Path(folder).name == "__pycache__":
                shutil.rmtree(folder, ignore_errors=True)
    return 0
