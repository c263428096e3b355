"""The author's words for how things look: colours, greys and patterns."""

from __future__ import annotations

import re
from typing import Any

from ..diagnostic import Fix
from ..grammar import print_expr
from ..grammar import tree as t
from ..typeset import Run
from .fit import MISSING
from .messages import WrongType
from .natural import natural
from .page import Page, nearest
from .scope import Scope
from .slips import UnknownColor

__all__ = ["COLORS", "PATTERNS", "STYLE", "look_word", "untold_classes"]

STYLE = ("color", "fill", "dashed", "hatch", "bold", "label", "note", "box", "hide", "show", "view", "class")
"""The words of every kind for how it looks and what it prints."""

_WORDS = """none ink muted faint accent accent2 accent3 accent4 accent5 ghost grid paper white light medium dark water wood metal glass
    accent_light accent2_light accent3_light accent4_light accent5_light
    black silver gray grey maroon red purple fuchsia magenta green lime olive yellow navy blue teal aqua cyan orange orangered pink brown gold violet
    indigo crimson yellowgreen coral salmon khaki tan beige ivory lavender skyblue steelblue turquoise lightgray lightgrey darkgray darkgrey lightblue
    darkblue lightgreen darkgreen darkred"""
COLORS = frozenset(_WORDS.split())
"""What `color=` and `fill=` take; a theme may show each of them in its own way."""
PATTERNS = frozenset(("none", "lines", "back", "vertical", "horizontal", "cross", "dots"))
_HEX = re.compile(r"#[0-9a-fA-F]{6}(?:[0-9a-fA-F]{2})?")
_SHORT = re.compile(r"#[0-9a-fA-F]{3}")


def untold_classes(page: Page) -> dict[str, str]:
    """The classes with their colours, but for those whose name stands on every member: they come without a `legend()`."""
    members: dict[str, list[str]] = {}
    for e in page.figure.elements:
        if e.drawn and e.style.member:
            words = getattr(e, "words", None)
            own = words() if callable(words) else words  # of a text: what it says
            said = (*(e.style.label or own or ()), *(e.style.note or ()))
            members.setdefault(e.style.member, []).append(" ".join(r.text for r in said if isinstance(r, Run)).lower())
    return {name: look for name, look in page.classes.items() if any(name.lower() not in said for said in members.get(name, ()))}


def look_word(page: Page, e: t.Expr, name: str, scope: Scope) -> Any:
    """The word that `color=`, `fill=` or `hatch=` gives; None for false, MISSING after saying that there is no such word."""
    if isinstance(e, t.Text):
        return _known(page, e.raw, e, name)
    if not isinstance(e, t.Name):
        page.say(WrongType(e.span, name, "a word", print_expr(e), "none"))
        return MISSING
    if e.id == "true":
        return {"fill": "light", "hatch": "lines"}.get(name, "accent")
    if e.id == "false":
        return None
    b = scope.find(e.id)
    if b is not None and b.kind in ("parameter", "loop"):
        thing = natural(page, e, scope)
        word = thing if isinstance(thing, str) else "".join(r.text for r in thing) if isinstance(thing, tuple) else e.id
        return _known(page, word, e, name)
    return _known(page, e.id, e, name)


def _known(page: Page, word: str, e: t.Expr, name: str) -> Any:
    if name not in ("color", "fill", "hatch"):
        return word
    words = PATTERNS if name == "hatch" else COLORS
    if word in words:
        return word
    if name != "hatch" and _HEX.fullmatch(word):
        return word.lower()
    if name != "hatch" and _SHORT.fullmatch(word):
        return "#" + "".join(c * 2 for c in word[1:].lower())
    near = nearest(word, sorted(words))
    known = f"There are {', '.join(sorted(words))}." if name == "hatch" else 'A colour is a word (red, blue, gray, accent, light ...) or "#1f4e8c".'
    fix = Fix(e.span, near[0] if isinstance(e, t.Name) else f'"{near[0]}"') if near else None
    page.say(UnknownColor(e.span, "pattern" if name == "hatch" else "colour", word, near, known, fix=fix))
    return MISSING
