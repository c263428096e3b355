"""A face: one font, compiled by `build` to a file that opens in a millisecond.

All numbers are 1/1000 em, y up. File: magic, length of the head (uint32, little endian), head (JSON), then the sections that the head lists, in order.
An outline is a byte for the number of its ops (two if 255 or more), the ops, then the coordinates as differences: one signed byte each,
or -128 and two bytes. Z is left out (each M closes what was before it) and Q, a quadratic curve, becomes C here.
"""

from __future__ import annotations

import json
import os.path
import sys
from array import array
from functools import cache
from typing import Any, Final

from ..scene import Outline

__all__ = ["FONTS", "MAGIC", "NO_ACCENT", "Face", "face"]

MAGIC: Final = b"SMF1"
FONTS: Final = os.path.join(os.path.dirname(__file__), "fonts")
"""A string: pathlib would cost more than a face."""

NO_ACCENT: Final = -32768
"""In the section `accent`: no place given."""

_EMPTY: Final = Outline("", ())


def _numbers(code: str, data: bytes) -> array[int]:
    values = array(code)
    values.frombytes(data)
    if sys.byteorder == "big":  # pragma: no cover
        values.byteswap()
    return values


class Face:
    """Metrics and outlines of one font. `cmap` code point -> glyph; `advance[g]`; `left bottom right top[g]` the ink box, all 0 where there is none.
    head, parts: what else the file holds (see `build_math`)."""

    __slots__ = (
        "_blob", "_columns", "_kern", "_offsets", "_outlines", "_rows", "_width", "advance", "bottom", "cmap", "head", "key", "left", "parts", "right", "top",
    )  # fmt: skip

    def __init__(self, key: str, data: bytes) -> None:
        if data[:4] != MAGIC:
            raise ValueError(f"{key}: not a face file")
        start = 8 + int.from_bytes(data[4:8], "little")
        self.key = key
        self.head: dict[str, Any] = json.loads(data[8:start])
        parts: dict[str, array[int]] = {}
        for name, code, size in self.head["sections"]:
            parts[name] = _numbers(code, data[start : start + size])
            start += size
        self.cmap: dict[int, int] = dict(zip(parts["points"], parts["glyphs"], strict=True))
        self.advance = parts["advance"]
        box = parts["box"]
        self.left, self.bottom, self.right, self.top = box[0::4], box[1::4], box[2::4], box[3::4]
        self._rows, self._columns, self._kern = parts["rows"], parts["columns"], parts["kern"]
        self._width: int = self.head["kern_columns"]
        self._offsets = parts["offsets"]
        self.parts = parts
        self._blob = memoryview(data)[start:]
        self._outlines: dict[int, Outline] = {}

    def kern(self, left: int, right: int) -> int:
        """What to add between two glyphs that follow each other."""
        return self._kern[self._rows[left] * self._width + self._columns[right]]

    def accent(self, glyph: int) -> float:
        """Where the middle of an accent over the glyph goes."""
        places = self.parts.get("accent")
        place = places[glyph] if places is not None else NO_ACCENT
        return place if place != NO_ACCENT else (self.left[glyph] + self.right[glyph]) / 2

    def outline(self, glyph: int) -> Outline:
        """The curves of a glyph."""
        found = self._outlines.get(glyph)
        if found is None:
            found = self._outlines[glyph] = self._decode(glyph)
        return found

    def _decode(self, glyph: int) -> Outline:
        data = self._blob[self._offsets[glyph] : self._offsets[glyph + 1]]
        if not data:
            return _EMPTY
        count, at = data[0], 1
        if count == 255:
            count, at = int.from_bytes(data[1:3], "little"), 3
        ops = bytes(data[at : at + count]).decode()
        at += count
        flat: list[int] = []
        while at < len(data):
            step = data[at]
            at += 1
            if step == 128:
                step = int.from_bytes(data[at : at + 2], "little")
                at += 2
                flat.append(step - 65536 if step > 32767 else step)
            else:
                flat.append(step - 256 if step > 128 else step)
        return _absolute(ops, flat)


def _absolute(ops: str, flat: list[int]) -> Outline:
    """Differences to places, quadratic curves to cubic ones, Z put back."""
    out: list[str] = []
    points: list[float] = []
    x = y = i = 0
    for op in ops:
        if op == "M" and out:
            out.append("Z")
        if op == "Q":
            cx, cy = x + flat[i], y + flat[i + 1]
            ex, ey = cx + flat[i + 2], cy + flat[i + 3]
            points += (round((x + 2 * cx) / 3, 2), round((y + 2 * cy) / 3, 2), round((ex + 2 * cx) / 3, 2), round((ey + 2 * cy) / 3, 2), ex, ey)
            x, y, i = ex, ey, i + 4
            out.append("C")
            continue
        for _ in range(3 if op == "C" else 1):
            x, y, i = x + flat[i], y + flat[i + 1], i + 2
            points += (x, y)
        out.append(op)
    out.append("Z")
    return Outline("".join(out), tuple(points))


@cache
def face(key: str) -> Face:
    """The face of that key: `text`, `text-b`, `text-i`, `text-bi`, `math`, `cjk`, or a script of `shaping`."""
    if not key.startswith(("text", "math", "cjk")):
        from .shaping import shaped

        return shaped(key)
    with open(os.path.join(FONTS, f"{key}.face"), "rb") as file:
        return Face(key, file.read())
