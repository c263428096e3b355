"""Marks of circuits: a current through a part, a voltage across it or between two nodes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..author import (
    CURRENT,
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
    extent,
    identifier,
    node,
    quantity,
    truth,
)
from .circuits_part import CLEAR, Part, is_node, words_of_value
from .circuits_pen import Pen

__all__ = ["CircuitMark", "CurrentMark", "NoPart", "VoltageMark"]


class NoPart(Diagnostic):
    """A current flows through a part of a circuit; a voltage lies across one, or between two nodes.

    ```wrong
    circuit {
      battery(a, b, 6.0 V)
      resistor(a, b, 2.0 ohm)
      current(a, 3.0 A)
    }
    ```

    ```right
    circuit {
      battery(a, b, 6.0 V)
      R = resistor(a, b, 2.0 ohm)
      current(R, 3.0 A)
    }
    ```
    """

    code = "CIR201"
    says = "{mark} {wants}, and {thing} is none."
    help = "{example}"

    mark: str
    wants: str
    thing: str
    example: str


HAIR = Look(weight="hair", layer="line")


class CircuitMark(Element):
    """Base of the marks of a part."""

    kind = ""
    family = "mark"
    on_wire = False
    of: Any

    def words(self) -> Words:
        """What will print, at most."""
        value = words_of_value(self.__dict__.get("value"))
        label = self.style.label
        if label is not None and value:
            return (*label, Run(" = "), *value)
        return label or value or ((identifier(self.name),) if self.name and self.prints_name else ())

    def room(self) -> tuple[float, float]:
        return extent(self.words())


class CurrentMark(CircuitMark):
    """A current through a part, from its first end to its second: an arrow in its wire.

    ```figure
    unknown I_1
    circuit {
      E = battery(a, b, 6.0 V)
      R1 = resistor(a, b, 2.0 ohm)
      R2 = resistor(a, b, 3.0 ohm)
      current(R1, I_1)
      current(R2, 2.0 A)
    }
    ```
    """

    kind = "current"
    on_wire = True

    of: Any = node(declares=False, help="a part of a circuit")
    value: Any = quantity(CURRENT, magnitude=True, help="printed beside it")
    reverse: Any = truth(help="from the second end to the first")

    def misuse(self) -> Iterator[Diagnostic]:
        if not isinstance(self.of, Part):
            thing = getattr(self.of, "name", "") or getattr(self.of, "kind", "this")
            yield NoPart(self.span, "A current", "flows through a part", thing, "Name the part: R = resistor(a, b), then current(R, 2.0 A)")

    def setup(self, make: Maker) -> None:
        self.__dict__["prints_name"] = bool(self.name) and self.value is None and self.style.label is None

    @property
    def place(self) -> float:
        """mm from the middle of the part."""
        pen: Pen = self.of.pen()
        half: float = self.of.half_long
        return -(pen.half + half) / 2 if pen.half > half else -half

    @property
    def center(self) -> Point:
        place: Point = self.of.pen().at(self.place)
        return place

    def spot(self, slot: str) -> Any:
        return self.of.by_wire(self.place)

    def draw(self) -> Iterator[Ink]:
        pen = self.of.pen()
        x, s = self.place, -1 if self.reverse else 1
        yield pen.head((x + 1.3 * s, 0), (x - 1.3 * s, 0), 2.4)


class VoltageMark(CircuitMark):
    """A voltage across a part, + at its first end; or from one node to another, `voltage(a, to=b)`.

    ```figure
    unknown V_L
    circuit {
      ac_source(a, 0, amplitude=9.60 V)
      L = inductor(a, b, 13.0 mH)
      R = resistor(b, 0, 10.0 ohm)
      voltage(L, V_L)
    }
    ```
    """

    kind = "voltage"

    of: Any = node(declares=False, help="a part of a circuit, or a node")
    value: Any = quantity(VOLTAGE, magnitude=True, help="printed between + and −")
    to: Any = node(None, positional=False, declares=False, help="the other node")
    reverse: Any = truth(help="with + at the second end")

    def misuse(self) -> Iterator[Diagnostic]:
        if not (isinstance(self.of, Part) if self.to is None else is_node(self.of) and is_node(self.to)):
            thing = getattr(self.of, "name", "") or getattr(self.of, "kind", "this")
            yield NoPart(self.span, "A voltage", "lies across a part or between two nodes", thing, "voltage(R, 5.0 V), or voltage(a, 5.0 V, to=b)")

    def setup(self, make: Maker) -> None:
        self.__dict__["prints_name"] = bool(self.name) and self.value is None and self.style.label is None
        self.open = self.to is not None
        self.side = ""
        self.rise = 0.0
        if self.open:
            self.start, self.end = make.later("start"), make.later("end")

    def put(self, make: Maker, span: tuple[float, float, float, float, str]) -> None:
        make.move(self.start, span[0], span[1])
        make.move(self.end, span[2], span[3])
        self.side = span[4]

    @property
    def center(self) -> Point:
        if self.open:
            return Point((self.start.x + self.end.x) / 2, (self.start.y + self.end.y) / 2)
        place: Point = self.of.center
        return place

    def spot(self, slot: str) -> Any:
        if self.open:
            return Fixed(self.center, "center")
        return self.of.beside(0.0, self.of.half_high, words_side=False)

    def draw(self) -> Iterator[Ink]:
        s = -1 if self.reverse else 1
        if self.open:
            pen = Pen(self.start, self.end, float(self.mm))
            flat = self.side == "flat"
            for x in (-1, 1):
                yield from pen.sign(x * (pen.half + 2.0 if flat else pen.half - 2.4), 0.0, x * s < 0)
                if flat:
                    yield from pen.dart((x * (self.room()[0] / 2 + 1.5), 0.0), (x * pen.half, 0.0), 2.0)
                    yield pen.line((x * pen.half, -1.2), (x * pen.half, self.rise - 1.4), look=HAIR)
            return
        pen = self.of.pen()
        w, h = self.room()
        along = h if self.of.side in ("left", "right") else w
        y = -self.of.off() * (self.of.half_high + CLEAR + 1.0)
        x = max(along / 2 + 1.8, self.of.half_long)
        yield from pen.sign(-x, y, s > 0)
        yield from pen.sign(x, y, s < 0)
