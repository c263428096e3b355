"""Formula slots: expressions in which the container's variables stay free; ranges and equations written as keywords; units of axes.

A formula is read with the units of its axes first. Where that does not fit, the variables are pure numbers in the units that the axes show:
`curve(F=0.005*v^2)` over `v=0..300 km/h`.
"""

from __future__ import annotations

import itertools
import re
from typing import Any

from ..diagnostic import HINT, Diagnostic, Fix
from ..element import Element, Slot
from ..expression import Const, Expr, Num, Var, variables_of
from ..figure import Frame, Variable
from ..formula import Formula, Inequality, NeedsTwoAxes, NotInAxes, Parameter, Span2
from ..grammar import print_expr
from ..grammar import tree as t
from ..plane import Point
from ..quantity import ANGLE, NUMBER, Dimension, Origin, Unit, Value, find_unit
from ..quantity import name as dimension_name
from ..typeset import Run
from .counted import counted
from .fit import MISSING
from .mathematics import equation, mathematics
from .messages import DimensionMismatch, NotAUnit, WrongType
from .natural import natural, number_value
from .page import Page
from .scope import Binding, Scope
from .signature import Signature

__all__ = ["FormulaUnits", "NoValueYet", "adopt_on_axis", "claims_of", "formula_of", "formula_scope", "on_scales", "prepared"]


class FormulaUnits(Diagnostic):
    """A formula gives what its axis does not measure.

    ```wrong
    axes(t=0..10 s, s=0..50 m) { curve(s=3 kg + 0*t/(1 s)*(1 kg)) }
    ```
    ```right
    axes(t=0..10 s, s=0..50 m) { curve(s=3 m/s*t) }
    ```
    """

    code = "AXE201"
    says = "{text} is {got}, and {axis} is {wanted}"
    help = "give its numbers the units of the axis, or none at all"
    text: str
    got: str
    axis: str
    wanted: str


class NoValueYet(Diagnostic):
    """A symbol without a value stands in a formula that is to be drawn.

    ```wrong
    # hint: [AXE202]
    given k
    axes(x=0..4, y=0..4) { curve(y=k*x) }
    ```
    ```right
    given k ~ 0.8
    axes(x=0..4, y=0..4) { curve(y=k*x) }
    ```
    """

    code = "AXE202"
    severity = HINT
    says = "{name} has no value: it is drawn with 1"
    help = "given {name} ~ 2 draws it with an example value, which is never printed"
    name: str


def formula_scope(scope: Scope, extra: dict[str, Any], free: dict[str, Any] | None = None) -> tuple[Scope, dict[str, Var]]:
    """A scope in which the free names win over every other name. scope.free: name -> (Var, dimension)."""
    every = {**(scope.free if free is None else free), **extra}
    inner = Scope(scope, scope.frame)
    inner.free = every
    for name, (number, dim) in every.items():
        inner.names[name] = Binding(name, "variable", t.Span(0, 0), inner, thing=Value(number, dim, Origin.GIVEN, (Run(name, math=True),)))
        inner.names[name].turn = 2
    return inner, {name: next(v for v in variables_of(number)) for name, (number, _) in every.items()}


def _owner(scope: Scope) -> Any:
    return scope.frame.owner if scope.frame.kind == "axes" else None


def _extra(slot: Slot, scope: Scope) -> dict[str, Any]:
    """Variables of the slot itself that the container has not (a parameter t, an angle theta)."""
    return {n: (_PARAMETERS.setdefault(n, Var(n)), NUMBER) for n in slot.names if n not in scope.free}


_PARAMETERS: dict[str, Var] = {}


def _as_shown(scope: Scope) -> dict[str, Any]:
    """The free variables as pure numbers in the units that the axes show."""
    owner = _owner(scope)
    out: dict[str, Any] = {}
    for name, (number, dim) in scope.free.items():
        unit: Unit | None = owner.unit_of(name) if hasattr(owner, "unit_of") else None
        out[name] = (number, dim) if unit is None else ((number - unit.offset) / unit.factor, NUMBER)
    return out


def _plain(dim: Dimension | None) -> bool:
    return dim is None or dim in (NUMBER, ANGLE)


def _fits(v: Value, want: Dimension | None) -> bool:
    if want is None or v.dim is None or v.dim == want or (isinstance(v.n, Const) and v.n == 0):
        return True
    return _plain(v.dim) and _plain(want)


def _read(page: Page, e: t.Expr, scope: Scope, slot: Slot, shown: bool) -> tuple[Value | None, dict[str, Var]]:
    inner, free = formula_scope(scope, _extra(slot, scope), _as_shown(scope) if shown else None)
    return number_value(page, e, inner), free


_TAIL = re.compile(r"(?:(.*)([*/]))?([^\W\d_][\w'′]*)(?:\^(\d+))?")


def unglued(e: t.Expr, names: Any, under: bool = False) -> t.Expr:
    """`4 m/s^2*t` is a quantity times the variable t, `2t` twice t: variables of a formula win over units of the same name. under: also after `/`."""
    if isinstance(e, t.Quantity):
        found = _TAIL.fullmatch(e.unit)
        if found is None or found.group(3) not in names:
            return e
        head, op, name, power = found.groups()
        if op == "/" and not under and find_unit(e.unit) is not None:
            return e
        right: t.Expr = t.Name(name, span=e.span)
        if power:
            right = t.Binary("^", right, t.Number(power, span=e.span), span=e.span)
        left: t.Expr = unglued(t.Quantity(e.number, head, span=e.span), names, under) if head else t.Number(e.number, span=e.span)
        return t.Binary(op or "*", left, right, span=e.span)
    if isinstance(e, t.Binary):
        left, right = unglued(e.left, names, under), unglued(e.right, names, under)
        return e if left is e.left and right is e.right else t.Binary(e.op, left, right, span=e.span)
    if isinstance(e, t.Negative):
        inner = unglued(e.value, names, under)
        return e if inner is e.value else t.Negative(inner, span=e.span)
    if isinstance(e, t.Call):
        args = tuple(a if (v := unglued(a.value, names, under)) is a.value else t.Arg(a.name, v, span=a.span) for a in e.args)
        return e if all(a is b for a, b in zip(args, e.args, strict=True)) else t.Call(e.func, args, span=e.span)
    if isinstance(e, t.Compare):
        operands = tuple(unglued(x, names, under) for x in e.operands)
        return e if all(a is b for a, b in zip(operands, e.operands, strict=True)) else t.Compare(e.ops, operands, span=e.span)
    return e


def _after_stroke(e: t.Expr, names: Any) -> t.Quantity | None:
    """`1/2x`: half of x, or one over 2x?"""
    queue: list[t.Expr] = [e]
    while queue:
        x = queue.pop()
        if isinstance(x, t.Binary):
            if x.op == "/" and isinstance(x.right, t.Quantity) and x.right.unit.partition("^")[0] in names and find_unit(x.right.unit) is None:
                return x.right
            queue += (x.left, x.right)
        elif isinstance(x, t.Negative):
            queue.append(x.value)
        elif isinstance(x, t.Call):
            queue += [a.value for a in x.args]
    return None


def formula_of(page: Page, e: t.Expr, slot: Slot, scope: Scope) -> Any:
    """A Formula (a range where one is written), or MISSING."""
    if isinstance(e, t.Range):
        return _range(page, e, slot, scope)
    names = {*scope.free, *slot.names}
    under = _after_stroke(e, names)
    if under is not None:
        new = f"{under.number}*{under.unit}"
        page.say(NotAUnit(under.span, under.unit, hint=f"After / a product is written out: {new} or ({new}).", fix=Fix(under.span, new)))
        return MISSING
    before = len(page.found)
    first, second = unglued(e, names), unglued(e, names, True)
    got = _formula(page, first, slot, scope)
    if got is MISSING and second is not first:
        said = page.found[before:]
        del page.found[before:]
        got = _formula(page, second, slot, scope)
        if got is MISSING:
            page.found[before:] = said
    return got


def _formula(page: Page, e: t.Expr, slot: Slot, scope: Scope) -> Any:
    """The expression with the units of its axes, or else in the numbers that these show."""
    owner = _owner(scope)
    known = owner is not None and slot.name in getattr(owner, "axis_slots", ())
    want = owner.dimension_of(slot.name) if known else None
    unit = owner.shown_unit(slot.name) if known and hasattr(owner, "shown_unit") else None
    before = len(page.found)
    v, free = _read(page, e, scope, slot, False)
    if v is None or not _fits(v, want):
        said = page.found[before:]
        v2, free = _read(page, e, scope, slot, True) if scope.free else (None, free)
        if v2 is not None and (_fits(v2, want) or _plain(v2.dim)):
            v = v2
            page.found[before:] = [d for d in page.found[before:] if not isinstance(d, DimensionMismatch)]
        elif v is not None and _plain(v.dim):
            page.found[before:] = said
        else:
            page.found[before:] = said
            if v is not None:
                names = getattr(owner, "variable_names", {})
                page.say(FormulaUnits(e.span, print_expr(e), dimension_name(v.dim), names.get(slot.name, slot.name), dimension_name(want or NUMBER)))
            return MISSING
    number = v.n
    if want is not None and not _plain(want) and _plain(v.dim) and unit is not None and v.dim is not None:
        number = number * unit.factor + unit.offset
    return _made(page, e, number, v.dim, free, scope)


def _made(page: Page, e: t.Expr, number: Num, dim: Dimension | None, free: dict[str, Var], scope: Scope) -> Formula:
    words = (Run(mathematics(counted(e, scope)), math=True),)
    f = Formula(number, free, dim, words, print_expr(e))
    f.symbols = tuple(_names(page, e))
    f.left, opened = _named(e, free, scope)
    if opened is not None:
        f.words = (Run(mathematics(opened), math=True),)
    _adopt(page, number, e, scope)
    return f


def _names(page: Page, e: t.Expr) -> list[str]:
    """Symbols that are written in the expression."""
    found: dict[str, None] = {}
    stack: list[Any] = [e]
    while stack:
        x = stack.pop()
        if isinstance(x, t.Name) and x.id in page.figure.symbols:
            found[x.id] = None
        elif isinstance(x, tuple):
            stack.extend(x)
        elif hasattr(x, "__record__") and not isinstance(x, t.Span):
            stack.extend(getattr(x, k) for k in x.__record__ if k != "span")
    return list(found)


def _named(e: t.Expr, free: dict[str, Var], scope: Scope) -> tuple[str, t.Expr | None]:
    """`f(x)` of a named formula prints as `f(x) = ...`: its TeX and its body."""
    if isinstance(e, t.Call) and isinstance(e.func, t.Name) and len(e.args) == 1 and isinstance(e.args[0].value, t.Name) and e.args[0].value.id in free:
        b = scope.called(e.func.id)
        if b is not None and b.kind == "formula" and b.args == (e.args[0].value.id,) and b.expr is not None:
            return mathematics(e), b.expr
    return "", None


def _adopt(page: Page, number: Num, e: t.Expr, scope: Scope) -> None:
    """Symbols without a value become something the solver may choose: facts may decide them, else they are drawn as 1."""
    if not isinstance(number, Expr):
        return
    symbols = {id(s.number): s for s in page.figure.symbols.values() if isinstance(s.number, Var)}
    for var in variables_of(number):
        s = symbols.get(id(var))
        if s is None or var in page.figure.constants or any(x.var is var for x in page.figure.variables):
            continue
        page.figure.variables.append(Variable(var, 1.0, None, None, 1.0, 0.02, None, frame=scope.frame, owner=s.name))
        if s.origin == Origin.GIVEN:
            page.say(NoValueYet(e.span, s.name))


def adopt_on_axis(page: Page, v: Value, slot: str, scope: Scope) -> None:
    """Symbols without a value in a coordinate: somewhere on that axis, each at a place of its own, unless facts decide."""
    if not isinstance(v.n, Expr):
        return
    symbols = {id(s.number): s for s in page.figure.symbols.values() if isinstance(s.number, Var)}
    for var in variables_of(v.n):
        s = symbols.get(id(var))
        if s is None or var in page.figure.constants or any(x.var is var for x in page.figure.variables):
            continue
        k = sum(x.owner in page.figure.symbols for x in page.figure.variables)
        low, high = scope.frame.owner.ends(slot) or (0.0, 4.0)  # type: ignore[union-attr]
        start = low + (high - low) * (0.3 + 0.5 * ((0.62 * (k + 1)) % 1))
        page.figure.variables.append(Variable(var, start, None, None, (high - low) / 4, 0.05, None, frame=scope.frame, owner=s.name))


def on_scales(page: Page, x: Value, y: Value, scope: Scope) -> Point | None:
    """The place of two numbers of axes; None in other frames."""
    owner = _owner(scope)
    if not hasattr(owner, "place"):
        return None
    for slot, v in zip(owner.axis_slots, (x, y), strict=False):
        adopt_on_axis(page, v, slot, scope)
    return owner.place(x, y)  # type: ignore[no-any-return]


# ---------------------------------------------------------------- ranges


def _range(page: Page, e: t.Range, slot: Slot, scope: Scope) -> Any:
    """`x=0..2` of a curve: from where to where, in base units."""
    thing = natural(page, e, scope)
    if thing is None:
        return MISSING
    if not isinstance(thing, Span2):
        page.say(WrongType(e.span, slot.name, "a range", print_expr(e), "something else"))
        return MISSING
    owner = _owner(scope)
    return owner.scaled_range(slot.name, thing) if hasattr(owner, "scaled_range") else thing


def prepared(
    page: Page, cls: type[Element], own: Signature, args: list[t.Arg], scope: Scope, span: t.Span
) -> tuple[list[t.Arg], Scope, Parameter | None] | None:
    """What keywords of a kind with formulas mean: `y=x^2` of one that takes equations is the equation, `s=0..1` of a curve names its parameter.
    None after saying that it stands outside of axes."""
    of_axes = getattr(cls, "lives_in", "") == "axes"
    equations = own.equations and any(isinstance(a.value, (t.Compare, t.Logic)) for a in args)
    if (of_axes and scope.frame.kind != "axes") or (equations and not scope.free and scope.frame.kind == "plane"):
        page.say(NotInAxes(span, cls.kind.replace("_", " "), f"; elsewhere {cls.elsewhere}" if cls.elsewhere else ""))
        return None
    if scope.frame.kind == "axes" and scope.frame.owner is None and (equations or of_axes):
        return None  # its axes are wrong, and that was said
    if of_axes and not getattr(cls, "any_axes", False) and not {"x", "y"} <= set(scope.frame.owner.axis_slots):  # type: ignore[union-attr]
        page.say(NeedsTwoAxes(span, cls.kind.replace("_", " ")))
        return None
    slots = own.by_name
    if own.equations:
        args = [t.Arg(None, _as_relation(a), span=a.span) if a.name is not None and a.name not in slots and a.name in scope.free else a for a in args]
    if own.axes:  # lengths on an axis are values of its scale, not sizes of the drawing
        inner = Scope(scope, Frame("scale", "axes", scope.frame))
        inner.container = scope.container
        return args, inner, None
    if not getattr(cls, "takes_parameter", False):
        return args, scope, None
    for a in args:
        if a.name is not None and a.name not in slots and isinstance(a.value, t.Range):
            span = natural(page, a.value, scope)
            if not isinstance(span, Span2):
                continue
            var = Var(a.name)
            inner = Scope(scope, scope.frame)
            inner.free = {**scope.free, a.name: (var, span.high.dim if span.low.dim == NUMBER else span.low.dim)}
            inner.container = scope.container
            return [b for b in args if b is not a], inner, Parameter(a.name, var, span)
    return args, scope, None


def _as_relation(a: t.Arg) -> t.Expr:
    """`y=x^2` is an equation, `y=0..x^2` two inequalities."""
    name = t.Name(a.name or "", span=a.span)
    if isinstance(a.value, t.Range):
        return t.Compare(("<=", "<="), (a.value.low, name, a.value.high), span=a.span)
    return t.Compare(("==",), (name, a.value), span=a.span)


# ---------------------------------------------------------------- equations and inequalities


def claims_of(page: Page, e: t.Expr, slot: Slot, scope: Scope) -> Any:
    """A tuple of Inequality: the parts of a chain, of an `and`, of one comparison; or MISSING."""
    if isinstance(e, t.Logic) and e.op == "and":
        parts = [claims_of(page, x, slot, scope) for x in e.operands]
        return MISSING if any(p is MISSING for p in parts) else tuple(c for p in parts for c in p)
    if not isinstance(e, t.Compare):
        page.say(WrongType(e.span, "This", "an equation or inequality", print_expr(e), "no comparison"))
        return MISSING
    e = unglued(e, scope.free)
    assert isinstance(e, t.Compare)
    before = len(page.found)
    sides = _sides(page, e, slot, scope, False)
    if sides is None:
        said = page.found[before:]
        sides = _sides(page, e, slot, scope, True) if scope.free else None
        page.found[before:] = said if sides is None else [d for d in page.found[before:] if not isinstance(d, (DimensionMismatch, FormulaUnits))]
    if sides is None:
        return MISSING
    shown = counted(e, scope)
    assert isinstance(shown, t.Compare)
    whole = (Run(equation(shown.ops, shown.operands), math=True),)
    chain = e.span.start + 1 if len(e.ops) > 1 else 0
    return tuple(
        Inequality(op, a, b, whole if not chain else (Run(equation((op,), pair), math=True),), print_expr(e), chain, e.span)
        for op, a, b, pair in zip(e.ops, sides, sides[1:], zip(shown.operands, shown.operands[1:], strict=False), strict=False)
    )


def _sides(page: Page, e: t.Compare, slot: Slot, scope: Scope, shown: bool) -> list[Formula] | None:
    """The operands; None after an error. A pure number beside a bare variable of an axis is in the axis' unit."""
    values: list[tuple[Value, dict[str, Var]]] = []
    for x in e.operands:
        v, free = _read(page, x, scope, slot, shown)
        if v is None:
            return None
        values.append((v, free))
    dims = [v.dim for v, _ in values if not (isinstance(v.n, Const) and v.n == 0) and v.dim is not None]
    if any(not (a == b or (_plain(a) and _plain(b))) for a, b in itertools.pairwise(dims)):
        first, second = e.operands[0], e.operands[1]
        page.say(DimensionMismatch(e.span, "In this comparison", print_expr(first), print_expr(second)))
        return None
    return [_made(page, x, v.n, v.dim, free, scope) for x, (v, free) in zip(e.operands, values, strict=True)]
