"""Boards and lattices: squares with marks, shading, gaps and walls, coordinates, and what is drawn on them in their own coordinates.

```sciml
board(3, 3, cells=[[1, "", 2], ["", "", ""], [3, "", ""]], left=["a", "b", "c"], top=["A", "B", "C"])
board(2, 3) { cell(1, 2, fill=light); missing(2, 3); wall((1, 0), (1, 1)); path((0, 2), (1, 2), (1, 1)) }
```
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from ..author import (
    LENGTH,
    Arrow,
    Cell,
    Diagnostic,
    Dot,
    Element,
    Fixed,
    Gauge,
    Ink,
    Lettering,
    Look,
    Maker,
    Num,
    Point,
    Shape,
    Spot,
    Value,
    count,
    evaluate,
    number,
    places,
    quantity,
    replace,
    truth,
    word,
)
from ..author import cells as contents
from .tables_layout import DOWN, UP, Content, Grid, Item
from .tables_objects import Sketch, moved
from .tables_sheet import Sheet, addresses, as_cell, in_row, in_rows, runs

__all__ = ["Board", "BoardCell", "BoardPath", "Forbidden", "Missing", "MissingEdge", "NotOnBoard", "TooManyCells", "Wall"]


class TooManyCells(Diagnostic):
    """More cells than the board has.

    ```wrong
    board(2, 2, cells=[[1, 2, 3], [4, 5, 6]])
    ```
    ```right
    board(2, 3, cells=[[1, 2, 3], [4, 5, 6]])
    ```
    """

    code = "TAB211"
    says = "{what}, but the board has {size}."
    help = "board(rows, columns); a board without numbers is as large as its cells."
    what: str
    size: str


class NotOnBoard(Diagnostic):
    """A cell or a line that the board does not have.

    ```wrong
    board(3, 3) { cell(4, 1, "X") }
    ```
    ```right
    board(3, 3) { cell(3, 1, "X") }
    ```
    """

    code = "TAB212"
    says = "{what} is not on the board of {size}."
    help = "Cells are called by row (from the top) and column, or by their labels; corners by (x, y), from (0, 0) at the bottom left."
    what: str
    size: str


class _OnBoard(Element):
    """A mark of a board."""

    kind = ""
    container = "board"
    family = "mark"

    def spot(self, slot: str) -> Spot | Ink | None:
        return None


class BoardCell(_OnBoard):
    """Fills, shades or marks cells of a board: one, or a range of rows and columns.

    ```figure
    board(3, 3) { cell(1, 1, "X"); cell(2, 1..3, fill=light) }
    ```
    """

    kind = "cell"
    row: Any = contents(None, positional=True, help="its row from the top, a range, or a label; all rows if none")
    col: Any = contents(None, positional=True, help="its column")
    content: Any = contents(None, positional=True, help="what stands in it")


class Missing(_OnBoard):
    """Cells that the board lacks.

    ```figure
    board(3, 3) { missing(1, 3); missing(3, 1..2) }
    ```
    """

    row: Any = contents(positional=True, help="the row, or a range")
    col: Any = contents(None, positional=True, help="the column, or a range; the whole row if none")


class MissingEdge(_OnBoard):
    """A piece of the grid that is not drawn, from one corner to another along its lines.

    ```figure
    board(3, 3) { missing_edge((1, 0), (1, 2)) }
    ```
    """

    corners: tuple[Point, ...] = places(at_least=2, help="corners (x, y) along grid lines")


class Wall(_OnBoard):
    """A thick line along the grid, from corner to corner.

    ```figure
    board(3, 3) { wall((1, 0), (1, 2)) }
    ```
    """

    corners: tuple[Point, ...] = places(at_least=2, help="corners (x, y) along grid lines")

    def draw(self) -> Iterator[Ink]:
        yield Shape("M" + "L" * (len(self.corners) - 1), self.corners, Look(weight="heavy", layer="line", color=self.style.color or "ink", cap="square"))


class Forbidden(_OnBoard):
    """Crosses at corners of a lattice that may not be used.

    ```figure
    board(3, 3) { forbidden((1, 1), (2, 1)) }
    ```
    """

    corners: tuple[Point, ...] = places(at_least=1, help="places (x, y)")

    def draw(self) -> Iterator[Ink]:
        arm = 1.7 * float(self.mm)
        look = Look(weight="heavy", layer="mark", color=self.style.color or "accent2")
        for p in self.corners:
            for way in (1, -1):
                yield Shape("ML", (Point(p.x - arm, p.y - way * arm), Point(p.x + arm, p.y + way * arm)), look)


class BoardPath(_OnBoard):
    """A way over the board in straight steps, with an arrow at its end.

    ```figure
    board(3, 3) { path((0, 0), (2, 0), (2, 3)) }
    ```
    """

    kind = "path"
    corners: tuple[Point, ...] = places(at_least=2, help="places (x, y), or cells of the board")
    plain: bool = truth(False, help="without the arrow")

    def draw(self) -> Iterator[Ink]:
        style = self.style
        look = Look(weight="bold", color=style.color or "accent", layer="line", dash="dashed" if style.dashed else "solid")
        if len(self.corners) > 2 or self.plain:
            points = self.corners if self.plain else self.corners[:-1]
            yield Shape("M" + "L" * (len(points) - 1), points, look)
        if not self.plain:
            yield Arrow(self.corners[-2], self.corners[-1], role="arrow", look=look)


class Board(Sheet):
    """A board or lattice of equal squares. Corners have coordinates from (0, 0) at the bottom left; rows and columns count from the top left.

    ```figure
    board(8, 8, checkered=true, bottom=["a", "b", "c", "d", "e", "f", "g", "h"], left=8..1 step -1)
    ```
    """

    opens_frame = "sheet"
    lined = "foot"
    rows: int | None = count(None, at_least=1, at_most=60, positional=True, help="rows")
    cols: int | None = count(None, at_least=1, at_most=60, positional=True, help="columns")
    cells: Any = contents((), positional=True, help="what stands in the cells, row by row")
    top: Any = contents((), help="labels of the columns")
    bottom: Any = contents(())
    left: Any = contents((), help="labels of the rows, from the top")
    right: Any = contents(())
    x: Any = contents((), help="numbers at the vertical lines, from the left")
    y: Any = contents((), help="numbers at the horizontal lines, from the bottom")
    checkered: bool = truth(False, help="every second square dark")
    lines: str = word("grid", "dots", "both", "frame", "none", default="grid", help="lines, dots at the corners, or the outer frame alone")
    zoom: Value | None = number(prints=False, help="size of its squares against the usual one")
    side: Value | None = quantity(LENGTH, help="of one square; corners then have coordinates in lengths")

    def setup(self, make: Maker) -> None:
        body = in_rows(self.cells)
        self.n_rows = self.rows or len(body) or 3
        self.n_cols = self.cols or max([len(r) for r in body] or [0]) or self.n_rows
        labels = {name: in_row(getattr(self, name)) for name in ("top", "bottom", "left", "right", "x", "y")}
        self.labels = labels
        self.row_names = tuple([c.plain for c in labels["left"] or labels["right"]])
        self.col_names = tuple([c.plain for c in labels["bottom"] or labels["top"]])
        own = [Content(Item(0, 0, c), make) for row in body for c in row if not c.blank]
        need = max([max(c.width + 2.4, c.up + c.down + 1.6) for c in own] or [0.0])
        most = max(self.n_rows, self.n_cols)
        scale = float(evaluate(self.zoom.n, {})) if self.zoom is not None else 1.0
        self.square = scale * min(max(need, 5.0 if most > 14 else min(12.0, max(6.0, 84.0 / most))), 30.0)
        unit: Num = self.side.n if self.side is not None else 1
        self.unit = unit
        self.frame_mm = unit / self.square if self.side is not None else 1 / self.square
        self.body = body

    def misuse(self) -> Iterator[Diagnostic]:
        body = in_rows(self.cells)
        rows, cols = self.rows or len(body), self.cols or max([len(r) for r in body] or [0])
        size = f"{rows} rows and {cols} columns"
        if len(body) > rows:
            yield TooManyCells(self.span, f"{len(body)} rows are written", size)
        for k, row in enumerate(body):
            if len(row) > cols:
                yield TooManyCells(self.span, f"row {k + 1} has {len(row)} cells", size)
                return

    # ------------------------------------------------------------ places

    def _address(self, mark: Any) -> tuple[int, int] | None:
        """The cell whose row and column one text names, `cD`; what comes after it is then what stands there."""
        one = mark.row.plain if isinstance(mark.row, Cell) else ""
        for r, row in enumerate(self.row_names if len(one) > 1 else ()):
            for c, col in enumerate(self.col_names):
                if one in (row + col, col + row):
                    return r, c
        return None

    def _cells_of(self, mark: Any) -> list[tuple[int, int]] | None:
        """The cells that a mark names; None if one is not there."""
        both = self._address(mark)
        if both is not None:
            return [both]
        rows = addresses(mark.row, self.row_names, 1, self.n_rows)
        cols = addresses(mark.col, self.col_names, 1, self.n_cols)
        return [(r, c) for r in rows for c in cols] if rows and cols else None

    def place_of(self, row: Any, col: Any) -> tuple[int, int] | None:
        rows = addresses(as_cell(row), self.row_names, 1, self.n_rows)
        cols = addresses(as_cell(col), self.col_names, 1, self.n_cols)
        return (rows[0], cols[0]) if rows and cols else None

    def cell(self, row: Any, col: Any) -> Point | None:
        """The middle of a cell."""
        place = self.place_of(row, col)
        if place is None:
            return None
        return Point((place[1] + 0.5) * self.unit, (self.n_rows - place[0] - 0.5) * self.unit)

    cell.__takes__ = True  # type: ignore[attr-defined]

    def corner(self, x: Any, y: Any) -> Point:
        """A corner of the lattice, counted from the bottom left."""
        a, b = (getattr(v, "n", v) for v in (x, y))
        return Point(a * self.unit, b * self.unit)

    corner.__takes__ = True  # type: ignore[attr-defined]

    def misfits(self) -> Iterator[Diagnostic]:
        size = f"{self.n_rows} by {self.n_cols}"
        for mark in self.children:
            if isinstance(mark, (BoardCell, Missing)) and self._cells_of(mark) is None:
                called = [", ".join([c.plain or c.text for c in in_row(x)]) for x in (mark.row, mark.col) if x is not None]
                yield NotOnBoard(mark.span, f"the cell ({', '.join(called)})", size)
            elif isinstance(mark, (MissingEdge, Wall)):
                yield from self._along(mark, size)

    def _along(self, mark: Any, size: str) -> Iterator[Diagnostic]:
        """The pieces of a wall or a gap lie on lines of the grid."""
        points = [(evaluate(p.x / self.unit, {}), evaluate(p.y / self.unit, {})) for p in mark.corners]
        for (a, b), (c, d) in pairwise(points):
            whole = all(abs(v - round(v)) < 1e-6 for v in (a, b, c, d))
            inside = all(0 <= v <= self.n_cols for v in (a, c)) and all(0 <= v <= self.n_rows for v in (b, d))
            if not whole or not inside or (a != c and b != d):
                yield NotOnBoard(mark.span, f"the piece from ({a:g}, {b:g}) to ({c:g}, {d:g})", size)
                return

    # ------------------------------------------------------------ layout

    def build(self, make: Maker) -> Grid:
        cut = {place for m in self.children if isinstance(m, Missing) for place in self._cells_of(m) or ()}
        items: dict[tuple[int, int], Item] = {}
        for r in range(self.n_rows):
            for c in range(self.n_cols):
                if (r, c) not in cut:
                    cell = self.body[r][c] if r < len(self.body) and c < len(self.body[r]) else Cell()
                    dark = self.checkered and (r + c + self.n_rows) % 2 == (self.n_rows + 1 + self.n_rows) % 2
                    items[r, c] = Item(r, c, cell, middle=True, fill="medium" if dark else self.style.fill)
        for mark in self.children:
            if isinstance(mark, BoardCell):
                for place in self._cells_of(mark) or ():
                    if place in items:
                        items[place] = _filled(items[place], mark, mark.col if mark.content is None and self._address(mark) is not None else mark.content)
        grid = Grid(list(items.values()), self.n_rows, self.n_cols, make, pad=(0.2, 0.2))
        grid.xs = [k * self.square for k in range(self.n_cols + 1)]
        grid.ys = [-k * self.square for k in range(self.n_rows + 1)]
        for content in grid.contents:
            _shrunk(content, self.square)
        self.edges = tuple(self._edges(set(items)))
        return grid

    def _edges(self, present: set[tuple[int, int]]) -> Iterator[tuple[bool, int, int, int, bool]]:
        """(across, line, from, to, outer): the edges of the cells that are there, without those that are missing."""
        flat: dict[tuple[int, int], int] = {}
        tall: dict[tuple[int, int], int] = {}
        for r, c in present:
            for edge in ((r, c), (r + 1, c)):
                flat[edge] = flat.get(edge, 0) + 1
            for edge in ((c, r), (c + 1, r)):
                tall[edge] = tall.get(edge, 0) + 1
        for mark in self.children:
            if isinstance(mark, MissingEdge):
                for across, line, k in self._pieces(mark):
                    (flat if across else tall).pop((line, k), None)
        for across, edges in ((True, flat), (False, tall)):
            for outer in (False, True):
                for line, first, last in runs({e for e, n in edges.items() if (n == 1) == outer}):
                    yield across, line, first, last, outer

    def _pieces(self, mark: Any) -> Iterator[tuple[bool, int, int]]:
        """Unit edges of a chain of corners, in rows and columns from the top left."""
        points = [(round(evaluate(p.x / self.unit, {})), round(evaluate(p.y / self.unit, {}))) for p in mark.corners]
        for (a, b), (c, d) in pairwise(points):
            for k in range(min(a, c), max(a, c)):
                yield True, self.n_rows - b, k
            for k in range(min(b, d), max(b, d)):
                yield False, a, self.n_rows - 1 - k

    @property
    def size(self) -> tuple[float, float]:
        return self.n_cols * self.square, self.n_rows * self.square

    # ------------------------------------------------------------ ink

    def draw(self) -> Iterator[Ink]:
        if self.grid is None:
            return
        k = float(self.unit) / self.square
        tall = self.n_rows * self.square
        inks = [*self.grid.ink(0.0, tall, self.id), *self._lattice(tall), *self._labelled(tall)]
        yield from [moved(ink, k, 0.0, 0.0) for ink in inks]

    def _lattice(self, tall: float) -> Iterator[Ink]:
        s = self.square
        if self.lines in ("grid", "both"):
            for across, line, first, last, outer in self.edges:
                ends = ((first * s, tall - line * s), (last * s, tall - line * s)) if across else ((line * s, tall - first * s), (line * s, tall - last * s))
                yield Shape("ML", tuple(Point(*p) for p in ends), Look(weight="normal" if outer else "thin", cap="square"))
        elif self.lines == "frame":
            w = self.n_cols * s
            yield Shape("MLLLZ", (Point(0, 0), Point(w, 0), Point(w, tall), Point(0, tall)), Look(weight="normal"))
        if self.lines in ("dots", "both"):
            for i in range(self.n_cols + 1):
                for j in range(self.n_rows + 1):
                    yield Dot(Point(i * s, j * s), 1.3)

    def _labelled(self, tall: float) -> Iterator[Ink]:
        s, w = self.square, self.n_cols * self.square
        gap = 1.3
        for k, c in enumerate(self.labels["top"][: self.n_cols]):
            yield Lettering(c.words, Point((k + 0.5) * s, tall + gap + DOWN), "center", key=f"top{k}")
        for k, c in enumerate(self.labels["bottom"][: self.n_cols]):
            yield Lettering(c.words, Point((k + 0.5) * s, -gap - UP), "center", key=f"bottom{k}")
        middle = (UP - DOWN) / 2
        for k, c in enumerate(self.labels["left"][: self.n_rows]):
            yield Lettering(c.words, Point(-gap - 0.4, tall - (k + 0.5) * s - middle), "right", key=f"left{k}")
        for k, c in enumerate(self.labels["right"][: self.n_rows]):
            yield Lettering(c.words, Point(w + gap + 0.4, tall - (k + 0.5) * s - middle), "left", key=f"right{k}")
        for k, c in enumerate(self.labels["x"][: self.n_cols + 1]):
            yield Lettering(c.words, Point(k * s, -gap - 0.7 - UP), "center", key=f"x{k}")
        for k, c in enumerate(self.labels["y"][: self.n_rows + 1]):
            yield Lettering(c.words, Point(-gap - 1.1, k * s - middle), "right", key=f"y{k}")

    def spot(self, slot: str) -> Spot | Ink | None:
        if slot == "side":
            return Gauge(Point(0.0, 0.0), Point(self.unit, 0.0), ())
        if slot != "label":
            return None
        low = -6.7 if self.labels["bottom"] or self.labels["x"] else 0.0
        return Fixed(Point(self.n_cols * self.unit / 2, low * self.unit / self.square), "below", 5.0)

    def describe(self) -> str:
        filled = [(i.row, i.col, i.cell.plain) for i in (self.grid.items if self.grid is not None else ()) if i.cell.plain]
        names = [f"{text_} in row {r + 1}, column {c + 1}" for r, c, text_ in filled[:60]]
        return f"a board of {self.n_rows} rows and {self.n_cols} columns" + (": " + "; ".join(names) if names else "")


def _filled(item: Item, mark: BoardCell, content: Any) -> Item:
    style = mark.style
    cell = content if isinstance(content, Cell) else item.cell
    if style.label:
        cell = replace(cell, words=style.label)
    return replace(
        item, cell=cell, fill=style.fill or item.fill, hatch=style.hatch or item.hatch, color=style.color or item.color, bold=bool(style.bold) or item.bold
    )


def _shrunk(content: Content, square: float) -> None:
    """A text or an object that is larger than its square is made smaller."""
    room = square - 1.2
    if content.sketch is not None and not hasattr(content.sketch.thing, "laid_out"):
        sketch: Sketch = content.sketch
        k = min(1.0, room / max(*sketch.size, 1e-9))
        sketch.scale, sketch.size = sketch.scale * k, (sketch.size[0] * k, sketch.size[1] * k)
    elif content.words:
        sign = content.item.cell.plain
        most = 1.9 if len(sign) == 1 and not sign.isalnum() and not content.words[0].math else 1.0  # a chess piece, a cross
        k = min(most, room / max(content.width, content.up + content.down - 0.6, 1e-9))
        if abs(k - 1.0) > 0.001:
            content.item = replace(content.item, size=max(0.6, content.item.size * k))
            content.fold(None)
