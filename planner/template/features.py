"""What the classifier and the slot tagger look at: words, pairs of words, dimensions, things, relations."""

from __future__ import annotations

import re
from itertools import pairwise

from ..understand import GIVEN, UNKNOWN, Quantity, Understanding

__all__ = ["quantity_features", "root", "text_features", "words_of"]

_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*[A-Za-z]|[一-鿿]+|[A-Za-z]")
_ENDINGS = re.compile(r"(?:'s|ies|ing|ed|(?<=[sxh])es|(?<!s)s|ly)$")
_SHORT = frozenset(("AC", "DC", "RC", "RL", "LC", "RLC", "LRC", "EMF", "RMS", "II", "III", "IQ"))
"""Words in capitals that name no points."""
_IRREGULAR = {
    "slid": "slide", "slides": "slide", "sliding": "slide", "hung": "hang", "thrown": "throw", "threw": "throw", "leans": "lean", "moves": "move",
    "moving": "move", "strikes": "strike", "striking": "strike",
}  # fmt: skip


def root(word: str) -> str:
    """A word without its endings: slides, sliding, slide are one."""
    word = word.lower()
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) <= 3 or not word.isascii():
        return word
    cut = _ENDINGS.sub("", word)
    if word.endswith("ies"):
        return cut + "y"
    if len(cut) < 3:
        return word
    if len(cut) > 3 and cut[-1] == cut[-2] and cut[-1] not in "ls":
        cut = cut[:-1]
    return cut.rstrip("e") if len(cut) > 4 else cut


def words_of(u: Understanding) -> list[str]:
    """The text's words in order, quantities as `<dimension>`, formulas as `<equation>`."""
    text = u.plain.text
    marks = [(q.span, f"<{q.dimension or 'number'}>") for q in u.quantities if q.role != UNKNOWN]
    marks += [(f.span, f"<{f.kind}>") for f in u.formulas]
    marks.sort()
    out: list[str] = []
    places = u.plain.places
    at = 0
    stop = min([c.at[0] for c in u.choices if c.at[1]], default=len(text))
    for (a, b), token in marks:
        start = _index(places, a, at)
        if start >= stop:
            break
        if start < at:
            continue
        out += _plain_words(text[at:start])
        out.append(token)
        at = _index(places, b, start)
    return out + _plain_words(text[at : max(at, stop)])


def _index(places: tuple[int, ...], offset: int, start: int) -> int:
    """The place in the plain text of an offset in the text as written."""
    i = start
    while i < len(places) - 1 and places[i] < offset:
        i += 1
    return i


def _plain_words(text: str) -> list[str]:
    out = []
    for m in _WORD.finditer(text):
        word = m.group()
        if word.isupper() and 2 <= len(word) <= 4 and word not in _SHORT:
            out.append(f"<points{len(word)}>")
        else:
            out += [word[i : i + 2] for i in range(max(1, len(word) - 1))] if ord(word[0]) > 0x3000 else [root(word)]
    return out


def text_features(u: Understanding) -> list[str]:
    """Features of a whole text, each once."""
    words = words_of(u)
    found = dict.fromkeys(w for w in words if len(w) > 1)
    found.update(dict.fromkeys(f"{a} {b}" for a, b in pairwise(words)))
    found.update(dict.fromkeys(f"thing:{e.kind}" for e in u.entities))
    found.update(dict.fromkeys(f"relation:{r.kind}" for r in u.relations))
    found.update(dict.fromkeys(f"asks:{k.noun}" for k in u.unknowns if k.noun))
    dims: dict[str, int] = {}
    for q in u.quantities:
        if q.role == GIVEN:
            dims[q.dimension or "number"] = dims.get(q.dimension or "number", 0) + 1
    found.update(dict.fromkeys(f"given:{d}:{min(n, 3)}" for d, n in dims.items()))
    return list(found)


def quantity_features(q: Quantity, order: int, many: int) -> list[str]:
    """Features of one quantity among those of its dimension: its place among them, what it is called, the words about it."""
    out = [f"n{order}/{many}", f"last{many - order}", f"noun:{q.noun}", f"symbol:{q.symbol}", "named" if q.symbol else "bare"]
    for i, w in enumerate(reversed(q.before[-4:])):
        out += [f"b{i}:{root(w)}", f"b:{root(w)}"]
    for i, w in enumerate(q.after[:4]):
        out += [f"a{i}:{root(w)}", f"a:{root(w)}"]
    return out
