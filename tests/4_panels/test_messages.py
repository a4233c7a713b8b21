"""One act in, one message out: a slider that moves twenty times a second must not fill the line."""

import pytest

from exoteach import lesson


def panel_acts():
    return [
        dict(act="set", name="outer_diameter_nm", value="150"),
        dict(act="set", name="outer_diameter_nm", value="120", slider=True),
        dict(act="set", name="bilayer_nm", value="thick"),
        dict(act="preset", value="scaffold"),
        dict(act="load", fields={"code": "how-much-fits:bilayer_nm=5"}),
        dict(act="load", fields={"code": "nonsense"}),
        dict(act="reset"),
        dict(act="reveal"),
    ]


@pytest.mark.parametrize("message", panel_acts(), ids=lambda m: f"{m['act']} {m.get('value', '')}")
def test_one_act_gives_one_message(panel, send, message):
    states = send(panel, **message)
    assert len(states) == 1, [sorted(s) for s in states]
    assert {"version", "done"} <= set(states[0])
    assert states[0]["done"] == 1


def test_a_moved_slider_sends_the_figure_and_no_template(panel, send):
    state = send(panel, act="set", name="outer_diameter_nm", value="150", slider=True)[0]
    assert "figure_json" in state and "templates_json" not in state
    assert set(state) == {"html", "figure_json", "version", "done"}


def test_acts_are_counted_in_order(panel, send):
    for number in (1, 2, 3):
        assert send(panel, act="set", name="bilayer_nm", value=str(3 + number))[0]["done"] == number


def test_a_late_message_does_not_count_backwards(panel, send):
    send(panel, act="reset", n=7)
    send(panel, act="reset", n=5)
    assert panel.done == 7


@pytest.mark.parametrize("make, message", [
    (lambda: lesson.quiz("which-ceiling"), dict(act="answer", fields={"choice": "area"})),
    (lambda: lesson.predict("lumen-ratio"), dict(act="answer", fields={"choice": "five"})),
    (lambda: lesson.predict("lumen-ratio"), dict(act="skip")),
    (lambda: lesson.predict("lumen-ratio"), dict(act="draft", fields={"choice": "five"})),
    (lambda: lesson.order("lumen-ratio-lines"), dict(act="add", value="small")),
    (lambda: lesson.order("lumen-ratio-lines"), dict(act="answer")),
    (lambda: lesson.check("lumen-volume"), dict(act="hint")),
], ids=lambda x: x["act"] if isinstance(x, dict) else "")  # fmt: skip
def test_one_act_of_a_learner_gives_one_message_of_its_card(begin, send, make, message):
    begin()
    card = make()
    assert len(send(card, **message)) == 1


def test_an_answer_tells_the_other_cards_once_each(begin, send):
    setup, predict, panel, observe = (
        begin(),
        lesson.predict("lumen-ratio"),
        lesson.panel("how-much-fits"),
        lesson.observe("lumen-ratio-seen"),
    )
    before = [len(c.comm.sent) for c in (setup, panel, observe)]
    send(predict, act="answer", fields={"choice": "five"})
    told = [len(c.comm.sent) - b for c, b in zip((setup, panel, observe), before, strict=True)]
    assert told[0] == told[2] == 1
    assert 1 <= told[1] <= 2, "the panel opens, with its prediction"


def test_a_covered_panel_sends_neither_figure_nor_plotly_templates(begin):
    begin()
    panel = lesson.panel("how-much-fits")
    state = panel.get_state()
    assert state["figure_json"] == state["templates_json"] == ""


def test_cards_carry_little(panel):
    """What a panel holds when it opens, besides the shared script and style: well under 100 KB."""
    own = {k: v for k, v in panel.get_state().items() if isinstance(v, str) and k not in ("_esm", "_css")}
    assert sum(map(len, own.values())) < 100_000
