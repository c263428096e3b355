"""One frame's drawing in the making: ink becomes marks on the page, strokes become obstacles, and what needs room waits for its turn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import pairwise
from math import hypot, isfinite
from typing import Any

from ..grammar.record import replace
from ..ink import AngleArc, Arrow, Chevrons, Dot, Gauge, Ink, Label, Lettering, Look, Paragraph, RightAngle, Shape, Strokes, Ticks
from ..plane import Point, Vector
from ..scene import WHOLE, Fill, Group, Mark, Path, Stroke, TextMark
from ..typeset import line
from .geometry import XY, cubic
from .obstacles import Obstacles
from .ornaments import disc, edge_strokes, head, head_size, open_head, rounded
from .theme import Theme
from .words import box_marks

__all__ = ["LAYERS", "PT", "Plane", "Sheet", "drawable"]

PT = 72 / 25.4
FARTHEST = 1e7
"""pt; nothing as far from the origin is drawn."""

LAYERS = {"background": 0, "under": 0, "body": 1, "line": 2, "mark": 3}


class Plane:
    """The map of a frame to the page. k: pt in one unit of a plane frame; to_mm: the map of axes, of two numbers to mm (y up)."""

    def __init__(self, k: float, to_mm: Callable[[float, float], XY] | None = None) -> None:
        self.k, self.to_mm = k, to_mm

    def place(self, p: Point) -> XY:
        """Where a place lies, in pt, y down, on the 1/1000 pt grid."""
        if self.to_mm is None:
            x, y = p.x * self.k, -p.y * self.k
        else:
            x, y = self.to_mm(p.x, p.y)
            x, y = x * PT, -y * PT
        if -FARTHEST < x < FARTHEST and -FARTHEST < y < FARTHEST:
            return (x * 1000 + WHOLE - WHOLE) / 1000, (y * 1000 + WHOLE - WHOLE) / 1000
        return x, y

    def way(self, v: Vector, at: Point | None = None) -> XY:
        """A direction on the page, of length 1 (0 of none)."""
        if self.to_mm is None or at is None:
            x, y = v.x, -v.y
        else:
            step = 1e-4 / max(hypot(v.x, v.y), 1e-12)
            (ax, ay), (bx, by) = self.to_mm(at.x, at.y), self.to_mm(at.x + v.x * step, at.y + v.y * step)
            x, y = bx - ax, ay - by
        n = hypot(x, y)
        return (x / n, y / n) if n > 0 else (0.0, 0.0)


class Sheet:
    """marks: (layer, element id) -> marks in the order drawn; soft: identities of those that labels may cross; dots: where points are drawn.

    arcs, gauges, corners, equals, labels, paragraphs: ink that is set once all strokes are known, with the id of its element; the last number of
    an arc and of an equality mark tells the fact that it belongs to (0: none): marks of one fact look the same and differ from those of others."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.obstacles = Obstacles()
        self.marks: dict[tuple[int, str], list[Mark]] = {}
        self.soft: set[int] = set()
        self.arcs: list[tuple[AngleArc, str, Plane, int]] = []
        self.gauges: list[tuple[Gauge, str, Plane]] = []
        self.corners: list[tuple[RightAngle, str, Plane]] = []
        self.equals: list[tuple[Ticks | Chevrons, str, Plane, int]] = []
        self.labels: list[tuple[Label, str, Plane]] = []
        self.letters: dict[tuple[str, str], list[TextMark]] = {}
        self.dots: list[XY] = []
        self.feet: list[XY] = []
        """the ends of dimension lines"""
        self.paragraphs: list[tuple[Paragraph, str]] = []
        self.z = 0.0

    def take(self, ink: Iterable[Ink], owner: str, plane: Plane, fact: int = 0) -> None:
        """All ink of one element, or of a fact's marks."""
        for one in ink:
            kind = type(one)
            if kind in _LATER and not drawable(one.spot if isinstance(one, Label) else one, plane):
                continue
            if kind is AngleArc:
                self.arcs.append((one, owner, plane, fact))  # type: ignore[arg-type]
            elif kind is Ticks or kind is Chevrons:
                self.equals.append((one, owner, plane, fact))  # type: ignore[arg-type]
            else:
                _TAKE[kind](self, one, owner, plane)

    def put(self, mark: Mark, owner: str, layer: int) -> None:
        found = self.marks.get((layer, owner))
        if found is None:
            self.marks[layer, owner] = [mark]
        else:
            found.append(mark)

    def stroke(self, look: Look, color: str | None = None) -> Stroke | None:
        theme = self.theme
        shade = color or theme.color(look.color)
        if shade is None:
            return None
        dash = theme.dashes.get(look.dash, ())
        width = theme.weights.get(look.weight, theme.weights["normal"])
        return Stroke(shade, width, dash, "round" if look.dash == "dotted" else look.cap, look.join)

    def depth(self, look: Look) -> tuple[int, float]:
        """The layer of a look and the z of the next mark in it."""
        self.z += 1.0
        layer = LAYERS.get(look.layer, 1)
        return layer, layer * 1e6 + self.z

    # ------------------------------------------------------------ one kind of ink each

    def shape(self, ink: Shape, owner: str, plane: Plane) -> None:
        look, theme = ink.look, self.theme
        stroke = self.stroke(look)
        area = theme.fill(look.fill)
        hatch = theme.hatch(look.hatch)
        if stroke is None and area is None and hatch is None:
            return
        flat = self.flat(ink.points, plane)
        if flat is None:
            return
        fill = Fill(area, hatch) if area or hatch else None
        layer, z = self.depth(look)
        mark = Path(ink.ops, flat, stroke, fill)
        self.put(mark, owner, layer)
        back = look.layer == "background" or not ink.obstacle
        if back:
            self.soft.add(id(mark))
        half = stroke.width / 2 if stroke is not None else 0.0
        self.obstacles.path(ink.ops, flat, half, z, owner, back, area if area is not None and len(area) == 7 else "", hatch is not None)

    @staticmethod
    def flat(points: Iterable[Point], plane: Plane) -> tuple[float, ...] | None:
        """All coordinates on the page, one after the other; None if one is nowhere near a page."""
        k, to_mm = plane.k, plane.to_mm
        found: list[float] = []
        for p in points:
            x, y = p.x, p.y
            if to_mm is not None:
                x, y = to_mm(x, y)
            found.append((x * k * 1000 + WHOLE - WHOLE) / 1000)
            found.append((-y * k * 1000 + WHOLE - WHOLE) / 1000)
        return tuple(found) if within(found) else None

    def strokes(self, ink: Strokes, owner: str, plane: Plane) -> None:
        stroke = self.stroke(ink.look)
        if stroke is None or len(ink.path) < 2:
            return
        path = [plane.place(p) for p in ink.path]
        if not within([c for place in path for c in place]):
            return
        depth = self.theme.hatch_spacing * 1.1
        ops, points = edge_strokes(path, ink.side, ink.kind, depth, self.theme.hatch_spacing)
        layer, z = self.depth(ink.look)
        if not ops:
            return
        mark = Path(ops, points, stroke)
        self.put(mark, owner, layer)
        half = depth / 2 - 0.6
        for (x0, y0), (x1, y1) in pairwise(path):
            n = hypot(x1 - x0, y1 - y0)
            if n > 0:
                dx, dy = (y1 - y0) / n * ink.side * depth / 2, -(x1 - x0) / n * ink.side * depth / 2
                self.obstacles.line(x0 + dx, y0 + dy, x1 + dx, y1 + dy, half, z, owner)

    def dot(self, ink: Dot, owner: str, plane: Plane) -> None:
        x, y = plane.place(ink.at)
        r = ink.radius
        look = ink.look
        color = self.theme.color(look.color)
        if color is None or not (-FARTHEST < x < FARTHEST and -FARTHEST < y < FARTHEST):
            return
        points = disc(x, y, r)
        layer, z = self.depth(look)
        if ink.hollow:
            mark = Path("MCCCCZ", points, Stroke(color, self.theme.weights["thin"] * 1.2), Fill(self.theme.paper))
        else:
            mark = Path("MCCCCZ", points, None, Fill(color))
        self.put(mark, owner, layer)
        self.obstacles.line(x, y, x, y, r, z, owner)
        self.dots.append((x, y))

    def arrow(self, ink: Arrow, owner: str, plane: Plane) -> None:
        tail, tip = plane.place(ink.tail), plane.place(ink.tip)
        look, theme = ink.look, self.theme
        stroke = self.stroke(look, theme.color(theme.roles.get(ink.role, "ink") if look.color == "ink" else look.color))
        bend = [plane.place(p) for p in ink.bend] if len(ink.bend) == 2 else []
        first, last = bend or (tip, tail)
        length = _apart(tail, tip) if not bend else _apart(tail, first) + _apart(first, last) + _apart(last, tip)
        if stroke is None or not 1e-6 < length < FARTHEST or not within((*tail, *tip)):
            return
        size, half = head_size(theme.head, stroke.width, length * (0.5 if ink.double else 1.0))
        layer, z = self.depth(look)
        start, end = tail, tip
        heads: list[Path] = []
        if ink.head != "none":
            mark, end = self.head(tip, last, ink.head, size, half, stroke, z, owner)
            heads.append(mark)
            if ink.double:
                mark, start = self.head(tail, first, ink.head, size, half, stroke, z, owner)
                heads.append(mark)
        if bend:
            self.put(Path("MC", rounded(_shortened((tail, first, last, tip), start, end)), stroke), owner, layer)
            self.obstacles.chain([tail, *cubic(*tail, *first, *last, *tip)], stroke.width / 2, z, owner)
        else:
            self.put(Path("ML", rounded((*start, *end)), stroke), owner, layer)
            self.obstacles.line(*tail, *tip, stroke.width / 2, z, owner)
        for mark in heads:
            self.put(mark, owner, layer)

    def head(self, tip: XY, before: XY, kind: str, size: float, half: float, stroke: Stroke, z: float, owner: str) -> tuple[Path, XY]:
        """The head that comes from `before` to `tip`, and where the line ends so that the tip stays sharp."""
        x, y = tip
        dx, dy = _unit(x - before[0], y - before[1])
        self.obstacles.line(x - size * dx, y - size * dy, x - 0.3 * size * dx, y - 0.3 * size * dy, half * 0.8, z, owner)
        if kind == "open":
            mark = Path("MLL", open_head(x, y, dx, dy, size, half), Stroke(stroke.color, stroke.width, (), "butt", "miter"))
            return mark, (x - 0.4 * stroke.width * dx, y - 0.4 * stroke.width * dy)
        points, inner = head(x, y, dx, dy, size, half)
        return Path("MLLLZ", points, None, Fill(stroke.color)), inner

    def lettering(self, ink: Lettering, owner: str, plane: Plane) -> None:
        if not ink.words:
            return
        theme = self.theme
        box = line(ink.words, theme.text * ink.size)
        x, y = plane.place(ink.at)
        if not within((x, y)):
            return
        left = x - box.width * (0.5 if ink.align == "center" else 1.0 if ink.align == "right" else 0.0)
        mark = box_marks(box, left, y, theme.color(ink.look.color) or theme.colors["ink"], ink.turn, (x, y))
        if not mark.glyphs and not mark.rules:
            return
        if ink.look.color == "ink" and self.obstacles.on_dark(mark.box):
            mark = replace(mark, color=theme.light)
        self.obstacles.boxes.append((mark.box, mark.text))
        self.letters.setdefault((owner, ink.key or str(len(self.letters))), []).append(mark)

    def lettered(self, titles: dict[str, tuple[str, Any]]) -> list[Group]:
        """The letterings as groups, in the order of their drawing."""
        groups = []
        for (owner, key), marks in self.letters.items():
            span = titles[owner][1] if owner in titles else None
            where = (span.start, span.end) if span is not None and span.end > span.start else None
            groups.append(Group(f"{owner}.text.{key}", "label", tuple(marks), " ".join([m.text for m in marks]), where))
        return groups

    def later(self, ink: Any, owner: str, plane: Plane) -> None:
        _LATER[type(ink)](self).append((ink, owner, plane))

    def paragraph(self, ink: Paragraph, owner: str, plane: Plane) -> None:
        self.paragraphs.append((ink, owner))


def within(coordinates: Sequence[float]) -> bool:
    """Whether all are finite and not absurdly far away."""
    return sum(map(abs, coordinates)) < FARTHEST or (isfinite(sum(coordinates)) and min(coordinates) > -FARTHEST and max(coordinates) < FARTHEST)


def drawable(thing: Any, plane: Plane) -> bool:
    """Whether all places of an ink or a spot can be on a page."""
    for key in _places(thing.__class__):
        value = getattr(thing, key)
        if isinstance(value, Point):
            x, y = plane.place(value)
            if not (-FARTHEST < x < FARTHEST and -FARTHEST < y < FARTHEST):
                return False
        elif value and Sheet.flat(value, plane) is None:
            return False
    return True


@cache
def _places(kind: type) -> tuple[str, ...]:
    """The fields of an ink or a spot that hold places."""
    types = {key: str(of) for base in reversed(kind.__mro__) for key, of in getattr(base, "__annotations__", {}).items()}
    return tuple([key for key, of in types.items() if of in ("Point", "Point | None", "tuple[Point, ...]")])


def _shortened(c: tuple[XY, XY, XY, XY], start: XY, end: XY) -> tuple[float, ...]:
    """The cubic from near its tail to near its tip, where the heads begin: the same curve in between."""
    if end != c[3]:
        c = _until(c, end)
    if start != c[0]:
        c = _until(c[::-1], start)[::-1]
    return tuple([x for p in c for x in p])


def _until(c: tuple[XY, XY, XY, XY], end: XY) -> tuple[XY, XY, XY, XY]:
    """A cubic up to where it is as far from its last point as `end` is, and there led to `end`."""
    far = _apart(end, c[3])
    low, high = 0.0, 1.0
    for _ in range(24):
        t = (low + high) / 2
        s = 1 - t
        a, b, d, e = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
        x, y = a * c[0][0] + b * c[1][0] + d * c[2][0] + e * c[3][0], a * c[0][1] + b * c[1][1] + d * c[2][1] + e * c[3][1]
        if _apart((x, y), c[3]) > far:
            low = t
        else:
            high = t
    t = (low + high) / 2
    (p01, p12, p23) = (_mixed(c[k], c[k + 1], t) for k in range(3))
    p012, p123 = _mixed(p01, p12, t), _mixed(p12, p23, t)
    p = _mixed(p012, p123, t)
    return c[0], p01, (p012[0] + end[0] - p[0], p012[1] + end[1] - p[1]), end


def _mixed(a: XY, b: XY, t: float) -> XY:
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t


def _apart(a: XY, b: XY) -> float:
    return hypot(b[0] - a[0], b[1] - a[1])


def _unit(x: float, y: float) -> XY:
    n = hypot(x, y)
    return (x / n, y / n) if n > 0 else (1.0, 0.0)


_LATER: dict[type, Callable[[Sheet], list[Any]]] = {
    Gauge: lambda s: s.gauges,
    RightAngle: lambda s: s.corners,
    Label: lambda s: s.labels,
    AngleArc: lambda s: s.arcs,
    Ticks: lambda s: s.equals,
    Chevrons: lambda s: s.equals,
}
_TAKE: dict[type, Callable[[Sheet, Any, str, Plane], None]] = {
    Shape: Sheet.shape,
    Strokes: Sheet.strokes,
    Dot: Sheet.dot,
    Arrow: Sheet.arrow,
    Lettering: Sheet.lettering,
    Paragraph: Sheet.paragraph,
    **{kind: Sheet.later for kind in _LATER},
}
