"""Figure of lesson 00: how many vesicles lie across an object."""

import numpy as np

from exoteach.figures import draw
from exoteach.figures.theme import ROLES

X_POWERS = (-0.1, 5.9)  # nm, powers of ten: the range of the slider, and room for the last name
Y_POWERS = (-2.4, 4.3)  # vesicles side by side, powers of ten
X_AXIS = draw.powers("width of the object, nm", X_POWERS)
Y_AXIS = draw.powers("vesicles side by side", Y_POWERS)
FLOOR = 10 ** (Y_POWERS[0] + 0.1)  # what lies below the axis is drawn on its lower edge


def how_small(frame):
    """Draw the count over the width of the object, the chosen object with lines to both axes, named sizes, the prediction.

    Parameters
    ----------
    frame : DataFrame from ``models.scales.across_by_width`` with evidence and prediction rows added

    Returns
    -------
    dict with data (seven traces, always in this order) and layout.
    """
    traces = [
        draw.curve(frame, "across", "vesicles side by side"),
        _spreads(frame),
        draw.studies(frame, "full", "published widths, with their spread", "evidence"),
        _names(frame),
        _to_the_axes(frame),
        draw.point(frame, "model", "chosen", "chosen width", FLOOR),
        draw.prediction(frame, FLOOR),
    ]
    return dict(data=traces, layout=draw.layout(X_AXIS, Y_AXIS))


def _spreads(frame):
    """Return the published spreads as stretches of the line, from the smallest to the largest."""
    rows = draw.part(frame, "evidence", "full").dropna(subset=["x_low", "x_high"])
    gap = np.full(len(rows), np.nan)
    x, y = (np.column_stack([rows[low], rows[high], gap]).ravel() for low, high in (("x_low", "x_high"), ("low", "high")))
    look = dict(color=ROLES["evidence"]["color"], dash="solid", width=9)
    return dict(type="scatter", x=x, y=np.maximum(y, FLOOR), name="spreads", mode="lines", line=look, opacity=0.5, hoverinfo="skip",
                showlegend=False)  # fmt: skip


def _names(frame):
    """Return the names to the right of the line: of a range at its lower end, where the next name is further away."""
    rows = draw.part(frame, "evidence", "full")
    x, y = (rows[value].where(rows[low].isna(), rows[low]) for value, low in (("x", "x_low"), ("y", "low")))
    return dict(type="scatter", x=x * 1.6, y=np.maximum(y, FLOOR), text=rows["label"], mode="text",
                textposition="middle right", hoverinfo="skip", showlegend=False, name="names")  # fmt: skip


def _to_the_axes(frame):
    """Return lines from the chosen point to both axes."""
    chosen = draw.part(frame, "model", "chosen").iloc[0]
    x, y = chosen["x"], max(chosen["y"], FLOOR)
    line = dict(color=ROLES["limit"]["color"], dash=ROLES["limit"]["dash"], width=1.5)
    return dict(type="scatter", x=[10 ** X_POWERS[0], x, x], y=[y, y, 10 ** Y_POWERS[0]], mode="lines", line=line, hoverinfo="skip",
                showlegend=False, name="to the axes")  # fmt: skip


def spaced(width_nm):
    """Return a width with narrow spaces between thousands."""
    return f"{width_nm:,.6g}".replace(",", "\u202f")


def how_small_readings(frame):
    """Return the values that read-outs and twin of *How small?* are filled with, by name."""
    values = draw.reading(frame)
    return values | {"width": spaced(values["width_nm"]), "published": draw.published(frame, "full")}


def how_small_table(frame):
    """Return rows for the table: width and vesicles across it; the chosen object first."""
    chosen = draw.part(frame, "model", "chosen").iloc[0]
    return [(chosen["x"], chosen["y"]), *draw.sampled(frame, ("model", "across"))]
