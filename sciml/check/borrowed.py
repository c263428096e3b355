"""What a `define` borrows from where it is called: parameters that stand for points or nodes declare them there; in a container with nodes all other names
of its body are nodes of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ..grammar import tree as t
from ..vocabulary import kind
from .natural import run_names
from .nodes import declare_node, name_of, network, say_of_borrowed
from .page import Page
from .scope import Binding, Scope
from .signature import signature

__all__ = ["borrow_nodes", "declare_borrowed"]

_OTHER = (t.Call, t.Attribute, t.List)
"""these name no node but are things themselves"""
NODE, POINT = "node", "point"
Uses = set[tuple[str, str]]
"""(parameter, NODE or POINT)"""


def declare_borrowed(page: Page, e: t.Call, definition: t.Define, scope: Scope, point: Callable[..., None], argument: Callable[..., Any]) -> None:
    """New names in a call whose parameters the body takes as points or nodes are declared here, and what it says of its nodes is noted. point: declares the
    points of a name; argument: what a parameter is."""
    net = network(scope)
    uses = _uses(definition, scope, net is not None, {})
    said = _said(e, definition) if uses else {}
    for name, value in said.items():
        if net is not None and (name, NODE) in uses:
            declare_node(page, value, scope, net)
            named = None if isinstance(value, _OTHER) else name_of(page, value, scope)
            if named is not None and named.text in net.nodes:
                say_of_borrowed(page, net.nodes[named.text], name, definition.block.statements, _ahead(page, definition, said, scope, net, argument))
        elif (name, POINT) in uses and isinstance(value, t.Name):
            point(page, value, scope, None)


def _said(e: t.Call, definition: t.Define) -> dict[str, t.Expr]:
    """The argument of each parameter."""
    params = [p.name for p in definition.params]
    return dict(zip(params, [a.value for a in e.args if a.name is None], strict=False)) | {a.name: a.value for a in e.args if a.name in params}


def _ahead(page: Page, definition: t.Define, said: dict[str, t.Expr], scope: Scope, net: Scope, argument: Callable[..., Any]) -> Scope:
    """The parameters of a call before it is made."""
    home = scope.called(definition.name)
    inner = Scope(home.scope if home is not None else scope, scope.frame, sees_figure=False)
    inner.container, inner.leaf, inner.edge = net.container, net.leaf, net.edge
    for p in definition.params:
        value = said.get(p.name, p.default)
        if value is not None:
            inner.names[p.name] = Binding(p.name, "parameter", value.span, inner, make=lambda value=value: argument(page, value, scope))
    return inner


def borrow_nodes(page: Page, e: t.Call, definition: t.Define, inner: Scope, scope: Scope) -> frozenset[str]:
    """Reads the body as a part of the container that the call stands in. Returns the parameters that are nodes of it; these are bound in `inner`."""
    net = network(scope)
    if net is None:
        return frozenset()
    inner.container, inner.leaf, inner.edge = net.container, net.leaf, net.edge
    inner.own = net.own
    uses = _uses(definition, inner, True, {})
    found = set()
    for name, value in _said(e, definition).items():
        if (name, NODE) not in uses or isinstance(value, _OTHER):
            continue
        declare_node(page, value, scope, net)
        named = name_of(page, value, scope)
        node = net.nodes.get(named.text) if named is not None else None
        if node is not None:
            inner.nodes[name] = inner.names[name] = node
            found.add(name)
    inner.borrowed = frozenset(found)
    return inner.borrowed


def _uses(definition: t.Define, scope: Scope, nodes: bool, known: dict[str, Uses]) -> Uses:
    """The parameters that stand at the end of a link or where a node is wanted, and those that a constructor takes as points. nodes: it is called in a
    container with nodes; known: the same of the definitions met before."""
    if definition.name not in known:
        known[definition.name] = set()  # also while it is being read: definitions may call each other
        params = {p.name for p in definition.params}
        for e, use in _places(definition.block.statements, scope, nodes, known):
            if isinstance(e, t.Name):
                known[definition.name] |= {(n, use) for n in (e.id, *(run_names(e.id) if use == POINT else ())) if n in params}
    return known[definition.name]


def _places(statements: tuple[t.Statement, ...], scope: Scope, nodes: bool, known: dict[str, Uses]) -> Iterator[tuple[t.Expr, str]]:
    for s in statements:
        if isinstance(s, t.Repeat):
            yield from _places(s.block.statements, scope, nodes, known)
        elif isinstance(s, t.Link) and nodes:
            for end in (s.start, *(x for step in s.steps for x in step.ends)):
                yield end, NODE
                yield from _of_call(end, scope, nodes, known)
        elif isinstance(s, t.Object):
            yield from _of_call(s.value, scope, nodes, known)


def _of_call(e: t.Expr, scope: Scope, nodes: bool, known: dict[str, Uses]) -> Iterator[tuple[t.Expr, str]]:
    """What stands in the slots of a call that take nodes or new points; of a call of another definition, what is one there."""
    if not isinstance(e, t.Call) or not isinstance(e.func, t.Name):
        return
    bound = scope.called(e.func.id)
    rest = ""
    if bound is not None and bound.kind == "definition" and isinstance(bound.expr, t.Define):
        order = [p.name for p in bound.expr.params]
        uses = dict(_uses(bound.expr, scope, nodes, known))
    else:
        cls = kind(e.func.id, scope.container)
        if cls is None:
            return
        own = signature(cls)
        order = [s.name for s in own.order]
        rest = next((s.name for s in own.order if s.rest), "")
        uses = {s.name: NODE if s.type in ("node", "key") and nodes else POINT for s in own.slots if s.type in ("node", "key") or s.declares}
    i = 0
    for a in e.args:
        name = a.name if a.name is not None else order[i] if i < len(order) else ""
        if name in uses:
            for x in a.value.items if isinstance(a.value, t.List) else (a.value,):
                yield x, uses[name]
        i += a.name is None and name != rest
