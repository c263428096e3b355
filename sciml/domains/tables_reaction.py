"""ICE tables: amounts of the species of a reaction at the start, their change, and at equilibrium, checked by the coefficients.

```sciml
ice_table("H2 + I2 <=> 2 HI", initial=[0.50, 0.50, 0], change=["-x", "-x", "+2x"], equilibrium=[0.50 - x, 0.50 - x, 2*x], unit="M")
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Any

from ..author import REQUIRED, Cell, Diagnostic, Expr, Maker, Num, Run, cells, evaluate, replace, text, truth, variables_of, word
from .tables_atoms import balance
from .tables_layout import Grid, Item, Line
from .tables_sheet import RaggedRow, Sheet, in_row, said

__all__ = ["ChangeDiffers", "EquilibriumDiffers", "IceTable", "NoReaction"]

_BOTH, _ON = r"\rightleftharpoons", r"\rightarrow"
_ARROWS = (("<=>", _BOTH), ("⇌", _BOTH), ("<->", _BOTH), ("->", _ON), ("→", _ON), ("=", "="))
_PLUS = re.compile(r"\s\+\s|(?<=[)\]])\s*\+(?!\s*(?:\+|$|\((?:s|l|g|aq)\)))\s*")
"""between species; a plus after a bracket that ends one is its charge"""
_TERM = re.compile(r"(?:(\d+(?:/\d+)?)\s*)?(\S.*)")


class NoReaction(Diagnostic):
    """A text that is no reaction equation.

    ```wrong
    ice_table("H2 and I2", initial=[1, 1])
    ```
    ```right
    ice_table("H2 + I2 <=> 2 HI", initial=[1, 1, 0])
    ```
    """

    code = "TAB208"
    says = "{text} is no reaction: an arrow is missing, or something on one side of it."
    help = 'Write "N2 + 3 H2 <=> 2 NH3"; the arrow is <=> or ->.'
    text: str


class ChangeDiffers(Diagnostic):
    """Changes that do not go by the coefficients of the reaction.

    ```wrong
    ice_table("H2 + I2 <=> 2 HI", initial=[1, 1, 0], change=["-x", "-x", "+x"])
    ```
    ```right
    ice_table("H2 + I2 <=> 2 HI", initial=[1, 1, 0], change=["-x", "-x", "+2x"])
    ```
    """

    code = "TAB209"
    says = "the change of {second} is {change}, which does not fit {other} of {first}: they go as {ratio}."
    help = "What is used up has a minus, what is formed a plus, each times its coefficient."
    first: str
    second: str
    change: str
    other: str
    ratio: str


class EquilibriumDiffers(Diagnostic):
    """An amount at equilibrium that is not the initial one and the change.

    ```wrong
    ice_table("A <=> B", initial=[0.5, 0], change=["-x", "+x"], equilibrium=[0.5 + x, x])
    ```
    ```right
    ice_table("A <=> B", initial=[0.5, 0], change=["-x", "+x"], equilibrium=[0.5 - x, x])
    ```
    """

    code = "TAB210"
    says = "{species} is {stated} at equilibrium, but {initial} and a change of {change} make something else."
    help = "The last row is the sum of the first two."
    species: str
    stated: str
    initial: str
    change: str


class IceTable(Sheet):
    """Amounts before, their change, and after, under a reaction.

    ```figure
    ice_table("H2 + I2 <=> 2 HI", initial=[0.50, 0.50, 0], change=["-x", "-x", "+2x"])
    ```
    """

    nouns = "table"
    reaction: Any = text(REQUIRED, positional=True, help="the equation, with its coefficients")
    initial: Any = cells(None, help="one cell for each species")
    change: Any = cells(None, help="one cell for each species: -x, +2x, a number")
    equilibrium: Any = cells(None, help="one cell for each species")
    unit: Any = text(None, help="of all amounts, printed with the rows")
    labels: Any = cells((), help="what the rows are called")
    title: Any = text(None, help="printed above it")
    net: str | None = word("left", "right", help="the direction of the net reaction, drawn above its arrow")
    blank: bool = truth(False, help="rows without amounts are there, empty")

    def setup(self, make: Maker) -> None:
        whole = "".join([r.text for r in self.reaction]).replace(r"\ce{", "").rstrip("}")
        self.sign, self.species = read_reaction(whole)
        self.lines: list[tuple[str, tuple[Cell, ...]]] = []
        for name in ("initial", "change", "equilibrium"):
            row = getattr(self, name)
            own = in_row(row)
            if own or self.blank:
                self.lines.append((name, own or (Cell(),) * len(self.species)))
        self.first = (0, 0)

    def misuse(self) -> Iterator[Diagnostic]:
        whole = "".join([r.text for r in self.reaction])
        _, species = read_reaction(whole.replace(r"\ce{", "").rstrip("}"))
        if len(species) < 2 or len({s > 0 for s, _ in species}) < 2:
            yield NoReaction(self.span, whole)
            return
        for name in ("initial", "change", "equilibrium"):
            row = getattr(self, name)
            n = len(in_row(row)) if row is not None else len(species)
            if n != len(species):
                yield RaggedRow(self.span, f"the row {name}", f"{n} cell" + "s" * (n != 1), len(species))

    def misfits(self) -> Iterator[Diagnostic]:
        if all(type(r) is Run for r in self.reaction):  # other runs are `as_stated`
            yield from balance(self.species, self.span)
        rows = dict(self.lines)
        change = rows.get("change")
        if change is not None:
            yield from self._by_coefficients(change)
        first, last = rows.get("initial"), rows.get("equilibrium")
        if first is None or last is None:
            return
        if change is None:
            moved = [_less(a, b) for a, b in zip(last, first, strict=True)]
            yield from self._by_coefficients(tuple(moved))
            return
        for (_, name), a, d, b in zip(self.species, first, change, last, strict=True):
            if a.number is None or d.number is None or b.number is None:
                continue
            if not same(a.number + d.number, b.number):
                yield EquilibriumDiffers(b.span if b.span.end else self.span, name, b.text or said(b), a.text or said(a), d.text or said(d))

    def _by_coefficients(self, change: tuple[Cell, ...]) -> Iterator[Diagnostic]:
        """All changes are one number times their coefficients."""
        known = [(k, c) for k, c in enumerate(change) if c.number is not None]
        for (i, a), (j, b) in pairwise(known):
            (m, first), (n, second) = self.species[i], self.species[j]
            assert a.number is not None and b.number is not None
            if not same(a.number * n, b.number * m):
                ratio = f"{m} : {n}".replace("-", "−")
                yield ChangeDiffers(b.span if b.span.end else self.span, first, second, b.text or said(b), a.text or said(a), ratio)
                return

    def build(self, make: Maker) -> Grid:
        items: list[Item] = []
        n = len(self.species)
        cols = [1 + 2 * k for k in range(n)]
        top = (1 if self.title else 0) + (1 if self.net else 0)
        if self.title:
            items.append(Item(0, 0, Cell(self.title), cols=2 * n, bold=True))
        arrow = next((k for k in range(1, n) if (self.species[k][0] > 0) != (self.species[k - 1][0] > 0)), 1)
        if self.net:
            way = r"\longleftarrow" if self.net == "left" else r"\longrightarrow"
            words: Any = (Run(way, math=True), Run(" net")) if self.net == "left" else (Run("net "), Run(way, math=True))
            items.append(Item(top - 1, cols[arrow] - 1, Cell(words), foot=True))
        for k, (factor, name) in enumerate(self.species):
            amount = "" if abs(factor) == 1 else f"{abs(factor)} "
            items.append(Item(top, cols[k], Cell((Run(rf"\ce{{{amount}{name}}}", math=True),)), foot=True))
            if k:
                items.append(Item(top, cols[k] - 1, Cell((Run(self.sign if k == arrow else "+", math=True),)), foot=True))
        labels = in_row(self.labels)
        for r, (name, row) in enumerate(self.lines):
            called: Any = labels[r].words if r < len(labels) else (Run(name.capitalize()), *((Run(" ("), *self.unit, Run(")")) if self.unit else ()))
            items.append(Item(top + 1 + r, 0, Cell(called), align="left"))
            items += [Item(top + 1 + r, cols[k], _signed(c) if name == "change" else c, decimal=c.typed) for k, c in enumerate(row)]
        rows = top + 1 + len(self.lines)
        wide = 2 * n
        title = 1 if self.title else 0
        lines = [Line(True, title, 0, wide, "normal"), Line(True, top + 1, 0, wide), Line(True, rows, 0, wide, "normal"), Line(False, 1, title, rows)]
        self.n_rows, self.n_cols = rows, wide
        return Grid(items, rows, wide, make, pad=(1.3, 0.95), room=make.width, lines=lines)

    def describe(self) -> str:
        rows = "; ".join([f"{name} " + ", ".join([c.plain or "blank" for c in row]) for name, row in self.lines])
        return f"a table of amounts for {''.join(r.text for r in self.reaction)}: {rows}"


def read_reaction(whole: str) -> tuple[str, list[tuple[Any, str]]]:
    """The sign between the sides, and (coefficient, species): coefficients of what is used up are negative."""
    for arrow, sign in _ARROWS:
        if arrow in whole:
            left, _, right = whole.partition(arrow)
            found = []
            for side, way in ((left, -1), (right, 1)):
                for term in _PLUS.split(side.strip()):
                    m = _TERM.fullmatch(term.strip())
                    if m:
                        factor = Fraction(m[1] or 1) * way
                        found.append((int(factor) if factor.denominator == 1 else factor, m[2].strip()))
            return sign, found
    return "", []


def _signed(cell: Cell) -> Cell:
    """A change says its sign."""
    if not cell.words or cell.number is None:
        return cell
    first = cell.words[0]
    if first.text[:1] in ("+", "-", "−", "±"):
        return cell
    positive = isinstance(cell.number, Expr) or cell.number > 0
    return replace(cell, words=(Run("+" + first.text, first.math, first.bold, first.italic), *cell.words[1:])) if positive else cell


def _less(a: Cell, b: Cell) -> Cell:
    number = a.number - b.number if a.number is not None and b.number is not None else None
    return Cell((), number, text=f"{a.text or said(a)} less {b.text or said(b)}", span=a.span)


def same(a: Num, b: Num) -> bool:
    """Equal for whatever values their letters have: tried at two places."""
    letters = variables_of(a, b)
    for start, step in ((0.377, 0.211), (1.93, -0.317)):
        values = {v: start + step * k for k, v in enumerate(sorted(letters, key=lambda v: v.name))}
        x, y = evaluate(a, values), evaluate(b, values)
        if abs(x - y) > 1e-9 * max(1.0, abs(x), abs(y)):
            return False
    return True
