"""Cards that ask: every option is answered, kept, restored, and learner's text is only ever text."""

import json
import re

import pytest

from exoteach import evidence, lesson
from exoteach.course.answers import met_by, number_fields
from exoteach.course.numbers import Shown
from exoteach.panels.html import text

ASK = {"predict": lesson.predict, "observe": lesson.observe, "quiz": lesson.quiz, "ledger": lesson.ledger}
ROWS = {row["id"]: row for row in evidence.rows("course/questions") if row["kind"] in ASK}
QUESTIONS = [(key, row["kind"]) for key, row in ROWS.items()]
OPTIONS = [(o["question"], o["id"]) for o in evidence.rows("course/options") if o["question"] in ROWS]
KIND = dict(QUESTIONS)
FORM = {key: row["form"] for key, row in ROWS.items()}
NASTY = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


def inside(option, others):
    """A number that this option's range holds and none before it."""
    ends = [end for o in others for end in (o["low"], o["high"]) if end is not None] or [1.0]
    near = sorted({end * factor for end in ends for factor in (0.5, 1, 1.0001, 2)} | {0.5 * (a + b) for a in ends for b in ends})
    return next(n for n in near if met_by(ROWS[option["question"]], n)["id"] == option["id"])


def fields_for(question, option=None):
    """The fields that the page sends for an option; any sound answer without one."""
    options = evidence.rows("course/options", question=question)
    form, chosen = FORM[question], next((o for o in options if o["id"] == option), options[0] if options else None)
    if form == "choice":
        return {"choice": chosen["id"]}
    if form == "several":
        return {f"tick-{o['id']}": o is chosen for o in options}
    number = f"{inside(chosen, options):.10g}" if chosen else "10"
    return dict.fromkeys(number_fields(ROWS[question]), number)


@pytest.fixture
def ask():
    """A function: a question in its lesson, where its prediction is made; a new kernel on request."""

    def card(question, again=False):
        lesson.start(ROWS[question]["lesson"])
        follows = ROWS[question]["follows"]
        if follows and not again:
            lesson.predict(follows).answer(**fields_for(follows))
        return ASK[KIND[question]](question)

    return card


@pytest.mark.parametrize("question", [q for q, form in FORM.items() if form in ("choice", "several")])
def test_every_option_can_be_chosen(ask, read, question):
    options = evidence.rows("course/options", question=question)
    radios = [e for e in read(ask(question), "input") if e["name"] == "choice" or e["name"].startswith("tick-")]
    assert [e["value"] or e["name"].removeprefix("tick-") for e in radios] == [o["id"] for o in options]
    assert [next(p for p in reversed(e.parents) if p.tag == "label").text for e in radios] == [o["text"] for o in options]


@pytest.mark.parametrize("question, option", [o for o in OPTIONS if KIND[o[0]] != "predict"])
def test_every_answer_gets_its_word_and_explanation(ask, send, question, option):
    card = ask(question)
    fields = fields_for(question, option)
    send(card, act="answer", fields=fields)
    row = next(o for o in evidence.rows("course/options", question=question) if o["id"] == option)
    if FORM[question] == "several":  # what is left out is explained; a tick that is right needs no word
        others = [o for o in evidence.rows("course/options", question=question) if (o["correct"] == "yes") != (o["id"] == option)]
        assert all(text(o["explanation"]) in card.html for o in others)
        assert (card.verdict.kind == "right") is (not others)
        return
    said = row["explanation"].replace("{given}", f"{Shown(float(next(iter(fields.values()))))}" if FORM[question] != "choice" else "")
    assert text(said) in card.html
    good = "Kept." if KIND[question] == "ledger" else "Right."
    assert (good in card.html) is (row["correct"] == "yes") and ("Not yet." in card.html) is (row["correct"] == "no")


@pytest.mark.parametrize("question, kind", QUESTIONS)
def test_no_choice_is_no_answer(ask, send, question, kind, progress_folder):
    card = ask(question)
    before = {p.name: p.read_text() for p in progress_folder.glob("*.json")}
    send(card, act="answer", fields=dict.fromkeys(fields_for(question)))
    assert "Missing." in card.html and {p.name: p.read_text() for p in progress_folder.glob("*.json")} == before


@pytest.mark.parametrize("question, option", OPTIONS)
def test_a_new_kernel_restores_the_answer(ask, send, read, question, option):
    card = ask(question)
    send(card, act="answer", fields=fields_for(question, option) | {"reason": "because"})
    again = ask(question, again=True)
    assert again.fields == card.fields and again.verdict.kind == card.verdict.kind
    assert again.html.replace(again.name, card.name) == card.html


@pytest.mark.parametrize("question, kind", QUESTIONS)
def test_a_question_shown_twice_shares_no_id(ask, question, kind):
    ids = [set(re.findall(r'\bid="([^"]+)"', ask(question).html)) for _ in range(2)]
    assert ids[0] and ids[1] and not ids[0] & ids[1]


@pytest.mark.parametrize("question, kind", QUESTIONS)
def test_output_is_the_same_before_and_after_answering(ask, send, question, kind):
    card = ask(question)
    before = {k: v for k, v in card._repr_mimebundle_()[0].items() if k.startswith("text/")}
    send(card, act="answer", fields=fields_for(question) | {"reason": "secret"})
    after, restored = (
        {k: v for k, v in c._repr_mimebundle_()[0].items() if k.startswith("text/")} for c in (card, ask(question, again=True))
    )
    assert set(before) == {"text/html", "text/plain"} and before == after == restored


@pytest.mark.parametrize("question, kind", QUESTIONS)
def test_the_page_without_a_kernel_marks_no_option(ask, question, kind):
    page = ask(question)._repr_mimebundle_()[0]["text/html"]
    for option in evidence.rows("course/options", question=question):
        assert text(option["text"]) in page or FORM[question] not in ("choice", "several")
        assert text(option["explanation"]) not in page


def test_reason_of_the_learner_is_escaped_everywhere(ask, send, begin):
    card = ask("lumen-ratio")
    send(card, act="draft", fields={"choice": None, "reason": NASTY, "sure": None})
    assert "<script" not in card.html and "<img" not in card.html and "&lt;script&gt;" in card.html
    send(card, act="answer", fields={"choice": "five", "reason": NASTY, "sure": "1"})
    for html in (card.html, ask("lumen-ratio", again=True).html, begin().html):
        assert "<script" not in html and "<img" not in html


def test_strange_fields_do_no_harm(ask, send):
    card = ask("which-ceiling")
    send(card, act="draft", fields={"choice": "lumen", NASTY: NASTY, "sure": NASTY})
    assert card.chosen == "lumen" and "<script" not in card.html


def test_a_draft_is_kept_in_the_card_but_not_recorded(ask, send, read, progress_folder):
    card = ask("lumen-ratio")
    send(card, act="draft", fields={"choice": "five", "reason": "half a thought", "sure": "3"})
    checked = {e["value"] for e in read(card, "input") if "checked" in e}
    assert checked == {"five", "3"} and read(card, "textarea")[0].text == "half a thought"
    assert list(progress_folder.glob("*.json")) == []


def test_first_and_newest_answer_are_kept(ask, send, progress_folder):
    card = ask("which-ceiling")
    for choice in ("lumen", "none", "area"):
        send(card, act="answer", fields={"choice": choice})
    kept = json.loads(next(progress_folder.glob("*.json")).read_text("utf-8"))["answers"]["which-ceiling"]
    assert (kept["first"]["choice"], kept["answer"]["choice"], kept["tries"], kept["verdict"]) == ("lumen", "area", 3, "right")


def test_observation_puts_the_prediction_beside_the_result(ask, send, begin):
    card = ask("lumen-ratio-seen")
    lesson.panel("how-much-fits", bilayer_nm=5)
    send(card, act="answer", fields={"choice": "membrane"})
    assert "You said 5 times." in card.html and "a membrane of 5 nm" in card.html and "340 times" in card.html


def test_show_me_loads_the_preset_that_refutes_the_answer(ask, send, read):
    card = ask("which-ceiling")
    panel = lesson.panel("how-much-fits")
    lesson.predict("lumen-ratio").answer("five")
    send(card, act="answer", fields={"choice": "lumen"})
    assert "show" in [e["data-act"] for e in read(card, "button")]
    attention = panel.attention
    send(card, act="show")
    assert panel.state["cargo_place"] == "surface" and panel.attention == attention + 1


def test_an_answer_that_the_course_no_longer_offers_is_asked_again(ask, begin, progress_folder):
    """Progress outlives a course: an option that was renamed or a strange import must not break the cell."""
    setup = begin()
    for key, kind, answer in (
        ("which-ceiling", "quiz", {"choice": "gone"}),
        ("lumen-ratio", "predict", "five"),
        ("lumen-ratio-seen", "observe", ["x"]),
    ):
        setup.session.progress.record(key, kind, answer, "right")
    for question in ("which-ceiling", "lumen-ratio", "lumen-ratio-seen"):
        assert ask(question, again=True).verdict is None
    assert lesson.panel("how-much-fits").id == "how-much-fits"


def test_a_question_of_another_kind_names_the_right_function(begin):
    begin()
    with pytest.raises(ValueError, match=r"use lesson\.quiz"):
        lesson.predict("which-ceiling")


def test_unknown_question_names_the_nearest(begin):
    begin()
    with pytest.raises(evidence.UnknownId, match="Nearest: which-ceiling"):
        lesson.quiz("which-celing")
