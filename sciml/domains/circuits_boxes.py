"""Trees of series and parallel parts as boxes: lying from left to right, standing from top to bottom, or closing a loop on its right."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from .circuits_tree import Item, Tree

__all__ = ["Boxes", "Plan"]

GAP = 1.2
"""mm between a symbol and its words."""
STUB = 3.0
"""mm of wire before and after parallel strands."""
APART = 3.6
"""mm between what stands side by side."""
COLUMN = 15.0
"""least mm between upright wires."""
WIDE = 24.0
"""least mm across a single loop."""


class Plan:
    """Where things go, in mm, y up. spans: of each item, from its a to its b, and the side of its words; wires: straight pieces, with their node;
    places: where a node can be seen; pins: of things with more than two ends; depth: how far below the wire
    between two open ends there is room; flipped: amplifiers whose inverting input is the lower one."""

    def __init__(self) -> None:
        self.spans: dict[int, tuple[float, float, float, float, str]] = {}
        self.wires: list[tuple[float, float, float, float]] = []
        self.places: dict[str, list[tuple[float, float]]] = {}
        self.depth: dict[int, float] = {}
        self.flipped: dict[int, bool] = {}
        self.pins: dict[int, list[tuple[float, float]]] = {}

    def wire(self, x0: float, y0: float, x1: float, y1: float) -> None:
        if abs(x0 - x1) > 1e-9 or abs(y0 - y1) > 1e-9:
            self.wires.append((x0, y0, x1, y1))

    def see(self, node: str, x: float, y: float) -> None:
        self.places.setdefault(node, []).append((x, y))

    def moved(self, dx: float, dy: float) -> None:
        self.spans = {k: (a + dx, b + dy, c + dx, d + dy, s) for k, (a, b, c, d, s) in self.spans.items()}
        self.wires = [(a + dx, b + dy, c + dx, d + dy) for a, b, c, d in self.wires]
        self.places = {n: [(x + dx, y + dy) for x, y in at] for n, at in self.places.items()}
        self.pins = {k: [(x + dx, y + dy) for x, y in at] for k, at in self.pins.items()}


Extent = tuple[float, float, float]
"""length along the wires, and how far it reaches to both sides: up and down, or left and right."""


class Boxes:
    """Sizes and places of trees over these items."""

    def __init__(self, items: Sequence[Item], plan: Plan) -> None:
        self.items, self.plan = items, plan

    # ------------------------------------------------------------ lying: from left to right

    def flat(self, t: Tree, out: int) -> Extent:
        """(length, up, down). out: 1 if words stand above, -1 below."""
        if t.op == "leaf":
            i = self.items[t.index]
            reach = i.half + (GAP + i.text[1] if i.text[1] else 0.0)
            back = i.half + (GAP + i.other[1] if i.other[1] else 0.0)
            long = max(i.long, i.text[0] + 4, i.other[0] + 4) if i.role not in ("wire", "open") else 0.0
            return (long, reach, back) if out > 0 else (long, back, reach)
        sizes = [self.flat(p, out) for p in t.parts]
        if t.op == "series":
            return sum(s[0] for s in sizes), max(s[1] for s in sizes), max(s[2] for s in sizes)
        ys = self._strands(t, out)
        return (
            max(s[0] for s in sizes) + 2 * STUB + 2,
            max(y + s[1] for y, s in zip(ys, sizes, strict=True)),
            max(s[2] - y for y, s in zip(ys, sizes, strict=True)),
        )

    def _main(self, t: Tree) -> int | None:
        """Of strands of which all but one are meters: the one."""
        plain = [k for k, p in enumerate(t.parts) if not (p.op == "leaf" and self.items[p.index].role in ("meter", "port"))]
        return plain[0] if len(plain) == 1 else None

    def _strands(self, t: Tree, out: int) -> list[float]:
        """Heights of lying strands over the wire that they lie in; meters lie outside."""
        sizes = [self.flat(p, out) for p in t.parts]
        main = self._main(t)
        if main is not None:
            order = [main, *(k for k in range(len(sizes)) if k != main)]
            ys = [0.0] * len(sizes)
            for before, k in itertools.pairwise(order):
                a, b = sizes[before], sizes[k]
                ys[k] = ys[before] + (max(a[1] + b[2] + APART, 8.0) if out > 0 else -max(a[2] + b[1] + APART, 8.0))
            return ys
        ys = [0.0]
        for a, b in itertools.pairwise(sizes):
            ys.append(ys[-1] - max(a[2] + b[1] + APART, 8.0))
        middle = (ys[0] + ys[-1]) / 2
        return [y - middle for y in ys]

    def lay(self, t: Tree, x0: float, x1: float, y: float, out: int) -> None:
        """Between (x0, y), its node a, and (x1, y)."""
        plan = self.plan
        plan.see(t.a, x0, y)
        plan.see(t.b, x1, y)
        if t.op == "leaf":
            self._span(t, (x0, y), (x1, y), "up" if out > 0 else "down")
            return
        sizes = [self.flat(p, out)[0] for p in t.parts]
        if t.op == "series":
            spare = (x1 - x0 - sum(sizes)) / max(sum(1 for s in sizes if s), 1)
            x = x0
            for p, s in zip(t.parts, sizes, strict=True):
                self.lay(p, x, x + s + (spare if s else 0), y, out)
                x += s + (spare if s else 0)
            return
        spare = max((x1 - x0 - max(sizes) - 2 * STUB - 2) / 4, 0.0)
        left, right = x0 + STUB + spare, x1 - STUB - spare
        ys = [y + d for d in self._strands(t, out)]
        plan.wire(x0, y, left, y)
        plan.wire(right, y, x1, y)
        for x in (left, right):
            plan.wire(x, min(*ys, y), x, max(*ys, y))
        for p, h in zip(t.parts, ys, strict=True):
            self.lay(p, left, right, h, out)

    # ------------------------------------------------------------ standing: from top to bottom

    def tall(self, t: Tree, side: int) -> Extent:
        """(height, left, right). side: 1 if words stand to the right."""
        if t.op == "leaf":
            i = self.items[t.index]
            reach = i.half + (GAP + i.text[0] if i.text[0] else 0.0)
            back = i.half + (GAP + i.other[0] if i.other[0] else 0.0)
            long = 5.0 if i.role == "open" else 0.0 if i.role == "wire" else max(i.high, i.text[1] + 3.5, i.other[1] + 3.5)
            return (long, back, reach) if side > 0 else (long, reach, back)
        if t.op == "series":
            sizes = [self.tall(p, side) for p in t.parts]
            return sum(s[0] for s in sizes), max(s[1] for s in sizes), max(s[2] for s in sizes)
        xs, sides = self._columns(t, side)
        sizes = [self.tall(p, d) for p, d in zip(t.parts, sides, strict=True)]
        return (
            max(s[0] for s in sizes) + 2 * STUB,
            max(s[1] - x for x, s in zip(xs, sizes, strict=True)),
            max(s[2] + x for x, s in zip(xs, sizes, strict=True)),
        )

    def _columns(self, t: Tree, side: int) -> tuple[list[float], list[int]]:
        """Of strands that stand side by side: x from the wire that they lie in, and the side of their words."""
        main = self._main(t)
        order = list(range(len(t.parts))) if main is None else [main, *(k for k in range(len(t.parts)) if k != main)]
        sides = [side if k == order[0] else 1 for k in range(len(t.parts))]
        sizes = [self.tall(p, d) for p, d in zip(t.parts, sides, strict=True)]
        xs = [0.0]
        for before, k in itertools.pairwise(order):
            xs.append(xs[-1] + max(sizes[before][2] + sizes[k][1] + APART, 9.0))
        middle = (xs[0] + xs[-1]) / 2 if main is None else 0.0
        return [xs[order.index(k)] - middle for k in range(len(sizes))], sides

    def stand(self, t: Tree, x: float, top: float, bottom: float, side: int) -> None:
        """Between (x, top), its node a, and (x, bottom)."""
        plan = self.plan
        plan.see(t.a, x, top)
        if t.op == "leaf":
            role = self.items[t.index].role
            if role == "open":
                return
            end = top - self.tall(t, side)[0] if role == "earth" else bottom
            self._span(t, (x, top), (x, end), "right" if side > 0 else "left")
            plan.see(t.b, x, end)
            return
        sizes = [self.tall(p, side)[0] for p in t.parts]
        if t.op == "series":
            ends_free = not self.reaches(t)
            spare = 0.0 if ends_free else (top - bottom - sum(sizes)) / max(sum(1 for s in sizes if s), 1)
            y = top
            for p, s in zip(t.parts, sizes, strict=True):
                self.stand(p, x, y, y - s - (spare if s else 0), side)
                y -= s + (spare if s else 0)
            return
        columns, sides = self._columns(t, side)
        xs = [x + d for d in columns]
        spare = max((top - bottom - max(sizes) - 2 * STUB) / 4, 0.0)
        upper, lower = top - STUB - spare, bottom + STUB + spare
        plan.wire(x, top, x, upper)
        plan.wire(min(*xs, x), upper, max(*xs, x), upper)
        joined = [c for c, p in zip(xs, t.parts, strict=True) if self.reaches(p)]
        if joined:
            plan.wire(x, lower, x, bottom)
            plan.wire(min(*joined, x), lower, max(*joined, x), lower)
        for p, c, d in zip(t.parts, xs, sides, strict=True):
            self.stand(p, c, upper, lower, d)

    def reaches(self, t: Tree) -> bool:
        """False if its far end is loose."""
        if t.op == "leaf":
            return self.items[t.index].role not in ("open", "earth")
        return self.reaches(t.parts[-1]) if t.op == "series" else any(self.reaches(p) for p in t.parts)

    def _span(self, t: Tree, start: tuple[float, float], end: tuple[float, float], side: str) -> None:
        i = self.items[t.index]
        if i.role == "wire":
            self.plan.wire(*start, *end)
        if i.a != t.a:
            start, end = end, start
        self.plan.spans[t.index] = (*start, *end, side)

    # ------------------------------------------------------------ closing a loop on its right

    def closing(self, t: Tree) -> int:
        """Which part of a series stands on the right: parallel ones, a source, else the middle one."""
        n = len(t.parts)
        forced = [k for k, p in enumerate(t.parts) if any(self.items[j].role == "coupled" for j in p.leaves())]
        if forced:
            return forced[-1]
        bundles = [k for k, p in enumerate(t.parts) if k and p.op == "parallel" and self._main(p) is None]
        if bundles:
            return bundles[-1]
        for k in range(n - 1, -1, -1):
            p = t.parts[k]
            if p.op == "leaf" and self.items[p.index].role in ("source", "port", "open", "earth"):
                return k
        return n - 1 if n <= 3 else n // 2

    def rank(self, t: Tree) -> tuple[int, int]:
        """Which of parallel trees stands last."""
        coupled = any(self.items[j].role == "coupled" for j in t.leaves())
        port = t.op == "leaf" and self.items[t.index].role == "port"
        return (3 if coupled else 2 if port else 1 if t.op == "series" and self.reaches(t) and t.count > 1 else 0, t.count if t.op == "series" else 0)

    def ordered(self, t: Tree) -> list[Tree]:
        """Parallel trees with the one that closes the loop at the end."""
        parts = list(t.parts)
        last = max(range(len(parts)), key=lambda k: (self.rank(parts[k]), k))
        return [p for k, p in enumerate(parts) if k != last] + [parts[last]]

    def lead(self, t: Tree) -> float:
        """From where its rails begin to its first upright wire."""
        if t.op == "series":
            return self.runs(t)[0]
        first = self.ordered(t)[0] if t.op == "parallel" else t
        return self.tall(first, 1)[1] + APART

    def runs(self, t: Tree) -> tuple[float, list[Tree], list[Tree], Tree]:
        """Of a series: width of its rails; what lies in the upper one, in the lower one (from left to right), what stands on the right."""
        c = self.closing(t)
        top, bottom, last = list(t.parts[:c]), [p.turned() for p in t.parts[c + 1 :]][::-1], t.parts[c]
        if not self.reaches(t):
            top, bottom, last = [], [], t
        width = max(
            sum(self.flat(p, 1)[0] for p in top) + (self.tall_lead(last) if self.hangs(top, 1) else 0.0),
            sum(self.flat(p, -1)[0] for p in bottom) + (self.tall_lead(last) if self.hangs(bottom, -1) else 0.0),
            self.tall_lead(last),
            COLUMN,
        )
        return width, top, bottom, last

    def hangs(self, parts: Sequence[Tree], out: int) -> bool:
        """What lies in a rail reaches far into the loop."""
        return max([self.flat(p, out)[2 if out > 0 else 1] for p in parts] + [0.0]) > 4.5

    def tall_lead(self, t: Tree) -> float:
        first = self.ordered(t)[0] if t.op == "parallel" else t
        return self.tall(first, 1)[1] + APART

    def height(self, t: Tree) -> float:
        """Between the rails."""
        if t.op == "leaf" or (t.op == "series" and not self.reaches(t)):
            return self.tall(t, 1)[0]
        if t.op == "series":
            _, top, bottom, last = self.runs(t)
            between = max([self.flat(p, 1)[2] for p in top] + [0.0]) + max([self.flat(p, -1)[1] for p in bottom] + [0.0])
            return max(self.height(last), between + 2 * APART)
        *columns, last = self.ordered(t)
        return max([self.tall(p, 1)[0] for p in columns] + [self.height(last)])

    def close(self, t: Tree, x0: float, x1: float, top: float, bottom: float, first: bool = False) -> None:
        """Rails from x0 on; its first upright wire at x1 (a series: its last). first: words of the first one to the left."""
        plan = self.plan
        plan.see(t.a, x0, top)
        plan.see(t.b, x0, bottom)
        if t.op == "leaf" or (t.op == "series" and not self.reaches(t)):
            plan.wire(x0, top, x1, top)
            if self.reaches(t):
                plan.wire(x0, bottom, x1, bottom)
            self.stand(t, x1, top, bottom, -1 if first else 1)
        elif t.op == "series":
            _, upper, lower, last = self.runs(t)
            for parts, y, out in ((upper, top, 1), (lower, bottom, -1)):
                if parts:
                    end = x1 - (self.tall_lead(last) if self.hangs(parts, out) else 0.0)
                    self.lay(Tree("series", parts[0].a, parts[-1].b, -1, tuple(parts)), x0, end, y, out)
                    plan.wire(end, y, x1, y)
                else:
                    plan.wire(x0, y, x1, y)
            self.close(last, x1, x1, top, bottom)
        else:
            self._close_parallel(self.ordered(t), x0, x1, top, bottom, first)

    def close_in_order(self, t: Tree, x: float, top: float) -> None:
        """A whole circuit of parallel trees in this order, the first one at x with its words to the left."""
        self._close_parallel(list(t.parts), x, x, top, 0.0, True)

    def _close_parallel(self, parts: list[Tree], x0: float, x1: float, top: float, bottom: float, first: bool) -> None:
        plan = self.plan
        *columns, last = parts
        at, seen = x1, x0
        far_top, far_bottom = x0, x0
        for k, p in enumerate(columns):
            side = -1 if first and k == 0 else 1
            self.stand(p, at, top, bottom, side)
            far_top = at
            far_bottom = at if self.reaches(p) else far_bottom
            after = columns[k + 1] if k + 1 < len(columns) else last
            seen = at
            if after.op == "series" and after is last and self.reaches(after):
                break
            gap = self.tall(p, side)[2] + self.tall_lead(after)
            at += max(gap, COLUMN, WIDE if first and len(columns) == 1 else 0.0)
        plan.wire(x0, top, far_top, top)
        plan.wire(x0, bottom, far_bottom, bottom)
        if last.op == "series" and self.reaches(last):
            width, upper, _, _ = self.runs(last)
            right = self.tall(columns[-1], -1 if first and len(columns) == 1 else 1)[2]
            hangs = self.hangs(upper, 1) or columns[-1].op == "series"
            begin = seen + (right if hangs and not (first and len(columns) == 1) else 0.0)
            plan.wire(seen, top, begin, top)
            plan.wire(far_bottom, bottom, begin, bottom)
            width = max(width, right + self.tall_lead(self.runs(last)[3]) - (begin - seen), WIDE if first and len(columns) == 1 else 0.0)
            self.close(last, begin, begin + width, top, bottom)
        else:
            plan.wire(far_bottom, bottom, seen, bottom) if self.reaches(last) else None
            self.close(last, seen, at, top, bottom)
