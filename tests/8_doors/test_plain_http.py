"""The same site in a class, under a plain-http name: the browser keeps no files there, and the page says so."""

import pytest

pytestmark = pytest.mark.slow
LESSON = "01_structure.ipynb"


@pytest.fixture(scope="module")
def reader(site, serve, browser_for, visit):
    with serve(site, "class.test") as (address, _):
        yield visit(browser_for(), address)


def test_the_first_page_says_that_answers_are_not_kept(reader, site, serve, visit):
    reader.page.goto(reader.address + "/")
    assert reader.page.evaluate("() => window.isSecureContext") is False
    assert reader.page.get_by_role("alert").is_visible()
    with serve(site) as (address, _):
        own = visit(reader.page.context, address)
        own.page.goto(address + "/")
        assert own.page.get_by_role("link", name="01 Structure").is_visible()
        assert own.page.get_by_role("alert").count() == 0
        own.page.close()


def test_the_lesson_works_and_offers_the_download(reader):
    reader.open(LESSON)
    reader.run_all()
    assert reader.problems() == []
    setup = reader.card("setup")
    assert "This browser does not let the page keep files." in setup.text_content()
    link = setup.locator(".exo-trouble a[download]")
    assert link.is_visible() and link.text_content() == "Download your progress"
    card = reader.card("predict")
    card.get_by_role("radio").first.check()
    card.get_by_role("button", name="Commit").click()
    reader.until("document.querySelector('.exo-panel [data-plot]')?.dataset.drawn", seconds=30)
    with reader.page.expect_download() as kept:
        link.click()
    assert "lumen-ratio" in kept.value.path().read_text("utf-8")
