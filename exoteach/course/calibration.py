"""How sure a learner was, and how often that was right. Shown after enough answers, since few say nothing."""

from exoteach import evidence
from exoteach.course.answers import grade

ENOUGH = 20


def calibration(answers):
    """Return ``{confidence: (right, answers)}`` over first answers with a confidence, or None below ``ENOUGH`` of them.

    Parameters
    ----------
    answers : dict, ``{id: entry}`` as ``Progress.answers`` gives it

    Returns
    -------
    dict or None. Confidence is "1" to "4"; an answer counts as it was given first.
    """
    known = {row["id"]: row for row in evidence.rows("course/questions")}
    judged = [(known[key], entry["first"]) for key, entry in answers.items() if key in known and isinstance(entry["first"], dict)]
    given = [(first["sure"], grade(row, first).kind) for row, first in judged if first.get("sure") and _has_key(row)]
    if len(given) < ENOUGH:
        return None
    steps = sorted({sure for sure, _ in given})
    return {sure: (sum(s == sure and kind == "right" for s, kind in given), sum(s == sure for s, _ in given)) for sure in steps}


def _has_key(question):
    return question["form"] in ("choice", "several", "number")
