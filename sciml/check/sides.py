"""Anchors of lines and circles that no kind lists: the sides and corners of their boxes."""

from __future__ import annotations

from typing import Any

from ..expression import maximum, minimum
from ..plane import Point, Round, Straight

__all__ = ["side_of"]

_SIDES = {
    "left": (0, 0.5), "right": (1, 0.5), "bottom": (0.5, 0), "top": (0.5, 1),
    "bottom_left": (0, 0), "bottom_right": (1, 0), "top_left": (0, 1), "top_right": (1, 1),
}


def side_of(curve: Any, name: str) -> Point | None:
    """`left`, `top_right`, ... of a piece of a line or a whole circle; None for other words and curves."""
    at = _SIDES.get(name)
    if at is None:
        return None
    if isinstance(curve, Straight) and not (curve.before or curve.after):
        p, q = curve.start, curve.end
        x0, y0, x1, y1 = minimum(p.x, q.x), minimum(p.y, q.y), maximum(p.x, q.x), maximum(p.y, q.y)
    elif isinstance(curve, Round) and curve.sweep is None:
        c, r = curve.center, curve.radius
        x0, y0, x1, y1 = c.x - r, c.y - r, c.x + r, c.y + r
    else:
        return None
    return Point(x0 + (x1 - x0) * at[0], y0 + (y1 - y0) * at[1])
