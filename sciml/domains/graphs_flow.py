"""Flowcharts: steps in columns from top to bottom, ways in right angles through the free room between them (shortest by length, corners and crossings)."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from heapq import heappop, heappush
from itertools import pairwise

from .graphs_net import Link, Net
from .graphs_shapes import XY, Form

__all__ = ["flow"]

ROW, COLUMN, LANE = 8.0, 12.0, 2.6
"""mm: between steps below each other, between columns, between ways beside each other"""
CORNER, CROSSING = 7.0, 22.0
STEPS = 60_000


def flow(net: Net) -> list[list[XY]]:
    """Places all steps; returns for each link its whole way, from outline to outline."""
    row, column = _cells(net)
    _place(net, row, column)
    return _ways(net, row)


def _cells(net: Net) -> tuple[list[int], list[int]]:
    """Row: as far below as the longest way; column: the first way out goes straight down, the others to the side."""
    n = len(net.forms)
    out: list[list[int]] = [[] for _ in range(n)]
    for e in net.links:
        if e.b not in out[e.a] and e.a != e.b:
            out[e.a].append(e.b)
    back = _backward(out)
    into = [0] * n
    for a in range(n):
        for b in out[a]:
            into[b] += (a, b) not in back
    row = [0] * n
    ready = [v for v in range(n) if not into[v]]
    for v in ready:
        for u in out[v]:
            if (v, u) in back:
                continue
            row[u] = max(row[u], row[v] + 1)
            into[u] -= 1
            if not into[u]:
                ready.append(u)
    column: list[int | None] = [None] * n
    taken: set[tuple[int, int]] = set()
    for root in ready:
        stack = [(root, 0, 1)]
        while stack:
            v, c, side = stack.pop()
            if column[v] is not None:
                continue
            while (row[v], c) in taken:
                c += side
            column[v] = c
            taken.add((row[v], c))
            onward = [u for u in out[v] if column[u] is None and (v, u) not in back]
            aside = ((0, side), (1, 1), (-1, -1), (2, 1), (-2, -1))
            stack += [(u, c + d, s) for u, (d, s) in reversed(list(zip(onward, (*aside, *((k, 1) for k in range(3, n))), strict=False)))]
    left = min([c for c in column if c is not None], default=0)
    return row, [(c or 0) - left for c in column]


def _backward(out: Sequence[Sequence[int]]) -> set[tuple[int, int]]:
    state = [0] * len(out)
    back = set()
    for root in range(len(out)):
        if state[root]:
            continue
        stack = [(root, 0)]
        state[root] = 1
        while stack:
            v, k = stack.pop()
            if k == len(out[v]):
                state[v] = 2
                continue
            stack.append((v, k + 1))
            u = out[v][k]
            if state[u] == 1:
                back.add((v, u))
            elif not state[u]:
                state[u] = 1
                stack.append((u, 0))
    return back


def _place(net: Net, row: Sequence[int], column: Sequence[int]) -> None:
    rows, columns = max(row) + 1, max(column) + 1
    half_h, half_w = [0.0] * rows, [0.0] * columns
    for f, r, c in zip(net.forms, row, column, strict=True):
        half_h[r], half_w[c] = max(half_h[r], f.h), max(half_w[c], f.w)
    wide, high = [COLUMN] * columns, [ROW] * rows
    crowd = [0] * (rows + 1)
    for e in net.links:
        r = row[e.a]
        if row[e.b] != r + 1 or column[e.a] != column[e.b]:
            crowd[min(r + 1, rows - 1)] += 1
            if row[e.b] <= r:
                crowd[row[e.b]] += 1
        if r + 1 < rows:
            high[r + 1] = max(high[r + 1], 2 * e.h + 5.5 if e.h else 0.0)
        c = column[e.a]
        if c + 1 < columns:
            wide[c + 1] = max(wide[c + 1], 2 * e.w + 6.0)
    x, y = [0.0] * columns, [0.0] * rows
    for c in range(1, columns):
        x[c] = x[c - 1] + half_w[c - 1] + half_w[c] + wide[c]
    for r in range(1, rows):
        y[r] = y[r - 1] + half_h[r - 1] + half_h[r] + high[r] + LANE * max(0, crowd[r] - 1)
    for f, r, c in zip(net.forms, row, column, strict=True):
        f.x, f.y = x[c], -y[r]


# ---------------------------------------------------------------- ways


State = tuple[int, int, int, int]
"""Number of the upright and of the level line, and the direction in which a way comes there."""
Port = tuple[XY, tuple[int, int]]
"""A place on an outline, and the direction away from it."""


def _ports(f: Form) -> dict[str, Port]:
    side = f.w if f.shape != "data" else f.w - 0.35 * f.h
    return {
        "bottom": ((f.x, f.y - f.h), (0, -1)),
        "right": ((f.x + side, f.y), (1, 0)),
        "left": ((f.x - side, f.y), (-1, 0)),
        "top": ((f.x, f.y + f.h), (0, 1)),
    }


def _add(lines: set[float], x: float) -> None:
    """A further line, unless one is near."""
    if all(abs(x - other) > 0.6 * LANE for other in lines):
        lines.add(round(x, 3))


class _Board:
    """Lines along which ways may run, and what is on them: `used` holds each stretch between neighbouring crossings of lines with the target it leads to."""

    def __init__(self, net: Net) -> None:
        boxes = [f.box(0.0) for f in net.forms]
        xs = {round(x, 3) for f in net.forms for x in (f.x, *(p[0][0] for p in _ports(f).values()))}
        ys = {round(y, 3) for f in net.forms for y in (f.y, f.y + f.h, f.y - f.h)}
        for k in (1, 2, 3):
            for f in net.forms:
                for x in (f.x - f.w - LANE * k, f.x + f.w + LANE * k):
                    _add(xs, x)
                for y in (f.y - f.h - LANE * k, f.y + f.h + LANE * k):
                    _add(ys, y)
        self.xs, self.ys = sorted(xs), sorted(ys)
        self.at_x = {x: i for i, x in enumerate(self.xs)}
        self.at_y = {y: j for j, y in enumerate(self.ys)}
        self.shut = self._shut(boxes)
        self.used: dict[tuple[int, int, bool], int] = {}
        self.node_used: dict[tuple[int, int], set[int]] = {}

    def _shut(self, boxes: Sequence[tuple[float, float, float, float]]) -> set[tuple[int, int, bool]]:
        """Stretches that run through a step or along its outline. (i, j, True): from line x_i to x_i+1 on y_j; (i, j, False): upward on x_i."""
        shut = set()
        for left, low, right, high in boxes:
            near = 1.3
            columns = [i for i, x in enumerate(self.xs) if left - near < x < right + near]
            rows = [j for j, y in enumerate(self.ys) if low - near < y < high + near]
            for i in range(len(self.xs) - 1):
                if self.xs[i + 1] > left - near and self.xs[i] < right + near:
                    shut |= {(i, j, True) for j in rows}
            for j in range(len(self.ys) - 1):
                if self.ys[j + 1] > low - near and self.ys[j] < high + near:
                    shut |= {(i, j, False) for i in columns}
        return shut

    def open(self, port: Port) -> list[tuple[int, int, bool]]:
        """The stretches that lead straight away from a port, until they are free."""
        (x, y), (dx, dy) = port
        i, j = self.at_x[round(x, 3)], self.at_y[round(y, 3)]
        out: list[tuple[int, int, bool]] = []
        while True:
            key = (i if dx >= 0 else i - 1, j, True) if dx else (i, j if dy >= 0 else j - 1, False)
            if not (0 <= key[0] < len(self.xs) and 0 <= key[1] < len(self.ys)) or key not in self.shut:
                return out
            out.append(key)
            i, j = i + dx, j + dy

    def way(self, starts: Sequence[tuple[Port, float]], ends: Sequence[tuple[Port, float]], target: int) -> list[XY] | None:
        """The cheapest way from a port to a port."""
        ports = [p for p, _ in (*starts, *ends)]
        opened = {key for p in ports for key in self.open(p)}
        goals: dict[State, float] = {}
        for ((x, y), (dx, dy)), cost in ends:
            goals[self.at_x[round(x, 3)], self.at_y[round(y, 3)], -dx, -dy] = cost
        heap: list[tuple[float, int, State]] = []
        best: dict[State, float] = {}
        came: dict[State, State] = {}
        for ((x, y), (dx, dy)), cost in starts:
            s = (self.at_x[round(x, 3)], self.at_y[round(y, 3)], dx, dy)
            best[s] = cost
            heappush(heap, (cost, len(heap), s))
        count = 0
        end_cost, end = 1e18, None
        xs, ys, shut, used = self.xs, self.ys, self.shut, self.used
        wide, high = len(xs), len(ys)
        met = {place for place, targets in self.node_used.items() if targets != {target}}  # where other ways are
        while heap and count < STEPS:
            cost, _, s = heappop(heap)
            if cost > best[s] or cost >= end_cost:
                if cost >= end_cost:
                    break
                continue
            if s in goals and cost + goals[s] < end_cost:
                end_cost, end = cost + goals[s], s
            i, j, dx, dy = s
            for ux, uy in ((dx, dy), (-dy, dx), (dy, -dx)) if (i, j) not in met else ((dx, dy),):
                k, m = i + ux, j + uy
                if not (0 <= k < wide and 0 <= m < high):
                    continue
                key = (i if ux > 0 else k, j, True) if ux else (i, j if uy > 0 else m, False)
                if key in shut and key not in opened:
                    continue
                more = abs(xs[k] - xs[i]) if ux else abs(ys[m] - ys[j])
                if key in used:
                    if used[key] != target:
                        continue
                    more *= 0.6
                if ux != dx:  # a turn
                    more += CORNER
                if (k, m) in met:
                    more += CROSSING
                more += cost
                to = (k, m, ux, uy)
                if more < best.get(to, 1e18):
                    best[to] = more
                    came[to] = s
                    count += 1
                    heappush(heap, (more, count, to))
        return None if end is None else self._taken(end, came, target)

    def _taken(self, end: State, came: dict[State, State], target: int) -> list[XY]:
        """The way that was found, from its start; it is now in use."""
        chain = [end]
        while chain[-1] in came:
            chain.append(came[chain[-1]])
        chain.reverse()
        for a, b in pairwise(chain):
            self.used[(min(a[0], b[0]), a[1], True) if a[0] != b[0] else (a[0], min(a[1], b[1]), False)] = target
        for s in chain:
            self.node_used.setdefault(s[:2], set()).add(target)
        return [(self.xs[s[0]], self.ys[s[1]]) for s in chain]


def _ways(net: Net, row: Sequence[int]) -> list[list[XY]]:
    board = _Board(net)
    ways: list[list[XY]] = [[] for _ in net.links]
    outs: dict[int, list[int]] = {}
    for k, e in enumerate(net.links):
        outs.setdefault(e.a, []).append(k)
    left_by: dict[int, set[str]] = {}
    entered: dict[tuple[int, str], bool] = {}
    taken: dict[tuple[int, int], set[str]] = {}  # where the fellows of a link, with the same two ends, arrive
    order = sorted(range(len(net.links)), key=lambda k: (not _straight(net, net.links[k], row), row[net.links[k].b] <= row[net.links[k].a], k))
    for k in order:
        e = net.links[k]
        f, g = _ports(net.forms[e.a]), _ports(net.forms[e.b])
        gone = left_by.setdefault(e.a, set())
        branch = len(outs[e.a]) > 1
        starts = []
        for name in ("bottom", "right", "left"):
            if name in gone or (name != "bottom" and not branch and row[e.b] > row[e.a]) or (e.a, name) in entered:
                continue
            starts.append((f[name], 0.0 if name == "bottom" or branch else 12.0))
        starts = starts or [(f["bottom"], 0.0)]
        ends = []
        fellows = taken.setdefault((e.a, e.b), set())
        for name in ("top", "left", "right"):
            if name in left_by.get(e.b, ()) or name in fellows:
                continue
            ends.append((g[name], 0.0 if name == "top" else 7.0 if row[e.b] <= row[e.a] else 14.0))
        ends = ends or [(g["top"], 0.0)]
        found = board.way(starts, ends, -1 - k if fellows else e.b)
        if found is None:
            found = [(net.forms[e.a].x, net.forms[e.a].y - net.forms[e.a].h), (net.forms[e.b].x, net.forms[e.b].y + net.forms[e.b].h)]
        for name, (place, _) in f.items():
            if abs(place[0] - found[0][0]) + abs(place[1] - found[0][1]) < 0.01:
                gone.add(name)
        for name, (place, _) in g.items():
            if abs(place[0] - found[-1][0]) + abs(place[1] - found[-1][1]) < 0.01:
                entered[e.b, name] = True
                fellows.add(name)
        ways[k] = _corners(found)
    return ways


def _straight(net: Net, e: Link, row: Sequence[int]) -> bool:
    return abs(net.forms[e.a].x - net.forms[e.b].x) < 0.01 and row[e.b] == row[e.a] + 1


def _corners(points: Sequence[XY]) -> list[XY]:
    out = [points[0]]
    for p, q in itertools.pairwise(points):
        a = out[-1]
        if abs((p[0] - a[0]) * (q[1] - p[1]) - (p[1] - a[1]) * (q[0] - p[0])) > 1e-6:
            out.append(p)
    return [*out, points[-1]]
