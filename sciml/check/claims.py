"""require, arrange, check and the facts in given: comparisons and relation words become claims."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..diagnostic import ERROR
from ..element import Element
from ..expression import Const, Var
from ..figure import Claim
from ..grammar import print_expr
from ..grammar import tree as t
from ..grammar.record import Record
from ..plane import Point, Vector
from ..quantity import ANGLE, LENGTH, NUMBER, Origin, Value
from ..quantity import name as dimension_name
from ..relation import CLASSES, Relation
from ..vocabulary import relation_named, relation_words
from .bind import MissingArgument, bind
from .chosen import choose_symbols, degree_of
from .coordinates import mixed_units
from .counted import counted
from .fit import adopt_symbol
from .foreign import unknown_kind
from .meant import other_reading
from .messages import BareAngle, DimensionMismatch, OutOfRange, WrongType
from .natural import fits_together, heading, natural, number_value, place_of, shown_words
from .page import Page
from .rounded import rounding
from .scope import Scope
from .signature import signature
from .slips import OnlyInCheck

__all__ = ["Stated", "claim_statement", "corner_names", "measure_fact", "relation_of", "stated"]

_OPS = {"==": "Equal", "!=": "Unequal", "<": "Less", "<=": "LessEqual", ">": "Less", ">=": "LessEqual"}


class Stated(Record):
    """One claim as read: its relation, whether negated, its alternatives, and the Values it compares (for printing and digits)."""

    relation: Relation
    negated: bool = False
    alternatives: tuple[Relation, ...] = ()
    left: Any = None
    right: Any = None
    expr: Any = None
    as_stated: bool = False


def relation_of(page: Page, e: t.Expr, scope: Scope) -> Any:
    """The relation an expression states, for those who take one."""
    got = stated(page, e, scope)
    return got[0].relation if got else None


def stated(page: Page, e: t.Expr, scope: Scope) -> list[Stated]:
    """Everything that an expression claims; empty after an error."""
    if isinstance(e, t.Logic):
        parts = [stated(page, x, scope) for x in e.operands]
        if e.op == "and":
            return [s for p in parts for s in p]
        flat = [p[0] for p in parts if p]
        if len(flat) != len(parts):
            return []
        return [Stated(flat[0].relation, alternatives=tuple(s.relation for s in flat[1:]), expr=e)]
    if isinstance(e, t.Not):
        return [Stated(s.relation, not s.negated, s.alternatives, s.left, s.right, e) for s in stated(page, e.value, scope)]
    if isinstance(e, t.Compare):
        out: list[Stated] = []
        for op, a, b in zip(e.ops, e.operands, e.operands[1:], strict=False):
            made = _comparison(page, op, a, b, e, scope)
            if made is None:
                return []
            out.append(made)
        return out
    if isinstance(e, t.Call) and isinstance(e.func, t.Name):
        if e.func.id == "as_stated" and len(e.args) == 1:
            return [Stated(s.relation, s.negated, s.alternatives, s.left, s.right, e, True) for s in stated(page, e.args[0].value, scope)]
        cls = relation_named(e.func.id)
        if cls is not None:
            made_relation = _word(page, cls, e, scope)
            return [Stated(made_relation, expr=e)] if made_relation is not None else []
        unknown_kind(page, e, scope, relation_words(), " to claim", claimed=True)
        return []
    page.say(WrongType(e.span, "A claim", "a comparison or a relation", print_expr(e), "neither"))
    return []


def _word(page: Page, cls: type[Relation], e: t.Call, scope: Scope) -> Relation | None:
    word = e.func.id if isinstance(e.func, t.Name) else ""
    own = signature(cls)
    values = bind(page, own, e.args, scope, word)
    if values is None:
        return None
    missing = [s for s in own.required if s.name not in values]
    if missing:
        from .fit import wanted

        page.say(MissingArgument(e.span, word, missing[0].name, wanted(missing[0])))
        return None
    for v in _values_in(values):
        adopt_symbol(page, v, v.dim, None, scope)
    made = cls(*(values.get(s.name, s.default) for s in cls.slots)) if "power" not in own.by_name else cls(values[cls.slots[0].name])
    if cls.looks_around:
        made.around = tuple(scope.frame.elements if scope.frame.owner is not None else page.figure.elements)
    found = list(made.misuse())
    for d in found:
        page.say(d if d.span.end else type(d)(**{**{k: getattr(d, k) for k in d.__record__}, "span": e.span}))  # type: ignore[attr-defined]
    return None if any(d.severity == ERROR for d in found) else made


def _values_in(values: dict[str, Any]) -> list[Value]:
    return [v for x in values.values() for v in (x if isinstance(x, tuple) else (x,)) if isinstance(v, Value)]


def _comparison(page: Page, op: str, a: t.Expr, b: t.Expr, whole: t.Expr, scope: Scope) -> Stated | None:
    left, right = natural(page, a, scope), natural(page, b, scope)
    if left is None or right is None:
        return None
    if op in ("==", "!=") and not isinstance(left, Value) and not isinstance(right, Value):
        alike = _alike(left, right)
        if alike is not None:
            return Stated(alike, op == "!=", expr=whole)
    x, y = number_value(page, a, scope, left), number_value(page, b, scope, right)
    if x is None or y is None:
        return None
    if x.dim is None or x.dim != y.dim:
        like_y, like_x = _same_kind(page, x, y, a, b, scope), _same_kind(page, y, x, b, a, scope)
        if like_y is None or like_x is None:
            return None
    else:
        like_y, like_x = x, y
    if op == "==" and (_below_zero(page, x, y, a, b) or _below_zero(page, y, x, b, a)):
        return None
    x, y = _written(like_y, a, scope), _written(like_x, b, scope)
    x, y = _bare_length(page, x, y, a, scope), _bare_length(page, y, x, b, scope)
    power = _power(page, x, y, scope)
    first, second = (y, x) if op in (">", ">=") else (x, y)
    relation = CLASSES[_OPS[op]](first.n, second.n, power)
    relation.names = (print_expr(b), print_expr(a)) if op in (">", ">=") else (print_expr(a), print_expr(b))  # type: ignore[attr-defined]
    return Stated(relation, expr=counted(whole, scope), left=x, right=y, as_stated="as_stated" in (x.key, y.key))


def _alike(left: Any, right: Any) -> Relation | None:
    """Two places are one, two directions the same."""
    places = place_of(left), place_of(right)
    if places[0] is not None and places[1] is not None:
        return CLASSES["Same"](*places)
    if _is_way(left) and _is_way(right):
        return CLASSES["SameDirection"](heading(left), heading(right))
    if all(isinstance(x, Element) and x.family == "arrow" for x in (left, right)) and getattr(left, "magnitude", None) is None:
        return CLASSES["SameDirection"](heading(left), heading(right))
    return None


def _below_zero(page: Page, measure: Value, v: Value, m: t.Expr, e: t.Expr) -> bool:
    """`AB == -5 cm`: said, since no length is negative."""
    n = page.figure.constants.get(v.n, v.n) if isinstance(v.n, Var) else v.n
    if not isinstance(n, Const) or n >= 0 or getattr(measure.n, "about", ("",))[0] != "length":
        return False
    page.say(OutOfRange(e.span, f"The length {print_expr(m)}", print_expr(e), "0 or more"))
    return True


def _written(v: Value, e: t.Expr, scope: Scope) -> Value:
    """A given expression prints as written."""
    if v.words is not None or getattr(v.n, "about", None):
        return v
    words = shown_words(v, e, scope)
    return v if words is None else Value(v.n, v.dim, v.origin, words, v.unit, v.digits, v.decimals, v.symbol, key=v.key)


def _bare_length(page: Page, v: Value, other: Value, e: t.Expr, scope: Scope) -> Value:
    """A bare number that is the length of something: a late constant like a length with a unit."""
    about = getattr(other.n, "about", ())
    if not about or about[0] not in ("length", "gauge") or not isinstance(v.n, Const) or v.dim != NUMBER:
        return v
    n = page.constant_length(v.n, scope.frame, print_expr(e), v)
    return Value(n, v.dim, v.origin, v.words, v.unit, v.digits, v.decimals, v.symbol, key=v.key)


def _is_way(thing: Any) -> bool:
    return isinstance(thing, Vector) or (isinstance(thing, Element) and thing.family == "arrow" and getattr(thing, "magnitude", None) is None)


def _same_kind(page: Page, v: Value, other: Value, e: t.Expr, o: t.Expr, scope: Scope) -> Value | None:
    """v so that it compares with other: a bare number takes its dimension where it may."""
    if fits_together(page, v, other, scope):
        if v.dim is None and other.dim is not None:
            _learn(page, v, other.dim)
            return Value(v.n, other.dim, v.origin, v.words, v.unit, v.digits, v.decimals, v.symbol, key=v.key)
        return v
    if other.dim == ANGLE and v.dim == NUMBER and isinstance(e, t.Number):
        from ..diagnostic import Fix

        page.say(BareAngle(e.span, print_expr(e), fix=Fix(e.span, f"{print_expr(e)} deg")))
        return None
    if v.dim == ANGLE and other.dim == NUMBER and isinstance(o, t.Number):
        return v
    if {v.dim, other.dim} == {NUMBER, LENGTH}:
        bare = e if v.dim == NUMBER else o
        page.say(mixed_units(page, bare, scope))
        return None
    if not any(isinstance(d, DimensionMismatch) and d.span == e.span for d in page.found):
        left, right = f"{print_expr(e)} ({_dim(v)})", f"{print_expr(o)} ({_dim(other)})"
        if not any(isinstance(d, DimensionMismatch) and d.left == right for d in page.found):
            hint, fix = next((r for x in (e, o) if (r := other_reading(x, scope))[0]), ("", None))
            page.say(DimensionMismatch(t.Span(min(e.span.start, o.span.start), max(e.span.end, o.span.end)), "In this comparison", left, right, hint, fix=fix))
    return None


def _dim(v: Value) -> str:
    if v.dim == NUMBER and getattr(v.n, "about", ("",))[0] in ("length", "gauge"):
        return "a length"
    return dimension_name(v.dim) if v.dim is not None and v.dim != NUMBER else "a number"


def _learn(page: Page, v: Value, dim: Any) -> None:
    """A symbol takes the dimension it is first compared with."""
    s = page.figure.symbols.get(v.symbol)
    if s is not None and s.dim is None:
        from ..grammar.record import replace

        page.figure.symbols[v.symbol] = replace(s, dim=dim)


def _power(page: Page, x: Value, y: Value, scope: Scope) -> int | None:
    """The dimension of a comparison as a power of the frame's length; None for other dimensions."""
    dim = x.dim if x.dim is not None else y.dim
    if dim == ANGLE:
        return 0
    if dim is None:
        return None
    if dim == NUMBER and page.is_bare(scope.frame) and scope.frame.kind == "plane":
        degree = max(degree_of(v.n) or 0 for v in (x, y))
        return int(degree) if degree >= 0 and degree.denominator == 1 else None
    power = dim.powers[0]
    return None if power.denominator != 1 or power < 0 or any(dim.powers[1:]) else int(power)


# ---------------------------------------------------------------- statements


def claim_statement(page: Page, claims: tuple[t.Claim, ...], role: str, scope: Scope) -> None:
    """`require`, `arrange` or `check`."""
    for c in claims:
        if role != "check" and (word := _undrawable(c.expr)):
            page.say(OnlyInCheck(c.span, word, print_expr(c.expr)))
            continue
        for s in stated(page, c.expr if c.about is None else t.Compare(("==",), (c.expr, c.about), span=c.span), scope):
            if s.expr.span in page.granted and s.left.n is s.right.n and isinstance(s.left.n, Var) and s.left.n not in page.figure.constants:
                continue  # a letter where it was put: it may have no value
            add(page, s, role, c.span, scope, about=c.about is not None)


def _undrawable(e: t.Expr) -> str:
    """The word in a claim that says what is not, or one of several things."""
    match e:
        case t.Not():
            return "not"
        case t.Logic("or"):
            return "or"
        case t.Logic(_, operands):
            return next((word for x in operands if (word := _undrawable(x))), "")
        case t.Compare(ops) if "!=" in ops:
            return "!="
    return ""


def add(page: Page, s: Stated, role: str, span: t.Span, scope: Scope, about: bool = False) -> Claim:
    """Write a claim down, with the digits it is to hold to."""
    digits, tolerance = None, None
    literal = None
    if s.left is not None and s.right is not None:
        literal = s.right if _is_literal(s.right) else s.left if _is_literal(s.left) else None
    if literal is not None and literal.digits is not None:
        digits = literal.digits
        if role == "fact" or about or (literal.decimals or 0) > 0:
            tolerance = rounding(page, s.relation, literal)
        if role == "check" and not about and not (literal.decimals or 0):
            tolerance = None
    elif role == "fact" and type(s.relation) is CLASSES["Equal"]:
        tolerance = rounding(page, s.relation, None)
    if role != "check" and s.left is not None and s.right is not None:
        angle = ANGLE in (s.left.dim, s.right.dim)
        choose_symbols(page, s.left.n, s.right.n, angle, scope)
    claim = page.claim(
        s.relation,
        role,
        span,
        scope,
        text=print_expr(s.expr),
        negated=s.negated,
        digits=digits,
        tolerance=tolerance,
        as_stated=s.as_stated,
        alternatives=s.alternatives,
    )
    page.stated[claim.number] = s
    return claim


def _is_literal(v: Any) -> bool:
    return isinstance(v, Value) and v.origin == Origin.GIVEN and v.words is not None and not getattr(v.n, "about", ())


def corner_names(corners: Sequence[Point], scope: Scope) -> dict[str, int]:
    """What each corner of a polygon is called here: in a `define` by the parameter that it is, else by its own name."""
    out: dict[str, int] = {}
    for inner, narrow in scope.chain():
        if narrow:
            break
        if inner.sees_figure:
            continue
        for name, b in inner.names.items():
            at = place_of(b.thing) if b.kind == "parameter" else None
            k = next((k for k, p in enumerate(corners) if at is not None and p.x is at.x and p.y is at.y), None)
            if k is not None:
                out.setdefault(name, k)
    for k, p in enumerate(corners):
        out.setdefault(p.name, k)
    return out


def measure_fact(page: Page, by_name: dict[str, int], corners: int, name: str, arg: t.Arg, scope: Scope) -> None:
    """`triangle(ABC, AB=5 cm, angle_A=60 deg)`: a keyword that is a measure of so many corners, which are called so."""
    if name.startswith("angle_") and name[6:] in by_name:
        called = {i: n for n, i in reversed(by_name.items())}
        i = by_name[name[6:]]
        left: t.Expr = t.Call(t.Name("angle"), tuple(t.Arg(None, t.Name(called[k % corners])) for k in (i - 1, i, i + 1)), span=arg.span)
    elif name.startswith("angle_") or (len(name) == 3 and all(c in by_name for c in name)):
        left = t.Call(t.Name("angle"), (t.Arg(None, t.Name(name.removeprefix("angle_"))),), span=arg.span)
    else:
        left = t.Name(name, span=arg.span)
    e = t.Compare(("==",), (left, arg.value), span=arg.span)
    for s in stated(page, e, scope):
        add(page, s, "fact", arg.span, scope)
