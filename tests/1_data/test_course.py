"""The course tables: what a schema cannot say. Presets fit their controls, answers stay right."""

import itertools
import re

import numpy as np
import pytest

from exoteach import evidence
from exoteach.course.answers import curve_x, met_by
from exoteach.course.grading import reference, trials
from exoteach.course.numbers import plain
from exoteach.panels.controls import Control
from exoteach.panels.panel import declaration

rows = evidence.rows


def fail_if(problems):
    assert not problems, "\n" + "\n".join(problems)


def ids(table):
    return [row["id"] for row in rows(f"course/{table}")]


def listed(cell):
    return [part.strip() for part in str(cell or "").split(";") if part.strip()]


def test_every_preset_fits_its_controls():
    problems = []
    for row in rows("course/preset_values"):
        where = f"{row['panel']} {row['preset']} {row['control']}"
        if row["control"] not in declaration(row["panel"]).controls:
            problems.append(f"{where}: the panel has no such control")
            continue
        try:
            Control(row["control"]).read(row["value"])
        except ValueError as problem:
            problems.append(f"{where}: {problem}")
    fail_if(problems)


def test_every_preset_sets_something():
    valued = {(row["panel"], row["preset"]) for row in rows("course/preset_values")}
    assert {(row["panel"], row["preset"]) for row in rows("course/presets")} == valued


def test_every_preset_is_asked_for():
    used = {row["preset"] for table in ("options", "slips") for row in rows(f"course/{table}")}
    assert {row["preset"] for row in rows("course/presets")} <= used


def test_every_misconception_is_met():
    used = {row["misconception"] for table in ("options", "slips") for row in rows(f"course/{table}")} - {None}
    assert set(ids("misconceptions")) == used


ASKED = [row for row in rows("course/questions") if row["form"] in ("choice", "several", "number")]
MOST_RIGHT = {"choice": 1, "several": 4, "number": 1}


@pytest.mark.parametrize("row", ASKED, ids=[q["id"] for q in ASKED])
def test_a_question_has_its_right_answers_and_says_why_others_are_wrong(row):
    question = row["id"]
    options = rows("course/options", question=question)
    assert len(options) >= 3, f"{question} has {len(options)} options: three are the least"
    assert 1 <= [o["correct"] for o in options].count("yes") <= MOST_RIGHT[row["form"]]
    if row["form"] == "number":
        assert options[-1]["low"] is None and options[-1]["high"] is None, f"{question}: no option takes what no range holds"
        assert row["keyed_by"], f"{question}: a question of form number names its model in keyed_by and keyed_over"
        assert all(o["low"] is not None or o["high"] is not None for o in options[:-1]), f"{question}: an option without a range"
    named = options[:-1] if row["form"] == "number" else options
    fail_if([f"{question} {o['id']}: no misconception" for o in named if o["correct"] == "no" and not o["misconception"]])
    fail_if(
        [
            f"{question} {o['id']}: the right answer names a misconception"
            for o in options
            if o["correct"] == "yes" and o["misconception"]
        ]
    )
    assert len({o["text"] for o in options}) == len(options) == len({o["explanation"] for o in options})


def over_published_range(question):
    """Inputs of a keyed question: parameters named in its text stay, all others run over what was published."""
    spread, said = {}, re.findall(r"\d+(?:\.\d+)?", question["prompt"])
    for argument, key in evidence.numbers(question["keyed_over"]).items():
        if key == "@x":
            spread[argument] = curve_x(question)
            continue
        row = evidence.row("parameters", key)
        if plain(float(row["default"])) in said:
            spread[argument] = [float(row["default"])]
        else:
            assert row["published_low"] is not None, (
                f"{question['id']}: {key} has no published range and is not named in the question"
            )
            spread[argument] = np.linspace(row["published_low"], row["published_high"], 9)
    return [dict(zip(spread, values, strict=True)) for values in itertools.product(*spread.values())]


KEYED = [row for row in rows("course/questions") if row["keyed_by"]]


@pytest.mark.parametrize("question", KEYED, ids=[q["id"] for q in KEYED])
def test_keyed_answer_stays_right_over_the_published_range(question):
    cases = over_published_range(question)
    assert len(cases) > 1 or question["form"] == "number", f"{question['id']} rests on nothing that varies"
    problems = []
    for case in cases:
        value = float(reference(question["keyed_by"])(**case))
        assert np.isfinite(value)
        if question["form"] == "number":
            if met_by(question, value)["correct"] != "yes":
                problems.append(f"{value:.4g} at {case} is met by {met_by(question, value)['id']}")
            continue
        for option in rows("course/options", question=question["id"]):
            low, high = (end if option[k] is None else option[k] for k, end in (("low", -np.inf), ("high", np.inf)))
            if (low <= value <= high) != (option["correct"] == "yes"):
                problems.append(
                    f"{option['id']} ({low:g} to {high:g}) is keyed {option['correct']}, but the model gives {value:.4g} at {case}"
                )
    fail_if(problems)


def test_a_question_that_is_drawn_or_numeric_is_keyed():
    """An overlay is held against a model, so the model must be named."""
    fail_if([row["id"] for row in rows("course/questions") if row["overlay"] and not (row["keyed_by"] and row["keyed_over"])])
    fail_if([row["id"] for row in rows("course/questions") if row["kind"] == "observe" and not (row["follows"] and row["compare"])])


@pytest.mark.parametrize("question", [q for q in rows("course/questions") if q["overlay"]], ids=lambda q: q["id"])
def test_overlay_names_what_its_panel_has(question):
    spec = declaration(question["covers_panel"])
    names = listed(question["overlay"].partition(":")[2])
    assert set(names) <= set(spec.constants) | set(spec.controls)
    assert len(names) == {"ratio": 2, "value": 1, "curve": 0}[question["overlay"].partition(":")[0]]
    for control, value in evidence.numbers(question["overlay_when"]).items():
        assert control in spec.controls
        Control(control).read(value)
    values = [o["value"] for o in rows("course/options", question=question["id"]) if question["form"] == "choice"]
    assert all(v is not None for v in values), f"{question['id']}: an option without a number cannot be drawn"


def test_options_with_a_number_lie_inside_their_own_range():
    problems = []
    for o in rows("course/options"):
        low, high = (end if o[k] is None else o[k] for k, end in (("low", -np.inf), ("high", np.inf)))
        if o["value"] is not None and not low <= o["value"] <= high:
            problems.append(f"{o['question']} {o['id']}: {o['value']} outside {low}–{high}")
    fail_if(problems)


@pytest.mark.parametrize("exercise", ids("exercises"))
def test_inputs_suit_the_reference(exercise):
    row, cases = evidence.row("course/exercises", exercise), trials(exercise)
    assert len(cases) >= 2, "one trial can be met by chance"
    for case in cases:
        assert sorted(case) == sorted(listed(row["arguments"]))
        assert np.isfinite(reference(row["reference"])(**case))
    assert len({float(reference(row["reference"])(**case)) for case in cases}) == len(cases), "two trials have the same answer"


@pytest.mark.parametrize("exercise", ids("exercises"))
def test_solution_is_there_and_checks_its_own_exercise(exercise):
    text = evidence.read_text(f"course/solutions/{exercise}.py")
    compile(text, exercise, "exec")
    assert f'"{exercise}"' in text


def test_every_solution_has_its_exercise():
    files = {path.stem for path in (evidence.data_folder() / "course/solutions").glob("*.py")}
    assert files == set(ids("exercises"))


@pytest.mark.parametrize("exercise", ids("exercises"))
def test_hints_lead_in_steps(exercise):
    assert [h["position"] for h in sorted(rows("course/hints", exercise=exercise), key=lambda h: h["position"])] == [1, 2, 3]


@pytest.mark.parametrize("exercise", [e["id"] for e in rows("course/exercises", kind="order")])
def test_lines_to_order_have_places_and_two_strays(exercise):
    lines = rows("course/order_lines", exercise=exercise)
    placed = sorted(line["position"] for line in lines if line["position"] is not None)
    strays = [line for line in lines if line["position"] is None]
    assert placed == list(range(1, len(placed) + 1)) and 4 <= len(placed) <= 6
    assert len(strays) == 2 and all(line["why"] for line in strays)
    shown = [line["position"] for line in lines if line["position"] is not None]
    assert shown != placed, "the table lists the lines in their right order: the card would give it away"


def test_tasks_open_every_control_and_readout(panel):
    opened = [panel.text, *panel.tasks]
    assert {c for row in opened for c in listed(row["controls"])} == set(panel.controls)
    assert {r for row in opened for r in listed(row["readouts"])} == {r["id"] for r in panel.readouts}
    assert len(listed(panel.text["controls"])) == len(listed(panel.text["readouts"])) == 1, "a panel opens with one of each"


def test_tasks_can_be_done_with_what_is_open(panel):
    open_now = set(listed(panel.text["controls"]))
    for task in panel.tasks:
        assert task["control"] in open_now, f"task {task['position']} asks for a control that is not open yet"
        panel.controls[task["control"]].read(task["value"])
        open_now |= set(listed(task["controls"]))


def test_places_are_counted_without_gaps(panel):
    for listing in (panel.tasks, panel.readouts):
        assert [row["position"] for row in listing] == list(range(1, len(listing) + 1))
