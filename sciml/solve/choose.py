"""When a figure has several solutions: which of them differ in more than place, turn or mirror image."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from ..diagnostic import Diagnostic, Span
from ..expression import Memo, Var, evaluate, variables_of
from ..figure import Figure
from ..plane import Point
from ..relation import Relation
from .alike import Likeness
from .outline import Settled
from .plan import Step
from .position import crossings, ordered
from .system import Part
from .words import tell_apart

__all__ = ["Ambiguous", "ambiguities", "others_in_words", "prefer"]

SAME = 1e-7
"""of the size of a part: nearer places are one"""


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
    """Of several figures take one in which every construction means what it says (sides do not cross, feet lie within their segments), no two named points
    fall together, and everything is as usual: circles touch from outside, squares stand on the outer side of a triangle's sides."""
    for k, leaves in s.others.items():
        if not leaves:
            continue
        part = s.outline.parts[k]
        frame = part.unknowns[0].frame
        claims = [c for c in figure.claims if c.frame is frame and not c.negated and (c.role == "construction" or ordered(c))]
        every = [s.leaves[k], *leaves]
        names = [e.at for e in getattr(frame, "elements", ()) if e.family == "point" and e.name and isinstance(e.__dict__.get("at"), Point)]
        usual = [c.relation for c in figure.claims if c.frame is frame and not c.negated and type(c.relation).unusual is not Relation.unusual]
        mask = s.outline.system.mask
        usual = [r for r in usual if not any([mask(n) for n in r.sizes()])]
        rings = _carrying(figure, frame)
        faults = [
            crossings(claims, there) + _together(names, there, part.size) + sum([r.evaluated(there, {}).unusual() for r in usual]) + _clockwise(rings, there)
            for leaf in every
            for there in ({**s.values, **leaf.values},)
        ]
        least = min(faults)
        if least < max(faults):
            good = [leaf for leaf, n in zip(every, faults, strict=True) if n == least]
            s.leaves[k], s.others[k] = good[0], good[1:]
            s.values.update(good[0].values)


def _carrying(figure: Figure, frame: Any) -> list[tuple[Point, ...]]:
    """Triangles on a side of which another polygon stands whose corners run counter-clockwise: so do theirs, then, and it lies outside."""
    rings = [c.relation.points for c in figure.claims if type(c.relation).__name__ == "Convex" and c.frame is frame]  # type: ignore[attr-defined]
    triangles = [c.relation.points for c in figure.claims if type(c.relation).__name__ == "Proper" and c.frame is frame and len(c.relation.points) == 3]  # type: ignore[attr-defined]
    return [t for t in triangles if any([sum([p in ring for p in t]) == 2 for ring in rings])]


def _clockwise(rings: list[tuple[Point, ...]], values: dict[Var, float]) -> int:
    memo: Memo = {}
    at = [[(evaluate(p.x, values, memo), evaluate(p.y, values, memo)) for p in ring] for ring in rings]
    return sum([(b[0] - a[0]) * (c[1] - a[1]) < (b[1] - a[1]) * (c[0] - a[0]) for a, b, c in at])


def _together(points: list[Point], values: dict[Var, float], size: float) -> int:
    """How many of these points fall together with the one before them."""
    memo: Memo = {}
    places = sorted([(evaluate(p.x, values, memo), evaluate(p.y, values, memo)) for p in points])
    return sum([math.dist(a, b) <= SAME * size for a, b in pairwise(places)])


def ambiguities(s: Settled) -> Iterator[Ambiguous]:
    """One for each part whose facts leave a choice between figures of different shape."""
    outline = s.outline
    for k, leaves in s.others.items():
        part = outline.parts[k]
        if not leaves or any(u.follows is not None for u in part.unknowns):
            continue
        alike = Likeness(outline.system, part, s, _rigid(part, s.tried[k].steps))
        others = [{**s.values, **x.values} for x in leaves if not alike.same(s.leaves[k], x)]
        if others:
            first = {**s.values, **s.leaves[k].values}
            yield Ambiguous(_span(part), *(_one_name(part, first, others) or tell_apart(outline.system, part, first, others)))


def _one_name(part: Part, first: dict[Var, float], others: list[dict[Var, float]]) -> tuple[str, str, str] | None:
    """Of a construction with several results under one name: which of them it may be, and how all of them are named."""
    mine = {u.var for u in part.unknowns}
    for e in getattr(part.unknowns[0].frame, "elements", ()):
        at = getattr(e, "at", None)
        if not (e.several and getattr(e, "open", False) and e.name and isinstance(at, Point) and set(variables_of(at.x, at.y)) <= mine):
            continue
        places = sorted({(round(evaluate(at.x, v) / part.size, 7), round(evaluate(at.y, v) / part.size, 7)) for v in (first, *others)})
        if len(places) < 2:
            continue
        low, high = ("further left", "further right") if places[0][0] < places[-1][0] else ("lower", "higher")
        letters = [e.name, *[c for c in "PQRSTUVW" if c not in {x.name for x in e.frame.elements}]]
        return (
            f"{e.name} {low}",
            f"{e.name} {high}",
            f"name all of them, left to right, `{', '.join(letters[: len(places)])} = {e.kind}(...)`, or say near= a point",
        )
    return None


def others_in_words(s: Settled) -> list[str]:
    """For each part one further figure, if there is one of another shape."""
    out = []
    for k, leaves in s.others.items():
        part, system = s.outline.parts[k], s.outline.system
        alike = Likeness(system, part, s, part.mask) if leaves else None
        others = [{**s.values, **x.values} for x in leaves if alike is not None and not alike.same(s.leaves[k], x)]
        if others:
            out.append(tell_apart(system, part, {**s.values, **s.leaves[k].values}, others[:1])[1])
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
