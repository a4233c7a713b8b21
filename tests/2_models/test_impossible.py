"""What a model cannot take: ValueError in plain words, with the argument's name and what is allowed."""

import re

import numpy as np
import pytest

from exoteach.models import structure as m
from exoteach.models.limits import positive, share

NOT_POSITIVE = [float("nan"), float("inf"), float("-inf"), 0, -1, -0.0, "wide", None, "5 nm", [1, -1], [1, np.nan], {}, 1j]

FUNCTIONS = {
    m.ball_volume_nm3: dict(diameter_nm=100),
    m.inner_diameter_nm: dict(outer_diameter_nm=100, bilayer_nm=4),
    m.lumen_volume_nm3: dict(outer_diameter_nm=100, bilayer_nm=4),
    m.membrane_volume_nm3: dict(outer_diameter_nm=100, bilayer_nm=4),
    m.leaflet_areas_nm2: dict(outer_diameter_nm=100, bilayer_nm=4),
    m.lipids_upper_bound: dict(outer_diameter_nm=100, bilayer_nm=4, area_per_lipid_nm2=0.45),
    m.molecule_volume_nm3: dict(mass_kda=27, specific_volume_ml_per_g=0.73),
    m.molecule_footprint_nm2: dict(mass_kda=27, specific_volume_ml_per_g=0.73),
}
ARGUMENTS = [(function, name) for function, case in FUNCTIONS.items() for name in case]


@pytest.mark.parametrize("wrong", NOT_POSITIVE, ids=repr)
@pytest.mark.parametrize("function, name", ARGUMENTS, ids=[f"{f.__name__}-{n}" for f, n in ARGUMENTS])
def test_impossible_argument_is_named(function, name, wrong):
    with pytest.raises(ValueError, match=rf"{name}.* must be a number above 0"):
        function(**FUNCTIONS[function] | {name: wrong})


CEILING = dict(
    outer_diameter_nm=100, bilayer_nm=4, cargo_kda=27, specific_volume_ml_per_g=0.73, fill_fraction=0.3, cargo_place="lumen"
)


@pytest.mark.parametrize("place", m.PLACES)
@pytest.mark.parametrize("wrong", [0, -0.1, 1.0001, float("nan"), "full", [0.5, 2]], ids=repr)
def test_share_outside_0_to_1_is_named(place, wrong):
    with pytest.raises(ValueError, match="fill_fraction must be a number above 0 and at most 1"):
        m.copies_ceiling(**CEILING | dict(fill_fraction=wrong, cargo_place=place))


@pytest.mark.parametrize("place", m.PLACES)
@pytest.mark.parametrize("name", ["outer_diameter_nm", "bilayer_nm", "specific_volume_ml_per_g"])
def test_ceiling_names_the_impossible_argument_for_every_place(place, name):
    with pytest.raises(ValueError, match=name):
        m.copies_ceiling(**CEILING | {name: -1, "cargo_place": place})


@pytest.mark.parametrize("place", m.PLACES)
def test_ceiling_names_the_mass_as_its_caller_does(place):
    """The caller wrote cargo_kda; a message about mass_kda would send them looking for another argument."""
    with pytest.raises(ValueError, match="cargo_kda must be a number above 0"):
        m.copies_ceiling(**CEILING | dict(cargo_kda=0, cargo_place=place))


@pytest.mark.parametrize("place", ["", "inside", "Lumen", None, 3])
def test_unknown_place_names_the_known_ones(place):
    with pytest.raises(ValueError, match="cargo_place must be one of lumen, membrane, surface"):
        m.copies_ceiling(**CEILING | dict(cargo_place=place))


@pytest.mark.parametrize("bilayer", [50, 50.0001, 60, 1e6])
@pytest.mark.parametrize("function", [m.inner_diameter_nm, m.lumen_volume_nm3, m.membrane_volume_nm3, m.leaflet_areas_nm2])
def test_membrane_that_leaves_no_lumen_is_refused(function, bilayer):
    with pytest.raises(ValueError, match=re.escape(f"bilayer_nm must be below half of outer_diameter_nm = 100 (got {bilayer:g})")):
        function(100, bilayer)


def test_the_one_impossible_vesicle_among_many_is_named():
    with pytest.raises(ValueError, match=r"outer_diameter_nm = 8 \(got 5\)"):
        m.lumen_volume_nm3(np.array([100, 8, 50]), 5)


def test_ratio_names_the_vesicle_without_lumen():
    with pytest.raises(ValueError, match=r"= 8 \(got 5\)"):
        m.lumen_ratio(8, 150, 5)


@pytest.mark.parametrize("function", [m.lumen_volume_nm3, m.membrane_volume_nm3, m.leaflet_areas_nm2])
def test_shapes_that_do_not_fit_are_refused(function):
    with pytest.raises(ValueError):
        function(np.array([30, 60, 90]), np.array([4, 5]))


def test_message_gives_the_number_that_was_wrong():
    with pytest.raises(ValueError, match=r"got -3"):
        positive(dose_ug=[1, 2, -3])
    with pytest.raises(ValueError, match=r"got 1\.5"):
        share(fill=1.5)


def test_several_values_come_back_in_order():
    first, second = positive(a=1, b=[2, 3])
    assert first == 1 and list(second) == [2, 3]
