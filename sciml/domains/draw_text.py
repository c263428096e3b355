"""Words and arrows: text, arrow, box."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from ..author import (
    ANGLE,
    LENGTH,
    WARNING,
    Along,
    Arrow,
    Beside,
    Body,
    Diagnostic,
    Element,
    Fixed,
    Ink,
    Inside,
    Label,
    Maker,
    Num,
    OnPath,
    Point,
    Relation,
    Run,
    Shape,
    Spot,
    Straight,
    Track,
    Value,
    Vector,
    anchor,
    broken,
    direction,
    distance_measure,
    extent,
    number,
    parts,
    place,
    quantity,
    relate,
    text,
    truth,
    word,
)
from .draw import leads_nowhere, look_of, way_from

__all__ = ["ArrowEnds", "BoxesOverlap", "PlainArrow", "Text", "TextBox", "edge_of", "fitted", "middle_of", "words_width"]


def middle_of(x: Any) -> Point:
    """The place of a point, or the centre of a thing."""
    if isinstance(x, Point):
        return x
    found: Point = x.at if isinstance(getattr(x, "at", None), Point) else x.center
    return found


def edge_of(x: Any, toward: Point, gap: float) -> Point:
    """Where the straight way from the middle of a thing leaves it, and a little further."""
    inside = middle_of(x)
    d = toward - inside
    n = d.length
    if isinstance(x, Point) or not n:
        return inside
    curve = getattr(x, "curve", None)
    outline = getattr(x, "outline", None)
    far = 0.0
    if outline:
        for p, q in zip(outline, (*outline[1:], outline[0]), strict=True):
            e = q - p
            det = d.cross(e)
            if det:
                t, s = (p - inside).cross(e) / det, (p - inside).cross(d) / det
                if t > far and -1e-9 <= s <= 1 + 1e-9:
                    far = t
        far *= n
    elif getattr(curve, "radius", None) is not None:
        far = float(curve.radius)  # type: ignore[union-attr]
    return inside.toward(toward, (far + gap) / n)


def words_width(words: Any) -> float:
    """About how wide a text is on the page, in mm."""
    if not words:
        return 0.0
    if any(r.text == "\n" for r in words):
        return max(extent(row)[0] for row in broken(words)) + 2.0
    return 2.0 * sum(len(r.text) * (0.62 if r.math and "\\" in r.text else 1.0) for r in words)


LONG, ROW = 32.0, 30.0
"""mm of words that stay in one line in a box, and of the lines of longer ones"""


SIDES = 3.0
"""mm of a box beside its words, both sides together"""
LINE = 4.3
"""mm from line to line"""


def in_lines(words: Any) -> Any:
    """The words of a box, long ones in even lines."""
    if not words or words_width(words) <= LONG or any("\n" in r.text for r in words):
        return words
    whole = extent(words)[0]
    if whole <= LONG:
        return words
    rows = broken(words, 1.0, 1.12 * whole / math.ceil(whole / ROW))
    return tuple(run for k, row in enumerate(rows) for run in ((Run("\n"), *row) if k else row))


def fitted(words: Any, width: float) -> Any:
    """The words of a box whose width in page mm is said: in lines, where they are longer."""
    if width <= 0 or words_width(words) * 0.6 <= width or extent(words)[0] <= width:
        return words
    return tuple(run for k, row in enumerate(broken(words, 1.0, width)) for run in ((Run("\n"), *row) if k else row))


def lines_in(words: Any) -> int:
    """How many lines they take."""
    return 1 + sum([str(r.text).count("\n") for r in words or () if not r.math])


class Text(Element):
    r"""Words at a place, or near one; `\n` begins a line.

    A text between three quotes begins one where its own lines begin.

    ```figure
    text("sea level\nat noon", at=(2, 1))
    ```
    """

    lies_beside = True
    words: Any = text(positional=True, help="what it says")
    near: Any = place(None, positional=False, help="close to this place, where there is room")
    size: Value | None = number(prints=False, help="1 is the size of labels")
    align: str = word("center", "left", "right", "above", "below", default="center", help="which part of it lies at its place")
    turn: Value | None = quantity(ANGLE, prints=False, help="turned counter-clockwise, at a place of its own")
    placed: Point | None = None
    toward: Vector | None = None
    """the side on which it lies of what `above=` and its like name; set by the checker"""

    def setup(self, make: Maker) -> None:
        self.loose = self.placed is None and self.turn is None
        self.where = self.placed or self.near or make.point("")

    @anchor
    def center(self) -> Point:
        """Its place."""
        return self.where

    def spot(self, slot: str) -> Spot | Ink | None:
        return Beside(self.where)

    def draw(self) -> Iterator[Ink]:
        if self.words:
            spot: Spot = (
                Beside(self.where, self.toward, clear=2.0)
                if self.loose
                else Fixed(self.where, self.align, turn=math.degrees(float(self.turn.n)) if self.turn is not None else 0.0)
            )
            look = look_of(self, layer="mark")
            yield Label(self.words, spot, role="note", owner=getattr(self, "id", ""), size=float(self.size.n) if self.size is not None else 1.0, look=look)


class ArrowEnds(Diagnostic):
    """An arrow goes from one thing to another, or from one thing in a direction.

    ```wrong
    A = point(0, 0)
    arrow(A)
    ```
    ```right
    A = point(0, 0)
    arrow(A, direction=right)
    ```
    """

    code = "DRW205"
    says = "an arrow takes two ends, or one and a direction, and {count} are given"
    help = "arrow(A, B) or arrow(A, direction=right)"
    count: int


OUT = 10.0
"""mm that an arrow reaches out of the thing from which it starts, if not more"""


class PlainArrow(Element):
    """An arrow from one place or thing to another, or from one in a direction; bend=0.2 bows it to the left of its way.

    ```figure
    arrow((0, 0), (3, 1), "to the sea")
    ```
    """

    kind = "arrow"
    family = "arrow"
    ends: tuple[Any, ...] = parts("point|body|element", (), rest=True, at_least=0, help="where it starts and ends: places, or things (from edge to edge)")
    words: Any = text(None, positional=True, help="what stands beside it")
    direction: Vector | None = direction(None, positional=False, help="where it points from its only end; between two ends a fact")
    length: Value | None = quantity(LENGTH, help="with direction=; between two ends a fact, from middle to middle")
    double: bool = truth(False, help="a head at both ends")
    head: str = word("filled", "open", "none", default="filled", help="its head")
    bend: Value | None = number(prints=False, help="how far it bows to the left, as a share of its length")
    placed: Point | None = None

    def misuse(self) -> Iterator[Diagnostic]:
        count = len(self.ends)
        nowhere = count == 1 and self.direction is not None and leads_nowhere(self.direction, middle_of(self.ends[0]))
        if count != 2 and (self.direction is None or count > 1 or nowhere):
            yield ArrowEnds(self.span, count)

    def setup(self, make: Maker) -> None:
        self.reach: Num = self.length.n if self.length is not None else 18 * make.mm
        first = self.ends[0] if self.ends else self.placed or make.point("")
        self.first = first
        size = getattr(first, "size", None)
        if len(self.ends) == 1 and self.length is None and self.direction is not None and isinstance(size, tuple) and not getattr(first, "turn", 0):
            dx, dy = abs(make.guess(self.direction.x)), abs(make.guess(self.direction.y))
            half = size[0] / 2 / dx if dx * make.guess(size[1]) >= dy * make.guess(size[0]) else size[1] / 2 / dy
            if make.guess(half) > (18 - OUT) * make.guess(make.mm):
                self.reach = half + OUT * make.mm
        self.second = self.ends[1] if len(self.ends) == 2 else middle_of(first) + way_from(self.direction or Vector(1, 0), middle_of(first)) * self.reach

    def rules(self) -> Iterator[Relation]:
        """Between two ends its direction and length are facts."""
        if len(self.ends) == 2:
            a, b = middle_of(self.first), middle_of(self.second)
            if self.direction is not None:
                yield relate("Directed", a, b, way_from(self.direction, a), self.kind)
            if self.length is not None:
                yield relate("Equal", distance_measure(a.x, a.y, b.x, b.y), self.length, 1)

    @property
    def tail(self) -> Point:
        return middle_of(self.first)

    @property
    def vector(self) -> Vector:
        return middle_of(self.second) - self.tail

    @property
    def curve(self) -> Straight:
        return Straight(self.tail, middle_of(self.second), name=getattr(self, "name", ""), owner=self)

    def drawn_ends(self) -> tuple[Point, Point]:
        """From edge to edge."""
        a, b = middle_of(self.first), middle_of(self.second)
        gap = 0.8 * float(self.mm)
        return edge_of(self.first, b, gap), edge_of(self.second, a, gap)

    @anchor
    def start(self) -> Point:
        """Its tail."""
        return self.tail

    @anchor
    def end(self) -> Point:
        """Its head."""
        return middle_of(self.second)

    @anchor
    def center(self) -> Point:
        """Half way."""
        return Straight(self.tail, middle_of(self.second)).at(0.5)

    def _bow(self) -> tuple[Point, ...]:
        if self.bend is None or not self.bend.n:
            return ()
        a, b = self.drawn_ends()
        out = (b - a).left() * (4 / 3 * float(self.bend.n))
        return a.toward(b, 0.25) + out, a.toward(b, 0.75) + out

    def spot(self, slot: str) -> Spot | Ink | None:
        a, b = self.drawn_ends()
        bow = self._bow()
        if not bow:
            return Along(a, b)
        p, q = bow
        way = []
        for i in range(13):
            t = i / 12
            s = 1 - t
            weights = list(zip((s**3, 3 * s * s * t, 3 * s * t * t, t**3), (a, p, q, b), strict=True))
            way.append(Point(sum(w * c.x for w, c in weights), sum(w * c.y for w, c in weights)))
        return OnPath(tuple(way), best=0.5)

    def draw(self) -> Iterator[Ink]:
        a, b = self.drawn_ends()
        yield Arrow(a, b, role="arrow", head=self.head, double=self.double, look=look_of(self, layer="mark"), bend=self._bow())
        if self.words:
            spot = self.spot("words")
            assert isinstance(spot, (Along, OnPath))
            yield Label(self.words, spot, role="note", owner=getattr(self, "id", ""))


class BoxesOverlap(Diagnostic):
    """Two boxes with words that lie in each other: their typed places are nearer than the page has room for.

    ```wrong
    box("combustion chamber", at=(0, 0))
    box("regenerator", at=(2, 0))
    box("turbine", at=(60, 0))
    ```
    ```right
    a = box("combustion chamber")
    b = box("regenerator", right_of=a)
    box("turbine", right_of=b)
    ```
    """

    code = "DRW402"
    severity = WARNING
    says = "the boxes {first} and {second} lie in each other: their places are too near for their words"
    help = "say right_of= and below= instead of coordinates, or place them further apart"
    first: str
    second: str


SEEN = 0.6
"""page mm of an overlap that are seen"""


def overlapping(box: Any) -> Iterator[Diagnostic]:
    """Of a box with words: those before it in which it lies in part."""
    for other in box.frame.elements:
        if other is box:
            return
        if getattr(other, "boxed", False) and other.drawn and not other.pale and _in_part(box, other):
            yield BoxesOverlap(box.span, *(x.name or "".join(r.text for r in x.words or ()) for x in (box, other)), related=(other.span,))


def _in_part(a: Any, b: Any) -> bool:
    """Do two upright boxes lie in each other, neither wholly in the other?"""
    if a.turn or b.turn or a.host is b or b.host is a:
        return False
    d, (w, h), (u, v) = a.center - b.center, a.size, b.size
    deep = (w + u) / 2 - abs(d.x), (h + v) / 2 - abs(d.y)
    return bool(min(deep) > SEEN * float(a.mm)) and bool(deep[0] <= min(w, u) * 1.01 or deep[1] <= min(h, v) * 1.01)


class TextBox(Body):
    """A box with words in it.

    ```figure
    box("heater", at=(2, 1))
    ```
    """

    kind = "box"
    seat = "center"
    boxed = True
    words: Any = text(None, positional=True, help="what stands in it")
    width: Value | None = quantity(LENGTH, positive=True, help="from left to right; as wide as its words if not said")
    height: Value | None = quantity(LENGTH, positive=True, help="from bottom to top")
    round: bool = truth(False, help="rounded corners")

    def setup(self, make: Maker) -> None:
        mm = make.mm
        if self.width is None:
            self.words = in_lines(self.words)
        w = self.width.n if self.width is not None else max(14.0, words_width(self.words) + 6) * mm
        lines = lines_in(self.words if self.width is None else fitted(self.words, make.guess(w) / make.guess(mm) - SIDES))
        h = self.height.n if self.height is not None else (9 + LINE * (lines - 1)) * mm
        self.size = (w, h)
        if self.host is None:  # its seat is its middle; only what stands on something stands on its base
            self.origin = Point(self.origin.x, self.origin.y - h / 2)

    @property
    def curve(self) -> Any:
        return Track(self.outline, True, name=getattr(self, "name", ""), owner=self)

    def draw(self) -> Iterator[Ink]:
        look = look_of(self, fill="paper")
        if self.round:
            yield Shape(*rounded_box(self.outline, 1.8 * float(self.mm)), look)
        else:
            yield Shape("MLLLZ", self.outline, look)
        if self.words:
            words = fitted(self.words, float(self.size[0]) / float(self.mm) - SIDES) if self.width is not None else self.words
            yield Label(words, Inside(self.outline, self.center), role="note", owner=getattr(self, "id", ""))

    def inspect(self) -> Iterator[Diagnostic]:
        return overlapping(self) if self.drawn and not self.pale else iter(())


def rounded_box(corners: tuple[Point, ...], radius: float) -> tuple[str, tuple[Point, ...]]:
    """A box with round corners: ops and points."""
    ops, points = "", list[Point]()
    k = 1 - 4 / 3 * (math.sqrt(2) - 1)
    n = len(corners)
    for i, p in enumerate(corners):
        u, v = (corners[i - 1] - p).unit(), (corners[(i + 1) % n] - p).unit()
        ops += ("L" if ops else "M") + "C"
        points += [p + u * radius, p + u * (radius * k), p + v * (radius * k), p + v * radius]
    return ops + "Z", tuple(points)
