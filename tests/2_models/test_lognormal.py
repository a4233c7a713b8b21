"""A lognormal population: closed forms against adding up and against drawn vesicles."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exoteach.models import lognormal

medians, spreads, powers = st.floats(20, 500), st.floats(1.05, 2.5), st.floats(0, 6)
percents = st.floats(0.01, 99.99)
scores = st.floats(-4, 4)
CLOSE = pytest.approx


@given(medians, spreads, scores)
def test_density_adds_up_to_the_share_below(median, spread, z):
    edge = median * spread**z
    inside = np.linspace(median * spread**-9, edge, 200_001)
    added = np.trapezoid(lognormal.density_per_nm(inside, median, spread), inside)
    assert added == CLOSE(lognormal.share_below(edge, median, spread), abs=1e-4)


@given(medians, spreads, scores, powers)
def test_share_below_agrees_with_adding_up(grid, median, spread, z, power):
    """To 1e-7, the error function with it: the sum knows only the exponential."""
    edge = median * spread**z
    d, n = grid(median, spread, edge)
    every, all_n = grid(median, spread)
    above = np.sum(n * (d / median) ** power) / np.sum(all_n * (every / median) ** power)
    assert lognormal.share_below(edge, median, spread, power) == CLOSE(1 - above, abs=1e-7)


@given(medians, spreads, powers)
def test_weighted_mean_agrees_with_adding_up(grid, median, spread, power):
    d, n = grid(median, spread)
    weight = n * (d / median) ** power
    assert lognormal.weighted_mean_nm(median, spread, power) == CLOSE(np.sum(weight * d) / np.sum(weight), rel=1e-7)


@given(medians, spreads, st.floats(-4, 6), powers)
def test_seen_mean_agrees_with_adding_up(grid, median, spread, z, power):
    limit = median * spread**z
    d, n = grid(median, spread, limit)
    weight = n * (d / median) ** power
    assert lognormal.seen_mean_nm(median, spread, limit, power) == CLOSE(np.sum(weight * d) / np.sum(weight), rel=1e-5)


def test_everything_agrees_with_a_million_drawn_vesicles():
    d = np.exp(np.random.default_rng(3).normal(math.log(100), math.log(1.4), 1_000_000))
    for power in (0, 2, 3, 6):
        assert lognormal.weighted_mean_nm(100, 1.4, power) == CLOSE(np.average(d, weights=d**power), rel=0.02)
    assert lognormal.share_below(70, 100, 1.4) == CLOSE((d < 70).mean(), rel=0.01)
    assert lognormal.seen_mean_nm(100, 1.4, 70) == CLOSE(d[d > 70].mean(), rel=0.002)
    assert lognormal.moment_above(70, 100, 1.4, 3) == CLOSE(np.mean(d**3 * (d > 70)), rel=0.01)
    assert lognormal.smallest_of_largest_nm(10, 100, 1.4) == CLOSE(np.quantile(d, 0.9), rel=0.005)
    counts, edges = np.histogram(d, bins=40, range=(50, 200))
    middle = (edges[1:] + edges[:-1]) / 2
    assert lognormal.density_per_nm(middle, 100, 1.4) == CLOSE(counts / len(d) / np.diff(edges), rel=0.06)


@given(medians, spreads, scores, powers)
def test_moment_above_agrees_with_adding_up(grid, median, spread, z, power):
    edge = median * spread**z
    d, n = grid(median, spread, edge)
    assert lognormal.moment_above(edge, median, spread, power) == CLOSE(np.sum(n * d**power), rel=1e-5)


@given(medians, spreads, powers)
def test_the_mode_is_the_peak(median, spread, power):
    mode = float(lognormal.weighted_mode_nm(median, spread, power))
    at, left, right = (lognormal.density_per_nm(d, median, spread) * (d / mode) ** power for d in (mode, mode * 0.99, mode * 1.01))
    assert at > left and at > right


@given(medians, st.floats(1.05, 2), powers, st.floats(0.1, 3), st.floats(1.01, 1.2))
def test_means_rise_with_weight_and_width(median, spread, power, more, wider):
    mean = lognormal.weighted_mean_nm(median, spread, power)
    assert median < mean < lognormal.weighted_mean_nm(median, spread, power + more)
    assert mean < lognormal.weighted_mean_nm(median, spread * wider, power)


@given(medians, spreads, scores, st.floats(0.01, 2))
def test_a_higher_limit_hides_more_and_lifts_the_mean(median, spread, z, up):
    low, high = median * spread**z, median * spread ** (z + up)
    assert lognormal.share_below(low, median, spread) < lognormal.share_below(high, median, spread)
    mean = lognormal.seen_mean_nm(median, spread, low)
    assert max(low, lognormal.weighted_mean_nm(median, spread, 0)) < mean < lognormal.seen_mean_nm(median, spread, high)


@given(medians, spreads, powers)
def test_an_instrument_without_a_limit_sees_all(median, spread, power):
    assert lognormal.seen_mean_nm(median, spread, 0, power) == CLOSE(lognormal.weighted_mean_nm(median, spread, power))
    assert lognormal.share_below(0, median, spread, power) == 0


@given(medians, spreads, st.floats(-3, 3))
def test_seen_and_unseen_make_up_the_whole(grid, median, spread, z):
    """Unseen share times unseen mean and seen share times seen mean add up to the mean; the unseen part is added up."""
    limit = median * spread**z
    d, n = grid(median, spread)
    unseen = np.sum((n * d)[d <= limit])
    seen = (1 - lognormal.share_below(limit, median, spread)) * lognormal.seen_mean_nm(median, spread, limit)
    assert unseen + seen == CLOSE(lognormal.weighted_mean_nm(median, spread, 0), rel=0.01)


@given(medians, spreads, percents)
def test_the_edge_of_the_largest_leaves_the_rest_below(median, spread, percent):
    edge = lognormal.smallest_of_largest_nm(percent, median, spread)
    assert 100 * (1 - lognormal.share_below(edge, median, spread)) == CLOSE(percent, rel=1e-6)


def test_hand_computed_points():
    """g = e: s = 1, so every mean is the median times e to a half-integer; one s above it lie 15.87 %, two 2.275 %."""
    e = math.e
    assert [lognormal.weighted_mean_nm(100, e, p) / 100 for p in (0, 2, 3, 6)] == CLOSE([e**0.5, e**2.5, e**3.5, e**6.5])
    assert lognormal.weighted_mode_nm(100, e, 0) == CLOSE(100 / e) and lognormal.weighted_mode_nm(100, e, 1) == CLOSE(100)
    assert [lognormal.share_below(100 / e**z, 100, e) for z in (0, 1, 2, 6)] == CLOSE(
        [0.5, 0.158655254, 0.022750132, 9.865876e-10], rel=1e-6
    )
    assert lognormal.share_below(100 * e**3, 100, e, 3) == CLOSE(0.5)
    assert lognormal.density_per_nm(100, 100, e) == CLOSE(0.00398942, rel=1e-5)
    assert lognormal.smallest_of_largest_nm(15.8655254, 100, e) == CLOSE(100 * e, rel=1e-6)


def test_tails_keep_their_digits():
    """Six to thirty SDs out: 1 - Φ would be nothing but rounding."""
    z = np.array([10.0, 20.0, 30.0])
    leading = np.exp(-(z**2) / 2) / (z * np.sqrt(2 * np.pi))
    below = lognormal.share_below(100 / 1.1**z, 100, 1.1)
    assert (below < leading).all() and (below > leading * (1 - 1 / z**2)).all()
    assert 100 * 1.1**30 < lognormal.seen_mean_nm(100, 1.1, 100 * 1.1**30) < 100 * 1.1**30.1
