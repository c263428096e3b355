"""Symbols without a value in a fact about the drawing (`require AB == 2*a`): the solver may choose them."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from fractions import Fraction
from typing import Any

from ..expression import Expr, Num, Var, evaluate, variables_of
from ..figure import Claim, Symbol, Variable
from ..formula import Formula
from ..grammar.record import replace
from ..quantity import ANGLE, Origin
from .page import Page
from .scope import Scope

__all__ = ["between_bounds", "choose_symbols", "degree_of", "stand_ins", "without_value"]

_MEASURES = {"distance": 1, "area": 2, "angle": 0, "pi": 0, "const": 0}
_TURNS = ("sin", "cos", "tan")


def choose_symbols(page: Page, left: Num, right: Num, is_angle: bool, scope: Scope) -> None:
    """Make variables of the symbols in a comparison that something drawn enters."""
    if scope.frame.kind not in ("plane", "axes") or not page.figure.symbols:
        return
    symbols = valueless(page)
    if not symbols:
        return
    known = {v.var for v in page.figure.variables}
    found = variables_of(left, right)
    if not any(v in known for v in found):
        return
    wanted = {v for v in found if v in symbols and v not in known}
    if not wanted:
        return
    turns = frozenset(v for v, s in symbols.items() if s.dim == ANGLE)
    whole = next((d for n in (left, right) if (d := degree_of(n, wanted, turns)) is not None), None)
    if whole is None:
        return
    degrees: dict[Var, Fraction | str] = {}
    for side in (left, right):
        for var, degree in _shares(side, "angle" if is_angle else whole, wanted, turns):
            degrees.setdefault(var, degree)
    mm = scope.frame.mm
    for var in (v for v in found if v in wanted):
        degree = "angle" if var in turns else degrees.get(var, Fraction(0))
        start, size = (0.6, 1.0) if degree == "angle" else ((mm * 25) ** degree, (mm * 20) ** degree) if degree else (1.0, 1.0)
        soft = -0.3 if degree == "angle" else -1.0 if degree in (0, 1) else -2.0
        page.figure.variables.append(Variable(var, start, 0, None, size, soft, None, frame=scope.frame, owner=symbols[var].name))


def between_bounds(page: Page) -> None:
    """Symbols in formulas of axes, whose size nothing tells, begin between the numbers that bound them: `arrange 0 Hz < f < 2000 Hz`."""
    figure = page.figure
    loose = [(v, k) for k, v in enumerate(figure.variables) if v.owner in figure.symbols and v.start == 1.0]
    wanted = {v.var: k for v, k in loose if v.frame is not None and v.frame.kind == "axes"}
    if not wanted:
        return
    bounds: dict[Var, list[float | None]] = {}
    for claim in figure.claims:
        if claim.relation.words not in (("<",), ("<=",)) or claim.negated or claim.alternatives:
            continue
        compared: Any = claim.relation
        for var, other, side in ((compared.left, compared.right, 1), (compared.right, compared.left, 0)):
            if isinstance(var, Var) and var in wanted and not variables_of(other):
                bounds.setdefault(var, [None, None])[side] = evaluate(other, {})
    for var, (low, high) in bounds.items():
        if low is not None and high is not None and low < high:
            start, size = low + 0.4 * (high - low), 0.3 * (high - low)
        elif (one := low if low is not None else high) and math.isfinite(one):
            start, size = (1.5 * one if (low is not None) == (one > 0) else 0.5 * one), 0.5 * abs(one)
        else:
            continue
        figure.variables[wanted[var]] = replace(figure.variables[wanted[var]], start=start, scale=size)


def stand_ins(page: Page) -> None:
    """Axes along which a formula has a symbol that neither a value nor a fact decides: numbers on the axis would tell the one it is drawn with."""
    figure = page.figure
    loose = {v.var for v in figure.variables if v.frame is not None and v.frame.kind == "axes" and v.owner in figure.symbols}
    loose = {v for v in loose if figure.symbols[v.name].origin == Origin.GIVEN} if loose else loose
    if not loose:
        return
    for claim in figure.claims:
        if claim.role in ("fact", "arrange"):
            loose -= {v for asked in claim.relation.residuals() for v in variables_of(asked.value)}
    for frame in figure.frames:
        if frame.kind == "axes" and frame.owner is not None and loose:
            owner: Any = frame.owner
            found = {slot for e in frame.elements for slot in _told_by(e, loose, owner.axis)}
            if found:
                frame.owner.__dict__["unscaled"] = tuple(sorted(found))


def _told_by(e: Any, loose: set[Var], axes: Any) -> Iterator[str]:
    """The axes on which what is made of one of these symbols is measured: that of `y = k*x`, `z <= d`; else all."""
    for slot in e.slots:
        held = e.__dict__.get(slot.name)
        if slot.type == "formula" and isinstance(held, Formula) and not loose.isdisjoint(variables_of(held.expr)):
            yield from (slot.name,) if slot.name in axes else axes
        for limit in held if slot.type == "relations" else ():
            if not loose.isdisjoint(variables_of(limit.excess)):
                alone = [k for k, axis in axes.items() if axis.name in (limit.left.text, limit.right.text)]
                yield from alone or axes


def valueless(page: Page) -> dict[Var, Symbol]:
    """The symbols that have no value, by their variable."""
    return {s.number: s for s in page.figure.symbols.values() if isinstance(s.number, Var) and s.value is None and s.number not in page.figure.constants}


def without_value(page: Page, claim: Claim) -> bool:
    """Does a symbol stand in it that neither a value nor the drawing decides?"""
    symbols, known = valueless(page), {v.var for v in page.figure.variables}
    if not symbols:
        return False
    return any(v in symbols and v not in known for asked in claim.relation.residuals() for v in variables_of(asked.value))


def _shares(n: Num, degree: Fraction | str, wanted: set[Var], turns: Collection[Var]) -> Iterator[tuple[Var, Fraction | str]]:
    """Each wanted symbol of a number of this degree, with its own degree: of length 1, of a ratio 0."""
    if not isinstance(n, Expr):
        return
    if isinstance(n, Var):
        if n in wanted:
            yield n, degree
        return
    if n.op in ("+", "-", "neg"):
        for a in n.args:
            yield from _shares(a, degree, wanted, turns)
    elif n.op in _TURNS:
        yield from _shares(n.args[0], "angle", wanted, turns)
    elif n.op in ("*", "/") and degree != "angle":
        assert isinstance(degree, Fraction)
        a, b = n.args
        over, under = degree_of(a, wanted, turns), degree_of(b, wanted, turns)
        sign = 1 if n.op == "*" else -1
        if over is None:
            yield from _shares(a, degree - sign * (under or 0), wanted, turns)
        if under is None:
            yield from _shares(b, sign * (degree - (over if over is not None else degree)), wanted, turns)
    elif n.op == "^" and degree != "angle" and isinstance(n.args[1], (int, Fraction)) and n.args[1]:
        assert isinstance(degree, Fraction)
        yield from _shares(n.args[0], degree / n.args[1], wanted, turns)
    else:
        for a in n.args:
            yield from _shares(a, degree if n.op in ("*", "/") else Fraction(0), wanted, turns)


def degree_of(n: Num, wanted: Collection[Var] = (), turns: Collection[Var] = ()) -> Fraction | None:
    """The power of length that a number has; None if a wanted symbol stands in it."""
    if not isinstance(n, Expr):
        return Fraction(0)
    if wanted and any(v in wanted for v in variables_of(n)):
        return None
    if n.op in _MEASURES:
        return Fraction(_MEASURES[n.op])
    if n.op == "var":
        return Fraction(0 if n in turns else 1)
    inner = [degree_of(a, wanted, turns) or Fraction(0) for a in n.args]
    if n.op == "*":
        return sum(inner, Fraction(0))
    if n.op == "/":
        return inner[0] - inner[1]
    if n.op == "^" and isinstance(n.args[1], (int, Fraction)):
        return inner[0] * Fraction(n.args[1])
    if n.op == "sqrt":
        return inner[0] / 2
    return max(inner, default=Fraction(0)) if n.op in ("+", "-", "neg") else Fraction(0)
