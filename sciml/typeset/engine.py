"""Sets a tree of mathematics: TeX's rules (The TeXbook, appendix G) with the constants of the OpenType MATH table.

A `level` is 0 display, 1 text, 2 script, 3 script of script; `cramped` lowers superscripts (under roots and bars, in denominators).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from .face import NO_ACCENT
from .maths import SCALES, Piece, maths
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
from .symbols import BIN, CLOSE, INNER, NONE, OP, OPEN, ORD, PUNCT, REL

__all__ = ["classes", "kind_of", "set_math", "set_node"]

_SPACING: Final = (
    # ord op bin rel open close punct inner; 1 thin 2 medium 3 thick, negative: not in scripts
    (0, 1, -2, -3, 0, 0, 0, -1),
    (1, 1, 0, -3, 0, 0, 0, -1),
    (-2, -2, 0, 0, -2, 0, 0, -2),
    (-3, -3, 0, 0, -3, 0, 0, -3),
    (0, 0, 0, 0, 0, 0, 0, 0),
    (0, 1, -2, -3, 0, 0, 0, -1),
    (-1, -1, 0, -1, -1, -1, -1, -1),
    (-1, 1, -2, -3, -1, 0, -1, -1),
)
_MU: Final = 1000 / 18
_WIDTHS: Final = (0.0, 3 * _MU, 4 * _MU, 5 * _MU)
_NULL: Final = 120.0
"""Room beside a fraction: TeX's \\nulldelimiterspace at 10 pt."""

_RAISE: Final = 0.64
"""Where the index of a root stands, of the height of its sign: the font's own 0.55 lets it touch the smallest sign."""
_PAIRS: Final = {"⇌": "⇀↽", "⇋": "↼⇁", "⇄": "→←"}
_UNARY: Final = frozenset({NONE, BIN, OP, REL, OPEN, PUNCT})
_KERNED: Final = frozenset({"rm", "ti", "bf", "sf"})
_KINDS: Final[dict[type[Node], int]] = {Op: OP, Name: OP, Function: OP, Fence: INNER, Arrow: REL, Over: OP, Space: NONE, Style: NONE}


def kind_of(node: Node) -> int:
    """The spacing class of a node."""
    if isinstance(node, (Sym, Kinded, Big)):
        return node.kind
    if isinstance(node, (Scripts, Stack)):
        return ORD if isinstance(node.base, Row) else kind_of(node.base)
    return _KINDS.get(type(node), ORD)


def set_math(node: Node, level: int = 1) -> Piece:
    """The piece of a whole formula."""
    return _row(node, level, False)


def set_node(node: Node, level: int, cramped: bool) -> Piece:
    """The piece of any node."""
    return _SET[type(node)](node, level, cramped)


# ---------------------------------------------------------------- rows


def classes(items: tuple[Node, ...]) -> list[int]:
    """The class of each, binary signs without two sides made ordinary."""
    found: list[int] = []
    last, where = NONE, -1
    for i, node in enumerate(items):
        kind = kind_of(node)
        if kind == BIN and last in _UNARY:
            kind = ORD
        elif kind in {REL, CLOSE, PUNCT} and last == BIN:
            found[where] = ORD
        found.append(kind)
        if kind != NONE:
            last, where = kind, i
    if last == BIN:
        found[where] = ORD
    return found


def _row(node: Any, level: int, cramped: bool) -> Piece:
    items: tuple[Node, ...] = node.items if type(node) is Row else (node,)
    if len(items) == 1 and type(items[0]) is Sym:
        return _whole(_sym(items[0], level, cramped))
    out = Piece()
    x, last, letter = 0.0, NONE, None
    for item, kind in zip(items, classes(items), strict=True):
        if type(item) is Style:
            level = item.level
            continue
        if type(item) is Space:
            x += item.mu * _MU * SCALES[level]
            letter = None
            continue
        piece = _SET[type(item)](item, level, cramped)
        if last != NONE:
            space = _SPACING[last][kind]
            if space > 0 or (space < 0 and level < 2):
                x += _WIDTHS[abs(space)] * SCALES[level]
        upright = item.font if type(item) is Sym and kind == ORD and item.font in _KERNED and piece.char >= 0 else ""
        if upright and letter is not None and letter[0] == upright:
            x += maths().kern(letter[1], piece, level)
        out.add(piece, x, 0.0)
        x += piece.w + (piece.ic if type(item) is Sym else 0.0)
        letter = (upright, piece) if upright else None
        last = kind
    out.w = x
    return out


def _whole(piece: Piece) -> Piece:
    """A lone character with its italics correction as part of its width."""
    if not piece.ic:
        return piece
    out = Piece(piece.w + piece.ic, piece.h, piece.d, 0.0, piece.char)
    out.put(piece, 0.0, 0.0)
    return out


def _sym(node: Sym, level: int, cramped: bool) -> Piece:
    return maths().char(node.char, node.font, level)


def _text(node: Text, level: int, cramped: bool) -> Piece:
    return maths().words(node.text, node.bold, node.italic, level)


def _space(node: Space, level: int, cramped: bool) -> Piece:
    return Piece(node.mu * _MU * SCALES[level])


def _style(node: Style, level: int, cramped: bool) -> Piece:
    return Piece()


def _name(node: Name, level: int, cramped: bool) -> Piece:
    return _word(node.text, node.font, level)


def _word(text: str, font: str, level: int) -> Piece:
    """A word in letters of the mathematics font, kerned."""
    font_, out, x = maths(), Piece(), 0.0
    last: Piece | None = None
    for char in text:
        if char == " ":
            x, last = x + 3 * _MU * SCALES[level], None
            continue
        piece = font_.char(char, font, level)
        if last is not None:
            x += font_.kern(last, piece, level)
        out.add(piece, x, 0.0)
        x, last = x + piece.w, piece
    out.w = x
    return out


def _function(node: Function, level: int, cramped: bool) -> Piece:
    return _row(node.body, level, cramped)


def _kinded(node: Kinded, level: int, cramped: bool) -> Piece:
    return _row(node.body, level, cramped)


def _big(node: Big, level: int, cramped: bool) -> Piece:
    return _centred(maths().tall(node.char, (0.0, 1100.0, 1500.0, 2100.0, 2700.0)[node.size], 1), level)


def _centred(piece: Piece, level: int) -> Piece:
    """Moved so that its middle lies on the axis."""
    move = maths().axis * SCALES[level] - (piece.h - piece.d) / 2
    out = Piece(piece.w, piece.h + move, piece.d - move, piece.ic)
    out.put(piece, 0.0, move)
    return out


def _op(node: Op, level: int, cramped: bool) -> Piece:
    font = maths()
    least = font.constants["DisplayOperatorMinHeight"] if level == 0 else 0
    return _centred(font.tall(node.char, least * SCALES[level], level, True), level)


# ---------------------------------------------------------------- scripts


def _over_and_under(node: Node, level: int) -> bool:
    """Whether the scripts of a base stand above and below it."""
    if isinstance(node, Over):
        return True
    if isinstance(node, (Op, Name, Function)):
        return level == 0 if node.limits is None else node.limits
    return False


def _scripts(node: Scripts, level: int, cramped: bool) -> Piece:
    base_node = node.base
    if type(base_node) is Row and len(base_node.items) == 1:
        base_node = base_node.items[0]
    base = _SET[type(base_node)](base_node, level, cramped)
    small = max(2, min(3, level + 1))
    upper = _row(node.upper, small, cramped) if node.upper is not None else None
    lower = _row(node.lower, small, True) if node.lower is not None else None
    if _over_and_under(base_node, level):
        return _limits(base, upper, lower, level)
    k = SCALES[level]
    operator = isinstance(base_node, Op)
    single = base.char >= 0 or isinstance(base_node, (Name, Text)) or _accented_letter(base_node)
    u, v = _shifts(base, upper, lower, (k, cramped, single))
    width = base.w - base.ic if operator else base.w
    out = Piece(base.w, base.h, base.d, char=-1)
    out.put(base, 0.0, 0.0)
    if upper is not None:
        at = base.w if operator else base.w + base.ic
        at += _cut(base, upper, k, (0, 2), u)
        out.add(upper, at, u)
        out.w = max(out.w, at + upper.w)
    if lower is not None:
        at = width + _cut(base, lower, k, (1, 3), -v)
        out.add(lower, at, -v)
        out.w = max(out.w, at + lower.w) if upper is not None or not operator else max(width, at + lower.w)
    out.w += maths().constants["SpaceAfterScript"] * k
    return out


def _accented_letter(node: Node) -> bool:
    """Whether scripts stand as on the letter itself, under the accent."""
    if not isinstance(node, Accent) or node.wide:
        return False
    body = node.body
    return isinstance(body, Sym) or (isinstance(body, Row) and len(body.items) == 1 and isinstance(body.items[0], Sym))


def _shifts(base: Piece, upper: Piece | None, lower: Piece | None, how: tuple[float, bool, bool]) -> tuple[float, float]:
    """How far the superscript goes up and the subscript down; how: scale, cramped, whether the base is one character."""
    k, cramped, single = how
    c = maths().constants
    u = c["SuperscriptShiftUpCramped" if cramped else "SuperscriptShiftUp"] * k
    v = c["SubscriptShiftDown"] * k
    if not single:
        u = max(u, base.h - c["SuperscriptBaselineDropMax"] * k)
        v = max(v, base.d + c["SubscriptBaselineDropMin"] * k)
    if upper is not None:
        u = max(u, upper.d + c["SuperscriptBottomMin"] * k)
    if lower is not None:
        v = max(v, lower.h - c["SubscriptTopMax"] * k)
    if upper is not None and lower is not None:
        gap = (u - upper.d) - (lower.h - v)
        least = c["SubSuperscriptGapMin"] * k
        if gap < least:
            rise = min(least - gap, max(0.0, c["SuperscriptBottomMaxWithSubscript"] * k - (u - upper.d)))
            u += rise
            v += least - gap - rise
    return u, v


CUT = -150.0
"""The most that a script moves in under its base: by more, P_1 meets the foot of the P."""


def _cut(base: Piece, script: Piece, k: float, corners: tuple[int, int], shift: float) -> float:
    """Kerning of a script into the corner of its base: the larger of the kerns where the two meet above and below."""
    if base.char < 0:
        return 0.0
    font = maths()
    inner = k * 0.7 if k == 1.0 else 0.55
    heights = (base.h / k, (shift - script.d) / k) if corners[0] == 0 else (-base.d / k, (shift + script.h) / k)
    found = []
    for height in heights:
        kern = font.corner(base.char, corners[0], height) * k
        if script.char >= 0:
            kern += font.corner(script.char, corners[1], (height * k - shift) / inner) * inner
        found.append(kern)
    return max(*found, CUT * k)


def _limits(base: Piece, upper: Piece | None, lower: Piece | None, level: int) -> Piece:
    """Scripts above and below, leaning with the base."""
    k = SCALES[level]
    c = maths().constants
    lean = base.ic / 2
    width = max([base.w] + [piece.w for piece in (upper, lower) if piece is not None])
    out = Piece(width, base.h, base.d)
    out.put(base, (width - base.w) / 2, 0.0)
    if upper is not None:
        rise = base.h + max(c["UpperLimitGapMin"] * k + upper.d, c["UpperLimitBaselineRiseMin"] * k)
        out.add(upper, (width - upper.w) / 2 + lean, rise)
    if lower is not None:
        drop = base.d + max(c["LowerLimitGapMin"] * k + lower.h, c["LowerLimitBaselineDropMin"] * k)
        out.add(lower, (width - lower.w) / 2 - lean, -drop)
    return out


# ---------------------------------------------------------------- fractions and roots


def _frac(node: Frac, level: int, cramped: bool) -> Piece:
    level = level if node.style is None else node.style
    small = min(3, level + 1)
    top, bottom = _row(node.top, small, cramped), _row(node.bottom, small, True)
    k = SCALES[level]
    font = maths()
    c, axis = font.constants, font.axis * k
    width = max(top.w, bottom.w)
    if node.bar:
        style = "DisplayStyle" if level == 0 else ""
        u, v = c[f"FractionNumerator{style}ShiftUp"] * k, c[f"FractionDenominator{style}ShiftDown"] * k
        thick = c["FractionRuleThickness"] * k
        u = max(u, axis + thick / 2 + c["FractionNumDisplayStyleGapMin" if level == 0 else "FractionNumeratorGapMin"] * k + top.d)
        v = max(v, bottom.h - axis + thick / 2 + c["FractionDenomDisplayStyleGapMin" if level == 0 else "FractionDenominatorGapMin"] * k)
    else:
        style = "DisplayStyle" if level == 0 else ""
        u, v, thick = c[f"StackTop{style}ShiftUp"] * k, c[f"StackBottom{style}ShiftDown"] * k, 0.0
        short = c[f"Stack{style}GapMin"] * k - (u - top.d + v - bottom.h)
        if short > 0:
            u, v = u + short / 2, v + short / 2
    body = Piece(width)
    body.add(top, (width - top.w) / 2, u)
    body.add(bottom, (width - bottom.w) / 2, -v)
    if thick:
        body.bar(0.0, axis - thick / 2, width, axis + thick / 2)
    if node.left or node.right:
        size = 2 * max(body.h - axis, body.d + axis)
        size = max(size * 0.901, (2390.0 if level == 0 else 1010.0) * k)
        return _fenced([_delimiter(node.left, size, level), body, _delimiter(node.right, size, level)])
    out = Piece(width + 2 * _NULL * k, body.h, body.d)
    out.put(body, _NULL * k, 0.0)
    return out


def _root(node: Root, level: int, cramped: bool) -> Piece:
    font, k = maths(), SCALES[level]
    c = font.constants
    body = _row(node.body, level, True)
    thick = c["RadicalRuleThickness"] * k
    gap = c["RadicalDisplayStyleVerticalGap" if level == 0 else "RadicalVerticalGap"] * k
    high, deep = max(body.h, 0.0), max(body.d, 0.0)
    need = high + deep + gap + thick
    sign = font.tall("√", need, level)
    gap += max(0.0, (sign.h + sign.d - need) / 2)
    top = high + gap + thick
    move = top - sign.h
    out = Piece(0.0, top + c["RadicalExtraAscender"] * k, max(body.d, sign.d - move))
    x = 0.0
    if node.index is not None:
        index = _row(node.index, 3, True)
        bottom = move - sign.d
        raised = bottom + _RAISE * (sign.h + sign.d) + index.d
        start = max(0.0, c["RadicalKernBeforeDegree"] * k)
        x = max(0.0, start + index.w + c["RadicalKernAfterDegree"] * k)
        out.add(index, x - c["RadicalKernAfterDegree"] * k - index.w, raised)
    out.put(sign, x, move)
    x += sign.w
    out.bar(x, top - thick, x + body.w, top)
    out.put(body, x, 0.0)
    out.w = x + body.w
    return out


# ---------------------------------------------------------------- accents and bars


def _accent(node: Accent, level: int, cramped: bool) -> Piece:
    font, k = maths(), SCALES[level]
    inner = node.body
    while type(inner) is Row and len(inner.items) == 1:
        inner = inner.items[0]
    base = _SET[type(inner)](inner, level, True)
    dotless = font.dotless.get(base.char)
    if dotless is not None and not node.under:
        base = font.glyph(dotless, k)
    scale_char = base.char if base.char >= 0 else -1
    if node.wide:
        sign = font.long(node.char, base.w, level, fit=True)
        hook = sign.w / 2
    else:
        g = font.face.cmap[ord(node.char)]
        if base.h > font.constants["FlattenedAccentBaseHeight"] * k and g in font.flat:
            g = font.flat[g]
        sign = font.glyph(g, k)
        attach = font.accents[g]
        hook = (attach if attach != NO_ACCENT else (font.face.left[g] + font.face.right[g]) / 2) * k
    at = font.accents[scale_char] * k if scale_char >= 0 and font.accents[scale_char] != NO_ACCENT else (base.w + base.ic) / 2
    out = Piece(base.w, base.h, base.d, base.ic)
    out.put(base, 0.0, 0.0)
    rise = base.h - min(base.h, font.constants["AccentBaseHeight"] * k)
    if node.under:
        rise = -base.d - sign.h - 100 * k
    out.add(sign, at - hook, rise)
    if not node.wide:  # a superscript stands clear of the accent
        font_, g = sign.glyphs[0][:2]
        out.ic = max(out.ic, at - hook + font_.right[g] * k - base.w)
    return out


def _over(node: Over, level: int, cramped: bool) -> Piece:
    font, k = maths(), SCALES[level]
    body = _row(node.body, level, cramped)
    sign = font.long(node.char, max(body.w, 350 * k), level)
    width = max(body.w, sign.w)
    out = Piece(width, body.h, body.d)
    out.put(body, (width - body.w) / 2, 0.0)
    gap = (70.0 if node.char in "\u20d7\u20d6\u20e1\u20d0\u20d1" else 90.0) * k
    out.add(sign, (width - sign.w) / 2, -body.d - gap - sign.h if node.under else body.h + gap + sign.d)
    return out


def _bar(node: Bar, level: int, cramped: bool) -> Piece:
    k, c = SCALES[level], maths().constants
    body = _row(node.body, level, cramped or not node.under)
    gap, thick = c["OverbarVerticalGap"] * k * 0.7, c["OverbarRuleThickness"] * k
    out = Piece(body.w, body.h, body.d)
    out.put(body, 0.0, 0.0)
    if node.under:
        out.bar(0.0, -body.d - gap - thick, out.w, -body.d - gap)
        out.d += gap + 2 * thick
    else:
        out.bar(0.0, body.h + gap, out.w, body.h + gap + thick)
        out.h += gap + 2 * thick
    return out


# ---------------------------------------------------------------- fences, stacks, arrows


def _delimiter(char: str, size: float, level: int) -> Piece:
    if not char:
        return Piece(_NULL * SCALES[level])
    return _centred(maths().tall(char, size, level), level)


def _fenced(pieces: list[Piece]) -> Piece:
    out = Piece()
    for piece in pieces:
        out.add(piece, out.w, 0.0)
        out.w += piece.w
    return out


def _fence(node: Fence, level: int, cramped: bool) -> Piece:
    axis = maths().axis * SCALES[level]
    parts = [_row(part, level, cramped) for part in node.parts]
    half = max([max(part.h - axis, part.d + axis) for part in parts] + [0.0])
    size = max(2 * half * 0.901, 2 * half - 500 * SCALES[level])
    pieces: list[Piece] = []
    for i, char in enumerate(node.delimiters):
        pieces.append(_delimiter(char, size, level))
        if i < len(parts):
            pieces.append(parts[i])
    return _fenced(pieces)


def _stack(node: Stack, level: int, cramped: bool) -> Piece:
    small = max(2, min(3, level + 1))
    base = _row(node.base, level, cramped)
    over = _row(node.over, small, cramped) if node.over is not None else None
    under = _row(node.under, small, True) if node.under is not None else None
    plain = Piece(base.w, base.h, base.d)
    plain.put(base, 0.0, 0.0)
    return _limits(plain, over, under, level)


def _arrow(node: Arrow, level: int, cramped: bool) -> Piece:
    font, k = maths(), SCALES[level]
    small = max(2, min(3, level + 1))
    over = _row(node.over, small, cramped) if node.over is not None else Piece()
    under = _row(node.under, small, True) if node.under is not None else Piece()
    label = max(over.w, under.w)
    length = max(label + 700 * k if label else 0.0, 1300 * k)
    sign = font.long(node.char, length, level) if node.char not in _PAIRS else _pair(_PAIRS[node.char], length, level)
    out = Piece(sign.w, sign.h, sign.d)
    out.put(sign, 0.0, 0.0)
    gap = 110 * k
    if over.w:
        out.add(over, (sign.w - over.w) / 2, sign.h + gap + max(0.0, over.d))
    if under.w:
        out.add(under, (sign.w - under.w) / 2, -sign.d - gap - under.h)
    return out


def _pair(chars: str, length: float, level: int) -> Piece:
    """Two arrows one above the other, as for an equilibrium."""
    out, apart = Piece(), (215.0 if chars == "→←" else 95.0) * SCALES[level]
    for char, move in zip(chars, (apart, -apart), strict=True):
        sign = maths().long(char, length, level)
        out.add(sign, 0.0, move)
        out.w = max(out.w, sign.w)
    return out


def _boxed(node: Boxed, level: int, cramped: bool) -> Piece:
    body = _row(node.body, 0 if level < 2 else level, cramped)
    room, thick = 300.0 * SCALES[level], 40.0 * SCALES[level]
    w, h, d = body.w + 2 * room, body.h + room, body.d + room
    out = Piece(w, h, d)
    out.put(body, room, 0.0)
    out.bar(0.0, h - thick, w, h)
    out.bar(0.0, -d, w, thick - d)
    out.bar(0.0, thick - d, thick, h - thick)
    out.bar(w - thick, thick - d, w, h - thick)
    return out


def _strike(node: Strike, level: int, cramped: bool) -> Piece:
    body = _row(node.body, level, cramped)
    out = Piece(body.w, body.h, body.d, 0.0, body.char)
    out.put(body, 0.0, 0.0)
    t, left, right, low, high = 22.0 * SCALES[level], -60.0, body.w + 60.0, -body.d - 60.0, body.h + 60.0
    if node.way in "/x":
        out.rules.append((left, low + t, left, low - t, right, high - t, right, high + t))
    if node.way in "\\x":
        out.rules.append((left, high + t, left, high - t, right, low - t, right, low + t))
    return out


def _phantom(node: Phantom, level: int, cramped: bool) -> Piece:
    body = _row(node.body, level, cramped)
    out = Piece(body.w if node.wide else 0.0, body.h if node.high else 0.0, body.d if node.high else 0.0)
    if node.shown:
        out.put(body, 0.0, 0.0)
    return out


def _table(node: Table, level: int, cramped: bool) -> Piece:
    from .tables import set_table  # most labels hold none

    return set_table(node, level)


_SET: Final[dict[type[Node], Callable[[Any, int, bool], Piece]]] = {
    Sym: _sym, Row: _row, Scripts: _scripts, Frac: _frac, Root: _root, Accent: _accent, Over: _over, Bar: _bar, Fence: _fence, Big: _big, Op: _op,
    Name: _name, Function: _function, Text: _text, Table: _table, Stack: _stack, Arrow: _arrow, Boxed: _boxed, Strike: _strike, Phantom: _phantom,
    Kinded: _kinded, Space: _space, Style: _style,
}  # fmt: skip
