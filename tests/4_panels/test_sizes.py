"""Which mean?: a curve is predicted at five sizes, drawn over the result in one view, and compared in words."""

import json
import math

import pytest

from exoteach import evidence, lesson
from exoteach.course.numbers import Shown
from exoteach.models import lognormal, lumens
from exoteach.panels.panel import Panel

GUESS = dict(y1="99", y2="70", y3="30", y4="10", y5="5")
SIZES = [50, 75, 100, 125, 150]


@pytest.fixture
def cards():
    """Prediction, panel and observation, in the order of the notebook."""
    lesson.start("structure-more")
    return lesson.predict("lumen-above"), lesson.panel("which-mean"), lesson.observe("lumen-above-seen")


def predicted(panel):
    return next(t for t in json.loads(panel.figure_json)["data"] if t["name"] == "your prediction")


def truth(median=81, width=1.25):
    return [float(lumens.lumen_percent_above(x, median, width, 4)) for x in SIZES]


def test_panel_stays_covered_until_all_five_are_typed(cards):
    predict, panel, _ = cards
    predict.answer(y1="99", y2="70")
    assert panel.cover and predict.verdict.kind == "missing"
    predict.answer(**GUESS)
    assert not panel.cover


def test_prediction_is_drawn_as_a_curve_in_the_view_it_was_asked_for(cards):
    predict, panel, _ = cards
    predict.answer(**GUESS)
    assert (predicted(panel)["x"], predicted(panel)["y"]) == (SIZES, [99, 70, 30, 10, 5])
    panel.set(size_view="sizes")
    assert list(predicted(panel)["x"]) == [], "shares above a size do not belong among heights of a hill"


def test_observe_compares_with_the_state_that_the_panel_is_in(cards):
    predict, panel, observe = cards
    predict.answer(**GUESS)
    for width in (1.25, 1.5):
        panel.set(geometric_sd=width)
        observe.answer("room")
        actual = truth(width=width)
        apart = sum(abs(p - a) for p, a in zip((99, 70, 30, 10, 5), actual, strict=True)) / 5
        assert f"a width of {width:g}" in observe.compared() and f"{Shown(apart)} percentage points" in observe.compared()


def test_the_answer_that_is_right_says_what_the_model_says():
    """About 17 % are above 100 nm and hold about 42 %; below 75 nm more than a third, with 14 % of the lumen."""
    said = {o["id"]: o["explanation"] for o in evidence.rows("course/options", question="lumen-above-seen")}
    above = 100 * (1 - lognormal.share_below(100, 81, 1.25))
    assert f"About {above:.0f} %" in said["room"]
    assert round(truth()[2]) in (41, 42) and "about 42 %" in said["room"]
    assert lognormal.share_below(75, 81, 1.25) > 1 / 3 and f"{100 - truth()[1]:.0f} %" in said["small"]


@pytest.mark.parametrize("sample", ["pc3", "seminal", "yan"])
def test_the_twin_names_every_published_mean_of_the_sample(sample):
    said = Panel("which-mean", size_sample=sample).twin()
    for row in evidence.rows("size_measurements", sample_group=sample):
        assert row["sample"] in said and f"{row['value']:g}" in said and row["instrument"] in said


def test_every_sample_that_can_be_chosen_was_measured_at_least_twice():
    for choice in evidence.rows("choices", parameter="size_sample"):
        assert len(evidence.rows("size_measurements", sample_group=choice["id"])) >= 2


def test_readouts_follow_each_control():
    start = Panel("which-mean", show_all=True)
    moved = dict(geometric_sd=1.5, median_nm=100, lower_limit_nm=90, largest_percent=1)
    for control, value in moved.items():
        panel = Panel("which-mean", show_all=True, **{control: value})
        assert panel.readings() != start.readings(), control


def test_marks_of_width_and_median_follow_from_mean_and_spread():
    """A mark computed from a printed mean and SD is the lognormal with that mean and SD."""
    printed = {"pc3-tem": (83, 19), "pc3-trps": (69, 17), "hl60": (170.5, 49.4), "plasma": (200.1, 66.6)}
    for mark in [
        *evidence.rows("parameter_marks", parameter="geometric_sd"),
        *evidence.rows("parameter_marks", parameter="median_nm"),
    ]:
        mean, spread = printed[mark["id"][2:]]
        squared = 1 + (spread / mean) ** 2
        wanted = {"g": math.exp(math.sqrt(math.log(squared))), "m": mean / math.sqrt(squared)}[mark["id"][0]]
        assert mark["value"] == pytest.approx(wanted, rel=0.005), mark["id"]
