"""Cells set in rows and columns: widths, wrapping, alignment at the decimal sign, spans, turned texts, objects, rules. Millimetres of the page, y up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import cos, pi, radians, sin
from typing import Any

from ..author import Cell, Ink, Lettering, Look, Point, Record, Run, Shape, broken, metrics
from .tables_objects import Sketch

__all__ = ["Content", "Grid", "Item", "Line", "bold", "fit_widths"]

LEAD = 1.22
"""from baseline to baseline, in em"""
EM = 10 * 25.4 / 72
UP, DOWN = 2.62, 0.82
"""what a line of text takes at least above and below its baseline, so that rows are as high as each other"""
_POINT = re.compile(r"\.(?=\d)")
_WHOLE = re.compile(r"[-−+($€£¥]*\d[\d,\u202f\u2009]*")


class Item(Record):
    """A cell at a row and column (from 0), over `rows` and `cols` of them.

    align: left center right; decimal: numbers of the column lie with their decimal signs below each other; foot: its last line stands on the row's
    baseline, not its first (headings); middle: half way up; turn: degrees; split: the text of a corner above its diagonal."""

    row: int
    col: int
    cell: Cell
    rows: int = 1
    cols: int = 1
    align: str = "center"
    decimal: bool = False
    bold: bool = False
    foot: bool = False
    middle: bool = False
    turn: float = 0.0
    size: float = 1.0
    color: str = "ink"
    fill: str | None = None
    hatch: str | None = None
    indent: float = 0.0
    split: Any = None


class Line(Record):
    """A rule along the edge `at` of rows (across) or columns, from one crossing edge to another. cut: mm left free at its ends."""

    across: bool
    at: int
    first: int
    last: int
    weight: str = "thin"
    cut: tuple[float, float] = (0.0, 0.0)
    double: bool = False
    dash: str = "solid"
    color: str = "ink"


def bold(words: Any) -> Any:
    """The same words, bold."""
    return tuple([Run(r.text, r.math, True, r.italic) for r in words])


def before_point(words: Any, size: float) -> float:
    """How wide a number is up to its decimal sign, or to its end where a whole number ends."""
    head: list[Run] = []
    for run in words:
        found = _POINT.search(run.text)
        cut = found.start() if found else m.end() if (m := _WHOLE.match(run.text.lstrip())) else None
        if cut is not None:
            head.append(Run(run.text[:cut], run.math, run.bold, run.italic))
            return metrics(tuple(head), size)[0] if run.text[:cut] or len(head) > 1 else 0.0
        head.append(run)
    return metrics(words, size)[0]


class Content:
    """What a cell needs.

    lines: (words, width, how far the baseline lies below the one before); up, down: above and below its reference baseline; least: the widest piece that
    cannot be broken; point: up to the decimal sign; sketch: of an object."""

    __slots__ = ("_least", "down", "item", "lines", "point", "sketch", "split", "up", "width", "words")

    def __init__(self, item: Item, make: Any) -> None:
        self.item = item
        cell = item.cell
        self.sketch: Sketch | None = Sketch(cell.thing, make) if cell.thing is not None else None
        self.words = bold(cell.words) if item.bold else cell.words
        self.point = 0.0
        self.split: float = 0.0
        self.lines: list[tuple[Any, float, float]] = []
        self.up, self.down, self.width = UP * item.size, DOWN * item.size, 0.0
        self._least: float | None = 0.0
        if self.sketch is not None:
            w, h = self.sketch.size
            self.width = self._least = w
            middle = (UP - DOWN) / 2
            self.up, self.down = (h / 2 + middle, h / 2 - middle) if self.sketch.baseline is None else (self.sketch.baseline, h - self.sketch.baseline)
        elif item.split is not None:
            first, second = metrics(self.words, item.size)[0], metrics(item.split, item.size)[0]
            self.split = second
            self.width = self._least = first + second + 2.4
            self.up, self.down = UP + 2.4, DOWN + 0.4
        elif self.words:
            self.fold(None)
            if item.decimal:
                self.point = before_point(self.words, item.size)
                self._least = self.width

    @property
    def least(self) -> float:
        """Seldom asked, so that it is measured then."""
        if self._least is None:
            self._least = max([metrics(p, self.item.size)[0] for p in broken(self.words, self.item.size, 0.001) if p])
        return self._least

    def fold(self, width: float | None) -> None:
        """Its words in lines no longer than `width`."""
        item = self.item
        rows = broken(self.words, item.size, width + 0.01 if width is not None else None)
        up, down, below = UP * item.size, DOWN * item.size, 0.0
        self.lines = []
        for k, words in enumerate(rows):
            w, a, d = metrics(words, item.size) if words else (0.0, 0.0, 0.0)
            self.lines.append((words, w, max(LEAD * EM * item.size, below + a + 0.5) if k else 0.0))
            up, below = (up if k else max(up, a)), d
        self.width = max([w for _, w, _ in self.lines])
        rest = self.rest if item.foot else 0.0
        self.up, self.down = up + rest, max(down, below) + self.rest - rest
        if width is None:
            apart = not item.turn and any([" " in r.text or r.text > "\u2e80" for r in self.words if not r.math])
            self._least = None if apart else self.width
        if item.turn:
            self._turned()

    @property
    def rest(self) -> float:
        """From its first baseline to its last."""
        return sum([step for *_, step in self.lines])

    def _turned(self) -> None:
        w, h = self.width, self.up + self.down
        c, s = abs(cos(radians(self.item.turn))), abs(sin(radians(self.item.turn)))
        self.width = self._least = w * c + h * s
        tall = w * s + h * c
        middle = (UP - DOWN) / 2
        self.up, self.down = tall / 2 + middle, tall / 2 - middle


def fit_widths(widths: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """The widest columns narrowed, none below its least, until all fit if they can."""
    if sum(widths) <= room:
        return list(widths)
    low, high = 0.0, max(widths)
    for _ in range(40):
        cap = (low + high) / 2
        if sum([min(w, max(m, cap)) for w, m in zip(widths, least, strict=True)]) > room:
            high = cap
        else:
            low = cap
    return [min(w, max(m, low)) for w, m in zip(widths, least, strict=True)]


class Grid:
    """Items in rows and columns.

    pad: mm beside and above a cell's content; room: mm that all may be wide; equal: all cells as large as the largest; even: columns of one width;
    least: mm that a cell has at least each way. xs, ys: the edges, from the top left corner on."""

    def __init__(
        self,
        items: Sequence[Item],
        rows: int,
        cols: int,
        make: Any,
        *,
        pad: tuple[float, float] = (2.0, 0.95),
        room: float | None = None,
        equal: bool = False,
        even: Sequence[int] = (),
        least: tuple[float, float] = (0.0, 0.0),
        lines: Sequence[Line] = (),
    ) -> None:
        self.items, self.rows, self.cols, self.pad, self.lines = list(items), rows, cols, pad, list(lines)
        self.contents = [Content(item, make) for item in self.items]
        self.points: dict[int, tuple[float, float]] = {}
        widths = self._columns(room, least[0])
        for k in even:
            widths[k] = max([widths[j] for j in even])
        self._rows(widths, equal, least[1])

    # ------------------------------------------------------------ sizes

    def _columns(self, room: float | None, least: float) -> list[float]:
        pad = 2 * self.pad[0]
        widths = [max(0.0, least - pad)] * self.cols
        for c in self.contents:
            i = c.item
            if i.cols > 1:
                continue
            if i.decimal and c.words:
                left, right = self.points.get(i.col, (0.0, 0.0))
                self.points[i.col] = max(left, c.point), max(right, c.width - c.point)
            widths[i.col] = max(widths[i.col], c.width + i.indent)
        for col, (left, right) in self.points.items():
            widths[col] = max(widths[col], left + right)
        wide = [c for c in self.contents if c.item.cols > 1]
        shares: list[tuple[Item, float]] = []
        for c in sorted(wide, key=lambda c: c.item.cols):
            i = c.item
            have = sum(widths[i.col : i.col + i.cols]) + pad * (i.cols - 1)
            need = c.width if room is None or sum(widths) + pad * self.cols + max(0.0, c.width - have) <= room else c.least
            if need > have:
                shares.append((i, (need - have) / i.cols))
                for k in range(i.col, i.col + i.cols):
                    widths[k] += (need - have) / i.cols
        if room is not None and sum(widths) > room - pad * self.cols:
            widths = fit_widths(widths, self._narrow(shares), room - pad * self.cols)
        for c in self.contents:
            i = c.item
            have = sum(widths[i.col : i.col + i.cols]) + pad * (i.cols - 1) - i.indent
            if c.words and not i.turn and i.split is None and c.width > have + 0.01:
                c.fold(have)
        return widths

    def _narrow(self, shares: Sequence[tuple[Item, float]]) -> list[float]:
        """The least widths of the columns. shares: what cells over several of them add to each of theirs."""
        narrow = [0.0] * self.cols
        for c in self.contents:
            if c.item.cols <= 1:
                narrow[c.item.col] = max(narrow[c.item.col], c.least + c.item.indent)
        for col, (left, right) in self.points.items():
            narrow[col] = max(narrow[col], left + right)
        for i, share in shares:
            for k in range(i.col, i.col + i.cols):
                narrow[k] += share
        return narrow

    def _rows(self, widths: list[float], equal: bool, least: float) -> None:
        pad_x, pad_y = self.pad
        ups, downs = [UP] * self.rows, [DOWN] * self.rows
        tall = [0.0] * self.rows
        for c in self.contents:
            i = c.item
            if i.rows > 1:
                continue
            if i.middle or (c.sketch is not None and c.sketch.baseline is None) or i.turn:
                tall[i.row] = max(tall[i.row], c.up + c.down)
            else:
                ups[i.row], downs[i.row] = max(ups[i.row], c.up), max(downs[i.row], c.down)
        heights = [max(u + d, t, least - 2 * pad_y) + 2 * pad_y for u, d, t in zip(ups, downs, tall, strict=True)]
        for c in self.contents:
            i = c.item
            if i.rows > 1:
                lack = c.up + c.down + 2 * pad_y - sum(heights[i.row : i.row + i.rows])
                for k in range(i.row, i.row + i.rows):
                    heights[k] += max(0.0, lack) / i.rows
        full = [w + 2 * pad_x for w in widths]
        if equal:
            side = max(*full, *heights)
            full, heights = [side] * self.cols, [side] * self.rows
        self.xs, self.ys = [0.0], [0.0]
        for w in full:
            self.xs.append(self.xs[-1] + w)
        for h in heights:
            self.ys.append(self.ys[-1] - h)
        self.bases = [top - (h - u - d) / 2 - u for top, h, u, d in zip(self.ys, heights, ups, downs, strict=False)]

    @property
    def width(self) -> float:
        return self.xs[-1]

    @property
    def height(self) -> float:
        return -self.ys[-1]

    @property
    def widths(self) -> list[float]:
        """Of its columns."""
        return [b - a for a, b in pairwise(self.xs)]

    def widen(self, widths: Sequence[float]) -> None:
        """Gives its columns these widths; they are no less than before."""
        self.xs = [0.0]
        for w in widths:
            self.xs.append(self.xs[-1] + w)

    def rect(self, row: int, col: int, rows: int = 1, cols: int = 1) -> tuple[float, float, float, float]:
        """left, top, right, bottom."""
        return self.xs[col], self.ys[row], self.xs[col + cols], self.ys[row + rows]

    def middle(self, row: int, col: int) -> Point:
        left, top, right, bottom = self.rect(row, col)
        return Point((left + right) / 2, (top + bottom) / 2)

    def evaluated(self, values: Any, done: Any) -> Grid:
        """A copy whose objects are over floats."""
        if not any(i.cell.thing is not None for i in self.items):
            return self
        copy = object.__new__(Grid)
        copy.__dict__.update(self.__dict__)
        copy.contents = [c if c.sketch is None else c.sketch.of(c, c.item.cell.evaluated(values, done).thing) for c in self.contents]
        return copy

    # ------------------------------------------------------------ ink

    def ink(self, left: float = 0.0, top: float = 0.0, owner: str = "") -> Iterator[Ink]:
        """All of it with its top left corner there: areas, then rules, then texts and objects."""
        for i in self.items:
            if i.fill or i.hatch:
                x0, y0, x1, y1 = self.rect(i.row, i.col, i.rows, i.cols)
                corners = tuple(Point(left + x, top + y) for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1)))
                yield Shape("MLLLZ", corners, Look(color="none", fill=i.fill, hatch=i.hatch, layer="background"), obstacle=False)
        for rule in self.lines:
            yield from self._rule(rule, left, top)
        for c in self.contents:
            yield from self._item(c, left, top)

    def _rule(self, rule: Line, left: float, top: float) -> Iterator[Ink]:
        look = Look(weight=rule.weight, dash=rule.dash, color=rule.color)
        edges, other = (self.ys, self.xs) if rule.across else (self.xs, self.ys)
        at = edges[rule.at]
        way = 1 if rule.across else -1
        a, b = other[rule.first] + way * rule.cut[0], other[rule.last] - way * rule.cut[1]
        for shift in (0.0, -0.75) if rule.double else (0.0,):
            ends = ((a, at + shift), (b, at + shift)) if rule.across else ((at + shift, a), (at + shift, b))
            yield Shape("ML", tuple(Point(left + x, top + y) for x, y in ends), look)

    def _item(self, c: Content, left: float, top: float) -> Iterator[Ink]:
        i = c.item
        x0, y0, x1, y1 = self.rect(i.row, i.col, i.rows, i.cols)
        x0, x1, y0, y1 = x0 + left, x1 + left, y0 + top, y1 + top
        if c.sketch is not None:
            pad = self.pad[0]
            w = c.sketch.size[0]
            x = x0 + pad + w / 2 if i.align == "left" else x1 - pad - w / 2 if i.align == "right" else (x0 + x1) / 2
            if c.sketch.baseline is not None and i.rows == 1 and not i.middle:
                yield from c.sketch.ink(x, top + self.bases[i.row] + c.sketch.baseline - c.sketch.size[1] / 2)
            else:
                yield from c.sketch.ink(x, (y0 + y1) / 2)
        elif i.split is not None:
            look = Look(layer="mark")
            yield Shape("ML", (Point(x0, y0), Point(x1, y1)), Look(weight="hair"))
            yield Lettering(c.words, Point(x0 + 0.9, y1 + DOWN + 0.5), "left", i.size, look=look, key=f"{i.row}.{i.col}")
            yield Lettering(i.split, Point(x1 - 0.9, y0 - UP - 0.5), "right", i.size, look=look, key=f"{i.row}.{i.col}b")
        elif c.words:
            yield from self._text(c, (x0, y0, x1, y1), top)

    def _text(self, c: Content, box: tuple[float, float, float, float], top: float) -> Iterator[Ink]:
        i = c.item
        x0, y0, x1, y1 = box
        look = Look(layer="mark", color=i.color)
        key = f"{i.row}.{i.col}"
        if i.turn:
            yield from self._turned(c, ((x0 + x1) / 2, (y0 + y1) / 2), look, key)
            return
        rest = c.rest if i.foot else 0.0
        y = (y0 + y1) / 2 + (c.up + c.down) / 2 - c.up + rest if i.rows > 1 or i.middle else top + self.bases[i.row] + rest
        pad = self.pad[0]
        point = self.points.get(i.col) if i.decimal and i.cols == 1 else None
        for words, _, step in c.lines:
            y -= step
            if point is not None:
                room = x1 - x0 - 2 * pad - sum(point)
                share = {"left": 0.0, "right": 1.0}.get(i.align, 0.5)
                at, align = x0 + pad + room * share + point[0] - c.point, "left"
            elif i.align == "left":
                at, align = x0 + pad + i.indent, "left"
            elif i.align == "right":
                at, align = x1 - pad, "right"
            else:
                at, align = (x0 + x1) / 2, "center"
            if words:
                yield Lettering(words, Point(at, y), align, i.size, look=look, key=key)

    def _turned(self, c: Content, center: tuple[float, float], look: Look, key: str) -> Iterator[Ink]:
        i = c.item
        up, down = UP * i.size, DOWN * i.size + c.rest
        angle = i.turn * pi / 180
        y = (down - up) / 2
        for words, _, step in c.lines:
            y -= step
            place = Point(center[0] - y * sin(angle), center[1] + y * cos(angle))
            yield Lettering(words, place, "center", i.size, i.turn, look, key)
