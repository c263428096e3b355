"""Text to tree and tree to text."""

from __future__ import annotations

from .parser import parse
from .tree import Fault, Repair, Span, Tree

__all__ = ["Fault", "Repair", "Span", "Tree", "parse", "print_expr", "print_tree"]


def __getattr__(name: str) -> object:
    """The printer, when it is first asked for."""
    if name in ("print_expr", "print_tree"):
        from . import printer

        return getattr(printer, name)
    raise AttributeError(name)
