"""An object in a cell: how large it is drawn there, and its ink moved to where the cell lies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..author import Dot, Fixed, Ink, Label, Lettering, Paragraph, Point, Record, extent, metrics, replace

__all__ = ["Sketch", "bounds", "moved"]

USUAL, MOST, LEAST = 11.0, 26.0, 2.0
"""mm: what a drawing without a size of its own becomes; what is larger or smaller than a drawing in a cell can be becomes that, too"""
PT = 25.4 / 72


def moved(ink: Any, k: float, dx: float, dy: float) -> Any:
    """The same ink scaled about the origin and shifted."""
    changes: dict[str, Any] = {}
    for name in ink.__record__:
        value = getattr(ink, name)
        if isinstance(value, Point):
            changes[name] = Point(k * value.x + dx, k * value.y + dy)
        elif isinstance(value, tuple) and value and isinstance(value[0], Point):
            changes[name] = tuple([Point(k * p.x + dx, k * p.y + dy) for p in value])
        elif name == "spot" and isinstance(value, Record):
            changes[name] = moved(value, k, dx, dy)
    return replace(ink, **changes) if changes else ink


def bounds(inks: list[Ink]) -> tuple[float, float, float, float]:
    """left, bottom, right, top of all ink, in its own units, which are millimetres."""
    xs: list[float] = []
    ys: list[float] = []

    def add(p: Point, w: float = 0.0, up: float = 0.0, down: float = 0.0, left: float = 0.5) -> None:
        xs.extend((p.x - w * left, p.x + w * (1 - left)))
        ys.extend((p.y - down, p.y + up))

    for ink in inks:
        if isinstance(ink, Paragraph):
            continue
        if isinstance(ink, Dot):
            add(ink.at, 2 * ink.radius * PT, ink.radius * PT, ink.radius * PT)
        elif isinstance(ink, Lettering):
            w, up, down = metrics(ink.words, ink.size)
            if ink.turn:
                add(ink.at, 2 * w, w, w)
            else:
                add(ink.at, w, up, down, {"left": 0.0, "right": 1.0}.get(ink.align, 0.5))
        elif isinstance(ink, Label):
            if isinstance(ink.spot, Fixed):
                w, h = extent(ink.words, ink.size)
                add(ink.spot.at, w, h / 2, h / 2)
        else:
            for name in ink.__record__:  # type: ignore[attr-defined]
                value = getattr(ink, name)
                for p in value if isinstance(value, tuple) else (value,):
                    if isinstance(p, Point):
                        add(p)
    return (min(xs), min(ys), max(xs), max(ys)) if xs else (0.0, 0.0, 0.0, 0.0)


class Sketch:
    """An object in a cell. size: mm; scale: from its own size; baseline: of a matrix or table, how far below its top the text around it stands."""

    __slots__ = ("baseline", "label", "scale", "size", "thing")

    def __init__(self, thing: Any, make: Any) -> None:
        self.thing = thing
        self.baseline: float | None = None
        self.label = thing.style.label
        if hasattr(thing, "laid_out"):  # set in millimetres by its own kind
            thing.laid_out(make)
            self.scale = 1.0
            self.size: tuple[float, float] = thing.size
            self.baseline = getattr(thing, "baseline", None)
            return
        x0, y0, x1, y1 = bounds(list(make.sketch(thing).draw()))
        largest = max(x1 - x0, y1 - y0)
        self.scale = 1.0 if LEAST <= largest <= MOST or not largest else USUAL / largest
        self.size = ((x1 - x0) * self.scale, (y1 - y0) * self.scale)
        if self.label:
            w, h = extent(self.label)
            self.size = (max(self.size[0], w), self.size[1] + h + 0.6)

    def of(self, content: Any, thing: Any) -> Any:
        """The content of the cell with its object over floats."""
        made = object.__new__(Sketch)
        made.scale, made.size, made.baseline, made.label, made.thing = self.scale, self.size, self.baseline, self.label, thing
        copy = object.__new__(content.__class__)
        for name in content.__slots__:
            setattr(copy, name, getattr(content, name))
        copy.sketch = made
        return copy

    def ink(self, x: float, y: float) -> Iterator[Ink]:
        """Its ink with its middle there."""
        inks = list(self.thing.draw())
        w, h = self.size
        if hasattr(self.thing, "laid_out"):
            yield from [moved(ink, 1.0, x - w / 2, y + h / 2) for ink in inks]
            return
        x0, y0, x1, y1 = bounds(inks)
        k = self.scale
        rise = 0.0
        if self.label:
            _, up, down = metrics(self.label)
            rise = (up + down + 0.6) / 2
            yield Lettering(self.label, Point(x, y - h / 2 + down), "center")
        yield from [moved(ink, k, x - k * (x0 + x1) / 2, y + rise - k * (y0 + y1) / 2) for ink in inks]
