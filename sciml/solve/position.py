"""General position: what is free is moved, by fixed rules, until nothing nearly coincides, nearly lines up or nearly looks special that nobody stated."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Any

from ..expression import Memo, Num, Var, evaluate
from ..figure import Claim, Figure, Frame
from ..plane import Point, Round, Straight
from ..relation import Positive, Truth
from .numeric import spread
from .outline import Settled, guesses
from .settle import settle
from .system import System, Unknown, bounds

__all__ = ["SEEN", "crossings", "ordered", "spread_out", "troubled"]

SAMPLES = 30
TURN = math.sin(math.radians(3))
SLIVER = math.sin(math.radians(9))
SAME = 1e-6
SEEN_TURN, SEEN_LENGTHS = math.sin(math.radians(1.6)), 0.016
"""nearer than this to a right angle, to parallel, to equal: the figure would be told that it looks so"""
SEEN = 3.0
"""what that weighs beyond the rest: no search ends with it while there are places left to try"""
_FLAT = math.sin(math.radians(12))
"""the sine of an angle that cannot be seen as one"""


def spread_out(figure: Figure, s: Settled) -> Settled:
    """The same figure with its free parts where nothing looks special by accident; itself if nothing is free or nothing looks so."""
    free = _free(s)
    if not free:
        return s
    guess = guesses(s.outline.system)
    scenes = _scenes(figure, s, free)
    best, least = s, sum(x.trouble(s.values) for x in scenes)
    units = _units(s, free)
    costly = sum(step.kind == "many" for steps in s.outline.steps for step in steps) + bool(s.moved)
    work = sum(len(x.points) + len(x.pieces) for x in scenes)
    guilty, hot = 0, list[list[Unknown]]()
    """what stands where the best figure is broken; empty: not known"""
    for k in range(min(SAMPLES, 900 // (work + 1)) // (1 + 2 * costly)):
        if least <= 3.0 * costly or (least <= 1.0 and k >= SAMPLES // 3):
            break
        if not hot:
            guilty = 0
            for x in scenes if least >= 20 else ():
                guilty |= x.broken(best.values)
            hot = [u for u in units if any(v.bit & guilty for v in u)] or units
        if k % 3 == 0:
            chosen, wide = free, False  # all of it a little
        else:  # one thing or two anywhere
            n = k - k // 3
            chosen, wide = [*hot[n % len(hot)], *(hot[(n + 1) % len(hot)] if len(hot) > 1 and k % 3 == 2 else ())], k > 4 or guilty != 0
        trial = settle(s.outline, guess, {**best.moved, **_sample(best, chosen, k, wide)}, tries=1 if s.moved else 0, like=best)
        if not trial.sound:
            continue
        trouble = sum(x.trouble(trial.values, least) for x in scenes)
        if trouble < least - 1e-9:
            best, least, hot = trial, trouble, []
        elif chosen is free and _moved(free, best.values, trial.values) and all([x.shifted(best.values, trial.values) for x in scenes]):
            break  # all that is free only moves the whole
    return _calmer(s, best, least, units, scenes, guess) if best is not s else s


def _scenes(figure: Figure, s: Settled, free: list[Unknown]) -> list[Sketch]:
    mask = sum(u.bit for u in free)
    for u in free:
        part = s.outline.part_of.get(u.index)
        if part is not None:
            mask |= s.outline.parts[part].mask
    return [Sketch(figure, f, s.outline.system, mask, s.values) for f in figure.frames if f.kind == "plane"]


def troubled(figure: Figure, s: Settled) -> float:
    """How much of it looks special by accident."""
    return sum(x.trouble(s.values) for x in _scenes(figure, s, _free(s)))


def _moved(free: list[Unknown], before: dict[Var, float], after: dict[Var, float]) -> bool:
    """Did each of them go elsewhere?"""
    return all([abs(after[u.var] - before[u.var]) > 1e-6 * abs(before[u.var]) for u in free])


def _units(s: Settled, free: list[Unknown]) -> list[list[Unknown]]:
    """Both coordinates of a place together."""
    us = s.outline.system.unknowns
    return [[u, us[u.mate]] if u.axis == "x" and us[u.mate] in free else [u] for u in free if u.axis != "y" or us[u.mate] not in free]


def _calmer(s: Settled, best: Settled, least: float, units: list[list[Unknown]], scenes: list[Sketch], guess: dict[Var, float]) -> Settled:
    """What need not have moved goes back to where it was."""
    for unit in units[:10]:
        mine = {u.var for u in unit}
        moved = {v: x for v, x in best.moved.items() if v not in mine}
        moved.update({v: x for v, x in s.moved.items() if v in mine})
        if moved == best.moved:
            continue
        trial = settle(s.outline, guess, moved, tries=0, like=best)
        if trial.sound and sum(x.trouble(trial.values, least + 1e-9) for x in scenes) <= least + 1e-9:
            best = trial
    return best


def _free(s: Settled) -> list[Unknown]:
    """Places and fractions that nothing decides and that do not mind to move."""
    us = s.outline.system.unknowns
    out = [u for u in s.outline.loose]
    for steps in s.outline.steps:
        for step in steps:
            if step.kind in ("free", "glide") and not step.gauge:
                out += [us[i] for i in step.unknowns]
    return [u for u in out if u.soft < 0.05 and u.follows is None and not u.is_size and u.frame is not None and u.frame.kind == "plane"]


def _sample(s: Settled, free: list[Unknown], k: int, wide: bool) -> dict[Var, float]:
    """Other places of what is free: near where it is, or (wide) anywhere on the page."""
    values = s.values
    system = s.outline.system
    reach = 36.0 if wide else (8.0, 12.0, 16.0, 22.0)[min(k // 4, 3)]
    out: dict[Var, float] = {}
    for u, p in zip(free, spread(len(free), k + 1), strict=True):
        mm = system.size_of(u.frame) / 60
        low, high = bounds(u, values)
        v = values[u.var]
        if u.axis:
            out[u.var] = round((v + (2 * p - 1) * reach * mm) / mm * 8) / 8 * mm
        elif high - low < math.inf:
            out[u.var] = float(Fraction(round((low + (high - low) * (0.12 + 0.76 * p)) * 128), 128))
        else:
            scale = abs(evaluate(u.scale, values)) or 1.0
            out[u.var] = v + (2 * p - 1) * (scale * reach / 10 if not system.turns & u.bit or not wide else math.pi)
    return out


class Sketch:
    """The points and straight pieces of one plane that depend on what is free, and the construction claims about them."""

    def __init__(self, figure: Figure, frame: Frame, system: System, free: int, values: dict[Var, float]) -> None:
        self.frame, self.system = frame, system
        points: dict[tuple[int, int], int] = {}
        pieces: dict[tuple[int, int], tuple[int, int, bool, bool]] = {}
        self.points: list[tuple[Num, Num, int]] = []

        def note(p: Point) -> int:
            """Its place among the points."""
            key = (id(p.x) if not isinstance(p.x, (int, float)) else hash(p.x), id(p.y) if not isinstance(p.y, (int, float)) else hash(p.y))
            found = points.get(key)
            if found is None:
                found = points[key] = len(points)
                self.points.append((p.x, p.y, (system.mask(p.x) | system.mask(p.y)) & free))
            return found

        for a, b, before, after in _straights(frame):
            if len(pieces) < 40:
                p, q = note(a), note(b)
                pieces.setdefault((p, q), (p, q, before, after))
        for e in frame.elements:
            at = e.__dict__.get("at")
            if isinstance(at, Point) and getattr(e, "drawn", True) and len(points) < 40:
                note(at)
        self.pieces = list(pieces.values())
        rounds = [c for e in frame.elements if e.drawn and isinstance(c := e.__dict__.get("curve"), Round) and c.sweep is None]
        self.rounds = [c for c in rounds if (system.mask(c.radius) | system.mask(c.center.x)) & free or any(m for _, _, m in self.points)][:4]
        self.orders = [
            c for claim in figure.claims if claim.role == "construction" and claim.frame is frame for c in system.ground.conditions(claim) if c.mask & free
        ]
        self.claims = [c for c in figure.claims if c.frame is frame and ordered(c)]
        angles = [n for e in frame.elements if (n := e.__dict__.get("marked_angle")) is not None and system.mask(n) & free]
        self.openings = [n for n in angles if _degenerate(evaluate(n, values))]
        """marked angles whose size nobody says, and which are flat or square by accident"""

    def trouble(self, values: dict[Var, float], most: float = math.inf) -> float:
        """A sum of what looks wrong; 0 in general position. Above `most` it is not summed to its end."""
        memo: Memo = {}
        mm = evaluate(self.frame.mm, values)
        if not mm > 0:
            return 0.0
        at = [(evaluate(x, values, memo), evaluate(y, values, memo), mask) for x, y, mask in self.points]
        size = self.system.size_of(self.frame)
        total = 20.0 * crossings(self.claims, values)
        for c in self.orders:
            if not self.system.holds(c, size, values, memo):
                v = abs(evaluate(c.value, values, memo)) * self.system.weight(c, size, values, memo)
                total += 20.0 + min(v, 10.0) if not math.isnan(v) else 40.0
        if total > most:
            return total
        total += _near(at, mm) + _small(at, mm)
        for n in self.openings:
            total += _unlike_any(evaluate(n, values, memo))
        for ring in self.rounds:
            total += _huddled(at, evaluate(ring.center.x, values, memo), evaluate(ring.center.y, values, memo), evaluate(ring.radius, values, memo))
        lines = []
        for p, q, before, after in self.pieces:
            x, y, m = at[p]
            u, v, n = at[q]
            length = math.hypot(u - x, v - y)
            if length > 2 * mm:
                lines.append((x, y, (u - x) / length, (v - y) / length, length, before, after, m | n))
        if total > most:
            return total
        for line in lines:
            total += _beside(line, at, mm)
        seen = 0
        for i, a in enumerate(lines):
            for b in lines[:i]:
                if a[7] | b[7] and (looks := _alike(a, b)):
                    total += looks
                    seen += _seen(a, b)
        return total + SEEN * seen if total < 20 else total  # orders first

    def shifted(self, before: dict[Var, float], after: dict[Var, float]) -> bool:
        """Is all of it the same, but for one shift?"""
        close = 1e-9 * self.system.size_of(self.frame)
        old: Memo = {}
        new: Memo = {}
        by: tuple[float, float] | None = None
        for x, y, _ in self.points:
            u, v = evaluate(x, after, new) - evaluate(x, before, old), evaluate(y, after, new) - evaluate(y, before, old)
            by = by or (u, v)
            if not (abs(u - by[0]) <= close and abs(v - by[1]) <= close):
                return False
        return all([abs(evaluate(c.value, after, new) - evaluate(c.value, before, old)) <= close for c in self.orders])

    def broken(self, values: dict[Var, float]) -> int:
        """The unknowns that stand in an order which a construction means and which fails."""
        size = self.system.size_of(self.frame)
        mask = 0
        for c in self.orders:
            if not self.system.holds(c, size, values):
                mask |= c.mask
        return mask


Line = tuple[float, float, float, float, float, bool, bool, int]


def _near(points: list[tuple[float, float, int]], mm: float) -> float:
    total = 0.0
    for i, (x, y, m) in enumerate(points):
        for u, v, n in points[:i]:
            if m | n:
                d = math.hypot(u - x, v - y) / mm
                if SAME < d < 6.0:
                    total += 2.0 + (6.0 - d)
    return total


def _degenerate(angle: float) -> bool:
    """Is a marked angle nothing, a half turn, or square?"""
    return abs(math.sin(angle)) < _FLAT or abs(math.cos(angle)) < SAME


def _unlike_any(angle: float) -> float:
    """How far a marked angle of unknown size is from one that a reader takes for no special one."""
    if abs(math.sin(angle)) < _FLAT:
        return 20.0
    off = max(30.0 - math.degrees(angle), math.degrees(angle) - 62.0, 0.0)
    return 3.5 + min(off, 60.0) / 20 if off else 0.0


def _huddled(points: list[tuple[float, float, int]], x: float, y: float, r: float) -> float:
    """Three or more points of a circle that keep to one side of it."""
    around = sorted([math.atan2(v - y, u - x) for u, v, _ in points if abs(math.hypot(u - x, v - y) - r) <= 1e-6 * r])
    if len(around) < 3:
        return 0.0
    gap = max([b - a for a, b in pairwise([*around, around[0] + math.tau])])
    most = 1.25 if len(around) == 3 else 1.08
    return 3.0 + 8.0 * (gap / math.pi - most) if gap > most * math.pi else 0.0


def _small(points: list[tuple[float, float, int]], mm: float) -> float:
    """A drawing that takes less of the page than it could."""
    if len(points) < 2 or not any([m for _, _, m in points]):
        return 0.0
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    diagonal = math.hypot(max(xs) - min(xs), max(ys) - min(ys)) / mm
    return 4.0 * (1 - diagonal / 36) if diagonal < 36 else 0.0


def _beside(line: Line, points: list[tuple[float, float, int]], mm: float) -> float:
    """Points that nearly lie on a piece."""
    x, y, dx, dy, length, before, after, m = line
    total = 0.0
    for u, v, n in points:
        if m | n:
            off = abs(dx * (v - y) - dy * (u - x)) / mm
            if 1e-5 < off < 5.0:
                along = dx * (u - x) + dy * (v - y)
                if (before or along > mm) and (after or along < length - mm):
                    total += 1.0 + (5.0 - off) / 2
    return total


def _alike(a: Line, b: Line) -> float:
    """Two pieces that nearly are perpendicular, parallel, one, or equal."""
    dot, cross = abs(a[2] * b[2] + a[3] * b[3]), abs(a[2] * b[3] - a[3] * b[2])
    total = 0.0
    if SAME < dot < TURN:
        total += 1.0
    if SAME < cross < SLIVER:
        total += 2.0 if cross < TURN else 1.0
    if SAME < abs(a[4] - b[4]) / max(a[4], b[4]) < 0.03:
        total += 0.5
    return total


def _seen(a: Line, b: Line) -> bool:
    """So nearly that the figure would be told so?"""
    dot, cross = abs(a[2] * b[2] + a[3] * b[3]), abs(a[2] * b[3] - a[3] * b[2])
    return SAME < dot < SEEN_TURN or SAME < cross < SEEN_TURN or SAME < abs(a[4] - b[4]) / max(a[4], b[4]) < SEEN_LENGTHS


def _straights(frame: Frame) -> Iterator[tuple[Point, Point, bool, bool]]:
    for e in frame.elements:
        if not getattr(e, "drawn", True):
            continue
        curve = e.__dict__.get("curve")
        if isinstance(curve, Straight) and e.family == "line":
            yield curve.start, curve.end, curve.before, curve.after
        corners = e.__dict__.get("vertices")
        if isinstance(corners, tuple) and len(corners) >= 3 and all(isinstance(p, Point) for p in corners):
            for i, p in enumerate(corners):
                yield corners[i - 1], p, False, False
        if curve is None:  # an arrow or link from place to place
            a, b = (getattr(x, "at", x) for x in (e.__dict__.get("first"), e.__dict__.get("second")))
            if isinstance(a, Point) and isinstance(b, Point):
                yield a, b, False, False


_ORDERED = frozenset(("Proper",))
"""relations about an order of several points that their residuals do not tell in full"""


def ordered(c: Claim) -> bool:
    """Does it speak of an order that the solver is not asked for?"""
    return type(c.relation).__name__ in _ORDERED and not c.negated and not c.as_stated and len(c.relation.points) > 3  # type: ignore[attr-defined]


def crossings(claims: Iterable[Claim], values: dict[Var, float]) -> int:
    """Of how many of these does an order fail that the construction means (sides that do not cross, a foot within its segment)?"""
    done: dict[int, Any] = {}
    return sum([_crossed(c.relation.evaluated(values, done), values) for c in claims])


def _crossed(relation: Any, values: dict[Var, float]) -> bool:
    try:
        for r in relation.holds():
            if isinstance(r, Truth) and not r.value:
                return True
            if isinstance(r, Positive):
                v, scale = evaluate(r.value, values), evaluate(r.scale, values) if r.scale is not None else 1.0
                if not v > 0 and (r.strict or not v >= -1e-9 * abs(scale)):
                    return True
    except (ArithmeticError, ValueError):  # places that fall together have no direction: the construction has no meaning there
        return True
    return False
