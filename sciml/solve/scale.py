"""True to size or schematic: the choice for each plane, comfortable sizes in place of given lengths, and the second solution that is drawn."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from ..expression import Expr, Memo, Num, Var, evaluate
from ..figure import Claim, Figure, Frame
from ..plane import Straight
from ..quantity import Origin
from .block import Block
from .construct import Leaf
from .fit import Spread, dots_of, extent, fitted, nearest
from .givens import Givens
from .outline import Outline, Settled, guesses
from .settle import settle
from .system import System, bits_of

__all__ = ["choose_scales", "comfortable", "drawn_values"]

SHORTEST = 3.0
"""mm: a given length shorter than this on the page cannot be seen."""
HEAPED = 2.0
"""mm: of labelled points that would be nearer to one another nobody could tell which is which."""
LIFE = 0.0005
"""m that a page mm stands for: with less, bodies of a usual size are drawn more than twice as large as life"""
LARGER = "bodies are drawn larger than life"
"""the given lengths are true to one another, the bodies are not: there is nothing to solve again"""
LIKE = 4.0
"""lengths whose largest is at most so many times the smallest are drawn nearly as they are"""
LEAST, MOST = 14.0, 56.0
"""mm that the shortest and the longest given length of a schematic drawing take."""
SEEN, WELL = 5.0, 10.0
"""mm: beside typed places the shortest given length is drawn so long; longer ones than the second are drawn true"""
SPECK, TOUCH = 1.25, 0.15
"""mm: beside typed places a circle of this radius is seen; of a radius: within this of its rim something else begins"""
SOFT = 0.02
HEIGHT = 9.0
"""mm of the tallest of the lengths across an axis that are drawn at a factor of their own."""
HEIGHTS = "heights are drawn at a factor of their own"


def choose_scales(figure: Figure, s: Settled, givens: Givens) -> dict[str, tuple[str, str]]:
    """true | schematic for each plane, with the reason."""
    out: dict[str, tuple[str, str]] = {}
    for f in figure.frames:
        if f.kind != "plane":
            continue
        if f.scale in ("true", "schematic"):
            out[f.id] = f.scale, "as the figure says"
            continue
        out[f.id] = _auto(figure, f, s, givens)
    return out


def _auto(figure: Figure, f: Frame, s: Settled, givens: Givens) -> tuple[str, str]:
    mm = evaluate(f.mm, s.values)
    lengths: list[tuple[float, str]] = []
    literals = givens.literals(f) if mm > 0 else []
    if literals:
        typed = _true(f, s, givens)
        lengths = sorted([(abs(s.values[v]) / mm, v.name) for v in literals if s.values[v] and v not in typed])
    if lengths and lengths[0][0] < SHORTEST:
        return "schematic", f"true to size, {lengths[0][1]} would be shorter than {SHORTEST:g} mm beside {lengths[-1][1]}"
    if lengths and lengths[-1][0] > LIKE * lengths[0][0] and nearest(dots_of(f), s.values, {}) < HEAPED * mm:
        return "schematic", f"true to size, labelled points would be nearer to one another than {HEAPED:g} mm"
    if any(getattr(e, "never_true", False) and e.drawn for e in f.elements):
        return "schematic", "what light passes is smaller than a drawing can show"
    if lengths and f.unit is not None and 0 < mm < LIFE and any(_everyday(e) for e in f.elements):
        return "schematic", LARGER
    if figure.options.get("theme") == "exam" and _measurable(figure, s.outline.system, f):
        return "schematic", "an unknown could be read off with a ruler"
    return "true", "every given length can be seen" if lengths else "no length is given"


def _everyday(e: Any) -> bool:
    """A body with a mass and no size."""
    own = e.__dict__
    return e.drawn and own.get("mass") is not None and isinstance(own.get("size"), tuple) and all(own.get(name) is None for name in getattr(e, "usual", ()))


def _measurable(figure: Figure, system: System, f: Frame) -> bool:
    """Does an unknown stand for something that the drawing shows?"""
    for symbol in figure.symbols.values():
        if symbol.origin == Origin.UNKNOWN and isinstance(symbol.number, Expr):
            for b in bits_of(system.mask(symbol.number)):
                if system.unknowns[b].frame is f:
                    return True
    return False


def comfortable(lengths: Sequence[float]) -> dict[float, float]:
    """Page millimetres for each size: the order stays, equal stays equal, the largest is at most four times the smallest."""
    sizes = sorted({abs(x) for x in lengths if x})
    if not sizes:
        return {}
    low, high = sizes[0], sizes[-1]
    if high / low <= LIKE:
        return {x: MOST * (x / high) ** 0.8 for x in sizes}
    ratio = math.log(high / low)
    return {x: LEAST * math.exp(math.log(MOST / LEAST) * math.log(x / low) / ratio) for x in sizes}


def _visible(lengths: Sequence[float], mm: float) -> dict[float, float]:
    """A length for each size: true where it can be seen well, the smaller ones raised in their order."""
    sizes = sorted({abs(x) for x in lengths if x})
    if not sizes or sizes[0] >= WELL * mm:
        return {x: x for x in sizes}
    bend = min(1.0, math.log(WELL / SEEN) / math.log(WELL * mm / sizes[0]))
    return {x: x if x >= WELL * mm else WELL * mm * (x / (WELL * mm)) ** bend for x in sizes}


# ---------------------------------------------------------------- the second solution


def drawn_values(figure: Figure, s: Settled, claims: Sequence[Claim], scales: dict[str, tuple[str, str]], givens: Givens) -> dict[Var, float]:
    """Values for the drawing. A plane whose shape leaves no choice is put down as true in `scales`."""
    frames = [f for f in figure.frames if f.kind == "plane" and scales.get(f.id, ("", ""))[0] == "schematic"]
    for f in frames:
        typed, places = _true(f, s, givens), givens.typed(f)[1]
        if _apart(places, s) and typed.issuperset(givens.literals(f)):
            scales[f.id] = "true", "its places are given by coordinates"
    frames = [f for f in frames if scales[f.id][0] == "schematic" and scales[f.id][1] != LARGER and givens.literals(f)]
    if not frames:
        return dict(s.values)
    share = dict.fromkeys((f.id for f in frames), 1.0)
    second: Settled | None = None
    for _ in range(2):
        constants = _comfortable_constants(figure, s, frames, share, givens)
        second = _second(figure, s, claims, constants)
        if second is None:
            break
        memo: Memo = {}
        scale = {f.id: evaluate(f.mm, constants) for f in frames}
        wanted = [(f, fitted(figure, f, extent(Spread(f), second.values, memo), scale[f.id])) for f in frames]
        need = [scale[f.id] / float(better) for f, better in wanted if better is not None]
        if not need or not (min(need) < 0.85 or min(need) > 1.4):
            break
        for f in frames:
            share[f.id] *= min(need)
    if second is None:
        for f in frames:
            scales[f.id] = "true", "its shape leaves no other size"
        return dict(s.values)
    for f in frames:
        if _only_heights(figure, f, s, givens):
            scales[f.id] = "schematic", HEIGHTS
    mine = {id(f) for f in frames}
    out = dict(s.values)
    for u in s.outline.system.unknowns:
        if u.frame is None or id(u.frame) in mine:
            out[u.var] = second.values[u.var]
    for v in constants:
        out[v] = constants[v]
    return out


def _comfortable_constants(figure: Figure, s: Settled, frames: list[Frame], share: dict[str, float], givens: Givens) -> dict[Var, float]:
    """Sizes in place of the given lengths. Beside typed places, which stay as they are, the scale of the page changes."""
    constants = {v: s.values[v] for v in s.outline.system.constants}
    for f in frames:
        typed, places = _true(f, s, givens), givens.typed(f)[1]
        mine = [v for v in givens.literals(f) if v not in typed]
        mm = evaluate(f.mm, s.values)
        if _only_heights(figure, f, s, givens):
            tallest = max(abs(s.values[v]) for v in mine if v in figure.across)
            constants |= {v: s.values[v] * HEIGHT * mm * share[f.id] / tallest for v in mine if v in figure.across}
            continue
        lengths = [s.values[v] for v in mine if v not in figure.seen]
        if _apart(places, s) and isinstance(f.mm, Var):
            sizes = _visible(lengths, mm)
            constants[f.mm] = mm / share[f.id]
            unit = mm / share[f.id]
        else:
            sizes = {x: mm * share[f.id] * size for x, size in comfortable(lengths).items()}
            unit = mm * share[f.id]
        for v in mine:
            x = s.values[v]
            constants[v] = math.copysign(figure.seen[v] * unit if v in figure.seen else sizes[abs(x)], x) if x else 0.0
    return constants


def _only_heights(figure: Figure, f: Frame, s: Settled, givens: Givens) -> bool:
    """Is all that cannot be seen in a true drawing what stands across an axis? Then all else stays true."""
    mm = evaluate(f.mm, s.values)
    mine = givens.literals(f) if figure.across and f.scale != "schematic" else []
    return any(v in figure.across and s.values[v] for v in mine) and all(v in figure.across or abs(s.values[v]) >= SHORTEST * mm for v in mine)


def _true(f: Frame, s: Settled, givens: Givens) -> set[Var]:
    """The lengths that stay true to one another in every drawing: typed coordinates, and beside them radii about typed centres that can be seen as they are, or
    that reach as far as something else, so that no other radius would do."""
    typed, places, rounds = givens.typed(f)
    if not rounds or not _apart(places, s):
        return typed
    mm = evaluate(f.mm, s.values)
    memo: Memo = {}
    around = [(v, evaluate(x, s.values, memo), evaluate(y, s.values, memo), abs(s.values[v])) for v, x, y in rounds]
    straight = [c for e in f.elements if e.drawn and isinstance(c := e.__dict__.get("curve"), Straight)]
    lines = [tuple([evaluate(n, s.values, memo) for n in (c.start.x, c.start.y, c.end.x, c.end.y)]) for c in straight]

    def reaches(v: Var, x: float, y: float, r: float) -> bool:
        """Does it end where something else begins?"""
        rims = [abs(math.hypot(x - u, y - w) - q) for other, u, w, q in around if other is not v]
        return any([abs(d - r) <= TOUCH * r for d in (*rims, *(_distance(x, y, *line) for line in lines))])

    seen = all([r >= SPECK * mm for _, _, _, r in around])  # where one is enlarged, the longer ones stay longer
    return typed | {v for v, x, y, r in around if seen or reaches(v, x, y, r)}


def _distance(x: float, y: float, x0: float, y0: float, x1: float, y1: float) -> float:
    """Of a place from a straight piece."""
    dx, dy = x1 - x0, y1 - y0
    square = dx * dx + dy * dy
    t = min(1.0, max(0.0, ((x - x0) * dx + (y - y0) * dy) / square)) if square > 0 else 0.0
    return math.hypot(x0 + t * dx - x, y0 + t * dy - y)


def _apart(places: list[tuple[Num, Num]], s: Settled) -> bool:
    """Are there two typed places that do not fall together?"""
    spots = [(evaluate(x, s.values), evaluate(y, s.values)) for x, y in places]
    return any(p != spots[0] for p in spots)


def _second(figure: Figure, s: Settled, claims: Sequence[Claim], constants: dict[Var, float]) -> Settled | None:
    """All facts with comfortable sizes, if they fit together so; else all facts of shape, the sizes as near as they come; None if the shape is rigid."""
    chosen = {id(c) for c in claims}
    every = [c for c in figure.claims if id(c) in chosen]
    found = _settled(s, constants, every)
    if found.sound:
        _like(found, s)
        return found
    shapes = [c for c in every if c.relation.shape or c.role == "placement"]
    ground = s.outline.system.ground
    system = System(ground, constants, shapes)
    guess = guesses(system)
    guess.update({u.var: s.values[u.var] for u in s.outline.system.unknowns})
    outline = Outline(system, guess)
    mine = {id(c) for c in shapes}
    soft = System(ground, constants, [c for c in every if id(c) not in mine]).equations
    hard = [c for p in outline.parts for c in p.conditions]
    block = Block(system, system.size_of(figure.root), system.unknowns, hard, system.margins, guess)
    start = [guess[u.var] for u in system.unknowns]
    if len(system.unknowns) - block.problem.rank(start) <= 4:
        return None
    wish = Block(system, block.size, system.unknowns, [*hard, *soft], system.margins, guess)
    for k in range(len(hard), len(hard) + len(soft)):
        wish.problem.weights[k] *= SOFT
    near = wish.problem.run(start, 120)
    values = block.attempt(near.x)
    if values is None:
        return None
    out = Settled(outline, {**guess, **values})
    out.leaves = {p.number: Leaf({u.var: values[u.var] for u in p.unknowns}, [], 0.0) for p in outline.parts}
    return out


def _settled(s: Settled, constants: dict[Var, float], claims: list[Claim]) -> Settled:
    system = System(s.outline.system.ground, constants, claims)
    guess = guesses(system)
    return settle(Outline(system, guess), guess)


def _like(found: Settled, s: Settled) -> None:
    """Of several figures take the one that is turned round like the first solution."""
    for k, others in list(found.others.items()):
        if not others:
            continue
        part = found.outline.parts[k]
        us = found.outline.system.unknowns
        pairs = [(u.var, us[u.mate].var) for u in part.unknowns if u.axis == "x"]

        def score(leaf: Leaf, pairs: list[tuple[Var, Var]] = pairs) -> int:
            return sum(_turn(leaf.values, pairs, i) * _turn(s.values, pairs, i) > 0 for i in range(2, len(pairs)))

        best = max([found.leaves[k], *others], key=score)
        if best is not found.leaves[k]:
            found.leaves[k] = best
            found.values.update(best.values)


def _turn(values: dict[Var, Any], pairs: list[tuple[Var, Var]], i: int) -> float:
    (a, b), (c, d), (e, f) = pairs[i - 2], pairs[i - 1], pairs[i]
    return float((values[c] - values[a]) * (values[f] - values[b]) - (values[d] - values[b]) * (values[e] - values[a]))
