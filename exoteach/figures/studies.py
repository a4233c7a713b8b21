"""One figure for any quantity that several studies measured: a line a study, the sum of their curves behind, never a bare mean."""

import numpy as np

from exoteach.figures import draw
from exoteach.figures.theme import FILL, ROLES

ROOM = 1 / 3  # share of the span of all values that is left free on either side
TOP = 0.8  # rows above the highest study
POINTS = 241


def several(frame):
    """Draw studies of one quantity, whatever it is, with what those that are summed say together.

    Parameters
    ----------
    frame : DataFrame from ``models.studies.several_studies`` with a row a study added: role evidence, series ``full`` (summed),
        ``hollow`` (not summed) or ``lent`` (hollow, but switched on), x, y (its row, 1 at the bottom), x_low and x_high (its
        error), low and high (as printed: what the axis holds), label, sentence, source; and one row with role ``axis``, whose
        label is the title of the x axis

    Returns
    -------
    dict with data (eight traces, always in this order) and layout; axes depend on the quantity only.
    """
    rows, top = draw.part(frame, "evidence"), len(draw.part(frame, "evidence")) + TOP
    ends = ends_of(rows)
    traces = [
        _hill(frame, top),
        _mean(frame, top, ends),
        draw.bars(frame, "full", "evidence"),
        draw.studies(frame, "full", "error printed, summed", "evidence"),
        _clipped(draw.bars(frame, "hollow", "hollow"), ends),
        draw.studies(frame, "hollow", "hollow, not summed", "hollow"),
        _clipped(draw.bars(frame, "lent", "limit"), ends),
        draw.studies(frame, "lent", "hollow, summed at your wish", "hollow") | dict(marker=_lent_marker()),
    ]
    title = draw.part(frame, "axis").iloc[0]["label"]
    names = dict(tickmode="array", tickvals=list(rows["y"]), ticktext=list(rows["label"]), showgrid=False)
    layout = draw.layout(draw.linear(title, ends), draw.linear("study", (TOP / 2, top)) | names)
    return dict(data=traces, layout=layout | dict(uirevision=title))


def ends_of(rows):
    """Return both ends of the x axis: all that is printed, and some room."""
    printed = np.concatenate([rows[name].to_numpy(float) for name in ("x", "low", "high")])
    low, high = np.nanmin(printed), np.nanmax(printed)
    return float(low - ROOM * (high - low)), float(high + ROOM * (high - low))


def sweep(rows):
    """Return the places at which the sum of the curves is drawn: from end to end of the x axis."""
    return np.linspace(*ends_of(rows), POINTS)


def _hill(frame, top):
    rows = draw.part(frame, "model", "ideogram")
    return dict(type="scatter", x=rows["x"], y=rows["y"] * (top - TOP / 2) + TOP / 2, name="sum of their curves", mode="lines",
                line=dict(width=0), fill="tozeroy", fillcolor=ROLES["band"]["color"], hoverinfo="skip",
                showlegend=bool(rows["y"].notna().any()))  # fmt: skip


def _mean(frame, top, ends):
    row, values = draw.part(frame, "band", "mean").iloc[0], draw.reading(frame)
    low, high = np.clip([row["x_low"], row["x_high"]], *ends)
    line = dict(color=ROLES["model"]["color"], dash="dash", width=2)
    name = f"weighted mean, error × {max(1.0, values['scale_factor']):.1f}"
    return dict(type="scatter", x=[low, low, None, high, high], y=[TOP / 2, top, None, TOP / 2, top], name=name, mode="lines", line=line,
                hoverinfo="skip", showlegend=bool(np.isfinite(low)))  # fmt: skip


def _clipped(trace, ends):
    return trace | dict(x=np.clip(trace["x"], *ends))


def _lent_marker():
    return dict(color=ROLES["limit"]["color"], symbol=ROLES["limit"]["symbol"] + "-open", size=11, line=dict(width=2, color=FILL))


def several_readings(frame):
    """Return the values that read-outs and twin are filled with, by name."""
    values, all_rows = draw.reading(frame), draw.part(frame, "evidence")
    said = f"{values['scale_factor']:.1f}" if np.isfinite(values["scale_factor"]) else "none"
    together = np.isfinite(values["enlarged_error"])
    return values | {
        "scale": said,
        "title": draw.part(frame, "axis").iloc[0]["label"],
        "studies": f"{len(all_rows)}",
        "summed": f"{values['summed']:.0f}",
        "hollow": f"{(all_rows['series'] == 'hollow').sum()}",
        "together": _with_error(values["mean"], values["enlarged_error"]) if together else "nothing yet",
        "unscaled": _with_error(values["mean"], values["mean_error"]) if together else "no error to speak of",
        "published": draw.published(frame, "full", "hollow", "lent"),
    }


def _with_error(mean, error):
    """Return a mean and its error, both to the second digit of the error."""
    places = max(0, 1 - int(np.floor(np.log10(error))))
    return f"{mean:.{places}f} ± {error:.{places}f}"


def several_table(frame):
    """Return rows for the table: the quantity and its mean, then a study, its value, its error, and whether it is summed."""
    said = {"full": "summed", "hollow": "not summed", "lent": "summed at your wish"}
    rows, values = draw.part(frame, "evidence").sort_values("y", ascending=False), several_readings(frame)
    together = (
        draw.part(frame, "axis").iloc[0]["label"],
        values["together"],
        values["unscaled"],
        f"{values['summed']} of {len(rows)}",
    )
    return [together] + [
        (r["label"], r["x"], (r["x_low"], r["x_high"]) if np.isfinite(r["x_low"]) else "none printed", said[r["series"]])
        for _, r in rows.iterrows()
    ]
