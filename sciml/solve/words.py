"""Words that tell two figures apart: above, left of, longer, obtuse; never a value."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from ..expression import Num, Var, evaluate, postorder
from ..plane import Point
from .system import Part, System

__all__ = ["tell_apart"]

MOST = 12
"""places that are compared with each other"""
Difference = tuple[str, str, str, float, float]
"""Words where a measure is positive, where it is negative, the wish for the first, the measure in either figure (in lengths of the frame)."""


def tell_apart(system: System, part: Part, left: Mapping[Var, float], right: Mapping[Var, float]) -> tuple[str, str, str]:
    """Words for the first and the second figure, and the `arrange` that chooses the first."""
    size = part.size
    best: tuple[float, str, str, str] | None = None
    for rank, (one, other, hint, u, v) in enumerate(_differences(system, part, left, right)):
        if u * v < 0 and min(abs(u), abs(v)) > 0.01 * size:
            first, second, wish = (one, other, hint) if u > 0 else (other, one, hint.replace(" > ", " < "))
            score = rank - 1000 * (min(abs(u), abs(v)) > 0.05 * size)
            if best is None or score < best[0]:
                best = (score, first, second, wish)
    if best is not None:
        return best[1], best[2], f"arrange {best[3]}"
    moved = next((u for u in part.unknowns if abs(left[u.var] - right[u.var]) > 1e-6 * size), part.unknowns[-1])
    way = "larger" if left[moved.var] > right[moved.var] else "smaller"
    other = "smaller" if way == "larger" else "larger"
    return f"a {way} {moved.var.name}", f"a {other} {moved.var.name}", f"add an inequality about {moved.var.name} with arrange or require"


def _differences(system: System, part: Part, left: Mapping[Var, float], right: Mapping[Var, float]) -> Iterator[Difference]:
    places = _places(system, part)
    a = {n: _value(p, left) for n, p in places.items()}
    b = {n: _value(p, right) for n, p in places.items()}
    shifted = [n for n in places if math.dist(a[n], b[n]) > 1e-6 * part.size]
    turns = "turn" in part.gauge
    if not turns:
        yield from _upright(shifted, a, b)
    yield from _lengths(system, part, shifted, a, b, left, right)
    if len(places) <= 8:
        yield from _angles(shifted, a, b, part.size)
    if turns:
        yield from _upright(shifted, a, b)
    scalars = [u.var for u in part.unknowns if not u.axis and u.var.name.isidentifier()]
    for v in scalars:
        for w in scalars:
            if v is not w:
                most = max(abs(x) for x in (left[v], left[w], right[v], right[w])) or 1.0
                u = (left[v] - left[w]) / most * part.size, (right[v] - right[w]) / most * part.size
                yield f"{v.name} above {w.name}", f"{v.name} below {w.name}", f"{v.name} > {w.name}", *u


def _places(system: System, part: Part) -> dict[str, tuple[Num, Num]]:
    """Named places of the frame, those of the part first."""
    us = system.unknowns
    out: dict[str, tuple[Num, Num]] = {u.name: (u.var, us[u.mate].var) for u in part.unknowns if u.axis == "x" and _plain(u.name)}
    rest: dict[str, tuple[Num, Num]] = {}
    for e in getattr(part.unknowns[0].frame, "elements", ()):
        at: Any = e.__dict__.get("at")
        if isinstance(at, Point) and e.family == "point" and _plain(e.name) and e.name not in out:
            mine = (system.mask(at.x) | system.mask(at.y)) & part.mask
            (out if mine else rest)[e.name] = (at.x, at.y)
    for name, p in rest.items():
        if len(out) < MOST:
            out[name] = p
    return dict(list(out.items())[:MOST])


def _plain(name: str) -> bool:
    return bool(name) and name.replace("'", "").replace("′", "").isidentifier()


def _value(p: tuple[Num, Num], values: Mapping[Var, float]) -> tuple[float, float]:
    return evaluate(p[0], values), evaluate(p[1], values)


Spots = dict[str, tuple[float, float]]


def _upright(shifted: list[str], a: Spots, b: Spots) -> Iterator[Difference]:
    for n in reversed(shifted):
        for m in a:
            if m != n:
                yield f"{n} above {m}", f"{n} below {m}", f"{n}.y > {m}.y", a[n][1] - a[m][1], b[n][1] - b[m][1]
                yield f"{n} right of {m}", f"{n} left of {m}", f"{n}.x > {m}.x", a[n][0] - a[m][0], b[n][0] - b[m][0]


def _lengths(system: System, part: Part, shifted: list[str], a: Spots, b: Spots, left: Mapping[Var, float], right: Mapping[Var, float]) -> Iterator[Difference]:
    """A length that changes, against one that does not, or against a given one as it is written."""
    names = list(a)
    pairs = [(m, n) for i, n in enumerate(names) for m in names[:i]]
    size = {(m, n): (math.dist(a[m], a[n]), math.dist(b[m], b[n])) for m, n in pairs}
    steady = [p for p in pairs if abs(size[p][0] - size[p][1]) <= 1e-6 * part.size]
    given: dict[str, Var] = {}
    for c in part.conditions:
        for node in postorder(c.value):
            if isinstance(node, Var) and node in system.figure.literals and node.name:
                given.setdefault(node.name, node)
    for m, n in reversed(pairs):
        if (m in shifted or n in shifted) and (m, n) not in steady:
            u, v = size[m, n]
            for p, q in steady:
                yield f"{m}{n} longer than {p}{q}", f"{m}{n} shorter than {p}{q}", f"{m}{n} > {p}{q}", u - size[p, q][0], v - size[p, q][1]
            for name, x in given.items():
                yield f"{m}{n} longer than {name}", f"{m}{n} shorter than {name}", f"{m}{n} > {name}", u - left[x], v - right[x]


def _angles(shifted: list[str], a: Spots, b: Spots, size: float) -> Iterator[Difference]:
    names = list(a)
    for m in names:
        for i, n in enumerate(names):
            for k in names[i + 1 :]:
                if m not in (n, k) and (m in shifted or n in shifted or k in shifted):
                    u, v = (_obtuse(s[n], s[m], s[k]) * size for s in (a, b))
                    yield f"angle {n}{m}{k} obtuse", f"angle {n}{m}{k} acute", f"angle({n}{m}{k}) > 90 deg", u, v


def _obtuse(p: tuple[float, float], at: tuple[float, float], q: tuple[float, float]) -> float:
    """Minus the cosine of an angle."""
    u, v, w, z = p[0] - at[0], p[1] - at[1], q[0] - at[0], q[1] - at[1]
    return -(u * w + v * z) / (math.hypot(u, v) * math.hypot(w, z) or 1.0)
