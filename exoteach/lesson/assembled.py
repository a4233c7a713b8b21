"""Exercises whose function is put together in a card: lines in order, or blanks filled. One check for both."""

import math
import re

from exoteach import evidence
from exoteach.course.grading import Verdict, grade_function
from exoteach.lesson.exercises import Exercise
from exoteach.panels.html import button, tag

BLANK = re.compile(r"_{4,}")


class Assembled(Exercise):
    """Base of both: the source is made from what the learner chose, run, and graded like any other function."""

    def source(self):
        """Return the function as it stands now."""
        raise NotImplementedError

    def run(self):
        """Return (function, None), or (None, sentence) where Python cannot read what was put together."""
        space = {"pi": math.pi}
        try:
            exec(compile(self.source(), "<your function>", "exec"), space)  # as in a cell of the notebook: the learner's own kernel
        except SyntaxError as problem:
            return None, f"Python cannot read line {problem.lineno}: {problem.msg}."
        except Exception as problem:
            return None, f"Python stopped with {type(problem).__name__}: {problem}."
        return space.get(self.row["function"]), None

    def graded(self):
        """Return the verdict on the present function."""
        function, problem = self.run()
        return Verdict("not yet", problem) if problem else grade_function(self.row["id"], function)


class Order(Assembled):
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
        verdict = self.graded()
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


class Blanks(Assembled):
    """A function with blanks to fill in."""

    def __init__(self, exercise, session):
        super().__init__(exercise, session)
        self.template = evidence.read_text(f"course/blanks/{exercise}.py")
        self.filled = [""] * len(BLANK.findall(self.template))
        entry = session.known(exercise)
        kept = entry["answer"].get("blanks") if entry and isinstance(entry["answer"], dict) else None
        if isinstance(kept, list) and len(kept) == len(self.filled) and all(isinstance(part, str) for part in kept):
            self.filled = kept
            self.verdict = self.grade()
        self.refresh()

    def fill(self, *parts):
        """Fill the blanks in order and check, as a learner would."""
        self.act("answer", {"fields": {f"blank{i}": part for i, part in enumerate(parts)}})
        return self

    def on_draft(self, message):
        """A blank was filled, nothing is checked yet."""
        given = message.get("fields") or {}
        self.filled = [str(given.get(f"blank{i}", part) or "")[:200] for i, part in enumerate(self.filled)]

    def on_answer(self, message):
        """Check the function."""
        self.on_draft(message)
        self.judge(self.grade(), {"blanks": list(self.filled)})

    def source(self):
        """Return the function with what was filled in."""
        parts = iter(self.filled)
        return BLANK.sub(lambda _: next(parts).strip(), self.template)

    def grade(self):
        """Return the verdict; an empty blank is missing."""
        if not all(part.strip() for part in self.filled):
            return Verdict("missing", "A blank is still empty. Fill in every one.")
        return self.graded()

    def body(self):
        """Return the card."""
        around = BLANK.split(self.template)
        code = [part for i, before in enumerate(around) for part in (before, self._blank(i)) if part]
        check = tag("div", button("Check", "answer", cls="exo-main"), cls="exo-row")
        return [*self.head(), tag("form", tag("pre", tag("code", code)), check, data_form=""), self.reply()]

    def _blank(self, i):
        if i == len(self.filled):
            return None
        return tag(
            "input", type="text", name=f"blank{i}", id=f"{self.name}-blank{i}", value=self.filled[i], data_draft="", size="18",
            autocomplete="off", spellcheck="false", data_lm_suppress_shortcuts="true", aria_label=f"Blank {i + 1} of {len(self.filled)}",
        )  # fmt: skip

    def page_more(self):
        """Return the function with its blanks."""
        return tag("pre", tag("code", self.template))

    def line(self):
        """Return the task as one line: what was answered before is not told."""
        return f"Make: {self.row['title']}"
