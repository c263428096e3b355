"""What an operand is as geometry: lines, circles and chains of objects; extents; names for sentences."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from ..author import Expr, Num, Point, Round, Straight, Track, Value, Vector, Zero, hypot, maximum, minimum

__all__ = [
    "called",
    "distance_to_segment",
    "extent",
    "near_zero",
    "number_in",
    "plain",
    "reach",
    "run_of",
    "shape_of",
    "sides_of",
    "unsigned_area",
    "way_of",
    "ways_of",
    "whole_of",
]


def plain(*numbers: Num) -> bool:
    """True for floats, whole numbers and fractions: nothing is left to be proved exactly."""
    for n in numbers:
        if n.__class__ is not float and (n.__class__ is Expr or isinstance(n, Expr) or not (isinstance(n, (int, float)) or hasattr(n, "denominator"))):
            return False
    return True


def number_in(x: Any) -> Num:
    """The number of a `Value`, or the number itself."""
    return x.n if isinstance(x, Value) else x


def shape_of(x: Any) -> Any:
    """A Point, Straight, Round or Track for anything that has one: an element's curve, surface, outline or place."""
    if isinstance(x, (Point, Straight, Round, Track, Vector)):
        return x
    if isinstance(x, (tuple, list)):
        return Track(tuple(x), True)
    for key in ("curve", "surface", "at", "body"):
        got = getattr(x, key, None)
        if isinstance(got, (Point, Straight, Round, Track)):
            return got
    outline = getattr(x, "outline", None)
    if outline:
        return Track(tuple(outline), True, name=getattr(x, "name", ""))
    tail, vector = getattr(x, "tail", None), getattr(x, "vector", None)
    return Straight(tail, tail + vector, True, True) if isinstance(tail, Point) and isinstance(vector, Vector) else x


def whole_of(x: Any) -> Any:
    """The shape of all of a thing: of a body that can move its outline, not the surface that carries others."""
    if getattr(x, "family", "") == "body" and not getattr(x, "support", False):
        outline = getattr(x, "outline", None)
        if outline and not isinstance(getattr(x, "rim", None), Round):
            return Track(tuple(outline), True, name=getattr(x, "name", ""))
    return shape_of(x)


def way_of(x: Any) -> Vector:
    """The direction of a line, arrow or direction, as a vector of any length."""
    if isinstance(x, Vector):
        return x
    vector = getattr(x, "vector", None)
    if isinstance(vector, Vector):
        return vector
    shape = shape_of(x)
    return shape.vector if isinstance(shape, Straight) else Vector(1, 0)


def ways_of(a: Any, b: Any) -> tuple[Vector, Vector, tuple[Num, ...]]:
    """Both directions, and the lengths of those that are places on the page (a direction or force has none)."""
    u, v = way_of(a), way_of(b)
    return u, v, tuple(w.length for x, w in ((a, u), (b, v)) if isinstance(shape_of(x), Straight) and not hasattr(x, "tail"))


def near_zero(value: Num, lengths: Sequence[Num]) -> Zero:
    """value, a product of two lengths, is 0. Numbers: measured as a distance (over the longest of `lengths`); expressions: as the polynomial it is."""
    if plain(value, *lengths):
        longest = maximum(*lengths) if lengths else 0
        return Zero(value / longest, 1) if longest else Zero(value, 2)
    return Zero(value, 2)


def sides_of(points: Sequence[Point]) -> list[tuple[Point, Point]]:
    return [(points[i], points[(i + 1) % len(points)]) for i in range(len(points))]


def unsigned_area(points: Sequence[Point]) -> Num:
    """Area of a polygon, positive if its corners run counter-clockwise."""
    first = points[0]
    total: Num = 0
    for a, b in pairwise(points[1:]):
        total = total + (a - first).cross(b - first)
    return total / 2


def extent(x: Any) -> tuple[Num, Num, Num, Num]:
    """left, bottom, right, top."""
    shape = whole_of(x)
    if isinstance(shape, Point):
        return shape.x, shape.y, shape.x, shape.y
    if isinstance(shape, Round) and shape.sweep is None:
        c, r = shape.center, shape.radius
        return c.x - r, c.y - r, c.x + r, c.y + r
    if isinstance(shape, Round):
        points: Sequence[Point] = [shape.at(t / 8) for t in range(9)]
    elif isinstance(shape, Straight):
        points = [shape.start, shape.end]
    else:
        points = shape.points
    xs, ys = [p.x for p in points], [p.y for p in points]
    return minimum(*xs), minimum(*ys), maximum(*xs), maximum(*ys)


def reach(x: Any, way: Vector) -> tuple[Num, Num]:
    """How far a thing goes along a unit direction: where it begins and where it ends."""
    shape = whole_of(x)
    if isinstance(shape, Round) and shape.sweep is None:
        middle = shape.center.x * way.x + shape.center.y * way.y
        return middle - shape.radius, middle + shape.radius
    if isinstance(shape, Point):
        place = shape.x * way.x + shape.y * way.y
        return place, place
    if isinstance(shape, Round):
        points: Sequence[Point] = [shape.at(t / 8) for t in range(9)]
    else:
        points = (shape.start, shape.end) if isinstance(shape, Straight) else shape.points
    along = [p.x * way.x + p.y * way.y for p in points]
    return minimum(*along), maximum(*along)


def _noun(x: Any) -> str:
    if isinstance(x, Point):
        return "a point"
    if isinstance(x, Vector):
        return "a direction"
    kind = getattr(getattr(x, "owner", None), "kind", "")
    if kind:
        return f"the {kind.replace('_', ' ')}"
    if isinstance(x, Round):
        return f"the circle about {called(x.center)}"
    return getattr(x, "kind", "").replace("_", " ") or "it"


def called(x: Any, alone: str = "") -> str:
    """What the author calls it."""
    name = getattr(x, "name", "")
    if name:
        return str(name)
    if isinstance(x, (tuple, list)):
        return "".join(called(p) for p in x)
    if isinstance(x, Track) and not alone:
        return "".join(called(p, "?") for p in x.points) if len(x.points) < 8 else "the curve"
    if isinstance(x, Straight):
        ends = [p.name for p in (x.start, x.end)]
        return ("" if all(len(e) <= 2 for e in ends) else "-").join(ends) if all(ends) else alone or (_noun(x) if x.owner is not None else "a line")
    owner = getattr(x, "owner", None)
    if getattr(owner, "name", ""):
        return str(owner.name)  # type: ignore[union-attr]
    return alone or _noun(x)


def run_of(points: Sequence[Point]) -> str:
    """`ABC`, or what stands for corners without names."""
    names = [p.name for p in points]
    return ("" if all(len(n) <= 2 for n in names) else ", ").join(names) if all(names) else "the polygon"


def distance_to_segment(p: Point, a: Point, b: Point) -> Num:
    """Distance of p from the nearest place of the piece from a to b."""
    d, v = b - a, p - a
    square = d.dot(d)
    if plain(square) and not square:
        return v.length
    t = minimum(1, maximum(0, v.dot(d) / square))
    return hypot(v.x - d.x * t, v.y - d.y * t)
