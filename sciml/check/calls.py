"""What stands before ( ): a formula, a definition, a function, a measure, a direction, a relation or a kind."""

from __future__ import annotations

from functools import cache
from typing import Any

from ..diagnostic import Fix
from ..element import Slot
from ..expression import sign
from ..grammar import print_expr
from ..grammar import tree as t
from ..grammar.record import replace
from ..plane import Point, Round, Straight, Vector
from ..quantity import ANGLE, NUMBER, Origin, Value
from ..relation import MEASURES, Undetermined
from ..vocabulary import containers_of, kind, kind_names, relation_named
from .bind import MissingArgument, bind
from .build import element, instance
from .claims import relation_of
from .directions import TURNERS, NoSideToTurn, direction_word, is_level, turned_toward
from .fit import MISSING, fit, wanted
from .foreign import unknown_kind
from .messages import Cycle, Degenerate, NoSuchValue, NotCallable, OneNameForTwo, TooDeep, TooOften, WrongType
from .natural import FUNCTIONS, apply_function, describe, force, heading, natural, number_value, place_of
from .page import MAX_APPLIED, Page
from .scope import Binding, Scope
from .signature import Signature
from .slips import NotInPanel

__all__ = ["call", "direction_call", "measures"]

DIRECTIONS = {"up", "down", "along", "perpendicular", "toward", "towards", "away", *TURNERS}


def call(page: Page, e: t.Call, scope: Scope) -> Any:
    if not isinstance(e.func, t.Name):
        if isinstance(e.func, t.Attribute):
            return _method(page, e, scope)
        page.say(NotCallable(e.span, print_expr(e.func), "no name"))
        return None
    name = e.func.id
    b = scope.called(name)
    if b is not None and b.kind == "formula":
        return _apply(page, e, b, scope)
    if b is not None and b.kind == "definition":
        return instance(page, e, b, scope, name="", drawn=False)
    if name == "as_stated" and len(e.args) == 1:
        return _as_stated(page, e, scope)
    if name == "about" and len(e.args) == 1 and e.args[0].name is None:
        return _about(page, e, scope)
    if name in measures():
        return measure(page, e, name, scope)
    cls = kind(name, scope.container)
    if name in FUNCTIONS and (cls is None or not _is_kind_call(e)):
        return apply_function(page, e, name, scope)
    if cls is not None and not (name in DIRECTIONS and name == "arrow"):
        made = element(page, cls, e, scope, name="", drawn=False, block=None)
        if made is not None and cls.several and getattr(made, "chosen", True) is False:
            page.say(OneNameForTwo(e.span, print_expr(e)))
            return None
        return made
    if name in DIRECTIONS:
        made = direction_call(page, e, scope)
        if made is not None:
            return made
    if relation_named(name) is not None:
        return relation_of(page, e, scope)
    if b is not None:
        thing = force(page, b)
        factor = isinstance(thing, Value) and len(e.args) == 1 and e.args[0].name is None
        fix = Fix(e.func.span, f"{name}*") if factor else None
        page.say(NotCallable(e.func.span, name, describe(thing), "A product is written with *." if factor else "", fix=fix))
        return None
    inside = containers_of(name)
    where = f" here; it lives in {' and '.join(inside)}" if inside else ""
    if name in _WHOLE:
        page.say(NotInPanel(e.func.span, name))
        return None
    names = [*kind_names(scope.container), *FUNCTIONS, *measures(), *DIRECTIONS, *(n for n in scope.known())]
    unknown_kind(page, e, scope, names, where, certain=bool(inside))
    return None


_WHOLE = ("figure", "question", "state")


def _is_kind_call(e: t.Call) -> bool:
    return any(a.name for a in e.args)


def _method(page: Page, e: t.Call, scope: Scope) -> Any:
    """`molecule.atom(3)`, `r.part(2)`: an anchor that takes numbers."""
    assert isinstance(e.func, t.Attribute)
    thing = natural(page, e.func.value, scope)
    if thing is None:
        return None
    got = getattr(type(thing), e.func.name, None)
    if got is not None and getattr(got, "__takes__", False):
        args = [natural(page, a.value, scope) for a in e.args]
        if any(a is None for a in args):
            return None
        made = got(thing, *[int(a.n) if isinstance(a, Value) and isinstance(a.n, int) else a for a in args])
        if isinstance(made, Point):
            return Point(made.x, made.y, name=print_expr(e), owner=thing)
        if made is not None:
            return made
    inner = getattr(thing, "scope", None)
    b = inner.names.get(e.func.name) if inner is not None else None
    if b is not None and b.kind == "formula":
        return _apply(page, e, b, scope)
    page.say(NotCallable(e.span, print_expr(e.func), "no formula and no numbered part"))
    return None


def _apply(page: Page, e: t.Call, b: Binding, scope: Scope) -> Any:
    """A formula `f(x) = ...` at arguments."""
    params = b.args
    if len(params) != len(e.args) or any(a.name for a in e.args):
        page.say(WrongType(e.span, b.name, f"{len(params)} argument{'s' * (len(params) != 1)}", print_expr(e), f"given {len(e.args)}"))
        return None
    if b.turn == 1:
        page.say(Cycle(b.span, b.name))
        return None
    page.depth += 1
    page.applied += 1
    if page.depth > 64 or page.applied > MAX_APPLIED:
        page.depth -= 1
        page.say(TooDeep(e.span) if page.applied <= MAX_APPLIED else TooOften(b.span, MAX_APPLIED))
        return None
    inner = Scope(b.scope, scope.frame)
    inner.free = scope.free
    for p, a in zip(params, e.args, strict=True):
        v = natural(page, a.value, scope)
        if v is None:
            page.depth -= 1
            return None
        inner.names[p] = Binding(p, "parameter", a.span, inner, thing=v)
        inner.names[p].turn = 2
    b.turn = 1
    got = natural(page, b.expr, inner) if b.expr is not None else None
    b.turn = 0
    page.depth -= 1
    return replace(got, words=None) if isinstance(got, Value) else got


def _as_stated(page: Page, e: t.Call, scope: Scope) -> Any:
    """Wrong data kept: it prints, nobody uses it, its error is a note."""
    if isinstance(e.args[0].value, t.Text):
        from .texts import verbatim

        return verbatim(page, e.args[0].value, scope)
    got = natural(page, e.args[0].value, scope)
    return replace(got, key="as_stated") if isinstance(got, Value) else got


def _about(page: Page, e: t.Call, scope: Scope) -> Any:
    """The author's own number, and none of the problem: it is drawn so and prints nowhere."""
    got = number_value(page, e.args[0].value, scope)
    return None if got is None else replace(got, origin=Origin.DEFAULT, words=None, symbol="")


# ---------------------------------------------------------------- measures


def measures() -> dict[str, Any]:
    """Words that make a number of objects, by name."""
    return MEASURES


@cache
def _operands(measure: str) -> Signature:
    return Signature(MEASURES[measure].slots)  # type: ignore[attr-defined]


def measure(page: Page, e: t.Call, name: str, scope: Scope) -> Any:
    """`distance(A, B)`, `angle(BAC)`, `angle(r, floor)`, `area(ABC)`."""
    m = measures()[name]
    values = bind(page, _operands(name), e.args, scope, name)
    if values is None:
        return None
    operands = values.get("of")
    if operands is None:
        page.say(MissingArgument(e.span, name, "its operands", wanted(m.slots[0])))
        return None
    named = {k: v for k, v in values.items() if k != "of" and v is not None}
    homes = [scope.frame, *(getattr(getattr(x, "owner", x), "frame", None) for x in (operands if isinstance(operands, tuple) else (operands,)))]
    if any(getattr(getattr(f, "owner", None), "uneven", "") for f in homes):
        page.say(NoSuchValue(e.span, print_expr(e), "it stands in logarithmic axes, whose steps are not even"))
        return None
    try:
        made = m(*(operands if isinstance(operands, tuple) else (operands,)), **named)
    except Undetermined as why:
        page.say(NoSuchValue(e.span, print_expr(e), str(why)))
        return None
    except (ZeroDivisionError, OverflowError, ValueError):
        page.say_of(Degenerate(e.span, f"This {name}"))
        return None
    if isinstance(made, Value):
        return Value(made.n, made.dim, Origin.SOLVED, None, key=page.structures.key(made.n))
    dim = NUMBER if m.power and page.is_bare(scope.frame) else m.dim
    return Value(made, dim, Origin.SOLVED, None, key=page.structures.key(made))


# ---------------------------------------------------------------- directions


def direction_call(page: Page, e: t.Call, scope: Scope) -> Any:
    """`up(ramp)`, `along(x)`, `toward(P)`, `above(right, 30 deg)`; None if it is none of these, MISSING after an error."""
    name = e.func.id if isinstance(e.func, t.Name) else ""
    if name not in DIRECTIONS or not e.args:
        return None
    if name in TURNERS:
        if len(e.args) != 2:
            return None
        first = fit(page, e.args[0].value, Slot("first", "direction"), scope, name)
        v = fit(page, e.args[1].value, Slot("angle", "number", dim=ANGLE), scope, f"the angle of {name}")
        if first is MISSING or v is MISSING:
            return MISSING
        side = direction_word(TURNERS[name], page.directions.get("north"))
        if side is None:
            return None
        turned = turned_toward(first, side, v)
        if turned is None:
            beside = ("above", "below") if is_level(first) else ("left_of", "right_of")
            first_word, angle_word = (print_expr(a.value) for a in e.args)
            page.say(NoSideToTurn(e.span, name, TURNERS[name], " or ".join(f"{word}({first_word}, {angle_word})" for word in beside)))
            return MISSING
        return turned
    thing = natural(page, e.args[0].value, scope)
    if thing is None:
        return None
    if name in ("toward", "towards", "away"):
        line = getattr(thing, "surface", None) if getattr(thing, "support", False) else thing if isinstance(thing, Straight) else None
        at = place_of(thing) or getattr(thing, "center", None)
        if isinstance(line, Straight):
            at = line
        return Toward(at, away=name == "away") if isinstance(at, (Point, Straight)) else None
    surface = getattr(thing, "surface", None)
    if name in ("up", "down"):
        line = surface if isinstance(surface, Straight) else getattr(thing, "curve", thing)
        if not isinstance(line, Straight):
            return None
        uphill = getattr(thing, "uphill", None)
        rising = uphill if isinstance(uphill, Vector) else _rising(line)
        return rising if name == "up" else -rising
    circle = next((x for x in (surface, getattr(thing, "curve", thing)) if isinstance(x, Round)), None)
    if circle is not None:
        return OnCircle(circle.center, outward=name == "perpendicular")
    way = heading(thing) or (surface.direction if isinstance(surface, Straight) else None)
    if name == "along" or way is None:
        return way
    return way.left()


def _rising(line: Straight) -> Vector:
    """The way along a line in which y grows (to the right if level)."""
    d = line.direction
    way: Vector = d * sign(d.y)
    return way


class OnCircle(Vector):
    """Along a circle, counter-clockwise, or outward from it: made real by the place where the arrow starts."""

    center: Any = None
    outward: bool = False

    def __init__(self, center: Point, outward: bool) -> None:
        super().__init__(0, 0)
        object.__setattr__(self, "center", center)
        object.__setattr__(self, "outward", outward)

    def from_place(self, start: Point) -> Vector:
        way: Vector = (start - self.center).unit()
        return way if self.outward else way.left()


class Toward(Vector):
    """A direction that depends on where the arrow starts: made real by the arrow's own place. Toward a line or wall: straight, by the shortest way."""

    place: Any = None
    away: bool = False

    def __init__(self, place: Point | Straight, away: bool = False) -> None:
        super().__init__(0, 0)
        object.__setattr__(self, "place", place)
        object.__setattr__(self, "away", away)

    def from_place(self, start: Point) -> Vector:
        if isinstance(self.place, Straight):
            across = self.place.direction.left()
            way: Vector = across * sign(across.dot(self.place.start - start))
        else:
            way = (self.place - start).unit()
        return -way if self.away else way

    def __neg__(self) -> Toward:
        return Toward(self.place, not self.away)
