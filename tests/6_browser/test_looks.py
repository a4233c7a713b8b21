"""Light, dark, projector and narrow: contrast, room, and a figure whose words do not cover each other. Pictures are kept."""

import pytest
from playwright.sync_api import expect

LOOKS = {
    "light": ("JupyterLab Light", 1280),
    "dark": ("JupyterLab Dark", 1280),
    "projector": ("JupyterLab Light", 1280),
    "narrow": ("JupyterLab Light", 620),
}
INK = {"light": "#1c2430", "dark": "#eceff4", "projector": "#000000", "narrow": "#1c2430"}
WORDS = """() => { const plot = document.querySelector('.js-plotly-plot'), frame = plot.getBoundingClientRect();
    const box = n => { const r = n.getBoundingClientRect(); return {text: n.textContent, left: r.left, right: r.right, top: r.top, bottom: r.bottom}; };
    const kinds = '.textpoint text, .legendtext, .xtick text, .ytick text, .xtitle, .ytitle';
    return {frame: box(plot), words: [...plot.querySelectorAll(kinds)].filter(n => n.textContent.trim()).map(box)}; }"""
WIDE = """() => [...document.querySelectorAll('.exo-card')].flatMap(card => [...card.querySelectorAll('*')].filter(n =>
    n.getClientRects().length && !n.closest('svg, [data-plot], .exo-live, pre > *, li > code > *, .exo-scroll *, .exo-track')
    && n.getBoundingClientRect().right > card.getBoundingClientRect().right + 1).concat(
    card.scrollWidth > card.clientWidth + 1 || card.getBoundingClientRect().right > innerWidth ? [card] : []).map(n => n.outerHTML.slice(0, 120)))"""
STATES = [
    ("as it opens", {}), ("smallest size", {"outer_diameter_nm": 20}), ("largest size", {"outer_diameter_nm": 200}),
    ("on the surface", {"outer_diameter_nm": 100, "cargo_place": "surface"}), ("in the membrane", {"cargo_place": "membrane", "cargo_kda": 0.5}),
]  # fmt: skip


@pytest.fixture(scope="module")
def lesson(open_lesson):
    """A lesson with its panel open, a wrong answer in the quiz, all controls shown."""
    lesson = open_lesson()
    lesson.open_panel("cube")
    lesson.card("observe").get_by_label("Cargo packs").check()
    lesson.card("observe").get_by_role("button", name="Check").click()
    lesson.card("quiz").get_by_label("The volume of the lumen").check()
    lesson.card("quiz").get_by_role("button", name="Check").click()
    lesson.card("panel").get_by_role("button", name="Show all controls").click()
    expect(lesson.slider("Membrane thickness")).to_be_visible()
    lesson.look = "light"
    return lesson


def switch(lesson, look):
    """Bring the lesson into one of the looks, and wait until the figure wears it."""
    if lesson.look == look:
        return
    if "projector" in (lesson.look, look):
        lesson.card("setup").get_by_role("button", name="Projector view").click()
    theme, width = LOOKS[look]
    lesson.page.set_viewport_size({"width": width, "height": 900})
    lesson.theme(theme)
    lesson.look = look
    lesson.page.wait_for_function("ink => document.querySelector('.js-plotly-plot')._fullLayout.font.color === ink", arg=INK[look])
    lesson.settle()


@pytest.fixture(params=list(LOOKS))
def seen(lesson, request):
    switch(lesson, request.param)
    return lesson


def load(lesson, state):
    """Bring the panel into a state by its state code."""
    code = ";".join(f"{name}={value}" for name, value in state.items())
    panel = lesson.card("panel")
    if not panel.get_by_role("textbox", name="State code").is_visible():
        panel.get_by_text("Code and state code").click()
    panel.get_by_role("textbox", name="State code").fill(f"how-much-fits:{code}")
    panel.get_by_role("button", name="Load").click()
    lesson.wait_chosen(state.get("outer_diameter_nm", 100))
    lesson.settle()


def overlaps(words):
    """Return the pairs of texts that cover each other by more than a hair."""

    def cover(a, b):
        return (
            min(a["right"], b["right"]) - max(a["left"], b["left"]) > 1
            and min(a["bottom"], b["bottom"]) - max(a["top"], b["top"]) > 2
        )

    return [(a["text"], b["text"]) for i, a in enumerate(words) for b in words[i + 1 :] if cover(a, b)]


def test_text_stands_out_from_its_ground(seen):
    wrong, passed = seen.axe(["color-contrast"])
    assert not wrong, "\n".join(wrong)
    assert passed > 90, "axe looked at next to nothing"


def test_no_card_is_wider_than_its_place(seen):
    load(seen, {"cargo_place": "membrane", "cargo_kda": 0.5, "bilayer_nm": 4.5})  # long lines of code in a fold
    folds = "open => document.querySelectorAll('.exo-card details').forEach(n => { n.open = open; })"
    with seen.whole_notebook():
        seen.page.evaluate(folds, True)
        wide = seen.page.evaluate(WIDE)
        seen.page.evaluate(folds, False)
    assert not wide, wide


def test_the_figure_fills_its_box(seen):
    seen.page.wait_for_function("""() => { const box = document.querySelector('[data-plot]'), svg = box.querySelector('.main-svg').getBoundingClientRect();
        return Math.abs(svg.width - box.clientWidth) <= 1 && Math.abs(svg.height - box.clientHeight) <= 1; }""")
    assert seen.page.evaluate("() => document.querySelector('[data-plot]').clientWidth") > 300


@pytest.mark.parametrize("state", [given for _, given in STATES], ids=[name for name, _ in STATES])
def test_no_word_in_the_figure_covers_another_or_is_cut_off(seen, state):
    load(seen, state)
    found = seen.page.evaluate(WORDS)
    words, frame = found["words"], found["frame"]
    assert len(words) > 15
    assert not overlaps(words), overlaps(words)
    cut = [
        w["text"] for w in words if w["left"] < frame["left"] - 1 or w["right"] > frame["right"] + 1 or w["top"] < frame["top"] - 1
    ]
    assert not cut, cut


def test_a_picture_is_kept(seen, screenshots):
    whole, panel = screenshots / f"lesson_01_{seen.look}.png", screenshots / f"panel_{seen.look}.png"
    seen.pictures(whole, panel)
    assert whole.stat().st_size > panel.stat().st_size > 20_000


def test_the_theme_changes_the_figure_without_asking_the_kernel(lesson):
    switch(lesson, "light")
    lesson.listen_to_kernel()
    for theme, ink in (("JupyterLab Dark", INK["dark"]), ("JupyterLab Light", INK["light"])):
        lesson.theme(theme)
        lesson.page.wait_for_function("ink => document.querySelector('.js-plotly-plot')._fullLayout.font.color === ink", arg=ink)
    assert lesson.page.evaluate("() => window.sentToKernel") == []
    lesson.slider().press("End")
    lesson.wait_chosen(200)
    assert "comm_msg" in lesson.page.evaluate("() => window.sentToKernel"), "messages to the kernel would not be noticed"
    ours = [e for e in lesson.errors if "blob:" in e or "/static/lab/" not in e]  # Lab 4.6 stumbles when themes change quickly
    assert ours == []
