"""Texts against the model: labels that say something else, and numbers that give an unknown away."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

from ..diagnostic import Diagnostic
from ..element import Element
from ..expression import Expr, Num
from ..figure import Solved, Symbol
from ..ink import Words
from ..plane import Point, Straight
from ..quantity import ANGLE, LENGTH, MINUS, NUMBER, Dimension, Origin, Value, half_step, literal
from ..typeset import Run
from ..vocabulary import kind
from .messages import AsStated, LabelContradicts, ShowsUnknown, TypedUnknown
from .sight import Sight

__all__ = ["label_findings"]

_QUANTITY = re.compile(r"(?:[^\W\d]\w*['′]? ?= ?)?([-−]?\d[\d_]*(?:\.\d+)?(?:[eE][-+]?\d+)?) ?([^\s\d=,;].*)")
_TYPED = re.compile(r"(?<![\w.])(\d[\d_]*(?:\.\d+)?)[\u202f\u00a0 ]?([^\W\d_][^\s,;:!?)\]\"]*|[°%])?")


def label_findings(solved: Solved, sight: Sight) -> Iterator[Diagnostic]:
    """Contradictions of labels, and answers in texts."""
    asked = _asked(solved, sight)
    given = _given(solved) if asked else set()
    for e in solved.figure.elements:
        label = e.style.label
        if label is not None and e.drawn:
            yield from _contradiction(solved, sight, e, label)
        if asked and not _quoted(e):
            for words in _texts(e):
                yield from _answers(sight, e, words, asked, given)


def _quoted(e: Element) -> bool:
    home = kind(e.container) if e.container else None
    return e.quotes or (home is not None and home.quotes)


# ---------------------------------------------------------------- labels


def _contradiction(solved: Solved, sight: Sight, e: Element, label: Words) -> Iterator[Diagnostic]:
    if any(r.math or hasattr(r, "value") for r in label):
        return
    wrong = AsStated if any(r.__class__ is not Run for r in label) else None  # as_stated("5 cm")
    text = "".join(r.text for r in label).strip()
    found = _QUANTITY.fullmatch(text.replace("\u202f", " ").replace("\u00a0", " "))
    said = literal(found[1].replace(MINUS, "-"), found[2].rstrip(".")) if found else None
    if said is None or said.dim in (NUMBER, None):
        return
    off = abs(sight.number(half_step(said))) * (1 + 1e-9)
    measure = _measure_of(e)
    if measure is not None and said.dim == measure[1]:
        what, _, n = measure
        value = sight.number(n)
        if _decided(solved, e, n) and math.isfinite(value) and abs(value - sight.number(said.n)) > off:
            yield wrong(e.span, text) if wrong else LabelContradicts(e.span, text, what, _called(e))
        return
    given = {} if said.dim == LENGTH else _quantities(e, said.dim)  # of several lengths a label may mean any, and others too
    if given and all(abs(sight.number(n) - sight.number(said.n)) > off for n in given.values()):
        what = f"the {next(iter(given)).replace('_', ' ')}"
        yield wrong(e.span, text) if wrong else LabelContradicts(e.span, text, what, _called(e))


def _quantities(e: Element, dim: Dimension) -> dict[str, Num]:
    """The given quantities of a dimension that an object has, by the slots they fill."""
    values = {s.name: e.__dict__.get(s.name) for s in e.slots if s.type == "number"}
    return {k: v.n for k, v in values.items() if isinstance(v, Value) and v.dim == dim and v.origin == Origin.GIVEN and v.key != "as_stated"}


def _measure_of(e: Element) -> tuple[str, Dimension, Num] | None:
    """What a quantity on this object would say."""
    curve = e.__dict__.get("curve")
    if e.family == "line" and isinstance(curve, Straight) and not (curve.before or curve.after):
        a, b = curve.start, curve.end
        return "the length", LENGTH, Expr("distance", (a.x, a.y, b.x, b.y))
    if e.states == "distance" and "length" in e.__dict__:
        return "the length", LENGTH, e.__dict__["length"]
    of = e.__dict__.get("of")
    if e.states == "angle" and of and len(of) == 3 and all(isinstance(p, Point) for p in of):
        u, v = of[0] - of[1], of[2] - of[1]
        return "the size", ANGLE, Expr("angle", (u.x, u.y, v.x, v.y))
    return None


def _decided(solved: Solved, e: Element, n: Num) -> bool:
    """Something but the compiler's own choice decides it."""
    from ..expression import variables_of

    curve = e.__dict__.get("curve")
    ends = {p.name for p in (curve.start, curve.end)} if isinstance(curve, Straight) else set()
    if ends & {words.split(" may ")[0] for words in solved.freedom}:
        return any(_measures(c.relation, ends) for c in solved.figure.claims if c.role == "fact")
    every = list(variables_of(n))
    return not every or any(solved.methods.get(v, "") != "free" for v in every)


def _measures(relation: Any, ends: set[str]) -> bool:
    """Does a fact say how far apart these two places are?"""
    sides = (getattr(relation, "left", None), getattr(relation, "right", None))
    about: list[tuple[Any, ...]] = [getattr(side, "about", ()) for side in sides]
    return any(len(a) > 2 and a[0] == "length" and {getattr(p, "name", "") for p in a[1:3]} == ends for a in about)


def _called(e: Element) -> str:
    if e.name:
        return e.name
    curve = e.__dict__.get("curve")
    of = [curve.start, curve.end] if isinstance(curve, Straight) else e.__dict__.get("of") or ()
    names = [p.name for p in of if isinstance(p, Point)]
    return "".join(names) if names and all(names) else f"this {e.kind.replace('_', ' ')}"


# ---------------------------------------------------------------- unknowns


def _asked(solved: Solved, sight: Sight) -> list[tuple[Symbol, float]]:
    """Unknowns that came out with a value."""
    out = []
    for s in solved.figure.symbols.values():
        if s.origin == Origin.UNKNOWN:
            value = sight.number(s.number)
            if math.isfinite(value) and value != 0:
                out.append((s, value))
    return out


def _given(solved: Solved) -> set[str]:
    """Every given quantity as it prints, without blanks."""
    out = {f.quantity for f in solved.figure.facets}
    out.update(r.quantity for r in solved.figure.rows)
    for s in solved.figure.symbols.values():
        if s.value is not None and s.value.words:
            out.add(_bare("".join(r.text for r in s.value.words)))
    for e in solved.figure.elements:
        for value in e.__dict__.values():
            if isinstance(value, Value) and value.origin == Origin.GIVEN and value.words:
                out.add(_bare("".join(r.text for r in value.words)))
    return out


def _bare(text: str) -> str:
    return re.sub(r"[\s\u202f\u00a0]", "", text)


def _texts(e: Element) -> Iterator[Words]:
    """Texts that the author typed on it."""
    for words in (e.style.label, e.style.note):
        if words:
            yield words
    for slot in e.slots:
        if slot.type in ("text", "content"):
            value = e.__dict__.get(slot.name)
            for words in value if isinstance(value, tuple) and value and isinstance(value[0], tuple) else (value,):
                if isinstance(words, tuple) and words and all(isinstance(r, Run) for r in words):
                    yield words


def _answers(sight: Sight, e: Element, words: Words, asked: list[tuple[Symbol, float]], given: set[str]) -> Iterator[Diagnostic]:
    for run in words:
        late: Any = getattr(run, "value", None)
        if isinstance(late, Value):
            if late.origin != Origin.GIVEN:
                yield from _late(sight, e, run.text, late, asked)
        elif not run.math:
            yield from _typed(sight, e, run.text, asked, given)


def _late(sight: Sight, e: Element, text: str, late: Value, asked: list[tuple[Symbol, float]]) -> Iterator[Diagnostic]:
    """A computed value in braces that equals an unknown."""
    value = sight.number(late.n)
    for symbol, n in asked:
        if late.dim == symbol.dim and abs(value - n) <= 1e-9 * abs(n):
            yield ShowsUnknown(e.span, text, symbol.name)


def _typed(sight: Sight, e: Element, text: str, asked: list[tuple[Symbol, float]], given: set[str]) -> Iterator[Diagnostic]:
    """A typed number that equals an unknown, and no given."""
    for found in _TYPED.finditer(text):
        number, unit = found[1], found[2]
        said = literal(number, unit.rstrip(".")) if unit else None
        if said is None:
            said = literal(number, None)
            if said is None or (said.digits or 0) < 2:
                continue
        if _bare("".join(r.text for r in said.words or ())) in given:
            continue
        for symbol, n in asked:
            dim = symbol.dim if symbol.dim is not None else NUMBER
            if said.dim == dim and abs(sight.number(said.n) - n) <= abs(sight.number(half_step(said))):
                yield TypedUnknown(e.span, text.strip(), symbol.name)
                return
