"""Scripts whose letters join, stack or run from right to left, through HarfBuzz; loaded when the first of them is met."""

from __future__ import annotations

import os.path
import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from ..scene import Outline
from .face import FONTS, Face

if TYPE_CHECKING:
    from .box import Placed

__all__ = ["SCRIPTS", "Shaped", "segments", "set_segment", "shaped"]

SCRIPTS: Final = {
    "hebrew": (0x590, 0x5FF), "arabic": (0x600, 0x6FF), "devanagari": (0x900, 0x97F), "bengali": (0x980, 0x9FF), "tamil": (0xB80, 0xBFF),
    "telugu": (0xC00, 0xC7F), "thai": (0xE00, 0xE7F), "georgian": (0x10A0, 0x10FF), "armenian": (0x530, 0x58F),
}  # fmt: skip
_LEFTWARDS: Final = frozenset({"hebrew", "arabic"})
_MORE: Final = {"hebrew": "\ufb1d-\ufb4f", "arabic": "\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc"}
_SEGMENT: Final = re.compile(
    "|".join(
        rf"(?P<{name}>(?:[{chr(a)}-{chr(b)}{_MORE.get(name, '')}\u200c\u200d\u0964\u0965]+(?: +(?=[{chr(a)}-{chr(b)}{_MORE.get(name, '')}]))?)+)"
        for name, (a, b) in SCRIPTS.items()
    )
)


class _Lazy(dict[int, int]):
    """One edge of the ink box of each glyph, asked for once."""

    def __init__(self, font: Shaped, which: int) -> None:
        self.font, self.which = font, which

    def __missing__(self, glyph: int) -> int:
        box = self.font.box(glyph)
        for edge, value in zip((self.font.left, self.font.bottom, self.font.right, self.font.top), box, strict=True):
            edge[glyph] = value
        return box[self.which]


class Shaped(Face):
    """A font that HarfBuzz reads; looks to the rest like any face."""

    __slots__ = ("hb", "known", "script")

    def __init__(self, script: str) -> None:
        import uharfbuzz  # type: ignore[import-untyped,unused-ignore]

        self.key = script
        self.script = script
        blob = uharfbuzz.Blob.from_file_path(os.path.join(FONTS, f"noto-{script}.ttf"))
        self.hb: Any = uharfbuzz.Font(uharfbuzz.Face(blob))
        self.hb.scale = (1000, 1000)
        self.known: frozenset[int] = frozenset(self.hb.face.unicodes)
        self.left, self.bottom, self.right, self.top = (_Lazy(self, i) for i in range(4))  # type: ignore[assignment]
        self.parts = {}
        self._outlines = {}

    def box(self, glyph: int) -> tuple[int, int, int, int]:
        """Ink of a glyph: left, bottom, right, top."""
        found = self.hb.get_glyph_extents(glyph)
        if found is None or not found.width:
            return 0, 0, 0, 0
        left, top = found.x_bearing, found.y_bearing
        return left, top + found.height, left + found.width, top

    def _decode(self, glyph: int) -> Outline:
        ops: list[str] = []
        points: list[float] = []

        class Pen:
            """Takes what HarfBuzz draws."""

            def moveTo(self, p: tuple[float, float]) -> None:
                ops.append("M")
                points.extend(p)

            def lineTo(self, p: tuple[float, float]) -> None:
                ops.append("L")
                points.extend(p)

            def curveTo(self, *p: tuple[float, float]) -> None:
                ops.append("C")
                points.extend(round(value, 2) for place in p for value in place)

            def qCurveTo(self, c: tuple[float, float], e: tuple[float, float]) -> None:
                x, y = points[-2:]
                self.curveTo(((x + 2 * c[0]) / 3, (y + 2 * c[1]) / 3), ((e[0] + 2 * c[0]) / 3, (e[1] + 2 * c[1]) / 3), e)

            def closePath(self) -> None:
                ops.append("Z")

        self.hb.draw_glyph_with_pen(glyph, Pen())
        return Outline("".join(ops), tuple(points))


@cache
def shaped(script: str) -> Shaped:
    """The font of a script."""
    return Shaped(script)


def segments(text: str) -> list[tuple[str, str]]:
    """(script or "", text) in the order in which they stand from left to right."""
    found: list[tuple[str, str]] = []
    at = 0
    for match in _SEGMENT.finditer(text):
        if match.start() > at:
            found.append(("", text[at : match.start()]))
        found.append((match.lastgroup or "", match[0]))
        at = match.end()
    if at < len(text):
        found.append(("", text[at:]))
    return _ordered(found)


def _ordered(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Turned around from the first right-to-left segment to the last, as far as no word of the other direction stands between; wholly if the text begins so."""
    if not any(script in _LEFTWARDS for script, _ in found):
        return found
    first = next((script for script, text in found if script or any(char.isalpha() for char in text)), "")
    if first in _LEFTWARDS:
        return [part for piece in reversed(found) for part in _turned(piece)]
    out: list[tuple[str, str]] = []
    block: list[tuple[str, str]] = []
    for piece in found:
        script, text = piece
        if script in _LEFTWARDS or (block and not script and not any(char.isalpha() for char in text)):
            block.append(piece)
            continue
        out += _closed(block)
        block = []
        out.append(piece)
    return out + _closed(block)


def _closed(block: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """A right-to-left stretch turned around; what trails behind it stays behind it."""
    tail: list[tuple[str, str]] = []
    while block and block[-1][0] not in _LEFTWARDS:
        tail.insert(0, block.pop())
    return [part for piece in reversed(block) for part in _turned(piece)] + tail


def _turned(piece: tuple[str, str]) -> list[tuple[str, str]]:
    """A neutral piece between right-to-left words: its blanks and signs change sides, a number or foreign word stays whole."""
    script, text = piece
    if script:
        return [piece]
    head = re.match(r"[^\w]*", text)
    tail = re.search(r"[^\w°%]*$", text[head.end() :] if head else text)
    assert head is not None and tail is not None
    middle = text[head.end() : len(text) - len(tail[0])]
    mirror = str.maketrans("()[]{}<>«»", ")(][}{><»«")
    return [("", part) for part in (tail[0][::-1].translate(mirror), middle, head[0][::-1].translate(mirror)) if part]


def set_segment(script: str, text: str, size: float, at: tuple[float, float], sheet: tuple[list[Placed], list[str]]) -> float:
    """Places text of one script; returns the x after it."""
    import uharfbuzz  # type: ignore[import-untyped,unused-ignore]

    placed, missing = sheet
    font = shaped(script)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font.hb, buffer)
    em = size / 1000
    x, y = at
    missing += [char for char in dict.fromkeys(text) if ord(char) not in font.known and char not in missing and char not in "\u200c\u200d"]
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        placed.append((font, info.codepoint, x + position.x_offset * em, y + position.y_offset * em, size))
        x += position.x_advance * em
    return x
