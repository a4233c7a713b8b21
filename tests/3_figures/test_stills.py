"""Still pictures belong to the figures of today, and are small."""

import hashlib
import importlib
import json

import pytest

from exoteach import evidence
from exoteach.figures import theme
from exoteach.panels.panel import Panel

STILLS = evidence.data_folder() / "stills"
MEND = "Run `make notebooks`: the still is another picture than the figure."


@pytest.fixture(scope="session")
def build():
    """The build script of the notebooks."""
    return importlib.import_module("build_notebooks")


@pytest.fixture(scope="session")
def hashes():
    """The hashes kept beside the stills."""
    return json.loads((STILLS / "hashes.json").read_text("utf-8"))


def test_every_panel_has_its_still_and_no_other(hashes):
    panels = {row["id"] for row in evidence.rows("course/panels")}
    assert set(hashes) == panels == {p.stem for p in STILLS.glob("*.png")}


def test_still_is_of_todays_figure(panel, build, hashes):
    assert build.figure_hash(panel.id) == hashes[panel.id]["figure"], MEND


def test_still_is_the_picture_that_was_drawn(panel, hashes):
    """Another picture of the same name and size does not pass."""
    assert hashlib.sha256(evidence.still(panel.id)).hexdigest() == hashes[panel.id]["picture"], MEND


def curve_moved(figure):
    longest = max(figure["data"], key=lambda t: len(t["x"]))
    longest["y"] = longest["y"] * 1.001


def curve_renamed(figure):
    figure["data"][0]["name"] = "other"


def colour_changed(figure):
    figure["data"][0]["line"]["color"] = "#000"


def axis_moved(figure):
    figure["layout"]["xaxis"]["range"][1] += 1


@pytest.mark.parametrize("change", [curve_moved, curve_renamed, colour_changed, axis_moved])
def test_hash_follows_the_figure(panel, build, monkeypatch, change):
    before, drawn = build.figure_hash(panel.id), Panel.drawing

    def changed(self):
        figure = drawn(self)
        change(figure)
        return figure

    monkeypatch.setattr(Panel, "drawing", changed)
    assert build.figure_hash(panel.id) != before


@pytest.mark.parametrize("place", ["ink", "size"])
def test_hash_follows_the_theme(panel, build, monkeypatch, place):
    """A still is drawn in the light theme: another ink or letter size is another picture."""
    before = build.figure_hash(panel.id)
    monkeypatch.setitem(theme.THEMES["light"], place, {"ink": "#00ff00", "size": 30}[place])
    assert build.figure_hash(panel.id) != before


def test_still_is_small_whole_and_wide(panel):
    raw = evidence.still(panel.id)
    assert raw.startswith(b"\x89PNG\r\n\x1a\n") and raw.endswith(b"IEND\xaeB`\x82")
    assert len(raw) <= 40 * 1024
    assert int.from_bytes(raw[16:20]) >= 1200
    assert raw[25] in (0, 2, 3), "the picture must be opaque: no alpha channel"
