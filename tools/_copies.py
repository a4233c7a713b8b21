"""Copy the lessons to learn/ without ever overwriting what a learner wrote.

learn/.copied.json keeps, for each copy, the hash of what was put there, and for each lesson the hash of the
newest version that was offered. A copy whose hash still agrees was not edited and may be replaced.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

RECORD = ".copied.json"


def hash_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def read_record(folder: Path) -> dict[str, dict[str, str]]:
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        return {"copies": dict(record["copies"]), "offered": dict(record["offered"])}
    except (OSError, ValueError, KeyError, TypeError):
        return {"copies": {}, "offered": {}}


def put(path: Path, data: bytes) -> None:
    """Write whole or not at all."""
    part = path.with_name(path.name + ".part")
    part.write_bytes(data)
    os.replace(part, path)


def edited(path: Path, record: dict[str, dict[str, str]]) -> bool:
    """Is there a file that is not just what we put there? Without a record: yes, to be safe."""
    return path.exists() and hash_of(path.read_bytes()) != record["copies"].get(path.name)


def place_beside(path: Path, record: dict[str, dict[str, str]]) -> Path:
    """Where the newer version of an edited lesson may go: 01.new.ipynb, or .new2 where that was edited as well."""
    number = 1
    while True:
        name = path.with_name(f"{path.stem}.new{number if number > 1 else ''}{path.suffix}")
        if not edited(name, record):
            return name
        number += 1


def copy_one(source: Path, folder: Path, record: dict[str, dict[str, str]]) -> str | None:
    """Bring one lesson up to date; returns a sentence where there is something to tell."""
    data, target = source.read_bytes(), folder / source.name
    new = hash_of(data)
    if target.exists() and hash_of(target.read_bytes()) == new:
        record["copies"][target.name] = record["offered"][source.name] = new
        return None
    if not edited(target, record):
        sentence = f"Renewed {target.name}: you had not changed it." if target.exists() else None
    elif record["offered"].get(source.name) == new:
        return None
    else:
        target = place_beside(target, record)
        sentence = f"{source.name} has a newer version. Yours stays as it is; the newer one is {target.name}."
    put(target, data)
    record["copies"][target.name] = record["offered"][source.name] = new
    return sentence


def copy_lessons(root: Path) -> tuple[Path, list[str]]:
    """Copy root/notebooks/*.ipynb to root/learn; returns that folder and what there is to tell."""
    folder = root / "learn"
    folder.mkdir(exist_ok=True)
    record = read_record(folder)
    told = [copy_one(source, folder, record) for source in sorted((root / "notebooks").glob("*.ipynb"))]
    put(folder / RECORD, (json.dumps(record, indent=1, sort_keys=True) + "\n").encode())
    return folder, [sentence for sentence in told if sentence]
