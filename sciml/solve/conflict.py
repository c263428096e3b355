"""Facts that cannot all be true: the smallest set of them by name, whether they could be in another figure, and givens that agree to the digits written."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from ..diagnostic import NOTE, Diagnostic
from ..expression import Expr, Memo, Num, Var, evaluate, postorder
from ..figure import Claim
from ..relation import Zero
from .construct import FAILURES
from .outline import Settled
from .system import MOVERS, Condition, Part, bits_of

__all__ = ["Agrees", "Contradiction", "Impossible", "NoneFound", "certified", "contradiction", "exhausted", "smallest", "weakest"]

MOST = 60
"""attempts that the search for the smallest set may take."""


class Contradiction(Diagnostic):
    """Facts that contradict each other in every figure.

    ```wrong
    triangle(ABC, AB=3 cm, BC=4 cm, AC=8 cm)
    ```
    ```right
    triangle(ABC, AB=3 cm, BC=4 cm, AC=6 cm)
    ```
    """

    code = "SCI301"
    says = "{facts} cannot all be true: impossible always"
    help = "change one of them, or keep a wrong given of the problem with as_stated(...){laws}"
    facts: str
    laws: str = ""


class Impossible(Diagnostic):
    """Facts that no arrangement of this figure satisfies together.

    ```wrong
    A = point(0, 0)
    B = point(4, 0)
    M = point(on=segment(A, B))
    require distance(A, M) == 5
    ```
    ```right
    A = point(0, 0)
    B = point(4, 0)
    M = point(on=segment(A, B))
    require distance(A, M) == 3
    ```
    """

    code = "SCI302"
    says = "no arrangement of this figure satisfies {facts}: impossible here"
    help = "take one of them away, or keep a wrong given of the problem with as_stated(...){laws}"
    facts: str
    laws: str = ""


class NoneFound(Diagnostic):
    """Facts for which the search came to no figure, though nothing proves that there is none.

    ```wrong
    triangle(ABC)
    D = point(on=AB)
    E = point(on=AC)
    segment(DE)
    require parallel(DE, BC), AD == 4, DB == 6, DE == 5, BC == 14
    ```
    ```right
    triangle(ABC)
    D = point(on=AB)
    E = point(on=AC)
    segment(DE)
    require parallel(DE, BC), AD == 4, DB == 6, DE == 5
    ```
    """

    code = "SCI309"
    says = "no figure was found that satisfies {facts}; it is not proved that there is none"
    help = "look whether these facts can hold together; if so, say more of the figure (a further given, or an arrange), else take one away{laws}"
    facts: str
    laws: str = ""


class Agrees(Diagnostic):
    """A given that agrees with the others only to the digits written; the others decide.

    ```wrong
    triangle(ABC, AB=3 cm, BC=4 cm, AC=5 cm, angle_A=53.1 deg)
    ```
    ```right
    triangle(ABC, AB=3 cm, BC=4 cm, AC=5 cm)
    ```
    """

    code = "SCI305"
    severity = NOTE
    says = "{fact} agrees with the other givens to the digits written; the figure follows the others"
    fact: str


def contradiction(claims: Sequence[Claim], always: bool, here: bool) -> Diagnostic:
    """The message about a smallest set of facts. always: it is certain that they contradict each other; here: that nothing in this figure satisfies them."""
    texts = [c.text or c.relation.phrase() for c in claims]
    if len(texts) > 8:
        texts = [*texts[:6], f"{len(texts) - 6} more"]
    facts = texts[0] if len(texts) == 1 else ", ".join(texts[:-1]) + " and " + texts[-1]
    last = max(claims, key=lambda c: (c.span.start, c.number))
    related = tuple(c.span for c in claims if c is not last)
    kind = Contradiction if always else Impossible if here else NoneFound
    return kind(last.span, facts, laws_of(claims), related=related)


def laws_of(claims: Sequence[Claim]) -> str:
    """What the things obey that these facts speak of (light: Snell's law), and where they are held (a rope at its ends), if a kind says so."""
    found: list[str] = []
    held: list[str] = []
    todo = [v for c in claims for v in c.relation.__dict__.values()]
    while todo:
        x = todo.pop()
        if isinstance(x, tuple):
            todo.extend(x)
        for thing in (x, getattr(x, "owner", None)):
            found.extend(law for law in getattr(thing, "laws", ()) if law not in found)
            held.extend(said for said in getattr(thing, "held", ()) if said not in held)
    return (f"; the drawing obeys {' and '.join(sorted(found))}" if found else "") + "".join(f"; {said}" for said in held)


def smallest(claims: Sequence[Claim], solvable: Callable[[list[Claim]], bool], most: int = MOST) -> list[Claim]:
    """Take claims away, runs of them first, the last first, as long as what is left cannot be true together. most: attempts."""
    left = list(claims)
    tries = 0
    step = max(1, len(left) // 2)
    while step >= 1:
        i = len(left) - step
        while i >= 0 and len(left) > 1 and tries < most:
            trial = left[:i] + left[i + step :]
            tries += 1
            if trial and not solvable(trial):
                left = trial
            i -= step
        step //= 2
    return left


# ---------------------------------------------------------------- what is certain


def certified(claims: Sequence[Claim], constants: dict[Var, float], settled: Settled | None) -> bool:
    """Is it certain that these facts contradict each other, whatever else is chosen?"""
    facts = [z for c in claims for z in c.relation.residuals() if isinstance(z, Zero)]
    known = [x for z in facts if (x := _literal(z, constants)) is not None]
    if _two_values(known):
        return True
    if len(known) == len(facts) and (_polygon(known) or _angle_sum(known)):
        return True
    return settled is not None and _exhausted(settled)


Measured = tuple[Expr, float]
"""A measure and the number it should have."""


def _literal(z: Zero, constants: dict[Var, float]) -> Measured | None:
    v = z.value
    if isinstance(v, Expr) and v.op == "-":
        for measure, number in ((v.args[0], v.args[1]), (v.args[1], v.args[0])):
            if isinstance(measure, Expr) and measure.op in ("distance", "angle", "area"):
                value = evaluate(number, constants)
                if not math.isnan(value):
                    return measure, value
    return None


def _same(a: Num, b: Num) -> bool:
    return a is b or (not isinstance(a, Expr) and not isinstance(b, Expr) and bool(a == b))


def _ends(m: Expr) -> tuple[tuple[Num, Num], tuple[Num, Num]]:
    return (m.args[0], m.args[1]), (m.args[2], m.args[3])


def _at(p: tuple[Num, Num], q: tuple[Num, Num]) -> bool:
    return _same(p[0], q[0]) and _same(p[1], q[1])


def _alike(a: Expr, b: Expr) -> bool:
    """The same measure, its ends in any order."""
    if a.op != b.op:
        return False
    if all(_same(x, y) for x, y in zip(a.args, b.args, strict=False)) and len(a.args) == len(b.args):
        return True
    return a.op == "distance" and _at(_ends(a)[0], _ends(b)[1]) and _at(_ends(a)[1], _ends(b)[0])


def _two_values(known: list[Measured]) -> bool:
    """One measure with two different numbers."""
    return any(_alike(a, b) and abs(u - v) > 1e-9 * (abs(u) + abs(v)) for i, (a, u) in enumerate(known) for b, v in known[:i])


def _polygon(sides: list[Measured], flat: bool = False) -> bool:
    """Lengths that close a ring, one longer than all others together (flat: or as long)."""
    if len(sides) < 3 or any(m.op != "distance" for m, _ in sides):
        return False
    corners: list[tuple[Num, Num]] = []
    degree: list[int] = []
    for m, _ in sides:
        for p in _ends(m):
            k = next((i for i, q in enumerate(corners) if _at(p, q)), None)
            if k is None:
                corners.append(p)
                degree.append(1)
            else:
                degree[k] += 1
    lengths = sorted(v for _, v in sides)
    return len(corners) == len(sides) and all(d == 2 for d in degree) and lengths[-1] > sum(lengths[:-1]) * (1 - 1e-12 if flat else 1 + 1e-9)


def _angle_sum(angles: list[Measured]) -> bool:
    """The three angles of one triangle, with another sum than half a turn."""
    if len(angles) != 3 or any(m.op != "angle" for m, _ in angles):
        return False
    vertices = []
    for m, _ in angles:
        ends = [_differences(a) for a in m.args]
        if any(e is None for e in ends):
            return False
        vertices.append(((ends[0][1], ends[1][1]), frozenset((id(ends[0][0]), id(ends[2][0])))))  # type: ignore[index]
    xs = [id(v[0][0]) for v in vertices]
    if len(set(xs)) != 3 or any(others != frozenset(xs) - {x} for x, (_, others) in zip(xs, vertices, strict=True)):
        return False
    return abs(sum(v for _, v in angles) - math.pi) > 1e-9


def _differences(a: Num) -> tuple[Num, Num] | None:
    """(end, vertex) of a coordinate of a side."""
    return (a.args[0], a.args[1]) if isinstance(a, Expr) and a.op == "-" else None


def _exhausted(s: Settled) -> bool:
    """Every branch was followed in closed form, nothing was free but place, turn and size, and none came near."""
    return len(s.failed) == 1 and _closed(s, s.failed[0]) and not any(u.low is not None or u.high is not None for u in s.failed[0].unknowns)


def _closed(s: Settled, part: Part) -> bool:
    c = s.tried.get(part.number)
    if c is None or not c.rigid or c.numeric or c.branches > 200 or not c.failed or len(c.failed) >= FAILURES:
        return False
    return all(c.miss(f) > 1e-6 for f in c.failed)


def exhausted(claims: Sequence[Claim], constants: dict[Var, float], s: Settled | None) -> bool:
    """Is it certain that nothing in this figure satisfies these facts?"""
    if s is None or s.sound:
        return False
    facts = [z for c in claims for z in c.relation.residuals() if isinstance(z, Zero)]
    known = [x for z in facts if (x := _literal(z, constants)) is not None]
    if len(known) == len(facts) and _polygon(known, flat=True):
        return True  # sides that only just close, and an area that is to be seen
    return any(_closed(s, p) for p in s.failed) or _opposed(s) or any(_fixed(s, c) for c in s.broken)


def _fixed(s: Settled, c: Condition) -> bool:
    """An inequality that fails by much between things that nothing can move."""
    system, outline = s.outline.system, s.outline
    for b in bits_of(c.mask):
        k = outline.part_of.get(b)
        if (
            k is None
            or k in s.numeric
            or s.others.get(k)
            or not s.tried[k].rigid
            or s.tried[k].numeric
            or len({outline.part_of.get(i) for i in bits_of(c.mask)}) > 1
        ):
            return False
    return evaluate(c.value, s.values) * system.weight(c, outline.size(c), s.values) < -1e-6


def _opposed(s: Settled) -> bool:
    """Two inequalities whose sum is the same wherever things are, and not positive: they exclude each other. (Tried on places in general position.)"""
    system = s.outline.system
    margins = [c for c in system.margins if c.scale is None]
    if len(margins) > 24:
        return False
    rows = []
    for k in range(3):
        values = system.scattered(s.values, k)
        memo: Memo = {}
        rows.append([evaluate(c.value, values, memo) for c in margins])
    size = max([s.outline.size(c) for c in margins], default=1.0)
    for i, a in enumerate(margins):
        for j, b in enumerate(margins[:i]):
            sums = [r[i] + r[j] for r in rows]
            if (
                a.power == b.power == 1
                and (a.strict or b.strict or max(sums) < -1e-6 * size)
                and max(sums) <= 1e-12 * size
                and max(sums) - min(sums) <= 1e-9 * size
            ):
                return True
    return False


# ---------------------------------------------------------------- digits


def tolerance(c: Claim, constants: dict[Var, float]) -> float | None:
    """By how much a measure may differ from the literal of this claim and still agree with it as written."""
    if c.tolerance is not None:
        t = evaluate(c.tolerance, constants)
        return t if not math.isnan(t) and t > 0 else None
    if c.digits is None:
        return None
    for z in c.relation.residuals():
        if isinstance(z, Zero):
            found = _literal(z, constants)
            if found is not None and found[1]:
                shown = math.degrees(found[1]) if found[0].op == "angle" else found[1]
                step = 10.0 ** (math.floor(math.log10(abs(shown)) + 1e-12) + 1 - c.digits)
                return 0.5 * (math.radians(step) if found[0].op == "angle" else step)
    return None


def weakest(claims: Sequence[Claim], constants: dict[Var, float]) -> Claim | None:
    """The given that yields first: an angle before a length, then the one with fewer digits, then the later."""

    def order(c: Claim) -> tuple[bool, int, int]:
        return not is_angle(c), c.digits if c.digits is not None else 99, -c.number

    able = [c for c in claims if c.role in MOVERS and tolerance(c, constants) is not None]
    return min(able, key=order, default=None)


def is_angle(c: Claim) -> bool:
    return any(isinstance(z, Zero) and any(n.op == "angle" for n in postorder(z.value)) for z in c.relation.residuals())
