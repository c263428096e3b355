"""What TeX's commands with arguments mean. Loaded when the first of them is met."""

from __future__ import annotations

import re
from functools import partial
from typing import Final

from .nodes import (
    Accent,
    Arrow,
    Bar,
    Big,
    Boxed,
    Fence,
    Frac,
    Function,
    Kinded,
    Name,
    Node,
    Over,
    Phantom,
    Row,
    Scripts,
    Space,
    Stack,
    Strike,
    Sym,
    Table,
    Text,
)  # fmt: skip
from .symbols import CLOSE, OP, OPEN, ORD, REL, commands
from .tex import Handler, Reader

__all__ = ["HANDLERS", "length"]

_NEGATED: Final = {
    "=": "≠", "<": "≮", ">": "≯", "≤": "≰", "≥": "≱", "∈": "∉", "∋": "∌", "⊂": "⊄", "⊃": "⊅", "⊆": "⊈", "⊇": "⊉", "∣": "∤", "|": "∤", "∥": "∦", "∼": "≁",
    "≃": "≄", "≅": "≇",
    "≈": "≉", "≡": "≢", "→": "↛", "←": "↚", "↔": "↮", "⇒": "⇏", "⇐": "⇍", "⇔": "⇎", "∃": "∄", "⊢": "⊬", "⊨": "⊭", "≺": "⊀", "≻": "⊁", "⊲": "⋪", "⊳": "⋫",
    "≲": "≴", "≳": "≵",
}  # fmt: skip

_ARROWS: Final = {
    "xrightarrow": "→", "xleftarrow": "←", "xleftrightarrow": "↔", "xRightarrow": "⇒", "xLeftarrow": "⇐", "xLeftrightarrow": "⇔", "xmapsto": "↦",
    "xrightleftharpoons": "⇌",
    "xleftrightharpoons": "⇋", "xhookrightarrow": "↪", "xhookleftarrow": "↩", "xrightharpoonup": "⇀", "xrightharpoondown": "⇁", "xleftharpoonup": "↼",
    "xleftharpoondown": "↽",
    "xlongequal": "=", "xtwoheadrightarrow": "↠", "xrightleftarrows": "⇄", "xtofrom": "⇄",
}  # fmt: skip

_FENCED: Final = {
    "": ("", ""), "p": ("(", ")"), "b": ("[", "]"), "B": ("{", "}"), "v": ("|", "|"), "V": ("‖", "‖"),
}  # fmt: skip


def _fraction(r: Reader, bar: bool, style: int | None, left: str, right: str) -> Node:
    return Frac(r.argument(), r.argument(), bar, style, left, right)


def _genfrac(r: Reader) -> Node:
    left, right, thick, style = r.raw(), r.raw(), r.raw(), r.raw()
    names = commands()
    fences = [names[d[1:]][1] if d[:1] == "\\" and d[1:] in names else d[:1] for d in (left.strip(), right.strip())]
    level = int(style) if style.strip() in {"0", "1", "2", "3"} else None
    return Frac(r.argument(), r.argument(), re.match(r"\s*0(\.0*)?\s*(pt|em|ex|mm)?\s*$", thick) is None, level, *fences)


def _left(r: Reader) -> Node:
    start = r.offset - len("\\left")
    delimiters, parts = [r.delimiter()], []
    r.depth += 1
    while True:
        saved = r.font
        parts.append(r.row(()))
        r.font = saved
        token = r.peek()
        if token in {"\\middle", "\\right"}:
            r.take()
            delimiters.append(r.delimiter())
            if token == "\\right":
                break
        else:
            r.problem(start, "\\left without \\right")
            delimiters.append("")
            break
    r.depth -= 1
    return Fence(tuple(delimiters), tuple(parts))


def _stray(r: Reader, name: str) -> Node:
    start = r.offset - len(name)
    r.problem(start, f"{name} without \\left")
    return Sym(r.delimiter() or ".", CLOSE, "it")


def _big(r: Reader, size: int, kind: int) -> Node:
    char = r.delimiter()
    return Big(char, size, kind) if char else Row(())


def _operator(r: Reader, limits: bool | None) -> Node:
    text = r.raw()
    if re.fullmatch(r"[A-Za-z0-9 ~.\-]+", text):
        return Name(text.replace("~", " ").strip(), limits)
    return Function(r.inner(text, "rm"), limits)


def _overset(r: Reader, over: bool, kind: int | None = None) -> Node:
    small, base = r.argument(), r.argument()
    made = Stack(_alone(base), small if over else None, None if over else small)
    return made if kind is None else Kinded(made, kind)


def _alone(node: Node) -> Node:
    return node.items[0] if isinstance(node, Row) and len(node.items) == 1 else node


def _arrow(r: Reader, char: str) -> Node:
    under = r.optional()
    return Arrow(char, r.argument(), None if under is None else r.inner(under))


def _not(r: Reader) -> Node:
    body = r.argument()
    inner = _alone(body)
    if isinstance(inner, Sym):
        if inner.char in _NEGATED:
            return Sym(_NEGATED[inner.char], REL, inner.font)
        return Kinded(Strike(inner, "/"), inner.kind)
    return Strike(body, "/")


def _color(r: Reader, body: bool) -> Node:
    r.optional()
    r.raw()
    return r.argument() if body else Row(())


def _skip(r: Reader, count: int) -> Node:
    for _ in range(count):
        r.raw()
    return Row(())


def length(text: str) -> float:
    """A TeX length in em."""
    match = re.fullmatch(r"\s*([-+]?(?:\d+\.?\d*|\.\d+))\s*(em|ex|pt|mm|cm|in|mu|pc|bp|px)\s*", text)
    if match is None:
        return 0.0
    unit = {"em": 1.0, "ex": 0.45, "pt": 0.1, "mm": 0.2845, "cm": 2.845, "in": 7.227, "mu": 1 / 18, "pc": 1.2, "bp": 0.1, "px": 0.1}[match[2]]
    return max(-50.0, min(50.0, float(match[1]) * unit))


def _hspace(r: Reader) -> Node:
    return Space(length(r.raw()) * 18)


def _kern(r: Reader) -> Node:
    """\\mkern3mu, \\hskip 1em: a length without braces."""
    text = ""
    r.skip_blanks()
    while r.peek() and (re.fullmatch(r"[-+.\d\s]", r.peek()) or (r.peek().isalpha() and len(re.sub(r"[^a-z]", "", text)) < 2)):
        text += r.take()
    return Space(length(text) * 18)


def _mod(r: Reader, form: str) -> Node:
    if form == "b":
        return Kinded(Name("mod", False), 2)
    body = r.argument()
    mod: tuple[Node, ...] = (Row((Name("mod", False),)), Space(6.0), body) if form != "od" else (body,)
    if form == "":
        return Row((Space(12.0), *mod))
    return Row((Space(8.0), Sym("(", OPEN, "it"), *mod, Sym(")", CLOSE, "it")))


def _substack(r: Reader) -> Node:
    lines = re.split(r"\\\\(?:\[[^\]]*\])?", r.raw())
    return Table(tuple((r.inner(text),) for text in lines), "c", (), 2, 0.25, False)


def _text_box(r: Reader) -> Node:
    return Boxed(r.words(r.raw()))


def _fences(r: Reader, left: str, right: str) -> Node:
    return Fence((left, right), (r.argument(),))


def _plain_fences(r: Reader, left: str, right: str) -> Node:
    return Row((Sym(left, OPEN, "it"), r.argument(), Sym(right, CLOSE, "it")))


def _derivative(r: Reader, sign: str) -> Node:
    """\\dv{f}{x}, \\pdv[2]{f}{x}, \\dv{x}."""
    order = r.optional()
    first = r.argument()
    r.skip_blanks()
    below = r.argument() if r.peek() == "{" else None
    d: Node = Sym(sign, ORD, "rm" if sign == "d" else "it")
    power = None if order is None else r.inner(order)
    top = Scripts(d, power, None) if power is not None else d
    if below is None:
        below, first = first, Row(())
    return Frac(Row((top, first)), Row((d, Scripts(below, power, None) if power is not None else below)))


def _differential(r: Reader) -> Node:
    return Row((Space(3.0), Sym("d", ORD, "rm"), r.argument()))


def _braket(r: Reader, kind: str) -> Node:
    first = r.argument()
    r.skip_blanks()
    parts = [first] if kind != "braket" or r.peek() != "{" else [first, Sym("|", ORD, "it"), r.argument()]
    left, right = {"bra": ("⟨", "|"), "ket": ("|", "⟩")}.get(kind, ("⟨", "⟩"))
    return Row((Sym(left, OPEN, "it"), *parts, Sym(right, CLOSE, "it")))


def _prescript(r: Reader) -> Node:
    upper, lower, body = r.argument(), r.argument(), r.argument()
    return Row((Scripts(Phantom(body, wide=False), upper, lower), Space(-1.0), body))


def _sideset(r: Reader) -> Node:
    left, right, body = r.raw(), r.raw(), r.argument()
    return Kinded(Row((r.inner("{}" + left), body, r.inner("{}" + right))), OP)


def _chemistry(r: Reader) -> Node:
    from .chemistry import chemistry

    return chemistry(r)


def _siunitx(r: Reader, name: str) -> Node:
    from .units import siunitx

    return siunitx(r, name)


def _begin(r: Reader) -> Node:
    from .environments import environment

    return environment(r)


def _table() -> dict[str, Handler]:
    found: dict[str, Handler] = {
        "binom": partial(_fraction, bar=False, style=None, left="(", right=")"), "dbinom": partial(_fraction, bar=False, style=0, left="(", right=")"),
        "tbinom": partial(_fraction, bar=False, style=1, left="(", right=")"), "genfrac": _genfrac, "sfrac": lambda r: Row((r.argument(), Sym("/", ORD,
        "it"), r.argument())),
        "left": _left, "right": partial(_stray, name="\\right"), "middle": partial(_stray, name="\\middle"),
        "operatorname": partial(_operator, limits=False), "operatorname*": partial(_operator, limits=None),
        "overline": lambda r: Bar(r.argument(), False), "underline": lambda r: Bar(r.argument(), True), "widebar": lambda r: Bar(r.argument(), False),
        "overset": partial(_overset, over=True), "underset": partial(_overset, over=False), "stackrel": partial(_overset, over=True, kind=REL),
        "substack": _substack, "boxed": lambda r: Boxed(r.argument()), "fbox": _text_box, "framebox": _text_box, "not": _not,
        "cancel": lambda r: Strike(r.argument(), "/"), "bcancel": lambda r: Strike(r.argument(), "\\"), "xcancel": lambda r: Strike(r.argument(), "x"),
        "phantom": lambda r: Phantom(r.argument()), "hphantom": lambda r: Phantom(r.argument(), high=False), "vphantom": lambda r: Phantom(r.argument(),
        wide=False),
        "smash": lambda r: Phantom(_skip_optional(r), high=False, shown=True), "mathrlap": lambda r: Phantom(r.argument(), wide=False, shown=True),
        "rlap": lambda r: Phantom(r.argument(), wide=False, shown=True), "mathclap": lambda r: r.argument(), "mathstrut": lambda r: Phantom(Sym("(", OPEN,
        "it"), wide=False),
        "color": partial(_color, body=False), "textcolor": partial(_color, body=True), "colorbox": partial(_color, body=True),
        "hspace": _hspace, "hspace*": _hspace, "mspace": _hspace, "kern": _kern, "mkern": _kern, "hskip": _kern, "mskip": _kern,
        "label": partial(_skip, count=1), "tag": lambda r: Row((Space(36.0), Text(f"({r.raw()})"))), "require": partial(_skip, count=1),
        "vspace": partial(_skip, count=1),
        "pmod": partial(_mod, form="p"), "bmod": partial(_mod, form="b"), "mod": partial(_mod, form=""), "pod": partial(_mod, form="od"),
        "ensuremath": lambda r: r.argument(), "mathchoice": lambda r: (r.argument(), r.argument(), r.argument(), r.argument())[1],
        "dv": partial(_derivative, sign="d"), "pdv": partial(_derivative, sign="∂"), "dd": _differential, "odv": partial(_derivative, sign="d"),
        "abs": partial(_fences, left="|", right="|"), "norm": partial(_fences, left="‖", right="‖"), "floor": partial(_fences, left="⌊", right="⌋"),
        "ceil": partial(_fences, left="⌈", right="⌉"), "bra": partial(_braket, kind="bra"), "ket": partial(_braket, kind="ket"), "braket": partial(_braket,
        kind="braket"),
        "Set": partial(_fences, left="{", right="}"), "set": partial(_plain_fences, left="{", right="}"), "ev": partial(_plain_fences, left="⟨", right="⟩"),
        "vb": lambda r: r.argument("bf"), "va": lambda r: Accent("\u20d7", r.argument("bf")), "vu": lambda r: Accent("\u0302", r.argument("bf")),
        "vv": lambda r: Over("\u20d7", r.argument(), False), "prescript": _prescript, "sideset": _sideset,
        "ce": _chemistry, "cee": _chemistry, "cf": _chemistry, "begin": _begin,
    }  # fmt: skip
    for name in ("SI", "si", "qty", "unit", "ang", "num", "numrange", "SIrange", "qtyrange", "celsius", "degreeCelsius"):
        found[name] = partial(_siunitx, name=name)
    for name, char in _ARROWS.items():
        found[name] = partial(_arrow, char=char)
    for size, name in enumerate(("big", "Big", "bigg", "Bigg"), 1):
        for end, kind in (("", ORD), ("l", OPEN), ("r", CLOSE), ("m", REL)):
            found[name + end] = partial(_big, size=size, kind=kind)
    return found


def _skip_optional(r: Reader) -> Node:
    r.optional()
    return r.argument()


HANDLERS: Final = _table()
