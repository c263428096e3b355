"""Numbers with dimensions: dimensions with rational exponents, units, values with their origin and the text as written.

`find_unit` reads a unit, `literal` a number with one, `format_value` prints a computed number, `name` says a dimension in words.
"""

from __future__ import annotations

import math
import re
from enum import IntEnum
from fractions import Fraction
from functools import lru_cache

from . import dimension
from .dimension import *  # noqa: F403  (they are many, and all are for those who use quantities)
from .dimension import (
    AMOUNT,
    ANGLE,
    CURRENT,
    LENGTH,
    LUMINOUS,
    MASS,
    MONEY,
    NUMBER,
    TEMPERATURE,
    TIME,
    Dimension,
    base_text,
    from_raised,
    plain_fraction,
    raised,
    to_raised,
)
from .expression import PI, Expr, Num, value_of
from .grammar.record import Record, field
from .typeset import Run
from .unit_table import ALIASES, CONFUSED, PREFIXES, PRINTED, UNITS, WORDS

__all__ = [
    "MINUS",
    "THIN",
    "UNIT_NAMES",
    "Origin",
    "Unit",
    "Value",
    "base_unit",
    "find_unit",
    "format_number",
    "format_value",
    "half_step",
    "literal",
    "near_units",
    "words_of",
]
__all__ += dimension.__all__

THIN = "\u202f"
"""A thin no-break space: between a number and its unit."""
MINUS = "−"


class Origin(IntEnum):
    """Where a value comes from; an expression has the largest of its parts'."""

    GIVEN = 0
    SOLVED = 1
    EXAMPLE = 2
    DEFAULT = 3
    UNKNOWN = 4


class Unit(Record):
    """text: as typed; printed: as set after the number ("m/s²", "°C"); factor and offset: base units = number·factor + offset (exact where they can be);
    dim; before: as set before the number ("$"); gap: what stands between number and unit."""

    text: str
    printed: str
    factor: Num
    dim: Dimension
    offset: Num = 0
    before: str = ""
    gap: str = THIN

    @property
    def title(self) -> str:
        """The unit alone, as on an axis: "m/s²", "$"."""
        return self.before + self.printed


class Value(Record):
    """n: the number in base units; words: how it prints as written (None: never printed); symbol: the named given it came through, with its own words;
    digits: significant digits written; decimals: digits after the point in its unit, 0 for a whole number, negative for 1.5e8 (None for both: exact)."""

    n: Num
    dim: Dimension
    origin: Origin = Origin.GIVEN
    words: tuple[Run, ...] | None = None
    unit: Unit | None = None
    digits: int | None = None
    decimals: int | None = None
    symbol: str = ""
    key: str = field(default="", compare=False)


# ---------------------------------------------------------------- units

_SIMPLE = r"(?:(?![⁰¹²³⁴⁵⁶⁷⁸⁹])[^\W\d]|[°%‰′″'])+"
_FACTOR = re.compile(rf"({_SIMPLE})(?:\^(-?\d+)|\^\((-?\d+(?:/\d+)?)\)|([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?")
_DEFINED = re.compile(r"(?:(\d[\d.]*(?:e-?\d+)?)?(\*?pi)?(?:/(\d+|pi))?)(?: (.+))?")

_Measure = tuple[Fraction, int, Dimension]
"""A factor: a fraction times a power of pi; and its dimension."""


@lru_cache(maxsize=1024)
def _measure(symbol: str) -> _Measure | None:
    """What one symbol (with its prefix) is in base units."""
    own = UNITS.get(symbol)
    if own is not None:
        base = _BASIC.get(symbol)
        return (Fraction(1), 0, base) if base is not None else _defined(own[0])
    other = ALIASES.get(symbol) or WORDS.get(symbol)
    if other is not None:
        return _defined(other) if other[0].isdigit() else _measure(other)
    split = _split_prefix(symbol)
    if split is None:
        return None
    prefix, rest = split
    below = _measure(rest)
    assert below is not None
    return below[0] * Fraction(10) ** PREFIXES[prefix], below[1], below[2]


_BASIC = {"m": LENGTH, "kg": MASS, "s": TIME, "A": CURRENT, "K": TEMPERATURE, "mol": AMOUNT, "cd": LUMINOUS, "USD": MONEY, "rad": ANGLE}


def _split_prefix(symbol: str) -> tuple[str, str] | None:
    """(prefix, unit) where the unit takes prefixes; units stand first, so this is asked only of what is no unit by itself."""
    for n in (1, 2):
        prefix, rest = symbol[:n], symbol[n:]
        if prefix in PREFIXES and rest in UNITS and UNITS[rest][1]:
            return prefix, rest
    return None


def _defined(text: str) -> _Measure:
    """Reads a definition of the table."""
    found = _DEFINED.fullmatch(text)
    assert found is not None, text
    number, pi, under, symbols = found.groups()
    factor, power = Fraction(number or 1), 1 if pi else 0
    if under == "pi":
        power -= 1
    elif under:
        factor /= int(under)
    if symbols is None:
        return factor, power, NUMBER
    if symbols == "kg":
        return factor, power, MASS
    parsed = _parse(symbols)
    assert parsed is not None, text
    return factor * parsed.factor, power + parsed.pi, parsed.dim


class _Parsed(Record):
    factor: Fraction
    pi: int
    dim: Dimension
    printed: str
    before: str
    symbols: tuple[str, ...]


def _shown(symbol: str) -> str:
    """A symbol as set; of money with "<" at its end."""
    if symbol in PRINTED:
        return PRINTED[symbol]
    if symbol in UNITS or symbol in WORDS:
        return symbol
    if symbol in ALIASES:
        return _shown(ALIASES[symbol])
    prefix, rest = _split_prefix(symbol) or ("", symbol)
    return ("µ" if prefix in "uμ" and prefix else prefix) + PRINTED.get(rest, rest)


def _factors(text: str) -> list[tuple[str, Fraction, bool, str]] | None:
    """(symbol, power as written, under a stroke, what prints before it); `/` divides by the next factor or by a group in parentheses."""
    out: list[tuple[str, Fraction, bool, str]] = []
    under = group = False
    at, lead = 0, ""
    if text.startswith("1/"):
        at, under, lead = 2, True, "1/"
    while True:
        if under and not group and text.startswith("(", at):
            at, group, lead = at + 1, True, lead + "("
        found = _FACTOR.match(text, at)
        if found is None:
            return None
        symbol, whole, broken, lifted = found.groups()
        out.append((symbol, Fraction(whole or broken or (from_raised(lifted) if lifted else 1)), under, lead))
        at, lead = found.end(), ""
        if group and text.startswith(")", at):
            at, group, lead = at + 1, False, ")"
        if at == len(text):
            if lead:
                out.append(("", Fraction(1), False, lead))
            return None if group else out
        step = text[at]
        if step not in "*·⋅× /" or (step == "/" and group):
            return None
        under = group or step == "/"
        lead += "/" if step == "/" else THIN if step == " " else "·"
        at += 1


def _parse(text: str) -> _Parsed | None:
    """A product of powers of symbols."""
    factors = _factors(text)
    if factors is None:
        return None
    factor, pi, dim, printed, before = Fraction(1), 0, NUMBER, "", ""
    for i, (symbol, power, under, lead) in enumerate(factors):
        printed += lead
        if not symbol:
            continue
        measure = _measure(symbol)
        if measure is None or abs(power) > 99 or (power.denominator != 1 and (measure[0] != 1 or measure[1])):
            return None
        exponent = -power if under else power
        factor *= measure[0] ** int(exponent) if exponent.denominator == 1 else 1
        pi += int(measure[1] * exponent)
        dim = _times(dim, measure[2], exponent, i > 0 or bool(lead))
        shown = _shown(symbol)
        if shown.endswith("<"):
            before, shown = (shown[:-1], "") if i == 0 and exponent == 1 else (before, shown[:-1])
        printed += shown + raised(power)
    return _Parsed(factor, pi, dim, printed, before, tuple([symbol for symbol, *_ in factors if symbol]))


def _times(dim: Dimension, other: Dimension, exponent: Fraction, further: bool) -> Dimension:
    if not further and exponent == 1:
        return other
    if other == ANGLE:  # in a compound an angle is a pure number: rad/s
        return NUMBER if dim == ANGLE else dim
    return (NUMBER if dim == ANGLE else dim) * other**exponent


@lru_cache(maxsize=2048)
def find_unit(text: str) -> Unit | None:
    """The unit that is spelled so: `m/s^2`, `J/(mol*K)`, `W m^-1 K^-1`, `kΩ`, `°C`, `m²`; None if there is none."""
    if not text or len(text) > 100:
        return None
    parsed = _parse(ALIASES.get(text, text))
    if parsed is None:
        return None
    factor: Num = plain_fraction(parsed.factor)
    if parsed.pi:
        factor = factor * PI**parsed.pi if parsed.pi > 0 else factor / PI**-parsed.pi
    offset: Num = 0
    first = ALIASES.get(parsed.symbols[0], parsed.symbols[0])
    if parsed.printed == "°C" and first == "degC":
        offset = Fraction(27315, 100)
    elif parsed.printed == "°F" and first == "degF":
        offset = Fraction(45967, 180)
    gap = THIN
    if (parsed.printed[:1] in ("°", "′", "″") and parsed.printed[1:2] not in ("C", "F")) or parsed.printed == "¢" or parsed.before:
        gap = ""
    elif parsed.symbols[0] in WORDS:
        gap = "\u00a0"
    return Unit(text, parsed.printed, factor, parsed.dim, offset, parsed.before, gap)


def _unit_names() -> tuple[str, ...]:
    out: list[str] = []
    for symbol, (_, prefixes) in UNITS.items():
        out.append(symbol)
        out.extend(p + symbol for p in prefixes.split())
    return tuple(dict.fromkeys(out))


UNIT_NAMES = _unit_names()
"""Canonical spellings of simple units, with their usual prefixes: for the strict grammar and the guide. (`find_unit` reads more.)"""


def near_units(text: str) -> tuple[str, ...]:
    """Units that may have been meant, best first."""
    said = CONFUSED.get(text)
    if said is not None:
        return (said,)
    if text.endswith(("2", "3")) and "^" not in text and find_unit(f"{text[:-1]}^{text[-1]}") is not None:
        return (f"{text[:-1]}^{text[-1]}",)
    parts = re.split(r"([*/ ()^]|-?\d+)", text)
    if len(parts) > 1:
        mended = "".join(p if not re.fullmatch(_SIMPLE, p) or _measure(p) is not None else (near_units(p) or (p,))[0] for p in parts)
        return (mended,) if mended != text and find_unit(mended) is not None else ()
    folded = [u for u in UNIT_NAMES if u.lower() == text.lower()]
    if folded:
        return tuple(folded[:3])
    if text.endswith("s") and find_unit(text[:-1]) is not None and len(text) > 2:
        return (text[:-1],)
    from difflib import get_close_matches

    return tuple(get_close_matches(text, [*UNIT_NAMES, *WORDS, *ALIASES], 3, 0.7)) if len(text) > 2 else ()


# ---------------------------------------------------------------- literals

_NUMBER = re.compile(r"([-−+]?)(\d+(?:_\d+)*)(?:\.(\d+))?(?:[eE]([+-]?\d+)|[ \t]*[*×·][ \t]*10\^([+-]?\d+))?")


def literal(number: str, unit: str | None) -> Value | None:
    """A number as typed with its unit as typed (None: a pure number). None if the unit does not exist, or the number is none or has over 400 digits."""
    known = find_unit(unit) if unit else None
    if unit and known is None:
        return None
    sign, after, power, exponent = "", "", 0, None
    if number.isdigit() and number.isascii():
        whole = number
    else:
        found = _NUMBER.fullmatch(number.strip())
        if found is None:
            return None
        sign, whole, after, e1, e2 = found.groups()
        after = after or ""
        exponent = e1 or e2
        if exponent and (len(exponent) > 4 or abs(int(exponent)) > 400):
            return None
        power = int(exponent or 0)
    if len(whole) + len(after) > 400:
        return None
    decimals = len(after) - power
    digits = whole + after if "_" not in whole else (whole + after).replace("_", "")
    size = int(digits)
    significant = max(len(digits.lstrip("0")), 1) if size else max(len(after), 1)
    if sign in ("-", "−"):
        size = -size
    n = _in_base(size, decimals, known)
    written = _written(sign, whole, after, exponent, known)
    return Value(n, known.dim if known else NUMBER, Origin.GIVEN, words_of(written, known), known, significant, decimals)


def _in_base(size: int, decimals: int, unit: Unit | None) -> Num:
    """size / 10^decimals of a unit, in base units; exact where the unit is."""
    factor = unit.factor if unit is not None else 1
    if isinstance(factor, (int, Fraction)):
        over, under = size * factor.numerator, factor.denominator
        if decimals > 0:
            under *= 10**decimals
        elif decimals:
            over *= 10**-decimals
        n: Num = over // under if over % under == 0 else Fraction(over, under)
    else:
        exact: Num = size * 10**-decimals if decimals < 0 else plain_fraction(Fraction(size, 10**decimals)) if decimals else size
        scaled_pi = isinstance(factor, Expr) and factor.op == "*" and factor.args[1] is PI
        n = factor.args[0] * exact * PI if scaled_pi else factor * exact
    if unit is not None and unit.offset:
        n = n + unit.offset
        if isinstance(n, Fraction):
            n = plain_fraction(n)
    return n


def _written(sign: str, whole: str, after: str, exponent: str | None, unit: Unit | None) -> str:
    money = unit is not None and bool(unit.before)
    if "_" in whole:
        whole = whole.replace("_", ",")
    elif money and len(whole) > 3 and not exponent:
        whole = f"{int(whole):,}"
    text = f"{whole}.{after}" if after else whole
    if sign:
        text = (MINUS if sign in ("-", "−") else sign) + text
    if exponent:
        text += " × 10".replace(" ", "\u00a0") + to_raised(int(exponent))
    return text


def words_of(written: str, unit: Unit | None) -> tuple[Run, ...]:
    """A printed number with its unit."""
    if unit is None:
        return (Run(written),)
    if unit.before:
        sign, rest = (written[0], written[1:]) if written[0] in (MINUS, "+") else ("", written)
        return (Run(f"{sign}{unit.before}{rest}{unit.printed}"),)
    return (Run(f"{written}{unit.gap}{unit.printed}"),)


def half_step(value: Value) -> Num:
    """Half of the last decimal written, in base units: how far the true value may lie from it. 0 if it is exact."""
    if value.decimals is None:
        return 0
    step = _half_of(value.decimals)
    return step if value.unit is None else value.unit.factor * step


@lru_cache(maxsize=1024)
def _half_of(decimals: int) -> Fraction:
    return Fraction(1, 2) / Fraction(10) ** decimals


# ---------------------------------------------------------------- computed values


@lru_cache(maxsize=256)
def base_unit(dim: Dimension) -> Unit | None:
    """The SI unit of a dimension: N for a force, m/s for a speed; None for a pure number."""
    if not any(dim.powers):
        return None
    if dim == ANGLE:
        return find_unit("deg")
    for symbol in ("m", "kg", "s", "A", "K", "mol", "cd", "USD", "N", "J", "W", "Pa", "C", "V", "ohm", "F", "H", "T", "Wb", "S", "m/s", "m/s^2", "N/m", "V/m"):
        unit = find_unit(symbol)
        if unit is not None and unit.dim == dim:
            return unit
    return Unit(base_text(dim), base_text(dim), 1, dim)


def format_number(x: float, digits: int | None = None) -> str:
    """A computed number. digits: significant digits, all shown; None: as many as it takes up to 6 if that says it, else 3 (or all before the point)."""
    if not math.isfinite(x):
        return "undefined" if math.isnan(x) else ("∞" if x > 0 else MINUS + "∞")
    if x == 0 or (digits is None and abs(x) < 1e-300):
        return "0"
    places = digits
    if places is None:
        short = float(f"{x:.6g}")
        places = 6 if abs(short - x) <= 1e-9 * abs(x) else max(3, min(6, math.floor(math.log10(abs(x))) + 1))
    places = max(places, 1)
    mantissa, _, exponent = f"{x:.{places - 1}e}".partition("e")
    power = int(exponent)
    if -4 <= power < max(6, places):
        text = f"{x:.{max(places - 1 - power, 0)}f}"
        if digits is None and "." in text:
            text = text.rstrip("0").rstrip(".")
    else:
        if digits is None and "." in mantissa:
            mantissa = mantissa.rstrip("0").rstrip(".")
        text = f"{mantissa}\u00a0×\u00a010{to_raised(power)}"
    return text.replace("-", MINUS)


def format_value(n: float, dim: Dimension, unit: Unit | None, digits: int | None = None) -> tuple[Run, ...]:
    """A computed value (base units) in its unit, or in the SI unit of its dimension. (A bare length has the dimension NUMBER here.)"""
    unit = unit or base_unit(dim)
    if unit is None:
        return (Run(format_number(n, digits)),)
    x = (n - value_of(unit.offset)) / value_of(unit.factor)
    text = format_number(x, digits)
    if unit.before and "×" not in text:
        sign, bare = (MINUS, text[1:]) if text.startswith(MINUS) else ("", text)
        whole, point, after = bare.partition(".")
        if whole.isdigit():
            text = f"{sign}{int(whole):,}{point}{(after + '0')[:2] if len(after) == 1 else after}"
    return words_of(text, unit)
