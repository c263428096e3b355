"""Grid graphs: rows and columns of nodes, each joined to its neighbours, with nodes and edges that are missing, and weights on some."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..author import Diagnostic, Dot, Fixed, Ink, Label, Look, Maker, Point, Run, Shape, Value, count, data, disc_shape, replace, truth, word
from .graphs import Graph, called
from .graphs_messages import OutsideOfGrid
from .graphs_net import Link, Net
from .graphs_shapes import sized, words_size

__all__ = ["GridGraph"]

Cell = tuple[int, int]


class GridGraph(Graph):
    """A grid of nodes, each joined to its neighbours. A place is (row, column) from the top left; `missing=` lists places without a node, `cut=` pairs of
    places without an edge; links and `node((2, 3), ...)` say more of single ones.

    ```figure
    grid_graph(rows=3, cols=4, missing=[(2, 2)], cut=[[(1, 3), (1, 4)]]) { node((1, 1), label="s"); (3, 1) -- (3, 2) "4" }
    ```
    """

    rows: int = count(3, at_least=1, at_most=40, help="rows of nodes")
    cols: int = count(3, at_least=1, at_most=40, help="columns of nodes")
    missing: Any = data((), help="places without a node: [(2, 2)]")
    cut: Any = data((), help="pairs of places without an edge: [[(1, 1), (1, 2)]]")
    diagonal: bool = truth(False, help="edges between diagonal neighbours too")
    names: str = word("none", "numbers", "places", default="none", help="what the nodes are called: 1, 2, 3 ... row by row, or their places")

    dots: Any = ()
    lines: Any = ()
    numbers: Any = ()

    def misfits(self) -> Iterator[Diagnostic]:
        yield from super().misfits()
        for v in self.nodes:
            place = _place_in(called(v))
            if place is None or not (1 <= place[0] <= self.rows and 1 <= place[1] <= self.cols):
                yield OutsideOfGrid(v.span, called(v), self.rows, self.cols)

    def _says_places(self) -> str:
        return "the grid"

    def _usual(self) -> str:
        return self.shape if self.shape != "auto" else "dot" if self.names == "none" else "circle"

    def arranged(self, make: Maker) -> None:
        nodes, edges = self.nodes, self.edges
        own: dict[Cell, Any] = {}
        for v in nodes:
            place = _place_in(called(v))
            if place is None or place in own:
                return
            own[place] = v
        for place, v in own.items():
            v.key = None  # a place is no name
            if v.style.label is None and self._words(place):
                v.style = replace(v.style, label=self._words(place))
        gone = {p for p in map(_cell, _list(self.missing)) if p is not None} - set(own)
        cells = [(i, j) for i in range(1, self.rows + 1) for j in range(1, self.cols + 1) if (i, j) not in gone]
        shape = self._usual()
        net = self._net(nodes, edges)
        rest = [c for c in cells if c not in own]
        words = {c: self._words(c) for c in rest}
        forms = [sized(shape, *words_size((words[c],))) for c in rest]
        if shape == "circle":
            big = max([f.w for f in (*forms, *net.forms) if f.shape == "circle"], default=0.0)
            for f in (*forms, *net.forms):
                if f.shape == "circle":
                    f.w = f.h = big
        order = [p for p, _ in sorted(own.items(), key=lambda x: nodes.index(x[1]))] + rest
        number = {c: k for k, c in enumerate(order)}
        said = {frozenset((e.a, e.b)) for e in net.links}
        links = [e for e in self._joined(cells, number) if frozenset((e.a, e.b)) not in said]
        whole = Net([*net.forms, *forms], [*net.links, *links])
        label = max([max(e.w, e.h) for e in net.links], default=0.0)
        if not whole.forms:
            return
        step = max(12.0, 2 * max(max(f.w, f.h) for f in whole.forms) + 7.0, 2 * label + 9.0 + max(f.w for f in whole.forms))
        for (i, j), k in number.items():
            whole.forms[k].x, whole.forms[k].y = (j - 1) * step, -(i - 1) * step
        self._finish(make, nodes, edges, whole, [], "cells")
        self.lines = tuple((*_between(whole, e),) for e in links)
        self.dots = tuple((f.x, f.y, f.w, f.shape) for f in forms)
        self.numbers = tuple((f.x, f.y, words[c]) for c, f in zip(rest, forms, strict=True) if words[c])

    def _words(self, c: Cell) -> tuple[Run, ...]:
        if self.names == "numbers":
            return (Run(str((c[0] - 1) * self.cols + c[1])),)
        return (Run(f"{c[0]}, {c[1]}"),) if self.names == "places" else ()

    def _joined(self, cells: Sequence[Cell], number: dict[Cell, int]) -> list[Link]:
        here = set(cells)
        ways = [(0, 1), (1, 0)] + ([(1, 1), (1, -1)] if self.diagonal else [])
        none = {frozenset(p for p in map(_cell, pair) if p is not None) for pair in _list(self.cut) if isinstance(pair, tuple)}
        found = []
        for i, j in cells:
            for di, dj in ways:
                to = (i + di, j + dj)
                if to in here and frozenset(((i, j), to)) not in none:
                    found.append(Link(number[i, j], number[to], False))
        return found

    def draw(self) -> Iterator[Ink]:
        yield from super().draw()
        look = Look(layer="line")
        for x0, y0, x1, y1 in self.lines:
            yield Shape("ML", (Point(x0, y0), Point(x1, y1)), look)
        for x, y, r, shape in self.dots:
            if shape == "dot":
                yield Dot(Point(x, y), 2.4)
            elif shape != "none":
                yield disc_shape(Point(x, y), r, Look(fill="paper"))
        for x, y, words in self.numbers:
            yield Label(words, Fixed(Point(x, y)), "name", owner=self.id)

    def describe(self) -> str:
        return self.name or f"grid graph of {self.rows} by {self.cols} nodes"


def _list(x: Any) -> tuple[Any, ...]:
    """Plain data, if it is a list."""
    return x if isinstance(x, tuple) else ()


def _cell(x: Any) -> Cell | None:
    """A place (row, column) that was written as a pair of numbers, or read as a point of the plane."""
    if isinstance(x, Point):
        x = (x.x, x.y)
    if not isinstance(x, tuple) or len(x) != 2:
        return None
    numbers = [float(v.n) if isinstance(v, Value) else float(v) if isinstance(v, (int, float)) else -1.0 for v in x]
    return int(numbers[0]), int(numbers[1])


def _place_in(name: str) -> Cell | None:
    """The place that a name like "(2, 3)" says."""
    parts = name.strip("()").split(",")
    if len(parts) != 2 or not all(p.strip().isdigit() for p in parts):
        return None
    return int(parts[0]), int(parts[1])


def _between(net: Net, e: Link) -> tuple[float, float, float, float]:
    """From outline to outline."""
    from math import atan2, pi

    f, g = net.forms[e.a], net.forms[e.b]
    a = atan2(g.y - f.y, g.x - f.x)
    return (*f.rim(a), *g.rim(a + pi))
