"""Lenses, mirrors, images and the rays that construct them. f > 0: a converging lens, a concave mirror; s and s′ > 0: real."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, ClassVar

from ..author import (
    ANGLE,
    LENGTH,
    NUMBER,
    PI,
    Beside,
    Diagnostic,
    Dot,
    Gauge,
    Ink,
    Label,
    Maker,
    Num,
    Point,
    Run,
    Shape,
    Spot,
    Straight,
    Strokes,
    Var,
    Vector,
    absolute,
    part,
    path_shape,
    quantity,
    sqrt,
    styled,
    truth,
    word,
)
from .optics import OnAxis, foot_of

__all__ = ["Focusing", "Lens", "Mirror", "MirrorBetween", "SignOfFocus"]

HALF_PI = PI / 2
DEEP = 2.2
"""page millimetres: the most that the rim of a curved mirror stands before its middle"""


class SignOfFocus(Diagnostic):
    """The sign of f says which way a lens or mirror bends light: f > 0 converging or concave, f < 0 diverging or convex.

    ```wrong
    lens(diverging, f=14.0 cm)
    ```
    ```right
    lens(diverging, f=-14.0 cm)
    ```
    """

    code = "OPT201"
    says = "a {what} has a focal length {sign} 0, and f = {given} is stated"
    help = "by convention f > 0 for a converging lens or concave mirror, f < 0 for a diverging lens or convex mirror"
    what: str
    sign: str
    given: str


class MirrorBetween(Diagnostic):
    """Two ends say all of a plane mirror: nothing else is left to say.

    ```wrong
    A = point(0 cm, 0 cm)
    B = point(3 cm, 4 cm)
    mirror(A, B, angle=10 deg)
    ```
    ```right
    A = point(0 cm, 0 cm)
    B = point(3 cm, 4 cm)
    mirror(A, B)
    ```
    """

    code = "OPT208"
    says = "a mirror between two places is plane and takes no {what}"
    help = "mirror(A, B), and a fact of its ends: `require angle(ABC) == 10 deg`; or mirror({what}=...) on the optical axis"
    what: str


class Focusing(OnAxis):
    """Family of what has foci. `focal` is its focal length, signed; `bulge` its thickness in the middle."""

    kind = ""
    prints_name = True
    folds = False
    """True: light goes back from it."""
    bulge: Num = 0
    focal: Num
    anchors: ClassVar[tuple[str, ...]] = ("F", "F1", "F2")
    words_for: ClassVar[tuple[str, str]] = ("", "")

    f: Any = quantity(LENGTH, help="focal length, signed; printed below it")
    foci: Any = truth(True, help="false: its foci are not marked")

    def bent(self) -> int:
        """1: it gathers light, -1: it spreads it."""
        raise NotImplementedError

    def sign_of(self, make: Maker) -> int:
        if self.bent():
            return self.bent()
        return -1 if self.f is not None and make.guess(self.f.n) < 0 else 1

    def set_focus(self, make: Maker) -> None:
        self.gathers = self.sign_of(make)
        if self.f is None:
            self.focal = make.free("f", 20 * self.mm, low=4 * self.mm, scale=10 * self.mm) * self.gathers
            return
        symbol_only = bool(self.f.symbol) and not self.f.words and self.gathers < 0
        self.focal = -absolute(self.f.n) if symbol_only else self.f.n
        if make.guess(self.focal) > 0 > self.gathers:
            self.focal = -self.focal
        make.usual(self.f, 22.0)

    def misuse(self) -> Iterator[Diagnostic]:
        yield from super().misuse()
        f, sign = self.f, self.bent()
        if f is None or not sign or (isinstance(f.n, Var) and not f.words):
            return
        text = "".join(r.text for r in f.words or ()) or f.symbol
        negative = text.startswith(("-", "−", "\\-"))
        if text and text[:1] not in "-−0123456789":
            return
        if negative != (sign < 0):
            yield SignOfFocus(self.span, self.words_for[0 if sign > 0 else 1], ">" if sign > 0 else "<", text)

    def focus_names(self) -> tuple[str, str]:
        """F and F', with a number where several things have foci."""
        mine = [e for e in self.frame.elements if isinstance(e, Focusing) and e.drawn and e.foci and e.has_foci()]
        k = next((i + 1 for i, e in enumerate(mine) if e.id == self.id), 1)
        sub = f"_{k}" if len(mine) > 1 else ""
        return f"F{sub}", f"F{sub}'"

    @property
    def signs(self) -> dict[str, str]:
        """Its letters; that of its focal length has the number of its foci."""
        sub = self.focus_names()[0][1:] if self.drawn and self.foci and self.has_foci() else ""
        return {"f": f"f{sub}", "n": "n", "radius": "R"}

    def has_foci(self) -> bool:
        return True

    def dots(self) -> Iterator[Ink]:
        if self.foci and self.has_foci():
            for name, p in self.marked():
                yield Dot(p)
                yield Label((Run(name, math=True),), Beside(p, toward=-self.axis.left()), owner=self.id)

    def marked(self) -> list[tuple[str, Point]]:
        raise NotImplementedError

    @property
    def on_axis(self) -> tuple[Point, ...]:
        """What the axis is drawn past."""
        return self.focus_places() if self.foci and self.has_foci() else ()

    def focus_places(self) -> tuple[Point, ...]:
        """The places that are marked as foci."""
        raise NotImplementedError

    def seen_half(self) -> float:
        """Half its height as drawn: beyond every ray that it bends, unless its aperture is given."""
        h, mm = float(self.half), float(self.mm)
        b, c = self.axis.left(), self.center
        if getattr(self, "aperture", None) is not None:
            return h
        for e in self.frame.elements:
            for p, of in getattr(e, "met", ()):
                if of == self.id:
                    h = max(h, abs(float(b.dot(p - c))) + 2.5 * mm)
        return h

    def spot(self, slot: str) -> Spot | Gauge | None:
        h, up = self.seen_half(), self.axis.left()
        if slot == "distance":
            foot = foot_of(self.of)
            return Gauge(foot, self.center, (), along=self.axis, side=-up) if foot is not None else None
        if slot in ("f", "n", "radius", "diopters"):
            return Beside(self.center + up * -h, toward=-up)
        if slot == "aperture":
            return Gauge(self.center + up * -float(self.half), self.center + up * float(self.half), (), side=self.axis)
        if slot == "thickness":
            t = self.axis * (float(self.bulge) / 2)
            return Gauge(self.center + -t, self.center + t, (), along=self.axis, side=up)
        return Beside(self.center + up * h, toward=up)


class Lens(Focusing):
    """A thin lens across the axis. f > 0 converges, f < 0 diverges; without f the word says it. `radius= thickness= n=` make it a thick one.

    ```figure
    L = lens(f=10 cm)
    ```
    """

    words_for = ("converging lens", "diverging lens")
    anchors: ClassVar[tuple[str, ...]] = ("F1", "F2", "F")

    type: Any = word("converging", "diverging", positional=True, help="if f is not given")
    draw_as: Any = word("outline", "arrow", default="outline", help="arrow: a line with two heads")
    aperture: Any = quantity(LENGTH, help="its diameter")
    radius: Any = quantity(LENGTH, help="of curvature, both faces")
    thickness: Any = quantity(LENGTH, help="in the middle")
    n: Any = quantity(NUMBER, help="refractive index")

    def bent(self) -> int:
        return {"converging": 1, "diverging": -1}.get(self.type, 0)

    def half_height(self, make: Maker) -> Num:
        if self.aperture is not None:
            make.usual(self.aperture, 30.0)
            return self.aperture.n / 2
        if self.thick_glass:
            return sqrt(self.radius.n * self.thickness.n - self.thickness.n**2 / 4) * Fraction(49, 50)
        return self.high * self.mm

    @property
    def thick_glass(self) -> bool:
        return self.radius is not None and self.thickness is not None

    def setup(self, make: Maker) -> None:
        super().setup(make)
        self.bulge = self.thickness.n if self.thickness is not None else 4.4 * self.mm
        self.set_focus(make)
        if self.thick_glass:
            self.size = (self.bulge, 0)
        self.extremes = (*self.extremes, *self.on_axis)

    def has_foci(self) -> bool:
        return not (self.thick_glass and self.f is None)

    @property
    def F1(self) -> Point:
        """The focus before it."""
        return self.center + self.axis * -absolute(self.focal)  # type: ignore[no-any-return]

    @property
    def F2(self) -> Point:
        """The focus behind it."""
        return self.center + self.axis * absolute(self.focal)  # type: ignore[no-any-return]

    @property
    def F(self) -> Point:
        """Where parallel light is gathered, or seems to come from."""
        return self.center + self.axis * self.focal  # type: ignore[no-any-return]

    def focus_places(self) -> tuple[Point, ...]:
        return self.center + self.axis * -self.focal, self.center + self.axis * self.focal

    def marked(self) -> list[tuple[str, Point]]:
        return list(zip(self.focus_names(), self.focus_places(), strict=True))

    def draw(self) -> Iterator[Ink]:
        yield from self._arrow() if self.draw_as == "arrow" else self._outline()
        yield from self.dots()

    def _arrow(self) -> Iterator[Ink]:
        h, up, mm = self.seen_half(), self.axis.left(), float(self.mm)
        a, b, c = self.center + up * -h, self.center + up * h, self.axis * (1.6 * mm)
        yield path_shape((a, b), styled(self, weight="bold", layer="line"))
        for end, way in ((b, up), (a, -up)):
            turn = way * (2.2 * mm * (-1 if self.gathers > 0 else 1))
            yield path_shape((end + c + turn, end, end + -c + turn), styled(self, weight="bold", layer="line"))

    def _outline(self) -> Iterator[Ink]:
        h, a, up, c, mm = self.seen_half(), self.axis, self.axis.left(), self.center, float(self.mm)
        look = styled(self, fill="glass", layer="body")
        if self.thick_glass:
            h = float(self.half)
            r, t = float(self.radius.n), float(self.bulge) / 2
            edge, mid = t - (r - (r * r - h * h) ** 0.5), t
        elif self.gathers > 0:
            edge, mid = 0.12 * mm, min(2.3 * mm, 0.16 * h)
        else:
            edge, mid = 2.3 * mm, 0.6 * mm
        bow = (mid - 0.25 * edge) / 0.75

        def p(x: float, y: float) -> Point:
            return c + a * x + up * y

        points = (p(edge, h), p(bow, 0.45 * h), p(bow, -0.45 * h), p(edge, -h), p(-edge, -h), p(-bow, -0.45 * h), p(-bow, 0.45 * h), p(-edge, h))
        yield Shape("MCLCZ", points, look)


class Mirror(Focusing):
    """A mirror: plane, concave (f > 0) or convex (f < 0), `facing=` the side that reflects; hatched behind. `mirror(A, B)` is plane, its left side reflects.

    ```figure
    M = mirror(f=13.0 cm, facing=left)
    o = object_arrow(M, distance=17.5 cm)
    ```
    """

    words_for = ("concave mirror", "convex mirror")
    folds = True
    anchors: ClassVar[tuple[str, ...]] = ("F", "C", "start", "end")

    second: Any = part("point", None, help="of a plane mirror from a place: its other end")
    type: Any = word("plane", "concave", "convex", positional=True, help="if neither f nor radius is given: plane")
    radius: Any = quantity(LENGTH, help="of curvature, twice the focal length; concave, unless the word says convex")
    angle: Any = quantity(ANGLE, help="of a plane mirror from the axis (90 deg: across it)")
    aperture: Any = quantity(LENGTH, help="its width")

    def bent(self) -> int:
        return {"concave": 1, "convex": -1}.get(self.type, 0)

    @property
    def flat(self) -> bool:
        return self.type == "plane" or (self.type is None and self.f is None and self.radius is None)

    @property
    def between(self) -> bool:
        """Is it told by its two ends?"""
        return isinstance(foot_of(self.of), Point) and self.second is not None

    def misuse(self) -> Iterator[Diagnostic]:
        more = [x for x in ("f", "radius", "angle", "aperture", "distance") if getattr(self, x) is not None] if self.between else []
        if more:
            yield MirrorBetween(self.span, more[0])
        else:
            yield from super().misuse()

    def settle(self, make: Maker) -> None:
        if self.between:
            a, b = foot_of(self.of), self.second
            assert a is not None
            self.origin = a.toward(b, 0.5)
            self.turn = (b - a).angle - HALF_PI
            return
        super().settle(make)

    def half_height(self, make: Maker) -> Num:
        return self.aperture.n / 2 if self.aperture is not None else self.high * self.mm

    def setup(self, make: Maker) -> None:
        if self.between:
            a, b = foot_of(self.of), self.second
            assert a is not None
            self.half = (b - a).length / 2
            self.size, self.extremes = (self.mm, 0), (a, b)
            self.front_sense = -1
            self.plane = Straight(a, b, owner=self)
            self.focal = 0
            return
        super().setup(make)
        ahead = make.guess(self.facing.dot(self.axis)) if isinstance(self.facing, Vector) and not hasattr(self.facing, "from_place") else -1.0
        self.front_sense = 1 if ahead > 0 else -1
        tilt = self.angle.n if self.angle is not None else HALF_PI
        across = Vector(self.axis.x, self.axis.y).turned(tilt) if self.angle is not None else self.axis.left()
        self.plane = Straight(self.center + across * -self.half, self.center + across * self.half, owner=self)
        if self.angle is not None:
            self.extremes = (self.plane.start, self.plane.end)
        if self.flat:
            self.focal = 0
            return
        if self.f is None and self.radius is not None:
            self.gathers = self.bent() or (-1 if make.guess(self.radius.n) < 0 else 1)
            self.focal = self.radius.n / 2
            if make.guess(self.focal) > 0 > self.gathers:
                self.focal = -self.focal
        else:
            self.set_focus(make)
        self.extremes = (*self.extremes, *self.on_axis)

    def has_foci(self) -> bool:
        return not self.flat and not self.between

    @property
    def front(self) -> Vector:
        """The way it faces, along the axis."""
        return self.axis * self.front_sense

    @property
    def F(self) -> Point:
        """Its focus."""
        return self.center + self.front * self.focal  # type: ignore[no-any-return]

    @property
    def C(self) -> Point:
        """Its centre of curvature."""
        return self.center + self.front * (self.focal * 2)  # type: ignore[no-any-return]

    @property
    def start(self) -> Point:
        return self.plane.start

    @property
    def end(self) -> Point:
        return self.plane.end

    def focus_places(self) -> tuple[Point, ...]:
        return (self.F, self.C) if self.radius is not None else (self.F,)

    def marked(self) -> list[tuple[str, Point]]:
        return list(zip((self.focus_names()[0], "C"), self.focus_places(), strict=False))

    def spot(self, slot: str) -> Spot | Gauge | None:
        if slot == "angle":
            return None
        if self.flat and slot == "label":
            back = self.plane.direction if self.between else self.front * -1
            back = back.left() * -1 if self.between else back
            return Beside(self.center + back * (3 * float(self.mm)), toward=back)
        return super().spot(slot)

    def draw(self) -> Iterator[Ink]:
        look = styled(self, weight="bold", layer="line")
        if self.flat or self.between:
            ends = self._ends()
            yield path_shape(ends, look)
            yield Strokes(ends, side=self._back(ends))
            return
        points = self.arc()
        yield path_shape(points, look)
        yield Strokes(points, side=self._back(points))
        yield from self.dots()

    def _ends(self) -> tuple[Point, Point]:
        if self.between or self.angle is not None or self.aperture is not None:
            return self.plane.start, self.plane.end
        h, up = self.seen_half(), self.axis.left()
        return self.center + up * -h, self.center + up * h

    def _back(self, points: Any) -> int:
        """Which side of the path is behind: 1 left."""
        if self.between:
            return -1
        way = points[-1] - points[0]
        return 1 if way.cross(self.front) < 0 else -1

    def arc(self) -> tuple[Point, ...]:
        """Its curve as drawn."""
        h, up, n = self.seen_half(), self.axis.left(), 16
        return tuple(self.on_face(self.center + up * (-h + 2 * h * k / n)) for k in range(n + 1))

    def on_face(self, p: Point) -> Point:
        """Where light that meets its plane at p is drawn to turn: as high, on the curve of its radius, which is never drawn too deep."""
        if self.flat or self.between:
            return p
        h, up = self.seen_half(), self.axis.left()
        r = max(abs(2 * float(self.focal)), h * h / (2 * DEEP * float(self.mm)))
        y = float(up.dot(p - self.center))
        return p + self.front * ((r - (max(r * r - y * y, 0.0)) ** 0.5) * (1 if float(self.focal) > 0 else -1))  # type: ignore[no-any-return]
