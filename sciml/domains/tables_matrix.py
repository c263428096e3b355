"""Matrices with their fences, and games in two-way tables.

```sciml
matrix("A", [[1, 2], [3, -4]])
matrix([[1, 1, 1], [2, 3, 2]], augmented=2)
bimatrix([[(3, 1), (0, 0)], [(0, 0), (1, 3)]], players=["Ann", "Bob"], rows=["T", "B"], columns=["L", "R"])
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..author import Cell, Diagnostic, Ink, Lettering, Look, Maker, Point, Run, Shape, cells, count, metrics, replace, text, truth, word
from .tables_layout import DOWN, UP, Grid, Item, Line
from .tables_sheet import RaggedRow, Sheet, decimals_of, grid_lines, in_row, in_rows

__all__ = ["Bimatrix", "Matrix", "NotAPair"]

_FRACTION = re.compile(r"(?<![\^_]\{)\\frac\{")
AXIS = 0.9
"""mm: how far above the baseline a fraction bar and the middle of a fence lie"""


class Matrix(Sheet):
    """A matrix in brackets, or a determinant between bars.

    ```figure
    matrix("A", [[1, 2], [3, -4]])
    ```
    """

    nouns = "table"
    lined = "middle"

    called: Any = text(None, positional=True, help="its name, printed before it with =")
    entries: Any = cells(positional=True, help="a list of rows")
    fence: str = word("brackets", "parens", "bars", "double_bars", "braces", "brace", "none", default="brackets", help="what stands around it")
    augmented: int | None = count(None, at_least=1, help="a line after this column")
    header: Any = cells((), help="names of the columns, above it")
    side: Any = cells((), help="names of the rows, at the left")

    def misuse(self) -> Iterator[Diagnostic]:
        rows = in_rows(self.entries)
        wide = max([len(r) for r in rows] or [0])
        for k, row in enumerate(rows):
            if len(row) != wide:
                yield RaggedRow(self.span, f"row {k + 1}", f"{len(row)} cell" + "s" * (len(row) != 1), wide)
                return
        for name, own, n in (("the headings of the columns", in_row(self.header), wide), ("the headings of the rows", in_row(self.side), len(rows))):
            if own and len(own) != n:
                yield RaggedRow(self.span, name, f"{len(own)} name" + "s" * (len(own) != 1), n)

    def setup(self, make: Maker) -> None:
        self.body = in_rows(self.entries)
        self.heads = in_row(self.header)
        self.sides = in_row(self.side)
        self.first = (1 if self.heads else 0, 1 if self.sides else 0)
        self.n_rows, self.n_cols = len(self.body) + self.first[0], len(self.body[0] if self.body else ()) + self.first[1]
        self.row_names = ("",) * self.first[0] + tuple([c.plain for c in self.sides])
        self.col_names = ("",) * self.first[1] + tuple([c.plain for c in self.heads])

    def build(self, make: Maker) -> Grid:
        down, right = self.first
        items = [Item(0, right + k, c, size=0.9, color="muted") for k, c in enumerate(self.heads)]
        items += [Item(down + k, 0, c, align="right", size=0.9, color="muted") for k, c in enumerate(self.sides)]
        for r, row in enumerate(self.body):
            items += [Item(down + r, right + c, _large(cell)) for c, cell in enumerate(row)]
        self.marked(items)
        for col in range(right, self.n_cols):
            own = [k for k, i in enumerate(items) if i.col == col and i.row >= down and i.cell.typed]
            if len({decimals_of(items[k].cell) for k in own}) > 1:
                for k in own:
                    items[k] = replace(items[k], decimal=True)
        high = max([sum(metrics(i.cell.words)[1:]) for i in items if i.cell.words] or [0.0]) > UP + DOWN + 0.8
        lines = [Line(False, right + self.augmented, down, self.n_rows, "thin", (0.6, 0.6))] if self.augmented and self.augmented < self.n_cols - right else []
        grid = Grid(items, self.n_rows, self.n_cols, make, pad=(1.7, 1.4 if high else 0.45), lines=lines)
        words: Any = self.called or ()
        if len(words) == 1 and not words[0].math and len(words[0].text) == 1:
            words = (Run(words[0].text, math=True),)
        before: Any = (*words, Run("=", math=True)) if words else ()
        self.before = (Run(before[0].text + "=", math=True),) if len(before) == 2 and before[0].math else before
        self.left = (metrics(self.before)[0] + 1.0 if self.before else 0.0) + (0.0 if self.fence == "none" else 0.8)
        self.right = 0.0 if self.fence in ("none", "brace") else 0.8
        self.baseline = (grid.ys[down] + grid.ys[-1]) / -2 + AXIS
        return grid

    @property
    def size(self) -> tuple[float, float]:
        return self.left + float(self.grid.width) + self.right, float(self.grid.height)

    def draw(self) -> Iterator[Ink]:
        if self.grid is None:
            return
        yield from self.grid.ink(self.left, 0.0, self.id)
        down, right = self.first
        box = (self.left + self.grid.xs[right], self.left + self.grid.xs[-1], self.grid.ys[down], self.grid.ys[-1])
        yield from fence(self.fence, *box)
        if self.before:
            space = self.left + self.grid.xs[right] - (0.8 if self.fence != "none" else 0.0) - 1.0
            yield Lettering(self.before, Point(space if not self.sides else 0.0, -self.baseline), "right" if not self.sides else "left", key="name")

    def describe(self) -> str:
        rows = "; ".join([", ".join([c.plain or "blank" for c in row]) for row in self.body])
        return f"a {len(self.body)} by {self.n_cols - self.first[1]} matrix: {rows}"


def _large(cell: Cell) -> Cell:
    """An entry that is a fraction is as large as the whole numbers."""
    words = tuple([replace(r, text=_FRACTION.sub(r"\\dfrac{", r.text)) if r.math else r for r in cell.words or ()])
    return replace(cell, words=words) if words and words != cell.words else cell


def fence(kind: str, x0: float, x1: float, top: float, bottom: float) -> Iterator[Ink]:
    """What stands left and right of a matrix between these heights."""
    look = Look(weight="normal")
    if kind == "none":
        return
    for x, way in ((x0, 1), (x1, -1)):
        if kind == "brackets":
            points = ((x + 1.1 * way, top), (x - 0.3 * way, top), (x - 0.3 * way, bottom), (x + 1.1 * way, bottom))
            yield Shape("MLLL", tuple(Point(*p) for p in points), look)
        elif kind == "parens":
            bow = min(2.4, 0.7 + 0.08 * (top - bottom))
            a, b = Point(x + 0.9 * way, top), Point(x + 0.9 * way, bottom)
            third = (top - bottom) / 3.4
            yield Shape("MC", (a, Point(a.x - bow * way, top - third), Point(a.x - bow * way, bottom + third), b), look)
        elif kind in ("bars", "double_bars"):
            for shift in (0.0, 0.7) if kind == "double_bars" else (0.0,):
                yield Shape("ML", (Point(x - (0.1 - shift) * way, top), Point(x - (0.1 - shift) * way, bottom)), look)
        elif kind == "braces" or way == 1:
            mid = (top + bottom) / 2
            a, m, b = Point(x + 1.0 * way, top), Point(x - 0.6 * way, mid), Point(x + 1.0 * way, bottom)
            s = x + 0.2 * way
            yield Shape("MCC", (a, Point(s - 0.2 * way, top), Point(s + 0.3 * way, mid), m, Point(s + 0.3 * way, mid), Point(s - 0.2 * way, bottom), b), look)


class NotAPair(Diagnostic):
    """A payoff that is not one number for each player.

    ```wrong
    bimatrix([[(3, 1), 0], [(0, 0), (1, 3)]])
    ```
    ```right
    bimatrix([[(3, 1), (0, 0)], [(0, 0), (1, 3)]])
    ```
    """

    code = "TAB204"
    says = "the payoff {text} is not one number for each of the two players."
    help = "Write (3, 1): first the player of the rows, then the player of the columns."
    text: str


class Bimatrix(Sheet):
    """A game of two players: their strategies at the side and above, the payoffs of both in each cell.

    ```figure
    bimatrix([[(3, 1), (0, 0)], [(0, 0), (1, 3)]], players=["Ann", "Bob"], rows=["T", "B"], columns=["L", "R"])
    ```
    """

    nouns = "table"
    payoffs: Any = cells(positional=True, help="a list of rows of pairs, the row player's first")
    players: Any = cells((), help="the player of the rows, then the player of the columns")
    rows: Any = cells((), help="strategies of the first")
    columns: Any = cells((), help="strategies of the second")
    split: bool = truth(False, help="each cell halved by a diagonal: below it the row player's payoff, above it the other's")

    def misuse(self) -> Iterator[Diagnostic]:
        body = in_rows(self.payoffs)
        wide = max([len(r) for r in body] or [0])
        for k, row in enumerate(body):
            if len(row) != wide:
                yield RaggedRow(self.span, f"row {k + 1}", f"{len(row)} cell" + "s" * (len(row) != 1), wide)
                return
            for cell in row:
                pair = len(cell.parts) == 2 or (not cell.parts and cell.number is None and ("," in cell.plain or cell.blank or cell.name or "?" in cell.plain))
                if not pair:
                    yield NotAPair(cell.span, cell.plain or cell.text)
                    return
        for name, own, n in (("the strategies of the rows", self.rows, len(body)), ("the strategies of the columns", self.columns, wide)):
            have = len(in_row(own))
            if have and have != n:
                yield RaggedRow(self.span, name, f"{have} name" + "s" * (have != 1), n)

    def setup(self, make: Maker) -> None:
        self.body = in_rows(self.payoffs)
        as_list = [in_row(x) for x in (self.rows, self.columns, self.players)]
        self.sides, self.heads, self.names = as_list
        both = len(self.names) == 2
        self.first = ((1 if both else 0) + (1 if self.heads else 0), (1 if both else 0) + (1 if self.sides else 0))
        self.n_rows, self.n_cols = len(self.body) + self.first[0], len(self.body[0] if self.body else ()) + self.first[1]
        self.row_names = ("",) * self.first[0] + tuple([c.plain for c in self.sides])
        self.col_names = ("",) * self.first[1] + tuple([c.plain for c in self.heads])

    def build(self, make: Maker) -> Grid:
        down, right = self.first
        n, m = len(self.body), self.n_cols - right
        inner: list[Item] = []
        for r, row in enumerate(self.body):
            for c, cell in enumerate(row):
                if self.split and len(cell.parts) == 2:
                    inner.append(Item(down + r, right + c, replace(cell, words=cell.parts[0].words), split=cell.parts[1].words))
                else:
                    inner.append(Item(down + r, right + c, cell))
        self.marked(inner)
        items = [*inner, *[Item(down - 1, right + k, c) for k, c in enumerate(self.heads)], *[Item(down + k, right - 1, c) for k, c in enumerate(self.sides)]]
        if len(self.names) == 2:
            items.append(Item(0, right, self.names[1], cols=m, bold=True))
            turn = 90.0 if len(self.names[0].plain) > 2 else 0.0
            items.append(Item(down, 0, self.names[0], rows=n, bold=True, turn=turn, middle=True))
        return Grid(items, self.n_rows, self.n_cols, make, pad=(2.4, 1.3), even=range(right, self.n_cols), lines=grid_lines(inner, self.n_rows, self.n_cols))

    def describe(self) -> str:
        rows = "; ".join([" | ".join([c.plain or "blank" for c in row]) for row in self.body])
        who = f" of {self.names[0].plain} (rows) and {self.names[1].plain} (columns)" if len(self.names) == 2 else ""
        return f"a game{who}: {rows}"
