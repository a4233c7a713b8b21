"""The tests of the course: before it, at its end, two weeks later. Equal forms, so that the learner sees the gain."""

from exoteach import evidence
from exoteach.course.answers import grade, option, options
from exoteach.lesson.answered import Answered
from exoteach.lesson.forms import boxes
from exoteach.lesson.questions import LIVE_ONLY, how_sure
from exoteach.panels.html import button, tag

UNANSWERED = "You have answered nothing yet. Answer what you can, then hand in. “I do not know” is no loss."


def items(form):
    """Return the questions of a test form, in order, each with its topic."""
    rows = sorted(evidence.rows("course/test_items", form=form), key=lambda r: r["position"])
    return [evidence.row("course/questions", r["question"]) | {"topic": r["topic"]} for r in rows]


def score(form, known):
    """Return (right, questions) of a form that was handed in, by its first answers, or None before that."""
    asked = items(form)
    if any(q["id"] not in known for q in asked):
        return None
    return sum(grade(q, known[q["id"]]["first"]).kind == "right" for q in asked), len(asked)


def scores(known):
    """Return ``{title of the form: (right, questions)}`` of all forms that were handed in."""
    found = {row["title"]: score(row["id"], known) for row in evidence.rows("course/test_forms")}
    return {title: result for title, result in found.items() if result}


class CourseTest(Answered):
    """One form of the test: all questions at once, handed in once, then what it means."""

    kind = "test"

    def __init__(self, form, session):
        self.row = evidence.row("course/test_forms", form)
        self.items = items(form)
        self.label = f"Test: {self.row['title']}"
        self.fields = {}
        super().__init__(f"test-{form}", session)
        self.refresh()

    @property
    def result(self):
        """(right, questions) once handed in, else None."""
        return score(self.row["id"], self.session.progress.answers())

    def on_draft(self, message):
        """Something was chosen, not yet handed in."""
        self.fields = self.fields | message["fields"]

    def on_answer(self, message):
        """Hand in: each question is kept with its confidence; what was left out counts as not known."""
        self.fields = self.fields | (message.get("fields") or {})
        if not any(self.fields.get(q["id"]) for q in self.items):
            self.fields["said"] = UNANSWERED
            return
        for question in self.items:
            answer = {"choice": self.fields.get(question["id"]) or None, "sure": self.fields.get(f"sure-{question['id']}")}
            self.session.progress.record(question["id"], self.kind, answer, grade(question, answer).kind)
        self.session.changed()

    def body(self):
        """Return the questions, or the result."""
        head = [tag("p", "Test", cls="exo-kind"), tag("h3", self.row["title"], cls="exo-title"), tag("p", self.row["about"])]
        if self.result:
            return [*head, *self.outcome()]
        said = tag("p", self.fields["said"], cls="exo-feedback exo-missing", data_say="") if self.fields.get("said") else None
        hand_in = tag("div", button("Hand in", "answer", cls="exo-main"), cls="exo-row")
        return [*head, tag("form", [self.asked(i, q) for i, q in enumerate(self.items, 1)], hand_in, data_form=""), said]

    def asked(self, number, question):
        """Return one question with its options and its confidence."""
        key, name = question["id"], f"{self.name}-{number}"
        given = [
            (tag("input", type="radio", name=key, value=o["id"], data_draft="", checked=self.fields.get(key) == o["id"],
                 data_lm_suppress_shortcuts="true"), o["text"])
            for o in options(question)
        ]  # fmt: skip
        prompt = tag("p", tag("b", f"{number}. "), question["prompt"], id=f"{name}-prompt")
        return tag("div", prompt, boxes(given, name), how_sure(name, self.fields.get(f"sure-{key}"), f"sure-{key}"), cls="exo-item")

    def outcome(self):
        """Return the score, topic by topic, with the primer that is worth its minutes."""
        right, total = self.result
        known = self.session.progress.answers()
        verdicts = [(q, grade(q, known[q["id"]]["first"])) for q in self.items]
        topics = evidence.rows("course/topics")
        lines = [line for topic in topics if (line := _topic(topic, [v.kind for q, v in verdicts if q["topic"] == topic["id"]]))]
        yield tag("p", tag("b", f"{right} of {total} right."), " The same ideas come back in the last test: then you see your gain.", data_say="")
        yield tag("ul", lines)
        if self.row["explained"] == "yes":
            yield [_explained(q, known[q["id"]]["first"].get("choice"), v) for q, v in verdicts]

    def page(self):
        """Return the test for a page without a kernel."""
        asked = [tag("li", q["prompt"]) for q in self.items]
        return tag("section", tag("h3", self.label), tag("p", self.row["about"]), tag("ol", asked), tag("p", LIVE_ONLY))

    def line(self):
        """Return the test as one line."""
        return self.label


def _explained(question, chosen, verdict):
    """Return a question with what was chosen, why that is right or wrong, and else the right answer with its reason."""
    right = next(o for o in options(question) if o["correct"] == "yes")
    said = [tag("p", tag("b", question["prompt"]))]
    if chosen:
        said.append(tag("p", tag("b", verdict.word, " "), f"You chose “{option(question, chosen)['text']}”. {verdict.text}"))
    if verdict.kind != "right":
        said.append(tag("p", f"The answer is “{right['text']}”. {right['explanation']}"))
    return tag("div", said, cls="exo-item")


def _topic(topic, kinds):
    """Return how one topic went, or None where the form does not ask it."""
    if not kinds:
        return None
    right = kinds.count("right")
    offer = f" {topic['primer']}" if right < len(kinds) and topic["primer"] else ""
    return tag("li", f"{topic['title']}: {right} of {len(kinds)}.{offer}")
