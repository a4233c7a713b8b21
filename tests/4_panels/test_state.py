"""Presets, reset, state codes and code: ways back to a state."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exoteach import evidence, lesson
from exoteach.panels.controls import Control
from exoteach.panels.panel import Panel

PRESETS = [(row["panel"], row["preset"]) for row in evidence.rows("course/presets")]


def values_of(key):
    control = Control(key)
    return st.sampled_from(control.ends) if control.is_choice else st.floats(*control.ends).map(lambda v: float(f"{v:.6g}"))


KEYS = ("outer_diameter_nm", "bilayer_nm", "cargo_place", "cargo_kda", "fill_fraction")
states = st.fixed_dictionaries({}, optional={key: values_of(key) for key in KEYS})


@pytest.mark.parametrize("panel_id, preset", PRESETS)
def test_preset_sets_what_its_rows_say_and_nothing_else(panel_id, preset, send):
    panel = Panel(panel_id, show_all=True)
    panel.set(**{key: c.ends[-1] for key, c in panel.controls.items()})
    send(panel, act="preset", value=preset)
    wanted = {key: c.default for key, c in panel.controls.items()}
    for row in evidence.rows("course/preset_values", panel=panel_id, preset=preset):
        wanted[row["control"]] = panel.controls[row["control"]].read(row["value"])
    assert dict(panel.state) == wanted


def test_unknown_preset_names_the_known_ones(panel):
    with pytest.raises(evidence.UnknownId, match="It has smallest, largest, scaffold"):
        panel.preset("huge")


def test_reset_goes_back_to_the_defaults(panel, send):
    start, figure = panel.state, panel.figure_json
    send(panel, act="set", name="bilayer_nm", value="7")
    send(panel, act="set", name="outer_diameter_nm", value="nonsense")
    send(panel, act="reset")
    assert (panel.state, panel.figure_json, panel.typed) == (start, figure, {})


@given(states)
@settings(max_examples=40)
def test_state_code_rebuilds_the_state(state):
    panel = _panel().reset().set(**state)
    code, before = panel.link(), panel.state
    panel.reset().load(code)
    assert panel.state == before
    assert panel.link() == code


_kept = []


def _panel():
    """One panel for all random states: building cards is the slow part."""
    if not _kept:
        _kept.append(Panel("how-much-fits", show_all=True))
    return _kept[0]


@given(states)
@settings(max_examples=25)
def test_code_rebuilds_the_state(state):
    panel = _panel().reset().set(**state)
    lesson.start("structure")
    space = {}
    exec(panel.code(), space)
    assert space["panel"].state == panel.state
    assert panel.code().count("\n") == 2


def test_state_code_is_typed_into_the_panel(panel, send):
    send(panel, act="load", fields={"code": " how-much-fits:bilayer_nm=5;cargo_place=surface "})
    assert panel.state["bilayer_nm"] == 5 and panel.state["cargo_place"] == "surface"
    assert panel.state["outer_diameter_nm"] == 100


TYPOS = [
    ("", "This code is for the panel “”. A code for this one begins with how-much-fits:"),
    ("how-many-fit:bilayer_nm=5", "This code is for the panel “how-many-fit”"),
    ("how-much-fits:bilayer_nm", "“bilayer_nm” should read name=value."),
    ("how-much-fits:bilayer=5", "has no control bilayer. It has outer_diameter_nm"),
    ("how-much-fits:bilayer_nm=50", "Membrane thickness goes from 3 to 8 nm. You typed 50."),
    ("how-much-fits:cargo_place=lumn", "choose one of lumen, membrane, surface (got 'lumn')"),
    ("how-much-fits:outer_diameter_nm=150;bilayer_nm=<b>", "“<b>” is not a number."),
]


@pytest.mark.parametrize("code, said", TYPOS, ids=[c for c, _ in TYPOS])
def test_typo_in_a_state_code_is_told_and_nothing_changes(panel, send, read, code, said):
    panel.set(bilayer_nm=7)
    before = panel.state
    send(panel, act="load", fields={"code": code})
    assert panel.state == before
    entry = next(e for e in read(panel, "input") if e["name"] == "code")
    assert entry["value"] == code and entry["aria-invalid"] == "true"
    assert any(said in e.text for e in read(panel, "p"))
    assert "<b>”" not in panel.html


def test_panel_opens_in_the_state_it_is_called_with(begin):
    begin()
    assert lesson.panel("how-much-fits", bilayer_nm=5).state["bilayer_nm"] == 5
    with pytest.raises(ValueError, match="Membrane thickness goes from 3 to 8 nm"):
        lesson.panel("how-much-fits", bilayer_nm=50)
