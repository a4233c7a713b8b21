"""The set-up card: where the learner is, what is kept and where, the projector, and the instructor's switch."""

import base64

from exoteach.course.progress import ProgressError
from exoteach.panels.card import Card, load_plotly
from exoteach.panels.html import button, tag


class Setup(Card):
    """The first card of every lesson."""

    kind = "setup"

    def __init__(self, session):
        self.session = session
        self.lesson = session.lesson
        self.number = str(self.lesson["number"]).zfill(2)
        self.label = f"Lesson {self.number}: {self.lesson['title']}"
        self.projector = session.instructor
        self.said = ""
        super().__init__()
        load_plotly()
        session.listeners.append(self)
        self.refresh()

    def on_projector(self, message):
        """Switch the large view for a projector on or off."""
        self.projector = not self.projector

    def on_everything(self, message):
        """Open all panels with all controls."""
        self.session.show_everything()

    def on_import(self, message):
        """Take in an exported progress file."""
        name = message.get("name") or "the file"
        if message.get("value") is None:
            self.said = f"{name} is larger than 1 MB. It was not taken in; nothing was changed."
            return
        try:
            self.session.progress.import_text(message["value"], name)
        except ProgressError as problem:
            self.said = f"{problem} It was not taken in; nothing was changed."
        else:
            self.said = f"{name} was taken in. Run all cells again to see the answers in their places."

    def body(self):
        """Return the card."""
        lesson, progress = self.lesson, self.session.progress
        answers, steps = progress.answers(), self.session.steps()
        done = [step in answers for step in steps]
        bar = tag(
            "span",
            [tag("i", cls="exo-done" if d else None) for d in sorted(done, reverse=True)],
            cls="exo-steps",
            aria_hidden="true",
        )
        kept = "" if not any(done) else " Kept beside this notebook." if not progress.trouble else " Not kept."
        return [
            tag("p", f"Lesson {self.number}, {lesson['minutes']:.0f} minutes", cls="exo-kind"),
            tag("p", tag("b", lesson["question"])),
            tag("p", bar, tag("span", f"{sum(done)} of {len(steps)} steps answered.{kept}", data_say="")),
            self._trouble(progress, answers),
            tag("div", self._switches(), cls="exo-foot"),
            tag("div", self._file(), cls="exo-folds"),
            tag("span", data_page_theme="projector" if self.projector else "", hidden=True),
        ]

    def _switches(self):
        yield button("Projector view off" if self.projector else "Projector view", "projector", cls="exo-link")
        if not self.session.instructor:
            yield button("Show all (for instructors)", "everything", cls="exo-link")

    def _trouble(self, progress, answers):
        aside = [tag("p", f"{said} It was set aside, not deleted; all other answers are here.") for said in progress.set_aside]
        lost = tag(
            "p", tag("b", progress.trouble), " Your answers last only until this page closes. Download them before you leave."
        )
        boxes = [*aside, lost if progress.trouble else None]
        return tag("div", boxes, self._download(answers) if progress.trouble else None, cls="exo-trouble") if any(boxes) else None

    def _file(self):
        choose = tag("input", type="file", accept=".json,application/json", data_file="import", id="exo-setup-import")
        pick = tag("p", tag("label", "Take in a progress file: ", for_="exo-setup-import"), choose)
        said = tag("p", self.said, data_say="") if self.said else None
        about = tag(
            "p", "The file holds your answers: no name, no clock time. Nothing leaves this computer by itself.", cls="exo-note"
        )
        body = tag(
            "details", tag("summary", "Your progress file"), about, tag("p", self._download()), pick, data_key="exo-progress-file"
        )
        return [body, said]

    def _download(self, answers=None):
        name, text = self.session.progress.export_text()
        data = base64.b64encode(text.encode("utf-8")).decode()
        return tag("a", "Download your progress", href=f"data:application/json;base64,{data}", download=name)

    def page(self):
        """Return the card for a page without a kernel."""
        lesson = self.lesson
        return tag("p", f"Lesson {self.number}, {lesson['minutes']:.0f} minutes. ", tag("b", lesson["question"]))

    def line(self):
        """Return the lesson as one line."""
        return self.label
