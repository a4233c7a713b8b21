"""Explorers of lesson 01."""

import pandas as pd

from exoteach import evidence
from exoteach.course.numbers import Shown
from exoteach.figures import structure as figures
from exoteach.models import structure as models
from exoteach.panels.panel import Declaration

CONTROLS_ASKED = ("unbound_removed_by", "no_vesicle_control", "protection_assay")


def copies_for_place(state):
    """Return published copies in loaded EVs that face the ceiling chosen in the state, as evidence rows.

    A row is hollow unless unbound cargo was removed and both controls are reported.
    """
    return pd.DataFrame(
        [_evidence_row(r) for r in evidence.rows("copies_per_vesicle", origin="loaded", carrier="EV", place=state["cargo_place"])]
    )


def _evidence_row(row):
    hollow = any(str(row[c]) in ("no", "not reported", "not seen", "None") for c in CONTROLS_ASKED)
    low, high = row["low"], row["high"]
    said = f"{Shown(low)}–{Shown(high)}" if row["value"] is None else f"{Shown(row['value'])}"
    bound = {
        "upper bound": "at most ",
        "lower bound": "at least ",
        "order of magnitude": "order of ",
        "saturation": "saturates at ",
    }.get(row["bound"], "")
    ranged = row["value"] is None
    return dict(
        role="evidence", series="hollow" if hollow else "full", y=row["value"], low=low if ranged else None,
        high=high if ranged else None, label=f"{row['study']}: {bound}{said}",
        sentence=f"{row['study']}, {bound}{said} {row['cargo']}", source=row["source"],
    )  # fmt: skip


how_much_fits = Declaration(
    id="how-much-fits",
    controls=("outer_diameter_nm", "bilayer_nm", "cargo_place", "cargo_kda", "fill_fraction"),
    constants=("specific_volume_ml_per_g", "area_per_lipid_nm2", "small_diameter_nm", "large_diameter_nm"),
    bounds=(("fill_low", "fill_fraction", "published_low"), ("fill_high", "fill_fraction", "published_high")),
    sweep="outer_diameter_nm",
    compute=models.capacity_by_diameter,
    evidence=copies_for_place,
    figure=figures.capacity,
    readings=figures.capacity_readings,
    drawing=figures.cross_section,
)
