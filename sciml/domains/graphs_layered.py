"""Layered drawings after Sugiyama: cycles opened, layers, long edges through places of their own, few crossings, straight columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .graphs_net import Net

__all__ = ["layered"]

XY = tuple[float, float]
SWEEPS = 8


def layered(net: Net, way: str, spread: float = 1.0, near_start: bool = False) -> list[list[XY]]:
    """Places all nodes; way: down, up, right or left. near_start: layers by the fewest steps from the start, not the most. Returns for each link the places
    between its ends through which it goes."""
    n = len(net.forms)
    forward = _opened(net)
    layer = _steps(n, forward) if near_start else _layers(net, forward)
    for row in net.rows:
        inside = [v for v in row if v >= 0]
        for v in inside:
            layer[v] = max(layer[u] for u in inside)
    across = way in ("right", "left")
    graph = _Layers(net, layer, across)
    graph.order()
    graph.straighten(spread)
    graph.levels(spread)
    for v, f in enumerate(net.forms):
        f.x, f.y = _turned(way, graph.x[v], graph.y[layer[v]])
    routes = []
    for k, e in enumerate(net.links):
        chain = graph.chains.get(k, [])
        points: list[XY] = []
        for v in chain:
            y, half = graph.y[graph.layer[v]], graph.thick[graph.layer[v]]
            points += [_turned(way, graph.x[v], y - half), _turned(way, graph.x[v], y + half)]
        low, high = (e.a, e.b) if layer[e.a] <= layer[e.b] else (e.b, e.a)
        if layer[low] < layer[high]:
            points = graph.led(way, (low, high), [low, *chain, high], points, 2 if not e.directed else 1 if low == e.a else 0)
        routes.append(points if low == e.a else points[::-1])
    return routes


def _turned(way: str, x: float, y: float) -> XY:
    """A place x across and y along the layers."""
    if way in ("down", "up"):
        return x, -y if way == "down" else y
    return (y if way == "right" else -y), -x


def _opened(net: Net) -> list[tuple[int, int]]:
    """All links as ways without a cycle: those that lead back, in the order of the text, are turned."""
    n = len(net.forms)
    after = net.after()
    state = [0] * n
    back: set[tuple[int, int]] = set()
    for root in range(n):
        stack: list[tuple[int, int]] = [(root, 0)] if not state[root] else []
        state[root] = state[root] or 1
        while stack:
            v, k = stack.pop()
            if k < len(after[v]):
                stack.append((v, k + 1))
                u = after[v][k]
                if state[u] == 1:
                    back.add((v, u))
                elif not state[u]:
                    state[u] = 1
                    stack.append((u, 0))
            else:
                state[v] = 2
    return list(dict.fromkeys((e.b, e.a) if (e.a, e.b) in back else (e.a, e.b) for e in net.links if e.a != e.b))


def _layers(net: Net, ways: Sequence[tuple[int, int]]) -> list[int]:
    """The longest way from a start; then what can stand nearer to what follows does."""
    n = len(net.forms)
    into: list[list[int]] = [[] for _ in range(n)]
    out: list[list[int]] = [[] for _ in range(n)]
    for a, b in ways:
        into[b].append(a)
        out[a].append(b)
    left = [len(x) for x in into]
    order = [v for v in range(n) if not left[v]]
    layer = [0] * n
    for v in order:
        for u in out[v]:
            layer[u] = max(layer[u], layer[v] + 1)
            left[u] -= 1
            if not left[u]:
                order.append(u)
    for v in reversed(order):
        if not into[v] and out[v]:
            layer[v] = min(layer[u] for u in out[v]) - 1
    return layer


def _steps(n: int, ways: Sequence[tuple[int, int]]) -> list[int]:
    """The fewest steps from the first node, or from what comes before all."""
    layer = [-1] * n
    out: list[list[int]] = [[] for _ in range(n)]
    into = [0] * n
    for a, b in ways:
        out[a].append(b)
        into[b] += 1
    for root in [v for v in range(n) if not into[v]] + list(range(n)):
        if layer[root] >= 0:
            continue
        layer[root], queue = 0, [root]
        for v in queue:
            for u in out[v]:
                if layer[u] < 0:
                    layer[u] = layer[v] + 1
                    queue.append(u)
    return layer


class _Layers:
    """Nodes and the places of long edges by layer. half: breadth; thick: of each layer, half; chains: link -> its places."""

    def __init__(self, net: Net, layer: list[int], across: bool) -> None:
        self.net, self.across = net, across
        self.layer = list(layer)
        self.half = [f.h if across else f.w for f in net.forms]
        self.x: list[float] = []
        self.chains: dict[int, list[int]] = {}
        self.pairs: list[tuple[int, int, float]] = []
        depth = [f.w if across else f.h for f in net.forms]
        top = max(layer, default=0) + 1
        self.thick = [max([depth[v] for v in range(len(depth)) if layer[v] == k], default=0.0) for k in range(top)]
        self.y = [0.0] * top
        real = len(net.forms)
        for k, e in enumerate(net.links):
            if e.a == e.b:
                continue
            low, high = (e.a, e.b) if layer[e.a] <= layer[e.b] else (e.b, e.a)
            before = low
            chain = []
            for step in range(layer[low] + 1, layer[high]):
                self.layer.append(step)
                self.half.append(0.8 + (e.h if across else e.w))
                chain.append(len(self.layer) - 1)
                self.pairs.append((before, chain[-1], 2.0 if before < real else 8.0))
                before = chain[-1]
            if chain:
                self.chains[k] = chain
            if layer[low] != layer[high]:
                self.pairs.append((before, high, 2.0 if chain else 1.0))
        self.rows: list[list[int]] = [[] for _ in range(top)]
        self._start()
        self.up: list[list[int]] = [[] for _ in self.layer]
        self.down: list[list[int]] = [[] for _ in self.layer]
        for a, b, _ in self.pairs:
            self.down[a].append(b)
            self.up[b].append(a)

    def _start(self) -> None:
        """A first order: as a walk from the top meets them."""
        down: list[list[int]] = [[] for _ in self.layer]
        for a, b, _ in self.pairs:
            down[a].append(b)
        seen = [False] * len(self.layer)
        for root in sorted(range(len(self.layer)), key=lambda v: (self.layer[v], v)):
            stack = [root]
            while stack:
                v = stack.pop()
                if seen[v]:
                    continue
                seen[v] = True
                self.rows[self.layer[v]].append(v)
                stack += [u for u in reversed(down[v]) if not seen[u]]
        for row in self.net.rows:
            inside = [v for v in row if v >= 0]
            if inside:
                rest = [v for v in self.rows[self.layer[inside[0]]] if v not in inside]
                self.rows[self.layer[inside[0]]] = inside + rest

    # ------------------------------------------------------------ order

    def order(self) -> None:
        """Sweeps by medians and exchanges of neighbours; the best order met is kept."""
        fixed = {self.layer[row[0]] for row in ([v for v in r if v >= 0] for r in self.net.rows) if row}
        best, fewest = [list(r) for r in self.rows], self.crossings()
        for sweep in range(SWEEPS):
            if not fewest:
                break
            span = range(1, len(self.rows)) if sweep % 2 == 0 else range(len(self.rows) - 2, -1, -1)
            near = self.up if sweep % 2 == 0 else self.down
            place = self._places()
            for k in span:
                if k in fixed:
                    continue
                keys = {}
                for v in self.rows[k]:
                    spots = sorted(place[u] for u in near[v])
                    keys[v] = (spots[(len(spots) - 1) // 2] + spots[len(spots) // 2]) / 2 if spots else float(place[v])
                self.rows[k].sort(key=lambda v: keys[v])
                for i, v in enumerate(self.rows[k]):
                    place[v] = i
            self._exchange(fixed)
            count = self.crossings()
            if count < fewest:
                best, fewest = [list(r) for r in self.rows], count
        self.rows = best

    def _places(self) -> list[int]:
        place = [0] * len(self.layer)
        for row in self.rows:
            for i, v in enumerate(row):
                place[v] = i
        return place

    def _exchange(self, fixed: set[int]) -> None:
        place = self._places()
        for k, row in enumerate(self.rows):
            if k in fixed:
                continue
            for i in range(len(row) - 1):
                v, u = row[i], row[i + 1]
                now = then = 0
                for near in (self.up, self.down):
                    a, b = [place[w] for w in near[v]], [place[w] for w in near[u]]
                    now += sum(p > q for p in a for q in b)
                    then += sum(p < q for p in a for q in b)
                if then < now:
                    row[i], row[i + 1] = u, v
                    place[v], place[u] = i + 1, i

    def crossings(self) -> int:
        place = self._places()
        total = 0
        for row in self.rows:
            ends = [place[u] for v in row for u in sorted(self.down[v], key=lambda u: place[u])]
            for i, a in enumerate(ends):
                total += sum(b < a for b in ends[i + 1 :])
        return total

    # ------------------------------------------------------------ coordinates

    def straighten(self, spread: float) -> None:
        """Across the layers: each node where the weighted mean of its neighbours is, as near as the order and the room allow."""
        self.x = [0.0] * len(self.layer)
        room = list(self.half)
        for e in self.net.links:
            if e.a != e.b and e.w:
                need = (e.h + 1.0) if self.across else (e.w + 1.0)
                for v in (e.a, e.b):
                    room[v] = max(room[v], need)
        gap = 5.0 * spread
        for row in self.rows:
            at = 0.0
            for i, v in enumerate(row):
                at += (room[row[i - 1]] + room[v] + gap) if i else 0.0
                self.x[v] = at
            for v in row:
                self.x[v] -= at / 2
        weight: dict[tuple[int, int], float] = {}
        for a, b, w in self.pairs:
            weight[a, b] = weight[b, a] = weight.get((a, b), 0.0) + w
        shifts = [_shifts([room[v] for v in row], gap) for row in self.rows]
        up, down = ([[(u, weight[v, u]) for u in near] for v, near in enumerate(side)] for side in (self.up, self.down))
        both = [a + b for a, b in zip(up, down, strict=True)]
        totals = [[sum([w for _, w in near]) for near in pulls] for pulls in (up, down, both)]
        order = range(len(self.rows))
        for sweep in range(24):
            way = 2 if sweep >= 16 else sweep % 2
            pull, total = (up, down, both)[way], totals[way]
            for k in order if sweep % 2 == 0 else reversed(order):
                row, x = self.rows[k], self.x
                wish = [sum([w * x[u] for u, w in pull[v]]) / total[v] if total[v] else x[v] for v in row]
                for v, place in zip(row, _apart(wish, [total[v] or 0.05 for v in row], shifts[k]), strict=True):
                    x[v] = place

    def led(self, way: str, ends: tuple[int, int], chain: Sequence[int], points: list[XY], head: int) -> list[XY]:
        """Where it would lead slantingly past its neighbours, an edge first leaves the layer of its end. head: at which end it has one, which needs room."""
        for k, (v, u, first) in enumerate(((ends[0], chain[1], True), (ends[1], chain[-2], False))):
            a, b = self.layer[v], self.layer[u]
            near, far = sorted((self.x[v], self.x[u]))
            if far - near > 1.6 * abs(self.y[a] - self.y[b]) and any(near < self.x[w] < far for w in self.rows[a]):
                y = self.y[a] + (self.thick[a] + (4.4 if k == head else 1.4)) * (1 if first else -1)
                place = _turned(way, self.x[v], y)
                points = [place, *points] if first else [*points, place]
        return points

    def levels(self, spread: float) -> None:
        """How far the layers are apart: room for the labels and for slanted edges."""
        gap = [0.0] * len(self.y)
        for a, b, _ in self.pairs:
            k = self.layer[b]
            gap[k] = max(gap[k], min(0.22 * abs(self.x[a] - self.x[b]), 16.0) + 6.0)
        for e in self.net.links:
            if self.layer[e.a] != self.layer[e.b]:
                k = min(self.layer[e.a], self.layer[e.b]) + 1
                gap[k] = max(gap[k], (2 * e.w + 7.0) if self.across else (2 * e.h + 6.0 if e.h else 0.0))
        for k in range(1, len(self.y)):
            self.y[k] = self.y[k - 1] + self.thick[k - 1] + self.thick[k] + max(gap[k], 9.0) * spread


def _shifts(room: list[float], gap: float) -> list[float]:
    """How far from the first of a row each stands where all touch."""
    shift = [0.0]
    for a, b in pairwise(room):
        shift.append(shift[-1] + a + b + gap)
    return shift


def _apart(wish: list[float], heavy: list[float], shift: list[float]) -> list[float]:
    """Places in this order and far enough apart, nearest to the wishes in weighted squares: pools of neighbours that touch."""
    pools: list[tuple[float, float, int]] = []
    for x, own, s in zip(wish, heavy, shift, strict=True):
        total, w, count = (x - s) * own, own, 1
        while pools and pools[-1][0] / pools[-1][1] > total / w:
            more, heavier, members = pools.pop()
            total, w, count = more + total, heavier + w, members + count
        pools.append((total, w, count))
    out = []
    for total, w, count in pools:
        out += [total / w] * count
    return [x + s for x, s in zip(out, shift, strict=True)]
