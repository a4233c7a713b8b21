"""The words of the course: plain, kind, and without hidden markup."""

import re

import pytest

FORBIDDEN = re.compile(r"\b(obviously|trivial(?:ly)?|beginners?|cur(?:e|es|ed|ing)|simply|just)\b", re.I)
HTML = re.compile(r"</?[a-zA-Z][^<>]*>|&[a-z]+;|&#\d+;")


@pytest.mark.parametrize(
    "said, found", [("This cures nothing", True), ("just press", True), ("adjust it", False), ("secure", False)]
)
def test_forbidden_words_are_found_as_words(said, found):
    assert bool(FORBIDDEN.search(said)) is found


def test_notebook_uses_no_forbidden_word(notebook):
    assert [f"{cell}: {word}" for cell in notebook.cells for word in FORBIDDEN.findall(cell.source)] == []


def test_course_texts_use_no_forbidden_word(course_texts):
    assert [f"{where} {column}: {word}" for where, column, text in course_texts for word in FORBIDDEN.findall(text)] == []


def test_notes_beside_controls_use_no_forbidden_word(rows):
    told = [(row["id"], f"{row['label']} {row['note']} {row['reason']}") for row in rows("parameters")]
    assert [f"{key}: {word}" for key, text in told for word in FORBIDDEN.findall(text)] == []


def test_course_texts_hold_no_html(course_texts):
    assert [f"{where} {column}: {tag}" for where, column, text in course_texts for tag in HTML.findall(text)] == []


def test_notebook_holds_no_html(notebook):
    """Markdown only: raw HTML escapes themes, screen readers and translators. A line break is allowed."""
    found = [(cell, tag) for cell in notebook.markdown for tag in HTML.findall(re.sub(r"`[^`]*`|\$[^$]*\$", "", cell.source))]
    assert [f"{cell}: {tag}" for cell, tag in found if tag.lower() not in ("<br>", "&nbsp;")] == []


def test_sentences_of_the_course_end(course_texts):
    """A text with a sentence inside ends as one: no half-deleted feedback."""
    columns = {
        "explanation",
        "feedback",
        "right",
        "wrong",
        "correction",
        "statement",
        "limits",
        "twin",
        "still_twin",
        "task",
        "compare",
    }
    whole = [(where, column, text) for where, column, text in course_texts if column in columns]
    assert whole and [f"{where} {column}: …{text[-30:]}" for where, column, text in whole if text[-1] not in ".?!"] == []
