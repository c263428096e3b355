"""Gates that feed each other: they stand in one layer, and what goes back runs between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

__all__ = ["EDGE", "Loops", "lanes", "rings"]

LANE = 2.5
"""mm between a gate and the wire that goes back beside it."""
TRACK = 3.0
"""mm between upright wires."""
EDGE = 8.5
"""mm from the middle of a gate to the first upright wire beside it."""


def rings(behind: Sequence[Sequence[int]]) -> list[int]:
    """For each gate the number of its ring: gates from which one comes back to the other. behind: of each the gates that drive it."""
    reach = [set(b) for b in behind]
    for k in range(len(reach)):
        for j in range(len(reach)):
            if k in reach[j]:
                reach[j] |= reach[k]
    return [min([j for j in reach[k] if k in reach[j]], default=k) if k in reach[k] else k for k in range(len(reach))]


class Loops:
    """The nets that go back within a layer. users: for each net that does, by the gate that drives it, the gates that it goes back to."""

    def __init__(self, gates: Sequence[Any], driver: dict[str, int]) -> None:
        self.gates, self.driver = gates, driver
        behind = [[driver[n.id] for n in g.ins if n.id in driver] for g in gates]
        self.ring = rings(behind)
        self.users: dict[int, list[int]] = {}
        for j, drivers in enumerate(behind):
            for k in dict.fromkeys(drivers):
                if self.ring[k] == self.ring[j] and (k != j or k in drivers):
                    self.users.setdefault(k, []).append(j)

    def room(self, k: int) -> float:
        """mm above and below a gate for a wire that goes back."""
        return LANE if k in self.users else 0.0

    def rows(self, j: int, height: dict[int, float]) -> list[float]:
        """Height over its middle of each input of a gate: what comes back from above stands above, from below below."""
        g = self.gates[j]

        def rank(i: int) -> tuple[int, int]:
            k = self.driver.get(g.ins[i].id)
            back = k is not None and j in self.users.get(k, ())
            return (0 if not back or k is None else -1 if height[k] >= height[j] else 1), i

        order = sorted(range(len(g.ins)), key=rank)
        levels = g.levels()
        return [levels[order.index(i)] for i in range(len(g.ins))]


Wire = tuple[float, float, float, float]


def lanes(loops: Loops, here: Sequence[int], height: dict[int, float], rows: dict[int, Sequence[float]]) -> tuple[list[Wire], int, int]:
    """The wires that go back in a layer whose middle is at 0, and how many upright tracks they need left and right of it."""
    out: list[Wire] = []
    right: list[list[tuple[float, float]]] = []
    left: list[list[tuple[float, float]]] = []
    for k in sorted((k for k in here if k in loops.users), key=lambda k: -height[k]):
        g, y = loops.gates[k], height[k]
        down = any(height[j] < y for j in loops.users[k])
        lane = y - g.tall / 2 - LANE if down else y + g.tall / 2 + LANE
        pins = [(height[j] + h, loops.gates[j].ends()[0]) for j in loops.users[k] for n, h in zip(loops.gates[j].ins, rows[j], strict=True) if n.id == g.out.id]
        at = EDGE + TRACK * _track(right, y, lane)
        back = -EDGE - TRACK * _track(left, *(f([lane, *(p for p, _ in pins)]) for f in (min, max)))
        out += [(g.ends()[1], y, at, y), (at, y, at, lane), (at, lane, back, lane)]
        for p, x in pins:
            out += [(back, lane, back, p), (back, p, x, p)]
    return out, len(left), len(right)


def _track(taken: list[list[tuple[float, float]]], a: float, b: float) -> int:
    """The first track in which nothing stands between two heights."""
    low, high = min(a, b), max(a, b)
    for i, spans in enumerate(taken):
        if all(high < u - 1e-9 or low > v + 1e-9 for u, v in spans):
            spans.append((low, high))
            return i
    taken.append([(low, high)])
    return len(taken) - 1
