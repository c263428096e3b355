"""Tidy trees after Reingold and Tilford: a parent stands over the middle of its children, subtrees as near as they fit, levels in rows."""

from __future__ import annotations

from collections.abc import Sequence

from .graphs_net import Net

__all__ = ["children_of", "tidy"]

APART, BESIDE = 3.6, 5.0
"""mm between brothers, and between cousins"""


def children_of(net: Net) -> tuple[list[int], list[list[int]]]:
    """Roots and children, in the order of the links. Links without a direction lead away from the first node of their part."""
    n = len(net.forms)
    into = [0] * n
    for e in net.links:
        if e.directed:
            into[e.b] += 1
    near = net.neighbours()
    after = net.after()
    directed = {v for e in net.links if e.directed for v in (e.a, e.b)}
    seen = [False] * n
    roots: list[int] = []
    children: list[list[int]] = [[] for _ in range(n)]
    heads = [v for v in range(n) if not into[v] and (v in directed or not near[v])] + list(range(n))
    for root in heads:
        if seen[root]:
            continue
        seen[root] = True
        roots.append(root)
        queue = [root]
        for v in queue:
            for u in after[v] if v in directed else near[v]:
                if not seen[u]:
                    seen[u] = True
                    children[v].append(u)
                    queue.append(u)
    return roots, children


def tidy(net: Net, way: str, roots: Sequence[int], children: Sequence[Sequence[int]], spread: float = 1.0) -> list[int]:
    """Places all nodes; way: down, up, right or left. Returns the level of each node."""
    n = len(net.forms)
    across = way in ("right", "left")
    breadth = [f.h if across else f.w for f in net.forms]
    depth = [f.w if across else f.h for f in net.forms]
    level = [0] * n
    order: list[int] = []
    stack = list(reversed(roots))
    while stack:
        v = stack.pop()
        order.append(v)
        for u in reversed(children[v]):
            level[u] = level[v] + 1
            stack.append(u)
    place = _across(net, order, roots, children, (breadth, across, spread))
    top = max(level, default=0)
    thick = [max([depth[v] for v in range(n) if level[v] == k], default=0.0) for k in range(top + 1)]
    gap = [0.0] * (top + 1)
    for e in net.links:
        k = max(level[e.a], level[e.b])
        slope = abs(place[e.a] - place[e.b])
        gap[k] = max(gap[k], (2 * e.w + 7.0 if across else 2 * e.h + 6.0 if e.h else 0.0), min(0.22 * slope, 24.0) + 5.0)
    at = [0.0] * (top + 1)
    for k in range(1, top + 1):
        at[k] = at[k - 1] + thick[k - 1] + thick[k] + max(gap[k], 6.5) * spread
    for v, f in enumerate(net.forms):
        x, y = place[v], at[level[v]]
        f.x, f.y = {"down": (x, -y), "up": (x, y), "right": (y, -x), "left": (-y, -x)}[way]
    for e in net.links:
        e.ports = "x" if across else "y"
    return level


def _across(net: Net, order: Sequence[int], roots: Sequence[int], children: Sequence[Sequence[int]], how: tuple[list[float], bool, float]) -> list[float]:
    """Where each node stands across the levels. Contours of subtrees are lists of (left, right), by level below the node, about its own place."""
    breadth, across, spread = how
    n = len(net.forms)
    room = list(breadth)
    for e in net.links:
        need = (e.h if across else e.w) * 1.1
        for v in (e.a, e.b):
            room[v] = max(room[v], need) if e.a != e.b else room[v]
    offset = [0.0] * n
    contour: dict[int, list[list[float]]] = {}
    for v in reversed(order):
        kids = children[v]
        places, whole = _beside([contour.pop(u) for u in kids], [room[u] for u in kids], spread)
        middle = (places[0] + places[-1]) / 2 if places else 0.0
        for u, x in zip(kids, places, strict=True):
            offset[u] = x - middle
        contour[v] = [[-breadth[v], breadth[v]], *[[left - middle, right - middle] for left, right in whole]]
    places, _ = _beside([contour[r] for r in roots], [room[r] for r in roots], spread * 2)
    place = [0.0] * n
    for r, x in zip(roots, places, strict=True):
        place[r] = x
    for v in order:
        for u in children[v]:
            place[u] = place[v] + offset[u]
    return place


def _beside(parts: list[list[list[float]]], room: list[float], spread: float) -> tuple[list[float], list[list[float]]]:
    """Subtrees side by side: where their roots stand, and the contour of all of them."""
    whole: list[list[float]] = []
    places: list[float] = []
    for k, part in enumerate(parts):
        x = 0.0
        if k:
            x = places[-1] + room[k - 1] + room[k] + APART * spread
            for i, ((_, right), (left, _)) in enumerate(zip(whole, part, strict=False)):
                x = max(x, right - left + (APART if not i else BESIDE) * spread)
        places.append(x)
        for i, (left, right) in enumerate(part):
            if i < len(whole):
                whole[i] = [min(whole[i][0], left + x), max(whole[i][1], right + x)]
            else:
                whole.append([left + x, right + x])
    return places, whole
