"""Models are pure: no integer of 32 bits, no import of ours, a docstring that tells unit, range and formula."""

import ast
import doctest
import importlib
import inspect
import pkgutil
from pathlib import Path

import pytest

import exoteach.models

FILES = sorted(Path(exoteach.models.__file__).parent.glob("*.py"))
MODULES = [importlib.import_module(f"exoteach.models.{m.name}") for m in pkgutil.iter_modules(exoteach.models.__path__)]
PUBLIC = [
    f for m in MODULES for _, f in inspect.getmembers(m, inspect.isfunction) if f.__module__ == m.__name__ and f.__name__[0] != "_"
]
UNITS = (
    "_nm", "_nm2", "_kda", "_ag", "_ug", "_ml", "_um", "_g_per_ml", "_g_per_l", "_ml_per_g", "_per_ml",
    "_fraction", "_percent", "_coefficient", "_fold", "_place", "_low", "_high",
)  # fmt: skip
# pure numbers
COUNTS = {
    "sweep",
    "copies",
    "mean_copies",
    "copies_if_loaded",
    "lipids",
    "particles",
    "power",
    "geometric_sd",
    "share_loaded",
    "above",
}
SWITCHES = {"show_random"}
# statistics of several studies: one unit for all
ANY_UNIT = {"values", "errors", "x", "first", "first_error", "second", "second_error"}
NARROW = {"int32", "int16", "int8", "intc", "int_", "uint32", "float32", "float16"}


def narrow_integers(source):
    """Places where an array of platform integers is asked for: 32 bits in the browser, and it overflows without a word."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.keyword)
            and node.arg == "dtype"
            and ast.unparse(node.value) in ("int", "'int'", "'i'", "'i4'", "'long'")
        ):
            found.append(f"{node.value.lineno}: dtype={ast.unparse(node.value)}")
        if isinstance(node, ast.Attribute) and node.attr in NARROW:
            found.append(f"{node.lineno}: {ast.unparse(node)}")
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ("astype", "array", "asarray", "arange", "full")
        ):
            found += [f"{node.lineno}: {ast.unparse(node)}" for arg in node.args if isinstance(arg, ast.Name) and arg.id == "int"]
            counts = node.func.attr == "arange" and not any(k.arg == "dtype" for k in node.keywords)
            found += [f"{node.lineno}: {ast.unparse(node)} without dtype"] if counts else []
    return found


@pytest.mark.parametrize("source", ["np.zeros(3, dtype=int)", "x.astype(int)", "np.array(x, int)", "np.int32(4)", "np.arange(4)"])
def test_narrow_integers_are_found(source):
    assert narrow_integers(source)


@pytest.mark.parametrize("source", ["np.zeros(3)", "x.astype(np.int64)", "np.arange(4, dtype=float)", "int(3.2)"])
def test_wide_numbers_are_let_through(source):
    assert narrow_integers(source) == []


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_models_hold_no_narrow_integer(path):
    assert narrow_integers(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_models_import_nothing_above_them(path):
    tree = ast.parse(path.read_text("utf-8"))
    names = [n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)]
    names += [a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names]
    assert [
        n
        for n in names
        if n.split(".")[0] not in ("numpy", "pandas", "scipy", "exoteach", "math", "statistics")
        or (n.startswith("exoteach") and not n.startswith("exoteach.models"))
    ] == []


@pytest.mark.parametrize("function", PUBLIC, ids=lambda f: f"{f.__module__.rsplit('.', 1)[1]}.{f.__name__}")
def test_every_model_tells_unit_and_formula(function):
    text = inspect.getdoc(function) or ""
    assert "Returns" in text or "Raises" in text, "no section about what comes back"
    if function.__module__.endswith(".limits"):
        return
    assert ":math:" in text or "DataFrame" in text, "no formula"
    named = {p for p in inspect.signature(function).parameters if not p.endswith(UNITS)} - COUNTS - SWITCHES
    if function.__module__.endswith(".studies"):
        named -= ANY_UNIT
    assert not named, f"arguments without a unit in their name: {sorted(named)}"


@pytest.mark.parametrize("function", PUBLIC, ids=lambda f: f"{f.__module__.rsplit('.', 1)[1]}.{f.__name__}")
def test_every_model_has_an_example_that_is_true(function):
    if function.__module__.endswith(".limits"):
        return
    (test,) = doctest.DocTestFinder(recurse=False).find(function, globs=vars(inspect.getmodule(function)).copy())
    result = doctest.DocTestRunner().run(test)
    assert result.attempted and not result.failed
