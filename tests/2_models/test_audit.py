"""A claim of loading against what has room: conversions that undo each other, ceilings of the right kind, published counts."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exoteach import evidence
from exoteach.models import audit as m
from exoteach.models import structure
from exoteach.models.particles import molecules_in_lumen, vesicle_mass_ag

diameters, bilayers, masses = st.floats(20, 500), st.floats(0.5, 9), st.floats(0.1, 1e3)
copies, counts, shares = st.floats(1e-3, 1e6), st.floats(1e6, 1e14), st.floats(0.01, 0.99)
places = st.sampled_from(structure.PLACES)
CLOSE = pytest.approx
CLAIM = dict(
    cargo_ug=1.0, cargo_kda=27.0, particles=1e10, outer_diameter_nm=100.0, bilayer_nm=5.0, cargo_place="lumen", fill_fraction=0.3,
    specific_volume_ml_per_g=0.73, area_per_lipid_nm2=0.45,
)  # fmt: skip
SAMPLE = CLAIM | dict(offered_ug=100.0, sample_ml=1.0)


def audited(**changes):
    """The frame with checks as its index."""
    return m.audit(**CLAIM | changes).set_index("check")


def micrograms(per_vesicle, kda, particles):
    """Mass of this many copies in all vesicles, in daltons of 1.66·10⁻²⁴ g: the other way round than the model."""
    return per_vesicle * particles * kda * 1000 * 1.66053906717e-24 * 1e6


@given(copies, masses, counts)
def test_copies_come_back_from_their_mass(n, kda, particles):
    assert m.copies_per_vesicle(micrograms(n, kda, particles), kda, particles) == CLOSE(n, rel=1e-8)


@given(copies, masses, counts, st.floats(1.01, 100))
def test_copies_follow_mass_and_are_shared_by_particles(ug, kda, particles, k):
    once = m.copies_per_vesicle(ug, kda, particles)
    assert m.copies_per_vesicle(k * ug, kda, particles) == CLOSE(k * once)
    assert m.copies_per_vesicle(ug, k * kda, particles) == CLOSE(once / k) == m.copies_per_vesicle(ug, kda, k * particles)


@given(copies, diameters, bilayers)
def test_concentration_and_molecules_undo_each_other(n, d, b):
    micromolar = m.lumen_concentration_um(n, d, b)
    assert molecules_in_lumen(micromolar, d, b) == CLOSE(n)
    litres = structure.lumen_volume_nm3(d, b) * 1e-24
    assert micromolar * 1e-6 * litres * 6.02214076e23 == CLOSE(n)


@given(copies, masses, st.floats(1, 1e5), st.floats(1.01, 100))
def test_mass_share_is_cargo_over_the_whole(n, kda, vesicle, k):
    part = m.cargo_mass_share(n, kda, vesicle)
    cargo = n * kda * 1000 * 1.66053906717e-24 * 1e18
    assert 0 < part < 1 and part * (cargo + vesicle) == CLOSE(cargo, rel=1e-8)
    assert m.cargo_mass_share(k * n, kda, vesicle) > part > m.cargo_mass_share(n, kda, k * vesicle)


def test_half_of_the_mass_is_cargo_when_it_weighs_as_much():
    one = 27 * 1000 / 6.02214076e23 * 1e18
    assert m.cargo_mass_share(1, 27, one) == CLOSE(0.5) and m.cargo_mass_share(0, 27, one) == 0


@given(copies, st.floats(1, 1e6))
def test_per_100_lipids_counts_in_hundreds(n, lipids):
    assert m.molecules_per_100_lipids(n, lipids) * lipids == CLOSE(100 * n)


@given(counts, diameters, bilayers)
def test_volume_caught_is_what_a_solution_leaves_inside(count, d, b):
    """A solution of 1 µM holds 6.02·10¹⁴ molecules a millilitre; this share of them is inside all lumens."""
    inside = count * molecules_in_lumen(1, d, b)
    assert m.trapped_volume_share(count, d, b) == CLOSE(inside / (1e-6 * 1e-3 * 6.02214076e23))
    assert m.trapped_volume_share(2 * count, d, b) == CLOSE(2 * m.trapped_volume_share(count, d, b))


@given(st.floats(1e-3, 1e6), st.floats(1e-9, 0.5), st.floats(1, 1e5))
def test_partition_keeps_the_drug_and_its_ratio(k, part, fold):
    """Amount in vesicles and in water add up to all; their concentrations stand as K to 1."""
    for volume in (part, part / fold):
        inside = m.share_in_vesicles(k, volume)
        assert 0 < inside < 1
        assert (inside / volume) / ((1 - inside) / (1 - volume)) == CLOSE(k, rel=1e-5)


@given(st.floats(1e-3, 0.99) | st.floats(1.01, 1e6), st.floats(1e-9, 0.5), st.floats(1.01, 1e4), st.floats(1.01, 10))
def test_dilution_only_takes_away_and_strong_binding_keeps(k, part, fold, more):
    left = m.share_left_after_dilution(k, part, fold)
    assert 0 < left < 1
    assert (left * fold > 1) == (k > 1)  # what vesicles prefer stays longer than the water, what they shun leaves sooner
    assert (
        m.share_left_after_dilution(k, part, fold * more) < left <= m.share_left_after_dilution(k * more, part, fold) * (1 + 1e-12)
    )
    assert m.share_left_after_dilution(k, part, 1) == CLOSE(1)


def test_ends_of_dilution():
    assert m.share_left_after_dilution(1e-6, 1e-3, 1000) == CLOSE(1e-3, rel=0.01)  # nothing holds it: diluted like the water
    assert m.share_left_after_dilution(1e12, 1e-3, 1000) == CLOSE(1, rel=1e-5)  # all of it is held
    assert m.share_in_vesicles(0, 0.1) == 0 and m.share_in_vesicles(1, 0.1) == CLOSE(0.1)
    assert m.share_left_after_dilution(1000, 1e-3, 1000) == CLOSE(1.999 / 1000.999)  # half of it was held: 0.2 % of that is left


def test_hand_computed_points():
    """1 µg of GFP in 10¹⁰ vesicles: 10⁻¹⁶ g each, over 4.4835·10⁻²⁰ g a copy. One copy in 381 704 nm³ is 4.35 µM."""
    assert m.copies_per_vesicle(1, 27, 1e10) == CLOSE(1e-16 / (27_000 / 6.02214076e23))
    assert m.copies_per_vesicle(1, 27, 1e10) == CLOSE(2230.4, abs=0.1)
    assert m.lumen_concentration_um(1, 100, 5) == CLOSE(1 / (381_703.5 * 6.02214076e-7), rel=1e-6)
    assert m.trapped_volume_share(1e12, 100, 5) == CLOSE(381_703.5e12 / 1e21, rel=1e-6)
    assert m.cargo_mass_share(3000, 27, vesicle_mass_ag(100, 5, 1.05, 1.15)) == CLOSE(134.5 / (134.5 + 564.0), rel=1e-3)


@given(diameters, bilayers, masses, counts, places, shares, st.floats(0.01, 100))
def test_a_claim_exceeds_exactly_when_it_is_above_its_ceiling(d, b, kda, particles, place, fill, times):
    most = structure.copies_ceiling(d, b, kda, 0.73, fill, place)
    times = times if abs(times - 1) > 1e-6 else 2.0
    checks = audited(cargo_ug=micrograms(times * most, kda, particles), cargo_kda=kda, particles=particles, outer_diameter_nm=d,
                     bilayer_nm=b, cargo_place=place, fill_fraction=fill)  # fmt: skip
    assert checks.loc["copies", ["value", "ceiling"]].tolist() == CLOSE([times * most, most], rel=1e-8)
    assert checks.loc["copies", "exceeds"] == (times > 1)
    own = {"lumen": ["lumen_concentration_um"], "membrane": ["per_100_lipids"], "surface": []}[place]
    for check in ("lumen_concentration_um", "per_100_lipids"):
        value, ceiling, exceeds = checks.loc[check]
        assert (value / ceiling == CLOSE(times, rel=1e-8)) if check in own else np.isnan(ceiling)
        assert exceeds == (check in own and times > 1)
    assert checks.loc["copies_without_gaps", "ceiling"] == CLOSE(most / fill)


@given(diameters, bilayers, masses, st.sampled_from(["lumen", "membrane"]), st.floats(0.1, 20))
def test_cargo_larger_than_its_vesicle_is_caught_whatever_share_is_assumed(d, b, kda, place, times):
    whole = structure.ball_volume_nm3(d) / structure.molecule_volume_nm3(kda, 0.73)
    checks = audited(
        cargo_ug=micrograms(times * whole, kda, 1e10), cargo_kda=kda, outer_diameter_nm=d, bilayer_nm=b, cargo_place=place
    )
    assert checks.loc["cargo_volume_percent", "value"] == CLOSE(100 * times, rel=1e-6)
    if abs(times - 1) > 1e-6:
        assert checks.loc["cargo_volume_percent", "exceeds"] == (times > 1)
    if times > 1.001:
        assert checks.loc["copies_without_gaps", "exceeds"]


def test_cargo_outside_is_not_held_against_the_inside():
    checks = audited(cargo_place="surface", cargo_ug=1e4)
    assert checks["ceiling"].isna().tolist() == [False, False, True, True, True]
    assert checks["exceeds"].tolist() == [True, True, False, False, False]


@pytest.mark.parametrize(
    "ug, particles, said", [(150, 1e10, ["recovered_percent"]), (50, 1e10, []), (50, 1e16, ["vesicle_volume_percent"])]
)
def test_more_out_than_in_and_more_vesicles_than_sample_are_caught(ug, particles, said):
    checks = m.audit(**SAMPLE | dict(cargo_ug=ug, particles=particles)).set_index("check")
    rows = checks.loc[["recovered_percent", "vesicle_volume_percent"]]
    assert rows.index[rows["exceeds"]].tolist() == said and rows["ceiling"].tolist() == [100, 100]
    assert rows.loc["recovered_percent", "value"] == CLOSE(ug)
    assert rows.loc["vesicle_volume_percent", "value"] == CLOSE(particles * 523_598.8 / 1e19, rel=1e-6)


@pytest.mark.parametrize("ug, exceeds", [(0.03, False), (0.05, True)])
def test_recovered_faces_the_volume_caught(ug, exceeds):
    """10¹² vesicles of 100 nm in a millilitre enclose 0.038 % of it."""
    row = m.audit(**SAMPLE | dict(cargo_ug=ug, particles=1e12)).set_index("check").loc["recovered_by_volume_percent"]
    assert (row["value"], row["ceiling"], row["exceeds"]) == (CLOSE(ug), CLOSE(0.0381704, rel=1e-5), exceeds)
    outside = m.audit(**SAMPLE | dict(cargo_ug=ug, cargo_place="surface")).set_index("check").loc["recovered_by_volume_percent"]
    assert np.isnan(outside["ceiling"]) and not outside["exceeds"]


def test_a_larger_sample_holds_the_same_vesicles_thinner():
    small, large = (m.audit(**SAMPLE | dict(sample_ml=ml)).set_index("check") for ml in (1, 4))
    assert large.loc["vesicle_volume_percent", "value"] * 4 == CLOSE(small.loc["vesicle_volume_percent", "value"])
    assert large.loc["recovered_by_volume_percent", "ceiling"] * 4 == CLOSE(small.loc["recovered_by_volume_percent", "ceiling"])


def test_all_that_was_offered_is_not_more_than_was_offered():
    row = audited(offered_ug=1).loc["recovered_percent"]
    assert (row["value"], row["ceiling"], row["exceeds"]) == (100, 100, False)


def test_checks_appear_with_what_they_need():
    base = ["copies", "copies_without_gaps", "lumen_concentration_um", "per_100_lipids", "cargo_volume_percent"]
    assert list(audited().index) == base
    assert list(audited(offered_ug=5).index) == [*base, "recovered_percent"]
    assert list(audited(sample_ml=1).index) == [*base, "vesicle_volume_percent"]
    frame = m.audit(**SAMPLE)
    assert list(frame["check"]) == [*base, "recovered_percent", "vesicle_volume_percent", "recovered_by_volume_percent"]
    assert list(frame.columns) == ["check", "value", "ceiling", "exceeds"] and frame["exceeds"].dtype == bool


@pytest.mark.parametrize("key, place", [("normak-gfp", "lumen"), ("wang-paclitaxel", "membrane"), ("silva-gfp", "surface")])
def test_published_counts_pass_the_audit_of_their_kind(key, place):
    """Fewer than 100 GFP, up to 19 200 paclitaxel, up to 170 GFP: all have room in a vesicle of 100 nm."""
    row = evidence.row("copies_per_vesicle", key)
    assert row["place"] == place
    count = row["high"] or row["value"]
    checks = audited(cargo_ug=micrograms(count, row["cargo_kda"], 1e10), cargo_kda=row["cargo_kda"], cargo_place=place)
    assert checks.loc["copies", "value"] == CLOSE(count, rel=1e-8) and not checks["exceeds"].any()


def test_published_lipid_count_sets_the_scale():
    lipids = evidence.row("copies_per_vesicle", "skotland-lipids")["value"]
    assert m.molecules_per_100_lipids(evidence.row("copies_per_vesicle", "haraszti-sirna")["value"], lipids) == CLOSE(5.0)


def test_arrays_broadcast_and_one_number_gives_one_number():
    assert m.copies_per_vesicle([1, 2], 27, [[1e9], [1e10]]).shape == (2, 2)
    assert (
        m.share_left_after_dilution([1, 1e3], [[1e-3], [1e-2]], 1000).shape
        == m.trapped_volume_share([1e9, 1e10], [[50], [90]], 5).shape
    )
    for value in (m.copies_per_vesicle(1, 27, 1e10), m.lumen_concentration_um(1, 100, 5), m.molecules_per_100_lipids(1, 2), m.cargo_mass_share(1, 2, 3),
                  m.trapped_volume_share(1e9, 100, 5), m.share_in_vesicles(2, 0.1), m.share_left_after_dilution(2, 0.1, 10)):  # fmt: skip
        assert isinstance(value, float)


CASES = {
    m.copies_per_vesicle: dict(cargo_ug=1, cargo_kda=27, particles=1e10),
    m.lumen_concentration_um: dict(copies=1, outer_diameter_nm=100, bilayer_nm=5),
    m.molecules_per_100_lipids: dict(copies=1, lipids=60_000),
    m.cargo_mass_share: dict(copies=1, cargo_kda=27, empty_vesicle_ag=500),
    m.trapped_volume_share: dict(particles_per_ml=1e10, outer_diameter_nm=100, bilayer_nm=5),
    m.share_in_vesicles: dict(partition_coefficient=10, vesicle_volume_fraction=0.01),
    m.share_left_after_dilution: dict(partition_coefficient=10, vesicle_volume_fraction=0.01, dilution_fold=1000),
    m.audit: SAMPLE,
}
AT_LEAST_0 = {"cargo_ug", "copies", "partition_coefficient"}


def allowed(function, name):
    """The range as the message gives it, and numbers outside it."""
    if name == "dilution_fold":
        return "of at least 1", [0, 0.5]
    if name == "vesicle_volume_fraction":
        return "above 0 and below 1", [0, 1, 2]
    if name == "fill_fraction":
        return "above 0 and at most 1", [0, 1.5]
    least = name in AT_LEAST_0 and function is not m.share_left_after_dilution
    return ("of at least 0", [-1]) if least else ("above 0", [0, -1])


IMPOSSIBLE = [
    (f, name, wrong) for f, case in CASES.items() for name in case if name != "cargo_place"
    for wrong in [*allowed(f, name)[1], float("nan"), float("inf"), "much"]
]  # fmt: skip


@pytest.mark.parametrize("function, name, wrong", IMPOSSIBLE, ids=[f"{f.__name__}-{n}-{w}" for f, n, w in IMPOSSIBLE])
def test_impossible_argument_is_named(function, name, wrong):
    with pytest.raises(ValueError, match=f"{name} must be a number {allowed(function, name)[0]}"):
        function(**CASES[function] | {name: wrong})


def test_place_and_geometry_are_named():
    with pytest.raises(ValueError, match="cargo_place must be one of lumen, membrane, surface"):
        audited(cargo_place="inside")
    for function in (m.lumen_concentration_um, m.trapped_volume_share, m.audit):
        with pytest.raises(ValueError, match=re.escape("bilayer_nm must be below half of outer_diameter_nm = 100 (got 50)")):
            function(**CASES[function] | dict(bilayer_nm=50))
