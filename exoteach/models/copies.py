"""Is there one in each? A mean number of copies per vesicle, and the ways in which vesicles can share it out.

Two models stand side by side. Poisson is the null model: every copy enters any vesicle with the same chance and knows of no
other copy. The two-state model has a share of loaded vesicles, with the same number of copies in each, and empty ones.
Both leave out that large vesicles hold more, and both take the mean as known.
Arguments may be numbers or NumPy arrays that broadcast together. Copies are floats: a mean is rarely whole.
"""

import math

import numpy as np
import pandas as pd

from exoteach.models.limits import positive, share, within

_log_gamma = np.vectorize(math.lgamma, otypes=[float])


def share_loaded(mean_copies, copies_if_loaded):
    r"""Share of vesicles that hold cargo, if each of these holds the same number of copies.

    Parameters
    ----------
    mean_copies : float or array, copies per vesicle over all vesicles, at least 0
    copies_if_loaded : float or array, copies in a loaded vesicle, at least 1 and at least the mean

    Returns
    -------
    float or array, 0 to 1: :math:`p = m / k`

    Raises
    ------
    ValueError
        The mean is above what a loaded vesicle holds, or an argument is out of range.

    >>> round(1 / share_loaded(0.00825, 10))
    1212
    """
    mean, copies = _mean(mean_copies), within(1, np.inf, copies_if_loaded=copies_if_loaded)
    mean, copies = np.broadcast_arrays(mean, copies)
    if (mean > copies).any():
        at = tuple(np.argwhere(mean > copies)[0])
        raise ValueError(
            f"mean_copies must be at most copies_if_loaded = {copies[at]:g} (got {mean[at]:g}): "
            "with every vesicle loaded the mean is no higher"
        )
    return mean / copies


def vesicles_per_loaded(mean_copies, copies_if_loaded):
    r"""How many vesicles one has to look at, on average, to meet a loaded one.

    Parameters
    ----------
    mean_copies : float or array, copies per vesicle, > 0
    copies_if_loaded : as in :func:`share_loaded`

    Returns
    -------
    float or array, vesicles: :math:`k / m`

    Raises
    ------
    ValueError
        As in :func:`share_loaded`, or a mean of 0: no vesicle is loaded then.

    >>> round(vesicles_per_loaded(0.00825, 10))
    1212
    """
    return 1 / share_loaded(positive(mean_copies=mean_copies), copies_if_loaded)


def vesicles_per_copy(mean_copies):
    r"""How many vesicles carry one copy between them.

    Parameters
    ----------
    mean_copies : float or array, copies per vesicle, > 0

    Returns
    -------
    float or array, vesicles: :math:`1 / m`

    Raises
    ------
    ValueError
        Mean not above 0.

    >>> round(vesicles_per_copy(0.00825))
    121
    """
    return 1 / positive(mean_copies=mean_copies)


def poisson_share_loaded(mean_copies):
    r"""Share of vesicles with at least one copy, if copies fall into vesicles at random.

    Parameters
    ----------
    mean_copies : float or array, copies per vesicle, at least 0

    Returns
    -------
    float or array, 0 to 1: :math:`1 - e^{-m}`

    Raises
    ------
    ValueError
        Mean below 0.

    >>> round(float(poisson_share_loaded(1)), 3)
    0.632
    """
    return -np.expm1(-_mean(mean_copies))


def poisson_probability(copies, mean_copies):
    r"""Share of vesicles with exactly this many copies, if copies fall into vesicles at random.

    Parameters
    ----------
    copies : float or array, whole numbers, at least 0
    mean_copies : float or array, copies per vesicle, at least 0

    Returns
    -------
    float or array, 0 to 1: :math:`m^k e^{-m} / k!`, worked out in logarithms, so that large numbers do no harm
    (right to 8 digits up to a million copies)

    Raises
    ------
    ValueError
        Copies not whole, or an argument below 0.

    >>> round(float(poisson_probability(0, 1)), 3)
    0.368
    """
    whole, mean = within(0, np.inf, copies=copies), _mean(mean_copies)
    if (whole != np.floor(whole)).any():
        raise ValueError(f"copies must be a whole number (got {whole[whole != np.floor(whole)].flat[0]:g})")
    with np.errstate(divide="ignore", invalid="ignore"):
        powers = np.where(whole == 0, 0, whole * np.log(mean))  # nothing to the power of nothing is one
    return np.exp(powers - mean - _log_gamma(whole + 1))[()]


def dispersion(mean_copies, copies_if_loaded):
    r"""Variance over mean of the two-state model; random (Poisson) loading has 1.

    Parameters
    ----------
    mean_copies : float or array, copies per vesicle, at least 0
    copies_if_loaded : as in :func:`share_loaded`

    Returns
    -------
    float or array, copies: :math:`k - m`, because the variance is :math:`k^2 p (1 - p)` with :math:`p = m/k`

    Raises
    ------
    ValueError
        As in :func:`share_loaded`.

    >>> float(dispersion(0.5, 10))
    9.5
    """
    empty = 1 - share_loaded(mean_copies, copies_if_loaded)
    return empty * np.asarray(copies_if_loaded, float)


def one_vesicle_in(mean_copies, copies_if_loaded):
    r"""As :func:`vesicles_per_loaded`, also where the mean is above what was said of a loaded vesicle: then all are loaded.

    Parameters
    ----------
    mean_copies : float or array, copies per vesicle, > 0
    copies_if_loaded : float or array, copies in a loaded vesicle, at least 1

    Returns
    -------
    float or array, vesicles: :math:`\max(1, k / m)`

    Raises
    ------
    ValueError
        An argument is out of range.

    >>> float(one_vesicle_in(20, 10))
    1.0
    """
    mean, copies = positive(mean_copies=mean_copies), within(1, np.inf, copies_if_loaded=copies_if_loaded)
    return vesicles_per_loaded(mean, np.maximum(mean, copies))


def mean_of_loaded(share_loaded, copies_if_loaded):
    r"""Mean over all vesicles, empty ones counted, from the share that is loaded and what each of these holds.

    Parameters
    ----------
    share_loaded : float or array, above 0 and at most 1
    copies_if_loaded : float or array, copies in a loaded vesicle, at least 1

    Returns
    -------
    float or array, copies per vesicle: :math:`m = p k`

    Raises
    ------
    ValueError
        An argument is out of range.

    >>> float(mean_of_loaded(0.5, 50))
    25.0
    """
    return share(share_loaded=share_loaded) * within(1, np.inf, copies_if_loaded=copies_if_loaded)


def loading_by_mean(*, mean_copies, copies_if_loaded, show_random, sweep):
    r"""Vesicles for each loaded one over the mean, clustered and at random, and the read-outs, as one long frame.

    Parameters
    ----------
    mean_copies : float, copies per vesicle, > 0
    copies_if_loaded : float, copies in a loaded vesicle, at least 1. Where the mean is above it, every vesicle is loaded.
    show_random : bool, whether the curve of random loading is drawn
    sweep : array, copies per vesicle, > 0, the means of the curves

    Returns
    -------
    pandas.DataFrame with columns role, series, x (mean copies), y (vesicles for each loaded one), low, high (empty here).
        Roles: ``model`` (series ``clustered``: :math:`k/m`, which ends where every vesicle is loaded; ``poisson``: at least one
        copy, :math:`1/(1 - e^{-m})`; ``chosen``: the clustered state at the chosen mean, at least 1) and ``reading``
        (series names the quantity, y its value).

    Raises
    ------
    ValueError
        An argument is out of range.

    >>> frame = loading_by_mean(mean_copies=0.00825, copies_if_loaded=10, show_random=True, sweep=[0.01, 1, 100])
    >>> round(float(frame.loc[frame["series"] == "one_in", "y"].item()))
    1212
    """
    one_in, random = float(one_vesicle_in(mean_copies, copies_if_loaded)), float(poisson_share_loaded(mean_copies))
    means = np.atleast_1d(positive(sweep=sweep))
    possible = means[means <= copies_if_loaded]
    if len(possible) and possible.max() < copies_if_loaded < means.max():
        possible = np.append(possible, copies_if_loaded)  # up to its end, not only to the last point before it
    thrown = means if show_random else means[:0]
    curves = [
        pd.DataFrame({"role": "model", "series": "clustered", "x": possible, "y": vesicles_per_loaded(possible, copies_if_loaded)}),
        pd.DataFrame({"role": "model", "series": "poisson", "x": thrown, "y": 1 / poisson_share_loaded(thrown)}),
    ]
    chosen = {"role": "model", "series": "chosen", "x": float(mean_copies), "y": one_in}
    readings = {
        "mean_copies": float(mean_copies),
        "copies_if_loaded": float(copies_if_loaded),
        "one_in": one_in,
        "share_loaded_percent": 100 / one_in,
        "poisson_one_in": 1 / random,
        "poisson_share_percent": 100 * random,
        "vesicles_per_copy": float(vesicles_per_copy(mean_copies)),
    }
    rows = [chosen] + [{"role": "reading", "series": k, "y": v} for k, v in readings.items()]
    frame = pd.concat([*curves, pd.DataFrame(rows)], ignore_index=True)
    return frame.reindex(columns=["role", "series", "x", "y", "low", "high"])


def _mean(mean_copies):
    return within(0, np.inf, mean_copies=mean_copies)
