"""Words that tell two figures apart: above, left of, longer, obtuse; never a value. With them the `arrange` that chooses, as it can be typed."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..expression import Num, Var, evaluate, postorder
from ..plane import Point, Round, Straight
from ..quantity import ANGLE, LENGTH, NUMBER, base_unit, find_unit
from .system import Part, System

__all__ = ["tell_apart"]

MOST = 12
"""places that are compared with each other"""
CLEAR, LEAST = 0.05, 0.01
"""lengths of the frame by which a measure must differ to be seen easily, and to be named at all"""
EQUAL = 1e-9
Values = Mapping[Var, float]
Difference = tuple[str, str, str, str, tuple[float, ...]]
"""Words where a measure is positive, negative, nothing; the wish for the first; the measure in each figure (in lengths of the frame)."""


def tell_apart(system: System, part: Part, chosen: Values, others: Sequence[Values]) -> tuple[str, str, str]:
    """Words for the chosen and the first other figure, and the `arrange` that chooses one of them; the one that rules out most of the others goes first."""
    best: tuple[tuple[bool, int, int], str, str, str] | None = None
    for rank, (above, below, level, hint, (mine, *theirs)) in enumerate(_differences(system, part, [chosen, *others])):
        found = _choice(mine, theirs[0], part.size)
        if found is None:
            continue
        clear, sign = found
        out = sum(_choice(mine, x, part.size) is not None and (mine * sign > 0) for x in theirs) if mine * sign > 0 else 1
        score = (not clear, -out, rank)
        if best is None or score < best[0]:
            words = [above if x > 0 else below if x < 0 else level for x in (_sign(mine, part.size), _sign(theirs[0], part.size))]
            best = (score, words[0], words[1], hint if sign > 0 else hint.replace(" > ", " < "))
    if best is not None:
        return best[1], best[2], f"arrange {best[3]}"
    shown = [u for u in part.unknowns if abs(chosen[u.var] - others[0][u.var]) > 1e-6 * part.size]
    moved = next((u for u in shown if not u.axis and _QUANTITY.fullmatch(u.var.name)), next(iter(shown), part.unknowns[-1]))
    name, mine, other = moved.var.name, chosen[moved.var], others[0][moved.var]
    first, second = ("larger", "smaller") if mine > other else ("smaller", "larger")
    dim = _dimension(system, moved.var) or (LENGTH if _beside_length(system, part, moved.var) else None)
    limit = _limit(system, dim, mine, other) if _QUANTITY.fullmatch(name) else ""
    hint = f"arrange {name} {'>' if mine > other else '<'} {limit}" if limit else f"one more fact about {name.partition('.')[0]}"
    return f"a {first} {name}", f"a {second} {name}", hint


def _limit(system: System, dim: Any, a: float, b: float) -> str:
    """A round number between two values of a symbol that nothing drawn shows, with its unit; it stays clear of both, so that it tells neither."""
    symbol = "deg" if dim == ANGLE else _unit_of_lengths(system) if dim == LENGTH else (u.text if dim is not None and (u := base_unit(dim)) is not None else "")
    unit = find_unit(symbol) if symbol else None
    if (symbol and unit is None) or (not symbol and dim is not None and dim not in (NUMBER, LENGTH)):
        return ""
    factor = float(evaluate(unit.factor, {})) if unit is not None else 1.0
    low, high = sorted((a / factor, b / factor))
    room = 0.2 * (high - low)
    digits = -math.floor(math.log10(high - low)) - 1
    for places in range(digits, digits + 3):
        step = 10.0**-places
        n = round((low + high) / 2 / step)
        for k in (n, n - 1, n + 1):
            if low + room <= k * step <= high - room:
                return f"{k * step:.{max(0, places)}f}{' ' * bool(symbol)}{symbol}"
    return ""


def _beside_length(system: System, part: Part, v: Var) -> bool:
    """Is it added to a length that was typed?"""
    nodes = (n for c in part.conditions for n in postorder(c.value) if n.op in ("+", "-") and any(a is v for a in n.args))
    return any(isinstance(a, Var) and a in system.figure.literals for n in nodes for a in n.args)


def _unit_of_lengths(system: System) -> str:
    """The unit that lengths are typed with here; empty if with none."""
    for v in system.figure.literals:
        unit = v.name.partition(" ")[2]
        if unit:
            return unit
    return ""


def _sign(x: float, size: float) -> int:
    return 0 if abs(x) <= EQUAL * size else 1 if x > 0 else -1


def _choice(u: float, v: float, size: float) -> tuple[bool, int] | None:
    """(can it be seen easily, the sign to wish for) if the sign of a measure tells two figures apart; where the first has none, the other's."""
    least = min(abs(u), abs(v))
    if u * v < 0 and least > LEAST * size:
        return least > CLEAR * size, 1 if u > 0 else -1
    one = u if least == abs(v) else v
    if least <= EQUAL * size and abs(one) > CLEAR * size:
        return False, 1 if one > 0 else -1
    return None


def _differences(system: System, part: Part, figures: Sequence[Values]) -> Iterator[Difference]:
    places = _places(system, part)
    spots = [{n: (evaluate(p[0], f), evaluate(p[1], f)) for n, p in places.items()} for f in figures]
    shifted = [n for n in places if any(math.dist(spots[0][n], s[n]) > 1e-6 * part.size for s in spots[1:])]
    turns = "turn" in part.gauge
    if not turns:
        yield from _upright(shifted, spots)
    lengths = _Lengths(system, part, list(places), shifted, spots, figures)
    yield from lengths.against_steady()
    if len(places) <= 8:
        yield from _angles(shifted, spots, part.size)
    if turns:
        yield from _upright(shifted, spots)
    yield from lengths.of_each_other()
    yield from _scalars(system, part, figures, lengths)


def _places(system: System, part: Part) -> dict[str, tuple[Num, Num]]:
    """Named places of the frame, those of the part first: points, then centres of bodies and circles and nameless ends of lines."""
    us = system.unknowns
    out: dict[str, tuple[Num, Num]] = {u.name: (u.var, us[u.mate].var) for u in part.unknowns if u.axis == "x" and _plain(u.name)}
    rest: dict[str, tuple[Num, Num]] = {}
    middles: dict[str, tuple[Num, Num]] = {}
    for e in getattr(part.unknowns[0].frame, "elements", ()):
        at: Any = e.__dict__.get("at")
        curve = e.__dict__.get("curve")
        if not _plain(e.name):
            continue
        if isinstance(at, Point) and e.family == "point":
            if e.name not in out:
                _sort(system, part, e.name, at, out, rest)
        elif e.family == "body" or (isinstance(curve, Round) and not curve.center.name):
            center = getattr(e, "center", None)
            if isinstance(center, Point):
                _sort(system, part, f"{e.name}.center", center, middles, rest)
        elif isinstance(curve, Straight):
            for way, p in (("start", curve.start), ("end", curve.end)):
                if not p.name:
                    _sort(system, part, f"{e.name}.{way}", p, middles, rest)
    return dict(list({**out, **middles, **rest}.items())[:MOST])


def _sort(system: System, part: Part, name: str, at: Point, mine: dict[str, tuple[Num, Num]], rest: dict[str, tuple[Num, Num]]) -> None:
    (mine if (system.mask(at.x) | system.mask(at.y)) & part.mask else rest)[name] = (at.x, at.y)


def _plain(name: str) -> bool:
    return bool(name) and name.replace("'", "").replace("′", "").isidentifier()


Spots = dict[str, tuple[float, float]]
_LETTER = re.compile(r"[A-Z][0-9]*['′]*")


def _called(name: str) -> str:
    of, dot, way = name.rpartition(".")
    return name.removesuffix(".center") if way not in ("start", "end") or not dot else f"the {way} of {of}"


def _run(*names: str) -> str:
    """`AB` and `ABC`; empty for names that make no run."""
    return "".join(names) if all(_LETTER.fullmatch(n) for n in names) else ""


def _length(m: str, n: str) -> tuple[str, str]:
    """A distance in words, and as it is typed."""
    run = _run(m, n)
    return run or f"the distance of {_called(m)} and {_called(n)}", run or f"distance({m}, {n})"


def _upright(shifted: list[str], spots: Sequence[Spots]) -> Iterator[Difference]:
    for n in reversed(shifted):
        for m in spots[0]:
            if m != n:
                a, b = _called(n), _called(m)
                yield f"{a} above {b}", f"{a} below {b}", f"{a} level with {b}", f"{n}.y > {m}.y", tuple(s[n][1] - s[m][1] for s in spots)
                yield f"{a} right of {b}", f"{a} left of {b}", f"{a} straight above or below {b}", f"{n}.x > {m}.x", tuple(s[n][0] - s[m][0] for s in spots)


class _Lengths:
    """Distances of places: those that change, those that do not, and given lengths as they are written."""

    def __init__(self, system: System, part: Part, names: list[str], shifted: list[str], spots: Sequence[Spots], figures: Sequence[Values]) -> None:
        pairs = [(m, n) for i, n in enumerate(names) for m in names[:i]]
        self.size = {p: tuple(math.dist(s[p[0]], s[p[1]]) for s in spots) for p in pairs}
        self.steady = [p for p in pairs if max(self.size[p]) - min(self.size[p]) <= 1e-6 * part.size]
        self.changing = [p for p in reversed(pairs) if (p[0] in shifted or p[1] in shifted) and p not in self.steady]
        self.given: dict[str, tuple[float, ...]] = {}
        for c in part.conditions:
            for node in postorder(c.value):
                if isinstance(node, Var) and node in system.figure.literals and node.name:
                    self.given.setdefault(node.name, tuple(f[node] for f in figures))

    def against_steady(self) -> Iterator[Difference]:
        for pair in self.changing:
            for other in self.steady:
                yield _compared(*_length(*pair), *_length(*other), self.size[pair], self.size[other])
            for name, x in self.given.items():
                yield _compared(*_length(*pair), name, name, self.size[pair], x)

    def of_each_other(self) -> Iterator[Difference]:
        for i, pair in enumerate(self.changing):
            for other in self.changing[:i]:
                yield _compared(*_length(*pair), *_length(*other), self.size[pair], self.size[other])


def _compared(a: str, typed: str, b: str, typed_b: str, u: Sequence[float], v: Sequence[float]) -> Difference:
    measure = tuple(x - y for x, y in zip(u, v, strict=True))
    return f"{a} longer than {b}", f"{a} shorter than {b}", f"{a} as long as {b}", f"{typed} > {typed_b}", measure


def _angles(shifted: list[str], spots: Sequence[Spots], size: float) -> Iterator[Difference]:
    names = list(spots[0])
    for m in names:
        for i, n in enumerate(names):
            for k in names[i + 1 :]:
                if m not in (n, k) and (m in shifted or n in shifted or k in shifted):
                    run = _run(n, m, k)
                    said, typed = run or f"at {_called(m)} of {_called(n)} and {_called(k)}", run or f"{n}, {m}, {k}"
                    measure = tuple(_obtuse(s[n], s[m], s[k]) * size for s in spots)
                    yield f"angle {said} obtuse", f"angle {said} acute", f"angle {said} a right angle", f"angle({typed}) > 90 deg", measure


def _obtuse(p: tuple[float, float], at: tuple[float, float], q: tuple[float, float]) -> float:
    """Minus the cosine of an angle."""
    u, v, w, z = p[0] - at[0], p[1] - at[1], q[0] - at[0], q[1] - at[1]
    return -(u * w + v * z) / (math.hypot(u, v) * math.hypot(w, z) or 1.0)


_QUANTITY = re.compile(r"[^\W\d]\w*(?:\.(?:radius|length|width|height))?")


def _scalars(system: System, part: Part, figures: Sequence[Values], lengths: _Lengths) -> Iterator[Difference]:
    """Symbols and sizes: against each other, against lengths, and whether they are negative."""
    found = {u.var.name: (u.var, _dimension(system, u.var)) for u in part.unknowns if not u.axis and _QUANTITY.fullmatch(u.var.name)}
    changing = {n: (v, dim) for n, (v, dim) in found.items() if len({f[v] for f in figures}) > 1}
    for name, (v, dim) in changing.items():
        values = tuple(f[v] for f in figures)
        most = max(map(abs, values)) or 1.0
        rest: dict[str, tuple[float, ...]] = {n: tuple(f[w] for f in figures) for n, (w, d) in found.items() if n != name and d == dim}
        if dim == LENGTH:
            rest |= lengths.given | {_length(*p)[1]: x for p, x in lengths.size.items()}
        if dim == ANGLE:
            rest["90 deg"] = (math.pi / 2,) * len(values)
        for other, xs in rest.items():
            scale = max(most, *map(abs, xs)) / part.size
            measure = tuple((a - b) / scale for a, b in zip(values, xs, strict=True))
            yield f"{name} larger than {other}", f"{name} smaller than {other}", f"{name} equal to {other}", f"{name} > {other}", measure
        yield f"{name} positive", f"{name} negative", f"{name} zero", f"{name} > 0", tuple(x / most * part.size for x in values)


def _dimension(system: System, v: Var) -> Any:
    symbol = next((s for s in system.figure.symbols.values() if s.number is v), None)
    return symbol.dim if symbol is not None else LENGTH if "." in v.name else None
