"""Plain shapes one inside the other: a filled one does not hide a smaller one, or a line in it, that was stated before it."""

from __future__ import annotations

import math
from typing import Any

from ..element import Element
from ..plane import Point, Round, Straight, Track

__all__ = ["uncovered"]

MOST = 40_000
"""pairs that are compared; in a crowd the order stays as it was stated"""
PLAIN = ("circle", "curve", "line")
FINE = 24
SLACK = 1e-9

Taken = tuple[Any, Any, Any]
"""An element as it was stated, the same over floats, and the map of its frame."""


def uncovered(things: list[Taken]) -> list[Taken]:
    """In the order of drawing: that of the text, but after a filled shape comes again what lies in it and was stated before it."""
    filled = [k for k, (_, e, _) in enumerate(things) if k and e.style.fill and e.drawn and e.family in PLAIN and _area(e)]
    if not filled:
        return things
    kept = {k: ring for k, (_, e, _) in enumerate(things[: filled[-1]]) if (ring := _ring(e))}
    if not kept or len(filled) * len(kept) > MOST:
        return things
    order = list(range(len(things)))
    for big in filled:
        place = order.index(big)
        hidden = [k for k in order[:place] if k in kept and things[k][2] is things[big][2] and _within(kept[k], things[big][1])]
        if hidden:
            gone = frozenset(hidden)
            order = [k for k in order[:place] if k not in gone] + [big, *hidden] + order[place + 1 :]
    return [things[k] for k in order]


def _area(e: Element) -> bool:
    curve: Any = getattr(e, "curve", None)
    return curve.sweep is None if isinstance(curve, Round) else isinstance(curve, Track) and curve.closed and len(curve.points) > 0


def _ring(e: Element) -> tuple[Point, ...]:
    """Places around a plain shape, the ends of a line; empty for all else."""
    if not e.drawn or e.family not in PLAIN:
        return ()
    curve: Any = getattr(e, "curve", None)
    if isinstance(curve, Straight):
        return () if curve.before or curve.after else (curve.start, curve.end)
    if isinstance(curve, Round):
        whole = 2 * math.pi if curve.sweep is None else 1.0
        return tuple([curve.at(whole * k / FINE) for k in range(FINE + 1)])
    return tuple(curve.points) if isinstance(curve, Track) else ()


def _within(ring: tuple[Point, ...], big: Element) -> bool:
    """Does all of it lie in a shape, and not all on its border?"""
    curve: Any = big.curve  # type: ignore[attr-defined]
    if isinstance(curve, Round):
        depths = [float(curve.radius) - (p - curve.center).length for p in ring]
        size = float(curve.radius)
    else:
        depths = [_depth(p, curve.points) for p in ring]
        size = max((p - curve.points[0]).length for p in curve.points)
    return bool(min(depths) >= -SLACK * size and max(depths) > SLACK * size)


def _depth(p: Point, corners: tuple[Point, ...]) -> float:
    """How far from the border, negative outside."""
    inside, near = False, math.inf
    for a, b in zip(corners, (*corners[1:], corners[0]), strict=True):
        if (a.y > p.y) != (b.y > p.y) and p.x < a.x + (b.x - a.x) * (p.y - a.y) / (b.y - a.y):
            inside = not inside
        d = b - a
        square = d.dot(d)
        t = min(1.0, max(0.0, (p - a).dot(d) / square)) if square else 0.0
        near = min(near, float((p - a - d * t).length))
    return near if inside else 0.0 if near < 1e-12 * (1 + abs(p.x) + abs(p.y)) else -near
