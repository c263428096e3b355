"""Labels: text of any script and TeX mathematics to placed glyph outlines with exact extents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..scene import Glyph, Outline
from .box import Box, Placed, Rule, boxed
from .face import face
from .plain import set_text

__all__ = ["Box", "Run", "line", "outlines"]


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of one kind. math: text is TeX mathematics, without the dollars; bold and italic are for plain text."""

    text: str
    math: bool = False
    bold: bool = False
    italic: bool = False


def line(runs: Sequence[Run], size: float = 10.0) -> Box:
    """One line: the runs one after the other, `size` pt an em."""
    return _line(tuple(runs), size)


@lru_cache(maxsize=4096)
def _line(runs: tuple[Run, ...], size: float) -> Box:
    placed: list[Placed] = []
    rules: list[Rule] = []
    missing: list[str] = []
    x = 0.0
    for run in runs:
        x = set_text(run.text, size, x, 0.0, run.bold, run.italic or run.math, placed, missing)
    return boxed(placed, rules, x, "".join([run.text for run in runs]), missing)


def outlines(glyphs: Iterable[Glyph]) -> dict[tuple[str, int], Outline]:
    """The outlines that these glyphs need, by (font, glyph id)."""
    wanted = sorted({(glyph.font, glyph.id) for glyph in glyphs})
    return {(font, number): face(font).outline(number) for font, number in wanted}
