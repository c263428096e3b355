"""Arcs of angles: wide angles near the vertex, narrow ones and those that hold others further out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import atan2, cos, pi, sin, tan
from typing import Any

from ..grammar.record import replace
from ..ink import AngleArc, Look, Words
from ..plane import Straight
from ..scene import Fill, Path
from .geometry import XY
from .marks import THIN, counts, leg, near, stroke
from .ornaments import arc, head, head_size
from .sheet import Plane, Sheet
from .spots import ArcSpot
from .words import Setting

__all__ = ["arc_marks", "at_arrows"]

CLEAR = 1.0
"""pt that a text between two legs keeps off them"""
LONG = 0.4
"""How much of its shorter leg an arc may lie from the vertex."""


def arc_marks(sheet: Sheet, settings: dict[int, Setting]) -> Iterator[tuple[int, ArcSpot]]:
    """Draws the arcs, wide angles near the vertex and those that hold others outside them; yields where the text of each belongs."""
    by_vertex: dict[XY, list[tuple[float, float, int]]] = {}
    bare = [k for k, (ink, _, _, fact) in enumerate(sheet.arcs) if fact and not ink.words]
    ends = [[near(p.place(a.vertex)), near(p.way(a.first, a.vertex)), near(p.way(a.second, a.vertex))] for a, _, p, _ in (sheet.arcs[k] for k in bare)]
    for k, count in zip(bare, counts([(e, sheet.arcs[k][0].count, sheet.arcs[k][3]) for e, k in zip(ends, bare, strict=True)]), strict=True):
        sheet.arcs[k] = (replace(sheet.arcs[k][0], count=count), *sheet.arcs[k][1:])
    seen: dict[tuple[XY, XY, XY], Words] = {}
    keys = [(near(p.place(a.vertex)), near(p.way(a.first, a.vertex)), near(p.way(a.second, a.vertex))) for a, _, p, _ in sheet.arcs]
    often = Counter(keys)
    worded = {key for key, (ink, *_) in zip(keys, sheet.arcs, strict=True) if ink.words}
    for k, (ink, _, plane, fact) in enumerate(sheet.arcs):
        key = keys[k]
        alike = [j for j in range(len(keys)) if j != k and keys[j] == key] if ink.words and often[key] > 1 else ()
        if any(_says_more(sheet.arcs[j][0].words, ink.words, j < k) for j in alike):
            continue
        if (key in seen and (not ink.words or seen[key] == ink.words)) or (key in worded and not ink.words and not fact):
            continue
        seen[key] = ink.words
        x, y = plane.place(ink.vertex)
        ux, uy = plane.way(ink.first, ink.vertex)
        vx, vy = plane.way(ink.second, ink.vertex)
        first = atan2(-uy, ux)
        sweep = (atan2(-vy, vx) - first) % (2 * pi)
        by_vertex.setdefault((round(x, 1), round(y, 1)), []).append((sweep, first, k))
    for group in by_vertex.values():
        taken: list[tuple[float, float, float]] = []
        for sweep, first, k in sorted(group):
            ink, owner, plane, _ = sheet.arcs[k]
            setting = settings.get(k)
            radius = _radius(sheet, ink, plane, first, sweep, setting)
            for other_first, other_sweep, other_radius in taken:
                if _overlap(first, sweep, other_first, other_sweep):
                    radius = max(radius, other_radius + 5.0)
            radius = _draw_arc(sheet, ink, owner, plane, first, sweep, radius)
            taken.append((first, sweep, _reach(radius, first, sweep, setting)))
            if setting is not None:
                yield k, ArcSpot(ink.vertex, None, 0.0, first, sweep, radius)


def at_arrows(sheet: Sheet, arrows: Sequence[tuple[Any, Plane]]) -> None:
    """The angle of an arrow with a direction stands where the arrow is drawn: at the edge of its body, not in the middle."""
    for k, (ink, owner, plane, fact) in enumerate(sheet.arcs):
        legs = [way for way in (ink.first, ink.second) if all(near(plane.way(way)) != near(plane.way(r)) for r in ink.reference)]
        if not ink.reference or len(legs) != 1:
            continue
        vertex, way = near(plane.place(ink.vertex)), plane.way(legs[0])
        for arrow, own in arrows:
            line = arrow.curve
            if own is not plane or not isinstance(line, Straight) or abs(_turned(way, plane.way(line.vector))) > 1e-3:
                continue
            for place, drawn in zip((line.start, line.end), arrow.shown(), strict=True):
                if near(plane.place(place)) == vertex:
                    sheet.arcs[k] = (replace(ink, vertex=drawn), owner, plane, fact)
                    break


def _turned(a: XY, b: XY) -> float:
    return a[0] * b[1] - a[1] * b[0]


def _degrees(words: Words) -> float | None:
    """The number of a text that is nothing but degrees."""
    if len(words) != 1 or words[0].text[-1:] != "°":
        return None
    number = words[0].text[:-1]
    return float(number) if number.replace(".", "", 1).isdecimal() and number.isascii() else None


def _says_more(other: Words, words: Words, before: bool) -> bool:
    """Does another text of the same angle give the same number, to more digits, or as many and stands before? Or a letter with this number, or its value?"""
    size = _degrees(words)
    if size is not None and _degrees(other) == size:
        return (len(other[0].text), before) > (len(words[0].text), False)
    sides = [side.strip() for side in "".join([run.text for run in other]).split("=")]
    return len(sides) > 1 and "".join([run.text for run in words]).strip() in sides


def _radius(sheet: Sheet, ink: AngleArc, plane: Plane, first: float, sweep: float, setting: Setting | None) -> float:
    """Small for wide angles, larger for narrow ones, so that the arc is seen and the text comes near it; not beyond the legs."""
    degrees = sweep * 180 / pi
    radius = 11.0 if degrees >= 75 else 14.0 if degrees >= 40 else 19.0 if degrees >= 24 else 25.0 if degrees >= 13 else 32.0
    radius *= sheet.theme.text / 10
    x, y = plane.place(ink.vertex)
    legs = [leg(sheet, x, y, cos(a), -sin(a)) for a in (first, first + sweep)]
    room = min([reach for reach in legs if reach > 4] or [1e9])
    if ink.room is not None and plane.to_mm is None:
        room = min(room, ink.room * plane.k)
    if setting is not None:  # a narrow angle's arc stands out where its text finds room between the legs
        least = _apart(first, sweep, setting)[0] - 2.5
        radius = least if radius < least < max(radius + 14.0, LONG * room if room < 1e9 else 0.0) else radius
    return max(5.0, min(radius, 0.62 * room))


def _apart(first: float, sweep: float, setting: Setting) -> tuple[float, float]:
    """How far from the vertex a text between the legs begins, and half of how far it reaches from there."""
    middle = first + sweep / 2
    w, h = setting.width / 2, setting.height / 2
    deep = abs(cos(middle)) * w + abs(sin(middle)) * h
    wide = abs(sin(middle)) * w + abs(cos(middle)) * h
    return (wide + 1.5) / tan(min(max(sweep / 2, 0.01), 1.5)) - deep, deep


def _reach(radius: float, first: float, sweep: float, setting: Setting | None) -> float:
    """How far an arc and its text reach, where the text fits between the legs not too far out."""
    if setting is None:
        return radius
    least, deep = _apart(first, sweep, setting)
    w, h = setting.width / 2 + CLEAR, setting.height / 2 + CLEAR
    clear = max([abs(sin(leg)) * w + abs(cos(leg)) * h for leg in (first, first + sweep)]) + 0.7
    out = max(radius + 2.5, least, clear / sin(min(max(sweep / 2, 0.01), 1.5)) - deep + 1.0)
    return out + 2 * deep if out < radius + 14 else radius


def _overlap(a: float, a_sweep: float, b: float, b_sweep: float) -> bool:
    """Whether two angles share more than a ray."""
    start = (b - a) % (2 * pi)
    return start < a_sweep - 0.01 or (a - b) % (2 * pi) < b_sweep - 0.01


def _draw_arc(sheet: Sheet, ink: AngleArc, owner: str, plane: Plane, first: float, sweep: float, radius: float) -> float:
    """The arcs, reference lines and head; returns the outermost radius."""
    x, y = plane.place(ink.vertex)
    pen = sheet.stroke(THIN)
    assert pen is not None
    for way in ink.reference:
        dx, dy = plane.way(way, ink.vertex)
        reach = radius + 16.0
        if leg(sheet, x, y, dx, dy) > radius + 2.0:
            continue  # a line is drawn there
        stroke(sheet, "ML", (x, y, x + reach * dx, y + reach * dy), owner, Look(color="muted", weight="thin", dash="dashed", layer="line"))
    for angle in (first, first + sweep):
        dx, dy = cos(angle), -sin(angle)
        reach = leg(sheet, x, y, dx, dy)
        if 4.0 < reach < radius - 1.0:  # a leg that is shorter than the arc is wide goes on as a thin line
            end = radius + 3.0
            stroke(sheet, "ML", (x + (reach + 2.0) * dx, y + (reach + 2.0) * dy, x + end * dx, y + end * dy), owner, Look(weight="hair", layer="mark"))
    for n in range(max(1, ink.count)):
        r = radius + 2.2 * n
        turn = sweep
        if ink.arrow:
            size, half = head_size(sheet.theme.head, pen.width * 0.9, r * sweep * 0.8)
            turn = max(sweep - 0.7 * size / r, 0.2 * sweep)
            end = first + sweep
            lean = 0.5 * size / r
            points, _ = head(x + r * cos(end), y - r * sin(end), -sin(end - lean), -cos(end - lean), size, half)
            sheet.put(Path("MLLLZ", points, None, Fill(pen.color)), owner, 3)
        ops, points = arc(x, y, r, first, turn)
        layer, z = sheet.depth(THIN)
        sheet.put(Path(ops, points, pen), owner, layer)
        steps = max(4, int(r * sweep / 3))
        chain = [(x + r * cos(first + sweep * i / steps), y - r * sin(first + sweep * i / steps)) for i in range(steps + 1)]
        sheet.obstacles.chain(chain, pen.width / 2, z, owner)
    return radius + 2.2 * (max(1, ink.count) - 1)
