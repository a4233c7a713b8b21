"""Figures of *How much fits?*: every value of the frame is drawn, and the words repeat it."""

import numpy as np
import pandas as pd
import pytest

from exoteach.course.numbers import Shown, plain

pytestmark = pytest.mark.parametrize("panel", ["how-much-fits"], indirect=True)


def points(trace):
    """The (x, y) of a trace that are drawn; gaps left out."""
    x, y = (np.array([np.nan if v is None else v for v in trace[k]], dtype=float) for k in ("x", "y"))
    return np.array([(a, b) for a, b in zip(x, y, strict=True) if np.isfinite(a) and np.isfinite(b)]).reshape(-1, 2)


def test_axes_name_their_quantity_and_unit(panel):
    layout = panel.drawing()["layout"]
    assert layout["xaxis"]["title"]["text"].endswith(", nm")
    assert "copies" in layout["yaxis"]["title"]["text"]


def test_band_holds_the_model_where_the_share_is_inside_it(panel, drawn, part):
    for place in panel.controls["cargo_place"].ends:
        frame, _ = drawn(dict(cargo_place=place))
        model, band = part(frame, "model", "ceiling"), part(frame, "band", "ceiling")
        assert list(model["x"]) == list(band["x"]) and len(model) > 50
        assert (band["low"].to_numpy() < model["y"].to_numpy()).all() and (model["y"].to_numpy() < band["high"].to_numpy()).all()


def test_every_value_of_the_frame_is_in_the_figure(drawn, single_ends, part):
    """Curve, band and chosen point: the picture shows what was computed, no more and no less."""
    for state in single_ends:
        frame, drawing = drawn(state)
        shown = {tuple(p) for t in drawing["data"] for p in points(t)}
        lines = part(frame, "model")
        band = part(frame, "band")
        wanted = (
            set(zip(lines["x"], lines["y"], strict=True))
            | set(zip(band["x"], band["low"], strict=True))
            | set(zip(band["x"], band["high"], strict=True))
        )
        assert len(wanted) > 200 and wanted <= shown, state


def test_published_values_are_drawn_at_their_height(drawn, panel, part):
    for place in panel.controls["cargo_place"].ends:
        frame, drawing = drawn(dict(cargo_place=place))
        rows = part(frame, "evidence")
        heights = {float(f"{p[1]:.9g}") for t in drawing["data"] for p in points(t)}
        wanted = {float(f"{v:.9g}") for v in pd.concat([rows["y"], rows["low"], rows["high"]]).dropna()}
        assert len(wanted) > 0 and wanted <= heights
        assert all(any(label in list(t["text"]) for t in drawing["data"] if t.get("text") is not None) for label in rows["label"])


def test_numbers_of_the_twin_are_those_of_the_frame(drawn, opened, single_ends):
    for state in single_ends:
        frame, _ = drawn(state)
        read = dict(zip(frame["series"], frame["y"], strict=True))
        said = opened(state).twin()
        assert f"{Shown(read['copies'])} copies" in said
        assert f"At {plain(opened(state).state['outer_diameter_nm'])} nm" in said
        assert all(sentence in said for sentence in frame["sentence"].dropna())
