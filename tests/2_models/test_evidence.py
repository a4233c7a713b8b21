"""The reader of data/: what is missing or broken is named, sources and facts show themselves."""

import pytest

from exoteach import evidence, lesson
from exoteach.evidence import folder


def test_unknown_id_names_the_nearest():
    with pytest.raises(evidence.UnknownId, match=r"There is no id 'how-much-fit' in course/panels. Nearest: how-much-fits"):
        evidence.row("course/panels", "how-much-fit")
    with pytest.raises(evidence.UnknownId, match=r"Nearest: .*skotland2017"):
        lesson.cite("skotland")


def test_missing_table_is_a_sentence(data_copy):
    (data_copy / "facts.csv").unlink()
    with pytest.raises(
        evidence.DataError, match=r"The table facts\.csv is missing in .* Put the file back as it was, or set EXOTEACH_DATA"
    ):
        evidence.table("facts")


@pytest.mark.parametrize(
    "content, said",
    [(b"", "cannot be read"), (b'id,name\n"a,b\n', "cannot be read"), (b"\xff\xfe\x00", "cannot be read"), (b"id;name\n1;2\n", "no columns separated by commas"),
     (b"id,name\na,b,c,d\nx,y\n", "more cells")],
    ids=["empty", "open quote", "not text", "semicolons", "too many cells"],
)  # fmt: skip
def test_broken_table_is_a_sentence(data_copy, content, said):
    (data_copy / "facts.csv").write_bytes(content)
    with pytest.raises(evidence.DataError, match=rf"The table facts.csv .*{said}"):
        evidence.rows("facts")


def test_missing_column_is_named():
    with pytest.raises(evidence.DataError, match=r"The table facts.csv has no column colour\."):
        evidence.rows("facts", colour="red")


def test_missing_file_is_named(data_copy):
    with pytest.raises(evidence.DataError, match=r"The file course/solutions/none\.py is missing"):
        evidence.read_text("course/solutions/none.py")


def test_the_chosen_data_folder_is_read(data_copy):
    text = (data_copy / "course/lessons.csv").read_text("utf-8")
    (data_copy / "course/lessons.csv").write_text(text.replace("How much drug", "How many drugs"), "utf-8")
    assert evidence.data_folder() == data_copy
    assert evidence.row("course/lessons", "structure")["question"].startswith("How many drugs")


def test_what_a_caller_changes_stays_with_the_caller():
    evidence.rows("facts")[0]["value"] = -1
    table = evidence.table("facts")
    table["value"] = -1
    assert evidence.rows("facts")[0]["value"] != -1
    assert not (evidence.table("facts")["value"] == -1).any()


def test_empty_cells_are_none_and_the_word_none_is_a_word(data_copy):
    with open(data_copy / "course/hints.csv", "a", encoding="utf-8") as handle:
        handle.write("lumen-volume,4,None\nlumen-volume,5,NA\n")
    assert [h["text"] for h in evidence.rows("course/hints", exercise="lumen-volume")][-2:] == ["None", "NA"]
    assert evidence.row("facts", "exosome-diameter")["value"] is None


@pytest.mark.parametrize(
    "cell, wanted",
    [("a=1; b=x", {"a": 1.0, "b": "x"}), ("", {}), (None, {}), ("a = 2.5", {"a": 2.5}), ("nothing", {}), ("a=b=c", {"a": "b=c"})],
)
def test_pairs_in_a_cell_are_read(cell, wanted):
    assert folder.numbers(cell) == wanted


def test_cited_sources_show_as_text_and_as_links():
    cited = lesson.cite("skotland2017", "normak")
    assert str(cited).startswith("Skotland 2017 (https://doi.org/10.1016/j.plipres.2017.03.001); Normak (http")
    assert cited._repr_html_().count('target="_blank" rel="noopener"') == 2
    assert '<a href="https://doi.org/10.1016/j.plipres.2017.03.001"' in cited._repr_html_()


def test_every_source_links_to_a_page():
    assert [s["id"] for s in evidence.rows("sources") if not str(evidence.source(s["id"]).link).startswith("http")] == []


@pytest.mark.parametrize("key", [row["id"] for row in evidence.rows("facts")])
def test_every_fact_shows_number_unit_and_source(key):
    shown = lesson.fact(key)
    assert any(c.isdigit() for c in shown.text) and not {"None", "nan"} & set(shown.text.split())
    assert "<b>" in shown._repr_html_() and ("<a href" in shown._repr_html_() or "<em>assumed</em>" in shown._repr_html_())


def test_a_fact_with_a_range_shows_both_ends():
    assert lesson.fact("exosome-diameter").text == "30–150 nm"
    assert lesson.fact("bilayer-golgi").text == "3.95 (3.91–3.99) nm"


def test_an_assumed_fact_says_so_and_is_escaped(data_copy):
    with open(data_copy / "facts.csv", "a", encoding="utf-8") as handle:
        handle.write("made-up,Made <b>up</b>,5,,,,,nm,assumption,,A round <i>value</i>.,,,\n")
    shown = lesson.fact("made-up")
    assert "(assumed: A round <i>value</i>.)" in str(shown)
    assert "Made &lt;b&gt;up&lt;/b&gt;" in shown._repr_html_() and "<i>" not in shown._repr_html_()


def test_a_fact_of_zero_is_shown(data_copy):
    with open(data_copy / "facts.csv", "a", encoding="utf-8") as handle:
        handle.write("from-zero,From zero,,0,10,range,,%,assumption,,A range that starts at nothing.,,,\n")
    assert lesson.fact("from-zero").text == "0–10 %"


def test_a_panel_without_a_picture_has_no_still(data_copy):
    import shutil

    shutil.rmtree(data_copy / "stills", ignore_errors=True)
    assert evidence.still("how-much-fits") is None
