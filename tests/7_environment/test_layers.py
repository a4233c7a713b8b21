"""tools/course.py check and test: a failure is never lost, a skip is never silent."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from _layers import LAYERS, QUICK, chosen, run
from _pythons import Complaint

MODELS = """
import pytest

def test_good():
    pass

@pytest.mark.skip(reason="no such thing here")
def test_skipped():
    pass
"""
BAD = "import pytest\n\ndef test_later():\n    pytest.skip('later')\n\ndef test_bad():\n    assert False\n"
LESSONS = """
import os, pytest

@pytest.mark.parametrize("name", ["01_structure", "02_biogenesis"])
def test_lesson(name):
    assert os.environ.get("EXOTEACH_LESSON", "01") == "01"
"""
BROWSER = "def test_page(chromium):\n    assert chromium\n"


@pytest.fixture
def tree(tmp_path, root, monkeypatch):
    """A course folder with one small test file in layers 2, 3, 5 and 6 and no test in layer 4."""
    for name in ("LAYER", "LESSON", "EXOTEACH_LESSON", "EXOTEACH_REQUIRE_BROWSER"):
        monkeypatch.delenv(name, raising=False)
    files = {"2_models": MODELS, "3_figures": BAD, "5_notebooks": LESSONS, "6_browser": BROWSER}
    for layer, text in files.items():
        (tmp_path / "tests" / layer).mkdir(parents=True)
        (tmp_path / "tests" / layer / "test_it.py").write_text(text)
    (tmp_path / "tests" / "4_panels").mkdir()
    shutil.copy(root / "tests" / "conftest.py", tmp_path / "tests" / "conftest.py")
    return tmp_path


def run_layers(tree, monkeypatch, capfd, layer, lesson=""):
    monkeypatch.setenv("LAYER", layer)
    monkeypatch.setenv("LESSON", lesson)
    code = run(tree, Path(sys.executable), "test", [])
    return code, capfd.readouterr().out.rsplit("Layer  ", 1)[1].splitlines()[1:]


def test_passed_and_skipped_with_the_reason(tree, monkeypatch, capfd):
    code, (line,) = run_layers(tree, monkeypatch, capfd, "2")
    assert code == 0
    assert line.startswith("2_models") and "PASSED" in line
    assert "1 passed, 1 skipped; skipped: no such thing here" in line


def test_a_failure_makes_the_whole_fail_and_the_rest_still_runs(tree, monkeypatch, capfd):
    code, lines = run_layers(tree, monkeypatch, capfd, "3,2")
    assert code == 1
    assert ["PASSED" in lines[0], "FAILED" in lines[1], "test_bad failed; skipped: later" in lines[1]] == [True] * 3


def test_a_layer_without_a_folder_is_named_and_one_without_tests_fails(tree, monkeypatch, capfd):
    code, (line,) = run_layers(tree, monkeypatch, capfd, "8")
    assert (code, line.split()[1]) == (0, "NONE")
    code, (line,) = run_layers(tree, monkeypatch, capfd, "4")
    assert (code, line.split()[1]) == (1, "FAILED")


def test_one_lesson(tree, monkeypatch, capfd):
    assert "2 passed" in run_layers(tree, monkeypatch, capfd, "5")[1][0]
    assert "1 passed" in run_layers(tree, monkeypatch, capfd, "5", "01")[1][0]


def test_no_browser_is_skipped_loudly_or_fails_where_it_is_required(tree, monkeypatch, capfd):
    monkeypatch.setenv("EXOTEACH_CHROMIUM", os.path.join(os.sep, "no", "such", "browser"))
    code, (line,) = run_layers(tree, monkeypatch, capfd, "6")
    assert code == 0 and "SKIPPED" in line and "no Chromium or Chrome was found" in line
    monkeypatch.setenv("EXOTEACH_REQUIRE_BROWSER", "1")
    code, (line,) = run_layers(tree, monkeypatch, capfd, "6")
    assert code == 1 and "FAILED" in line


def test_what_is_chosen():
    assert chosen("check", "") == list(QUICK) and chosen("test", "") == list(LAYERS)
    assert chosen("test", "sabotage, 6_browser,2") == ["2_models", "6_browser", "sabotage"]
    with pytest.raises(Complaint, match="there is no layer 9"):
        chosen("test", "9")


def test_make_calls_the_tool(root):
    if shutil.which("make") is None:
        pytest.skip("make is not installed")
    for target in ("lab", "check", "test", "lock", "notebooks", "bench", "present", "clean"):
        command = ["make", "--no-print-directory", "-n", target]
        ended = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
        assert ended.stdout.split()[-2:] == ["tools/course.py", target]
