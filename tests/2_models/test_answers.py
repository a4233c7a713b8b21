"""Answers of every form: each option, tick and number gets its own verdict; what cannot be read is a sentence."""

import pytest

from exoteach import evidence
from exoteach.course import answers
from exoteach.course.answers import grade, number_fields, prediction, typed, units

QUESTIONS = {row["id"]: row for row in evidence.rows("course/questions")}
OPTIONS = evidence.rows("course/options")
CHOICES = [o for o in OPTIONS if QUESTIONS[o["question"]]["form"] == "choice"]
BLANK = dict.fromkeys(("id", "unit", "units", "curve_x"))


def a_question(form, **more):
    """A question of a form, with the options given."""
    return BLANK | {"id": "asked", "form": form} | more


def an_option(key, correct, **more):
    row = dict(id=key, text=key, correct=correct, explanation=f"why {key}", misconception=None, preset=None, low=None, high=None, value=None)
    return row | more


@pytest.fixture
def given(monkeypatch):
    """A function: let a made-up question have these options."""
    return lambda *rows: monkeypatch.setattr(answers, "options", lambda question: list(rows))


@pytest.mark.parametrize("option", CHOICES, ids=[f"{o['question']}-{o['id']}" for o in CHOICES])
def test_every_option_gets_its_own_explanation(option):
    verdict = grade(QUESTIONS[option["question"]], {"choice": option["id"]})
    assert (verdict.kind == "right") is (option["correct"] == "yes")
    assert (verdict.text, verdict.preset) == (option["explanation"], option["preset"])


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_nothing_answered_is_missing_and_says_what_to_do(question):
    verdict = grade(question, {})
    assert verdict.kind == "missing" and verdict.text.endswith("first.")
    assert prediction(question, {}) == ([], "") == prediction(question, None)


def test_an_unknown_option_is_an_error():
    with pytest.raises(evidence.UnknownId, match="has no option 'six'"):
        grade(QUESTIONS["lumen-ratio"], {"choice": "six"})


@pytest.mark.parametrize(
    "ticks, kind, said",
    [
        ("ab", "right", "why a why b"),
        ("a", "almost", "You left out “b”. why b"),
        ("abc", "almost", "You ticked “c”. why c"),
        ("ac", "not yet", "You left out “b”. why b You ticked “c”. why c"),
        ("", "missing", "Tick at least one answer first."),
    ],
)
def test_all_that_is_right_must_be_ticked(given, ticks, kind, said):
    given(an_option("a", "yes"), an_option("b", "yes"), an_option("c", "no", misconception="m", preset="p"))
    verdict = grade(a_question("several"), {f"tick-{key}": key in ticks for key in "abc"})
    assert (verdict.kind, verdict.text) == (kind, said)
    assert verdict.preset == ("p" if "c" in ticks else None)


BANDS = (an_option("few", "no", high=9.0, explanation="{given} is few"), an_option("good", "yes", low=9.0, high=11.0), an_option("else", "no"))


@pytest.mark.parametrize(
    "text, unit, kind, said",
    [("10", "nm", "right", "why good"), ("0,01", "µm", "right", "why good"), ("9", "nm", "not yet", "9.0 is few"), ("12", "", "not yet", "why else"),
     ("ten", "nm", "missing", "“ten” is not a number"), (" ", "nm", "missing", "Type a number first.")],
)  # fmt: skip
def test_a_number_is_met_by_the_option_whose_range_holds_it(given, text, unit, kind, said):
    given(*BANDS)
    verdict = grade(a_question("number", unit="nm", units="µm=1000"), {"number": text, "unit": unit})
    assert verdict.kind == kind and verdict.text.startswith(said)


def test_units_are_factors_to_the_questions_own():
    question = a_question("number", unit="nm³", units="aL=1e6; L=1e24")
    assert units(question) == {"nm³": 1, "aL": 1e6, "L": 1e24}
    assert typed(question, {"number": "0.5", "unit": "aL"}) == [5e5]
    assert prediction(question, {"number": "0.5", "unit": "aL"}) == ([5e5], "0.5 aL")


def test_a_curve_wants_every_point():
    question = a_question("curve", unit="%", curve_x="50; 75; 100; 125; 150")
    fields = {f"y{i}": str(10 * i) for i in range(1, 6)}
    assert list(number_fields(question).values()) == ["50", "75", "100", "125", "150"]
    assert typed(question, fields) == [10, 20, 30, 40, 50] and grade(question, fields).kind == "kept"
    assert prediction(question, fields)[1] == "10, 20, 30, 40, 50 %"
    assert grade(question, fields | {"y3": ""}).text == "Fill in every field first."
    assert "is not a number" in grade(question, fields | {"y3": "half"}).text


def test_a_range_runs_from_low_to_high(given):
    question = a_question("range", unit="copies")
    given()
    assert grade(question, {"low": "1", "high": "10"}).kind == "kept"
    assert prediction(question, {"low": "1", "high": "10"}) == ([1, 10], "1–10 copies")
    assert "low end is above" in grade(question, {"low": "10", "high": "1"}).text
    given(an_option("possible", "yes", high=100.0), an_option("too-much", "no", explanation="{given} is more than fits"))
    assert grade(question, {"low": "1", "high": "100"}).kind == "kept"
    assert grade(question, {"low": "1", "high": "150"}).text == "150 is more than fits"
