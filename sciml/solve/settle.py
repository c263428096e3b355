"""Gives every unknown a value: part by part in closed form or by number, then the inequalities between parts, by moving what is free."""

from __future__ import annotations

from ..expression import Memo, Var
from .block import Block
from .construct import Construction, Leaf
from .nudge import nudge
from .outline import Outline, Settled, broken_of
from .place import place, upright
from .system import Condition, Unknown

__all__ = ["TRIES", "settle"]

TRIES = 8


def settle(
    outline: Outline,
    guess: dict[Var, float],
    moved: dict[Var, float] | None = None,
    tries: int = TRIES,
    kept: Settled | None = None,
    like: Settled | None = None,
    patient: bool = False,
) -> Settled:
    """Everything placed. `moved`: other starts than `check` gave; tries: from how many places what is free is moved where something fails;
    kept: the same at another scale of the page, from which parts that do not depend on it are taken;
    like: the same with other moved starts, from which parts are taken that do not depend on those; patient: see `Settled`."""
    s = Settled(outline, dict(guess))
    s.patient = patient
    s.moved = dict(moved or {})
    s.asked = dict(s.moved)
    numbers = list(range(len(outline.parts)))
    if kept is not None:
        for k in [k for k in numbers if outline.firm[k] and k in kept.leaves and k not in kept.numeric]:
            numbers.remove(k)
            s.tried[k], s.leaves[k], s.others[k] = kept.tried[k], kept.leaves[k], kept.others[k]
            s.values.update(kept.leaves[k].values)
    place(s, numbers, like)
    again = [k for k in numbers if k in s.leaves and outline.regauge(k, s.values)]
    if again:
        place(s, again)
    s.fresh = dict(s.tried)
    at_rest = False
    """True once everything is seen to hold; False again where something moves"""
    for _ in range(min(3, tries + 1) if tries else 0):
        bad = broken_of(s)
        if not bad and not s.failed:
            at_rest = True
            break
        if not _repair(s, _trouble(s, bad), tries):
            break
    if tries and not at_rest:  # what holds but could not be widened is not asked again
        outline.narrow |= {c.number for c in broken_of(s) if outline.system.holds(c, outline.size(c), s.values)}
    for k in [k for k in s.leaves if k in s.numeric or s.moved]:
        if outline.regauge(k, s.values):
            upright(s, k)
            at_rest = False
    if _follow(s) or not at_rest:
        memo: Memo = {}
        s.broken = [c for c in outline.system.margins if not outline.system.holds(c, outline.size(c), s.values, memo)]
    return s


def _follow(s: Settled) -> bool:
    """What nothing holds and is to be where its like is in an earlier state goes there, now that this is placed, as far as the inequalities allow.

    True if something moved."""
    system = s.outline.system
    moved = False
    places: dict[int, list[Unknown]] = {}
    for u in s.outline.loose:
        if u.follows is not None and u.follows in s.values:
            places.setdefault(min(u.index, u.mate) if u.mate >= 0 else u.index, []).append(u)
    for us in places.values():
        before = {u.var: s.values[u.var] for u in us}
        if all(v == s.values[u.follows] for u, v in zip(us, before.values(), strict=True)):
            continue
        mine = [c for c in system.margins if any(c.mask & u.bit for u in us)]
        held = [c for c in mine if system.holds(c, s.outline.size(c), s.values)]
        s.values.update({u.var: s.values[u.follows] for u in us})
        if all(system.holds(c, s.outline.size(c), s.values) for c in held):
            moved = True
            for u in us:
                s.moved.pop(u.var, None)
        else:
            s.values.update(before)
    return moved


def _trouble(s: Settled, bad: list[Condition]) -> list[int]:
    """Masks of the unknowns that must be looked at again: parts that failed, inequalities that fail or are too tight to be seen."""
    outline, system = s.outline, s.outline.system
    near = [c for c in system.margins if any(c.mask & b.mask for b in bad) or any(c.mask & p.mask for p in s.failed)]
    masks = outline.groups([*bad, *near])
    for p in s.failed:
        if not any(m & p.mask for m in masks):
            masks.append(p.mask)
    return [m for m in masks if any(m & b.mask for b in bad) or any(m & p.mask for p in s.failed)]


def _repair(s: Settled, masks: list[int], tries: int) -> bool:
    """Solve each group of unknowns as one system of equations and inequalities from where it is, then construct it again from there.

    True if something changed."""
    outline, system = s.outline, s.outline.system
    changed = False
    for mask in masks:
        if any([p.mask & mask and s.tried[p.number].impossible() for p in s.failed]):
            continue
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
            block = s.lost if s.lost is not None and s.lost.same(us, equations, margins) else Block(system, size, us, equations, margins, s.values)
            found = _solved(block, s, parts, tries)
        if found is None and len(wider := _group(s, mask, True)[0]) > len(us):  # an order on the page may ask for another turn
            us = wider
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
    if s.patient:
        starts += [[v[u.var] for u in block.unknowns] for k in parts if k in s.tried for v in s.tried[k].nearly()]
    given = len(starts)
    rests: list[list[float]] = []
    for k in range(given + (tries if tries > 1 else 0)):
        if found and k >= max(given, 2):
            break
        one = block.attempt(starts[k] if k < given else block.start(k - given + 1), 80 if k < given else 60, well=bool(found))
        if one is not None:
            found.append((block.strain(one), k, one))
            if found[-1][0] < 1.0:
                break
        elif not found and not s.patient and block.rested(rests):
            break
    if not found and (there := block.beyond()) is not None and (one := block.attempt(there, 60)) is not None:
        return one
    for axis in "yx" if not found else "":
        if (there := block.mirrored(axis)) is not None and (one := block.attempt(there, 60)) is not None:
            return one
    return min(found, key=lambda f: f[:2])[2] if found else None


def _group(s: Settled, mask: int, turning: bool = False) -> tuple[list[Unknown], list[Condition], list[int]]:
    """What may move (all but the place and, if not `turning`, the turn of the first part, as far as they float), the equations, the parts."""
    outline = s.outline
    parts = [p.number for p in outline.parts if p.mask & mask]
    pinned = 0
    for k in parts:
        gauge = [step for step in outline.steps[k] if step.gauge]
        if gauge and outline.steps[k][-1].kind != "reframe":
            for step in gauge:
                pinned |= 0 if turning and step.kind == "level" else step.mask
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
