"""From faults to messages: which slip a place that fits nothing most likely is, judged by the line it stands on."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..diagnostic import Diagnostic, Fix, Span
from ..grammar.tree import Fault, Repair
from ..quantity import find_unit
from ..relation import MEASURES
from ..vocabulary import begin, kind, relation_named
from .messages import (
    AboutInside,
    AlternativeSign,
    ClosesNothing,
    CommaInNumber,
    CurrencySign,
    ForeignWord,
    LinkInside,
    MissingBrace,
    MissingComma,
    MissingTimes,
    NoBrackets,
    NoStatement,
    NoTarget,
    OwnNumber,
    Repaired,
    Reserved,
    SchoolSign,
    TooLong,
    TooNested,
    TwoStatements,
    UnclosedBracket,
    UnclosedText,
    Unexpected,
    Unfinished,
)

__all__ = ["of_fault", "of_repair"]

_FUNCTIONS = frozenset(
    ("sin", "cos", "tan", "cot", "sec", "csc", "asin", "acos", "atan", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "exp", "ln", "log", "sqrt", "abs")
)
_PAGE = ("figure", "state")
_FOREIGN = {
    "if": "Nothing is decided while a figure is read: write what is true of it.", "else": "Nothing is decided while a figure is read.",
    "def": "A kind of your own: `define name(a, b) { ... }`; a formula: `f(x) = x^2`.", "function": "A formula: `f(x) = x^2`.",
    "import": "Every kind is there by itself.", "from": "Every kind is there by itself.",
    "return": "A `define` draws what stands in its block; nothing is returned.",
    "class": "A kind of your own: `define name(a, b) { ... }`.", "while": "Repetition: `repeat i in 1..5 { ... }`.",
    "for": "Repetition: `repeat i in 1..5 { ... }`.",
    "new": "A thing is made by its kind: `A = point(0, 0)`.", "let": "A value is `name = value`.", "var": "A value is `name = value`.",
    "title": 'The title of the picture: `figure("...")`.',
    "const": "A value is `name = value`.", "print": "`note` writes on the picture: note(\"...\").",
}  # fmt: skip
_STATEMENT = re.compile(r"(?:given|unknown|require|arrange|check|repeat|define|vary)\b|[^\W\d][\w']*(?:\[[^\]\n]*\])?\s*(?:=(?![=>])|\(|\{|->|--)")
_OPERAND = r"[^\W\d][\w']*(?:\([^()\n]*\))?"
_CURRENCY = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
_MONEY = re.compile(r"([$€£¥])\s*(\d[\d,_]*(?:\.\d+)?)")
_BETWEEN = {
    "⊥": "perpendicular", "⟂": "perpendicular", "∥": "parallel", "‖": "parallel", "||": "parallel", "≅": "congruent", "≡": "congruent", "∼": "similar",
    "∈": "on", "≈": "equal",
}  # fmt: skip
_BEFORE = {"∠": "angle", "∡": "angle", "∢": "angle", "△": "triangle", "▵": "triangle", "Δ": "triangle", "⊙": "circle", "⌒": "arc"}
_CLOSER = {"(": ")", "[": "]", "{": "}"}
_WHY = {
    "bare_point": "a number starts with a digit", "bars": "the size of a number is abs()", "code_fence": "fences are no part of a figure",
    "comment_sign": "a comment starts with #", "equals_in_claim": "a claim compares with ==", "missing_line_end": "a statement ends with its line, or with ;",
    "missing_times": "a product is written with *", "plus_sign": "a sign + says nothing", "quotes": 'a text stands between two "',
    "raised_digits": "powers are written with ^", "sign": "this is the sign for it",
    "swapped_kind": "the name comes first", "trailing_comma": "nothing follows it",
}  # fmt: skip


NEAR = 400
"""Characters of a line before and after a fault that are looked at: a slip is seen from near, and lines may be long."""


class _Place:
    """A fault with the line around it."""

    def __init__(self, fault: Fault, text: str) -> None:
        self.fault, self.text = fault, text
        self.start, self.end = fault.span.start, fault.span.end
        self.line_start = max(text.rfind("\n", 0, self.start) + 1, self.start - NEAR)
        line_end = text.find("\n", self.start, self.start + NEAR)
        self.line_end = min(len(text), self.start + NEAR) if line_end < 0 else line_end
        self.before = text[self.line_start : self.start]
        self.rest = text[self.start : self.line_end]
        self.fix = Fix(fault.span, fault.fix) if fault.fix is not None else None
        self.found = _short(fault.found)

    def replaced(self, start: int, end: int, new: str) -> tuple[Span, Fix]:
        span = Span(start, end)
        return span, Fix(span, new)


def _short(text: str) -> str:
    line = text.strip().split("\n")[0]
    return line if len(line) <= 40 else line[:37] + "..."


# ---------------------------------------------------------------- one look for each slip; None where it is not that one


def _takes_brackets(word: str) -> bool:
    begin()
    return word in _FUNCTIONS or word in _PAGE or word in MEASURES or relation_named(word) is not None or kind(word) is not None


def _no_brackets(p: _Place) -> Diagnostic | None:
    """`triangle ABC`, `figure "T"`, `sin x`, `angle A`."""
    what = p.fault.what
    if what == "missing_comma":
        m = re.match(r"([^\W\d]\w*)[ \t]+([\w.']+)", p.rest)
    elif p.fault.fix is not None and p.fault.fix.endswith(")") and " " in p.found:
        m = re.match(r"([^\W\d]\w*)[ \t]+(\S.*)", p.found)
    else:
        head = re.search(r"([^\W\d]\w*)[ \t]+$", p.before)
        m = re.match(r"([^\W\d]\w*)[ \t]+([\w.']+)", p.text[p.line_start + head.start() : p.line_end]) if head else None
    if m is None or not _takes_brackets(m[1]):
        return None
    start = p.start if m.string is p.rest or m.string is p.found else p.line_start + head.start()  # type: ignore[union-attr]
    new = p.fault.fix if m.string is p.found else f"{m[1]}({m[2]})"
    assert new is not None
    span, fix = p.replaced(start, start + len(m[0]), new)
    return NoBrackets(span, m[1], new, fix=fix)


def _range_word(p: _Place) -> Diagnostic | None:
    """`0 to 3`"""
    m = re.fullmatch(r"(\S+)[ \t]+to", p.fault.found)
    if m is None or p.fault.what != "missing_comma":
        return None
    gap = re.match(r"[ \t]*", p.text[p.end :])
    span, fix = p.replaced(p.start, p.end + (gap.end() if gap else 0), f"{m[1]}..")
    end = re.match(r"[^\s,)]*", p.text[fix.span.end :])
    return AlternativeSign(span, "to", f"{m[1]}..{end[0] if end else ''}", fix=fix)


def _number(p: _Place) -> Diagnostic | None:
    """`1 000`, `2,5`, `5.`, `3 kg m`"""
    head = re.search(r"(?<![\w.])(\d+)([ \t]*)$", p.before)
    start = p.line_start + head.start() if head else 0
    if head and p.rest.startswith(",") and not head[2]:
        m = re.match(r",(\d+)(?![\w.])", p.rest)
        new = f"{head[1]}.{m[1]}" if m else ""
        return CommaInNumber(Span(start, p.start + m.end()), head[1] + m[0], new, fix=Fix(Span(start, p.start + m.end()), new)) if m else None
    grouped = re.match(r"\d{3}(?![\w.])", p.rest) if head and head[2] else None
    if head and grouped:
        new = f"{head[1]}_{grouped[0]}"
        return CommaInNumber(Span(start, p.start + 3), f"{head[1]} {grouped[0]}", new, fix=Fix(Span(start, p.start + 3), new))
    if head and p.found == "." and p.fault.what == "unfinished":
        return AlternativeSign(Span(start, p.end), f"{head[1]}.", head[1], fix=Fix(Span(start, p.end), head[1]))
    unit, amount = re.match(r"[^\W\d_]+(?:\^-?\d+)?", p.rest), re.search(r"(\d[\d.]*[ \t]*\S*[^\W\d_]\S*)[ \t]+$", p.before)
    if unit and amount and find_unit(unit[0]) is not None and find_unit(amount[1].lstrip("0123456789. \t")) is not None:
        start, new = p.line_start + amount.start(), f"{amount[1]}*{unit[0]}"
        span = Span(start, p.start + unit.end())
        return AlternativeSign(span, f"{amount[1]} {unit[0]}", new, fix=Fix(span, new))
    return None


def _foreign(p: _Place) -> Diagnostic | None:
    m = re.match(r"\s*(\w+)\b", p.text[p.line_start : p.line_end])
    if m is not None and m[1] in _FOREIGN and m[1] != "new":
        span = Span(p.line_start + m.start(1), p.line_start + m.end(1))
        if m[1] == "title" and p.fix is not None:
            return ForeignWord(span, m[1], _FOREIGN[m[1]], fix=Fix(p.fix.span, p.fix.text.replace("title(", "figure(", 1)))
        return ForeignWord(span, m[1], _FOREIGN[m[1]], fix=p.fix if p.fault.what == "unexpected" and p.found.split()[0] == m[1] else None)
    if re.search(r"\bnew[ \t]+$", p.before):
        start = p.line_start + p.before.rindex("new")
        return ForeignWord(Span(start, start + 3), "new", _FOREIGN["new"])
    return None


def _money(p: _Place) -> Diagnostic | None:
    m = _MONEY.match(p.rest)
    if m is None:
        return None
    new = f"{m[2].replace(',', '_')} {_CURRENCY[m[1]]}"
    span, fix = p.replaced(p.start, p.start + m.end(), new)
    return CurrencySign(span, new, fix=fix)


def _school_sign(p: _Place) -> Diagnostic | None:
    sign = p.rest[:1]
    if sign in _BEFORE:
        m = re.match(rf"{sign}\s*([\w']+)", p.rest)
        word = _BEFORE[sign]
        new = "" if m is None else f"{word}({m[1]})" if word == "angle" else m[1]
        span, fix = p.replaced(p.start, p.start + (m.end() if m else 1), new)
        return SchoolSign(span, sign, word, new or f"{word}(...)", fix=fix if new else None)
    sign = "||" if p.rest.startswith("||") else sign
    if sign not in _BETWEEN:
        return None
    left, right = re.search(rf"{_OPERAND}\s*$", p.before), re.match(rf"{re.escape(sign)}\s*[△▵Δ]?\s*({_OPERAND})", p.rest)
    if left is None or right is None:
        return None
    new = f"{_BETWEEN[sign]}({left[0].strip()}, {right[1]})"
    if sign == "||" and not (left[0].strip().isupper() and right[1].isupper()):
        return None
    span, fix = p.replaced(p.line_start + left.start(), p.start + right.end(), new)
    return SchoolSign(span, sign, _BETWEEN[sign], new, fix=fix)


_INFIX = re.compile(rf"(?:(?:is|are)[ \t]+)?([^\W\d]\w*)[ \t]+(?:to[ \t]+|with[ \t]+)?({_OPERAND})(?![ \t]*[=<>!(])")


def _infix(p: _Place) -> Diagnostic | None:
    """`require CD perpendicular AB`, `require A on k`, `require k is tangent to l`"""
    left, right = re.search(rf"(?:\b(?:require|arrange|check)[ \t]+|,[ \t]*)({_OPERAND})[ \t]+$", p.before), _INFIX.match(p.rest)
    if left is None or right is None or not re.match(r"[ \t]*(?:require|arrange|check)\b", p.before):
        return None
    begin()
    if relation_named(right[1]) is None:
        return None
    new = f"{right[1]}({left[1]}, {right[2]})"
    span, fix = p.replaced(p.line_start + left.start(1), p.start + right.end(), new)
    return NoBrackets(span, right[1], new, fix=fix)


def _equal_sign(p: _Place) -> Diagnostic | None:
    """`given m: 2.0 kg`, `given m 2.0 kg`, `figure: "T"`"""
    if p.fault.found == ":":
        title = re.match(r':[ \t]*("[^"\n]*")(?=[ \t]*(?:#|$))', p.rest)
        word = re.match(r"\s*([^\W\d]\w*)\s*$", p.before)
        if title and word and _takes_brackets(word[1]):
            new = f"{word[1]}({title[1]})"
            span, fix = p.replaced(p.line_start + word.start(1), p.start + title.end(), new)
            return NoBrackets(span, word[1], new, fix=fix)
        span, fix = p.replaced(p.start, p.start + 1, "=" if p.before[-1:] not in " \t" else " =")
        return AlternativeSign(span, ":", "=", fix=fix)
    number = re.match(r"-?\d", p.rest) and re.match(r"\s*given\s+(?:.*,\s*)?[^\W\d][\w']*[ \t]+$", p.before)
    if number:
        span, fix = p.replaced(p.start, p.start, "= ")
        return AlternativeSign(p.fault.span, f"{p.before.split()[-1]} {p.found}", f"{p.before.split()[-1]} = {p.found}", fix=fix)
    return None


def _two_statements(p: _Place) -> Diagnostic | None:
    """`A = point(0, 0) B = point(1, 1)`, `x = 3 y = 4`, `A = point(), B = point()`; between claims a comma is missing."""
    if "the end of the line" not in p.fault.expected:
        return None
    claims = re.match(r"\s*(?:require|arrange|check|given|unknown)\b", p.before)
    separator = ", " if claims else "; "
    if p.rest.startswith("=") and not claims:  # the name was taken for a unit
        unit = re.search(r"\d[ \t]+([^\W\d][\w']*)[ \t]*$", p.before)
        if unit:
            start = p.line_start + unit.start(1)
            return TwoStatements(Span(start, start + len(unit[1])), unit[1], fix=Fix(Span(p.line_start + unit.start() + 1, start), "; "))
    if p.rest.startswith(",") and not claims:
        m = re.match(rf",[ \t]*({_STATEMENT.pattern})", p.rest)
        return TwoStatements(p.fault.span, re.split(r"[\s=({\[]", m[1])[0], fix=Fix(p.fault.span, ";")) if m else None
    compared = re.match(rf"{_OPERAND}\s*(?:==|=|<|>|!=)", p.rest)
    if _STATEMENT.match(p.rest) and not (claims and compared) and p.before.strip() and not re.match(r"(?:and|or|not|in|step)\b", p.rest):
        return TwoStatements(p.fault.span, p.found, fix=Fix(Span(p.line_start + len(p.before.rstrip()), p.start), "; "))
    if claims and compared:
        doubled = re.search(r",[ \t]*and[ \t]+$", p.before)  # `..., and BC == 4 cm`
        if doubled:
            start = p.line_start + doubled.start()
            return AlternativeSign(Span(start, p.start), ", and", ",", fix=Fix(Span(start, p.start), ", "))
        last = p.before.rstrip()
        place = p.line_start + len(last)
        return MissingComma(p.fault.span, _last_word(last), fix=Fix(Span(place, p.start), separator))
    return None


def _last_word(text: str) -> str:
    m = re.search(r"(?:\d\S*[ \t]+)?\S+$", text)
    return m[0] if m else text


def _exponent(p: _Place) -> Diagnostic | None:
    """`1e C`: a number that breaks off after its e."""
    m = re.search(r"(?<![\w.])\d[\d_.]*[eE][ \t]*$", p.before)
    return Unfinished(Span(p.line_start + m.start(), p.end), m[0].strip(), "The exponent of a number has digits: 1e3, 1.6e-19 C.") if m else None


def _link_inside(p: _Place) -> Diagnostic | None:
    if p.fault.what == "unexpected" and p.found in ("->", "<->", "=>", "--") and p.before.strip() and p.fix is None:
        return LinkInside(p.fault.span, p.found)
    return None


def _open_bracket(p: _Place) -> Diagnostic | None:
    """`{ curve(y=x^2 }`: a brace that meets an open bracket."""
    if p.found not in _CLOSER.values() or not any(f"'{c}'" in p.fault.expected for c in ")]"):
        return None
    depth: list[int] = []
    for m in re.finditer(r'"[^"\n]*"|[()\[\]{}]', p.text[: p.start]):
        if m[0] in _CLOSER:
            depth.append(m.start())
        elif m[0] in ")]}" and depth:
            depth.pop()
    if not depth or _CLOSER[p.text[depth[-1]]] == p.found:
        return None
    opener = p.text[depth[-1]]
    place = p.line_start + len(p.before.rstrip())
    return UnclosedBracket(Span(depth[-1], depth[-1] + 1), opener, fix=Fix(Span(place, place), _CLOSER[opener]))


def _turned(p: _Place) -> Diagnostic | None:
    """`30 deg above right`"""
    m = re.fullmatch(r"(\d\S*\s*\S+)\s+(\w+)\s+(\w+)", p.fault.found)
    return NoBrackets(p.fault.span, m[2], p.fault.fix, fix=p.fix) if m and p.fault.fix and p.fault.fix.startswith(m[2]) else None


def _own_number(p: _Place) -> Diagnostic | None:
    """`angle=~40 deg`, `angle ~ 40 deg`"""
    value = re.match(r"[~≈～]\s*(-?[\d.][^,()\[\]{}\n#]*?)\s*(?=[,)\]])", p.rest)
    head = re.search(r"[(,\[]\s*([^\W\d]\w*)\s*=?\s*$|[(,\[]\s*$", p.before)
    if value is None or head is None:
        return None
    start = p.line_start + head.start(1) if head[1] else p.start
    new = f"{head[1]}=about({value[1]})" if head[1] else f"about({value[1]})"
    _, fix = p.replaced(start, p.start + value.end(), new)
    return OwnNumber(p.fault.span, new, fix=fix)


def _other_sign(p: _Place) -> Diagnostic | None:
    if p.fault.fix and p.fault.what == "unexpected":
        return AlternativeSign(p.fault.span, p.found, p.fault.fix.strip(), fix=p.fix)
    return None


def _closes_nothing(p: _Place) -> Diagnostic | None:
    return ClosesNothing(p.fault.span, p.found, fix=p.fix) if p.fault.fix == "" and p.found in _CLOSER.values() else None


_LOOKS: tuple[Callable[[_Place], Diagnostic | None], ...] = (
    _foreign,
    _number,
    _turned,
    _own_number,
    _no_brackets,
    _range_word,
    _money,
    _school_sign,
    _infix,
    _equal_sign,
    _closes_nothing,
    _open_bracket,
    _exponent,
    _two_statements,
    _link_inside,
    _other_sign,
)


# ---------------------------------------------------------------- by the fault's own word


def _no_statement(p: _Place) -> Diagnostic:
    f, hint = p.fault, ""
    if f.fix is None and p.rest[:1] in ("+", "-"):
        hint = "An operator at the start of a line goes to the end of the line before."
    elif f.fix is None:
        pass
    elif f.fix.startswith("require "):
        hint = f"Write `require {p.found}` for a fact of the problem, `check {p.found}` for what must come out."
    elif f.fix.startswith("note("):
        hint = f"Write `note({p.found})` for a remark, `given {p.found}` for a fact of the problem."
    else:
        hint = f"For a link write `{f.fix}`."
    return NoStatement(f.span, p.found, hint, fix=p.fix) if hint else NoStatement(f.span, p.found, fix=p.fix)


_ALONE = {"given": 'Write `given m = 2 kg "mass"`.', "unknown": 'Write `unknown a "acceleration"`.'}


def _unfinished(p: _Place) -> Diagnostic:
    expected = p.fault.expected
    hint = f"Here may follow {', '.join(expected[:4])}." if 0 < len(expected) <= 4 else ""
    if p.found in ("given", "unknown", "require", "arrange", "check"):
        hint = _ALONE.get(p.found, f"Write `{p.found} AB == 5 cm`, or a relation.")
    fix = p.fix if p.fault.fix == "" else None
    return Unfinished(p.fault.span, p.found, hint, fix=fix)


def _times(p: _Place) -> Diagnostic:
    m = re.match(r"[\d.]+[ \t]*[^\W\d]*[ \t]*\([^()\n]*\)", p.rest)
    shown = m[0] if m else p.found
    return MissingTimes(p.fault.span, shown, re.sub(r"^([\d.]+)[ \t]*", r"\1*", shown), fix=p.fix)


_WHERE = ("at", "on", "inside", "between", "left_of", "right_of", "above", "below", "near", "facing")


def _comma(p: _Place) -> Diagnostic:
    """`m g`: two small letters side by side are rather a product."""
    after = re.match(r"[ \t]+([^\W\d]\w*)(?!\w*\s*=)", p.text[p.end :])
    if after is not None and after[1] in _WHERE:  # `normal_force(l at B)`
        new = f", {after[1]}="
        place = Span(p.end, p.end + after.end() + len(re.match(r"[ \t]*", p.text[p.end + after.end() :])[0]))  # type: ignore[index]
        return MissingComma(Span(p.start, p.end + after.end()), p.found, f"Where a thing is, is said by keywords: `{p.found}{new}...`.", fix=Fix(place, new))
    if re.fullmatch(r"[a-z]\w*", p.found) and after is not None and after[1][0].islower():
        return MissingComma(Span(p.start, p.end + after.end()), p.found, f"For a product write `{p.found}*{after[1]}`.")
    return MissingComma(p.fault.span, p.found, fix=p.fix)


def _about(p: _Place) -> Diagnostic:
    at = re.search(r"[~≈～]", p.fault.found)
    place = p.start + at.start() if at else p.start
    return AboutInside(p.fault.span, p.found, fix=Fix(Span(place, place + 1), "=="))


_BY_WORD: dict[str, Callable[[_Place], Diagnostic]] = {
    "too_long": lambda p: TooLong(p.fault.span),
    "nesting": lambda p: TooNested(p.fault.span),
    "unclosed_text": lambda p: UnclosedText(p.fault.span, fix=p.fix),
    "newline_in_text": lambda p: UnclosedText(p.fault.span, fix=p.fix),
    "unclosed_bracket": lambda p: UnclosedBracket(p.fault.span, p.found, fix=p.fix),
    "unclosed_block": lambda p: UnclosedBracket(p.fault.span, p.found, fix=p.fix),
    "missing_brace": lambda p: MissingBrace(p.fault.span, p.found, fix=p.fix),
    "missing_comma": _comma,
    "missing_times": _times,
    "product_after_division": _times,
    "no_statement": _no_statement,
    "no_target": lambda p: NoTarget(p.fault.span, p.found, fix=p.fix),
    "reserved": lambda p: Reserved(p.fault.span, p.found),
    "thousands_comma": lambda p: CommaInNumber(p.fault.span, p.found, p.fault.fix or "", fix=p.fix),
    "about_inside": _about,
    "unfinished": _unfinished,
}
_LOOKED_AT = ("unexpected", "missing_comma", "unfinished")


def of_fault(f: Fault, text: str) -> Diagnostic:
    """The message of a fault; text: the whole source."""
    p = _Place(f, text)
    if f.what in _LOOKED_AT:
        for look in _LOOKS:
            found = look(p)
            if found is not None:
                return found
    by_word = _BY_WORD.get(f.what)
    return by_word(p) if by_word is not None else Unexpected(f.span, p.found or "The end of the line", f.expected, fix=p.fix)


def of_repair(r: Repair) -> Diagnostic:
    old, new = r.old.replace("\n", "⏎")[:40], r.new.replace("\n", "⏎")[:40]
    return Repaired(r.span, _WHY.get(r.what, "this is how it is written"), old, new, fix=Fix(r.span, r.new))
