"""The instructor's pages: the key says what the tables say today; a run sheet fits its time and invents neither id nor number."""

import re

import build_instructor
import pytest

NAMED = re.compile(r"`([^`]+)`")
NUMBER = re.compile(r"\d+(?:\s\d{3}(?!\d))*(?:[.,]\d+)?")
ROW = re.compile(r"^\| (\d+) \| (\d+) \|(.*)$", re.MULTILINE)
HEADINGS = ("Run sheet", "Vote, discuss, vote again", "Likely wrong answers", "When something fails")
OWN = {"make present", "make lab", "data/"}  # what is named besides ids
TABLES = {"options": "question", "slips": "exercise"}  # answers are named as question/option and exercise/slip
LESSON_MINUTES = 90
SHEETS = sorted(p for p in build_instructor.PAGES.glob("*.md") if not p.stem.endswith("_key"))


@pytest.fixture(params=SHEETS, ids=[p.stem for p in SHEETS])
def sheet(request):
    """The text of each run sheet that a person wrote."""
    return request.param.read_text("utf-8")


@pytest.fixture(scope="module")
def texts(root):
    """{id: everything that the course tables say under this id}; also under question/option and exercise/slip."""
    found = {}
    for path in sorted((root / "data/course").glob("*.csv")):
        for row in build_instructor.rows(path.stem):
            said = " ".join(row.values())
            names = {row.get(column) for column in ("id", "question", "exercise", "panel", "preset")}
            if path.stem in TABLES:
                names.add(f"{row[TABLES[path.stem]]}/{row['id']}")
            for name in names - {None, ""}:
                found[name] = f"{found.get(name, '')} {said}"
    return found


def numbers(text):
    """The numbers in a text, without the spaces between thousands."""
    return {re.sub(r"\s", "", number) for number in NUMBER.findall(text)}


def test_there_is_a_run_sheet_for_the_first_lesson():
    assert "01_structure" in [path.stem for path in SHEETS]


def test_what_is_made_from_the_tables_is_what_they_say_today():
    made = build_instructor.build()
    stale = [name for name, text in made.items() if (build_instructor.PAGES / name).read_text("utf-8") != text]
    assert not stale, f"Run make notebooks: {', '.join(stale)} is not what the tables say."
    kept = {p.name for p in build_instructor.PAGES.iterdir() if p.stem.endswith(("_key", "_print"))}
    assert kept == set(made), "a page of a lesson that is no more, or that was never made"


def test_a_key_holds_every_answer_of_its_lesson(notebooks):
    for lesson in build_instructor.lessons():
        key = build_instructor.key(lesson)
        asked = build_instructor.questions(lesson["id"])
        for row in [o for q in asked for o in build_instructor.rows("options", question=q["id"])]:
            assert row["text"] in key and row["explanation"] in key, row
        for exercise in build_instructor.rows("exercises", lesson=lesson["id"]):
            assert f"### `{exercise['id']}`" in key and "Solution:" in key
    shown = {key for n in notebooks for key in n.used("predict", "observe", "quiz", "check", "order", "panel")}
    keys = "".join(map(build_instructor.key, build_instructor.lessons()))
    missing = [name for name in shown if f"### `{name}`" not in keys]
    assert not missing, missing


def test_a_printed_page_gives_no_answer_away_and_its_pictures_exist(root):
    for lesson in build_instructor.lessons():
        page = build_instructor.page(lesson)
        for source in re.findall(r'src="([^"]+)"', page):
            assert (build_instructor.PAGES / source).resolve().is_file(), source
        for question in build_instructor.questions(lesson["id"]):
            for option in build_instructor.rows("options", question=question["id"]):
                assert build_instructor.escape(option["explanation"]) not in page, option
                listed = f"<li>{build_instructor.escape(option['text'])}</li>" in build_instructor.asking(question)
                assert listed == (question["form"] in ("choice", "several")), option


def test_a_run_sheet_has_its_parts_and_its_minutes_add_up(sheet):
    for heading in HEADINGS:
        assert f"## {heading}" in sheet
    rows = [(int(begins), int(minutes)) for begins, minutes, _ in ROW.findall(sheet)]
    assert [begins for begins, _ in rows] == [sum(m for _, m in rows[:at]) for at in range(len(rows))]
    assert sum(minutes for _, minutes in rows) == LESSON_MINUTES


def test_a_run_sheet_names_only_what_exists(sheet, texts):
    codes = {build_instructor.state_code(row["panel"], row["preset"]) for row in build_instructor.rows("presets")}
    named = NAMED.findall(sheet)
    assert len(named) > 10
    unknown = [name for name in named if name not in texts and name not in codes and name not in OWN]
    assert not unknown, unknown
    for link in re.findall(r"\]\(([^)]+)\)", sheet):
        assert (build_instructor.PAGES / link).is_file(), link


def test_every_wrong_answer_that_has_a_reason_has_a_question_that_helps(sheet, texts):
    followed = {name for name in NAMED.findall(sheet) if "/" in name and name in texts}
    lesson = {question.split("/")[0] for question in followed}
    wrong = {
        f"{o['question']}/{o['id']}" for o in build_instructor.rows("options") if o["misconception"] and o["question"] in lesson
    }
    assert wrong <= followed, wrong - followed


def test_every_number_of_a_run_sheet_stands_in_the_row_it_names(sheet, texts):
    sheet = sheet.replace(f"in {LESSON_MINUTES} minutes", "")
    votes = {option["text"] for option in build_instructor.rows("options")}
    for line in sheet.splitlines():
        said = ROW.sub(lambda row: row.group(3), line)
        names = NAMED.findall(said)
        cells = [cell.strip() for cell in said.split("|")]
        bare = NAMED.sub("", " ".join(cell for cell in cells if cell not in votes))
        bare = re.sub(r"^(#+ \d\d |\d\. )|\]\([^)]*\)|Case \d", "", bare)
        known = numbers(" ".join(texts.get(name, "") for name in names))
        missing = numbers(bare) - known
        assert not missing, f"{missing} in: {line}"
