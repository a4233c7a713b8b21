"""Controls built from rows of ``data/parameters.csv``: how they look, what they accept."""

import math

import numpy as np

from exoteach import evidence
from exoteach.course.numbers import parse_number, plain
from exoteach.panels.html import tag


class Refused(evidence.Plain, ValueError):
    """A value, name or code that a panel does not take; the message says what is allowed."""


class Control:
    """One control: its row of ``parameters``, its marks or choices."""

    def __init__(self, key):
        self.key = key
        self.row = evidence.row("parameters", key)
        self.marks = evidence.rows("parameter_marks", parameter=key)
        self.choices = {c["id"]: c for c in evidence.rows("choices", parameter=key)}
        if self.is_toggle:
            self.choices = {answer: {"label": answer} for answer in ("no", "yes")}

    @property
    def is_choice(self):
        """Whether the control picks one of several words."""
        return self.row["kind"] != "number"

    @property
    def is_toggle(self):
        """Whether the control is switched on or off; its value is ``yes`` or ``no``."""
        return self.row["kind"] == "toggle"

    @property
    def default(self):
        """The value that the panel opens with."""
        return self.row["default"] if self.is_choice else float(self.row["default"])

    @property
    def ends(self):
        """Both ends of the control: what tests and presets may ask for."""
        if self.is_choice:
            return list(self.choices)
        return [float(self.row["minimum"]), float(self.row["maximum"])]

    def read(self, given, slider=False):
        """Return a value from what was typed, moved or passed in; Refused (a ValueError) says what is allowed."""
        if self.is_choice:
            given = {True: "yes", False: "no"}.get(given, given) if self.is_toggle else given
            if given not in self.choices:
                raise Refused(f"{self.row['label']}: choose one of {', '.join(self.choices)} (got {given!r}).")
            return given
        value = float(given) if isinstance(given, int | float) else parse_number(given)
        if slider:
            value = self._from_slider(value)
        low, high = self.ends
        if not (math.isfinite(value) and low <= value <= high):
            raise Refused(f"{self.row['label']} goes from {plain(low)} to {plain(high)}{self.unit}. You typed {plain(value)}.")
        return value

    @property
    def unit(self):
        """The unit with a space before it, or nothing."""
        return f" {self.row['unit']}" if self.row["unit"] else ""

    @property
    def _is_log(self):
        return self.row["scale"] == "log"

    def sweep(self, points=91):
        """Return values from end to end, as the slider is spaced: the x of a curve."""
        return (np.geomspace if self._is_log else np.linspace)(*self.ends, points)

    def argument(self, value):
        """Return a value as the model takes it: a toggle is True or False."""
        return value == "yes" if self.is_toggle else value

    def _position(self, value):
        return math.log10(value) if self._is_log else value

    def _from_slider(self, position):
        low, high = self.ends
        if self._is_log:
            return min(max(float(f"{10**position:.3g}"), low), high)
        return min(max(float(f"{position:.6g}"), low), high)

    def _percent(self, value):
        low, high = map(self._position, self.ends)
        return f"{100 * (self._position(value) - low) / (high - low):.2f}%"

    def html(self, value, name, typed=None, problem=None):
        """Return the control. ``name`` makes its ids unique, ``typed`` is a refused entry that must not be lost."""
        if self.is_toggle:
            body = self._toggle_html(value)
        else:
            body = self._choice_html(value, problem) if self.is_choice else self._number_html(value, name, typed, problem)
        note = tag("p", self.row["note"], cls="exo-note", id=f"{name}-note") if self.row["note"] else None
        return tag("div", body, note, cls="exo-control", data_key=name)

    def _number_html(self, value, name, typed, problem):
        entry = tag(
            "input", type="text", inputmode="decimal", id=f"{name}-entry", name=self.key, data_set="", autocomplete="off",
            value=plain(value) if typed is None else typed, aria_invalid="true" if problem else None, data_lm_suppress_shortcuts="true",
            aria_describedby=f"{name}-problem" if problem else None,
        )  # fmt: skip
        unit = tag("span", self.row["unit"], cls="exo-unit") if self.row["unit"] else None
        head = tag("div", tag("label", self.row["label"], for_=f"{name}-entry"), entry, unit, cls="exo-control-head")
        wrong = tag("p", problem, cls="exo-note", id=f"{name}-problem", data_say="") if problem else None
        return [head, self._slider_html(value, name), wrong]

    def _slider_html(self, value, name):
        low, high = map(self._position, self.ends)
        step = (high - low) / 200 if self._is_log else float(self.row["step"])
        slider = tag(
            "input", type="range", min=f"{low:.6g}", max=f"{high:.6g}", step=f"{step:.6g}", value=f"{self._position(value):.6g}",
            name=self.key, data_live="", data_lm_suppress_shortcuts="true", aria_label=f"{self.row['label']}, slider",
            aria_valuetext=f"{plain(value)}{self.unit}", aria_describedby=f"{name}-note" if self.row["note"] else None,
        )  # fmt: skip
        return tag("div", tag("span", self._band(), self._ticks(), cls="exo-track", aria_hidden="true"), slider, cls="exo-slider")

    def _band(self):
        low, high = self.row["published_low"], self.row["published_high"]
        if low is None or high is None:
            return None
        left, right = self._percent(float(low)), self._percent(float(high))
        return tag("span", cls="exo-band", style=f"left:{left};right:calc(100% - {right})")

    def _ticks(self):
        return [tag("span", cls="exo-tick", style=f"left:{self._percent(float(m['value']))}") for m in self.marks]

    def _toggle_html(self, value):
        box = tag("input", type="checkbox", name=self.key, data_set="", checked=value == "yes", data_lm_suppress_shortcuts="true")
        return tag("label", box, self.row["label"], cls="exo-option")

    def _choice_html(self, value, problem):
        options = [
            tag("label", tag("input", type="radio", name=self.key, value=k, data_set="", checked=k == value,
                             data_lm_suppress_shortcuts="true"), c["label"], cls="exo-option")
            for k, c in self.choices.items()
        ]  # fmt: skip
        wrong = tag("p", problem, cls="exo-note", data_say="") if problem else None
        return [tag("fieldset", tag("legend", tag("b", self.row["label"])), tag("div", options, cls="exo-choices")), wrong]
