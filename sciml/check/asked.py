"""Measures that are asked: the arc of an angle with its letter or a question mark, a length with its letter."""

from __future__ import annotations

import re
from typing import Any

from ..element import Element
from ..figure import Claim
from ..grammar.record import replace
from ..ink import Words
from ..relation import CLASSES
from ..typeset import Run, identifier
from .natural import run_names
from .page import Page
from .slips import AskedNotDrawn, PlaceNotDrawn

__all__ = ["asked_not_drawn", "letter_of", "show_asked"]

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_']*")


def asked_not_drawn(page: Page) -> None:
    """A place that only has a name, where what is asked or stated speaks of it by its letter, is a warning and no hint."""
    places = {d.name: k for k, d in enumerate(page.found) if isinstance(d, PlaceNotDrawn)}
    if not places:
        return
    told = [name for name, *_ in page.unknowns] + [c.text for c in page.figure.claims if c.role == "fact" and c.text and "==" in c.text]
    for what in told:
        for name in [x for word in _WORD.findall(what) for x in run_names(word)]:
            k = places.pop(name, None)
            if k is not None:
                hint: Any = page.found[k]
                page.found[k] = AskedNotDrawn(hint.span, what, name, hint.new)


def letter_of(meaning: Words) -> Words:
    """The letter that is all of a meaning: `unknown angle(AOB) "x"`."""
    if len(meaning) != 1:
        return ()
    text = meaning[0].text.strip()
    if meaning[0].math:
        return meaning if len(text) == 1 or (text[:1] == "\\" and text[1:].isalpha()) else ()
    return (identifier(text),) if len(text) == 1 and text.isalpha() else ()


def show_asked(page: Page, marked: dict[str, Element], facts: set[str], add: Any) -> None:
    """A facet for each measure that is asked and that nothing marks yet. marked: measure key -> the mark of it; facts: keys of what prints a value; add: makes
    a facet."""
    for value, meaning, span, scope in page.asked:
        about: tuple[Any, ...] = getattr(value.n, "about", ())
        angle = bool(about) and about[0] in ("angle", "reflex")
        words = letter_of(meaning)
        if not about or value.key in facts or (not angle and (about[0] != "length" or not words)):
            continue
        mark = marked.get(value.key)
        if mark is None:
            claim = Claim(CLASSES["Equal"](value, 0), "asked", span, frame=scope.frame, owner=f"asked{span.start}")
            add(claim, "fact", words or (Run("?"),), f"asked:{span.start}", span=span, frame=scope.frame)
        elif words and mark.style.label is None and mark.__dict__.get("value") is None:
            mark.style = replace(mark.style, label=words)
            add(mark, "label", words, f"asked:{span.start}", span=span)
