"""When a figure has several solutions: which of them differ in more than place, turn or mirror image."""

from __future__ import annotations

import math
from collections.abc import Iterator

from ..diagnostic import Diagnostic, Span
from ..expression import evaluate
from ..figure import Figure
from ..plane import Round
from .construct import Leaf
from .fit import places_of
from .outline import Settled
from .plan import Step
from .position import crossed
from .system import Part, System
from .words import tell_apart

__all__ = ["Ambiguous", "ambiguities", "congruent", "others_in_words", "prefer"]


class Ambiguous(Diagnostic):
    """Two different figures satisfy all facts, and nothing chooses.

    ```wrong
    triangle(ABC, AB=5 cm, BC=4 cm, angle_A=40 deg)
    ```
    ```right
    triangle(ABC, AB=5 cm, BC=4 cm, angle_A=40 deg)
    arrange AC > BC
    ```
    """

    code = "SCI303"
    says = "two figures fit these facts: one with {first}, one with {second}"
    help = "choose one: {hint}"
    first: str
    second: str
    hint: str


def prefer(figure: Figure, s: Settled) -> None:
    """Of several figures take one in which every construction means what it says (sides do not cross, feet lie within their segments)."""
    for k, leaves in s.others.items():
        if not leaves:
            continue
        part = s.outline.parts[k]
        frame = part.unknowns[0].frame
        claims = [c for c in figure.claims if c.role == "construction" and c.frame is frame and not c.negated]
        every = [s.leaves[k], *leaves]
        faults = [sum(crossed(c, {**s.values, **leaf.values}) for c in claims) for leaf in every]
        least = min(faults)
        if least < max(faults):
            good = [leaf for leaf, n in zip(every, faults, strict=True) if n == least]
            s.leaves[k], s.others[k] = good[0], good[1:]
            s.values.update(good[0].values)


def ambiguities(s: Settled) -> Iterator[Ambiguous]:
    """One for each part whose facts leave a choice between figures of different shape."""
    outline = s.outline
    for k, leaves in s.others.items():
        part = outline.parts[k]
        if not leaves or any(u.follows is not None for u in part.unknowns):
            continue
        chosen = s.leaves[k]
        rigid = _rigid(part, s.tried[k].steps)
        fixed = [] if {"x", "y", "turn"} <= part.gauge else _fixed(outline.system, part, s)
        other = next((x for x in leaves if not congruent(outline.system, part, chosen, x, fixed, rigid)), None)
        if other is not None:
            first, second, hint = tell_apart(outline.system, part, {**s.values, **chosen.values}, {**s.values, **other.values})
            yield Ambiguous(_span(part), first, second, hint)


def others_in_words(s: Settled) -> list[str]:
    """For each part one further figure, if there is one of another shape."""
    out = []
    for k, leaves in s.others.items():
        part, system = s.outline.parts[k], s.outline.system
        fixed = [] if {"x", "y", "turn"} <= part.gauge else _fixed(system, part, s)
        other = next((x for x in leaves if not congruent(system, part, s.leaves[k], x, fixed, part.mask)), None)
        if other is not None:
            out.append(tell_apart(system, part, {**s.values, **s.leaves[k].values}, {**s.values, **other.values})[1])
    return out


def _rigid(part: Part, steps: list[Step]) -> int:
    """The unknowns that nothing free stands behind, but the place, turn and size of the whole."""
    mask, spare = 0, "size" in part.gauge
    for step in steps:
        if step.kind in ("free", "glide") and not step.gauge:
            if not (spare and step.kind == "free" and len(step.unknowns) == 1):
                continue
            spare = False
        if not step.behind & ~mask:
            mask |= step.mask
    return mask


def _span(part: Part) -> Span:
    """The last fact about them."""
    return [c.claim.span for c in part.conditions if c.claim is not None][-1]


def _fixed(system: System, part: Part, s: Settled) -> list[tuple[float, float]]:
    """Places of the frame that no unknown moves."""
    frame = part.unknowns[0].frame
    out: list[tuple[float, float]] = []
    memo: dict[int, float] = {}
    if frame is not None and frame.kind != "plane":  # axes tell left from right and up from down
        out = [(0.0, 0.0), (part.size, 0.0), (0.0, 2 * part.size)]
    for e in getattr(frame, "elements", ()):
        curve = e.__dict__.get("curve")
        for x, y in ((curve.center.x, curve.center.y),) if isinstance(curve, Round) and curve.sweep is None else places_of(e):
            if not system.mask(x) and not system.mask(y):
                out.append((evaluate(x, s.values, memo), evaluate(y, s.values, memo)))
        if len(out) > 40:
            break
    return out


def congruent(system: System, part: Part, a: Leaf, b: Leaf, fixed: list[tuple[float, float]], rigid: int) -> bool:
    """Equal up to place, turn and mirror image, in their rigid unknowns: all distances and all other sizes agree."""
    close = 1e-6 * part.size
    pairs = [(u.var, system.unknowns[u.mate].var) for u in part.unknowns if u.axis == "x" and rigid >> u.index & 1 and rigid >> u.mate & 1]
    p = [(a.values[x], a.values[y]) for x, y in pairs] + fixed
    q = [(b.values[x], b.values[y]) for x, y in pairs] + fixed
    for i in range(len(p)):
        for j in range(i):
            if abs(math.dist(p[i], p[j]) - math.dist(q[i], q[j])) > close:
                return False
    for u in part.unknowns:
        if not u.axis and rigid & u.bit:
            v, w = a.values[u.var], b.values[u.var]
            if part.turning and system.turns & u.bit:
                if not pairs and abs(math.remainder(v - w, math.tau)) > 1e-7:
                    return False
            elif abs(v - w) > 1e-7 * max(abs(v), abs(w)):
                return False
    return True
