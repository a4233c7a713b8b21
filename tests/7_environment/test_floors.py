"""The fast layers on the oldest versions the course promises: those of the browser-only site."""

import os
import re
import shutil
import subprocess
import tomllib

import pytest
from _pythons import ask, commands, find_uv
from packaging.requirements import Requirement

PYTHON = (3, 12)
FLOORS = {"numpy": "2.0.2", "pandas": "2.2.3"}
LAYERS = ("1_data", "2_models", "3_figures", "4_panels")
NOT_NEEDED = {"axe-playwright-python", "import-linter", "mypy", "playwright", "ruff"}
COPIED = ("pyproject.toml", "README.md", "CITATION.cff", "LICENSE", "LICENSE-CONTENT", "exoteach", "data", "deploy", "tests", "tools")
pytestmark = pytest.mark.slow


def python_312():
    """A Python 3.12 that starts, also one that only uv knows."""
    uv, tries = find_uv(), list(commands())
    if uv:
        command = [uv, "python", "find", "--no-python-downloads", "3.12"]
        tries.append([subprocess.run(command, capture_output=True, text=True).stdout.strip() or "python3.12"])
    found = map(ask, tries)
    return next((p.path for p in found if p and p.version[:2] == PYTHON and (p.has_venv or uv)), None)


def requirements(root):
    """Base and test packages without the two at their floor, and the locked versions to hold them to."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"], "hatchling"]
    packages = [line for line in wanted if Requirement(line).name not in {*FLOORS, *NOT_NEEDED}]
    text = (root / "requirements-test.lock").read_text(encoding="utf-8").replace("\\\n", " ")
    pins = [re.split(r"\s+--hash", line)[0].strip() for line in text.splitlines() if line]
    return packages, [pin for pin in pins if Requirement(pin).name not in FLOORS]


@pytest.fixture(scope="module")
def floor(root, tmp_path_factory):
    """A copy of the course with its package installed on the floors; gives (python, copy)."""
    python = python_312()
    if python is None:
        pytest.skip("no Python 3.12 here; the browser-only site runs on it")
    home = tmp_path_factory.mktemp("floor")
    packages, pins = requirements(root)
    (home / "pins.txt").write_text("\n".join(pins), encoding="utf-8")
    for name in COPIED:
        copy = shutil.copytree if (root / name).is_dir() else shutil.copy2
        copy(root / name, home / name)
    uv, own = find_uv(), str(home / "venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
    make = [uv, "venv", "-q", "-p", python] if uv else [python, "-m", "venv"]
    subprocess.run([*make, home / "venv"], check=True)
    install = [uv, "pip", "install", "-q", "--python", own] if uv else [own, "-m", "pip", "install", "-q"]
    floors = [f"{name}=={version}" for name, version in FLOORS.items()]
    env = {**os.environ, "UV_COMPILE_BYTECODE": "1"}
    subprocess.run([*install, "-c", home / "pins.txt", *floors, *packages], check=True, env=env)
    subprocess.run([*install, "--no-deps", "--no-build-isolation", "-e", home], check=True, env=env)
    yield own, home
    shutil.rmtree(home / "venv", ignore_errors=True)


def test_the_floors_are_what_pyproject_promises(root):
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for requirement in map(Requirement, project["dependencies"]):
        if requirement.name in FLOORS:
            floor = FLOORS[requirement.name]
            assert requirement.specifier.contains(floor)
            assert not requirement.specifier.contains("2.1.4" if requirement.name == "pandas" else "1.26.4")


def test_the_floors_are_installed(floor):
    code = "import sys, numpy, pandas; print(*sys.version_info[:2], numpy.__version__, pandas.__version__)"
    ended = subprocess.run([floor[0], "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.split() == [*map(str, PYTHON), FLOORS["numpy"], FLOORS["pandas"]]


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_on_the_floors(floor, layer):
    python, home = floor
    if not list((home / "tests" / layer).glob("test_*.py")):
        pytest.skip(f"layer {layer} has no tests yet")
    command = [python, "-m", "pytest", "-q", "--no-header", f"tests/{layer}"]
    ended = subprocess.run(command, cwd=home, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout[-4000:] + ended.stderr[-2000:]
    assert re.search(r"\d+ passed", ended.stdout)
