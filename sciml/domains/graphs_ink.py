"""What nodes and edges of a graph are drawn with: outlines, ways with their heads, the marks of maps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import atan2, cos, hypot, pi, sin
from typing import Any

from ..author import Arrow, Ink, Look, Point, Shape, path_shape, replace, ring_points
from .graphs_shapes import XY, Form, along

__all__ = ["cross", "doubled", "end_marks", "outlined", "rail", "way_ink"]


def outlined(form: Form, look: Look) -> Shape:
    x, y, w, h = form.x, form.y, form.w, form.h
    if form.shape in ("circle", "oval"):
        ops, points = ring_points(Point(0, 0), 1.0)
        return Shape(ops + "Z", tuple(Point(x + w * p.x, y + h * p.y) for p in points), look)
    if form.shape == "round":
        return _rounded(form, min(2.2, h * 0.7), look)
    return path_shape([Point(*p) for p in form.corners()], look, closed=True)


def _rounded(form: Form, r: float, look: Look) -> Shape:
    points: list[Point] = []
    ops = ""
    for cx, cy, first in (
        (form.x + form.w - r, form.y + form.h - r, 0.0),
        (form.x - form.w + r, form.y + form.h - r, pi / 2),
        (form.x - form.w + r, form.y - form.h + r, pi),
        (form.x + form.w - r, form.y - form.h + r, -pi / 2),
    ):
        _, arc = ring_points(Point(cx, cy), r, first, pi / 2)
        ops += ("L" if points else "M") + "C"
        points += arc
    return Shape(ops + "Z", tuple(points), look)


def way_ink(points: tuple[Point, ...], ops: str, look: Look, head: str, double: bool) -> Iterator[Ink]:
    """A way with its heads: the last piece (and with `double` the first) is an arrow, the rest a line."""
    if head == "none":
        yield Shape(ops, points, look)
    elif ops == "MC":
        yield Arrow(points[0], points[3], "link", head, double, look, (points[1], points[2]))
    elif ops == "ML":
        yield Arrow(points[0], points[1], "link", head, double, look)
    else:
        middle = ops[1:-1] if not double else ops[2:-1]
        inner = points[:-1] if not double else points[1:-1]
        if middle:
            yield Shape("M" + middle, inner, look)
        yield Arrow(points[-2], points[-1], "link", head, False, look)
        if double:
            yield Arrow(points[1], points[0], "link", head, False, look)


def rail(flat: Sequence[XY], side: float) -> list[Point]:
    """A way moved to its left."""
    out = []
    for k, (x, y) in enumerate(flat):
        (ax, ay), (bx, by) = flat[max(k - 1, 0)], flat[min(k + 1, len(flat) - 1)]
        n = hypot(bx - ax, by - ay) or 1.0
        out.append(Point(x - (by - ay) / n * side, y + (bx - ax) / n * side))
    return out


def doubled(flat: Any, look: Look, head: bool) -> Iterator[Ink]:
    """Two lines side by side, with one open head."""
    for side in (0.5, -0.5):
        line = rail(flat, side)
        if head:
            (ax, ay), (bx, by) = flat[-2], flat[-1]
            n = hypot(bx - ax, by - ay) or 1.0
            line[-1] = Point(line[-1].x - (bx - ax) / n * 0.7, line[-1].y - (by - ay) / n * 0.7)
        yield Shape("M" + "L" * (len(line) - 1), tuple(line), look)
    if head:
        yield _chevron(flat, 0.0, 1.5, look)


def _chevron(flat: Any, back: float, size: float, look: Look, turn: int = 1) -> Shape:
    """An open head whose point is `back` mm before the end."""
    (ax, ay), (bx, by) = flat[-2], flat[-1]
    a = atan2(by - ay, bx - ax)
    x, y = bx - back * cos(a), by - back * sin(a)
    wings = [Point(x - turn * size * cos(a + s), y - turn * size * sin(a + s)) for s in (0.6, -0.6)]
    return Shape("MLL", (wings[0], Point(x, y), wings[1]), replace(look, dash="solid"))


def end_marks(flat: Any, arrow: str, look: Look) -> Iterator[Ink]:
    """The marks of maps: a second head, a tail, a bar, the sign of an isomorphism."""
    back = tuple(reversed(flat))
    if arrow == "epi":
        yield _chevron(flat, 1.5, 1.9, look)
    elif arrow == "mono":
        yield _chevron(back, 1.6, 1.7, look, -1)
    elif arrow == "maps":
        (ax, ay), (bx, by) = back[-2], back[-1]
        n = hypot(bx - ax, by - ay) or 1.0
        x, y = -(by - ay) / n * 1.3, (bx - ax) / n * 1.3
        yield Shape("ML", (Point(bx + x, by + y), Point(bx - x, by - y)), replace(look, dash="solid"))


def cross(flat: Sequence[XY], look: Look) -> Iterator[Ink]:
    """Two short strokes across the middle."""
    x, y, ux, uy = along(flat, 0.5)
    for s in (1, -1):
        dx, dy = 1.5 * (ux - s * uy), 1.5 * (uy + s * ux)
        yield Shape("ML", (Point(x - dx, y - dy), Point(x + dx, y + dy)), replace(look, dash="solid", weight="bold"))
