"""Lines from a long text: where it may break, and the lines under each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from typing import Final, TypeVar

from .box import Box

__all__ = ["breakable", "distances", "fill", "joined", "pieces", "unbroken"]

_WIDE: Final = "\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60\uffe0-\uffe6\uac00-\ud7a3"
_NOT_FIRST: Final = "，。、；：！？）】》〉」』〕］｝…—～·,.;:!?)]}’”%℃°ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
_NOT_LAST: Final = "（【《〈「『〔［｛([{‘“$¥￥"
_HANGUL: Final = "\uac00-\ud7a3"
_CHUNK: Final = (
    rf"[ \t]+|[{re.escape(_NOT_LAST)}]*[{_WIDE}](?<![{_HANGUL}])[{re.escape(_NOT_FIRST)}]*"
    rf"|(?:[^ \t{_WIDE}]|[{_HANGUL}])+?(?:(?<=[^\W\d])[-–—/](?=\w)|(?=[ \t{_WIDE}](?<![{_HANGUL}])|$))[{re.escape(_NOT_FIRST)}]*"
)
"""Blanks; or a Han or kana sign with its punctuation; or a word, which ends before those or after a hyphen."""

_ATOM: Final = (
    r"(?:(?:[yzafpnuµμmcdhkMGTP]|da)?(?:mol|cd|Pa|Hz|Wb|Bq|Gy|Sv|eV|bar|ohm|Wh|cal|rad|[mgsAKNJWVCFΩTHSLlB])|min|atm|Torr|mmHg|rpm|deg|ft|in|lb|mph|psi|"
    r"ly|AU|pc|°[CF]?|[dhu%])"
)
_RAISED: Final = r"(?:\^?-?\d|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?"
_QUANTITY: Final = rf"\d ?{_ATOM}{_RAISED}(?:[/*·]\(?{_ATOM}{_RAISED}(?:[·*]{_ATOM}{_RAISED}\)?)?)*(?![^\W\d_])"
"""The last digit of a number and its unit, which stay together."""

T = TypeVar("T")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """These large ones when a text is broken, not at the start."""
    return re.compile(pattern)


def breakable(text: str) -> list[str]:
    """The text in pieces between which it may break; blanks are pieces of their own. Han and kana break anywhere, hangul at blanks."""
    pieces: list[str] = []
    at, chunk = 0, _compiled(_CHUNK)
    while at < len(text):
        found = chunk.match(text, at)
        end = found.end() if found and found.end() > at else at + 1
        pieces.append(text[at:end])
        at = end
    return unbroken(pieces, text)


def unbroken(pieces: list[str], text: str) -> list[str]:
    """The pieces of a text, those of one number and its unit as one."""
    if len(pieces) < 2:
        return pieces
    spans = [m.span() for m in _compiled(_QUANTITY).finditer(text)]
    if not spans:
        return pieces
    out: list[str] = []
    at = 0
    for piece in pieces:
        if out and any(a < at < b for a, b in spans):
            out[-1] += piece
        else:
            out.append(piece)
        at += len(piece)
    return out


def pieces(runs: Sequence[tuple[str, bool, bool, bool]]) -> list[list[tuple[str, bool, bool, bool]]]:
    """The runs of each line that the author ended, cut where they may break; mathematics stays whole."""
    lines: list[list[tuple[str, bool, bool, bool]]] = [[]]
    for text, math, bold, italic in runs:
        if math:
            lines[-1].append((text, math, bold, italic))
            continue
        for i, part in enumerate(text.split("\n")):
            if i:
                lines.append([])
            lines[-1] += [(piece, math, bold, italic) for piece in breakable(part)]
    return lines


def joined(row: Sequence[tuple[str, bool, bool, bool]]) -> tuple[tuple[str, bool, bool, bool], ...]:
    """The pieces of a line as runs again, so that words kern and right-to-left words stand in their order."""
    out: list[tuple[str, bool, bool, bool]] = []
    for piece in row:
        if out and not piece[1] and out[-1][1:] == piece[1:]:
            out[-1] = (out[-1][0] + piece[0], *piece[1:])
        else:
            out.append(piece)
    return tuple(out)


def fill(chunks: Sequence[T], widths: Sequence[float], blank: Callable[[T], bool], width: float | None) -> list[list[T]]:
    """Chunks into lines no wider than `width` (one chunk at least); blanks at the ends of lines are dropped."""
    lines: list[list[T]] = [[]]
    used = 0.0
    pending: list[T] = []
    room = 0.0
    for chunk, own in zip(chunks, widths, strict=True):
        if blank(chunk):
            if lines[-1]:
                pending.append(chunk)
                room += own
            continue
        if lines[-1] and width is not None and used + room + own > width + 1e-9:
            lines.append([chunk])
            used = own
        else:
            lines[-1] += [*pending, chunk]
            used += room + own
        pending, room = [], 0.0
    return lines


def distances(lines: Sequence[Box], size: float, leading: float) -> list[float]:
    """Baselines under the first, downwards."""
    places = [0.0]
    for above, below in pairwise(lines):
        places.append(places[-1] + max(leading * size, above.descent + below.ascent + 0.15 * size))
    return places
