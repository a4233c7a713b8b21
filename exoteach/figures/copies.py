"""Figures of lesson 01: is there one in each? Vesicles for each loaded one, over the mean number of copies."""

from random import Random

from exoteach.course.numbers import plain, show_number
from exoteach.figures import draw

X_POWERS, Y_POWERS = (-3.1, 2.35), (-0.25, 5.7)  # copies, vesicles; powers of ten
X_AXIS = draw.powers("mean copies per vesicle", X_POWERS)
Y_AXIS = draw.powers("vesicles for each loaded one", Y_POWERS)
LEFT, RIGHT, TOP = 10 ** X_POWERS[0], 10 ** X_POWERS[1], 10 ** Y_POWERS[1]
TURN = 10 ** (sum(X_POWERS) / 2)  # left of it a label stands on the right of its point
LINE = 0.5  # height of a line of text, powers of ten
SIDE = 36  # vesicles in a row of the small drawing; a square holds as many rows
STEP = 3  # from one vesicle to the next, in units of the drawing
FIELD = SIDE**2
SCATTERED = Random(1).sample(range(FIELD), FIELD)  # the order in which vesicles of the drawing are loaded


def loading(frame):
    """Draw the two-state model, Poisson, the chosen state, and what was published: pairs as outlines, single values as lines.

    Parameters
    ----------
    frame : DataFrame from ``models.copies.loading_by_mean`` with evidence and prediction rows added

    Returns
    -------
    dict with data (ten traces, always in this order) and layout; ``theme.themed`` makes it a plotly Figure.
    """
    held = draw.reading(frame)["copies_if_loaded"]
    traces = [
        draw.rails(frame, "full rail", "mean or share", RIGHT, TOP, "evidence"),
        draw.rails(frame, "hollow rail", "mean or share, controls not seen", RIGHT, TOP, "hollow"),
        draw.curve(frame, "clustered", f"{plain(held)} in each loaded one"),
        draw.curve(frame, "poisson", "random loading (Poisson)", "limit"),
        draw.point(frame, "model", "chosen", "", 0, turn=TURN),
        draw.corridors(frame, "full", "both", "evidence"),
        draw.corridors(frame, "hollow", "both, controls not seen", "hollow"),
        draw.corridors(frame, "other", "another carrier", "limit"),
        _names(draw.part(frame, "evidence")),
        draw.prediction(frame),
    ]
    return dict(data=traces, layout=draw.layout(X_AXIS, Y_AXIS))


def _names(rows):
    """Return the names of the published values, each beside its outline or line."""
    upright = rows["x"].notna()
    places = [_beside(row, sum(upright.to_numpy()[:i])) for i, row in enumerate(rows.itertuples())]
    x, y, sides = zip(*places, strict=True) if places else ((), (), ())
    return dict(type="scatter", x=x, y=y, text=rows["label"], mode="text", textposition=sides, hoverinfo="skip",
                showlegend=False, name="names")  # fmt: skip


def _beside(row, above):
    """Return (x, y, side) of the name of a published value; ``above`` counts the upright lines that are named already."""
    if row.x == row.x:  # a mean: upright, named at its upper end
        return row.x, TOP / 10 ** (LINE * (above + 1 / 2)), "middle right" if row.x < TURN else "middle left"
    if row.y == row.y:  # a share: level, named where there is room
        return (RIGHT, row.y, "top left") if row.x_low < TURN / 10 else (row.x_low, row.y, "bottom left")
    top = draw.upper_end(row.low, row.high)
    return (row.x_low if row.series == "other" else row.x_high) * row.low / top, top, "top left"


def loading_readings(frame):
    """Return the values that read-outs and twin of *Is there one in each?* are filled with, by name."""
    values = draw.reading(frame)
    mean, most, shown = values["mean_copies"], values["copies_if_loaded"], round(FIELD / values["one_in"])
    crowded = f" That cannot be: if every vesicle held {plain(most)}, the mean would be {plain(most)}, not {plain(mean)}."
    return values | {
        "one_in": _count(values["one_in"]),
        "poisson_one_in": _count(values["poisson_one_in"]),
        "shared": f"{_count(values['vesicles_per_copy'])} vesicles share one copy" if mean <= 1 else "",
        "crowded": crowded if mean > most else "",
        "field": _whole(FIELD),
        "field_loaded": _whole(shown) if shown else "fewer than one",
        "published": draw.published(frame, "full", "hollow") or "none",
        "elsewhere": draw.published(frame, "other") or "none",
        "one_sided": str(len(draw.part(frame, "evidence", "full rail")) + len(draw.part(frame, "evidence", "hollow rail"))),
    }


def _whole(number):
    return show_number(number, len(str(number)))


def _count(vesicles):
    """Return a number of vesicles in words: whole from a hundred on, and 1 as 1."""
    return show_number(vesicles, 3 if vesicles >= 100 else 2).removesuffix(".0")


def loading_table(frame):
    """Return rows for the table: mean, vesicles for each loaded one with the chosen copies and at random; the chosen state first."""
    values, lines = draw.reading(frame), draw.part(frame, "model")
    chosen = (values["mean_copies"], values["one_in"], values["poisson_one_in"])
    curves = {name: dict(zip(rows["x"], rows["y"], strict=True)) for name, rows in lines.groupby("series")}
    random = curves.get("poisson", {})
    few = list(curves.get("clustered", {}).items())
    return [chosen, *((x, y, random.get(x, "")) for x, y in few[:: max(1, len(few) // 9)])]


def vesicles(state, frame):
    """Return an SVG of many vesicles as dots, the loaded ones filled."""
    loaded, width = round(FIELD / draw.reading(frame)["one_in"]), SIDE * STEP
    rows = "".join(f"M{STEP / 2} {(i + 1 / 2) * STEP}h{width - STEP}" for i in range(SIDE))
    dots = "".join(f"M{(i % SIDE + 1 / 2) * STEP} {(i // SIDE + 1 / 2) * STEP}h0" for i in SCATTERED[:loaded])
    look = 'fill="none" stroke-linecap="round"'
    return (
        f'<svg class="exo-drawing" viewBox="0 0 {width} {width}" role="img" aria-label="Many vesicles as dots, the loaded ones dark">'
        f'<path d="{rows}" {look} stroke="var(--line)" stroke-width="1.8" stroke-dasharray="0 {STEP}"/>'
        f'<path d="{dots}" {look} stroke="var(--model)" stroke-width="2.7"/></svg>'
    )
