"""What nothing may lie in: the hatched side of ground, walls and ceilings. What is free begins in front of them; what lies behind one is told."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

from ..author import WARNING, Body, Diagnostic, Point, Positive, Relation, Straight, Var, Vector, evaluate, is_constant, maximum, straight_axis
from .mechanics_solid import depth
from .mechanics_ties import is_free, owner_of

__all__ = ["BehindSupport", "FreeSide", "LeftToRight", "behind", "in_front"]

DEEP, SEEN = 2.2, 0.6
"""page millimetres: of the hatched strip, and of what is seen to lie in it"""

MANY = 24
"""things of one figure that are kept in front of a support; more are only looked at"""


def in_front(support: Any) -> Iterator[Relation]:
    """Wishes: points and bodies about whose place nothing is said are on the free side of a support, and points on a level one run to the right as they
    are named."""
    axis = straight_axis(support)
    if axis is None or getattr(support, "fluid", False) or getattr(support.frame, "view", "side") == "top":
        return
    out, base = axis.left(), getattr(support, "toe", support.origin)
    elements = [e for e in support.frame.elements if e.family in ("point", "body") and e is not support and not getattr(e, "orders", ())]
    if any(hasattr(e, "mouth") and e.host is support for e in elements):
        return  # there is room within it
    free = [e for e in elements if is_free(e)]
    level = is_constant(out.y) and evaluate(out.y, {}) in (1, -1)
    if not level and not any(e.family == "point" and getattr(e, "host", None) is support for e in elements):
        free = [e for e in free if _reached_from(e, support)]  # a wall and a slope end: not all that is not before them is behind them
    for e in free if len(free) <= MANY else ():
        if e.family == "point":
            if isinstance(e.at.x, Var):
                yield FreeSide(e.name, e.at, support, base, out)
        elif base is support.origin and not _left_out(e, ()):
            yield FreeSide(e.name, _near_side(e, out), support, base, out)
    if level:
        row = [e for e in elements if e.family == "point" and getattr(e, "host", None) is support and isinstance(getattr(e, "host_at", None), Var)]
        row.sort(key=lambda e: e.span.start)
        for first, second in pairwise(row if len(row) <= MANY else ()):
            yield LeftToRight(first.at, second.at)


def _reached_from(e: Any, support: Any) -> bool:
    """Does a rope, rod or spring join it to what is on the support?"""
    for link in e.frame.elements:
        ends = [owner_of(p) for p in getattr(link, "tied", None) or ()]
        if any(x is e for x in ends) and any(x is support or getattr(x, "host", None) is support for x in ends):
            return True
    return False


def _near_side(body: Any, out: Vector) -> Point:
    """Where a body comes nearest to a support with that side free."""
    if out.x == 0:
        return body.bottom if out.y > 0 else body.top  # type: ignore[no-any-return]
    return body.left if out.x > 0 else body.right  # type: ignore[no-any-return]


class FreeSide(Relation):
    """A place lies on the free side of a support. base: a place on its surface; out: away from it."""

    def __init__(self, name: str, place: Point, support: Any, base: Point, out: Vector) -> None:
        self.name, self.place, self.support, self.base, self.out = name, place, support, base, out
        if not (is_constant(out.y) and evaluate(out.y, {}) in (1, -1)):  # the usual places are above the ground and below a ceiling, but not beside a wall
            more = maximum(0, 24 * support.mm - 2 * out.dot(place - base))
            self.begins = place, place + out * more

    def residuals(self) -> Iterator[Positive]:
        yield Positive(self.out.dot(self.place - self.base), 1, strict=False)

    def holds(self) -> Iterator[Any]:
        return self.residuals()

    def phrase(self) -> str:
        return f"{self.name or 'what is loose'} is on the free side of {_called(self.support)}"


class LeftToRight(Relation):
    """Of two places on a level support the one named first is to the left."""

    def __init__(self, first: Point, second: Point) -> None:
        self.first, self.second = first, second

    def residuals(self) -> Iterator[Positive]:
        yield Positive(self.second.x - self.first.x, 1)

    def holds(self) -> Iterator[Any]:
        return self.residuals()

    def phrase(self) -> str:
        return "points on it run to the right as they are named"


def behind(support: Any) -> Iterator[Diagnostic]:
    """Over floats: the bodies, rods, ropes and springs that lie in the hatched strip of a support as it is drawn, which nobody said."""
    if not support.drawn or getattr(support, "fluid", False) or getattr(support.frame, "view", "side") == "top":
        return
    s, mm = support.surface, float(support.mm)
    low, high = support.drawn_ends()
    d, out = s.direction, s.direction.left()
    a, b = s.start + d * low, s.start + d * high
    strip = SimpleNamespace(outline=(a, b, b + out * (-DEEP * mm), a + out * (-DEEP * mm)))
    pits: Any = support.pits() if hasattr(support, "pits") else ()
    for e in support.frame.elements:
        if e is support or not e.drawn or e.pale or getattr(e, "host", None) is support or _meant(e, support):
            continue
        if isinstance(e, Body):
            seen = not _left_out(e, pits) and depth(e, strip) > SEEN * mm and not _lies_on(e.center, s, mm)
        else:
            seen = _tied(e, support) and any(_within(line, s, (low, high), pits, mm) for line in _lines(e))
        if seen:
            turned = "left" if support.looks > 0 else "right"
            help_ = f"facing={turned} turns {_called(support)} round; or put {_called(e)} on its free side." if support.kind == "wall" else ""
            yield BehindSupport(
                e.span, _called(e), _called(support), help_ or "Say where it is: on=, above=, below=, right_of= or at=.", related=(support.span,)
            )


def _tied(e: Any, support: Any) -> bool:
    """Does it end there, or is it nothing of which the ground itself knows whether it runs through?"""
    return not hasattr(support, "pits") or not (hasattr(e, "pieces") or hasattr(e, "joins")) or any(getattr(p.owner, "id", None) == support.id for p in e.tied)


def _left_out(e: Any, pits: Any) -> bool:
    return bool(e.support or e.sunk or e.thread is not None or getattr(e, "fluid", False) or getattr(e, "flat", False) or pits)


def _meant(e: Any, support: Any) -> bool:
    """Does the author speak of the two together, so that a claim proves where it is?"""
    return any((getattr(x, "owner", None) or x) is support or getattr(x, "id", "") == support.id for _, x in getattr(e, "orders", ()) or ())


def _lines(e: Any) -> Iterator[Straight]:
    """The straight parts of a rod, rope or spring."""
    if hasattr(e, "pieces"):
        yield from e.pieces
    elif (e.family == "line" and hasattr(e, "edges")) or hasattr(e, "joins"):
        yield e.curve


def _lies_on(p: Any, s: Any, mm: float) -> bool:
    return abs(float(s.direction.cross(p - s.start))) < 0.1 * mm


def _within(line: Straight, s: Any, ends: tuple[float, float], pits: Any, mm: float) -> bool:
    """Does a line run through the strip, or begin on the surface and go to its back?"""
    d = s.direction
    (t0, h0), (t1, h1) = ((float(d.dot(p - s.start)), float(d.cross(p - s.start))) for p in (line.start, line.end))
    if h0 < h1:
        (t0, h0), (t1, h1) = (t1, h1), (t0, h0)
    if h1 > -SEEN * mm or h0 < -DEEP * mm:
        return False  # all of it in front, or all of it behind
    part = h0 / (h0 - h1) if h0 > 0 else 0.0
    way = t0 + (t1 - t0) * part
    return ends[0] - SEEN * mm < way < ends[1] + SEEN * mm and not any(first <= way <= last for first, last in pits)


def _called(x: Any) -> str:
    return str(x.name) or "the " + x.kind.replace("_", " ")


class BehindSupport(Diagnostic):
    """A thing on the hatched side of a wall, of the ground or of a ceiling, which is solid.

    ```wrong
    g = ground()
    w = wall(on=g, facing=right)
    A = point(on=w)
    B = point(on=g)
    ladder(B, A, angle=60 deg)
    ```

    ```right
    g = ground()
    w = wall(on=g, facing=left)
    A = point(on=w)
    B = point(on=g)
    ladder(B, A, angle=60 deg)
    ```
    """

    code = "MEC407"
    severity = WARNING
    says = "{thing} is on the hatched side of {support}."
    help = "{hint}"

    thing: str
    support: str
    hint: str
