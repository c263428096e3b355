"""What an expression means before a slot asks for something: names, numbers with dimensions, anchors, calls.

`natural` gives a Value, Element, Point, Vector, a curve, Runs, a list, a `Span2`, a `Run2`, or None after saying what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from .. import expression as ex
from ..diagnostic import Fix
from ..element import Element
from ..grammar import print_expr
from ..grammar import tree as t
from ..grammar.record import replace
from ..ink import Words
from ..plane import Point, Round, Straight, Track, Vector
from ..quantity import ANGLE, LENGTH, NUMBER, Dimension, Origin, Value, find_unit, literal, near_units
from ..quantity import name as dimension_name
from ..relation import MEASURES
from ..typeset import Run
from .coordinates import fits_axis
from .counted import counted
from .directions import COMPASS, direction_word
from .functions import FUNCTIONS
from .mathematics import mathematics
from .meant import other_reading, unknown_index, unknown_name
from .messages import Cycle, DimensionMismatch, NotAUnit, NotSaid, TooDeep, UnknownAnchor, WrongType
from .numbers import join_origin, multiply, raise_to, said_dimension, typed
from .page import Page, Span2, mend, nearest
from .run import Run2
from .scope import Binding, Scope
from .sides import anchor, anchors_of, named, side_of
from .uneven import refuse_length, uneven

__all__ = ["FUNCTIONS", "READERS", "bound_run", "describe", "force", "is_run", "natural", "number_value", "run_names", "shown_words", "value_words"]

_RUN = re.compile(r"(?:[A-Z][0-9]*['′]*){2,}")
_LETTER = re.compile(r"[A-Z][0-9]*['′]*")


def run_names(name: str) -> tuple[str, ...]:
    """The point names of a run of letters, or none."""
    return tuple(_LETTER.findall(name)) if len(name) > 1 and "A" <= name[0] <= "Z" and _RUN.fullmatch(name) else ()


def bound_run(letters: tuple[str, ...], scope: Scope) -> list[Binding]:
    """What the letters of a run are bound to; empty if one of them is not."""
    found: list[Binding] = []
    for x in letters:
        b = scope.find(x)
        if b is None:
            return []
        found.append(b)
    return found


def is_run(name: str, scope: Scope) -> bool:
    return bool(bound_run(run_names(name), scope))


# ---------------------------------------------------------------- entry


def natural(page: Page, e: t.Expr, scope: Scope) -> Any:
    return READERS[e.__class__](page, e, scope)


def force(page: Page, b: Binding) -> Any:
    """What stands behind a name, evaluated now if it has not been."""
    b.uses += 1
    if b.turn == 2:
        return b.thing
    if b.turn == 1:
        page.say(Cycle(b.span, b.name))
        return None
    if page.waiting >= MAX_WAITING:
        page.say(TooDeep(b.span))
        return None
    b.turn = 1
    page.waiting += 1
    thing = b.make()
    page.waiting -= 1
    b.made(thing)
    return thing


MAX_WAITING = 64
"""how many names may wait for the next one: `x1 = x2 + 1; x2 = x3 + 1; ...`"""


def describe(thing: Any) -> str:
    """A phrase for a message: 'a length', 'a block', 'a point'."""
    match thing:
        case Value():
            return dimension_name(thing.dim) if thing.dim is not None and thing.dim != NUMBER else "a number"
        case Element():
            article = "an" if thing.kind[:1] in "aeiou" else "a"
            return f"{article} {thing.kind.replace('_', ' ')}"
        case Point():
            return "a point"
        case Vector():
            return "a direction"
        case Straight():
            return "a line"
        case Round():
            return "a circle"
        case Track():
            return "a chain of lines"
        case Run2():
            return "a run of points"
        case Span2():
            return "a range"
        case bool():
            return "true or false"
        case tuple() if thing and isinstance(thing[0], Run):
            return "a text"
        case str():
            return "a word"
        case list() | tuple():
            return "a list"
    return "nothing that fits"


# ---------------------------------------------------------------- names


def _name(page: Page, e: t.Name, scope: Scope) -> Any:
    name = e.id
    b = scope.find(name)
    if b is not None and not (b.turn == 1 and is_run(name, scope)):  # `AC = segment(AC)`: inside, the run
        return force(page, b)
    if name in ("pi", "π"):
        return Value(ex.PI, NUMBER, Origin.GIVEN, (Run(r"\pi", math=True),))
    if name in ("true", "false"):
        return name == "true"
    family = scope.family(name)
    if family is not None:
        return [force(page, x) for x in family]
    letters = run_names(name)
    if letters and (bindings := bound_run(letters, scope)):
        return _run_of(page, e, bindings)
    way = direction_word(name, page.directions.get("north"))
    if way is not None:
        if name in COMPASS:
            page.figure.options["compass"] = page.directions.get("north") or Vector(0, 1)
        return way
    if name in getattr(scope.frame.owner, "names_inside", ()):
        return getattr(scope.frame.owner, name)
    unknown_name(page, e, letters, scope)
    return None


def _run_of(page: Page, e: t.Name, bindings: list[Binding]) -> Any:
    """The points of a run."""
    points: list[Point] = []
    for b in bindings:
        thing = force(page, b)
        at = place_of(thing)
        if at is None:
            if thing is not None and not page.quiet:
                page.say(WrongType(e.span, f"The run {e.id}", "points", b.name, describe(thing)))
            return None
        points.append(at)
    made = Run2(points)
    made.text = e.id
    return made


def place_of(thing: Any) -> Point | None:
    """The one obvious place of a thing (rule 7), or None."""
    if isinstance(thing, Point):
        return thing
    if isinstance(thing, Element):
        at = getattr(thing, "at", None)
        return at if isinstance(at, Point) else None
    return None


# ---------------------------------------------------------------- numbers


def _number(page: Page, e: t.Number, scope: Scope) -> Any:
    return typed(page, e.text, None, e.span)


def _quantity(page: Page, e: t.Quantity, scope: Scope) -> Any:
    key = (id(e), id(scope))
    found = page.literals.get(key)
    if found is not None:
        return found
    if e.unit in ("pi", "π"):
        n = typed(page, e.number, None, e.span)
        return Value(n.n * ex.PI, NUMBER, Origin.GIVEN, (Run(mathematics(e), math=True),)) if n else None
    unit = find_unit(e.unit)
    if unit is None:
        return _product_with_name(page, e, scope)
    value = typed(page, e.number, e.unit, e.span)
    if value is not None:
        if value.dim == LENGTH:
            value = _constant(page, value, scope, f"{e.number} {e.unit}")
        page.literals[key] = value
    return value


def _product_with_name(page: Page, e: t.Quantity, scope: Scope) -> Any:
    """`2x` or `2x^3`, where x is free in the formula read now; anything else is no unit."""
    head, _, power = e.unit.partition("^")
    if head in scope.free and (not power or power.isdigit()):
        base = _name(page, t.Name(head, span=e.span), scope)
        factor = typed(page, e.number, None, e.span)
        if base is not None and power:
            base = raise_to(page, e, base, Value(int(power), NUMBER, Origin.GIVEN))
        if base is None or factor is None:
            return None
        return multiply(page, e, factor, base)
    word = re.match(r"[^\W\d_][\w'′]*", e.unit)
    if word and (scope.find(word.group()) is not None or is_run(word.group(), scope)):
        text = f"{e.number}*{e.unit}"
        page.say(NotAUnit(e.span, e.unit, hint=f"Write {text}.", fix=Fix(e.span, text)))
    elif (hint := other_reading(e, scope))[0]:
        page.say(NotAUnit(e.span, e.unit, hint=f"Write {hint[1].text if hint[1] else ''}.", fix=hint[1]))
    else:
        near = near_units(e.unit)
        page.say(NotAUnit(e.span, e.unit, near, fix=mend(e.span, [f"{e.number} {unit}" for unit in near])))
    return None


def _constant(page: Page, v: Value, scope: Scope, text: str) -> Value:
    """A length as typed, its number a late constant."""
    n = page.constant_length(v.n, scope.frame, text, v)
    return Value(n, v.dim, v.origin, v.words, v.unit, v.digits, v.decimals, v.symbol, key=v.key)


def number_value(page: Page, e: t.Expr, scope: Scope, thing: Any = None) -> Value | None:
    """The Value of an expression; a segment is its length, true/false is no number."""
    thing = natural(page, e, scope) if thing is None else thing
    if thing is None:
        return None
    if isinstance(thing, Value):
        return thing
    is_run = isinstance(thing, Run2)
    curve = thing if is_run else getattr(thing, "curve", thing)
    ends = thing if is_run and len(thing) == 2 else (curve.start, curve.end) if isinstance(curve, Straight) else ()
    if ends:
        decades = uneven(scope.frame, *ends) if len(page.figure.frames) > 1 else None
        if decades is not None:
            refuse_length(page, e, decades, tuple(ends))
            return None
        made = MEASURES["distance"](*ends)
        words = (Run(thing.text, math=True),) if is_run else None
        return Value(made, _length(page, scope), Origin.SOLVED, words, key=page.structures.key(made))
    magnitude = getattr(thing, "magnitude", None)
    if isinstance(magnitude, Value):
        return magnitude
    from_there = f"A place on from there: `{print_expr(e)} + (2, 0)`." if place_of(thing) is not None else ""
    page.say(WrongType(e.span, "A sum or comparison", "a number", print_expr(e), describe(thing), from_there))
    return None


def _binary(page: Page, e: t.Binary, scope: Scope) -> Any:
    if e.op == "^" and isinstance(e.left, t.Name) and e.left.id == "e" and scope.find("e") is None:  # e^x is exp(x) where e has no other meaning
        return natural(page, t.Call(t.Name("exp", span=e.left.span), (t.Arg(None, e.right, span=e.right.span),), span=e.span), scope)
    left, right = natural(page, e.left, scope), natural(page, e.right, scope)
    if left is None or right is None:
        return None
    if left.__class__ is not Value or right.__class__ is not Value:
        made = _vectors(e.op, place_of(left) or left, (place_of(right) or right) if not isinstance(e.right, t.Tuple) else _step(right))
        if made is not None:
            return made
    a, b = number_value(page, e.left, scope, left), number_value(page, e.right, scope, right)
    if a is None or b is None:
        return None
    op = e.op
    if op in ("*", "/", "^"):
        return raise_to(page, e, a, b) if op == "^" else multiply(page, e, a, b, divide=op == "/")
    if not fits_together(page, a, b, scope):
        page.say(_mismatch(e, a, b, scope))
        return None
    dim = b.dim if isinstance(a.n, ex.Const) and a.n == 0 else a.dim
    return Value(a.n + b.n if op == "+" else a.n - b.n, dim if dim is not None else b.dim, join_origin(a, b))


def _step(thing: Any) -> Any:
    """`P - (1, 0)`: two numbers after a sign are how far on, not a place."""
    return Vector(thing.x, thing.y) if isinstance(thing, Point) else thing


def _vectors(op: str, a: Any, b: Any) -> Any:
    """Sums, differences and multiples of places and directions, as those of their coordinates; None of what has none."""
    if isinstance(a, (Point, Vector)) and isinstance(b, (Point, Vector)):
        if op == "-":
            return (Vector if isinstance(a, Point) == isinstance(b, Point) else Point)(a.x - b.x, a.y - b.y)
        return (
            None if op != "+" else b + a if isinstance(b, Point) and isinstance(a, Vector) else Point(a.x + b.x, a.y + b.y) if isinstance(b, Point) else a + b
        )
    if isinstance(b, (Point, Vector)) and isinstance(a, Value) and op == "*":
        a, b = b, a
    if not isinstance(a, (Point, Vector)) or not isinstance(b, Value) or op not in ("*", "/"):
        return None
    if isinstance(a, Point):
        return Point(a.x * b.n, a.y * b.n) if op == "*" else Point(a.x / b.n, a.y / b.n)
    return a * b.n if op == "*" else a / b.n


def fits_together(page: Page, a: Value, b: Value, scope: Scope) -> bool:
    """May these be added or compared?"""
    if a.dim is None or b.dim is None or a.dim == b.dim:
        return True
    if any(isinstance(v.n, ex.Const) and v.n == 0 for v in (a, b)):
        return True
    plain = {NUMBER, ANGLE}
    if a.dim in plain and b.dim in plain:
        return _has_pi(a) or _has_pi(b) or (a.origin != Origin.GIVEN and b.origin != Origin.GIVEN)
    return page.is_bare(scope.frame) and {a.dim, b.dim} <= {NUMBER, LENGTH}


def _has_pi(v: Value) -> bool:
    return any(n is ex.PI for n in ex.postorder(v.n))


def _mismatch(e: t.Binary, a: Value, b: Value, scope: Scope) -> DimensionMismatch:
    hint, fix = other_reading(e, scope)
    left, right = f"{print_expr(e.left)} ({said_dimension(a)})", f"{print_expr(e.right)} ({said_dimension(b)})"
    return DimensionMismatch(e.span, "In this sum" if e.op in "+-" else "Here", left, right, hint, fix=fix)


def _negative(page: Page, e: t.Negative, scope: Scope) -> Any:
    if isinstance(e.value, t.Number):
        return typed(page, "-" + e.value.text, None, e.span)
    if isinstance(e.value, t.Quantity) and find_unit(e.value.unit) is not None:
        value = typed(page, "-" + e.value.number, e.value.unit, e.span)
        if value is not None and value.dim == LENGTH:
            value = _constant(page, value, scope, f"-{e.value.number} {e.value.unit}")
        return value
    thing = natural(page, e.value, scope)
    if isinstance(thing, Vector):
        return -thing
    if thing is None:
        return None
    way = heading(thing)
    if way is not None and not isinstance(thing, Run2):
        return -way
    v = number_value(page, e.value, scope, thing)
    return None if v is None else Value(-v.n, v.dim, v.origin)


def heading(thing: Any) -> Vector | None:
    """The direction of a line, vector, arrow or run of two (rule 8)."""
    if isinstance(thing, Vector):
        return thing
    if isinstance(thing, Run2) and len(thing) == 2:
        first, second = thing
        way: Vector = (second - first).unit()
        return way
    vector = getattr(thing, "vector", None)
    if isinstance(vector, Vector):
        return vector.unit()
    curve = getattr(thing, "curve", thing)
    return curve.direction if isinstance(curve, Straight) else None


# ---------------------------------------------------------------- functions


def apply_function(page: Page, e: t.Call, name: str, scope: Scope) -> Any:
    values = [number_value(page, a.value, scope) for a in e.args]
    if not values or any(v is None for v in values):
        if not values:
            page.say(WrongType(e.span, name, "a number in its ( )", print_expr(e), "empty"))
        return None
    return FUNCTIONS[name](page, e, values)


# ---------------------------------------------------------------- attributes, lists


def _attribute(page: Page, e: t.Attribute, scope: Scope) -> Any:
    if isinstance(e.value, t.Name):  # a part of a container or state: its own names first
        b = scope.find(e.value.id)
        if b is not None and b.kind == "state":
            part = b.thing(e.name)
            if part is None:
                page.say(UnknownAnchor(e.span, e.value.id, e.name, "the objects of the figure"))
            return part
        if b is not None and b.turn == 1 and e.name in getattr(scope.frame.owner, "names_inside", ()):  # `a.x_axis` inside a
            return getattr(scope.frame.owner, e.name)
    thing = natural(page, e.value, scope)
    if thing is None:
        return None
    return part_of(page, thing, e.name, e, scope)


def part_of(page: Page, thing: Any, name: str, e: t.Attribute, scope: Scope) -> Any:
    text = print_expr(e.value)
    if isinstance(thing, Run2) and len(thing) == 2:
        thing = Straight(thing[0], thing[1], name=thing.text)
    if isinstance(thing, Element):
        inner = getattr(thing, "scope", None)
        if inner is not None:
            b = inner.names.get(name)
            if b is not None:
                return force(page, b)
        if name in thing.anchors or any(s.name == name for s in thing.slots) or name in ("length", "radius", "center", "start", "end"):
            if name in ("length", "radius") and (decades := uneven(thing)) is not None:
                refuse_length(page, e, decades)
                return None
            got = anchor(thing, name)
            if got is None and name == "length" and isinstance(getattr(thing, "curve", None), (Straight, Round)):
                curve: Any = thing.__dict__.get("curve", getattr(thing, "curve", None))
                return number_value(page, e.value, scope, thing) if isinstance(curve, Straight) else Value(curve.length, _length(page, scope), Origin.SOLVED)
            if got is not None:
                return named(got, f"{text}.{name}", thing)
        side = side_of(getattr(thing, "curve", None), name)
        if side is not None:
            return named(side, f"{text}.{name}", thing)
        at = place_of(thing)
        middle = getattr(thing, "center", None) if name in ("x", "y") else None
        if at is not None:
            thing = at
        elif isinstance(middle, Point):  # a body's x is that of its middle
            thing = named(middle, text, thing)
    if isinstance(thing, Point) and name in ("x", "y"):
        frame = scope.frame
        owner: Any = frame.owner
        dim = owner.dimension_of(name) if frame.kind == "axes" and hasattr(owner, "dimension_of") else LENGTH if not page.is_bare(frame) else NUMBER
        home: Any = getattr(getattr(getattr(thing, "owner", None), "frame", frame), "owner", None)
        n = home.value_at(name, getattr(thing, name)) if hasattr(home, "value_at") else getattr(thing, name)
        return Value(n, dim, Origin.SOLVED, key=f"{name}:{thing.name}")
    if isinstance(thing, (Straight, Round)) and name in ("start", "end", "center", "radius", "length"):
        got = getattr(thing, name, None)
        if isinstance(got, Point):
            return named(got, f"{text}.{name}", None)
        if got is not None:
            return Value(got, LENGTH if not page.is_bare(scope.frame) else NUMBER, Origin.SOLVED)
    if isinstance(thing, Vector) and name in ("x", "y"):
        return Value(getattr(thing, name), NUMBER, Origin.SOLVED)
    known = list(dict.fromkeys(anchors_of(thing)))
    end = t.Span(e.span.end - len(name), e.span.end)
    if name in ("x", "y") and "center" in known:
        page.say(UnknownAnchor(e.span, text, name, ", ".join(known), (f"center.{name}",), fix=Fix(end, f"center.{name}")))
        return None
    if isinstance(thing, Element) and any(slot.name == name for slot in thing.slots):
        page.say(NotSaid(e.span, text, name, thing.kind, getattr(thing, "family", "") == "body"))
        return None
    near = nearest(name, known)
    page.say(UnknownAnchor(e.span, text, name, ", ".join(known) or "no parts", near, fix=mend(end, near)))
    return None


def _length(page: Page, scope: Scope) -> Dimension:
    return NUMBER if page.is_bare(scope.frame) else LENGTH


def _index(page: Page, e: t.Index, scope: Scope) -> Any:
    keys: list[Any] = []
    for i in e.indices:
        v = natural(page, i, scope)
        if isinstance(v, Value) and isinstance(v.n, (int, Fraction)) and Fraction(v.n).denominator == 1:
            keys.append(int(v.n))
        elif isinstance(v, tuple) and v and isinstance(v[0], Run):
            keys.append("".join(r.text for r in v))
        elif v is not None:
            page.say(WrongType(i.span, "An index", "a whole number", print_expr(i), describe(v)))
            return None
        else:
            return None
    if isinstance(e.value, t.Name):
        b = scope.find_index(e.value.id, tuple(keys))
        if b is not None:
            return force(page, b)
    things = natural(page, e.value, scope) if not isinstance(e.value, t.Name) or scope.find(e.value.id) or scope.family(e.value.id) else None
    if isinstance(things, (list, tuple)) and len(keys) == 1 and isinstance(keys[0], int) and 1 <= keys[0] <= len(things):
        return things[keys[0] - 1]
    unknown_index(page, e, scope)
    return None


def _tuple(page: Page, e: t.Tuple, scope: Scope) -> Any:
    items = [natural(page, i, scope) for i in e.items]
    for i in items:
        if i is None:
            return None
    if len(items) == 2:
        x, y = items
        if not (isinstance(x, Value) and isinstance(y, Value)):
            if not all(isinstance(i, (Value, Run2)) or isinstance(getattr(i, "curve", None), Straight) for i in items):
                return tuple(items)
            x, y = (number_value(page, a, scope, i) for a, i in zip(e.items, items, strict=True))
        if x is not None and y is not None:
            return coordinates(page, x, y, e, scope)
    return tuple(items)


def ratio(n: Any) -> Any:
    """A whole number as a fraction, so that quotients of coordinates stay exact."""
    return Fraction(n) if type(n) is int else n


def coordinates(page: Page, x: Value, y: Value, e: t.Expr, scope: Scope) -> Point:
    """A place by numbers of the frame."""
    if isinstance(e, t.Tuple) and len(e.items) == 2:
        across = fits_axis(page, "x", x, e.items[0], scope)
        if not fits_axis(page, "y", y, e.items[1], scope) or not across:
            return Point(0, 0)
    point = _on_scales(page, x, y, scope) or Point(ratio(x.n), ratio(y.n))
    object.__setattr__(point, "owner", (x, y))
    return point


def _on_scales(page: Page, x: Value, y: Value, scope: Scope) -> Point | None:
    if scope.frame.kind != "axes":
        return None
    from .formulas import on_scales

    return on_scales(page, x, y, scope)


def _list(page: Page, e: t.List, scope: Scope) -> Any:
    items = [natural(page, i, scope) for i in e.items]
    return None if any(i is None for i in items) else items


def _range(page: Page, e: t.Range, scope: Scope) -> Any:
    low, high = number_value(page, e.low, scope), number_value(page, e.high, scope)
    step = number_value(page, e.step, scope) if e.step is not None else None
    if low is None or high is None:
        return None
    if low.dim == NUMBER and high.dim not in (NUMBER, None) and isinstance(e.low, (t.Number, t.Negative)) and isinstance(e.high, t.Quantity):
        low = _rescaled(low, e.low, e.high.unit)
    elif high.dim == NUMBER and low.dim not in (NUMBER, None) and isinstance(e.high, t.Number) and isinstance(e.low, t.Quantity):
        high = _rescaled(high, e.high, e.low.unit)
    elif low.dim != high.dim and not fits_together(page, low, high, scope):
        page.say(DimensionMismatch(e.span, "In this range", print_expr(e.low), print_expr(e.high)))
        return None
    ends = [v if v.words is not None else replace(v, words=value_words(v, x)) for v, x in ((low, e.low), (high, e.high))]
    return Span2(ends[0], ends[1], step, print_expr(e))


def _rescaled(v: Value, e: t.Expr, unit: str) -> Value:
    """The bare end of a range takes the unit of the other end (rule 2)."""
    text = e.text if isinstance(e, t.Number) else "-" + e.value.text if isinstance(e, t.Negative) and isinstance(e.value, t.Number) else ""
    found = literal(text, unit) if text else None
    return found if found is not None else v


def value_words(v: Value, e: t.Expr) -> Words | None:
    """How a value prints where its slot prints it: as written; None if it must not."""
    if v.words is not None:
        return v.words
    if v.origin in (Origin.GIVEN, Origin.EXAMPLE) or (v.origin == Origin.UNKNOWN and not isinstance(e, t.Name) and _in_letters(e)):
        return (Run(mathematics(e), math=True),)
    return None


def shown_words(v: Value, e: t.Expr, scope: Scope) -> Words | None:
    """The same with what a loop counts in place of its letters."""
    if v.words is not None:
        return v.words
    return value_words(v, counted(e, scope)) if v.origin in _TOLD else None


_TOLD = (Origin.GIVEN, Origin.EXAMPLE, Origin.UNKNOWN)


def _in_letters(e: t.Expr) -> bool:
    """Only numbers and letters of the problem, as in x + 3: nothing of the drawing stands in it, so that it tells no value."""
    match e:
        case t.Number() | t.Quantity():
            return True
        case t.Name(name):
            return not run_names(name) or len(run_names(name)) == 1
        case t.Binary(_, left, right):
            return _in_letters(left) and _in_letters(right)
        case t.Negative(value):
            return _in_letters(value)
        case t.Call(t.Name(name), args):
            return name in FUNCTIONS and all(_in_letters(a.value) for a in args)
    return False


READERS: dict[type, Callable[..., Any]] = {
    t.Name: _name,
    t.Number: _number,
    t.Quantity: _quantity,
    t.Binary: _binary,
    t.Negative: _negative,
    t.Attribute: _attribute,
    t.Index: _index,
    t.Tuple: _tuple,
    t.List: _list,
    t.Range: _range,
}
"""node -> what reads it. Texts, calls and comparisons, which stand above this module, are put in by the package."""
