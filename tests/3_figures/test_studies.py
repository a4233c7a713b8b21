"""Do the studies agree?: a line a study, hollow ones apart, the sum of the curves behind, no mean without its interval."""

import re

import numpy as np
import pandas as pd
import pytest

from exoteach.figures import draw
from exoteach.figures import studies as figures
from exoteach.models import studies as models

HILL, MEAN, FULL_BARS, FULL, HOLLOW_BARS, HOLLOW, LENT_BARS, LENT = range(8)
STUDIES = [("A", 10, 1, "full"), ("B", 13, 2, "full"), ("C", 20, None, "hollow"), ("D", 30, 3, "lent")]


def framed(studies, title="weight of a parcel, kg"):
    """A frame of made-up studies: the figure knows no subject."""
    rows = [
        dict(role="evidence", series=series, x=float(x), y=float(len(studies) - i), label=name, sentence=f"{name}: {x}", source="s",
             x_low=None if error is None else x - error, x_high=None if error is None else x + error,
             low=x - error if series == "full" else None, high=x + error if series == "full" else None)
        for i, (name, x, error, series) in enumerate(studies)
    ]  # fmt: skip
    shown = pd.DataFrame(rows).astype({"x_low": float, "x_high": float, "low": float, "high": float})
    summed = shown[shown["series"] != "hollow"]
    errors = ((summed["x_high"] - summed["x_low"]) / 2).to_numpy()
    model = models.several_studies(values=summed["x"].to_numpy(), errors=errors, sweep=figures.sweep(shown))
    axis = pd.DataFrame([dict(role="axis", series="x", label=title)])
    return pd.concat([model, shown, axis], ignore_index=True)


@pytest.fixture
def drawing():
    return figures.several(framed(STUDIES))


def test_every_study_has_a_line_of_its_own_with_its_name(drawing):
    axis = drawing["layout"]["yaxis"]
    assert dict(zip(axis["tickvals"], axis["ticktext"], strict=True)) == {4: "A", 3: "B", 2: "C", 1: "D"}
    marks = {(x, y) for t in (FULL, HOLLOW, LENT) for x, y in zip(drawing["data"][t]["x"], drawing["data"][t]["y"], strict=True)}
    assert marks == {(10, 4), (13, 3), (20, 2), (30, 1)}


def test_filled_hollow_and_lent_are_told_apart(drawing):
    data = drawing["data"]
    assert [list(data[t]["x"]) for t in (FULL, HOLLOW, LENT)] == [[10, 13], [20], [30]]
    assert len({data[t]["marker"]["symbol"] for t in (FULL, HOLLOW, LENT)}) == 3
    assert not data[FULL]["marker"]["symbol"].endswith("open")
    assert data[HOLLOW]["marker"]["symbol"].endswith("open") and data[LENT]["marker"]["symbol"].endswith("open")
    assert len({data[t]["line"]["dash"] for t in (FULL_BARS, HOLLOW_BARS, LENT_BARS)}) == 3


def test_bars_run_from_end_to_end_of_the_error(drawing):
    bars = drawing["data"][FULL_BARS]
    x, y = np.array(bars["x"]), np.array(bars["y"])
    assert list(x[np.isfinite(x)]) == [9, 11, 11, 15] and list(y[np.isfinite(y)]) == [4, 4, 3, 3]
    assert np.isnan(x[2]) and np.isnan(x[5]), "two bars run into each other"
    assert not np.isfinite(drawing["data"][HOLLOW_BARS]["x"]).any()


def test_the_hill_is_the_sum_and_fills_the_height(drawing):
    frame = framed(STUDIES)
    hill, rows = drawing["data"][HILL], draw.part(frame, "model", "ideogram")
    low, high = drawing["layout"]["yaxis"]["range"]
    assert list(hill["x"]) == list(rows["x"])
    assert np.array(hill["y"]) == pytest.approx(low + rows["y"].to_numpy() * (high - low))


def test_the_mean_is_never_drawn_without_its_enlarged_error(drawing):
    frame = framed(STUDIES)
    values = draw.reading(frame)
    low, high = drawing["data"][MEAN]["x"][0], drawing["data"][MEAN]["x"][-1]
    assert (low + high) / 2 == pytest.approx(values["mean"])
    assert (high - low) / 2 == pytest.approx(values["mean_error"] * values["scale_factor"]) and values["scale_factor"] > 1
    assert drawing["data"][MEAN]["name"] == f"weighted mean, error × {values['scale_factor']:.1f}"


def test_studies_that_agree_keep_their_error():
    drawing = figures.several(framed([("A", 10, 1, "full"), ("B", 10.5, 1, "full")]))
    low, high = drawing["data"][MEAN]["x"][0], drawing["data"][MEAN]["x"][-1]
    assert (high - low) / 2 == pytest.approx(1 / np.sqrt(2)) and drawing["data"][MEAN]["name"].endswith("× 1.0")


@pytest.mark.parametrize("count", [0, 1])
def test_without_two_summed_studies_there_is_no_mean(count):
    studies = [*[("A", 10, 1, "full")][:count], ("C", 20, None, "hollow"), ("D", 22, None, "hollow")]
    frame = framed(studies)
    drawing, values = figures.several(frame), figures.several_readings(frame)
    assert not drawing["data"][MEAN]["showlegend"] and not np.isfinite(drawing["data"][MEAN]["x"][0])
    assert drawing["data"][HILL]["showlegend"] == bool(count)
    assert (values["scale"], values["together"], values["hollow"], values["summed"]) == ("none", "nothing yet", "2", str(count))


def test_axes_follow_the_quantity_and_nothing_else():
    """Switching a study on, or lending it an error, moves no axis."""
    off, on = framed([*STUDIES[:3], ("D", 30, None, "hollow")]), framed([*STUDIES[:3], ("D", 30, 3, "lent")])
    assert figures.several(off)["layout"] == figures.several(on)["layout"]
    low, high = figures.several(on)["layout"]["xaxis"]["range"]
    assert low < 9 and high > 33


def test_errors_too_long_for_the_axis_end_on_its_edge():
    drawing = figures.several(framed([("A", 10, 1, "full"), ("B", 13, 90, "lent")]))
    ends = drawing["layout"]["xaxis"]["range"]
    assert sorted(np.array(drawing["data"][LENT_BARS]["x"])[:2]) == pytest.approx(ends)


def test_the_figure_knows_no_subject(drawing):
    said = re.sub(r"weight of a parcel, kg", "", str(drawing["layout"]) + "".join(t["name"] for t in drawing["data"]))
    assert not re.search(r"vesicle|\bEV|membrane|bilayer|\bnm\b|diameter", said)
    assert drawing["layout"]["xaxis"]["title"]["text"] == "weight of a parcel, kg"


def test_the_table_tells_every_study_and_whether_it_is_summed():
    table = figures.several_table(framed(STUDIES))
    assert table[0][0] == "weight of a parcel, kg" and table[0][3] == "3 of 4"
    assert table[1:] == [("A", 10, (9, 11), "summed"), ("B", 13, (11, 15), "summed"), ("C", 20, "none printed", "not summed"),
                         ("D", 30, (27, 33), "summed at your wish")]  # fmt: skip


@pytest.mark.parametrize(
    "mean, error, said", [(3.98789, 0.0194666, "3.988 ± 0.019"), (81.1, 4.96, "81.1 ± 5.0"), (1200.4, 130, "1200 ± 130")]
)
def test_a_mean_is_rounded_to_its_error(mean, error, said):
    assert figures._with_error(mean, error) == said
