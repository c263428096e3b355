"""Things of daily life: icon, thing, and rows of items."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from math import degrees
from typing import Any, ClassVar

from ..author import (
    LENGTH,
    MASS,
    Beside,
    Body,
    Diagnostic,
    Element,
    Fixed,
    Gauge,
    Ink,
    Inside,
    Label,
    Maker,
    Point,
    Round,
    Run,
    Shape,
    Spot,
    Straight,
    Value,
    Vector,
    anchor,
    quantity,
    replace,
    surface_of,
    text,
)
from ..author import count as whole
from .draw import arc_path, look_of
from .draw_text import LINE, SIDES, fitted, in_lines, lines_in, overlapping, rounded_box, words_width
from .icons import ALIASES, ICONS, Icon

__all__ = ["IconKind", "Items", "NoSuchIcon", "Thing", "find_icon", "icon_shapes"]

SLIM = 6.5
"""page mm of the height of a box with words on a wheel"""

COLOURS = frozenset(("red", "blue", "green", "yellow", "orange", "purple", "violet", "pink", "brown", "black", "white", "grey", "gray", "gold", "silver"))


def find_icon(name: str) -> Icon | None:
    """The drawing of a thing by its name or another name for it."""
    key = name.strip().lower()
    return ICONS.get(key) or ICONS.get(ALIASES.get(key, ""))


def icon_shapes(icon: Icon, to: Any, height: float, look: Any) -> Iterator[Shape]:
    """The strokes of an icon; `to(x, y)` maps its box of height 1 to the drawing."""
    for fill, path in icon.strokes:
        ops, places = _stroke(path)
        yield Shape(ops, tuple([to(x, y) for x, y in places]), replace(look, fill=look.fill if look.fill and fill in ("light", "paper") else fill or None))


@cache
def _stroke(path: str) -> tuple[str, tuple[tuple[float, float], ...]]:
    """Ops and places of a stroke as it stands in the table of icons."""
    words = path.split()
    ops, places = "", list[tuple[float, float]]()
    i = 0
    while i < len(words):
        op = words[i]
        if op == "O":
            x, y, r = map(float, words[i + 1 : i + 4])
            more, ring = arc_path(Point(0.0, 0.0), (1.0, 1.0), 0.0, 6.283185307179586)
            ops += more + "Z"
            places += [(x + r * float(p.x), y + r * float(p.y)) for p in ring]
            i += 4
            continue
        n = {"M": 2, "L": 2, "C": 6, "Z": 0}[op]
        values = list(map(float, words[i + 1 : i + 1 + n]))
        ops += op
        places += zip(values[0::2], values[1::2], strict=True)
        i += 1 + n
    return ops, tuple(places)


def plain_text(words: Any) -> str:
    return "".join(r.text for r in words) if words else ""


class NoSuchIcon(Diagnostic):
    """There is no drawing of that name. `thing` draws a labelled box where there is none.

    ```wrong
    icon("mosquito net")
    ```
    ```right
    thing("mosquito net")
    ```
    """

    code = "DRW206"
    says = "there is no icon of that name: {name}"
    help = 'thing("{name}") draws a labelled box instead'
    name: str


class _Pictured(Body):
    """Shared by icon and thing."""

    kind = ""
    keeps_shape = True
    afloat = 0.2
    words: Any = text(positional=True, help="what it is")
    height: Value | None = quantity(LENGTH, help="its real height")
    width: Value | None = quantity(LENGTH, help="its real width")
    length: Value | None = quantity(LENGTH, help="its real length, from left to right")
    mass: Value | None = quantity(MASS, help="its mass")

    @property
    def icon(self) -> Icon | None:
        return find_icon(plain_text(self.words))

    def setup(self, make: Maker) -> None:
        icon, tall = self.icon, 10.0
        wide = self.width or self.length
        if icon is None and wide is None and self.height is None:
            self.words = in_lines(self.words)
            tall += LINE * (lines_in(self.words) - 1)
        ratio = icon.width if icon is not None else max(16.0, words_width(self.words) + 6) / tall
        if wide is not None and self.height is not None:
            self.size = (wide.n, self.height.n)
        elif wide is not None:
            self.size = (wide.n, wide.n / ratio)
        else:
            usual = icon.height if icon is not None else tall
            if self.height is None and icon is None and self._outdoors():  # its words need room, whatever carries it
                slim = isinstance(surface_of(self.host), Round)
                ratio, usual = ((words_width(self.words) + 4) / SLIM, SLIM) if slim else (ratio, usual)
                h = usual * self.mm
            else:
                h = self.height.n if self.height is not None else self.fitting(make, usual, usual * ratio)
                if self.height is None and icon is not None and isinstance(surface_of(self.host), Straight):
                    h = make.free("height", h, low=self.mm, scale=usual * self.mm, soft=0.9)  # so high unless what is said of it says otherwise
            self.size = (h * ratio, h)
        self.slide()

    @property
    def orbits(self) -> bool:
        """What flies in space stands on no circle."""
        plain = getattr(self.host, "family", "") == "circle" and not isinstance(self.host, Body)
        return super().orbits or (plain and self.icon is not None and plain_text(self.words).strip().lower() in SPACE)

    def _outdoors(self) -> bool:
        return not any(word == "inside" for word, _ in self.orders)

    def _box(self, icon: Icon | None) -> Callable[[float, float], Point]:
        """The map of the icon's own box to the drawing."""
        (w, h), looks, to = self.size, self.looks, self.to
        width = icon.width if icon is not None else 1.0
        return lambda x, y: to(looks * x * w / width, y * h)

    def part(self, name: str) -> Point:
        """A named place of the drawing."""
        icon = self.icon
        x, y = icon.anchors.get(name, (0.0, 0.5)) if icon is not None else (0.0, 0.5)
        return self._box(icon)(x, y)

    @property
    def boxed(self) -> bool:
        """A box with words has no feet."""
        return self.icon is None

    @anchor
    def head(self) -> Point:
        """The head of a person."""
        return self.part("head")

    @anchor
    def feet(self) -> Point:
        return self.origin

    @anchor
    def hand(self) -> Point:
        return self.part("hand")

    @anchor
    def eye(self) -> Point:
        return self.part("eye")

    @anchor
    def front(self) -> Point:
        return self.part("front") if self.icon is not None and "front" in self.icon.anchors else self.to(self.looks * self.size[0] / 2, self.size[1] / 2)

    @anchor
    def back(self) -> Point:
        return self.part("back") if self.icon is not None and "back" in self.icon.anchors else self.to(-self.looks * self.size[0] / 2, self.size[1] / 2)

    @anchor
    def bow(self) -> Point:
        return self.part("bow")

    @anchor
    def stern(self) -> Point:
        return self.part("stern")

    @anchor
    def deck(self) -> Point:
        return self.part("deck")

    @anchor
    def mast(self) -> Point:
        return self.part("mast")

    @anchor
    def roof(self) -> Point:
        return self.part("roof") if self.icon is not None and "roof" in self.icon.anchors else self.top

    @anchor
    def door(self) -> Point:
        return self.part("door")

    @anchor
    def light(self) -> Point:
        """Where a lamp shines."""
        return self.part("light")

    @anchor
    def basket(self) -> Point:
        return self.part("basket")

    @anchor
    def nose(self) -> Point:
        return self.part("nose")

    @anchor
    def tail(self) -> Point:
        return self.part("tail")

    @anchor
    def periscope(self) -> Point:
        return self.part("periscope")

    @anchor
    def peak(self) -> Point:
        return self.part("peak")

    def spot(self, slot: str) -> Spot | Gauge | None:
        if slot == "length":
            return super().spot("width")
        if slot in ("width", "height"):
            return super().spot(slot)
        if self.icon is not None:
            return Beside(self.top, toward=Vector(0, 1))
        return self._within(getattr(self.style, "label", None) or ()) if slot == "label" else Inside(self.outline, self.center)

    def _within(self, words: Any) -> Spot:
        """Where words stand in the box: turned with it, never upside down, if they fit in."""
        turn = degrees(float(self.turn)) % 180
        turned = turn if turn <= 90 else turn - 180
        fits = (words_width(words) + 2) * float(self.mm) < float(self.size[0])
        return Fixed(self.center, turn=turned) if words and fits and abs(turned) > 0.5 else Inside(self.outline, self.center)

    def draw(self) -> Iterator[Ink]:
        icon = self.icon
        if icon is not None:
            yield from icon_shapes(icon, self._box(icon), float(self.size[1]), look_of(self))
            return
        yield Shape(*rounded_box(self.outline, min(1.8 * float(self.mm), float(self.size[1]) / 3)), look_of(self, fill="paper"))
        if not getattr(getattr(self, "style", None), "label", None):
            words = fitted(self.words, float(self.size[0]) / float(self.mm) - SIDES)
            yield Label(words, self._within(words), role="note", owner=getattr(self, "id", ""))

    def describe(self) -> str:
        return f"{plain_text(self.words)} {getattr(self, 'name', '')}".strip()


SPACE = ("satellite", "earth", "planet", "moon", "sun", "star", "space station", "comet")


class IconKind(_Pictured):
    """A small drawing of a thing of daily life.

    It measures what is drawn onto it: a disc of radius `0.2*distance(c.left, c.right)`. Without `height=` it is as high as usual; one that stands
    on something is as high as facts make it (an angle of elevation).

    ```figure
    c = icon("house")
    circle(c.top, radius=0.2*distance(c.left, c.right))
    ```
    """

    kind = "icon"
    choices: ClassVar = tuple(ICONS)

    def misuse(self) -> Iterator[Diagnostic]:
        if self.icon is None:
            yield NoSuchIcon(self.span, plain_text(self.words))


class Thing(_Pictured):
    """Anything: its icon if there is one, else a rounded box with its name.

    ```figure
    thing("heat exchanger")
    ```
    """

    def inspect(self) -> Iterator[Diagnostic]:
        return overlapping(self) if self.boxed and self.drawn and not self.pale else iter(())


class Items(Element):
    """Several things alike in a row or block: `items("red ball", 5)`.

    ```figure
    items("red ball", 5)
    ```
    """

    floats_inside = True
    words: Any = text(positional=True, help="what they are; a colour may stand first")
    count: int = whole(1, at_least=1, at_most=200, positional=True, help="how many")
    columns: int | None = whole(None, at_least=1, help="how many in a row")
    placed: Point | None = None

    def setup(self, make: Maker) -> None:
        self.corner = self.placed or make.point("")
        self.shrink = 1.0
        """how much smaller they are drawn, to lie inside of something"""
        columns, rows = self._grid()
        icon = self._icon()[0]
        wide, high = columns * (9.0 if icon is None else max(5.0, 7.0 * icon.width) + 2), rows * 9.0
        for word, host in getattr(self, "orders", ()):
            size = getattr(host, "size", None) if word == "inside" and not getattr(host, "boundless", False) else None
            if isinstance(size, tuple) and len(size) == 2:
                share = min(make.guess(size[0] / self.mm) / wide, make.guess(size[1] / self.mm) / high)
                self.shrink = min(self.shrink, 0.75 * share)

    def _grid(self) -> tuple[int, int]:
        columns = self.columns or (self.count if self.count <= 6 else 5 if self.count <= 20 else 10)
        return columns, -(-self.count // columns)

    def _icon(self) -> tuple[Icon | None, str]:
        name = plain_text(self.words).strip().lower()
        first, _, rest = name.partition(" ")
        colour, noun = (first, rest) if first in COLOURS else ("", name)
        return find_icon(noun) or (find_icon(noun[:-1]) if noun.endswith("s") else None), colour

    def _step(self) -> tuple[float, float]:
        icon = self._icon()[0]
        mm = float(self.mm) * self.shrink
        w = 7.0 if icon is None else max(5.0, 7.0 * icon.width)
        return (w + 2) * mm, 9.0 * mm

    @property
    def outline(self) -> tuple[Point, ...]:
        columns, rows = self._grid()
        icon = self._icon()[0]
        w, h = (9.0 if icon is None else max(5.0, 7.0 * icon.width) + 2), 9.0
        c = self.corner
        x, y = columns * w / 2 * self.shrink * self.mm, rows * h / 2 * self.shrink * self.mm
        left, right, top, bottom = c.x - x, c.x + x, c.y + y, c.y - y
        return Point(left, bottom), Point(right, bottom), Point(right, top), Point(left, top)

    @anchor
    def center(self) -> Point:
        return self.corner

    def spot(self, slot: str) -> Spot | Ink | None:
        a, b, *_ = self.outline
        return Beside(a.toward(b, 0.5), toward=Vector(0, -1))

    def draw(self) -> Iterator[Ink]:
        icon, colour = self._icon()
        columns, _ = self._grid()
        dx, dy = self._step()
        mm = float(self.mm) * self.shrink
        look = look_of(self, fill=colour or None)
        left, _, _, top = self.outline
        for k in range(self.count):
            x, y = left.x + (k % columns + 0.5) * dx, top.y - (k // columns + 0.5) * dy
            if icon is None:
                box = tuple(Point(x + sx * 3.2 * mm, y + sy * 3.2 * mm) for sx, sy in ((-1, -1), (1, -1), (1, 1), (-1, 1)))
                yield Shape(*rounded_box(box, 1.2 * mm), look)
            else:
                h = 7.0 * mm
                yield from icon_shapes(icon, lambda u, v, x=x, y=y, h=h: Point(x + u * h, y - h / 2 + v * h), h, look)
        if icon is None:
            a, b, *_ = self.outline
            yield Label(
                (*(self.words or ()), Run(f" \u00d7 {self.count}")), Beside(a.toward(b, 0.5), toward=Vector(0, -1)), role="note", owner=getattr(self, "id", "")
            )

    def describe(self) -> str:
        return f"{self.count} items: {plain_text(self.words)}"
