"""Which wishes go together with the facts: all of them pull at the figure a little, and those that give way are found out."""

from __future__ import annotations

from collections.abc import Sequence

from ..figure import Claim
from .block import Block, visible
from .outline import Settled
from .system import System

__all__ = ["compatible"]

PULL = 0.1
ROUNDS = 3


def compatible(base: Settled, facts: Sequence[Claim], wishes: Sequence[Claim]) -> list[Claim]:
    """The wishes that are true in the figure that least of them resist (sums of moduli by repeated weighted squares). A guess: it is to be tried."""
    old = base.outline.system
    system = System(old.ground, old.constants, [*facts, *wishes])
    system.refine(base.values)
    wanted = {id(w) for w in wishes}
    mask = 0
    for c in (*system.equations, *system.margins):
        mask |= c.mask
    us = [u for u in system.unknowns if mask & u.bit]
    if len(us) > 60:
        return []
    conditions = [*system.equations, *system.margins]
    block = Block(system, system.size_of(us[0].frame), us, system.equations, system.margins, base.values)
    mine = [k for k, c in enumerate(conditions) if id(c.claim) in wanted]
    full = list(block.problem.weights)
    edge = [0.3 * visible(c) if c.margin else None for c in conditions] + [0.0] * len(block.problem.tape.domains)
    x = block.start(0)
    strength = {k: PULL for k in mine}
    for _ in range(ROUNDS):
        for k in mine:
            block.problem.weights[k] = full[k] * strength[k]
        block.problem.margins = [m * strength[k] if m is not None and k in strength else m for k, m in enumerate(edge)]
        fit = block.problem.run(x, 40)
        x = fit.x
        strength = {k: PULL * 0.05 / (0.05 + abs(fit.residuals[k]) / strength[k]) for k in mine}
    bad = {id(conditions[k].claim) for k in mine if abs(fit.residuals[k]) > 0.01 * block.problem.weights[k] / full[k]}
    return [w for w in wishes if id(w) not in bad]
