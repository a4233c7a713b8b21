"""The commands ``python -m exoteach data check`` and ``data page``, as a person uses them."""

import csv
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import build_notebooks
import pytest

from exoteach import __main__ as command
from exoteach import evidence

ATTACK = '<img src=x onerror="document.title=1"> & </script>'


@pytest.fixture
def run(capsys, monkeypatch):
    """Run a command here, on a folder of data; returns its exit code and all that it said."""

    def command_line(*arguments, folder=None):
        if folder:
            monkeypatch.setenv("EXOTEACH_DATA", str(folder))
        code = command.main(arguments)
        return code, "".join(capsys.readouterr())

    return command_line


@pytest.fixture
def copy(tmp_path):
    return Path(shutil.copytree(evidence.data_folder(), tmp_path / "data", ignore=shutil.ignore_patterns("stills")))


def change(path, **cells):
    """Put these cells into the first row of a table."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    rows[0] |= cells
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def test_alone_it_helps():
    done = subprocess.run([sys.executable, "-m", "exoteach"], capture_output=True, text=True)
    assert done.returncode == 0 and "data" in done.stdout and "usage:" in done.stdout


def test_importing_it_is_light():
    code = "import sys, exoteach.__main__; print([m for m in ('pandas', 'frictionless', 'itables', 'plotly') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_sound_data_pass(run):
    code, said = run("data", "check")
    assert code == 0, said
    lines = said.splitlines()
    assert len(lines) == len(command.descriptor()[1]) + 1 and all(line.startswith("ok ") for line in lines[:-1])


@pytest.mark.parametrize(
    "table, cells, said",
    [
        ("facts", {"basis": "guessed"}, "basis"),
        ("applications", {"value": "many"}, "value"),
        ("carriers", {"source": "nobody2000"}, "nobody2000"),
        ("carriers", {"unit": "furlong"}, "furlong"),
    ],
)
def test_broken_data_fail_and_are_named(copy, run, table, cells, said):
    change(copy / f"{table}.csv", **cells)
    code, told = run("data", "check", folder=copy)
    assert code == 1 and f"WRONG {table}:" in told and said in told and f"Wrong: {table}." in told


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"resources": [{"name": "facts"}]}'])
def test_a_broken_description_is_told_in_a_sentence(copy, run, broken):
    (copy / "datapackage.json").write_text(broken, "utf-8")
    code, said = run("data", "check", folder=copy)
    assert code == 1 and "datapackage.json" in said


def test_a_missing_table_is_told(copy, run):
    (copy / "uptake.csv").unlink()
    code, said = run("data", "check", folder=copy)
    assert code == 1 and "uptake" in said


@pytest.mark.parametrize("package, arguments", [("frictionless", ["data", "check"]), ("itables", ["data", "page"])])
def test_a_missing_package_is_named_with_the_way_to_get_it(package, arguments, monkeypatch, capsys):
    monkeypatch.setattr(command, "find_spec", lambda name: None if name == package else object())
    assert command.main(arguments) == 1
    said = capsys.readouterr().err
    assert package in said and "pip install -e '.[data]'" in said


def test_an_unknown_table_names_the_nearest(tmp_path, capsys):
    assert command.main(["data", "page", "fatcs", "--out", str(tmp_path / "x.html")]) == 1
    assert "'fatcs'" in (said := capsys.readouterr().err) and "facts" in said and not (tmp_path / "x.html").exists()


def test_a_page_that_cannot_be_written_is_told(tmp_path, capsys):
    assert command.main(["data", "page", "units", "--out", str(tmp_path / "no" / "x.html")]) == 1
    assert "cannot be written" in capsys.readouterr().err


class Page(HTMLParser):
    """What a browser is told to fetch, and the parts that readers lean on."""

    def __init__(self, text):
        super().__init__()
        self.fetched, self.tags, self.attributes = [], [], {}
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.tags.append(tag)
        self.attributes.setdefault(tag, given)
        if tag in ("script", "img", "link", "iframe") and (given.get("src") or given.get("href")):
            self.fetched.append(given)


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "page.html"
    assert command.main(["data", "page", "facts", "uptake", "--out", str(path)]) == 0
    return path.read_text("utf-8")


def test_the_page_needs_no_network_and_says_what_it_is(page):
    seen = Page(page)
    assert seen.fetched == [] and seen.attributes["html"] == {"lang": "en"}
    assert {"title", "h1", "h2", "main", "noscript", "details"} <= set(seen.tags)
    assert page.count("<h2") == 2 and "Single numbers that models, tasks and texts use." in page


def test_every_row_and_source_of_the_tables_is_there(page):
    for table in ("facts", "uptake"):
        for row in evidence.rows(table):
            assert row["id"] in page
            assert not row["source"] or evidence.source(row["source"]).link.replace("&", "&amp;") in page


def test_a_row_tells_of_its_second_look(copy, run, tmp_path):
    key = evidence.rows("facts")[0]["id"]
    (copy / "second_looks.csv").write_text(f"row,date,found\nfacts:{key},1999-12-31,right\n", "utf-8")
    assert run("data", "page", "facts", "--out", str(tmp_path / "x.html"), folder=copy)[0] == 0
    text = (tmp_path / "x.html").read_text("utf-8")
    assert "right, 1999-12-31" in text and "Second look" in text and ", 2026-" not in text


def test_without_a_name_all_evidence_is_shown(tmp_path):
    path = tmp_path / "all.html"
    assert command.main(["data", "page", "--out", str(path)]) == 0
    names = [name for name in command.descriptor()[1] if not name.startswith("course")]
    text = path.read_text("utf-8")
    assert len(names) > 20 and all(f'id="{name}"' in text for name in names)


def test_cells_are_shown_as_text(copy, run, tmp_path):
    change(copy / "facts.csv", note=ATTACK)
    assert run("data", "page", "facts", "--out", str(tmp_path / "x.html"), folder=copy)[0] == 0
    text = (tmp_path / "x.html").read_text("utf-8")
    assert "onerror=" in text and "<img" not in re.sub(r'"dt_src_b64"|injectModule\("[^"]*"\)', "", text)


@pytest.fixture(scope="module")
def opened(page, tmp_path_factory, chromium):
    """The page with all that was asked of the network and said in the console, in a real browser."""
    playwright = pytest.importorskip("playwright.sync_api")
    path = tmp_path_factory.mktemp("opened") / "page.html"
    path.write_text(page, "utf-8")
    with playwright.sync_playwright() as kit:
        browser = kit.chromium.launch(executable_path=chromium)
        sheet = browser.new_page()
        asked, said = [], []
        sheet.on("request", lambda request: asked.append(request.url))
        sheet.on("console", lambda message: said.append(message.text))
        sheet.on("pageerror", lambda error: said.append(str(error)))
        sheet.goto(path.as_uri())
        sheet.wait_for_selector("#rows-facts.dataTable tbody tr")
        yield sheet, asked, said
        browser.close()


def test_the_page_sorts_and_searches_in_a_browser(opened):
    sheet, asked, said = opened
    assert said == [] and [url for url in asked if not url.startswith(("file:", "blob:", "data:"))] == []
    sheet.get_by_role("searchbox").first.fill("grapefruit")
    rows = sheet.locator("#rows-facts tbody tr")
    assert rows.count() == sum("grapefruit" in str(list(row.values())).lower() for row in evidence.rows("facts"))
    sheet.get_by_role("searchbox").first.fill("")
    head = sheet.locator("#rows-facts thead").get_by_role("button", name="Value")
    head.focus()
    sheet.keyboard.press("Enter")
    sheet.wait_for_function("() => document.querySelector('#rows-facts th[aria-sort=ascending]')")
    sheet.keyboard.press("Enter")
    sheet.wait_for_function("() => document.querySelector('#rows-facts th[aria-sort=descending]')")
    shown = [float(text) for text in sheet.locator("#rows-facts tbody tr td:nth-child(3)").all_inner_texts() if text]
    assert shown == sorted(shown, reverse=True) and shown[0] == max(row["value"] or 0 for row in evidence.rows("facts"))


def test_the_page_is_accessible(opened):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = axe.run(opened[0]).response["violations"]
    assert [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found if v["impact"] in ("serious", "critical")] == []


def test_a_default_with_a_comma_is_named(tmp_path, monkeypatch, capsys):
    """The column of defaults also holds words, so its description lets this through."""
    folder = shutil.copytree(evidence.data_folder(), tmp_path / "data")
    table = folder / "parameters.csv"
    text = table.read_text("utf-8")
    assert "Membrane thickness,nm,4,3,8" in text
    table.write_text(text.replace("Membrane thickness,nm,4,3,8", 'Membrane thickness,nm,"4,5",3,8'), "utf-8")
    monkeypatch.setenv("EXOTEACH_DATA", str(folder))
    assert command.main(["data", "check"]) == 1
    assert "the default of bilayer_nm is '4,5', which is not a number" in capsys.readouterr().out


def test_nothing_is_built_from_data_that_do_not_fit(copy, monkeypatch):
    monkeypatch.setenv("EXOTEACH_DATA", str(copy))
    build_notebooks.check_data()
    change(copy / "facts.csv", id="Not An Id")
    with pytest.raises(SystemExit, match=r"facts\.csv: .*Not An Id"):
        build_notebooks.check_data()


def test_nothing_is_built_from_tables_that_disagree(copy, monkeypatch):
    monkeypatch.setenv("EXOTEACH_DATA", str(copy))
    change(copy / "meta_analyses.csv", low="-99", high="-98")
    with pytest.raises(SystemExit, match=r"meta_analyses .*are \["):
        build_notebooks.check_data()
