"""Explorers of lesson 01."""

import pandas as pd

from exoteach import evidence
from exoteach.course.numbers import Shown
from exoteach.figures import structure as figures
from exoteach.models import structure as models
from exoteach.panels.panel import Declaration
from exoteach.panels.published import BOUNDS, strength

SAME_CARGO = 2  # a count is held against the ceiling of a cargo of its own mass, within this factor


def copies_for_place(state):
    """Return published copies in loaded EVs for the place chosen in the state, as evidence rows.

    A row is ``other`` where its cargo has another mass than the state's, or none is given: a ceiling for 27 kDa says
    nothing about a drug of 0.9 kDa. Else it is ``hollow`` unless unbound cargo was removed and both controls are reported.
    """
    rows = evidence.rows("copies_per_vesicle", origin="loaded", carrier="EV", place=state["cargo_place"])
    return pd.DataFrame([_evidence_row(row, state["cargo_kda"]) for row in rows])


def _evidence_row(row, cargo_kda):
    ranged = row["value"] is None
    number = f"{Shown(row['low'])}–{Shown(row['high'])}" if ranged else f"{Shown(row['value'])}"
    before = "" if ranged else BOUNDS.get(row["bound"], "")
    after = f", {row['bound']}" if ranged and row["bound"] in BOUNDS else ""
    mass = f"{Shown(row['cargo_kda'])} kDa" if row["cargo_kda"] else "mass not given"
    return dict(
        role="evidence",
        series=_series(row, cargo_kda),
        y=row["value"],
        low=row["low"] if ranged else None,
        high=row["high"] if ranged else None,
        label=f"{row['study']}: {before}{number}{after} ({mass})",
        sentence=f"{row['study']}, {before}{number} {row['cargo']} ({mass}){after}",
        source=row["source"],
    )


def _series(row, cargo_kda):
    mass = row["cargo_kda"]
    if not mass or max(mass / cargo_kda, cargo_kda / mass) > SAME_CARGO:
        return "other"
    return strength(row)


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
    table=figures.capacity_table,
    drawing=figures.cross_section,
)
