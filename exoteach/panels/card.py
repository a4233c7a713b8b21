"""A card: HTML written by Python, shown by one small front-end module (``front/card.js``), the same for every lesson.

Every thing a notebook shows (panel, question, exercise, progress) is a Card. Python keeps the state and writes the
HTML; the front end reports acts and draws the figure. One message goes out for an act, one comes back.
"""

import gzip
import itertools
import json
import traceback
from functools import cache
from pathlib import Path
from typing import ClassVar

import anywidget
import traitlets

from exoteach.panels.html import tag

FRONT = Path(__file__).parent / "front"
WAIT = "Python has not answered yet. If this stays, choose Kernel ▸ Restart Kernel and Run All Cells: your answers are kept."


_numbering = itertools.count(1)


@cache
def _front(name):
    return (FRONT / name).read_text("utf-8")


@cache
def _plotly():
    from plotly.offline import get_plotlyjs

    return gzip.compress(get_plotlyjs().encode("utf-8"), 1)


class Card(anywidget.AnyWidget):
    """Base of everything shown. A subclass writes ``body()``, ``page()`` and one ``on_<act>`` method for each act."""

    _esm = _front("card.js")
    _css = _front("card.css")
    html = traitlets.Unicode().tag(sync=True)
    figure_json = traitlets.Unicode().tag(sync=True)
    templates_json = traitlets.Unicode().tag(sync=True)
    done = traitlets.Int().tag(sync=True)
    version = traitlets.Int().tag(sync=True)

    kind = "card"
    label = "Card"
    trouble_log: ClassVar[list[str]] = []  # tracebacks of all cards, for tests and for the curious

    def __init__(self, **traits):
        super().__init__(**traits)
        self.serial = next(_numbering)  # makes the ids of this card's elements its own, also where it is shown twice
        self.trouble = ""
        self._last_body = None
        self.on_msg(self._receive)

    # what a subclass writes
    def body(self):
        """Return the card's inner HTML for the present state."""
        raise NotImplementedError

    def page(self):
        """Return the HTML for a page without a kernel: the same for every learner, and it gives nothing away."""
        raise NotImplementedError

    def line(self):
        """Return one stable line of text."""
        raise NotImplementedError

    # what every card does
    def _receive(self, _, message, buffers):
        with self.hold_sync():
            self.act(message.get("act", ""), message)
            self.done = max(self.done, int(message.get("n", 0)))

    def act(self, name, message=None):
        """Carry out one act as the front end would: the way that tests and other cards take."""
        handler = None if hasattr(Card, f"on_{name}") else getattr(self, f"on_{name}", None)  # ipywidgets has on_… of its own
        self.trouble = ""
        try:
            if handler is None:
                raise ValueError(f"This card does not know the act {name!r}.")
            handler(message or {})
        except Exception as problem:  # shown in the card, where the reader is looking
            self.show_trouble(problem)
        self.refresh()

    def show_trouble(self, problem):
        """Say in the card what went wrong, and keep the traceback in ``Card.trouble_log``."""
        self.trouble = f"{type(problem).__name__}: {problem}"
        Card.trouble_log.append("".join(traceback.format_exception(problem)))

    def refresh(self):
        """Write the card anew, as one message."""
        with self.hold_sync():
            self.html = self.whole()
            self.version += 1

    def whole(self):
        """Return the whole card: body, trouble, live region. Where the body cannot be written, the last one stays."""
        try:
            self._last_body = list(self.body())
        except Exception as problem:
            if self._last_body is None:
                raise
            self.show_trouble(problem)
        trouble = tag("div", tag("b", "Something went wrong in this card. "), self.trouble, cls="exo-trouble", role="alert")
        return tag(
            "section",
            self._last_body,
            trouble if self.trouble else None,
            tag("p", WAIT, cls="exo-trouble exo-wait", role="status"),
            tag("p", cls="exo-live", aria_live="polite", data_keep=""),
            cls=f"exo-card exo-{self.kind}",
            aria_label=self.label,
        )

    def _repr_mimebundle_(self, **kwargs):
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        if not self.html:
            self.refresh()
        return data | {"text/html": str(self.page()), "text/plain": self.line()}, metadata

    def __repr__(self):
        return self.line()


class PlotlyBundle(anywidget.AnyWidget):
    """Brings plotly's script to the page once a kernel; the cards share it."""

    _esm = _front("card.js")
    plotly = traitlets.Bytes().tag(sync=True)


_bundle = None


def load_plotly():
    """Send plotly's script to the front end unless this kernel already did. Returns the bundle widget."""
    global _bundle
    if _bundle is None or _bundle.comm is None:
        _bundle = PlotlyBundle(plotly=_plotly())
    return _bundle


def templates_json():
    """Return the figure templates of all themes as JSON: the page picks one without asking the kernel."""
    from exoteach.figures.theme import THEMES, template

    return json.dumps({name: template(name).to_plotly_json() for name in THEMES})
