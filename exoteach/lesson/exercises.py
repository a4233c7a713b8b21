"""Cards that check what the learner makes: a function, or lines of code put in order."""

import math

from exoteach import evidence
from exoteach.course.grading import Verdict, grade_function, source_of
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

    def solution(self):
        """Return the solution's text."""
        return evidence.read_text(f"course/solutions/{self.row['id']}.py")

    def line(self):
        """Return the verdict as one line."""
        return f"{self.row['id']}: {self.verdict.kind}"


class Order(Exercise):
    """Lines of code to choose and to put in order, one button press a step."""

    def __init__(self, exercise, session):
        super().__init__(exercise, session)
        self.lines = {line["id"]: line for line in evidence.rows("course/order_lines", exercise=exercise)}
        self.chosen = []
        entry = session.known(exercise)
        kept = entry["answer"].get("lines") if entry and isinstance(entry["answer"], dict) else None
        if isinstance(kept, list) and all(line in self.lines for line in kept):
            self.chosen = list(dict.fromkeys(kept))
            self.verdict = self.grade()
        self.refresh()

    def place(self, *lines):
        """Put these lines in this order and check them, as a learner would."""
        self.chosen = [self._known(line) for line in lines]
        self.act("answer")
        return self

    def _known(self, line):
        if line not in self.lines:
            raise evidence.UnknownId(f"There is no line {line!r} in {self.row['id']}. It has {', '.join(self.lines)}.")
        return line

    def on_add(self, message):
        """Move a line into the function, at its end."""
        self.chosen = list(dict.fromkeys([*self.chosen, self._known(message["value"])]))
        self.verdict = None

    def on_out(self, message):
        """Take a line out of the function."""
        self.chosen = [line for line in self.chosen if line != message["value"]]
        self.verdict = None

    def on_up(self, message):
        """Move a line one place up."""
        at = self.chosen.index(message["value"])
        if at:
            self.chosen[at - 1 : at + 1] = [self.chosen[at], self.chosen[at - 1]]
        self.verdict = None

    def on_down(self, message):
        """Move a line one place down."""
        at = self.chosen.index(message["value"])
        self.chosen[at : at + 2] = self.chosen[at : at + 2][::-1]
        self.verdict = None

    def on_answer(self, message):
        """Check the lines."""
        self.judge(self.grade(), {"lines": list(self.chosen)})

    def source(self):
        """Return the function that the chosen lines make."""
        inside = "".join(f"    {self.lines[line]['text']}\n" for line in self.chosen)
        return f"def {self.row['function']}({', '.join(self.row['arguments'].split('; '))}):\n{inside}"

    def grade(self):
        """Return the verdict: a line that does not belong first, then the function itself by the same check as any other."""
        if not self.chosen:
            return Verdict("missing", "The function is empty. Add the line that comes first.")
        stray = next((self.lines[line] for line in self.chosen if self.lines[line]["position"] is None), None)
        space = {"pi": math.pi}
        exec(compile(self.source(), "<lines>", "exec"), space)  # our own lines from data/, in the learner's order
        verdict = grade_function(self.row["id"], space[self.row["function"]])
        if stray and verdict.kind != "right":
            return Verdict("not yet", f"{verdict.text} {stray['why']}", values=verdict.values)
        return verdict

    def solution(self):
        """Return the solution's text: the lines in order."""
        right = sorted((line for line in self.lines.values() if line["position"] is not None), key=lambda line: line["position"])
        return "\n".join(line["text"] for line in right)

    def body(self):
        """Return the card."""
        head = self.source().split("\n", 1)[0]
        inside = [self._line(line, i) for i, line in enumerate(self.chosen)]
        outside = [self._line(line, None) for line in self.lines if line not in self.chosen]
        return [
            *self.head(),
            tag("p", tag("code", head)),
            tag("ol", inside, cls="exo-order", aria_label="Your function") if inside else tag("p", "No lines yet.", cls="exo-note"),
            tag("p", "Lines to choose from", cls="exo-note"),
            tag("ul", outside, cls="exo-order exo-out", aria_label="Lines to choose from"),
            tag("div", button("Check", "answer", cls="exo-main"), cls="exo-row"),
            self.reply(),
        ]

    def _line(self, line, place):
        text = self.lines[line]["text"]
        label = f"line {place + 1}: {text}" if place is not None else text
        if place is None:
            moves = [button("Add", "add", line, aria_label=f"Add {label}", id=f"{self.name}-{line}-add")]
        else:
            moves = [
                button("↑", "up", line, aria_label=f"Move up {label}", aria_disabled="true" if place == 0 else None, id=f"{self.name}-{line}-up"),
                button("↓", "down", line, aria_label=f"Move down {label}",
                       aria_disabled="true" if place == len(self.chosen) - 1 else None, id=f"{self.name}-{line}-down"),
                button("Take out", "out", line, aria_label=f"Take out {label}", id=f"{self.name}-{line}-out"),
            ]  # fmt: skip
        return tag("li", tag("code", ("    " if place is not None else "") + text), moves, data_key=f"{self.name}-{line}")

    def page_more(self):
        """Return the lines, unordered."""
        return tag("ul", [tag("li", tag("code", line["text"])) for line in self.lines.values()])

    def line(self):
        """Return the task as one line: what was answered before is not told."""
        return f"Make: {self.row['title']}"


def notebook_name(name):
    """Return what a name stands for in the notebook, or None."""
    from IPython import get_ipython

    shell = get_ipython()
    return shell.user_ns.get(name) if shell else None
