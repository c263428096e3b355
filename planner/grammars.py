"""Grammars for decoding: the printed form of the language in each notation that a server takes."""

from __future__ import annotations

from ..grammar.record import Record

__all__ = ["Grammar"]


class Grammar(Record):
    """mode: language (the printed form), problem (with the numbers and texts of one problem), edits; lark: its text."""

    mode: str
    lark: str
