"""A prediction drawn over the result, as what was predicted: an end point stays a point, no curve is invented."""

import pandas as pd

from exoteach import evidence


def predicted(question, answer):
    """Return (number, text) that a learner predicted by choosing an option; number is None where it has none."""
    choice = answer.get("choice") if isinstance(answer, dict) else None
    option = next((o for o in evidence.rows("course/options", question=question["id"]) if o["id"] == choice), None)
    return (option["value"], option["text"]) if option else (None, None)


def overlay(question, answer):
    """Return a function of the panel that gives the prediction's frame rows, or None where there is nothing to draw."""
    number, text = predicted(question, answer)
    if number is None or not question["overlay"]:
        return None
    kind, _, arguments = question["overlay"].partition(":")
    draw = {"ratio": _ratio}[kind.strip()]
    return lambda panel: (
        draw(panel, [a.strip() for a in arguments.split(";")], number, text) if _applies(question, panel) else pd.DataFrame()
    )


def _applies(question, panel):
    wanted = evidence.numbers(question["overlay_when"])
    return all(panel.state[k] == v for k, v in wanted.items())


def _ratio(panel, ends, number, text):
    """A ratio is drawn as its end point: so many times the model's value at the first size."""
    start, end = (panel.constants[name] for name in ends)
    at = {panel.spec.sweep: start}
    base = panel.spec.compute(**(dict(panel.state) | at), **panel.constants, **panel.bounds, sweep=[start, end])
    first = base[(base["role"] == "model") & (base["series"] == "ceiling")]["y"].iloc[0]
    return pd.DataFrame([dict(role="prediction", series="ratio", x=end, y=first * number, label=text)])
