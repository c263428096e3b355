"""Names: what is bound where, and what a name means at a place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..figure import Frame
from ..grammar.tree import Expr, Span

__all__ = ["Binding", "Scope"]


class Binding:
    """A name and what stands behind it, evaluated at its first use.

    kind: object value formula given unknown definition variable parameter point loop state part; make: a function of no argument that evaluates it;
    scope: where it was written, of a formula or definition, or of what is not evaluated yet.
    """

    __slots__ = ("args", "expr", "kind", "make", "name", "scope", "span", "thing", "turn", "uses")

    def __init__(self, name: str, kind: str, span: Span, scope: Scope, make: Any = None, thing: Any = None, expr: Expr | None = None, args: Any = ()) -> None:
        self.name, self.kind, self.span, self.make, self.thing, self.expr, self.args = name, kind, span, make, thing, expr, args
        self.scope: Any = scope
        self.turn = 0  # 0 not evaluated, 1 under way, 2 done
        self.uses = 0

    def made(self, thing: Any) -> None:
        """What it is evaluated to. How and where are let go: names in a ring with their scope would keep all of a page until the next collection."""
        self.thing, self.turn = thing, 2
        if self.kind != "formula" and self.kind != "definition":
            self.make = self.scope = None


class Scope:
    """One block: page, container, panel, state, turn of a `repeat`, body of a `define`.

    frame: where its coordinates live; container: the kind whose nouns are read first; leaf, edge: of a container with nodes, the kinds of these and of their
    links; nodes: by what they are called; free: names that formulas leave free (axes);
    sees_figure: False in a `define`, which sees only formulas and kinds of the figure.
    """

    def __init__(self, parent: Scope | None, frame: Frame, *, container: str = "", prefix: str = "", sees_figure: bool = True) -> None:
        self.parent, self.frame, self.prefix = parent, frame, prefix
        self.container: str = container or (parent.container if parent is not None and sees_figure else "")
        self.sees_figure = sees_figure
        self.names: dict[str, Binding] = {}
        self.indexed: dict[str, dict[tuple[Any, ...], Binding]] = {}
        self.free: dict[str, Any] = {} if parent is None or not sees_figure else parent.free
        self.anonymous: list[Scope] = []
        self.elements: list[Any] = []
        self.late: list[Any] = []
        self.own: Any = ()
        self.jobs: list[Any] = []
        """of a block: its statements, and what is still to be done about them"""
        self.required: dict[str, list[tuple[str, Any, Any]]] = {}
        """name of an object -> (part, its value, the fact that says so)"""
        self.borrowed: frozenset[str] = frozenset()
        """parameters of a `define` that are nodes of where it is called"""
        self.carries: set[str] = set()
        """names of things on which something is put"""
        self.leaf = self.edge = ""
        self.nodes: dict[str, Binding] = {}
        self.is_turn = False
        """True: a turn of a loop"""
        self.again = False
        """True: a state, where the points that the block around it declared are declared anew"""

    def chain(self) -> Iterator[tuple[Scope, bool]]:
        """This scope and those around it; the flag says whether only formulas and kinds are seen there."""
        scope: Scope | None = self
        narrow = False
        while scope is not None:
            yield scope, narrow
            narrow = narrow or not scope.sees_figure
            scope = scope.parent

    def find(self, name: str) -> Binding | None:
        """The binding a name has here: inward out, then in containers without a name if exactly one has it."""
        scope: Scope | None = self
        while scope is not None:
            found = scope.names.get(name)
            if found is not None:
                return found
            if scope.anonymous:
                several = False
                for s in scope.anonymous:
                    if name in s.names:
                        several = found is not None
                        found = s.names[name]
                        if several:
                            break
                if found is not None and not several:
                    return found
            if not scope.sees_figure:
                return scope._of_figure(name)
            scope = scope.parent
        return None

    def _of_figure(self, name: str) -> Binding | None:
        """What a `define` sees around it: formulas and kinds."""
        scope = self.parent
        while scope is not None:
            found = scope.names.get(name)
            if found is not None and found.kind in ("formula", "definition"):
                return found
            scope = scope.parent
        return None

    def called(self, name: str) -> Binding | None:
        """What a name before `(` means: the nearest formula or definition, else what it is bound to."""
        scope: Scope | None = self
        bound = False
        while scope is not None:
            found = scope.names.get(name)
            if found is not None:
                if found.kind in ("formula", "definition"):
                    return found
                bound = True
            bound = bound or bool(scope.anonymous)
            scope = scope.parent
        return self.find(name) if bound else None

    def declared(self, name: str) -> bool:
        """Is it bound here, around, or in a container of this very block? Two panels side by side may each declare an A."""
        scope: Scope | None = self
        narrow = False
        while scope is not None:
            found = scope.names.get(name)
            if found is not None and (not narrow or found.kind in ("formula", "definition")):
                return not (self.again and scope is self.parent and found.kind == "point")
            narrow = narrow or not scope.sees_figure
            scope = scope.parent
        return bool(self.anonymous) and sum(name in s.names for s in self.anonymous) == 1

    def find_index(self, name: str, key: tuple[Any, ...]) -> Binding | None:
        for scope, narrow in self.chain():
            if narrow:
                break
            found = scope.indexed.get(name, {}).get(key)
            if found is not None:
                return found
        return None

    def family(self, name: str) -> list[Binding] | None:
        """All members of an indexed name (`P` of `P[i]`), in order."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.indexed:
                return list(scope.indexed[name].values())
            if not scope.sees_figure:
                return None
            scope = scope.parent
        return None

    def known(self) -> list[str]:
        """Every name in sight, for suggestions."""
        out: dict[str, None] = {}
        for scope, narrow in self.chain():
            for n, b in scope.names.items():
                if not narrow or b.kind in ("formula", "definition"):
                    out[n] = None
            if not narrow:
                out.update(dict.fromkeys(scope.indexed))
        return list(out)
