"""`jsonschema<4.25` keeps 1-3 s away from each start. These tests fail when it no longer works or is no longer needed.

From 4.25 on the extra `format-nongpl` brings rfc3987-syntax, which builds some 38 Lark parsers when imported, and
jupyter-events asks for that extra. So the pin can go when either of the two stops.
"""

import json
import subprocess
import sys
from importlib.metadata import requires, version

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

SLOW = {"rfc3987-syntax", "lark"}
MEND = "the pin jsonschema<4.25 is no longer needed: take it out of pyproject.toml and environment.yml, run make lock"


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock", "deploy/requirements-present.lock"])
def test_the_slow_parsers_stay_out(root, name):
    lines = (root / name).read_text(encoding="utf-8").splitlines()
    locked = {canonicalize_name(line.split("==")[0].split("[")[0]) for line in lines if "==" in line}
    assert "jsonschema" in locked
    assert not locked & SLOW


def test_the_pin_is_kept_here():
    assert Version(version("jsonschema")) < Version("4.25")


def test_jupyter_events_still_asks_for_the_slow_extra():
    asked = [r for r in map(Requirement, requires("jupyter-events") or []) if r.name == "jsonschema"]
    assert any("format-nongpl" in requirement.extras for requirement in asked), MEND


def test_the_newest_jsonschema_still_brings_the_slow_parsers(tmp_path):
    """Asks pip what it would install today; needs the network."""
    report = tmp_path / "report.json"
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed", "--no-input"]
    command += ["--retries", "1", "--report", str(report), "jsonschema[format-nongpl]>=4.25"]
    ended = subprocess.run(command, capture_output=True, text=True)
    if ended.returncode:
        pytest.skip("pip could not ask for the newest jsonschema (no network?)")
    items = json.loads(report.read_text(encoding="utf-8"))["install"]
    brought = {canonicalize_name(item["metadata"]["name"]) for item in items}
    assert "jsonschema" in brought
    assert brought >= SLOW, MEND
