"""Sources and switches of circuits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ..author import (
    ANGLE,
    CURRENT,
    FREQUENCY,
    RESISTANCE,
    VOLTAGE,
    Diagnostic,
    Dot,
    Fixed,
    Ink,
    Label,
    Look,
    Maker,
    Point,
    Run,
    Shape,
    Words,
    count,
    node,
    nodes,
    path_shape,
    quantity,
    truth,
)
from .circuits_part import Part, is_node, size_of
from .circuits_pen import LINE, Pen
from .circuits_tree import Item

__all__ = ["AcSource", "Battery", "CurrentSource", "NotNeutral", "Switch", "SwitchPair"]


class Battery(Part):
    """A battery or cell; its first end is the positive one, at the long plate.

    ```figure
    circuit {
      V1 = battery(n1, n0, voltage=12 V)
      R1 = resistor(n1, n2, resistance=4 ohm)
      C1 = capacitor(n2, n0, capacitance=10 uF)
    }
    ```
    """

    law: ClassVar[tuple[str, str]] = ("E", "voltage")
    aliases = ("dc_source",)
    role = "source"
    half_high = 3.4
    letters: ClassVar[dict[str, str]] = {"voltage": "VEUe"}

    voltage: Any = quantity(VOLTAGE, magnitude=True, help="printed beside it")
    resistance: Any = quantity(RESISTANCE, help="inside of it; printed beside it")
    cells: Any = count(1, at_least=1, at_most=6, help="as drawn")

    @property
    def half_long(self) -> float:  # type: ignore[override]
        return 0.8 + 1.1 * (int(self.cells) - 1)

    def symbol(self, pen: Pen) -> Iterator[Ink]:
        a, h = self.half_long, self.half_high
        for k in range(self.cells):
            x = -a + 2.2 * k
            yield pen.line((x, -h), (x, h))
            yield pen.line(
                (x + 1.6 * (1 if self.cells == 1 else 0.65), -h / 2),
                (x + 1.6 * (1 if self.cells == 1 else 0.65), h / 2),
                look=Look(weight="heavy", layer="line"),
            )
        if self.cells > 1:
            yield pen.line((a - 0.57, 0), (a, 0))
        s = -self.off()
        yield from pen.sign(-a - 1.9, s * 2.2, True)
        yield from pen.sign(a + 1.9, s * 2.2, False)


class AcSource(Part):
    """A source of alternating voltage.

    ```figure
    circuit {
      ac_source(a, 0, amplitude=9.60 V, frequency=65.0 Hz)
      R = resistor(a, b, 10.0 ohm)
      C = capacitor(b, 0, 0.200 mF)
    }
    ```
    """

    law: ClassVar[tuple[str, str]] = ("E", "amplitude")
    kind = "ac_source"
    aliases = ("generator",)
    role = "source"
    half_long = 3.6
    half_high = 3.6
    letters: ClassVar[dict[str, str]] = {"amplitude": "VEUe", "voltage": "VEUe"}
    shown_as: ClassVar[dict[str, Words]] = {"amplitude": (Run(r"V_{\text{max}}", math=True),)}

    amplitude: Any = quantity(VOLTAGE, magnitude=True, help="peak voltage; printed beside it as V_max, or after its own name")
    voltage: Any = quantity(VOLTAGE, help="effective voltage; printed beside it")
    frequency: Any = quantity(FREQUENCY, help="printed beside it")
    angular_frequency: Any = quantity(None, help="omega; printed beside it")
    phase: Any = quantity(ANGLE, help="printed beside it")

    def symbol(self, pen: Pen) -> Iterator[Ink]:
        yield pen.ring(3.6)
        m, r = pen.at(0.0), pen.mm
        places = [(-2.1, 0.0), (-1.5, 1.75), (-0.6, 1.75), (0.0, 0.0), (0.6, -1.75), (1.5, -1.75), (2.1, 0.0)]
        yield Shape("MCC", tuple(Point(m.x + x * r, m.y + y * r) for x, y in places), LINE)


class CurrentSource(Part):
    """A source of constant current, which flows inside of it toward its first end.

    ```figure
    circuit {
      I1 = current_source(a, 0, 2.0 A)
      R1 = resistor(a, 0, 3.0 ohm)
      R2 = resistor(a, 0, 6.0 ohm)
    }
    ```
    """

    law: ClassVar[tuple[str, str]] = ("I", "current")
    role = "source"
    half_long = 3.6
    half_high = 3.6
    letters: ClassVar[dict[str, str]] = {"current": "IiJ"}

    current: Any = quantity(CURRENT, magnitude=True, help="printed beside it")

    def symbol(self, pen: Pen) -> Iterator[Ink]:
        yield pen.ring(3.6)
        yield from pen.dart((2.4, 0), (-2.4, 0), 2.0)


class Switch(Part):
    """A switch; with a list of nodes, one that goes from one to the other: `switch(pole, [x, y], position=x)`.

    ```figure
    circuit {
      V = battery(A, 0, 150 V)
      S = switch(P, [A, B], position=A)
      C = capacitor(P, 0)
      ammeter(B, 0)
    }
    ```
    """

    law: ClassVar[tuple[str, str]] = ("S", "")
    half_long = 3.6
    half_high = 1.0

    second: Any = nodes(at_least=1, help="the other end, or the throws of a switch with several")
    position: Any = node(None, positional=False, declares=False, help="the throw that it touches; drawn at the first one if none is said")
    neutral: Any = truth(help="it stands between its throws and touches none")
    closed: Any = truth(help="of a switch with two ends")

    def misuse(self) -> Iterator[Diagnostic]:
        yield from super().misuse()
        if self.neutral and (self.position is not None or len(self.second) < 2):
            yield NotNeutral(self.span, self.name or "the switch", "position= says where it stands" if self.position is not None else "it has one throw")

    def setup(self, make: Maker) -> None:
        self.throws = tuple(self.second)
        self.several = len(self.throws) > 1  # type: ignore[misc]
        self.second = self.throws[0]
        super().setup(make)
        self.pins = tuple(make.later(f"pin{k}") for k in range(1 + len(self.throws))) if self.inside else (self.first, *self.throws)
        self.chosen = next((k for k, n in enumerate(self.throws) if n is self.position), -1)
        self.names = tuple(n.called.words if is_node(n) and n.called is not None and n.called.text != "0" else () for n in self.throws)

    links: tuple[Any, ...] = ()
    """of the first of two switches that share their throws: the throws of the other one"""
    paired = False

    def pinned(self, make: Maker, at: list[tuple[float, float]], flipped: bool) -> None:
        """Where the layout puts the pole and the throws of one with several."""
        for pin, (x, y) in zip(self.pins, at, strict=False):
            make.move(pin, x, y)

    def symbol(self, pen: Pen) -> Iterator[Ink]:
        s = self.off()
        yield pen.line((-3.6, 0), (3.4, 0) if self.closed else (3.0, s * 2.6))
        for x in (-3.6, 3.6):
            yield pen.contact(x)

    def spot(self, slot: str) -> Any:
        if not self.several:
            return self.beside(0.0, 1.0 if self.closed else 2.8)
        k = 2.0 * float(self.mm)
        if self.across():  # on the side that the lever leaves free
            pole, touched = self.pins[0], self.pins[1 + max(self.chosen, 0)]
            down = 1 if touched.y < pole.y - 1e-6 else -1
            return Fixed(Point(pole.x, pole.y + down * 0.8 * k), "above" if down > 0 else "below")
        if self.paired:
            return Fixed(Point(self.pins[0].x, self.pins[0].y + 1.2 * k), "above")
        return Fixed(Point(self.pins[0].x + k, self.pins[0].y), "left")

    def draw(self) -> Iterator[Ink]:
        if not self.several:
            yield from super().draw()
            return
        pole, *ends = self.pins
        mm = float(self.mm)
        yield path_shape([pole, self.tip(pole, ends) if self.neutral else ends[max(self.chosen, 0)]], LINE)
        if self.paired:
            yield path_shape([self.start, self.end], LINE)
        for p in self.pins:
            yield Dot(p, 1.5, True)
        for p, far in zip(ends, self.links, strict=False):
            yield path_shape([p, far], LINE)
        for p, words in zip(ends, self.names, strict=True):
            if words and not self.paired:
                low = self.across() and p.y < pole.y - 1e-6
                off = 1.1 if self.across() else 1.6
                yield Label(words, Fixed(Point(p.x, p.y + (-off if low else off) * mm), "below" if low else "above"))

    def across(self) -> bool:
        """Do its throws stand in a column beside its pole?"""
        _, *ends = self.pins
        return len(ends) > 2 and abs(ends[0].x - ends[-1].x) < abs(ends[0].y - ends[-1].y)

    def tip(self, pole: Point, ends: list[Point]) -> Point:
        """Where the lever ends that touches nothing: between its first two throws."""
        a, b = ends[:2]
        return pole.toward(Point((a.x + b.x) / 2, (a.y + b.y) / 2), 0.7 if self.across() else 0.95)


class NotNeutral(Diagnostic):
    """A neutral position is one between several throws.

    ```wrong
    circuit {
      V = battery(P, 0, 6.0 V)
      S = switch(P, [x, y], position=x, neutral=true)
      lamp(x, 0)
      capacitor(y, 0)
    }
    ```
    ```right
    circuit {
      V = battery(P, 0, 6.0 V)
      S = switch(P, [x, y], neutral=true)
      lamp(x, 0)
      capacitor(y, 0)
    }
    ```
    """

    code = "CIR208"
    says = "{thing} cannot be neutral: {why}."
    help = "neutral=true stands without position=, and a switch with one throw is open: switch(a, b)."
    thing: str
    why: str


class SwitchPair:
    """Two switches that share both throws, so that each turns a lamp on and off, for the layout: one thing from pole to pole."""

    def __init__(self, first: Switch, second: Switch) -> None:
        self.first, self.second = first, second
        first.paired = second.paired = True
        order = [second.throws.index(n) for n in first.throws]
        first.links = tuple(second.pins[1 + k] for k in order)
        self.order = order

    def item(self) -> Item:
        words = [size_of(s.lines()) for s in (self.first, self.second)]
        return Item(self.first.first.id, self.second.first.id, "part", 38.0, 38.0, 3.2, (30.0, max(h for _, h in words)))

    def put(self, make: Maker, span: tuple[float, float, float, float, str]) -> None:
        pen = Pen(Point(span[0], span[1]), Point(span[2], span[3]), 1.0)
        for s, x, sign, order in ((self.first, -14.0, 1, [0, 1]), (self.second, 14.0, -1, self.order)):
            places = [pen.at(x), pen.at(x + 7.0 * sign, 2.6), pen.at(x + 7.0 * sign, -2.6)]
            make.move(s.pins[0], places[0].x, places[0].y)
            for k, j in enumerate(order):
                make.move(s.pins[1 + j], places[1 + k].x, places[1 + k].y)
        for s, a, b in ((self.first, span[0:2], -14.0), (self.second, span[2:4], 14.0)):
            make.move(s.start, *a)
            end = pen.at(b)
            make.move(s.end, end.x, end.y)
