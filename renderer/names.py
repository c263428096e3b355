"""Texts and ids of a scene as XML, PDF and PNG accept them."""

from __future__ import annotations

import re

__all__ = ["Names", "legible"]

_letters = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff"
    "\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_strange = re.compile(f"[^-.0-9\u00b7\u0300-\u036f\u203f-\u2040{_letters}]")
_start = re.compile(f"[{_letters}]")
_planes = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
_illegible = re.compile(f"[^\t\n\r -\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]|[{_planes}]")


def legible(text: str) -> str:
    """Every code point that is no character, or that XML forbids, replaced by U+FFFD; the rest as it is."""
    return _illegible.sub("\ufffd", text)


class Names:
    """Hands out names: the id with every character that XML forbids made `_`, and a number behind it if that is taken."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def of(self, id: str) -> str:
        wish = _strange.sub("_", id)
        if not _start.match(wish):
            wish = "_" + wish
        name = wish
        while name in self._taken:
            self._taken[wish] += 1
            name = f"{wish}-{self._taken[wish]}"
        self._taken[name] = 1
        return name
