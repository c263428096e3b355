"""Outlines as cairo takes them, and glyphs as stamps: an upright glyph becomes a mask once and is then pressed where it stands, to a quarter of a pixel.

To fill an outline takes cairo five times as long, and most of the time of a picture with much text.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from functools import lru_cache
from math import ceil, floor
from re import compile as pattern
from struct import pack, unpack
from typing import Any

from ..scene import WHOLE, Glyph, Outline, TextMark
from .binding import cairo, pixman
from .pixman import A8, ADD, IN, OVER, Masks, image, solid
from .sound import LIMIT, outlined, rgba

__all__ = ["BEST", "Stamps", "cairo_path", "outline_path", "path_data"]

BEST = 6
"""CAIRO_ANTIALIAS_BEST"""
INVERSE = bytes(range(255, -1, -1))
LARGEST = 100.0
"""Pixels an em; larger glyphs are filled."""
MOST = 10_000
"""Stamps that are kept; at a usual size one has four kilobytes."""


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
    """A glyph's mask. surface: cairo's, None where there is nothing to see; left, top: of its first pixel from the glyph's origin; width: in pixels;
    covers, leaves: what it covers and what it leaves among `Sheet.masks`, 0 if not there; keep: what must outlive the surface."""

    __slots__ = ("covers", "keep", "leaves", "left", "surface", "top", "width")

    def __init__(self) -> None:
        self.surface: Any = None
        self.left = self.top = self.width = self.covers = self.leaves = 0
        self.keep: Any = None


class Sheet:
    """Stamps of a process. forms: by identity of the outline, which is kept alive, and pixels in 1/1000 em: a stamp for each of the sixteen quarters of a
    pixel that the origin lies right of and below a corner of the grid. masks: None without pixman."""

    def __init__(self) -> None:
        self.forms: dict[tuple[int, float], tuple[Outline, list[Stamp | None]]] = {}
        self.masks = Masks() if pixman() else None
        self.count = 0

    def cut(self, outline: Outline, size: float, right: int, down: int) -> Stamp | None:
        """A new stamp; None if pixman has no room for it."""
        made = Stamp()
        self.count += 1
        if not outlined(outline.ops, outline.points):
            return made
        lib, ffi = cairo()
        xs, ys = outline.points[0::2], outline.points[1::2]
        made.left, made.top = floor(size * min(xs)), floor(-size * max(ys))
        made.width = width = max(ceil(size * max(xs) + right / 4) - made.left, 1)
        height = max(ceil(-size * min(ys) + down / 4) - made.top, 1)
        stride = -(-width // 4) * 4
        pixels = bytearray(stride * height)
        memory = ffi.from_buffer("unsigned char[]", pixels)
        made.surface = ffi.gc(lib.cairo_image_surface_create_for_data(memory, A8, width, height, stride), lib.cairo_surface_destroy)
        context = lib.cairo_create(made.surface)
        lib.cairo_set_matrix(context, ffi.new("cairo_matrix_t *", (size, 0.0, 0.0, -size, right / 4 - made.left, down / 4 - made.top)))
        lib.cairo_set_antialias(context, BEST)
        lib.cairo_append_path(context, outline_path(outline, ffi))
        lib.cairo_fill(context)
        lib.cairo_destroy(context)
        made.keep = memory
        if self.masks is not None:
            inverse = ffi.from_buffer("unsigned char[]", pixels.translate(INVERSE))
            made.covers, made.leaves = (self.masks.keep(image(data, A8, width, height, stride)) for data in (memory, inverse))
            if not (made.covers and made.leaves):
                return None
        return made


_sheets: list[Sheet] = []
"""The one in use, if any."""


class Stamps:
    """Presses glyphs into a picture. target: the picture as a pixman image, if there is one; light: its pixels are one channel, see `Pen`; swapped: red and
    blue change places. direct: whether it can be done without cairo."""

    def __init__(self, context: Any, scale: float, target: Any = None, light: bool = False, swapped: bool = False) -> None:
        """scale: pixels per pt."""
        self.context, self.scale, self.target, self.light, self.swapped = context, scale, target, light, swapped
        if not _sheets or _sheets[0].count >= MOST:
            _sheets[:] = [Sheet()]
        self.sheet = _sheets[0]
        self.direct = target is not None and self.sheet.masks is not None
        self._forms: dict[tuple[str, int, float], list[Stamp | None]] = {}

    def press(self, mark: TextMark, outlines: Mapping[tuple[str, int], Outline]) -> list[Glyph]:
        """Presses those glyphs of an opaque text that are upright and not too large; the others are given back. outlines: of the picture."""
        found, left = self._found(mark, outlines)
        masks = self.sheet.masks
        if not found or masks is None:
            return left
        source = ink(mark.color, self.light, self.swapped)
        if not self.light:
            masks.press(OVER, source, self.target, [value for stamp, x, y in found for value in (x, y, stamp.covers)])
        elif source is ink("#000000", True, False):
            masks.press(IN, source, self.target, [value for stamp, x, y in found for value in (x, y, stamp.leaves)])
        else:
            self._lighten(masks, found, source)
        return left

    def mask(self, mark: TextMark, outlines: Mapping[tuple[str, int], Outline]) -> list[Glyph]:
        """The same by cairo, with the context's source and target."""
        found, left = self._found(mark, outlines)
        if found:
            (lib, ffi), context, scale = cairo(), self.context, self.scale
            lib.cairo_set_matrix(context, ffi.new("cairo_matrix_t *", (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)))
            for stamp, x, y in found:
                lib.cairo_mask_surface(context, stamp.surface, x, y)
            lib.cairo_set_matrix(context, ffi.new("cairo_matrix_t *", (scale, 0.0, 0.0, scale, 0.0, 0.0)))
        return left

    def _found(self, mark: TextMark, outlines: Mapping[tuple[str, int], Outline]) -> tuple[list[tuple[Stamp, int, int]], list[Glyph]]:
        """Stamps and the pixels of their left tops, and glyphs without."""
        quarter, forms = 4 * self.scale, self._forms
        right, down = mark.x, mark.y
        left: list[Glyph] = []
        found: list[tuple[Stamp, int, int]] = []
        for glyph in mark.glyphs:
            key = (glyph.font, glyph.id, glyph.size)
            form = forms.get(key)
            if form is None:
                form = forms[key] = self._form(outlines.get(key[:2]), glyph.size)
            if glyph.angle or not form:
                left.append(glyph)
                continue
            x, y = ((right + glyph.x) * 1000 + WHOLE - WHOLE) / 1000, ((down + glyph.y) * 1000 + WHOLE - WHOLE) / 1000
            if -LIMIT <= x <= LIMIT and -LIMIT <= y <= LIMIT:
                i, j = round(x * quarter), round(y * quarter)
                stamp = form[(j & 3) * 4 + (i & 3)]
                if stamp is None:
                    stamp = form[(j & 3) * 4 + (i & 3)] = self.sheet.cut(outlines[key[:2]], glyph.size * self.scale / 1000, i & 3, j & 3)
                if stamp is None:
                    left.append(glyph)
                elif stamp.surface is not None:
                    found.append((stamp, (i >> 2) + stamp.left, (j >> 2) + stamp.top))
        return found, left

    def _form(self, outline: Outline | None, em: float) -> list[Stamp | None]:
        """The stamps of a glyph of `em` pt; none if it is none or so large that it is filled."""
        size = em * self.scale / 1000
        if outline is None or not 0 < em <= LIMIT or size * 1000 > LARGEST:
            return []
        key = (id(outline), size)
        known = self.sheet.forms.get(key)
        if known is None:
            known = self.sheet.forms[key] = (outline, [None] * 16)
        return known[1]

    def _lighten(self, masks: Masks, found: list[tuple[Stamp, int, int]], source: Any) -> None:
        """A grey ink into a picture of one channel: dimmed where a glyph covers it, and the ink's light added there; so many at once as stand apart."""
        opaque = ink("#000000", True, False)
        dim: list[int] = []
        light: list[int] = []
        end = found[0][1]
        for stamp, x, y in found:
            if x < end:
                masks.press(IN, opaque, self.target, dim)
                masks.press(ADD, source, self.target, light)
                dim, light = [], []
            end = x + stamp.width
            dim += (x, y, stamp.leaves)
            light += (x, y, stamp.covers)
        masks.press(IN, opaque, self.target, dim)
        masks.press(ADD, source, self.target, light)


@lru_cache(256)
def ink(color: str, light: bool, swapped: bool) -> Any:
    """An opaque colour as a source. Of a picture of one channel, see `Pen`: how light it is, and opaque if it is black."""
    red, green, blue, _ = rgba(color) or (0.0, 0.0, 0.0, 0.0)
    if light:
        return solid(0.0, 0.0, 0.0, red) if red else ink("#000000", True, False) if color != "#000000" else solid(0.0, 0.0, 0.0)
    return solid(blue, green, red) if swapped else solid(red, green, blue)
