"""Which numbers are the same by construction: expressions that are built alike from the same variables get one key."""

from __future__ import annotations

from typing import Any

from ..expression import Expr

__all__ = ["Structures"]


class Structures:
    """Numbers every shape of expression it meets; equal shapes over the same variables get equal numbers. Linear in the nodes of the graph."""

    def __init__(self) -> None:
        self._known: dict[tuple[Any, ...], int] = {}
        self._memo: dict[int, int] = {}
        self._held: list[Any] = []
        """nodes whose identity stands in the memo stay alive"""

    def number(self, x: Any) -> int:
        if not isinstance(x, Expr):
            return self._of(("const", x))
        known = self._memo.get(id(x))
        if known is not None:
            return known
        if x.op == "var":
            self._held.append(x)
            number = self._memo[id(x)] = self._of(("var", id(x)))
            return number
        memo = self._memo
        waiting: list[Any] = [x]
        while waiting:
            node = waiting[-1]
            if id(node) in memo:
                waiting.pop()
                continue
            below = [a for a in node.args if isinstance(a, Expr) and id(a) not in memo]
            if below:
                waiting.extend(below)
                continue
            if node.op in ("var", "pi"):
                shape: tuple[Any, ...] = (node.op, id(node) if node.op == "var" else 0)
            else:
                shape = (node.op, *[memo[id(a)] if isinstance(a, Expr) else self._of(("const", a)) for a in node.args])
            memo[id(node)] = self._of(shape)
            self._held.append(node)
        return memo[id(x)]

    def _of(self, shape: tuple[Any, ...]) -> int:
        return self._known.setdefault(shape, len(self._known))

    def key(self, n: Any) -> str:
        """One text for one measure of the same things, in whatever order they were named; empty for a number that measures nothing."""
        about = getattr(n, "about", ())
        if not about or not isinstance(n, Expr):
            return ""
        if n.op in ("distance", "angle"):
            a, b, c, d = (self.number(x) for x in n.args)
            first, second = sorted(((a, b), (c, d)))
            return f"{about[0]}:{first[0]},{first[1]}:{second[0]},{second[1]}"
        return f"{about[0]}:{self.number(n)}"
