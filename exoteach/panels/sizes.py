"""Explorer of lesson 01b: which mean of a sample of vesicles."""

import pandas as pd

from exoteach import evidence
from exoteach.course.numbers import plain
from exoteach.figures import sizes as figures
from exoteach.models import sizes as models
from exoteach.panels.panel import Declaration


def by_weight(*, size_view, size_sample, **population):
    """Return the model's frame for the view chosen in the state."""
    above = size_view == "above"
    frame = models.sizes_by_weight(**population, above=above, sweep=figures.SWEEP)
    return pd.concat([frame, pd.DataFrame([dict(role="reading", series="above", y=float(above))])], ignore_index=True)


def measured(state):
    """Return the published sizes of the sample chosen in the state as evidence rows, each on a height of its own below the axis.

    A row is ``hollow`` where its source prints a number without the spread of sizes behind it.
    """
    rows = evidence.rows("size_measurements", sample_group=state["size_sample"])
    return pd.DataFrame([_row(row, y) for row, y in zip(rows, figures.rows_below(len(rows)), strict=True)])


def _row(row, y):
    spread = "" if row["low"] is None else f" ± {plain((row['high'] - row['low']) / 2)}"
    detail = row["sample"].partition(", ")[2]
    said = f"{row['statistic']} {plain(row['value'])}{spread} {row['unit']}"
    return dict(
        role="evidence", series="hollow" if row["low"] is None else "full", x=row["value"], y=y, x_low=row["low"], x_high=row["high"],
        label=f"{detail or row['instrument']}: {plain(row['value'])}{spread}",
        sentence=f"{row['study']}, {row['sample']}: {row['instrument']}, {said}", source=row["source"],
    )  # fmt: skip


which_mean = Declaration(
    id="which-mean",
    controls=("geometric_sd", "size_view", "median_nm", "lower_limit_nm", "largest_percent", "size_sample"),
    constants=("bilayer_nm",),
    compute=by_weight,
    evidence=measured,
    figure=figures.which_mean,
    readings=figures.which_mean_readings,
    table=figures.which_mean_table,
)
