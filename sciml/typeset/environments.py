"""\\begin ... \\end: matrices, cases, aligned equations, arrays."""

from __future__ import annotations

import re
from typing import Final

from .commands import length
from .nodes import Fence, Node, Row, Table
from .tex import Reader

__all__ = ["environment"]

_FENCES: Final = {"": ("", ""), "p": ("(", ")"), "b": ("[", "]"), "B": ("{", "}"), "v": ("|", "|"), "V": ("‖", "‖")}
_ALIGNED: Final = frozenset({"aligned", "align", "align*", "split", "eqnarray", "eqnarray*", "alignedat", "alignat", "alignat*", "flalign", "flalign*"})
_GATHERED: Final = frozenset({"gathered", "gather", "gather*", "multline", "multline*", "equation", "equation*", "math", "displaymath"})


def environment(r: Reader) -> Node:
    """After \\begin."""
    start = r.offset - len("\\begin")
    name = r.raw()
    columns = ""
    if name in {"array", "tabular", "subarray", "alignedat", "alignat", "alignat*"}:
        r.optional()
        columns = _letters(r.raw())
    elif name.endswith("matrix*"):
        columns = _letters(r.optional() or "c") * 12
    else:
        r.optional()
    r.depth += 1
    rows, lines, extra = _cells(r)
    r.depth -= 1
    if r.peek() == "\\end":
        at = r.offset
        r.take()
        other = r.raw()
        if other != name:
            r.problem(at, f"\\end{{{other}}} ends \\begin{{{name}}}")
    else:
        r.problem(start, f"\\begin{{{name}}} without \\end{{{name}}}")
    return _made(r, name, columns, (rows, lines, extra), start)


def _letters(text: str) -> str:
    return re.sub(r"[^lcr|]", "", re.sub(r"[@!>pmb<]\s*\{[^}]*\}", "", text))


def _cells(r: Reader) -> tuple[tuple[tuple[Node, ...], ...], tuple[int, ...], tuple[float, ...]]:
    """Rows of cells, numbers of the rows above which a line stands, extra room after each row in em."""
    rows: list[tuple[Node, ...]] = []
    cells: list[Node] = []
    lines: list[int] = []
    extra: list[float] = []
    while True:
        r.skip_blanks()
        while r.peek() in {"\\hline", "\\toprule", "\\midrule", "\\bottomrule", "\\cline"}:
            if r.take() == "\\cline":
                r.raw()
            lines.append(len(rows))
            r.skip_blanks()
        saved = r.font
        cell = r.row(())
        r.font = saved
        token = r.peek()
        if token == "&":
            r.take()
            cells.append(cell)
        elif token in {"\\\\", "\\cr"}:
            r.take()
            extra.append(length(r.optional() or ""))
            rows.append((*cells, cell))
            cells = []
        elif token in {"}", "\\right", "\\middle"}:
            r.problem(r.offset, f"{token} closes nothing")
            r.take()
            cells.append(cell)
        else:
            if cells or (isinstance(cell, Row) and cell.items):
                rows.append((*cells, cell))
            return tuple(rows), tuple(lines), tuple(extra)


def _made(r: Reader, name: str, columns: str, found: tuple[tuple[tuple[Node, ...], ...], tuple[int, ...], tuple[float, ...]], start: int) -> Node:
    rows, lines, extra = found
    kind = name.rstrip("*")
    if kind.endswith("matrix") and kind[:-6] in {*_FENCES, "small"}:
        small = kind == "smallmatrix"
        table: Node = Table(rows, columns, (0.5,) if small else (1.0,), 2 if small else 1, 0.2 if small else 0.0, not small, lines, extra)
        left, right = _FENCES.get(kind[:-6], ("", ""))
        return Fence((left, right), (table,)) if left else table
    if kind in {"cases", "dcases", "rcases"}:
        table = Table(rows, "ll", (1.0,), 0 if kind == "dcases" else 1, 0.12, True, lines, extra)
        return Fence(("", "}") if kind == "rcases" else ("{", ""), (table,))
    if name in _ALIGNED:
        rows = tuple(tuple(_after_nothing(cell) if i % 2 else cell for i, cell in enumerate(row)) for row in rows)
        gaps = (0.0,) if kind in {"alignedat", "alignat"} else (0.28,) if name.startswith("eqn") else (0.0, 2.0)
        return Table(rows, "rl" * 12, gaps, 0, 0.3, True, lines, extra)
    if name in _GATHERED:
        return Table(rows, "c", (), 0, 0.3, True, lines, extra)
    if name in {"array", "tabular", "subarray"}:
        return Table(rows, columns or "c", (1.0,), 1, 0.0, True, lines, extra)
    r.problem(start, f"the environment {name} is unknown")
    return Table(rows, "l", (1.0,), 1, 0.0, True, lines, extra)


def _after_nothing(cell: Node) -> Node:
    """The cell behind an empty atom, so that a relation at its start keeps its space."""
    return Row((Row(()), *cell.items)) if isinstance(cell, Row) else cell
