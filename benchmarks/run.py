"""What the course costs: every figure beside its floor in the same run, as a ratio. ``make bench``.

The last table is kept in ``benchmarks/last.md``. Nothing here is a test: machines differ, ratios less so.
"""

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KERNEL_SIDE = """
import json, os, time
import exoteach.models.structure as models, numpy as np, plotly.graph_objects as go
from exoteach.panels.panel import Panel
panel = Panel("how-much-fits")
figure = go.FigureWidget(panel.figure()); x = np.linspace(20, 200, 91)
def redraw(i):
    panel.act("set", {"name": "outer_diameter_nm", "value": str(60 + i % 100), "slider": True})
def floor(i):
    with figure.batch_update(): figure.data[3].y = x * i
def timed(act, n=120):
    for i in range(10): act(i)
    times = []
    for i in range(n):
        start = time.perf_counter(); act(i); times.append(1e3 * (time.perf_counter() - start))
    return times
one = timed(lambda i: models.lumen_volume_nm3(100 + i, 5), 2000)
many = timed(lambda i: models.lumen_volume_nm3(np.full(1_000_000, 100.0), 5), 10)
ball = timed(lambda i: np.full(1_000_000, 100.0) ** 3, 10)
print(json.dumps({"redraw": timed(redraw), "floor": timed(floor), "one": one, "many": many, "cube": ball,
                  "html": len(panel.html), "figure": len(panel.figure_json)}))
"""
EACH_PANEL = """
import json, time
from exoteach import evidence
from exoteach.panels.panel import Panel
found = {}
for row in evidence.rows("course/panels"):
    panel = Panel(row["id"], show_all=True)
    control = next(c for c in panel.controls.values() if not c.is_choice)
    times = []
    for value in [*control.sweep(20)] * 6:
        start = time.perf_counter(); panel.set(**{control.key: float(value)}); times.append(1e3 * (time.perf_counter() - start))
    found[row["id"]] = {"times": times[20:], "bytes": len(panel.html) + len(panel.figure_json)}
print(json.dumps(found))
"""
MEMORY = "import resource, sys; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"


def python(code, **environment):
    """Run code in a fresh Python and return (seconds, what it printed)."""
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, env=os.environ | environment)
    if done.returncode:
        sys.exit(done.stderr[-2000:])
    return time.perf_counter() - start, done.stdout


def median(values):
    """Return the median."""
    return statistics.median(values)


def p95(values):
    """Return the value that 95 of 100 stay below."""
    return sorted(values)[int(0.95 * (len(values) - 1))]


def repeat(code, times=5):
    """Return the seconds of several fresh Pythons."""
    return [python(code)[0] for _ in range(times)]


def imports():
    """Yield rows: import of the package and of what a notebook imports, against their floors."""
    bare, ours = repeat("pass"), repeat("import exoteach")
    libraries, lesson = repeat("import ipywidgets, anywidget, pandas, plotly"), repeat("from exoteach import lesson")
    yield "import exoteach, ms", 1e3 * median(ours), 1e3 * p95(ours), "bare Python", 1e3 * median(bare)
    floor = "import ipywidgets, anywidget, pandas, plotly"
    yield "from exoteach import lesson, ms", 1e3 * median(lesson), 1e3 * p95(lesson), floor, 1e3 * median(libraries)


def kernel_side():
    """Yield rows: a redraw in Python, the model, the size of a message."""
    found = json.loads(python(KERNEL_SIDE)[1])
    yield (
        "redraw, Python side, ms",
        median(found["redraw"]),
        p95(found["redraw"]),
        "FigureWidget.batch_update",
        median(found["floor"]),
    )
    yield "lumen volume, one point, ms", median(found["one"]), p95(found["one"]), "", None
    yield (
        "lumen volume, a million points, ms",
        median(found["many"]),
        p95(found["many"]),
        "NumPy's cube of them",
        median(found["cube"]),
    )
    yield "bytes a redraw sends, KB", (found["html"] + found["figure"]) / 1024, None, "", None


def each_panel():
    """Yield rows: a redraw of every panel in Python, all its controls open, and what it sends."""
    for key, found in json.loads(python(EACH_PANEL)[1]).items():
        what = f"redraw of {key} with all controls, Python side, ms ({found['bytes'] / 1024:.0f} KB)"
        yield what, median(found["times"]), p95(found["times"]), "", None


def memory():
    """Yield the memory of one student's kernel after the lesson's imports and cards."""
    cards = "from exoteach import lesson; lesson.start('structure'); lesson.panel('how-much-fits').uncover();"
    with tempfile.TemporaryDirectory() as empty:
        ours = int(python(cards + MEMORY, EXOTEACH_PROGRESS=empty)[1])
    bare = int(python("import ipywidgets, anywidget, pandas, plotly.graph_objects as go; go.FigureWidget();" + MEMORY)[1])
    yield "memory of one kernel's Python, MB", ours, None, "pandas + plotly + ipywidgets, one FigureWidget", bare


def run_all():
    """Yield rows: each lesson run from top to bottom against a bare kernel start."""
    import nbformat
    from nbclient import NotebookClient

    def seconds(notebook):
        start = time.perf_counter()
        with tempfile.TemporaryDirectory() as empty:
            os.environ["EXOTEACH_PROGRESS"] = empty
            NotebookClient(notebook, timeout=120, resources={"metadata": {"path": empty}}).execute()
        return time.perf_counter() - start

    bare = [seconds(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")])) for _ in range(3)]
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        ours = [seconds(nbformat.read(path, as_version=4)) for _ in range(3)]
        yield f"run all of {path.stem}, s", median(ours), max(ours), "bare kernel start and stop", median(bare)


def browser():
    """Yield rows measured in JupyterLab in Chromium, or nothing where there is no Chromium."""
    sys.path[:0] = [str(ROOT / "tests/6_browser"), str(ROOT / "benchmarks")]
    import in_browser

    yield from in_browser.rows(median, p95)


def main():
    """Measure, print and keep the table."""
    lines = [
        "# What the course costs", "",
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.system()}. Made by `make bench`.", "",
        "| what | median | p95 | floor in the same run | floor | ratio |", "|---|---|---|---|---|---|",
    ]  # fmt: skip
    for measure in (imports, kernel_side, each_panel, memory, run_all, browser):
        for what, value, high, floor, base in measure():
            cells = [what, f"{value:.3g}", "" if high is None else f"{high:.3g}", floor]
            cells += ["", ""] if base is None else [f"{base:.3g}", f"{value / base:.2f}"]
            lines.append(f"| {' | '.join(cells)} |")
            print(lines[-1], flush=True)
    (ROOT / "benchmarks/last.md").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
