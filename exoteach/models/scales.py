"""How small? Widths side by side, as factors and as powers of ten.

The model lays balls of one size on a line and asks no more: no gaps, no packing.
Arguments may be numbers or NumPy arrays that broadcast together.
"""

import numpy as np
import pandas as pd

from exoteach.models.limits import positive


def vesicles_across(object_width_nm, outer_diameter_nm):
    r"""How many vesicles lie side by side across an object.

    Parameters
    ----------
    object_width_nm : float or array, nm, > 0
    outer_diameter_nm : float or array, nm, > 0

    Returns
    -------
    float or array, vesicles: :math:`w / d`; below 1 where the object is the smaller one

    Raises
    ------
    ValueError
        A width is not above 0.

    >>> float(vesicles_across(8000, 100))
    80.0
    """
    width, diameter = positive(object_width_nm=object_width_nm, outer_diameter_nm=outer_diameter_nm)
    return width / diameter


def vesicles_across_um(object_width_um, outer_diameter_nm):
    r"""How many vesicles lie side by side across an object whose width is given in µm.

    Parameters
    ----------
    object_width_um : float or array, µm, > 0
    outer_diameter_nm : float or array, nm, > 0

    Returns
    -------
    float or array, vesicles: :math:`1000\,w / d`

    Raises
    ------
    ValueError
        A width is not above 0.

    >>> float(vesicles_across_um(8, 100))
    80.0
    """
    return vesicles_across(1e3 * positive(object_width_um=object_width_um), outer_diameter_nm)


def powers_of_ten(object_width_nm, outer_diameter_nm):
    r"""How many powers of ten wider an object is than a vesicle.

    Parameters
    ----------
    object_width_nm, outer_diameter_nm : as in :func:`vesicles_across`

    Returns
    -------
    float or array: :math:`\log_{10}(w / d)`; negative where the object is the smaller one

    Raises
    ------
    ValueError
        A width is not above 0.

    >>> float(powers_of_ten(100000, 100))
    3.0
    """
    return np.log10(vesicles_across(object_width_nm, outer_diameter_nm))


def times_the_room(object_width_nm, outer_diameter_nm):
    r"""How many times more room a ball of the object's width has than a vesicle, membranes left out.

    Parameters
    ----------
    object_width_nm, outer_diameter_nm : as in :func:`vesicles_across`

    Returns
    -------
    float or array: :math:`(w / d)^3`

    Raises
    ------
    ValueError
        A width is not above 0.

    >>> float(times_the_room(1000, 100))
    1000.0
    """
    return vesicles_across(object_width_nm, outer_diameter_nm) ** 3


def across_by_width(*, object_width_nm, outer_diameter_nm, hair_width_nm, sweep):
    """The count across objects of all widths, the chosen width on it, and its read-outs, as one long frame.

    Parameters
    ----------
    object_width_nm, outer_diameter_nm : float, nm, > 0, the object and the vesicle chosen.
    hair_width_nm : float, nm, > 0, the width of a hair.
    sweep : array, nm, the widths of the curve.

    Returns
    -------
    pandas.DataFrame with columns role, series, x (nm), y (vesicles).
        Roles: ``model`` (``across``: the curve; ``chosen``: the object) and ``reading`` (series names the quantity, y its value).

    Raises
    ------
    ValueError
        A width is not above 0.

    >>> frame = across_by_width(object_width_nm=8000, outer_diameter_nm=100, hair_width_nm=85900, sweep=[1, 1000])
    >>> frame.loc[frame["role"] == "model", "y"].tolist()
    [0.01, 10.0, 80.0]
    """
    widths = np.asarray(sweep, dtype=float)
    curve = pd.DataFrame({"role": "model", "series": "across", "x": widths, "y": vesicles_across(widths, outer_diameter_nm)})
    across = float(vesicles_across(object_width_nm, outer_diameter_nm))
    readings = {
        "across": across,
        "powers": float(powers_of_ten(object_width_nm, outer_diameter_nm)),
        "room": float(times_the_room(object_width_nm, outer_diameter_nm)),
        "width_nm": float(object_width_nm),
        "hair_across": float(vesicles_across(hair_width_nm, outer_diameter_nm)),
    }
    chosen = {"role": "model", "series": "chosen", "x": float(object_width_nm), "y": across}
    rows = [chosen] + [{"role": "reading", "series": name, "y": value} for name, value in readings.items()]
    return pd.concat([curve, pd.DataFrame(rows)], ignore_index=True)
