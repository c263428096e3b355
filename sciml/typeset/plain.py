"""Plain text to placed glyphs: face by coverage, kerning, marks over their letters."""

from __future__ import annotations

from typing import Final

from .box import Placed
from .face import Face, face

__all__ = ["set_text"]

_FALLBACK: Final = ("text", "math", "cjk")
_SPACES: Final = {
    0x09: 250, 0x0A: 250, 0x0D: 250, 0xA0: 250, 0x2002: 500, 0x2003: 1000, 0x2004: 333,
    0x2005: 250, 0x2006: 167, 0x2007: 500, 0x2008: 250, 0x2009: 167, 0x200A: 83, 0x202F: 167,
}  # fmt: skip
_NOTHING: Final = frozenset({0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFE0E, 0xFE0F, 0xFEFF, *range(0x202A, 0x202F), *range(0x2061, 0x206A)})
_MARKS: Final = frozenset({*range(0x300, 0x370), *range(0x20D0, 0x20F1)})
_FLAT: Final = 480
"""A letter of that height needs no raised accent."""


def _find(code: int, style: str) -> tuple[Face, int] | None:
    """The first face with that character: the style's own, then the regular ones."""
    for key in (style, *_FALLBACK):
        font = face(key)
        g = font.cmap.get(code)
        if g is not None:
            return font, g
    return None


def set_text(text: str, size: float, at: tuple[float, float], style: tuple[bool, bool], sheet: tuple[list[Placed], list[str]]) -> float:
    """Places `text` from `at` on, bold and italic as `style` says; sheet: where the glyphs and the missing characters go. Returns the x after it."""
    if not text.isascii() and _shaped(text):
        from .shaping import segments, set_segment

        x = at[0]
        for script, piece in segments(text):
            place = (x, at[1])
            x = set_segment(script, piece, size, place, sheet) if script else _straight(piece, size, place, style, sheet)
        return x
    return _straight(text, size, at, style, sheet)


def _shaped(text: str) -> bool:
    """Whether some of it is in a script of `shaping`."""
    return any("\u0530" <= char < "\u1100" or "\ufb1d" <= char < "\ufefd" for char in text)


def _straight(text: str, size: float, at: tuple[float, float], style: tuple[bool, bool], sheet: tuple[list[Placed], list[str]]) -> float:
    """One character after the other."""
    placed, missing = sheet
    bold, italic = style
    key = ("text-bi" if italic else "text-b") if bold else "text-i" if italic else "text"
    own = face(key)
    em = size / 1000
    cmap, advance, kern = own.cmap, own.advance, own.kern
    x, y = at
    before = -1
    for char in text:
        code = ord(char)
        g = cmap.get(code)
        if g is not None and code not in _MARKS:
            if before >= 0:
                x += kern(before, g) * em
            placed.append((own, g, x, y, size))
            x += advance[g] * em
            before = g
        else:
            before = -1
            x = _other(code, key, (x, y, size), placed, missing)
    return x


def _other(code: int, key: str, pen: tuple[float, float, float], placed: list[Placed], missing: list[str]) -> float:
    """A character that the style's face lacks, or a mark; returns the x after it."""
    x, y, size = pen
    em = size / 1000
    if code in _NOTHING:
        return x
    if code in _SPACES:
        return x + _SPACES[code] * em
    found = _find(code, key)
    if found is None:
        if chr(code) not in missing:
            missing.append(chr(code))
        found = face("text"), 0
    font, g = found
    if code in _MARKS and placed and font.left[g] < font.right[g]:
        base, b, bx, by, _ = placed[-1]
        middle = bx + (base.accent(b) - (font.left[g] + font.right[g]) / 2) * em
        rise = max(0, base.top[b] - _FLAT) * em if font.bottom[g] > 300 else 0.0
        placed.append((font, g, middle, by + rise, size))
        return x
    placed.append((font, g, x, y, size))
    return x + font.advance[g] * em
