"""Numbers with units as they read in a printed text: `μₖ = 0.25`, `1.50 × 10⁸ km`, `$62,500`, `30°`."""

from __future__ import annotations

import re
from functools import lru_cache

from ..grammar.record import Record
from ..quantity import from_raised

__all__ = ["Reading", "agree", "base_value", "readings"]


class Reading(Record):
    """number and unit as the language writes them; base: the number in base units; dimension: an id of its dimension, "" for a pure number."""

    number: str
    unit: str
    base: float
    dimension: str = ""


_DIGITS = r"\d+(?:\.\d+)?"
_GROUPS = re.compile(r"(?<=\d)[,_\u202f\u2009](?=\d{3}(?!\d))")
_POWER = re.compile(r"[ \u00a0\u202f]?[×·*x][ \u00a0\u202f]?10(?:([⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)|\^\{?([-−+]?\d+)\}?)")
_RAISED = re.compile(r"[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_NUMBER = re.compile(rf"(?<![\w.])(?<![\w)\]] [-−])([-−]?)([$€£¥]?)({_DIGITS}(?:e[-+]?\d+)?)(?![\d_])")
_UNIT = re.compile(r" ?((?:[A-Za-zµμΩΩ°%‰′″Å℃℉]+)(?:\^-?\d+)?(?:[·*/ ](?:[A-Za-zµμΩΩ°%]+)(?:\^-?\d+)?)*)")
_MONEY = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}


@lru_cache(maxsize=4096)
def readings(text: str) -> tuple[Reading, ...]:
    """All numbers of a text, in order, each with its unit if a known one follows it."""
    text = _GROUPS.sub("", text)
    text = _POWER.sub(lambda m: "e" + (from_raised(m[1]) if m[1] else m[2]).replace("−", "-").removeprefix("+"), text)
    text = _RAISED.sub(lambda m: "^" + from_raised(m[0]), text).replace("\u202f", " ").replace("\u00a0", " ")
    found = []
    at = 0
    while (m := _NUMBER.search(text, at)) is not None:
        number = ("-" if m[1] else "") + m[3].replace("+", "")
        unit, at = (_MONEY[m[2]], m.end()) if m[2] in _MONEY else _unit_at(text, m.end())
        base, dimension = base_value(number, unit)
        found.append(Reading(number, unit, base, dimension))
    return tuple(found)


def _unit_at(text: str, at: int) -> tuple[str, int]:
    """The longest unit that stands there, and where it ends: of `N is` it is N."""
    m = _UNIT.match(text, at)
    words = m[1].replace("·", "*") if m else ""
    while words and m is not None:
        for unit in (words, words.replace(" ", "*")):
            if _measure(unit) is not None:
                return unit, m.start(1) + len(words)
        cut = max(words.rfind(c) for c in " */")
        words = words[:cut] if cut > 0 else ""
    return "", at


@lru_cache(maxsize=4096)
def _measure(unit: str) -> tuple[float, float, str] | None:
    """factor, offset, dimension."""
    from ..expression import evaluate
    from ..quantity import find_unit

    known = find_unit(unit)
    return None if known is None else (float(evaluate(known.factor, {})), float(evaluate(known.offset, {})), ",".join(map(str, known.dim.powers)))


def base_value(number: str, unit: str) -> tuple[float, str]:
    """(in base units, dimension): both as in Reading."""
    x = float(number.replace("_", ""))
    measure = _measure(unit) if unit else None
    return (x, "") if measure is None else (x * measure[0] + measure[1], measure[2])


def agree(a: Reading, b: Reading) -> bool:
    """Equal in value; a number that prints without a unit (on an axis, in a table) agrees by its digits."""
    if a.dimension == b.dimension:
        return abs(a.base - b.base) <= 1e-9 * max(abs(a.base), abs(b.base))
    if a.dimension and b.dimension:
        return False
    x, y = _plain(a.number), _plain(b.number)
    return abs(x - y) <= 1e-9 * max(abs(x), abs(y))


def _plain(number: str) -> float:
    """Of digits, or of a fraction of them."""
    top, _, bottom = number.replace("_", "").partition("/")
    return float(top) / float(bottom) if bottom else float(top)
