"""Which mean? One population of vesicles, seen through number, area, volume, scattered light and an instrument's lower limit.

The model is a lognormal distribution of the outer diameter. It leaves out that no vesicle is smaller than two bilayers (a
lognormal always has some there: ``impossible_percent`` says how many), that real samples often have two peaks, and that
light goes with the sixth power of the diameter only well below its wavelength (Rayleigh).
Arguments may be numbers or NumPy arrays that broadcast together.
"""

import math
from statistics import NormalDist

import numpy as np
import pandas as pd

from exoteach.models.limits import between, positive, within

POWER = {"number": 0, "area": 2, "volume": 3, "intensity": 6}  # weight of a vesicle: its diameter to this power
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


def share_of_lumen_in_largest(largest_percent, median_nm, geometric_sd, bilayer_nm):
    r"""Share of all lumen volume that the largest vesicles hold.

    Parameters
    ----------
    largest_percent, median_nm, geometric_sd : as in :func:`smallest_of_largest_nm`
    bilayer_nm : float or array, nm, > 0 and below half of the median

    Returns
    -------
    float or array, 0 to 1: :math:`\int_t^\infty (d - 2b)^3 f\,\mathrm{d}d \Big/ \int_{2b}^\infty (d - 2b)^3 f\,\mathrm{d}d`,
    with :math:`f` of :func:`density_per_nm` and :math:`t` of :func:`smallest_of_largest_nm`, not below :math:`2b`

    Raises
    ------
    ValueError
        As in :func:`smallest_of_largest_nm`, or a bilayer that leaves the median vesicle no lumen.

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
    median_nm, geometric_sd : as in :func:`density_per_nm`
    bilayer_nm : float or array, nm, > 0 and below half of the median

    Returns
    -------
    float or array, %: :math:`100 \int_t^\infty (d - 2b)^3 f\,\mathrm{d}d \Big/ \int_{2b}^\infty (d - 2b)^3 f\,\mathrm{d}d`,
    with :math:`f` of :func:`density_per_nm` and :math:`t` the diameter, not below :math:`2b`

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


def sizes_by_weight(*, median_nm, geometric_sd, lower_limit_nm, bilayer_nm, largest_percent, above, sweep):
    r"""One population by number, area, volume, lumen and scattered light, an instrument's limit, and the read-outs, as one long frame.

    Parameters
    ----------
    median_nm, geometric_sd, lower_limit_nm, bilayer_nm, largest_percent : float, as in the functions above
    above : bool, whether a curve says how much of the total lies above a diameter, or how often a diameter is met
    sweep : array, nm, > 0, the diameters of the curves

    Returns
    -------
    pandas.DataFrame with columns role, series, x (nm), y (%), low, high.
        With ``above`` every curve falls from 100 to 0 % of its own total: :math:`1 - \Phi(z - p s)`, see :func:`share_below`,
        and :func:`lumen_percent_above`. Without it every curve is scaled to a peak of 100 %: compare where curves stand and
        how wide they are, not their areas.
        Roles: ``model`` (series ``number``, ``area``, ``volume``, ``intensity``, ``lumen``; each with its mean on it, series
        ``number_mean`` and so on; ``chosen``: the smallest of the largest, on the curve of the lumen), ``limit`` (series
        ``lower_limit``: a line at x from low to high) and ``reading`` (series names the quantity).

    Raises
    ------
    ValueError
        As in :func:`seen_mean_nm` and :func:`lumen_percent_above`.

    >>> given = dict(median_nm=100, geometric_sd=1.4, lower_limit_nm=70, bilayer_nm=5, largest_percent=10, above=True)
    >>> frame = sizes_by_weight(**given, sweep=[50, 100])
    >>> round(float(frame.loc[frame["series"] == "unseen_percent", "y"].item()))
    14
    """
    population = dict(median_nm=median_nm, geometric_sd=geometric_sd)
    diameters = np.atleast_1d(positive(sweep=sweep))
    height = _percent_above if above else _percent_of_peak
    smallest = smallest_of_largest_nm(largest_percent, **population)
    means = {name: weighted_mean_nm(power=power, **population) for name, power in POWER.items()}
    means["lumen"] = mean_by_lumen_nm(bilayer_nm=bilayer_nm, **population)
    curves = {name: height(np.append(diameters, means[name]), **population, power=power) for name, power in POWER.items()}
    by_lumen = lumen_percent_above if above else _lumen_percent_of_peak
    *curves["lumen"], chosen, at_mean = by_lumen(
        np.append(diameters, [smallest, means["lumen"]]), bilayer_nm=bilayer_nm, **population
    )
    curves["lumen"].append(at_mean)
    readings = {f"{name}_mean_nm": mean for name, mean in means.items()} | {
        "mode_nm": weighted_mode_nm(power=0, **population),
        "median_nm": median_nm,
        "geometric_sd": geometric_sd,
        "lower_limit_nm": lower_limit_nm,
        "seen_mean_nm": seen_mean_nm(lower_limit_nm=lower_limit_nm, **population),
        "unseen_percent": 100 * share_below(lower_limit_nm, **population),
        "impossible_percent": 100 * share_below(2 * bilayer_nm, **population),
        "largest_percent": largest_percent,
        "smallest_of_largest_nm": smallest,
        "lumen_share_of_largest_percent": lumen_percent_above(smallest, bilayer_nm=bilayer_nm, **population),
    }
    rows = [
        {"role": "model", "series": f"{name}_mean", "x": float(mean), "y": float(curves[name][-1])} for name, mean in means.items()
    ]
    rows += [
        {"role": "model", "series": "chosen", "x": float(smallest), "y": float(chosen)},
        {"role": "limit", "series": "lower_limit", "x": float(lower_limit_nm), "low": 0.0, "high": 100.0},
    ] + [{"role": "reading", "series": k, "y": float(v)} for k, v in readings.items()]
    lines = [pd.DataFrame({"role": "model", "series": name, "x": diameters, "y": y[:-1]}) for name, y in curves.items()]
    return pd.concat([*lines, pd.DataFrame(rows)], ignore_index=True).reindex(columns=["role", "series", "x", "y", "low", "high"])


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
    median, spread = _population(median_nm, geometric_sd)

    def part(exponent):
        power = exponent + times_power
        above = _normal(-_score(diameter, median_nm, geometric_sd, power))
        return _exp(power * np.log(median) + power**2 * spread**2 / 2) * above

    return part(3) - 3 * wall * part(2) + 3 * wall**2 * part(1) - wall**3 * part(0)


def _percent_above(diameter, median_nm, geometric_sd, power):
    """Percentage of the weighted population above a diameter."""
    return 100 * (1 - share_below(diameter, median_nm, geometric_sd, power))


def _percent_of_peak(diameter, median_nm, geometric_sd, power):
    """Weighted distribution over its peak, in %."""
    _, spread = _population(median_nm, geometric_sd)
    return 100 * np.exp(-((np.log(diameter / weighted_mode_nm(median_nm, geometric_sd, power)) / spread) ** 2) / 2)


def _lumen_percent_of_peak(diameters, median_nm, geometric_sd, bilayer_nm):
    """Distribution weighted by lumen over its highest value among these diameters, in %."""
    lumen = np.maximum(diameters - _wall(bilayer_nm, median_nm), 0) ** 3 * density_per_nm(diameters, median_nm, geometric_sd)
    return 100 * lumen / max(lumen.max(), np.finfo(float).tiny)


def _exp(exponent):
    with np.errstate(over="ignore", under="ignore"):
        value = np.exp(exponent)
    if not (np.isfinite(value) & (value > 0)).all():
        raise ValueError("geometric_sd must be smaller for this median, power or percentage: the number runs out of digits")
    return value
