"""Cards that ask: every option is answered, kept, restored, and learner's text is only ever text."""

import json
import re

import pytest

from exoteach import evidence, lesson
from exoteach.panels.html import text

ASK = {"predict": lesson.predict, "observe": lesson.observe, "quiz": lesson.quiz}
QUESTIONS = [(row["id"], row["kind"]) for row in evidence.rows("course/questions")]
OPTIONS = [(o["question"], o["id"]) for o in evidence.rows("course/options")]
KIND = dict(QUESTIONS)
NASTY = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


@pytest.fixture
def ask(begin):
    """A function: a question in a lesson whose predictions are made; a new kernel on request."""

    def card(question, again=False):
        begin()
        follows = evidence.row("course/questions", question)["follows"]
        if follows and not again:
            lesson.predict(follows).answer(evidence.rows("course/options", question=follows)[0]["id"])
        return ASK[KIND[question]](question)

    return card


@pytest.mark.parametrize("question, kind", QUESTIONS)
def test_every_option_can_be_chosen(ask, read, question, kind):
    options = evidence.rows("course/options", question=question)
    radios = [e for e in read(ask(question), "input") if e["name"] == "choice"]
    assert [e["value"] for e in radios] == [o["id"] for o in options]
    assert [next(p for p in reversed(e.parents) if p.tag == "label").text for e in radios] == [o["text"] for o in options]


@pytest.mark.parametrize("question, option", [o for o in OPTIONS if KIND[o[0]] != "predict"])
def test_every_answer_gets_its_word_and_explanation(ask, send, question, option):
    card = ask(question)
    send(card, act="answer", fields={"choice": option})
    row = next(o for o in evidence.rows("course/options", question=question) if o["id"] == option)
    assert text(row["explanation"]) in card.html
    assert ("Right." in card.html) is (row["correct"] == "yes") and ("Not yet." in card.html) is (row["correct"] == "no")


@pytest.mark.parametrize("question, kind", QUESTIONS)
def test_no_choice_is_no_answer(ask, send, question, kind, progress_folder):
    card = ask(question)
    before = {p.name: p.read_text() for p in progress_folder.glob("*.json")}
    send(card, act="answer", fields={"choice": None})
    assert "Missing." in card.html and {p.name: p.read_text() for p in progress_folder.glob("*.json")} == before


@pytest.mark.parametrize("question, option", OPTIONS)
def test_a_new_kernel_restores_the_answer(ask, send, read, question, option):
    card = ask(question)
    send(card, act="answer", fields={"choice": option, "reason": "because"})
    again = ask(question, again=True)
    assert again.chosen == option and again.verdict.kind == card.verdict.kind
    assert again.html.replace(again.name, card.name) == card.html


@pytest.mark.parametrize("question, kind", QUESTIONS)
def test_a_question_shown_twice_shares_no_id(ask, question, kind):
    ids = [set(re.findall(r'\bid="([^"]+)"', ask(question).html)) for _ in range(2)]
    assert ids[0] and ids[1] and not ids[0] & ids[1]


@pytest.mark.parametrize("question, kind", QUESTIONS)
def test_output_is_the_same_before_and_after_answering(ask, send, question, kind):
    card = ask(question)
    before = {k: v for k, v in card._repr_mimebundle_()[0].items() if k.startswith("text/")}
    send(card, act="answer", fields={"choice": evidence.rows("course/options", question=question)[-1]["id"], "reason": "secret"})
    after, restored = (
        {k: v for k, v in c._repr_mimebundle_()[0].items() if k.startswith("text/")} for c in (card, ask(question, again=True))
    )
    assert set(before) == {"text/html", "text/plain"} and before == after == restored


@pytest.mark.parametrize("question, kind", QUESTIONS)
def test_the_page_without_a_kernel_marks_no_option(ask, question, kind):
    page = ask(question)._repr_mimebundle_()[0]["text/html"]
    for option in evidence.rows("course/options", question=question):
        assert text(option["text"]) in page and text(option["explanation"]) not in page


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
    for question, _ in QUESTIONS:
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
