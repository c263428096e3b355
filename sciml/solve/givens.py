"""What a plane is given: lengths, and places and sizes that are typed as numbers. Found once for each plane of a figure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..expression import Const, Expr, Num, Var
from ..figure import Claim, Figure, Frame
from ..plane import Point, Vector
from ..quantity import Value
from .system import Ground

__all__ = ["Givens"]

Typed = tuple[set[Var], list[tuple[Num, Num]], list[tuple[Var, Num, Num]]]
"""lengths that are typed as coordinates or sizes of the drawing, the typed places, and given radii (or other sizes) about typed centres"""

_SIZES = ("radius", "a", "b", "width", "height", "side", "length")


class Givens:
    """Of the planes of a figure. ground: what its claims ask, as far as it was asked before."""

    def __init__(self, figure: Figure, ground: Ground) -> None:
        self.figure, self.ground = figure, ground
        self._literals: dict[int, list[Var]] = {}
        self._typed: dict[int, Typed] = {}

    def literals(self, frame: Frame) -> list[Var]:
        """The given lengths that stand in this plane; what is only told (a range of wavelengths) or asked (a check) stands nowhere."""
        found = self._literals.get(id(frame))
        if found is None:
            figure = self.figure
            every = [v for v in figure.literals if v in figure.constants]
            found = self._literals[id(frame)] = self._standing(every, frame) if every else []
        return found

    def _standing(self, every: list[Var], frame: Frame) -> list[Var]:
        missing = {id(v) for v in every}
        seen: set[int] = set()
        only = sum([f.kind == "plane" for f in self.figure.frames]) == 1
        claims = [c for c in self.figure.claims if c.role != "check" and (only or c.frame is frame)]
        asked = self.ground.asked
        for c in claims:  # most are found where the solver looked already
            for condition in asked.get(id(c), ()):
                _look_in(condition.value, missing, seen)
                if not missing:
                    return every
        alive: list[object] = []  # so that no identity comes again
        for value in self._values(claims, frame, only):
            alive.append(value)
            _look_in(value, missing, seen)
            if not missing:
                return every
        return [v for v in every if id(v) not in missing]

    def _values(self, claims: list[Claim], frame: Frame, only: bool) -> Iterator[object]:
        """Of elements in this plane (of all, if there is no other), and what its claims ask for."""
        for e in self.figure.elements if only else frame.elements:
            yield from e.__dict__.values()
        for state in self.figure.states if only else ():
            for e in state.elements.values():
                yield from e.__dict__.values()
        for c in claims:
            for asked in c.relation.residuals():
                yield asked.value

    def typed(self, frame: Frame) -> Typed:
        """The lengths that are typed as coordinates of places or as sizes and gaps of the drawing, and these places: they stay true to one another in every
        drawing."""
        found = self._typed.get(id(frame))
        if found is None:
            found = self._typed[id(frame)] = set(), [], []
            for e in frame.elements:
                self._type(e.__dict__, *found)
            for step in frame.steps:
                found[0].add(step)
                found[1].extend([(0, 0), (step, 0)])
        return found

    def _type(self, own: dict[str, Any], mine: set[Var], places: list[tuple[Num, Num]], rounds: list[tuple[Var, Num, Num]]) -> None:
        literals = self.figure.literals
        curve = own.get("curve")
        spots = [own.get("at"), own.get("tail"), own.get("start"), own.get("end")]
        if curve is not None:
            spots[1:1] = getattr(curve, "start", None), getattr(curve, "end", None), getattr(curve, "center", None)
        for held in own.values():
            if held.__class__ is tuple:
                spots += [p for p in held if p.__class__ is Point]
        spots += [p for p in own.values() if p.__class__ is Point and p.owner.__class__ is tuple]  # as it was typed
        for p in spots:
            if p is None or not isinstance(p, Point) or (p.x.__class__ is Var and p.x not in literals):  # most are nowhere, or free
                continue
            x, y = _typed(literals, p.x), _typed(literals, p.y)
            if x is not None and y is not None:
                mine.update(x, y)
                places.append((p.x, p.y))
        sizes = [v.n for name in _SIZES if isinstance(v := own.get(name), Value) and isinstance(v.n, Var) and v.n in literals]
        middle = (own.get("placed") if "origin" in own else getattr(curve, "center", own.get("placed"))) if sizes else None
        if isinstance(middle, Point) and _typed(literals, middle.x) is not None and _typed(literals, middle.y) is not None:
            rounds += [(n, middle.x, middle.y) for n in sizes]
        gap = own.get("clearance")
        if isinstance(gap, Var) and gap in literals:
            mine.add(gap)
        for name in own.get("sized", ()):
            v = own[name]
            if isinstance(v, Value) and isinstance(v.n, Var) and v.n in literals:
                mine.add(v.n)


def _typed(literals: dict[Var, str], n: Num) -> tuple[Var, ...] | None:
    """The literal that a coordinate is, as written or with its sign turned; none of a bare number; None of what is computed."""
    kind = n.__class__
    if kind is Expr:
        if n.op != "neg":
            return None
        n = n.args[0]
    if kind is Var or isinstance(n, Var):
        return (n,) if n in literals else None
    return () if isinstance(n, Const) else None


def _look_in(value: object, missing: set[int], seen: set[int]) -> None:
    """Takes away from `missing` the numbers of which a value is made."""
    stack: list[Any] = [value]
    while stack:
        x = stack.pop()
        kind = x.__class__
        if kind is Expr or kind is Var:
            if id(x) not in seen:
                seen.add(id(x))
                missing.discard(id(x))
                stack += x.args
        elif kind is float or kind is int or kind is str:
            continue
        elif isinstance(x, Value):
            stack.append(x.n)
        elif isinstance(x, (Point, Vector)):
            stack += (x.x, x.y)
        elif isinstance(x, tuple):
            stack += x
