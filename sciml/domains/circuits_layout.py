"""The layout of a circuit, from a netlist to places in mm: the source upright on the left, what is in series along the rails, what is parallel as rungs.

What is neither (bridges, meshes) is drawn by `circuits_rails`: every node a level wire, every part upright between two of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..author import Record, replace
from .circuits_amplifiers import around_opamp, around_transistor
from .circuits_boxes import COLUMN, Boxes, Plan
from .circuits_rails import bridge, rails
from .circuits_tree import Item, Tree, chain, islands, pruned, reduced

__all__ = ["Board", "Item", "Plan", "arranged", "dots", "joined"]

LEAST = 20.0
"""mm between the upper and the lower wire of a loop."""
BETWEEN = 14.0
"""mm between circuits that do not hang together."""
CONTACT, THROW = 4.0, 6.0
"""mm: half between the contacts of a two-way switch, and from these down to its pole."""
FAN, STEP = 8.0, 6.5
"""mm: from the pole of a switch with more throws across to its contacts, and between these."""


class Board(Record):
    """A thing with more than two ends: a two-way switch (its pole, then its throws), a transistor or an operational amplifier; it stands at
    `plan.pins[index]`."""

    index: int
    ends: tuple[str, ...]
    kind: str = "switch"

    @property
    def pole(self) -> str:
        return self.ends[0]

    @property
    def throws(self) -> tuple[str, ...]:
        return self.ends[1:]


class Island:
    """Items that hang together, with how they are to stand."""

    def __init__(self, items: Sequence[Item], indices: Sequence[int], earths: frozenset[str]) -> None:
        self.items = list(items)
        self.indices = list(indices)
        self.earths = earths
        self.plan = Plan()
        self.boxes = Boxes(self.items, self.plan)
        self.least = LEAST

    # ------------------------------------------------------------ what stands where

    def root(self) -> int:
        """The item on the left: a coil of a transformer, a source, two open ends, else the first."""
        loose = pruned(self.items, self.indices)
        rest = [k for k in self.indices if k not in loose] or self.indices
        for role in ("lead", "source", "port"):
            for k in rest:
                if self.items[k].role == role:
                    return k
        return rest[0]

    def network(self, root: int | None, s: str, t: str, kept: Sequence[str] = ()) -> tuple[list[Tree], list[Tree]]:
        """Everything but the root between s and t as edges; what hangs from t is left for later."""
        loose = pruned(self.items, self.indices, root)
        edges = [Tree("leaf", self.items[k].a, self.items[k].b, k) for k in self.indices if k != root and k not in loose]
        later: list[Tree] = []
        for k in sorted(loose):
            base = loose[k]
            if any(j in loose and self.far(j, loose[j]) == base for j in loose if j != k):
                continue  # it hangs from another one that hangs
            (later if base == t else edges).append(self.hanging(k, base, t, loose))
        return reduced(edges, kept or (s, t)), later

    def far(self, k: int, base: str) -> str:
        i = self.items[k]
        return i.b if i.a == base else i.a

    def hanging(self, k: int, base: str, t: str, loose: dict[int, str]) -> Tree:
        """An item that hangs from a node, with all that hangs from it; as if it went to t."""
        end = self.far(k, base)
        item = self.items[k]
        if item.role in ("earth", "open"):
            return Tree("leaf", base, t, k)
        after = [self.hanging(j, end, t, loose) for j in sorted(loose) if j != k and loose[j] == end]
        if not after:
            self.items.append(Item(end, end + ".open", "open"))
            after = [Tree("leaf", end, t, len(self.items) - 1)]
        rest = after[0] if len(after) == 1 else Tree("parallel", end, t, -1, tuple(after))
        parts = rest.parts if rest.op == "series" else (rest,)
        return Tree("series", base, t, -1, (Tree("leaf", base, end, k), *parts))

    # ------------------------------------------------------------ drawing it

    def draw(self) -> None:
        line = chain(self.items, self.indices)
        if line is not None:
            self.boxes.lay(line, 0.0, self.boxes.flat(line, 1)[0], 0.0, 1)
            return
        root = self.root()
        item = self.items[root]
        s, t = item.a, item.b
        if s in self.earths and t not in self.earths:
            s, t = t, s
        edges, later = self.network(root, s, t)
        top = Tree("leaf", s, t, root)
        if not edges:
            tall = max(self.boxes.tall(top, -1)[0], 14.0)
            self.boxes.stand(top, 0.0, tall, 0.0, -1)
        elif len(edges) > 1 or {edges[0].a, edges[0].b} != {s, t}:
            if not bridge(self.boxes, edges, root, s, t, self.least):
                rails(self.boxes, edges, root, s, t, self.least)
        elif item.role == "port" and not later and self.lies(edges[0], root):
            whole = edges[0] if edges[0].a == s else edges[0].turned()
            long = self.boxes.flat(whole, 1)[0] + 8.0
            self.plan.spans[root] = (0.0, 0.0, long, 0.0, "flat") if item.a == s else (long, 0.0, 0.0, 0.0, "flat")
            self.boxes.lay(whole, 0.0, long, 0.0, 1)
            self.plan.depth[root] = self.boxes.flat(whole, 1)[2] + 2.0
        else:
            self.loop(top, edges[0] if edges[0].a == s else edges[0].turned())
        self.below(later)

    def lies(self, t: Tree, root: int) -> bool:
        """Between two open ends a network is drawn from left to right, if it is no ladder and nothing else hangs on it."""
        alone = all(self.items[k].role not in ("port", "earth", "coupled") for k in self.indices if k != root)
        return alone and _depth(t) < 2 and not any(self.items[k].role == "open" for k in t.leaves())

    def loop(self, root: Tree, rest: Tree) -> None:
        boxes = self.boxes
        parts = rest.parts if rest.op == "parallel" else (rest,)
        whole = Tree("parallel", root.a, root.b, -1, (root, *parts))
        order = boxes.ordered(Tree("parallel", root.a, root.b, -1, tuple(parts)))
        whole = replace(whole, parts=(root, *order))
        tall = max(boxes.tall(root, -1)[0], boxes.height(rest), self.least)
        boxes.close_in_order(whole, 0.0, tall)

    def below(self, trees: Sequence[Tree]) -> None:
        """What hangs from the lower wire, under its left end and further to the left."""
        x, y, before = 0.0, 0.0, 0.0
        for n, tree in enumerate(trees):
            tall, left, right = self.boxes.tall(tree, -1)
            if n == 0:
                x, y = min(self.plan.places.get(tree.a, [(0.0, 0.0)]), key=lambda p: (round(p[0], 3), -p[1]))
            else:
                after = x - max(before + right + 3.0, 9.0)
                self.plan.wire(x, y, after, y)
                x = after
            self.boxes.stand(tree, x, y, y - tall, -1)
            before = left

    def around(self, b: Board) -> bool:
        """The island around its one thing with more than two ends. False if its form is none that is known."""
        if b.kind == "transistor":
            return around_transistor(self, b.index, b.ends)
        return around_opamp(self, b.index, b.ends) if b.kind == "opamp" else self.board(b)

    # ------------------------------------------------------------ two-way switches

    def board(self, b: Board) -> bool:
        """Around a switch with several throws. False if the circuit is not of the usual form: the branches of the throws and of the pole meet in one node."""
        pins = [f"{b.index}.pin{k}" for k in range(1 + len(b.throws))]
        wires = {}
        for pin, node in zip(pins, (b.pole, *b.throws), strict=True):
            self.items.append(Item("*", node, "wire"))
            wires[len(self.items) - 1] = pin
        self.indices += wires
        nodes = sorted({n for k in self.indices for n in (self.items[k].a, self.items[k].b)} - {"*"})
        count = {n: sum(n in (self.items[k].a, self.items[k].b) for k in self.indices) for n in nodes}
        for t in sorted(nodes, key=lambda n: (n not in self.earths, -count[n], nodes.index(n))):
            if any(t == n for n in (b.pole,)):
                continue
            edges, later = self.network(None, "*", t)
            if len(edges) == 1 and edges[0].op == "parallel" and {edges[0].a, edges[0].b} == {"*", t}:
                whole = edges[0] if edges[0].a == "*" else edges[0].turned()
                found: dict[int, Tree] = {}
                for p in whole.parts:
                    first = p.parts[0] if p.op == "series" else p
                    if first.op == "leaf" and first.index in wires:
                        rest = p.parts[1:] if p.op == "series" else (p,)
                        found[list(wires).index(first.index)] = rest[0] if len(rest) == 1 else Tree("series", rest[0].a, t, -1, tuple(rest))
                if len(found) == len(pins) == len(whole.parts):
                    (self.throws if len(b.throws) == 2 else self.fan)(b, [found[k] for k in range(len(pins))])
                    self.below(later)
                    return True
        return False

    def throws(self, b: Board, trees: list[Tree]) -> None:
        """Two throws to the left and to the right, the pole between them."""
        boxes, plan = self.boxes, self.plan
        pole, left, right = trees
        tall = max(boxes.tall(left, -1)[0], boxes.tall(pole, 1)[0] + THROW, boxes.height(right), self.least + THROW)
        xp = max(boxes.tall(left, -1)[2] + boxes.tall(pole, 1)[1] + 6.0, COLUMN + 3.0)
        boxes.stand(left, 0.0, tall, 0.0, -1)
        plan.wire(0.0, tall, xp - CONTACT, tall)
        boxes.stand(pole, xp, tall - THROW, 0.0, 1)
        plan.wire(0.0, 0.0, xp, 0.0)
        lead = max(boxes.tall(pole, 1)[2] + boxes.tall_lead(right), COLUMN + 3.0)
        if right.op == "series" and boxes.reaches(right):
            lead = max(lead, boxes.runs(right)[0] + CONTACT + 3.0)
        plan.wire(xp, 0.0, xp + CONTACT + 3.0, 0.0)
        plan.wire(xp + CONTACT, tall, xp + CONTACT + 3.0, tall)
        boxes.close(right, xp + CONTACT + 3.0, xp + lead, tall, 0.0)
        plan.pins[b.index] = [(xp, tall - THROW), (xp - CONTACT, tall), (xp + CONTACT, tall)]

    def fan(self, b: Board, trees: list[Tree]) -> None:
        """More throws in a column to the right of the pole, the first above; what hangs from a lower one stands further to the left."""
        boxes, plan = self.boxes, self.plan
        pole, *rest = trees
        low = max(*(boxes.tall(t, -1)[0] for t in rest), boxes.tall(pole, 1)[0] - STEP, self.least - STEP)
        middle = low + STEP * (len(rest) - 1) / 2
        boxes.stand(pole, 0.0, middle, 0.0, 1)
        at = max(boxes.tall(pole, 1)[2] + 2.5, 5.0)
        plan.wire(0.0, middle, at, middle)
        pins = [(at, middle)]
        x, before = at + FAN, 0.0
        for k, tree in reversed(list(enumerate(rest))):
            _, left, right = boxes.tall(tree, -1)
            x += max(before + left + 3.0, COLUMN if k < len(rest) - 1 else 6.0)
            y = low + STEP * (len(rest) - 1 - k)
            plan.wire(at + FAN, y, x, y)
            boxes.stand(tree, x, y, 0.0, -1)
            pins.insert(1, (at + FAN, y))
            before = right
        plan.wire(0.0, 0.0, x, 0.0)
        plan.pins[b.index] = pins


def arranged(items: Sequence[Item], boards: Sequence[Board], earths: frozenset[str]) -> Plan:
    """Places of all items; spans of those of which nothing is known are missing."""
    whole = Plan()
    x = 0.0
    pairs = [(b.ends[0], n) for b in boards for n in b.ends[1:]]
    coupled = [k for k, i in enumerate(items) if i.role in ("coupled", "lead")]
    before = False
    height = LEAST
    groups = islands(items, pairs)
    drawn: list[tuple[Island, bool]] = []
    for indices in groups:
        here = Island(items, indices, earths)
        inside = [b for b in boards if any(n in (items[k].a, items[k].b) for k in indices for n in b.ends)]
        if not (len(inside) == 1 and here.around(inside[0])):
            if inside:
                here = Island(items, indices, earths)
            here.draw()
        drawn.append((here, any(k in coupled for k in indices)))
        height = max(height, _box(here.plan)[3] - _box(here.plan)[1]) if drawn[-1][1] else height
    for first, tied in drawn:
        here = first
        if tied and height > LEAST and len(drawn) > 1:
            here = Island(items, first.indices[:], earths)
            here.least = height
            here.draw()
        close = tied and before
        here.plan.moved(x + (9.0 - BETWEEN if close else 0.0) - _box(here.plan, () if close else items)[0], 0.0)
        for k, v in here.plan.spans.items():
            whole.spans[k] = v
        whole.wires += here.plan.wires
        whole.pins.update(here.plan.pins)
        whole.flipped.update(here.plan.flipped)
        whole.depth.update(here.plan.depth)
        for n, at in here.plan.places.items():
            whole.places.setdefault(n, []).extend(at)
        x = _box(here.plan, () if tied and not close else items)[2] + BETWEEN
        before = tied
    return whole


def _depth(t: Tree) -> int:
    """How often parallel parts stand within parallel parts."""
    return max([_depth(p) for p in t.parts] + [0]) + (t.op == "parallel")


def _box(plan: Plan, items: Sequence[Item] = ()) -> tuple[float, float, float, float]:
    """Around wires and parts, with the words of these items."""
    pieces = [v[:4] for v in plan.spans.values()] + plan.wires + [(x, y, x, y) for at in plan.pins.values() for x, y in at]
    for k, (x0, y0, x1, y1, side) in plan.spans.items():
        if k < len(items):
            i = items[k]
            out, back = i.half + i.text[0] + 2.0, i.half + i.other[0]
            left, right = (out, back) if side == "left" else (back, out) if side == "right" else (0.0, 0.0)
            pieces.append((min(x0, x1) - left, y0, max(x0, x1) + right, y1))
    xs = [v for a, _, c, _ in pieces for v in (a, c)]
    ys = [v for _, b, _, d in pieces for v in (b, d)]
    return (min(xs), min(ys), max(xs), max(ys)) if xs else (0.0, 0.0, 0.0, 0.0)


def dots(pieces: Sequence[tuple[float, float, float, float]]) -> list[tuple[float, float]]:
    """Where three or more wires meet."""
    ends = {(round(x, 4), round(y, 4)) for a, b, c, d in pieces for x, y in ((a, b), (c, d))}
    upright: dict[float, list[tuple[float, float]]] = {}
    level: dict[float, list[tuple[float, float]]] = {}
    for a, b, c, d in pieces:
        if abs(a - c) < 1e-6:
            upright.setdefault(a, []).append((min(b, d), max(b, d)))
        elif abs(b - d) < 1e-6:
            level.setdefault(b, []).append((min(a, c), max(a, c)))
    return [(x, y) for x, y in sorted(ends) if len(_ways(upright, x, y)) + len(_ways(level, y, x)) > 2]


def _ways(lines: dict[float, list[tuple[float, float]]], at: float, place: float) -> set[bool]:
    """On which sides of a place the wires along the line at `at` go on: True where they come from lower values."""
    ways: set[bool] = set()
    for line, spans in lines.items():
        if abs(line - at) < 1e-3:
            for low, high in spans:
                if low - 1e-3 <= place <= high + 1e-3:
                    if high - place > 1e-3:
                        ways.add(False)
                    if place - low > 1e-3:
                        ways.add(True)
    return ways


def joined(p: tuple[float, float], places: Sequence[tuple[float, float]], wires: Sequence[tuple[float, float, float, float]]) -> bool:
    """Does a place lie at one of these places, or do wires lead there from them?"""

    def meets(x: float, y: float, w: tuple[float, float, float, float]) -> bool:
        a, b, c, d = w
        return min(a, c) - 1e-3 <= x <= max(a, c) + 1e-3 and min(b, d) - 1e-3 <= y <= max(b, d) + 1e-3

    def touch(v: tuple[float, float, float, float], w: tuple[float, float, float, float]) -> bool:
        return any(meets(x[k], x[k + 1], y) for x, y in ((v, w), (w, v)) for k in (0, 2))

    reached = [w for w in wires if any(meets(x, y, w) for x, y in places)]
    rest = [w for w in wires if w not in reached]
    for w in reached:
        reached += [v for v in rest if touch(v, w)]
        rest = [v for v in rest if v not in reached]
    return any(abs(x - p[0]) < 1e-3 and abs(y - p[1]) < 1e-3 for x, y in places) or any(meets(*p, w) for w in reached)
