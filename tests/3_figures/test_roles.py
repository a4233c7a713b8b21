"""Roles: told apart without colour, and legible on light and on dark pages."""

import itertools
import re

import pytest

from exoteach.figures.theme import FILL, ROLES, THEMES

PAGES = {"light": "#ffffff", "dark": "#181c22", **{f"paper of {k}": v["paper"] for k, v in THEMES.items()}}
LINES = {role: look["color"] for role, look in ROLES.items() if role != "band"}


def channels(colour):
    if colour.startswith("#"):
        return [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)], 1.0
    red, green, blue, alpha = map(float, re.findall(r"[\d.]+", colour))
    return [red / 255, green / 255, blue / 255], alpha


def luminance(rgb):
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(colour, page):
    """The ratio of WCAG 2; a see-through colour is mixed with its page first."""
    (front, alpha), (back, _) = channels(colour), channels(page)
    mixed = [alpha * f + (1 - alpha) * b for f, b in zip(front, back, strict=True)]
    high, low = sorted((luminance(mixed), luminance(back)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_measured_as_wcag_does():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("rgba(0,0,0,0)", "#ffffff") == 1


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", LINES)
def test_lines_and_markers_stand_out_from_the_page(role, page):
    assert contrast(LINES[role], PAGES[page]) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_writing_stands_out_from_the_page(theme):
    page = "#181c22" if theme == "dark" else THEMES[theme]["paper"]
    assert contrast(THEMES[theme]["ink"], page) >= 7
    assert contrast(THEMES[theme]["ink"], THEMES[theme]["paper"]) >= 7


def test_fills_let_the_curve_through():
    for fill in (FILL, ROLES["band"]["color"]):
        assert channels(fill)[1] < 0.4


@pytest.mark.parametrize("one, two", list(itertools.combinations([r for r in ROLES if r != "band"], 2)))
def test_every_role_has_a_second_cue(one, two):
    """Without colour, dash or marker still tells two roles apart."""
    assert (ROLES[one]["dash"], ROLES[one]["symbol"]) != (ROLES[two]["dash"], ROLES[two]["symbol"])


def test_trace_styles_come_from_the_roles(panel):
    colours = {look["color"] for look in ROLES.values()} | {FILL}
    for trace in panel.drawing()["data"]:
        used = [trace.get("line", {}).get("color"), trace.get("marker", {}).get("color"), trace.get("fillcolor")]
        assert set(filter(None, used)) <= colours, trace["name"]


def test_no_two_traces_look_alike_without_colour(panel):
    looks = [(t["mode"], t.get("line", {}).get("dash"), t.get("line", {}).get("width"), t.get("marker", {}).get("symbol"), t.get("fill", "none"))
             for t in panel.drawing()["data"] if t["mode"] != "text"]  # fmt: skip
    assert len(set(looks)) == len(looks), looks


def test_a_projector_gets_heavier_lines_and_markers(panel):
    light, far = (panel.figure(theme).data for theme in ("light", "projector"))
    for near, wide in zip(light, far, strict=True):
        if near.line.width:
            assert wide.line.width == pytest.approx(THEMES["projector"]["weight"] * near.line.width)
        if near.marker.size:
            assert wide.marker.size == pytest.approx(THEMES["projector"]["weight"] * near.marker.size)
