"""Cells: lists of lists of texts, quantities, letters, expressions, objects and blanks, each printed as it is written."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from ..cell import Cell
from ..element import Element, Slot
from ..expression import Const, Expr, Num, Var, evaluate, variables_of
from ..figure import Frame
from ..grammar import print_expr
from ..grammar import tree as t
from ..grammar.record import replace
from ..ink import Words
from ..quantity import MINUS, NUMBER, Dimension, Origin, Unit, Value, find_unit, literal
from ..typeset import Run, identifier
from ..vocabulary import kind
from .counted import counted
from .mathematics import mathematics
from .messages import WrongType
from .natural import FUNCTIONS, describe, force, natural
from .page import Page
from .scope import Scope

__all__ = ["cells_of"]

_NUMBER = re.compile(r"[-−+]?\d[\d_]*(?:\.\d+)?(?:[eE][-+]?\d+)?")
_MONEY = re.compile(r"([-−]?)\(?[$€£¥]?([\d,]*\d(?:\.\d+)?)\)?")
_STEP = re.compile(r"([-−+])(\d*)([A-Za-z])")
"""`+x`, `-2x`: a change, which as an expression could not begin with its plus"""
_BLANK = Cell()
FAILED = object()


def cells_of(page: Page, e: t.Expr, slot: Slot, scope: Scope, what: str) -> Any:
    """A cell, or a tuple of what the items of a list are; FAILED after saying what is wrong."""
    if isinstance(e, t.List):
        out: list[Any] = []
        for x in e.items:
            one = cells_of(page, x, slot, scope, what)
            if one is FAILED:
                return FAILED
            if isinstance(x, t.Range):
                out.extend(one)  # ["n", 1..3] is a row of four
            else:
                out.append(one)
        return tuple(out)
    if isinstance(e, t.Range):
        return _range(page, e, scope, what)
    if isinstance(e, t.Name) and (scope.family(e.id) is not None or isinstance(_bound(page, e, scope), list)):
        return _listed(page, e, scope)
    return _cell(page, e, scope, what)


def _bound(page: Page, e: t.Name, scope: Scope) -> Any:
    b = scope.find(e.id)
    return force(page, b) if b is not None and b.kind in ("value", "parameter", "loop", "given") else None


def _range(page: Page, e: t.Range, scope: Scope, what: str) -> Any:
    """`0..4 step 2`: its numbers one after the other."""
    span = natural(page, e, scope)
    if span is None:
        return FAILED
    low, high, step = span.low.n, span.high.n, span.step.n if span.step is not None else 1
    if not all(isinstance(x, (int, Fraction)) for x in (low, high, step)) or step == 0 or abs((high - low) / step) > 500:
        page.say(WrongType(e.span, what, "a range of few numbers", print_expr(e), "another"))
        return FAILED
    out = []
    x = low
    while x <= high if step > 0 else x >= high:
        text = str(int(x)) if Fraction(x).denominator == 1 else f"{float(x):g}"
        out.append(Cell((Run(text.replace("-", MINUS)),), x, NUMBER, typed=True, text=text, span=e.span))
        x += step
    return tuple(out)


def _listed(page: Page, e: t.Name, scope: Scope) -> Any:
    """The list behind a name."""
    things = natural(page, e, scope)
    if things is None:
        return FAILED
    return tuple([_of_thing(page, x, e, scope) for x in things])


def _cell(page: Page, e: t.Expr, scope: Scope, what: str) -> Any:
    match e:
        case t.Text():
            return _text(page, e, scope)
        case t.Number() | t.Negative(t.Number()):
            text = e.text if isinstance(e, t.Number) else "-" + e.value.text  # type: ignore[union-attr]
            return _typed(literal(text, None), e) or _failed(page, e, scope)
        case t.Quantity(number, unit) | t.Negative(t.Quantity(number, unit)) if find_unit(unit) is not None:
            v = natural(page, e, scope)  # known to the page, so that its words count as stated
            return _typed(literal(("-" if isinstance(e, t.Negative) else "") + number, unit), e) if v is not None else FAILED
        case t.Name("none"):
            return _BLANK
        case t.Name("unknown") if scope.find("unknown") is None:  # what is asked and has no letter
            return Cell((Run("?"),), text="?", span=e.span)
        case t.Tuple(items):
            parts = tuple([_cell(page, x, scope, what) for x in items])
            if any(p is FAILED for p in parts):
                return FAILED
            words = _joined([p.words for p in parts])
            return Cell(words, parts=parts, letters=tuple([x for p in parts for x in p.letters]), text=print_expr(e), span=e.span)
        case t.Name():
            return _name(page, e, scope)
        case t.Call(t.Name(name)) if _is_kind(e, name, scope):
            return _object(page, e, scope)
        case t.Call(t.Name("as_stated"), (t.Arg(None, inner),)):
            got = _cell(page, inner, scope, what)
            return replace(got, number=None, typed=False) if isinstance(got, Cell) else got
    return _expression(page, e, scope, what)


def _failed(page: Page, e: t.Expr, scope: Scope) -> Any:
    natural(page, e, scope)
    return FAILED


def _joined(all_words: list[Words]) -> Words:
    """(3, 1) prints as 3, 1."""
    out: list[Run] = []
    for words in all_words:
        if out:
            out.append(Run(", "))
        out.extend(words)
    return tuple(out)


def _text(page: Page, e: t.Text, scope: Scope) -> Cell:
    from .texts import words_of

    raw = e.raw.strip()
    if not raw:
        return Cell(span=e.span)
    if _NUMBER.fullmatch(raw):
        found = _typed(literal(raw.removeprefix("+").replace(MINUS, "-"), None), e)
        if found is not None and "e" not in raw.lower() and not raw.startswith("+"):
            return found
    step = _STEP.fullmatch(raw)
    if step:
        factor = int(step[2] or 1) * (1 if step[1] == "+" else -1)
        words: Words = (Run(raw.replace(MINUS, "-"), math=True),)
        return Cell(words, _letter(page, step[3], scope) * factor, letters=(step[3],), text=raw, span=e.span)
    words = words_of(page, e, scope)
    money = _MONEY.fullmatch(raw)
    number: Num | None = None
    if money and any(c.isdigit() for c in raw):
        number = Fraction(money[2].replace(",", "")) * (-1 if money[1] or raw.startswith("(") else 1)
        words = tuple([Run(r.text.replace("-", MINUS)) if not r.math else r for r in words])
    return Cell(words, number, NUMBER if number is not None else None, text=e.raw, typed=number is not None, span=e.span)


def _typed(v: Value | None, e: t.Expr) -> Cell | None:
    if v is None:
        return None
    return Cell(v.words or (), v.n, v.dim, v.unit, True, text=print_expr(e), span=e.span)


def _name(page: Page, e: t.Name, scope: Scope) -> Any:
    """A letter, printed as such; what it stands for prints only if it is a given with a value, or an object."""
    b = scope.find(e.id)
    if b is None or b.kind in ("point", "formula", "definition"):
        return Cell((identifier(e.id),), _letter(page, e.id, scope) if b is None else None, letters=(e.id,), text=e.id, name=e.id, span=e.span)
    thing = force(page, b)
    return FAILED if thing is None else _of_thing(page, thing, e, scope)


def _of_thing(page: Page, thing: Any, e: t.Expr, scope: Scope) -> Cell:
    from .texts import words_of_thing

    text = print_expr(e)
    if isinstance(thing, Value):
        name = e.id if isinstance(e, t.Name) else ""
        known = page.figure.symbols.get(name)
        if thing.origin == Origin.UNKNOWN and thing.symbol == name and name:
            words: Words = known.words if known is not None else (identifier(name),)
            return Cell(words, thing.n, thing.dim, letters=(name,), text=text, name=name, span=e.span)
        shown = words_of_thing(page, thing, e, scope) or ()
        return Cell(shown, _known(page, thing.n), thing.dim, thing.unit, thing.origin == Origin.GIVEN, letters=(name,) if name else (), text=text, span=e.span)
    if isinstance(thing, Element) and not thing.name:
        return Cell(thing=thing, text=text, span=e.span)
    words = words_of_thing(page, thing, e, scope) or (identifier(text),)
    return Cell(words, letters=(text,) if isinstance(e, t.Name) else (), text=text, span=e.span)


def _known(page: Page, n: Num) -> Num:
    """Given lengths as the numbers that they are."""
    if not isinstance(n, Expr) or isinstance(n, Const):
        return n
    free = variables_of(n)
    if free and all(v in page.figure.constants for v in free):
        return evaluate(n, {v: evaluate(page.figure.constants[v], {}) for v in free})
    return n


def _is_kind(e: t.Call, name: str, scope: Scope) -> bool:
    b = scope.called(name)
    if b is not None and b.kind in ("formula", "definition"):
        return b.kind == "definition"
    return kind(name, scope.container) is not None and (name not in FUNCTIONS or any(a.name for a in e.args))


def _object(page: Page, e: t.Call, scope: Scope) -> Any:
    """An object in a cell has a frame of its own, in millimetres of the page, and is not drawn but by the table."""
    from .calls import call

    frame = Frame(page.id("frame:cell", scope.frame), "sheet", scope.frame, scope.frame.owner or _OWNER)
    frame.mm = 1
    page.bare[frame.id] = True
    inner = Scope(scope, frame, container=scope.container)
    inner.free = scope.free
    thing = call(page, e, inner)
    if thing is None:
        return FAILED
    if getattr(thing, "opens_frame", "") and not hasattr(thing, "laid_out"):
        page.say(WrongType(e.span, "A cell", "something small to show", print_expr(e), describe(thing), "A picture of its own stands beside it."))
        return FAILED
    return Cell(thing=thing, text=print_expr(e), span=e.span) if isinstance(thing, Element) else _of_thing(page, thing, e, scope)


class _Owner(Element):
    """Owns the frames of objects in cells."""

    kind = ""


_OWNER = object.__new__(_Owner)


# ---------------------------------------------------------------- expressions


_LETTER = re.compile(r"[^\W\d_]\w*['′]*")


def _expression(page: Page, e: t.Expr, scope: Scope, what: str) -> Any:
    """An expression is typeset as it stands; in letters that nothing binds it is what it says."""
    letters = _letters(e)
    if isinstance(e, (t.Compare, t.Logic, t.Not)):
        return Cell(_signed(counted(e, scope)), letters=letters, text=print_expr(e), span=e.span)
    value, dim, unit = _symbolic(page, e, scope)
    if value is None and not isinstance(e, (t.Binary, t.Negative, t.Call)):
        thing = natural(page, e, scope)
        if thing is None:
            return FAILED
        cell = _of_thing(page, thing, e, scope)
        if cell.blank:
            page.say(WrongType(e.span, what, "something to show", print_expr(e), describe(thing)))
            return FAILED
        return cell
    return Cell(_signed(counted(e, scope)), value, dim, unit, letters=letters, text=print_expr(e), span=e.span)


def _signed(e: t.Expr) -> Words:
    """`+x` keeps its sign."""
    return (Run(mathematics(e), math=True),)


def _letters(e: t.Expr) -> tuple[str, ...]:
    match e:
        case t.Name(name):
            return (name,)
        case t.Binary(_, left, right):
            return (*_letters(left), *_letters(right))
        case t.Negative(value) | t.Not(value):
            return _letters(value)
        case t.Compare(_, items) | t.Logic(_, items):
            return tuple([x for item in items for x in _letters(item)])
        case t.Call(_, args):
            return tuple([x for a in args for x in _letters(a.value)])
    return ()


_NOTHING: tuple[None, None, None] = (None, None, None)


def _symbolic(page: Page, e: t.Expr, scope: Scope) -> tuple[Num | None, Dimension | None, Unit | None]:
    """Its number in base units over its letters, its dimension (None: any) and unit; nothing where it has none."""
    match e:
        case t.Number(text):
            v = literal(text, None)
            return (v.n, NUMBER, None) if v is not None else _NOTHING
        case t.Quantity(number, unit):
            v = literal(number, unit)
            if v is not None:
                return v.n, v.dim, v.unit
            plain = literal(number, None)
            head = _LETTER.fullmatch(unit)  # 2x
            return (plain.n * _letter(page, unit, scope), None, None) if plain is not None and head else _NOTHING
        case t.Name(name):
            return _letter(page, name, scope), None, None
        case t.Negative(value):
            n, dim, unit_ = _symbolic(page, value, scope)
            return (-n, dim, unit_) if n is not None else _NOTHING
        case t.Binary(op, left, right):
            a, dim_a, unit_a = _symbolic(page, left, scope)
            b, dim_b, unit_b = _symbolic(page, right, scope)
            if a is None or b is None:
                return _NOTHING
            return _combined(op, a, b), (dim_a or dim_b) if op in "+-" else None, unit_a or unit_b
    return _NOTHING


def _combined(op: str, a: Num, b: Num) -> Num | None:
    if op in "+-":
        return a + b if op == "+" else a - b
    if op == "*":
        return a * b
    if op == "/":
        if not isinstance(b, Expr) and not b:
            return None
        return Fraction(a) / b if isinstance(a, int) and isinstance(b, int) else a / b
    return a**b if isinstance(b, int) and abs(b) < 20 else None


def _letter(page: Page, name: str, scope: Scope) -> Num:
    """What a letter stands for: a given's value, else the letter itself."""
    b = scope.find(name)
    thing = force(page, b) if b is not None and b.kind not in ("point", "formula", "definition") and b.turn != 1 else None
    if isinstance(thing, Value):
        return _known(page, thing.n)
    known = page.by_name.get("cell." + name)
    if known is None:
        known = page.by_name["cell." + name] = Var(name)
    return known
