"""Is there one in each?: published pairs, single values and words of the second panel, and its field of vesicles."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from exoteach import evidence
from exoteach.figures import copies as figures
from exoteach.figures import draw
from exoteach.models import copies as models
from exoteach.panels.copies import published_loading
from exoteach.panels.panel import Panel

TRACE = dict(full_rail=0, hollow_rail=1, clustered=2, poisson=3, chosen=4, full=5, hollow=6, other=7, names=8, prediction=9)
STATES = [{}, dict(mean_copies=0.001), dict(mean_copies=100), dict(copies_if_loaded=1), dict(copies_if_loaded=200),
          dict(mean_copies=20, copies_if_loaded=4), dict(mean_copies=55, copies_if_loaded=110, show_random="yes")]  # fmt: skip


def shown(**state):
    """(frame, traces, words) of the panel in a state."""
    panel = Panel("one-in-each", show_all=True, **state)
    frame = panel.frame()
    return frame, panel.drawing()["data"], panel.words(frame)


def row(study, rows):
    return rows[rows["label"].str.contains(study)].iloc[0]


@pytest.mark.parametrize("state", STATES, ids=str)
def test_curves_are_those_of_the_frame(state):
    frame, traces, _ = shown(**state)
    for series in ("clustered", "poisson", "chosen"):
        rows = draw.part(frame, "model", series)
        assert list(traces[TRACE[series]]["x"]) == list(rows["x"]) and list(traces[TRACE[series]]["y"]) == list(rows["y"])
    assert (len(traces[TRACE["poisson"]]["x"]) > 0) == traces[TRACE["poisson"]]["showlegend"] == (state.get("show_random") == "yes")


@pytest.mark.parametrize("state", STATES, ids=str)
def test_nothing_lies_off_the_axes_or_below_one_vesicle(state):
    for trace in shown(**state)[1]:
        for values, powers in ((trace["x"], figures.X_POWERS), (trace["y"], figures.Y_POWERS)):
            logs = np.log10([v for v in values if v is not None])
            assert np.all((powers[0] <= logs) & (logs <= powers[1] + 1e-9)), trace["name"]
        assert all(y is None or y >= 1 for y in trace["y"]), trace["name"]


def test_sides_of_a_published_pair_keep_the_copies_in_a_loaded_vesicle():
    """On both sides k = mean times vesicles for each loaded one, so the outline runs beside the curve of equal k."""
    printed = evidence.row("single_vesicle_loading", "silva-gfp")
    trace = shown()[1][TRACE["hollow"]]
    held = [x * y for x, y in zip(trace["x"], trace["y"], strict=True) if x is not None]
    low, high = printed["copies_in_loaded_low"], printed["copies_in_loaded_high"]
    assert held == pytest.approx([low, low, high, high])
    assert min(y for y in trace["y"] if y) == pytest.approx(100 / printed["value"])


def test_a_bounded_share_is_open_above_and_a_range_is_closed():
    frame, traces, _ = shown()
    rows = draw.part(frame, "evidence")
    silva, li = row("Silva", rows), row("Li 2022", rows)
    assert np.isnan(silva["high"]) and not np.isnan(li["high"])
    ends = {k: (traces[TRACE[k]]["x"][0], traces[TRACE[k]]["x"][-2]) for k in ("hollow", "other")}
    assert ends["hollow"][0] != ends["hollow"][1] and ends["other"][0] == ends["other"][1]


def test_a_mean_alone_stands_upright_from_one_copy_each():
    """No vesicle is loaded with less than one copy, so at least 1 / m vesicles stand for each loaded one."""
    frame, traces, _ = shown()
    mean = evidence.row("copies_per_vesicle", "chevillet-mirna")["value"]
    trace = traces[TRACE["hollow_rail"]]
    at = [y for x, y in zip(trace["x"], trace["y"], strict=True) if x == mean]
    assert at == [pytest.approx(1 / mean), figures.TOP]
    assert row("Chevillet", draw.part(frame, "evidence"))["low"] == pytest.approx(float(models.vesicles_per_copy(mean)))


def test_a_share_alone_runs_level_from_one_copy_each():
    printed = evidence.row("single_vesicle_loading", "kras-lines")
    trace = shown()[1][TRACE["hollow_rail"]]
    at = [x for x, y in zip(trace["x"], trace["y"], strict=True) if y == 100 / printed["value"]]
    assert at == [pytest.approx(printed["value"] / 100), figures.RIGHT]


def test_hollow_unless_all_controls_are_seen_and_never_filled():
    for shown_row in published_loading({}).to_dict("records"):
        study = shown_row["label"].strip().split(":")[0]
        rows = [r for t in ("single_vesicle_loading", "copies_per_vesicle") for r in evidence.rows(t) if r["study"] == study]
        controls = {r[c] for r in rows for c in ("unbound_removed_by", "no_vesicle_control", "protection_assay")}
        assert shown_row["series"].startswith("full") <= (not controls & {"not seen", "not reported", "no", None})
    assert all(t.get("fill", "none") == "none" for t in shown()[1])


def test_another_carrier_is_never_drawn_as_an_ev():
    rows = published_loading({})
    others = {r["study"] for r in evidence.rows("single_vesicle_loading") if r["carrier"] != "EV" and r["copies_in_loaded"]}
    assert others and set(rows[rows["series"] == "other"]["label"].str.strip().str.split(":").str[0]) == others


def test_words_name_the_study_that_disagrees_with_random_loading():
    frame, _, words = shown()
    assert re.search(r"Silva 2021 \(EV\), at most 50 % .* 100 % of them, so this study disagrees", words["published"])
    assert "disagrees" not in words["elsewhere"], "its copies are approximate"
    assert draw.part(frame, "evidence")["sentence"].str.contains("disagrees").sum() == 1


def test_every_published_value_is_named_beside_it_and_has_its_source():
    frame, traces, words = shown()
    rows = draw.part(frame, "evidence")
    names = traces[TRACE["names"]]
    assert list(names["text"]) == list(rows["label"]) and len({*zip(names["x"], names["y"], strict=True)}) == len(rows)
    assert rows["source"].notna().all() and (rows["sentence"].str.len() > 10).all()
    assert int(words["one_sided"]) == rows["series"].str.endswith("rail").sum() > 0


@pytest.mark.parametrize("mean, held, said", [(20, 4, "if every vesicle held 4, the mean would be 4, not 20"), (4, 4, "")])
def test_what_cannot_be_is_said_and_breaks_nothing(mean, held, said):
    _, traces, words = shown(mean_copies=mean, copies_if_loaded=held)
    assert (said in words["crowded"]) and bool(words["crowded"]) == bool(said)
    assert (words["one_in"], list(traces[TRACE["chosen"]]["y"])) == ("1", [1.0])
    twin = Panel("one-in-each", mean_copies=mean, copies_if_loaded=held).twin()
    assert said in twin and "one vesicle in 1 is loaded" in twin


def test_vesicles_are_counted_whole():
    _, _, words = shown()
    assert (words["one_in"], words["poisson_one_in"], words["shared"]) == ("1\u202f210", "122", "121 vesicles share one copy")
    assert shown(mean_copies=20)[2]["shared"] == "", "no vesicle shares a copy where each holds many"


@pytest.mark.parametrize("state", STATES, ids=str)
def test_table_begins_with_the_chosen_state_and_agrees_with_the_model(state):
    frame, _, _ = shown(**state)
    (mean, one_in, random), *lines = figures.loading_table(frame)
    values = draw.reading(frame)
    assert (mean, one_in, random) == (values["mean_copies"], values["one_in"], values["poisson_one_in"])
    assert len(lines) > 3
    for x, y, thrown in lines:
        assert y == pytest.approx(values["copies_if_loaded"] / x)
        if state.get("show_random") == "yes":
            assert thrown == pytest.approx(1 / float(models.poisson_share_loaded(x)))
        else:
            assert thrown == ""


@pytest.mark.parametrize("state", STATES, ids=str)
def test_field_shows_the_share_that_is_loaded(state):
    panel = Panel("one-in-each", **state)
    frame = panel.frame()
    root = ElementTree.fromstring(figures.vesicles(panel.state, frame))
    rows, dots = (path.get("d") for path in root)
    assert rows.count("M") ** 2 == figures.FIELD and root.get("aria-label")
    loaded = re.findall(r"M([\d.]+) ([\d.]+)h0", dots)
    assert len(set(loaded)) == len(loaded) == round(figures.FIELD / draw.reading(frame)["one_in"])
    assert all(0 < float(v) < figures.SIDE * figures.STEP for place in loaded for v in place)
    assert panel.words(frame)["field_loaded"] == (f"{len(loaded):,}".replace(",", "\u202f") if loaded else "fewer than one")
