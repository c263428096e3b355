"""What a rope or a spring may not run through: bodies, wedges, the ground."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ..author import WARNING, Body, Diagnostic, Point, Round, Straight
from .mechanics_ties import owner_of

__all__ = ["RunsThrough", "through"]

STEPS = 24
"""how many places of a straight part are looked at"""
DEEP = 0.6
"""page millimetres: nearer to a border is not inside"""


def through(link: Any, pieces: Iterable[Straight], own: Iterable[Any]) -> Iterator[Diagnostic]:
    """Over floats: what a link meets on its way, other than the things of its own that it is tied to, runs over or that slide on it."""
    if getattr(link.frame, "view", "side") == "top" or not link.drawn:
        return
    mine = {getattr(owner_of(x), "id", "") for x in own}
    straight = [(float(s.start.x), float(s.start.y), float(s.end.x), float(s.end.y)) for s in pieces]
    for e in link.frame.elements:
        if isinstance(e, Body) and e.drawn and not e.pale and e.id not in mine and e.thread is None and any(_meets(line, e) for line in straight):
            yield RunsThrough(link.span, str(link.name) or "the " + link.kind, str(e.name) or "the " + e.kind.replace("_", " "), related=(e.span,))


def _meets(line: tuple[float, float, float, float], e: Any) -> bool:
    mm = float(e.mm)
    if getattr(e, "fluid", False):
        return False
    if hasattr(e, "pits"):
        return _crosses(line, e, mm)
    if (e.support and not hasattr(e, "uphill")) or getattr(e, "flat", False) or getattr(e, "hollow", False):
        return False
    rim = getattr(e, "rim", None)
    corners: tuple[Point, ...] = () if isinstance(rim, Round) else tuple(e.outline)
    if rim is None and len(corners) < 3:
        return False
    x0, y0, x1, y1 = line
    places = [(x0 + (x1 - x0) * k / STEPS, y0 + (y1 - y0) * k / STEPS) for k in range(STEPS + 1)]
    inside = _in_round(rim, places, DEEP * mm) if isinstance(rim, Round) else _in_corners(corners, places, DEEP * mm)
    return any(inside) and not inside[0] and not inside[-1]


def _in_round(rim: Round, places: list[tuple[float, float]], deep: float) -> list[bool]:
    """Which places lie so deep in a circle."""
    cx, cy, r = float(rim.center.x), float(rim.center.y), float(rim.radius) - deep
    return [r > 0 and (x - cx) * (x - cx) + (y - cy) * (y - cy) < r * r for x, y in places]


def _in_corners(corners: tuple[Point, ...], places: list[tuple[float, float]], deep: float) -> list[bool]:
    """Which places lie so deep between corners, counter-clockwise."""
    inside = [True] * len(places)
    for p, q in zip(corners, (*corners[1:], corners[0]), strict=True):
        px, py, ux, uy = float(p.x), float(p.y), float(q.x - p.x), float(q.y - p.y)
        least = deep * (ux * ux + uy * uy) ** 0.5
        if ux or uy:
            inside = [good and not ux * (y - py) - uy * (x - px) < least for good, (x, y) in zip(inside, places, strict=True)]
    return inside


def _crosses(line: tuple[float, float, float, float], ground: Any, mm: float) -> bool:
    """From above the ground to below it, where it is drawn and not cut open."""
    s = ground.surface
    ux, uy = float(s.direction.x), float(s.direction.y)
    x, y = float(s.start.x), float(s.start.y)
    high, low = (ux * (line[k + 1] - y) - uy * (line[k] - x) for k in (0, 2))
    if min(high, low) > -DEEP * mm or max(high, low) < DEEP * mm:
        return False
    part = high / (high - low)
    way = ux * (line[0] + (line[2] - line[0]) * part - x) + uy * (line[1] + (line[3] - line[1]) * part - y)
    first, last = ground.drawn_ends()
    return bool(first < way < last and not any(a <= way <= b for a, b in ground.pits()))


class RunsThrough(Diagnostic):
    """A rope or spring that is drawn through a body, a wedge or the ground.

    ```wrong
    g = ground()
    w = wall(on=g, facing=right)
    a = block(on=g, right_of=w)
    b = block(on=g, right_of=a)
    spring(w, b)
    ```

    ```right
    g = ground()
    w = wall(on=g, facing=right)
    a = block(on=g, right_of=w)
    b = block(on=g, right_of=a)
    spring(w, a)
    spring(a, b)
    ```
    """

    code = "MEC212"
    severity = WARNING
    says = "{link} runs through {body}."
    help = "Say where the things stand (right_of=, above=, at=), what it is tied to, or which pulley it runs over."

    link: str
    body: str
