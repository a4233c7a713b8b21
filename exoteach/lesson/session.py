"""The lesson that this kernel is in: its progress, its panels, what is answered, what an instructor has switched on."""

import os

from exoteach import evidence
from exoteach.course.progress import Progress


class NotStarted(evidence.Plain, RuntimeError):
    """A card was asked for before the set-up cell had run."""


class Session:
    """One lesson in one kernel. Cards ask it what is known and tell it what happened."""

    def __init__(self, lesson):
        self.lesson = evidence.row("course/lessons", lesson)
        self.progress = Progress(lesson)
        self.instructor = os.environ.get("EXOTEACH_INSTRUCTOR") == "1"
        self.panels = {}
        self.skipped = set()
        self.listeners = []

    def known(self, key):
        """Return the newest answer to a question or exercise, or None."""
        return self.progress.answers().get(key)

    def record(self, key, kind, answer, verdict):
        """Keep an answer and tell the cards that wait for news."""
        entry = self.progress.record(key, kind, answer, verdict)
        self.changed()
        return entry

    def changed(self):
        """Tell the cards that wait for news: the set-up card, and questions that open after a prediction."""
        for card in self.listeners:
            card.refresh()

    def steps(self, lesson=None):
        """Return the ids of what can be answered in a lesson (this one by default), in order of the tables."""
        lesson = lesson or self.lesson["id"]
        asked = [row["id"] for row in evidence.rows("course/questions", lesson=lesson) if row["kind"] != "test"]
        return asked + [row["id"] for row in evidence.rows("course/exercises", lesson=lesson)]

    def is_open(self, question):
        """Return whether a prediction was given, skipped, or is not asked of an instructor."""
        return self.instructor or question in self.skipped or self.known(question) is not None

    def covers(self, panel):
        """Return the id of the prediction that still covers a panel, or None."""
        ids = [q["id"] for q in self.predictions(panel)]
        return next((q for q in ids if not self.is_open(q)), None)

    def predictions(self, panel):
        """Return the questions of this lesson that come before a panel: another lesson may show it with its own, or with none."""
        return evidence.rows("course/questions", covers_panel=panel, lesson=self.lesson["id"])

    def add_panel(self, panel):
        """Remember a panel that is shown, and draw the learner's prediction into it."""
        self.panels[panel.id] = panel
        self.draw_predictions(panel)
        return panel

    def draw_predictions(self, panel):
        """Give a panel the prediction that belongs to it; returns whether one was made."""
        from exoteach.lesson.overlay import overlay

        made = [(q, self.known(q["id"])) for q in self.predictions(panel.id)]
        for question, entry in made:
            if entry:
                panel.overlay(overlay(question, entry["answer"]))
        return any(entry for _, entry in made)

    def skip(self, question):
        """Let a prediction pass without an answer. Nothing is recorded."""
        self.skipped.add(question)
        self.changed()

    def open_panel(self, panel_id):
        """Uncover a panel after its prediction was given or skipped."""
        panel = self.panels.get(panel_id)
        if panel is not None:
            panel.cover = None
            if not self.draw_predictions(panel):
                panel.uncover()

    def show_everything(self):
        """Open all panels with all their controls: the instructor's switch."""
        self.instructor = True
        for panel in self.panels.values():
            panel.show_all = True
            panel.uncover()
        self.changed()


_current = None


def session(lesson=None):
    """Return the present session; with a lesson's id begin a new one."""
    global _current
    if lesson is not None:
        _current = Session(lesson)
    if _current is None:
        raise NotStarted("Run the set-up cell at the top of the notebook first: it calls lesson.start(…).")
    return _current
