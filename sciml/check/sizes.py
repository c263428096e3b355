"""`size=(3, 2)`: a size that is the drawing's and not the problem's. It fills the slots that say how large a thing is, and prints nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..element import Element
from ..figure import Frame
from ..grammar import print_expr
from ..grammar import tree as t
from ..grammar.record import replace
from ..quantity import LENGTH, Origin, Value
from .messages import WrongType
from .page import Page

__all__ = ["SIZE", "quiet", "size_slots", "sized"]

SIZE = "size"
_SIZES = (("width", "height"), ("a", "b"), ("width",), ("height",), ("radius",), ("side",), ("length",))
"""What tells how large a thing is; the first of these that a kind has."""


def size_slots(cls: type[Element]) -> tuple[str, ...]:
    """The slots that `size=` fills, in order; none for kinds whose `size` means something of its own."""
    own = {s.name for s in cls.slots if s.type == "number" and s.dim == LENGTH}
    if SIZE in {s.name for s in cls.slots}:
        return ()
    return next((names for names in _SIZES if own.issuperset(names)), ())


def sized(page: Page, cls: type[Element], args: Sequence[t.Arg]) -> tuple[list[t.Arg], tuple[str, ...]] | None:
    """The arguments with `size=` as those that it stands for, and which these are. One number for two sizes: of a picture the height, else both.
    None after saying what is wrong."""
    arg = next((a for a in args if a.name == SIZE), None)
    names = size_slots(cls) if arg is not None else ()
    if arg is None or not names:
        return list(args), ()
    parts = arg.value.items if isinstance(arg.value, (t.Tuple, t.List)) else (arg.value,)
    if len(parts) == 1:
        names = names[1:] if cls.keeps_shape else names
        parts = parts * len(names)
    if len(parts) != len(names):
        page.say(WrongType(arg.value.span, f"size of {cls.kind}", f"({', '.join(names)})" if len(names) > 1 else names[0], print_expr(arg.value), "not that"))
        return None
    made = [t.Arg(name, part, span=arg.span) for name, part in zip(names, parts, strict=True)]
    return [a for a in args if a is not arg] + made, names


def quiet(page: Page, values: dict[str, Any], names: Sequence[str], frame: Frame) -> None:
    """These values are the drawing's: they print neither as numbers nor as letters, and decide no scale."""
    for name in names:
        v = values.get(name)
        if isinstance(v, Value):
            page.of_the_drawing(v, frame)
            values[name] = replace(v, origin=Origin.DEFAULT, words=None, symbol="")
    whole = values.get(SIZE)
    for v in whole if isinstance(whole, tuple) else ():
        if isinstance(v, Value):
            page.of_the_drawing(v, frame)
