"""Things that the author's `size=` makes too small to be seen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ..diagnostic import HINT, Diagnostic
from ..expression import evaluate
from ..figure import Solved

__all__ = ["Vanishes", "vanishing"]

SEEN = 1.2
"""page millimetres that a thing has at least in one direction"""


class Vanishes(Diagnostic):
    """A thing is drawn about a millimetre large or less: `size=` counts in the lengths of the problem, where it has any.

    ```wrong
    k = ring(radius=2 m)
    b = ball(on=k, size=3 mm)
    ```

    ```right
    given R = 2 m
    k = ring(radius=R)
    b = ball(on=k, size=0.1*R)
    ```
    """

    code: ClassVar[str] = "SCI409"
    severity: ClassVar[str] = HINT
    says: ClassVar[str] = "{thing} is too small to be seen: about a millimetre on the page, or less."
    help: ClassVar[str] = "size= counts in the lengths of the problem: write it as a share of one, size=0.2*R, or leave it away."

    thing: str


def vanishing(solved: Solved) -> Iterator[Vanishes]:
    """A hint for each thing with a size of the drawing that nobody will see."""
    for e in solved.figure.elements:
        own: dict[str, Any] = e.__dict__
        if "sized" not in own or not e.drawn or e.frame.kind != "plane":
            continue
        size = own.get("size")
        if isinstance(size, tuple) and len(size) == 2:
            mm = evaluate(e.frame.mm, solved.drawn)
            if 0 < max(abs(evaluate(n, solved.drawn)) for n in size) < SEEN * mm:
                yield Vanishes(e.span, e.name or "the " + e.kind.replace("_", " "))
