"""Sources and quoted facts that show themselves in a notebook, as HTML and as text."""

from dataclasses import dataclass
from html import escape

from exoteach.evidence.folder import row


@dataclass(frozen=True)
class Source:
    """A source: ``short`` name and a stable ``link``."""

    id: str
    short: str
    link: str

    def __str__(self):
        return f"{self.short} ({self.link})"

    def _repr_html_(self):
        return f'<a href="{escape(self.link)}" target="_blank" rel="noopener">{escape(self.short)}</a>'


@dataclass(frozen=True)
class Fact:
    """A quoted value with its unit and its source (or the reason why it is assumed)."""

    id: str
    name: str
    text: str
    source: Source | None
    reason: str

    def __str__(self):
        return f"{self.name}: {self.text} ({self.source or 'assumed: ' + self.reason})"

    def _repr_html_(self):
        origin = self.source._repr_html_() if self.source else f"<em>assumed</em>: {escape(self.reason)}"
        return f"{escape(self.name)}: <b>{escape(self.text)}</b> ({origin})"


class Citations(tuple):
    """Several sources, shown one after the other."""

    def __str__(self):
        return "; ".join(map(str, self))

    def _repr_html_(self):
        return "; ".join(s._repr_html_() for s in self)


def source(key):
    """Return one source by id. Raises UnknownId, which names the nearest ids."""
    found = row("sources", key)
    link = f"https://doi.org/{found['doi']}" if found["doi"] else found["url"]
    return Source(key, found["short"], link)


def cite(*keys):
    """Return sources by id; at the end of a cell they show as links."""
    return Citations(source(k) for k in keys)


def fact(key):
    """Return a quoted fact by id: value, unit and source. Raises UnknownId, which names the nearest ids."""
    found = row("facts", key)
    value, low, high = (None if found[k] is None else f"{found[k]:g}" for k in ("value", "low", "high"))
    span = f"{low}–{high}" if low and high else None
    text = f"{value} ({span})" if value and span else value or span
    origin = source(found["source"]) if found["source"] else None
    return Fact(key, found["name"], f"{text} {found['unit'] or ''}".strip(), origin, found["reason"] or "")
