"""The lesson answered by mouse: predict, look, observe, make, quiz."""

import pytest
from playwright.sync_api import expect

RIGHT = """def lumen_volume_nm3(outer_diameter_nm, bilayer_nm):
    inner_radius_nm = {}
    return 4 / 3 * pi * inner_radius_nm**3


lesson.check("lumen-volume")"""


@pytest.fixture(scope="module")
def lesson(open_lesson):
    """A lesson with its prediction given: 125 times."""
    lesson = open_lesson()
    lesson.open_panel("cube")
    return lesson


def test_committing_opens_the_panel_with_the_prediction_as_an_end_point(lesson):
    expect(lesson.card("predict")).to_contain_text("You predicted 125 times")
    assert lesson.answers()["lumen-ratio"]["answer"]["choice"] == "cube"
    traces = lesson.traces()
    curve, prediction = traces[3], traces[6]
    assert len(curve["x"]) > 50
    at_30 = curve["y"][curve["x"].index(30)]
    assert prediction["x"] == [150] and prediction["y"][0] == pytest.approx(125 * at_30)


def test_the_slider_follows_a_click_and_a_drag(lesson):
    box = lesson.slider().bounding_box()
    middle, right = box["y"] + box["height"] / 2, box["x"] + box["width"] * 0.9
    before = lesson.card("panel").locator(".exo-twin").text_content()
    lesson.page.mouse.click(box["x"] + box["width"] * 0.2, middle)
    small = float(lesson.slider().input_value())
    lesson.wait_chosen(small)
    assert 40 < small < 70
    lesson.page.mouse.move(box["x"] + box["width"] * 0.2, middle)
    lesson.page.mouse.down()
    lesson.page.mouse.move(right, middle, steps=8)
    lesson.page.mouse.up()
    large = float(lesson.slider().input_value())
    lesson.wait_chosen(large)
    assert large > 170
    expect(lesson.entry()).to_have_value(f"{large:g}")
    assert lesson.card("panel").locator(".exo-twin").text_content() != before


def test_a_typed_size_solves_the_task_and_opens_the_next(lesson):
    panel = lesson.card("panel")
    lesson.entry().fill("150")
    panel.locator(".exo-title").click()
    lesson.wait_chosen(150)
    expect(panel.locator(".exo-tasks .exo-done").first).to_contain_text("150 nm")
    expect(panel.locator(".exo-tasks")).to_contain_text("Go down to 30 nm")
    expect(panel.locator(".exo-read")).to_have_count(2)


def test_a_wrong_quiz_answer_leads_into_the_panel(lesson):
    quiz = lesson.card("quiz")
    quiz.get_by_label("The volume of the lumen").check()
    quiz.get_by_role("button", name="Check").click()
    expect(quiz.locator(".exo-feedback")).to_contain_text("patch of membrane")
    quiz.get_by_role("button", name="Show me in the panel").click()
    lesson.wait_chosen(100)
    title = lesson.card("panel").locator(".exo-title")
    expect(title).to_be_in_viewport()
    expect(title).to_be_focused()
    expect(lesson.card("panel").locator(".exo-twin")).to_contain_text("Silva")
    assert lesson.answers()["which-ceiling"]["verdict"] == "not yet"


def test_observe_sets_the_prediction_beside_the_result(lesson):
    observe = lesson.card("observe")
    observe.get_by_label("The membrane is as thick").check()
    observe.get_by_role("button", name="Check").click()
    expect(observe.locator(".exo-feedback")).to_contain_text("Right")
    expect(observe).to_contain_text("You said 125 times. From 30 to 150 nm, with a membrane of 4 nm, the panel gives 270 times")


def test_lines_are_put_in_order(lesson):
    order = lesson.card("make", 1)
    for line in ("small_nm = small", "large_nm = large_diameter_nm - bilayer", "times_wider =", "return times_wider**3"):
        order.get_by_role("button", name=f"Add {line}").click()
        expect(order.get_by_role("list", name="Your function")).to_contain_text(line)
    order.get_by_role("button", name="Check").click()
    expect(order.locator(".exo-feedback")).to_contain_text("takes it off once")
    order.get_by_role("button", name="Take out line 2").click()
    order.get_by_role("button", name="Add large_nm = large_diameter_nm - 2").click()
    for _ in range(2):
        order.get_by_role("button", name="Move up line").and_(order.locator("[id$=-large-up]")).click()
    expect(order.get_by_role("listitem").nth(1)).to_contain_text("- 2 * bilayer_nm")
    order.get_by_role("button", name="Check").click()
    expect(order.locator(".exo-feedback")).to_contain_text("Right")


def test_the_learners_function_is_checked_with_a_reason(lesson):
    make = lesson.card("make")
    expect(make.locator(".exo-feedback")).to_contain_text("still holds")
    lesson.run_cell("make-lumen-volume", RIGHT.format("outer_diameter_nm - 2 * bilayer_nm"))
    expect(make.locator(".exo-feedback")).to_contain_text("The formula wants the radius, half of it")
    lesson.run_cell("make-lumen-volume", RIGHT.format("outer_diameter_nm / 2 - bilayer_nm"))
    expect(make.locator(".exo-feedback")).to_contain_text("Right")


def test_the_set_up_card_counts_what_was_answered(lesson):
    done = len(lesson.answers())
    assert done >= 1
    expect(lesson.card("setup")).to_contain_text(f"{done} of {lesson.steps()} steps answered")
    assert lesson.card("setup").locator(".exo-steps .exo-done").count() == done


def test_the_console_holds_no_error_after_a_whole_lesson(lesson):
    assert lesson.errors == []
