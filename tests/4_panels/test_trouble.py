"""An error in a callback: shown in the card, kept for the tests, and it stops nothing else."""

from dataclasses import replace

import pytest

from exoteach import lesson
from exoteach.panels.card import Card


def test_an_error_in_a_handler_is_shown_in_the_card(panel, send, read, trouble, monkeypatch):
    monkeypatch.setattr(type(panel), "on_set", lambda self, message: 1 / 0)
    with trouble("ZeroDivisionError"):
        states = send(panel, act="set", name="bilayer_nm", value="5")
        alert = next(e for e in read(panel) if e["role"] == "alert")
        assert alert.text == "Something went wrong in this card. ZeroDivisionError: division by zero"
        assert len(states) == 1 and panel.done == 1


@pytest.mark.parametrize("layer", ["model", "evidence", "figure", "readings", "drawing"])
def test_an_error_below_the_panel_is_shown_in_the_card(panel, send, trouble, monkeypatch, layer):
    """A model or figure that raises while the card is written must not leave the reader before an old picture without a word."""

    def broken(*_, **__):
        raise ValueError(f"the {layer} <broke>")

    name = {"model": "compute"}.get(layer, layer)
    monkeypatch.setattr(panel, "spec", replace(panel.spec, **{name: broken}))
    with trouble(f"the {layer} <broke>"):
        send(panel, act="set", name="bilayer_nm", value="5")
        assert f"ValueError: the {layer} &lt;broke&gt;" in panel.html
        assert panel.done == 1, "the page would wait for an answer"


def test_the_card_works_again_after_an_error(panel, send, read, trouble):
    with trouble("KeyError"):
        send(panel, act="set", name="nonsense", value="5")
    send(panel, act="set", name="bilayer_nm", value="5")
    assert panel.state["bilayer_nm"] == 5
    assert not [e for e in read(panel) if e["role"] == "alert"]


def test_an_unknown_act_is_shown(panel, send, trouble):
    with trouble("does not know the act 'explode'"):
        send(panel, act="explode")
        assert "This card does not know the act &#x27;explode&#x27;." in panel.html


@pytest.mark.parametrize(
    "message",
    [dict(act="set"), dict(act="preset"), dict(act="preset", value="none"), dict(act="load"), dict(act="set", name="bilayer_nm")],
)
def test_broken_messages_leave_the_state(panel, send, message):
    before = panel.state
    send(panel, **message)
    assert panel.state == before and panel.done == 1
    Card.trouble_log.clear()


def test_an_error_in_one_card_does_not_stop_another(begin, send, trouble):
    begin()
    quiz, panel = lesson.quiz("which-ceiling"), lesson.panel("how-much-fits")
    with trouble("no option 'gone'"):
        send(quiz, act="answer", fields={"choice": "gone"})
    send(panel, act="reveal")
    assert 'exo-trouble" role="alert' not in panel.html


def test_the_watch_of_this_layer_fails_on_a_hidden_error(panel, send, watch):
    """Sabotage of the watch itself: an error that nobody looked at."""
    watch()
    send(panel, act="explode")
    with pytest.raises(AssertionError, match=r"does not know the act 'explode'"):
        watch()
    watch()


def test_an_act_of_the_widget_library_is_no_act_of_a_card(panel, send, trouble):
    """ipywidgets has methods named on_…: the page cannot reach them."""
    with_library_names = [name for name in ("msg", "trait_change") if hasattr(type(panel), f"on_{name}")]
    assert with_library_names
    for name in with_library_names:
        with trouble(f"does not know the act '{name}'"):
            send(panel, act=name)
        assert "does not know the act" in panel.html
