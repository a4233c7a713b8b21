"""When something goes wrong: an error, a dead kernel, a hostile text, a half-typed answer."""

import pytest
from playwright.sync_api import expect

PANEL = "from exoteach.lesson.session import session\npanel = session().panels['how-much-fits']\n"
HOSTILE = '<img src=x onerror="window.bitten = 1"> & <b>bold</b>'


@pytest.fixture(scope="module")
def lesson(open_lesson):
    """A lesson with its panel open."""
    lesson = open_lesson()
    lesson.open_panel()
    return lesson


def commit_again(lesson, reason, choice):
    """Answer the prediction anew, up to the press of the button."""
    predict = lesson.card("predict")
    predict.get_by_role("button", name="Answer again").click()
    predict.get_by_role("textbox").fill(reason)
    predict.locator(f"input[value={choice}]").check()
    return predict


def test_what_a_learner_types_stays_text(lesson):
    predict = commit_again(lesson, HOSTILE, "more")
    predict.get_by_role("button", name="Commit").click()
    expect(predict.locator("q")).to_have_text(HOSTILE)
    assert predict.locator("img, q b").count() == 0
    assert lesson.page.evaluate("() => window.bitten") is None

    lesson.entry().fill(HOSTILE)
    lesson.entry().press("Enter")
    expect(lesson.entry()).to_have_attribute("aria-invalid", "true")
    expect(lesson.entry()).to_have_value(HOSTILE)
    assert lesson.card("panel").locator("img, .exo-control b").count() == 0
    assert lesson.page.evaluate("() => window.bitten") is None


def test_a_half_written_reason_survives_what_other_cards_do(lesson):
    predict = commit_again(lesson, "because the membrane", "five")
    box = predict.get_by_role("textbox")
    lesson.settle()
    expect(box).to_have_value("because the membrane")
    box.press("Control+End")
    box.press_sequentially(" is")
    lesson.card("quiz").get_by_label("The area of the membrane").check()
    lesson.card("quiz").get_by_role("button", name="Check").click()
    expect(lesson.card("quiz").locator(".exo-feedback")).to_be_visible()
    lesson.settle()
    expect(predict.locator("input[value=five]")).to_be_checked()
    expect(box).to_have_value("because the membrane is")
    predict.get_by_role("button", name="Skip").click()  # the card is written anew, with what was drafted
    expect(predict).to_contain_text("You can still commit")
    expect(box).to_have_value("because the membrane is")
    expect(predict.locator("input[value=five]")).to_be_checked()
    predict.get_by_role("button", name="Commit").click()
    expect(predict.locator("q")).to_have_text("because the membrane is")


def test_a_refused_entry_survives_a_move_of_another_control(lesson):
    panel = lesson.card("panel")
    panel.get_by_role("button", name="Show all controls").click()
    entry = lesson.entry("Membrane thickness")
    entry.fill("four")
    lesson.slider("Outer diameter").press("End")
    lesson.wait_chosen(200)
    lesson.settle()
    expect(entry).to_have_value("four")
    expect(entry).to_have_attribute("aria-invalid", "true")


def break_and_heal(lesson, breaking, said, healing):
    """Break something behind the panel: the card must say so, and forget it with the next act after it was healed."""
    lesson.python(PANEL + breaking)
    lesson.slider().press("Home")
    trouble = lesson.card("panel").get_by_role("alert")
    expect(trouble).to_contain_text("Something went wrong in this card.")
    expect(trouble).to_contain_text(said)
    lesson.python(PANEL + healing)
    lesson.slider().press("ArrowRight")
    lesson.wait_chosen(21)
    expect(trouble).to_have_count(0)
    assert lesson.errors == []


def test_an_error_in_an_act_is_said_in_the_card(lesson):
    breaking = "control = panel.controls['outer_diameter_nm']\nkeep = control.read\ncontrol.read = lambda *a, **k: 1 / 0"
    break_and_heal(lesson, breaking, "division by zero", "control.read = keep")


def test_an_error_in_the_model_is_said_in_the_card(lesson):
    breaking = """import dataclasses
def broken(**given): raise RuntimeError("the model broke")
spec = panel.spec
panel.spec = dataclasses.replace(spec, compute=broken)"""
    try:
        break_and_heal(lesson, breaking, "the model broke", "panel.spec = spec")
    finally:
        lesson.python(PANEL + "panel.spec = spec")
        lesson.card("panel").get_by_role("button", name="Reset").click()


def test_a_restarted_kernel_is_named_in_the_card(lesson):
    lesson.page.evaluate("async () => { await window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart() }")
    lesson.page.wait_for_function("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'")
    shown = lesson.card("panel").locator(".exo-twin").text_content()
    waiting = lesson.card("panel").get_by_text("Python has not answered yet")
    expect(waiting).to_be_hidden()
    lesson.card("panel").get_by_role("button", name="Reset").click()
    expect(waiting).to_be_visible()
    assert lesson.card("panel").locator(".exo-twin").text_content() == shown
    assert not [e for e in lesson.errors if e.startswith("page error")], lesson.errors
    lesson.run_all()
    lesson.traces()
    expect(waiting).to_be_hidden()
    lesson.slider().press("End")
    lesson.wait_chosen(200)
