"""Write the list of lessons into README.md from the course's own tables."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
PLACE = re.compile(r"(<!-- lessons -->\n).*?(<!-- end of lessons -->)", re.S)


def lessons():
    """Return the table of lessons as Markdown."""
    from exoteach import evidence

    rows = sorted(evidence.rows("course/lessons"), key=lambda row: row["number"])
    lines = [f"| {r['number']} {r['short']} | {r['question']} | {r['minutes']:.0f} min | {r['state']} |" for r in rows]
    return "\n".join(["| lesson | question | time | state |", "|---|---|---|---|", *lines, ""])


def with_lessons(text):
    """Return the text of the README with today's list of lessons."""
    return PLACE.sub(lambda found: found[1] + lessons() + found[2], text)


def main():
    """Renew README.md."""
    README.write_text(with_lessons(README.read_text("utf-8")), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
