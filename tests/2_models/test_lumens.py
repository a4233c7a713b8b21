"""Room inside the membrane by size: closed forms against adding up and against drawn vesicles."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from exoteach.models import lognormal, lumens

medians, spreads, powers = st.floats(20, 500), st.floats(1.05, 2.5), st.floats(0, 6)
bilayers, percents = st.floats(0.5, 9), st.floats(0.01, 99.99)
scores = st.floats(-4, 4)
CLOSE = pytest.approx


@given(medians, spreads, bilayers, percents)
def test_share_of_lumen_agrees_with_adding_up(grid, median, spread, b, percent):
    edge = max(lognormal.smallest_of_largest_nm(percent, median, spread), 2 * b)
    (d, n), (every, all_n) = grid(median, spread, edge), grid(median, spread, 2 * b)
    added = np.sum(n * ((d - 2 * b) / median) ** 3) / np.sum(all_n * ((every - 2 * b) / median) ** 3)
    assert lumens.share_of_lumen_in_largest(percent, median, spread, b) == CLOSE(added, rel=1e-5)


def test_lumens_agree_with_a_million_drawn_vesicles():
    d = np.exp(np.random.default_rng(3).normal(np.log(100), np.log(1.4), 1_000_000))
    lumen, largest = np.maximum(d - 10, 0) ** 3, d >= np.quantile(d, 0.9)
    assert lumens.share_of_lumen_in_largest(10, 100, 1.4, 5) == CLOSE(lumen[largest].sum() / lumen.sum(), rel=0.01)
    assert lumens.mean_by_lumen_nm(100, 1.4, 5) == CLOSE(np.average(d, weights=lumen), rel=0.01)


@given(medians, powers)
def test_without_width_all_means_are_the_median(median, power):
    assert lognormal.weighted_mean_nm(median, 1 + 1e-9, power) == CLOSE(median)
    assert lumens.share_of_lumen_in_largest(25, median, 1 + 1e-5, 4) == CLOSE(0.25, abs=1e-2)


@given(medians, spreads, powers, st.floats(1.1, 10))
def test_scaling_all_lengths_scales_lengths_only(median, spread, power, k):
    assert lognormal.weighted_mean_nm(k * median, spread, power) == CLOSE(k * lognormal.weighted_mean_nm(median, spread, power))
    assert lognormal.density_per_nm(k * 80, k * median, spread) == CLOSE(lognormal.density_per_nm(80, median, spread) / k)
    assert lognormal.share_below(k * 80, k * median, spread, power) == CLOSE(
        lognormal.share_below(80, median, spread, power), abs=1e-12
    )
    assert lumens.share_of_lumen_in_largest(10, k * median, spread, k * 4) == CLOSE(
        lumens.share_of_lumen_in_largest(10, median, spread, 4)
    )


@given(medians, spreads, bilayers, percents, st.floats(1.01, 3))
def test_the_largest_hold_more_than_their_number(median, spread, b, percent, k):
    share = lumens.share_of_lumen_in_largest(percent, median, spread, b)
    assert percent / 100 < share <= 1 + 1e-9
    if percent * k < 100:
        assert share <= lumens.share_of_lumen_in_largest(percent * k, median, spread, b) * (1 + 1e-9)
    assert share * (1 + 1e-9) >= lumens.share_of_lumen_in_largest(
        percent, median, spread, b / k
    )  # a membrane costs the small ones more


@given(medians, spreads, bilayers, st.floats(0.1, 99))
def test_share_and_its_inverse_undo_each_other(median, spread, b, percent):
    share = 100 * float(lumens.share_of_lumen_in_largest(percent, median, spread, b))
    assume(share < 99.99)
    assert lumens.largest_percent_with_lumen(share, median, spread, b) == CLOSE(percent, rel=1e-5)


@given(st.floats(1e-4, 1e-1))
def test_the_inverse_holds_for_a_rare_few(lumen_percent):
    few = lumens.largest_percent_with_lumen(lumen_percent, 100, 1.4, 5)
    assert 100 * lumens.share_of_lumen_in_largest(few, 100, 1.4, 5) == CLOSE(lumen_percent, rel=1e-6)


@given(medians, spreads, bilayers, scores)
def test_lumen_above_a_diameter_agrees_with_adding_up(grid, median, spread, b, z):
    edge = max(median * spread**z, 2 * b)
    d, n = grid(median, spread, edge)
    every, all_n = grid(median, spread, 2 * b)
    added = np.sum(n * (d - 2 * b) ** 3) / np.sum(all_n * (every - 2 * b) ** 3)
    assert lumens.lumen_percent_above(edge, median, spread, b) == CLOSE(100 * added, abs=1e-3)
    assert lumens.lumen_percent_above(b, median, spread, b) == CLOSE(100)


@given(medians, spreads, bilayers)
def test_mean_by_lumen_agrees_with_adding_up(grid, median, spread, b):
    d, n = grid(median, spread, 2 * b)
    lumen = n * (d - 2 * b) ** 3
    assert lumens.mean_by_lumen_nm(median, spread, b) == CLOSE(np.sum(lumen * d) / np.sum(lumen), rel=1e-5)
    assert lumens.mean_by_lumen_nm(median, spread, b) > lognormal.weighted_mean_nm(median, spread, 3) * (1 - 1e-9)
