"""A text and the name it came under."""

from __future__ import annotations

from .grammar.record import Record

__all__ = ["Source"]


class Source(Record):
    """text as given; name: a file name, or `<text>`."""

    text: str
    name: str = "<text>"

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1."""
        before = self.text[:offset]
        line = before.count("\n") + 1
        return line, offset - (before.rfind("\n") + 1) + 1
