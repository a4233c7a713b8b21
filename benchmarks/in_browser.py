"""The part of the benchmark that needs a browser: an empty round trip, a slider's redraw, the first panel."""

import shutil
import tempfile
from pathlib import Path

import nbformat
from reader import Reader
from server import running_lab

LESSON = "01_structure.ipynb"
CHROMIUM_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]

ECHO = '''
import anywidget
class Echo(anywidget.AnyWidget):
    _esm = """export default { render({ model, el }) {
      window.echo = () => new Promise((done) => { const start = performance.now();
        const back = () => { model.off("msg:custom", back); done(performance.now() - start); };
        model.on("msg:custom", back); model.send({}); });
    } };"""
echo = Echo(); echo.on_msg(lambda w, m, b: w.send({})); echo
'''
PLAIN = """
import ipywidgets, numpy as np, plotly.graph_objects as go
x = np.linspace(20, 200, 91); figure = go.FigureWidget([go.Scatter(x=x, y=x ** 3)] + [go.Scatter(x=x, y=x)] * 6)
slider = ipywidgets.FloatSlider(min=1, max=200, step=1, value=60)
def redraw(change):
    with figure.batch_update(): figure.data[0].y = x ** 3 * slider.value
slider.observe(redraw, "value"); ipywidgets.VBox([slider, figure])
"""
ROUND_TRIPS = "async (n) => { const t = []; for (let i = 0; i < n; i++) t.push(await window.echo()); return t; }"
PANEL_MOVES = """async (n) => { const t = [], box = document.querySelector('[data-plot]');
  const range = document.querySelector('.exo-panel input[type=range]');
  for (let i = 0; i < n; i++) { const was = box.dataset.drawn, start = performance.now();
    range.value = 60 + (i % 100); range.dispatchEvent(new Event('input', {bubbles: true}));
    await new Promise((done) => { const look = new MutationObserver(() => { if (box.dataset.drawn !== was) { look.disconnect(); done(); } });
      look.observe(box, {attributes: true, attributeFilter: ['data-drawn']}); });
    t.push(performance.now() - start); } return t; }"""
PLAIN_MOVES = """async (n) => { const t = [], plot = document.querySelector('.js-plotly-plot'), handle = document.querySelector('.noUi-handle');
  for (let i = 0; i < n; i++) { const start = performance.now();
    const done = new Promise((ok) => plot.once('plotly_afterplot', ok));
    handle.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowRight', bubbles: true})); await done; t.push(performance.now() - start); } return t; }"""


def rows(median, p95):
    """Yield rows of the table; nothing where no Chromium is found."""
    import importlib.util

    spec = importlib.util.spec_from_file_location("conftest", Path(__file__).parents[1] / "tests/conftest.py")
    conftest = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(conftest)
    chromium = conftest.find_chromium()
    if chromium is None:
        print("No Chromium was found: the browser rows are left out.")
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        folder, home = Path(temporary) / "notebooks", Path(temporary) / "home"
        home.mkdir()
        folder.mkdir()
        shutil.copy(Path(__file__).parents[1] / "notebooks" / LESSON, folder)
        write(folder / "echo.ipynb", ECHO)
        write(folder / "plain.ipynb", PLAIN)
        with running_lab(folder, home) as address:
            yield from measured(address, chromium, median, p95)


def write(path, code):
    """Write a notebook of one cell."""
    cell = nbformat.v4.new_code_cell(code)
    nbformat.write(
        nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}}), path
    )


def measured(address, chromium, median, p95, moves=60):
    """Yield the rows, all from one Lab and one browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS)
        reader = Reader(browser.new_page(), address, None)
        reader.open("echo.ipynb")
        reader.command("notebook:run-all-cells")
        reader.page.wait_for_function("() => window.echo")
        echo = reader.page.evaluate(ROUND_TRIPS, moves)
        reader.leave()
        first_plain, plain = first(reader, "plain.ipynb", ".noUi-handle", PLAIN_MOVES, moves)
        first_panel, panel = first(reader, LESSON, ".exo-predict", PANEL_MOVES, moves, open_panel)
        browser.close()
    yield "empty round trip, browser to kernel, ms", median(echo), p95(echo), "", None
    yield "slider to redrawn plain FigureWidget, ms", median(plain), p95(plain), "empty round trip", median(echo)
    yield "slider to redrawn panel, ms", median(panel), p95(panel), "the same with a plain FigureWidget", median(plain)
    yield "first panel drawn, from Run All, s", first_panel, None, "plain FigureWidget, from Run All", first_plain


def open_panel(page):
    """Skip the prediction: the panel opens."""
    page.get_by_role("button", name="Skip").first.click()


def first(reader, name, sign, script, moves, then=None):
    """Return (seconds until the first figure is drawn, times of the moves)."""
    reader.open(name)
    clock = "() => performance.now()"
    start = reader.page.evaluate(clock)
    reader.command("notebook:run-all-cells")
    reader.page.wait_for_selector(sign)
    if then:
        then(reader.page)
    reader.traces()
    drawn = (reader.page.evaluate(clock) - start) / 1000
    reader.page.wait_for_timeout(1500)
    times = reader.page.evaluate(script, moves)
    reader.leave()
    return drawn, times[5:]
