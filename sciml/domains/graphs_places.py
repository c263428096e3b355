"""Places that the author gives the nodes of a graph: they are its layout, at the scale that their words need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import hypot
from typing import Any

from ..author import Diagnostic, evaluate, is_constant
from .graphs_messages import OnePlace, PlaceForSome, PlaceUnknown
from .graphs_net import Net
from .graphs_shapes import XY

__all__ = ["given_places", "misplaced", "spaced"]

NEAREST = 13.0
"""mm between the middles of the two nodes that lie nearest to each other, at least"""


def given_places(nodes: Sequence[Any]) -> list[XY]:
    """The place of each node, as it is written; [] if none is."""
    if not nodes or any(v.placed is None or not (is_constant(v.placed.x) and is_constant(v.placed.y)) for v in nodes):
        return []
    return [(float(evaluate(v.placed.x, {})), float(evaluate(v.placed.y, {}))) for v in nodes]


def misplaced(span: Any, nodes: Sequence[Any], layout: str, called: Any) -> Iterator[Diagnostic]:
    """What is wrong with the places of nodes together."""
    placed = [v for v in nodes if v.placed is not None]
    for v in placed:
        if not (is_constant(v.placed.x) and is_constant(v.placed.y)):
            yield PlaceUnknown(v.span, called(v))
            return
    if placed and layout:
        yield PlaceForSome(placed[0].span, called(placed[0]), f"{layout} says where the nodes stand", "Leave out one of the two.")
    elif placed and len(placed) < len(nodes):
        missing = next(v for v in nodes if v.placed is None)
        help = f"Give {called(missing)} a place too, or place all nodes by row(...), column(...) or layout=."
        yield PlaceForSome(span, called(placed[0]), f"{called(missing)} has none", help)
    else:
        seen: dict[XY, Any] = {}
        for v, p in zip(nodes, given_places(nodes), strict=False):
            if p in seen:
                yield OnePlace(v.span, called(seen[p]), called(v))
            seen[p] = v


def spaced(net: Net, places: Sequence[XY]) -> None:
    """The nodes at these places, as near to each other as their outlines and the words of the edges allow."""
    forms, n = net.forms, len(places)
    words = {(min(e.a, e.b), max(e.a, e.b)): e for e in net.links}
    scale = 0.0
    for i in range(n):
        for j in range(i):
            dx, dy = abs(places[i][0] - places[j][0]), abs(places[i][1] - places[j][1])
            if hypot(dx, dy) < 1e-12:
                continue  # which has been said
            f, g, e = forms[i], forms[j], words.get((j, i))
            gap = 4.0 if e is None else 7.0
            across, up = (2 * e.w, 2 * e.h) if e is not None else (0.0, 0.0)
            wide = (f.w + g.w + gap + across) / dx if dx > 1e-12 else 1e9
            high = (f.h + g.h + gap + up) / dy if dy > 1e-12 else 1e9
            scale = max(scale, min(wide, high), NEAREST / hypot(dx, dy))
    left, low = min(x for x, _ in places), min(y for _, y in places)
    for f, (x, y) in zip(forms, places, strict=True):
        f.x, f.y = (x - left) * (scale or 1.0), (y - low) * (scale or 1.0)
