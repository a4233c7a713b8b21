"""Which mean? One population of vesicles, seen through number, area, volume, scattered light and an instrument's lower limit."""

import numpy as np
import pandas as pd

from exoteach.models.limits import positive
from exoteach.models.lognormal import (
    density_per_nm,
    seen_mean_nm,
    share_below,
    smallest_of_largest_nm,
    weighted_mean_nm,
    weighted_mode_nm,
)
from exoteach.models.lumens import lumen_percent_above, mean_by_lumen_nm

POWER = {"number": 0, "area": 2, "volume": 3, "intensity": 6}  # weight of a vesicle: its diameter to this power


def sizes_by_weight(*, median_nm, geometric_sd, lower_limit_nm, bilayer_nm, largest_percent, above, sweep):
    r"""One population by number, area, volume, lumen and scattered light, an instrument's limit, and the read-outs, as one long frame.

    Parameters
    ----------
    median_nm, geometric_sd, lower_limit_nm, bilayer_nm, largest_percent : float, as in the functions of ``lognormal`` and ``lumens``
    above : bool, whether a curve says how much of the total lies above a diameter, or how often a diameter is met
    sweep : array, nm, > 0, the diameters of the curves

    Returns
    -------
    pandas.DataFrame with columns role, series, x (nm), y (%), low, high.
        With ``above`` every curve falls from 100 to 0 % of its own total: :math:`1 - \Phi(z - p s)`, see :func:`~exoteach.models.lognormal.share_below`,
        and :func:`~exoteach.models.lumens.lumen_percent_above`. Without it every curve is scaled to a peak of 100 %: compare where curves stand and
        how wide they are, not their areas.
        Roles: ``model`` (series ``number``, ``area``, ``volume``, ``intensity``, ``lumen``; each with its mean on it, series
        ``number_mean`` and so on; ``chosen``: the smallest of the largest, on the curve of the lumen), ``limit`` (series
        ``lower_limit``: a line at x from low to high) and ``reading`` (series names the quantity).

    Raises
    ------
    ValueError
        As in :func:`~exoteach.models.lognormal.seen_mean_nm` and :func:`~exoteach.models.lumens.lumen_percent_above`.

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


def _percent_above(diameter, median_nm, geometric_sd, power):
    """Percentage of the weighted population above a diameter."""
    return 100 * (1 - share_below(diameter, median_nm, geometric_sd, power))


def _percent_of_peak(diameter, median_nm, geometric_sd, power):
    """Weighted distribution over its peak, in %."""
    score = np.log(diameter / weighted_mode_nm(median_nm, geometric_sd, power)) / np.log(geometric_sd)
    return 100 * np.exp(-(score**2) / 2)


def _lumen_percent_of_peak(diameters, median_nm, geometric_sd, bilayer_nm):
    """Distribution weighted by lumen over its highest value among these diameters, in %."""
    lumen = np.maximum(diameters - 2 * bilayer_nm, 0) ** 3 * density_per_nm(diameters, median_nm, geometric_sd)
    return 100 * lumen / max(lumen.max(), np.finfo(float).tiny)
