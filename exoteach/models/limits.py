"""Say in plain words what a model cannot take. Values pass through as float arrays."""

import numpy as np


def positive(**values):
    """Return the values as float arrays, in order; raise where one is not a finite number above zero.

    Parameters
    ----------
    **values : float or array_like
        Quantities by argument name, any unit, each > 0.

    Raises
    ------
    ValueError
        Names the argument, what is allowed and what was given.
    """
    return _checked(values, lambda v: v > 0, "above 0")


def share(**values):
    """Return the values as float arrays; raise where one is not above 0 and at most 1.

    Raises
    ------
    ValueError
        Names the argument, what is allowed and what was given.
    """
    return _checked(values, lambda v: (v > 0) & (v <= 1), "above 0 and at most 1")


def between(low, high, /, **values):
    """Return the values as float arrays; raise where one is not above ``low`` and below ``high``.

    Parameters
    ----------
    low, high : float, the bounds, both outside the range; ``high`` may be infinite.
    **values : float or array_like
        Quantities by argument name, any unit.

    Raises
    ------
    ValueError
        Names the argument, what is allowed and what was given.
    """
    words = f"above {low:g}" + (f" and below {high:g}" if np.isfinite(high) else "")
    return _checked(values, lambda v: (v > low) & (v < high), words)


def within(low, high, /, **values):
    """Return the values as float arrays; raise where one is below ``low`` or above ``high``.

    Parameters
    ----------
    low, high : float, the bounds, both inside the range; ``high`` may be infinite.
    **values : float or array_like
        Quantities by argument name, any unit.

    Raises
    ------
    ValueError
        Names the argument, what is allowed and what was given.
    """
    words = f"of at least {low:g}" + (f" and at most {high:g}" if np.isfinite(high) else "")
    return _checked(values, lambda v: (v >= low) & (v <= high), words)


def _checked(values, allowed, words):
    arrays = []
    for name, value in values.items():
        try:
            array = np.asarray(value, dtype=float)
        except (TypeError, ValueError):
            raise ValueError(f"{name} must be a number {words} (got {value!r})") from None
        good = np.isfinite(array) & allowed(array)
        if not good.all():
            raise ValueError(f"{name} must be a number {words} (got {array[~good].flat[0]:g})")
        arrays.append(array)
    return arrays[0] if len(arrays) == 1 else arrays
