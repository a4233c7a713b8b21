"""Cards that ask: predict, observe, quiz. One base for all; texts stand in ``data/course``."""

from exoteach import evidence
from exoteach.course.grading import Verdict, grade_choice, reference
from exoteach.course.numbers import Shown, plain
from exoteach.lesson.answered import Answered
from exoteach.lesson.overlay import predicted
from exoteach.panels.html import button, tag

SURE = (("1", "a guess"), ("2", "unsure"), ("3", "fairly sure"), ("4", "certain"))
WAITING = "This question opens together with the panel, after your prediction."
LIVE_ONLY = "Run the notebook to answer."


class Question(Answered):
    """A question with options. Keeps what was chosen, grades it, restores it."""

    def __init__(self, question, session):
        self.row = evidence.row("course/questions", question)
        if self.row["kind"] != self.kind:
            raise ValueError(
                f"{question!r} is a question to {self.row['kind']}, not to {self.kind}: use lesson.{self.row['kind']}."
            )
        self.options = evidence.rows("course/options", question=question)
        self.label = f"{self.word}: {self.row['prompt']}"
        self.fields = {}
        super().__init__(question, session)
        self.restore(session.known(question))
        self.refresh()

    def restore(self, entry):
        """Bring back an answer that was kept, unless the course offers it no longer."""
        answer = entry["answer"] if entry else None
        if isinstance(answer, dict) and answer.get("choice") in [o["id"] for o in self.options]:
            self.fields = dict(entry["answer"])
            self.verdict = self.grade()

    @property
    def chosen(self):
        """The id of the option that is chosen, or None."""
        return self.fields.get("choice")

    def grade(self):
        """Return the verdict on the present choice."""
        return grade_choice(self.row["id"], self.chosen)

    def answer(self, choice, **fields):
        """Answer as a learner would: by the option's id."""
        self.act("answer", {"fields": {"choice": choice, **fields}})
        return self

    def on_draft(self, message):
        """Something was chosen or typed, not yet sent."""
        self.fields = self.fields | message["fields"]

    def on_answer(self, message):
        """The answer was sent."""
        self.fields = self.fields | (message.get("fields") or {})
        self.verdict = self.grade()
        if self.verdict.kind != "missing":
            self.session.record(self.row["id"], self.kind, dict(self.fields), self.verdict.kind)

    # how it looks
    def head(self):
        """Return the word for the kind, and the question."""
        return [tag("p", self.word, cls="exo-kind"), tag("h3", self.row["prompt"], cls="exo-title", id=f"{self.name}-prompt")]

    def choices(self):
        """Return the options as radio buttons."""
        short = all(len(o["text"]) < 24 for o in self.options)
        boxes = [
            tag("label", tag("input", type="radio", name="choice", value=o["id"], data_draft="", checked=o["id"] == self.chosen,
                             data_lm_suppress_shortcuts="true"), tag("span", o["text"]), cls="exo-option")
            for o in self.options
        ]  # fmt: skip
        group = tag("div", boxes, cls="exo-options exo-short" if short else "exo-options")
        return tag("fieldset", group, aria_labelledby=f"{self.name}-prompt")

    def body(self):
        """Return the card."""
        check = tag("div", button("Check", "answer", cls="exo-main"), cls="exo-row")
        return [*self.head(), tag("form", self.choices(), check, data_form=""), self.feedback()]

    def page(self):
        """Return the question for a page without a kernel: no answer is given away."""
        items = [tag("li", o["text"]) for o in self.options]
        return tag("section", tag("h3", self.word, ": ", self.row["prompt"]), tag("ul", items), tag("p", LIVE_ONLY))

    def line(self):
        """Return the question as one line."""
        return f"{self.word}: {self.row['prompt']}"


class Quiz(Question):
    """A quiz question."""

    kind, word = "quiz", "Quiz"


class Observe(Question):
    """What did you see? With the prediction beside the result."""

    kind, word = "observe", "Observe"

    def __init__(self, question, session):
        super().__init__(question, session)
        session.listeners.append(self)

    def body(self):
        """Return the card, or what it waits for: before the prediction it would give the result away."""
        if self.session.is_open(self.row["follows"]):
            return super().body()
        return [tag("p", self.word, cls="exo-kind"), tag("p", WAITING)]

    def page(self):
        """Return the question folded: it comes after the prediction."""
        return tag("details", tag("summary", "Observe: open this after your prediction"), super().page())

    def line(self):
        """Return a line that gives nothing away."""
        return f"Observe: a question that follows the prediction {self.row['follows']}"

    def feedback(self):
        """Return the feedback, then the learner's prediction beside what the model gives."""
        said, compared = super().feedback(), self.compared()
        return [said, tag("p", tag("b", "Your prediction. "), compared, cls="exo-twin")] if said and compared else said

    def compared(self):
        """Return one sentence: what was predicted and what the panel gives, or None where nothing was predicted."""
        before = evidence.row("course/questions", self.row["follows"])
        entry = self.session.known(before["id"])
        if not entry:
            return None
        panel = self.session.panels.get(before["covers_panel"])
        state = dict(panel.state) | panel.constants if panel else {}
        rows = {name: evidence.row("parameters", key)["default"] for name, key in evidence.numbers(before["keyed_over"]).items()}
        inputs = {name: float(state.get(name, default)) for name, default in rows.items()}
        number, text = predicted(before, entry["answer"])
        actual = float(reference(before["keyed_by"])(**inputs))
        if number is None:
            return None
        apart = Shown(max(actual / number, number / actual))
        words = {k: plain(v) for k, v in inputs.items()} | {"predicted": text, "actual": Shown(actual), "apart": apart}
        return self.row["compare"].format(**words)


class Predict(Question):
    """Commit first: an answer, a reason, how sure. Then the panel opens. Right or wrong is not said here."""

    kind, word = "predict", "Predict"

    def grade(self):
        """A prediction is kept, not judged: the panel judges it."""
        if not self.chosen:
            return Verdict("missing", "Choose one answer, then commit. Or skip, if you want to see the panel at once.")
        return grade_choice(self.row["id"], self.chosen)

    def on_answer(self, message):
        """Keep the prediction and open the panel."""
        super().on_answer(message)
        if self.verdict.kind != "missing":
            self.session.open_panel(self.row["covers_panel"])

    def on_skip(self, message):
        """Open the panel without a prediction. Nothing is recorded."""
        self.verdict = None
        self.session.skip(self.row["id"])
        self.session.open_panel(self.row["covers_panel"])

    def on_again(self, message):
        """Let the learner answer anew; the first answer is kept beside the newest."""
        self.verdict = None

    def body(self):
        """Return the form, or what was predicted."""
        if self.verdict and self.verdict.kind != "missing":
            return [*self.head(), self.committed()]
        sure = [
            tag("label", tag("input", type="radio", name="sure", value=v, data_draft="", checked=self.fields.get("sure") == v,
                             data_lm_suppress_shortcuts="true"), label)
            for v, label in SURE
        ]  # fmt: skip
        reason = [
            tag("label", self.row["reason_prompt"], for_=f"{self.name}-reason"),
            tag("textarea", self.fields.get("reason") or "", id=f"{self.name}-reason", name="reason", data_draft="", maxlength="2000",
                rows="1", data_lm_suppress_shortcuts="true"),
        ]  # fmt: skip
        confidence = tag("fieldset", tag("div", tag("span", "How sure are you?", id=f"{self.name}-sure"), sure, cls="exo-sure"),
                         aria_labelledby=f"{self.name}-sure")  # fmt: skip
        skipped = self.row["id"] in self.session.skipped
        skip = None if skipped else button("Skip", "skip", cls="exo-link")
        row = tag("div", button("Commit", "answer", cls="exo-main"), skip, cls="exo-row")
        note = tag("p", "Skipped: the panel below is open. You can still commit.", cls="exo-note", data_say="") if skipped else None
        return [
            *self.head(),
            tag("form", self.choices(), reason, confidence, row, data_form=""),
            note,
            self.feedback(),
        ]

    def committed(self):
        """Return what the learner committed to."""
        text = next((o["text"] for o in self.options if o["id"] == self.chosen), "")
        sure = dict(SURE).get(self.fields.get("sure"))
        reason = self.fields.get("reason")
        said = tag(
            "p",
            "You predicted ",
            tag("b", text),
            f" ({sure})." if sure else ".",
            " Now see what the panel below says.",
            data_say="",
        )
        why = tag("p", "Your reason: ", tag("q", reason)) if reason else None
        return tag("div", said, why, button("Answer again", "again", cls="exo-link"), cls="exo-feedback exo-missing")
