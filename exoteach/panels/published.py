"""What a published number needs beside it, and how its bound is said: one rule for all panels."""

CONTROLS_ASKED = ("unbound_removed_by", "no_vesicle_control", "protection_assay")
UNSEEN = ("no", "not reported", "not seen", "None")
BOUNDS = {"upper bound": "at most ", "lower bound": "at least ", "order of magnitude": "order of ", "saturation": "saturates at "}


def strength(row):
    """Return ``full`` where unbound cargo was removed and both controls are reported, else ``hollow``."""
    return "hollow" if any(str(row[asked]) in UNSEEN for asked in CONTROLS_ASKED) else "full"
