"""pixman, by which cairo composes pictures, called directly where that is cheaper: a whole picture's bytes in another order, the masks of a text pressed.

Where it cannot be called (`image` gives None), cairo and slices do the same.
"""

from __future__ import annotations

import sys
from _thread import allocate_lock
from collections.abc import Sequence
from functools import partial
from struct import pack
from typing import Any

from .binding import cairo, pixman

__all__ = ["A8", "ADD", "ARGB32", "IN", "OVER", "RGB24", "Masks", "image", "rgb", "solid"]

ARGB32, RGB24, A8 = 0, 1, 2
"""cairo's names of formats."""
FORMATS = {ARGB32: 0x20028888, RGB24: 0x20020888, A8: 0x08018000}
"""pixman's: bits a pixel, kind and bits a channel."""
THREE = 0x18020888 if sys.byteorder == "little" else 0x18030888
"""Three bytes a pixel: blue, green, red."""
SRC, OVER, IN, ADD = 1, 3, 5, 12


def image(pixels: Any, format: int, width: int, height: int, stride: int) -> Any:
    """The image over pixels, which must outlive it. format: cairo's; stride: bytes a row, a multiple of four."""
    return _image(pixels, FORMATS[format], width, height, stride)


def _image(pixels: Any, format: int, width: int, height: int, stride: int) -> Any:
    lib = pixman()
    return lib and cairo()[1].gc(lib.pixman_image_create_bits(format, width, height, pixels, stride), lib.pixman_image_unref)


def solid(red: float, green: float, blue: float, alpha: float = 1.0) -> Any:
    """An image of one colour without end."""
    lib, ffi = pixman(), cairo()[1]
    channels = [min(int(65536 * value), 65535) for value in (red * alpha, green * alpha, blue * alpha, alpha)]
    return ffi.gc(lib.pixman_image_create_solid_fill(ffi.new("pixman_color_t *", channels)), lib.pixman_image_unref)


def rgb(pixels: Any, width: int, height: int, stride: int) -> tuple[bytearray, int] | None:
    """Four bytes a pixel as three: rows behind four zero bytes, and their stride; None without pixman. pixels: of an opaque picture whose red and blue
    change places."""
    lib, ffi = cairo()
    source = _image(pixels, FORMATS[ARGB32], width, height, stride)
    if source is None:
        return None
    wide = 3 * width // 4 * 4 + 4
    rows = bytearray(wide * height + 4)
    target = _image(ffi.from_buffer("unsigned char[]", rows) + 4, THREE, width, height, wide)
    lib.pixman_image_composite32(SRC, source, ffi.NULL, target, 0, 0, 0, 0, 0, 0, width, height)
    return rows, wide


class Masks:
    """Masks that pixman keeps in its own memory and presses many at a call. Its list of them is no matter for two threads at once."""

    def __init__(self) -> None:
        lib, ffi = cairo()
        self._number = 0
        self._lock = allocate_lock()
        self._cache = ffi.gc(lib.pixman_glyph_cache_create(), partial(_end, lib))
        self._press = lib.pixman_composite_glyphs_no_mask
        lib.pixman_glyph_cache_freeze(self._cache)

    def keep(self, mask: Any) -> int:
        """A copy of an image of one byte a pixel, by its address; 0 if there is no more room."""
        lib, ffi = cairo()
        with self._lock:
            self._number += 1
            found = lib.pixman_glyph_cache_insert(self._cache, ffi.NULL, ffi.cast("void *", self._number), 0, 0, mask)
        return int(ffi.cast("uintptr_t", found))

    def press(self, op: int, source: Any, target: Any, places: Sequence[int]) -> None:
        """What the source puts through masks. places: left, top and address of each."""
        number = len(places) // 3
        glyphs = pack("iiP" * number, *places)  # pixman_glyph_t[]
        with self._lock:
            self._press(op, source, target, 0, 0, 0, 0, self._cache, number, glyphs)


def _end(lib: Any, cache: Any) -> None:
    lib.pixman_glyph_cache_thaw(cache)
    lib.pixman_glyph_cache_destroy(cache)
