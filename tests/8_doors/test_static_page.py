"""A lesson as a page without a kernel: pictures with their words, folded; all questions; no answer given away."""

import itertools
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
HEADINGS = "[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(h => [Number(h.tagName[1]), h.innerText])"


@pytest.fixture(scope="module")
def browser(browser_for):
    return browser_for()


@pytest.fixture(scope="module", params=LESSONS, ids=lambda path: path.stem)
def lesson(request, browser, tmp_path_factory):
    """(page, {id: source} of the lesson's cells): the converted lesson in Chromium, with no other host to be reached."""
    import nbformat

    out = tmp_path_factory.mktemp("page")
    command = [sys.executable, "-m", "nbconvert", "--to", "html", "--output-dir", str(out), str(request.param)]
    made = subprocess.run(command, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr
    page = browser.new_page()
    page.goto((out / f"{request.param.stem}.html").as_uri(), wait_until="domcontentloaded")
    cells = nbformat.read(request.param, as_version=4).cells
    return page, {cell.metadata["exoteach"]["id"]: cell.source for cell in cells if "exoteach" in cell.metadata}


def rows(table, column, ids):
    from exoteach import evidence

    return [row for row in evidence.rows(f"course/{table}") if row[column] in ids]


def test_each_panel_is_a_picture_with_alt_text_and_a_twin(lesson):
    page, ids = lesson
    panels = rows("panels", "id", ids)
    figures = page.locator(".jp-OutputArea figure")
    assert figures.count() == len(panels)
    for panel in panels:
        figure = figures.filter(has=page.locator("h3", has_text=panel["title"]))
        picture, covered = figure.locator("img"), rows("questions", "covers_panel", [panel["id"]])
        assert picture.get_attribute("alt") == panel["alt"]
        assert panel["still_twin"] in figure.locator("figcaption").text_content()
        if covered:
            assert not picture.is_visible(), "the picture must be folded until the reader opens it"
            figure.locator("summary").focus()
            page.keyboard.press("Enter")
        assert picture.is_visible()
        assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 600
        assert figure.locator("figcaption").is_visible()


def test_every_question_and_option_is_there(lesson):
    page, ids = lesson
    said = {text.strip() for text in page.locator(".jp-OutputArea :is(li, p)").all_text_contents()}
    heads = page.locator(".jp-OutputArea h3").all_text_contents()
    ticked = [row["id"] for row in rows("questions", "id", ids) if row["form"] in ("choice", "several")]
    options = [row["text"] for row in rows("options", "question", ticked)]
    tasks = [row["task"] for row in rows("exercises", "id", ids)]
    assert options or tasks
    assert [text for text in (*options, *tasks) if text not in said] == []
    prompts = [row["prompt"] for row in rows("questions", "id", ids)]
    assert [prompt for prompt in prompts if not any(head.endswith(prompt) for head in heads)] == []


def test_no_answer_is_given_away(lesson):
    page, ids = lesson
    whole = page.content() + page.locator("body").text_content()
    given = [row["explanation"] for row in rows("options", "question", ids)]
    given += [row["text"] for row in rows("hints", "exercise", ids)]
    given += [row["why"] for row in rows("order_lines", "exercise", ids) if row["why"]]
    assert given
    assert [g for g in given if g in whole] == []
    assert page.get_by_text(re.compile(r"\bcorrect\b")).count() == 0


def test_no_solution_stands_in_the_page(lesson):
    page, ids = lesson
    text = page.locator("body").text_content()
    for exercise in rows("exercises", "id", ids):
        solution = (ROOT / f"data/course/solutions/{exercise['id']}.py").read_text("utf-8")
        own = [line.strip() for line in solution.splitlines() if " = " in line]
        listed = [row["text"] for row in rows("order_lines", "exercise", [exercise["id"]])]
        shown = [line.strip() for line in ids[exercise["id"]].splitlines()]  # what the learner is given
        assert [line for line in own if line not in [*listed, *shown] and line in text] == []


def test_headings_go_down_one_step_at_a_time(lesson):
    page, _ = lesson
    page.evaluate("() => document.querySelectorAll('details').forEach(d => { d.open = true })")
    found = page.evaluate(f"() => {HEADINGS}")
    levels = [level for level, _ in found]
    assert levels[0] == 1 and levels.count(1) == 1
    assert [b for a, b in itertools.pairwise(found) if b[0] > a[0] + 1] == []
