"""What a problem's text says, as typed records: quantities, unknowns, things, relations, formulas, options. Deterministic; no model, no network."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import zip_longest
from typing import Any

from ..dimension import ACCELERATION, ANGLE, NUMBER, Dimension, name
from ..grammar.record import Record, field, replace
from .problem import Problem
from .understand_asks import Entity, Option, Relation, Unknown, entities, options, relations, unknowns
from .understand_formulas import GREEK, Formula, formulas
from .understand_numbers import Found, numbers
from .understand_tex import Plain, plain_text
from .understand_units import dimension_of, unit_after
from .understand_words import CONSTANTS, QUANTITY_NOUNS, noun_pattern

__all__ = ["CONSTANT", "GIVEN", "UNKNOWN", "Entity", "Formula", "Option", "Quantity", "Relation", "Understanding", "Unknown", "understand", "understand_text"]

GIVEN, UNKNOWN, CONSTANT = "given", "unknown", "constant"


class Quantity(Record):
    """A quantity that the problem states.

    text: as it stands there; number: its digits as the language writes them (`2.0`, `1.50e8`, `1/2`, `3*m`; "" for a letter without a value);
    unit: of the language, or ""; dimension: in words ("a mass"), "" for a bare number; symbol: the letter it is given for (`m`, `mu_k`, `AB`,
    `angle(ABC)`), or ""; role: given (of this problem), constant (of nature or of the task, need not be drawn) or unknown (what is asked); span: in
    the text; context: words near it, nearest first; noun: what it is called ("mass", "long", 质量), or ""; before, after: the words about it in
    order; value: of the number; spelled: written in words.
    """

    text: str
    number: str
    unit: str = ""
    dimension: str = ""
    symbol: str = ""
    role: str = GIVEN
    span: tuple[int, int] = (0, 0)
    context: tuple[str, ...] = ()
    noun: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    value: float = 0.0
    spelled: bool = False
    dim: Dimension = field(default=NUMBER, compare=False)

    @property
    def literal(self) -> str:
        """As the language writes it: `2.0 kg`; "" for a letter without a value."""
        return f"{self.number} {self.unit}" if self.unit else self.number


class Understanding(Record):
    """hidden: texts that no figure of this problem may show (the answer); choices: the options with their letters and places; plain: the text without TeX."""

    quantities: tuple[Quantity, ...] = ()
    unknowns: tuple[Unknown, ...] = ()
    entities: tuple[Entity, ...] = ()
    relations: tuple[Relation, ...] = ()
    options: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    formulas: tuple[Formula, ...] = ()
    choices: tuple[Option, ...] = ()
    plain: Plain = field(default=Plain("", (0,), b""), compare=False)

    @property
    def givens(self) -> tuple[Quantity, ...]:
        """Quantities that must be readable in the figure."""
        return tuple(q for q in self.quantities if q.role == GIVEN)

    def as_json(self) -> dict[str, Any]:
        """Plain data, without what is hidden: it goes into files and to models."""
        return {
            "quantities": [{k: getattr(q, k) for k in ("text", "number", "unit", "dimension", "symbol", "noun", "role")} for q in self.quantities],
            "unknowns": [{"text": u.text, "symbol": u.symbol, "dimension": u.dimension} for u in self.unknowns],
            "entities": [{"text": e.text, "kind": e.kind, "count": e.count} for e in self.entities],
            "relations": [{"text": r.text, "kind": r.kind} for r in self.relations],
            "formulas": [{"text": f.text, "kind": f.kind, "code": f.code} for f in self.formulas],
            "options": list(self.options),
        }


_SYMBOL = r"[A-Za-zα-ωΑ-Ω](?:_\w+|\d)?'*|[α-ω][a-z]|(?:mu|theta|alpha|beta|omega|rho|lambda|phi|sigma|gamma|delta)(?:_\w+)?"
_EQUAL = re.compile(
    r"(?P<measure>(?:∠|angle |△)\s*\(?[A-Z]{1,3}\)?|m\s?∠\s?[A-Z]{1,3}|(?<![A-Za-z])[A-Z]{2})\s*(?:=|≈|is|measures|为)\s*$|"
    rf"(?<![A-Za-z_])(?P<symbol>{_SYMBOL})\s*(?:=|≈|:|取)\s*$|(?<![A-Za-z_'/^·])(?P<of>{_SYMBOL})\s+(?:of|is|为)\s+$"
)
_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*|[一-鿿]+|[=≤≥<>]")
_STOP = re.compile(r"[.?!;。；？！](?=\s|$|[一-鿿])|\n\n")


@lru_cache(maxsize=1)
def _nouns() -> re.Pattern[str]:
    return noun_pattern()


def understand(problem: Problem) -> Understanding:
    """The typed understanding of a problem."""
    return understand_text(problem.text, tuple(problem.options), problem.answer)


def understand_text(text: str, choices: tuple[str, ...] = (), answer: str = "") -> Understanding:
    """The typed understanding of a text. Never raises."""
    plain = plain_text(text)
    asked = unknowns(plain)
    chosen = options(plain, choices)
    inside = [o.at for o in chosen if o.at[1] > o.at[0]]
    said = [f for f in formulas(plain) if not any(a <= f.at[0] < b for a, b in inside)]
    found = _quantities(plain, said, asked, inside)
    said = [f for f in said if not _a_quantity(f, found, plain)]
    names = {q.symbol for q in found}
    found += _symbols(plain, asked, names, said)
    found.sort(key=lambda q: q.span)
    found = [_with_role(q, asked) for q in found]
    texts = tuple(o.text for o in chosen)
    return Understanding(tuple(found), asked, entities(plain), relations(plain), texts, (answer,) if answer else (), tuple(said), chosen, plain)


# ---------------------------------------------------------------- quantities


def _quantities(plain: Plain, said: list[Formula], asked: tuple[Unknown, ...], inside: list[tuple[int, int]]) -> list[Quantity]:
    variables = _letters(plain)
    found = [n for n in numbers(plain) if not any(a <= n.start < b for a, b in inside)]
    units: list[tuple[str, int] | None] = []
    end = 0
    for n in list(found):
        if n.start < end:
            found.remove(n)  # the exponent of "m s-1"
            continue
        part = _OF_A.match(plain.text, n.end) if n.spelled and "/" in n.digits else None
        unit = unit_after(plain, part.end() if part else n.end, variables)
        if n.label and unit is None:
            found.remove(n)
            continue
        units.append(("USD", n.end) if unit is None and plain.text[n.start - 1 : n.start] == "$" else unit)
        end = unit[1] if unit else 0
    _share_units(plain.text, found, units)
    out = []
    for n, unit in zip(found, units, strict=True):
        q = _quantity(plain, n, unit)
        covering = next((f for f in said if f.at[0] <= n.start < f.at[1]), None)
        if covering is None or _plain_value(covering, q, unit):
            out.append(q)
    return out


_OF_A = re.compile(r" (?:of )?an?(?= )")


def _plain_value(f: Formula, q: Quantity, unit: tuple[str, int] | None) -> bool:
    """`m = 2` or `m = 2 kg` is a quantity; `y = 2` beside other formulas of x and y, `(2, 3)` and `y = 2x` are not."""
    if f.kind != "equation" or len(f.parts) != 2 or not q.symbol:
        return False
    if unit is not None and unit[0]:
        return True
    return (
        f.parts[1] == q.number
        and f.parts[0] not in ("x", "y", "z", "r", "t")
        and not f.name
        and re.fullmatch(r"\w+|angle\(\w+\)", f.parts[0].replace("*", "")) is not None
    )


def _a_quantity(f: Formula, found: list[Quantity], plain: Plain) -> bool:
    return f.kind == "equation" and any(f.span[0] <= q.span[0] < f.span[1] for q in found if q.symbol)


def _letters(plain: Plain) -> frozenset[str]:
    """Letters that stand alone in mathematics: the problem's own quantities."""
    return frozenset(
        m.group(1)
        for m in re.finditer(r"(?<![\w)/])([A-Za-zα-ω])(?![\w(]|/[a-z])", plain.text)
        if plain.math(m.start()) and not plain.upright(m.start()) and not re.search(r"\d\s*$", plain.text[: m.start()])
    )


_BETWEEN = re.compile(r"\s*(?:,|and|or|to|,\s*and|-|–|—|~|至|到|和|、|by|[×x])\s*")


def _share_units(text: str, found: list[Found], units: list[tuple[str, int] | None]) -> None:
    """In "2, 3 and 5 kg" and "20-30 cm" each number has the unit of the last."""
    for i in range(len(found) - 2, -1, -1):
        after = units[i + 1]
        gap = text[found[i].end : found[i + 1].start]
        if units[i] is None and after is not None and _BETWEEN.fullmatch(gap) and not found[i].spelled and after[0] not in ("%",):
            units[i] = (after[0], found[i].end)


def _quantity(plain: Plain, n: Found, unit: tuple[str, int] | None) -> Quantity:
    text = plain.text
    end = unit[1] if unit else n.end
    symbol, start = _symbol_before(text, n.start)
    dim = dimension_of(unit[0]) if unit else NUMBER
    number = n.digits
    times = _MULTIPLE.match(text, n.end) if (unit is None or len(unit[0]) == 1) and not n.spelled else None
    if times and plain.math(n.end) and not plain.upright(times.start(1)) and (called := _last_noun(text, start)) and not QUANTITY_NOUNS[called].same(dim):
        unit = None
        end, dim = times.end(), QUANTITY_NOUNS[called]
        number = f"{number}*{_named(times.group(1))}"
    before, after = _around(text, start, end)
    noun = _noun(text, start, end, dim)
    return _made(plain, (n.start, end), number, unit[0] if unit else "", dim, symbol, noun, before, after, n.value, n.spelled)


def _made(
    plain: Plain, at: tuple[int, int], number: str, unit: str, dim: Dimension, symbol: str, noun: str, before: tuple[str, ...], after: tuple[str, ...],
    value: float = 0.0, spelled: bool = False,
) -> Quantity:  # fmt: skip
    near = tuple(w for pair in zip_longest(reversed(before), after) for w in pair if w)
    words = "" if not any(dim.powers) else name(dim)
    return Quantity(plain.text[at[0] : at[1]].strip(), number, unit, words, symbol, GIVEN, plain.span(*at), near, noun, before, after, value, spelled, dim)


def _symbol_before(text: str, at: int) -> tuple[str, int]:
    """The symbol that is set equal to a number: its name in the language, and where it begins."""
    m = _EQUAL.search(text, max(0, at - 24), at)
    if m is None:
        return "", at
    if m["measure"]:
        letters = re.sub(r"[^A-Z]", "", m["measure"])
        angle = "∠" in m["measure"] or "angle" in m["measure"]
        return (f"angle({letters})" if angle else letters), m.start()
    name_ = m["symbol"] or m["of"]
    if m["of"] and (name_ in ("a", "A", "I", "s") or not name_[:1].isalpha()):
        return "", at
    return _named(name_), m.start()


def _named(symbol: str) -> str:
    """`μ_k` is mu_k, `m1` m_1 in the language."""
    head, _, below = symbol.partition("_")
    if len(head) == 2 and (head[1].isdigit() or head[0] in GREEK) and not below:
        head, below = head[0], head[1]
    head = GREEK.get(head, head)
    return f"{head}_{below}" if below else head


def _around(text: str, start: int, end: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Up to six words on each side, within the sentence."""
    left = text[max(0, start - 90) : start]
    stops = list(_STOP.finditer(left))
    if stops:
        left = left[stops[-1].end() :]
    right = text[end : end + 90]
    stop = _STOP.search(right)
    right = right[: stop.start()] if stop else right
    return tuple(_words(left)[-6:]), tuple(_words(right)[:6])


def _words(text: str) -> list[str]:
    return [w.lower() for w in _WORD.findall(text)]


_APART = re.compile(r"[,;.:，；。：]|\b(?:and|with|has|is at|when|while|if)\b|\d")


_MULTIPLE = re.compile(r"\s?([A-Za-zα-ω](?:_\w+)?)(?![A-Za-z_(^=])")


def _last_noun(text: str, at: int) -> str:
    """The name of a quantity right before: "mass 3m"."""
    found = [m for m in _nouns().finditer(text[max(0, at - 40) : at]) if re.fullmatch(r"\s*(?:of|is|为|是|=)?\s*", text[max(0, at - 40) : at][m.end() :])]
    return found[-1].group().lower() if found else ""


def _noun(text: str, start: int, end: int, dim: Dimension) -> str:
    """What a quantity is called: the nearest name of that dimension before it, or right after it."""
    left = text[max(0, start - 60) : start]
    best = ""
    for m in _nouns().finditer(left):
        if QUANTITY_NOUNS[m.group().lower()].same(dim) and not re.search(r"[.;。；]\s", left[m.end() :]):
            best = m.group().lower()
            far = _APART.search(left[m.end() :])
            best = "" if far and far.group() in ("and", "with", ",", ";") and len(left[m.end() :]) > 12 else best
    if best:
        return best
    after = re.match(r"[\s-]*(?:in\s+)?(?:of\s+)?", text[end : end + 12])
    m2 = _nouns().match(text, end + (after.end() if after else 0))
    if m2 and QUANTITY_NOUNS[m2.group().lower()].same(dim):
        return m2.group().lower()
    shape = re.match(r"[\s-]*(long|tall|high|deep|wide|thick|away|apart|above|below|in (?:length|diameter|radius|height|width))\b", text[end : end + 16])
    return shape.group(1) if shape else ""


# ---------------------------------------------------------------- symbols without a value


def _symbols(plain: Plain, asked: tuple[Unknown, ...], known: set[str], said: list[Formula]) -> list[Quantity]:
    """ "mass m", "a speed $v_0$", 半径为 R: quantities of which only the letter is given."""
    text = plain.text
    out: list[Quantity] = []
    for m in _nouns().finditer(text):
        after = re.compile(
            rf"(?:\s+(?:is|of|are)\s+|\s*(?:为|是|，|,)\s*|\s*)(?P<s>{_SYMBOL})(?![A-Za-zα-ω(])(?P<more>(?:\s*(?:,|and|和|、)\s*(?:{_SYMBOL})(?![A-Za-zα-ω(]))*)"
        ).match(text, m.end())
        if after is None:
            continue
        letters = [
            (after["s"], after.start("s")),
            *(
                (x.group(), after.start("more") + x.start())
                for x in re.finditer(rf"(?<![A-Za-z])(?:{_SYMBOL})(?![A-Za-z])", after["more"])
                if x.group() != "and"
            ),
        ]
        for word, at in letters:
            symbol = _named(word)
            if symbol in known or not _a_letter(plain, word, at) or any(f.at[0] <= at < f.at[1] for f in said):
                continue
            known.add(symbol)
            before, behind = _around(text, m.start(), at + len(word))
            noun = m.group().lower()
            out.append(_made(plain, (at, at + len(word)), "", "", QUANTITY_NOUNS[noun], symbol, noun, before, behind))
    return out


def _a_letter(plain: Plain, word: str, at: int) -> bool:
    """A letter for a quantity, not an article or the name of a thing."""
    if re.match(r"\s*[-=]?\s*\d", plain.text[at + len(word) :]) or re.match(r"\s*=", plain.text[at + len(word) :]):
        return False
    if plain.math(at):
        return True
    return (
        word not in ("a", "A", "I", "s")
        and (len(word) == 1 or "_" in word or word in GREEK.values() or word[1:].isdigit())
        and plain.text[at - 1 : at] in " ,(为是"
    )


# ---------------------------------------------------------------- roles


def _with_role(q: Quantity, asked: tuple[Unknown, ...]) -> Quantity:
    role = q.role
    gravity = q.dim.same(ACCELERATION) and q.symbol in ("g", "") and 9.5 <= abs(q.value) <= 10
    said = " ".join(q.before)
    if (
        (
            (gravity and (q.symbol == "g" or CONSTANTS.search(said + " " + " ".join(q.after[:5]))))
            or CONSTANTS.search(said[-40:])
            or (q.symbol in ("g", "pi", "G", "c") and q.number and not q.dim.same(ANGLE) and _known(q))
        )
        or (not q.number and q.symbol == "g")
        or (not q.unit and _FORM.search(" ".join([*q.before[-2:], "#", *q.after[:3]])))
    ):
        role = CONSTANT
    elif not q.number and any(u.symbol == q.symbol or (u.span[0] <= q.span[0] < u.span[1] and not _in_terms_of(u, q)) for u in asked):
        role = UNKNOWN
    return replace(q, role=role)


_FORM = re.compile(r"# (?:\w+ )?(?:decimal|places?|digits?|significant|sig|figures?)\b|decimals? #|# (?:位|个)?(?:有效数字|小数)")
"""How the answer is to be written: to two decimal places."""


def _known(q: Quantity) -> bool:
    return {"g": 9 < abs(q.value) < 33, "pi": 3.1 < q.value < 3.2, "G": q.value < 1e-9, "c": 2.9e8 < q.value < 3.1e8}[q.symbol]


def _in_terms_of(u: Unknown, q: Quantity) -> bool:
    """Letters after "in terms of" and after "when" are given."""
    return re.search(r"in terms of|as a function of|\bwhen\b|\bif\b|用.*表示", u.text[: max(q.span[0] - u.span[0], 0)]) is not None
