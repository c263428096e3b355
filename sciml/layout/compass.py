"""The arrow that says where north is, beside a drawing that speaks of compass directions."""

from __future__ import annotations

from ..plane import Vector
from ..scene import Fill, Group, Mark, Path, Stroke
from ..typeset import Run
from .blocks import Block, block_of, moved
from .ornaments import head, head_size, rounded
from .theme import Theme
from .words import set_lines, text_marks

__all__ = ["with_compass"]

REACH = 13.0
"""Half the length of the arrow, pt."""


def with_compass(body: Block, north: Vector, theme: Theme) -> Block:
    """The drawing with the arrow at its upper right."""
    compass = _compass(float(north.x), -float(north.y), theme)
    parts = (*body.parts, *moved(compass, body.width + 8.0, 0.0))
    return Block(round(body.width + 8.0 + compass.width, 3), max(body.height, compass.height), parts)


def _compass(dx: float, dy: float, theme: Theme) -> Block:
    letter = set_lines([(Run("N"),)], theme.text)
    color = theme.color("ink") or "#000000"
    width = theme.weights["thin"]
    size, half = head_size(theme.head, width, 2 * REACH)
    points, inner = head(REACH * dx, REACH * dy, dx, dy, size, half)
    marks: list[Mark] = [
        Path("ML", rounded((-REACH * dx, -REACH * dy, *inner)), Stroke(color, width)),
        Path("MLLLZ", points, None, Fill(color)),
    ]
    out = REACH + 2.5 + abs(dx) * letter.width / 2 + abs(dy) * letter.height / 2
    left, top = out * dx - letter.width / 2, out * dy - letter.height / 2
    marks.extend(text_marks(letter, left, top, color))
    xs = (-REACH * dx, REACH * dx, left, left + letter.width, -half, half)
    ys = (-REACH * dy, REACH * dy, top, top + letter.height, -half, half)
    group = Group("compass", "mark", tuple(marks), "north")
    return block_of(max(xs) - min(xs), max(ys) - min(ys), (group,), -min(xs), -min(ys))
