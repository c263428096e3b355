r"""The parts of a quoted text: plain, `$mathematics$`, `{expr}` and `\val{expr}`, with true spans.

A backslash keeps `" $ { } \` from meaning anything, and `\n` begins a line (`\nu` does not); before any other sign, and inside mathematics, it is
itself. A `{` that does not open one expression that names something or has a unit prints as it stands. A `$` before a blank, without a partner,
or whose partner stands before a digit is money.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from .tree import Expr, MathPart, Plain, TextPart, ValuePart

__all__ = ["ReadValue", "quoted", "read_parts"]

ReadValue = Callable[[int, int], Expr | None]
"""The expression that stands between two offsets of the source, if it is one that prints a value."""

_SPECIAL = re.compile(r"[\\{$]")
_TEX_END = re.compile(r"[^\\$]*(?:\\.[^\\$]*)*\$", re.DOTALL)
_VALUE = re.compile(r"\\val[ \t]*\{")
_COMMAND = re.compile(r"(?:nu|ne|neq|ni|neg|not|notin|nabla|natural|nearrow|nwarrow|nexists|nmid|nleq|ngeq|newline|nonumber|nolimits)(?![A-Za-z])")
"""commands of mathematics that begin like the end of a line"""
_KEPT = '"${}\\'
_LONGEST_VALUE = 2000


def quoted(written: str) -> tuple[int, int, bool, bool]:
    """Where the contents of a quoted text start and end in it, whether it is long, and whether it is written as the language has it."""
    start = 0
    while start < len(written) and written[start] in "rRfF":
        start += 1
    if written[start] == "#":
        return 0, len(written), False, False
    if written.startswith('"""', start) and len(written) >= start + 6:
        return start + 3, len(written) - 3, True, start == 0
    return start + 1, len(written) - 1, False, start == 0 and written[0] == '"' and written[-1] == '"'


def read_parts(source: str, start: int, end: int, long: bool, value: ReadValue) -> tuple[TextPart, ...]:
    """The parts of the contents `source[start:end]`."""
    if not _SPECIAL.search(source, start, end):
        plain = source[start:end]
        return (Plain(_flush(plain)),) if long else (Plain(plain),) if plain else ()
    parts: list[TextPart] = []
    plain_parts: list[str] = []
    at = start
    math_ends = end
    while True:
        found = _SPECIAL.search(source, at, end)
        if not found:
            plain_parts.append(source[at:end])
            break
        k = found.start()
        plain_parts.append(source[at:k])
        sign = source[k]
        part: TextPart | None = None
        at = k + 1
        if sign == "\\":
            if at < end and source[at] in _KEPT:
                plain_parts.append(source[at])
                at += 1
            elif source.startswith("n", at) and not _COMMAND.match(source, at, end):
                plain_parts.append("\n")
                at += 1
            else:
                plain_parts.append(sign)
        elif sign == "$":
            closing = _partner(source, at, end) if at < math_ends else -1
            if closing < 0:
                math_ends = min(math_ends, at) if closing == -2 else math_ends
            else:
                part, at = MathPart(_pieces(source, k + 1, closing, value)), closing + 1
        else:
            closing = _brace_end(source, at, end)
            read = value(at, closing) if closing > at else None
            if read is not None:
                part, at = ValuePart(read), closing + 1
        if part is None:
            if sign != "\\":
                plain_parts.append(sign)
            continue
        _add_plain(parts, plain_parts)
        parts.append(part)
    _add_plain(parts, plain_parts)
    return tuple(_trimmed(parts)) if long else tuple(parts)


def _add_plain(parts: list[TextPart], plain: list[str]) -> None:
    text = "".join(plain)
    if text:
        parts.append(Plain(text))
    plain.clear()


def _partner(source: str, at: int, end: int) -> int:
    """Where the mathematics that starts at `at` ends; -1 if the dollar before is money, -2 if there is no further dollar."""
    if at >= end or source[at] in " \t\n\r":
        return -1
    found = _TEX_END.match(source, at, end)
    if not found:
        return -2
    closing = found.end() - 1
    return -1 if closing + 1 < end and "0" <= source[closing + 1] <= "9" else closing


def _brace_end(source: str, at: int, end: int) -> int:
    """Where the brace before `at` closes, or -1."""
    depth = 1
    for k in range(at, min(end, at + _LONGEST_VALUE)):
        c = source[k]
        if c == "{":
            depth += 1
        elif c == "}":
            depth -= 1
            if not depth:
                return k
    return -1


def _pieces(source: str, start: int, end: int, value: ReadValue) -> tuple[str | Expr, ...]:
    r"""TeX text and the values of `\val{}` in it, in turn; the first and the last piece are text."""
    pieces: list[str | Expr] = []
    at = tex = start
    while found := _VALUE.search(source, at, end):
        closing = _brace_end(source, found.end(), end)
        read = value(found.end(), closing) if closing > 0 else None
        at = found.end()
        if read is not None:
            pieces += [source[tex : found.start()], read]
            at = tex = closing + 1
    pieces.append(source[tex:end])
    return tuple(pieces)


def _flush(text: str) -> str:
    """Lines of a long text without the indentation they stand at and without the line ends beside its quotes."""
    return re.sub(r"[ \t]*\r?\n[ \t]*", "\n", text).strip("\n")


def _trimmed(parts: list[TextPart]) -> list[TextPart]:
    texts = [re.sub(r"[ \t]*\r?\n[ \t]*", "\n", p.text) if isinstance(p, Plain) else "" for p in parts]
    if isinstance(parts[0], Plain):
        texts[0] = texts[0].lstrip("\n")
    if isinstance(parts[-1], Plain):
        texts[-1] = texts[-1].rstrip("\n")
    return [Plain(t) if isinstance(p, Plain) else p for p, t in zip(parts, texts, strict=True) if t or not isinstance(p, Plain)]
