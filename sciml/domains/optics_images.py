"""Images by lenses and mirrors, and the rays that construct them. s and s′ are positive where light really is: an image is virtual where s′ < 0."""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot
from typing import Any, ClassVar

from ..author import (
    LENGTH,
    Arrow,
    Beside,
    Diagnostic,
    Element,
    Gauge,
    Ink,
    Look,
    Maker,
    Num,
    Point,
    Relation,
    Spot,
    Vector,
    anchor,
    number,
    part,
    path_shape,
    quantity,
    styled,
)
from .optics import ObjectArrow
from .optics_laws import CURVED, THIN, Imaged
from .optics_lenses import Lens, Mirror
from .optics_light import called, traced

__all__ = ["AtFocus", "Image", "PrincipalRays"]


class AtFocus(Diagnostic):
    """An object in the focus has no image at any finite distance: the lens or mirror equation 1/f = 1/s + 1/s' has no solution s'.

    ```wrong
    L = lens(f=10 cm)
    o = object_arrow(L, distance=10 cm)
    image(o, L)
    ```
    ```right
    L = lens(f=10 cm)
    o = object_arrow(L, distance=15 cm)
    image(o, L)
    ```
    """

    code = "OPT401"
    says = "{object} stands in the focus of {glass}: {law} puts its image at infinity"
    help = "leave the image out, or move the object"
    object: str
    glass: str
    law: str


class Image(ObjectArrow):
    """The image of an object (or of an image) by a lens or mirror: computed, drawn because it is declared; dashed where it is virtual.

    ```figure
    L = lens(f=10 cm)
    o = object_arrow(L, distance=15 cm, height=3 cm)
    i = image(o, L)
    check distance(i, L) == 30 cm
    ```
    """

    of: Any = part(ObjectArrow, help="the object, or the image that another lens or mirror makes")
    by: Any = part((Lens, Mirror), help="the lens or mirror")
    distance: Any = quantity(LENGTH, help="s', from the lens or mirror, negative if virtual: a fact")
    height: Any = quantity(LENGTH, help="negative if it is upside down: a fact")
    magnification: Any = number(help="negative if it is upside down: a fact")
    prints_name = False
    signs: ClassVar[dict[str, str]] = {"magnification": "m"}

    def settle(self, make: Maker) -> None:
        self.origin, self.turn = Point(0, 0), 0

    def setup(self, make: Maker) -> None:
        o, g = self.of, self.by
        b = g.axis.left()
        w = -g.front if g.folds else getattr(o, "onward", None) or (g.axis if make.guess((g.center - o.foot).dot(g.axis)) >= 0 else -g.axis)
        s = (g.center - o.foot).dot(w)
        self.onward: Vector = -w if g.folds else w
        h = b.dot(o.tip - o.foot)
        if g.folds and g.flat:
            self.away: Num = -s
            self.ratio: Num = 1
        else:
            self.away = g.focal * s / (s - g.focal)
            self.ratio = g.focal / (g.focal - s)
        self.infinite = abs(make.guess(s - g.focal)) <= 1e-9 * abs(make.guess(s)) if not (g.folds and g.flat) else False
        if self.infinite:
            self.away = 60 * self.mm
            self.ratio = 1
        p = g.center + self.onward * self.away
        self.origin = Point(p.x, p.y)
        self.turn = g.turn
        self.half = self.ratio * h
        self.size = (self.mm, 0)
        self.extremes = (self.tip, self.foot)
        if self.height is not None:
            make.across(self.height.n)

    def rules(self) -> Iterator[Relation]:
        law = CURVED if self.by.folds else THIN
        name = self.name or f"the image of {called(self.of)}"
        if self.distance is not None:
            yield Imaged(self.away, self.distance, 1, "the distance", law, name)
        if self.height is not None:
            yield Imaged(self.half, self.height, 1, "the height", law, name)
        if self.magnification is not None:
            yield Imaged(self.ratio, self.magnification, 0, "the magnification", law, name)

    def inspect(self) -> Iterator[Diagnostic]:
        if self.infinite:
            yield AtFocus(self.span, called(self.of), called(self.by), CURVED if self.by.folds else THIN)

    @property
    def virtual(self) -> bool:
        return float(self.away) < 0

    def spot(self, slot: str) -> Spot | Gauge | None:
        up = self.axis.left()
        if slot == "distance":
            return Gauge(self.by.center, self.foot, (), along=self.axis, side=-up)
        if slot == "height":
            return Gauge(self.foot, self.tip, (), side=self.axis)
        high = self.tip if float(self.half) > 0 else self.foot
        low = self.foot if float(self.half) > 0 else self.tip
        return Beside(low, toward=-up) if float(self.half) < 0 else Beside(high, toward=up)

    def draw(self) -> Iterator[Ink]:
        look = styled(self, layer="mark", weight="bold", **({"dash": "dashed"} if self.virtual else {}))
        yield Arrow(self.foot, self.tip, role="object", look=look)


class PrincipalRays(Element):
    """The rays that construct an image: parallel to the axis, through the middle, through the focus. They run on to the image if it is declared.

    ```figure
    L = lens(f=8 cm)
    o = object_arrow(L, distance=12 cm, height=3 cm)
    principal_rays(o, L)
    image(o, L)
    ```
    """

    family = "mark"

    of: Any = part(ObjectArrow, help="the object")
    by: Any = part((Lens, Mirror), help="the lens or mirror")

    def setup(self, make: Maker) -> None:
        pass

    @anchor
    def center(self) -> Point:
        """Where they begin."""
        return self.of.tip  # type: ignore[no-any-return]

    def spot(self, slot: str) -> Spot:
        return Beside(self.of.tip)

    def _heights(self) -> list[float]:
        """Where the rays meet the plane of the lens or mirror, over its axis."""
        g, tip = self.by, self.of.tip
        b = g.axis.left()
        y = float(b.dot(tip - g.center))
        x = abs(float(g.axis.dot(tip - g.center)))
        if getattr(g, "flat", False) or not g.has_foci():
            return [y, 0.0]
        f = float(g.focal)
        out = [y, 0.0]
        if abs(x - f) > 1e-6 * (x + abs(f)):
            toward = -f * y / (x - f)
            if abs(toward) < 2.6 * max(abs(y), 6 * float(self.mm)):
                out.append(toward)
        return out

    @property
    def met(self) -> tuple[tuple[Point, str], ...]:
        """Where they meet the glass, so that it is drawn high enough."""
        b, g = self.by.axis.left(), self.by
        return tuple((g.center + b * y, g.id) for y in self._heights())

    def _before_image(self, w: Vector, most: float) -> float:
        """How far rays run on where no image is declared: they do not meet, since this would show it."""
        g = self.by
        if getattr(g, "flat", False):
            return most
        s, f = float(w.dot(g.center - self.of.foot)), float(g.focal)
        away = f * s / (s - f) if s != f else 0.0
        return min(most, 0.6 * away) if away > 0 else most

    def draw(self) -> Iterator[Ink]:
        found = next((e for e in self.frame.elements if isinstance(e, Image) and e.of.id == self.of.id and e.by.id == self.by.id), None)
        g, tip, mm = self.by, self.of.tip, float(self.mm)
        b = g.axis.left()
        w = _onward(self.of, g)
        out = -w if g.folds else w
        for y in self._heights():
            hit = g.center + b * y
            seen = g.on_face(hit) if g.folds else hit
            yield from traced((tip, seen), styled(self, weight="thin", layer="line"), mm)
            run = hit - tip
            slope = float(b.dot(run)) / max(abs(float(w.dot(run))), 1e-300)
            slope -= 0.0 if getattr(g, "flat", False) else y / float(g.focal)
            way = (out + b * slope) * (1 / hypot(1, slope))
            reach = self._before_image(w, 26 * mm)
            if found is not None:
                away = float(out.dot(found.foot - g.center))
                reach = away * hypot(1, slope) + 5 * mm if away > 0 else reach
                if away < 0:
                    yield path_shape((seen, found.tip), Look(weight="thin", dash="dashed", layer="line", color=self.style.color or "ink"), obstacle=True)
            yield from traced((seen, hit + way * reach), styled(self, weight="thin", layer="line"), mm)


def _onward(thing: Any, g: Any) -> Vector:
    """The way the light of an object goes at a lens or mirror, over floats."""
    if g.folds:
        return -g.front  # type: ignore[no-any-return]
    own = getattr(thing, "onward", None)
    if isinstance(own, Vector):
        return own
    return g.axis if float(g.axis.dot(g.center - thing.foot)) >= 0 else -g.axis  # type: ignore[no-any-return]
