"""Which numbers are the same by construction: expressions that are built alike from the same variables get one key."""

from __future__ import annotations

from typing import Any

from ..expression import Expr, Var

__all__ = ["Structures"]


class Structures:
    """Numbers every shape of expression it meets; equal shapes over the same variables get equal numbers. Linear in the nodes of the graph."""

    def __init__(self) -> None:
        self._known: dict[tuple[Any, ...], int] = {}
        self._memo: dict[Expr, int] = {}

    def number(self, x: Any) -> int:
        if not isinstance(x, Expr):
            return self._of(("const", x))
        memo = self._memo
        found = memo.get(x)
        if found is not None:
            return found
        waiting: list[Expr] = [x]
        while waiting:
            node = waiting[-1]
            if node in memo:
                waiting.pop()
                continue
            shape: list[Any] = [node.op]
            if node.op == "var":
                shape.append(node)
            missing = len(waiting)
            for a in node.args:
                kind = a.__class__
                if kind is Expr or kind is Var or isinstance(a, Expr):
                    number = memo.get(a)
                    if number is None:
                        waiting.append(a)
                    shape.append(number)
                else:
                    shape.append(self._of(("const", a)))
            if len(waiting) == missing:
                memo[node] = self._of(tuple(shape))
                waiting.pop()
        return memo[x]

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
