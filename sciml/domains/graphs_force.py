"""Free drawings: distances on the page follow those in the graph (stress, by stochastic descent after Zheng, Pawar and Goodman 2018), then nodes and edges
make room for each other; a graph that can be drawn without crossings is, from an embedding of networkx."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from heapq import heappop, heappush
from math import atan2, cos, exp, hypot, log, pi, sin

from .graphs_net import Net, crossings, cut

__all__ = ["ringed", "settled"]

XY = tuple[float, float]
TRIES = 5
NEARLY = 0.14
"""an edge that leans by less counts as level or upright"""
PLANAR = 150
"""nodes up to which a drawing without crossings is looked for"""


class _Dice:
    """Numbers that look random and are the same every time."""

    def __init__(self, seed: int) -> None:
        self.state = seed * 2654435761 % 4294967296 or 1

    def __call__(self) -> float:
        self.state = (1664525 * self.state + 1013904223) % 4294967296
        return self.state / 4294967296


def ringed(net: Net, order: Sequence[int], spread: float = 1.0) -> None:
    """All nodes on a circle, the first on top, clockwise."""
    n = len(order)
    forms = [net.forms[v] for v in order]
    if n == 1:
        forms[0].x = forms[0].y = 0.0
        return
    big = max(hypot(f.w, f.h) if f.shape not in ("circle", "dot") else f.w for f in forms)
    label = max([max(e.w, e.h) for e in net.links], default=0.0)
    fellows = len(net.links) / max(len({(min(e.a, e.b), max(e.a, e.b)) for e in net.links}), 1)
    apart = (2 * big + max(6.0, label * 1.5 + 3.0) * fellows) * spread
    radius = max(apart / 2 / sin(pi / n) if n > 1 else 0.0, 9.0 * spread)
    for k, f in enumerate(forms):
        a = pi / 2 - 2 * pi * k / n
        if n == 2:
            a += pi / 2
        elif n == 4:
            a += pi / 4
        f.x, f.y = radius * cos(a), radius * sin(a)


def settled(net: Net, spread: float = 1.0) -> None:
    """Places the nodes of one connected part."""
    n = len(net.forms)
    pairs = net.pairs()
    if n == 1 or not pairs:
        ringed(net, range(n), spread)
        return
    lengths = {p: x * spread for p, x in _lengths(net).items()}
    far = _distances(n, lengths)
    best: list[XY] = []
    fewest: tuple[int, float] = (1 << 30, 0.0)
    for seed in range(1, (TRIES if n <= 60 else 2) + 1):
        places = _descend(far, _Dice(seed))
        score = crossings(places, pairs), _stress(places, far)
        if score < fewest:
            best, fewest = places, score
        if not score[0] and seed > 1:
            break
    if fewest[0] and n <= PLANAR:
        flat = _without_crossings(n, pairs, far)
        if flat is not None:
            best = flat
    places = _oriented(best, pairs)
    for f, (x, y) in zip(net.forms, places, strict=True):
        f.x, f.y = x, y
    _room(net, pairs)


def _lengths(net: Net) -> dict[tuple[int, int], float]:
    """How long an edge is to be: the radii of its ends, and room for its label."""
    found: dict[tuple[int, int], float] = {}
    fellows: dict[tuple[int, int], int] = {}
    for e in net.links:
        if e.a == e.b:
            continue
        f, g = net.forms[e.a], net.forms[e.b]
        need = (f.w + f.h + g.w + g.h) / 2 + max(10.0, 1.2 * max(e.w, e.h) + 7.0)
        key = (min(e.a, e.b), max(e.a, e.b))
        fellows[key] = fellows.get(key, 0) + 1
        found[key] = max(found.get(key, 0.0), need)
    return {key: need * (1 + 0.4 * (fellows[key] - 1)) for key, need in found.items()}


def _distances(n: int, lengths: dict[tuple[int, int], float]) -> list[list[float]]:
    near: list[list[tuple[int, float]]] = [[] for _ in range(n)]
    for (a, b), x in lengths.items():
        near[a].append((b, x))
        near[b].append((a, x))
    out = []
    for start in range(n):
        far = [1e9] * n
        far[start] = 0.0
        heap = [(0.0, start)]
        while heap:
            d, v = heappop(heap)
            if d > far[v]:
                continue
            for u, x in near[v]:
                if d + x < far[u]:
                    far[u] = d + x
                    heappush(heap, (d + x, u))
        out.append(far)
    return out


def _descend(far: list[list[float]], dice: Callable[[], float]) -> list[XY]:
    """Each pair in turn is moved toward its distance, in steps that grow shorter."""
    n = len(far)
    size = max(max(row) for row in far)
    xs, ys = [dice() * size for _ in range(n)], [dice() * size for _ in range(n)]
    pairs = [(i, j, far[i][j]) for i in range(n) for j in range(i + 1, n) if far[i][j] < 1e8]
    if not pairs:
        return list(zip(xs, ys, strict=True))
    rounds = 30 if n <= 80 else 18
    first, last = max(d for _, _, d in pairs) ** 2, 0.1 * min(d for _, _, d in pairs) ** 2
    fall = log(last / first) / max(rounds - 1, 1)
    for k in range(rounds):
        eta = round(first * exp(fall * k), 6)
        for i in range(len(pairs) - 1, 0, -1):
            j = int(dice() * (i + 1))
            pairs[i], pairs[j] = pairs[j], pairs[i]
        for i, j, d in pairs:
            mu = min(eta / (d * d), 1.0)
            dx, dy = xs[i] - xs[j], ys[i] - ys[j]
            length = hypot(dx, dy) or 1e-6
            r = mu * (length - d) / (2 * length)
            xs[i] -= dx * r
            ys[i] -= dy * r
            xs[j] += dx * r
            ys[j] += dy * r
    return list(zip(xs, ys, strict=True))


def _stress(places: Sequence[XY], far: list[list[float]]) -> float:
    total = 0.0
    for i, (x, y) in enumerate(places):
        row = far[i]
        for j in range(i):
            d = row[j]
            if d < 1e8:
                total += ((hypot(x - places[j][0], y - places[j][1]) - d) / d) ** 2
    return total


# ---------------------------------------------------------------- planar graphs


def _without_crossings(n: int, pairs: Sequence[tuple[int, int]], far: list[list[float]]) -> list[XY] | None:
    """A straight drawing without crossings: inside a polygon, each node at the mean of its neighbours (Tutte), then pulled toward its distances where nothing
    comes to cross. None if there is no such drawing."""
    import networkx as nx
    from networkx.algorithms.planar_drawing import triangulate_embedding

    if len(pairs) > 3 * n - 6 and n > 2:
        return None
    graph = nx.Graph()
    graph.add_nodes_from(range(n))
    graph.add_edges_from(pairs)
    planar, embedding = nx.check_planarity(graph)
    if not planar:
        return None
    full, outer = triangulate_embedding(embedding, fully_triangulate=False)
    near: list[list[int]] = [sorted(full.neighbors(v)) for v in range(n)]
    size = max(max(d for d in row if d < 1e8) for row in far) / 2
    places: list[XY] = [(0.0, 0.0)] * n
    for k, v in enumerate(outer):
        a = pi / 2 - 2 * pi * k / len(outer)
        places[v] = size * cos(a), size * sin(a)
    inner = [v for v in range(n) if v not in set(outer)]
    for _ in range(300):
        moved = 0.0
        for v in inner:
            x = sum(places[u][0] for u in near[v]) / len(near[v])
            y = sum(places[u][1] for u in near[v]) / len(near[v])
            moved = max(moved, abs(x - places[v][0]) + abs(y - places[v][1]))
            places[v] = x, y
        if moved < 1e-4 * size:
            break
    if crossings(places, pairs):
        drawn = nx.combinatorial_embedding_to_pos(embedding)
        places = [(float(drawn[v][0]) * size / n, float(drawn[v][1]) * size / n) for v in range(n)]
    return _pulled(places, pairs, far)


def _pulled(places: list[XY], pairs: Sequence[tuple[int, int]], far: list[list[float]]) -> list[XY]:
    """Each node in turn goes part of the way to where its distances want it, if no edge of it comes to cross or to graze another node."""
    n = len(places)
    near: list[list[int]] = [[] for _ in range(n)]
    for a, b in pairs:
        near[a].append(b)
        near[b].append(a)
    shortest = min(d for row in far for d in row if d > 0)
    rounds = max(4, min(120, 1_500_000 // max(1, 2 * len(pairs) * (len(pairs) + n))))
    for k in range(rounds):
        for v in range(n):
            x, y, total = 0.0, 0.0, 0.0
            for u in range(n):
                d = far[v][u]
                if u == v or d > 1e8:
                    continue
                dx, dy = places[v][0] - places[u][0], places[v][1] - places[u][1]
                length = hypot(dx, dy) or 1e-6
                w = 1 / (d * d)
                x += w * (places[u][0] + dx * d / length)
                y += w * (places[u][1] + dy * d / length)
                total += w
            goal = x / total, y / total
            for step in (0.9, 0.45, 0.2):
                to = places[v][0] + (goal[0] - places[v][0]) * step, places[v][1] + (goal[1] - places[v][1]) * step
                if _clear(v, to, places, pairs, near[v], shortest * (0.28 if k > rounds // 2 else 0.05)):
                    places[v] = to
                    break
    return places


def _clear(v: int, to: XY, places: Sequence[XY], pairs: Sequence[tuple[int, int]], near: Sequence[int], room: float) -> bool:
    """Whether node v may go there. room: how near a node may come to an edge that is not its own, unless it is as near already."""
    for a, b in pairs:
        p, q = places[a], places[b]
        if v in (a, b):
            continue
        for u in near:
            if u not in (a, b) and cut(to, places[u], p, q):
                return False
        d = _off(to, p, q)
        if d < room and d < _off(places[v], p, q):
            return False
    for u in near:
        for w, p in enumerate(places):
            if w in (u, v):
                continue
            d = _off(p, to, places[u])
            if d < room and d < _off(p, places[v], places[u]):
                return False
    return True


def _off(p: XY, a: XY, b: XY) -> float:
    """Distance of a place from a straight piece."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = 0.0 if not length else min(1.0, max(0.0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length))
    return hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy)


# ---------------------------------------------------------------- turn, room


def _oriented(places: Sequence[XY], pairs: Sequence[tuple[int, int]]) -> list[XY]:
    """Turned so that the drawing is wider than high and edges are level or upright where they can be; the first node to the left and above."""
    n = len(places)
    cx, cy = sum(x for x, _ in places) / n, sum(y for _, y in places) / n
    rows = [(x - cx, y - cy) for x, y in places]
    ways = [atan2(rows[b][1] - rows[a][1], rows[b][0] - rows[a][0]) for a, b in pairs]
    best, most = 0.0, -1e18
    common = atan2(sum(sin(4 * w) for w in ways), sum(cos(4 * w) for w in ways)) / 4  # the way in which most edges lie, up to quarter turns
    for a in dict.fromkeys(round(w % (pi / 2), 4) for w in (*ways[:60], common)):
        for turn in (-a, pi / 2 - a):
            c, s = cos(turn), sin(turn)
            xs, ys = [x * c - y * s for x, y in rows], [x * s + y * c for x, y in rows]
            wide, high = max(xs) - min(xs), max(ys) - min(ys)
            level = sum(max(0.0, 1.0 - abs(((w + turn + pi / 4) % (pi / 2)) - pi / 4) / NEARLY) for w in ways)
            score = level / len(ways) - 0.9 * max(high, 1.0) / max(wide, 1.0) - 0.2 * (wide * high) / (wide * wide + high * high + 1.0)
            if score > most + 1e-9:
                best, most = turn, score
    c, s = cos(best), sin(best)
    rows = [(x * c - y * s, x * s + y * c) for x, y in rows]
    if rows[0][0] > 1e-6:
        rows = [(-x, y) for x, y in rows]
    if rows[0][1] < -1e-6:
        rows = [(x, -y) for x, y in rows]
    return _straightened(rows, pairs)


def _straightened(places: list[XY], pairs: Sequence[tuple[int, int]]) -> list[XY]:
    """Nodes that edges join nearly level, or nearly upright, on one line, unless edges come to cross or nodes too near each other."""
    before = crossings(places, pairs)
    least = min([hypot(p[0] - q[0], p[1] - q[1]) for k, p in enumerate(places) for q in places[:k]], default=0.0)
    for axis in (0, 1):
        group = list(range(len(places)))
        for a, b in pairs:
            off, along = abs(places[a][axis] - places[b][axis]), abs(places[a][1 - axis] - places[b][1 - axis])
            if off < NEARLY * along:
                first, second = sorted((group[a], group[b]))
                group = [first if g == second else g for g in group]
        means = {g: sum(p[axis] for p, own in zip(places, group, strict=True) if own == g) / group.count(g) for g in set(group)}
        moved = [(means[g], p[1]) if axis == 0 else (p[0], means[g]) for p, g in zip(places, group, strict=True)]
        near = min([hypot(p[0] - q[0], p[1] - q[1]) for k, p in enumerate(moved) for q in moved[:k]], default=0.0)
        if crossings(moved, pairs) <= before and near > 0.8 * least:
            places = moved
    return places


def _room(net: Net, pairs: Sequence[tuple[int, int]]) -> None:
    """Nodes that overlap, or that an edge grazes, are pushed apart, unless edges would come to cross."""
    forms = net.forms
    n = len(forms)
    before = crossings([(f.x, f.y) for f in forms], pairs)
    old = [(f.x, f.y) for f in forms]
    for _ in range(40 if n <= 60 else 12):
        push = [[0.0, 0.0] for _ in forms]
        some = False
        for i, f in enumerate(forms):
            for j in range(i):
                g = forms[j]
                dx, dy = f.x - g.x, f.y - g.y
                wide, high = f.w + g.w + 3.0 - abs(dx), f.h + g.h + 3.0 - abs(dy)
                if wide > 0 and high > 0:
                    some = True
                    if wide < high:
                        step = wide / 2 * (1 if dx >= 0 else -1)
                        push[i][0] += step
                        push[j][0] -= step
                    else:
                        step = high / 2 * (1 if dy >= 0 else -1)
                        push[i][1] += step
                        push[j][1] -= step
        some = _off_edges(net, pairs, push) or some
        if not some:
            break
        for f, (x, y) in zip(forms, push, strict=True):
            f.x += max(-4.0, min(4.0, x * 0.6))
            f.y += max(-4.0, min(4.0, y * 0.6))
    if crossings([(f.x, f.y) for f in forms], pairs) > before:
        for f, (x, y) in zip(forms, old, strict=True):
            f.x, f.y = x, y


def _off_edges(net: Net, pairs: Sequence[tuple[int, int]], push: list[list[float]]) -> bool:
    forms = net.forms
    some = False
    for a, b in pairs:
        f, g = forms[a], forms[b]
        left, right = min(f.x, g.x), max(f.x, g.x)
        low, high = min(f.y, g.y), max(f.y, g.y)
        dx, dy = g.x - f.x, g.y - f.y
        square = dx * dx + dy * dy or 1.0
        for v, h in enumerate(forms):
            reach = max(h.w, h.h) + 2.2
            if v in (a, b) or h.x < left - reach or h.x > right + reach or h.y < low - reach or h.y > high + reach:
                continue
            t = ((h.x - f.x) * dx + (h.y - f.y) * dy) / square
            if not 0.02 < t < 0.98:
                continue
            ox, oy = h.x - f.x - t * dx, h.y - f.y - t * dy
            d = hypot(ox, oy)
            if d >= reach:
                continue
            some = True
            if d < 1e-3:
                ox, oy, d = -dy / square**0.5, dx / square**0.5, 1.0
            step = (reach - min(d, reach)) if d != 1.0 else reach
            x, y = ox / d * step, oy / d * step
            push[v][0] += 0.6 * x
            push[v][1] += 0.6 * y
            for u, share in ((a, 1 - t), (b, t)):
                push[u][0] -= 0.5 * x * share
                push[u][1] -= 0.5 * y * share
    return some
