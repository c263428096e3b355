"""The words of a page as text that a PDF reader finds, selects and copies, hidden behind the background.

Labels are drawn as outlines, which no reader can search. So before the background each text is shown once more in a font whose glyphs are
blank boxes of one width; its code points are what the reader sees.
"""

from __future__ import annotations

from typing import Any

from ..scene import Group, Mark, Scene, TextMark
from .binding import cairo
from .names import legible
from .sound import LIMIT, rgba

__all__ = ["Layer"]

SIZE, ADVANCE = 9.0, 0.5
"""pt an em, and em a character; one size for all, because each further one costs a font of 2 kB."""


class Layer:
    """The hidden font of one document. Keep it until the document is finished, then close it."""

    def __init__(self, context: Any) -> None:
        self.lib, self.ffi = cairo()
        self.context = context
        ffi, lib = self.ffi, self.lib
        self.face = lib.cairo_user_font_face_create()
        self._begin = ffi.callback("cairo_user_scaled_font_init_func_t", _metrics)
        self._draw = ffi.callback("cairo_user_scaled_font_render_glyph_func_t", self._box)
        lib.cairo_user_font_face_set_init_func(self.face, self._begin)
        lib.cairo_user_font_face_set_render_glyph_func(self.face, self._draw)

    def close(self) -> None:
        self.lib.cairo_font_face_destroy(self.face)

    def show(self, scene: Scene) -> bool:
        """All texts, and the background over them. False, and nothing shown, if that is clear or translucent and would hide nothing."""
        color = rgba(scene.background)
        if color is None or color[3] < 1:
            return False
        lib, context = self.lib, self.context
        lib.cairo_set_source_rgba(context, *color)
        lib.cairo_set_font_face(context, self.face)
        lib.cairo_set_font_matrix(context, self.ffi.new("cairo_matrix_t *", (SIZE, 0.0, 0.0, SIZE, 0.0, 0.0)))
        self._marks(scene.marks)
        lib.cairo_rectangle(context, 0.001, 0.001, scene.width - 0.002, scene.height - 0.002)  # what covered the whole page would drop what it hides
        lib.cairo_fill(context)
        return True

    def _marks(self, marks: tuple[Mark, ...]) -> None:
        for mark in marks:
            if isinstance(mark, Group):
                self._marks(mark.marks)
            elif isinstance(mark, TextMark):
                self._text(mark)

    def _text(self, mark: TextMark) -> None:
        text = legible(" ".join(mark.text.split()))
        left, top, right, bottom = mark.box
        if not text or not all(-LIMIT <= value <= LIMIT for value in mark.box):
            return
        step = SIZE * ADVANCE
        x, y = (left + right - step * len(text)) / 2, (top + bottom + SIZE * ADVANCE) / 2
        parts = [char.encode() for char in text]
        words = b"".join(parts)
        glyphs = self.ffi.new("cairo_glyph_t[]", [(ord(char), x + step * k, y) for k, char in enumerate(text)])
        clusters = self.ffi.new("cairo_text_cluster_t[]", [(len(part), 1) for part in parts])
        self.lib.cairo_show_text_glyphs(self.context, words, len(words), glyphs, len(parts), clusters, len(parts), 0)

    def _box(self, _font: Any, _glyph: int, context: Any, extents: Any) -> int:
        extents.x_advance = ADVANCE
        self.lib.cairo_rectangle(context, 0.0, -0.75, ADVANCE, 1.0)
        self.lib.cairo_fill(context)
        return 0


def _metrics(_font: Any, _context: Any, extents: Any) -> int:
    extents.ascent, extents.descent, extents.height, extents.max_x_advance = 0.75, 0.25, 1.0, ADVANCE
    return 0
