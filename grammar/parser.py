"""`parse`: a text to its tree; it cannot fail."""

from __future__ import annotations

import re

from .actions import MAKERS, Builder
from .lexer import lex
from .machine import run
from .recovery import Mending
from .signs import steady
from .tree import Broken, Fault, Repair, Span, Tree

__all__ = ["LONGEST", "parse"]

LONGEST = 200_000
"""Bytes of a text."""

_FENCE = "```"


def parse(text: str) -> Tree:
    """The tree of a text. What fits nothing is a `Broken` with a `Fault`; a liberal reading is noted as a `Repair`."""
    if len(text) > LONGEST or (not text.isascii() and len(text.encode("utf-8", "replace")) > LONGEST):
        return Tree((), faults=(Fault("too_long", "", (f"at most {LONGEST} bytes",), span=Span(0, len(text))),))
    clean = steady(text)
    start, end = _between_fences(clean) if _FENCE in clean else (0, len(text))
    tokens = lex(text, clean, start, end)
    tokens.line_of(0)
    builder = Builder(tokens)
    mending = Mending(builder)
    statements = run(tokens, "start", builder, MAKERS, mending)
    if statements is None:  # a wall against our own mistakes: reading found no way on
        statements = (Broken(text, span=Span(0, len(text))),)
    repairs = tokens.repairs + builder.repairs
    repairs += [Repair("code_fence", text[a:b], "", span=Span(a, b)) for a, b in ((0, start), (end, len(text))) if text[a:b].strip()]
    once = {(r.span.start, r.span.end, r.what): r for r in repairs}  # what was read twice was noted twice
    repairs = [once[key] for key in sorted(once)]
    return Tree(statements, tuple(tokens.comments), tuple(repairs), tuple(mending.sorted_faults()), tuple(tokens.lines), frozenset(builder.units))


def _between_fences(text: str) -> tuple[int, int]:
    """The part of an answer that is the spec: what its first two lines of ``` enclose, or the larger side of a single one."""
    fences = [m.span() for m in re.finditer("^[ \\t]*```[^\\n]*$", text, re.MULTILINE)]
    if not fences or '"""' in text[: fences[0][0]]:
        return 0, len(text)
    if len(fences) > 1:
        return fences[0][1], fences[1][0]
    before, after = text[: fences[0][0]], text[fences[0][1] :]
    return (fences[0][1], len(text)) if len(after.strip()) >= len(before.strip()) else (0, fences[0][0])
