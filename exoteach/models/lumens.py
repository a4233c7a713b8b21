"""Which vesicles hold the room? The lumen of a lognormal population: everything inside the membrane, by size.

Arguments may be numbers or NumPy arrays that broadcast together. What the population leaves out, :mod:`exoteach.models.lognormal` says.
"""

import numpy as np

from exoteach.models.limits import between, positive, within
from exoteach.models.lognormal import moment_above, smallest_of_largest_nm


def share_of_lumen_in_largest(largest_percent, median_nm, geometric_sd, bilayer_nm):
    r"""Share of all lumen volume that the largest vesicles hold.

    Parameters
    ----------
    largest_percent, median_nm, geometric_sd : as in :func:`~exoteach.models.lognormal.smallest_of_largest_nm`
    bilayer_nm : float or array, nm, > 0 and below half of the median

    Returns
    -------
    float or array, 0 to 1: :math:`\int_t^\infty (d - 2b)^3 f\,\mathrm{d}d \Big/ \int_{2b}^\infty (d - 2b)^3 f\,\mathrm{d}d`,
    with :math:`f` of :func:`~exoteach.models.lognormal.density_per_nm` and :math:`t` of :func:`~exoteach.models.lognormal.smallest_of_largest_nm`, not below :math:`2b`

    Raises
    ------
    ValueError
        As in :func:`~exoteach.models.lognormal.smallest_of_largest_nm`, or a bilayer that leaves the median vesicle no lumen.

    >>> round(float(share_of_lumen_in_largest(10, 100, 1.4, 5)), 2)
    0.42
    """
    smallest = smallest_of_largest_nm(largest_percent, median_nm, geometric_sd)
    return lumen_percent_above(smallest, median_nm, geometric_sd, bilayer_nm) / 100


def lumen_percent_above(diameter_nm, median_nm, geometric_sd, bilayer_nm):
    r"""Percentage of all lumen volume that lies in vesicles above a diameter.

    Parameters
    ----------
    diameter_nm : float or array, nm, at least 0
    median_nm, geometric_sd : as in :func:`~exoteach.models.lognormal.density_per_nm`
    bilayer_nm : float or array, nm, > 0 and below half of the median

    Returns
    -------
    float or array, %: :math:`100 \int_t^\infty (d - 2b)^3 f\,\mathrm{d}d \Big/ \int_{2b}^\infty (d - 2b)^3 f\,\mathrm{d}d`,
    with :math:`f` of :func:`~exoteach.models.lognormal.density_per_nm` and :math:`t` the diameter, not below :math:`2b`

    Raises
    ------
    ValueError
        A diameter below 0, a median not above 0, a geometric SD not above 1, or a bilayer that leaves the median vesicle no lumen.

    >>> round(float(lumen_percent_above(100, 100, 1.4, 5)))
    87
    """
    wall = _wall(bilayer_nm, median_nm)
    above = np.maximum(within(0, np.inf, diameter_nm=diameter_nm), wall)
    return 100 * _lumen_above(above, median_nm, geometric_sd, wall) / _lumen_above(wall, median_nm, geometric_sd, wall)


def mean_by_lumen_nm(median_nm, geometric_sd, bilayer_nm):
    r"""Mean diameter when a vesicle counts as much as its lumen: the size around which a drug that fills lumens sits.

    Parameters
    ----------
    median_nm, geometric_sd, bilayer_nm : as in :func:`lumen_percent_above`

    Returns
    -------
    float or array, nm: :math:`\int_{2b}^\infty d\,(d - 2b)^3 f\,\mathrm{d}d \Big/ \int_{2b}^\infty (d - 2b)^3 f\,\mathrm{d}d`

    Raises
    ------
    ValueError
        As in :func:`lumen_percent_above`.

    >>> round(float(mean_by_lumen_nm(100, 1.4, 5)))
    152
    """
    wall = _wall(bilayer_nm, median_nm)
    each = _lumen_above(wall, median_nm, geometric_sd, wall, times_power=1)
    return each / _lumen_above(wall, median_nm, geometric_sd, wall)


def largest_percent_with_lumen(lumen_percent, median_nm, geometric_sd, bilayer_nm):
    r"""How few of the largest vesicles hold this percentage of all lumen volume: the inverse of the share.

    Parameters
    ----------
    lumen_percent : float or array, % of all lumen volume, above 0 and below 100
    median_nm, geometric_sd, bilayer_nm : as in :func:`share_of_lumen_in_largest`

    Returns
    -------
    float or array, % of all vesicles by number: the :math:`q` at which :func:`share_of_lumen_in_largest` is the wanted share,
    found by halving an interval 100 times

    Raises
    ------
    ValueError
        As in :func:`share_of_lumen_in_largest`.

    >>> round(float(largest_percent_with_lumen(50, 100, 1.4, 5)))
    14
    """
    wanted = between(0, 100, lumen_percent=lumen_percent) / 100
    low = np.zeros(np.broadcast(wanted, *map(np.asarray, (median_nm, geometric_sd, bilayer_nm))).shape)
    high = low + 100
    for _ in range(100):
        middle = (low + high) / 2
        enough = share_of_lumen_in_largest(np.minimum(middle, np.nextafter(100, 0)), median_nm, geometric_sd, bilayer_nm) >= wanted
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    return high[()]


def _wall(bilayer_nm, median_nm):
    """Twice the bilayer, checked against the median."""
    wall = 2 * positive(bilayer_nm=bilayer_nm)
    median, shared = np.broadcast_arrays(positive(median_nm=median_nm), wall)
    if (shared >= median).any():
        at = tuple(np.argwhere(shared >= median)[0])
        raise ValueError(f"bilayer_nm must be below half of median_nm = {median[at]:g} (got {shared[at] / 2:g})")
    return wall


def _lumen_above(diameter, median_nm, geometric_sd, wall, times_power=0):
    """Mean of d**times_power (d - wall)³ over all vesicles, counting those above a diameter (not below the wall), term by term."""

    def part(exponent):
        return moment_above(diameter, median_nm, geometric_sd, exponent + times_power)

    return part(3) - 3 * wall * part(2) + 3 * wall**2 * part(1) - wall**3 * part(0)
