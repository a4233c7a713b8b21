"""Lesson 01 on the browser-only site, as a learner takes it: no server, no other host, answers kept in the browser."""

import re
import statistics
import time

import pytest

pytestmark = pytest.mark.slow
LESSON = "01_structure.ipynb"
# Asked by JupyterLite itself, answered 404 by any static host, without effect: a picture for the tab, and what the
# host has in a folder that exists in the reader's browser alone.
HARMLESS = re.compile(r"status of 404 .*(/favicon\.ico|/api/contents/.*/all\.json)$")
TRACES = """() => JSON.stringify([...document.querySelectorAll('.exo-panel .js-plotly-plot')].map(
    f => f._fullData.map(t => [t.name, [...(t.x ?? [])], [...(t.y ?? [])]])))"""
DRAWN = "document.querySelector('.exo-panel [data-plot]')?.dataset.drawn"


@pytest.fixture(scope="module")
def served(site, serve):
    with serve(site) as found:
        yield found


@pytest.fixture(scope="module")
def context(browser_for):
    return browser_for()


@pytest.fixture(scope="module")
def opened(served, context, visit, measured):
    """From the first page to the lesson, with nothing run yet."""
    address, host = served
    reader, began = visit(context, address), time.monotonic()
    reader.page.goto(address + "/")
    reader.page.get_by_role("link", name="01 Structure").click()
    reader.wait_for_lesson()
    reader.seconds = time.monotonic() - began
    measured.append(f"cold: {reader.seconds:.0f} s until Python is ready, {host.sent / 1e6:.1f} MB fetched")
    return reader


@pytest.fixture(scope="module")
def ran(opened, served, measured):
    """Run All, for the first time in this browser."""
    began = time.monotonic()
    opened.run_all()
    took = time.monotonic() - began
    measured.append(f"cold: {took:.0f} s more for Run All, {served[1].sent / 1e6:.1f} MB fetched in all")
    return opened


@pytest.fixture(scope="module")
def predicted(ran):
    """A prediction by keyboard; returns what was chosen."""
    card = ran.card("predict")
    card.get_by_role("radio").first.focus()
    ran.page.keyboard.press("Space")
    card.get_by_role("button", name="Commit").focus()
    ran.page.keyboard.press("Enter")
    said = card.locator(".exo-feedback b").first
    said.wait_for()
    return said.text_content()


@pytest.fixture(scope="module")
def drawn(ran, predicted):
    """The panel, open and drawn."""
    ran.until(DRAWN, seconds=30)
    return ran


@pytest.fixture(scope="module")
def back(ran, predicted, context, served, visit, measured):
    """The page closed, opened again by the same browser, and run by a new Python."""
    address, host = served
    ran.command("docmanager:save")
    ran.page.close()
    before, began = host.sent, time.monotonic()
    reader = visit(context, address)
    reader.open(LESSON)
    reader.asleep = reader.page.locator(".jp-Notebook").text_content()
    reader.run_all()
    took, megabytes = time.monotonic() - began, (host.sent - before) / 1e6
    measured.append(f"warm: {took:.0f} s until Run All is done, {megabytes:.1f} MB fetched")
    return reader


def test_before_running_there_are_questions_and_a_folded_picture(opened):
    page = opened.page
    fold = page.locator(".jp-OutputArea details:has(img)").first
    assert fold.get_attribute("open") is None
    assert not fold.locator("img").is_visible()
    assert fold.locator("img").get_attribute("alt")
    assert page.locator(".jp-OutputArea h3", has_text="Predict:").first.is_visible()
    assert "Run the notebook to answer." in page.locator(".jp-Notebook").text_content()
    assert "model not found" not in page.content()
    assert page.locator(".exo-card").count() == 0


def test_run_all_has_no_error_and_keeps_answers(ran):
    assert ran.problems() == []
    setup = ran.card("setup")
    assert "0 of " in setup.text_content()
    assert "does not let the page keep files" not in setup.text_content()
    assert 0 < setup.bounding_box()["y"] < 700, "the reader is brought back to where they were"
    assert ran.page.get_by_role("button", name="Run all cells", exact=True).count() == 0


def test_a_prediction_opens_the_panel_and_it_is_drawn(drawn, predicted):
    assert predicted == "5 times"
    assert len(drawn.page.evaluate(TRACES)) > 1000
    box = drawn.page.locator(".exo-panel .main-svg").first.bounding_box()
    assert box["width"] > 300 and box["height"] > 200


def test_the_slider_moves_the_figure_by_keyboard(drawn, measured):
    slider = drawn.page.locator(".exo-panel input[type=range]").first
    slider.focus()
    took = []
    for _ in range(9):
        before, version = drawn.page.evaluate(TRACES), drawn.page.evaluate(DRAWN)
        began = time.monotonic()
        drawn.page.keyboard.press("ArrowRight")
        drawn.until(f"{DRAWN} !== arg", arg=version, seconds=15)
        took.append(1000 * (time.monotonic() - began))
        assert drawn.page.evaluate(TRACES) != before
    measured.append(f"slider by keyboard to figure: median {statistics.median(took):.0f} ms, worst {max(took):.0f} ms")
    assert drawn.problems() == []


def test_the_solution_is_right(drawn, root):
    solution = (root / "data/course/solutions/lumen-volume.py").read_text("utf-8")
    drawn.rewrite_cell("lumen-volume", solution)
    drawn.card("make").locator(".exo-right").wait_for()
    assert drawn.problems() == []


def test_a_saved_lesson_opens_with_its_pictures(back):
    assert "model not found" not in back.asleep
    assert "Predict first, then open the result" in back.asleep


def test_the_answer_is_there_after_closing_the_page(back, predicted):
    assert back.problems() == []
    assert back.card("predict").locator(".exo-feedback b").first.text_content() == predicted
    assert "0 of " not in back.card("setup").text_content()
    back.until(DRAWN, seconds=30)


def test_no_error_on_the_way(opened, back):
    assert [error for error in [*opened.errors, *back.errors] if not HARMLESS.search(error)] == []


def test_no_other_host_is_asked(opened, back):
    assert opened.outside + back.outside == []
