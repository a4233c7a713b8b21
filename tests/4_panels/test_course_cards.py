"""The cards that look at the whole course: its test, its map, the environment, how well learners know what they know."""

import importlib
import re
from xml.etree import ElementTree

import pytest

from exoteach import evidence, lesson
from exoteach.course import calibration

course_map, course_test, environment = (  # lesson's functions of the same name stand before its modules
    importlib.import_module(f"exoteach.lesson.{name}") for name in ("course_map", "course_test", "environment")
)
FORMS = [row["id"] for row in evidence.rows("course/test_forms")]


def choices(form, correct):
    """For each question of a form an option that is right, or one that is not."""
    options = {q["id"]: evidence.rows("course/options", question=q["id"]) for q in course_test.items(form)}
    return {key: next(o["id"] for o in found if (o["correct"] == "yes") is correct) for key, found in options.items()}


@pytest.mark.parametrize("form", FORMS)
def test_a_form_shows_every_question_with_its_options(begin, read, form):
    begin()
    card = lesson.test(form)
    names = {e["name"] for e in read(card, "input")}
    assert {q["id"] for q in course_test.items(form)} <= names
    assert all(q["prompt"] in page for q in course_test.items(form) for page in (card._repr_mimebundle_()[0]["text/html"].replace("&#x27;", "'"),))
    assert not any(o["explanation"] in card.html for q in course_test.items(form) for o in evidence.rows("course/options", question=q["id"]))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("correct", [True, False])
def test_a_form_is_handed_in_once_and_scored(begin, read, send, form, correct):
    setup = begin()
    card, progress = lesson.test(form), lesson.progress()
    send(card, act="answer", fields=choices(form, correct))
    total = len(course_test.items(form))
    assert f"{total if correct else 0} of {total} right." in card.html
    assert read(card, "input") == []
    primers = [t["primer"] for t in evidence.rows("course/topics") if t["primer"]]
    assert any(p in card.html for p in primers) is not correct
    assert f"{total if correct else 0} of {total} right" in progress.html
    begin()
    assert f"{total if correct else 0} of {total} right." in lesson.test(form).html
    assert set(setup.session.progress.answers()) == {q["id"] for q in course_test.items(form)}


def test_what_is_left_out_counts_as_not_known(begin, send):
    begin()
    card = lesson.test("A")
    first, choice = next(iter(choices("A", True).items()))
    send(card, act="answer", fields={first: choice})
    assert f"1 of {len(course_test.items('A'))} right." in card.html


def test_an_empty_form_is_not_handed_in(begin, send, progress_folder):
    begin()
    card = lesson.test("A")
    send(card, act="answer", fields={})
    assert course_test.UNANSWERED in card.html and list(progress_folder.glob("*.json")) == []


def test_a_draft_of_the_test_is_kept_in_the_card(begin, read, send):
    begin()
    card = lesson.test("A")
    first, choice = next(iter(choices("A", False).items()))
    send(card, act="draft", fields={first: choice, f"sure-{first}": "3"})
    checked = {e["name"]: e["value"] for e in read(card, "input") if "checked" in e}
    assert checked == {first: choice, f"sure-{first}": "3"}


def test_forms_are_equal(begin):
    topics = {form: [q["topic"] for q in course_test.items(form)] for form in FORMS}
    assert len({tuple(t) for t in topics.values()}) == 1, "items at the same place ask the same topic"
    assert all(8 <= len(t) <= 12 for t in topics.values())
    prompts = [q["prompt"] for form in FORMS for q in course_test.items(form)]
    assert len(set(prompts)) == len(prompts), "a question stands in two forms"


def answered(count, right, sure):
    """Answers to so many questions with a key, the first ``right`` of them right."""
    keyed = [q for q in evidence.rows("course/questions") if q["form"] == "choice"]
    found = {}
    for i, question in enumerate(keyed[:count]):
        options = evidence.rows("course/options", question=question["id"])
        choice = next(o["id"] for o in options if (o["correct"] == "yes") is (i < right))
        found[question["id"]] = {"first": {"choice": choice, "sure": sure}, "verdict": "right"}
    return found


def test_calibration_waits_for_enough_answers():
    assert calibration.calibration(answered(calibration.ENOUGH - 1, 5, "4")) is None
    assert calibration.calibration(answered(calibration.ENOUGH, 5, "4")) == {"4": (5, calibration.ENOUGH)}


def test_calibration_counts_first_answers_that_say_how_sure():
    found = answered(calibration.ENOUGH, 5, "2")
    key = next(iter(found))
    found[key]["first"]["sure"] = None
    assert calibration.calibration(found) is None


def test_calibration_is_shown_in_words(begin, monkeypatch):
    setup = begin()
    monkeypatch.setattr(type(setup.session.progress), "answers", lambda self: {k: v | {"tries": 1} for k, v in answered(20, 12, "4").items()})
    assert "When you said “certain”: 12 of 20 right." in lesson.progress().html


def test_every_lesson_stands_right_of_what_it_needs():
    columns, needs = course_map.columns()
    column = {row["id"]: x for x, rows in enumerate(columns) for row in rows}
    assert set(column) == {row["id"] for row in evidence.rows("course/lessons")}
    assert all(column[n] < column[key] for key, wanted in needs.items() for n in wanted)


def test_the_map_is_drawn_and_said(begin, read):
    begin()
    card = lesson.course_map()
    svg = ElementTree.fromstring(re.search(r"<svg.*?</svg>", card.html).group())
    lessons = evidence.rows("course/lessons")
    assert len(list(svg.iter("rect"))) == len(lessons)
    assert len(list(svg.iter("path"))) == len(evidence.rows("course/prerequisites"))
    items = [e.text for e in read(card, "li")]
    for row in lessons:
        assert any(item.startswith(f"{row['number']} {row['short']}: ") for item in items)
        assert ("planned" in next(i for i in items if i.startswith(f"{row['number']} {row['short']}: "))) is (row["state"] == "planned")


def test_the_map_follows_progress(begin):
    setup = begin()
    card = lesson.course_map()
    assert card.state(evidence.row("course/lessons", "structure")) == "ready"
    steps = setup.session.steps("structure")
    setup.session.record(steps[0], "quiz", {}, "right")
    assert card.state(evidence.row("course/lessons", "structure")) == "begun" and "◐ 01" in card.html
    for step in steps:
        setup.session.record(step, "quiz", {}, "right")
    assert "✓ 01" in card.html


def test_the_environment_is_ready_once_the_page_has_spoken(begin, send):
    begin()
    card = lesson.environment()
    assert "Something is left to do." in card.html
    send(card, act="press")
    assert "Everything is ready." in card.html and "To do:" not in card.html


@pytest.mark.parametrize("version, said", [(None, "pandas is missing"), ("1.5.3", "pandas 1.5.3")])
def test_a_package_that_does_not_fit_is_named_with_its_mend(begin, monkeypatch, version, said):
    real = environment.metadata.version

    def pretend(name):
        if name == "pandas" and version is None:
            raise environment.metadata.PackageNotFoundError(name)
        return version if name == "pandas" else real(name)

    begin()
    monkeypatch.setattr(environment.metadata, "version", pretend)
    html = lesson.environment().html
    assert said in html and "The course needs pandas &gt;=" in html and "run `make lab` again" in html


def test_a_place_that_keeps_nothing_is_told(begin):
    setup = begin()
    setup.session.progress.trouble = "This folder cannot be written to."
    assert "This folder cannot be written to." in lesson.environment().html


@pytest.mark.parametrize("key", [row["id"] for row in evidence.rows("course/lessons", state="built")])
def test_the_glossary_holds_the_words_of_its_lesson(read, key):
    lesson.start(key)
    card = lesson.glossary()
    wanted = sorted(row["term"] for row in evidence.rows("glossary", lesson=key))
    assert sorted(e.text for e in read(card, "dt")) == wanted
    for html in (card.html, card._repr_mimebundle_()[0]["text/html"]):
        assert all(term in html for term in wanted)


def test_definitions_are_short():
    assert [row["id"] for row in evidence.rows("glossary") if len(row["definition"].split()) > 30] == []


@pytest.mark.parametrize("form", [row["id"] for row in evidence.rows("course/test_forms", explained="yes")])
def test_every_item_is_explained_also_one_that_was_left_out(begin, read, send, form):
    begin()
    card = lesson.test(form)
    wrong = choices(form, False)
    left_out = next(iter(wrong))
    send(card, act="answer", fields={key: choice for key, choice in wrong.items() if key != left_out})
    told = [e.text for e in read(card, "div") if e["class"] == "exo-item"]
    for said, question in zip(told, course_test.items(form), strict=True):
        options = {o["id"]: o for o in evidence.rows("course/options", question=question["id"])}
        right = next(o for o in options.values() if o["correct"] == "yes")
        assert said.startswith(question["prompt"]) and said.endswith(f"The answer is “{right['text']}”. {right['explanation']}")
        assert ("You chose" in said) is (question["id"] != left_out)
        assert "Choose one answer first" not in said


def test_explanations_wait_where_the_form_says_so(begin, send):
    begin()
    card = lesson.test("A")
    send(card, act="answer", fields=choices("A", True))
    assert not any(o["explanation"] in card.html for q in course_test.items("A") for o in evidence.rows("course/options", question=q["id"]))
