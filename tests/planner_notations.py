"""What the planner's tests ask of its notations: which rules begin with themselves, and a tree as the JSON that a server would send."""

from __future__ import annotations

from typing import Any

from sciml.grammar import tree as nodes
from sciml.grammar.record import Record
from sciml.grammar.tree import Tree
from sciml.planner.gbnf import _tokens, rules_of
from sciml.planner.tree_json import _slots

__all__ = ["left_recursive", "tree_as_json"]


def left_recursive(lark: str) -> list[str]:
    """Rules that may begin with themselves, which llama.cpp does not take."""
    firsts = {name: _firsts(body) for name, body in rules_of(lark).items()}
    found = []
    for name, first in firsts.items():
        reached: set[str] = set()
        new = set(first)
        while new:
            reached |= new
            new = {x for r in new for x in firsts.get(r, ())} - reached
        if name in reached:
            found.append(name)
    return found


def _firsts(body: str) -> set[str]:
    """Names that may stand first in a rule; every name counts as never empty."""
    found: set[str] = set()
    stack: list[tuple[bool, bool]] = []  # for each open bracket: whether what stands in it may come first, and whether an alternative was empty-able
    first = True
    tokens = list(_tokens(body))
    for k, m in enumerate(tokens):
        text, regex, name, sign = m.groups()
        after = tokens[k + 1][4] if k + 1 < len(tokens) else None
        if name is not None and first:
            found.add(name)
        if sign in ("(", "["):
            stack.append((first, sign == "["))
        elif sign == "|":
            first = stack[-1][0] if stack else True
        elif sign in (")", "]"):
            was, optional = stack.pop()
            first = was and (optional or after in ("*", "?"))
        elif text is not None or regex is not None or name is not None:
            first = first and after in ("*", "?")
    return found


def tree_as_json(tree: Tree) -> dict[str, Any]:
    """Its statements as plain data; comments and what was broken are left out."""
    return {"statements": [_json(s) for s in tree.statements if not isinstance(s, nodes.Broken)]}


def _json(thing: Any) -> Any:
    if isinstance(thing, tuple):
        return [_json(x) for x in thing]
    if isinstance(thing, Record):
        name = type(thing).__name__
        return {"node": name, **{slot: _json(getattr(thing, slot)) for slot, _, _ in _slots(name)}}
    return thing
