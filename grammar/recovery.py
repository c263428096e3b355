"""What happens where text fits nothing: the fault, its fix, and where reading goes on.

Of one line at most one fault is reported. Where one token repairs the text, the reader goes on as if it stood there; else the statement is
`Broken`, and reading goes on at the next line end, or at an earlier line that was taken in by a bracket left open.
"""

from __future__ import annotations

from .actions import Builder
from .lexer import KIND, OPEN_TEXT, STRAY
from .machine import Stack, accepts, after, takes
from .tree import Broken, Fault, Span

__all__ = ["Mending"]

_NL, _END, _BROKEN, _NAME = KIND["_NL"], KIND["$END"], KIND["BROKEN"], KIND["NAME"]
_OPENS = {KIND["LPAR"]: ")", KIND["LSQB"]: "]"}
_CLOSES = (KIND["RPAR"], KIND["RSQB"])
_LBRACE, _RBRACE, _SEMICOLON, _COMMA = KIND["LBRACE"], KIND["RBRACE"], KIND["SEMICOLON"], KIND["COMMA"]
_EQUAL, _COMPARE, _LINK, _MINUS = KIND["EQUAL"], KIND["COMPARE"], KIND["LINK"], KIND["MINUS"]
_OPERANDS = frozenset(KIND[k] for k in ("NAME", "NUMBER", "QUANTITY", "STRING", "COEFFICIENT"))
_ENDS_OPERAND = _OPERANDS | set(_CLOSES)
_FIRST_STATEMENT_WORD = frozenset(KIND[k] for k in ("GIVEN", "UNKNOWN", "REQUIRE", "ARRANGE", "CHECK", "REPEAT", "DEFINE", "VARY"))
_PLAIN = {
    "NAME": "a name", "NUMBER": "a number", "QUANTITY": "a quantity", "STRING": "a text", "COMMA": "','", "RPAR": "')'", "RSQB": "']'", "LPAR": "'('",
    "LSQB": "'['", "LBRACE": "'{'", "RBRACE": "'}'", "EQUAL": "'='", "COMPARE": "a comparison", "LINK": "a link", "_NL": "the end of the line",
    "IN": "'in'", "RANGE": "'..'", "ABOUT": "'~'", "VBAR": "'|'", "PLUS": "an operator", "BROKEN": "a statement",
}  # fmt: skip
_DETAILED = 50
"""So many faults tell what was expected; to find it costs time."""
_MOST_INSERTED = 1000


class Mending:
    """The mender of one text."""

    def __init__(self, builder: Builder) -> None:
        self.builder, self.tokens = builder, builder.tokens
        self.faults: list[Fault] = []
        self.lines: set[int] = set()
        self.inserted = 0
        self.ghosts = 0
        self.again = 2 * len(self.tokens.kinds) + 1000

    def sorted_faults(self) -> list[Fault]:
        """All faults in order, one a line."""
        found: list[Fault] = []
        seen: set[int] = set()
        for fault in sorted(self.faults + self.builder.faults, key=lambda f: f.span.start):
            line = self.tokens.line_of(fault.span.start)
            if line not in seen:
                seen.add(line)
                found.append(fault)
        return found

    def __call__(self, stack: Stack, at: int, kind: int, last: int, depth: int, deep: bool) -> tuple[int, int] | None:
        if not deep:
            mended = self._one_token(stack, at, kind, last, depth)
            if mended is not None:
                return mended
        return self._broken(stack, at, kind, last, depth, deep)

    # ------------------------------------------------------------ one token

    def _one_token(self, stack: Stack, at: int, kind: int, last: int, depth: int) -> tuple[int, int] | None:
        """Where one token repairs the text: note it and go on behind it."""
        t = self.tokens
        text = t.texts[at]
        touching = last >= 0 and t.ends[last] == t.starts[at]
        if kind == _RBRACE and not depth and takes(stack.states[-1], _BROKEN):
            if self.ghosts:
                self.ghosts -= 1
            else:
                self._note("unexpected", at, at, fix="")
            return at + 1, 0
        if text == ">" and touching and t.kinds[last] == _LINK and t.texts[last] == "--":
            self._note("unexpected", last, at, fix="->")
            t.texts[last] = "->"
            return at + 1, depth
        if kind in _CLOSES and not depth:
            self._note("unexpected", at, at, fix="")
            return at + 1, 0
        new = self._other_kind(stack, at, kind, last)
        if new is not None:
            self._note("unexpected", at, at, fix=new[1])
            t.kinds[at], t.texts[at] = new
            return at, depth
        if kind == _NL and accepts(stack.states, _LBRACE):
            self._note("missing_brace", last, last, fix=t.texts[last] + " {", expected=("'{'",))
            t.kinds[at] = _LBRACE
            return at, depth
        if kind == _END and not depth and self._insert(at, _RBRACE, stack):
            opening = next(stack.firsts[k] for k in range(len(stack.firsts) - 1, -1, -1) if t.kinds[stack.firsts[k]] == _LBRACE)
            self._note("unclosed_block", opening, opening, expected=("'}'",))
            return at, 0
        if t.kinds[last] == _RBRACE and not depth and self._insert(at, _NL, stack):
            self.builder.repairs.append(_missing_line_end(t.ends[last]))
            return at, 0
        if depth and kind in _OPERANDS and t.kinds[last] in _ENDS_OPERAND and t.kinds[at - 1] != _NL and self._insert(at, _COMMA, stack):
            self._note("missing_comma", at, at, fix=", " + t.texts[at + 1], expected=("','",))
            return at, depth
        return None

    def _other_kind(self, stack: Stack, at: int, kind: int, last: int) -> tuple[int, str] | None:
        """The token that was probably meant, if the machine takes it."""
        t = self.tokens
        text = t.texts[at]
        tries: list[tuple[int, str]] = []
        if kind == _LINK and text == "=>":
            tries = [(_COMPARE, ">=")]
        elif kind == _EQUAL:
            tries = [(_COMPARE, "==")]
        elif kind == STRAY and text == ":":
            tries = [(_EQUAL, "=")]
        elif text == "and":
            tries = [(_COMMA, ",")]
        elif kind == STRAY and text == "&":
            tries = [(KIND["AND"], "and")]
        return next(((k, new) for k, new in tries if accepts(stack.states, k)), None)

    def _insert(self, at: int, kind: int, stack: Stack) -> bool:
        if self.inserted >= _MOST_INSERTED or not accepts(stack.states, kind):
            return False
        self.inserted += 1
        t = self.tokens
        place = t.ends[at - 1] if at else t.starts[at]
        t.kinds.insert(at, kind)
        t.texts.insert(at, "")
        t.starts.insert(at, place)
        t.ends.insert(at, place)
        return True

    def _note(self, what: str, first: int, last: int, *, fix: str | None = None, expected: tuple[str, ...] = ()) -> None:
        t = self.tokens
        self._note_span(what, Span(t.starts[first], t.ends[last]), fix, expected)

    def _note_span(self, what: str, span: Span, fix: str | None, expected: tuple[str, ...]) -> None:
        line = self.tokens.line_of(span.start)
        if line in self.lines:
            return
        self.lines.add(line)
        self.faults.append(Fault(what, self.tokens.source[span.start : span.end], expected, fix, span=span))

    # ------------------------------------------------------------ a broken statement

    def _broken(self, stack: Stack, at: int, kind: int, last: int, depth: int, deep: bool) -> tuple[int, int] | None:
        """Takes the statement for broken and goes on at a line end."""
        t = self.tokens
        keep = next(k for k in range(len(stack.states) - 1, -1, -1) if takes(stack.states[k], _BROKEN))
        first = stack.firsts[keep] if keep < len(stack.firsts) else at
        opened = next((k for k in range(len(stack.firsts) - 1, keep - 1, -1) if t.kinds[stack.firsts[k]] in _OPENS), None) if depth else None
        bracket = None if opened is None else self._open_bracket(stack, keep)
        resume = self._earlier_line(first, bracket, at) if bracket is not None else None
        if resume is not None and bracket is not None:
            end = resume - 1
            closer = _OPENS[t.kinds[bracket]]
            tail = end - 1
            self._note("unclosed_bracket", bracket, tail, fix=t.source[t.starts[bracket] : t.ends[tail]] + closer, expected=(f"'{closer}'",))
        else:
            self._why(stack, at, kind, last, deep)
            end = self._line_end(first, at, depth)
        span = Span(t.starts[first], max(t.ends[end - 1], t.starts[first]))
        del stack.values[keep:], stack.firsts[keep:], stack.states[keep + 1 :]
        stack.states.append(after(stack.states[-1], _BROKEN))
        stack.values.append(Broken(t.source[span.start : span.end], span=span))
        stack.firsts.append(first)
        return end, 0

    def _open_bracket(self, stack: Stack, keep: int) -> int | None:
        """The innermost bracket that is open: the values of brackets are their tokens."""
        t = self.tokens
        for k in range(len(stack.values) - 1, keep - 1, -1):
            value = stack.values[k]
            if isinstance(value, int) and t.kinds[value] in _OPENS:
                return value
        return None

    def _earlier_line(self, first: int, bracket: int, at: int) -> int | None:
        """The first token of the line, after that of an open bracket, which stands no deeper than the statement and so begins another one."""
        t = self.tokens
        indent = t.column_of(t.starts[first])
        spent = 0
        for k in range(bracket + 1, at + 1):
            spent += 1
            if t.kinds[k - 1] == _NL and t.kinds[k] not in (*_CLOSES, _END):
                if t.column_of(t.starts[k]) <= indent and self.again >= at - k:
                    self.again -= at - k
                    return k
            elif t.kinds[k] == _END:
                return k if t.kinds[k - 1] == _NL else None
        return None

    def _line_end(self, first: int, at: int, depth: int) -> int:
        """Where the broken statement ends: a line end, `;`, or the brace that closes the block it stands in."""
        t = self.tokens
        indent = t.column_of(t.starts[first])
        k = at
        inner = 0
        while True:
            kind = t.kinds[k]
            if kind == _END:
                return k - 1
            if kind == _NL:
                following = t.kinds[k + 1]
                if following == _END or depth <= 0 or (t.column_of(t.starts[k + 1]) <= indent and following not in _CLOSES):
                    self.ghosts += inner
                    return k
            elif kind == _SEMICOLON and depth <= 0:
                self.ghosts += inner
                return k
            elif kind in _OPENS:
                depth += 1
            elif kind in _CLOSES:
                depth -= 1
            elif kind == _LBRACE:
                self.ghosts += 1
                return self._split(k)
            elif kind == _RBRACE:
                return k
            k += 1

    def _split(self, brace: int) -> int:
        """A line end in place of a brace that opens a block of a broken statement: what stands in the block is read."""
        self.tokens.kinds[brace] = _NL
        return brace

    def _why(self, stack: Stack, at: int, kind: int, last: int, deep: bool) -> None:
        t = self.tokens
        line = t.line_of(t.starts[at])
        if line in self.lines:
            return
        if deep:
            return self._note("nesting", at, at, expected=("at most 64 levels",))
        if kind == OPEN_TEXT:
            return self._note("unclosed_text", at, at, fix=_closed(t.texts[at], t.starts[at]), expected=("'\"'",))
        expected = self._expected(stack) if len(self.faults) < _DETAILED else ()
        if kind == _NL or kind == _END:
            return self._note("unfinished", max(last, 0), max(last, 0), expected=expected)
        return self._note("unexpected", at, at, fix=self._fix(at, kind, last), expected=expected)

    def _fix(self, at: int, kind: int, last: int) -> str | None:
        t = self.tokens
        if kind == _LINK and t.texts[at] == "--":
            return "- -"
        return None

    def _expected(self, stack: Stack) -> tuple[str, ...]:
        return tuple(words for name, words in _PLAIN.items() if accepts(stack.states, KIND[name]))


def _closed(text: str, start: int) -> str:
    """An open text with its quote where it was probably left out: before the brackets that close at the end of the line."""
    quote = '"'
    body = text.rstrip()
    tail = len(body)
    while tail > 1 and body[tail - 1] in ")]},; ":
        tail -= 1
    return body[:tail] + quote + body[tail:]


def _missing_line_end(offset: int):  # type: ignore[no-untyped-def]
    from .tree import Repair

    return Repair("missing_line_end", "", ";", span=Span(offset, offset))
