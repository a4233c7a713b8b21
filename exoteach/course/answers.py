"""What was answered to a question: chosen, ticked or typed. Its numbers, its words, its verdict."""

from exoteach import evidence
from exoteach.course.grading import Verdict
from exoteach.course.numbers import Shown, parse_number

RANGE = {"low": "From", "high": "to"}


def options(question):
    """Return the options of a question row, in the order of the table."""
    return evidence.rows("course/options", question=question["id"])


def option(question, key):
    """Return one option of a question row. Raises UnknownId where it has no such option."""
    found = next((o for o in options(question) if o["id"] == key), None)
    if found is None:
        raise evidence.UnknownId(f"The question {question['id']!r} has no option {key!r}.")
    return found


def units(question):
    """Return the units that an answer may be typed in, ``{unit: factor to the question's own}``."""
    return {question["unit"] or "": 1.0} | evidence.numbers(question["units"])


def curve_x(question):
    """Return the x values at which a curve is asked for."""
    return [float(x) for x in str(question["curve_x"] or "").split(";") if x.strip()]


def number_fields(question):
    """Return the fields of a question that takes numbers, ``{field name: label}``; empty for one that takes options."""
    if question["form"] == "curve":
        return {f"y{i}": f"{x:g}" for i, x in enumerate(curve_x(question), 1)}
    return {"number": {"number": "Your number"}, "range": RANGE}.get(question["form"], {})


def ticked(question, fields):
    """Return the ids of the options that are ticked in a question that takes several."""
    return [o["id"] for o in options(question) if fields.get(f"tick-{o['id']}") is True]


def typed(question, fields):
    """Return the numbers that were typed, in the question's own unit.

    Raises
    ------
    ValueError
        Nothing was typed, or it is no number; the message is a sentence for the learner.
    """
    names = number_fields(question)
    texts = [str(fields.get(name) or "").strip() for name in names]
    if not all(texts):
        raise ValueError("Type a number first." if len(names) == 1 else "Fill in every field first.")
    factor = units(question).get(fields.get("unit") or question["unit"] or "", 1.0)
    numbers = [parse_number(text) * factor for text in texts]
    if question["form"] == "range" and not numbers[0] <= numbers[1]:
        raise ValueError("The low end is above the high end. Change one of them.")
    return numbers


def prediction(question, answer):
    """Return (numbers, text) of a kept answer: what is drawn, and how it is said. No numbers where there is none."""
    answer = answer if isinstance(answer, dict) else {}
    if question["form"] == "choice":
        chosen = next((o for o in options(question) if o["id"] == answer.get("choice")), None)
        return ([chosen["value"]] if chosen and chosen["value"] is not None else [], chosen["text"] if chosen else "")
    if question["form"] == "several":
        return [], "; ".join(option(question, key)["text"] for key in ticked(question, answer))
    try:
        numbers = typed(question, answer)
    except ValueError:
        return [], ""
    joint = "–" if question["form"] == "range" else ", "
    unit = answer.get("unit") or question["unit"]
    return numbers, " ".join(filter(None, [joint.join(str(answer[name]).strip() for name in number_fields(question)), unit]))


def grade(question, fields):
    """Return the verdict on what was answered to a question row."""
    return {"choice": _choice, "several": _several, "number": _number, "curve": _kept, "range": _range}[question["form"]](question, fields)


def _choice(question, fields):
    if not fields.get("choice"):
        return Verdict("missing", "Choose one answer first.")
    chosen = option(question, fields["choice"])
    kind = "right" if chosen["correct"] == "yes" else "not yet"
    return Verdict(kind, chosen["explanation"], chosen["preset"], chosen["misconception"])


def _several(question, fields):
    chosen = ticked(question, fields)
    if not chosen:
        return Verdict("missing", "Tick at least one answer first.")
    wrong = [o for o in options(question) if (o["correct"] == "yes") != (o["id"] in chosen)]
    if not wrong:
        return Verdict("right", " ".join(o["explanation"] for o in options(question) if o["id"] in chosen))
    said = " ".join(f"{'You ticked' if o['id'] in chosen else 'You left out'} “{o['text']}”. {o['explanation']}" for o in wrong)
    slip = next((o for o in wrong if o["misconception"]), wrong[0])
    return Verdict("almost" if len(wrong) == 1 else "not yet", said, slip["preset"], slip["misconception"])


def _number(question, fields):
    try:
        (number,) = typed(question, fields)
    except ValueError as problem:
        return Verdict("missing", str(problem))
    met = met_by(question, number)
    kind = "right" if met["correct"] == "yes" else "not yet"
    return Verdict(kind, met["explanation"].format(given=Shown(number)), met["preset"], met["misconception"])


def met_by(question, number):
    """Return the first option whose range holds a number; the last one, without a range, holds all others."""
    return next(o for o in options(question) if (o["low"] is None or o["low"] <= number) and (o["high"] is None or number <= o["high"]))


def _kept(question, fields):
    try:
        typed(question, fields)
    except ValueError as problem:
        return Verdict("missing", str(problem))
    return Verdict("kept", "")


def _range(question, fields):
    kept = _kept(question, fields)
    if kept.kind == "missing" or not options(question):
        return kept
    _, high = typed(question, fields)
    met = met_by(question, high)
    return Verdict("kept" if met["correct"] == "yes" else "not yet", met["explanation"].format(given=Shown(high)), met["preset"])
