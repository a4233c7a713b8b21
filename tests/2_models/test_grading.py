"""Grading: right, almost, not yet, missing. Every slip of the tables gets its own feedback."""

import numpy as np
import pytest

from exoteach import evidence
from exoteach.course.grading import grade_function, reference, trials
from exoteach.course.slips import TRANSFORMS, slipped

EXERCISES = evidence.rows("course/exercises")
SLIPS = evidence.rows("course/slips")


def truth(exercise):
    return reference(evidence.row("course/exercises", exercise)["reference"])


@pytest.mark.parametrize("exercise", EXERCISES, ids=[e["id"] for e in EXERCISES])
def test_the_reference_itself_is_right(exercise):
    verdict = grade_function(exercise["id"], truth(exercise["id"]))
    assert verdict.kind == "right" and verdict.word == "Right." and "{" not in verdict.text


@pytest.mark.parametrize("slip", SLIPS, ids=[f"{s['exercise']}-{s['id']}" for s in SLIPS])
def test_every_slip_is_recognised_as_itself(slip):
    verdict = grade_function(slip["exercise"], slipped(truth(slip["exercise"]), slip))
    assert (verdict.kind, verdict.slip, verdict.preset) == ("almost", slip["id"], slip["preset"])
    assert "{" not in verdict.text and f"{verdict.values['given']}" in verdict.text


@pytest.mark.parametrize("transform", TRANSFORMS)
def test_every_kind_of_slip_changes_the_answer(transform):
    row = dict(transform=transform, argument="bilayer_nm", factor=2)
    case = dict(outer_diameter_nm=100, bilayer_nm=4)
    assert slipped(truth("lumen-volume"), row)(**case) != pytest.approx(truth("lumen-volume")(**case), rel=1e-3)


def volume(**wrong):
    """The learner's function: right, unless one thing is replaced."""
    return lambda outer_diameter_nm, bilayer_nm: wrong["gives"]


@pytest.mark.parametrize(
    "function", [None, ..., volume(gives=None), volume(gives=...)], ids=["undefined", "dots", "none", "dots back"]
)
def test_what_is_not_there_yet_is_missing(function):
    verdict = grade_function("lumen-volume", function)
    assert verdict.kind == "missing" and "lumen_volume_nm3" in verdict.text


def test_dots_left_inside_the_function_are_missing():
    def learner(outer_diameter_nm, bilayer_nm):
        inner_radius_nm = ...
        return 4 / 3 * np.pi * inner_radius_nm**3

    verdict = grade_function("lumen-volume", learner)
    assert verdict.kind == "missing" and "still holds “...”" in verdict.text


@pytest.mark.parametrize(
    "given, said",
    [("big", "'big', which is not a number"), (np.array([1.0, 2.0]), "gives 2 numbers. One is asked for"), ([], "gives 0 numbers"),
     (float("nan"), "nan, which is not a finite number"), (float("inf"), "inf, which is not a finite number"), ({}, "which is not a number"),
     (1 + 2j, "which is not a number"), ("x" * 500, "…, which is not a number")],
    ids=["text", "array", "empty", "nan", "inf", "dict", "complex", "long text"],
)  # fmt: skip
def test_what_is_no_single_number_is_said(given, said):
    verdict = grade_function("lumen-volume", volume(gives=given))
    assert verdict.kind == "not yet" and said in verdict.text and len(verdict.text) < 200


@pytest.mark.parametrize("thing", [3, "text", [1]])
def test_a_name_that_became_something_else_is_said(thing):
    assert "is not a function any more" in grade_function("lumen-volume", thing).text


@pytest.mark.parametrize(
    "problem",
    [ZeroDivisionError("division by zero"), NameError("name 'r' is not defined"), RecursionError("too deep")],
    ids=lambda p: type(p).__name__,
)
def test_an_error_in_the_function_is_feedback(problem):
    def learner(outer_diameter_nm, bilayer_nm):
        raise problem

    verdict = grade_function("lumen-volume", learner)
    assert verdict.kind == "not yet"
    assert f"stopped with {type(problem).__name__}: {problem}" in verdict.text


def test_wrong_argument_names_are_feedback():
    assert "TypeError" in grade_function("lumen-volume", lambda d, b: d).text


def test_an_error_on_a_later_trial_is_not_right():
    def learner(outer_diameter_nm, bilayer_nm):
        assert outer_diameter_nm > 50
        return truth("lumen-volume")(outer_diameter_nm, bilayer_nm)

    assert grade_function("lumen-volume", learner).kind == "not yet"


def test_right_on_one_trial_only_is_not_right():
    first = trials("lumen-volume")[0]
    assert grade_function("lumen-volume", volume(gives=truth("lumen-volume")(**first))).kind == "not yet"


@pytest.mark.parametrize("factor, kind", [(1 + 0.004, "right"), (1 - 0.004, "right"), (1.006, "not yet"), (-1, "not yet")])
def test_tolerance_is_the_one_of_the_table(factor, kind):
    assert grade_function("lumen-volume", lambda **case: factor * truth("lumen-volume")(**case)).kind == kind


@pytest.mark.parametrize("kind", [np.float64, np.array, lambda v: np.array([v]), str], ids=["numpy", "array 0", "array 1", "text"])
def test_one_number_in_any_wrapping_counts(kind):
    assert grade_function("lumen-volume", lambda **case: kind(float(truth("lumen-volume")(**case)))).kind == "right"


def test_what_the_learner_prints_is_swallowed(capsys):
    def learner(**case):
        print("my debugging line")
        return truth("lumen-volume")(**case)

    assert grade_function("lumen-volume", learner).kind == "right"
    assert capsys.readouterr().out == ""


def test_feedback_shows_the_learners_own_number_beside_the_witness():
    verdict = grade_function("lumen-volume", volume(gives=3.6e6))
    assert "Your 100 nm vesicle holds 3.6 million nm³" in verdict.text and "520\u202f000 nm³" in verdict.text


def test_unknown_exercise_names_the_nearest():
    with pytest.raises(evidence.UnknownId, match="Nearest: lumen-volume"):
        grade_function("lumen-volum", None)
