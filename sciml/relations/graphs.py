"""What can be claimed of a graph and counted in it, by code that knows nothing of its drawing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from ..author import MEASURES, NUMBER, Diagnostic, Element, Num, Origin, Point, Positive, Relation, Slot, Span, Truth, Undetermined, Value, Zero, part
from .measure import Measure

__all__ = ["Acyclic", "BipartiteGraph", "Complete", "Connected", "Deterministic", "IsTree", "NoGraph", "Planar", "Regular"]


class _OfGraph(Relation):
    """A property of a whole graph: of the operand, or of the one in whose block it is claimed."""

    shape = False
    looks_around = True
    adjective = ""

    of: Any = part("element", None, help="the graph; in its own block, nothing")

    def misuse(self) -> Iterator[Diagnostic]:
        inside = self.around if self.of is None else self.of.children if getattr(self.of, "leaf", "") else ()
        if not any(_is_edge(e) or _is_node(e) for e in inside):
            yield NoGraph(Span(0, 0), self.adjective)

    def parts(self) -> tuple[list[Any], list[tuple[int, int, bool, Any]]]:
        return _parts(self.of.children if self.of is not None else self.around)

    def residuals(self) -> Iterator[Zero | Positive]:
        return iter(())

    def holds(self) -> Iterator[Truth]:
        nodes, links = self.parts()
        why = self.fails(len(nodes), links, [_name(v) for v in nodes])
        yield Truth(not why, why)

    def fails(self, n: int, links: list[tuple[int, int, bool, Any]], names: list[str]) -> str:
        """Why it does not hold; '' if it does."""
        raise NotImplementedError

    def phrase(self) -> str:
        name = getattr(self.of, "name", "") or "the graph"
        return f"{name} is {self.adjective}"


def _is_node(e: Any) -> bool:
    return isinstance(e, Element) and any(s.type == "key" for s in e.slots) and e.kind != "blank"


def _is_edge(e: Any) -> bool:
    return isinstance(e, Element) and hasattr(e, "start_node") and hasattr(e, "sign")


def _parts(children: Any) -> tuple[list[Any], list[tuple[int, int, bool, Any]]]:
    """Nodes, and links as (from, to, has a direction, the edge)."""
    nodes = [c for c in children if _is_node(c)]
    number = {v.id: k for k, v in enumerate(nodes)}
    links = []
    for e in children:
        if _is_edge(e) and e.start_node.id in number and e.end_node.id in number:
            links.append((number[e.start_node.id], number[e.end_node.id], e.sign in ("->", "<-", "=>"), e))
    return nodes, links


def _name(v: Any) -> str:
    key = getattr(v, "key", None)
    return str(key.text if key is not None else v.name or v.id)


def _reached(n: int, links: list[tuple[int, int, bool, Any]], start: int = 0) -> set[int]:
    """What can be reached when directions do not count."""
    seen, queue = {start}, [start]
    for v in queue:
        for a, b, _, _ in links:
            for x, y in ((a, b), (b, a)):
                if x == v and y not in seen:
                    seen.add(y)
                    queue.append(y)
    return seen


class Connected(_OfGraph):
    """`connected(g)`: a way leads from every node to every other, when directions do not count."""

    words = ("connected",)
    adjective = "connected"

    def fails(self, n: int, links: list[tuple[int, int, bool, Any]], names: list[str]) -> str:
        seen = _reached(n, links) if n else set()
        lost = next((names[v] for v in range(n) if v not in seen), "")
        return f"no way leads from {names[0]} to {lost}" if lost else ""


class Acyclic(_OfGraph):
    """`acyclic(g)`: no way leads back to where it began, along the directions of the edges."""

    words = ("acyclic",)
    adjective = "acyclic"

    def fails(self, n: int, links: list[tuple[int, int, bool, Any]], names: list[str]) -> str:
        ring = _ring(n, links)
        return f"{' → '.join(names[v] for v in ring)} leads back" if ring else ""


def _ring(n: int, links: list[tuple[int, int, bool, Any]]) -> list[int]:
    """A cycle, its first node again at the end; [] if there is none. Edges without a direction are walked either way, but not straight back."""
    out: list[list[tuple[int, int]]] = [[] for _ in range(n)]
    for k, (a, b, directed, _) in enumerate(links):
        out[a].append((b, k))
        if not directed:
            out[b].append((a, k))
    state = [0] * n
    for root in range(n):
        if state[root]:
            continue
        state[root] = 1
        path, stack = [root], [(root, -1, iter(out[root]))]
        while stack:
            v, came, onward = stack[-1]
            step = next(((u, k) for u, k in onward if k != came or links[k][2]), None)
            if step is None:
                state[v] = 2
                stack.pop()
                path.pop()
            elif state[step[0]] == 1:
                return [*path[path.index(step[0]) :], step[0]]
            elif not state[step[0]]:
                state[step[0]] = 1
                path.append(step[0])
                stack.append((step[0], step[1], iter(out[step[0]])))
    return []


class IsTree(_OfGraph):
    """`is_tree(g)`: connected and without a ring."""

    words = ("is_tree",)
    adjective = "a tree"

    def fails(self, n: int, links: list[tuple[int, int, bool, Any]], names: list[str]) -> str:
        seen = _reached(n, links) if n else set()
        lost = next((names[v] for v in range(n) if v not in seen), "")
        if lost:
            return f"no way leads from {names[0]} to {lost}"
        return "" if len(links) == n - 1 else f"{n} nodes are joined by {len(links)} edges, where a tree has {n - 1}"


class BipartiteGraph(_OfGraph):
    """`bipartite(g)`: its nodes are of two sides, and no edge stays on one."""

    words = ("bipartite",)
    adjective = "bipartite"

    def fails(self, n: int, links: list[tuple[int, int, bool, Any]], names: list[str]) -> str:
        side: dict[int, int] = {}
        for root in range(n):
            if root in side:
                continue
            side[root], queue = 0, [root]
            for v in queue:
                for a, b, _, _ in links:
                    if v not in (a, b):
                        continue
                    u = b if a == v else a
                    if u not in side:
                        side[u] = 1 - side[v]
                        queue.append(u)
                    elif side[u] == side[v]:
                        return f"a ring of odd length goes through {names[v]} and {names[u]}"
        return ""


class Planar(_OfGraph):
    """`planar(g)`: it can be drawn without crossings (left-right test of networkx)."""

    words = ("planar",)
    adjective = "planar"

    def fails(self, n: int, links: list[tuple[int, int, bool, Any]], names: list[str]) -> str:
        import networkx as nx

        graph = nx.Graph()
        graph.add_nodes_from(range(n))
        graph.add_edges_from((a, b) for a, b, _, _ in links)
        return "" if nx.check_planarity(graph)[0] else "every drawing of it has a crossing"


class Complete(_OfGraph):
    """`complete(g)`: every two nodes are joined."""

    words = ("complete",)
    adjective = "complete"

    def fails(self, n: int, links: list[tuple[int, int, bool, Any]], names: list[str]) -> str:
        joined = {frozenset((a, b)) for a, b, _, _ in links}
        for a in range(n):
            for b in range(a + 1, n):
                if frozenset((a, b)) not in joined:
                    return f"{names[a]} and {names[b]} are not joined"
        return ""


class Regular(_OfGraph):
    """`regular(g)`: all nodes have the same degree."""

    words = ("regular",)
    adjective = "regular"

    def fails(self, n: int, links: list[tuple[int, int, bool, Any]], names: list[str]) -> str:
        degrees = [sum((a == v) + (b == v) for a, b, _, _ in links) for v in range(n)]
        odd = next((v for v in range(n) if degrees[v] != degrees[0]), -1)
        return f"{names[0]} has degree {degrees[0]}, {names[odd]} has {degrees[odd]}" if odd >= 0 else ""


class Deterministic(_OfGraph):
    """`deterministic(a)`: one start, and no two transitions from a state on the same letter. Letters of one transition are separated by commas."""

    words = ("deterministic",)
    adjective = "deterministic"

    def fails(self, n: int, links: list[tuple[int, int, bool, Any]], names: list[str]) -> str:
        nodes, _ = self.parts()
        starts = [_name(v) for v in nodes if getattr(v, "start", False)]
        if len(starts) != 1:
            return f"{' and '.join(starts)} are starts" if starts else "no state is the start"
        seen: set[tuple[int, str]] = set()
        for a, _, _, e in links:
            for letter in _letters(e):
                if not letter or letter in ("ε", "\\varepsilon", "\\epsilon", "λ"):
                    return f"a transition from {names[a]} reads nothing"
                if (a, letter) in seen:
                    return f"two transitions from {names[a]} read {letter}"
                seen.add((a, letter))
        return ""


def _letters(e: Any) -> list[str]:
    text = "".join(r.text for r in e.style.label or ())
    return [x.strip() for x in text.replace("\n", ",").split(",")]


# ---------------------------------------------------------------- counts


def _family(thing: Any) -> Any:
    """The elements beside a node; of a container, its own."""
    return thing.children if getattr(thing, "leaf", "") else thing.frame.elements


def degree_of(v: Any) -> Num:
    """How many ends of edges a node has; a loop has two."""
    v = _node(v)
    return sum((e.start_node is v) + (e.end_node is v) for e in _family(v) if _is_edge(e))


def in_degree_of(v: Any) -> Num:
    """How many edges lead to it: an edge without a direction leads nowhere, one with both leads to both ends."""
    v = _node(v)
    return sum((e.end_node is v) + (e.sign == "<->" and e.start_node is v) for e in _family(v) if _is_edge(e) and e.sign != "--")


def out_degree_of(v: Any) -> Num:
    """How many edges lead away from it."""
    v = _node(v)
    return sum((e.start_node is v) + (e.sign == "<->" and e.end_node is v) for e in _family(v) if _is_edge(e) and e.sign != "--")


def nodes_of(g: Any) -> Num:
    """How many nodes a graph has."""
    return sum(_is_node(c) for c in g.children)


def edges_of(g: Any) -> Num:
    """How many edges a graph has."""
    return sum(_is_edge(c) for c in g.children)


def path_weight_of(*nodes: Any) -> Value:
    """The weights of the edges from each node to the next, added up."""
    weights = []
    for first, second in pairwise(nodes):
        a, b = _node(first), _node(second)
        edge = next((e for e in _family(a) if _is_edge(e) and _joins(e, a, b)), None)
        if edge is None:
            raise Undetermined(f"no edge leads from {_name(a)} to {_name(b)}")
        weight = edge.weight if edge.weight is not None else edge.read
        if not isinstance(weight, Value):
            raise Undetermined(f"the edge from {_name(a)} to {_name(b)} has no weight: write {_name(a)} {edge.sign} {_name(b)}, weight=4")
        weights.append(weight)
    if any(w.dim != weights[0].dim for w in weights):
        raise Undetermined("the weights are quantities of different kinds")
    return Value(sum([w.n for w in weights], 0), weights[0].dim, Origin.SOLVED)


def _joins(e: Any, a: Any, b: Any) -> bool:
    if e.start_node is a and e.end_node is b:
        return True
    return e.sign not in ("->", "<-", "=>") and e.start_node is b and e.end_node is a


def _node(v: Any) -> Any:
    """The node itself; from outside it comes as its place."""
    v = v.owner if isinstance(v, Point) else v
    if not _is_node(v):
        raise Undetermined("only a node of a graph has one")
    return v


_NODE = Slot("of", "node", required=True)
_GRAPH = Slot("of", "element", required=True)
for _measure in (
    Measure("degree", (_NODE,), NUMBER, 0, degree_of, "how many edges a node of a graph has"),
    Measure("in_degree", (_NODE,), NUMBER, 0, in_degree_of, "how many edges lead to a node"),
    Measure("out_degree", (_NODE,), NUMBER, 0, out_degree_of, "how many edges lead away from a node"),
    Measure("node_count", (_GRAPH,), NUMBER, 0, nodes_of, "how many nodes a graph has"),
    Measure("edge_count", (_GRAPH,), NUMBER, 0, edges_of, "how many edges a graph has"),
    Measure(
        "path_weight",
        (Slot("of", "node", required=True, many=True, rest=True, at_least=2),),
        NUMBER,
        0,
        path_weight_of,
        "the weights of the edges along nodes, added up",
    ),
):
    MEASURES[_measure.word] = _measure


class NoGraph(Diagnostic):
    """A property of graphs is claimed of something else.

    ```wrong
    A = point(0, 0)
    check planar(A)
    ```

    ```right
    g = graph { 1 -- 2 -- 3 -- 1 }
    check planar(g)
    ```
    """

    code = "GRA221"
    says = "Only a graph with nodes can be {adjective}."
    help = "Name the graph: g = graph {{ ... }}, and claim it of g, or claim it inside its block without an operand."

    adjective: str
