"""Several studies of one quantity: do they agree, and what may be said of them together?

The model takes each study as a value with an error and knows nothing of what was measured. It follows the custom of particle
physics: a weighted mean, the factor by which the studies disagree more than their errors allow, and the sum of their curves.
It leaves out errors that studies share (one calibration, one batch), and it cannot say *why* studies disagree.
"""

import math

import numpy as np
import pandas as pd

from exoteach.models.limits import positive

EMPTY = math.nan


def weighted_mean(values, errors):
    r"""Mean in which a study counts the more, the smaller its error.

    Parameters
    ----------
    values : array, one number a study, any unit
    errors : array, one standard error a study, same unit, > 0

    Returns
    -------
    float, same unit: :math:`\bar{x} = \sum w_i x_i / \sum w_i`, with :math:`w_i = 1/\sigma_i^2`

    Raises
    ------
    ValueError
        No study, another number of errors than of values, a value that is no number, or an error not above 0.

    >>> float(weighted_mean([10, 30], [4, 5]).round(2))
    17.8
    """
    values, errors = _studies(values, errors)
    return np.average(values, weights=1 / errors**2)


def mean_error(errors):
    r"""Standard error of the weighted mean, if nothing but chance sets the studies apart.

    Parameters
    ----------
    errors : array, one standard error a study, > 0

    Returns
    -------
    float, same unit: :math:`\bar{\sigma} = \left(\sum 1/\sigma_i^2\right)^{-1/2}`

    Raises
    ------
    ValueError
        No study, or an error not above 0.

    >>> float(mean_error([4, 5]).round(2))
    3.12
    """
    _, errors = _studies(np.zeros(np.shape(errors)), errors)
    return np.sum(1 / errors**2) ** (-1 / 2)


def scale_factor(values, errors):
    r"""Factor by which studies disagree: near 1 their errors explain their spread, far above 1 something else is at work.

    Parameters
    ----------
    values, errors : as in :func:`weighted_mean`, at least two studies

    Returns
    -------
    float: :math:`S = \sqrt{\chi^2/(N - 1)}`, with :math:`\chi^2 = \sum (x_i - \bar{x})^2/\sigma_i^2`

    Raises
    ------
    ValueError
        As in :func:`weighted_mean`, or fewer than two studies.

    >>> float(scale_factor([10, 30], [4, 5]).round(2))
    3.12
    """
    values, errors = _studies(values, errors, least=2)
    chi2 = np.sum(((values - weighted_mean(values, errors)) / errors) ** 2)
    return np.sqrt(chi2 / (len(values) - 1))


def scale_factor_of_two(first, first_error, second, second_error):
    r"""Factor by which two studies disagree: :func:`scale_factor` written out for two.

    Parameters
    ----------
    first, second : float or array, any unit
    first_error, second_error : float or array, same unit, > 0

    Returns
    -------
    float or array: :math:`S = |x_1 - x_2| / \sqrt{\sigma_1^2 + \sigma_2^2}`

    Raises
    ------
    ValueError
        An error not above 0.

    >>> round(float(scale_factor_of_two(10, 4, 30, 5)), 2)
    3.12
    """
    first_error, second_error = positive(first_error=first_error, second_error=second_error)
    return abs(np.subtract(first, second)) / np.hypot(first_error, second_error)


def ideogram(x, values, errors):
    r"""Sum of the studies' normal curves: one hill where they agree, several where they do not.

    Parameters
    ----------
    x : array, places at which the sum is wanted, unit of the values
    values, errors : as in :func:`weighted_mean`

    Returns
    -------
    array, one over the unit: :math:`\sum_i w_i\, e^{-(x - x_i)^2/2\sigma_i^2} / (\sigma_i\sqrt{2\pi})`, with
    :math:`w_i = \sigma_i^{-1} / \sum_j \sigma_j^{-1}`: the area under all is 1. The weight is a convention between two evils:
    by :math:`1/\sigma^2` one sharp study hides all others, without any a vague one counts as much as a sharp one.

    Raises
    ------
    ValueError
        As in :func:`weighted_mean`.

    >>> ideogram([0], [0], [1]).round(3)
    array([0.399])
    """
    values, errors = _studies(values, errors)
    z = (np.asarray(x, dtype=float)[:, None] - values) / errors
    return np.exp(-(z**2) / 2) @ (1 / errors**2) / np.sum(1 / errors) / np.sqrt(2 * np.pi)


def several_studies(*, values, errors, sweep):
    r"""What studies say together, as one long frame; the studies themselves are evidence and stand beside it.

    Parameters
    ----------
    values, errors : array, the studies that are summed; fewer than two have no scale factor, none has no mean
    sweep : array, places of the curve, unit of the values; the values themselves are added

    Returns
    -------
    pandas.DataFrame with columns role, series, x, y, low, high, x_low, x_high.
        Roles: ``model`` (series ``ideogram``: x and the height y, 1 at the peak), ``band`` (series ``mean``: x the weighted
        mean, x_low to x_high one error on either side, enlarged by S where S is above 1) and ``reading`` (series names the
        quantity; one that cannot be said of so few studies is empty).

    Raises
    ------
    ValueError
        As in :func:`weighted_mean`.

    >>> frame = several_studies(values=[10, 30], errors=[4, 5], sweep=range(41))
    >>> round(float(frame.loc[frame["series"] == "enlarged_error", "y"].item()), 1)
    9.8
    """
    sweep, count = np.union1d(np.asarray(sweep, dtype=float), values), len(values)  # no sharp peak falls between two places
    height = ideogram(sweep, values, errors) if count else np.full(sweep.shape, EMPTY)
    mean, error = (weighted_mean(values, errors), mean_error(errors)) if count else (EMPTY, EMPTY)
    scale = scale_factor(values, errors) if count > 1 else EMPTY
    enlarged = error * max(1.0, scale) if count > 1 else EMPTY
    curve = pd.DataFrame({"role": "model", "series": "ideogram", "x": sweep, "y": height / height.max()})
    readings = {"summed": count, "mean": mean, "mean_error": error, "scale_factor": scale, "enlarged_error": enlarged}
    rows = [{"role": "band", "series": "mean", "x": mean, "x_low": mean - enlarged, "x_high": mean + enlarged}]
    rows += [{"role": "reading", "series": name, "y": float(value)} for name, value in readings.items()]
    frame = pd.concat([curve, pd.DataFrame(rows)], ignore_index=True)
    return frame.reindex(columns=["role", "series", "x", "y", "low", "high", "x_low", "x_high"])


def _studies(values, errors, least=1):
    """Values and errors as float arrays of one length, checked."""
    values, errors = np.atleast_1d(np.asarray(values, dtype=float)), np.atleast_1d(positive(errors=errors))
    if values.shape != errors.shape:
        raise ValueError(f"values and errors must be of one length (got {values.size} and {errors.size})")
    if values.size < least:
        raise ValueError(f"values must hold at least {least} {'study' if least == 1 else 'studies'} (got {values.size})")
    if not np.isfinite(values).all():
        raise ValueError(f"values must be finite numbers (got {values[~np.isfinite(values)][0]:g})")
    return values, errors
