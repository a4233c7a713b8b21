"""Figures: valid in every theme, the same traces for every state, everything inside fixed axes."""

import numpy as np
import pandas as pd
import pytest

from exoteach import evidence
from exoteach.figures.theme import THEMES, still, themed
from exoteach.panels.html import text


def shape(drawing):
    """What must never change: number, order, kind and mode of the traces."""
    return [(t["type"], t["mode"], t.get("fill", "none") != "none" and t["mode"] == "lines") for t in drawing["data"]]


def points(trace):
    """The (x, y) of a trace that are drawn; gaps left out."""
    x, y = (np.array([np.nan if v is None else v for v in trace[k]], dtype=float) for k in ("x", "y"))
    return np.array([(a, b) for a, b in zip(x, y, strict=True) if np.isfinite(a) and np.isfinite(b)]).reshape(-1, 2)


def off_axis(drawing, trace, below=0.0):
    """Whether points of a trace lie outside the axes. Values under ``below`` may leave at the lower edge of a log axis."""
    for values, axis in zip(points(trace).T, (drawing["layout"]["xaxis"], drawing["layout"]["yaxis"]), strict=True):
        low, high = axis["range"]
        if axis.get("type") == "log":
            assert (values > 0).all(), trace["name"]
            values = np.log10(values[values >= below])
        if len(values) and not (low <= values.min() and values.max() <= high):
            return True
    return False


def lowest_tick(drawing):
    axis = drawing["layout"]["yaxis"]
    return min(axis["tickvals"]) if axis.get("type") == "log" else -np.inf


@pytest.mark.parametrize("theme", THEMES)
def test_figure_is_valid_plotly_in_every_theme(drawn, single_ends, theme):
    for state in single_ends:
        figure = themed(drawn(state)[1], theme)
        assert figure.layout.template.layout.font.color == THEMES[theme]["ink"]


def test_unknown_theme_and_unknown_property_are_refused(panel):
    with pytest.raises(ValueError, match="theme must be one of light, dark, projector"):
        themed(panel.drawing(), "sepia")
    with pytest.raises(ValueError, match="colour"):
        themed(dict(data=[dict(type="scatter", colour="red")], layout={}), "light")


def test_traces_are_the_same_for_every_state(drawn, single_ends, corners):
    wanted = shape(drawn({})[1])
    assert len(wanted) > 2
    for state in single_ends + corners:
        assert shape(drawn(state)[1]) == wanted, state


def test_traces_are_the_same_with_a_prediction(panel, drawn):
    before = shape(drawn({})[1])
    panel.overlay(lambda p: pd.DataFrame([dict(role="prediction", series="ratio", x=150, y=100.0, label="mine")]))
    after = panel.drawing()
    assert shape(after) == before
    if any(q["overlay"] for q in evidence.rows("course/questions", covers_panel=panel.id)):
        assert [150.0, 100.0] in [list(p) for t in after["data"] for p in points(t)]


def view(panel, state):
    """The words chosen in a state: they may change what the axes mean, a slider may not."""
    return {key: value for key, value in state.items() if panel.controls[key].is_choice}


def test_axes_are_fixed(panel, drawn, single_ends, corners):
    for state in single_ends + corners:
        layout = drawn(state)[1]["layout"]
        for axis in ("xaxis", "yaxis"):
            assert len(layout[axis]["range"]) == 2 and layout[axis]["title"]["text"]
        assert layout == drawn(view(panel, state))[1]["layout"], state


def test_curves_lie_on_the_axes_at_each_end_of_each_control(drawn, single_ends):
    """Only what is below the lowest labelled tick, less than one copy, may run out at the lower edge."""
    off = [(state, t["name"]) for state in single_ends for drawing in [drawn(state)[1]] for t in drawing["data"]
           if off_axis(drawing, t, lowest_tick(drawing))]  # fmt: skip
    assert not off


def test_markers_and_names_lie_on_the_axes_in_every_corner(drawn, corners):
    """Where sliders stand at their ends, the chosen vesicle may lie beyond the axis: it is drawn on the edge, and its label tells."""
    off = [(state, t["name"]) for state in corners for drawing in [drawn(state)[1]] for t in drawing["data"]
           if t["mode"] != "lines" and off_axis(drawing, t)]  # fmt: skip
    assert not off, f"{len(off)} of {len(corners)} corners, first: {off[0]}"


def test_published_values_carry_their_source(drawn, single_ends, part):
    for state in single_ends:
        rows = part(drawn(state)[0], "evidence")
        assert rows["source"].notna().all() and rows["sentence"].str.len().gt(10).all()


def test_still_is_opaque_and_of_fixed_size(panel):
    picture = still(panel.drawing())
    assert (picture.layout.paper_bgcolor, picture.layout.plot_bgcolor) == ("#fff", "#fff")
    assert picture.layout.width and picture.layout.height


def test_every_published_value_is_told(opened, drawn, single_ends):
    """In the table of the panel each published row stands in words, with its source among the sources."""
    for state in single_ends[:4]:
        rows = drawn(state)[0]
        for said in rows["sentence"].dropna():
            assert text(said) in opened(state).html
