"""Placement words that a kind does not obey: `between=[f, g]` of what lies between two things names them, the rest is said."""

from __future__ import annotations

from typing import ClassVar

from ..diagnostic import WARNING, Diagnostic
from ..element import Element
from ..grammar import tree as t
from .fit import has_shape
from .page import Page
from .signature import Signature

__all__ = ["PlacesNothing", "named_between", "unheeded"]

_ORDERS = ("left_of", "right_of", "above", "below", "inside")
_OF_NO_THINGS = frozenset(("text", "key", "data", "formula", "range", "cells", "count", "relations", "number", "word", "content"))


class PlacesNothing(Diagnostic):
    """A placement word at a thing that does not move: it lies where its points, or the page, put it.

    ```wrong
    triangle(ABC)
    altitude(A, BC, at=(3, 1))
    ```
    ```right
    triangle(ABC)
    altitude(A, BC)
    ```
    """

    code = "SCI275"
    severity: ClassVar[str] = WARNING
    says = "{word}= changes nothing here: {kind} lies where {why}."
    help = "Leave it out; what the word can be for each kind: `sciml kinds {name}`."
    word: str
    kind: str
    name: str
    why: str


def unheeded(page: Page, made: Element, args: dict[str, t.Arg]) -> None:
    """Says it of each placement word that had no effect."""
    for word in ("at", "on", "between"):
        if word in args and not heeds(type(made)):
            _say(page, made, word, args[word])
    for word in _ORDERS:
        if word in args and not has_shape(made) and not heeds(type(made)):
            _say(page, made, word, args[word])


def _say(page: Page, made: Element, word: str, arg: t.Arg) -> None:
    kind = made.kind or "figure"
    why = "the page puts it" if made.family == "container" or made.of_page or not any(s.required for s in made.slots) else "what it is made of puts it"
    words = kind.replace("_", " ")
    called = f"`{kind}`" if kind.endswith("s") else f"{'an' if words[0] in 'aeiou' else 'a'} {words}"
    page.say(PlacesNothing(arg.span, word, called, kind, why))


_HEEDS: dict[str, bool] = {}


def heeds(cls: type[Element]) -> bool:
    """Does a kind read the place that the placement words give it? As its own code says."""
    key = f"{cls.__module__}.{cls.__qualname__}"
    if key not in _HEEDS:
        _HEEDS[key] = cls.obeys_at or cls.family == "body" or _reads_place(cls)
    return _HEEDS[key]


def _reads_place(cls: type[Element]) -> bool:
    for base in cls.__mro__:
        if base is Element:
            return False
        for made in vars(base).values():
            code = getattr(getattr(made, "fget", made), "__code__", None)
            if code is not None and ("placed" in code.co_names or "placed" in code.co_consts):
                return True
    return False


def named_between(cls: type[Element], own: Signature, args: list[t.Arg], places: dict[str, t.Arg]) -> list[t.Arg]:
    """The kind's own arguments with the things of `between=[a, b]` before them, where the kind has no place of its own and nothing else says what it joins:
    `region(between=[f, g])` is `region(f, g)`."""
    items = places["between"].value
    first = own.order[0] if own.order else None
    if any(a.name is None and not isinstance(a.value, (t.Compare, t.Logic, t.Quantity, t.Number, t.Text)) for a in args):
        return args
    if not isinstance(items, (t.List, t.Tuple)) or first is None or first.type in _OF_NO_THINGS or (heeds(cls) and cls.family != "line"):
        return args
    del places["between"]
    return [*(t.Arg(None, x, span=x.span) for x in items.items), *args]
