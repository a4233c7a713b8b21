"""Can a printed number be true? A claim of loading, turned into copies, concentrations and shares, beside what has room.

Each number faces the ceiling of its own kind only: cargo in the lumen the lumen, cargo in the membrane the membrane.
A claim below every ceiling is possible, not proven: free cargo that was never removed passes each of these checks.
Arguments may be numbers or NumPy arrays that broadcast together; :func:`audit` takes one claim.
"""

import numpy as np
import pandas as pd

from exoteach.models.limits import between, positive, within
from exoteach.models.particles import molecules_in_lumen
from exoteach.models.structure import (
    AVOGADRO,
    ball_volume_nm3,
    copies_ceiling,
    lipids_upper_bound,
    lumen_volume_nm3,
    molecule_volume_nm3,
)  # fmt: skip


def copies_per_vesicle(cargo_ug, cargo_kda, particles):
    r"""Mean copies per vesicle, if all cargo found sits in the particles counted.

    Parameters
    ----------
    cargo_ug : float or array, µg, at least 0, cargo in the sample
    cargo_kda : float or array, kDa, > 0
    particles : float or array, > 0, particles in the same sample

    Returns
    -------
    float or array, copies: :math:`m N_A / (M n)`, with m in g and M in g/mol

    Raises
    ------
    ValueError
        Mass below 0, or a molar mass or a particle count not above 0.

    >>> round(float(copies_per_vesicle(1, 27, 1e10)))
    2230
    """
    mass = within(0, np.inf, cargo_ug=cargo_ug)
    return mass * 1e-6 / (positive(cargo_kda=cargo_kda) * 1e3) * AVOGADRO / positive(particles=particles)


def lumen_concentration_um(copies, outer_diameter_nm, bilayer_nm):
    r"""Concentration in the lumen, if all copies are dissolved in it.

    Parameters
    ----------
    copies : float or array, per vesicle, at least 0
    outer_diameter_nm : float or array, nm, > 0
    bilayer_nm : float or array, nm, > 0 and below half of the outer diameter

    Returns
    -------
    float or array, µmol/L: :math:`N / (N_A V_l)`, the inverse of :func:`exoteach.models.particles.molecules_in_lumen`

    Raises
    ------
    ValueError
        Copies below 0, or impossible geometry.

    >>> round(float(lumen_concentration_um(1, 100, 5)), 2)
    4.35
    """
    return within(0, np.inf, copies=copies) / molecules_in_lumen(1, outer_diameter_nm, bilayer_nm)


def molecules_per_100_lipids(copies, lipids):
    r"""Cargo molecules beside every hundred lipids of the vesicle.

    Parameters
    ----------
    copies : float or array, per vesicle, at least 0
    lipids : float or array, per vesicle, > 0

    Returns
    -------
    float or array: :math:`100 N / N_{lipid}`

    Raises
    ------
    ValueError
        Copies below 0, or lipids not above 0.

    >>> float(molecules_per_100_lipids(3000, 60000))
    5.0
    """
    return 100 * within(0, np.inf, copies=copies) / positive(lipids=lipids)


def cargo_mass_share(copies, cargo_kda, empty_vesicle_ag):
    r"""Cargo as a share of the mass of the loaded vesicle.

    Parameters
    ----------
    copies : float or array, per vesicle, at least 0
    cargo_kda : float or array, kDa, > 0
    empty_vesicle_ag : float or array, ag, > 0, the vesicle without this cargo

    Returns
    -------
    float or array, 0 to 1: :math:`m_c / (m_c + m_v)`, with :math:`m_c = N M / N_A`

    Raises
    ------
    ValueError
        Copies below 0, or a mass not above 0.

    >>> round(float(cargo_mass_share(3000, 27, 564)), 3)
    0.193
    """
    molecules, one = within(0, np.inf, copies=copies), positive(cargo_kda=cargo_kda)
    cargo = molecules * one * 1e21 / AVOGADRO  # kDa to g/mol, g to ag
    return cargo / (cargo + positive(empty_vesicle_ag=empty_vesicle_ag))


def trapped_volume_share(particles_per_ml, outer_diameter_nm, bilayer_nm):
    r"""Share of a sample's volume that lies inside its vesicles: what they catch if cargo is spread evenly and sticks to nothing.

    Parameters
    ----------
    particles_per_ml : float or array, 1/mL, > 0
    outer_diameter_nm, bilayer_nm : as in :func:`lumen_concentration_um`

    Returns
    -------
    float or array: :math:`n V_l`, with :math:`1\,\mathrm{mL} = 10^{21}\,\mathrm{nm^3}`; above 1 the count cannot be true

    Raises
    ------
    ValueError
        A count not above 0, or impossible geometry.

    >>> round(100 * float(trapped_volume_share(1e12, 100, 5)), 3)
    0.038
    """
    return positive(particles_per_ml=particles_per_ml) * lumen_volume_nm3(outer_diameter_nm, bilayer_nm) / 1e21


def share_in_vesicles(partition_coefficient, vesicle_volume_fraction):
    r"""Share of a drug that sits in the vesicles when it moves freely between them and the water.

    Parameters
    ----------
    partition_coefficient : float or array, at least 0, concentration in the vesicle over that in the water
    vesicle_volume_fraction : float or array, share of the sample's volume, above 0 and below 1

    Returns
    -------
    float or array, 0 to 1: :math:`K\varphi / (K\varphi + 1 - \varphi)`, at equilibrium

    Raises
    ------
    ValueError
        Coefficient below 0, or a share outside 0 to 1.

    >>> round(float(share_in_vesicles(1000, 0.001)), 2)
    0.5
    """
    part = between(0, 1, vesicle_volume_fraction=vesicle_volume_fraction)
    inside = within(0, np.inf, partition_coefficient=partition_coefficient) * part
    return inside / (inside + 1 - part)


def share_left_after_dilution(partition_coefficient, vesicle_volume_fraction, dilution_fold):
    r"""Share of the drug in the vesicles that is still there after dilution, at the new equilibrium.

    Parameters
    ----------
    partition_coefficient : float or array, > 0
    vesicle_volume_fraction : as in :func:`share_in_vesicles`, before dilution
    dilution_fold : float or array, at least 1

    Returns
    -------
    float or array, 0 to 1: :math:`S(K, \varphi / D) / S(K, \varphi)`, with :math:`S` of :func:`share_in_vesicles`

    Raises
    ------
    ValueError
        Coefficient not above 0, a share outside 0 to 1, or a dilution below 1.

    >>> round(float(share_left_after_dilution(1000, 0.001, 1000)), 4)
    0.002
    """
    fold, coefficient = within(1, np.inf, dilution_fold=dilution_fold), positive(partition_coefficient=partition_coefficient)
    before = share_in_vesicles(coefficient, vesicle_volume_fraction)
    return share_in_vesicles(coefficient, np.asarray(vesicle_volume_fraction) / fold) / before


def audit(
    *, cargo_ug, cargo_kda, particles, outer_diameter_nm, bilayer_nm, cargo_place, fill_fraction,
    specific_volume_ml_per_g, area_per_lipid_nm2, offered_ug=None, sample_ml=None,
):  # fmt: skip
    r"""Hold one claim of loading against what has room.

    Parameters
    ----------
    cargo_ug, particles : float, what was found in the sample, as in :func:`copies_per_vesicle`
    cargo_kda, outer_diameter_nm, bilayer_nm, cargo_place, fill_fraction, specific_volume_ml_per_g
        as in :func:`exoteach.models.structure.copies_ceiling`
    area_per_lipid_nm2 : float, nm², > 0
    offered_ug : float, µg, > 0, cargo put in; None leaves its checks out
    sample_ml : float, mL, > 0, volume in which vesicles met the cargo; None leaves its checks out

    Returns
    -------
    pandas.DataFrame, a row a check, with columns check (name with unit), value, ceiling (empty where the cargo sits in
        another place) and exceeds. Checks: copies; copies with no gap left (share filled 1); concentration in the lumen;
        molecules per 100 lipids; cargo's own volume in per cent of the whole vesicle; recovered in per cent of offered (at
        most 100); all vesicles in per cent of the sample (at most 100); recovered against the volume caught,
        :math:`100\,n V_l`: above it the claim may still be true, but the cargo did not only drift in with the water.

    Raises
    ------
    ValueError
        As in the functions above.

    >>> claim = dict(cargo_ug=10, cargo_kda=27, particles=1e10, outer_diameter_nm=100, bilayer_nm=5, cargo_place="lumen",
    ...              fill_fraction=0.3, specific_volume_ml_per_g=0.73, area_per_lipid_nm2=0.45)
    >>> audit(**claim)["exceeds"].tolist()
    [True, True, True, False, True]
    """
    vesicle = dict(outer_diameter_nm=outer_diameter_nm, bilayer_nm=bilayer_nm)
    cargo = dict(cargo_kda=cargo_kda, specific_volume_ml_per_g=specific_volume_ml_per_g, cargo_place=cargo_place)
    most, packed = (copies_ceiling(**vesicle, **cargo, fill_fraction=f) for f in (fill_fraction, 1))
    copies = copies_per_vesicle(cargo_ug, cargo_kda, particles)
    lipids = lipids_upper_bound(**vesicle, area_per_lipid_nm2=area_per_lipid_nm2)
    volume = 100 * copies * molecule_volume_nm3(cargo_kda, specific_volume_ml_per_g) / ball_volume_nm3(outer_diameter_nm)
    checks = [
        ("copies", copies, most),
        ("copies_without_gaps", copies, packed),
        ("lumen_concentration_um", *_facing(cargo_place == "lumen", lambda n: lumen_concentration_um(n, **vesicle), copies, most)),
        ("per_100_lipids", *_facing(cargo_place == "membrane", lambda n: molecules_per_100_lipids(n, lipids), copies, most)),
        ("cargo_volume_percent", volume, np.nan if cargo_place == "surface" else 100),
    ]
    if offered_ug is not None:
        recovered = 100 * within(0, np.inf, cargo_ug=cargo_ug) / positive(offered_ug=offered_ug)
        checks.append(("recovered_percent", recovered, 100))
    if sample_ml is not None:
        count = positive(particles=particles) / positive(sample_ml=sample_ml)
        checks.append(("vesicle_volume_percent", 100 * count * ball_volume_nm3(outer_diameter_nm) / 1e21, 100))
        if offered_ug is not None:
            caught = 100 * trapped_volume_share(count, **vesicle)
            checks.append(("recovered_by_volume_percent", recovered, caught if cargo_place == "lumen" else np.nan))
    frame = pd.DataFrame(checks, columns=["check", "value", "ceiling"]).astype({"value": float, "ceiling": float})
    return frame.assign(exceeds=frame["value"] > frame["ceiling"])


def _facing(own_kind, converted, copies, most):
    """A value and, where the cargo sits in the place that this number is about, its ceiling."""
    return converted(copies), converted(most) if own_kind else np.nan
