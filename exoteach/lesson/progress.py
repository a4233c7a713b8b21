"""What the learner has answered in this lesson, step by step."""

from exoteach import evidence
from exoteach.course.calibration import calibration
from exoteach.course.grading import WORDS
from exoteach.lesson.course_test import scores
from exoteach.lesson.questions import SURE
from exoteach.panels.card import Card
from exoteach.panels.html import tag

HEAD = ("Step", "Newest answer", "Tries")


class ProgressCard(Card):
    """A table of the lesson's steps. A prediction is never called right or wrong: it was made before the panel."""

    kind = "setup"
    label = "Your progress in this lesson"

    def __init__(self, session):
        self.session = session
        super().__init__()
        session.listeners.append(self)
        self.refresh()

    def _rows(self):
        answers, lesson = self.session.progress.answers(), self.session.lesson["id"]
        for row in evidence.rows("course/questions", lesson=lesson):
            if row["kind"] == "test":
                continue  # shown as one score below
            yield row["prompt"], row["kind"], answers.get(row["id"])
        for row in evidence.rows("course/exercises", lesson=lesson):
            yield row["title"], "make", answers.get(row["id"])

    def body(self):
        """Return the card."""
        lines = [
            tag("tr", tag("th", title, scope="row"), tag("td", _said(kind, entry)), tag("td", entry["tries"] if entry else ""))
            for title, kind, entry in self._rows()
        ]
        head = tag("tr", [tag("th", name, scope="col") for name in HEAD])
        table = tag("table", tag("thead", head), tag("tbody", lines))
        head = [tag("p", "Progress", cls="exo-kind"), tag("h3", self.label, cls="exo-title")]
        return [*head, tag("div", table, cls="exo-scroll"), self.tests(), self.sureness()]

    def tests(self):
        """Return the scores of the course's tests, where one was handed in."""
        said = [f"{title}: {right} of {total} right" for title, (right, total) in scores(self.session.progress.answers()).items()]
        return tag("p", tag("b", "Tests. "), "; ".join(said), ".") if said else None

    def sureness(self):
        """Return how often the learner was right at each step of confidence, once there are enough answers."""
        found = calibration(self.session.progress.answers())
        if found is None:
            return None
        items = [tag("li", f"When you said “{SURE[sure]}”: {right} of {total} right.") for sure, (right, total) in found.items()]
        return [tag("p", tag("b", "How well you know what you know, over all lessons")), tag("ul", items)]

    def page(self):
        """Return the card for a page without a kernel."""
        return tag("p", f"{self.label}: run the notebook to see it.")

    def line(self):
        """Return one line that tells no answer."""
        return self.label


def _said(kind, entry):
    if entry is None:
        return "not answered"
    return "predicted" if kind == "predict" else WORDS.get(entry["verdict"], entry["verdict"])
