"""learn/: lessons arrive, newer ones replace untouched copies, and a learner's work is never overwritten."""

import pytest
from _copies import copy_lessons

NAME = "01_structure.ipynb"


@pytest.fixture
def course(tmp_path):
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / NAME).write_bytes(b"first")
    copy_lessons(tmp_path)
    return tmp_path


def learn(course):
    folder = course / "learn"
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != ".copied.json"}


def publish(course, data, name=NAME):
    (course / "notebooks" / name).write_bytes(data)
    return copy_lessons(course)[1]


def write(course, data, name=NAME):
    (course / "learn" / name).write_bytes(data)


def test_a_new_lesson_is_added(course):
    assert publish(course, b"two", "02_biogenesis.ipynb") == []
    assert learn(course) == {NAME: b"first", "02_biogenesis.ipynb": b"two"}


def test_an_untouched_copy_is_renewed(course):
    assert "Renewed" in publish(course, b"second")[0]
    assert learn(course) == {NAME: b"second"}


def test_an_edited_lesson_is_never_overwritten(course):
    write(course, b"mine")
    told = publish(course, b"second")
    assert learn(course) == {NAME: b"mine", "01_structure.new.ipynb": b"second"}
    assert "Yours stays" in told[0] and "01_structure.new.ipynb" in told[0]


def test_an_edited_newer_copy_is_never_overwritten_either(course):
    write(course, b"mine")
    publish(course, b"second")
    publish(course, b"third")
    assert learn(course) == {NAME: b"mine", "01_structure.new.ipynb": b"third"}
    write(course, b"mine too", "01_structure.new.ipynb")
    publish(course, b"fourth")
    assert learn(course) == {
        NAME: b"mine",
        "01_structure.new.ipynb": b"mine too",
        "01_structure.new2.ipynb": b"fourth",
    }


def test_what_was_offered_once_is_not_offered_again(course):
    write(course, b"mine")
    publish(course, b"second")
    (course / "learn" / "01_structure.new.ipynb").unlink()
    assert copy_lessons(course)[1] == []
    assert learn(course) == {NAME: b"mine"}


def test_without_its_record_every_copy_counts_as_edited(course):
    (course / "learn" / ".copied.json").write_text("{ broken")
    publish(course, b"second")
    assert learn(course) == {NAME: b"first", "01_structure.new.ipynb": b"second"}


def test_a_deleted_copy_comes_back(course):
    (course / "learn" / NAME).unlink()
    copy_lessons(course)
    assert learn(course) == {NAME: b"first"}


def test_the_originals_stay(course):
    write(course, b"mine")
    copy_lessons(course)
    assert (course / "notebooks" / NAME).read_bytes() == b"first"
