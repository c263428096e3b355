"""Kinds of the page: texts beside the drawing, containers, connectors.

```sciml
figure("A collision")
given "the ground is smooth"
row {
  panel("before") { g = ground(); b = block(on=g, mass=2.0 kg); velocity(b, right, 3.0 m/s) }
  panel("after") { g = ground(); b = block(on=g); velocity(b, left, 1.0 m/s) }
}
options(["4.0 N s", "8.0 N s"])
```
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from ..author import (
    Along,
    Arrow,
    Beside,
    Diagnostic,
    Element,
    Ink,
    Look,
    Maker,
    Paragraph,
    Point,
    Run,
    Shape,
    Spot,
    Value,
    Vector,
    Words,
    content,
    count,
    data,
    expression,
    part,
    place,
    text,
    word,
)

__all__ = [
    "Callout",
    "Caption",
    "ClaimText",
    "Column",
    "Connector",
    "Equation",
    "Ghost",
    "Givens",
    "Grid",
    "Group",
    "Inset",
    "Legend",
    "NotAnOption",
    "Note",
    "Options",
    "Panel",
    "Question",
    "Row",
]


class _PageText(Element):
    """A text that stands outside the drawing."""

    kind = ""
    role = "note"
    words: Any = text(positional=True, help="what it says")

    def draw(self) -> Iterator[Ink]:
        if self.words:
            yield Paragraph(self.words, self.role)

    def spot(self, slot: str) -> Spot | Ink | None:
        return None

    def describe(self) -> str:
        return self.kind


class Note(_PageText):
    """A remark below the drawing.

    ```figure
    note("The ground is smooth.")
    ```
    """


class Caption(_PageText):
    """The line under a figure.

    ```figure
    caption("Fig. 3")
    ```
    """

    role = "caption"


class Equation(_PageText):
    """A displayed equation: an expression that is typeset, or a text with mathematics.

    ```figure
    equation("$F = \\frac{GMm}{r^2}$")
    ```
    """

    role = "equation"
    words: Any = expression(help="an expression, typeset and checked, or a text with mathematics")


class Givens(Element):
    """Where the box of the givens stands; it comes by itself.

    ```figure
    given m = 2 kg
    givens()
    ```
    """

    def spot(self, slot: str) -> Spot | Ink | None:
        return None


class ClaimText(_PageText):
    """The asker's own work, word for word, marked as unverified.

    ```figure
    claim("I think that $x = 3$.")
    ```
    """

    kind = "claim"
    role = "claim"
    quotes = True


class NotAnOption(Diagnostic):
    """An answer to choose from is a text, a formula or a quantity.

    ```wrong
    A = point()
    options(["at B", A])
    ```
    ```right
    A = point()
    options(["at B", "at A"])
    ```
    """

    code = "PAG201"
    says = "number {number} of the options is neither a text nor a quantity"
    help = 'write it as a text: "at A"'
    number: int


class Options(Element):
    """The answers to choose from; A, B, C are added unless the texts have letters.

    ```figure
    options(["2 m/s", "3 m/s"])
    ```
    """

    of_page = True
    quotes = True
    items: Any = data((), positional=True, help="a list of texts")

    def draw(self) -> Iterator[Ink]:
        rows = [words for words in map(self._words, self.listed()) if words is not None]
        plain = ["".join(r.text for r in row).lstrip("( ") for row in rows]
        lettered = bool(plain) and all(len(p) > 1 and p[0].isalnum() and p[1] in ").:、．" for p in plain)
        if not lettered:
            rows = [(Run(f"{chr(65 + i)}.  "), *row) for i, row in enumerate(rows)]
        yield Paragraph((), "options", tuple(rows))

    def listed(self) -> tuple[Any, ...]:
        """Its items; one that stands without a list is the only one."""
        items = self.items
        return (items,) if not isinstance(items, tuple) or self._words(items) else items

    def misuse(self) -> Iterator[Diagnostic]:
        wrong = next((k for k, x in enumerate(self.listed(), 1) if self._words(x) is None), None)
        if wrong is not None:
            yield NotAnOption(self.span, wrong)

    @staticmethod
    def _words(x: Any) -> Words | None:
        """What an item says; None if it says nothing."""
        found = x.words if isinstance(x, Value) else x
        return found if isinstance(found, tuple) and all(isinstance(run, Run) for run in found) else None

    def spot(self, slot: str) -> Spot | Ink | None:
        return None


class Question(Element):
    """What is asked, with its answer: never drawn, kept for the data.

    ```figure
    question("How long is the ladder?")
    ```
    """

    of_page = True
    quotes = True
    kept = True
    words: Any = text(positional=True, help="the question")
    answer: Any = data(None, help="its answer")

    def tell(self, figure: Any, classes: Mapping[str, str]) -> None:
        figure.questions.append((self.words or (), self.answer, self.span))

    def spot(self, slot: str) -> Spot | Ink | None:
        return None


class Ghost(Element):
    """The same object once more, pale, with what is said here in place of what it says: another place, another turn. Its givens do not print again.

    ```figure
    ramp = incline(angle=30 deg)
    b = block(on=ramp, at=0.2)
    ghost(b, at=0.8)
    ```
    """

    again = True
    thing: Any = part("element", help="the object; after it what is other: at=, on=, or any keyword of its kind")


class Legend(Element):
    """The legend of all classes; without it only those come that no member tells, and with `show=false` none.

    ```figure
    graph { A -- B; node(B, class="goal") }
    legend()
    ```
    """

    of_page = True
    tells_classes = True

    def tell(self, figure: Any, classes: Mapping[str, str]) -> None:
        figure.legend = dict(classes) if self.drawn else {}

    def spot(self, slot: str) -> Spot | Ink | None:
        return None


class Callout(Element):
    """A text with a leader to a thing.

    ```figure
    A = point(0, 0)
    callout(A, "here")
    ```
    """

    target: Any = place(help="what it points at")
    words: Any = text(positional=True, help="what it says")
    away: Any = None

    def setup(self, make: Maker) -> None:
        self.at_target = self.target

    def spot(self, slot: str) -> Spot | Ink | None:
        return Beside(self.target, None, 14.0)

    def draw(self) -> Iterator[Ink]:
        from ..author import Label

        if self.words:
            yield Label(self.words, Beside(self.target, None, 14.0), "note")


# ---------------------------------------------------------------- containers


class _Container(Element):
    kind = ""
    family = "container"
    titled = True
    title: Any = text(positional=True, help="printed above it")

    def spot(self, slot: str) -> Spot | Ink | None:
        return None


class Panel(_Container):
    """A picture of its own, with a title, beside others.

    ```figure
    panel("before") { ball() }
    ```
    """

    opens_frame = "plane"
    scale: str = word("auto", "true", "schematic", default="auto", help="true to size, or comfortable sizes")
    state: Any = data(None, help="a state to show apart")


class Row(_Container):
    """Its children side by side.

    ```figure
    row { panel("I") { ball() }; panel("II") { ball() } }
    ```
    """

    opens_frame = "none"
    arranges = "row"


class Column(_Container):
    """Its children one below the other.

    ```figure
    column { panel("I") { ball() }; panel("II") { ball() } }
    ```
    """

    opens_frame = "none"
    arranges = "column"


class Grid(_Container):
    """Its children in rows of `cols`.

    ```figure
    grid(cols=2) { panel("a") { ball() }; panel("b") { ball() } }
    ```
    """

    opens_frame = "none"
    arranges = "grid"
    cols: int | None = count(None, at_least=1, help="how many side by side")


class Inset(_Container):
    """A detail drawn larger, in a frame that a line joins to the place it shows.

    ```figure
    b = block()
    inset("corner", of=b.top_right) { segment((0, 0), (3, 0)); segment((3, 0), (3, -3)) }
    ```
    """

    opens_frame = "plane"
    of: Any = content(None, positional=False, help="the place or thing it shows")

    @property
    def shows(self) -> Any:
        return self.of


class Group(Element):
    """Several objects as one; also what a `define` makes.

    ```figure
    group { point(0, 0); point(1, 0) }
    ```
    """

    family = "container"

    @property
    def center(self) -> Point:
        """The middle of its parts."""
        places = [p for c in self.children for p in _places(c)]
        if not places:
            return Point(0, 0)
        n = len(places)
        return Point(sum(p.x for p in places) / n, sum(p.y for p in places) / n)

    def spot(self, slot: str) -> Spot | Ink | None:
        return Beside(self.center)

    def describe(self) -> str:
        return self.name or "group"


def _places(e: Element) -> list[Point]:
    at = e.__dict__.get("at")
    if isinstance(at, Point):
        return [at]
    curve = getattr(e, "curve", None)
    ends = [getattr(curve, k, None) for k in ("start", "end", "center")]
    outline = getattr(e, "outline", None)
    return [p for p in ends if isinstance(p, Point)] or [p for p in outline or () if isinstance(p, Point)]


# ---------------------------------------------------------------- links between drawn objects


class Connector(Element):
    """A line or arrow from the edge of one drawn object to the edge of another (written as a link).

    ```figure
    A = point(0, 0)
    B = point(3, 1)
    A -> B "5"
    ```
    """

    first: Any = part("point|curve|body|element", help="where it comes from")
    second: Any = part("point|curve|body|element", help="where it goes")
    sign: str = word("->", "--", "<->", "=>", "<-", default="->", help="as a link writes it")

    def ends(self) -> tuple[Point, Point]:
        a, b = _middle(self.first), _middle(self.second)
        return _edge(self.first, a, b), _edge(self.second, b, a)

    def spot(self, slot: str) -> Spot | Ink | None:
        a, b = self.ends()
        return Along(a, b)

    def draw(self) -> Iterator[Ink]:
        a, b = self.ends()
        look = Look(
            layer="line", color=self.style.color or "ink", dash="dashed" if self.style.dashed else "solid", weight="bold" if self.style.bold else "normal"
        )
        sign = self.sign
        if sign == "--":
            yield Shape("ML", (a, b), look)
        else:
            yield Arrow(a, b, role="link", double=sign == "<->", look=look)

    def describe(self) -> str:
        names = [getattr(x, "name", "") or getattr(x, "kind", "point") for x in (self.first, self.second)]
        return f"link from {names[0]} to {names[1]}"


def _middle(x: Any) -> Point:
    at = getattr(x, "at", None)
    if isinstance(x, Point):
        return x
    return at if isinstance(at, Point) else x.center


def _edge(x: Any, inside: Point, toward: Point) -> Point:
    """Where the straight way from the middle leaves the outline."""
    outline = getattr(x, "outline", None)
    d = toward - inside
    n = math.hypot(d.x, d.y) or 1.0
    gap = float(x.mm) * 1.0 if isinstance(x, Element) else 0.0
    if not outline:
        radius = getattr(getattr(x, "curve", None), "radius", 0.0) or 0.0
        r = float(radius) + gap if not isinstance(x, Point) else 0.0
        return inside + Vector(d.x / n, d.y / n) * r
    best = 0.0
    for p, q in zip(outline, (*outline[1:], outline[0]), strict=True):
        e = q - p
        det = d.x * e.y - d.y * e.x
        if det:
            t = ((p.x - inside.x) * e.y - (p.y - inside.y) * e.x) / det
            s = ((p.x - inside.x) * d.y - (p.y - inside.y) * d.x) / det
            if t > best and -1e-9 <= s <= 1 + 1e-9:
                best = t
    return inside + d * best
