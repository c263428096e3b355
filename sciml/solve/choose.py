"""When a figure has several solutions: which of them differ in more than place, turn or mirror image, and words that tell them apart."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from ..diagnostic import Diagnostic, Span
from ..expression import Var, evaluate, postorder
from ..figure import Figure
from .construct import Leaf
from .fit import places_of
from .plan import Step
from .position import crossed
from .settle import Settled
from .system import Part, System, bits_of

__all__ = ["Ambiguous", "ambiguities", "congruent", "prefer", "tell_apart"]


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
        rigid = _rigid(part, outline.steps[k])
        fixed = [] if {"x", "y", "turn"} <= part.gauge else _fixed(outline.system, part, s)
        other = next((x for x in leaves if not congruent(outline.system, part, chosen, x, fixed, rigid)), None)
        if other is not None:
            first, second, hint = tell_apart(outline.system, part, chosen, other, s.values)
            yield Ambiguous(_span(part), first, second, hint)


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
    for e in getattr(frame, "elements", ()):
        for x, y in places_of(e):
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


Sort = tuple[str, str, str, Callable[[dict[Var, float]], float]]


def tell_apart(system: System, part: Part, a: Leaf, b: Leaf, values: dict[Var, float]) -> tuple[str, str, str]:
    """Words for the first and the second figure, and the `arrange` that chooses the first."""
    left, right = {**values, **a.values}, {**values, **b.values}
    size = part.size
    best: tuple[float, str, str, str] | None = None
    for rank, (one, other, hint, measure) in enumerate(_comparisons(system, part, left, right)):
        u, v = measure(left), measure(right)
        if u * v < 0 and min(abs(u), abs(v)) > 0.01 * size:
            first, second, wish = (one, other, hint) if u > 0 else (other, one, hint.replace(" > ", " < "))
            score = rank - 20 * (min(abs(u), abs(v)) > 0.05 * size)
            if best is None or score < best[0]:
                best = (score, first, second, wish)
    if best is not None:
        return best[1], best[2], f"arrange {best[3]}"
    moved = next((u for u in part.unknowns if abs(left[u.var] - right[u.var]) > 1e-6 * size), part.unknowns[-1])
    return f"a larger {moved.var.name}", f"a smaller {moved.var.name}", f"add an inequality about {moved.var.name} with arrange or require"


def _comparisons(system: System, part: Part, left: dict[Var, float], right: dict[Var, float]) -> Iterator[Sort]:
    us = system.unknowns
    points = [(u.name, u.var, us[u.mate].var) for u in part.unknowns if u.axis == "x" and u.name.isidentifier()]
    shift = [p for p in points if max(abs(left[p[1]] - right[p[1]]), abs(left[p[2]] - right[p[2]])) > 1e-6 * part.size]
    turns = "turn" in part.gauge
    if not turns:
        yield from _upright(shift, points)
    lengths = _lengths(part, points)
    for names, to in ((lengths, True), (_given(system, part), False)):
        for name, _, _ in reversed(shift):
            for i, (n, p, q) in enumerate(points):
                for m, r, t in points[:i]:
                    if name in (n, m):
                        for other, measure in names:
                            if not to or {n, m} != set(other):
                                word = "".join(other)
                                yield f"{m}{n} longer than {word}", f"{m}{n} shorter than {word}", f"{m}{n} > {word}", _longer((r, t, p, q), measure)
    yield from _angles(shift, points, part.size)
    if turns:
        yield from _upright(shift, points)
    scalars = [u for u in part.unknowns if not u.axis and u.var.name.isidentifier()]
    for u in scalars:
        for w in scalars:
            if u is not w:
                yield (f"{u.var.name} above {w.var.name}", f"{u.var.name} below {w.var.name}", f"{u.var.name} > {w.var.name}",
                       lambda v, a=u.var, b=w.var: (v[a] - v[b]) * part.size / (abs(v[a]) + abs(v[b]) or 1.0))  # type: ignore[misc]  # fmt: skip


def _upright(shift: list[tuple[str, Var, Var]], points: list[tuple[str, Var, Var]]) -> Iterator[Sort]:
    for name, x, y in reversed(shift):
        for other, p, q in points:
            if other != name:
                yield f"{name} above {other}", f"{name} below {other}", f"{name}.y > {other}.y", lambda v, a=y, b=q: v[a] - v[b]  # type: ignore[misc]
                yield f"{name} right of {other}", f"{name} left of {other}", f"{name}.x > {other}.x", lambda v, a=x, b=p: v[a] - v[b]  # type: ignore[misc]


def _longer(ends: tuple[Var, Var, Var, Var], other: Callable[[dict[Var, float]], float]) -> Callable[[dict[Var, float]], float]:
    a, b, c, d = ends
    return lambda v: math.hypot(v[c] - v[a], v[d] - v[b]) - other(v)


def _lengths(part: Part, points: list[tuple[str, Var, Var]]) -> list[tuple[tuple[str, str], Callable[[dict[Var, float]], float]]]:
    """Pairs of places that one fact joins: their distance is worth comparing with."""
    index = {id(x): (n, x, y) for n, x, y in points}
    by_bit = {u.index: index.get(id(u.var)) for u in part.unknowns}
    out: dict[tuple[str, str], Callable[[dict[Var, float]], float]] = {}
    for c in part.conditions:
        mine = [p for b in bits_of(c.mask) if (p := by_bit.get(b)) is not None]
        if len(mine) == 2:
            (n, x, y), (m, p, q) = mine
            out.setdefault((n, m), lambda v, a=x, b=y, c=p, d=q: math.hypot(v[c] - v[a], v[d] - v[b]))  # type: ignore[misc]
    return list(out.items())


def _given(system: System, part: Part) -> list[tuple[tuple[str, ...], Callable[[dict[Var, float]], float]]]:
    """Lengths that the author wrote in facts of this part, as written."""
    out: dict[str, Var] = {}
    for c in part.conditions:
        for node in postorder(c.value):
            if isinstance(node, Var) and node in system.figure.literals and node.name:
                out.setdefault(node.name, node)
    return [((name,), lambda v, a=x: v[a]) for name, x in out.items()]  # type: ignore[misc]


def _angles(shift: list[tuple[str, Var, Var]], points: list[tuple[str, Var, Var]], size: float) -> Iterator[Sort]:
    if len(points) > 8:
        return
    names = {s[0] for s in shift}
    for m, bx, by in points:
        for i, (n, ax, ay) in enumerate(points):
            for k, cx, cy in points[i + 1 :]:
                if m in (n, k) or not names & {m, n, k}:
                    continue

                def wide(v: dict[Var, float], a: Var = ax, b: Var = ay, c: Var = bx, d: Var = by, e: Var = cx, f: Var = cy) -> float:
                    p, q, r, t = v[a] - v[c], v[b] - v[d], v[e] - v[c], v[f] - v[d]
                    return -size * (p * r + q * t) / (math.hypot(p, q) * math.hypot(r, t) or 1.0)

                yield f"angle {n}{m}{k} obtuse", f"angle {n}{m}{k} acute", f"angle({n}{m}{k}) > 90 deg", wide
