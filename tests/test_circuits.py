"""Circuits: what is drawn is the netlist, for random netlists; what is mutated is rejected; measures agree with other ways to compute them."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

import sciml
from sciml.domains.circuits_boxes import Boxes, Plan
from sciml.domains.circuits_layout import arranged, dots
from sciml.domains.circuits_proof import _joined
from sciml.domains.circuits_tree import Item, reduced
from sciml.domains.circuits_tree import Tree as T
from sciml.plane import Point
from sciml.relations.circuits_laws import Laws
from sciml.relations.circuits_nodal import Branch, Circuit, between, solved

KINDS = [
    "battery({}, {}, {} V)",
    "resistor({}, {}, {} ohm)",
    "capacitor({}, {}, {} uF)",
    "inductor({}, {}, {} mH)",
    "lamp({}, {})",
    "ammeter({}, {})",
    "switch({}, {})",
    "voltmeter({}, {}, {} V)",
]


def netlist(seed: int) -> str:
    chance = random.Random(seed)
    nodes = [f"n{k}" for k in range(chance.randint(2, 6))]
    lines = []
    for k in range(chance.randint(2, 9)):
        a, b = chance.sample(nodes, 2)
        kind = chance.choice(KINDS if k == 0 else KINDS[1:])
        lines.append(f"X{k} = " + kind.format(a, b, 7))
    if chance.random() < 0.3:
        lines.append(f"earth({chance.choice(nodes)})")
    if chance.random() < 0.3:
        lines += [f"terminal({n})" for n in chance.sample(nodes, 2)]
    return "circuit {\n  " + "\n  ".join(lines) + "\n}\n"


@pytest.mark.parametrize("seed", range(60))
def test_the_drawing_is_the_netlist(seed: int) -> None:
    """The claim of every circuit, on the drawn coordinates, for netlists of all forms."""
    document = sciml.compile(netlist(seed))
    assert not [d.sentence() for d in document.diagnostics if d.severity == "error"]
    rows = [c for page in document.report["pages"] for c in page["proof"] if c["claim"] == "the wires join what the nodes say"]
    assert rows and {r["verdict"] for r in rows} == {"holds"}


@pytest.mark.parametrize("seed", range(20))
def test_a_moved_wire_is_seen(seed: int) -> None:
    """Without one of its wires, or with one between two nodes, a drawing is another netlist."""
    chance = random.Random(seed)
    items = [Item(*chance.sample("abcd", 2)) for _ in range(chance.randint(3, 7))]
    plan = arranged(items, [], frozenset())
    ends = [
        (n, Point(x, y)) for k, i in enumerate(items) if k in plan.spans for n, x, y in zip((i.a, i.b), plan.spans[k][0:3:2], plan.spans[k][1:4:2], strict=True)
    ]
    heaps = _joined(plan.wires, [p for _, p in ends])
    assert len({(n, h) for (n, _), h in zip(ends, heaps, strict=True)}) == len({n for n, _ in ends}) == len(set(heaps))
    (_, p), (_, q) = next((e, f) for e in ends for f in ends if e[0] != f[0])
    corner = [(p.x, p.y, p.x, q.y), (p.x, q.y, q.x, q.y)]
    assert len(set(_joined(plan.wires + corner, [p for _, p in ends]))) < len(set(heaps))


def test_planar_circuits_have_no_crossing() -> None:
    pairs = ["ab", "ac", "ad", "be", "ce", "de", "bc", "cd"]
    plan = arranged([Item(*p) for p in pairs], [], frozenset())
    pieces = [*plan.wires, *(s[:4] for s in plan.spans.values())]
    upright = [s for s in pieces if s[0] == s[2]]
    level = [s for s in pieces if s[1] == s[3] and s[0] != s[2]]
    for x, y0, _, y1 in upright:
        for x0, y, x1, _ in level:
            inside = min(x0, x1) + 1e-6 < x < max(x0, x1) - 1e-6 and min(y0, y1) + 1e-6 < y < max(y0, y1) - 1e-6
            assert not inside


def test_dots_stand_where_three_wires_meet() -> None:
    assert dots([(0, 0, 10, 0), (5, 0, 5, 5)]) == [(5, 0)]
    assert dots([(0, 0, 10, 0), (5, -5, 5, 5)]) == []  # a crossing is no junction
    assert dots([(0, 0, 10, 0), (10, 0, 10, 5)]) == []


def test_series_and_parallel_are_found() -> None:
    edges = [T("leaf", *p, k) for k, p in enumerate(("sx", "xt", "xt", "st"))]
    whole = reduced(edges, "st")
    assert len(whole) == 1 and whole[0].op == "parallel" and whole[0].count == 4
    bridge = [T("leaf", *p, k) for k, p in enumerate(("sc", "sd", "ct", "dt", "cd"))]
    assert len(reduced(bridge, "st")) == 5


def test_parts_in_a_run_are_evenly_spaced() -> None:
    items = [Item("a", "b"), Item("b", "c"), Item("c", "d")]
    plan = Plan()
    boxes = Boxes(items, plan)
    run = T("series", "a", "d", -1, tuple(T("leaf", i.a, i.b, k) for k, i in enumerate(items)))
    boxes.lay(run, 0, 90, 0, 1)
    assert [(s[0] + s[2]) / 2 for s in plan.spans.values()] == [15, 45, 75]


# ---------------------------------------------------------------- nodal analysis


class Thing:
    def __init__(self, name: str) -> None:
        self.name, self.kind = name, "resistor"


def network(*branches: tuple[str, str, str, object]) -> Circuit:
    c = Circuit()
    for k, (law, a, b, n) in enumerate(branches):
        c.branches.append(Branch(Thing(f"X{k}"), a, b, law, n))
    c.names = {n: n for b in c.branches for n in (b.a, b.b)}
    return c


@pytest.mark.parametrize("seed", range(20))
def test_equivalent_resistance_is_voltage_over_current(seed: int) -> None:
    """Star to mesh against the solution of all equations with a source of 1 V, both exact."""
    chance = random.Random(seed)
    resistors = [("R", *p, Fraction(chance.randint(1, 9))) for p in ("ab", "bc", "cd", "da", "ac", "bd") if chance.random() < 0.8]
    c = network(*resistors, ("R", "a", "c", Fraction(5)), ("R", "c", "d", Fraction(5)))
    r = 1 / between(c, "a", "d", lambda b: 1 / b.n)
    _, currents = solved(network(*resistors, ("R", "a", "c", Fraction(5)), ("R", "c", "d", Fraction(5)), ("E", "a", "d", Fraction(1))))
    assert r == -1 / currents[len(resistors) + 2]


@pytest.mark.parametrize("seed", range(20))
def test_kirchhoff_holds_and_mutations_do_not(seed: int) -> None:
    """The solved currents fit; any of them changed by a hundredth does not, and the message names a node, a loop or a part."""
    chance = random.Random(seed)
    branches = [("E", "a", "d", 12.0), *(("R", *p, float(chance.randint(1, 9))) for p in ("ab", "bd", "ac", "cd", "bc"))]
    c = network(*branches)
    potentials, currents = solved(c)
    stated = {k: (float(i), 0.0) for k, i in currents.items()}
    drops = {k: (float(potentials[b.a] - potentials[b.b]), 0.0) for k, b in enumerate(c.branches)}
    assert Laws(c, stated, drops).contradiction() == ""
    k = chance.randrange(1, len(branches))
    wrong = {**stated, k: (stated[k][0] * 1.01 + 0.01, 0.0)}
    assert any(word in Laws(c, wrong, {}).contradiction() for word in ("node", "loop", "X"))
    assert any(word in Laws(c, {k: wrong[k]}, {}).contradiction() for word in ("node", "loop", "X"))
    lower = {**drops, k: (drops[k][0] * 1.01 + 0.01, 0.0)}
    assert "loop" in Laws(c, {}, lower).contradiction() or "X" in Laws(c, {}, lower).contradiction()


def test_charges_hold_what_no_current_reaches() -> None:
    c = network(("E", "a", "0", 12), ("C", "a", "b", 1), ("C", "b", "0", 3))
    potentials, _ = solved(c)
    assert potentials["a"] - potentials["b"] == 9
    assert potentials["b"] - potentials["0"] == 3


def test_alternating_current_of_a_series_circuit() -> None:
    c = network(("E", "a", "0", 10.0), ("R", "a", "b", 3.0), ("L", "b", "0", 0.4))
    c.frequency = 10.0
    _, currents = solved(c)
    assert abs(currents[1].size - 2.0) < 1e-12


def test_a_labelled_node_has_one_dot() -> None:
    bridge = """circuit { E = battery(a, c, 6.0 V); R1 = resistor(a, b, 1 ohm); R2 = resistor(b, c, 2 ohm); R3 = resistor(a, d, 1 ohm); R4 = resistor(d, c, 3 ohm)
      G = galvanometer(b, d); node(b, label="B"); node(d, label="D") }"""
    document = sciml.compile(bridge)
    assert document.ok
    elements = document.pages[0].proven.solved.figure.elements
    values = document.pages[0].proven.solved.drawn
    circuit = next(e for e in elements if e.kind == "circuit")
    d = next(e for e in elements if e.kind == "node" and e.called.text == "d")
    at = d.evaluated(values, {}).at
    assert any(abs(at.x - p.x) < 1e-6 and abs(at.y - p.y) < 1e-6 for p in circuit.joints)
    assert [run.text for e in elements if e.kind == "galvanometer" for words in e.lines() for run in words] == []


def test_the_gap_of_a_capacitor_is_no_measure() -> None:
    """What fills one makes all as wide: none looks as if its plates were nearer."""

    def wide(filled: str) -> set[float]:
        d = sciml.compile(f"circuit {{ C1 = capacitor(a, n, gap=4 mm); C2 = capacitor(n, b, gap=0.1 mm{filled}) }}")
        proven = d.pages[0].proven
        assert proven is not None
        return {e.half_long for e in proven.solved.figure.elements if e.kind == "capacitor"}

    assert len(wide("")) == 1 and len(wide(", permittivity=2.5")) == 1 and wide("") != wide(", permittivity=2.5")
