"""Passive parts of circuits and meters: resistors, capacitors, coils, lamps, diodes, instruments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ..author import (
    AREA,
    CAPACITANCE,
    CHARGE,
    CURRENT,
    INDUCTANCE,
    LENGTH,
    POWER,
    RESISTANCE,
    VOLTAGE,
    Fixed,
    Ink,
    Label,
    Look,
    Run,
    Words,
    number,
    quantity,
    truth,
    word,
)
from .circuits_part import Part
from .circuits_pen import BODY, THIN, Pen

__all__ = ["Ammeter", "Capacitor", "Diode", "Galvanometer", "Inductor", "Lamp", "Led", "Meter", "Ohmmeter", "Resistor", "Voltmeter"]


def _of_zero(letter: str) -> Words:
    return (Run(f"{letter}(0)", math=True),)


class Resistor(Part):
    """A resistor between two nodes of a circuit, or two places.

    ```figure
    circuit {
      E = battery(n1, n0, 12 V)
      R1 = resistor(n1, n2, 4 ohm)
      R2 = resistor(n2, n0, 2.0 kohm)
    }
    ```
    """

    law: ClassVar[tuple[str, str]] = ("R", "resistance")
    letters: ClassVar[dict[str, str]] = {"resistance": "RrZX"}

    resistance: Any = quantity(RESISTANCE, magnitude=True, help="printed beside it")
    power: Any = quantity(POWER, help="printed beside it")
    shape: Any = word("fixed", "variable", "thermistor", "light", default="fixed", help="an arrow through it, a bar, or arrows of light toward it")

    @property
    def half_high(self) -> float:  # type: ignore[override]
        return {"variable": 3.2, "thermistor": 3.0}.get(self.shape, 1.6)

    @property
    def back(self) -> float:  # type: ignore[override]
        return 3.5 if self.shape == "light" else 0.0

    def symbol(self, pen: Pen) -> Iterator[Ink]:
        if self.symbols == "us":
            n, a, h = 6, self.half_long, 1.6
            places = [(-a, 0.0)] + [(-a + 2 * a * (2 * k + 1) / (2 * n), h if k % 2 == 0 else -h) for k in range(n)] + [(a, 0.0)]
            yield pen.line(*places)
        else:
            yield pen.box(self.half_long, 1.6)
        s = self.off()
        if self.shape == "variable":
            along, across = (pen.ux + pen.uy) * 3.3, (pen.ux - pen.uy) * 3.3  # up and to the right on the page
            yield from pen.dart((-along, -across), (along, across))
        elif self.shape == "thermistor":
            yield pen.line((-4.2, -s * 3.0), (-2.6, -s * 3.0), (3.2, s * 3.0), look=THIN)
        elif self.shape == "light":
            for x in (-2.2, 0.2):
                yield from pen.dart((x - 1.6, -s * 4.9), (x + 0.2, -s * 2.2), 1.3)


class Capacitor(Part):
    """A capacitor: two plates; its plates' area, gap and what fills them print if given, and what it holds at the start.

    ```figure
    circuit {
      C1 = capacitor(a, b, 25 uF, initial_voltage=50 V)
      C2 = capacitor(a, b, capacitance=10 uF)
    }
    ```
    """

    law: ClassVar[tuple[str, str]] = ("C", "capacitance")
    half_high = 3.3
    letters: ClassVar[dict[str, str]] = {"capacitance": "C"}
    shown_as: ClassVar[dict[str, Words]] = {
        "charge": (Run("Q", math=True),),
        "initial_charge": _of_zero("q"),
        "initial_voltage": _of_zero("V"),
        "area": (Run("A", math=True),),
        "gap": (Run("d", math=True),),
        "permittivity": (Run(r"\varepsilon_r", math=True),),
    }

    capacitance: Any = quantity(CAPACITANCE, magnitude=True, help="printed beside it")
    area: Any = quantity(AREA, help="of its plates")
    gap: Any = quantity(LENGTH, help="between its plates")
    permittivity: Any = number(help="relative, of what fills it, which is drawn")
    charge: Any = quantity(CHARGE, help="printed beside it")
    initial_charge: Any = quantity(CHARGE, help="at the time 0; printed as q(0)")
    initial_voltage: Any = quantity(VOLTAGE, help="at the time 0, from its first end to its second; printed as V(0)")
    polar: Any = truth(help="with + and − at its plates")

    @property
    def half_long(self) -> float:  # type: ignore[override]
        """A symbol's gap is no measure: where one is wide, for what fills it, all are."""
        filled = self.permittivity is not None or any(isinstance(e, Capacitor) and e.permittivity is not None for e in self.frame.elements)
        return 1.3 if filled else 0.8

    def symbol(self, pen: Pen) -> Iterator[Ink]:
        a, h = self.half_long, self.half_high
        if self.permittivity is not None:
            yield pen.box(a, h - 0.4, Look(color="none", fill="medium", layer="background"))
        for x in (-a, a):
            yield pen.line((x, -h), (x, h), look=Look(weight="bold", layer="line"))
        if self.polar or self.initial_voltage is not None:
            s = -self.off()
            yield from pen.sign(-a - 1.9, s * (h - 1.1), True)
            yield from pen.sign(a + 1.9, s * (h - 1.1), False)


class Inductor(Part):
    """A coil.

    ```figure
    circuit {
      S = ac_source(a, 0, amplitude=9.60 V, frequency=65.0 Hz)
      R = resistor(a, b, 10.0 ohm)
      L = inductor(b, 0, 13.0 mH)
    }
    ```
    """

    law: ClassVar[tuple[str, str]] = ("L", "inductance")
    half_long = 5.0
    half_high = 1.3
    letters: ClassVar[dict[str, str]] = {"inductance": "LM"}
    shown_as: ClassVar[dict[str, Words]] = {"initial_current": _of_zero("i")}
    in_wire = "initial_current"

    inductance: Any = quantity(INDUCTANCE, magnitude=True, help="printed beside it")
    initial_current: Any = quantity(CURRENT, help="at the time 0, from its first end to its second; printed as i(0) at an arrow in its wire")
    core: Any = truth(help="with an iron core")

    def symbol(self, pen: Pen) -> Iterator[Ink]:
        s = self.off()
        yield pen.bows(-5.0, 4, 1.25, s)
        if self.core:
            yield pen.line((-4.6, s * 1.9), (4.6, s * 1.9), look=THIN)

    def spot(self, slot: str) -> Any:
        return super().spot(slot) if slot == self.in_wire else self.beside(0.0, 2.2 if self.core else self.half_high)


class Lamp(Part):
    """A lamp.

    ```figure
    circuit {
      battery(a, 0, 6.0 V)
      lamp(a, 0, power=3.0 W)
    }
    ```
    """

    law: ClassVar[tuple[str, str]] = ("R", "resistance")
    half_long = 3.0
    half_high = 3.0
    letters: ClassVar[dict[str, str]] = {"resistance": "Rr"}

    resistance: Any = quantity(RESISTANCE, magnitude=True, help="printed beside it")
    power: Any = quantity(POWER, help="printed beside it")
    voltage: Any = quantity(VOLTAGE, help="for which it is made; printed beside it")

    def symbol(self, pen: Pen) -> Iterator[Ink]:
        yield pen.ring(3.0)
        k = 3.0 * 0.7071
        yield pen.line((-k, -k), (k, k))
        yield pen.line((-k, k), (k, -k))


class Diode(Part):
    """A diode, which lets current pass from its first end to its second.

    ```figure
    circuit {
      ac_source(a, 0, amplitude=12 V)
      D1 = diode(a, b)
      R = resistor(b, 0, 100 ohm)
    }
    ```
    """

    law: ClassVar[tuple[str, str]] = ("X", "")
    half_long = 1.8
    half_high = 2.0

    drop: Any = quantity(VOLTAGE, help="forward voltage; printed beside it")
    shape: Any = word("plain", "zener", default="plain")

    def symbol(self, pen: Pen) -> Iterator[Ink]:
        yield pen.line((-1.8, 2.0), (1.8, 0), (-1.8, -2.0), look=BODY, closed=True)
        yield pen.line((-1.8, 0), (1.8, 0))
        if self.shape == "zener":
            yield pen.line((2.6, 2.4), (1.8, 2.0), (1.8, -2.0), (1.0, -2.4))
        else:
            yield pen.line((1.8, 2.0), (1.8, -2.0))


class Led(Diode):
    """A light-emitting diode.

    ```figure
    circuit {
      battery(a, 0, 5.0 V)
      R = resistor(a, b, 150 ohm)
      led(b, 0, drop=2.0 V)
    }
    ```
    """

    back = 3.5

    def symbol(self, pen: Pen) -> Iterator[Ink]:
        yield from super().symbol(pen)
        s = -self.off()
        for x in (-1.0, 1.2):
            yield from pen.dart((x, s * 2.4), (x + 1.8, s * 5.0), 1.3)


class Meter(Part):
    """Base of instruments: a ring with a letter."""

    kind = ""
    half_long = 3.4
    half_high = 3.4
    letter: ClassVar[str] = ""

    def _naming(self) -> None:
        """A name that is the letter in its ring stands there already."""
        super()._naming()
        if self.name == self.letter:
            self.__dict__["prints_name"] = False

    def symbol(self, pen: Pen) -> Iterator[Ink]:
        yield pen.ring(3.4)
        yield Label((Run(self.letter),), Fixed(pen.at(0.0)), role="symbol")


class Ammeter(Meter):
    """An ammeter; what it shows is a given.

    ```figure
    circuit {
      battery(a, 0, 6.0 V)
      ammeter(a, b, reading=0.50 A)
      resistor(b, 0, 12 ohm)
    }
    ```
    """

    law: ClassVar[tuple[str, str]] = ("W", "")
    letter = "A"

    reading: Any = quantity(CURRENT, magnitude=True, help="what it shows, from its first end to its second")
    resistance: Any = quantity(RESISTANCE, help="printed beside it")


class Galvanometer(Meter):
    """A galvanometer.

    ```figure
    circuit {
      E = battery(a, c, 2.0 V)
      R1 = resistor(a, b, 10 ohm)
      R2 = resistor(b, c, 20 ohm)
      R3 = resistor(a, d, 15 ohm)
      R4 = resistor(d, c, 30 ohm)
      galvanometer(b, d)
    }
    ```
    """

    law: ClassVar[tuple[str, str]] = ("W", "")
    letter = "G"

    reading: Any = quantity(CURRENT, magnitude=True, help="what it shows")
    resistance: Any = quantity(RESISTANCE, help="printed beside it")


class Voltmeter(Meter):
    """A voltmeter, which bridges other parts.

    ```figure
    circuit {
      battery(a, 0, 6.0 V)
      R = resistor(a, b, 12 ohm)
      voltmeter(a, b, reading=2.4 V)
      lamp(b, 0)
    }
    ```
    """

    law: ClassVar[tuple[str, str]] = ("O", "")
    letter = "V"
    role = "meter"

    reading: Any = quantity(VOLTAGE, magnitude=True, help="what it shows, from its first end to its second")
    resistance: Any = quantity(RESISTANCE, help="printed beside it")


class Ohmmeter(Meter):
    """An ohmmeter.

    ```figure
    circuit {
      ohmmeter(a, b)
      R = resistor(a, b, 47 ohm)
    }
    ```
    """

    law: ClassVar[tuple[str, str]] = ("O", "")
    letter = "Ω"
    role = "source"

    reading: Any = quantity(RESISTANCE, magnitude=True, help="what it shows")
