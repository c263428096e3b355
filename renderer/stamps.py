"""Outlines as cairo takes them, and glyphs as stamps: an upright glyph becomes a mask once and is then pressed where it stands, to a quarter of a pixel.

To fill an outline takes cairo five times as long, and most of the time of a picture with much text.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from math import ceil, floor
from re import compile as pattern
from struct import pack, unpack
from typing import Any

from ..scene import WHOLE, Glyph, Outline, TextMark
from .binding import cairo
from .pixman import A8, ADD, IN, OVER, image, solid
from .sound import outlined, written

__all__ = ["BEST", "Stamps", "cairo_path", "outline_path", "path_data"]

BEST = 6
"""CAIRO_ANTIALIAS_BEST"""
INVERSE = bytes(range(255, -1, -1))
LARGEST = 100.0
"""Pixels an em; larger glyphs are filled."""
MOST = 20_000
"""Stamps that are kept; at a usual size one has two kilobytes."""


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


class Stamp:
    """A glyph's mask. surface: cairo's, None where there is nothing to see; dx, dy: where its left top pixel lies from the glyph's origin; image, inverse:
    pixman's, of what it covers and of what it leaves; keep: what must outlive them."""

    __slots__ = ("dx", "dy", "height", "image", "inverse", "keep", "surface", "width")

    def __init__(self, outline: Outline) -> None:
        self.surface = self.image = self.inverse = None
        self.dx = self.dy = self.width = self.height = 0
        self.keep: tuple[Any, ...] = (outline,)


_stamps: dict[tuple[int, float, int, int], Stamp] = {}
"""By identity of the outline, pixels in 1/1000 em, and quarters of a pixel that the origin lies right of and below a corner of the grid."""


class Stamps:
    """Presses glyphs into a picture. target: the picture as a pixman image, if there is one; light: its pixels are one channel, see `Pen`."""

    def __init__(self, context: Any, scale: float, target: Any = None, light: bool = False) -> None:
        """scale: pixels per pt."""
        self.context, self.scale, self.target, self.light = context, scale, target, light
        self.lib, self.ffi = cairo()
        self._inks: dict[tuple[float, float, float], Any] = {}

    def press(self, mark: TextMark, outlines: Mapping[tuple[str, int], Outline], ink: tuple[float, float, float] | None) -> Sequence[Glyph]:
        """Presses those glyphs of a text that are upright and not too large; the others are given back. ink: red, green, blue; None if that is the
        context's source and its target another one than ours."""
        scale, quarter = self.scale, 4 * self.scale
        right, down = mark.x, mark.y
        left: list[Glyph] = []
        found: list[tuple[Stamp, int, int]] = []
        for glyph in mark.glyphs:
            outline = outlines.get((glyph.font, glyph.id))
            x, y = ((right + glyph.x) * 1000 + WHOLE - WHOLE) / 1000, ((down + glyph.y) * 1000 + WHOLE - WHOLE) / 1000
            if outline is None or not written(glyph, x, y):
                continue
            size = glyph.size * scale / 1000
            if glyph.angle or size * 1000 > LARGEST:
                left.append(glyph)
                continue
            i, j = round(x * quarter), round(y * quarter)
            key = (id(outline), size, i & 3, j & 3)
            stamp = _stamps.get(key) or _cut(key, outline)
            if stamp.surface is not None:
                found.append((stamp, (i >> 2) + stamp.dx, (j >> 2) + stamp.dy))
        if ink is not None and self.target is not None:
            self._compose(found, ink)
        elif found:
            self._mask(found)
        return left

    def _mask(self, found: list[tuple[Stamp, int, int]]) -> None:
        """cairo's way."""
        lib, context, new = self.lib, self.context, self.ffi.new
        lib.cairo_set_matrix(context, new("cairo_matrix_t *", (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)))
        for stamp, x, y in found:
            lib.cairo_mask_surface(context, stamp.surface, x, y)
        lib.cairo_set_matrix(context, new("cairo_matrix_t *", (self.scale, 0.0, 0.0, self.scale, 0.0, 0.0)))

    def _compose(self, found: list[tuple[Stamp, int, int]], ink: tuple[float, float, float]) -> None:
        """The same without cairo's way there."""
        compose, target, nothing = self.lib.pixman_image_composite32, self.target, self.ffi.NULL
        source = None
        if ink != (0.0, 0.0, 0.0) or not self.light:
            source = self._inks.get(ink)
            if source is None:
                source = self._inks[ink] = solid(*((0.0, 0.0, 0.0, ink[0]) if self.light else ink))
        for stamp, x, y in found:
            if self.light:  # dimmed where the glyph covers it, and the ink's light added there
                compose(IN, stamp.inverse, nothing, target, 0, 0, 0, 0, x, y, stamp.width, stamp.height)
                if source is not None:
                    compose(ADD, source, stamp.image, target, 0, 0, 0, 0, x, y, stamp.width, stamp.height)
            else:
                compose(OVER, source, stamp.image, target, 0, 0, 0, 0, x, y, stamp.width, stamp.height)


def _cut(key: tuple[int, float, int, int], outline: Outline) -> Stamp:
    """A new stamp."""
    if len(_stamps) >= MOST:
        _stamps.clear()
    _, size, right, down = key
    made = Stamp(outline)
    if outlined(outline.ops, outline.points):
        lib, ffi = cairo()
        xs, ys = outline.points[0::2], outline.points[1::2]
        made.dx, made.dy = floor(size * min(xs)) - 1, floor(-size * max(ys)) - 1
        made.width, made.height = width, height = ceil(size * max(xs)) + 2 - made.dx, ceil(-size * min(ys)) + 2 - made.dy
        stride = -(-width // 4) * 4
        pixels = bytearray(stride * height)
        memory = ffi.from_buffer("unsigned char[]", pixels)
        made.surface = ffi.gc(lib.cairo_image_surface_create_for_data(memory, A8, width, height, stride), lib.cairo_surface_destroy)
        context = lib.cairo_create(made.surface)
        lib.cairo_set_matrix(context, ffi.new("cairo_matrix_t *", (size, 0.0, 0.0, -size, right / 4 - made.dx, down / 4 - made.dy)))
        lib.cairo_set_antialias(context, BEST)
        lib.cairo_append_path(context, outline_path(outline, ffi))
        lib.cairo_fill(context)
        lib.cairo_destroy(context)
        inverse = ffi.from_buffer("unsigned char[]", pixels.translate(INVERSE))
        made.image, made.inverse = image(memory, A8, width, height, stride), image(inverse, A8, width, height, stride)
        made.keep = (outline, memory, inverse, lib)
    _stamps[key] = made
    return made
