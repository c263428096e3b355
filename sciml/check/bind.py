"""Arguments to slots: positions, keywords, defaults."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from typing import Any

from ..diagnostic import Diagnostic, Fix
from ..element import Element, Slot
from ..grammar import print_expr
from ..grammar import tree as t
from ..plane import Point, Straight
from ..quantity import ANGLE, NUMBER, Value
from ..typeset import Run
from ..vocabulary import kind
from .fit import MISSING, fit, fit_thing, wanted
from .foreign import for_parameter
from .looks import STYLE
from .messages import BareAngle, NoDirection, WrongType
from .natural import FUNCTIONS, force, natural
from .page import Page, Span2, nearest
from .placing import PLACEMENT
from .run import Run2
from .scope import Scope
from .signature import Signature, one_of, types_of
from .slips import DoubledEqual, GivenTwice, NumberWithComma, SamePoint

__all__ = ["MissingArgument", "TooManyArguments", "UnknownParameter", "bind", "plural", "spelled", "unknown_parameter"]


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
    instead: str = ""

    def advice(self) -> str:
        if self.instead:
            return self.instead
        return f"Did you mean {' or '.join(self.near)}?" if self.near else f"It has {self.known}."


def unknown_parameter(kind: str, a: t.Arg, names: Collection[str], known: Iterable[str], meant: str = "", owner: str = "") -> UnknownParameter:
    """names: what may have been meant; known: what the kind has of its own; meant: what is meant for certain; owner: the name of the thing."""
    assert a.name is not None
    if not meant and (instead := for_parameter(kind, a, owner)):
        return UnknownParameter(a.span, kind, a.name, instead=instead)
    near = (meant,) if meant else nearest(a.name, names)
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
    signature: str = ""

    def advice(self) -> str:
        return f"It reads {self.signature}." if self.signature else ""


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
    new: str = ""

    def advice(self) -> str:
        return f"Write `{self.new}`." if self.new else f"It reads {self.signature}."


_NUMBERS = frozenset(("number", "count"))
_TEXTS = frozenset(("text", "content", "word", "data", "cells"))
_NODES = frozenset(("key", "node"))
_FORMULAS = frozenset(("formula", "relations"))
_OF_NUMBERS = _NUMBERS | {"content", "data", "cells", "formula"}
_OF_NEGATIVES = _OF_NUMBERS | {"direction"}
_OF_VALUES = _NUMBERS | {"content", "data", "cells", "direction", "text"}
_OF_CALLS = frozenset(("content", "data", "cells", "direction"))
_OF_RANGES = frozenset(("range", "data", "cells"))
_OF_CLAIMS = frozenset(("relations", "formula", "cells"))
_OF_LISTS = frozenset(("points", "data", "cells", "content"))
_OF_TUPLES = _OF_LISTS | {"point"}
_NO_NAMES = _NUMBERS | {"text"}
_NO_THINGS = _NUMBERS | {"text", "word", "range", "truth"}
_SPOKEN = frozenset(("word", "direction"))
_ONLY_DIRECTION = frozenset(("direction",))
_READ_ALONE = frozenset(("text", "content", "word", "data", "formula", "node"))
_PLACES = frozenset(("point", "points"))
_LITERAL_ONLY = (t.Number, t.Quantity)
_BY_LOOK: dict[type, frozenset[str]] = {t.Text: _TEXTS, t.Range: _OF_RANGES, t.Compare: _OF_CLAIMS, t.Logic: _OF_CLAIMS, t.Tuple: _OF_TUPLES}


def takes(page: Page, slot: Slot, e: t.Expr, scope: Scope) -> bool:
    """Could this expression fill this slot, judged by its look (and by what a name is bound to)?"""
    types = types_of(slot.type)
    if slot.words and slot.words == ("expression",):
        return True
    if not types.isdisjoint(_NODES):
        return not isinstance(e, (t.Quantity, t.Range, t.Compare, t.Logic)) and (slot.many or not isinstance(e, t.List))
    if isinstance(e, t.Negative):
        return not types.isdisjoint(_OF_NEGATIVES) if isinstance(e.value, _LITERAL_ONLY) else takes(page, slot, e.value, scope)
    if isinstance(e, _LITERAL_ONLY):
        return not types.isdisjoint(_OF_NUMBERS) or (types == _ONLY_DIRECTION and isinstance(e, t.Quantity) and e.unit in ("deg", "°", "rad"))
    fitting = _BY_LOOK.get(e.__class__)
    if fitting is not None:
        return not types.isdisjoint(fitting)
    if isinstance(e, t.List):
        return slot.many or not types.isdisjoint(_OF_LISTS)
    if not types.isdisjoint(_FORMULAS):
        return types != {"formula"} or not _is_place(page, e, scope)
    if isinstance(e, t.Call) and isinstance(e.func, t.Name):
        if e.func.id == "about" and len(e.args) == 1:
            return takes(page, slot, e.args[0].value, scope)
        number = e.func.id in FUNCTIONS
        if number or (kind(e.func.id, scope.container) is not None and e.func.id not in FUNCTIONS):
            return types.isdisjoint(_NUMBERS) != number or not types.isdisjoint(_OF_CALLS)
        return True
    return _takes_thing(page, types, e, scope)


def _is_place(page: Page, e: t.Expr, scope: Scope) -> bool:
    """Is it a point by its name? It stands in no formula: `curve(A, B)`."""
    b = scope.find(e.id) if isinstance(e, t.Name) and e.id not in scope.free else None
    thing = force(page, b) if b is not None and b.turn != 1 and b.kind in ("object", "point", "part") else None
    return isinstance(thing, Point) or (isinstance(thing, Element) and thing.family == "point")


def _takes_thing(page: Page, types: frozenset[str], e: t.Expr, scope: Scope) -> bool:
    if isinstance(e, t.Name):
        b = scope.find(e.id)
        if b is None:
            return not types <= _NO_NAMES or e.id in ("pi", "π")
        if b.turn == 1:
            return True
        thing = force(page, b)
    elif isinstance(e, (t.Attribute, t.Index, t.Binary)) and types.isdisjoint(_SPOKEN):
        thing = natural(page, e, scope)
    else:
        return True
    if isinstance(thing, Value):
        if types == _ONLY_DIRECTION and thing.dim not in (None, NUMBER, ANGLE):
            return False
        return not types.isdisjoint(_OF_VALUES)
    if isinstance(thing, tuple) and thing and isinstance(thing[0], Run):
        return not types.isdisjoint(_TEXTS)
    if isinstance(thing, (Element, Point, Straight)):
        return not types <= _NO_THINGS
    if isinstance(thing, Span2):
        return "range" in types
    return True


def bind(page: Page, own: Signature, args: Sequence[t.Arg], scope: Scope, title: str, extra: dict[str, t.Arg] | None = None) -> dict[str, Any] | None:
    """Slot name -> value for everything written; None after an error. Keywords that no slot has go to `extra` if given."""
    by_name = own.by_name
    written: dict[str, list[t.Expr]] = {}
    placed: list[t.Expr] = []
    before: t.Arg | None = None
    for a in args:
        if a.name is None:
            if before is not None and before.name is not None and _with_comma(page, before, a):
                return None
            placed.append(a.value)
        before = a
    ok = not placed or _positions(page, own, placed, written, scope, title)
    for a in args if len(placed) < len(args) else ():
        if a.name is None:
            continue
        if a.name in by_name:
            if a.name in written:
                page.say(GivenTwice(a.span, a.name, title))
                ok = False
            written[a.name] = [a.value]
        elif extra is not None:
            if a.name in extra:
                page.say(GivenTwice(a.span, a.name, title))
                ok = False
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


def _positions(page: Page, own: Signature, args: list[t.Expr], written: dict[str, list[t.Expr]], scope: Scope, title: str) -> bool:
    order = own.order
    count = len(order)
    i = 0
    for a in args:
        if isinstance(a, t.Compare) and not own.equations and _compared(a, own.slots):
            _left_over(page, a, args, own.slots, title)
            return False
        j = i
        while j < count and not takes(page, order[j], a, scope):
            j += 1
        if j == count:
            j = i  # nothing seems to fit: let the slot whose turn it is say why
            if i >= count:
                _left_over(page, a, args, own.slots, title)
                return False
            if isinstance(a, t.Text) and order[-1].magnitude:
                j = count - 1
        if j > i and order[i].type == "direction" and order[i].required and isinstance(a, t.Number):
            page.say(BareAngle(a.span, a.text, fix=Fix(a.span, f"{a.text} deg")))
            return False
        slot = order[j]
        if slot.rest:
            last = order[-1]
            if last.magnitude and last is not slot and a is args[-1] and written.get(slot.name) and _is_value(page, a, scope):
                slot, j = last, count - 1  # angle_mark(BAC, alpha): the quantity comes last
        written.setdefault(slot.name, []).append(a)
        i = j if slot.rest else j + 1
    return True


def _with_comma(page: Page, a: t.Arg, b: t.Arg) -> bool:
    """`mass=2,5 kg`: a decimal comma; said."""
    number, more = a.value, b.value
    if a.name is None or b.name is not None or not isinstance(number, t.Number) or not isinstance(more, (t.Number, t.Quantity)):
        return False
    digits = more.text if isinstance(more, t.Number) else more.number
    if more.span.start != number.span.end + 1 or not digits.isdigit() or "." in number.text:
        return False
    sign = "_" if len(digits) == 3 else "."
    span = t.Span(number.span.start, more.span.start + len(digits))
    page.say(NumberWithComma(span, f"{number.text},{digits}", f"{number.text}{sign}{digits}", fix=Fix(span, f"{number.text}{sign}{digits}")))
    return True


def _compared(a: t.Compare, slots: Sequence[Slot]) -> bool:
    """`mass == 2 kg`, where an argument of that name was meant."""
    if a.ops != ("==",) or not isinstance(a.operands[0], t.Name):
        return False
    name = a.operands[0].id
    return name in STYLE or name in PLACEMENT or any(s.name == name for s in slots)


def _left_over(page: Page, a: t.Expr, args: list[t.Expr], slots: Sequence[Slot], title: str) -> None:
    """An argument that no position takes: what was meant by it."""
    if any(_with_comma(page, t.Arg("", x), t.Arg(None, y)) for x, y in pairwise(args)):
        return
    if isinstance(a, t.Compare) and _compared(a, slots):
        new = f"{print_expr(a.operands[0])}={print_expr(a.operands[1])}"
        page.say(DoubledEqual(a.span, print_expr(a), new, fix=Fix(a.span, new)))
        return
    new = f"label={print_expr(a)}" if isinstance(a, t.Text) and kind(title.replace(" ", "_")) is not None else ""
    page.say(TooManyArguments(a.span, title, print_expr(a), spelled(title, slots), new, fix=Fix(a.span, new) if new else None))


def _is_value(page: Page, e: t.Expr, scope: Scope) -> bool:
    """Is it a name or an expression of a quantity, not of an object?"""
    b = scope.find(e.id) if isinstance(e, t.Name) else None
    if isinstance(e, t.Name) and (b is None or b.turn == 1):
        return False
    if isinstance(e, t.Call) and isinstance(e.func, t.Name) and e.func.id in ("as_stated", "about"):
        return isinstance(natural(page, e, scope), Value)
    return isinstance(e, (t.Name, t.Binary, t.Attribute, t.Index)) and isinstance(natural(page, e, scope), Value)


def spelled(title: str, slots: Sequence[Slot]) -> str:
    parts = [s.name + (", ..." if s.rest else "") for s in slots if s.positional or s.magnitude]
    return f"{title}({', '.join(parts)})"


def _fill(page: Page, slot: Slot, exprs: list[t.Expr], scope: Scope, title: str) -> Any:
    try:
        return _filled(page, slot, exprs, scope, title)
    except ZeroDivisionError:  # of a line whose ends were written at one place
        none = next((x for x in exprs if isinstance(x, t.Name) and len(x.id) > 1), exprs[0])
        page.say(NoDirection(none.span, print_expr(none)))
        return MISSING


def _filled(page: Page, slot: Slot, exprs: list[t.Expr], scope: Scope, title: str) -> Any:
    what = title if slot.name == "of" else f"{slot.name} of {title}"
    if slot.type == "relations":
        got: Any = [fit(page, x, slot, scope, what) for x in exprs]
        return MISSING if any(g is MISSING for g in got) else tuple(c for g in got for c in g)
    if not slot.rest:
        return fit(page, exprs[0], slot, scope, what)
    types = types_of(slot.type)
    out: list[Any] = []
    one = one_of(slot)
    read_alone = types <= _READ_ALONE
    for x in _spread(exprs):
        if read_alone:
            got = fit(page, x, one, scope, what)
        else:
            thing = natural(page, x, scope)
            if thing is None:
                return MISSING
            if isinstance(thing, Run2) and not types.isdisjoint(_PLACES) and not ("line" in types and len(thing) == 2 and len(exprs) > 1):
                out.extend(thing)
                continue
            if isinstance(thing, list) or (slot.type == "points" and isinstance(thing, Element) and hasattr(thing, "vertices")):
                for y in thing if isinstance(thing, list) else thing.vertices:
                    out.append(fit_thing(page, y, x, one, scope, what))
                continue
            got = fit_thing(page, thing, x, one, scope, what)
        out.append(got)
    for got in out:
        if got is MISSING:
            return MISSING
    twice = _twice(out, title) if slot.declares else _one_place(out) if len(out) == 2 and slot.name == "of" else ""
    if twice and (slot.declares or kind(title.replace(" ", "_"), scope.container) is not None):  # a measure of it is 0
        page.say(SamePoint(exprs[0].span, twice, title))
        return MISSING
    if (slot.at_least is not None and len(out) < slot.at_least) or (slot.at_most is not None and len(out) > slot.at_most):
        page.say(_wrong_count(slot, exprs, len(out), title))
        return MISSING
    return tuple(out)


def _wrong_count(slot: Slot, exprs: list[t.Expr], found: int, title: str) -> WrongType:
    least, most = slot.at_least, slot.at_most
    count = f"{least:g}" if least == most else f"at least {least:g}" if most is None else f"{least:g} to {most:g}" if least else f"at most {most:g}"
    said = ", ".join(print_expr(x) for x in exprs)
    hint = "The vertex stands in the middle: `angle(BAC)`." if title == "angle" else ""
    if found == 1 and isinstance(exprs[0], t.Name) and exprs[0].id.islower() and len(exprs[0].id) == least:
        hint = f"Points that are written together have capital letters, `{title}({exprs[0].id.upper()})`; others need commas."
    wanted_count = f"{count} {plural(slot, most == 1)}"
    return WrongType(exprs[0].span, title, wanted_count, said, f"{'only ' if least and found < least else ''}{found}", hint)


def _twice(places: list[Any], title: str) -> str:
    """The name of a point that stands twice: a chain of lines may come back to one, nothing else may."""
    if len(set(map(id, places))) == len(places):
        return ""
    for i, p in enumerate(places):
        if isinstance(p, Point) and p.name and any(p is q for q in places[i + 1 :]) and (title not in ("polyline", "spline") or p is places[i + 1]):
            return p.name
    return ""


def _one_place(places: list[Any]) -> str:
    """The name of the point or part that both ends are: a middle, a distance, a mark has two."""
    p, q = places
    same = isinstance(p, Point) and isinstance(q, Point) and bool(p.name) and (p is q or (p.name == q.name and p.owner is not None and p.owner is q.owner))
    return p.name if same else ""


def plural(slot: Slot, one: bool = False) -> str:
    """What a slot of several takes: `points`, `points, lines or directions`."""
    nouns = wanted(slot).replace("a thing that has a place", "places").split(" or ")
    many = [n if one or n.endswith("s") else n.removeprefix("an ").removeprefix("a ") + "s" for n in nouns]
    return many[0] if len(many) == 1 else f"{', '.join(many[:-1])} or {many[-1]}"


def _spread(exprs: list[t.Expr]) -> list[t.Expr]:
    return list(exprs[0].items) if len(exprs) == 1 and isinstance(exprs[0], t.List) else exprs
