"""Every notebook as it is met: unanswered (A), solved (B), by an instructor (D), and saved by the build.

Run C, every slip with its own feedback, needs no kernel and stands with the grading tests.
"""

import json
import subprocess
import sys
from pathlib import Path

import build_notebooks
import nbformat

from exoteach import evidence
from exoteach.course.progress import Progress

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
SOLUTIONS = evidence.data_folder() / "course/solutions"


def code_cells(notebook):
    """Return the code cells of a notebook."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def exercise_cells(notebook):
    """Return (exercise id, cell) of every cell that holds an exercise."""
    known = {row["id"] for row in evidence.rows("course/exercises")}
    found = [(cell.metadata.get("exoteach", {}).get("id"), cell) for cell in code_cells(notebook)]
    return [(key, cell) for key, cell in found if key in known]


def widget_states(notebook):
    """Return the state of every widget that a run left behind."""
    models = notebook.metadata["widgets"]["application/vnd.jupyter.widget-state+json"]["state"]
    return [model["state"] for model in models.values()]


def test_run_a_unanswered_is_what_was_saved(copied, progress):
    """Strict nbval: every output is the saved one, and nothing was recorded as answered or skipped."""
    options = ["--nbval", "--nbval-current-env", "--nbval-cell-timeout", "60", "-q", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, copied.name], cwd=copied.parent, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout[-3000:]
    assert list(progress.glob("*.json")) == []


def test_every_card_is_live_still_and_in_words(lesson, progress, run):
    """In memory each card's output holds the widget, the page without a kernel, and a line of text."""
    for cell in code_cells(run(lesson)):
        shown = [output["data"] for output in cell.outputs if output.output_type == "execute_result"]
        assert len(shown) == 1, cell.source
        assert {WIDGET_VIEW, "text/html", "text/plain"} <= set(shown[0]), cell.source


def test_run_b_every_solution_is_right(lesson, progress, run):
    """With every exercise filled in by its solution, every check says right."""
    notebook = nbformat.read(lesson, as_version=4)
    exercises = exercise_cells(notebook)
    for key, cell in exercises:
        cell.source = (SOLUTIONS / f"{key}.py").read_text("utf-8")
    run(notebook)
    kept = Progress("reader", folder=progress).answers()
    assert {key: kept[key]["verdict"] for key, _ in exercises if key in kept} == {key: "right" for key, _ in exercises}


def test_run_d_instructor_sees_everything(lesson, progress, run, monkeypatch):
    """With the instructor's switch every panel is open with all its controls; nothing is recorded."""
    monkeypatch.setenv("EXOTEACH_INSTRUCTOR", "1")
    cards = [state["html"] for state in widget_states(run(lesson)) if "exo-panel" in state.get("html", "")]
    panels = [evidence.row("course/panels", key) for key in panel_ids(lesson)]
    assert len(cards) == len(panels)
    for html in cards:
        assert 'type="range"' in html and "Show all controls" not in html
    assert list(progress.glob("*.json")) == []


def test_unanswered_panels_are_covered(lesson, progress, run):
    """Without an answer a covered panel holds neither control nor figure: nothing to read ahead."""
    covered = [key for key in panel_ids(lesson) if evidence.rows("course/questions", covers_panel=key)]
    states = [state for state in widget_states(run(lesson)) if "exo-panel" in state.get("html", "")]
    hidden = [state for state in states if "<input" not in state["html"] and not state.get("figure_json")]
    assert len(hidden) == len(covered)


def test_the_saved_notebook_is_what_the_build_makes(lesson, progress, tmp_path, monkeypatch):
    """Run and tidied again, the notebook has the same bytes: it was executed, is small, and holds no widget."""
    again = tmp_path / lesson.name
    again.write_bytes(lesson.read_bytes())
    monkeypatch.setenv("PYTHONWARNINGS", "ignore")
    build_notebooks.run_notebook(again)
    same = again.read_bytes() == lesson.read_bytes()  # a verdict, not the bytes: to explain how they differ takes pytest minutes
    assert same, f"{lesson.name} is not what its run gives: make notebooks"


def test_answers_of_two_kernels_survive_each_other(progress, run):
    """A second kernel that answers later neither loses nor hides what the first one kept."""
    first = "lumen-volume"
    notebook = nbformat.read(build_notebooks.ROOT / "notebooks/01_structure.ipynb", as_version=4)
    for key, cell in exercise_cells(notebook):
        if key == first:
            cell.source = (SOLUTIONS / f"{key}.py").read_text("utf-8")
    run(notebook)
    answer = 'card = lesson.quiz("which-ceiling")\ncard.answer("area")'
    asked = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in (
        'from exoteach import lesson\nlesson.start("structure")', answer)])  # fmt: skip
    run(asked)
    kept = Progress("reader", folder=progress).answers()
    assert kept[first]["verdict"] == "right" and kept["which-ceiling"]["verdict"] == "right"
    assert len(list(progress.glob("*.json"))) == 2
    assert all(json.loads(path.read_text("utf-8"))["exoteach"] == 1 for path in progress.glob("*.json"))


def panel_ids(lesson):
    """Return the ids of the panels that a notebook shows."""
    known = {row["id"] for row in evidence.rows("course/panels")}
    cells = code_cells(nbformat.read(Path(lesson), as_version=4))
    return [cell.metadata.get("exoteach", {}).get("id") for cell in cells if cell.metadata.get("exoteach", {}).get("id") in known]
