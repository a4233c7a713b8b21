"""How small: named objects stand on the line, the chosen one reaches both axes, names lie inside the picture."""

import numpy as np
import pytest

from exoteach import evidence
from exoteach.figures import scales
from exoteach.panels.panel import Panel

STATES = [{}, dict(object_width_nm=85900), dict(object_width_nm=1, outer_diameter_nm=200), dict(outer_diameter_nm=20)]


@pytest.fixture(params=STATES, ids=lambda s: ", ".join(f"{k} {v}" for k, v in s.items()) or "start")
def how_small(request):
    """The panel in a few states: (state, frame, traces by name)."""
    panel = Panel("how-small", show_all=True, **request.param)
    return panel.state, panel.frame(), {t["name"]: t for t in panel.drawing()["data"]}


def test_objects_stand_on_the_line_at_their_printed_width(how_small):
    state, _, traces = how_small
    marks = {m["label"]: m["value"] for m in evidence.rows("parameter_marks", parameter="object_width_nm")}
    shown = traces["published widths, with their spread"]
    assert len(marks) == 6 and sorted(shown["x"]) == sorted(marks.values())
    assert np.allclose(shown["y"], np.array(shown["x"], float) / state["outer_diameter_nm"])
    assert list(traces["names"]["text"]) == list(marks)


def test_spreads_are_those_of_the_facts(how_small):
    state, _, traces = how_small
    facts = [evidence.row("facts", m["id"]) for m in evidence.rows("parameter_marks", parameter="object_width_nm")]
    wanted = [end for f in facts if f["low"] is not None for end in (f["low"], f["high"])]
    x, y = (np.array(traces["spreads"][axis], float) for axis in ("x", "y"))
    assert len(wanted) == 10 and x[np.isfinite(x)].tolist() == wanted
    assert np.allclose(y[np.isfinite(y)], np.array(wanted) / state["outer_diameter_nm"])


def test_chosen_object_is_led_to_both_axes(how_small):
    state, _, traces = how_small
    lines, point = traces["to the axes"], traces["chosen width"]
    x, y = float(np.ravel(point["x"])[0]), float(np.ravel(point["y"])[0])
    assert x == state["object_width_nm"] and y == pytest.approx(max(x / state["outer_diameter_nm"], scales.FLOOR))
    assert lines["x"] == [10 ** scales.X_POWERS[0], x, x]
    assert lines["y"] == [y, y, 10 ** scales.Y_POWERS[0]]


def test_a_name_stands_right_of_its_stretch_and_names_keep_apart(how_small):
    _, frame, traces = how_small
    names, rows = traces["names"], frame[frame["role"] == "evidence"]
    starts = rows["x_low"].fillna(rows["x"]).to_numpy()
    assert (np.array(names["x"], float) > starts).all()
    assert np.diff(np.log10(np.sort(np.array(names["y"], float)))).min() > 0.3, "two names in one line of the picture"


def test_prediction_is_drawn_at_the_hair():
    from exoteach.lesson.overlay import overlay

    panel = Panel("how-small", show_all=True)
    panel.overlay(overlay(evidence.row("course/questions", "hair-across"), {"choice": "ninety"}))
    drawn = panel.drawing()["data"][-1]
    assert (drawn["name"], list(drawn["x"]), list(drawn["y"])) == ("your prediction", [85900.0], [90.0])
    assert list(panel.set(outer_diameter_nm=30).drawing()["data"][-1]["x"]) == [], "the prediction was for vesicles of 100 nm"


@pytest.mark.parametrize("width, said", [(12, "12"), (14.5, "14.5"), (8000, "8\u202f000"), (104800, "104\u202f800")])
def test_widths_are_written_with_narrow_spaces(width, said):
    assert scales.spaced(width) == said


def test_twin_and_readouts_say_the_count():
    panel = Panel("how-small", show_all=True, object_width_nm=85900)
    assert panel.twin().startswith("Across 85\u202f900 nm lie 860 vesicles of 100 nm side by side.")
    assert "Hair, 67\u202f000–104\u202f800 nm" in panel.twin() and "Red cell, 8\u202f000 nm" in panel.twin()
    assert all(text in panel.html for text in ("860 vesicles", "2.9", "630 million times"))
