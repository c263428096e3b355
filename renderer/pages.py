"""Scenes as the pages of a PDF, drawn by cairo, with fixed metadata so that equal scenes give equal bytes."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from ..scene import Group, Path, Scene, TextMark
from .binding import cairo
from .draw import Pen
from .layer import Layer
from .names import Names, legible
from .sound import outlined, page

__all__ = ["pdf"]

TITLE, SUBJECT, CREATOR, CREATED = 0, 2, 4, 5
DATE = b"2000-01-01T00:00:00Z"
"""A date that no clock gave."""


def pdf(scenes: Sequence[Scene] | Scene) -> bytes:
    """One page a scene; every object is a named destination. Raises CairoMissing, and ValueError for no page or one without a size."""
    if isinstance(scenes, Scene):
        scenes = (scenes,)
    if not scenes:
        raise ValueError("a PDF has at least one page")
    sizes = [page(scene.width, scene.height) for scene in scenes]
    lib, ffi = cairo()
    parts: list[bytes] = []

    @ffi.callback("cairo_write_func_t")  # type: ignore[untyped-decorator, unused-ignore]
    def write(_: object, data: object, length: int) -> int:
        parts.append(ffi.buffer(data, length)[:])
        return 0

    surface = lib.cairo_pdf_surface_create_for_stream(write, ffi.NULL, *sizes[0])
    context = lib.cairo_create(surface)
    layer = Layer(context)
    try:
        for key, text in ((TITLE, scenes[0].title), (SUBJECT, scenes[0].alt), (CREATOR, "sciml")):
            lib.cairo_pdf_surface_set_metadata(surface, key, legible(text).encode())
        lib.cairo_pdf_surface_set_metadata(surface, CREATED, DATE)
        names = Names()

        def enter(group: Group) -> bytes:
            name = names.of(group.id) if group.id else ""
            if name:
                left, top = corner(group)
                lib.cairo_tag_begin(context, b"cairo.dest", f"name='{name}' x={left:.3f} y={top:.3f}".encode())
            return name.encode()

        def leave(name: bytes) -> None:
            if name:
                lib.cairo_tag_end(context, b"cairo.dest")

        for scene, size in zip(scenes, sizes, strict=True):
            lib.cairo_pdf_surface_set_size(surface, *size)
            Pen(context, 1.0, enter, leave).draw(scene, background=not layer.show(scene))
            lib.cairo_show_page(context)
        status = lib.cairo_status(context)
        lib.cairo_surface_finish(surface)
        status = status or lib.cairo_surface_status(surface)
    finally:
        layer.close()
        lib.cairo_destroy(context)
        lib.cairo_surface_destroy(surface)
    if status:
        raise RuntimeError("cairo: " + ffi.string(lib.cairo_status_to_string(status)).decode())
    return b"".join(parts)


def corner(group: Group) -> tuple[float, float]:
    """Left and top of what the group draws, or the page's corner."""
    lefts, tops = [], []
    for mark in group.marks:
        if isinstance(mark, Path) and outlined(mark.ops, mark.points):
            lefts.append(min(mark.points[0::2]))
            tops.append(min(mark.points[1::2]))
        elif isinstance(mark, TextMark) and isfinite(sum(mark.box)):
            lefts.append(mark.box[0])
            tops.append(mark.box[1])
        elif isinstance(mark, Group) and mark.marks:
            left, top = corner(mark)
            lefts.append(left)
            tops.append(top)
    return max(0.0, min(lefts, default=0.0)), max(0.0, min(tops, default=0.0))
