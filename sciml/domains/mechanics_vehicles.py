"""Things on wheels, and people: cart, person, vehicle.

```sciml
g = ground()
c = cart(on=g, mass=3.0 kg)
p = person(on=g, height=1.7 m, right_of=c, facing=left)
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ..author import (
    LENGTH,
    MASS,
    PI,
    Beside,
    Dot,
    Gauge,
    Inside,
    Look,
    Maker,
    Num,
    Point,
    Positive,
    Relation,
    Rests,
    Shape,
    Spot,
    Vector,
    Zero,
    absolute,
    anchor,
    disc_shape,
    maximum,
    minimum,
    path_shape,
    quantity,
    styled,
    word,
)
from .mechanics import Block
from .mechanics_rods import Rod
from .mechanics_solid import Solid

__all__ = ["Cart", "Person", "Vehicle"]

BUMPER = 3.4
"""page millimetres"""


class Cart(Block):
    """A cart on two wheels; its deck carries things.

    ```figure
    g = ground()
    c = cart(on=g, mass=3.0 kg)
    ball(on=c)
    ```
    """

    aliases = ("trolley", "flatcar")
    wide, tall = 24.0, 11.0
    usual: ClassVar[dict[str, float]] = {"width": wide, "height": tall}

    @property
    def wheel(self) -> Num:
        """Radius of its wheels."""
        return self.size[1] * 0.19

    @anchor
    def center(self) -> Point:
        """Middle of its box."""
        return self.to(0, (self.size[1] + 1.6 * self.wheel) / 2)

    @anchor
    def left(self) -> Point:
        """Middle of the left end of its box."""
        return self.to(-self.size[0] / 2, (self.size[1] + 1.6 * self.wheel) / 2)

    @anchor
    def right(self) -> Point:
        return self.to(self.size[0] / 2, (self.size[1] + 1.6 * self.wheel) / 2)

    @property
    def box(self) -> tuple[Point, ...]:
        w, h = self.size
        low = 1.6 * self.wheel
        return self.to(-w / 2, low), self.to(w / 2, low), self.to(w / 2, h), self.to(-w / 2, h)

    def spot(self, slot: str) -> Spot | Gauge | None:
        return super().spot(slot) if slot in ("width", "height") else Inside(self.box, self.center)

    def draw(self) -> Iterator[Any]:
        w, r = float(self.size[0]), float(self.wheel)
        yield path_shape(self.box, styled(self, fill="light"), closed=True)
        for x in (-0.29 * w, 0.29 * w):
            yield disc_shape(self.to(x, r), r, styled(self, fill="paper"))
            yield Dot(self.to(x, r), 0.8)


class Person(Solid):
    """A standing person. `eye_height=` and `height=` are the problem's lengths.

    ```figure
    g = ground()
    p = person(on=g, height=1.7 m, facing=left)
    ```
    """

    aliases = ("man", "woman", "boy", "girl", "child", "observer")
    usual: ClassVar[dict[str, float]] = {"height": 18.0, "eye_height": 17.0}

    height: Any = quantity(LENGTH)
    eye_height: Any = quantity(LENGTH, help="of the eyes above the feet")
    mass: Any = quantity(MASS)

    def setup(self, make: Maker) -> None:
        if self.height is not None:
            h = self.height.n
        elif self.eye_height is not None:
            h = self.eye_height.n / 0.93
        else:
            h = self.fitting(make, 18.0, 7.0)
        self.size = (h * 0.3, h)
        self.slide()
        if isinstance(self.host, Rod):  # upright however a ladder or plank leans, with the hand to its higher end
            d = self.host.end - self.host.start
            self.turn, self.__dict__["_axis"] = 0, Vector(1, 0)
            if self.facing is None:
                self.looks_first = -1 if make.guess(d.x) * make.guess(d.y) < 0 else 1
        self.eye_level: Num = self.eye_height.n if self.eye_height is not None else h * 0.93

    @anchor
    def eye(self) -> Point:
        """The eyes."""
        return self.to(self.looks * self.size[1] * 0.045, self.eye_level)

    @anchor
    def head(self) -> Point:
        """Middle of the head."""
        return self.to(0, self.size[1] * 0.925)

    @anchor
    def feet(self) -> Point:
        return self.origin

    @anchor
    def hand(self) -> Point:
        """The hand stretched out in front."""
        return self.to(self.looks * self.size[1] * 0.27, self.size[1] * 0.68)

    def spot(self, slot: str) -> Spot | Gauge | None:
        if slot in ("height", "eye_height"):
            x = -self.looks * self.size[0] / 2
            top = self.size[1] if slot == "height" else self.eye_level
            return Gauge(self.to(x, 0), self.to(x, top), (), along=self.way(0, 1), side=self.way(-self.looks, 0))
        return Beside(self.to(0, self.size[1]), toward=self.way(0, 1))

    def claims(self) -> Iterator[Relation]:
        if isinstance(self.host, Rod):
            yield Stands(self, self.host)
        else:
            yield from super().claims()

    def _lights(self) -> list[Any]:
        """The ways of light of the frame: an eye at which one ends is drawn."""
        return [e.track for e in self.frame.elements if getattr(e, "optical", False) and hasattr(e, "track")]

    def draw(self) -> Iterator[Any]:
        h, f = float(self.size[1]), self.looks
        limb = styled(self, weight="heavy", cap="round")

        def line(*places: tuple[float, float]) -> Shape:
            return path_shape([self.to(x * f * h, y * h) for x, y in places], limb)

        yield disc_shape(self.head, 0.075 * h, styled(self, fill="paper", weight="bold"))
        sees = any((light[-1] - self.eye).length < 0.01 * h for light in self._lights())
        if sees or self.eye_height is not None:
            yield Dot(self.eye, radius=1.1)
        yield line((0, 0.85), (0, 0.47))
        yield line((-0.09, 0.0), (-0.055, 0.24), (0, 0.47), (0.05, 0.24), (0.075, 0.0))
        yield line((0, 0.79), (0.085, 0.62), (0.075, 0.47)) if sees else line((0, 0.79), (0.14, 0.69), (0.27, 0.68))
        yield line((0, 0.79), (-0.085, 0.62), (-0.06, 0.47))


class Stands(Rests):
    """The feet of somebody upright are on what may lean."""

    def _touching(self) -> Iterator[Zero | Positive]:
        surface = self.host.surface
        yield Zero(surface.direction.cross(self.body.origin - surface.start), 1)


class Vehicle(Solid):
    """A car, truck, bus, train, boat, raft, sled, plane or rocket, in outline; with `figure(view=top)` cars and boats are seen from above.

    ```figure
    river = water()
    vehicle(boat, on=river, facing=right)
    ```
    """

    usual: ClassVar[dict[str, float]] = {"length": 26.0}

    what: Any = word("car", "truck", "bus", "train", "boat", "raft", "sled", "plane", "rocket", default="car", positional=True)
    mass: Any = quantity(MASS)
    length: Any = quantity(LENGTH)

    def setup(self, make: Maker) -> None:
        wide, tall = _VEHICLES[self.what][:2]
        w = self.length.n if self.length is not None else wide * self.mm
        self.size = (w, w * (tall / wide))
        self.sunk = self.what in ("boat", "raft", "plane", "rocket")
        self.above = self.what in _ABOVE and getattr(self.frame, "view", "side") == "top" and (self.host is None or self.host.kind == "water")
        if self.above:
            self._lie(w if self.length is not None else 0.7 * w)

    above: bool = False
    """it is drawn as it is seen from above: its own y axis points ahead"""

    def settle(self, make: Maker) -> None:
        river = next((e for e in self.frame.elements if e.kind == "water"), None) if self.what in ("boat", "raft") else None
        if river is None or self.orders:
            super().settle(make)
            return
        way = make.free("way", 0.5, scale=0.3, soft=0.5)
        self.host, self.host_at = river, way
        self.origin, self.turn = river.seat_on(way)

    def _lie(self, length: Num) -> None:
        """Seen from above it lies in the direction in which it looks: a boat across the river, if nothing is said."""
        ahead = self.facing if self.facing is not None else Vector(0, 1) if self.what in ("boat", "raft") else Vector(1, 0)
        beam = length * _ABOVE[self.what][0]
        self.size = (beam, length)
        self.turn, self.__dict__["_axis"], self.looks_first = ahead.angle - PI / 2, Vector(ahead.y, -ahead.x), 1
        if self.host is not None:  # in the water beside the bank
            self.origin = self.origin + Vector(0, 1) * (absolute(ahead.x) * beam / 2 + maximum(0, -ahead.y) * length)

    @anchor
    def left(self) -> Point:
        """Its left end; of what floats at the water line."""
        return self.to(-self.size[0] / 2, self._middle_height())

    @anchor
    def right(self) -> Point:
        """Its right end; of what floats at the water line."""
        return self.to(self.size[0] / 2, self._middle_height())

    def _middle_height(self) -> Num:
        if self.above:
            return self.size[1] / 2
        return 0 if self.what in ("boat", "raft") else self._bumper()

    def _bumper(self) -> Num:
        """At one height for all that drive, so that what lies between them is level."""
        return self.size[1] * 0.4 if self.sunk else BUMPER * self.mm if self.length is None else minimum(self.size[1] * 0.4, BUMPER * self.mm)

    @anchor
    def front(self) -> Point:
        """Its front end, at the height of a bumper; of a boat the bow."""
        if self.above:
            return self.to(0, self.size[1])
        return self.to(self.looks * self.size[0] / 2, self._bumper())

    @anchor
    def rear(self) -> Point:
        """Its rear end, at the height of a bumper; of a boat the stern."""
        if self.above:
            return self.origin
        return self.to(-self.looks * self.size[0] / 2, self._bumper())

    @anchor
    def bow(self) -> Point:
        if self.above:
            return self.to(0, self.size[1])
        return self.to(self.looks * self.size[0] / 2, self.size[1] * 0.4)

    @anchor
    def stern(self) -> Point:
        if self.above:
            return self.origin
        return self.to(-self.looks * self.size[0] / 2, self.size[1] * 0.4)

    @anchor
    def roof(self) -> Point:
        return self.to(0, self.size[1])

    def spot(self, slot: str) -> Spot | Gauge | None:
        if slot == "length" and self.above:
            return Gauge(self.bottom_right, self.top_right, (), along=self.way(0, 1), side=self.axis)
        if slot == "length":
            return Gauge(self.bottom_left, self.bottom_right, (), along=self.axis, side=-self.way(0, 1))
        if self.what in ("truck", "bus", "train", "raft"):
            return Inside(self.outline, self.center)
        return Beside(self.top, toward=self.way(0, 1))

    def draw(self) -> Iterator[Any]:
        w, h = (float(n) for n in self.size)
        f = self.looks
        if self.above:
            for fill, corners in _ABOVE[self.what][1]:
                yield path_shape([self.to(x * w, y * h) for x, y in corners], styled(self, fill=fill), closed=True)
            return
        _, _, shapes, wheels = _VEHICLES[self.what]
        for fill, corners in shapes:
            yield path_shape([self.to(f * x * w, y * h) for x, y in corners], styled(self, fill=fill), closed=True)
        for x, r in wheels:
            yield disc_shape(self.to(f * x * w, r * w), r * w, styled(self, fill="dark"))
            yield disc_shape(self.to(f * x * w, r * w), 0.45 * r * w, Look(fill="paper", weight="thin"))


_BODY = "light"
_GLASS = "glass"
_VEHICLES: dict[str, tuple[float, float, tuple[tuple[str, tuple[tuple[float, float], ...]], ...], tuple[tuple[float, float], ...]]] = {
    "car": (
        26.0,
        9.5,
        (
            (_BODY, ((-0.5, 0.22), (0.5, 0.22), (0.5, 0.46), (0.44, 0.56), (0.26, 0.6), (0.12, 1.0), (-0.24, 1.0), (-0.4, 0.6), (-0.5, 0.56))),
            (_GLASS, ((-0.33, 0.62), (-0.21, 0.92), (-0.07, 0.92), (-0.07, 0.62))),
            (_GLASS, ((-0.02, 0.62), (-0.02, 0.92), (0.09, 0.92), (0.2, 0.62))),
        ),
        ((-0.29, 0.085), (0.29, 0.085)),
    ),
    "truck": (
        32.0,
        13.0,
        (
            (_BODY, ((-0.5, 0.2), (0.24, 0.2), (0.24, 1.0), (-0.5, 1.0))),
            (_BODY, ((0.26, 0.2), (0.5, 0.2), (0.5, 0.5), (0.43, 0.8), (0.26, 0.8))),
            (_GLASS, ((0.32, 0.52), (0.46, 0.52), (0.41, 0.73), (0.32, 0.73))),
        ),
        ((-0.34, 0.07), (-0.16, 0.07), (0.37, 0.07)),
    ),
    "bus": (
        34.0,
        12.0,
        (
            (_BODY, ((-0.5, 0.18), (0.5, 0.18), (0.5, 0.9), (0.47, 1.0), (-0.5, 1.0))),
            *((_GLASS, ((x, 0.6), (x + 0.12, 0.6), (x + 0.12, 0.9), (x, 0.9))) for x in (-0.44, -0.28, -0.12, 0.04, 0.2, 0.36)),
        ),
        ((-0.3, 0.065), (0.3, 0.065)),
    ),
    "train": (
        38.0,
        11.5,
        (
            (_BODY, ((-0.5, 0.2), (0.5, 0.2), (0.5, 0.5), (0.42, 0.95), (0.38, 1.0), (-0.5, 1.0))),
            (_GLASS, ((0.33, 0.58), (0.46, 0.58), (0.41, 0.86), (0.33, 0.86))),
        ),
        ((-0.38, 0.05), (-0.22, 0.05), (0.22, 0.05), (0.38, 0.05)),
    ),
    "boat": (
        30.0,
        10.0,
        (
            (_BODY, ((-0.46, -0.28), (0.36, -0.28), (0.5, 0.4), (-0.5, 0.4))),
            (_BODY, ((-0.3, 0.4), (0.12, 0.4), (0.06, 0.95), (-0.3, 0.95))),
            (_GLASS, ((-0.06, 0.6), (0.07, 0.6), (0.04, 0.82), (-0.06, 0.82))),
        ),
        (),
    ),
    "raft": (24.0, 4.0, (("wood", ((-0.5, -0.5), (0.5, -0.5), (0.5, 1.0), (-0.5, 1.0))),), ()),
    "sled": (
        26.0,
        6.0,
        (
            ("wood", ((-0.5, 0.75), (0.44, 0.75), (0.44, 1.0), (-0.5, 1.0))),
            ("dark", ((-0.5, 0.0), (0.38, 0.0), (0.5, 0.5), (0.47, 0.6), (0.36, 0.15), (-0.5, 0.15))),
        ),
        (),
    ),
    "plane": (
        36.0,
        10.0,
        (
            (
                _BODY,
                ((-0.5, 0.42), (-0.44, 0.36), (0.36, 0.3), (0.46, 0.38), (0.5, 0.48), (0.42, 0.58), (0.3, 0.62), (-0.36, 0.6), (-0.42, 0.95), (-0.5, 0.95)),
            ),
            ("medium", ((-0.06, 0.44), (0.12, 0.44), (-0.04, 0.05), (-0.14, 0.05))),
        ),
        (),
    ),
    "rocket": (
        9.0,
        28.0,
        (
            (_BODY, ((-0.28, 0.1), (0.28, 0.1), (0.28, 0.72), (0.17, 0.88), (0.0, 1.0), (-0.17, 0.88), (-0.28, 0.72))),
            ("medium", ((-0.28, 0.1), (-0.28, 0.34), (-0.5, 0.16), (-0.5, 0.0))),
            ("medium", ((0.28, 0.1), (0.28, 0.34), (0.5, 0.16), (0.5, 0.0))),
        ),
        (),
    ),
}
"""kind: drawn width and height in mm; polygons in fractions of them (nose to the right); wheels: place and radius in fractions of the width."""

_ROOF = (_BODY, ((-0.5, 0.04), (-0.44, 0.0), (0.44, 0.0), (0.5, 0.04), (0.5, 0.9), (0.4, 1.0), (-0.4, 1.0), (-0.5, 0.9)))
_ABOVE: dict[str, tuple[float, tuple[tuple[str, tuple[tuple[float, float], ...]], ...]]] = {
    "boat": (
        0.42,
        (
            (_BODY, ((-0.4, 0.0), (0.4, 0.0), (0.5, 0.25), (0.48, 0.5), (0.32, 0.78), (0.0, 1.0), (-0.32, 0.78), (-0.48, 0.5), (-0.5, 0.25))),
            (_GLASS, ((-0.26, 0.14), (0.26, 0.14), (0.26, 0.5), (-0.26, 0.5))),
        ),
    ),
    "raft": (0.7, (("wood", ((-0.5, 0.0), (0.5, 0.0), (0.5, 1.0), (-0.5, 1.0))),)),
    "car": (
        0.46,
        (_ROOF, (_GLASS, ((-0.36, 0.62), (0.36, 0.62), (0.4, 0.76), (-0.4, 0.76))), (_GLASS, ((-0.34, 0.1), (0.34, 0.1), (0.32, 0.18), (-0.32, 0.18)))),
    ),
    "truck": (0.36, ((_BODY, ((-0.5, 0.0), (0.5, 0.0), (0.5, 0.72), (-0.5, 0.72))), (_BODY, ((-0.46, 0.75), (0.46, 0.75), (0.4, 1.0), (-0.4, 1.0))))),
    "bus": (0.32, (_ROOF, (_GLASS, ((-0.42, 0.86), (0.42, 0.86), (0.4, 0.94), (-0.4, 0.94))))),
    "train": (0.26, (_ROOF,)),
}
"""kind: width as a fraction of the length; polygons in fractions of both as seen from above, ahead is up"""
