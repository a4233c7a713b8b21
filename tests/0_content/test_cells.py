"""Each cell of a lesson: it parses, calls what exists, and carries the tag of what it does."""

import ast

import pytest

from exoteach import lesson

KINDS = {
    "meta", "setup", "objectives", "recall", "case", "predict", "panel", "observe", "theory", "task", "evidence",
    "make", "quiz", "limits", "more", "solution",
}  # fmt: skip
TAGS_FOR = {
    "start": {"setup"}, "predict": {"predict"}, "panel": {"panel"}, "observe": {"observe"},
    "check": {"make"}, "order": {"make"}, "blanks": {"make"}, "quiz": {"quiz"}, "recall": {"recall"}, "progress": {"limits"},
    "ledger": {"limits", "evidence"}, "hint": {"make"}, "solution": {"solution"}, "test": {"quiz"}, "course_map": {"meta", "limits"},
    "environment": {"setup"}, "glossary": {"limits"},
}  # fmt: skip
TABLE_FOR = {
    "start": "course/lessons", "predict": "course/questions", "observe": "course/questions", "quiz": "course/questions",
    "panel": "course/panels", "check": "course/exercises", "order": "course/exercises", "blanks": "course/exercises",
    "hint": "course/exercises", "solution": "course/exercises", "ledger": "course/questions", "test": "course/test_forms",
    "cite": "sources", "fact": "facts",
}  # fmt: skip
WITHOUT_ID = {"progress", "recall", "course_map", "environment", "glossary"}
MODULES = {"exoteach", "math", "numpy", "pandas"}


def fail_if(problems):
    assert not problems, "\n" + "\n".join(problems)


def test_every_code_cell_parses(notebook):
    for cell in notebook.code:
        ast.parse(cell.source, str(cell))


def test_cells_call_only_what_lesson_offers(notebook):
    fail_if([f"{cell}: lesson.{call.name}" for cell in notebook.code for call in cell.calls if call.name not in lesson.__all__])


def test_every_function_of_lesson_has_its_rule():
    assert set(lesson.__all__) == set(TABLE_FOR) | WITHOUT_ID


def test_cells_import_little(notebook):
    problems = []
    for cell in notebook.code:
        for node in ast.walk(ast.parse(cell.source)):
            named = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            named += [node.module] if isinstance(node, ast.ImportFrom) else []
            problems += [f"{cell}: imports {name}" for name in named if name.split(".")[0] not in MODULES]
            if isinstance(node, ast.ImportFrom) and node.module == "exoteach":
                problems += [f"{cell}: imports {a.name} of exoteach" for a in node.names if a.name != "lesson"]
    fail_if(problems)


def test_every_id_exists(notebook, rows):
    known = {function: {row["id"] for row in rows(table)} for function, table in TABLE_FOR.items()}
    fail_if(
        [
            f"{cell}: lesson.{call.name}({call.key!r})"
            for cell in notebook.code
            for call in cell.calls
            if (call.key is not None if call.name in WITHOUT_ID else call.key not in known[call.name])
        ]
    )


def test_question_is_asked_by_its_own_function(notebook, rows):
    kinds = {row["id"]: row["kind"] for row in rows("course/questions")}
    fail_if([f"{cell}: {call.key!r} is a question to {kinds[call.key]}" for cell in notebook.code for call in cell.calls
             if call.key in kinds and call.name != kinds[call.key]])  # fmt: skip


def test_exercise_is_checked_by_its_own_function(notebook, rows):
    function = {row["id"]: {"function": "check", "order": "order", "blanks": "blanks"}[row["kind"]] for row in rows("course/exercises")}
    fail_if([f"{cell}: {call.key!r} asks for lesson.{function[call.key]}" for cell in notebook.code for call in cell.calls
             if call.key in function and call.name not in (function[call.key], "hint", "solution")])  # fmt: skip


def test_every_cell_has_one_tag_of_the_fixed_set(notebook):
    fail_if([f"{cell}: tags {cell.tags}" for cell in notebook.cells if len(cell.tags) != 1 or not set(cell.tags) <= KINDS])


def test_tag_fits_the_function_called(notebook):
    fail_if([f"{cell}: lesson.{call.name} under {cell.tags}" for cell in notebook.code for call in cell.calls
             if call.name in TAGS_FOR and not set(cell.tags) & (TAGS_FOR[call.name] | {"more"})])  # fmt: skip


def test_metadata_names_the_id_of_the_call(notebook):
    problems = []
    for cell in notebook.cells:
        called = [call.key for call in cell.calls if call.name in TAGS_FOR and call.name not in WITHOUT_ID | {"start"}]
        if called != ([cell.key] if cell.key else []):
            problems.append(f"{cell}: calls {called}, metadata exoteach.id is {cell.key!r}")
    fail_if(problems)


def test_nothing_is_shown_twice(notebook):
    keys = [cell.key for cell in notebook.cells if cell.key]
    assert len(keys) == len(set(keys))


def test_cell_ids_are_unique(notebook):
    ids = [cell.raw["id"] for cell in notebook.cells]
    assert len(ids) == len(set(ids))


def test_code_cells_are_short(notebook):
    fail_if([f"{cell}: {len(cell.lines)} lines" for cell in notebook.code if len(cell.lines) > (3 if "setup" in cell.tags else 12)])


def test_there_is_one_setup_cell_and_it_comes_first(notebook):
    starts = [i for i, cell in enumerate(notebook.code) if any(call.name == "start" for call in cell.calls)]
    assert starts == [0]


def test_prediction_comes_before_its_panel_and_observation_after(notebook, rows):
    places = {cell.key: i for i, cell in enumerate(notebook.cells) if cell.key}
    for row in rows("course/questions"):
        if row["id"] in places and row["covers_panel"]:
            assert places[row["id"]] < places[row["covers_panel"]], f"{row['id']} stands after its panel"
        if row["id"] in places and row["follows"]:
            assert places[row["follows"]] < places[row["id"]], f"{row['id']} stands before {row['follows']}"


@pytest.mark.parametrize("column", ["question", "title"])
def test_lessons_point_at_their_notebook(notebook, rows, column):
    """The notebook's number and the table agree, and no other lesson claims the file."""
    owner = [row for row in rows("course/lessons") if row["id"] == notebook.lesson]
    assert owner and owner[0][column]
    assert owner[0]["number"][:2] == notebook.path.stem[:2]
    assert any(row["file"] == notebook.path.stem for row in rows("course/lessons")) or notebook.path.stem[2] != "_"
