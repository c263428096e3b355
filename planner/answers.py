"""What a model's answer holds: a spec, a plan, edits of a spec, a script."""

from __future__ import annotations

import json
import re

from ..grammar.record import Record

__all__ = ["Edit", "apply_edits", "read_edits", "read_script", "read_spec", "read_subjects"]


class Edit(Record):
    """Lines first to last (from 1, both included) become `lines`; last = first - 1: they are put in before `first`."""

    first: int
    last: int
    lines: tuple[str, ...] = ()


_THOUGHT = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.S)
_FENCED = re.compile(r"^[ \t]*```[ \t]*([\w.+-]*)[^\n]*\n(.*?)(?:^[ \t]*```[ \t]*$|\Z)", re.S | re.M)
_EDIT = re.compile(r"^@ ?(?:(after) ?)?(\d+)(?:(?:\.\.|-)(\d+))?:?[ \t]*$")
_NUMBERED = re.compile(r"^ *(\d+)(?:  (.*))?$")


def _blocks(answer: str) -> list[tuple[str, str]]:
    return [(m[1].lower(), m[2]) for m in _FENCED.finditer(answer)]


def _said(answer: str) -> str:
    """Without what a reasoning model thought aloud."""
    return _THOUGHT.sub("", answer).strip("\n")


def read_spec(answer: str) -> str:
    """The spec in an answer: the fenced block that says sciml, else the longest one that says nothing else, else all of it. JSON is read as a tree."""
    said = _said(answer)
    blocks = _blocks(said)
    ours = [text for name, text in blocks if name == "sciml"]
    plain = [text for name, text in blocks if name in ("", "text", "plaintext", "json")]
    text = ours[-1] if ours else max(plain, key=len) if plain else "" if blocks else said
    if text.lstrip().startswith("{"):
        from .grammars import spec_of_json

        text = spec_of_json(text) or text
    text = text.strip("\n")
    return text + "\n" if text.strip() else ""


def read_subjects(answer: str) -> tuple[str, ...]:
    """The names on the line `Subjects:` of a plan."""
    found = re.findall(r"^\W*subjects\W*:\W*(.*)$", answer, re.I | re.M)
    return tuple(dict.fromkeys(re.findall(r"[a-z_]+", found[-1].lower()))) if found else ()


def read_script(answer: str) -> str:
    """The Python script in an answer."""
    blocks = _blocks(_said(answer))
    ours = [text for name, text in blocks if name in ("python", "py", "python3")] or [text for name, text in blocks if name == ""]
    return max(ours, key=len).strip("\n") + "\n" if ours else ""


def read_edits(answer: str, spec: str) -> list[Edit] | None:
    """The edits in an answer, None if it has none. A whole spec is one edit of everything."""
    said = _said(answer)
    blocks = _blocks(said)
    text = next((b for _, b in blocks if "@" in b), None) or (blocks[-1][1] if blocks else said)
    if text.lstrip().startswith(("{", "[")):
        return _json_edits(text)
    edits = _marked(text)
    if edits:
        return edits
    whole = read_spec(answer)
    return [Edit(1, len(spec.splitlines()), tuple(whole.splitlines()))] if _like_a_spec(whole) else None


def _marked(text: str) -> list[Edit]:
    edits: list[tuple[int, int, list[str]]] = []
    for line in text.splitlines():
        m = _EDIT.match(line.strip()) if line.lstrip().startswith("@") else None
        if m is not None:
            first = int(m[2])
            edits.append((first + 1, first, []) if m[1] else (first, int(m[3] or first), []))
        elif edits and not line.strip().startswith("```"):
            edits[-1][2].append(line)
    return [Edit(first, last, _unnumbered(first, _trimmed(lines))) for first, last, lines in edits]


def _trimmed(lines: list[str]) -> list[str]:
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    return lines


def _unnumbered(first: int, lines: list[str]) -> tuple[str, ...]:
    """Without line numbers that were copied from the spec as it was shown."""
    found = [_NUMBERED.match(line) for line in lines]
    if lines and all(found) and found[0] is not None and int(found[0][1]) == first:
        return tuple((m[2] or "") for m in found if m is not None)
    return tuple(lines)


def _json_edits(text: str) -> list[Edit] | None:
    try:
        made = json.loads(text)
    except (ValueError, RecursionError):
        return None
    items = made.get("edits") if isinstance(made, dict) else made
    if not isinstance(items, list):
        return None
    edits = []
    for item in items:
        if not isinstance(item, dict) or not isinstance(item.get("first"), int) or not isinstance(item.get("text"), str):
            return None
        last = item.get("last", item["first"])
        edits.append(Edit(item["first"], last if isinstance(last, int) else item["first"], tuple(item["text"].splitlines())))
    return edits


def _like_a_spec(text: str) -> bool:
    """Most of it reads as statements, and they say something: a word alone is a statement too."""
    if not re.search(r"[(={]", text):
        return False
    from ..grammar import parse
    from ..grammar.tree import Broken

    statements = parse(text).statements
    return sum(not isinstance(s, Broken) for s in statements) * 2 > len(statements)


def apply_edits(spec: str, edits: list[Edit]) -> str:
    """The spec with these edits. Of two that meet the first stands; lines past the end are put at the end."""
    lines = spec.splitlines()
    out: list[str] = []
    at = 1
    for e in sorted(edits, key=lambda e: (e.first, e.last)):
        first = min(max(e.first, 1), len(lines) + 1)
        last = min(e.last, len(lines))
        if first < at:
            continue
        out += lines[at - 1 : first - 1] + list(e.lines)
        at = max(last + 1, first)
    return "\n".join(out + lines[at - 1 :]).rstrip("\n") + "\n"
