"""What a learner answered, kept beside the notebook: one file a kernel session, merged when read.

A file is written only by its own session, whole, by temporary file and ``os.replace``, once an answer.
So two open lessons never write over each other, and a kill during a save loses nothing that was saved before.
"""

import contextlib
import json
import os
import secrets
import sys
import time
from pathlib import Path

SCHEMA = 1
LARGEST_BYTES = 1_000_000
DEEPEST = 6
FIELDS = {"order", "kind", "answer", "verdict", "minutes", "tries", "first", "first_order"}
EXPORT_KEYS = {"exoteach", "answers"}


class ProgressError(ValueError):
    """A progress file that cannot be taken; the message says which and why."""


def progress_folder():
    """Return where progress is kept: ``EXOTEACH_PROGRESS``, else ``exoteach-progress`` beside the notebook."""
    return Path(os.environ.get("EXOTEACH_PROGRESS") or Path.cwd() / "exoteach-progress")


class Progress:
    """The answers of one learner: this session's file and those of all other sessions in the folder."""

    def __init__(self, lesson, folder=None):
        self.folder = Path(folder) if folder else progress_folder()
        self.file = self.folder / f"{lesson}-{secrets.token_hex(4)}.json"
        self.trouble = ""
        self.set_aside = []
        self._mine = {}
        self._start = time.monotonic()
        self._try_place()

    def _try_place(self):
        if sys.platform == "emscripten" and not os.path.isdir("/drive"):
            self.trouble = "This browser does not let the page keep files."
            return
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            probe = self.folder / f".{self.file.name}.probe"
            probe.write_text("", "utf-8")
            probe.unlink()
        except OSError:
            self.trouble = "This folder cannot be written to."

    def answers(self):
        """Return all answers, ``{id: entry}``: the newest of every id, with its first answer."""
        found = []
        if self.folder.is_dir():
            for path in sorted(self.folder.glob("*.json")):
                if path != self.file:
                    found.append(self._read_or_set_aside(path))
        return merge([*found, self._mine])

    def _read_or_set_aside(self, path):
        try:
            return read_file(path)
        except ProgressError as problem:
            self.set_aside.append(str(problem))
            with contextlib.suppress(OSError):  # a folder that cannot be written to: the file stays where it is, unread
                os.replace(path, path.with_name(path.name + ".kept-aside"))
            return {}

    def record(self, key, kind, answer, verdict):
        """Keep one answer and return its entry. What could not be saved stays in memory, and ``trouble`` says so."""
        known = self.answers()
        before = known.get(key)
        order = 1 + max((e["order"] for e in known.values()), default=0)
        entry = {
            "order": order,
            "kind": kind,
            "answer": answer,
            "verdict": verdict,
            "minutes": int((time.monotonic() - self._start) / 60),
            "tries": (before["tries"] if before else 0) + 1,
            "first": before["first"] if before else answer,
            "first_order": before["first_order"] if before else order,
        }
        self._mine[key] = entry
        self._save()
        return entry

    def _save(self):
        if self.trouble:
            return
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            write_whole(self.file, json.dumps({"exoteach": SCHEMA, "answers": self._mine}, ensure_ascii=False, indent=1))
        except OSError:
            self.trouble = "The last answer could not be saved in this folder."

    def export_text(self):
        """Return (file name, JSON text) of everything answered: no name, no clock time."""
        name = "exoteach-" + "".join(secrets.choice("abcdefghjkmnpqrstuvwxyz") for _ in range(6)) + ".json"
        return name, json.dumps({"exoteach": SCHEMA, "answers": self.answers()}, ensure_ascii=False, indent=1)

    def import_text(self, text, name="the file"):
        """Merge an exported file into this session; nothing is deleted. Raises ProgressError with the reason."""
        self._mine = merge([parse(text, name), self._mine])
        self._save()
        return len(self._mine)


def write_whole(path, text):
    """Write a file so that it is either the old one or the new one, never half of it."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(2)}.tmp")
    temporary.write_text(text, "utf-8", newline="\n")
    for attempt in range(3):
        try:
            os.replace(temporary, path)
            return
        except PermissionError:  # Windows: another program has the file open for a moment
            if attempt == 2:
                temporary.unlink(missing_ok=True)
                raise
            time.sleep(0.05)


def merge(many):
    """Merge ``{id: entry}`` dicts: the newest order wins; the first answer is the one with the lowest first order."""
    found = {}
    for answers in many:
        for key, entry in answers.items():
            found.setdefault(key, []).append(entry)
    merged = {}
    for key, entries in found.items():
        newest = max(entries, key=_rank)
        oldest = min(entries, key=lambda e: (e["first_order"], *_rank(e)))
        merged[key] = newest | {"first": oldest["first"], "first_order": oldest["first_order"], "tries": max(e["tries"] for e in entries)}
    return merged


def _rank(entry):
    """Order of answers; two of the same order (given in two kernels at once) rank by their text, so that all merges agree."""
    return entry["order"], json.dumps(entry, sort_keys=True, ensure_ascii=False)


def read_file(path):
    """Return the answers of one file. Raises ProgressError where it is not one of ours."""
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise ProgressError(f"{path.name} is larger than 1 MB.")
        return parse(path.read_text("utf-8"), path.name)
    except (OSError, UnicodeDecodeError):
        raise ProgressError(f"{path.name} cannot be read as text.") from None


def parse(text, name):
    """Return the answers in the text of a progress or export file; ProgressError says what is wrong with it."""
    if len(text.encode("utf-8", "replace")) > LARGEST_BYTES:
        raise ProgressError(f"{name} is larger than 1 MB.")
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise ProgressError(f"{name} is not whole JSON.") from None
    if _depth(content) > DEEPEST:
        raise ProgressError(f"{name} is nested too deeply.")
    if not isinstance(content, dict) or content.get("exoteach") != SCHEMA or set(content) != EXPORT_KEYS:
        raise ProgressError(f"{name} is no exoteach progress file of version {SCHEMA}.")
    answers = content["answers"]
    if not isinstance(answers, dict):
        raise ProgressError(f"{name} holds no answers.")
    for key, entry in answers.items():
        if not isinstance(entry, dict) or set(entry) != FIELDS:
            raise ProgressError(f"{name}: the entry {key!r} has fields that are missing or unknown.")
        if not all(isinstance(entry[k], int) and not isinstance(entry[k], bool) for k in ("order", "minutes", "tries", "first_order")):
            raise ProgressError(f"{name}: the entry {key!r} holds something that is not a whole number.")
        if not all(isinstance(entry[k], str) for k in ("kind", "verdict")):
            raise ProgressError(f"{name}: the entry {key!r} holds something that is not a word.")
    return answers


def _depth(thing):
    deepest, todo = 0, [(thing, 1)]
    while todo:
        part, level = todo.pop()
        if isinstance(part, dict | list):
            deepest = max(deepest, level)
            todo += [(child, level + 1) for child in (part.values() if isinstance(part, dict) else part)]
    return deepest
