"""What a kind draws: shapes in the coordinates of its frame (y up), with ornaments whose size is the page's, not the frame's.

`layout` turns ink into the marks of a `Scene`: it maps coordinates to the page, gives lines and arrow heads the theme's weights, sets texts and
finds places for labels. Ink says what a thing is (an arrow, a dimension, a label of this spot), never where a label ends up.
"""

from __future__ import annotations

from .grammar.record import Record, field
from .plane import Point, Vector
from .typeset import Run

__all__ = [
    "Along",
    "AngleArc",
    "Arrow",
    "Beside",
    "Chevrons",
    "Dot",
    "Fixed",
    "Gauge",
    "Ink",
    "Inside",
    "Label",
    "Lettering",
    "Look",
    "OnPath",
    "Paragraph",
    "RightAngle",
    "Shape",
    "Spot",
    "Strokes",
    "Ticks",
    "Words",
]

Words = tuple[Run, ...]


class Look(Record):
    """How a shape is drawn, in words that the theme knows.

    color: ink, muted, faint, accent, accent2 ..., white, none, or any colour the author names; weight: hair, thin, normal, bold;
    dash: solid, dashed, dotted, dashdot; fill: None, or paper, light, medium, dark, water, accent_light ..., or an author's colour;
    hatch: None, lines, cross, dots; layer: background (grid, field), body, line, mark: drawn in this order; under: with the background, but
    labels and dimensions keep off it (an axis).
    """

    color: str = "ink"
    weight: str = "normal"
    dash: str = "solid"
    fill: str | None = None
    hatch: str | None = None
    layer: str = "body"
    cap: str = "butt"
    join: str = "round"


class Ink(Record):
    """Base of everything a kind draws."""


class Shape(Ink):
    """A path. ops: M L C Z as in Scene.Path; points: one Point for M and L, three for C, none for Z. obstacle: labels keep off its stroke."""

    ops: str
    points: tuple[Point, ...]
    look: Look = Look()
    obstacle: bool = True


class Strokes(Ink):
    """Short parallel strokes on the side of a path, as under the ground or behind a wall.

    side: +1 left of the path's direction, -1 right. kind: hatch (slanted strokes), bricks, ripples."""

    path: tuple[Point, ...]
    side: int = -1
    kind: str = "hatch"
    look: Look = Look(weight="thin", color="muted", layer="background")


class Dot(Ink):
    """A filled disc of page size; hollow: a ring. radius in pt."""

    at: Point
    radius: float = 1.6
    hollow: bool = False
    look: Look = Look(layer="mark")


class Arrow(Ink):
    """A straight arrow. head: filled (vectors), open, none; double: head at both ends; role: force, velocity, ... (theme colours)."""

    tail: Point
    tip: Point
    role: str = "vector"
    head: str = "filled"
    double: bool = False
    look: Look = Look(layer="mark", weight="bold")
    bend: tuple[Point, ...] = ()
    """further points between tail and tip of a curved arrow: two control points of one cubic."""


class Ticks(Ink):
    """Equality marks: `count` short strokes across the middle of a segment or arc."""

    start: Point
    end: Point
    count: int = 1
    bulge: Point | None = None
    """a third point of an arc that the mark sits on, instead of the middle of the segment."""


class Chevrons(Ink):
    """Parallel marks: `count` small arrow heads at the middle of a segment, pointing to its end. headless: slanting strokes in their place, one more, where
    heads would look like those of arrows."""

    start: Point
    end: Point
    count: int = 1
    headless: bool = False


class RightAngle(Ink):
    """The small square at a corner, between two directions."""

    vertex: Point
    first: Vector
    second: Vector


class AngleArc(Ink):
    """The arc of an angle from direction `first` counter-clockwise to `second`; layout chooses the radius. count: parallel arcs.

    words may be empty. reference: also draw a short dashed line from the vertex along this direction."""

    vertex: Point
    first: Vector
    second: Vector
    words: Words = ()
    count: int = 1
    arrow: bool = False
    reference: tuple[Vector, ...] = ()
    room: float | None = None
    """how far (frame units) the legs reach, so that the arc fits."""


class Gauge(Ink):
    """A dimension line with extension lines between two places, measured along `along` (None: straight from start to end).

    side: the way to move it off the object (None: layout chooses the freer side); firm: on the other side things stand."""

    start: Point
    end: Point
    words: Words
    along: Vector | None = None
    side: Vector | None = None
    firm: bool = False


class Beside(Record):
    """Next to a place. toward: preferred way out (None: any); clear: pt to keep from the place; shaft: the other end of an arrow that the label may stand
    along, if there is no good place at its tip."""

    at: Point
    toward: Vector | None = None
    clear: float = 3.0
    shaft: Point | None = field(default=None, kw_only=True)


class Along(Record):
    """Beside the middle of a straight piece. side: +1 left of start -> end, -1 right, 0 the freer one; away: a place to keep off (inside of a triangle)."""

    start: Point
    end: Point
    side: int = 0
    away: Point | None = None


class OnPath(Record):
    """Beside a curve, anywhere along it; `best` is the fraction to try first; off: an area whose outside it prefers."""

    points: tuple[Point, ...]
    best: float = 0.7
    off: tuple[Point, ...] = ()


class Inside(Record):
    """Within an area (its outline); falls back to a leader. rim: its outer edge, if it has holes."""

    outline: tuple[Point, ...]
    center: Point | None = None
    rim: tuple[Point, ...] = ()


class Fixed(Record):
    """Exactly here, never moved: text that an author placed, a tick, a cell. align: which part of the text lies at the place: center left right above below
    (`left`: the text begins there; `above`: it stands on it); gap: pt kept from the place."""

    at: Point
    align: str = "center"
    gap: float = 0.0
    turn: float = 0.0
    """degrees counter-clockwise about the place"""


Spot = Beside | Along | OnPath | Inside | Fixed


class Label(Ink):
    """A text that belongs at a spot. role: name, value, equation, note; owner: id of its object; near: frame units within which a leader is not needed."""

    words: Words
    spot: Spot
    role: str = "name"
    owner: str = ""
    size: float = 1.0
    look: Look = Look(layer="mark")
    key: str = field(default="", kw_only=True)
    """what given it makes readable (facet key)."""


class Lettering(Ink):
    """One line of words set exactly there, by its baseline, and never moved: a cell, a heading of a table. Labels keep off it.

    align: which end of it lies at the place: left center right; turn: degrees counter-clockwise about the place; size: 1 is that of labels."""

    words: Words
    at: Point
    align: str = "left"
    size: float = 1.0
    turn: float = 0.0
    look: Look = Look(layer="mark")
    key: str = ""
    """of several that belong together (the lines of one cell)"""


class Paragraph(Ink):
    """Text outside the drawing, set by the page below or above it. role: caption, note, equation, options, claim, title; items: options, one each."""

    words: Words = ()
    role: str = "note"
    items: tuple[Words, ...] = ()
