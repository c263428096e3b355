"""When a figure has several solutions: which of them differ in more than place, turn or mirror image."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostic import Diagnostic, Span
from ..figure import Figure
from .alike import Likeness
from .outline import Settled
from .plan import Step
from .position import crossings
from .system import Part
from .words import tell_apart

__all__ = ["Ambiguous", "ambiguities", "others_in_words", "prefer"]


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
        faults = [crossings(claims, {**s.values, **leaf.values}) for leaf in every]
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
        alike = Likeness(outline.system, part, s, _rigid(part, s.tried[k].steps))
        others = [{**s.values, **x.values} for x in leaves if not alike.same(s.leaves[k], x)]
        if others:
            yield Ambiguous(_span(part), *tell_apart(outline.system, part, {**s.values, **s.leaves[k].values}, others))


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
