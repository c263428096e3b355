"""What is given, as texts at spots of its objects: names, quantities, facts, notes; what finds no spot becomes a row of the box."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import hypot
from typing import Any

from ..element import Element
from ..expression import Var
from ..figure import BoxRow, Facet
from ..grammar.record import replace
from ..ink import Along, AngleArc, Beside, Fixed, Gauge, Ink, Inside, Label, OnPath, Words
from ..plane import Point, Straight, Turned, Vector
from ..relation import Relation
from ..typeset import Run
from .geometry import XY
from .marks import near
from .sheet import Plane, Sheet, drawable
from .words import split

__all__ = ["Known", "Text", "Values", "given_texts"]

Values = dict[Var, float]
Known = dict[int, tuple[Element, Plane]]
"""Evaluated elements by the identity of the original."""

LENGTHS = frozenset({"length", "width", "height", "side", "base"})
LEVEL = (Run("0°"),)
SPOTS = (Beside, Along, OnPath, Inside, Fixed)


class Text:
    """Words that stand together at one spot of one owner."""

    __slots__ = ("keys", "lines", "owner", "plane", "slots", "span", "spot")

    def __init__(self, owner: str, spot: Any, plane: Plane, slot: str, words: Words, facet: Facet) -> None:
        self.owner, self.spot, self.plane = owner, spot, plane
        self.span = (facet.span.start, facet.span.end)
        self.lines, self.slots, self.keys = [words], [slot], [facet.key]

    def joined(self) -> list[Words]:
        """Name and quantity one below the other; a point's coordinates stay behind its name."""
        if len(self.lines) == 2 and isinstance(self.spot, Beside):
            first, second = self.lines
            if second and second[0].text.startswith("("):
                return [(*first, Run("\u2009"), *second)] if not second[0].math else [(*first, *second)]
        return [part for words in self.lines for part in split(words)]


def given_texts(sheet: Sheet, facets: Iterable[Facet], known: Known, drawn: Values, done: dict[int, Any], plane: Plane) -> tuple[list[Text], list[BoxRow]]:
    """Facets and notes as texts at spots, or as dimensions and arcs on the sheet; and the rows of those that have no spot."""
    texts: list[Text] = []
    rows: list[BoxRow] = []
    by_owner: dict[str, list[Text]] = {}
    wanted = [(facet, known.get(id(facet.owner))) for facet in facets]
    wanted += [(Facet(e, "note", e.style.note, f"note:{e.id}", span=e.span), (e, own)) for e, own in known.values() if e.drawn and e.style.note and not e.pale]
    for facet, found in wanted:
        if found is None:
            if isinstance(facet.owner, Element) or not _claim(sheet, facet, drawn, done, plane, texts):
                rows.extend(_row(facet, facet.owner))
            continue
        element, own = found
        way = element.__dict__.get(facet.slot)
        spot: Any = None
        if facet.where != "box":
            spot = _turn(element, way) if isinstance(way, Turned) else element.spot(facet.slot)
        if spot is None or not drawable(spot, own):
            rows.extend(_row(facet, element))
            continue
        if isinstance(spot, Along) and (facet.slot in LENGTHS or _run(facet.slot)):
            spot = _whole(sheet, spot, facet.words, own)
        if not isinstance(spot, SPOTS):
            _ink(sheet, spot, facet, element.id, own, texts)
            continue
        theirs = by_owner.setdefault(element.id, [])
        for text in theirs:
            if text.spot == spot:
                text.lines.append(facet.words)
                text.slots.append(facet.slot)
                text.keys.append(facet.key)
                break
        else:
            theirs.append(Text(element.id, spot, own, facet.slot, facet.words, facet))
            texts.append(theirs[-1])
    return _once(sheet, texts), rows


def _once(sheet: Sheet, texts: list[Text]) -> list[Text]:
    """A length is not said twice of one stretch, as that of two things or beside its own dimension line."""
    straight = [text for text in texts if type(text.spot) is Along]
    if len(straight) + len(sheet.gauges) < 2 or not straight:
        return texts
    said = {_stretch(plane, ink.start, ink.end, [ink.words]) for ink, _, plane in sheet.gauges if ink.words}
    twice = set()
    for text in straight:
        stretch = _stretch(text.plane, text.spot.start, text.spot.end, text.lines)
        if (stretch in said and text.slots != ["label"]) or (
            text.slots in (["width"], ["height"]) and text.spot.away and any(across in said for across in _across(text))
        ):
            twice.add(id(text))
        said.add(stretch)
    return [text for text in texts if id(text) not in twice] if twice else texts


def _stretch(plane: Plane, start: Point, end: Point, lines: list[Words]) -> tuple[frozenset[XY], tuple[str, ...]]:
    return frozenset((near(plane.place(start)), near(plane.place(end)))), tuple([run.text for words in lines for run in words])


def _across(text: Text) -> Iterator[tuple[frozenset[XY], tuple[str, ...]]]:
    """The same for the side of a rectangle that lies across from that of its text, and for its middle: they are as long."""
    spot: Any = text.spot
    yield _stretch(text.plane, spot.away + (spot.away - spot.end), spot.away + (spot.away - spot.start), text.lines)
    half = (spot.end - spot.start) * 0.5
    yield _stretch(text.plane, spot.away - half, spot.away + half, text.lines)


def _turn(element: Any, way: Turned) -> AngleArc | Beside | None:
    """The angle by which a direction was said, at the tail of what has this direction."""
    shown = getattr(element, "shown", None)
    line = getattr(element, "curve", None)
    light = getattr(element, "light", None)
    tail: Point | None = None
    end: Point | None = None
    if shown is not None:
        tail, end = shown()
    elif light and isinstance(light, tuple):
        tail, end = light[:2]
    elif isinstance(line, Straight):
        tail, end = line.start, line.end
    if tail is None or end is None:
        return Beside(element.center) if isinstance(element.center, Point) else None
    if hasattr(way, "from_place"):
        way = way.from_place(tail)
    first, second = (way.first, way) if way.first.cross(way) >= 0 else (way, way.first)
    return AngleArc(tail, first, Vector(second.x, second.y), reference=(way.first,), room=(end - tail).length)


def _run(slot: str) -> bool:
    """A slot like `AB`, the length of a side."""
    return slot[:1].isupper() and len(slot) <= 4


def _whole(sheet: Sheet, spot: Along, words: Words, plane: Plane) -> Along | Gauge:
    """A length beside its line; but if points divide the line, a dimension, which shows from where to where it goes."""
    (x0, y0), (x1, y1) = plane.place(spot.start), plane.place(spot.end)
    n = hypot(x1 - x0, y1 - y0)
    if n < 30 or plane.to_mm is not None:
        return spot
    ux, uy = (x1 - x0) / n, (y1 - y0) / n
    for x, y in sheet.dots:
        if abs((x - x0) * uy - (y - y0) * ux) < 0.5 and 3 < (x - x0) * ux + (y - y0) * uy < n - 3:
            side = (spot.end - spot.start).left() * (spot.side or 1)
            if spot.away is not None and (spot.away - spot.start).dot(side) > 0:
                side = -side
            return Gauge(spot.start, spot.end, words, None, side if spot.side or spot.away is not None else None)
    return spot


def _claim(sheet: Sheet, facet: Facet, drawn: Values, done: dict[int, Any], plane: Plane, texts: list[Text]) -> bool:
    """A fact's own marks, its words filled in where they want some; False if it has none."""
    relation = facet.owner.relation
    if facet.where == "box" or relation.__class__.marks is Relation.marks:
        return False
    relation = relation.evaluated(drawn, done)
    owner = f"fact{facet.owner.number}" if not facet.owner.owner else facet.owner.owner
    some = False
    for mark in relation.marks():
        spot = mark.spot if isinstance(mark, Label) else mark
        if not drawable(spot, plane):
            continue
        some = True
        ink = _whole(sheet, spot, facet.words, plane) if isinstance(spot, Along) else mark
        if isinstance(ink, SPOTS):
            texts.append(Text(owner, ink, plane, facet.slot, facet.words, facet))
        else:
            _ink(sheet, ink, facet, owner, plane, texts, facet.owner.number + 1)
    return some


def _row(facet: Facet, owner: Any) -> Iterator[BoxRow]:
    """What could not stand on its object, as a row of the box: `m = 2 kg` as it is, a bare value with what it belongs to."""
    words = facet.words
    if not words or facet.slot == "label":
        return
    if isinstance(owner, Element):
        if facet.slot == "angle" and words == LEVEL:
            return  # seen as drawn
        if not any("=" in run.text for run in words):
            words = (Run(f"{_called(owner)}, {facet.slot.replace('_', ' ')} "), *words)
    elif facet.row:
        words = facet.row
    elif owner.text:
        words = (Run(owner.text.replace("==", "=")),)
    yield BoxRow("given", words, facet.key, facet.number, facet.symbol, facet.quantity, facet.frame)


def _called(owner: Element) -> str:
    """`beam`, or with its name if that is printed, or there are several."""
    alone = not owner.prints_name and owner.style.label is None and sum([x.kind == owner.kind for x in owner.frame.elements]) < 2
    return owner.kind.replace("_", " ") if alone and owner.kind else owner.describe()


def _ink(sheet: Sheet, ink: Ink, facet: Facet, owner: str, plane: Plane, texts: list[Text], fact: int = 0) -> None:
    """Ink whose words, if it has none, are those of the facet."""
    words = facet.words
    if isinstance(ink, (Gauge, AngleArc)) and not ink.words:
        ink = replace(ink, words=words)
    elif isinstance(ink, Label):
        texts.append(Text(owner, ink.spot, plane, ink.role, ink.words or words, facet))
        return
    sheet.take((ink,), owner, plane, fact)
