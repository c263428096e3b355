"""Numbers in a problem's text: as digits, powers of ten, fractions, in words, in Chinese."""

from __future__ import annotations

import re

from ..grammar.record import Record
from .understand_tex import Plain

__all__ = ["Found", "numbers"]

_PLAIN = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d{1,3}(?: \d{3})+(?=\s?(?:km|m|kg|N|J|Pa|W|Hz|K)\b)|\d+\.\d+|\d+\.(?=\s*[×x]\s*10)|\d+|\.\d+"
_TEN = r"(?:\s*[×x*·]\s*10\s*\^\s*\(?\s*(?P<ten>[-+]?\d+)\s*\)?|[eE](?P<e>[-+]?\d+)(?![A-Za-z\d]))"
_NUMBER = re.compile(
    rf"(?P<sign>[-+±])?\s?(?P<root>\d*\s?sqrt\(\d+\))(?P<under>/\d+)?|(?P<sign2>[-+])?(?P<bare>10\s?\^\s?\(?\s?(?P<bareten>[-+]?\d+)\)?)|"
    rf"(?P<sign3>[-+])?(?P<mixed>\d+ \d/\d{{1,2}})(?![\d/])|(?P<sign4>[-+])?(?P<n>{_PLAIN})(?:{_TEN}|(?P<frac>\s?/\s?\d+(?![\d.]|\s?/))(?![A-Za-z]))?"
)
ONES = {
    w: i
    for i, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = {w: 10 * i for i, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)}
_WORDS = "|".join(sorted([*ONES, *TENS, "hundred", "thousand", "million", "a dozen"], key=len, reverse=True))
_SPELLED = re.compile(rf"\b(?:{_WORDS})(?:(?:[ -]| and )(?:{_WORDS}))*(?: and (?:a half|one-half))?\b", re.IGNORECASE)
_HALF = re.compile(
    r"\b(?:a |one[ -])?(half|third|quarter)\b(?= (?:of )?(?:an? )?"
    r"(?:metre|meter|kilogram|second|hour|minute|mile|revolution|radian|turn|kilometer|kilometre))",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"(?:fig(?:ure|s|\.)?s?|table|problem|exercise|question|section|chapter|part|step|eq(?:uation|n|\.)?|no\.|example|case|图|题|第|表|习题|option|method|"
    r"state|point|wire|plate|block|body|ball|object|particle|slit|class|phase|loop)\.?\s*[（(]?\s*$",
    re.IGNORECASE,
)
_MARKER = re.compile(r"(?:^|\n|[.;?。；：:]\s*)\(?$")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_CHINESE = re.compile("[零一二两三四五六七八九十百千万半]+(?:点[零一二三四五六七八九]+)?")
_MEASURE = "个根块条只对枚片辆种次层段颗名位倍人点端极台套支张座"
_CHINESE_UNIT = re.compile("(?:摄氏度|平方|立方|毫|厘|分|千|公|微|纳)?(?:米|克|斤|里|秒|度|牛|焦|瓦|伏|安|欧|库|法|升|摩尔|小时|分钟|弧度|元|吨|帕|赫)")


class Found(Record):
    """A number: where it stands in the plain text, as it is written there, its digits as the language writes them, its value. label: the number of a figure or
    a table, unless a unit follows."""

    start: int
    end: int
    text: str
    digits: str
    value: float
    spelled: bool = False
    label: bool = False


def numbers(plain: Plain) -> list[Found]:
    """All numbers that are not part of a name, a figure's number or a list's marker, in the order of the text."""
    text = plain.text
    made = [*_written(plain), *_spelled(text), *_chinese(text)]
    made.sort(key=lambda f: (f.start, -f.end))
    out: list[Found] = []
    for f in made:
        if not out or f.start >= out[-1].end:
            out.append(f)
    return out


def _written(plain: Plain) -> list[Found]:
    text = plain.text
    out = []
    for m in _NUMBER.finditer(text):
        start, end = m.start(), m.end()
        while text[start] == " ":
            start += 1
        sign = next((s for s in (m["sign"], m["sign2"], m["sign3"], m["sign4"]) if s), "")
        before = text[:start]
        if (sign and before[-1:] and (before[-1:].isalnum() or before[-1:] in ")]}°_")) or sign == "±":
            start, sign, before = start + len(sign), "", text[: start + len(sign)]
        if _part_of_name(plain, start, end, before):
            continue
        found = _read(m, sign)
        if found is not None:
            out.append(Found(start, end, text[start:end], *found, label=_label(plain, start, end, before)))
    return out


def _read(m: re.Match[str], sign: str) -> tuple[str, float] | None:
    """(digits, value)."""
    sign = sign.replace("+", "")
    if m["root"]:
        head, _, inner = m["root"].replace(" ", "").partition("sqrt(")
        under = m["under"] or ""
        digits = sign + (head + "*" if head else "") + f"sqrt({inner}" + under
        return digits, (-1 if sign else 1) * float(head or 1) * float(inner.rstrip(")")) ** 0.5 / float(under[1:] or 1)
    if m["bare"]:
        bare = int(m["bareten"])
        return f"{sign}1e{bare}", _number(f"{sign}1e{bare}")
    if m["mixed"]:
        whole, part = m["mixed"].split(" ")
        a, b = part.split("/")
        return (f"{sign}({whole} + {part})", float(whole) + int(a) / int(b)) if int(b) else None
    n = m["n"].replace(",", "").replace(" ", "")
    n = ("0" + n if n.startswith(".") else n).rstrip(".")
    ten = m["ten"] or m["e"]
    if ten:
        return f"{sign}{n}e{int(ten)}", _number(f"{sign}{n}e{int(ten)}")
    if m["frac"]:
        under = m["frac"].replace(" ", "")[1:]
        return (f"{sign}{n}/{under}", float(sign + n) / int(under)) if int(under) else None
    return sign + n, _number(sign + n)


def _number(text: str) -> float:
    return float(text) if len(text) < 40 else 0.0


def _part_of_name(plain: Plain, start: int, end: int, before: str) -> bool:
    """The 1 of `R_1`, `H2O`, "Fig. 8.1", "(2)" before a question's part, an exponent."""
    text = plain.text
    last, after = before[-1:], text[end : end + 1]
    if last and (last in "_^" or (last.isascii() and last.isalpha()) or last in "αβγδεθλμνρσφωΔΩ′'" or (last == "." and before[-2:-1].isdigit())):
        return True
    if text[start] == "." and last.isdigit():
        return True
    if last == "(" and before[-2:-1] == "^":
        return True
    closing = after == ")" and _MARKER.search(before[-6:]) is not None and end - start <= 2
    dotted = after == "." and not text[end + 1 : end + 2].isdigit() and re.search(r"(?:^|\n)\s*$", before) is not None and end - start <= 2
    return closing or dotted


def _label(plain: Plain, start: int, end: int, before: str) -> bool:
    """The 2 of "Fig. 2", "block 2"."""
    if re.search(r"(?<![A-Za-z])[A-Z]{3,} ?$", before) and not plain.math(start):
        return True
    if not _FIGURE.search(before[-14:]) or plain.math(start):
        return False
    sure = re.search(r"(?:point|state|case|part|block|body|ball)\s+$", before[-8:]) is None
    return re.match(r"\d$" if not sure else r"\d+(?:\.\d+)?$", plain.text[start:end]) is not None


def _spelled(text: str) -> list[Found]:
    out = []
    for m in [*_SPELLED.finditer(text), *_HALF.finditer(text)]:
        words = re.findall(r"[a-z]+", m.group().lower())
        if words == ["one"] and not re.match(
            r"[ -](?:metre|meter|radian|kilogram|second|hour|minute|mile|revolution|day|year|foot|inch|newton|kilometer|kilometre|degree|mole|atm)",
            text[m.end() :],
        ):
            continue
        value = _worth(words)
        digits = {0.5: "1/2", 0.25: "1/4", 1 / 3: "1/3"}.get(value, f"{value:g}")
        out.append(Found(m.start(), m.end(), m.group(), digits, value, True))
    return out


def _worth(words: list[str]) -> float:
    total = part = 0.0
    for w in words:
        if w in ("half", "third", "quarter"):
            part += {"half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4}[w]
        elif w in ONES:
            part += ONES[w]
        elif w in TENS:
            part += TENS[w]
        elif w == "dozen":
            part = 12
        elif w == "hundred":
            part = (part or 1) * 100
        elif w in ("thousand", "million"):
            total, part = total + (part or 1) * (1000 if w == "thousand" else 10**6), 0
    return total + part


def _chinese(text: str) -> list[Found]:
    """Chinese digits count as a number before a unit or a measure word: 三十度, 两个; not in 三角形, 一定, 半径."""
    out = []
    for m in _CHINESE.finditer(text):
        rest = text[m.end() :]
        unit = _CHINESE_UNIT.match(rest)
        measured = rest[:1] in _MEASURE if rest else False
        if (
            (not unit and not measured)
            or (m.group() in ("一", "半", "万", "千", "十") and not (unit and m.group() != "千"))
            or text[m.start() - 1 : m.start()] == "第"
        ):
            continue
        words = m.group()
        if words[-1] == "千" and len(words) > 1 and rest[:1] in "克米瓦伏牛焦欧帕卡":
            words = words[:-1]  # 三千克 is three kilograms
        value = _chinese_worth(words)
        out.append(Found(m.start(), m.start() + len(words), words, "1/2" if value == 0.5 else f"{value:g}", value, True))
    return out


def _chinese_worth(text: str) -> float:
    whole, _, after = text.partition("点")
    total = section = digit = 0.0
    for c in whole:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c == "半":
            digit = 0.5
        elif c == "万":
            total, section, digit = total + (section + digit) * 10000, 0, 0
        else:
            section += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[c]
            digit = 0
    decimals = "".join(str(_DIGITS[c]) for c in after)
    return total + section + digit + (float("0." + decimals) if decimals else 0)
