"""Where ropes, rods and springs are fixed, and what hangs on them."""

from __future__ import annotations

from collections.abc import Iterator
from math import pi
from typing import Any

from ..author import (
    Body,
    Diagnostic,
    Element,
    Host,
    Maker,
    Num,
    Point,
    Positive,
    Relation,
    Round,
    Straight,
    Vector,
    Zero,
    atan2,
    evaluate,
    is_constant,
    minimum,
    sign,
    straight_axis,
    surface_of,
)

__all__ = [
    "HangsBelow",
    "HasLength",
    "NoHold",
    "bare_support",
    "foot_on",
    "hangs",
    "held_at",
    "holds_ends",
    "is_free",
    "lies",
    "looks_up",
    "middle_of",
    "owner_of",
    "pegged",
    "stands_on",
    "tie",
]


def middle_of(x: Any) -> Point | None:
    """The place that stands for a thing while ways are found."""
    if isinstance(x, Point):
        return x
    at = getattr(x, "at", None)
    if isinstance(at, Point):
        return at
    if isinstance(x, Straight):
        return x.at(0.5)
    if getattr(x, "support", False):
        return None
    center = getattr(x, "center", None)
    return center if isinstance(center, Point) else None


def holds_ends(x: Any) -> bool:
    """Can something be fixed to it?"""
    return isinstance(x, (Point, Straight, Body)) or isinstance(getattr(x, "at", None), Point) or isinstance(surface_of(x), (Straight, Round))


class NoHold(Diagnostic):
    """A rope or spring ends at a place, a body or a support.

    ```wrong
    c = ceiling()
    rope(c, to=gravity())
    ```

    ```right
    c = ceiling()
    b = ball()
    rope(c, to=b)
    ```
    """

    code = "MEC207"
    says = "Nothing can be fixed to {thing}."
    help = "An end is a point, an anchor such as b.top, a body or a support."

    thing: str


def owner_of(x: Any) -> Any:
    """The element behind an end: itself, or whose anchor it is."""
    return x if isinstance(x, Element) else getattr(x, "owner", None)


def held_at(link: Any, one: Any, other: Any) -> tuple[str, ...]:
    """Where a rope or spring between two anchors or bodies is fixed, in words: facts about its direction cannot move these places on what they belong to."""
    names = [getattr(x, "name", "") for x in (one, other)]
    if not all(names) or all(getattr(x, "family", "") == "point" for x in (one, other)):
        return ()
    return (f"{link.name or 'the ' + link.kind} is tied at {names[0]} and {names[1]}",)


def foot_on(host: Any, p: Point) -> Point:
    """Where the perpendicular from p meets a support, a line or a circle."""
    s, d = surface_of(host), straight_axis(host)
    if d is None:
        out = p - s.center
        q = s.center + out * (s.radius / out.length if out != Vector(0, 0) else 1)
        return Point(q.x, q.y, owner=host)
    q = s.start + d * (p - s.start).dot(d)
    return Point(q.x, q.y, owner=host)


def bare_support(x: Any) -> bool:
    return isinstance(x, Element) and bool(getattr(x, "support", False)) and not hasattr(x, "at")


def stands_on(near: Any, support: Any) -> bool:
    """Is it a body on this straight support, or an anchor of one?"""
    body = owner_of(near)
    return isinstance(body, Body) and body.host is support and straight_axis(support) is not None


def pegged(x: Any, near: Any, length: Any = None) -> tuple[Point, Point] | None:
    """Foot and tip of a peg, if x is the support that carries the body at the other end, an end of its slope, or a wall there: the link is parallel to the
    surface."""
    if bare_support(x) and stands_on(near, x):
        return peg(x, near, length)
    place = x if isinstance(x, Point) else getattr(x, "placed", None) if bare_support(x) else None
    slope, end = getattr(place, "owner", None), getattr(place, "name", "").rpartition(".")[2]
    if hasattr(slope, "uphill") and end in ("apex", "top", "end", "toe", "start") and stands_on(near, slope):
        return peg(slope, near, length, low=end in ("toe", "start"))
    return None


def peg(support: Any, near: Any, length: Any = None, low: bool = False) -> tuple[Point, Point]:
    """Foot and tip of a peg: near the apex of a slope (low: the toe), else a little to the right, or as far as is said; as high as the link is fixed to
    the body."""
    s, axis, body = surface_of(support), straight_axis(support), owner_of(near)
    assert axis is not None
    knot = near if isinstance(near, Point) else body.center
    far = length.n if length is not None else 26 * body.mm
    foot = (
        support.apex.toward(support.toe, 0.93 if low else 0.07) if hasattr(support, "apex") else foot_on(support, body.center + axis * (body.size[0] / 2 + far))
    )
    tip = foot + axis.left() * axis.cross(knot - s.start)
    return Point(foot.x, foot.y, owner=support), Point(tip.x, tip.y, owner=support)


def tie(make: Maker, x: Any, other: Any, sideways: bool = False) -> Point:
    """The place on x where a rope or spring to `other` is fixed.

    A point or ball: there. A support: where the perpendicular meets it. A body that hangs: its top, over a ground its bottom.
    A body that stands, or is tied sideways, or whose side the author tells: the middle of the side that looks to the other."""
    floor = _floor_under(x, other)
    if floor is not None:
        return floor
    if isinstance(x, Point):
        return x
    at = getattr(x, "at", None)
    if isinstance(at, Point):
        return Point(at.x, at.y, name=at.name, owner=x)
    there = middle_of(other)
    if isinstance(x, Straight):
        return x.at(0.5)
    if getattr(x, "support", False) or not isinstance(x, Body):
        if there is None:
            there = other.surface.at(0.5) if isinstance(other, Host) else Point(0, 0)
        return foot_on(x, there)
    if there is None and (sideways or x.host is not None or looks_up(other)):
        p = _side_toward(make, x, other)
    elif x.host is None and not sideways:
        p = _facing(make, x, other)
        if p.name == "center":
            return Point(p.x, p.y, name=p.name, owner=x)
    else:
        side = sign(x.axis.dot(there - x.center))
        w = x.size[0] / 2 * side
        p = x.center + x.axis * w
        p = p + x.way(0, 1) * _lift(make, x, other)
    return Point(p.x, p.y, owner=x)


def _floor_under(x: Any, other: Any) -> Point | None:
    """Where what is inside of an open crate is tied to the crate or its bottom: the middle of its inner floor."""
    crate = owner_of(x)
    if (isinstance(x, Point) and x.name.rpartition(".")[2] != "bottom") or not _kept_in(owner_of(other), crate):
        return None
    p = crate.floor.at(0.5)
    return Point(p.x, p.y, name=f"{crate.name}.floor" if crate.name else "", owner=crate)


def _kept_in(x: Any, crate: Any) -> bool:
    """Is it inside of an open crate, or in the water in it?"""
    if not getattr(crate, "cavity", ()):
        return False
    return any(word == "inside" and (thing is crate or getattr(thing, "vessel", None) is crate) for word, thing in getattr(x, "orders", ()))


WAYS = {"above": (0, 1), "below": (0, -1), "right_of": (1, 0), "left_of": (-1, 0)}


def lies(x: Any, other: Any) -> tuple[int, int]:
    """Where x lies, seen from the other, by what the author says of both: to the right and above are 1, to the left and below -1, else 0."""
    here, there = _sides(x), _sides(other)
    found = [here.get(id(owner_of(other) or other), (0, 0))]
    for key, way in there.items():
        mine = (0, 0) if key == id(x) else here.get(key)
        if mine is not None:
            found.append((mine[0] - way[0], mine[1] - way[1]))
    across, up = sum(n for n, _ in found), sum(n for _, n in found)
    return (across > 0) - (across < 0), (up > 0) - (up < 0)


def _sides(x: Any) -> dict[int, tuple[int, int]]:
    """On which side of what a thing is put."""
    out: dict[int, tuple[int, int]] = {}
    for word, thing in getattr(owner_of(x), "orders", ()):
        way, key = WAYS.get(word, (0, 0)), id(owner_of(thing) or thing)
        out[key] = (out.get(key, (0, 0))[0] + way[0], out.get(key, (0, 0))[1] + way[1])
    return out


def _carried(x: Any) -> bool:
    """Does something made before hold it, or does it hang on something?"""
    return any(owner_of(p) is x for e in x.frame.elements for p in getattr(e, "tied", ()))


def _facing(make: Maker, x: Any, other: Any) -> Point:
    """Where a body that stands on nothing is tied to: its side that looks to the other; its top if it hangs; its middle, if the other may lie anywhere."""
    if _is_wheel(other):
        top: Point = x.top
        return top
    across, up = lies(x, other)
    end = owner_of(other)
    loose = is_free(end) or (isinstance(end, Body) and end.host is None and any(word == "inside" for word, _ in end.orders))
    middle = Point(x.center.x, x.center.y, name="center")
    if loose and across and up:
        return middle
    if across and not up and (loose or getattr(end, "kind", "") == "wall"):
        return x.left if across > 0 else x.right  # type: ignore[no-any-return]
    if up > 0 or (not up and loose and _carried(x)) or _kept_in(x, end):
        return x.bottom  # type: ignore[no-any-return]
    return x.top if up < 0 or not loose or _carried(end) else middle


def _is_wheel(x: Any) -> bool:
    """What a rope runs over or is wound on: the body at its other end hangs."""
    return isinstance(x, Body) and isinstance(getattr(x, "rim", None), Round) and x.kind != "ball"


def looks_up(support: Any) -> bool:
    """Is it a level support that carries from below?"""
    axis = straight_axis(support) if bare_support(support) and middle_of(support) is None and not hasattr(support, "rim") else None
    return axis is not None and is_constant(axis.x) and evaluate(axis.x, {}) > 0.9


def _side_toward(make: Maker, x: Any, support: Any) -> Point:
    """The middle of the side of a body that looks to a support: bodies are on its outward side."""
    axis = straight_axis(support)
    way = -axis.left() if axis is not None else foot_on(support, x.center) - x.center
    out = x.way(0, 1)
    sides = ((x.right, x.axis), (x.left, -x.axis), (x.top, out), (x.bottom, -out))
    found: Point = max(sides, key=lambda side: round(make.guess(side[1].dot(way)), 6))[0]
    return found


def _lift(make: Maker, x: Any, other: Any) -> Num:
    """How far above its middle a body is tied to another on the same straight surface, so that the link is parallel to the surface."""
    body, axis = owner_of(other), straight_axis(x.host)
    if not isinstance(body, Body) or body.host is not x.host or axis is None:
        return 0
    foot, out = surface_of(x.host).start, axis.left()
    middle = other if isinstance(other, Point) else body.center
    high, mine = out.dot(middle - foot), out.dot(x.center - foot)
    lift = make.guess(high) - make.guess(mine)
    if abs(lift) < 1e-9 * make.guess(x.size[1]):
        return 0
    fixed = isinstance(other, Point) or isinstance(getattr(body, "rim", None), Round)
    return minimum(high, 0.9 * x.size[1]) - mine if fixed or lift < 0 else 0


def is_free(x: Any) -> bool:
    """A body or point about whose place nothing is said."""
    if not isinstance(x, Element) or getattr(x, "host", None) is not None or (getattr(x, "placed", None) is not None and not getattr(x, "roams", False)):
        return False
    return not x.support if isinstance(x, Body) else x.family == "point" and not is_constant(x.at.x)  # type: ignore[attr-defined]


def hangs(link: Any, thing: Any) -> bool:
    """Nothing but this link holds the thing: all its other ties go on to things that hang on it in turn."""
    links: list[tuple[Any, tuple[Any, ...], tuple[Any, ...]]] = []
    for e in link.frame.elements:
        tied = getattr(e, "tied", None)
        if tied:
            links.append((e, tuple(owner_of(p) for p in tied), tuple(getattr(e, "over", ()))))
    loose = {id(x): x for _, ends, _ in links for x in ends if is_free(x)}
    often = [id(x) for _, ends, wheels in links for x in (*ends, *wheels)]
    links = [
        one
        for one in links
        if one[0] is link or not one[2] or any(w is not thing for w in one[2]) or any(id(x) not in loose or often.count(id(x)) > 1 for x in one[1])
    ]  # a rope that only hangs over the thing, with loads at both ends, does not hold it
    while True:
        mine = [e for e, ends, wheels in links if any(x is thing for x in (*ends, *wheels))]
        if len(mine) == 1:
            return mine[0] is link
        for k, x in loose.items():
            on = [(e, wheels) for e, ends, wheels in links if any(y is x for y in (*ends, *wheels))]
            if x is not thing and len(on) == 1 and on[0][0] is not link and not on[0][1]:
                links = [one for one in links if one[0] is not on[0][0]]
                del loose[k]
                break
        else:
            return False


class HangsBelow(Relation):
    """One place lies lower than another, by a gap of the page."""

    def __init__(self, low: Point, high: Point, gap: Num) -> None:
        self.low, self.high, self.gap = low, high, gap

    def residuals(self) -> Iterator[Zero | Positive]:
        yield Positive(self.high.y - self.low.y - self.gap, 1)

    def holds(self) -> Iterator[Any]:
        yield Positive(self.high.y - self.low.y, 1)

    def phrase(self) -> str:
        return "what hangs is below what holds it"


class HasLength(Relation):
    """A rope or rod has its given length."""

    shape = False

    def __init__(self, thing: Any, value: Any) -> None:
        self.thing, self.value = thing, value

    def residuals(self) -> Iterator[Zero | Positive]:
        yield Zero(self.thing.whole - self.value.n, 1)

    def holds(self) -> Iterator[Any]:
        pieces = getattr(self.thing, "pieces", None)
        if pieces is None or len(pieces) == 1:
            d = self.thing.end - self.thing.start
            yield Zero(d.dot(d) - self.value.n * self.value.n, 2)
        else:
            arcs: Num = 0
            for i in range(1, len(pieces)):  # the angle of the two radii, counted the way the rope goes
                if getattr(self.thing.stops[i], "rim", None) is None:
                    continue
                rim, turn = self.thing.stops[i].rim, self.thing.turns[i]
                first, last = pieces[i - 1].end - rim.center, pieces[i].start - rim.center
                arcs = arcs + rim.radius * (pi - atan2(first.cross(last) * turn, -first.dot(last)))
            yield Zero(sum((s.length for s in pieces), arcs) - self.value.n, 1)

    def phrase(self) -> str:
        return f"the length of {self.thing.name or 'the ' + self.thing.kind}"
