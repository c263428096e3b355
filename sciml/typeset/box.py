"""A set line: glyphs and rules at their places, with exact extents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..grammar.record import Record
from ..scene import Glyph, Path
from .face import Face

__all__ = ["Box", "Placed", "Rule", "boxed"]

Placed = tuple[Face, int, float, float, float]
"""face, glyph, x, y UP from the baseline, pt an em."""

Rule = tuple[float, ...]
"""A filled polygon: x, y of its corners in turn; y up."""


class Box(Record):
    """A set text. All in pt.

    width, ascent, descent: from x = 0 and the baseline, all ink and the whole advance lie inside; descent is not negative.
    glyphs, rules: in the box's own frame, y DOWN from the baseline. text: how it reads in Unicode, `a² + b²`.
    missing: characters that no shipped font has. ink: left, top, right, bottom of what is inked, y down; top is negative above the baseline.
    """

    width: float
    ascent: float
    descent: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Path, ...]
    text: str
    missing: tuple[str, ...]
    ink: tuple[float, float, float, float]


def boxed(placed: Sequence[Placed], rules: Sequence[Rule], width: float, text: str, missing: Iterable[str]) -> Box:
    """A box of what was placed; moved right where ink would stick out on the left."""
    left = bottom = 1e9
    right = top = -1e9
    for face, g, x, y, size in placed:
        em = size / 1000
        a, b, c, d = face.left[g], face.bottom[g], face.right[g], face.top[g]
        if a < c:
            left = min(left, x + a * em)
            right = max(right, x + c * em)
            bottom = min(bottom, y + b * em)
            top = max(top, y + d * em)
    for rule in rules:
        xs, ys = rule[0::2], rule[1::2]
        left, bottom, right, top = min(left, *xs), min(bottom, *ys), max(right, *xs), max(top, *ys)
    if left > right:
        left = bottom = right = top = 0.0
    shift = -left if left < 0 else 0.0
    glyphs = tuple([Glyph(face.key, g, round(x + shift, 3), round(0.0 - y, 3), size) for face, g, x, y, size in placed if face.left[g] < face.right[g]])
    paths = tuple([_polygon(rule, shift) for rule in rules])
    ink = (round(left + shift, 3), round(0.0 - top, 3), round(right + shift, 3), round(0.0 - bottom, 3))
    return Box(round(max(width, right) + shift, 3), max(0.0, -ink[1]), max(0.0, ink[3]), glyphs, paths, text, tuple(missing), ink)


def _polygon(rule: Rule, shift: float) -> Path:
    points = [round(value + shift, 3) if i % 2 == 0 else round(0.0 - value, 3) for i, value in enumerate(rule)]
    return Path("M" + "L" * (len(rule) // 2 - 1) + "Z", tuple(points))
