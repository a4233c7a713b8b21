"""All evidence tables together, held against tools/check_tables.py and the words of the course; each check is broken once below."""

import csv
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import check_tables as tables
import pytest

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("EXOTEACH_DATA") or ROOT / "data")
# A row tells of the science, not of the day on which it was read.
DIARY = re.compile(r"\b(read (again )?now|looked up again|earlier gathering|today)\b", re.I)


def words_are_plain_and_kind(data):
    spec = importlib.util.spec_from_file_location("words", ROOT / "tests/0_content/test_words.py")
    words = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(words)
    for place, name, row in data.each():
        for column, text in row.items():
            if name != "sources" and (said := words.FORBIDDEN.search(text) or words.HTML.search(text) or DIARY.search(text)):
                yield f"{place} {column}: {said.group()}"


CHECKS = [*tables.CHECKS, words_are_plain_and_kind]


@pytest.fixture(scope="module")
def data():
    return tables.Data(DATA)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_all_tables(check, data):
    problems = list(check(data))
    assert not problems, "\n" + "\n".join(problems)


def broken_copy(folder, table, column, old, new):
    """Copy the tables and change the first cell of ``column`` that equals ``old`` (any filled one for None)."""
    copy = Path(shutil.copytree(DATA, folder / "data", ignore=shutil.ignore_patterns("stills")))
    path = copy / f"{table}.csv"
    whole = tables.Data(copy)
    row = next(row for row in whole.rows[table] if (row[column] if old is None else row[column] == old))
    row[column] = new(row[column]) if callable(new) else new
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(row), lineterminator="\n")
        writer.writeheader()
        writer.writerows(whole.rows[table])
    return tables.Data(copy), row.get("id", "")


BREAKS = [
    (tables.units_are_of_one_vocabulary, "facts", "unit", "nm", "nanometre"),
    (tables.every_number_says_how_it_is_known, "applications", "locator", None, ""),
    (tables.every_number_says_how_it_is_known, "pharmacokinetics", "formula", None, ""),
    (tables.values_lie_between_their_ends, "meta_analyses", "low", None, "1e9"),
    (tables.values_lie_between_their_ends, "carriers", "spread", None, ""),
    (tables.bounds_follow_the_printed_word, "loading_experiments", "note", None, "Printed as nearly 30 %."),
    (tables.shares_are_possible, "loading_experiments", "value", None, "110"),
    (tables.shares_are_possible, "stability", "value", None, "-1"),
    (tables.shares_are_possible, "biodistribution", "value", "55.11", "155.11"),
    (tables.computed_values_follow, "pharmacokinetics", "formula", "k = ln(2)/7", "k = ln(2)/8"),
    (tables.computed_values_follow, "head_to_head", "ratio", "5.2", "0.2"),
    (tables.published_numbers_stand_once, "pharmacokinetics", "locator", None, lambda text: text),
    (tables.published_numbers_stand_once, "carriers", "row", None, ""),
    (tables.links_lead_to_the_same_number, "carriers", "row", None, "facts:nothing"),
    (tables.links_lead_to_the_same_number, "carriers", "row", None, "facts:exosome-diameter"),
    (tables.links_lead_to_the_same_number, "second_looks", "row", None, "facts:nothing"),
    (tables.second_looks_are_of_what_a_page_shows, "second_looks", "row", None, "parameters:outer_diameter_nm"),
    (tables.sources_are_used_and_distinct, "sources", "id", None, "nobody2000"),
    (tables.sources_are_used_and_distinct, "sources", "url", "https://doi.org/10.3390/ijms21124407", "https://doi.org/10.1038/srep15636"),
    (tables.names_are_unique, "clinical_trials", "trial_id", "NCT04592484", "NCT03608631"),
    (words_are_plain_and_kind, "applications", "note", None, "It simply cured them."),
]  # fmt: skip


@pytest.mark.parametrize(
    "check, table, column, old, new", BREAKS, ids=[f"{b[0].__name__}-{b[1]}-{b[2]}-{i}" for i, b in enumerate(BREAKS)]
)
def test_a_break_is_noticed(check, table, column, old, new, tmp_path):
    broken, key = broken_copy(tmp_path, table, column, old, new)
    if check is tables.published_numbers_stand_once and callable(new):  # the same row again, under another name
        broken.rows[table].append(next(row for row in broken.rows[table] if row["source"]) | {"id": "again"})
        key = "again"
    wanted = [key, new] if isinstance(new, str) and new else [key]
    assert any(word in problem for problem in check(broken) for word in wanted), f"{check.__name__} did not see {table} {key}"


def test_another_enum_and_a_large_file_are_noticed(tmp_path):
    broken, _ = broken_copy(tmp_path, "facts", "note", None, "changed")
    with open(broken.folder / "facts.csv", "a", encoding="utf-8") as file:
        file.write("\n" * tables.LARGEST)
    assert any(problem.startswith("facts:") for problem in tables.files_are_small(broken))
    broken.fields["facts"]["basis"]["constraints"]["enum"].append("guessed")
    assert any(problem.startswith("facts.basis") for problem in tables.shared_columns_mean_the_same(broken))


def test_the_checks_read_the_folder_they_are_told(tmp_path):
    """The whole way: a broken copy, named by EXOTEACH_DATA, fails the tests that pass here."""
    broken, _ = broken_copy(tmp_path, "meta_analyses", "low", None, "1e9")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", "test_all_tables", __file__],
        cwd=ROOT, env=os.environ | {"EXOTEACH_DATA": str(broken.folder)}, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 1 and " passed" in done.stdout and "values_lie_between_their_ends" in done.stdout, done.stdout[-2000:]
