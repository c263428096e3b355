"""The laws that light obeys, as claims: Snell, reflection, the thin lens and the curved mirror; each is proved of what is drawn, and named where it fails."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..author import Num, Point, Positive, Relation, Straight, Truth, Vector, Zero, absolute, sin

__all__ = ["SNELL", "Imaged", "Reaches", "Reflects", "Refracts", "SnellStated", "Thin"]

SNELL = "Snell's law (n₁ sin θ₁ = n₂ sin θ₂)"
MIRROR = "the law of reflection (θ₁ = θ₂)"
THIN = "the thin-lens equation (1/f = 1/s + 1/s′, f > 0 if converging)"
CURVED = "the mirror equation (1/f = 1/s + 1/s′, f > 0 if concave)"


def _called(thing: Any) -> str:
    return str(getattr(thing, "name", "")) or "the " + str(getattr(thing, "kind", "surface")).replace("_", " ")


class _AtSurface(Relation):
    """A ray from `start` by `hit` to `end` at a straight face."""

    role = "law"
    law = ""

    def __init__(self, start: Point, hit: Point, end: Point, face: Straight, owner: Any) -> None:
        self.start, self.hit, self.end, self.face = start, hit, end, face
        self.called = _called(owner)

    def _parts(self) -> tuple[Num, Num, Num, Num, Num, Num]:
        """Along and across the face, and the length, of the way in and of the way out."""
        u, a, b = self.face.direction, self.hit - self.start, self.end - self.hit
        return u.dot(a), u.cross(a), a.length, u.dot(b), u.cross(b), b.length

    def residuals(self) -> Iterator[Zero | Positive]:
        return iter(())

    def phrase(self) -> str:
        return f"{self.law} at {self.called}"


class Refracts(_AtSurface):
    """n1 sin θ1 = n2 sin θ2, and the light goes on to the other side. Source: W. Snel 1621; R. Descartes, Dioptrique, 1637."""

    law = SNELL

    def __init__(self, start: Point, hit: Point, end: Point, face: Straight, owner: Any, n1: Num, n2: Num) -> None:
        super().__init__(start, hit, end, face, owner)
        self.n1, self.n2 = n1, n2

    def holds(self) -> Iterator[Zero | Positive | Truth]:
        along1, across1, long1, along2, across2, long2 = self._parts()
        yield Zero(self.n1 * along1 / long1 - self.n2 * along2 / long2, 0)
        yield Positive(across1 * across2, 2)


class Reflects(_AtSurface):
    """The way out makes the same angle with the normal on its other side. Source: Euclid, Catoptrics."""

    law = MIRROR

    def holds(self) -> Iterator[Zero | Positive | Truth]:
        along1, across1, long1, along2, across2, long2 = self._parts()
        yield Zero(along1 / long1 - along2 / long2, 0)
        yield Zero(across1 / long1 + across2 / long2, 0)


class Thin(Relation):
    """A ray at height y over the axis of a thin lens (or, folded back, of a mirror) turns by y/f in slope: what 1/f = 1/s + 1/s' says of rays."""

    role = "law"

    def __init__(self, start: Point, hit: Point, end: Point, glass: Any) -> None:
        self.start, self.hit, self.end = start, hit, end
        self.center, self.axis, self.f, self.folded = glass.center, glass.axis, glass.focal, glass.folds
        self.called = _called(glass)

    def residuals(self) -> Iterator[Zero | Positive]:
        return iter(())

    def holds(self) -> Iterator[Zero | Positive | Truth]:
        a, b = self.axis, self.axis.left()
        u, v = self.hit - self.start, self.end - self.hit
        run, on = u.dot(a), v.dot(a)
        height = b.dot(self.hit - self.center)
        # slopes over the way that the light goes
        before = b.dot(u) / absolute(run)
        after = b.dot(v) / absolute(on)
        yield Zero(after - before + height / self.f, 0)
        yield Positive(-run * on if self.folded else run * on, 2)

    def phrase(self) -> str:
        return f"{CURVED if self.folded else THIN} at {self.called}"


class Reaches(Relation):
    """The last part of a ray runs to a place."""

    def __init__(self, hit: Point, way: Vector, goal: Point, name: str) -> None:
        self.hit, self.way, self.goal, self.called = hit, way, goal, name

    def residuals(self) -> Iterator[Zero | Positive]:
        yield Zero(self.way.cross(self.goal - self.hit), 1)
        yield Positive(self.way.dot(self.goal - self.hit), 1)

    def holds(self) -> Iterator[Zero | Positive | Truth]:
        return self.residuals()

    def phrase(self) -> str:
        return f"{self.called} reaches {self.goal.name or 'its end'}"


class SnellStated(Relation):
    """Angles that the author states on both sides of a surface."""

    shape = False

    def __init__(self, n1: Num, first: Num, n2: Num, second: Num, name: str, slack: Num | None) -> None:
        self.n1, self.first, self.n2, self.second, self.called, self.tolerance = n1, first, n2, second, name, slack

    def residuals(self) -> Iterator[Zero | Positive]:
        yield Zero(self.n1 * sin(self.first) - self.n2 * sin(self.second), 0)

    def holds(self) -> Iterator[Zero | Positive | Truth]:
        return self.residuals()

    def phrase(self) -> str:
        return f"{SNELL} at {self.called}"


class Imaged(Relation):
    """What the author states of an image: its distance, height or magnification is what the lens or mirror makes it."""

    shape = False

    def __init__(self, found: Num, stated: Any, power: int, what: str, law: str, name: str) -> None:
        self.found, self.literal, self.power, self.what, self.law, self.called = found, stated, power, what, law, name
        self.stated = stated.n

    def residuals(self) -> Iterator[Zero | Positive]:
        yield Zero(self.found - self.stated, self.power)

    def holds(self) -> Iterator[Zero | Positive | Truth]:
        return self.residuals()

    def phrase(self) -> str:
        return f"{self.what} of {self.called} by {self.law}"
