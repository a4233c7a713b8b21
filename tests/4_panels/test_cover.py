"""Predict first: a covered panel holds nothing to read ahead; answering, skipping or coming back opens it."""

import json

import pytest

from exoteach import evidence, lesson


@pytest.fixture
def cards(begin):
    """Set-up card, prediction, panel and observation, in the order of the notebook."""
    return begin(), lesson.predict("lumen-ratio"), lesson.panel("how-much-fits"), lesson.observe("lumen-ratio-seen")


RESULTS = ("270", "269", "343", "13 700", "13\u202f700", "3 700", "3\u202f700")


def assert_covered(panel, read):
    assert panel.cover
    assert read(panel, "input") == read(panel, "button") == read(panel, "svg") == read(panel, "table") == []
    assert read(panel, None, "data-plot") == [] and panel.figure_json == ""
    assert "Predict first" in panel.html and not any(r in panel.html for r in RESULTS)


def assert_open(panel, read):
    assert not panel.cover
    assert read(panel, "input") and read(panel, None, "data-plot") and json.loads(panel.figure_json)["data"]


def test_covered_panel_holds_no_control_figure_or_words(cards, read):
    assert_covered(cards[2], read)


@pytest.mark.parametrize(
    "act",
    [
        dict(act="set", name="outer_diameter_nm", value="150"),
        dict(act="preset", value="largest"),
        dict(act="reveal"),
        dict(act="reset"),
    ],
)
def test_covered_panel_stays_covered_whatever_is_sent(cards, read, send, act):
    send(cards[2], **act)
    assert_covered(cards[2], read)


def test_observation_waits_for_the_prediction(cards, read, send):
    _, predict, _, observe = cards
    assert read(observe, "input") == read(observe, "button") == []
    assert evidence.row("course/questions", "lumen-ratio-seen")["prompt"] not in observe.html.split(">", 1)[1]
    send(predict, act="skip")
    assert read(observe, "input")


def test_a_prediction_opens_the_panel_and_is_drawn_as_an_end_point(cards, read, send):
    _, predict, panel, _ = cards
    send(predict, act="answer", fields={"choice": "five", "reason": "it is as wide", "sure": "2"})
    assert_open(panel, read)
    frame = panel.frame()
    mine = frame[frame["role"] == "prediction"]
    model = frame[(frame["role"] == "model") & (frame["series"] == "ceiling")].set_index("x")["y"]
    assert len(mine) == 1 and mine["x"].iloc[0] == 150
    assert mine["y"].iloc[0] == pytest.approx(5 * model[30.0])
    drawn = [t for t in json.loads(panel.figure_json)["data"] if t["name"] == "your prediction"]
    assert drawn[0]["x"] == [150] and drawn[0]["y"] == [pytest.approx(mine["y"].iloc[0])] and drawn[0]["mode"] == "markers"


def test_the_prediction_moves_with_the_model_and_leaves_where_it_does_not_apply(cards, send):
    _, predict, panel, _ = cards
    predict.answer("cube")

    def point():
        return next(t["y"] for t in json.loads(panel.figure_json)["data"] if t["name"] == "your prediction")

    before = point()
    send(panel, act="set", name="bilayer_nm", value="6")
    assert len(point()) == 1 and point() != before
    send(panel, act="set", name="cargo_place", value="surface")
    assert bool(point()) is not bool(evidence.row("course/questions", "lumen-ratio")["overlay_when"])


def test_no_answer_opens_nothing_and_is_said(cards, read, send, progress_folder):
    _, predict, panel, _ = cards
    send(predict, act="answer", fields={"choice": None, "reason": "", "sure": None})
    assert_covered(panel, read)
    assert "Choose one answer first. Or skip" in predict.html
    assert list(progress_folder.glob("*.json")) == []


def test_skipping_opens_the_panel_and_records_nothing(cards, read, send, progress_folder):
    _, predict, panel, _ = cards
    send(predict, act="skip")
    assert_open(panel, read)
    assert panel.frame()["role"].ne("prediction").all()
    assert list(progress_folder.glob("*.json")) == []
    assert "You can still commit" in predict.html


def test_the_prediction_says_neither_right_nor_wrong(cards, send):
    _, predict, *_ = cards
    for option in evidence.rows("course/options", question="lumen-ratio"):
        send(predict, act="again")
        send(predict, act="answer", fields={"choice": option["id"]})
        assert option["text"] in predict.html and option["explanation"] not in predict.html
        assert not any(word in predict.html for word in ("Right.", "Not yet."))


def test_a_new_kernel_restores_the_prediction_and_opens_the_panel(cards, read, send, begin):
    send(cards[1], act="answer", fields={"choice": "five", "reason": "as wide"})
    begin()
    predict, panel = lesson.predict("lumen-ratio"), lesson.panel("how-much-fits")
    assert_open(panel, read)
    assert "You predicted" in predict.html and "as wide" in predict.html
    assert panel.frame()["role"].eq("prediction").sum() == 1


def test_an_instructor_sees_everything_open(monkeypatch, begin, read):
    monkeypatch.setenv("EXOTEACH_INSTRUCTOR", "1")
    begin()
    panel, observe = lesson.panel("how-much-fits"), lesson.observe("lumen-ratio-seen")
    assert_open(panel, read)
    assert {e["name"] for e in read(panel, "input") if e["name"] in panel.controls} == set(panel.controls)
    assert read(observe, "input")


def test_show_all_opens_what_is_already_there(cards, read, send):
    setup, _, panel, observe = cards
    send(setup, act="everything")
    assert_open(panel, read)
    assert panel.show_all and read(observe, "input")


def test_running_the_cell_again_keeps_the_panel_open(cards, read):
    cards[1].answer("five")
    assert_open(lesson.panel("how-much-fits"), read)


def test_the_page_without_a_kernel_gives_nothing_away(cards):
    for card in cards:
        data, _ = card._repr_mimebundle_()
        outside = data["text/html"].split("<details>")[0] + data["text/plain"]
        assert not any(result in outside for result in RESULTS), card
    panel = cards[2]._repr_mimebundle_()[0]["text/html"]
    assert "<summary>Predict first, then open the result</summary>" in panel and 'alt="' in panel
    assert panel.index("<details>") < panel.index("<img") < panel.index("<figcaption>")
    assert "<details open" not in panel


def test_a_card_before_the_setup_cell_is_told(monkeypatch):
    with pytest.raises(RuntimeError, match="Run the set-up cell at the top of the notebook first"):
        lesson.panel("how-much-fits")


def test_a_prediction_of_another_lesson_covers_nothing_here(with_rows, begin, read):
    """A panel may be shown in two lessons: each asks its own prediction, or none."""
    row = evidence.row("course/questions", "lumen-ratio")
    with_rows("course/questions", {k: v for k, v in row.items() if v is not None} | dict(id="elsewhere", lesson="biogenesis"))
    begin()
    lesson.predict("lumen-ratio").answer("five")
    assert_open(lesson.panel("how-much-fits"), read)
    lesson.start("function")
    assert_open(lesson.panel("how-much-fits"), read)
    lesson.start("biogenesis")
    assert lesson.panel("how-much-fits").cover == "elsewhere"
