"""Do the studies agree?: which values stand side by side, what makes one hollow, and what a reader may switch on."""

import pytest

from exoteach import evidence, lesson
from exoteach.models import studies as models
from exoteach.panels import studies as panels
from exoteach.panels.panel import Panel

QUANTITIES = [row["id"] for row in evidence.rows("choices", parameter="quantity")]


def series(panel):
    frame = panel.frame()
    rows = frame[frame["role"] == "evidence"]
    return dict(zip(rows["label"], rows["series"], strict=True))


@pytest.mark.parametrize("quantity", QUANTITIES)
def test_every_quantity_has_at_least_three_studies_of_one_unit(quantity):
    studies = panels.studies_of(quantity)
    assert len(studies) >= 3 and len({s["found"]["unit"] for s in studies}) == 1
    assert len({s["label"] for s in studies}) == len(studies) == len({(s["table"], s["row"]) for s in studies})


def test_no_comparison_belongs_to_an_unknown_quantity():
    assert {row["quantity"] for row in evidence.rows("comparisons")} == set(QUANTITIES)


@pytest.mark.parametrize("quantity", QUANTITIES)
def test_filled_means_that_an_error_is_printed(quantity):
    for study in panels.studies_of(quantity):
        printed = study["found"]["low"] is not None and study["found"]["spread"] != "range"
        assert (study["why"] is None) == (printed and not study["hollow_because"]), study["label"]


def test_filled_studies_stand_first_and_the_reasons_are_told():
    studies = panels.studies_of("bilayer")
    assert [s["why"] is None for s in studies] == sorted((s["why"] is None for s in studies), reverse=True)
    why = {s["label"]: s["why"] for s in studies}
    assert why["Mitra 2004, ER"] is None
    assert why["Liposome chapter"] == "no error printed"
    assert why["JPCB 2020, two lipids"] == "a range, not an error"
    assert why["van der Pol 2021"] == "chosen, not measured"


def test_hollow_studies_are_summed_only_at_the_readers_wish():
    off, on = Panel("many-studies"), Panel("many-studies", count_hollow="yes")
    assert set(series(off).values()) == {"full", "hollow"} and set(series(on).values()) == {"full", "lent"}
    assert off.readings()["summed"] == "4" and on.readings()["summed"] == on.readings()["studies"] == str(len(series(on)))


def test_four_membranes_disagree_as_the_model_says():
    values, errors = [3.56, 3.75, 3.95, 4.25], [0.06, 0.04, 0.04, 0.03]
    panel = Panel("many-studies")
    assert panel.readings()["scale_factor"] == pytest.approx(models.scale_factor(values, errors))
    assert "about seven times" in next(
        o["text"].lower() for o in evidence.rows("course/options", question="four-membranes", correct="yes")
    )
    assert 6.5 < models.scale_factor(values, errors) < 7.5


def test_what_is_said_of_the_four_membranes_is_true():
    mean, errors = models.weighted_mean([3.56, 3.75, 3.95, 4.25], [0.06, 0.04, 0.04, 0.03]), [0.06, 0.04, 0.04, 0.03]
    away = [abs(value - mean) / error for value, error in zip([3.56, 3.75, 3.95, 4.25], errors, strict=True)]
    assert sum(5.5 < a < 9.5 for a in away) == 3, "three of the four lie six to nine of their own errors away"
    said = {o["id"]: o["explanation"] for o in evidence.rows("course/options", question="four-membranes-seen")}
    values = Panel("many-studies").readings()
    assert f"{values['enlarged_error']:.2f} nm" in said["average"]


@pytest.mark.parametrize("percent", [1, 5, 20])
def test_a_lent_error_is_the_share_that_the_reader_sets(percent):
    panel = Panel("many-studies", quantity="semen", count_hollow="yes", lent_error_percent=percent)
    values = [s["value"] for s in panels.studies_of("semen")]
    assert panel.readings()["scale_factor"] == pytest.approx(models.scale_factor(values, [v * percent / 100 for v in values]))


def test_a_range_that_is_summed_counts_as_its_middle_with_half_its_width():
    panel = Panel("many-studies", quantity="density", count_hollow="yes", lent_error_percent=20)
    pairs = [(s["found"]["low"], s["found"]["high"]) for s in panels.studies_of("density")]
    wanted = models.scale_factor([(a + b) / 2 for a, b in pairs], [(b - a) / 2 for a, b in pairs])
    assert panel.readings()["scale_factor"] == pytest.approx(wanted)


def test_without_a_printed_error_the_panel_says_nothing_of_them_together():
    said = Panel("many-studies", quantity="semen").twin()
    assert "0 are summed" in said and "nothing yet" in said and "S: none" in said


def test_every_study_is_told_with_its_method_and_why_it_is_hollow():
    panel = Panel("many-studies", show_all=True)
    for study in panels.studies_of("bilayer"):
        assert study["method"] in panel.html
        assert not study["why"] or f"hollow: {study['why']}" in panel.html


def test_panel_opens_after_the_prediction_and_observe_waits_for_it():
    lesson.start("structure-more")
    predict, panel, observe = lesson.predict("four-membranes"), lesson.panel("many-studies"), lesson.observe("four-membranes-seen")
    assert panel.cover and "opens together with the panel" in observe.html
    predict.answer("twice")
    assert not panel.cover and observe.answer("different").verdict.kind == "right"
