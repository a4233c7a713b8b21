"""Size distribution: closed forms against adding up and against drawn vesicles, and what must hold for every population."""

import doctest
import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from exoteach.models import sizes as m

medians, spreads, powers = st.floats(20, 500), st.floats(1.05, 2.5), st.floats(0, 6)
bilayers, percents = st.floats(0.5, 9), st.floats(0.01, 99.99)
scores = st.floats(-4, 4)
CLOSE = pytest.approx
CASE = dict(median_nm=100.0, geometric_sd=1.4)
FRAME = CASE | dict(lower_limit_nm=70.0, bilayer_nm=5.0, largest_percent=10.0, above=False, sweep=[20.0, 100.0, 300.0])


def grid(median, spread, low=0.0, points=20_001):
    """Diameters above a lower one, with the number of vesicles at each: trapezoids in the logarithm, no error function."""
    s = math.log(spread)
    start = -12.0 if low <= 0 else max(-12.0, math.log(low / median) / s)
    z = np.linspace(start, start + 40, points)
    weight = np.exp(-(z**2) / 2) / math.sqrt(2 * math.pi) * (z[1] - z[0])
    weight[0], weight[-1] = weight[0] / 2, weight[-1] / 2
    return median * np.exp(s * z), weight


def drawn(count=1_000_000):
    return np.exp(np.random.default_rng(3).normal(math.log(100), math.log(1.4), count))


@given(medians, spreads, scores)
def test_density_adds_up_to_the_share_below(median, spread, z):
    edge = median * spread**z
    inside = np.linspace(median * spread**-9, edge, 200_001)
    added = np.trapezoid(m.density_per_nm(inside, median, spread), inside)
    assert added == CLOSE(m.share_below(edge, median, spread), abs=1e-4)


@given(medians, spreads, scores, powers)
def test_share_below_agrees_with_adding_up(median, spread, z, power):
    """To 1e-7, the error function with it: the sum knows only the exponential."""
    edge = median * spread**z
    d, n = grid(median, spread, edge)
    every, all_n = grid(median, spread)
    above = np.sum(n * (d / median) ** power) / np.sum(all_n * (every / median) ** power)
    assert m.share_below(edge, median, spread, power) == CLOSE(1 - above, abs=1e-7)


@given(medians, spreads, powers)
def test_weighted_mean_agrees_with_adding_up(median, spread, power):
    d, n = grid(median, spread)
    weight = n * (d / median) ** power
    assert m.weighted_mean_nm(median, spread, power) == CLOSE(np.sum(weight * d) / np.sum(weight), rel=1e-7)


@given(medians, spreads, st.floats(-4, 6), powers)
def test_seen_mean_agrees_with_adding_up(median, spread, z, power):
    limit = median * spread**z
    d, n = grid(median, spread, limit)
    weight = n * (d / median) ** power
    assert m.seen_mean_nm(median, spread, limit, power) == CLOSE(np.sum(weight * d) / np.sum(weight), rel=1e-5)


@given(medians, spreads, bilayers, percents)
def test_share_of_lumen_agrees_with_adding_up(median, spread, b, percent):
    edge = max(m.smallest_of_largest_nm(percent, median, spread), 2 * b)
    (d, n), (every, all_n) = grid(median, spread, edge), grid(median, spread, 2 * b)
    added = np.sum(n * ((d - 2 * b) / median) ** 3) / np.sum(all_n * ((every - 2 * b) / median) ** 3)
    assert m.share_of_lumen_in_largest(percent, median, spread, b) == CLOSE(added, rel=1e-5)


def test_everything_agrees_with_a_million_drawn_vesicles():
    d = drawn()
    for power in (0, 2, 3, 6):
        assert m.weighted_mean_nm(100, 1.4, power) == CLOSE(np.average(d, weights=d**power), rel=0.02)
    assert m.share_below(70, 100, 1.4) == CLOSE((d < 70).mean(), rel=0.01)
    assert m.seen_mean_nm(100, 1.4, 70) == CLOSE(d[d > 70].mean(), rel=0.002)
    lumen, largest = np.maximum(d - 10, 0) ** 3, d >= np.quantile(d, 0.9)
    assert m.share_of_lumen_in_largest(10, 100, 1.4, 5) == CLOSE(lumen[largest].sum() / lumen.sum(), rel=0.01)
    assert m.smallest_of_largest_nm(10, 100, 1.4) == CLOSE(d[largest].min(), rel=0.005)
    counts, edges = np.histogram(d, bins=40, range=(50, 200))
    middle = (edges[1:] + edges[:-1]) / 2
    assert m.density_per_nm(middle, 100, 1.4) == CLOSE(counts / len(d) / np.diff(edges), rel=0.06)


@given(medians, spreads, powers)
def test_the_mode_is_the_peak(median, spread, power):
    mode = float(m.weighted_mode_nm(median, spread, power))
    at, left, right = (m.density_per_nm(d, median, spread) * (d / mode) ** power for d in (mode, mode * 0.99, mode * 1.01))
    assert at > left and at > right


@given(medians, st.floats(1.05, 2), powers, st.floats(0.1, 3), st.floats(1.01, 1.2))
def test_means_rise_with_weight_and_width(median, spread, power, more, wider):
    mean = m.weighted_mean_nm(median, spread, power)
    assert median < mean < m.weighted_mean_nm(median, spread, power + more)
    assert mean < m.weighted_mean_nm(median, spread * wider, power)


@given(medians, powers)
def test_without_width_all_means_are_the_median(median, power):
    assert m.weighted_mean_nm(median, 1 + 1e-9, power) == CLOSE(median)
    assert m.share_of_lumen_in_largest(25, median, 1 + 1e-5, 4) == CLOSE(0.25, abs=1e-2)


@given(medians, spreads, powers, st.floats(1.1, 10))
def test_scaling_all_lengths_scales_lengths_only(median, spread, power, k):
    assert m.weighted_mean_nm(k * median, spread, power) == CLOSE(k * m.weighted_mean_nm(median, spread, power))
    assert m.density_per_nm(k * 80, k * median, spread) == CLOSE(m.density_per_nm(80, median, spread) / k)
    assert m.share_below(k * 80, k * median, spread, power) == CLOSE(m.share_below(80, median, spread, power), abs=1e-12)
    assert m.share_of_lumen_in_largest(10, k * median, spread, k * 4) == CLOSE(m.share_of_lumen_in_largest(10, median, spread, 4))


@given(medians, spreads, scores, st.floats(0.01, 2))
def test_a_higher_limit_hides_more_and_lifts_the_mean(median, spread, z, up):
    low, high = median * spread**z, median * spread ** (z + up)
    assert m.share_below(low, median, spread) < m.share_below(high, median, spread)
    mean = m.seen_mean_nm(median, spread, low)
    assert max(low, m.weighted_mean_nm(median, spread, 0)) < mean < m.seen_mean_nm(median, spread, high)


@given(medians, spreads, powers)
def test_an_instrument_without_a_limit_sees_all(median, spread, power):
    assert m.seen_mean_nm(median, spread, 0, power) == CLOSE(m.weighted_mean_nm(median, spread, power))
    assert m.share_below(0, median, spread, power) == 0


@given(medians, spreads, st.floats(-3, 3))
def test_seen_and_unseen_make_up_the_whole(median, spread, z):
    """Unseen share times unseen mean and seen share times seen mean add up to the mean; the unseen part is added up."""
    limit = median * spread**z
    d, n = grid(median, spread)
    unseen = np.sum((n * d)[d <= limit])
    seen = (1 - m.share_below(limit, median, spread)) * m.seen_mean_nm(median, spread, limit)
    assert unseen + seen == CLOSE(m.weighted_mean_nm(median, spread, 0), rel=0.01)


@given(medians, spreads, percents)
def test_the_edge_of_the_largest_leaves_the_rest_below(median, spread, percent):
    edge = m.smallest_of_largest_nm(percent, median, spread)
    assert 100 * (1 - m.share_below(edge, median, spread)) == CLOSE(percent, rel=1e-6)


@given(medians, spreads, bilayers, percents, st.floats(1.01, 3))
def test_the_largest_hold_more_than_their_number(median, spread, b, percent, k):
    share = m.share_of_lumen_in_largest(percent, median, spread, b)
    assert percent / 100 < share <= 1 + 1e-9
    if percent * k < 100:
        assert share <= m.share_of_lumen_in_largest(percent * k, median, spread, b) * (1 + 1e-9)
    assert share * (1 + 1e-9) >= m.share_of_lumen_in_largest(percent, median, spread, b / k)  # a membrane costs the small ones more


@given(medians, spreads, bilayers, st.floats(0.1, 99))
def test_share_and_its_inverse_undo_each_other(median, spread, b, percent):
    share = 100 * float(m.share_of_lumen_in_largest(percent, median, spread, b))
    assume(share < 99.99)
    assert m.largest_percent_with_lumen(share, median, spread, b) == CLOSE(percent, rel=1e-5)


@given(st.floats(1e-4, 1e-1))
def test_the_inverse_holds_for_a_rare_few(lumen_percent):
    few = m.largest_percent_with_lumen(lumen_percent, 100, 1.4, 5)
    assert 100 * m.share_of_lumen_in_largest(few, 100, 1.4, 5) == CLOSE(lumen_percent, rel=1e-6)


def test_hand_computed_points():
    """g = e: s = 1, so every mean is the median times e to a half-integer; one s above it lie 15.87 %, two 2.275 %."""
    e = math.e
    assert [m.weighted_mean_nm(100, e, p) / 100 for p in (0, 2, 3, 6)] == CLOSE([e**0.5, e**2.5, e**3.5, e**6.5])
    assert m.weighted_mode_nm(100, e, 0) == CLOSE(100 / e) and m.weighted_mode_nm(100, e, 1) == CLOSE(100)
    assert [m.share_below(100 / e**z, 100, e) for z in (0, 1, 2, 6)] == CLOSE(
        [0.5, 0.158655254, 0.022750132, 9.865876e-10], rel=1e-6
    )
    assert m.share_below(100 * e**3, 100, e, 3) == CLOSE(0.5)
    assert m.density_per_nm(100, 100, e) == CLOSE(0.00398942, rel=1e-5)
    assert m.smallest_of_largest_nm(15.8655254, 100, e) == CLOSE(100 * e, rel=1e-6)


def test_tails_keep_their_digits():
    """Six to thirty SDs out: 1 - Φ would be nothing but rounding."""
    z = np.array([10.0, 20.0, 30.0])
    leading = np.exp(-(z**2) / 2) / (z * np.sqrt(2 * np.pi))
    below = m.share_below(100 / 1.1**z, 100, 1.1)
    assert (below < leading).all() and (below > leading * (1 - 1 / z**2)).all()
    assert 100 * 1.1**30 < m.seen_mean_nm(100, 1.1, 100 * 1.1**30) < 100 * 1.1**30.1


@given(medians, st.floats(1.05, 2), st.floats(0, 150), bilayers, st.floats(1, 50))
def test_frame_says_the_same_as_its_functions(median, spread, limit, b, percent):
    assume(limit < median * spread**8)
    sweep = np.linspace(20, 400, 39)
    frame = m.sizes_by_weight(
        median_nm=median, geometric_sd=spread, lower_limit_nm=limit, bilayer_nm=b, largest_percent=percent, above=False, sweep=sweep
    )
    rows = frame[frame["role"] == "reading"]
    read = dict(zip(rows["series"], rows["y"], strict=True))
    assert list(frame.columns) == ["role", "series", "x", "y", "low", "high"]
    means = [read[f"{name}_mean_nm"] for name in ("number", "area", "volume", "intensity")]
    assert means == CLOSE([float(m.weighted_mean_nm(median, spread, p)) for p in (0, 2, 3, 6)]) and means == sorted(means)
    assert read["unseen_percent"] == CLOSE(100 * m.share_below(limit, median, spread))
    assert read["impossible_percent"] == CLOSE(100 * m.share_below(2 * b, median, spread))
    assert read["seen_mean_nm"] == CLOSE(m.seen_mean_nm(median, spread, limit))
    assert read["lumen_share_of_largest_percent"] == CLOSE(100 * m.share_of_lumen_in_largest(percent, median, spread, b))
    assert read["smallest_of_largest_nm"] == CLOSE(m.smallest_of_largest_nm(percent, median, spread))
    assert (read["mode_nm"], read["median_nm"], read["geometric_sd"]) == CLOSE(
        (m.weighted_mode_nm(median, spread, 0), median, spread)
    )
    assert (read["lower_limit_nm"], read["largest_percent"]) == (limit, percent)
    line = frame[frame["role"] == "limit"].iloc[0]
    assert (line["series"], line["x"], line["low"], line["high"]) == ("lower_limit", limit, 0, 100)


@given(medians, st.floats(1.05, 2))
def test_curves_are_the_weighted_densities_over_their_peaks(median, spread):
    fine = median * np.exp(np.linspace(-4, 8, 24_001) * math.log(spread) * max(1, math.log(spread)))
    frame = m.sizes_by_weight(**FRAME | dict(median_nm=median, geometric_sd=spread, lower_limit_nm=0.0, sweep=fine))
    for name, power in (("number", 0), ("area", 2), ("volume", 3), ("intensity", 6)):
        drawn_curve = frame[(frame["role"] == "model") & (frame["series"] == name)]
        weighted = m.density_per_nm(fine, median, spread) * (fine / median) ** power
        assert np.abs(drawn_curve["y"].to_numpy() - 100 * weighted / weighted.max()).max() < 1e-2
        assert 99.9 < drawn_curve["y"].max() <= 100
        mean = frame[frame["series"] == f"{name}_mean"].iloc[0]
        at_peak = 100 * np.exp(
            -9 / 8 * math.log(spread) ** 2
        )  # a mean lies one and a half squared SDs above the peak, in logarithms
        assert (mean["x"], mean["y"]) == CLOSE((m.weighted_mean_nm(median, spread, power), at_peak))


@given(medians, st.floats(1.05, 2), bilayers)
def test_the_curve_by_lumen_leaves_the_membrane_out(median, spread, b):
    fine = median * np.exp(np.linspace(-4, 8, 4001) * math.log(spread))
    frame = m.sizes_by_weight(**FRAME | dict(median_nm=median, geometric_sd=spread, lower_limit_nm=0.0, bilayer_nm=b, sweep=fine))
    wanted = np.maximum(fine - 2 * b, 0) ** 3 * m.density_per_nm(fine, median, spread)
    curve = frame[frame["series"] == "lumen"]["y"].to_numpy()
    assert curve == CLOSE(100 * wanted / wanted.max(), abs=0.01) and (curve[fine <= 2 * b] == 0).all()


@given(medians, st.floats(1.05, 2), bilayers)
def test_curves_from_above_say_how_much_is_left(median, spread, b):
    sweep = median * spread ** np.linspace(-3, 5, 41)
    frame = m.sizes_by_weight(
        **FRAME | dict(median_nm=median, geometric_sd=spread, lower_limit_nm=0.0, bilayer_nm=b, above=True, sweep=sweep)
    )
    for name, power in (("number", 0), ("area", 2), ("volume", 3), ("intensity", 6)):
        curve = frame[(frame["role"] == "model") & (frame["series"] == name)]
        assert curve["y"].to_numpy() == CLOSE(100 - 100 * m.share_below(sweep, median, spread, power), abs=1e-9)
    lumen = frame[frame["series"] == "lumen"]["y"].to_numpy()
    assert lumen == CLOSE(m.lumen_percent_above(sweep, median, spread, b)) and (np.diff(lumen) <= 1e-9).all()
    smallest = m.smallest_of_largest_nm(10, median, spread)
    for series, x in (("chosen", smallest), ("lumen_mean", m.mean_by_lumen_nm(median, spread, b))):
        point = frame[frame["series"] == series].iloc[0]
        assert (point["x"], point["y"]) == CLOSE((x, m.lumen_percent_above(x, median, spread, b)))


@given(medians, spreads, bilayers, scores)
def test_lumen_above_a_diameter_agrees_with_adding_up(median, spread, b, z):
    edge = max(median * spread**z, 2 * b)
    d, n = grid(median, spread, edge)
    every, all_n = grid(median, spread, 2 * b)
    added = np.sum(n * (d - 2 * b) ** 3) / np.sum(all_n * (every - 2 * b) ** 3)
    assert m.lumen_percent_above(edge, median, spread, b) == CLOSE(100 * added, abs=1e-3)
    assert m.lumen_percent_above(b, median, spread, b) == CLOSE(100)


@given(medians, spreads, bilayers)
def test_mean_by_lumen_agrees_with_adding_up(median, spread, b):
    d, n = grid(median, spread, 2 * b)
    lumen = n * (d - 2 * b) ** 3
    assert m.mean_by_lumen_nm(median, spread, b) == CLOSE(np.sum(lumen * d) / np.sum(lumen), rel=1e-5)
    assert m.mean_by_lumen_nm(median, spread, b) > m.weighted_mean_nm(median, spread, 3) * (1 - 1e-9)


def test_arrays_broadcast_and_one_number_gives_one_number():
    assert m.weighted_mean_nm([[50], [100]], 1.4, [0, 2, 3]).shape == (2, 3)
    assert m.share_of_lumen_in_largest([1, 10], [[50], [100]], 1.4, 5).shape == (2, 2)
    table = m.largest_percent_with_lumen([[20], [50]], [50, 100, 200], 1.4, 5)
    assert table.shape == (2, 3) and table[1, 1] == m.largest_percent_with_lumen(50, 100, 1.4, 5)
    assert m.seen_mean_nm(100, [1.2, 1.4], [[0], [70]]).shape == (2, 2)
    for value in (m.density_per_nm(100, **CASE), m.share_below(100, **CASE), m.weighted_mean_nm(**CASE, power=3), m.weighted_mode_nm(**CASE, power=3),
                  m.seen_mean_nm(**CASE, lower_limit_nm=70), m.smallest_of_largest_nm(10, **CASE), m.share_of_lumen_in_largest(10, **CASE, bilayer_nm=5),
                  m.largest_percent_with_lumen(50, **CASE, bilayer_nm=5)):  # fmt: skip
        assert isinstance(value, float)


CASES = {
    m.density_per_nm: CASE | dict(diameter_nm=80),
    m.share_below: CASE | dict(diameter_nm=80, power=2),
    m.weighted_mean_nm: CASE | dict(power=2),
    m.weighted_mode_nm: CASE | dict(power=2),
    m.seen_mean_nm: CASE | dict(lower_limit_nm=70, power=2),
    m.smallest_of_largest_nm: CASE | dict(largest_percent=10),
    m.share_of_lumen_in_largest: CASE | dict(largest_percent=10, bilayer_nm=5),
    m.largest_percent_with_lumen: CASE | dict(lumen_percent=50, bilayer_nm=5),
    m.lumen_percent_above: CASE | dict(diameter_nm=80, bilayer_nm=5),
    m.mean_by_lumen_nm: CASE | dict(bilayer_nm=5),
    m.sizes_by_weight: FRAME,
}
RANGES = {"median_nm": "above 0", "geometric_sd": "above 1", "power": "of at least 0", "lower_limit_nm": "of at least 0", "bilayer_nm": "above 0",
          "largest_percent": "above 0 and below 100", "lumen_percent": "above 0 and below 100", "sweep": "above 0"}  # fmt: skip
WRONG = {"above 0": [0, -1], "above 1": [1, 0.5, -2], "of at least 0": [-0.1], "above 0 and below 100": [0, 100, -5, 250]}
IMPOSSIBLE = [
    (f, name, wrong)
    for f, case in CASES.items()
    for name in case
    if name in RANGES
    for wrong in [*WRONG[RANGES[name]], float("nan"), float("inf"), None, "wide"]
]


@pytest.mark.parametrize("function, name, wrong", IMPOSSIBLE, ids=[f"{f.__name__}-{n}-{w}" for f, n, w in IMPOSSIBLE])
def test_impossible_argument_is_named(function, name, wrong):
    with pytest.raises(ValueError, match=f"{name} must be a number {RANGES[name]}"):
        function(**CASES[function] | {name: wrong})


def test_diameters_have_their_limits():
    with pytest.raises(ValueError, match="diameter_nm must be a number above 0"):
        m.density_per_nm(0, **CASE)
    with pytest.raises(ValueError, match="diameter_nm must be a number of at least 0"):
        m.share_below(-1, **CASE)


@pytest.mark.parametrize(
    "function",
    [m.share_of_lumen_in_largest, m.largest_percent_with_lumen, m.lumen_percent_above, m.mean_by_lumen_nm, m.sizes_by_weight],
)
def test_a_median_vesicle_without_lumen_is_refused(function):
    with pytest.raises(ValueError, match=r"bilayer_nm must be below half of median_nm = 100 \(got 50\)"):
        function(**CASES[function] | dict(bilayer_nm=50))


@pytest.mark.parametrize("function", [m.seen_mean_nm, m.sizes_by_weight])
def test_an_instrument_that_sees_nothing_is_refused(function):
    with pytest.raises(ValueError, match=r"lower_limit_nm must be low enough to leave something to see \(got 1e\+08"):
        function(**CASES[function] | dict(lower_limit_nm=1e8))


@pytest.mark.parametrize("function", [f for f in CASES if f not in (m.density_per_nm, m.share_below)])
def test_a_width_beyond_all_numbers_is_refused(function):
    with pytest.raises(ValueError, match="geometric_sd must be smaller for this median"):
        function(**CASES[function] | dict(geometric_sd=1e300))


def test_examples_in_docstrings_are_true():
    result = doctest.testmod(m)
    assert result.attempted >= 9 and result.failed == 0
