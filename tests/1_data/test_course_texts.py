"""Texts of the course tables: every template can be filled, and feedback gives no answer away."""

import re
import string

import pytest

from exoteach import evidence

rows = evidence.rows
FILLED = re.compile(r"[^{}]+")


def ids(table):
    return [row["id"] for row in rows(f"course/{table}")]


def listed(cell):
    return [part.strip() for part in str(cell or "").split(";") if part.strip()]


def names_in(template):
    return [name for _, name, _, _ in string.Formatter().parse(template) if name is not None]


def test_panel_texts_can_be_filled(panel):
    words = panel.words(panel.frame())
    texts = [panel.text["twin"], panel.text["point_label"]] + [row[c] for row in panel.readouts for c in ("label", "value", "note")]
    for text in texts:
        assert FILLED.fullmatch(text.format(**words)), text


def test_still_texts_need_no_filling(panel):
    assert [names_in(panel.text[c]) for c in ("title", "alt", "still_twin", "limits", "table_head")] == [[]] * 5


@pytest.mark.parametrize("exercise", ids("exercises"))
def test_feedback_can_be_filled(exercise):
    row = evidence.row("course/exercises", exercise)
    known = {"given", "wanted", *listed(row["arguments"])} | ({"witness"} if row["witness"] else set())
    for text in [row["right"], row["wrong"], *(s["feedback"] for s in rows("course/slips", exercise=exercise))]:
        assert set(names_in(text)) <= known, text


def test_wrong_feedback_begins_with_the_learners_own_number():
    for row in rows("course/exercises"):
        for text in [row["wrong"], *(s["feedback"] for s in rows("course/slips", exercise=row["id"]))]:
            assert "given" in names_in(text.split(". ")[0]), text
            assert "wanted" not in names_in(text), f"gives the answer away: {text}"


def test_comparisons_can_be_filled():
    for row in rows("course/questions"):
        if row["compare"]:
            keyed = {k for k, key in evidence.numbers(evidence.row("course/questions", row["follows"])["keyed_over"]).items() if key != "@x"}
            assert set(names_in(row["compare"])) <= {"predicted", "actual", "apart", *keyed}


def test_texts_without_filling_hold_no_braces():
    plain_texts = [
        ("options", "text"),
        ("options", "explanation"),
        ("questions", "prompt"),
        ("hints", "text"),
        ("tasks", "text"),
        ("exercises", "task"),
    ]
    assert [
        f"{table}: {row[column]}"
        for table, column in plain_texts
        for row in rows(f"course/{table}")
        if re.search(r"[{}]", row[column].replace("{given}", "") if (table, column) == ("options", "explanation") else row[column])
    ] == []


def test_only_numbers_are_given_back():
    """An explanation can name what was typed only where something was typed."""
    forms = {row["id"]: row["form"] for row in rows("course/questions")}
    assert [o["id"] for o in rows("course/options") if "{given}" in o["explanation"] and forms[o["question"]] not in ("number", "range")] == []
