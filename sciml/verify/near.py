"""What nearly holds and nobody stated: a line that seems to pass through a point, an angle that looks right, lengths and directions that look equal."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from ..diagnostic import Diagnostic, Span
from ..expression import Expr
from ..figure import Frame, Solved
from ..grammar.record import Record
from ..plane import Point, Straight
from .messages import LooksEqual, LooksOn, LooksParallel, LooksRight
from .sight import PT, Sight

__all__ = ["near_misses"]

MAX_PIECES = 40
MAX_POINTS = 60
MAX_NOTES = 3
"""Of one kind in one figure."""
GAP_PT = 1.2
"""A point this near to a line seems to lie on it."""
TURN = math.radians(1.5)
FAR = math.sin(2 * TURN)
SAME = 1e-6
SHORT_MM = 4.0
"""Shorter pieces are not compared."""
LENGTHS = 0.015


class Piece(Record):
    """A drawn straight piece over floats. open: goes on beyond its start, its end."""

    name: str
    x1: float
    y1: float
    dx: float
    dy: float
    length: float
    open: tuple[bool, bool]
    span: Span


def near_misses(solved: Solved, model: Sight) -> Iterator[Diagnostic]:
    """Notes, a few of each kind, in the author's names."""
    sight = Sight(solved.drawn or solved.model, other=model)
    counts: dict[type[Diagnostic], int] = {}
    for frame in solved.figure.frames or [solved.figure.root]:
        if frame.kind != "plane" or not frame.elements:
            continue
        mm = sight.number(frame.mm)
        if not (math.isfinite(mm) and mm > 0):
            continue
        for note in _in_frame(solved, frame, sight, mm):
            n = counts[type(note)] = counts.get(type(note), 0) + 1
            if n <= MAX_NOTES:
                yield note


def _in_frame(solved: Solved, frame: Frame, sight: Sight, mm: float) -> Iterator[Diagnostic]:
    pieces, points = _drawn(frame, sight)
    pieces = [p for p in pieces if p.length > SHORT_MM * mm][: MAX_PIECES + 1]
    if not pieces or len(pieces) > MAX_PIECES or len(points) > MAX_POINTS:
        return
    yield from _on(pieces, points, GAP_PT * PT * mm)
    if len(pieces) < 2:
        return
    pairs = [(a, b) for i, a in enumerate(pieces) if a.name for b in pieces[i + 1 :] if b.name and _alike(a, b)]
    if pairs:
        angles, lengths = _stated(solved, frame, sight)
        for a, b in pairs:
            yield from _pair(a, b, angles, lengths)


def _drawn(frame: Frame, sight: Sight) -> tuple[list[Piece], dict[str, tuple[float, float]]]:
    """Straight pieces, each once, and points by name."""
    pieces: dict[tuple[float, ...], Piece] = {}
    points: dict[str, tuple[float, float]] = {}

    def add(a: Point, b: Point, line: Straight | None, span: Span) -> None:
        x1, y1, x2, y2 = sight.number(a.x), sight.number(a.y), sight.number(b.x), sight.number(b.y)
        length = math.hypot(x2 - x1, y2 - y1)
        if not math.isfinite(length) or not length:
            return
        ends = sorted(((round(x1 / length, 6), round(y1 / length, 6)), (round(x2 / length, 6), round(y2 / length, 6))))
        name = (line.name if line is not None else "") or (a.name + b.name if a.name and b.name and len(a.name) <= 2 and len(b.name) <= 2 else "")
        opened = (line.before, line.after) if line is not None else (False, False)
        pieces.setdefault((*ends[0], *ends[1]), Piece(name, x1, y1, x2 - x1, y2 - y1, length, opened, span))

    for e in frame.elements:
        if not e.drawn or getattr(e, "pale", False):
            continue
        if e.family == "point":
            _note(points, getattr(e, "at", None), sight)
        elif e.family == "line" and isinstance(getattr(e, "curve", None), Straight):
            line: Straight = e.curve  # type: ignore[attr-defined]
            add(line.start, line.end, line, e.span)
        elif hasattr(e, "sides") and hasattr(e, "vertices"):
            for a, b in e.sides():
                add(a, b, None, e.span)
            for p in e.vertices:
                _note(points, p, sight)
    return list(pieces.values()), points


def _note(points: dict[str, tuple[float, float]], p: Any, sight: Sight) -> None:
    if isinstance(p, Point) and p.name:
        points.setdefault(p.name, (sight.number(p.x), sight.number(p.y)))


def _on(pieces: list[Piece], points: dict[str, tuple[float, float]], gap: float) -> Iterator[Diagnostic]:
    for p in pieces:
        if not p.name:
            continue
        far = SAME * p.length
        for name, (x, y) in points.items():
            vx, vy = x - p.x1, y - p.y1
            off = abs(p.dx * vy - p.dy * vx) / p.length
            if far < off < gap:
                along = (p.dx * vx + p.dy * vy) / p.length
                if (p.open[0] or along > 2 * gap) and (p.open[1] or along < p.length - 2 * gap):
                    yield LooksOn(p.span, p.name, name)


def _alike(a: Piece, b: Piece) -> bool:
    """Nearly at right angles, parallel or equal? Most pairs are far from it."""
    size = a.length * b.length * FAR
    return abs(a.dx * b.dx + a.dy * b.dy) < size or abs(a.dx * b.dy - a.dy * b.dx) < size or abs(a.length - b.length) < 2 * LENGTHS * a.length


def _pair(a: Piece, b: Piece, angles: set[tuple[int, int]], lengths: list[tuple[float, ...]]) -> Iterator[Diagnostic]:
    dot, cross = (a.dx * b.dx + a.dy * b.dy) / (a.length * b.length), (a.dx * b.dy - a.dy * b.dx) / (a.length * b.length)
    if SAME < abs(dot) < math.sin(TURN) and _touch(a, b) and _angle_key(a, b) not in angles:
        yield LooksRight(a.span, a.name, b.name, related=(b.span,))
    elif SAME < abs(cross) < math.sin(TURN) and not _touch(a, b) and _angle_key(a, b) not in angles:
        yield LooksParallel(a.span, a.name, b.name, related=(b.span,))
    ratio = abs(a.length - b.length) / max(a.length, b.length)
    if SAME < ratio < LENGTHS and a.name != b.name and not any(a.open) and not any(b.open) and not (_length_key(a) in lengths and _length_key(b) in lengths):
        yield LooksEqual(a.span, a.name, b.name, related=(b.span,))


def _touch(a: Piece, b: Piece) -> bool:
    """Do they meet, in an end or between their ends?"""
    cross = a.dx * b.dy - a.dy * b.dx
    wx, wy = b.x1 - a.x1, b.y1 - a.y1
    if not cross:
        return False
    s, t = (wx * b.dy - wy * b.dx) / cross, (wx * a.dy - wy * a.dx) / cross
    return all((u > -0.01 or o[0]) and (u < 1.01 or o[1]) for u, o in ((s, a.open), (t, b.open)))


def _way(dx: float, dy: float) -> int:
    """A direction without sense, in steps of 0.0001 of a turn."""
    return round(math.atan2(dy, dx) / math.pi % 1 * 20000) % 20000


def _angle_key(a: Piece, b: Piece) -> tuple[int, int]:
    x, y = _way(a.dx, a.dy), _way(b.dx, b.dy)
    return (x, y) if x < y else (y, x)


def _length_key(p: Piece) -> tuple[float, ...]:
    ends = sorted(((round(p.x1 / p.length, 6), round(p.y1 / p.length, 6)), (round((p.x1 + p.dx) / p.length, 6), round((p.y1 + p.dy) / p.length, 6))))
    return (*ends[0], *ends[1])


def _stated(solved: Solved, frame: Frame, sight: Sight) -> tuple[set[tuple[int, int]], list[tuple[float, ...]]]:
    """Pairs of directions whose angle is a fact, and segments whose length is one."""
    angles: set[tuple[int, int]] = set()
    lengths: list[tuple[float, ...]] = []
    for claim in solved.figure.claims:
        if claim.frame is not frame or claim.role not in ("fact", "check"):
            continue
        for side in ("left", "right"):
            x = getattr(claim.relation, side, None)
            if not isinstance(x, Expr) or x.op not in ("angle", "distance"):
                continue
            a, b, c, d = [sight.number(n) for n in x.args]
            if x.op == "angle":
                ways = sorted((_way(a, b), _way(c, d)))
                angles.add((ways[0], ways[1]))
            elif (length := math.hypot(c - a, d - b)) > 0:
                lengths.append(_length_key(Piece("", a, b, c - a, d - b, length, (False, False), claim.span)))
    return angles, lengths
