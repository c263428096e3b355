"""Regions that drawn curves enclose: the faces that they cut out of the plane, and what keeps them from enclosing anything."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from ..author import Diagnostic, Round, Straight, Track, evaluate, number_of
from .axes_curves import straight_lines
from .axes_graph import Graph, meets
from .axes_regions import doubled
from .axes_scale import Window
from .axes_trace import XY, clipped, graph_lines, level_lines, parametric_lines

__all__ = ["Enclosed", "EnclosesNothing", "boundary_lines"]

GRID = 1e-3
"""mm: ends of curves closer than this are one place"""


class EnclosesNothing(Diagnostic):
    """Curves that bound a region close a ring: each of them runs from one meeting place with the others to the next, and no part of it is missing.

    ```wrong
    axes(x=-2..3, y=-1..5) {
      a = curve(y=x^2)
      b = curve(y=-1)
      region(a, b)
    }
    ```
    ```right
    axes(x=-2..3, y=-1..5) {
      a = curve(y=x^2)
      b = curve(y=2)
      region(a, b)
    }
    ```
    """

    code = "AXE404"
    says = "{why}"
    help = "curves of a region meet each other all round it: prolong one, take in the line that is missing, or widen the axes"
    why: str


class Enclosed:
    """The closed faces that curves cut out of the plane. names: how the author calls them; all but the `firm` first are borders of inequalities, which hold
    where `holds` says so: these choose among the faces and need not bound any."""

    def __init__(self, curves: tuple[Any, ...], names: tuple[str, ...], axes: Any, firm: int, holds: Callable[[float, float], bool] | None = None) -> None:
        self.names, self.axes, self.firm = names, axes, firm
        self.rings, self.shared, self.lines = enclosed(joined(curves, axes), axes.window, holds)
        """lines: of each curve the parts that bound the region"""

    def gap(self) -> str:
        """What keeps the curves from enclosing a region, or a curve that bounds no part of it; empty if nothing does."""
        if self.rings:
            idle = [n for n, used in zip(self.names, self.lines[: self.firm], strict=False) if not used]
            return f"{idle[0]} bounds no part of the region that the other curves enclose" if idle else ""
        for name, others in zip(self.names, self.shared[: self.firm], strict=False):
            if others is None:
                return f"{name} is outside of the axes, so the curves enclose no region"
        for name, others in zip(self.names, self.shared[: self.firm], strict=False):
            met = [self.names[k] for k in others or ()]
            if not met:
                return f"{name} meets none of the other curves inside the axes, so they enclose no region"
        for name, others in zip(self.names, self.shared[: self.firm], strict=False):
            met = [self.names[k] for k in others or ()]
            if len(met) == 1:
                return f"inside the axes {name} meets only {met[0]} of the other curves, so they enclose no region"
        return "the curves enclose no region"


def enclosed(
    curves: list[list[list[XY]]], w: Window, holds: Callable[[float, float], bool] | None
) -> tuple[list[list[XY]], list[list[int] | None], list[list[list[XY]]]]:
    """The closed faces that curves, each in chains of places, cut out of the plane; of each curve the numbers of those that it meets (None: it is not
    in the window), and its parts that bound a face."""
    from shapely import set_precision, unary_union
    from shapely.geometry import LineString, MultiLineString
    from shapely.ops import linemerge, polygonize

    def on_page(lines: list[list[XY]]) -> Any:
        made = MultiLineString([LineString([((x - w.x0) * w.kx, (y - w.y0) * w.ky) for x, y in line]) for line in lines if len(line) > 1])
        return set_precision(made, GRID)

    def back(places: Any) -> list[XY]:
        return [(w.x0 + x / w.kx, w.y0 + y / w.ky) for x, y in places]

    def bounding(a: Any) -> list[list[XY]]:
        found = None if a.is_empty else rims.intersection(a, grid_size=GRID)
        if found is None or found.length <= 0.1:
            return []
        parts = [g for g in getattr(found, "geoms", (found,)) if g.geom_type == "LineString"]
        merged = linemerge(parts) if len(parts) > 1 else parts[0]
        return sorted(back(g.coords) for g in getattr(merged, "geoms", (merged,)))

    drawn = [on_page(lines) for lines in curves]
    noded = unary_union(drawn, grid_size=GRID)
    faces, edges = [], []
    for face in polygonize(noded):
        inner = back(face.representative_point().coords)[0]
        if face.area > 0.3 and (holds is None or holds(*inner)):
            ring = back(face.exterior.coords[:-1])
            faces.append(ring if doubled(ring) > 0 else ring[::-1])
            edges.append(face.exterior)
    shared = [None if a.is_empty else [k for k, b in enumerate(drawn) if a is not b and not b.is_empty and a.distance(b) <= GRID] for a in drawn]
    rims = unary_union(edges)  # of what is kept
    return sorted(faces), shared, [bounding(a) for a in drawn]


def joined(curves: tuple[Any, ...], axes: Any) -> list[list[list[XY]]]:
    """The chains of each curve. Where one only touches another, both get that place: chains of short straight pieces would pass each other there."""
    w = axes.window
    out = [boundary_lines(c, axes) for c in curves]
    for i, a in enumerate(curves):
        for k, b in enumerate(curves[:i]):
            if isinstance(a, Graph) or isinstance(b, Graph):
                for p in meets(a, b, axes):
                    at = (float(evaluate(p.x, {})), float(evaluate(p.y, {})))
                    for lines in (out[i], out[k]):
                        _with_place(lines, at, w)
    return out


def _with_place(lines: list[list[XY]], at: XY, w: Window) -> None:
    """Makes a place a corner of the chain that passes within a twentieth of a millimetre."""
    best, where = 0.05, None
    x, y = at
    for line in lines:
        for i, (a, b) in enumerate(pairwise(line)):
            dx, dy, ex, ey = (b[0] - a[0]) * w.kx, (b[1] - a[1]) * w.ky, (x - a[0]) * w.kx, (y - a[1]) * w.ky
            square = dx * dx + dy * dy
            t = min(max((ex * dx + ey * dy) / square, 0.0), 1.0) if square else 0.0
            off = math.hypot(ex - t * dx, ey - t * dy)
            if off < best:
                best, where = off, (line, i)
    if where is not None:
        where[0].insert(where[1] + 1, at)


def boundary_lines(curve: Any, axes: Any) -> list[list[XY]]:
    """The places of a line, circle, chain or graph, in the window."""
    w = axes.window
    if isinstance(curve, Straight):
        return straight_lines(number_of(curve, {}, {}, {}), w)
    if isinstance(curve, Round):
        curve = number_of(curve, {}, {}, {})
        c, r = curve.center, curve.radius
        first, sweep = curve.first, 2 * math.pi if curve.sweep is None else curve.sweep
        return parametric_lines(lambda t: c.x + r * math.cos(t), lambda t: c.y + r * math.sin(t), first, first + sweep, w)
    if isinstance(curve, Track):
        return clipped([(p.x, p.y) for p in (*curve.points, *(curve.points[:1] if curve.closed else ()))], w)
    if curve.form == "xy":
        low, high = curve.ends()
        return parametric_lines(curve.function(0), curve.function(1), float(low), float(high), w)
    if curve.form == "F":
        return level_lines(curve.function(), w)
    low, high = curve.ends()
    return graph_lines(curve.function(), float(low), float(high), w, upright=curve.form == "x")
