"""Data in axes: points, bars, histograms, box plots, stems, steps; and pies, which need no axes."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, ClassVar

from ..author import (
    LENGTH,
    Arrow,
    Beside,
    Diagnostic,
    Dot,
    Element,
    Fixed,
    Ink,
    Label,
    Look,
    Maker,
    Point,
    Run,
    Shape,
    Spot,
    Value,
    Vector,
    Words,
    anchor,
    count,
    data,
    evaluate,
    polar,
    quantity,
    truth,
    word,
)
from .axes_curves import Lines
from .axes_frame import value_words
from .axes_scale import Axis, width_of
from .axes_trace import graph_lines
from .draw import arc_path, look_of

__all__ = ["Bar", "BoxPlot", "Histogram", "Pie", "Scatter", "Stem", "Step", "UnevenData"]

THIN = Look(weight="thin", layer="line")
FILLS = ("light", "medium", "dark", "paper")


class UnevenData(Diagnostic):
    """Lists that belong together have the same length, and there is something in them.

    ```wrong
    axes { scatter(x=[1, 2, 3], y=[2, 4]) }
    ```
    ```right
    axes { scatter(x=[1, 2, 3], y=[2, 4, 5]) }
    ```
    """

    code = "AXE209"
    says = "{kind}: {why}"
    help = "give one number for each place"
    kind: str
    why: str


def values_of(x: Any) -> list[Value]:
    """The numbers of a data slot."""
    if isinstance(x, Value):
        return [x]
    return [v for v in x if isinstance(v, Value)] if isinstance(x, tuple) else []


def floats_of(x: Any, axis: Axis | None) -> list[float]:
    return [float(evaluate(axis.base(v) if axis is not None else v.n, {})) for v in values_of(x)]


def words_of(x: Any) -> Words:
    """What a label of a list prints."""
    if isinstance(x, Value):
        return x.words or ()
    if isinstance(x, tuple) and x and isinstance(x[0], Run):
        return x
    return (Run(str(x)),)


class DataFamily(Element):
    """Anything that draws lists of numbers in axes."""

    kind = ""
    lives_in: ClassVar[str] = "axes"
    family = "mark"

    @property
    def axes(self) -> Any:
        return self.frame.owner

    def misuse(self) -> Iterator[Diagnostic]:
        why = self.uneven()
        if why:
            yield UnevenData(self.span, self.kind, why)

    def uneven(self) -> str:
        return ""

    @property
    def places(self) -> list[tuple[float, float]]:
        """The data, over floats."""
        a = self.axes.axis
        return list(zip(floats_of(self.x, a["x"]), floats_of(self.y, a["y"]), strict=False))  # type: ignore[attr-defined]

    @anchor
    def center(self) -> Point:
        """The middle of the data."""
        found = self.places
        n = len(found) or 1
        return Point(sum(x for x, _ in found) / n, sum(y for _, y in found) / n)

    def spot(self, slot: str) -> Spot | Ink | None:
        found = self.places
        return Beside(Point(*found[-1])) if found else None

    def hints_x(self, axes: Any) -> Iterator[float]:
        return iter([x for x, _ in self.places])

    def hints_y(self, axes: Any, x0: float, x1: float) -> Iterator[float]:
        return iter([y for _, y in self.places])


class _Pairs(DataFamily):
    """x and y of places: two lists, or one list of pairs."""

    kind = ""
    of: Any = data(None, positional=True, help="a list of places (x, y)")
    x: Any = data(None, help="a list of numbers")
    y: Any = data(None, help="a list of numbers")
    values: bool = truth(False, help="each value beside its place")

    def value_labels(self, always: bool = False) -> Iterator[Ink]:
        """What the second numbers are, as written."""
        if self.values or always:
            w = self.axes.window
            for (x, y), v in zip(self.places, values_of(self.y), strict=False):
                way = Vector(1, 0) if (x - w.x0) * w.kx < 1.5 else Vector(0, 1 if y >= 0 else -1)  # at the left axis stand its own numbers
                yield Label(value_words(v, self.axes.axis["y"].unit), Beside(Point(x, y), way), role="value", size=0.9)

    def setup(self, make: Maker) -> None:
        if self.of is not None and self.x is None:
            pairs = [p for p in self.of if isinstance(p, tuple) and len(p) == 2]
            self.x, self.y = tuple(p[0] for p in pairs), tuple(p[1] for p in pairs)

    def uneven(self) -> str:
        if self.of is not None:
            return "" if isinstance(self.of, tuple) and self.of and all(isinstance(p, tuple) and len(p) == 2 for p in self.of) else "it takes pairs (x, y)"
        n, m = len(values_of(self.x)), len(values_of(self.y))
        return "" if n == m and n else f"{n} numbers in x and {m} in y"


class Scatter(_Pairs):
    """Measured points; `fit=line` draws the line of least squares, `fit=chain` joins them.

    ```figure
    axes { scatter(x=[1, 2, 3, 4], y=[2.1, 3.9, 6.2, 7.8], fit=line) }
    ```
    """

    fit: str | None = word("line", "chain", help="a line of least squares, or a chain from point to point")
    marker: str = word("dot", "ring", "cross", default="dot", help="what stands at a point")
    wants_border: ClassVar[bool] = True

    def strokes(self, axes: Any) -> Lines:
        return [list(self.places)] if self.fit == "chain" and len(self.places) > 1 else self._fitted(axes)

    def _fitted(self, axes: Any) -> Lines:
        found = self.places
        n = len(found)
        if self.fit != "line" or n < 2:
            return []
        mx, my = sum(x for x, _ in found) / n, sum(y for _, y in found) / n
        square = sum((x - mx) ** 2 for x, _ in found)
        if not square:
            return []
        k = sum((x - mx) * (y - my) for x, y in found) / square
        w = axes.window
        return graph_lines(lambda t: my + k * (t - mx), w.x0, w.x1, w)

    def draw(self) -> Iterator[Ink]:
        w = self.axes.window
        for line in self.strokes(self.axes):
            yield Shape("M" + "L" * (len(line) - 1), tuple(Point(*p) for p in line), look_of(self, weight="normal", layer="line"))
        for x, y in self.places:
            if self.marker == "cross":
                dx, dy = 1.0 / w.kx, 1.0 / w.ky
                arms = (Point(x - dx, y - dy), Point(x + dx, y + dy), Point(x - dx, y + dy), Point(x + dx, y - dy))
                yield Shape("MLML", arms, look_of(self, weight="normal", layer="mark"))
            else:
                yield Dot(Point(x, y), 1.7, self.marker == "ring", look_of(self, layer="mark"))
        yield from self.value_labels()


class Stem(_Pairs):
    """Upright lines from the x-axis to values: impulses with `head=arrow`.

    ```figure
    axes { stem(x=[0, 1, 2], y=[1, 0.5, 0.25]) }
    ```
    """

    head: str = word("dot", "arrow", "none", default="dot", help="what stands at the value")

    def hints_x(self, axes: Any) -> Iterator[float]:
        xs = sorted(x for x, _ in self.places)
        gap = min((b - a for a, b in pairwise(xs) if b > a), default=1.0)
        yield from (xs[0] - 0.4 * gap, *xs, xs[-1] + 0.4 * gap)

    def hints_y(self, axes: Any, x0: float, x1: float) -> Iterator[float]:
        yield 0.0
        yield from (y for _, y in self.places)

    def draw(self) -> Iterator[Ink]:
        for x, y in self.places:
            if self.head == "arrow" and y:
                yield Arrow(Point(x, 0.0), Point(x, y), role="impulse", look=look_of(self, weight="normal", layer="line"))
                continue
            yield Shape("ML", (Point(x, 0.0), Point(x, y)), look_of(self, weight="normal", layer="line"))
            if self.head == "dot":
                yield Dot(Point(x, y), 1.8)
        yield from self.value_labels(len(self.places) <= 8)


class Step(_Pairs):
    """A staircase: each value holds until the next x. One x more than values ends it.

    ```figure
    axes { step(x=[0, 1, 2, 3], y=[1, 3, 2]) }
    ```
    """

    rises: bool = truth(True, help="upright lines between the steps; without them dots show the ends")

    def uneven(self) -> str:
        n, m = len(values_of(self.x)), len(values_of(self.y))
        return "" if self.of is not None or (n and m and n - m in (0, 1)) else f"{n} numbers in x and {m} in y"

    @property
    def places(self) -> list[tuple[float, float]]:
        a = self.axes.axis
        xs, ys = floats_of(self.x, a["x"]), floats_of(self.y, a["y"])
        return list(zip(xs, [*ys, *ys[-1:]], strict=False))

    def strokes(self, axes: Any) -> Lines:
        found = self.places
        if self.rises:
            line = [p for (x0, y0), (x1, y1) in pairwise(found) for p in ((x0, y0), (x1, y0), (x1, y1))]
            return [line[:-1] if found and len(found) > 1 and found[-1][1] == found[-2][1] else line]
        return [[(x0, y0), (x1, y0)] for (x0, y0), (x1, _) in pairwise(found)]

    def draw(self) -> Iterator[Ink]:
        for line in self.strokes(self.axes):
            if len(line) > 1:
                yield Shape("M" + "L" * (len(line) - 1), tuple(Point(*p) for p in line), look_of(self, weight="bold", layer="line"))
            if not self.rises:
                yield Dot(Point(*line[0]), 1.7)
                yield Dot(Point(*line[-1]), 1.7, True)


# ---------------------------------------------------------------- bars


class Bar(DataFamily):
    """Bars over named places, their values above them; several lists of values stand side by side.

    ```figure
    axes(y_title="books") { bar(["Ann", "Ben", "Cleo"], [3, 5, 2]) }
    ```
    """

    names: Any = data(None, positional=True, help="what stands below the bars")
    values: Any = data(None, positional=True, help="how high they are; or a list of lists")
    series: Any = data(None, help="what each list of values is")
    own_ticks: ClassVar[str] = "x"
    nameless: ClassVar[tuple[str, ...]] = ("x",)

    def uneven(self) -> str:
        rows, n = self.rows(), len(self.names) if isinstance(self.names, tuple) else 0
        if not rows or not n:
            return "it takes a list of names and a list of values"
        return next((f"{n} names and {len(r)} values" for r in rows if len(r) != n), "")

    def rows(self) -> list[list[Value]]:
        v = self.values
        if isinstance(v, tuple) and v and all(isinstance(r, tuple) for r in v):
            return [values_of(r) for r in v]
        return [values_of(v)] if v is not None else []

    def heights(self) -> list[list[float]]:
        axis = self.axes.axis["y"]
        return [[float(evaluate(axis.base(v), {})) for v in row] for row in self.rows()]

    @property
    def places(self) -> list[tuple[float, float]]:
        return [(i + 1.0, h) for row in self.heights() for i, h in enumerate(row)]

    def key_values(self, slot: str, axis: Axis) -> Iterator[tuple[float, Words]]:
        if slot == "x":
            for i, name in enumerate(self.names):
                yield i + 1.0, words_of(name)

    def hints_x(self, axes: Any) -> Iterator[float]:
        yield 0.35
        yield len(self.names) + 0.65

    def hints_y(self, axes: Any, x0: float, x1: float) -> Iterator[float]:
        yield 0.0
        yield from (h for row in self.heights() for h in row)

    def draw(self) -> Iterator[Ink]:
        rows, heights = self.rows(), self.heights()
        wide = 0.62 / len(rows) if len(rows) > 1 else 0.56
        w = self.axes.window
        for r, (row, hs) in enumerate(zip(rows, heights, strict=True)):
            look = look_of(self, weight="thin", layer="body", fill=FILLS[(r + 1) % 4] if len(rows) > 1 else "medium")
            for i, (v, h) in enumerate(zip(row, hs, strict=True)):
                x = i + 1 + (r - (len(rows) - 1) / 2) * wide - wide / 2
                yield Shape("MLLLZ", (Point(x, 0.0), Point(x + wide, 0.0), Point(x + wide, h), Point(x, h)), look)
                words = value_words(v, self.axes.axis["y"].unit)
                if words and width_of(words) < wide * w.kx + 3:
                    yield Label(words, Fixed(Point(x + wide / 2, h), "above" if h >= 0 else "below", 2.5), role="value", size=0.9)
        if self.series is not None:
            yield from self._legend(len(rows))

    def _legend(self, n: int) -> Iterator[Ink]:
        w = self.axes.window
        for r, name in enumerate(self.series[:n]):
            x, y = w.x1 - 20 / w.kx, w.y1 + (2.0 - 5.0 * r) / w.ky
            dx, dy = 3.2 / w.kx, 2.2 / w.ky
            yield Shape("MLLLZ", (Point(x, y), Point(x + dx, y), Point(x + dx, y + dy), Point(x, y + dy)), Look(weight="thin", fill=FILLS[(r + 1) % 4]))
            yield Label(words_of(name), Fixed(Point(x + dx, y + dy / 2), "left", 3.0), role="note", size=0.9)


class Histogram(DataFamily):
    """Bars that touch: classes by their edges with counts, or raw values with the number of classes.

    ```figure
    axes(y_title="students") { histogram(edges=[0, 10, 20, 30], counts=[4, 9, 3]) }
    ```
    """

    raw: Any = data(None, positional=True, help="raw values")
    edges: Any = data(None, help="where the classes begin and end")
    counts: Any = data(None, help="how many are in each")
    bins: int | None = count(None, at_least=1, at_most=500, help="number of classes of raw values")

    def uneven(self) -> str:
        if self.raw is not None:
            return "" if values_of(self.raw) else "it takes a list of numbers"
        n, m = len(values_of(self.edges)), len(values_of(self.counts))
        return "" if m and n == m + 1 else f"{m} counts need {m + 1} edges, and there are {n}"

    @property
    def classes(self) -> list[tuple[float, float, float]]:
        """left, right, height."""
        axis = self.axes.axis
        if self.raw is None:
            edges, counts = floats_of(self.edges, axis["x"]), floats_of(self.counts, axis["y"])
            return [(a, b, c) for (a, b), c in zip(pairwise(edges), counts, strict=True)]
        found = sorted(floats_of(self.raw, axis["x"]))
        edges = floats_of(self.edges, axis["x"]) if self.edges is not None else self._own_edges(found)
        out = [0.0] * (len(edges) - 1)
        for v in found:
            k = next((i for i in range(len(out)) if edges[i] <= v < edges[i + 1]), len(out) - 1 if v == edges[-1] else -1)
            if k >= 0:
                out[k] += 1
        return [(a, b, c) for (a, b), c in zip(pairwise(edges), out, strict=True)]

    def _own_edges(self, found: list[float]) -> list[float]:
        n = self.bins or max(4, min(20, math.ceil(math.sqrt(len(found)))))
        low, high = found[0], found[-1]
        step = (high - low) / n or 1.0
        return [low + i * step for i in range(n)] + [high if high > low else low + n * step]

    @property
    def places(self) -> list[tuple[float, float]]:
        return [((a + b) / 2, h) for a, b, h in self.classes]

    def hints_x(self, axes: Any) -> Iterator[float]:
        for a, b, _ in self.classes:
            yield a
            yield b

    def hints_y(self, axes: Any, x0: float, x1: float) -> Iterator[float]:
        yield 0.0
        yield from (h for _, _, h in self.classes)

    def key_values(self, slot: str, axis: Axis) -> Iterator[tuple[float, Words]]:
        edges = values_of(self.edges)
        if slot == "x" and len(edges) <= 12:
            for v in edges:
                yield float(evaluate(axis.base(v), {})), value_words(v, axis.unit)

    def draw(self) -> Iterator[Ink]:
        look = look_of(self, weight="thin", layer="body", fill="medium")
        counts = values_of(self.counts)
        for k, (a, b, h) in enumerate(self.classes):
            if not h:
                continue
            yield Shape("MLLLZ", (Point(a, 0.0), Point(b, 0.0), Point(b, h), Point(a, h)), look)
            if k < len(counts):
                words = value_words(counts[k], self.axes.axis["y"].unit)
                yield Label(words, Fixed(Point((a + b) / 2, h), "above", 2.5), role="value", size=0.9)


class BoxPlot(DataFamily):
    """Box and whiskers: five numbers, or raw values (quartiles by linear interpolation).

    ```figure
    axes(x_title="score") { box_plot(five=[42, 55, 61, 70, 88]) }
    ```
    """

    raw: Any = data(None, positional=True, help="raw values")
    five: Any = data(None, help="least, lower quartile, median, upper quartile, largest")
    outliers: Any = data(None, help="values drawn as single dots")
    own_ticks: ClassVar[str] = "y"
    nameless: ClassVar[tuple[str, ...]] = ("y",)
    hidden_axis: ClassVar[str] = "y"

    def setup(self, make: Maker) -> None:
        self.row = sum(isinstance(e, BoxPlot) for e in self.frame.elements)

    def uneven(self) -> str:
        if self.raw is not None:
            return "" if len(values_of(self.raw)) > 1 else "it takes a list of numbers"
        n = len(values_of(self.five))
        return "" if n == 5 else f"five numbers are needed, and there are {n}"

    def numbers(self) -> list[float]:
        axis = self.axes.axis["x"]
        if self.raw is None:
            return floats_of(self.five, axis)
        v = sorted(floats_of(self.raw, axis))

        def part(q: float) -> float:
            at = q * (len(v) - 1)
            i = min(int(at), len(v) - 2)
            return v[i] + (at - i) * (v[i + 1] - v[i])

        return [v[0], part(0.25), part(0.5), part(0.75), v[-1]]

    @property
    def places(self) -> list[tuple[float, float]]:
        return [(x, self.row + 1.0) for x in (*self.numbers(), *floats_of(self.outliers, self.axes.axis["x"]))]

    def key_values(self, slot: str, axis: Axis) -> Iterator[tuple[float, Words]]:
        if slot == "x" and self.row == 0:
            for v in (*values_of(self.five), *values_of(self.outliers)):
                yield float(evaluate(axis.base(v), {})), value_words(v, axis.unit)

    def hints_y(self, axes: Any, x0: float, x1: float) -> Iterator[float]:
        yield 0.0
        yield max(self.row, 1) + 1.3

    def spot(self, slot: str) -> Spot | Ink | None:
        return Beside(Point(self.numbers()[-1], self.row + 1.0), Vector(1, 0), 4.0)

    def draw(self) -> Iterator[Ink]:
        low, q1, q2, q3, high = self.numbers()
        y, h = self.row + 1.0, 0.32
        look = look_of(self, weight="normal", layer="body", fill="light")
        yield Shape("MLLLZ", (Point(q1, y - h), Point(q3, y - h), Point(q3, y + h), Point(q1, y + h)), look)
        line = Look(weight="normal", layer="line")
        yield Shape(
            "MLMLMLMLML",
            (
                Point(q2, y - h),
                Point(q2, y + h),
                Point(low, y),
                Point(q1, y),
                Point(q3, y),
                Point(high, y),
                Point(low, y - h / 2),
                Point(low, y + h / 2),
                Point(high, y - h / 2),
                Point(high, y + h / 2),
            ),
            line,
        )
        for x in floats_of(self.outliers, self.axes.axis["x"]):
            yield Dot(Point(x, y), 1.5)


# ---------------------------------------------------------------- pie


class Pie(Element):
    """A circle in sectors, clockwise from the top, each with its name and value.

    ```figure
    pie(["rent", "food", "other"], [50 %, 30 %, 20 %])
    ```
    """

    names: Any = data(None, positional=True, help="what the sectors are")
    values: Any = data(None, positional=True, help="how large they are")
    radius: Value | None = quantity(LENGTH, None, prints=False, help="of the drawing")

    def misuse(self) -> Iterator[Diagnostic]:
        n, m = len(self.names) if isinstance(self.names, tuple) else 0, len(values_of(self.values))
        if n != m or not n:
            yield UnevenData(self.span, "pie", f"{n} names and {m} values")

    def setup(self, make: Maker) -> None:
        self.middle = getattr(self, "placed", None) or Point(0, 0)
        self.size = self.radius.n if self.radius is not None else 20 * make.mm

    @anchor
    def center(self) -> Point:
        """Its middle."""
        return self.middle

    @property
    def outline(self) -> tuple[Point, ...]:
        return tuple(polar(self.middle, self.size, k * math.pi / 12) for k in range(24))

    def spot(self, slot: str) -> Spot | Ink | None:
        return Beside(Point(self.middle.x, self.middle.y + self.size), Vector(0, 1), 4.0)

    def draw(self) -> Iterator[Ink]:
        sizes = [max(float(evaluate(v.n, {})), 0.0) for v in values_of(self.values)]
        whole = sum(sizes) or 1.0
        c, r = self.middle, float(self.size)
        at = math.pi / 2
        for i, (v, size) in enumerate(zip(values_of(self.values), sizes, strict=True)):
            sweep = -2 * math.pi * size / whole
            ops, points = arc_path(c, (r, r), at, sweep)
            fill = ("light", "medium", "paper", "dark")[i % 4] if i < len(sizes) - 1 or i % 4 != 0 or i == 0 else "medium"
            yield Shape("ML" + ops[1:] + "Z", (c, *points), Look(weight="thin", fill=self.style.fill or fill, layer="body"))
            middle = at + sweep / 2
            name = words_of(self.names[i])
            own = v.words or ()
            if size / whole > 0.07:
                yield Label(own, Fixed(polar(c, 0.62 * r, middle), "center"), role="value")
                yield Label(name, Beside(polar(c, r, middle), Vector(math.cos(middle), math.sin(middle)), 3.0), role="name")
            else:
                yield Label((*name, Run(" "), *own), Beside(polar(c, r, middle), Vector(math.cos(middle), math.sin(middle)), 3.0), role="name")
            at += sweep
