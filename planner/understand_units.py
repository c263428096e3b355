"""Units as problems write them: `m/s^2`, `m s^-1`, "metres per second squared", "degrees Celsius", 千克, 米/秒."""

from __future__ import annotations

import re
from functools import lru_cache

from ..dimension import NUMBER, Dimension, from_raised
from ..quantity import find_unit
from ..unit_table import ALIASES, CONFUSED, UNITS, WORDS
from .understand_tex import Plain
from .understand_words import CHINESE_UNITS, UNIT_WORDS

__all__ = ["dimension_of", "unit_after"]

_CHINESE = re.compile("|".join(sorted(CHINESE_UNITS, key=len, reverse=True)))
_LETTERS = re.compile(r"[A-Za-zμΩÅ]+|%|[°℃℉%‰′″¢]+[CF]?(?![A-Za-z])")
_POWER = re.compile(r"\s?\^\s?\(?\s?([-+]?\d+)\s?\)?|([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_RAISED = re.compile(r"\s+(squared|cubed)\b")
_BEFORE = re.compile(r"(square|cubic|sq\.?|cu\.?)\s+")
_JOIN = re.compile(r"\s{0,3}([·*×⋅])\s{0,3}|\s?(/)\s?\(?\s?|\s+(per)\s+(?:an?\s+)?|([-])(?=[A-Za-zμΩ])|(\s{1,3})")
_COUNTED = {w for w, d in WORDS.items() if d == "1"}
_NO_UNITS = {"a", "A's", "u", "D", "as", "at", "am", "pt", "kn", "bar", "byte", "cd", "barn", "in", "l", "Gy", "kat", "e", "d", "t", "c", "G", "M", "min", "au"}
"""Symbols that are also words or letters of formulas: taken only where more speaks for them."""
_SAFE_LATER = {"M", "F", "H", "m", "s", "g", "h", "in", "l", "L", "min", "d", "t", "K", "A", "C", "N", "J", "W", "V", "T", "Pa", "mol"}


@lru_cache(maxsize=2048)
def _symbol(word: str) -> str | None:
    """A unit symbol or name as the language writes it."""
    low = word.lower()
    if word in UNIT_WORDS or (low in UNIT_WORDS and len(word) > 2):
        return UNIT_WORDS.get(word) or UNIT_WORDS[low]
    if word in _COUNTED or low in _COUNTED:
        return None
    if word in UNITS:
        return {"Ω": "ohm", "°": "deg", "′": "arcmin", "″": "arcsec", "Å": "angstrom"}.get(word, word)
    if word in ALIASES:
        return ALIASES[word]
    if len(word) > 2 and low in WORDS:
        other = WORDS[low]
        return other if other in UNITS or _prefixed(other) else low
    if word in CONFUSED and len(word) > 1:
        return CONFUSED[word]
    return _prefixed(word)


def _prefixed(word: str) -> str | None:
    """`kohm`, `uF`: only the prefixes that are usual with the unit."""
    word = word.replace("μ", "u").replace("Ω", "ohm").replace("µ", "u")
    for n in (1, 2):
        rest = word[n:]
        if rest in UNITS and word[:n] in UNITS[rest][1].split():
            return word
        if len(rest) > 2 and rest in ("Farad", "Farads", "Henry", "Coulomb", "Ohm", "Ohms", "ohms", "seconds", "meters") and word[:n] in ("u", "m", "n", "k"):
            return word[:n] + {"F": "F", "H": "H", "C": "C", "O": "ohm", "o": "ohm", "s": "s", "m": "m"}[rest[0]]
    return None


@lru_cache(maxsize=2048)
def dimension_of(unit: str) -> Dimension:
    """The dimension of a unit that `unit_after` gave."""
    found = find_unit(unit) if unit else None
    return found.dim if found is not None else NUMBER


def unit_after(plain: Plain, at: int, variables: frozenset[str] = frozenset()) -> tuple[str, int] | None:
    """The unit that begins at or shortly after `at`, and where it ends. variables: letters that the problem uses for quantities."""
    text = plain.text
    chinese = _CHINESE.match(text, at + (text[at : at + 1] == " "))
    if chinese:
        return _chinese(text, chinese)
    start = at
    while text[start : start + 1] in (" ", "\n") and start < at + 4:
        start += 1
    glued = start == at
    if glued and text[start : start + 1] == "-" and text[start + 1 : start + 2].isalpha():
        start, glued = start + 1, False
    first = _factor(plain, start, True, glued, variables)
    if first is None:
        return None
    return _product(plain, first, variables)


def _chinese(text: str, found: re.Match[str]) -> tuple[str, int]:
    unit, end = CHINESE_UNITS[found.group()], found.end()
    further = re.compile(r"\s?(?:/|每)\s?").match(text, end)
    under = _CHINESE.match(text, further.end()) if further else None
    if under:
        power = _POWER.match(text, under.end())
        return f"{unit}/{CHINESE_UNITS[under.group()]}" + (f"^{power.group(1)}" if power else ""), power.end() if power else under.end()
    return unit, end


def _product(plain: Plain, first: tuple[str, int], variables: frozenset[str]) -> tuple[str, int] | None:
    """Further factors: `/s^2`, ` per hour`, ` s^-1`, `·m`, `-m`."""
    unit, end = first
    over = 0
    group = False
    text = plain.text
    while join := _JOIN.match(text, end):
        sign = "/" if join.group(2) or join.group(3) else "*" if join.group(1) or join.group(4) else " "
        nxt = _factor(plain, join.end(), False, False, variables)
        if nxt is None:
            break
        symbol, stop = nxt
        if sign == " ":
            if "^" not in symbol and not (
                over and join.end() - end == 1 and symbol in ("K", "kg", "mol", "degC", "s", "m") and text[stop : stop + 1] in "), .;?"
            ):
                break
            sign = "/" if over and "^-" not in symbol else " "
        elif sign == "*" and over and join.group(4):
            sign = "/"
        group = group or (sign == "/" and "(" in join.group())
        if group and sign != "/" and "^-" not in symbol:
            sign = "/"
        if sign == "/":
            over += 1
        unit, end = f"{unit}{sign}{symbol}", stop
        if group and text[end : end + 1] == ")":
            group, end = False, end + 1
    found = find_unit(_grouped(unit))
    return (_grouped(unit), end) if found is not None else (first if find_unit(first[0]) else None)


def _grouped(unit: str) -> str:
    """`J/kg/K` is `J/(kg*K)` in the language."""
    over, *under = unit.split("/")
    if len(under) < 2 or (over and over[0].isdigit()):
        return unit
    return f"{over}/({'*'.join(under)})"


def _factor(plain: Plain, at: int, first: bool, glued: bool, variables: frozenset[str]) -> tuple[str, int] | None:
    """One symbol or name with its exponent."""
    text = plain.text
    before = _BEFORE.match(text, at)
    start = before.end() if before else at
    found = _LETTERS.match(text, start)
    if found is None:
        return None
    name, end = _longest(text, found)
    symbol = _symbol(name)
    if (
        name == "μ"
        and (rest := re.compile(r"\s*([A-Za-zΩ]{1,7})(?![A-Za-z])").match(text, end))
        and (symbol := _symbol("μ" + rest.group(1)) or _symbol("μ" + rest.group(1)[0]))
    ):
        end = rest.end()  # "8 μ Farad"
        name = symbol
    if (split := _glued(text, name, end)) is not None:
        return split
    if symbol is None and name in ("pm", "fm", "Mm", "pJ", "nJ") and (plain.math(start) or text[end : end + 1] == "^"):
        symbol = name
    if symbol is None or (first and not _speaks(plain, name, start, end, glued, variables)):
        return None
    if not first and name in ("a", "as", "at", "am", "u", "D", "in", "e") and not _POWER.match(text, end):
        return None
    power = _POWER.match(text, end)
    raised = _RAISED.match(text, end)
    exponent = 2 if before and before.group(1)[0] == "s" else 3 if before else 1
    if power:
        exponent, end = int(power.group(1)) if power.group(1) else int(from_raised(power.group(2))), power.end()
    elif raised:
        exponent, end = (2 if raised.group(1) == "squared" else 3), raised.end()
    elif not first and (bare := re.compile(r"-?[123](?![\d.,]\d|\d|\w)").match(text, end)) and plain.text[end - 1].isalpha():
        exponent, end = int(bare.group()), bare.end()  # `m/s2`, `m s-2`
    return (symbol if exponent == 1 else f"{symbol}^{exponent}"), end


def _glued(text: str, name: str, end: int) -> tuple[str, int] | None:
    """`Nm^-1` is N m^-1, `Jg^-1` J g^-1: symbols set side by side, the exponent belongs to the last."""
    power = _POWER.match(text, end)
    if power is None or not 2 <= len(name) <= 4 or int(power.group(1) or from_raised(power.group(2))) > -1:
        return None
    for n in range(1, len(name)):
        a, b = name[:n], name[n:]
        if a in UNITS and b in ("m", "s", "g", "kg", "K", "C", "mol", "cm", "A", "V") and name not in ("ms", "cm", "mm", "km", "mK", "mV", "mA", "kg", "mg"):
            return _glued_more(text, f"{a} {b}^{int(power.group(1) or from_raised(power.group(2)))}", power.end())
    return None


def _glued_more(text: str, unit: str, end: int) -> tuple[str, int]:
    """W m^-1K^-1."""
    while (m := re.compile(r"\s?(K|kg|mol|m|s|cm)(?=\^)").match(text, end)) and (power := _POWER.match(text, m.end())):
        unit, end = f"{unit} {m.group(1)}^{power.group(1)}", power.end()
    return unit, end


def _longest(text: str, found: re.Match[str]) -> tuple[str, int]:
    """The name, with the words that belong to it ("degrees Celsius", "miles per hour")."""
    if wide := re.compile(r"° [CF](?![A-Za-z])").match(text, found.start()):
        return wide.group(), wide.end()
    if wide := re.compile(r"([mc]m)\s*-?\s*(?:Hg|of mercury)(?![A-Za-z])").match(text, found.start()):
        return f"{wide.group(1)} hg", wide.end()
    for more in re.finditer(r"[ -][A-Za-z]+(?: [A-Za-z]+)?", text[found.end() : found.end() + 20]):
        if more.start():
            break
        for words in (more.group(), " " + more.group()[1:].split(" ")[0], "-" + more.group()[1:].split(" ")[0]):
            name = (found.group() + words).lower()
            if (
                text[found.start() : found.start() + len(name)].lower() == name
                and name in UNIT_WORDS
                and not text[found.start() + len(name) : found.start() + len(name) + 1].isalpha()
            ):
                return name, found.start() + len(name)
    return found.group(), found.end()


def _speaks(plain: Plain, name: str, start: int, end: int, glued: bool, variables: frozenset[str]) -> bool:
    """Whether the letters after a number are its unit, not a word or a factor of a formula."""
    text = plain.text
    after = text[end : end + 2]
    if name == "%":
        return True
    last = not (after[:1].isalnum() and ord(after[0]) < 0x3000) and after[:1] not in ("_", "(")
    if name == "in":
        return (
            bool(re.match(r"in(?:\.|,|\)|\^|\s*[×x]|\s+(?:by|long|wide|high|tall|deep|in|from|and|of|thick|radius|diameter)\b|\s*$)", text[start : start + 14]))
            or text[start - 1] == "-"
        )
    if plain.upright(start):
        if name == "M" and re.match(r"\s*[-+=]", text[end:]):
            return False
        if name in _NO_UNITS and not (
            name in ("l", "t", "min", "d", "bar", "c", "M", "G", "D", "u", "au", "cd")
            and last
            and not (name in ("u", "d", "D") and after[:1] == " " and after[1:].isalpha())
        ):
            return False
        return last
    alone = (last and not re.match(r"\s*[=^(_]|\s*[A-Za-zα-ω](?![A-Za-z])", text[end:])) or "/" in after[:1] or after[:1] == "^"
    if len(name) > 1:
        return last and name not in ("as", "at", "am", "pt", "cd") and not all(c in variables for c in name)
    if name in "°%℃℉′″Ω":
        return True
    if name == "M" and not glued and re.match(r"\s+[A-Z][a-z]?(?:_\d|[A-Z])", text[end:]):
        return True  # 0.30 M N_2
    if glued or name in variables:
        return name in _SAFE_LATER and name not in variables and alone and _only(plain, start, end)
    return name in _SAFE_LATER | {"F", "H", "ohm"} and alone


def _only(plain: Plain, start: int, end: int) -> bool:
    """The mathematics here holds nothing but a number with its unit (and a symbol it is equal to)."""
    a, b = start, end
    while a > 0 and plain.math(a - 1):
        a -= 1
    while b < len(plain.text) and plain.math(b):
        b += 1
    return bool(re.fullmatch(r"\s*(?:[A-Za-zα-ω](?:_\w+)?\s*=\s*)?-?[\d., ×^e-]+\s*[A-Za-zμΩ]{1,3}(?:[/· ][A-Za-z]{1,3})?(?:\^-?\d)?[\s.,]*", plain.text[a:b]))
