"""Is this computer ready? Checks in plain words: what is missing, and how to mend it."""

import platform
from importlib import metadata

from packaging.requirements import Requirement

from exoteach.panels.card import Card
from exoteach.panels.html import button, tag

MEND = "Stop JupyterLab and run `make lab` again, or `python3 tools/course.py lab`: it puts the environment right."


def packages():
    """Return (name, version or None, allowed versions, fits) of every package that the course needs at run time."""
    for needed in map(Requirement, metadata.requires("exoteach") or []):
        if needed.marker is None or needed.marker.evaluate({"extra": ""}):
            try:
                found = metadata.version(needed.name)
            except metadata.PackageNotFoundError:
                found = None
            yield needed.name, found, str(needed.specifier), found is not None and needed.specifier.contains(found, prereleases=True)


class Environment(Card):
    """A list of checks; the last one needs the reader: a press that Python answers."""

    kind = "setup"
    label = "Environment check"

    def __init__(self, session):
        self.session = session
        self.pressed = 0
        super().__init__()
        session.listeners.append(self)
        self.refresh()

    def on_press(self, message):
        """The page has reached Python."""
        self.pressed += 1

    def checks(self):
        """Return (good, what was looked at, how to mend it) for each check."""
        for name, found, allowed, fits in packages():
            yield fits, f"{name} {found or 'is missing'}", f"The course needs {name} {allowed}. {MEND}"
        trouble = self.session.progress.trouble
        kept = f"{trouble} Your answers last only until this page closes: download them before you leave." if trouble else ""
        yield not trouble, "your answers can be kept beside this notebook", kept
        yield self.pressed > 0, f"the page and Python {platform.python_version()} can talk to each other", "Press the button below."

    def body(self):
        """Return the card."""
        checks = list(self.checks())
        items = [tag("li", tag("b", "Good: " if good else "To do: "), name, None if good else f". {mend}", cls="exo-done" if good else None)
                 for good, name, mend in checks]  # fmt: skip
        ready = all(good for good, *_ in checks)
        said = "Everything is ready." if ready else "Something is left to do."
        return [
            tag("p", "Check", cls="exo-kind"),
            tag("h3", self.label, cls="exo-title"),
            tag("ul", items, cls="exo-tasks"),
            tag("div", button("Press me", "press", cls=None if self.pressed else "exo-main"), cls="exo-row"),
            tag("p", tag("b", said), data_say=""),
        ]

    def page(self):
        """Return the card for a page without a kernel."""
        return tag("p", f"{self.label}: this page is not connected to Python. Run the notebook to see it.")

    def line(self):
        """Return one line, the same on every computer."""
        return self.label
