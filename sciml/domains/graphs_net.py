"""A network in plain numbers, as the layouts see it: nodes with outlines, edges with labels, and what can be told of it without drawing."""

from __future__ import annotations

from collections.abc import Sequence

from .graphs_shapes import Form

__all__ = ["Link", "Net", "chain_of", "components", "crossings", "cut", "has_cycle", "order_of", "two_sides"]

XY = tuple[float, float]


class Link:
    """An edge: ends by number; w, h: half width and half height of what stands beside it, mm; bow: how far the layout lets its middle lie to its left;
    ports: x or y, if it leaves boxes at the middle of their sides, or at that of their tops and bottoms; aside: how far from that middle it arrives, mm."""

    __slots__ = ("a", "aside", "b", "bow", "directed", "h", "ports", "w")

    def __init__(self, a: int, b: int, directed: bool, w: float = 0.0, h: float = 0.0) -> None:
        self.a, self.b, self.directed, self.w, self.h = a, b, directed, w, h
        self.bow: float | None = None
        self.ports = ""
        self.aside = 0.0


class Net:
    """forms: outlines, whose x and y a layout sets; rows, columns: nodes that stand beside or below each other, in order; -1 leaves a place free."""

    def __init__(self, forms: list[Form], links: list[Link]) -> None:
        self.forms, self.links = forms, links
        self.rows: list[list[int]] = []
        self.columns: list[list[int]] = []

    def neighbours(self) -> list[list[int]]:
        """Each once, in the order of the links."""
        found: list[dict[int, None]] = [{} for _ in self.forms]
        for e in self.links:
            if e.a != e.b:
                found[e.a][e.b] = None
                found[e.b][e.a] = None
        return [list(d) for d in found]

    def after(self) -> list[list[int]]:
        """Where the links lead from each node, in the order of the links."""
        found: list[dict[int, None]] = [{} for _ in self.forms]
        for e in self.links:
            if e.a != e.b:
                found[e.a][e.b] = None
        return [list(d) for d in found]

    def pairs(self) -> list[tuple[int, int]]:
        """Which nodes are joined, each pair once."""
        return list(dict.fromkeys((min(e.a, e.b), max(e.a, e.b)) for e in self.links if e.a != e.b))

    def part(self, nodes: Sequence[int]) -> Net:
        """The network of some nodes, whose forms are shared."""
        number = {v: k for k, v in enumerate(nodes)}
        links = [Link(number[e.a], number[e.b], e.directed, e.w, e.h) for e in self.links if e.a in number and e.b in number]
        made = Net([self.forms[v] for v in nodes], links)
        made.rows = [[number.get(v, -1) for v in row] for row in self.rows if any(v in number for v in row)]
        made.columns = [[number.get(v, -1) for v in column] for column in self.columns if any(v in number for v in column)]
        return made


def components(near: Sequence[Sequence[int]]) -> list[list[int]]:
    """The nodes of each connected part, in their order."""
    seen = [False] * len(near)
    found = []
    for start in range(len(near)):
        if seen[start]:
            continue
        seen[start], stack, part = True, [start], []
        while stack:
            v = stack.pop()
            part.append(v)
            for u in near[v]:
                if not seen[u]:
                    seen[u] = True
                    stack.append(u)
        found.append(sorted(part))
    return found


def has_cycle(n: int, ways: Sequence[tuple[int, int]]) -> bool:
    """Whether directed ways lead back to where they began."""
    into = [0] * n
    after: list[list[int]] = [[] for _ in range(n)]
    for a, b in ways:
        after[a].append(b)
        into[b] += 1
    free = [v for v in range(n) if not into[v]]
    done = 0
    while free:
        v = free.pop()
        done += 1
        for u in after[v]:
            into[u] -= 1
            if not into[u]:
                free.append(u)
    return done < n


def chain_of(near: Sequence[Sequence[int]]) -> list[int] | None:
    """The nodes in their order, if all of them make one chain."""
    ends = [v for v, others in enumerate(near) if len(others) == 1]
    if len(near) == 1:
        return [0]
    if len(ends) != 2 or any(len(others) not in (1, 2) for others in near):
        return None
    order, before = [ends[0]], -1
    while True:
        onward = [u for u in near[order[-1]] if u != before]
        if not onward:
            break
        before = order[-1]
        order.append(onward[0])
    return order if len(order) == len(near) else None


def order_of(near: Sequence[Sequence[int]]) -> list[int] | None:
    """The nodes in their order around, if all of them make one ring."""
    if len(near) < 3 or any(len(others) != 2 for others in near):
        return None
    order, before = [0], -1
    while True:
        onward = [u for u in near[order[-1]] if u != before]
        before = order[-1]
        if onward[0] == 0:
            break
        order.append(onward[0])
    return order if len(order) == len(near) else None


def two_sides(near: Sequence[Sequence[int]]) -> list[int] | None:
    """0 or 1 for each node, so that no two neighbours have the same; None if there is no such choice."""
    side = [-1] * len(near)
    for start in range(len(near)):
        if side[start] >= 0:
            continue
        side[start], stack = 0, [start]
        while stack:
            v = stack.pop()
            for u in near[v]:
                if side[u] < 0:
                    side[u] = 1 - side[v]
                    stack.append(u)
                elif side[u] == side[v]:
                    return None
    return side


def cut(p: XY, q: XY, r: XY, s: XY) -> bool:
    """Whether two straight pieces cross, ends not counted."""
    d = (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
    e = (q[0] - p[0]) * (s[1] - p[1]) - (q[1] - p[1]) * (s[0] - p[0])
    if d * e >= 0:
        return False
    f = (s[0] - r[0]) * (p[1] - r[1]) - (s[1] - r[1]) * (p[0] - r[0])
    g = (s[0] - r[0]) * (q[1] - r[1]) - (s[1] - r[1]) * (q[0] - r[0])
    return f * g < 0


def crossings(places: Sequence[XY], pairs: Sequence[tuple[int, int]]) -> int:
    """How many pairs of straight edges cross. Swept from left to right."""
    rows = sorted((min(places[a][0], places[b][0]), max(places[a][0], places[b][0]), a, b) for a, b in pairs)
    found = 0
    for k, (_, right, a, b) in enumerate(rows):
        for left, _, c, d in rows[k + 1 :]:
            if left > right:
                break
            if a not in (c, d) and b not in (c, d) and cut(places[a], places[b], places[c], places[d]):
                found += 1
    return found
