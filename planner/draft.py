"""What the embedded planner answers: a spec, or why it has none."""

from __future__ import annotations

from collections.abc import Mapping

from ..grammar.record import Record, field

__all__ = ["Abstention", "Draft"]


class Draft(Record):
    """spec: a text of the language; family: the template it came from; slots: slot -> the words of the problem that filled it; score: 0 to 1."""

    spec: str
    family: str = ""
    slots: Mapping[str, str] = field(default_factory=dict, compare=False)
    score: float = 1.0


class Abstention(Record):
    """reason: one sentence for the person; family: the nearest template, if one was near; score: how near."""

    reason: str
    family: str = ""
    score: float = 0.0
