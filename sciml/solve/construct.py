"""Carries out a plan: every step gives its unknowns all the values they can have, in the order in which a person would choose; the tree of choices is
searched for complete figures ("leaves")."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from ..expression import Expr, Num, Var, evaluate
from .block import Block
from .locus import NotPolynomial, Poly, Reader, degree, negligible
from .meet import Coincident, NotClosed, meet, nearest, roots
from .plan import Step
from .scan import scan
from .system import Condition, Part, System, Unknown, bounds

__all__ = ["Construction", "Leaf", "Option", "reader_for"]

LEAVES = 10
"""complete figures that are looked for in one part."""
_BRANCHES = 150


class Option:
    """One way to take a step: values of its unknowns. how: closed | numeric | free; tags: which equations and which of their loci gave it."""

    __slots__ = ("how", "mirror", "rank", "tags", "values")

    def __init__(self, values: tuple[float, ...], how: str, tags: tuple[Any, ...] = ()) -> None:
        self.values, self.how, self.tags = values, how, tags
        self.rank: tuple[Any, ...] = ()
        self.mirror = False


class Leaf:
    """values: of the part's unknowns; trail: the steps and the option taken at each; lack: by how much inequalities fail (0: all hold)."""

    __slots__ = ("lack", "trail", "values")

    def __init__(self, values: dict[Var, float], trail: list[tuple[Step, Option]], lack: float) -> None:
        self.values, self.trail, self.lack = values, trail, lack


def reader_for(system: System, mask: int, known: Callable[[Num], Num], places: dict[int, Poly]) -> Reader:
    return Reader(system.masks, mask, known, places)


Failure = tuple[Step, "Condition | None", dict[Var, float]]
"""A branch that ended: at which step, at which condition (None: the step itself has no solution), with what values."""


class Construction:
    """system, part, steps; base: values of everything that is known or guessed; moved: unknowns whose start was moved from where `check` put it."""

    def __init__(self, system: System, part: Part, steps: list[Step], base: dict[Var, float], margins: list[Condition], moved: dict[Var, float]) -> None:
        self.system, self.part, self.steps, self.moved = system, part, steps, moved
        self.values = {**base, **moved}
        self.us = system.unknowns
        self.margins = _by_step(steps, margins, part.mask)
        free = sum(len(s.unknowns) if s.kind == "free" else 1 for s in steps if s.kind in ("free", "glide") and not s.gauge)
        self.rigid = free <= ("size" in part.gauge) and not any(s.kind == "many" and len(s.equations) < len(s.unknowns) for s in steps)
        """True if nothing is free but place, turn and size of the whole."""
        self.loose: dict[int, int] = {}
        """steps solved by number that left something free: how many directions."""
        self.found: list[Leaf] = []
        self.branches = 0
        self.blocks = 0
        self.skipped = False
        """True once a mirror image was left out"""
        self.numeric = False
        """True once a step was solved by number: then not every solution need have been seen."""
        self.failed: list[Failure] = []
        self.reframed = bool(steps) and steps[-1].kind == "reframe"
        firsts = [u for u in part.unknowns if u.axis == "x"]
        firsts.sort(key=lambda u: -u.soft)
        self.pairs = [(u.var, self.us[u.mate].var) for u in firsts]
        self.corner: tuple[Var, Var, Var, Var] | None = (*self.pairs[0], *self.pairs[1]) if len(self.pairs) > 1 else None

    # ------------------------------------------------------------ search

    def leaves(self, limit: int = LEAVES) -> list[Leaf]:
        """Complete figures in the order of preference, those with all inequalities true first."""
        self.limit = limit
        self._go(0, [], 0.0, allow_mirror=False)
        if self.skipped and not any(leaf.lack == 0 for leaf in self.found):
            self.branches = 0
            self._go(0, [], 0.0, allow_mirror=True)
        self.found.sort(key=lambda leaf: (leaf.lack, self.reframed and self._below(leaf)))
        return self.found

    def _below(self, leaf: Leaf) -> bool:
        """Is the first place that lies beside the line of the first two below it?"""
        if self.corner is None:
            return False
        a, b, c, d = (leaf.values[v] for v in self.corner)
        for x, y in self.pairs[2:]:
            side = (c - a) * (leaf.values[y] - b) - (d - b) * (leaf.values[x] - a)
            if abs(side) > 1e-7 * self.part.size**2:
                return side < 0
        return False

    def _go(self, i: int, trail: list[tuple[Step, Option]], lack: float, allow_mirror: bool) -> None:
        values = self.values
        trail = list(trail)
        before: list[float] = []
        while i < len(self.steps):
            step = self.steps[i]
            before = [values[self.us[k].var] for k in step.unknowns] if step.kind == "reframe" else []
            options = self._options(step, values)
            if not allow_mirror and any(o.mirror for o in options):
                options = [o for o in options if not o.mirror]
                self.skipped = True
            kept = []
            for o in options:
                self._set(step, o)
                more = self._lack(step)
                if more < math.inf and self._checks(step):
                    kept.append((o, more))
            if not kept:
                for k, v in zip(step.unknowns, before, strict=False):
                    values[self.us[k].var] = v
                return
            i += 1
            if len(kept) > 1:
                for o, more in kept:
                    self.branches += 1
                    if len(self.found) >= self.limit or self.branches > _BRANCHES:
                        return
                    self._set(step, o)
                    self._go(i, [*trail, (step, o)], lack + more, allow_mirror)
                return
            o, more = kept[0]
            self._set(step, o)
            trail.append((step, o))
            lack += more
        self.found.append(Leaf({u.var: values[u.var] for u in self.part.unknowns}, trail, lack))
        if self.reframed:  # the working frame again, for the next branch
            for k, v in zip(self.steps[-1].unknowns, before, strict=True):
                values[self.us[k].var] = v

    def _set(self, step: Step, o: Option) -> None:
        for i, v in zip(step.unknowns, o.values, strict=True):
            self.values[self.us[i].var] = v

    def _checks(self, step: Step) -> bool:
        memo: dict[int, float] = {}
        for c in step.checks:
            if not self.system.holds(c, self.part.size, self.values, memo):
                self._fail(step, c)
                return False
        return True

    def _fail(self, step: Step, c: Condition | None) -> None:
        if len(self.failed) < 60:
            self.failed.append((step, c, dict(self.values)))

    def miss(self, failure: Failure) -> float:
        """By how much a branch that ended failed, in units of the figure's size."""
        step, c, values = failure
        if c is not None:
            return abs(evaluate(c.value, values)) * self.system.weight(c, self.part.size, values)
        block = Block(self.system, self.part.size, [self.us[i] for i in step.unknowns], step.equations, [], values)
        return min(block.problem.run(block.start(k)).worst for k in range(3))

    def _lack(self, step: Step) -> float:
        """By how much the inequalities that this step settles fail; infinite where nothing could mend it."""
        total = 0.0
        memo: dict[int, float] = {}
        for c in self.margins.get(id(step), ()):
            if not self.system.holds(c, self.part.size, self.values, memo):
                if self.rigid:
                    self._fail(step, c)
                    return math.inf
                v = abs(evaluate(c.value, self.values, memo)) * self.system.weight(c, self.part.size, self.values)
                total += v + 1e-6 if v == v else 10.0
        return total

    # ------------------------------------------------------------ one step

    def _options(self, step: Step, values: dict[Var, float]) -> list[Option]:
        if step.kind == "free":
            return [Option(tuple(self._start(self.us[i]) for i in step.unknowns), "free")]
        if step.kind == "origin":
            return [Option((0.0,) * len(step.unknowns), "free")]
        if step.kind == "reframe":
            return [self._reframe(step)]
        if step.kind == "level":
            partner = self.us[self.us[step.partner].mate]
            return [Option((self.moved.get(self.us[step.unknowns[0]].var, values[partner.var]),), "free")]
        found: list[Option] = []
        if step.kind == "one":
            found = self._one(step)
        elif step.kind == "two":
            found = self._two(step)
        elif step.kind == "glide":
            found = self._glide(step)
        else:
            found = self._many(step)
        if not found:
            self._fail(step, None)
        return self._ranked(step, found) if len(found) > 1 else found

    def _reframe(self, step: Step) -> Option:
        """The whole turned and shifted to where it should be seen: first place at its start, second to the right of it."""
        v = self.values
        (ax, ay), (bx, by) = self.pairs[:2]
        x, y = self._start(self.us[self.system.index[ax]]), self._start(self.us[self.system.index[ay]])
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
        return Option(tuple(new[self.us[i].var] for i in step.unknowns), "closed", ("reframe",))

    def _start(self, u: Unknown) -> float:
        if u.var in self.moved:
            v = self.moved[u.var]
        elif u.follows is not None and u.follows in self.values:
            v = self.values[u.follows]
        else:
            v = evaluate(u.start, self.values)
        low, high = bounds(u, self.values) if u.low is not None or u.high is not None else (v, v)
        return min(max(v, low), high)

    def _fit(self, step: Step, found: tuple[float, ...], equations: list[Condition]) -> bool:
        """Within bounds, and truly a solution?"""
        for i, v in zip(step.unknowns, found, strict=True):
            u = self.us[i]
            if v != v:
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
        memo: dict[int, float] = {}
        return all(self.system.holds(c, self.part.size, self.values, memo) for c in equations)

    def _follow(self, step: Step) -> None:
        """Values of the linked unknowns."""
        values = self.values
        memo: dict[int, float] = {}
        places: dict[int, Poly] = {id(self.us[i].var): (values[self.us[i].var], 0, 0, 0, 0, 0) for i in step.unknowns}
        linked(self.system, step, places, lambda e: evaluate(e, values, memo))
        for other, _, _ in step.links:
            values[self.us[other].var] = float(places[id(self.us[other].var)][0])

    def _loci(self, step: Step, places: dict[int, Poly], mask: int) -> list[tuple[Condition, list[tuple[str, Poly]]]]:
        """The equations that have one, with their polynomials (over floats)."""
        memo: dict[int, float] = {}
        values = self.values
        reader = reader_for(self.system, mask, lambda e: evaluate(e, values, memo), places)
        out = []
        size = self.part.size
        for c in step.equations:
            try:
                rows = reader.alternatives(c.value)
            except NotPolynomial:
                continue
            clean = [(tag, negligible(p, size)) for tag, p in rows]
            if all(v == v for _, p in clean for v in p):
                out.append((c, clean))
        return out

    def _places(self, step: Step) -> dict[int, Poly]:
        """X and Y counted from what the equations measure them from."""
        values = self.values
        out: dict[int, Poly] = {}
        for axis, i in enumerate(step.unknowns):
            origin = step.origins(self.system)[axis]
            x0 = evaluate(origin, values) if origin is not None else 0
            out[id(self.us[i].var)] = (x0, 1, 0, 0, 0, 0) if axis == 0 else (x0, 0, 1, 0, 0, 0)
        if step.links:
            memo: dict[int, float] = {}
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
        x0 = places[id(u.var)][0]
        for c, loci in self._loci(step, places, self._reach(step)):
            found: list[Option] = []
            if all(degree(p) == 0 for _, p in loci):
                continue
            for tag, p in loci:
                for root in roots(p) if degree(p) else ():
                    self._add(found, step, (x0 + root,), "closed", ("roots", c.number, tag))
            return found
        if self.system.turns & u.bit:
            turned = self._turn(step, u)
            if turned is not None:
                return turned
        found = []
        self.numeric = True
        for v in scan(self.system, u, step.equations, self.values, self.part.size):
            self._add(found, step, (v,), "numeric")
        return found

    def _turn(self, step: Step, u: Unknown) -> list[Option] | None:
        """An angle through its cosine and sine."""
        places: dict[int, Poly] = {}
        for c in step.equations:
            for node in step.nodes(self.system, c, u.bit):
                if node.op in ("cos", "sin"):
                    if node.args[0] is not u.var:
                        return None
                    places[id(node)] = (0, 1, 0, 0, 0, 0) if node.op == "cos" else (0, 0, 1, 0, 0, 0)
        loci = self._loci(step, places, u.bit)
        for c, rows in loci:
            found: list[Option] = []
            for tag, p in rows:
                try:
                    for x, y in meet(p, (-1.0, 0, 0, 1.0, 0, 1.0)):
                        way = math.atan2(y, x)
                        for turn in (way, way + math.tau, way - math.tau):
                            self._add(found, step, (turn,), "closed", ("turn", c.number, tag, round((turn - way) / math.tau)))
                            if found and u.low is None and u.high is None:
                                break
                except (Coincident, NotClosed):
                    return None
            return found
        return None

    def _two(self, step: Step) -> list[Option]:
        try:
            places = self._places(step)
        except NotPolynomial:
            return self._many(step)
        x0, y0 = (places[id(self.us[i].var)][0] for i in step.unknowns)
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
                except NotClosed:
                    closed = False
                    continue
                return found
        if closed and len(loci) == len(step.equations) and loci and not step.links:
            return self._glide(step)
        return self._many(step)

    def _glide(self, step: Step) -> list[Option]:
        places = self._places(step)
        x0, y0 = (places[id(self.us[i].var)][0] for i in step.unknowns)
        x, y = (self._start(self.us[i]) for i in step.unknowns)
        found: list[Option] = []
        try:
            for c, rows in self._loci(step, places, step.mask)[:1]:
                for tag, p in rows:
                    at = nearest(p, x - x0, y - y0) if degree(p) else None
                    if at is not None:
                        self._add(found, step, (x0 + at[0], y0 + at[1]), "glide", ("glide", c.number, tag, at[2]))
        except NotClosed:
            found = []
        if found:
            found.sort(key=lambda o: math.hypot(o.values[0] - x, o.values[1] - y))
            return found
        return self._many(step)

    def _many(self, step: Step) -> list[Option]:
        self.numeric = True
        us = [self.us[i] for i in step.unknowns]
        inside = [c for c in self.margins.get(id(step), ())]
        equations = step.equations
        if step.links:
            us = us + [self.us[other] for other, _, _ in step.links]
            equations = [*equations, *(c for _, _, c in step.links)]
        self.blocks += 1
        block = Block(self.system, self.part.size, us, equations, inside, self.values)
        many = block.all(6 if len(us) <= (8 if self.rigid else 4) else 3, 4 if self.rigid else 1)
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

    # ------------------------------------------------------------ preference

    def _ranked(self, step: Step, found: list[Option]) -> list[Option]:
        """Apart from what is there before coincident, right way round before mirrored, near its start before far."""
        us = [self.us[i] for i in step.unknowns]
        starts = [self._start(u) if u.var not in self.moved else self.moved[u.var] for u in us]
        tolerance = 1e-7 * self.part.size
        flat = self._flat(step)
        below = max(o.values[-1] for o in found) - 0.02 * self.part.size if us[-1].axis == "y" and "turn" not in self.part.gauge else -math.inf
        for o in found:
            self._set(step, o)
            meets = self._coincides(step, tolerance)
            side = self._side(step, tolerance)
            o.mirror = flat and side < 0 and any(self._opposite(o, p, us) for p in found)
            far = sum((a - b) ** 2 for a, b in zip(o.values, starts, strict=True))
            o.rank = (meets, (side < 0 or o.values[-1] < below) and not self.moved, far)
        if any(not o.rank[0] for o in found):
            found = [o for o in found if not o.rank[0]]
        found.sort(key=lambda o: o.rank)
        return found

    def _coincides(self, step: Step, tolerance: float) -> bool:
        known = self._known(step)
        mine = [(x, y) for x, y in self.pairs if self.system.index[x] in step.unknowns or self.system.index[y] in step.unknowns]
        v = self.values
        return any(abs(v[x] - v[a]) <= tolerance and abs(v[y] - v[b]) <= tolerance for x, y in mine for a, b in known if a is not x)

    def _known(self, step: Step) -> list[tuple[Var, Var]]:
        """Places settled before this step or by it."""
        mask = 0
        for s in self.steps:
            mask |= s.mask
            if s is step:
                break
        index = self.system.index
        return [(a, b) for a, b in self.pairs if mask >> index[a] & 1 and mask >> index[b] & 1]

    def _flat(self, step: Step) -> bool:
        """Nothing but the gauge tells above from below (or left from right): all places so far lie on the level line of the first."""
        if "turn" not in self.part.gauge or self.reframed:
            return False
        v = self.values
        known = [p for p in self._known(step) if not self.system.index[p[0]] in step.unknowns and not self.system.index[p[1]] in step.unknowns]
        y0 = v[self.pairs[0][1]]
        others = self.part.turning and any(not u.axis and self.system.turns & u.bit for u in self.part.unknowns)
        return not others and all(v[b] == y0 for _, b in known)

    def _side(self, step: Step, tolerance: float) -> float:
        """Positive on the usual side: right of the first place for the second, left of the line through both for the rest."""
        if self.corner is None or "turn" not in self.part.gauge or self.reframed:
            return 0.0
        a, b, c, d = self.corner
        v, index = self.values, self.system.index
        if index[c] in step.unknowns and index[d] not in step.unknowns:
            return v[c] - v[a]
        ux, uy = v[c] - v[a], v[d] - v[b]
        side = 0.0
        for x, y in self.pairs[2:]:
            if index[y] in step.unknowns:
                side = ux * (v[y] - v[b]) - uy * (v[x] - v[a])
                if abs(side) > tolerance * self.part.size:
                    return side
        return 0.0

    def _opposite(self, o: Option, p: Option, us: list[Unknown]) -> bool:
        """Are two options mirror images in the level line through the first place, or (for the second place) half a turn apart?"""
        if o is p:
            return False
        v = self.values
        x0, y0 = v[self.pairs[0][0]], v[self.pairs[0][1]]
        close = 1e-7 * self.part.size
        if len(us) == 1 and us[0].axis == "x":
            return abs(o.values[0] + p.values[0] - 2 * x0) <= close
        return all(
            abs(a + b - 2 * y0) <= close if u.axis == "y" else abs(a - b) <= close
            for a, b, u in zip(o.values, p.values, us, strict=True)
        )


def linked(system: System, step: Step, places: dict[int, Poly], known: Callable[[Num], Num]) -> None:
    """Put into `places` what the linked unknowns of a step are in X and Y."""
    us = system.unknowns
    for other, mine, c in step.links:
        mask = 1 << other | 1 << mine
        here: dict[int, Poly] = {id(us[mine].var): (0, 1, 0, 0, 0, 0), id(us[other].var): (0, 0, 1, 0, 0, 0)}
        found = reader_for(system, mask, known, here).alternatives(c.value)
        p = found[0][1]
        if len(found) != 1 or p[2] == 0:
            raise NotPolynomial
        k, at = -(p[1] / p[2]), places[id(us[mine].var)]
        places[id(us[other].var)] = (at[0] * k - p[0] / p[2], at[1] * k, at[2] * k, 0, 0, 0)


def _by_step(steps: list[Step], margins: list[Condition], mask: int) -> dict[int, list[Condition]]:
    """After which step each inequality of the part can be tested."""
    out: dict[int, list[Condition]] = {}
    for c in margins:
        if c.mask & ~mask:
            continue
        if steps and steps[-1].kind == "reframe":
            out.setdefault(id(steps[-1]), []).append(c)
            continue
        left = c.mask
        for s in steps:
            left &= ~s.mask
            if not left:
                out.setdefault(id(s), []).append(c)
                break
    return out


_ = Expr
