"""A prediction drawn over the result, as what was predicted: an end point stays a point, no curve is invented."""

import pandas as pd

from exoteach import evidence
from exoteach.course.answers import curve_x, prediction


def overlay(question, answer):
    """Return a function of the panel that gives the prediction's frame rows, or None where there is nothing to draw."""
    numbers, text = prediction(question, answer)
    if not numbers or not question["overlay"]:
        return None
    kind, _, arguments = question["overlay"].partition(":")
    names = [a.strip() for a in arguments.split(";") if a.strip()]

    def rows(panel):
        if not _applies(question, panel):
            return pd.DataFrame()
        x, y = DRAW[kind.strip()](panel, question, names, numbers)
        label = text if len(y) == 1 else ""
        return pd.DataFrame([dict(role="prediction", series=kind.strip(), x=a, y=b, label=label) for a, b in zip(x, y, strict=True)])

    return rows


def _applies(question, panel):
    wanted = evidence.numbers(question["overlay_when"])
    return all(panel.state[k] == v for k, v in wanted.items())


def _ratio(panel, question, ends, numbers):
    """A ratio is drawn as its end point: so many times the model's value at the first size."""
    start, end = (panel.constants[name] for name in ends)
    at = {panel.spec.sweep: start}
    base = panel.spec.compute(**(dict(panel.state) | at), **panel.constants, **panel.bounds, sweep=[start, end])
    first = base[(base["role"] == "model") & (base["series"] == "ceiling")]["y"].iloc[0]
    return [end], [first * numbers[0]]


def _value(panel, question, names, numbers):
    """A value is drawn where the question asks for it: at the x that the panel opens with."""
    (name,) = names
    return [panel.controls[name].default if name in panel.controls else panel.constants[name]], numbers


def _curve(panel, question, names, numbers):
    """A curve is drawn through the points that were typed."""
    return curve_x(question), numbers


DRAW = {"ratio": _ratio, "value": _value, "curve": _curve}
