"""What happens where text fits nothing: the fault, its fix, and where reading goes on.

Of one line at most one fault is reported. Where one token repairs the text, reading goes on as if it stood there. Else the statement is `Broken`,
and reading goes on at the next line end, or at an earlier line that only an open bracket took in. Indentation, which means nothing in a sound
text, is used here as a hint.
"""

from __future__ import annotations

from typing import Any

from .actions import Builder
from .braces import close_blocks, dissolve, open_blocks, pairs
from .lexer import KIND, OPEN_TEXT, STRAY
from .machine import GOES_ON, Stack, accepts, takes
from .tree import Fault, Repair, Span

__all__ = ["Mending"]

_NL, _END, _BROKEN, _NAME, _STRING = KIND["_NL"], KIND["$END"], KIND["BROKEN"], KIND["NAME"], KIND["STRING"]
_CLOSER = {KIND["LPAR"]: ")", KIND["LSQB"]: "]"}
_CLOSES = frozenset((KIND["RPAR"], KIND["RSQB"]))
_LBRACE, _RBRACE, _SEMICOLON, _COMMA = KIND["LBRACE"], KIND["RBRACE"], KIND["SEMICOLON"], KIND["COMMA"]
_EQUAL, _COMPARE, _LINK, _AND, _OR, _NOT, _BAR = (KIND[k] for k in ("EQUAL", "COMPARE", "LINK", "AND", "OR", "NOT", "VBAR"))
_NUMBERS = frozenset((KIND["NUMBER"], KIND["QUANTITY"]))
_OPERANDS = frozenset(KIND[k] for k in ("NAME", "NUMBER", "QUANTITY", "STRING", "COEFFICIENT", "LSQB"))
_AFTER_OPERAND = frozenset(KIND[k] for k in ("NAME", "NUMBER", "QUANTITY", "STRING")) | _CLOSES
_FACT_WORDS = (KIND["GIVEN"], KIND["UNKNOWN"])
_STATEMENT_WORDS = frozenset(KIND[k] for k in ("GIVEN", "UNKNOWN", "REQUIRE", "ARRANGE", "CHECK", "REPEAT", "DEFINE", "VARY"))
_PLAIN = {
    "NAME": "a name", "NUMBER": "a number", "STRING": "a text", "COMMA": "','", "RPAR": "')'", "RSQB": "']'", "LPAR": "'('", "LBRACE": "'{'",
    "RBRACE": "'}'", "EQUAL": "'='", "COMPARE": "a comparison", "LINK": "a link", "_NL": "the end of the line", "IN": "'in'", "RANGE": "'..'",
    "VBAR": "'|'", "PLUS": "an operator", "BROKEN": "a statement",
}  # fmt: skip
_OPENED = ("unclosed_bracket", "unclosed_block")
"""Of these `found` is the bracket alone: what it encloses may be long."""
_DETAILED = 50
"""So many faults tell what was expected; to find that costs time."""
_PATIENCE = 4
_MOST_EDITS = 300
"""So often a token is put in or taken out; each moves all that follow."""


class Mending:
    """The mender of one text."""

    def __init__(self, builder: Builder) -> None:
        self.builder, self.tokens = builder, builder.tokens
        self.kinds, self.texts, self.starts, self.ends = self.tokens.kinds, self.tokens.texts, self.tokens.starts, self.tokens.ends
        self.faults: list[Fault] = []
        self.lines: set[int] = set()
        self.edits = self.stuck = 0
        self.stuck_at = -1
        self.again = 2 * len(self.kinds) + 1000
        self.tried: set[int] = set()
        self.braces: dict[int, int] | None = None
        self.more = self.kinds.count(_LBRACE) - self.kinds.count(_RBRACE)
        if self.more > 0:
            close_blocks(self.tokens, self._unclosed)
        elif self.more < 0:
            open_blocks(self.tokens, self._unopened)

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

    def __call__(self, stack: Stack) -> tuple[int, int] | None:
        self.stuck = self.stuck + 1 if stack.at == self.stuck_at else 0
        self.stuck_at = stack.at
        if self.stuck > _PATIENCE:  # no repair helps here: do without the token
            if stack.kind == _END:
                return None
            self.kinds[stack.at] = _NL
        if not stack.deep:
            mended = self._one_token(stack)
            if mended is not None:
                return mended
        return self._broken(stack)

    # ------------------------------------------------------------ notes and edits

    def _note(self, what: str, first: int, last: int, fix: str | None = None, expected: tuple[str, ...] = ()) -> None:
        start, end = self.starts[first], self.ends[last]
        line = self.tokens.line_of(start)
        if line not in self.lines:
            self.lines.add(line)
            found = self.tokens.source[start:end]
            self.faults.append(Fault(what, found[0] if what in _OPENED else found, expected, fix, span=Span(start, end)))

    def _source(self, first: int, last: int) -> str:
        return self.tokens.source[self.starts[first] : self.ends[last]]

    def _put(self, at: int, kind: int, text: str) -> bool:
        """Puts a token before token `at`, if there were not too many of them."""
        if self.edits >= _MOST_EDITS:
            return False
        self.edits += 1
        self.tokens.insert(at, kind, text)
        return True

    def _take_out(self, at: int) -> None:
        self.edits += 1
        del self.kinds[at], self.texts[at], self.starts[at], self.ends[at]

    def _touches(self, at: int) -> bool:
        return at > 0 and self.ends[at - 1] == self.starts[at]

    # ------------------------------------------------------------ one token

    def _one_token(self, stack: Stack) -> tuple[int, int] | None:
        """Where one token repairs the text: note it and go on."""
        at, kind, last, depth = stack.at, stack.kind, stack.last, stack.depth
        if kind == _RBRACE and not depth and takes(stack.states[-1], _BROKEN):
            self._note("unexpected", at, at, "")
            return at + 1, 0
        if kind in _CLOSES and not depth and last >= 0:
            self._note("unexpected", at, at, "")
            return at + 1, 0
        joined = self._joined_sign(stack)
        if joined is not None:
            return joined
        if kind == _COMMA and self.kinds[last] == _COMMA:
            self._note("unexpected", last, at, ",")
            return at + 1, depth
        if (kind == _NL and accepts(stack.states, _LBRACE) and not accepts(stack.states, _NL)) and self._block_follows(at):
            self._unopened(last, last)
            self.kinds[at] = _LBRACE
            return at, depth
        if kind == _END and not depth and accepts(stack.states, _RBRACE) and self._put(at, _RBRACE, "}"):
            opening = next(k for k in reversed(stack.firsts) if self.kinds[k] == _LBRACE)
            self._unclosed(opening, at - 2)
            return at, 0
        if last >= 0 and self.kinds[last] == _RBRACE and not depth and accepts(stack.states, _NL) and self._put(at, _NL, ""):
            place = Span(self.ends[last], self.ends[last])
            self.builder.repairs.append(Repair("missing_line_end", "", ";", span=place))
            return at, 0
        if (
            depth
            and kind in _OPERANDS
            and not self._words_after_quantity(stack)
            and self.kinds[last] in _AFTER_OPERAND
            and self._goes_on(stack)
            and accepts(stack.states, _COMMA)
        ):
            self._note("missing_comma", last, last, self._source(last, last) + ",", ("','",))
            return (at, depth) if self._put(at, _COMMA, ",") else None
        return self._other_kind(stack)

    def _joined_sign(self, stack: Stack) -> tuple[int, int] | None:
        """`-->`, `<>`, `===`: two tokens that were meant as one; the first takes the meaning of both."""
        at, last = stack.at, stack.last
        kind, new = _JOINED.get((self.texts[last], self.texts[at]), (-1, ""))
        if kind < 0 or last != at - 1 or not self._touches(at):
            return None
        self._note("unexpected", last, at, new)
        self.texts[last] = new
        if self.kinds[last] == kind:
            return at + 1, stack.depth
        self.kinds[last] = kind
        self._take_out(at)
        return self._again(stack)

    def _other_kind(self, stack: Stack) -> tuple[int, int] | None:
        """Reads on with the token that was probably meant."""
        at, kind = stack.at, stack.kind
        text = self.texts[at]
        new, doubled = "", False
        if kind == _LINK and text == "=>":
            other, new = _COMPARE, ">="
        elif kind == _EQUAL and self._first(stack) == at - 2 and self.texts[at - 2] in ("let", "var", "const"):
            self._note("unexpected", at - 2, at - 1, self.texts[at - 1])
            self._take_out(at - 2)
            stack.at -= 1
            return self._again(stack)
        elif kind == _EQUAL and self.kinds[at - 2] != _NL:  # after a line end it is a binding
            other, new = _COMPARE, "=="
        elif text == "in" and self._first(stack) == at - 2 and self.texts[at - 2] == "for":
            self._note("unexpected", at - 2, at - 2, "repeat")
            self.kinds[at - 2] = KIND["REPEAT"]
            return self._again(stack)
        elif kind in (_NAME, _AND) and text == "and" and self.kinds[self._first(stack)] in _FACT_WORDS:
            other, new = _COMMA, ","
        elif kind in (STRAY, _BAR) and text in _STRAYS and (text != ":" or stack.depth or self._first(stack) == stack.last):
            other, new = _STRAYS[text]
            following = self.texts[at + 1] if self._touches(at + 1) else ""
            doubled = (text in "&|" and following == text) or (text == ":" and following == "=")
        if not new or (text == "|" and not doubled) or (doubled and self.edits >= _MOST_EDITS):
            return None
        fits = accepts(stack.states, other)
        if not fits and (self.starts[at] in self.tried or (kind == _EQUAL and not stack.depth)):
            return None
        self._note("unexpected", at, at + 1 if doubled else at, new)
        if doubled:
            self._take_out(at + 1)
        self.kinds[at], self.texts[at] = other, new.strip()
        return (at, stack.depth) if fits else self._again(stack)

    def _again(self, stack: Stack) -> tuple[int, int] | None:
        """Reads the statement once more, a token in it being another now: rules were applied that the old one called for."""
        first, keep = self._first(stack), self._keep(stack)
        if self.again < stack.at - first or self.starts[stack.at] in self.tried or self.edits > _MOST_EDITS:
            return None
        self.again -= stack.at - first
        self.tried.add(self.starts[stack.at])
        del stack.values[keep:], stack.firsts[keep:], stack.states[keep + 1 :]
        return first, 0

    def _block_follows(self, at: int) -> bool:
        """Whether the line after a line end is indented more, or a brace closes what none opened."""
        following = at + 1
        return self.more < 0 or (self.kinds[following] != _END and self.tokens.indent(following) > self.tokens.indent(at - 1))

    def _words_after_quantity(self, stack: Stack) -> bool:
        """`30 deg above right`: the turn is written as a call."""
        at = stack.at
        return stack.last == at - 1 and self.kinds[at - 1] in _NUMBERS and self.kinds[at] == self.kinds[at + 1] == _NAME

    def _goes_on(self, stack: Stack) -> bool:
        """Whether a token inside brackets belongs to the statement that opened them: it is on the same line or stands deeper."""
        if self.kinds[stack.at - 1] != _NL:
            return True
        return self.tokens.indent(stack.at) > self.tokens.indent(self._first(stack))

    # ------------------------------------------------------------ a broken statement

    def _keep(self, stack: Stack) -> int:
        """How many values stand before the statement that is being read: the last state that knows what to do with a BROKEN is there."""
        top = len(stack.values)
        if self._is(stack.values, top - 1, _RBRACE):  # the block just closed is not a place to stand in
            top = next(k for k in range(top - 1, -1, -1) if self._is(stack.values, k, _LBRACE))
        return next(k for k in range(top, -1, -1) if takes(stack.states[k], _BROKEN))

    def _is(self, values: list[Any], k: int, kind: int) -> bool:
        """Whether a value is a token of a kind."""
        return k >= 0 and isinstance(values[k], int) and self.kinds[values[k]] == kind

    def _first(self, stack: Stack) -> int:
        """The first token of the statement that is being read."""
        keep = self._keep(stack)
        return stack.firsts[keep] if keep < len(stack.firsts) else stack.at

    def _open_bracket(self, values: list[Any]) -> int | None:
        """The innermost bracket that is open."""
        closed = 0
        for value in reversed(values):
            kind = self.kinds[value] if isinstance(value, int) else -1
            if kind in _CLOSES:
                closed += 1
            elif kind in _CLOSER:
                if not closed:
                    return int(value)
                closed -= 1
        return None

    def _broken(self, stack: Stack) -> tuple[int, int]:
        """Takes the statement for broken and goes on at a line end."""
        at, depth = stack.at, stack.depth
        keep, first = self._keep(stack), self._first(stack)
        resume = None
        if depth:
            bracket = self._open_bracket(stack.values[keep:])
            resume = None if bracket is None else self._earlier_line(first, bracket + 1, at)
            if bracket is not None and resume is not None:
                closer, tail = _CLOSER[self.kinds[bracket]], self._line_tail(bracket, resume)
                self._note("unclosed_bracket", bracket, tail, self._source(bracket, tail) + closer, (f"'{closer}'",))
        elif not stack.deep:
            resume = self._earlier_line(first, first + 1, at)
            if resume is not None:
                self._note("unfinished", resume - 2, resume - 2, "" if self.kinds[resume - 2] == _COMMA else None)
        if resume is None:
            self._say_why(stack)
            end = self._line_end(first, at, depth, accepts(stack.states[: keep + 1], _RBRACE))
        else:
            end = resume - 1
        del stack.values[keep:], stack.firsts[keep:], stack.states[keep + 1 :]
        if end <= first:
            return end, 0
        self.kinds[end - 1] = _BROKEN  # one token for all of the statement
        self.starts[end - 1] = self.starts[first]
        return end - 1, 0

    def _line_tail(self, bracket: int, resume: int) -> int:
        """The last token on the line of a bracket: there it was probably left open."""
        k = bracket
        while k + 1 < resume and self.kinds[k + 1] != _NL:
            k += 1
        return k - 1 if self.kinds[k] == _COMMA and k > bracket else k

    def _earlier_line(self, first: int, start: int, at: int) -> int | None:
        """The first token of a line between two tokens that stands no deeper than the statement, and so probably begins another one."""
        indent = self.tokens.indent(first)
        for k in range(start, at + 1):
            if self.kinds[k - 1] != _NL or self.kinds[k] in _CLOSES:
                continue
            if self.kinds[k] == _END or (self.tokens.indent(k) <= indent and self._begins(k, at)):
                if self.again < at - k:
                    return None
                self.again -= at - k
                return k
        return None

    def _begins(self, k: int, at: int) -> bool:
        """Whether a line probably begins a statement: after an open bracket any does, after a comma or an operator some do."""
        if self.kinds[k - 2] not in GOES_ON:
            return True
        return self.kinds[k] in _STATEMENT_WORDS or (self.kinds[k] == _NAME and self.kinds[k + 1] in (_EQUAL, KIND["LPAR"], _LBRACE))

    def _line_end(self, first: int, at: int, depth: int, inside: bool) -> int:
        """Where the broken statement ends: a line end, `;`, or the brace that closes the block it stands in."""
        kinds = self.kinds
        indent = self.tokens.indent(first)
        k = at
        while True:
            kind = kinds[k]
            if kind == _END:
                return k - 1
            if kind == _NL:
                following = kinds[k + 1]
                if following == _END or depth <= 0 or (following not in _CLOSES and self.tokens.indent(k + 1) <= indent):
                    return k
            elif kind == _SEMICOLON and depth <= 0:
                return k
            elif kind in _CLOSER:
                depth += 1
            elif kind in _CLOSES:
                depth -= 1
            elif kind == OPEN_TEXT:
                depth -= len(self.texts[k]) - len(self.texts[k].rstrip(")]"))
            elif kind == _LBRACE:
                self.braces = pairs(self.tokens) if self.braces is None else self.braces
                closing = self.braces.get(self.starts[k])
                if closing is None or self.tokens.line_of(closing) != self.tokens.line_of(self.starts[k]):
                    dissolve(self.tokens, k, closing)
                    return k
                k = max(k, self.tokens.at(closing))
            elif kind == _RBRACE and inside:
                return k
            k += 1

    def _unclosed(self, brace: int, tail: int) -> None:
        self._note("unclosed_block", brace, tail, self._source(brace, tail) + "\n" + " " * self.tokens.indent(brace) + "}", ("'}'",))

    def _unopened(self, first: int, last: int) -> None:
        self._note("missing_brace", first, last, self._source(first, last) + " {", ("'{'",))

    # ------------------------------------------------------------ why

    def _say_why(self, stack: Stack) -> None:
        at, kind, last = stack.at, stack.kind, stack.last
        if self.tokens.line_of(self.starts[at]) in self.lines:
            return
        if stack.deep:
            return self._note("nesting", at, at, None, ("at most 64 levels",))
        if kind == OPEN_TEXT:
            text = self.texts[at]
            if "\n" in text:
                return self._note("newline_in_text", at, at, f'""{self._source(at, at)}""', ('"""',))
            return self._note("unclosed_text", at, at, _closed(self._source(at, at)), ("'\"'",))
        if kind == _EQUAL and last == at - 1 and self.kinds[last] in _STATEMENT_WORDS:
            return self._note("reserved", last, last, None, ("a name that is no word of the language",))
        expected = self._expected(stack)
        if kind in (_NL, _END):
            if self._names_alone(stack, last):  # `triangle ABC`
                return self._note("unfinished", last - 1, last, f"{self.texts[last - 1]}({self.texts[last]})", expected)
            return self._note("unfinished", max(last, 0), max(last, 0), None, expected)
        if kind == _STRING and self.kinds[at + 1] == _NL and self._first(stack) == last == at - 1 and self.kinds[last] == _NAME:  # `figure "..."`
            return self._note("unexpected", last, at, f"{self.texts[last]}({self.texts[at]})", expected)
        if kind == _NAME and self._words_after_quantity(stack):
            return self._note("unexpected", last, at + 1, f"{self.texts[at]}({self.texts[at + 1]}, {self._source(last, last)})", expected)
        thousands = self._thousands(at)
        if thousands:
            return self._note("thousands_comma", at - 1, at + 1, thousands)
        fix = "- -" if kind == _LINK and self.texts[at] == "--" else None
        return self._note("unexpected", at, at, fix, expected)

    def _names_alone(self, stack: Stack, last: int) -> bool:
        """Whether the statement is two names and nothing more."""
        return last > 0 and self._first(stack) == last - 1 and self.kinds[last] == self.kinds[last - 1] == _NAME

    def _thousands(self, comma: int) -> str | None:
        """`62,500` is written `62_500`."""
        k = self.kinds
        if k[comma] == _COMMA and comma and k[comma - 1] in _NUMBERS and k[comma + 1] in _NUMBERS and self._touches(comma) and self._touches(comma + 1):
            following = self.texts[comma + 1]
            if following[:3].isdigit() and len(following) >= 3 and not following[3:4].isdigit():
                return f"{self.texts[comma - 1]}_{following}"
        return None

    def _expected(self, stack: Stack) -> tuple[str, ...]:
        if len(self.faults) >= _DETAILED:
            return ()
        return tuple(words for name, words in _PLAIN.items() if accepts(stack.states, KIND[name]))


_JOINED = {
    ("--", ">"): (_LINK, "->"), ("<", ">"): (_COMPARE, "!="), ("==", "="): (_COMPARE, "=="), ("=", "<"): (_COMPARE, "<="),
}  # fmt: skip
_STRAYS = {"&": (_AND, "and"), "|": (_OR, "or"), "!": (_NOT, "not "), ":": (_EQUAL, "=")}


def _closed(text: str) -> str:
    """An open text with its quote where it was probably left out: before the brackets that close at the end of the line."""
    body = text.rstrip()
    tail = len(body.rstrip(")]}; "))
    return body[: max(tail, 1)] + '"' + body[max(tail, 1) :]
