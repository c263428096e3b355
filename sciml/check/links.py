"""Links: edges of a container with nodes; elsewhere connectors between drawn objects, from edge to edge."""

from __future__ import annotations

import re
from typing import Any

from ..diagnostic import Fix
from ..element import Element, Style
from ..grammar import parse, print_expr
from ..grammar import tree as t
from ..quantity import Value, find_unit, literal
from ..vocabulary import kind
from .bind import bind, unknown_parameter
from .build import default_of, style_of
from .looks import STYLE
from .messages import WrongType
from .natural import describe, natural, place_of
from .nodes import node_of
from .page import Page, PageMaker
from .scope import Binding, Scope
from .signature import Signature, signature
from .slips import LinkInBrackets
from .texts import words_of

__all__ = ["edge_statement", "edges", "link"]


def link(page: Page, s: t.Link, scope: Scope) -> None:
    """`A -> B "12" -> C, dashed=true`: one connector for each arrow and end."""
    cls = kind("connector")
    if cls is None:
        return
    for said in s.args:
        if said.name and said.name not in STYLE:
            page.say(unknown_parameter("a connector", said, STYLE, STYLE))
    style = style_of(page, {a.name: a for a in s.args if a.name in STYLE}, scope)
    starts = [s.start]
    for step in s.steps:
        for a in starts:
            for b in step.ends:
                _connector(page, cls, a, b, step, style, s, scope)
        starts = [step.ends[-1]]


def edges(page: Page, s: t.Link, scope: Scope, net: Scope) -> None:
    """A link in a container with nodes."""
    _edges(page, s, scope, net)


_BETWEEN: dict[Any, Signature] = {}


def _between_ends(cls: type[Element]) -> Signature:
    """The slots of an edge that its keywords may fill."""
    found = _BETWEEN.get(cls)
    if found is None:
        found = _BETWEEN[cls] = Signature([slot for slot in cls.slots if slot.name not in _ENDS])
    return found


def _edges(page: Page, s: t.Link, scope: Scope, net: Scope) -> Element | None:
    """`A -> B "12" -> C, D`: one edge of the container's kind for each arrow and end. Its keywords are slots of that kind, or the words that every kind has.
    Returns the last."""
    cls = kind(net.edge, net.container)
    assert cls is not None
    own = signature(cls).by_name
    style = style_of(page, {a.name: a for a in s.args if a.name in STYLE and a.name not in own}, scope)
    said = tuple(a for a in s.args if a.name not in STYLE or a.name in own)
    slots = _between_ends(cls)
    values = bind(page, slots, said, scope, net.edge)
    starts = [node_of(page, s.start, scope, net)]
    before: Element | None = None
    for step in s.steps:
        ends = [node_of(page, e, scope, net) for e in step.ends]
        for a in starts:
            for b in ends:
                if a is not None and b is not None and values is not None:
                    label = words_of(page, step.label, scope) if step.label is not None else style.label
                    if step.label is not None and "weight" in own and "weight" not in values:
                        values = {**values, "read": number_in(page, step.label, scope)}
                    look = Style(color=style.color, dashed=style.dashed, bold=style.bold, label=label, hide=style.hide, box=style.box, member=style.member)
                    before = _edge(page, cls, {"first": a, "second": b, "sign": step.sign, "before": before, **values}, look, slots, s.span, scope)
        starts = [ends[-1]]
    return before


_ENDS = ("first", "second", "sign")
_NUMBER = re.compile(r"\s*[-−]?\d[^,;\n]*")


def number_in(page: Page, e: t.Text, scope: Scope) -> Value | None:
    """The one number, with or without a unit, that a label is: `"4"`, `"5 km"`, `"{w}"`; None if it says anything else."""
    if len(e.parts) == 1 and isinstance(e.parts[0], t.ValuePart):
        thing = natural(page, e.parts[0].value, scope)
        return thing if isinstance(thing, Value) else None
    raw = e.raw[1:-1] if len(e.raw) > 2 and e.raw[0] == e.raw[-1] == "$" else e.raw
    if not _NUMBER.fullmatch(raw):
        return None
    tree = parse(f"x = {raw}")
    made = tree.statements[0].value if len(tree.statements) == 1 and not tree.faults and isinstance(tree.statements[0], t.Object) else None
    sign, inner = ("-", made.value) if isinstance(made, t.Negative) else ("", made)
    if isinstance(inner, t.Number):
        return literal(sign + inner.text, None)
    return literal(sign + inner.number, inner.unit) if isinstance(inner, t.Quantity) and find_unit(inner.unit) is not None else None


def edge_statement(page: Page, s: t.Object, scope: Scope, net: Scope) -> Binding | None:
    """`e = edge(A, B, weight=4)` is the link `A -- B, weight=4`, with the sign of the links around it, bound to its name; None if that is no edge."""
    e = s.value
    assert isinstance(e, t.Call)
    said = [a.value for a in e.args if a.name is None]
    if len(s.targets) > 1 or s.block is not None or not 2 <= len(said) <= 3 or scope.find(net.edge) is not None:
        return None
    signs = [a.value.raw if isinstance(a.value, t.Text) else "" for a in e.args if a.name == "sign"]
    if not {*signs} <= {"--", "->", "<->", "=>", "<-"}:  # which the kind's own slot says
        return None
    sign = next((x.steps[0].sign for x in net.own if isinstance(x, t.Link)), "--") if not signs else signs[0]
    third = said[2] if len(said) == 3 else None
    label = third if isinstance(third, t.Text) else None
    rest = tuple(a for a in e.args if a.name not in (None, "sign"))
    if third is not None and label is None:
        rest = (t.Arg("weight", third, span=third.span), *rest)
    as_link = t.Link(said[0], (t.LinkStep(sign, (said[1],), label),), rest, span=s.span)
    name = s.targets[0].id if s.targets and isinstance(s.targets[0], t.Name) else ""

    def make() -> Element | None:
        made = _edges(page, as_link, scope, net)
        if made is not None:
            made.name = name
        return made

    return Binding(name, "object", s.span, scope, make=make, expr=e)


def _edge(page: Page, cls: type[Element], values: dict[str, object], style: Style, own: Signature, span: t.Span, scope: Scope) -> Element:
    """An edge with its ends; `before`: the one before it in the same statement."""
    made = object.__new__(cls)
    made.id, made.name, made.span, made.frame, made.drawn, made.children = page.id(cls.kind, scope.frame), "", span, scope.frame, True, ()
    made.style = style
    maker = PageMaker(page, made, scope)
    space = made.__dict__
    space.update(own.defaults)
    for slot in own.asked:
        space[slot.name] = values[slot.name] if slot.name in values else default_of(page, made, slot, maker, scope)
    space.update({k: v for k, v in values.items() if k in own.defaults or k not in space})
    made.setup(maker)
    page.keep(made, scope)
    return made


def _connector(page: Page, cls: type[Element], a: t.Expr, b: t.Expr, step: t.LinkStep, style: Style, s: t.Link, scope: Scope) -> None:
    ends = []
    for e in (a, b):
        if (
            isinstance(e, t.Call)
            and isinstance(e.func, t.Name)
            and (bound := scope.find(e.func.id)) is not None
            and bound.kind not in ("formula", "definition")
        ):
            inner = ", ".join(f"{x.name}={print_expr(x.value)}" if x.name else print_expr(x.value) for x in e.args)
            page.say(LinkInBrackets(e.span, e.func.id, inner, fix=Fix(e.span, f"{e.func.id}, {inner}")))
            return
        thing = natural(page, e, scope)
        if thing is None:
            return
        if not isinstance(thing, Element) and place_of(thing) is None:
            page.say(WrongType(e.span, "A link", "a drawn object at each end", print_expr(e), describe(thing)))
            return
        ends.append(thing)
    made = object.__new__(cls)
    made.id, made.name, made.span, made.frame, made.drawn, made.children = page.id("link", scope.frame), "", s.span, scope.frame, True, ()
    for slot in made.slots:
        made.__dict__[slot.name] = slot.default
    label = words_of(page, step.label, scope) if step.label is not None else None
    made.style = Style(color=style.color, dashed=style.dashed, bold=style.bold, label=label or style.label, member=style.member)
    made.__dict__.update(first=ends[0], second=ends[1], sign=step.sign, placed=None)
    made.setup(PageMaker(page, made, scope))
    page.keep(made, scope)
