"""Copies shared out over vesicles: sums, means and variances of both models, by formula, by adding up and by throwing dice."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exoteach import evidence
from exoteach.models import copies as m

means, loaded, factors = st.floats(1e-6, 50), st.floats(1, 1e4), st.floats(1.01, 100)
parts = st.floats(1e-6, 1)
CLOSE = pytest.approx


def by_mean(mean, k, sweep, show_random=True):
    return m.loading_by_mean(mean_copies=mean, copies_if_loaded=k, show_random=show_random, sweep=sweep)


def read(frame):
    rows = frame[frame["role"] == "reading"]
    return dict(zip(rows["series"], rows["y"], strict=True))


@given(loaded, parts)
def test_loaded_vesicles_hold_all_copies(k, part):
    mean = k * part
    assert m.share_loaded(mean, k) * k == CLOSE(mean)
    assert 0 < m.share_loaded(mean, k) <= 1
    assert m.share_loaded(mean, k) * m.vesicles_per_loaded(mean, k) == CLOSE(1)
    assert m.vesicles_per_copy(mean) * mean == CLOSE(1)
    assert m.vesicles_per_loaded(mean, k) == CLOSE(k * m.vesicles_per_copy(mean))


@given(loaded, st.floats(1e-6, 0.5), st.floats(1.01, 2))
def test_share_rises_with_the_mean_and_falls_with_clustering(k, part, f):
    assert m.share_loaded(k * part * f, k) > m.share_loaded(k * part, k) > m.share_loaded(k * part, k * f)
    assert m.dispersion(k * part, k * f) > m.dispersion(k * part, k) > m.dispersion(k * part * f, k)


@given(loaded)
def test_ends_of_the_two_state_model(k):
    assert m.share_loaded(0, k) == 0 and m.share_loaded(k, k) == 1
    assert m.dispersion(k, k) == 0 and m.dispersion(0, k) == k


@given(means, factors)
def test_random_loading_rises_to_one_and_never_beats_one_copy_each(mean, f):
    share = m.poisson_share_loaded(mean)
    assert share <= min(mean, 1) * (1 + 1e-12)
    assert share <= m.poisson_share_loaded(mean * f) <= 1
    assert share + m.poisson_probability(0, mean) == CLOSE(1)


@given(st.floats(1e-15, 1e-6))
def test_rare_cargo_is_one_copy_each_in_both_models(mean):
    assert m.poisson_share_loaded(mean) == CLOSE(mean, rel=1e-6)
    assert m.share_loaded(mean, 1) == mean


@given(st.floats(0, 30))
def test_probabilities_add_up_to_one_mean_and_variance(mean):
    k = np.arange(200, dtype=float)
    p = m.poisson_probability(k, mean)
    assert p.sum() == CLOSE(1) and (p * k).sum() == CLOSE(mean, abs=1e-12)
    assert (p * (k - mean) ** 2).sum() == CLOSE(mean, abs=1e-12)


@given(st.integers(0, 60), st.floats(0.01, 60))
def test_probability_is_the_printed_formula(k, mean):
    assert m.poisson_probability(k, mean) == CLOSE(mean**k * math.exp(-mean) / math.factorial(k), rel=1e-11)


@pytest.mark.parametrize("mean", [1e3, 1e5, 1e6])
def test_probability_of_large_counts_agrees_with_its_stirling_series(mean):
    """At k = m the series is exp(-1/(12 m)) / sqrt(2 pi m), with a relative error of 1/(360 m³): another road to the same."""
    assert m.poisson_probability(mean, mean) == CLOSE(math.exp(-1 / (12 * mean)) / math.sqrt(2 * math.pi * mean), rel=1e-8)
    assert 0 <= m.poisson_probability(1e300, mean) < 1e-300


def test_nothing_to_share_out():
    assert m.poisson_probability(0, 0) == 1 and m.poisson_probability(3, 0) == 0
    assert m.poisson_share_loaded(0) == 0


def thrown(rng, mean, k, count=400_000):
    """Copies in each of many vesicles of the two-state model."""
    return np.where(rng.random(count) < mean / k, k, 0.0)


@pytest.mark.parametrize("mean, k", [(0.05, 1), (0.5, 10), (5, 10), (2, 200)])
def test_two_state_model_agrees_with_throwing_dice(mean, k):
    held = thrown(np.random.default_rng(11), mean, k)
    assert held.mean() == CLOSE(mean, rel=0.05)
    assert (held > 0).mean() == CLOSE(m.share_loaded(mean, k), rel=0.05)
    assert held.var() / held.mean() == CLOSE(m.dispersion(mean, k), rel=0.05)


@pytest.mark.parametrize("mean", [0.05, 0.5, 2])
def test_random_model_agrees_with_dropping_copies_one_by_one(mean):
    """Every copy lands in a vesicle of its own choice; nothing of Poisson is put in."""
    vesicles = 400_000
    landed = np.random.default_rng(5).integers(0, vesicles, round(mean * vesicles))
    held = np.bincount(landed, minlength=vesicles)
    assert (held > 0).mean() == CLOSE(m.poisson_share_loaded(mean), rel=0.01)
    assert [(held == k).mean() for k in (0, 1, 2)] == CLOSE(m.poisson_probability([0, 1, 2], mean).tolist(), rel=0.05)
    assert held.var() / held.mean() == CLOSE(1, rel=0.02)


def test_published_mirna_is_in_one_of_121_or_one_of_1212():
    """The most abundant miRNA, 0.00825 copies (Chevillet 2014): if ten travel together, most vesicles are empty."""
    mean = evidence.row("copies_per_vesicle", "chevillet-mirna")["value"]
    assert mean == 0.00825
    assert round(float(m.vesicles_per_copy(mean))) == 121
    assert round(1 / float(m.poisson_share_loaded(mean))) == 122  # a few vesicles get two
    assert round(float(m.vesicles_per_loaded(mean, 10))) == 1212
    values = read(by_mean(mean, 10, [1]))
    assert (round(values["one_in"]), round(values["vesicles_per_copy"])) == (1212, 121)
    assert values["share_loaded_percent"] == CLOSE(0.0825)


@given(loaded, parts)
def test_frame_says_the_same_as_its_functions(k, part):
    mean, sweep = k * part, np.logspace(-3, 5, 50)
    frame = by_mean(mean, k, sweep)
    curves, values = frame[frame["role"] == "model"].groupby("series"), read(frame)
    random, clustered = curves.get_group("poisson"), curves.get_group("clustered")
    chosen = curves.get_group("chosen").iloc[0]
    assert list(frame.columns) == ["role", "series", "x", "y", "low", "high"]
    assert list(random["x"]) == list(sweep) and random["y"].to_numpy() == CLOSE(-1 / np.expm1(-sweep))
    assert clustered["y"].to_numpy() == CLOSE(k / clustered["x"].to_numpy()) and (clustered["y"] >= 1).all()
    assert (chosen["x"], chosen["y"]) == CLOSE((mean, values["one_in"]))
    assert values["one_in"] == CLOSE(k / mean) and values["one_in"] * values["share_loaded_percent"] == CLOSE(100)
    assert values["poisson_one_in"] * values["poisson_share_percent"] == CLOSE(100)
    assert (values["mean_copies"], values["copies_if_loaded"]) == (mean, k)


@pytest.mark.parametrize("k, ends", [(10, 10), (4, 4), (100, 30), (1.5, 1.5)])
def test_clustered_curve_ends_where_every_vesicle_is_loaded(k, ends):
    frame = by_mean(0.1, k, [0.1, 1, 4, 30])
    clustered = frame[frame["series"] == "clustered"]
    assert clustered["x"].iloc[-1] == ends and clustered["x"].is_unique and not clustered[["x", "y"]].isna().any(axis=None)
    assert (clustered["y"].iloc[-1] == 1) == (k == ends)


def test_curve_keeps_a_last_point_that_is_its_end():
    frame = by_mean(0.1, 4, [1, 4])
    assert frame.loc[frame["series"] == "clustered", "x"].tolist() == [1, 4]


def test_curve_that_starts_beyond_its_end_is_empty():
    frame = by_mean(0.1, 2, [5, 6])
    assert not (frame["series"] == "clustered").any() and (frame["series"] == "poisson").sum() == 2


def test_arrays_broadcast_and_one_number_gives_one_number():
    assert m.share_loaded([[0.1], [0.2]], [1, 2, 4]).tolist() == [[0.1, 0.05, 0.025], [0.2, 0.1, 0.05]]
    assert m.dispersion([0.1, 0.2], [[1], [2]]).shape == m.poisson_probability([0, 1], [[1], [2]]).shape == (2, 2)
    for value in (m.share_loaded(1, 10), m.vesicles_per_loaded(1, 10), m.vesicles_per_copy(2), m.poisson_share_loaded(1),
                  m.poisson_probability(1, 1), m.dispersion(1, 10)):  # fmt: skip
        assert isinstance(value, float)


TWO_STATE = [m.share_loaded, m.vesicles_per_loaded, m.dispersion]


@pytest.mark.parametrize("function", TWO_STATE)
@pytest.mark.parametrize(
    "mean, k, said", [(12, 10, r"= 10 \(got 12\)"), ([1, 3], 2, r"= 2 \(got 3\)"), (2, [2, 1.5], r"= 1.5 \(got 2\)")]
)
def test_more_copies_than_full_vesicles_hold_is_refused(function, mean, k, said):
    with pytest.raises(ValueError, match=f"mean_copies must be at most copies_if_loaded {said}: with every vesicle loaded"):
        function(mean, k)


def test_a_mean_above_what_full_vesicles_hold_leaves_none_empty():
    """The panel's sliders can ask for it: the frame stays whole, every vesicle is loaded, and no curve says otherwise."""
    frame = by_mean(3, 2, [0.5, 1, 4])
    values, chosen = read(frame), frame[frame["series"] == "chosen"].iloc[0]
    assert (chosen["x"], chosen["y"], values["one_in"], values["share_loaded_percent"]) == (3, 1, 1, 100)
    assert frame.loc[frame["series"] == "clustered", "x"].tolist() == [0.5, 1, 2]
    assert m.one_vesicle_in([1, 2, 3], 2).tolist() == [2, 1, 1]


def test_random_loading_is_drawn_on_request():
    with_it, without = by_mean(0.1, 2, [1, 2]), by_mean(0.1, 2, [1, 2], show_random=False)
    assert (with_it["series"] == "poisson").sum() == 2 and not (without["series"] == "poisson").any()
    assert read(with_it) == read(without)


@given(parts, loaded)
def test_mean_of_loaded_is_the_way_back(p, k):
    mean = m.mean_of_loaded(p, k)
    assert m.share_loaded(mean, k) == CLOSE(p) and mean <= k


@pytest.mark.parametrize("p, k, said", [(0, 5, "share_loaded"), (1.1, 5, "share_loaded"), (0.5, 0.5, "copies_if_loaded")])
def test_mean_of_loaded_names_what_cannot_be(p, k, said):
    with pytest.raises(ValueError, match=said):
        m.mean_of_loaded(p, k)


@pytest.mark.parametrize("function", [*TWO_STATE, m.one_vesicle_in])
@pytest.mark.parametrize("wrong", [0, 0.9, -1, float("nan"), float("inf"), None, "ten"], ids=repr)
def test_a_loaded_vesicle_holds_at_least_one(function, wrong):
    with pytest.raises(ValueError, match="copies_if_loaded must be a number of at least 1"):
        function(0.1, wrong)


@pytest.mark.parametrize("wrong", [-0.1, float("nan"), float("inf"), None, "many"], ids=repr)
@pytest.mark.parametrize(
    "call",
    [m.poisson_share_loaded, lambda v: m.share_loaded(v, 10), lambda v: m.dispersion(v, 10), lambda v: m.poisson_probability(1, v)],
)
def test_mean_below_0_is_named(call, wrong):
    with pytest.raises(ValueError, match="mean_copies must be a number of at least 0"):
        call(wrong)


@pytest.mark.parametrize("wrong", [0, -1, float("nan")], ids=repr)
@pytest.mark.parametrize("call", [m.vesicles_per_copy, lambda v: m.vesicles_per_loaded(v, 10),
                                  lambda v: m.one_vesicle_in(v, 10), lambda v: by_mean(v, 10, [1])])  # fmt: skip
def test_one_in_nothing_is_refused(call, wrong):
    with pytest.raises(ValueError, match="mean_copies must be a number above 0"):
        call(wrong)


def test_sweep_with_a_mean_of_0_is_named():
    with pytest.raises(ValueError, match="sweep must be a number above 0"):
        by_mean(1, 10, [0, 1])


@pytest.mark.parametrize(
    "wrong, said", [(1.5, r"whole number \(got 1.5\)"), ([1, 2.25], "got 2.25"), (-1, "of at least 0"), (None, "of at least 0")]
)
def test_parts_of_a_copy_are_refused(wrong, said):
    with pytest.raises(ValueError, match=f"copies must be a .*{said}"):
        m.poisson_probability(wrong, 1)
