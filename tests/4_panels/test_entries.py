"""What is typed: numbers in every spelling, and entries that are refused without being lost."""

import pytest


def field(read, panel, key):
    return next(e for e in read(panel, "input") if e["name"] == key and e["type"] == "text")


@pytest.mark.parametrize("typed, value", [("0,5", 0.5), ("5e-1", 0.5), (" 0.50 ", 0.5), ("5×10⁻¹", 0.5), (".5", 0.5)])
def test_numbers_are_taken_as_people_write_them(panel, send, typed, value):
    send(panel, act="set", name="fill_fraction", value=typed)
    assert panel.state["fill_fraction"] == value and panel.typed == {}


REFUSED = [
    ("outer_diameter_nm", "300", "Outer diameter goes from 20 to 200 nm. You typed 300."),
    ("outer_diameter_nm", "-5", "Outer diameter goes from 20 to 200 nm. You typed -5."),
    ("fill_fraction", "40", "Share of room filled goes from 0.05 to 0.7. You typed 40."),
    ("cargo_kda", "0", "Cargo mass goes from 0.3 to 500 kDa. You typed 0."),
    ("bilayer_nm", "thick", "“thick” is not a number."),
    ("bilayer_nm", "", "“” is not a number."),
    ("bilayer_nm", "nan", "is not a finite number"),
    ("bilayer_nm", "1e999", "is not a finite number"),
    ("bilayer_nm", "4 nm", "“4 nm” is not a number."),
    ("cargo_kda", "1,200", "can be read in two ways. Write 1.200 or 1200."),
    ("bilayer_nm", "<script>alert(1)</script>", "“<script>alert(1)</script>” is not a number."),
]


@pytest.mark.parametrize("key, typed, said", REFUSED, ids=[f"{k}-{t}" for k, t, _ in REFUSED])
def test_refused_entry_stays_with_a_sentence(panel, send, read, key, typed, said):
    before, figure = panel.state, panel.figure_json
    send(panel, act="set", name=key, value=typed)
    entry = field(read, panel, key)
    assert entry["value"] == typed, "what was typed is lost"
    assert entry["aria-invalid"] == "true"
    problem = next(e for e in read(panel) if e["id"] == entry["aria-describedby"])
    assert said in problem.text and "data-say" in problem
    assert panel.state == before and panel.figure_json == figure
    assert "<script>" not in panel.html


def test_a_good_entry_takes_the_sentence_away(panel, send, read):
    send(panel, act="set", name="bilayer_nm", value="thick")
    send(panel, act="set", name="bilayer_nm", value="5")
    assert field(read, panel, "bilayer_nm")["value"] == "5" and "aria-invalid" not in field(read, panel, "bilayer_nm")
    assert "is not a number" not in panel.html


def test_a_refused_entry_does_not_stop_other_controls(panel, send, read):
    send(panel, act="set", name="bilayer_nm", value="thick")
    send(panel, act="set", name="outer_diameter_nm", value="150")
    assert panel.state["outer_diameter_nm"] == 150
    assert field(read, panel, "bilayer_nm")["value"] == "thick"


def test_the_slider_takes_a_refused_entry_away(panel, send, read):
    send(panel, act="set", name="bilayer_nm", value="thick")
    send(panel, act="set", name="bilayer_nm", value="6", slider=True)
    assert panel.state["bilayer_nm"] == 6 and field(read, panel, "bilayer_nm")["value"] == "6"


@pytest.mark.parametrize(
    "values", [dict(outer_diameter_nm=300), dict(bilayer_nm="thick"), dict(cargo_place="outside"), dict(nonsense=1)]
)
def test_code_that_asks_for_the_impossible_is_told_and_changes_nothing(panel, values):
    before = panel.state
    with pytest.raises(
        ValueError, match=r"goes from|is not a number|choose one of lumen, membrane, surface|has no control nonsense. It has outer"
    ):
        panel.set(**{"cargo_kda": 100, **values})
    assert panel.state == before


def test_a_choice_outside_the_list_leaves_the_state(panel, send, read):
    before = panel.state
    send(panel, act="set", name="cargo_place", value="outside")
    assert panel.state == before
    assert [e["value"] for e in read(panel, "input", "checked")] == ["lumen"]
