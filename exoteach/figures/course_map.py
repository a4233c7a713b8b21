"""The map of the course as SVG: a box a lesson, an arrow from what it needs. Colours and lines stand in the style sheet."""

from html import escape

WIDTH, HEIGHT, GAP_X, GAP_Y, MARGIN = 146, 48, 14, 26, 4
MARKS = {"done": "✓ ", "begun": "◐ "}


def draw_map(steps, needs, label):
    """Return the map.

    Parameters
    ----------
    steps : list of steps, each a list of (id, number, name, state) side by side; state is planned, ready, begun or done
    needs : dict, id to the ids it needs; all of them stand in steps further up
    label : str, what the picture is called

    Returns
    -------
    str, an SVG element
    """
    most = max(map(len, steps))
    at = {key: _corner(x + (most - len(step)) / 2, y) for y, step in enumerate(steps) for x, (key, *_) in enumerate(step)}
    wide, high = most * (WIDTH + GAP_X) - GAP_X + 2 * MARGIN, len(steps) * (HEIGHT + GAP_Y) - GAP_Y + 2 * MARGIN
    arrows = "".join(_arrow(at[n], at[key]) for key, wanted in needs.items() for n in wanted)
    boxes = "".join(_box(at[key], number, name, state) for step in steps for key, number, name, state in step)
    size = f'width="{wide}" height="{high}" viewBox="0 0 {wide} {high}"'
    return f'<svg class="exo-map" {size} role="img" aria-label="{escape(label)}"><g class="exo-arrows">{arrows}</g>{boxes}</svg>'


def _corner(x, y):
    return MARGIN + x * (WIDTH + GAP_X), MARGIN + y * (HEIGHT + GAP_Y)


def _box(corner, number, name, state):
    x, y = corner
    return (
        f'<g class="exo-{state}"><rect x="{x:g}" y="{y:g}" width="{WIDTH}" height="{HEIGHT}" rx="8"/>'
        f'<text class="exo-number" x="{x + 10:g}" y="{y + 20:g}">{MARKS.get(state, "")}{escape(number)}</text>'
        f'<text x="{x + 10:g}" y="{y + 38:g}">{escape(name)}</text></g>'
    )


def _arrow(start, end):
    x0, y0, x1, y1 = start[0] + WIDTH / 2, start[1] + HEIGHT, end[0] + WIDTH / 2, end[1]
    middle = (y0 + y1) / 2
    return f'<path d="M{x0:g} {y0:g}C{x0:g} {middle:g} {x1:g} {middle:g} {x1:g} {y1:g}"/>'
