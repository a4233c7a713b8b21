"""Two notebooks of one folder, open at the same time, each with its own kernel."""

import shutil

import pytest
from playwright.sync_api import expect


@pytest.fixture(scope="module")
def both(open_lesson):
    first = open_lesson()
    first.open_panel("five")
    copy = first.name.replace("01_structure", "01_my_copy")
    shutil.copy(first.files / first.name, first.files / copy)
    return first, open_lesson(copy)


def test_the_answers_of_both_survive(both):
    first, second = both
    second.card("quiz").get_by_label("The area of the membrane").check()
    second.card("quiz").get_by_role("button", name="Check").click()
    expect(second.card("quiz").locator(".exo-feedback")).to_be_visible()
    first.card("observe").get_by_label("Large vesicles have a thinner").check()
    first.card("observe").get_by_role("button", name="Check").click()
    expect(first.card("observe").locator(".exo-feedback")).to_be_visible()
    assert set(first.answers()) == {"lumen-ratio", "which-ceiling", "lumen-ratio-seen"}
    assert len(list((first.files / first.name).parent.glob("exoteach-progress/*.json"))) == 2


def test_one_panel_does_not_move_the_other(both):
    first, second = both
    second.traces()
    before, version = second.chosen(), second.page.locator("[data-plot]").get_attribute("data-drawn")
    first.slider().press("End")
    first.wait_chosen(200)
    first.settle()
    second.settle()
    assert second.chosen() == before
    assert second.page.locator("[data-plot]").get_attribute("data-drawn") == version
    assert first.errors == second.errors == []
