"""A lesson that was answered, saved and closed, then opened again with a new kernel; and a page that is only reloaded."""

import json

import pytest
from playwright.sync_api import expect

VIEW = "application/vnd.jupyter.widget-view+json"


@pytest.fixture(scope="module")
def saved(open_lesson):
    """(name of a lesson that was answered, saved and closed; what stands on the disk)."""
    lesson = open_lesson()
    lesson.open_panel("cube")
    lesson.card("quiz").get_by_label("The area of the membrane").check()
    lesson.card("quiz").get_by_role("button", name="Check").click()
    expect(lesson.card("quiz").locator(".exo-feedback")).to_be_visible()
    on_disk = lesson.save()
    lesson.leave()
    lesson.page.close()
    return lesson.name, on_disk


@pytest.fixture(scope="module")
def reopened(open_lesson, saved):
    return open_lesson(saved[0], run=False)


def test_the_file_on_the_disk_is_safe_to_reopen(saved):
    bundles = [out.get("data", {}) for cell in saved[1]["cells"] for out in cell.get("outputs", [])]
    with_html = [bundle for bundle in bundles if "text/html" in bundle]
    assert len(with_html) == sum(cell["cell_type"] == "code" for cell in saved[1]["cells"])
    assert not [bundle for bundle in with_html if VIEW in bundle]
    assert "widgets" not in saved[1]["metadata"]
    assert "You predicted" not in json.dumps(saved[1]), "an answer stands in the notebook"


def test_picture_and_words_are_there_before_running(reopened):
    assert reopened.answers(), "progress is beside the notebook"
    text = reopened.page.locator(".jp-Notebook").inner_text()
    assert "Error displaying widget" not in text and "model not found" not in text
    figure = reopened.page.locator(".jp-OutputArea-output figure").first
    expect(figure.locator("img")).to_be_hidden()
    figure.locator("summary").click()
    expect(figure.locator("img")).to_be_visible()
    expect(figure.locator("figcaption")).to_contain_text("faster than the cube")


def test_run_all_brings_the_answers_back_and_opens_the_panel(reopened):
    reopened.run_all()
    traces = reopened.traces()
    assert traces[6]["name"] == "your prediction" and traces[6]["x"] == [150]
    expect(reopened.card("predict")).to_contain_text("You predicted 125 times")
    expect(reopened.card("quiz").locator("input:checked")).to_have_value("area")
    expect(reopened.card("quiz").locator(".exo-feedback")).to_contain_text("Right")
    expect(reopened.card("setup")).to_contain_text(f"2 of {reopened.steps()} steps answered")
    assert reopened.errors == []


def test_a_reloaded_page_draws_again_with_the_same_kernel(reopened):
    reopened.save()
    reopened.open(reopened.name)
    expect(reopened.page.locator(".jp-OutputArea-output figure").first).to_be_visible()
    reopened.run_all()
    assert len(reopened.traces()[3]["x"]) > 50
    reopened.slider().press("End")
    reopened.wait_chosen(200)
    assert reopened.errors == []
