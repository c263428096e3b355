"""`require b.radius == 7 cm`: a quantity of a body that a fact states is given where the body is made, and prints there."""

from __future__ import annotations

from ..grammar import tree as t
from .page import Page
from .scope import Scope
from .signature import Signature
from .sizes import SIZE

__all__ = ["note_required", "required_of"]

_LETTERS = ("given", "unknown", "loop", "parameter")


def note_required(claims: tuple[t.Claim, ...], scope: Scope) -> None:
    """Keep what the facts of a block say of parts of its objects, until these are made."""
    for e in [x for c in claims if c.about is None for x in (c.expr.operands if isinstance(c.expr, t.Logic) and c.expr.op == "and" else (c.expr,))]:
        if not isinstance(e, t.Compare) or e.ops != ("==",):
            continue
        for part, value in (e.operands, e.operands[::-1]):
            if isinstance(part, t.Attribute) and isinstance(part.value, t.Name) and part.name not in ("x", "y"):
                scope.required.setdefault(part.value.id, []).append((part.name, value, e))


def required_of(page: Page, own: Signature, args: tuple[t.Arg, ...], name: str, scope: Scope) -> tuple[t.Arg, ...]:
    """The arguments of a body, with the quantities that facts state."""
    found: list[t.Arg] = []
    for part, value, fact in scope.required.get(name, ()):
        slot = own.by_name.get(part)
        said = any(a.name in (part, SIZE, "diameter" if part == "radius" else part) for a in (*args, *found))
        if slot is None or slot.type != "number" or slot.many or not slot.prints or said or not _plain(value, scope):
            continue
        if slot.magnitude and any(a.name is None for a in args):
            continue
        found.append(t.Arg(part, value, span=fact.span))
        if not page.state:  # what a state shows again prints only what is new, as a fact
            page.granted.add(fact.span)
    return (*args, *found)


def _plain(e: t.Expr, scope: Scope) -> bool:
    """Is this made of letters and numbers alone? Other things might be found by way of the body itself."""
    match e:
        case t.Number() | t.Quantity():
            return True
        case t.Name(id):
            b = scope.find(id)
            return id == "pi" if b is None else b.kind in _LETTERS or (b.kind == "value" and b.expr is not None and b.turn != 1 and _plain(b.expr, scope))
        case t.Negative(inner):
            return _plain(inner, scope)
        case t.Binary(_, left, right):
            return _plain(left, scope) and _plain(right, scope)
        case t.Call(t.Name("sqrt" | "as_stated" | "about"), args):
            return all(_plain(a.value, scope) for a in args)
    return False
