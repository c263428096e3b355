"""A scene as PNG: drawn by cairo, encoded here.

libpng's adaptive filters cost more than drawing and make line art larger, so rows go unfiltered to a fast deflate; a picture without colour is
stored as 8-bit grey. All byte shuffling is slicing, which runs at the speed of memory without numpy.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from functools import cache
from math import ceil
from struct import pack

from ..scene import Mark, Path, Scene, TextMark
from .binding import cairo
from .draw import Pen
from .names import legible
from .pixman import A8, ARGB32, RGB24, image, rgb
from .sound import grey, page, rgba
from .stamps import Stamps

__all__ = ["LARGEST", "encode", "png"]

LARGEST = 100_000_000
"""Pixels; 400 MB of memory."""

BLUE, GREEN, RED, ALPHA = (0, 1, 2, 3) if sys.byteorder == "little" else (3, 2, 1, 0)
GREY_PNG, RGB_PNG, GREY_ALPHA_PNG, RGB_ALPHA_PNG = 0, 2, 4, 6
SIGNATURE = b"\x89PNG\r\n\x1a\n"

Chunks = list[tuple[bytes, bytes]]


def png(scene: Scene, dpi: float = 200) -> bytes:
    """The picture at `dpi` pixels an inch. Raises CairoMissing, and ValueError for a size that cannot be drawn."""
    width, height = pixels(scene, dpi)
    background = rgba(scene.background)
    opaque = background is not None and background[3] == 1
    lines: bytes | bytearray
    if opaque and grey(scene.background) and without_colour(scene.marks):
        stride = width // 4 * 4 + 4
        kind, lines = GREY_PNG, _trimmed(draw(scene, dpi / 72, width, height, A8, stride)[0], stride, height, width + 1)
    else:
        stride = 4 * (width + 1)
        data, dull = draw(scene, dpi / 72, width, height, RGB24 if opaque else ARGB32, stride, opaque)
        if opaque and dull:
            kind, lines = GREY_PNG, data[BLUE:-4:4]
        elif opaque:
            kind, lines = RGB_PNG, _rgb(data, stride, width, height)
        else:
            kind, rows = _straight(data[:-4], dull)
            lines = _lines(rows, width, height)
    per_metre = round(dpi / 0.0254)
    notes: Chunks = [(b"pHYs", pack(">IIB", per_metre, per_metre, 1))]
    notes += [(b"iTXt", key + b"\0\0\0\0\0" + legible(text).encode()) for key, text in ((b"Title", scene.title), (b"Description", scene.alt)) if text]
    return encode(lines, width, height, kind, notes)


def pixels(scene: Scene, dpi: float) -> tuple[int, int]:
    """Width and height of the picture: the page's, rounded up."""
    page(scene.width, scene.height)
    if not 0 < dpi < 1e6:
        raise ValueError(f"no picture has {dpi} dpi")
    width, height = ceil(scene.width * dpi / 72 - 1e-6), ceil(scene.height * dpi / 72 - 1e-6)
    if min(width, height) < 1 or width * height > LARGEST or max(width, height) > 32767:
        raise ValueError(f"{width} by {height} pixels make no picture: there must be at least one, at most {LARGEST:,} in all and 32,767 a side")
    return width, height


def without_colour(marks: tuple[Mark, ...]) -> bool:
    """Whether all inks are opaque greys."""
    found: set[str | None] = set()
    _inks(marks, found)
    return all(map(grey, found))


def _inks(marks: tuple[Mark, ...], found: set[str | None]) -> None:
    """Adds the inks of the marks to those found."""
    for mark in marks:
        if type(mark) is Path:
            stroke, fill = mark.stroke, mark.fill
            if stroke is not None:
                found.add(stroke.color)
            if fill is not None:
                found.add(fill.color)
                if fill.hatch is not None:
                    found.add(fill.hatch.color)
        elif type(mark) is TextMark:
            found.add(mark.color)
            if mark.rules:
                _inks(mark.rules, found)
        else:
            _inks(mark.marks, found)  # type: ignore[union-attr]


def draw(scene: Scene, scale: float, width: int, height: int, format: int, stride: int, swapped: bool = False) -> tuple[bytearray, bool]:
    """The pixels, and whether all are grey. format: cairo's; of one byte a pixel, it is how light the pixel is. The memory is ours, so it outlives cairo's
    surface: rows behind four bytes, of `stride` bytes. swapped: red where blue should be and blue where red.

    The byte before a row is zero: of a picture of one byte a pixel this is PNG's mark of a row without filter. So is of other pictures the fourth.
    Paper of one byte all over, like white, is not painted but there from the start."""
    lib, ffi = cairo()
    light = format == A8
    even = light or (format == RGB24 and scene.background == "#ffffff")
    data = bytearray((paper(scene) if even else 0,)) * (stride * height + 4)
    if even:
        for k in (3,) if light else range(4):
            data[k::stride] = bytes(height + 1)
    pixels = ffi.from_buffer("unsigned char[]", data) + 4
    surface = lib.cairo_image_surface_create_for_data(pixels, format, width, height, stride)
    context = lib.cairo_create(surface)
    try:
        pen = Pen(context, scale, stamps=Stamps(context, scale, image(pixels, format, width, height, stride), light, swapped), swapped=swapped)
        pen.draw(scene, not even)
        status = lib.cairo_status(context)
        lib.cairo_surface_finish(surface)
    finally:
        lib.cairo_destroy(context)
        lib.cairo_surface_destroy(surface)
    if status:
        raise RuntimeError("cairo: " + ffi.string(lib.cairo_status_to_string(status)).decode())
    return data, pen.grey


def paper(scene: Scene) -> int:
    """How light a grey background is, 0 to 255."""
    color = rgba(scene.background)
    return round(255 * color[0]) if color else 0


def _trimmed(data: bytearray, stride: int, height: int, length: int) -> bytearray:
    """Rows behind four bytes, of `stride` bytes, as PNG wants them: the byte before each row and the first of it, `length` in all."""
    del data[:3]
    for size in range(stride, length, -1):
        del data[size - 1 :: size]
    del data[length * height :]
    return data


def _rgb(data: bytearray, stride: int, width: int, height: int) -> bytes | bytearray:
    """The lines of four bytes a pixel, drawn with red and blue swapped, as red, green, blue: pixman is twice as quick where it need not swap them."""
    made = rgb(cairo()[1].from_buffer("unsigned char[]", data) + 4, width, height, stride)
    if made is not None:
        return _trimmed(*made, height, 3 * width + 1)
    rows = bytearray(stride * height // 4 * 3)
    rows[0::3], rows[1::3], rows[2::3] = data[BLUE:-4:4], data[GREEN:-4:4], data[RED:-4:4]
    return _lines(rows, width, height)


def _straight(data: bytearray, grey: bool) -> tuple[int, bytearray]:
    """PNG stores colours undimmed by their alpha, cairo dimmed ones; they differ only where a pixel is partly covered."""
    alphas = data[ALPHA::4]
    colors = [data[BLUE::4]] if grey else [data[RED::4], data[GREEN::4], data[BLUE::4]]
    for run in re.finditer(rb"[\x01-\xfe]+", alphas):
        for at in range(*run.span()):
            alpha = alphas[at]
            for channel in colors:
                channel[at] = min(255, (channel[at] * 255 + alpha // 2) // alpha)
    channels = [*colors, alphas]
    rows = bytearray(len(alphas) * len(channels))
    for k, channel in enumerate(channels):
        rows[k :: len(channels)] = channel
    return GREY_ALPHA_PNG if grey else RGB_ALPHA_PNG, rows


def _lines(rows: bytes | bytearray, width: int, height: int) -> bytes:
    """Rows that begin with an empty pixel as PNG wants them: a zero byte, then the pixels."""
    stride = len(rows) // height
    spare = stride // (width + 1) - 1
    return b"".join([rows[at + spare : at + stride] for at in range(0, stride * height, stride)])


def encode(lines: bytes | bytearray, width: int, height: int, kind: int, notes: Chunks) -> bytes:
    """A PNG file of 8-bit samples. lines: the rows, each after a zero byte; kind: the colour type of the format; notes: chunks between header and picture."""
    compress, crc32 = _deflate()
    chunks: Chunks = [(b"IHDR", pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)), *notes, (b"IDAT", compress(lines)), (b"IEND", b"")]
    parts = [SIGNATURE]
    for name, content in chunks:
        parts += (pack(">I", len(content)), name, content, pack(">I", crc32(content, crc32(name))))
    return b"".join(parts)


@cache
def _deflate() -> tuple[Callable[[bytes | bytearray], bytes], Callable[..., int]]:
    """The fastest deflate at hand and its checksum. isal at level 0: its other levels work in memory that they do not clear, and now and then
    another process gets other bytes of the same picture."""
    try:
        from isal import isal_zlib as fast
    except ImportError:
        import zlib

        return lambda data: zlib.compress(data, 1), zlib.crc32
    else:
        return lambda data: fast.compress(data, 0), fast.crc32
