"""Is there one in each?: predicted as a number, drawn where it was asked, read back in every state, also in one that cannot be."""

import json

import pytest

from exoteach import evidence, lesson
from exoteach.models import structure
from exoteach.panels.panel import Panel


@pytest.fixture
def cards(begin):
    """Prediction, panel and observation, in the order of the notebook."""
    begin()
    return lesson.predict("one-in-ten"), lesson.panel("one-in-each"), lesson.observe("one-in-ten-seen")


def drawn(panel, name="your prediction"):
    return next(t for t in json.loads(panel.figure_json)["data"] if t["name"] == name)


def test_panel_is_covered_until_a_number_is_typed(cards, read):
    predict, panel, _ = cards
    assert panel.cover and read(panel, "input") == []
    predict.answer(number="about ten")
    assert panel.cover and predict.verdict.kind == "missing"
    predict.answer(number="1200")
    assert not panel.cover and "1 210" not in predict.html and "Right." not in predict.html


@pytest.mark.parametrize("typed, number", [("1200", 1200), ("1,2e3", 1200), ("12", 12)])
def test_prediction_is_a_point_at_the_mean_that_was_asked_for(cards, typed, number, send):
    predict, panel, _ = cards
    predict.answer(number=typed)
    asked = panel.controls["mean_copies"].default
    assert (drawn(panel)["x"], drawn(panel)["y"]) == ([asked], [number])
    send(panel, act="set", name="mean_copies", value="10")
    assert drawn(panel)["x"] == [asked], "the prediction stays where it was made"


def test_observation_compares_with_what_was_asked_wherever_the_panel_stands(cards, send):
    predict, panel, observe = cards
    predict.answer(number="121")
    right = {f"tick-{o['id']}": o["correct"] == "yes" for o in evidence.rows("course/options", question="one-in-ten-seen")}
    observe.answer(**right)
    assert observe.verdict.kind == "right"
    said = observe.compared()
    assert said.startswith("You said one in 121 vesicles. With a mean of 0.00825 and 10 copies") and "a factor of 10 apart" in said
    send(panel, act="set", name="copies_if_loaded", value="1")
    send(panel, act="set", name="mean_copies", value="50")
    assert observe.compared() == said


def test_the_question_asks_about_the_state_that_the_panel_opens_with(cards):
    for asked, control in (("mirna_mean_copies", "mean_copies"), ("copies_together", "copies_if_loaded")):
        assert float(evidence.row("parameters", asked)["default"]) == cards[1].controls[control].default


def test_a_state_that_cannot_be_is_said_and_troubles_no_card(cards, send, read):
    predict, panel, observe = cards
    predict.answer(number="121")
    observe.answer(**{"tick-rarer": True})
    send(panel, act="set", name="copies_if_loaded", value="1")
    send(panel, act="set", name="mean_copies", value="5")
    observe.refresh()
    said = "That cannot be: if every vesicle held 1, the mean would be 1, not 5."
    note = next(e.text for e in read(panel, "dd") if "in each loaded vesicle" in e.text)
    assert said in note and said in panel.twin()
    assert "the model gives one in" in observe.html and not (panel.trouble or observe.trouble)


def test_tasks_lead_from_one_copy_each_to_the_null_model(cards, send, read):
    cards[0].answer(number="121")
    panel = cards[1]
    wanted = [("copies_if_loaded", "1"), ("mean_copies", "5"), ("copies_if_loaded", "100"), ("show_random", "yes")]
    for solved, (control, value) in enumerate(wanted, start=1):
        assert control in {e["name"] for e in read(panel, "input")}, f"task {solved} asks for a control that is not open"
        send(panel, act="set", name=control, value=value)
        assert panel.solved == solved


def test_task_three_can_meet_the_published_pair():
    """100 copies in each loaded vesicle and a mean of 50: the point lies on the lower edge of Silva's outline."""
    panel = Panel("one-in-each", copies_if_loaded=100, mean_copies=50)
    pair = drawn(panel, "both, controls not seen")
    edge = [x for x, y in zip(pair["x"], pair["y"], strict=True) if y == 2]
    chosen = panel.frame().query("role == 'model' and series == 'chosen'").iloc[0]
    assert chosen["y"] == 2 and min(edge) < chosen["x"] < max(edge)


@pytest.mark.parametrize("preset, one_in", [("mirna-single", "121"), ("mirna-tens", "1\u202f210"), ("sorted-gfp", "2")])
def test_presets_contrast(preset, one_in):
    panel = Panel("one-in-each").preset(preset)
    assert panel.words(panel.frame())["one_in"] == one_in


def test_random_loading_is_switched_by_the_toggle(send, read):
    panel = Panel("one-in-each", show_all=True)
    box = next(e for e in read(panel, "input") if e["name"] == "show_random")
    assert box["type"] == "checkbox" and "checked" not in box
    send(panel, act="set", name="show_random", value=True)
    assert len(drawn(panel, "random loading (Poisson)")["x"]) > 50
    send(panel, act="set", name="show_random", value=False)
    assert drawn(panel, "random loading (Poisson)")["x"] == []


def test_ledger_keeps_a_range_and_holds_it_against_the_ceiling(begin):
    begin()
    card = lesson.ledger("ledger-copies")
    card.answer(low="10", high="1e5")
    assert card.verdict.kind == "not yet" and "13 700" in card.html
    card.answer(low="10", high="80")
    assert card.verdict.kind == "kept" and "10–80 copies" in card.html
    card.answer(low="80", high="10")
    assert card.verdict.kind == "missing"


def test_numbers_in_the_texts_are_those_of_the_models():
    """The ceiling that the ledger names, the room for ten times as much, and the three lines of the dose printed twice."""
    default = {
        key: float(evidence.row("parameters", key)["default"])
        for key in ("bilayer_nm", "specific_volume_ml_per_g", "fill_fraction")
    }
    ceilings = [structure.copies_ceiling(d, cargo_kda=27, cargo_place="lumen", **default) for d in (150, 100)]
    texts = [evidence.row("course/options", "above")["explanation"], evidence.row("course/exercises", "copies-from-mass")["right"]]
    assert all(f"about {round(c, -2):,.0f} ".replace(",", " ") in said for c, said in zip(ceilings, texts, strict=True))
    dose, particles = (evidence.row("facts", f"alzheimer-dose-{k}") for k in ("mass", "particles"))
    each_fg, ball_fg = dose["low"] * 1e9 / particles["value"], evidence.row("facts", "protein-ball-100")["value"]
    said = evidence.row("course/options", "outside")["explanation"]
    wide_nm = 100 * (each_fg / ball_fg) ** (1 / 3)
    assert (
        f"{each_fg:g} fg each" in said and f"{each_fg / ball_fg:.0f} solid" in said and f"{round(wide_nm, -1):.0f} nm wide" in said
    )
