"""What a schema cannot say of the evidence tables. Each check takes the tables and yields a sentence for every fault."""

import math
import re
import statistics
from collections import defaultdict
from pathlib import Path

import build_data

LARGEST = 400 * 1024

# Tables of words: nothing in them is a number from a source.
WITHOUT_BASIS = {"sources", "units", "choices", "glossary", "comparisons", "second_looks"}
# One vocabulary: these columns mean the same, with the same values, wherever they stand.
SHARED = ("spread", "basis", "bound")
# Two sources that were read on one page.
ONE_PAGE = {
    frozenset({"harpaz1994", "voss2005"}): "the page quotes both",
    frozenset({"jnanobio-table3", "xu2022"}): "a value of Xu 2022, quoted in the table of the review",
    frozenset({"xie2010", "uspio2012", "pbpk-gold"}): "data files that quote all three",
    frozenset({"heliyon2023", "kim2016"}): "values of Kim 2016, quoted in the table of the review",
}
# Different findings of one source that have the same value.
BY_CHANCE = {("ijpharm2023", "h"): "plasma, gut and urine all peak at 6 h"}
PERCENT = {"%", "%ID", "percentage points"}
# What may leave 0-100 %: a change, a difference, a gain over something; and these rows.
SIGNED = {"change", "difference", "MD", "SMD", "RD", "fold over mixing", "cell uptake", "other"}
BEYOND = {
    ("applications", "gallet2017-lvef"): "a change in percentage points, which falls",
    ("applications", "webb2018-swelling"): "the injured half is larger than the healthy one",
}
# What a page prints when it does not print the number itself.
ROUNDED = re.compile(r"\bprinted as (about|around|nearly|almost|roughly)\b", re.I)
# Grams of the lightest adult animal's organ that is at all likely: a whole organ cannot hold more than the dose.
LIGHTEST = {("mouse", "liver"): 0.7, ("mouse", "blood"): 1.0, ("rat", "liver"): 5, ("rat", "blood"): 8, ("rat", "kidney"): 1}
ARITHMETIC = re.compile(r"(?:[0-9eE.+\-*/^(), ]|ln|log10|exp|sqrt|median|pi)+")
KNOWN = {
    "ln": math.log,
    "log10": math.log10,
    "exp": math.exp,
    "sqrt": math.sqrt,
    "pi": math.pi,
    "median": lambda *x: statistics.median(x),
}
# Computed rows whose formula names its terms.
IN_WORDS = {
    ("facts", "bilayer-synaptic-vesicle"),
    ("parameter_marks", "b-synaptic"),
    ("copies_per_vesicle", "wang-paclitaxel"),
}


class Data:
    """The evidence tables of one folder: rows as text, and the schema's fields by name."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.resources = {table["name"]: table for table in build_data.evidence(folder)}
        self.fields = {name: {f["name"]: f for f in table["schema"]["fields"]} for name, table in self.resources.items()}
        self.rows = {name: build_data.rows(table, folder) for name, table in self.resources.items()}
        self.units = {row["id"] for row in self.rows["units"]}
        every = [build_data.rows(table, folder) for table in build_data.package(folder)["resources"]]
        self.cited = {row["source"] for rows in every for row in rows if row.get("source")}

    def each(self, *columns):
        """Yield (place, table, row) of every row whose table has these columns."""
        for name, rows in self.rows.items():
            if set(columns) <= set(self.fields[name]):
                yield from ((f"{name} {row.get('id') or row[next(iter(row))]}", name, row) for row in rows)


def number(text):
    return float(text) if text else None


def numbers(row, *columns):
    return [x for x in (number(row.get(column)) for column in columns) if x is not None]


def units_are_of_one_vocabulary(data):
    used = set()
    for name, fields in data.fields.items():
        keys = [key["fields"] for key in data.resources[name]["schema"].get("foreignKeys", [])]
        for column in (c for c in fields if c == "unit" or c.endswith("_unit")):
            if name != "parameters" and column not in keys and [column] not in keys:
                yield f"{name}.{column} does not point to units.csv"
            for row in data.rows[name]:
                unit = row[column].translate({ord("²"): "2", ord("³"): "3"})
                used.add(unit)
                if unit and unit not in data.units:
                    yield f"{name} {row['id']}: {unit!r} is not in units.csv"
    yield from (f"units {unit}: no row has it" for unit in sorted(data.units - used))


def shared_columns_mean_the_same(data):
    for column in SHARED:
        meanings = {
            name: (fields[column]["title"], fields[column].get("description"), *fields[column]["constraints"]["enum"])
            for name, fields in data.fields.items()
            if column in fields
        }
        usual = statistics.mode(meanings.values())
        yield from (f"{name}.{column}: another title, description or enum" for name, told in meanings.items() if told != usual)


def every_number_says_how_it_is_known(data):
    for name, fields in data.fields.items():
        if name not in WITHOUT_BASIS and not {"basis", "source", "locator"} <= set(fields):
            yield f"{name}: basis, source or locator is missing"
    for place, _, row in data.each("basis", "source", "locator"):
        if row["basis"] == "assumption" and not row.get("reason"):
            yield f"{place}: an assumption without a reason"
        if row["basis"] != "assumption" and not (row["source"] and row["locator"]):
            yield f"{place}: no source, or no place in it"
        if row["basis"] == "computed" and not row.get("formula"):
            yield f"{place}: computed without a formula"


def values_lie_between_their_ends(data):
    for place, name, row in data.each():
        ends = [
            ("low", "value", "high"),
            ("published_low", "default", "published_high"),
            ("prediction_low", "value", "prediction_high"),
        ]
        ends += [(f"{c}_low", c, f"{c}_high") for c in row if f"{c}_low" in row]
        for names in ends:
            if names[0] in row and names[2] in row and (name, names[1]) != ("parameters", "default"):
                given = numbers(row, *names)
                if given != sorted(given):
                    yield f"{place}: {names} are {given}"
        if {"low", "high", "spread"} <= set(row) and bool(row["low"] or row["high"]) != bool(row["spread"]):
            yield f"{place}: low or high and spread must come together"


def bounds_follow_the_printed_word(data):
    for place, _, row in data.each("bound", "note"):
        if row["bound"] == "measured" and (word := ROUNDED.search(row["note"])):
            yield f"{place}: the note says {word.group()!r}, so the bound is not measured"


def shares_are_possible(data):
    for place, name, row in data.each("unit"):
        given = numbers(row, "value", "low", "high", "value_a", "value_b", "comparator_value")
        if row["unit"] not in PERCENT or not given or (name, row.get("id")) in BEYOND:
            continue
        lowest = -100 if SIGNED & {row.get("measure"), row.get("metric")} or row["unit"] == "percentage points" else 0
        if min(given) < lowest or max(given) > 100:
            yield f"{place}: {given} {row['unit']}"
    for place, _, row in data.each("species", "organ", "unit"):
        grams = next(
            (g for (animal, organ), g in LIGHTEST.items() if row["species"].startswith(animal) and organ == row["organ"]), 0
        )
        if row["unit"] == "%ID/g" and max(numbers(row, "value", "low", "high")) * grams > 100:
            yield f"{place}: {row['value']} %ID/g in at least {grams} g is more than the dose"


def result(arithmetic):
    """The value of a formula that ARITHMETIC has let through."""
    return eval(arithmetic.replace("^", "**"), {"__builtins__": {}}, KNOWN)


def computed_values_follow(data):
    for place, name, row in data.each("basis", "formula", "value"):
        if row["basis"] != "computed" or (name, row["id"]) in IN_WORDS:
            continue
        last, told = row["formula"].split("=")[-1].strip(), numbers(row, "value") or numbers(row, "low", "high")
        ends = [re.sub(r"\(([^ ()]+) to ([^ ()]+)\)", rf"(\{i})", last) for i in (1, 2)]  # (a to b): low and high
        if not all(map(ARITHMETIC.fullmatch, ends)):
            yield f"{place}: cannot be recomputed: {row['formula']}"
        elif not all(math.isclose(x, y, rel_tol=0.006) for x, y in zip(sorted({*map(result, ends)}), told, strict=False)):
            yield f"{place}: {row['formula']} is not {told}"
    for place, _, row in data.each("value_a", "value_b", "ratio"):
        a, b, ratio = (number(row[c]) for c in ("value_a", "value_b", "ratio"))
        if a and b and (ratio is None or abs(a / b / ratio - 1) > 0.02):
            yield f"{place}: {a} over {b} is not {ratio}"


def published_numbers_stand_once(data):
    inside, across = {}, defaultdict(list)
    for place, name, row in data.each("source", "locator", "value"):
        if not row["source"] or row.get("basis") == "assumption" or not numbers(row, "value", "low", "high"):
            continue
        ends = (row["source"], *(number(row.get(c)) for c in ("value", "low", "high")))
        first = inside.setdefault((name, row["locator"], row.get("time_h"), *ends), place)
        if first != place:
            yield f"{place} repeats {first}"
        if row.get("unit") and name != "parameter_marks":
            across[row["unit"], *ends].append((place, name, row))
    for (unit, source, *_), found in across.items():
        if len({name for _, name, _ in found}) > 1 and (source, unit) not in BY_CHANCE:
            tied = {row.get("row") for *_, row in found} - {None, ""}
            loose = [place for place, _, _ in found if place.replace(" ", ":", 1) not in tied]
            loose = [place for place, _, row in found if place in loose and not row.get("row")]
            yield from (f"{place} repeats {found[0][0]} without a link" for place in loose)


def links_lead_to_the_same_number(data):
    known = {(name, row.get("id")): row for name, rows in data.rows.items() for row in rows}
    for place, name, row in data.each("row"):
        if not row["row"]:
            continue
        target = (row["table"], row["row"]) if name == "comparisons" else tuple(row["row"].split(":"))
        if target not in known:
            yield f"{place}: there is no {' '.join(target)}"
            continue
        own = numbers(row, "value", "low", "high", "value_a", "value_b", "ratio")
        other = [abs(x) for x in numbers(known[target], "value", "low", "high", "ratio")]
        more = [1 + x / 100 for x in other if known[target].get("unit") == "%"]  # 60 % more is 1.6 times
        if own and not any(math.isclose(abs(x), y) for x in own for y in other + more):
            yield f"{place}: {own} is not in {' '.join(target)}: {other}"


def second_looks_are_of_what_a_page_shows(data):
    chosen = {f"{name}:{row['id']}" for _, name, row in data.each("id", "basis") if row["basis"] == "assumption"}
    for look in data.rows["second_looks"]:
        if look["row"] in chosen:
            yield f"second_looks {look['row']}: an assumption stands on no page"


def sources_are_used_and_distinct(data):
    seen = defaultdict(set)
    for row in data.rows["sources"]:
        if row["id"] not in data.cited:
            yield f"sources {row['id']}: no row cites it"
        if row["doi"]:
            seen[row["doi"].lower()].add(row["id"])
        page = re.sub(r"^https?://(?:www\.|dx\.)?|/$", "", row["url"].lower())
        if page:
            seen[page].add(row["id"])
    yield from (
        f"sources {', '.join(sorted(ids))}: one page" for ids in seen.values() if len(ids) > 1 and frozenset(ids) not in ONE_PAGE
    )


def names_are_unique(data):
    for name, rows in data.rows.items():
        if "id" in data.fields[name] and name != "choices":
            ids = [row["id"] for row in rows]
            yield from (f"{name} {key}: twice" for key in sorted({key for key in ids if ids.count(key) > 1}))
    trials = [row["trial_id"] for row in data.rows.get("clinical_trials", []) if row["trial_id"]]
    yield from (f"clinical_trials {key}: twice" for key in sorted({key for key in trials if trials.count(key) > 1}))


def files_are_small(data):
    for name, table in data.resources.items():
        size = (data.folder / table["path"]).stat().st_size
        if size > LARGEST:
            yield f"{name}: {size / 1024:.0f} KB"


CHECKS = [
    units_are_of_one_vocabulary, shared_columns_mean_the_same, every_number_says_how_it_is_known, values_lie_between_their_ends,
    bounds_follow_the_printed_word, shares_are_possible, computed_values_follow, published_numbers_stand_once, links_lead_to_the_same_number,
    second_looks_are_of_what_a_page_shows, sources_are_used_and_distinct, names_are_unique, files_are_small,
]  # fmt: skip


def problems(folder):
    """Return what the checks find in the tables of a folder, a sentence each."""
    data = Data(folder)
    return [problem for check in CHECKS for problem in check(data)]
