"""Order on the page: above, below, left of, right of, between."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..author import Num, Point, Positive, Relation, Straight, Vector, Zero, hypot, maximum, minimum, part, sign
from .operand import called, extent, near_zero, plain, reach, whole_of

__all__ = ["Above", "Abreast", "Apart", "Below", "Between", "LeftOf", "Midway", "Outgrows", "RightOf", "Seen"]

ANY = "point|line|curve|body|element"


class _Ordered(Relation):
    """One thing wholly to one side of another; two points or a line: strictly, bodies may touch."""

    first: Any = part(ANY)
    second: Any = part(ANY)
    across = ""

    def _gap(self, a: Any, b: Any) -> Num:
        """Positive where it holds of two shapes."""
        raise NotImplementedError

    def _shapes(self) -> tuple[Any, Any]:
        return whole_of(self.first), whole_of(self.second)

    @property
    def gap(self) -> Num:
        return self._gap(*self._shapes())

    def _side(self, p: Any, line: Any) -> Num | None:
        """For a point and a line: how far it is on the wanted side, as a product of lengths; None for other pairs."""
        if not (isinstance(p, Point) and isinstance(line, Straight)):
            return None
        d = line.vector
        ahead = d.x if self.across in ("above", "below") else d.y
        value = sign(ahead) * d.cross(p - line.start)
        return value if self.across in ("above", "left of") else -value

    def residuals(self) -> Iterator[Zero | Positive]:
        a, b = self._shapes()
        side = self._side(a, b)
        if side is not None:
            yield Positive(side / b.length, 1)
        else:
            yield Positive(self._gap(a, b), 1, strict=_strict(a, b))

    @property
    def about_line(self) -> bool:
        """A point and a line: the line's side counts, not its extent."""
        return isinstance(whole_of(self.first), Point) and isinstance(whole_of(self.second), Straight)

    def holds(self) -> Iterator[Zero | Positive]:
        a, b = self._shapes()
        side = self._side(a, b)
        if side is None:
            yield Positive(self._gap(a, b), 1, strict=_strict(a, b))
        elif plain(side):
            yield Positive(side / (b.length or 1), 1)
        else:
            yield Positive(side, 2)

    def phrase(self) -> str:
        return f"{called(self.first)} is {self.across} {called(self.second)}"


def _strict(a: Any, b: Any) -> bool:
    return isinstance(a, Point) or isinstance(b, Point)


class Above(_Ordered):
    """`above(P, l)`."""

    words = ("above",)
    across = "above"

    def _gap(self, a: Any, b: Any) -> Num:
        return extent(a)[1] - extent(b)[3]


class Below(_Ordered):
    """`below(P, l)`."""

    words = ("below",)
    across = "below"

    def _gap(self, a: Any, b: Any) -> Num:
        return extent(b)[1] - extent(a)[3]


class LeftOf(_Ordered):
    """`left_of(A, B)`."""

    words = ("left_of",)
    across = "left of"

    def _gap(self, a: Any, b: Any) -> Num:
        return extent(b)[0] - extent(a)[2]


class RightOf(_Ordered):
    """`right_of(A, B)`."""

    words = ("right_of",)
    across = "right of"

    def _gap(self, a: Any, b: Any) -> Num:
        return extent(a)[0] - extent(b)[2]


class Between(Relation):
    """`between(P, A, B)`: strictly between two points on their line; of other things, in the gap between their near edges."""

    words = ("between",)
    middle: Any = part(ANY)
    first: Any = part(ANY)
    second: Any = part(ANY)

    def _points(self) -> tuple[Point, Point, Point] | None:
        p, a, b = whole_of(self.middle), whole_of(self.first), whole_of(self.second)
        return (p, a, b) if isinstance(p, Point) and isinstance(a, Point) and isinstance(b, Point) else None

    def residuals(self) -> Iterator[Zero | Positive]:
        three = self._points()
        if three is None:
            yield Positive(self._apart(), 1, strict=False)
            return
        p, a, b = three
        d = b - a
        n = d.length
        if plain(n) and not n:
            n = 1  # both ends are one place, and nothing lies between
        yield Zero(d.cross(p - a) / n, 1)
        yield Positive((p - a).dot(d) / n, 1)
        yield Positive((b - p).dot(d) / n, 1)

    def holds(self) -> Iterator[Zero | Positive]:
        three = self._points()
        if three is None:
            yield Positive(self._apart(), 1, strict=False)
            return
        p, a, b = three
        u, v = a - p, b - p
        yield near_zero(u.x * v.y - u.y * v.x, ((b - a).length,))
        n = (b - a).length
        opposite = -(u.x * v.x + u.y * v.y)
        yield Positive(opposite / n, 1) if plain(opposite, n) and n else Positive(opposite, 2)

    def _apart(self) -> Num:
        """The smaller of the two gaps of things with extent: across the page, up, or along the line of the outer middles, where it is largest."""
        p, q = _middle_of(self.first), _middle_of(self.second)
        far = hypot(q.x - p.x, q.y - p.y)
        ways = [Vector(1, 0), Vector(0, 1)] if plain(far) and not far else [Vector(1, 0), Vector(0, 1), Vector((q.x - p.x) / far, (q.y - p.y) / far)]
        return maximum(*(minimum(*gaps(self.middle, self.first, self.second, d)) for d in ways))

    def phrase(self) -> str:
        return f"{called(self.middle)} lies between {called(self.first)} and {called(self.second)}"


def _middle_of(x: Any) -> Point:
    left, bottom, right, top = extent(x)
    return Point((left + right) / 2, (bottom + top) / 2)


def gaps(inner: Any, first: Any, second: Any, way: Vector) -> tuple[Num, Num]:
    """Along a direction, whichever way round the two are: from the first to the thing between them, and from that to the second."""
    low, high = reach(inner, way)
    (a, b), (c, d) = reach(first, way), reach(second, way)
    ahead = sign(c + d - a - b)
    if plain(ahead):
        return (low - b, c - high) if ahead >= 0 else (a - high, low - d)
    half, own = (high - low) / 2, (low + high) / 2
    return ahead * (own - (a + b) / 2) - (b - a) / 2 - half, ahead * ((c + d) / 2 - own) - (d - c) / 2 - half


class Midway(Relation):
    """A wish of `between=`: in the middle of the gap between two things; of several things between the same two, each with its share of the gap."""

    def __init__(self, inner: Any, ends: tuple[Any, Any], way: Vector | None, share: Num) -> None:
        self.inner, self.ends, self.way, self.share = inner, ends, way, share

    @staticmethod
    def place(first: Any, second: Any) -> Point:
        """The middle of the gap between two things; where they lie beside each other, of what both reach."""
        a, b = extent(first), extent(second)
        return Point((minimum(a[2], b[2]) + maximum(a[0], b[0])) / 2, (minimum(a[3], b[3]) + maximum(a[1], b[1])) / 2)

    def residuals(self) -> Iterator[Zero | Positive]:
        if self.way is None:
            p, q = middle(self.inner), self.place(*self.ends)
            yield Zero(p.x - q.x, 1)
            yield Zero(p.y - q.y, 1)
        else:
            before, after = gaps(self.inner, *self.ends, self.way)
            yield Zero(before * (1 - self.share) - after * self.share, 1)

    def holds(self) -> Iterator[Zero | Positive]:
        return self.residuals()

    def phrase(self) -> str:
        return f"{called(self.inner)} is midway between {called(self.ends[0])} and {called(self.ends[1])}"


class Abreast(Relation):
    """A wish of placement words: what is above or below something is on its plumb line, what is beside it on its level; the middles count."""

    def __init__(self, first: Any, second: Any, upright: bool) -> None:
        self.first, self.second, self.upright = first, second, upright

    def residuals(self) -> Iterator[Zero | Positive]:
        p, q = middle(self.first), middle(self.second)
        yield Zero(p.x - q.x if self.upright else p.y - q.y, 1)

    def holds(self) -> Iterator[Zero | Positive]:
        return self.residuals()

    def phrase(self) -> str:
        return f"{called(self.first)} is in line with {called(self.second)}"


class Apart(Relation):
    """A wish of placement words: a gap that can be seen."""

    def __init__(self, order: _Ordered, least: Num) -> None:
        self.order, self.least = order, least

    def residuals(self) -> Iterator[Zero | Positive]:
        a, b = self.order._shapes()
        side = self.order._side(a, b)
        yield Positive((self.order._gap(a, b) if side is None else side / b.length) - self.least, 1, strict=False)

    def holds(self) -> Iterator[Zero | Positive]:
        return self.residuals()

    def phrase(self) -> str:
        return f"{self.order.phrase()}, with a gap"


class Seen(Relation):
    """A wish about a length without a value: long enough to be seen, and for its letter; not longer than a page."""

    def __init__(self, length: Num, least: Num, name: str, most: Num) -> None:
        self.length, self.least, self.name, self.most = length, least, name, most

    def residuals(self) -> Iterator[Zero | Positive]:
        yield Positive(self.length - self.least, 1, strict=False)
        yield Positive(self.most - self.length, 1, strict=False)

    def holds(self) -> Iterator[Zero | Positive]:
        return self.residuals()

    def phrase(self) -> str:
        return f"{self.name} is long enough to be seen"


class Outgrows(Relation):
    """A wish about two letters without a value of which one is larger: by as much as one can see."""

    def __init__(self, large: Num, small: Num, times: float, first: str, second: str) -> None:
        self.large, self.small, self.times, self.first, self.second = large, small, times, first, second

    def residuals(self) -> Iterator[Zero | Positive]:
        yield Positive(self.large - self.small * self.times, 1, strict=False)

    def holds(self) -> Iterator[Zero | Positive]:
        return self.residuals()

    def phrase(self) -> str:
        return f"{self.first} is larger than {self.second} by as much as one can see"


def middle(x: Any) -> Point:
    """The middle of a thing: its anchor, or that of its extent; of several things, amid their middles."""
    if isinstance(x, tuple):
        points = [middle(y) for y in x]
        return Point(sum((p.x for p in points[1:]), points[0].x) / len(points), sum((p.y for p in points[1:]), points[0].y) / len(points))
    center = getattr(x, "center", None)
    if isinstance(center, Point):
        return center
    left, bottom, right, top = extent(x)
    return Point((left + right) / 2, (bottom + top) / 2)
