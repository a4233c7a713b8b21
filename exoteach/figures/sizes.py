"""Figures of lesson 01b: one population of vesicles, weighed in four ways."""

import numpy as np

from exoteach.figures import draw
from exoteach.figures.theme import ROLES

X_RANGE = (10, 300)  # nm
Y_RANGE = (-60, 104)  # %: the curves, and below zero a row for each published mean
SWEEP = np.linspace(*X_RANGE, 146)
X_AXIS = draw.linear("outer diameter, nm", X_RANGE)
TICKS = dict(tickmode="array", tickvals=list(np.linspace(0, 100, 5)))
TITLES = {True: "% of the total above this size", False: "% of the peak"}
ROW = 13  # height of the row of a published mean, in units of the y axis
TURN = X_RANGE[0] + 2 / 3 * (X_RANGE[1] - X_RANGE[0])  # right of it a label stands to the left of its point
GAP = 6  # nm between a published mean and its name
WEIGHTS = {"number": ("by number", "solid", 2), "area": ("by area", "dash", 2), "lumen": ("by lumen", "solid", 5),
           "intensity": ("by scattered light", "dot", 3)}  # fmt: skip


def which_mean(frame):
    """Draw one population by four weights, each with its mean, the limit of an instrument, and published means below.

    Parameters
    ----------
    frame : DataFrame from ``models.sizes.sizes_by_weight`` with evidence and prediction rows added

    Returns
    -------
    dict with data (twelve traces, always in this order) and layout.
    """
    values = draw.reading(frame)
    traces = [
        *(_curve(frame, name, f"{WEIGHTS[name][0]}, mean {values[f'{name}_mean_nm']:.0f}") for name in WEIGHTS),
        _means(frame),
        _chosen(frame),
        _edge(frame, values),
        draw.bars(frame, "full", "evidence"),
        draw.studies(frame, "full", "published, with the spread of sizes", "evidence"),
        draw.studies(frame, "hollow", "published, number alone", "hollow"),
        _names(frame),
        draw.prediction(frame),
    ]
    title = TITLES[bool(values["above"])]
    return dict(data=traces, layout=draw.layout(X_AXIS, draw.linear(title, Y_RANGE) | TICKS) | dict(uirevision=title))


def rows_below(count):
    """Return the heights of the rows of published means."""
    return [-ROW * (i + 1) for i in range(count)]


def _curve(frame, name, said):
    _, dash, width = WEIGHTS[name]
    return draw.curve(frame, name, said) | dict(line=dict(color=ROLES["model"]["color"], dash=dash, width=width))


def _means(frame):
    """Mark each mean on its curve; one beyond the axis stands in the legend only."""
    rows = [draw.part(frame, "model", f"{name}_mean").iloc[0] for name in WEIGHTS]
    return dict(type="scatter", x=[r["x"] if r["x"] <= X_RANGE[1] else None for r in rows], y=[r["y"] for r in rows], name="means", mode="markers", showlegend=False,
                marker=dict(color=ROLES["model"]["color"], symbol="diamond", size=10), hovertemplate="mean, %{x:.0f}<extra></extra>")  # fmt: skip


def _chosen(frame):
    """Mark where the largest vesicles begin; beyond the axis it stands on its edge."""
    trace = draw.point(frame, "model", "chosen", "", 0, turn=TURN)
    return trace | dict(x=np.minimum(trace["x"], X_RANGE[1]))


def _edge(frame, values):
    limit = draw.part(frame, "limit", "lower_limit").iloc[0]
    line = dict(color=ROLES["limit"]["color"], dash=ROLES["limit"]["dash"], width=2)
    return dict(type="scatter", x=[limit["x"]] * 2, y=[limit["low"], limit["high"]], mode="lines", line=line, hoverinfo="skip",
                name=f"the instrument is blind below {values['lower_limit_nm']:.0f}")  # fmt: skip


def _names(frame):
    rows = draw.part(frame, "evidence")
    return dict(type="scatter", x=rows["x_high"].fillna(rows["x"]) + GAP, y=rows["y"], text=rows["label"], mode="text",
                textposition="middle right", hoverinfo="skip", showlegend=False, name="names")  # fmt: skip


def which_mean_readings(frame):
    """Return the values that read-outs and twin of *Which mean?* are filled with, by name."""
    values = draw.reading(frame)
    unseen = f"{values['unseen_percent']:.0f}" if values["unseen_percent"] >= 1 else "less than 1"
    return values | {"unseen": unseen, "published": draw.published(frame, "full", "hollow")}


def which_mean_table(frame):
    """Return rows for the table: diameter, and each curve at it; the smallest of the largest comes first."""
    lines, x = [draw.part(frame, "model", name) for name in WEIGHTS], draw.part(frame, "model", "chosen").iloc[0]["x"]
    chosen = (x, *(float(np.interp(x, line["x"], line["y"])) for line in lines))
    sampled = draw.sampled(frame, *(("model", name) for name in WEIGHTS))
    return [tuple(round(float(value), 1) for value in row) for row in (chosen, *sampled)]
