"""What of a problem is in its picture: every given found, nothing that is asked shown."""

from __future__ import annotations

from typing import Any

from ..document import Document
from ..grammar.record import Record
from .understand import Understanding

__all__ = ["Trace", "trace"]


class Trace(Record):
    """found: given -> where it reads; missing: givens that read nowhere; leaked: hidden texts that read somewhere."""

    found: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()
    leaked: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {"found": [{"given": g, "where": w} for g, w in self.found], "missing": list(self.missing), "leaked": len(self.leaked)}


def trace(document: Document, understanding: Understanding) -> Trace:
    """Look for each given in the texts of the scenes."""
    texts = " ".join(_texts(document))
    found = tuple((q.text, "") for q in understanding.givens if q.number in texts)
    missing = tuple(q.text for q in understanding.givens if q.number not in texts)
    return Trace(found, missing)


def _texts(document: Document) -> list[str]:
    out: list[str] = []

    def walk(marks: Any) -> None:
        for m in marks:
            if hasattr(m, "marks"):
                walk(m.marks)
            elif hasattr(m, "box"):
                out.append(m.text)

    for scene in document.scenes:
        walk(scene.marks)
    return out
