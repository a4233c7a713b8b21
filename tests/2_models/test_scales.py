"""How small: ratios of widths by hand, what must hold for every pair of widths, and what cannot be."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exoteach.models import scales as m

widths, diameters, factors = st.floats(0.1, 1e7), st.floats(1, 1e4), st.floats(0.001, 1000)
CLOSE = pytest.approx
STATE = dict(object_width_nm=8000.0, outer_diameter_nm=100.0, hair_width_nm=85900.0, sweep=[1.0, 100.0, 100000.0])


def test_a_red_cell_by_hand():
    """8 µm is 8 000 nm: 80 vesicles of 100 nm, between ten and a hundred of them, half a million times the room."""
    assert m.vesicles_across(8000, 100) == m.vesicles_across_um(8, 100) == 80
    assert 10 ** float(m.powers_of_ten(8000, 100)) == CLOSE(80)
    assert m.times_the_room(8000, 100) == 80 * 80 * 80


@given(widths, diameters)
def test_vesicles_laid_side_by_side_reach_across(width, diameter):
    assert m.vesicles_across(width, diameter) * diameter == CLOSE(width)
    assert m.vesicles_across_um(width / 1000, diameter) == CLOSE(m.vesicles_across(width, diameter))


@given(widths, diameters, factors)
def test_powers_add_where_factors_multiply(width, diameter, factor):
    added = m.powers_of_ten(width, diameter) + math.log10(factor)
    assert m.powers_of_ten(factor * width, diameter) == CLOSE(added, abs=1e-9)
    assert m.powers_of_ten(width, factor * diameter) == CLOSE(m.powers_of_ten(width, diameter) - math.log10(factor), abs=1e-9)


@given(widths, diameters)
def test_turned_round_the_count_is_one_over_it(width, diameter):
    assert m.vesicles_across(width, diameter) * m.vesicles_across(diameter, width) == CLOSE(1)
    assert m.powers_of_ten(width, diameter) == CLOSE(-m.powers_of_ten(diameter, width), abs=1e-12)


@given(widths, diameters, factors)
def test_room_grows_with_the_cube(width, diameter, factor):
    assert m.times_the_room(factor * width, diameter) == CLOSE(factor**3 * m.times_the_room(width, diameter))


def test_frame_holds_curve_point_and_readings():
    frame = m.across_by_width(**STATE)
    curve, chosen = frame[frame["series"] == "across"], frame[frame["series"] == "chosen"]
    assert set(frame["role"]) == {"model", "reading"}
    read = frame[frame["role"] == "reading"].set_index("series")["y"]
    curve = curve[curve["role"] == "model"]
    assert curve[["x", "y"]].to_numpy().tolist() == [[1, 0.01], [100, 1], [100000, 1000]]
    assert chosen[["x", "y"]].to_numpy().tolist() == [[8000, 80]]
    assert read["across"] == 80 and read["room"] == 512000 and read["width_nm"] == 8000
    assert read["powers"] == CLOSE(math.log10(80)) and read["hair_across"] == 859


def test_arrays_go_through():
    assert m.vesicles_across(np.array([10.0, 1000.0]), 100).tolist() == [0.1, 10.0]


@pytest.mark.parametrize("bad", [0, -5, math.nan, math.inf, "wide"])
@pytest.mark.parametrize("function", [m.vesicles_across, m.powers_of_ten, m.times_the_room])
def test_a_width_that_cannot_be_is_named(function, bad):
    with pytest.raises(ValueError, match="object_width_nm must be a number above 0"):
        function(bad, 100)
    with pytest.raises(ValueError, match="outer_diameter_nm must be a number above 0"):
        function(100, bad)


@pytest.mark.parametrize("name", ["object_width_nm", "outer_diameter_nm", "hair_width_nm"])
def test_the_frame_takes_no_impossible_width(name):
    with pytest.raises(ValueError, match="must be a number above 0"):
        m.across_by_width(**(STATE | {name: -1.0}))


def test_micrometres_that_cannot_be_are_named():
    with pytest.raises(ValueError, match=r"object_width_um must be a number above 0 \(got -8\)"):
        m.vesicles_across_um(-8, 100)
