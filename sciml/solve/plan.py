"""In which order a part is solved: each step needs only what earlier steps gave.

A step takes unknowns out of the pool with the equations that just became determined: one unknown, two (where loci meet), or a block that
must be solved together. Where nothing is determined, something free is put at its start: first what floats (the gauge), then by wish to stay, then by order.
"""

from __future__ import annotations

from ..expression import Expr, Num, postorder
from .system import Condition, Part, System, Unknown, bits_of

__all__ = ["Step", "plan"]


class Step:
    """kind: free (put at its start) | origin (put at 0, to work from) | level (the same y as `partner`) | one | two | glide (on its locus, nearest to its start) | many
    | reframe (turn and shift the whole, so that the first place is at its start and the second level with it, to the right).

    gauge: a free choice of place or turn of the whole. checks: conditions that can be tested after this step."""

    __slots__ = ("_nodes", "_origins", "checks", "equations", "gauge", "kind", "mask", "partner", "unknowns")

    def __init__(self, kind: str, unknowns: list[int], equations: list[Condition], gauge: bool = False, partner: int = -1) -> None:
        self.kind, self.unknowns, self.equations, self.gauge, self.partner = kind, unknowns, equations, gauge, partner
        self.mask = 0
        for i in unknowns:
            self.mask |= 1 << i
        self.checks: list[Condition] = []
        self._origins: tuple[Num | None, ...] | None = None
        self._nodes: dict[int, list[Expr]] = {}

    def nodes(self, system: System, c: Condition, mask: int) -> list[Expr]:
        """The nodes of an equation that depend on the step's unknowns."""
        found = self._nodes.get(c.number)
        if found is None:
            found = self._nodes[c.number] = [n for n in postorder(c.value) if system.mask(n) & mask]
        return found

    def origins(self, system: System) -> tuple[Num | None, ...]:
        """For each unknown what the equations measure it from: a known number that it stands beside in a distance or a difference."""
        if self._origins is None:
            found: list[Num | None] = [None] * len(self.unknowns)
            place = {id(system.unknowns[i].var): k for k, i in enumerate(self.unknowns)}
            for c in self.equations:
                for node in self.nodes(system, c, self.mask):
                    a = node.args
                    pairs = ((a[0], a[2]), (a[1], a[3])) if node.op == "distance" else (a,) if node.op == "-" else ()
                    for p, q in pairs:
                        for mine, other in ((p, q), (q, p)):
                            k = place.get(id(mine))
                            if k is not None and found[k] is None and not system.mask(other) & self.mask:
                                found[k] = other
                if all(f is not None for f in found):
                    break
            self._origins = tuple(found)
        return self._origins

    def __repr__(self) -> str:
        return f"{self.kind}{self.unknowns}"


class _Planner:
    def __init__(self, system: System, part: Part) -> None:
        self.system, self.part = system, part
        self.left = part.mask
        self.rows = list(part.conditions)
        self.steps: list[Step] = []

    def take(self, step: Step) -> None:
        self.left &= ~step.mask
        self.steps.append(step)
        used = {id(c) for c in step.equations}
        rest = []
        for c in self.rows:
            if id(c) in used:
                continue
            if c.mask & self.left:
                rest.append(c)
            else:
                step.checks.append(c)
        self.rows = rest

    # ------------------------------------------------------------ what is determined

    def determined(self) -> bool:
        """Take a step with one or two unknowns if there is one."""
        twos: dict[int, list[Condition]] = {}
        ones: dict[int, list[Condition]] = {}
        for c in self.rows:
            open_ = c.mask & self.left
            count = open_.bit_count()
            if count == 1:
                ones.setdefault(open_, []).append(c)
            elif count == 2:
                twos.setdefault(open_, []).append(c)
        pair, cs = next(((m, cs) for m, cs in twos.items() if len(cs) >= 2), (0, []))
        if ones:
            bit = min(ones)
            self.take(Step("one", bits_of(bit), ones[bit]))
            return True
        if pair:
            self.take(Step("two", bits_of(pair), cs))
            return True
        return False

    def block(self) -> bool:
        """Take the smallest set of unknowns that its equations determine."""
        match = Matching(self.rows, self.left)
        if not match.row_of:
            return False
        loose = self.left
        for b in match.row_of:
            loose &= ~(1 << b)
        reached, stack = loose, bits_of(loose)
        by_bit: dict[int, list[int]] = {}
        for k, c in enumerate(self.rows):
            for b in bits_of(c.mask & self.left):
                by_bit.setdefault(b, []).append(k)
        while stack:
            b = stack.pop()
            for k in by_bit.get(b, ()):
                for other in bits_of(self.rows[k].mask & self.left & ~reached):
                    if match.row_of.get(other) == k:
                        reached |= 1 << other
                        stack.append(other)
        tight = self.left & ~reached
        if not tight:
            return False
        block = _component(tight, match, self.rows, self.left)
        mine = [c for c in self.rows if not c.mask & self.left & ~block]
        self.take(Step("many", bits_of(block), mine))
        return True

    # ------------------------------------------------------------ what is free

    def gauge(self, first: Unknown | None = None, second: Unknown | None = None) -> None:
        """Put what floats: the first place at its start, the second level with it."""
        us = self.system.unknowns
        gauge = self.part.gauge
        pairs = self.pairs
        if not gauge or not pairs:
            return
        first = first or pairs[0]
        put = [i for i, a in ((first.index, "x"), (first.mate, "y")) if a in gauge and us[i].follows is None]
        if put:
            self.take(Step("origin" if second is not None else "free", put, [], gauge=True))
        if "turn" in gauge:
            second = second or next((u for u in pairs if u is not first), None)
            if second is not None and us[second.index].follows is None and us[second.mate].soft <= us[first.index].soft:
                self.take(Step("level", [second.mate], [], gauge=True, partner=first.index))

    @property
    def pairs(self) -> list[Unknown]:
        """The x of each place; where one wants to stay, the one that wants it most is first."""
        pairs = [u for u in self.part.unknowns if u.axis == "x"]
        first = max(pairs, key=lambda u: (u.soft, -u.index), default=None)
        return [first, *(u for u in pairs if u is not first)] if first is not None else []

    def order(self) -> list[list[int]]:
        """What may be put somewhere, as points and single numbers, those that want to stay first."""
        units: list[tuple[tuple[float, int], list[int]]] = []
        us = self.system.unknowns
        for u in self.part.unknowns:
            if u.axis == "y" and self.left >> u.mate & 1:
                continue
            if not self.left & u.bit:
                continue
            mine = [u.index]
            if u.axis == "x" and self.left >> u.mate & 1:
                mine.append(u.mate)
            wish = max(us[i].soft + (1.0 if us[i].follows is not None else 0.0) for i in mine)
            units.append(((-wish, u.index), mine))
        units.sort()
        return [m for _, m in units]

    def loosen(self) -> None:
        """Put one free thing so that all equations that can hold still can."""
        match = Matching(self.rows, self.left)
        units = self.order()
        for mine in units:
            mask = sum(1 << i for i in mine)
            inside = [c for c in self.rows if not c.mask & self.left & ~mask]
            if not inside:
                if match.without(mask, None):
                    self.take(Step("free", mine, []))
                    return
            elif len(inside) == 1 and len(mine) == 2 and match.without(mask, inside[0]):
                self.take(Step("glide", mine, inside))
                return
        for mine in units:
            for i in reversed(mine):
                if match.without(1 << i, None):
                    self.take(Step("free", [i], []))
                    return
        self.take(Step("many", bits_of(self.left), list(self.rows)))


class Matching:
    """A largest assignment of equations to unknowns of their own (augmenting paths)."""

    def __init__(self, rows: list[Condition], allowed: int) -> None:
        self.rows, self.allowed = rows, allowed
        self.bits = [bits_of(c.mask & allowed) for c in rows]
        self.row_of: dict[int, int] = {}
        for k in range(len(rows)):
            self._assign(k, self.row_of, set(), 0)

    def _assign(self, k: int, row_of: dict[int, int], tried: set[int], banned: int) -> bool:
        """Give row k an unknown, moving others; no recursion."""
        paths: list[tuple[int, int]] = []
        stack: list[tuple[int, int]] = [(k, 0)]
        while stack:
            row, at = stack.pop()
            bits = self.bits[row]
            while at < len(bits):
                b = bits[at]
                at += 1
                if b in tried or banned >> b & 1:
                    continue
                tried.add(b)
                owner = row_of.get(b)
                if owner is None:
                    row_of[b] = row
                    for r, c in reversed(paths):
                        row_of[c] = r
                    return True
                stack.append((row, at))
                paths.append((row, b))
                row, at, bits = owner, 0, self.bits[owner]
            if paths:
                paths.pop()
        return False

    def without(self, mask: int, equation: Condition | None) -> bool:
        """Can as many equations (but this one) still be assigned if these unknowns are taken away?"""
        row_of = {b: k for b, k in self.row_of.items() if not mask >> b & 1}
        orphans = [k for b, k in self.row_of.items() if mask >> b & 1]
        skipped = -1
        if equation is not None:
            skipped = next(i for i, c in enumerate(self.rows) if c is equation)
            for b, k in list(row_of.items()):
                if k == skipped:
                    del row_of[b]
        return all(k == skipped or self._assign(k, row_of, set(), mask) for k in orphans)


def _component(tight: int, match: Matching, rows: list[Condition], left: int) -> int:
    """A strongly connected set of determined unknowns that depends on no other; the one with the first unknown among the smallest."""
    needs: dict[int, int] = {}
    for b in bits_of(tight):
        needs[b] = rows[match.row_of[b]].mask & left
    best = 0
    for b in needs:
        reach, stack = 1 << b, [b]
        while stack:
            for other in bits_of(needs[stack.pop()] & ~reach):
                reach |= 1 << other
                stack.append(other)
        if not best or reach.bit_count() < best.bit_count():
            best = reach
    return best


def plan(system: System, part: Part) -> list[Step]:
    """The steps of a part. Where its place and turn are free, the frame to work in is chosen so that no block is left to solve by number, if there is one."""
    steps = _steps(system, part)
    largest = _largest(steps)
    if not largest or "turn" not in part.gauge or len(part.unknowns) > 60:
        return steps
    by_x = {u.index: u for u in _Planner(system, part).pairs}
    tried = 0
    for c in part.conditions:
        ends = [by_x[b] for b in bits_of(c.mask) if b in by_x]
        if c.mask.bit_count() != 4 or len(ends) != 2 or any(u.mate < 0 or u.soft or u.follows is not None for u in ends):
            continue
        tried += 1
        if tried > 6:
            break
        other = _steps(system, part, *ends)
        if _largest(other) < largest:
            steps, largest = other, _largest(other)
            if not largest:
                break
    return steps


def _largest(steps: list[Step]) -> int:
    return max((len(s.unknowns) for s in steps if s.kind == "many"), default=0)


def _steps(system: System, part: Part, first: Unknown | None = None, second: Unknown | None = None) -> list[Step]:
    p = _Planner(system, part)
    p.gauge(first, second)
    while p.left:
        if p.determined() or (p.rows and p.block()):
            continue
        if p.rows:
            p.loosen()
        else:
            for mine in p.order():
                p.take(Step("free", mine, []))
    if first is not None:
        p.steps.append(Step("reframe", [u.index for u in part.unknowns if u.axis or system.turns & u.bit], []))
    return p.steps
