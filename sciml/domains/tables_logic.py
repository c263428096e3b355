"""Truth tables: given values are checked against the formulas of their columns.

```sciml
truth_table([p, q, p and q], [["T", "T", "T"], ["T", "F", "F"], ["F", "T", "F"], ["F", "F", "F"]])
truth_table([p, q, "p -> q"])
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import Any

from ..author import Cell, Diagnostic, Maker, Run, cells, replace, truth
from .tables_layout import Grid, Item, Line
from .tables_sheet import RaggedRow, Sheet, in_rows

__all__ = ["TruthTable", "WrongTruth"]

Formula = tuple[Any, ...]
"""("p",), ("not", f), ("and", f, g), ("or", f, g) ..."""

_WORDS = (
    (re.compile(r"\\(?:land|wedge)\b|∧|&&?|\band\b|·|\\cdot\b"), " & "),
    (re.compile(r"\\(?:lor|vee)\b|∨|\|\|?|\bor\b"), " | "),
    (re.compile(r"\\(?:leftrightarrow|Leftrightarrow|iff)\b|↔|⇔|<->|<=>|\biff\b"), " = "),
    (re.compile(r"\\(?:rightarrow|Rightarrow|to|implies)\b|→|⇒|->|=>|\bimplies\b"), " > "),
    (re.compile(r"\\oplus\b|⊕|\bxor\b"), " ^ "),
    (re.compile(r"\\(?:lnot|neg)\b|¬|~|!|\bnot\b"), " - "),
    (re.compile(r"\\left|\\right|\$|\\[,; ]"), " "),
)
_TOKEN = re.compile(r"\s*([&|=>^()\-]|[A-Za-z](?:_?\d+)?|[01])")
_SIGNS = {"&": r"\land ", "|": r"\lor ", "=": r"\leftrightarrow ", ">": r"\rightarrow ", "^": r"\oplus "}
_ORDER = ("=", ">", "^", "|", "&")
"""from the loosest to the tightest"""


class WrongTruth(Diagnostic):
    """A truth value that the formula of its column does not have.

    ```wrong
    truth_table([p, q, p and q], [["T", "F", "T"]])
    ```
    ```right
    truth_table([p, q, p and q], [["T", "F", "F"]])
    ```
    """

    code = "TAB207"
    says = "in row {row} {formula} is {stated}, but with {values} it is {right}."
    help = "A value that is asked stays blank; data that the problem has wrong stay with as_stated(...)."
    row: int
    formula: str
    stated: str
    values: str
    right: str


def parsed(text: str) -> Formula | None:
    """A formula of logic; None if the text is none."""
    for pattern, sign in _WORDS:
        text = pattern.sub(sign, text)
    tokens: list[str] = []
    at = 0
    text = text.strip()
    while at < len(text):
        m = _TOKEN.match(text, at)
        if m is None:
            return None
        tokens.append(m[1])
        at = m.end()
        while at < len(text) and text[at].isspace():
            at += 1
    found = _level(tokens, 0, 0) if len(tokens) <= 200 else None
    return found[0] if found is not None and found[1] == len(tokens) else None


def _level(tokens: list[str], at: int, level: int) -> tuple[Formula, int] | None:
    if level == len(_ORDER):
        return _atom(tokens, at)
    left = _level(tokens, at, level + 1)
    while left is not None and left[1] < len(tokens) and tokens[left[1]] == _ORDER[level]:
        right = _level(tokens, left[1] + 1, level if _ORDER[level] == ">" else level + 1)
        left = ((_ORDER[level], left[0], right[0]), right[1]) if right is not None else None
    return left


def _atom(tokens: list[str], at: int) -> tuple[Formula, int] | None:
    if at >= len(tokens):
        return None
    if tokens[at] == "-":
        inner = _atom(tokens, at + 1)
        return (("not", inner[0]), inner[1]) if inner is not None else None
    if tokens[at] == "(":
        found = _level(tokens, at + 1, 0)
        return (found[0], found[1] + 1) if found is not None and found[1] < len(tokens) and tokens[found[1]] == ")" else None
    return ((tokens[at],), at + 1) if tokens[at][0].isalnum() else None


def holds(f: Formula, values: dict[str, bool]) -> bool | None:
    """Its truth; None if a letter has none."""
    if len(f) == 1:
        return {"0": False, "1": True}.get(f[0], values.get(f[0]))
    parts = [holds(x, values) for x in f[1:]]
    if any(p is None for p in parts):
        return None
    a, b = parts[0], parts[-1]
    return {"not": not a, "&": a and b, "|": a or b, ">": not a or b, "=": a == b, "^": a != b}[f[0]]


def letters_in(f: Formula) -> set[str]:
    return ({f[0]} if f[0].isalpha() or len(f[0]) > 1 else set()) if len(f) == 1 else {x for part in f[1:] for x in letters_in(part)}


def tex(f: Formula, loose: int = 0) -> str:
    """The formula with the signs of logic."""
    if len(f) == 1:
        return str(f[0])
    if f[0] == "not":
        return r"\lnot " + tex(f[1], len(_ORDER))
    level = _ORDER.index(f[0])
    out = tex(f[1], level + 1) + _SIGNS[f[0]] + tex(f[2], level + (0 if f[0] in ("&", "|", "=", ">") else 1))
    return f"({out})" if level < loose else out


_TRUE, _FALSE = {"T", "1", "true", "t", "真"}, {"F", "0", "false", "f", "假"}


class TruthTable(Sheet):
    """A truth table: values under formulas; without rows, all values of the letters with the rest left open.

    ```figure
    truth_table([p, q, p and not q])
    ```
    """

    nouns = "table"
    header: Any = cells(positional=True, help="letters and formulas: p, p and q, not p, or texts with -> and <->")
    rows: Any = cells((), positional=True, help="rows of T and F (or 1 and 0), blank where asked")
    computed: bool = truth(False, help="formulas without given values are worked out")
    letters: Any = cells(None, help="what true and false are called, [T, F] if not said")

    def setup(self, make: Maker) -> None:
        heads = in_rows(self.header)
        self.heads = heads[0] if heads else ()
        self.formulas = [parsed(c.text) for c in self.heads]
        self.inputs = [k for k, f in enumerate(self.formulas) if f is not None and len(f) == 1 and f[0].isalpha()]
        given = in_rows(self.rows)
        names = [c.plain or c.text for c in self.letters] if isinstance(self.letters, tuple) and len(self.letters) == 2 else ["T", "F"]
        self.body = given or self._all(names)
        self.first = (1, 0)
        self.n_rows, self.n_cols = len(self.body) + 1, len(self.heads)
        self.row_names, self.col_names = ("",) * self.n_rows, tuple([c.plain for c in self.heads])

    def _all(self, names: list[str]) -> tuple[tuple[Cell, ...], ...]:
        """All values of the letters, true first (0 first where they are 1 and 0); the rest blank, or computed."""
        order = (False, True) if names[0] == "1" else (True, False)
        rows = []
        for values in product(order, repeat=min(len(self.inputs), 6)):
            known = {self.formulas[k][0]: v for k, v in zip(self.inputs, values, strict=False)}  # type: ignore[index]
            row = []
            for f in self.formulas:
                value = holds(f, known) if f is not None and (self.computed or len(f) == 1) else None
                row.append(Cell((Run(names[0] if value else names[1]),)) if value is not None else Cell())
            rows.append(tuple(row))
        return tuple(rows)

    def misuse(self) -> Iterator[Diagnostic]:
        heads = in_rows(self.header)
        wide = len(heads[0]) if heads else 0
        for k, row in enumerate(in_rows(self.rows)):
            if len(row) != wide:
                yield RaggedRow(self.span, f"row {k + 1}", f"{len(row)} cell" + "s" * (len(row) != 1), wide)
                return

    def misfits(self) -> Iterator[Diagnostic]:
        yield from super().misfits()
        for k, row in enumerate(self.body):
            known = {self.formulas[c][0]: v for c in self.inputs if (v := _truth(row[c])) is not None}  # type: ignore[index]
            for c, (cell, f) in enumerate(zip(row, self.formulas, strict=False)):
                stated = _truth(cell)
                if f is None or c in self.inputs or stated is None or (cell.number is None and cell.plain.isdigit()):
                    continue
                right = holds(f, known)
                if right is not None and right != stated:
                    names = ("1", "0") if cell.plain in "10" else ("T", "F")
                    used = ", ".join([f"{x} = {names[0] if known[x] else names[1]}" for x in sorted(letters_in(f))])
                    yield WrongTruth(cell.span, k + 1, self.heads[c].text, cell.plain, used, names[0] if right else names[1])

    def build(self, make: Maker) -> Grid:
        items = []
        for c, (cell, f) in enumerate(zip(self.heads, self.formulas, strict=True)):
            items.append(Item(0, c, replace(cell, words=(Run(tex(f), math=True),)) if f is not None else cell, foot=True))
        items += [Item(1 + r, c, cell) for r, row in enumerate(self.body) for c, cell in enumerate(row)]
        self.marked(items)
        n, m = self.n_rows, self.n_cols
        lines = [Line(True, 0, 0, m, "normal"), Line(True, 1, 0, m), Line(True, n, 0, m, "normal")]
        if self.inputs and self.inputs == list(range(len(self.inputs))) and len(self.inputs) < m:
            lines.append(Line(False, len(self.inputs), 0, n))
        return Grid(items, n, m, make, pad=(2.6, 0.7), room=make.width, lines=lines)

    def describe(self) -> str:
        rows = "; ".join([", ".join([c.plain or "blank" for c in row]) for row in self.body])
        return f"a truth table of {', '.join([c.text for c in self.heads])}: {rows}"


def _truth(cell: Cell) -> bool | None:
    word = cell.plain.strip() or cell.text.strip()
    return True if word in _TRUE else False if word in _FALSE else None
