"""Recall: questions from earlier lessons, before the new one begins."""

from exoteach import evidence
from exoteach.lesson.questions import LIVE_ONLY, Question
from exoteach.panels.html import button, tag

NOTHING = "There is no earlier question to recall yet."
MISSED = ("not yet", "almost")


def recalled(key):
    """Return the id under which an answer to a recalled question is kept: the first answer in its lesson stays as it was."""
    return f"recall.{key}"


def picked(lesson, known):
    """Return up to three question ids: of the lesson before, of an older one, and one that this learner missed.

    Parameters
    ----------
    lesson : dict, row of ``course/lessons``
    known : dict, all answers, ``{id: entry}``
    """
    before = [row for row in evidence.rows("course/lessons") if row["number"] < lesson["number"]]
    number = {row["id"]: row["number"] for row in before if row["number"].isdigit()}  # 00b and its like may have been left out
    earlier = [q for q in evidence.rows("course/questions", kind="quiz") if q["lesson"] in number]
    earlier.sort(key=lambda q: (recalled(q["id"]) in known, q["id"]))  # what was not recalled yet comes first
    newest = max((number[q["lesson"]] for q in earlier), default=None)
    wanted = (
        [q for q in earlier if known.get(q["id"], {}).get("verdict") in MISSED],
        [q for q in earlier if number[q["lesson"]] == newest],
        [q for q in earlier if number[q["lesson"]] != newest],
    )
    found = []
    for group in wanted:
        found += [q["id"] for q in group if q["id"] not in found][:1]
    return [*found, *(q["id"] for q in earlier if q["id"] not in found)][:3]


class Recall(Question):
    """Up to three questions of earlier lessons, one at a time."""

    kind, word = "recall", "Recall"

    def __init__(self, session):
        self.queue = picked(session.lesson, session.progress.answers())
        self.at = 0
        super().__init__(self.queue[0] if self.queue else None, session)

    def ask(self, question):
        """Take up a question; without one there is nothing to ask."""
        if question is None:
            self.row, self.fields, self.verdict, self.label = {"kind": self.kind, "form": "choice", "id": ""}, {}, None, self.line()
            return
        super().ask(question)
        self.row = self.row | {"kind": self.kind}
        self.label = self.line()

    def restore(self, entry):
        """Nothing is brought back: to recall means to answer anew."""

    def keep(self):
        """Record the answer beside the one of its own lesson."""
        self.session.record(recalled(self.row["id"]), self.kind, dict(self.fields), self.verdict.kind)

    def on_next(self, message):
        """Go on to the next question."""
        self.at = (self.at + 1) % len(self.queue)
        self.ask(self.queue[self.at])

    def body(self):
        """Return the card."""
        if not self.queue:
            return [tag("p", self.word, cls="exo-kind"), tag("p", NOTHING)]
        more = button("Next question", "next", cls="exo-link") if self.verdict and self.at + 1 < len(self.queue) else None
        place = tag("p", f"Question {self.at + 1} of {len(self.queue)}", cls="exo-note")
        return [*super().body(), tag("div", place, more, cls="exo-row")]

    def page(self):
        """Return the card for a page without a kernel: which questions come depends on the learner."""
        return tag("section", tag("h3", self.line()), tag("p", LIVE_ONLY))

    def line(self):
        """Return one line, the same for every learner."""
        return "Recall: questions from earlier lessons"
