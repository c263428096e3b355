"""What a shape with a fill of the author's hides: things are drawn in the order of the text, so a later fill lies over earlier lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import hypot
from typing import Any

from ..diagnostic import HINT, Diagnostic
from ..scene import Group, Mark, Path, Scene
from .geometry import XY, Rect, around, contains, flattened

__all__ = ["MostlyHidden", "mostly_hidden"]

STEPS = 24
"""places looked at along each line"""
MOST_PAIRS = 20_000
"""pairs of a line and a fill that are looked at"""


Cover = tuple[int, str, Sequence[XY], Rect]
"""An opaque area of a fill: its place in the order of drawing, whose it is, its outline and the rectangle over that."""


Near = tuple[float, float, float, list[Cover]]
"""A place on a line, the length that it stands for, and the fills in whose rectangles it lies."""


class MostlyHidden(Diagnostic):
    """Things are drawn in the order of the text: a fill that comes later hides the lines under it.

    ```wrong
    s = segment((0, 0), (6, 0))
    k = circle((3, 0), radius=2, fill=light)
    ```

    ```right
    k = circle((3, 0), radius=2, fill=light)
    s = segment((0, 0), (6, 0))
    ```
    """

    code = "LAY505"
    severity = HINT
    says = "{cover} hides most of {hidden}, which is drawn before it."
    help = "Write {hidden} after {cover}, or fill {cover} with hatch=true, which hides nothing."

    hidden: str
    cover: str


def mostly_hidden(scene: Scene, elements: Sequence[Any]) -> list[MostlyHidden]:
    """A hint for each thing of which later fills hide more than half."""
    fills = {e.id for e in elements if e.style.fill is not None and not e.pale}
    if not fills:
        return []
    named = {e.id: e for e in elements}
    drawn = [(number, owner, path) for number, (owner, path) in enumerate(_paths(scene.marks, "", named))]
    covers: list[Cover] = [
        (number, owner, chain, around(chain))
        for number, owner, path in drawn
        if owner in fills and path.fill is not None and path.fill.color is not None and len(path.fill.color) == 7
        for chain in flattened(path.ops, path.points)
        if len(chain) > 2
    ]
    if not covers:
        return []
    last = covers[-1][0]
    lines = [(number, owner, path) for number, owner, path in drawn if path.stroke is not None and path.points and number <= last]
    touched = {owner for number, owner, path in lines if _some(covers, number, owner, (path.points[0::2], path.points[1::2]))}
    seen: dict[str, tuple[list[float], list[Near]]] = {}
    pairs = 0
    for number, owner, path in lines:
        if owner not in touched or pairs > MOST_PAIRS:
            continue
        parts, near = seen.setdefault(owner, ([], []))
        for chain in flattened(path.ops, path.points):
            box = around(chain)
            over = [c for c in covers if c[0] > number and c[1] != owner and _meet(c[3], box)]
            pairs += len(over)
            part, places = _samples(chain)
            parts += [part] * len(places)
            for x, y in places if over else ():
                found = [c for c in over if c[3][0] <= x <= c[3][2] and c[3][1] <= y <= c[3][3]]
                if found:
                    near.append((x, y, part, found))
    out = []
    for owner, (parts, near) in seen.items():
        thing = named[owner]
        by = None if thing.pale else _hiding(sum(parts) / 2, near)
        if by:
            out.append(MostlyHidden(thing.span, _called(thing), _called(named[max(by, key=lambda k: by[k])])))
    return out


def _hiding(half: float, near: list[Near]) -> dict[str, float]:
    """Whose fills hide how much of a thing, if together more than half of its length.

    Most places are in no fill's rectangle; once those that are left cannot make a half, the rest is not looked at."""
    left = sum([part for _, _, part, _ in near])
    enough = half * (1 - 1e-9)
    gone = 0.0
    by: dict[str, float] = {}
    for x, y, part, found in near:
        if left < enough:
            return {}
        top = next((c[1] for c in found if contains(c[2], x, y)), None)
        if top is None:
            left -= part
        else:
            gone += part
            by[top] = by.get(top, 0.0) + part
    return by if gone > half else {}


def _some(covers: Sequence[Cover], number: int, owner: str, points: tuple[Sequence[float], Sequence[float]]) -> bool:
    """Whether a later fill of another thing comes near a path. points: its x and y, controls among them."""
    xs, ys = points
    box = min(xs), min(ys), max(xs), max(ys)
    return any([c[0] > number and c[1] != owner and _meet(c[3], box) for c in covers])


def _paths(marks: Sequence[Mark], owner: str, named: dict[str, Any]) -> Iterator[tuple[str, Path]]:
    """(id of its element, path), in the order of drawing; labels and backgrounds are left out."""
    for mark in marks:
        if isinstance(mark, Group):
            if mark.role in ("object", "mark", "frame"):
                yield from _paths(mark.marks, mark.id if mark.id in named else mark.id.rpartition(".")[0], named)
        elif isinstance(mark, Path) and owner in named:
            yield owner, mark


def _samples(chain: Sequence[XY]) -> tuple[float, list[XY]]:
    """Places spread evenly along a chain, and the length that each stands for."""
    pieces = [(x0, y0, x1 - x0, y1 - y0, hypot(x1 - x0, y1 - y0)) for (x0, y0), (x1, y1) in pairwise(chain)]
    step = sum([piece[4] for piece in pieces]) / STEPS
    found: list[XY] = []
    if not step:
        return step, found
    ahead = step / 2
    for x, y, dx, dy, length in pieces:
        while ahead <= length:
            t = ahead / length
            found.append((x + dx * t, y + dy * t))
            ahead += step
        ahead -= length
    return step, found


def _meet(a: Rect, b: Rect) -> bool:
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def _called(thing: Any) -> str:
    return str(thing.name) or "the " + thing.kind.replace("_", " ")
