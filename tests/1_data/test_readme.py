"""What is written about the data follows from the data: counts, dictionary, citation."""

import csv
import os
import re
import shutil
from pathlib import Path

import build_data
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("EXOTEACH_DATA") or ROOT / "data")
MEND = "run `make notebooks`, or `python tools/build_data.py`"
LARGEST = 120 * 1024


def out_of_date(folder, root):
    return sorted(
        path.name for path, text in build_data.made(folder, root).items() if not path.exists() or path.read_text("utf-8") != text
    )


@pytest.fixture
def copy(tmp_path):
    """The data and the citation, to be broken."""
    shutil.copy(ROOT / "CITATION.cff", tmp_path)
    return Path(shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("stills")))


def test_what_is_made_from_the_data_is_up_to_date():
    assert out_of_date(DATA, ROOT) == [], f"out of date: {MEND}"


def test_a_row_less_is_noticed(copy):
    path = copy / "uptake.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), "utf-8")
    assert out_of_date(copy, copy.parent) == ["CITATION.cff", "README.md"]


def test_another_description_is_noticed(copy):
    path = copy / "datapackage.json"
    path.write_text(path.read_text("utf-8").replace('"title": "How we know it"', '"title": "How it is known"'), "utf-8")
    assert out_of_date(copy, copy.parent) == ["DICTIONARY.md"]


@pytest.mark.parametrize(
    "change, more",
    [
        ({}, 0),  # the same study again counts once
        ({"study": "Another 2026"}, 1),
        ({"study": "Another 2026", "vesicle_kind": "comparator"}, 0),
    ],
)
def test_reach_counts_independent_studies_of_vesicles(copy, change, more):
    def loaded():
        return int(re.search(r"studies that loaded vesicles \| (\d+)", build_data.reach(copy))[1])

    before, path = loaded(), copy / "loading_experiments.csv"
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    vesicles = next(row for row in rows if row["vesicle_kind"] == "natural")
    with open(path, "a", newline="", encoding="utf-8") as file:
        csv.DictWriter(file, list(rows[0])).writerow(vesicles | {"id": "again"} | change)
    assert loaded() == before + more


@pytest.mark.parametrize("table, what", [("applications", "single studies in animals"), ("clinical_trials", "those with an outcome"),
                                         ("release_profiles", "studies of release"), ("meta_analyses", "conditions with a pooled")])  # fmt: skip
def test_reach_falls_with_the_rows(copy, table, what):
    def reached():
        return int(re.search(rf"^\|[^|]*{what}[^|]*\| (\d+)", build_data.reach(copy), re.M)[1])

    before, path = reached(), copy / f"{table}.csv"
    path.write_text(path.read_text("utf-8").splitlines(keepends=True)[0], "utf-8")
    assert before and reached() == 0


def test_lost_marks_are_told(copy):
    readme = copy / "README.md"
    readme.write_text(readme.read_text("utf-8").replace(build_data.MARKS[1], ""), "utf-8")
    with pytest.raises(ValueError, match="marks"):
        build_data.made(copy, copy.parent)


def test_every_table_is_counted_and_every_column_explained():
    counts = build_data.counts(DATA)
    dictionary = build_data.dictionary(DATA)
    for table in build_data.evidence(DATA):
        total = len(build_data.rows(table, DATA))
        assert re.search(rf"^\| `{table['path']}` \| {total} \|", counts, re.M), table["name"]
    for table in build_data.package(DATA)["resources"]:
        part = dictionary.split(f"`{table['path']}`: ")[1].split("\n## ")[0]
        assert [f["name"] for f in table["schema"]["fields"]] == re.findall(r"^\| `([^`]+)` \|", part, re.M), table["name"]


def test_the_dictionary_is_small_and_its_tables_are_whole():
    text = (DATA / "DICTIONARY.md").read_text("utf-8")
    assert len(text.encode()) <= LARGEST
    assert {line.count("|") for line in text.splitlines() if line.startswith("|")} == {5}


def test_the_notes_name_only_tables_that_exist():
    known = {table["name"] for table in build_data.package(DATA)["resources"]} | {"course"}
    notes = (DATA / "README.md").read_text("utf-8").split(build_data.MARKS[1])[1]
    heads = re.findall(r"^- \*\*([a-z]+_?[a-z_]*)[.:]", notes, re.M)
    assert heads and set(heads) <= known


def test_the_citation_is_valid_and_counts_the_rows():
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    (data,) = cited["references"]
    assert data["type"] == "dataset" and data["authors"] and data["title"] == build_data.package(DATA)["title"]
    tables = [build_data.rows(table, DATA) for table in build_data.evidence(DATA)]
    told = [int(number) for number in re.findall(r"\d+", data["abstract"])]
    with_basis = [rows for rows in tables if "basis" in rows[0]]
    assert told[:3] == [sum(map(len, with_basis)), len(with_basis), len(tables[0])]


def test_a_row_that_was_not_found_was_not_seen_again(copy):
    before, path = build_data.seen_again(copy), copy / "second_looks.csv"
    with open(path, "a", encoding="utf-8") as file:
        file.write("facts:one,2026-11-24,right\nfacts:two,2026-11-24,mended\nfacts:three,2026-11-24,page not found\n")
    assert build_data.seen_again(copy) == before + build_data.Counter(facts=2)
