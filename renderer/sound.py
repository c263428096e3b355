"""What of a scene can be drawn, and the geometry of hatching: decided once, so that every format shows the same.

A mark with a coordinate that is no number or lies further than LIMIT from the origin, with too few or too many points, or in no colour is left out.
"""

from __future__ import annotations

from functools import lru_cache
from math import ceil, cos, floor, isfinite, radians, sin

from ..scene import Glyph, Hatch, Path, Stroke, TextMark, on_grid

__all__ = ["LIMIT", "bounds", "dashes", "grey", "hatch_lines", "outlined", "page", "rgba", "rules_of", "visible", "written"]

LIMIT = 1e5
"""pt; seven times the largest page of a PDF."""

USUAL = {"ML": 4, "MLL": 6, "MLLZ": 6, "MLLLZ": 8, "MC": 8, "MCCCCZ": 26}
"""Most paths, and how many numbers they have."""

Lines = list[tuple[float, float, float, float]]


@lru_cache(4096)
def rgba(color: str | None) -> tuple[float, float, float, float] | None:
    """Red, green, blue, alpha in 0..1; None if there is nothing to see."""
    if not isinstance(color, str) or len(color) not in {7, 9} or color[0] != "#":
        return None
    try:
        red, green, blue, alpha = bytes.fromhex(color[1:] if len(color) == 9 else color[1:] + "ff")
    except ValueError:
        return None
    return (red / 255, green / 255, blue / 255, alpha / 255) if alpha else None


@lru_cache(4096)
def grey(color: str | None) -> bool:
    """An opaque ink without colour, or nothing to see."""
    seen = rgba(color)
    return seen is None or (seen[0] == seen[1] == seen[2] and seen[3] == 1)


def outlined(ops: str, points: tuple[float, ...]) -> bool:
    """Ops and points belong together, and there is something to draw."""
    count = USUAL.get(ops)
    if count is None:
        moves, lines, curves = ops.count("M"), ops.count("L"), ops.count("C")
        if not (lines or curves) or ops[0] != "M" or moves + lines + curves + ops.count("Z") != len(ops):
            return False
        count = 2 * (moves + lines) + 6 * curves
    return len(points) == count and isfinite(sum(points)) and min(points) >= -LIMIT and max(points) <= LIMIT


def visible(stroke: Stroke | None) -> bool:
    return stroke is not None and 0 < stroke.width <= LIMIT and rgba(stroke.color) is not None


def written(glyph: Glyph, x: float, y: float) -> bool:
    """Its place (x, y) on the page and its size are numbers on a page."""
    return 0 < glyph.size <= LIMIT and -LIMIT <= x <= LIMIT and -LIMIT <= y <= LIMIT and -LIMIT <= glyph.angle <= LIMIT


def rules_of(mark: TextMark) -> tuple[Path, ...]:
    """The rules of a text where they are on the page."""
    dx, dy = mark.x, mark.y
    if not (mark.rules and (dx or dy)):
        return mark.rules
    return tuple(
        [Path(rule.ops, tuple([on_grid(v + (dy if k % 2 else dx)) for k, v in enumerate(rule.points)]), rule.stroke, rule.fill) for rule in mark.rules]
    )


def dashes(stroke: Stroke) -> tuple[float, ...]:
    """The dash lengths, or none for a pattern that is not one."""
    dash = stroke.dash
    return dash if dash and min(dash) >= 0 and 0.01 <= sum(dash) <= LIMIT else ()


def page(width: float, height: float) -> tuple[float, float]:
    """The size of a page. Raises ValueError if it has none."""
    if not (0 < width <= LIMIT and 0 < height <= LIMIT):
        raise ValueError(f"no page is {width} by {height} pt")
    return width, height


def bounds(points: tuple[float, ...], width: float, height: float) -> tuple[float, float, float, float] | None:
    """Left, top, right, bottom of what shows of the points (and controls) on the page; None if nothing."""
    xs, ys = points[0::2], points[1::2]
    box = max(min(xs), 0.0), max(min(ys), 0.0), min(max(xs), width), min(max(ys), height)
    return box if box[0] < box[2] and box[1] < box[3] else None


def hatch_lines(hatch: Hatch, box: tuple[float, float, float, float]) -> Lines:
    """The hatch over a box: lines through whole multiples of the spacing from the page's corner, so that neighbouring shapes match."""
    if rgba(hatch.color) is None or not (0.1 <= hatch.spacing <= LIMIT and 0 < hatch.width <= LIMIT and isfinite(hatch.angle)):
        return []
    lines = _set(hatch, hatch.angle, box)
    return lines + _set(hatch, hatch.angle + 90, box) if hatch.cross else lines


def _set(hatch: Hatch, angle: float, box: tuple[float, float, float, float]) -> Lines:
    turn = radians(angle % 180)
    dx, dy = round(cos(turn), 12), round(-sin(turn), 12)  # along the lines; across them is (-dy, dx)
    margin = hatch.width / 2
    left, top, right, bottom = box[0] - margin, box[1] - margin, box[2] + margin, box[3] + margin
    across = [-dy * x + dx * y for x in (left, right) for y in (top, bottom)]
    lines: Lines = []
    for k in range(ceil(min(across) / hatch.spacing), floor(max(across) / hatch.spacing) + 1):
        x, y = -dy * k * hatch.spacing, dx * k * hatch.spacing
        reach = [((left - x) / dx, (right - x) / dx)] if dx else []
        if dy:
            reach.append(((top - y) / dy, (bottom - y) / dy))
        start, end = max(min(pair) for pair in reach), min(max(pair) for pair in reach)
        if start < end:
            lines.append((round(x + start * dx, 3), round(y + start * dy, 3), round(x + end * dx, 3), round(y + end * dy, 3)))
    return lines
