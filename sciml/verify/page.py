"""What the page shows: claims on the drawn coordinates, rounded to 1/1000 pt, to 0.01 pt."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from ..expression import Expr, Var, postorder
from ..figure import Claim, Frame, Row, Solved
from ..plane import Point, Round
from ..relation import Positive, Relation, Truth, Zero
from .judge import CLOSE
from .sight import PT, Sight, points_in

__all__ = ["PageProof"]

GRID = 0.001
GRID_MM = GRID * PT
TOLERANCE = 0.01
"""In points of the page."""
MAX_MOVED = 60


class AxesSight(Sight):
    """What axes show: places are put on the page by the map that draws them, rounded there, and read again between the ends of the axes, as a reader does."""

    def __init__(self, values: Mapping[Var, float], owner: Any, other: Sight) -> None:
        super().__init__(values, other=other)
        self.owner = owner
        w = owner.window
        self.low, self.step = (w.x0, w.y0), ((w.x1 - w.x0) / w.width, (w.y1 - w.y0) / w.height)
        """data coordinates of the lower left corner, and in a millimetre"""

    def _place(self, p: Point) -> Point:
        found = super()._place(p)
        if not (math.isfinite(found.x) and math.isfinite(found.y)):
            return found
        on_page = self.owner.to_page(found)
        x, y = (low + round(mm / GRID_MM) * GRID_MM * step for mm, low, step in zip((on_page.x, on_page.y), self.low, self.step, strict=True))
        return Point(x, y, name=found.name, owner=found.owner)


class PageProof:
    """Checks claims of frames that are planes, and of axes; other frames have maps of their own."""

    def __init__(self, solved: Solved, model: Sight) -> None:
        self.solved, self.model = solved, model
        self._sights: dict[int, tuple[Sight, float]] = {}

    def true(self, frame: Frame | None) -> bool:
        """Is the frame drawn to scale?"""
        return frame is None or self.solved.scale.get(frame.id, ("true", ""))[0] == "true"

    def wanted(self, claim: Claim) -> bool:
        if claim.frame is None:
            return False
        if claim.frame.kind == "axes":
            return isinstance(getattr(claim.frame.owner, "size", 0), (tuple, type(None)))
        return claim.frame.kind == "plane" and (claim.relation.shape or self.true(claim.frame))

    def row(self, claim: Claim, to_digits: bool) -> Row | None:
        """The row of a claim that holds on the model; None where the page has nothing to show of it. to_digits: it need only hold to its digits."""
        sight, pt = self._sight(claim.frame)
        if not pt:
            return None
        allowed = abs(sight.number(claim.tolerance)) if to_digits and claim.tolerance is not None else 0.0
        best: Row | None = None
        for relation in (claim.relation, *claim.alternatives):
            row = self._one(claim, relation, sight, pt, allowed)
            if row is None:
                return None
            if best is None or row.verdict == "holds":
                best = row
        if best is not None and best.verdict == "holds" and (why := self._missed(claim.relation)):
            best = Row(claim, "fails", "numeric", 0.0, 0.0, "page", why)
        if best is not None and claim.negated:
            verdict = "fails" if best.verdict == "holds" else "holds"
            best = Row(claim, verdict, best.how, best.residual, best.tolerance, "page")
        return best

    def _missed(self, relation: Relation) -> str:
        """Why the ink does not show what holds for the places: a support that ends before them. Empty if it does."""
        shown = getattr(relation, "shown", None)
        if shown is None:
            return ""
        values, done = self.solved.drawn or self.solved.model, self.solved.shown
        return shown(lambda thing: thing.evaluated(values, done))  # type: ignore[no-any-return]

    def _sight(self, frame: Frame) -> tuple[Sight, float]:
        found = self._sights.get(id(frame))
        if found is None:
            values = self.solved.drawn or self.solved.model
            if frame.kind == "axes":
                axes = AxesSight(values, frame.owner.evaluated(values, self.solved.shown), self.model)  # type: ignore[union-attr]
                found = self._sights[id(frame)] = axes, min(abs(step) for step in axes.step) * PT
                return found
            sight = Sight(values, other=self.model)
            mm = sight.number(frame.mm)
            pt = mm * PT if math.isfinite(mm) and mm > 0 else 0.0
            sight.grid = pt * GRID
            found = self._sights[id(frame)] = sight, pt
        return found

    def _one(self, claim: Claim, relation: Relation, sight: Sight, pt: float, allowed: float) -> Row | None:
        copy = sight.relation(relation)
        forms = held(copy)
        steps: dict[str, float] | None = None
        if sight.__class__ is not Sight and isinstance(sight, AxesSight):
            steps = {"x": TOLERANCE * PT * sight.step[0], "y": TOLERANCE * PT * sight.step[1], "radius": TOLERANCE * PT * max(sight.step)}
            if not _movable(copy) or any(isinstance(form, Truth) for form in forms or ()):
                return None  # numbers only, nothing of which is put on the page; or decided (a slope, a limit) more finely than any page
        if forms is None:
            return None
        limits: list[float] | None = None
        reach = 0.0
        worst = (-1.0, 0.0, 0.0)
        verdict = "holds"
        for i, form in enumerate(forms):
            if form.__class__ is Truth:
                if not form.value:
                    return Row(claim, "fails", "numeric", 0.0, 0.0, "page", form.why)
                continue
            value = form.value
            if (value.__class__ is not float and isinstance(value, Expr)) or math.isnan(value):
                return None
            limit = TOLERANCE * pt if form.power == 1 and form.scale is None else 0.0
            if form.__class__ is Zero:
                off = abs(value)
                limit += allowed
            else:
                off = -value
            if off > limit and not limit:
                reach = reach or _reach(copy)
                limit = _least(form, pt, reach)
            if off > limit:
                if limits is None:
                    steps = steps or dict.fromkeys(("x", "y", "radius"), TOLERANCE * pt)
                    limits = _felt(sight.alone(relation), forms, steps, _by_measures(relation, sight, max(steps.values())))
                limit = max(limit, limits[i] + allowed)
            if off > limit:
                verdict = "fails"
            ratio = off / limit if limit else 0.0
            if ratio > worst[0]:
                worst = ratio, max(off, 0.0), limit
        return Row(claim, verdict, "numeric", worst[1], worst[2], "page")


def held(copy: Any) -> list[Any] | None:
    try:
        return list(copy.holds())
    except (ZeroDivisionError, ValueError, OverflowError):
        return None


def _reach(copy: Any) -> float:
    found: list[Point] = []
    points_in(copy, found)
    if not found:
        return 0.0
    xs, ys = [p.x for p in found], [p.y for p in found]
    return float(max(max(xs) - min(xs), max(ys) - min(ys)))


def _least(form: Zero | Positive, pt: float, reach: float) -> float:
    """A tolerance that is surely not too wide: no operand has a longer arm than the reach of them all."""
    size = 1.0 if form.scale is None else abs(form.scale)
    if form.scale is not None or form.power == 0:
        return size * (TOLERANCE * pt / reach / 4 if reach else CLOSE)
    return (TOLERANCE * pt) ** form.power


def _felt(copy: Any, forms: list[Any], steps: dict[str, float], arms: float) -> list[float]:
    """How much each value changes, all in all, if every coordinate moves by the tolerance."""
    total = [arms] * len(forms)
    for thing, name in _movable(copy)[:MAX_MOVED]:
        before = getattr(thing, name)
        object.__setattr__(thing, name, before + steps[name])
        moved = held(copy)
        object.__setattr__(thing, name, before)
        if moved is None or len(moved) != len(forms):
            continue
        for i, (a, b) in enumerate(zip(forms, moved, strict=True)):
            if not isinstance(a, Truth) and not isinstance(b, Truth) and math.isfinite(b.value):
                total[i] += abs(b.value - a.value)
    return total


def _by_measures(relation: Relation, sight: Sight, step: float) -> float:
    """The same for measures that stand in the relation as numbers: how much they change if the coordinates in them move."""
    total = 0.0
    for value in relation.__dict__.values():
        for x in value if isinstance(value, tuple) else (value,):
            for node in postorder(x) if isinstance(x, Expr) else ():
                if node.op in ("distance", "angle", "area"):
                    a = [sight.number(n) for n in node.args]
                    if node.op == "angle":
                        u, v = math.hypot(a[0], a[1]), math.hypot(a[2], a[3])
                        total += 2 * step * (1 / u + 1 / v) if u and v else 0.0
                    elif node.op == "distance":
                        total += 2 * step
                    else:
                        total += step * sum(math.hypot(a[i] - a[i - 2], a[i + 1] - a[i - 1]) for i in range(0, len(a), 2))
    return total


def _movable(copy: Any) -> list[tuple[Any, str]]:
    found: list[Point] = []
    points_in(copy, found)
    out: list[tuple[Any, str]] = [(p, name) for p in found for name in ("x", "y")]
    for value in copy.__dict__.values():
        shape = getattr(value, "curve", value)
        if isinstance(shape, Round):
            out.append((shape, "radius"))
    return out
