"""Circuits of parts that are all in series or all in parallel with one source."""

from __future__ import annotations

import re

from ...dimension import CAPACITANCE, CHARGE, CURRENT, FREQUENCY, INDUCTANCE, RESISTANCE, TIME, VOLTAGE
from ..understand import Quantity, Understanding
from .family import Family

__all__ = ["circuit"]

_PARTS = ((RESISTANCE, "resistor"), (CAPACITANCE, "capacitor"), (INDUCTANCE, "inductor"))
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "2": 2, "3": 3, "4": 4, "5": 5}
_NAME = re.compile(r"[A-Za-z]+(?:_\w+)?")


def circuit(_: Family, u: Understanding) -> tuple[str, ...] | str:
    """One source and its parts, each with its value; what else is given stands in the box."""
    text = u.plain.text
    series = re.search(r"\bseries\b|串联", text) is not None
    parallel = re.search(r"\bparallel\b|并联", text) is not None
    if series == parallel:
        return "the text does not say whether all parts are in series or all in parallel"
    parts: list[tuple[str, Quantity]] = []
    sources: list[Quantity] = []
    box: list[str] = []
    for q in u.givens:
        kind = next((name for dim, name in _PARTS if dim.same(q.dim)), "")
        if q.spelled and not q.unit:
            continue
        if kind:
            if re.search(r"internal", " ".join([*q.before, *q.after])) and not any(r.kind == "no_inner" for r in u.relations):
                return "the text gives the source a resistance of its own"
            if q.number and not q.value > 0:
                return f"{q.text} is no value of a part"
            parts.append((kind, q))
        elif VOLTAGE.same(q.dim):
            sources.append(q)
        elif any(d.same(q.dim) for d in (FREQUENCY, TIME, CURRENT, CHARGE)):
            box.append(_given(q))
        else:
            return f"{q.text} has no place in this kind of figure"
    return _counted(text, [k for k, _q in parts]) or _drawn(u, parts, sources, box, series)


def _counted(text: str, kinds: list[str]) -> str:
    """A number of parts that the text states has to be the number of those it gives."""
    for m in re.finditer(r"\b(two|three|four|five|six|[2-5])\s+(?:\w+\s+){0,2}?(resistor|capacitor|inductor)s\b", text, re.IGNORECASE):
        if kinds.count(m.group(2).lower()) != _COUNTS[m.group(1).lower()]:
            return f"the text speaks of {m.group()} and does not give a value for each"
    for word in ("resistor", "capacitor", "inductor"):
        if re.search(rf"\b{word}s?\b", text, re.IGNORECASE) and word not in kinds:
            return f"the text gives no value of the {word}"
    return "" if len(kinds) >= 2 else "the text gives fewer than two parts"


def _given(q: Quantity) -> str:
    words = f' "{q.noun or q.dimension.split(" ", 1)[1]}"'
    named = _NAME.fullmatch(q.symbol) is not None
    return f"given {q.symbol} = {q.literal}{words}" if named and q.number else f"given {q.symbol if named else q.literal}{words}"


def _drawn(u: Understanding, parts: list[tuple[str, Quantity]], sources: list[Quantity], box: list[str], series: bool) -> tuple[str, ...] | str:
    text = u.plain.text
    alternating = re.search(r"\bac\b|\bA\.?C\.?\b|alternating|generator|amplitude|frequency|rms", text) is not None
    if len(sources) > 1:
        return f"{sources[1].text} has no place in this kind of figure"
    if (
        not sources
        and re.search(r"batter|source|supply|generator|emf|电源|电池", text, re.IGNORECASE)
        and not any(k.dimension == "a voltage" for k in u.unknowns)
    ):
        return "the text gives no voltage of the source"
    lines = list(box)
    names: set[str] = set()
    first, second = ("a", "0")
    nodes = ["a", *[f"n{i}" for i in range(1, len(parts))], "0"]
    for i, (kind, q) in enumerate(parts):
        ends = (nodes[i], nodes[i + 1]) if series else (first, second)
        if q.symbol in names:
            return f"two parts are called {q.symbol}"
        names.add(q.symbol or f"part{i}")
        lead = f"{q.symbol} = " if _NAME.fullmatch(q.symbol) and q.number else ""
        if not q.number:
            lines.insert(0, f"given {q.symbol}")
        lines.append(f"  {lead}{kind}({ends[0]}, {ends[1]}, {q.literal or q.symbol})")
    at = next(i for i, x in enumerate(lines) if x.startswith("  "))
    source = _source(sources, alternating)
    if not sources and any(re.search(r"(?:voltage|emf|potential difference) of the (?:battery|source|cell|supply)", k.text) for k in u.unknowns):
        source = ["  battery(a, 0, V)"]
    return (*lines[:at], "circuit {", *source, *lines[at:], "}")


def _source(sources: list[Quantity], alternating: bool) -> list[str]:
    """The battery or generator, or two terminals."""
    if not sources:
        return ["  terminal(a)", "  terminal(0)"]
    value = sources[0].literal or sources[0].symbol
    said = " ".join([*sources[0].before, *sources[0].after])
    if alternating:
        return [f"  ac_source(a, 0, {'voltage' if re.search('rms|effective', said) else 'amplitude'}={value})"]
    return [f"  battery(a, 0, {value})"]
