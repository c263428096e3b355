"""TeX mathematics to a tree. Never raises: what it does not understand it sets literally and reports."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Final

from .nodes import Accent, Frac, Function, Kinded, Name, Node, Op, Over, Problem, Root, Row, Scripts, Space, Style, Sym, Text
from .symbols import (
    ACCENTS,
    ALPHABETS,
    CLOSE,
    DELIMITERS,
    FUNCTIONS,
    LIMITED,
    OP,
    OPEN,
    ORD,
    SPACES,
    STRETCHED,
    SUBSCRIPTS,
    SUPERSCRIPTS,
    commands,
    kinds,
)  # fmt: skip

__all__ = ["Handler", "Reader", "handlers", "read_tex"]

_TOKEN: Final = re.compile(r"\\(?:[A-Za-z]+\*?|.|\Z)|[ \t\r\n]+|%[^\n]*\n?|.", re.DOTALL)
_CELLS: Final = frozenset({"&", "\\\\", "\\cr"})
_ENDS: Final = frozenset({"}", "\\right", "\\middle", "\\end"})
_INTEGRALS: Final = frozenset("∫∬∭⨌∮∯∰∲∳⨏")
DEEPEST: Final = 40
LONGEST: Final = 10_000

Handler = Callable[["Reader"], Node]

_OLD_FONTS: Final = {"rm": "rm", "bf": "bf", "it": "ti", "sf": "sf", "tt": "tt", "cal": "cal", "mit": "it", "bfseries": "bf", "itshape": "ti"}
_STYLES: Final = {"displaystyle": 0, "textstyle": 1, "scriptstyle": 2, "scriptscriptstyle": 3}
_TEXTS: Final = {
    **dict.fromkeys(("text", "textrm", "textnormal", "mbox", "hbox", "textup", "textsf", "texttt", "textmd"), (False, False)),
    **dict.fromkeys(("textit", "emph", "textsl"), (False, True)),
    "textbf": (True, False),
}
_KINDED: Final = {"mathord": ORD, "mathop": OP, "mathbin": 2, "mathrel": 3, "mathopen": OPEN, "mathclose": CLOSE, "mathpunct": 6, "mathinner": 7}
_PRIMES: Final = {"'": 1, "’": 1, "′": 1, "″": 2, "‴": 3}
_TYPED: Final = {"-": "−", "*": "∗", "＋": "+", "＝": "=", "（": "(", "）": ")", "，": ","}
_FAULTS: Final = {"\\": "a backslash at the end", "$": "a dollar inside mathematics", "^": "^ stands on nothing", "_": "_ stands on nothing"}
_INFIX: Final = {"over": (True, "", ""), "atop": (False, "", ""), "choose": (False, "(", ")"), "brack": (False, "[", "]"), "brace": (False, "{", "}")}
_SILENT: Final = frozenset(
    ("limits", "nolimits", "displaylimits", "protect", "relax", "nonumber", "notag", "strut", "noindent", "centering", "allowbreak", "nobreak", "unskip", "-")
)


@lru_cache(maxsize=1)
def handlers() -> dict[str, Handler]:
    """What the commands with arguments do; read when the first of them is met."""
    from .commands import HANDLERS  # most labels need none of them

    return HANDLERS


class Reader:
    """Reads one text. `shift`: where a text that a command made stands in the author's: its problems are reported at that one place."""

    def __init__(self, text: str, problems: list[Problem], place: tuple[int, int] | None = None, depth: int = 0) -> None:
        self.text = text
        self.tokens = _TOKEN.findall(text)
        self.problems = problems
        self.place = place
        self.at = 0
        self.offset = 0
        self.depth = depth
        self.font = "it"
        self.mark = 0
        """Where the argument that was taken last begins."""

    # ------------------------------------------------------------ tokens

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self) -> str:
        token: str = self.tokens[self.at] if self.at < len(self.tokens) else ""
        self.at += 1
        self.offset += len(token)
        return token

    def skip_blanks(self) -> None:
        while self.at < len(self.tokens) and (self.tokens[self.at][0].isspace() or self.tokens[self.at][0] == "%"):
            self.take()

    def problem(self, start: int, message: str, end: int | None = None) -> None:
        first, last = self.place or (start, self.offset if end is None else end)
        self.problems.append(Problem(first, max(first, min(last, len(self.text)) if self.place is None else last), message))

    # ------------------------------------------------------------ arguments

    def raw(self) -> str:
        """The text of a braced argument, or one token."""
        self.skip_blanks()
        start = self.mark = self.offset
        if self.peek() != "{":
            return self.take()
        level = 0
        while self.at < len(self.tokens):
            token = self.take()
            level += (token == "{") - (token == "}")
            if level == 0:
                return self.text[start + 1 : self.offset - 1]
        self.problem(start, "this { is never closed")
        return self.text[start + 1 :]

    def optional(self) -> str | None:
        """The text of an argument in [ ], if there is one."""
        saved = self.at, self.offset
        self.skip_blanks()
        if self.peek() == "[":
            self.take()
            self.mark = start = self.offset
            level = 0
            while self.at < len(self.tokens):
                token = self.take()
                level += (token == "{") - (token == "}")
                if token == "]" and level == 0:
                    return self.text[start : self.offset - 1]
        self.at, self.offset = saved
        return None

    def inner(self, text: str, font: str | None = None) -> Node:
        """A text that a command made or took, read with the same rules."""
        if self.depth >= DEEPEST:
            return Text(text)
        reader = Reader(text, self.problems, self.place or (self.mark, self.offset), self.depth + 1)
        reader.font = font or self.font
        return reader.whole()

    def argument(self, font: str | None = None) -> Node:
        """One argument: a braced group or one thing."""
        self.skip_blanks()
        saved, self.font = self.font, font or self.font
        self.depth += 1
        start = self.offset
        token = self.peek()
        node: Node
        if token in {"", "}", "&"}:
            self.problem(start, "an argument is missing here")
            node = Row(())
        elif self.depth > DEEPEST:
            self.problem(start, f"nesting is deeper than {DEEPEST}")
            node = Text(self.raw())
        elif token == "{":
            node = self.group()
        else:
            node = self.atom() or Row(())
        self.depth -= 1
        self.font = saved
        return node

    def group(self) -> Node:
        """{ ... }"""
        start = self.offset
        self.take()
        saved = self.font
        row = self.row(("}",))
        self.font = saved
        if self.take() != "}":
            self.problem(start, "this { is never closed")
        return row

    def delimiter(self) -> str:
        """What follows \\left, \\right, \\big."""
        self.skip_blanks()
        start, token = self.offset, self.take()
        if token.startswith("\\") and token[1:] in commands():
            char = commands()[token[1:]][1]
            return DELIMITERS.get(char, char)
        if token in DELIMITERS:
            return DELIMITERS[token]
        self.problem(start, f"{token or 'the end'} is no delimiter; write . for none")
        if token in {"}", "{", "&", ""} or token.startswith("\\"):
            self.at -= 1
            self.offset -= len(token)
            return ""
        return token

    # ------------------------------------------------------------ rows

    def whole(self) -> Node:
        """All of the text."""
        items: list[Node] = []
        while True:
            row = self.row(())
            items.extend(row.items if isinstance(row, Row) else (row,))
            if self.at >= len(self.tokens):
                return Row(tuple(items))
            start, token = self.offset, self.take()
            message = {"}": "this } closes nothing", "&": "& belongs in a table", "\\\\": "\\\\ belongs in a table"}
            self.problem(start, message.get(token, f"{token} closes nothing"))

    def row(self, stops: tuple[str, ...]) -> Node:
        """Things up to one of `stops`, or to what can only end something: } & \\\\ \\right \\middle \\end."""
        if self.depth > DEEPEST:
            return self._too_deep()
        items: list[Node] = []
        infix: tuple[tuple[bool, str, str], list[Node]] | None = None
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if token in _CELLS and stops:
                self.take()
                self.problem(self.offset - len(token), f"{token} belongs in a table")
                continue
            if token in stops or token in _CELLS or token in _ENDS:
                break
            if token[0] == "\\" and token[1:] in _INFIX:
                self.take()
                infix, items = (_INFIX[token[1:]], items), []
                continue
            node = self.scripted()
            if node is not None:
                items.append(node)
        if infix is not None:
            (bar, left, right), top = infix
            return Row((Frac(Row(tuple(top)), Row(tuple(items)), bar, None, left, right),))
        return Row(tuple(items))

    def _too_deep(self) -> Node:
        """The rest as it stands."""
        rest = self.text[self.offset :]
        self.problem(self.offset, f"nesting is deeper than {DEEPEST}", len(self.text))
        self.at, self.offset = len(self.tokens), len(self.text)
        return Text(rest)

    def scripted(self) -> Node | None:
        """An atom and its scripts."""
        token = self.peek()
        base: Node | None = None
        if not (token in {"^", "_"} or token in _PRIMES or token in SUPERSCRIPTS or token in SUBSCRIPTS):
            base = self.atom()
            if base is None or isinstance(base, (Space, Style)):
                return base
        upper: list[Node] = []
        lower: list[Node] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if token in {"^", "_"}:
                self._script(token, upper if token == "^" else lower)
            elif token in _PRIMES:
                self.take()
                upper.append(Sym({1: "′", 2: "″", 3: "‴"}[_PRIMES[token]], ORD, "it"))
            elif token in SUPERSCRIPTS:
                upper.append(self._typed(self.take(), SUPERSCRIPTS))
            elif token in SUBSCRIPTS:
                lower.append(self._typed(self.take(), SUBSCRIPTS))
            elif token in {"\\limits", "\\nolimits", "\\displaylimits"}:
                self.take()
                base = _limited(base, {"\\limits": True, "\\nolimits": False}.get(token))
            elif token[0].isspace() and (base is not None or upper or lower) and self._script_follows():
                self.take()
            else:
                break
        if not upper and not lower:
            return base
        return Scripts(base if base is not None else Row(()), _one(upper), _one(lower))

    def _script_follows(self) -> bool:
        after = self.tokens[self.at + 1] if self.at + 1 < len(self.tokens) else ""
        return after in {"^", "_", "\\limits", "\\nolimits"}

    def _script(self, token: str, where: list[Node]) -> None:
        start = self.offset
        self.take()
        if where and not isinstance(where[-1], Sym):
            self.problem(start, f"a second {token} on one base; use braces")
        where.append(self.argument())

    def _typed(self, char: str, table: dict[str, str]) -> Node:
        plain = table[char]
        return Sym(plain, ORD if plain not in "+−=" else kinds()[plain], self.font)

    # ------------------------------------------------------------ atoms

    def atom(self) -> Node | None:
        """The next thing, without scripts; None for blanks and what prints nothing."""
        start, token = self.offset, self.take()
        first = token[0] if token else ""
        if first == "\\" and len(token) > 1:
            return self.command(token[1:], start)
        if first == "{":
            self.at, self.offset = self.at - 1, start
            return self.argument()
        return self._typed_atom(first, start)

    def _typed_atom(self, first: str, start: int) -> Node | None:
        """One character."""
        if first in _FAULTS:
            self.problem(start, _FAULTS[first])
            return Sym(first, ORD, "rm") if first in "\\$" else None
        if not first or first.isspace() or first == "%":
            return None
        if first == "~":
            return Space(SPACES[" "])
        char = _TYPED.get(first, first)
        kind = kinds().get(char, ORD)
        return Op(char, False if char in _INTEGRALS else None) if kind == OP else Sym(char, kind, self.font)

    def command(self, name: str, start: int) -> Node | None:
        """What a backslash begins."""
        found = commands().get(name)
        if found is not None:
            kind, char = found
            if kind == OP:
                return Op(char, False if char in _INTEGRALS and name != "intop" else None)
            return Sym(char, kind, self.font)
        if name in _SILENT or name in _OLD_FONTS:
            self.font = _OLD_FONTS.get(name, self.font)
            return None
        handler = _simple().get(name) or handlers().get(name)
        if handler is None and name.endswith("*"):
            handler = handlers().get(name[:-1]) or _starless(name[:-1])
        if handler is not None:
            return handler(self)
        self.problem(start, f"the command \\{name} is unknown")
        return Text("\\" + name)

    def words(self, text: str, bold: bool = False, italic: bool = False) -> Node:
        """The contents of \\text: plain, with mathematics between dollars."""
        if "$" not in text and "\\" not in text and "{" not in text and "}" not in text:
            return Text(text.replace("~", "\u00a0"), bold, italic)
        items: list[Node] = []
        for i, piece in enumerate(re.split(r"(?<!\\)\$", text)):
            if i % 2:
                items.append(self.inner(piece, "it"))
            elif piece:
                items.extend(self._plain(piece, bold, italic))
        return Row(tuple(items))

    def _plain(self, text: str, bold: bool, italic: bool) -> list[Node]:
        items: list[Node] = []
        start = 0
        for match in re.finditer(r"\\([A-Za-z]+) ?(\{[^{}]*\})?", text):
            name, argument = match[1], match[2]
            items.append(Text(_unescaped(text[start : match.start()]), bold, italic))
            start = match.end()
            if argument is not None and name in _TEXTS:
                more = _TEXTS[name]
                items.append(Text(_unescaped(argument[1:-1]), bold or more[0], italic or more[1]))
            else:
                items.append(self.inner(match[0], "rm"))
        items.append(Text(_unescaped(text[start:]), bold, italic))
        return [item for item in items if not isinstance(item, Text) or item.text]


@lru_cache(maxsize=1)
def _simple() -> dict[str, Handler]:
    """What the commands do that a label often holds."""
    found: dict[str, Handler] = {name: partial(_spaced, mu=mu) for name, mu in SPACES.items()}
    found |= {name: partial(_named, text=name, limits=False) for name in FUNCTIONS}
    found |= {name: partial(_named, text=text, limits=None) for name, text in LIMITED.items()}
    found |= {name: partial(_alphabet, font=font) for name, font in ALPHABETS.items()}
    found |= {name: partial(_accented, char=char) for name, char in ACCENTS.items()}
    found |= {name: partial(_stretched, name=name) for name in STRETCHED}
    found |= {name: partial(_styled, level=level) for name, level in _STYLES.items()}
    found |= {name: partial(_worded, bold=bold, italic=italic) for name, (bold, italic) in _TEXTS.items()}
    found |= {name: partial(_kinded, kind=kind) for name, kind in _KINDED.items()}
    found |= {name: partial(_fraction, style=style) for name, style in (("frac", None), ("dfrac", 0), ("cfrac", 0), ("tfrac", 1))}
    found["sqrt"] = _root
    return found


def _starless(name: str) -> Handler | None:
    """A starred command that has no star of its own: the star is a character."""
    simple = _simple().get(name)
    known = commands().get(name)
    if simple is None and known is None:
        return None

    def plain(r: Reader) -> Node:
        r.at, r.offset = r.at - 1, r.offset - len(name) - 2
        r.tokens[r.at : r.at + 1] = ["\\" + name, "*"]
        return r.atom() or Row(())

    return plain


def _spaced(r: Reader, mu: float) -> Node:
    return Space(mu)


def _named(r: Reader, text: str, limits: bool | None) -> Node:
    return Name(text, limits)


def _alphabet(r: Reader, font: str) -> Node:
    return r.argument(font)


def _accented(r: Reader, char: str) -> Node:
    return Accent(char, r.argument())


def _stretched(r: Reader, name: str) -> Node:
    char, under = STRETCHED[name]
    body = r.argument()
    return Accent(char, body, True, under) if name.startswith("wide") and char != "⏜" else Over(char, body, under)


def _styled(r: Reader, level: int) -> Node:
    return Style(level)


def _worded(r: Reader, bold: bool, italic: bool) -> Node:
    return r.words(r.raw(), bold, italic)


def _fraction(r: Reader, style: int | None) -> Node:
    return Frac(r.argument(), r.argument(), True, style)


def _root(r: Reader) -> Node:
    index = r.optional()
    return Root(r.argument(), None if index is None else r.inner(index))


def _unescaped(text: str) -> str:
    text = re.sub(r"\\([^A-Za-z])", lambda m: m[1] if m[1] not in ",;:!/" else {",": "\u2009", ";": "\u2005", ":": "\u2005"}.get(m[1], ""), text)
    return re.sub(r"[{}]", "", text).replace("~", "\u00a0")


def _one(items: list[Node]) -> Node | None:
    """Primes and a superscript, or several typed digits, are one script."""
    if not items:
        return None
    return items[0] if len(items) == 1 else Row(tuple(items))


def _limited(base: Node | None, limits: bool | None) -> Node | None:
    if isinstance(base, Op):
        return Op(base.char, limits)
    if isinstance(base, Name):
        return Name(base.text, limits, base.font)
    return base


def _kinded(r: Reader, kind: int) -> Node:
    body = r.argument()
    if kind == OP:
        return Function(body, None)
    if isinstance(body, Row) and len(body.items) == 1 and isinstance(body.items[0], Sym):
        return Sym(body.items[0].char, kind, body.items[0].font)
    return Kinded(body, kind)


@lru_cache(maxsize=4096)
def read_tex(text: str) -> tuple[Node, tuple[Problem, ...]]:
    """The tree of a text and what is wrong with it."""
    problems: list[Problem] = []
    node = Reader(text[:LONGEST], problems).whole()
    if len(text) > LONGEST:
        problems.append(Problem(LONGEST, len(text), f"mathematics of more than {LONGEST} characters is cut"))
    return node, tuple(problems)
