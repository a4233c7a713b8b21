"""The figure in the page: one copy of plotly, no zoom lost, no key lost, nothing behind or ahead of the state."""

import pytest
from playwright.sync_api import expect

LARGE_SCRIPTS = """window.largeScripts = 0;
    const make = URL.createObjectURL.bind(URL);
    URL.createObjectURL = thing => { if (thing.size > 1e6) window.largeScripts += 1; return make(thing); };"""
RANGE = "() => document.querySelector('.js-plotly-plot')._fullLayout.xaxis.range.map(Number)"


@pytest.fixture(scope="module")
def lesson(open_lesson):
    """A lesson with its panel open, and a second one like it below."""
    lesson = open_lesson(run=False)
    lesson.page.add_init_script(LARGE_SCRIPTS)
    lesson.open(lesson.name).run_all()
    lesson.open_panel()
    lesson.python('lesson.panel("how-much-fits")')
    expect(lesson.page.locator(".js-plotly-plot")).to_have_count(2)
    return lesson


def at_rest(lesson, place):
    """Bring a place into view and return its box once the page has stopped moving under it."""
    place.scroll_into_view_if_needed()
    place.hover(trial=True)  # waits until the box is the same in two frames
    box = None
    while box != (box := place.bounding_box()):
        lesson.page.wait_for_timeout(300)
    return box


def test_the_page_holds_one_copy_of_plotly(lesson):
    assert lesson.page.evaluate("() => window.largeScripts") == 1
    bundles = lesson.python("""from ipywidgets import Widget
from ipywidgets.widgets.widget import _instances
print(sum(type(w).__name__ == "PlotlyBundle" for w in _instances.values()))""")
    assert bundles.strip() == "1"


def test_the_zoom_survives_a_move_of_the_slider(lesson):
    whole = lesson.page.evaluate(RANGE)
    area = lesson.page.locator(".js-plotly-plot").first.locator(".nsewdrag").first
    box = at_rest(lesson, area)
    lesson.page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.2)
    lesson.page.mouse.down()
    lesson.page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + box["height"] * 0.8, steps=6)
    lesson.page.mouse.up()
    lesson.page.wait_for_function(f"whole => ({RANGE})()[0] > whole + 20", arg=whole[0])
    zoomed = lesson.page.evaluate(RANGE)
    lesson.slider().press("End")
    lesson.wait_chosen(200)
    assert lesson.page.evaluate(RANGE) == zoomed
    area.dblclick()
    lesson.page.wait_for_function(f"whole => ({RANGE})()[0] === whole", arg=whole[0])


def test_the_figure_follows_when_only_its_box_grows_narrower(lesson):
    fits = """narrower => { const box = document.querySelector('[data-plot]'), svg = box.querySelector('.main-svg');
        return box.clientWidth < narrower && Math.abs(svg.getBoundingClientRect().width - box.clientWidth) <= 1; }"""
    before = lesson.page.evaluate("() => document.querySelector('[data-plot]').clientWidth")
    lesson.page.evaluate("() => { document.querySelector('.jp-Notebook').style.paddingRight = '250px'; }")
    lesson.page.wait_for_function(fits, arg=before - 100)
    lesson.page.evaluate("() => { document.querySelector('.jp-Notebook').style.paddingRight = ''; }")


@pytest.mark.parametrize("presses", [30])
def test_a_held_arrow_key_loses_no_step(lesson, presses):
    lesson.slider().press("Home")
    lesson.wait_chosen(20)
    for _ in range(presses):
        lesson.page.keyboard.press("ArrowRight")
    lesson.settle()
    expect(lesson.slider()).to_have_value(str(20 + presses))
    expect(lesson.entry()).to_have_value(str(20 + presses))
    lesson.wait_chosen(20 + presses)
    state = lesson.python("from exoteach.lesson.session import session; print(session().panels)")
    assert "How much fits" in state
    twin = lesson.card("panel").locator(".exo-twin")
    expect(twin).to_contain_text(f"At {20 + presses} nm")
    assert lesson.chosen()[1].split()[0] in twin.text_content()


def test_the_two_panels_share_no_id_and_no_radio_group(lesson):
    ids = lesson.page.evaluate("() => [...document.querySelectorAll('.exo-root [id]')].map(n => n.id)")
    assert len(ids) > 20 and len(set(ids)) == len(ids), sorted(i for i in set(ids) if ids.count(i) > 1)
    last = lesson.page.locator(".exo-panel").count() - 1  # the one added above, after the lesson's own
    for at in (0, last):
        lesson.card("panel", at).get_by_role("button", name="Show all controls").click()
    one, other = (lesson.card("panel", at).locator("input[name=cargo_place]") for at in (0, last))
    one.nth(2).check()
    other.nth(1).check()
    lesson.settle()
    expect(one.nth(2)).to_be_checked()
    expect(other.nth(1)).to_be_checked()
    other.nth(0).check()


def test_the_console_holds_no_error(lesson):
    assert lesson.errors == []
