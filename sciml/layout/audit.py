"""The proof of READABLE: on the finished marks, and by other means than the search used, no label touches a label, a line or the page's edge.

Everything is read off the scene alone. Groups of role `background` are what a label may lie on if it clears it; an area filled after a line hides it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice
from math import cos, radians, sin
from operator import itemgetter

from ..diagnostic import WARNING, Diagnostic, merged
from ..figure import Figure
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
    help = "{cure}"

    label: str
    other: str
    cure: str = "make the figure larger (`width=`), shorten the label, or move it to the box with `box=[...]`"


class _Item(Record):
    """A text or a path with its place in the drawing order, and its nearest group."""

    order: int
    group: Group | None
    mark: Path | TextMark

    @property
    def named(self) -> str:
        """What a message calls it."""
        return (self.group.title or self.group.id) if self.group is not None else ""


class _Page:
    """The marks of a page by what the audit asks of them. texts, and boxes: of these, `down` from the top of the page on; lines: what labels must not touch;
    areas: what hides what was drawn before; each with its place in the drawing order."""

    __slots__ = ("areas", "boxes", "count", "down", "lines", "texts")

    def __init__(self, marks: Sequence[Mark]) -> None:
        self.texts: list[tuple[int, Group | None, TextMark]] = []
        self.boxes: list[tuple[float, float, float, float, int]] = []
        self.lines: list[tuple[int, Group | None, Path]] = []
        self.areas: list[_Area] = []
        self.count = 0
        self._take(marks, None, False)
        self.down = sorted(self.boxes, key=itemgetter(1))

    def _take(self, marks: Sequence[Mark], group: Group | None, background: bool) -> None:
        label = group is not None and group.role == "label" and not background
        for mark in marks:
            if type(mark) is Group:
                self._take(mark.marks, mark, background or mark.role == "background")
                continue
            self.count += 1
            if type(mark) is TextMark:
                self.boxes.append((*mark.box, len(self.texts)))
                self.texts.append((self.count, group, mark))
            elif type(mark) is Path and mark.points:
                fill = mark.fill
                if not background and (not label or mark.stroke is not None):
                    self.lines.append((self.count, group, mark))
                if fill is not None and not label and fill.color is not None and len(fill.color) == 7:
                    self.areas.append(_Area(self.count, mark))


def _pieces(path: Path) -> list[Rect]:
    """Straight pieces of a path, cubics halved until flat: x and y of both ends."""
    found: list[Rect] = []
    x = y = x0 = y0 = 0.0
    at = 0
    p = path.points
    for op in path.ops:
        if op == "M":
            x0, y0 = x, y = p[at], p[at + 1]
            at += 2
        elif op == "L":
            found.append((x, y, p[at], p[at + 1]))
            x, y = p[at], p[at + 1]
            at += 2
        elif op == "C":
            _halved((x, y, *p[at : at + 6]), 0, found)
            x, y = p[at + 4], p[at + 5]
            at += 6
        else:
            found.append((x, y, x0, y0))
            x, y = x0, y0
    return found


def _halved(c: tuple[float, ...], depth: int, found: list[Rect]) -> None:
    """Adds the chords of a cubic, or of its halves."""
    x0, y0, x1, y1, x2, y2, x3, y3 = c
    bend = max(abs(x0 - 2 * x1 + x2), abs(y0 - 2 * y1 + y2), abs(x1 - 2 * x2 + x3), abs(y1 - 2 * y2 + y3))
    if bend < 0.12 or depth == 8:
        found.append((x0, y0, x3, y3))
        return
    for half in _halves(c):
        _halved(half, depth + 1, found)


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
    left, top, right, bottom = rect
    for op in path.ops:
        if op == "L" or op == "Z":
            if op == "L":
                x1, y1 = p[at], p[at + 1]
                at += 2
            else:
                x1, y1 = x0, y0
            aside = (x < left and x1 < left) or (x > right and x1 > right) or (y < top and y1 < top) or (y > bottom and y1 > bottom)
            if not aside and _enters(x, y, x1, y1, rect):
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
    """Whether a cubic, halved until flat, enters a rectangle; a half that a side of it, or a line along the chord, parts from it does not."""
    x0, y0, x1, y1, x2, y2, x3, y3 = c
    left, top, right, bottom = rect
    if (x0 < left and x1 < left and x2 < left and x3 < left) or (x0 > right and x1 > right and x2 > right and x3 > right):
        return False
    if (y0 < top and y1 < top and y2 < top and y3 < top) or (y0 > bottom and y1 > bottom and y2 > bottom and y3 > bottom):
        return False
    dx, dy = x3 - x0, y3 - y0
    first_off, second_off = dx * (y1 - y0) - dy * (x1 - x0), dx * (y2 - y0) - dy * (x2 - x0)
    off, reach = dx * ((top + bottom) / 2 - y0) - dy * ((left + right) / 2 - x0), (abs(dx) * (bottom - top) + abs(dy) * (right - left)) / 2
    if off - reach > max(0.0, first_off, second_off) or off + reach < min(0.0, first_off, second_off):
        return False
    bend = max(abs(x0 - 2 * x1 + x2), abs(y0 - 2 * y1 + y2), abs(x1 - 2 * x2 + x3), abs(y1 - 2 * y2 + y3))
    if bend < 0.12 or depth == 8:
        return _enters(x0, y0, x3, y3, rect)
    first, second = _halves(c)
    return _bends_into(first, rect, depth + 1) or _bends_into(second, rect, depth + 1)


class _Area:
    """An opaque area, its place in the drawing order, and once they are asked for, the rectangle over its points and controls, and its straight pieces."""

    __slots__ = ("order", "path", "pieces", "rect")

    def __init__(self, order: int, path: Path) -> None:
        self.order, self.path = order, path
        self.rect: Rect | None = None
        self.pieces: list[Rect] = []

    def holds(self, rect: Rect) -> bool:
        """Whether a rectangle lies in it, and no edge of it runs through that."""
        left, top, right, bottom = rect
        if self.rect is None:
            xs, ys = self.path.points[0::2], self.path.points[1::2]
            self.rect = min(xs), min(ys), max(xs), max(ys)
        x0, y0, x1, y1 = self.rect
        if x0 > left or y0 > top or x1 < right or y1 < bottom:
            return False
        pieces = self.pieces = self.pieces or _pieces(self.path)
        return _inside(pieces, (left + right) / 2, (top + bottom) / 2) and not any([_enters(*piece, rect) for piece in pieces])


def _covered(text: tuple[int, Group | None, TextMark], order: int, areas: Sequence[_Area]) -> bool:
    """Whether an opaque area drawn after a line (which is `order` in the drawing) and before the text lies under the whole text."""
    place, _, mark = text
    return any([order < area.order < place and area.holds(mark.box) for area in areas])


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


MOST_PAIRS = 20_000
"""Touching texts that are noted; a page with more is told the first ones."""


def _touching(page: _Page) -> dict[int, list[int]]:
    """The later texts of other groups that each text touches, found from the top of the page down."""
    order, texts = page.down, page.texts
    found: dict[int, list[int]] = {}
    count = 0
    for place, (left, _, right, bottom, k) in enumerate(order):
        left, right, bottom = left - TOUCH, right + TOUCH, bottom + TOUCH  # noqa: PLW2901
        for near_left, near_top, near_right, _, j in islice(order, place + 1, None):
            if near_top >= bottom:
                break
            if near_left < right and near_right > left and not _together(texts[j][1], texts[k][1]):
                found.setdefault(min(j, k), []).append(max(j, k))
                count += 1
        if count > MOST_PAIRS:
            break
    return {k: sorted(js) for k, js in found.items()}


def _together(a: Group | None, b: Group | None) -> bool:
    return a is b or (a is not None and b is not None and a.id == b.id)


def _is_slanted(mark: TextMark) -> bool:
    """Is it turned, by no right angle, so that the rectangle over it is far from its ink?"""
    return bool(mark.glyphs) and bool(mark.glyphs[0].angle % 90)


def _letters(scene: Scene, mark: TextMark) -> list[Rect]:
    """The rectangle over each letter of a turned text."""
    found = []
    for g in mark.glyphs:
        points = scene.outlines[g.font, g.id].points
        if not points:
            continue
        x0, y0, x1, y1 = min(points[0::2]), min(points[1::2]), max(points[0::2]), max(points[1::2])
        c, s, k = cos(radians(g.angle)), sin(radians(g.angle)), g.size / 1000
        corners = [(k * (c * x - s * y), -k * (s * x + c * y)) for x in (x0, x1) for y in (y0, y1)]
        xs, ys = [mark.x + g.x + p[0] for p in corners], [mark.y + g.y + p[1] for p in corners]
        found.append((min(xs), min(ys), max(xs), max(ys)))
    return found


def _meet(some: Sequence[Rect], others: Sequence[Rect]) -> bool:
    return any(a[0] - TOUCH < b[2] and a[2] + TOUCH > b[0] and a[1] - TOUCH < b[3] and a[3] + TOUCH > b[1] for a in some for b in others)


def overlaps(scene: Scene) -> Iterator[tuple[_Item, _Item | None]]:
    """(text, what it touches), each pair once; None: the page's edge."""
    page = _Page(scene.marks)
    texts, boxes = page.texts, page.boxes
    slanted = {k: _letters(scene, mark) for k, (_, _, mark) in enumerate(texts) if _is_slanted(mark)}
    touching = _touching(page)
    for k, others in touching.items() if slanted else ():
        touching[k] = [j for j in others if (k not in slanted and j not in slanted) or _meet(slanted.get(k, [boxes[k][:4]]), slanted.get(j, [boxes[j][:4]]))]
    width, height = scene.width, scene.height
    for left, top, right, bottom, k in boxes:
        if left < 0 or top < 0 or right > width or bottom > height:
            yield _Item(*texts[k]), None
        for j in touching.get(k, ()):
            yield _Item(*texts[k]), _Item(*texts[j])
    tops = [box[1] for box in page.down]
    tallest = max([box[3] - box[1] for box in boxes], default=0.0) + TOUCH
    for order, group, path in page.lines:
        reach = (path.stroke.width / 2 if path.stroke is not None else 0.0) + TOUCH
        xs, ys = path.points[0::2], path.points[1::2]
        x0, y0, x1, y1 = min(xs) - reach, min(ys) - reach, max(xs) + reach, max(ys) + reach
        near = [box for box in page.down[bisect_left(tops, y0 - tallest) : bisect_left(tops, y1)] if x0 < box[2] and x1 > box[0] and y0 < box[3]]
        if len(near) > 1:
            near.sort(key=itemgetter(4))
        for left, top, right, bottom, k in near:
            if slanted and k in slanted and not any(_touches(path, (a - reach, b - reach, c + reach, d + reach)) for a, b, c, d in slanted[k]):
                continue
            if _touches(path, (left - reach, top - reach, right + reach, bottom + reach)) and not _covered(texts[k], order, page.areas):
                yield _Item(*texts[k]), _Item(order, group, path)


TYPED = "it stands where `at=` puts it: type another place, or let one be found with `near=`"
TOLD = 500
"""Touching pairs that are looked for."""


def audit(scene: Scene, figure: Figure | None = None) -> list[Diagnostic]:
    """A message for each label that touches something, up to as many as anyone reads. figure: whose words and places stand for what it drew."""
    found: list[Diagnostic] = []
    sources: dict[str, tuple[str, Span]] = {}
    typed: set[str] = set()
    for text, other in islice(overlaps(scene), TOLD):
        if figure is not None and not sources:
            sources = {f"fact{c.number}": (f"the mark of `{c.text}`" if c.text else "the mark of a fact", c.span) for c in figure.claims}
            sources |= {e.id: ("", e.span) for e in figure.elements}
            typed = {e.id for e in figure.elements if e.lies_beside and e.__dict__.get("placed") is not None}
        mark = text.mark
        assert isinstance(mark, TextMark)
        span = Span(*text.group.span) if text.group is not None and text.group.span is not None else sources.get(_owner(text), ("", Span(0, 0)))[1]
        what = "the edge of the page" if other is None else f"the label {other.mark.text}" if isinstance(other.mark, TextMark) else ""
        if other is not None and not what:
            own = _owner(other) == _owner(text) and ".size" in (text.group.id if text.group is not None else "")
            what = "its own dimension line" if own else sources.get(_owner(other), ("", span))[0] or other.named or "a line"
        found.append(Overlap(span, mark.text, what, TYPED) if _owner(text) in typed else Overlap(span, mark.text, what))
    return list(merged(found))


def _owner(item: _Item) -> str:
    """The id of what drew it: `fact3` of `fact3.size0`."""
    if item.group is None:
        return ""
    head, dot, tail = item.group.id.rpartition(".")
    return head if dot and not tail.isdigit() else item.group.id
