"""Explorer of what several studies say of one quantity. Which studies belong together stands in ``data/comparisons.csv``."""

import pandas as pd

from exoteach import evidence
from exoteach.course.numbers import plain
from exoteach.figures import studies as figures
from exoteach.models import studies as models
from exoteach.panels.panel import Declaration

ERRORS = {"sd": "SD", "se": "standard error", "unstated": "its kind is not named"}  # bars that are taken for an error


def studies_of(quantity):
    """Return the studies of a quantity, filled ones first, each from its lowest value on: what stands in their tables.

    A study is filled where an error is printed and nothing in ``comparisons`` speaks against it; else its ``why`` tells.
    """
    rows = []
    for link in evidence.rows("comparisons", quantity=quantity):
        found = evidence.row(link["table"], link["row"])
        ranged = found["value"] is None
        value = (found["low"] + found["high"]) / 2 if ranged else found["value"]
        half = None if found["low"] is None else (found["high"] - found["low"]) / 2
        why = link["hollow_because"] or (
            "no error printed" if half is None else None if found["spread"] in ERRORS else "a range, not an error"
        )
        rows.append(link | dict(value=value, half=half, why=why, found=found, low=found["low"], high=found["high"]))
    return sorted(rows, key=lambda r: (r["why"] is not None, r["value"]))


def several(*, quantity, count_hollow, lent_error_percent):
    """Return the model's frame and the studies as evidence rows; hollow studies are summed only where ``count_hollow`` is on."""
    studies = studies_of(quantity)
    rows = [_row(s, y, count_hollow, lent_error_percent) for s, y in zip(studies, range(len(studies), 0, -1), strict=True)]
    shown = pd.DataFrame(rows)
    summed = shown[shown["series"] != "hollow"]
    errors = (summed["x_high"] - summed["x_low"]) / 2
    frame = models.several_studies(values=summed["x"].to_numpy(), errors=errors.to_numpy(), sweep=figures.sweep(shown))
    title = f"{evidence.rows('choices', parameter='quantity', id=quantity)[0]['label']}, {studies[0]['found']['unit']}"
    more = [
        dict(role="axis", series="x", label=title),
        dict(role="reading", series="lent_error_percent", y=float(lent_error_percent)),
    ]
    return pd.concat([frame, shown, pd.DataFrame(more)], ignore_index=True)


def _row(study, y, count_hollow, lent_error_percent):
    lent = study["why"] is not None and count_hollow
    half = study["half"]
    if lent and half is None:
        half = study["value"] * lent_error_percent / 100
    value, found = study["value"], study["found"]
    return dict(
        role="evidence", series="lent" if lent else "hollow" if study["why"] else "full", x=value, y=float(y),
        x_low=None if half is None else value - half, x_high=None if half is None else value + half,
        low=study["low"], high=study["high"], label=study["label"], sentence=_sentence(study, found), source=found["source"],
    )  # fmt: skip


def _sentence(study, found):
    ranged = found["value"] is None
    bar = (
        ""
        if found["low"] is None or ranged
        else f" ({plain(found['low'])}–{plain(found['high'])}, {ERRORS.get(found['spread'], found['spread'])})"
    )
    number = f"{plain(found['low'])}–{plain(found['high'])}" if ranged else plain(found["value"])
    hollow = f"; hollow: {study['why']}" if study["why"] else ""
    return f"{study['label']}: {number} {found['unit'].replace('nm2', 'nm²')}{bar}, {study['method']}{hollow}"


many_studies = Declaration(
    id="many-studies",
    controls=("quantity", "count_hollow", "lent_error_percent"),
    constants=(),
    compute=several,
    figure=figures.several,
    readings=figures.several_readings,
    table=figures.several_table,
)
