"""Labels: text of any script and TeX mathematics to placed glyph outlines with exact extents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from ..grammar.record import Record
from ..scene import Glyph, Outline
from .box import Box, Placed, Rule, boxed
from .face import face
from .plain import set_text

__all__ = ["Box", "Run", "line", "outlines"]


class Run(Record):
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
    texts: list[str] = []
    x = 0.0
    for run in runs:
        if run.math:
            from .engine import set_math  # noqa: PLC0415
            from .tex import read_tex  # noqa: PLC0415

            piece = set_math(read_tex(run.text)[0])
            k = size / 1000
            placed += [(f, g, x + gx * k, gy * k, s * k) for f, g, gx, gy, s in piece.glyphs]
            rules += [tuple([v * k if i % 2 else x + v * k for i, v in enumerate(rule)]) for rule in piece.rules]
            missing += [char for char in piece.missing if char not in missing]
            texts.append(run.text)
            x += (piece.w + piece.ic) * k
        else:
            x = set_text(run.text, size, (x, 0.0), (run.bold, run.italic), placed, missing)
            texts.append(run.text)
    return boxed(placed, rules, x, "".join(texts), missing)


def outlines(glyphs: Iterable[Glyph]) -> dict[tuple[str, int], Outline]:
    """The outlines that these glyphs need, by (font, glyph id)."""
    wanted = sorted({(glyph.font, glyph.id) for glyph in glyphs})
    return {(font, number): face(font).outline(number) for font, number in wanted}
