"""Gives every unknown a value: part by part in closed form or by number, then the inequalities between parts, by moving what is free."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from ..expression import Var, evaluate, variables_of
from ..relation import Zero
from .block import Block, visible
from .construct import Construction, Leaf
from .gauge import find_gauge, floats_here, turned
from .nudge import nudge
from .plan import Step, plan
from .system import Condition, Part, System, Unknown, bits_of

__all__ = ["TRIES", "Outline", "Settled", "guesses", "settle"]

TRIES = 8


class Outline:
    """What does not change when lengths and scales do: the parts of a system with their plans, and which parts inequalities join."""

    def __init__(self, system: System, guess: dict[Var, float]) -> None:
        self.system = system
        system.refine(guess)
        self.parts = system.parts()
        self.steps: list[list[Step]] = []
        self.tested: dict[int, bool] = {p.number: False for p in self.parts}
        self.part_of: dict[int, int] = {}
        for p in self.parts:
            p.gauge = find_gauge(system, p, guess)
            self.steps.append(plan(system, p))
            for u in p.unknowns:
                self.part_of[u.index] = p.number
        self.level: dict[int, list[Condition]] = {p.number: _level(system, steps) for p, steps in zip(self.parts, self.steps, strict=True)}
        self.firm = [_firm(steps, system) for steps in self.steps]
        """Parts whose values do not depend on the scale of the page."""
        self.narrow: set[int] = set()
        """Inequalities that hold, but that nothing could make hold by as much as one can see."""
        self.loose = [u for u in system.unknowns if u.index not in self.part_of]
        self.margins: dict[int, list[Condition]] = {}
        for c in system.margins:
            for k in {self.part_of.get(b, -1) for b in bits_of(c.mask)}:
                self.margins.setdefault(k, []).append(c)

    def regauge(self, k: int, values: dict[Var, float]) -> bool:
        """Now that the part has a place: does it float more than was seen in general position? Then it is planned anew."""
        part = self.parts[k]
        if self.tested[k] or sum(1 for u in part.unknowns if u.axis == "x") < 2 or "turn" in part.gauge:
            return False
        self.tested[k] = True
        gauge = floats_here(self.system, part, values)
        if not gauge > part.gauge:
            return False
        part.gauge = gauge
        self.steps[k] = plan(self.system, part)
        self.level[k], self.firm[k] = _level(self.system, self.steps[k]), _firm(self.steps[k], self.system)
        return True

    def known(self, k: int) -> int:
        """The unknowns that have their values before part k is constructed."""
        mask = 0
        for u in self.loose:
            mask |= u.bit
        for p in self.parts[:k]:
            mask |= p.mask
        return mask

    def rescale(self) -> None:
        """After the constants of the system changed."""
        for p in self.parts:
            p.size = self.system.size_of(p.unknowns[0].frame)

    def groups(self, conditions: Iterable[Condition]) -> list[int]:
        """Masks of the unknowns of the parts, joined where these conditions join them."""
        masks: list[int] = []
        for c in conditions:
            mask = 0
            for b in bits_of(c.mask):
                k = self.part_of.get(b)
                mask |= 1 << b if k is None else self.parts[k].mask
            for other in [m for m in masks if m & mask]:
                masks.remove(other)
                mask |= other
            masks.append(mask)
        return masks


def _firm(steps: list[Step], system: System) -> bool:
    us = system.unknowns
    scales = {f.mm for f in system.figure.frames}
    values = [c.value for step in steps for c in (*step.equations, *(link[2] for link in step.links))]
    if any(v in scales for v in variables_of(*values)):  # millimetres of the page stand in an equation: a block's width, a fraction of the ground
        return False
    for step in steps:
        if step.kind in ("many", "glide"):
            return False
        if step.kind == "free" and any(us[i].start.__class__ not in (int, float) or us[i].follows is not None for i in step.unknowns):
            return False
    return True


def _level(system: System, steps: list[Step]) -> list[Condition]:
    """That the second place of a part lies level with the first, as an equation."""
    out = []
    us = system.unknowns
    for step in steps:
        if step.kind == "level":
            u, partner = us[step.unknowns[0]], us[us[step.partner].mate]
            out.append(Condition(-1, None, Zero(u.var - partner.var, 1), u.bit | partner.bit, True))
            system.kept.append(out[-1].value)
    return out


class Settled:
    """values: of all unknowns and constants; leaves: the figure chosen for each part; others: the further figures of a part; failed: parts without any;
    broken: inequalities that do not hold; moved: starts that were moved."""

    def __init__(self, outline: Outline, values: dict[Var, float]) -> None:
        self.outline = outline
        self.values = values
        self.leaves: dict[int, Leaf] = {}
        self.others: dict[int, list[Leaf]] = {}
        self.failed: list[Part] = []
        self.tried: dict[int, Construction] = {}
        self.broken: list[Condition] = []
        self.moved: dict[Var, float] = {}
        self.numeric: set[int] = set()

    @property
    def sound(self) -> bool:
        return not self.failed and not self.broken


def guesses(system: System) -> dict[Var, float]:
    """Constants, and every unknown at its start."""
    values: dict[Var, Any] = dict(system.constants)
    for u in system.unknowns:
        values[u.var] = u.start
    memo: dict[int, float] = {}
    out = dict(system.constants)
    for u in system.unknowns:
        v = evaluate(u.start, values, memo)
        out[u.var] = v if not math.isnan(v) else 0.0
    for u in system.unknowns:
        if u.follows is not None and u.follows in out:
            out[u.var] = out[u.follows]
    return out


def settle(outline: Outline, guess: dict[Var, float], moved: dict[Var, float] | None = None, tries: int = TRIES, kept: Settled | None = None) -> Settled:
    """Everything placed. `moved`: other starts than `check` gave; tries: from how many places what is free is moved where something fails;
    kept: the same at another scale of the page, from which parts that do not depend on it are taken."""
    s = Settled(outline, dict(guess))
    s.moved = dict(moved or {})
    numbers = list(range(len(outline.parts)))
    if kept is not None:
        for k in [k for k in numbers if outline.firm[k] and k in kept.leaves and k not in kept.numeric]:
            numbers.remove(k)
            s.tried[k], s.leaves[k], s.others[k] = kept.tried[k], kept.leaves[k], kept.others[k]
            s.values.update(kept.leaves[k].values)
    _place(s, numbers)
    again = [k for k in numbers if k in s.leaves and outline.regauge(k, s.values)]
    if again:
        _place(s, again)
    for _ in range(min(3, tries + 1) if tries else 0):
        trouble = _trouble(s)
        if not trouble or not _repair(s, trouble, tries):
            break
    if tries:  # what holds but could not be widened is not asked again
        outline.narrow |= {c.number for c in broken_of(s) if outline.system.holds(c, _size(outline, c), s.values)}
    for k in [k for k in s.leaves if k in s.numeric or s.moved]:
        if outline.regauge(k, s.values):
            _upright(s, k)
    s.broken = [c for c in outline.system.margins if not outline.system.holds(c, _size(outline, c), s.values)]
    return s


def _upright(s: Settled, k: int) -> None:
    """A part that was found to float: turned level with its first place at its start, and constructed again from there."""
    outline, system = s.outline, s.outline.system
    part = outline.parts[k]
    us = system.unknowns
    pairs = [(u, us[u.mate]) for u in part.unknowns if u.axis == "x"]
    before = (dict(s.values), dict(s.moved), dict(s.leaves), dict(s.others), dict(s.tried), set(s.numeric))
    values = s.values
    if "turn" in part.gauge:
        (ax, ay), (bx, by) = pairs[:2]
        angle = math.atan2(values[by.var] - values[ay.var], values[bx.var] - values[ax.var])
        values = turned(system, part, values, -angle, 0.0, 0.0)
    dx, dy = (evaluate(u.start, s.values) - values[u.var] if axis in part.gauge else 0.0 for u, axis in zip(pairs[0], "xy", strict=True))
    values = turned(system, part, values, 0.0, dx, dy)
    put = {i for step in outline.steps[k] if step.kind in ("free", "glide") and not step.gauge for i in step.unknowns}
    s.moved = {v: x for v, x in s.moved.items() if not part.mask >> system.index[v] & 1}
    s.moved.update({us[i].var: values[us[i].var] for i in put})
    s.values.update({u.var: values[u.var] for u in part.unknowns})
    _place(s, [k])
    if k not in s.leaves or part in s.failed or s.leaves[k].lack or any(c.mask & part.mask for c in broken_of(s)):
        s.values, s.moved, s.leaves, s.others, s.tried, s.numeric = before
        s.failed = [p for p in s.failed if p is not part]
    else:
        s.numeric.discard(k)


def _place(s: Settled, numbers: Iterable[int]) -> None:
    """Parts first, then what nothing holds, whose starts may be measured from them."""
    outline, system = s.outline, s.outline.system
    for k in numbers:
        part = outline.parts[k]
        c = s.tried[k] = Construction(system, part, outline.steps[k], s.values, outline.margins.get(k, []), s.moved, outline.known(k))
        leaves = c.leaves()
        s.leaves.pop(k, None)
        s.others.pop(k, None)
        if leaves:
            good = [x for x in leaves if x.lack == 0]
            s.leaves[k] = (good or leaves)[0]
            s.others[k] = good[1:]
            s.values.update(s.leaves[k].values)
            if part in s.failed:
                s.failed.remove(part)
        elif part not in s.failed:
            s.failed.append(part)
    for u in outline.loose:
        if u.var in s.moved:
            s.values[u.var] = s.moved[u.var]
        elif u.follows is not None and u.follows in s.values:
            s.values[u.var] = s.values[u.follows]
        elif u.start.__class__ is not float and system.mask(u.start):
            v = evaluate(u.start, s.values)
            s.values[u.var] = v if not math.isnan(v) else s.values[u.var]


def _size(outline: Outline, c: Condition) -> float:
    b = (c.mask & -c.mask).bit_length() - 1
    return outline.system.size_of(outline.system.unknowns[b].frame)


def broken_of(s: Settled) -> list[Condition]:
    """Inequalities that fail, or that something free should hold by more than it does."""
    outline, system = s.outline, s.outline.system
    memo: dict[int, float] = {}
    bad: list[Condition] = []
    for c in system.margins:
        size = _size(outline, c)
        good = system.holds(c, size, s.values, memo)
        if good and c.strict and c.number not in outline.narrow and _movable(s, c):
            good = evaluate(c.value, s.values, memo) * system.weight(c, size, s.values) >= 0.4 * visible(c)
        if not good:
            bad.append(c)
    return bad


def place_again(s: Settled, numbers: Iterable[int]) -> None:
    """After starts were moved."""
    _place(s, sorted(numbers))


def _trouble(s: Settled) -> list[int]:
    """Masks of the unknowns that must be looked at again: parts that failed, inequalities that fail or are too tight to be seen."""
    outline, system = s.outline, s.outline.system
    bad = broken_of(s)
    if not bad and not s.failed:
        return []
    near = [c for c in system.margins if any(c.mask & b.mask for b in bad) or any(c.mask & p.mask for p in s.failed)]
    masks = outline.groups([*bad, *near])
    for p in s.failed:
        if not any(m & p.mask for m in masks):
            masks.append(p.mask)
    return [m for m in masks if any(m & b.mask for b in bad) or any(m & p.mask for p in s.failed)]


def _movable(s: Settled, c: Condition) -> bool:
    """Does something free stand in it?"""
    outline = s.outline
    for b in bits_of(c.mask):
        k = outline.part_of.get(b)
        if k is None:
            return True
        leaf = s.leaves.get(k)
        if leaf is not None and not s.tried[k].rigid:
            return True
    return len({outline.part_of[b] for b in bits_of(c.mask)}) > 1


def _repair(s: Settled, masks: list[int], tries: int) -> bool:
    """Solve each group of unknowns as one system of equations and inequalities from where it is, then construct it again from there.

    True if something changed."""
    outline, system = s.outline, s.outline.system
    changed = False
    for mask in masks:
        if nudge(s, mask, min(tries, 2)):
            changed = True
            continue
        us, equations, parts = _group(s, mask)
        if not us:
            continue
        margins = [c for c in system.margins if c.mask & mask and not c.mask & ~mask]
        size = system.size_of(us[0].frame)
        before = dict(s.values)
        level = [c for k in parts[1:] for c in outline.level[k]]
        found = _solved(Block(system, size, us, [*equations, *level], margins, s.values), s, parts, min(tries, 3)) if level else None
        if found is None:
            found = _solved(Block(system, size, us, equations, margins, s.values), s, parts, tries)
        if found is None:
            s.values = before
            continue
        changed = True
        free = {i for k in parts for step in outline.steps[k] if step.kind in ("free", "glide", "level") for i in step.unknowns}
        for u in us:
            s.values[u.var] = found[u.var]
            if u.index not in outline.part_of or u.index in free:
                s.moved[u.var] = found[u.var]
        _again(s, parts, found, us, margins, size)
    return changed


def _solved(block: Block, s: Settled, parts: list[int], tries: int) -> dict[Var, float] | None:
    """From the figure at hand, from the other figures of its parts, from other places; of the first few found, the one that is nearest to the starts."""
    found: list[tuple[float, int, dict[Var, float]]] = []
    starts: list[list[float]] = [block.start(0)]
    for k in parts:
        c = s.tried.get(k)
        for leaf in c.found[:3] if c is not None else ():
            starts.append([leaf.values.get(u.var, s.values[u.var]) for u in block.unknowns])
    starts = starts[: 1 + tries // 2]
    given = len(starts)
    for k in range(given + tries):
        if found and k >= max(given, 2):
            break
        one = block.attempt(starts[k] if k < given else block.start(k - given + 1), 80 if k < given else 60)
        if one is not None:
            found.append((block.strain(one), k, one))
            if found[-1][0] < 1.0:
                break
    return min(found, key=lambda f: f[:2])[2] if found else None


def _group(s: Settled, mask: int) -> tuple[list[Unknown], list[Condition], list[int]]:
    """What may move (all but the place and turn of the first part, as far as they float), the equations, the parts."""
    outline = s.outline
    parts = [p.number for p in outline.parts if p.mask & mask]
    pinned = 0
    for k in parts:
        gauge = [step for step in outline.steps[k] if step.gauge]
        if gauge and outline.steps[k][-1].kind != "reframe":
            for step in gauge:
                pinned |= step.mask
            break
    us = [u for u in outline.system.unknowns if mask & u.bit and not pinned & u.bit]
    return us, [c for k in parts for c in outline.parts[k].conditions], parts


def _again(s: Settled, parts: list[int], found: dict[Var, float], us: list[Unknown], margins: list[Condition], size: float) -> None:
    """Construct the parts again from the moved starts, so that closed forms stay; if that goes elsewhere, keep the numbers."""
    outline, system = s.outline, s.outline.system
    kept = {u.var: found[u.var] for u in us}
    wanted = dict(s.moved)
    wanted.update({v: x for v, x in kept.items() if system.index[v] in outline.part_of})
    for k in parts:
        part = outline.parts[k]
        c = Construction(system, part, outline.steps[k], s.values, outline.margins.get(k, []), wanted, outline.known(k))
        leaf = next((x for x in c.leaves() if x.lack == 0), None)
        values = dict(s.values)
        if leaf is not None:
            values.update(leaf.values)
        if leaf is not None and all(system.holds(m, size, values) for m in margins):
            s.tried[k], s.leaves[k], s.others[k] = c, leaf, [x for x in c.found if x is not leaf and x.lack == 0]
            s.values.update(leaf.values)
            s.numeric.discard(k)
        else:
            s.leaves[k] = Leaf({u.var: s.values[u.var] for u in part.unknowns}, [], 0.0)
            s.others[k] = []
            s.numeric.add(k)
        if part in s.failed:
            s.failed.remove(part)
