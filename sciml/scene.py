"""A finished picture: marks in drawing order, nothing left to decide.

Units are points (1/72 inch); the origin is the top left corner, y grows downwards. Coordinates lie on the 1/1000 pt grid.
This is the only thing of ours that the renderer knows.
"""

from __future__ import annotations

from .grammar.record import Record, field

__all__ = ["WHOLE", "Color", "Fill", "Glyph", "Group", "Hatch", "Mark", "Outline", "Path", "Scene", "Stroke", "TextMark", "on_grid"]

WHOLE = 6755399441055744.0
"""A number plus this minus this is rounded to a whole one, at a quarter of what `round` costs."""


def on_grid(value: float) -> float:
    """The nearest place of the 1/1000 grid."""
    return (value * 1000 + WHOLE - WHOLE) / 1000


Color = str
"""`#rrggbb` or `#rrggbbaa`."""


class Stroke(Record):
    """width in pt; dash: lengths in pt, on and off in turn, empty for a solid line; cap and join: butt|round|square, miter|round|bevel."""

    color: Color = "#000000"
    width: float = 0.8
    dash: tuple[float, ...] = ()
    cap: str = "butt"
    join: str = "miter"


class Hatch(Record):
    """Parallel lines clipped to the filled shape. angle in degrees counter-clockwise from right, spacing and width in pt; cross: a second set at +90
    degrees."""

    color: Color
    angle: float = 45.0
    spacing: float = 5.0
    width: float = 0.4
    cross: bool = False


class Fill(Record):
    """color None: only the hatch. Even-odd rule if `even_odd`, else non-zero."""

    color: Color | None = None
    hatch: Hatch | None = None
    even_odd: bool = False


class Path(Record):
    """ops: a string of M L C Z (move, line, cubic, close); points: its coordinates in order, flat: 2, 2, 6, 0 numbers an op."""

    ops: str
    points: tuple[float, ...]
    stroke: Stroke | None = None
    fill: Fill | None = None


class Glyph(Record):
    """One outline: font key and glyph id in `Scene.outlines`, its origin (baseline, pt) as seen from that of its text, size in pt an em; angle in degrees
    counter-clockwise."""

    font: str
    id: int
    x: float
    y: float
    size: float
    angle: float = 0.0


class TextMark(Record):
    """A set text. text: what it says, in Unicode; box: left, top, right, bottom on the page; rules: paths (fraction bars, roots), filled in the text's
    colour if they have neither stroke nor fill of their own; x, y: where its origin is on the page. Glyphs and rules are measured from there, and stand on
    the nearest places of the grid."""

    text: str
    glyphs: tuple[Glyph, ...]
    box: tuple[float, float, float, float]
    color: Color = "#000000"
    rules: tuple[Path, ...] = ()
    x: float = 0.0
    y: float = 0.0


class Group(Record):
    """Marks that belong to one object. id is unique in the scene (`b`, `b.label`, `ax.c`), role: object|label|mark|frame|givens|caption|background,
    title: a short description, span: where it stands in the author's text."""

    id: str
    role: str
    marks: tuple[Mark, ...]
    title: str = ""
    span: tuple[int, int] | None = None


Mark = Path | TextMark | Group


class Outline(Record):
    """A glyph in font units of 1/1000 em, y up; ops and points as in Path, filled non-zero."""

    ops: str
    points: tuple[float, ...]


class Scene(Record):
    """One page.

    width, height: pt; background: a colour or None; alt: generated alternative text; describe: the same as a tree of
    (text, children); data: what the JSON export adds (objects, rows of the report); outlines: (font, glyph id) -> Outline.
    """

    width: float
    height: float
    marks: tuple[Mark, ...]
    title: str = ""
    alt: str = ""
    background: Color | None = "#ffffff"
    outlines: dict[tuple[str, int], Outline] = field(default_factory=dict)
    data: dict[str, object] = field(default_factory=dict)
    language: str = "en"
