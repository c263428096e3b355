"""How large each plane of a figure is on its page: its scale, and where what is free in it comes in."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

from ..expression import Expr, Memo, Num, Var, evaluate, variables_of
from ..figure import Figure, Frame
from .fit import ROOM, Spread, crowded, extent, first_guess, fitted, overlarge, short, together
from .outline import Settled, guesses
from .settle import settle

__all__ = ["Sized"]

NEARLY, STILL = 2.7, 14.0
"""by how much the scales of panels may differ that are drawn in one scale, and mm of the drawing that becomes smallest by it"""
SPECK, MODEST = 12.0, 40.0
"""mm: the largest thing that has a size of its own is no speck, and in a drawing of free places drawn so large"""
RUN = 1.4
"""times the scale that it seemed to need at first: a drawing whose scale grew by more is looked at again"""


def _grew(before: tuple[float, float, float] | None, after: tuple[float, float, float] | None, share: float, slack: float) -> bool:
    """Is the drawing as large on the page as it was, or did it even become larger where it should have become smaller (and the other way round)?"""
    if before is None or after is None:
        return True
    change = math.hypot(*after[:2]) / (share * math.hypot(*before[:2]) or 1.0) - 1
    return change >= -slack if share > 1 else change <= slack


def _firm_size(s: Settled, frame: Frame) -> float:
    """The extent of the largest part of a plane whose size does not depend on the scale of the page."""
    us, best = s.outline.system.unknowns, 0.0
    for k, part in enumerate(s.outline.parts):
        if part.unknowns[0].frame is not frame or "size" in part.gauge or k not in s.tried or not s.tried[k].rigid:
            continue
        if any(v is frame.mm for v in variables_of(*(c.value for c in part.conditions))):
            continue
        spots = [(s.values[u.var], s.values[us[u.mate].var]) for u in part.unknowns if u.axis == "x"]
        best = max([best, *(math.dist(p, spots[0]) for p in spots)])
    return best


def _power(n: Num, mm: Any, values: dict[Var, float]) -> float:
    """With which power of the scale of the page a number grows."""
    if not isinstance(n, Expr):
        return 0.0
    before, after = evaluate(n, values), evaluate(n, {**values, mm: 2 * values[mm]})
    return round(math.log2(after / before)) if before > 0 and after > 0 else 0.0


class Sized:
    """A figure with the constants of its solution, and the scales of its planes among them."""

    def __init__(self, figure: Figure) -> None:
        self.figure = figure
        self.exact_constants: dict[Var, Num] = dict(figure.constants)
        for frame in figure.frames:
            if isinstance(frame.mm, Var) and frame.mm not in self.exact_constants:
                self.exact_constants[frame.mm] = first_guess(figure, frame)
        self.constants = self._floats(self.exact_constants)
        self.elastic: set[Var] = set()
        """scales of frames whose drawing grows with them."""
        self.spreads: dict[int, Spread] = {}
        """of planes, by identity"""
        self.seen: tuple[dict[Var, float], Memo] = {}, {}
        """values, and what they made of the places of elements (see `memo`)."""

    @staticmethod
    def _floats(exact: dict[Var, Num]) -> dict[Var, float]:
        memo: Memo = {}
        return {v: float(n) if isinstance(n, (int, float, Fraction)) else evaluate(n, exact, memo) for v, n in exact.items()}

    def fit(self, s: Settled) -> Settled:
        """Give each plane the scale at which it fills its place on the page; one whose drawing grows with its scale keeps it."""
        planes = [f for f in self.figure.frames if f.kind == "plane" and isinstance(f.mm, Var) and f.mm not in self.elastic]
        sizes = self._extents(planes, s)
        first, wide, begun = s, sizes, {f.mm: self.exact_constants[f.mm] for f in planes}
        for _ in range(3):
            better = {f.mm: mm for f in planes if f.mm not in self.elastic and (mm := fitted(self.figure, f, sizes[f.mm], self.constants[f.mm])) is not None}
            if not better:
                break
            before = {v: self.exact_constants[v] for v in better}
            old = {v: self.constants[v] for v in better}
            self._rescale(s, better)
            again = settle(s.outline, guesses(s.outline.system), self._grown(s, better, before), tries=2, kept=s)
            known = self.seen[1]
            after = sizes if self.memo(again) is known else self._extents(planes, again)
            elastic = {v for v in better if _grew(sizes[v], after[v], self.constants[v] / old[v], 0.25 if self.figure.constants.get(v) == 1 else 0.02)}
            self.elastic |= elastic
            if not again.sound or elastic == set(better):
                self._rescale(s, before)
                break
            s, sizes = again, after
        far = []
        for f in planes:
            scale = float(begun[f.mm])
            if f.mm not in self.elastic and self.constants[f.mm] > RUN * scale * overlarge(self.figure, f, wide[f.mm], scale, ROOM):
                far.append(f)
        if far:
            s = self._drawn_in(s, first, far, wide, begun)
        return self._one_scale(self._cleared(self._raised(s)), planes)

    def _drawn_in(self, s: Settled, first: Settled, planes: list[Frame], wide: dict[Var, tuple[float, float, float] | None], begun: dict[Var, Num]) -> Settled:
        """Where most of a drawing is free space, that grows with the scale as one runs after it, the free space comes in instead."""
        found = {v: self.exact_constants[v] for v in begun}
        self._rescale(first, {f.mm: begun[f.mm] for f in planes})
        shares = {f.mm: 1 / overlarge(self.figure, f, wide[f.mm], self.constants[f.mm], ROOM) for f in planes}
        again = self._nearer(first, {f: shares[f.mm] for f in planes})
        most = ROOM[0] * 1.1, ROOM[1] * 1.1
        large = [overlarge(self.figure, f, extent(self.spread(f), again.values, {}), self.constants[f.mm], most) for f in planes] if again.sound else [2.0]
        if max(large) <= 1 and all([self._clear(f, first, again) for f in planes]):
            return again
        self._rescale(first, found)
        return s

    def _clear(self, f: Frame, before: Settled, after: Settled) -> bool:
        """Does nothing lie in something else that did not before?"""
        return together(f, after.values) <= together(f, before.values)

    def _nearer(self, s: Settled, shares: dict[Frame, float]) -> Settled:
        """Settled with all that is free in these planes so many times as far from their origin."""
        steps = [step for steps in s.outline.steps for step in steps if step.kind in ("free", "glide")]
        loose = {u.index for u in s.outline.loose}.union(*(step.unknowns for step in steps))
        moved = dict(s.moved)
        for u in s.outline.system.unknowns:
            if u.index in loose and u.frame in shares and (d := 1.0 if u.axis else _power(u.scale, u.frame.mm, s.values)):
                moved[u.var] = s.values[u.var] * shares[u.frame] ** d
        return settle(s.outline, guesses(s.outline.system), moved, tries=1)

    def _one_scale(self, s: Settled, planes: list[Frame]) -> Settled:
        """Panels in one unit of length (or in none) whose scales come out nearly alike are compared by eye: they take the scale of the one that needs most
        room."""
        groups: dict[tuple[str, str], list[Var]] = {}
        size: dict[Var, float] = {}
        for f in planes:
            if f.parent is not None and f.scale != "schematic" and isinstance(f.mm, Var) and f.mm not in self.elastic:
                groups.setdefault((f.parent.id, f.unit.text if f.unit is not None else ""), []).append(f.mm)
        groups = {k: group for k, group in groups.items() if len(group) > 1 and len({self.constants[v] for v in group}) > 1}
        if groups:
            size = {v: max(found[:2]) for v, found in self._extents([f for f in planes if f.parent is not None], s).items() if found is not None}
        better: dict[Var, Num] = {}
        for group in groups.values():
            group.sort(key=lambda v: -self.constants[v])
            largest = group[0]
            for v in group:
                if self.constants[v] * NEARLY < self.constants[largest] or size.get(v, 0.0) < STILL * self.constants[largest]:
                    largest = v
                elif self.constants[v] < self.constants[largest]:
                    better[v] = self.exact_constants[largest]
        return self._scaled_anew(s, better) if better else s

    def _scaled_anew(self, s: Settled, better: dict[Var, Any]) -> Settled:
        """Settled with other scales, or as it was where that does not come out."""
        before = {v: self.exact_constants[v] for v in better}
        self._rescale(s, better)
        again = settle(s.outline, guesses(s.outline.system), self._grown(s, better, before), tries=2, kept=s)
        if again.sound:
            return again
        self._rescale(s, before)
        return s

    def _raised(self, s: Settled) -> Settled:
        """Where a drawing grows with its scale, because free places keep page millimetres, what has a size of its own is at least large enough to be seen."""
        better: dict[Var, Fraction] = {}
        for f in self.figure.frames:
            mm = self.constants[f.mm] if isinstance(f.mm, Var) and f.mm in self.elastic else 0.0
            size = _firm_size(s, f) if mm else 0.0
            if 0 < size < SPECK * mm:
                better[f.mm] = short(size / MODEST)
        return self._scaled_anew(s, better) if better else s

    def _cleared(self, s: Settled) -> Settled:
        """Where bodies of a size of the page stand at typed places, the places are far enough apart, if there is a page for that."""
        better: dict[Var, Num] = {}
        for f in self.figure.frames:
            if f.kind == "plane" and isinstance(f.mm, Var) and (mm := crowded(self.figure, f, s.values, self.constants[f.mm])) is not None:
                better[f.mm] = mm
        return self._scaled_anew(s, better) if better else s

    def _narrowed(self, s: Settled) -> Settled:
        """A drawing that grows with its scale and is larger than a page comes in by what is free in it."""
        for f in self.figure.frames:
            mm = self.constants[f.mm] if isinstance(f.mm, Var) and f.mm in self.elastic else 0.0
            found = extent(self.spread(f), s.values, self.memo(s)) if mm else None
            share = 1 / overlarge(self.figure, f, found, mm)
            if found is not None and share < 1:
                again = self._nearer(s, {f: share})
                after = extent(self.spread(f), again.values, {}) if again.sound else None
                if after is not None and math.hypot(*after[:2]) < math.hypot(*found[:2]) and self._clear(f, s, again):
                    s = again
        return s

    def _too_large(self, s: Settled) -> float:
        """By which factor the largest drawing is larger than a page."""
        planes = [f for f in self.figure.frames if f.kind == "plane" and f.mm in self.elastic]
        return max([overlarge(self.figure, f, extent(self.spread(f), s.values, self.memo(s)), self.constants[f.mm]) for f in planes], default=1.0)

    def _extents(self, planes: list[Frame], s: Settled) -> dict[Var, tuple[float, float, float] | None]:
        memo = self.memo(s)
        return {f.mm: extent(self.spread(f), s.values, memo) for f in planes}

    def spread(self, frame: Frame) -> Spread:
        found = self.spreads.get(id(frame))
        if found is None:
            found = self.spreads[id(frame)] = Spread(frame)
        return found

    def memo(self, s: Settled) -> Memo:
        """Values of the places of elements, kept until a variable changes that stands in one of them (a scale of the page mostly does not)."""
        before, memo = self.seen
        if before.keys() != s.values.keys() or any([v in memo for v, x in s.values.items() if x != before[v]]):
            memo = {}
        self.seen = dict(s.values), memo
        return memo

    def _grown(self, s: Settled, after: dict[Var, Any], before: dict[Var, Num]) -> dict[Var, float]:
        """Moved starts at the new scale of their frame: lengths grow with it."""
        out = dict(s.moved)
        system = s.outline.system
        for v in out:
            u = system.unknowns[system.index[v]]
            mm = u.frame.mm if u.frame is not None else None
            if mm in after and (u.axis or isinstance(u.scale, Expr)):
                out[v] *= evaluate(after[mm], {}) / evaluate(before[mm], {})
        return out

    def _scale(self, mm: dict[Var, Any]) -> None:
        self.exact_constants.update(mm)
        self.constants.update({v: evaluate(x, {}) for v, x in mm.items()})

    def _rescale(self, s: Settled, mm: dict[Var, Any]) -> None:
        self._scale(mm)
        s.outline.rescale()
