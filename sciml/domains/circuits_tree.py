"""Netlists as trees: what stands in series and in parallel between two nodes; what is neither stays a core."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..author import Record

__all__ = ["Item", "Tree", "chain", "islands", "pruned", "reduced"]

Node = str


class Item(Record):
    """A thing between two nodes, with the room it wants in mm.

    role: part, source, meter (bridges another), port (two open ends), wire, open (a loose end), earth, coupled (a coil of a transformer);
    long, high: along its wires, lying and standing; half: half its thickness; text: its words (width, height); other: what stands on its other side.
    """

    a: Node
    b: Node
    role: str = "part"
    long: float = 16.0
    high: float = 16.0
    half: float = 2.0
    text: tuple[float, float] = (0.0, 0.0)
    other: tuple[float, float] = (0.0, 0.0)


class Tree(Record):
    """op: leaf (of item `index`), series or parallel (of `parts`), from node a to node b."""

    op: str
    a: Node
    b: Node
    index: int = -1
    parts: tuple[Tree, ...] = ()

    def turned(self) -> Tree:
        """The same from b to a."""
        parts = tuple(p.turned() for p in self.parts)
        return Tree(self.op, self.b, self.a, self.index, parts[::-1] if self.op == "series" else parts)

    @property
    def first(self) -> int:
        """The earliest item in it."""
        return self.index if self.op == "leaf" else min(p.first for p in self.parts)

    @property
    def count(self) -> int:
        """How many items."""
        return 1 if self.op == "leaf" else sum(p.count for p in self.parts)

    def leaves(self) -> Iterable[int]:
        """Its items."""
        if self.op == "leaf":
            yield self.index
        for p in self.parts:
            yield from p.leaves()


def _joined(op: str, x: Tree, y: Tree) -> Tree:
    """x then y in series, or x beside y."""
    parts = (*(x.parts if x.op == op else (x,)), *(y.parts if y.op == op else (y,)))
    if op == "parallel":
        parts = tuple(sorted(parts, key=lambda p: p.first))
    return Tree(op, x.a, y.b, -1, parts)


def reduced(edges: Sequence[Tree], ends: Iterable[Node]) -> list[Tree]:
    """Merges parallel edges and nodes of two edges until nothing changes; ends are kept."""
    kept = set(ends)
    left = list(edges)
    while True:
        merged = _parallel(left)
        after = _series(merged, kept)
        if len(after) == len(left):
            return after
        left = after


def _parallel(edges: list[Tree]) -> list[Tree]:
    found: dict[frozenset[Node], Tree] = {}
    for e in edges:
        pair = frozenset((e.a, e.b))
        old = found.get(pair)
        found[pair] = e if old is None else _joined("parallel", old, e if e.a == old.a else e.turned())
    return list(found.values())


def _series(edges: list[Tree], kept: set[Node]) -> list[Tree]:
    at: dict[Node, list[Tree]] = {}
    for e in edges:
        at.setdefault(e.a, []).append(e)
        at.setdefault(e.b, []).append(e)
    left = list(edges)
    for n in list(at):
        here = at[n]
        if n in kept or len(here) != 2 or here[0] is here[1]:
            continue
        x, y = sorted(here, key=lambda e: e.first)
        x, y = x if x.b == n else x.turned(), y if y.a == n else y.turned()
        if x.a == y.b:
            continue
        if y.first < x.first:
            x, y = y.turned(), x.turned()
        new = _joined("series", x, y)
        left = [e for e in left if e is not here[0] and e is not here[1]]
        left.append(new)
        for end in (new.a, new.b):
            at[end] = [e for e in at[end] if e is not here[0] and e is not here[1]] + [new]
        at[n] = []
    return left


def islands(items: Sequence[Item], also: Iterable[tuple[Node, Node]] = ()) -> list[list[int]]:
    """Items that hang together, as lists of indices in order."""
    up: dict[Node, Node] = {}

    def root(n: Node) -> Node:
        while up.setdefault(n, n) != n:
            n = up[n]
        return n

    for a, b in [*((i.a, i.b) for i in items), *also]:
        up[root(a)] = root(b)
    groups: dict[Node, list[int]] = {}
    for k, i in enumerate(items):
        groups.setdefault(root(i.a), []).append(k)
    return list(groups.values())


def chain(items: Sequence[Item], indices: Sequence[int]) -> Tree | None:
    """All of them one after the other, if they are an open chain."""
    at: dict[Node, list[int]] = {}
    for k in indices:
        for n in (items[k].a, items[k].b):
            at.setdefault(n, []).append(k)
    ends = [n for n in at if len(at[n]) == 1]
    if len(ends) != 2 or any(len(here) > 2 for here in at.values()) or any(items[k].role == "earth" for k in indices):
        return None
    parts: list[Tree] = []
    n, last = ends[0], -1
    while True:
        after = [k for k in at[n] if k != last]
        if not after:
            return Tree("series", ends[0], n, -1, tuple(parts)) if len(parts) > 1 else None
        last = after[0]
        far = items[last].b if items[last].a == n else items[last].a
        parts.append(Tree("leaf", n, far, last))
        n = far


def pruned(items: Sequence[Item], indices: Sequence[int], root: int | None = None) -> dict[int, Node]:
    """Items on which no current can return (the root is never one), with the node from which each hangs: loose ends, earths."""
    left = set(indices)
    out: dict[int, Node] = {}
    while True:
        degree: dict[Node, int] = {}
        for k in left:
            for n in (items[k].a, items[k].b):
                degree[n] = degree.get(n, 0) + 1
        loose = [k for k in sorted(left) if k != root and (degree[items[k].a] == 1 or degree[items[k].b] == 1)]
        if not loose or len(loose) == len(left):
            return out
        for k in loose:
            out[k] = items[k].a if degree[items[k].b] == 1 else items[k].b
            left.discard(k)
