"""The page: frames in rows and columns, the title above, texts below, the box beside or below; one finished scene."""

from __future__ import annotations

from typing import Any

from ..check.late import settled
from ..diagnostic import Diagnostic
from ..element import Element
from ..expression import Var
from ..figure import BoxRow, Facet, Figure, Frame, Proven
from ..grammar.record import replace
from ..ink import Paragraph, Words
from ..plane import Vector
from ..scene import Glyph, Group, Mark, Scene, TextMark
from ..typeset import Run, outlines
from .alt import asked, describe, facts, objects, sentences
from .blocks import NOTHING, Block, GivensBox, Part, beside, block_of, hung, legend_block, levelled, moved, paragraph_block, placed, stacked, title_block
from .compass import with_compass
from .drawing import Drawing, draw_frame, plane_of
from .ground import ground_level, largest
from .insets import framed_detail, joined
from .sheet import Plane
from .states import show_states
from .theme import Theme, theme
from .words import plain

__all__ = ["compose"]

MARGIN = 12.0
WIDTH = 160 * 72 / 25.4
GAP = 14.0
APART = 36.0


class _Page:
    def __init__(self, proven: Proven) -> None:
        self.proven = proven
        self.figure: Figure = proven.solved.figure
        self.drawn: dict[Var, float] = proven.solved.drawn
        self.theme: Theme = theme(self.figure.options.get("theme", "textbook"))
        width = self.figure.options.get("width")
        self.width = float(width) - 2 * MARGIN if isinstance(width, (int, float)) and width > 4 * MARGIN else WIDTH - 2 * MARGIN
        self.done: dict[int, Any] = {} if self.figure.states else proven.solved.shown
        if self.figure.states:
            show_states(self.figure, self.drawn, self.done)
        self.owners = frozenset(id(f.owner) for f in self.figure.frames if f.owner is not None)
        values = proven.solved.model
        self.figure.facets = [f if (words := settled(f.words, values)) is f.words else replace(f, words=words) for f in self.figure.facets]
        self.figure.rows = [r if (words := settled(r.words, values)) is r.words else replace(r, words=words) for r in self.figure.rows]
        self.figure.title = settled(self.figure.title, values)
        self.language = _language(self.figure)
        self.problems: list[Diagnostic] = []
        self.labels: list[tuple[str, str]] = []
        self.drawings: list[Drawing] = []
        self.own: dict[str, Block] = {}
        """by frame: the block of its own drawing"""
        self.rows: list[BoxRow] = []
        self.facets: dict[int, list[Facet]] = {}
        opened = {id(f.owner): f for f in self.figure.frames if f.owner is not None}
        for facet in self.figure.facets:
            if facet.where == "none" or facet.key in proven.unprintable:
                continue
            owner = facet.owner
            frame = opened.get(id(owner)) or getattr(owner, "frame", None) or facet.frame or self.figure.root
            self.facets.setdefault(id(frame), []).append(facet)

    # ------------------------------------------------------------ frames

    def frame(self, frame: Frame) -> Block:
        """A frame with all frames in it, its own box and texts."""
        inner = [child for child in self.figure.frames if child.parent is frame]
        children = [self.frame(child) for child in inner]
        own, paragraphs = self.drawing(frame)
        self.own[frame.id] = own
        details = [(k, shown) for k, child in enumerate(inner) if (shown := self.shown(child)) is not None and children[k].parts]
        for k, _ in details:
            children[k] = framed_detail(children[k], getattr(inner[k].owner, "id", ""), self.theme)
        way = frame.owner.arranges if frame.owner is not None else ""
        body = self.arranged(way, [b for b in (own, *children) if b.parts], getattr(frame.owner, "cols", None))
        if details:
            body = joined(body, [(children[k], shown, getattr(inner[k].owner, "id", ""), *self.home(shown, frame)) for k, shown in details], self.theme)
        if frame is self.figure.root:
            north = self.figure.options.get("compass")
            if isinstance(north, Vector) and body.parts:
                body = with_compass(body, north, self.theme)
            return self.with_texts(frame, body, paragraphs, "", self.figure.title)
        title = getattr(frame.owner, "title", None) if frame.owner is not None and frame.owner.titled else None
        block = self.with_texts(frame, body, paragraphs, f"{frame.id}.", title or ())
        return replace(block, lined=frame.owner.lined) if frame.owner is not None and frame.owner.lined else block

    def shown(self, frame: Frame) -> Any:
        """The thing or place that a frame shows larger."""
        owner = frame.owner
        return owner.evaluated(self.drawn, self.done).shows if owner is not None and owner.shows is not None else None

    def place(self, shown: Any, frame: Frame | None) -> Frame | None:
        """The frame that holds a thing or place."""
        thing = shown if isinstance(shown, Element) else getattr(shown, "owner", None)
        name = getattr(getattr(thing, "frame", None), "id", "")
        return next((f for f in self.figure.frames if f.id == name), frame)

    def home(self, shown: Any, frame: Frame) -> tuple[Block, Plane]:
        """The drawing of the frame that holds it, and its map to the page."""
        found = self.place(shown, frame) or frame
        return self.own.get(found.id, NOTHING), plane_of(found, self.drawn, self.done, self.theme)

    def drawing(self, frame: Frame) -> tuple[Block, list[tuple[Paragraph, str]]]:
        if not frame.elements and not (frame.kind in ("axes", "sheet") and frame.owner is not None) and not self.facets.get(id(frame)):
            return NOTHING, []
        details = [
            (thing, getattr(f.owner, "id", "")) for f in self.figure.frames if (thing := self.shown(f)) is not None and self.place(thing, f.parent) is frame
        ]
        drawing = draw_frame(frame, self.facets.get(id(frame), ()), self.drawn, self.done, self.owners, self.theme, details)
        self.problems.extend(drawing.problems)
        self.labels.extend(drawing.labels)
        self.rows.extend(drawing.rows)
        self.drawings.append(drawing)
        left, top, right, bottom = drawing.rect
        block = replace(block_of(right - left, bottom - top, drawing.groups, -left, -top), origin=-top)
        if frame is not self.figure.root:
            plane = plane_of(frame, self.drawn, self.done, self.theme)
            elements = [e.evaluated(self.drawn, self.done) for e in frame.elements]
            level, firm = ground_level(frame, elements, plane)
            block = block if level is None else replace(block, base=level - top, firm=firm)
            main = largest(frame, elements, plane)
            block = block if main is None else replace(block, main=main[0], middle=main[1] - top)
        return block, list(drawing.paragraphs)

    def arranged(self, way: str, blocks: list[Block], cols: Any) -> Block:
        if way == "column":
            return stacked(blocks, GAP)
        if way == "row":
            return beside(blocks, self.room_between(blocks))
        if way == "grid":
            return self.grid(blocks, int(cols) if isinstance(cols, (int, float)) and cols else max(1, round(len(blocks) ** 0.5)))
        rows: list[list[Block]] = []
        used = 0.0
        for block in blocks:
            if rows and used + GAP * 1.4 + block.width <= self.width:
                rows[-1].append(block)
                used += GAP * 1.4 + block.width
            else:
                rows.append([block])
                used = block.width
        return stacked([beside(row, self.room_between(row)) for row in rows], GAP)

    def room_between(self, blocks: list[Block]) -> float:
        """Between pictures side by side: more than within one, where the page has room."""
        left = self.width - sum([b.width for b in blocks])
        return min(APART, max(GAP * 1.4, left / max(len(blocks) - 1, 1)))

    def grid(self, blocks: list[Block], cols: int) -> Block:
        """Cells of one size for each column and row."""
        widths = [max([b.width for b in blocks[c::cols]] or [0.0]) for c in range(cols)]
        parts: list[Part] = []
        y = 0.0
        for start in range(0, len(blocks), cols):
            row = blocks[start : start + cols]
            tall, downs = levelled(row)
            head = max(b.head for b in row)
            x = 0.0
            for c, (block, down) in enumerate(zip(row, downs, strict=True)):
                parts.extend(hung(block, x + (widths[c] - block.width) / 2, y + head - block.head, y + down))
                x += widths[c] + GAP * 1.4
            y += tall + GAP
        return Block(sum(widths) + GAP * 1.4 * (cols - 1), y - GAP, tuple(parts))

    # ------------------------------------------------------------ texts around

    def with_texts(self, frame: Frame, body: Block, paragraphs: list[tuple[Paragraph, str]], prefix: str, title: Words) -> Block:
        """Title above all of it; equations, notes and captions below; the box beside or below, so that nothing else moves; options last."""
        root = frame is self.figure.root
        room = max(body.width, min(self.width, 230.0))
        ranked = sorted(paragraphs, key=_rank)
        below = [
            paragraph_block(p, owner, self.theme, max(room, self.width if root else room), 0.0, self.language) for p, owner in ranked if p.role != "options"
        ]
        below[:0] = self.remarks(frame, body, prefix, room)
        texts = stacked(below, 8.0)
        rows = [row for row in self.box_rows() if (row.frame or self.figure.root) is frame]
        box, across = self.box(rows, body, prefix, root)
        aside = 16.0 + box.width if across else 0.0
        wished = min(max(body.width + aside, box.width, texts.width, 230.0), self.width)
        width = self.width if root else room
        choices = stacked([paragraph_block(p, owner, self.theme, width, wished) for p, owner in ranked if p.role == "options"], 8.0)
        head = title_block(tuple(title), self.theme, max(room + aside, 200.0), f"{prefix}title", None if root else self.theme.text)
        column = max(body.width, min(texts.width, self.width), head.width - aside, 0.0 if across else box.width, choices.width - aside)
        parts: list[Part] = []
        y = 0.0
        if head.parts:
            parts.extend(moved(head, (column + aside - head.width) / 2, 0.0))
            y = head.height + (10.0 if root else 7.0)
        parts.extend(moved(body, (column - body.width) / 2, y))
        bottom = y + body.height
        if across:
            parts.extend(moved(box, column + 16.0, y + max(0.0, (body.height - box.height) / 2)))
            bottom = max(bottom, y + box.height)
        for block, middle in ((texts, column / 2), (NOTHING if across else box, column / 2), (choices, (column + aside) / 2)):
            if block.parts:
                bottom += GAP if bottom else 0.0
                parts.extend(moved(block, middle - block.width / 2, bottom))
                bottom += block.height
        base = None if body.base is None else y + body.base
        whole = Block(column + aside, bottom, tuple(parts), y, len(head.parts), base=base, firm=body.firm, origin=y + body.origin)
        return replace(whole, main=body.main, middle=y + body.middle)

    def remarks(self, frame: Frame, body: Block, prefix: str, room: float) -> list[Block]:
        """What the page itself says below a drawing: its legend, and that it is not to scale."""
        said: list[Block] = []
        if frame is self.figure.root and self.figure.legend:
            said.append(legend_block(self.figure.legend, self.theme, self.width))
        scale, why = self.proven.solved.scale.get(frame.id, ("", ""))
        if scale == "schematic" and body.parts:
            some = why.startswith("heights")
            text = ("示意图，高度未按比例" if some else "示意图，未按比例") if self.language == "zh" else "heights not to scale" if some else "not to scale"
            said.append(paragraph_block(Paragraph((Run(text, False, False, True),), "note"), f"{prefix or 'page.'}scale", self.theme, room))
        return said

    def box_rows(self) -> list[BoxRow]:
        """What stands in boxes, in the order of the text: the checker's rows and what found no spot in a drawing."""
        rows = [row for row in (*self.figure.rows, *self.rows) if row.key not in self.proven.unprintable]
        rows.sort(key=lambda row: (row.kind == "find", row.number))
        return rows

    def box(self, rows: list[BoxRow], body: Block, prefix: str, root: bool) -> tuple[Block, bool]:
        """The box and whether it stands beside the drawing: where the page comes out nearer to a usual shape; in panels they all stand below."""
        name = f"{prefix}givens"
        if not rows:
            return NOTHING, False
        left = self.width - body.width - 16.0
        scale = self.theme.text / 10
        wide = GivensBox(rows, self.theme, min(self.width, max(body.width, 300.0 * scale)), self.language, name)
        alone = len(rows) == 1 and rows[0].kind == "find"  # one line is no column beside a drawing
        if left < 70.0 * scale or not body.parts or alone or not root:
            return wide.block(), False
        slim = wide if wide.width <= left else GivensBox(rows, self.theme, min(left, 190.0 * scale), self.language, name)
        below = _shape(max(body.width, wide.width), body.height + GAP + wide.height)
        across = _shape(body.width + 16.0 + slim.width, max(body.height, slim.height)) + (0.0 if slim is wide else 0.25)
        return (slim.block(), True) if across <= below else (wide.block(), False)


def _shape(width: float, height: float) -> float:
    """How far a rectangle is from a pleasant one (4 : 3), with a charge for its area."""
    ratio = width / max(height, 1.0)
    return abs(ratio - 1.4) * 0.6 + width * height / 60000.0


def _rank(entry: tuple[Paragraph, str]) -> int:
    return {"title": 0, "equation": 1, "note": 2, "claim": 3, "options": 4, "caption": 5}.get(entry[0].role, 2)


def _language(figure: Figure) -> str:
    """zh if the title, or else most rows and texts, are in Chinese letters."""
    words = [figure.title] if figure.title else [row.words for row in figure.rows] + [f.words for f in figure.facets]
    text = "".join([run.text for part in words for run in part if not run.math])
    if not text or max(text) < "\u4e00":
        return "en"
    chinese = sum("\u4e00" <= c <= "\u9fff" for c in text)
    return "zh" if chinese * 4 > sum(c.isalpha() for c in text) else "en"  # numbers are of no language


def _glyphs(marks: tuple[Mark, ...], found: list[Glyph]) -> list[Glyph]:
    for mark in marks:
        if type(mark) is TextMark:
            found += mark.glyphs
        elif type(mark) is Group:
            _glyphs(mark.marks, found)
    return found


def compose(proven: Proven) -> tuple[Scene, list[Diagnostic]]:
    """The scene of a page and what was wrong with its layout."""
    page = _Page(proven)
    block = page.frame(page.figure.root)
    marks: tuple[Mark, ...] = placed(moved(block, MARGIN, MARGIN))
    rows = asked(page.box_rows())
    drawn = objects(proven, page.done, page.drawings)
    scene = Scene(
        round(max(block.width + 2 * MARGIN, 36.0), 3),
        round(max(block.height + 2 * MARGIN, 36.0), 3),
        marks,
        plain(page.figure.title),
        sentences(page.figure, drawn, rows, page.language),
        page.theme.paper,
        outlines(_glyphs(marks, [])),
        {"describe": describe(page.figure, drawn, rows, page.language), **facts(proven, drawn, rows, page.labels)},
        page.language,
    )
    return scene, page.problems
