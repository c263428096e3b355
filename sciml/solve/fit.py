"""How large a plane is on the page: the extent of what is drawn in it, and the frame units a millimetre that make it fit."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from ..expression import Const, Memo, Num, Var, evaluate
from ..figure import Figure, Frame
from ..plane import Point, Round, Straight, Track, in_sight

__all__ = ["Spread", "crowded", "dots_of", "extent", "first_guess", "fitted", "nearest", "numbers_of", "overlarge", "short", "together"]

ROOM = (90.0, 65.0)
"""mm that a drawing may take, width and height."""
PANEL = (60.0, 48.0)
MANY = 60
"""points whose distances are looked at"""
SAME = 1e-9
_ALONG = (0, Fraction(1, 3), Fraction(2, 3), 1)
LARGE = (144.0, 112.0)
"""mm that the drawing of a page may take where its labelled points would crowd."""
EASY = 0.75
"""how much of that a drawing takes that is made smaller"""
GAP = 9.0
"""mm between bodies at typed places, side by side: an arrow from one to the other is seen"""
CLOSE = 4.0
"""mm: labelled points that are nearer to one another cannot be told apart by their labels."""
NEAR = 1.12
"""how far from the wish a size may be without another round."""


_HELD = ("outline", "extremes", "points", "vertices", "ends", "boundary")
"""what an element may hold places in"""
_ENDS = ("start", "end", "pivot", "knots", "placed")
"""what one may hold them in that has none of these and is no body: the ends of a rod, of a rope with its bends, the place of a text"""


def places_of(element: Any) -> list[tuple[Num, Num]]:
    """Coordinates that show where an element is, as its own numbers (expressions or floats); those of a round curve are computed (`_around`)."""
    own = element.__dict__
    out: list[tuple[Num, Num]] = []
    at, curve, tail = own.get("at"), own.get("curve"), own.get("tail")
    if isinstance(at, Point):
        out.append((at.x, at.y))
    if isinstance(curve, Straight):
        out += (curve.start.x, curve.start.y), (curve.end.x, curve.end.y)
    elif isinstance(curve, Track):
        out += [(p.x, p.y) for p in curve.points]
    for name in _HELD:
        places = own.get(name)
        if places.__class__ is tuple:
            out += [(p.x, p.y) for p in places if isinstance(p, Point)]
    if isinstance(tail, Point):
        out.append((tail.x, tail.y))
    if not out and curve is None and "origin" not in own:
        for name in _ENDS:
            held = own.get(name)
            if held is not None:
                out += [(p.x, p.y) for p in (held if held.__class__ is tuple else (held,)) if isinstance(p, Point)]
    return out


def numbers_of(element: Any) -> Iterator[Num]:
    """All that must have a value for an element to have a place."""
    curve = element.__dict__.get("curve")
    if isinstance(curve, Round):
        yield from (curve.radius, curve.center.x, curve.center.y)
        if curve.sweep is not None:
            yield from (curve.first, curve.sweep)
    for place in places_of(element):
        yield from place


def _around(curve: Round, values: Mapping[Var, float], memo: Memo) -> list[tuple[float, float]]:
    """Places that a round curve reaches."""
    x, y, r = evaluate(curve.center.x, values, memo), evaluate(curve.center.y, values, memo), evaluate(curve.radius, values, memo)
    if curve.sweep is None:
        return [(x - r, y - r), (x + r, y + r)]
    drawn = Round(Point(x, y), r, evaluate(curve.first, values, memo), evaluate(curve.sweep, values, memo))
    return [(p.x, p.y) for p in map(drawn.at, _ALONG)]


def _seated(element: Any) -> tuple[Num, ...] | None:
    """Of a body: the place of its seat, its turn, width and height."""
    own = element.__dict__
    origin, size = own.get("origin"), own.get("size")
    if isinstance(origin, Point) and isinstance(size, tuple) and len(size) == 2:
        return origin.x, origin.y, own.get("turn", 0), *size
    return None


def _corners(seat: tuple[Num, ...], values: Mapping[Var, float], memo: Memo) -> Iterator[tuple[float, float]]:
    """Of a body: its box, from its seat, turn and size."""
    x, y, turn, w, h = [evaluate(n, values, memo) for n in seat]
    w /= 2
    c, s = math.cos(turn), math.sin(turn)
    for u, v in ((-w, 0.0), (w, 0.0), (w, h), (-w, h)):
        yield x + u * c - v * s, y + u * s + v * c


class Spread:
    """What tells how large the drawing of a plane is, as its own numbers: looked for once, evaluated at each scale.

    dots: the places of labelled points; lines: those that are drawn as far as one sees; seats: of bodies."""

    __slots__ = ("dots", "lines", "places", "rounds", "seats")

    def __init__(self, frame: Frame) -> None:
        self.places: list[tuple[Num, Num]] = []
        self.rounds: list[Round] = []
        self.seats: list[tuple[Num, ...]] = []
        self.lines: list[Straight] = []
        self.dots = dots_of(frame)
        for e in frame.elements:
            if not getattr(e, "drawn", True) or (e.support and getattr(e, "stated", 0) is None):  # a support without a length ends where its guests do
                continue
            curve = e.__dict__.get("curve")
            if isinstance(curve, Straight) and (curve.before or curve.after):
                self.lines.append(curve)
                continue
            self.places += places_of(e)
            if isinstance(curve, Round):
                self.rounds.append(curve)
            seat = _seated(e)
            if seat is not None:
                self.seats.append(seat)


def extent(spread: Spread, values: Mapping[Var, float], memo: Memo) -> tuple[float, float, float] | None:
    """Width and height of what is drawn in a plane, and how near two of its labelled points come (inf where there are no two)."""
    xs = [evaluate(x, values, memo) for x, _ in spread.places]
    ys = [evaluate(y, values, memo) for _, y in spread.places]
    for curve in spread.rounds:
        for a, b in _around(curve, values, memo):
            xs.append(a)
            ys.append(b)
    for seat in spread.seats:
        for a, b in _corners(seat, values, memo):
            xs.append(a)
            ys.append(b)

    def placed(p: Point) -> Point:
        return Point(evaluate(p.x, values, memo), evaluate(p.y, values, memo), name=p.name)

    if spread.lines:
        seen = [in_sight(Straight(placed(c.start), placed(c.end), c.before, c.after), xs, ys) for c in spread.lines]
        xs += [p.x for line in seen for p in (line.start, line.end)]
        ys += [p.y for line in seen for p in (line.start, line.end)]
    xs = [x for x in xs if math.isfinite(x)]
    ys = [y for y in ys if math.isfinite(y)]
    return (max(xs) - min(xs), max(ys) - min(ys), nearest(spread.dots, values, memo)) if xs and ys else None


def dots_of(frame: Frame) -> list[Point]:
    """The places of the labelled points of a plane."""
    named = [e.__dict__.get("at") for e in frame.elements if e.family == "point" and e.drawn and e.style.label is not False]
    return [p for p in named[:MANY] if isinstance(p, Point)]


def nearest(dots: list[Point], values: Mapping[Var, float], memo: Memo) -> float:
    """The least distance of two places that do not fall together."""
    if len(dots) < 2:
        return math.inf
    places = sorted([(evaluate(p.x, values, memo), evaluate(p.y, values, memo)) for p in dots])
    found = math.inf
    for k, (x, y) in enumerate(places):
        for u, v in places[k + 1 :]:
            if u - x >= found:
                break
            d = math.hypot(u - x, v - y)
            if SAME * (abs(x) + abs(y) + abs(u) + abs(v)) < d < found:
                found = d
    return found


def room(figure: Figure, frame: Frame) -> tuple[float, float]:
    """Millimetres this plane may take."""
    if frame is not figure.root:
        return PANEL
    width = figure.options.get("width")
    if isinstance(width, (int, float)) and width > 0:
        mm = max(30.0, width / 72 * 25.4 - 12)
        return mm, mm * ROOM[1] / ROOM[0] * 1.15
    return ROOM


def overlarge(figure: Figure, frame: Frame, found: tuple[float, float, float] | None, mm: float, page: tuple[float, float] | None = None) -> float:
    """By which factor a drawing should be smaller for which no page is wide or high enough (or this one, in mm); 1 for any other."""
    if found is None or not mm > 0:
        return 1.0
    whole = frame is figure.root and "width" not in figure.options
    wide, high = page if page is not None and whole else LARGE if whole else room(figure, frame)
    most = max(found[0] / (mm * wide), found[1] / (mm * high))
    return most / (EASY if whole and page is None else 1.0) if most > (1.0 if whole else 1.1) else 1.0


def together(frame: Frame, values: Mapping[Var, float]) -> set[tuple[str, str]]:
    """Pairs of bodies, circles and polygons whose boxes lie in each other."""
    memo: Memo = {}
    boxes: list[tuple[str, float, float, float, float]] = []
    for e in frame.elements:
        if not e.drawn or e.support or getattr(e, "boundless", False):
            continue
        own, curve = e.__dict__, e.__dict__.get("curve")
        seat = _seated(e)
        spots = (
            list(_corners(seat, values, memo)) if seat is not None else _around(curve, values, memo) if isinstance(curve, Round) and "origin" not in own else []
        )
        if not spots and "vertices" in own:
            spots = [(evaluate(x, values, memo), evaluate(y, values, memo)) for x, y in places_of(e)]
        if spots and len(boxes) < MANY:
            xs, ys = [x for x, _ in spots], [y for _, y in spots]
            boxes.append((e.id, min(xs), max(xs), min(ys), max(ys)))
    out: set[tuple[str, str]] = set()
    for k, (a, left, right, low, high) in enumerate(boxes):
        out.update((a, b) for b, x0, x1, y0, y1 in boxes[:k] if left < x1 and x0 < right and low < y1 and y0 < high)
    return out


def crowded(figure: Figure, frame: Frame, values: Mapping[Var, float], mm: float) -> Fraction | None:
    """Fewer frame units a millimetre for a plane in which bodies stand at typed places, so that those whose size is the page's do not lie in each other; as far
    as the page has room. None where they are apart."""
    mine: list[Any] = [
        e for e in frame.elements if "origin" in e.__dict__ and e.drawn and _typed(e.__dict__.get("placed")) and len(getattr(e, "size", None) or ()) == 2
    ]
    if len(mine) < 2 or not mm > 0:
        return None
    at = [(float(e.placed.x), float(e.placed.y)) for e in mine]
    there = {**values, frame.mm: mm / 2}
    sizes = [tuple([evaluate(n, values) / mm if evaluate(n, values) != evaluate(n, there) else 0.0 for n in e.size]) for e in mine]
    need = mm
    for i, (x, y) in enumerate(at):
        for (u, v), (wide, high) in zip(at[:i], sizes[:i], strict=True):
            across, up = (wide + sizes[i][0]) / 2 + GAP, (high + sizes[i][1]) / 2 + GAP / 2
            if wide and sizes[i][0] and (x, y) != (u, v):
                need = min(need, max(abs(x - u) / across, abs(y - v) / up))
    if need >= mm:
        return None
    room_ = LARGE if frame is figure.root and "width" not in figure.options else room(figure, frame)
    whole = extent(Spread(frame), values, {}) or (0.0, 0.0, 0.0)
    for k in (0, 1):
        ends = [(p[k] - mm * size[k] / 2, p[k] + mm * size[k] / 2) for p, size in zip(at, sizes, strict=True)]
        edge = max(b for _, b in ends) - min(a for a, _ in ends) - max(p[k] for p in at) + min(p[k] for p in at)
        need = max(need, (whole[k] - edge) / max(room_[k] - edge / mm, room_[k] / 2))
    return short(need) if need < mm / 1.02 else None


def _typed(p: Any) -> bool:
    return isinstance(p, Point) and isinstance(p.x, (Const, int, Fraction, float)) and isinstance(p.y, (Const, int, Fraction, float))


def fitted(figure: Figure, frame: Frame, found: tuple[float, float, float] | None, mm: float) -> Fraction | None:
    """Better frame units a millimetre for a drawing of this extent, or None where the present ones do."""
    if found is None or not mm > 0:
        return None
    wide, high = room(figure, frame)
    need = max(found[0] / wide, found[1] / high, frame.least)
    if found[2] < CLOSE * need and frame is figure.root and "width" not in figure.options:
        need = max(found[0] / LARGE[0], found[1] / LARGE[1], frame.least, min(need, found[2] / CLOSE))
    if not need > 0 or mm / NEAR <= need <= mm * NEAR:
        return None
    return short(need)


def short(x: float) -> Fraction:
    """A number of three digits near x."""
    if not (x > 0 and math.isfinite(x)):
        return Fraction(1)
    k = math.floor(math.log10(x)) - 2
    top, below = x.as_integer_ratio()
    if k < 0:
        top *= 10**-k
    else:
        below *= 10**k
    n, rest = divmod(top, below)
    if 2 * rest > below or (2 * rest == below and n % 2):
        n += 1
    return Fraction(n, 10**-k) if k < 0 else Fraction(n * 10**k)


def first_guess(figure: Figure, frame: Frame) -> Fraction:
    """Where `check` gave none: the largest given length is 60 mm."""
    lengths = [abs(evaluate(figure.constants[v], {})) for v in figure.literals if v in figure.constants]
    biggest = max((x for x in lengths if not math.isnan(x)), default=0.0)
    return short(biggest / 60) if biggest > 0 else Fraction(1)
