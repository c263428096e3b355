"""The mathematics font in use: characters to pieces, sizes of a sign, constants.

Lengths are 1/1000 em of the text around, y up; a level is 0 display, 1 text, 2 script, 3 script of script.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from typing import Any, Final

from .box import Placed, Rule
from .face import Face, face
from .plain import set_text
from .symbols import styled

__all__ = ["SCALES", "Maths", "Piece", "maths"]

SCALES: Final = (1.0, 1.0, 0.7, 0.55)


_TIGHTER: Final = {"FractionNumeratorShiftUp": 440, "FractionDenominatorShiftDown": 400, "FractionNumeratorGapMin": 95, "FractionDenominatorGapMin": 95}
"""A fraction in a line of text as close as TeX's own; the font's 585 leave a third of an em of white."""


class Piece:
    """Something set: width, height above and depth below the baseline (may be negative), italics correction at its right end.

    glyphs, rules: what is inked, from the piece's own origin; char: the glyph of the mathematics font if it is just one, else -1.
    Never changed once another piece holds it.
    """

    __slots__ = ("char", "d", "glyphs", "h", "ic", "missing", "rules", "w")

    def __init__(self, w: float = 0.0, h: float = 0.0, d: float = 0.0, ic: float = 0.0, char: int = -1) -> None:
        self.w, self.h, self.d, self.ic, self.char = w, h, d, ic, char
        self.glyphs: list[Placed] = []
        self.rules: list[Rule] = []
        self.missing: list[str] = []

    def put(self, other: Piece, x: float, y: float) -> None:
        """Draws the other at (x, y); the extents stay."""
        if other.missing:
            self.missing += other.missing
        if x == 0 and y == 0:
            self.glyphs += other.glyphs
            self.rules += other.rules
            return
        self.glyphs += [(f, g, gx + x, gy + y, s) for f, g, gx, gy, s in other.glyphs]
        for rule in other.rules:
            self.rules.append(tuple([v + (y if i % 2 else x) for i, v in enumerate(rule)]))

    def add(self, other: Piece, x: float, y: float) -> None:
        """Draws the other at (x, y) and grows the height and depth to hold it."""
        self.put(other, x, y)
        self.h = max(self.h, other.h + y)
        self.d = max(self.d, other.d - y)

    def bar(self, left: float, bottom: float, right: float, top: float) -> None:
        """A filled rectangle."""
        self.rules.append((left, bottom, right, bottom, right, top, left, top))


Parts = list[list[Any]]


class Maths:
    """The face `math` with its MATH table at hand."""

    def __init__(self, font: Face) -> None:
        head, parts = font.head, font.parts
        self.face = font
        self.constants: dict[str, int] = {**head["constants"], **_TIGHTER}
        self.overlap: int = head["overlap"]
        self.vertical: dict[int, tuple[list[int], Parts]] = {g: (sizes, assembly) for g, sizes, assembly in head["vertical"]}
        self.horizontal: dict[int, tuple[list[int], Parts]] = {g: (sizes, assembly) for g, sizes, assembly in head["horizontal"]}
        self.dotless: dict[int, int] = dict(head["dotless"])
        self.flat: dict[int, int] = dict(head["flat"])
        self.kerns: dict[int, list[Any]] = {row[0]: row[1:] for row in head["kerns"]}
        self.italic, self.accents = parts["italic"], parts["accent"]
        self.forms = (None, None, parts["script"], parts["scriptscript"])
        self.axis: int = self.constants["AxisHeight"]
        self._chars: dict[tuple[str, str, int], Piece] = {}
        self.originals: dict[int, int] = {}

    def glyph(self, g: int, scale: float) -> Piece:
        """A piece of one glyph of this font, its ink as height and depth."""
        font = self.face
        piece = Piece(font.advance[g] * scale, font.top[g] * scale, -font.bottom[g] * scale, self.italic[g] * scale, g)
        piece.glyphs.append((font, g, 0.0, 0.0, 1000 * scale))
        return piece

    def char(self, char: str, font: str, level: int) -> Piece:
        """A character in one of the mathematical alphabets."""
        key = (char, font, level)
        piece = self._chars.get(key)
        if piece is None:
            piece = self._make(char, font, level)
            self._chars[key] = piece
        return piece

    def _make(self, char: str, font: str, level: int) -> Piece:
        made = styled(char, font)
        g = self.face.cmap.get(ord(made))
        if font == "bi" and made == char and ord(char) in face("text-b").cmap:
            g = None  # signs that the font has in one weight only
        if g is None:
            return self.words(char, font in {"bf", "bi"}, font == "ti", level)
        form = self.forms[level]
        if form is not None and form[g]:
            self.originals[form[g]] = g
            g = form[g]
        return self.glyph(g, SCALES[level])

    def words(self, text: str, bold: bool, italic: bool, level: int) -> Piece:
        """Plain text."""
        piece = Piece()
        piece.w = set_text(text, 1000 * SCALES[level], (0.0, 0.0), (bold, italic), (piece.glyphs, piece.missing))
        for font, g, _x, y, size in piece.glyphs:
            if font.left[g] < font.right[g]:
                piece.h = max(piece.h, font.top[g] * size / 1000 + y)
                piece.d = max(piece.d, -font.bottom[g] * size / 1000 - y)
        return piece

    def kern(self, left: Piece, right: Piece, level: int) -> float:
        """Kerning of two upright letters."""
        a, b = self.originals.get(left.char, left.char), self.originals.get(right.char, right.char)
        return self.face.kern(a, b) * SCALES[level] if a >= 0 and b >= 0 else 0.0

    def corner(self, g: int, which: int, height: float) -> float:
        """The kern at a corner (0 top right, 1 bottom right, 2 bottom left, 3 top left) at a height, in units of the glyph's own size.

        The last kern of a subscript's corner is that of the glyph's top: it is reached gradually, so that a capital a hair over the step stays near.
        """
        corners = self.kerns.get(g)
        if corners is None or corners[which] is None:
            return 0.0
        heights, values = corners[which]
        k = bisect_right(heights, height)
        if which != 1 or not heights or k < len(heights) or self.face.top[g] <= heights[-1]:
            return float(values[k])
        share = min(1.0, (height - heights[-1]) / (self.face.top[g] - heights[-1]))
        return float(values[-2] + (values[-1] - values[-2]) * share)

    # ------------------------------------------------------------ sizes of a sign

    def tall(self, char: str, size: float, level: int, display: bool = False) -> Piece:
        """A delimiter, root or large operator of at least that height (height + depth); display: made of one glyph only."""
        g = self.face.cmap.get(ord(char))
        if g is None:
            return self.words(char, False, False, level)
        scale = SCALES[level]
        font = self.face
        sizes, parts = self.vertical.get(g, ([], []))
        for v in sizes or [g]:
            if (font.top[v] - font.bottom[v]) * scale >= size:
                return self.glyph(v, scale)
        if not parts or display:
            return self.glyph(sizes[-1] if sizes else g, scale)
        return self._assembly(parts, size / scale, scale, True)

    def long(self, char: str, size: float, level: int, fit: bool = False) -> Piece:
        """A sign of at least that length; its origin at the left end of its ink. fit: the longest that is not longer, of one glyph."""
        g = self.face.cmap.get(ord(char))
        if g is None:
            return self.words(char, False, False, level)
        scale = SCALES[level]
        font = self.face
        sizes, parts = self.horizontal.get(g, ([], []))
        chosen = -1
        for v in sizes or [g]:
            length = (font.right[v] - font.left[v]) * scale
            if fit:
                chosen = v if length <= size or chosen < 0 else chosen
            elif length >= size:
                chosen = v
                break
        if chosen < 0 and parts:
            return self._assembly(parts, size / scale, scale, False)
        v = chosen if chosen >= 0 else (sizes[-1] if sizes else g)
        piece = Piece((font.right[v] - font.left[v]) * scale, font.top[v] * scale, -font.bottom[v] * scale)
        piece.put(self.glyph(v, scale), -font.left[v] * scale, 0.0)
        return piece

    def _assembly(self, parts: Parts, size: float, scale: float, upright: bool) -> Piece:
        """Glyph parts joined with overlaps to one sign of exactly that size, if the parts can be."""
        repeats = 1
        while True:
            row = [part for part in parts for _ in range(repeats if part[4] else 1)]
            length = sum(part[3] for part in row) - self.overlap * (len(row) - 1)
            if length >= size or repeats > 400:
                break
            repeats += 1
        joints = len(row) - 1
        spare = max(0.0, length - size) / joints if joints else 0.0
        font = self.face
        piece = Piece()
        at = 0.0
        for i, (g, start, _end, full, _) in enumerate(row):
            if i:
                most = min(row[i - 1][2], start)
                at -= max(self.overlap, min(most, self.overlap + spare)) * scale
            x, y = (0.0, at - font.bottom[g] * scale) if upright else (at - font.left[g] * scale, 0.0)
            piece.put(self.glyph(g, scale), x, y)
            at += full * scale
            piece.h = max(piece.h, at if upright else font.top[g] * scale)
            piece.d = max(piece.d, 0.0 if upright else -font.bottom[g] * scale)
            piece.w = max(piece.w, font.advance[g] * scale if upright else at)
        if not upright:
            piece.d = max(-font.bottom[g] * scale for g, *_ in row)
        return piece


@cache
def maths() -> Maths:
    """The one mathematics font."""
    return Maths(face("math"))
