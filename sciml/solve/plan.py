"""In which order a part is solved: each step needs only what earlier steps gave.

A step takes unknowns out of the pool with the equations that just became determined: one unknown, two (where loci meet), or a block that
must be solved together. Where nothing is determined, something free is put at its start: first what floats (the gauge), then by wish to stay, then by order.
"""

from __future__ import annotations

import math
from typing import Any

from ..expression import Expr, Memo, Num, Var, evaluate
from .locus import NotPolynomial, Reader, degree
from .ray import Poly
from .system import Condition, Part, System, Unknown, bits_of, once_each

__all__ = ["Step", "plan"]


_SIZE = 0.6
"""how much a size wants to stay as its kind drew it; places move before sizes do."""
Link = tuple[int, int, Condition]
"""An unknown, the one that it follows from, and how."""


class Step:
    """kind: free (put at its start) | origin (put at 0, to work from) | level (the same y as `partner`) | one | two
    | glide (on its locus, nearest to its start) | many
    | reframe (turn and shift the whole, so that the first place is at its start and the second level with it, to the right).

    gauge: a free choice of place or turn of the whole. checks: conditions that can be tested after this step.
    links: further unknowns that stand in the equations, each an affine function of one of the step's by the condition beside it."""

    __slots__ = ("_nodes", "_origins", "behind", "checks", "equations", "gauge", "kind", "links", "mask", "partner", "unknowns")

    def __init__(
        self, kind: str, unknowns: list[int], equations: list[Condition], gauge: bool = False, partner: int = -1, links: tuple[Link, ...] = ()
    ) -> None:
        self.kind, self.unknowns, self.equations, self.gauge, self.partner, self.links = kind, unknowns, equations, gauge, partner, links
        self.mask = 0
        for i in unknowns:
            self.mask |= 1 << i
        self.checks: list[Condition] = []
        self.behind = 0
        """the other unknowns that its values depend on"""
        self._origins: tuple[Num | None, ...] | None = None
        self._nodes: dict[int, list[Expr]] = {}

    def nodes(self, system: System, c: Condition, mask: int) -> list[Expr]:
        """The nodes of an equation that depend on the step's unknowns."""
        found = self._nodes.get(c.number)
        if found is None:
            found = self._nodes[c.number] = _moving(system.masks, c.value, mask)
        return found

    def origins(self, system: System) -> tuple[Num | None, ...]:
        """For each unknown what the equations measure it from: a known number that it stands beside in a distance or a difference."""
        if self._origins is None:
            found: list[Num | None] = [None] * len(self.unknowns)
            place: dict[Num, int] = {system.unknowns[i].var: k for k, i in enumerate(self.unknowns)}
            for c in self.equations:
                for node in self.nodes(system, c, self.mask):
                    a = node.args
                    if node.op == "distance":
                        pairs: tuple[tuple[Num, ...], ...] = (a[::2], a[1::2])
                    elif node.op == "-":
                        pairs = (a,)
                    else:
                        continue
                    for p, q in pairs:
                        k = place.get(p) if p.__class__ is Var else None
                        if k is not None and found[k] is None and not system.mask(q) & self.mask:
                            found[k] = q
                        k = place.get(q) if q.__class__ is Var else None
                        if k is not None and found[k] is None and not system.mask(p) & self.mask:
                            found[k] = p
                if None not in found:
                    break
            self._origins = tuple(found)
        return self._origins

    def __repr__(self) -> str:
        return f"{self.kind}{self.unknowns}"


def _moving(masks: dict[Expr, int], root: Num, mask: int) -> list[Expr]:
    """The nodes below one that depend on these unknowns, children first, in the order of `postorder`."""
    out: list[Expr] = []
    seen: set[Expr] = set()
    stack: list[Any] = [root] if isinstance(root, Expr) and masks[root] & mask else []
    while stack:
        node = stack.pop()
        if node is None:  # its children are done
            out.append(stack.pop())
            continue
        if node in seen:
            continue
        seen.add(node)
        if not node.args:
            out.append(node)
            continue
        stack.append(node)
        stack.append(None)
        for a in node.args:
            if (a.__class__ is Var or a.__class__ is Expr or isinstance(a, Expr)) and masks[a] & mask and a not in seen:
                stack.append(a)
    return out


class _Planner:
    def __init__(self, system: System, part: Part) -> None:
        self.system, self.part = system, part
        self.left = part.mask
        self.rows = list(part.conditions)
        self.steps: list[Step] = []
        self.late: list[Condition] = []
        """used, but with an unknown in them that cancelled only where it was guessed: to be tested again"""
        self.masks: dict[int, int] = {c.number: c.mask for c in part.conditions}
        """the unknowns of each equation, without those that cancel once the second place is level with the first"""

    def open(self, c: Condition) -> int:
        """The unknowns of an equation that are not settled yet."""
        return self.masks[c.number] & self.left

    def sharpen(self, first: Unknown, second: Unknown) -> None:
        unsure = [c for c in self.part.conditions if c.mask >> second.index & 1 and not once_each(c.value)]
        if not unsure:
            return
        us = self.system.unknowns
        base = dict(self.system.base)
        base[us[second.mate].var] = base[us[first.mate].var]
        mine = self.part.unknowns
        _, rows = self.system.tape([c.value for c in unsure], mine, base).gradients([base[u.var] for u in mine])
        for c, row in zip(unsure, rows, strict=False):
            top = max((abs(d) for _, d in row), default=0.0)
            if not math.isnan(top) and top > 0:
                keep = sum(mine[j].bit for j, d in row if abs(d) > 1e-10 * top)
                self.masks[c.number] &= keep | us[second.mate].bit | us[first.mate].bit | first.bit

    def take(self, step: Step) -> None:
        self.left &= ~step.mask
        self.steps.append(step)
        own = step.mask
        for other, _, c in step.links:
            own |= 1 << other
            step.behind |= self.masks[c.number]
        for c in step.equations:
            step.behind |= self.masks[c.number]
        step.behind &= ~own
        step.checks += [c for c in self.late if not c.whole & self.left]
        self.late = [c for c in self.late if c.whole & self.left] + [c for c in step.equations if c.whole & self.left]
        used = {id(c) for c in step.equations}
        rest = []
        for c in self.rows:
            if id(c) in used:
                continue
            if self.open(c):
                rest.append(c)
            elif c.whole & self.left:
                self.late.append(c)
            else:
                step.checks.append(c)
        self.rows = rest

    # ------------------------------------------------------------ what is determined

    def determined(self) -> bool:
        """Take a step with one or two unknowns if there is one."""
        twos: dict[int, list[Condition]] = {}
        ones: dict[int, list[Condition]] = {}
        for c in self.rows:
            open_ = self.open(c)
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
        return self.linked(twos)

    def linked(self, twos: dict[int, list[Condition]]) -> bool:
        """One or two unknowns are determined if others that follow from them (as D = A + C - B does) are put in."""
        links: dict[int, Link] = {}
        led: set[int] = set()
        for mask, cs in twos.items():
            a, b = bits_of(mask)
            if b not in links and a not in links and b not in led and affine(self.system, cs[0], mask):  # no chains
                links[b] = (b, a, cs[0])
                led.add(a)
        if not links:
            return False
        used = {id(link[2]) for link in links.values()}
        rows: dict[int, list[tuple[Condition, tuple[Link, ...]]]] = {}
        for c in self.rows:
            if id(c) in used:
                continue
            open_, mine = self.open(c), []
            for b, link in links.items():
                if open_ >> b & 1:
                    open_ = open_ & ~(1 << b) | 1 << link[1]
                    mine.append(link)
            if open_.bit_count() <= 2:
                rows.setdefault(open_, []).append((c, tuple(mine)))
        for mask, found in rows.items():
            count = mask.bit_count()
            if len(found) >= count and any(mine for _, mine in found):
                every = tuple(dict.fromkeys(link for _, mine in found for link in mine))
                self.take(Step("one" if count == 1 else "two", bits_of(mask), [c for c, _ in found], links=every))
                return True
        return False

    def block(self) -> bool:
        """Take the smallest set of unknowns that its equations determine."""
        match = Matching(self.rows, [self.open(c) for c in self.rows])
        if not match.row_of:
            return False
        loose = self.left
        for b in match.row_of:
            loose &= ~(1 << b)
        reached, stack = loose, bits_of(loose)
        by_bit: dict[int, list[int]] = {}
        for k, c in enumerate(self.rows):
            for b in bits_of(self.open(c)):
                by_bit.setdefault(b, []).append(k)
        while stack:
            b = stack.pop()
            for k in by_bit.get(b, ()):
                for other in bits_of(self.open(self.rows[k]) & ~reached):
                    if match.row_of.get(other) == k:
                        reached |= 1 << other
                        stack.append(other)
        tight = self.left & ~reached
        if not tight:
            return False
        block = _component(tight, match, [self.open(c) for c in self.rows])
        mine = [c for c in self.rows if not self.open(c) & ~block]
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
                self.sharpen(first, second)
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
            wish = max(us[i].soft + (1.0 if us[i].follows is not None else _SIZE if us[i].is_size else 0.0) for i in mine)
            units.append(((-wish, u.index), mine))
        units.sort()
        return [m for _, m in units]

    def loosen(self) -> None:
        """Put one free thing so that all equations that can hold still can."""
        match = Matching(self.rows, [self.open(c) for c in self.rows])
        units = self.order()
        for mine in units:
            mask = sum(1 << i for i in mine)
            inside = [c for c in self.rows if not self.open(c) & ~mask]
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


def affine(system: System, c: Condition, mask: int) -> bool:
    """Is an equation between two unknowns of first degree in both, and in one way?"""
    a, b = bits_of(mask)
    memo: Memo = {}
    places: dict[Expr, Poly] = {system.unknowns[a].var: (0, 1, 0, 0, 0, 0), system.unknowns[b].var: (0, 0, 1, 0, 0, 0)}
    reader = Reader(system.masks, mask, lambda e: evaluate(e, system.base, memo), places)
    try:
        found = reader.alternatives(c.value)
    except NotPolynomial:
        return False
    return len(found) == 1 and degree(found[0][1]) == 1 and found[0][1][1] != 0 and found[0][1][2] != 0


class Matching:
    """A largest assignment of equations to unknowns of their own (augmenting paths)."""

    def __init__(self, rows: list[Condition], masks: list[int]) -> None:
        self.rows = rows
        self.bits = [bits_of(m) for m in masks]
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


def _component(tight: int, match: Matching, masks: list[int]) -> int:
    """A strongly connected set of determined unknowns that depends on no other; the one with the first unknown among the smallest."""
    needs: dict[int, int] = {}
    for b in bits_of(tight):
        needs[b] = masks[match.row_of[b]]
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
        p.steps.append(Step("reframe", [u.index for u in part.unknowns if u.axis or (part.turning and system.turns & u.bit)], []))
    return p.steps
