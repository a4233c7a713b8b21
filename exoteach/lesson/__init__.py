"""What a notebook imports: start a lesson, ask, show, check, cite.

>>> from exoteach import lesson                    # doctest: +SKIP
>>> lesson.start("structure")                      # doctest: +SKIP
"""

from exoteach.evidence import cite, fact
from exoteach.lesson.exercises import Check, Order
from exoteach.lesson.progress import ProgressCard
from exoteach.lesson.questions import Observe, Predict, Quiz
from exoteach.lesson.session import session
from exoteach.lesson.setup import Setup
from exoteach.panels.panel import Panel

__all__ = ["check", "cite", "fact", "observe", "order", "panel", "predict", "progress", "quiz", "start"]


def start(lesson):
    """Open a lesson by id: its progress, its set-up card. Put it in the notebook's set-up cell."""
    return Setup(session(lesson))


def predict(question):
    """Ask for a prediction; the panel it covers opens when it is given, skipped or restored."""
    return Predict(question, session())


def panel(panel, **state):
    """Show an explorer by id. Keyword arguments set its controls: ``panel("how-much-fits", bilayer_nm=5)``."""
    now = session()
    return now.add_panel(Panel(panel, cover=now.covers(panel), show_all=now.instructor, **state))


def observe(question):
    """Ask what was seen, and put the learner's prediction beside the result."""
    return Observe(question, session())


def quiz(question):
    """Ask one quiz question; every option has its explanation."""
    return Quiz(question, session())


def check(exercise, function=None):
    """Check the learner's function of an exercise. Without ``function`` it is looked up by its name in the notebook."""
    return Check(exercise, session(), function)


def order(exercise):
    """Ask to put lines of code in order; by mouse or keyboard."""
    return Order(exercise, session())


def progress():
    """Show what is answered in this lesson, step by step; it follows every answer."""
    return ProgressCard(session())
