"""Explorers of lesson 01: is there one in each?"""

import pandas as pd

from exoteach import evidence
from exoteach.course.numbers import Shown, plain
from exoteach.figures import copies as figures
from exoteach.models import copies as models
from exoteach.panels.panel import Declaration
from exoteach.panels.published import BOUNDS, strength

GAP = "\u00a0"  # keeps a name off the line that it stands beside


def published_loading(state):
    """Return published loading as evidence rows: pairs of share and copies, then single shares and bulk means of native cargo.

    A pair becomes an outline, a value without its partner a line: any share would fit a bulk mean, and any mean a share.
    Carriers other than EVs are ``other``; all else is ``hollow`` unless unbound cargo was removed and both controls are reported.
    """
    counted = evidence.rows("single_vesicle_loading")
    pairs = [_pair(row) for row in counted if row["copies_in_loaded"] or row["copies_in_loaded_low"]]
    shares = [_share(row) for row in counted if row["carrier"] == "EV" and row["loading"] == "native" and not row["mean_copies"]]
    bulk = [row for row in evidence.rows("copies_per_vesicle", carrier="EV", place="lumen", origin="native") if row["value"]]
    return pd.DataFrame([*pairs, *shares, *map(_mean, bulk)])


def _pair(row):
    shares, copies = (
        _ends(row["value"], row["low"], row["high"]),
        _ends(*(row[f"copies_in_loaded{end}"] for end in ("", "_low", "_high"))),
    )
    most = shares[-1] / 100
    means = [models.mean_of_loaded(most, held) for held in copies]
    random = 100 * float(models.poisson_share_loaded(means[0]))
    against = ", so this study disagrees with it" if random > shares[-1] and row["copies_bound"] == "measured" else ""
    said = f"{_bounded(row, shares)} % of vesicles hold {_range(copies)} {row['cargo']} each; random loading would reach"
    return _row(
        row,
        strength(row) if row["carrier"] == "EV" else "other",
        x_low=float(means[0]),
        x_high=float(means[-1]),
        low=1 / most,
        high=None if row["bound"] == "upper bound" else 100 / shares[0],
        label=f"{row['study']}: {_bounded(row, shares)} %",
        sentence=f"{row['study']} ({row['carrier']}), {said} {Shown(random)} % of them{against}",
    )


def _share(row):
    said = f"{_bounded(row, [row['value']])} %"
    return _row(
        row,
        f"{strength(row)} rail",
        y=100 / row["value"],
        x_low=row["value"] / 100,
        label=f"{row['study']}: {said}",
        sentence=f"{row['study']}, {said} of vesicles hold {row['cargo']}, copies unknown",
    )


def _mean(row):
    said = _bounded(row, [row["value"]])
    return _row(
        row,
        f"{strength(row)} rail",
        x=row["value"],
        low=max(1.0, float(models.vesicles_per_copy(row["value"]))),
        label=f"{row['study']}: {said}",
        sentence=f"{row['study']}, {said} {row['cargo']} on average, share unknown",
    )


def _row(row, series, **values):
    label = f"{GAP}{values.pop('label')}{GAP}"
    return dict(role="evidence", series=series, source=row["source"], label=label) | values


def _ends(value, low, high):
    return [low, high] if value is None else [value]


def _range(ends):
    return "–".join(map(plain, ends))


def _bounded(row, ends):
    return f"{BOUNDS.get(row['bound'], '')}{_range(ends)}"


one_in_each = Declaration(
    id="one-in-each",
    controls=("copies_if_loaded", "mean_copies", "show_random"),
    constants=(),
    sweep="mean_copies",
    compute=models.loading_by_mean,
    evidence=published_loading,
    figure=figures.loading,
    readings=figures.loading_readings,
    table=figures.loading_table,
    drawing=figures.vesicles,
)
