"""Parts with more than two ends: transformers, transistors, operational amplifiers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ..author import (
    VOLTAGE,
    Diagnostic,
    Element,
    Fixed,
    Ink,
    Look,
    Maker,
    Point,
    Run,
    Words,
    anchor,
    node,
    number,
    path_shape,
    quantity,
    word,
)
from .circuits_part import no_nodes, size_of, words_of_value
from .circuits_pen import BODY, LINE, Pen
from .circuits_tree import Item

__all__ = ["Device", "OpAmp", "Transformer", "Transistor"]


class Device(Element):
    """Base of parts with more than two ends. terminals: its nodes in order; law: none that nodal analysis knows."""

    kind = ""
    law: ClassVar[tuple[str, str]] = ("T", "")
    inside = False

    @property
    def terminals(self) -> tuple[Any, ...]:
        return ()

    def misuse(self) -> Iterator[Diagnostic]:
        yield from no_nodes(self, self.terminals)


class Coil:
    """One side of a transformer, for the layout."""

    def __init__(self, of: Transformer, side: int) -> None:
        self.of, self.side = of, side

    def item(self) -> Item:
        t = self.of
        a, b = t.terminals[2 * self.side : 2 * self.side + 2]
        return Item(a.id, b.id, ("coupled", "lead")[self.side], 18.0, 18.0, 1.3, (0.0, 0.0), t.room(self.side))

    def put(self, make: Maker, span: tuple[float, float, float, float, str]) -> None:
        t = self.of
        for place, x, y in zip(t.ends[2 * self.side : 2 * self.side + 2], span[0:3:2], span[1:4:2], strict=True):
            make.move(place, x, y)


class Transformer(Device):
    """A transformer: the two ends of its primary coil, then those of its secondary.

    ```figure
    circuit {
      ac_source(a, b, 230 V)
      T = transformer(a, b, c, d, primary_turns=1000, secondary_turns=50)
      R = resistor(c, d, 8.0 ohm)
    }
    ```
    """

    first: Any = node(help="of the primary coil")
    second: Any = node(help="of the primary coil")
    third: Any = node(help="of the secondary coil")
    fourth: Any = node(help="of the secondary coil")
    primary_turns: Any = number(help="printed beside the primary coil")
    secondary_turns: Any = number(help="printed beside the secondary coil")
    primary_voltage: Any = quantity(VOLTAGE, help="printed beside the primary coil")
    secondary_voltage: Any = quantity(VOLTAGE, help="printed beside the secondary coil")
    signs: ClassVar[dict[str, Words]] = {
        "primary_turns": (Run("N_1", math=True),),
        "secondary_turns": (Run("N_2", math=True),),
        "primary_voltage": (Run("V_1", math=True),),
        "secondary_voltage": (Run("V_2", math=True),),
    }

    @property
    def terminals(self) -> tuple[Any, ...]:
        return self.first, self.second, self.third, self.fourth

    def setup(self, make: Maker) -> None:
        self.inside = isinstance(self.first, Element)
        self.ends = tuple(make.later(f"end{k}") for k in range(4)) if self.inside else self.terminals
        self.coils = (Coil(self, 0), Coil(self, 1))

    @anchor
    def center(self) -> Point:
        """Between its coils."""
        return Point(sum(p.x for p in self.ends) / 4, sum(p.y for p in self.ends) / 4)

    def room(self, side: int) -> tuple[float, float]:
        """mm that the words of one side want."""
        lines = []
        for slot in self.slots:
            v = self.__dict__.get(slot.name)
            if slot.type == "number" and v is not None and slot.name.startswith(("primary", "secondary")[side]):
                words = words_of_value(v)
                if words:
                    lines.append(words if v.symbol else (*self.signs[slot.name], Run(" = "), *words))
        return size_of(lines)

    def spot(self, slot: str) -> Any:
        k = float(self.mm)
        if slot.startswith(("primary", "secondary")):
            side = 0 if slot.startswith("primary") else 1
            a, b = self.ends[2 * side : 2 * side + 2]
            out = -1 if side == 0 else 1
            return Fixed(Point((a.x + b.x) / 2 + out * 2.6 * k, (a.y + b.y) / 2), "right" if side == 0 else "left")
        return Fixed(Point(self.center.x, self.center.y + 6.6 * k), "above")

    def draw(self) -> Iterator[Ink]:
        mm = float(self.mm)
        for side in (0, 1):
            a, b = self.ends[2 * side : 2 * side + 2]
            pen = Pen(a, b, mm)
            yield from pen.leads(5.0)
            toward = self.center
            across = (toward.x - pen.x) * -pen.uy + (toward.y - pen.y) * pen.ux
            yield pen.bows(-5.0, 4, 1.25, 1 if across > 0 else -1)
        c = self.center
        for x in (-0.7, 0.7):
            yield path_shape([Point(c.x + x * mm, c.y - 5.4 * mm), Point(c.x + x * mm, c.y + 5.4 * mm)], LINE)


class Transistor(Device):
    """A transistor: collector, base, emitter.

    ```figure
    circuit {
      V = battery(p, 0, 12 V)
      R_1 = resistor(p, b, 47 kohm)
      R_2 = resistor(b, 0, 10 kohm)
      R_C = resistor(p, c, 2.2 kohm)
      R_E = resistor(e, 0, 1.0 kohm)
      T = transistor(c, b, e)
    }
    ```
    """

    first: Any = node(help="collector")
    second: Any = node(help="base")
    third: Any = node(help="emitter")
    type: Any = word("npn", "pnp", default="npn")
    gain: Any = number(help="current gain; printed beside it")
    signs: ClassVar[dict[str, Words]] = {"gain": (Run(r"\beta", math=True),)}

    @property
    def terminals(self) -> tuple[Any, ...]:
        return self.first, self.second, self.third

    def setup(self, make: Maker) -> None:
        self.inside = isinstance(self.first, Element)
        self.ends = tuple(make.later(f"end{k}") for k in range(3)) if self.inside else self.terminals
        c, e = self.first, self.third
        self.at = make.later("at") if self.inside else Point((c.x + e.x) / 2, (c.y + e.y) / 2)
        self.prints_name = bool(self.name) and len(self.name.rstrip("0123456789")) == 1  # type: ignore[misc]

    @anchor
    def center(self) -> Point:
        """Where its three wires would meet."""
        place: Point = self.at
        return place

    def pinned(self, make: Maker, at: list[tuple[float, float]], flipped: bool) -> None:
        """Where the layout puts its ends and its middle."""
        for place, (x, y) in zip((*self.ends, self.at), at, strict=False):
            make.move(place, x, y)

    def spot(self, slot: str) -> Any:
        return Fixed(Point(self.at.x + 4.2 * float(self.mm), self.at.y), "left")

    def draw(self) -> Iterator[Ink]:
        mm, at = float(self.mm), self.at
        up = 1 if self.ends[0].y >= self.ends[2].y else -1
        left = 1 if self.ends[1].x <= at.x else -1

        def place(x: float, y: float) -> Point:
            return Point(at.x + x * left * mm, at.y + y * up * mm)

        yield from (path_shape([self.ends[1], place(-2.4, 0)], LINE), path_shape([place(-2.4, -2.6), place(-2.4, 2.6)], Look(weight="heavy", layer="line")))
        pen = Pen(place(0, 0), place(1, 0), mm)
        for k, y in ((0, 1), (2, -1)):
            yield path_shape([self.ends[k], place(0, 3.6 * y), place(-2.4, 1.1 * y)], LINE)
        tail, tip = ((-2.4, -1.1), (0.0, -3.6)) if self.type == "npn" else ((0.0, -3.6), (-2.4, -1.1))
        a, b = place(*tail), place(*tip)
        mid = Point(a.x + (b.x - a.x) * 0.8, a.y + (b.y - a.y) * 0.8)
        pen = Pen(a, mid, mm)
        yield pen.head((pen.half, 0), (-pen.half, 0), 2.0)


class OpAmp(Device):
    """An operational amplifier: inverting input, other input, output.

    ```figure
    circuit {
      terminal(i)
      terminal(0)
      R_1 = resistor(i, n, 1.0 kohm)
      R_f = resistor(n, o, 10 kohm)
      opamp(n, 0, o)
      voltage(o, to=0, label="$V_{out}$")
    }
    ```
    """

    kind = "opamp"

    first: Any = node(help="inverting input, −")
    second: Any = node(help="other input, +")
    third: Any = node(help="output")

    @property
    def terminals(self) -> tuple[Any, ...]:
        return self.first, self.second, self.third

    def setup(self, make: Maker) -> None:
        self.inside = isinstance(self.first, Element)
        self.at = make.later("at") if self.inside else Point(self.third.x - 6 * self.mm, self.third.y)
        self.flipped = False
        self.ends = tuple(make.later(f"end{k}") for k in range(3)) if self.inside else self.terminals
        self.prints_name = bool(self.name) and len(self.name.rstrip("0123456789")) == 1  # type: ignore[misc]

    @anchor
    def center(self) -> Point:
        """Its middle."""
        place: Point = self.at
        return place

    def pinned(self, make: Maker, at: list[tuple[float, float]], flipped: bool) -> None:
        """Where the layout puts its middle, and which input is above."""
        for place, (x, y) in zip((self.at, *self.ends), at, strict=False):
            make.move(place, x, y)
        self.flipped = flipped

    def spot(self, slot: str) -> Any:
        return Fixed(Point(self.at.x - 0.8 * float(self.mm), self.at.y), "center")

    def draw(self) -> Iterator[Ink]:
        pen = Pen(self.at, Point(self.at.x + 1, self.at.y), float(self.mm))
        pen.x, pen.y = self.at.x, self.at.y
        yield pen.line((-6, -7), (6, 0), (-6, 7), look=BODY, closed=True)
        if not self.inside:
            yield from (path_shape([p, pen.at(-6.0, y)], LINE) for p, y in zip(self.ends[:2], (3.5, -3.5), strict=True))
        yield from pen.sign(-4.3, 3.5, self.flipped)
        yield from pen.sign(-4.3, -3.5, not self.flipped)
