"""Marks on lines and corners, set once all strokes are known: right angles, equality and parallel marks."""

from __future__ import annotations

from math import hypot

from ..ink import Chevrons, Look, Ticks
from ..scene import Path
from .geometry import XY
from .ornaments import chevron_lines, rounded, slant_lines, tick_lines
from .sheet import Plane, Sheet

__all__ = ["THIN", "corners", "counts", "equals", "half_width", "leg", "near", "ring_about", "stroke"]

THIN = Look(color="ink", weight="thin", layer="mark")


# ---------------------------------------------------------------- right angles


def corners(sheet: Sheet) -> None:
    """The small squares, smaller where a leg is short; outside of rods and of the ring of a hinge, larger by these."""
    for ink, owner, plane in sheet.corners:
        x, y = plane.place(ink.vertex)
        ux, uy = plane.way(ink.first, ink.vertex)
        vx, vy = plane.way(ink.second, ink.vertex)
        size = 5.5 * sheet.theme.text / 10
        p, q, ring = half_width(sheet, x, y, ux, uy), half_width(sheet, x, y, vx, vy), ring_about(sheet, x, y)
        for dx, dy in ((ux, uy), (vx, vy)):
            reach = leg(sheet, x, y, dx, dy)
            if reach > ring:
                size = min(size, max(1.8, 0.4 * reach))
        size = max(size + max(p, q), ring + 3.5)
        points = (
            x + size * ux + p * vx,
            y + size * uy + p * vy,
            x + size * (ux + vx),
            y + size * (uy + vy),
            x + size * vx + q * ux,
            y + size * vy + q * uy,
        )
        stroke(sheet, "MLL", points, owner)


THICKEST, WIDEST_RING = 8.0, 10.0
"""pt: half of a bar and the radius of a ring that a small square keeps outside of"""


def half_width(sheet: Sheet, x: float, y: float, dx: float, dy: float) -> float:
    """Half the width of the bar that runs from a place in a direction: two edges as far from its axis, which is not drawn; else 0."""
    cx, cy = x + THICKEST * dx, y + THICKEST * dy
    offs: list[float] = []
    for piece in sheet.obstacles.hits((cx - THICKEST, cy - THICKEST, cx + THICKEST, cy + THICKEST), 0.0):
        x0, y0, px, py = piece[4:8]
        n = hypot(px, py)
        if n > THICKEST and abs(px * dy - py * dx) < 0.02 * n:
            off = (x0 - x) * dy - (y0 - y) * dx
            if abs(off) < 0.3:
                return 0.0
            offs.append(off)
    return max([off for off in offs if 0 < off < THICKEST and any(abs(off + other) < 0.2 for other in offs)], default=0.0)


def ring_about(sheet: Sheet, x: float, y: float) -> float:
    """The radius of the largest small ring that is drawn about a place; 0 if there is none."""
    found = 0.0
    for piece in sheet.obstacles.hits((x - WIDEST_RING, y - WIDEST_RING, x + WIDEST_RING, y + WIDEST_RING), 0.0):
        ax, ay, px, py = piece[4] - x, piece[5] - y, piece[6], piece[7]
        n, r = hypot(px, py), hypot(ax, ay)
        if 0.0 < n < r < WIDEST_RING and abs(hypot(ax + px, ay + py) - r) < 0.1 and abs(ax * px + ay * py) < 0.6 * n * r:
            found = max(found, r)
    return found


def leg(sheet: Sheet, x: float, y: float, dx: float, dy: float) -> float:
    """How far a drawn line runs from a place in a direction; 0 if none does."""
    longest = 0.0
    for piece in sheet.obstacles.hits((x - 2, y - 2, x + 2, y + 2), 0.5):
        x0, y0, px, py = piece[4:8]
        n = hypot(px, py)
        if n > 1 and abs(px * dy - py * dx) < 0.02 * n:
            longest = max(longest, (x0 - x) * dx + (y0 - y) * dy, (x0 + px - x) * dx + (y0 + py - y) * dy)
    return longest


def stroke(sheet: Sheet, ops: str, points: tuple[float, ...] | list[float], owner: str, look: Look = THIN) -> None:
    """A thin line that labels keep off."""
    pen = sheet.stroke(look)
    if pen is None:
        return
    layer, z = sheet.depth(look)
    sheet.put(Path(ops, rounded(points), pen), owner, layer)
    at = 0
    x = y = 0.0
    for op in ops:
        px, py = points[at], points[at + 1]
        if op == "L":
            sheet.obstacles.line(x, y, px, py, pen.width / 2, z, owner)
        x, y = px, py
        at += 2


# ---------------------------------------------------------------- equality and parallel marks


def counts(classes: list[tuple[list[XY], int, int]]) -> list[int]:
    """How many strokes each mark gets. classes: (the places that tell what is marked, count as said, number of its fact or 0).

    Marks of one fact, and of facts that share a marked thing, get the same; different ones differ, in order of appearance."""
    root = list(range(len(classes)))

    def find(k: int) -> int:
        while root[k] != k:
            k = root[k]
        return k

    first: dict[object, int] = {}
    for k, (places, count, fact) in enumerate(classes):
        for key in (tuple(sorted(places)), ("fact", fact, count) if fact else None):
            if key is not None:
                j = first.setdefault(key, k)
                a, b = find(j), find(k)
                root[max(a, b)] = min(a, b)
    said: dict[int, int] = {}
    for k, (_, count, fact) in enumerate(classes):
        if not fact:
            said[find(k)] = max(count, said.get(find(k), 0))
    taken = set(said.values())
    for k in range(len(classes)):
        if find(k) not in said:
            n = next(n for n in range(1, len(classes) + 2) if n not in taken)
            taken.add(n)
            said[find(k)] = n
    return [said[find(k)] for k in range(len(classes))]


def equals(sheet: Sheet) -> None:
    """Ticks and chevrons, moved along their line off whatever crosses it there; each line is marked once."""
    for kind in (Ticks, Chevrons):
        marks = [entry for entry in sheet.equals if isinstance(entry[0], kind)]
        ends = [[near(plane.place(ink.start)), near(plane.place(ink.end))] for ink, _, plane, _ in marks]
        numbers = counts([(where, ink.count, fact) for where, (ink, _, _, fact) in zip(ends, marks, strict=True)])
        done: set[tuple[XY, ...]] = set()
        for where, (ink, owner, plane, _), count in zip(ends, marks, numbers, strict=True):
            if tuple(sorted(where)) not in done:
                done.add(tuple(sorted(where)))
                _equal(sheet, ink, owner, plane, count)


def near(place: XY) -> XY:
    return round(place[0], 1), round(place[1], 1)


def _equal(sheet: Sheet, ink: Ticks | Chevrons, owner: str, plane: Plane, count: int) -> None:
    x0, y0 = plane.place(ink.start)
    x1, y1 = plane.place(ink.end)
    n = hypot(x1 - x0, y1 - y0)
    if n < 1e-6:
        return
    ux, uy = (x1 - x0) / n, (y1 - y0) / n
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    if isinstance(ink, Ticks) and ink.bulge is not None:
        x, y = plane.place(ink.bulge)
    else:
        room = 1.5 + 1.25 * count if isinstance(ink, Ticks) else 4.5 + 1.7 * count  # a head is longer than a stroke is wide
        for t in (0.5, 0.45, 0.55, 0.4, 0.6, 0.34, 0.66, 0.27, 0.73):
            px, py = x0 + t * (x1 - x0), y0 + t * (y1 - y0)
            if not _crossed(sheet, px, py, ux, uy, room):
                x, y = px, py
                break
    if isinstance(ink, Ticks):
        for line in tick_lines(x, y, ux, uy, count):
            stroke(sheet, "ML", line, owner)
    elif ink.headless:
        for line in slant_lines(x, y, ux, uy, count + 1):
            stroke(sheet, "ML", line, owner)
    else:
        for chain in chevron_lines(x, y, ux, uy, count):
            stroke(sheet, "MLL", chain, owner)


def _crossed(sheet: Sheet, x: float, y: float, ux: float, uy: float, half: float) -> bool:
    """Whether a stroke that is not the line itself passes where a mark would sit."""
    for piece in sheet.obstacles.hits((x - half, y - half, x + half, y + half), 0.8):
        px, py = piece[6], piece[7]
        n = hypot(px, py)
        if n < 1e-9 or abs(px * uy - py * ux) > 0.1 * n or abs((piece[4] - x) * uy - (piece[5] - y) * ux) > 1.0:
            return True
    return False
