"""A kernel that is killed while it saves: every answer that was confirmed is still there, and every file is whole."""

import json
import subprocess
import sys

import pytest

from exoteach.course.progress import Progress

WRITER = """
import sys
from exoteach.course.progress import Progress
progress = Progress("structure", sys.argv[1])
for i in range(100_000):
    progress.record(f"q{i % 40}", "quiz", {"choice": str(i), "reason": "x" * 400}, "right")
    print(i, flush=True)
"""


def killed_after(folder, lines):
    """Run a kernel that saves in a loop, kill it without warning, and return the last answer that it confirmed."""
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE, text=True)
    try:
        for _ in range(lines):
            last = writer.stdout.readline()
    finally:
        writer.kill()
    rest, _ = writer.communicate()
    confirmed = [int(line) for line in (last + rest).splitlines(keepends=True) if line.endswith("\n")]
    return confirmed[-1]


@pytest.mark.parametrize("lines", [3, 41, 97])
def test_no_confirmed_answer_is_lost(tmp_path, lines):
    last = killed_after(tmp_path, lines)
    assert last >= lines - 1
    reader = Progress("structure", tmp_path)
    found = reader.answers()
    assert reader.set_aside == []
    for i in range(max(0, last - 39), last + 1):
        assert int(found[f"q{i % 40}"]["answer"]["choice"]) >= i, f"answer {i} was confirmed and is lost"


DYING = """
import os, pathlib, sys
from exoteach.course.progress import Progress
progress = Progress("structure", sys.argv[1])
for i in range(5):
    progress.record(f"q{i}", "quiz", {"choice": str(i)}, "right")
whole = pathlib.Path.write_text

def half(path, text, *rest, **named):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text[: len(text) // 2])
        file.flush()
        os._exit(9)

def nothing(*_):
    os._exit(9)

if sys.argv[2] == "in the middle of a write":
    pathlib.Path.write_text = half
else:
    os.replace = nothing
progress.record("q5", "quiz", {"choice": "5"}, "right")
"""


@pytest.mark.parametrize("moment", ["in the middle of a write", "before the old file is replaced"])
def test_death_at_the_worst_moment_loses_nothing_that_was_saved(tmp_path, moment):
    done = subprocess.run([sys.executable, "-c", DYING, str(tmp_path), moment])
    assert done.returncode == 9, "the kernel should have died while it saved"
    reader = Progress("structure", tmp_path)
    assert set(reader.answers()) == {f"q{i}" for i in range(5)} and reader.set_aside == []


def test_leftovers_of_a_killed_save_are_passed_over(tmp_path):
    p = Progress("structure", tmp_path)
    p.record("q", "quiz", {"choice": "a"}, "right")
    (tmp_path / f".{p.file.name}.ab12.tmp").write_text('{"exoteach": 1, "ans', "utf-8")
    reader = Progress("structure", tmp_path)
    assert set(reader.answers()) == {"q"} and reader.set_aside == []


def test_file_is_whole_after_every_answer(tmp_path):
    p = Progress("structure", tmp_path)
    for i in range(5):
        p.record(f"q{i}", "quiz", {"choice": "a"}, "right")
        assert len(json.loads(p.file.read_text("utf-8"))["answers"]) == i + 1
