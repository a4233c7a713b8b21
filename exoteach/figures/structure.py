"""Figures of lesson 01: how much fits into a vesicle."""

import math

from exoteach.figures import draw

X_RANGE = (18, 202)  # nm: the slider's range and a margin
Y_POWERS = (-0.4, 7.0)  # copies, powers of ten
X_AXIS = draw.linear("outer diameter, nm", X_RANGE)
Y_AXIS = draw.powers("copies per vesicle", Y_POWERS)
TURN = X_RANGE[0] + 2 / 5 * (X_RANGE[1] - X_RANGE[0])  # left of it the label stands on the right of its point
MOST_DOTS = 60
FLOOR = 10 ** (Y_POWERS[0] + 0.12)  # what lies below the axis is drawn on its lower edge, and its label says so


def capacity(frame):
    """Draw the ceiling over the diameter, the chosen vesicle, published copies across all sizes, and the prediction.

    Parameters
    ----------
    frame : DataFrame from ``models.structure.capacity_by_diameter`` with evidence and prediction rows added

    Returns
    -------
    dict with data (eight traces, always in this order) and layout; ``theme.themed`` makes it a plotly Figure.
    """
    values = draw.reading(frame)
    filled = f"{100 * values['fill_low']:.0f}–{100 * values['fill_high']:.0f} % of the room (assumed)"
    traces = [
        draw.spans(frame, "full", "published, with its controls", *X_RANGE, FLOOR),
        draw.spans(frame, "hollow", "published, controls not seen", *X_RANGE, FLOOR),
        draw.band(frame, "ceiling", filled),
        draw.curve(frame, "ceiling", f"ceiling, {100 * values['fill_fraction']:.0f} % of the room"),
        draw.point(frame, "model", "chosen", "", FLOOR, turn=TURN),
        draw.span_labels(frame, X_RANGE[1] - 2, FLOOR, 0.62),
        draw.prediction(frame, FLOOR),
        draw.spans(frame, "other", "published, another cargo", *X_RANGE, FLOOR),
    ]
    return dict(data=traces, layout=draw.layout(X_AXIS, Y_AXIS))


def capacity_readings(frame):
    """Return the values that read-outs and twin of *How much fits?* are filled with, by name."""
    chosen = draw.part(frame, "model", "chosen").iloc[0]
    own, other = draw.published(frame, "full", "hollow"), draw.published(frame, "other")
    return draw.reading(frame) | {
        "outer_diameter_nm": chosen["x"],
        "dot_copies": _copies_of_a_dot(frame),
        "published": own or "no count found",
        "other_cargo": f"; of another cargo, not to be compared: {other}" if other else "",
    }


def capacity_table(frame):
    """Return rows for the table: diameter, ceiling, band; the chosen vesicle first."""
    chosen = draw.part(frame, "model", "chosen").iloc[0]
    return [(chosen["x"], chosen["y"], ""), *draw.sampled(frame, ("model", "ceiling"), ("band", "ceiling"))]


def _copies_of_a_dot(frame):
    return max(1.0, draw.reading(frame)["copies"] / MOST_DOTS)


def cross_section(state, frame):
    """Return an SVG cross-section of the chosen vesicle, to one scale for all sizes.

    The ring is the membrane; dots stand for the cargo, ``dot_copies`` of the readings each.
    """
    widest = X_RANGE[1]
    outer, inner = state["outer_diameter_nm"] / widest * 50, (state["outer_diameter_nm"] - 2 * state["bilayer_nm"]) / widest * 50
    count = round(draw.reading(frame)["copies"] / _copies_of_a_dot(frame))
    dot = min(1.3, (outer - inner) / 3 if state["cargo_place"] == "membrane" else inner / 3)
    dots = "".join(
        f'<circle cx="{60 + r * math.cos(a):.1f}" cy="{54 + r * math.sin(a):.1f}" r="{dot:.2f}"/>'
        for r, a in _dots(count, inner, outer, state["cargo_place"])
    )
    bar = 100 / widest * 50
    return (
        '<svg class="exo-drawing" viewBox="0 0 120 122" role="img" aria-label="Cross-section of the vesicle, drawn to scale">'
        f'<circle cx="60" cy="54" r="{outer:.2f}" fill="var(--membrane)"/><circle cx="60" cy="54" r="{inner:.2f}" fill="var(--paper)"/>'
        f'<g fill="var(--ink)">{dots}</g><path d="M{60 - bar:.1f} 109h{2 * bar:.1f}" stroke="currentColor" stroke-width="1"/>'
        f'<text x="60" y="119" font-size="8" text-anchor="middle">100 nm</text></svg>'
    )


def _dots(count, inner, outer, place):
    """Spread dots evenly: a sunflower in the lumen, a ring in the membrane or on the surface."""
    golden = math.pi * (3 - math.sqrt(5))
    for i in range(count):
        if place == "lumen":
            yield inner * 0.94 * math.sqrt((i + 0.5) / count), i * golden
        else:
            yield (outer + 1.6 if place == "surface" else (inner + outer) / 2), 2 * math.pi * i / count
