"""Every form of a question, in its card: fields that can be reached and read, answers kept, restored, compared."""

import json

import pytest

from exoteach import evidence, lesson
from exoteach.course.numbers import Shown
from exoteach.models.structure import lumen_volume_nm3

BASE = dict(lesson="structure", objective="scale-lumen", reason_prompt="Why?")
OPTIONS = [
    dict(question="asked", id="low", text="below 100", high="100", correct="no", explanation="{given} is few.", misconception="no-membrane", preset="smallest"),
    dict(question="asked", id="good", text="about 250", low="200", high="300", correct="yes", explanation="That many."),
    dict(question="asked", id="else", text="another number", correct="no", explanation="Begin with the width."),
]  # fmt: skip
TICKS = [
    dict(question="asked", id="a", text="first", correct="yes", explanation="Because of a."),
    dict(question="asked", id="b", text="second", correct="yes", explanation="Because of b."),
    dict(question="asked", id="c", text="third", correct="no", explanation="Not c.", misconception="no-membrane", preset="smallest"),
]
KEYED = dict(keyed_by="structure.lumen_volume_nm3", keyed_over="outer_diameter_nm=@x; bilayer_nm=bilayer_nm")


@pytest.fixture
def asked(with_rows, begin):
    """A function: a question of a form and kind in a begun lesson."""

    def card(form, kind="quiz", options=(), **more):
        with_rows("course/questions", BASE | dict(id="asked", kind=kind, form=form, prompt="How many?", **more))
        with_rows("course/options", *options)
        begin()
        return getattr(lesson, kind)("asked")

    return card


def fields(card, read):
    """The fields of a card's answer by name, without reason and confidence."""
    return {e["name"]: e for e in read(card, "input") if e["name"] not in ("sure", None)}


def assert_labelled(card, read):
    """Every field has a name that a screen reader says."""
    labelled = {e["for"] for e in read(card, "label")}
    for element in read(card, "input"):
        wrapped = any(p.tag == "label" for p in element.parents)
        assert wrapped or element["id"] in labelled or element["aria-label"], element.attributes


def test_a_number_is_typed_graded_and_kept(asked, read, send, begin):
    card = asked("number", options=OPTIONS, unit="times")
    assert list(fields(card, read)) == ["number"]
    assert_labelled(card, read)
    send(card, act="answer", fields={"number": "250"})
    assert "Right." in card.html and "That many." in card.html
    begin()
    again = lesson.quiz("asked")
    assert fields(again, read)["number"]["value"] == "250" and again.verdict.kind == "right"


def test_feedback_to_a_number_begins_with_it_and_leads_into_the_panel(asked, read, send):
    card = asked("number", options=OPTIONS, unit="times")
    panel = lesson.panel("how-much-fits")
    panel.uncover()
    send(card, act="answer", fields={"number": "5e1"})
    assert "50 is few." in card.html
    send(card, act="show")
    assert panel.state["outer_diameter_nm"] == 30


def test_what_is_no_number_stays_in_its_field_and_is_not_recorded(asked, read, send, progress_folder):
    card = asked("number", options=OPTIONS, unit="times")
    send(card, act="answer", fields={"number": "two hundred"})
    field = fields(card, read)["number"]
    assert field["value"] == "two hundred" and field["aria-invalid"] == "true" and "is not a number" in card.html
    assert list(progress_folder.glob("*.json")) == []


def test_units_are_chosen_and_converted(asked, read, send):
    card = asked("number", options=OPTIONS, unit="nm", units="µm=1000")
    assert [e["value"] for e in read(card, "input") if e["name"] == "unit"] == ["nm", "µm"]
    assert_labelled(card, read)
    send(card, act="answer", fields={"number": "0,25", "unit": "µm"})
    assert card.verdict.kind == "right"
    assert [e["value"] for e in read(card, "input") if e["name"] == "unit" and "checked" in e] == ["µm"]


def test_several_are_ticked_and_restored(asked, read, send, begin):
    card = asked("several", options=TICKS)
    assert [e["type"] for e in read(card, "input")] == ["checkbox"] * 3
    assert_labelled(card, read)
    send(card, act="draft", fields={"tick-a": True, "tick-b": False, "tick-c": False})
    assert ["checked" in e for e in read(card, "input")] == [True, False, False]
    send(card, act="answer", fields={"tick-a": True, "tick-b": False, "tick-c": True})
    assert card.verdict.kind == "not yet" and "You left out “second”." in card.html and "You ticked “third”." in card.html
    begin()
    assert ["checked" in e for e in read(lesson.quiz("asked"), "input")] == [True, False, True]


def test_a_curve_is_typed_drawn_and_compared(asked, with_rows, read, send):
    more = dict(unit="nm³", curve_x="50; 75; 100; 125; 150", overlay="curve", covers_panel="how-much-fits", **KEYED)
    follow = dict(id="seen", kind="observe", form="choice", prompt="What?", follows="asked", compare="You said {predicted}; it is {actual}; {apart} apart.")
    with_rows("course/questions", BASE | follow)
    with_rows("course/options", *[o | dict(question="seen") for o in TICKS[:1]])
    card = asked("curve", kind="predict", **more)
    panel, seen = lesson.panel("how-much-fits"), lesson.observe("seen")
    assert len([name for name in fields(card, read) if name.startswith("y")]) == 5
    assert_labelled(card, read)
    send(card, act="answer", fields={f"y{i}": str(10 * i) for i in range(1, 6)})
    assert "10, 20, 30, 40, 50 nm³" in card.html
    mine = next(t for t in json.loads(panel.figure_json)["data"] if t["name"] == "your prediction")
    assert mine["x"] == [50, 75, 100, 125, 150] and mine["y"] == [10, 20, 30, 40, 50] and mine["mode"] == "markers+lines"
    send(seen, act="answer", fields={"choice": "a"})
    wanted = [f"{Shown(lumen_volume_nm3(x, panel.state['bilayer_nm']))}" for x in (50, 75, 100, 125, 150)]
    assert f"You said 10, 20, 30, 40, 50 nm³; it is {', '.join(wanted)};" in seen.html


@pytest.mark.parametrize("at, place", [("outer_diameter_nm", 100), ("small_diameter_nm", 30)])
def test_a_value_is_drawn_where_the_question_asks(asked, send, at, place):
    more = dict(unit="copies", overlay=f"value: {at}", covers_panel="how-much-fits", **KEYED)
    card = asked("number", kind="predict", options=OPTIONS, **more)
    panel = lesson.panel("how-much-fits")
    send(card, act="answer", fields={"number": "1 200"})
    mine = next(t for t in json.loads(panel.figure_json)["data"] if t["name"] == "your prediction")
    assert (mine["x"], mine["y"]) == ([place], [1200])


def test_a_ledger_entry_is_kept_and_shown(asked, with_rows, read, send, begin):
    with_rows("course/ledger", dict(id="mine", position="0", name="My factor", unit="copies", lesson="structure", question="asked"))
    card = asked("range", kind="ledger", unit="copies")
    assert_labelled(card, read)
    line = next(e for e in read(card, "tr") if e.text.startswith("My factor"))
    assert "not yet" in line.text
    send(card, act="answer", fields={"low": "10", "high": "2"})
    assert "low end is above" in card.html and "not yet" in next(e for e in read(card, "tr") if e.text.startswith("My factor")).text
    send(card, act="answer", fields={"low": "10", "high": "200"})
    assert "Kept." in card.html
    begin()
    again = lesson.ledger("asked")
    assert "10–200 copies" in next(e for e in read(again, "tr") if e.text.startswith("My factor")).text
    assert [e.text.split("comes later")[0] for e in read(again, "tr") if "comes later" in e.text], "later lessons are announced"


@pytest.mark.parametrize("form", ["number", "curve", "range", "several"])
def test_nasty_text_is_only_text(asked, send, form):
    card = asked(form, options=TICKS, unit="nm", curve_x="1; 2; 3; 4; 5")
    nasty = '"><script>alert(1)</script>'
    send(card, act="answer", fields=dict.fromkeys(("number", "low", "high", "unit", *(f"y{i}" for i in range(1, 6))), nasty))
    assert "<script" not in card.html


def test_recall_asks_what_was_missed_first_and_leaves_the_first_answer(with_rows, begin, read, send, monkeypatch):
    for key in ("one", "two"):
        with_rows("course/questions", BASE | dict(id=key, lesson="start", kind="quiz", form="choice", prompt=f"Question {key}?"))
        with_rows("course/options", *[o | dict(question=key) for o in TICKS])
    setup = begin()
    setup.session.record("two", "quiz", {"choice": "c"}, "not yet")
    card = lesson.recall()
    assert "Question two?" in card.html and "of 2" in card.html.replace("of 3", "of 2")
    send(card, act="answer", fields={"choice": "a"})
    assert "Right." in card.html
    known = setup.session.progress.answers()
    assert known["two"]["verdict"] == "not yet" and known["recall.two"]["verdict"] == "right"
    send(card, act="next")
    assert "Question two?" not in card.html and card.verdict is None
    assert lesson.recall().line() == "Recall: questions from earlier lessons"


def test_recall_has_nothing_to_ask_in_the_first_lesson(read):
    lesson.start("start")
    card = lesson.recall()
    assert "no earlier question" in card.html and read(card, "input") == []


def test_hint_and_solution_have_cells_of_their_own(begin, read, send):
    begin()
    card = lesson.hint("lumen-volume")
    hints = [h["text"] for h in evidence.rows("course/hints", exercise="lumen-volume")]
    assert not any(h in card.html for h in hints)
    send(card, act="hint")
    assert "half of the diameter" in card.html and "inner_radius_nm = outer" not in card.html
    assert "inner_radius_nm = outer_diameter_nm / 2 - bilayer_nm" in lesson.solution("lumen-volume").html
