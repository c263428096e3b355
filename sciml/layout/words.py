"""Set text: lines one below the other as one box, and the marks of it at a place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import cos, radians, sin

from ..grammar.record import Record
from ..ink import Words
from ..scene import WHOLE, Glyph, Path, TextMark
from ..typeset import Box, Run, line
from ..typeset.breaking import unbroken

__all__ = ["Setting", "box_marks", "evenly", "moved_box", "plain", "set_lines", "split", "text_marks", "turned", "turned_marks", "wrapped"]


class Setting(Record):
    """Lines with their places: (box, x of its origin, y of its baseline), from the top left corner of all ink. width, height: of the ink.

    turn: degrees counter-clockwise, about the middle of the ink; width and height are those of the turned ink, flat those of the unturned."""

    width: float
    height: float
    lines: tuple[tuple[Box, float, float], ...]
    text: str
    turn: float = 0.0
    flat: tuple[float, float] = (0.0, 0.0)


def split(words: Words) -> list[Words]:
    """The lines of a text."""
    if not [run for run in words if "\n" in run.text]:
        return [tuple(words)]
    lines: list[list[Run]] = [[]]
    for run in words:
        if run.math or "\n" not in run.text:
            lines[-1].append(run)
            continue
        for k, piece in enumerate(run.text.split("\n")):
            if k:
                lines.append([])
            if piece:
                lines[-1].append(Run(piece, False, run.bold, run.italic))
    return [tuple(one) for one in lines]


def set_lines(lines: Sequence[Words], size: float, align: str = "center", leading: float = 1.22) -> Setting:
    """The lines set and aligned; the box is that of the ink."""
    if len(lines) == 1:
        box = line(lines[0], size)
        left, top, right, bottom = box.ink
        return Setting(right - left, bottom - top, ((box, -left, -top),), box.text)
    boxes = [line(words, size) if words else line((Run(" "),), size) for words in lines]
    width = max([box.ink[2] - box.ink[0] for box in boxes])
    placed = []
    baseline = -boxes[0].ink[1]
    for k, box in enumerate(boxes):
        if k:
            under = boxes[k - 1]
            baseline += max(size * leading, under.descent + box.ascent + size * (leading - 1))
        slack = width - (box.ink[2] - box.ink[0])
        x = -box.ink[0] + (slack / 2 if align == "center" else slack if align == "right" else 0.0)
        placed.append((box, x, baseline))
    return Setting(width, baseline + boxes[-1].ink[3], tuple(placed), " ".join([box.text for box in boxes]))


def turned(setting: Setting, degrees: float) -> Setting:
    """The same lines turned about their middle."""
    if not degrees:
        return setting
    w, h = setting.width, setting.height
    c, s = abs(cos(radians(degrees))), abs(sin(radians(degrees)))
    return Setting(w * c + h * s, w * s + h * c, setting.lines, setting.text, degrees, (w, h))


def turned_marks(marks: Iterable[TextMark], degrees: float, x: float, y: float) -> list[TextMark]:
    """Set text turned counter-clockwise about a place of the page."""
    c, s = round(cos(radians(degrees)), 12), round(sin(radians(degrees)), 12)

    def at(px: float, py: float) -> tuple[float, float]:
        dx, dy = px - x, py - y
        return round(x + c * dx + s * dy, 3), round(y - s * dx + c * dy, 3)

    out = []
    for mark in marks:
        right, down = mark.x, mark.y
        glyphs = tuple([Glyph(g.font, g.id, *at(g.x + right, g.y + down), g.size, g.angle + degrees) for g in mark.glyphs])
        rules = tuple(
            [Path(r.ops, tuple([v for k in range(0, len(r.points), 2) for v in at(r.points[k] + right, r.points[k + 1] + down)])) for r in mark.rules]
        )
        left, top, right, bottom = mark.box
        corners = [at(px, py) for px in (left, right) for py in (top, bottom)]
        xs, ys = [p[0] for p in corners], [p[1] for p in corners]
        out.append(TextMark(mark.text, glyphs, (min(xs), min(ys), max(xs), max(ys)), mark.color, rules))
    return out


def box_marks(box: Box, left: float, baseline: float, color: str, turn: float = 0.0, about: tuple[float, float] = (0.0, 0.0)) -> TextMark:
    """One set line from (left, baseline) on, turned about a place."""
    mark = _laid(box, round(left, 3), round(baseline, 3), color)
    return turned_marks((mark,), turn, *about)[0] if turn else mark


def _laid(box: Box, x: float, y: float, color: str) -> TextMark:
    """A set line from (x, y) on, with the glyphs and rules of its box."""
    return TextMark(box.text, box.glyphs, moved_box(box.ink, x, y), color, box.rules, x, y)


def moved_box(box: tuple[float, float, float, float], dx: float, dy: float) -> tuple[float, float, float, float]:
    """A rectangle elsewhere, on the grid."""
    left, top, right, bottom = box
    return (
        ((left + dx) * 1000 + WHOLE - WHOLE) / 1000,
        ((top + dy) * 1000 + WHOLE - WHOLE) / 1000,
        ((right + dx) * 1000 + WHOLE - WHOLE) / 1000,
        ((bottom + dy) * 1000 + WHOLE - WHOLE) / 1000,
    )


def text_marks(setting: Setting, left: float, top: float, color: str) -> list[TextMark]:
    """The marks of a setting whose ink begins at (left, top)."""
    if setting.turn:
        x, y = left + setting.width / 2, top + setting.height / 2
        w, h = setting.flat
        flat = Setting(w, h, setting.lines, setting.text)
        return turned_marks(_lines(flat, x - w / 2, y - h / 2, color), setting.turn, x, y)
    return _lines(setting, left, top, color)


def _lines(setting: Setting, left: float, top: float, color: str) -> list[TextMark]:
    return [_laid(box, round(left + dx, 3), round(top + dy, 3), color) for box, dx, dy in setting.lines if box.glyphs or box.rules]


def plain(words: Iterable[Run]) -> str:
    """How words read, in Unicode."""
    runs = tuple(words)
    if any([run.math for run in runs]):
        return line(runs, 10.0).text
    return "".join([run.text for run in runs])


SURELY = 0.8
"""of a width: a text that takes no more of it is one line, however its pieces are added up"""


def wrapped(words: Words, size: float, width: float) -> list[Words]:
    """Lines no wider than `width`, broken at blanks (in CJK text between characters); a piece that cannot be broken stands out."""
    lines: list[Words] = []
    for paragraph in split(words):
        if paragraph and line(paragraph, size).width <= SURELY * width:
            lines.append(_joined([run for run in paragraph if run.text or run.math]))
            continue
        current: list[Run] = []
        used = 0.0
        for piece in _pieces(paragraph):
            advance = line((piece,), size).width
            if current and used + advance > width:
                bare = piece.text.rstrip()
                if bare and bare[0] not in CLOSING and used + line((Run(bare, piece.math, piece.bold, piece.italic),), size).width > width:
                    lines.append(_joined(current))
                    current, used = [], 0.0
            current.append(piece)
            used += advance
        lines.append(_joined(current))
    return lines


def evenly(words: Words, size: float, width: float) -> list[Words]:
    """As many lines as `wrapped` makes, of nearly the same length."""
    lines = wrapped(words, size, width)
    low, high = width / max(len(lines), 1), width
    while len(lines) > 1 and high - low > size / 2:
        middle = (low + high) / 2
        tried = wrapped(words, size, middle)
        if len(tried) > len(lines) or any(line(one, size).width > middle for one in tried):
            low = middle
        else:
            high, lines = middle, tried
    return lines


CLOSING = frozenset(",.;:?!)]}，。、；：？！）》」』")
"""What may not begin a line."""


def _wide(char: str) -> bool:
    return "\u2e80" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\uff00" <= char <= "\uffef"


def _pieces(words: Words) -> list[Run]:
    """Unbreakable pieces, a blank at the end of those that it follows."""
    pieces: list[Run] = []
    for run in words:
        if run.math:
            pieces.append(run)
            continue
        if run.text.isascii():
            *parts, last = run.text.split(" ")
            cut = [f"{word} " for word in parts] + ([last] if last else [])
            pieces += [Run(word, False, run.bold, run.italic) for word in unbroken(cut, run.text)]
            continue
        word = ""
        cut = []
        for k, char in enumerate(run.text):
            word += char
            follows = run.text[k + 1 : k + 2]
            if char == " " or (_wide(char) and follows not in CLOSING):
                cut.append(word)
                word = ""
        pieces += [Run(part, False, run.bold, run.italic) for part in unbroken([*cut, word] if word else cut, run.text)]
    return pieces


def _joined(pieces: Sequence[Run]) -> Words:
    """Neighbours of one style as one run, without blanks at the end."""
    runs: list[Run] = []
    for piece in pieces:
        if runs and not piece.math and not runs[-1].math and (runs[-1].bold, runs[-1].italic) == (piece.bold, piece.italic):
            runs[-1] = Run(runs[-1].text + piece.text, False, piece.bold, piece.italic)
        else:
            runs.append(piece)
    if runs and not runs[-1].math:
        runs[-1] = Run(runs[-1].text.rstrip(), False, runs[-1].bold, runs[-1].italic)
    return tuple(runs)
