"""Tables and notebooks fit together: nothing unused, every objective stated and practised, the core path short enough."""

import re

import pytest

CORE = {"panels": 2, "cells": 35, "words": 900}


def of_lesson(notebooks, key):
    return [nb for nb in notebooks if nb.lesson == key]


def test_every_lesson_has_its_notebook(rows, notebooks):
    assert {row["file"] for row in rows("course/lessons") if row["state"] == "built"} == {nb.path.stem for nb in notebooks}


@pytest.mark.parametrize(
    "table, functions",
    [("questions", ("predict", "observe", "quiz", "ledger")), ("exercises", ("check", "order", "blanks")), ("panels", ("panel",))],
)
def test_no_row_is_unused(rows, notebooks, table, functions):
    unused = []
    asked_in_tests = {row["question"] for row in rows("course/test_items")}
    for row in rows(f"course/{table}"):
        if table == "questions" and row["kind"] == "test":
            unused += [] if row["id"] in asked_in_tests else [f"{row['id']} of no test form"]
            continue
        used = set().union(*(nb.used(*functions) for nb in of_lesson(notebooks, row["lesson"])))
        if row["id"] not in used:
            unused.append(f"{row['id']} of lesson {row['lesson']}")
    assert not unused, unused


def test_every_objective_is_stated(rows, notebooks):
    for row in rows("course/objectives"):
        cells = [c for nb in of_lesson(notebooks, row["lesson"]) for c in nb.markdown if "objectives" in c.tags]
        assert any(row["text"] in cell.source for cell in cells), f"{row['id']} is not stated"


def test_every_objective_is_practised(rows):
    practised = {row["objective"] for table in ("questions", "exercises") for row in rows(f"course/{table}")}
    assert {row["id"] for row in rows("course/objectives")} == practised - {""}


def test_a_lesson_has_two_to_four_objectives(rows):
    told = {key: sum(row["lesson"] == key for row in rows("course/objectives")) for key in (r["id"] for r in rows("course/lessons") if r["state"] == "built")}
    assert {key: count for key, count in told.items() if not 2 <= count <= 4} == {}


def test_objectives_begin_with_their_verb(rows):
    assert [row["id"] for row in rows("course/objectives") if row["text"].split()[0] != row["verb"]] == []


def words(markdown):
    """Count words as a reader does: no addresses, no formulas, no marks."""
    text = re.sub(r"\$\$.*?\$\$|\$[^$]*\$", " ", markdown, flags=re.S)
    text = re.sub(r"\]\([^)]*\)|`[^`]*`", " ", text)
    return len(re.findall(r"[^\W\d_][\w'’-]*", text))


@pytest.mark.parametrize(
    "text, count", [("two words", 2), ("a [link here](https://x.y/z)", 3), ("$x + y$ is **one**", 2), ("| a | b |", 2)]
)
def test_words_are_counted_as_read(text, count):
    assert words(text) == count


STEPS = {"meta", "setup", "objectives", "recall", "case", "predict", "panel", "observe", "theory", "evidence", "make", "quiz", "limits"}


def test_a_lesson_has_every_step_of_the_template(notebook):
    """Lesson 00 is the way in, and a second notebook (01b) is free in its form."""
    if notebook.path.stem[:3] == "00_" or notebook.path.stem[2] != "_":
        return
    missing = STEPS - {tag for cell in notebook.core for tag in cell.tags}
    assert not missing, f"{notebook.path.name} has no cell tagged {', '.join(sorted(missing))}"


def test_core_path_fits_into_45_minutes(notebook):
    told = {
        "panels": sum(call.name == "panel" for cell in notebook.core for call in cell.calls),
        "cells": len(notebook.core),
        "words": sum(words(cell.source) for cell in notebook.core if not cell.is_code),
    }
    assert {k: v for k, v in told.items() if v > CORE[k]} == {}


def in_a_circle(needs):
    """The ids that cannot be reached in any order, because they wait for each other."""
    left = {key: set(wanted) for key, wanted in needs.items()}
    while ready := [key for key, wanted in left.items() if not wanted & set(left)]:
        for key in ready:
            del left[key]
    return set(left)


def test_a_circle_is_found():
    assert in_a_circle({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}, "e": set()}) == {"a", "b", "c", "d"}
    assert in_a_circle({"a": {"b"}, "b": {"c"}, "c": set()}) == set()


def test_prerequisites_have_no_circle(rows):
    needs = {row["id"]: set() for row in rows("course/lessons")}
    for row in rows("course/prerequisites"):
        lesson, needed = list(row.values())[:2]
        assert {lesson, needed} <= set(needs), f"{lesson} needs {needed}: one of them is no lesson"
        needs[lesson].add(needed)
    assert in_a_circle(needs) == set()
