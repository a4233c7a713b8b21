"""Run the tests, one process a layer, and end with one line a layer."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from _environment import say
from _pythons import Complaint

LAYERS = (
    "0_content",
    "1_data",
    "2_models",
    "3_figures",
    "4_panels",
    "5_notebooks",
    "6_browser",
    "7_environment",
    "8_doors",
    "sabotage",
)
QUICK = LAYERS[:6]
LINTERS = {
    "ruff": ["-m", "ruff", "check", "."],
    "mypy": ["-m", "mypy"],
    "imports": ["-c", "from importlinter.cli import lint_imports_command as c; c()"],
}
NO_TESTS = 5  # pytest's exit code


class Line(NamedTuple):
    """What one layer came to."""

    name: str
    verdict: str  # passed, failed, skipped, none
    why: str
    seconds: float


def chosen(command: str, asked: str) -> list[str]:
    """The layers to run: LAYER=6, LAYER=2,3 or LAYER=sabotage; else what the command stands for."""
    if not asked:
        return list(QUICK if command == "check" else LAYERS)
    wanted = [word.strip() for word in asked.split(",") if word.strip()]
    unknown = [word for word in wanted if not any(word in (layer, layer[0]) for layer in LAYERS)]
    if unknown:
        raise Complaint(f"LAYER={asked}: there is no layer {', '.join(unknown)}. There are {', '.join(LAYERS)}.")
    return [layer for layer in LAYERS if layer in wanted or layer[0] in wanted]


def read_report(path: Path) -> tuple[Counter[str], list[str]]:
    """Counts of passed, failed, skipped from a JUnit file; what failed, then why tests were skipped."""
    counts: Counter[str] = Counter()
    why: dict[str, None] = {}
    for case in ElementTree.parse(path).getroot().iter("testcase"):
        if case.find("failure") is not None or case.find("error") is not None:
            counts["failed"] += 1
            why[f"{case.get('name')} failed"] = None
        elif (skip := case.find("skipped")) is not None:
            counts["skipped"] += 1
            why["skipped: " + " ".join((skip.get("message") or "no reason given").split())] = None
        else:
            counts["passed"] += 1
    return counts, sorted(why, key=lambda reason: reason.startswith("skipped"))


def judge(name: str, code: int, report: Path, seconds: float, part: bool) -> Line:
    """Turn pytest's exit code and report into a line. A layer without a test fails, except in a part of it."""
    if code == NO_TESTS:
        return Line(name, "none" if part else "failed", "no test was found", seconds)
    try:
        counts, why = read_report(report)
    except (OSError, ElementTree.ParseError):
        return Line(name, "failed", f"pytest ended with code {code}", seconds)
    said = ", ".join(f"{counts[word]} {word}" for word in ("passed", "failed", "skipped") if counts[word])
    shown = why[:3] + ([f"and {len(why) - 3} more"] if len(why) > 3 else [])
    verdict = "failed" if code else "passed" if counts["passed"] else "skipped"
    return Line(name, verdict, "; ".join([said or f"pytest ended with code {code}", *shown]), seconds)


def run_layer(root: Path, python: Path, layer: str, more: list[str]) -> Line:
    if not (root / "tests" / layer).is_dir():
        return Line(layer, "none", "there is no such folder", 0.0)
    lesson = os.environ.get("LESSON", "")
    env = {**os.environ, **({"EXOTEACH_LESSON": lesson} if lesson else {})}
    say(f"\n--- layer {layer}" + (f", lesson {lesson}" if lesson else ""))
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [str(python), "-m", "pytest", "-q", "--no-header", f"--junitxml={report}", f"tests/{layer}", *more]
        code = subprocess.call(command, cwd=root, env=env)
        return judge(layer, code, report, time.monotonic() - began, bool(lesson or more))


def run_linter(root: Path, python: Path, name: str) -> Line:
    say(f"\n--- {name}")
    began = time.monotonic()
    code = subprocess.call([str(python), *LINTERS[name]], cwd=root)
    verdict, why = ("failed", f"ended with code {code}") if code else ("passed", "")
    return Line(name, verdict, why, time.monotonic() - began)


def summary(lines: list[Line]) -> str:
    rows = [f"{line.name:<14} {line.verdict.upper():<8} {line.seconds:6.1f} s  {line.why}".rstrip() for line in lines]
    return "\n".join(["", "Layer          result     time   what", *rows])


def run(root: Path, python: Path, command: str, more: list[str]) -> int:
    asked = os.environ.get("LAYER", "")
    layers = chosen(command, asked)
    lines = [] if asked else [run_linter(root, python, name) for name in LINTERS]
    lines += [run_layer(root, python, layer, more) for layer in layers]
    say(summary(lines))
    return int(any(line.verdict == "failed" for line in lines))
