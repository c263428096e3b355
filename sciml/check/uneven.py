"""Lengths in logarithmic axes: their steps are not even, so that no length has a meaning there."""

from __future__ import annotations

from typing import Any

from ..diagnostic import Diagnostic, Fix
from ..grammar import print_expr
from ..grammar import tree as t
from ..plane import Point
from .page import Page

__all__ = ["LengthAmongDecades", "refuse_length", "uneven"]


class LengthAmongDecades(Diagnostic):
    """Along a logarithmic axis equal steps are equal ratios: the way between two places of it has no length.

    ```wrong
    axes(x=1..9, y=1..30, y_scale=log) {
      A = point(2, 8)
      B = point(4, 16)
      check AB == 2
    }
    ```
    ```right
    axes(x=1..9, y=1..30, y_scale=log) {
      A = point(2, 8)
      B = point(4, 16)
      check B.y/A.y == 2
    }
    ```
    """

    code = "SCI270"
    says = "`{what}` is a length, and the {axis}-axis is logarithmic: nothing has a length there."
    help = "{instead}."
    what: str
    axis: str
    instead: str


def uneven(*things: Any) -> Any:
    """The container of the first of these frames, or frames of things, whose steps are not even; None if all are even."""
    for x in things:
        frame = x if hasattr(x, "elements") else getattr(getattr(x, "owner", x), "frame", None)
        owner = getattr(frame, "owner", None)
        if getattr(owner, "uneven", ""):
            return owner
    return None


def refuse_length(page: Page, e: t.Expr, axes: Any, ends: tuple[Point, ...] = (), what: str = "") -> None:
    """Says so, with the ratio of coordinates in place of the length of a run between named ends."""
    axis = axes.uneven
    names = [p.name for p in ends if p.name]
    if len(names) == 2:
        ratio, said = f"{names[1]}.{axis}/{names[0]}.{axis}", print_expr(e)
        fix = Fix(e.span, ratio) if e.span.end - e.span.start == len(said) else None  # not of a keyword, `PQ=3`
        page.say(LengthAmongDecades(e.span, said, axis, f"Compare coordinates: `{ratio}`", fix=fix))
    else:
        page.say(LengthAmongDecades(e.span, what or print_expr(e), axis, f"Say where it is by coordinates, or leave out {axis}_scale=log"))
