"""Places that a length or an angle tells: `at=4 cm` on a line is measured from its start, `at=30 deg` on a circle from the right."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from ..element import Element
from ..expression import Num, evaluate, variables_of
from ..figure import Claim
from ..grammar import tree as t
from ..ink import AngleArc, Gauge, Ink
from ..plane import Oval, Point, Round, Straight, Vector
from ..quantity import ANGLE, LENGTH, Value
from ..relation import Relation

__all__ = ["note_place", "shown_place"]


class StandsAt(Relation):
    """How far along its host a thing stands; only to be drawn: what it says is how the place was made."""

    def __init__(self, start: Point, end: Point, carrier: Straight | None = None) -> None:
        self.start, self.end, self.carrier = start, end, carrier
        """carrier: the line of the beam or plank that carries a body; how far along is shown below it"""

    def marks(self) -> Iterator[Ink]:
        below = -self.carrier.direction.left() if self.carrier is not None else None
        yield Gauge(self.start, self.end, (), side=below, firm=below is not None)


class StandsToward(Relation):
    """Where on its circle a thing stands, as an angle from the right."""

    def __init__(self, center: Point, end: Point) -> None:
        self.center, self.end = center, end

    def marks(self) -> Iterator[Ink]:
        way = self.end - self.center
        yield AngleArc(self.center, Vector(1, 0), way, reference=(Vector(1, 0), way), room=float(way.length))


def note_place(made: Element, host: Any, curve: Any, v: Value, arg: t.Arg) -> None:
    """Keeps how the place of a thing on a line or circle of the plane was said."""
    if made.frame.kind != "plane" or v.words is None or v.dim not in (LENGTH, ANGLE, None):
        return
    if isinstance(curve, Straight) and v.dim != ANGLE:
        spot = getattr(host, "spot_on", None)
        made.said_at = (v, spot(0) if spot is not None else curve.at(0), arg)  # type: ignore[attr-defined]
    elif isinstance(curve, (Oval, Round)) and v.dim == ANGLE and not _upright(v.n):
        made.said_at = (v, curve.center, arg)  # type: ignore[attr-defined]


def _upright(n: Num) -> bool:
    """The top, the bottom or a side: seen as drawn."""
    if variables_of(n):
        return False
    turns = evaluate(n, {}) / (math.pi / 2)
    return abs(turns - round(turns)) < 1e-12


def shown_place(e: Element) -> tuple[Value, Claim] | None:
    """The quantity that says where a thing stands on its host, and the fact that shows it."""
    said: tuple[Value, Point, t.Arg] | None = e.__dict__.get("said_at")
    if said is None:
        return None
    place = getattr(e, "origin", None) or getattr(e, "placed", None)
    if not isinstance(place, Point):
        return None
    v, start, arg = said
    host = getattr(e, "host", None) or getattr(e, "carrier", None)
    carrier = host.curve if host is not None and getattr(host, "below", 0) == 1.0 and isinstance(host.curve, Straight) else None
    relation = StandsToward(start, place) if v.dim == ANGLE else StandsAt(start, place, carrier)
    return v, Claim(relation, "fact", arg.span, frame=e.frame, owner=e.id, text=f"{e.name or e.kind} at")
