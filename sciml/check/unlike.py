"""Letters without a value: lengths that can be seen, of which no two look equal by chance, and each order that is stated can be seen."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import Any

from ..expression import Expr, Var, postorder, variables_of
from ..figure import Variable
from ..grammar.record import replace
from ..quantity import LENGTH
from ..relation import CLASSES
from .chosen import valueless
from .page import Page

__all__ = ["apart_and_seen"]

SEEN, MOST = 22.0, 130.0
"""mm of the shortest and of the longest length that is a letter"""
LONGER = 0.2
"""by how much more of it the next letter is that is to be seen"""
RATIO, SPAN = 1.4, 2.8
"""by how much the next letter is longer, and the longest of many than the shortest"""


def apart_and_seen(page: Page) -> None:
    """Starts and wishes for letters without a value that stand in a plane."""
    if not page.figure.symbols:
        return
    letters = valueless(page)
    free = {v.var: v for v in page.figure.variables if v.var in letters and v.frame is not None and v.frame.kind == "plane"}
    found = [s for var, s in letters.items() if var in free]
    ranks = _apart(page, {s.number: s.name for s in found}, free) if len(found) > 1 else {}
    for s in found:
        v = free[s.number]
        if v.soft == -1 and (s.dim == LENGTH or (_start_of(v) == (True, 25) and _between_places(page, v.var))):
            least = SEEN * min(1 + LONGER * ranks.get(v.var, 0), 1.6) * v.frame.mm
            page.claim(CLASSES["Seen"](s.number, least, s.name, MOST * v.frame.mm), "wish", s.span, None, frame=v.frame, text=s.name)


def _between_places(page: Page, letter: Var) -> bool:
    """Is it said of places alone how long it is? Where constructions stand (a crossing runs away when its lines turn), the wish to see it could ruin them."""
    for c in page.figure.claims:
        if type(c.relation).__name__ == "Equal":
            n = c.relation.__dict__["left"] - c.relation.__dict__["right"]
            if letter in variables_of(n) and any(x.op == "/" and isinstance(x.args[1], Expr) for x in postorder(n)):
                return False
    return True


def _apart(page: Page, names: dict[Any, str], free: dict[Var, Variable]) -> dict[Any, int]:
    """Starts that differ, and wishes for stated orders. Above how many of its sort each letter is that no equation ties to others."""
    ranks: dict[Any, int] = {}
    larger: set[tuple[Any, Any]] = set()
    tied: set[Any] = set()
    """letters whose proportions are stated"""
    for c in list(page.figure.claims):
        if c.role not in ("fact", "arrange") or c.negated or c.alternatives:
            continue
        if type(c.relation).__name__ == "Equal":
            both = variables_of(c.relation.__dict__["left"], c.relation.__dict__["right"])
            tied.update(both if all([v in names for v in both]) else ())
        elif type(c.relation).__name__ == "Less":
            small, large = c.relation.__dict__["left"], c.relation.__dict__["right"]
            if small in names and large in names and free[small].frame is free[large].frame:
                larger.add((large, small))
                page.claim(CLASSES["Outgrows"](large, small, RATIO, names[large], names[small]), "wish", c.span, None, frame=c.frame, text=c.text)
    groups: dict[Any, list[Any]] = {}
    for var in names:
        if (start := _start_of(free[var])) is not None:
            groups.setdefault((free[var].frame.id, start[0], free[var].soft > 0 and start[1]), []).append(var)
    for group in groups.values():
        if len(group) > 1:
            ranks |= _start(page, group, names, larger)
    return {v: n for v, n in ranks.items() if v not in tied}


def _start_of(v: Variable) -> tuple[bool, float] | None:
    """Where a length (in mm) or an angle begins; None of what begins elsewhere."""
    if v.start.__class__ is float:
        return (False, float(v.start)) if v.soft == -0.3 else None
    n: Any = v.start
    times: Any = n.args[1] if isinstance(n, Expr) and n.op == "*" and n.args[0] is v.frame.mm else None
    return (True, float(times)) if isinstance(times, (int, float, Fraction)) else None


def _start(page: Page, group: list[Any], names: dict[Any, str], larger: set[tuple[Any, Any]]) -> dict[Any, int]:
    """Each of them begins a step above the one before: in the order that the author states, else R above r, r_2 above r_1, a above b."""
    ranks = dict.fromkeys(group, 0)
    below = {(a, b) for a, b in larger if a in ranks and b in ranks}
    for a, b in combinations(group, 2):
        if not _above(a, b, below) and not _above(b, a, below):
            below.add((b, a) if _rises(names[a], names[b]) else (a, b))
    for _ in group:  # the longest way down; contradictions end with the rounds
        for a, b in sorted(below, key=lambda pair: (group.index(pair[0]), group.index(pair[1]))):
            ranks[a] = min(max(ranks[a], ranks[b] + 1), len(group) - 1)
    step = min(RATIO, SPAN ** (1 / (len(group) - 1)))
    variables = page.figure.variables
    for k, v in enumerate(variables):
        if v.var in ranks:
            variables[k] = replace(v, start=v.start * round(step ** ranks[v.var], 2))
    return ranks


def _above(a: Any, b: Any, larger: set[tuple[Any, Any]]) -> bool:
    """Does it follow that a is larger than b?"""
    seen, todo = {a}, [a]
    while todo:
        x = todo.pop()
        for y in [small for large, small in larger if large is x and small not in seen]:
            seen.add(y)
            todo.append(y)
    return b in seen


def _rises(first: str, second: str) -> bool:
    """Does one expect the second of two letters to be the larger one?"""
    (a, _, i), (b, _, j) = first.partition("_"), second.partition("_")
    if a == b:
        return True
    return a == b.lower() and i == j
