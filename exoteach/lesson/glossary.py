"""The words that a lesson uses for the first time."""

from exoteach import evidence
from exoteach.panels.card import Card
from exoteach.panels.html import source_link, tag


class Glossary(Card):
    """Terms with their meaning, what not to confuse them with, and where they are used so."""

    kind = "setup"

    def __init__(self, session):
        self.terms = sorted(evidence.rows("glossary", lesson=session.lesson["id"]), key=lambda row: row["term"].lower())
        self.label = "Words of this lesson"
        super().__init__()
        self.refresh()

    def body(self):
        """Return the card."""
        return [tag("p", "Glossary", cls="exo-kind"), tag("h3", self.label, cls="exo-title"), self.listed()]

    def listed(self):
        """Return the terms as a list of definitions."""
        return tag("dl", [[tag("dt", t["term"]), tag("dd", _meaning(t))] for t in self.terms], cls="exo-terms")

    def page(self):
        """Return the card for a page without a kernel: the same words."""
        return tag("section", tag("h3", self.label), self.listed())

    def line(self):
        """Return the terms as one line."""
        return f"{self.label}: {', '.join(t['term'] for t in self.terms)}"


def _meaning(term):
    other = f" Not to confuse with {term['not_to_confuse']}." if term["not_to_confuse"] else None
    seen = [" (", source_link(evidence.source(term["source"])), ")"] if term["source"] else None
    return [term["definition"], other, seen]
