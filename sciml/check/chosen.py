"""Symbols without a value in a fact about the drawing (`require AB == 2*a`): the solver may choose them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fractions import Fraction

from ..expression import Expr, Num, Var, variables_of
from ..figure import Variable
from ..quantity import ANGLE
from .page import Page
from .scope import Scope

__all__ = ["choose_symbols", "degree_of"]

_MEASURES = {"distance": 1, "area": 2, "angle": 0, "pi": 0, "const": 0}
_TURNS = ("sin", "cos", "tan")


def choose_symbols(page: Page, left: Num, right: Num, power: int | None, is_angle: bool, scope: Scope) -> None:
    """Make variables of the symbols in a comparison of two numbers whose dimension is that power of a length; of laws that nothing drawn enters, none."""
    if power is None or scope.frame.kind not in ("plane", "axes"):
        return
    known = {v.var for v in page.figure.variables}
    found = variables_of(left, right)
    if not any(v in known for v in found):
        return
    symbols = {s.number: s for s in page.figure.symbols.values() if isinstance(s.number, Var) and s.value is None}
    wanted = [v for v in found if v in symbols and v not in known and v not in page.figure.constants]
    if not wanted:
        return
    degrees: dict[Var, Fraction | str] = {}
    for side in (left, right):
        for var, degree in _shares(side, "angle" if is_angle else Fraction(power), set(wanted)):
            degrees.setdefault(var, degree)
    mm = scope.frame.mm
    for var in wanted:
        degree = "angle" if symbols[var].dim == ANGLE else degrees.get(var, Fraction(0))
        if degree == "angle":
            start, size = 0.6, 1.0
        elif degree == 0:
            start, size = 1.0, 1.0
        else:
            start, size = (mm * 25) ** degree, (mm * 20) ** degree
        page.figure.variables.append(Variable(var, start, 0, None, size, 0.05, None, frame=scope.frame, owner=symbols[var].name))


def _shares(n: Num, degree: Fraction | str, wanted: set[Var]) -> Iterator[tuple[Var, Fraction | str]]:
    """Each wanted symbol of a number of this degree, with its own degree: of length 1, of a ratio 0."""
    if not isinstance(n, Expr):
        return
    if isinstance(n, Var):
        if n in wanted:
            yield n, degree
        return
    if n.op in ("+", "-", "neg"):
        for a in n.args:
            yield from _shares(a, degree, wanted)
    elif n.op in _TURNS:
        yield from _shares(n.args[0], "angle", wanted)
    elif n.op in ("*", "/") and degree != "angle":
        assert isinstance(degree, Fraction)
        a, b = n.args
        over, under = degree_of(a, wanted), degree_of(b, wanted)
        sign = 1 if n.op == "*" else -1
        if over is None:
            yield from _shares(a, degree - sign * (under or 0), wanted)
        if under is None:
            yield from _shares(b, sign * (degree - (over if over is not None else degree)), wanted)
    elif n.op == "^" and degree != "angle" and isinstance(n.args[1], (int, Fraction)) and n.args[1]:
        assert isinstance(degree, Fraction)
        yield from _shares(n.args[0], degree / n.args[1], wanted)
    else:
        for a in n.args:
            yield from _shares(a, degree if n.op in ("*", "/") else Fraction(0), wanted)


def degree_of(n: Num, wanted: Collection[Var] = ()) -> Fraction | None:
    """The power of length that a number has; None if a wanted symbol stands in it."""
    if not isinstance(n, Expr):
        return Fraction(0)
    if any(v in wanted for v in variables_of(n)):
        return None
    if n.op in _MEASURES:
        return Fraction(_MEASURES[n.op])
    if n.op == "var":
        return Fraction(1)
    inner = [degree_of(a, wanted) or Fraction(0) for a in n.args]
    if n.op == "*":
        return sum(inner, Fraction(0))
    if n.op == "/":
        return inner[0] - inner[1]
    if n.op == "^" and isinstance(n.args[1], (int, Fraction)):
        return inner[0] * Fraction(n.args[1])
    if n.op == "sqrt":
        return inner[0] / 2
    return max(inner, default=Fraction(0)) if n.op in ("+", "-", "neg") else Fraction(0)
