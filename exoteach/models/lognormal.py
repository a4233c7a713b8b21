"""A population of vesicles whose outer diameters are lognormal, by number or by a weight: shares, means, and what an instrument misses.

The model leaves out that no vesicle is smaller than two bilayers (a lognormal always has some there), that real samples often
have two peaks, and that light goes with the sixth power of the diameter only well below its wavelength (Rayleigh).
Arguments may be numbers or NumPy arrays that broadcast together.
"""

import math
from statistics import NormalDist

import numpy as np

from exoteach.models.limits import between, positive, within

_erfc = np.vectorize(math.erfc, otypes=[float])
_normal_quantile = np.vectorize(NormalDist().inv_cdf, otypes=[float])


def density_per_nm(diameter_nm, median_nm, geometric_sd):
    r"""Share of vesicles per nanometre of diameter.

    Parameters
    ----------
    diameter_nm : float or array, nm, > 0
    median_nm : float or array, nm, > 0, half of the vesicles are smaller
    geometric_sd : float or array, above 1; two thirds of the vesicles lie within this factor of the median

    Returns
    -------
    float or array, 1/nm: :math:`\frac{1}{d s \sqrt{2\pi}} e^{-z^2/2}`, with :math:`s = \ln g` and :math:`z = \ln(d/m)/s`

    Raises
    ------
    ValueError
        A diameter not above 0, or a geometric SD not above 1.

    >>> round(float(density_per_nm(100, 100, 1.4)), 5)
    0.01186
    """
    diameter, (median, spread) = positive(diameter_nm=diameter_nm), _population(median_nm, geometric_sd)
    z = np.log(diameter / median) / spread
    return np.exp(-(z**2) / 2) / (diameter * spread * np.sqrt(2 * np.pi))


def share_below(diameter_nm, median_nm, geometric_sd, power=0):
    r"""Share of the population below a diameter, by number or by a weight :math:`d^p`.

    Parameters
    ----------
    diameter_nm : float or array, nm, at least 0
    median_nm, geometric_sd : as in :func:`density_per_nm`
    power : float or array, at least 0: 0 number, 2 area, 3 volume, 6 scattered light

    Returns
    -------
    float or array, 0 to 1: :math:`\Phi(z - p s)`, with :math:`s = \ln g`, :math:`z = \ln(d/m)/s` and
    :math:`\Phi` the normal distribution

    Raises
    ------
    ValueError
        A diameter or power below 0, a median not above 0, or a geometric SD not above 1.

    >>> float(share_below(100, 100, 1.4))
    0.5
    """
    return _normal(_score(within(0, np.inf, diameter_nm=diameter_nm), median_nm, geometric_sd, power))


def weighted_mean_nm(median_nm, geometric_sd, power):
    r"""Mean diameter when a vesicle counts as much as its diameter to a power.

    Parameters
    ----------
    median_nm, geometric_sd : as in :func:`density_per_nm`
    power : float or array, at least 0: 0 number, 2 area, 3 volume, 6 scattered light (5 gives the harmonic mean by
        scattered light, which dynamic light scattering calls the z-average)

    Returns
    -------
    float or array, nm: :math:`\langle d^{p+1}\rangle / \langle d^p\rangle = m\, e^{(p + 1/2) s^2}`, with :math:`s = \ln g`

    Raises
    ------
    ValueError
        A power below 0, a median not above 0, a geometric SD not above 1, or so wide that no number holds the mean.

    >>> [round(float(weighted_mean_nm(100, 1.4, p))) for p in (0, 2, 3, 6)]
    [106, 133, 149, 209]
    """
    median, spread = _population(median_nm, geometric_sd)
    return _exp(np.log(median) + (within(0, np.inf, power=power) + 1 / 2) * spread**2)


def weighted_mode_nm(median_nm, geometric_sd, power):
    r"""Diameter at the peak of the distribution, by number or by a weight :math:`d^p`.

    Parameters
    ----------
    median_nm, geometric_sd, power : as in :func:`weighted_mean_nm`

    Returns
    -------
    float or array, nm: :math:`m\, e^{(p - 1) s^2}`, with :math:`s = \ln g`

    Raises
    ------
    ValueError
        As in :func:`weighted_mean_nm`.

    >>> round(float(weighted_mode_nm(100, 1.4, 0)), 1)
    89.3
    """
    median, spread = _population(median_nm, geometric_sd)
    return _exp(np.log(median) + (within(0, np.inf, power=power) - 1) * spread**2)


def seen_mean_nm(median_nm, geometric_sd, lower_limit_nm, power=0):
    r"""Mean diameter of what an instrument sees that is blind below a limit.

    Parameters
    ----------
    median_nm, geometric_sd, power : as in :func:`weighted_mean_nm`
    lower_limit_nm : float or array, nm, at least 0; the limit is taken as sharp, a real one is not

    Returns
    -------
    float or array, nm: :math:`m\, e^{(p + 1/2) s^2}\,\frac{\Phi((p + 1) s - z)}{\Phi(p s - z)}`,
    with :math:`s = \ln g` and :math:`z` the score :math:`\ln(L/m)/s` of the limit

    Raises
    ------
    ValueError
        As in :func:`weighted_mean_nm`, a limit below 0, or one so high that nothing is seen.

    >>> round(float(seen_mean_nm(100, 1.4, 70)), 1)
    113.7
    """
    limit, mean = within(0, np.inf, lower_limit_nm=lower_limit_nm), weighted_mean_nm(median_nm, geometric_sd, power)
    seen = _normal(-_score(limit, median_nm, geometric_sd, power))
    if np.any(seen == 0):
        blind = np.broadcast_to(limit, np.shape(seen))[seen == 0].flat[0]
        raise ValueError(f"lower_limit_nm must be low enough to leave something to see (got {blind:g}, the rest is below it)")
    return mean * _normal(-_score(limit, median_nm, geometric_sd, np.add(power, 1))) / seen


def smallest_of_largest_nm(largest_percent, median_nm, geometric_sd):
    r"""Diameter above which the largest vesicles lie, when these are so many per cent of all.

    Parameters
    ----------
    largest_percent : float or array, % of all vesicles by number, above 0 and below 100
    median_nm, geometric_sd : as in :func:`density_per_nm`

    Returns
    -------
    float or array, nm: :math:`m\, e^{-s\,\Phi^{-1}(q)}`, with :math:`q` the percentage over 100 and :math:`s = \ln g`

    Raises
    ------
    ValueError
        A percentage outside 0 to 100, a median not above 0, or a geometric SD not above 1.

    >>> round(float(smallest_of_largest_nm(10, 100, 1.4)))
    154
    """
    percent, (median, spread) = between(0, 100, largest_percent=largest_percent), _population(median_nm, geometric_sd)
    return _exp(np.log(median) - spread * _normal_quantile(percent / 100))


def moment_above(diameter_nm, median_nm, geometric_sd, power):
    r"""Mean of a power of the diameter over all vesicles, counting only those above a diameter.

    Parameters
    ----------
    diameter_nm : float or array, nm, at least 0
    median_nm, geometric_sd : as in :func:`density_per_nm`
    power : float or array, at least 0

    Returns
    -------
    float or array, nm to the power: :math:`\int_t^\infty d^p f\,\mathrm{d}d = m^p e^{p^2 s^2/2}\,\Phi(p s - z)`, with
    :math:`f` of :func:`density_per_nm`, :math:`s = \ln g` and :math:`z = \ln(t/m)/s`

    Raises
    ------
    ValueError
        A diameter or power below 0, a median not above 0, a geometric SD not above 1, or so wide that no number holds the mean.

    >>> round(float(moment_above(0, 100, 1.4, 1)), 1)
    105.8
    """
    median, spread = _population(median_nm, geometric_sd)
    above = _normal(-_score(within(0, np.inf, diameter_nm=diameter_nm), median_nm, geometric_sd, power))
    return _exp(power * np.log(median) + np.square(power) * spread**2 / 2) * above


def _population(median_nm, geometric_sd):
    """Median and the SD of the natural logarithm, checked."""
    return positive(median_nm=median_nm), np.log(between(1, np.inf, geometric_sd=geometric_sd))


def _score(diameter, median_nm, geometric_sd, power):
    """Standard score of the logarithm of a diameter in the population weighted by d to the power."""
    median, spread = _population(median_nm, geometric_sd)
    with np.errstate(divide="ignore"):  # a diameter of 0 has a score of minus infinity: nothing is below it
        return np.log(diameter / median) / spread - within(0, np.inf, power=power) * spread


def _normal(score):
    """Share of a normal distribution below a score, right in both tails."""
    return _erfc(-score / np.sqrt(2))[()] / 2


def _exp(exponent):
    with np.errstate(over="ignore", under="ignore"):
        value = np.exp(exponent)
    if not (np.isfinite(value) & (value > 0)).all():
        raise ValueError("geometric_sd must be smaller for this median, power or percentage: the number runs out of digits")
    return value
