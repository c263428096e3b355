"""Text to tree."""

from __future__ import annotations

from .parser import parse
from .tree import Fault, Repair, Span, Tree

__all__ = ["Fault", "Repair", "Span", "Tree", "parse"]
