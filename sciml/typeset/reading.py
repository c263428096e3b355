"""A tree of mathematics in words of Unicode: `a² + b²`, `μₖ = 0.25`, `CaCl₂`; for search, alternative text and JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from .engine import classes
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
    Op,
    Over,
    Phantom,
    Root,
    Row,
    Scripts,
    Space,
    Stack,
    Strike,
    Style,
    Sym,
    Table,
    Text,
)  # fmt: skip
from .symbols import BIN, OP, PUNCT, REL, SUBSCRIPTS, SUPERSCRIPTS, styled

__all__ = ["read_aloud"]

_UP: Final = {plain: small for small, plain in reversed(SUPERSCRIPTS.items())}
_DOWN: Final = {plain: small for small, plain in reversed(SUBSCRIPTS.items())}
_ROOTS: Final = {"2": "√", "3": "∛", "4": "∜"}
_LETTERS: Final = frozenset({"bb", "cal", "frak", "bcal"})


def read_aloud(node: Node) -> str:
    """The reading of a tree."""
    return _row(node).strip()


def _node(node: Node) -> str:
    return _READ[type(node)](node)


def _row(node: Any) -> str:
    items: tuple[Node, ...] = node.items if isinstance(node, Row) else (node,)
    out = ""
    last: Node | None = None
    for item, kind in zip(items, classes(items), strict=True):
        text = _node(item)
        if kind in {BIN, REL}:
            out = f"{out.rstrip()} {text} " if out.strip() else f"{text} "
        elif kind == PUNCT:
            out = f"{out.rstrip()}{text} " if text in ",;" else out + text
        else:
            if out and not out[-1].isspace() and text.strip() and (_parted(last, text) or (kind == OP and out[-1].isalnum())):
                out += " "
            out += text if out[-1:] != " " or text != " " else ""
        last = item.base if isinstance(item, Scripts) else item
    return out


def _parted(last: Node | None, text: str) -> bool:
    """Whether a blank must stand between what was read and this."""
    if isinstance(last, Op) or (isinstance(last, Name) and last.limits is not False):
        return True
    return isinstance(last, (Frac, Name)) and text[0].isalnum()


def _sym(node: Sym) -> str:
    return styled(node.char, node.font) if node.font in _LETTERS else {"∗": "*", "∘": "∘"}.get(node.char, node.char)


def _small(text: str, table: dict[str, str], mark: str) -> str:
    text = text.replace(" ", "") if all(char in table or char == " " for char in text) else text
    if text and all(char in table for char in text):
        return "".join(table[char] for char in text)
    return f"{mark}{text}" if len(text) <= 1 or (text.isalnum()) else f"{mark}({text})"


def _scripts(node: Scripts) -> str:
    out = _node(node.base)
    if isinstance(node.base, (Frac, Row)) and not _simple(out) and node.base != Row(()):
        out = f"({out})"
    lower = _row(node.lower).strip() if node.lower is not None else ""
    upper = _row(node.upper).strip() if node.upper is not None else ""
    if lower and upper and isinstance(node.base, Phantom):
        return _small(upper, _UP, "^") + _small(lower, _DOWN, "_")
    if lower:
        out += _small(lower, _DOWN, "_")
    if upper and set(upper) <= set("′″‴"):
        return out + upper
    if upper in {"∘", "°"}:
        return out + "°"
    return out + (_small(upper, _UP, "^") if upper else "")


def _simple(text: str) -> bool:
    return len(text) <= 1 or text.isalnum() or not any(char in text for char in " +−/=")


def _wrapped(text: str) -> str:
    return text if _simple(text) else f"({text})"


def _frac(node: Frac) -> str:
    top, bottom = _row(node.top).strip(), _row(node.bottom).strip()
    if not node.bar:
        return f"{node.left}{top} {bottom}{node.right}" if node.left else f"{top}, {bottom}"
    return f"{_wrapped(top)}/{_wrapped(bottom)}"


def _root(node: Root) -> str:
    body = _row(node.body).strip()
    index = _row(node.index).strip() if node.index is not None else "2"
    sign = _ROOTS.get(index) or f"{_small(index, _UP, '^')}√"
    return sign + _wrapped(body)


def _marked(node: Accent | Over) -> str:
    body = _row(node.body).strip()
    char = node.char
    if char in "⏞⏟⎴⎵⇒":
        return body
    if char in "⏜":
        return f"⌒{body}"
    return body + char


def _bar(node: Bar) -> str:
    body = _row(node.body).strip()
    return "".join(char + ("\u0332" if node.under else "\u0305") for char in body) if len(body) <= 3 else body


def _fence(node: Fence) -> str:
    out = node.delimiters[0]
    for part, delimiter in zip(node.parts, node.delimiters[1:], strict=False):
        out += _row(part).strip() + delimiter
    return out


def _stack(node: Stack) -> str:
    out = _node(node.base)
    for piece, mark in ((node.under, "_"), (node.over, "^")):
        text = _row(piece).strip() if piece is not None else ""
        out += f"{mark}({text})" if text else ""
    return out


def _arrow(node: Arrow) -> str:
    labels = [_row(piece).strip() for piece in (node.over, node.under) if piece is not None]
    words = ", ".join(label for label in labels if label)
    return f"{node.char}[{words}]" if words else node.char


def _table(node: Table) -> str:
    return "; ".join(", ".join(_row(cell).strip() for cell in row if cell != Row(())) for row in node.rows)


_READ: Final[dict[type[Node], Callable[[Any], str]]] = {
    Sym: _sym, Row: _row, Scripts: _scripts, Frac: _frac, Root: _root, Accent: _marked, Over: _marked, Bar: _bar, Fence: _fence, Stack: _stack,
    Arrow: _arrow, Table: _table,
    Big: lambda n: n.char, Op: lambda n: n.char, Name: lambda n: n.text, Function: lambda n: _row(n.body), Text: lambda n: n.text.replace("\u00a0", " "),
    Space: lambda n: " " if n.mu >= 2.5 else "", Style: lambda n: "", Boxed: lambda n: _row(n.body), Strike: lambda n: _row(n.body),
    Phantom: lambda n: _row(n.body) if n.shown else "", Kinded: lambda n: _row(n.body),
}  # fmt: skip
