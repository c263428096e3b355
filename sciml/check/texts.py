"""Texts: plain words, mathematics and values, checked so that nothing computed slips in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any, ClassVar

from ..cell import Cell
from ..diagnostic import HINT, WARNING, Diagnostic, Fix
from ..element import Element
from ..expression import postorder
from ..grammar import print_expr
from ..grammar import tree as t
from ..grammar.record import replace
from ..ink import Words
from ..plane import Point
from ..quantity import LENGTH, NUMBER, Origin, Unit, Value, find_unit
from ..typeset import Run, identifier, tex_problems
from .counted import counted
from .mathematics import mathematics
from .natural import natural, number_value, value_words
from .page import Page, Span2
from .run import Run2
from .scope import Scope

__all__ = ["GroupsOnly", "PrintsUnknown", "TypedQuantity", "late_unknowns", "typed_quantities", "verbatim", "words_of", "words_of_thing"]


_LETTERS = (
    ("m", "d"), ("s", "t"), ("kg", "m"), ("N", "F"), ("m/s", "v"), ("K", "T"), ("V", "V"), ("A", "I"), ("C", "Q"), ("J", "E"), ("W", "P"), ("Pa", "p"),
    ("Hz", "f"), ("ohm", "R"),
    ("T", "B"), ("deg", "alpha"), ("m^2", "A"), ("m^3", "V"), ("m/s^2", "a"), ("kg/m^3", "rho"), ("m^3/s", "q"), ("N/m", "k"), ("mol", "n"),
)  # fmt: skip
"""what a quantity of that unit may be called"""
_TYPED = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)[ \u00a0\u202f]?([a-zA-Zµμ°Ω%][\w/^°²³·]*)")
_POWERS = re.compile(r"(?<=\d)[ \u00a0\u202f]?[a-zA-ZµμΩ]+(?:\^-?\d(?!\w)|[/*·][a-zA-ZµμΩ]+)+(?!\w)")
_HIGH = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


class TypedQuantity(Diagnostic):
    """A quantity typed into a text that no given states: nobody can check it, and it is not in the data.

    ```sciml
    note("the block weighs 20 N")
    ```
    """

    code = "SCI231"
    severity: ClassVar[str] = HINT
    one_cause: ClassVar[bool] = True
    says = "{text} stands only in this text: it is not among the data of the figure."
    help = "In braces it is a value; or state it, `given {letter} = {text}`, and write the symbol in braces."
    text: str
    letter: str = "x"


def typed_quantities(page: Page) -> None:
    """A hint for each number with a unit that stands only in a text. Answers to choose from, and what the asker says, may name any."""
    if not page.typed:
        return
    elements = page.figure.elements
    quoted = [e.span for e in elements if e.quotes and not e.opens_frame]
    asked = []
    for number, unit, span, fix in page.typed:
        found = find_unit(unit)
        if found is None or found.dim == NUMBER or (len(unit) == 1 and unit in "ACDGKMTV"):
            continue  # "10 lines", "option 3 A": a count or a name, as likely as a quantity
        if not any([q.start <= span.start and span.end <= q.end for q in quoted]):
            asked.append((number, unit, span, fix, found))
    if not asked:
        return
    values = [*page.literals.values(), *[value for _, value, *_ in page.givens if value is not None]]
    known = {_plain_number(v) for v in values} | {f.quantity for f in page.figure.facets}
    bare: set[str] | None = None
    for number, unit, span, fix, found in asked:
        written = (f"{number}{found.printed}", f"{number}{unit}")
        if not known.isdisjoint(written):
            continue
        if bare is None:  # the numbers of axes stand without their unit
            spaces = [e.__dict__.values() for e in elements]
            bare = {_plain_number(v) for space in spaces for v in _values(space, [])}
            known |= {_plain_number(v) for space in spaces for v in space if isinstance(v, Value)}
            known |= {_plain_number(v) for e in elements for s in e.slots if s.type == "cells" for v in _cells(e.__dict__.get(s.name))}
        if number in bare or not known.isdisjoint(written):
            continue
        page.say(TypedQuantity(span, f"{number} {unit}", next((letter for u, letter in _LETTERS if find_unit(u).dim == found.dim), "x"), fix=fix))  # type: ignore[union-attr]


def _cells(x: Any) -> Iterator[Cell]:
    if isinstance(x, Cell):
        yield x
    elif isinstance(x, tuple):
        for y in x:
            yield from _cells(y)


def _values(things: Iterable[Any], found: list[Value]) -> list[Value]:
    """All quantities in lists of lists and ranges, after those found."""
    for x in things:
        if isinstance(x, Value):
            found.append(x)
        elif isinstance(x, Span2):
            found += (x.low, x.high)
        elif isinstance(x, (list, tuple)) and x:
            _values(x, found)
    return found


def late_unknowns(page: Page) -> None:
    """A computed value in a text may not hang on a measure that is asked."""
    asked = page.figure.options.get("unknown_measures", {})
    if not asked:
        return
    for v, span, text in page.late:
        keys = {v.key, *(page.structures.key(n) for n in postorder(v.n) if hasattr(n, "about"))}
        name = next((asked[k] for k in keys if k in asked), None)
        if name is not None:
            page.say(PrintsUnknown(span, "{" + text + "}", name))


def _plain_number(v: Value | Cell) -> str:
    return "".join(r.text for r in v.words or ()).replace("\u202f", "").replace("\u2009", "").replace("\u00a0", "").replace(" ", "")


class PrintsUnknown(Diagnostic):
    """A text or cell that would print the value of an unknown.

    ```wrong
    unknown a "acceleration"
    b = block(mass=2 kg)
    note("it accelerates at {a + 1 m/s^2}")
    ```
    ```right
    unknown a "acceleration"
    b = block(mass=2 kg)
    note("it accelerates at {a}")
    ```
    """

    code = "SCI230"
    says = "{text} depends on the unknown {name}, so its value may not print."
    help = "Name the symbol alone, or leave it out."
    text: str
    name: str


class BadTex(Diagnostic):
    """Mathematics between dollars that cannot be set as it stands: a command nobody knows, a bracket that is never closed.

    ```wrong
    note("$\\foo + 1$")
    ```
    ```right
    note("$\\phi + 1$")
    ```
    """

    code = "SCI232"
    severity: ClassVar[str] = WARNING
    says = "In ${tex}$ {problem}."
    help = "It prints as it stands; words in mathematics are \\text{{...}}."
    tex: str
    problem: str


class GroupsOnly(Diagnostic):
    """Braces inside `$...$` only group: they print the letter, where its value was meant.

    ```sciml
    given Q = 2.0 uC
    note("$Q = {Q}$")
    ```
    """

    code = "SCI276"
    severity: ClassVar[str] = HINT
    says = "In $...$ braces only group: {{{name}}} prints the letter {name}, not its value."
    help = "Its value inside mathematics is \\val{{{name}}}."
    name: str


_GROUP = re.compile(r"(?:^|[=(,+<>-])\s*(\{([^\W\d]\w*)\})")


def _grouped(page: Page, e: t.Text, tex: str, scope: Scope) -> None:
    """A hint for `$Q = {Q}$` of a given."""
    for m in _GROUP.finditer(tex):
        b = scope.find(m.group(2))
        if b is None or b.kind != "given":
            continue
        value = natural(page, t.Name(m.group(2), span=e.span), scope)
        known = page.figure.symbols.get(m.group(2))
        if isinstance(value, Value) and known is not None and known.value is not None:
            fix = _braced(e, m.group(1))
            page.say(GroupsOnly(e.span, m.group(2), fix=fix and Fix(fix.span, "\\val" + m.group(1))))


class AsStatedText(Run):
    """A run that is kept as the problem has it, right or wrong."""


def words_of(page: Page, e: t.Text, scope: Scope) -> Words:
    """The runs of a quoted text; `{expr}` prints a value."""
    out: list[Run] = []
    for part in e.parts:
        if isinstance(part, t.Plain):
            out.append(Run(_raised(part.text)))
            page.typed.extend((m.group(1), m.group(2), e.span, _braced(e, m.group())) for m in _TYPED.finditer(part.text))
        elif isinstance(part, t.MathPart):
            tex = ""
            for piece in part.pieces:
                tex += piece if isinstance(piece, str) else _inside_math(_printed(page, piece, scope))
            for problem in tex_problems(tex) if "\\" in tex or "{" in tex or "}" in tex else ():
                page.say(BadTex(e.span, tex, problem.message))
            if "{" in tex:
                _grouped(page, e, "".join([piece for piece in part.pieces if isinstance(piece, str)]), scope)
            out.append(Run(tex, math=True))
        else:
            out.extend(_printed(page, part.value, scope))
    return tuple(out)


def _raised(text: str) -> str:
    """Powers in the unit of a typed quantity, `50 lb/ft^3`, stand high."""
    if "^" not in text:
        return text
    return _POWERS.sub(lambda m: re.sub(r"\^(-?\d)", lambda n: n.group(1).translate(_HIGH), m.group()).replace("*", "·"), text)


def _braced(e: t.Text, found: str) -> Fix | None:
    """Braces around a quantity in a text make a value of it."""
    quote = 3 if e.long else 1
    if e.raw.count(found) != 1 or e.span.end - e.span.start != len(e.raw) + 2 * quote:
        return None
    start = e.span.start + quote + e.raw.index(found)
    return Fix(t.Span(start, start + len(found)), "{" + found + "}")


def verbatim(page: Page, e: t.Text, scope: Scope) -> Words:
    """A text that the author keeps as the problem has it: no quantity in it is missed."""
    words = words_of(page, e, scope)
    page.typed = [found for found in page.typed if found[2] != e.span]
    return tuple([AsStatedText(r.text, r.math, r.bold, r.italic) if r.__class__ is Run else r for r in words])


def _inside_math(words: Words) -> str:
    return "".join(r.text if r.math else rf"\text{{{r.text}}}" for r in words)


def _printed(page: Page, e: t.Expr, scope: Scope) -> Words:
    thing = natural(page, e, scope)
    if thing is None:
        return (Run("{" + print_expr(e) + "}"),)
    words = words_of_thing(page, thing, e, scope)
    return words if words is not None else (Run(print_expr(e)),)


def words_of_thing(page: Page, thing: Any, e: t.Expr, scope: Scope) -> Words | None:
    """How a thing prints in a text slot (rule 12)."""
    e = counted(e, scope)
    if isinstance(thing, tuple) and all(isinstance(r, Run) for r in thing):
        return thing
    if isinstance(thing, Value):
        return _value(page, thing, e)
    if isinstance(thing, bool):
        return (Run("true" if thing else "false"),)
    if isinstance(thing, str):
        return (Run(thing),)
    if isinstance(thing, Span2):
        return (Run(mathematics(e), math=True),)
    if isinstance(thing, Run2):
        v = number_value(page, e, scope, thing) if len(thing) == 2 else None
        return _value(page, replace(v, words=None), e) if v is not None else (Run(thing.text, math=True),)
    if isinstance(thing, Point) and thing.name:
        return (identifier(thing.name),)
    if isinstance(thing, Element) and thing.name:
        return (identifier(thing.name),)
    formula_words = getattr(thing, "words", None)
    return formula_words if isinstance(formula_words, tuple) else None


def _value(page: Page, v: Value, e: t.Expr) -> Words | None:
    if v.origin == Origin.UNKNOWN:
        if isinstance(e, (t.Name, t.Index, t.Attribute)):
            return v.words if v.words is not None else (Run(mathematics(e), math=True),)
        page.say(PrintsUnknown(e.span, print_expr(e), _unknown_in(page, v)))
        return (Run(mathematics(e), math=True),)
    words = value_words(v, e)
    if words is not None:
        return words
    from .late import LateWords

    page.late.append((v, e.span, print_expr(e)))
    return (LateWords(print_expr(e), value=v if v.unit is not None else replace(v, unit=_unit_here(page, v))),)


def _unit_here(page: Page, v: Value) -> Unit | None:
    """Computed lengths and areas print in the unit in which the figure gives its lengths."""
    given = next((x.unit for x in page.literals.values() if x.dim == LENGTH and x.unit is not None), None)
    if given is None or v.dim is None:
        return None
    for power in (1, 2, 3):
        if v.dim == LENGTH ** Fraction(power):
            return given if power == 1 else find_unit(f"{given.text}^{power}")
    return None


def _unknown_in(page: Page, v: Value) -> str:
    from ..expression import variables_of

    for var in variables_of(v.n):
        if var.name in page.figure.symbols:
            return var.name
    return v.symbol or "value"
