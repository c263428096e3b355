"""Lark's notation to GBNF, the one of llama.cpp and xgrammar."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

__all__ = ["gbnf", "rules_of"]

_TOKEN = re.compile(r'\s*(?:("(?:[^"\\]|\\.)*")|(/(?:[^/\\]|\\.)+/)|(\w+)|([()\[\]|*+?]))')
_CHARACTER = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})|\\(.)|(.)", re.S)
_PLAIN = {"n": "\n", "t": "\t", "r": "\r"}


def rules_of(lark: str) -> dict[str, str]:
    """name -> what stands behind the colon, lines joined."""
    rules: dict[str, str] = {}
    name = ""
    for line in lark.splitlines():
        if line.startswith("//") or not line.strip():
            continue
        head = re.match(r"^(\w+): ?(.*)$", line)
        if head is not None:
            name = head[1]
            rules[name] = head[2]
        else:
            rules[name] += " " + line.strip()
    return rules


def gbnf(lark: str) -> str:
    """The same language in GBNF; `root` is Lark's `start`."""
    rules = rules_of(lark)
    return "\n".join(f"{_named(name)} ::= {_repeated(_translated(body))}" for name, body in rules.items()) + "\n"


def _named(name: str) -> str:
    return "root" if name == "start" else name.replace("_", "-")


def _tokens(body: str) -> Iterator[re.Match[str]]:
    at = 0
    body = body.rstrip()
    while at < len(body):
        m = _TOKEN.match(body, at)
        if m is None:
            raise ValueError(f"no Lark of the portable subset: {body[at : at + 30]!r}")
        yield m
        at = m.end()


def _translated(body: str) -> Iterator[str]:
    for m in _tokens(body):
        text, regex, name, sign = m.groups()
        if text is not None:
            yield _quoted("".join(_characters(text[1:-1])))
        elif regex is not None:
            yield f"({_pattern(regex[1:-1])})"
        elif name is not None:
            yield _named(name)
        else:
            yield {"[": "(", "]": ")?"}.get(sign, sign)


def _repeated(parts: Iterable[str]) -> str:
    """Joined by blanks, a repeat sign close to what it repeats."""
    out: list[str] = []
    for part in parts:
        if part in ("*", "+", "?") and out:
            out[-1] += part
        else:
            out.append(part)
    return " ".join(out)


def _characters(text: str) -> Iterator[str]:
    for m in _CHARACTER.finditer(text):
        code = m[1] or m[2]
        yield chr(int(code, 16)) if code else _PLAIN.get(m[3], m[3]) if m[3] else m[4]


def _quoted(text: str) -> str:
    return '"' + "".join(_escaped(c, '"\\') for c in text) + '"'


def _escaped(c: str, special: str) -> str:
    if c in special:
        return f"\\x{ord(c):02X}"
    if " " <= c <= "~":
        return c
    return {"\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(c) or (f"\\u{ord(c):04X}" if ord(c) < 0x10000 else f"\\U{ord(c):08X}")


def _pattern(regex: str) -> str:
    """A regular expression of literals, classes, groups, alternatives and repeats."""
    out: list[str] = []
    at = 0
    while at < len(regex):
        c = regex[at]
        if c == "[":
            end = _class_end(regex, at)
            out.append(_class(regex[at + 1 : end]))
            at = end + 1
        elif c in "()|*+?":
            out.append(c)
            at += 1
        else:
            m = _CHARACTER.match(regex, at)
            assert m is not None
            out.append(_quoted(next(_characters(m[0]))))
            at = m.end()
    return _repeated(out)


def _class_end(regex: str, at: int) -> int:
    at += 1
    while regex[at] != "]":
        at += 2 if regex[at] == "\\" else 1
    return at


def _class(inside: str) -> str:
    """A class of characters; a hyphen that is no range, and what closes it, are written by their codes."""
    made = ["^"] if inside.startswith("^") else []
    for m in _CHARACTER.finditer(inside.removeprefix("^")):
        made.append("-" if m[4] == "-" else _escaped(next(_characters(m[0])), "]\\[-^"))
    for end in (0, -1):
        if made and made[end] == "-":
            made[end] = "\\x2D"
    return "[" + "".join(made) + "]"
