"""No scientific number hides in code: models hold exact constants, panels and lessons hold layout, figures repeat no datum."""

import ast
import csv
import re

import pytest

ANYWHERE = {0, 1, 2, 100}  # empty, one, both sides, per cent
PLAIN = {
    "models": {3: "cube, ball", 4: "ball", 6: "ball from its diameter", 1e3: "kilo", 1e21: "mL to nm³", 1e-6: "nm³ to attolitre",
               6.02214076e23: "Avogadro, exact (SI)", 1e12: "g per µg and ag", 1e-24: "nm³ to L"},
    "panels": {91: "points of a curve", 10: "base of a log slider", 200: "steps of a log slider"},
    "lesson": {24: "letters of a short option", 20_000: "longest source kept", 200: "longest blank kept", 3: "questions to recall"},
}  # fmt: skip
AXES = ("_RANGE", "_POWERS")  # names of fixed axis ranges in figures
UNIT = re.compile(r"\d\s?(?:nm|kDa|mL|µg)(?!\w)|\d\s%")
SCALE_BAR = ">100 nm<"


def literals(tree):
    """All numbers written in a module, as (line, value)."""
    return [(n.lineno, n.value) for n in ast.walk(tree)
            if isinstance(n, ast.Constant) and isinstance(n.value, int | float | complex) and not isinstance(n.value, bool)]  # fmt: skip


def numbers_inside_text(tree):
    """Strings with a number and its unit that the reader sees; docstrings are for programmers."""
    documented = (ast.Module, ast.FunctionDef, ast.ClassDef)
    doc = {n.body[0].value for n in ast.walk(tree) if isinstance(n, documented) and n.body and isinstance(n.body[0], ast.Expr)}
    texts = [n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str) and n not in doc]
    return [(n.lineno, n.value) for n in texts if UNIT.search(n.value.replace(SCALE_BAR, ""))]


def without_axes(tree):
    """The module without its fixed axis ranges."""
    tree.body = [n for n in tree.body if not (isinstance(n, ast.Assign) and all(name.endswith(AXES) for name in assigned(n)))]
    return tree


def assigned(statement):
    """The names that an assignment gives a value, also where it gives several at once."""
    return [n.id for target in statement.targets for n in ast.walk(target) if isinstance(n, ast.Name)]


def modules(root, layer):
    return [(path, ast.parse(path.read_text("utf-8"))) for path in sorted((root / "exoteach" / layer).glob("*.py"))]


@pytest.mark.parametrize("layer", PLAIN)
def test_code_holds_only_the_numbers_listed_here(root, layer):
    allowed = ANYWHERE | set(PLAIN[layer])
    found = [
        f"{path.name}:{line} holds {value}"
        for path, tree in modules(root, layer)
        for line, value in literals(tree)
        if value not in allowed
    ]
    assert not found, (
        "\n"
        + "\n".join(found)
        + "\nA number from science belongs into data/. One of layout is listed, with its reason, in this test."
    )


@pytest.mark.parametrize("layer", PLAIN)
def test_the_list_is_not_longer_than_needed(root, layer):
    used = {value for _, tree in modules(root, layer) for _, value in literals(tree)}
    assert set(PLAIN[layer]) <= used


def sourced_values(root):
    """Every number of the tables that a figure might be tempted to repeat; round layout numbers excepted."""
    round_ones = set(range(21)) | {0.5, 50, 60, 100}
    found = set()
    for name in ("facts", "parameters", "parameter_marks", "copies_per_vesicle"):
        with open(root / "data" / f"{name}.csv", newline="", encoding="utf-8") as handle:
            for row in csv.DictReader(handle):
                cells = (
                    row.get(c) or ""
                    for c in ("value", "low", "high", "default", "published_low", "published_high", "cargo_kda", "diameter_nm")
                )
                found |= {float(c) for c in cells if c.replace(".", "", 1).isdigit()}
    assert 0.73 in found
    return found - round_ones | {6.02214076e23, 6.022e23}


def test_figures_repeat_no_sourced_number(root):
    sourced = sourced_values(root)
    found = [f"{path.name}:{line} holds {value}" for path, tree in modules(root, "figures")
             for line, value in literals(without_axes(tree)) if value in sourced]  # fmt: skip
    assert not found, found


def test_texts_in_code_hold_no_number_with_a_unit(root):
    found = [f"{path.name}:{line} {text!r}" for layer in ("panels", "lesson", "figures", "course") for path, tree in modules(root, layer)
             for line, text in numbers_inside_text(tree)]  # fmt: skip
    assert not found, found


@pytest.mark.parametrize(
    "text, found", [("a 4 nm shell", 1), ("30 % of it", 1), (">100 nm</text>", 0), ("%{x:.4~g}", 0), ("one of 3", 0)]
)
def test_numbers_in_texts_are_found(text, found):
    assert len(numbers_inside_text(ast.parse(f"said = {text!r}"))) == found
