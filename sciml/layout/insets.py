"""Insets: a thin frame round the detail, a ring round the place that it shows, and a line that joins the two."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import hypot
from typing import Any

from ..element import Element
from ..plane import Point
from ..scene import Group, Mark, Path, Stroke, TextMark
from .blocks import Block, framed
from .geometry import XY, Rect, flattened
from .ornaments import disc
from .sheet import Plane, Sheet
from .theme import Theme

__all__ = ["framed_detail", "joined", "ring"]

RING = 7.0
"""pt, radius of the ring round a place that has no size."""
AIR = 3.0
"""pt between a thing and the ring round it"""


def framed_detail(block: Block, id: str, theme: Theme) -> Block:
    """A detail in its frame."""
    return framed(block, theme, f"{id}.frame")


def ring(sheet: Sheet, shown: Any, name: str, plane: Plane) -> None:
    """Draws the ring round what is shown, so that labels keep off it."""
    found = _ring(shown, plane)
    if found is not None:
        (x, y), r = found
        points = disc(x, y, r)
        stroke = Stroke(sheet.theme.color("muted") or "#555555", sheet.theme.frame)
        sheet.put(Path("MCCCCZ", points, stroke), f"{name}.place", 2)
        for chain in flattened("MCCCCZ", points):
            sheet.obstacles.chain(chain, stroke.width / 2, 3e6, f"{name}.place")


def joined(body: Block, details: list[tuple[Block, Any, str, Block, Plane]], theme: Theme) -> Block:
    """The arranged drawing with its details: the framed detail, the thing or place it shows, its id, the drawing that holds the place and the map of that."""
    where = {id(group): (dx, dy) for group, dx, dy in body.parts}
    extra = []
    for block, shown, name, own, plane in details:
        found = _ring(shown, plane)
        frame = block.parts[0][0]
        if found is None or not own.parts or id(frame) not in where or id(own.parts[0][0]) not in where:
            continue
        (dx, dy), (fx, fy) = where[id(own.parts[0][0])], where[id(frame)]
        start, r = (found[0][0] + dx, found[0][1] + dy), found[1]
        theirs = {id(group) for group, *_ in block.parts} | {id(group) for group, *_ in own.parts if group.id == f"{name}.place"}
        sides = [piece for group, gx, gy in body.parts if id(group) not in theirs for piece in _pieces(group.marks, gx, gy)]
        line = _leader(start, r, (fx, fy, fx + block.width, fy + block.height), sides)
        if line is not None:
            extra.append((Group(f"{name}.line", "frame", (Path("ML", line, Stroke(theme.color("muted") or "#555555", theme.frame)),)), 0.0, 0.0))
    return Block(body.width, body.height, (*body.parts, *extra), body.head, body.titled) if extra else body


def _leader(start: XY, r: float, box: Rect, sides: list[tuple[float, float, float, float]]) -> tuple[float, ...] | None:
    """From the ring to the frame of the detail, where it crosses least; None if the ring reaches the frame."""
    left, top, right, bottom = box
    middle = (left + right) / 2, (top + bottom) / 2
    near = min(max(start[0], left), right), min(max(start[1], top), bottom)
    ends = [near, *((x, y) for x in (left, middle[0], right) for y in (top, middle[1], bottom) if (x, y) != middle)]
    best: tuple[float, tuple[float, ...]] | None = None
    for x, y in ends:
        n = hypot(x - start[0], y - start[1])
        if n <= r:
            return None
        line = (start[0] + (x - start[0]) * r / n, start[1] + (y - start[1]) * r / n, x, y)
        cost = n + 40.0 * sum(_cross(line, side) for side in sides)
        through = (line[0] + line[2]) / 2 + 0.49 * (line[2] - line[0]), (line[1] + line[3]) / 2 + 0.49 * (line[3] - line[1])
        if left < through[0] < right and top < through[1] < bottom:
            continue  # the far side of the frame
        if best is None or cost < best[0] - 1e-6:
            best = cost, tuple([round(c, 3) for c in line])
    return best[1] if best is not None else None


def _pieces(marks: tuple[Mark, ...], dx: float, dy: float) -> Iterator[tuple[float, float, float, float]]:
    """The straight pieces of marks, and both diagonals of texts."""
    for mark in marks:
        if isinstance(mark, Group):
            yield from _pieces(mark.marks, dx, dy)
        elif isinstance(mark, TextMark):
            left, top, right, bottom = mark.box
            yield left + dx, top + dy, right + dx, bottom + dy
            yield left + dx, bottom + dy, right + dx, top + dy
        elif isinstance(mark, Path):
            for chain in flattened(mark.ops, mark.points):
                for (a, b), (c, d) in pairwise(chain):
                    yield a + dx, b + dy, c + dx, d + dy


def _cross(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    def side(x0: float, y0: float, x1: float, y1: float, x: float, y: float) -> float:
        return (x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)

    return side(*a, b[0], b[1]) * side(*a, b[2], b[3]) < 0 and side(*b, a[0], a[1]) * side(*b, a[2], a[3]) < 0


def _ring(shown: Any, plane: Plane) -> tuple[XY, float] | None:
    """Middle and radius of what is shown, in pt of its drawing."""
    if isinstance(shown, Point):
        return plane.place(shown), RING
    if not isinstance(shown, Element):
        return None
    outline = getattr(shown, "outline", None) or ()
    places = [plane.place(p) for p in outline if isinstance(p, Point)]
    if places:
        xs, ys = [p[0] for p in places], [p[1] for p in places]
        middle = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
        return middle, max(hypot(x - middle[0], y - middle[1]) for x, y in places) + AIR
    center = getattr(shown, "at", None) or shown.center
    return (plane.place(center), RING) if isinstance(center, Point) else None
