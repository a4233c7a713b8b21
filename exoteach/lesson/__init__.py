"""What a notebook imports: start a lesson, ask, show, check, cite.

>>> from exoteach import lesson                    # doctest: +SKIP
>>> lesson.start("structure")                      # doctest: +SKIP
"""

from exoteach.evidence import cite, fact
from exoteach.lesson.assembled import Blanks, Order
from exoteach.lesson.course_map import CourseMap
from exoteach.lesson.course_test import CourseTest
from exoteach.lesson.environment import Environment
from exoteach.lesson.exercises import Check, Help
from exoteach.lesson.glossary import Glossary
from exoteach.lesson.ledger import Ledger
from exoteach.lesson.progress import ProgressCard
from exoteach.lesson.questions import Observe, Predict, Quiz
from exoteach.lesson.recall import Recall
from exoteach.lesson.session import session
from exoteach.lesson.setup import Setup
from exoteach.panels.panel import Panel

__all__ = [
    "blanks", "check", "cite", "course_map", "environment", "fact", "glossary", "hint", "ledger", "observe", "order", "panel", "predict", "progress",
    "quiz", "recall", "solution", "start", "test",
]  # fmt: skip


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


def blanks(exercise):
    """Ask to fill the blanks of a function."""
    return Blanks(exercise, session())


def hint(exercise):
    """Show the hints of an exercise, one at a time."""
    return Help(exercise, session())


def solution(exercise):
    """Show the solution of an exercise."""
    return Help(exercise, session(), solution=True)


def ledger(question):
    """Ask for one factor of the delivery ledger, and show the whole ledger so far."""
    return Ledger(question, session())


def recall():
    """Ask up to three questions of earlier lessons: the last one, an older one, one that was missed."""
    return Recall(session())


def test(form):
    """Give one form of the course's test: "A" before the course, "B" at its end, "C" two weeks later."""
    return CourseTest(form, session())


def course_map():
    """Show the lessons with what each needs, and what is done."""
    return CourseMap(session())


def environment():
    """Check in plain words whether this computer is ready for the course."""
    return Environment(session())


def glossary():
    """Show the words that this lesson uses for the first time."""
    return Glossary(session())


def progress():
    """Show what is answered in this lesson, step by step; it follows every answer."""
    return ProgressCard(session())
