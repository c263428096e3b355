"""Chinese, Japanese and Korean for the face `cjk`: the characters of the national standards, from Noto Serif CJK."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as File
from typing import Any, Final

__all__ = ["INSTALLED", "cjk_font", "wanted"]

INSTALLED: Final = File("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")
"""Where Debian's fonts-noto-cjk puts it."""

_BLOCKS: Final = ((0x2E80, 0x2FDF), (0x3000, 0x33FF), (0xFF00, 0xFFEF))


def _codec(name: str, first: int = 0xA1, last: int = 0xFE) -> Iterator[str]:
    """The two-byte characters of an encoding."""
    for high in range(first, last + 1):
        for low in (*range(0x40, 0x7F), *range(0xA1, 0xFF)):
            try:
                char = bytes((high, low)).decode(name)
            except UnicodeDecodeError:
                continue
            if len(char) == 1:
                yield char


def wanted() -> set[int]:
    """GB 2312, Big5 level 1, JIS X 0208, the syllables of KS X 1001, and the blocks of signs."""
    chars = {*_codec("gb2312"), *_codec("big5", 0xA1, 0xC6), *_codec("euc_jp")}
    chars |= {char for char in _codec("euc_kr") if not 0x4E00 <= ord(char) <= 0x9FFF and not 0xF900 <= ord(char) <= 0xFAFF}
    return {ord(char) for char in chars} | {code for low, high in _BLOCKS for code in range(low, high + 1)}


def cjk_font(path: File, covered: set[int]) -> tuple[Any, list[str], dict[int, str]]:
    """The simplified Chinese font of the collection, the glyphs to take, and its map without what other faces cover."""
    from fontTools.ttLib import TTCollection  # type: ignore[import-untyped,unused-ignore]

    font = next(font for font in TTCollection(path).fonts if font["name"].getDebugName(4) == "Noto Serif CJK SC")
    points = wanted() - covered
    cmap = {code: name for code, name in font.getBestCmap().items() if code in points}
    used = {".notdef", *cmap.values()}
    return font, [name for name in font.getGlyphOrder() if name in used], cmap
