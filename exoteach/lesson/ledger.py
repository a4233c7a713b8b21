"""The delivery ledger: one factor a lesson, each with its uncertainty, from the vesicle to the cell that needs the drug."""

from exoteach import evidence
from exoteach.course.answers import prediction
from exoteach.course.numbers import Shown
from exoteach.lesson.questions import Question
from exoteach.panels.html import button, tag

HEAD = ("Factor", "Your range", "Lesson")


class Ledger(Question):
    """An entry of the ledger, and the whole ledger as far as it goes."""

    kind, word = "ledger", "Ledger"

    def body(self):
        """Return the card."""
        keep = tag("div", button("Keep", "answer", cls="exo-main"), cls="exo-row")
        return [*self.head(), tag("form", self.entry(), keep, data_form=""), self.feedback(), self.factors()]

    def factors(self):
        """Return the table of all factors: the learner's own, and those that later lessons add."""
        lines = [tag("tr", tag("th", f["name"], scope="row"), tag("td", self.said(f)), tag("td", f["lesson_number"])) for f in factors()]
        head = tag("tr", [tag("th", name, scope="col") for name in HEAD])
        table = tag("table", tag("caption", "Your delivery ledger"), tag("thead", head), tag("tbody", lines))
        return tag("div", table, cls="exo-scroll")

    def said(self, factor):
        """Return what the learner keeps for a factor, or that it comes later."""
        if not factor["question"]:
            return "comes later"
        question = evidence.row("course/questions", factor["question"])
        entry = self.session.known(question["id"])
        if entry is None:
            return "not yet"
        low, high = prediction(question, entry["answer"])[0]
        return f"{Shown(low)}–{Shown(high)} {factor['unit'] or ''}".strip()


def factors():
    """Return the rows of the ledger in order, each with the number of its lesson."""
    found = sorted(evidence.rows("course/ledger"), key=lambda f: f["position"])
    return [f | {"lesson_number": evidence.row("course/lessons", f["lesson"])["number"]} for f in found]
