"""A scene drawn on a cairo context: the same strokes for a picture in memory and for a PDF."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from math import cos, radians, sin
from typing import Any

from ..scene import Fill, Glyph, Group, Hatch, Mark, Outline, Path, Scene, Stroke, TextMark, on_grid
from .binding import cairo
from .sound import bounds, dashes, hatch_lines, outlined, rgba, rules_of, visible, written
from .stamps import BEST, Stamps, cairo_path, outline_path, path_data

__all__ = ["Pen"]

CAPS = {"butt": 0, "round": 1, "square": 2}
JOINS = {"miter": 0, "round": 1, "bevel": 2}
FEW = 12
"""Ops that are cheaper told one by one."""
SOURCE = 1
"""CAIRO_OPERATOR_SOURCE: what a mark covers is the ink's, alpha and all."""


class Pen:
    """A context that sends a setting only when it changes. grey: no colour but greys was used so far."""

    def __init__(
        self,
        context: Any,
        scale: float,
        enter: Callable[[Group], Any] | None = None,
        leave: Callable[[Any], None] | None = None,
        stamps: Stamps | None = None,
        swapped: bool = False,
    ) -> None:
        """scale: device units per pt. enter, leave: called around every group, leave with what enter gave. stamps: for upright glyphs, if the device has
        pixels. If these have one channel, cairo's alpha, it holds how light they are; all inks must be `grey` then. swapped: red and blue change places."""
        self.lib, self.ffi = lib, _ = cairo()
        self._move_to, self._line_to, self._curve_to, self._close_path = lib.cairo_move_to, lib.cairo_line_to, lib.cairo_curve_to, lib.cairo_close_path
        self.context = context
        self.scale = scale
        self.stamps = stamps
        self.enter, self.leave = enter, leave
        self.grey = True
        self.swapped = swapped
        self.light = stamps is not None and stamps.light
        self._color: str | None = None
        self._stroke: Stroke | None = None
        self._even_odd = False
        self._size = (0.0, 0.0)
        self._outlines: dict[tuple[str, int], Outline] = {}
        self._page = self.ffi.new("cairo_matrix_t *", (scale, 0.0, 0.0, scale, 0.0, 0.0))
        self._turned = self.ffi.new("cairo_matrix_t *")
        self.lib.cairo_set_matrix(context, self._page)
        self.lib.cairo_set_antialias(context, BEST)
        if self.light:
            self.lib.cairo_set_operator(context, SOURCE)

    def draw(self, scene: Scene, background: bool = True) -> None:
        """All marks of the scene, on its background if that is to be drawn."""
        self._size = scene.width, scene.height
        self._outlines = scene.outlines
        if background and rgba(scene.background) is not None:
            self._ink(scene.background)
            self.lib.cairo_paint(self.context)
        self._marks(scene.marks)

    def _marks(self, marks: tuple[Mark, ...]) -> None:
        for mark in marks:
            kind = type(mark)
            if kind is Path:
                self._path(mark)  # type: ignore[arg-type]
            elif kind is TextMark:
                self._text(mark)  # type: ignore[arg-type]
            elif self.enter is None or self.leave is None:
                self._marks(mark.marks)  # type: ignore[union-attr]
            else:
                entered = self.enter(mark)  # type: ignore[arg-type]
                self._marks(mark.marks)  # type: ignore[union-attr]
                self.leave(entered)

    # ------------------------------------------------------------ paths

    def _path(self, path: Path) -> None:
        ops, points, stroke, fill = path.ops, path.points, path.stroke, path.fill
        if not outlined(ops, points):
            return
        if stroke is not None and not visible(stroke):
            stroke = None
        if fill is not None:
            box = bounds(points, *self._size) if fill.hatch is not None else None
            if box or rgba(fill.color) is not None:
                self._trace(ops, points)
                self._fill(fill, box, stroke is not None)
                if stroke is None:
                    return
                if box:
                    self._trace(ops, points)
                self._pull(stroke)
                self.lib.cairo_stroke(self.context)
                return
        if stroke is not None:
            self._trace(ops, points)
            self._pull(stroke)
            self.lib.cairo_stroke(self.context)

    def _trace(self, ops: str, points: tuple[float, ...]) -> None:
        """Make this the current path: op by op if they are few, all at once if they are many."""
        context = self.context
        if len(ops) > FEW:
            self._append(path_data(ops, points))
            return
        at = 0
        for op in ops:
            if op == "L":
                self._line_to(context, points[at], points[at + 1])
                at += 2
            elif op == "C":
                self._curve_to(context, *points[at : at + 6])
                at += 6
            elif op == "M":
                self._move_to(context, points[at], points[at + 1])
                at += 2
            else:
                self._close_path(context)

    def _append(self, data: array[float]) -> None:
        """data: of a path. It is kept, since a native build lets go of a local after its last use."""
        self._data = data
        self.lib.cairo_append_path(self.context, cairo_path(self.ffi, data))

    def _fill(self, fill: Fill, box: tuple[float, float, float, float] | None, stroked: bool) -> None:
        """Fill the current path; it is kept if it is to be stroked and there is no hatch."""
        lib, context = self.lib, self.context
        if fill.even_odd != self._even_odd:
            self._wind(fill.even_odd)
        color = fill.color
        if rgba(color) is not None:
            if color != self._color:
                self._ink(color)
            if box or stroked:
                lib.cairo_fill_preserve(context)
            else:
                lib.cairo_fill(context)
        if box and fill.hatch is not None:
            self._hatch(fill.hatch, box)

    def _hatch(self, hatch: Hatch, box: tuple[float, float, float, float]) -> None:
        """Stroke the hatch inside the current path, which is used up."""
        lib, context = self.lib, self.context
        lines = hatch_lines(hatch, box)
        if not lines:
            lib.cairo_new_path(context)
            return
        lib.cairo_clip(context)
        self._append(path_data("ML" * len(lines), tuple([number for line in lines for number in line])))
        self._pull(Stroke(hatch.color, hatch.width))
        lib.cairo_stroke(context)
        lib.cairo_reset_clip(context)

    def _pull(self, stroke: Stroke) -> None:
        """Make the line settings those of the stroke."""
        if stroke.color != self._color:
            self._ink(stroke.color)
        before = self._stroke
        if stroke is before:
            return
        self._stroke = stroke
        lib, context = self.lib, self.context
        if before is None or stroke.width != before.width:
            lib.cairo_set_line_width(context, stroke.width)
        if before is None or stroke.dash != before.dash:
            dash = dashes(stroke)
            lib.cairo_set_dash(context, dash, len(dash), 0.0)
        if before is None or stroke.cap != before.cap:
            lib.cairo_set_line_cap(context, CAPS.get(stroke.cap, 0))
        if before is None or stroke.join != before.join:
            lib.cairo_set_line_join(context, JOINS.get(stroke.join, 0))

    def _ink(self, color: str | None) -> None:
        self._color = color
        red, green, blue, alpha = rgba(color) or (0.0, 0.0, 0.0, 0.0)
        if not red == green == blue:
            self.grey = False
        if self.swapped:
            red, blue = blue, red
        self.lib.cairo_set_source_rgba(self.context, red, green, blue, red if self.light else alpha)

    def _wind(self, even_odd: bool) -> None:
        self._even_odd = even_odd
        self.lib.cairo_set_fill_rule(self.context, 1 if even_odd else 0)

    # ------------------------------------------------------------ text

    def _text(self, mark: TextMark) -> None:
        color = rgba(mark.color)
        if color is not None and color[3] < 1:
            self._pale(mark, color[3])
            return
        if color is not None:
            stamps = self.stamps
            if stamps is None or not stamps.direct:
                self._glyphs(mark, mark.color[:7])
            else:
                if not color[0] == color[1] == color[2]:
                    self.grey = False
                left = stamps.press(mark, self._outlines)
                if left:
                    self._fill_glyphs(mark, left, mark.color[:7])
        if mark.rules:
            self._rules(mark, mark.color[:7] if color else None)

    def _pale(self, mark: TextMark, alpha: float) -> None:
        """A translucent text is made opaque and then faded as a whole, so that overlaps do not show."""
        lib, context = self.lib, self.context
        color = mark.color[:7]
        lib.cairo_push_group(context)
        before = self._stroke, self._even_odd
        self._glyphs(mark, color)
        self._rules(mark, color)
        lib.cairo_pop_group_to_source(context)
        lib.cairo_paint_with_alpha(context, alpha)
        self._color = None
        self._stroke, self._even_odd = before

    def _rules(self, mark: TextMark, color: str | None) -> None:
        for rule in rules_of(mark):
            if rule.fill is not None or rule.stroke is not None:
                self._path(rule)
            elif color:
                self._path(Path(rule.ops, rule.points, fill=Fill(color)))

    def _glyphs(self, mark: TextMark, color: str) -> None:
        """Its glyphs by cairo."""
        if color != self._color:
            self._ink(color)
        left = mark.glyphs if self.stamps is None else self.stamps.mask(mark, self._outlines)
        if left:
            self._fill_glyphs(mark, left, color)

    def _fill_glyphs(self, mark: TextMark, glyphs: Sequence[Glyph], color: str) -> None:
        """Some of its glyphs as outlines."""
        lib, context, turned, scale = self.lib, self.context, self._turned, self.scale
        init, place, append, fill = lib.cairo_matrix_init, lib.cairo_set_matrix, lib.cairo_append_path, lib.cairo_fill
        if color != self._color:
            self._ink(color)
        if self._even_odd:
            self._wind(False)
        for glyph in glyphs:
            outline = self._outlines.get((glyph.font, glyph.id))
            x, y = on_grid(mark.x + glyph.x), on_grid(mark.y + glyph.y)
            if outline is None or not written(glyph, x, y):
                continue
            size = glyph.size * scale / 1000
            if glyph.angle:
                turn = radians(glyph.angle)
                along, aside = size * cos(turn), size * sin(turn)
                init(turned, along, -aside, -aside, -along, x * scale, y * scale)
            else:
                init(turned, size, 0.0, 0.0, -size, x * scale, y * scale)
            place(context, turned)
            append(context, outline_path(outline, self.ffi))
            fill(context)
        place(context, self._page)
