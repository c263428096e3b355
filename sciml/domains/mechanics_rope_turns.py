"""How a rope goes round its wheels: from which side it comes, and whether over or under."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from ..author import Body, Maker, Point, Record, Round
from .mechanics_ties import is_free, lies, looks_up, owner_of

__all__ = ["Bend", "bends"]


class Bend(Record):
    """How a rope passes a wheel. side: 1 from left to right, -1 from right to left; under: it passes below the wheel; hung: the wheel may move as the rope
    wants; stand: both its neighbours stand on what carries from below."""

    side: int
    under: bool
    hung: bool
    stand: bool

    @property
    def turn(self) -> int:
        """-1 clockwise, 1 counter-clockwise."""
        return self.side if self.under else -self.side


def bends(make: Maker, stops: tuple[Any, ...] | list[Any], centers: list[Point | None]) -> dict[int, Bend]:
    """Decided once, from what stands where and what the author says of sides. A wheel that may move and of which nothing is said is passed as its neighbour."""
    inner = range(1, len(stops) - 1)
    round_ = [i for i in inner if isinstance(getattr(stops[i], "rim", None), Round) and centers[i - 1] is not None and centers[i + 1] is not None]
    told = {i: _told(make, stops[i], owner_of(stops[i - 1]), owner_of(stops[i + 1])) for i in round_}
    sides: dict[int, int] = {}
    whole = _whole(make, [stops[i] for i in round_])
    for i in round_:
        if told[i] or not _may_move(stops[i]):
            loose = is_free(owner_of(stops[i - 1])) and is_free(owner_of(stops[i + 1]))
            sides[i] = told[i] or (whole if loose else 0) or _guessed(make, stops[i], centers[i - 1], centers[i + 1])
    out: dict[int, Bend] = {}
    for i in round_:
        near = sorted(sides, key=lambda k: (abs(k - i), k))
        side = sides.get(i) or (sides[near[0]] if near else _guessed(make, stops[i], centers[i - 1], centers[i + 1]))
        a, b = owner_of(stops[i - 1]), owner_of(stops[i + 1])
        under = _under(make, stops[i], (a, centers[i - 1]), (b, centers[i + 1]))
        out[i] = Bend(side, under, _may_move(stops[i]), _stands(a) and _stands(b))
    return out


def _may_move(wheel: Any) -> bool:
    return wheel.host is None and wheel.placed is None and not getattr(wheel, "fixed", False)


def _whole(make: Maker, wheels: list[Any]) -> int:
    """The side that the order of its wheels gives to a whole rope; 0 if it has but one."""
    held = [w for w in wheels if not _may_move(w)]
    for one, other in pairwise(wheels):
        if side := _said(one, other):
            return side
    if len(held) < 2:
        return 0
    first, last = make.guess(held[0].rim.center.x), make.guess(held[-1].rim.center.x)
    return (last > first) - (last < first)


def _told(make: Maker, wheel: Any, a: Any, b: Any) -> int:
    """The side that follows from what is said; 0 if nothing is. From a surface to the wheel at its edge a rope runs outward."""
    mount = getattr(wheel, "mount", None)
    if mount is not None and getattr(a, "host", None) is mount:
        return int(wheel.out_side)
    if mount is not None and getattr(b, "host", None) is mount:
        return -int(wheel.out_side)
    return _said(a, b) or _said(a, wheel) or _said(wheel, b) or make.beside(a, b) or make.beside(a, wheel) or make.beside(wheel, b)


def _guessed(make: Maker, wheel: Any, before: Any, after: Any) -> int:
    x, y, z = (make.guess(n) for n in (before.x, wheel.rim.center.x, after.x))
    return 1 if z > x or (z == x and y >= x) else -1


def _under(make: Maker, wheel: Any, before: tuple[Any, Any], after: tuple[Any, Any]) -> bool:
    """Over a wheel that is held, or whose rope is held by nothing else; under one that hangs in it, or whose neighbours are both higher."""
    (a, p), (b, q) = before, after
    mounted = getattr(wheel, "mount", None) in (getattr(a, "host", None), getattr(b, "host", None)) and getattr(wheel, "mount", None) is not None
    if mounted or (_stands(a) and _stands(b)):
        return False
    low = lies(a, wheel)[1], lies(b, wheel)[1]
    if low[0] == low[1] != 0:
        return low[0] > 0
    if _load(a) and _load(b):
        return False
    first, second, level = (make.guess(y) for y in (p.y, q.y, wheel.rim.center.y))
    if first > level and second > level and not is_free(a) and not is_free(b):
        return True
    if getattr(wheel, "fixed", True):
        return False
    return wheel.placed is None or is_free(a) or is_free(b) or first >= level or second >= level


def _stands(x: Any) -> bool:
    """A body on what carries from below: it is lifted by the rope, if anything."""
    host = getattr(x, "host", None)
    return isinstance(x, Body) and isinstance(host, Body) and bool(host.support) and looks_up(host)


def _load(x: Any) -> bool:
    """A body about whose place nothing is said, and no wheel: it hangs on the rope."""
    return isinstance(x, Body) and x.kind != "pulley" and is_free(x)


def _said(x: Any, y: Any) -> int:
    """1 if the author says that y is to the right of x, -1 if to the left, 0 if nothing; what is put below a thing stands for it."""
    for one, other, sense in ((y, x, 1), (x, y, -1)):
        for word, thing in getattr(one, "orders", ()):
            if word in ("right_of", "left_of") and _same(thing, other):
                return sense if word == "right_of" else -sense
    return 0


def _same(thing: Any, other: Any) -> bool:
    owner = owner_of(thing)
    if thing is other or (owner is other and owner is not None):
        return True
    return any(word == "below" and (x is other or (owner_of(x) is other and other is not None)) for word, x in getattr(owner, "orders", ()))
