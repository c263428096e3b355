"""What can be wrong with a circuit: shorted parts, loose ends, sources that disagree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any

from ..author import WARNING, Diagnostic, Element, Value
from .circuits_devices import Device
from .circuits_part import Part, is_node

__all__ = ["CurrentSourcesDisagree", "LooseEnd", "ShortedPart", "SourcesDisagree", "TooTangled", "faults"]


class ShortedPart(Diagnostic):
    """Both ends of a part are one node.

    ```wrong
    circuit {
      battery(a, b, 6.0 V)
      resistor(a, b, 2.0 ohm)
      R = resistor(b, b, 3.0 ohm)
    }
    ```

    ```right
    circuit {
      battery(a, b, 6.0 V)
      resistor(a, c, 2.0 ohm)
      R = resistor(c, b, 3.0 ohm)
    }
    ```
    """

    code = "CIR202"
    says = "Both ends of {part} are node {node}, so it is shorted."
    help = "Give its ends different nodes."

    part: str
    node: str


class LooseEnd(Diagnostic):
    """Only one part is at a node, and no terminal: no current can flow there.

    ```wrong
    circuit {
      battery(n1, n0, 6.0 V)
      resistor(n1, n2, 2.0 ohm)
      lamp(n3, n0)
    }
    ```

    ```right
    circuit {
      battery(n1, n0, 6.0 V)
      resistor(n1, n2, 2.0 ohm)
      lamp(n2, n0)
    }
    ```
    """

    code = "CIR203"
    severity = WARNING
    says = "Nothing but {part} is at node {node}."
    help = "{hint}"

    node: str
    part: str
    hint: str


class SourcesDisagree(Diagnostic):
    """Two sources of voltage between the same nodes, whose voltages differ.

    ```wrong
    circuit {
      E1 = battery(a, b, 6.0 V)
      E2 = battery(a, b, 9.0 V)
      resistor(a, b, 2.0 ohm)
    }
    ```

    ```right
    circuit {
      E1 = battery(a, b, 6.0 V)
      E2 = battery(a, b, 9.0 V, resistance=0.5 ohm)
      resistor(a, b, 2.0 ohm)
    }
    ```
    """

    code = "CIR204"
    says = "{first} and {second} are in parallel and have different voltages."
    help = "Put a resistor between them, or give one a resistance of its own: battery(a, b, 6.0 V, resistance=0.5 ohm)"

    first: str
    second: str


class CurrentSourcesDisagree(Diagnostic):
    """Two sources of current in series, whose currents differ.

    ```wrong
    circuit {
      I1 = current_source(a, b, 2.0 A)
      I2 = current_source(b, c, 3.0 A)
      resistor(a, c, 2.0 ohm)
    }
    ```

    ```right
    circuit {
      I1 = current_source(a, b, 2.0 A)
      I2 = current_source(a, b, 3.0 A)
      resistor(a, b, 2.0 ohm)
    }
    ```
    """

    code = "CIR205"
    says = "{first} and {second} are in series and have different currents."
    help = "Sources of current stand in parallel."

    first: str
    second: str


class TooTangled(Diagnostic):
    """Things with more than two ends are laid out one in a circuit, in the forms that are usual: of a switch with two throws, the branches of these and of
    its pole meet again in one node; a transistor stands between source and earth; an amplifier has one feedback.

    ```wrong
    circuit {
      V = battery(x, 0, 6.0 V)
      S = switch(p, [x, y], position=x)
      resistor(p, y, 2.0 ohm)
      capacitor(x, y, 2.0 uF)
      lamp(p, 0)
    }
    ```

    ```right
    circuit {
      V = battery(x, 0, 6.0 V)
      S = switch(p, [x, y], position=x)
      capacitor(p, 0, 2.0 uF)
      lamp(y, 0)
    }
    ```
    """

    code = "CIR206"
    says = "No layout is known of a circuit in which {thing} stands like this."
    help = "{way}"

    thing: str
    way: str = "A switch with two throws can be drawn as two switches: switch(p, x, closed=true) and switch(p, y)"


def _called(x: Any) -> str:
    return str(x.name) or "the " + x.kind.replace("_", " ")


def _node_name(n: Any) -> str:
    return str(n.called.text if n.called is not None else n.name)


def faults(children: Sequence[Element]) -> Iterator[Diagnostic]:
    """Everything that is wrong with the parts of a circuit together."""
    parts: list[Any] = [c for c in children if isinstance(c, Part) and c.inside]
    for p in parts:
        if len(getattr(p, "throws", ())) < 2 and p.first is p.second:
            yield ShortedPart(p.span, _called(p), _node_name(p.first))
    yield from _loose(children, parts)
    yield from _sources(parts)


def _loose(children: Sequence[Element], parts: Sequence[Any]) -> Iterator[Diagnostic]:
    at: dict[str, list[Any]] = {}
    held: set[str] = set()
    nodes = [c for c in children if is_node(c)]
    for c in children:
        if isinstance(c, Device) and c.inside:
            for n in c.terminals:
                at.setdefault(n.id, []).append(c)
        elif isinstance(c, Part) and c.inside:
            for n in (c.first, *(getattr(c, "throws", ()) or (c.second,))):
                at.setdefault(n.id, []).append(c)
            if c.first is c.second:
                held.add(c.first.id)
        else:
            for key in ("first", "of", "to"):
                n = c.__dict__.get(key)
                if is_node(n):
                    held.add(n.id)  # type: ignore[union-attr]
    if len(parts) < 2:
        return
    for n in nodes:
        if len(at.get(n.id, ())) == 1 and n.id not in held and n.style.label is None:
            name = _node_name(n)
            near = get_close_matches(name, [_node_name(m) for m in nodes if m is not n], 1, 0.5)
            hint = f"An open end is `terminal({name})`" + (f"; was {near[0]} meant?" if near else ".")
            yield LooseEnd(at[n.id][0].span, name, _called(at[n.id][0]), hint)


def _sources(parts: Sequence[Any]) -> Iterator[Diagnostic]:
    batteries = [p for p in parts if p.kind == "battery" and isinstance(p.voltage, Value) and p.resistance is None]
    for k, p in enumerate(batteries):
        for q in batteries[:k]:
            same, crossed = (q.first, q.second) == (p.first, p.second), (q.first, q.second) == (p.second, p.first)
            x, y = p.voltage.n, q.voltage.n
            if (same or crossed) and all(isinstance(v, (int, float)) or hasattr(v, "numerator") for v in (x, y)) and x != (y if same else -y):
                yield SourcesDisagree(p.span, _called(q), _called(p))
    flows = [p for p in parts if p.kind == "current_source" and isinstance(p.current, Value)]
    count: dict[str, int] = {}
    for p in parts:
        for n in (p.first, *(getattr(p, "throws", ()) or (p.second,))):
            count[n.id] = count.get(n.id, 0) + 1
    for k, p in enumerate(flows):
        for q in flows[:k]:
            shared = {p.first.id, p.second.id} & {q.first.id, q.second.id}
            if len(shared) == 1 and count[next(iter(shared))] == 2:
                x, y = p.current.n, q.current.n
                same = p.first is q.second or p.second is q.first
                if all(isinstance(v, (int, float)) or hasattr(v, "numerator") for v in (x, y)) and x != (y if same else -y):
                    yield CurrentSourcesDisagree(p.span, _called(q), _called(p))
