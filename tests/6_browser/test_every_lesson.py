"""Every lesson as it is met: opened unrun, run, its panels opened; nothing wrong for assistive technology, nothing too wide."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
LESSONS = ["00_start_here", "00b_primers", "01b_structure_more"]  # 01 has tests of its own
WIDE = """() => [...document.querySelectorAll('.exo-card')].filter(card =>
    card.scrollWidth > card.clientWidth + 1 || card.getBoundingClientRect().right > innerWidth).map(n => n.outerHTML.slice(0, 120))"""


def test_no_lesson_is_forgotten():
    assert {path.stem for path in NOTEBOOKS.glob("*.ipynb")} == {*LESSONS, "01_structure"}


@pytest.fixture(scope="module", params=LESSONS)
def unrun(request, open_lesson):
    """The lesson, opened and not run."""
    return open_lesson(request.param, run=False)


@pytest.fixture(scope="module")
def ran(unrun):
    """The lesson, run, with every prediction skipped: all panels are open."""
    wrong, passed = unrun.axe()
    unrun.before = [line for line in wrong if not line.startswith("link-in-text-block")], passed  # Lab's style, ours mends it
    unrun.run_all()
    for at in range(unrun.page.locator(".exo-predict").count()):
        unrun.card("predict", at).get_by_role("button", name="Skip").click()
    for at in range(unrun.page.locator(".exo-panel").count()):
        unrun.card("panel", at).get_by_role("button", name="Show all controls").click()
        expect(unrun.card("panel", at).locator("[data-plot] .main-svg").first).to_be_attached()
    unrun.settle()
    return unrun


def test_axe_finds_nothing_wrong_before_running(ran):
    wrong, passed = ran.before
    assert not wrong, "\n".join(wrong)
    assert passed > 20, "axe looked at next to nothing"


def test_no_cell_gives_an_error(ran):
    kinds = {out["output_type"] for outputs in ran.outputs() for out in outputs}
    assert kinds == {"execute_result"}


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_axe_finds_nothing_wrong_with_everything_open(ran, theme):
    ran.theme(theme)
    ran.settle()
    wrong, passed = ran.axe()
    assert not wrong, "\n".join(wrong)
    assert passed > 100, "axe looked at next to nothing"


@pytest.mark.parametrize("width", [1280, 620])
def test_no_card_is_wider_than_its_place(ran, width):
    ran.page.set_viewport_size({"width": width, "height": 900})
    ran.settle()
    assert ran.page.evaluate(WIDE) == []


def test_a_picture_is_kept_of_each_panel(ran, screenshots):
    ran.page.set_viewport_size({"width": 1280, "height": 1400})
    for at in range(ran.page.locator(".exo-panel").count()):
        panel = ran.card("panel", at)
        panel.scroll_into_view_if_needed()
        ran.settle()
        path = screenshots / f"{ran.name.split('/')[-1].removesuffix('.ipynb')}_panel_{at + 1}.png"
        panel.screenshot(path=path)
        assert path.stat().st_size > 20_000


def test_the_console_holds_no_error(ran):
    ours = [e for e in ran.errors if "blob:" in e or "/static/lab/" not in e]  # Lab 4.6 stumbles when themes change quickly
    assert ours == []
