"""A figure as the solver sees it: unknowns, equations, inequalities, and the connected parts that they form."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from ..expression import Expr, Memo, Num, Var, absolute, evaluate, postorder
from ..figure import Claim, Figure, Variable
from ..relation import Positive, Zero
from .numeric import spread
from .tape import Tape

__all__ = ["MOVERS", "WISHES", "Condition", "Ground", "Part", "System", "Unknown", "bits_of", "bounds", "once_each", "power_of"]

MOVERS = ("fact", "placement", "law")
"""roles of claims that may move things."""
WISHES = ("arrange", "wish")
"""roles of claims that are kept only where the facts allow it; `wish` comes from a kind and is dropped without a word."""


class Unknown:
    """A variable with its number (`bit` is the mask of it alone).

    mate: the number of its point's other coordinate, -1 if it belongs to no point; axis: x, y or ''."""

    __slots__ = ("axis", "bit", "follows", "frame", "high", "index", "low", "mate", "owner", "scale", "soft", "start", "var")

    def __init__(self, index: int, v: Any) -> None:
        self.index, self.bit, self.var = index, 1 << index, v.var
        self.start, self.low, self.high, self.scale = v.start, v.low, v.high, v.scale
        self.soft, self.follows, self.frame, self.owner = v.soft, v.follows, v.frame, v.owner
        self.mate, self.axis = -1, ""

    @property
    def is_size(self) -> bool:
        """A length that only must not be too small: a radius, a width."""
        return self.low is not None and self.high is None and isinstance(self.scale, Expr)

    @property
    def name(self) -> str:
        """What it belongs to, in the author's words: `A` for A.x."""
        name: str = self.var.name
        return name[:-2] if self.axis and name.endswith((".x", ".y")) else name


class Condition:
    """value == 0, or value > 0 (`margin`): what one claim asks. mask: its unknowns; number: its place among all conditions; wish: it may be dropped."""

    __slots__ = ("claim", "margin", "mask", "number", "power", "ratio", "root", "scale", "state", "strict", "value", "whole", "wish")

    def __init__(self, number: int, claim: Claim | None, asked: Zero | Positive, mask: int, wish: bool) -> None:
        self.number, self.claim, self.mask, self.wish = number, claim, mask, wish
        self.value, self.power, self.scale = asked.value, asked.power, asked.scale
        self.margin = isinstance(asked, Positive)
        self.ratio: Num = None
        """the value by its scale, once it was asked for"""
        self.state = ""
        """seen: its mask is sharp; empty: true whatever the unknowns are"""
        self.strict = self.margin and asked.strict  # type: ignore[union-attr]
        self.root: Num = None
        self.whole = mask
        """its unknowns with those that cancel only on one side of a kink (an angle at the rim of a circle, whose vertex moves along the arc)"""

    def rooted(self) -> Num:
        """Of a square its root, or None: a square that is to be positive has no slope at 0, and nothing would lead away from there."""
        v = self.value
        if self.root is None and isinstance(v, Expr) and v.op == "^" and v.args[1] == 2:
            self.root = absolute(v.args[0])
        return self.root


class Part:
    """Unknowns that equations tie together, in order. gauge: what of its place nothing decides ('x', 'y', 'turn'); size: a typical length of its frame."""

    __slots__ = ("conditions", "gauge", "mask", "number", "size", "turning", "unknowns")

    def __init__(self, number: int, unknowns: list[Unknown], conditions: list[Condition], size: float) -> None:
        self.number, self.unknowns, self.conditions, self.size = number, unknowns, conditions, size
        self.mask = 0
        for u in unknowns:
            self.mask |= u.bit
        self.gauge: frozenset[str] = frozenset()
        self.turning = True
        """whether unknowns that stand in sines turn with the whole"""


class Ground:
    """What all systems of one figure share: its unknowns, what each claim asks, and which unknowns stand below which node.

    masks: for each node seen, the unknowns below it; turns: unknowns that stand as an angle in a sine or cosine."""

    def __init__(self, figure: Figure, constants: dict[Var, float]) -> None:
        self.figure, self.constants = figure, constants
        self.unknowns = [Unknown(i, v) for i, v in enumerate(figure.variables)]
        self.index: dict[Var, int] = {u.var: u.index for u in self.unknowns}
        self.masks: dict[Expr, int] = {}
        self.turns = 0
        self.taking = False
        self.places = {id(c): k for k, c in enumerate(figure.claims)}
        self.asked: dict[int, list[Condition]] = {}
        self.tapes: dict[tuple[int, ...], Tape] = {}
        """by the numbers of their unknowns and the identities of their expressions"""
        us = self.unknowns
        for u, w in pairwise(us):  # x and y of one place follow each other and are called so
            a, b = u.var.name, w.var.name
            if b[-2:] == ".y" and a[-2:] == ".x" and a[:-1] == b[:-1]:
                u.mate, w.mate, u.axis, w.axis = w.index, u.index, "x", "y"

    def conditions(self, claim: Claim) -> list[Condition]:
        """What a claim asks of the unknowns. Of a construction only the inequalities: its equations hold by themselves."""
        found = self.asked.get(id(claim))
        if found is not None:
            return found
        found = self.asked[id(claim)] = []
        if claim.negated or claim.as_stated or claim.alternatives:
            return found
        self.taking = True
        for asked in claim.relation.residuals():
            if claim.role == "construction" and isinstance(asked, Zero):
                continue
            mask = self.mask(asked.value)
            if mask:
                found.append(Condition(1000 * self.places.setdefault(id(claim), len(self.places)) + len(found), claim, asked, mask, claim.role not in MOVERS))
        self.taking = False
        return found

    def _adopt(self, v: Var) -> int:
        """A symbol without a value that stands in a fact is an unknown as well."""
        u = Unknown(len(self.unknowns), Variable(v, 1.0, soft=-1.0))
        self.unknowns.append(u)
        self.index[v] = u.index
        return u.index

    def mask(self, x: Num) -> int:
        """The unknowns below a number, as bits."""
        if not isinstance(x, Expr):
            return 0
        masks = self.masks
        found = masks.get(x)
        if found is not None:
            return found
        stack: list[Expr] = [x]
        while stack:
            node = stack[-1]
            if node in masks:
                stack.pop()
                continue
            m, ready = 0, True
            for a in node.args:
                if isinstance(a, Expr):
                    k = masks.get(a)
                    if k is None:
                        stack.append(a)
                        ready = False
                    else:
                        m |= k
            if not ready:
                continue
            stack.pop()
            if node.op == "var":
                i = self.index.get(node)  # type: ignore[call-overload]
                if i is None and self.taking and node not in self.constants:
                    i = self._adopt(node)  # type: ignore[arg-type]
                m = 0 if i is None else 1 << i
            elif node.op in ("sin", "cos"):
                self._mark_turn(node.args[0])
            masks[node] = m
        return masks[x]

    def _mark_turn(self, a: Num) -> None:
        if isinstance(a, Expr) and a.op in ("+", "-"):
            known = [x for x in a.args if not isinstance(x, Expr) or not self.masks[x]]
            a = next((x for x in a.args if isinstance(x, Var)), a) if known else a
        if isinstance(a, Var):
            self.turns |= self.masks[a]


class System:
    """Everything one solution works on: the equations and inequalities of some claims, with these floats of the late constants."""

    def __init__(self, ground: Ground, constants: dict[Var, float], claims: Iterable[Claim]) -> None:
        self.ground, self.figure, self.constants = ground, ground.figure, constants
        self.unknowns, self.index, self.masks, self.mask = ground.unknowns, ground.index, ground.masks, ground.mask
        self.sizes: dict[int, float] = {}
        """of frames (by identity), until the constants change"""
        self.base: dict[Var, float] = {}
        """values in general position"""
        self.at_base: Memo = {}
        """what nodes are there"""
        self.equations: list[Condition] = []
        self.margins: list[Condition] = []
        for claim in claims:
            for c in ground.conditions(claim):
                (self.margins if c.margin else self.equations).append(c)

    @property
    def turns(self) -> int:
        return self.ground.turns

    def scattered(self, values: dict[Var, float], attempt: int = 0) -> dict[Var, float]:
        """Unknowns in general position about these values, the same ones each time."""
        out = dict(values)
        places = spread(len(self.unknowns), attempt + 1)
        for u, p in zip(self.unknowns, places, strict=True):
            v = values[u.var]
            low, high = bounds(u, values) if u.low is not None or u.high is not None else (-math.inf, math.inf)
            if high - low < math.inf:
                out[u.var] = low + (high - low) * (0.1 + 0.8 * p)
                continue
            reach = self.size_of(u.frame) if u.axis else max(0.2 * abs(v), abs(evaluate(u.scale, values)))
            new = v + (p - 0.5) * reach
            if new <= low:  # reflected, not cut: the edge is no general position
                new = 2 * low - new + 0.01 * reach
            elif new >= high:
                new = 2 * high - new - 0.01 * reach
            out[u.var] = new
        return out

    def refine(self, values: dict[Var, float]) -> None:
        """Put aside equations that are true whatever the unknowns are, and take out of the masks the unknowns that cancel."""
        for attempt in range(2):
            base = self.scattered(values, attempt)
            memo: Memo = {}
            new = [c for c in self.equations if c.state == ""]
            for c in new:
                v = evaluate(c.value, base, memo)
                if not math.isnan(v):
                    c.state = "empty" if self._vanishes(c, v, base, memo) else "seen"
            if all(c.state for c in new):
                break
        self.base, self.at_base = base, memo
        self.equations = self._once([c for c in self.equations if c.state != "empty"], base, memo)
        unsure = [c for c in new if c.state == "seen" and not once_each(c.value)]
        if unsure:
            tape = self.tape([c.value for c in unsure], self.unknowns, base)
            _, rows = tape.gradients([base[u.var] for u in self.unknowns])
            sizes = [self.size_of(u.frame) if u.axis else max(abs(evaluate(u.scale, base)), 1e-300) for u in self.unknowns]
            for c, row in zip(unsure, rows, strict=False):
                effect = {j: abs(d) * sizes[j] for j, d in row}
                top = max(effect.values(), default=0.0)
                if not math.isnan(top) and top > 0:
                    whole = c.mask
                    c.mask = sum(1 << j for j, e in effect.items() if e > 1e-9 * top)
                    c.whole = whole if whole != c.mask and kinked(c.value) else c.mask

    @staticmethod
    def _once(equations: list[Condition], base: dict[Var, float], memo: Memo) -> list[Condition]:
        """Without those that say what another fact says already (AB parallel to CD, as a trapezium and as a mark): they would hide that something is free."""
        out: list[Condition] = []
        before: dict[int, list[tuple[Claim | None, float]]] = {}
        for c in equations:
            same = before.get(c.mask)
            if same is None:
                before[c.mask] = same = []
            v = abs(evaluate(c.value, base, memo))
            if not any([claim is not c.claim and abs(v - w) <= 1e-12 * w for claim, w in same]):
                out.append(c)
            same.append((c.claim, v))
        return out

    def tape(self, exprs: list[Num], unknowns: Sequence[Unknown], values: dict[Var, float], known: Memo | None = None) -> Tape:
        """These expressions over these unknowns, where all else is as in `values`; made once and bound anew."""
        key = (*[u.index for u in unknowns], -1, *map(id, exprs))
        memo: Memo = known if known is not None else {}
        found = self.ground.tapes.get(key)
        if found is not None:
            found.bind(values, memo)
            return found
        mine = 0
        for u in unknowns:
            mine |= u.bit
        for e in exprs:
            self.mask(e)  # and that they stay: their identity is their name
        found = self.ground.tapes[key] = Tape(exprs, [u.var for u in unknowns], values, self.masks, mine, memo)
        return found

    def _vanishes(self, c: Condition, v: float, base: dict[Var, float], memo: Memo) -> bool:
        if v == 0:
            return True
        frame = self.unknowns[(c.mask & -c.mask).bit_length() - 1].frame
        scale = abs(evaluate(c.scale, base, memo)) if c.scale is not None else power_of(self.size_of(frame), c.power)
        return abs(v) <= 1e-12 * scale or (abs(v) <= 1e-9 * scale and abs(v) <= 1e-13 * self.magnitude(c.value, base, memo))

    # ------------------------------------------------------------ sizes

    def size_of(self, frame: Any) -> float:
        """A typical length of a frame: 60 mm on its page."""
        found = self.sizes.get(id(frame))
        if found is None:
            mm = evaluate(frame.mm, self.constants) if frame is not None else math.nan
            found = self.sizes[id(frame)] = 60 * mm if not math.isnan(mm) and mm > 0 else 60.0
        return found

    def weight(self, c: Condition, size: float, values: dict[Var, float], memo: Memo | None = None) -> float:
        """value * weight is a pure number of ordinary size."""
        if c.scale is not None:
            scale = abs(evaluate(c.scale, values, memo))
        else:
            scale = power_of(size, c.power) if c.power else max(1.0, self.magnitude(c.value, values, memo))
        return 1 / scale if scale > 0 and not math.isnan(scale) and scale != math.inf else 1.0

    @staticmethod
    def magnitude(x: Num, values: dict[Var, float], memo: Memo | None = None) -> float:
        """The sum of the moduli of a sum's terms."""
        total, stack = 0.0, [x]
        while stack:
            node = stack.pop()
            if isinstance(node, Expr) and node.op in ("+", "-"):
                stack.extend(node.args)
            else:
                v = abs(evaluate(node, values, memo))
                total += v if not math.isnan(v) else 0.0
        return total

    def holds(self, c: Condition, size: float, values: dict[Var, float], memo: Memo | None = None) -> bool:
        """Is the condition true of these values, to 1e-9 of the size?"""
        v = evaluate(c.value, values, memo)  # nan is neither above nor below anything
        scale = abs(evaluate(c.scale, values, memo)) if c.scale is not None else size if c.power == 1 else power_of(size, c.power)
        if c.margin:
            return v > 1e-9 * scale if c.strict else v >= -1e-9 * scale
        return abs(v) <= 1e-9 * scale or abs(v) <= 1e-10 * self.magnitude(c.value, values, memo)

    def value_holds(self, z: Zero | Positive, size: float, values: dict[Var, float], memo: Memo | None) -> bool:
        """The same of what a relation asks."""
        return self.holds(Condition(-1, None, z, 0, False), size, values, memo)

    # ------------------------------------------------------------ parts

    def parts(self) -> list[Part]:
        """Connected by equations, in the order of their first unknowns; unknowns that stand in no equation are left out."""
        n = len(self.unknowns)
        parent = list(range(n))

        def top(i: int) -> int:
            while parent[i] != i:
                parent[i] = parent[parent[i]]
                i = parent[i]
            return i

        seen = 0
        for c in self.equations:
            seen |= c.mask
            bits = bits_of(c.mask)
            first = top(bits[0])
            for b in bits[1:]:
                other = top(b)
                first, other = min(first, other), max(first, other)
                parent[other] = first
        for u in self.unknowns:
            if u.mate > u.index and (seen >> u.index & 1 or seen >> u.mate & 1):
                seen |= u.bit | self.unknowns[u.mate].bit
                a, b = top(u.index), top(u.mate)
                parent[max(a, b)] = min(a, b)
        groups: dict[int, list[Unknown]] = {}
        for u in self.unknowns:
            if seen >> u.index & 1:
                groups.setdefault(top(u.index), []).append(u)
        rows: dict[int, list[Condition]] = {}
        for c in self.equations:
            rows.setdefault(top((c.mask & -c.mask).bit_length() - 1), []).append(c)
        return [Part(k, us, rows[first], self.size_of(us[0].frame)) for k, (first, us) in enumerate(sorted(groups.items()))]


def power_of(size: float, power: float) -> float:
    """size to a power; infinite where floats end, so that numbers of absurd size are found wanting and not an error of ours."""
    try:
        return float(size**power)
    except OverflowError:
        return math.inf


def bounds(u: Unknown, values: dict[Var, float]) -> tuple[float, float]:
    """Lowest and highest value of an unknown."""
    low = evaluate(u.low, values) if u.low is not None else -math.inf
    high = evaluate(u.high, values) if u.high is not None else math.inf
    return (low if not math.isnan(low) else -math.inf), (high if not math.isnan(high) else math.inf)


_KINKS = frozenset(("angle", "abs", "sign", "min", "max", "area", "atan2"))


def kinked(x: Num) -> bool:
    """Has it edges, beyond which it may be another function?"""
    return isinstance(x, Expr) and any([n.op in _KINKS for n in postorder(x)])


def once_each(x: Num) -> bool:
    """Does every variable stand in it once only? Then none can cancel."""
    seen: set[Expr] = set()
    stack = [x]
    while stack:
        node = stack.pop()
        kind = node.__class__
        if kind is Expr or kind is Var or isinstance(node, Expr):
            if node in seen:
                return False
            seen.add(node)
            stack += node.args
    return True


def bits_of(mask: int) -> list[int]:
    """The numbers of the bits that are set."""
    out = []
    while mask:
        low = mask & -mask
        out.append(low.bit_length() - 1)
        mask ^= low
    return out
