"""Bodies of mechanics: block, ball, crate, plate, wheels and discs.

```sciml
given M = 3.0 kg, m = 2.0 kg, "the bench is smooth"
unknown T "tension", a "acceleration"
table = bench(height=1.0 m)
A = block(on=table, mass=M)
p = pulley(at=table.right)
B = ball(below=p, mass=m)
r = rope(A.right, over=p, to=B.top)
tension(A, r, T)
acceleration(B, down, a)
```
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, cos, isclose, sin
from typing import Any, ClassVar

from ..author import (
    CHARGE,
    LENGTH,
    MASS,
    MOMENT_OF_INERTIA,
    Beside,
    Body,
    Dot,
    Face,
    Gauge,
    Host,
    Inside,
    Look,
    Maker,
    Num,
    Origin,
    Point,
    Positive,
    Relation,
    Round,
    Run,
    Shape,
    Spot,
    Straight,
    Value,
    Var,
    Zero,
    anchor,
    data,
    disc_shape,
    extent,
    identifier,
    minimum,
    path_shape,
    polar,
    quantity,
    relate,
    replace,
    sqrt,
    styled,
    surface_of,
    truth,
)
from .mechanics_solid import Solid, loose, radius_line, radius_spot

__all__ = ["Ball", "Block", "Crate", "Disc", "Hoop", "Plate", "RoundBody", "Turntable", "Wheel"]


class Block(Solid):
    """A rectangular block. Its mass prints inside.

    ```figure
    g = ground()
    b = block(on=g, mass=2.0 kg)
    ```
    """

    aliases: ClassVar[tuple[str, ...]] = ("object",)
    wide, tall = 14.0, 9.5
    usual: ClassVar[dict[str, float]] = {"width": wide, "height": tall}

    mass: Any = quantity(MASS, help="prints inside")
    width: Any = quantity(LENGTH, positive=True, help="along what it stands on")
    height: Any = quantity(LENGTH, positive=True, help="away from what it stands on")
    charge: Any = quantity(CHARGE)
    size: Any = data(help="of the drawing, as lengths or in steps of 5 mm: size=(3, 2)")

    def setup(self, make: Maker) -> None:
        wide, tall = self._for_words(make)
        h = self.fitting(make, tall, wide)
        w = h * (wide / tall)
        drawn: Any = (self.size, self.size) if isinstance(self.size, (Value, int, float)) else self.size  # one number: a square
        if drawn is not None:
            self.sized: tuple[str, ...] = ()
        if isinstance(drawn, tuple) and len(drawn) == 2 and all(isinstance(n, (Value, int, float)) for n in drawn):
            w, h = (n.n if isinstance(n, Value) and n.dim == LENGTH else _number(n) * 5 * self.mm for n in drawn)
            self.drawn_width, self.drawn_height = drawn
            self.sized = ("drawn_width", "drawn_height")
        if self.width is not None:
            w, h = self.width.n, self.width.n * (self.tall / self.wide)
        if self.height is not None:
            w, h = w if self.width is not None else self.height.n * (self.wide / self.tall), self.height.n
        self.size = (w, h)
        self.slide()
        ring = surface_of(self.host)
        if isinstance(ring, Round) and not getattr(self.host, "outward", True):  # inside of a circle it stands on its corners
            self.origin = self.to(0, ring.radius - sqrt(ring.radius * ring.radius - w * w / 4))
            self.standing = (self.to(-w / 2, 0), self.to(w / 2, 0))

    lettered: ClassVar[bool] = True
    """its words stand inside of it"""
    pad: ClassVar[float] = 3.0
    """page millimetres beside them, both sides together"""

    def _for_words(self, make: Maker) -> tuple[float, float]:
        """Page millimetres of a block about whose size nothing is said: larger than usual where its words would not fit in."""
        rows = [self.style.label] if self.style.label else []
        for name in ("mass", "charge"):
            v = getattr(self, name)
            if isinstance(v, Value) and v.words and v.origin == Origin.GIVEN and name not in (*self.style.hide, *self.style.box):
                letter = (identifier(v.symbol),) if v.symbol else ()
                rows.append((*letter, Run(" = "), *v.words) if letter and v.words != letter else v.words)
        round_host = isinstance(surface_of(self.host), Round)  # small beside it: its words stand outside
        if not self.lettered or round_host or (len(rows) < 3 and all(sum(len(r.text) for r in row) < SHORT for row in rows)):
            return self.wide, self.tall
        turn = make.guess(self.turn)
        across, along = max(extent(row)[0] for row in rows), 4.2 * len(rows)  # words stay level in a block on a slope
        c, s = abs(cos(turn)), abs(sin(turn))
        need = across * c + along * s + self.pad, across * s + along * c + (1.0 if s < 0.01 else self.pad / 3)
        wide, tall = (usual if n <= usual else 2 * ceil(n / 2) for n, usual in zip(need, (self.wide, self.tall), strict=True))  # no size differs by a hair
        return (wide, tall) if wide <= WIDEST and tall <= TALLEST else (self.wide, self.tall)

    def draw(self) -> Iterator[Any]:
        yield path_shape(self.outline, styled(self, fill="light", layer="body" if self.thread is None else "mark"), closed=True)


TANK = 32.0
"""page millimetres of the walls of an open crate with water in it"""
SHORT, WIDEST, TALLEST = 8, 30.0, 15.0
"""letters that any block holds; page millimetres beyond which a block does not grow for its words"""


def _number(n: Any) -> Num:
    return n.n if isinstance(n, Value) else n


class Crate(Block):
    """A wooden crate; `open=true`: without a lid, so that things stand inside on its floor. `c.floor`: what they stand on there, `rope(c.floor, b.bottom)`.

    ```figure
    g = ground()
    c = crate(on=g, open=true, mass=5 kg)
    block(on=c)
    ```
    """

    aliases = ()
    wide, tall, pad = 16.0, 14.0, 8.0
    usual: ClassVar[dict[str, float]] = {"width": wide, "height": tall}

    open: Any = truth(help="no lid: guests stand on its inner floor")

    def setup(self, make: Maker) -> None:
        if self.open:
            self.wide, self.tall, self.lettered = 60.0, 18.0, False  # type: ignore[misc]
        super().setup(make)
        self.plank = 2.5 * self.mm
        self.maker, self.deep = make, None
        if self.open and self.height is None and self.__dict__.get("drawn_height") is None:
            self.deep = make.constant("deep", self.tall)
            self.size = self.size[0], self.deep * self.mm

    def filled(self) -> None:
        """With water in it, it is a tank, in which things float and sink."""
        if self.deep is not None:
            self.maker.change(self.deep, TANK)

    @anchor
    def floor(self) -> Straight:
        """What stands in it stands on; of a closed one its lower side."""
        w = self.size[0] / 2
        x, y = (w - self.plank, self.plank) if self.open else (w, 0)
        return Straight(self.to(-x, y), self.to(x, y), name=f"{self.name or 'crate'}.floor", owner=self)

    @property
    def cavity(self) -> tuple[Point, ...]:
        """Inner corners, counter-clockwise from the lower left, as high as its walls; none where it is closed."""
        x, low, high = self.size[0] / 2 - self.plank, self.plank, self.size[1]
        return (self.to(-x, low), self.to(x, low), self.to(x, high), self.to(-x, high)) if self.open else ()

    def spot(self, slot: str) -> Spot | Gauge | None:
        if self.open and slot not in ("width", "height"):
            return Beside(self.to(self.size[0] / 2, self.size[1] * 0.7), toward=self.axis)
        return super().spot(slot)

    @property
    def surface(self) -> Face:
        w, h = self.size
        x, y = (w / 2 - self.plank, self.plank) if self.open else (w / 2, h)
        return Face(self.to(-x, y), self.to(x, y), owner=self)

    def draw(self) -> Iterator[Any]:
        w, h = (float(n) for n in self.size)
        t = float(self.plank)
        look = styled(self, fill="wood")
        if self.open:
            inner = (self.to(w / 2 - t, h), self.to(w / 2 - t, t), self.to(-w / 2 + t, t), self.to(-w / 2 + t, h))
            low_left, low_right, high_right, high_left = self.outline
            yield path_shape((low_left, low_right, high_right, *inner, high_left), look, closed=True)
            return
        yield path_shape(self.outline, look, closed=True)
        thin = Look(weight="thin", color=look.color)
        t = min(t, w / 5, h / 5)
        x, y = w / 2 - t, h - t
        yield path_shape((self.to(-x, t), self.to(x, t), self.to(x, y), self.to(-x, y)), thin, closed=True, obstacle=False)
        for k in (1, 2, 3):
            x = -w / 2 + t + (w - 2 * t) * k / 4
            yield path_shape((self.to(x, t), self.to(x, h - t)), Look(weight="hair", color="muted"), obstacle=False)


class Plate(Block):
    """A flat plate that lies or hangs level.

    ```figure
    g = ground()
    s = plate(on=g, mass=4.0 kg, label="slab")
    block(on=s)
    ```
    """

    aliases = ()
    wide, tall = 40.0, 3.0
    lettered = False
    usual: ClassVar[dict[str, float]] = {"width": wide, "height": tall}

    def spot(self, slot: str) -> Spot | Gauge | None:
        if slot in ("width", "height"):
            return super().spot(slot)
        return Beside(self.center, toward=self.way(0, 1))


# ---------------------------------------------------------------- round bodies


class RoundBody(Solid):
    """Family of round bodies: they touch what they stand on in one place."""

    kind = ""
    drawn_radius = 8.0
    free_radius = True
    usual: ClassVar[dict[str, float]] = {"radius": drawn_radius}

    radius: Any = quantity(LENGTH, positive=True, help="printed along a radius")
    mass: Any = quantity(MASS)

    def setup(self, make: Maker) -> None:
        if self.radius is not None:
            self.reach: Num = self.radius.n
            if self.thread is not None and self.hollow:
                make.usual(self.radius, THREADED)
        elif self.thread is not None and self.hollow:
            self.reach = THREADED * self.mm
        elif isinstance(getattr(self.placed, "owner", None), Body) and not self.placed.owner.support:  # in a hand: not larger than who holds it
            self.reach = minimum(self.drawn_radius * self.mm, self.placed.owner.size[1] * 0.28)
        elif self.free_radius:
            self.reach = make.free("radius", self.drawn_radius * self.mm, low=self.mm, scale=self.mm, soft=0.2)
        else:
            self.reach = self.fitting(make, self.drawn_radius * (CARRIER if self.loaded else 2)) / 2
        r = self.reach
        self.size = (2 * r, 2 * r)
        carrier = self.host
        if carrier is None and getattr(getattr(self.placed, "owner", None), "family", "") != "line":  # a place of a rod is a place, not a stand
            carrier = getattr(self.placed, "owner", None)
        from_above = getattr(self.frame, "view", "side") == "top"
        self.threaded = self.thread is not None or not isinstance(carrier, Host) or getattr(carrier, "family", "") in ("circle", "curve") or from_above
        if self.held_out is not None:
            self.slide()
        elif self.threaded:  # nothing to touch, a ring that it slides on, or seen from above: its middle lands there
            self.origin = self.to(0, -r)
        elif getattr(carrier, "fluid", False):
            self.slide()

    def claims(self) -> Iterator[Relation]:
        if not self.threaded:
            yield from super().claims()

    def wishes(self) -> Iterator[Relation]:
        yield from super().wishes()
        if self.radius is None and isinstance(self.reach, Var):
            yield UsualSize(self, self.carries())

    def carries(self) -> bool:
        """Does it grow with what lies on it?"""
        return False

    @anchor
    def center(self) -> Point:
        """Its middle."""
        return self.to(0, self.reach)

    @property
    def at(self) -> Point:
        p = self.center
        return Point(p.x, p.y, name=self.name, owner=self)

    @anchor
    def contact(self) -> Point:
        """Where it touches what it stands on."""
        return self.origin

    @anchor
    def rim(self) -> Round:
        """Its circle."""
        return self._circle()

    @property
    def curve(self) -> Round:
        return self._circle()

    @property
    def surface(self) -> Round:
        return self._circle()

    def disc(self, look: Look) -> Shape:
        """Its whole circle; in axes whose numbers have unequal lengths it is a mark, round on the page."""
        w = getattr(self.frame.owner, "window", None) if self.frame.kind == "axes" else None
        r = float(self.reach)
        if w is None or isclose(abs(w.kx), abs(w.ky), rel_tol=1e-6):
            return disc_shape(self.center, r, look)
        mm = self.page_radius()
        c, a, b = self.center, mm / abs(w.kx), mm / abs(w.ky)
        ring = disc_shape(Point(0.0, 0.0), 1.0, look)
        return replace(ring, points=tuple([Point(c.x + p.x * a, c.y + p.y * b) for p in ring.points]))

    def page_radius(self) -> float:
        """mm on the page."""
        return float(self.reach) / float(self.mm)

    def _circle(self) -> Round:
        return Round(self.to(0, self.reach), self.reach, name=self.name or self.kind, owner=self)

    def spot(self, slot: str) -> Spot | Gauge | None:
        r = float(self.reach)
        if slot == "radius":
            found: Spot | Gauge | None = radius_spot(self, self.center, r, 0.785)
            return found
        if r < 5.5 * float(self.mm):
            return Beside(self.center, clear=r / float(self.mm) * 72 / 25.4 + 2)
        if self.thread is not None and self.hollow:
            return Beside(self.center, clear=r / float(self.mm) * 72 / 25.4 + 2)
        return Inside(tuple(polar(self.center, r * 0.9, k * 0.7853981633974483) for k in range(8)), self.center)


CARRIER = 5.0
"""How many usual radii a small round body is wide that carries something."""


class UsualSize(Relation):
    """A radius about which nothing is said is about as large as such things are drawn."""

    def __init__(self, body: Any, grows: bool = False) -> None:
        self.body, self.grows = body, grows

    def residuals(self) -> Iterator[Zero | Positive]:
        usual = self.body.drawn_radius * self.body.mm
        yield Positive(self.body.reach - 0.5 * usual, 1, strict=False)
        if not self.grows:
            yield Positive(2.5 * usual - self.body.reach, 1, strict=False)

    def holds(self) -> Iterator[Zero | Positive]:
        return self.residuals()

    def phrase(self) -> str:
        return f"{self.body.name or 'the ' + self.body.kind} is of a usual size"


class Ball(RoundBody):
    """A ball or particle. It touches any host; where it has none its middle is its place.

    ```figure
    ramp = incline(angle=25 deg)
    ball(on=ramp, at=0.7, mass=0.50 kg)
    ```
    """

    aliases = ("particle", "bob", "bead")
    drawn_radius = 3.6
    free_radius = False
    usual: ClassVar[dict[str, float]] = {"radius": drawn_radius}

    charge: Any = quantity(CHARGE, help="prints beside it")

    def draw(self) -> Iterator[Any]:
        yield self.disc(styled(self, fill="medium", layer="body" if self.thread is None else "mark"))
        yield from radius_line(self, self.center, float(self.reach), 0.785)


class Disc(RoundBody):
    """A solid disc, cylinder or roller seen along its axis.

    ```figure
    ramp = incline(angle=20 deg)
    disc(on=ramp, at=0.6, mass=1.5 kg)
    ```
    """

    aliases: ClassVar[tuple[str, ...]] = ("roller",)
    drawn_radius = 10.0
    usual: ClassVar[dict[str, float]] = {"radius": drawn_radius}

    inertia: Any = quantity(MOMENT_OF_INERTIA, help="moment of inertia")

    def draw(self) -> Iterator[Any]:
        yield self.disc(styled(self, fill="light"))
        yield Dot(self.center, 1.3)
        yield from radius_line(self, self.center, float(self.reach), 0.785)


class Turntable(Disc):
    """A turntable or merry-go-round seen from above: what is put on it, or beside its middle, lies within its rim.

    ```figure
    O = point()
    d = turntable(at=O)
    A = ball(left_of=O, mass=2 kg)
    B = ball(right_of=O, mass=3 kg)
    rope(A, B)
    ```
    """

    aliases = ("merry_go_round", "carousel")
    drawn_radius = 20.0
    usual: ClassVar[dict[str, float]] = {"radius": drawn_radius}
    flat = True

    def wishes(self) -> Iterator[Relation]:
        yield from super().wishes()
        for e in self._guests():
            yield relate("WellInside", e, self, 1.5 * self.mm)
            yield OffAxis(e, self)

    def carries(self) -> bool:
        return bool(self._guests())

    def _guests(self) -> list[Any]:
        """What is put on it, beside its middle, or beside what lies on it; and bodies of which no word says where they are."""
        found: list[Any] = []
        for e in self.frame.elements:
            if not isinstance(e, Body) or e is self or e.host is not None:
                continue
            if any(self._carries(e, word, x, found) for word, x in e.orders) or (isinstance(e, Solid) and not e.flat and loose(e)):
                found.append(e)
        return found

    def _carries(self, e: Body, word: str, x: Any, found: list[Any]) -> bool:
        thing = getattr(x, "owner", None) or x
        return (word == "inside" and x is self) or (e.placed is None and word != "inside" and (self._is_middle(x) or any(thing is y for y in found)))

    def _is_middle(self, x: Any) -> bool:
        """The place where its middle is put, its own anchor for it, or a point there."""
        p = x if isinstance(x, Point) else getattr(x, "at", None)
        if p is None or x is self:
            return False
        own = (p, getattr(x, "placed", None))
        if any(isinstance(q, Point) and q.owner is self and q.name.rpartition(".")[2] == "center" for q in own):
            return True
        return isinstance(self.placed, Point) and p.x is self.placed.x and p.y is self.placed.y


class OffAxis(Relation):
    """A wish about what lies on a turntable: not at its axis, where it goes round nothing."""

    def __init__(self, body: Any, table: Any) -> None:
        self.body, self.table = body, table

    def residuals(self) -> Iterator[Zero | Positive]:
        table = self.table
        away, least = self.body.center - table.center, 0.6 * table.drawn_radius * table.mm if table.radius is None else 0.4 * table.reach
        yield Positive(away.dot(away) / least - least, 1, strict=False)

    def holds(self) -> Iterator[Zero | Positive]:
        return self.residuals()

    def phrase(self) -> str:
        return f"{self.body.name or self.body.kind} lies beside the axis"


class Hoop(RoundBody):
    """A thin hoop or ring seen along its axis; a rope that it slides on runs through it.

    ```figure
    g = ground()
    h = hoop(on=g, radius=0.40 m)
    velocity(h, right, 2.0 m/s)
    ```
    """

    aliases = ("ring",)
    drawn_radius = 10.0
    usual: ClassVar[dict[str, float]] = {"radius": drawn_radius}
    hollow = True

    def draw(self) -> Iterator[Any]:
        r = float(self.reach)
        if self.thread is not None:
            yield from self._about_rope(r)
            return
        yield disc_shape(self.center, r, styled(self, fill="medium"))
        yield disc_shape(self.center, r - min(0.9 * float(self.mm), r / 4), Look(fill="paper"))
        yield from radius_line(self, self.center, r, 0.785)

    def _about_rope(self, r: float) -> Iterator[Any]:
        """A flat ring askew: its front half lies over the rope."""
        rope, i = self.thread
        pieces = (rope.curve,) if not hasattr(rope, "pieces") else rope.pieces if i is None else (rope.pieces[i],)
        u = min(pieces, key=lambda s: abs(float(s.direction.cross(self.center - s.start)))).direction
        n, c = u.left(), self.center
        for side, layer in ((1, "body"), (-1, "mark")):
            edge = [c + n * (r * x) + u * (0.42 * r * y * side) for x, y in HALF] + [c + n * (0.72 * r * x) + u * (0.22 * r * y * side) for x, y in HALF[::-1]]
            yield Shape("MCCLCCZ", tuple(edge), styled(self, fill="medium", weight="thin", layer=layer))


HALF = ((1, 0), (1, 0.552), (0.552, 1), (0, 1), (-0.552, 1), (-1, 0.552), (-1, 0))
"""Half a circle as two cubics."""


class Wheel(RoundBody):
    """A wheel with hub and spokes.

    ```figure
    g = ground()
    wheel(on=g, radius=0.35 m, mass=2.0 kg)
    ```
    """

    drawn_radius = 10.0
    usual: ClassVar[dict[str, float]] = {"radius": drawn_radius}

    inertia: Any = quantity(MOMENT_OF_INERTIA, help="moment of inertia")

    def draw(self) -> Iterator[Any]:
        r, mm = float(self.reach), float(self.mm)
        yield disc_shape(self.center, r, styled(self, fill="medium"))
        yield disc_shape(self.center, r - min(1.3 * mm, r / 4), styled(self, fill="paper"))
        for k in range(6):
            yield path_shape((self.center, polar(self.center, r - min(1.3 * mm, r / 4), k * PI_6)), Look(weight="thin"), obstacle=False)
        yield disc_shape(self.center, min(1.1 * mm, r / 5), styled(self, fill="dark"))
        yield from radius_line(self, self.center, r, 0.785)


PI_6 = 1.0471975511965976
THREADED = 3.4
"""page millimetres of the radius of a ring on a rope"""
