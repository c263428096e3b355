"""What stands outside the drawing: the box of givens, titles, captions, notes, options, equations, legend."""

from __future__ import annotations

from collections.abc import Sequence

from ..figure import BoxRow
from ..grammar.record import Record, replace
from ..ink import Paragraph, Words
from ..scene import WHOLE, Fill, Group, Mark, Path, Stroke, TextMark, on_grid
from ..typeset import Run, line
from .theme import Theme
from .words import Setting, evenly, moved_box, plain, set_lines, split, text_marks, wrapped

__all__ = [
    "NOTHING",
    "Block",
    "GivensBox",
    "Part",
    "beside",
    "block_of",
    "framed",
    "hung",
    "legend_block",
    "levelled",
    "moved",
    "paragraph_block",
    "placed",
    "stacked",
    "title_block",
]


Part = tuple[Group, float, float]
"""A group, and how far right and down it is to be moved."""


class Block(Record):
    """Groups in the rectangle (0, 0, width, height), moved only once, when the page is finished (`placed`).

    head: height of the title above the rest; titled: how many parts, at the front, are that title. Titles of neighbours stand on one line.
    lined: how it stands beside others that say the same (`Element.lined`); base: how far down the ground of its drawing is, if it has one;
    firm: is that a ground in earnest, and not only a level edge at the foot of a figure? origin: how far down y = 0 of its sheet is;
    main: the largest thing in it, as its kind, width and height, and how far down its middle is: the same thing in all of a row stands on one line."""

    width: float
    height: float
    parts: tuple[Part, ...]
    head: float = 0.0
    titled: int = 0
    lined: str = ""
    base: float | None = None
    firm: bool = False
    origin: float = 0.0
    main: tuple[str, float, float] = ("", 0.0, 0.0)
    middle: float = 0.0


NOTHING = Block(0.0, 0.0, ())


def block_of(width: float, height: float, groups: Sequence[Group], dx: float = 0.0, dy: float = 0.0) -> Block:
    """A block of groups that are to be moved by dx, dy."""
    return Block(round(width, 3), round(height, 3), tuple([(group, dx, dy) for group in groups]))


# ---------------------------------------------------------------- moving


def moved(block: Block, dx: float, dy: float) -> tuple[Part, ...]:
    """The parts of a block elsewhere."""
    return tuple([(group, x + dx, y + dy) for group, x, y in block.parts])


def placed(parts: Sequence[Part]) -> tuple[Group, ...]:
    """The groups where they are to be, on the 1/1000 pt grid."""
    return tuple([_group(group, round(dx, 3), round(dy, 3)) for group, dx, dy in parts])


def _group(group: Group, dx: float, dy: float) -> Group:
    return Group(group.id, group.role, tuple([_mark(mark, dx, dy) for mark in group.marks]), group.title, group.span)


def _mark(mark: Mark, dx: float, dy: float) -> Mark:
    """A mark elsewhere, on the grid."""
    if type(mark) is Path:
        points = mark.points
        flat: list[float] = []
        for k in range(0, len(points), 2):
            flat.append(((points[k] + dx) * 1000 + WHOLE - WHOLE) / 1000)
            flat.append(((points[k + 1] + dy) * 1000 + WHOLE - WHOLE) / 1000)
        return Path(mark.ops, tuple(flat), mark.stroke, mark.fill)
    if type(mark) is TextMark:
        return TextMark(mark.text, mark.glyphs, moved_box(mark.box, dx, dy), mark.color, mark.rules, on_grid(mark.x + dx), on_grid(mark.y + dy))
    assert type(mark) is Group
    return _group(mark, dx, dy)


def stacked(blocks: Sequence[Block], gap: float, align: str = "center") -> Block:
    """One below the other."""
    blocks = [b for b in blocks if b.parts]
    if not blocks:
        return NOTHING
    if len(blocks) == 1:
        return blocks[0]
    width = max(b.width for b in blocks)
    parts: list[Part] = []
    y = 0.0
    for k, block in enumerate(blocks):
        if k:
            y += gap
        parts.extend(moved(block, (width - block.width) / 2 if align == "center" else 0.0, y))
        y += block.height
    return Block(width, y, tuple(parts))


def beside(blocks: Sequence[Block], gap: float) -> Block:
    """Side by side, each as high as `levelled` says."""
    blocks = [b for b in blocks if b.parts]
    if not blocks:
        return NOTHING
    if len(blocks) == 1:
        return blocks[0]
    parts: list[Part] = []
    x = 0.0
    height, downs = levelled(blocks)
    head = max(b.head for b in blocks)
    for block, down in zip(blocks, downs, strict=True):
        parts.extend(hung(block, x, head - block.head, down))
        x += block.width + gap
    return Block(x - gap, height, tuple(parts), head, 0)


def levelled(blocks: Sequence[Block]) -> tuple[float, list[float]]:
    """The height of a row, and how far down each of it is moved without its title: titles stand on one line; the rest on a common ground if all have one
    (figures of plane geometry if they are also about as wide), else as all of them say, else hanging from the titles, or without titles in the middle."""
    head = max(b.head for b in blocks)
    bodies = [b.height - b.head for b in blocks]
    bases = [b.base - b.head for b in blocks if b.base is not None]
    alike = max(b.width for b in blocks) < 1.15 * min(b.width for b in blocks)
    if len(bases) == len(blocks) and (alike or all(b.firm for b in blocks)):
        shifts = [max(bases) - base for base in bases]
    elif blocks[0].main[0] and all(_alike(b.main, blocks[0].main) for b in blocks):
        middles = [b.middle - b.head for b in blocks]
        shifts = [max(middles) - middle for middle in middles]
    else:
        said = {b.lined for b in blocks}
        lined = said.pop() if len(said) == 1 else ""
        if lined in ("", "middle"):
            share = 0.0 if head and not lined else 0.5
            shifts = [(max(bodies) - body) * share for body in bodies]
        else:
            origins = [b.origin - b.head for b in blocks]
            shifts = [max(origins) - origin for origin in origins]
    height = head + max(shift + body for shift, body in zip(shifts, bodies, strict=True))
    return height, [head - b.head + shift for b, shift in zip(blocks, shifts, strict=True)]


def _alike(a: tuple[str, float, float], b: tuple[str, float, float]) -> bool:
    return a[0] == b[0] and abs(a[1] - b[1]) < 0.01 * a[1] and abs(a[2] - b[2]) < 0.01 * a[2]


def hung(block: Block, x: float, title: float, down: float) -> list[Part]:
    """The parts of a block moved right by x, its title down by one way and the rest by another."""
    return [(group, x + dx, dy + (title if k < block.titled else down)) for k, (group, dx, dy) in enumerate(block.parts)]


# ---------------------------------------------------------------- texts


def _bold(words: Words) -> Words:
    return tuple([Run(run.text, run.math, True, run.italic) for run in words])


def text_block(lines: Sequence[Words], size: float, color: str, id: str, role: str, align: str = "left") -> Block:
    """Set lines as one block."""
    setting = set_lines(lines, size, align, 1.35)
    marks = text_marks(setting, 0.0, 0.0, color)
    return block_of(setting.width, setting.height, (Group(id, role, tuple(marks), setting.text),))


def title_block(words: Words, theme: Theme, width: float, id: str = "title", size: float | None = None) -> Block:
    """A title, centred, in bold."""
    if not words:
        return NOTHING
    lines = evenly(_bold(words), size or theme.title, width)
    block = text_block(lines, size or theme.title, theme.color("ink") or "#000000", id, "caption", "center")
    low = line(lines[-1], size).ink[3] if size else 0.0
    return replace(block, height=block.height + max(0.0, size * 0.25 - low)) if size else block  # neighbours on one baseline


def paragraph_block(paragraph: Paragraph, id: str, theme: Theme, width: float, wished: float = 0.0, language: str = "en") -> Block:
    """A caption (centred), an equation (centred, larger), a note, options in columns, the asker's claim in a frame that says so.

    wished: columns of options are no wider than this together, one column no wider than `width`."""
    ink, muted = theme.color("ink") or "#000000", theme.color("muted") or "#555555"
    if paragraph.role == "options":
        return _options(paragraph.items or (paragraph.words,), id, theme, (width, wished or width))
    if paragraph.role == "title":
        return title_block(paragraph.words, theme, width, id)
    if paragraph.role == "equation":
        return text_block(split(paragraph.words), theme.text * 1.1, ink, id, "caption", "center")
    lines = wrapped(paragraph.words, theme.small, min(width, 340.0))
    if paragraph.role == "claim":
        head = (Run(CLAIMED[language], bold=True),)
        inner = text_block([head, *lines], theme.small, ink, id, "caption")
        return framed(inner, theme, f"{id}.frame", dashed=True)
    return text_block(lines, theme.small, muted if paragraph.role == "note" else ink, id, "caption", "center" if paragraph.role == "caption" else "left")


CLAIMED = {"en": "Claimed, perhaps wrongly", "zh": "题中的说法，未必正确"}


def _options(items: Sequence[Words], id: str, theme: Theme, room: tuple[float, float]) -> Block:
    """In one line, or else in as many columns as fit: half of them, two, or one."""
    width, wished = room
    settings = [set_lines(wrapped(item, theme.text, width), theme.text, "left", 1.3) for item in items]
    widest = max(s.width for s in settings)
    gap = 26.0
    one = sum(s.width for s in settings) + (len(items) - 1) * gap
    columns = len(items) if one <= wished else (len(items) + 1) // 2 if len(items) > 2 else 1
    steps = [widest + gap] * columns if columns < len(items) or columns * (widest + gap) - gap <= wished else [s.width + gap for s in settings]
    while columns > 1 and columns < len(items) and columns * widest + (columns - 1) * gap > wished:
        columns = (columns + 1) // 2 if columns > 2 else 1
    groups: list[Group] = []
    color = theme.color("ink") or "#000000"
    y = 0.0
    for row in range(0, len(items), columns):
        part = settings[row : row + columns]
        ascent = max(-s.lines[0][0].ink[1] for s in part)
        tall = 0.0
        for k, setting in enumerate(part):
            top = y + ascent - setting.lines[0][2]
            groups.append(Group(f"{id}.{row + k + 1}", "caption", tuple(text_marks(setting, sum(steps[:k]), top, color)), setting.text))
            tall = max(tall, top + setting.height - y)
        y += tall + 7.0
    return block_of(sum(steps[:columns]) - gap, y - 7.0, groups)


def framed(block: Block, theme: Theme, id: str, pad: float = 7.0, dashed: bool = False) -> Block:
    """A thin frame around a block."""
    w, h = _framed_size(block.width, block.height, pad)
    stroke = Stroke(theme.color("muted") or "#555555", theme.frame, theme.dashes["dashed"] if dashed else (), "butt", "miter")
    frame = Group(id, "frame", (Path("MLLLZ", (0.0, 0.0, w, 0.0, w, h, 0.0, h), stroke),))
    return Block(w, h, ((frame, 0.0, 0.0), *moved(block, pad, pad)))


def _framed_size(width: float, height: float, pad: float = 7.0) -> tuple[float, float]:
    return round(width + 2 * pad, 3), round(height + 2 * pad, 3)


# ---------------------------------------------------------------- givens and legend


HEADINGS = {"en": ("Given", "Find"), "zh": ("已知", "求")}


class GivensBox:
    """The framed box, measured: what is given, then what is to be found. Its marks are made once it is chosen (`block`).

    groups: (id, lines with their places, colour, words)."""

    __slots__ = ("block_id", "groups", "height", "inner", "theme", "width")

    def __init__(self, rows: Sequence[BoxRow], theme: Theme, width: float, language: str, id: str) -> None:
        given, find = HEADINGS.get(language, HEADINGS["en"])
        color, muted = theme.color("ink") or "#000000", theme.color("muted") or "#555555"
        size = theme.small
        self.theme, self.block_id = theme, id
        self.groups: list[tuple[str, list[tuple[Setting, float, float]], str, Words]] = []
        y = 0.0
        widest = 0.0
        for title, kinds in ((given, ("given", "fact")), (find, ("find",))):
            part = [row for row in rows if row.kind in kinds]
            if not part:
                continue
            head = (Run(title, False, True),)
            heading = set_lines([head], size)
            if self.groups:
                y += size * 0.75
            self.groups.append((f"{id}.{'find' if kinds == ('find',) else 'given'}", [(heading, 0.0, y)], muted, head))
            widest = max(widest, heading.width)
            y += heading.height + size * 0.62
            said = _gathered(part)
            halves = [_halves(words) for words in said]
            column = max([set_lines([left], size).width for left, right in halves if right] or [0.0]) + size * 1.1
            for k, (words, (left, right)) in enumerate(zip(said, halves, strict=True)):
                if k:
                    y += size * 0.5
                if right and column < 0.45 * width:
                    settings = [(0.0, set_lines([left], size)), (column, set_lines(wrapped(right, size, width - 14.0 - column), size, "left", 1.3))]
                else:
                    settings = [(0.0, set_lines(wrapped(words, size, width - 14.0), size, "left", 1.3))]
                ascent = max([size * 0.7, *[s.lines[0][2] for _, s in settings]])
                lines = [(s, x, y + ascent - s.lines[0][2]) for x, s in settings]
                self.groups.append((f"{id}.{part[0].kind}{k + 1}", lines, color, words))
                widest = max([widest, *[x + s.width for x, s in settings]])
                low = 0.0 if k + 1 == len(said) else size * 0.2
                y += max([ascent + low, *[ascent - s.lines[0][2] + s.height for _, s in settings]])
        self.inner = widest, y
        self.width, self.height = _framed_size(round(widest, 3), round(y, 3))

    def block(self) -> Block:
        """The finished box."""
        groups = [
            Group(id, "givens", tuple([mark for setting, x, y in lines for mark in text_marks(setting, x, y, color)]), plain(words))
            for id, lines, color, words in self.groups
        ]
        return framed(block_of(*self.inner, groups), self.theme, f"{self.block_id}.frame")


def _gathered(rows: Sequence[BoxRow]) -> list[Words]:
    """The words of the rows; letters without a meaning, one after the other, share a row."""
    out: list[Words] = []
    bare = False
    for row in rows:
        words = row.words
        letter = len(words) == 1 and row.symbol != ""
        if letter and bare:
            out[-1] = (*out[-1], Run(", "), *words)
        else:
            out.append(words)
        bare = letter
    return out


def _halves(words: Words) -> tuple[Words, Words]:
    """A row's quantity and its meaning, which stands after a wide blank."""
    for k, run in enumerate(words):
        if run.text == "  " and k + 1 < len(words):
            return words[:k], words[k + 1 :]
    return words, ()


def legend_block(entries: dict[str, str], theme: Theme, width: float, id: str = "legend") -> Block:
    """A swatch and a word for each class."""
    groups: list[Group] = []
    x = y = 0.0
    size = theme.small
    line = size * 1.5
    widest = 0.0
    color = theme.color("ink") or "#000000"
    for k, (word, look) in enumerate(entries.items()):
        setting = set_lines([(Run(word),)], size, "left")
        need = 16.0 + setting.width
        if x and x + need > width:
            x, y = 0.0, y + line
        swatch = Path(
            "MLLLZ",
            (x, y, x + 10.0, y, x + 10.0, y + 7.0, x, y + 7.0),
            Stroke(theme.color(look) or color, theme.weights["bold"]),
            Fill(theme.fill(f"{look}_light")),
        )
        marks: tuple[Mark, ...] = (swatch, *text_marks(setting, x + 15.0, y + 3.5 - setting.height / 2, color))
        groups.append(Group(f"{id}.{k + 1}", "caption", marks, word))
        x += need + 16.0
        widest = max(widest, x - 16.0)
    return block_of(widest, y + 8.0, groups) if groups else NOTHING
