"""Texts and ids of a scene as XML, PDF and PNG accept them."""

from __future__ import annotations

import re
from functools import cache

__all__ = ["Names", "legible"]


def legible(text: str) -> str:
    """Every code point that is no character, or that XML forbids, replaced by U+FFFD; the rest as it is."""
    if text.isprintable():
        return text
    return _forbidden().sub("\ufffd", text)


@cache
def _forbidden() -> re.Pattern[str]:
    """What is no character or no XML."""
    ends = "".join([chr(plane + code) for plane in range(0, 0x110000, 0x10000) for code in (0xFFFE, 0xFFFF)])
    return re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufdd0-\ufdef{ends}]")


class Names:
    """Hands out names: the id with every character that XML forbids made `_`, and a number behind it if that is taken."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def of(self, id: str) -> str:
        wish = id if id.isascii() and id.replace(".", "_").isidentifier() and id[0] != "." else _name(id)
        name = wish
        while name in self._taken:
            self._taken[wish] += 1
            name = f"{wish}-{self._taken[wish]}"
        self._taken[name] = 1
        return name


def _name(id: str) -> str:
    strange, start = _letters()
    name = strange.sub("_", legible(id))
    return name if start.match(name) else "_" + name


@cache
def _letters() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What may not stand in an XML name, and what may begin one."""
    letters = (
        "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff"
        "\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000efffd"
    )
    return re.compile(f"[^-.0-9\u00b7\u0300-\u036f\u203f-\u2040{letters}]"), re.compile(f"[{letters}]")
