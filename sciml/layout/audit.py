"""The proof of READABLE: on the finished marks, and by other means than the search used, no label touches a label, a line or the page's edge.

Everything is read off the scene alone. Groups of role `background` are what a label may lie on if it clears it; an area filled after a line hides it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from ..diagnostic import WARNING, Diagnostic, merged
from ..grammar.record import Record
from ..grammar.tree import Span
from ..scene import Group, Mark, Path, Scene, TextMark

__all__ = ["Overlap", "audit", "overlaps"]

TOUCH = 0.2
"""pt that must be between the ink of a text and anything else."""

Rect = tuple[float, float, float, float]


class Overlap(Diagnostic):
    """On the finished page a label touches something.

    ```wrong
    text("left", at=(0, 0))
    text("right", at=(0, 0))
    ```
    ```right
    text("left", at=(0, 0))
    text("right", at=(30, 0))
    ```
    """

    code = "LAY502"
    severity = WARNING
    says = "the label {label} touches {other}"
    help = "make the figure larger (`width=`), shorten the label, or move it to the box with `box=[...]`"

    label: str
    other: str


class _Item(Record):
    """A text or a path with its place in the drawing order. group: id of its nearest group; named: id or title for messages."""

    order: int
    group: str
    named: str
    role: str
    span: tuple[int, int] | None
    mark: Path | TextMark
    rect: Rect


def _items(marks: Sequence[Mark], group: Group | None, background: bool, found: list[_Item]) -> None:
    for mark in marks:
        if isinstance(mark, Group):
            _items(mark.marks, mark, background or mark.role == "background", found)
            continue
        if isinstance(mark, TextMark):
            rect = mark.box
        else:
            xs, ys = mark.points[0::2], mark.points[1::2]
            if not xs:
                continue
            rect = (min(xs), min(ys), max(xs), max(ys))
        if group is None:
            found.append(_Item(len(found), "", "", "background" if background else "", None, mark, rect))
        else:
            named = group.title or group.id
            found.append(_Item(len(found), group.id, named, "background" if background else group.role, group.span, mark, rect))


def _pieces(path: Path) -> Iterator[tuple[float, float, float, float]]:
    """Straight pieces of a path, cubics halved until flat."""
    x = y = x0 = y0 = 0.0
    at = 0
    p = path.points
    for op in path.ops:
        if op == "M":
            x0, y0 = x, y = p[at], p[at + 1]
            at += 2
        elif op == "L":
            yield x, y, p[at], p[at + 1]
            x, y = p[at], p[at + 1]
            at += 2
        elif op == "C":
            yield from _halved((x, y, *p[at : at + 6]), 0)
            x, y = p[at + 4], p[at + 5]
            at += 6
        else:
            yield x, y, x0, y0
            x, y = x0, y0


def _halved(c: tuple[float, ...], depth: int) -> Iterator[tuple[float, float, float, float]]:
    x0, y0, x1, y1, x2, y2, x3, y3 = c
    bend = max(abs(x0 - 2 * x1 + x2), abs(y0 - 2 * y1 + y2), abs(x1 - 2 * x2 + x3), abs(y1 - 2 * y2 + y3))
    if bend < 0.12 or depth == 8:
        yield x0, y0, x3, y3
        return
    for half in _halves(c):
        yield from _halved(half, depth + 1)


def _halves(c: tuple[float, ...]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """A cubic cut in its middle."""
    x0, y0, x1, y1, x2, y2, x3, y3 = c
    ax, ay, bx, by, cx, cy = (x0 + x1) / 2, (y0 + y1) / 2, (x1 + x2) / 2, (y1 + y2) / 2, (x2 + x3) / 2, (y2 + y3) / 2
    dx, dy, ex, ey = (ax + bx) / 2, (ay + by) / 2, (bx + cx) / 2, (by + cy) / 2
    mx, my = (dx + ex) / 2, (dy + ey) / 2
    return (x0, y0, ax, ay, dx, dy, mx, my), (mx, my, ex, ey, cx, cy, x3, y3)


def _enters(x0: float, y0: float, x1: float, y1: float, rect: Rect) -> bool:
    """Whether a straight piece enters a rectangle: the piece is clipped at its four sides in turn."""
    left, top, right, bottom = rect
    if (x0 < left and x1 < left) or (x0 > right and x1 > right) or (y0 < top and y1 < top) or (y0 > bottom and y1 > bottom):
        return False
    if left <= x0 <= right and top <= y0 <= bottom:
        return True
    low, high = 0.0, 1.0
    dx, dy = x1 - x0, y1 - y0
    for step, room in ((-dx, x0 - left), (dx, right - x0), (-dy, y0 - top), (dy, bottom - y0)):
        if step == 0:
            if room < 0:
                return False
        elif step < 0:
            low = max(low, room / step)
        else:
            high = min(high, room / step)
        if low > high:
            return False
    return True


def _touches(path: Path, rect: Rect) -> bool:
    """Whether a path enters a rectangle; only what could come there of it is cut into pieces."""
    x = y = x0 = y0 = 0.0
    at = 0
    p = path.points
    for op in path.ops:
        if op == "L" or op == "Z":
            if op == "L":
                x1, y1 = p[at], p[at + 1]
                at += 2
            else:
                x1, y1 = x0, y0
            if _enters(x, y, x1, y1, rect):
                return True
            x, y = x1, y1
        elif op == "C":
            curve = (x, y, *p[at : at + 6])
            if _bends_into(curve, rect, 0):
                return True
            x, y = curve[6:]
            at += 6
        else:
            x0, y0 = x, y = p[at], p[at + 1]
            at += 2
    return False


def _bends_into(c: tuple[float, ...], rect: Rect, depth: int) -> bool:
    """Whether a cubic, halved until flat, enters a rectangle; a half with all controls on one side of it does not."""
    x0, y0, x1, y1, x2, y2, x3, y3 = c
    left, top, right, bottom = rect
    if (x0 < left and x1 < left and x2 < left and x3 < left) or (x0 > right and x1 > right and x2 > right and x3 > right):
        return False
    if (y0 < top and y1 < top and y2 < top and y3 < top) or (y0 > bottom and y1 > bottom and y2 > bottom and y3 > bottom):
        return False
    bend = max(abs(x0 - 2 * x1 + x2), abs(y0 - 2 * y1 + y2), abs(x1 - 2 * x2 + x3), abs(y1 - 2 * y2 + y3))
    if bend < 0.12 or depth == 8:
        return _enters(x0, y0, x3, y3, rect)
    first, second = _halves(c)
    return _bends_into(first, rect, depth + 1) or _bends_into(second, rect, depth + 1)


def _covered(text: _Item, line: _Item, areas: Sequence[_Item]) -> bool:
    """Whether an opaque area drawn after the line and before the text lies under the whole text."""
    left, top, right, bottom = text.rect
    for area in areas:
        if line.order < area.order < text.order and area.rect[0] <= left and area.rect[1] <= top and area.rect[2] >= right and area.rect[3] >= bottom:
            path = area.mark
            assert isinstance(path, Path)
            pieces = list(_pieces(path))
            if _inside(pieces, (left + right) / 2, (top + bottom) / 2) and not any(_enters(*piece, text.rect) for piece in pieces):
                return True
    return False


def _inside(pieces: Sequence[tuple[float, float, float, float]], x: float, y: float) -> bool:
    """Winding number of the pieces about a place, by quadrant-free signed crossings."""
    turns = 0
    for x0, y0, x1, y1 in pieces:
        side = (x1 - x0) * (y - y0) - (x - x0) * (y1 - y0)
        if y0 <= y < y1 and side > 0:
            turns += 1
        elif y1 <= y < y0 and side < 0:
            turns -= 1
    return turns != 0


def _opaque(path: Path) -> bool:
    return path.fill is not None and path.fill.color is not None and len(path.fill.color) == 7


MOST_PAIRS = 20_000
"""Touching texts that are noted; a page with more is told the first ones."""


def _touching(texts: Sequence[_Item]) -> dict[int, list[int]]:
    """The later texts of other groups that each text touches, found from the top of the page down."""
    order = sorted(range(len(texts)), key=lambda k: texts[k].rect[1])
    found: dict[int, list[int]] = {}
    count = 0
    for place, k in enumerate(order):
        left, _, right, bottom = texts[k].rect
        left, right, bottom = left - TOUCH, right + TOUCH, bottom + TOUCH
        for j in islice(order, place + 1, None):
            box = texts[j].rect
            if box[1] >= bottom:
                break
            if box[0] < right and box[2] > left and texts[j].group != texts[k].group:
                found.setdefault(min(j, k), []).append(max(j, k))
                count += 1
        if count > MOST_PAIRS:
            break
    return {k: sorted(js) for k, js in found.items()}


def overlaps(scene: Scene) -> Iterator[tuple[_Item, _Item | None]]:
    """(text, what it touches), each pair once; None: the page's edge."""
    items: list[_Item] = []
    _items(scene.marks, None, False, items)
    texts = [item for item in items if isinstance(item.mark, TextMark)]
    areas = [i for i in items if i.role != "label" and isinstance(i.mark, Path) and _opaque(i.mark)]
    touching = _touching(texts)
    for k, text in enumerate(texts):
        left, top, right, bottom = text.rect
        if left < 0 or top < 0 or right > scene.width or bottom > scene.height:
            yield text, None
        for j in touching.get(k, ()):
            yield text, texts[j]
    boxes = [text.rect for text in texts]
    for item in items:
        path = item.mark
        if isinstance(path, TextMark) or item.role == "background":
            continue
        half = path.stroke.width / 2 if path.stroke is not None else 0.0
        if path.stroke is None and item.role == "label":
            continue
        reach = half + TOUCH
        x0, y0, x1, y1 = item.rect
        x0, y0, x1, y1 = x0 - reach, y0 - reach, x1 + reach, y1 + reach
        near = [texts[k] for k, box in enumerate(boxes) if x0 < box[2] and x1 > box[0] and y0 < box[3] and y1 > box[1]]
        for text in near:
            left, top, right, bottom = text.rect
            if _touches(path, (left - reach, top - reach, right + reach, bottom + reach)) and not _covered(text, item, areas):
                yield text, item


TOLD = 500
"""Touching pairs that are looked for."""


def audit(scene: Scene) -> list[Diagnostic]:
    """A message for each label that touches something, up to as many as anyone reads."""
    found: list[Diagnostic] = []
    for text, other in islice(overlaps(scene), TOLD):
        span = Span(*text.span) if text.span is not None else Span(0, 0)
        mark = text.mark
        assert isinstance(mark, TextMark)
        what = "the edge of the page" if other is None else f"the label {other.mark.text}" if isinstance(other.mark, TextMark) else other.named or "a line"
        found.append(Overlap(span, mark.text, what))
    return list(merged(found))
