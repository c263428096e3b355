"""Assignment of least cost: each row its own column (Kuhn and Munkres, in the form with potentials)."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["IMPOSSIBLE", "assign"]

IMPOSSIBLE = 1e9


def assign(costs: Sequence[Sequence[float]]) -> list[int] | None:
    """For each row its column, all different, with the least sum; None if some row has only columns of cost IMPOSSIBLE left. Rows are not more than columns."""
    rows = len(costs)
    columns = len(costs[0]) if rows else 0
    if rows > columns:
        return None
    up, down = [0.0] * (rows + 1), [0.0] * (columns + 1)
    owner = [0] * (columns + 1)
    for row in range(1, rows + 1):
        _augment(costs, row, up, down, owner)
    found = [-1] * rows
    for column in range(1, columns + 1):
        if owner[column]:
            found[owner[column] - 1] = column - 1
    return None if any(costs[r][c] >= IMPOSSIBLE for r, c in enumerate(found)) else found


def _augment(costs: Sequence[Sequence[float]], row: int, up: list[float], down: list[float], owner: list[int]) -> None:
    """One more row gets a column, by the shortest augmenting path."""
    columns = len(down) - 1
    owner[0] = row
    least, way, seen = [float("inf")] * (columns + 1), [0] * (columns + 1), [False] * (columns + 1)
    column = 0
    while owner[column]:
        seen[column] = True
        at, step, nxt = owner[column], float("inf"), 0
        for j in range(1, columns + 1):
            if seen[j]:
                continue
            cost = costs[at - 1][j - 1] - up[at] - down[j]
            if cost < least[j]:
                least[j], way[j] = cost, column
            if least[j] < step:
                step, nxt = least[j], j
        for j in range(columns + 1):
            if seen[j]:
                up[owner[j]] += step
                down[j] -= step
            else:
                least[j] -= step
        column = nxt
    while column:
        before = way[column]
        owner[column], column = owner[before], before
