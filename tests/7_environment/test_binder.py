"""What Binder reads: environment.yml in step with pyproject.toml, postBuild, and nothing that overrules them."""

import os
import re
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name


def read(root):
    environment = yaml.safe_load((root / "environment.yml").read_text(encoding="utf-8"))
    return environment, tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def bounds(lines):
    return {canonicalize_name(r.name): str(r.specifier) for r in map(Requirement, lines)}


def split(environment):
    """The lines for conda and the lines for pip."""
    conda = [line for line in environment["dependencies"] if isinstance(line, str)]
    nested = [entry["pip"] for entry in environment["dependencies"] if isinstance(entry, dict)]
    return conda, [line for lines in nested for line in lines]


def test_environment_and_pyproject_ask_for_the_same(root):
    environment, project = read(root)
    conda, pip = split(environment)
    listed = [line for line in conda if line != "pip" and not re.match(r"python\s*[=<>]", line)] + pip
    assert bounds(listed) == bounds([*project["dependencies"], *project["optional-dependencies"]["lab"]])
    assert environment["channels"] == ["conda-forge"]


def test_python_is_one_version_that_the_course_runs_on(root):
    environment, project = read(root)
    (python,) = [line for line in split(environment)[0] if line.startswith("python")]
    version = re.fullmatch(r"python=(3\.\d+)", python)
    assert version, f"Binder ignores a range and takes an old Python: {python}"
    assert SpecifierSet(project["requires-python"]).contains(version.group(1))


def test_no_local_line_under_pip(root):
    local = [line for line in split(read(root)[0])[1] if line.lstrip().startswith((".", "/", "-"))]
    assert not local, f"with a local line Binder solves the whole environment again at each commit: {local}"


def test_post_build_installs_the_course_and_nothing_else(root):
    path = root / "postBuild"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    assert lines == ["set -e", "python -m pip install --no-deps --no-cache-dir ."]
    assert path.read_text(encoding="utf-8").startswith("#!/bin/bash\n")
    if os.name != "nt":
        assert os.access(path, os.X_OK), "Binder runs postBuild only if it is executable"


@pytest.mark.parametrize("name", ["binder", ".binder", "Dockerfile", "apt.txt", "runtime.txt", "start"])
def test_nothing_overrules_environment_yml(root, name):
    assert not (root / name).exists(), f"{name} changes or replaces what Binder builds from environment.yml"
