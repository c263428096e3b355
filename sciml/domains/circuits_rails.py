"""Circuits that are not made of series and parallel parts: each node a level wire, each branch upright between two of them, none crossing where it can be.

The levels come from the potentials of the nodes if all branches were nearly alike, so that every node but the two outer ones has a branch above and one
below; the order from left to right from the faces of a planar drawing (Tamassia and Tollis 1986). A bridge is drawn as a bridge.
"""

from __future__ import annotations

from collections.abc import Sequence

from .circuits_boxes import APART, COLUMN, Boxes
from .circuits_tree import Tree

__all__ = ["bridge", "rails"]

LEVEL = 9.0
"""least mm between two level wires."""


def bridge(boxes: Boxes, edges: Sequence[Tree], root: int, s: str, t: str, least: float) -> bool:
    """Two branches from s to t, tied in their middles: the tie lies level between them. False if it is none."""
    inner = sorted({n for e in edges for n in (e.a, e.b)} - {s, t})
    if len(edges) != 5 or len(inner) != 2:
        return False
    by = {frozenset((e.a, e.b)): e for e in edges}
    c, d = sorted(
        inner,
        key=lambda n: min(e.first for e in edges if n in (e.a, e.b) and s in (e.a, e.b)) if any(n in (e.a, e.b) and s in (e.a, e.b) for e in edges) else 99,
    )
    wanted = [frozenset(p) for p in ((s, c), (c, t), (s, d), (d, t), (c, d))]
    if any(p not in by for p in wanted):
        return False
    ac, cb, ad, db = (_from(by[p], u) for p, u in zip(wanted[:4], (s, c, s, d), strict=True))
    tie = _from(by[wanted[4]], c)
    base = Tree("leaf", s, t, root)
    sizes = {k: boxes.tall(e, side) for k, e, side in (("ac", ac, -1), ("cb", cb, -1), ("ad", ad, 1), ("db", db, 1))}
    lies = boxes.flat(tie, 1)
    upper = max(sizes["ac"][0], sizes["ad"][0], lies[1] + 4, least / 2)
    lower = max(sizes["cb"][0], sizes["db"][0], lies[2] + 4, least / 2)
    own = boxes.tall(base, -1)
    spare = max(own[0] - upper - lower, 0.0) / 2
    upper, lower = upper + spare, lower + spare
    top, middle = upper + lower, lower
    left = max(COLUMN, own[2] + APART + max(sizes["ac"][1], sizes["cb"][1]))
    spread: list[float] = [3.6, 3.6]
    for side, k, e in ((0, "ac", ac), (0, "cb", cb), (1, "ad", ad), (1, "db", db)):
        if e.op == "parallel":
            spread[side] = max(spread[side], sizes[k][2 - side])
    right = left + max(lies[0] + sum(spread), max(sizes["ac"][2], sizes["cb"][2]) + APART + max(sizes["ad"][1], sizes["db"][1]), COLUMN)
    boxes.stand(base, 0.0, top, 0.0, -1)
    for e, x, y0, y1, side in ((ac, left, top, middle, -1), (cb, left, middle, 0.0, -1), (ad, right, top, middle, 1), (db, right, middle, 0.0, 1)):
        boxes.stand(e, x, y0, y1, side)
    boxes.plan.wire(left, middle, left + spread[0], middle)
    boxes.plan.wire(right - spread[1], middle, right, middle)
    boxes.lay(tie, left + spread[0], right - spread[1], middle, 1)
    for y in (top, 0.0):
        boxes.plan.wire(0.0, y, right, y)
    return True


def _from(e: Tree, n: str) -> Tree:
    return e if e.a == n else e.turned()


def rails(boxes: Boxes, edges: Sequence[Tree], root: int, s: str, t: str, least: float) -> None:
    """Any network between s and t, the root at the left."""
    height = _potentials(edges, s, t)
    down = [e if height[e.a] > height[e.b] else e.turned() for e in edges]
    order, faces = _columns(down, s, t)
    levels = _levels(boxes, down, least) if faces is not None else _steps(boxes, down, height)
    base = Tree("leaf", s, t, root)
    own = boxes.tall(base, -1)
    levels[s] = max(levels[s], own[0])
    at = _across(boxes, down, order, faces, own[2])
    boxes.stand(base, 0.0, levels[s], levels[t], -1)
    reach: dict[str, list[float]] = {s: [0.0], t: [0.0]}
    for k, e in enumerate(down):
        low = levels[e.b] if faces is not None else levels[e.a] - max(boxes.tall(e, 1)[0], LEVEL)
        boxes.stand(e, at[k], levels[e.a], low, 1)
        if boxes.reaches(e):
            boxes.plan.wire(at[k], low, at[k], levels[e.b])
        reach.setdefault(e.a, []).append(at[k])
        if boxes.reaches(e):
            reach.setdefault(e.b, []).append(at[k])
    for n in sorted(reach):
        boxes.plan.wire(min(reach[n]), levels[n], max(reach[n]), levels[n])
        boxes.plan.see(n, min(reach[n]), levels[n])


def _potentials(edges: Sequence[Tree], s: str, t: str) -> dict[str, float]:
    """Between 1 at s and 0 at t: the mean of the neighbours, weighted a little differently for each branch so that no two are equal."""
    nodes = sorted({n for e in edges for n in (e.a, e.b)} | {s, t})
    v = dict.fromkeys(nodes, 0.5)
    v[s], v[t] = 1.0, 0.0
    weights = [1 + 0.07 * ((k * 0.618034) % 1) for k in range(len(edges))]
    for _ in range(400):
        for n in nodes:
            if n in (s, t):
                continue
            near = [(w, e.b if e.a == n else e.a) for w, e in zip(weights, edges, strict=True) if n in (e.a, e.b)]
            v[n] = sum(w * v[m] for w, m in near) / sum(w for w, _ in near)
    return {n: v[n] - 1e-9 * k for k, n in enumerate(nodes)} | {s: 2.0, t: -1.0}


Faces = list[tuple[int, int]]
"""For each edge, the face on its left and the one on its right."""


def _columns(down: Sequence[Tree], s: str, t: str) -> tuple[list[int], Faces | None]:
    """The order of the branches from left to right, and their faces where the network is planar."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_edge(s, "<root>")
    graph.add_edge("<root>", t)
    ways: dict[tuple[str, str], int] = {}
    for k, e in enumerate(down):
        graph.add_edge(e.a, f"<{k}>")
        graph.add_edge(f"<{k}>", e.b)
        ways[f"<{k}>", e.b] = k
    planar, embedding = nx.check_planarity(graph)
    inner = {n for e in down for n in (e.a, e.b)} - {s, t}
    if not planar or inner - {e.a for e in down} or inner - {e.b for e in down}:
        return sorted(range(len(down)), key=lambda k: down[k].first), None  # also where something hangs on one node alone
    face: dict[tuple[str, str], int] = {}
    count = 0
    for u, w in embedding.edges():
        if (u, w) not in face:
            around = embedding.traverse_face(u, w)
            for a, b in zip(around, [*around[1:], around[0]], strict=True):
                face[a, b] = count
            count += 1
    # an edge going down has its right face (of the traversal) on the reader's left
    sides = [(face[f"<{k}>", e.b], face[e.b, f"<{k}>"]) for k, e in enumerate(down)]
    begin, end = face[t, "<root>"], face["<root>", t]
    after: dict[int, list[int]] = {}
    for k, (left, _) in enumerate(sides):
        after.setdefault(left, []).append(k)
    rank = {begin: 0}
    for _ in range(count + 1):  # longest paths through the faces, from left to right
        for left, right in sides:
            if left in rank and rank.get(right, -1) < rank[left] + 1:
                rank[right] = rank[left] + 1
    if end not in rank or any(left not in rank for left, _ in sides) or max(rank.values()) > count:
        return sorted(range(len(down)), key=lambda k: down[k].first), None
    return sorted(range(len(down)), key=lambda k: (rank[sides[k][0]], down[k].first)), sides


def _steps(boxes: Boxes, down: Sequence[Tree], height: dict[str, float]) -> dict[str, float]:
    """Where wires must cross: a level for each node, with room below it for all branches that begin there."""
    level, y = {}, 0.0
    for n in sorted(height, key=lambda n: -height[n]):
        level[n] = y
        y -= max([boxes.tall(e, 1)[0] for e in down if e.a == n] + [LEVEL]) + 2 * APART
    bottom = min(level.values())
    return {n: v - bottom for n, v in level.items()}


def _levels(boxes: Boxes, down: Sequence[Tree], least: float) -> dict[str, float]:
    """Heights of the nodes: longest paths upward, each branch as tall as it must be."""
    level = {n: 0.0 for e in down for n in (e.a, e.b)}
    for _ in range(len(level)):
        for e in down:
            level[e.a] = max(level[e.a], level[e.b] + max(boxes.tall(e, 1)[0], LEVEL))
    top = max(level.values())
    return {n: v * max(1.0, least / top) for n, v in level.items()} if top else level


def _across(boxes: Boxes, down: Sequence[Tree], order: Sequence[int], faces: Faces | None, first: float) -> dict[int, float]:
    """Where each branch stands: right of all that bound the face on its left; without faces one after the other."""
    sizes = [boxes.tall(e, 1) for e in down]
    at: dict[int, float] = {}
    if faces is None:
        x = first
        for k in order:
            x += max(sizes[k][1] + APART, COLUMN * 0.6)
            at[k] = x
            x += sizes[k][2]
        return at
    bound: dict[int, float] = {}
    for k in order:
        left, right = faces[k]
        at[k] = bound.get(left, first) + max(sizes[k][1] + APART, COLUMN * 0.6)
        bound[right] = max(bound.get(right, 0.0), at[k] + sizes[k][2])
    return at
