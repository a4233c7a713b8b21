"""The data package: schema, keys, sources, ranges. `EXOTEACH_DATA` points it at another folder."""

import csv
import json
import os
import pathlib
import re

import pytest
from frictionless import Package, system

DATA = pathlib.Path(os.environ.get("EXOTEACH_DATA") or pathlib.Path(__file__).resolve().parents[2] / "data")
DESCRIPTOR = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES = {resource["name"]: resource for resource in DESCRIPTOR["resources"]}

EVIDENCE = [name for name, resource in RESOURCES.items() if not resource["path"].startswith("course/")]

DOI = re.compile(r"10\.\d{4,9}/\S+")
MACHINE_PATH = re.compile(
    r"(?<![\w.:/])/(?:work|home|root|tmp|usr|var|opt|mnt|media|srv|Users|private)/|\b[A-Za-z]:\\|file://|localhost|127\.0\.0\.1"
)


def rows(name):
    """One table as a list of dicts, with the line number in the file under `line`."""
    with open(DATA / RESOURCES[name]["path"], newline="", encoding="utf-8") as handle:
        return [{"id": "", **row, "line": line} for line, row in enumerate(csv.DictReader(handle), start=2)]


def number(text):
    """The number in a cell, or None where it is empty."""
    return float(text) if text else None


def columns(name):
    return [field["name"] for field in RESOURCES[name]["schema"]["fields"]]


def tables_with(*names):
    return [table for table in RESOURCES if set(names) <= set(columns(table))]


def fail_if(problems):
    assert not problems, "\n" + "\n".join(problems)


@pytest.fixture(scope="session")
def report():
    with system.use_context(trusted=True):
        return Package(str(DATA / "datapackage.json")).validate()


def test_the_package_is_valid(report):
    fail_if([" ".join(map(str, error)) for error in report.flatten(["name", "rowNumber", "type", "message"])])
    assert report.valid and len(report.tasks) == len(RESOURCES)


@pytest.mark.parametrize("name", RESOURCES)
def test_table_fits_its_schema(report, name):
    task = next(task for task in report.tasks if task.name == name)
    fail_if([f"{name} {error.type}: {error.message}" for error in task.errors])
    assert rows(name), f"{name} is empty"


@pytest.mark.parametrize("course", [False, True], ids=["data", "course"])
def test_every_file_belongs_to_the_package(course):
    listed = {resource["path"] for resource in RESOURCES.values()}
    found = {path.relative_to(DATA).as_posix() for path in DATA.rglob("*.csv")}
    fail_if([f"{path} is not in datapackage.json" for path in sorted(found - listed) if path.startswith("course/") == course])


@pytest.mark.parametrize("name", RESOURCES)
def test_every_field_is_described(name):
    fields = RESOURCES[name]["schema"]["fields"]
    fail_if([f"{name}.{field['name']}" for field in fields if not (field.get("type") and field.get("title"))])
    assert RESOURCES[name]["schema"]["missingValues"] == [""]
    assert RESOURCES[name]["schema"]["primaryKey"]


@pytest.mark.parametrize("name", RESOURCES)
def test_file_is_plain_text(name):
    raw = (DATA / RESOURCES[name]["path"]).read_bytes()
    raw.decode("utf-8")
    assert b"\r" not in raw and not raw.startswith(b"\xef\xbb\xbf") and raw.endswith(b"\n")
    fail_if([f"{name}:{row['line']} spaces around {cell!r}" for row in rows(name) for cell in row.values()
             if isinstance(cell, str) and cell != cell.strip()])


def test_every_source_can_be_opened():
    fail_if([f"{row['id']}: neither doi nor url" for row in rows("sources") if not (row["doi"] or row["url"])])


def test_dois_have_the_form_of_a_doi():
    fail_if([f"{row['id']}: {row['doi']}" for row in rows("sources") if row["doi"] and not DOI.fullmatch(row["doi"])])


@pytest.mark.parametrize("name", tables_with("basis", "source"))
def test_every_number_has_a_source_or_is_declared(name):
    problems = []
    for row in rows(name):
        assumed = row["basis"] == "assumption"
        if assumed and not row.get("reason"):
            problems.append(f"{name}:{row['line']} {row['id']}: assumption without a reason")
        if not assumed and not row["source"]:
            problems.append(f"{name}:{row['line']} {row['id']}: no source")
        if row["source"] and "locator" in row and not row["locator"]:
            problems.append(f"{name}:{row['line']} {row['id']}: source without a locator")
    fail_if(problems)


@pytest.mark.parametrize("name", tables_with("basis"))
def test_computed_rows_show_their_formula(name):
    fail_if([f"{name}:{row['line']} {row['id']}" for row in rows(name)
             if row["basis"] == "computed" and not row.get("formula")])


@pytest.mark.parametrize("name", EVIDENCE)
def test_no_table_of_numbers_without_sources(name):
    numbers = [field["name"] for field in RESOURCES[name]["schema"]["fields"] if field["type"] in ("number", "integer")]
    assert not numbers or {"basis", "source", "locator"} <= set(columns(name)), f"{name}: {numbers}"


def test_defaults_and_published_bands_lie_on_the_slider():
    problems = []
    for row in rows("parameters"):
        if row["kind"] == "choice":
            options = {choice["id"] for choice in rows("choices") if choice["parameter"] == row["id"]}
            if row["default"] not in options:
                problems.append(f"{row['id']}: {row['default']} is not one of {sorted(options)}")
            continue
        if row["kind"] == "toggle":
            if row["default"] not in ("yes", "no"):
                problems.append(f"{row['id']}: {row['default']} is neither yes nor no")
            continue
        low, high, default = (number(row[c]) for c in ("minimum", "maximum", "default"))
        if low is None or high is None or not low < high:
            problems.append(f"{row['id']}: minimum {low}, maximum {high}")
            continue
        if not low <= default <= high:
            problems.append(f"{row['id']}: default {default} outside {low}–{high}")
        if row["scale"] == "log" and low <= 0:
            problems.append(f"{row['id']}: a log scale cannot start at {low}")
        band = [number(row["published_low"]), number(row["published_high"])]
        if (band[0] is None) != (band[1] is None):
            problems.append(f"{row['id']}: half a published band {band}")
        elif band[0] is not None and not low <= band[0] <= band[1] <= high:
            problems.append(f"{row['id']}: published band {band} outside {low}–{high}")
    fail_if(problems)


def test_only_choices_have_options():
    kinds = {row["id"]: row["kind"] for row in rows("parameters")}
    fail_if([f"{row['parameter']}: {row['id']}" for row in rows("choices") if kinds.get(row["parameter"]) != "choice"])


def test_marks_lie_on_their_slider():
    sliders = {row["id"]: row for row in rows("parameters")}
    problems = []
    for row in rows("parameter_marks"):
        slider = sliders[row["parameter"]]
        if slider["kind"] != "number":
            problems.append(f"{row['id']}: {row['parameter']} has no slider")
        elif not number(slider["minimum"]) <= number(row["value"]) <= number(slider["maximum"]):
            problems.append(f"{row['id']}: {row['value']} outside {slider['minimum']}–{slider['maximum']}")
    fail_if(problems)


def test_marks_repeat_their_fact():
    """A mark taken from the same place as a fact may not drift away from it."""
    facts = {}
    for row in rows("facts"):
        facts.setdefault((row["source"], row["locator"]), set()).update(
            number(row[c]) for c in ("value", "low", "high") if row[c])
    problems = []
    for row in rows("parameter_marks"):
        known = facts.get((row["source"], row["locator"]))
        share = {x / 100 for x in known} if known else set()
        if known and number(row["value"]) not in known | share:
            problems.append(f"{row['id']}: {row['value']} is not among {sorted(known)}")
    fail_if(problems)


def test_sources_name_no_local_path():
    texts = [(name, row["line"], cell) for name in RESOURCES for row in rows(name)
             for cell in row.values() if isinstance(cell, str)]
    texts += [("datapackage.json", 0, (DATA / "datapackage.json").read_text(encoding="utf-8"))]
    texts += [(path.name, 0, path.read_text(encoding="utf-8")) for path in DATA.glob("*.md")]
    fail_if([f"{name}:{line} {MACHINE_PATH.search(text).group()}" for name, line, text in texts if MACHINE_PATH.search(text)])
