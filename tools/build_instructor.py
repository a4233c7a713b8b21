"""Write what an instructor has beside each lesson: the answer key and the page to print. Both come from the course tables."""

import csv
import sys
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "instructor"
KINDS = ("recall", "predict", "observe", "quiz")  # in the order of a lesson; other kinds follow
CHOSEN = ("choice", "several")  # forms whose options the learner sees
STYLE = """@page { size: A4; margin: 16mm } body { font: 11pt/1.4 system-ui, sans-serif; max-width: 180mm; margin: auto; padding: 0 4mm; color: #000 }
section { break-inside: avoid } .answers { break-before: page } img { width: 100% } figure { margin: .5em 0 } h1 { font-size: 17pt } h2 { font-size: 13pt; margin: 1em 0 .3em }
ul.choices { list-style: "☐  "; padding-left: 1.6em } .lines { border-bottom: 1px solid #777; height: 1.9em }"""


def rows(name, **wanted):
    """Return the rows of ``data/course/<name>.csv`` whose columns have the wanted values, as text."""
    with open(ROOT / "data/course" / f"{name}.csv", newline="", encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if all(row[key] == value for key, value in wanted.items())]


def questions(lesson):
    """Return a lesson's questions in the order in which their kinds come."""
    return sorted(rows("questions", lesson=lesson), key=lambda q: (*KINDS, q["kind"]).index(q["kind"]))


def lessons():
    """Return the lessons that have a notebook."""
    return [row for row in rows("lessons") if (ROOT / "notebooks" / f"{row['file']}.ipynb").exists()]


# the answer key, in Markdown
def key(lesson):
    """Return the answer key of a lesson: questions, exercises, presets with their state codes, misconceptions."""
    parts = [f"# {lesson['number']} {lesson['title']}: answer key", "*Made from `data/course/` by `make notebooks`. Do not edit.*"]
    parts += ["## Questions", *[part for q in questions(lesson["id"]) for part in question(q)]]
    exercises = [part for e in rows("exercises", lesson=lesson["id"]) for part in exercise(e)]
    parts += ["## Exercises", *exercises] if exercises else []
    codes = [presets(panel) for panel in rows("panels", lesson=lesson["id"])]
    how = "Read a code out, or write it on the board: “Code and state code” in the panel loads it."
    parts += ["## Presets and state codes", how, *codes] if codes else []
    return "\n\n".join(parts) + "\n"


def question(row):
    """Return the parts of one question: what is asked, and every option with what is said to it."""
    objectives = [f"Objective: {o['text']}." for o in rows("objectives", id=row["objective"])]
    unit = f" Answer in {row['unit']}." if row.get("unit") else ""
    told = [f"### `{row['id']}` ({row['kind']})", f"**{row['prompt']}**{unit}", *objectives]
    if row["covers_panel"]:
        told.append(f"Opens the panel `{row['covers_panel']}`.")
    if row["keyed_by"]:
        told.append(f"The key is computed by `{row['keyed_by']}` and is right over the whole range of its parameters.")
    options = [option(o) for o in rows("options", question=row["id"])]
    return [*told, "\n".join(options)] if options else told


def option(row):
    """Return one option as a list item; a number stands with the range that counts as this option."""
    mark = "**right**" if row["correct"] == "yes" else "wrong"
    ends = [f"from {row['low']}" if row["low"] else "", f"below {row['high']}" if row["high"] else ""]
    counted = f" (counted {' '.join(filter(None, ends))})" if any(ends) else ""
    wrong = [m["statement"] for m in rows("misconceptions", id=row["misconception"])]
    behind = f" *Behind it: {wrong[0]}*" if wrong else ""
    shown = f" Preset `{row['preset']}` shows it." if row["preset"] else ""
    return f"- {mark}: {row['text']}{counted}. {row['explanation']}{behind}{shown}".replace("?.", "?")


def exercise(row):
    """Return the parts of one exercise: numbers with their tolerance, hints, slips, solution."""
    lines = sorted(rows("order_lines", exercise=row["id"]), key=lambda line: int(line["position"] or 0))
    told = [f"### `{row['id']}` (rung {row['rung']})", f"**{row['title']}.** {row['task']}", numbers(row)]
    told.append("\n".join(f"{h['position']}. {h['text']}" for h in rows("hints", exercise=row["id"])))
    slips = [f"- `{s['id']}`: {s['feedback']}" for s in rows("slips", exercise=row["id"])]
    told += [
        "Named mistakes, and what is said to them (braces are filled in from the learner's own numbers):",
        "\n".join(slips),
    ] * bool(slips)
    odd = [f"- `{line['text']}` does not belong. {line['why']}" for line in lines if not line["position"]]
    told.append("\n".join(odd))
    body = [line["text"] for line in lines if line["position"]]
    solution = ROOT / "data/course/solutions" / f"{row['id']}.py"
    told += ["Solution:", f"```python\n{solution.read_text('utf-8').strip()}\n```"] if solution.exists() else []
    told += ["The lines in order:", "```python\n" + "\n".join(body) + "\n```"] * bool(body)
    return [part for part in told if part]


def numbers(row):
    """Return what the reference gives for each trial, with the tolerance."""
    from exoteach.course.grading import reference, trials

    if not row["reference"]:
        return ""
    said = [
        f"- {', '.join(f'{k} = {v:g}' for k, v in case.items())}: {reference(row['reference'])(**case):.6g}"
        for case in trials(row["id"])
    ]
    return "\n".join([f"Right within {100 * float(row['tolerance']):g} %:", "", *said])


def state_code(panel, preset):
    """Return the state code of a preset."""
    values = [f"{row['control']}={row['value']}" for row in rows("preset_values", panel=panel, preset=preset)]
    return f"{panel}:{';'.join(values)}"


def presets(panel):
    """Return a panel's presets as a table."""
    head = [f"### `{panel['id']}`: {panel['title']}", "", "| preset | shows | state code |", "|---|---|---|"]
    found = rows("presets", panel=panel["id"])
    return "\n".join(head + [f"| `{p['preset']}` | {p['title']} | `{state_code(panel['id'], p['preset'])}` |" for p in found])


# the page to print, in HTML
def page(lesson):
    """Return the page for the day the screens fail: stills, tasks and questions, no answers."""
    title = f"{lesson['number']} {lesson['title']}"
    asked = questions(lesson["id"])
    parts = [f"<h1>{escape(title)}</h1>", f"<p>{escape(lesson['question'])}</p>"]
    parts += [asking(q) for q in asked if q["kind"] == "predict"]
    parts += ['<div class="answers"></div>']  # the pictures answer the predictions: a sheet of their own
    parts += [picture(p) for p in rows("panels", lesson=lesson["id"])]
    parts += [asking(q) for q in asked if q["kind"] != "predict"]
    head = f'<meta charset="utf-8"><title>{escape(title)}</title>\n<style>{STYLE}</style>'
    return f'<!DOCTYPE html>\n<html lang="en">\n<head>\n{head}\n</head>\n<body>\n' + "\n".join(parts) + "\n</body>\n</html>\n"


def asking(row):
    """Return one question with boxes to tick, or lines to write on."""
    shown = rows("options", question=row["id"]) if row["form"] in CHOSEN else []  # options of a number are what it is counted as
    options = [f"<li>{escape(o['text'])}</li>" for o in shown]
    answer = f'<ul class="choices">{"".join(options)}</ul>' if options else ""
    lines = '<div class="lines"></div>' if row["reason_prompt"] or not options else ""
    return f"<section><h2>{escape(row['kind'].capitalize())}</h2><p>{escape(row['prompt'])}</p>{answer}{lines}</section>"


def picture(panel):
    """Return a panel's still picture with its words and tasks."""
    tasks = "".join(f"<li>{escape(t['text'])}</li>" for t in rows("tasks", panel=panel["id"]))
    image = f'<img src="../data/stills/{panel["id"]}.png" alt="{escape(panel["alt"])}">'
    figure = f"<figure>{image}<figcaption>{escape(panel['still_twin'])}</figcaption></figure>"
    listed = f"<p>With a computer at hand:</p><ol>{tasks}</ol>" if tasks else ""
    return f"<section><h2>{escape(panel['title'])}</h2>{figure}{listed}<p>Limits: {escape(panel['limits'])}</p></section>"


def build():
    """Return {file name: text} of everything that is made for the instructor."""
    made = {f"{lesson['file']}_key.md": key(lesson) for lesson in lessons()}
    return made | {f"{lesson['file']}_print.html": page(lesson) for lesson in lessons()}


def main():
    """Write what has changed."""
    PAGES.mkdir(exist_ok=True)
    for name, text in build().items():
        path = PAGES / name
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8", newline="\n")
            print(f"wrote instructor/{name}")


if __name__ == "__main__":
    sys.exit(main())
