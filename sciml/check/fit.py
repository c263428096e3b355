"""The twelve conversions: what a slot takes, chosen by its type (section 6 of the language)."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from importlib import import_module
from typing import Any

from .. import expression as ex
from ..diagnostic import Fix
from ..element import Element, Slot
from ..figure import Variable
from ..grammar import print_expr
from ..grammar import tree as t
from ..grammar.record import replace
from ..plane import Point, Round, Straight, Track, Turned, Vector, nowhere
from ..quantity import ANGLE, LENGTH, MASS, NUMBER, Origin, Value, base_unit
from ..quantity import name as dimension_name
from ..typeset import Run
from .coordinates import mixed_units
from .counted import counted
from .directions import COMPASS, direction_word
from .mathematics import mathematics
from .meant import instead, offer, other_reading
from .messages import BareAngle, DimensionMismatch, HiddenDirection, NeedsAnchor, OutOfRange, WrongType
from .natural import describe, heading, natural, number_value, place_of, shown_words
from .nodes import name_of, network, node_of
from .page import Page, Span2, nearest
from .run import Run2
from .scope import Scope
from .signature import one_of
from .texts import words_of_thing
from .uneven import refuse_length, uneven

__all__ = ["MISSING", "fit", "fit_thing", "has_shape", "wanted"]

MISSING = object()
"""What `fit` answers after saying what is wrong."""


_NOUNS = {
    "element": "a thing",
    "point": "a point",
    "points": "points",
    "count": "a whole number",
    "truth": "true or false",
    "text": "a text",
    "direction": "a direction",
    "key": "a name",
    "node": "a node",
    "line": "a line",
    "circle": "a circle",
    "curve": "a line or curve",
    "body": "a body",
    "arrow": "an arrow",
    "region": "a region",
    "formula": "a formula",
    "relations": "equations or inequalities",
    "range": "a range",
    "content": "something to show",
    "data": "numbers or texts",
    "cells": "cells",
}


def wanted(slot: Slot) -> str:
    """A phrase: what the slot takes."""
    if slot.type == "number":
        return dimension_name(slot.dim) if slot.dim is not None and slot.dim != NUMBER else "a number"
    if slot.type == "element" and slot.family:
        return " or ".join(_article(c.kind or c.__name__.lower()) for c in slot.family)
    if "|" in slot.type and "element" in slot.type:
        return "a thing that has a place"
    if "|" in slot.type:
        return " or ".join(_NOUNS.get(x, "a " + x) for x in slot.type.split("|"))
    if slot.type == "word":
        return "one of " + ", ".join(slot.words)
    return _NOUNS.get(slot.type, "a " + slot.type)


def _article(noun: str) -> str:
    return ("an " if noun[:1] in "aeiou" else "a ") + noun.replace("_", " ")


def fit(page: Page, e: t.Expr, slot: Slot, scope: Scope, what: str) -> Any:
    """The expression as the slot wants it, or MISSING."""
    if slot.many and slot.type not in ("points", "relations"):
        return _many(page, e, slot, scope, what)
    early = _EARLY.get(slot.type)
    if early is not None:
        return early(page, e, slot, scope, what)
    thing = natural(page, e, scope)
    if thing is None:
        offer(page, e, slot)
        return MISSING
    return fit_thing(page, thing, e, slot, scope, what)


def fit_thing(page: Page, thing: Any, e: t.Expr, slot: Slot, scope: Scope, what: str) -> Any:
    """A thing already evaluated, as the slot wants it."""
    got = _BY_TYPE[slot.type](page, thing, e, slot, scope, what) if "|" not in slot.type else _any_of(page, thing, e, slot, scope, what)
    if got is None:
        _refuse(page, thing, e, slot, what)
        return MISSING
    return got


def _any_of(page: Page, thing: Any, e: t.Expr, slot: Slot, scope: Scope, what: str) -> Any:
    """The first of several types that fits; a direction stays one where it may."""
    types = slot.type.split("|")
    if isinstance(thing, Vector) and hasattr(thing, "from_place") and "line" in types:
        page.say(WrongType(e.span, what, wanted(slot), print_expr(e), "a direction only from where something starts", "Say the line: segment(A, B)."))
        return MISSING
    if isinstance(thing, Vector) and ("direction" in types or "element" in types):
        return thing if "direction" in types else None
    for type_ in types:
        if type_ == "direction":
            got = heading(thing) if not isinstance(thing, Value) else None
        elif (type_ == "number" and not isinstance(thing, Value)) or (type_ == "element" and not has_shape(thing)):
            continue
        else:
            got = _BY_TYPE[type_](page, thing, e, slot, scope, what)
        if got is not None:
            return got
    return None


def _refuse(page: Page, thing: Any, e: t.Expr, slot: Slot, what: str) -> None:
    if slot.type in ("point", "points") and isinstance(thing, Element) and thing.anchors:
        page.say(NeedsAnchor(e.span, print_expr(e), describe(thing), ", ".join(thing.anchors), getattr(thing, "surface", None) is not None))
    else:
        new, hint = instead(thing, e, slot)
        page.say(
            WrongType(
                e.span, what, wanted(slot), print_expr(e), describe(thing), hint or (f"Write `{new}`." if new else ""), fix=Fix(e.span, new) if new else None
            )
        )


def _many(page: Page, e: t.Expr, slot: Slot, scope: Scope, what: str) -> Any:
    one = one_of(slot)
    if isinstance(e, t.List):
        got = tuple(fit(page, i, one, scope, what) for i in e.items)
        return MISSING if any(g is MISSING for g in got) else got
    if isinstance(e, t.Name) and slot.type not in ("word", "text", "content", "node"):
        thing = natural(page, e, scope)
        if isinstance(thing, list):
            got = tuple(fit_thing(page, x, e, one, scope, what) for x in thing)
            return MISSING if any(g is MISSING for g in got) else got
        if thing is None:
            offer(page, e, one)
            return MISSING
        return _single(fit_thing(page, thing, e, one, scope, what))
    return _single(fit(page, e, one, scope, what))


def _single(got: Any) -> Any:
    return MISSING if got is MISSING else (got,)


# ---------------------------------------------------------------- slots that read the expression itself


def _word(page: Page, e: t.Expr, slot: Slot, scope: Scope, what: str) -> Any:
    word = e.id if isinstance(e, t.Name) else e.raw if isinstance(e, t.Text) else None
    if word is not None and (not slot.words or word in slot.words):
        return word
    if isinstance(e, t.Name) and scope.find(e.id) is not None:  # a parameter or loop value that is a word
        thing = natural(page, e, scope)
        if isinstance(thing, str) and (not slot.words or thing in slot.words):
            return thing
        if isinstance(thing, tuple) and thing and isinstance(thing[0], Run) and thing[0].text in slot.words:
            return thing[0].text
    near = nearest(word or "", slot.words)
    fix = Fix(e.span, near[0]) if near else None
    page.say(WrongType(e.span, what, wanted(slot), print_expr(e), "none of them", f"Did you mean {near[0]}?" if near else "", fix=fix))
    return MISSING


def _direction(page: Page, e: t.Expr, slot: Slot, scope: Scope, what: str) -> Any:
    if isinstance(e, t.Name):
        b = scope.find(e.id)
        way = direction_word(e.id, page.directions.get("north"))
        if b is None and way is not None:
            if e.id in COMPASS:
                page.figure.options["compass"] = page.directions.get("north") or Vector(0, 1)
            return oriented(page, way, e.id, scope)
        if b is not None and e.id in COMPASS and len(e.id) <= 2:
            long = {"N": "north", "E": "east", "S": "south", "W": "west", "NE": "northeast", "NW": "northwest", "SE": "southeast", "SW": "southwest"}[e.id]
            page.say(HiddenDirection(e.span, e.id, b.kind, long))
    if isinstance(e, t.Negative):
        inner = _direction(page, e.value, slot, scope, what)
        return MISSING if inner is MISSING else -inner
    if isinstance(e, t.Call) and isinstance(e.func, t.Name):
        from .calls import direction_call

        made = direction_call(page, e, scope)
        if made is not None:
            return made
    thing = natural(page, e, scope)
    if thing is None:
        return MISSING
    way = heading(thing)
    if way is not None:
        return way
    if isinstance(thing, Value):
        angle = _number(page, thing, e, Slot("angle", "number", dim=ANGLE), scope, what)
        return MISSING if angle is MISSING else Turned(ex.cos(angle.n), ex.sin(angle.n), Vector(1, 0), angle)
    _refuse(page, thing, e, slot, what)
    return MISSING


def oriented(page: Page, way: Vector, word: str, scope: Scope) -> Vector:
    """A direction word as a vector; into and out of the page are marked by a third component on the vector's name."""
    if word in ("into", "out"):
        return Away(0, 0, -1 if word == "into" else 1)
    return way


class Away(Vector):
    """A direction out of the page (`out` = 1) or into it (-1)."""

    out: int = 0


def _text(page: Page, e: t.Expr, slot: Slot, scope: Scope, what: str) -> Any:
    if slot.words == ("expression",) and not isinstance(e, t.Text):
        return _displayed(page, e, scope)
    if isinstance(e, t.Name) and e.id in ("none", "no", "false") and scope.find(e.id) is None:
        return ()  # as ""
    thing = natural(page, e, scope)
    if thing is None:
        return MISSING
    words = words_of_thing(page, thing, e, scope)
    if words is None:
        _refuse(page, thing, e, slot, what)
        return MISSING
    return words


def _displayed(page: Page, e: t.Expr, scope: Scope) -> Any:
    """An expression that is typeset as it stands; if all its letters have values, what it claims is checked."""
    from .chosen import without_value
    from .claims import claim_statement

    if isinstance(e, t.Compare):

        def check() -> None:
            before = list(page.found)
            number = len(page.figure.claims)
            claim_statement(page, (t.Claim(e, span=e.span),), "check", scope)
            if len(page.found) > len(before) or any(without_value(page, c) for c in page.figure.claims[number:]):  # it is only shown
                page.found[:] = before
                del page.figure.claims[number:]

        page.after.append(check)
    return (Run(mathematics(counted(e, scope)), math=True),)


@cache
def _late(name: str) -> Any:
    """What reads formulas, or cells: many texts have none. (To import it in each call would cost more than most calls.)"""
    return import_module(f"{__package__}.{name}")


def _formula(page: Page, e: t.Expr, slot: Slot, scope: Scope, what: str) -> Any:
    return _late("formulas").formula_of(page, e, slot, scope)


def _relations(page: Page, e: t.Expr, slot: Slot, scope: Scope, what: str) -> Any:
    return _late("formulas").claims_of(page, e, slot, scope)


def _cells(page: Page, e: t.Expr, slot: Slot, scope: Scope, what: str) -> Any:
    cells = _late("cells")
    got = cells.cells_of(page, e, slot, scope, what)
    return MISSING if got is cells.FAILED else got


def _data(page: Page, e: t.Expr, slot: Slot, scope: Scope, what: str) -> Any:
    if isinstance(e, (t.List, t.Tuple)):
        got = tuple(_data(page, i, slot, scope, what) for i in e.items)
        return MISSING if any(g is MISSING for g in got) else got
    if isinstance(e, t.Name) and scope.find(e.id) is None:
        return e.id
    thing = natural(page, e, scope)
    if thing is None:
        return MISSING
    if isinstance(thing, Value):
        words = shown_words(thing, e, scope)
        return Value(thing.n, thing.dim, thing.origin, words, thing.unit, thing.digits, thing.decimals, thing.symbol, key=thing.key)
    return thing


# ---------------------------------------------------------------- slots that take a thing


def _point(page: Page, thing: Any, e: t.Expr, slot: Slot, scope: Scope, what: str) -> Any:
    at = place_of(thing)
    if at is not None:
        return at
    if isinstance(thing, Run2) and len(thing) == 1:
        return thing[0]
    return None


def _points(page: Page, thing: Any, e: t.Expr, slot: Slot, scope: Scope, what: str) -> Any:
    if isinstance(thing, Run2):
        return tuple(thing)
    if isinstance(thing, (list, tuple)) and not (thing and isinstance(thing[0], Run)):
        flat: list[Point] = []
        for x in thing:
            at = place_of(x)
            if at is None:
                return None
            flat.append(at)
        return tuple(flat)
    if isinstance(thing, Element) and hasattr(thing, "vertices"):
        return tuple(thing.vertices)
    at = place_of(thing)
    return None if at is None else (at,)


def curve_of(thing: Any) -> Any:
    """The geometry of a curve, line, run of two, or element that has one. Raises ZeroDivisionError for two points written at one place."""
    if isinstance(thing, Run2):
        if len(thing) == 2 and nowhere(thing[1] - thing[0]):
            raise ZeroDivisionError
        return Straight(thing[0], thing[1], name=thing.text) if len(thing) == 2 else Track(tuple(thing), closed=True, name=thing.text)
    if isinstance(thing, (Straight, Round, Track)):
        return thing
    for name in ("curve", "surface"):
        got = getattr(thing, name, None)
        if isinstance(got, (Straight, Round, Track)):
            if not got.name and isinstance(thing, Element):
                object.__setattr__(got, "name", thing.name or thing.kind)
            if got.owner is None:
                object.__setattr__(got, "owner", thing)
            return got
    tail, vector = getattr(thing, "tail", None), getattr(thing, "vector", None)
    if isinstance(tail, Point) and isinstance(vector, Vector):
        return Straight(tail, tail + vector, name=getattr(thing, "name", ""), owner=thing)
    return None


def has_shape(thing: Any) -> bool:
    """Does it have a place, a curve or an outline in its frame, so that a relation may speak of it? A note or a legend has none."""
    if any(isinstance(getattr(thing, key, None), (Point, Straight, Round, Track)) for key in ("curve", "surface", "at", "body")):
        return True
    return bool(getattr(thing, "outline", None)) or curve_of(thing) is not None


def _line(page: Page, thing: Any, e: t.Expr, slot: Slot, scope: Scope, what: str) -> Any:
    got = curve_of(thing)
    if isinstance(got, Straight):
        return got
    if isinstance(thing, Vector) and not hasattr(thing, "from_place"):
        return Straight(Point(0, 0), Point(thing.x, thing.y), True, True, name=print_expr(e))
    return None


def _circle(page: Page, thing: Any, e: t.Expr, slot: Slot, scope: Scope, what: str) -> Any:
    got = curve_of(thing)
    return got if isinstance(got, Round) else None


def _curve(page: Page, thing: Any, e: t.Expr, slot: Slot, scope: Scope, what: str) -> Any:
    got = curve_of(thing)
    if got is not None:
        return got
    return getattr(thing, "curve", None) if isinstance(thing, Element) else None


def _family(name: str) -> Callable[..., Any]:
    def take(page: Page, thing: Any, e: t.Expr, slot: Slot, scope: Scope, what: str) -> Any:
        if isinstance(thing, Element) and (thing.family == name or name == "element"):
            return thing
        return None

    return take


def _element(page: Page, thing: Any, e: t.Expr, slot: Slot, scope: Scope, what: str) -> Any:
    if not slot.family:
        if isinstance(thing, (Element, Point, Straight, Round, Track)):
            return thing
        if isinstance(thing, Run2):
            return curve_of(thing)
        return None
    if isinstance(thing, slot.family):
        return thing
    if isinstance(thing, Run2):  # a family of geometry: Point, Straight, Round ...
        got = curve_of(thing)
        return got if isinstance(got, slot.family) else None
    if isinstance(thing, Element):
        for candidate in (place_of(thing), curve_of(thing)):
            if candidate is not None and isinstance(candidate, slot.family):
                return candidate
    return None


def _as_angle(page: Page, v: Value, e: t.Expr, scope: Scope) -> Value | None:
    if v.dim in (ANGLE, None):
        return v
    if v.dim == NUMBER:
        if (isinstance(v.n, ex.Const) and v.n == 0) or any(n is ex.PI for n in ex.postorder(v.n)) or v.origin != Origin.GIVEN:
            return Value(v.n, ANGLE, v.origin, v.words, v.unit, v.digits, v.decimals, v.symbol, key=v.key)
        text = print_expr(e)
        page.say(BareAngle(e.span, text, fix=Fix(e.span, f"{text} deg") if isinstance(e, t.Number) else None))
        return None
    page.say(DimensionMismatch(e.span, "An angle is wanted here", print_expr(e), dimension_name(v.dim)))
    return None


def _number(page: Page, thing: Any, e: t.Expr, slot: Slot, scope: Scope, what: str) -> Any:
    if isinstance(e, t.Text):
        return None
    v = thing if isinstance(thing, Value) else number_value(page, e, scope, thing)
    if v is None:
        return MISSING
    dim = slot.dim
    if dim is not None and v.dim != dim:
        fixed = _to_dimension(page, v, e, slot, scope, what)
        if fixed is None:
            return MISSING
        v = fixed
    if v.words is None:
        words = shown_words(v, e, scope)
        if words is not None:
            v = Value(v.n, v.dim, v.origin, words, v.unit, v.digits, v.decimals, v.symbol, key=v.key)
    if isinstance(v.n, ex.Const) and not within(slot, v.n):
        page.say(OutOfRange(e.span, what, print_expr(e), bounds(slot)))
        return MISSING
    size = page.figure.constants.get(v.n, v.n) if isinstance(v.n, ex.Var) else v.n
    if slot.name in _NEVER_NEGATIVE and slot.dim in (LENGTH, MASS) and isinstance(size, ex.Const) and size < 0:
        page.say(OutOfRange(e.span, what, print_expr(e), "0 or more"))
        return MISSING
    if slot.positive and isinstance(size, ex.Const) and size <= 0:
        page.say(OutOfRange(e.span, what, print_expr(e), "more than 0"))
        return MISSING
    if dim == LENGTH and slot.of_drawing and scope.frame.kind == "axes" and (decades := uneven(scope.frame)) is not None:
        refuse_length(page, e, decades, what=what)
        return MISSING
    adopt_symbol(page, v, dim, slot, scope)
    if slot.usual is not None and isinstance(v.n, ex.Var):
        page.usual.setdefault(v.n, slot.usual)
    if not slot.of_drawing:
        page.not_of_drawing(v.n)
    return v


_NEVER_NEGATIVE = frozenset(("radius", "diameter", "width", "height", "length", "thickness", "depth", "base", "mass", "gap"))


def within(slot: Slot, n: Any) -> bool:
    return not (slot.at_least is not None and n < slot.at_least) and not (slot.at_most is not None and n > slot.at_most)


def bounds(slot: Slot) -> str:
    low = f"at least {slot.at_least:g}" if slot.at_least is not None else ""
    high = f"at most {slot.at_most:g}" if slot.at_most is not None else ""
    return " and ".join(x for x in (low, high) if x)


def _to_dimension(page: Page, v: Value, e: t.Expr, slot: Slot, scope: Scope, what: str) -> Value | None:
    dim = slot.dim
    if v.dim is None or (isinstance(v.n, ex.Const) and v.n == 0):
        return Value(v.n, dim, v.origin, v.words, v.unit, v.digits, v.decimals, v.symbol, key=v.key)  # type: ignore[arg-type]
    if dim == ANGLE:
        return _as_angle(page, v, e, scope)
    if dim == LENGTH and v.dim == NUMBER:
        if page.is_bare(scope.frame):
            n = v.n
            if isinstance(e, (t.Number, t.Negative)) and isinstance(n, ex.Const):
                n = page.constant_length(n, scope.frame, print_expr(e), v)
            return Value(n, LENGTH, v.origin, v.words, v.unit, v.digits, v.decimals, v.symbol, key=v.key)
        page.say(mixed_units(page, e, scope))
        return None
    if dim == NUMBER and v.dim == ANGLE:
        return v
    if dim in _SIZES and v.dim == NUMBER and page.is_bare(scope.frame):
        return Value(v.n, dim, v.origin, v.words, v.unit, v.digits, v.decimals, v.symbol, key=v.key)
    hint, fix = other_reading(e, scope)
    if v.dim == NUMBER and isinstance(e, t.Number) and dim is not None and (unit := base_unit(dim)) is not None:
        hint = f"Give it a unit, such as {print_expr(e)} {unit.text}."
    elif v.dim == NUMBER and v.symbol and v.unit is None and v.words is not None and dim is not None and (unit := base_unit(dim)) is not None:
        hint = f"Give {v.symbol} a unit where it is given, such as {v.symbol} = {''.join([r.text for r in v.words])} {unit.text}."
    page.say(DimensionMismatch(e.span, f"{what} takes {wanted(slot)}", print_expr(e), dimension_name(v.dim) if v.dim != NUMBER else "a number", hint, fix=fix))
    return None


def adopt_symbol(page: Page, v: Value, dim: Any, slot: Slot | None, scope: Scope) -> None:
    """A symbol without a value that fills a length, area or angle of the drawing, or a coordinate of axes, becomes something the solver may choose."""
    if dim is None and slot is not None and slot.name in getattr(scope.frame.owner, "axis_slots", ()):
        from .formulas import adopt_on_axis

        adopt_on_axis(page, v, slot.name, scope)
        return
    if not isinstance(v.n, ex.Var) or v.n in page.figure.constants or scope.frame.kind not in ("plane", "axes"):
        return
    if dim is None or any(x.var is v.n for x in page.figure.variables):
        return
    usual = slot.default if slot is not None and isinstance(slot.default, (int, float)) and not isinstance(slot.default, bool) else None
    free = (slot.usual or slot.free or usual) if slot is not None else None
    mm = scope.frame.mm
    low, soft = (mm * (free / 2), 0.3) if slot is not None and slot.usual and free else (0, -1.0)  # the size of a thing stays near what is usual
    if dim in _SIZES:  # of what nothing else decides, places are free before angles, these before lengths, and areas come out
        start, size = (mm * (free or 25.0)) ** dim.powers[0], (mm * 20) ** dim.powers[0]
        soft = soft if dim == LENGTH else -2.0
    elif dim == ANGLE:
        start, size, soft = free or 0.6, 1.0, -0.3
    else:
        return
    page.figure.variables.append(Variable(v.n, start, low, None, size, soft, None, frame=scope.frame, owner=v.symbol))
    known = page.figure.symbols.get(v.symbol)
    if known is not None and known.number is v.n and known.dim is None:
        page.figure.symbols[v.symbol] = replace(known, dim=dim)


_SIZES = (LENGTH, LENGTH * LENGTH, LENGTH * LENGTH * LENGTH)


def _count(page: Page, thing: Any, e: t.Expr, slot: Slot, scope: Scope, what: str) -> Any:
    if isinstance(thing, Value) and isinstance(thing.n, (int, Fraction)) and Fraction(thing.n).denominator == 1 and thing.dim == NUMBER:
        n = int(thing.n)
        if within(slot, n):
            return n
        page.say(OutOfRange(e.span, what, print_expr(e), bounds(slot)))
        return MISSING
    return None


def _truth(page: Page, thing: Any, e: t.Expr, slot: Slot, scope: Scope, what: str) -> Any:
    return thing if isinstance(thing, bool) else None


def _span(page: Page, thing: Any, e: t.Expr, slot: Slot, scope: Scope, what: str) -> Any:
    if not isinstance(thing, Span2):
        return None
    if slot.dim is not None and thing.low.dim != slot.dim and thing.high.dim != slot.dim:
        page.say(DimensionMismatch(e.span, f"{what} takes {wanted(slot)}", print_expr(e), dimension_name(thing.high.dim)))
        return MISSING
    return thing


def _content(page: Page, thing: Any, e: t.Expr, slot: Slot, scope: Scope, what: str) -> Any:
    if isinstance(thing, Value):
        return words_of_thing(page, thing, e, scope)
    return thing


def _key(page: Page, e: t.Expr, slot: Slot, scope: Scope, what: str) -> Any:
    got = name_of(page, e, scope)
    if got is None:
        page.say(WrongType(e.span, what, wanted(slot), print_expr(e), "no name of a node"))
        return MISSING
    return got


def _node(page: Page, e: t.Expr, slot: Slot, scope: Scope, what: str) -> Any:
    """A leaf of the container, or, where there is none, a place."""
    net = network(scope)
    if net is None and not slot.declares:
        return fit(page, e, replace(slot, type="element"), scope, what)
    if net is None:
        return fit(page, e, replace(slot, type="point"), scope, what)
    got = node_of(page, e, scope, net, slot.declares)
    return MISSING if got is None else got


_EARLY: dict[str, Callable[..., Any]] = {
    "key": _key,
    "node": _node,
    "word": _word,
    "direction": _direction,
    "text": _text,
    "formula": _formula,
    "relations": _relations,
    "data": _data,
    "cells": _cells,
}
_BY_TYPE: dict[str, Callable[..., Any]] = {
    "point": _point,
    "points": _points,
    "line": _line,
    "circle": _circle,
    "curve": _curve,
    "body": _family("body"),
    "arrow": _family("arrow"),
    "region": _family("region"),
    "element": _element,
    "number": _number,
    "count": _count,
    "truth": _truth,
    "range": _span,
    "content": _content,
}
