"""The order of the work: settle, fit to the page, spread what is free, choose the scale, and say what was found."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from ..diagnostic import WARNING, Diagnostic, Outcome
from ..expression import Expr, Memo, Num, Var, evaluate, variables_of
from ..figure import Claim, Figure, Frame, Solved
from ..relation import Zero
from .choose import ambiguities, others_in_words, prefer
from .compatible import compatible
from .conflict import Agrees, certified, contradiction, smallest, tolerance, weakest
from .exact import Exact
from .exist import Missing, missing, nowhere, wishes_for
from .fit import ROOM, crowded, extent, first_guess, fitted, overlarge, short, together
from .freedom import describe_freedom, methods
from .givens import Givens
from .outline import Outline, Settled, guesses
from .position import spread_out
from .scale import choose_scales, drawn_values
from .settle import TRIES, settle
from .system import MOVERS, WISHES, Ground, System, power_of

__all__ = ["ArrangeDropped", "Solver", "TooManyUnknowns"]

MOST_UNKNOWNS = 400
MOST_ATTEMPTS = 60
"""attempts to find the smallest contradiction; fewer where a part is large"""
NEARLY, STILL = 2.7, 14.0
"""by how much the scales of panels may differ that are drawn in one scale, and mm of the drawing that becomes smallest by it"""
SPECK, MODEST = 12.0, 40.0
"""mm: the largest thing that has a size of its own is no speck, and in a drawing of free places drawn so large"""
MOST_GRANTS = 14
"""attempts to grant wishes that do not all go together"""


class TooManyUnknowns(Diagnostic):
    """One connected part of a figure has more unknowns than are solved together.

    ```wrong
    repeat i in 1..201 { P[i] = point() }
    repeat i in 1..200 { require distance(P[i], P[i + 1]) == 1 }
    ```
    ```right
    repeat i in 1..20 { P[i] = point() }
    repeat i in 1..19 { require distance(P[i], P[i + 1]) == 1 }
    ```
    """

    code = "SCI306"
    says = "{count} free variables hang together here; at most 400 can be solved at once"
    help = "give places or sizes to some of them, or split the figure into panels"
    count: int


class ArrangeDropped(Diagnostic):
    """A wish of layout that the facts do not allow.

    ```wrong
    A = point(0, 0)
    B = point(4, 0)
    arrange A.x > B.x
    ```
    ```right
    A = point(0, 0)
    B = point(4, 0)
    arrange A.x < B.x
    ```
    """

    code = "SCI304"
    severity = WARNING
    says = "{wish} is dropped: the facts do not allow it"
    help = "take it away, or change the facts"
    wish: str


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


RUN = 1.4
"""times the scale that it seemed to need at first: a drawing whose scale grew by more is looked at again"""
FAR = 2.0
"""times a page: so far away is nothing that anybody asked for"""
MOST_FIRM = 4
"""givens that are tried in turn, where one alone must yield"""


class Solver:
    """One figure on its way to a `Solved`."""

    def __init__(self, figure: Figure) -> None:
        self.figure = figure
        self.found: list[Diagnostic] = []
        self.exact_constants: dict[Var, Num] = dict(figure.constants)
        for frame in figure.frames:
            if isinstance(frame.mm, Var) and frame.mm not in self.exact_constants:
                self.exact_constants[frame.mm] = first_guess(figure, frame)
        self.constants = self._floats(self.exact_constants)
        self.ground = Ground(figure, self.constants)
        self.facts = [c for c in figure.claims if c.role in MOVERS]
        self.wishes = [c for c in figure.claims if c.role in WISHES]
        self.yielded: list[Claim] = []
        self.dropped: list[Claim] = []
        self.extra: list[Claim] = []
        """that constructions exist"""
        self.elastic: set[Var] = set()
        """scales of frames whose drawing grows with them."""
        self.seen: tuple[dict[Var, float], Memo] = {}, {}
        """values, and what they made of the places of elements (see `memo`)."""

    @staticmethod
    def _floats(exact: dict[Var, Num]) -> dict[Var, float]:
        memo: Memo = {}
        return {v: float(n) if isinstance(n, (int, float, Fraction)) else evaluate(n, exact, memo) for v, n in exact.items()}

    # ------------------------------------------------------------ attempts

    def attempt(self, claims: Sequence[Claim], tries: int = TRIES, near: Settled | None = None) -> Settled | None:
        """Everything settled with these claims, from where `near` has moved things; None if a part is too large."""
        chosen = {id(c) for c in claims}
        system = System(self.ground, self.constants, [*(c for c in self.figure.claims if id(c) in chosen), *self.extra])
        guess = guesses(system)
        outline = Outline(system, guess)
        for part in outline.parts:
            if len(part.unknowns) > MOST_UNKNOWNS:
                span = part.conditions[0].claim.span  # type: ignore[union-attr]
                self.found.append(TooManyUnknowns(span, len(part.unknowns)))
                return None
        return settle(outline, guess, near.moved if near is not None else None, tries=tries)

    def first(self) -> Settled | None:
        """With all facts, and as many wishes as they allow."""
        s = self.attempt([*self.facts, *self.wishes], 2 if self.wishes else TRIES)
        if s is None or s.sound:
            return s
        base = self.attempt(self.facts) if self.wishes else s
        if base is not None and not base.sound:
            base = self.resized(base)
        if base is not None and not base.sound:
            base = self.reconciled(base)
        return self.granted(base) if base is not None else None

    def resized(self, s: Settled) -> Settled:
        """Where sizes of the page stand beside given lengths, another scale may make room."""
        wrong = [c.value for p in s.failed for c in p.conditions] + [c.value for c in s.broken]
        scales = [v for v in dict.fromkeys(variables_of(*wrong)) if any(f.mm is v for f in self.figure.frames)]
        before = {v: self.exact_constants[v] for v in scales}
        for share in (Fraction(8, 5), Fraction(5, 2), Fraction(3, 5), Fraction(4)) if scales else ():
            self._scale({v: short(self.constants[v] * float(share)) for v in scales})
            again = self.attempt(self.facts, 4)
            if again is not None and again.sound:
                return again
            self._scale(before)
        return s

    def meant(self, s: Settled) -> Settled:
        """Where a construction does not mean what it says (a crossing lies outside its segment) and something can move, make it so if it can be."""
        if not s.outline.loose and all(c.rigid for c in s.tried.values()):
            return s
        system = s.outline.system
        memo: Memo = {}
        wrong = [
            c
            for c in self.figure.claims
            if c.role == "construction" and any(not system.holds(z, system.size_of(c.frame), s.values, memo) for z in self.ground.conditions(c))
        ]
        if wrong:
            better = self.attempt([*self.accepted, *wrong], 3)
            if better is not None and better.sound:
                return better
            said = [c for c in self.accepted if c.role != "wish"]  # what nobody said goes last
            if len(said) < len(self.accepted) and (free := self.attempt(said)) is not None and free.sound:
                free = spread_out(self.figure, free)
                if not any(not system.holds(z, system.size_of(c.frame), free.values) for c in wrong for z in self.ground.conditions(c)):
                    return free
        return s

    def granted(self, base: Settled) -> Settled:
        """One wish after the other is added, the author's first, as long as everything can hold."""
        self.kept = [c for c in self.facts if c not in self.yielded]
        self.best = base
        self.granting = 0
        system = base.outline.system
        true = [w for w in self.wishes if all(system.holds(c, system.size_of(w.frame), base.values) for c in self.ground.conditions(w))]
        if any(w.role == "arrange" and w not in true for w in self.wishes):  # the author's wishes are granted in their order
            true = [w for w in true if w.role != "arrange"]
        self.kept += true
        rest = [w for w in self.wishes if w not in true]
        likely = compatible(base, self.kept, rest) if len(rest) > 2 else []
        if likely and len(likely) < len(rest):
            self._grant(likely, whole=True)
            if likely[0] in self.kept:  # what resisted is not asked again, unless the author wishes it
                self.dropped += [w for w in rest if w.role != "arrange" and w not in self.kept and w not in self.dropped]
        for role in WISHES:
            self._grant([w for w in rest if w.role == role and w not in self.kept and w not in self.dropped], whole=not self.yielded)
        if self.best is base and true and any(base.others.values()):  # they were true already, but rule out other figures
            again = self.attempt(self.kept, TRIES, base)
            return again if again is not None and again.sound else base
        return self.best

    def _grant(self, wishes: list[Claim], whole: bool) -> None:
        """Keep as many as go together: all, or those that do of either half. whole: all wishes at once have been tried already, if only from a few starts:
        what the author wishes is tried from more."""
        if not wishes:
            return
        if self.granting >= MOST_GRANTS:
            self.dropped += wishes
            return
        if not whole or wishes[0].role == "arrange" or len(self.kept) + len(wishes) < len(self.facts) + len(self.wishes):
            self.granting += 1
            trial = self.attempt([*self.kept, *wishes], TRIES if wishes[0].role == "arrange" and len(wishes) == 1 else 1, self.best)
            if trial is not None and trial.sound:
                self.best, self.kept = trial, [*self.kept, *wishes]
                return
        if len(wishes) == 1:
            if wishes[0].role != "arrange" or not self._preferred(wishes[0]):
                self.dropped += wishes
            return
        half = len(wishes) // 2
        self._grant(wishes[:half], False)
        self._grant(wishes[half:], False)

    def _preferred(self, wish: Claim) -> bool:
        """What the author wishes goes before what nobody said: it is tried without, and then as much of that is kept as it allows."""
        unsaid = [c for c in self.kept if c.role in WISHES and c.role != "arrange"]
        if not unsaid:
            return False
        said = [c for c in self.kept if c not in unsaid]
        trial = self.attempt([*said, wish], TRIES, self.best)
        if trial is None or not trial.sound:
            return False
        self.best, self.kept = trial, [*said, wish]
        self._grant(unsaid, False)
        return True

    # ------------------------------------------------------------ contradictions

    def reconciled(self, s: Settled) -> Settled | None:
        """The facts do not fit: let givens yield that agree to their digits, else say what contradicts what."""
        facts = list(self.facts)
        cores: list[list[Claim]] = []
        firm: list[Claim] = []
        start, first = s, self.cores(facts, s)
        for _ in range(12):
            cores = first if s is start else self.cores(facts, s)
            able = [[c for c in core if not firm or (c.digits is None and c not in firm)] for core in cores]
            weak = next((w for core in able if (w := weakest(core, self.constants)) is not None), None)
            if weak is None:
                break
            facts.remove(weak)
            self.yielded.append(weak)
            again = self.attempt(facts)
            if again is None:
                return None
            s = again
            if s.sound:
                if not all(self._agrees(c, s) for c in self.yielded):
                    if self.yielded != [weak] or len(firm) >= MOST_FIRM:
                        break
                    firm.append(weak)  # too precise to yield; a fact of the set that compares several rounded givens may do so
                    self.yielded, facts, s = [], list(self.facts), start
                    continue
                self.found.extend(Agrees(c.span, c.text or c.relation.phrase()) for c in self.yielded if not self._exactly(c, s))
                return s
        for core in cores:
            self.found.append(contradiction(core, certified(core, self.constants, self.attempt(core))))
        return None

    def cores(self, facts: list[Claim], s: Settled) -> list[list[Claim]]:
        """Smallest sets of facts that cannot hold together, one for each part of the figure that fails."""
        system = s.outline.system
        masks = s.outline.groups(s.broken)
        masks += [p.mask for p in s.failed if not any(m & p.mask for m in masks)]
        out = []
        for mask in masks[:8]:
            near = {id(c.claim) for c in (*system.equations, *system.margins) if c.mask & mask}
            mine = [c for c in facts if id(c) in near]
            if mine:
                out.append(smallest(mine, self.solvable, max(10, min(MOST_ATTEMPTS, 2000 // (mask.bit_count() + 1)))))
        return out or [facts]

    def solvable(self, claims: list[Claim]) -> bool:
        s = self.attempt(claims, 4)
        return s is None or s.sound

    def _agrees(self, c: Claim, s: Settled) -> bool:
        slack = tolerance(c, self.constants)
        return slack is not None and all(abs(evaluate(z.value, s.values)) <= slack * (1 + 1e-6) for z in c.relation.residuals() if isinstance(z, Zero))

    def _exactly(self, c: Claim, s: Settled) -> bool:
        size = s.outline.system.size_of(c.frame)
        return all(abs(evaluate(z.value, s.values)) <= 1e-9 * power_of(size, z.power) for z in c.relation.residuals() if isinstance(z, Zero))

    # ------------------------------------------------------------ the whole

    def outcome(self) -> Outcome[Solved]:
        s = self.first()
        if s is None:
            return Outcome(None, tuple(self.found))
        prefer(self.figure, s)
        preferred = s
        s = self.fit(s)
        better = spread_out(self.figure, s)
        better = self.meant(better)
        if better is not s:
            s = self.fit(better)
        s = self._modest(self._narrowed(s))
        if s is not preferred:
            prefer(self.figure, s)
        absent = missing(self.figure, s, self.memo(s))
        if absent:
            s = self.existing(s, absent)
            absent = missing(self.figure, s, self.memo(s))
        self.found.extend(ambiguities(s))
        self._drop(s)
        solved = self._solved(s)
        self.found.extend(nowhere(absent, s, solved.exact))
        return Outcome(None if absent else solved, tuple(self.found))

    def existing(self, s: Settled, absent: list[Missing]) -> Settled:
        """Move what is free so that every construction has a place."""
        for _ in range(3):
            extra = wishes_for(absent, s)
            if not extra:
                break
            self.extra += extra
            better = self.attempt(self.accepted, 6)
            if better is None or not better.sound:
                break
            s = self.fit(spread_out(self.figure, better))
            absent = missing(self.figure, s, self.memo(s))
            if not absent:
                break
        return s

    @property
    def accepted(self) -> list[Claim]:
        """Facts and wishes that hold together."""
        return [c for c in (*self.facts, *self.wishes) if c not in self.yielded and c not in self.dropped]

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
        large = [overlarge(self.figure, f, extent(f, again.values, {}), self.constants[f.mm], most) for f in planes] if again.sound else [2.0]
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
            found = extent(f, s.values, self.memo(s)) if mm else None
            share = 1 / overlarge(self.figure, f, found, mm)
            if found is not None and share < 1:
                again = self._nearer(s, {f: share})
                after = extent(f, again.values, {}) if again.sound else None
                if after is not None and math.hypot(*after[:2]) < math.hypot(*found[:2]) and self._clear(f, s, again):
                    s = again
        return s

    def _modest(self, s: Settled) -> Settled:
        """Where what nobody said has driven things further away than any page is wide, it is given up."""
        said = [c for c in self.accepted if c.role != "wish"]
        much = self._too_large(s)
        if much <= FAR or len(said) == len(self.accepted):
            return s
        other = self.attempt(said)
        if other is None or not other.sound:
            return s
        other = self._narrowed(self.fit(spread_out(self.figure, other)))
        return other if self._too_large(other) < much else s

    def _too_large(self, s: Settled) -> float:
        """By which factor the largest drawing is larger than a page."""
        planes = [f for f in self.figure.frames if f.kind == "plane" and f.mm in self.elastic]
        return max([overlarge(self.figure, f, extent(f, s.values, self.memo(s)), self.constants[f.mm]) for f in planes], default=1.0)

    def _extents(self, planes: list[Frame], s: Settled) -> dict[Var, tuple[float, float, float] | None]:
        memo = self.memo(s)
        return {f.mm: extent(f, s.values, memo) for f in planes}

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

    def _drop(self, s: Settled) -> None:
        """Wishes that do not hold are dropped, those of the author with a warning."""
        system = s.outline.system
        gone = {id(c) for c in self.dropped}
        for c in self.wishes:
            if id(c) not in gone:
                size = system.size_of(c.frame)
                if not all(system.value_holds(z, size, s.values, None) for z in c.relation.residuals()):
                    self.dropped.append(c)
        for c in self.dropped:
            if c.role == "arrange":
                self.found.append(ArrangeDropped(c.span, c.text or c.relation.phrase()))

    def _solved(self, s: Settled) -> Solved:
        solved = Solved(self.figure)
        solved.model = s.values
        givens = Givens(self.figure, self.ground)
        solved.scale = choose_scales(self.figure, s, givens)
        solved.drawn = drawn_values(self.figure, s, self.accepted, solved.scale, givens)
        exact = Exact(s.outline.system, self.exact_constants)
        for u in s.outline.loose:
            start = s.moved.get(u.var, s.values.get(u.follows) if u.follows is not None else u.start)
            exact.starts[u.var] = Fraction(start) if isinstance(start, float) else start
        moved = {v: Fraction(x) for v, x in s.moved.items()}
        for k, leaf in s.leaves.items():
            for step, option in leaf.trail:
                exact.step(s.outline.parts[k], step, option, moved, s.values)
        solved.exact = exact.result()
        solved.methods = methods(s)
        solved.freedom = describe_freedom(s)
        solved.others = others_in_words(s)
        solved.dropped = self.dropped
        return solved
