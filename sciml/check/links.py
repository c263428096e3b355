"""Links between drawn objects: connectors from edge to edge."""

from __future__ import annotations

from ..diagnostic import Fix
from ..element import Element, Style
from ..grammar import print_expr
from ..grammar import tree as t
from ..vocabulary import kind
from .build import style_of
from .messages import WrongType
from .natural import describe, natural, place_of
from .page import Page, PageMaker
from .scope import Scope
from .slips import LinkInBrackets

__all__ = ["link"]


def link(page: Page, s: t.Link, scope: Scope) -> None:
    """`A -> B "12" -> C, dashed=true`: one connector for each arrow and end."""
    cls = kind("connector")
    if cls is None:
        return
    style = style_of(page, {a.name: a for a in s.args if a.name}, scope)
    starts = [s.start]
    for step in s.steps:
        for a in starts:
            for b in step.ends:
                _connector(page, cls, a, b, step, style, s, scope)
        starts = [step.ends[-1]]


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
    made.id, made.name, made.span, made.frame, made.drawn, made.children = page.id("link"), "", s.span, scope.frame, True, ()
    for slot in made.slots:
        made.__dict__[slot.name] = slot.default
    from .texts import words_of

    label = words_of(page, step.label, scope) if step.label is not None else None
    made.style = Style(color=style.color, dashed=style.dashed, bold=style.bold, label=label or style.label)
    made.__dict__.update(first=ends[0], second=ends[1], sign=step.sign, placed=None)
    made.setup(PageMaker(page, made, scope))
    page.figure.elements.append(made)
    scope.frame.elements.append(made)
