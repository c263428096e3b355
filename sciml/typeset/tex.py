"""TeX mathematics to a tree. Never raises: what it does not understand it sets literally and reports."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from .nodes import Accent, Frac, Kinded, Name, Node, Op, Over, Problem, Root, Row, Scripts, Space, Stack, Style, Sym, Text
from .symbols import (
    ACCENTS, ALPHABETS, CLOSE, DELIMITERS, FUNCTIONS, LIMITED, NONE, OP, OPEN, ORD, SPACES, STRETCHED, SUBSCRIPTS, SUPERSCRIPTS, commands, kinds,
)  # fmt: skip

__all__ = ["Handler", "Reader", "handlers", "read_tex"]

_TOKEN: Final = re.compile(r"\\(?:[A-Za-z]+\*?|.|\Z)|[ \t\r\n]+|%[^\n]*\n?|.", re.DOTALL)
_STARRED: Final = frozenset({"operatorname", "tag", "hspace", "vspace"})
DEEPEST: Final = 40

Handler = Callable[["Reader"], Node]

_OLD_FONTS: Final = {"rm": "rm", "bf": "bf", "it": "ti", "sf": "sf", "tt": "tt", "cal": "cal", "mit": "it", "bfseries": "bf", "itshape": "ti"}
_STYLES: Final = {"displaystyle": 0, "textstyle": 1, "scriptstyle": 2, "scriptscriptstyle": 3}
_TEXTS: Final = {
    "text": (False, False), "textrm": (False, False), "textnormal": (False, False), "mbox": (False, False), "hbox": (False, False), "textup": (False, False),
    "textbf": (True, False), "textit": (False, True), "emph": (False, True), "textsl": (False, True), "textsf": (False, False), "texttt": (False, False), "textmd": (False, False),
}  # fmt: skip
_KINDED: Final = {"mathord": ORD, "mathop": OP, "mathbin": 2, "mathrel": 3, "mathopen": OPEN, "mathclose": CLOSE, "mathpunct": 6, "mathinner": 7}
_PRIMES: Final = {"'": 1, "’": 1, "′": 1, "″": 2, "‴": 3}
_INFIX: Final = {"over": (True, "", ""), "atop": (False, "", ""), "choose": (False, "(", ")"), "brack": (False, "[", "]"), "brace": (False, "{", "}")}
_SILENT: Final = frozenset("limits nolimits displaylimits protect relax nonumber notag strut mathstrut left. noindent centering allowbreak nobreak unskip ignorespaces".split())


@lru_cache(maxsize=1)
def handlers() -> dict[str, Handler]:
    """What the commands with arguments do; read when the first of them is met."""
    from .commands import HANDLERS  # noqa: PLC0415  (most labels need none of them)

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
        start = self.offset
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
            start, level = self.offset, 0
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
        reader = Reader(text, self.problems, self.place or (self.offset - len(text) if 0 < len(text) <= self.offset else 0, self.offset), self.depth + 1)
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
            message = {"}": "this } closes nothing", "&": "& belongs between the cells of a table", "\\\\": "\\\\ belongs in a table"}
            self.problem(start, message.get(token, f"{token} closes nothing"))

    def row(self, stops: tuple[str, ...]) -> Node:
        """Things up to one of `stops`, or to what can only end something: } & \\\\ \\right \\middle \\end."""
        items: list[Node] = []
        infix: tuple[tuple[bool, str, str], list[Node]] | None = None
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if token in stops or token in {"}", "&", "\\\\", "\\right", "\\middle", "\\end", "\\cr"}:
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

    def scripted(self) -> Node | None:
        """An atom and its scripts."""
        token = self.peek()
        base: Node | None = None
        if not (token in {"^", "_"} or token in _PRIMES or token in SUPERSCRIPTS or token in SUBSCRIPTS):
            base = self.atom()
            if base is None:
                return None
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
        if first.isspace() or first in {"%", ""}:
            return None
        if first == "{":
            self.at, self.offset = self.at - 1, start
            return self.argument()
        if first == "~":
            return Space(SPACES["~" if "~" in SPACES else " "])
        if first in {"\\", "$"}:
            self.problem(start, "a backslash at the end" if first == "\\" else "a dollar inside mathematics")
            return Sym(first, ORD, "rm")
        if first in {"^", "_"}:
            self.problem(start, f"{first} without anything to stand on")
            return None
        char = {"-": "−", "*": "∗", "＋": "+", "＝": "=", "（": "(", "）": ")", "，": ",", "²": "2"}.get(first, first)
        kind = kinds().get(char, ORD)
        return Op(char, None) if kind == OP else Sym(char, kind, self.font)

    def command(self, name: str, start: int) -> Node | None:
        """What a backslash begins."""
        found = commands().get(name)
        if found is not None:
            kind, char = found
            if kind == OP:
                return Op(char, False if char in "∫∬∭⨌∮∯∰∲∳⨏" and name != "intop" else None)
            return Sym(char, kind, self.font)
        simple = self._simple(name)
        if simple is not None:
            return simple
        if name in _SILENT or name in _OLD_FONTS:
            self.font = _OLD_FONTS.get(name, self.font)
            return None
        handler = handlers().get(name)
        if handler is None and name.endswith("*"):
            handler = handlers().get(name[:-1])
            if handler is None:
                self.at, self.offset = self.at - 1, start
                self.tokens[self.at : self.at + 1] = ["\\" + name[:-1], "*"]
                return self.atom()
        if handler is not None:
            return handler(self)
        self.problem(start, f"the command \\{name} is unknown")
        return Text("\\" + name)

    def _simple(self, name: str) -> Node | None:
        if name in SPACES:
            return Space(SPACES[name])
        if name in FUNCTIONS:
            return Name(name, False)
        if name in ALPHABETS:
            return self.argument(ALPHABETS[name])
        if name in LIMITED:
            return Name(LIMITED[name], None)
        if name in ACCENTS:
            return Accent(ACCENTS[name], self.argument())
        if name in STRETCHED:
            return self._stretched(name)
        if name in _STYLES:
            return Style(_STYLES[name])
        if name in _TEXTS:
            return self.words(self.raw(), *_TEXTS[name])
        if name in {"frac", "dfrac", "tfrac", "cfrac"}:
            return Frac(self.argument(), self.argument(), True, {"d": 0, "c": 0, "t": 1}.get(name[0]))
        if name == "sqrt":
            index = self.optional()
            return Root(self.argument(), None if index is None else self.inner(index))
        if name in _KINDED:
            return _kinded(self.argument(), _KINDED[name])
        return None

    def _stretched(self, name: str) -> Node:
        char, under = STRETCHED[name]
        body = self.argument()
        return Accent(char, body, True, under) if name.startswith("wide") and char not in "⏜" else Over(char, body, under)

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


def _kinded(body: Node, kind: int) -> Node:
    from .nodes import Function  # noqa: PLC0415

    if kind == OP:
        return Function(body, None)
    if isinstance(body, Row) and len(body.items) == 1 and isinstance(body.items[0], Sym):
        return Sym(body.items[0].char, kind, body.items[0].font)
    return Kinded(body, kind)


@lru_cache(maxsize=4096)
def read_tex(text: str) -> tuple[Node, tuple[Problem, ...]]:
    """The tree of a text and what is wrong with it."""
    problems: list[Problem] = []
    node = Reader(text, problems).whole()
    return node, tuple(problems)
