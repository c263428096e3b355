"""Constructions that have no place: a line that misses a circle, tangents from within it. What is free is moved so that they exist; else it is said."""

from __future__ import annotations

import math
from collections.abc import Iterator

from ..diagnostic import Diagnostic
from ..element import Element
from ..expression import Expr, Memo, Num, Var, evaluate, postorder
from ..figure import Claim, Figure
from ..relation import Positive, Relation, Zero
from .fit import numbers_of
from .outline import Settled

__all__ = ["Exists", "Missing", "NowhereAlways", "NowhereHere", "missing", "nowhere", "wishes_for"]


class NowhereAlways(Diagnostic):
    """A construction that its givens rule out.

    ```wrong
    k = circle(O, radius=2 cm)
    P = point()
    require distance(O, P) == 1 cm
    A, B = tangents_from(P, k)
    ```
    ```right
    k = circle(O, radius=2 cm)
    P = point()
    require distance(O, P) == 5 cm
    A, B = tangents_from(P, k)
    ```
    """

    code = "SCI307"
    says = "{thing} cannot be constructed: with these givens it is impossible always"
    help = "change a size or a place that it is made of, or leave it out"
    thing: str


class NowhereHere(Diagnostic):
    """A construction that has no place in this figure.

    ```wrong
    A, B, C, D = point()
    require parallel(AB, CD)
    P = intersection(line(A, B), line(C, D))
    ```
    ```right
    A, B, C, D = point()
    require perpendicular(AB, CD)
    P = intersection(line(A, B), line(C, D))
    ```
    """

    code = "SCI308"
    says = "{thing} cannot be constructed: impossible here"
    help = "move what it is made of, or leave it out"
    thing: str


class Missing:
    """An element without a place; culprit: the first part of its coordinates that has no value; within: what would have to be positive, if that is known."""

    __slots__ = ("culprit", "element", "within")

    def __init__(self, element: Element, culprit: Expr, within: Num | None) -> None:
        self.element, self.culprit, self.within = element, culprit, within


class Exists(Relation):
    """Something is not negative, so that its root exists."""

    def __init__(self, within: Num, size: float) -> None:
        self.within, self.size = within, size

    def residuals(self) -> Iterator[Zero | Positive]:
        yield Positive(self.within, strict=True, scale=self.size)

    def holds(self) -> Iterator[Zero | Positive]:
        yield from self.residuals()


FAR = 1e7
"""sizes of the frame beyond which a place is nowhere (lines that are parallel but for rounding)"""


def missing(figure: Figure, s: Settled, memo: Memo) -> list[Missing]:
    """Elements whose place has no value, each cause once, in the order of the text. memo: of places at these values, as far as they are known."""
    found: list[Missing] = []
    known: dict[int, Element] = {}
    for frame in figure.frames:
        far = FAR * s.outline.system.size_of(frame)
        for e in frame.elements:
            for n in numbers_of(e):
                v = memo.get(n) if n.__class__ is Var or n.__class__ is Expr else n if n.__class__ is float else None
                if v is None:
                    v = evaluate(n, s.values, memo)
                if -far < v < far or not isinstance(n, Expr):  # nan is neither
                    continue
                culprit = _culprit(n, memo, far)
                first = known.setdefault(id(culprit), e) if culprit is not None else None
                if culprit is not None and first is not None and (first is e or first.span == e.span):
                    found.append(Missing(e, culprit, culprit.args[0] if culprit.op == "sqrt" else None))
    return found


def _culprit(n: Expr, memo: Memo, far: float) -> Expr | None:
    """The deepest node without a value whose parts have one, or a quotient that runs away; None where a symbol without a value is the cause."""
    for node in postorder(n):
        v = memo.get(node, 0.0)
        if math.isnan(v):
            return None if isinstance(node, Var) else node
        if node.op == "/" and abs(v) > far:
            return node
    return None


def wishes_for(found: list[Missing], s: Settled) -> list[Claim]:
    """What must be positive for the missing to exist, as claims."""
    out = []
    for m in found:
        if m.within is not None:
            v = abs(evaluate(m.within, s.values)) or 1.0
            out.append(Claim(Exists(m.within, v), "construction", m.element.span, "", frame=m.element.frame))
    return out


def nowhere(found: list[Missing], s: Settled, exact: dict[Var, Num]) -> Iterator[Diagnostic]:
    """One message for each statement; `always` if nothing free stands behind it and its parts are known exactly."""
    by_span: dict[tuple[int, int], list[Missing]] = {}
    for m in found:
        by_span.setdefault((m.element.span.start, m.element.span.end), []).append(m)
    for group in by_span.values():
        names = list(dict.fromkeys(m.element.name for m in group if m.element.name))
        thing = " and ".join(names) if names else f"the {group[0].element.kind.replace('_', ' ')}"
        yield (NowhereAlways if all(_sure(m, s, exact) for m in group) else NowhereHere)(group[0].element.span, thing)


def _sure(m: Missing, s: Settled, exact: dict[Var, Num]) -> bool:
    system = s.outline.system
    if m.within is None:
        return False
    mask = system.mask(m.culprit)
    for u in system.unknowns:
        if mask & u.bit:
            k = s.outline.part_of.get(u.index)
            if k is None or not s.tried[k].rigid or u.var not in exact:
                return False
    return evaluate(m.within, s.values) < -1e-6 * system.magnitude(m.within, s.values)
