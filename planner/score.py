"""How good a spec is, without a model: for best of n, and as data beside every figure."""

from __future__ import annotations

from ..diagnostic import ERROR, WARNING
from ..document import Document
from ..grammar.record import Record, fields
from .repair import blank
from .trace import Trace
from .understand import Understanding

__all__ = ["Score", "score"]


class Score(Record):
    """Compared in this order, larger is better; what is bad is counted below 0.

    drawn: 1 if every page is proved and drawn, and there is something to see; missing: givens that do not read; undecided: rows that are not proved;
    extra: values that nobody gave; crowded: labels that found no good place; absent: kinds of things that the text names and nobody sees;
    proved: rows that hold; size: characters."""

    drawn: int
    errors: int
    leaks: int
    missing: int
    undecided: int
    warnings: int
    extra: int
    crowded: int
    absent: int
    proved: int
    size: int

    def as_tuple(self) -> tuple[int, ...]:
        return tuple(getattr(self, f) for f in fields(Score))

    @property
    def clean(self) -> bool:
        """Nothing is left to mend."""
        return self.drawn == 1 and not any((self.leaks, self.missing, self.warnings, self.extra, self.crowded))


def score(document: Document, traced: Trace, understanding: Understanding) -> Score:
    """The score of a compiled spec with its trace."""
    found = document.diagnostics
    rows = [r for p in document.pages if p.proven is not None for r in p.proven.rows if r.where == "model"]
    return Score(
        int(document.ok and not blank(document)),
        -sum(d.severity == ERROR for d in found),
        -len(traced.leaked),
        -len(traced.missing),
        -sum(r.verdict != "holds" and r.verdict != "as_stated" for r in rows),
        -sum(d.severity == WARNING and not d.code.startswith("LAY") for d in found),
        -len(traced.extra),
        -sum(d.code.startswith("LAY") for d in found),
        -len({e.kind for e in understanding.entities if e.kind} - {e.kind for p in document.pages for e in p.figure.elements if e.drawn}),
        sum(r.verdict == "holds" for r in rows),
        -len(document.source.text),
    )
