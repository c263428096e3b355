"""Tables: headings, spans, turned cells, numbers at the decimal sign, units, blanks, objects in cells.

```sciml
table("Initial rates", header=["Trial", "[A] (M)", "Rate (M/s)"], rows=[["1", 0.215, 5.81e-4], ["2", 0.430, none]])
table(header=["x \\\\ y", "0", "2"], rows=[["0", "1", "9"], ["1", "-4", ""]])
table(header=[["", entry("Score", cols=2)], ["", "before", "after"]], rows=[["Ann", 3, 5], ["Bob", 4, 4]], stub=1)
```
"""

from __future__ import annotations

from collections.abc import Iterator
from math import degrees
from typing import Any

from ..author import (
    ANGLE,
    Cell,
    Diagnostic,
    Element,
    Ink,
    Lettering,
    Look,
    Maker,
    Point,
    Run,
    Spot,
    Value,
    broken,
    cells,
    count,
    data,
    evaluate,
    metrics,
    quantity,
    replace,
    text,
    truth,
    word,
)
from .tables_layout import Grid, Item, Line, bold
from .tables_sheet import RaggedRow, Sheet, added, decimals_of, grid_lines, in_row, in_rows, known_number, numbers_agree, said, value_of, written

__all__ = ["Entry", "Table", "TotalDiffers", "spread", "unwrapped"]


LONG = 26
"""letters of a text in a column that then begins at the left"""


class TotalDiffers(Diagnostic):
    """A total that is not the sum of what it totals.

    ```wrong
    table(header=["item", "price"], rows=[["pen", 2], ["book", 9], ["total", 12]], totals=row)
    ```
    ```right
    table(header=["item", "price"], rows=[["pen", 2], ["book", 9], ["total", 11]], totals=row)
    ```
    """

    code = "TAB202"
    says = "{what} is {stated}, but {parts} make {total}."
    help = "Data that the problem has wrong stay with as_stated(...)."
    what: str
    stated: str
    parts: str
    total: str


class Entry(Element):
    """A cell of a table that spans columns or rows, or is turned, shaded or aligned by itself.

    ```figure
    table(header=["", entry("Dose", cols=2)], rows=[["A", 1, 2]])
    ```
    """

    content: Any = cells(Cell(), positional=True, help="what stands in it")
    cols: int | None = count(1, at_least=1, help="columns it spans")
    rows: int | None = count(1, at_least=1, help="rows it spans")
    turn: Value | None = quantity(ANGLE, prints=False, help="turned counter-clockwise")
    align: str | None = word("left", "center", "right", help="where it stands in its cell")

    def spot(self, slot: str) -> Spot | Ink | None:
        return None


class Table(Sheet):
    """A table of texts, numbers, letters and objects under headings.

    ```figure
    table(header=["x", "f(x)"], rows=[[0, 1.5], [1, -0.25], [2, none]])
    ```
    """

    title: Any = text(None, positional=True, help="printed above it")
    header: Any = cells((), help="headings of the columns; a list of lists for several rows of them")
    rows: Any = cells((), help="a list of rows, each a list of cells")
    side: Any = cells((), help="headings of the rows, at the left")
    units: Any = cells((), help="units of the columns, below their headings")
    stub: int | None = count(None, help="how many columns at the left are headings")
    align: Any = data(None, help="left, center or right, for all columns or for each")
    lines: str = word("book", "grid", "rows", "none", default="book", help="rules of a book, all edges, one below each row, or none")
    totals: str = word("none", "row", "column", "both", default="none", help="the last row or column holds sums, which are checked")
    zebra: bool = truth(False, help="every second row shaded")
    turned: bool = truth(False, help="headings of columns turned upwards")
    dense: bool = truth(False, help="rows closer together")

    # ------------------------------------------------------------ what it holds

    def setup(self, make: Maker) -> None:
        self.heads = in_rows(self.header)
        self.body = in_rows(self.rows)
        self.sides = in_row(self.side)
        self.corner = self.heads[-1][0] if self.heads and self.heads[-1] and " \\ " in self.heads[-1][0].text else None
        self.lead = 1 if self.sides else 0
        """columns that `side` adds"""
        widest = max([len(r) for r in (*self.heads, *self.body)] or [0])
        stub = min(self.stub, widest) if self.stub is not None else 1 if self.corner is not None else 0
        self.stubs = stub + self.lead

    def misuse(self) -> Iterator[Diagnostic]:
        heads, body = in_rows(self.header), in_rows(self.rows)
        sides = in_row(self.side)
        used: dict[int, int] = {}
        cols = max([len(spread(r)) for r in (*heads, *body)] or [0])
        missing = 1 if sides and heads and body and len(spread(heads[-1])) == len(spread(body[0])) else 0
        for name, rows, wanted in (("heading", heads, cols), ("row", body, cols if not sides or missing else cols - (1 if heads else 0))):
            hanging: dict[int, int] = {}
            for k, row in enumerate(rows):
                width = len(spread(row)) + sum(1 for left in hanging.values() if left > 0)
                hanging = {c: left - 1 for c, left in hanging.items() if left > 1}
                for at, cell in enumerate(row):
                    if isinstance(cell.thing, Entry) and (cell.thing.rows or 1) > 1:
                        for extra in range(cell.thing.cols or 1):
                            hanging[1000 * k + at + extra] = (cell.thing.rows or 1) - 1
                if width != wanted and not used:
                    yield RaggedRow(self.span, f"{name} {k + 1}", f"{width} cell" + "s" * (width != 1), wanted)
                    used[k] = 1

    # ------------------------------------------------------------ layout

    def build(self, make: Maker) -> Grid:
        self._names()
        items = [*self._headings(), *self._body()]
        self.marked(items)
        self._decimals(items)
        room = make.width
        pad = (2.0, 0.55 if self.dense else 0.95)
        grid = Grid(items, self.n_rows, self.n_cols, make, pad=pad, room=room, lines=self._rules(items))
        self.lettered = self._title(grid)
        return grid

    def _names(self) -> None:
        self.n_heads = len(self.heads)
        self.n_rows = self.n_heads + len(self.body)
        body = max([len(spread(r)) for r in self.body] or [0]) + self.lead
        head = max([len(spread(r)) for r in self.heads] or [0])
        self.first = (self.n_heads, self.lead)
        rows = [spread(r) for r in self.body]
        long = [max([len(r[k].plain) for r in rows if k < len(r) and r[k] is not None] or [0]) for k in range(body - self.lead)]
        self.texts = {k + self.lead for k, most in enumerate(long) if most > LONG}
        self.n_cols = max(body, head + (self.lead if head < body else 0))
        shift = self.n_cols - head
        last = spread(self.heads[-1]) if self.heads else ()
        self.col_names = ("",) * shift + tuple([c.plain if c is not None else "" for c in last])
        first = [c.plain for c in self.sides] if self.sides else [r[0].plain if r else "" for r in self.body]
        self.row_names = ("",) * self.n_heads + tuple(first)

    def _headings(self) -> Iterator[Item]:
        shift = self.n_cols - max([len(spread(r)) for r in self.heads] or [self.n_cols])
        units = in_row(self.units)
        lag = self.n_cols - len(units) if units else 0
        for item in _placed(self.heads, 0, shift):
            cell, turn = item.cell, item.turn
            end = item.col + item.cols
            if units and item.row + item.rows == self.n_heads and item.col >= lag and not units[item.col - lag].blank:
                own = units[item.col - lag]
                unit = (Run("("), *((Run(own.text),) if own.name else own.words), Run(")"))  # M is molar here, whatever else has that letter
                cell = replace(cell, words=(*cell.words, Run("\n"), *unit))
            if self.turned and end > max(self.stubs, 1) and item.cols == 1 and not turn and item.row == self.n_heads - 1:
                turn = 90.0
            align = item.align or (
                "left" if item.col < self.stubs and self.lines == "book" and item.col + item.cols <= self.stubs else self._align(item.col, item.cols)
            )
            if cell is self.corner or (self.corner is not None and cell.text == self.corner.text and item.row == self.n_heads - 1 and item.col == shift):
                below, _, above = cell.text.partition(" \\ ")
                yield replace(item, cell=replace(cell, words=_letters(below)), split=_letters(above), bold=False)
                continue
            yield replace(item, cell=cell, turn=turn, align=align, bold=item.bold, foot=not turn)

    def _align(self, col: int, cols: int) -> str:
        words = self.align if isinstance(self.align, tuple) and self.align and not isinstance(self.align[0], Run) else (self.align,) if self.align else ()
        names = [w if isinstance(w, str) else "".join([r.text for r in w if isinstance(r, Run)]) if isinstance(w, tuple) else "center" for w in words]
        if not names and cols == 1 and col in self.texts:
            return "left"
        if not names or cols > 1:
            return "center"
        return names[min(col - self.lead, len(names) - 1)] if len(names) > 1 else names[0]

    def _body(self) -> Iterator[Item]:
        for k, cell in enumerate(self.sides):
            if k < len(self.body):
                yield Item(self.n_heads + k, 0, unwrapped(cell), align="left" if self.lines == "book" else "center")
        for item in _placed(self.body, self.n_heads, self.lead):
            stub = item.col < self.stubs
            align = item.align or ("left" if stub and self.lines == "book" and self.corner is None and self.align is None else self._align(item.col, item.cols))
            fill = item.fill or ("light" if self.zebra and (item.row - self.n_heads) % 2 else None)
            yield replace(item, align=align, fill=fill, middle=item.rows > 1)

    def _decimals(self, items: list[Item]) -> None:
        """Columns of numbers lie with their decimal signs below each other."""
        if self.stubs and not self.n_heads:
            return  # a table that lies: its columns hold unlike things
        for col in range(self.n_cols):
            own = [k for k, i in enumerate(items) if i.col == col and i.cols == 1 and i.row >= self.n_heads and i.cell.typed and not i.turn]
            if len(own) > 1 and len({(items[k].cell.plain.partition(".")[0], decimals_of(items[k].cell)) for k in own}) > 1:
                for k in own:
                    items[k] = replace(items[k], decimal=True)

    def _rules(self, items: list[Item]) -> list[Line]:
        n, m = self.n_rows, self.n_cols
        if self.lines == "none":
            return []
        if self.lines == "grid":
            return grid_lines(items, n, m)
        lines = [Line(True, 0, 0, m, "normal"), Line(True, n, 0, m, "normal")]
        if self.n_heads:
            lines.append(Line(True, self.n_heads, 0, m))
        for item in items:
            below = item.row + item.rows
            if item.cols > 1 and below < self.n_heads:
                lines.append(Line(True, below, item.col, item.col + item.cols, "hair", (1.2, 1.2)))
        if self.stubs and (self.corner is not None or not self.n_heads or self.lines == "rows"):
            lines.append(Line(False, self.stubs, 0, n))
        if self.totals in ("row", "both"):
            lines.append(Line(True, n - 1, 0, m))
        if self.totals in ("column", "both"):
            lines.append(Line(False, m - 1, 0, n))
        if self.lines == "rows":
            lines += [Line(True, k, 0, m, "hair") for k in range(self.n_heads + 1, n - (self.totals in ("row", "both")))]
        return lines

    def _title(self, grid: Grid) -> tuple[tuple[Any, float], ...]:
        """Lines above the grid, each with its height above it."""
        if not self.title:
            return ()
        rows = broken(bold(self.title), 1.0, max(grid.width, 60.0))
        heights = [metrics(words) for words in rows]
        placed = []
        y = 2.2
        for words, (_, up, down) in zip(reversed(rows), reversed(heights), strict=True):
            placed.append((words, y + down))
            y += up + down + 1.0
        self.top = y - 1.0
        self.left = max(0.0, (max([w for w, *_ in heights]) - grid.width) / 2)
        return tuple(reversed(placed))

    def draw(self) -> Iterator[Ink]:
        yield from super().draw()
        for k, (words, y) in enumerate(self.lettered if self.grid is not None else ()):
            yield Lettering(words, Point(self.left + self.grid.width / 2, -self.top + y), "center", look=Look(layer="mark"), key=f"title{k}")

    # ------------------------------------------------------------ what is wrong, and what may be asked

    def misfits(self) -> Iterator[Diagnostic]:
        self._names()
        yield from super().misfits()
        body = [spread(r) for r in self.body]
        if self.totals in ("row", "both") and len(body) > 1:
            for col in range(max(len(r) for r in body)):
                column = [r[col] for r in body if col < len(r) and r[col] is not None]
                yield from self._total(column, f"the total of {self.col_names[col + self.lead] or f'column {col + 1}'}")
        if self.totals in ("column", "both"):
            for k, row in enumerate(body):
                name = self.row_names[self.n_heads + k] if self.n_heads + k < len(self.row_names) else ""
                yield from self._total([c for c in row if c is not None], f"the total of {name or f'row {k + 1}'}")

    def _total(self, line: list[Cell], what: str) -> Iterator[Diagnostic]:
        """The last of a row or column against the sum of the others."""
        *parts, total = line
        stated = known_number(total) if total.typed else None
        numbers = [known_number(c) for c in parts if not c.blank and (c.typed or c.number is not None or c.name)]
        if stated is None or not numbers or any(n is None for n in numbers):
            return
        whole = sum([n for n in numbers if n is not None])
        if not numbers_agree(stated, whole, decimals_of(total) if total.unit is None else None):
            spoken = " + ".join([said(c) for c in parts if known_number(c) is not None and not c.blank])
            yield TotalDiffers(total.span if total.span.end else self.span, what, said(total), spoken, written(whole, total))

    def value(self, row: Any, col: Any) -> Value | None:
        """The number in a cell."""
        self._names()
        place = self.place_of(row, col)
        found = self._at(*place) if place is not None else None
        return value_of(found.number, found) if found is not None and found.number is not None else None

    value.__takes__ = True  # type: ignore[attr-defined]

    def column_sum(self, col: Any) -> Value | None:
        """The sum of the numbers of a column, without a total row."""
        self._names()
        place = self.place_of(1, col)
        if place is None:
            return None
        last = len(self.body) - (1 if self.totals in ("row", "both") else 0)
        return added([self._at(self.n_heads + k, place[1]) for k in range(last)])

    column_sum.__takes__ = True  # type: ignore[attr-defined]

    def row_sum(self, row: Any) -> Value | None:
        """The sum of the numbers of a row, without headings and a total."""
        self._names()
        place = self.place_of(row, 1)
        if place is None:
            return None
        last = self.n_cols - (1 if self.totals in ("column", "both") else 0)
        return added([self._at(place[0], k) for k in range(self.stubs, last)])

    row_sum.__takes__ = True  # type: ignore[attr-defined]

    def _at(self, row: int, col: int) -> Cell | None:
        if row < self.n_heads or col < self.lead:
            return None
        line = spread(self.body[row - self.n_heads])
        return line[col - self.lead] if col - self.lead < len(line) else None

    def describe(self) -> str:
        titled = f' "{"".join(r.text for r in self.title)}"' if self.title else ""
        lines = [", ".join([c.plain or "blank" for c in row]) for row in (*self.heads, *self.body)]
        if self.sides:
            lines = [*lines[: len(self.heads)], *[f"{s.plain}: {line}" for s, line in zip(self.sides, lines[len(self.heads) :], strict=False)]]
        return f"a table{titled} of {len(self.body)} rows: " + "; ".join(lines)[:1500]


def _letters(words: str) -> Any:
    """A name of one side of a corner: a letter as mathematics."""
    one = words.strip().strip("$")
    return (Run(one, math=True),) if len(one) == 1 and one.isalpha() and one.isascii() else (Run(one),)


def unwrapped(cell: Cell) -> Cell:
    """What stands in an entry."""
    if not isinstance(cell.thing, Entry):
        return cell
    inner = cell.thing.content
    return inner if isinstance(inner, Cell) else Cell()


def spread(row: tuple[Cell, ...]) -> list[Any]:
    """One entry for each column that the cells of a row cover: None where a wide cell goes on."""
    out: list[Any] = []
    for cell in row:
        out.append(unwrapped(cell))
        if isinstance(cell.thing, Entry):
            out += [None] * ((cell.thing.cols or 1) - 1)
    return out


def _placed(rows: tuple[tuple[Cell, ...], ...], first: int, shift: int) -> Iterator[Item]:
    """Cells at their places, those after a high cell moved on."""
    taken: set[tuple[int, int]] = set()
    for k, row in enumerate(rows):
        col = shift
        for cell in row:
            while (k, col) in taken:
                col += 1
            e = cell.thing if isinstance(cell.thing, Entry) else None
            if e is None:
                yield Item(first + k, col, cell, align="")
                col += 1
                continue
            high, wide = e.rows or 1, e.cols or 1
            taken |= {(k + a, col + b) for a in range(high) for b in range(wide)}
            turn = degrees(evaluate(e.turn.n, {})) if e.turn is not None else 0.0
            high = min(high, len(rows) - k)
            item = Item(first + k, col, unwrapped(cell), high, wide, e.align or "", turn=turn, middle=high > 1, bold=bool(e.style.bold))
            yield replace(item, fill=e.style.fill, hatch=e.style.hatch, color=e.style.color or "ink")
            col += wide
