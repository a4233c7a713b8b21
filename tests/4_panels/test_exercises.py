"""Cards that check what the learner makes: verdicts, hints, solutions, and lines put in order by single steps."""

import itertools
from types import SimpleNamespace

import pytest

from exoteach import evidence, lesson
from exoteach.course.grading import reference
from exoteach.course.slips import slipped

ORDERS = [row["id"] for row in evidence.rows("course/exercises", kind="order")]
FUNCTIONS = [row["id"] for row in evidence.rows("course/exercises", kind="function")]
NASTY = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def begun(begin):
    """Every test stands in a lesson."""
    return begin()


def truth(exercise):
    return reference(evidence.row("course/exercises", exercise)["reference"])


def right_lines(exercise):
    placed = [line for line in evidence.rows("course/order_lines", exercise=exercise) if line["position"] is not None]
    return [line["id"] for line in sorted(placed, key=lambda line: line["position"])]


@pytest.mark.parametrize("exercise", FUNCTIONS)
def test_check_without_a_function_is_missing_and_no_try(exercise, progress_folder):
    card = lesson.check(exercise)
    assert repr(card) == f"{exercise}: missing" and "Missing." in card.html
    assert list(progress_folder.glob("*.json")) == [] and card.tries == 0


@pytest.mark.parametrize("exercise", FUNCTIONS)
def test_check_shows_its_verdict_and_keeps_the_source(exercise, begun):
    def learner(**case):
        return truth(exercise)(**case)

    card = lesson.check(exercise, learner)
    assert repr(card) == f"{exercise}: right" and "Right." in card.html
    kept = begun.session.known(exercise)
    assert kept["verdict"] == "right" and "return truth(exercise)" in kept["answer"]["source"]


SLIPS = [(s["exercise"], s["id"]) for s in evidence.rows("course/slips")]


@pytest.mark.parametrize("exercise, slip", SLIPS)
def test_every_slip_has_its_own_feedback_in_the_card(exercise, slip, read):
    row = next(s for s in evidence.rows("course/slips", exercise=exercise) if s["id"] == slip)
    others = [s["feedback"].split("}")[-1] for s in evidence.rows("course/slips", exercise=exercise) if s["id"] != slip]
    card = lesson.check(exercise, slipped(truth(exercise), row))
    said = next(e for e in read(card) if (e["class"] or "").startswith("exo-feedback")).text
    assert said.startswith("Almost.") and said.removesuffix("Show me in the panel").endswith(row["feedback"].split("}")[-1])
    assert not any(said.endswith(other) for other in others)


def test_a_name_in_the_notebook_is_found(monkeypatch):
    shell = SimpleNamespace(user_ns={"lumen_volume_nm3": truth("lumen-volume")})
    monkeypatch.setattr("IPython.get_ipython", lambda: shell)
    assert repr(lesson.check("lumen-volume")) == "lumen-volume: right"


@pytest.mark.parametrize("exercise", FUNCTIONS)
def test_hints_come_one_at_a_time(exercise, send, read):
    card, hints = lesson.check(exercise), evidence.rows("course/hints", exercise=exercise)
    for number in range(len(hints) + 1):
        assert [h["text"] in [e.text.split(". ", 1)[-1] for e in read(card, "p")] for h in hints] == [
            i < number for i in range(len(hints))
        ]
        send(card, act="hint")
    assert card.hints_shown == len(hints)


def acts(card, read):
    return {e["data-act"] for e in read(card, "button")}


def test_solution_opens_after_two_tries(read, send):
    wrong = lambda outer_diameter_nm, bilayer_nm: 1.0  # noqa: E731
    assert "solution" not in acts(lesson.check("lumen-volume"), read)
    assert "solution" not in acts(lesson.check("lumen-volume", wrong), read)
    card = lesson.check("lumen-volume", wrong)
    assert "solution" in acts(card, read) and "inner_radius_nm = outer" not in card.html
    send(card, act="solution")
    assert "inner_radius_nm = outer_diameter_nm / 2 - bilayer_nm" in card.html


def test_nothing_is_offered_once_it_is_right(read):
    assert acts(lesson.check("lumen-volume", truth("lumen-volume")), read) <= {"show"}


def test_what_a_learners_function_says_is_escaped():
    def learner(**case):
        raise ValueError(NASTY)

    assert "<script" not in lesson.check("lumen-volume", learner).html
    assert "<script" not in lesson.check("lumen-volume", lambda **case: NASTY).html


@pytest.mark.parametrize("exercise", ORDERS)
def test_right_lines_in_order_are_right(exercise, send, begun):
    card = lesson.order(exercise)
    for line in right_lines(exercise):
        send(card, act="add", value=line)
    send(card, act="answer")
    assert card.verdict.kind == "right" and "Right." in card.html
    assert begun.session.known(exercise)["answer"] == {"lines": right_lines(exercise)}


@pytest.mark.parametrize("exercise", ORDERS)
def test_every_other_order_of_the_lines_is_judged_by_what_it_computes(exercise):
    """An order that computes the same is right; one that cannot run or gives another number is not, and says why."""
    card, kinds = lesson.order(exercise), []
    for lines in itertools.permutations(right_lines(exercise)):
        card.place(*lines)
        kinds.append(card.verdict.kind)
        assert card.verdict.kind == "right" or card.verdict.text
    assert kinds[0] == "right" and 1 <= kinds.count("right") < len(kinds) / 2


@pytest.mark.parametrize("exercise", ORDERS)
def test_a_line_that_does_not_belong_is_explained(exercise):
    lines = evidence.rows("course/order_lines", exercise=exercise)
    for stray in (line for line in lines if line["position"] is None):
        for place, replaced in itertools.product(range(len(right_lines(exercise)) + 1), (0, 1)):
            mixed = right_lines(exercise)
            mixed[place : place + replaced] = [stray["id"]]
            card = lesson.order(exercise).place(*mixed)
            assert card.verdict.kind == "right" or stray["why"] in card.verdict.text, mixed


def test_lines_are_moved_by_single_steps(send, read):
    card = lesson.order("lumen-ratio-lines")
    for line in ("large", "small", "square"):
        send(card, act="add", value=line)
    send(card, act="up", value="small")
    assert card.chosen == ["small", "large", "square"]
    send(card, act="down", value="small")
    send(card, act="out", value="square")
    assert card.chosen == ["large", "small"]
    for act, line in (("up", "large"), ("down", "small")):
        send(card, act=act, value=line)
    assert card.chosen == ["large", "small"], "a step beyond the end changes nothing"
    inside = [e.text for e in read(card, "code") if e.parents[-1].parents[-1]["class"] == "exo-order"]
    assert [line.strip() for line in inside] == [card.lines[k]["text"] for k in card.chosen]


def test_a_line_sent_twice_stands_once(send):
    """A quick second press may arrive before the card was redrawn."""
    card = lesson.order("lumen-ratio-lines")
    send(card, act="add", value="small")
    send(card, act="add", value="small")
    assert card.chosen == ["small"]


def test_an_empty_function_is_missing(send, progress_folder):
    card = lesson.order("lumen-ratio-lines")
    send(card, act="answer")
    assert card.verdict.kind == "missing" and list(progress_folder.glob("*.json")) == []


def test_unknown_line_names_the_known_ones(send, trouble):
    with pytest.raises(evidence.UnknownId, match="It has cube, one-side"):
        lesson.order("lumen-ratio-lines").place("cubed")


@pytest.mark.parametrize("exercise", ORDERS)
def test_a_new_kernel_restores_the_lines(exercise, begin):
    before = lesson.order(exercise).place(*right_lines(exercise))
    begin()
    again = lesson.order(exercise)
    assert again.chosen == before.chosen and again.verdict.kind == "right"
    assert again.html.replace(again.name, before.name) == before.html


@pytest.mark.parametrize("exercise", ORDERS)
def test_output_tells_no_progress(exercise, begin):
    card = lesson.order(exercise)
    before = {k: v for k, v in card._repr_mimebundle_()[0].items() if k.startswith("text/")}
    card.place(*right_lines(exercise))
    begin()
    for now in (card, lesson.order(exercise)):
        assert {k: v for k, v in now._repr_mimebundle_()[0].items() if k.startswith("text/")} == before


def test_lines_that_the_course_no_longer_has_are_asked_again(begun):
    begun.session.progress.record("lumen-ratio-lines", "exercise", {"source": "def lumen_ratio(): ..."}, "right")
    assert lesson.order("lumen-ratio-lines").chosen == []
    begun.session.progress.record("lumen-ratio-lines", "exercise", {"lines": ["gone"]}, "right")
    assert lesson.order("lumen-ratio-lines").chosen == []
