"""Why a fact cannot be made true: all places that it speaks of are fixed where they are, by their coordinates or by `at=`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..element import Element
from ..expression import Var, variables_of
from ..figure import Claim, Figure
from ..plane import Point, Round, Straight, Track
from ..quantity import Value

__all__ = ["fixed_places"]

DEEP = 4
MOST = 6
"""more places than these are no help in a sentence"""


def fixed_places(figure: Figure, claim: Claim) -> tuple[str, str]:
    """What fixes the places of a claim, as the end of a sentence, and what to do about it; both empty if some place is left to the solver."""
    free = {v.var for v in figure.variables}
    named = {e.name: e for e in figure.elements if e.name}
    found: dict[str, Element] = {}
    owner = next((e for e in figure.elements if claim.owner and e.id == claim.owner), None)
    spoken = [e for e in named.values() if re.search(rf"(?<![a-z_]){re.escape(e.name)}(?![a-z_0-9'])", claim.text)]
    said = [at for e in spoken if isinstance(at := getattr(e, "at", None), Point)]
    for place in (*said, *_places((claim.relation.__dict__, owner), 0, set())):
        if _moves(place, free):
            return "", ""
        thing = place.owner if isinstance(place.owner, Element) else named.get(place.name)
        if isinstance(thing, Element) and thing.name and _fixing(thing):
            found[thing.name] = thing
    if not found or len(found) > MOST:
        return "", ""
    things = sorted(found.values(), key=lambda e: e.span.start)
    parts = [_sentence([e.name for e in things if _fixing(e) == how], how) for how in ("coordinates", "at=")]
    last = things[-1]
    free_one = f"`{last.name} = point()`" if _fixing(last) == "coordinates" else f"{last.name} without at="
    return f", since {' and '.join(p for p in parts if p)}", f"Correct it, or let a place be found: {free_one}"


def _sentence(names: list[str], how: str) -> str:
    if not names:
        return ""
    several = len(names) > 1
    whose = (("their " if several else "its ") if how == "coordinates" else "") + how
    return f"{', '.join(names[:-1]) + ' and ' if several else ''}{names[-1]} {'are' if several else 'is'} fixed by {whose}"


def _fixing(e: Element) -> str:
    """What the author says about its place; '' if nothing."""
    if e.__dict__.get("placed") is not None:
        return "at="
    x, y = e.__dict__.get("x"), e.__dict__.get("y")
    return "coordinates" if (isinstance(x, Value) and isinstance(y, Value)) or isinstance(x, Point) else ""


def _moves(p: Point, free: set[Var]) -> bool:
    return any(v in free for n in (p.x, p.y) for v in variables_of(n))


def _places(x: Any, depth: int, seen: set[int]) -> Iterator[Point]:
    """All places in the operands of a relation."""
    if depth > DEEP or id(x) in seen:
        return
    seen.add(id(x))
    if isinstance(x, Point):
        yield x
    elif isinstance(x, Straight):
        yield from (x.start, x.end)
    elif isinstance(x, Round):
        yield x.center
    elif isinstance(x, Track):
        yield from x.points
    elif isinstance(x, Element):
        for slot in x.slots:
            yield from _places(x.__dict__.get(slot.name), depth + 1, seen)
    elif isinstance(x, (tuple, list, dict)):
        for y in x.values() if isinstance(x, dict) else x:
            yield from _places(y, depth + 1, seen)
