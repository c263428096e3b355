"""What stands in a graph: nodes of several forms, edges, and rows and columns that say who stands beside whom."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, hypot, pi, sin
from typing import Any

from ..author import (
    Arrow,
    Beside,
    Dot,
    Element,
    Fixed,
    Ink,
    Label,
    Look,
    Maker,
    OnPath,
    Point,
    Run,
    Spot,
    count,
    identifier,
    key,
    nodes,
    part,
    quantity,
    replace,
    truth,
    word,
)
from .graphs_ink import cross, doubled, end_marks, outlined, way_ink
from .graphs_shapes import Form, Lines, lines_of, sized, words_size

__all__ = ["Blank", "Column", "Decision", "Dots", "Edge", "End", "InputOutput", "Node", "Process", "Row", "Start", "StateNode", "Subtree", "Vertex"]

TOKEN, APART = 2.3, 0.7
"""mm: room for a row of tokens; between words and tokens"""
WIDE = {"diamond": 26.0, "box": 38.0, "data": 38.0, "oval": 34.0}
"""mm: where the words of a node are broken"""


class Vertex(Element):
    """Family of nodes."""

    kind = ""
    container = "graph"
    family = "point"
    obeys_at = True
    form_word = ""

    key: Any = key(help="its name")

    weight: Any = None
    shape: str = "auto"
    tokens: int | None = None
    start: bool = False
    accepting: bool = False
    half_width: float = 0.0
    half_height: float = 0.0
    outline_word: str = "circle"
    lifted: float = 0.0
    beside: Any = None
    enters: float = pi
    lit: bool = False

    def setup(self, make: Maker) -> None:
        self.at = make.later("at")

    @property
    def center(self) -> Point:
        return self.at

    # ------------------------------------------------------------ for the layout

    def words(self) -> Any:
        if self.style.label is not None:
            return self.style.label
        if self.key is not None:
            return self.key.words
        return (Run(self.name),) if self.name else ()

    def weight_words(self) -> Any:
        return words_of(self.weight) if "weight" not in (*self.style.hide, *self.style.box) else ()

    def shaped(self, usual: str) -> Form:
        """Its outline, as large as its words; `usual`: where it does not say which."""
        shape = self.shape if self.shape != "auto" else self.form_word or usual
        if shape == "dot":
            return sized("dot", 0.0, 0.0)
        lines = lines_of(self.words(), WIDE.get(shape, 44.0))
        w, h = words_size(lines)
        if self.weight_words():
            w2, h2 = words_size(lines_of(self.weight_words(), 60.0))
            w, h = max(w, w2), h + h2 + 0.6
        if self.tokens:
            w, h = max(w, 2.0 * min(self.tokens, 4)), h + TOKEN * (1 + (self.tokens - 1) // 4) + APART
        if shape == "circle" and self.shape == "auto" and hypot(w, h) > 11.0:
            shape = "round"
        form = sized(shape, w, h)
        if self.accepting and shape == "circle":
            form = Form("circle", form.w + 0.8, form.h + 0.8)
        return form

    def settle(self, form: Form, make: Maker) -> None:
        """Takes its outline, its place and its words, broken into lines."""
        lines = lines_of(self.words(), WIDE.get(form.shape, 44.0))
        self.half_width, self.half_height, self.outline_word = form.w, form.h, form.shape
        if lines and lines[0]:
            self.style = replace(self.style, label=_broken(lines))
        below = (TOKEN * (1 + (self.tokens - 1) // 4) + APART if self.tokens else 0.0) + (
            words_size(lines_of(self.weight_words(), 60.0))[1] + 0.6 if self.weight_words() else 0.0
        )
        self.lifted = below / 2 if form.shape != "dot" else 0.0
        if form.shape == "triangle":
            self.lifted -= form.h * 0.28
        make.move(self.at, form.x, form.y)

    def form(self) -> Form:
        return Form(self.outline_word, self.half_width, self.half_height, float(self.at.x), float(self.at.y))

    # ------------------------------------------------------------ ink

    @property
    def outline(self) -> tuple[Point, ...]:
        """For connectors and callouts from outside."""
        form = self.form()
        return tuple(Point(*form.rim(2 * pi * k / 24)) for k in range(24))

    def spot(self, slot: str) -> Spot | Ink | None:
        x, y = float(self.at.x), float(self.at.y)
        if slot == "label":
            if self.outline_word == "dot":
                return Fixed(Point(*self.beside)) if self.beside else Beside(self.at)
            return Fixed(Point(x, y + self.lifted))
        if slot == "weight" and self.outline_word != "dot":
            inside = words_size(lines_of(self.words(), WIDE.get(self.outline_word, 44.0)))[1]
            half = words_size(lines_of(self.weight_words(), 60.0))[1] / 2
            return Fixed(Point(x, y + self.lifted - inside / 2 - 0.6 - half))
        return Beside(self.at, None, 3.0 + 72 / 25.4 * max(self.half_width, self.half_height))

    def look(self) -> Look:
        color, fill = self.style.color or "ink", self.style.fill
        if fill is None:
            fill = f"{color}_light" if self.style.color else "paper"
        weight = "bold" if self.style.bold or self.style.color or self.lit else "normal"
        return Look(color, weight, "dashed" if self.style.dashed else "solid", fill, self.style.hatch)

    def draw(self) -> Iterator[Ink]:
        form, look = self.form(), self.look()
        x, y = form.x, form.y
        if form.shape == "dot":
            yield Dot(Point(x, y), 2.4, look=Look(color=self.style.fill or self.style.color or "ink", layer="mark"))
        elif form.shape != "none" or self.style.fill or self.style.color:
            yield outlined(form, look)
            if self.accepting:
                inner = Form(form.shape, form.w - 0.8, form.h - 0.8, x, y)
                yield outlined(inner, replace(look, fill=None, weight="thin"))
        if self.start:
            c, s = cos(self.enters), sin(self.enters)
            tip = form.rim(self.enters)
            yield Arrow(Point(tip[0] + 7.5 * c, tip[1] + 7.5 * s), Point(*tip), "link", look=Look(layer="line"))
        yield from self._tokens(x, y)

    def _tokens(self, x: float, y: float) -> Iterator[Ink]:
        n = self.tokens or 0
        words = lines_of(self.words(), WIDE.get(self.outline_word, 44.0))
        top = y + self.lifted - words_size(words)[1] / 2 - APART
        for k in range(n):
            row, place = divmod(k, 4)
            many = min(n - 4 * row, 4)
            yield Dot(Point(x + (place - (many - 1) / 2) * 2.0, top - TOKEN * (row + 0.5)), 2.2)

    def describe(self) -> str:
        words = "".join(r.text for r in self.words()) if not self.style.label or self.key else ""
        return f"node {self.name or words}".strip()


class Node(Vertex):
    """A node of a graph: a new name in a link is one; `node(...)` says more of it.

    ```figure
    graph { A -- B -- C -- A; node(C, class="goal", label="sink") }
    ```
    """

    weight: Any = quantity(None, magnitude=True, help="a quantity of the node, printed under its name")
    shape: str = word("auto", "circle", "oval", "box", "round", "diamond", "data", "triangle", "dot", "none", default="auto", help="its outline")
    tokens: int | None = count(None, at_most=12, help="marks that lie on it")


class Start(Vertex):
    """Where a flowchart begins: an oval.

    ```figure
    flowchart { start("Start") -> process("read n") -> end("End") }
    ```
    """

    kind = "start"
    form_word = "oval"


class End(Vertex):
    """Where a flowchart ends: an oval.

    ```figure
    flowchart { start("Start") -> end("Stop") }
    ```
    """

    kind = "end"
    form_word = "oval"


class Process(Vertex):
    """A step of a flowchart: a box.

    ```figure
    flowchart { start("Start") -> process("$x = 0$") -> end("End") }
    ```
    """

    form_word = "box"


class InputOutput(Vertex):
    """Something read or written in a flowchart: a parallelogram.

    ```figure
    flowchart { start("Start") -> data("read n") -> end("End") }
    ```
    """

    kind = "data"
    form_word = "data"


class Decision(Vertex):
    """A question of a flowchart, with a labelled way out for each answer: a diamond.

    ```figure
    flowchart {
      start("Start") -> d
      d = decision("n even?")
      d -> process("halve n") "yes"
      d -> process("add 1") "no"
    }
    ```
    """

    form_word = "diamond"


class StateNode(Vertex):
    """A state of an automaton.

    ```figure
    automaton { state(p, start=true); state(q, accepting=true); p -> q "a"; q -> q "b" }
    ```
    """

    kind = "state"
    form_word = "circle"

    start: bool = truth(False, help="an arrow from nowhere leads to it")
    accepting: bool = truth(False, help="a double outline")


class Dots(Vertex):
    """What is left out: dots in place of a node. A name tells several of them apart and does not print; a text does.

    ```figure
    tree { r -> a, b, c; b -> dots(k); c -> dots() }
    ```
    """

    form_word = "none"

    def words(self) -> Any:
        said = self.key.words if self.key is not None and not self.key.text.isdigit() and self.key.words != (identifier(self.key.text),) else ()
        return self.style.label or said or (Run("⋮" if self.upright else "⋯"),)

    upright: bool = True


class Subtree(Vertex):
    """A subtree of which only the name is shown: a triangle.

    ```figure
    tree { r -> subtree("$T_1$"), subtree("$T_2$") }
    ```
    """

    form_word = "triangle"


class Blank(Vertex):
    """A free place in a row, or a child that is missing.

    ```figure
    tree { 5 -> 3, 8; 3 -> blank(), 4 }
    ```
    """

    def words(self) -> Any:
        return ()

    def shaped(self, usual: str) -> Form:
        return Form("blank", 2.6, 2.6)

    def draw(self) -> Iterator[Ink]:
        return iter(())


# ---------------------------------------------------------------- who stands beside whom


class _Line(Element):
    """Nodes side by side."""

    kind = ""
    container = "graph"
    of: Any = nodes((), rest=True, at_least=0, help="the nodes, in order")

    title_at: Any = None

    def spot(self, slot: str) -> Spot | Ink | None:
        if self.title_at is None:
            return None
        x, y, align = self.title_at
        return Fixed(Point(x, y), align)


class Row(_Line):
    """Nodes that stand beside each other, from left to right; `label=` prints beside them.

    ```figure
    graph(layout=layered) { row(a, b, label="level 1"); row(c, d, label="level 2"); a -> c; b -> c; b -> d }
    ```
    """

    kind = "row"


class Column(_Line):
    """Nodes that stand below each other; `label=` prints above them.

    ```figure
    bipartite { column(x, y, label="people"); column(1, 2, label="rooms"); x -- 1; y -- 1; y -- 2 }
    ```
    """

    kind = "column"


# ---------------------------------------------------------------- edges


class Edge(Element):
    """An edge between two nodes, written as a link; `weight=` prints beside it.

    ```figure
    graph { A -> B "f"; B -- C, weight=5 km; C -> C; A -> C, arrow=mono, bend=left }
    ```
    """

    container = "graph"
    family = "line"

    first: Any = part("element", help="where it begins")
    second: Any = part("element", help="where it ends")
    sign: str = word("->", "--", "<->", "=>", "<-", default="->", help="as the link writes it")
    weight: Any = quantity(None, help="its length, cost, capacity ...")
    arrow: str = word("plain", "mono", "epi", "iso", "equal", "maps", default="plain", help="how its ends are drawn")
    bend: str = word("auto", "left", "right", "straight", default="auto", help="the side to which it bows")
    crossed: bool = truth(False, help="a cross on it: this edge is not there")
    side: str = word("auto", "left", "right", default="auto", help="on which side of it the label stands")

    read: Any = None
    """the number that its label is"""
    ops: str = ""
    way: Any = ()
    flat: Any = ()
    label_at: Any = None
    sign_at: Any = None
    open_head: bool = False
    headless: bool = False
    lit: bool = False

    @property
    def start_node(self) -> Any:
        return self.second if self.sign == "<-" else self.first

    @property
    def end_node(self) -> Any:
        return self.first if self.sign == "<-" else self.second

    @property
    def directed(self) -> bool:
        return self.sign in ("->", "=>", "<-")

    @property
    def is_double(self) -> bool:
        """Two lines side by side."""
        return self.sign == "=>" or self.arrow == "equal"

    def label_words(self) -> Lines:
        """The lines that stand beside it."""
        lines = []
        if self.style.label:
            lines += list(lines_of(self.style.label, 60.0))
        if self.weight is not None and "weight" not in (*self.style.hide, *self.style.box):
            words = words_of(self.weight)
            if words and not (self.style.label and _text(words) in _text(self.style.label)):
                lines.append(words)
        return tuple(lines)

    def spot(self, slot: str) -> Spot | Ink | None:
        if self.label_at is not None:
            return Fixed(Point(*self.label_at))
        return OnPath(tuple(Point(*p) for p in self.flat), 0.5) if len(self.flat) > 1 else None

    def draw(self) -> Iterator[Ink]:
        if len(self.way) < 2 or isinstance(self.first, Blank) or isinstance(self.second, Blank):
            return
        weight = "heavy" if self.lit or self.style.bold else "normal"
        look = Look(self.style.color or "ink", weight, "dashed" if self.style.dashed else "solid", layer="line")
        points = tuple(Point(*p) for p in self.way)
        if self.is_double:
            yield from doubled(self.flat, look, self.arrow != "equal")
            return
        head = "none" if self.sign == "--" or self.headless else "open" if self.open_head else "filled"
        yield from way_ink(points, self.ops, look, head, self.sign == "<->")
        yield from end_marks(self.flat, self.arrow, look)
        if self.crossed:
            yield from cross(self.flat, look)
        if self.arrow == "iso":
            spot = Fixed(Point(*self.sign_at)) if self.sign_at else OnPath(tuple(Point(*p) for p in self.flat), 0.5)
            yield Label((Run("\\sim", math=True),), spot, "note", owner=self.id)

    def describe(self) -> str:
        ends = [x.describe().removeprefix("node ") for x in (self.start_node, self.end_node)]
        return f"edge from {ends[0]} to {ends[1]}"


def words_of(v: Any) -> Any:
    """What a quantity prints: its symbol, its value as written, or both."""
    if v is None:
        return ()
    if v.symbol:
        value = v.words if v.words is not None and v.origin.name == "GIVEN" else ()
        return (identifier(v.symbol), *((Run(" = "), *value) if value else ()))
    return v.words or ()


def _text(words: Any) -> str:
    return "".join(r.text for r in words).replace(" ", "")


def _broken(lines: Lines) -> tuple[Run, ...]:
    out: list[Run] = []
    for k, line in enumerate(lines):
        if k:
            out.append(Run("\n"))
        out += line
    return tuple(out)
