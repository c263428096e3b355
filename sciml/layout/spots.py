"""Where a label could stand: for each kind of spot a list of places, best first, of the middle of the label's ink box. Page pt, y down.

A place is (cost, x, y); cost is roughly the pt of displacement that a reader would accept to avoid the flaw.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from heapq import heappop, heappush
from itertools import pairwise
from math import atan2, ceil, cos, floor, hypot, isnan, nan, pi, sin
from typing import Any

from ..ink import Along, Beside, Fixed, Inside, OnPath, Spot
from .geometry import XY, Rect, around, contains, holds_rect, pole, slide
from .obstacles import Obstacles
from .sheet import Plane

__all__ = ["AIR", "ArcSpot", "Place", "anchor_of", "by_tick", "distant", "fixed", "near"]

Place = tuple[float, float, float]


class ArcSpot(Beside):
    """Beside the arc of an angle. first, sweep: radians, y up; radius: of the outermost arc, pt."""

    first: float = 0.0
    sweep: float = 0.0
    radius: float = 12.0


TURN = 2 * pi
TURNS = 16
STEP = TURN / TURNS
DIRECTIONS = [(cos(2 * pi * k / TURNS), sin(2 * pi * k / TURNS)) for k in range(TURNS)]
"""Unit directions with y up."""

AIR = 2.2
"""pt of air that a label should have"""
FAR_OFF = 1e9

CROSSING, COVERING, OUTSIDE = 7.0, 3.0, 0.1
"""What it costs a curve's label that a line lies between the two, that it lies in the area that the curve bounds, and each pt that it widens the drawing."""

ASIDE = 7.0
"""What it costs an arrow's label at least to stand along its shaft rather than at its tip."""

BUSY, NEARBY = 1.0, 40.0
"""What it costs the label of an upright line to stand on the side where something is, if the other one is free as far as this, in pt."""

OVER = 1.5
"""What it costs a curve's label at least to lie above or below all of the curve."""

PARTS = [step / 24 * 0.96 + 0.02 for step in range(25)]
"""Of the length of a curve: where a label is tried."""

ASTRAY = 30.0
"""What it costs a leader to end where it seems to tell of something else."""

RINGS = (16.0, 25.0, 36.0, 50.0, 68.0, 90.0)


def _bare(angle: float) -> tuple[float, float, float, float]:
    """What a direction costs by itself (above and right of a thing first), its angle, and the unit direction."""
    right, up = cos(angle), sin(angle)
    return 0.35 * (1 - up) + 0.1 * (1 - right), angle, right, up


BARE = [_bare(2 * pi * k / TURNS) for k in range(TURNS)]
ONWARD = [tuple([(k + n) % TURNS for n in range(ceil(2.4 / STEP) + 2)]) for k in range(TURNS)]
"""The directions from each one on that a stroke can be near, as far as 1.2 to both sides."""


def near(spot: Spot, plane: Plane, w: float, h: float, ground: Obstacles, apart: float = 0.0) -> tuple[Iterator[Place], float]:
    """Places for a label of half sizes w, h, made as they are asked for; and a cost below which all of them are known to have little air.
    apart: further pt from the thing."""
    if type(spot) is Beside:
        places, airless = _beside(spot, plane, w, h, ground, apart)
        return (places if spot.shaft is None else _or_along(places, spot, plane, w, h)), airless
    return iter(_NEAR[type(spot)](spot, plane, w, h, ground, apart)), 0.0


def anchor_of(spot: Spot, plane: Plane) -> tuple[XY, float]:
    """Where a leader ends, and how far before it stops."""
    if isinstance(spot, Along):
        a, b = plane.place(spot.start), plane.place(spot.end)
        return ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2), 0.8
    if isinstance(spot, OnPath):
        points = [plane.place(p) for p in spot.points]
        return points[round(spot.best * (len(points) - 1))], 0.8
    if isinstance(spot, Inside):
        outline = [plane.place(p) for p in spot.outline]
        return _middle(spot, outline, plane), 0.0
    if isinstance(spot, ArcSpot):
        x, y = plane.place(spot.at)
        middle = spot.first + spot.sweep / 2
        return (x + spot.radius * cos(middle), y - spot.radius * sin(middle)), 0.0
    return plane.place(spot.at), 2.4


def _others(spot: Spot, plane: Plane, at: XY) -> Iterator[XY]:
    """Where else a leader could end, the best first: further along the line, elsewhere in the area."""
    if isinstance(spot, Along):
        a, b = plane.place(spot.start), plane.place(spot.end)
        yield from [(a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])) for t in (0.4, 0.6, 0.3, 0.7, 0.2, 0.8)]
    elif isinstance(spot, OnPath):
        points = [plane.place(p) for p in spot.points]
        last = len(points) - 1
        yield from [points[round(t * last)] for t in sorted([k / 16 for k in range(3, 14)], key=lambda t: abs(t - spot.best))]
    elif isinstance(spot, Inside):
        outline = [plane.place(p) for p in spot.outline]
        left, top, right, bottom = around(outline)
        grid = [(left + (right - left) * i / 12, top + (bottom - top) * j / 12) for i in range(1, 12) for j in range(1, 12)]
        yield from sorted([p for p in grid if contains(outline, *p)], key=lambda p: hypot(p[0] - at[0], p[1] - at[1]))


def _ends(spot: Spot, plane: Plane, ground: Obstacles) -> list[tuple[float, XY, float]]:
    """Where a leader could end, what it costs, and how far before it stops: not at a point or another line, which it would seem to tell of, if it can be."""
    at, stop = anchor_of(spot, plane)
    area = isinstance(spot, Inside)

    def told_apart(x: float, y: float, air: float = 3.0) -> bool:
        if area:
            return not ground.hit((x, y, x, y), air)
        return not ground.dotted(x, y, 5.0) and len({piece[10] for piece in ground.hits((x, y, x, y), 2.0)}) < 2

    if type(spot) is Beside and spot.shaft is not None:
        tail = plane.place(spot.shaft)
        return [(0.0, at, stop), (2.0, ((at[0] + tail[0]) / 2, (at[1] + tail[1]) / 2), 0.8)]
    if type(spot) is Beside or isinstance(spot, ArcSpot) or told_apart(*at):
        return [(0.0, at, stop)]
    found: dict[tuple[bool, bool], XY] = {}
    for air in (9.0, 3.0) if area else (3.0,):
        for end in _others(spot, plane, at):
            sides = end[0] > at[0], end[1] > at[1]
            if sides not in found and told_apart(*end, air):
                found[sides] = end
    return [*[(0.0, end, stop) for end in found.values()], (ASTRAY, at, stop)]


def distant(spot: Spot, plane: Plane, w: float, h: float, ground: Obstacles) -> list[tuple[float, float, float, XY]]:
    """Places further off, for a label with a leader: (cost, x, y, end of the leader)."""
    toward = plane.way(spot.toward, spot.at) if isinstance(spot, Beside) and spot.toward is not None else None
    found = []
    for more, (x, y), stop in _ends(spot, plane, ground):
        for ring in RINGS:
            for dx, up in DIRECTIONS:
                s = slide(w, h, dx, -up, ring)
                cost = more + ring + (0.0 if toward is None else 6 * (1 - dx * toward[0] + up * toward[1])) + (0.5 if up < 0 else 0.0)
                cx, cy = x + s * dx, y - s * up
                n = hypot(cx - x, cy - y)
                found.append((cost, cx, cy, (x + (cx - x) / n * stop, y + (cy - y) / n * stop)))
    found.sort()
    return found


def _beside(spot: Beside, plane: Plane, w: float, h: float, ground: Obstacles, apart: float) -> tuple[Iterator[Place], float]:
    x, y = plane.place(spot.at)
    clear = spot.clear + apart
    toward = None
    if spot.toward is not None:
        tx, ty = plane.way(spot.toward, spot.at)
        if tx or ty:
            toward = atan2(-ty, tx)
    ways, dot = ground_ways(x, y, ground)
    more_ways = _gap_middles([a for a, weight in ways if weight >= 1.0])
    if toward is not None:
        more_ways.append(toward)
    spread, further = (5.0, 1.3) if toward is None else (2.0, 0.6)
    way = [*BARE, *[_bare(a) for a in more_ways]] if more_ways else BARE
    costs = [bare if toward is None else bare + 10.0 * _apart(angle, toward) / pi for bare, angle, _, _ in way]
    extra = range(TURNS, len(way))
    for other, weight in ways:
        reach = 1.2 if weight >= 1.0 else 0.9
        for k in (*ONWARD[floor((other - reach) / STEP) % TURNS], *extra):
            gap = (way[k][1] - other) % TURN
            if gap > pi:
                gap = TURN - gap
            if gap < reach:
                costs[k] += (1.2 - gap) * spread if weight >= 1.0 else weight * (0.9 - gap) * 3.0
    ring = [(cost, angle, right, up) for cost, (_, angle, right, up) in zip(costs, way, strict=True)]
    ring.sort()
    next_ring = ring[0][0] + 2.5 * further
    return _rings(ring, next_ring, further, (x, y), (w, h), clear), next_ring if clear - dot < AIR - 0.01 else 0.0


def _or_along(places: Iterator[Place], spot: Beside, plane: Plane, w: float, h: float) -> Iterator[Place]:
    """Places at the tip of an arrow, and in the order of cost those along its shaft."""
    assert spot.shaft is not None
    (x0, y0), (x1, y1) = plane.place(spot.shaft), plane.place(spot.at)
    length = hypot(x1 - x0, y1 - y0)
    later: list[Place] = []
    for place in places:
        if not later and place[0] >= ASIDE and length > 12.0:
            ux, uy = (x1 - x0) / length, (y1 - y0) / length
            for side in (1, -1):
                nx, ny = uy * side, -ux * side
                off = 3.0 + abs(nx) * w + abs(ny) * h
                for t in (0.5, 0.38, 0.62, 0.26, 0.74):
                    later.append((ASIDE + abs(t - 0.5) * 14 + (0.5 if ny > 0.2 else 0.0), x0 + t * (x1 - x0) + off * nx, y0 + t * (y1 - y0) + off * ny))
            later.sort(reverse=True)
        while later and later[-1][0] <= place[0]:
            yield later.pop()
        yield place
    while later:
        yield later.pop()


def _rings(ring: list[tuple[float, float, float, float]], beyond: float, further: float, at: XY, half: XY, clear: float) -> Iterator[Place]:
    """Places around one, best first. ring: (cost, angle, unit direction) of the nearest, in order; beyond: the least cost of one further off."""
    x, y = at
    w, h = half
    k = 0
    for cost, _, right, up in ring:
        if cost >= beyond:
            break
        k += 1
        s = slide(w, h, right, -up, clear)
        yield cost, x + s * right, y + s * -up
    order = [(cost, angle, 0.0, right, up) for cost, angle, right, up in ring[k:]]
    for more in (2.5, 6.0):
        order += [(cost + more * further, angle, more, right, up) for cost, angle, right, up in ring]
    order.sort()
    for cost, _, more, right, up in order:
        s = slide(w, h, right, -up, clear + more)
        yield cost, x + s * right, y + s * -up


def ground_ways(x: float, y: float, ground: Obstacles) -> tuple[list[tuple[float, float]], float]:
    """Directions (y up) in which strokes leave a place, weight 1, and those in which others pass close by, with less weight; the radius of a dot there that
    is surely seen."""
    reach = 15.0
    dot = -FAR_OFF
    ways: list[tuple[float, float]] = []
    for piece in ground.hits((x, y, x, y), reach):
        x0, y0, dx, dy = piece[4:8]
        length = dx * dx + dy * dy
        if length < 1e-6:
            if length == 0.0 and x0 == x and y0 == y and not any(area[2] > piece[9] for area in ground.solid):
                dot = piece[8]
            continue
        t = min(1.0, max(0.0, ((x - x0) * dx + (y - y0) * dy) / length))
        px, py = x0 + t * dx - x, y0 + t * dy - y
        d = hypot(px, py)
        if d < 2.5:
            for ex, ey in ((x0 - x, y0 - y), (x0 + dx - x, y0 + dy - y)):
                if hypot(ex, ey) > 3.5:
                    ways.append((atan2(-ey, ex), 1.0))
        elif d < reach:
            ways.append((atan2(-py, px), 0.99 * (1 - d / reach)))
    return ways, dot


def _gap_middles(angles: list[float]) -> list[float]:
    """Bisectors of the wide gaps between directions."""
    if not angles:
        return []
    ordered = sorted({round(a % (2 * pi), 4) for a in angles})
    middles = []
    for k, a in enumerate(ordered):
        b = ordered[(k + 1) % len(ordered)] + (2 * pi if k + 1 == len(ordered) else 0.0)
        if b - a > 0.7:
            middles.append((a + b) / 2)
    return middles


def _apart(a: float, b: float) -> float:
    """Angle between two directions, 0 to pi."""
    d = (a - b) % (2 * pi)
    return d if d <= pi else 2 * pi - d


def _along(spot: Along, plane: Plane, w: float, h: float, ground: Obstacles, apart: float) -> Iterable[Place]:
    (x0, y0), (x1, y1) = plane.place(spot.start), plane.place(spot.end)
    length = hypot(x1 - x0, y1 - y0)
    if length < 1e-9:
        return _beside(Beside(spot.start), plane, w, h, ground, apart)[0]
    ux, uy = (x1 - x0) / length, (y1 - y0) / length
    keep = plane.place(spot.away) if spot.away is not None else None
    busy = _busy_side((x0, y0), (x1, y1), ground) if not spot.side and keep is None else 0
    rows: list[tuple[float, int, float, float, float]] = []
    for side in (1, -1):
        nx, ny = uy * side, -ux * side
        cost = 0.0
        if spot.side and side != spot.side:
            cost += 12.0
        elif keep is not None:
            if nx * (keep[0] - x0) + ny * (keep[1] - y0) > 0:
                cost += 6.0
        elif not spot.side:
            cost += BUSY if side == busy else 0.5 if ny > 0.2 or (abs(ny) <= 0.2 and nx < 0) else 0.0
        rows += [(cost + 1.2 * more, side, cost, more, 2.6 + apart + more + abs(nx) * w + abs(ny) * h) for more in (0.0, 2.0, 5.0)]
    rows.sort(reverse=True)
    feet = [(abs(t - 0.5) * 14, x0 + t * length * ux, y0 + t * length * uy) for t in (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82)]
    return _in_rows(rows, feet, (ux, uy), w, h, ground)


def _busy_side(a: XY, b: XY, ground: Obstacles) -> int:
    """The side of an upright line on which, and on which alone, other strokes come near; 0 if there is none. Its very ends do not count."""
    (x0, y0), (x1, y1) = a, b
    if abs(x1 - x0) > 0.5:
        return 0
    top, bottom = sorted((0.9 * y0 + 0.1 * y1, 0.1 * y0 + 0.9 * y1))
    left = ground.hit((x0 - NEARBY, top, x0 - 3.0, bottom), 0.0)
    if left == ground.hit((x0 + 3.0, top, x0 + NEARBY, bottom), 0.0):
        return 0
    return 1 if left == (y1 < y0) else -1


def _in_rows(rows: list[tuple[float, int, float, float, float]], feet: list[Place], u: XY, w: float, h: float, ground: Obstacles) -> Iterator[Place]:
    """Places beside a piece, best first. rows: (least cost, side, cost, further off, distance), the best last, laid out when their turn comes;
    feet: (cost, place on the piece)."""
    found: list[tuple[float, float, float, float, float, float]] = []
    while rows or found:
        while rows and (not found or rows[-1][0] <= found[0][0]):
            _, side, cost, more, off = rows.pop()
            nx, ny = u[1] * side, -u[0] * side
            dx, dy, extra = off * nx, off * ny, 1.2 * more
            for along, x, y in feet:
                heappush(found, (cost + along + extra, x + dx, y + dy, nan if more else cost + 1.5 + along, nx, ny))
        cost, x, y, crowded, nx, ny = heappop(found)
        if not isnan(crowded):
            # the piece itself is at 2.6: a test from the far side tells whether something else is near
            beyond = (x - w + 5 * nx, y - h + 5 * ny, x + w + 5 * nx, y + h + 5 * ny)
            if ground.hit(beyond, 1.5) and ground.hit((x - w, y - h, x + w, y + h), 5.5):
                heappush(found, (crowded, x, y, nan, nx, ny))
                continue
        yield cost, x, y


def _on_path(spot: OnPath, plane: Plane, w: float, h: float, ground: Obstacles, apart: float) -> Iterable[Place]:
    points = [plane.place(p) for p in spot.points]
    lengths = [0.0]
    for (x0, y0), (x1, y1) in pairwise(points):
        lengths.append(lengths[-1] + hypot(x1 - x0, y1 - y0))
    total = lengths[-1]
    if total < 1e-9:
        return _beside(Beside(spot.points[0]), plane, w, h, ground, apart)[0]
    closed = hypot(points[0][0] - points[-1][0], points[0][1] - points[-1][1]) < 1.0
    turning = sum([a[0] * b[1] - b[0] * a[1] for a, b in pairwise(points)]) if closed else 0.0
    outer = 0 if not closed else -1 if turning > 0 else 1
    return _honest(_Feet(points, lengths, spot.best, outer, (w, h)), 3.0 + apart, [plane.place(p) for p in spot.off], ground)


class _Feet:
    """Places on a curve, in steps, the best first: (cost, place on the curve, direction off it, how deep the label is that way), one for each side of it.
    outer: the side outside a closed curve, which costs more; half: half sizes of the label."""

    __slots__ = ("best", "half", "lengths", "made", "outer", "points", "steps")

    def __init__(self, points: list[XY], lengths: list[float], best: float, outer: int, half: XY) -> None:
        self.points, self.lengths, self.best, self.outer, self.half = points, lengths, best, outer, half
        self.steps = sorted([(abs(f - best) * 14, f) for f in PARTS])
        self.made: list[list[tuple[float, float, float, float, float, float]]] = []

    def at(self, n: int) -> list[tuple[float, float, float, float, float, float]]:
        """Those of the n-th step, none of which costs less than `steps` says of it; asked for in turn."""
        if n < len(self.made):
            return self.made[n]
        away, f = self.steps[n]
        lengths, (w, h) = self.lengths, self.half
        want = f * lengths[-1]
        k = min(max(bisect_left(lengths, want), 1), len(lengths) - 1)
        (x0, y0), (x1, y1) = self.points[k - 1], self.points[k]
        piece = lengths[k] - lengths[k - 1] or 1.0
        t = (want - lengths[k - 1]) / piece
        ux, uy = (x1 - x0) / piece, (y1 - y0) / piece
        x, y = x0 + t * piece * ux, y0 + t * piece * uy
        found = []
        for side in (1, -1):
            nx, ny = uy * side, -ux * side
            bias = (0.4 if ny > 0.2 else 0.0) + (1.5 if side == self.outer else 0.0)
            found.append((bias + away, x, y, nx, ny, abs(nx) * w + abs(ny) * h))
        self.made.append(found)
        return found


def _over(points: list[XY], best: float, w: float, h: float, gap: float) -> Iterator[tuple[float, float, float, float, float]]:
    """Above or below all of a curve that passes under or over a wide label: where it waves, no place beside it is free."""
    last = len(points) - 1
    for step in range(1, 12):
        f = step / 12
        x, y = points[round(f * last)]
        under = [py for px, py in points if abs(px - x) < w + 2]
        for edge, side, bias in ((min(under), -1, OVER), (max(under), 1, OVER + 0.5)):
            yield bias + abs(f - best) * 14 + 0.12 * abs(edge - y), x, edge + side * (gap + h), x, edge + side * 1.5


def _honest(feet: _Feet, gap: float, off: list[XY], ground: Obstacles) -> Iterator[Place]:
    """Places beside a curve, best first; one behind another line, in the area to keep off, or out of the drawing, comes later. The next place of a row, rows
    further off, and places beyond all of the curve, are laid out when their turn comes."""
    w, h = feet.half
    rows = [(feet.steps[0][0] + 1.3 * more, more, 0) for more in (0.0, 3.0, 7.0)]
    """least cost of what is left of it, how far off, how many steps are laid out"""
    if w > 12:
        heappush(rows, (OVER, -1.0, 0))
    found: list[tuple[float, float, float, float, float]] = []
    left, right = ground.across()
    while found or rows:
        while rows and (not found or rows[0][0] <= found[0][0]):
            _, more, n = heappop(rows)
            if more < 0.0:
                for place in _over(feet.points, feet.best, w, h, gap):
                    heappush(found, place)
                continue
            for cost, x, y, nx, ny, deep in feet.at(n):
                away = gap + more + deep
                heappush(found, (cost + 1.3 * more, x + away * nx, y + away * ny, x + 1.5 * nx, y + 1.5 * ny))
            if n + 1 < len(feet.steps):
                heappush(rows, (feet.steps[n + 1][0] + 1.3 * more, more, n + 1))
        cost, x, y, sx, sy = heappop(found)
        if not isnan(sx):
            flaw = CROSSING * min(ground.crossings(sx, sy, x, y), 2) + (COVERING if off and contains(off, x, y) else 0.0)
            flaw += OUTSIDE * max(left - x + w, x + w - right, 0.0)
            if flaw:
                heappush(found, (cost + flaw, x, y, nan, nan))
                continue
        yield cost, x, y


def _middle(spot: Inside, outline: list[XY], plane: Plane) -> XY:
    """The named centre, the mean of the corners, or where neither lies inside, the roomiest place."""
    if spot.center is not None:
        x, y = plane.place(spot.center)
    else:
        x, y = sum([p[0] for p in outline]) / len(outline), sum([p[1] for p in outline]) / len(outline)
    return (round(x, 3), round(y, 3)) if contains(outline, x, y) else pole(outline)


def _inside(spot: Inside, plane: Plane, w: float, h: float, ground: Obstacles, apart: float) -> Iterator[Place]:
    """The middle, the roomiest place, a grid of places inside; then outside along the edge."""
    outline = [plane.place(p) for p in spot.outline]
    if len(outline) < 3:
        yield from _beside(Beside(spot.outline[0]), plane, w, h, ground, apart)[0]
        return
    box: Rect = around(outline)

    def holds(cx: float, cy: float) -> bool:
        return holds_rect(outline, (cx - w - 1.0, cy - h - 1.0, cx + w + 1.0, cy + h + 1.0))

    if box[2] - box[0] >= 2 * w + 2 and box[3] - box[1] >= 2 * h + 2:
        x, y = _middle(spot, outline, plane)
        if holds(x, y):
            yield 0.0, x, y
        px, py = pole(outline)
        if holds(px, py):
            yield 0.5, px, py
        step_x, step_y = max((box[2] - box[0]) / 9, 2.0), max((box[3] - box[1]) / 9, 2.0)
        grid = []
        down = [cy for j in range(-8, 9) if box[1] + h < (cy := y + j * step_y) < box[3] - h]
        for i in range(-8, 9):
            cx = x + i * step_x
            if box[0] + w < cx < box[2] - w:
                grid += [(0.6 + 0.25 * hypot(cx - x, cy - y), cx, cy) for cy in down if i or cy != y]
        grid.sort()
        for place in grid:
            if holds(place[1], place[2]):
                yield place
    rim = [plane.place(p) for p in spot.rim] if spot.rim else outline
    yield from sorted(_around(rim, w, h, 2.6 + apart))


def _around(outline: list[XY], w: float, h: float, gap: float) -> list[Place]:
    """Outside an area, along its edges: above and to the right before below and to the left."""
    turning = sum([a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*outline, outline[0]])])
    whole = sum([hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise([*outline, outline[0]])])
    found = []
    for (x0, y0), (x1, y1) in pairwise([*outline, outline[0]]):
        n = hypot(x1 - x0, y1 - y0)
        if n < 1e-6:
            continue
        ux, uy = (x1 - x0) / n, (y1 - y0) / n
        nx, ny = (uy, -ux) if turning > 0 else (-uy, ux)
        support = abs(nx) * w + abs(ny) * h
        bias = 14.0 + 0.5 * (1 + ny) + 0.3 * (1 - nx)
        steps = (0.5, 0.25, 0.75, 0.0, 1.0) if n > 0.08 * whole else (0.5,)
        for t in steps:
            for more in (0.0, 3.0, 7.0):
                s = gap + more + support
                found.append((bias + 4 * abs(t - 0.5) + 1.3 * more, x0 + t * (x1 - x0) + s * nx, y0 + t * (y1 - y0) + s * ny))
    return found


def fixed(spot: Fixed, plane: Plane, w: float, h: float) -> XY:
    """The middle of a text that is never moved."""
    x, y = plane.place(spot.at)
    align, gap = spot.align, spot.gap
    if align == "center":
        return x, y
    if align == "left" or align == "right":
        return (x + (w + gap) if align == "left" else x + (-w - gap)), y
    return x, y + (h + gap) if align == "below" else y + (-h - gap) if align == "above" else y


def _fixed(spot: Fixed, plane: Plane, w: float, h: float, ground: Obstacles, apart: float) -> list[Place]:
    return [(0.0, *fixed(spot, plane, w, h))]


def by_tick(spot: Fixed, plane: Plane, w: float, h: float) -> list[Place]:
    """A number at an axis: where it belongs; where a curve passes there, aside of its tick, or on the other side of the axis."""
    x, y = plane.place(spot.at)
    found: list[Place] = []
    for far, side in ((0.0, 1), (5.0, -1)):
        if spot.align in ("below", "above"):
            dy = (h + spot.gap) * side * (1 if spot.align == "below" else -1)
            found += [(far + cost, x + dx, y + dy) for cost, dx in ((0.0, 0.0), (3.0, -w - 2.5), (3.2, w + 2.5))]
        elif spot.align in ("left", "right"):
            dx = (w + spot.gap) * side * (1 if spot.align == "left" else -1)
            found += [(far + cost, x + dx, y + dy) for cost, dy in ((0.0, 0.0), (3.0, -h - 2.5), (3.2, h + 2.5))]
        elif not found:
            found.append((0.0, x, y))
    steps = (1.0, -1.0, 1.5, -1.5, 2.0, -2.0)
    ring = sorted([(8.0 + abs(m) + abs(n), x + m * (w + 4.5), y + n * (h + 4.5)) for m in steps for n in steps])
    return found + ring


FURTHER = (0.0, 2.0, 4.0, 7.0, 11.0, 16.0, 22.0, 30.0, 40.0)


def _by_arc(spot: ArcSpot, plane: Plane, w: float, h: float, ground: Obstacles, apart: float) -> Iterator[Place]:
    """Along the bisector outside the arc, further out where the angle is narrow. There is no place beside a leg: it would be read as another angle's."""
    x, y = plane.place(spot.at)
    ways: list[tuple[float, float, float]] = []
    found: list[tuple[float, float, float, int, int]] = []

    def onward(k: int, n: int) -> None:
        """The place in direction k that is the n-th from the arc."""
        cost, dx, dy = ways[k]
        s = slide(w, h, dx, dy, spot.radius + 2.0 + FURTHER[n])
        heappush(found, (cost + 0.55 * FURTHER[n], x + s * dx, y + s * dy, k, n))

    for k, part in enumerate((0.0, 0.25, -0.25, 0.5, -0.5)):
        angle = spot.first + spot.sweep / 2 + part * (spot.sweep / 2)
        ways.append((abs(part) * 3, cos(angle), -sin(angle)))
        onward(k, 0)
    start = spot.radius + 1.0
    while found:
        cost, cx, cy, k, n = heappop(found)
        if n >= 0:
            _, dx, dy = ways[k]
            walls = ground.crossings(x + start * dx, y + start * dy, cx, cy) if FURTHER[n] > 2.0 else 0
            if walls and FURTHER[n] > 11.0:  # on the other side of a line it would be read as something else
                continue
            if n + 1 < len(FURTHER):
                onward(k, n + 1)
            if walls:
                heappush(found, (cost + 14.0 * walls, cx, cy, k, -1))
                continue
        yield cost, cx, cy


_NEAR: dict[type, Any] = {Along: _along, OnPath: _on_path, Inside: _inside, Fixed: _fixed, ArcSpot: _by_arc}
