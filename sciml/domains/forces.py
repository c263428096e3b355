r"""Arrows that act on bodies: the family, weight and plain forces; how arrows are kept apart.

```sciml
ramp = incline(angle=30 deg)
b = block(on=ramp, at=0.55, mass=2.0 kg)
weight(b, label="$m\vec g$")
n = normal_force(b)
friction(b, up(ramp), label="$f_k$")
force(b, above(right, 30 deg), 12 N)
check perpendicular(n, ramp.slope)
```
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import hypot, log
from typing import Any, ClassVar

from ..author import (
    FORCE,
    Along,
    Arrow,
    Beside,
    Body,
    Diagnostic,
    Dot,
    Element,
    Host,
    Maker,
    Num,
    Origin,
    Point,
    Positive,
    Relation,
    Round,
    Run,
    Spot,
    Straight,
    Value,
    Vector,
    Zero,
    anchor,
    direction,
    disc_shape,
    evaluate,
    identifier,
    is_constant,
    part,
    path_shape,
    quantity,
    styled,
    surface_of,
)

__all__ = [
    "DOWN",
    "LONG",
    "NOWHERE",
    "Acting",
    "Force",
    "IntoPage",
    "NoDirection",
    "PointsDown",
    "Weight",
    "apart",
    "bare",
    "edge_distance",
    "into_or_out",
    "lengths",
    "met",
    "middle",
    "place_on",
    "pressed",
    "resultant",
]


DOWN = Vector(0, -1)
LONG, LONGEST = 16.0, 22.0
"""Page millimetres of an arrow without a magnitude, and of the greatest."""
LEAST = 0.22
"""The share of the longest that an arrow has at least."""
ALONG = 0.02
"""Radians by which the direction of a resultant may be rounded."""
NOWHERE = Vector(0, 0)


class Acting(Element):
    """Family of straight arrows that act on a body or at a place.

    tail: where it starts; unit: its direction (0, 0 if it points out of or into the page); amount: its magnitude as a number, or None;
    reach_mm: its length on the page in mm, settled when all arrows of the figure are known.
    """

    kind = ""
    family = "arrow"
    seat = "tail"
    role: ClassVar[str] = "force"
    stance: ClassVar[str] = "edge"
    """Where it is drawn on a body: edge (from its side), center, contact, beside."""

    target: Any = part("element", help="the body it acts on, or a place of it")

    magnitude: Any = None
    reach_mm: Any = LONG
    tail: Point
    unit: Vector
    placed: Any = None
    out: int = 0

    @property
    def carrier(self) -> Any:
        """What a number in at= is a fraction or length of."""
        t = self.target
        return t if isinstance(t, Element) else getattr(t, "owner", None)

    def setup(self, make: Maker) -> None:
        self.body = self.target if isinstance(self.target, Element) else getattr(self.target, "owner", None)
        self.knot: Any = None
        if isinstance(self.body, Element) and self.body.family == "point":
            self.body, self.knot = None, self.body
        self.free_place = self.placed is None and not isinstance(self.target, Point)
        self.tail = self.start()
        unit = self.heading()
        if hasattr(unit, "from_place"):
            try:
                unit = unit.from_place(self.tail)
            except ZeroDivisionError:  # toward the very place where it starts: `inspect` says so
                unit = NOWHERE
        self.out = getattr(unit, "out", 0)
        self.unit = unit
        self.amount: Num | None = self.magnitude.n if self.magnitude is not None else None
        self.reach_mm = make.constant("reach", LONG)
        self.maker = make

    def wishes(self) -> Iterator[Relation]:
        """Not a wish: now that all arrows are known, their lengths are settled, once for each kind of quantity."""
        alike = [e for e in self.frame.elements if isinstance(e, Acting) and e.role == self.role and not e.out]
        if alike and alike[0] is self:
            amounts = [resultant(e, alike) if e.amount is not None and not isinstance(e.amount, (int, float, Fraction)) else e.amount for e in alike]
            for arrow, mm in zip(alike, lengths(amounts), strict=True):
                arrow.maker.change(arrow.reach_mm, mm)
        return iter(())

    def heading(self) -> Any:
        """Its direction."""
        return getattr(self, "way", None) or DOWN

    def start(self) -> Point:
        """Where it acts."""
        if self.placed is not None:
            return bare(self.placed)
        return bare(place_on(self.target))

    # ------------------------------------------------------------ what others may ask

    @property
    def reach(self) -> Num:
        """Its length in the frame."""
        return self.reach_mm * self.mm

    @property
    def vector(self) -> Any:
        """Tail to tip; None if it points out of the page."""
        return self.unit * self.reach if not self.out else None

    @property
    def curve(self) -> Any:
        return Straight(self.tail, self.tip, name=self.name or self.kind, owner=self) if not self.out else None

    @anchor
    def tip(self) -> Point:
        """Its head."""
        return self._way(1)

    @anchor
    def start_point(self) -> Point:
        """Where it starts."""
        return self._way(0)

    @anchor
    def center(self) -> Point:
        """Its middle."""
        return self._way(0.5)

    def _way(self, t: float) -> Point:
        long = self.reach * t
        return Point(self.tail.x + self.unit.x * long, self.tail.y + self.unit.y * long)

    @property
    def end(self) -> Point:
        return self._way(1)

    def acts_on(self, body: Any) -> list[tuple[Point, Vector]]:
        """Where and in which direction it acts on a body; nothing if it acts on another."""
        return [(self.tail, self.unit)] if body is self.body or body is self.knot else []

    # ------------------------------------------------------------ as drawn

    def stands(self) -> tuple[Point, Point]:
        """Tail and tip as drawn, before arrows on one body are kept apart; over floats."""
        u, tail, long = self.unit, self.tail, float(self.reach)
        body = self.body
        if body is None or self.out:
            tail = tail + self._off_line() if self.knot is not None and not self.out else tail
            return tail, tail + u * long
        center = middle(body)
        edge = getattr(body, "edge", None)
        if self.free_place and edge is not None:  # a river, a floor: over its middle, a current in it
            a, b = edge()
            n = (b - a).unit().left() * ((-3.6 if body.kind == "water" else 4.0) * float(self.mm))
            places = body.stream() if hasattr(body, "stream") else ()
            tails = [p + u * (-long / 2) for p in places or (a.toward(b, 0.5) + n,)]
            tail = min(tails, key=lambda p: met(self.frame, body, p, p + u * long))
        elif self.free_place and (self.stance == "edge" or (self.stance == "beside" and hasattr(body, "uphill"))):
            if self.role == "force" and pressed(body, u):
                tip = center + u * -edge_distance(body, center, -u)
                return tip + u * -long, tip
            tail = center + u * edge_distance(body, center, u)
            if self.role == "force" and self.stance == "edge" and met(self.frame, body, tail, tail + u * long):  # it pushes from where there is room
                tip = center + u * -edge_distance(body, center, -u)
                tail = tip + u * -long if not met(self.frame, body, tip + u * -long, tip) else tail
            elif (
                self.role != "force" and self.stance == "edge" and (met(self.frame, body, tail, tail + u * long) or _sprung(body, u))
            ):  # over what it moves toward
                over = self._beside(body, center)
                tail = over if not met(self.frame, body, over, over + u * long) else tail
        elif self.free_place and self.stance == "beside":
            tail = self._beside(body, center)
        elif self.role == "force" and self.stance == "edge" and isinstance(body, Body) and not body.support:
            inward = (center - tail).dot(u)
            if inward > 0.3 * hypot(*_pair(center - tail)) and inward > 1e-9 * long:
                return tail + u * -long, tail
        return tail, tail + u * long

    def _beside(self, body: Any, center: Point) -> Point:
        """Where an arrow begins that is drawn beside its body: where it meets neither bodies nor the arrows on this one, rather above."""
        u, long, mm = self.unit, float(self.reach), float(self.mm)
        n = u.left()
        n = n if n.y > 1e-9 or (abs(n.y) <= 1e-9 and n.x > 0) else -n
        others = [e for e in self.frame.elements if isinstance(e, Acting) and e is not self and e.body is body and not e.out]
        crossed = any(abs(float(e.unit.cross(u))) > 0.05 for e in others)  # where others stand across it, it begins past the middle
        ahead = 4.0 * mm if crossed else -long / 2
        above, below = (center + m * (edge_distance(body, center, m) + 3.2 * mm) for m in (n, -n))
        lines = [e.stands() for e in others if e.stance != "beside"]
        if not crossed or not any(_near(above + u * (ahead + long * k / 6), line, 2.6 * mm) for line in lines for k in range(7)):
            return min((above + u * ahead, below + u * ahead), key=lambda p: met(self.frame, body, p, p + u * long))
        over = max([float((p - above).dot(n)) for line in lines for p in line]) + 8.0 * mm  # over all of them and their letters
        tails = (above + u * ahead, above + u * (-long - 4.0 * mm), above + n * over + u * (-long / 2))

        def met_there(p: Point) -> tuple[int, int]:
            near = sum(any(_near(p + u * (long * k / 6), line, 2.6 * mm) for k in range(7)) for line in lines)
            return met(self.frame, body, p, p + u * long), near

        return min(tails, key=met_there)

    def _off_line(self) -> Vector:
        """Of an arrow at a point of a line or surface that would lie on it: to its free side."""
        host = getattr(self.knot, "host", None)
        s = surface_of(host) if isinstance(host, Host) else None
        if not isinstance(s, Straight) or not self.free_place or abs(float(s.direction.cross(self.unit))) > 0.05:
            return NOWHERE
        return s.direction.left() * (2.2 * float(self.mm)) + self.unit * (1.5 * float(self.mm))

    def shown(self) -> tuple[Point, Point]:
        """Tail and tip as drawn, clear of the other arrows of the frame."""
        frame = self.frame
        places: dict[int, tuple[Point, Point]] | None = frame.__dict__.get("_arrows")
        if places is None:
            places = frame.__dict__["_arrows"] = apart([e for e in frame.elements if isinstance(e, Acting) and e.drawn and not e.out], float(self.mm))
        return places.get(id(self)) or self.stands()

    def inspect(self) -> Iterator[Diagnostic]:
        if not self.out and hypot(*_pair(self.unit)) < 0.5:
            yield NoDirection(self.span, self.describe())

    def spot(self, slot: str) -> Spot | None:
        if self.out:
            return Beside(self.tail, clear=6.5)
        tail, tip = self.shown()
        if self.free_place and getattr(self.body, "stream", tuple)():  # of a current: over its arrow
            return Along(tail, tip)
        if hypot(*_pair(tip - self.tail)) < hypot(*_pair(tail - self.tail)):  # it pushes: its tail is free
            return Beside(tail, toward=-self.unit)
        return Beside(tail + (tip - tail) * 0.94, toward=self.unit, shaft=tail)

    def draw(self) -> Iterator[Any]:
        if self.out:
            yield from into_or_out(self, self.tail, self.out)
            return
        tail, tip = self.shown()
        yield Arrow(tail, tip, role=self.role, look=styled(self, weight="bold", layer="mark"))

    def usual_letter(self, letter: str) -> tuple[Run, ...]:
        """What textbooks call such a force, with a number where several have no words of their own; nothing where the letter has another meaning."""
        alike: dict[str, int] = {}
        for e in self.frame.elements:
            said = e.style.label
            if type(e) is type(self) and not said and e.magnitude is None:
                alike.setdefault(e.again_of or e.id, len(alike) + 1)
            elif e.name == letter or (said and said[0].text == letter) or getattr(getattr(e, "magnitude", None), "symbol", "").partition("_")[0] == letter:
                return ()
        mine = alike.get(self.again_of or self.id, 0)
        return (identifier(letter if len(alike) == 1 else f"{letter}_{mine}"),) if self.magnitude is None and mine else ()

    def describe(self) -> str:
        on = getattr(self.body, "name", "") or getattr(self.body, "kind", "")
        return f"{self.kind.replace('_', ' ')}{' on ' + on.replace('_', ' ') if on else ''}"


def lengths(amounts: list[Num | None]) -> list[float]:
    """Page millimetres of arrows of one kind: those of known magnitude to one factor, or, where one would get too short, in their order; the rest as usual."""
    known = [abs(float(a)) if isinstance(a, (int, float, Fraction)) else 0.0 for a in amounts]
    biggest, least = max(known), min([a for a in known if a], default=0.0)
    if least == biggest:
        return [LONG] * len(known)
    power = 1.0 if least >= LEAST * biggest else log(LEAST) / log(least / biggest)
    return [LONGEST * (a / biggest) ** power if a else LONG for a in known]


def resultant(arrow: Any, others: list[Any]) -> float | None:
    """The magnitude of an arrow without a known one, if it points just where the sum of those others points that act there and have one."""
    there = arrow.knot or arrow.body
    known = [e for e in others if (e.knot or e.body) is there and isinstance(e.amount, (int, float, Fraction))]
    if len(known) < 2 or there is None or not all(is_constant(x) for e in (arrow, *known) for x in (e.unit.x, e.unit.y)):
        return None
    x, y = (sum(float(e.amount) * evaluate(getattr(e.unit, axis), {}) for e in known) for axis in "xy")
    u, v = evaluate(arrow.unit.x, {}), evaluate(arrow.unit.y, {})
    whole = hypot(x, y)
    return whole if x * u + y * v > 0 and abs(x * v - y * u) < ALONG * whole else None


def bare(p: Point) -> Point:
    return Point(p.x, p.y)


def _pair(v: Vector) -> tuple[float, float]:
    return float(v.x), float(v.y)


def place_on(thing: Any) -> Point:
    """Where an arrow acts if only the thing is named: its place or middle."""
    if isinstance(thing, Point):
        return thing
    at = getattr(thing, "at", None)
    if isinstance(at, Point):
        return at
    center = getattr(thing, "center", None)
    if isinstance(center, Point):
        return center
    shape = thing if isinstance(thing, (Straight, Round)) else getattr(thing, "curve", None)
    if isinstance(shape, Straight):
        return shape.start.toward(shape.end, 0.5)
    return shape.center if isinstance(shape, Round) else Point(0, 0)


def middle(body: Any) -> Point:
    return place_on(body)


def _near(p: Point, line: tuple[Point, Point], gap: float) -> bool:
    """Does a place lie nearer to a straight line from place to place than that?"""
    a, b = line
    d = b - a
    square = float(d.dot(d))
    t = min(1.0, max(0.0, float((p - a).dot(d)) / square)) if square else 0.0
    q = p - (a + d * t)
    return hypot(float(q.x), float(q.y)) < gap


def edge_distance(body: Any, center: Point, u: Vector) -> float:
    """How far the border of a body lies from its middle in a direction; over floats."""
    rim = getattr(body, "rim", None)
    if isinstance(rim, Round):
        return float(rim.radius)
    outline = getattr(body, "outline", None)
    if not outline or len(outline) < 3:
        return 0.0
    best = 0.0
    for p, q in zip(outline, (*outline[1:], outline[0]), strict=True):
        d = q - p
        across = float(u.cross(d))
        if across == 0:
            continue
        v = p - center
        t, s = float(v.cross(d)) / across, float(v.cross(u)) / across
        if -1e-9 <= s <= 1 + 1e-9:
            best = max(best, t)
    return best


def met(frame: Any, body: Any, tail: Point, tip: Point) -> int:
    """How many other bodies a straight arrow of this body runs into; over floats."""
    places = [tail.toward(tip, k / 6) for k in range(7)]
    count, own = 0, getattr(body, "again_of", "") or getattr(body, "id", "")
    for e in frame.elements:
        if e is body or not isinstance(e, Body) or not e.drawn or getattr(body, "host", None) is e or (e.again_of or e.id) == own:
            continue
        rim, outline = getattr(e, "rim", None), list(getattr(e, "outline", ()))
        if isinstance(rim, Round):
            count += any(hypot(*_pair(p - rim.center)) < rim.radius for p in places)
        elif len(outline) > 2:
            sides = list(zip(outline, (*outline[1:], outline[0]), strict=True))
            count += any(all(float((b - a).cross(p - a)) > 0 for a, b in sides) for p in places)
        elif e.kind in ("wall", "ceiling"):
            s = surface_of(e)
            out, along = s.direction.left(), float((tip - s.start).dot(s.direction))
            behind = float((tip - s.start).dot(out)) < -float(e.mm) and float((tail - s.start).dot(out)) > -0.1 * float(e.mm)
            count += behind and 0 <= along <= float(s.length)
    return count


def _sprung(body: Any, u: Vector) -> bool:
    """Is a spring fixed to the body on the side to which this direction points?"""
    for e in body.frame.elements:
        tied = getattr(e, "tied", None) if e.kind == "spring" and e.drawn else None
        for near, far in (tied, tied[::-1]) if tied else ():
            d = far - near
            if getattr(near.owner, "id", "") == body.id and float(d.dot(u)) > 0.9 * hypot(*_pair(d)):
                return True
    return False


def pressed(body: Any, u: Vector) -> bool:
    """Does this direction press the body onto what it stands on? Then a force comes from the other side."""
    host = getattr(body, "host", None)
    surface = surface_of(host)
    return isinstance(surface, Straight) and not getattr(body, "support", False) and float(surface.direction.left().dot(u)) < -0.25


def apart(arrows: list[Any], mm: float) -> dict[int, tuple[Point, Point]]:
    """Drawn places of arrows: one that would lie on another is moved aside, to the right or up first."""
    done: list[tuple[Point, Point, Vector]] = []
    places: dict[int, tuple[Point, Point]] = {}
    for a in arrows:
        tail, tip = a.stands()
        u = a.unit
        if a.stance == "contact" and a.free_place and (far := _facing(a, tail, arrows)) is not None:
            tail, tip = tail + far, tip + far
        n = u.left()
        n = n if n.x > 1e-9 or (abs(n.x) <= 1e-9 and n.y > 0) else -n
        for step in (0.0, 1.0, -1.0, 2.0, -2.0, 3.0, -3.0):
            shift = n * (2.6 * mm * step)
            here, there = tail + shift, tip + shift
            if not any(_overlap((here, there, u), other, mm) for other in done):
                tail, tip = here, there
                break
        done.append((tail, tip, u))
        places[id(a)] = (tail, tip)
    return places


def _facing(a: Any, tail: Point, arrows: list[Any]) -> Vector | None:
    """Of a force from what a body stands on, straight against its weight: how far to the middle, from where both are drawn on one line."""
    for w in arrows:
        if w.stance == "center" and w.free_place and w.body is a.body and float(a.unit.dot(w.unit)) < -1 + 1e-6:
            far = w.stands()[0] - tail
            way = float(far.dot(a.unit))
            if abs(float(far.cross(a.unit))) < 0.01 * way and way < float(w.reach):
                return far  # type: ignore[no-any-return]
    return None


def _overlap(one: tuple[Point, Point, Vector], other: tuple[Point, Point, Vector], mm: float) -> bool:
    """Do two arrows (tail, tip, direction) lie on each other?"""
    (tail, tip, u), (tail2, tip2, u2) = one, other
    if abs(float(u.cross(u2))) > 0.05 or abs(float(u.cross(tail2 - tail))) > 2.0 * mm:
        return False
    a, b = sorted((float((tail2 - tail).dot(u)), float((tip2 - tail).dot(u))))
    return min(b, float((tip - tail).dot(u))) - max(a, 0.0) > 0.6 * mm


def into_or_out(thing: Any, at: Point, out: int) -> Iterator[Any]:
    """A ring with a dot (out of the page) or a cross (into it)."""
    r = 1.7 * float(thing.mm)
    look = styled(thing, fill="paper", layer="mark")
    yield disc_shape(at, r, look)
    if out > 0:
        yield Dot(at, 1.5)
    else:
        k = r * 0.7071
        thin = styled(thing, layer="mark")
        yield path_shape((Point(at.x - k, at.y - k), Point(at.x + k, at.y + k)), thin)
        yield path_shape((Point(at.x - k, at.y + k), Point(at.x + k, at.y - k)), thin)


# ---------------------------------------------------------------- forces with a direction of their own


class IntoPage(Vector):
    """The direction into the page, or out of it."""

    out: int = -1


class Weight(Acting):
    """The weight of a body, straight down from its middle (into the page where the figure is a view from the top).

    ```figure
    g = ground()
    b = block(on=g, mass=2.0 kg)
    weight(b, 19.6 N)
    ```
    """

    stance = "center"

    magnitude: Any = quantity(FORCE, magnitude=True, help="in newtons")

    def heading(self) -> Any:
        return IntoPage(0, 0) if getattr(self.frame, "view", "side") == "top" else DOWN

    def usual_words(self) -> tuple[Run, ...]:
        """Its mass by its letter, times g. Masses without letters are m where there is one, or all are alike, else m_1, m_2, ... in their order."""
        mass = getattr(self.body, "mass", None)
        if self.magnitude is not None or not isinstance(mass, Value):
            return ()
        letter = mass.symbol
        if not letter and mass.origin == Origin.GIVEN:
            letter = self._letter_of(mass)
        return (identifier(letter), Run("g", math=True)) if letter else ()

    def _letter_of(self, mass: Value) -> str:
        weights = [e for e in self.frame.elements if isinstance(e, Weight)]
        bodies: dict[str, Any] = {getattr(e.body, "again_of", "") or getattr(e.body, "id", ""): e.body for e in weights}
        masses = [getattr(body, "mass", None) for body in bodies.values()]
        if len(bodies) < 2:
            return "m" if len(weights) < 2 else ""
        known = [m for m in masses if isinstance(m, Value) and not m.symbol and m.origin == Origin.GIVEN]
        if len(known) < len(masses):
            return ""
        if all(m.words == mass.words for m in known):
            return "m"
        body: Any = self.body
        return f"m_{1 + list(bodies).index(body.again_of or body.id)}"

    def claims(self) -> Iterator[Relation]:
        if not self.out:
            yield PointsDown(self.unit, f"{self.describe()} points straight down")


class Force(Acting):
    """A force on a body or at a place. Named by a side of the body and pointing into it, it pushes there.

    ```figure
    g = ground()
    b = block(on=g, mass=2.0 kg)
    force(b, above(right, 30 deg), 12 N)
    ```
    """

    way: Any = direction(help="down, up(ramp), toward(P), above(right, 30 deg) ...")
    magnitude: Any = quantity(FORCE, magnitude=True)


# ---------------------------------------------------------------- what is proved of a direction


class PointsDown(Relation):
    """A direction is straight down."""

    def __init__(self, way: Vector, says: str) -> None:
        self.way, self.says = way, says

    def residuals(self) -> Iterator[Zero | Positive]:
        return iter(())

    def holds(self) -> Iterator[Any]:
        yield Zero(self.way.x)
        yield Positive(-self.way.y)

    def phrase(self) -> str:
        return self.says


# ---------------------------------------------------------------- messages


class NoDirection(Diagnostic):
    """An arrow whose direction comes out as none: toward the place where it starts, or across a direction that has no place yet.

    ```wrong
    A = point(1, 1)
    force(A, toward(A))
    ```

    ```right
    A = point(1, 1)
    B = point(3, 2)
    force(A, toward(B))
    ```
    """

    code = "MEC401"
    says = "The direction of the {arrow} is none."
    help = "Give it one: up, above(right, 30 deg), toward(P) of another place."

    arrow: str
