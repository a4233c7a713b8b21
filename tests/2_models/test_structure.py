"""Vesicle geometry: what must hold for every vesicle, tried on random ones."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from exoteach.models import structure as m

diameters = st.floats(10, 1000)
bilayers = st.floats(0.01, 4.9)
masses = st.floats(0.1, 1e4)
volumes = st.floats(0.3, 1.2)
shares = st.floats(0.01, 1)
factors = st.floats(1.01, 50)
CLOSE = pytest.approx


@given(diameters, bilayers)
def test_lumen_and_membrane_fill_the_ball(d, b):
    assert m.lumen_volume_nm3(d, b) + m.membrane_volume_nm3(d, b) == CLOSE(m.ball_volume_nm3(d))
    assert 0 < m.lumen_volume_nm3(d, b) < m.ball_volume_nm3(d)


@given(diameters, bilayers, factors)
def test_room_grows_with_the_diameter(d, b, k):
    assert m.lumen_volume_nm3(d * k, b) > m.lumen_volume_nm3(d, b)
    assert m.membrane_volume_nm3(d * k, b) > m.membrane_volume_nm3(d, b)


@given(diameters, st.floats(0.01, 2), st.floats(1.01, 2.4))
def test_a_thicker_membrane_takes_from_the_lumen(d, b, k):
    assert m.lumen_volume_nm3(d, b * k) < m.lumen_volume_nm3(d, b)
    assert m.membrane_volume_nm3(d, b * k) > m.membrane_volume_nm3(d, b)
    assert m.lipids_upper_bound(d, b * k, 0.5) < m.lipids_upper_bound(d, b, 0.5)


@given(diameters, bilayers, factors)
def test_scaling_all_lengths_scales_volumes_by_the_cube(d, b, k):
    for volume in (m.lumen_volume_nm3, m.membrane_volume_nm3):
        assert volume(d * k, b * k) == CLOSE(k**3 * volume(d, b), rel=1e-9)
    assert m.lipids_upper_bound(d * k, b * k, 0.5) == CLOSE(k**2 * m.lipids_upper_bound(d, b, 0.5))


@given(st.floats(30, 100), st.floats(30, 1000), st.floats(0.1, 14.5))
def test_lumen_ratio_is_more_than_the_cube_and_tends_to_it(small, large, b):
    assume(large > small * 1.01)
    cube = (large / small) ** 3
    assert m.lumen_ratio(small, large, b) > cube
    assert m.lumen_ratio(small, large, 1e-9) == CLOSE(cube, rel=1e-6)
    assert m.lumen_ratio(small, large, b) * m.lumen_ratio(large, small, b) == CLOSE(1)


def lumen(d, b, kda=27, v=0.73, fill=0.3, place="lumen"):
    return m.copies_ceiling(d, b, kda, v, fill, place)


@given(diameters, bilayers, masses, volumes, st.sampled_from(m.PLACES))
def test_ceiling_is_linear_in_the_share_filled(d, b, kda, v, place):
    whole = lumen(d, b, kda, v, 1, place)
    assert [lumen(d, b, kda, v, f, place) for f in (0.1, 0.25, 0.5)] == CLOSE([0.1 * whole, 0.25 * whole, 0.5 * whole])


@given(diameters, bilayers, masses, shares, factors)
def test_ceiling_falls_with_the_mass_of_the_cargo(d, b, kda, fill, k):
    for place, power in (("lumen", -1), ("membrane", -1), ("surface", -2 / 3)):
        assert lumen(d, b, kda * k, fill=fill, place=place) == CLOSE(k**power * lumen(d, b, kda, fill=fill, place=place))


@given(diameters, bilayers, masses)
def test_lumen_and_membrane_ceilings_share_the_ball(d, b, kda):
    whole = m.ball_volume_nm3(d) / m.molecule_volume_nm3(kda, 0.73)
    assert lumen(d, b, kda, fill=1) + lumen(d, b, kda, fill=1, place="membrane") == CLOSE(whole)


@given(masses, volumes)
def test_footprint_is_the_widest_circle_of_the_ball(kda, v):
    radius = (3 * m.molecule_volume_nm3(kda, v) / (4 * np.pi)) ** (1 / 3)
    assert m.molecule_footprint_nm2(kda, v) == CLOSE(np.pi * radius**2)


@given(st.lists(diameters, min_size=1, max_size=5), bilayers, masses, st.sampled_from(m.PLACES))
def test_arrays_give_what_single_numbers_give(many, b, kda, place):
    each = [lumen(d, b, kda, place=place) for d in many]
    assert lumen(np.array(many), b, kda, place=place) == CLOSE(np.array(each))
    assert lumen(many, b, kda, place=place) == CLOSE(np.array(each))


def test_arrays_broadcast_like_numpy():
    table = m.lumen_volume_nm3(np.array([[30.0], [150.0]]), np.array([3.0, 4.0, 5.0]))
    assert table.shape == (2, 3)
    assert table[1, 0] == m.lumen_volume_nm3(150, 3)
    assert m.copies_ceiling(100, 4, np.array([1, 10]), 0.73, np.array([[0.2], [0.4]]), "lumen").shape == (2, 2)


def test_one_number_in_gives_one_number_out():
    for value in (m.ball_volume_nm3(100), m.lumen_volume_nm3(100, 4), m.lipids_upper_bound(100, 4, 0.45), lumen(100, 4)):
        assert np.ndim(value) == 0 and isinstance(value, float)


@given(st.floats(20, 300), st.floats(0.5, 9))
def test_closed_form_agrees_with_adding_up_thin_shells(d, b):
    """Membrane volume and lumen by summing shells from the middle outwards, midpoint rule."""

    def shells(inner, outer, count=4000):
        edges = np.linspace(inner, outer, count + 1)
        middle = (edges[1:] + edges[:-1]) / 2
        return float(np.sum(4 * np.pi * middle**2 * np.diff(edges)))

    assert m.lumen_volume_nm3(d, b) == CLOSE(shells(0, d / 2 - b), rel=1e-6)
    assert m.membrane_volume_nm3(d, b) == CLOSE(shells(d / 2 - b, d / 2), rel=1e-6)


def test_volume_agrees_with_throwing_points():
    """A second way that shares no formula: the share of random points that fall into the lumen."""
    points = np.random.default_rng(7).uniform(-50, 50, (400_000, 3))
    share = np.mean(np.sum(points**2, axis=1) < 46**2)
    assert share * 100**3 == CLOSE(m.lumen_volume_nm3(100, 4), rel=0.01)


CASE = dict(
    outer_diameter_nm=100.0, bilayer_nm=4.0, cargo_kda=27.0, cargo_place="lumen", fill_fraction=0.3, fill_low=0.2, fill_high=0.4,
    specific_volume_ml_per_g=0.73, area_per_lipid_nm2=0.45, small_diameter_nm=30.0, large_diameter_nm=150.0, sweep=[20, 100, 200],
)  # fmt: skip


@given(diameters, bilayers, masses, st.sampled_from(m.PLACES), st.floats(0.2, 0.4))
def test_frame_says_the_same_as_its_functions(d, b, kda, place, fill):
    frame = m.capacity_by_diameter(
        **CASE | dict(outer_diameter_nm=d, bilayer_nm=b, cargo_kda=kda, cargo_place=place, fill_fraction=fill)
    )
    read = dict(zip(frame["series"], frame["y"], strict=True))
    copies = m.copies_ceiling(d, b, kda, 0.73, fill, place)
    curve = frame[(frame["role"] == "model") & (frame["series"] == "ceiling")]
    band = frame[frame["role"] == "band"]
    assert read["chosen"] == read["copies"] == CLOSE(copies)
    assert list(curve["x"]) == list(band["x"]) == [20, 100, 200]
    assert (band["low"].to_numpy() <= curve["y"].to_numpy() * (1 + 1e-9)).all()
    assert (curve["y"].to_numpy() <= band["high"].to_numpy() * (1 + 1e-9)).all()
    assert read["lumen_share_percent"] == CLOSE(100 * (1 - 2 * b / d) ** 3)
    assert read["lumen_al"] * 1e6 == CLOSE(read["lumen_volume_nm3"])
