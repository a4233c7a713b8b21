"""What one vesicle weighs, how dense it is, how much protein it holds, and how many molecules swim in its lumen.

The model knows three shells of one ball, each of even density: lumen, membrane and, if wanted, a coat (corona) outside.
It leaves out what passes through the membrane: a sugar gradient draws water out of the lumen, so a vesicle in it turns
smaller and denser. Arguments may be numbers or NumPy arrays that broadcast together.
"""

import numpy as np

from exoteach.models.limits import positive, within
from exoteach.models.structure import AVOGADRO, ball_volume_nm3, lumen_volume_nm3, membrane_volume_nm3


def hydrodynamic_diameter_nm(outer_diameter_nm, coat_nm=0):
    r"""Diameter of the vesicle with its coat: what moves through water.

    Parameters
    ----------
    outer_diameter_nm : float or array, nm, > 0, over the membrane
    coat_nm : float or array, nm, at least 0, thickness of the coat

    Returns
    -------
    float or array, nm: :math:`d + 2c`

    Raises
    ------
    ValueError
        Diameter not above 0, or coat below 0.

    >>> float(hydrodynamic_diameter_nm(100, 5))
    110.0
    """
    return (positive(outer_diameter_nm=outer_diameter_nm) + 2 * within(0, np.inf, coat_nm=coat_nm))[()]


def coat_volume_nm3(outer_diameter_nm, coat_nm):
    r"""Volume of the coat alone.

    Parameters
    ----------
    outer_diameter_nm, coat_nm : as in :func:`hydrodynamic_diameter_nm`

    Returns
    -------
    float or array, nm³: :math:`\frac{\pi}{6}\left((d + 2c)^3 - d^3\right)`

    Raises
    ------
    ValueError
        Diameter not above 0, or coat below 0.

    >>> round(coat_volume_nm3(100, 5))
    173311
    """
    return ball_volume_nm3(hydrodynamic_diameter_nm(outer_diameter_nm, coat_nm)) - ball_volume_nm3(outer_diameter_nm)


def vesicle_mass_ag(
    outer_diameter_nm, bilayer_nm, lumen_density_g_per_ml, membrane_density_g_per_ml, coat_nm=0, coat_density_g_per_ml=None
):
    r"""Mass of one vesicle with the water inside it.

    Parameters
    ----------
    outer_diameter_nm : float or array, nm, > 0
    bilayer_nm : float or array, nm, > 0 and below half of the outer diameter
    lumen_density_g_per_ml, membrane_density_g_per_ml : float or array, g/mL, > 0
    coat_nm : float or array, nm, at least 0
    coat_density_g_per_ml : float or array, g/mL, > 0; needed when there is a coat

    Returns
    -------
    float or array, ag (1 ag = 10⁻¹⁸ g): :math:`\rho_l V_l + \rho_m V_m + \rho_c V_c`,
    with :math:`1\,\mathrm{g/mL} = 10^{-3}\,\mathrm{ag/nm^3}`

    Raises
    ------
    ValueError
        Impossible geometry, a density not above 0, or a coat without its density.

    >>> round(float(vesicle_mass_ag(100, 5, 1.05, 1.15)), 1)
    564.0
    """
    lumen, membrane = positive(lumen_density_g_per_ml=lumen_density_g_per_ml, membrane_density_g_per_ml=membrane_density_g_per_ml)
    inside = lumen * lumen_volume_nm3(outer_diameter_nm, bilayer_nm) + membrane * membrane_volume_nm3(outer_diameter_nm, bilayer_nm)
    shell = coat_volume_nm3(outer_diameter_nm, coat_nm)
    if coat_density_g_per_ml is None:
        if np.any(np.greater(coat_nm, 0)):
            raise ValueError("coat_density_g_per_ml must be given, above 0, when coat_nm is above 0")
        coat_density_g_per_ml = lumen  # of a coat without volume: any density gives the same mass
    return (inside + positive(coat_density_g_per_ml=coat_density_g_per_ml) * shell) / 1e3


def buoyant_density_g_per_ml(
    outer_diameter_nm, bilayer_nm, lumen_density_g_per_ml, membrane_density_g_per_ml, coat_nm=0, coat_density_g_per_ml=None
):
    r"""Density of the whole vesicle: where it comes to rest in a gradient that does not draw water out of it.

    Parameters
    ----------
    as in :func:`vesicle_mass_ag`

    Returns
    -------
    float or array, g/mL: :math:`\frac{\rho_l V_l + \rho_m V_m + \rho_c V_c}{V_l + V_m + V_c}`

    Raises
    ------
    ValueError
        As in :func:`vesicle_mass_ag`.

    >>> round(float(buoyant_density_g_per_ml(100, 5, 1.05, 1.15)), 4)
    1.0771
    """
    mass = vesicle_mass_ag(
        outer_diameter_nm, bilayer_nm, lumen_density_g_per_ml, membrane_density_g_per_ml, coat_nm, coat_density_g_per_ml
    )
    return mass * 1e3 / ball_volume_nm3(hydrodynamic_diameter_nm(outer_diameter_nm, coat_nm))


def protein_mass_ag(outer_diameter_nm, bilayer_nm, lumen_protein_g_per_l, membrane_density_g_per_ml, membrane_protein_fraction):
    r"""Protein in one vesicle: dissolved in the lumen and set in the membrane. A corona outside is not counted.

    Parameters
    ----------
    outer_diameter_nm, bilayer_nm : as in :func:`vesicle_mass_ag`
    lumen_protein_g_per_l : float or array, g/L, at least 0
    membrane_density_g_per_ml : float or array, g/mL, > 0
    membrane_protein_fraction : float or array, share of the membrane's mass, 0 to 1

    Returns
    -------
    float or array, ag: :math:`c_p V_l + w_p \rho_m V_m`

    Raises
    ------
    ValueError
        Impossible geometry, a concentration below 0, or a share outside 0 to 1.

    >>> round(float(protein_mass_ag(100, 5, 200, 1.15, 0.5)), 1)
    157.9
    """
    dissolved = within(0, np.inf, lumen_protein_g_per_l=lumen_protein_g_per_l)
    part = within(0, 1, membrane_protein_fraction=membrane_protein_fraction)
    density = positive(membrane_density_g_per_ml=membrane_density_g_per_ml)
    in_lumen = dissolved * lumen_volume_nm3(outer_diameter_nm, bilayer_nm) * 1e-6
    return in_lumen + part * density * membrane_volume_nm3(outer_diameter_nm, bilayer_nm) / 1e3


def particles_per_ug_protein(protein_mass_ag):
    r"""Most particles that a microgram of protein can stand for: every protein sits in a vesicle, none swims free.

    Parameters
    ----------
    protein_mass_ag : float or array, ag per vesicle, > 0

    Returns
    -------
    float or array, particles per µg: :math:`10^{12} / m_p`

    Raises
    ------
    ValueError
        Mass not above 0.

    >>> float(particles_per_ug_protein(100))
    10000000000.0
    """
    return 1e12 / positive(protein_mass_ag=protein_mass_ag)


def molecules_in_lumen(concentration_um, outer_diameter_nm, bilayer_nm):
    r"""Molecules in one lumen that holds a solution of this strength: what it gets when it closes around it.

    Parameters
    ----------
    concentration_um : float or array, µmol/L, at least 0
    outer_diameter_nm, bilayer_nm : as in :func:`vesicle_mass_ag`

    Returns
    -------
    float or array, molecules (a mean, so mostly not whole): :math:`c V_l N_A`, with :math:`1\,\mathrm{nm^3} = 10^{-24}\,\mathrm{L}`

    Raises
    ------
    ValueError
        Impossible geometry, or a concentration below 0.

    >>> round(float(molecules_in_lumen(1, 100, 5)), 2)
    0.23
    """
    concentration = within(0, np.inf, concentration_um=concentration_um)
    return concentration * 1e-6 * lumen_volume_nm3(outer_diameter_nm, bilayer_nm) * 1e-24 * AVOGADRO
