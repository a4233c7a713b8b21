"""Cards that check what the learner makes: a function, checked against a reference. Hints and the solution."""

from exoteach import evidence
from exoteach.course.grading import grade_function, source_of
from exoteach.lesson.answered import Answered
from exoteach.panels.html import button, tag

TRIES_BEFORE_SOLUTION = 2


class Exercise(Answered):
    """Base of both: verdict, hints one at a time, a solution after two tries."""

    kind = "make"

    def __init__(self, exercise, session):
        self.row = evidence.row("course/exercises", exercise)
        self.label = f"Make: {self.row['title']}"
        self.hints = sorted(evidence.rows("course/hints", exercise=exercise), key=lambda h: h["position"])
        self.hints_shown = 0
        self.solution_shown = False
        super().__init__(exercise, session)

    def judge(self, verdict, answer):
        """Keep a verdict; a missing answer is no try."""
        self.verdict = verdict
        if verdict.kind != "missing":
            self.session.record(self.row["id"], "exercise", answer, verdict.kind)

    @property
    def tries(self):
        """How often this exercise was tried, over all sessions."""
        entry = self.session.known(self.row["id"])
        return entry["tries"] if entry else 0

    def on_hint(self, message):
        """Show one more hint."""
        self.hints_shown = min(self.hints_shown + 1, len(self.hints))

    def on_solution(self, message):
        """Show the solution."""
        self.solution_shown = True

    def head(self):
        """Return the word for the kind, the title and the task."""
        return [tag("p", "Make", cls="exo-kind"), tag("h3", self.row["title"], cls="exo-title"), tag("p", self.row["task"])]

    def reply(self):
        """Return the feedback, hints and solution."""
        hints = [
            tag("p", tag("b", f"Hint {h['position']} of {len(self.hints)}. "), h["text"]) for h in self.hints[: self.hints_shown]
        ]
        solution = tag("pre", tag("code", self.solution())) if self.solution_shown else None
        return [self.feedback(), hints, self.help(), solution]

    def help(self):
        """Return the buttons for a hint and the solution; the solution opens after two tries."""
        if self.verdict and self.verdict.kind == "right":
            return None
        left = len(self.hints) - self.hints_shown
        hint = button(f"Hint ({left} left)" if self.hints_shown else "Hint", "hint", cls="exo-link") if left else None
        open_now = (self.tries >= TRIES_BEFORE_SOLUTION or not left or self.session.instructor) and not self.solution_shown
        solution = button("Show the solution", "solution", cls="exo-link") if open_now else None
        return tag("div", hint, solution, cls="exo-row") if hint or solution else None

    def solution(self):
        """Return the solution's text, as the learner would write it."""
        return evidence.read_text(f"course/solutions/{self.row['id']}.py")

    def page(self):
        """Return the task for a page without a kernel."""
        return tag("section", tag("h3", f"Make: {self.row['title']}"), tag("p", self.row["task"]), self.page_more())

    def page_more(self):
        """Return what else a page without a kernel shows."""
        return None


class Check(Exercise):
    """The learner's own function, checked."""

    def __init__(self, exercise, session, function=None):
        super().__init__(exercise, session)
        if function is None:
            function = notebook_name(self.row["function"])
        self.judge(grade_function(exercise, function), {"source": source_of(function)[:20_000]})
        self.refresh()

    def body(self):
        """Return the card."""
        return [*self.head(), self.reply()]

    def line(self):
        """Return the verdict as one line."""
        return f"{self.row['id']}: {self.verdict.kind}"


class Help(Exercise):
    """The hints of an exercise, one at a time, and its solution: for a cell of its own."""

    def __init__(self, exercise, session, solution=False):
        super().__init__(exercise, session)
        self.solution_shown = solution
        self.refresh()

    def body(self):
        """Return the card."""
        return [*self.head(), self.reply()]

    def line(self):
        """Return one line that tells nothing."""
        return f"Help: {self.row['title']}"


def notebook_name(name):
    """Return what a name stands for in the notebook, or None."""
    from IPython import get_ipython

    shell = get_ipython()
    return shell.user_ns.get(name) if shell else None
