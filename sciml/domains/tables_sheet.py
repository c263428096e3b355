"""What all tables share: their size, places of cells by number or heading, numbers and their sums, the edges of cells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..author import NUMBER, Cell, Diagnostic, Element, Expr, Fixed, Ink, Maker, Num, Origin, Point, Run, Spot, Value, cells, evaluate, replace, variables_of
from .tables_layout import Item, Line

__all__ = [
    "CellMark",
    "NoSuchCell",
    "RaggedRow",
    "Sheet",
    "added",
    "addresses",
    "as_cell",
    "decimals_of",
    "grid_lines",
    "in_row",
    "in_rows",
    "known_number",
    "numbers_agree",
    "runs",
    "said",
    "value_of",
    "written",
]


def said(cell: Cell) -> str:
    """How a cell is called in a message."""
    return cell.plain or "the cell"


def in_rows(x: Any) -> tuple[tuple[Cell, ...], ...]:
    """Rows of cells, from a list of cells or of rows."""
    if x is None or isinstance(x, Cell):
        return ((x,),) if isinstance(x, Cell) and not x.blank else ()
    if all(isinstance(c, Cell) for c in x):
        return (tuple(x),) if x else ()
    return tuple([in_row(r) for r in x])


def in_row(x: Any) -> tuple[Cell, ...]:
    """One row of cells; a list within it is one cell."""
    return tuple([_as_one(c) for c in x]) if isinstance(x, tuple) else (x,) if isinstance(x, Cell) else ()


def _as_one(x: Any) -> Cell:
    if isinstance(x, Cell):
        return x
    parts = [_as_one(c) for c in x]
    words: list[Run] = []
    for part in parts:
        words += [*([Run(", ")] if words else []), *part.words]
    return Cell(tuple(words), parts=tuple(parts), letters=tuple([n for p in parts for n in p.letters]), text=", ".join([p.text for p in parts]))


def known_number(cell: Cell) -> Num | None:
    """Its number, if no letter without a value is in it."""
    n = cell.number
    return n if n is not None and (not isinstance(n, Expr) or not variables_of(n)) else None


def numbers_agree(a: Num, b: Num, decimals: int | None = None) -> bool:
    """Equal, or within half a step of the last decimal that is written."""
    x, y = evaluate(a, {}), evaluate(b, {})
    step = 0.5 * 10.0**-decimals if decimals is not None else 0.0
    return abs(x - y) <= max(step, 1e-9 * max(1.0, abs(x), abs(y))) * (1 + 1e-9)


def decimals_of(cell: Cell) -> int:
    """Digits written after the decimal sign."""
    _, point, after = cell.plain.partition(".")
    return len(after) - len(after.lstrip("0123456789")) if point else 0


def written(n: Num, like: Cell) -> str:
    """A number as the cells beside it are written."""
    value = evaluate(n, {})
    if like.unit is not None:
        factor = like.unit.factor
        value = value / float(factor) if not isinstance(factor, Expr) else value
    places = decimals_of(like)
    return f"{value:,.{places}f}" if places else f"{value:,.10g}"


def addresses(x: Any, names: tuple[str, ...], first: int, count_: int) -> list[int] | None:
    """Which rows (or columns) a slot names, from 0; None if one does not exist. names: of the headings; first: the number of the first."""
    if x is None:
        return list(range(count_))
    found = []
    for one in x if isinstance(x, tuple) else (x,):
        n = known_number(one)
        text_ = one.plain or one.text
        counts = one.typed and not one.text.startswith('"')  # 3 is the third, "3" what is called so
        if text_ in names and not counts:
            found.append(names.index(text_))
        elif n is not None and evaluate(n, {}) % 1 == 0 and 0 <= int(evaluate(n, {})) - first < count_:
            found.append(int(evaluate(n, {})) - first)
        else:
            return None
    return found


class RaggedRow(Diagnostic):
    """A row with another number of cells than the table has columns.

    ```wrong
    table(header=["x", "y"], rows=[[1, 2], [3]])
    ```
    ```right
    table(header=["x", "y"], rows=[[1, 2], [3, ""]])
    ```
    """

    code = "TAB201"
    says = "{row} has {count}, where there are {cols} columns."
    help = 'An empty cell is "" or none; a wide one is entry("...", cols=2).'
    row: str
    count: str
    cols: int


class NoSuchCell(Diagnostic):
    """A cell that the table does not have.

    ```wrong
    table(header=["x", "y"], rows=[[1, 2]]) { cell(3, 1, fill=light) }
    ```
    ```right
    table(header=["x", "y"], rows=[[1, 2]]) { cell(1, 1, fill=light) }
    ```
    """

    code = "TAB203"
    says = "there is no {place}; {known}."
    help = "Rows and columns count from 1, row 0 is the heading; a heading's own text names its row or column."
    place: str
    known: str


class CellMark(Element):
    """Shades, colours or fills cells of a table: one, a whole row or column, or a range of them.

    ```figure
    table(header=["x", "y"], rows=[[1, 2], [3, 4]]) { cell(2, 1..2, fill=light) }
    ```
    """

    kind = "cell"
    container = "table"
    family = "mark"
    row: Any = cells(None, positional=True, help="its row: a number from 1, a range, or a heading's text; all rows if none")
    col: Any = cells(None, positional=True, help="its column")
    content: Any = cells(None, positional=True, help="what stands in it instead")

    def spot(self, slot: str) -> Spot | Ink | None:
        return None


class Sheet(Element):
    """What is set in rows and columns: knows its size before it is drawn, so that it may also stand in a cell of another."""

    kind = ""
    family = "container"
    opens_frame = "sheet"
    lined = "top"
    quotes = True
    grid: Any = None
    top = 0.0
    """mm of what stands above the grid"""
    left = 0.0
    first = (0, 0)
    """headings above and at the left, which numbers of rows and columns do not count"""
    n_rows = n_cols = 0
    row_names: tuple[str, ...] = ()
    col_names: tuple[str, ...] = ()

    def laid_out(self, make: Maker) -> None:
        """Sets it, once."""
        if self.grid is None:
            self.grid = self.build(make)

    def build(self, make: Maker) -> Any:
        raise NotImplementedError

    def arranged(self, make: Maker) -> None:
        self.laid_out(make)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height, mm."""
        return self.left + float(self.grid.width), self.top + float(self.grid.height)

    def spot(self, slot: str) -> Spot | Ink | None:
        """Its label stands below it."""
        if slot != "label" or self.grid is None:
            return None
        width, height = self.size
        return Fixed(Point(width / 2, -height), "below", 5.0)

    def cell(self, row: Any, col: Any) -> Point | None:
        """The middle of a cell."""
        place = self.place_of(row, col)
        if place is None or self.grid is None:
            return None
        middle: Point = self.grid.middle(*place)
        return Point(middle.x + self.left, middle.y - self.top)

    cell.__takes__ = True  # type: ignore[attr-defined]

    def place_of(self, row: Any, col: Any) -> tuple[int, int] | None:
        rows = addresses(as_cell(row), self.row_names, 1 - self.first[0], self.n_rows)
        cols = addresses(as_cell(col), self.col_names, 1 - self.first[1], self.n_cols)
        return (rows[0], cols[0]) if rows and cols else None

    def _where(self, mark: CellMark) -> tuple[list[int] | None, list[int] | None]:
        rows = addresses(mark.row, self.row_names, 1 - self.first[0], self.n_rows)
        return rows, addresses(mark.col, self.col_names, 1 - self.first[1], self.n_cols)

    def marked(self, items: list[Item]) -> None:
        """What `cell(...)` in the block says."""
        for mark in self.children:
            if isinstance(mark, CellMark):
                rows, cols = self._where(mark)
                for k, item in enumerate(items):
                    if item.row in (rows or ()) and item.col in (cols or ()):
                        items[k] = _marked(item, mark)

    def misfits(self) -> Iterator[Diagnostic]:
        known = f"there are {self.n_rows - self.first[0]} rows and {self.n_cols - self.first[1]} columns"
        for mark in self.children:
            if isinstance(mark, CellMark):
                rows, cols = self._where(mark)
                if not rows:
                    yield NoSuchCell(mark.span, "row " + _address(mark.row), known)
                elif not cols:
                    yield NoSuchCell(mark.span, "column " + _address(mark.col), known)

    def draw(self) -> Iterator[Ink]:
        if self.grid is not None:
            yield from self.grid.ink(self.left, -self.top, self.id)


def as_cell(x: Any) -> Any:
    """An argument of a numbered part as the cell that names a row or column."""
    if isinstance(x, int):
        return Cell((Run(str(x)),), x, NUMBER, typed=True)
    if isinstance(x, tuple):
        return Cell(tuple(x))
    return Cell((Run(str(getattr(x, "n", x))),), getattr(x, "n", None), NUMBER, typed=True)


def value_of(n: Num, like: Cell) -> Value:
    origin = Origin.SOLVED if isinstance(n, Expr) and variables_of(n) else Origin.GIVEN
    return Value(n, like.dim if like.dim is not None else NUMBER, origin, None, like.unit)


def added(line: list[Cell | None]) -> Value | None:
    own = [c for c in line if c is not None and c.number is not None]
    if not own:
        return None
    total: Num = sum([c.number for c in own if c.number is not None])
    return value_of(total, own[0])


def grid_lines(items: list[Item], rows: int, cols: int) -> list[Line]:
    """All edges of all cells, each once; none through a cell that spans."""
    across: set[tuple[int, int]] = set()
    down: set[tuple[int, int]] = set()
    for i in items:
        for c in range(i.col, i.col + i.cols):
            across |= {(i.row, c), (i.row + i.rows, c)}
        for r in range(i.row, i.row + i.rows):
            down |= {(i.col, r), (i.col + i.cols, r)}
    lines = []
    for flat, edges, ends in ((True, across, rows), (False, down, cols)):
        for at, first, last in runs(edges):
            lines.append(Line(flat, at, first, last, "normal" if at in (0, ends) else "thin"))
    return lines


def runs(edges: set[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Unit edges that follow each other as one: (edge, from, to)."""
    start: tuple[int, int] | None = None
    before: tuple[int, int] | None = None
    for edge in sorted(edges):
        if start is not None and before is not None and edge != (before[0], before[1] + 1):
            yield start[0], start[1], before[1] + 1
            start = edge
        start = start or edge
        before = edge
    if start is not None and before is not None:
        yield start[0], start[1], before[1] + 1


def _marked(item: Item, mark: Any) -> Item:
    """A cell with what a mark says over it."""
    style = mark.style
    cell = mark.content if isinstance(mark.content, Cell) else item.cell
    return replace(
        item,
        cell=cell,
        fill=style.fill or item.fill,
        hatch=style.hatch or item.hatch,
        color=style.color or item.color,
        bold=style.bold if style.bold is not None else item.bold,
    )


def _address(x: Any) -> str:
    return ", ".join([said(c) for c in (x if isinstance(x, tuple) else (x,)) if isinstance(c, Cell)])
