"""Logic gates: free ones anywhere, and networks of them in a circuit, in layers from the inputs on the left to the outputs on the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..author import Body, Diagnostic, Fixed, Ink, Inside, Label, Maker, Point, Run, Shape, count, disc_shape, node, nodes, path_shape, truth, word
from .circuits_loops import EDGE, Loops, lanes
from .circuits_part import NotANode, no_nodes
from .circuits_pen import BODY, LINE

__all__ = ["Gate", "Wiring", "wired"]

PITCH = 4.0
"""mm between the inputs of a gate."""
STUB = 4.5
"""mm of wire at the pins of a free gate."""
TRACK = 3.0
"""mm between upright wires."""
ROW = 4.0
"""least mm between things in a layer."""
SIGNS = {"and": "&", "nand": "&", "or": "≥1", "nor": "≥1", "xor": "=1", "xnor": "=1", "not": "1", "inverter": "1", "buffer": "1"}


class Gate(Body):
    """A logic gate: what it is, its inputs, its output; without nodes it stands for itself.

    ```figure
    circuit {
      gate(nand, [A, B], n)
      gate(xor, [n, C], Q)
    }
    ```
    """

    type: Any = word(*SIGNS, positional=True, help="an inverter is also called not")
    ins: Any = nodes((), at_least=0, help="nodes of its inputs")
    out: Any = node(None, help="node of its output")
    pins: Any = count(2, at_least=1, at_most=8, help="inputs of one without nodes")
    inverted: Any = truth(help="small circles at the inputs")
    symbols: Any = word("iec", "us", default="us", help="iec: a box with a sign in it")

    rows: Any = ()
    """heights of its inputs over its middle, where the layout of a network chose them"""

    def misuse(self) -> Iterator[Diagnostic]:
        ends = (*self.ins, *((self.out,) if self.out is not None else ()))
        yield from no_nodes(self, ends)
        if any(isinstance(e, Point) for e in ends):
            yield NotANode(self.span, self.name or "the gate", "a place")

    def settle(self, make: Maker) -> None:
        if self.frame.kind == "sheet":
            self.origin, self.turn = make.later("at"), 0
        else:
            super().settle(make)

    def setup(self, make: Maker) -> None:
        self.number = len(self.ins) or (1 if self.type in ("not", "inverter", "buffer") else self.pins)
        self.tall = max(8.0, PITCH * self.number)
        self.size = (9.0 * self.mm, self.tall * self.mm)
        self.free = not self.ins and self.out is None
        self.circled = self.type in ("nand", "nor", "xnor", "not", "inverter")

    def at_mm(self, x: float, y: float) -> Point:
        """x from the middle to the right, y up, in page mm."""
        k = float(self.mm)
        place: Point = self.to(x * k, (y + self.tall / 2) * k)
        return place

    def levels(self) -> list[float]:
        """Heights of the inputs over the middle, from the top."""
        return [PITCH * ((self.number - 1) / 2 - k) for k in range(self.number)]

    def pins_of_nodes(self) -> Iterator[tuple[Any, Point]]:
        """Its nodes with the places at which it meets their wires."""
        left, right = self.ends()
        for n, y in zip(self.ins, self.rows or self.levels(), strict=True):
            yield n, self.at_mm(left, y)
        if self.out is not None:
            yield self.out, self.at_mm(right, 0)

    def ends(self) -> tuple[float, float]:
        """x of where the wires of inputs and output begin."""
        return -4.5 - (1.6 if self.inverted else 0.0), 4.5 + (1.6 if self.circled else 0.0)

    def spot(self, slot: str) -> Any:
        if self.free:
            return Fixed(self.at_mm(-4.5 - STUB - 2.5, 0), "right")
        return Inside(self.outline, self.center)

    def draw(self) -> Iterator[Ink]:
        yield from self._body()
        left, right = self.ends()
        for y in self.levels():
            if self.inverted:
                yield disc_shape(self.at_mm(-5.3, y), 0.8 * float(self.mm), BODY)
            curved = self.symbols == "us" and not self.inverted
            near = {"or": -3.6, "nor": -3.6, "xor": -5.0, "xnor": -5.0}.get(self.type, left) if curved else left
            yield path_shape([self.at_mm(left - (STUB if self.free else 0.0), y), self.at_mm(near, y)], LINE)
        if self.circled:
            yield disc_shape(self.at_mm(5.3, 0), 0.8 * float(self.mm), BODY)
        if self.free:
            yield path_shape([self.at_mm(right, 0), self.at_mm(right + STUB, 0)], LINE)

    def _body(self) -> Iterator[Ink]:
        h = self.tall / 2
        k = 0.5523
        if self.symbols == "iec":
            yield path_shape([self.at_mm(-4.5, -h), self.at_mm(4.5, -h), self.at_mm(4.5, h), self.at_mm(-4.5, h)], BODY, True)
            yield Label((Run(SIGNS[self.type]),), Fixed(self.at_mm(0, 0)), role="symbol")
        elif self.type in ("not", "inverter", "buffer"):
            yield path_shape([self.at_mm(-4.5, -h), self.at_mm(4.5, 0), self.at_mm(-4.5, h)], BODY, True)
        elif self.type in ("and", "nand"):
            places = [(-4.5, -h), (0.5, -h), (0.5 + 4 * k, -h), (4.5, -h * k), (4.5, 0), (4.5, h * k), (0.5 + 4 * k, h), (0.5, h), (-4.5, h)]
            yield Shape("MLCCLZ", tuple(self.at_mm(x, y) for x, y in places), BODY)
        else:
            places = [(-4.5, -h), (-1, -h), (2, -h * 0.75), (4.5, 0), (2, h * 0.75), (-1, h), (-4.5, h), (-2.9, h * 0.45), (-2.9, -h * 0.45), (-4.5, -h)]
            yield Shape("MCCCZ", tuple(self.at_mm(x, y) for x, y in places), BODY)
            if self.type in ("xor", "xnor"):
                places = [(-5.8, -h), (-4.2, -h * 0.45), (-4.2, h * 0.45), (-5.8, h)]
                yield Shape("MC", tuple(self.at_mm(x, y) for x, y in places), LINE)


class Wiring:
    """wires: level and upright pieces in mm; places: middles of gates; flags: nodes that begin or end there, with the side of their words."""

    def __init__(self) -> None:
        self.wires: list[tuple[float, float, float, float]] = []
        self.places: list[tuple[float, float]] = []
        self.flags: list[tuple[str, float, float, str]] = []


class Layers:
    """Gates by layer. A net that passes a layer has a place of its own there; key: ("gate", k) or ("net", node)."""

    def __init__(self, gates: Sequence[Any]) -> None:
        self.gates = gates
        self.driver = {g.out.id: k for k, g in enumerate(gates) if g.out is not None}
        self.loops = Loops(gates, self.driver)
        self.level = self._levels()
        self.last = max(self.level.values(), default=0)
        self.cells: list[list[tuple[str, Any]]] = [[] for _ in range(self.last + 2)]
        self.y: dict[tuple[int, str, Any], float] = {}

    def _levels(self) -> dict[int, int]:
        ring = self.loops.ring
        level: dict[int, int] = {}

        def of(r: int) -> int:
            """Of a ring of gates, or of one alone."""
            if r not in level:
                members = [k for k in range(len(self.gates)) if ring[k] == r]
                behind = [self.driver[n.id] for k in members for n in self.gates[k].ins if n.id in self.driver]
                level[r] = 1 + max([of(ring[j]) for j in behind if ring[j] != r] + [0])
            return level[r]

        return {k: of(ring[k]) for k in range(len(self.gates))}

    def fill(self) -> None:
        inputs = list(dict.fromkeys(n.id for g in self.gates for n in g.ins if n.id not in self.driver))
        self.cells[0] = [("net", n) for n in inputs]
        for k in range(len(self.gates)):
            self.cells[self.level[k]].append(("gate", k))
        for net, first, until in self.nets():
            for layer in range(first + 1, until):
                self.cells[layer].append(("net", net))
        for layer, cells in enumerate(self.cells):
            self.set(layer, cells, [self.wish(layer, c) for c in cells] if layer else [-8.0 * i for i in range(len(cells))])
        if self.loops.users:
            self.set(0, self.cells[0], [self._level_with_pin(c[1]) for c in self.cells[0]])

    def _only_user(self, net: str) -> int | None:
        """The one gate of the first layer that takes an input; None if there are others or none."""
        users = [k for k, g in enumerate(self.gates) if any(n.id == net for n in g.ins)]
        return users[0] if len(users) == 1 and self.level[users[0]] == 1 else None

    def _level_with_pin(self, net: str) -> float:
        """Where its wire runs straight into the one gate that takes it; else where it is."""
        k = self._only_user(net)
        if k is None:
            return self.y[0, "net", net]
        return self.y[1, "gate", k] + next(y for n, y in zip(self.gates[k].ins, self.rows(k), strict=True) if n.id == net)

    def nets(self) -> Iterator[tuple[str, int, int]]:
        """Each node with the layer in which it begins and the last one in which it is used; one that nobody uses goes to the end."""
        ids = dict.fromkeys([*(n.id for g in self.gates for n in g.ins), *(g.out.id for g in self.gates if g.out is not None)])
        for net in ids:
            first = self.level[self.driver[net]] if net in self.driver else 0
            users = [self.level[k] for k, g in enumerate(self.gates) if any(n.id == net for n in g.ins)]
            yield net, first, max([u for u in users if u > first] or [self.last + 1])

    def out_of(self, layer: int, net: str) -> float:
        """The height at which a net leaves a layer."""
        k = self.driver.get(net)
        return self.y[layer, "gate", k] if k is not None and self.level[k] == layer else self.y[layer, "net", net]

    def wish(self, layer: int, cell: tuple[str, Any]) -> float:
        if cell[0] == "net":
            return self.out_of(layer - 1, cell[1])
        g = self.gates[cell[1]]
        heights = [self.out_of(layer - 1, n.id) - y for n, y in zip(g.ins, g.levels(), strict=True) if (self._here(layer - 1, n.id))]
        return sum(heights) / len(heights) if heights else 0.0

    def heights(self, layer: int) -> dict[int, float]:
        return {k: y for (n, kind, k), y in self.y.items() if n == layer and kind == "gate"}

    def rows(self, k: int) -> list[float]:
        """Height over its middle of each input of a gate."""
        return self.loops.rows(k, self.heights(self.level[k]))

    def back_to(self, k: int) -> list[int]:
        """The gates whose outputs go back to this one."""
        return [j for j, users in self.loops.users.items() if k in users]

    def _here(self, layer: int, net: str) -> bool:
        k = self.driver.get(net)
        return (layer, "net", net) in self.y or (k is not None and self.level[k] == layer and (layer, "gate", k) in self.y)

    def set(self, layer: int, cells: list[tuple[str, Any]], wishes: list[float]) -> None:
        """In the order of their wishes, as near to these as there is room."""
        order = sorted(range(len(cells)), key=lambda i: (-wishes[i], i))
        heap: list[list[Any]] = []  # groups that touch: [members, sum of (wish + offset), length]
        for i in order:
            half = self.gates[cells[i][1]].tall / 2 + self.loops.room(cells[i][1]) if cells[i][0] == "gate" else 0.5
            heap.append([[(i, half)], wishes[i], half])
            while len(heap) > 1 and self._mean(heap[-2], wishes) - self._low(heap[-2]) - ROW < self._mean(heap[-1], wishes) + heap[-1][0][0][1]:
                below = heap.pop()
                heap[-1][0] += below[0]
        for members, _, _ in heap:
            y = self._mean([members], wishes)
            for n, (i, half) in enumerate(members):
                y -= half + ROW + members[n - 1][1] if n else 0.0
                self.y[layer, cells[i][0], cells[i][1]] = round(y * 2) / 2
        cells[:] = [cells[i] for i in order]

    def _low(self, group: list[Any]) -> float:
        """From the first of a group down to the lower edge of the last."""
        members = group[0]
        return float(sum(m[1] + ROW + members[n][1] for n, m in enumerate(members[1:])) + members[-1][1])

    def _mean(self, group: list[Any], wishes: list[float]) -> float:
        """Where the first of a group stands, so that all are as near to their wishes as can be."""
        total, down = 0.0, 0.0
        members = group[0]
        for n, (i, half) in enumerate(members):
            down += half + ROW + members[n - 1][1] if n else 0.0
            total += wishes[i] + down
        return total / len(members)


def _looped(layers: Layers, layer: int) -> tuple[list[tuple[float, float, float, float]], int, int]:
    """The wires that go back within a layer, and the tracks that they need left and right of it."""
    here = [k for kind, k in layers.cells[layer] if kind == "gate"] if 0 < layer <= layers.last else []
    height = layers.heights(layer)
    return lanes(layers.loops, here, height, {k: layers.rows(k) for k in here})


def wired(gates: Sequence[Any]) -> Wiring:
    """Places and wires of a network of gates."""
    layers, out = Layers(gates), Wiring()
    layers.fill()
    for number, g in enumerate(gates):
        g.rows = tuple(layers.rows(number))
    out.places = [(0.0, 0.0)] * len(gates)
    spans = {net: (first, until) for net, first, until in layers.nets()}
    x = 0.0
    for layer in range(layers.last + 1):
        here = [net for net, (first, until) in spans.items() if first <= layer < until]
        aims = {net: _targets(layers, layer, net) for net in here}
        bent = _tracks(layers, layer, aims)
        back, _, right = _looped(layers, layer)
        out.wires += [(x + a, b, x + c, d) for a, b, c, d in back]
        edge = x + _half(layers, layer, right)
        after = edge + TRACK * (len(bent) + 1) + _half(layers, layer + 1, _looped(layers, layer + 1)[1])
        for net in here:
            y, k = layers.out_of(layer, net), layers.driver.get(net)
            start = x + (float(gates[k].ends()[1]) if k is not None and layers.level[k] == layer else 0.0)
            at = edge + TRACK * (bent.index(net) + 1) if net in bent else start
            for h, offset in aims[net]:
                out.wires += [(start, y, at, y), (at, y, at, h), (at, h, after + offset, h)]
            if layer == 0:
                out.flags.append((net, x, y, "left"))
            if layer == layers.last and spans[net][1] > layers.last:
                out.flags.append((net, after, y, "right"))
        x = after
        for kind, k in layers.cells[layer + 1]:
            if kind == "gate":
                out.places[k] = (x, layers.y[layer + 1, "gate", k])
    out.wires = [w for w in out.wires if abs(w[0] - w[2]) > 1e-9 or abs(w[1] - w[3]) > 1e-9]
    return out


def _half(layers: Layers, layer: int, tracks: int) -> float:
    """Half the width of a layer, with the upright wires beside its gates that go back."""
    return (EDGE + TRACK * (tracks - 1) if tracks else 6.5) if 0 < layer <= layers.last else 0.0


def _targets(layers: Layers, layer: int, net: str) -> list[tuple[float, float]]:
    """Heights of the next layer at which a net arrives, and x there, from the middle of the layer."""
    found: list[tuple[float, float]] = []
    if (layer + 1, "net", net) in layers.y:
        found.append((layers.y[layer + 1, "net", net], 0.0))
    for kind, k in layers.cells[layer + 1]:
        if kind == "gate":
            g = layers.gates[k]
            if layers.driver.get(net) not in layers.back_to(k):
                found += [(layers.y[layer + 1, "gate", k] + y, g.ends()[0]) for n, y in zip(g.ins, layers.rows(k), strict=True) if n.id == net]
    if layer == layers.last:
        found.append((layers.out_of(layer, net), 0.0))
    return found


def _tracks(layers: Layers, layer: int, aims: dict[str, list[tuple[float, float]]]) -> list[str]:
    """Nets that change their height after a layer, in the order of their upright wires: one that arrives where another leaves stands right of it. aims: where
    each net arrives."""
    out = {n: layers.out_of(layer, n) for n in aims}
    bent = [n for n in aims if any([abs(h - out[n]) > 1e-9 for h, _ in aims[n]])]
    bent.sort(key=lambda n: (max([h for h, _ in aims[n]]) < out[n], out[n]))
    for _ in bent:
        for i, a in enumerate(bent):
            for j in range(i + 1, len(bent)):
                if any([abs(h - out[bent[j]]) < 1e-9 for h, _ in aims[a]]):
                    bent[i], bent[j] = bent[j], bent[i]
                    break
    return bent
