"""A lesson that was just opened and never run: it can be read, and it does not give its answer away."""

import re

import pytest
from playwright.sync_api import expect


@pytest.fixture(scope="module")
def unrun(open_lesson):
    return open_lesson(run=False)


def test_nobody_trusts_the_notebook_yet(unrun):
    trusted = unrun.page.evaluate("""() => [...window.jupyterapp.shell.currentWidget.content.model.cells]
        .filter(c => c.type === 'code').map(c => c.trusted)""")
    assert trusted and not any(trusted)


def test_the_result_is_folded_away_until_it_is_opened(unrun):
    figure = unrun.page.locator(".jp-OutputArea-output figure").first
    picture, words = figure.locator("img"), figure.locator("figcaption")
    expect(figure.get_by_text("Predict first, then open the result")).to_be_visible()
    expect(picture).to_be_hidden()
    expect(words).to_be_hidden()
    assert "rises" not in figure.inner_text()
    expect(unrun.page.get_by_text("The membrane is as thick in the small vesicle")).to_be_hidden()
    assert not [n for n in unrun.heard("image") if "copies" in n["name"]], "a screen reader meets the folded picture"

    figure.locator("summary").click()
    expect(picture).to_be_visible()
    expect(words).to_contain_text("faster than the cube")
    assert picture.evaluate("n => n.complete && n.naturalWidth") > 600
    figure.locator("summary").click()
    expect(picture).to_be_hidden()


def test_the_alternative_text_names_what_is_drawn_and_no_result(unrun):
    alt = unrun.page.locator(".jp-OutputArea-output figure img").first.get_attribute("alt")
    assert "outer diameter" in alt
    assert not re.search(r"\d|rise|steep|grow|more|cube", alt), alt


def test_axe_finds_nothing_wrong_before_running(unrun):
    wrong, passed = unrun.axe()
    wrong = [line for line in wrong if not line.startswith("link-in-text-block")]  # Lab's style, mended by ours after Run All
    assert not wrong, "\n".join(wrong)
    assert passed > 50, "axe looked at next to nothing"
