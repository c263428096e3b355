"""A family's spec with its holes filled."""

from __future__ import annotations

import re

from ...grammar.record import Record
from ..understand import CONSTANT, Quantity, Understanding, Unknown
from ..understand_words import QUANTITY_NOUNS
from .family import Ask, Family

__all__ = ["Asked", "asked_of", "names_of", "quoted", "write"]

_HOLE = re.compile(r"\{(\w+)\}")
_ASKED = re.compile(r"\{\?(\w+)\}")
_CONDITION = re.compile(r"\[([^\]]+)\] (.*)")
_NAME = re.compile(r"[A-Za-z]+(?:_\w+)?'*")
RESERVED = {"e", "pi", "g", "right", "left", "up", "down"}
SKIPPED = {
    "use", "sketch", "draw", "graph", "plot", "write", "construct", "verify", "explain", "describe", "give", "state", "express", "show that", "prove",
    "prove that", "why",
}  # fmt: skip


class Asked(Record):
    """One thing that is asked, as the spec says it: its letter ("" for words alone), what it is called, which ask of the family it is ("" for none)."""

    letter: str
    says: str
    ask: str


def quoted(text: str) -> str:
    """A text of the language."""
    text = re.sub(r"\s+", " ", text).strip().replace("\\", "").replace('"', "'").replace("{", "(").replace("}", ")").replace("$", "")
    return f'"{text}"'


def names_of(fill: dict[str, Quantity]) -> set[str]:
    """The letters that the problem's quantities have."""
    return {q.symbol for q in fill.values() if _NAME.fullmatch(q.symbol)}


def asked_of(family: Family, u: Understanding, taken: set[str]) -> list[Asked]:
    """What the text asks, each with a letter of its own."""
    out: list[Asked] = []
    taken = set(taken)
    for k in u.unknowns:
        ask = next((a for a in family.asks if re.search(a.pattern, k.text + " " + (k.verb if k.verb.startswith("how") else ""), re.IGNORECASE)), None)
        if k.verb in SKIPPED and ask is None:
            continue
        made = _one(k, ask, taken)
        if made is not None and not any(o.says == made.says or (o.letter and o.letter == made.letter) for o in out):
            taken.add(made.letter)
            out.append(made)
    return out


def _short(text: str) -> str:
    """What is asked without its conditions; at most 70 characters."""
    if len(text) > 70:
        text = re.split(r", (?=[a-z])| (?:if|when|that|which|for which|in terms of|as|with) ", text)[0]
    return text if len(text) <= 70 else text[:70].rsplit(" ", 1)[0] + " …"


def _one(k: Unknown, ask: Ask | None, taken: set[str]) -> Asked | None:
    words = _short(k.text)
    if k.verb.startswith("how"):
        words = f"{k.verb} {k.text}" if len(k.text) <= 60 else k.verb
    if ask is None:
        return (
            Asked(k.symbol if k.symbol and k.symbol not in taken | RESERVED and _NAME.fullmatch(k.symbol) and len(k.symbol) < 6 else "", words, "")
            if words
            else None
        )
    letter = k.symbol if k.symbol and _NAME.fullmatch(k.symbol) and k.noun in QUANTITY_NOUNS and not re.fullmatch("[A-Z]{2}", k.symbol) else ask.letter
    for other in (letter, *(f"{ask.letter}_{i}" for i in range(1, 9))):
        if other not in taken | RESERVED:
            return Asked(other, ask.says, ask.letter)
    return None


def write(family: Family, u: Understanding, fill: dict[str, Quantity], asked: list[Asked]) -> str:
    """The spec: givens first, then what is asked, then the family's lines whose conditions hold."""
    values = {name: _value(q) for name, q in fill.items()}
    letters = {a.ask: a.letter for a in asked if a.ask and a.letter}
    true = (
        set(fill)
        | {f"ask:{a}" for a in letters}
        | {r.kind for r in u.relations}
        | {f"thing:{e.kind}" for e in u.entities}
        | {f"negative:{n}" for n, q in fill.items() if q.value < 0}
    )
    body = [made for line in family.spec if (made := _line(line, values, letters, true)) is not None]
    title = [x for x in body if x.startswith("figure(")]
    body = [x for x in body if not x.startswith("figure(")]
    used = {n for line in family.spec for n in _HOLE.findall(line) if _holds(line, true)}
    head = [_given(family, name, q, name in used) for name, q in fill.items()]
    head += [_constant(q) for q in u.quantities if q.role == CONSTANT and q.number]
    drawn = " ".join(body)
    measures = re.findall(r"unknown (\w+|angle\(\w+\))", drawn)
    find = [_unknown(a) for a in asked if (a.ask or a.says) and a.letter not in measures and not (a.ask and a.ask in family.measured and measures)]
    return "\n".join([*title, *dict.fromkeys(x for x in head if x), *(x for x in find if x), *body]) + "\n"


def _value(q: Quantity) -> str:
    if _NAME.fullmatch(q.symbol) and not re.fullmatch("[A-Z]{2}", q.symbol):
        return q.symbol
    return q.literal


def _given(family: Family, slot: str, q: Quantity, used: bool) -> str:
    """The line that names a given; "" where the spec holds the value itself."""
    says = family.slot(slot).says or q.noun or (q.dimension.split(" ", 1)[1] if q.dimension and not used else "")
    words = f" {quoted(says)}" if says and (not used or not q.symbol) else ""
    if _value(q) == q.symbol:
        return f"given {q.symbol}{f' = {q.literal}' if q.number else ''}{words}"
    return "" if used else f"given {q.literal}{words or ' ' + quoted('given')}"


def _constant(q: Quantity) -> str:
    gravity = "m" in q.unit
    return f'given g = {q.literal} "acceleration of gravity"' if gravity and q.symbol in ("g", "") else ""


def _unknown(a: Asked) -> str:
    if not a.letter:
        return f"unknown {quoted(a.says)}"
    return f"unknown {a.letter}" + ("" if a.says == a.letter else f" {quoted(a.says)}")


def _holds(line: str, true: set[str]) -> bool:
    m = _CONDITION.match(line)
    if m is None:
        return True
    return all((c.strip()[1:] not in true) if c.strip().startswith("!") else c.strip() in true for c in m.group(1).split(","))


def _line(line: str, values: dict[str, str], letters: dict[str, str], true: set[str]) -> str | None:
    """A line with its holes filled; None where its conditions do not hold or a slot of it is empty."""
    if not line.strip() or not _holds(line, true):
        return None
    m = _CONDITION.match(line)
    line = m.group(2) if m else line

    def part(found: re.Match[str]) -> str:
        inner = found.group(1)
        return inner if all(n in values for n in _HOLE.findall(inner)) else ""

    line = re.sub(r"<<(.*?)>>", part, line)
    if any(n not in values for n in _HOLE.findall(line)) or any(n not in letters for n in _ASKED.findall(line)):
        return None
    line = _HOLE.sub(lambda h: values[h.group(1)], line)
    return _ASKED.sub(lambda h: letters[h.group(1)], line)
