"""What light passes: the surface between two media, a slab, a prism; and the normal of a surface."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, ClassVar

from ..author import (
    ANGLE,
    LENGTH,
    NUMBER,
    PI,
    AngleArc,
    Beside,
    Body,
    Diagnostic,
    Gauge,
    Ink,
    Inside,
    Look,
    Maker,
    Num,
    Point,
    Relation,
    Run,
    Shape,
    Spot,
    Straight,
    Strokes,
    Value,
    Vector,
    Words,
    cos,
    data,
    direction,
    part,
    path_shape,
    place,
    quantity,
    relate,
    sin,
    styled,
)
from .draw import LineFamily, way_from
from .optics import OpticalAxis, medium_index

__all__ = ["Boundary", "Interface", "NoSurface", "PrismBlock", "Slab", "SurfaceNormal", "face_at"]

Boundary = tuple[Straight, Any, Any]
"""A face, and the refractive indices on its left and on its right."""


def plain_text(words: Any) -> str:
    """A name in a list of media, as letters."""
    if isinstance(words, str):
        return words
    return "".join(r.text for r in words) if isinstance(words, tuple) else ""


def wet(name: str) -> bool:
    return any(w in name.lower() for w in ("water", "liquid", "oil", "sea", "水", "液", "油"))


def index_number(v: Any, name: str, otherwise: float, make: Maker) -> Num:
    """A refractive index: as given, else the usual one of the medium of that name."""
    if isinstance(v, Value):
        make.adopt(v, 1.5 if otherwise > 1 else 1.0, low=1)
        return v.n
    return medium_index(name, otherwise)


class Interface(LineFamily):
    """The plane surface between two media, level through the origin unless ends or `direction=` say otherwise. n1 is above (or left), n2 below (or right).

    ```figure
    s = interface(n1=1.00, n2=1.33, media=["air", "water"])
    ray(s, incidence=40 deg)
    ```
    """

    begin: Any = place(None, help="one end")
    finish: Any = place(None, help="the other end")
    direction: Any = direction(None, positional=False, help="along it: to the right if not said; with two ends a fact")
    n1: Any = quantity(NUMBER, at_least=1, help="refractive index above, or on the left")
    n2: Any = quantity(NUMBER, at_least=1, help="refractive index below, or on the right")
    media: Any = data(help='what they are: ["air", "water"]; a medium without n has its usual one, which does not print')
    depth: Any = quantity(LENGTH, help="of the second medium, down to a floor")
    placed: Point | None = None
    support = True

    usual: ClassVar[dict[str, float]] = {"depth": 26.0}
    signs: ClassVar[dict[str, str]] = {"n1": "n", "n2": "n"}

    def setup(self, make: Maker) -> None:
        names = [plain_text(m) for m in self.media] if isinstance(self.media, tuple) else []
        self.names = (names[0] if names else "", names[1] if len(names) > 1 else "")
        self.ended = self.begin is not None and self.finish is not None
        if self.ended:
            self.lay(self.begin, self.finish)
        else:
            middle = self.begin or self.placed or Point(0, 0)
            half = (Vector(1, 0) if self.direction is None else way_from(self.direction, middle)) * (34 * make.mm)
            self.lay(middle + half * -1, middle + half)
        self.first = index_number(self.n1, self.names[0], 1.0, make)
        self.second = index_number(self.n2, self.names[1], 1.5, make)
        self.stated = self.depth if self.depth is not None else True if self.ended else None
        """Without one it does not count for the size of the drawing."""
        if self.depth is not None:
            down = self.curve.direction.left() * -self.depth.n
            self.extremes = (self.curve.start + down, self.curve.end + down)

    def rules(self) -> Iterator[Relation]:
        if self.ended and self.direction is not None:
            yield relate("Directed", self.begin, self.finish, way_from(self.direction, self.begin), self.kind)

    def meets(self) -> list[Boundary]:
        return [(self.curve, self.first, self.second)]

    @property
    def floor(self) -> Straight:
        """What carries things at the bottom of the second medium."""
        down = self.curve.direction.left() * -(self.depth.n if self.depth is not None else 26 * self.mm)
        return Straight(self.curve.start + down, self.curve.end + down, name="the floor", owner=self)

    anchors: ClassVar[tuple[str, ...]] = ("floor", "bottom", "left", "right")

    @property
    def ground_line(self) -> Straight:
        """On which a drawing stands beside others: its floor, if it is said to have one."""
        return self.curve if self.depth is None else self.floor

    @property
    def bottom(self) -> Point:
        """Middle of its floor."""
        return self.floor.at(0.5)

    @property
    def left(self) -> Point:
        return self.curve.start

    @property
    def right(self) -> Point:
        return self.curve.end

    # ------------------------------------------------------------ as drawn

    def seen(self) -> tuple[float, float, float, float]:
        """From where to where it is drawn along itself, and how far its media reach: up and down."""
        u, mm = self.curve.direction, float(self.mm)
        a, n = self.curve.start, u.left()
        ways, ups = [], [0.0]
        for e in self.frame.elements:
            if e is self or not e.drawn:
                continue
            across = isinstance(e, OpticalAxis) and abs(e.way.dot(n)) > 0.5
            for p in _ends(e.seen()) if across else _places(e):
                ways.append(float(u.dot(p - a)))
                ups.append(float(n.dot(p - a)))
        whole = float(self.curve.length)
        deep = float(self.depth.n) if self.depth is not None else max(-min(ups) + 3 * mm, 12 * mm)
        if self.ended:
            deep = float(self.depth.n) if self.depth is not None else max(-min(ups), 0.0) or 12 * mm
            return 0.0, whole, max(*ups, 12 * mm), deep
        low, high = min([*ways, whole / 2 - 22 * mm]) - 5 * mm, max([*ways, whole / 2 + 22 * mm]) + 5 * mm
        return low, high, max(max(ups) + 3 * mm, 12 * mm), deep

    def _at(self, along: float, up: float) -> Point:
        u = self.curve.direction
        return self.curve.start + u * along + u.left() * up

    def equations(self) -> list[tuple[Words, str]]:
        """The names of the media."""
        return [((Run(name),), f"media{i}") for i, name in enumerate(self.names) if name]

    def spot(self, slot: str) -> Spot | Gauge | None:
        low, high, up, deep = self.seen()
        if slot == "depth":
            return Gauge(self._at(high, 0), self._at(high, -deep), (), side=self.curve.direction)
        if slot in ("n1", "media0", "n2", "media1"):
            far = up if slot in ("n1", "media0") else -deep
            a, b = self._quiet(low, high, far)
            near = float(self.mm) * (1 if far > 0 else -1)
            corners = (self._at(a, near), self._at(b, near), self._at(b, far), self._at(a, far))
            return Inside(corners if far > 0 else corners[::-1])
        return Beside(self._at(high, 0), toward=self.curve.direction)

    def _quiet(self, low: float, high: float, far: float) -> tuple[float, float]:
        """The end, left or right, of a medium where less light runs."""
        u, a = self.curve.direction, self.curve.start
        n, third = u.left(), (high - low) * 0.34
        busy = [0, 0]
        for e in self.frame.elements:
            track = getattr(e, "light", ())
            for p, q in pairwise(track if isinstance(track, tuple) else ()):
                for k in range(5):
                    r = p.toward(q, k / 4)
                    if float(n.dot(r - a)) * far > 0:
                        x = float(u.dot(r - a))
                        busy[0] += x < low + third
                        busy[1] += x > high - third
        return (high - third, high) if busy[1] < busy[0] else (low, low + third)

    def draw(self) -> Iterator[Ink]:
        low, high, up, deep = self.seen()
        fill = self.style.fill or ("glass" if self.names[1] and not wet(self.names[1]) else "water")
        below = (self._at(low, 0), self._at(low, -deep), self._at(high, -deep), self._at(high, 0))
        if self.style.fill or _dense(self.second) >= _dense(self.first):
            yield Shape("MLLLZ", below, Look(color="none", fill=fill, layer="background"), obstacle=False)
        else:
            above = (self._at(low, 0), self._at(low, up), self._at(high, up), self._at(high, 0))
            yield Shape("MLLLZ", above, Look(color="none", fill="water" if wet(self.names[0]) else "glass", layer="background"), obstacle=False)
        look = styled(self, layer="body")
        yield path_shape((self._at(low, 0), self._at(high, 0)), look)
        if self.depth is not None:
            floor = (self._at(low, -deep), self._at(high, -deep))
            yield path_shape(floor, styled(self, weight="bold"))
            yield Strokes(floor)


def _dense(n: Any) -> float:
    try:
        return float(n)
    except (TypeError, ValueError):
        return 1.0


def _ends(line: Straight) -> Iterator[Point]:
    yield line.start
    yield line.end


def _places(e: Any) -> Iterator[Point]:
    """Where another thing of the frame is, over floats."""
    at = getattr(e, "at", None)
    if isinstance(at, Point):
        yield at
    for name in ("light", "outline", "extremes"):
        for p in getattr(e, name, None) or ():
            if isinstance(p, Point):
                yield p
    curve = getattr(e, "curve", None)
    if isinstance(curve, Straight) and not (curve.before or curve.after):
        yield curve.start
        yield curve.end


class _Block(Body):
    """Family of transparent bodies with straight faces."""

    kind = ""
    hollow = True
    signs: ClassVar[dict[str, str]] = {"n": "n", "n1": "n", "n2": "n"}

    n: Any = quantity(NUMBER, at_least=1, help="refractive index; printed in it")

    def meets(self) -> list[Boundary]:
        raise NotImplementedError

    def settle(self, make: Maker) -> None:
        if not any(isinstance(e, Body) for e in self.frame.elements):
            self.origin, self.turn = Point(0, 0), 0
        else:
            super().settle(make)

    def look(self) -> Look:
        return styled(self, fill="glass")


class Slab(_Block):
    """A plate with parallel faces. `n1=` is the index of what lies above it, `n2=` of what lies below; `media=` their names.

    ```figure
    s = slab(n=1.50, thickness=4.0 cm)
    ray(s, incidence=50 deg)
    ```
    """

    thickness: Any = quantity(LENGTH)
    width: Any = quantity(LENGTH, help="from side to side")
    n1: Any = quantity(NUMBER, at_least=1, help="refractive index above it")
    n2: Any = quantity(NUMBER, at_least=1, help="refractive index below it")
    media: Any = data(help='what lies above and below: ["air", "water"]')
    angle: Any = quantity(ANGLE, help="by which it is turned")

    usual: ClassVar[dict[str, float]] = {"thickness": 20.0, "width": 62.0}

    def setup(self, make: Maker) -> None:
        if self.angle is not None:
            self.turn = self.angle.n
        self.size = (self.width.n if self.width is not None else 62 * self.mm, self.thickness.n if self.thickness is not None else 20 * self.mm)
        names = [plain_text(m) for m in self.media] if isinstance(self.media, tuple) else []
        self.names = (names[0] if names else "", names[1] if len(names) > 1 else "")
        label = plain_text(self.style.label or ())
        self.index = index_number(self.n, label, 1.5, make)
        self.first = index_number(self.n1, self.names[0], 1.0, make)
        self.second = index_number(self.n2, self.names[1], 1.0, make)

    def meets(self) -> list[Boundary]:
        a, b, c, d = self.outline
        return [
            (Straight(d, c, name="its upper face", owner=self), self.first, self.index),
            (Straight(a, b, name="its lower face", owner=self), self.index, self.second),
            (Straight(b, c, owner=self), self.index, self.first),
            (Straight(d, a, owner=self), self.index, self.first),
        ]

    def equations(self) -> list[tuple[Words, str]]:
        """The names of the media."""
        return [((Run(name),), f"media{i}") for i, name in enumerate(self.names) if name]

    def below(self) -> float:
        """How far what lies below it is drawn."""
        mm = float(self.mm)
        down = [-float(self.way(0, 1).dot(p - self.origin)) for e in self.frame.elements if e.drawn and e is not self for p in _places(e)]
        return max([*down, 9 * mm]) + 4 * mm

    def spot(self, slot: str) -> Any:
        w, h = (float(x) for x in self.size)
        mm = float(self.mm)
        if slot == "thickness":
            return Gauge(self.to(w / 2, 0), self.to(w / 2, h), (), side=self.axis)
        if slot in ("n1", "media0"):
            return Inside((self.to(w * 0.16, h + mm), self.to(w / 2, h + mm), self.to(w / 2, h + 14 * mm), self.to(w * 0.16, h + 14 * mm)))
        if slot in ("n2", "media1"):
            d = max(self.below(), 9 * mm)
            return Inside((self.to(-w / 2, -d), self.to(-w * 0.1, -d), self.to(-w * 0.1, -mm), self.to(-w / 2, -mm)))
        if slot == "angle":
            return None
        if slot in ("n", "label"):
            return Inside((self.to(-w / 2, 0), self.to(-w * 0.08, 0), self.to(-w * 0.08, h), self.to(-w / 2, h)))
        return super().spot(slot)

    def draw(self) -> Iterator[Ink]:
        if self.names[1] and "air" not in self.names[1].lower() and "vacuum" not in self.names[1].lower():
            w, d = float(self.size[0]) / 2, self.below()
            yield Shape("MLLLZ", (self.to(-w, 0), self.to(-w, -d), self.to(w, -d), self.to(w, 0)), Look(color="none", fill="water", layer="background"), False)
        yield path_shape(self.outline, self.look(), closed=True)


class PrismBlock(_Block):
    """A glass prism seen along its edges, apex up; `apex=` is its refracting angle.

    ```figure
    p = prism_block(n=1.50, apex=60 deg)
    ray(p, incidence=45 deg)
    ```
    """

    apex: Any = quantity(ANGLE, help="the angle between its two sides")
    length: Any = quantity(LENGTH, help="of its two sides")
    outside: Any = quantity(NUMBER, at_least=1, help="refractive index around it")

    usual: ClassVar[dict[str, float]] = {"length": 38.0}
    anchors: ClassVar[tuple[str, ...]] = ("A", "B", "C")

    def setup(self, make: Maker) -> None:
        apex = self.apex.n if self.apex is not None else PI / 3
        if self.apex is not None:
            make.adopt(self.apex, 1.05, low=0)
        side = self.length.n if self.length is not None else 38 * self.mm
        self.opening = apex
        self.size = (side * sin(apex / 2) * 2, side * cos(apex / 2))
        self.index = index_number(self.n, plain_text(self.style.label or ()), 1.5, make)
        self.around = index_number(self.outside, "", 1.0, make)

    @property
    def A(self) -> Point:
        """Its apex."""
        return self.to(0, self.size[1])

    @property
    def B(self) -> Point:
        """The left end of its base."""
        return self.to(-self.size[0] / 2, 0)

    @property
    def C(self) -> Point:
        """The right end of its base."""
        return self.to(self.size[0] / 2, 0)

    @property
    def outline(self) -> tuple[Point, ...]:
        return self.B, self.C, self.A

    @property
    def center(self) -> Point:
        return self.to(0, self.size[1] / 3)

    def meets(self) -> list[Boundary]:
        a, b, c = self.A, self.B, self.C
        return [
            (Straight(b, a, name="its left face", owner=self), self.around, self.index),
            (Straight(a, c, name="its right face", owner=self), self.around, self.index),
            (Straight(c, b, name="its base", owner=self), self.around, self.index),
        ]

    def spot(self, slot: str) -> Any:
        if slot == "apex":
            return AngleArc(self.A, self.B - self.A, self.C - self.A, room=float((self.B - self.A).length))
        if slot == "length":
            return Gauge(self.B, self.A, (), side=(self.A - self.B).left())
        h = float(self.size[1])
        low = h * 0.34
        w = float(self.size[0]) / 2
        return Inside((self.to(-w, 0), self.to(w, 0), self.to(w * 0.66, low), self.to(-w * 0.66, low)))

    def draw(self) -> Iterator[Ink]:
        yield path_shape(self.outline, self.look(), closed=True)


class NoSurface(Diagnostic):
    """A normal stands on a surface: an interface, a line, or where a ray meets something.

    ```wrong
    A = point(0, 0)
    surface_normal(A)
    ```
    ```right
    s = interface(n2=1.33)
    r = ray(s, incidence=30 deg)
    surface_normal(r.hit(1))
    ```
    """

    code = "OPT202"
    says = "no surface is known at {place} on which a normal could stand"
    help = "surface_normal(r.hit(1)), or surface_normal(s, at=0.5) on a surface s"
    place: str


class SurfaceNormal(LineFamily):
    """The normal of a surface, dashed: where a ray meets it (`r.hit(1)`), or at a place of it.

    ```figure
    s = interface(n2=1.33)
    r = ray(s, incidence=30 deg)
    n = surface_normal(r.hit(1))
    angle_mark(r.part(2), n)
    ```
    """

    of: Any = part("element|point", help="where a ray meets a surface, or the surface")
    placed: Point | None = None

    @property
    def carrier(self) -> Any:
        """What `at=` counts along."""
        return None if isinstance(self.of, Point) else face_at(self.of)

    def misuse(self) -> Iterator[Diagnostic]:
        if face_at(self.of) is None:
            yield NoSurface(self.span, getattr(self.of, "name", "") or "this place")

    def setup(self, make: Maker) -> None:
        face = face_at(self.of)
        assert face is not None
        p = self.of if isinstance(self.of, Point) else self.placed or face.at(0.5)
        n = face.direction.left()
        n = n * (1 if make.guess(n.y) >= 0 else -1)
        self.foot = Point(p.x, p.y)
        self.lay(Point(p.x, p.y) + n * (-13 * make.mm), Point(p.x, p.y) + n * (13 * make.mm))

    def draw(self) -> Iterator[Ink]:
        yield path_shape((self.curve.start, self.curve.end), styled(self, weight="thin", dash="dashed", layer="line"))


def face_at(thing: Any) -> Straight | None:
    """The face on which a normal stands: of a place where a ray hits one, or of a surface."""
    if isinstance(thing, Point):
        hits = getattr(thing.owner, "hits", ())
        found = next((face for p, face in hits if p.x is thing.x and p.y is thing.y), None)
        return found if found is not None else _straight(thing.owner)
    return _straight(thing)


def _straight(thing: Any) -> Straight | None:
    if isinstance(thing, Straight):
        return thing
    for name in ("plane", "surface", "curve"):
        found = getattr(thing, name, None)
        if isinstance(found, Straight):
            return found
    return None
