"""Nodal analysis of circuits over any kind of number: exact fractions stay exact, symbols stay symbols, alternating currents are pairs of numbers.

A part tells what it is by `law`: (letter, name of the slot with its number). R resistor, C capacitor, L inductor, E source of voltage, I source of
current, W wire (an ammeter, a closed switch), O open, X anything else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import isnan
from typing import Any

from ..author import PI, Element, Expr, Num, Undetermined, Value, is_constant, sqrt

__all__ = ["Branch", "Circuit", "Pair", "between", "circuit_of", "solved"]


class Pair:
    """A complex number of two numbers of any kind."""

    __slots__ = ("im", "re")

    def __init__(self, re: Num, im: Num = 0) -> None:
        self.re, self.im = re, im

    def __add__(self, o: Any) -> Pair:
        o = _pair(o)
        return Pair(self.re + o.re, self.im + o.im)

    def __sub__(self, o: Any) -> Pair:
        o = _pair(o)
        return Pair(self.re - o.re, self.im - o.im)

    def __mul__(self, o: Any) -> Pair:
        o = _pair(o)
        return Pair(self.re * o.re - self.im * o.im, self.re * o.im + self.im * o.re)

    def __truediv__(self, o: Any) -> Pair:
        o = _pair(o)
        n = o.re * o.re + o.im * o.im
        return Pair((self.re * o.re + self.im * o.im) / n, (self.im * o.re - self.re * o.im) / n)

    def __neg__(self) -> Pair:
        return Pair(-self.re, -self.im)

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, o: Any) -> Pair:
        return _pair(o) - self

    def __rtruediv__(self, o: Any) -> Pair:
        return _pair(o) / self

    @property
    def size(self) -> Num:
        return sqrt(self.re * self.re + self.im * self.im)


def _pair(x: Any) -> Pair:
    return x if isinstance(x, Pair) else Pair(x)


def _zero(x: Any) -> bool:
    """Surely 0."""
    if isinstance(x, Pair):
        return _zero(x.re) and _zero(x.im)
    return not isinstance(x, Expr) and x == 0


class Branch:
    """A part from node a to node b. n: its number, None if it has none; inside: resistance inside of a source."""

    __slots__ = ("a", "b", "inside", "law", "n", "part")

    def __init__(self, part: Any, a: str, b: str, law: str, n: Num | None, inside: Num = 0) -> None:
        self.part, self.a, self.b, self.law, self.n, self.inside = part, a, b, law, n, inside

    @property
    def name(self) -> str:
        return str(self.part.name) or "the " + self.part.kind.replace("_", " ")


class Circuit:
    """Branches between nodes; nodes that are one (earths) under one name. names: how the author calls them."""

    def __init__(self) -> None:
        self.branches: list[Branch] = []
        self.up: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.frequency: Num | None = None
        """rad/s, of a source of alternating voltage"""

    def root(self, n: str) -> str:
        while self.up.setdefault(n, n) != n:
            n = self.up[n]
        return n

    def merge(self, a: str, b: str) -> None:
        self.up[self.root(a)] = self.root(b)

    def marks(self, kind: str) -> Iterable[Any]:
        """Marks of that kind, by part."""
        return [m for m in self.elements if m.kind == kind]

    elements: Sequence[Any] = ()


def number_in(v: Any) -> Num | None:
    """The number of a quantity; None if it has none (a float that is not one, a symbol without a value)."""
    n = v.n if isinstance(v, Value) else None
    if n is None or (isinstance(n, float) and isnan(n)):
        return None
    return n


def circuit_of(elements: Iterable[Any]) -> Circuit:
    """The circuit that these elements make."""
    c = Circuit()
    c.elements = tuple(elements)
    earth = ""
    for e in c.elements:
        law = getattr(e, "law", None)
        if e.kind == "node":
            c.names[e.id] = e.called.text if e.called is not None else e.name
        elif e.kind == "earth" and isinstance(e.first, Element):
            if earth:
                c.merge(e.first.id, earth)
            earth = e.first.id
        elif law and isinstance(e.first, Element):
            _add(c, e, *law)
    for b in c.branches:
        b.a, b.b = c.root(b.a), c.root(b.b)
    return c


def _add(c: Circuit, e: Any, law: str, slot: str) -> None:
    if law == "S":
        for k, throw in enumerate(e.throws):
            closed = e.closed if len(e.throws) == 1 else k == e.chosen
            c.branches.append(Branch(e, e.first.id, throw.id, "W" if closed else "O", None))
        return
    if law == "T":
        ends = [n.id for n in e.terminals]
        c.branches += [Branch(e, a, b, "X", None) for a, b in zip(ends[::2], ends[1::2], strict=False)]
        if len(ends) == 3:
            c.branches.append(Branch(e, ends[1], ends[2], "X", None))
        return
    inside = number_in(getattr(e, "resistance", None)) if law == "E" else None
    n = number_in(getattr(e, slot, None)) if slot else None
    if e.kind == "ac_source":
        n = n if n is not None else number_in(e.voltage)
        w, f = number_in(e.angular_frequency), number_in(e.frequency)
        c.frequency = w if w is not None else 2 * PI * f if f is not None else c.frequency
    c.branches.append(Branch(e, e.first.id, e.second.id, law, n, inside or 0))


# ---------------------------------------------------------------- from node to node


def between(c: Circuit, a: str, b: str, admittance: Callable[[Branch], Any]) -> Any:
    """The admittance between two nodes: all other nodes are taken out one by one (star to mesh). admittance: of a branch; None for a wire, 0 for nothing."""
    a, b = c.root(a), c.root(b)
    joined = Circuit()
    joined.up = dict(c.up)
    found = [(br, admittance(br)) for br in c.branches]
    for br, y in found:
        if y is None:
            joined.merge(br.a, br.b)
    a, b = joined.root(a), joined.root(b)
    if a == b:
        raise Undetermined("the two nodes are one")
    g: dict[str, dict[str, Any]] = {}
    for br, y in found:
        p, q = joined.root(br.a), joined.root(br.b)
        if y is None or p == q or _zero(y):
            continue
        for u, v in ((p, q), (q, p)):
            row = g.setdefault(u, {})
            row[v] = row[v] + y if v in row else y
    for n in sorted(g, key=lambda n: (len(g[n]), n)):
        if n not in (a, b):
            _take_out(g, n)
    y = g.get(a, {}).get(b)
    if y is None:
        raise Undetermined("nothing leads from one node to the other")
    return y


def _take_out(g: dict[str, dict[str, Any]], n: str) -> None:
    row = g.pop(n)
    near = list(row)
    for m in near:
        del g[m][n]
    if len(near) == 2:
        u, v = near
        y = 1 / (1 / row[u] + 1 / row[v])
        g[u][v] = g[v][u] = g[u][v] + y if v in g[u] else y
        return
    total = row[near[0]]
    for m in near[1:]:
        total = total + row[m]
    for i, u in enumerate(near):
        for v in near[i + 1 :]:
            y = row[u] * row[v] / total
            g[u][v] = g[v][u] = g[u][v] + y if v in g[u] else y


# ---------------------------------------------------------------- all currents and voltages


def _impedance(b: Branch, w: Num | None) -> Any:
    """None: a wire; "open"; else a number."""
    if b.law == "W":
        return None
    if b.law in ("O", "X"):
        return "open"
    if b.law == "L":
        return None if w is None else Pair(0, w * _must(b))
    if b.law == "C":
        return "open" if w is None else Pair(0, -1 / (w * _must(b)))
    return _must(b)


def _must(b: Branch) -> Num:
    if b.n is None:
        raise Undetermined("a part without a value")
    return b.n


def solved(c: Circuit) -> tuple[dict[str, Any], dict[int, Any]]:
    """Potentials of the nodes and currents of the branches (by position, from a to b): steady, or phasors where a source alternates.

    Where nothing but capacitors holds a node, their charges do; then a current is 0.
    """
    w = c.frequency
    try:
        potentials, currents = _solve(c, [_impedance(b, w) for b in c.branches])
    except ZeroDivisionError:
        raise Undetermined("the circuit does not determine it") from None
    return (_held_by_charges(c, potentials, currents), currents) if w is None else (potentials, currents)


def _held_by_charges(c: Circuit, potentials: dict[str, Any], currents: dict[int, Any]) -> dict[str, Any]:
    """Of what hangs on capacitors alone: it holds no charge but what these push there, so that charges balance."""
    plates = [b for b in c.branches if b.law == "C" and b.n is not None and b.a != b.b]
    if not plates:
        return potentials
    up: dict[str, str] = {}

    def root(n: str) -> str:
        while up.setdefault(n, n) != n:
            n = up[n]
        return n

    for k in currents:
        up[root(c.branches[k].a)] = root(c.branches[k].b)
    at = {n: potentials.get(n, 0) for n in [*potentials, *(n for b in plates for n in (b.a, b.b))]}
    groups: dict[str, list[str]] = {}
    for b in plates:
        if root(b.a) != root(b.b):
            groups.setdefault(root(b.a), []).append(root(b.b))
            groups.setdefault(root(b.b), []).append(root(b.a))
    left = list(groups)
    while left:  # each heap of islands has one that is called 0: that with a source
        heap, queue = [], [left[0]]
        while queue:
            g = queue.pop()
            if g in left:
                left.remove(g)
                heap.append(g)
                queue += groups[g]
        heap.sort(key=lambda g: -sum(root(n) == g for n in potentials))
        column = {g: k for k, g in enumerate(heap[1:])}
        size = len(column)
        rows: list[list[Any]] = [[0] * (size + 1) for _ in range(size)]
        for b in plates:
            for n, m in ((b.a, b.b), (b.b, b.a)):
                g, h = root(n), root(m)
                if g in column and g != h:
                    row = rows[column[g]]
                    row[column[g]] = row[column[g]] + b.n
                    if h in column:
                        row[column[h]] = row[column[h]] - b.n
                    row[size] = row[size] + b.n * (at[m] - at[n])
        try:
            shift = _gauss(rows, size)
        except ZeroDivisionError:
            continue
        at = {n: v + shift[column[root(n)]] if root(n) in column else v for n, v in at.items()}
    return at


def _solve(c: Circuit, z: Sequence[Any]) -> tuple[dict[str, Any], dict[int, Any]]:
    """Kirchhoff's laws as equations: potentials first, then the currents of the branches."""
    live = [k for k, b in enumerate(c.branches) if not (isinstance(z[k], str)) and b.a != b.b]
    nodes = list(dict.fromkeys(n for k in live for n in (c.branches[k].a, c.branches[k].b)))
    zero = _grounded(c, live, nodes)
    free = [n for n in nodes if n not in zero]
    column = {n: k for k, n in enumerate(free)}
    size = len(free) + len(live)
    rows: list[list[Any]] = []
    for n in free:
        row: list[Any] = [0] * (size + 1)
        for j, k in enumerate(live):
            b = c.branches[k]
            if n in (b.a, b.b):
                row[len(free) + j] = 1 if b.a == n else -1
        rows.append(row)
    for j, k in enumerate(live):
        b, row = c.branches[k], [0] * (size + 1)
        if b.law == "I":
            row[len(free) + j], row[size] = 1, -_must(b)
            rows.append(row)
            continue
        for n, s in ((b.a, 1), (b.b, -1)):
            if n in column:
                row[column[n]] = s
        if b.law == "E":
            row[len(free) + j], row[size] = -b.inside if not _zero(b.inside) else 0, _must(b)
        elif z[k] is not None:
            row[len(free) + j] = -z[k]
        rows.append(row)
    x = _gauss(rows, size)
    potentials = {**{n: x[k] for n, k in column.items()}, **dict.fromkeys(zero, 0)}
    return potentials, {k: x[len(free) + j] for j, k in enumerate(live)}


def _grounded(c: Circuit, live: Sequence[int], nodes: Sequence[str]) -> set[str]:
    """One node of each island, whose potential is called 0."""
    up = {n: n for n in nodes}

    def root(n: str) -> str:
        while up[n] != n:
            n = up[n]
        return n

    for k in live:
        up[root(c.branches[k].a)] = root(c.branches[k].b)
    return {n for n in nodes if up[n] == n}


def _gauss(rows: list[list[Any]], size: int) -> list[Any]:
    """Elimination; of the possible pivots a plain number before an expression. ZeroDivisionError if there is none."""
    for k in range(size):
        best = None
        for r in range(k, size):
            v = rows[r][k]
            if not _zero(v):
                rank = (isinstance(v, (Pair, Expr)), 0 if isinstance(v, (Pair, Expr)) else -abs(v))
                if best is None or rank < best[0]:
                    best = (rank, r)
        if best is None:
            raise ZeroDivisionError
        rows[k], rows[best[1]] = rows[best[1]], rows[k]
        pivot = rows[k]
        for r in range(size):
            if r == k or _zero(rows[r][k]):
                continue
            f = _over(rows[r][k], pivot[k])
            rows[r] = [0 if j == k else v if _zero(p) else v - f * p for j, (v, p) in enumerate(zip(rows[r], pivot, strict=True))]
            if all(is_constant(v) for v in rows[r] if not isinstance(v, Pair)):
                rows[r] = [0 if isinstance(v, float) and abs(v) < 1e-14 * abs(f if isinstance(f, float) else 1.0) else v for v in rows[r]]
    return [_over(rows[k][size], rows[k][k]) for k in range(size)]


def _over(a: Any, b: Any) -> Any:
    if isinstance(a, int) and isinstance(b, int):
        from fractions import Fraction

        return Fraction(a, b)
    return 0 if _zero(a) else a / b
