"""Every form of answer, by keyboard alone, in the lessons that use it: several, number with unit, range, curve, blanks, the course's test."""

import pytest
from playwright.sync_api import expect


@pytest.fixture(scope="module")
def lesson(open_lesson):
    """Lesson 01, run."""
    return open_lesson()


@pytest.fixture(scope="module")
def more(open_lesson):
    """Lesson 01b, run."""
    return open_lesson("01b_structure_more")


@pytest.fixture(scope="module")
def start(open_lesson):
    """Lesson 00, run."""
    return open_lesson("00_start_here")


def asking(reader, prompt):
    """The card that asks a question, by the start of its prompt."""
    return reader.page.locator(".exo-card").filter(has_text=prompt).first


def type_into(reader, field, text, at_most=40):
    """Reach a field by Tab and type into it."""
    reader.tab_to(field, at_most)
    reader.page.keyboard.press("Control+a")
    reader.page.keyboard.type(text)


def test_several_are_ticked(lesson):
    card = asking(lesson, "A blot of EVs")
    lesson.into_cell("quiz-strong-blot")
    boxes = card.get_by_role("checkbox")
    for wanted in ("Fewer than half", "Some hold more"):
        lesson.tab_to(card.get_by_role("checkbox", name=wanted))
        lesson.page.keyboard.press("Space")
    expect(boxes.nth(0)).to_be_checked()
    lesson.settle()
    lesson.tab_to(card.get_by_role("button", name="Check"))
    lesson.page.keyboard.press("Enter")
    expect(card.locator(".exo-feedback")).to_contain_text("Right")
    expect(boxes.nth(1)).to_be_checked()


def test_a_number_with_its_unit_is_sent_by_enter(lesson):
    card = asking(lesson, "How much room is inside a vesicle of 100 nm?")
    field = card.get_by_role("textbox")
    lesson.into_cell("quiz-lumen-of-100")
    type_into(lesson, field, "0,52 abc")
    lesson.page.keyboard.press("Enter")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_value("0,52 abc")
    expect(field).to_be_focused()
    lesson.page.keyboard.press("Control+a")
    lesson.page.keyboard.type("0,4")
    lesson.tab_to(card.get_by_role("radio").first)
    lesson.page.keyboard.press("ArrowRight")
    expect(card.get_by_role("radio", name="aL")).to_be_checked()
    lesson.tab_to(field, key="Shift+Tab")
    lesson.page.keyboard.press("Enter")
    expect(card.locator(".exo-feedback")).to_contain_text("Right")
    expect(field).to_have_value("0,4")


def test_the_ledger_keeps_a_range(lesson):
    card = lesson.card("ledger")
    low, high = card.get_by_role("textbox", name="From"), card.get_by_role("textbox", name="to", exact=True)
    low.focus()
    lesson.page.keyboard.type("10")
    lesson.tab_to(high)
    lesson.page.keyboard.type("1 000")
    lesson.page.keyboard.press("Enter")
    expect(card.locator(".exo-feedback")).to_contain_text("Kept")
    expect(card.get_by_role("row", name="Copies of the cargo")).to_contain_text("10–1")


def test_blanks_are_filled(lesson):
    card = asking(lesson, "vesicles_per_loaded")
    fields = card.get_by_role("textbox")
    fields.first.focus()
    lesson.page.keyboard.type("mean_copies")
    for blank, text in ((1, "copies_if_loaded"), (2, "share_loaded")):
        lesson.tab_to(fields.nth(blank))
        lesson.page.keyboard.type(text)
    lesson.page.keyboard.press("Enter")
    expect(card.locator(".exo-feedback")).to_contain_text("Right")
    assert lesson.answers()["vesicles-per-loaded"]["verdict"] == "right"


def test_a_curve_is_typed_and_drawn(more):
    card = more.card("predict")
    fields = card.locator(".exo-curve").get_by_role("textbox")
    fields.first.focus()
    for i, percent in enumerate((95, 80, 60, 40, 20)):
        if i:
            more.tab_to(fields.nth(i))
        more.page.keyboard.type(str(percent))
    more.tab_to(card.get_by_role("button", name="Commit"))
    more.page.keyboard.press("Enter")
    more.traces()
    panel = more.card("panel")
    show_all = panel.get_by_role("button", name="Show all controls")
    if show_all.count():
        show_all.click()
    panel.locator("input[value=above]").check()
    more.settle()
    more.page.wait_for_function("""() => document.querySelector('.js-plotly-plot')._fullData.some(t => t.name === 'your prediction' && t.x?.length)""")
    mine = next(t for t in more.traces() if t["name"] == "your prediction")
    assert (mine["x"], mine["y"]) == ([50, 75, 100, 125, 150], [95, 80, 60, 40, 20])
    assert [more.answers()["lumen-above"]["answer"][f"y{i}"] for i in range(1, 6)] == ["95", "80", "60", "40", "20"]


def test_the_course_test_is_handed_in(start):
    card = start.card("test")
    groups = card.locator(".exo-item")
    total = groups.count()
    assert total >= 8
    first = groups.first.locator(".exo-option input").first
    first.focus()
    start.page.keyboard.press("Space")
    expect(first).to_be_checked()
    start.settle()
    expect(first).to_be_checked()
    card.get_by_role("button", name="Hand in").focus()
    start.page.keyboard.press("Enter")
    expect(card).to_contain_text(f"of {total} right.")
    expect(card.get_by_role("radio")).to_have_count(0)


def test_the_environment_is_checked_by_a_press(start):
    card = start.page.locator(".exo-card").filter(has_text="Environment check")
    card.get_by_role("button", name="Press me").focus()
    start.page.keyboard.press("Enter")
    expect(card).to_contain_text("Everything is ready.")


def test_the_console_holds_no_error(lesson, more, start):
    assert lesson.errors == more.errors == start.errors == []
