"""Bookkeeping: T-accounts with their balances, and statements with subtotals and totals, all added up.

```sciml
t_account("Cash", open=500 USD, debit=[["May 3", 1_200 USD]], credit=[["May 9", 200 USD]], close=1_500 USD)
statement("Income statement") { line("Sales", 900 USD); line("Cost of sales", 400 USD, less=true); total("Net income", 500 USD) }
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..author import REQUIRED, Cell, Diagnostic, Element, Ink, Maker, Num, Point, Run, Spot, Value, cells, count, evaluate, text, truth, word
from .tables_layout import Grid, Item, Line
from .tables_sheet import Sheet, decimals_of, in_row, in_rows, known_number, numbers_agree, said, value_of, written

__all__ = ["BalanceDiffers", "Heading", "Statement", "StatementLine", "Subtotal", "SumDiffers", "TAccount", "Total"]


class BalanceDiffers(Diagnostic):
    """The closing balance of an account that its entries do not give.

    ```wrong
    t_account("Cash", open=500 USD, debit=[["May 3", 1_200 USD]], close=1_600 USD)
    ```
    ```right
    t_account("Cash", open=500 USD, debit=[["May 3", 1_200 USD]], close=1_700 USD)
    ```
    """

    code = "TAB205"
    says = "{account} closes with {stated}, but its entries leave {right} on the {side} side."
    help = "An opening balance stands on the side of `normal=`; data that the problem has wrong stay with as_stated(...)."
    account: str
    stated: str
    right: str
    side: str


class SumDiffers(Diagnostic):
    """A subtotal or total of a statement that is not the sum of its lines.

    ```wrong
    statement("Costs") { line("Rent", 700 USD); line("Food", 200 USD); total("Costs", 950 USD) }
    ```
    ```right
    statement("Costs") { line("Rent", 700 USD); line("Food", 200 USD); total("Costs", 900 USD) }
    ```
    """

    code = "TAB206"
    says = "{name} is {stated}, but its lines make {right}."
    help = "A line that is taken off has less=true; a subtotal covers the lines since the one before it, a total those since the last total."
    name: str
    stated: str
    right: str
    cure: str = ""

    def advice(self) -> str:
        return self.cure or self.help


class TAccount(Sheet):
    """A T-account: debits at the left, credits at the right, the opening and closing balance.

    ```figure
    t_account("Cash", open=500 USD, debit=[["May 3", 1_200 USD]], credit=[])
    ```
    """

    nouns = "table"
    title: Any = text(REQUIRED, positional=True, help="name of the account")
    open: Any = cells(None, help="opening balance")
    debit: Any = cells((), help="entries at the left: amounts, or lists of a text and an amount")
    credit: Any = cells((), help="entries at the right")
    close: Any = cells(None, help="closing balance, which is checked")
    normal: str = word("debit", "credit", default="debit", help="the side of its balance")
    opening: Any = text(None, help="what the opening balance is called")
    closing: Any = text(None, help="what the closing balance is called")
    blank: int | None = count(0, help="further empty rows")

    def setup(self, make: Maker) -> None:
        first = [(Cell(self.opening or (Run("Balance"),)), self.open)] if isinstance(self.open, Cell) else []
        left, right = (_entries(self.debit), _entries(self.credit))
        self.lefts = [*(first if self.normal == "debit" else []), *left]
        self.rights = [*(first if self.normal == "credit" else []), *right]
        self.labelled = any(not a.blank for a, _ in (*self.lefts, *self.rights)) or isinstance(self.close, Cell)

    def balance(self) -> Value | None:
        """What its entries leave on its normal side."""
        n = self._left_over()
        like = next((b for _, b in (*self.lefts, *self.rights) if b.number is not None), None)
        return value_of(n, like) if n is not None and like is not None else None

    balance.__takes__ = True  # type: ignore[attr-defined]

    def _left_over(self) -> Num | None:
        """The sum of its normal side less that of the other, if all entries are numbers."""
        whole: Num = 0
        for entries, sign in ((self.lefts, 1), (self.rights, -1)):
            for _, amount in entries:
                if amount.blank:
                    continue
                n = known_number(amount)
                if n is None:
                    return None
                whole = whole + n * sign
        return whole if self.normal == "debit" else -whole

    def misfits(self) -> Iterator[Diagnostic]:
        stated = known_number(self.close) if isinstance(self.close, Cell) else None
        right = self._left_over()
        if stated is None or right is None:
            return
        if not numbers_agree(stated, right, decimals_of(self.close) if self.close.unit is None else None):
            name = "".join([r.text for r in self.title])
            yield BalanceDiffers(self.close.span if self.close.span.end else self.span, name, said(self.close), written(right, self.close), self.normal)

    asked = False
    """whether something stands at a place of it already"""

    def cell(self, row: Any, col: Any) -> Point | None:
        self.__dict__["asked"] = True
        return super().cell(row, col)

    cell.__takes__ = True  # type: ignore[attr-defined]

    def laid_out(self, make: Maker) -> None:
        """Both sides are alike, and those of all accounts beside each other, so that their stems are in line."""
        if self.grid is not None:
            return
        self.grid = self.build(make)
        half = len(self.grid.widths) // 2
        others = [a for a in make.kin() if a.grid is not None and len(a.grid.widths) == 2 * half]
        for own in ([self, *others], [self]):
            wide = [max(max(a.grid.widths[k::half]) for a in own) for k in range(half)]
            if 2 * sum(wide) <= make.width:
                for a in own:
                    if not a.asked:
                        a.grid.widen(wide * 2)
                return

    def build(self, make: Maker) -> Grid:
        wide = 2 if self.labelled else 1
        rows = max(len(self.lefts), len(self.rights), 1) + (self.blank or 0)
        closes = isinstance(self.close, Cell)
        items = [Item(0, 0, Cell(self.title), cols=2 * wide, bold=True)]
        for entries, first in ((self.lefts, 0), (self.rights, wide)):
            for k, (label, amount) in enumerate(entries):
                if self.labelled:
                    items.append(Item(1 + k, first, label, align="left"))
                items.append(Item(1 + k, first + wide - 1, amount, align="right", decimal=amount.typed))
        n = 1 + rows + (1 if closes else 0)
        lines = [Line(True, 1, 0, 2 * wide, "normal"), Line(False, wide, 1, n, "normal")]
        if closes:
            first = 0 if self.normal == "debit" else wide
            items.append(Item(n - 1, first, Cell(self.closing or (Run("Balance"),)), align="left"))
            items.append(Item(n - 1, first + wide - 1, self.close, align="right", decimal=self.close.typed, bold=self.close.typed))
            lines.append(Line(True, n - 1, 0, 2 * wide))
        self.n_rows, self.n_cols = n, 2 * wide
        return Grid(items, n, 2 * wide, make, pad=(1.8, 0.7), least=(14.0, 0.0), room=make.width, lines=lines)

    def describe(self) -> str:
        name = "".join([r.text for r in self.title])
        left, right = (", ".join([f"{a.plain} {b.plain}".strip() for a, b in own]) or "nothing" for own in (self.lefts, self.rights))
        return f"a T-account {name}: debit {left}; credit {right}"


def _entries(x: Any) -> list[tuple[Cell, Cell]]:
    """(label, amount) of each entry."""
    if isinstance(x, Cell):
        return [(Cell(), x)]
    flat = len(x) == 2 and all(isinstance(c, Cell) for c in x) and x[1].typed and not x[0].typed
    rows = in_rows((x,)) if flat else [in_row(r) for r in x]
    return [(Cell(), r[0]) if len(r) == 1 else (r[0], r[1]) for r in rows if r]


# ---------------------------------------------------------------- statements


class StatementLine(Element):
    """A line of a statement: what it is, and its amount.

    ```figure
    statement("Costs") { line("Rent", 700 USD); line("Refund", 20 USD, less=true) }
    ```
    """

    kind = "line"
    container = "statement"
    words: Any = text(REQUIRED, positional=True, help="what it is")
    amounts: Any = cells((), positional=True, help="its amount, or a list of one for each column")
    level: int | None = count(None, help="how far it is indented")
    less: bool = truth(False, help="is taken off")
    column: int | None = count(None, at_least=1, help="the column of its amount")
    role = "line"

    def setup(self, make: Maker) -> None:
        self.values = in_row(self.amounts)

    def spot(self, slot: str) -> Spot | Ink | None:
        return None


class Heading(StatementLine):
    """A heading among the lines of a statement; what follows is indented.

    ```figure
    statement("Assets") { heading("Current"); line("Cash", 50 USD); line("Stock", 20 USD) }
    ```
    """

    kind = "heading"
    container = "statement"
    role = "heading"


class Subtotal(StatementLine):
    """The sum of the lines since the subtotal or heading before it; with less=true it is taken off.

    ```figure
    statement("Costs") { line("Rent", 700 USD); line("Food", 200 USD); subtotal("Living", 900 USD); line("Fees", 100 USD); total("Costs", 1_000 USD) }
    ```
    """

    kind = "subtotal"
    container = "statement"
    role = "subtotal"


class Total(StatementLine):
    """The sum of all lines since the total before it.

    ```figure
    statement("Costs") { line("Rent", 700 USD); total("Costs", 700 USD) }
    ```
    """

    kind = "total"
    container = "statement"
    role = "total"


class Statement(Sheet):
    """A financial statement: lines with amounts, subtotals and totals that are checked.

    ```figure
    statement("Income") { line("Sales", 900 USD); line("Costs", 400 USD, less=true); total("Profit", 500 USD) }
    ```
    """

    title: Any = text(None, positional=True, help="printed above it")
    subtitle: Any = text(None, positional=True, help="below the title: the date or period")
    columns: Any = cells((), help="headings of the columns of amounts")

    def _lines(self) -> list[Any]:
        return [c for c in self.children if isinstance(c, StatementLine)]

    def misfits(self) -> Iterator[Diagnostic]:
        own = self._lines()
        n = max([len(line.values) + (line.column or 1) - 1 for line in own] or [0])
        columns = [[_amount(line, k) for line in own] for k in range(n)] if any(len(line.values) > 1 for line in own) else [[_only(line) for line in own]]
        for column in columns:
            yield from _added_up(own, column)

    def build(self, make: Maker) -> Grid:
        own = self._lines()
        heads = in_row(self.columns)
        wide = max([len(heads), *[len(line.values) + (line.column or 1) - 1 for line in own], 1])
        titles = [w for w in (self.title, self.subtitle) if w]
        items = [Item(k, 0, Cell(w), cols=wide + 1, bold=not k) for k, w in enumerate(titles)]
        top = len(titles) + (1 if heads else 0)
        lines = [Line(True, len(titles), 0, wide + 1)]
        items += [Item(len(titles), 1 + wide - len(heads) + k, c, align="right") for k, c in enumerate(heads)]
        if heads:
            lines.append(Line(True, top, 0, wide + 1, "hair"))
        headed = False
        for k, line in enumerate(own):
            headed = line.role == "heading" or (headed and line.role == "line")
            level = line.level if line.level is not None else 1 if headed and line.role == "line" else 0
            strong = line.role in ("heading", "total")
            items.append(Item(top + k, 0, Cell(line.words), align="left", indent=4.5 * level, bold=strong or bool(line.style.bold)))
            for j, cell in enumerate(line.values):
                col = (line.column or (wide - len(line.values) + 1)) + j
                items.append(Item(top + k, col, cell, align="right", decimal=cell.typed, bold=line.role == "total" and cell.typed, fill=line.style.fill))
                if line.role in ("subtotal", "total"):
                    lines.append(Line(True, top + k, col, col + 1, "thin", (1.0, 1.0)))
                if line.role == "total":
                    lines.append(Line(True, top + k + 1, col, col + 1, "thin", (1.0, 1.0), double=True))
        self.n_rows, self.n_cols = top + len(own), wide + 1
        return Grid(items, self.n_rows, self.n_cols, make, pad=(2.0, 0.8), room=make.width, lines=lines)

    def describe(self) -> str:
        name = "".join([r.text for r in self.title or ()])
        return f"a statement {name}: " + "; ".join(["".join(r.text for r in x.words) + " " + " ".join(c.plain for c in x.values) for x in self._lines()])


def _amount(line: Any, k: int) -> Cell | None:
    at = k - ((line.column or 1) - 1)
    return line.values[at] if 0 <= at < len(line.values) else None


def _only(line: Any) -> Cell | None:
    """Of a statement with one amount a line, in whatever column it stands."""
    return line.values[0] if line.values else None


class _Group:
    """The lines since a heading, subtotal or total. amounts: of each, with its sign; None: not known; end: the subtotal that closes it."""

    def __init__(self) -> None:
        self.lines: list[Any] = []
        self.amounts: list[Num | None] = []
        self.end: Any = None

    def sum(self) -> Num | None:
        known = [x for x in self.amounts if x is not None]
        return sum(known) if len(known) == len(self.amounts) else None

    def take_off(self) -> None:
        self.amounts = [None if x is None else -x for x in self.amounts]


def _added_up(lines: list[Any], amounts: list[Cell | None]) -> Iterator[Diagnostic]:
    """Each subtotal and total against the lines that it covers. A subtotal with less=true over lines that are added takes its lines off."""
    groups = [_Group()]
    for line, cell in zip(lines, amounts, strict=True):
        if line.role == "heading":
            groups.append(_Group())
            continue
        if cell is None or (cell.blank and line.role != "line"):
            continue
        n = None if cell.blank else known_number(cell)
        if line.role == "line":
            groups[-1].lines.append(line)
            groups[-1].amounts.append(-n if n is not None and line.less else n)
            continue
        if line.role == "subtotal":
            yield from _sum(line, cell, n, groups[-1:])
            groups[-1].end = line
            whole = groups[-1].sum()
            if line.less and whole is not None and evaluate(whole, {}) > 0:
                groups[-1].take_off()
            groups.append(_Group())
        else:
            yield from _sum(line, cell, n, groups)
            groups = [_Group()]


def _sum(line: Any, cell: Cell, stated: Num | None, groups: list[_Group]) -> Iterator[Diagnostic]:
    sums = [g.sum() for g in groups]
    if stated is None or any(s is None for s in sums) or not any(g.amounts for g in groups):
        return
    right: Num = sum([s for s in sums if s is not None])
    covered = [x for g in groups for x in g.amounts if x is not None]
    off = evaluate(right, {}) < 0 if line.role == "subtotal" else True
    taken_off = line.role == "subtotal" and all(evaluate(x, {}) <= 0 for x in covered)
    sign = -1 if (line.less and off) or (taken_off and evaluate(stated, {}) > 0) else 1
    decimals = decimals_of(cell) if cell.unit is None else None
    if not numbers_agree(stated, right * sign, decimals):
        cure = _cure(groups, lambda change: numbers_agree(stated, (right + change) * sign, decimals))
        yield SumDiffers(cell.span if cell.span.end else line.span, _name(line), said(cell), written(right * sign, cell), cure)


def _cure(groups: list[_Group], mends: Any) -> str:
    """The one line, or group of lines, that would have to be taken off, or not, for the sum to be as stated; '' if there is none."""
    for g in groups:
        whole = g.sum()
        if g.end is not None and not g.end.less and whole is not None and mends(-2 * whole):
            return f'Are these lines taken off? Then write subtotal("{_name(g.end)}", ..., less=true).'
    for g in groups:
        for line, n in zip(g.lines, g.amounts, strict=True):
            if n is not None and mends(-2 * n):
                if line.less:
                    return f'Is "{_name(line)}" added? Then leave out its less=true.'
                return f'Is "{_name(line)}" taken off? Then write line("{_name(line)}", ..., less=true).'
    return ""


def _name(line: Any) -> str:
    return "".join([r.text for r in line.words])
