"""The set-up card: what is kept and where, taking in a file, and what the page is told when nothing can be kept."""

import base64
import json

import pytest

from exoteach import evidence, lesson

NASTY = "<script>alert(1)</script>"


def test_lesson_names_itself(begin):
    card = begin()
    row = evidence.row("course/lessons", "structure")
    assert repr(card) == f"Lesson 01: {row['title']}" and row["question"] in card.html


def test_steps_are_counted_as_they_are_answered(begin, read):
    card = begin()
    steps = len(evidence.rows("course/questions", lesson="structure")) + len(evidence.rows("course/exercises", lesson="structure"))
    assert f"0 of {steps} steps answered." in card.html
    lesson.quiz("which-ceiling").answer("area")
    assert f"1 of {steps} steps answered. Kept beside this notebook." in card.html
    assert [e["class"] for e in read(card, "i")] == ["exo-done"] + [None] * (steps - 1)


def test_answers_of_another_lesson_are_not_counted(begin):
    card = begin()
    card.session.progress.record("something-else", "quiz", {"choice": "a"}, "right")
    card.refresh()
    assert "0 of " in card.html


def test_projector_is_switched_on_and_off(begin, send, read):
    card = begin()
    themes = []
    for _ in range(3):
        themes.append(next(e["data-page-theme"] for e in read(card, "span", "data-page-theme")))
        send(card, act="projector")
    assert themes == ["", "projector", ""]


def download(card, read):
    link = next(e for e in read(card, "a") if "download" in e)
    return link["download"], base64.b64decode(link["href"].partition("base64,")[2]).decode("utf-8")


def test_downloaded_file_is_taken_in_elsewhere(begin, send, read, tmp_path, monkeypatch):
    card = begin()
    lesson.quiz("which-ceiling").answer("area")
    name, text = download(card, read)
    monkeypatch.setenv("EXOTEACH_PROGRESS", str(tmp_path / "elsewhere"))
    other = begin()
    send(other, act="import", name=name, value=text)
    assert f"{name} was taken in." in other.html
    assert lesson.quiz("which-ceiling").chosen == "area"


@pytest.mark.parametrize(
    "value, said",
    [
        (None, "is larger than 1 MB"),
        ("{", "is not whole JSON"),
        ('{"a": 1}', "is no exoteach progress file"),
        ("[" * 50_000, "is not whole JSON"),
    ],
)
def test_a_file_that_cannot_be_taken_is_named_and_nothing_changes(begin, send, value, said):
    card = begin()
    lesson.quiz("which-ceiling").answer("area")
    before = card.session.progress.answers()
    send(card, act="import", name=f"{NASTY}.json", value=value)
    assert said in card.html and "nothing was changed" in card.html and "<script" not in card.html
    assert card.session.progress.answers() == before


def test_a_file_set_aside_is_told(begin, progress_folder):
    progress_folder.mkdir()
    (progress_folder / f"{NASTY.replace('/', '')}.json").write_text("{", "utf-8")
    card = begin()
    assert "It was set aside, not deleted" in card.html and "<script" not in card.html


def test_a_place_that_does_not_last_is_told_at_once_with_the_download(begin, read, tmp_path, monkeypatch):
    (tmp_path / "blocked").write_text("")
    monkeypatch.setenv("EXOTEACH_PROGRESS", str(tmp_path / "blocked"))
    card = begin()
    assert "This folder cannot be written to." in card.html and "Download them before you leave." in card.html
    lesson.quiz("which-ceiling").answer("area")
    assert "Not kept." in card.html
    assert "which-ceiling" in json.loads(download(card, read)[1])["answers"]


def test_output_tells_no_progress(begin):
    card = begin()
    before = {k: v for k, v in card._repr_mimebundle_()[0].items() if k.startswith("text/")}
    lesson.quiz("which-ceiling").answer("area")
    for now in (card, begin()):
        assert {k: v for k, v in now._repr_mimebundle_()[0].items() if k.startswith("text/")} == before
