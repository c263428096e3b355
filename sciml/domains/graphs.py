"""Graphs from links: trees, flowcharts, automata, bipartite and commutative diagrams. Nobody writes a place: nodes are as large as their words, edges keep off
nodes, and what is written beside an edge has room.

```sciml
graph(layout=circle) { 1 -- 2, weight=3 km; 2 -> 3 "hop"; node(3, class="special", label="sink") }
tree { 5 -> 3, 8; 3 -> 1, 4 }
automaton { state(p, start=true); state(q, accepting=true); p -> q "a"; q -> p "b"; q -> q "a" }
```
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from math import atan2, cos, pi, sin
from typing import Any

from ..author import Diagnostic, Element, Ink, Maker, Run, Spot, data, text, truth, word
from .graphs_ink import rail
from .graphs_layouts import arrange
from .graphs_messages import EndIsNoNode, NoStart, NotOnPath, OneSide, TooLarge, TwoInPlace, TwoParents, WayOut
from .graphs_net import Link, Net, two_sides
from .graphs_nodes import Column, Decision, Dots, Edge, Row, Start, Vertex
from .graphs_places import given_places, misplaced, spaced
from .graphs_routes import Field, Way, aside, label_places, routed
from .graphs_shapes import XY, Form, along, turn_to, words_size

__all__ = ["Automaton", "Bipartite", "CommutativeDiagram", "Flowchart", "Graph", "Tree"]

MOST_NODES, MOST_EDGES = 600, 1200
GROWTH, TRIES = 1.15, 12


class Graph(Element):
    """Nodes and the edges between them, from links.

    ```figure
    graph { A -- B "5"; B -- C "3"; A -- C "7"; C -- D; node(D, class="goal") }
    ```
    """

    family = "container"
    opens_frame = "sheet"
    nouns = "graph"
    leaf = "node"
    linked_by = "edge"
    usual_shape = "circle"
    usual_layout = "auto"
    titled = True
    lined = "middle"

    title: Any = text(positional=True, help="printed above it")
    layout: str = word("auto", "line", "layered", "circle", "force", "grid", "tree", default="auto", help="how its nodes are placed")
    grow: str = word("auto", "down", "up", "right", "left", default="auto", help="where layers, levels and lines lead")
    shape: str = word("auto", "circle", "oval", "box", "round", "dot", "none", default="auto", help="the outline of its nodes")
    highlight: Any = data((), help="nodes of a path that is drawn bold")

    # ------------------------------------------------------------ its parts

    @property
    def nodes(self) -> list[Any]:
        return [c for c in self.children if isinstance(c, Vertex)]

    @property
    def edges(self) -> list[Any]:
        return [c for c in self.children if isinstance(c, Edge) and isinstance(c.first, Vertex) and isinstance(c.second, Vertex)]

    def misfits(self) -> Iterator[Diagnostic]:
        nodes, edges = self.nodes, self.edges
        for count, most, noun in ((len(nodes), MOST_NODES, "nodes"), (len(edges), MOST_EDGES, "edges")):
            if count > most:
                yield TooLarge(self.span, f"{count} {noun}", most)
        for e in self.children:
            if isinstance(e, Edge):
                for end in (e.first, e.second):
                    if not isinstance(end, Vertex):
                        yield EndIsNoNode(e.span, getattr(end, "kind", "place"))
        for kind in (Row, Column):
            seen: set[int] = set()
            for line in self.children:
                for v in line.of if isinstance(line, kind) else ():
                    if id(v) in seen and isinstance(v, Vertex):
                        yield TwoInPlace(line.span, called(v))
                    seen.add(id(v))
        yield from self._off_path(edges)
        yield from misplaced(self.span, nodes, self._says_places(), called)

    def _says_places(self) -> str:
        """What says where the nodes stand, if not their own places; '' if nothing does."""
        if self.layout != "auto":
            return f"layout={self.layout}"
        line = next((c for c in self.children if isinstance(c, (Row, Column)) and c.of), None)
        return line.kind if line is not None else ""

    def _off_path(self, edges: Sequence[Any]) -> Iterator[Diagnostic]:
        for a, b in self._path():
            if not any({called(e.first), called(e.second)} == {a, b} for e in edges):
                yield NotOnPath(self.span, a, b)

    def _path(self) -> list[tuple[str, str]]:
        """Neighbours on the path to highlight, by name."""
        names = [_said(x) for x in self.highlight] if isinstance(self.highlight, tuple) else []
        return list(itertools.pairwise(names))

    # ------------------------------------------------------------ layout

    def arranged(self, make: Maker) -> None:
        nodes = sorted(self.nodes, key=lambda v: not (v.start or isinstance(v, Start)))
        edges = self.edges
        if not nodes or len(nodes) > MOST_NODES or len(edges) > MOST_EDGES:
            return
        net = self._net(nodes, edges)
        places = given_places(nodes)
        through: list[list[XY]] = []
        chosen = "places"
        if places:
            spaced(net, places)
        else:
            through, chosen = arrange(net, self._layout(), self.grow)
        for v in nodes:
            v.enters = pi / 2 if chosen in ("layered", "steps", "tree") and self.grow in ("down", "up") else pi
        self._finish(make, nodes, edges, net, through, chosen)

    def _usual(self) -> str:
        """The outline of a node that does not say one."""
        return self.shape if self.shape != "auto" else self.usual_shape

    def _headless(self) -> bool:
        """Whether edges have no heads although they lead somewhere."""
        return False

    def _layout(self) -> str:
        return self.layout if self.layout != "auto" else self.usual_layout

    def _net(self, nodes: Sequence[Any], edges: Sequence[Any]) -> Net:
        """The network in plain numbers; nodes that are circles are all as large as the largest of them."""
        usual = self._usual()
        across = self.grow in ("right", "left") or self._layout() == "steps"
        for v in nodes:
            if isinstance(v, Dots):
                v.upright = not across
        forms = [v.shaped(usual) for v in nodes]
        if usual == "circle" and any(f.shape == "round" for f in forms):  # all alike
            forms = [v.shaped("round") if v.shape == "auto" else f for v, f in zip(nodes, forms, strict=True)]
        big = max([f.w for v, f in zip(nodes, forms, strict=True) if f.shape == "circle" and not v.accepting and f.w <= 8.0], default=0.0)
        for v, f in zip(nodes, forms, strict=True):
            if f.shape == "circle":
                f.w = f.h = max(f.w, big + (0.8 if v.accepting else 0.0))
        number = {id(v): k for k, v in enumerate(nodes)}
        links = []
        for e in edges:
            w, h = words_size(e.label_words())
            links.append(Link(number[id(e.start_node)], number[id(e.end_node)], e.directed, w / 2, h / 2))
        net = Net(forms, links)
        net.rows = [[number.get(id(v), -1) for v in c.of] for c in self.children if isinstance(c, Row) and c.of]
        net.columns = [[number.get(id(v), -1) for v in c.of] for c in self.children if isinstance(c, Column) and c.of]
        return net

    def _finish(self, make: Maker, nodes: Sequence[Any], edges: Sequence[Any], net: Net, through: list[list[XY]], chosen: str) -> None:
        """Ways, labels, and room for them: the drawing grows until everything has a place."""
        bends = [_bend(e) for e in edges] + [None] * (len(net.links) - len(edges))
        entering = [v.enters if v.start else 9.0 for v in nodes] + [9.0] * (len(net.forms) - len(nodes))
        sizes = [(e.w, e.h) for e in net.links]
        first = [0.1 if isinstance(e.start_node, Decision) else 0.5 for e in edges] + [0.5] * (len(net.links) - len(edges))
        sides = [{"left": 1, "right": -1}.get(e.side, 0) for e in edges] + [0] * (len(net.links) - len(edges))
        isos = [(1.5, 1.0) if e.arrow == "iso" else (0.0, 0.0) for e in edges] + [(0.0, 0.0)] * (len(net.links) - len(edges))
        ways: list[Way] = []
        places: list[XY | None] = []
        signs: list[XY | None] = []
        for k in range(TRIES):
            ways = [Way(p) for p in through] if chosen == "flow" else routed(net, through, bends, entering)
            self._enter(nodes, net, ways)
            field = _field(net, ways, nodes, edges)
            places = label_places(ways, sizes, field, first, sides)
            signs = label_places(ways, isos, field, first, sides)
            names = _names(nodes, net, field)
            missing = sum(way.hits for way in ways) + sum(p is None for p in names.values())
            missing += sum(p is None for p, (w, _) in zip((*places, *signs), (*sizes, *isos), strict=True) if w)
            if not missing or k + 1 == TRIES or chosen == "flow":
                for v, p in names.items():
                    nodes[v].beside = p
                break
            if chosen == "force" and missing < 6:
                aside(net, ways)
            grow = GROWTH if missing * 5 < len(ways) else GROWTH**2
            for f in net.forms:
                f.x, f.y = f.x * grow, f.y * grow
            through = [[(x * grow, y * grow) for x, y in points] for points in through]
        path = {frozenset(p) for p in self._path()}
        for e, way, place, sign in zip(edges, ways, places, signs, strict=False):
            e.sign_at = sign
            e.way, e.flat = tuple(way.points), tuple(way.flat)
            e.ops = way.ops
            e.label_at = place
            e.open_head = chosen in ("grid", "places") and self.usual_shape == "none"
            e.headless = self._headless()
            e.lit = frozenset((called(e.first), called(e.second))) in path
            e.first.lit = e.first.lit or e.lit
            e.second.lit = e.second.lit or e.lit
        for v, f in zip(nodes, net.forms, strict=False):
            v.settle(f, make)
        around = [(p[0] + w * s, p[1] + h * s) for p, (w, h) in zip(places, sizes, strict=True) if p is not None for s in (1, -1)]
        self._titles(nodes, net, ways, [*around, *[(v.beside[0], v.beside[1] + 1.8) for v in nodes if v.beside]])

    def _enter(self, nodes: Sequence[Any], net: Net, ways: Sequence[Way]) -> None:
        """The arrow from nowhere comes where no edge does, from the left if it can."""
        for k, v in enumerate(nodes):
            if not v.start or isinstance(v, Start):
                continue
            f = net.forms[k]
            taken = []
            for e, way in zip(net.links, ways, strict=True):
                for end, p in ((e.a, way.flat[0]), (e.b, way.flat[-1])):
                    if end == k:
                        taken.append(atan2(p[1] - f.y, p[0] - f.x))
            for h in net.forms:
                if h is not f and abs(h.x - f.x) < f.w + h.w + 10 and abs(h.y - f.y) < f.h + h.h + 10:
                    taken.append(atan2(h.y - f.y, h.x - f.x))
            tries = [v.enters, pi, pi / 2, -pi / 2, 0.0, 3 * pi / 4, -3 * pi / 4, pi / 4, -pi / 4]
            v.enters = max(tries, key=lambda a: min([0.75, *[turn_to(a, b) for b in taken]]))

    def _titles(self, nodes: Sequence[Any], net: Net, ways: Sequence[Way], labels: Sequence[XY]) -> None:
        """Where the titles of rows and columns stand."""
        flat = [p for w in ways for p in w.flat] + list(labels)
        for v, f in zip(nodes, net.forms, strict=False):
            if v.start and not isinstance(v, Start):
                flat.append((f.x + (f.w + 7.5) * cos(v.enters), f.y + (f.h + 7.5) * sin(v.enters)))
        left = min([f.x - f.w for f in net.forms] + [x for x, _ in flat])
        top = max([f.y + f.h for f in net.forms] + [y for _, y in flat])
        number = {id(v): k for k, v in enumerate(nodes)}
        groups = [(c, [net.forms[number[id(v)]] for v in c.of if id(v) in number]) for c in self.children if isinstance(c, (Row, Column))]
        level = {k: [_level(inside) for c, inside in groups if isinstance(c, k) and len(inside) > 1] for k in (Row, Column)}
        for c, inside in groups:
            if not inside:
                continue
            x, y = sum(f.x for f in inside) / len(inside), sum(f.y for f in inside) / len(inside)
            down = self._layout() == "columns" and self.grow in ("down", "up")
            lies = (any(level[Column]) or (down and not level[Column])) if isinstance(c, Column) else all(level[Row])
            c.title_at = (left - 5.0, y, "right") if lies else (x, top + 3.0, "above")

    def spot(self, slot: str) -> Spot | Ink | None:
        return None

    def describe(self) -> str:
        return self.name or f"{self.kind.replace('_', ' ')} of {len(self.nodes)} nodes"


class Tree(Graph):
    """A rooted tree: children in the order of the links, levels in rows.

    ```figure
    tree { 8 -> 3, 10; 3 -> 1, 6; 10 -> blank(), 14 }
    ```
    """

    usual_layout = "tree"
    lined = "root"

    arrows: bool = truth(False, help="heads on the edges that are written ->")

    def _headless(self) -> bool:
        return not self.arrows

    def misfits(self) -> Iterator[Diagnostic]:
        yield from super().misfits()
        edges = self.edges
        parent: dict[int, Any] = {}
        for e in edges if any(e.directed for e in edges) else _away(self.nodes, edges):
            a, b = (e.start_node, e.end_node) if isinstance(e, Edge) else e
            span = e.span if isinstance(e, Edge) else self.span
            if id(b) in parent or a is b:
                yield TwoParents(span, called(b), called(parent.get(id(b), a)), called(a))
            parent[id(b)] = a
            up, steps = a, 0
            while id(up) in parent and steps <= len(edges):
                up, steps = parent[id(up)], steps + 1
                if up is b:
                    yield TwoParents(span, called(b), called(a), "itself")
                    return


def _away(nodes: Sequence[Any], edges: Sequence[Any]) -> list[Any]:
    """Edges without a direction, led away from the first node; those that close a ring come with two parents."""
    out: list[Any] = []
    seen: set[int] = set()
    used: set[int] = set()
    for root in nodes:
        if id(root) in seen:
            continue
        seen.add(id(root))
        queue = [root]
        for v in queue:
            for e in edges:
                if id(e) in used or v not in (e.first, e.second):
                    continue
                used.add(id(e))
                u = e.second if e.first is v else e.first
                out.append((v, u))
                if id(u) not in seen:
                    seen.add(id(u))
                    queue.append(u)
    return out


class Flowchart(Graph):
    """Steps, decisions and the ways between them, from top to bottom.

    ```figure
    flowchart {
      start("Start") -> read
      read = data("read n")
      read -> test
      test = decision("n > 0?")
      test -> process("n = n - 1") "yes" -> test
      test -> end("Stop") "no"
    }
    ```
    """

    leaf = "process"
    usual_shape = "box"
    usual_layout = "flow"

    def misfits(self) -> Iterator[Diagnostic]:
        yield from super().misfits()
        for v in self.nodes:
            ways = sum(e.start_node is v for e in self.edges)
            if isinstance(v, Decision) and ways < 2:
                yield WayOut(v.span, called(v), "one way out" if ways else "no way out")


class Automaton(Graph):
    """States and labelled transitions.

    ```figure
    automaton { state(p, start=true); state(q, accepting=true); p -> q "a"; q -> p "b"; p -> p "b" }
    ```
    """

    leaf = "state"
    usual_layout = "steps"

    def misfits(self) -> Iterator[Diagnostic]:
        yield from super().misfits()
        accepting = next((v for v in self.nodes if v.accepting), None)
        if accepting is not None and not any(v.start for v in self.nodes):
            yield NoStart(self.span, called(accepting), called(self.nodes[0]))


class Bipartite(Graph):
    """Nodes in two columns, edges from one to the other.

    ```figure
    bipartite { column(Ann, Bob, label="people"); column(1, 2, 3, label="jobs"); Ann -- 1; Ann -- 2, bold=true; Bob -- 3 }
    ```
    """

    usual_layout = "columns"

    def misfits(self) -> Iterator[Diagnostic]:
        yield from super().misfits()
        nodes, edges = self.nodes, self.edges
        number = {id(v): k for k, v in enumerate(nodes)}
        side: Sequence[int] | None = [-1] * len(nodes)
        columns = [c for c in self.children if isinstance(c, Column)]
        if columns:
            side = [next((k for k, c in enumerate(columns) if any(u is v for u in c.of)), -1) for v in nodes]
            bad = [e for e in edges if side[number[id(e.first)]] == side[number[id(e.second)]]]
        else:
            done: list[Any] = []
            bad = []
            for e in edges:
                links = [Link(number[id(x.first)], number[id(x.second)], False) for x in (*done, e)]
                if e.first is e.second or two_sides(Net([Form("dot", 1, 1) for _ in nodes], links).neighbours()) is None:
                    bad.append(e)
                else:
                    done.append(e)
        for e in bad:
            yield OneSide(e.span, called(e.first), called(e.second))


class CommutativeDiagram(Graph):
    """Objects in rows and the maps between them.

    ```figure
    commutative_diagram { row(A, B); row(C, D); A -> B "$f$"; A -> C "$g$"; B -> D "$h$"; C -> D "$k$", dashed=true }
    ```
    """

    usual_shape = "none"
    usual_layout = "grid"


# ---------------------------------------------------------------- what the layout asks


def called(v: Any) -> str:
    """The name of a node, as the author writes it."""
    if v.key is not None:
        return str(v.key.text)
    return v.name or "".join(r.text for r in v.words()) or "the node"


def _said(x: Any) -> str:
    if isinstance(x, str):
        return x
    if isinstance(x, tuple):
        return "".join(r.text for r in x) if x and isinstance(x[0], Run) else "(" + ", ".join(_said(y) for y in x) + ")"
    if isinstance(x, Vertex):
        return called(x)
    words = getattr(x, "words", None)
    return "".join(r.text for r in words) if words else str(x)


def _level(forms: Sequence[Form]) -> bool:
    """Whether nodes stand beside each other."""
    return max(f.y for f in forms) - min(f.y for f in forms) < 1.0


def _bend(e: Any) -> float | None:
    if e.bend == "auto" or e.first is e.second:
        return None
    return {"left": 1.0, "right": -1.0, "straight": 0.0}[e.bend] * 7.0


def _field(net: Net, ways: Sequence[Way], nodes: Sequence[Any], edges: Sequence[Any]) -> Field:
    """Everything that labels keep off."""
    field = Field()
    for f in net.forms:
        if f.shape == "diamond":
            field.chain([*f.corners(), f.corners()[0]])
            field.box(f.x - f.w * 0.55, f.y - f.h * 0.45, f.x + f.w * 0.55, f.y + f.h * 0.45)
        elif f.shape in ("circle", "oval"):
            if len(net.forms) <= 60:
                field.chain(f.ring())
            k = 0.75 if len(net.forms) <= 60 else 1.0
            field.box(f.x - f.w * k, f.y - f.h * k, f.x + f.w * k, f.y + f.h * k)
        else:
            field.box(*f.box())
    for way in ways:
        field.chain(way.flat)
    for e, way in zip(edges, ways, strict=False):
        if e.is_double:
            for side in (0.5, -0.5):
                field.chain([(p.x, p.y) for p in rail(way.flat, side)])
        if e.arrow in ("mono", "maps"):
            x, y, ux, uy = along(way.flat, 0.0)
            field.box(x + ux - 1.5, y + uy - 1.5, x + ux + 1.5, y + uy + 1.5)
    for v, f in zip(nodes, net.forms, strict=False):
        if v.start and not isinstance(v, Start):
            x, y = f.rim(v.enters)
            field.chain([(x, y), (x + (x - f.x) / max(f.w, f.h) * 8.0, y + (y - f.y) / max(f.w, f.h) * 8.0)])
    for e, way in zip(net.links, ways, strict=True):
        if e.directed:
            x, y, ux, uy = along(way.flat, 1.0)
            field.box(x - ux - 0.9, y - uy - 0.9, x - ux + 0.9, y - uy + 0.9)
    return field


def _names(nodes: Sequence[Any], net: Net, field: Field) -> dict[int, XY | None]:
    """Where the names of nodes that are dots stand."""
    out: dict[int, XY | None] = {}
    near = net.neighbours()
    for k, v in enumerate(nodes):
        f = net.forms[k]
        w, h = (x / 2 for x in words_size(((v.words()),)))
        if f.shape != "dot" or not w:
            continue
        taken = [atan2(net.forms[u].y - f.y, net.forms[u].x - f.x) for u in near[k]]
        found = []
        for step in range(24):
            a = pi / 2 + 2 * pi * step / 24
            room = min([turn_to(a, b) for b in taken], default=pi)
            for more in (0.9, 1.6, 2.6, 4.2, 6.5):
                x, y = _slid(f, a, w, h, f.w + more)
                found.append((-min(room, 1.6) + 0.6 * more + 0.02 * (step % 12), x, y))
        found.sort()
        out[k] = next(((x, y) for _, x, y in found if field.free(x, y, w, h, 0.3)), None)
        if (place := out[k]) is not None:
            field.box(place[0] - w, place[1] - h, place[0] + w, place[1] + h)
    return out


def _slid(f: Form, a: float, w: float, h: float, gap: float) -> XY:
    """The middle of a box that lies in direction a, `gap` from the middle of the node."""
    c, s = cos(a), sin(a)
    reach = min((w / abs(c)) if abs(c) > 1e-9 else 1e9, (h / abs(s)) if abs(s) > 1e-9 else 1e9)
    return f.x + c * (reach + gap), f.y + s * (reach + gap)
