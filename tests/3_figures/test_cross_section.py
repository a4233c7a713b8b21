"""The small drawing of the vesicle: well-formed, to scale, every dot where its cargo sits."""

import math
from xml.etree import ElementTree

import pytest

pytestmark = pytest.mark.parametrize("panel", ["how-much-fits"], indirect=True)
DOT = 1.3
SVG = {"": "http://www.w3.org/2000/svg"}


@pytest.fixture
def section(panel, drawn, opened):
    """A function: (membrane radius, lumen radius, distances of dots from the middle, copies a dot, copies) in a state."""
    def show(state):
        frame, _ = drawn(state)
        text, each = panel.spec.drawing(opened(state).state, frame), panel.spec.readings(frame)["dot_copies"]
        root = ElementTree.fromstring(text)
        circles = [c for c in root if c.tag == "circle"]
        dots = [math.hypot(float(c.get("cx")) - 60, float(c.get("cy")) - 54) for c in root.iter("circle") if c not in circles]
        copies = frame[(frame["role"] == "reading") & (frame["series"] == "copies")]["y"].iloc[0]
        return root, [float(c.get("r")) for c in circles], dots, each, copies

    return show


def test_drawing_is_well_formed_and_named(section, single_ends):
    for state in single_ends:
        root, *_ = section(state)
        assert root.tag == "svg" and root.get("role") == "img"
        assert "vesicle" in root.get("aria-label") and root.get("viewBox")


def test_membrane_and_lumen_are_to_scale(section, single_ends, opened):
    for state in single_ends:
        _, (outer, inner), *_ = section(state)
        d, b = (opened(state).state[k] for k in ("outer_diameter_nm", "bilayer_nm"))
        assert inner / outer == pytest.approx((d - 2 * b) / d, abs=0.005)
        assert outer < 50


def test_sizes_share_one_scale(section):
    _, (small, _), *_ = section(dict(outer_diameter_nm=30))
    _, (large, _), *_ = section(dict(outer_diameter_nm=150))
    assert large / small == pytest.approx(5, rel=0.005)


def test_every_dot_lies_in_its_place(section, single_ends, corners, opened):
    for state in single_ends + corners:
        _, (outer, inner), dots, *_ = section(state)
        low, high = {"lumen": (0, inner), "membrane": (inner, outer), "surface": (outer, outer + 2 * DOT)}[
            opened(state).state["cargo_place"]
        ]
        assert all(low - 0.08 <= r <= high + 0.08 for r in dots), (state, low, high, min(dots), max(dots))


def test_dots_count_the_copies(section, single_ends, corners):
    for state in single_ends + corners:
        _, _, dots, each, copies = section(state)
        assert len(dots) <= 60
        assert abs(len(dots) * each - copies) <= 0.5 * each + 1e-9, state


def test_nothing_leaves_the_picture(section, single_ends):
    for state in [*single_ends, dict(outer_diameter_nm=200, cargo_place="surface")]:
        root, *_ = section(state)
        width, height = map(float, root.get("viewBox").split()[2:])
        for circle in root.iter("circle"):
            x, y, r = (float(circle.get(k)) for k in ("cx", "cy", "r"))
            assert x - r >= 0 and x + r <= width and y - r >= 0 and y + r <= height, state
