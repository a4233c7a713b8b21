"""The progress card: every step of the lesson, following each answer, telling nothing in the saved notebook."""

from exoteach import evidence, lesson


def test_every_step_has_a_row(begin, read):
    begin()
    card = lesson.progress()
    steps = len(evidence.rows("course/questions", lesson="structure")) + len(evidence.rows("course/exercises", lesson="structure"))
    assert card.html.count("<td>not answered</td>") == steps == len(read(card, "tr")) - 1


def test_it_follows_an_answer(begin):
    begin()
    card, quiz = lesson.progress(), lesson.quiz("which-ceiling")
    quiz.answer("lumen")
    assert "<td>Not yet.</td><td>1</td>" in card.html
    quiz.answer("area")
    assert "<td>Right.</td><td>2</td>" in card.html


def test_a_prediction_is_not_judged(begin):
    begin()
    card = lesson.progress()
    lesson.predict("lumen-ratio").answer("more")
    assert "<td>predicted</td>" in card.html and "Right." not in card.html


def test_output_tells_no_progress(begin):
    begin()
    card = lesson.progress()
    before = [card._repr_mimebundle_()[0][kind] for kind in ("text/html", "text/plain")]
    lesson.quiz("which-ceiling").answer("area")
    assert [card._repr_mimebundle_()[0][kind] for kind in ("text/html", "text/plain")] == before
