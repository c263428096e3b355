"""What nothing decided, in the author's words, and how each value was found."""

from __future__ import annotations

from ..expression import Var
from .construct import Leaf
from .outline import Settled
from .system import Unknown

__all__ = ["describe_freedom", "methods"]


def methods(s: Settled) -> dict[Var, str]:
    """closed form | numeric | free for each unknown."""
    outline = s.outline
    out: dict[Var, str] = {u.var: "free" for u in outline.loose}
    for k, leaf in s.leaves.items():
        for u in outline.parts[k].unknowns:
            out[u.var] = "numeric"
        _of_leaf(leaf, out, outline.system.unknowns)
    return out


def _of_leaf(leaf: Leaf, out: dict[Var, str], us: list[Unknown]) -> None:
    for step, option in leaf.trail:
        if step.kind == "reframe":
            continue
        for i in step.unknowns:
            out[us[i].var] = {"closed": "closed form", "glide": "free"}.get(option.how, option.how)


def describe_freedom(s: Settled) -> list[str]:
    """'C may move: 1 way', 'k.radius may change' for what is free beside the place and turn of the whole."""
    outline = s.outline
    us = outline.system.unknowns
    ways: dict[str, int] = {}
    sizes: list[str] = []

    def free(i: int) -> None:
        u = us[i]
        if u.axis:
            ways[u.name] = ways.get(u.name, 0) + 1
        else:
            sizes.append(f"{u.var.name} may change")

    for k in range(len(outline.parts)):
        tried = s.tried.get(k)
        for step in tried.steps if tried is not None else ():
            if step.kind == "free" and not step.gauge:
                for i in step.unknowns:
                    free(i)
            elif step.kind == "glide":
                free(step.unknowns[0])
            elif step.kind == "many" and tried is not None:
                for i in step.unknowns[: tried.loose.get(id(step), 0)]:
                    free(i)
    for u in outline.loose:
        free(u.index)
    return [f"{name} may move: {n} way{'s' if n > 1 else ''}" for name, n in ways.items()] + sizes
