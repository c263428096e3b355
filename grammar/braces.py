"""Braces that were left out: where braces do not pair, indentation says which one is missing, before anything is read."""

from __future__ import annotations

from collections.abc import Callable

from .lexer import KIND, Tokens

__all__ = ["close_blocks", "dissolve", "open_blocks", "pairs"]

_NL, _END, _LBRACE, _RBRACE = KIND["_NL"], KIND["$END"], KIND["LBRACE"], KIND["RBRACE"]
_OPENS, _CLOSES = (KIND["LPAR"], KIND["LSQB"]), (KIND["RPAR"], KIND["RSQB"])
_MOST = 100

Found = Callable[[int, int], None]
"""Told of each fault: the first and the last token of the block's opening."""


def close_blocks(tokens: Tokens, found: Found) -> None:
    """Closes a block that was left open where a line stands no deeper than the one that opened it, if lines before it did."""
    kinds = tokens.kinds
    lacking = min(kinds.count(_LBRACE) - kinds.count(_RBRACE), _MOST)
    opened: list[tuple[int, int, bool]] = []  # the brace, the indentation of its line, whether a line stood deeper
    k = 0
    while k < len(kinds) and lacking > 0:
        kind = kinds[k]
        if k and kinds[k - 1] == _NL and opened and kind != _END:
            indent = tokens.indent(k)
            brace, outer, deeper = opened[-1]
            if indent > outer:
                opened[-1] = brace, outer, True
            elif deeper and (kind != _RBRACE or indent < outer):
                found(brace, k - 2)
                tokens.insert(k, _NL, "")
                tokens.insert(k, _RBRACE, "}")
                opened.pop()
                lacking -= 1
                k += 2
                continue
        if kind == _LBRACE:
            opened.append((k, tokens.indent(k), False))
        elif kind == _RBRACE and opened:
            opened.pop()
        k += 1


def open_blocks(tokens: Tokens, found: Found) -> None:
    """Opens a block for a brace that closes none, after the line at its own indentation that deeper lines follow."""
    kinds = tokens.kinds
    lacking = min(kinds.count(_RBRACE) - kinds.count(_LBRACE), _MOST)
    opened: list[int] = []  # the indentation of the lines of open braces
    heads: list[tuple[int, int]] = []  # a line end that deeper lines follow, and the indentation of its line
    before = depth = 0
    for k, kind in enumerate(kinds):
        if k and kinds[k - 1] == _NL and kind != _END and not depth:
            indent = tokens.indent(k)
            if indent > before and k > 1 and kinds[k - 2] != _LBRACE:
                heads.append((k - 1, before))
            before = indent
        if kind == _LBRACE:
            opened.append(tokens.indent(k))
        elif kind == _RBRACE and lacking > 0 and kinds[k - 1] == _NL and opened[-1:] != [before] and (heads and any(h[1] == before for h in heads[-8:])):
            at = next(h[0] for h in reversed(heads) if h[1] == before)
            kinds[at] = _LBRACE
            found(at - 1, at - 1)
            lacking -= 1
        elif kind == _RBRACE and opened:
            opened.pop()
        elif kind in _OPENS:
            depth += 1
        elif kind in _CLOSES and depth:
            depth -= 1


def pairs(tokens: Tokens) -> dict[int, int]:
    """Where the brace closes that opens at an offset."""
    made: dict[int, int] = {}
    opened: list[int] = []
    for k, kind in enumerate(tokens.kinds):
        if kind == _LBRACE:
            opened.append(tokens.starts[k])
        elif kind == _RBRACE and opened:
            made[opened.pop()] = tokens.starts[k]
    return made


def dissolve(tokens: Tokens, brace: int, closing: int | None) -> None:
    """Line ends in place of a brace and of the one that closes at an offset: what stands between is read in the block outside."""
    tokens.kinds[brace] = _NL
    if closing is not None:
        for k in range(tokens.at(closing), len(tokens.kinds)):
            if tokens.starts[k] > closing:
                break
            if tokens.kinds[k] == _RBRACE:
                tokens.kinds[k] = _NL
