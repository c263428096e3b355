"""Expressions: exact folding, values of floats, no recursion limit."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest

from sciml.expression import PI, Expr, Var, angle_measure, area_measure, distance_measure, evaluate, hypot, sqrt, variables_of


def test_constants_fold_exactly() -> None:
    assert sqrt(Fraction(9, 4)) == Fraction(3, 2)
    assert 1 - Fraction(1, 3) * 3 == 0
    v = Var("v")
    assert 0 * v == 0 and v + 0 is v and v - v == 0 and -(0 - v) is v
    assert isinstance(sqrt(2), Expr)


@pytest.mark.parametrize(
    ("make", "value"),
    [
        (lambda x, y: x + y * 2 - x / y, 1.5 + 8 - 1.5 / 4),
        (lambda x, y: hypot(x * 2, y), 5.0),
        (lambda x, y: distance_measure(0, 0, x * 2, y), 5.0),
        (lambda x, y: angle_measure(1, 0, 0, y), math.pi / 2),
        (lambda x, y: area_measure(0, 0, x, 0, x, y), 3.0),
        (lambda x, y: y ** Fraction(1, 2) + PI, 2 + math.pi),
    ],
)
def test_values(make: object, value: float) -> None:
    x, y = Var("x"), Var("y")
    e = make(x, y)  # type: ignore[operator]
    assert evaluate(e, {x: 1.5, y: 4.0}) == pytest.approx(value, abs=1e-15)


def test_what_has_no_value_is_nan() -> None:
    x = Var("x")
    assert math.isnan(evaluate(sqrt(x), {x: -1.0}))
    assert math.isnan(evaluate(1 / x, {x: 0.0}))
    assert math.isnan(evaluate(x, {}))
    assert math.isnan(evaluate(x**0.3, {x: -2.0}))


def test_a_value_may_be_an_expression() -> None:
    x, y = Var("x"), Var("y")
    assert evaluate(x + 1, {x: y * 2, y: 3.0}) == 7.0  # type: ignore[dict-item]


def test_long_chains_do_not_recurse() -> None:
    x = Var("x")
    e = x
    for _ in range(20_000):
        e = e + 1
    assert evaluate(e, {x: 0.5}) == 20_000.5
    assert list(variables_of(e)) == [x]
