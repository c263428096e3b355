"""Kirchhoff's laws over what is written: from node to node and loop to loop until something does not fit, then all equations together."""

from __future__ import annotations

from .circuits_nodal import Branch, Circuit

__all__ = ["Laws"]

Known = dict[int, tuple[float, float]]
"""Of a branch: a value, and how far the true one may lie from it."""

CLOSE = 1e-9


class Laws:
    """currents and drops that are known, from a to b of each branch."""

    def __init__(self, c: Circuit, currents: Known, drops: Known) -> None:
        self.c = c
        self.i, self.u = dict(currents), dict(drops)
        self.said_i, self.said_u = dict(currents), dict(drops)
        self.because: dict[int, str] = {}
        """what is wrong, if what follows for a branch contradicts its own law"""
        self.laws()

    def laws(self) -> None:
        """What the parts alone say."""
        for k, b in enumerate(self.c.branches):
            n = None if b.n is None else float(b.n)
            if b.law == "E" and n is not None and float(b.inside) == 0:
                self.u.setdefault(k, (n, 0.0))
            elif b.law == "I" and n is not None:
                self.i.setdefault(k, (-n, 0.0))
            elif b.law == "W":
                self.u.setdefault(k, (0.0, 0.0))
            elif b.law == "O":
                self.i.setdefault(k, (0.0, 0.0))

    def contradiction(self) -> str:
        """What does not fit, in the author's names; empty if everything may be so."""
        for k, b in enumerate(self.c.branches):
            if k in self.said_u and b.law == "E" and b.n is not None and float(b.inside) == 0 and _apart(self.said_u[k], (float(b.n), 0.0)):
                return f"the voltage across {b.name} is not its own"
        found = self.nodes() or self.loops()  # of what is written, before anything follows from it
        if found:
            return found
        for _ in range(4 * len(self.c.branches) + 4):
            before = len(self.i) + len(self.u)
            found = self.ohm() or self.nodes() or self.loops()
            if found:
                return found
            if len(self.i) + len(self.u) == before:
                break
        return self.together()

    def ohm(self) -> str:
        for k, b in enumerate(self.c.branches):
            if b.law not in ("R", "E") or b.n is None:
                continue
            r, e = (float(b.n), 0.0) if b.law == "R" else (float(b.inside), float(b.n))
            if k in self.i:
                i, di = self.i[k]
                u = (e + r * i, abs(r) * di)
                if k in self.u and _apart(self.u[k], u):
                    return self.because.get(k, f"current and voltage of {b.name} do not fit its resistance")
                self.u.setdefault(k, u)
            elif k in self.u and r:
                u_, du = self.u[k]
                self.i[k] = ((u_ - e) / r, du / r)
        return ""

    def nodes(self) -> str:
        around: dict[str, list[tuple[int, int]]] = {}
        for k, b in enumerate(self.c.branches):
            if b.a != b.b:
                around.setdefault(b.a, []).append((k, 1))
                around.setdefault(b.b, []).append((k, -1))
        for n, here in around.items():
            if self.c.names.get(n) is None or self.open_at(n):
                continue
            missing = [(k, s) for k, s in here if k not in self.i]
            total = sum(s * self.i[k][0] for k, s in here if k in self.i)
            slack = sum(self.i[k][1] for k, _ in here if k in self.i)
            size = max([abs(self.i[k][0]) for k, _ in here if k in self.i] + [0.0])
            if not missing and abs(total) > slack + CLOSE * size:
                return f"the currents at node {self.c.names[n]} do not add up to 0"
            if len(missing) == 1:
                k, s = missing[0]
                self.i[k] = (-s * total, slack)
                self.because[k] = f"the currents at node {self.c.names[n]} do not add up to 0"
        return ""

    def open_at(self, n: str) -> bool:
        """A terminal stands there, through which a current may come."""
        return any(e.kind == "terminal" and getattr(e.first, "id", "") and self.c.root(e.first.id) == n for e in self.c.elements)

    def loops(self) -> str:
        """Potentials along known branches; one more known branch closes a loop."""
        at: dict[str, tuple[str, float, float, list[int]]] = {}
        for start in dict.fromkeys(n for b in self.c.branches for n in (b.a, b.b)):
            if start in at:
                continue
            at[start] = (start, 0.0, 0.0, [])
            queue = [start]
            while queue:
                n = queue.pop(0)
                _, v, d, way = at[n]
                for k, b in enumerate(self.c.branches):
                    if k in self.u and n in (b.a, b.b):
                        far, s = (b.b, -1) if b.a == n else (b.a, 1)
                        if far not in at:
                            at[far] = (start, v + s * self.u[k][0], d + self.u[k][1], [*way, k])
                            queue.append(far)
        for k, b in enumerate(self.c.branches):
            (sa, va, _da, wa), (sb, vb, _db, wb) = at[b.a], at[b.b]
            if sa != sb:
                continue
            way = [j for j in wa if j not in wb] + [j for j in wb if j not in wa]
            u = (va - vb, sum(self.u[j][1] for j in way))
            if k not in self.u:
                self.u[k] = u
                self.because[k] = f"the voltages around the loop {self.called([*way, k])} do not add up to 0"
            elif k not in way and _apart(self.u[k], u, max(abs(self.u[j][0]) for j in [*way, k])):
                return f"the voltages around the loop {self.called([*way, k])} do not add up to 0"
        return ""

    def called(self, loop: list[int]) -> str:
        return ", ".join(self.c.branches[k].name for k in sorted(loop))

    # ------------------------------------------------------------ all together

    def together(self) -> str:
        """Solves for everything; names what is written and cannot be."""
        if self.consistent(None):
            return ""
        for k in sorted({*self.said_i, *self.said_u}):
            if self.consistent(k):
                b = self.c.branches[k]
                what = "current through" if k in self.said_i else "voltage across"
                return f"the {what} {b.name} does not agree with the loop {self.called(self.loop_of(b, k))}"
        return "what is written of the currents and voltages contradicts itself"

    def loop_of(self, b: Branch, k: int) -> list[int]:
        """A shortest loop through a branch."""
        ways: dict[str, list[int]] = {b.a: []}
        queue = [b.a]
        while queue:
            n = queue.pop(0)
            for j, x in enumerate(self.c.branches):
                if j != k and n in (x.a, x.b):
                    far = x.b if x.a == n else x.a
                    if far not in ways:
                        ways[far] = [*ways[n], j]
                        queue.append(far)
        return [*ways.get(b.b, []), k]

    def consistent(self, but: int | None) -> bool:
        """Have all equations a solution, without what is written of branch `but`?"""
        branches = self.c.branches
        names = list(dict.fromkeys(n for b in branches for n in (b.a, b.b)))
        at = {n: k for k, n in enumerate(names)}
        size = len(names) + len(branches)
        rows: list[tuple[list[float], float, float]] = []
        for n in names:
            if not self.open_at(n):
                rows.append(([0.0] * len(names) + [(b.a == n) - (b.b == n) + 0.0 for b in branches], 0.0, 0.0))
        for k, b in enumerate(branches):
            rows += self.own(k, b, at, size, but)
        return _soluble(rows, size)

    def own(self, k: int, b: Branch, at: dict[str, int], size: int, but: int | None) -> list[tuple[list[float], float, float]]:
        """Equations of one branch: its law, and what is written of it."""

        def row(drop: float, flow: float, right: float, slack: float = 0.0) -> tuple[list[float], float, float]:
            out = [0.0] * size
            out[at[b.a]] += drop
            out[at[b.b]] -= drop
            out[len(at) + k] += flow
            return out, right, slack

        n = None if b.n is None else float(b.n)
        rows = []
        if b.law == "R" and n is not None:
            rows.append(row(1.0, -n, 0.0))
        elif b.law == "E" and n is not None:
            rows.append(row(1.0, -float(b.inside), n))
        elif b.law == "I" and n is not None:
            rows.append(row(0.0, 1.0, -n))
        elif b.law == "W":
            rows.append(row(1.0, 0.0, 0.0))
        elif b.law == "O":
            rows.append(row(0.0, 1.0, 0.0))
        if k != but and k in self.said_i:
            rows.append(row(0.0, 1.0, *self.said_i[k]))
        if k != but and k in self.said_u:
            rows.append(row(1.0, 0.0, *self.said_u[k]))
        return rows


def _apart(x: tuple[float, float], y: tuple[float, float], size: float = 0.0) -> bool:
    return abs(x[0] - y[0]) > x[1] + y[1] + CLOSE * max(abs(x[0]), abs(y[0]), size)


def _soluble(rows: list[tuple[list[float], float, float]], size: int) -> bool:
    """Elimination; a row without unknowns left must be 0, to the digits that went into it."""
    left = [(list(a), b, s, max([abs(b), *map(abs, a)])) for a, b, s in rows]
    done = 0
    for k in range(size):
        best = max(range(done, len(left)), key=lambda r: (abs(left[r][0][k]) / (left[r][3] or 1.0), -left[r][2]), default=None)
        if best is None or abs(left[best][0][k]) <= 1e-11 * (left[best][3] or 1.0):
            continue
        left[done], left[best] = left[best], left[done]
        a, b, s, _ = left[done]
        for r in range(done + 1, len(left)):
            f = left[r][0][k] / a[k]
            if f:
                c = [x - f * y for x, y in zip(left[r][0], a, strict=True)]
                c[k] = 0.0
                left[r] = (c, left[r][1] - f * b, left[r][2] + abs(f) * s, max(left[r][3], abs(f) * left[done][3]))
        done += 1
    return all(abs(b) <= s + CLOSE * max(size_, 1e-300) for _, b, s, size_ in left[done:])
