"""Nodes of a container (graph, circuit, pedigree ...): what a link's end or a node slot calls by a name, a number or a text; new ones are leaves."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Any

from ..element import Element, NodeName
from ..grammar import print_expr
from ..grammar import tree as t
from ..plane import Point
from ..quantity import NUMBER, Value
from ..typeset import Run, identifier
from ..vocabulary import kind
from .messages import BoundTwice, WrongType
from .natural import describe, force, natural, place_of
from .page import Page
from .scope import Binding, Scope
from .signature import signature

__all__ = ["declare_node", "inline_leaf", "leaf_named", "leaf_of", "name_of", "network", "node_of", "say_of_borrowed"]


def network(scope: Scope) -> Scope | None:
    """The innermost container with nodes."""
    here: Scope | None = scope
    while here is not None and not here.leaf:
        here = here.parent
    return here


def _bound_inside(scope: Scope, net: Scope, name: str) -> Binding | None:
    """What binds a name between here and the container, this included: names of the page outside are no nodes of it."""
    here: Scope | None = scope
    while here is not None:
        if name in here.names:
            return here.names[name]
        if here is net:
            return None
        here = here.parent
    return None


def _number_text(v: Any) -> str | None:
    if isinstance(v, Value) and v.dim == NUMBER and isinstance(v.n, (int, Fraction)) and Fraction(v.n).denominator == 1:
        return str(int(v.n))
    return None


def name_of(page: Page, e: t.Expr, scope: Scope) -> NodeName | None:
    """The node that an expression names; None if it is an object of the container, or no name at all."""
    net = network(scope)
    match e:
        case t.Name():
            b = _bound_inside(scope, net, e.id) if net is not None else None
            if b is None and (outer := scope.find(e.id)) is not None and outer.kind in ("loop", "parameter"):
                b = outer
            if b is None or b.kind == "point" or (net is not None and b is net.nodes.get(e.id)):
                return NodeName(e.id, (identifier(e.id),))
            if b.kind not in ("loop", "parameter", "value"):
                return None
            thing = force(page, b)
            text = thing if isinstance(thing, str) else _number_text(thing)
            if text is None and isinstance(thing, tuple) and thing and isinstance(thing[0], Run):
                return NodeName("".join(r.text for r in thing), thing)
            return NodeName(text, (Run(text),)) if text is not None else None
        case t.Number():
            return NodeName(e.text, (Run(e.text),))
        case t.Text():
            from .texts import words_of

            return NodeName(e.raw, words_of(page, e, scope))
        case t.Index() if isinstance(e.value, t.Name):
            keys = [_number_text(natural(page, x, scope)) for x in e.indices]
            if any(k is None for k in keys):
                return None
            text = ",".join(str(k) for k in keys)
            return NodeName(f"{e.value.id}[{text}]", (identifier(f"{e.value.id}_{text}"),))
        case t.Tuple():
            text = print_expr(e)
            return NodeName(text, (Run(text),))
        case t.Binary() | t.Negative():
            found = _number_text(natural(page, e, scope))
            return NodeName(found, (Run(found.replace("-", "−")),)) if found is not None else None
    return None


def declare_node(page: Page, e: t.Expr, scope: Scope, net: Scope) -> None:
    """A name at a link's end, or in a node slot, that nothing else binds is a new leaf."""
    if isinstance(e, (t.Call, t.Attribute, t.List)):
        return
    if isinstance(e, t.Index) and isinstance(e.value, t.Name) and _indexed(page, e, scope) is not None:
        return
    named = name_of(page, e, scope)
    if named is None or named.text in net.nodes:
        return
    cls = kind(net.leaf, net.container)
    assert cls is not None
    made = t.Call(t.Name(net.leaf, span=e.span), (t.Arg(None, e, span=e.span),), span=e.span)
    b = Binding(named.text, "point", e.span, scope, expr=made)
    b.make = lambda: _leaf(page, cls, made, scope, e)
    net.nodes[named.text] = b
    if isinstance(e, t.Name):
        net.names.setdefault(e.id, b)


@cache
def _build() -> Any:
    """It stands above this module. (To import it in each call would cost more than to look here.)"""
    from . import build

    return build


def _leaf(page: Page, cls: type[Element], call: t.Call, scope: Scope, e: t.Expr) -> Any:
    return _build().element(page, cls, call, scope, name=e.id if isinstance(e, t.Name) else "", drawn=True, span=e.span)


def _indexed(page: Page, e: t.Index, scope: Scope) -> Binding | None:
    """`p[i]` of an indexed name that stands in a statement of its own."""
    assert isinstance(e.value, t.Name)
    if scope.family(e.value.id) is None:
        return None
    values = [natural(page, x, scope) for x in e.indices]
    key = tuple(int(v.n) for v in values if isinstance(v, Value) and isinstance(v.n, (int, Fraction)))
    return scope.find_index(e.value.id, key)


def node_of(page: Page, e: t.Expr, scope: Scope, net: Scope, declares: bool = True) -> Element | Point | None:
    """The leaf, or the place of it, that stands at a link's end or in a node slot; says what is wrong. declares: a new name is a new leaf."""
    if isinstance(e, t.Call) and isinstance(e.func, t.Name) and (cls := kind(e.func.id, scope.container)) is not None:
        own = _key_of(page, e, scope)
        if own is not None and (b := net.nodes.get(own.text)) is not None:
            leaf: Element | None = force(page, b)
            return leaf
        made: Element | None = _build().element(page, cls, e, scope, name="", drawn=True, span=e.span)
        return made
    if declares:
        declare_node(page, e, scope, net)
    named = name_of(page, e, scope) if not isinstance(e, (t.Call, t.Attribute, t.List)) else None
    b = net.nodes.get(named.text) if named is not None else None
    thing = force(page, b) if b is not None else natural(page, e, scope)
    if isinstance(thing, Element) or place_of(thing) is not None:
        return thing if isinstance(thing, Element) else place_of(thing)
    if thing is not None:
        page.say(WrongType(e.span, "A link", "a node at each end", print_expr(e), describe(thing)))
    return None


# ---------------------------------------------------------------- leaves that stand in a statement of their own


def _leaf_kind(e: t.Expr, scope: Scope) -> type[Element] | None:
    name = e.func.id if isinstance(e, t.Call) and isinstance(e.func, t.Name) else ""
    cls = kind(name, scope.container) if name else None
    return cls if cls is not None and signature(cls).keyed else None


def _key_of(page: Page, e: t.Expr, scope: Scope) -> NodeName | None:
    """The name or number that a leaf's call begins with; None if it has none, or a text, which may stand on several leaves."""
    if _leaf_kind(e, scope) is None or not isinstance(e, t.Call) or not e.args or e.args[0].name is not None:
        return None
    key = e.args[0].value
    return None if isinstance(key, (t.Text, t.Call, t.Attribute, t.List)) else name_of(page, key, scope)


def inline_leaf(page: Page, e: t.Expr, scope: Scope, net: Scope) -> None:
    """`node(C, tokens=1) -> A`: a leaf that a link's end describes is the leaf of that name everywhere."""
    named = _key_of(page, e, scope)
    cls = _leaf_kind(e, scope)
    if named is None or cls is None or not isinstance(e, t.Call):
        return
    if (known := net.nodes.get(named.text)) is not None:
        _more(page, known, e, scope)
        return
    key = e.args[0].value
    b = net.nodes[named.text] = Binding(named.text, "object", e.span, scope, expr=e)
    b.make = lambda: _leaf(page, cls, e, scope, key)
    if isinstance(key, t.Name):
        net.names.setdefault(key.id, b)


def leaf_of(page: Page, s: t.Object, scope: Scope) -> tuple[Binding, bool] | None:
    """`node(3, class="special")`: the leaf of that name, and whether this statement makes it (else it says more of one); None if the statement is none."""
    net = network(scope)
    if net is None or not isinstance(s.value, t.Call) or _leaf_kind(s.value, scope) is None or not s.value.args or s.value.args[0].name is not None:
        return None
    e = s.value.args[0].value
    if isinstance(e, t.Name) and e.id in scope.borrowed:
        return scope.nodes[e.id], False  # what the body of a `define` says of it is known since it was declared
    if isinstance(e, t.Name) and (known := net.nodes.get(e.id)) is not None and known is _bound_inside(scope, net, e.id):
        return _more(page, known, s.value, scope), False  # also of `C = node("sink")`
    named = name_of(page, e, scope) if not isinstance(e, (t.Call, t.Attribute, t.List)) else None
    if named is None:
        return None
    if (known := net.nodes.get(named.text)) is not None:
        return _more(page, known, s.value, scope), False
    b = net.nodes[named.text] = Binding(named.text, "object", s.span, scope, expr=s.value)
    if isinstance(e, t.Name):
        net.names.setdefault(e.id, b)
    return b, True


def _more(page: Page, b: Binding, e: t.Call, scope: Scope) -> Binding:
    """The same name twice is one leaf: what the second call says is said of the first."""
    if b.turn == 0 and b.expr is not None:
        page.again.setdefault((id(b.expr), id(b.scope)), []).append((e, scope))
    elif len(e.args) > 1:
        page.say(BoundTwice(e.span, b.name, related=(b.span,)))
    return b


def say_of_borrowed(page: Page, b: Binding, param: str, statements: tuple[t.Statement, ...], inner: Scope) -> None:
    """What the body of a `define` says of a node that is its parameter. inner: where the parameters are bound."""
    for s in statements:
        e = s.value if isinstance(s, t.Object) and not s.targets else None
        if isinstance(e, t.Call) and _leaf_kind(e, inner) is not None and e.args and e.args[0] == t.Arg(None, t.Name(param)) and len(e.args) > 1:
            _more(page, b, e, inner)


def leaf_named(s: t.Object, b: Binding, scope: Scope) -> None:
    """`I1 = male()`: a leaf by the name it is bound to."""
    net = network(scope)
    if net is not None and _leaf_kind(s.value, scope) is not None:
        net.nodes.setdefault(b.name, b)
