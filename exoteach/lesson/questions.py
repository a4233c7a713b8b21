"""Cards that ask: predict, observe, quiz, ledger. One base for all; texts stand in ``data/course``."""

from exoteach import evidence
from exoteach.course.answers import curve_x, grade, options, prediction
from exoteach.course.grading import Verdict, reference
from exoteach.course.numbers import Shown, plain
from exoteach.lesson.answered import Answered
from exoteach.lesson.forms import fields_of
from exoteach.panels.html import button, tag

SURE = {"1": "a guess", "2": "unsure", "3": "fairly sure", "4": "certain"}
WAITING = "This question opens together with the panel, after your prediction."
LIVE_ONLY = "Run the notebook to answer."


class Question(Answered):
    """A question of any form. Keeps what was answered, grades it, restores it."""

    def __init__(self, question, session):
        self.ask(question)
        if self.row["kind"] != self.kind:
            raise ValueError(f"{question!r} is a question to {self.row['kind']}, not to {self.kind}: use lesson.{self.row['kind']}.")
        super().__init__(question, session)
        self.restore(session.known(question))
        self.refresh()

    def ask(self, question):
        """Take up a question by id, unanswered."""
        self.row = evidence.row("course/questions", question)
        self.label = f"{self.word}: {self.row['prompt']}"
        self.fields = {}
        self.verdict = None

    def restore(self, entry):
        """Bring back an answer that was kept, unless the course takes it no longer."""
        answer = entry["answer"] if entry else None
        if prediction(self.row, answer)[1]:
            self.fields = dict(answer)
            self.verdict = self.grade()

    @property
    def chosen(self):
        """The id of the option that is chosen, or None."""
        return self.fields.get("choice")

    def grade(self):
        """Return the verdict on the present answer."""
        return grade(self.row, self.fields)

    def answer(self, choice=None, **fields):
        """Answer as a learner would: by the option's id, or by fields (``number="12"``)."""
        self.act("answer", {"fields": fields | ({"choice": choice} if choice else {})})
        return self

    def on_draft(self, message):
        """Something was chosen or typed, not yet sent."""
        self.fields = self.fields | message["fields"]

    def on_answer(self, message):
        """The answer was sent."""
        self.fields = self.fields | (message.get("fields") or {})
        self.verdict = self.grade()
        if self.verdict.kind != "missing":
            self.keep()

    def keep(self):
        """Record the answer."""
        self.session.record(self.row["id"], self.kind, dict(self.fields), self.verdict.kind)

    # how it looks
    def head(self):
        """Return the word for the kind, and the question."""
        return [tag("p", self.word, cls="exo-kind"), tag("h3", self.row["prompt"], cls="exo-title", id=f"{self.name}-prompt")]

    def entry(self):
        """Return the fields of the answer."""
        return fields_of(self.row, self.name, self.fields, self.verdict and self.verdict.kind == "missing")

    def body(self):
        """Return the card."""
        check = tag("div", button("Check", "answer", cls="exo-main"), cls="exo-row")
        return [*self.head(), tag("form", self.entry(), check, data_form=""), self.feedback()]

    def page(self):
        """Return the question for a page without a kernel: no answer is given away."""
        items = [tag("li", o["text"]) for o in options(self.row) if self.row["form"] in ("choice", "several")]
        asked = tag("ul", items) if items else None
        return tag("section", tag("h3", self.word, ": ", self.row["prompt"]), asked, tag("p", LIVE_ONLY))

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
        numbers, text = prediction(before, entry["answer"]) if entry else ([], "")
        if not numbers:
            return None
        inputs, actual = modelled(before, self.session.panels.get(before["covers_panel"]))
        words = {k: plain(v) for k, v in inputs.items()} | {"predicted": text, "actual": ", ".join(f"{Shown(v)}" for v in actual)}
        return self.row["compare"].format(**words, apart=Shown(apart(before, numbers, actual)))


def modelled(question, panel):
    """Return (inputs, values) of the model behind a prediction, at the panel's present state; one value for each x of a curve."""
    state = dict(panel.state) | panel.constants if panel else {}
    keyed = evidence.numbers(question["keyed_over"])
    defaults = {name: evidence.row("parameters", key)["default"] for name, key in keyed.items() if key != "@x"}
    inputs = {name: float(state.get(keyed[name], default)) for name, default in defaults.items()}
    along = next((name for name, key in keyed.items() if key == "@x"), None)
    cases = [inputs | {along: x} for x in curve_x(question)] if along else [inputs]
    return inputs, [float(reference(question["keyed_by"])(**case)) for case in cases]


def apart(question, predicted, actual):
    """Return how far a prediction was off: a factor for one number, the mean distance (in its unit) for a curve."""
    if question["form"] == "curve":
        return sum(abs(p - a) for p, a in zip(predicted, actual, strict=True)) / len(actual)
    (p,), (a,) = predicted, actual
    return max(a / p, p / a) if p > 0 else float("inf")


class Predict(Question):
    """Commit first: an answer, a reason, how sure. Then the panel opens. Right or wrong is not said here."""

    kind, word = "predict", "Predict"

    def grade(self):
        """Return the verdict; what is missing is said together with the way around it."""
        verdict = super().grade()
        if verdict.kind != "missing":
            return verdict
        return Verdict("missing", f"{verdict.text} Or skip, if you want to see the panel at once.")

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
        reason = [
            tag("label", self.row["reason_prompt"], for_=f"{self.name}-reason"),
            tag("textarea", self.fields.get("reason") or "", id=f"{self.name}-reason", name="reason", data_draft="", maxlength="2000",
                rows="1", data_lm_suppress_shortcuts="true"),
        ]  # fmt: skip
        skipped = self.row["id"] in self.session.skipped
        skip = None if skipped else button("Skip", "skip", cls="exo-link")
        row = tag("div", button("Commit", "answer", cls="exo-main"), skip, cls="exo-row")
        note = tag("p", "Skipped: the panel below is open. You can still commit.", cls="exo-note", data_say="") if skipped else None
        return [
            *self.head(),
            tag("form", self.entry(), reason, how_sure(self.name, self.fields.get("sure")), row, data_form=""),
            note,
            self.feedback(),
        ]

    def committed(self):
        """Return what the learner committed to."""
        _, text = prediction(self.row, self.fields)
        sure = SURE.get(self.fields.get("sure"))
        reason = self.fields.get("reason")
        ending = f" ({sure})." if sure else "."
        said = tag("p", "You predicted ", tag("b", text), ending, " Now see what the panel below says.", data_say="")
        why = tag("p", "Your reason: ", tag("q", reason)) if reason else None
        return tag("div", said, why, button("Answer again", "again", cls="exo-link"), cls="exo-feedback exo-missing")


def how_sure(name, chosen, field="sure"):
    """Return the four steps of confidence as radio buttons."""
    steps = [
        tag("label", tag("input", type="radio", name=field, value=v, data_draft="", checked=chosen == v,
                         data_lm_suppress_shortcuts="true"), label)
        for v, label in SURE.items()
    ]  # fmt: skip
    asked = tag("div", tag("span", "How sure are you?", id=f"{name}-{field}"), steps, cls="exo-sure")
    return tag("fieldset", asked, aria_labelledby=f"{name}-{field}")
