"""The lesson as slides on a projector: the panel is live, each slide fits the screen, each step shows something new."""

import shutil
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

DECK = Path(sys.prefix, "share/jupyter/labextensions/@deathbeds/jupyterlab-deck/package.json")
SCREENS = {"1280x720": (1280, 720), "1920x1080": (1920, 1080)}
SLIDE = """() => { const {content} = window.jupyterapp.shell.currentWidget, scroll = document.querySelector('.jp-Deck .jp-WindowedPanel-outer');
    const shown = [...document.querySelectorAll('.jp-Deck .jp-Cell.jp-deck-mod-visible')].filter(n => n.checkVisibility());
    return {cell: content.activeCell.model.id, shown: shown.map(n => content.widgets.find(w => w.node === n).model.id),
        over: Math.max(scroll.scrollHeight - innerHeight, scroll.scrollWidth - scroll.clientWidth),
        hidden: shown.filter(n => n.getBoundingClientRect().top < 0).length}; }"""


@pytest.fixture(scope="module")
def open_slides(open_lesson, files):
    """Return a function that opens a lesson, runs it, opens everything as an instructor does, and starts its slides."""
    if not DECK.exists():
        pytest.skip("the slides need jupyterlab-deck, and it is not installed: run `make test`, or pip install jupyterlab-deck")
    import build_notebooks
    import nbformat

    def opening(screen):
        name = f"slides-{screen}/01_structure.ipynb"
        (files / name).parent.mkdir()
        shutil.copy(Path(__file__).parents[2] / "notebooks/01_structure.ipynb", files / name)
        notebook = nbformat.read(files / name, as_version=4)
        build_notebooks.tidy(notebook)  # the slides as `make notebooks` marks them today
        nbformat.write(notebook, files / name)
        lesson = open_lesson(name, *SCREENS[screen])
        lesson.card("setup").get_by_role("button", name="Show all").click()
        lesson.traces()
        lesson.settle()
        return start(lesson)

    return opening


def start(lesson):
    """Start the slides at the first cell."""
    lesson.page.evaluate("""() => { const {content} = window.jupyterapp.shell.currentWidget;
        content.activeCellIndex = 0; content.deselectAll(); content.node.focus(); }""")
    lesson.command("deck:start")
    lesson.page.wait_for_function("() => document.querySelector('.jp-Deck .jp-Cell.jp-deck-mod-visible')")
    return lesson


def steps(lesson, command="deck:forward"):
    """Go forward, or back, to the end; yields what stands on the screen at each step."""
    seen = None
    while (slide := rested(lesson))["cell"] != seen:
        seen = slide["cell"]
        yield slide
        lesson.command(command)


def rested(lesson):
    """Return what is on the screen when two looks in turn are the same."""
    lesson.settle()
    first = lesson.page.evaluate(SLIDE)
    lesson.page.wait_for_timeout(200)
    second = lesson.page.evaluate(SLIDE)
    return second if first == second else rested(lesson)


def go_to(lesson, cell):
    """Go through the slides, by their own command, until a cell is on the screen."""
    start(lesson)
    return next(slide for slide in steps(lesson) if slide["cell"] == cell)


@pytest.fixture(scope="module", params=list(SCREENS))
def slides(open_slides, request):
    lesson = open_slides(request.param)
    lesson.screen = request.param
    yield lesson
    lesson.page.evaluate("""async () => { const {shell} = window.jupyterapp;
        for (const w of shell.widgets('main')) await w.sessionContext?.shutdown(); }""")
    lesson.page.close()


def test_every_slide_fits_and_every_step_shows_something_new(slides, screenshots):
    seen = []
    for slide in steps(start(slides)):
        picture = screenshots / f"slides_{slides.screen}" / f"{len(seen):02d}_{slide['cell']}.png"
        picture.parent.mkdir(parents=True, exist_ok=True)
        slides.page.screenshot(path=str(picture))
        seen.append(slide)
    assert len(seen) > 8
    wrong = [s for s in seen if s["over"] > 1 or s["hidden"] or s["cell"] not in s["shown"]]
    assert not wrong, f"These slides do not fit {slides.screen}: shorten their text, or give it a cell of its own. {wrong}"
    shown = [tuple(s["shown"]) for s in seen]
    assert len(set(shown)) == len(shown), "a step forward changed nothing"
    back = [tuple(s["shown"]) for s in steps(slides, "deck:back")]
    assert back == shown[::-1]


def test_the_panel_has_a_slide_to_itself_and_is_live(slides, screenshots):
    slide = go_to(slides, "panel-how-much-fits")
    assert slide["shown"] == ["panel-how-much-fits"]
    room = slides.card("panel").locator("[data-key=copies] .exo-value")
    for part in (slides.slider(), room, slides.card("panel").locator(".js-plotly-plot")):
        expect(part).to_be_in_viewport(ratio=1)
    before, said = slides.traces()[4], room.inner_text()
    slides.slider().focus()
    slides.page.keyboard.press("End")
    slides.wait_chosen(200)
    assert slides.traces()[4]["y"][0] > before["y"][0]
    expect(room).not_to_have_text(said)
    for _ in range(3):
        slides.page.keyboard.press("ArrowLeft")
    slides.wait_chosen(197)
    assert rested(slides)["cell"] == "panel-how-much-fits", "an arrow key for the slider turned the page"
    slides.page.screenshot(path=str(screenshots / f"slides_{slides.screen}_moved.png"))


@pytest.mark.parametrize("focus", ["nowhere", "a cell"])
@pytest.mark.parametrize("forward, back", [("ArrowRight", "ArrowLeft"), ("PageDown", "PageUp")])
def test_arrow_keys_and_a_clicker_turn_the_pages(slides, forward, back, focus):
    start(slides)
    cell = "document.activeElement.blur()" if focus == "nowhere" else "currentCell.focus()"
    slides.page.evaluate(
        "() => { const currentCell = window.jupyterapp.shell.currentWidget.content.activeCell.node; " + cell + " }"
    )
    first = rested(slides)
    slides.page.keyboard.press(forward)
    second = rested(slides)
    slides.page.keyboard.press(back)
    assert rested(slides) == first
    assert second["shown"] != first["shown"]


def test_slides_end_as_they_began(slides):
    slides.command("deck:stop")
    expect(slides.page.locator(".jp-Deck")).to_have_count(0)
    assert slides.page.evaluate(
        "() => [...document.querySelectorAll('.exo-twin')].every(n => getComputedStyle(n).display !== 'none')"
    )


def test_the_console_holds_no_error(slides):
    ours = [e for e in slides.errors if "jupyterlab-deck" not in e and "jupyterlab-fonts" not in e]
    assert ours == []
