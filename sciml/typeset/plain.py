"""Plain text to placed glyphs: face by coverage, kerning."""

from __future__ import annotations

from .box import Placed
from .face import Face, face

__all__ = ["set_text"]

_FALLBACK = ("text", "math")


def _find(code: int, first: Face) -> tuple[Face, int] | None:
    g = first.cmap.get(code)
    if g is not None:
        return first, g
    for key in _FALLBACK:
        other = face(key)
        g = other.cmap.get(code)
        if g is not None:
            return other, g
    return None


def set_text(text: str, size: float, at: tuple[float, float], style: tuple[bool, bool], placed: list[Placed], missing: list[str]) -> float:
    """Places `text` from `at` on, bold and italic as `style` says; returns the x after it."""
    bold, italic = style
    own = face(("text-bi" if italic else "text-b") if bold else "text-i" if italic else "text")
    em = size / 1000
    cmap, advance = own.cmap, own.advance
    x, y = at
    before = -1
    for char in text:
        g = cmap.get(ord(char))
        if g is not None:
            if before >= 0:
                x += own.kern(before, g) * em
            placed.append((own, g, x, y, size))
            x += advance[g] * em
            before = g
            continue
        before = -1
        found = _find(ord(char), own)
        if found is None:
            if char not in missing:
                missing.append(char)
            found = own, 0
        other, g = found
        placed.append((other, g, x, y, size))
        x += other.advance[g] * em
    return x
