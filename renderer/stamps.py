"""Outlines as cairo takes them, and glyphs as stamps: an upright glyph becomes a mask once and is then pressed where it stands, to a quarter of a pixel.

To fill an outline takes cairo five times as long, and most of the time of a picture with much text.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from math import ceil, floor
from re import compile as pattern
from struct import pack, unpack
from typing import Any

from ..scene import Glyph, Outline
from .sound import outlined, written

__all__ = ["BEST", "Stamps", "cairo_path", "outline_path", "path_data"]

A8, BEST = 2, 6
"""CAIRO_FORMAT_A8, CAIRO_ANTIALIAS_BEST"""
LARGEST = 100.0
"""Pixels an em; larger glyphs are filled."""
MOST = 20_000
"""Masks that are kept; at a usual size one has a kilobyte."""


def _header(kind: int, length: int) -> float:
    """A `cairo_path_data_t` header seen as the double of the same eight bytes."""
    return float(unpack("d", pack("ii", kind, length))[0])


HEADERS = {"M": (_header(0, 2), 1), "L": (_header(1, 2), 1), "C": (_header(2, 4), 3), "Z": (_header(3, 1), 0)}
"""Header and number of points of an op."""

_runs = pattern("M+|L+|C+|Z+").findall


def path_data(ops: str, points: tuple[float, ...]) -> array[float]:
    """The path as an array of `cairo_path_data_t`: two doubles each, a header before the points of an op."""
    data: list[float] = []
    at = 0
    for run in _runs(ops):
        header, size = HEADERS[run[0]]
        count = len(run)
        if count == 1:
            data += (header, 0.0)
            data += points[at : at + 2 * size]
        else:
            step = 2 * size + 2
            part = [0.0] * (step * count)
            part[0::step] = [header] * count
            for k in range(2 * size):
                part[k + 2 :: step] = points[at + k : at + 2 * size * count : 2 * size]
            data += part
        at += 2 * size * count
    return array("d", data)


_outlines: dict[int, tuple[Outline, Any, Any]] = {}
"""Finished glyph outlines by identity; the first entry keeps the identity alive, the second the memory that the third points to."""


def outline_path(outline: Outline, ffi: Any) -> Any:
    known = _outlines.get(id(outline))
    if known is None:
        if len(_outlines) >= 20_000:
            _outlines.clear()
        data = path_data(outline.ops, outline.points) if outlined(outline.ops, outline.points) else array("d")
        known = _outlines[id(outline)] = (outline, data, cairo_path(ffi, data))
    return known[2]


def cairo_path(ffi: Any, data: array[float]) -> Any:
    """A `cairo_path_t` over the data, which must outlive it."""
    path = ffi.new("cairo_path_t *")
    path.data = ffi.from_buffer("cairo_path_data_t[]", data)
    path.num_data = len(data) // 2
    return path


Mask = tuple[Any, int, int, tuple[Any, ...]]
"""A surface (None: nothing to see), where its left top pixel lies from the glyph's origin, and what must outlive it."""

_masks: dict[tuple[int, float, int, int], Mask] = {}
"""By identity of the outline, pixels in 1/1000 em, and quarters of a pixel that the origin lies right of and below a corner of the grid."""


class Stamps:
    """Presses glyphs in the context's colour."""

    def __init__(self, context: Any, lib: Any, ffi: Any) -> None:
        self.context, self.lib, self.ffi = context, lib, ffi
        self._plain = ffi.new("cairo_matrix_t *", (1.0, 0.0, 0.0, 1.0, 0.0, 0.0))

    def press(self, glyphs: Iterable[Glyph], outlines: Mapping[tuple[str, int], Outline], scale: float) -> tuple[Glyph, ...]:
        """Presses those that are upright and not too large; the others are given back. The context's matrix is another one afterwards."""
        context, press = self.context, self.lib.cairo_mask_surface
        self.lib.cairo_set_matrix(context, self._plain)
        left: list[Glyph] = []
        for glyph in glyphs:
            outline = outlines.get((glyph.font, glyph.id))
            if outline is None or not written(glyph):
                continue
            size = glyph.size * scale / 1000
            if glyph.angle or size * 1000 > LARGEST:
                left.append(glyph)
                continue
            x, y = round(4 * glyph.x * scale), round(4 * glyph.y * scale)
            key = (id(outline), size, x & 3, y & 3)
            mask, dx, dy, _ = _masks.get(key) or self._cut(key, outline)
            if mask is not None:
                press(context, mask, (x >> 2) + dx, (y >> 2) + dy)
        return tuple(left)

    def _cut(self, key: tuple[int, float, int, int], outline: Outline) -> Mask:
        """A new mask."""
        if len(_masks) >= MOST:
            _masks.clear()
        _, size, right, down = key
        made: Mask = (None, 0, 0, (outline,))
        if outlined(outline.ops, outline.points):
            lib, ffi = self.lib, self.ffi
            xs, ys = outline.points[0::2], outline.points[1::2]
            x0, y0 = floor(size * min(xs)) - 1, floor(-size * max(ys)) - 1
            width, height = ceil(size * max(xs)) + 2 - x0, ceil(-size * min(ys)) + 2 - y0
            stride = -(-width // 4) * 4
            memory = ffi.from_buffer("unsigned char[]", bytearray(stride * height))
            mask = ffi.gc(lib.cairo_image_surface_create_for_data(memory, A8, width, height, stride), lib.cairo_surface_destroy)
            context = lib.cairo_create(mask)
            lib.cairo_set_matrix(context, ffi.new("cairo_matrix_t *", (size, 0.0, 0.0, -size, right / 4 - x0, down / 4 - y0)))
            lib.cairo_set_antialias(context, BEST)
            lib.cairo_append_path(context, outline_path(outline, ffi))
            lib.cairo_fill(context)
            lib.cairo_destroy(context)
            made = mask, x0, y0, (outline, memory, lib)
        _masks[key] = made
        return made
