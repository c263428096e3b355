"""Ornaments of page size: arrow heads, ticks, chevrons, right angles, hatched edges. All coordinates are page pt, y down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil, cos, hypot, pi, sin, tan

from ..scene import WHOLE
from .geometry import XY

__all__ = ["arc", "chevron_lines", "disc", "edge_strokes", "head", "head_size", "open_head", "rounded", "slant_lines", "tick_lines"]


def rounded(values: Sequence[float]) -> tuple[float, ...]:
    return tuple([round(v, 3) for v in values])


def head_size(base: tuple[float, float], width: float, length: float) -> tuple[float, float]:
    """Length and half width of a head on a line of this width; smaller on an arrow that is short."""
    scale = 0.72 + 0.31 * width
    size, half = base[0] * scale, base[1] * scale
    most = 0.55 * length
    if size > most > 0:
        half *= max(0.6, most / size)
        size = most
    return size, half


def head(x: float, y: float, dx: float, dy: float, size: float, half: float) -> tuple[tuple[float, ...], XY]:
    """A filled head with its tip at (x, y), pointing in the unit direction (dx, dy), slightly notched; and where the line ends."""
    back_x, back_y = x - size * dx, y - size * dy
    notch = 0.82 * size
    points = rounded((x, y, back_x - half * dy, back_y + half * dx, x - notch * dx, y - notch * dy, back_x + half * dy, back_y - half * dx))
    return points, (x - 0.7 * size * dx, y - 0.7 * size * dy)


def open_head(x: float, y: float, dx: float, dy: float, size: float, half: float) -> tuple[float, ...]:
    """Two strokes that meet at the tip: M L L."""
    back_x, back_y = x - 0.85 * size * dx, y - 0.85 * size * dy
    return rounded((back_x - 1.15 * half * dy, back_y + 1.15 * half * dx, x, y, back_x + 1.15 * half * dy, back_y - 1.15 * half * dx))


def tick_lines(x: float, y: float, dx: float, dy: float, count: int, half: float = 3.2, gap: float = 2.5) -> Iterator[tuple[float, float, float, float]]:
    """Short strokes across the direction (dx, dy)."""
    for k in range(count):
        at = (k - (count - 1) / 2) * gap
        px, py = x + at * dx, y + at * dy
        yield px - half * dy, py + half * dx, px + half * dy, py - half * dx


def slant_lines(x: float, y: float, dx: float, dy: float, count: int, half: float = 3.4, gap: float = 2.5) -> Iterator[tuple[float, float, float, float]]:
    """Short strokes that slant across the direction (dx, dy), to the left as seen along it."""
    lean = 0.6 * half
    for k in range(count):
        at = (k - (count - 1) / 2) * gap
        px, py = x + at * dx, y + at * dy
        yield px - half * dy - lean * dx, py + half * dx - lean * dy, px + half * dy + lean * dx, py - half * dx + lean * dy


def chevron_lines(x: float, y: float, dx: float, dy: float, count: int, size: float = 4.6, gap: float = 3.4) -> Iterator[tuple[float, ...]]:
    """Small open heads pointing along (dx, dy): M L L each."""
    for k in range(count):
        at = (k - (count - 1) / 2) * gap + size * 0.4
        yield open_head(x + at * dx, y + at * dy, dx, dy, size, size * 0.45)


def disc(x: float, y: float, r: float) -> tuple[float, ...]:
    """A circle as M C C C C Z."""
    k = 0.5523 * r
    steps = (-r, -k, 0.0, k, r)
    l1, l2, x, l3, l4 = [((x + d) * 1000 + WHOLE - WHOLE) / 1000 for d in steps]
    t1, t2, y, t3, t4 = [((y + d) * 1000 + WHOLE - WHOLE) / 1000 for d in steps]
    return l4, y, l4, t3, l3, t4, x, t4, l2, t4, l1, t3, l1, y, l1, t2, l2, t1, x, t1, l3, t1, l4, t2, l4, y


def arc(x: float, y: float, radius: float, first: float, sweep: float) -> tuple[str, tuple[float, ...]]:
    """An arc as cubics. Angles counter-clockwise as seen (y up), radians."""
    n = max(1, ceil(abs(sweep) / (pi / 2) - 1e-9))
    step = sweep / n
    k = 4 / 3 * tan(step / 4) * radius
    points = [x + radius * cos(first), y - radius * sin(first)]
    a = first
    for _ in range(n):
        b = a + step
        ca, sa, cb, sb = cos(a), sin(a), cos(b), sin(b)
        points += [x + radius * ca - k * sa, y - (radius * sa + k * ca), x + radius * cb + k * sb, y - (radius * sb - k * cb), x + radius * cb, y - radius * sb]
        a = b
    return "M" + "C" * n, rounded(points)


def edge_strokes(path: Sequence[XY], side: int, kind: str, depth: float, gap: float) -> tuple[str, tuple[float, ...]]:
    """Strokes on one side of a chain (+1: left of its direction as seen on the page, y up). hatch: slanted; bricks: square; ripples: small waves."""
    points: list[float] = []
    count = 0
    gap = max(gap, sum([hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(path)]) / 2000)
    left_over = gap / 2
    for (x0, y0), (x1, y1) in pairwise(path):
        length = hypot(x1 - x0, y1 - y0)
        if length < 1e-9:
            continue
        dx, dy = (x1 - x0) / length, (y1 - y0) / length
        nx, ny = (dy * side, -dx * side)
        slant = depth * 0.9 if kind == "hatch" else 0.0
        at = left_over
        while at <= length + 1e-9:
            px, py = x0 + at * dx, y0 + at * dy
            points += [px, py, px + depth * nx - slant * dx, py + depth * ny - slant * dy]
            count += 1
            at += gap
        left_over = at - length
    return "ML" * count, rounded(points)
