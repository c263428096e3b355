"""A problem's text as plain characters: TeX, `{eq}` marks, full-width forms and web quirks taken out, each character with its place in the text as written."""

from __future__ import annotations

import re

from ..grammar.record import Record

__all__ = ["Plain", "plain_text"]

MATH = 1
"""The character stands inside mathematics."""
UPRIGHT = 2
"""... and is set upright there: a unit or a word, not a letter for a quantity."""

SIGNS = {
    "times": "×", "cdot": "·", "pm": "±", "mp": "∓", "le": "≤", "leq": "≤", "leqslant": "≤", "ge": "≥", "geq": "≥", "geqslant": "≥", "ne": "≠", "neq": "≠",
    "lt": "<", "gt": ">", "approx": "≈", "sim": "~", "equiv": "≡", "propto": "∝", "circ": "°", "degree": "°", "angle": "∠", "measuredangle": "∠",
    "triangle": "△", "perp": "⊥", "bot": "⊥", "parallel": "∥", "infty": "∞", "to": "→", "rightarrow": "→", "longrightarrow": "→", "Rightarrow": "⇒",
    "in": "∈", "int": "∫", "iint": "∬", "iiint": "∭", "oint": "∮", "sum": "∑", "prod": "∏", "partial": "∂", "nabla": "∇", "cup": "∪", "cap": "∩", "mid": "|",
    "vert": "|", "lvert": "|", "rvert": "|", "ldots": "…", "cdots": "…", "dots": "…", "prime": "′", "ell": "l", "hbar": "ħ", "AA": "Å", "degC": "°C",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ", "vartheta": "θ",
    "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "varphi": "φ",
    "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
    "quad": " ", "space": " ", "qquad": " ", "newline": "\n", "lbrace": "{", "rbrace": "}", "langle": "<", "rangle": ">", "deg": "°", "cong": "≅",
}  # fmt: skip
FUNCTIONS = {"sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "ln", "log", "exp", "sinh", "cosh", "tanh", "min", "max", "lim"}
FONTS_UPRIGHT = {"mathrm", "text", "textrm", "rm", "operatorname", "textup", "mbox", "hbox", "textnormal", "ce", "unit", "si"}
DROPPED = {
    "left", "right", "displaystyle", "textstyle", "limits", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "vec", "hat", "bar", "overline", "underline", "dot",
    "mathbf", "textbf", "boldsymbol", "mathit", "mathbb", "Bbb", "mathcal", "textit", "emph", "tilde", "widehat", "overrightarrow", "bf", "it", "label",
    "nonumber", "boxed", "mathop", "nolimits", "hspace",
}  # fmt: skip
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_MONEY = re.compile(r"\$(?=\s|\d[\d,.]*(?:\s+[A-Za-z]{2,}|[,.;]?\s|$))")
_MARK = re.compile(r"\{/?eq\}")


class Plain(Record):
    """text: plain characters; places: for each its offset in the text as written (one more at the end); flags: MATH and UPRIGHT for each."""

    text: str
    places: tuple[int, ...]
    flags: bytes

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of the plain text as a stretch of the text as written."""
        last = self.places[end - 1] + 1 if end > start else self.places[start]
        return self.places[start], max(last, self.places[start])

    def math(self, at: int) -> bool:
        return bool(self.flags[at] & MATH)

    def upright(self, at: int) -> bool:
        """A letter that may spell a word or a unit: outside mathematics, or set upright in it."""
        return not self.flags[at] & MATH or bool(self.flags[at] & UPRIGHT)


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.out: list[tuple[str, int, int]] = []
        self.closing: list[str] = []
        self.dollar = False
        self.depth = 0

    def put(self, chars: str, at: int, flags: int) -> None:
        self.out.extend((c, at, flags) for c in chars)

    def run(self, at: int, end: int, flags: int) -> None:
        while at < end:
            at = self.step(at, end, flags | (MATH if self.dollar or self.depth else 0))

    def step(self, at: int, end: int, flags: int) -> int:
        """Reads one thing; returns where the next begins."""
        text, c = self.text, self.text[at]
        mark = _MARK.match(text, at)
        if mark:
            self.depth = 0 if "/" in mark.group() else 1
            return mark.end()
        if c == "\\":
            return self.command(at, end, flags)
        if c == "$":
            return self.money_or_math(at, flags)
        if c == "#" and not flags and (close := text.find("#", at + 1)) > 0 and "\n" not in text[at:close] and re.search(r"[=^]", text[at:close]):
            self.run(at + 1, close, MATH)  # `#y = x^2#`, as one site writes mathematics
            return close + 1
        if c == "{" and flags & MATH:
            close = self.group_end(at, end)
            self.run(at + 1, close, flags)
            return close + 1
        if c in "^_" and at + 1 < end:
            return self.script(at, end, flags)
        if c == "}" and flags & MATH:
            return at + 1
        if c == "\n" and self.depth:
            self.put(" ", at, flags)
            return at + 1
        if c in "~&" and flags & MATH:
            self.put(" ", at, flags)
            return at + 1
        self.put(_single(c), at, flags)
        return at + 1

    def money_or_math(self, at: int, flags: int) -> int:
        text = self.text
        double = text.startswith("$$", at)
        if self.dollar:
            self.dollar = False
            return at + (2 if double else 1)
        if not double:
            close = text.find("$", at + 1)
            money = (
                close < 0
                or (text[at + 1 : at + 2].isspace() and "\\" not in text[at:close])
                or (
                    text[at + 1 : at + 2].isdigit()
                    and _MONEY.match(text, at)
                    and (text[close + 1 : close + 2].isdigit() or " " in text[at:close])
                    and "\\" not in text[at:close]
                )
            )
            if money:
                self.put("$", at, flags)
                return at + 1
        self.dollar = True
        return at + (2 if double else 1)

    def group_end(self, at: int, end: int) -> int:
        """The brace that closes the one at `at`, or the end."""
        depth = 0
        for i in range(at, end):
            if self.text[i] == "{" and not _MARK.match(self.text, i):
                depth += 1
            elif self.text[i] == "}" and not (i >= 4 and _MARK.match(self.text, self.text.rfind("{", 0, i))):
                depth -= 1
                if depth == 0:
                    return i
        return end

    def argument(self, at: int, end: int) -> tuple[int, int, int]:
        """What a command takes: where it begins, ends, and where the text goes on."""
        while at < end and self.text[at] in " ~":
            at += 1
        if at < end and self.text[at] == "{":
            close = self.group_end(at, end)
            return at + 1, close, close + 1
        found = _COMMAND.match(self.text, at)
        stop = found.end() if found else min(at + 1, end)
        if found and found.group(1) in FONTS_UPRIGHT | DROPPED | {"frac", "dfrac"} and stop < end and self.text[stop] == "{":
            stop = self.group_end(stop, end) + 1
        return at, min(stop, end), min(stop, end)

    def piece(self, start: int, stop: int, flags: int) -> list[tuple[str, int, int]]:
        """A stretch read by itself."""
        kept, self.out = self.out, []
        self.run(start, stop, flags)
        made, self.out = self.out, kept
        return made

    def script(self, at: int, end: int, flags: int) -> int:
        c = self.text[at]
        if not flags & MATH and not re.match(r"[\^_](?:\{|\\|-?\d|[A-Za-z+-](?![A-Za-z])|\(|o\b)", self.text[at:]):
            self.put(c, at, flags)
            return at + 1
        start, stop, after = self.argument(at + 1, end)
        if self.text[start : start + 1] == "-" and start == after - 1 and self.text[after : after + 1].isalnum():
            stop = after = re.compile(r"-\w+").match(self.text, start).end()  # type: ignore[union-attr]
        elif not self.text.startswith(("{", "\\"), at + 1):
            longer = re.compile(r"\d+" if c == "^" else r"\w").match(self.text, start)
            stop = after = max(after, longer.end() if longer else 0)
        made = self.piece(start, stop, flags | MATH)
        word = "".join(x[0] for x in made).strip()
        if c == "^" and word in ("°", "o", "∘"):
            self.put("°", at, flags)
        elif c == "^" and word in ("°C", "oC", "°F", "oF"):
            self.put("°" + word[-1], at, flags | UPRIGHT)
        elif c == "^" and word and set(word) <= {"′"}:
            self.put(word, at, flags)
        elif re.fullmatch(r"[\w.]+|-\d+|[+-]", word) or not made:
            self.put(c, at, flags)
            self.out += [x for x in made if not x[0].isspace()]
        elif c == "_":
            self.put("_", at, flags)
            self.out += [x for x in made if x[0].isalnum() or x[0] in "-."]
        else:
            self.put("^(", at, flags)
            self.out += made
            self.put(")", at, flags)
        return after

    def command(self, at: int, end: int, flags: int) -> int:
        text = self.text
        found = _COMMAND.match(text, at)
        if found is None:
            return self.signs(at, flags)
        name, after = found.group(1), found.end()
        if name in ("frac", "dfrac", "tfrac", "cfrac"):
            return self.fraction(at, after, end, flags)
        if name == "sqrt":
            return self.root(at, after, end, flags)
        if name in FONTS_UPRIGHT:
            start, stop, after = self.argument(after, end) if text[after : after + 1] == "{" else (after, after, after)
            if name == "rm" and start == stop:
                stop = after = end  # `\rm` holds to the end of its group
            self.run(start, stop, flags | UPRIGHT)
            return after
        if name in ("begin", "end"):
            return self.group_end(after, end) + 1 if text[after : after + 1] == "{" else after
        if name in SIGNS:
            self.put(SIGNS[name], at, flags)
        elif name in FUNCTIONS:
            self.put(f" {name} " if self.out and self.out[-1][0].isalpha() else f"{name} ", at, flags | UPRIGHT)
            return after
        elif name not in DROPPED:
            self.put(name, at, flags)
        while after < end and text[after] == " " and flags & MATH:
            after += 1
        return after

    def signs(self, at: int, flags: int) -> int:
        c = self.text[at + 1 : at + 2]
        if c in "([":
            self.depth = 1
        elif c in ")]":
            self.depth = 0
        elif c == "\\":
            self.put("\n", at, flags)
        elif c in ",;:! ":
            self.put(" ", at, flags)
        elif c:
            self.put(c, at, flags)
        return at + 2

    def fraction(self, at: int, after: int, end: int, flags: int) -> int:
        a, b, after = self.argument(after, end)
        c, d, after = self.argument(after, end)
        for i, part in enumerate((self.piece(a, b, flags), self.piece(c, d, flags))):
            simple = all(x[0].isalnum() or x[0] in "._°" for x in part) and (i == 0 or len(part) == 1 or all(x[0].isdigit() or x[2] & UPRIGHT for x in part))
            if i:
                self.put("/", at, flags)
            self.put("" if simple else "(", at, flags)
            self.out += part
            self.put("" if simple else ")", at, flags)
        return after

    def root(self, at: int, after: int, end: int, flags: int) -> int:
        kind = "sqrt("
        if self.text[after : after + 1] == "[":
            close = self.text.find("]", after, end)
            kind = "cbrt(" if self.text[after + 1 : close] == "3" else "root("
            after = close + 1 if close > 0 else after + 1
        start, stop, after = self.argument(after, end)
        self.put(kind, at, flags | UPRIGHT)
        self.run(start, stop, flags)
        self.put(")", at, flags)
        return after


_ALIKE = dict(zip("\u00a0\u2009\u202f\u3000\t−‐‑－º˚∘’µ⋅∙（），ΩΔ", "     ----°°°'μ··(),ΩΔ", strict=True))  # the last two: signs and letters


def _single(c: str) -> str:
    """Full-width forms, spaces and signs of one meaning."""
    if 0xFF01 <= ord(c) <= 0xFF5E and c not in "；：？！":
        return _ALIKE.get(c) or chr(ord(c) - 0xFEE0)
    return _ALIKE.get(c, c)


def plain_text(text: str) -> Plain:
    """The text as plain characters. Never raises: what is no TeX stays as it is."""
    reader = _Reader(text)
    reader.run(0, len(text), 0)
    made = reader.out
    return Plain("".join(c for c, _, _ in made), (*(at for _, at, _ in made), len(text)), bytes(f for _, _, f in made))
