"""The lock files: whole, hashed, free of hosts, and one set of versions."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCKS = {
    "lab": "requirements.lock",
    "test": "requirements-test.lock",
    "present": "deploy/requirements-present.lock",
}


def entries(root, name):
    """Each requirement of a lock file with the hashes that follow it."""
    text = (root / name).read_text(encoding="utf-8").replace("\\\n", " ")
    for line in filter(None, map(str.strip, text.splitlines())):
        requirement, *hashes = re.split(r"\s+--hash=", line)
        yield Requirement(requirement.strip()), hashes


def pins(root, name):
    found = {}
    for requirement, _ in entries(root, name):
        found.setdefault(canonicalize_name(requirement.name), set()).add(str(requirement.specifier))
    return found


@pytest.mark.parametrize("name", LOCKS.values())
def test_a_lock_names_no_host(root, name):
    text = (root / name).read_text(encoding="utf-8")
    hosts = re.findall(r"\S*(?:://|--index|--find-links|--trusted-host)\S*", text)
    assert not hosts, f"{name} names a host: {hosts[:3]}"


@pytest.mark.parametrize("name", LOCKS.values())
def test_every_requirement_is_pinned_and_hashed(root, name):
    found = list(entries(root, name))
    assert len(found) > 50
    for requirement, hashes in found:
        assert re.fullmatch(r"==[^*,]+", str(requirement.specifier)), f"{requirement} in {name} is not one version"
        assert hashes, f"{requirement} in {name} has no hash"
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", value) for value in hashes), f"{requirement} in {name}"


@pytest.mark.parametrize("part", LOCKS)
def test_a_lock_holds_what_pyproject_asks_for(root, part):
    pyproject = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [*pyproject["project"]["dependencies"], *pyproject["project"]["optional-dependencies"][part]]
    if part == "lab":
        asked += pyproject["build-system"]["requires"]
    locked = pins(root, LOCKS[part])
    for requirement in map(Requirement, asked):
        versions = locked.get(canonicalize_name(requirement.name), set())
        assert versions, f"{requirement} is not in {LOCKS[part]}: run make lock"
        for version in versions:
            assert requirement.specifier.contains(version[2:]), f"{LOCKS[part]} has {version}, asked is {requirement}"


@pytest.mark.parametrize("part", ["test", "present"])
def test_tests_and_slides_run_on_the_versions_of_the_lab(root, part):
    lab, other = pins(root, LOCKS["lab"]), pins(root, LOCKS[part])
    shared = lab.keys() & other.keys()
    assert {"numpy", "pandas", "plotly"} <= shared
    assert {name: other[name] for name in shared} == {name: lab[name] for name in shared}
