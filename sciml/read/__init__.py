"""Text to tree, with a message for each place that fits nothing and a note for each liberal reading."""

from __future__ import annotations

from ..diagnostic import Diagnostic, Outcome
from ..grammar import parse
from ..grammar.tree import Tree
from ..source import Source
from .messages import of_fault, of_repair

__all__ = ["read"]


def read(source: Source) -> Outcome[Tree]:
    """The tree of a source; its faults and repairs as diagnostics, in the order of the text."""
    tree = parse(source.text)
    found: list[Diagnostic] = [of_fault(f) for f in tree.faults]
    found += [of_repair(r) for r in tree.repairs]
    found.sort(key=lambda d: d.span.start)
    return Outcome(tree, tuple(found))
