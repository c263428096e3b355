"""\\ce{...}: the notation of chemistry, rewritten to TeX."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from .nodes import Node, Row
from .tex import Reader

__all__ = ["chemistry", "formula"]

_ARROW: Final = re.compile(r"(<=>>|<<=>|<=>|<-->|<->|-->|->|<-|<=|=>|⇌|→|⟶|↔|←)")
_ARROWS: Final = {
    "->": "xrightarrow", "-->": "xrightarrow", "→": "xrightarrow", "⟶": "xrightarrow", "<-": "xleftarrow", "←": "xleftarrow", "<->": "xleftrightarrow",
    "↔": "xleftrightarrow",
    "<-->": "xrightleftarrows", "<=>": "xrightleftharpoons", "⇌": "xrightleftharpoons", "<=>>": "xrightleftharpoons", "<<=>": "xrightleftharpoons",
    "=>": "xRightarrow", "<=": "xLeftarrow",
}  # fmt: skip
_COEFFICIENT: Final = re.compile(r"(\d+/\d+|\d+(?:[.,]\d+)?|\([^()]*[+\-][^()]*\)(?=\s)|[a-z](?=\s+[A-Z\[(\\$]))\s*(?=[A-Za-z\[({\\$^_])")
_SCRIPT: Final = re.compile(r"\{((?:[^{}]|\{[^{}]*\})*)\}|\$([^$]*)\$|(\d*(?:[+−]|-(?!\d)))|(\d+)|(\\[A-Za-z]+|[A-Za-z]|[*.•'])")
_STATE: Final = re.compile(r"\((s|l|g|aq|cr|am|vit|sln|ads|c|gas|solid|liquid|aqueous|conc\.?|dil\.?|aq,\s*[^()]{1,12})\)")
_BONDS: Final = {"-": "−", "1": "−", "=": "=", "2": "=", "#": "≡", "3": "≡", "~": "∼", "...": "⋯", "....": "⋯", "->": "→", "<-": "←"}
_GROUP: Final = re.compile(r"\{((?:[^{}]|\{[^{}]*\})*)\}")
_COMMAND: Final = re.compile(r"\\(?:[A-Za-z]+|.)\s*(?:\{(?:[^{}]|\{[^{}]*\})*\})*", re.DOTALL)


def chemistry(r: Reader) -> Node:
    """The argument of \\ce as a tree."""
    return _flat(r.inner(rewritten(r.raw()), "rm"))


def _flat(node: Node) -> Node:
    return node.items[0] if isinstance(node, Row) and len(node.items) == 1 else node


def formula(text: str) -> str:
    """TeX, for the reader in upright letters, of one formula with its charge and state: no arrows."""
    return _Formula(text).tex()


def rewritten(text: str) -> str:
    """TeX of a formula or a reaction."""
    pieces: list[str] = []
    at = 0
    while True:
        arrow = _next_arrow(text, at)
        if arrow is None:
            pieces.append(formula(text[at:]))
            return "".join(pieces)
        pieces.append(formula(text[at : arrow.start()]))
        over, after = _bracket(text, arrow.end())
        under, at = _bracket(text, after)
        labels = [rewritten(label) if label else "" for label in (over, under)]
        pieces.append(f"\\{_ARROWS[arrow[1]]}" + (f"[{labels[1]}]" if labels[1] else "") + f"{{{labels[0]}}}")


def _next_arrow(text: str, at: int) -> re.Match[str] | None:
    """The next arrow outside braces, dollars and \\bond."""
    for found in _ARROW.finditer(text, at):
        before = text[at : found.start()]
        if before.count("{") == before.count("}") and before.count("$") % 2 == 0:
            return found
    return None


def _bracket(text: str, at: int) -> tuple[str, int]:
    """The label [..] of an arrow that begins right here, and where the text goes on."""
    if text[at : at + 1] != "[":
        return "", at
    level = 0
    for i in range(at, len(text)):
        level += (text[i] in "[{") - (text[i] in "]}")
        if level == 0:
            return text[at + 1 : i], i + 1
    return text[at + 1 :], len(text)


class _Formula:
    """One scan over a formula."""

    def __init__(self, text: str) -> None:
        self.text = text.strip()
        self.at = 0
        self.out: list[str] = []
        self.bound = False
        """Whether something stands directly before: digits are then a subscript, a sign is a charge."""

    def tex(self) -> str:
        steps: tuple[Callable[[str], bool], ...] = (
            self._blank,
            self._escaped,
            self._coefficient,
            self._state,
            self._digits,
            self._scripts,
            self._sign,
            self._bond,
        )
        while self.at < len(self.text):
            char = self.text[self.at]
            if not any(step(char) for step in steps):
                self._put({"*": "\\cdot ", "#": "\\#", "%": "\\%", "&": "\\&", "~": "\\sim "}.get(char, char), 1, bound=char not in "*·")
        return "".join(self.out)

    def _put(self, tex: str, length: int, bound: bool = True) -> bool:
        self.out.append(tex)
        self.at += length
        self.bound = bound
        return True

    def _rest(self, length: int = 0) -> str:
        return self.text[self.at + length :]

    def _blank(self, char: str) -> bool:
        if not char.isspace():
            return False
        rest = self._rest().lstrip()
        width = len(self._rest()) - len(rest)
        if re.match(r"[+\-−=](\s|$)", rest):
            sign = {"-": "−"}.get(rest[0], rest[0])
            return self._put(f"\\mathbin{{{sign}}}" if sign != "=" else "=", width + 1 + len(rest[1:]) - len(rest[1:].lstrip()), False)
        if re.match(r"[*.·•](\s|$)", rest):
            return self._put("\\cdot ", width + 1 + len(rest[1:]) - len(rest[1:].lstrip()), False)
        if re.match(r"(\^|v)(\s|$|\()", rest):
            return self._put("\\mskip3mu\\mathord{\\uparrow}" if rest[0] == "^" else "\\mskip3mu\\mathord{\\downarrow}", width + 1)
        return self._put("\\ " if self.bound else "", width, False)

    def _escaped(self, char: str) -> bool:
        if char == "$":
            end = self.text.find("$", self.at + 1)
            end = len(self.text) if end < 0 else end
            return self._put(f"\\mathnormal{{{self.text[self.at + 1 : end]}}}", end + 1 - self.at)
        if char in "{}":
            return self._braced(char)
        found = _COMMAND.match(self.text, self.at) if char == "\\" else None
        if found is None:
            return False
        bond = re.match(r"\\bond\s*\{([^{}]*)\}", found[0])
        tex = f"\\mathord{{{_BONDS.get(bond[1], '−')}}}" if bond else found[0] + " "
        return self._put(tex, len(found[0]))

    def _braced(self, char: str) -> bool:
        found = _GROUP.match(self.text, self.at)
        if found is None:
            return self._put(f"\\{char}", 1)
        inner = found[1]
        return self._put(f"\\text{{{inner}}}" if re.fullmatch(r"[^$\\^_{}]*", inner) else f"{{{inner}}}", len(found[0]))

    def _coefficient(self, char: str) -> bool:
        if self.bound:
            return False
        found = _COEFFICIENT.match(self.text, self.at)
        if found is None:
            return False
        top, slash, bottom = found[1].partition("/")
        tex = f"\\tfrac{{{top}}}{{{bottom}}}" if slash else f"\\mathnormal{{{found[1]}}}" if found[1].isalpha() else found[1].replace(",", "{,}")
        return self._put(tex + "\\,", len(found[0]), False)

    def _state(self, char: str) -> bool:
        found = _STATE.match(self.text, self.at) if char == "(" else None
        return found is not None and self._put(f"\\mskip2mu({found[1].replace('$', '')})", len(found[0]))

    def _digits(self, char: str) -> bool:
        if not char.isdigit() or not char.isascii():
            return False
        found = re.compile(r"\d+").match(self.text, self.at)
        assert found is not None
        return self._put(f"_{{{found[0]}}}" if self.bound else found[0], len(found[0]))

    def _scripts(self, char: str) -> bool:
        if char not in "^_":
            return False
        if char == "^" and not self._rest(1).strip():
            return self._put("\\mskip3mu\\mathord{\\uparrow}", 1)
        parts: dict[str, str] = {}
        while self.at < len(self.text) and self.text[self.at] in "^_" and self.text[self.at] not in parts:
            mark = self.text[self.at]
            found = _SCRIPT.match(self.text, self.at + 1)
            if found is None:
                self.at += 1
                break
            parts[mark] = _script(found)
            self.at = found.end()
        if not self.bound and self._rest()[:1].isalpha():
            self._isotope(parts)
        else:
            self.out.append("".join(f"{mark}{{{tex}}}" for mark, tex in parts.items()))
            self.bound = True
        return True

    def _isotope(self, parts: dict[str, str]) -> None:
        """Mass and atomic number, flush right."""
        widest = max(len(tex) for tex in parts.values())
        scripts = "".join(f"{mark}{{\\phantom{{{'0' * (widest - len(tex))}}}{tex}}}" for mark, tex in parts.items())
        self.out.append(f"\\vphantom{{X}}{scripts}\\mskip-1mu ")
        self.bound = False

    def _sign(self, char: str) -> bool:
        if char not in "+-−" or not self.bound:
            return False
        if re.match(r"[+\-−]*(\s|$|[)\]}]|\((?:s|l|g|aq)\))", self._rest(1)):
            found = re.compile(r"[+\-−]+").match(self.text, self.at)
            assert found is not None
            return self._put(f"^{{{found[0].replace('-', '−')}}}", len(found[0]))
        return False

    def _bond(self, char: str) -> bool:
        if char == "." and self.bound and re.match(r"\d|[A-Z(\[]", self._rest(1)):
            return self._put("\\mathord{\\cdot}", 1, False)
        if char in "·•":
            return self._put("\\mathord{\\cdot}", 1, False)
        if char in "-=#≡" and self.bound:
            return self._put(f"\\mathord{{{_BONDS.get(char, char)}}}", 1)
        if char == "+":
            return self._put("\\mathbin{+}", 1, False)
        return False


def _script(found: re.Match[str]) -> str:
    """TeX of what stands after ^ or _."""
    braced, mathematics, charge, digits, single = found.groups()
    if mathematics is not None:
        return f"\\mathnormal{{{mathematics}}}"
    if charge is not None and charge != "":
        return charge.replace("-", "−")
    if digits is not None:
        return digits
    text: str = braced if braced is not None else single
    text = text.replace("-", "−").replace(".", "•") if not re.search(r"\d\.\d", text) else text
    return re.sub(r"(?<![\\A-Za-z])([a-z])(?![A-Za-z])", r"\\mathnormal{\1}", text)
