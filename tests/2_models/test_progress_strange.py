"""Strange progress files: refused by name, set aside and kept, and never a reason to lose an answer."""

import json

import pytest

from exoteach.course import progress as module
from exoteach.course.progress import Progress, ProgressError, parse


def entry(order, answer, **more):
    return dict(order=order, kind="quiz", answer=answer, verdict="right", minutes=0, tries=1, first=answer, first_order=order) | more


def written(answers):
    return json.dumps({"exoteach": 1, "answers": answers})


def deep(levels):
    nested = "x"
    for _ in range(levels):
        nested = [nested]
    return nested


STRANGE = {
    "half a file": ('{"exoteach": 1, "answ', "is not whole JSON"),
    "empty": ("", "is not whole JSON"),
    "very deep": ("[" * 100_000, "is not whole JSON"),
    "a list": ("[1, 2]", "is no exoteach progress file of version 1"),
    "foreign": ('{"cells": [], "metadata": {}}', "is no exoteach progress file of version 1"),
    "newer version": ('{"exoteach": 2, "answers": {}}', "is no exoteach progress file of version 1"),
    "one key more": ('{"exoteach": 1, "answers": {}, "name": "Ann"}', "is no exoteach progress file of version 1"),
    "answers in a list": ('{"exoteach": 1, "answers": []}', "holds no answers"),
    "too deep": (written({"q": entry(1, deep(5))}), "is nested too deeply"),
    "too large": (written({"q": entry(1, "x" * 1_000_001)}), "is larger than 1 MB"),
    "field more": (written({"q": entry(1, {}, name="Ann")}), "the entry 'q' has fields that are missing or unknown"),
    "field less": (written({"q": {"order": 1}}), "the entry 'q' has fields that are missing or unknown"),
    "order in words": (written({"q": entry("one", {})}), "the entry 'q' holds something that is not a whole number"),
    "tries is true": (written({"q": entry(1, {}, tries=True)}), "the entry 'q' holds something that is not a whole number"),
    "verdict is a list": (written({"q": entry(1, {}, verdict=[])}), "the entry 'q' holds something that is not a word"),
}


@pytest.mark.parametrize("content, said", STRANGE.values(), ids=STRANGE)
def test_strange_file_is_refused_by_name(content, said):
    with pytest.raises(ProgressError, match=rf"^theirs\.json.*{said}"):
        parse(content, "theirs.json")


@pytest.mark.parametrize("content, said", STRANGE.values(), ids=STRANGE)
def test_strange_file_in_the_folder_is_set_aside_and_kept(progress_folder, content, said):
    p = Progress("structure")
    p.record("q", "quiz", {"choice": "a"}, "right")
    strange = progress_folder / "structure-strange.json"
    strange.write_text(content, "utf-8")
    assert set(p.answers()) == {"q"}
    assert [said in s for s in p.set_aside] == [True]
    assert strange.with_name("structure-strange.json.kept-aside").read_text("utf-8") == content
    assert not strange.exists()
    assert set(p.answers()) == {"q"} and len(p.set_aside) == 1


def test_file_that_is_no_text_is_set_aside(progress_folder):
    p = Progress("structure")
    (progress_folder / "picture.json").write_bytes(b"\x89PNG\xff\xfe")
    assert p.answers() == {} and p.set_aside == ["picture.json cannot be read as text."]


def test_large_file_is_not_even_read(progress_folder, monkeypatch):
    p = Progress("structure")
    (progress_folder / "large.json").write_text(" " * 1_000_001)
    monkeypatch.setattr(module, "parse", lambda *_: pytest.fail("a file over 1 MB was read"))
    assert p.answers() == {} and p.set_aside == ["large.json is larger than 1 MB."]


@pytest.mark.parametrize("content, said", STRANGE.values(), ids=STRANGE)
def test_a_refused_import_changes_nothing(content, said):
    p = Progress("structure")
    p.record("q", "quiz", {"choice": "a"}, "right")
    before = p.answers(), p.file.read_bytes()
    with pytest.raises(ProgressError, match=said):
        p.import_text(content, "theirs.json")
    assert (p.answers(), p.file.read_bytes()) == before
