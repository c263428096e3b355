"""What one step of a plan can be: all values that its unknowns can have once everything before it is settled."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from ..expression import Expr, Memo, Num, Var, evaluate
from .block import Block
from .locus import NotPolynomial, Reader, degree, negligible
from .meet import Coincident, NotClosed, meet, nearest, roots
from .plan import Step
from .ray import Poly, Ray
from .scan import scan
from .system import Condition, Part, System, Unknown, bounds

__all__ = ["Option", "Options", "linked", "reader_for"]


_NO_FORMULA = (NotClosed, ZeroDivisionError, OverflowError)


def _roots_of(p: Poly) -> list[Num]:
    try:
        return roots(p) if degree(p) else []
    except _NO_FORMULA:
        return []


def _gliding(p: Poly, x: float, y: float, size: float) -> list[tuple[float, float, Any]]:
    """Places of a locus near (x, y), and how they were found: the nearest one; of a line known by a place and a direction also those
    as far from that place either way."""
    if not degree(p):
        return []
    at = nearest(p, x, y)
    found: list[tuple[float, float, Any]] = [at] if at is not None else []
    if isinstance(p, Ray):
        (bx, by), (u, v) = p.base, p.way
        far = math.hypot(x - bx, y - by)
        step = Fraction(max(round(128 * far / size), 16), 128)
        for t in (step, -step):
            found.append((bx + u * float(t) * size, by + v * float(t) * size, t * Fraction(size)))
    return found


class Option:
    """One way to take a step: values of its unknowns. how: closed | numeric | free; tags: which equations and which of their loci gave it."""

    __slots__ = ("how", "mirror", "rank", "tags", "values")

    def __init__(self, values: tuple[float, ...], how: str, tags: tuple[Any, ...] = ()) -> None:
        self.values, self.how, self.tags = values, how, tags
        self.rank: tuple[Any, ...] = ()
        self.mirror = False


def reader_for(system: System, mask: int, known: Callable[[Num], Num], places: dict[Expr, Poly]) -> Reader:
    return Reader(system.masks, mask, known, places)


def linked(system: System, step: Step, places: dict[Expr, Poly], known: Callable[[Num], Num]) -> None:
    """Put into `places` what the linked unknowns of a step are in X and Y."""
    us = system.unknowns
    for other, mine, c in step.links:
        mask = 1 << other | 1 << mine
        here: dict[Expr, Poly] = {us[mine].var: (0, 1, 0, 0, 0, 0), us[other].var: (0, 0, 1, 0, 0, 0)}
        found = reader_for(system, mask, known, here).alternatives(c.value)
        p = found[0][1]
        if len(found) != 1 or p[2] == 0:
            raise NotPolynomial
        k, at = -(p[1] / p[2]), places[us[mine].var]
        places[us[other].var] = (at[0] * k - p[0] / p[2], at[1] * k, at[2] * k, 0, 0, 0)


class Options:
    """system, part, steps; values: of everything that is known, guessed or settled so far; moved: unknowns whose start was moved from where `check` put it."""

    def __init__(self, system: System, part: Part, steps: list[Step], values: dict[Var, float], moved: dict[Var, float]) -> None:
        self.system, self.part, self.steps, self.values, self.moved = system, part, steps, values, moved
        self.us = system.unknowns
        self.margins: dict[int, list[Condition]] = {}
        """inequalities that can be tested after a step (by its identity)"""
        free = sum(len(s.unknowns) if s.kind == "free" else 1 for s in steps if s.kind in ("free", "glide") and not s.gauge)
        self.rigid = free <= ("size" in part.gauge) and not any(s.kind == "many" and len(s.equations) < len(s.unknowns) for s in steps)
        """True if nothing is free but place, turn and size of the whole."""
        self.loose: dict[int, int] = {}
        """steps solved by number that left something free: how many directions."""
        self.blocks = 0
        self.memo: Memo = {}
        """of nodes in which nothing stands that is not settled before the step at hand"""
        self.vague: set[int] = set()
        """steps (by identity) in whose conditions something stands that is settled later, though it cancels there"""
        self.tried: dict[Any, list[Option]] = {}
        """what a step solved by number can be, by all values before it: a second search comes by the same places"""
        self.numeric = False
        """True once a step was solved by number: then not every solution need have been seen."""
        firsts = [u for u in part.unknowns if u.axis == "x"]
        firsts.sort(key=lambda u: -u.soft)
        self.pairs = [(u.var, self.us[u.mate].var) for u in firsts]

    def options(self, step: Step) -> list[Option]:
        """In no particular order."""
        if step.kind == "free":
            return [Option(tuple(self.start(self.us[i]) for i in step.unknowns), "free")]
        if step.kind == "origin":
            return [Option((0.0,) * len(step.unknowns), "free")]
        if step.kind == "level":
            partner = self.us[self.us[step.partner].mate]
            return [Option((self.moved.get(self.us[step.unknowns[0]].var, self.values[partner.var]),), "free")]
        return _TAKE[step.kind](self, step)

    def _reframe(self, step: Step) -> list[Option]:
        """The whole turned and shifted to where it should be seen: first place at its start, second to the right of it."""
        v = self.values
        (ax, ay), (bx, by) = self.pairs[:2]
        x, y = self.start(self.us[self.system.index[ax]]), self.start(self.us[self.system.index[ay]])
        ux, uy = v[bx] - v[ax], v[by] - v[ay]
        n = math.hypot(ux, uy) or 1.0
        c, s = ux / n, -uy / n
        x0, y0 = v[ax], v[ay]
        new: dict[Var, float] = {}
        for i in step.unknowns:
            u = self.us[i]
            if u.axis == "x":
                other = self.us[u.mate].var
                p, q = v[u.var] - x0, v[other] - y0
                new[u.var], new[other] = x + c * p - s * q, y + s * p + c * q
            elif not u.axis:
                new[u.var] = v[u.var] + math.atan2(s, c)
        new[by] = y
        return [Option(tuple(new[self.us[i].var] for i in step.unknowns), "closed", ("reframe",))]

    def start(self, u: Unknown) -> float:
        if u.var in self.moved:
            v = self.moved[u.var]
        elif u.follows is not None and u.follows in self.values:
            v = self.values[u.follows]
        else:
            v = evaluate(u.start, self.values)
        if u.low is None and u.high is None:
            return v
        low, high = bounds(u, self.values)
        return min(max(v, low), high)

    def _fit(self, step: Step, found: tuple[float, ...], equations: list[Condition]) -> bool:
        """Within bounds, and truly a solution?"""
        for i, v in zip(step.unknowns, found, strict=True):
            u = self.us[i]
            if math.isnan(v):
                return False
            if u.low is not None or u.high is not None:
                low, high = bounds(u, self.values)
                slack = 1e-9 * (abs(v) + abs(high - low if high - low < math.inf else 0.0))
                if not low - slack <= v <= high + slack:
                    return False
            self.values[u.var] = v
        if step.links:
            try:
                self._follow(step)
            except NotPolynomial:
                return False
        memo = self.known(step).copy()
        return all(self.system.holds(c, self.part.size, self.values, memo) for c in equations)

    def known(self, step: Step) -> Memo:
        """What is known of nodes before this step."""
        return {} if id(step) in self.vague else self.memo

    def _follow(self, step: Step) -> None:
        """Values of the linked unknowns."""
        values = self.values
        memo: Memo = {}
        places: dict[Expr, Poly] = {self.us[i].var: (values[self.us[i].var], 0, 0, 0, 0, 0) for i in step.unknowns}
        linked(self.system, step, places, lambda e: evaluate(e, values, memo))
        for other, _, _ in step.links:
            values[self.us[other].var] = float(places[self.us[other].var][0])

    def _loci(self, step: Step, places: dict[Expr, Poly], mask: int) -> list[tuple[Condition, list[tuple[str, Poly]]]]:
        """The equations that have one, with their polynomials (over floats)."""
        memo = self.known(step)
        values = self.values
        reader = reader_for(self.system, mask, lambda e: evaluate(e, values, memo), places)
        out = []
        size = self.part.size
        for c in step.equations:
            try:
                rows = reader.alternatives(c.value)
            except (NotPolynomial, ZeroDivisionError, OverflowError):
                continue
            clean = [(tag, negligible(p, size)) for tag, p in rows]
            if not any([math.isnan(v) for _, p in clean for v in p]):
                out.append((c, clean))
        return out

    def _places(self, step: Step) -> dict[Expr, Poly]:
        """X and Y counted from what the equations measure them from."""
        values, known = self.values, self.known(step)
        out: dict[Expr, Poly] = {}
        for axis, i in enumerate(step.unknowns):
            origin = step.origins(self.system)[axis]
            x0 = evaluate(origin, values, known) if origin is not None else 0
            out[self.us[i].var] = (x0, 1, 0, 0, 0, 0) if axis == 0 else (x0, 0, 1, 0, 0, 0)
        if step.links:
            memo: Memo = {}
            linked(self.system, step, out, lambda e: evaluate(e, values, memo))
        return out

    @staticmethod
    def _reach(step: Step) -> int:
        """The step's unknowns and those linked to them."""
        mask = step.mask
        for other, _, _ in step.links:
            mask |= 1 << other
        return mask

    def _one(self, step: Step) -> list[Option]:
        u = self.us[step.unknowns[0]]
        try:
            places = self._places(step)
        except NotPolynomial:
            return self._many(step)
        x0 = places[u.var][0]
        for c, loci in self._loci(step, places, self._reach(step)):
            found: list[Option] = []
            if all(degree(p) == 0 for _, p in loci):
                continue
            for tag, p in loci:
                for root in _roots_of(p):
                    self._add(found, step, (x0 + root,), "closed", ("roots", c.number, tag))
            return found
        if self.system.turns & u.bit:
            turned = self._turn(step, u)
            if turned is not None:
                return turned
        found = []
        self.numeric = True
        for v in scan(self.system, u, step.equations, self.values, self.part.size, self.known(step)):
            self._add(found, step, (v,), "numeric")
        return found

    def _turn(self, step: Step, u: Unknown) -> list[Option] | None:
        """An angle through its cosine and sine."""
        places: dict[Expr, Poly] = {}
        for c in step.equations:
            for node in step.nodes(self.system, c, u.bit):
                if node.op in ("cos", "sin"):
                    if node.args[0] is not u.var:
                        return None
                    places[node] = (0, 1, 0, 0, 0, 0) if node.op == "cos" else (0, 0, 1, 0, 0, 0)
        loci = self._loci(step, places, u.bit)
        found: list[Option] = []
        for c, rows in loci:
            for tag, p in rows:
                try:
                    for x, y in meet(p, (-1.0, 0, 0, 1.0, 0, 1.0)):
                        way = math.atan2(y, x)
                        for turn in (way, way + math.tau, way - math.tau):
                            self._add(found, step, (turn,), "closed", ("turn", c.number, tag, round((turn - way) / math.tau)))
                            if found and u.low is None and u.high is None:
                                break
                except (Coincident, *_NO_FORMULA):
                    return None
            if found:  # of a cosine that is 1 the angle is not exact: another equation may tell it
                return found
        return found if loci else None

    def _two(self, step: Step) -> list[Option]:
        try:
            places = self._places(step)
        except NotPolynomial:
            return self._many(step)
        x0, y0 = (places[self.us[i].var][0] for i in step.unknowns)
        loci = self._loci(step, places, self._reach(step))
        order = sorted(range(len(loci)), key=lambda k: (max(degree(p) for _, p in loci[k][1]), len(loci[k][1]), k))
        closed = True
        for a in range(len(order)):
            for b in range(a + 1, len(order)):
                (c, ps), (d, qs) = loci[order[a]], loci[order[b]]
                found: list[Option] = []
                try:
                    for tag, p in ps:
                        for tag2, q in qs:
                            for x, y in meet(p, q):
                                self._add(found, step, (x0 + x, y0 + y), "closed", ("meet", c.number, tag, d.number, tag2))
                except Coincident:
                    continue
                except _NO_FORMULA:
                    closed = False
                    continue
                return found
        if closed and len(loci) == len(step.equations) and loci and not step.links:
            return self._glide(step)
        return self._many(step)

    def _glide(self, step: Step) -> list[Option]:
        places = self._places(step)
        x0, y0 = (places[self.us[i].var][0] for i in step.unknowns)
        x, y = (self.start(self.us[i]) for i in step.unknowns)
        found: list[Option] = []
        try:
            for c, rows in self._loci(step, places, step.mask)[:1]:
                for tag, p in rows:
                    for u, v, mark in _gliding(p, x - x0, y - y0, self.part.size):
                        self._add(found, step, (x0 + u, y0 + v), "glide", ("glide", c.number, tag, mark))
        except _NO_FORMULA:
            found = []
        if found:
            found.sort(key=lambda o: math.hypot(o.values[0] - x, o.values[1] - y))
            return found
        return self._many(step)

    def _many(self, step: Step) -> list[Option]:
        key = id(step), self.rigid, *self.values.values()
        found = self.tried.get(key)
        if found is None:
            found = self.tried[key] = self._by_number(step)
        return found[:]

    def _by_number(self, step: Step) -> list[Option]:
        self.numeric = True
        us = [self.us[i] for i in step.unknowns]
        inside = [c for c in self.margins.get(id(step), ())]
        equations = step.equations
        if step.links:
            us = us + [self.us[other] for other, _, _ in step.links]
            equations = [*equations, *(c for _, _, c in step.links)]
        self.blocks += 1
        block = Block(self.system, self.part.size, us, equations, inside, self.values)
        many = block.all(6 if len(us) <= (8 if self.rigid else 4) else 3, 1 if not self.rigid or len(us) > 12 else 2 if len(us) > 8 else 4)
        if not many and inside and self.rigid:
            block = Block(self.system, self.part.size, us, equations, [], self.values)
            many = block.all(6, 4)
        if not many and self.rigid and self.blocks <= 4:
            one = Block(self.system, self.part.size, us, equations, [], self.values).solve(16)
            many = [one] if one is not None else []
        if block.freedom:
            self.rigid = False
            self.loose[id(step)] = block.freedom
        return [Option(tuple(v[u.var] for u in us[: len(step.unknowns)]), "numeric") for v in many]

    def _add(self, found: list[Option], step: Step, at: tuple[float, ...], how: str, tags: tuple[Any, ...] = ()) -> None:
        size = self.part.size
        for o in found:
            if all(abs(a - b) <= 1e-9 * (size + abs(a)) for a, b in zip(o.values, at, strict=True)):
                return
        at = tuple(map(float, at))
        if self._fit(step, at, step.equations):
            found.append(Option(at, how, tags))


_TAKE: dict[str, Callable[[Options, Step], list[Option]]] = {
    "reframe": Options._reframe,
    "one": Options._one,
    "two": Options._two,
    "glide": Options._glide,
    "many": Options._many,
}
