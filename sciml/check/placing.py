"""Placement words: `at on inside between left_of right_of above below near gap` for every kind."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Any

from ..body import Body, Host, straight_axis
from ..element import Element, Slot
from ..expression import Const, Expr, Var, atan2, maximum, minimum, variables_of
from ..grammar import print_expr
from ..grammar import tree as t
from ..grammar.record import replace
from ..plane import Oval, Point, Round, Straight, Track, Vector, polar
from ..quantity import ANGLE, LENGTH, NUMBER, Value
from ..relation import CLASSES
from ..typeset import extent
from .fit import MISSING, curve_of, fit, fit_thing, has_shape
from .meant import offer
from .messages import WrongType
from .natural import describe, natural, place_of
from .page import Page, PageMaker
from .places import note_place
from .scope import Scope

__all__ = ["PLACEMENT", "place_element", "room_for_arrows", "spread_guests"]

PLACEMENT = ("at", "on", "inside", "between", "left_of", "right_of", "above", "below", "near", "gap", "facing")
_ORDER = {"left_of": "LeftOf", "right_of": "RightOf", "above": "Above", "below": "Below"}
_GAP = Slot("gap", "number", dim=LENGTH, at_least=0)
_ANYTHING = Slot("second", "point|line|curve|region|body|element")
_INSIDE = Slot("host", "body|region|curve|element")
# Fractions along a host at which things without a place of their own start, in the order of their names; `spread_guests` sets them evenly.
_SEATS = (0.3, 0.5, 0.7, 0.8, 0.86, 0.9, 0.93)


_CORNERS = 12
"""A chain with more corners is a curve in small pieces: a free place on it may be on any of them."""


_SUPPORT, _CURVE = Slot("on", "support"), Slot("on", "curve")


def place_element(page: Page, made: Element, args: dict[str, t.Arg], maker: PageMaker, scope: Scope) -> bool:
    """Sets `placed`, and for bodies `origin`, `turn`, `host`, `host_at`; writes the order claims. False after an error."""
    if not args:
        return made.family != "body" or _seat(page, made, None, None, maker, scope, args)
    host: Any = None
    if "facing" in args:
        way = fit(page, args["facing"].value, Slot("facing", "direction"), scope, "facing")
        if way is MISSING:
            return False
        made.facing = way
        if made.family == "body" and isinstance(way.x, Expr):
            made.__dict__["looks_first"] = -1 if maker.guess(way.x) < 0 else 1
    if "gap" in args:
        gap = fit(page, args["gap"].value, _GAP, scope, "gap")
        if gap is MISSING:
            return False
        page.of_the_drawing(gap, made.frame)
        made.clearance = gap.n
    if "on" in args:
        host = natural(page, args["on"].value, scope)
        if host is None:
            return offer(page, args["on"].value, _SUPPORT if made.family == "body" else _CURVE)
        if getattr(host, "flat", False) and made.family == "body" and "at" not in args and "inside" not in args:  # seen from above: on it is within its rim
            args = {**args, "inside": args["on"]}
            del args["on"]
            host = None
        made.host = host if isinstance(host, Element) else None
        if isinstance(host, (Straight, Round)) and made.family == "body":
            made.__dict__["carried_by"] = host
    at = _at(page, made, args.get("at"), host, scope)
    if at is MISSING:
        return False
    if host is not None and at is None:
        meets = getattr(made, "touches_host", None)  # a force of contact acts where its body touches the host
        at = meets(host, maker) if meets is not None else None
        at = at if at is not None else _somewhere_on(page, made, host, maker, args["on"], scope)
        if at is MISSING:
            return False
    if "between" in args and at is None:
        at = _between(page, made, args["between"], maker, scope)
        if at is MISSING:
            return False
    if "inside" in args and at is None and (made.family in ("point", "body") or made.floats_inside):
        at = _middle_of_host(page, made, args["inside"], maker, scope)
    if "near" in args and at is None:
        thing = natural(page, args["near"].value, scope)
        made.near = place_of(thing) or getattr(thing, "center", None) if thing is not None else None  # type: ignore[attr-defined]
    made.placed = at
    if at is None and made.lies_beside:
        _text_beside(page, made, args, scope)
    if host is not None and "between" in args:
        ends = _ends(page, args["between"], scope)
        if len(ends) == 2:
            page.delayed.append((made, "Between", ends, args["between"], scope))
    _orders(page, made, args, scope)
    if made.family == "body" and not _seat(page, made, host, at, maker, scope, args):
        return False
    if host is not None:
        _contact(page, made, host, args["on"], scope)
    return True


_SHAPES = ("circle", "curve", "region")
"""Families of drawn shapes, some of which have a middle that is free."""
_SIDES = {"above": ("top", Vector(0, 1)), "below": ("bottom", Vector(0, -1)), "left_of": ("left", Vector(-1, 0)), "right_of": ("right", Vector(1, 0))}


def _outward_at(host: Host, at: Point) -> Vector:
    """The unit direction in which a drawn shape stands on something that carries bodies."""
    axis = straight_axis(host)
    if axis is not None:
        return axis.left()
    surface: Any = host.surface
    out: Vector = (at - surface.center) * ((1 if host.outward else -1) / surface.radius)
    return out


def _text_beside(page: Page, made: Element, args: dict[str, t.Arg], scope: Scope) -> None:
    """A text beside a thing lies at the middle of that side."""
    for word, (side, way) in _SIDES.items():
        if word in args and not isinstance(args[word].value, t.List):
            thing = natural(page, args[word].value, scope)
            at = place_of(thing) or getattr(thing, side, None)
            if isinstance(at, Point):
                made.__dict__["near"], made.__dict__["toward"] = at, way


def _at(page: Page, made: Element, arg: t.Arg | None, host: Any, scope: Scope) -> Any:
    """The place that `at=` says: a Point, None if it is absent, MISSING after an error."""
    if arg is None:
        return None
    thing = natural(page, arg.value, scope)
    if thing is None:
        return MISSING
    place = place_of(thing)
    if place is not None:
        made.fixed_at = True  # type: ignore[attr-defined]
        return place
    scale = getattr(host, "at_value", None)
    if isinstance(thing, Value):
        if scale is not None:
            return scale(thing.n)
        by_number = getattr(host, "place_at", None)  # a graph takes x, as its tangents do
        place = by_number(thing) if by_number is not None else None
        if place is not None:
            return place
        made.__dict__["said_at_span"] = arg.value.span
        curve = _host_curve(host if host is not None else getattr(made, "carrier", None))
        if curve is None and host is None:
            page.say(WrongType(arg.span, "at", "a place, or with on= a fraction, length or angle", print_expr(arg.value), describe(thing)))
            return MISSING
        return _at_value(page, made, thing, curve, host, arg, scope)
    center = getattr(thing, "center", None) if isinstance(thing, Element) else None
    if isinstance(center, Point):
        return center
    page.say(WrongType(arg.span, "at", "a place", print_expr(arg.value), describe(thing)))
    return MISSING


def _host_curve(host: Any) -> Any:
    way = getattr(host, "whole_way", None)  # of a rope over wheels
    if way is not None:
        return way
    surface = getattr(host, "surface", None)
    if isinstance(surface, (Straight, Round, Track)):
        return surface
    got = curve_of(host)
    return got if got is not None else getattr(host, "curve", None)


def _at_value(page: Page, made: Element, v: Value, curve: Any, host: Any, arg: t.Arg, scope: Scope) -> Any:
    if isinstance(curve, Round) and curve.sweep is None:
        if v.dim == ANGLE or (isinstance(v.n, Const) and v.n == 0) or v.dim is None:
            made.host_at = v.n
            note_place(made, host, curve, v, arg)
            return curve.at(v.n)
    elif isinstance(curve, Oval) and v.dim == ANGLE:
        made.host_at = curve.toward(polar(curve.center, 1, v.n))
        note_place(made, host, curve, v, arg)
        return curve.at(made.host_at)
    elif isinstance(curve, (Straight, Round, Track)) or getattr(host, "whole_way", None) is not None:
        whole = getattr(host, "length_to_fraction", lambda length: length / curve.length)
        n = whole(v.n) if v.dim == LENGTH or _is_given_length(page, v) else v.n if v.dim in (NUMBER, None) else None
        if n is not None:
            made.host_at = n = curve.part(n) if isinstance(curve, Oval) else n
            if n is not v.n:
                note_place(made, host, curve, v, arg)
            return _spot_on(host, curve, n)
    elif curve is not None and hasattr(curve, "at"):
        return curve.at(v.n)
    fits = "an angle" if isinstance(curve, Round) else "an angle, a fraction or a length" if isinstance(curve, Oval) else "a fraction or a length"
    within = (
        f"The angle tells where on its rim it is; within it: `inside={host.name or 'k'}`, or beside its middle, `right_of=`."
        if isinstance(curve, Round)
        else ""
    )
    page.say(WrongType(arg.span, f"at on {describe(host)}", fits, print_expr(arg.value), describe(v), within))
    return MISSING


def _is_given_length(page: Page, v: Value) -> bool:
    return any(n in page.figure.literals for n in variables_of(v.n))


def _spot_on(host: Any, curve: Any, t_: Any) -> Point:
    """The place at a fraction: hosts count from where the language says."""
    spot = getattr(host, "spot_on", None)
    return spot(t_) if spot is not None else curve.at(t_)  # type: ignore[no-any-return]


def _somewhere_on(page: Page, made: Element, host: Any, maker: PageMaker, arg: t.Arg, scope: Scope) -> Any:
    """A free place on a host."""
    put = getattr(host, "put_guest", None)  # a graph knows where x = 2 is
    if put is not None:
        place = put(made, maker)
        if place is not None:
            return place
    curve = _host_curve(host)
    key = id(host) if isinstance(host, Element) else id(curve)
    others = page.seated.setdefault(key, [])
    k = len(others)
    others.append(made)
    if (isinstance(curve, Round) and curve.sweep is None) or isinstance(curve, Oval):
        first = _upmost(made, host) if k == 0 else 1.1
        start = first + k * 2.399963229728653  # the golden angle keeps any number of points apart
        t_ = maker.free("angle", start, scale=1.0)
        made.host_at = t_
        return curve.at(t_)
    if isinstance(curve, Track) and len(curve.points) <= _CORNERS:
        pieces = len(curve.points) - (0 if curve.closed else 1)
        i, chain = (k + (pieces // 2 if made.family == "body" and curve.closed else 0)) % pieces, curve  # bodies rather not below it
        curve = Straight(curve.points[i], curve.points[(i + 1) % len(curve.points)])
        if made.family == "body":
            made.__dict__["piece"] = curve.direction * -chain.sense() if chain.closed else curve.direction
    if curve is not None and hasattr(curve, "at"):
        low, high = getattr(host, "seat_range", (0.06, 0.94))
        free_line = isinstance(curve, Straight) and (curve.before or curve.after)
        seats = getattr(host, "seats", None) or (tuple(1 - x for x in _SEATS) if _is_upright(host) else _SEATS)
        start = seats[k] if k < len(seats) else 0.1 + 0.8 * ((k * 0.7548776662466927) % 1)
        t_ = maker.free("way", start, low=None if free_line and curve.before else low, high=None if free_line else high, scale=0.3)
        made.host_at = t_
        return _spot_on(host, curve, t_)
    page.say(WrongType(arg.span, "on", "a line, curve or surface", print_expr(arg.value), describe(host)))
    return MISSING


def _upmost(made: Element, host: Any) -> float:
    """At which angle the first guest begins: a body that stands on a round body, on its top."""
    stands = made.family == "body" and getattr(host, "family", "") == "body" and getattr(host.frame, "view", "side") != "top"
    return (math.pi / 2 if getattr(host, "outward", True) else -math.pi / 2) if stands else 1.1


def spread_guests(page: Page) -> None:
    """Guests of one straight host start in the order of their names, evenly: from the left to the right, on walls from the top to the bottom."""
    number = {v.var: k for k, v in enumerate(page.figure.variables)}
    for guests in page.seated.values():
        mine = [g for g in guests if isinstance(getattr(g, "host_at", None), Var) and g.host_at in number and isinstance(_host_curve(g.host), Straight)]
        if not mine or getattr(mine[0].host, "seats", None):
            continue
        mine.sort(key=lambda g: g.span.start)
        if _is_upright(mine[0].host):
            mine.reverse()
        n = len(mine)
        aside = n % 2 == 1 and getattr(mine[0].host, "about_middle", False)  # the middle is taken
        for i, g in enumerate(mine):
            k = number[g.host_at]
            start = (i + 0.5 + (i >= n // 2)) / (n + 1) if aside else (0.26 + 0.48 * i) if n == 2 else (i + 0.5) / n
            page.figure.variables[k] = replace(page.figure.variables[k], start=start)


def _is_upright(host: Any) -> bool:
    way = straight_axis(host)
    return way is not None and isinstance(way.x, Const) and way.x == 0


def _ends(page: Page, arg: t.Arg, scope: Scope) -> tuple[Any, ...]:
    """The things in `between=[a, b]` that have a place."""
    items = arg.value.items if isinstance(arg.value, (t.List, t.Tuple)) else ()
    things = [natural(page, x, scope) for x in items]
    return tuple([place_of(x) or x for x in things if place_of(x) is not None or isinstance(getattr(x, "center", None), Point)])


def _between(page: Page, made: Element, arg: t.Arg, maker: PageMaker, scope: Scope) -> Any:
    """A place on the line of two points; of things with extent, in the gap between them."""
    ends = _ends(page, arg, scope)
    if len(ends) != 2:
        page.say(WrongType(arg.span, "between", "a list of two things", print_expr(arg.value), "not that"))
        return MISSING
    first, second = ends
    if isinstance(first, Point) and isinstance(second, Point):
        return Straight(first, second).at(maker.free("way", 0.42, low=0.15, high=0.85, scale=0.3))
    if not all(isinstance(x, Point) or has_shape(x) for x in ends):
        a, b = (x if isinstance(x, Point) else x.center for x in ends)
        return Straight(a, b).at(0.5)
    middle = CLASSES["Midway"].place(first, second)  # type: ignore[attr-defined]
    if made.family not in ("point", "body"):
        return middle
    page.delayed.append((made, "Between", ends, arg, scope))
    return maker.point("", middle)


def _middle_of_host(page: Page, made: Element, arg: t.Arg, maker: PageMaker, scope: Scope) -> Point | None:
    """A free place that starts in the middle of what a thing is inside of; several things start round it."""
    host = natural(page, arg.value, scope)
    middle = getattr(host, "center", None)
    if not isinstance(middle, Point) or getattr(host, "fluid", False) or getattr(made, "fills", False):
        return None
    others = page.seated.setdefault(-id(host), [])
    k = len(others) + (1 if getattr(host, "flat", False) else 0)  # its middle is the axis it turns about
    others.append(host)
    made.__dict__["roams"] = True
    far, turn = 9 * k**0.5, 2.4 * k
    return maker.point("", Point(middle.x + far * math.cos(turn) * maker.mm, middle.y + far * math.sin(turn) * maker.mm))


def _seat(page: Page, made: Any, host: Any, at: Point | None, maker: PageMaker, scope: Scope, args: dict[str, t.Arg]) -> bool:
    """Where the seat of a body lies and how it is turned."""
    made.host = host if isinstance(host, Element) else None
    made.turn = 0
    rope: Any = host if isinstance(host, Element) else getattr(host, "owner", None)
    threads = getattr(rope, "threads", False) or made.spoken in getattr(rope, "pierces", ())
    made.thread = (rope, rope.part_of(host)) if threads else None
    if at is None:
        settle = getattr(made, "settle", None)
        made.origin = None
        if settle is not None:
            settle(maker)
        return True
    made.origin = at
    if host is None and "at" in args:
        way = _free_end(page, args["at"].value, scope)
        if way is not None and not all(isinstance(n, Const) for n in (way.x, way.y)):  # aslant: the body too
            made.turn, way = atan2(way.y, way.x), Vector(1, 0)
        made.held_out = way
    if made.thread is None and made.host is not None and made.host_at is not None and hasattr(made.host, "seat_on"):
        made.origin, made.turn = made.host.seat_on(made.host_at)
        return True
    if made.thread is not None:
        return True
    curve = _host_curve(host) if host is not None else None
    if isinstance(curve, Straight):
        d = curve.vector
        made.turn = 0 if isinstance(d.y, Const) and d.y == 0 and not (isinstance(d.x, Const) and d.x < 0) else atan2(d.y, d.x)
    elif isinstance(curve, Round) and made.host_at is None and hasattr(host, "turn_at"):
        made.turn = host.turn_at(at)
    elif isinstance(curve, Track) and not isinstance(curve, Oval) and made.host_at is not None:
        d = made.__dict__.pop("piece", None) or curve.ahead(made.host_at)
        made.turn = atan2(d.y, d.x)
    elif curve is not None and hasattr(curve, "along") and made.host_at is not None:
        d = curve.along(made.host_at)
        made.turn = atan2(-d.y, -d.x) if isinstance(curve, (Round, Oval)) else atan2(d.y, d.x)
    return True


def _free_end(page: Page, e: t.Expr, scope: Scope) -> Any:
    """Which way the spring points of whose free end one speaks."""
    if not isinstance(e, t.Attribute) or e.name != "end":
        return None
    way = getattr(natural(page, e.value, scope), "out", None)
    return way if isinstance(way, Vector) else None


def _orders(page: Page, made: Element, args: dict[str, t.Arg], scope: Scope) -> None:
    for word, cls in _ORDER.items():
        if word in args:
            _order(page, made, args[word], word, cls, scope)
    if "inside" in args:
        thing = natural(page, args["inside"].value, scope)
        host = fit_thing(page, thing, args["inside"].value, _INSIDE, scope, "inside") if thing is not None else MISSING
        if host is not MISSING:
            made.orders = (*getattr(made, "orders", ()), ("inside", thing))  # type: ignore[attr-defined]
            page.delayed.append((made, "Inside", host, args["inside"], scope))
            if getattr(thing, "vessel", None) is not None:
                page.delayed.append((made, "Inside", thing.vessel, args["inside"], scope))


def _order(page: Page, made: Element, arg: t.Arg, word: str, cls: str, scope: Scope) -> None:
    items = arg.value.items if isinstance(arg.value, t.List) else (arg.value,)
    found: list[Any] = []
    for x in items:
        thing = natural(page, x, scope)
        if thing is not None and fit_thing(page, thing, x, _ANYTHING, scope, word) is not MISSING:
            made.orders = (*getattr(made, "orders", ()), (word, thing))  # type: ignore[attr-defined]
            page.delayed.append((made, cls, thing, arg, scope))
            found.append(thing)
    if len(found) > 1:
        page.delayed.append((made, "Amid", found, arg, scope))
    elif found and made.family in _SHAPES and not getattr(found[0], "support", False):
        (side, way), at = _SIDES[word], place_of(found[0])
        at = at or getattr(found[0], side, None) or getattr(found[0], "center", None)
        if isinstance(at, Point):
            alike = sum(m.family in _SHAPES and c == cls and o is found[0] for m, c, o, *_ in page.delayed) - 1
            made.__dict__["begins_at"] = at + way * (12 * made.frame.mm) + way.left() * (24 * alike * made.frame.mm)
            made.__dict__["first_there"] = alike == 0


def _contact(page: Page, made: Element, host: Any, arg: t.Arg, scope: Scope) -> None:
    at: Any = made.placed
    if made.family == "point":
        page.delayed.append((made, "On", host, arg, scope))
    elif made.family in _SHAPES and isinstance(host, Host) and at is not None and (isinstance(host, Body) or hasattr(host, "edges")):
        made.__dict__["stands_up"] = _outward_at(host, at)


def delayed_claims(page: Page) -> None:
    """Placement claims are written once all things are set up: they speak of anchors."""
    later = {id(e) for s in page.figure.states for e in s.elements.values()}  # they move as little as they can
    for made, cls, other, arg, scope in page.delayed:
        if cls == "Amid":
            if id(made) not in later and made.family in ("point", "body") and made.host is None and made.placed is None:
                relation = CLASSES["Abreast"](made, tuple(other), arg.name in ("above", "below"))
                page.claim(relation, "wish", arg.span, scope, frame=made.frame, text=relation.phrase(), owner=made.id)
            continue
        if cls == "Between":
            _amid(page, made, other, arg, scope, [g for g, c, o, *_ in page.delayed if c == cls and o == other], id(made) not in later)
            continue
        if cls not in CLASSES or not has_shape(made):
            continue
        if cls == "On":
            relation = CLASSES[cls](made.at, _host_curve(other) or other)
        else:
            first, second = made.at if made.family == "point" else made, other if cls == "Inside" else place_of(other) or other
            relation = CLASSES[cls](first, second)
            wrong = list(relation.misuse())
            for d in wrong:
                page.say(replace(d, span=arg.span))
            if wrong or (cls == "Inside" and getattr(made, "fills", False)):  # it proves by itself that it fills that
                continue
        text = f"{made.name or made.kind} {arg.name} {print_expr(arg.value)}"
        page.claim(relation, "placement", arg.span, scope, text=text, owner=made.id)
        if cls == "Inside" and id(made) not in later:
            well = CLASSES["WellInside"](
                relation.__dict__["thing"], other, (1.5 if not getattr(other, "fluid", False) else 2.5 if other.vessel is not None else 10) * made.frame.mm
            )
            page.claim(well, "wish", arg.span, scope, frame=made.frame, text=text, owner=made.id)
        if cls in _ORDER.values() and id(made) not in later:
            for wish in _seemly(page, made, other, relation, arg):
                page.claim(wish, "wish", arg.span, scope, frame=made.frame, text=text, owner=made.id)
    page.delayed.clear()


def _amid(page: Page, made: Any, ends: tuple[Any, Any], arg: t.Arg, scope: Scope, alike: list[Any], free: bool) -> None:
    """Between two things: the claim, and the wish to share the gap evenly with all that are between the same two."""
    inner = made.at if made.family == "point" else made
    relation = CLASSES["Between"](inner, *ends)
    if any(True for _ in relation.misuse()):
        return
    text = f"{made.name or made.kind} between {print_expr(arg.value)}"
    page.claim(relation, "placement", arg.span, scope, text=text, owner=made.id)
    if not free or all(isinstance(x, Point) for x in ends):
        return
    curve = _host_curve(made.host) if made.host is not None else None
    if isinstance(curve, Straight) and isinstance(made.host_at, Var):
        share = Fraction(alike.index(made) + 1, len(alike) + 1)
        page.claim(CLASSES["Midway"](inner, ends, curve.direction, share), "wish", arg.span, scope, frame=made.frame, text=text, owner=made.id)
    elif made.host is None and len(alike) == 1:
        page.claim(CLASSES["Midway"](inner, ends, None, 0), "wish", arg.span, scope, frame=made.frame, text=text, owner=made.id)


_TOWARD = {"above": (0, -1), "below": (0, 1), "left_of": (1, 0), "right_of": (-1, 0)}
"""Which way the first thing looks at the second."""


def _seemly(page: Page, made: Any, other: Any, relation: Any, arg: t.Arg) -> Iterator[Any]:
    """What nobody says with `above=` and the like, but everybody means: a gap that can be seen and holds the arrows in it, and in line with the thing."""
    if relation.about_line and not getattr(other, "support", False):
        return
    word = arg.name or ""
    if made.clearance is None and _back_to_back(made, other, word):
        made.clearance = 0
    gap = made.clearance
    over = gap is None and made.host is None and _over(page, made, other)
    if over and word in ("left_of", "right_of"):
        return
    if gap is not None:
        whole = other if getattr(other, "family", "") == "body" else relation.second  # the gap to a ball begins at its rim, not in its middle
        yield CLASSES["Equal"](type(relation)(relation.first, whole).gap, gap, 1)
    else:
        least = (5 + _arrows(page, made, other, *_TOWARD[word])) * made.frame.mm
        yield CLASSES["Apart"](relation, least)
        if len(made.orders) == 1 and _afloat(made):
            yield CLASSES["Equal"](relation.gap, least, 1)
    upright = word in ("above", "below")
    free = ((made.family in ("point", "body") and made.host is None) or _afloat(made)) and (made.placed is None or made.__dict__.get("roams"))
    if made.host is not None and isinstance(made.host_at, Var) and isinstance(relation.second, Point):
        free = _level(made.host) if upright else _is_upright(made.host)
    if free and not upright and _bases(made, other):
        yield CLASSES["Abreast"](made.bottom, other.bottom, False)
        if gap is not None and not page.figure.constants.get(gap, gap) and made.rises != other.rises:  # with one apex
            yield CLASSES["Abreast"](made.apex, other.apex, False)
    elif (
        free
        and not over
        and not isinstance(arg.value, t.List)
        and not (upright and _hung(page, made, other))
        and not getattr(other, "support", False)
        and (getattr(other, "family", "") in ("point", "body", "") or _closed(other))
    ):
        yield CLASSES["Abreast"](relation.first, _beside_its_like(page, made, other) if upright else relation.second, upright)


def _afloat(made: Any) -> bool:
    """A drawn shape with a middle of its own that is free, and the first on that side of a thing."""
    x = getattr(getattr(made, "center", None), "x", None) if made.__dict__.get("first_there") else None
    return isinstance(x, Var) and x.name.startswith(f"{made.id}.")


def _bases(made: Any, other: Any) -> bool:
    """Two wedges: what is level of them is what they stand on."""
    return hasattr(made, "uphill") and hasattr(other, "uphill")


def _back_to_back(made: Any, other: Any, word: str) -> bool:
    """Two wedges of which each rises toward the other, with a common back."""
    if word not in ("left_of", "right_of") or not _bases(made, other):
        return False
    first, second = (other, made) if word == "right_of" else (made, other)
    return bool(first.rises == "right" and second.rises == "left")


def _beside_its_like(page: Page, made: Any, other: Any) -> Any:
    """What is below one side of a wheel too small for two such things makes room for the one that is below its other side."""
    wheel: Any
    wheel, side = getattr(other, "owner", None), getattr(other, "name", "").rpartition(".")[2]
    if made.host is None or side not in ("left", "right") or getattr(wheel, "radius", None) is None or not isinstance(getattr(wheel, "rim", None), Round):
        return place_of(other) or other
    if not any(getattr(o, "owner", None) is wheel and o is not other and m is not made and m.host is made.host for m, _, o, *_ in page.delayed):
        return other
    off = made.size[0] / 2 + 3 * made.frame.mm
    x = minimum(other.x, wheel.center.x - off) if side == "left" else maximum(other.x, wheel.center.x + off)
    return Point(x, other.y)


def _closed(thing: Any) -> bool:
    """A circle, or an outline such as a rectangle: it has a middle to be in line with."""
    curve = getattr(thing, "curve", None)
    return (isinstance(curve, Track) and curve.closed) or (isinstance(curve, Round) and curve.sweep is None)


def _hung(page: Page, made: Any, other: Any) -> bool:
    """Does a rope join the two? Then it knows how they hang."""
    pair = {id(made), id(getattr(other, "owner", None) or other)}
    return any({id(p.owner) for p in e.__dict__["tied"]} == pair for e in page.figure.elements if hasattr(e, "pieces") and e.__dict__.get("tied"))


def _over(page: Page, made: Any, other: Any) -> bool:
    """Does a rope run from the one over the other, a wheel? Then it knows where the one hangs."""
    wheel = getattr(other, "owner", None) or other
    if not isinstance(getattr(wheel, "rim", None), Round):
        return False
    ropes: list[Any] = [e for e in page.figure.elements if hasattr(e, "pieces") and any(x is wheel for x in e.__dict__.get("over", ()))]
    return any(p.owner is made for e in ropes for p in e.tied)


def _arrows(page: Page, made: Any, other: Any, x: int, y: int) -> Any:
    """Page millimetres that the arrows between two things need: those of the first that point this way, of the second that point back, and words of a link."""
    need: Any = 0
    words = 0
    for arrow in page.figure.elements:
        if arrow.kind == "connector":
            if arrow.style.label and {id(x) for x in (arrow.__dict__["first"], arrow.__dict__["second"])} == {id(made), id(other)}:
                words = max(words, math.ceil(extent(arrow.style.label)[1 if y else 0]) + 3)
            continue
        unit, of = getattr(arrow, "unit", None), getattr(arrow, "body", None) or getattr(arrow, "knot", None)
        if arrow.family == "arrow" and of is not None and (of is made or of is other) and isinstance(unit, Vector):
            ahead = unit.x * x + unit.y * y if of is made else -unit.x * x - unit.y * y
            if isinstance(ahead, (int, float, Const)) and ahead > 0.7 and getattr(arrow, "stance", "edge") == "edge":
                need = need + arrow.__dict__["reach_mm"] + 8
    return need + words if words else need


def _stands(g: Any) -> bool:
    return g.family == "body" or "stands_up" in g.__dict__


def room_for_arrows(page: Page) -> None:
    """Neighbours on one level host of whose order nothing is said keep room for the arrows between them."""
    for guests in page.seated.values():
        mine = [g for g in guests if _stands(g) and isinstance(g.host_at, Var) and not getattr(g, "orders", ()) and _level(g.host)]
        for first, second in pairwise(sorted(mine, key=lambda g: g.span.start)):
            need = _arrows(page, first, second, 1, 0)
            if first.family != "body" or second.family != "body" or not (isinstance(need, int) and need == 0):
                relation = CLASSES["Apart"](CLASSES["RightOf"](second, first), (5 + need) * first.frame.mm)
                page.claim(relation, "wish", second.span, None, frame=first.frame, text=relation.phrase(), owner=second.id)


def _level(host: Any) -> bool:
    axis = straight_axis(host)
    return axis is not None and isinstance(axis.y, Const) and axis.y == 0
