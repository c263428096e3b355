"""A frame set: its ink on the page, its labels placed, its extents."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from ..diagnostic import Diagnostic
from ..element import Element
from ..expression import evaluate
from ..figure import BoxRow, Facet, Frame
from ..grammar.record import Record, replace
from ..ink import Beside, Fixed, Inside, Paragraph
from ..scene import Fill, Group, Mark, Path, Stroke, TextMark
from .angles import arc_marks, at_arrows
from .dimensions import gauge_marks
from .geometry import Rect, around, flattened, union
from .givens import Known, Text, Values, given_texts
from .insets import ring
from .marks import corners, equals, near
from .nested import uncovered
from .ornaments import disc
from .search import Placement, Want, find_places
from .sheet import PT, Plane, Sheet
from .theme import Theme
from .words import Setting, set_lines, split, text_marks, turned

__all__ = ["Drawing", "draw_frame", "plane_of"]

CALLED = 12.0
"""pt from its place at which a label gets a leader in any case."""

TEXT = 10.0
"""pt of a label for which the millimetres of a sheet are those of the page: it grows with its words."""

SLACK = 0.01
"""pt; a curve whose controls lie further inside of the rest than this does not widen the drawing."""


class Drawing(Record):
    """groups: marks in drawing order, page pt with an origin of the frame's own; rect: of all of them; labels: (id, what it says);
    paragraphs: to be set by the page; rows: givens that found no spot on their objects and go to the box; says: what each element is, by its identity."""

    groups: tuple[Group, ...]
    rect: Rect
    labels: tuple[tuple[str, str], ...]
    paragraphs: tuple[tuple[Paragraph, str], ...]
    rows: tuple[BoxRow, ...]
    problems: tuple[Diagnostic, ...]
    says: dict[int, str]


class _Parts:
    """What one frame is drawn from: elements (evaluated) with their planes, facets by element."""

    def __init__(self, frame: Frame, drawn: Values, done: dict[int, Any], owners: frozenset[int], theme: Theme) -> None:
        self.plane = plane_of(frame, drawn, done, theme)
        self.elements: list[tuple[Element, Element, Plane]] = []
        if frame.kind == "axes" and frame.owner is not None:
            self.elements.append((frame.owner, frame.owner.evaluated(drawn, done), Plane(PT)))
        elif frame.owner is not None and frame.kind != "none":
            self.elements.append((frame.owner, frame.owner.evaluated(drawn, done), self.plane))
        for element in frame.elements:
            if id(element) not in owners:
                self.elements.append((element, element.evaluated(drawn, done), self.plane))


def plane_of(frame: Frame, drawn: Values, done: dict[int, Any], theme: Theme) -> Plane:
    """The map of a frame to the page."""
    if frame.kind == "axes" and frame.owner is not None:
        return Plane(PT, frame.owner.evaluated(drawn, done).to_mm)
    return Plane(_factor(frame, drawn) * (theme.text / TEXT if frame.kind == "sheet" else 1.0))


def _factor(frame: Frame, drawn: Values) -> float:
    """pt in one frame unit."""
    value = evaluate(frame.mm, drawn)
    return PT / value if value > 0 else PT


def draw_frame(
    frame: Frame, facets: Iterable[Facet], drawn: Values, done: dict[int, Any], owners: frozenset[int], theme: Theme, details: Sequence[tuple[Any, str]] = ()
) -> Drawing:
    """The drawing of one frame. facets: those that print on its objects, in order; owners: elements that open frames, drawn with those; details: things and
    places of it that insets show, and their ids."""
    sheet = Sheet(theme)
    parts = _Parts(frame, drawn, done, owners, theme)
    known: Known = {}
    for original, element, plane in parts.elements:
        known[id(original)] = (element, plane)
    for _, element, plane in uncovered(parts.elements):
        if element.drawn:
            sheet.take(element.draw(), element.id, plane)
    for shown, name in details:
        ring(sheet, shown, name, parts.plane)
    texts, rows = given_texts(sheet, facets, known, drawn, done, parts.plane)
    if sheet.arcs:
        at_arrows(sheet, [(e, plane) for e, plane in known.values() if e.family == "arrow" and e.drawn and hasattr(e, "shown")])
    wants, boxes = _measures(sheet, theme)
    wants += _labels(sheet, texts, known, theme)
    says = {key: element.describe() for key, (element, _) in known.items()}
    titles = {element.id: (says[key], element.span) for key, (element, _) in known.items()}
    held = []  # what was faded lives on, so that its identity in `soft` is not given to another mark
    for owner in [element.id for element, _ in known.values() if element.pale]:
        for key in [key for key in sheet.marks if key[1] == owner]:
            held.append(sheet.marks[key])
            sheet.marks[key] = [_faded(mark, theme, sheet.soft) for mark in sheet.marks[key]]
    placements, problems = find_places(wants, sheet.obstacles, theme.clear, {id_: says for id_, (says, _) in titles.items()})
    letters = sheet.lettered(titles)
    groups = _groups(sheet, titles) + letters
    groups += [_label_group(p, sheet, theme) for p in placements] + boxes
    rect = _extent(groups)
    labels = [(p.want.id, p.want.setting.text) for p in placements] + [(g.id, g.title) for g in (*letters, *boxes)]
    return Drawing(tuple(groups), rect, tuple(labels), tuple(sheet.paragraphs), tuple(rows), tuple(problems), says)


def _labels(sheet: Sheet, texts: list[Text], known: Known, theme: Theme) -> list[Want]:
    """All labels as wants."""
    spans = {element.id: element.span for element, _ in known.values()}
    ghosts = {element.id for element, _ in known.values() if element.pale and not getattr(element, "past", False)}
    wants: list[Want] = []
    ink = theme.color("ink") or "#000000"
    tints = {e.id: theme.color(e.style.color) or ink for e, _ in known.values() if getattr(e, "tints", False) and e.style.color}
    used: dict[str, int] = {}

    def name(owner: str) -> str:
        used[owner] = used.get(owner, 0) + 1
        return f"{owner}.label" if used[owner] == 1 else f"{owner}.label{used[owner]}"

    for text in texts:
        setting = set_lines(text.joined(), theme.text)
        if type(text.spot) is Fixed and text.spot.turn:
            setting = turned(setting, text.spot.turn)
        if setting.lines:
            color = theme.pale(ink) if text.owner in ghosts else tints.get(text.owner, ink)
            wants.append(Want(name(text.owner), text.owner, setting, text.spot, text.plane, color, text.slots[0], text.span, key=text.keys[0]))
    for label, owner, plane in sheet.labels:
        if not label.words:
            continue
        setting = set_lines(split(label.words), theme.text * label.size)
        if type(label.spot) is Fixed and label.spot.turn:
            setting = turned(setting, label.spot.turn)
        color = theme.color(label.look.color) or ink
        span = spans.get(owner)
        where = (span.start, span.end) if span else None
        role = "callout" if type(label.spot) is Beside and label.spot.clear >= CALLED else label.role
        wants.append(Want(name(label.owner or owner), owner, setting, label.spot, plane, color, role, where, key=label.key))
    return wants


def _measures(sheet: Sheet, theme: Theme) -> tuple[list[Want], list[Group]]:
    """Right angles, marks, arcs and dimensions drawn; the texts of arcs as wants, those of dimensions set."""
    ink = theme.color("ink") or "#000000"
    wants: list[Want] = []
    boxes: list[Group] = []
    corners(sheet)
    settings: dict[int, Setting] = {k: set_lines(split(arc.words), theme.text) for k, (arc, _, _, _) in enumerate(sheet.arcs) if arc.words}
    for k, spot in arc_marks(sheet, settings):
        _, owner, plane, _ = sheet.arcs[k]
        wants.append(Want(f"{owner}.angle{k}", owner, settings[k], spot, plane, ink, "angle"))
    equals(sheet)
    order = sorted(range(len(sheet.gauges)), key=lambda k: (_span_of(sheet, k), k))
    for k in _once(sheet, order):
        gauge, owner, _ = sheet.gauges[k]
        setting = set_lines(split(gauge.words), theme.text) if gauge.words else None
        rect = gauge_marks(sheet, k, setting)
        if rect is not None and setting is not None:
            sheet.obstacles.boxes.append((rect, setting.text))
            marks: list[Mark] = _patch(sheet, rect, theme)
            marks.extend(text_marks(setting, rect[0], rect[1], ink))
            boxes.append(Group(f"{owner}.size{k}", "label", tuple(marks), setting.text))
    return wants, boxes


def _once(sheet: Sheet, order: list[int]) -> list[int]:
    """Of dimensions of one stretch those that say something more: not a bare one beside one with words, nor the same words twice."""
    if len(order) < 2:
        return order
    keys: dict[int, tuple[Any, tuple[str, ...]]] = {}
    for k in order:
        gauge, _, plane = sheet.gauges[k]
        p, q = near(plane.place(gauge.start)), near(plane.place(gauge.end))
        u = plane.way(gauge.along) if gauge.along is not None else None
        straight = u is None or abs((q[0] - p[0]) * u[1] - (q[1] - p[1]) * u[0]) < 0.2
        keys[k] = (frozenset((p, q)), None if straight else near(u or (0.0, 0.0))), tuple([run.text for run in gauge.words])
    worded = {key for key, words in keys.values() if words}
    first: dict[Any, int] = {}
    for k in order:
        first.setdefault(keys[k], k)
    return [k for k in order if first[keys[k]] == k and (keys[k][1] or keys[k][0] not in worded)]


def _span_of(sheet: Sheet, k: int) -> float:
    """Length of a dimension on the page, to draw short ones first and nearest."""
    gauge, _, plane = sheet.gauges[k]
    p, q = plane.place(gauge.start), plane.place(gauge.end)
    if gauge.along is None:
        return round(math.dist(p[:2], q[:2]), 3)
    u = plane.way(gauge.along, gauge.start)
    return float(round(abs((q[0] - p[0]) * u[0] + (q[1] - p[1]) * u[1]), 3))


# ---------------------------------------------------------------- groups


def _groups(sheet: Sheet, titles: dict[str, tuple[str, Any]]) -> list[Group]:
    """Marks by layer, then in the order of statement; an object's first group has its id."""
    order: dict[str, int] = {}
    for _, owner in sheet.marks:
        order.setdefault(owner, len(order))
    ids: set[str] = set()
    groups = []
    names = ("background", "body", "line", "mark")
    for layer, owner in sorted(sheet.marks, key=lambda key: (key[0], order[key[1]])):
        marks = sheet.marks[layer, owner]
        title, span = titles.get(owner, ("", None))
        own = owner not in ids and layer != 0
        id_ = owner if own else f"{owner}.{names[layer]}"
        ids.add(id_)
        where = (span.start, span.end) if span is not None and span.end > span.start else None
        if layer == 0:
            hard = [m for m in marks if id(m) not in sheet.soft]
            soft = [m for m in marks if id(m) in sheet.soft]
            if hard and soft:
                groups.append(Group(f"{id_}.edge", "mark", tuple(hard), "", where))
            groups.append(Group(id_, "background" if soft else "object", tuple(soft or hard), "", where))
            continue
        soft = [m for m in marks if id(m) in sheet.soft]
        if soft:
            inner = Group(f"{id_}.soft", "background", tuple(soft))
            kept: list[Mark] = []
            for mark in marks:
                if id(mark) not in sheet.soft:
                    kept.append(mark)
                elif mark is soft[0]:
                    kept.append(inner)
            marks = kept
        groups.append(Group(id_, "object" if own else "mark", tuple(marks), title if own else "", where))
    return groups


def _faded(mark: Mark, theme: Theme, soft: set[int]) -> Mark:
    """A mark of a ghost or an earlier state: its colours most of the way to the paper's."""
    if not isinstance(mark, Path):
        return mark
    stroke, fill = mark.stroke, mark.fill
    if stroke is not None:
        stroke = replace(stroke, color=theme.pale(stroke.color))
    if fill is not None and fill.color is not None:
        fill = replace(fill, color=theme.pale(fill.color))
    made = Path(mark.ops, mark.points, stroke, fill)
    if id(mark) in soft:
        soft.add(id(made))
    return made


def _patch(sheet: Sheet, rect: Rect, theme: Theme) -> list[Mark]:
    """A clear patch where background lies behind a text."""
    if not sheet.obstacles.behind(rect, 0.5):
        return []
    left, top, right, bottom = (round(v, 3) for v in (rect[0] - 1.2, rect[1] - 1.2, rect[2] + 1.2, rect[3] + 1.2))
    return [Path("MLLLZ", (left, top, right, top, right, bottom, left, bottom), None, Fill(sheet.obstacles.under(rect) or theme.paper))]


def _label_group(placement: Placement, sheet: Sheet, theme: Theme) -> Group:
    want = placement.want
    left, top = placement.rect[0], placement.rect[1]
    marks: list[Mark] = _patch(sheet, placement.rect, theme)
    color = theme.light if sheet.obstacles.on_dark(placement.rect) else want.color
    marks.extend(text_marks(want.setting, left, top, color))
    if placement.leader is not None:
        (x0, y0), (x1, y1) = placement.leader
        stroke = Stroke(theme.color("muted") or "#555555", theme.weights["hair"])
        marks.insert(0, Path("ML", (x0, y0, round(x1, 3), round(y1, 3)), stroke))
        if type(want.spot) is Inside:
            marks.insert(1, Path("MCCCCZ", disc(x1, y1, 0.9), None, Fill(stroke.color)))
    return Group(want.id, "label", tuple(marks), want.setting.text, want.span)


def _extent(groups: Iterable[Group]) -> Rect:
    """The rectangle over all marks with their strokes. A curve with its controls inside of the rest adds nothing and is not followed."""
    rects: list[Rect] = []
    curves: list[tuple[Rect, Path, float]] = []
    _extents(groups, rects, curves)
    if not curves:
        return union(rects)
    left, top, right, bottom = union(rects) if rects else (1e18, 1e18, -1e18, -1e18)
    for hull, path, half in curves:
        room = half + SLACK
        if hull[0] < left + room or hull[1] < top + room or hull[2] > right - room or hull[3] > bottom - room:
            points = [p for chain in flattened(path.ops, path.points) for p in chain]
            x0, y0, x1, y1 = around(points) if points else hull
            left, top, right, bottom = min(left, x0 - half), min(top, y0 - half), max(right, x1 + half), max(bottom, y1 + half)
    return left, top, right, bottom


def _on_ends(path: Path, left: float, top: float, right: float, bottom: float) -> bool:
    """Whether the ends of its cubics touch all sides of the rectangle over their controls, as those of a circle do."""
    if path.ops.strip("CZ") != "M":
        return False
    xs, ys = path.points[0::6], path.points[1::6]
    return min(xs) == left and max(xs) == right and min(ys) == top and max(ys) == bottom


def _extents(marks: Iterable[Mark], rects: list[Rect], curves: list[tuple[Rect, Path, float]]) -> None:
    """rects of all marks but the curves, which are kept with the rectangle over their controls and their half width."""
    for mark in marks:
        if type(mark) is Group:
            if mark.marks:
                _extents(mark.marks, rects, curves)
            else:
                rects.append((0.0, 0.0, 0.0, 0.0))
        elif type(mark) is Path:
            xs, ys = mark.points[0::2], mark.points[1::2]
            half = mark.stroke.width / 2 if mark.stroke is not None else 0.0
            left, top, right, bottom = min(xs), min(ys), max(xs), max(ys)
            if "C" in mark.ops and not _on_ends(mark, left, top, right, bottom):
                curves.append(((left, top, right, bottom), mark, half))
            else:
                rects.append((left - half, top - half, right + half, bottom + half))
        elif type(mark) is TextMark:
            rects.append(mark.box)
