"""One palette of roles, legible on light and dark, and one plotly template a theme.

Every role has a second cue besides its colour: a dash, a marker or a fill.
Contrast of each line colour is at least 3.8 to 1 on white and on the dark page.
"""

import plotly.graph_objects as go

ROLES = {
    "model": dict(color="#2f7fc1", dash="solid", symbol="circle"),
    "band": dict(color="rgba(47,127,193,0.24)", dash="solid", symbol="square"),
    "evidence": dict(color="#c8601f", dash="solid", symbol="square"),
    "hollow": dict(color="#c8601f", dash="dot", symbol="square-open"),
    "prediction": dict(color="#a45fb0", dash="dash", symbol="circle-open"),
    "limit": dict(color="#7b8490", dash="dashdot", symbol="x"),
}
FILL = "rgba(200,96,31,0.26)"
THEMES = {
    "light": dict(ink="#1c2430", grid="#d9dee5", paper="#ffffff", size=13),
    "dark": dict(ink="#eceff4", grid="#4a525e", paper="#111418", size=13),
    "projector": dict(ink="#000000", grid="#a4a9b0", paper="#ffffff", size=18, weight=1.6),
}


def template(theme):
    """Return the plotly template of a theme: ``light``, ``dark`` or ``projector``.

    Raises
    ------
    ValueError
        Unknown theme.
    """
    if theme not in THEMES:
        raise ValueError(f"theme must be one of {', '.join(THEMES)} (got {theme!r})")
    look = THEMES[theme]
    axis = dict(gridcolor=look["grid"], linecolor=look["grid"], zeroline=False, ticks="", title_standoff=8)
    return go.layout.Template(
        layout=dict(
            font=dict(color=look["ink"], size=look["size"], family="system-ui, 'DejaVu Sans', sans-serif"),
            paper_bgcolor="rgba(0,0,0,0)",
            plot_bgcolor="rgba(0,0,0,0)",
            xaxis=axis,
            yaxis=axis,
            meta=dict(weight=look.get("weight", 1)),  # how much heavier lines and markers are drawn
            legend=dict(orientation="h", x=0, xanchor="left", y=1.02, yanchor="bottom", bgcolor="rgba(0,0,0,0)"),
            hoverlabel=dict(font=dict(size=look["size"])),
        )
    )


def themed(drawing, theme):
    """Return the checked plotly Figure of a drawing (dict of data and layout) in a theme.

    Raises
    ------
    ValueError
        Unknown theme, or a property that plotly does not know.
    """
    look = template(theme)
    weight = look.layout.meta["weight"]
    data = [_weighted(trace, weight) for trace in drawing["data"]] if weight != 1 else drawing["data"]
    return go.Figure(drawing | {"data": data}).update_layout(template=look)


def _weighted(trace, weight):
    """Return a trace with lines and markers heavier by a factor, as ``front/card.js`` draws it on a page in this theme."""
    heavier = {"line": "width", "marker": "size"}
    return trace | {part: trace[part] | {key: trace[part][key] * weight} for part, key in heavier.items() if key in trace.get(part, {})}


def still(drawing, width=900, height=520):
    """Return the figure ready for a still picture: light theme, opaque paper, fixed size."""
    return themed(drawing, "light").update_layout(width=width, height=height, paper_bgcolor="#fff", plot_bgcolor="#fff")
