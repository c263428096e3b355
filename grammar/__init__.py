"""Text to tree and tree to text; each half is loaded when it is first asked for, since many rooms want only the records."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .parser import parse
    from .printer import print_expr, print_tree
    from .tree import Fault, Repair, Span, Tree

__all__ = ["Fault", "Repair", "Span", "Tree", "parse", "print_expr", "print_tree"]


def __getattr__(name: str) -> object:
    if name == "parse":
        from . import parser as room
    elif name in ("print_expr", "print_tree"):
        from . import printer as room  # type: ignore[no-redef]
    elif name in __all__:
        from . import tree as room  # type: ignore[no-redef]
    else:
        raise AttributeError(name)
    made: object = getattr(room, name)
    globals()[name] = made
    return made
