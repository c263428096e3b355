"""What lies inside or outside of something: points and whole things, in circles, polygons, bodies, and below a surface of water."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, ClassVar

from ..author import PI, Diagnostic, Num, Point, Positive, Relation, Round, Span, Straight, Track, Truth, absolute, atan2, minimum, part, sign, way
from .operand import called, distance_to_segment, plain, shape_of, sides_of, unsigned_area

__all__ = ["Inside", "NoInside", "Outside", "WellInside", "WellOutside", "area_of"]

FIRST = "body|point|curve|region|element"
HOST = "body|region|curve|element"


def area_of(x: Any) -> Any:
    """What a thing encloses: a whole circle, a closed chain of corners, or a line with the area on its right (water below its surface); None if nothing."""
    if getattr(x, "fluid", False):
        return x.surface
    rim, outline = getattr(x, "rim", None), getattr(x, "outline", None)
    if getattr(x, "family", "") == "body":
        ring = getattr(x, "surface", None)
        rim = ring if isinstance(ring, Round) and ring.sweep is None else rim
        if getattr(x, "boundless", False):
            return None
        return rim if isinstance(rim, Round) else Track(tuple(outline), True) if outline and len(outline) > 2 else None
    shape = shape_of(x)
    if isinstance(shape, Round):
        return shape if shape.sweep is None else None
    if isinstance(shape, Track):
        return shape if shape.closed else None
    if outline and len(outline) > 2:
        return Track(tuple(outline), True)
    corners = getattr(x, "vertices", None)
    return Track(tuple(corners), True) if corners and len(corners) > 2 else None


def _hollow(x: Any) -> Any:
    """Where things are that are inside of it: of what has walls, between them."""
    cavity = getattr(x, "cavity", ())
    return Track(cavity, True) if cavity else area_of(x)


def _extremes(x: Any) -> tuple[tuple[Point, ...], Num]:
    """The places that stand for a thing, with a radius about them."""
    if isinstance(x, Point):
        return (x,), 0
    area = area_of(x) if not isinstance(x, Straight) else None
    if isinstance(area, Round):
        return (area.center,), area.radius
    if isinstance(area, Track):
        return area.points, 0
    shape = shape_of(x)
    if isinstance(shape, Straight):
        return (shape.start, shape.end), 0
    if isinstance(shape, Round):
        return tuple(shape.at(k / 8) for k in range(9)), 0
    return (shape.points if isinstance(shape, Track) else (shape,)), 0


def _even_odd(p: Point, corners: tuple[Point, ...]) -> bool:
    inside = False
    for a, b in sides_of(corners):
        if (a.y > p.y) != (b.y > p.y) and p.x < a.x + (p.y - a.y) * (b.x - a.x) / (b.y - a.y):
            inside = not inside
    return inside


def _winding(p: Point, corners: tuple[Point, ...]) -> Num:
    """How far the outline turns about p: a full turn inside, 0 outside."""
    total: Num = 0
    for a, b in sides_of(corners):
        u, v = a - p, b - p
        total = total + atan2(u.cross(v), u.dot(v))
    return total


def _border_distance(p: Point, corners: tuple[Point, ...]) -> Num:
    return minimum(*(distance_to_segment(p, a, b) for a, b in sides_of(corners)))


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Do the open pieces ab and cd cross?"""
    u, v = b - a, d - c
    return bool(u.cross(c - a) * u.cross(d - a) < 0 and v.cross(a - c) * v.cross(b - c) < 0)


def _depths(p: Point, k: Any) -> Iterator[Num]:
    """How far a place lies within each bound of an area; of a polygon as if it were convex."""
    if isinstance(k, Round):
        yield k.radius - (p - k.center).length
    elif isinstance(k, Straight):
        yield k.vector.cross(k.start - p) / k.length
    elif isinstance(k, Track):
        turn, far = sign(unsigned_area(k.points)), True
        for a, b in sides_of(k.points):
            length = (b - a).length
            if not plain(length) or length:  # a side from a place to itself bounds nothing
                yield turn * (b - a).cross(p - a) / length
                far = False
        if far:
            yield -(p - k.points[0]).length


class _Placed(Relation):
    """A thing and an area."""

    thing: Any = part(FIRST)
    host: Any = part(HOST)
    word = ""

    def misuse(self) -> Iterator[Diagnostic]:
        if area_of(self.host) is None:
            yield NoInside(Span(0, 0), called(self.host), self.word)

    def _strict(self) -> bool:
        return isinstance(self.thing, Point)

    def phrase(self) -> str:
        return f"{called(self.thing)} is {self.word} {called(self.host)}"


class _Well(_Placed):
    """As a relation says, with a gap to the border that can be seen."""

    def __init__(self, thing: Any, host: Any, least: Num) -> None:
        super().__init__(thing, host)
        self.least = least

    def residuals(self) -> Iterator[Positive]:
        for asked in super().residuals():
            yield Positive(asked.value - self.least, 1, strict=False)

    def holds(self) -> Iterator[Positive | Truth]:
        return self.residuals()


class Inside(_Placed):
    """`inside(P, k)`: a point strictly within a circle, polygon or body; of a thing with size all of it, which may touch the border."""

    words: ClassVar[tuple[str, ...]] = ("inside",)
    word = "inside"

    def residuals(self) -> Iterator[Positive]:
        k = _hollow(self.host)
        places, r = _extremes(self.thing)
        for p in places:
            for depth in _depths(p, k):
                yield Positive(depth - r, 1, strict=self._strict())

    def holds(self) -> Iterator[Positive | Truth]:
        k = _hollow(self.host)
        places, r = _extremes(self.thing)
        for p in places:
            yield from self._point(p, r, k)
        if isinstance(k, Track) and len(places) > 1 and plain(*(q.x for q in (*places, *k.points))):
            bad = any(_cross(a, b, c, d) for a, b in pairwise((*places, places[0])) for c, d in sides_of(k.points))
            yield Truth(not bad, f"{called(self.thing)} crosses the border of {called(self.host)}" if bad else "")

    def _point(self, p: Point, r: Num, k: Any) -> Iterator[Positive | Truth]:
        if isinstance(k, Track) and plain(p.x, p.y, r, *(q.x for q in k.points)):
            on_border = not self._strict() and r == 0 and _border_distance(p, k.points) < 1e-9 * max(1.0, *(abs(n) for q in k.points for n in (q.x, q.y)))
            inside = on_border or _even_odd(p, k.points)
            yield Truth(inside, "" if inside else f"{called(p)} is outside")
            yield Positive(_border_distance(p, k.points) - r, 1, strict=self._strict())
        elif isinstance(k, Track) and self._strict() and len(k.points) == 3:
            first, *others = [way(a, b).cross(way(a, p)) for a, b in sides_of(k.points)]
            for other in others:  # on one side of all three
                yield Positive(first * other, 4)
        elif isinstance(k, Track) and self._strict():
            yield Positive(absolute(_winding(p, k.points)) - PI, 0)
        elif isinstance(k, Round) and self._strict() and not plain(p.x, p.y, k.center.x):
            d = p - k.center
            yield Positive(k.radius * k.radius - d.x * d.x - d.y * d.y, 2)
        else:
            for depth in _depths(p, k):
                yield Positive(depth - r, 1, strict=self._strict())


class WellInside(_Well, Inside):
    """A wish of the word inside."""

    words: ClassVar[tuple[str, ...]] = ()


class Outside(_Placed):
    """`outside(P, k)`: a point, or all of a thing, beyond the border of a circle, polygon or body."""

    words: ClassVar[tuple[str, ...]] = ("outside",)
    word = "outside"

    def residuals(self) -> Iterator[Positive]:
        k = area_of(self.host)
        places, r = _extremes(self.thing)
        for p in places:
            yield Positive(-minimum(*_depths(p, k)) - r if isinstance(k, Track) else -next(_depths(p, k)) - r, 1, strict=self._strict())

    def holds(self) -> Iterator[Positive | Truth]:
        k = area_of(self.host)
        places, r = _extremes(self.thing)
        for p in places:
            yield from self._point(p, r, k)
        numbers = [n for q in (*places, *(k.points if isinstance(k, Track) else ())) for n in (q.x, q.y)]
        if len(places) > 1 and plain(*numbers):
            yield Truth(*self._apart(places, k))

    def _point(self, p: Point, r: Num, k: Any) -> Iterator[Positive | Truth]:
        if isinstance(k, Track) and plain(p.x, p.y, r, *(q.x for q in k.points)):
            inside = _even_odd(p, k.points)
            rim = inside and _border_distance(p, k.points) < 1e-9 * max(1.0, *(abs(n) for q in k.points for n in (q.x, q.y)))
            yield Truth(not inside, f"{called(p)} is {'on its border' if rim else 'inside'}" if inside else "")
            yield Positive(_border_distance(p, k.points) - r, 1, strict=self._strict())
        elif isinstance(k, Track) and self._strict():
            yield Positive(PI - absolute(_winding(p, k.points)), 0)
        elif isinstance(k, Round) and self._strict() and not plain(p.x, p.y, k.center.x):
            d = p - k.center
            yield Positive(d.x * d.x + d.y * d.y - k.radius * k.radius, 2)
        else:
            yield Positive(-minimum(*_depths(p, k)) - r if isinstance(k, Track) else -next(_depths(p, k)) - r, 1, strict=self._strict())

    def _apart(self, places: tuple[Point, ...], k: Any) -> tuple[bool, str]:
        """The area does not reach into the thing between its places."""
        closed = (*places, places[0])
        if isinstance(k, Round):
            bad = len(places) > 2 and _even_odd(k.center, places)
            bad = bad or any(distance_to_segment(k.center, a, b) < k.radius * (1 - 1e-9) for a, b in pairwise(closed))
        elif isinstance(k, Track):
            bad = any(_cross(a, b, c, d) for a, b in pairwise(closed) for c, d in sides_of(k.points))
            bad = bad or (len(places) > 2 and any(_even_odd(q, places) and _border_distance(q, places) > 0 for q in k.points))
        else:
            bad = False
        return not bad, f"{called(self.thing)} and {called(self.host)} have places in common" if bad else ""


class WellOutside(_Well, Outside):
    """A wish of the word outside."""

    words: ClassVar[tuple[str, ...]] = ()


class NoInside(Diagnostic):
    """Only what has a closed border has an inside.

    ```wrong
    s = segment(AB)
    P = point(inside=s)
    ```

    ```right
    k = circle((0, 0), radius=3)
    P = point(inside=k)
    ```
    """

    code = "PLN207"
    says = "{host} has no border round it, so nothing is {word} it."
    help = "Name a circle, a polygon, a body or water; on= and between= are for lines and points."

    host: str
    word: str
