"""Mathematics as a tree: what the TeX reader finds, what is set and what is read aloud."""

from __future__ import annotations

from ..grammar.record import Record

__all__ = [
    "Accent", "Arrow", "Bar", "Big", "Boxed", "Fence", "Frac", "Function", "Kinded", "Name", "Node", "Op", "Over", "Phantom", "Problem", "Root", "Row",
    "Scripts",
    "Space", "Stack", "Strike", "Style", "Sym", "Table", "Text",
]  # fmt: skip


class Problem(Record):
    """Something in the TeX that could not be understood: offsets into it, one sentence."""

    start: int
    end: int
    message: str


class Node(Record):
    """Anything that can stand in a row."""


class Sym(Node):
    """One character. kind: its spacing class; font: one of the mathematical alphabets."""

    char: str
    kind: int
    font: str


class Row(Node):
    """Things side by side; itself an ordinary thing."""

    items: tuple[Node, ...]


class Scripts(Node):
    base: Node
    upper: Node | None
    lower: Node | None


class Frac(Node):
    """bar: whether a line is drawn; style: the style it forces, or None; left, right: fences, "" for none."""

    top: Node
    bottom: Node
    bar: bool = True
    style: int | None = None
    left: str = ""
    right: str = ""


class Root(Node):
    body: Node
    index: Node | None


class Accent(Node):
    """A sign over (or under) its body; wide: as wide as the body allows, under: below."""

    char: str
    body: Node
    wide: bool = False
    under: bool = False


class Over(Node):
    """A sign drawn as long as its body, outside it: braces, long arrows, arcs."""

    char: str
    body: Node
    under: bool


class Bar(Node):
    """A line over or under the whole body."""

    body: Node
    under: bool


class Fence(Node):
    """\\left ... \\middle ... \\right: one delimiter more than parts; "" is none."""

    delimiters: tuple[str, ...]
    parts: tuple[Node, ...]


class Big(Node):
    """A delimiter of a fixed size, 1 to 4."""

    char: str
    size: int
    kind: int


class Op(Node):
    """A large operator. limits: True above and below, False at the side, None by style."""

    char: str
    limits: bool | None


class Name(Node):
    """A named function. limits as in Op; False where scripts never go above and below."""

    text: str
    limits: bool | None
    font: str = "rm"


class Function(Node):
    """A row that takes limits like a large operator."""

    body: Node
    limits: bool | None


class Text(Node):
    """Plain text inside mathematics."""

    text: str
    bold: bool = False
    italic: bool = False


class Space(Node):
    """mu: eighteenths of an em."""

    mu: float


class Style(Node):
    """From here on: 0 display, 1 text, 2 script, 3 script of script."""

    level: int


class Table(Node):
    """rows of cells; columns: a letter l c r a column, | for a line; lines: numbers of the rows above which a line stands.

    gaps: width between columns in em, by turns; skip: extra leading in em; style: of the cells; strut: rows as high as text lines.
    """

    rows: tuple[tuple[Node, ...], ...]
    columns: str
    gaps: tuple[float, ...]
    style: int = 1
    skip: float = 0.0
    strut: bool = True
    lines: tuple[int, ...] = ()
    extra: tuple[float, ...] = ()


class Stack(Node):
    """Small things above and below a base, which keeps its class."""

    base: Node
    over: Node | None
    under: Node | None


class Arrow(Node):
    """An arrow as long as what stands above and below it."""

    char: str
    over: Node | None
    under: Node | None


class Boxed(Node):
    body: Node


class Strike(Node):
    """A line through the body: / \\ or x."""

    body: Node
    way: str


class Phantom(Node):
    """The body's room (width, height) with or without its ink."""

    body: Node
    wide: bool = True
    high: bool = True
    shown: bool = False


class Kinded(Node):
    """The body with another spacing class."""

    body: Node
    kind: int
