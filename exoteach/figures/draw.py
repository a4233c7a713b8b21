"""Traces and layout, as plotly takes them, from the one long frame (role, series, x, y, low, high, label).

Plain dicts: a slider moves twenty times a second, and checking each property each time costs more than the model.
``theme.themed`` turns them into a checked plotly Figure; the tests do so for every state.
"""

import numpy as np

from exoteach.figures.theme import FILL, ROLES

OPEN = 6  # how far an outline that is open above is drawn, as a factor


def part(frame, role, series=None):
    """Return the rows of one role (and series) of a frame."""
    chosen = frame["role"].to_numpy() == role
    if series is not None:
        chosen &= frame["series"].to_numpy() == series
    return frame.iloc[chosen.nonzero()[0]]


def reading(frame):
    """Return the values of the rows with role ``reading``, by name."""
    rows = part(frame, "reading")
    return dict(zip(rows["series"], rows["y"], strict=True))


def published(frame, *series):
    """Return the sentences of the evidence rows of these series, joined; empty where there is none."""
    rows = part(frame, "evidence")
    return "; ".join(rows["sentence"][rows["series"].isin(series)])


def curve(frame, series, name, look="model"):
    """Return the line of a model, in the look of a role."""
    rows = part(frame, "model", series)
    return dict(type="scatter", x=rows["x"], y=rows["y"], name=name, mode="lines", line=_line(look, 3), hovertemplate=_HOVER,
                showlegend=len(rows) > 0)  # fmt: skip


def band(frame, series, name):
    """Return the band around a model as one closed outline."""
    rows = part(frame, "band", series)
    x = np.concatenate([rows["x"], rows["x"][::-1]])
    y = np.concatenate([rows["high"], rows["low"][::-1]])
    return dict(type="scatter", x=x, y=y, name=name, mode="lines", line=dict(width=0), fill="toself",
                      fillcolor=ROLES["band"]["color"], hoverinfo="skip")  # fmt: skip


def point(frame, role, series, name, floor, symbol_size=11, turn=None):
    """Return single points of a role: the chosen state, a prediction. What lies below ``floor`` is drawn on it.

    With ``turn`` the points carry their labels: to the right of a point that lies left of ``turn``, else to its left.
    """
    rows = part(frame, role, series)
    look = ROLES[role]
    return dict(
        type="scatter", x=rows["x"], y=np.maximum(rows["y"], floor), name=name, mode="markers" if turn is None else "markers+text",
        text=None if turn is None else rows["label"].fillna(""), hovertemplate=_HOVER,
        textposition=["bottom right" if turn is not None and x < turn else "top left" for x in rows["x"]],
        marker=dict(color=look["color"], symbol=look["symbol"], size=symbol_size, line=dict(width=3, color=look["color"])),
        showlegend=len(rows) > 0 and bool(name),
    )  # fmt: skip


def prediction(frame, floor=None):
    """Return the learner's prediction: one point, or a dashed line through several. What lies below ``floor`` is drawn on it."""
    rows = part(frame, "prediction")
    look = ROLES["prediction"]
    return dict(
        type="scatter", x=rows["x"], y=rows["y"] if floor is None else np.maximum(rows["y"], floor), name="your prediction",
        mode="markers" if len(rows) < 2 else "markers+lines", line=_line("prediction", 2), hovertemplate=_HOVER,
        marker=dict(color=look["color"], symbol=look["symbol"], size=15, line=dict(width=3, color=look["color"])), showlegend=len(rows) > 0,
    )  # fmt: skip


def spans(frame, series, name, x_low, x_high, floor):
    """Return published values without a size of their own, drawn across all sizes: outlines from low to high."""
    rows = part(frame, "evidence", series)
    x, y = [], []
    for low, high in zip(rows["low"].fillna(rows["y"]), rows["high"].fillna(rows["y"]), strict=True):
        low, high = max(low, floor), max(high, floor)
        outline = [(x_low, low), (x_high, low)]
        if high > low:
            outline += [(x_high, high), (x_low, high), (x_low, low)]
        x += [place for place, _ in outline] + [None]
        y += [height for _, height in outline] + [None]
    look = {"full": "evidence", "hollow": "hollow", "other": "limit"}[series]
    return dict(type="scatter", x=x, y=y, name=name, mode="lines", line=_line(look, 2), hoverinfo="skip",
        zorder=-1 if series == "other" else 0,
        fill="toself" if series == "full" else "none", fillcolor=FILL, showlegend=len(rows) > 0)  # fmt: skip


def span_labels(frame, x, floor, gap):
    """Return the names of the published values, spread so that none covers another (``gap`` in powers of ten)."""
    rows = part(frame, "evidence")
    tops = np.maximum(rows["high"].fillna(rows["y"]).to_numpy(float), floor)
    order, places, last = np.argsort(tops, kind="stable"), np.empty(len(tops)), -np.inf
    for i in order:
        places[i] = last = max(np.log10(tops[i]) + gap / 2, last + gap)
    return dict(type="scatter", x=np.full(len(rows), x), y=10**places, text=rows["label"], mode="text", textposition="middle left",
                      hoverinfo="skip", showlegend=False, name="names")  # fmt: skip


def rails(frame, series, name, x_end, y_end, look):
    """Return published values that are known on one axis only: lines along the other axis, from their lowest possible place.

    A row with ``x`` stands upright from ``low`` to ``y_end``; a row with ``y`` runs level from ``x_low`` to ``x_end``.
    """
    x, y = [], []
    for row in part(frame, "evidence", series).itertuples():
        upright = not np.isnan(row.x)
        x += [row.x, row.x, None] if upright else [row.x_low, x_end, None]
        y += [row.low, y_end, None] if upright else [row.y, row.y, None]
    return dict(type="scatter", x=x, y=y, name=name, mode="lines", line=_line(look, 2), hoverinfo="skip", showlegend=len(x) > 0)


def corridors(frame, series, name, look):
    """Return published pairs of a share and the copies in a loaded vesicle, as outlines on logarithmic axes.

    ``x_low`` to ``x_high`` is the mean where one vesicle in ``low`` is loaded. Along the sides the copies in a loaded
    vesicle stay the same, so the mean falls as the loaded ones grow rare. Without ``high`` the outline is open above.
    """
    x, y = [], []
    for row in part(frame, "evidence", series).itertuples():
        top = upper_end(row.low, row.high)
        away = [(row.x_low * row.low / top, top), (row.x_low, row.low), (row.x_high, row.low), (row.x_high * row.low / top, top)]
        outline = away if np.isnan(row.high) else [*away, away[0]]
        x += [place for place, _ in outline] + [None]
        y += [height for _, height in outline] + [None]
    return dict(type="scatter", x=x, y=y, name=name, mode="lines+markers", line=_line(look, 2), hoverinfo="skip", showlegend=len(x) > 0,
                marker=dict(color=ROLES[look]["color"], symbol=ROLES[look]["symbol"], size=7))  # fmt: skip


def upper_end(low, high):
    """Return where an outline ends above: at ``high``, or, where it is open, a stretch above ``low``."""
    return OPEN * low if np.isnan(high) else high


def bars(frame, series, look):
    """Return published errors: a bar at height y from x_low to x_high, with a gap between bars."""
    rows = part(frame, "evidence", series).dropna(subset=["x_low", "x_high"])
    gap = np.full(len(rows), np.nan)
    x, y = np.column_stack([rows["x_low"], rows["x_high"], gap]).ravel(), np.column_stack([rows["y"], rows["y"], gap]).ravel()
    return dict(type="scatter", x=x, y=y, name="errors", mode="lines", line=_line(look, 3), hoverinfo="skip", showlegend=False)


def studies(frame, series, name, look):
    """Return published values, each at its x on a height of its own; pointing at one shows its sentence."""
    rows = part(frame, "evidence", series)
    marker = dict(color=ROLES[look]["color"], symbol=ROLES[look]["symbol"], size=10, line=dict(width=2, color=ROLES[look]["color"]))
    return dict(type="scatter", x=rows["x"], y=rows["y"], name=name, mode="markers", marker=marker, text=rows["sentence"],
                hovertemplate="%{text}<extra></extra>", showlegend=len(rows) > 0)  # fmt: skip


def layout(x, y, height=None):
    """Return the layout that all figures share: fixed axes, made by ``linear`` or ``powers``; a zoom survives a redraw."""
    return dict(
        autosize=True, height=height, uirevision="keep", hovermode="closest", margin=dict(l=12, r=12, t=10, b=12), xaxis=x, yaxis=y
    )  # fmt: skip


def linear(title, ends):
    """Return an axis with even steps from one end to the other."""
    return dict(title=dict(text=title), automargin=True, range=list(ends))


def powers(title, ends):
    """Return a logarithmic axis with plain labels; ``ends`` are powers of ten."""
    ticks = list(range(int(np.ceil(ends[0])), int(np.floor(ends[1])) + 1))
    return linear(title, ends) | dict(
        type="log", tickmode="array", tickvals=[10.0**p for p in ticks], ticktext=[_power(p) for p in ticks]
    )


def _power(p):
    """Return a power of ten as people write it: 0.01, 1 000, 10 million."""
    if p < 0:
        return f"{10.0**p:.{-p}f}"
    return f"{10**p:,}".replace(",", " ") if p < 6 else f"{10 ** (p - 6)} million"


def sampled(frame, series, *others, rows=10):
    """Return a few points of a curve as table rows, the chosen state first: (x, value of each series at that x).

    ``series`` and ``others`` are (role, series) on the same x; a band gives (low, high).
    """
    lines = [part(frame, *which) for which in (series, *others)]
    few = range(0, len(lines[0]), max(1, len(lines[0]) // (rows - 1)))
    return [tuple([float(lines[0]["x"].iloc[i]), *(_cell(line.iloc[i]) for line in lines)]) for i in few]


def _cell(row):
    return (row["low"], row["high"]) if row["role"] == "band" else row["y"]


def _line(role, width):
    return dict(color=ROLES[role]["color"], dash=ROLES[role]["dash"], width=width)


_HOVER = "%{x:.4~g}: %{y:.2~g}<extra></extra>"
