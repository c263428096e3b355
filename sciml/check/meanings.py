"""The author's words for a quantity: they stand in the box, unless a text of the drawing says them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..ink import Words

__all__ = ["stands_in"]

_SMALL = " a an and are as at be by for from has have his her in into is it its of on or per that the their this to under when where which with "
"""words that mean nothing by themselves"""
_WORD = re.compile(r"[^\W\d_]+'*\d*")


def stands_in(meaning: Words, text: str) -> bool:
    """Does a text, written without blanks, say each word of a meaning?"""
    low = text.lower()
    return all(word in low for word in _content_words("".join([r.text for r in meaning])))


def _content_words(text: str) -> Iterator[str]:
    """The words that carry a meaning, in small letters and the singular."""
    for m in _WORD.finditer(text):
        word = m.group().lower()
        if f" {word} " not in _SMALL:
            yield word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
