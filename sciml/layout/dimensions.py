"""Dimension lines: where they disturb least, with arrow heads inside or, where short, outside, and their text in the line or beside it."""

from __future__ import annotations

from math import hypot

from ..ink import Gauge, Look
from ..scene import Fill, Mark, Path, Stroke
from .geometry import XY, Rect
from .marks import THIN, stroke
from .obstacles import Obstacles, Piece
from .ornaments import head, head_size, rounded
from .sheet import Plane, Sheet
from .words import Setting

__all__ = ["gauge_marks"]


class _Line:
    """One way to draw a dimension: from a to b on the page, offset from its places p and q."""

    __slots__ = ("a", "b", "cost", "n", "outside", "text", "u")

    def __init__(self, a: XY, b: XY, u: XY, n: XY, outside: bool, text: tuple[float, float] | None, cost: float) -> None:
        self.a, self.b, self.u, self.n, self.outside, self.text, self.cost = a, b, u, n, outside, text, cost


OFFSETS = (0.0, 11.0, 15.0, 20.0, 26.0, 33.0, 41.0, 50.0, 62.0, 76.0, 92.0)


FAR_SIDE = 22.0
"""what it costs to stand on the other side than the thing says."""
FIRM = 12.0
"""what it costs more where things stand on that other side"""
CROSSED = 30.0
"""what each stroke costs that a dimension's text covers, and each text that its extension lines run through."""
ENTERED = 25.0
"""what each body costs that its line runs through"""
MOVED = 6.0
"""what it costs that the text does not stand in the middle."""
HAIR = 1e-6
USUAL = 60.0
"""what it seldom costs more to draw a dimension; where the first tries are as dear, they need not be thought through"""
BESIDE = 9.0
"""pt that a dimension keeps from strokes that run along it."""


def gauge_marks(sheet: Sheet, k: int, setting: Setting | None) -> Rect | None:
    """Draws one dimension where it disturbs least, and returns the box of its text, whose middle is where the text goes."""
    ink, owner, plane = sheet.gauges[k]
    p, q = plane.place(ink.start), plane.place(ink.end)
    u = _measured(ink, plane, p, q)
    length = (q[0] - p[0]) * u[0] + (q[1] - p[1]) * u[1]
    if length < 0:
        u, length = (-u[0], -u[1]), -length
    if length < 0.5:
        return None
    side = plane.way(ink.side, ink.start) if ink.side is not None else None
    far = FAR_SIDE + FIRM if ink.firm else FAR_SIDE
    best = _best(sheet, (p, q), u, length, setting, side, far, USUAL) or _best(sheet, (p, q), u, length, setting, side, far, 1e18)
    assert best is not None
    _draw_gauge(sheet, best, p, q, owner, setting)
    if setting is None or best.text is None:
        return None
    x, y = best.text
    return x - setting.width / 2, y - setting.height / 2, x + setting.width / 2, y + setting.height / 2


def _best(sheet: Sheet, ends: tuple[XY, XY], u: XY, length: float, setting: Setting | None, told: XY | None, other: float, limit: float) -> _Line | None:
    """The cheapest way to draw a dimension that costs less than `limit`. told: the side on which the thing says that it should be; other: what it costs to
    stand on the other one."""
    n = (u[1], -u[0])
    sides = [n, (-n[0], -n[1])]
    if told is not None:
        sides.sort(key=lambda m: -(m[0] * told[0] + m[1] * told[1]))
    best: _Line | None = None
    for m, far in ((sides[0], 0.0), (sides[1], other if told is not None else 0.0)):
        for step in OFFSETS:
            off = step * sheet.theme.text / 10
            if off + far >= limit:
                break
            line = _try(sheet, *ends, u, m, length, off, setting, told is not None, (far, limit))
            if line is not None and line.cost + far < limit:
                line.cost += far
                limit, best = line.cost, line
    return best


def _measured(ink: Gauge, plane: Plane, p: XY, q: XY) -> XY:
    if ink.along is not None:
        return plane.way(ink.along, ink.start)
    n = hypot(q[0] - p[0], q[1] - p[1])
    return ((q[0] - p[0]) / n, (q[1] - p[1]) / n) if n else (1.0, 0.0)


def _try(sheet: Sheet, p: XY, q: XY, u: XY, m: XY, length: float, off: float, setting: Setting | None, told: bool, bid: tuple[float, float]) -> _Line | None:
    """The dimension on side m at this distance, and what it costs there. bid: a further cost, and what the whole must be less than, else None."""
    ground = sheet.obstacles
    far, limit = bid
    base = max(p[0] * m[0] + p[1] * m[1], q[0] * m[0] + q[1] * m[1]) + off
    pu, qu = p[0] * u[0] + p[1] * u[1], q[0] * u[0] + q[1] * u[1]
    a = (pu * u[0] + base * m[0], pu * u[1] + base * m[1])
    b = (qu * u[0] + base * m[0], qu * u[1] + base * m[1])
    cost = off
    if off == 0.0 and (told or ground.dotted(*a, 0.5) or ground.dotted(*b, 0.5)):
        cost += 40.0 if told else 18.0
    size = sheet.theme.head[0]
    if ground.pierced((a[0] + u[0] * size, a[1] + u[1] * size), (b[0] - u[0] * size, b[1] - u[1] * size)):
        cost += 30.0  # a whole arrowhead on a thing
    if cost + far >= limit:
        return None
    w, h = (setting.width / 2, setting.height / 2) if setting else (0.0, 0.0)
    along = abs(u[0]) * w + abs(u[1]) * h
    across = abs(m[0]) * w + abs(m[1]) * h
    text: XY | None = None
    outside = length < 2 * size + 3
    tests: list[tuple[float, float]] = []
    middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
    if setting is not None:
        if not outside and length >= 2 * along + 2 * size + 10:
            tests.append(middle)
        rise = across + (2.2 if length >= 2 * along + 2 else 5.5)  # a text that is wider than the line stands clear of its extension lines
        tests.extend([(middle[0] + s * rise * m[0], middle[1] + s * rise * m[1]) for s in (1, -1)])
        if outside or length < 2 * along + 2 * size + 10:
            reach = length / 2 + along + 2.5 + (9.0 if outside else 0.0)
            tests.extend([(middle[0] + s * reach * u[0], middle[1] + s * reach * u[1]) for s in (1, -1)])
        worst, text = _text_place(ground, tests, setting, middle, u, outside, max(limit - cost - far + HAIR, CROSSED))
        if worst >= CROSSED:  # something runs through its middle: off it along the line, or past an end and beside what is measured
            more = []
            for x, y in [] if outside else tests[:3]:
                shift = min(length / 4, length / 2 - along - size - 3.0) if (x, y) == middle else length / 4
                more.extend([(x + s * shift * u[0], y + s * shift * u[1]) for s in ((1, -1) if u[1] <= 0 else (-1, 1))])
            reach, rise = length / 2 + along + 2.5 + (9.0 if outside else 0.0), max(across - 2.0, 0.0)
            more.extend([(middle[0] + s * reach * u[0] + rise * m[0], middle[1] + s * reach * u[1] + rise * m[1]) for s in (-1, 1)])
            other, place = _text_place(ground, more, setting, middle, u, True, min(worst, limit - cost - far + HAIR) - MOVED + HAIR)
            if other + MOVED < worst:
                worst, text = other + MOVED, place
        cost += worst
    extend = 9.0 if outside else 0.0
    if cost + far >= limit:
        return None
    joints = (_among(sheet.feet, a), _among(sheet.feet, b)) if sheet.feet else (False, False)
    cost += _along_cost(ground, a, b, u, extend, joints, limit - cost - far + HAIR)
    if cost + far >= limit:
        return None
    cost += _meant_cost(ground, (p, q), (a, b))
    return _Line(a, b, u, m, outside, text, cost)


def _meant_cost(ground: Obstacles, places: tuple[XY, XY], feet: tuple[XY, XY]) -> float:
    """What its extension lines cross, and the bodies that its line runs through and does not measure."""
    cost = ENTERED * ground.entered(*feet, places)
    for place, foot in zip(places, feet, strict=True):
        gap = hypot(foot[0] - place[0], foot[1] - place[1])
        if gap > 3:
            t = 2.5 / gap
            start = (place[0] + (foot[0] - place[0]) * t, place[1] + (foot[1] - place[1]) * t)
            cost += 5.0 * ground.crossings(*start, *foot) + CROSSED * ground.lettered(*start, *foot)
    return cost


def _text_place(ground: Obstacles, tests: list[tuple[float, float]], setting: Setting, middle: XY, u: XY, outside: bool, least: float) -> tuple[float, XY]:
    """The best of some places for the text, and what it costs; at `least` none is good enough."""
    w, h = setting.width / 2, setting.height / 2
    worst, text = least, middle
    for rank, (x, y) in enumerate(tests):
        away = abs((x - middle[0]) * u[0] + (y - middle[1]) * u[1]) > 1.0
        bad = 1.5 * rank + (5.0 if away and not outside else 0.0)
        if bad >= worst:
            continue
        rect = (x - w, y - h, x + w, y + h)
        bad += CROSSED * len(ground.hits(rect, 1.2, most=1 + int((worst - bad) / CROSSED)))
        if bad < worst and ground.boxes and ground.boxed(rect, 6.0):
            bad += 80.0 if ground.boxed(rect, 2.0) else 8.0
        if bad < worst:
            worst, text = bad, (x, y)
    return worst, text


def _among(feet: list[XY], place: XY) -> bool:
    """Whether a dimension ends at a place."""
    return any([abs(place[0] - x) < 0.5 and abs(place[1] - y) < 0.5 for x, y in feet])


def _along_cost(ground: Obstacles, a: XY, b: XY, u: XY, extend: float, joints: tuple[bool, bool], most: float) -> float:
    """What the line itself meets: strokes that it crosses, and worse, in each step of about 14 pt, strokes that run along it. From `most` on, more does not
    matter."""
    cost = 0.0
    x0, y0, x1, y1 = a[0] - extend * u[0], a[1] - extend * u[1], b[0] + extend * u[0], b[1] + extend * u[1]
    n = hypot(x1 - x0, y1 - y0)
    steps = max(2, int(n / 14))
    if ground.boxes:
        for i in range(steps):
            if ground.boxed(_step(x0, y0, x1, y1, i, steps), 1.0):
                cost += 60.0
    whole = (x0 if x0 < x1 else x1, y0 if y0 < y1 else y1, x1 if x0 < x1 else x0, y1 if y0 < y1 else y0)
    for piece in ground.near(whole, BESIDE):
        px, py = piece[6], piece[7]
        side0 = (piece[4] - x0) * u[1] - (piece[5] - y0) * u[0]
        side1 = side0 + px * u[1] - py * u[0]
        crossing = side0 * side1 < 0
        if not crossing and abs(side0) >= BESIDE and abs(side1) >= BESIDE:
            continue
        if (joints[0] or joints[1]) and _follows(x0, y0, u, n, extend, piece, side0, side1, joints):
            continue
        m = hypot(px, py)
        if m > 3 and abs(px * u[1] - py * u[0]) < 0.12 * m:
            each = 25.0 if abs(side0) < 3.5 else 9.0 * (1 - (abs(side0) - 3.5) / (BESIDE - 3.5)) if abs(side0) < BESIDE else 0.0
            if each:
                cost += each * _met(ground, piece, (x0, y0, x1, y1), u, n, steps, min(steps, int((most - cost) / each) + 1))
        elif (crossing or abs(side0) < 2.0 or abs(side1) < 2.0) and _met(ground, piece, (x0, y0, x1, y1), u, n, steps, 1):
            cost += 7.0 if crossing else 3.0
        if cost >= most:
            break
    return cost


def _step(x0: float, y0: float, x1: float, y1: float, i: int, steps: int) -> Rect:
    """The rectangle over one of the steps of a line."""
    s, t = i / steps, (i + 1) / steps
    xa, ya, xb, yb = x0 + (x1 - x0) * s, y0 + (y1 - y0) * s, x0 + (x1 - x0) * t, y0 + (y1 - y0) * t
    return xa if xa < xb else xb, ya if ya < yb else yb, xb if xa < xb else xa, yb if ya < yb else ya


def _met(ground: Obstacles, piece: Piece, line: tuple[float, float, float, float], u: XY, n: float, steps: int, most: int) -> int:
    """In how many steps of a line, or in `most`, a piece that can be seen comes near it."""
    x0, y0, x1, y1 = line
    t0 = (piece[4] - x0) * u[0] + (piece[5] - y0) * u[1]
    t1 = t0 + piece[6] * u[0] + piece[7] * u[1]
    if t0 > t1:
        t0, t1 = t1, t0
    west, north, east, south, px, py, dx, dy, half, z, _ = piece
    ax, ay = abs(dx), abs(dy)
    spread = (BESIDE + half) * 1.5
    count = 0
    for i in range(max(0, int((t0 - spread) * steps / n)), min(steps - 1, int((t1 + spread) * steps / n)) + 1):
        rect = left, top, right, bottom = _step(x0, y0, x1, y1, i, steps)
        left, top, right, bottom = left - BESIDE, top - BESIDE, right + BESIDE, bottom + BESIDE
        if west > right or east < left or north > bottom or south < top:
            continue
        hh, hw = (bottom - top) / 2, (right - left) / 2
        if abs(dx * ((top + bottom) / 2 - py) - dy * ((left + right) / 2 - px)) - ax * (hh + half) - ay * (hw + half) > 0:
            continue
        if not (ground.solid and ground.hidden(z, rect)):
            count += 1
            if count == most:
                break
    return count


def _follows(x0: float, y0: float, u: XY, n: float, extend: float, piece: Piece, side0: float, side1: float, joints: tuple[bool, bool]) -> bool:
    """Whether a stroke belongs to a dimension in line with this one, which begins where that ends: its line, or the extension line that both share.
    joints: whether one begins at the start, at the end."""
    t0 = (piece[4] - x0) * u[0] + (piece[5] - y0) * u[1]
    t1 = t0 + piece[6] * u[0] + piece[7] * u[1]
    low, high = min(t0, t1), max(t0, t1)
    if abs(side0) < 0.5 and abs(side1) < 0.5:
        return (joints[0] and high < extend + 0.5) or (joints[1] and low > n - extend - 0.5)
    return high - low < 0.5 and ((joints[0] and abs(low - extend) < 0.5) or (joints[1] and abs(high - n + extend) < 0.5))


def _draw_gauge(sheet: Sheet, line: _Line, p: XY, q: XY, owner: str, setting: Setting | None) -> None:
    sheet.feet += (line.a, line.b)
    look = THIN
    pen = sheet.stroke(look)
    assert pen is not None
    hair = Look(color="ink", weight="hair", layer="mark")
    for place, foot in ((p, line.a), (q, line.b)):
        gap = hypot(foot[0] - place[0], foot[1] - place[1])
        if gap > 2.5:
            dx, dy = (foot[0] - place[0]) / gap, (foot[1] - place[1]) / gap
            start = min(2.2, gap * 0.4)
            stroke(sheet, "ML", (place[0] + start * dx, place[1] + start * dy, foot[0] + 2.5 * dx, foot[1] + 2.5 * dy), owner, hair)
        elif min(abs(line.u[0]), abs(line.u[1])) < 0.02:
            stroke(sheet, "ML", (foot[0] - 3 * line.n[0], foot[1] - 3 * line.n[1], foot[0] + 3 * line.n[0], foot[1] + 3 * line.n[1]), owner, hair)
    ux, uy = line.u
    length = hypot(line.b[0] - line.a[0], line.b[1] - line.a[1])
    size, half = head_size(sheet.theme.head, pen.width, 1e9 if line.outside else length / 2)
    inward = 1.0 if line.outside else -1.0
    ends: list[XY] = []
    layer, z = sheet.depth(look)
    heads: list[Mark] = []
    for (x, y), way in ((line.a, inward), (line.b, -inward)):
        points, inner = head(x, y, way * ux, way * uy, size, half)
        heads.append(Path("MLLLZ", points, None, Fill(pen.color)))
        sheet.obstacles.line(x - way * size * ux, y - way * size * uy, x, y, half * 0.7, z, owner)
        ends.append(inner)
    for x0, y0, x1, y1 in _dimension_lines(line, ends, setting):
        sheet.put(Path("ML", rounded((x0, y0, x1, y1)), Stroke(pen.color, pen.width)), owner, layer)
        sheet.obstacles.line(x0, y0, x1, y1, pen.width / 2, z, owner)
    for mark in heads:
        sheet.put(mark, owner, layer)


def _dimension_lines(line: _Line, ends: list[XY], setting: Setting | None) -> list[tuple[float, float, float, float]]:
    """The line between the heads, broken where the text stands in it; stubs outside where it is short."""
    ux, uy = line.u
    if line.outside:
        return [
            (ends[0][0] - 5 * ux, ends[0][1] - 5 * uy, *ends[0]),
            (*line.a, *line.b),
            (*ends[1], ends[1][0] + 5 * ux, ends[1][1] + 5 * uy),
        ]
    if setting is not None and line.text is not None:
        x, y = line.text
        if abs((x - line.a[0]) * uy - (y - line.a[1]) * ux) < 0.5:
            w, h = setting.width / 2 + 2.2, setting.height / 2 + 2.2
            reach = min(w / abs(ux) if abs(ux) > 1e-9 else 1e9, h / abs(uy) if abs(uy) > 1e-9 else 1e9)
            t = (x - line.a[0]) * ux + (y - line.a[1]) * uy
            length = hypot(line.b[0] - line.a[0], line.b[1] - line.a[1])
            if 0 < t < length:
                return [
                    (*ends[0], line.a[0] + (t - reach) * ux, line.a[1] + (t - reach) * uy),
                    (line.a[0] + (t + reach) * ux, line.a[1] + (t + reach) * uy, *ends[1]),
                ]
    return [(*ends[0], *ends[1])]
