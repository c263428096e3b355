"""Circuits: parts between nodes that are named and never placed; the layout is the compiler's.

```sciml
circuit {
  V1 = battery(n1, n0, voltage=12 V)
  R1 = resistor(n1, n2, resistance=4 ohm)
  C1 = capacitor(n2, n0, capacitance=10 uF)
}
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..author import (
    Beside,
    Diagnostic,
    Dot,
    Element,
    Fixed,
    Ink,
    Label,
    Look,
    Maker,
    Point,
    Relation,
    Vector,
    extent,
    key,
    node,
    path_shape,
    replace,
    word,
)
from .circuits_devices import Device, Transformer
from .circuits_faults import TooTangled, faults
from .circuits_gates import Gate, Wiring, wired
from .circuits_layout import Board, Item, Plan, arranged, dots, joined
from .circuits_marks import CircuitMark, VoltageMark
from .circuits_part import Part, is_node, no_nodes
from .circuits_pen import LINE
from .circuits_proof import DrawnAsWritten
from .circuits_sources import SwitchPair

__all__ = ["Circuit", "CircuitNode", "Earth", "Terminal"]


class CircuitNode(Element):
    """A node of a circuit: wires that meet. Declared by its first use; with a label it prints.

    ```figure
    circuit {
      node(a, label="a")
      battery(a, b, 6.0 V)
      resistor(a, b, 2.0 ohm)
    }
    ```
    """

    kind = "node"
    container = "circuit"
    family = "point"

    called: Any = key(help="its name")

    def setup(self, make: Maker) -> None:
        self.at = make.later("at")
        self.toward = ""

    @property
    def center(self) -> Point:
        place: Point = self.at
        return place

    def spot(self, slot: str) -> Any:
        return None if self.flagged else Beside(self.at)

    flagged = False
    """Its words stand at an end of a network of gates."""

    def draw(self) -> Iterator[Ink]:
        if self.style.label is not None and not self.flagged:
            yield Dot(self.at)


class Terminal(Element):
    """An open end of a circuit; two of them face each other. Its name, or the node's, prints.

    ```figure
    circuit {
      terminal(a)
      terminal(b)
      R1 = resistor(a, c, 2.0 ohm)
      R2 = resistor(c, b, 6.0 ohm)
      R3 = resistor(c, b, 3.0 ohm)
    }
    ```
    """

    family = "point"

    first: Any = node(help="its node")

    def misuse(self) -> Iterator[Diagnostic]:
        yield from no_nodes(self, (self.first,))

    def setup(self, make: Maker) -> None:
        inside = is_node(self.first)
        self.at = make.later("at") if inside else self.first
        self.side = ""
        self.words = self.first.called.words if inside and self.first.called is not None and self.style.label is None and self.first.style.label is None else ()
        if inside and self.first.called is not None and self.first.called.text.isdigit():
            self.words = ()

    @property
    def center(self) -> Point:
        place: Point = self.at
        return place

    def spot(self, slot: str) -> Any:
        way = {"left": Vector(-1, 0), "right": Vector(1, 0), "up": Vector(0, 1), "down": Vector(0, -1)}.get(self.side)
        return Beside(self.at, way)

    def draw(self) -> Iterator[Ink]:
        yield Dot(self.at, 2.0, True)
        if self.words:
            yield Label(self.words, self.spot("label"))


class Earth(Element):
    """The earth of a circuit, at a node.

    ```figure
    circuit {
      battery(a, b, 6.0 V)
      resistor(a, b, 2.0 ohm)
      earth(b)
    }
    ```
    """

    aliases = ("circuit_ground",)

    first: Any = node(help="the node that is earthed")

    def misuse(self) -> Iterator[Diagnostic]:
        yield from no_nodes(self, (self.first,))

    def setup(self, make: Maker) -> None:
        inside = is_node(self.first)
        self.at = make.later("at") if inside else self.first
        self.drop = make.later("drop") if inside else self.first

    @property
    def center(self) -> Point:
        place: Point = self.drop
        return place

    def draw(self) -> Iterator[Ink]:
        mm, x, y = float(self.mm), self.at.x, self.at.y
        low = min(self.drop.y, y - 3.0 * mm)
        yield path_shape([Point(x, y), Point(x, low)], LINE)
        for k, half in enumerate((3.0, 1.9, 0.8)):
            yield path_shape([Point(x - half * mm, low - k * 0.95 * mm), Point(x + half * mm, low - k * 0.95 * mm)], LINE)


class Netlist:
    """What a circuit is laid out from: things with their item or board, earths and pairs of terminals with their items; and the layout."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.boards: list[Board] = []
        self.things: list[tuple[Any, int | None, int | None]] = []
        self.earths: list[tuple[Earth, int]] = []
        self.ports: list[tuple[Terminal, Terminal | None, int]] = []
        self.plan = Plan()


def _pairs(parts: list[Any]) -> list[SwitchPair]:
    """Switches that share both throws with another one, and these with nothing else."""
    several = [p for p in parts if getattr(p, "several", False)]
    used: dict[str, int] = {}
    for p in parts:
        for n in (p.first, *(getattr(p, "throws", ()) or (p.second,))):
            used[n.id] = used.get(n.id, 0) + 1
    found: list[SwitchPair] = []
    for k, p in enumerate(several):
        for q in several[:k]:
            if {n.id for n in p.throws} == {n.id for n in q.throws} and all(used[n.id] == 2 for n in p.throws) and not (p.paired or q.paired):
                found.append(SwitchPair(q, p))
    return found


class Circuit(Element):
    """A circuit from named nodes: `resistor(n1, n2, 4 ohm)` stands between n1 and n2, wherever the layout puts these.

    ```figure
    circuit(symbols=us) {
      V1 = battery(n1, n0, voltage=12 V)
      R1 = resistor(n1, n2, resistance=4 ohm)
      R2 = resistor(n2, n0, resistance=6 ohm)
      R3 = resistor(n2, n0, resistance=3 ohm)
    }
    ```
    """

    family = "container"
    opens_frame = "sheet"
    leaf = "node"

    symbols: Any = word("iec", "us", default="iec", help="boxes or zigzags for resistors")

    def misfits(self) -> Iterator[Diagnostic]:
        yield from faults(self.children)
        netlist = self._netlist()
        for p, _, board in netlist.things:
            if board is not None and board not in netlist.plan.pins:
                ways = () if p.kind == "switch" else ("Draw each stage as a circuit of its own: row { circuit { ... }; circuit { ... } }",)
                yield TooTangled(p.span, p.name or "the " + p.kind, *ways)

    def claims(self) -> Iterator[Relation]:
        if self.placed and any((isinstance(c, Part) and c.inside) or (isinstance(c, Gate) and not c.free) for c in self.children):
            yield DrawnAsWritten(self)

    # ------------------------------------------------------------ layout

    wires: tuple[tuple[Point, Point], ...] = ()
    joints: tuple[Point, ...] = ()
    flags: tuple[tuple[Point, Any, str], ...] = ()

    def _netlist(self) -> Netlist:
        """What the layout is made from, and the layout; made once."""
        found = self.__dict__.get("netlist")
        if found is not None:
            return found  # type: ignore[no-any-return]
        out = self.netlist = Netlist()
        parts: list[Any] = [c for c in self.children if isinstance(c, Part) and c.inside and c.first is not c.second]
        for p in parts:
            if p.symbols is None:
                p.symbols = self.symbols
        for m in self.children:
            if isinstance(m, CircuitMark) and isinstance(m.of, Part):
                m.of.marks.append(m)
        pairs = _pairs(parts)
        for pair in pairs:
            out.things.append((pair, len(out.items), None))
            out.items.append(pair.item())
        for p in parts:
            if getattr(p, "paired", False):
                continue
            if getattr(p, "several", False):
                out.boards.append(Board(-1 - len(out.boards), (p.first.id, *(n.id for n in p.throws))))
                out.things.append((p, None, out.boards[-1].index))
            else:
                out.things.append((p, len(out.items), None))
                out.items.append(p.item())
        for d in self.children:
            if isinstance(d, Transformer) and d.inside:
                for coil in d.coils:
                    out.things.append((coil, len(out.items), None))
                    out.items.append(coil.item())
            elif isinstance(d, Device) and d.inside:
                out.boards.append(Board(-1 - len(out.boards), tuple(n.id for n in d.terminals), d.kind))
                out.things.append((d, None, out.boards[-1].index))
        for m in self.children:
            if isinstance(m, VoltageMark) and m.open:
                out.things.append((m, len(out.items), None))
                w, h = m.room()
                out.items.append(Item(m.of.id, m.to.id, "port", w + 14, h + 14, max(w, 4.0) / 2))
        self._open_ends(out)
        earths = [c for c in self.children if isinstance(c, Earth) and is_node(c.first)]
        for c in earths:
            out.earths.append((c, len(out.items)))
            out.items.append(Item(c.first.id, f"{c.id}.earth", "earth", 7.0, 7.0, 3.0))
        out.plan = arranged(out.items, out.boards, frozenset(c.first.id for c in earths))
        return out

    def arranged(self, make: Maker) -> None:
        netlist = self._netlist()
        plan, items = netlist.plan, netlist.items
        for p, k, board in netlist.things:
            if k is not None and k in plan.spans:
                x0, y0, x1, y1, side = plan.spans[k]
                down = plan.depth.get(k, 0.0) + items[k].half if k in plan.depth else 0.0
                if isinstance(p, VoltageMark):
                    p.rise = abs(down)
                p.put(make, (x0, y0 - down, x1, y1 - down, side))
            elif board is not None:
                p.pinned(make, plan.pins.get(board, []), plan.flipped.get(board, False))
        for c, k in netlist.earths:
            if k in plan.spans:
                x0, y0, x1, y1, _ = plan.spans[k]
                make.move(c.at, x0, y0)
                make.move(c.drop, x1, y1 + 2.0)
        self.placed = all(board is None or board in plan.pins for _, _, board in netlist.things)
        self.wires = tuple((Point(a, b), Point(c, d)) for a, b, c, d in plan.wires)
        pieces = [*plan.wires, *(v[:4] for k, v in plan.spans.items() if k < len(items) and items[k].role not in ("port", "open"))]
        joints = dots(pieces)
        self._places(make, netlist, joints)
        self.joints = tuple(Point(x, y) for x, y in joints)
        self.flags = ()
        self._gates(make)
        del self.netlist

    def _gates(self, make: Maker) -> None:
        """Networks of gates, below the rest; gates without nodes in a row."""
        gates = [c for c in self.children if isinstance(c, Gate)]
        net = [g for g in gates if not g.free]
        low = min([min(a.y, b.y) for a, b in self.wires] + [0.0]) - (24.0 if self.wires else 0.0)
        wiring = wired(net) if net else Wiring()
        names = {c.id: c.style.label or (c.called.words if c.called is not None else ()) for c in self.children if isinstance(c, CircuitNode)}
        for g, (x, y) in zip(net, wiring.places, strict=True):
            make.move(g.origin, x, low + y - g.tall / 2)
        for k, g in enumerate(g for g in gates if g.free):
            make.move(g.origin, 34.0 * (k % 4), low - 14.0 * (k // 4) - (30.0 if net else 0.0))
        self.wires += tuple((Point(a, low + b), Point(c, low + d)) for a, b, c, d in wiring.wires)
        self.joints += tuple(Point(x, low + y) for x, y in dots(wiring.wires))
        ends = {n: (x, low + y) for n, x, y, _ in wiring.flags}
        for c in self.children:
            if isinstance(c, CircuitNode) and c.id in ends:
                c.flagged = True
                make.move(c.at, *ends[c.id])
        self.flags = tuple((Point(x, low + y), names.get(n, ()), side) for n, x, y, side in wiring.flags)

    def _open_ends(self, out: Netlist) -> None:
        """Terminals in pairs; one that is left over is a loose end. A voltage that is marked between a pair stands there."""
        ends = [c for c in self.children if isinstance(c, Terminal) and is_node(c.first)]
        for a, b in zip(ends[::2], [*ends[1::2], None], strict=False):
            k = len(out.items)
            if b is not None:
                pair = {a.first.id, b.first.id}
                k = next((j for j, i in enumerate(out.items) if i.role == "port" and {i.a, i.b} == pair), k)
                words = [extent(t.words or t.style.label or ()) for t in (a, b)]
                room = (max(w for w, _ in words), max(h for _, h in words))
                if k < len(out.items):
                    out.items[k] = replace(out.items[k], text=room)
                else:
                    out.items.append(Item(a.first.id, b.first.id, "port", 12.0, 12.0, 1.0, room))
            out.ports.append((a, b, k))

    def _places(self, make: Maker, netlist: Netlist, joints: list[tuple[float, float]]) -> None:
        plan = netlist.plan
        for n in self.children:
            if isinstance(n, CircuitNode) and n.id in plan.places:
                on = [p for p in joints if joined(p, plan.places[n.id], plan.wires)] if n.style.label is not None else []
                make.move(n.at, *min(on or plan.places[n.id], key=lambda p: (-p[1], p[0])))
        for a, b, k in netlist.ports:
            span = plan.spans.get(k) if b is not None else None
            if span is None or b is None:
                at = plan.places.get(a.first.id)
                if at:
                    make.move(a.at, *at[-1])
                continue
            turned = netlist.items[k].a != a.first.id
            for t, x, y in ((b if turned else a, span[0], span[1]), (a if turned else b, span[2], span[3])):
                make.move(t.at, x, y)
            if span[4] == "flat":
                a.side, b.side = ("left", "right") if (span[0] < span[2]) != turned else ("right", "left")
            else:
                a.side = b.side = span[4]

    def draw(self) -> Iterator[Ink]:
        for a, b in self.wires:
            yield path_shape([a, b], LINE)
        for p in self.joints:
            yield Dot(p, 1.7, look=Look(layer="mark"))
        for at, words, side in self.flags:
            gap = -1.2 if side == "left" else 1.2
            if words:
                yield Label(words, Fixed(Point(at.x + gap, at.y), "right" if side == "left" else "left"))
