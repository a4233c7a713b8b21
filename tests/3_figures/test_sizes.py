"""Which mean?: four curves of one sample, its means on them, the instrument's limit, and published means below the axis."""

import numpy as np
import pandas as pd
import pytest

from exoteach import evidence
from exoteach.figures import draw
from exoteach.figures import sizes as figures
from exoteach.panels.panel import Panel

WEIGHTS = ("number", "area", "lumen", "intensity")
NAMES = ("means", "", "the instrument", "errors", "published, with", "published, number", "names", "your prediction")


@pytest.fixture(scope="module")
def show():
    """A function: (frame, traces) of the panel in a state."""

    def of(**state):
        panel = Panel("which-mean", show_all=True, **state)
        frame, drawing = panel.frame(), panel.drawing()
        return frame, drawing["data"]

    return of


def test_traces_stand_in_their_fixed_order(show):
    _, traces = show()
    assert [t["name"].split(",")[0] for t in traces[:4]] == ["by number", "by area", "by lumen", "by scattered light"]
    assert all(t["name"].startswith(name) for t, name in zip(traces[4:], NAMES, strict=True))


@pytest.mark.parametrize("view", ["above", "sizes"])
@pytest.mark.parametrize("width", [1.05, 1.25, 1.6])
def test_each_curve_shows_its_own_weight_and_says_its_mean(show, view, width):
    frame, traces = show(size_view=view, geometric_sd=width)
    values = draw.reading(frame)
    for name, trace in zip(WEIGHTS, traces, strict=False):
        rows = draw.part(frame, "model", name)
        assert list(trace["x"]) == list(rows["x"]) and list(trace["y"]) == list(rows["y"]) and len(rows) > 100
        assert trace["name"].endswith(f"mean {values[f'{name}_mean_nm']:.0f}")
    number, area, lumen, light = (t["line"] for t in traces[:4])
    assert len({number["dash"], area["dash"], light["dash"]}) == 3 and lumen["width"] >= 2 * number["width"]


def test_means_lie_on_their_curves(show):
    for view in ("above", "sizes"):
        _, traces = show(size_view=view)
        for x, y, curve in zip(traces[4]["x"], traces[4]["y"], traces[:4], strict=True):
            assert y == pytest.approx(np.interp(x, curve["x"], curve["y"]), abs=0.5)


def test_a_mean_beyond_the_axis_is_left_to_the_legend(show):
    _, traces = show(geometric_sd=1.6)
    assert traces[4]["x"][3] is None and traces[3]["name"].endswith("mean 340")


def test_the_largest_stand_on_the_curve_by_lumen_or_on_the_edge(show):
    frame, traces = show(largest_percent=10)
    values = draw.reading(frame)
    point = traces[5]
    assert (point["x"].iloc[0], point["y"].iloc[0]) == pytest.approx(
        (values["smallest_of_largest_nm"], values["lumen_share_of_largest_percent"])
    )
    assert list(point["text"]) == ["largest 10 %"]
    _, traces = show(largest_percent=0.5, geometric_sd=1.6, median_nm=150)
    assert traces[5]["x"].iloc[0] == figures.X_RANGE[1]


def test_the_limit_stands_where_the_instrument_goes_blind(show):
    _, traces = show(lower_limit_nm=75)
    assert traces[6]["x"] == [75, 75] and traces[6]["name"].endswith("below 75")


@pytest.mark.parametrize("sample", ["pc3", "seminal", "yan"])
def test_published_means_stand_below_the_axis_each_in_its_own_row(show, sample):
    _, traces = show(size_sample=sample)
    wanted = evidence.rows("size_measurements", sample_group=sample)
    full = [r for r in wanted if r["low"] is not None]
    drawn = [*traces[8]["x"], *traces[9]["x"]]
    heights = [*traces[8]["y"], *traces[9]["y"]]
    assert sorted(drawn) == sorted(r["value"] for r in wanted) and len(traces[8]["x"]) == len(full)
    assert max(heights) < 0 and min(heights) > figures.Y_RANGE[0] and len(set(heights)) == len(wanted) >= 2
    ends = [x for x in traces[7]["x"] if np.isfinite(x)]
    assert sorted(ends) == sorted(end for r in full for end in (r["low"], r["high"]))
    assert len({name.split(":")[0] for name in traces[10]["text"]}) == len(wanted), "two rows carry the same name"
    assert all(f"{r['value']:g}" in " ".join(traces[10]["text"]) for r in wanted)


def test_a_curve_that_was_predicted_is_drawn_point_by_point():
    panel = Panel("which-mean", show_all=True)
    panel.overlay(lambda p: pd.DataFrame([dict(role="prediction", series="curve", x=x, y=x / 2, label="") for x in (50, 100, 150)]))
    trace = panel.drawing()["data"][-1]
    assert (list(trace["x"]), list(trace["y"]), trace["mode"]) == ([50, 100, 150], [25, 50, 75], "markers+lines")


def test_the_table_begins_with_the_largest_and_agrees_with_the_curves(show):
    frame, traces = show()
    table = figures.which_mean_table(frame)
    assert table[0][0] == pytest.approx(draw.reading(frame)["smallest_of_largest_nm"], abs=0.1)
    for x, *cells in table:
        for cell, curve in zip(cells, traces[:4], strict=True):
            assert cell == pytest.approx(np.interp(x, curve["x"], curve["y"]), abs=0.3)


def test_readings_say_in_words_what_is_too_little_to_print(show):
    assert figures.which_mean_readings(show()[0])["unseen"] == "less than 1"
    assert figures.which_mean_readings(show(lower_limit_nm=75)[0])["unseen"] == "37"
