"""Several studies: the formulas against cases done by hand, and what must hold whatever the studies are."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exoteach.models import studies as m

CLOSE = pytest.approx
study = st.tuples(st.floats(-100, 100), st.floats(0.1, 50))
several = st.lists(study, min_size=2, max_size=12).map(lambda rows: [list(column) for column in zip(*rows, strict=True)])


def test_two_studies_by_hand():
    """10 ± 1 and 13 ± 2: weights 1 and 1/4, mean 13.25/1.25, chi² = 0.6² + 1.2²; S is 3 over the root of 5."""
    values, errors = [10, 13], [1, 2]
    assert m.weighted_mean(values, errors) == CLOSE(10.6)
    assert m.mean_error(errors) == CLOSE(math.sqrt(0.8))
    assert m.scale_factor(values, errors) == CLOSE(math.sqrt(0.36 + 1.44)) == CLOSE(3 / math.sqrt(5))
    assert m.scale_factor_of_two(10, 1, 13, 2) == CLOSE(3 / math.sqrt(5))


def test_three_equal_errors_by_hand():
    """1, 2, 6 with errors of 2: plain mean 3, chi² = (4 + 1 + 9)/4, over two degrees of freedom."""
    assert m.weighted_mean([1, 2, 6], [2, 2, 2]) == CLOSE(3)
    assert m.mean_error([2, 2, 2]) == CLOSE(2 / math.sqrt(3))
    assert m.scale_factor([1, 2, 6], [2, 2, 2]) == CLOSE(math.sqrt(1.75))


@given(study, study)
def test_two_studies_have_one_scale_factor_by_either_formula(one, other):
    both = m.scale_factor([one[0], other[0]], [one[1], other[1]])
    assert m.scale_factor_of_two(*one, *other) == CLOSE(both, abs=1e-9)


@given(several)
def test_the_mean_lies_among_the_studies_and_is_surer_than_the_surest(studies):
    values, errors = studies
    assert min(values) - 1e-9 <= m.weighted_mean(values, errors) <= max(values) + 1e-9
    assert m.mean_error(errors) < min(errors)


@given(several, st.floats(-1000, 1000), st.floats(0.01, 100))
def test_shift_and_unit_change_nothing_but_themselves(studies, shift, factor):
    """Another zero or another unit moves the mean with it and leaves the disagreement as it was."""
    values, errors = map(np.array, studies)
    mean, scale = m.weighted_mean(values, errors), m.scale_factor(values, errors)
    assert m.weighted_mean(factor * values + shift, factor * errors) == CLOSE(factor * mean + shift, rel=1e-6, abs=1e-6)
    assert m.scale_factor(factor * values + shift, factor * errors) == CLOSE(scale, rel=1e-4, abs=1e-6)


@given(several, st.floats(1.5, 10))
def test_larger_errors_mean_less_disagreement(studies, factor):
    values, errors = map(np.array, studies)
    assert m.scale_factor(values, factor * errors) == CLOSE(m.scale_factor(values, errors) / factor, abs=1e-9)


@given(several)
def test_the_mean_is_where_the_disagreement_is_least(studies):
    values, errors = map(np.array, studies)
    mean, least = m.weighted_mean(values, errors), m.scale_factor(values, errors) ** 2 * (len(values) - 1)
    for beside in (mean - m.mean_error(errors), mean + m.mean_error(errors)):
        assert np.sum(((values - beside) / errors) ** 2) == CLOSE(least + 1, rel=1e-6, abs=1e-6)


@given(several)
def test_the_sum_of_the_curves_has_an_area_of_one(studies):
    values, errors = studies
    x = np.unique(np.concatenate([v + e * np.linspace(-9, 9, 2001) for v, e in zip(*studies, strict=True)]))
    assert np.trapezoid(m.ideogram(x, values, errors), x) == CLOSE(1, abs=2e-3)


def test_the_weight_of_a_curve_is_one_over_its_error():
    """Far apart, two hills: their areas are as 1/1 to 1/4, so their heights as 16 to 1."""
    low, high = m.ideogram([0, 1000], [0, 1000], [1, 4])
    assert low / high == CLOSE(16)
    assert low == CLOSE(0.8 / math.sqrt(2 * math.pi))


@given(several)
def test_the_frame_holds_what_the_functions_say(studies):
    values, errors = studies
    sweep = np.linspace(-300, 300, 601)
    frame = m.several_studies(values=values, errors=errors, sweep=sweep)
    assert list(frame.columns) == ["role", "series", "x", "y", "low", "high", "x_low", "x_high"]
    rows = frame[frame["role"] == "reading"]
    read = dict(zip(rows["series"], rows["y"], strict=True))
    scale, error = m.scale_factor(values, errors), m.mean_error(errors)
    assert read["summed"] == len(values)
    assert read["mean"] == CLOSE(m.weighted_mean(values, errors))
    assert (read["mean_error"], read["scale_factor"]) == CLOSE((error, scale))
    assert read["enlarged_error"] == CLOSE(error * scale if scale > 1 else error)
    band = frame[frame["role"] == "band"].iloc[0]
    assert (band["x"], band["x_high"] - band["x"]) == CLOSE((read["mean"], read["enlarged_error"]), abs=1e-9)
    assert band["x_high"] - band["x"] == CLOSE(band["x"] - band["x_low"], abs=1e-9)
    curve = frame[frame["series"] == "ideogram"]
    wanted = m.ideogram(curve["x"], values, errors)
    assert set(sweep) | set(values) == set(curve["x"])
    assert curve["y"].max() == 1 and curve["y"].to_numpy() == CLOSE(wanted / wanted.max())


@pytest.mark.parametrize("count", [0, 1])
def test_too_few_studies_say_no_more_than_they_can(count):
    """One study keeps its value, but no interval: how well it stands cannot be known from itself."""
    frame = m.several_studies(values=[5.0][:count], errors=[1.0][:count], sweep=[4.0, 5.0])
    rows = frame[frame["role"] == "reading"]
    read = dict(zip(rows["series"], rows["y"], strict=True))
    assert read["summed"] == count
    assert math.isnan(read["scale_factor"]) and math.isnan(read["enlarged_error"])
    assert math.isnan(read["mean"]) == (count == 0)
    assert frame[frame["series"] == "ideogram"]["y"].isna().all() == (count == 0)


@pytest.mark.parametrize("wrong", [[0, 1], [-1, 1], [float("nan"), 1], ["wide", 1]], ids=repr)
@pytest.mark.parametrize(
    "call", [m.weighted_mean, m.scale_factor, lambda v, e: m.mean_error(e), lambda v, e: m.ideogram([0], v, e)]
)
def test_an_error_that_is_none_is_refused(call, wrong):
    with pytest.raises(ValueError, match="errors must be a number above 0"):
        call([1, 2], wrong)


@pytest.mark.parametrize("name", ["first_error", "second_error"])
def test_errors_of_two_studies_are_named(name):
    case = dict(first=10, first_error=4, second=30, second_error=5)
    with pytest.raises(ValueError, match=f"{name} must be a number above 0"):
        m.scale_factor_of_two(**case | {name: 0})


def test_studies_must_fit_together():
    with pytest.raises(ValueError, match=r"values and errors must be of one length \(got 3 and 2\)"):
        m.weighted_mean([1, 2, 3], [1, 2])
    with pytest.raises(ValueError, match=r"values must hold at least 2 studies \(got 1\)"):
        m.scale_factor([1], [1])
    with pytest.raises(ValueError, match=r"values must hold at least 1 study \(got 0\)"):
        m.weighted_mean([], [])
    with pytest.raises(ValueError, match=r"values must be finite numbers \(got inf\)"):
        m.weighted_mean([1, math.inf], [1, 1])
