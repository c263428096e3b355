"""What all parts of a circuit have: two ends, a symbol between them, words beside it; and the room that these want."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from ..author import (
    Along,
    Diagnostic,
    Element,
    Fixed,
    Ink,
    Maker,
    Origin,
    Point,
    Run,
    Straight,
    Value,
    Vector,
    Words,
    anchor,
    extent,
    identifier,
    node,
    word,
)
from .circuits_pen import Pen
from .circuits_tree import Item

__all__ = ["NotANode", "Part", "is_node", "no_nodes", "size_of", "words_of_value"]

LEAD = 3.5
"""mm of wire at both sides of a symbol."""
CLEAR = 1.2
"""mm between a symbol and its words."""


def is_node(thing: Any) -> bool:
    """A node of a circuit, not a place."""
    return isinstance(thing, Element) and thing.kind == "node"


def size_of(lines: list[Words]) -> tuple[float, float]:
    """Width and height of lines one below the other."""
    sizes = [extent(line) for line in lines]
    return max([s[0] for s in sizes] + [0.0]), sum(s[1] for s in sizes) * 1.05


def words_of_value(v: Any) -> Words | None:
    """What a quantity will print, at most."""
    if not isinstance(v, Value):
        return None
    if v.origin in (Origin.UNKNOWN, Origin.EXAMPLE):
        return (identifier(v.symbol),) if v.symbol else v.words
    if v.origin != Origin.GIVEN or v.words is None:
        return None
    return (identifier(v.symbol), Run(" = "), *v.words) if v.symbol else v.words


class NotANode(Diagnostic):
    """The ends of a part are nodes of its circuit; outside of one they are places.

    ```wrong
    circuit {
      E = battery(a, b, 6.0 V)
      R = resistor(E, b, 2.0 ohm)
    }
    ```

    ```right
    circuit {
      E = battery(a, b, 6.0 V)
      R = resistor(a, b, 2.0 ohm)
    }
    ```
    """

    code = "CIR207"
    says = "An end of {part} is {thing}, which is no node."
    help = "Name the node at which they meet: both parts have it as an end."

    part: str
    thing: str


def no_nodes(part: Element, ends: Sequence[Any]) -> Iterator[Diagnostic]:
    """Says which ends are neither nodes nor places."""
    some = any(is_node(e) for e in ends)
    for e in ends:
        if not is_node(e) and (some or not isinstance(e, Point)):
            thing = (getattr(e, "name", "") or "the " + getattr(e, "kind", "place")) if isinstance(e, Element) else "a place"
            yield NotANode(part.span, part.name or "the " + part.kind.replace("_", " "), thing)
            return


class Part(Element):
    """Base of what stands between two nodes; outside of a circuit, between two places."""

    kind = ""
    role: ClassVar[str] = "part"
    half_long: ClassVar[float] = 4.5
    """mm from the middle of the symbol to where its wires begin"""
    half_high: ClassVar[float] = 1.6
    back: ClassVar[float] = 0.0
    """mm by which the symbol reaches further on the side without words"""
    law: ClassVar[tuple[str, str]] = ("X", "")
    """what it is to nodal analysis (`relations/circuits_nodal`), and the slot with its number"""
    letters: ClassVar[dict[str, str]] = {}
    """slot -> first letters of names that are symbols of this quantity: `R1 = 4 Ω`"""
    shown_as: ClassVar[dict[str, Words]] = {}
    """slot -> what stands before its value"""
    in_wire: ClassVar[str] = ""
    """the slot that prints beside an arrow in its wire"""

    first: Any = node(help="one end; the positive one of a source")
    second: Any = node(help="the other end")
    symbols: Any = word("iec", "us", help="set of symbols; of a circuit's parts the circuit says it")

    anchors = ("start", "end")

    # ------------------------------------------------------------ its places

    def misuse(self) -> Iterator[Diagnostic]:
        ends = self.second if isinstance(self.second, tuple) else (self.second,)
        yield from no_nodes(self, (self.first, *ends))

    def setup(self, make: Maker) -> None:
        self.marks: list[Any] = []
        self.side = ""
        self.inside = is_node(self.first)
        if self.inside:
            self.start, self.end = make.later("start"), make.later("end")
        else:
            self.start, self.end = self.first, self.second
        self._naming()

    def _naming(self) -> None:
        """A name that is a symbol prints: before the quantity that it stands for, with a colon before the symbol of another one, else above it."""
        name, hidden = self.name, {*self.style.hide, *self.style.box}
        base = name.rstrip("0123456789'′").split("_")[0].rstrip("0123456789'′")
        self.__dict__["prints_name"] = bool(base) and (len(base) == 1 or base in GREEK) and self.style.label is None
        signs: dict[str, Any] = {k: v for k, v in self.shown_as.items()}
        for slot, letters in self.letters.items():
            v = self.__dict__.get(slot)
            if not isinstance(v, Value) or slot in hidden or not self.prints_name:
                continue
            if v.symbol == name:
                self.__dict__["prints_name"] = False
            elif not v.symbol and v.words is not None and (base[0] in letters or base in GREEK) and v.origin == Origin.GIVEN:
                signs[slot] = (identifier(name),)
                self.__dict__["prints_name"] = False
                break
        self.signs = signs
        self.called_before: dict[str, Words] = {}
        label = self.style.label
        self.joins_label = label is not None and len(label) == 1 and label[0].math and "=" not in label[0].text
        main = next((s.name for s in self.slots if s.magnitude), "")
        if self.prints_name and main not in hidden and words_of_value(self.__dict__.get(main)):
            self.called_before[main] = (identifier(name),)
            self.__dict__["prints_name"] = False

    @property
    def curve(self) -> Straight:
        return Straight(self.start, self.end, name=self.name or self.kind, owner=self)

    @anchor
    def center(self) -> Point:
        """The middle of its symbol."""
        return Point((self.start.x + self.end.x) / 2, (self.start.y + self.end.y) / 2)

    @anchor
    def plus(self) -> Point:
        """Its first end."""
        place: Point = self.start
        return place

    @anchor
    def minus(self) -> Point:
        """Its second end."""
        place: Point = self.end
        return place

    # ------------------------------------------------------------ its room

    def lines(self) -> list[Words]:
        """What will print beside it, in order."""
        out: list[Words] = []
        joined = False
        if self.style.label is not None:
            out.append(self.style.label)
        elif self.name and self.prints_name:
            out.append((identifier(self.name),))
        for slot in self.slots:
            words = self.line(slot.name) if slot.type == "number" and slot.prints and slot.name != self.in_wire else ()
            if words and slot.magnitude and self.joins_label and not joined:
                out[0], joined = (*out[0], Run(" = "), *words), True
            elif words:
                out.append(words)
        return out

    def line(self, slot: str) -> Words:
        """What a quantity will print."""
        v = self.__dict__.get(slot)
        words = words_of_value(v) if slot not in self.style.hide and slot not in self.style.box else None
        if not words or v is None:
            return ()
        sign = self.signs.get(slot)
        before = self.called_before.get(slot)
        return (*before, Run(": "), *words) if before else (*sign, Run(" = "), *words) if sign and not v.symbol else words

    def item(self) -> Item:
        """What the layout must know."""
        text = size_of(self.lines())
        other = (max(self.back - CLEAR, 0.0),) * 2
        lead_flat = lead_high = LEAD
        wired = extent(self.line(self.in_wire)) if self.in_wire and self.line(self.in_wire) else None
        for w, h, on_wire in ([(*wired, True)] if wired else []) + [(*m.room(), m.on_wire) for m in self.marks]:
            if on_wire:
                lead_flat = max(lead_flat, 8.0, w + 3, text[0] + w + 5 - 2 * self.half_long)
                lead_high = max(lead_high, 8.0, h + 3, text[1] + h + 2 - 2 * self.half_long)
                text = (max(text[0], w), max(text[1], h if not text[1] else 0.0))
            else:
                other = (max(other[0], w), max(other[1], h))
                lead_flat, lead_high = max(lead_flat, w / 2 + 5 - self.half_long), max(lead_high, h / 2 + 5 - self.half_long)
        long, high = (2 * (self.half_long + lead) for lead in (lead_flat, lead_high))
        return Item(self.first.id, self.second.id, self.role, long, high, self.half_high, text, other)

    def put(self, make: Maker, span: tuple[float, float, float, float, str]) -> None:
        """Where the layout puts it."""
        make.move(self.start, span[0], span[1])
        make.move(self.end, span[2], span[3])
        self.side = span[4]

    # ------------------------------------------------------------ words and ink

    def pen(self) -> Pen:
        return Pen(self.start, self.end, float(self.mm))

    def beside(self, x: float, half: float, words_side: bool = True) -> Fixed | Along:
        """For words x mm from its middle, on the side of its words or on the other one."""
        side = self.side
        if not side or side == "flat":
            pen = self.pen()
            off = half if words_side else -half
            if (pen.ux, pen.uy) < (1e-9, 1e-9) and pen.ux < 1e-9:
                off = -off
            return Along(pen.at(x - 1.5, off), pen.at(x + 1.5, off), side=1 if off > 0 else -1)
        pen = self.pen()
        at = pen.at(x)
        if not words_side:
            side = {"up": "down", "down": "up", "left": "right", "right": "left"}[side]
        way = {"up": (0, 1), "down": (0, -1), "left": (-1, 0), "right": (1, 0)}[side]
        align = {"up": "above", "down": "below", "left": "right", "right": "left"}[side]
        k = (half + CLEAR) * pen.mm
        return Fixed(Point(at.x + way[0] * k, at.y + way[1] * k), align)

    def off(self) -> int:
        """+1 if its words stand on the left of the way from its first to its second end."""
        pen = self.pen()
        way = {"up": (0, 1), "down": (0, -1), "left": (-1, 0), "right": (1, 0)}.get(self.side, (0, 1) if abs(pen.ux) > 1e-9 else (-1, 0))
        return 1 if Vector(pen.ux, pen.uy).left().dot(Vector(*way)) > 0 else -1

    def spot(self, slot: str) -> Any:
        if slot == self.in_wire:
            return self.by_wire(self.wire_place)
        return self.beside(0.0, self.half_high)

    def by_wire(self, x: float) -> Fixed | Along:
        """For words at an arrow in its wire; lying, on the line of the words of most parts."""
        return self.beside(x, 1.0 if self.side in ("left", "right") else 1.6)

    @property
    def wire_place(self) -> float:
        """mm from its middle to the arrow in its wire, which follows it."""
        half, end = float(self.half_long), self.pen().half
        return (end + half) / 2 if end > half else half

    def symbol(self, pen: Pen) -> Iterator[Ink]:
        """Its ink, between -half_long and half_long."""
        return iter(())

    def draw(self) -> Iterator[Ink]:
        pen = self.pen()
        yield from pen.leads(self.half_long)
        yield from self.symbol(pen)
        if self.in_wire and self.__dict__.get(self.in_wire) is not None:
            yield pen.head((self.wire_place + 1.3, 0), (self.wire_place - 1.3, 0), 2.4)


GREEK = frozenset(("alpha", "beta", "gamma", "delta", "epsilon", "varepsilon", "eta", "theta", "lambda", "mu", "rho", "sigma", "tau", "phi", "psi", "omega"))
"""letters by name that are symbols of quantities"""
