"""Laws of mechanics as claims: the forces on a thing balance; bodies touch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import isfinite, nan
from typing import Any

from ..author import Diagnostic, Element, Num, Point, Positive, Relation, Span, Straight, Truth, Value, Vector, Zero, absolute, half_step, minimum, part

__all__ = ["Equilibrium", "InContact", "NoForce"]

MOST = 12
"""Unknown magnitudes that are looked at."""
SLANT = 0.003
"""Radians: how far a direction that is not along an axis may lie from the true one, because angles are written with few digits."""

PLACE = 3e-5
"""Of the reach of the forces: how far a place on the page may lie from the true one."""

Load = tuple[Point, Vector, Any, str, Any]
"""A force on a thing: where, its unit direction, its magnitude (None: not known), the symbol of its magnitude, half the last digit written."""


class Equilibrium(Relation):
    """`equilibrium(b)`: the forces drawn on b add up to zero, and on a rod their torques as well. Where magnitudes are missing: positive ones exist.

    loads and torques are looked up once, when all arrows of the figure stand.
    """

    words = ("equilibrium", "balanced")
    shape = False

    of: Any = part("element")

    def misuse(self) -> Iterator[Diagnostic]:
        self._gather()
        if not self.loads and not self.torques:
            yield NoForce(self.of.span if isinstance(self.of, Element) else Span(0, 0), _called(self.of))

    def _gather(self) -> None:
        if "loads" not in self.__dict__:
            turners = _turners(self.of)
            self.loads: tuple[Load, ...] = tuple(loads_on(self.of))
            self.torques: tuple[Num | None, ...] = tuple(t.signed for t in turners)
            self.turning = bool(turners) or (getattr(self.of, "family", "") == "line" and hasattr(self.of, "tied"))

    def residuals(self) -> Iterator[Zero | Positive]:
        self._gather()
        if not self.loads or any(f[2] is None for f in self.loads) or any(t is None for t in self.torques):
            return
        size: Num = max((abs(f[2]) for f in self.loads if isinstance(f[2], (int, float))), default=1)
        x: Num = 0
        y: Num = 0
        turn: Num = 0
        for place, way, amount, _, _ in self.loads:
            x, y = x + way.x * amount, y + way.y * amount
            turn = turn + (place - self.loads[0][0]).cross(way) * amount
        yield Zero(x, 0, scale=size)
        yield Zero(y, 0, scale=size)
        if self.turning:
            for t in self.torques:
                turn = turn + t
            yield Zero(turn, 1, scale=size)

    def holds(self) -> Iterator[Truth]:
        self._gather()
        if not self.loads and not self.torques:
            yield Truth(False, f"no force acts on {_called(self.of)}")
        else:
            yield balance(self.loads, [_float(t) for t in self.torques] if self.turning else None, _called(self.of))

    def phrase(self) -> str:
        return f"{_called(self.of)} is in equilibrium"


def _called(thing: Any) -> str:
    name = getattr(thing, "name", "") or getattr(getattr(thing, "owner", None), "name", "")
    return str(name) or "the " + getattr(thing, "kind", "place").replace("_", " ")


def _frame(thing: Any) -> Any:
    return getattr(thing, "frame", None) or getattr(getattr(thing, "owner", None), "frame", None)


def _turners(thing: Any) -> list[Any]:
    frame = _frame(thing)
    return [e for e in frame.elements if hasattr(e, "signed") and e.kind == "torque" and e.body is thing and e.unit is None] if frame is not None else []


def loads_on(thing: Any) -> list[Load]:
    """Every force drawn on a thing; on a rod also those at its ends and at points on it."""
    frame = _frame(thing)
    if frame is None:
        return []
    own = [thing if isinstance(thing, Element) else thing.owner]
    if getattr(thing, "family", "") == "line" and hasattr(thing, "tied"):
        own += [x for x in (_same(frame, p.owner) for p in thing.tied) if x is not None and x.family == "point"]
        own += [e for e in frame.elements if e.family == "point" and getattr(e, "host", None) is thing]
    found: list[Load] = []
    for e in frame.elements:
        if getattr(e, "role", "") != "force" or not hasattr(e, "acts_on"):
            continue
        value = e.magnitude if isinstance(e.magnitude, Value) else None
        n = value.n if value is not None else None
        for one in own:
            for place, way in e.acts_on(one):
                symbol = value.symbol if value is not None else ""
                half = half_step(value) if value is not None and (value.decimals or 0) > 0 else 0
                found.append((place, way, n, symbol, half))
    return found


def _same(frame: Any, owner: Any) -> Any:
    """The element of this frame that a place belongs to (a place keeps its owner as it was before solving)."""
    key = getattr(owner, "id", None)
    return next((e for e in frame.elements if e.id == key), None) if key is not None else None


def _float(n: Any) -> float:
    """A number; TypeError for an expression: this is proved on numbers only."""
    return nan if n is None else float(n)


# ---------------------------------------------------------------- do magnitudes exist


def balance(loads: Sequence[Load], torques: Sequence[float] | None, name: str) -> Truth:
    """Known forces and, with some positive magnitudes, unknown ones add up to zero within the digits written."""
    pole = loads[0][0] if loads else Point(0, 0)
    rows = 3 if torques is not None else 2
    reach = max((abs(_float(f[0].x - pole.x)) + abs(_float(f[0].y - pole.y)) for f in loads), default=0.0) or 1.0
    rest, slack = [0.0] * rows, [0.0] * rows
    columns: dict[str, list[float]] = {}
    biggest = 0.0
    for i, (place, way, magnitude, symbol, half_digit) in enumerate(loads):
        amount, half = _float(magnitude), _float(half_digit)
        x, y = _float(way.x), _float(way.y)
        arm_x, arm_y = _float(place.x - pole.x) / reach, _float(place.y - pole.y) / reach
        column = [x, y, arm_x * y - arm_y * x][:rows]
        if not isfinite(amount):
            old = columns.get(symbol or f"#{i}", [0.0] * rows)
            columns[symbol or f"#{i}"] = [a + b for a, b in zip(old, column, strict=True)]
            continue
        biggest = max(biggest, abs(amount))
        slant = SLANT if min(abs(x), abs(y)) > 1e-9 else 0.0
        for k in range(rows):
            rest[k] += column[k] * amount
        slack[0] += half * abs(x) + slant * abs(y * amount)
        slack[1] += half * abs(y) + slant * abs(x * amount)
        if rows == 3:
            slack[2] += half * abs(column[2]) + (slant * (abs(arm_x) + abs(arm_y)) + PLACE) * abs(amount)
    if torques is not None:
        for t in torques:
            if isfinite(t):
                rest[2] += t / reach
            else:
                columns[f"torque {len(columns)}"] = [0.0, 0.0, 1.0]
                columns[f"torque {len(columns)}"] = [0.0, 0.0, -1.0]
    least = 1e-6 * biggest or 1.0  # what is drawn is not zero
    for c in columns.values():
        rest = [r + least * a for r, a in zip(rest, c, strict=True)]
    slack = [s + 1e-9 * (biggest or 1.0) for s in slack]
    if _feasible(list(columns.values())[:MOST], rest, slack):
        return Truth(True, "magnitudes exist that balance" if columns else "")
    if columns:
        return Truth(False, f"no magnitudes of the forces on {name} make them balance")
    which = [w for k, w in enumerate(("to the side", "up and down", "in torque")[:rows]) if abs(rest[k]) > slack[k]]
    return Truth(False, f"the forces on {name} do not balance {' and '.join(which)}")


def _feasible(columns: list[list[float]], rest: list[float], slack: list[float]) -> bool:
    """Is there x >= 0 with |sum of x_i column_i + rest| <= slack? A solution has a basic one, with no more columns than rows; so all such choices are tried."""
    rows = len(rest)
    if all(abs(r) <= s for r, s in zip(rest, slack, strict=True)):
        return True
    for size in range(1, rows + 1):
        for chosen in combinations(columns, size):
            x = _least_squares(chosen, rest)
            if x is None or any(v < -1e-9 for v in x):
                continue
            left = [rest[k] + sum(v * c[k] for v, c in zip(x, chosen, strict=True)) for k in range(rows)]
            size_of = max(abs(r) for r in rest)
            if all(abs(r) <= s + 1e-9 * size_of for r, s in zip(left, slack, strict=True)):
                return True
    return False


def _least_squares(columns: Sequence[list[float]], rest: list[float]) -> list[float] | None:
    """x that makes sum of x_i column_i + rest shortest, by the normal equations; None if the columns depend on each other."""
    n = len(columns)
    m = [[sum(a * b for a, b in zip(p, q, strict=True)) for q in columns] + [-sum(a * r for a, r in zip(p, rest, strict=True))] for p in columns]
    for i in range(n):
        pivot = max(range(i, n), key=lambda r: abs(m[r][i]))
        if abs(m[pivot][i]) < 1e-12:
            return None
        m[i], m[pivot] = m[pivot], m[i]
        for r in range(n):
            if r != i:
                f = m[r][i] / m[i][i]
                m[r] = [a - f * b for a, b in zip(m[r], m[i], strict=True)]
    return [m[i][n] / m[i][i] for i in range(n)]


class NoForce(Diagnostic):
    """Equilibrium is claimed of a thing on which no force is drawn.

    ```wrong
    g = ground()
    b = block(on=g)
    check equilibrium(b)
    ```

    ```right
    g = ground()
    b = block(on=g)
    weight(b)
    normal_force(b)
    check equilibrium(b)
    ```
    """

    code = "MEC204"
    says = "No force is drawn on {body}, so there is nothing to balance."
    help = "Draw the forces: weight({body}), normal_force({body}) ..."

    body: str


# ---------------------------------------------------------------- contact


class InContact(Relation):
    """`touches(a, b)`: two bodies touch from outside, or a body touches a support, without overlap."""

    words = ("touches", "touching")

    a: Any = part("element")
    b: Any = part("element")

    def misuse(self) -> Iterator[Diagnostic]:
        for x in (self.a, self.b):
            block = getattr(x, "outline", None) and hasattr(x, "axis") and hasattr(x, "size")
            if getattr(x, "rim", None) is None and _face(x) is None and not block:
                yield NoBody(x.span if isinstance(x, Element) else Span(0, 0), _called(x))

    def residuals(self) -> Iterator[Zero | Positive]:
        return self._contact()

    def holds(self) -> Iterator[Zero | Positive]:
        return self._contact()

    def _contact(self) -> Iterator[Zero | Positive]:
        a, b = self.a, self.b
        if getattr(a, "rim", None) is None and (getattr(b, "rim", None) is not None or (_face(a) is not None and _face(b) is None)):
            a, b = b, a
        circle, other, face = getattr(a, "rim", None), getattr(b, "rim", None), _face(b)
        if circle is not None and other is not None:
            yield Zero((circle.center - other.center).length - circle.radius - other.radius, 1)
        elif circle is not None and face is not None:
            yield Zero(face.direction.cross(circle.center - face.start) - circle.radius, 1)
        elif circle is not None:
            yield from self._beside(b, a.center, circle.radius)
        elif face is not None:
            heights = [face.direction.cross(p - face.start) for p in a.outline]
            yield Zero(minimum(*heights), 1)
        else:
            yield from self._beside(a, b.center, b.size[0] / 2)

    def _beside(self, block: Any, center: Point, half: Num) -> Iterator[Zero]:
        """Side by side on one surface."""
        yield Zero(absolute((center - block.center).dot(block.axis)) - half - block.size[0] / 2, 1)

    def phrase(self) -> str:
        return f"{_called(self.a)} touches {_called(self.b)}"


def _face(x: Any) -> Any:
    """The straight side of a support."""
    surface = getattr(x, "surface", None) if getattr(x, "support", False) else None
    return surface if isinstance(surface, Straight) else None


class NoBody(Diagnostic):
    """Only bodies and supports touch each other; lines and circles are tangent.

    ```wrong
    g = ground()
    b = ball(on=g)
    P = point()
    check touches(b, P)
    ```

    ```right
    g = ground()
    w = wall(on=g)
    b = ball(on=g)
    require touches(b, w)
    ```
    """

    code = "MEC205"
    says = "{thing} is neither a body nor a support, so nothing touches it."
    help = "Lines and circles of the plane are tangent: tangent(k, l). What touches ground and walls is a ball, hoop or disc."

    thing: str
