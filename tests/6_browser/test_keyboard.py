"""The lesson answered by keyboard alone, and what a screen reader is told."""

import itertools

import pytest
from playwright.sync_api import expect


@pytest.fixture(scope="module")
def lesson(open_lesson):
    return open_lesson()


@pytest.fixture
def opened(lesson):
    """The lesson with its panel open."""
    if lesson.card("predict").get_by_role("button", name="Commit").count():
        lesson.open_panel()
    return lesson


def active_cell(lesson):
    return lesson.page.evaluate("() => window.jupyterapp.shell.currentWidget.content.activeCell.model.id")


def cell_count(lesson):
    return lesson.page.evaluate("() => window.jupyterapp.shell.currentWidget.content.model.cells.length")


def press(lesson, *keys):
    for key in keys:
        lesson.page.keyboard.press(key)


def test_a_prediction_is_made_by_keyboard_and_lab_takes_no_arrow(lesson):
    predict = lesson.card("predict")
    options = predict.locator("input[name=choice]")
    before = cell_count(lesson)
    lesson.into_cell("predict-lumen-ratio")
    lesson.tab_to(options.first)
    press(lesson, "Space")
    expect(options.first).to_be_checked()
    press(lesson, "ArrowDown", "ArrowDown")
    expect(options.nth(2)).to_be_checked()
    expect(options.nth(2)).to_be_focused()
    lesson.settle()
    expect(options.nth(2)).to_be_checked()
    assert active_cell(lesson) == "predict-lumen-ratio"

    lesson.tab_to(predict.get_by_role("textbox"))
    lesson.page.keyboard.type("room is a b a a volume")  # a and b are shortcuts of Lab: they would add cells
    lesson.tab_to(predict.get_by_role("button", name="Commit"))
    press(lesson, "Enter")
    lesson.traces()
    kept = lesson.answers()["lumen-ratio"]["answer"]
    assert (kept["choice"], kept["reason"]) == ("cube", "room is a b a a volume")
    assert cell_count(lesson) == before > 1, "Lab took a key for a shortcut"


def test_the_focus_stays_in_a_card_whose_button_went_away(opened):
    predict = opened.card("predict")
    again = predict.get_by_role("button", name="Answer again")
    opened.into_cell("predict-lumen-ratio")
    opened.tab_to(again)
    press(opened, "Enter")
    commit = predict.get_by_role("button", name="Commit")
    expect(commit).to_be_visible()
    assert predict.evaluate("n => n.contains(document.activeElement)"), opened.focused()
    opened.tab_to(commit)
    press(opened, "Enter")
    expect(again).to_be_visible()
    assert predict.evaluate("n => n.contains(document.activeElement)"), opened.focused()


def test_arrow_home_and_end_move_the_picture(opened):
    opened.into_cell("panel-how-much-fits")
    opened.tab_to(opened.slider())
    press(opened, "Home")
    opened.wait_chosen(20)
    small = opened.traces()[4]["y"][0]
    press(opened, "End")
    opened.wait_chosen(200)
    large = opened.traces()[4]["y"][0]
    assert large > 1000 * small
    press(opened, "ArrowLeft")
    opened.wait_chosen(199)
    press(opened, "ArrowRight", "ArrowRight")
    opened.wait_chosen(200)
    expect(opened.slider()).to_be_focused()
    assert active_cell(opened) == "panel-how-much-fits"


def test_a_screen_reader_hears_name_and_value_with_its_unit(opened):
    opened.slider().focus()
    press(opened, "Home", "ArrowRight")
    opened.wait_chosen(21)
    opened.settle()
    told = [s for s in opened.heard("slider") if s["name"] == "Outer diameter, slider"]
    assert len(told) == 1
    assert (told[0]["value"], told[0]["valuemin"], told[0]["valuemax"]) == (21, 20, 200)
    expect(opened.slider()).to_have_attribute("aria-valuetext", "21 nm")  # Chromium's tree does not print this one
    figures = [n for n in opened.heard("image") + opened.heard("img") if n["name"] == "How much fits?"]
    assert len(figures) == 1, "the figure has no name"


@pytest.mark.parametrize("typed, said", [("0,5", "goes from 20 to 200 nm. You typed 0.5."), ("abc", "abc")])
def test_an_entry_that_cannot_be_is_kept_with_a_sentence(opened, typed, said):
    before = opened.chosen()
    entry = opened.entry()
    entry.focus()
    press(opened, "Control+a")
    opened.page.keyboard.type(typed)
    press(opened, "Enter")
    expect(entry).to_have_attribute("aria-invalid", "true")
    expect(entry).to_have_value(typed)
    expect(entry).to_be_focused()
    sentence = opened.page.locator(f"#{entry.get_attribute('aria-describedby')}")
    expect(sentence).to_contain_text(said)
    assert opened.chosen() == before


def test_a_comma_is_a_decimal_point(opened):
    entry = opened.entry()
    entry.focus()
    press(opened, "Control+a")
    opened.page.keyboard.type("120,5")
    press(opened, "Enter")
    opened.wait_chosen(120.5)
    expect(entry).not_to_have_attribute("aria-invalid", "true")


def test_a_quiz_is_answered_by_keyboard(opened):
    quiz = opened.card("quiz")
    opened.into_cell("quiz-which-ceiling")
    opened.tab_to(quiz.get_by_role("radio").first)
    press(opened, "Space", "ArrowDown")
    expect(quiz.get_by_role("radio").nth(1)).to_be_checked()
    opened.tab_to(quiz.get_by_role("button", name="Check"))
    press(opened, "Enter")
    expect(quiz.locator(".exo-feedback")).to_contain_text("Right")
    expect(quiz.get_by_role("button", name="Check")).to_be_focused()


def test_lines_are_ordered_by_keyboard_and_the_focus_stays_on_the_moved_line(opened):
    order = opened.card("make", 1)
    mine = order.get_by_role("list", name="Your function")
    opened.into_cell("make-lumen-ratio-lines")
    for at, line in enumerate(("wider", "large", "small", "cube")):
        opened.tab_to(order.locator(f"[id$=-{line}-add]"), at_most=40)
        press(opened, "Space")
        expect(mine.get_by_role("listitem")).to_have_count(at + 1)
        assert opened.page.evaluate("() => document.activeElement.closest('li')?.dataset.key ?? ''").endswith(f"-{line}"), (
            opened.focused()
        )
        opened.into_cell("make-lumen-ratio-lines")
    down = order.locator("[id$=-wider-down]")
    opened.tab_to(down, at_most=40)
    for place in (1, 2):
        press(opened, "Enter")
        expect(mine.get_by_role("listitem").nth(place)).to_contain_text("times_wider = large_nm")
        expect(down).to_be_focused()
    opened.tab_to(order.get_by_role("button", name="Check"), at_most=40)
    press(opened, "Enter")
    expect(order.locator(".exo-feedback")).to_contain_text("Right")


def test_a_burst_of_keys_is_spoken_once_after_it(opened):
    opened.settle()
    opened.page.wait_for_timeout(1_000)  # what was done before has been spoken
    opened.page.evaluate("""() => { const card = document.querySelector('.exo-panel'); window.told = [];
        const watch = (node, kind) => new MutationObserver(() => window.told.push([kind, performance.now(), node.textContent]))
            .observe(node, {childList: true, characterData: true, subtree: true});
        watch(card.querySelector('.exo-live'), 'spoken'); watch(card.querySelector('.exo-twin'), 'shown'); }""")
    opened.slider().focus()
    press(opened, "Home", *["ArrowRight"] * 10)
    opened.wait_chosen(30)
    opened.settle()
    opened.page.wait_for_function("() => window.told.at(-1)[0] === 'spoken'")
    opened.page.wait_for_timeout(1_000)  # a second text would come now
    told = opened.page.evaluate("() => window.told")
    shown = [at for kind, at, _ in told if kind == "shown"]
    rests = sum(later - earlier >= 700 for earlier, later in itertools.pairwise(shown))
    spoken = [(at, text) for kind, at, text in told if kind == "spoken"]
    assert len(shown) >= 2
    assert len(spoken) == 1 + rests, told
    assert spoken[-1][0] - shown[-1] >= 690, "spoken before the reader's hand came to rest"
    assert "At 30 nm" in spoken[-1][1]


def test_the_console_holds_no_error(lesson):
    assert lesson.errors == []
