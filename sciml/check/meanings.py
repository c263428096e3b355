"""What a drawing says about a quantity without the author's words: its kind, its slot, whose it is. A meaning that it does not say stands in the box."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..element import Element, Slot
from ..ink import Words
from ..plane import Point
from ..quantity import ANGLE, LENGTH, SPEED, Value

__all__ = ["content_words", "told", "told_by_claim"]

_SMALL = re.compile("a|an|and|are|as|at|be|by|for|from|has|have|his|her|in|into|is|it|its|of|on|or|per|that|the|their|this|to|under|when|where|which|with")
"""words that mean nothing by themselves"""
_WORD = re.compile(r"[^\W\d_]+'*\d*")
_MEASURES = {LENGTH: ("length", "distance"), ANGLE: ("angle",), SPEED: ("speed", "velocity")}
"""what a quantity of a dimension is called, whatever its slot"""


def content_words(text: str) -> set[str]:
    """The words of a text that carry its meaning, in small letters and the singular; capitals by themselves are names and stay: `length of AB`."""
    out: set[str] = set()
    for m in _WORD.finditer(text):
        word = m.group()
        if word.upper() == word and len(word) <= 4:
            out.update((word, *word) if word.isalpha() else (word,))
        elif not _SMALL.fullmatch(word.lower()):
            low = word.lower()
            out.add(low[:-1] if len(low) > 3 and low.endswith("s") and not low.endswith("ss") else low)
    return out


def _of(words: Words | None) -> str:
    return " ".join(r.text for r in words or ())


def _about(e: Element, deep: bool = True) -> Iterator[str]:
    """What stands there: its kind, the author's word for it, its name if that prints, its label, and the same of what it belongs to."""
    yield e.kind.replace("_", " ")
    yield e.spoken.replace("_", " ")
    what = getattr(e, "what", "")
    yield what.replace("_", " ") if isinstance(what, str) else ""
    yield e.name if e.prints_name else ""
    yield _of(e.style.label)
    for slot in e.slots:
        v = e.__dict__.get(slot.name)
        for part in v if isinstance(v, tuple) else (v,):
            owner = getattr(part, "owner", None) if not isinstance(part, Element) else part
            if isinstance(part, Point):
                yield part.name or ""
            if isinstance(owner, Element) and deep:
                yield from _about(owner, False)
            elif slot.type == "text":
                yield _of(v) if part is v or not isinstance(v, tuple) else getattr(part, "text", "")


def told(e: Element, slot: Slot | None) -> set[str]:
    """The words that its place in the drawing says about a quantity of this slot."""
    out = content_words(" ".join(_about(e)))
    if e.aliases and sum([x.kind == e.kind for x in e.frame.elements]) == 1:  # the only one: any word for it means this one
        out |= content_words(" ".join(e.aliases).replace("_", " "))
    host = e.__dict__.get("host")
    if isinstance(host, Element):
        out |= content_words(" ".join(_about(host, False)))
    if slot is not None:
        out |= _of_slot(slot)
    return out


_OF_SLOTS: dict[int, tuple[Slot, set[str]]] = {}
"""by identity: a slot (kept, so that nothing else gets its number) and its words"""


def _of_slot(slot: Slot) -> set[str]:
    found = _OF_SLOTS.get(id(slot))
    if found is None:
        words = content_words(slot.name.replace("_", " ").lower()) | content_words(slot.help) | content_words(slot.name)
        found = _OF_SLOTS[id(slot)] = slot, words | set(_MEASURES.get(slot.dim, ()))  # type: ignore[arg-type]
    return found[1]


def told_by_claim(text: str, value: Value) -> set[str]:
    """The same of a fact: the length of AB, the angle at B."""
    return content_words(text.replace("(", " ").replace(")", " ")) | set(_MEASURES.get(value.dim, ()))
