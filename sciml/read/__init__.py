"""Text to tree, with a message for each place that fits nothing and a note for each liberal reading."""

from __future__ import annotations

from ..diagnostic import Diagnostic, Outcome
from ..grammar import parse
from ..grammar.tree import Tree
from ..source import Source
from .commas import commas_in_givens

__all__ = ["read"]


def read(source: Source) -> Outcome[Tree]:
    """The tree of a source; its faults and repairs as diagnostics, in the order of the text."""
    tree = parse(source.text)
    found: list[Diagnostic] = []
    if tree.faults or tree.repairs:
        from .slips import of_fault, of_repair

        found += [of_fault(f, source.text) for f in tree.faults]
        closed = any(f.what == "unclosed_block" for f in tree.faults)  # the end that was put in needs no note of its own
        found += [of_repair(r) for r in tree.repairs if not (closed and r.what == "missing_line_end")]
    if "given" in source.text:
        found += commas_in_givens(tree)
    found.sort(key=lambda d: d.span.start)
    return Outcome(tree, tuple(found))
