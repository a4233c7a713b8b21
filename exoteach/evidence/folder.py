"""Where ``data/`` is and how a table, a row or a file in it is read."""

import csv
import difflib
import functools
import io
import os
from pathlib import Path

import pandas as pd


class Plain:
    """An error that a notebook shows as its sentence alone, without a traceback."""

    def _render_traceback_(self):
        return [f"{type(self).__name__}: {self}"]


class DataError(Plain, RuntimeError):
    """A table or file of ``data/`` is missing or broken; the message says which and what to do."""


class UnknownId(Plain, LookupError):
    """An id that no row has; the message names the nearest ones."""


def data_folder():
    """Return the folder in use: ``EXOTEACH_DATA``, else the one inside the wheel, else ``data/`` of the checkout."""
    chosen = os.environ.get("EXOTEACH_DATA")
    return Path(chosen) if chosen else _own_folder()


@functools.cache
def _own_folder():
    package = Path(__file__).resolve().parents[1]
    inside = package / "_data"
    return inside if inside.is_dir() else package.parent / "data"


@functools.cache
def _read(folder, name):
    path = Path(folder) / f"{name}.csv"
    mend = "Put the file back as it was, or set EXOTEACH_DATA to a whole data folder."
    if not path.is_file():
        raise DataError(f"The table {name}.csv is missing in {folder}. {mend}")
    try:
        text = path.read_text("utf-8")
        lengths = [len(line) for line in csv.reader(io.StringIO(text), strict=True)]
        uneven = next((i for i, length in enumerate(lengths) if length != lengths[0]), None)
        if uneven is not None:
            which = "more" if lengths[uneven] > lengths[0] else "fewer"
            raise ValueError(f"row {uneven + 1} has {which} cells than the first row, {lengths[uneven]} instead of {lengths[0]}")
        frame = pd.read_csv(io.StringIO(text), keep_default_na=False, na_values=[""])
    except (ValueError, OSError, csv.Error) as problem:  # pandas' parser errors are ValueErrors
        raise DataError(f"The table {name}.csv cannot be read: {str(problem).strip()}. {mend}") from None
    if frame.shape[1] < 2:
        raise DataError(f"The table {name}.csv has no columns separated by commas. {mend}")
    return frame


def table(name):
    """Return a table of ``data/`` as a DataFrame, for example ``table("course/panels")``.

    Raises
    ------
    DataError
        The file is missing or broken.
    """
    return _read(str(data_folder()), name).copy()


@functools.cache
def _records(folder, name):
    frame = _read(folder, name)
    records = [{k: None if pd.isna(v) else v for k, v in record.items()} for record in frame.to_dict("records")]
    return list(frame.columns), records


def rows(name, **where):
    """Return the rows of a table whose columns equal ``where``, as a list of dicts; empty cells are None."""
    columns, records = _records(str(data_folder()), name)
    if missing := set(where) - set(columns):
        raise DataError(f"The table {name}.csv has no column {', '.join(sorted(missing))}.")
    return [dict(r) for r in records if all(r[k] == v for k, v in where.items())]


def row(name, key, column="id"):
    """Return the one row with this id as a dict.

    Raises
    ------
    UnknownId
        No such row; the message names the nearest ids.
    """
    found = rows(name, **{column: key})
    if found:
        return found[0]
    known = [str(r[column]) for r in rows(name)]
    near = difflib.get_close_matches(str(key), known, 3, 0.4) or known[:3]
    raise UnknownId(f"There is no {column} {key!r} in {name}. Nearest: {', '.join(near)}.")


def numbers(cell):
    """Return the dict written in a cell as ``name=value; name=value``; numbers become floats."""
    pairs = (part.split("=", 1) for part in str(cell or "").split(";") if "=" in part)
    return {k.strip(): _number(v.strip()) for k, v in pairs}


def _number(text):
    try:
        return float(text)
    except ValueError:
        return text


def read_text(name):
    """Return a text file of ``data/`` (a solution, for example).

    Raises
    ------
    DataError
        The file is missing.
    """
    path = data_folder() / name
    if not path.is_file():
        raise DataError(f"The file {name} is missing in {data_folder()}.")
    return path.read_text("utf-8")


def still(panel):
    """Return the PNG of a panel's still picture, or None before it was built."""
    picture = data_folder() / "stills" / f"{panel}.png"
    return picture.read_bytes() if picture.is_file() else None
