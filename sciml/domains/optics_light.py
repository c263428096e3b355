"""The way of light: from a place in a direction through surfaces, lenses and mirrors, over expressions. What happens at a surface is chosen from where the
figure starts; that it obeys the law is claimed, and proved of what is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from ..author import Arrow, Ink, Look, Maker, Num, Point, Relation, Straight, Track, Vector, path_shape, sqrt
from .optics import foot_of
from .optics_laws import Reflects, Refracts, Thin

__all__ = ["Hit", "Path", "Stop", "bends", "called", "catches", "face_in", "is_place", "middle_of", "place_in", "traced", "under"]

MOST_INSIDE = 6
"""times that light is reflected inside of a block before it is lost"""


def bends(thing: Any) -> bool:
    """Does light turn at this thing?"""
    return hasattr(thing, "meets") or hasattr(thing, "focal")


def middle_of(thing: Any) -> Point:
    """Where a ray is aimed at if nothing else is said."""
    if hasattr(thing, "focal"):
        return Point(thing.center.x, thing.center.y)
    center = getattr(thing, "center", None)
    if isinstance(center, Point) and (hasattr(thing, "outline") or not hasattr(thing, "meets")):
        return Point(center.x, center.y)
    face = thing.meets()[0][0] if hasattr(thing, "meets") else face_in(thing)
    return face.at(0.5) if face is not None else Point(0, 0)


class Hit:
    """Where light meets a face. kind: refracts, reflects, total (it is reflected because no refraction is possible), lens, mirror, stop."""

    __slots__ = ("at", "face", "kind", "n1", "n2", "owner")

    def __init__(self, at: Point, face: Straight, kind: str, owner: Any, n1: Num = 1, n2: Num = 1) -> None:
        self.at, self.face, self.kind, self.owner, self.n1, self.n2 = at, face, kind, owner, n1, n2


class Path:
    """points: where it starts and turns; way: the direction of its last part, of length 1 after a surface; hits: one for each turn."""

    def __init__(self, start: Point, way: Vector, make: Maker, surfaces: str | None = None, index: Num | None = None) -> None:
        self.points, self.way, self.make = [start], way, make
        self.hits: list[Any] = []
        self.surfaces, self.index = surfaces, index
        self.lost = False

    @property
    def last(self) -> Point:
        return self.points[-1]

    def through(self, thing: Any) -> None:
        """On through a thing, in its own way."""
        if hasattr(thing, "focal"):
            if thing.folds and (thing.flat or thing.between):
                self.reflect(thing.plane, thing, "mirror")
            else:
                self.focus(thing)
        elif hasattr(thing, "meets") and hasattr(thing, "outline"):
            self.block(thing)
        elif hasattr(thing, "meets"):
            face, left, right = thing.meets()[0]
            self.surface(face, left, right if self.index is None else self.index, thing)
        else:
            self.stop(thing)

    def meeting(self, face: Straight) -> Point:
        t = face.vector
        return self.last + self.way * ((face.start - self.last).cross(t) / self.way.cross(t))  # type: ignore[no-any-return]

    def stop(self, thing: Any) -> None:
        """It goes on straight behind an opening."""
        face = face_in(thing)
        assert face is not None
        self._turn(Hit(self.meeting(face), face, "stop", thing), self.way)

    def _turn(self, hit: Hit, way: Vector) -> None:
        self.points.append(hit.at)
        self.hits.append(hit)
        self.way = way

    def reflect(self, face: Straight, owner: Any, kind: str = "reflects", n1: Num = 1, n2: Num = 1) -> None:
        t = face.direction
        d = self.way
        self._turn(Hit(self.meeting(face), face, kind, owner, n1, n2), t * (d.dot(t) * 2) - d)

    def focus(self, glass: Any) -> None:
        """A thin lens or a curved mirror near its axis: the slope changes by height over focal length."""
        a, b, c = glass.axis, glass.axis.left(), glass.center
        p = self.meeting(Straight(c, c + b))
        sense = 1 if self.make.guess(self.way.dot(a)) >= 0 else -1
        u = a * sense
        slope = b.dot(self.way) / u.dot(self.way) - b.dot(p - c) / glass.focal
        out = -u if glass.folds else u
        self._turn(Hit(p, Straight(c, c + b), "mirror" if glass.folds else "lens", glass), (out + b * slope).unit())

    def surface(self, face: Straight, left: Num, right: Num, owner: Any) -> None:
        """The plane between two media: refraction, or reflection if it is asked for or nothing else is possible."""
        t = face.direction
        up = t.left()
        d = self.way.unit()
        from_left = self.make.guess(d.dot(up)) < 0
        n1, n2 = (left, right) if from_left else (right, left)
        onward = -up if from_left else up
        along = d.dot(t)
        bent = along * n1 / n2
        beyond = abs(self.make.guess(bent)) >= 1
        if self.surfaces == "reflect" or beyond:
            self.way = d
            self.reflect(face, owner, "total" if beyond else "reflects", n1, n2)
            return
        self._turn(Hit(self.meeting(face), face, "refracts", owner, n1, n2), onward * sqrt(1 - bent * bent) + t * bent)

    def block(self, thing: Any) -> None:
        """Into a body through the face that it meets first, and on until it is out again."""
        if self.surfaces == "reflect":
            face, left, right = self._next(thing, None)
            self.surface(face, left, right, thing)
            return
        last = None
        for k in range(MOST_INSIDE):
            face, left, right = self._next(thing, last)
            if self.index is not None:
                left, right = (self.index if x is thing.index else x for x in (left, right))
            self.surface(face, left, right, thing)
            last = face
            if k and self.hits[-1].kind == "refracts":
                return
            if not k and self.hits[-1].kind != "refracts":
                return
        self.lost = True

    def _next(self, thing: Any, last: Straight | None) -> tuple[Straight, Num, Num]:
        """The face that it meets next, judged by where the figure starts."""
        guess = self.make.guess
        x, y, u, v = guess(self.last.x), guess(self.last.y), guess(self.way.x), guess(self.way.y)
        best: tuple[float, Any] | None = None
        for face, left, right in thing.meets():
            if last is not None and face.start.x is last.start.x and face.start.y is last.start.y:
                continue
            ax, ay, bx, by = (guess(n) for n in (face.start.x, face.start.y, face.end.x, face.end.y))
            cross = u * (by - ay) - v * (bx - ax)
            if not cross:
                continue
            way = ((ax - x) * (by - ay) - (ay - y) * (bx - ax)) / cross
            px, py = x + u * way, y + v * way
            t = ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)
            outside = max(0.0, -t, t - 1)
            cost = (1e6 if way < 1e-9 else 0.0) + 1e3 * outside + abs(way) * 1e-9 + way * 1e-6
            if last is None or outside <= 1e-9:
                cost += 0.0 if outside > 1e-9 else -1e3 + abs(way) / (abs(way) + 1)
            if best is None or cost < best[0]:
                best = cost, (face, left, right)
        return best[1] if best is not None else thing.meets()[0]  # type: ignore[no-any-return]

    def claims(self, end: Point) -> Iterator[Relation]:
        """The law at each turn."""
        points = [*self.points, end]
        for k, hit in enumerate(self.hits):
            a, b, c = points[k], points[k + 1], points[k + 2]
            if hit.kind == "refracts":
                yield Refracts(a, b, c, hit.face, hit.owner, hit.n1, hit.n2)
            elif hit.kind in ("lens", "mirror") and not getattr(hit.owner, "flat", False) and not getattr(hit.owner, "between", False):
                yield Thin(a, b, c, hit.owner)
            elif hit.kind != "stop":
                yield Reflects(a, b, c, hit.face, hit.owner)


class Stop:
    """A place on a path that is no surface."""

    kind, owner, n1, n2 = "stop", None, 1, 1

    def __init__(self, at: Point) -> None:
        self.at, self.face = at, Straight(at, at)


def called(thing: Any) -> str:
    return str(getattr(thing, "name", "")) or "the " + str(getattr(thing, "kind", "surface")).replace("_", " ")


def is_place(x: Any) -> bool:
    if isinstance(x, Point) or getattr(x, "family", "") == "point":
        return True
    if isinstance(x, (Straight, Track)) or bends(x) or getattr(x, "family", "") in ("curve", "circle"):
        return False
    if any(hasattr(x, w) for w in ("emit", "pupil", "tip")):
        return True
    return not catches(x) and foot_of(x) is not None


def place_in(x: Any) -> Point:
    for name in ("emit", "pupil", "tip", "at"):
        found = getattr(x, name, None) if not isinstance(x, Point) else None
        if isinstance(found, Point):
            return found
    found = foot_of(x)
    assert found is not None
    return found


def under(x: Any) -> Any:
    """What a place lies on."""
    if isinstance(x, Point):
        return x.owner if x.owner is not None and bends(x.owner) and not hasattr(x.owner, "paths") else getattr(x.owner, "host", None)
    return getattr(x, "host", None)


def catches(x: Any) -> bool:
    """Does light end at it: a screen, a wall, a line?"""
    return face_in(x) is not None and not any(hasattr(x, w) for w in ("emit", "pupil", "tip"))


def face_in(x: Any) -> Straight | None:
    if isinstance(x, Straight):
        return x
    for name in ("surface", "curve"):
        found = getattr(x, name, None)
        if isinstance(found, Straight):
            return found
    return None


def traced(points: Any, look: Look, mm: float = 0.0, at: float = 0.56, least: float = 7.0) -> Iterator[Ink]:
    """A path of light: straight pieces with an arrow head near the middle of each one that is long enough. mm: frame units a millimetre."""
    points = tuple(points)
    for a, b in pairwise(points):
        if (b - a).length > least * mm:
            yield Arrow(a, a.toward(b, at), role="ray", look=look)
            yield path_shape((a.toward(b, at - 0.5 * mm / (b - a).length), b), look)
        else:
            yield path_shape((a, b), look)
