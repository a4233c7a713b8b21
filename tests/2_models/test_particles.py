"""Mass, density, protein and molecules of one vesicle: what must hold for every vesicle, tried on random ones."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exoteach.models import particles as m
from exoteach.models import structure
from exoteach.models.limits import between, within

diameters, bilayers, densities = st.floats(20, 500), st.floats(0.5, 9), st.floats(0.9, 1.6)
coats, concentrations, shares = st.floats(0, 20), st.floats(0, 1e6), st.floats(0, 1)
CLOSE = pytest.approx
VESICLE = dict(outer_diameter_nm=100, bilayer_nm=5, lumen_density_g_per_ml=1.05, membrane_density_g_per_ml=1.15)
PROTEIN = dict(
    outer_diameter_nm=100, bilayer_nm=5, lumen_protein_g_per_l=200, membrane_density_g_per_ml=1.15, membrane_protein_fraction=0.5
)
LUMEN = dict(concentration_um=1, outer_diameter_nm=100, bilayer_nm=5)


def shells(edges_nm, densities_g_per_ml, steps=4000):
    """Mass in attograms by adding up thin shells, in SI units all the way: shares no formula with the model."""
    total = 0.0
    for inner, outer, density in zip(edges_nm, edges_nm[1:], densities_g_per_ml, strict=False):
        edges = np.linspace(inner, outer, steps + 1) * 1e-9
        middle = (edges[1:] + edges[:-1]) / 2
        total += float(np.sum(4 * np.pi * middle**2 * np.diff(edges))) * density * 1000  # kg
    return total * 1e3 / 1e-18


@given(diameters, bilayers, densities, densities, st.floats(0.1, 20), densities)
def test_mass_agrees_with_adding_up_thin_shells(d, b, lumen, membrane, coat, coated):
    radii = [0, d / 2 - b, d / 2, d / 2 + coat]
    assert m.vesicle_mass_ag(d, b, lumen, membrane, coat, coated) == CLOSE(shells(radii, [lumen, membrane, coated]), rel=1e-6)
    assert m.vesicle_mass_ag(d, b, lumen, membrane) == CLOSE(shells(radii[:3], [lumen, membrane]), rel=1e-6)


@given(diameters, bilayers, densities, densities, coats, densities)
def test_density_lies_between_those_of_the_parts(d, b, lumen, membrane, coat, coated):
    parts = [lumen, membrane] + ([coated] if coat else [])
    whole = m.buoyant_density_g_per_ml(d, b, lumen, membrane, coat, coated)
    assert min(parts) * (1 - 1e-9) <= whole <= max(parts) * (1 + 1e-9)
    assert m.buoyant_density_g_per_ml(d, b, lumen, lumen, coat, lumen) == CLOSE(lumen)


@given(diameters, bilayers, densities, densities, coats, densities)
def test_mass_is_density_times_volume(d, b, lumen, membrane, coat, coated):
    volume_ml = np.pi / 6 * (d + 2 * coat) ** 3 * 1e-21
    density = m.buoyant_density_g_per_ml(d, b, lumen, membrane, coat, coated)
    assert m.vesicle_mass_ag(d, b, lumen, membrane, coat, coated) * 1e-18 == CLOSE(density * volume_ml)


@given(st.floats(20, 200), st.floats(1.05, 5), bilayers)
def test_small_vesicles_are_denser_when_the_membrane_is(d, k, b):
    assert m.buoyant_density_g_per_ml(d, b, 1.05, 1.15) > m.buoyant_density_g_per_ml(d * k, b, 1.05, 1.15)
    assert m.buoyant_density_g_per_ml(1e6, b, 1.05, 1.15) == CLOSE(1.05, abs=1e-4)


@given(diameters, coats)
def test_coat_widens_on_both_sides_and_adds_its_volume(d, coat):
    wide = m.hydrodynamic_diameter_nm(d, coat)
    assert wide - d == CLOSE(2 * coat, abs=1e-9)
    assert m.coat_volume_nm3(d, coat) + structure.ball_volume_nm3(d) == CLOSE(np.pi / 6 * wide**3)
    assert m.hydrodynamic_diameter_nm(d) == d and m.coat_volume_nm3(d, 0) == 0


@given(diameters, bilayers, st.floats(1.01, 3))
def test_a_bare_vesicle_needs_no_coat_density_and_a_coat_adds_mass(d, b, k):
    bare = m.vesicle_mass_ag(d, b, 1.05, 1.15)
    assert bare == m.vesicle_mass_ag(d, b, 1.05, 1.15, 0, 1.3)
    assert m.vesicle_mass_ag(d, b, 1.05, 1.15, 2 * k, 1.3) > m.vesicle_mass_ag(d, b, 1.05, 1.15, 2, 1.3) > bare


@given(diameters, bilayers, st.floats(0, 400), densities, shares)
def test_protein_is_the_sum_of_lumen_and_membrane(d, b, litre, density, part):
    lumen, membrane = shells([0, d / 2 - b], [litre / 1000]), shells([d / 2 - b, d / 2], [density * part])
    assert m.protein_mass_ag(d, b, litre, density, part) == CLOSE(lumen + membrane, rel=1e-6)
    assert m.protein_mass_ag(d, b, 0, density, 0) == 0
    assert m.protein_mass_ag(d, b, 0, density, part) <= m.protein_mass_ag(d, b, litre, density, part)


@given(diameters, bilayers, st.floats(0, 400), densities, shares)
def test_protein_never_outweighs_a_vesicle_that_holds_it(d, b, litre, density, part):
    """400 g/L of protein in a lumen of 1 g/mL or more: the protein is a part of the mass."""
    assert m.protein_mass_ag(d, b, litre, density, part) < m.vesicle_mass_ag(d, b, 1.0, density) * (1 + 1e-12)


@given(st.floats(1e-3, 1e6))
def test_particles_times_protein_is_a_microgram(protein):
    assert m.particles_per_ug_protein(protein) * protein * 1e-18 == CLOSE(1e-6)
    assert m.particles_per_ug_protein(2 * protein) < m.particles_per_ug_protein(protein)


@given(concentrations, diameters, bilayers, st.floats(1.01, 10))
def test_molecules_follow_concentration_and_volume(c, d, b, k):
    litres = np.pi / 6 * ((d - 2 * b) * 1e-8) ** 3  # decimetres
    assert m.molecules_in_lumen(c, d, b) == CLOSE(c * 1e-6 * litres * 6.02214076e23)
    assert m.molecules_in_lumen(c * k, d, b) == CLOSE(k * m.molecules_in_lumen(c, d, b))


def test_hand_computed_points():
    """Lumen of 100 nm behind 5 nm: 381 704 nm³. 1 nm³ of 1 g/mL is 10⁻³ ag; 1 µM is 6.02·10⁻⁷ copies per nm³."""
    assert m.vesicle_mass_ag(**VESICLE) == CLOSE(381.7035 * 1.05 + 141.8953 * 1.15, abs=1e-3)
    assert m.molecules_in_lumen(**LUMEN) == CLOSE(381_703.5 * 6.02214076e-7, rel=1e-6)
    assert m.molecules_in_lumen(1660.539, 20, 5) == CLOSE(np.pi / 6, rel=1e-6)  # 1.66 mM: one copy in 1000 nm³, a lumen of 524
    assert m.protein_mass_ag(**PROTEIN) == CLOSE(381.7035 * 0.2 + 141.8953 * 0.575, abs=1e-3)
    assert m.particles_per_ug_protein(m.protein_mass_ag(**PROTEIN)) == CLOSE(6.332e9, rel=1e-3)


def test_arrays_broadcast_and_one_number_gives_one_number():
    table = m.vesicle_mass_ag(np.array([[50.0], [100.0]]), 5, np.array([1.0, 1.05, 1.1]), 1.15)
    assert table.shape == (2, 3) and table[1, 1] == m.vesicle_mass_ag(**VESICLE)
    assert m.molecules_in_lumen([1, 10], 100, [[4], [5]]).shape == (2, 2)
    assert m.buoyant_density_g_per_ml([50, 100], 5, 1.05, 1.15, [[0], [3]], 1.3).shape == (2, 2)
    for value in (m.vesicle_mass_ag(**VESICLE), m.protein_mass_ag(**PROTEIN), m.molecules_in_lumen(**LUMEN),
                  m.hydrodynamic_diameter_nm(100, 5), m.particles_per_ug_protein(100)):  # fmt: skip
        assert isinstance(value, float)


POSITIVE = [(m.vesicle_mass_ag, VESICLE, n) for n in VESICLE] + [(m.buoyant_density_g_per_ml, VESICLE, n) for n in VESICLE]
POSITIVE += [(m.protein_mass_ag, PROTEIN, n) for n in ("outer_diameter_nm", "bilayer_nm", "membrane_density_g_per_ml")]
POSITIVE += [(m.molecules_in_lumen, LUMEN, n) for n in ("outer_diameter_nm", "bilayer_nm")]
POSITIVE += [(m.particles_per_ug_protein, dict(protein_mass_ag=1), "protein_mass_ag")]
POSITIVE += [(m.vesicle_mass_ag, VESICLE | dict(coat_nm=3, coat_density_g_per_ml=1.3), "coat_density_g_per_ml")]
AT_LEAST_0 = [(m.protein_mass_ag, PROTEIN, "lumen_protein_g_per_l"), (m.molecules_in_lumen, LUMEN, "concentration_um"),
              (m.vesicle_mass_ag, VESICLE, "coat_nm"), (m.hydrodynamic_diameter_nm, dict(outer_diameter_nm=9), "coat_nm")]  # fmt: skip


@pytest.mark.parametrize("wrong", [0, -1, float("nan"), float("inf"), "wide", [1, -1]], ids=repr)
@pytest.mark.parametrize("function, case, name", POSITIVE, ids=[f"{f.__name__}-{n}" for f, _, n in POSITIVE])
def test_what_must_be_above_0_is_named(function, case, name, wrong):
    with pytest.raises(ValueError, match=f"{name} must be a number above 0"):
        function(**case | {name: wrong})


@pytest.mark.parametrize("wrong", [-0.1, float("nan"), float("inf"), None, [0, -1]], ids=repr)
@pytest.mark.parametrize("function, case, name", AT_LEAST_0, ids=[f"{f.__name__}-{n}" for f, _, n in AT_LEAST_0])
def test_what_must_be_at_least_0_is_named(function, case, name, wrong):
    with pytest.raises(ValueError, match=f"{name} must be a number of at least 0"):
        function(**case | {name: wrong})


@pytest.mark.parametrize("wrong", [-0.1, 1.1, float("nan"), "half"], ids=repr)
def test_share_of_protein_outside_0_to_1_is_named(wrong):
    with pytest.raises(ValueError, match="membrane_protein_fraction must be a number of at least 0 and at most 1"):
        m.protein_mass_ag(**PROTEIN | dict(membrane_protein_fraction=wrong))


@pytest.mark.parametrize("coat", [3, 1e-12, [0, 3]], ids=repr)
@pytest.mark.parametrize("function", [m.vesicle_mass_ag, m.buoyant_density_g_per_ml])
def test_a_coat_without_density_is_refused(function, coat):
    with pytest.raises(ValueError, match="coat_density_g_per_ml must be given, above 0, when coat_nm is above 0"):
        function(**VESICLE, coat_nm=coat)


@pytest.mark.parametrize(
    "function, case", [(m.vesicle_mass_ag, VESICLE), (m.protein_mass_ag, PROTEIN), (m.molecules_in_lumen, LUMEN)]
)
def test_a_vesicle_without_lumen_is_refused(function, case):
    with pytest.raises(ValueError, match=re.escape("bilayer_nm must be below half of outer_diameter_nm = 100 (got 50)")):
        function(**case | dict(bilayer_nm=50))


def test_limits_hold_their_bounds_inside_or_outside():
    assert within(0, 1, a=[0, 1]).tolist() == [0, 1] and between(0, 1, a=0.5) == 0.5
    for wrong in (0, 1):
        with pytest.raises(ValueError, match=rf"a must be a number above 0 and below 1 \(got {wrong}\)"):
            between(0, 1, a=wrong)
    with pytest.raises(ValueError, match=r"a must be a number above 1 \(got 1\)"):
        between(1, np.inf, a=1)
    with pytest.raises(ValueError, match=r"low must be a number of at least 2 \(got 1\)"):
        within(2, np.inf, low=1)
