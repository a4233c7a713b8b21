"""Numbers with a unit in the text of a lesson stand beside a source, or say that they are assumed or computed."""

import re

import pytest

UNITS = (
    "nm³", "nm²", "nm3", "nm2", "nm", "µm", "mm", "cm", "kDa", "Da", "g/mol", "mL/g", "g/mL", "mg/mL", "mL", "µL", "L", "aL", "fL",
    "kg", "mg", "µg", "ng", "pg", "g", "mol", "mM", "µM", "nM", "kV/cm", "V/cm", "kV", "mV", "V", "Hz", "kHz", "W", "rpm", "°C", "K",
    "h", "min", "s", "ms", "days?", "weeks?", "months?", "hours?", "years?", "%", "per cent", "percent", "copies", "molecules", "lipids",
    "particles", "kT",
)  # fmt: skip
NUMBER = re.compile(
    r"\d[\d.,\u202f]*(?:\s?[–-]\s?\d[\d.,\u202f]*)?(?:\s?×\s?10\S*)?[\s\u00a0\u202f]?(?:" + "|".join(UNITS) + r")(?![\w³²])"
)
MARK = re.compile(r"\*\((?:assumed|computed)\)\*")
FREE = {"panel", "task", "predict", "case", "make"}


def paragraphs(markdown):
    """Paragraphs of a cell; a heading belongs to the paragraph that follows it, a table or list stays whole."""
    blocks = [b.strip() for b in re.split(r"\n\s*\n", markdown) if b.strip()]
    joined, heading = [], ""
    for block in blocks:
        if re.fullmatch(r"#{1,6} [^\n]*", block):
            heading += block + "\n"
        else:
            joined.append(heading + block)
            heading = ""
    return joined + ([heading] if heading else [])


def sentences(paragraph):
    return re.split(r"(?<=[.?!])(?: \*\((?:assumed|computed)\)\*)?(?=\s+[A-Z*\[])|\n", _mark_inside(paragraph))


def _mark_inside(paragraph):
    """A mark after the full stop belongs to the sentence before it."""
    return re.sub(r"([.?!])\s+(\*\((?:assumed|computed)\)\*)", r" \2\1", paragraph)


def unsourced(markdown, links):
    """Sentences with a number and a unit, in a paragraph without a link to a source, and without a mark."""
    bare = re.sub(r"\$\$.*?\$\$|\$[^$]*\$|`[^`]*`", " ", markdown, flags=re.S)
    return [
        sentence.strip()
        for paragraph in paragraphs(bare)
        if not any(f"]({link})" in paragraph for link in links)
        for sentence in sentences(paragraph)
        if NUMBER.search(re.sub(r"\]\([^)]*\)", "]", sentence)) and not MARK.search(sentence)
    ]


LINK = "https://doi.org/10.1/x"


@pytest.mark.parametrize(
    "text, count",
    [
        ("The membrane is 4 nm thick.", 1),
        ("It fills 20–40 % of the cell.", 1),
        ("It fills 20% of it.", 1),
        ("About 1.2 × 10⁶ particles.", 1),
        (f"The membrane is 4 nm thick ([A 2020]({LINK})).", 0),
        ("The membrane is 4 nm thick ([A 2020](https://elsewhere.org)).", 1),
        ("The membrane is 4 nm thick *(assumed)*.", 0),
        ("The membrane is 4 nm thick. *(assumed)* The lumen is 92 nm wide.", 1),
        ("Three ceilings, 2 leaflets, lesson 01.", 0),
        (f"# Title: 30–150 nm\n\nIts size is known ([A 2020]({LINK})).", 0),
        ("# Title: 30–150 nm\n\nIts size is known.", 1),
        (f"One ([A 2020]({LINK})).\n\nTwo is 5 nm.", 1),
        ("The code says `d = 5 nm`.", 0),
    ],
)
def test_numbers_without_a_source_are_found(text, count):
    assert len(unsourced(text, [LINK])) == count, unsourced(text, [LINK])


def test_every_number_in_the_text_has_a_source(notebook, rows):
    links = [f"https://doi.org/{row['doi']}" for row in rows("sources") if row["doi"]] + [
        row["url"] for row in rows("sources") if row["url"]
    ]
    problems = [
        f"{cell}: {said}" for cell in notebook.markdown if not set(cell.tags) & FREE for said in unsourced(cell.source, links)
    ]
    assert not problems, "\n" + "\n".join(problems)


def test_links_to_papers_are_sources_of_the_course(notebook, rows):
    known = {row["doi"].lower() for row in rows("sources") if row["doi"]}
    linked = [
        (cell, doi) for cell in notebook.markdown for doi in re.findall(r"\]\(https?://(?:dx\.)?doi\.org/([^)\s]+)\)", cell.source)
    ]
    assert [f"{cell}: {doi}" for cell, doi in linked if doi.lower() not in known] == []
