"""Parts of things by name: anchors, slots, and what every line and circle has, the sides and corners of its box."""

from __future__ import annotations

from typing import Any

from ..element import Element
from ..expression import Const, Expr, maximum, minimum
from ..plane import Point, Round, Straight
from ..quantity import LENGTH, Origin, Value

__all__ = ["anchor", "anchors_of", "named", "side_of"]

_SIDES = {
    "left": (0, 0.5),
    "right": (1, 0.5),
    "bottom": (0.5, 0),
    "top": (0.5, 1),
    "bottom_left": (0, 0),
    "bottom_right": (1, 0),
    "top_left": (0, 1),
    "top_right": (1, 1),
}


def side_of(curve: Any, name: str) -> Point | None:
    """`left`, `top_right`, ... of a piece of a line or a whole circle; None for other words and curves."""
    at = _SIDES.get(name)
    if at is None:
        return None
    if isinstance(curve, Straight) and not (curve.before or curve.after):
        p, q = curve.start, curve.end
        x0, y0, x1, y1 = minimum(p.x, q.x), minimum(p.y, q.y), maximum(p.x, q.x), maximum(p.y, q.y)
    elif isinstance(curve, Round) and curve.sweep is None:
        c, r = curve.center, curve.radius
        x0, y0, x1, y1 = c.x - r, c.y - r, c.x + r, c.y + r
    else:
        return None
    return Point(x0 + (x1 - x0) * at[0], y0 + (y1 - y0) * at[1])


def anchor(thing: Element, name: str) -> Any:
    """An anchor, slot or curve part of an element; None if it has none."""
    if name in ("length", "radius", "center", "start", "end") and name not in thing.anchors and not any(s.name == name for s in thing.slots):
        curve = getattr(thing, "curve", None)
        got = getattr(curve, name, None)
        if got is None and name == "center":
            try:
                return getattr(thing, "center", None)
            except NotImplementedError:
                return None
        return got
    try:
        got = getattr(thing, name)
    except NotImplementedError:
        return None
    if got is None and name in ("length", "radius"):  # not given: what it comes to
        return getattr(getattr(thing, "rim", None) or getattr(thing, "curve", None), name, None)
    return got


def named(got: Any, name: str, owner: Element | None) -> Any:
    if isinstance(got, Point):
        return Point(got.x, got.y, name=got.name or name, owner=got.owner or owner)
    if isinstance(got, Straight) and not got.name:
        return Straight(got.start, got.end, got.before, got.after, name=name, owner=got.owner or owner)
    if isinstance(got, Expr) or (isinstance(got, Const) and not isinstance(got, bool)):
        return Value(got, LENGTH, Origin.SOLVED)
    return got


def anchors_of(thing: Any) -> list[str]:
    if isinstance(thing, Element):
        inner = getattr(thing, "scope", None)
        return [*thing.anchors, *(s.name for s in thing.slots), *(inner.names if inner is not None else ())]
    parts: dict[Any, list[str]] = {Point: ["x", "y"], Straight: ["start", "end", "length"], Round: ["center", "radius"]}
    return parts.get(type(thing), [])
