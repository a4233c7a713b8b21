"""Slips: named, generic ways in which a right formula goes wrong. A row of ``course/slips`` picks one and its numbers."""


def _scale_argument(function, argument, factor):
    return lambda **case: function(**(case | {argument: case[argument] * factor}))


def _scale_result(function, argument, factor):
    return lambda **case: function(**case) * factor


def _leave_out(function, argument, factor):
    """The argument is forgotten: as if it were vanishingly small."""
    return lambda **case: function(**(case | {argument: case[argument] * 1e-12}))


TRANSFORMS = {"scale_argument": _scale_argument, "scale_result": _scale_result, "leave_out": _leave_out}


def slipped(function, row):
    """Return the function as it would be with the slip of this row."""
    return TRANSFORMS[row["transform"]](function, row["argument"], row["factor"])
