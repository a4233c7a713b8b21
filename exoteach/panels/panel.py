"""The one generic Panel: controls, an immutable state, a figure, read-outs, its words, and the way back to it."""

import base64
import functools
import operator
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType

import numpy as np
import pandas as pd
from plotly.io.json import to_json_plotly

from exoteach import evidence
from exoteach.course.numbers import Shown, plain
from exoteach.figures.theme import themed
from exoteach.panels.card import Card, load_plotly, templates_json
from exoteach.panels.controls import Control, Refused
from exoteach.panels.view import PanelView

WHEN = {"at least": operator.ge, "at most": operator.le, "is": operator.eq}
NUMBERS = ("x", "y", "low", "high", "x_low", "x_high")
WORDS = ("role", "series", "label", "sentence", "source")


@dataclass(frozen=True)
class Declaration:
    """What one explorer is made of; everything that is text or number stands in ``data/``."""

    id: str
    controls: tuple[str, ...]
    constants: tuple[str, ...]
    compute: Callable
    figure: Callable
    readings: Callable
    table: Callable
    evidence: Callable | None = None
    drawing: Callable | None = None
    sweep: str | None = None
    bounds: tuple[tuple[str, str, str], ...] = ()  # argument, parameter, column of parameters

    def __post_init__(self):
        """Refuse an argument that the model would get twice."""
        given = [*self.controls, *self.constants, *(name for name, _, _ in self.bounds)]
        if twice := sorted({name for name in given if given.count(name) > 1}):
            raise ValueError(f"{self.id}: {', '.join(twice)} may be a control, a constant or a bound, only one of them.")


@functools.cache
def declaration(panel):
    """Return the declaration that a row of ``course/panels`` names. Raises UnknownId for an unknown panel."""
    module, name = evidence.row("course/panels", panel)["declaration"].rsplit(".", 1)
    return getattr(import_module(f"exoteach.panels.{module}"), name)


class Panel(Card):
    """A live explorer. ``state`` is read-only; ``set(...)``, ``reset()`` and ``preset(...)`` change it."""

    kind = "panel"

    def __init__(self, panel, cover=None, show_all=False, **state):
        self.spec = declaration(panel)
        self.text = evidence.row("course/panels", panel)
        self.label = f"Panel: {self.text['title']}"
        self.controls = {key: Control(key) for key in self.spec.controls}
        rows = {key: evidence.row("parameters", key) for key in self.spec.constants}
        self.constants = {key: float(row["default"]) for key, row in rows.items()}
        self.bounds = {name: float(evidence.row("parameters", key)[column]) for name, key, column in self.spec.bounds}
        self.readouts = sorted(evidence.rows("course/readouts", panel=panel), key=lambda r: r["position"])
        self.tasks = sorted(evidence.rows("course/tasks", panel=panel), key=lambda t: t["position"])
        self.presets = {r["preset"]: r["title"] for r in evidence.rows("course/presets", panel=panel)}
        self.view = PanelView(self)
        self.solved = 0
        self.show_all = show_all
        self.cover = cover
        self.typed = {}
        self.attention = 0
        self._prediction = None
        self._state = {key: c.default for key, c in self.controls.items()}
        super().__init__()
        self.name = f"exo-{panel}-{self.serial}"
        self.set(**state) if state else self.refresh()

    # state
    @property
    def id(self):
        """The panel's id."""
        return self.spec.id

    @property
    def state(self):
        """The present state, read-only."""
        return MappingProxyType(dict(self._state))

    def set(self, **values):
        """Set controls by name; ValueError says what is allowed and nothing changes."""
        self._state = self._checked(values)
        self.typed = {}
        self._solve()
        self.refresh()
        return self

    def _checked(self, values):
        unknown = set(values) - set(self.controls)
        if unknown:
            raise Refused(f"{self.text['title']} has no control {', '.join(sorted(unknown))}. It has {', '.join(self.controls)}.")
        return self._state | {k: self.controls[k].read(v) for k, v in values.items()}

    def reset(self):
        """Go back to the state that the panel opened with."""
        return self.set(**{key: c.default for key, c in self.controls.items()})

    def preset(self, name):
        """Load a preset by id. Raises UnknownId, which names those there are."""
        if name not in self.presets:
            raise evidence.UnknownId(f"There is no preset {name!r} in {self.id}. It has {', '.join(self.presets)}.")
        start = {key: c.default for key, c in self.controls.items()}
        rows = evidence.rows("course/preset_values", panel=self.id, preset=name)
        return self.set(**(start | {r["control"]: r["value"] for r in rows}))

    # the way back
    def link(self):
        """Return the state code: short text that rebuilds this panel exactly."""
        changed = [f"{k}={v if c.is_choice else plain(v)}" for k, v, c in self._items() if v != c.default]
        return f"{self.id}:{';'.join(changed)}"

    def _items(self):
        return [(k, self._state[k], c) for k, c in self.controls.items()]

    def load(self, code):
        """Rebuild the state from a state code; ValueError says what is wrong and nothing changes."""
        panel, _, rest = str(code).strip().partition(":")
        if panel != self.id:
            raise Refused(f"This code is for the panel “{panel}”. A code for this one begins with {self.id}:")
        parts = [p.split("=", 1) for p in rest.split(";") if p.strip()]
        broken = ["".join(p) for p in parts if len(p) != 2]
        if broken:
            raise Refused(f"“{broken[0]}” should read name=value.")
        start = {key: c.default for key, c in self.controls.items()}
        return self.set(**(start | {k.strip(): v.strip() for k, v in parts}))

    def code(self):
        """Return three lines of Python that rebuild this panel."""
        given = "".join(f", {k}={v!r}" if c.is_choice else f", {k}={plain(v)}" for k, v, c in self._items() if v != c.default)
        return f'from exoteach import lesson\npanel = lesson.panel("{self.id}"{given})\npanel'

    # what it shows
    def frame(self):
        """Return the one long frame: model, band, evidence, prediction and readings of the present state."""
        spec = self.spec
        sweep = {"sweep": self.controls[spec.sweep].sweep()} if spec.sweep else {}
        given = {k: c.argument(self._state[k]) for k, c in self.controls.items()}
        parts = [spec.compute(**given, **self.constants, **self.bounds, **sweep)]
        if spec.evidence:
            parts.append(spec.evidence(given))
        if self._prediction is not None:
            parts.append(self._prediction(self))
        return _stacked([part for part in parts if len(part)])

    def drawing(self):
        """Return the picture of the present state as a dict of data and layout, without a theme."""
        frame = self.frame()
        return self._drawing(frame, self.words(frame))

    def figure(self, theme="light"):
        """Return the plotly Figure of the present state in a theme."""
        return themed(self.drawing(), theme)

    def _drawing(self, frame, words):
        chosen = (frame["role"] == "model") & (frame["series"] == "chosen")
        frame.loc[chosen, "label"] = (self.text["point_label"] or "").format(**words)
        return self.spec.figure(frame)

    def readings(self):
        """Return the values behind read-outs and twin, by name."""
        return self.spec.readings(self.frame())

    def words(self, frame):
        """Return what text templates are filled with: readings at honest precision, controls and constants as typed."""
        numbers = {k: Shown(v) if isinstance(v, int | float) else v for k, v in self.spec.readings(frame).items()}
        own = {k: c.choices[v]["label"].lower() if c.is_choice else plain(v) for k, v, c in self._items()}
        return numbers | own | {k: plain(v) for k, v in self.constants.items()}

    def twin(self):
        """Return what the picture shows, in one or two sentences."""
        return self.text["twin"].format(**self.words(self.frame()))

    def overlay(self, prediction):
        """Draw a prediction over the result: a function that takes the panel and gives frame rows; None takes it away."""
        self._prediction = prediction
        self.refresh()

    def uncover(self):
        """Build the view: the prediction was given, skipped or restored."""
        self.cover = None
        self.refresh()

    # acts of the reader
    def on_set(self, message):
        """A control was moved or typed into. What cannot be read stays in its field, with a sentence."""
        control = self.controls[message["name"]]
        try:
            value = control.read(message["value"], slider=bool(message.get("slider")))
        except ValueError as problem:
            self.typed = self.typed | {control.key: (message["value"], str(problem))}
            return
        self.typed = {k: v for k, v in self.typed.items() if k != control.key}
        self._state = self._state | {control.key: value}
        self._solve()

    def attend(self, preset):
        """Load a preset and bring the panel into view: how feedback elsewhere in the lesson points here."""
        self.attention += 1
        return self.preset(preset)

    def on_preset(self, message):
        """A preset was chosen."""
        self.preset(message["value"])

    def on_reset(self, message):
        """Back to the start."""
        self.reset()

    def on_reveal(self, message):
        """Show all controls and read-outs."""
        self.show_all = True

    def on_load(self, message):
        """A state code was typed."""
        code = (message.get("fields") or {}).get("code", "")
        try:
            self.load(code)
        except (ValueError, evidence.UnknownId) as problem:
            self.typed = self.typed | {"code": (code, str(problem))}

    def _solve(self):
        while self.solved < len(self.tasks):
            task = self.tasks[self.solved]
            value, wanted = self._state[task["control"]], task["value"]
            if not WHEN[task["when"]](value, wanted if isinstance(value, str) else float(wanted)):
                return
            self.solved += 1

    def revealed(self, column):
        """Return the ids (controls or readouts) that are open: all of them, or those of the start and of solved tasks."""
        if self.show_all or not self.tasks:
            return None
        rows = [self.text, *self.tasks[: self.solved]]
        shown = [part.strip() for row in rows for part in str(row[column] or "").split(";")]
        return {part for part in shown if part}

    # Card
    def body(self):
        if self.cover:
            return self.view.covered()
        frame = self.frame()
        words = self.words(frame)
        self.figure_json = to_json_plotly(self._drawing(frame, words))
        return self.view.live(frame, words)

    def refresh(self):
        """Write the card anew; an open panel brings plotly's script and the themes along."""
        if not (self.cover or self.templates_json):
            load_plotly()
            self.templates_json = templates_json()
        super().refresh()

    def page(self):
        """Return the still picture with its words, folded where a prediction comes first."""
        found = evidence.still(self.id)
        picture = f"data:image/png;base64,{base64.b64encode(found).decode()}" if found else None
        return self.view.still(picture)

    def line(self):
        """Return one stable line: what is drawn, never the result."""
        return f"Panel “{self.text['title']}”: {self.text['alt']}"


def _stacked(parts):
    """Return the parts below each other as one frame with all columns; what a part lacks is empty."""

    def column(name, empty, kind):
        return np.concatenate([p[name].to_numpy(kind) if name in p else np.full(len(p), empty, kind) for p in parts])

    words = {name: column(name, None, object) for name in WORDS}
    return pd.DataFrame(words | {name: column(name, np.nan, float) for name in NUMBERS})
