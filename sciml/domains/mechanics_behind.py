"""What nothing may lie in: the hatched side of ground, walls and ceilings."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from ..author import WARNING, Body, Diagnostic, Straight
from .mechanics_solid import depth

__all__ = ["BehindSupport", "behind"]

DEEP, SEEN = 2.2, 0.6
"""page millimetres: of the hatched strip, and of what is seen to lie in it"""


def behind(support: Any) -> Iterator[Diagnostic]:
    """Over floats: the bodies, rods, ropes and springs that lie in the hatched strip of a support as it is drawn, which nobody said."""
    if not support.drawn or getattr(support, "fluid", False) or getattr(support.frame, "view", "side") == "top":
        return
    s, mm = support.surface, float(support.mm)
    low, high = support.drawn_ends()
    d, out = s.direction, s.direction.left()
    a, b = s.start + d * low, s.start + d * high
    strip = SimpleNamespace(outline=(a, b, b + out * (-DEEP * mm), a + out * (-DEEP * mm)))
    pits: Any = support.pits() if hasattr(support, "pits") else ()
    for e in support.frame.elements:
        if e is support or not e.drawn or e.pale or getattr(e, "host", None) is support or _meant(e, support):
            continue
        if isinstance(e, Body):
            seen = not _left_out(e, pits) and depth(e, strip) > SEEN * mm and not _lies_on(e.center, s, mm)
        else:
            seen = _tied(e, support) and any(_within(line, s, (low, high), pits, mm) for line in _lines(e))
        if seen:
            turned = "left" if support.looks > 0 else "right"
            help_ = f"facing={turned} turns {_called(support)} round; or put {_called(e)} on its free side." if support.kind == "wall" else ""
            yield BehindSupport(
                e.span, _called(e), _called(support), help_ or "Say where it is: on=, above=, below=, right_of= or at=.", related=(support.span,)
            )


def _tied(e: Any, support: Any) -> bool:
    """Does it end there, or is it nothing of which the ground itself knows whether it runs through?"""
    return not hasattr(support, "pits") or not (hasattr(e, "pieces") or hasattr(e, "joins")) or any(getattr(p.owner, "id", None) == support.id for p in e.tied)


def _left_out(e: Any, pits: Any) -> bool:
    return bool(e.support or e.sunk or e.thread is not None or getattr(e, "fluid", False) or getattr(e, "flat", False) or pits)


def _meant(e: Any, support: Any) -> bool:
    """Does the author speak of the two together, so that a claim proves where it is?"""
    return any((getattr(x, "owner", None) or x) is support or getattr(x, "id", "") == support.id for _, x in getattr(e, "orders", ()) or ())


def _lines(e: Any) -> Iterator[Straight]:
    """The straight parts of a rod, rope or spring."""
    if hasattr(e, "pieces"):
        yield from e.pieces
    elif (e.family == "line" and hasattr(e, "edges")) or hasattr(e, "joins"):
        yield e.curve


def _lies_on(p: Any, s: Any, mm: float) -> bool:
    return abs(float(s.direction.cross(p - s.start))) < 0.1 * mm


def _within(line: Straight, s: Any, ends: tuple[float, float], pits: Any, mm: float) -> bool:
    """Does a line run through the strip, or begin on the surface and go to its back?"""
    d = s.direction
    (t0, h0), (t1, h1) = ((float(d.dot(p - s.start)), float(d.cross(p - s.start))) for p in (line.start, line.end))
    if h0 < h1:
        (t0, h0), (t1, h1) = (t1, h1), (t0, h0)
    if h1 > -SEEN * mm or h0 < -DEEP * mm:
        return False  # all of it in front, or all of it behind
    part = h0 / (h0 - h1) if h0 > 0 else 0.0
    way = t0 + (t1 - t0) * part
    return ends[0] - SEEN * mm < way < ends[1] + SEEN * mm and not any(first <= way <= last for first, last in pits)


def _called(x: Any) -> str:
    return str(x.name) or "the " + x.kind.replace("_", " ")


class BehindSupport(Diagnostic):
    """A thing on the hatched side of a wall, of the ground or of a ceiling, which is solid.

    ```wrong
    g = ground()
    w = wall(on=g, facing=right)
    A = point(on=w)
    B = point(on=g)
    ladder(B, A, angle=60 deg)
    ```

    ```right
    g = ground()
    w = wall(on=g, facing=left)
    A = point(on=w)
    B = point(on=g)
    ladder(B, A, angle=60 deg)
    ```
    """

    code = "MEC407"
    severity = WARNING
    says = "{thing} is on the hatched side of {support}."
    help = "{hint}"

    thing: str
    support: str
    hint: str
