"""The notebook as a file and as a page: small, clean, ordered headings, pictures with words."""

import itertools
import json
import re

LARGEST_KB = 400
PLACE = re.compile(r"(?<![\w/])/(?:home|root|Users|tmp|work|mnt|opt|private)/|\b[A-Za-z]:\\|file://|localhost|127\.0\.0\.1")
DATA_IMAGE = re.compile(r"data:[\w/+.-]+;base64,[A-Za-z0-9+/=]+")
IMAGE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
IMG = re.compile(r"<img\b[^>]*>", re.I)


def fail_if(problems):
    assert not problems, "\n" + "\n".join(problems)


def headings(cell):
    """The levels of the headings of a Markdown cell; lines inside fences are code."""
    text = re.sub(r"^(```|~~~).*?^\1", "", cell.source, flags=re.S | re.M)
    return [len(marks) for marks in re.findall(r"^(#{1,6}) ", text, flags=re.M)]


def test_title_is_the_only_first_heading(notebook):
    levels = [level for cell in notebook.markdown for level in headings(cell)]
    assert levels[0] == 1 and levels.count(1) == 1


def test_no_heading_level_is_skipped(notebook):
    levels = [level for cell in notebook.markdown for level in headings(cell)]
    assert [f"h{a} then h{b}" for a, b in itertools.pairwise(levels) if b > a + 1] == []


def test_notebook_is_small(notebook):
    assert notebook.path.stat().st_size <= LARGEST_KB * 1024


def test_notebook_holds_no_widget_state(notebook):
    assert "widgets" not in notebook.raw["metadata"]


def test_kernel_is_the_fixed_one(notebook):
    kernel = notebook.raw["metadata"]["kernelspec"]
    assert (kernel["name"], kernel["language"]) == ("python3", "python")
    assert notebook.raw["nbformat"] == 4 and notebook.raw["nbformat_minor"] >= 5


def test_no_output_is_an_error(notebook):
    fail_if([f"{cell}: {out.get('ename')}" for cell in notebook.code for out in cell.outputs if out["output_type"] == "error"])


def test_outputs_carry_no_time_or_random_key(notebook):
    kept = {"id", "cell_type", "metadata", "source", "outputs", "execution_count"}
    fail_if([f"{cell}: {sorted(set(cell.raw) - kept)}" for cell in notebook.code if set(cell.raw) - kept])
    fail_if([f"{cell}: execution times" for cell in notebook.code if "execution" in cell.raw["metadata"]])


def test_nothing_names_a_place_on_somebodys_machine(notebook):
    problems = []
    for cell in notebook.cells:
        text = DATA_IMAGE.sub("", cell.source + json.dumps(cell.outputs, ensure_ascii=False).replace("\\\\", "\\"))
        problems += [f"{cell}: {found.group()}" for found in PLACE.finditer(text)]
    fail_if(problems)


def test_every_picture_has_words(notebook):
    problems = []
    for cell in notebook.cells:
        html = "".join("".join(out.get("data", {}).get("text/html", "")) for out in cell.outputs) + cell.source
        problems += [f"{cell}: picture without alt text" for alt in IMAGE.findall(cell.source) if not alt.strip()]
        problems += [f"{cell}: {tag[:60]}" for tag in IMG.findall(html) if not re.search(r'\balt="[^"]*\w[^"]*"', tag)]
    fail_if(problems)


def test_every_link_has_words(notebook):
    links = [(cell, text) for cell in notebook.markdown for text in re.findall(r"(?<!!)\[([^\]]*)\]\(", cell.source)]
    fail_if([f"{cell}: [{text}]" for cell, text in links if not re.search(r"\w", text) or text.lower() in ("here", "link", "this")])
