"""How much fits: a vesicle as a ball with a membrane of even thickness.

The model knows geometry only: a rigid sphere, one bilayer, no surface proteins, no water of hydration.
Arguments may be numbers or NumPy arrays that broadcast together.
"""

import numpy as np
import pandas as pd

from exoteach.models.limits import positive, share

AVOGADRO = 6.02214076e23  # 1/mol, exact (SI)
PLACES = ("lumen", "membrane", "surface")


def ball_volume_nm3(diameter_nm):
    r"""Volume of a solid ball.

    Parameters
    ----------
    diameter_nm : float or array, nm, > 0

    Returns
    -------
    float or array, nm³: :math:`\frac{\pi}{6} d^3`

    Raises
    ------
    ValueError
        diameter not above 0.

    >>> round(ball_volume_nm3(100))
    523599
    """
    return np.pi / 6 * positive(diameter_nm=diameter_nm) ** 3


def inner_diameter_nm(outer_diameter_nm, bilayer_nm):
    r"""Diameter of the lumen: the membrane is crossed twice.

    Parameters
    ----------
    outer_diameter_nm : float or array, nm, > 0
    bilayer_nm : float or array, nm, > 0 and below half of the outer diameter

    Returns
    -------
    float or array, nm: :math:`d - 2b`

    Raises
    ------
    ValueError
        Nothing is inside, or an argument is not above 0.

    >>> float(inner_diameter_nm(100, 5))
    90.0
    """
    outer, bilayer = positive(outer_diameter_nm=outer_diameter_nm, bilayer_nm=bilayer_nm)
    inner = np.asarray(outer - 2 * bilayer)
    if (inner <= 0).any():
        at = tuple(np.argwhere(inner <= 0)[0])
        half, got = (np.broadcast_to(v, inner.shape)[at] for v in (outer, bilayer))
        raise ValueError(f"bilayer_nm must be below half of outer_diameter_nm = {half:g} (got {got:g})")
    return inner[()]


def lumen_volume_nm3(outer_diameter_nm, bilayer_nm):
    r"""Volume inside the membrane.

    Parameters
    ----------
    outer_diameter_nm, bilayer_nm : as in :func:`inner_diameter_nm`

    Returns
    -------
    float or array, nm³: :math:`\frac{4}{3}\pi \left(\frac{d}{2} - b\right)^3`

    >>> round(lumen_volume_nm3(100, 5))
    381704
    """
    return ball_volume_nm3(inner_diameter_nm(outer_diameter_nm, bilayer_nm))


def membrane_volume_nm3(outer_diameter_nm, bilayer_nm):
    r"""Volume of the membrane itself.

    Returns
    -------
    float or array, nm³: :math:`\frac{\pi}{6}\left(d^3 - (d - 2b)^3\right)`

    >>> round(membrane_volume_nm3(100, 5))
    141895
    """
    lumen = lumen_volume_nm3(outer_diameter_nm, bilayer_nm)
    return ball_volume_nm3(outer_diameter_nm) - lumen


def leaflet_areas_nm2(outer_diameter_nm, bilayer_nm):
    r"""Areas of the outer and the inner face of the membrane.

    Returns
    -------
    tuple of two floats or arrays, nm²: :math:`\pi d^2` and :math:`\pi (d - 2b)^2`

    >>> [round(a) for a in leaflet_areas_nm2(100, 5)]
    [31416, 25447]
    """
    inner = inner_diameter_nm(outer_diameter_nm, bilayer_nm)
    return np.pi * np.asarray(outer_diameter_nm, float) ** 2, np.pi * inner**2


def lipids_upper_bound(outer_diameter_nm, bilayer_nm, area_per_lipid_nm2):
    r"""Lipids in both leaflets if nothing else were in the membrane: an upper bound.

    Parameters
    ----------
    area_per_lipid_nm2 : float or array, nm², > 0

    Returns
    -------
    float or array, molecules: :math:`\pi\left(d^2 + (d-2b)^2\right)/a`

    >>> round(lipids_upper_bound(100, 5, 0.45))
    126362
    """
    area = positive(area_per_lipid_nm2=area_per_lipid_nm2)
    return sum(leaflet_areas_nm2(outer_diameter_nm, bilayer_nm)) / area


def molecule_volume_nm3(mass_kda, specific_volume_ml_per_g):
    r"""Volume of one molecule from its mass and its partial specific volume.

    Parameters
    ----------
    mass_kda : float or array, kDa, > 0
    specific_volume_ml_per_g : float or array, mL/g, > 0

    Returns
    -------
    float or array, nm³: :math:`M v / N_A` with M in g/mol and :math:`1\,\mathrm{mL} = 10^{21}\,\mathrm{nm}^3`

    >>> round(float(molecule_volume_nm3(27, 0.73)), 1)
    32.7
    """
    mass, volume = positive(mass_kda=mass_kda, specific_volume_ml_per_g=specific_volume_ml_per_g)
    return mass * 1e3 * volume * 1e21 / AVOGADRO


def molecule_footprint_nm2(mass_kda, specific_volume_ml_per_g):
    r"""Area that one molecule covers if it is a ball: its widest cross-section.

    Returns
    -------
    float or array, nm²: :math:`\pi\left(\frac{3V}{4\pi}\right)^{2/3}` with V of :func:`molecule_volume_nm3`

    >>> round(float(molecule_footprint_nm2(27, 0.73)), 1)
    12.4
    """
    volume = molecule_volume_nm3(mass_kda, specific_volume_ml_per_g)
    return np.pi * (3 * volume / (4 * np.pi)) ** (2 / 3)


def copies_ceiling(outer_diameter_nm, bilayer_nm, cargo_kda, specific_volume_ml_per_g, fill_fraction, cargo_place):
    r"""Most copies of a cargo that a place in the vesicle has room for.

    Parameters
    ----------
    outer_diameter_nm, bilayer_nm : as in :func:`inner_diameter_nm`
    cargo_kda : float or array, kDa, > 0
    specific_volume_ml_per_g : float or array, mL/g, > 0
    fill_fraction : float or array, share of the room that cargo takes, above 0 and at most 1
    cargo_place : 'lumen', 'membrane' or 'surface'

    Returns
    -------
    float or array, copies: :math:`f V_{lumen}/V_1`, :math:`f V_{membrane}/V_1` or :math:`f \pi d^2/A_1`,
    with :math:`V_1` the volume and :math:`A_1` the footprint of one molecule

    Raises
    ------
    ValueError
        Unknown place, share outside 0 to 1, or impossible geometry.

    >>> round(copies_ceiling(100, 5, 27, 0.73, 0.3, "lumen"))
    3499
    """
    if cargo_place not in PLACES:
        raise ValueError(f"cargo_place must be one of {', '.join(PLACES)} (got {cargo_place!r})")
    fill, _ = share(fill_fraction=fill_fraction), positive(cargo_kda=cargo_kda)
    if cargo_place == "surface":
        outer, _ = leaflet_areas_nm2(outer_diameter_nm, bilayer_nm)
        return fill * outer / molecule_footprint_nm2(cargo_kda, specific_volume_ml_per_g)
    room = {"lumen": lumen_volume_nm3, "membrane": membrane_volume_nm3}[cargo_place]
    return fill * room(outer_diameter_nm, bilayer_nm) / molecule_volume_nm3(cargo_kda, specific_volume_ml_per_g)


def lumen_ratio(small_diameter_nm, large_diameter_nm, bilayer_nm):
    r"""How many times more lumen the larger of two vesicles has.

    Parameters
    ----------
    small_diameter_nm, large_diameter_nm : float or array, nm, each above twice the bilayer
    bilayer_nm : float or array, nm, > 0

    Returns
    -------
    float or array: :math:`\left(\frac{D - 2b}{d - 2b}\right)^3`

    >>> round(lumen_ratio(30, 150, 5))
    343
    """
    return lumen_volume_nm3(large_diameter_nm, bilayer_nm) / lumen_volume_nm3(small_diameter_nm, bilayer_nm)


def capacity_by_diameter(
    *, outer_diameter_nm, bilayer_nm, cargo_kda, cargo_place, fill_fraction, fill_low, fill_high,
    specific_volume_ml_per_g, area_per_lipid_nm2, small_diameter_nm, large_diameter_nm, sweep,
):  # fmt: skip
    """The ceiling over all diameters, the chosen vesicle on it, and its read-outs, as one long frame.

    Parameters
    ----------
    outer_diameter_nm, bilayer_nm, cargo_kda, cargo_place, fill_fraction, specific_volume_ml_per_g, area_per_lipid_nm2
        as in the functions above.
    fill_low, fill_high : float, the shares that bound the band.
    small_diameter_nm, large_diameter_nm : float, nm, the two vesicles whose lumens are compared.
    sweep : array, nm, the diameters of the curve.

    Returns
    -------
    pandas.DataFrame with columns role, series, x (nm), y (copies), low, high (copies).
        Roles: ``model`` (curve and the chosen vesicle), ``band``, and ``reading`` (series names the quantity, y its value).

    >>> vesicle = dict(outer_diameter_nm=100, bilayer_nm=5, area_per_lipid_nm2=0.45, small_diameter_nm=50, large_diameter_nm=100)
    >>> cargo = dict(cargo_kda=14, cargo_place="lumen", specific_volume_ml_per_g=0.73, fill_fraction=0.3, fill_low=0.1, fill_high=0.6)
    >>> frame = capacity_by_diameter(**vesicle, **cargo, sweep=[50, 100])
    >>> round(float(frame.loc[frame["series"] == "lumen_share_percent", "y"].item()))
    73
    """
    cargo = dict(cargo_kda=cargo_kda, specific_volume_ml_per_g=specific_volume_ml_per_g, cargo_place=cargo_place)
    diameters = np.asarray(sweep, dtype=float)

    def ceiling(diameter, fill):
        return copies_ceiling(diameter, bilayer_nm, fill_fraction=fill, **cargo)

    curve = pd.DataFrame({"role": "model", "series": "ceiling", "x": diameters, "y": ceiling(diameters, fill_fraction)})
    band = pd.DataFrame({"role": "band", "series": "ceiling", "x": diameters,
                         "low": ceiling(diameters, fill_low), "high": ceiling(diameters, fill_high)})  # fmt: skip
    copies = float(ceiling(outer_diameter_nm, fill_fraction))
    lumen = float(lumen_volume_nm3(outer_diameter_nm, bilayer_nm))
    chosen = {"role": "model", "series": "chosen", "x": float(outer_diameter_nm), "y": copies}
    readings = {
        "copies": copies,
        "lumen_volume_nm3": lumen,
        "lumen_al": lumen * 1e-6,
        "lumen_share_percent": 100 * lumen / float(ball_volume_nm3(outer_diameter_nm)),
        "lipids": float(lipids_upper_bound(outer_diameter_nm, bilayer_nm, area_per_lipid_nm2)),
        "fill_fraction": float(fill_fraction),
        "fill_low": float(fill_low),
        "fill_high": float(fill_high),
        "lumen_ratio": float(lumen_ratio(small_diameter_nm, large_diameter_nm, bilayer_nm)),
    }
    rows = [chosen] + [{"role": "reading", "series": k, "y": v} for k, v in readings.items()]
    frame = pd.concat([curve, band, pd.DataFrame(rows)], ignore_index=True)
    return frame.reindex(columns=["role", "series", "x", "y", "low", "high"])
