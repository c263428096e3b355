"""Formula slots: expressions in which the container's variables stay free."""

from __future__ import annotations

from typing import Any

from ..element import Slot
from ..expression import Var
from ..formula import Formula, Inequality
from ..grammar import print_expr
from ..grammar import tree as t
from ..quantity import NUMBER, Origin, Value
from ..typeset import Run
from .fit import MISSING
from .mathematics import equation, mathematics
from .messages import WrongType
from .natural import number_value
from .page import Page
from .scope import Binding, Scope

__all__ = ["claims_of", "formula_of", "formula_scope"]


def formula_scope(scope: Scope, extra: dict[str, Any]) -> tuple[Scope, dict[str, Var]]:
    """A scope in which the free names win over every other name. scope.free: name -> (Var, dimension)."""
    free = {**scope.free, **extra}
    inner = Scope(scope, scope.frame)
    inner.free = free
    for name, (var, dim) in free.items():
        inner.names[name] = Binding(name, "variable", t.Span(0, 0), inner, thing=Value(var, dim, Origin.GIVEN, (Run(name, math=True),)))
        inner.names[name].turn = 2
    return inner, {name: var for name, (var, _) in free.items()}


def formula_of(page: Page, e: t.Expr, slot: Slot, scope: Scope) -> Any:
    """A Formula, or MISSING."""
    inner, free = formula_scope(scope, _extra(slot, scope))
    v = number_value(page, e, inner)
    if v is None:
        return MISSING
    words = v.words if isinstance(e, (t.Name, t.Number, t.Quantity)) and v.words is not None else (Run(mathematics(e), math=True),)
    return Formula(v.n, free, v.dim, words, print_expr(e))


def _extra(slot: Slot, scope: Scope) -> dict[str, Any]:
    """Variables of the slot itself that the container has not (a parameter t, an angle theta)."""
    return {n: (_PARAMETERS.setdefault(n, Var(n)), NUMBER) for n in slot.names if n not in scope.free}


_PARAMETERS: dict[str, Var] = {}


def claims_of(page: Page, e: t.Expr, slot: Slot, scope: Scope) -> Any:
    """A tuple of Inequality: the parts of a chain, of an `and`, of one comparison; or MISSING."""
    if isinstance(e, t.Logic) and e.op == "and":
        parts = [claims_of(page, x, slot, scope) for x in e.operands]
        return MISSING if any(p is MISSING for p in parts) else tuple(c for p in parts for c in p)
    if not isinstance(e, t.Compare):
        page.say(WrongType(e.span, "This", "an equation or inequality", print_expr(e), "no comparison"))
        return MISSING
    inner, free = formula_scope(scope, _extra(slot, scope))
    sides: list[Formula] = []
    for x in e.operands:
        v = number_value(page, x, inner)
        if v is None:
            return MISSING
        sides.append(Formula(v.n, free, v.dim, (Run(mathematics(x), math=True),), print_expr(x)))
    whole = (Run(equation(e.ops, e.operands), math=True),)
    chain = id(e) if len(e.ops) > 1 else 0
    return tuple(Inequality(op, a, b, whole, print_expr(e), chain) for op, a, b in zip(e.ops, sides, sides[1:], strict=False))
