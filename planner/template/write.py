"""A family's spec with its holes filled."""

from __future__ import annotations

import re
from itertools import pairwise

from ...dimension import FORCE, SPEED
from ...grammar.record import Record, replace
from ..understand import CONSTANT, Quantity, Understanding, Unknown
from ..understand_words import QUANTITY_NOUNS
from .conditions import conditions
from .facts import chinese, facts
from .family import Ask, Family

__all__ = ["Asked", "asked_of", "names_of", "quoted", "write"]

_HOLE = re.compile(r"\{(\w+)\}")
_ASKED = re.compile(r"\{\?([\w']+)\}")
_CALLED = re.compile(r"\{@(\w+)\}")
_ALSO = re.compile(r",? and (?:the |its |their |also )?|, (?:the |its |their )")
_CONDITION = re.compile(r"\[([^\]]+)\] (.*)")
_NAME = re.compile(r"[A-Za-z]+(?:_\w+)?'*")
RESERVED = {"e", "pi", "g", "right", "left", "up", "down"}
_QUANTITY = re.compile(r"(?:\w+ ){0,2}(?:" + "|".join(n for n in QUANTITY_NOUNS if n.isascii()) + r")\b")
_MEASURE = re.compile(r"(?:length of )?(?:(?:sin|cos|tan) |angle |∠)?[A-Z]{1,3}")
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
    return '"' + re.sub(r"(?<![\w$])([A-Za-z]_\w+)", r"$\1$", text) + '"'


def names_of(fill: dict[str, Quantity]) -> set[str]:
    """The letters that the problem's quantities have."""
    return {q.symbol for q in fill.values() if _NAME.fullmatch(q.symbol)}


def asked_of(family: Family, u: Understanding, taken: set[str]) -> list[Asked]:
    """What the text asks, each with a letter of its own."""
    out: list[Asked] = []
    taken = set(taken)
    own = chinese(u.plain.text)
    for k in u.unknowns:
        for part, ask in _parts(family, k):
            if k.verb in SKIPPED and ask is None:
                continue
            for made in _made(part, ask, taken, own):
                if not any(o.says == made.says or (o.letter and o.letter == made.letter) for o in out):
                    taken.add(made.letter)
                    out.append(made)
    return out


def _parts(family: Family, k: Unknown) -> list[tuple[Unknown, Ask | None]]:
    """ "the position of the image and its height" asks two things; each with the ask of the family that it is."""

    def ask_of(text: str) -> Ask | None:
        return next((a for a in family.asks if re.search(a.pattern, text, re.IGNORECASE)), None)

    whole = ask_of(k.text + " " + (k.verb if k.verb.startswith(("how", "where")) else ""))
    cuts = [(0, 0), *[m.span() for m in _ALSO.finditer(k.text)], (len(k.text), len(k.text))]
    found: list[tuple[str, Ask | None]] = []
    for (start, at), (end, _) in pairwise(cuts):
        text, ask = k.text[at:end].strip(), ask_of(k.text[at:end])
        named = k.text[start:at].rstrip().endswith(("the", "its", "their"))
        measure = _MEASURE.fullmatch(text) is not None and all(_MEASURE.fullmatch(t) for t, _ in found)
        if text and (ask is not None or not found or named or measure or (_QUANTITY.match(text) is not None and not _MEASURE.fullmatch(text))):
            found.append((text, ask))
    if len(found) < 2 or (len(found) == 2 and found[0][1] is found[1][1] is not None):
        return [(k, whole)]
    return [(replace(k, text=t, symbol="", noun=""), a) for t, a in found]


def _short(text: str) -> str:
    """What is asked without its conditions; at most 70 characters."""
    if len(text) > 70:
        text = re.split(r", (?=[a-z])| (?:if|when|that|which|for which|in terms of|as|with) ", text)[0]
    return text if len(text) <= 70 else text[:70].rsplit(" ", 1)[0] + " …"


def _made(k: Unknown, ask: Ask | None, taken: set[str], own: bool) -> list[Asked]:
    words = _short(k.text)
    if k.verb.startswith(("how", "where")) and ask is None:
        words = f"{k.verb} {k.text}" if len(k.text) <= 60 else k.verb
    if ask is not None and ask.letter == "-":
        return [Asked("", ask.says if not own else words, "")]
    if ask is None:
        named = k.symbol if k.symbol and k.symbol not in taken | RESERVED and _NAME.fullmatch(k.symbol) and len(k.symbol) < 6 else ""
        return [Asked(named, words, "")] if words else []
    if own:
        found = re.search(ask.pattern, k.text, re.IGNORECASE)
        return [Asked(_free(k, ask, ask.letter.split(",")[0], taken), words if len(words) < 12 or found is None else found.group(), ask.letter.split(",")[0])]
    if "," in ask.letter:
        return [Asked(x, says, x) for x, says in zip(ask.letter.split(","), ask.says.split("; "), strict=True) if x not in taken]
    return [Asked(_free(k, ask, ask.letter, taken), ask.says, ask.letter)]


def _free(k: Unknown, ask: Ask, usual: str, taken: set[str]) -> str:
    """A letter that nothing else has; the text's own if it names one."""
    own = k.symbol and _NAME.fullmatch(k.symbol) and k.noun in QUANTITY_NOUNS and not re.fullmatch("[A-Z]{2}", k.symbol) and "," not in ask.letter
    choices = (k.symbol if own else usual, usual, *(f"{usual}_{i}" for i in range(1, 9)))
    return next((x for x in choices if x not in taken | RESERVED and (x == k.symbol or "_" not in usual or x == usual)), "")


def write(family: Family, u: Understanding, fill: dict[str, Quantity], asked: list[Asked]) -> str:
    """The spec, "" if a given has no place in what is drawn: givens first, then what is asked, then the family's lines whose conditions hold."""
    values = {name: _value(q) for name, q in fill.items()}
    letters = {a.ask: a.letter for a in asked if a.ask and a.letter}
    true = conditions(u, fill, letters, family.names)
    called = names_in(family, u)
    body = [made for line in family.spec if (made := _line(line, values, letters | {f"@{n}": x for n, x in called.items()}, true)) is not None]
    title = [] if chinese(u.plain.text) else [x for x in body if x.startswith("figure(")]
    body = [x for x in body if not x.startswith("figure(")]
    used = {n for line in family.spec for n in _HOLE.findall(line) if _holds(line, true)}
    head = [_given(family, name, q, name in used) for name, q in fill.items()]
    head += [_constant(q) for q in u.quantities if q.role == CONSTANT and q.number]
    shown = {c.strip() for line in family.spec if _holds(line, true) and (m := _CONDITION.match(line)) for c in m.group(1).split(",")}
    head += [f"given {quoted(x)}" for x in facts(u, shown)]
    placed = {n for line in family.spec for n in _HOLE.findall(line)} - used
    if any(n in placed and (q.dim.same(FORCE) or q.dim.same(SPEED)) for n, q in fill.items()):  # an arrow without a place
        return ""
    drawn = " ".join(body)
    measures = re.findall(r"unknown (\w+|angle\(\w+\))", drawn)
    find = [_unknown(a) for a in asked if (a.ask or a.says) and a.letter not in measures and not (a.ask and a.ask in family.measured and measures)]
    return "\n".join([*title, *dict.fromkeys(x for x in head if x), *(x for x in find if x), *body]) + "\n"


def names_in(family: Family, u: Understanding) -> dict[str, str]:
    """What the points and bodies of the spec are called."""
    found = [(n, n.pattern.search(u.plain.text)) for n in family.names]
    return {n.letter: m[m.lastindex or 0] if m else n.letter for n, m in found}


def _value(q: Quantity) -> str:
    if _NAME.fullmatch(q.symbol) and not re.fullmatch("[A-Z]{2}", q.symbol):
        return q.symbol
    return q.literal


def _given(family: Family, slot: str, q: Quantity, used: bool) -> str:
    """The line that names a given; "" where the spec holds the value itself."""
    says = (
        (family.slot(slot).says if not any(not c.isascii() for c in q.noun) else q.noun)
        or q.noun
        or (q.dimension.split(" ", 1)[1] if q.dimension and not used else "")
    )
    words = f" {quoted(says)}" if says and (not used or not q.symbol) else ""
    if _value(q) == q.symbol:
        return f"given {q.symbol}{f' = {q.literal}' if q.number else ''}{words}"
    return "" if used else f"given {q.literal}{words or ' ' + quoted('given')}"


def _constant(q: Quantity) -> str:
    """The acceleration of free fall as the text gives it; of nothing else the figure speaks."""
    if q.symbol not in ("g", "") or not ("m" in q.unit or (q.symbol == "g" and not q.unit)):
        return ""
    return f"given g = {q.number} {q.unit or 'm/s^2'}"


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
    line = _CALLED.sub(lambda h: letters["@" + h.group(1)], line)
    line = _HOLE.sub(lambda h: values[h.group(1)], line)
    return _ASKED.sub(lambda h: letters[h.group(1)], line)
