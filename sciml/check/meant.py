"""What was probably meant: by a name that nothing binds, by a thing that a slot does not take."""

from __future__ import annotations

import re
from typing import Any

from ..diagnostic import Fix
from ..element import Element, Slot
from ..grammar import print_expr
from ..grammar import tree as t
from ..grammar.record import replace
from ..grammar.signs import canonical_unit
from ..plane import Point, Round, Straight, Vector
from ..quantity import find_unit
from ..vocabulary import kind
from .directions import DIRECTION_WORDS
from .functions import FUNCTIONS
from .messages import UnknownName
from .page import Page, mend, nearest
from .run import Run2
from .scope import Scope
from .slips import IndexedKind, NoSuchPoint

__all__ = ["instead", "offer", "other_reading", "unknown_index", "unknown_name"]

_LETTER = re.compile(r"[A-Z][0-9]*['′]*")
_AMOUNT = re.compile(r"(-?\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?)[ \t]*(\S*)")


LONGEST = 60
"""letters of a name that may be a slip for another"""


def unknown_name(page: Page, e: t.Name, letters: tuple[str, ...], scope: Scope) -> None:
    """Says what is missing: points of a run, the brackets of a function, or a name near it."""
    if page.quiet:
        return
    name, known = e.id, scope.known()
    if len(name) > LONGEST:
        page.say(UnknownName(e.span, name[:LONGEST] + "..."))
        return
    points = tuple(x for x in known if _LETTER.fullmatch(x) and ((b := scope.find(x)) is None or b.turn != 1))
    if letters:
        missing = [x for x in dict.fromkeys(letters) if scope.find(x) is None]
        page.say(NoSuchPoint(e.span, name, " or ".join(missing), points))
        return
    applied = next((f for f in FUNCTIONS if name.startswith(f) and len(name) > len(f) and (name[len(f) :] in scope.free or scope.find(name[len(f) :]))), None)
    if applied is not None:
        new = f"{applied}({name[len(applied) :]})"
        page.say(UnknownName(e.span, name, (new,), fix=Fix(e.span, new)))
        return
    factors = next((f"{name[:i]}*{name[i:]}" for i in range(1, len(name)) if _is_number(scope, name[:i]) and _is_number(scope, name[i:])), None)
    if factors is not None:
        page.say(UnknownName(e.span, name, (factors,), fix=Fix(e.span, factors)))
        return
    if (cls := kind(name, scope.container)) is not None:
        page.say(_by_its_kind(page, e, cls, scope))
        return
    near = nearest(name, [*known, *DIRECTION_WORDS, "true", "false"])
    if len(name) == 1:
        near = tuple([x for x in near if len(x) == 1])  # p is no slip for up
    page.say(UnknownName(e.span, name, near, points if _LETTER.fullmatch(name) else (), fix=mend(e.span, near)))


def _by_its_kind(page: Page, e: t.Name, cls: type[Element], scope: Scope) -> UnknownName:
    """`block(on=incline)`: the one that is there is meant, by its name or the name that it should have; else a new one."""
    name = e.id
    there = [x for x in page.figure.elements if type(x) is cls and x.drawn]
    named = tuple([x.name for x in there if scope.find(x.name) is not None][:3])
    if named:
        return UnknownName(e.span, name, named, fix=Fix(e.span, named[0]) if len(there) == 1 else None)
    if there:
        return UnknownName(e.span, name, law=f"What is meant needs a name: `the_{name} = {name}(...)`, then write the_{name} here.")
    return UnknownName(e.span, name, (f"{name}()",), fix=Fix(e.span, f"{name}()"))


_MAKES = {"support": "ground()", "body": "block()", "element": "block()", "point": "point()", "line": "line(P, Q)", "circle": "circle(O)", "curve": "circle(O)"}


def offer(page: Page, e: t.Expr, slot: Slot) -> bool:
    """Where a thing is wanted and a name is bound by nothing, says what would make it. False, because it is missing."""
    while isinstance(e, t.Attribute):
        e = e.value
    last = page.found[-1] if page.found else None
    if not isinstance(last, UnknownName) or last.span != e.span or last.near or not last.name.isidentifier():
        return False
    types = slot.type.split("|")
    kinds = [c.kind for c in slot.family if c.kind]
    if "point" in types and (types == ["point"] or _LETTER.fullmatch(last.name)):
        makes = "" if last.points else "point()"
    elif slot.type == "element" and kinds:
        makes = f"{kinds[0]}()"
    else:
        makes = next((_MAKES[x] for x in ("body", "element", *types) if x in types and x in _MAKES), "")
    if makes:
        page.found[-1] = replace(last, makes=makes)
    return False


def _is_number(scope: Scope, name: str) -> bool:
    b = scope.find(name)
    return b is not None and b.kind in ("given", "unknown", "variable")


def unknown_index(page: Page, e: t.Index, scope: Scope) -> None:
    """`point[0, 0]` of a kind, `P[4]` of a family that ends at P[3]."""
    name = e.value.id if isinstance(e.value, t.Name) else ""
    if name and scope.find(name) is None and (name in FUNCTIONS or kind(name, scope.container) is not None):
        new = f"{name}({', '.join(map(print_expr, e.indices))})"
        page.say(IndexedKind(e.span, name, new, fix=Fix(e.span, new)))
        return
    family = scope.family(name) if name else None
    page.say(UnknownName(e.span, print_expr(e), (), tuple(b.name for b in family or ())))


def other_reading(e: t.Expr, scope: Scope) -> tuple[str, Fix | None]:
    """Of `12 N/m` where m is a name: it divides by the unit; said with what divides by the name."""
    queue = [e]
    while queue:
        x = queue.pop()
        if isinstance(x, t.Quantity) and "/" in x.unit:
            first, _, rest = x.unit.partition("/")
            names = [n for n in re.findall(r"[^\W\d]\w*", rest) if scope.find(n) is not None]
            if names and find_unit(first) is not None:
                new = f"{x.number} {first} / {rest}"
                return f"`{print_expr(x)}` is one quantity, with the unit {x.unit}; `{new}` divides by {names[0]}.", Fix(x.span, new)
        elif isinstance(x, t.Binary):
            queue += (x.right, x.left)
        elif isinstance(x, t.Negative):
            queue.append(x.value)
    return "", None


def instead(thing: Any, e: t.Expr, slot: Slot) -> tuple[str, str]:
    """For a thing that a slot does not take: the text that was meant instead, or a hint."""
    types = slot.type.split("|")
    if isinstance(e, t.Text) and slot.type in ("number", "count"):
        amount = _AMOUNT.fullmatch(e.raw.strip())
        fits = amount and (not amount[2] or find_unit(canonical_unit(amount[2])) is not None)
        return (e.raw.strip(), "") if fits else ("", f"Words stand in label={print_expr(e)}.")
    if isinstance(e, t.Text) and {"point", "points", "line"} & set(types) and e.raw.isidentifier():
        return e.raw, ""
    if slot.type == "point" and isinstance(thing, Run2) and len(thing) == 2:
        return ", ".join(p.name for p in thing), ""
    if "range" in types and isinstance(e, (t.List, t.Tuple)) and len(e.items) == 2:
        return f"{print_expr(e.items[0])}..{print_expr(e.items[1])}", ""
    if "direction" in types and isinstance(thing, Element):
        return "", _directions_of(thing, print_expr(e))
    owner: Any = thing.owner if isinstance(thing, Point) else None
    line: Any = getattr(owner, "curve", None) or getattr(owner, "surface", None)
    name: Any = getattr(owner, "name", None)
    if slot.type in ("line", "curve") and name and isinstance(line, Straight):
        return "", f"Say {name}: a thing stands for its surface."
    return "", ""


def _directions_of(thing: Element, name: str) -> str:
    """The directions that a thing gives."""
    if isinstance(getattr(thing, "uphill", None), Vector):
        return f"Write `up({name})`, `down({name})` or `perpendicular({name})`."
    if isinstance(getattr(thing, "surface", None), (Straight, Round)):
        return f"Write `along({name})` or `perpendicular({name})`."
    if isinstance(getattr(thing, "center", None) or getattr(thing, "at", None), Point):
        return f"Write `toward({name})` or `away({name})`."
    return ""
