"""Labels: text of any script and TeX mathematics to placed glyph outlines with exact extents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from ..grammar.record import Record
from ..scene import Glyph, Outline
from .box import Box, Placed, Rule, boxed
from .face import face
from .names import identifier_tex
from .plain import set_text

if TYPE_CHECKING:
    from .nodes import Problem

__all__ = ["Box", "Run", "broken", "extent", "identifier", "line", "metrics", "outlines", "paragraph", "tex_problems"]


class Run(Record):
    """A piece of one kind. math: text is TeX mathematics, without the dollars; italic is for plain text."""

    text: str
    math: bool = False
    bold: bool = False
    italic: bool = False


def line(runs: Sequence[Run], size: float = 10.0) -> Box:
    """One line: the runs one after the other, `size` pt an em."""
    if len(runs) == 1:
        (run,) = runs
        return _line(((run.text, run.math, run.bold, run.italic),), size)
    return _line(tuple([(run.text, run.math, run.bold, run.italic) for run in runs]), size)


Key = tuple[str, bool, bool, bool]
"""The fields of a run: cheaper to hash."""


@lru_cache(maxsize=8192)
def _line(runs: tuple[Key, ...], size: float) -> Box:
    placed: list[Placed] = []
    rules: list[Rule] = []
    missing: list[str] = []
    texts: list[str] = []
    width = _put(runs, size, (0.0, 0.0), (placed, rules, missing, texts))
    return boxed(placed, rules, width, "".join(texts), missing)


Sheet = tuple[list[Placed], list[Rule], list[str], list[str]]
"""What is placed so far: glyphs, rules, missing characters, the text as read."""


def _put(runs: tuple[Key, ...], size: float, at: tuple[float, float], sheet: Sheet) -> float:
    """Places runs from `at` on; returns the x after them."""
    placed, _, missing, texts = sheet
    x, y = at
    for text, math, bold, italic in runs:
        if math:
            x = _put_math(f"\\boldsymbol{{{text}}}" if bold else text, size, (x, y), sheet)
        else:
            x = set_text(text, size, (x, y), (bold, italic), (placed, missing))
            texts.append(text)
    return x


def _put_math(text: str, size: float, at: tuple[float, float], sheet: Sheet) -> float:
    from .engine import set_math
    from .reading import read_aloud
    from .tex import read_tex

    placed, rules, missing, texts = sheet
    tree = read_tex(text)[0]
    piece = set_math(tree)
    k = size / 1000
    x, y = at
    placed += [(f, g, x + gx * k, y + gy * k, round(s * k, 4)) for f, g, gx, gy, s in piece.glyphs]
    rules += [tuple([y + v * k if i % 2 else x + v * k for i, v in enumerate(rule)]) for rule in piece.rules]
    missing += [char for char in dict.fromkeys(piece.missing) if char not in missing]
    texts.append(read_aloud(tree))
    return x + piece.w * k


def paragraph(runs: Sequence[Run], size: float = 10.0, width: float | None = None, align: str = "left", leading: float = 1.25) -> Box:
    """Lines no wider than `width`, broken at blanks and between Han characters, always at "\\n"; the baseline is the first line's.

    align: left, center or right, within the widest line. leading: from baseline to baseline, in em; more where a line is tall.
    """
    return _paragraph(tuple([(run.text, run.math, run.bold, run.italic) for run in runs]), (size, width, align, leading))


@lru_cache(maxsize=1024)
def _paragraph(runs: tuple[Key, ...], form: tuple[float, float | None, str, float]) -> Box:
    from .breaking import distances, fill, joined, pieces

    size, width, align, leading = form
    rows: list[tuple[Key, ...]] = []
    for chunks in pieces(runs):
        widths = [_line((chunk,), size).width for chunk in chunks]
        rows += [joined(row) for row in fill(chunks, widths, _blank, width)]
    lines = [_line(row, size) for row in rows]
    widest = max([box.width for box in lines] + [0.0])
    sheet: Sheet = ([], [], [], [])
    for row, box, down in zip(rows, lines, distances(lines, size, leading), strict=True):
        spare = (widest - box.width) * {"center": 0.5, "right": 1.0}.get(align, 0.0)
        _put(row, size, (spare, -down), sheet)
    placed, rules, missing, _ = sheet
    return boxed(placed, rules, widest, "\n".join([box.text for box in lines]), missing)


def _blank(key: Key) -> bool:
    return not key[1] and key[0].isspace()


def extent(words: Sequence[Run], size: float = 1.0, width: float | None = None) -> tuple[float, float]:
    """Width and height of set words in millimetres of the page, for a label of 10 pt times `size`; width (mm): lines no longer than that. Height counts whole
    lines, from ascender to descender."""
    if not words:
        return 0.0, 0.0
    broken = width is not None or any("\n" in run.text for run in words if not run.math)
    box = paragraph(words, 10.0 * size, width / MM if width is not None else None) if broken else line(words, 10.0 * size)
    return box.width * MM, (box.ascent + box.descent) * MM


def metrics(words: Sequence[Run], size: float = 1.0) -> tuple[float, float, float]:
    """Of one line set for a label of 10 pt times `size`, in millimetres of the page: its width, how far it rises above the baseline and goes below it."""
    box = line(words, 10.0 * size)
    return box.width * MM, box.ascent * MM, box.descent * MM


def broken(words: Sequence[Run], size: float = 1.0, width: float | None = None) -> list[tuple[Run, ...]]:
    """The lines of a text for a label of 10 pt times `size`: none longer than `width` (mm) if they can be broken; at every "\\n" in any case."""
    breaking = _breaking()
    keys = [(run.text, run.math, run.bold, run.italic) for run in words]
    if width is None and _is_line(keys):
        return [tuple([Run(*key) for key in breaking.joined(keys)])]
    rows: list[tuple[Run, ...]] = []
    for chunks in breaking.pieces(keys):
        widths = [_line((chunk,), 10.0 * size).width for chunk in chunks]
        rows += [tuple([Run(*key) for key in breaking.joined(row)]) for row in breaking.fill(chunks, widths, _blank, width / MM if width is not None else None)]
    return rows


@cache
def _breaking() -> Any:
    """Loaded with the first long text."""
    from . import breaking

    return breaking


def _is_line(keys: Sequence[Key]) -> bool:
    """Is it one line without blanks at its ends?"""
    for text, math, _, _ in keys:
        if not math and (not text or "\n" in text):
            return False
    return bool(keys) and (keys[0][1] or not keys[0][0][0].isspace()) and (keys[-1][1] or not keys[-1][0][-1].isspace())


MM = 25.4 / 72
"""millimetres in a point"""


def outlines(glyphs: Iterable[Glyph]) -> dict[tuple[str, int], Outline]:
    """The outlines that these glyphs need, by (font, glyph id)."""
    found: dict[tuple[str, int], Outline] = {}
    for glyph in glyphs:
        key = glyph.font, glyph.id
        if key not in found:
            found[key] = face(glyph.font).outline(glyph.id)
    return found


def tex_problems(tex: str) -> tuple[Problem, ...]:
    """What the TeX reader does not understand: `start` and `end` in the text, and a `message`. Never raises."""
    from .tex import read_tex

    return read_tex(tex)[1]


def identifier(name: str) -> Run:
    """A name of the language as mathematics: `mu_k` is μ with the subscript k, `v0` is v₀, `F_max` has an upright subscript, `speed` is upright."""
    return Run(identifier_tex(name), math=True)
