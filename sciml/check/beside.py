"""What comparisons of x say about sides, read before anything is made: which way a rope runs over a wheel is decided once, when it is made."""

from __future__ import annotations

from collections.abc import Iterable

from ..grammar import tree as t

__all__ = ["said_sides"]


def said_sides(statements: Iterable[t.Statement]) -> set[tuple[str, str]]:
    """(left, right): `arrange A.center.x < E.x`, `require left_of(A, B)`."""
    out: set[tuple[str, str]] = set()
    for s in statements:
        if isinstance(s, (t.Arrangement, t.Require)):
            for c in s.claims:
                _read(c.expr, out)
    return out


def _read(e: t.Expr, out: set[tuple[str, str]]) -> None:
    if isinstance(e, t.Logic) and e.op == "and":
        for x in e.operands:
            _read(x, out)
    elif isinstance(e, t.Compare):
        for op, a, b in zip(e.ops, e.operands, e.operands[1:], strict=False):
            first, second = _thing_of_x(a), _thing_of_x(b)
            if first and second and op in ("<", "<=", ">", ">="):
                out.add((first, second) if op in ("<", "<=") else (second, first))
    elif isinstance(e, t.Call) and isinstance(e.func, t.Name) and e.func.id in ("left_of", "right_of") and len(e.args) == 2:
        names = [_root(a.value) for a in e.args]
        if all(names):
            out.add((names[0], names[1]) if e.func.id == "left_of" else (names[1], names[0]))


def _thing_of_x(e: t.Expr) -> str:
    return _root(e.value) if isinstance(e, t.Attribute) and e.name == "x" else ""


def _root(e: t.Expr) -> str:
    while isinstance(e, t.Attribute):
        e = e.value
    return e.id if isinstance(e, t.Name) else ""
