"""Messages about slips that the look of a statement tells: each with what was probably meant."""

from __future__ import annotations

from typing import ClassVar

from ..diagnostic import HINT, WARNING, Diagnostic

__all__ = [
    "AskedNotDrawn",
    "DoubledEqual",
    "GivenTwice",
    "IndexedKind",
    "LinkInBrackets",
    "MeaningAfterComma",
    "NoLength",
    "NoSuchPoint",
    "NotInPanel",
    "NotOfAPage",
    "NothingShows",
    "NothingToChange",
    "NumberWithComma",
    "OnlyInCheck",
    "PlaceNotDrawn",
    "SamePoint",
    "UnknownColor",
    "UnknownHasValue",
]


class NoSuchPoint(Diagnostic):
    """A run of letters of which some are no points. Relations and measures declare none.

    ```wrong
    triangle(ABC)
    require AD == 3 cm
    ```
    ```right
    triangle(ABC)
    D = midpoint(B, C)
    require AD == 3 cm
    ```
    """

    code = "SCI250"
    says = "Of the points of {run} there is none called {missing}."
    run: str
    missing: str
    known: tuple[str, ...] = ()

    def advice(self) -> str:
        first = self.missing.split(" ")[0]
        make = f"Make it first: `{first} = point()`, or a construction."
        return f"The points here are {', '.join(self.known[:12])}. {make}" if self.known else make


class NoLength(Diagnostic):
    """Something that goes from one place to the same place is drawn as nothing.

    ```wrong
    A = point(1, 1)
    B = point(1, 1)
    spring(A, B)
    ```
    ```right
    A = point(1, 1)
    B = point(4, 1)
    spring(A, B)
    ```
    """

    code = "SCI274"
    severity: ClassVar[str] = WARNING
    says = "The {what} begins and ends at one place: nothing of it is seen."
    help = "Give its ends different places."
    what: str


class IndexedKind(Diagnostic):
    """Square brackets after a kind or function.

    ```wrong
    A = point[0, 0]
    ```
    ```right
    A = point(0, 0)
    ```
    """

    code = "SCI251"
    says = "{name} takes what belongs to it in ( ), not in [ ]."
    help = "Write `{new}`."
    name: str
    new: str


class UnknownHasValue(Diagnostic):
    """An unknown with a value: what is asked has none, and would be told by it.

    ```wrong
    unknown T = 5 N "tension"
    ```
    ```right
    unknown T "tension"
    ```
    """

    code = "SCI252"
    says = "{name} is asked, so it has no value."
    help = 'Leave the value out; the answer of a question stands in `question("...", answer=...)`.'
    name: str


class MeaningAfterComma(Diagnostic):
    """A comma between a quantity and what it means: the text is then a fact of its own.

    ```wrong
    given m = 2.0 kg, "mass of the cart"
    ```
    ```right
    given m = 2.0 kg "mass of the cart"
    ```
    """

    code = "SCI266"
    severity: ClassVar[str] = HINT
    says = 'After a comma "{text}" is a fact of its own; without the comma it says what {name} is.'
    help = "Leave the comma out, or give a fact about the whole problem in a line of its own."
    name: str
    text: str


class OnlyInCheck(Diagnostic):
    """`or`, `not` and `!=` in a fact or a wish: they do not say what is to be drawn.

    ```wrong
    triangle(ABC)
    require AB == AC or AB == BC
    ```
    ```right
    triangle(ABC)
    require AB == AC
    check AB == AC or AB == BC
    ```
    """

    code = "SCI253"
    says = "{word} stands only in check: a fact says what is true, not what is not, or one of several things."
    help = "State the fact that holds, or write `check {text}`."
    word: str
    text: str


class DoubledEqual(Diagnostic):
    """`==` where an argument is named.

    ```wrong
    b = block(mass==2 kg)
    ```
    ```right
    b = block(mass=2 kg)
    ```
    """

    code = "SCI254"
    says = "An argument is named with a single =: `{text}` compares."
    help = "Write `{new}`."
    text: str
    new: str


class GivenTwice(Diagnostic):
    """The same argument twice in one call.

    ```wrong
    block(mass=2 kg, mass=3 kg)
    ```
    ```right
    block(mass=2 kg)
    ```
    """

    code = "SCI255"
    says = "{name} of {kind} is written twice."
    help = "Leave one of them out."
    name: str
    kind: str


class NumberWithComma(Diagnostic):
    """A decimal comma, or a comma between thousands, in an argument.

    ```wrong
    block(mass=2,5 kg)
    ```
    ```right
    block(mass=2.5 kg)
    ```
    """

    code = "SCI261"
    says = "`{text}` reads as two arguments."
    help = "Write `{new}`."
    text: str
    new: str


class LinkInBrackets(Diagnostic):
    """Words for a link in brackets after its end; they follow the end after a comma.

    ```wrong
    A, B = box("a")
    A => B (dashed=true)
    ```
    ```right
    A, B = box("a")
    A => B, dashed=true
    ```
    """

    code = "SCI262"
    says = "{name} ends the link, and takes no ( )."
    help = "Words for the link follow after a comma: `{name}, {inner}`."
    name: str
    inner: str


class NotInPanel(Diagnostic):
    """Something that belongs to the whole page or file, in a panel or another block.

    ```wrong
    panel("I") { figure("one"); point(0, 0) }
    ```
    ```right
    figure("one")
    panel("I") { point(0, 0) }
    ```
    """

    code = "SCI256"
    says = "{word} may not stand in a block: it belongs to the whole page."
    help = "Write it outside of every block."
    word: str


class PlaceNotDrawn(Diagnostic):
    """A name for two numbers or for an anchor: a place that is used but not drawn.

    ```sciml
    A = (2, 3)
    circle(A, radius=1)
    ```
    """

    code = "SCI257"
    severity: ClassVar[str] = HINT
    says = "{name} names a place and draws nothing."
    help = "To draw it write `{new}`."
    name: str
    new: str


class AskedNotDrawn(Diagnostic):
    """A measure that is asked or stated between points of which one is only the name of a place: the reader finds no such letter.

    ```wrong
    t = triangle(ABC)
    s = bisector(t, A)
    D = s.foot
    unknown BD
    ```
    ```right
    t = triangle(ABC)
    s = bisector(t, A)
    D = point(at=s.foot)
    unknown BD
    ```
    """

    code = "SCI277"
    severity: ClassVar[str] = WARNING
    says = "The reader is told of {what}, but no {name} is drawn: {name} is only the name of a place."
    help = "To draw it write `{new}`."
    what: str
    name: str
    new: str


class SamePoint(Diagnostic):
    """One point twice where a kind needs different ones.

    ```wrong
    segment(A, A)
    ```
    ```right
    segment(A, B)
    ```
    """

    code = "SCI264"
    says = "{name} stands twice in this {kind}: its points must be different ones."
    name: str
    kind: str


class NothingShows(Diagnostic):
    """A given that is hidden where it would print and that nothing else shows.

    ```wrong
    block(mass=2.0 kg, hide=[mass])
    ```
    ```right
    block(mass=2.0 kg, hide=[mass])
    note("a block of {2.0 kg}")
    ```
    """

    code = "SCI265"
    severity: ClassVar[str] = WARNING
    says = "{what} of {thing} is given and hidden, and nothing else shows it."
    help = "Leave hide= out, send it to the box with box=[{what}], or say it in a text."
    what: str
    thing: str


class UnknownColor(Diagnostic):
    """A word that is no colour, no grey and no pattern.

    ```wrong
    block(color=purpel)
    ```
    ```right
    block(color=purple)
    ```
    """

    code = "SCI258"
    says = "There is no {what} called {name}."
    what: str
    name: str
    near: tuple[str, ...] = ()
    known: str = ""

    def advice(self) -> str:
        return f"Did you mean {' or '.join(self.near)}?" if self.near else self.known


class NotOfAPage(Diagnostic):
    """A statement before the first `figure(...)` that belongs to no page. Only `define`, `vary` and formulas may stand there, for all pages.

    ```wrong
    block(mass=2 kg)
    figure("A")
    block()
    figure("B")
    block()
    ```
    ```right
    figure("A")
    block(mass=2 kg)
    figure("B")
    block()
    ```
    """

    code = "SCI259"
    says = "This stands before the first page: only define, vary and formulas are shared by all pages."
    help = "Write it after the `figure(...)` it belongs to."


class NothingToChange(Diagnostic):
    """`b.at = 0.8` changes a thing in a state; outside of one, or of a thing that is not there, it says nothing.

    ```wrong
    ramp = incline(angle=30 deg)
    b = block(on=ramp, at=0.2)
    b.at = 0.8
    ```
    ```right
    ramp = incline(angle=30 deg)
    b = block(on=ramp, at=0.2)
    s = state("II") { b.at = 0.8 }
    ```
    """

    code = "SCI260"
    says = "`{text} = ...` {why}."
    help = 'A thing is changed in a state: `s = state("II") {{ {text} = ... }}`.'
    text: str
    why: str = "changes nothing here"
