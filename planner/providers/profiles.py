"""Servers that speak OpenAI's chat interface, and in what they differ: where they listen, which notation of a grammar they take and under which name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...grammar.record import Record
from ..grammars import Grammar
from .provider import Limits

__all__ = ["NOTATIONS", "PROFILES", "Profile", "constrained"]


class Profile(Record):
    """base_url: where it listens by itself, "" if that must be said; key: the environment variable that holds its key, "" if it wants none; needs_key: it
    answers nobody without one; notation: of the grammar, as in NOTATIONS, "" if it takes none; many: it gives several answers to one request;
    most: name of the field for the longest answer."""

    name: str
    base_url: str
    key: str
    notation: str
    many: bool
    limits: Limits
    needs_key: bool = False
    most: str = "max_tokens"


PROFILES = {
    p.name: p
    for p in (
        Profile("vllm", "http://localhost:8000/v1", "VLLM_API_KEY", "structured", True, Limits(64)),
        Profile("sglang", "http://localhost:30000/v1", "SGLANG_API_KEY", "ebnf", True, Limits(64)),
        Profile("llamacpp", "http://localhost:8080/v1", "LLAMA_API_KEY", "gbnf", False, Limits(4)),
        Profile("ollama", "http://localhost:11434/v1", "OLLAMA_API_KEY", "schema", False, Limits(2)),
        Profile("openai", "https://api.openai.com/v1", "OPENAI_API_KEY", "tool", True, Limits(16), needs_key=True, most="max_completion_tokens"),
        Profile("generic", "", "SCIML_API_KEY", "", False, Limits(8)),
    )
}

TOOL = "write"
"""The one tool of the notation `tool`: what is put into it is the answer."""


def _structured(g: Grammar) -> dict[str, Any]:
    return {"structured_outputs": {"grammar": g.lark}}


def _ebnf(g: Grammar) -> dict[str, Any]:
    return {"ebnf": g.ebnf}


def _gbnf(g: Grammar) -> dict[str, Any]:
    return {"grammar": g.gbnf}


def _schema(g: Grammar, strict: bool = False) -> dict[str, Any]:
    name = "edits" if g.mode == "edits" else "spec"
    return {"response_format": {"type": "json_schema", "json_schema": {"name": name, "strict": True, "schema": g.schema(strict)}}}


def _strict_schema(g: Grammar) -> dict[str, Any]:
    return _schema(g, strict=True)


def _tool(g: Grammar) -> dict[str, Any]:
    form = {"type": "grammar", "grammar": {"syntax": "lark", "definition": g.lark}}
    tool = {"type": "custom", "custom": {"name": TOOL, "description": "Takes the whole answer.", "format": form}}
    return {"tools": [tool], "tool_choice": {"type": "custom", "custom": {"name": TOOL}}}


NOTATIONS: dict[str, tuple[str, Callable[[Grammar], dict[str, Any]]]] = {
    "structured": ("lark", _structured),
    "ebnf": ("ebnf", _ebnf),
    "gbnf": ("gbnf", _gbnf),
    "schema": ("schema", _schema),
    "strict_schema": ("schema", _strict_schema),
    "tool": ("lark", _tool),
}
"""Name -> (what `Completion.constraint` says, fields of the request)."""


def constrained(notation: str, grammar: Grammar | None) -> tuple[str, dict[str, Any]]:
    """(constraint, fields) for a grammar; ("", {}) where none is wanted or taken."""
    if grammar is None or not notation:
        return "", {}
    said, fields = NOTATIONS[notation]
    return said, fields(grammar)
