"""The level that drawings in one row share: the ground, the optical axis, the lower edge of axes; of plane figures a level line at their foot."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..element import Element
from ..figure import Frame
from ..plane import Point, Round, Straight, Track
from .sheet import Plane

__all__ = ["ground_level", "largest"]

LEVEL = 0.01
"""slope below which a line is level"""


def ground_level(frame: Frame, elements: list[Any], plane: Plane) -> tuple[float | None, bool]:
    """The page's y of the lowest level surface that carries things (without one, of the foot of the lowest support), and True; of a plane figure that stands
    on a level line this, and False. elements: over floats, as drawn."""
    if frame.kind == "axes":
        return 0.0, True
    if frame.kind == "sheet":
        return None, False
    drawn = [e for e in elements if isinstance(e, Element) and e.drawn]
    carriers = [e for e in drawn if e.support]
    levels = [y for e in carriers if (y := _level(getattr(e, "ground_line", None) or getattr(e, "surface", None), plane)) is not None]
    if not levels:
        levels = [plane.place(p)[1] for e in carriers if e.family == "body" and _rises(e) for p in getattr(e, "outline", ())]
    return (max(levels), True) if levels else (_foot(drawn, plane), False)


def largest(frame: Frame, elements: list[Any], plane: Plane) -> tuple[tuple[str, float, float], float] | None:
    """The largest body or closed figure that is drawn in a plane: its kind, width and height on the page, and the page's y of its middle."""
    if frame.kind != "plane":
        return None
    best: tuple[tuple[str, float, float], float] | None = None
    for e in elements:
        corners = _corners(e) if isinstance(e, Element) and e.drawn and not e.support else ()
        if len(corners) > 1:
            xs, ys = zip(*[plane.place(p) for p in corners], strict=True)
            wide, high = max(xs) - min(xs), max(ys) - min(ys)
            if best is None or wide * high > 1.001 * best[0][1] * best[0][2]:
                best = (e.kind, wide, high), (max(ys) + min(ys)) / 2
    return best


def _corners(e: Element) -> tuple[Point, ...]:
    """Of its box or outline, if it has one."""
    curve = getattr(e, "curve", None)
    if isinstance(curve, Round) and curve.sweep is None:
        c, r = curve.center, curve.radius
        return Point(c.x - r, c.y - r), Point(c.x + r, c.y + r)
    if isinstance(curve, Track) and curve.closed:
        return curve.points
    outline = getattr(e, "outline", None) if e.family == "body" else None
    return outline if isinstance(outline, tuple) else ()


def _level(line: Any, plane: Plane) -> float | None:
    """Where it is, if it is level and its upper side carries."""
    if not isinstance(line, Straight):
        return None
    way = line.vector
    return plane.place(line.start)[1] if way.x > 0 and abs(way.y) < LEVEL * way.x else None


def _rises(e: Element) -> bool:
    """Is it a slope, and no ceiling or wall?"""
    top = getattr(e, "surface", None)
    return isinstance(top, Straight) and abs(top.vector.x) > LEVEL * abs(top.vector.y)


def _foot(drawn: list[Element], plane: Plane) -> float | None:
    """The lowest level edge of what is drawn, if nothing reaches below it."""
    lowest, foot = None, None
    for e in drawn:
        for p, q in _edges(e):
            a, b = plane.place(p), plane.place(q)
            y = max(a[1], b[1])
            lowest = y if lowest is None else max(lowest, y)
            if abs(a[1] - b[1]) < LEVEL * abs(a[0] - b[0]):
                foot = y if foot is None else max(foot, y)
    return foot if foot is not None and lowest is not None and foot > lowest - 0.5 else None


def _edges(e: Element) -> Iterator[tuple[Point, Point]]:
    curve = getattr(e, "curve", None)
    if isinstance(curve, Straight):
        yield curve.start, curve.end
    elif isinstance(curve, Track):
        yield from zip(curve.points, (*curve.points[1:], *(curve.points[:1] if curve.closed else ())), strict=False)
    elif isinstance(curve, Round) and curve.sweep is None:
        low = Point(curve.center.x, curve.center.y - curve.radius)
        yield low, low
