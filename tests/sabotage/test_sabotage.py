"""Each layer of tests is broken once, on a copy of the course: the test that guards the broken thing must fail."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", "learn", "build", "site", "dist", "__pycache__", ".*_cache", ".hypothesis", "exoteach-progress", "*.egg-info"
)


class Break(NamedTuple):
    """One sabotage: in ``file`` replace ``old`` by ``new``; of ``tests`` (a path, with options) the one named ``guard`` must fail."""

    name: str
    file: str
    old: str
    new: str
    tests: str
    guard: str


LESSON_01 = "-k 01_structure"  # its notebook is enough, and quick
BREAKS = [
    Break("an id in a cell", "notebooks/01_structure.ipynb", "quiz(\\\"which-ceiling", "quiz(\\\"witch-ceiling",
          "tests/0_content/test_cells.py", "test_"),
    Break("a source that is not there", "data/parameters.csv", "lin2025", "lin2052", "tests/1_data/test_package.py", "test_"),
    Break("a right answer keyed beside the truth", "data/course/options.csv", "about 400 000 nm³,400000,370000", "about 400 000 nm³,400000,399000",
          "tests/1_data/test_course.py", "test_keyed_answer_stays_right_over_the_published_range"),
    Break("one leaflet forgotten", "exoteach/models/structure.py", "outer - 2 * bilayer", "outer - bilayer",
          "tests/2_models/test_structure.py", "test_"),
    Break("an answer that is always right", "exoteach/course/grading.py", "<= tolerance * abs(w)", ">= 0",
          "tests/2_models/test_grading.py", "test_"),
    Break("a picture of another state", "exoteach/figures/draw.py", "y=rows[\"y\"]", "y=2 * rows[\"y\"]", "tests/3_figures", "test_"),
    Break("a slider that does nothing", "exoteach/panels/panel.py", "self._state | {control.key: value}", "self._state | {}",
          "tests/4_panels", "test_"),
    Break("a wrong solution", "data/course/solutions/lumen-volume.py", "outer_diameter_nm / 2", "outer_diameter_nm",
          f"tests/5_notebooks/test_runs.py {LESSON_01}", "test_run_b_every_solution_is_right"),
    Break("an output that is not the saved one", "data/course/lessons.csv", "How much drug has room", "How much has room",
          f"tests/5_notebooks/test_runs.py {LESSON_01}", "test_run_a_unanswered_is_what_was_saved"),
    Break("a panel that is open too early", "exoteach/lesson/session.py", "not self.is_open(q)", "False",
          f"tests/5_notebooks/test_runs.py {LESSON_01}", "test_unanswered_panels_are_covered"),
    Break("environments out of step", "environment.yml", "plotly>=6.9,<8", "plotly>=6.0,<8", "tests/7_environment/test_binder.py", "test_"),
]  # fmt: skip
IN_BROWSER = [
    Break("a front end that draws nothing new", "exoteach/panels/front/card.js", "if (drawn === stamp && !force) return;",
          "if (drawn) return;", "tests/6_browser/test_mouse.py", "test_"),
]  # fmt: skip


def broken_copy(sabotage, folder):
    """Copy the course and break it; returns the copy."""
    copy = shutil.copytree(ROOT, folder / "course", ignore=LEFT_OUT)
    path = copy / sabotage.file
    text = path.read_text("utf-8")
    assert sabotage.old in text, f"{sabotage.file} holds no {sabotage.old!r} any more: mend this sabotage"
    path.write_text(text.replace(sabotage.old, sabotage.new), "utf-8")
    return copy


def failed_tests(copy, tests):
    """Run tests of the copy with the copy's own package; returns the names of those that failed, and the whole output."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("EXOTEACH_") or k == "EXOTEACH_REQUIRE_BROWSER"}
    environment["PYTHONPATH"] = str(copy)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--no-header", "-p", "no:cacheprovider", *tests.split()],
        cwd=copy, env=environment, capture_output=True, text=True, timeout=600,
    )  # fmt: skip
    assert done.returncode == 1, f"exit code {done.returncode}:\n{done.stdout[-2000:]}{done.stderr[-1000:]}"
    return [line.split()[1] for line in done.stdout.splitlines() if line.startswith("FAILED")], done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("sabotage", BREAKS, ids=[b.name for b in BREAKS])
def test_a_break_is_noticed(sabotage, tmp_path):
    """The guard fails, and something else still passes: the copy itself is sound."""
    failed, said = failed_tests(broken_copy(sabotage, tmp_path), sabotage.tests)
    assert any(sabotage.guard in name for name in failed), said[-2000:]
    assert " passed" in said, said[-2000:]


@pytest.mark.slow
@pytest.mark.parametrize("sabotage", IN_BROWSER, ids=[b.name for b in IN_BROWSER])
def test_a_break_is_noticed_in_the_browser(sabotage, tmp_path, chromium):
    """The same for the front end, in a real JupyterLab."""
    failed, said = failed_tests(broken_copy(sabotage, tmp_path), sabotage.tests)
    assert any(sabotage.guard in name for name in failed), said[-2000:]
    assert " passed" in said, said[-2000:]


@pytest.mark.slow
def test_an_import_that_points_upwards_is_noticed(tmp_path):
    """import-linter refuses a model that reads data itself."""
    sabotage = Break("", "exoteach/models/structure.py", "import pandas as pd\n", "import pandas as pd\n\nfrom exoteach import evidence  # noqa\n", "", "")
    copy = broken_copy(sabotage, tmp_path)
    code = "from importlinter.cli import lint_imports_command as c; c()"
    done = subprocess.run([sys.executable, "-c", code], cwd=copy, env=os.environ | {"PYTHONPATH": str(copy)}, capture_output=True, text=True)
    assert done.returncode == 1 and "Models import nothing of ours BROKEN" in done.stdout, done.stdout[-1500:]
