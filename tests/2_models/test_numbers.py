"""Numbers as people type and read them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exoteach.course.numbers import Shown, parse_number, plain, show_number

finite = st.floats(allow_nan=False, allow_infinity=False)
SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@given(finite)
def test_every_number_comes_back_from_its_repr(value):
    assert parse_number(repr(value)) == value


@given(st.floats(0.0001, 9999).map(lambda v: round(v, 4)))
def test_a_decimal_comma_is_a_point(value):
    text = f"{value:.4f}".replace(".", ",")
    assert parse_number(text) == float(f"{value:.4f}")


@given(st.integers(1, 99), st.integers(-30, 30))
def test_powers_of_ten_are_read_in_every_spelling(mantissa, power):
    wanted, high = float(f"{mantissa}e{power}"), str(power).translate(SUPERSCRIPT)
    for text in (
        f"{mantissa}×10{high}",
        f"{mantissa} × 10^{power}",
        f"{mantissa}*10**{power}",
        f"{mantissa}·10{high}",
        f"{mantissa}x10^{power}",
        f"{mantissa}E{power}",
    ):
        assert parse_number(text) == wanted, text


@given(st.integers(0, 10**12))
def test_spaces_between_thousands_are_passed_over(value):
    for mark in (" ", "\u00a0", "\u202f", "\u2009", "'"):
        assert parse_number(f"{value:,}".replace(",", mark)) == value


@pytest.mark.parametrize(
    "text, value",
    [("0,5", 0.5), ("5e-1", 0.5), ("1.2×10⁶", 1.2e6), ("−3", -3), ("10^3", 1000), ("10³", 1000), (" 7 ", 7), ("1,200,000", 1.2e6), ("1,200.5", 1200.5),
     ("0,200", 0.2), (".5", 0.5), ("1e3", 1000), ("100", 100), ("1010", 1010), ("+4", 4), (5, 5), (0.25, 0.25)],
)  # fmt: skip
def test_usual_ways_to_write_a_number(text, value):
    assert parse_number(text) == value


@pytest.mark.parametrize("text", ["1,200", "12,345", "-1,200", "999,000"])
def test_a_comma_with_two_readings_is_asked_about(text):
    with pytest.raises(ValueError) as problem:
        parse_number(text)
    said = str(problem.value)
    assert f"“{text}” can be read in two ways" in said
    assert text.replace(",", ".") in said and text.replace(",", "") in said


@pytest.mark.parametrize("text", ["", "  ", "five", "1.2.3", "5 nm", "1,2,3", "--1", "e5", "0x10", "None", "⁶", "10^x"])
def test_what_is_no_number_is_said_in_a_sentence(text):
    with pytest.raises(ValueError, match=r"is not a number\. Type it like 0\.5, 0,5, 5e-1 or 1\.2×10⁶\."):
        parse_number(text)


@pytest.mark.parametrize("text", ["inf", "-inf", "nan", "1e999", "Infinity"])
def test_numbers_without_an_end_are_refused(text):
    with pytest.raises(ValueError, match="is not a finite number"):
        parse_number(text)


@given(st.floats(1e-12, 1e16), st.integers(1, 4))
def test_shown_numbers_stay_near_and_can_be_typed_again(value, digits):
    shown = show_number(value, digits)
    scale = {"million": 1e6, "billion": 1e9, "trillion": 1e12}
    number, _, word = shown.rpartition(" ")
    back = parse_number(number) * scale[word] if word in scale else parse_number(shown)
    assert math.isclose(back, value, rel_tol=0.5001 * 10 ** (1 - digits))


@given(st.floats(1e-9, 1e14), st.floats(1.02, 10))
def test_larger_numbers_are_never_shown_smaller(value, k):
    def back(v):
        shown = show_number(v, 3)
        word = shown.rpartition(" ")[2]
        scale = {"million": 1e6, "billion": 1e9, "trillion": 1e12}.get(word, 1)
        return parse_number(shown.removesuffix(word).strip() if scale > 1 else shown) * scale

    assert back(value) <= back(value * k) * (1 + 1e-12)


@pytest.mark.parametrize(
    "value, shown", [(0, "0"), (3504.7, "3\u202f500"), (1.3e6, "1.3 million"), (999_999, "1.0 million"), (2.5e9, "2.5 billion"),
                     (0.381, "0.38"), (42, "42"), (0.00012, "1.2×10⁻⁴"), (-0.381, "-0.38"), (float("nan"), "no value"), (float("inf"), "no value")],
)  # fmt: skip
def test_numbers_are_shown_at_honest_precision(value, shown):
    assert f"{Shown(value)}" == shown


def test_a_template_may_ask_for_digits():
    assert f"{Shown(126362):1} {Shown(126362):3}" == "100\u202f000 126\u202f000"


@given(st.floats(1e-6, 1e9).map(lambda v: float(f"{v:.6g}")))
def test_the_value_in_an_entry_field_can_be_read_back(value):
    assert parse_number(plain(value)) == value
