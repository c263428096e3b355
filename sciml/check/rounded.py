"""How far the two sides of a claim may be apart and still agree to the digits written, where several givens in it are rounded."""

from __future__ import annotations

from math import isnan
from typing import Any

from ..expression import Expr, Num, absolute, is_constant, variables_of
from ..formula import derivative
from ..quantity import Value, half_step
from .page import Page

__all__ = ["rounding"]


def rounding(page: Page, relation: Any, own: Value | None) -> Num | None:
    """Half a step of the literal, and of each other given with a decimal point as often as it counts; None if no given is rounded."""
    total: Num = half_step(own) if own is not None else 0
    left, right = getattr(relation, "left", None), getattr(relation, "right", None)
    for side in (left, right) if page.rounded else ():
        if not isinstance(side, Expr) or (own is not None and side is own.n):
            continue
        for v in variables_of(side):
            if v not in page.figure.literals or (own is not None and v is own.n):
                continue
            typed = page.rounded.get(v)
            step = half_step(typed) if typed is not None else 0
            rate = derivative(side, v) if step else 0
            if step and is_constant(rate) and not (isinstance(rate, float) and isnan(rate)):  # a measure of places has no rate
                total = total + absolute(rate) * step
    return total if own is not None or total else None
