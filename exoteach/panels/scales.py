"""Explorer of lesson 00: how small is a vesicle?"""

import pandas as pd

from exoteach import evidence
from exoteach.figures import scales as figures
from exoteach.models import scales as models
from exoteach.panels.panel import Declaration


def named_objects(state):
    """Return the named sizes of the slider as evidence rows, each with the spread that its fact gives.

    They stand on the model's own line: their widths are published, how many vesicles lie across them is computed.
    """
    return pd.DataFrame(
        [_row(mark, state["outer_diameter_nm"]) for mark in evidence.rows("parameter_marks", parameter="object_width_nm")]
    )


def _row(mark, vesicle_nm):
    fact = evidence.row("facts", mark["id"])
    row = dict(x=mark["value"], y=float(models.vesicles_across(mark["value"], vesicle_nm)))
    said = figures.spaced(mark["value"])
    if fact["low"] is not None:
        low, high = (float(models.vesicles_across(fact[end], vesicle_nm)) for end in ("low", "high"))
        row |= dict(x_low=fact["low"], x_high=fact["high"], low=low, high=high)
        said = f"{figures.spaced(fact['low'])}–{figures.spaced(fact['high'])}"
    sentence = f"{mark['label']}, {said} {fact['unit']}"
    return row | dict(role="evidence", series="full", label=mark["label"], sentence=sentence, source=mark["source"])


how_small = Declaration(
    id="how-small",
    controls=("object_width_nm", "outer_diameter_nm"),
    constants=("hair_width_nm",),
    sweep="object_width_nm",
    compute=models.across_by_width,
    evidence=named_objects,
    figure=figures.how_small,
    readings=figures.how_small_readings,
    table=figures.how_small_table,
)
