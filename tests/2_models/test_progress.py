"""Progress: merging loses nothing, exports come back whole, and what cannot be saved is said."""

import json
import os
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exoteach.course import progress as module
from exoteach.course.progress import Progress, merge, parse

words = st.text("abcé<>&\u2028 ", max_size=6)
entries = st.fixed_dictionaries(
    dict(order=st.integers(1, 40), kind=st.sampled_from(["quiz", "predict", "exercise"]), answer=st.dictionaries(words, words, max_size=2),
         verdict=st.sampled_from(["right", "almost", "not yet"]), minutes=st.integers(0, 200), tries=st.integers(1, 9), first=st.dictionaries(words, words, max_size=2), first_order=st.integers(1, 30)),
)  # fmt: skip
files = st.lists(st.dictionaries(st.sampled_from("abcd"), entries, max_size=4), max_size=4)


def entry(order, answer, **more):
    return dict(order=order, kind="quiz", answer=answer, verdict="right", minutes=0, tries=1, first=answer, first_order=order) | more


def written(answers):
    return json.dumps({"exoteach": 1, "answers": answers})


@given(files, st.randoms())
def test_merging_does_not_depend_on_the_order_of_files(many, random):
    shuffled = random.sample(many, len(many))
    assert merge(many) == merge(shuffled)


@given(files)
def test_merging_again_changes_nothing(many):
    once = merge(many)
    assert merge([once]) == once == merge([once, once]) == merge([*many, once])


@given(files)
def test_merging_loses_no_question_and_keeps_the_newest(many):
    once = merge(many)
    assert set(once) == {key for part in many for key in part}
    for key, kept in once.items():
        given_entries = [part[key] for part in many if key in part]
        newest = max(e["order"] for e in given_entries)
        assert kept["order"] == newest
        assert kept["answer"] in [e["answer"] for e in given_entries if e["order"] == newest]
        assert kept["first"] in [e["first"] for e in given_entries]
        assert kept["tries"] == max(e["tries"] for e in given_entries)


@given(st.dictionaries(st.text(max_size=8), entries, max_size=4))
def test_what_was_written_is_read_back(answers):
    assert parse(written(answers), "x.json") == answers


def test_first_and_newest_answer_are_kept():
    p = Progress("structure")
    p.record("q", "quiz", {"choice": "a"}, "not yet")
    p.record("q", "quiz", {"choice": "b"}, "not yet")
    kept = Progress("structure").answers()["q"]
    assert (kept["first"], kept["answer"], kept["tries"]) == ({"choice": "a"}, {"choice": "b"}, 2)


def test_two_open_lessons_write_in_turn_and_lose_nothing():
    one, two = Progress("structure"), Progress("loading")
    for i in range(12):
        (one, two)[i % 2].record(f"q{i}", "quiz", {"choice": str(i)}, "right")
    (one, two)[0].record("q1", "quiz", {"choice": "again"}, "right")
    for reader in (one, two, Progress("structure")):
        found = reader.answers()
        assert len(found) == 12
        assert found["q1"]["answer"] == {"choice": "again"} and found["q1"]["first"] == {"choice": "1"}
    assert one.file != two.file and len(list(one.folder.glob("*.json"))) == 2


def answers_of_some_session():
    p = Progress("structure")
    p.record("q1", "predict", {"choice": "five", "reason": "<b>because</b> é"}, "not yet")
    p.record("q2", "exercise", {"source": "def f():\n    return 1"}, "right")
    return p


def test_export_comes_back_whole_in_another_folder(tmp_path):
    name, text = answers_of_some_session().export_text()
    other = Progress("structure", tmp_path / "other")
    other.import_text(text, name)
    assert Progress("structure", tmp_path / "other").answers() == answers_of_some_session_entries(text)


def answers_of_some_session_entries(text):
    return json.loads(text)["answers"]


def test_export_names_nobody_and_no_time():
    name, text = answers_of_some_session().export_text()
    assert re.fullmatch(r"exoteach-[a-z]{6}\.json", name)
    content = json.loads(text)
    assert set(content) == {"exoteach", "answers"}
    assert {key for e in content["answers"].values() for key in e} == module.FIELDS


def test_import_merges_and_never_deletes(tmp_path):
    _, text = answers_of_some_session().export_text()
    mine = Progress("structure", tmp_path / "mine")
    mine.record("q3", "quiz", {"choice": "a"}, "right")
    mine.import_text(text)
    assert set(Progress("structure", tmp_path / "mine").answers()) == {"q1", "q2", "q3"}


def test_imported_answers_are_newest_here_only_if_they_are_newer(tmp_path):
    p = Progress("structure")
    p.record("q", "quiz", {"choice": "mine"}, "right")
    p.import_text(written({"q": entry(7, {"choice": "theirs"})}))
    assert p.answers()["q"]["answer"] == {"choice": "theirs"}
    p.import_text(written({"q": entry(2, {"choice": "old"})}))
    assert p.answers()["q"]["answer"] == {"choice": "theirs"}
    p.record("q", "quiz", {"choice": "newest"}, "right")
    assert Progress("structure").answers()["q"]["answer"] == {"choice": "newest"}


def refuse(*_, **__):
    raise PermissionError(13, "Permission denied")


def test_folder_that_cannot_be_made_is_said_at_once(tmp_path):
    blocked = tmp_path / "blocked"
    blocked.write_text("a file stands where the folder should be")
    p = Progress("structure", blocked)
    assert p.trouble == "This folder cannot be written to."
    p.record("q", "quiz", {"choice": "a"}, "right")
    assert p.answers()["q"]["answer"] == {"choice": "a"}
    assert "q" in json.loads(p.export_text()[1])["answers"]


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everywhere")
def test_read_only_folder_is_said_at_once(tmp_path):
    folder = tmp_path / "read-only"
    folder.mkdir(mode=0o500)
    assert Progress("structure", folder).trouble == "This folder cannot be written to."


def test_a_save_that_fails_later_is_said_and_kept_in_memory(monkeypatch):
    p = answers_of_some_session()
    monkeypatch.setattr(module.os, "replace", refuse)
    monkeypatch.setattr(module.time, "sleep", lambda _: None)
    p.record("q9", "quiz", {"choice": "late"}, "right")
    assert p.trouble == "The last answer could not be saved in this folder."
    assert p.answers()["q9"]["answer"] == {"choice": "late"}
    monkeypatch.undo()
    assert "q9" not in Progress("structure", p.folder).answers()
    assert list(p.folder.glob(".*.tmp")) == []


def test_browser_without_a_lasting_place_is_said(monkeypatch):
    monkeypatch.setattr(module.sys, "platform", "emscripten")
    assert Progress("structure").trouble == "This browser does not let the page keep files."


def test_the_first_answer_of_two_computers_is_the_one_given_first():
    """Here the question was answered third, there first, and there again later: order alone could not tell."""
    here = entry(3, {"choice": "here"})
    there = entry(9, {"choice": "there again"}, first={"choice": "there"}, first_order=1, tries=2)
    for merged in (merge([{"q": here}, {"q": there}]), merge([{"q": there}, {"q": here}])):
        assert merged["q"]["first"] == {"choice": "there"} and merged["q"]["answer"] == {"choice": "there again"}
