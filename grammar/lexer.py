"""Text to tokens: one pattern, made from the terminals of sciml.lark, run once over the text.

Words are not told from names by the lexer alone: whether `in` is a word depends on what the grammar allows there (machine.py).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from .signs import RAISED, canonical_name, lowered, steady
from .tables import GROUPS, PATTERN, SIGNS, TERMINALS, WORDS
from .tree import Repair, Span

__all__ = ["KIND", "Tokens", "lex"]

KIND = {name: k for k, name in enumerate(TERMINALS)}
STRAY, OPEN_TEXT = -1, -2
"""Two kinds that no rule takes: a sign that is none of the language, a text that does not end."""

_WORDS = {text: KIND[name] for text, name in WORDS}
_SIGNS = {text: KIND[name] for text, name in SIGNS}
_MASTER = re.compile(PATTERN)
_BLANKS = re.compile("[ \t]*")
_SEVERAL = r'(?m:("(?!"")[^"\n]*(?:\n[^"\n]+){0,5}\n[^"\n]*")[^"\n]*(?:"[^"\n]*"[^"\n]*)*$)'
"""A text of several lines: the next quote is on one of the next lines, and it is the odd one there."""
_ANY_SIGN, _ASIDE, _LINE, _LEFT_OVER = -3, -4, -5, -6
_GROUPS: tuple[int, ...] = (
    *(_LEFT_OVER, _ASIDE, KIND["NAME"], _ANY_SIGN, KIND["STRING"], _ASIDE),
    *(KIND[name] for name in GROUPS if name != "STRING"),
    *(_ANY_SIGN, _LINE, _LEFT_OVER),
)
"""What each group of the pattern has found: a kind of token, some sign, a comment, a line end, anything else."""
_NAME, _NL, _END = KIND["NAME"], KIND["_NL"], KIND["$END"]
_QUOTES = "\"'“”„＂"
_SAME = {"≤": "<=", "≥": ">=", "≠": "!=", "→": "->", "↔": "<->", "⇒": "=>", "≈": "~", "**": "^"}


class Tokens:
    """kinds, texts, starts and ends of the tokens; `source` as given, `clean` as lexed; comments; repairs of single signs.

    The last token is the end of the text, the last but one a line end.
    """

    __slots__ = ("clean", "comments", "ends", "indents", "kinds", "lines", "repairs", "source", "starts", "texts")

    def __init__(self, source: str, clean: str) -> None:
        self.source, self.clean = source, clean
        self.kinds: list[int] = []
        self.texts: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.comments: list[tuple[Span, str]] = []
        self.repairs: list[Repair] = []
        self.lines: list[int] = []
        self.indents: dict[int, int] = {}

    def line_of(self, offset: int) -> int:
        """The number of the line of an offset, from 0."""
        if not self.lines:
            self.lines = [0] + [m.end() for m in re.finditer("\n", self.clean)]
        return bisect_right(self.lines, offset) - 1

    def indent(self, k: int) -> int:
        """The indentation of the line of a token."""
        line = self.line_of(self.starts[k])
        indent = self.indents.get(line)
        if indent is None:
            start = self.lines[line]
            indent = self.indents[line] = _BLANKS.match(self.clean, start).end() - start  # type: ignore[union-attr]
        return indent

    def at(self, offset: int) -> int:
        """The first token that starts at an offset or after it."""
        return bisect_left(self.starts, offset)

    def insert(self, k: int, kind: int, text: str) -> None:
        """A token that was not written, before token `k`."""
        place = self.ends[k - 1] if k else self.starts[k]
        self.kinds.insert(k, kind)
        self.texts.insert(k, text)
        self.starts.insert(k, place)
        self.ends.insert(k, place)


def lex(source: str, clean: str | None = None, start: int = 0, end: int | None = None) -> Tokens:
    """The tokens of `source[start:end]`."""
    if clean is None:
        clean = steady(source)
    stop = len(source) if end is None else end
    while stop > start and clean[stop - 1] in " \t":
        stop -= 1
    tokens = Tokens(source, clean)
    at, by_line = start, False
    while at < stop:
        at, whole = _run(tokens, at, clean.find("\n", at, stop) + 1 or stop if by_line else stop)
        by_line = by_line or not whole  # after an open """ each further one would be looked for to the end of the text
    if tokens.kinds and tokens.kinds[-1] != _NL:
        _put(tokens, _NL, "\n", stop, stop)
    _put(tokens, _END, "", stop, stop)
    if clean is not source:
        _note_signs(tokens)
    return tokens


def _put(tokens: Tokens, kind: int, text: str, start: int, end: int) -> None:
    tokens.kinds.append(kind)
    tokens.texts.append(text)
    tokens.starts.append(start)
    tokens.ends.append(end)


def _run(tokens: Tokens, at: int, stop: int) -> tuple[int, bool]:
    """Lexes up to `stop` or to a text that does not end; where to go on, and whether a text may still have several lines."""
    kinds, texts, starts, ends = tokens.kinds, tokens.texts, tokens.starts, tokens.ends
    add_kind, add_text, add_start, add_end = kinds.append, texts.append, starts.append, ends.append
    words, signs, groups = _WORDS, _SIGNS, _GROUPS
    kind = kinds[-1] if kinds else _NL
    for m in _MASTER.finditer(tokens.clean, at, stop):
        group = m.lastindex or 0
        start, end = m.span(group)
        text = m[group]
        found = groups[group]
        if found == _NAME:
            kind = words.get(text, _NAME)
        elif found == _ANY_SIGN:
            kind = signs[text]
        elif found >= 0:
            kind = found
        elif found == _LINE:
            if kind == _NL:
                continue
            kind = _NL
        elif found == _ASIDE:
            _comment(tokens, start, end)
            continue
        elif text in _QUOTES:
            at = _open_text(tokens, start, stop)
            return at, not tokens.clean.startswith('"""', start)
        else:
            kind = STRAY
        add_kind(kind)
        add_text(text)
        add_start(start)
        add_end(end)
    return stop, True


def _open_text(tokens: Tokens, start: int, stop: int) -> int:
    """A token for a text that does not end on its line; where it ends."""
    clean = tokens.clean
    several = re.compile(_SEVERAL).match(clean, start, stop)  # rarely needed: not compiled before
    if several:
        end = several.end(1)
    else:
        end = clean.find("\n", start, stop)
        end = stop if end < 0 else end
        end = start + max(1, len(clean[start:end].rstrip("{} \t")))  # a brace there is probably none of the text
    _put(tokens, OPEN_TEXT, clean[start:end], start, end)
    return end


def _comment(tokens: Tokens, start: int, end: int) -> None:
    written = tokens.source[start:end]
    body = written.lstrip(" \t")
    start = end - len(body)
    mark = 2 if body.startswith("//") else 1
    text = body[mark:].strip()
    if body[0] not in "#＃":
        tokens.repairs.append(Repair("comment_sign", body[:mark], "#", span=Span(start, start + mark)))
    tokens.comments.append((Span(start, end), "# " + text if text else "#"))


def _note_signs(tokens: Tokens) -> None:
    """Canonical texts for tokens that were written with other signs, and a repair for each."""
    source, kinds, texts = tokens.source, tokens.kinds, tokens.texts
    string = KIND["STRING"]
    for k, text in enumerate(texts):
        if kinds[k] in (string, OPEN_TEXT, _NL):
            continue
        start, end = tokens.starts[k], tokens.ends[k]
        written = source[start:end]
        if written.isascii():
            continue
        if kinds[k] == _NAME:
            texts[k] = new = canonical_name(text)
        else:
            new = _SAME.get(text, text)
            if len(text) == 1:
                texts[k] = new
        if kinds[k] == KIND["RAISED"]:
            new = "^" + lowered(text)
        elif kinds[k] == KIND["QUANTITY"] or kinds[k] == STRAY:
            continue
        if new != written:
            what = "raised_digits" if written[0] in RAISED else "sign"
            tokens.repairs.append(Repair(what, written, new, span=Span(start, end)))
