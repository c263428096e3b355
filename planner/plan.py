"""The four parts of a plan: what is drawn, where it lies, what it is called, what to watch."""

from __future__ import annotations

import re

from ..grammar.record import Record, fields

__all__ = ["Plan", "read_plan"]


class Plan(Record):
    """content: every thing in the figure; layout: how they lie to each other; labels: every given as it prints; considerations: what must not show, and
    what is easily wrong. One line each."""

    content: tuple[str, ...] = ()
    layout: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    considerations: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(getattr(self, f) for f in fields(Plan))

    def as_text(self) -> str:
        """As Markdown: a heading a part, a bullet a line."""
        parts = [(f, getattr(self, f)) for f in fields(Plan)]
        return "\n\n".join("\n".join([f"## {f.capitalize()}", "", *(f"- {line}" for line in lines)]) for f, lines in parts if lines) + "\n"


_HEADING = re.compile(r"^\W*(?:part\s*)?(?:[0-9]+[.):]?\s*)?\W*(?:image\s+|figure\s+|drawing\s+)?(content|layout|labels?|considerations?)\b\W*(.*)$", re.I)
_SUBJECTS = re.compile(r"^\W*subjects\W*:", re.I)
_BULLET = re.compile(r"^\s*(?:[-*+•]|\d+[.)])\s+")


def read_plan(text: str) -> Plan:
    """The plan in a model's answer: four headed lists, however they are marked up. What stands before the first heading is left out; a text
    without headings is all content."""
    parts: dict[str, list[str]] = {f: [] for f in fields(Plan)}
    part = ""
    loose: list[str] = []
    for raw in text.splitlines():
        line = raw.strip()
        if not line or line.startswith("```") or _SUBJECTS.match(line):
            continue
        head = None if _BULLET.match(raw) and not re.match(r"^\s*\d+[.)]\s", raw) and "**" not in raw else _HEADING.match(line)
        if head is not None and (len(line) < 40 or head[2] == "" or ":" in line[:40]):
            part = head[1].lower().rstrip("s") + "s" if head[1].lower().startswith(("label", "consider")) else head[1].lower()
            rest = head[2].strip(" :*")
            if rest:
                parts[part].append(rest)
            continue
        said = _BULLET.sub("", raw).strip().strip("*").strip()
        if said:
            (parts[part] if part else loose).append(said)
    if not any(parts.values()):
        parts["content"] = loose
    return Plan(*(tuple(parts[f]) for f in fields(Plan)))
