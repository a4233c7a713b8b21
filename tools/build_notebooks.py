"""Run every lesson, renew the still pictures, and save small notebooks: no widget state, the same bytes every time."""

import hashlib
import io
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import build_data
import build_instructor
import build_readme
import check_tables

ROOT = Path(__file__).resolve().parents[1]
STILLS = ROOT / "data/stills"
SLIDES = {"meta", "case", "predict", "theory", "make", "quiz", "limits"}
SKIPPED = {"more", "solution"}
SHORT_TEXT = 500  # characters; longer text leaves no room for a card below it on a slide
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
LARGEST_STILL = 40 * 1024
COLOURS = 56


def figure_hash(panel_id):
    """Return the hash of a panel's light figure in its opening state; values rounded, so that it is the same everywhere."""
    from exoteach.figures.theme import template
    from exoteach.panels.panel import Panel

    parts = [Panel(panel_id).drawing(), template("light").to_plotly_json()]
    drawing = json.dumps(_rounded(parts), sort_keys=True)
    return _sha256(drawing.encode("utf-8"))


def _sha256(content):
    return hashlib.sha256(content).hexdigest()


def _rounded(thing):
    if isinstance(thing, dict):
        return {k: _rounded(v) for k, v in thing.items()}
    if hasattr(thing, "tolist"):
        thing = thing.tolist()
    if isinstance(thing, list | tuple):
        return [_rounded(v) for v in thing]
    return f"{thing:.6g}" if isinstance(thing, float) else thing


def build_stills():
    """Draw the still of every panel whose figure is another than last time."""
    from exoteach import evidence

    STILLS.mkdir(exist_ok=True)
    known = STILLS / "hashes.json"
    old = json.loads(known.read_text("utf-8")) if known.exists() else {}
    new = {row["id"]: figure_hash(row["id"]) for row in evidence.rows("course/panels")}
    for panel in sorted(new):
        picture = STILLS / f"{panel}.png"
        if old.get(panel, {}).get("figure") != new[panel] or not picture.exists():
            picture.write_bytes(draw_still(panel))
            print(f"drew the still of {panel}: {picture.stat().st_size / 1024:.0f} KB")
    for picture in STILLS.glob("*.png"):
        if picture.stem not in new:
            picture.unlink()
    kept = {panel: {"figure": new[panel], "picture": _sha256((STILLS / f"{panel}.png").read_bytes())} for panel in new}
    known.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", "utf-8")


def draw_still(panel_id):
    """Return the PNG of a panel's opening state: light, opaque, twice the size, few colours."""
    from PIL import Image

    from exoteach.figures.theme import still
    from exoteach.panels.panel import Panel

    raw = still(Panel(panel_id).drawing()).to_image("png", scale=2)
    few = Image.open(io.BytesIO(raw)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    out = io.BytesIO()
    few.save(out, "png", optimize=True)
    if out.tell() > LARGEST_STILL:
        sys.exit(f"The still of {panel_id} is {out.tell() / 1024:.0f} KB; {LARGEST_STILL // 1024} KB is allowed.")
    return out.getvalue()


def run_notebook(path):
    """Run a notebook as a learner who has answered nothing would, and save it."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as empty:
        os.environ["EXOTEACH_PROGRESS"] = empty
        os.environ.pop("EXOTEACH_INSTRUCTOR", None)
        client = NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": empty}})
        client.execute()
    tidy(notebook)
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        nbformat.write(notebook, file)
    print(f"ran {path.name}: {path.stat().st_size / 1024:.0f} KB")


def tidy(notebook):
    """Keep what is the same for everybody: text and still pictures; slides follow the tags."""
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
    }
    for cell, kind in zip(notebook.cells, slide_types(notebook.cells), strict=True):
        kept = {k: cell.metadata[k] for k in ("tags", "exoteach") if k in cell.metadata}
        cell.metadata = kept | {"slideshow": {"slide_type": kind}}
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET_VIEW, None)
            if "metadata" in output:
                output["metadata"] = {}


def slide_types(cells):
    """Yield slide, fragment or skip for each cell: one card a slide, below the text before it where that leaves room.

    A panel has a slide to itself; the text that leads to it, and the own progress at the end, are for readers at their desks.
    So each step forward shows something new. A step forward would pass over ``subslide`` and ``-``.
    """
    room = False  # for a card, on the slide as it is
    for cell in cells:
        tags, is_text = set(cell["metadata"].get("tags", [])), cell["cell_type"] == "markdown"
        if tags & SKIPPED or ("panel" if is_text else "limits") in tags:
            yield "skip"
        elif is_text:
            yield "slide" if tags & SLIDES or "".join(cell["source"]).startswith("#") else "fragment"
            room = len("".join(cell["source"])) <= SHORT_TEXT
        else:
            yield "fragment" if room and "panel" not in tags else "slide"
            room = False


def check_data():
    """Stop with the rows that do not fit, before anything is built from them."""
    from exoteach import evidence

    done = subprocess.run([sys.executable, "-m", "exoteach", "data", "check"], capture_output=True, text=True, cwd=ROOT)
    if done.returncode:
        wrong = [line for line in done.stdout.splitlines() if not line.startswith("ok ")]
        sys.exit("\n".join([*wrong, done.stderr]).strip())
    if wrong := check_tables.problems(evidence.data_folder()):
        sys.exit("\n".join(wrong))


def main(names):
    """Build all notebooks, or those whose file name begins with one of ``names``; and the instructors' keys."""
    check_data()
    build_stills()
    build_data.main()
    build_instructor.main()
    build_readme.main()
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        if not names or path.name.startswith(tuple(names)):
            run_notebook(path)


if __name__ == "__main__":
    main(sys.argv[1:])
