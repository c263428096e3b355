"""The order of the work: settle, fit to the page, spread what is free, choose the scale, and say what was found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from ..diagnostic import WARNING, Diagnostic, Outcome
from ..expression import Memo, evaluate, variables_of
from ..figure import Claim, Figure, Solved
from ..relation import Zero
from .block import Block
from .choose import ambiguities, others_in_words, prefer
from .compatible import compatible
from .conflict import Agrees, certified, contradiction, exhausted, smallest, tolerance, weakest
from .exact import Exact
from .exist import Missing, missing, nowhere, wishes_for
from .fit import short
from .freedom import describe_freedom, methods
from .givens import Givens
from .level import levelled
from .outline import Outline, Settled, guesses
from .position import SEEN, crossings, ordered, spread_out, troubled
from .scale import choose_scales, drawn_values
from .search import PLACES, in_order, searched
from .settle import TRIES, settle
from .sizing import Sized
from .system import MOVERS, WISHES, Ground, System, power_of

__all__ = ["ArrangeDropped", "Solver", "TooManyUnknowns"]

MOST_UNKNOWNS = 400
MOST_ATTEMPTS = 60
"""attempts to find the smallest contradiction; fewer where a part is large"""
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


FAR = 2.0
"""times a page: so far away is nothing that anybody asked for"""
MOST_FIRM = 4
"""givens that are tried in turn, where one alone must yield"""


class Solver(Sized):
    """One figure on its way to a `Solved`."""

    def __init__(self, figure: Figure) -> None:
        super().__init__(figure)
        self.found: list[Diagnostic] = []
        self.ground = Ground(figure, self.constants)
        self.facts = [c for c in figure.claims if c.role in MOVERS]
        self.wishes = [c for c in figure.claims if c.role in WISHES]
        self.yielded: list[Claim] = []
        self.dropped: list[Claim] = []
        self.extra: list[Claim] = []
        """that constructions exist"""

    # ------------------------------------------------------------ attempts

    def attempt(
        self, claims: Sequence[Claim], tries: int = TRIES, near: Settled | None = None, search: int = 0, meant: Callable[[Settled], bool] | None = None
    ) -> Settled | None:
        """Everything settled with these claims, from where `near` has moved things; None if a part is too large.
        search: from how many other places of what is free, where it does not succeed; meant: what else is asked of it."""
        chosen = {id(c) for c in claims}
        system = System(self.ground, self.constants, [*(c for c in self.figure.claims if id(c) in chosen), *self.extra])
        guess = guesses(system)
        outline = Outline(system, guess)
        for part in outline.parts:
            if len(part.unknowns) > MOST_UNKNOWNS:
                span = part.conditions[0].claim.span  # type: ignore[union-attr]
                self.found.append(TooManyUnknowns(span, len(part.unknowns)))
                return None
        s = settle(outline, guess, near.moved if near is not None else None, tries=tries)
        if not s.sound and tries >= TRIES and (order := in_order(outline, guess)):
            other = settle(outline, {**guess, **order}, {**s.asked, **order}, tries=tries)
            s = other if other.sound else s
        if search and not (s.sound and (meant is None or meant(s))):
            return searched(outline, guess, s, search, meant or (lambda _: True)) or s
        return s

    def first(self) -> Settled | None:
        """With all facts, and as many wishes as they allow."""
        s = self.attempt([*self.facts, *self.wishes], 2 if self.wishes else TRIES)
        if s is None or s.sound:
            return s
        base = self.attempt(self.facts, search=PLACES)
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
        """Where a construction does not mean what it says (a crossing lies outside its segment, the sides of a polygon cross) and there may be other figures,
        make it so if it can be."""
        if not s.outline.loose and all(c.rigid and not c.numeric for c in s.tried.values()):
            return s
        wrong = self._unmeant(s)
        if wrong:
            better = self.attempt([*self.accepted, *wrong], 3, search=PLACES)
            if better is not None and better.sound and not self._unmeant(better):
                if not self._unmeant(self.fit(better)):
                    return better
                every = [c for c in self.figure.claims if c.role == "construction" and not c.negated]
                firm = self.attempt([*self.accepted, *every], 3, better, search=PLACES)
                return firm if firm is not None and firm.sound else better
            said = [c for c in self.accepted if c.role != "wish"]  # what nobody said goes last
            if len(said) < len(self.accepted) and (free := self.attempt(said)) is not None and free.sound:
                free = spread_out(self.figure, free)
                if not self._unmeant(free):
                    return free
            other = self.attempt(said, 1, search=PLACES, meant=lambda t: not self._unmeant(t))
            if other is not None and other.sound and not self._unmeant(other):
                return other
        return s

    def _unmeant(self, s: Settled) -> list[Claim]:
        """Constructions and orders that do not mean what they say."""
        system = s.outline.system
        memo: Memo = {}
        return [
            c
            for c in self.figure.claims
            if (c.role == "construction" and any(not system.holds(z, system.size_of(c.frame), s.values, memo) for z in self.ground.conditions(c)))
            or (ordered(c) and crossings([c], s.values))
        ]

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
                if not all(self._agrees(c, s) and self._forced(c, s) for c in self.yielded):
                    if self.yielded != [weak] or len(firm) >= MOST_FIRM:
                        break
                    firm.append(weak)  # too precise to yield; a fact of the set that compares several rounded givens may do so
                    self.yielded, facts, s = [], list(self.facts), start
                    continue
                self.found.extend(Agrees(c.span, c.text or c.relation.phrase()) for c in self.yielded if not self._exactly(c, s))
                return s
        for core in cores:
            alone = self.attempt(core)
            self.found.append(contradiction(core, certified(core, self.constants, alone), exhausted(core, self.constants, alone)))
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

    def _forced(self, c: Claim, s: Settled) -> bool:
        """Do the other facts decide what it speaks of? Else the figure should have followed it."""
        outline, system = s.outline, s.outline.system
        mine = self.ground.conditions(c)
        mask = 0
        for z in mine:
            mask |= z.mask
        parts = [p for p in outline.parts if p.mask & mask]
        us = [u for u in system.unknowns if mask & u.bit or any(p.mask & u.bit for p in parts)]
        rows = [z for p in parts for z in p.conditions]
        at = [s.values[u.var] for u in us]
        size = outline.size(mine[0])
        first, then = (Block(system, size, us, more, [], s.values).problem.rank(at) for more in (rows, [*rows, *(z for z in mine if not z.margin)]))
        return first == then

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
        better = levelled(self.figure, self.meant(better))
        if better is not s:
            s = self.fit(better)
            if s is not better and troubled(self.figure, s) >= SEEN > troubled(self.figure, better):  # in its scale something looks special again
                s = self.fit(self.meant(spread_out(self.figure, s)))
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

    def _modest(self, s: Settled) -> Settled:
        """Where what nobody said has driven things further away than any page is wide, it is given up."""
        much = self._too_large(s)
        if much <= FAR:
            return s
        for said in self._fewer():
            other = self.attempt(said)
            if other is None or not other.sound:
                continue
            other = self._narrowed(self.fit(spread_out(self.figure, other)))
            if self._too_large(other) <= FAR or (said[-1].role != "wish" and self._too_large(other) < much):
                return other
        return s

    def _fewer(self) -> Iterator[list[Claim]]:
        """Without one kind of wish, those of the last things first; then without any."""
        wishes = [c for c in self.accepted if c.role == "wish"]
        for kind in dict.fromkeys(type(c.relation) for c in reversed(wishes)):
            yield [c for c in self.accepted if c.role != "wish" or type(c.relation) is not kind]
        if wishes:
            yield [c for c in self.accepted if c.role != "wish"]

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
