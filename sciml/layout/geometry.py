"""Plane geometry on the page: plain floats in pt, y down. Polygons and lines are lists of (x, y)."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, sqrt

__all__ = ["XY", "Rect", "around", "contains", "cubic", "flattened", "holds_rect", "pole", "slide", "union"]

XY = tuple[float, float]
Rect = tuple[float, float, float, float]
"""left, top, right, bottom."""


def union(rects: Sequence[Rect]) -> Rect:
    """The smallest rectangle over all; (0, 0, 0, 0) of none."""
    if not rects:
        return 0.0, 0.0, 0.0, 0.0
    return min([r[0] for r in rects]), min([r[1] for r in rects]), max([r[2] for r in rects]), max([r[3] for r in rects])


def around(points: Sequence[XY]) -> Rect:
    """The rectangle over points."""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def cubic(x0: float, y0: float, x1: float, y1: float, x2: float, y2: float, x3: float, y3: float, n: int = 0) -> list[XY]:
    """Points along a cubic after its start; without `n` as many as keep the chords within about 0.1 pt."""
    if not n:
        bend = max(abs(x0 - 2 * x1 + x2) + abs(y0 - 2 * y1 + y2), abs(x1 - 2 * x2 + x3) + abs(y1 - 2 * y2 + y3))
        n = min(64, max(1, ceil(sqrt(bend * 7.5 / 1.0))))
    weights = _BERNSTEIN.get(n)
    if weights is None:
        steps = [i / n for i in range(1, n)]
        weights = [((1 - t) * (1 - t) * (1 - t), 3 * (1 - t) * (1 - t) * t, 3 * (1 - t) * t * t, t * t * t) for t in steps]
        _BERNSTEIN[n] = weights
    points = [(a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3) for a, b, c, d in weights]
    points.append((x3, y3))
    return points


_BERNSTEIN: dict[int, list[tuple[float, float, float, float]]] = {}
"""The weights of a cubic's points at the inner places of as many equal steps, filled as needed."""


def flattened(ops: str, flat: Sequence[float]) -> list[list[XY]]:
    """The path as chains of points; a closed chain ends at its first point."""
    chains: list[list[XY]] = []
    chain: list[XY] = []
    at = 0
    for op in ops:
        if op == "L":
            chain.append((flat[at], flat[at + 1]))
            at += 2
        elif op == "C":
            x, y = chain[-1]
            a, b, c, d, e, f = flat[at : at + 6]
            chain.extend(cubic(x, y, a, b, c, d, e, f))
            at += 6
        elif op == "M":
            chain = [(flat[at], flat[at + 1])]
            chains.append(chain)
            at += 2
        elif chain:
            chain.append(chain[0])
            chain = [chain[0]]
            chains.append(chain)
    return [c for c in chains if len(c) > 1]


def contains(polygon: Sequence[XY], x: float, y: float) -> bool:
    """Whether the place is inside, by the even-odd rule."""
    inside = False
    x0, y0 = polygon[-1]
    for x1, y1 in polygon:
        if (y1 > y) != (y0 > y) and x < (x0 - x1) * (y - y1) / (y0 - y1) + x1:
            inside = not inside
        x0, y0 = x1, y1
    return inside


def holds_rect(polygon: Sequence[XY], rect: Rect) -> bool:
    """Whether the rectangle lies in the polygon and no edge runs through it."""
    left, top, right, bottom = rect
    if not contains(polygon, (left + right) / 2, (top + bottom) / 2):
        return False
    cx, cy, hw, hh = (left + right) / 2, (top + bottom) / 2, (right - left) / 2, (bottom - top) / 2
    x0, y0 = polygon[-1]
    for x1, y1 in polygon:
        if not ((x0 < left and x1 < left) or (x0 > right and x1 > right) or (y0 < top and y1 < top) or (y0 > bottom and y1 > bottom)):
            dx, dy = x1 - x0, y1 - y0
            if abs(dx * (cy - y0) - dy * (cx - x0)) <= abs(dx) * hh + abs(dy) * hw:
                return False
        x0, y0 = x1, y1
    return True


def _room(polygon: Sequence[XY], x: float, y: float, least: float) -> float:
    """Distance to the edge, negative outside; `least` where it is not more."""
    best = 1e18
    enough = least * least if least > 0 else -1.0
    x0, y0 = polygon[-1]
    for x1, y1 in polygon:
        dx, dy = x1 - x0, y1 - y0
        length = dx * dx + dy * dy
        t = ((x - x0) * dx + (y - y0) * dy) / length if length else 0.0
        t = 0.0 if t < 0.0 else 1.0 if t > 1.0 else t
        px, py = x0 + t * dx - x, y0 + t * dy - y
        d = px * px + py * py
        if d < best:
            if d <= enough:
                return least
            best = d
        x0, y0 = x1, y1
    return sqrt(best) if contains(polygon, x, y) else -sqrt(best)


def pole(polygon: Sequence[XY]) -> XY:
    """The inner place farthest from the edge, to about a hundredth of the size: a coarse grid, then ever finer ones round the best."""
    left, top, right, bottom = around(polygon)
    x, y = (left + right) / 2, (top + bottom) / 2
    step_x, step_y = (right - left) / 6, (bottom - top) / 6
    best = _room(polygon, x, y, 0.0)
    reach = 3
    for _ in range(5):
        found = x, y
        for i in range(-reach, reach + 1):
            px = x + i * step_x
            if px - left <= best or right - px <= best:  # nowhere is more room than to a side of the rectangle over all
                continue
            for j in range(-reach, reach + 1):
                py = y + j * step_y
                if py - top <= best or bottom - py <= best:
                    continue
                room = _room(polygon, px, py, best)
                if room > best + 1e-6:
                    best, found = room, (px, py)
        x, y = found
        step_x, step_y, reach = step_x / 2.5, step_y / 2.5, 2
    return x, y


def slide(a: float, b: float, dx: float, dy: float, clear: float) -> float:
    """How far from a place, in the unit direction (dx, dy), the middle of a box of half sizes (a, b) is at distance `clear` from it."""
    x, y = abs(dx), abs(dy)
    if x > 1e-9:
        s = (a + clear) / x
        if s * y <= b + 1e-9:
            return s
    if y > 1e-9:
        s = (b + clear) / y
        if s * x <= a + 1e-9:
            return s
    along = x * a + y * b
    return along + sqrt(max(0.0, along * along - a * a - b * b + clear * clear))
