"""The notebooks and course tables as the tests of this layer read them: plain JSON and CSV, nothing is run."""

import ast
import csv
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATHS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@dataclass(frozen=True)
class Call:
    """One call of ``lesson.<name>("<id>")`` in a cell; ``key`` is None where the id is not written out."""

    name: str
    key: str | None


@dataclass
class Cell:
    """One cell: kind, source, tags and metadata."""

    raw: dict

    def __str__(self):
        return f"cell {self.raw.get('id')!r}"

    @property
    def is_code(self):
        return self.raw["cell_type"] == "code"

    @property
    def source(self):
        source = self.raw["source"]
        return source if isinstance(source, str) else "".join(source)

    @property
    def lines(self):
        return self.source.strip().splitlines()

    @property
    def tags(self):
        return self.raw["metadata"].get("tags", [])

    @property
    def key(self):
        return self.raw["metadata"].get("exoteach", {}).get("id")

    @property
    def outputs(self):
        return self.raw.get("outputs", [])

    @cached_property
    def calls(self):
        """All calls of ``lesson.…`` in a code cell."""
        nodes = [n for n in ast.walk(ast.parse(self.source)) if isinstance(n, ast.Call)] if self.is_code else []
        return [
            Call(n.func.attr, n.args[0].value if n.args and isinstance(n.args[0], ast.Constant) else None)
            for n in nodes
            if isinstance(n.func, ast.Attribute) and isinstance(n.func.value, ast.Name) and n.func.value.id == "lesson"
        ]


@dataclass
class Notebook:
    """One lesson notebook."""

    path: Path

    @cached_property
    def raw(self):
        return json.loads(self.path.read_text("utf-8"))

    @cached_property
    def cells(self):
        return [Cell(c) for c in self.raw["cells"]]

    @property
    def code(self):
        return [c for c in self.cells if c.is_code]

    @property
    def markdown(self):
        return [c for c in self.cells if c.raw["cell_type"] == "markdown"]

    @property
    def core(self):
        """The cells of the 45-minute path: all but those tagged ``more``; none of a second notebook (01b)."""
        return [] if self.path.stem[2] != "_" else [c for c in self.cells if "more" not in c.tags]

    @property
    def lesson(self):
        """The id of the lesson that the set-up cell starts."""
        return next(call.key for c in self.code for call in c.calls if call.name == "start")

    def used(self, *functions):
        """The ids that this notebook passes to these functions of ``lesson``."""
        return {call.key for c in self.code for call in c.calls if call.name in functions}


@pytest.fixture(params=PATHS, ids=[p.stem for p in PATHS])
def notebook(request):
    """Each notebook in turn."""
    return Notebook(request.param)


@pytest.fixture(scope="session")
def notebooks():
    """All notebooks."""
    assert PATHS, "no notebook was found"
    return [Notebook(p) for p in PATHS]


@pytest.fixture(scope="session")
def rows():
    """A function: the rows of a table of ``data/`` as dicts of text."""

    def read(name):
        with open(ROOT / "data" / f"{name}.csv", newline="", encoding="utf-8") as handle:
            return list(csv.DictReader(handle))

    return read


@pytest.fixture(scope="session")
def course_texts():
    """Every cell of every course table, as (where, column, text)."""
    found = []
    for path in sorted((ROOT / "data" / "course").glob("*.csv")):
        with open(path, newline="", encoding="utf-8") as handle:
            for number, row in enumerate(csv.DictReader(handle), start=2):
                found += [(f"{path.name}:{number}", column, text) for column, text in row.items() if text]
    assert found
    return found


@pytest.fixture(scope="session")
def root():
    """The folder of the project."""
    return ROOT
