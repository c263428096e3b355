"""Ways of edges between placed nodes: straight, bowed where a node or a fellow is in the way, loops; and places for what is written beside them."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from math import atan2, cos, floor, hypot, pi, sin

from .graphs_net import Link, Net
from .graphs_shapes import XY, Form, along, flat_cubic, leave, part_of, turn_to

__all__ = ["Field", "Way", "aside", "label_places", "routed"]

CLEAR = 0.9
"""mm that an edge keeps from a node that is not its end"""
CELL = 12.0
HEADS = 2.6
"""mm between heads that come to one side"""


class Way:
    """The drawn way of an edge. ops, points: as in a Shape; flat: as straight pieces; loop: from a node to itself;
    hits: how many nodes it meets that are not its ends."""

    __slots__ = ("flat", "hits", "loop", "ops", "points")

    def __init__(self, points: Sequence[XY], ops: str = "", loop: bool = False) -> None:
        self.points, self.loop, self.hits = tuple(points), loop, -1
        self.ops = ops or "M" + "L" * (len(points) - 1)
        self.flat = [self.points[0]]
        at = 1
        for op in self.ops[1:]:
            if op == "L":
                self.flat.append(self.points[at])
                at += 1
            else:
                self.flat += flat_cubic(self.points[at - 1 : at + 3])[1:]
                at += 3


def routed(net: Net, through: Sequence[Sequence[XY]], bends: Sequence[float | None], wants: Sequence[float]) -> list[Way]:
    """A way for each link. through: places that it passes (of layers); bends: how far its middle lies to its left, mm, where the author says so;
    wants: for each node the direction in which a loop would like to stand (or 9)."""
    _fanned(net)
    ways: list[Way | None] = [None] * len(net.links)
    groups: dict[tuple[int, int], list[int]] = {}
    for k, e in enumerate(net.links):
        groups.setdefault((min(e.a, e.b), max(e.a, e.b)), []).append(k)
    for (a, b), members in groups.items():
        if a == b:
            continue
        for k, bow in zip(members, _bows(net, members), strict=True):
            e = net.links[k]
            if through and through[k]:
                ways[k] = _chain(net, e, through[k])
            elif bends[k] is not None or (e.bow is not None and len(members) == 1):
                ways[k] = _bowed(net, e, (bends[k] if bends[k] is not None else e.bow) or 0.0)
            else:
                ways[k] = _freest(net, e, bow, len(members) > 1)
    for (a, b), members in groups.items():
        if a == b:
            _loops(net, a, members, ways, wants[a])
    done = [w for w in ways if w is not None]
    for e, way in zip(net.links, done, strict=True):
        if way.hits < 0:
            way.hits = _hits(net, e, way)
    return done


def _bows(net: Net, members: Sequence[int]) -> list[float]:
    """Links between the same two nodes bow apart; a bow is measured to the left of its own link."""
    links = [net.links[k] for k in members]
    if len(links) == 1:
        return [0.0]
    first = links[0].a
    if len(links) == 2 and links[0].a != links[1].a:  # there and back: each keeps to its left
        size = 2.6 + 0.35 * max(e.h for e in links)
        return [size, size]
    step = 5.0 + 2 * max(min(e.w, e.h) for e in links)
    out = []
    for k, e in enumerate(links):
        bow = (k - (len(links) - 1) / 2) * step
        out.append(-bow if e.a == first else bow)
    return out


def _bowed(net: Net, e: Link, bow: float) -> Way:
    """From outline to outline; bow: how far the middle lies to the left."""
    f, g = net.forms[e.a], net.forms[e.b]
    dx, dy = g.x - f.x, g.y - f.y
    n = hypot(dx, dy) or 1.0
    cx, cy = -dy / n * bow * 4 / 3, dx / n * bow * 4 / 3
    c = ((f.x, f.y), (f.x + dx * 0.3 + cx, f.y + dy * 0.3 + cy), (f.x + dx * 0.7 + cx, f.y + dy * 0.7 + cy), (g.x, g.y))
    if not bow:
        return Way((_port(f, g, e.ports) or f.rim(atan2(dy, dx)), _port(g, f, e.ports, e.aside) or g.rim(atan2(-dy, -dx))))
    t0, t1 = leave(f, c, True), leave(g, c, False)
    piece = part_of(c, t0, t1)
    return Way(piece, "MC")


def _port(f: Form, g: Form, ports: str, aside: float = 0.0) -> XY | None:
    """The middle of the side of a box that faces another node, or so far aside of it; None of what is no box."""
    if not ports or f.shape not in ("box", "round"):
        return None
    if ports == "x":
        return f.x + (f.w if g.x > f.x else -f.w), f.y + aside
    return f.x + aside, f.y + (f.h if g.y > f.y else -f.h)


def _fanned(net: Net) -> None:
    """Heads that come to one side of a box stand beside each other, in the order of where they come from."""
    sides: dict[tuple[int, bool], list[Link]] = {}
    for e in net.links:
        f, g = net.forms[e.a], net.forms[e.b]
        if e.directed and e.ports and e.a != e.b and g.shape in ("box", "round"):
            sides.setdefault((e.b, f.x > g.x if e.ports == "x" else f.y > g.y), []).append(e)
    for (b, _), arriving in sides.items():
        level = arriving[0].ports == "x"
        room = 1.3 * (net.forms[b].h if level else net.forms[b].w)
        step = min(HEADS, room / max(len(arriving) - 1, 1))
        arriving.sort(key=lambda e: net.forms[e.a].y if level else net.forms[e.a].x)
        for k, e in enumerate(arriving):
            e.aside = (k - (len(arriving) - 1) / 2) * step


def _freest(net: Net, e: Link, bow: float, fellow: bool) -> Way:
    """Straight if nothing is in the way; else the gentlest bow that is free of nodes."""
    f, g = net.forms[e.a], net.forms[e.b]
    length = hypot(g.x - f.x, g.y - f.y)
    tries = [bow]
    for part in (0.1, 0.16, 0.22, 0.3, 0.38, 0.46, 0.56, 0.7):
        step = max(part * length, 4.0 + 10 * part)
        tries += [bow + step, bow - step] if not fellow else [bow + step * (1 if bow >= 0 else -1)]
    best, fewest = None, 1 << 30
    for size in tries:
        way = _bowed(net, e, size)
        way.hits = _hits(net, e, way)
        if way.hits < fewest:
            best, fewest = way, way.hits
            if not way.hits:
                break
    assert best is not None
    return best


def aside(net: Net, ways: Sequence[Way]) -> None:
    """Nodes that a way meets go a little out of it."""
    for e, way in zip(net.links, ways, strict=True):
        if not way.hits:
            continue
        for v, f in enumerate(net.forms):
            if v in (e.a, e.b) or not _meets(f, way.flat):
                continue
            x, y = min((along(way.flat, k / 40)[:2] for k in range(41)), key=lambda p: hypot(p[0] - f.x, p[1] - f.y))
            dx, dy = f.x - x, f.y - y
            d = hypot(dx, dy)
            if d < 1e-6:
                dx, dy = -(way.flat[-1][1] - way.flat[0][1]), way.flat[-1][0] - way.flat[0][0]
                d = hypot(dx, dy) or 1.0
            step = max(f.w, f.h) + CLEAR + 0.6 - hypot(f.x - x, f.y - y)
            f.x, f.y = f.x + dx / d * step, f.y + dy / d * step


def _hits(net: Net, e: Link, way: Way) -> int:
    """How many other nodes a way meets."""
    xs, ys = [p[0] for p in way.flat], [p[1] for p in way.flat]
    left, right, low, high = min(xs) - CLEAR, max(xs) + CLEAR, min(ys) - CLEAR, max(ys) + CLEAR
    hits = 0
    for v, f in enumerate(net.forms):
        if f.x + f.w < left or f.x - f.w > right or f.y + f.h < low or f.y - f.h > high:
            continue
        if v != e.a and v != e.b:
            hits += _meets(f, way.flat)
    return hits


def _meets(f: Form, points: Sequence[XY]) -> bool:
    w, h = f.w + CLEAR, f.h + CLEAR
    for (ax, ay), (bx, by) in itertools.pairwise(points):
        if max(ax, bx) < f.x - f.w - CLEAR or min(ax, bx) > f.x + f.w + CLEAR or max(ay, by) < f.y - f.h - CLEAR or min(ay, by) > f.y + f.h + CLEAR:
            continue
        steps = max(1, int(hypot(bx - ax, by - ay) / 0.8))
        for k in range(steps + 1):
            x, y = ax + (bx - ax) * k / steps, ay + (by - ay) * k / steps
            if abs(x - f.x) <= w and abs(y - f.y) <= h and f.holds(x, y, CLEAR):
                return True
    return False


def _chain(net: Net, e: Link, through: Sequence[XY]) -> Way:
    """Straight pieces through the places of a long edge."""
    f, g = net.forms[e.a], net.forms[e.b]
    points = [(f.x, f.y), *through, (g.x, g.y)]
    points[0] = _toward(f, points[1])
    points[-1] = _toward(g, points[-2])
    return _rounded(_plain(points))


def _rounded(points: Sequence[XY]) -> Way:
    """A chain with its corners rounded as far as there is room."""
    ops, out = "M", [points[0]]
    for a, p, b in zip(points, points[1:], points[2:], strict=False):
        to_a, to_b = hypot(a[0] - p[0], a[1] - p[1]), hypot(b[0] - p[0], b[1] - p[1])
        r = min(9.0, to_a * 0.5, to_b * 0.5)
        if b is points[-1] or a is points[0]:  # the piece at an end bears a head
            r = min(r, max(0.4, (to_b if b is points[-1] else to_a) - 3.3))
        first = p[0] + (a[0] - p[0]) * r / to_a, p[1] + (a[1] - p[1]) * r / to_a
        last = p[0] + (b[0] - p[0]) * r / to_b, p[1] + (b[1] - p[1]) * r / to_b
        ops += "LC"
        out += [first, ((first[0] + 2 * p[0]) / 3, (first[1] + 2 * p[1]) / 3), ((last[0] + 2 * p[0]) / 3, (last[1] + 2 * p[1]) / 3), last]
    return Way([*out, points[-1]], ops + "L")


def _toward(f: Form, p: XY) -> XY:
    return f.rim(atan2(p[1] - f.y, p[0] - f.x))


def _plain(points: Sequence[XY]) -> list[XY]:
    """Without corners that hardly turn."""
    out = [points[0]]
    for p, q in itertools.pairwise(points):
        a = out[-1]
        off = abs((p[0] - a[0]) * (q[1] - a[1]) - (p[1] - a[1]) * (q[0] - a[0])) / (hypot(q[0] - a[0], q[1] - a[1]) or 1.0)
        if off > 0.15:
            out.append(p)
    return [*out, points[-1]]


# ---------------------------------------------------------------- loops


def _loops(net: Net, v: int, members: Sequence[int], ways: list[Way | None], want: float) -> None:
    """Loops stand where a node has most room: upward if that is free."""
    f = net.forms[v]
    taken = []
    for way, e in zip(ways, net.links, strict=True):
        if way is not None and v in (e.a, e.b) and e.a != e.b:
            p = way.flat[2 if len(way.flat) > 3 else 1] if e.a == v else way.flat[-3 if len(way.flat) > 3 else -2]
            taken.append(atan2(p[1] - f.y, p[0] - f.x))
    for h in net.forms:
        d = hypot(h.x - f.x, h.y - f.y)
        if h is not f and d < f.w + h.w + 14.0:
            taken.append(atan2(h.y - f.y, h.x - f.x))
    if want < 9:
        taken.append(want)
    for k in members:
        best, most = pi / 2, -1e9
        for turn in (pi / 2, -pi / 2, 0.0, pi, pi / 4, 3 * pi / 4, -pi / 4, -3 * pi / 4, pi / 3, 2 * pi / 3, pi / 6, 5 * pi / 6):
            room = min([turn_to(turn, a) for a in taken], default=pi)
            score = min(room, 0.95) + (0.2 if turn == pi / 2 else 0.06 if turn in (-pi / 2, 0.0, pi) else 0.0)
            if score > most + 1e-9:
                best, most = turn, score
        taken += [best - 0.55, best + 0.55]
        reach = 6.5 + 0.25 * (f.w + f.h)
        open_ = 0.62 if f.shape != "dot" else 0.9
        p, q = f.rim(best + open_), f.rim(best - open_)
        if f.shape == "dot":
            p = q = f.x, f.y
        cx, cy = (p[0] + q[0]) / 2, (p[1] + q[1]) / 2
        wide = max(reach * 0.5, hypot(p[0] - q[0], p[1] - q[1]) * 0.5 + 1.6)
        ox, oy = cos(best) * reach * 1.25, sin(best) * reach * 1.25
        sx, sy = -sin(best) * wide, cos(best) * wide
        ways[k] = Way((p, (cx + ox + sx, cy + oy + sy), (cx + ox - sx, cy + oy - sy), q), "MC", True)


# ---------------------------------------------------------------- labels


class Field:
    """What labels keep off: straight pieces and boxes, by cells."""

    def __init__(self) -> None:
        self.pieces: dict[tuple[int, int], list[tuple[float, float, float, float]]] = {}
        self.boxes: dict[tuple[int, int], list[tuple[float, float, float, float]]] = {}
        self.met: tuple[float, float, float, float] | None = None
        """the piece that was in the way of the place asked for last: it is often in the way of the next one"""

    @staticmethod
    def cells(left: float, low: float, right: float, high: float) -> list[tuple[int, int]]:
        i, j, k, m = floor(left / CELL), floor(low / CELL), floor(right / CELL), floor(high / CELL)
        if i == k and j == m:
            return [(i, j)]
        return [(x, y) for x in range(i, k + 1) for y in range(j, m + 1)]

    def chain(self, points: Sequence[XY]) -> None:
        pieces = self.pieces
        bx, by = points[0]
        after = floor(bx / CELL), floor(by / CELL)
        for p in points[1:]:
            (ax, ay), cell = (bx, by), after
            bx, by = p
            after = floor(bx / CELL), floor(by / CELL)
            if after == cell:  # most are short
                if cell in pieces:
                    pieces[cell].append((ax, ay, bx, by))
                else:
                    pieces[cell] = [(ax, ay, bx, by)]
                continue
            steps = max(1, int(hypot(bx - ax, by - ay) / CELL))
            for k in range(steps):
                px, py = ax + (bx - ax) * k / steps, ay + (by - ay) * k / steps
                qx, qy = ax + (bx - ax) * (k + 1) / steps, ay + (by - ay) * (k + 1) / steps
                for near in self.cells(min(px, qx), min(py, qy), max(px, qx), max(py, qy)):
                    pieces.setdefault(near, []).append((px, py, qx, qy))

    def box(self, left: float, low: float, right: float, high: float) -> None:
        for cell in self.cells(left, low, right, high):
            self.boxes.setdefault(cell, []).append((left, low, right, high))

    def free(self, x: float, y: float, w: float, h: float, air: float) -> bool:
        left, right, low, high = x - w - air, x + w + air, y - h - air, y + h + air
        if self.met is not None and _crosses(*self.met, left, low, right, high):
            return False
        for cell in self.cells(left, low, right, high):
            for a, b, c, d in self.boxes.get(cell, ()):
                if a < right and c > left and b < high and d > low:
                    return False
            for ax, ay, bx, by in self.pieces.get(cell, ()):
                if (ax < left and bx < left) or (ax > right and bx > right) or (ay < low and by < low) or (ay > high and by > high):
                    continue
                if _crosses(ax, ay, bx, by, left, low, right, high):
                    self.met = ax, ay, bx, by
                    return False
        return True


def _crosses(ax: float, ay: float, bx: float, by: float, left: float, low: float, right: float, high: float) -> bool:
    """Whether a straight piece meets a box (Liang and Barsky)."""
    t0, t1 = 0.0, 1.0
    dx, dy = bx - ax, by - ay
    if dx > 0:
        t0, t1 = max(t0, (left - ax) / dx), min(t1, (right - ax) / dx)
    elif dx < 0:
        t0, t1 = max(t0, (right - ax) / dx), min(t1, (left - ax) / dx)
    elif ax < left or ax > right:
        return False
    if dy > 0:
        return max(t0, (low - ay) / dy) <= min(t1, (high - ay) / dy)
    if dy < 0:
        return max(t0, (high - ay) / dy) <= min(t1, (low - ay) / dy)
    return t0 <= t1 and low <= ay <= high


LOOSE = ((0.75, 0.0), (1.3, 0.8), (2.2, 2.0), (4.0, 6.0), (6.5, 10.0), (9.5, 14.0))
"""mm from a way, and what it costs: a loop does not grow with the drawing, so that its label may stand further off"""
TIGHT = ((0.75, 0.0), (1.3, 0.8), (2.2, 2.0), (3.4, 6.0))
STEPS = (0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74, 0.2, 0.8)


def label_places(ways: Sequence[Way], sizes: Sequence[tuple[float, float]], field: Field, first: Sequence[float], sides: Sequence[int]) -> list[XY | None]:
    """The middle of each label, beside its way and clear of everything; None where there is no such place. The shortest ways choose first.
    first: the fraction to try first (0: near the start); sides: +1 to the left of the way, -1 to the right, 0 either."""
    out: list[XY | None] = [None] * len(ways)

    def length(k: int) -> float:
        return sum(hypot(q[0] - p[0], q[1] - p[1]) for p, q in zip(ways[k].flat, ways[k].flat[1:], strict=False))

    for k in sorted((k for k, (w, _) in enumerate(sizes) if w), key=lambda k: (first[k] >= 0.5, length(k), k)):
        w, h = sizes[k]
        place = _place(ways[k], (w, h), field, first[k], sides[k])
        if place is not None:
            out[k] = place
            field.box(place[0] - w, place[1] - h, place[0] + w, place[1] + h)
    return out


def _place(way: Way, size: tuple[float, float], field: Field, first: float, side: int) -> XY | None:
    w, h = size
    for _, x, y in _places(way, w, h, first, side):
        if field.free(x, y, w, h, 0.6):
            return x, y
    return None


def _places(way: Way, w: float, h: float, first: float, side: int) -> Iterator[tuple[float, float, float]]:
    """What they cost and where they are, the cheapest first: those at the next fraction of the way cost 1 more at least, and are looked at only then."""
    steps = STEPS if first >= 0.5 else (0.06, 0.12, 0.18, 0.26, 0.36, 0.5)
    room = LOOSE if way.loop else TIGHT
    found: list[tuple[float, float, float]] = []
    for rank, f in enumerate(steps):
        x, y, ux, uy = along(way.flat, f)
        for s in (1, -1):
            nx, ny = -uy * s, ux * s
            cost = 1.0 * rank + (0.6 if ny < -0.2 or (abs(ny) <= 0.2 and nx < 0) else 0.0)
            if way.loop:
                cost += 0.0 if s > 0 else 30.0  # a loop runs clockwise, its outside on the left
            elif side and s != side:
                cost += 20.0
            off = abs(nx) * w + abs(ny) * h
            for more, extra in room:
                found.append((cost + extra, x + nx * (off + more), y + ny * (off + more)))
        found.sort()
        sure = bisect_left(found, (rank + 1.0,))
        yield from found[:sure]
        del found[:sure]
    yield from found
