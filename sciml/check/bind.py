"""Arguments to slots: positions, keywords, defaults."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ..diagnostic import Diagnostic, Fix
from ..element import Element, Slot
from ..grammar import print_expr
from ..grammar import tree as t
from ..grammar.record import replace
from ..plane import Point, Straight
from ..quantity import Value
from ..typeset import Run
from ..vocabulary import kind
from .fit import MISSING, fit, fit_thing, wanted
from .messages import WrongType
from .natural import FUNCTIONS, describe, force, natural
from .page import Page, Run2, Span2, nearest
from .scope import Scope

__all__ = ["MissingArgument", "TooManyArguments", "UnknownParameter", "bind", "unknown_parameter"]


class UnknownParameter(Diagnostic):
    """A keyword that the kind does not have.

    ```wrong
    block(mas=2 kg)
    ```
    ```right
    block(mass=2 kg)
    ```
    """

    code = "SCI221"
    says = "{kind} has no parameter {name}."
    kind: str
    name: str
    near: tuple[str, ...] = ()
    known: str = ""

    def advice(self) -> str:
        return f"Did you mean {' or '.join(self.near)}?" if self.near else f"It has {self.known}."


def unknown_parameter(kind: str, a: t.Arg, names: Iterable[str], known: Iterable[str]) -> UnknownParameter:
    """names: what may have been meant; known: what the kind has of its own."""
    assert a.name is not None
    near = nearest(a.name, names)
    fix = Fix(t.Span(a.span.start, a.span.start + len(a.name)), near[0]) if near and a.span.end else None
    return UnknownParameter(a.span, kind, a.name, near, ", ".join(known) or "none of its own", fix=fix)


class MissingArgument(Diagnostic):
    """An argument that the kind cannot do without.

    ```wrong
    A = point(0, 3)
    foot(A)
    ```
    ```right
    A = point(0, 3)
    l = line((0, 0), (4, 1))
    foot(A, l)
    ```
    """

    code = "SCI222"
    says = "{kind} needs {wanted} for {name}."
    kind: str
    name: str
    wanted: str


class TooManyArguments(Diagnostic):
    """More arguments by position than the kind takes.

    ```wrong
    l = line((0, 0), (4, 1))
    foot((0, 3), l, (2, 2))
    ```
    ```right
    l = line((0, 0), (4, 1))
    foot((0, 3), l)
    ```
    """

    code = "SCI223"
    says = "{kind} does not take {text} here."
    kind: str
    text: str
    signature: str

    def advice(self) -> str:
        return f"It reads {self.signature}."


_NUMBERS = {"number", "count"}
_TEXTS = {"text", "content", "word", "data"}
_LITERAL_ONLY = (t.Number, t.Quantity)


def kinds_of(slot: Slot) -> set[str]:
    return set(slot.type.split("|"))


def takes(page: Page, slot: Slot, e: t.Expr, scope: Scope) -> bool:
    """Could this expression fill this slot, judged by its look (and by what a name is bound to)?"""
    types = kinds_of(slot)
    if slot.words == ("expression",):
        return True
    if isinstance(e, t.Negative):
        return bool(types & (_NUMBERS | {"direction", "content", "data", "formula"})) if isinstance(e.value, _LITERAL_ONLY) else takes(page, slot, e.value, scope)
    if isinstance(e, _LITERAL_ONLY):
        return bool(types & (_NUMBERS | {"content", "data", "formula"})) or (types == {"direction"} and isinstance(e, t.Quantity) and e.unit in ("deg", "°", "rad"))
    if isinstance(e, t.Text):
        return bool(types & _TEXTS)
    if isinstance(e, t.Range):
        return bool(types & {"range", "data"})
    if isinstance(e, (t.Compare, t.Logic)):
        return "relations" in types or "formula" in types
    if isinstance(e, t.List):
        return slot.many or bool(types & {"points", "data", "content"})
    if isinstance(e, t.Tuple):
        return bool(types & {"point", "points", "data", "content"})
    if types & {"formula", "relations"}:
        return types != {"formula"} or not _is_place(page, e, scope)
    if isinstance(e, t.Call) and isinstance(e.func, t.Name):
        number = e.func.id in FUNCTIONS
        if number or (kind(e.func.id, scope.container) is not None and e.func.id not in FUNCTIONS):
            return bool(types & _NUMBERS) == number or bool(types & {"content", "data", "direction"})
        return True
    return _takes_thing(page, types, e, scope)


def _is_place(page: Page, e: t.Expr, scope: Scope) -> bool:
    """Is it a point by its name? It stands in no formula: `curve(A, B)`."""
    b = scope.find(e.id) if isinstance(e, t.Name) and e.id not in scope.free else None
    thing = force(page, b) if b is not None and b.turn != 1 and b.kind in ("object", "point", "part") else None
    return isinstance(thing, Point) or (isinstance(thing, Element) and thing.family == "point")


def _takes_thing(page: Page, types: set[str], e: t.Expr, scope: Scope) -> bool:
    if isinstance(e, t.Name):
        b = scope.find(e.id)
        if b is None:
            return not types <= (_NUMBERS | {"text"}) or e.id in ("pi", "π")
        if b.turn == 1:
            return True
        thing = force(page, b)
    elif isinstance(e, (t.Attribute, t.Index, t.Binary)) and not types & {"word", "direction"}:
        thing = natural(page, e, scope)
    else:
        return True
    if isinstance(thing, Value):
        return bool(types & (_NUMBERS | {"content", "data", "direction", "text"}))
    if isinstance(thing, tuple) and thing and isinstance(thing[0], Run):
        return bool(types & _TEXTS)
    if isinstance(thing, (Element, Point, Straight)):
        return not types <= (_NUMBERS | {"text", "word", "range", "truth"})
    if isinstance(thing, Span2):
        return "range" in types
    return True


def bind(page: Page, slots: Sequence[Slot], e: t.Call, scope: Scope, title: str, extra: dict[str, t.Arg] | None = None) -> dict[str, Any] | None:
    """Slot name -> value for everything written; None after an error. Keywords that no slot has go to `extra` if given."""
    by_name = {s.name: s for s in slots}
    written: dict[str, list[t.Expr]] = {}
    ok = _positions(page, slots, [a.value for a in e.args if a.name is None], written, scope, title)
    for a in e.args:
        if a.name is None:
            continue
        if a.name in by_name:
            written[a.name] = [a.value]
        elif extra is not None:
            extra[a.name] = a
        else:
            page.say(unknown_parameter(title, a, by_name, by_name))
            ok = False
    values: dict[str, Any] = {}
    for name, exprs in written.items():
        got = _fill(page, by_name[name], exprs, scope, title)
        if got is MISSING:
            ok = False
        else:
            values[name] = got
    return values if ok else None


def _positions(page: Page, slots: Sequence[Slot], args: list[t.Expr], written: dict[str, list[t.Expr]], scope: Scope, title: str) -> bool:
    order = [s for s in slots if s.positional or s.magnitude]
    i = 0
    for a in args:
        j = i
        while j < len(order) and not takes(page, order[j], a, scope):
            j += 1
        if j == len(order):
            j = i  # nothing seems to fit: let the slot whose turn it is say why
            if i >= len(order):
                page.say(TooManyArguments(a.span, title, print_expr(a), signature(title, slots)))
                return False
        slot = order[j]
        last = order[-1]
        if slot.rest and last.magnitude and last is not slot and a is args[-1] and written.get(slot.name) and _is_value(page, a, scope):
            slot, j = last, len(order) - 1  # angle_mark(BAC, alpha): the quantity comes last
        written.setdefault(slot.name, []).append(a)
        i = j if slot.rest else j + 1
    return True


def _is_value(page: Page, e: t.Expr, scope: Scope) -> bool:
    """Is it a name or an expression of a quantity, not of an object?"""
    b = scope.find(e.id) if isinstance(e, t.Name) else None
    if isinstance(e, t.Name) and (b is None or b.turn == 1):
        return False
    return isinstance(e, (t.Name, t.Binary, t.Attribute, t.Index)) and isinstance(natural(page, e, scope), Value)


def signature(title: str, slots: Sequence[Slot]) -> str:
    parts = [s.name + (", ..." if s.rest else "") for s in slots if s.positional or s.magnitude]
    return f"{title}({', '.join(parts)})"


def _fill(page: Page, slot: Slot, exprs: list[t.Expr], scope: Scope, title: str) -> Any:
    what = f"A part of {title}" if slot.name == "of" else f"{slot.name} of {title}"
    if slot.type == "relations":
        got = [fit(page, x, slot, scope, what) for x in exprs]
        return MISSING if any(g is MISSING for g in got) else tuple(c for g in got for c in g)
    if not slot.rest:
        return fit(page, exprs[0], slot, scope, what)
    types = kinds_of(slot)
    out: list[Any] = []
    one = replace(slot, many=False, rest=False)
    for x in _spread(exprs):
        if types <= {"text", "content", "word", "data", "formula"}:
            got = fit(page, x, one, scope, what)
        else:
            thing = natural(page, x, scope)
            if thing is None:
                return MISSING
            if isinstance(thing, Run2) and types & {"point", "points"} and not ("line" in types and len(thing) == 2 and len(exprs) > 1):
                out.extend(thing)
                continue
            if isinstance(thing, list) or (isinstance(thing, Element) and types == {"points"} and hasattr(thing, "vertices")):
                for y in thing if isinstance(thing, list) else thing.vertices:
                    out.append(fit_thing(page, y, x, replace(one, type="point") if types == {"points"} else one, scope, what))
                continue
            got = fit_thing(page, thing, x, replace(one, type="point") if types == {"points"} else one, scope, what)
        out.append(got)
    if any(g is MISSING for g in out):
        return MISSING
    if (slot.at_least is not None and len(out) < slot.at_least) or (slot.at_most is not None and len(out) > slot.at_most):
        least, most = slot.at_least, slot.at_most
        count = f"{least:g}" if least == most else f"at least {least:g}" if most is None else f"{least:g} to {most:g}" if least else f"at most {most:g}"
        page.say(WrongType(exprs[0].span, f"{slot.name} of {title}", f"{count} of {wanted(one)}", ", ".join(print_expr(x) for x in exprs), f"{len(out)}"))
        return MISSING
    return tuple(out)


def _spread(exprs: list[t.Expr]) -> list[t.Expr]:
    return list(exprs[0].items) if len(exprs) == 1 and isinstance(exprs[0], t.List) else exprs


_ = describe
