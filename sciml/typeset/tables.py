"""Matrices, cases, aligned equations: cells in rows and columns, centred on the axis."""

from __future__ import annotations

from itertools import pairwise

from .engine import set_node
from .maths import SCALES, Piece, maths
from .nodes import Row, Table

__all__ = ["set_table"]

_STRUT: tuple[float, float] = (840.0, 360.0)
"""Height and depth of a line of text at 12 pt leading, so that rows stand evenly."""
_RULE = 40.0


def set_table(node: Table, level: int) -> Piece:
    """The piece of a table."""
    inner = max(node.style, level) if level > 1 else node.style
    k = SCALES[inner]
    cells = [[set_node(Row((cell,)), inner, False) for cell in row] for row in node.rows]
    letters = [c for c in node.columns if c in "lcr"]
    count = max([len(row) for row in cells] + [0])
    letters += [letters[-1] if letters else "c"] * (count - len(letters))
    widths = [max([row[i].w for row in cells if i < len(row)] + [0.0]) for i in range(count)]
    left = _columns(node, widths, k)
    rows = _rows(node, cells, k)
    top, bottom = (rows[0][1], rows[-1][2]) if rows else (0.0, 0.0)
    middle = (top + bottom) / 2 - maths().axis * SCALES[level]
    out = Piece(left[-1], top - middle, middle - bottom)
    for row, (baseline, _, _) in zip(cells, rows, strict=True):
        for i, cell in enumerate(row):
            spare = widths[i] - cell.w
            out.put(cell, left[i] + spare * {"l": 0.0, "c": 0.5, "r": 1.0}[letters[i]], baseline - middle)
    edges = [top] + [(above[2] + below[1]) / 2 for above, below in pairwise(rows)] + [bottom]
    _lines(node, out, left, widths, [edge - middle for edge in edges])
    return out


def _gap(node: Table, i: int) -> float:
    return node.gaps[i % len(node.gaps)] * 1000 if node.gaps else 0.0


def _columns(node: Table, widths: list[float], k: float) -> list[float]:
    """Left edge of each column, and the right edge of all."""
    x = 300.0 * k if "|" in node.columns[:1] else 0.0
    left: list[float] = []
    for i, width in enumerate(widths):
        left.append(x)
        x += width + (_gap(node, i) * k if i < len(widths) - 1 else 0.0)
    left.append(x + (300.0 * k if "|" in node.columns[1:][-1:] else 0.0))
    return left


def _rows(node: Table, cells: list[list[Piece]], k: float) -> list[tuple[float, float, float]]:
    """Baseline, top and bottom of each row, downwards from the first baseline at 0."""
    rows: list[tuple[float, float, float]] = []
    for i, row in enumerate(cells):
        high, deep = max([p.h for p in row] + [0.0]), max([p.d for p in row] + [0.0])
        if node.strut:
            high, deep = max(high, _STRUT[0] * k), max(deep, _STRUT[1] * k)
        more = node.extra[i - 1] if 0 < i <= len(node.extra) else 0.0
        y = rows[-1][2] - (node.skip + more) * 1000 * k - high if rows else 0.0
        rows.append((y, y + high, y - deep))
    return rows


def _lines(node: Table, out: Piece, left: list[float], widths: list[float], edges: list[float]) -> None:
    """The lines of an array: | in its columns, \\hline above its rows."""
    thick = _RULE
    for number in node.lines:
        y = edges[min(number, len(edges) - 1)]
        out.bar(0.0, y - thick / 2, left[-1], y + thick / 2)
    column = 0
    for char in node.columns:
        if char != "|":
            column += 1
        elif column == 0 or column >= len(widths):
            x = 0.0 if column == 0 else left[-1]
            out.bar(x - thick / 2, edges[-1], x + thick / 2, edges[0])
        else:
            x = (left[column - 1] + widths[column - 1] + left[column]) / 2
            out.bar(x - thick / 2, edges[-1], x + thick / 2, edges[0])
