"""Measures: words that make a number of objects (`distance(A, l)`, `angle(BAC)`, `area(t)`), with what they are about, so that a fact can be drawn."""

from __future__ import annotations

from typing import Any

from ..author import (
    ANGLE,
    AREA,
    LENGTH,
    MEASURES,
    PI,
    Expr,
    Num,
    Point,
    Round,
    Slot,
    Straight,
    Track,
    Vector,
    absolute,
    angle_measure,
    area_measure,
    distance_measure,
    minimum,
    sign,
    way,
)
from .measure_word import Measure
from .operand import called, distance_to_segment, shape_of, sides_of, way_of, whole_of

__all__ = ["MEASURES", "Measure", "Measured", "angle_of", "area_of", "distance_of", "length_of", "perimeter_of", "radius_of"]


class Measured(Expr):
    """A number that knows what it measures. about: ("length", start, end), ("gauge", start or the ends of the line, end, along),
    ("angle" or "reflex", vertex, first, second, its name, directions that no line shows,
    the two lines, which need not meet where they are drawn) or ("area", corners)."""

    __slots__ = ("about",)

    def __init__(self, op: str, args: tuple[Any, ...], about: tuple[Any, ...]) -> None:
        super().__init__(op, args)
        self.about = about


def _of(number: Num, *about: Any) -> Num:
    plain_node = isinstance(number, Expr) and number.op not in ("var", "pi")
    return Measured(number.op, number.args, about) if plain_node else Measured("+", (number, 0), about)


def _point_distance(a: Point, b: Point) -> Num:
    return Measured("distance", (a.x, a.y, b.x, b.y), ("length", a, b))


def _line_distance(p: Point, line: Straight) -> Num:
    d = way(line.start, line.end)
    return _of(absolute(d.cross(way(line.start, p))) / d.length, "gauge", (line.start, line.end), p, None)


def distance_of(a: Any, b: Any = None, *, along: Vector | None = None) -> Num:
    """Of two points; of a point and a line, its perpendicular distance; of a point and a circle; of parallel lines, of bodies. along: only this way."""
    if b is None:
        return length_of(a)
    if isinstance(a, Point) and isinstance(b, Point) and along is None:
        return _point_distance(a, b)
    first, second = shape_of(_place_on(a, b)), shape_of(_place_on(b, a))
    if not isinstance(first, Point):
        first, second = second, first
    if not isinstance(first, Point):
        if isinstance(first, Straight) and isinstance(second, Straight):
            return _line_distance(first.start, second)
        first = first.center if isinstance(first, Round) else first.points[0] if isinstance(first, Track) else first.start
    return _distance_from(first, second) if along is None else _distance_along(first, second, along.unit())


def _place_on(thing: Any, other: Any) -> Any:
    """Where a distance from a thing begins: at the feet of a figure that stands, below over level ground, at the side of a wall, else in its middle."""
    if isinstance(thing, Point):
        return thing
    x: Any = getattr(thing, "owner", None) or thing if isinstance(thing, (Straight, Track)) else thing  # a thing may come as its surface
    if getattr(x, "family", "") != "body" or getattr(x, "support", False) or not hasattr(x, "right"):
        return thing
    if isinstance(other, (Straight, Track)):
        other = getattr(other, "owner", None) or other
    feet = getattr(x, "feet", None)
    if isinstance(feet, Point) and getattr(x, "host", None) is not None and not getattr(x, "boxed", False):
        return feet
    if getattr(other, "support", False) and not isinstance(getattr(other, "facing", None), Vector):
        return x.bottom  # of level ground
    if getattr(other, "support", False):
        return x.right if getattr(other, "looks", 1) < 0 else x.left
    return x.center


def _distance_along(first: Point, second: Any, u: Vector) -> Num:
    """How far it is in the direction u; to a line, until it is met."""
    if isinstance(second, Straight):
        d = second.vector
        way = d.cross(first - second.start) / u.cross(d)
        return _of(absolute(way), "gauge", first, first + u * way, None)
    to = second if isinstance(second, Point) else second.center if isinstance(second, Round) else second.points[0]
    return _of(absolute((to - first).dot(u)), "gauge", first, to, u)


def _distance_from(first: Point, second: Any) -> Num:
    if isinstance(second, Point):
        return _point_distance(first, second)
    if isinstance(second, Straight):
        return _line_distance(first, second)
    if isinstance(second, Round):
        out = first - second.center
        rim = second.center + out * (second.radius / out.length)
        return _of(absolute(distance_measure(first.x, first.y, second.center.x, second.center.y) - second.radius), "gauge", rim, first, None)
    pieces = sides_of(second.points) if second.closed else list(zip(second.points, second.points[1:], strict=False))
    return minimum(*(distance_to_segment(first, p, q) for p, q in pieces))


def _shared(a: Straight, b: Straight) -> tuple[Point, Vector, Vector] | None:
    """The end that two pieces share, with the directions away from it."""
    for p, u, open_a in ((a.start, a.vector, a.before), (a.end, -a.vector, a.after)):
        for q, v, open_b in ((b.start, b.vector, b.before), (b.end, -b.vector, b.after)):
            if not (open_a or open_b) and (p is q or (p.x is q.x and p.y is q.y) or (p == q and not isinstance(p.x, Expr))):
                return p, u, v
    return None


def meeting(a: Straight, b: Straight) -> Point:
    """Where two lines cross."""
    d, e = a.vector, b.vector
    place: Point = a.start + d * ((b.start - a.start).cross(e) / d.cross(e))
    return place


def angle_of(*parts: Any, reflex: bool = False) -> Num:
    """At the middle one of three points, below a half turn unless `reflex`; of two segments that share an end, there; of two lines, the smaller one."""
    shapes = [shape_of(p) for p in parts]
    level: tuple[Vector, ...] = ()
    lines: tuple[Straight, ...] = ()
    if len(shapes) == 3:
        p, q, r = shapes
        if not all(isinstance(x, Point) for x in shapes):
            raise ValueError("an angle lies between three places or two lines")
        u, v, vertex = p - q, r - q, q
    else:
        a, b = shapes
        shared = _shared(a, b) if isinstance(a, Straight) and isinstance(b, Straight) else None
        if shared is not None:
            vertex, u, v = shared
        else:
            u, v, vertex = way_of(parts[0]), way_of(parts[1]), None
            if isinstance(a, Straight) and isinstance(b, Straight):
                u, vertex, lines = u * sign(u.dot(v)), meeting(a, b), (a, b)
            elif isinstance(a, Straight):  # of a line and a direction, at the start of the line
                v, vertex = v * sign(u.dot(v)), a.start
                level = (v,)
            elif isinstance(b, Straight):
                u, vertex = u * sign(u.dot(v)), b.start
                level = (u,)
    inner = angle_measure(u.x, u.y, v.x, v.y)
    names = [called(p, "?") for p in (parts if len(shapes) != 3 else shapes)]
    run = "" if "?" in names else ("" if len(shapes) == 3 and all(len(n) <= 2 for n in names) else ", ").join(names)
    return _of(2 * PI - inner if reflex else inner, "reflex" if reflex else "angle", vertex, u, v, run, level, lines)


def _corners(parts: tuple[Any, ...]) -> tuple[Point, ...]:
    if len(parts) == 1:
        whole = whole_of(parts[0])
        corners = tuple(whole.points if isinstance(whole, Track) else getattr(parts[0], "vertices", ()))
    else:
        corners = tuple(shape_of(p) for p in parts)
    if len(corners) < 3 or not all(isinstance(p, Point) for p in corners):
        raise ValueError("a polygon, or three corners or more")
    return corners


def area_of(*parts: Any) -> Num:
    """Of a polygon (an object, or its corners one by one), a circle or a sector, or what tells its own area (a region)."""
    if len(parts) == 1 and getattr(parts[0], "boundary", None):
        own: Num = parts[0].measured_area()
        return own
    shape = shape_of(parts[0])
    if len(parts) == 1 and isinstance(shape, Round):
        return shape.radius * shape.radius * (PI if shape.sweep is None else shape.sweep / 2)
    corners = _corners(parts)
    return _of(area_measure(*(n for p in corners for n in (p.x, p.y))), "area", *corners)


def length_of(x: Any) -> Num:
    """Of a segment, an arc, a chain; of a circle, its circumference."""
    shape = shape_of(x)
    if isinstance(shape, Straight):
        return _point_distance(shape.start, shape.end)
    if isinstance(shape, Vector):
        return shape.length
    if isinstance(shape, Round):
        return shape.radius * (2 * PI if shape.sweep is None else absolute(shape.sweep))
    if not isinstance(shape, Track):
        raise ValueError("a place has no length")
    pieces = sides_of(shape.points) if shape.closed else zip(shape.points, shape.points[1:], strict=False)
    return sum((_point_distance(a, b) for a, b in pieces), 0)


def perimeter_of(*parts: Any) -> Num:
    """Around a polygon or circle."""
    shape = shape_of(parts[0])
    if len(parts) == 1 and isinstance(shape, Round):
        return length_of(shape)
    return sum((_point_distance(a, b) for a, b in sides_of(_corners(parts))), 0)


def radius_of(k: Any) -> Num:
    """Of a circle or arc."""
    shape = shape_of(k)
    if not isinstance(shape, Round):
        raise ValueError("only a circle or arc has a radius")
    radius: Num = shape.radius
    return radius


def _rest(name: str, type_: str, least: int, most: int | None) -> Slot:
    return Slot(name, type_, required=True, many=True, rest=True, at_least=least, at_most=most)


for _measure in (
    Measure(
        "distance",
        (_rest("of", "point|line|curve|body|element", 1, 2), Slot("along", "direction", positional=False)),
        LENGTH,
        1,
        distance_of,
        "of two points, or of a point from a line, circle or surface; bodies count from the middle, standing figures from the feet, to walls by the "
        "near side, to level ground by the lowest place (balls never); along= a direction",
    ),
    Measure(
        "angle",
        (_rest("of", "point|line|direction", 2, 3), Slot("reflex", "truth", default=False, positional=False)),
        ANGLE,
        0,
        angle_of,
        "angle(BAC) at A; of two lines the smaller one",
    ),
    Measure("area", (_rest("of", "point|element|curve", 1, None),), AREA, 2, area_of, "of a polygon or circle"),
    Measure("length", (Slot("of", "line|curve|element", required=True),), LENGTH, 1, length_of, "of a segment, arc or chain"),
    Measure("perimeter", (_rest("of", "point|element|curve", 1, None),), LENGTH, 1, perimeter_of, "around a polygon or circle"),
    Measure("radius", (Slot("of", "curve", required=True),), LENGTH, 1, radius_of, "of a circle or arc"),
):
    MEASURES[_measure.word] = _measure
