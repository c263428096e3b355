"""Axes with curves, regions and data in them: what a plot is drawn on.

```sciml
figure("Area between two parabolas")
unknown A "area of the region"
axes(x=-1..3, y=-1..4) {
  curve(y=x^2)
  curve(y=2*x)
  region(y >= x^2, y <= 2*x, label="A")
  P = point(2, 4)
}
```
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from typing import Any, ClassVar

from ..author import (
    NUMBER,
    WARNING,
    Diagnostic,
    Dimension,
    Element,
    Ink,
    Maker,
    Num,
    Point,
    Round,
    Span2,
    Spot,
    Straight,
    Unit,
    Value,
    Var,
    Words,
    anchor,
    data,
    evaluate,
    number,
    place,
    polynomial,
    span_of,
    text,
    truth,
    word,
)
from .axes_curves import straight_lines
from .axes_frame import Board, places_of
from .axes_log import NoEvenSteps, NoLogarithm
from .axes_scale import Axis, Window, nice_step, padded

__all__ = ["Axes", "AxesFamily", "EmptyRange", "NoTicks", "OutsideTheRange"]


class EmptyRange(Diagnostic):
    """A range of axes goes from a smaller number to a larger one.

    ```wrong
    axes(x=5..5, y=0..1) { point(5, 0.5) }
    ```
    ```right
    axes(x=4..6, y=0..1) { point(5, 0.5) }
    ```
    """

    code = "AXE203"
    says = "the range {text} of {axis} has no length"
    help = "write the smaller end first: {axis}=0..10"
    text: str
    axis: str


class OutsideTheRange(Diagnostic):
    """A point in axes lies within their ranges.

    ```wrong
    # warning: [AXE403]
    axes(x=0..4, y=0..4) { P = point(6, 3) }
    ```
    ```right
    axes(x=0..7, y=0..4) { P = point(6, 3) }
    ```
    """

    code = "AXE403"
    severity = WARNING
    says = "{name} lies outside the axes: its {axis} is {at}, and they go {axis}={text}"
    help = "{axis}={wider}, or no range at all: then the axes hold what is in them"
    name: str
    axis: str
    at: str
    text: str
    wider: str


class NoTicks(Diagnostic):
    """The ticks of axes are values; `none` leaves all of them out.

    ```wrong
    axes(x=0..4, y=0..4, x_ticks=few) { curve(y=x) }
    ```
    ```right
    axes(x=0..4, y=0..4, x_ticks=(0, 2, 4)) { curve(y=x) }
    ```
    """

    code = "AXE216"
    says = "`{slot}={word}` names no values"
    help = "list them, `{slot}=(0, 1, 2)`; `{slot}=none` leaves them out"
    slot: str
    word: str


class AxesFamily(Element):
    """Anything that gives its block coordinates of their own."""

    kind = ""
    family = "container"
    opens_frame: ClassVar[str] = "axes"
    axis_slots: ClassVar[tuple[str, ...]] = ("x", "y")
    variable_names: dict[str, str]
    axis: dict[str, Axis]

    def misuse(self) -> Iterator[Diagnostic]:
        for slot in ("ticks", *[f"{s}_ticks" for s in self.axis_slots]):
            ticks = self.__dict__.get(slot)
            if isinstance(ticks, str) and ticks not in ("none", "no", "true", "false"):
                yield NoTicks(self.span, slot, ticks)
        for slot in self.axis_slots:
            span = self.__dict__.get(slot)
            if isinstance(span, Span2):
                ends = [evaluate(span.low.n, {}), evaluate(span.high.n, {})]
                if self.__dict__.get(f"{slot}_scale") == "log" and ends[0] <= 0:
                    yield NoLogarithm(self.span, self.variable_names.get(slot, slot), span.text)
                elif all(math.isfinite(e) for e in ends) and ends[0] >= ends[1]:
                    yield EmptyRange(self.span, span.text, self.variable_names.get(slot, slot))

    def setup(self, make: Maker) -> None:
        names = self.__dict__.get("variable_names") or {s: s for s in self.axis_slots}
        self.spent = [0]
        own = self.__dict__
        self.axis = {s: Axis(s, names.get(s, s), own.get(s), own.get(f"{s}_step"), own.get(f"{s}_scale") == "log") for s in self.axis_slots}

    # ------------------------------------------------------------ what the checker asks

    def free_variables(self) -> dict[str, tuple[Num, Dimension | None]]:
        """What formulas inside leave free: name -> (variable, dimension)."""
        return {a.name: (a.value(a.var), a.dim) for a in self.axis.values()}

    def dimension_of(self, slot: str) -> Dimension | None:
        a = self._axis(slot)
        return a.dim if a is not None else NUMBER

    def unit_of(self, name: str) -> Unit | None:
        return next((a.unit for a in self.axis.values() if a.name == name), None)

    def shown_unit(self, slot: str) -> Unit | None:
        a = self.axis.get(slot)
        return a.unit if a is not None else None

    def _axis(self, slot: str) -> Axis | None:
        return self.axis.get(slot) or next((a for a in self.axis.values() if a.name == slot), None)

    def scaled(self, slot: str, v: Value) -> Num:
        """A number of that axis in base units."""
        a = self.axis.get(slot)
        return v.n if a is None else a.base(v)

    @property
    def uneven(self) -> str:
        """The first axis that is logarithmic: lengths, angles and areas mean nothing here."""
        return next((a.name for a in self.axis.values() if a.log), "")

    def value_at(self, slot: str, n: Num) -> Num:
        """The number in base units that stands at a place of that axis."""
        a = self._axis(slot)
        return n if a is None else a.value(n)

    def scaled_range(self, slot: str, span: Span2) -> Span2:
        a = self.axis.get(slot)
        if a is None or (a.unit is None and not a.log):
            return span
        low, high = (Value(a.base(v), a.dim or NUMBER, v.origin, v.words, v.unit, v.digits, v.decimals, v.symbol) for v in (span.low, span.high))
        return Span2(low, high, span.step, span.text)

    def place(self, x: Value | None, y: Value | None) -> Point | None:
        """The place of two coordinates; None if one of them is not said."""
        if x is None or y is None:
            return None
        return Point(self.scaled("x", x), self.scaled("y", y))

    # ------------------------------------------------------------ window

    _window: tuple[int, Window] | None = None
    spent: list[int]
    """a count of the samples that its curves took"""

    @property
    def window(self) -> Window:
        """What is shown; on an evaluated copy it is worked out from the children where no range is given."""
        n = len(self.inside())
        if self._window is None or self._window[0] != n:
            self._window = n, Window(-4.0, 4.0, -3.0, 3.0, 66.0, 48.0)  # for what asks while it is found
            self._window = n, self.find_window()
        return self._window[1]

    def inside(self) -> Any:
        """What stands in it; while its block is read, what was read so far."""
        if self.children or self.__dict__.get("scope") is None:
            return self.children
        return self.scope.frame.elements  # type: ignore[attr-defined]

    def find_window(self) -> Window:
        raise NotImplementedError

    def ends(self, slot: str) -> tuple[float, float] | None:
        """The given range, as floats."""
        span = self.__dict__.get(slot)
        if not isinstance(span, Span2):
            return None
        a = self.axis[slot]
        low, high = (float(evaluate(a.base(v), {})) for v in (span.low, span.high))
        return (low, high) if math.isfinite(low) and math.isfinite(high) and low < high else None

    @property
    def to_mm(self) -> Callable[[float, float], tuple[float, float]]:
        """The same map, of two numbers: for many places of a drawing."""
        return self.window.mm

    def to_page(self, p: Point) -> Point:
        """Millimetres of its own rectangle, from the lower left corner of the window."""
        known = self._window
        w = known[1] if known is not None and known[0] == len(self.children) > 0 else self.window  # asked for each place of an ink
        return w.page(p)

    def clip(self, line: Straight) -> Straight:
        """The part of a line or ray in the window (itself, if it has none)."""
        found = straight_lines(line, self.window)
        if not found:
            return line
        (ax, ay), (bx, by) = found[0][0], found[0][-1]
        return Straight(Point(ax, ay), Point(bx, by), name=line.name, owner=line.owner)

    def from_mm(self, x: float, y: float) -> Point:
        """The data coordinates there, as far as they are known before anything is solved: where free points start."""
        return self.window.data(x + 6, y + 6)

    def evaluated(self, values: Any, done: dict[int, Any]) -> Any:
        fresh = id(self) not in done
        copy = super().evaluated(values, done)
        if fresh:
            copy._window, copy.spent = None, [0]
        return copy

    def gathered(self, page: Any) -> None:
        """Its block has been read: the size of a millimetre for what is drawn in page sizes."""
        w = self.window
        page.figure.constants[self.scope.frame.mm] = 2.0 / (w.kx + w.ky)  # type: ignore[attr-defined]

    def spot(self, slot: str) -> Spot | Ink | None:
        return None


class Axes(AxesFamily):
    """Coordinate axes; curves, regions, points and data stand in its block. Other names than x and y: `axes(t=0..10 s, v=0..5 m/s)`.

    ```figure
    axes(x=-2..2, y=-1..4) { curve(y=x^2) }
    ```
    """

    names_inside = ("x_axis", "y_axis")
    x: Span2 | None = span_of(positional=True, help="from where to where; without it what is drawn decides")
    y: Span2 | None = span_of(positional=True, help="from where to where")
    x_title: Words | None = text(help="what stands at the axis instead of its name")
    y_title: Words | None = text(help="what stands at the axis instead of its name")
    x_step: Value | None = number(prints=False, help="from tick to tick")
    y_step: Value | None = number(prints=False, help="from tick to tick")
    x_ticks: Any = data(None, help='exact ticks: values, or (value, "text"); none')
    y_ticks: Any = data(None, help='exact ticks: values, or (value, "text"); none')
    ticks: Any = data(None, help="exact ticks of the first axis; `none`: no ticks at all")
    x_scale: str = word("linear", "log", default="linear", help="even steps, or a decade as long as the next")
    y_scale: str = word("linear", "log", default="linear", help="even steps, or a decade as long as the next")
    grid: bool = truth(False, help="grid lines at the ticks")
    border: bool | None = truth(None, help="a frame around instead of crossing axes")  # type: ignore[arg-type]
    equal: bool | None = truth(None, help="one factor for both axes")  # type: ignore[arg-type]
    origin: Point | None = place(None, positional=False, help="where the axes cross")
    size: Any = data(None, help="width and height of the window in centimetres: (8, 6)")
    children: tuple[Element, ...] = ()

    WIDTH, HEIGHT = 66.0, 48.0

    def quiet(self) -> bool:
        """No numbers: what is drawn in it has none."""
        if self.x is not None or self.y is not None or not any(getattr(c, "schematic", False) for c in self.children):
            return False
        return not any(_has_numbers(c) for c in self.children)

    def sizes(self) -> tuple[float, float]:
        if isinstance(self.size, tuple) and len(self.size) == 2 and all(isinstance(v, Value) for v in self.size):
            w, h = (float(evaluate(v.n, {})) for v in self.size)
            return min(max(w, 1.5), 40.0) * 10, min(max(h, 1.0), 40.0) * 10
        wide = getattr(getattr(self.frame, "owner", None), "kind", "") in ("row", "grid", "panel")
        return (54.0, 42.0) if wide else (self.WIDTH, self.HEIGHT)

    def find_window(self) -> Window:
        xs, ys = self.ends("x"), self.ends("y")
        if xs is None:
            near = 0.0 if any(getattr(c, "hidden_axis", "") == "y" for c in self.inside()) else 0.4
            xs = self._held("x", [v for c in self.inside() for v in _hints(c, self, "hints_x", 0)], (-4.0, 4.0), near)
        if ys is None:
            ys = self._held("y", [v for c in self.inside() for v in _hints(c, self, "hints_y", 1, *xs)], (-3.0, 3.0), 0.65)
        width, height = self.sizes()
        a, b = self._measure()
        across, up = (xs[1] - xs[0]) / a, (ys[1] - ys[0]) / b
        if self.one_factor(across, up):
            k = min(width / across, (height if self.size is not None else height * 1.3) / up)
            width, height = k * across, k * up
        return Window(*xs, *ys, width, height)

    def _held(self, slot: str, values: list[float], default: tuple[float, float], near: float) -> tuple[float, float]:
        """What a window without a range holds; on a logarithmic axis whole decades."""
        if not self.axis[slot].log:
            return self._around(values, default, near)
        found = [v for v in values if math.isfinite(v)]
        shift = self.axis[slot].shift()
        low, high = (math.floor(min(found) - shift + 1e-9), math.ceil(max(found) - shift - 1e-9)) if found else (0, 3)
        return low + shift, max(high, low + 1) + shift

    @staticmethod
    def _around(values: list[float], default: tuple[float, float], near: float) -> tuple[float, float]:
        """The extent of numbers with some room; zero belongs to it if it lies nearer than `near` of the far end."""
        found = [v for v in values if math.isfinite(v)]
        if not found:
            return default
        low, high = min(found), max(found)
        if low == high:
            low, high = (min(low, 0.0), max(high, 0.0)) if low else (-1.0, 1.0)
        if 0 < low < near * high:
            low = 0.0
        if near * low < high < 0:
            high = 0.0
        a, b = padded(low, high, 0.1)
        return (0.0 if low == 0 and not any(v < 0 for v in found) else a), (0.0 if high == 0 and not any(v > 0 for v in found) else b)

    def _measure(self) -> tuple[float, float]:
        """What one factor makes as long as each other: the unit that each axis shows where they measure different things, else their base units."""
        x, y = self.axis["x"], self.axis["y"]
        if (x.dim or NUMBER) == (y.dim or NUMBER):
            return 1.0, 1.0
        return tuple(float(evaluate(axis.unit.factor, {})) if axis.unit is not None else 1.0 for axis in (x, y))  # type: ignore[return-value]

    def one_factor(self, across: float, up: float) -> bool:
        """Does a step of one axis have to be as long as on the other? across, up: what the window shows, in `_measure`."""
        if self.equal is not None:
            return self.equal
        if not 1 / 8 < across / up < 8 or any(a.log for a in self.axis.values()):
            return False
        x, y = self.axis["x"], self.axis["y"]
        if (x.dim or NUMBER) != (y.dim or NUMBER):
            a, b = self._measure()
            return any(_round_in_numbers(c, x.var, y.var, a, b) for c in self.inside())
        if (x.unit.text if x.unit else "") != (y.unit.text if y.unit else ""):
            return False
        return any(_needs_one_factor(c) for c in self.inside())

    @anchor
    def center(self) -> Point:
        """Where the axes cross."""
        return self.origin if isinstance(self.origin, Point) else Point(0, 0)

    @anchor
    def x_axis(self) -> Straight:
        """The horizontal axis, as a line."""
        return Straight(Point(0, 0), Point(1, 0), True, True, name="the x-axis")

    @anchor
    def y_axis(self) -> Straight:
        """The vertical axis, as a line."""
        return Straight(Point(0, 0), Point(0, 1), True, True, name="the y-axis")

    def draw(self) -> Iterator[Ink]:
        yield from Board(self).draw()

    def inspect(self) -> Iterator[Diagnostic]:
        w = self.window
        uneven = self.uneven
        for child in self.children:
            if uneven and child.kind in _EVEN:
                yield NoEvenSteps(child.span, child.kind.replace("_", " "), uneven)
            at = child.__dict__.get("at")
            if child.kind != "point" or not child.drawn or not isinstance(at, Point) or w.holds(float(at.x), float(at.y), 0.6):
                continue
            for slot, n, low, high in (("x", float(at.x), w.x0, w.x1), ("y", float(at.y), w.y0, w.y1)):
                span, axis = self.__dict__.get(slot), self.axis[slot]
                if isinstance(span, Span2) and not low <= n <= high:
                    v, a, b = axis.shown(n), axis.shown(low), axis.shown(high)
                    unit = span.high.unit or span.low.unit
                    step = nice_step(max(b, v) - min(a, v), 8)
                    ends = min(a, math.floor(v / step) * step), max(b, math.ceil(v / step) * step)
                    wider = f"{ends[0]:.6g}..{ends[1]:.6g}" + (f" {unit.text}" if unit is not None else "")
                    yield OutsideTheRange(child.span, child.name or "this point", axis.name, f"{v:.6g}", span.text, wider)
                    break

    def describe(self) -> str:
        return f"axes of {self.axis['x'].name} and {self.axis['y'].name}" if self.__dict__.get("axis") else "axes"


_EVEN = frozenset({"area_under", "bar", "histogram", "normal_curve", "partition", "riemann", "rotation_axis", "slope_field", "tangent_line", "vector_field"})
"""kinds that need even steps"""


def _hints(child: Element, axes: Axes, name: str, which: int, *more: float) -> Iterable[float]:
    """Numbers that the window should hold."""
    own = getattr(child, name, None)
    if own is not None:
        return own(axes, *more)  # type: ignore[no-any-return]
    return [v for p in places_of(child) for v in (_plain(p.x if which == 0 else p.y),) if v is not None]


def _has_numbers(child: Element) -> bool:
    """Does it say numbers of the axes?"""
    if getattr(child, "schematic", False):
        return False
    space = child.__dict__
    return isinstance(space.get("x"), Value) or isinstance(space.get("y"), Value) or hasattr(child, "hints_x")


def _plain(n: Num) -> float | None:
    v = float(evaluate(n, {}))
    return v if math.isfinite(v) else None


def _needs_one_factor(child: Element) -> bool:
    shading = getattr(child, "shading", None)
    if shading is not None and shading.round():
        return True
    return child.kind in ("angle_mark", "right_angle") or child.family == "body" or (child.drawn and isinstance(getattr(child, "curve", None), Round))


def _round_in_numbers(child: Element, x: Var, y: Var, a: float, b: float) -> bool:
    """Is it a circle in the numbers that the axes show? a, b: one of what each shows, in base units."""
    curve = getattr(child, "curve", None)
    if getattr(curve, "form", "") != "F" or not child.drawn:
        return False
    p = polynomial(curve.first, (x, y), 2)  # type: ignore[union-attr]
    if p is None or p.get((1, 1), 0) != 0:
        return False
    m, n = (float(evaluate(p.get(key, 0), {})) for key in ((2, 0), (0, 2)))
    return m != 0 and math.isclose(m * a * a, n * b * b, rel_tol=1e-9)
