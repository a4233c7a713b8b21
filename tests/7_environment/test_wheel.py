"""The wheel: it carries the data, finds it where it is installed, and lays down the two Jupyter settings."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tomllib
import zipfile

import pytest

NEEDED = ("pyproject.toml", "README.md", "LICENSE", "LICENSE-CONTENT")
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def hashes(folder):
    files = (p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts and p.name[0] != ".")
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


@pytest.fixture(scope="module")
def tree(root, tmp_path_factory):
    """A copy of what a build reads, with one still picture more, so that nothing is written to the real tree."""
    copy = tmp_path_factory.mktemp("tree")
    for name in NEEDED:
        shutil.copy2(root / name, copy / name)
    for name in ("exoteach", "data", "deploy/etc", "tools", "notebooks"):
        shutil.copytree(root / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    (copy / "data" / "stills").mkdir(exist_ok=True)
    (copy / "data" / "stills" / "made-for-this-test.png").write_bytes(PIXEL)
    return copy


@pytest.fixture(scope="module")
def wheel(tree):
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", "out"]
    built = subprocess.run(command, cwd=tree, capture_output=True, text=True)
    assert built.returncode == 0, built.stdout + built.stderr
    (path,) = (tree / "out").glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    target = tmp_path_factory.mktemp("elsewhere")
    command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", str(target), wheel]
    subprocess.run(command, check=True)
    return target


def test_the_installed_copy_reads_its_own_data(tree, installed):
    code = "import exoteach, exoteach.evidence as e; print(exoteach.__file__); print(e.data_folder())"
    env = {key: value for key, value in os.environ.items() if key != "EXOTEACH_DATA"} | {"PYTHONPATH": str(installed)}
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=installed.parent, env=env, capture_output=True, text=True, check=True
    )
    package, folder = ended.stdout.splitlines()
    assert package == str(installed / "exoteach" / "__init__.py")
    assert folder == str(installed / "exoteach" / "_data")
    assert hashes(installed / "exoteach" / "_data") == hashes(tree / "data")
    assert "stills/made-for-this-test.png" in hashes(installed / "exoteach" / "_data")


def test_all_of_the_package_and_nothing_else(tree, wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    expected = {f"exoteach/{name}" for name in hashes(tree / "exoteach")}
    expected |= {f"exoteach/_data/{name}" for name in hashes(tree / "data")}
    assert {name for name in names if ".dist-info/" not in name and ".data/" not in name} == expected


def test_jupyter_settings_go_where_jupyter_looks(root, wheel):
    held = zipfile.ZipFile(wheel)
    (server,) = [n for n in held.namelist() if n.endswith("data/etc/jupyter/jupyter_server_config.d/exoteach.json")]
    assert json.loads(held.read(server)) == {"ServerApp": {"jpserver_extensions": {"exoteach._server": True}}}
    assert [n for n in held.namelist() if n.endswith("data/share/jupyter/lab/settings/overrides.d/exoteach.json")]


def test_one_version_everywhere(root, wheel):
    import exoteach

    version = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert exoteach.__version__ == version
    assert f"\nversion: {version}\n" in (root / "CITATION.cff").read_text(encoding="utf-8")
    assert wheel.name == f"exoteach-{version}-py3-none-any.whl"
