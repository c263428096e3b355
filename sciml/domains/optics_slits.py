"""Slits, gratings and what they make on a screen: fringes by order, and the pattern of the light.

```sciml
d = double_slit(separation=0.144 mm)
s = screen(d, distance=2.11 m)
P = fringes(d, s, order=3, wavelength=665 nm)
```
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import cos, pi, sin
from typing import Any, ClassVar

from ..author import (
    LENGTH,
    WAVE_NUMBER,
    Beside,
    Diagnostic,
    Dot,
    Element,
    Gauge,
    Ink,
    Maker,
    Num,
    Point,
    Relation,
    Run,
    Shape,
    Spot,
    Value,
    Vector,
    Words,
    Zero,
    absolute,
    anchor,
    count,
    number,
    part,
    path_shape,
    quantity,
    sqrt,
    styled,
    word,
)
from .optics import LightSource, OnAxis, Screen

__all__ = ["BadOrder", "Diffracts", "DoubleSlit", "Fringes", "Grating", "Opening", "Pinhole", "Slit"]

SPACING = 8.0
"""page millimetres between fringes of which nothing says how far they are apart"""
REACH = 26.0
"""page millimetres from the axis that the farthest fringe of a drawing takes that is not to scale"""


class Opening(OnAxis):
    """Family of plates with openings that light passes."""

    kind = ""
    never_true = True
    """no drawing of an opening through which light spreads can be true to scale"""
    high = 21.0
    thick = 1.6
    usual: ClassVar[dict[str, float]] = {}
    sharp = True
    """its fringes are counted from bright ones"""

    def setup(self, make: Maker) -> None:
        super().setup(make)
        self.bases: tuple[Any, ...] = ()

    def period(self) -> Value | None:
        """The length that sets its fringes: the separation of slits, or the width of one."""
        raise NotImplementedError

    def openings(self) -> list[tuple[float, float]]:
        """From where to where it is open, over the axis, over floats."""
        raise NotImplementedError

    def base(self, make: Maker, screen: Any, wavelength: Value | None) -> tuple[Num, Value | None]:
        """How far apart its fringes are on a screen for the first wavelength that is asked, and that wavelength: λL/d if all is given, else free."""
        for screen_id, known, first in self.bases:
            if screen_id == screen.id and (first is None) == (wavelength is None):
                return known, first
        d, long = self.period(), screen.distance
        given = [v for v in (d, long, wavelength) if isinstance(v, Value) and v.words and v.origin.name == "GIVEN"]
        if len(given) == 3 and d is not None and wavelength is not None:
            made = make.follows("the spacing of the fringes", wavelength.n * long.n / d.n, SPACING)
        else:
            made = make.free(f"spacing{len(self.bases)}", SPACING * self.mm, low=0, scale=4 * self.mm)
        self.bases = (*self.bases, (screen.id, made, wavelength))
        return made, wavelength

    def draw(self) -> Iterator[Ink]:
        w, h = self.thick * float(self.mm) / 2, float(self.half)
        edges = [-h, *(y for pair in self.openings() for y in pair), h]
        look = styled(self, fill="dark", weight="thin")
        for low, high in zip(edges[::2], edges[1::2], strict=True):
            yield path_shape((self.to(-w, low), self.to(w, low), self.to(w, high), self.to(-w, high)), look, closed=True)

    def _across(self, low: float, high: float) -> Gauge:
        """A dimension of its openings, on the side that the light comes from."""
        x = -self.thick * float(self.mm) / 2
        return Gauge(self.to(x, low), self.to(x, high), (), side=-self.axis)

    def spot(self, slot: str) -> Spot | Gauge | None:
        if slot == "label":
            return Beside(self.top, toward=self.axis.left())
        return super().spot(slot)


class Slit(Opening):
    """A single slit, seen from the side: a plate with one opening.

    ```figure
    a = slit(width=0.10 mm)
    s = screen(a, distance=2.0 m)
    fringes(a, s, wavelength=633 nm)
    ```
    """

    usual: ClassVar[dict[str, float]] = {"width": 6.0}
    aliases: ClassVar[tuple[str, ...]] = ("single_slit", "aperture")
    sharp = False
    gap: ClassVar[float] = 6.0
    """page millimetres that it is drawn open"""

    width: Any = quantity(LENGTH, help="of its opening")

    def setup(self, make: Maker) -> None:
        super().setup(make)
        if self.width is not None and self.width.words:
            make.seen(self.width.n, self.gap)
        self.open: Num = self.width.n / 2 if self.width is not None and self.width.words else Fraction(self.gap) / 2 * self.mm

    def period(self) -> Value | None:
        return self.width  # type: ignore[no-any-return]

    def openings(self) -> list[tuple[float, float]]:
        a = float(self.open)
        return [(-a, a)]

    def spot(self, slot: str) -> Spot | Gauge | None:
        if slot == "width":
            return self._across(-float(self.open), float(self.open))
        return super().spot(slot)


class Pinhole(Slit):
    """A plate with a hole so small that it lets one thin beam pass.

    ```figure
    p = pinhole()
    screen(p, distance=10 cm)
    ```
    """

    aliases = ()
    gap = 1.5
    usual: ClassVar[dict[str, float]] = {"width": 1.5}


class DoubleSlit(Opening):
    """Two narrow slits in a plate, seen from the side.

    ```figure
    d = double_slit(separation=0.144 mm)
    s = screen(d, distance=2.11 m)
    fringes(d, s, order=3, wavelength=665 nm)
    ```
    """

    anchors: ClassVar[tuple[str, ...]] = ("S1", "S2")
    usual: ClassVar[dict[str, float]] = {"separation": 11.0}

    separation: Any = quantity(LENGTH, help="from slit to slit")
    width: Any = quantity(LENGTH, of_drawing=False, help="of each slit")
    signs: ClassVar[dict[str, str]] = {"width": "a"}

    def setup(self, make: Maker) -> None:
        super().setup(make)
        known = self.separation is not None and bool(self.separation.words)
        if known:
            make.seen(self.separation.n, 11.0)
        self.apart: Num = self.separation.n / 2 if known else Fraction(11, 2) * self.mm

    @property
    def S1(self) -> Point:
        """The upper slit."""
        return self.to(0, self.apart)

    @property
    def S2(self) -> Point:
        """The lower slit."""
        return self.to(0, -self.apart)

    def period(self) -> Value | None:
        return self.separation  # type: ignore[no-any-return]

    def openings(self) -> list[tuple[float, float]]:
        d = float(self.apart)
        a = min(0.9 * float(self.mm), 0.5 * d)
        return [(-d - a, -d + a), (d - a, d + a)]

    def spot(self, slot: str) -> Spot | Gauge | None:
        if slot == "separation":
            return self._across(-float(self.apart), float(self.apart))
        if slot == "width":
            return Beside(self.bottom, toward=-self.axis.left())
        return super().spot(slot)


class Grating(Opening):
    """A diffraction grating: a plate with many slits; `lines=` a length, or `spacing=` from slit to slit.

    ```figure
    g = grating(lines=600 mm^-1)
    screen(g, distance=1.0 m)
    ```
    """

    lines: Any = quantity(WAVE_NUMBER, help="slits a length: 600 mm^-1")
    spacing: Any = quantity(LENGTH, of_drawing=False, help="from slit to slit")
    signs: ClassVar[dict[str, str]] = {"spacing": "d"}

    def period(self) -> Value | None:
        if self.spacing is not None:
            return self.spacing  # type: ignore[no-any-return]
        if self.lines is None:
            return None
        return Value(1 / self.lines.n, LENGTH, self.lines.origin, self.lines.words)

    def openings(self) -> list[tuple[float, float]]:
        mm = float(self.mm)
        return [((k - 0.35) * 2 * mm, (k + 0.35) * 2 * mm) for k in range(-8, 9)]

    def spot(self, slot: str) -> Spot | Gauge | None:
        if slot in ("lines", "spacing"):
            return Beside(self.bottom, toward=-self.axis.left())
        return super().spot(slot)


class BadOrder(Diagnostic):
    """Minima of a single slit are counted 1, 2 ... on either side; in the middle of its pattern, order 0, is the maximum.

    ```wrong
    a = slit(width=0.10 mm)
    s = screen(a, distance=2.0 m)
    fringes(a, s, order=0, light=dark)
    ```
    ```right
    a = slit(width=0.10 mm)
    s = screen(a, distance=2.0 m)
    fringes(a, s, order=1, light=dark)
    ```
    """

    code = "OPT206"
    says = "a pattern has no dark fringe of order 0: in its middle it is bright"
    help = "dark fringes are counted order=1, 2 ..., on the other side order=-1; the middle is light=bright, order=0"


class OnOrder(Relation):
    """Where a fringe lies: by the law that names it, measured from the middle of the screen."""

    shape = False
    role = "law"

    def __init__(self, at: Point, screen: Any, order: Num, wavelength: Num, long: Num, gap: Num, law: str, name: str) -> None:
        self.at, self.middle, self.up = at, screen.center, screen.axis.left()
        self.order, self.wavelength, self.long, self.gap, self.law, self.called = order, wavelength, long, gap, law, name

    def residuals(self) -> Iterator[Zero]:
        return iter(())

    def holds(self) -> Iterator[Zero]:
        y = self.up.dot(self.at - self.middle)
        yield Zero((y * self.gap - self.order * self.wavelength * self.long) / (absolute(self.order * self.wavelength * self.long) + absolute(y * self.gap)), 0)

    def phrase(self) -> str:
        return f"{self.law} for {self.called}"


class Diffracts(Relation):
    """The direction of a maximum of a grating: d sin θ = mλ. Source: J. von Fraunhofer 1821."""

    shape = False
    role = "law"

    def __init__(self, at: Point, screen: Any, start: Point, order: Num, wavelength: Num, period: Num, name: str) -> None:
        self.at, self.start, self.axis, self.order, self.wavelength, self.period, self.called = at, start, screen.axis, order, wavelength, period, name

    def residuals(self) -> Iterator[Zero]:
        return iter(())

    def holds(self) -> Iterator[Zero]:
        v = self.at - self.start
        yield Zero(self.axis.cross(v) / v.length - self.order * self.wavelength / self.period, 0)

    def phrase(self) -> str:
        return f"d sin θ = mλ for {self.called}"


class NoSuchOrder(Diagnostic):
    """A grating has maxima only where d sin θ = mλ has a solution: mλ less than d.

    ```wrong
    g = grating(lines=600 mm^-1)
    s = screen(g, distance=1.0 m)
    fringes(g, s, order=3, wavelength=633 nm)
    ```
    ```right
    g = grating(lines=600 mm^-1)
    s = screen(g, distance=1.0 m)
    fringes(g, s, order=2, wavelength=633 nm)
    ```
    """

    code = "OPT403"
    says = "there is no maximum of order {order}: d sin θ = mλ would ask for sin θ above 1"
    help = "take a lower order, a shorter wavelength or a coarser grating"
    order: str


class Fringes(Element):
    """A fringe on a screen: `order=3` (`light=dark` for a dark one), of one wavelength. Without an order the whole pattern, drawn beside the screen.

    ```figure
    d = double_slit(separation=0.144 mm)
    s = screen(d, distance=2.11 m)
    C = fringes(d, s, order=0, label="central fringe")
    P = fringes(d, s, order=3, wavelength=665 nm, color=red)
    ```
    """

    family = "point"
    prints_name = True
    fringe = True
    tints = True
    """its words have its colour"""
    beyond = False
    """True: its grating has no such order."""
    signs: ClassVar[dict[str, str]] = {"wavelength": "λ"}

    of: Any = part((Slit, DoubleSlit, Grating), help="the slits")
    screen: Any = part(Screen, help="where it falls")
    order: Any = number(help="0 in the middle, negative on the other side; printed as m = 3", prints=False)
    wavelength: Any = quantity(LENGTH, of_drawing=False, help="of the light")
    light: Any = word("bright", "dark", help="bright, except at a single slit")
    orders: Any = count(3, at_least=1, at_most=12, help="of a whole pattern: how many on each side")

    def misuse(self) -> Iterator[Diagnostic]:
        if self.order is not None and self.dark and isinstance(self.order.n, (int, Fraction)) and self.order.n == 0:
            yield BadOrder(self.span)

    @property
    def dark(self) -> bool:
        """Minima: asked for, or at a single slit, whose maxima lie at no whole orders."""
        if self.light is not None:
            return bool(self.light == "dark")
        zero = self.order is not None and isinstance(self.order.n, (int, float, Fraction)) and self.order.n == 0
        return not self.of.sharp and not zero

    def steps(self) -> Num:
        """How many spacings from the middle."""
        if self.order is None:
            return 0
        m = self.order.n
        half = Fraction(1, 2) * (1 if not isinstance(m, (int, float, Fraction)) or m > 0 else -1)
        if self.of.sharp:
            return m - half if self.dark else m
        if self.dark:
            return m
        return m if isinstance(m, (int, float, Fraction)) and m == 0 else m + half

    def setup(self, make: Maker) -> None:
        if self.wavelength is None:
            self.wave: Value | None = next((e.wavelength[0] for e in self.frame.elements if isinstance(e, LightSource) and e.wavelength), None)
        else:
            self.wave = self.wavelength
        wave = self.wave
        if isinstance(self.of, Grating) and self.order is not None and self._far(make, wave):
            return
        base, first = self.of.base(make, self.screen, wave)
        ratio: Num = 1
        if wave is not None and first is not None and first is not wave:
            make.adopt(wave, 5e-7, low=0)
            ratio = wave.n / first.n
        self.make, self.base = make, base
        self.step: Num = base * ratio
        up = self.screen.axis.left()
        p = self.screen.center + up * (self.step * self.steps())
        self.at = Point(p.x, p.y, name=self.name, owner=self)
        self.extremes: tuple[Point, ...] = ()
        if self.order is None:
            far = self.step * (self.orders + 0.5)
            self.extremes = (self.screen.center + up * far, self.screen.center + up * -far)

    def _far(self, make: Maker, wave: Value | None) -> bool:
        """A grating sends light far aside: y = L tan θ with d sin θ = mλ, if all is given."""
        d, long = self.of.period(), self.screen.distance
        if not all(isinstance(v, Value) and v.words and v.origin.name == "GIVEN" for v in (d, long, wave)) or not _known(self.steps()):
            return False
        assert wave is not None and d is not None
        self.sine: Num = self.steps() * wave.n / d.n
        if abs(make.guess(self.sine)) >= 1:
            self.beyond, self.sine = True, 0
        y = long.n * self.sine / sqrt(1 - self.sine * self.sine)
        far = make.follows("the height of the fringe", absolute(y), max(2.0, abs(SPACING * float(self.steps())))) if self.steps() else 0
        sense = 1 if float(self.steps()) > 0 else -1
        p = self.screen.center + self.screen.axis.left() * (far * sense)
        self.at, self.extremes = Point(p.x, p.y, name=self.name, owner=self), ()
        self.base, self.step, self.make = far, far, make
        return True

    @anchor
    def center(self) -> Point:
        return self.at

    @property
    def gauge_side(self) -> Vector:
        """Where dimensions from it stand: beyond the screen, but before it where a pattern is drawn there."""
        return -self.screen.axis if self._beside_pattern() else self.screen.axis  # type: ignore[no-any-return]

    def _beside_pattern(self) -> bool:
        return any(isinstance(e, Fringes) and e.order is None and e.drawn and e.screen.id == self.screen.id for e in self.frame.elements)

    def inspect(self) -> Iterator[Diagnostic]:
        if self.beyond:
            yield NoSuchOrder(self.span, f"{float(self.order.n):g}")

    def wishes(self) -> Iterator[Relation]:
        """Once all fringes are known: the farthest one fits the screen of a drawing that is not to scale."""
        mine = [e for e in self.frame.elements if isinstance(e, Fringes) and e.base is self.base]
        if mine and mine[0] is self:
            unit = self.make.guess(self.base)
            far = max(
                (abs(self.make.guess(e.step)) * (abs(float(e.steps())) if e.order is not None and _known(e.steps()) else e.orders + 0.5) for e in mine),
                default=0.0,
            )
            if far > 0 and unit > 0:
                self.make.seen(self.base, min(SPACING, 0.85 * REACH * unit / far) if far / unit > 1 else SPACING)
        return iter(())

    def claims(self) -> Iterator[Relation]:
        d, long, wave = self.of.period(), self.screen.distance, self.wave
        known = all(isinstance(v, Value) and v.words and v.origin.name == "GIVEN" for v in (d, long, wave))
        if self.order is not None and known and _known(self.steps()) and self.steps() != 0:
            assert wave is not None and d is not None
            if isinstance(self.of, Grating):
                if not self.beyond:
                    yield Diffracts(self.at, self.screen, self.of.center, self.steps(), wave.n, d.n, self.name or "the fringe")
                return
            law = "y = mλL/a" if not self.of.sharp else "y = (m − 1/2)λL/d" if self.dark else "y = mλL/d"
            assert wave is not None and d is not None
            yield OnOrder(self.at, self.screen, self.steps(), wave.n, long.n, d.n, law, self.name or "the fringe")

    def equations(self) -> list[tuple[Words, str]]:
        """Its order."""
        if self.order is None or "order" in self.style.hide:
            return []
        text = self.order.words or ((Run(self.order.symbol, math=True),) if self.order.symbol else ())
        if text and not any("m" in r.text and "=" in r.text for r in self.style.label or ()):
            return [((Run("m", math=True), Run(" = "), *text), "order")]
        return []

    def spot(self, slot: str) -> Spot:
        ahead = self.screen.axis
        if self.order is None:
            top = self.screen.center + self.screen.axis.left() * float(self.screen.half)
            return Beside(top + ahead * (8 * float(self.mm)), toward=ahead)
        return Beside(self.at, toward=-ahead) if self._beside_pattern() else Beside(self.at + ahead * (1.6 * float(self.mm)), toward=ahead)

    def draw(self) -> Iterator[Ink]:
        if self.order is not None:
            mm, a, b = float(self.mm), self.screen.axis, self.screen.axis.left()
            if self.dark:
                yield Dot(self.at, look=styled(self, layer="mark"))
            else:
                p, h = self.at, b * (0.9 * mm)
                yield path_shape(
                    (p + -h, p + h, p + h + a * (1.2 * mm), p + -h + a * (1.2 * mm)),
                    styled(self, layer="mark", fill=self.style.color or "paper"),
                    closed=True,
                )
            return
        yield from self._pattern()

    def _pattern(self) -> Iterator[Ink]:
        """The intensity beside the screen, over the height."""
        mm, a, b, c = float(self.mm), self.screen.axis, self.screen.axis.left(), self.screen.center
        step = float(self.step)
        mine = [e for e in self.frame.elements if isinstance(e, Fringes) and e.order is None and e.screen.id == self.screen.id]
        far = min(max(float(e.step) * (e.orders + 0.5) for e in mine), float(self.screen.half))
        n = max(80, int(24 * far / step))
        points = []
        for k in range(n + 1):
            y = -far + 2 * far * k / n
            points.append(c + b * y + a * (2.4 * mm + 11 * mm * _intensity(y / step, self.of.sharp)))
        look = styled(self, weight="normal", layer="line")
        yield Shape("M" + "L" * n, tuple(points), look)


def _known(x: Any) -> bool:
    return isinstance(x, (int, float, Fraction))


def _intensity(t: float, sharp: bool) -> float:
    """At t spacings from the middle: of two slits under a wide envelope, or of one, its side maxima raised so that they are seen."""
    if sharp:
        x = pi * t / 5.5
        return cos(pi * t) ** 2 * ((sin(x) / x) ** 2 if x else 1.0)
    x = pi * t
    return abs(sin(x) / x) ** 1.2 if x else 1.0
