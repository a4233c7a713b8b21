"""Commands of the data package: ``python -m exoteach data check`` and ``python -m exoteach data page``."""

from __future__ import annotations

import argparse
import difflib
import json
import sys
from collections.abc import Sequence
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

MISSING = "This command needs {package}, which is not installed. In the folder of the course: pip install -e '.[data]'"
STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 1.5rem; color: #1a1a1a; background: #fff }
h1 { font-size: 1.6rem } h2 { font-size: 1.3rem; margin-top: 2.5rem } p, dl { max-width: 50rem } a { color: #0b5394 }
dt { font-weight: 600 } dd { margin: 0 0 .4rem 1.2rem } .scroll { overflow-x: auto } details { margin: .6rem 0 }
table.dataTable { font-size: .875rem } table.dataTable th, table.dataTable td { vertical-align: top; min-width: 4rem; text-align: left }
table.dataTable td.long { min-width: 16rem; max-width: 26rem; overflow-wrap: anywhere } table.dataTable caption { caption-side: top; text-align: left; font-weight: 600; padding: .4rem 0 }
a:focus-visible, .scroll:focus-visible, summary:focus-visible, button:focus-visible, th:focus-visible, input:focus-visible { outline: 3px solid #b45f06; outline-offset: 2px }
"""
SECOND_LOOK = {
    "name": "second_look",
    "title": "Second look",
    "description": "What a second reader found on the page of the source, and when. Empty: no second look yet.",
}
LONG = 40  # characters; a column with longer cells is given room


class Trouble(Exception):
    """What went wrong, as a sentence for the person at the keyboard."""


def need(package: str) -> None:
    """Raise Trouble with the way to install ``package`` where it is missing."""
    if find_spec(package) is None:
        raise Trouble(MISSING.format(package=package))


def descriptor() -> tuple[Path, dict[str, dict[str, Any]]]:
    """Return the data folder in use and its tables by name, as ``datapackage.json`` describes them."""
    from exoteach.evidence import data_folder

    path = data_folder() / "datapackage.json"
    try:
        return path.parent, {table["name"]: table for table in json.loads(path.read_text("utf-8"))["resources"]}
    except (OSError, ValueError, LookupError, TypeError) as problem:
        raise Trouble(f"The description of the data, {path}, cannot be read: {problem}") from None


def check() -> int:
    """Validate every table against its description; print a line a table, and what is wrong. Returns the exit code."""
    need("frictionless")
    from frictionless import FrictionlessException, Package, system

    folder, tables = descriptor()
    try:
        with system.use_context(trusted=True):
            report = Package(str(folder / "datapackage.json")).validate()
    except FrictionlessException as problem:
        raise Trouble(f"{folder / 'datapackage.json'} does not describe a data package: {problem.error.message}") from None
    for error in report.errors:
        print(f"The package: {error.message}")
    for task in report.tasks:
        print(f"{'ok   ' if task.valid else 'WRONG'} {task.name}: {task.stats.get('rows', 0)} rows")
        for error in task.errors:
            print(f"      {task.name}.csv: {error.message}")
    wrong = [task.name for task in report.tasks if not task.valid]
    if unread := unreadable_defaults():
        print("\n".join(unread))
        wrong.append("parameters")
    if report.valid and not wrong:
        print(f"All {len(tables)} tables in {folder} fit their description. `make check` tests more: that they fit each other.")
    else:
        print(f"Wrong: {', '.join(wrong) or 'the package'}. Mend the rows named above, in {folder}.")
    return 0 if report.valid and not wrong else 1


def unreadable_defaults() -> list[str]:
    """Return a sentence for each default of a slider or constant that is no number: its column also holds words."""
    from exoteach import evidence

    def number(text: Any) -> bool:
        try:
            return float(text) == float(text)
        except (TypeError, ValueError):
            return False

    numeric = [row for row in evidence.rows("parameters") if row["kind"] in ("number", "constant")]
    return [f"      parameters.csv: the default of {row['id']} is {row['default']!r}, which is not a number. Write it like 4.5."
            for row in numeric if not number(row["default"])]  # fmt: skip


def page(names: Sequence[str], out: Path) -> int:
    """Write one page with these tables (all of the evidence when none is named): sortable, searchable, without a network."""
    need("itables")
    _, tables = descriptor()
    for name in names:
        if name not in tables:
            near = difflib.get_close_matches(name, tables, 3, 0.4) or sorted(tables)[:3]
            raise Trouble(f"There is no table {name!r}. Nearest: {', '.join(near)}.")
    chosen = list(dict.fromkeys(names)) or [name for name in tables if not name.startswith("course")]
    text = "\n".join(
        [head([tables[name] for name in chosen]), *(section(tables[name]) for name in chosen), "</main></body></html>"]
    )
    try:
        out.write_text(text, "utf-8")
    except OSError as problem:
        raise Trouble(f"The page cannot be written to {out}: {problem.strerror}.") from None
    print(f"{out}: {len(chosen)} tables, {out.stat().st_size / 1e6:.1f} MB. Open it in a browser; it needs no network.")
    return 0


def head(chosen: Sequence[dict[str, Any]]) -> str:
    """Return the page up to its first table: title, the script that sorts and searches, links to the tables."""
    from itables import options
    from itables.javascript import generate_init_offline_itables_html

    title = "Exosomes as drug carriers: " + (chosen[0]["title"].lower() if len(chosen) == 1 else "the published numbers")
    links = " · ".join(f'<a href="#{anchor(table)}">{escape(table["title"])}</a>' for table in chosen)
    script = generate_init_offline_itables_html(options.dt_bundle).split("<div", 1)[0]  # what follows speaks to notebooks
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>{STYLE}</style>
{script}</head><body><main><h1>{escape(title)}</h1>
<p>Press a column head to sort, type in the box to search. An empty cell means: not reported, or not seen; it is never zero.</p>
<noscript><p>Sorting and searching need JavaScript; without it the tables cannot be shown.</p></noscript>
<nav aria-label="Tables"><p>{links}</p></nav>"""


def anchor(table: dict[str, Any]) -> str:
    """Return the id of a table's heading."""
    return str(table["name"]).replace("/", "-")


def section(table: dict[str, Any]) -> str:
    """Return heading, meaning of the columns and rows of one table; every text is escaped, sources are links."""
    import pandas as pd
    from itables import to_html_datatable

    from exoteach import evidence

    fields, found = table["schema"]["fields"], evidence.rows(table["path"][: -len(".csv")])
    names = [field["name"] for field in fields]
    if "basis" in names:
        after = names.index("basis") + 1
        looks = {look["row"]: f"{look['found']}, {look['date']}" for look in evidence.rows("second_looks")}
        fields = [*fields[:after], SECOND_LOOK, *fields[after:]]
        found = [row | {"second_look": looks.get(f"{table['name']}:{row['id']}", "")} for row in found]
    rows = [{f["name"]: cell(f["name"], row[f["name"]]) for f in fields} for row in found]
    empty = {f["name"] for f in fields if not any(row[f["name"]] for row in rows)}
    shown = [f for f in fields if f["name"] not in empty]
    frame = pd.DataFrame([[row[f["name"]] for f in shown] for row in rows], columns=[escape(heading(f)) for f in shown])
    long = [i for i, f in enumerate(shown) if any(len(row[f["name"]]) > LONG and f["name"] != "source" for row in rows)]
    html = to_html_datatable(
        frame, caption=escape(f"{table['title']}: {len(rows)} rows"), connected=False, showIndex=False, allow_html=True,
        table_id=f"rows-{anchor(table)}", maxBytes=0, classes="display compact", display_logo_when_loading=False, order=[],
        columnDefs=[{"className": "long", "targets": long}], pageLength=25, lengthMenu=[25, 100, len(rows)] if len(rows) > 100 else [25, 100],
        style="table-layout:auto;width:100%;margin:0",
    )  # fmt: skip
    told = "".join(f"<dt>{escape(heading(f))}</dt><dd>{escape(meaning(f, f['name'] in empty))}</dd>" for f in fields)
    return f"""<section aria-labelledby="{anchor(table)}"><h2 id="{anchor(table)}">{escape(table["title"])}</h2>
<p>{escape(table.get("description", ""))}</p><details><summary>What the columns mean</summary><dl>{told}</dl></details>
<div class="scroll" tabindex="0" role="region" aria-label="{escape(table["title"])}, rows">{html}</div></section>"""


def heading(field: dict[str, Any]) -> str:
    """Return a column's title with its unit."""
    return f"{field['title']} ({field['unit']})" if field.get("unit") else str(field["title"])


def meaning(field: dict[str, Any], empty: bool = False) -> str:
    """Return what a column holds in words: its description, its values, whether it is empty."""
    values = field.get("constraints", {}).get("enum")
    parts = [
        field.get("description", ""),
        f"One of: {', '.join(map(str, values))}." if values else "",
        "No row has it." if empty else "",
    ]
    return " ".join(filter(None, parts)) or f"Column {field['name']} of the file."


def cell(column: str, value: Any) -> str:
    """Return what a cell shows: numbers without needless digits, text escaped, the key of a source and an address as links."""
    from exoteach import evidence

    if value is None or isinstance(value, int | float):
        return "" if value is None else f"{value:.10g}".replace("e+", "e")
    if column == "source":
        return evidence.source(value)._repr_html_()
    if column in ("doi", "url"):
        link = value if column == "url" else f"https://doi.org/{value}"
        return f'<a href="{escape(link)}" rel="noopener">{escape(value)}</a>'
    return escape(str(value))


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    top = argparse.ArgumentParser(prog="python -m exoteach", description="The published numbers behind the course.")
    data = top.add_subparsers(dest="group", metavar="data").add_parser("data", help="check the data, or make a page of it")
    what = data.add_subparsers(dest="command", required=True)
    what.add_parser("check", help="compare every table with its description")
    told = what.add_parser("page", help="write a page of tables to sort and search, with links to the sources")
    told.add_argument("tables", nargs="*", metavar="TABLE", help="such as facts or applications; without a name, all tables of evidence")
    told.add_argument("--out", type=Path, default=Path("exoteach-data.html"), metavar="FILE", help="default: %(default)s")
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    read = parser()
    given = read.parse_args(arguments)
    if given.group is None:
        read.print_help()
        return 0
    try:
        return check() if given.command == "check" else page(given.tables, given.out)
    except Trouble as problem:
        print(problem, file=sys.stderr)
        return 1


if __name__ == "__main__":
    raise SystemExit(main())
