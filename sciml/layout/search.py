"""The label search: every label gets the best free place, the hardest first; one that has none may push another aside, then goes further off on a leader."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heappop, heappush
from itertools import chain
from math import hypot, inf

from ..diagnostic import WARNING, Diagnostic
from ..grammar.tree import Span
from ..ink import Beside, Fixed, Spot
from .geometry import XY, Rect, around, contains
from .obstacles import Obstacles, Piece, covers, meets
from .sheet import Plane
from .spots import AIR, ArcSpot, Place, anchor_of, by_tick, distant, fixed, near
from .taken import Taken
from .words import Setting

__all__ = ["Crowded", "Placement", "TooManyLabels", "Want", "find_places"]

CRAMPED, CRAMPED_ARC = 1.6, 4.0
"""What it costs a label to have less air than it should; between the legs of an angle, where there is always more room further out."""

FOREIGN = 6.0
"""What it costs a label to lie on a filled body that it does not belong to."""

NEXT, NEXT_TO = 3.0, 3.5
"""What it costs the label of a round thing to come as near to the strokes of another, and how near in pt that is."""

HAIR = 0.01
"""pt, more than places are rounded by"""

LINE, STACKED = 6.5, 6.0
"""pt between two labels that read as lines of one, or as words of one line, and what it costs if they are of two things."""

LOST = 5.0
"""The least cost of a place beside a thing from which it may be hard to tell whose label it is."""

CLOSE = 24.0
"""pt from a label to another labelled place that it may be taken to belong to, if a stroke keeps it from its own."""

LEVEL = 5.0
"""How far in pt the middles of two labels in one line are apart at most."""

THROUGH = 12.0
"""What it costs a leader to pass through a hatch."""

SEARCHED = 400
"""Labels on one drawing for which a free place is sought; further ones take the first that they have."""

NEAR, FAR = 60.0, 5000.0
"""How far from its place a label beside it can lie, in pt; of one along a line, from its middle."""

NEIGHBOURS = 40
"""Labelled places near a label that it is told apart from; where there are more, none is."""

POINT = 3.0
"""How far in pt a label keeps from a mere point: what it keeps further off is the thing."""

KEEP = 14
"""How many free places of a label are looked at."""


class Crowded(Diagnostic):
    """A label has no free place, even with a leader.

    ```wrong
    repeat i in -60..60 { segment((i, -60), (i, 60)) }
    P = point(0.5, 0)
    ```
    ```right
    repeat i in -4..4 { segment((20*i, -60), (20*i, 60)) }
    P = point(10, 0)
    ```
    """

    code = "LAY501"
    severity = WARNING
    says = "the label {label} finds no free place: it touches {other}"
    help = "make the figure larger (`width=`), shorten the label, or move {label} to the box with `box=[...]`"

    label: str
    other: str


class TooManyLabels(Diagnostic):
    """So many labels that a free place is sought for the first of them only.

    ```wrong
    repeat i in 1..25 { repeat j in 1..25 { P[i, j] = point(i, j, label="P") } }
    ```
    ```right
    repeat i in 1..5 { repeat j in 1..5 { P[i, j] = point(i, j, label="P") } }
    ```
    """

    code = "LAY504"
    severity = WARNING
    says = "{count} labels are too many: a free place was sought for the first {most}."
    help = "split the figure, or leave labels out with `label=false`"

    count: int
    most: int


class Want:
    """A label that seeks a place. id: group id; owner: element id; pull: extra distance kept from the thing."""

    __slots__ = ("apart", "color", "h", "id", "key", "owner", "plane", "role", "setting", "span", "spot", "w")

    def __init__(
        self,
        id: str,
        owner: str,
        setting: Setting,
        spot: Spot,
        plane: Plane,
        color: str,
        role: str = "name",
        span: tuple[int, int] | None = None,
        apart: float = 0.0,
        key: str = "",
    ) -> None:
        self.id, self.owner, self.setting, self.spot, self.plane = id, owner, setting, spot, plane
        self.color, self.role, self.span, self.apart, self.key = color, role, span, apart, key
        self.w, self.h = setting.width / 2, setting.height / 2

    def rect(self, x: float, y: float) -> Rect:
        return x - self.w, y - self.h, x + self.w, y + self.h


class Placement:
    """Where a label went: the middle of its box; leader: from the label to the thing."""

    __slots__ = ("leader", "rect", "want", "x", "y")

    def __init__(self, want: Want, x: float, y: float, leader: tuple[XY, XY] | None = None) -> None:
        self.want, self.x, self.y, self.leader = want, x, y, leader
        self.rect = want.rect(x, y)


def _meet(a: Rect, b: Rect, pad: float) -> bool:
    return a[0] < b[2] + pad and a[2] > b[0] - pad and a[1] < b[3] + pad and a[3] > b[1] - pad


class _Free:
    """The places of one label that are free of strokes and of texts that stay, best first, found as far as asked for; those with little air come later."""

    __slots__ = ("airless", "bodies", "clear", "found", "ground", "round", "seen", "source", "tight", "tried", "want")

    def __init__(self, source: Iterator[Place], airless: float, want: Want, ground: Obstacles, clear: float) -> None:
        self.source, self.airless, self.want, self.ground, self.clear = source, airless, want, ground, clear
        spot = want.spot
        if ground.waiting:
            ground.settle()
        reach = NEAR + 2 * want.w if isinstance(spot, Beside) else FAR
        self.bodies = ground.foreign(want.owner, anchor_of(spot, want.plane)[0], reach) if ground.bodies else []
        if isinstance(spot, Beside) and spot.shaft is not None and self.bodies:
            x, y = want.plane.place(spot.shaft)
            self.bodies = [body for body in self.bodies if not contains(body[0], x, y)]
        self.round = type(spot) is Beside and spot.clear > NEXT_TO + POINT
        self.found: list[Place] = []
        self.tight: list[Place] = []
        self.seen: list[Place] = []
        self.tried = 0

    def first(self) -> Place | None:
        """The first of them. Where a stroke leaves too little air that can only make a place worse than the best so far, nothing else is looked at there."""
        ground, clear, want, bodies = self.ground, self.clear, self.want, self.bodies
        w, h, boxes, solid, seen = want.w, want.h, ground.boxes, ground.solid, self.seen
        cramped, airless = CRAMPED_ARC if type(want.spot) is ArcSpot else CRAMPED, self.airless
        best: Place | None = None
        most = inf
        near: Piece | None = None
        for place in self.source:
            cost, x, y = place
            if cost >= most or (most <= airless and cost + cramped > most):
                seen.append(place)
                break
            left, top, right, bottom = rect = (x - w, y - h, x + w, y + h)
            if (
                near is not None
                and cost + cramped > most
                and meets(near, left - AIR, top - AIR, right + AIR, bottom + AIR)
                and not (solid and ground.hidden(near[9], rect))
            ):
                seen.append(place)
                continue
            air = ground.room(rect, clear, AIR)
            if air == 0 or (boxes and ground.boxed(rect, 2 * clear)):
                self.tried += 1
                continue
            seen.append(place)
            flaw = FOREIGN if bodies and covers(bodies, rect) else 0.0
            if air == 1:
                flaw += cramped
                near = ground.nearby
            if self.round and self.next_to_another(rect):
                flaw += NEXT
            if not flaw:
                return place
            judged = (cost + flaw, x, y)
            if best is None or judged < best:
                best, most = judged, judged[0]
        return best

    def next_to_another(self, rect: Rect) -> bool:
        """Whether strokes of another thing come near."""
        owner = self.want.owner
        return any(piece[10] != owner for piece in self.ground.near(rect, NEXT_TO))

    def again(self) -> None:
        """From the first place on, after `first`; where it found that none is free, that need not be found again."""
        self.source = chain(self.seen, self.source)

    def count(self, most: int) -> int:
        """How many there are, up to `most`."""
        room, boxed, clear, boxes, want = self.ground.room, self.ground.boxed, self.clear, self.ground.boxes, self.want
        w, h, found, tight, bodies = want.w, want.h, self.found, self.tight, self.bodies
        while len(found) < most:
            place = next(self.source, None)
            while tight and (place is None or tight[0][0] <= place[0]):
                found.append(heappop(tight))
            if place is None:
                break
            self.tried += 1
            cost, x, y = place
            rect = (x - w, y - h, x + w, y + h)
            air = room(rect, clear, AIR)
            if air == 0 or (boxes and boxed(rect, 2 * clear)):
                continue
            flaw = FOREIGN if bodies and covers(bodies, rect) else 0.0
            if air == 1:
                flaw += CRAMPED_ARC if type(want.spot) is ArcSpot else CRAMPED
            if self.round and self.next_to_another(rect):
                flaw += NEXT
            if flaw:
                heappush(tight, (cost + flaw, x, y))
            else:
                found.append(place)
        return len(found)

    def choices(self) -> int:
        """0 to 3: how hard it is to place. A perfect place (the middle of a body) is enough."""
        return 3 if self.count(1) and self.found[0][0] == 0.0 else self.count(3)

    def __iter__(self) -> Iterator[Place]:
        k = 0
        while k < KEEP and self.count(k + 1) > k:
            yield self.found[k]
            k += 1


class _Search:
    def __init__(self, wants: list[Want], ground: Obstacles, clear: float, names: dict[str, str]) -> None:
        self.wants, self.ground, self.clear, self.names = wants, ground, clear, names
        self.free: dict[int, _Free] = {}
        self.known = len(wants)
        """how many of the wants, from the first on, are given a place by searching, or have a fixed one"""
        self.placed: Taken[Placement] = Taken()
        self.costs: dict[int, float] = {}
        self.problems: list[Diagnostic] = []
        self.called = {want.plane.place(want.spot.at) for want in wants[:SEARCHED] if want.role == "callout" and type(want.spot) is Beside}
        self.anchors = [(*want.plane.place(want.spot.at), _border(want.spot)) for want in wants[:SEARCHED] if type(want.spot) is Beside]

    def run(self) -> None:
        for k, want in enumerate(self.wants):
            spot = want.spot
            if type(spot) is Fixed:
                self.put(k, 0.0, *fixed(spot, want.plane, want.w, want.h))
            elif len(self.free) == SEARCHED:
                self.known = k
                break
            else:
                self.free[k] = _Free(*self.candidates(want), want, self.ground, self.clear)
        self.ticks()
        callouts = [k for k in self.free if self.wants[k].role == "callout"]
        others = [k for k in self.free if self.wants[k].role != "callout"] if callouts else list(self.free)
        late = [] if self.simply(others) else self.fully(others)
        if len(callouts) > 1:
            callouts.sort(key=self.hardness)
        for k in (*late, *callouts):
            if self.wants[k].role == "callout" and self.lead(k):
                continue
            if k not in self.placed and not self.take(k) and not self.lead(k):
                self.worst(k)
        if late:  # those that stand beside one with a leader may look for another place
            for k in others:
                if k not in late:
                    self.improve(k)
        for k in others:
            if self.costs.get(k, 0.0) >= LOST and self.lost(k):
                before = self.placed[k]
                del self.placed[k]
                if not self.lead(k):
                    self.placed[k] = before
        for k in range(self.known, len(self.wants)):
            self.hurry(k)

    def simply(self, waiting: list[int]) -> bool:
        """Every label in its first place, if none of these touch each other: no other order and no exchange could give a better one."""
        chosen: Taken[Placement] = Taken()
        for k in waiting:
            place = self.free[k].first()
            if place is not None:
                chosen[k] = one = Placement(self.wants[k], round(place[1], 3), round(place[2], 3))
                self.costs[k] = place[0]
            if place is None or self.near_another(one, chosen):
                for j in waiting[: waiting.index(k) + 1]:
                    self.free[j].again()
                return False
        for k, placement in chosen.items():
            self.placed[k] = placement
        return True

    def near_another(self, one: Placement, chosen: Taken[Placement]) -> bool:
        """Whether a label is, to a hair, so near another that either would look for a place elsewhere."""
        left, top, right, bottom = one.rect
        owner, told = one.want.owner, one.want.role not in ("tick", "callout")
        pad = 2 * self.clear + HAIR
        reach = max(pad, LINE + HAIR)
        for others in (self.placed, chosen):
            for _, p in others.near(one.rect, reach):
                box = p.rect
                if p is one or box[1] >= bottom + reach or box[3] <= top - reach or box[0] >= right + reach or box[2] <= left - reach:
                    continue
                if box[1] < bottom + pad and box[3] > top - pad and box[0] < right + pad and box[2] > left - pad:
                    return True
                if (
                    p.want.owner != owner
                    and (told or p.want.role not in ("tick", "callout"))
                    and ((box[0] < right + HAIR and box[2] > left - HAIR) or abs(box[1] + box[3] - top - bottom) < 2 * (LEVEL + HAIR))
                ):
                    return True
        return False

    def hardness(self, k: int) -> tuple[int, int, int]:
        """Labels with few choices come first."""
        return self.free[k].choices(), -self.free[k].tried, k

    def fully(self, waiting: list[int]) -> list[int]:
        """The hardest first; one may push another aside. Those that find no place."""
        waiting.sort(key=self.hardness)
        late = [k for k in waiting if not (self.take(k) or self.push(k))]
        for k in waiting:
            self.improve(k)
        return late

    def hurry(self, k: int) -> None:
        """The first place there is, free or not."""
        want = self.wants[k]
        place = next(near(want.spot, want.plane, want.w, want.h, Obstacles(), want.apart)[0], None)
        if place is not None:
            self.put(k, *place)
        if k == self.known:
            count = sum(not isinstance(x.spot, Fixed) for x in self.wants)
            self.problems.append(TooManyLabels(Span(*want.span) if want.span else Span(0, 0), count, SEARCHED))

    def ticks(self) -> None:
        """Numbers at axes give way to a line, not to other labels."""
        for k, want in enumerate(self.wants[: self.known]):
            if want.role == "tick" and type(want.spot) is Fixed and self.ground.hit(self.placed[k].rect, self.clear):
                for cost, x, y in by_tick(want.spot, want.plane, want.w, want.h)[1:]:
                    rect = want.rect(x, y)
                    if not self.ground.hit(rect, self.clear) and not self.against(k, rect):
                        self.put(k, cost, x, y)
                        break

    def candidates(self, want: Want) -> tuple[Iterator[Place], float]:
        """All near places of a label. One that is nearer to another labelled place than to its own would be read as that one's, and comes late."""
        candidates, airless = near(want.spot, want.plane, want.w, want.h, self.ground, want.apart)
        if type(want.spot) is not Beside:
            return candidates, airless
        x, y = want.plane.place(want.spot.at)
        own = _border(want.spot)
        reach = 26 + 2 * want.w + own
        others = [(px, py, border) for px, py, border in self.anchors if border + 0.5 < abs(px - x) + abs(py - y) < reach + border]
        if not others:
            return candidates, airless
        return _judged(candidates, want, (x, y, own), others[:NEIGHBOURS]), airless

    def put(self, k: int, cost: float, x: float, y: float, leader: tuple[XY, XY] | None = None) -> None:
        self.placed[k] = Placement(self.wants[k], round(x, 3), round(y, 3), leader)
        self.costs[k] = cost

    def against(self, k: int, rect: Rect) -> list[int]:
        """Placed labels that a box would touch."""
        pad = 2 * self.clear
        placed = self.placed.near(rect, pad)
        return [j for j, p in placed if j != k and (_meet(rect, p.rect, pad) or (p.leader is not None and _crosses(p.leader, rect)))]

    def stacked(self, k: int, rect: Rect) -> float:
        """What it costs to stand right above, below or beside the label of another thing, as if both were lines of one, or words of one line."""
        left, top, right, bottom = rect
        owner = self.wants[k].owner
        for j, p in self.placed.near(rect, LINE):
            box = p.rect
            if (
                box[1] - bottom < LINE
                and top - box[3] < LINE
                and box[0] - right < LINE
                and left - box[2] < LINE
                and ((box[0] < right and box[2] > left) or abs(box[1] + box[3] - top - bottom) < 2 * LEVEL)
                and j != k
                and p.want.owner != owner
                and p.want.role not in ("tick", "callout")
            ):
                return STACKED
        return 0.0

    def take(self, k: int) -> bool:
        want = self.wants[k]
        least: float | None = None
        for cost, x, y in self.free[k]:
            if least is not None and cost >= least:
                break
            rect = want.rect(x, y)
            if not self.against(k, rect):
                whole = cost + self.stacked(k, rect)
                if least is None or whole < least:
                    least, best = whole, (cost, x, y)
        if least is not None:
            self.put(k, *best)
        return least is not None

    def push(self, k: int) -> bool:
        """Give k a place by moving one label that is in the way."""
        want = self.wants[k]
        for cost, x, y in self.free[k]:
            rect = want.rect(x, y)
            others = self.against(k, rect)
            if len(others) != 1 or others[0] not in self.free or self.placed[others[0]].leader is not None:
                continue
            j = others[0]
            before = self.placed[j]
            del self.placed[j]
            self.put(k, cost, x, y)
            if self.take(j):
                return True
            del self.placed[k]
            self.placed[j] = before
        return False

    def improve(self, k: int) -> None:
        """A better place may have become free."""
        if k not in self.placed:
            return
        want = self.wants[k]
        now = self.costs[k] + self.stacked(k, self.placed[k].rect)
        for cost, x, y in self.free[k]:
            if cost >= now:
                return
            rect = want.rect(x, y)
            if not self.against(k, rect) and cost + self.stacked(k, rect) < now:
                self.put(k, cost, x, y)
                return

    def lost(self, k: int) -> bool:
        """Whether a leader says better whose a label is: it stands in a body that is not its own, as near to another labelled place as to its own, or beside
        one but behind a stroke."""
        want, rect = self.wants[k], self.placed[k].rect
        spot = want.spot
        if type(spot) is not Beside or want.role == "tick" or self.placed[k].leader is not None:
            return False
        if covers(self.free[k].bodies, rect):
            return True
        x, y = want.plane.place(spot.at)
        border = _border(spot)
        own = _off(rect, x, y) - border
        others = [_off(rect, px, py) - rim for px, py, rim in self.anchors if abs(px - x) + abs(py - y) > 0.5 and (px, py) not in self.called]
        nearest = min(others, default=inf)
        if nearest < own + 1.0 or nearest > CLOSE or spot.shaft is not None:
            return nearest < own + 1.0
        px, py = min(max(x, rect[0]), rect[2]), min(max(y, rect[1]), rect[3])
        far = hypot(px - x, py - y)
        start = (border + 2.2) / far if far else 1.0
        return start < 1.0 and self.ground.crossings(x + start * (px - x), y + start * (py - y), px, py) > 0

    def lead(self, k: int) -> bool:
        """A place further off, joined by a leader that crosses little and no text."""
        want, ground = self.wants[k], self.ground
        best: tuple[float, float, float, tuple[XY, XY]] | None = None
        for cost, x, y, end in distant(want.spot, want.plane, want.w, want.h, ground):
            if best is not None and cost >= best[0]:
                break
            rect = want.rect(x, y)
            if ground.hit(rect, 2 * self.clear) or ground.boxed(rect, 2 * self.clear) or self.against(k, rect):
                continue
            start = _edge(rect, end, 1.2)
            line = (start, end)
            if any(_crosses(line, box, 1.8) for box, _ in ground.boxes) or any(_crosses(line, p.rect, 1.8) for _, p in self.placed.near(around(line), 1.8)):
                continue
            bad = cost + 9.0 * max(0, ground.crossings(*start, *end) - 1) + (6 * FOREIGN if covers(self.free[k].bodies, rect) else 0.0)
            middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
            if (ground.hatched or ground.backs) and any(ground.behind((*p, *p), 2.0) for p in (middle, *_quarters(start, end))):
                bad += THROUGH
            bad += 3 * self.stacked(k, rect)
            if best is None or bad < best[0]:
                best = (bad, x, y, line)
        if best is None:
            return False
        self.put(k, *best[:3], leader=best[3])
        return True

    def worst(self, k: int) -> None:
        """The least bad place, and a message that names the pair."""
        want = self.wants[k]
        best: tuple[float, float, float, str] | None = None
        for cost, x, y in near(want.spot, want.plane, want.w, want.h, self.ground, want.apart)[0]:
            rect = want.rect(x, y)
            pieces = self.ground.hits(rect, self.clear)
            texts = self.against(k, rect)
            boxed = self.ground.boxed(rect, 2 * self.clear)
            bad = cost + 20 * len(pieces) + 60 * len(texts) + (60 if boxed else 0)
            if best is None or bad < best[0]:
                owner: str = pieces[0][10] if pieces else ""
                other = self.wants[texts[0]].setting.text if texts else boxed or (self.names.get(owner, owner) if pieces else "the edge")
                best = (bad, x, y, other)
        if best is None:
            return
        self.put(k, 100.0, best[1], best[2])
        self.problems.append(Crowded(Span(*want.span) if want.span else Span(0, 0), want.setting.text, best[3]))


def _off(rect: Rect, x: float, y: float) -> float:
    """How far a place is from a box."""
    return hypot(max(rect[0] - x, 0.0, x - rect[2]), max(rect[1] - y, 0.0, y - rect[3]))


def _border(spot: Beside) -> float:
    """How far the border of a round thing is from its middle, in pt; 0 of a point."""
    return max(0.0, spot.clear - POINT)


def _judged(candidates: Iterator[Place], want: Want, at: tuple[float, float, float], others: list[tuple[float, float, float]]) -> Iterator[Place]:
    """Places, given from the best on, in the order of their cost with what it costs to be near the borders of others. at, others: middle and border."""
    x, y, border = at
    w, h = want.w, want.h
    judged: list[Place] = []
    for cost, cx, cy in candidates:
        while judged and judged[0][0] < cost:
            yield heappop(judged)
        left, top, right, bottom = cx - w, cy - h, cx + w, cy + h
        own = max(0.0, hypot(max(left - x, 0.0, x - right), max(top - y, 0.0, y - bottom)) - border)
        reach = 1.6 * own + 2
        flaw = 0.0
        for px, py, rim in others:
            far = reach + rim
            if left - far < px < right + far and top - far < py < bottom + far:
                d = hypot(max(left - px, 0.0, px - right), max(top - py, 0.0, py - bottom)) - rim
                flaw += max(0.0, 4.0 * (reach - max(d, 0.0)) / (own + 2))
        heappush(judged, (cost + flaw, cx, cy))
    while judged:
        yield heappop(judged)


def _edge(rect: Rect, toward: XY, gap: float) -> XY:
    """The place just outside a box that is nearest to another."""
    x = min(max(toward[0], rect[0] - gap), rect[2] + gap)
    y = min(max(toward[1], rect[1] - gap), rect[3] + gap)
    if rect[3] - rect[1] < 16 and abs(toward[0] - (rect[0] + rect[2]) / 2) > (rect[2] - rect[0]) / 2:
        y = (rect[1] + rect[3]) / 2
    return round(x, 3), round(y, 3)


def _quarters(a: XY, b: XY) -> tuple[XY, XY]:
    """The places at a quarter and at three quarters of the way."""
    return (0.75 * a[0] + 0.25 * b[0], 0.75 * a[1] + 0.25 * b[1]), (0.25 * a[0] + 0.75 * b[0], 0.25 * a[1] + 0.75 * b[1])


def _crosses(line: tuple[XY, XY], rect: Rect, pad: float = 0.5) -> bool:
    """Whether a straight line runs through a box or comes nearer to it than `pad`."""
    (x0, y0), (x1, y1) = line
    left, top, right, bottom = rect[0] - pad, rect[1] - pad, rect[2] + pad, rect[3] + pad
    if max(x0, x1) < left or min(x0, x1) > right or max(y0, y1) < top or min(y0, y1) > bottom:
        return False
    dx, dy = x1 - x0, y1 - y0
    return abs(dx * ((top + bottom) / 2 - y0) - dy * ((left + right) / 2 - x0)) <= abs(dx) * (bottom - top) / 2 + abs(dy) * (right - left) / 2


def find_places(wants: list[Want], ground: Obstacles, clear: float, names: dict[str, str]) -> tuple[list[Placement], list[Diagnostic]]:
    """A place for every label, in the order of the wants, and what could not be placed without touching. names: of elements, by id, for messages."""
    search = _Search(wants, ground, clear, names)
    search.run()
    return [search.placed[k] for k in range(len(wants)) if k in search.placed], search.problems
