"""`parse`: a text to its tree; it cannot fail."""

from __future__ import annotations

from .actions import Builder
from .lexer import lex
from .machine import run
from .recovery import Mending
from .tree import Fault, Span, Tree

__all__ = ["parse"]

LONGEST = 200_000
"""Bytes of a text."""


def parse(text: str) -> Tree:
    """The tree of a text. What fits nothing is a `Broken` with a `Fault`; a liberal reading is noted as a `Repair`."""
    if len(text) > LONGEST or (not text.isascii() and len(text.encode("utf-8", "replace")) > LONGEST):
        return Tree((), faults=(Fault("too_long", "", (f"at most {LONGEST} bytes",), span=Span(0, len(text))),))
    tokens = lex(text)
    builder = Builder(tokens)
    mending = Mending(builder)
    statements = run(tokens, "start", builder.makers, mending)
    repairs = sorted(tokens.repairs + builder.repairs, key=lambda r: r.span.start)
    tokens.line_of(0)
    return Tree(statements, tuple(tokens.comments), tuple(repairs), tuple(mending.sorted_faults()), tuple(tokens.lines))
