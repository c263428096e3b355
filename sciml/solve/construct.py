"""Carries out a plan: every step gives its unknowns all the values they can have, in the order in which a person would choose; the tree of choices is
searched for complete figures ("leaves")."""

from __future__ import annotations

import math

from ..expression import Memo, Var, evaluate
from .block import Block
from .gauge import turned
from .options import Option, Options
from .plan import Step
from .system import Condition, Part, System, Unknown

__all__ = ["FAILURES", "Construction", "Leaf"]

LEAVES = 10
"""complete figures that are looked for in one part."""
_BRANCHES = 150
_NEARLY = 0.05
"""share of its size by which a condition may fail, so that it is worth to go on by number"""
FAILURES = 60
"""branches that ended which are kept"""
_MUCH = 1e-3
"""of a figure's size: by how much something fails that no rounding mends"""


class Leaf:
    """values: of the part's unknowns; trail: the steps and the option taken at each; lack: by how much inequalities fail (0: all hold)."""

    __slots__ = ("lack", "trail", "values")

    def __init__(self, values: dict[Var, float], trail: list[tuple[Step, Option]], lack: float) -> None:
        self.values, self.trail, self.lack = values, trail, lack


Failure = tuple[Step, "Condition | None", dict[Var, float]]
"""A branch that ended: at which step, at which condition (None: the step itself has no solution), with what values."""


class Around:
    """The places about a step. mine: those in which something of it stands; known: settled before it or by it; before: settled before it;
    rest: beside the line of the first two, of which it gives the height; second: it moves the second place to the right or left, no more."""

    __slots__ = ("before", "known", "mine", "rest", "second")

    def __init__(self, step: Step, steps: list[Step], pairs: list[tuple[Var, Var]], index: dict[Var, int]) -> None:
        own, settled = step.mask, 0
        for s in steps:
            settled |= s.mask
            if s is step:
                break
        self.mine: list[tuple[Var, Var]] = []
        self.known: list[tuple[Var, Var]] = []
        self.before: list[tuple[Var, Var]] = []
        self.rest: list[tuple[Var, Var]] = []
        self.second = False
        for k, pair in enumerate(pairs):
            x, y = 1 << index[pair[0]], 1 << index[pair[1]]
            both = x | y
            if own & both:
                self.mine.append(pair)
            if not both & ~settled:
                self.known.append(pair)
                if not own & both:
                    self.before.append(pair)
            if k > 1 and own & y:
                self.rest.append(pair)
            elif k == 1:
                self.second = bool(own & x and not own & y)


class Construction(Options):
    """The search for complete figures of one part. base: values of everything that is known or guessed; margins: the inequalities that touch it;
    known: unknowns outside of it that have their values already."""

    def __init__(
        self, system: System, part: Part, steps: list[Step], base: dict[Var, float], margins: list[Condition], moved: dict[Var, float], known: int = 0
    ) -> None:
        super().__init__(system, part, steps, {**base, **moved}, moved)
        self.margins = _by_step(steps, margins, part.mask, known)
        self.shared = {id(c) for cs in self.margins.values() for c in cs if c.mask & ~part.mask}
        """inequalities in which something outside of the part stands, that might move"""
        self.vague = _vague(system, steps, part.mask, self.margins)
        self.around: dict[int, Around] = {}
        """by the identity of a step, once it has a choice"""
        self.found: list[Leaf] = []
        self.branches = 0
        self.skipped = False
        """True once a mirror image was left out"""
        self.strict = True
        """inequalities must hold at once"""
        self.failed: list[Failure] = []
        self.reframed = bool(steps) and steps[-1].kind == "reframe"
        self.corner: tuple[Var, Var, Var, Var] | None = (*self.pairs[0], *self.pairs[1]) if len(self.pairs) > 1 else None

    # ------------------------------------------------------------ search

    def leaves(self, limit: int = LEAVES) -> list[Leaf]:
        """Complete figures in the order of preference, those with all inequalities true first."""
        self.limit = limit
        self.strict = True
        self._go(0, [], 0.0, False, {})
        if self.skipped and not self.found:
            self.branches = 0
            self._go(0, [], 0.0, True, {})
        if not self.found and (not self.rigid or self.shared):  # nothing with all inequalities true: what comes nearest, to be mended by moving what is free
            self.strict, self.branches = False, 0
            self._go(0, [], 0.0, True, {})
        self.found.sort(key=lambda leaf: (leaf.lack, self.reframed and self._below(leaf)))
        return self.found

    def stands(self, values: dict[Var, float], moved: dict[Var, float], changed: int) -> bool:
        """Are its figures those of these values as well, where unknowns outside of it changed? Only inequalities may tell."""
        margins = [c for cs in self.margins.values() for c in cs if (c.mask | self.system.mask(c.scale)) & changed]
        if not margins:
            return True
        if self.failed or any([leaf.lack for leaf in self.found]):
            return False
        for leaf in self.found:
            here = {**values, **moved, **leaf.values}
            memo: Memo = {}
            if not all([self.system.holds(c, self.part.size, here, memo) for c in margins]):
                return False
        return True

    def _below(self, leaf: Leaf) -> bool:
        """Is the first place that lies beside the line of the first two below it?"""
        if self.corner is None:
            return False
        a, b, c, d = (leaf.values[v] for v in self.corner)
        for x, y in self.pairs[2:]:
            side = (c - a) * (leaf.values[y] - b) - (d - b) * (leaf.values[x] - a)
            if abs(side) > 1e-7 * self.part.size * self.part.size:
                return side < 0
        return False

    def _go(self, i: int, trail: list[tuple[Step, Option]], lack: float, allow_mirror: bool, memo: Memo) -> None:
        """memo: see `Options.memo`."""
        values = self.values
        trail = list(trail)
        before: list[float] = []
        while i < len(self.steps):
            step = self.steps[i]
            before = [values[self.us[k].var] for k in step.unknowns] if step.kind == "reframe" else []
            self.memo = memo
            options = self._ranked(step, self.options(step))
            if not allow_mirror and any([o.mirror for o in options]):
                options = [o for o in options if not o.mirror]
                self.skipped = True
            kept = []
            sharp = not before and id(step) not in self.vague
            for o in options:
                self._set(step, o)
                then = memo.copy() if sharp else {}
                more = self._lack(step, then)
                if more < math.inf and self._checks(step, then):
                    kept.append((o, more, then if sharp else memo.copy()))
            if not kept:
                for k, v in zip(step.unknowns, before, strict=False):
                    values[self.us[k].var] = v
                return
            i += 1
            if len(kept) > 1:
                for o, more, then in kept:
                    self.branches += 1
                    if len(self.found) >= self.limit or self.branches > _BRANCHES:
                        return
                    self._set(step, o)
                    self._go(i, [*trail, (step, o)], lack + more, allow_mirror, then)
                return
            o, more, memo = kept[0]
            if o is not options[-1]:
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

    def _checks(self, step: Step, memo: Memo) -> bool:
        for c in step.checks:
            if not self.system.holds(c, self.part.size, self.values, memo):
                self._fail(step, c)
                return False
        return True

    def _fail(self, step: Step, c: Condition | None) -> None:
        if len(self.failed) < FAILURES:
            self.failed.append((step, c, dict(self.values)))

    def miss(self, failure: Failure) -> float:
        """By how much a branch that ended failed, in units of the figure's size."""
        step, c, values = failure
        if c is not None:
            return abs(evaluate(c.value, values)) * self.system.weight(c, self.part.size, values)
        block = Block(self.system, self.part.size, [self.us[i] for i in step.unknowns], step.equations, [], values)
        return min(block.problem.run(block.start(k)).worst for k in range(3))

    def nearly(self) -> list[dict[Var, float]]:
        """The branches that failed by least, at an equation that did not hold; rounding may be all that did it."""
        found = [(abs(evaluate(c.value, v)) * self.system.weight(c, self.part.size, v), k, v) for k, (_, c, v) in enumerate(self.failed) if c is not None]
        return [v for miss, _, v in sorted(found, key=lambda f: f[:2])[:2] if miss < _NEARLY]

    def impossible(self) -> bool:
        """Were all figures of this part seen, in closed form, and does each fail by much at something that does not change when the whole is turned?"""
        part, turns = self.part, self.system.turns
        if self.found or self.numeric or not self.rigid or self.branches > _BRANCHES or not 0 < len(self.failed) < FAILURES or turns & part.mask:
            return False
        if any([s.kind in ("free", "glide") and not s.gauge for s in self.steps]):
            return False
        return all([c is not None and not c.mask & ~part.mask and self._fails(c, values) for _, c, values in self.failed])

    def _fails(self, c: Condition, values: dict[Var, float]) -> bool:
        part = self.part
        weight = self.system.weight(c, part.size, values)
        for angle in (0.0, 0.7, 2.9) if "turn" in part.gauge else (0.0,):
            v = weight * evaluate(c.value, turned(self.system, part, values, angle, 0.0, 0.0) if angle else values)
            if not (v < -_MUCH or (v > _MUCH and not c.margin)):
                return False
        return True

    def _lack(self, step: Step, memo: Memo) -> float:
        """By how much the inequalities that this step settles fail; infinite where nothing could mend it."""
        margins = self.margins.get(id(step))
        if margins is None:
            return 0.0
        total = 0.0
        for c in margins:
            if not self.system.holds(c, self.part.size, self.values, memo):
                if self.strict or (self.rigid and id(c) not in self.shared):
                    self._fail(step, c)
                    return math.inf
                v = abs(evaluate(c.value, self.values, memo)) * self.system.weight(c, self.part.size, self.values, memo)
                total += v + 1e-6 if not math.isnan(v) else 10.0
        return total

    # ------------------------------------------------------------ preference

    def _ranked(self, step: Step, found: list[Option]) -> list[Option]:
        """Apart from what is there before coincident, right way round before mirrored, near its start before far."""
        if not found:
            self._fail(step, None)
        if len(found) < 2:
            return found
        us = [self.us[i] for i in step.unknowns]
        starts = [self.start(u) if u.var not in self.moved else self.moved[u.var] for u in us]
        tolerance = 1e-7 * self.part.size
        around = self._around(step)
        flat = self._flat(around)
        below = max(o.values[-1] for o in found) - 0.02 * self.part.size if us[-1].axis == "y" and "turn" not in self.part.gauge else -math.inf
        for o in found:
            self._set(step, o)
            meets = self._coincides(around, tolerance)
            side = self._side(around, tolerance)
            o.mirror = flat and side < 0 and any([self._opposite(o, p, us) for p in found])
            far = math.hypot(*[a - b for a, b in zip(o.values, starts, strict=True)])
            o.rank = (meets, (side < 0 or o.values[-1] < below) and not self.moved, far)
        if not all([o.rank[0] for o in found]):
            found = [o for o in found if not o.rank[0]]
        found.sort(key=lambda o: o.rank)
        return found

    def _around(self, step: Step) -> Around:
        found = self.around.get(id(step))
        if found is None:
            found = self.around[id(step)] = Around(step, self.steps, self.pairs, self.system.index)
        return found

    def _coincides(self, around: Around, tolerance: float) -> bool:
        v = self.values
        for x, y in around.mine:
            p, q = v[x], v[y]
            for a, b in around.known:
                if abs(p - v[a]) <= tolerance and abs(q - v[b]) <= tolerance and a is not x:
                    return True
        return False

    def _flat(self, around: Around) -> bool:
        """Nothing but the gauge tells above from below (or left from right): all places so far lie on the level line of the first."""
        if "turn" not in self.part.gauge or self.reframed:
            return False
        v = self.values
        y0 = v[self.pairs[0][1]]
        for _, b in around.before:
            if v[b] != y0:
                return False
        return not (self.part.turning and self.system.turns and any([not u.axis and self.system.turns & u.bit for u in self.part.unknowns]))

    def _side(self, around: Around, tolerance: float) -> float:
        """Positive on the usual side: right of the first place for the second, left of the line through both for the rest."""
        if self.corner is None or "turn" not in self.part.gauge or self.reframed:
            return 0.0
        a, b, c, d = self.corner
        v = self.values
        if around.second:
            return v[c] - v[a]
        ux, uy = v[c] - v[a], v[d] - v[b]
        side = 0.0
        for x, y in around.rest:
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
        return all(abs(a + b - 2 * y0) <= close if u.axis == "y" else abs(a - b) <= close for a, b, u in zip(o.values, p.values, us, strict=True))


def _vague(system: System, steps: list[Step], left: int, margins: dict[int, list[Condition]]) -> set[int]:
    """Steps in whose conditions (or in the size of one) something stands that is settled later."""
    out: set[int] = set()
    for step in steps:
        left &= ~step.mask
        if not left:
            break
        for c in (*step.equations, *step.checks, *margins.get(id(step), ())):
            if (system.mask(c.value) | (system.mask(c.scale) if c.scale is not None else 0)) & left:
                out.add(id(step))
                break
    return out


def _by_step(steps: list[Step], margins: list[Condition], mask: int, known: int) -> dict[int, list[Condition]]:
    """After which step each inequality of the part can be tested."""
    out: dict[int, list[Condition]] = {}
    for c in margins:
        if c.mask & ~(mask | known):
            continue
        if steps and steps[-1].kind == "reframe":
            out.setdefault(id(steps[-1]), []).append(c)
            continue
        left = c.mask & mask
        for s in steps:
            left &= ~s.mask
            if not left:
                out.setdefault(id(s), []).append(c)
                break
    return out
