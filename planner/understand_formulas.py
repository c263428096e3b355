"""Formulas in a problem's text, as the language writes them: equations, inequalities, intervals, points, lists of data."""

from __future__ import annotations

import re

from ..grammar.record import Record
from .understand_tex import Plain

__all__ = ["Formula", "expression", "formulas"]

FUNCTIONS = {
    "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "ln", "log", "exp", "sinh", "cosh", "tanh", "sqrt", "cbrt", "abs", "min", "max",
}  # fmt: skip
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?|\.\d+)|(?P<name>[A-Za-z]+(?:_\w+)?'*|[α-ωΑ-ΩΔ](?:_\w+)?)|(?P<op>[-+*/^()|\[\]·×√]))"
)
_SIGNS = {"=": "==", "<": "<", ">": ">", "≤": "<=", "≥": ">=", "<=": "<=", ">=": ">=", "==": "=="}
_SIGN = re.compile(r"\s*(<=|>=|==|[=<>≤≥])")
_GREEK_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau phi chi psi omega Gamma Delta Theta Lambda Sigma Phi Psi Omega"
)
GREEK = dict(zip("αβγδεζηθικλμνξπρστφχψωΓΔΘΛΣΦΨΩ", _GREEK_NAMES.split(), strict=True))


class Formula(Record):
    """kind: equation, inequality, interval, point or list; text as written; code as the language writes it; parts: the sides, or coordinates, or items;
    name: of a point or function; letters: what it speaks of; span: in the text as written; at: in the plain text."""

    kind: str
    text: str
    code: str
    parts: tuple[str, ...]
    name: str
    letters: frozenset[str]
    span: tuple[int, int]
    at: tuple[int, int]


class _Parser:
    """A small operator-precedence parser over plain text that prints the language's form; it stops where the mathematics stops."""

    def __init__(self, plain: Plain, at: int) -> None:
        self.plain, self.text, self.at = plain, plain.text, at
        self.letters: set[str] = set()
        self.queue: list[str] = []
        self.bars = 0
        self.depth = 0
        self.steps = 0

    def peek(self) -> tuple[str, str, int] | None:
        """(kind, text, end) of the next token that may belong to mathematics."""
        if self.queue:
            return "name", self.queue[0], self.at
        m = _TOKEN.match(self.text, self.at)
        if m is None or "\n\n" in m.group() or self.steps > 400:
            return None
        kind = m.lastgroup or ""
        word = m.group(kind)
        if kind == "name" and not self.mathematical(word, m.start(kind)):
            return None
        return kind, word, m.end()

    def mathematical(self, word: str, start: int) -> bool:
        bare = word.split("_", maxsplit=1)[0].rstrip("'")
        if bare in FUNCTIONS or bare in GREEK or bare == "pi":
            return True
        if self.plain.math(start):
            return (not self.plain.upright(start) and len(bare) < 4) or len(bare) == 1
        if len(bare) > 1:
            return (len(bare) == 2 and bare in ("xy", "ax", "bx", "kx", "yz", "xz")) or (bare.startswith("pi") and len(bare) == 3)
        near = self.text[start - 1 : start], self.text[start + len(word) : start + len(word) + 1]
        return not (bare in "aAI" and near[0] in " \n" and near[1] == " ")

    def take(self) -> str:
        token = self.peek()
        assert token is not None
        self.steps += 1
        if self.queue:
            return self.queue.pop(0)
        self.at = token[2]
        return token[1]

    def sum(self) -> str | None:
        left = self.product()
        while left is not None and (t := self.peek()) and t[0] == "op" and t[1] in "+-":
            back = self.at, self.steps
            sign = self.take()
            right = self.product()
            if right is None:
                self.at = back[0]
                return left
            left = f"{left} {sign} {right}"
        return left

    def product(self) -> str | None:
        if (t := self.peek()) and t[0] == "op" and t[1] in "+-":
            sign = self.take()
            inner = self.product()
            return None if inner is None else (f"-{inner}" if sign == "-" else inner)
        left = self.power()
        while left is not None and (t := self.peek()):
            back = self.at
            if t[0] == "op" and t[1] in "*/·×":
                sign = {"/": "/"}.get(self.take(), "*")
                right = self.signed_power()
            elif t[0] in ("number", "name") or (t[0] == "op" and (t[1] in "(√" or (t[1] == "|" and not self.bars))):
                if t[0] == "number" and left[-1:].isdigit():
                    return left
                sign, right = "*", self.power()
            else:
                return left
            if right is None:
                self.at = back
                return left
            left = f"{left}{sign}{right}"
        return left

    def signed_power(self) -> str | None:
        if (t := self.peek()) and t[0] == "op" and t[1] == "-":
            self.take()
            inner = self.power()
            return None if inner is None else f"(-{inner})"
        return self.power()

    def power(self) -> str | None:
        base = self.atom()
        if base is None:
            return None
        t = self.peek()
        if t and t[0] == "op" and t[1] == "^":
            self.take()
            exponent = self.exponent()
            if exponent is None:
                return None
            base = f"{base}^{exponent}"
        return base

    def exponent(self) -> str | None:
        t = self.peek()
        if t and t[0] == "op" and t[1] in "+-":
            sign = self.take()
            inner = self.atom()
            return None if inner is None else f"({sign}{inner})" if sign == "-" else inner
        return self.atom()

    def atom(self) -> str | None:
        t = self.peek()
        if t is None or self.steps > 400:
            return None
        kind, word, _ = t
        if kind == "number":
            return self.take().replace(",", "")
        if word == "√":
            self.take()
            return self.applied("sqrt")
        if kind == "op":
            return self.bracket(word)
        return self.named(self.take())

    def bracket(self, word: str) -> str | None:
        if word not in "([|" or (word == "|" and self.bars) or self.depth > 20:
            return None
        close = {"(": ")", "[": "]", "|": "|"}[word]
        self.take()
        self.depth += 1
        self.bars += word == "|"
        inner = self.sum()
        self.depth -= 1
        t = self.peek()
        self.bars -= word == "|"
        if inner is None or t is None or t[1] != close:
            return None
        self.take()
        return f"abs({inner})" if word == "|" else f"({inner})"

    def named(self, word: str) -> str | None:
        bare, _, below = word.partition("_")
        if word in FUNCTIONS:
            return self.applied(word)
        if word in GREEK or word == "pi":
            name = GREEK.get(word, word)
            if name != "pi":
                self.letters.add(name)
            return name
        if bare in GREEK and below:
            self.letters.add(f"{GREEK[bare]}_{below}")
            return f"{GREEK[bare]}_{below}"
        if len(bare) > 1 and not below:
            split = _split(word)
            self.queue = split[1:] + self.queue
            word = split[0]
            if word in FUNCTIONS:
                return self.applied(word)
            if word == "pi":
                return "pi"
        if word == "e":
            return "e"
        self.letters.add(word)
        return word

    def applied(self, function: str) -> str | None:
        """`sin x`, `sin 2x`, `sin^2 x`, `ln(x)`."""
        power = ""
        t = self.peek()
        if t and t[1] == "^":
            self.take()
            power = self.exponent() or ""
            t = self.peek()
        if t and t[1] == "(":
            inner = self.bracket("(")
            made = None if inner is None else f"{function}{inner}"
        else:
            inner = self.power()
            while inner is not None and (t := self.peek()) and t[0] in ("number", "name") and t[1] not in FUNCTIONS:
                more = self.power()
                if more is None:
                    break
                inner = f"{inner}*{more}"
            if inner is not None and (t := self.peek()) and t[1] == "/" and (under := re.compile(r"\s*/\s*(\d+)").match(self.text, self.at)):
                self.at = under.end()
                inner = f"{inner}/{under.group(1)}"
            made = None if inner is None else f"{function}({inner})"
        return made if not power or made is None else f"{made}^{power}"


def _split(word: str) -> list[str]:
    """Letters that stand side by side are factors: xy, 2pix."""
    out = []
    while word:
        name = next((f for f in (*sorted(FUNCTIONS, key=len, reverse=True), "pi") if word.startswith(f)), word[0])
        out.append(name)
        word = word[len(name) :]
    return out


def expression(plain: Plain, at: int) -> tuple[str, frozenset[str], int] | None:
    """The expression that begins at a place: its text in the language, its letters, its end."""
    parser = _Parser(plain, at)
    made = parser.sum()
    if made is None or parser.queue:
        return None
    return made, frozenset(parser.letters), parser.at


def formulas(plain: Plain) -> list[Formula]:
    """All formulas of a text, in its order. Quantities such as `m = 2 kg` are none: they are left to the reader of numbers."""
    found = [*_relations(plain), *_brackets(plain), *_lists(plain)]
    found.sort(key=lambda f: (f.at[0], -f.at[1]))
    out: list[Formula] = []
    for f in found:
        if not out or f.at[0] >= out[-1].at[1]:
            out.append(f)
    return out


_HEAD = re.compile(r"(?:^|(?<=[\s,;:(\[{∈.#一-鿿]))(?=[-A-Za-z0-9α-ωΑ-Ω(|√])")


def _relations(plain: Plain) -> list[Formula]:
    text = plain.text
    out: list[Formula] = []
    for sign in _SIGN.finditer(text):
        if out and sign.start() < out[-1].at[1]:
            continue
        low = max(out[-1].at[1] if out else 0, sign.start() - 160)
        for head in [m.end() for m in _HEAD.finditer(text, low, sign.start())]:
            left = expression(plain, head)
            if left is None or text[left[2] : sign.start()].strip() or not re.search(r"[A-Za-zα-ωΑ-Ω\d]", left[0]):
                continue
            made = _chain(plain, head, left)
            if made is not None:
                out.append(made)
                break
    return out


def _chain(plain: Plain, head: int, left: tuple[str, frozenset[str], int]) -> Formula | None:
    """`a < b < c`, `y = x^2`."""
    parts, letters, at = [left[0]], set(left[1]), left[2]
    code = left[0]
    signs = []
    while sign := _SIGN.match(plain.text, at):
        right = expression(plain, sign.end())
        if right is None:
            break
        signs.append(_SIGNS[sign.group(1)])
        code += f" {signs[-1]} {right[0]}"
        parts.append(right[0])
        letters |= right[1]
        at = right[2]
    if not signs or any(d in code for d in ("*dx", "*dy")) or plain.text[at : at + 1] in ("∫", "∑", "°", "%", "∘"):
        return None
    kind = "equation" if set(signs) == {"=="} else "inequality"
    function = re.fullmatch(r"([A-Za-z])(?:_\w+)?\*?\(?(\w+)\)?", parts[0])
    name = ""
    if function and re.match(rf"\s*{re.escape(function.group(1))}(?:_\w+)?\s*\(\s*{re.escape(function.group(2))}\s*\)", plain.text[head:]):
        name = parts[0].replace("*", "")
        letters.discard(parts[0].split("*")[0])
        code = name + code[len(parts[0]) :]
        parts[0] = name
    return Formula(kind, plain.text[head:at].strip(), code, tuple(parts), name, frozenset(letters), plain.span(head, at), (head, at))


_BRACKET = re.compile(r"(?:(?<![A-Za-z_])(?P<name>[A-Z](?:_?\d)?'?)\s*(?:=\s*)?)?(?P<open>[\[(])\s*(?=[-\d.πp√s(+a-z∞])")


def _brackets(plain: Plain) -> list[Formula]:
    """Points `(2, 3)`, `A(0, 1)`, and intervals `[0, 1)`."""
    text = plain.text
    out = []
    for m in _BRACKET.finditer(text):
        parts: list[str] = []
        letters: set[str] = set()
        at = m.end()
        while True:
            endless = re.compile(r"\s*([-+]?)∞").match(text, at)
            piece = (f"{endless.group(1)}inf".replace("+", ""), frozenset[str](), endless.end()) if endless else expression(plain, at)
            if piece is None:
                break
            parts.append(piece[0])
            letters |= piece[1]
            at = piece[2]
            step = re.compile(r"\s*,\s*").match(text, at)
            if step is None:
                break
            at = step.end()
        close = re.compile(r"\s*([\])])").match(text, at)
        if close is None or len(parts) not in (2, 3) or (m["open"] == "(" and m.start("open") and text[m.start("open") - 1].islower() and not m["name"]):
            continue
        interval = m["open"] == "[" or close.group(1) == "]" or "inf" in "".join(parts) or bool(re.search(r"interval\s*$|区间\s*$|∈\s*$", text[: m.start()]))
        if interval and len(parts) != 2:
            continue
        start = m.start("name") if m["name"] else m.start("open")
        code = f"({', '.join(parts)})" if not interval else f"{m['open']}{', '.join(parts)}{close.group(1)}"
        out.append(
            Formula(
                "interval" if interval else "point",
                text[start : close.end()],
                code,
                tuple(parts),
                m["name"] or "",
                frozenset(letters),
                plain.span(start, close.end()),
                (start, close.end()),
            )
        )
    return out


_LIST = re.compile(
    r"(?<![\w.,^_(-])-?\d+(?:\.\d+)?(?:\s*[,;、]\s*(?:and\s+)?-?\d+(?:\.\d+)?){2,}(?:,?\s+and\s+-?\d+(?:\.\d+)?|\s*[,;、]\s*(?:and\s+)?-?\d+(?:\.\d+)?)(?![\d^_)°]|\s*(?:kg|cm|m|g|s|N|°)\b)"
)


def _lists(plain: Plain) -> list[Formula]:
    """Four or more numbers one after the other."""
    out = []
    for m in _LIST.finditer(plain.text):
        items = tuple(re.findall(r"-?\d+(?:\.\d+)?", m.group()))
        out.append(Formula("list", m.group(), f"[{', '.join(items)}]", items, "", frozenset(), plain.span(*m.span()), m.span()))
    return out
