"""Laws of the solver: what it returns is true; moving, turning and scaling a figure change nothing but coordinates; random systems are solved."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sciml.expression import (
    Expr,
    Num,
    Var,
    absolute,
    angle_measure,
    area_measure,
    atan2,
    cos,
    distance_measure,
    evaluate,
    exp,
    hypot,
    log,
    postorder,
    sin,
    sqrt,
    tan,
    variables_of,
)
from sciml.figure import Claim, Figure, Variable
from sciml.grammar.tree import Span
from sciml.relation import Positive, Relation, Zero
from sciml.solve import solve
from sciml.solve.locus import NotPolynomial, Reader
from sciml.solve.meet import Coincident, NotClosed, meet
from sciml.solve.numeric import Problem, spread
from sciml.solve.surd import Surd, plain, root_of
from sciml.solve.tape import Tape

SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


class Claimed(Relation):
    def __init__(self, *asked: Any) -> None:
        self.asked = asked

    def residuals(self) -> Iterator[Any]:
        yield from self.asked

    def holds(self) -> Iterator[Any]:
        yield from self.asked


class Points:
    """Places with free coordinates and claims about them."""

    def __init__(self, starts: list[tuple[float, float]]) -> None:
        self.figure = Figure("")
        self.figure.frames.append(self.figure.root)
        self.figure.constants[self.figure.root.mm] = 1  # type: ignore[index]
        self.at: list[tuple[Var, Var]] = []
        for i, (x, y) in enumerate(starts):
            pair = Var(f"P{i}.x"), Var(f"P{i}.y")
            for v, s in zip(pair, (x, y), strict=True):
                self.figure.variables.append(Variable(v, s, None, None, self.figure.root.mm * 20, 0.0, None, frame=self.figure.root, owner=f"P{i}"))
            self.at.append(pair)

    def claim(self, *asked: Any, role: str = "fact") -> None:
        n = len(self.figure.claims)
        self.figure.claims.append(Claim(Claimed(*asked), role, Span(n, n + 1), f"claim {n}", n, frame=self.figure.root))

    def distance(self, i: int, j: int) -> Num:
        return distance_measure(*self.at[i], *self.at[j])

    def angle(self, i: int, j: int, k: int) -> Num:
        (a, b), (c, d), (e, f) = self.at[i], self.at[j], self.at[k]
        return angle_measure(a - c, b - d, e - c, f - d)


def true_of(p: Points, values: dict[Var, float], slack: float = 1e-9) -> list[str]:
    """Facts that these values do not satisfy."""
    wrong = []
    for c in p.figure.claims:
        for z in c.relation.residuals():
            v = evaluate(z.value, values)
            if not (v > 0 if isinstance(z, Positive) else abs(v) <= slack * 60 ** (z.power or 0)):
                wrong.append(f"{c.text}: {v}")
    return wrong


# ---------------------------------------------------------------- the parts of the solver


def _random_expr(rng: random.Random, xs: list[Var], depth: int) -> Num:
    if depth == 0:
        return rng.choice([*xs, rng.uniform(0.5, 2.0)])
    a, b = _random_expr(rng, xs, depth - 1), _random_expr(rng, xs, depth - 1)
    c, d = rng.choice(xs), rng.choice(xs)
    return rng.choice(
        [
            lambda: a + b, lambda: a - b, lambda: a * b, lambda: a / (2 + absolute(b)), lambda: sqrt(1 + a * a), lambda: sin(a), lambda: cos(a),
            lambda: atan2(a, 1 + absolute(b)), lambda: distance_measure(a, b, c + 3, d - 5), lambda: angle_measure(a, b + 9, c + 7, d),
            lambda: area_measure(a, b, c + 5, d, c, d + 6), lambda: exp(a / 10), lambda: log(2 + absolute(a)), lambda: tan(a / 20),
            lambda: hypot(a, 1 + absolute(b)), lambda: a ** 3, lambda: -a,
        ]
    )()  # fmt: skip


@given(st.integers(0, 10**6))
@SETTINGS
def test_gradients_are_the_slopes(seed: int) -> None:
    rng = random.Random(seed)
    xs = [Var(f"x{i}") for i in range(4)]
    e = _random_expr(rng, xs, 3)
    at = [rng.uniform(0.5, 3.0) for _ in xs]
    tape = Tape([e], xs, {}, {node: bool(variables_of(node)) for node in postorder(e)}, 1, {})
    values, rows = tape.gradients(at)
    row = dict(rows[0])
    assert values[0] == pytest.approx(evaluate(e, dict(zip(xs, at, strict=True))), rel=1e-12, abs=1e-12, nan_ok=True)
    if not math.isfinite(values[0]):
        return
    for j in range(len(xs)):
        slopes = []
        for h in (1e-5, 1e-6):
            up, down = list(at), list(at)
            up[j] += h
            down[j] -= h
            slopes.append((tape.values(up)[0] - tape.values(down)[0]) / (2 * h))
        if abs(slopes[0] - slopes[1]) <= 1e-4 * (1 + abs(slopes[0])):  # not at a kink
            assert row.get(j, 0.0) == pytest.approx(slopes[0], rel=1e-3, abs=1e-3)


rationals = st.fractions(min_value=-20, max_value=20, max_denominator=12)


@given(rationals, rationals, st.integers(1, 50), st.integers(1, 50))
@SETTINGS
def test_surds_are_a_field(a: Fraction, b: Fraction, m: int, n: int) -> None:
    r, s = root_of(m), root_of(n)
    x, y = a + r * b, s + b
    for got, want in (
        (x + y, float(x) + float(y)), (x * y, float(x) * float(y)), (x - y, float(x) - float(y)),
        *(((x / y, float(x) / float(y)),) if abs(float(y)) > 1e-3 else ()),
    ):  # fmt: skip
        assert float(got if not isinstance(got, Expr) else evaluate(got, {})) == pytest.approx(want, rel=1e-9, abs=1e-9)
        assert evaluate(plain(got), {}) == pytest.approx(want, rel=1e-9, abs=1e-9)
    assert x - x == 0 and r * r == m
    square = x * x
    back = square.sqrt() if isinstance(square, Surd) else root_of(square)
    assert float(back if not isinstance(back, Expr) else evaluate(back, {})) == pytest.approx(abs(float(x)), rel=1e-9, abs=1e-9)


coordinate = st.integers(-9, 9)


@given(st.tuples(*[coordinate] * 8), st.integers(0, 5), st.integers(0, 5))
@SETTINGS
def test_where_loci_meet_both_equations_hold(c: tuple[int, ...], first: int, second: int) -> None:
    """Circles, lines by direction, perpendicular bisectors, inscribed angles, areas, unequal distances."""
    x, y = Var("x"), Var("y")

    def locus(kind: int, a: int, b: int, d: int, e: int) -> Num:
        return [
            lambda: distance_measure(a, b, x, y) - (abs(d) + 3), lambda: (x - a) * (d or 1) + (y - b) * e,
            lambda: distance_measure(a, b, x, y) - distance_measure(d + 1, e, x, y),
            lambda: angle_measure(a - x, b - y, d + 11 - x, e - y) - 1.0, lambda: area_measure(a, b, d + 10, e, x, y) - 7,
            lambda: distance_measure(a, b, x, y) - 2 * distance_measure(d + 1, e, x, y),
        ][kind]()  # fmt: skip

    e1, e2 = locus(first, *c[:4]), locus(second, *c[4:])
    masks: dict[Expr, int] = {}

    for e in (e1, e2):
        for node in postorder(e):
            masks[node] = 3 if node in (x, y) or any(masks.get(k) for k in node.args if isinstance(k, Expr)) else 0
    reader = Reader(masks, 3, lambda n: evaluate(n, {}), {x: (0, 1, 0, 0, 0, 0), y: (0, 0, 1, 0, 0, 0)})
    try:
        found = [(u, v) for _, p in reader.alternatives(e1) for _, q in reader.alternatives(e2) for u, v in meet(p, q)]
    except (NotPolynomial, NotClosed, Coincident):
        return
    for u, v in found:
        values = {x: float(u), y: float(v)}
        for e in (e1, e2):  # of each pair of loci at least the squared equation holds: the value is 0 or belongs to the other sign
            assert math.isfinite(evaluate(e, values))
    true = [(u, v) for u, v in found if all(abs(evaluate(e, {x: float(u), y: float(v)})) < 1e-6 for e in (e1, e2))]
    for start in ((0.0, 0.0), (9.0, 9.0), (-9.0, 5.0), (4.0, -12.0)):  # whatever the numeric solver finds must be among them
        tape = Tape([e1, e2], [x, y], {}, masks, 3, {})
        fit = Problem(tape, [1.0, 1.0], [None, None], [-math.inf] * 2, [math.inf] * 2, [5.0, 5.0]).run(start)
        if fit.worst < 1e-12:
            assert any(math.dist(fit.x, (float(u), float(v))) < 1e-4 for u, v in true), (fit.x, true)


def test_spread_points_are_even() -> None:
    points = [spread(2, k) for k in range(1, 65)]
    boxes = {(int(x * 4), int(y * 4)) for x, y in points}
    assert len(boxes) == 16


# ---------------------------------------------------------------- random figures


def _constructible(rng: random.Random, n: int) -> tuple[Points, list[tuple[float, float]]]:
    """Points each held by two facts about earlier ones, so that the figure is rigid; true places, and starts near them."""
    truth = [(0.0, 0.0), (rng.uniform(30, 60), 0.0)]
    while len(truth) < n:
        p = rng.uniform(-10, 80), rng.uniform(5, 60)
        if all(math.dist(p, q) > 9 for q in truth):
            truth.append(p)
    p = Points([(x + rng.uniform(-3, 3), y + rng.uniform(-3, 3)) for x, y in truth])
    values = {v: c for pair, place in zip(p.at, truth, strict=True) for v, c in zip(pair, place, strict=True)}
    p.claim(Zero(p.distance(0, 1) - evaluate(p.distance(0, 1), values), 1))
    for i in range(2, n):
        for _ in range(2):
            j, k = rng.sample(range(i), 2)
            kind = rng.randrange(4)
            if kind == 0:
                e = p.angle(j, k, i)
                p.claim(Zero(e - evaluate(e, values)))
            elif kind == 1:
                e = p.distance(i, j) - p.distance(i, k)
                p.claim(Zero(e - evaluate(e, values), 1))
            else:
                e = p.distance(i, j)
                p.claim(Zero(e - evaluate(e, values), 1))
    return p, truth


def test_random_figures_of_ten_points_are_solved() -> None:
    """200 rigid systems of 20 unknowns; every one must be solved and be true, and nearly all without a block by number."""
    rng = random.Random(20)
    wrong = 0
    for _ in range(200):
        p, _truth = _constructible(rng, 10)
        found = solve(p.figure)
        if found.value is None or true_of(p, found.value.model):
            wrong += 1
    assert wrong <= 4, f"{wrong} of 200"


def test_random_blocks_are_solved_by_number() -> None:
    """60 rigid systems whose 8 to 12 unknowns hang together as one block, from rough starts."""
    rng = random.Random(4)
    wrong = 0
    for _ in range(60):
        n = rng.choice((5, 6, 7))
        truth = [(rng.uniform(0, 80), rng.uniform(0, 60)) for _ in range(n)]
        p = Points([(x + rng.uniform(-4, 4), y + rng.uniform(-4, 4)) for x, y in truth])
        values = {v: c for pair, place in zip(p.at, truth, strict=True) for v, c in zip(pair, place, strict=True)}
        pairs = [(i, j) for i in range(n) for j in range(i)]
        rng.shuffle(pairs)
        for i, j in pairs[: 2 * n - 3]:
            p.claim(Zero(p.distance(i, j) - evaluate(p.distance(i, j), values), 1))
        found = solve(p.figure)
        errors = [d for d in found.diagnostics if d.code not in ("SCI303",)]
        if found.value is None or errors or true_of(p, found.value.model):
            wrong += 1
    assert wrong <= 4, f"{wrong} of 60"


def test_orders_of_random_free_points_hold() -> None:
    rng = random.Random(9)
    for _ in range(20):
        p = Points([(rng.uniform(0, 60), rng.uniform(0, 60)) for _ in range(6)])
        order = list(range(6))
        rng.shuffle(order)
        for axis in (0, 1):
            for i, j in pairwise(order):
                p.claim(Positive(p.at[j][axis] - p.at[i][axis], 1), role="placement")
        found = solve(p.figure)
        assert found.value is not None and not true_of(p, found.value.model)


@given(st.floats(-3, 3), st.floats(-200, 200), st.floats(-200, 200), st.sampled_from([1e-9, 1e-3, 1.0, 1e6, 1e12]))
@SETTINGS
def test_units_do_not_matter(turn: float, dx: float, dy: float, unit: float) -> None:
    """The same triangle in nanometres or light years, started anywhere and turned: the same shape, level, the first place at its start."""
    c, s = math.cos(turn), math.sin(turn)
    starts = [(c * x - s * y + dx, s * x + c * y + dy) for x, y in ((0.0, 0.0), (50.0, 0.0), (20.0, 40.0))]
    p = Points([(x * unit, y * unit) for x, y in starts])
    p.figure.constants[p.figure.root.mm] = unit  # type: ignore[index]
    for i, j, d in ((0, 1, 5), (1, 2, 4), (2, 0, 3)):
        p.claim(Zero(p.distance(i, j) - d * 10 * unit, 1))
    found = solve(p.figure)
    assert found.value is not None and not found.diagnostics
    m = found.value.model
    (ax, ay), (bx, by), (qx, qy) = [(m[x] / unit, m[y] / unit) for x, y in p.at]
    assert (ax, ay) == pytest.approx(starts[0], abs=1e-9) and by == pytest.approx(ay, abs=1e-9)
    assert (bx - ax, qx - ax, qy - ay) == pytest.approx((50, 18, 24), abs=1e-6)


@given(st.integers(0, 10**6))
@settings(max_examples=25, deadline=None)
def test_exact_values_are_the_floats(seed: int) -> None:
    """Triangles from random givens: what is exact has no variable and the value of the model."""
    rng = random.Random(seed)
    p = Points([(0, 0), (52, 0), (19, 37)])
    a, b = rng.randint(3, 20), rng.randint(3, 20)
    angle = Fraction(rng.randint(20, 150), 180)
    from sciml.expression import PI

    kind = rng.randrange(3)
    p.claim(Zero(p.distance(0, 1) - a, 1))
    if kind == 0:
        p.claim(Zero(p.distance(0, 2) - b, 1))
        p.claim(Zero(p.angle(1, 0, 2) - angle * PI))
    elif kind == 1:
        p.claim(Zero(p.angle(0, 1, 2) - angle * PI / 2))
        p.claim(Zero(p.angle(1, 0, 2) - PI / 4))
    else:
        p.claim(Zero(p.distance(0, 2) - b, 1))
        p.claim(Zero(p.distance(1, 2) - (max(a, b) - 1 if a != b else a), 1))
    found = solve(p.figure)
    assert found.value is not None
    s = found.value
    for pair in p.at:
        for v in pair:
            assert v in s.exact
            assert evaluate(s.exact[v], {}) == pytest.approx(s.model[v], abs=1e-9 * (a + b))


def test_contradictions_of_random_triangles_are_certain() -> None:
    rng = random.Random(3)
    for _ in range(12):
        p = Points([(0, 0), (52, 0), (19, 37)])
        a, b = rng.randint(3, 20), rng.randint(3, 20)
        for i, j, d in ((0, 1, a), (1, 2, b), (2, 0, a + b + rng.randint(1, 9))):
            p.claim(Zero(p.distance(i, j) - d, 1))
        assert [d.code for d in solve(p.figure).diagnostics] == ["SCI301"]
