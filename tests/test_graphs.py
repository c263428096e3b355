"""Drawings of graphs: nothing lies on anything else, whatever the graph; the same every time; large ones in time."""

from __future__ import annotations

import random
from itertools import pairwise
from math import hypot
from typing import Any

import pytest

import sciml
from sciml.domains.graphs_net import Net, crossings
from sciml.domains.graphs_nodes import Edge, Vertex

LAYOUTS = ("auto", "line", "layered", "circle", "force", "grid")


def spec(seed: int, layout: str, nodes: int, edges: int) -> str:
    dice = random.Random(seed)
    pairs = {(dice.randrange(1, i), i) for i in range(2, nodes + 1)}
    while len(pairs) < edges:
        a, b = dice.sample(range(1, nodes + 1), 2)
        pairs.add((min(a, b), max(a, b)))
    sign = dice.choice(("--", "->"))
    labels = dice.random() < 0.5
    lines = [f"{a} {sign} {b}" + (f' "{dice.randrange(1, 100)}"' if labels else "") for a, b in sorted(pairs)]
    return f"graph(layout={layout}) {{ {'; '.join(lines)} }}"


def parts(document: sciml.Document) -> tuple[list[Any], list[Any]]:
    """Nodes and edges over floats, as drawn."""
    proven = document.pages[0].proven
    assert proven is not None
    done: dict[int, Any] = {}
    found = [e.evaluated(proven.solved.drawn, done) for e in proven.solved.figure.elements]
    return [e for e in found if isinstance(e, Vertex)], [e for e in found if isinstance(e, Edge)]


def clear(nodes: list[Any], edges: list[Any]) -> list[str]:
    """What lies on what."""
    wrong = []
    forms = [v.form() for v in nodes]
    for i, f in enumerate(forms):
        for g in forms[:i]:
            if f.shape == g.shape == "circle":
                if hypot(f.x - g.x, f.y - g.y) < f.w + g.w:
                    wrong.append("two nodes")
            elif abs(f.x - g.x) < f.w + g.w and abs(f.y - g.y) < f.h + g.h:
                wrong.append("two nodes")
    for e in edges:
        ends = {id(e.first), id(e.second)}
        for v, f in zip(nodes, forms, strict=True):
            if id(v) in ends:
                continue
            for (ax, ay), (bx, by) in pairwise(e.flat):
                steps = max(1, int(hypot(bx - ax, by - ay)))
                if any(f.holds(ax + (bx - ax) * k / steps, ay + (by - ay) * k / steps) for k in range(steps + 1)):
                    wrong.append(f"{e.describe()} and {v.describe()}")
                    break
    return wrong


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("seed, nodes, edges", [(1, 5, 6), (2, 8, 10), (3, 9, 16), (4, 14, 20), (5, 25, 34), (6, 12, 12)])
def test_nothing_lies_on_anything(layout: str, seed: int, nodes: int, edges: int) -> None:
    document = sciml.compile(spec(seed, layout, nodes, edges))
    assert not document.diagnostics, [d.sentence() for d in document.diagnostics]
    assert not clear(*parts(document))


def automaton(dice: random.Random) -> str:
    n = dice.randint(2, 8)
    lines = ["state(q1, start=true)", f"state(q{n}, accepting=true)"]
    for i in range(1, n + 1):
        lines += [f'q{i} -> q{dice.randint(1, n)} "{", ".join(dice.sample("abc01", dice.randint(1, 3)))}"' for _ in range(dice.randint(1, 3))]
    return f"automaton(grow={dice.choice(['right', 'down'])}) {{ {'; '.join(lines)} }}"


def tree(dice: random.Random) -> str:
    lines = [f"{dice.randint(max(1, i - 6), i - 1)} -> {i}" + dice.choice(["", ' "yes"', ' "a long label"']) for i in range(2, dice.randint(3, 26))]
    return f"tree(grow={dice.choice(['right', 'down', 'up', 'left'])}, arrows=true) {{ {'; '.join(lines)} }}"


def network(dice: random.Random) -> str:
    n = dice.randint(2, 7)
    words = ("", ' "x"', ' "12 km"', ' "label"')
    lines = [f"n{dice.randint(1, n)} {dice.choice(('->', '--', '<->', '=>'))} n{dice.randint(1, n)}" + dice.choice(words) for _ in range(dice.randint(2, 14))]
    return f"graph(shape={dice.choice(['auto', 'dot', 'box'])}) {{ {'; '.join(lines)} }}"


def diagram(dice: random.Random) -> str:
    rows, cols = dice.randint(1, 3), dice.randint(2, 4)
    names = [[chr(65 + i * cols + j) for j in range(cols)] for i in range(rows)]
    lines = [f"row({', '.join(row)})" for row in names]
    for _ in range(dice.randint(2, 9)):
        a, b = dice.sample([name for row in names for name in row], 2)
        arrow = dice.choice(["plain", "mono", "epi", "iso", "maps"])
        lines.append(f'{a} {dice.choice(["->", "=>"])} {b} "$f_{{{dice.randint(1, 9)}}}$", arrow={arrow}')
    return f"commutative_diagram {{ {'; '.join(lines)} }}"


def flowchart(dice: random.Random) -> str:
    n = dice.randint(4, 12)
    lines = ['start("Start") -> s1', f's{n} = end("End")']
    for i in range(1, n):
        if dice.random() < 0.4:
            lines += [f's{i} = decision("question {i}?")', f's{i} -> s{i + 1} "yes"', f's{i} -> s{dice.randint(1, n)} "no"']
        else:
            lines += [f's{i} = process("step number {i}")', f"s{i} -> s{i + 1}"]
    return f"flowchart {{ {'; '.join(lines)} }}"


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("make", [automaton, tree, network, diagram, flowchart])
def test_nothing_lies_on_anything_in_any_kind(make: Any, seed: int) -> None:
    document = sciml.compile(make(random.Random(seed)))
    assert not [d.sentence() for d in document.diagnostics if d.severity != "note"]
    nodes, edges = parts(document)
    assert not clear(nodes, edges)
    if make is flowchart:
        assert all(abs(a[0] - b[0]) < 1e-6 or abs(a[1] - b[1]) < 1e-6 for e in edges for a, b in pairwise(e.flat))


@pytest.mark.parametrize("layout", ["force", "layered"])
def test_large_graphs_stay_readable(layout: str) -> None:
    document = sciml.compile(spec(7, layout, 200, 300))
    assert not [d for d in document.diagnostics if d.severity != "note"]
    assert not clear(*parts(document))


def test_the_same_every_time() -> None:
    text = spec(8, "force", 30, 45)
    assert sciml.compile(text).svg() == sciml.compile(text).svg()


PLANAR = (
    "1 -- 2, 3, 4; 2 -- 3, 4; 3 -- 4",
    "1 -- 2 -- 3 -- 4 -- 1; 5 -- 6 -- 7 -- 8 -- 5; 1 -- 5; 2 -- 6; 3 -- 7; 4 -- 8",
    "1 -- 2, 3, 4, 5; 6 -- 2, 3, 4, 5; 2 -- 3 -- 4 -- 5 -- 2",
    "repeat i in 1..4 { repeat j in 1..3 { p[i, j] -- p[i, j + 1]; p[j, i] -- p[j + 1, i] } }",
    "repeat i in 1..12 { 0 -- i }; repeat i in 1..11 { i -- i + 1 }; 12 -- 1",
)


@pytest.mark.parametrize("links", PLANAR)
def test_planar_graphs_have_no_crossing(links: str) -> None:
    nodes, edges = parts(sciml.compile(f"graph {{ {links} }}"))
    number = {id(v): k for k, v in enumerate(nodes)}
    net = Net([v.form() for v in nodes], [])
    places = [(f.x, f.y) for f in net.forms]
    assert crossings(places, [(number[id(e.first)], number[id(e.second)]) for e in edges]) == 0


def test_tree_children_stand_in_order_below_their_parent() -> None:
    nodes, _ = parts(sciml.compile("tree { 8 -> 3, 10; 3 -> 1, 6; 10 -> blank(), 14; 6 -> 4, 7 }"))
    at = {v.key.text: v.form() for v in nodes if v.key is not None}
    assert at["1"].x < at["3"].x < at["6"].x < at["8"].x < at["10"].x < at["14"].x
    assert at["8"].y > at["3"].y == at["10"].y > at["1"].y == at["6"].y == at["14"].y > at["4"].y
    assert abs((at["3"].x + at["10"].x) / 2 - at["8"].x) < 1e-6


@pytest.mark.parametrize("kind", ["graph", "tree", "flowchart", "automaton", "bipartite", "commutative_diagram", "grid_graph"])
def test_an_empty_block_is_no_mistake_of_ours(kind: str) -> None:
    assert sciml.compile(f"{kind} {{ }}").diagnostics == ()


def test_heads_at_one_side_of_a_box_stand_apart() -> None:
    document = sciml.compile('bipartite { column("first", "second", "third"); column("goal"); "first" -> "goal"; "second" -> "goal"; "third" -> "goal" }')
    _, edges = parts(document)
    tips = sorted(e.flat[-1][1] for e in edges)
    assert min(b - a for a, b in pairwise(tips)) > 1.5
    assert [e.flat[-1][1] for e in edges] == tips[::-1], "in the order of where they come from"


def test_two_ways_between_the_same_steps_share_nothing() -> None:
    document = sciml.compile('flowchart { d = decision("x?"); d -> p "yes"; d -> p "no"; p = process("step"); p -> e; e = end("End") }')
    assert not document.diagnostics
    _, edges = parts(document)
    first, second = (e for e in edges if e.first.describe() == edges[0].first.describe())
    assert hypot(first.flat[-1][0] - second.flat[-1][0], first.flat[-1][1] - second.flat[-1][1]) > 2.0
    assert not set(first.flat) & set(second.flat)


def test_nearly_level_edges_are_level() -> None:
    """A ladder, whose rungs and rails a free drawing only nearly makes square."""
    nodes, edges = parts(sciml.compile("graph(layout=force) { 1 -- 2 -- 3 -- 4; 5 -- 6 -- 7 -- 8; 1 -- 5; 2 -- 6; 3 -- 7; 4 -- 8 }"))
    straight = [e for e in edges if min(abs(e.flat[0][k] - e.flat[-1][k]) for k in (0, 1)) < 0.05]
    assert len(nodes) == 8 and len(straight) >= 8
