"""Results of a construction as objects of their own: a Point becomes a point, a Straight a line or segment, a Round a circle."""

from __future__ import annotations

from typing import Any

from ..element import Element, Style
from ..grammar.tree import Span
from ..plane import Point, Round, Straight, Track
from ..vocabulary import kind
from .page import Page, PageMaker
from .scope import Scope

__all__ = ["wrapped"]


def wrapped(page: Page, thing: Any, name: str, scope: Scope, span: Span, whole: Element | None) -> Any:
    """The object that a result is drawn as, under its name; an Element stays itself."""
    if isinstance(thing, Element):
        return thing
    word = "point" if isinstance(thing, Point) else "circle" if isinstance(thing, Round) else "segment"
    if isinstance(thing, Straight) and (thing.before or thing.after):
        word = "line" if thing.before else "ray"
    cls = kind(word)
    if cls is None or isinstance(thing, Track):
        return None
    made = object.__new__(cls)
    made.id, made.name, made.span, made.frame, made.children = page.id(name or word, scope.frame), name, span, scope.frame, ()
    made.style = whole.style if whole is not None else Style()
    made.drawn = True
    made.__dict__["placed"] = thing if isinstance(thing, Point) else None
    for slot in made.slots:
        made.__dict__[slot.name] = slot.default
    if isinstance(thing, Point):
        made.setup(PageMaker(page, made, scope))
    else:
        named = type(thing)(*(getattr(thing, k) for k in type(thing).__record__ if k not in ("name", "owner")), name=name, owner=made)
        made.__dict__["curve"] = named
        if isinstance(thing, Round):
            made.__dict__["radius"] = None
        extra = whole.result_anchors if whole is not None else {}
        if extra:
            made.__dict__.update({name: getattr(named, part) for name, part in extra.items()})
            made.__dict__["anchors"] = (*cls.anchors, *extra)
    page.keep(made, scope)
    return made
