"""What a region in axes is made of: inequalities, or drawn curves that enclose it; its fill, its boundary lines, its equations."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from ..author import (
    Diagnostic,
    Expr,
    Formula,
    Ink,
    Inside,
    Look,
    OnPath,
    Point,
    Relation,
    Round,
    Shape,
    Spot,
    Straight,
    Var,
    Words,
    evaluate,
    is_constant,
    powers,
    relate,
)
from .axes_enclosed import Enclosed, EnclosesNothing
from .axes_graph import Graph, round_of
from .axes_regions import Field, doubled
from .axes_scale import Window, has_pi
from .axes_trace import XY
from .draw import look_of

__all__ = ["Shading", "shading_of"]

Rings = list[list[XY]]


class Shading:
    """The inside of a region. field: by inequalities; curves: the lines that enclose it, and names: how the author calls them; equal: the equations of
    the last of these curves, if it is by equations, and after them inequalities that choose among what they enclose."""

    def __init__(
        self,
        owner: Any,
        axes: Any,
        field: Field | None,
        curves: tuple[Any, ...],
        names: tuple[str, ...] = (),
        polar: bool = False,
        equal: Field | None = None,
    ) -> None:
        self.owner, self.axes, self.field, self.curves, self.names, self.polar, self.equal = owner, axes, field, curves, names, polar, equal
        self._enclosed: Enclosed | None = None
        self._rough: tuple[Point, ...] | None = None

    def evaluated(self, values: Mapping[Var, Any], done: dict[int, Any]) -> Shading:
        from ..author import number_of

        field = self.field.evaluated(values, done) if self.field is not None else None
        equal = self.equal.evaluated(values, done) if self.equal is not None else None
        curves = number_of(self.curves, values, done, done.setdefault(-1, {}))
        return Shading(self.owner, self.axes, field, curves, self.names, self.polar, equal)

    @property
    def limits(self) -> Field | None:
        """What is said of x and y: inequalities, or equations."""
        return self.field if self.field is not None else self.equal

    def view(self, axes: Any) -> Window:
        """Where the inequalities are looked at: in polar coordinates the angle across, the distance upright."""
        w: Window = axes.window
        if not self.polar:
            return w
        low, high = axes.ends("theta") or (0.0, 2 * math.pi)
        return Window(low, high, 0.0, w.x1, 2 * math.pi * w.width / 2, w.height / 2)

    def lines(self, axes: Any) -> dict[int, Rings]:
        """Of each inequality, or equation, the parts of the outline that it makes, as places of the plane."""
        if self.field is None:
            drawn = len(self.curves) - (0 if self.equal is None else len(self.equal.limits))
            return {n: parts for n, parts in enumerate(self.enclosed(axes).lines[drawn:]) if parts}
        found = self.field.lines(self.view(axes))
        return {n: [_unrolled(part) for part in parts] for n, parts in found.items()} if self.polar else found

    # ------------------------------------------------------------ shape

    def rings(self, axes: Any) -> Rings:
        if self.field is not None:
            found = [[p for _, part in ring for p in part] for ring in self.field.rings(self.view(axes))]
            return [_unrolled([*ring, ring[0]])[:-1] for ring in found] if self.polar else found
        return self.enclosed(axes).rings

    def enclosed(self, axes: Any) -> Enclosed:
        if self._enclosed is None:
            by = self.equal
            firm = len(self.curves) if by is None else len(self.curves) - sum(i.op not in ("==", "=") for i in by.limits)
            self._enclosed = Enclosed(self.curves, self.names, axes, firm, self._holds(by, firm) if by is not None and firm < len(self.curves) else None)
        return self._enclosed

    def _holds(self, by: Field, firm: int) -> Callable[[float, float], bool]:
        """Do the inequalities hold at a place? Of two graphs of one kind it also lies between these."""
        graphs = self.curves[: len(self.curves) - len(by.limits)]
        turned = any(getattr(g, "form", "") == "x" for g in graphs)
        functions = [f for f in (_across(g, turned) for g in graphs) if f is not None]
        if len(functions) != 2 or len(graphs) != 2 or firm != 2:
            return by.holds
        first, second = functions

        def within(x: float, y: float) -> bool:
            run, up = (y, x) if turned else (x, y)
            return by.holds(x, y) and (first(run) - up) * (second(run) - up) <= 0

        return within

    def inspect(self, region: Any, axes: Any) -> Iterator[Diagnostic]:
        why = self.enclosed(axes).gap() if self.field is None else ""
        if why:
            yield EnclosesNothing(region.span, why)

    def outline(self, axes: Any) -> tuple[Point, ...]:
        return tuple([Point(x, y) for x, y in self._longest(axes)])

    def _longest(self, axes: Any) -> list[XY]:
        rings = self.rings(axes)
        return rings[0] if len(rings) == 1 else max(rings, key=lambda r: abs(doubled(r)), default=[])

    def area(self, axes: Any) -> float:
        return sum(abs(doubled(r)) / 2 for r in self.rings(axes))

    def center(self, axes: Any) -> Point:
        ring = self._longest(axes)
        if not ring:
            return Point(0.0, 0.0)
        twice = doubled(ring) or 1.0
        x = y = 0.0
        for (ax, ay), (bx, by) in zip(ring, (*ring[1:], ring[0]), strict=True):
            c = ax * by - bx * ay
            x, y = x + (ax + bx) * c, y + (ay + by) * c
        return Point(x / (3 * twice), y / (3 * twice))

    # ------------------------------------------------------------ ink

    def draw(self, region: Any, axes: Any) -> Iterator[Ink]:
        rings = [r for r in self.rings(axes) if len(r) > 2]
        if not rings:
            return
        ops = "".join("M" + "L" * (len(r) - 1) + "Z" for r in rings)
        points = tuple([Point(x, y) for r in rings for x, y in r])
        style = region.style
        base = {"color": "none", "layer": "background", "fill": None if style.hatch and not style.fill else "light"}
        look = look_of(region, **base)
        yield Shape(ops, points, Look(color="none", layer="background", fill=look.fill, hatch=look.hatch), obstacle=False)
        for number, lines in self.edges(axes).items():
            dash = "dashed" if self.limits is not None and self.limits.strict(number) else "solid"
            for line in lines:
                yield Shape("M" + "L" * (len(line) - 1), tuple(Point(x, y) for x, y in line), Look(weight="normal", layer="line", dash=dash))

    def edges(self, axes: Any) -> dict[int, Rings]:
        """Boundary lines that nothing else draws."""
        if self.limits is None:
            return {}
        others = self._others(axes.children)
        return {n: lines for n, lines in self.lines(axes).items() if not self.shown(n, others, axes)}

    def shown(self, number: int, others: list[Any], axes: Any) -> bool:
        """Does a curve, or an axis, show this boundary?"""
        assert self.limits is not None
        if not self.polar:
            return self.limits.shown(number, others, axes)
        i = self.limits.limits[number]
        drawn = [c.owner.r.text for c in others if isinstance(getattr(getattr(c, "owner", None), "r", None), Formula)]
        return i.left.text in drawn or i.right.text in drawn or float(i.right() if not i.right.uses else i.left() if not i.left.uses else 1.0) == 0.0

    def _others(self, elements: Any) -> list[Any]:
        return [c for e in elements if e.drawn and e.family in ("curve", "line") for c in (getattr(e, "curve", None),) if c is not None]

    # ------------------------------------------------------------ words

    def equations(self, region: Any) -> Iterator[tuple[Words, str]]:
        """Of the boundaries that no curve shows, each once."""
        field = self.limits
        if field is None:
            return
        axes = region.frame.owner
        others = self._others(region.frame.elements)
        told: set[str] = set()
        settled = field.settled and (field is self.field or any(i.op not in ("==", "=") for i in field.limits)) and all(map(_is_settled, self.curves))
        drawn = self.lines(axes) if settled else None
        for before in region.frame.elements:  # a region stated before says its own
            if before is region:
                break
            shading = getattr(before, "shading", None)
            if shading is not None and shading.limits is not None:
                told |= {"".join(r.text for r in shading.limits.equation(n)) for n in range(len(shading.limits.limits))}
        for n in range(len(field.limits)):
            words = field.equation(n)
            text = "".join(r.text for r in words)
            if text in told or (drawn is not None and n not in drawn) or self.shown(n, others, axes):
                continue
            told.add(text)
            yield words, f"boundary {n}"

    def spot(self, region: Any, axes: Any, slot: str) -> Spot | Ink | None:
        if slot.startswith("boundary "):
            lines = self.lines(axes).get(int(slot[9:]))
            if not lines:
                return None
            line = max(lines, key=lambda part: sum(math.hypot(a[0] - b[0], a[1] - b[1]) for a, b in pairwise(part)))
            return OnPath(tuple(Point(x, y) for x, y in line), best=0.7, off=self._coarse(axes))
        outline = self._coarse(axes)
        return Inside(outline, self.center(axes)) if len(outline) > 2 else None

    def _coarse(self, axes: Any) -> tuple[Point, ...]:
        """The outline to a third of a millimetre: enough for a label."""
        if self._rough is not None:
            return self._rough
        ring = self.outline(axes)
        kx, ky = axes.window.kx, axes.window.ky
        sides = [((b.x - a.x) * kx, (b.y - a.y) * ky) for a, b in zip((*ring[-1:], *ring[:-1]), ring, strict=True)]  # that lead to each place
        lengths = [math.hypot(x, y) for x, y in sides]
        step = max(1.0, sum([*lengths[1:], *lengths[:1]]) / 44)
        out: list[Point] = []
        gone = step
        for i, p in enumerate(ring):
            gone += lengths[i]
            (ux, uy), (vx, vy), after = sides[i], sides[i + 1 - len(ring)], lengths[i + 1 - len(ring)]
            if gone >= step or abs(ux * vy - uy * vx) > 0.35 * lengths[i] * after:
                out.append(p)
                gone = 0.0
        self._rough = tuple(out)
        return self._rough

    def key_values(self, slot: str, axis: Any, axes: Any) -> Iterator[tuple[float, Words]]:
        """Bounds of one variable by a number that no line shows stand on its axis."""
        if self.field is None:
            return
        drawn = self.lines(axes)
        for n, limit in enumerate(self.field.limits):
            if n in drawn:
                continue
            for name, number in ((limit.left, limit.right), (limit.right, limit.left)):
                if name.text == axis.name and not number.uses:
                    at = float(number())
                    if at != 0:
                        yield at, number.words

    def pi_on(self, axis: Any) -> bool:
        """Is the variable of an axis bounded by a multiple of pi?"""
        limits = self.field.limits if self.field is not None and not self.polar else ()
        return any(a.text == axis.name and not b.uses and has_pi(b.expr) for i in limits for a, b in ((i.left, i.right), (i.right, i.left)))

    def round(self) -> bool:
        """Is one of its boundaries a circle?"""
        return self.limits is not None and not self.polar and self.limits.round

    def claims(self, region: Any) -> Iterator[Relation]:
        if self.field is not None:
            yield relate("Fills", region)

    def hints(self, axes: Any, which: int) -> Iterator[float]:
        """Its extent, where it has one; else where its corners are."""
        if self.field is None:
            return
        known = axes.ends("x"), axes.ends("y")
        corners: list[float] = []
        for size in (10.0, 100.0, 1000.0, 1e4, 1e5):
            (x0, x1), (y0, y1) = known[0] or (-size, size), known[1] or (-size, size)
            w = Window(x0, x1, y0, y1, 60.0, 60.0)
            points = [p for ring in self.field.rings(w) for _, part in ring for p in part]
            inner = [p[which] for p in _inner(points, w, known)]
            if inner and len(inner) == len(points):
                corners = inner
                break
            corners = corners or inner
            if corners and 0 < 100 * max(map(abs, corners)) < size:
                break
        if corners:
            yield min(corners)
            yield max(corners)


def _inner(points: list[XY], w: Window, known: tuple[Any, Any]) -> list[XY]:
    """Places that do not lie on an edge of the window which is not given."""
    x0, x1, y0, y1 = w.x0, w.x1, w.y0, w.y1
    dx = 1e-9 * (x1 - x0) if known[0] is None else 0.0
    dy = 1e-9 * (y1 - y0) if known[1] is None else 0.0
    return [p for p in points if abs(p[0] - x0) >= dx and abs(p[0] - x1) >= dx and abs(p[1] - y0) >= dy and abs(p[1] - y1) >= dy]


def _unrolled(chain: list[XY]) -> list[XY]:
    """A chain of (angle, distance) as places, with steps so small that arcs look round."""
    out: list[XY] = []
    for (a, r), (b, s) in pairwise(chain):
        n = max(1, math.ceil(abs(b - a) / 0.03))
        for k in range(n):
            t, d = a + (b - a) * k / n, r + (s - r) * k / n
            out.append((d * math.cos(t), d * math.sin(t)))
    t, d = chain[-1]
    return [*out, (d * math.cos(t), d * math.sin(t))]


def shading_of(region: Any) -> Shading | None:
    """The shading of a region by inequalities, by equations, or by curves that enclose it; None of one by points and arcs."""
    if region.frame.kind != "axes":
        return None
    axes = region.frame.owner
    limits = region.where
    if limits and "theta" in axes.axis:
        return Shading(region, axes, Field(tuple(limits), axes.axis["theta"].var, axes.axis["r"].var, axes), (), polar=True)
    curves = tuple(c for c in region.boundary if not isinstance(c, Point))
    names = tuple(c.name or f"its curve {k}" for k, c in enumerate(curves, 1))
    if limits and "y" in axes.axis:
        x, y = axes.axis["x"].var, axes.axis["y"].var
        equal = [i for i in limits if i.op in ("==", "=")]
        if not equal and not curves:
            return Shading(region, axes, Field(tuple(limits), x, y, axes), ())
        every = (*equal, *(i for i in limits if i not in equal))
        names = (*names, *(f"{i.left.text} = {i.right.text}" for i in every))
        return Shading(region, axes, None, (*curves, *(_curve_of(i, x, y, axes) for i in every)), names, equal=Field(every, x, y, axes))
    if any(isinstance(c, Graph) or (isinstance(c, Straight) and c.before and c.after) for c in curves):
        return Shading(region, axes, None, curves, names)
    return None


def _is_settled(curve: Any) -> bool:
    """Is nothing of it left for the solver?"""
    if isinstance(curve, Graph):
        return curve.fixed()
    if isinstance(curve, Straight):
        return all(map(is_constant, (curve.start.x, curve.start.y, curve.end.x, curve.end.y)))
    return isinstance(curve, Round) and all(map(is_constant, (curve.center.x, curve.center.y, curve.radius)))


def _across(curve: Any, turned: bool) -> Callable[[float], float] | None:
    """y as a function of x along a curve, or turned; None if it is none."""
    if isinstance(curve, Graph):
        return curve.function() if curve.form == ("x" if turned else "y") else None
    if not isinstance(curve, Straight):
        return None
    x, y, u, v = (float(evaluate(n, {})) for n in (curve.start.x, curve.start.y, curve.end.x, curve.end.y))
    if turned:
        x, y, u, v = y, x, v, u
    return (lambda run: y + (v - y) * (run - x) / (u - x)) if u != x else None


def _curve_of(i: Any, x: Var, y: Var, axes: Any) -> Any:
    """The curve of an equation."""
    found = round_of(i.excess, (x, y), None, "")
    if found is not None:
        return found
    p = powers(i.excess, y, 1)
    if p is not None and len(p) == 2 and not isinstance(p[1], Expr):
        return Graph("y", -(p[0] / p[1]) if isinstance(p[0], Expr) else -p[0], 0, (x,), None, None, None, axes)
    return Graph("F", i.excess, 0, (x, y), None, None, None, axes)
