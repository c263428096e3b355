"""Guests that would stand beyond the end of what carries them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Any, ClassVar

from ..body import surface_of
from ..diagnostic import ERROR, Diagnostic, Fix
from ..element import Element
from ..figure import Solved
from ..grammar.tree import Span
from ..plane import Point, Round, Straight

__all__ = ["BeyondEnd", "beyond_ends"]

SLACK = 1e-6
"""of the length of the host"""


class BeyondEnd(Diagnostic):
    """A thing cannot stand where its host has ended; `at=` counts from one end of it to the other.

    ```wrong
    ramp = incline(angle=30 deg)
    b = block(on=ramp, at=1.2)
    ```

    ```right
    ramp = incline(angle=30 deg)
    b = block(on=ramp, at=0.8)
    ```
    """

    code: ClassVar[str] = "SCI408"
    severity: ClassVar[str] = ERROR
    says: ClassVar[str] = "{guest} would stand beyond the end of {host}."
    help: ClassVar[str] = "{cure}."

    guest: str
    host: str
    cure: str


def beyond_ends(solved: Solved, done: dict[int, Any]) -> Iterator[BeyondEnd]:
    """An error for each body whose seat lies beyond an end of the line, surface or arc that it is put on. done: evaluated elements, shared."""
    told: set[tuple[int, str]] = set()  # a thing that states solve again is told once
    for e in (*solved.figure.elements, *(x for s in solved.figure.states for x in s.elements.values())):
        host = e.__dict__.get("host") or e.__dict__.get("carried_by")
        if e.family != "body" or host is None:
            continue
        guest: Any = e.evaluated(solved.model, done)
        off = _beyond(guest, guest.host or guest.carried_by)
        if off:
            said: Span | None = e.__dict__.get("said_at_span")
            span = said or e.span
            if (span.start, _called(e)) in told:
                continue
            told.add((span.start, _called(e)))
            cure = (
                "Write at= as a fraction from 0 to 1, or as a length that fits on it" if said is not None else "Let it stand elsewhere, or make its host longer"
            )
            yield BeyondEnd(span, _called(e), _called(host), cure, fix=Fix(said, "0.9" if off > 0 else "0.1") if said is not None else None)


def _beyond(guest: Any, host: Any) -> int:
    """1 beyond the end of the host, -1 before its start, 0 on it, or where it has no ends."""
    surface = host if isinstance(host, (Straight, Round)) else surface_of(host)
    t = guest.__dict__.get("host_at")
    if isinstance(surface, Straight):
        seat = guest.placed if isinstance(guest.placed, Point) else guest.origin
        whole = float(surface.length)
        if not whole or not math.isfinite(whole):
            return 0
        if not isinstance(t, (int, float, Fraction)):
            t = float((seat - surface.start).dot(surface.direction)) / whole
            t = 1 - t if getattr(surface, "back", False) else t
        line = getattr(host, "curve", surface)  # the ground goes on as far as what it carries
        before, after = (line.before, line.after) if isinstance(line, Straight) else (False, False)
        return -1 if t < -SLACK and not before else 1 if t > 1 + SLACK and not after else 0
    if isinstance(surface, Round) and surface.sweep is not None and isinstance(t, (int, float, Fraction)):
        return -1 if t < -SLACK else 1 if t > 1 + SLACK else 0
    return 0


def _called(thing: Any) -> str:
    name = str(getattr(thing, "name", "") or "")
    if name:
        return name
    owner = thing if isinstance(thing, Element) else getattr(thing, "owner", None)
    return "the " + str(getattr(owner, "kind", "") or "line").replace("_", " ")
