"""The tree as JSON: a schema for servers that hold an answer to nothing else, and the way back. Made from the records of the tree themselves."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from ..grammar import tree as nodes
from ..grammar.record import MISSING, Record, fields
from ..grammar.tree import Tree

__all__ = ["edits_schema", "tree_of_json", "tree_schema"]

_EXPR = ["Name", "Number", "Quantity", "Text", "Binary", "Negative", "Compare", "Logic", "Not", "Call", "Attribute", "Index", "Tuple", "List", "Range"]
_STATEMENT = ["Object", "Link", "Given", "Unknown", "Require", "Arrangement", "Check", "Repeat", "Define", "Vary"]
_PARTS = ["Block", "LinkStep", "Fact", "Claim", "Arg", "Param"]
_UNIONS = {"Expr": _EXPR, "Statement": _STATEMENT}
_LEFT_OUT = {"span", "parts"}
"""Where a node stood; what a text holds, which is read from it again."""
_WORDS = {
    ("Binary", "op"): ["+", "-", "*", "/", "^"],
    ("Compare", "ops"): ["==", "!=", "<", "<=", ">", ">="],
    ("Logic", "op"): ["and", "or"],
    ("LinkStep", "sign"): ["--", "->", "<->", "=>"],
}
_TUPLE = re.compile(r"tuple\[(.*), \.\.\.\]")
_DEEPEST = 64


def _class(name: str) -> type[Record]:
    made: type[Record] = getattr(nodes, name)
    return made


def _slots(name: str) -> list[tuple[str, str, bool]]:
    """(field, its type as written, whether it may be left out)."""
    cls = _class(name)
    record: Any = cls.__record__  # type: ignore[attr-defined]
    return [(f, str(cls.__annotations__[f]), record[f].default is not MISSING or record[f].factory is not None) for f in fields(cls) if f not in _LEFT_OUT]


# ---------------------------------------------------------------- schema


@cache
def tree_schema(strict: bool = False) -> dict[str, Any]:
    """Of `{"statements": [...]}`. strict: every field is required, with null for what is not there (some services ask for that)."""
    defs: dict[str, Any] = {union: {"anyOf": [{"$ref": f"#/$defs/{name}"} for name in names]} for union, names in _UNIONS.items()}
    for name in [*_EXPR, *_STATEMENT, *_PARTS]:
        slots = _slots(name)
        properties: dict[str, Any] = {"node": {"type": "string", "enum": [name]}}
        properties.update({slot: _type(name, slot, written) for slot, written, _ in slots})
        required = ["node", *(slot for slot, _, optional in slots if strict or not optional)]
        defs[name] = {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
    return {
        "type": "object",
        "properties": {"statements": {"type": "array", "items": {"$ref": "#/$defs/Statement"}}},
        "required": ["statements"],
        "additionalProperties": False,
        "$defs": defs,
    }


def _type(name: str, slot: str, written: str) -> dict[str, Any]:
    many = _TUPLE.fullmatch(written)
    if many is not None:
        return {"type": "array", "items": _type(name, slot, many[1])}
    if (name, slot) in _WORDS:
        return {"type": "string", "enum": _WORDS[name, slot]}
    options = [_simple(part.strip()) for part in written.split("|")]
    return options[0] if len(options) == 1 else {"anyOf": options}


def _simple(part: str) -> dict[str, Any]:
    simple = {"str": "string", "bool": "boolean", "None": "null"}.get(part)
    return {"type": simple} if simple else {"$ref": f"#/$defs/{part}"}


@cache
def edits_schema() -> dict[str, Any]:
    """Of `{"edits": [{"first", "last", "text"}]}`: lines first to last become the text; last = first - 1 puts it in before."""
    edit = {
        "type": "object",
        "properties": {"first": {"type": "integer"}, "last": {"type": "integer"}, "text": {"type": "string"}},
        "required": ["first", "last", "text"],
        "additionalProperties": False,
    }
    return {"type": "object", "properties": {"edits": {"type": "array", "items": edit}}, "required": ["edits"], "additionalProperties": False}


# ---------------------------------------------------------------- back


class _NoTree(Exception):
    pass


def tree_of_json(made: Any) -> Tree | None:
    """The tree of data that follows the schema; None for anything else."""
    if not isinstance(made, dict) or not isinstance(made.get("statements"), list):
        return None
    try:
        return Tree(tuple(_node(s, "Statement", 0) for s in made["statements"]))
    except (_NoTree, KeyError, TypeError, ValueError):
        return None


def _value(data: Any, written: str, depth: int) -> Any:
    many = _TUPLE.fullmatch(written)
    if many is not None:
        if not isinstance(data, list):
            raise _NoTree
        return tuple(_value(x, many[1], depth) for x in data)
    parts = [p.strip() for p in written.split("|")]
    if data is None and "None" in parts:
        return None
    if isinstance(data, bool) and "bool" in parts:
        return data
    if isinstance(data, str) and "str" in parts:
        return data
    for part in parts:
        if part not in ("None", "bool", "str") and isinstance(data, dict) and data.get("node") in _UNIONS.get(part, [part]):
            return _node(data, part, depth)
    raise _NoTree


def _node(data: Any, union: str, depth: int) -> Any:
    name = data.get("node") if isinstance(data, dict) else None
    if name not in _UNIONS.get(union, [union]) or depth > _DEEPEST:
        raise _NoTree
    slots = _slots(name)
    values = {slot: _value(data[slot], written, depth + 1) for slot, written, optional in slots if slot in data or not optional}
    if any((name, slot) in _WORDS and not set([v] if isinstance(v, str) else v) <= set(_WORDS[name, slot]) for slot, v in values.items()):
        raise _NoTree
    if name == "Text":
        values["parts"] = (nodes.Plain(values["raw"]),)
    return _class(name)(**values)
