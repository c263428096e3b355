"""Names that a text gives to its points and bodies: each of them has to read in the figure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..understand import Understanding

if TYPE_CHECKING:
    from ...document import Document

__all__ = ["called", "unread"]

_POINTS = re.compile(
    r"\b(?:point|cent(?:re|er)"
    r"|vertex|corner|support|end|[Tt]riangle|[Cc]hord|tangents?|segment|line|diameter|radius|side|angle|beam|rod|ladder|plank|[Ll]ength of"
    r"|[Bb]lock|[Cc]art|[Bb]all|[Cc]ar|[Bb]ody|[Pp]uck|[Ss]phere|[Bb]ox|[Cc]rate|[Pp]article|[Oo]bject|[Mm]ass)"
    r"\s+([A-Z]{1,4})\b(?!\s*=\s*\d|['’.]\w)"
    r"|[△∠]\s*([A-Z]{1,4})(?![A-Za-z])|(?:点|物体|小车|木块|物块|小球)\s*([A-Z])(?![A-Za-z])"
)


def called(u: Understanding) -> list[str]:
    """Letters of points and bodies, each once; quantities are none."""
    symbols = {q.symbol for q in u.quantities} | {k.symbol for k in u.unknowns if len(k.symbol) == 1 and k.noun}
    out: dict[str, None] = {}
    for m in _POINTS.finditer(u.plain.text):
        run = next(x for x in m.groups() if x)
        if run not in symbols or len(run) > 1:
            out.update(dict.fromkeys(run))
    return list(out)


def unread(document: Document, u: Understanding) -> list[str]:
    """Names of the text that no text of the figure holds."""
    names = called(u)
    if not names:
        return []
    from ..trace import drawn_texts

    read = {x for _, _, text in drawn_texts(document) for word in re.findall(r"[A-Za-z]+", text) for x in (word, *(word if word.isupper() else ()))}
    return [n for n in names if n not in read]
