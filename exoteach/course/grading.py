"""Right, almost, not yet, missing: what an answer is, why, and what to show next."""

import contextlib
import inspect
import io
from dataclasses import dataclass, field
from importlib import import_module

import numpy as np

from exoteach import evidence
from exoteach.course.numbers import Shown
from exoteach.course.slips import slipped

WORDS = {"right": "Right.", "almost": "Almost.", "not yet": "Not yet.", "missing": "Missing.", "kept": "Kept."}


@dataclass(frozen=True)
class Verdict:
    """What an answer is: ``kind`` is right, almost, not yet, missing or kept; ``text`` says why."""

    kind: str
    text: str
    preset: str | None = None
    slip: str | None = None
    values: dict = field(default_factory=dict)

    @property
    def word(self):
        """The word that feedback begins with."""
        return WORDS[self.kind]


def reference(path):
    """Return the function behind a dotted name such as ``structure.lumen_volume_nm3`` (in ``exoteach.models``)."""
    module, name = path.rsplit(".", 1)
    return getattr(import_module(f"exoteach.models.{module}"), name)


def trials(exercise):
    """Return the inputs an exercise is tried on, one dict a trial."""
    cases = evidence.rows("course/exercise_inputs", exercise=exercise)
    numbers = sorted({c["trial"] for c in cases})
    return [{c["argument"]: float(c["value"]) for c in cases if c["trial"] == n} for n in numbers]


def grade_function(exercise, function):
    """Grade the learner's own function against the reference of an exercise.

    Parameters
    ----------
    exercise : str, id in ``data/course/exercises.csv``
    function : callable or None

    Returns
    -------
    Verdict. Feedback begins with what the learner's own function gave for the first trial.
    """
    row = evidence.row("course/exercises", exercise)
    name, cases, truth = row["function"], trials(exercise), reference(row["reference"])
    if function is None or function is Ellipsis:
        return Verdict("missing", f"There is no function called {name} yet. Run the cell that defines it.")
    if not callable(function):
        return Verdict("not yet", f"{name} is not a function any more. Define it again with def {name}(…):")
    given, problem = _try(function, cases[0], name)
    if problem:
        return problem
    results = [given] + [_try(function, case, name)[0] for case in cases[1:]]
    wanted = [float(truth(**case)) for case in cases]
    values = _values(row, cases[0], given, wanted[0])
    if _same(results, wanted, row["tolerance"]):
        return Verdict("right", row["right"].format(**values), values=values)
    for slip in evidence.rows("course/slips", exercise=exercise):
        wrong = slipped(truth, slip)
        if _same(results, [float(wrong(**case)) for case in cases], row["tolerance"]):
            return Verdict("almost", slip["feedback"].format(**values), slip["preset"], slip["id"], values)
    return Verdict("not yet", row["wrong"].format(**values), values=values)


def _try(function, case, name):
    """Return (number, None) or (None, Verdict) of one call of the learner's function."""
    said = ", ".join(f"{k}={v:g}" for k, v in case.items())
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            given = function(**case)
    except Exception as error:  # whatever the learner's code raises is feedback, never a traceback
        if "ellipsis" in str(error).lower():
            return None, Verdict("missing", f"{name} still holds “...”. Put your own line in its place.")
        return None, Verdict("not yet", f"{name}({said}) stopped with {type(error).__name__}: {error}.")
    if given is None:
        return None, Verdict("missing", f"{name}({said}) gives nothing back. Its last line should begin with return.")
    if given is Ellipsis:
        return None, Verdict("missing", f"{name} still gives “...” back. Put your own line in its place.")
    try:
        array = np.asarray(given, dtype=float)
    except (TypeError, ValueError):
        return None, Verdict("not yet", f"{name}({said}) gives {_short(given)}, which is not a number.")
    if array.size != 1:
        return None, Verdict("not yet", f"{name}({said}) gives {array.size} numbers. One is asked for.")
    number = float(array.reshape(-1)[0])
    if not np.isfinite(number):
        return None, Verdict("not yet", f"{name}({said}) gives {number}, which is not a finite number.")
    return number, None


def _short(thing):
    text = repr(thing)
    return text if len(text) < 60 else text[:57] + "…"


def _values(row, case, given, wanted):
    values = case | {"given": given, "wanted": wanted}
    if row["witness"]:
        renamed = evidence.numbers(row["witness_inputs"])  # witness argument = argument of the exercise
        values["witness"] = float(reference(row["witness"])(**{k: case[v] for k, v in renamed.items()}))
    return {k: Shown(v) for k, v in values.items()}


def _same(results, wanted, tolerance):
    return all(r is not None and abs(r - w) <= tolerance * abs(w) for r, w in zip(results, wanted, strict=True))


def source_of(function):
    """Return the learner's source text, or an empty string where Python cannot tell."""
    try:
        return inspect.getsource(function)
    except (OSError, TypeError):
        return ""
