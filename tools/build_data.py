"""Write what follows from the data package: the counts in data/README.md, data/DICTIONARY.md, the data part of CITATION.cff."""

import csv
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
BASES = ("read", "secondary", "computed", "assumption")
MARKS = ("<!-- counts: made by tools/build_data.py -->", "<!-- end of counts -->")
CITED = ("# data: made by tools/build_data.py", "# end of data")


def package(folder=DATA):
    """Return the description of the data, ``datapackage.json``."""
    return json.loads((folder / "datapackage.json").read_text("utf-8"))


def evidence(folder=DATA):
    """Return the tables of numbers and sources, without those of the course."""
    return [table for table in package(folder)["resources"] if not table["path"].startswith("course/")]


def rows(table, folder=DATA):
    """Return the rows of a table as text."""
    with open(folder / table["path"], newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def sentence(text):
    """Return a text that ends as a sentence."""
    return text if text.endswith(".") else text + "."


def counts(folder=DATA):
    """Return the table of tables, in Markdown."""
    lines = ["| table | rows | what it is | " + " | ".join(BASES) + " |", "| --- " * (3 + len(BASES)) + "|"]
    total = dict.fromkeys(("rows", *BASES), 0)
    for table in evidence(folder):
        found = rows(table, folder)
        counted = "basis" in found[0]
        each = [sum(row["basis"] == basis for row in found) if counted else "" for basis in BASES]
        if counted:
            total["rows"] += len(found)
            total.update({basis: total[basis] + count for basis, count in zip(BASES, each, strict=True)})
        lines.append(
            f"| `{table['path']}` | {len(found)} | {table['title']}: {table['description']} | {' | '.join(map(str, each))} |"
        )
    lines.append(f"| all rows with a basis | {total['rows']} | | {' | '.join(str(total[basis]) for basis in BASES)} |")
    return "\n".join(lines)


def dictionary(folder=DATA):
    """Return the data dictionary, in Markdown: a section a table, a line a column."""
    parts = [
        f"# Data dictionary: {package(folder)['title'][0].lower()}{package(folder)['title'][1:]}",
        "*Made from `datapackage.json` by `tools/build_data.py`. Do not edit.*",
        "A column marked `required` is never empty. Units are keys of [`units.csv`](units.csv).",
    ]
    for table in package(folder)["resources"]:
        schema = table["schema"]
        parts += [f"## {table['title']}", f"`{table['path']}`: {sentence(table.get('description') or table['title'])}"]
        links = {key_of(key): key["reference"]["resource"] for key in schema.get("foreignKeys", [])}
        body = [column(field, links.get(field["name"])) for field in schema["fields"]]
        parts.append("\n".join(["| column | what it is | type | may hold |", "| --- | --- | --- | --- |", *body]))
    return "\n\n".join(parts) + "\n"


def key_of(foreign):
    """Return the one column of a foreign key; keys of several columns have none."""
    fields = foreign["fields"]
    return fields if isinstance(fields, str) else fields[0] if len(fields) == 1 else None


def column(field, points_to):
    """Return the line of one column."""
    limits = field.get("constraints", {})
    told = [field["title"] + (f", in {field['unit']}" if field.get("unit") else "") + "."]
    if field.get("description"):
        told.append(sentence(field["description"]))
    holds = [f"key of `{points_to}`"] if points_to else []
    holds += [", ".join(f"`{value}`" for value in limits["enum"])] if "enum" in limits else []
    holds += [f"{word} {limits[key]}" for key, word in (("minimum", "at least"), ("maximum", "at most")) if key in limits]
    holds += [word for word in ("unique", "required") if limits.get(word)]
    return f"| `{field['name']}` | {' '.join(told)} | {field['type']} | {'; '.join(holds)} |".replace("|  |", "| |")


def citation(folder=DATA):
    """Return the entry of the data set for CITATION.cff."""
    tables = [table for table in evidence(folder) if any(field["name"] == "basis" for field in table["schema"]["fields"])]
    numbers = sum(len(rows(table, folder)) for table in tables)
    sources = len(rows(next(table for table in evidence(folder) if table["name"] == "sources"), folder))
    about = package(folder)
    return f"""references:
  - type: dataset
    title: "{about["title"]}"
    abstract: >-
      {numbers} rows in {len(tables)} tables from {sources} sources. {about["description"]}
    authors:
      - name: The exoteach authors
    license: {about["licenses"][0]["name"]}"""


def between(text, marks, new):
    """Return ``text`` with what stands between two marks replaced."""
    before, _, rest = text.partition(marks[0])
    _, found, after = rest.partition(marks[1])
    if not found:
        raise ValueError(f"The marks {marks[0]!r} and {marks[1]!r} must stand in this order, each once.")
    return f"{before}{marks[0]}\n{new}\n{marks[1]}{after}"


def made(folder=DATA, root=ROOT):
    """Return every file that follows from the data, with the text it should have."""
    readme, cited = folder / "README.md", root / "CITATION.cff"
    return {
        readme: between(readme.read_text("utf-8"), MARKS, counts(folder)),
        folder / "DICTIONARY.md": dictionary(folder),
        cited: between(cited.read_text("utf-8"), CITED, citation(folder)),
    }


def main():
    """Write the files that are out of date, and say which."""
    for path, text in made().items():
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8", newline="\n")
            print(f"renewed {path.relative_to(ROOT)}")


if __name__ == "__main__":
    sys.exit(main())
