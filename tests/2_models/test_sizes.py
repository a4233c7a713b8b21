"""Which mean? The frame says what its functions say, and no function takes an impossible population."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from exoteach.models import lognormal, lumens, sizes

medians, bilayers = st.floats(20, 500), st.floats(0.5, 9)
CLOSE = pytest.approx
CASE = dict(median_nm=100.0, geometric_sd=1.4)
FRAME = CASE | dict(lower_limit_nm=70.0, bilayer_nm=5.0, largest_percent=10.0, above=False, sweep=[20.0, 100.0, 300.0])


@given(medians, st.floats(1.05, 2), st.floats(0, 150), bilayers, st.floats(1, 50))
def test_frame_says_the_same_as_its_functions(median, spread, limit, b, percent):
    assume(limit < median * spread**8)
    sweep = np.linspace(20, 400, 39)
    frame = sizes.sizes_by_weight(
        median_nm=median, geometric_sd=spread, lower_limit_nm=limit, bilayer_nm=b, largest_percent=percent, above=False, sweep=sweep
    )
    rows = frame[frame["role"] == "reading"]
    read = dict(zip(rows["series"], rows["y"], strict=True))
    assert list(frame.columns) == ["role", "series", "x", "y", "low", "high"]
    means = [read[f"{name}_mean_nm"] for name in ("number", "area", "volume", "intensity")]
    assert means == CLOSE([float(lognormal.weighted_mean_nm(median, spread, p)) for p in (0, 2, 3, 6)]) and means == sorted(means)
    assert read["unseen_percent"] == CLOSE(100 * lognormal.share_below(limit, median, spread))
    assert read["impossible_percent"] == CLOSE(100 * lognormal.share_below(2 * b, median, spread))
    assert read["seen_mean_nm"] == CLOSE(lognormal.seen_mean_nm(median, spread, limit))
    assert read["lumen_share_of_largest_percent"] == CLOSE(100 * lumens.share_of_lumen_in_largest(percent, median, spread, b))
    assert read["smallest_of_largest_nm"] == CLOSE(lognormal.smallest_of_largest_nm(percent, median, spread))
    assert (read["mode_nm"], read["median_nm"], read["geometric_sd"]) == CLOSE(
        (lognormal.weighted_mode_nm(median, spread, 0), median, spread)
    )
    assert (read["lower_limit_nm"], read["largest_percent"]) == (limit, percent)
    line = frame[frame["role"] == "limit"].iloc[0]
    assert (line["series"], line["x"], line["low"], line["high"]) == ("lower_limit", limit, 0, 100)


@given(medians, st.floats(1.05, 2))
def test_curves_are_the_weighted_densities_over_their_peaks(median, spread):
    fine = median * np.exp(np.linspace(-4, 8, 24_001) * math.log(spread) * max(1, math.log(spread)))
    frame = sizes.sizes_by_weight(**FRAME | dict(median_nm=median, geometric_sd=spread, lower_limit_nm=0.0, sweep=fine))
    for name, power in (("number", 0), ("area", 2), ("volume", 3), ("intensity", 6)):
        drawn_curve = frame[(frame["role"] == "model") & (frame["series"] == name)]
        weighted = lognormal.density_per_nm(fine, median, spread) * (fine / median) ** power
        assert np.abs(drawn_curve["y"].to_numpy() - 100 * weighted / weighted.max()).max() < 1e-2
        assert 99.9 < drawn_curve["y"].max() <= 100
        mean = frame[frame["series"] == f"{name}_mean"].iloc[0]
        at_peak = 100 * np.exp(
            -9 / 8 * math.log(spread) ** 2
        )  # a mean lies one and a half squared SDs above the peak, in logarithms
        assert (mean["x"], mean["y"]) == CLOSE((lognormal.weighted_mean_nm(median, spread, power), at_peak))


@given(medians, st.floats(1.05, 2), bilayers)
def test_the_curve_by_lumen_leaves_the_membrane_out(median, spread, b):
    fine = median * np.exp(np.linspace(-4, 8, 4001) * math.log(spread))
    frame = sizes.sizes_by_weight(
        **FRAME | dict(median_nm=median, geometric_sd=spread, lower_limit_nm=0.0, bilayer_nm=b, sweep=fine)
    )
    wanted = np.maximum(fine - 2 * b, 0) ** 3 * lognormal.density_per_nm(fine, median, spread)
    curve = frame[frame["series"] == "lumen"]["y"].to_numpy()
    assert curve == CLOSE(100 * wanted / wanted.max(), abs=0.01) and (curve[fine <= 2 * b] == 0).all()


@given(medians, st.floats(1.05, 2), bilayers)
def test_curves_from_above_say_how_much_is_left(median, spread, b):
    sweep = median * spread ** np.linspace(-3, 5, 41)
    frame = sizes.sizes_by_weight(
        **FRAME | dict(median_nm=median, geometric_sd=spread, lower_limit_nm=0.0, bilayer_nm=b, above=True, sweep=sweep)
    )
    for name, power in (("number", 0), ("area", 2), ("volume", 3), ("intensity", 6)):
        curve = frame[(frame["role"] == "model") & (frame["series"] == name)]
        assert curve["y"].to_numpy() == CLOSE(100 - 100 * lognormal.share_below(sweep, median, spread, power), abs=1e-9)
    lumen = frame[frame["series"] == "lumen"]["y"].to_numpy()
    assert lumen == CLOSE(lumens.lumen_percent_above(sweep, median, spread, b)) and (np.diff(lumen) <= 1e-9).all()
    smallest = lognormal.smallest_of_largest_nm(10, median, spread)
    for series, x in (("chosen", smallest), ("lumen_mean", lumens.mean_by_lumen_nm(median, spread, b))):
        point = frame[frame["series"] == series].iloc[0]
        assert (point["x"], point["y"]) == CLOSE((x, lumens.lumen_percent_above(x, median, spread, b)))


def test_arrays_broadcast_and_one_number_gives_one_number():
    assert lognormal.weighted_mean_nm([[50], [100]], 1.4, [0, 2, 3]).shape == (2, 3)
    assert lumens.share_of_lumen_in_largest([1, 10], [[50], [100]], 1.4, 5).shape == (2, 2)
    table = lumens.largest_percent_with_lumen([[20], [50]], [50, 100, 200], 1.4, 5)
    assert table.shape == (2, 3) and table[1, 1] == lumens.largest_percent_with_lumen(50, 100, 1.4, 5)
    assert lognormal.seen_mean_nm(100, [1.2, 1.4], [[0], [70]]).shape == (2, 2)
    for value in (lognormal.density_per_nm(100, **CASE), lognormal.share_below(100, **CASE), lognormal.weighted_mean_nm(**CASE, power=3), lognormal.weighted_mode_nm(**CASE, power=3),
                  lognormal.seen_mean_nm(**CASE, lower_limit_nm=70), lognormal.smallest_of_largest_nm(10, **CASE), lumens.share_of_lumen_in_largest(10, **CASE, bilayer_nm=5),
                  lumens.largest_percent_with_lumen(50, **CASE, bilayer_nm=5)):  # fmt: skip
        assert isinstance(value, float)


CASES = {
    lognormal.density_per_nm: CASE | dict(diameter_nm=80),
    lognormal.share_below: CASE | dict(diameter_nm=80, power=2),
    lognormal.weighted_mean_nm: CASE | dict(power=2),
    lognormal.weighted_mode_nm: CASE | dict(power=2),
    lognormal.seen_mean_nm: CASE | dict(lower_limit_nm=70, power=2),
    lognormal.moment_above: CASE | dict(diameter_nm=80, power=2),
    lognormal.smallest_of_largest_nm: CASE | dict(largest_percent=10),
    lumens.share_of_lumen_in_largest: CASE | dict(largest_percent=10, bilayer_nm=5),
    lumens.largest_percent_with_lumen: CASE | dict(lumen_percent=50, bilayer_nm=5),
    lumens.lumen_percent_above: CASE | dict(diameter_nm=80, bilayer_nm=5),
    lumens.mean_by_lumen_nm: CASE | dict(bilayer_nm=5),
    sizes.sizes_by_weight: FRAME,
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
        lognormal.density_per_nm(0, **CASE)
    with pytest.raises(ValueError, match="diameter_nm must be a number of at least 0"):
        lognormal.share_below(-1, **CASE)


@pytest.mark.parametrize(
    "function",
    [
        lumens.share_of_lumen_in_largest,
        lumens.largest_percent_with_lumen,
        lumens.lumen_percent_above,
        lumens.mean_by_lumen_nm,
        sizes.sizes_by_weight,
    ],
)
def test_a_median_vesicle_without_lumen_is_refused(function):
    with pytest.raises(ValueError, match=r"bilayer_nm must be below half of median_nm = 100 \(got 50\)"):
        function(**CASES[function] | dict(bilayer_nm=50))


@pytest.mark.parametrize("function", [lognormal.seen_mean_nm, sizes.sizes_by_weight])
def test_an_instrument_that_sees_nothing_is_refused(function):
    with pytest.raises(ValueError, match=r"lower_limit_nm must be low enough to leave something to see \(got 1e\+08"):
        function(**CASES[function] | dict(lower_limit_nm=1e8))


@pytest.mark.parametrize("function", [f for f in CASES if f not in (lognormal.density_per_nm, lognormal.share_below)])
def test_a_width_beyond_all_numbers_is_refused(function):
    with pytest.raises(ValueError, match="geometric_sd must be smaller for this median"):
        function(**CASES[function] | dict(geometric_sd=1e300))
