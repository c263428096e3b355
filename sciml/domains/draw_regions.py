"""Areas: regions bounded by points and curves, and hatching."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Any

from ..author import (
    AREA,
    Beside,
    Diagnostic,
    Element,
    Inequality,
    Ink,
    Inside,
    Look,
    Maker,
    Num,
    Point,
    Relation,
    Round,
    Shape,
    Spot,
    Straight,
    Track,
    Value,
    Words,
    absolute,
    anchor,
    part,
    parts,
    quantity,
    relate,
    relations,
    sin,
    word,
)
from .axes_shading import shading_of
from .draw import curve_path, full_turn, look_of

__all__ = ["BrokenBoundary", "ClosedPiece", "Hatch", "Region"]


class BrokenBoundary(Diagnostic):
    """The pieces of a region follow each other round it: a curve begins where the piece before it ended.

    ```wrong
    A, B, C = point()
    region(A, B)
    ```
    ```right
    A, B, C = point()
    region(A, B, C)
    ```
    """

    code = "DRW401"
    says = "the boundary of the region is broken: {why}"
    help = "list points and curves in order round it: region(P, M, Q, s.arc)"
    why: str


class ClosedPiece(Diagnostic):
    """A circle or another closed curve has no ends: as one piece of a boundary it does not say which of its arcs is meant.

    ```wrong
    k = circle(O, radius=3 cm)
    A, B = point(on=k)
    region(A, B, k)
    ```
    ```right
    k = circle(O, radius=3 cm)
    A, B = point(on=k)
    region(A, B, arc(O, B, A))
    ```
    """

    code = "DRW207"
    says = "{curve} goes all the way round, so it cannot be one piece of the boundary"
    help = "Write the arc between its two ends: region(A, B, arc(O, B, A)); a closed curve stands alone, or has only closed curves as holes."
    curve: str


JOIN = "join"
"""name of the straight pieces that only close a gap."""


class Region(Element):
    """An area bounded by points and curves in order round it; straight between points. A closed curve inside another one is a hole.
    In axes also by inequalities, `region(y >= x^2, y <= 4)`, by bounds of a double integral, `region(x=0..1, y=3*x..3)`, or by curves that enclose it,
    `region(between=[f, g], x=1..2)`.

    ```figure
    O = point(0, 0)
    A = point(3, 0)
    B = point(0, 3)
    s = arc(O, A, B)
    region(O, A, s)
    axes { region(y >= x^2, y <= 4, label="R") }
    ```
    """

    family = "region"
    boundary: tuple[Any, ...] = parts("point|curve|line", (), rest=True, at_least=0, help="points and curves in order round it")
    where: tuple[Inequality, ...] = relations("x", "y", help="inequalities of axes")
    area: Value | None = quantity(AREA, help="its area")
    shading: Any = None
    """in axes: what it is made of (`axes_shading`)"""

    def misuse(self) -> Iterator[Diagnostic]:
        if self.where and self.frame.kind == "axes" and not ({"x", "y"} <= self.frame.owner.axis.keys() or "r" in self.frame.owner.axis):
            yield BrokenBoundary(self.span, "inequalities need two axes")
        elif not self.where and not self.boundary:
            yield BrokenBoundary(self.span, "it has none")
        elif len(self.boundary) == 1 and isinstance(self.boundary[0], (Point, Straight)):
            yield BrokenBoundary(self.span, "one place or line encloses nothing")
        elif not self.holes():
            for x in self.boundary if len(self.boundary) > 1 else ():
                if _closed(x):
                    yield ClosedPiece(self.span, x.name or "one of its curves")

    def setup(self, make: Maker) -> None:
        self.shading = shading_of(self)

    def pieces(self) -> list[Any]:
        """Straight and Round (or chained) pieces, head to tail, of the first boundary."""
        if len(self.boundary) == 1:
            return [self.boundary[0]]
        out: list[Any] = []
        items = [_Piece(x) for x in self.boundary]
        for i, item in enumerate(items):
            after = items[(i + 1) % len(items)]
            item.orient(items[i - 1], after)
        for i, item in enumerate(items):
            if item.curve is not None:
                out.append(item.directed())
            after = items[(i + 1) % len(items)]
            if item.last is not after.first and (item.last.x is not after.first.x or item.last.y is not after.first.y):
                out.append(Straight(item.last, after.first, name=JOIN))
        return out

    def holes(self) -> bool:
        return len(self.boundary) > 1 and all(_closed(x) for x in self.boundary)

    @property
    def outline(self) -> tuple[Point, ...]:
        """Places along the boundary."""
        if self.shading is not None:
            return self.shading.outline(self.frame.owner)  # type: ignore[no-any-return]
        out: list[Point] = []
        for piece in self.nested()[0][:1] if self.holes() else self.pieces():
            out.extend(_places(piece))
        return tuple(out)

    def nested(self) -> tuple[list[Any], list[int]]:
        """Closed curves, the largest first, and in how many of those before it each lies: in an odd number, it is a hole. In the order of the text until
        their places are known."""
        curves = list(self.boundary)
        if not all(isinstance(_places(c)[0].x, float) for c in curves):
            return curves, [min(k, 1) for k in range(len(curves))]
        curves.sort(key=lambda c: -abs(_twice((c,))))
        rings = [_places(c) for c in curves]
        return curves, [sum(_within(ring[0], other) for other in rings[:k]) for k, ring in enumerate(rings)]

    def slit(self) -> tuple[Point, ...]:
        """The outline with its holes, each joined to it by a cut that is gone along twice: places within it are places of the area."""
        curves, depths = self.nested()
        outline = _places(curves[0])
        for c, depth in zip(curves[1:], depths[1:], strict=True):
            if depth != 1 or not _within(_places(c)[0], _places(curves[0])):
                continue
            hole = _places(c)[::-1] if _twice((c,)) * _twice((curves[0],)) > 0 else _places(c)
            i, j = min(((i, j) for i in range(len(outline)) for j in range(len(hole))), key=lambda ij: round((outline[ij[0]] - hole[ij[1]]).length, 6))
            outline = [*outline[: i + 1], *hole[j:], *hole[: j + 1], *outline[i:]]
        return tuple(outline)

    def measured_area(self) -> Num:
        """Exact where the boundary is of straight pieces and arcs."""
        if self.holes():
            areas = [absolute(_twice((x,))) / 2 for x in self.boundary]
            if len(areas) == 2:
                return absolute(areas[0] - areas[1])
            return areas[0] - sum(areas[1:]) if not all(isinstance(a, float) for a in areas) else 2 * max(areas) - sum(areas)
        return absolute(_twice(tuple(self.pieces()))) / 2

    def rules(self) -> Iterator[Relation]:
        if self.area is not None and self.shading is None:
            yield relate("Equal", self.measured_area(), self.area, 2)

    def claims(self) -> Iterator[Relation]:
        if self.shading is not None:
            yield from self.shading.claims(self)

    def equations(self) -> Iterator[tuple[Words, str]]:
        if self.shading is not None:
            yield from self.shading.equations(self)

    def key_values(self, slot: str, axis: Any) -> Iterator[tuple[float, Words]]:
        return self.shading.key_values(slot, axis, self.frame.owner) if self.shading is not None else iter(())

    def hints_x(self, axes: Any) -> Iterator[float]:
        return self.shading.hints(axes, 0) if self.shading is not None else iter([p.x for p in self.outline])

    def hints_y(self, axes: Any, x0: float, x1: float) -> Iterator[float]:
        return self.shading.hints(axes, 1) if self.shading is not None else iter([p.y for p in self.outline])

    @anchor
    def center(self) -> Point:
        """The mean of its boundary; of a region by inequalities its centre of area."""
        if self.shading is not None:
            return self.shading.center(self.frame.owner)  # type: ignore[no-any-return]
        o = self.outline
        return Point(sum(p.x for p in o) / len(o), sum(p.y for p in o) / len(o))

    def inspect(self) -> Iterator[Diagnostic]:
        if self.shading is not None:
            yield from self.shading.inspect(self, self.frame.owner)
            return
        if self.area is not None and abs(self.measured_area() - self.area.n) > 1e-6 * abs(self.area.n):
            yield BrokenBoundary(self.span, "round it the area is not the one given")
        if len(self.outline) < 3:
            yield BrokenBoundary(self.span, "it has fewer than three corners")
            return
        size = max(p.x for p in self.outline) - min(p.x for p in self.outline) + max(p.y for p in self.outline) - min(p.y for p in self.outline)
        for piece in [] if self.holes() else self.pieces():
            if isinstance(piece, Straight) and piece.length > 1e-6 * size and piece.name == JOIN and not any(isinstance(x, Point) for x in self.boundary):
                yield BrokenBoundary(self.span, "one of its curves does not begin where the one before it ends")

    def spot(self, slot: str) -> Spot | Ink | None:
        if self.shading is not None:
            return self.shading.spot(self, self.frame.owner, slot)  # type: ignore[no-any-return]
        return Inside(self.slit(), rim=self.outline) if self.holes() else Inside(self.outline, self.center)

    def draw(self) -> Iterator[Ink]:
        if self.shading is not None:
            yield from self.shading.draw(self, self.frame.owner)
            return
        ops, points = "", list[Point]()
        chains = [[_turned(x, depth % 2 == 1)] for x, depth in zip(*self.nested(), strict=True)] if self.holes() else [self.pieces()]
        for chain in chains:
            for i, piece in enumerate(chain):
                more, where = curve_path(piece)
                ops += more if i == 0 else more[1:].replace("Z", "")
                points += where if i == 0 else where[1:]
            ops = ops if ops.endswith("Z") else ops + "Z"
        style = getattr(self, "style", None)
        hatched = style is not None and style.hatch
        filled = style is not None and style.fill
        base = {"color": "none", "layer": "background", "fill": None if hatched and not filled else "light"}
        look = look_of(self, **base)
        yield Shape(ops, tuple(points), Look(color="none", layer="background", fill=look.fill, hatch=look.hatch), obstacle=False)

    def describe(self) -> str:
        return f"region {getattr(self, 'name', '')}".strip()


def _closed(x: Any) -> bool:
    return (isinstance(x, Round) and x.sweep is None) or (isinstance(x, Track) and x.closed)


def _places(piece: Any) -> list[Point]:
    """Places along one piece of a boundary, its last one left out."""
    if isinstance(piece, Straight):
        return [piece.start]
    if isinstance(piece, Round):
        full = full_turn(piece.radius) if piece.sweep is None else 1
        return [piece.at(full * Fraction(i, 24)) for i in range(24)]
    return list(piece.points if piece.closed else piece.points[:-1])


def _within(p: Point, ring: list[Point]) -> bool:
    """Is a place inside a polygon (over floats)?"""
    found = False
    for a, b in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (a.y > p.y) != (b.y > p.y) and p.x < a.x + (b.x - a.x) * (p.y - a.y) / (b.y - a.y):
            found = not found
    return found


def _turned(curve: Any, back: bool) -> Any:
    """A closed curve counter-clockwise, or back."""
    if isinstance(curve, Round):
        full = 2 * math.pi * (-1 if back else 1)
        return Round(curve.center, curve.radius, curve.first, full)
    return Track(tuple(reversed(curve.points)), True) if (_twice((curve,)) < 0) != back else curve


class _Piece:
    """One item of a boundary, to be walked in the direction that fits its neighbours."""

    def __init__(self, item: Any) -> None:
        self.curve = None if isinstance(item, Point) else item
        if isinstance(item, Point):
            self.first = self.last = item
        elif isinstance(item, Straight):
            self.first, self.last = item.start, item.end
        elif isinstance(item, Round):
            self.first, self.last = _end_of(item, 0), _end_of(item, 1)
        else:
            self.first, self.last = item.points[0], item.points[-1]
        self.back = False

    def orient(self, before: _Piece, after: _Piece) -> None:
        """Turn round if the far end meets what stands before, or the near end what comes after."""
        if self.curve is None:
            return
        score = _touch(self.first, before.last) + _touch(self.last, after.first) + _touch(self.last, after.last)
        if _touch(self.last, before.last) + _touch(self.first, after.first) + _touch(self.first, after.last) > score:
            self.first, self.last, self.back = self.last, self.first, True

    def directed(self) -> Any:
        c: Any = self.curve
        if not self.back:
            return c
        if isinstance(c, Straight):
            return Straight(c.end, c.start)
        if isinstance(c, Round):
            sweep: Num = c.sweep
            return Round(c.center, c.radius, c.first + sweep, -sweep)
        return Track(tuple(reversed(c.points)), c.closed)


def _end_of(k: Round, t: int) -> Point:
    owner = None if isinstance(k.radius, float) else k.owner  # evaluated geometry keeps the owner it had as an expression
    return (getattr(owner, "start", None) if t == 0 else getattr(owner, "end", None)) or k.at(t)


def _touch(p: Point, q: Point) -> int:
    """2 if they are one place by name, 1 if near (known only over floats)."""
    if p is q or (p.x is q.x and p.y is q.y):
        return 2
    if isinstance(p.x, float) and isinstance(q.x, float):
        return 2 if math.hypot(p.x - q.x, p.y - q.y) < 1e-6 * (1e-9 + abs(p.x) + abs(p.y) + abs(q.x) + abs(q.y)) else 0
    return 2 if p.name and p.name == q.name else 0


def _twice(pieces: tuple[Any, ...]) -> Num:
    """Twice the signed area within a closed chain of pieces."""
    total: Num = 0
    for piece in pieces:
        if isinstance(piece, Straight):
            total = total + (piece.start.x * piece.end.y - piece.end.x * piece.start.y)
        elif isinstance(piece, Round):
            sweep = full_turn(piece.radius) if piece.sweep is None else piece.sweep
            a, b = piece.at(0), piece.at(1) if piece.sweep is not None else piece.at(0)
            total = total + (a.x * b.y - b.x * a.y) + piece.radius * piece.radius * (sweep - (0 if piece.sweep is None else sin(sweep)))
        else:
            points = piece.points + piece.points[:1] if piece.closed else piece.points
            for p, q in pairwise(points):
                total = total + (p.x * q.y - q.x * p.y)
    return total


class Hatch(Element):
    """Hatching over a closed curve, polygon or region that is there already.

    ```figure
    k = circle((0, 0), radius=2)
    hatch(k)
    ```
    """

    family = "region"
    target: Any = part("curve|region|element")
    pattern: str = word("lines", "cross", "dots", default="lines", positional=True, help="how it is filled")

    @anchor
    def center(self) -> Point:
        centre: Point = getattr(self.target, "center", None) or self.target.owner.center
        return centre

    def spot(self, slot: str) -> Spot | Ink | None:
        return Beside(self.center)

    def draw(self) -> Iterator[Ink]:
        curve = self.target if isinstance(self.target, (Straight, Round, Track)) else getattr(self.target, "curve", None) or Track(self.target.outline, True)
        ops, points = curve_path(curve)
        yield Shape(ops, points, Look(color="none", hatch=self.pattern, layer="background"), obstacle=False)
