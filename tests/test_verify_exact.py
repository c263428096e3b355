"""Exact numbers, error bounds and balls: identities are found, near misses are not, and no bound is ever broken."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from fractions import Fraction as F
from typing import Any

import pytest

from sciml.expression import (
    PI,
    Num,
    Var,
    absolute,
    acos,
    angle_measure,
    area_measure,
    atan2,
    cos,
    distance_measure,
    evaluate,
    exp,
    hypot,
    log,
    maximum,
    minimum,
    sin,
    sqrt,
    tan,
)
from sciml.verify.balls import Balls, _Slopes
from sciml.verify.exact import Exact, TooMuch, Unsure, is_zero
from sciml.verify.margins import Margins
from sciml.verify.sight import Sight


def deg(d: int | F) -> Num:
    return PI * F(d, 180) if isinstance(d, int) else PI * d / 180


def zero(x: Num, **samples: Any) -> bool:
    exact = Exact({}, {}, samples.get("samples"))
    return is_zero(exact.number(x))


A, B, C = (0, 0), (4, 2), (1, 5)


def _sides() -> tuple[Num, Num, Num]:
    return distance_measure(*B, *C), distance_measure(*C, *A), distance_measure(*A, *B)


def _incenter() -> tuple[Num, Num, Num]:
    a, b, c = _sides()
    whole = a + b + c
    return (a * A[0] + b * B[0] + c * C[0]) / whole, (a * A[1] + b * B[1] + c * C[1]) / whole, 2 * area_measure(*A, *B, *C) / whole


def _touches(p: tuple[int, int], q: tuple[int, int]) -> Num:
    x, y, r = _incenter()
    across = (q[0] - p[0]) * (y - p[1]) - (q[1] - p[1]) * (x - p[0])
    return absolute(across) / distance_measure(*p, *q) - r


X = Var("x")
IDENTITIES = {
    "product of roots": sqrt(2) * sqrt(3) - sqrt(6),
    "nested": sqrt(3 + 2 * sqrt(2)) - 1 - sqrt(2),
    "nested, two": sqrt(5 + 2 * sqrt(6)) - sqrt(2) - sqrt(3),
    "dependent roots": sqrt(7 + sqrt(5)) * sqrt(7 - sqrt(5)) - sqrt(44),
    "golden": cos(PI / 5) - (1 + sqrt(5)) / 4,
    "eighth": sin(deg(F(45, 2))) - sqrt(2 - sqrt(2)) / 2,
    "circle": cos(deg(37)) ** 2 + sin(deg(37)) ** 2 - 1,
    "complement": sin(deg(37)) - cos(deg(53)),
    "double": cos(deg(74)) - 2 * cos(deg(37)) ** 2 + 1,
    "half": cos(deg(47)) - 1 + 2 * sin(deg(F(47, 2))) ** 2,
    "sum of arcs": sin(deg(50)) * cos(deg(63)) + cos(deg(50)) * sin(deg(63)) - sin(deg(67)),
    "heptagon": sin(PI / 7) * sin(2 * PI / 7) * sin(3 * PI / 7) - sqrt(7) / 8,
    "heptagon, sum": cos(PI / 7) - cos(2 * PI / 7) + cos(3 * PI / 7) - F(1, 2),
    "20, 40, 80": cos(deg(20)) * cos(deg(40)) * cos(deg(80)) - F(1, 8),
    "tangents": tan(deg(50)) * tan(deg(60)) * tan(deg(70)) - tan(deg(80)),
    "incircle, AB": _touches(A, B),
    "incircle, BC": _touches(B, C),
    "incircle, CA": _touches(C, A),
    "angle": angle_measure(1, 0, 1, 1) - PI / 4,
    "angles of 3-4-5": angle_measure(3, 0, 3, 4) + angle_measure(0, 4, 3, 4) - PI / 2,
    "arc": acos(sqrt(2) / 2) - PI / 4,
}


@pytest.mark.parametrize("x", IDENTITIES.values(), ids=IDENTITIES.keys())
def test_identities_are_proved(x: Num) -> None:
    assert zero(x)


@pytest.mark.parametrize("name", IDENTITIES)
def test_what_is_off_by_a_trifle_is_not_zero(name: str) -> None:
    """By less than floats can tell. Arcs beside a number, and two families of arcs at once, may leave it open."""
    try:
        assert not zero(IDENTITIES[name] + F(1, 10**30))
    except (TooMuch, Unsure):
        assert name in ("sum of arcs", "angle", "angles of 3-4-5", "arc")


def test_symbols() -> None:
    some = {X: 1.3}
    assert zero((X + 1) ** 2 - X * X - 2 * X - 1, samples=some)
    assert zero(sin(2 * X) - 2 * sin(X) * cos(X), samples=some)
    assert zero(cos(X + PI / 2) + sin(X), samples=some)
    assert zero(exp(X) * exp(X) - exp(X) ** 2, samples=some)
    with pytest.raises(Unsure):
        zero(X - F(13, 10), samples={X: 1.3})


def test_bounds_count_steps() -> None:
    x: Num = sqrt(2)
    for k in range(2, 400):
        x = x * x + sqrt(k)
    with pytest.raises((TooMuch, Unsure)):
        zero(x)


def _grown(rng: random.Random, names: list[Var], depth: int, functions: list[Callable[[Callable[[], Num]], Num]]) -> Num:
    pool: list[Num] = [*names, PI, 2, F(1, 3)]
    for _ in range(depth):
        try:
            pool.append(rng.choice(functions)(lambda: rng.choice(pool)))
        except (ZeroDivisionError, ValueError):
            continue
    return pool[-1]


EVERY: list[Callable[[Callable[[], Num]], Num]] = [
    lambda r: r() + r(), lambda r: r() - r(), lambda r: r() * r(), lambda r: r() / r(), lambda r: sqrt(absolute(r())), lambda r: sin(r()), lambda r: cos(r()),
    lambda r: tan(r()), lambda r: atan2(r(), r()), lambda r: hypot(r(), r()), lambda r: exp(r() / 5), lambda r: log(absolute(r())), lambda r: r() ** 2,
    lambda r: angle_measure(r(), r(), r(), r()), lambda r: area_measure(r(), r(), r(), r(), r(), r()), lambda r: distance_measure(r(), r(), r(), r()),
    lambda r: minimum(r(), r()), lambda r: maximum(r(), r()),
]  # fmt: skip


def test_no_margin_is_ever_broken() -> None:
    rng = random.Random(5)
    names = [Var(f"x{i}") for i in range(4)]
    seen = 0
    for _ in range(600):
        values = {v: rng.choice([rng.uniform(-3, 3), rng.uniform(-1e-3, 1e-3), float(rng.randint(-4, 4))]) for v in names}
        x = _grown(rng, names, 12, EVERY)
        value, err = Margins(Sight(values)).of(x)
        ball = Balls({}, values).number(x)
        if math.isfinite(value) and math.isfinite(err) and ball.is_finite():
            seen += 1
            assert abs(float(ball.mid()) - value) <= err + float(ball.rad()) + abs(value) * 2.0**-52, repr(x)
    assert seen > 300


def test_exact_numbers_lie_in_their_balls() -> None:
    """And what they call zero, 400 bits cannot tell from zero."""
    from flint import ctx

    rng = random.Random(11)
    names = [Var(f"x{i}") for i in range(3)]
    algebra = EVERY[:5] + EVERY[12:16] + [lambda r: cos(PI * F(rng.randint(-40, 40), rng.choice([3, 5, 7, 8, 12, 36, 180]))), lambda r: r() * r() - r() * r()]
    seen = zeros = 0
    for _ in range(400):
        values = {v: rng.choice([rng.uniform(-3, 3), float(rng.randint(-4, 4))]) for v in names}
        x = _grown(rng, names, 9, algebra)
        try:
            n = Exact({}, values).number(x)
            nothing = is_zero(n)
        except (TooMuch, Unsure, ArithmeticError):
            continue
        with ctx.workprec(400):
            ball = Balls({}, values).number(x)
            if not ball.is_finite():
                continue
            assert bool(ball.contains(0)) if nothing else float(abs(ball).upper()) > 0, repr(x)
        value, err = n.approx() if hasattr(n, "approx") else (float(n), abs(float(n)) * 2.0**-52)
        assert abs(float(ball.mid()) - value) <= err * 1.001 + 1e-100 + abs(value) * 1e-15, repr(x)
        seen += 1
        zeros += nothing
    assert seen > 150 and zeros > 3


def test_slopes_are_derivatives() -> None:
    rng = random.Random(2)
    names = [Var(f"x{i}") for i in range(6)]
    values = {v: rng.uniform(0.2, 0.9) for v in names}
    x0, x1, x2 = names[:3]
    forms = [
        angle_measure(*names[:4]), area_measure(*names), distance_measure(*names[:4]), atan2(x0, x1), x0**x1, x0**3, minimum(x0, x1), absolute(x0 - x1),
        acos(x0) / tan(x2), log(x0) + exp(x1) - sqrt(x2), sin(x0) * cos(x1),
    ]  # fmt: skip
    for f in forms:
        _, slopes = _Slopes(Balls({}, values), {v: i for i, v in enumerate(names)}).of(f)
        for i, v in enumerate(names):
            up, down = {**values, v: values[v] + 1e-6}, {**values, v: values[v] - 1e-6}
            by = (evaluate(f, up) - evaluate(f, down)) / 2e-6
            assert by == pytest.approx(float(slopes[i].mid()) if i in slopes else 0.0, abs=1e-6)
