"""How an answer is given: radio buttons, boxes to tick, fields for numbers. One function for each form of question."""

from exoteach.course.answers import number_fields, options, ticked, units
from exoteach.panels.html import tag

SHORT = 24  # letters of an option that stands beside others


def fields_of(question, name, fields, problem=None):
    """Return the fields of a question row, filled with what was answered or drafted. ``name`` makes ids unique."""
    if question["form"] in ("choice", "several"):
        return _boxes(question, name, fields)
    return [_numbers(question, name, fields, problem), _units(question, fields)]


def boxes(items, name):
    """Return (input, text) pairs as a group of options, labelled by the prompt of the card ``name``."""
    short = all(len(text) < SHORT for _, text in items)
    labels = [tag("label", box, tag("span", text), cls="exo-option") for box, text in items]
    group = tag("div", labels, cls="exo-options exo-short" if short else "exo-options")
    return tag("fieldset", group, aria_labelledby=f"{name}-prompt")


def _boxes(question, name, fields):
    several, ticks = question["form"] == "several", ticked(question, fields)

    def box(option):
        if several:
            return _box("checkbox", f"tick-{option['id']}", None, option["id"] in ticks)
        return _box("radio", "choice", option["id"], option["id"] == fields.get("choice"))

    return boxes([(box(o), o["text"]) for o in options(question)], name)


def _box(kind, name, value, checked):
    return tag("input", type=kind, name=name, value=value, data_draft="", checked=checked, data_lm_suppress_shortcuts="true")


def _numbers(question, name, fields, problem):
    shown = number_fields(question)
    unit = None if question["units"] else question["unit"]
    entries = []
    for key, label in shown.items():
        id_ = f"{name}-{key}"
        entry = tag(
            "input", type="text", inputmode="decimal", id=id_, name=key, data_draft="", autocomplete="off", value=fields.get(key) or "",
            data_lm_suppress_shortcuts="true", maxlength="40", aria_describedby=f"{name}-prompt",
            aria_invalid="true" if problem else None,
        )  # fmt: skip
        entries.append(tag("span", tag("label", label, for_=id_), entry, cls="exo-entry"))
    after = tag("span", unit, cls="exo-unit") if unit else None
    return tag("div", entries, after, cls="exo-row exo-curve" if question["form"] == "curve" else "exo-row")


def _units(question, fields):
    if not question["units"]:
        return None
    chosen = fields.get("unit") or question["unit"]
    boxes_ = [tag("label", _box("radio", "unit", unit, unit == chosen), unit) for unit in units(question)]
    return tag("fieldset", tag("legend", "Unit"), tag("div", boxes_, cls="exo-sure"))
