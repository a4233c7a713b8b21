"""Numbers as people type them and as people read them."""

import math
import re

_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_NARROW = "\u202f"  # narrow no-break space between thousands


def parse_number(text):
    """Return the number that a person typed: ``0.5``, ``0,5``, ``5e-1``, ``1.2×10⁶``, ``1 200``.

    Raises
    ------
    ValueError
        The text is no number; the message is a sentence for the learner.

    >>> [parse_number(t) for t in ("0,5", "5e-1", "1.2×10⁶", "1 200", "10^3", "1.2*10^-3")]
    [0.5, 0.5, 1200000.0, 1200.0, 1000.0, 0.0012]
    """
    given = str(text).strip()
    short = re.sub(r"[\s\u00a0\u202f\u2009']", "", given.replace("−", "-"))
    power = re.fullmatch(r"(.*?)(?:[x×*·])?10(?:(?:\^|\*\*)([-+]?\d+)|([⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+))", short)
    if power:
        mantissa = {"": "1", "-": "-1", "+": "1"}.get(power[1], power[1])
        short = f"{mantissa}e{(power[2] or power[3]).translate(_SUPERSCRIPT)}"
    if re.fullmatch(r"-?[1-9]\d{0,2},\d{3}", short):
        raise ValueError(f"“{given}” can be read in two ways. Write {short.replace(',', '.')} or {short.replace(',', '')}.")
    if short.count(",") == 1 and "." not in short:
        short = short.replace(",", ".")
    elif re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", short):
        short = short.replace(",", "")
    try:
        value = float(short)
    except ValueError:
        raise ValueError(f"“{given}” is not a number. Type it like 0.5, 0,5, 5e-1 or 1.2×10⁶.") from None
    if not math.isfinite(value):
        raise ValueError(f"“{given}” is not a finite number.")
    return value


class Shown(float):
    """A float that prints at honest precision in a text template: ``{copies}`` gives ``3 500``.

    A format spec, where given, is the number of digits that matter: ``{lipids:1}``.

    >>> f"{Shown(3504.7)}, {Shown(1.3e6)}, {Shown(0.381)}, {Shown(126362):1}, {Shown(42)}, {Shown(0)}"
    '3\u202f500, 1.3 million, 0.38, 100\u202f000, 42, 0'
    """

    def __format__(self, spec):
        return show_number(float(self), int(spec or 2))


def show_number(value, digits=2):
    """Return the number at this many significant digits, with narrow spaces between thousands."""
    if value == 0 or not math.isfinite(value):
        return "0" if value == 0 else "no value"
    places = digits - 1 - math.floor(math.log10(abs(value)))
    rounded = round(value, places)
    if abs(rounded) >= 1e6:
        for name, size in (("trillion", 1e12), ("billion", 1e9), ("million", 1e6)):
            if abs(rounded) >= size:
                return f"{show_number(rounded / size, digits)} {name}"
    if abs(rounded) < 1e-3:
        mantissa, exponent = f"{rounded:.{digits - 1}e}".split("e")
        return f"{mantissa}×10{str(int(exponent)).translate(str.maketrans('-0123456789', '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'))}"
    return f"{rounded:,.{max(places, 0)}f}".replace(",", _NARROW)


def plain(value):
    """Return a control's value as it stands in its entry field: no rounding noise, no thousands mark.

    >>> plain(5.0), plain(0.30000000000000004), plain(27.0)
    ('5', '0.3', '27')
    """
    return f"{value:.6g}"
