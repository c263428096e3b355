"""Names of the language as mathematics: `mu_k`, `v0`, `F_max`, `Δy`, `A'`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from .symbols import commands

__all__ = ["identifier_tex"]

_NAME: Final = re.compile(r"([^\W\d_]+)(['′’]*)(\d*)((?:_[^\W_]+)*)_?(['′’]*)")
_DIFFERENTIAL: Final = re.compile(r"d[a-zα-ω]")
_GREEK: Final = re.compile("[Α-ϵ]")
_CHANGE: Final = re.compile(r"(Δ|Delta|δ|delta)_?([^\W\d_]+)")


@lru_cache(maxsize=2048)
def identifier_tex(name: str) -> str:
    """TeX of a name: letters slanted, words upright, digits at the end and what follows `_` as a subscript."""
    found = _NAME.fullmatch(name)
    if found is None:
        return "\\text{" + re.sub(r"([\\{}$%#&_^~])", r"\\\1", name) + "}"
    letters, early, digits, below, late = found.groups()
    parts = [_letters(part, True) for part in below.split("_")[1:]]
    if digits:
        parts.insert(0, digits)
    tex = _letters(letters, False)
    if parts:
        tex += "_{" + ",".join(parts) + "}"
    return tex + "'" * len(early + late)


def _letters(word: str, small: bool) -> str:
    """TeX of a word without its subscript; small: it is one."""
    if len(word) > 1 and word in commands() and _GREEK.fullmatch(commands()[word][1]):
        return f"\\{word} "
    change = None if small else _CHANGE.fullmatch(word)
    if change is not None and len(word) > 1:
        return f"\\{'Delta' if change[1] in 'ΔDelta' else 'delta'} " + _letters(change[2], False)
    if len(word) == 1 or word.isdigit() or (not small and (_DIFFERENTIAL.fullmatch(word) or _points(word))):
        return word
    mixed = re.fullmatch(r"([^\W\d_])(\d+)", word)
    return word if mixed else f"\\mathrm{{{word}}}"


def _points(word: str) -> bool:
    """A run of point letters, `AB`."""
    return word.isascii() and word.isupper() and len(word) <= 4
