"""Circuits around one transistor or one operational amplifier: the device in the middle, what feeds it on the left, its output on the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .circuits_boxes import APART, COLUMN
from .circuits_tree import Item, Tree

__all__ = ["around_opamp", "around_transistor"]

REACH = 5.0
"""mm from the middle of a transistor to its collector and emitter."""
PIN_X, PIN_Y = 6.0, 3.5
"""mm from the middle of an operational amplifier to its inputs; its output is PIN_X to the right."""
NODE = 6.0
"""mm from a pin to its node."""


def _edges(island: Any, index: int, ends: Sequence[str], root: int | None, kept: Sequence[str]) -> tuple[dict[frozenset[str], Tree], list[Tree]]:
    """The network without the device, between the kept nodes, by pair; what hangs from the last one apart."""
    star = f"*{index}"
    mine = []
    for n in ends:
        island.items.append(Item(n, star, "wire"))
        mine.append(len(island.items) - 1)
    island.indices += mine
    edges, later = island.network(root, kept[0], kept[-1], (*kept, *ends, star))
    island.indices = [k for k in island.indices if k not in mine]
    return {frozenset((e.a, e.b)): e for e in edges if star not in (e.a, e.b)}, later


def _from(e: Tree | None, n: str) -> Tree | None:
    return None if e is None else e if e.a == n else e.turned()


# ---------------------------------------------------------------- transistors


def around_transistor(island: Any, index: int, ends: Sequence[str]) -> bool:
    """Collector, base, emitter: the source on the left, the base divider, the transistor, its output. False if the circuit is not of this form."""
    c, b, e = ends
    sources = [k for role in ("source", "port") for k in island.indices if island.items[k].role == role]
    for root in sources:
        s, t = island.items[root].a, island.items[root].b
        if s in island.earths and t not in island.earths:
            s, t = t, s
        before = len(island.items)
        found, later = _edges(island, index, ends, root, (s, t))
        upper, lower = (c, e) if frozenset((s, e)) not in found or frozenset((s, c)) in found or s == c else (e, c)
        known = [frozenset(p) for p in ((s, upper), (upper, t), (lower, t), (s, b), (b, t)) if p[0] != p[1]]
        if set(found) <= set(known) and (upper == s or frozenset((s, upper)) in found) and (lower == t or frozenset((lower, t)) in found):
            _place_transistor(island, index, root, (s, t, upper, lower, b, upper == c), found)
            island.below(later)
            return True
        del island.items[before:]
    return False


def _place_transistor(island: Any, index: int, root: int, nodes: tuple[str, str, str, str, str, bool], found: dict[frozenset[str], Tree]) -> None:
    s, t, upper, lower, b, straight = nodes
    boxes, plan = island.boxes, island.plan
    above, below = _from(found.get(frozenset((s, upper))), s), _from(found.get(frozenset((lower, t))), lower)
    output = _from(found.get(frozenset((upper, t))), upper) if upper != s else None
    feed, drain = _from(found.get(frozenset((s, b))), s), _from(found.get(frozenset((b, t))), b)
    base = Tree("leaf", s, t, root)
    own = boxes.tall(base, -1)
    down = max(boxes.tall(below, 1)[0] if below else 6.0, (boxes.tall(drain, -1)[0] if drain else 0.0) - REACH)
    if output is not None:
        down = max(down, boxes.height(output) - 2 * REACH)
    middle = down + REACH
    top = max(middle + REACH + (boxes.tall(above, 1)[0] if above else 6.0), middle + (boxes.tall(feed, -1)[0] if feed else 0.0), own[0], island.least)
    left = max([COLUMN, *(own[2] + APART + boxes.tall(x, -1)[1] for x in (feed, drain) if x)]) if feed or drain else 8.0
    x = left + max([12.0, *(boxes.tall(y, -1)[2] + APART + boxes.tall(z, 1)[1] for y in (feed, drain) for z in (above, below) if y and z)])
    boxes.stand(base, 0.0, top, 0.0, -1)
    for tree, y0, y1 in ((feed, top, middle), (drain, middle, 0.0)):
        if tree:
            boxes.stand(tree, left, y0, y1, -1)
    for tree, y0, y1 in ((above, top, middle + REACH), (below, down, 0.0)):
        if tree:
            boxes.stand(tree, x, y0, y1, 1)
        else:
            plan.wire(x, y0, x, y1)
    plan.wire(left, middle, x - 2.4, middle)
    plan.wire(x, middle + REACH, x, middle + 3.6)
    plan.wire(x, middle - REACH, x, middle - 3.6)
    plan.wire(0.0, top, x, top)
    ends_low = [x] + ([left] if drain and boxes.reaches(drain) else [])
    plan.wire(0.0, 0.0, max(ends_low), 0.0)
    plan.see(upper, x, middle + REACH)
    plan.see(lower, x, down)
    plan.see(b, left, middle)
    if output is not None:
        aside = max(boxes.tall(z, 1)[2] for z in (above, below, base) if z is not None)
        begin = x + aside if output.op == "series" and boxes.reaches(output) else x
        plan.wire(x, middle + REACH, begin, middle + REACH)
        plan.wire(x, 0.0, begin, 0.0)
        lead = max(boxes.lead(output), x + aside + boxes.tall_lead(output) - begin)
        boxes.close(output, begin, begin + max(lead, COLUMN), middle + REACH, 0.0)
    high, low = (x, middle + REACH), (x, down)
    plan.pins[index] = [high if straight else low, (x - 2.4, middle), low if straight else high, (x, middle)]


# ---------------------------------------------------------------- operational amplifiers


def around_opamp(island: Any, index: int, ends: Sequence[str]) -> bool:
    """Inverting input, other input, output. False if the circuit is not of this form."""
    n, p, o = ends
    count = {
        m: sum(m in (island.items[k].a, island.items[k].b) for k in island.indices) for k0 in island.indices for m in (island.items[k0].a, island.items[k0].b)
    }
    for t in sorted(count, key=lambda m: (m not in island.earths, m != p, -count[m], m)):
        if t in (n, o):
            continue
        before = len(island.items)
        found, later = _edges(island, index, ends, None, (n, t))
        known = [frozenset(x) for x in ((n, o), (n, t), (p, t), (o, t)) if x[0] != x[1]]
        if set(found) <= set(known) and (p == t or frozenset((p, t)) in found):
            _place_opamp(island, index, (n, p, o, t), found)
            island.below(later)
            return True
        del island.items[before:]
    return False


def _fed(island: Any, tree: Tree | None) -> bool:
    return tree is not None and any(island.items[k].role in ("source", "port", "open") for k in tree.leaves())


def _place_opamp(island: Any, index: int, nodes: tuple[str, str, str, str], found: dict[frozenset[str], Tree]) -> None:
    n, p, o, t = nodes
    boxes, plan = island.boxes, island.plan
    back = _from(found.get(frozenset((n, o))), n) if n != o else None
    minus, plus = _from(found.get(frozenset((n, t))), n), _from(found.get(frozenset((p, t))), p) if p != t else None
    load = _from(found.get(frozenset((o, t))), o)
    swapped = _fed(island, plus) and not _fed(island, minus)
    side = -1 if swapped else 1  # of the inverting input: 1 above
    x_n, x_o = -PIN_X - NODE, PIN_X + NODE
    y_n = PIN_Y * side
    sizes = boxes.flat(back, 1) if back else (0.0, 0.0, 0.0)
    y_back = side * (9.0 + (sizes[2] if side > 0 else sizes[1]) + 1.5)
    wide = max(sizes[0] - (x_o - x_n), 0.0)
    x_o += wide
    # the inverting input lies below its node where the feedback does
    node_y = y_n if side > 0 else y_back
    heights = [14.0 + (-y_back if side < 0 else 0.0)]
    for tree, y in ((minus, -node_y), (plus, y_n)):
        if tree is not None:
            last = tree.parts[-1] if tree.op == "series" and not (tree is minus and swapped) else tree
            lying = tree.parts[:-1] if last is not tree else ()
            heights.append(boxes.tall(last, -1)[0] + y + 2 * max([boxes.flat(q, -1)[2] for q in lying if y > 0] + [0.0]))
    heights.append(boxes.height(load) if load is not None else 0.0)
    low = -max(heights)
    for x0, y0, x1, y1 in ((-PIN_X, y_n, x_n, y_n), (x_n, y_n, x_n, y_back), (x_o, y_back, x_o, 0.0), (PIN_X, 0.0, x_o, 0.0)):
        if (back is not None or n == o) or y0 == y1 or (x0 == x_n and side < 0):
            plan.wire(x0, y0, x1, y1)
    if back is not None:
        boxes.lay(back, x_n, x_o, y_back, 1)
    elif n == o:
        plan.wire(x_n, y_back, x_o, y_back)
    far = _branches(island, (minus, plus), (x_n, node_y, -y_n, low), swapped)
    if p == t:
        plan.wire(-PIN_X, -y_n, -PIN_X - 3.0, -y_n)
        plan.wire(-PIN_X - 3.0, -y_n, -PIN_X - 3.0, low)
        far.append(-PIN_X - 3.0)
    plan.see(n, x_n, node_y)
    plan.see(o, x_o, 0.0)
    if load is not None:
        boxes.close(load, x_o, x_o + max(boxes.lead(load), COLUMN), 0.0, low)
    if far:
        plan.wire(min(far), low, x_o if load is not None and boxes.reaches(load) else max(far), low)
        plan.see(t, min(far), low)
    plan.pins[index] = [(0.0, 0.0), (-PIN_X, y_n), (-PIN_X, -y_n), (PIN_X, 0.0)]
    plan.flipped[index] = swapped


def _branches(island: Any, trees: tuple[Tree | None, Tree | None], at: tuple[float, float, float, float], swapped: bool) -> list[float]:
    """What leads from the inputs to the lower wire: lying to the left, its last part upright. Gives where it meets the lower wire."""
    boxes, plan = island.boxes, island.plan
    (minus, plus), (x_n, y_minus, y_plus, low) = trees, at
    far: list[float] = []
    inner = x_n
    if swapped and minus is not None:
        boxes.stand(minus, x_n, y_minus, low, 1)
        far += [x_n] if boxes.reaches(minus) else []
        minus, inner = None, x_n - boxes.tall(trees[0], 1)[1] - APART
    for tree, y, begin in ((plus, y_plus, -PIN_X), (minus, y_minus, x_n)):
        if tree is None:
            continue
        parts, last = (list(tree.parts[:-1]), tree.parts[-1]) if tree.op == "series" else ([], tree)
        run = [q.turned() for q in parts][::-1]
        long = sum(boxes.flat(q, 1)[0] for q in run)
        x = min(begin - max(long, 6.0), inner - boxes.tall(last, -1)[2] - APART)
        if run:
            boxes.lay(Tree("series", run[0].a, run[-1].b, -1, tuple(run)), x, begin, y, 1 if y > 0 else -1)
        else:
            plan.wire(x, y, begin, y)
        boxes.stand(last, x, y, low, -1)
        far += [x] if boxes.reaches(last) else []
        inner = x - boxes.tall(last, -1)[1]
    return far
