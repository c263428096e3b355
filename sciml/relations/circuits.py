"""Circuits: Kirchhoff's laws as a claim, and the measures of circuits: equivalent values, currents, voltages, power."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import isfinite
from typing import Any

from ..author import (
    CAPACITANCE,
    CURRENT,
    FREQUENCY,
    INDUCTANCE,
    MEASURES,
    PI,
    POWER,
    RESISTANCE,
    VOLTAGE,
    Element,
    Num,
    Positive,
    Relation,
    Slot,
    Truth,
    Undetermined,
    Value,
    Zero,
    half_step,
)
from .circuits_nodal import Branch, Circuit, Pair, between, circuit_of, solved
from .measure import Measure

__all__ = ["Kirchhoff", "current_through", "equivalent", "impedance_of", "power_of", "voltage_across"]


def _surround(x: Any) -> Circuit:
    if not isinstance(x, Element):
        raise Undetermined("no part or node of a circuit")
    return circuit_of(x.frame.elements)


# ---------------------------------------------------------------- measures


def equivalent(law: str) -> Callable[..., Num]:
    """Between two nodes, of all parts of one kind; sources are taken out: of voltage as wires, of current as nothing."""

    def of(a: Any, b: Any) -> Num:
        c = _surround(a)
        ends = {c.root(a.id), c.root(b.id)}

        def admittance(br: Branch) -> Any:
            if br.law == law:
                return _given(br) if law == "C" else 1 / _given(br)
            if br.law == "E":
                return 0 if {br.a, br.b} == ends else None if law != "R" or br.inside == 0 else 1 / br.inside
            through = {"R": "WL", "C": "WRL", "L": "WR"}[law]
            return None if br.law in through else 0

        y = between(c, a.id, b.id, admittance)
        return y if law == "C" else 1 / y

    return of


def _given(b: Branch) -> Num:
    if b.n is None:
        raise Undetermined(f"{b.name} has no value")
    return b.n


def impedance_of(a: Any, b: Any, *, frequency: Num | None = None) -> Num:
    """Magnitude of the impedance between two nodes at a frequency; that of the circuit's source if none is said."""
    c = _surround(a)
    w = 2 * PI * frequency if frequency is not None else c.frequency
    if w is None:
        raise Undetermined("no frequency is given")
    ends = {c.root(a.id), c.root(b.id)}

    def admittance(br: Branch) -> Any:
        if br.law == "E":
            return 0 if {br.a, br.b} == ends else None
        if br.law in "RCL":
            n = _given(br)
            return Pair(1 / n) if br.law == "R" else Pair(0, w * n) if br.law == "C" else Pair(0, -1 / (w * n))
        return None if br.law == "W" else 0

    return 1 / between(c, a.id, b.id, admittance).size


def current_through(part: Any) -> Num:
    """From its first end to its second; of alternating current the amplitude."""
    c = _surround(part)
    _, currents = solved(c)
    for k, b in enumerate(c.branches):
        if b.part is part:
            i = currents.get(k, 0)
            i = -i if b.law == "E" and not isinstance(i, Pair) else i  # a source's counts as it leaves its positive end
            return i.size if isinstance(i, Pair) else i
    raise Undetermined("no part of a circuit")


def voltage_across(a: Any, b: Any = None) -> Num:
    """Of a part, from its first end to its second; or from one node to another."""
    c = _surround(a)
    potentials, _ = solved(c)
    ends: tuple[Any, Any] = (getattr(a, "first", None), getattr(a, "second", None)) if b is None else (a, b)
    if not all(hasattr(n, "id") for n in ends):
        raise Undetermined("no part of a circuit")
    first, second = (potentials.get(c.root(n.id)) for n in ends)
    if first is None or second is None:
        raise Undetermined("nothing leads there")
    v = first - second
    return v.size if isinstance(v, Pair) else v


def power_of(part: Any) -> Num:
    """That a part takes up (a source: that it gives), of steady currents."""
    return current_through(part) * voltage_across(part)


def _ends(name: str = "of", least: int = 2, most: int = 2) -> Slot:
    return Slot(name, "node", required=True, many=True, rest=True, at_least=least, at_most=most)


for _measure in (
    Measure("equivalent_resistance", (_ends(),), RESISTANCE, 0, equivalent("R"), "between two nodes of a circuit, its sources taken out"),
    Measure("equivalent_capacitance", (_ends(),), CAPACITANCE, 0, equivalent("C"), "between two nodes of a circuit"),
    Measure("equivalent_inductance", (_ends(),), INDUCTANCE, 0, equivalent("L"), "between two nodes of a circuit"),
    Measure(
        "impedance",
        (_ends(), Slot("frequency", "number", dim=FREQUENCY, positional=False)),
        RESISTANCE,
        0,
        lambda a, b, frequency=None: impedance_of(a, b, frequency=frequency.n if isinstance(frequency, Value) else frequency),
        "its magnitude between two nodes of a circuit; frequency= if no source has one",
    ),
    Measure("current", (_ends(least=1, most=1),), CURRENT, 0, current_through, "through a part of a circuit, steady or the amplitude"),
    Measure("voltage", (_ends(least=1, most=2),), VOLTAGE, 0, voltage_across, "across a part of a circuit, or from one node to another"),
    Measure("power", (_ends(least=1, most=1),), POWER, 0, power_of, "taken up by a part of a circuit; given by a source"),
):
    MEASURES[_measure.word] = _measure


# ---------------------------------------------------------------- the claim


class Kirchhoff(Relation):
    """`check kirchhoff()`: the currents and voltages that are written agree with both laws of Kirchhoff and with the values of the parts."""

    words = ("kirchhoff",)
    shape = False
    looks_around = True

    def residuals(self) -> Iterator[Zero | Positive]:
        return iter(())

    def holds(self) -> Iterator[Truth]:
        c = circuit_of(self.around)
        if not c.branches:
            yield Truth(False, "there is no circuit here")
            return
        yield _alternating(c) if c.frequency is not None or any(b.part.kind == "ac_source" for b in c.branches) else _steady(c)

    def phrase(self) -> str:
        return "Kirchhoff's laws"


def _stated(c: Circuit) -> tuple[dict[int, tuple[float, float]], dict[int, tuple[float, float]]]:
    """Currents and voltages that are written, by branch: value and half of its last digit."""
    currents: dict[int, tuple[float, float]] = {}
    drops: dict[int, tuple[float, float]] = {}
    for m in c.elements:
        if m.kind in ("current", "voltage") and getattr(m, "value", None) is not None:
            k = next((k for k, b in enumerate(c.branches) if b.part is m.of), None)
            if k is not None:
                _note(currents if m.kind == "current" else drops, k, m.value, -1 if m.reverse else 1)
    for k, b in enumerate(c.branches):
        if b.part.kind in ("ammeter", "voltmeter") and b.part.reading is not None:
            _note(currents if b.part.kind == "ammeter" else drops, k, b.part.reading, 1)
    return currents, drops


def _note(into: dict[int, tuple[float, float]], k: int, v: Value, sign: int) -> None:
    n = float(v.n)
    if isfinite(n):
        into[k] = (sign * n, float(half_step(v)))


def _alternating(c: Circuit) -> Truth:
    """Amplitudes against those of the phasors; nothing is said of what cannot be computed."""
    try:
        potentials, flows = solved(c)
    except Undetermined:
        return Truth(True)
    currents, drops = _stated(c)
    for k, b in enumerate(c.branches):
        for stated, real, what in (
            (currents.get(k), flows.get(k), "current through"),
            (drops.get(k), potentials[b.a] - potentials[b.b] if b.a in potentials and b.b in potentials else None, "voltage across"),
        ):
            if stated is None or real is None:
                continue
            n = float(real.size) if isinstance(real, Pair) else abs(float(real))
            if abs(n - abs(stated[0])) > stated[1] + 1e-9 * max(abs(n), abs(stated[0])):
                return Truth(False, f"the {what} {b.name} does not agree with the loops it is in")
    return Truth(True)


def _steady(c: Circuit) -> Truth:
    from .circuits_laws import Laws

    currents, drops = _stated(c)
    why = Laws(c, currents, drops).contradiction()
    return Truth(not why, why)
