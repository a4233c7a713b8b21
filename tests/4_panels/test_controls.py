"""Every control of every panel, moved to both ends as the page would: everything that is shown follows."""

import json
import math
import string
from dataclasses import replace

import pytest
from plotly.io.json import to_json_plotly

from exoteach import evidence
from exoteach.course.numbers import plain
from exoteach.panels.controls import Control
from exoteach.panels.panel import Panel, declaration

PANELS = [row["id"] for row in evidence.rows("course/panels")]
ENDS = [(panel, key, end) for panel in PANELS for key in declaration(panel).controls for end in Control(key).ends]
SLIDERS = [(panel, key, "min" if end == Control(key).ends[0] else "max") for panel, key, end in ENDS if isinstance(end, float)]
IDS = [f"{panel}-{key}-{end}" for panel, key, end in ENDS]


def elsewhere(panel, key, end):
    """Move a control away from an end, so that going there is a change."""
    control = panel.controls[key]
    other = next(c for c in control.ends if c != end)
    panel.set(**{key: other if control.is_choice else math.sqrt(end * other)})


def assert_all_follows(panel, read):
    """The live figure is the one of the frame; read-outs, twin, table and code say what the state says.

    That a figure shows what its frame holds is tested with the figures.
    """
    frame, live = panel.frame(), json.loads(panel.figure_json)
    assert live == json.loads(to_json_plotly(panel.drawing()))
    assert len(frame[frame["role"] == "model"]) > 50
    words = panel.words(frame)
    cards = [e for e in read(panel) if e["class"] == "exo-read"]
    wanted = [r["label"].format(**words) + r["value"].format(**words) + r["note"].format(**words) for r in panel.readouts]
    assert [c.text for c in cards] == wanted
    twin = next(e for e in read(panel, "span") if (e["id"] or "").endswith("-twin"))
    assert twin.text == panel.text["twin"].format(**words) == panel.twin()
    told = [name for row in panel.readouts for _, name, _, _ in string.Formatter().parse(row["value"]) if name]
    assert any(f"{words[name]}" in twin.text for name in told), "the words repeat no read-out"
    assert panel.code() in [e.text for e in read(panel, "code")]
    assert panel.link() in [e["value"] for e in read(panel, "input")]


@pytest.mark.parametrize("panel_id, key, end", ENDS, ids=IDS)
def test_everything_follows_a_control_to_its_end(panel_id, key, end, send, read):
    panel = Panel(panel_id, show_all=True)
    elsewhere(panel, key, end)
    before, html = panel.frame(), panel.html
    send(panel, act="set", name=key, value=end if isinstance(end, str) else plain(end))
    assert panel.state[key] == end
    assert not panel.frame().equals(before) and panel.html != html
    assert_all_follows(panel, read)


@pytest.mark.parametrize("panel_id, key, side", SLIDERS, ids=[f"{p}-{k}-{s}" for p, k, s in SLIDERS])
def test_slider_reaches_both_ends_exactly(panel_id, key, side, send, read):
    """The page sends the position as text; on a log slider it is a power of ten."""
    panel = Panel(panel_id, show_all=True)
    wanted = panel.controls[key].ends[side == "max"]
    elsewhere(panel, key, wanted)
    slider = next(e for e in read(panel, "input") if e["type"] == "range" and e["name"] == key)
    send(panel, act="set", name=key, value=slider[side], slider=True)
    assert panel.state[key] == wanted
    assert_all_follows(panel, read)
    moved = next(e for e in read(panel, "input") if e["type"] == "range" and e["name"] == key)
    assert moved["value"] == slider[side]
    assert moved["aria-valuetext"] == f"{plain(wanted)}{panel.controls[key].unit}"


@pytest.mark.parametrize("panel_id, key, side", SLIDERS[::2], ids=[f"{p}-{k}" for p, k, _ in SLIDERS[::2]])
def test_every_step_of_a_slider_is_accepted(panel_id, key, side):
    control = Control(key)
    low, high = (control._position(end) for end in control.ends)
    for step in range(201):
        value = control.read(f"{low + (high - low) * step / 200:.6g}", slider=True)
        assert control.ends[0] <= value <= control.ends[1]


def test_slider_and_field_say_the_same(panel, send, read):
    send(panel, act="set", name="cargo_kda", value="1.5", slider=True)
    field = next(e for e in read(panel, "input") if e["name"] == "cargo_kda" and e["type"] == "text")
    assert panel.state["cargo_kda"] == 31.6 and field["value"] == "31.6"


def test_marks_and_band_stand_inside_the_slider(panel, read):
    for element in read(panel, "span"):
        if element["class"] in ("exo-tick", "exo-band"):
            left = float(element["style"].removeprefix("left:").split("%")[0])
            assert 0 <= left <= 100


def test_state_cannot_be_changed_from_outside(panel):
    with pytest.raises(TypeError):
        panel.state["bilayer_nm"] = 5


def test_two_panels_do_not_share_their_state(panel, send):
    other = Panel("how-much-fits", show_all=True)
    send(panel, act="set", name="bilayer_nm", value="7")
    assert other.state["bilayer_nm"] == other.controls["bilayer_nm"].default and panel.state["bilayer_nm"] == 7
    assert other.name != panel.name


def test_no_argument_is_given_twice():
    twice = declaration(PANELS[0]).controls[0]
    with pytest.raises(ValueError, match=f"{twice} may be a control, a constant or a bound, only one of them"):
        replace(declaration(PANELS[0]), constants=(twice,))
