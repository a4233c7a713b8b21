"""Write what follows from the data package: counts and reach in data/README.md, data/DICTIONARY.md, the data part of CITATION.cff."""

import csv
import json
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
DOSE = ("dose_particles", "dose_protein_ug", "dose_cargo", "dose_text")
BASES = ("read", "secondary", "computed", "assumption")
MARKS = ("<!-- counts: made by tools/build_data.py -->", "<!-- end of counts -->")
REACH = ("<!-- reach: made by tools/build_data.py -->", "<!-- end of reach -->")
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
    columns = (*BASES, "seen again")
    lines = ["| table | rows | what it is | " + " | ".join(columns) + " |", "| --- " * (3 + len(columns)) + "|"]
    total = dict.fromkeys(("rows", *columns), 0)
    again = seen_again(folder)
    for table in evidence(folder):
        found = rows(table, folder)
        counted = "basis" in found[0]
        each = [sum(row["basis"] == basis for row in found) if counted else "" for basis in BASES]
        each.append(again[table["name"]] if counted else "")
        if counted:
            total["rows"] += len(found)
            total.update({column: total[column] + count for column, count in zip(columns, each, strict=True)})
        lines.append(
            f"| `{table['path']}` | {len(found)} | {table['title']}: {table['description']} | {' | '.join(map(str, each))} |"
        )
    lines.append(f"| all rows with a basis | {total['rows']} | | {' | '.join(str(total[column]) for column in columns)} |")
    return "\n".join(lines)


def seen_again(folder=DATA):
    """Return how many rows of each table a second reader found again on the page of their source."""
    looks = next(table for table in evidence(folder) if table["name"] == "second_looks")
    return Counter(look["row"].split(":")[0] for look in rows(looks, folder) if look["found"] != "page not found")


def reach(folder=DATA):
    """Return how many independent studies stand behind the questions that lessons ask, in Markdown."""
    table = {one["name"]: rows(one, folder) for one in evidence(folder)}
    loading = [r for r in table["loading_experiments"] if r["vesicle_kind"] != "comparator"]
    families = next(f for f in _fields("loading_experiments", folder) if f["name"] == "family")["constraints"]["enum"]
    empty = sorted(set(families) - {r["family"] for r in loading})
    alive = [r for r in table["applications"] if r["species"] != "cells"]
    both = [r for r in alive if any(map(r.get, DOSE)) and (r["value"] or r["low"] or r["high"])]
    pooled = [r for r in table["meta_analyses"] if r["i2_percent"]]
    inside = [r for r in table["biodistribution"] if r["carrier_class"] == "EV" and r["unit"].startswith("%ID")]
    points = {r["study"]: set() for r in table["release_profiles"]}
    for row in table["release_profiles"]:
        points[row["study"]].add(row["time_h"])
    trials = table["clinical_trials"]
    looks = Counter(look["found"] for look in table["second_looks"])
    lines = [
        ("studies that loaded vesicles", _studies(loading)),
        ("of these, with a number read on a page of the study itself", _studies(_read(loading))),
        ("ways to load that no study of vesicles stands for", ", ".join(empty) or "none"),
        ("single studies in animals or people with a dose and the size of an effect", _studies(both)),
        ("of these, read on a page of the study itself", _studies(_read(both))),
        ("of these, with loaded vesicles", _studies(r for r in both if r["kind"] == "loaded")),
        ("conditions with a pooled effect and its heterogeneity (I2)", len({r["disease"] for r in pooled})),
        ("pooled effects with a prediction interval", sum(bool(r["prediction_low"]) for r in table["meta_analyses"])),
        ("studies with the share of a dose of EVs in an organ", _studies(inside)),
        ("of these, per gram of organ", _studies(r for r in inside if r["unit"] == "%ID/g")),
        ("studies of release from vesicles", len(points)),
        ("of these, with three points in time or more", sum(len(times) > 2 for times in points.values())),
        ("studies in people with a registry number", len({r["trial_id"] for r in trials if r["trial_id"]})),
        ("of all studies in people, those with an outcome", sum(bool(r["outcome"]) for r in trials)),
        ("rows that a second reader found again on the page of their source", looks["right"] + looks["mended"]),
        ("of these, right in every cell", looks["right"]),
        ("of these, with a cell that was mended", looks["mended"]),
        ("rows whose page the second reader did not find", looks["page not found"]),
    ]
    return "\n".join(["| what | how many |", "| --- | --- |", *(f"| {what} | {many} |" for what, many in lines)])


def _fields(name, folder):
    return next(table for table in evidence(folder) if table["name"] == name)["schema"]["fields"]


def _studies(found):
    return len({row["study"] for row in found})


def _read(found):
    return [row for row in found if row["basis"] == "read"]


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
        readme: between(between(readme.read_text("utf-8"), MARKS, counts(folder)), REACH, reach(folder)),
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
