"""What a problem says, as types: quantities with units and roles, what is asked, what things there are, what must not be shown. No model is asked."""

from __future__ import annotations

import re
from typing import Any

from ..grammar.record import Record
from .problem import Problem

__all__ = ["CONSTANT", "GIVEN", "UNKNOWN", "Mention", "Quantity", "Understanding", "Unknown", "understand"]

GIVEN, UNKNOWN, CONSTANT = "given", "unknown", "constant"


class Quantity(Record):
    """A number that the problem states.

    text: as it stands there; number: its digits as the language writes them (`2.0`, `1.50e8`); unit: a unit of the language, or ""; dimension: in words
    (`mass`), "" for a bare number; symbol: the letter it is given for (`m`, `mu_k`), or ""; role: given (of this problem), constant (of nature or
    of the task, need not be drawn) or unknown (a number that is the answer); span: where it stands in the text; context: words near it, nearest first.
    """

    text: str
    number: str
    unit: str = ""
    dimension: str = ""
    symbol: str = ""
    role: str = GIVEN
    span: tuple[int, int] = (0, 0)
    context: tuple[str, ...] = ()

    @property
    def literal(self) -> str:
        """As the language writes it: `2.0 kg`."""
        return f"{self.number} {self.unit}" if self.unit else self.number


class Unknown(Record):
    """What is asked: its words, its letter if it has one, its dimension in words if that is known."""

    text: str
    symbol: str = ""
    dimension: str = ""
    span: tuple[int, int] = (0, 0)


class Mention(Record):
    """A thing or a relation in the words of the problem. kind: the word of the language for it, or ""."""

    text: str
    kind: str = ""
    span: tuple[int, int] = (0, 0)


class Understanding(Record):
    """hidden: texts that no figure of this problem may show (the answer)."""

    quantities: tuple[Quantity, ...] = ()
    unknowns: tuple[Unknown, ...] = ()
    entities: tuple[Mention, ...] = ()
    relations: tuple[Mention, ...] = ()
    options: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()

    @property
    def givens(self) -> tuple[Quantity, ...]:
        """Quantities that must be readable in the figure."""
        return tuple(q for q in self.quantities if q.role == GIVEN)

    def as_json(self) -> dict[str, Any]:
        """Plain data, without what is hidden: it goes into files and to models."""
        return {
            "quantities": [{k: getattr(q, k) for k in ("text", "number", "unit", "dimension", "symbol", "role")} for q in self.quantities],
            "unknowns": [{"text": u.text, "symbol": u.symbol, "dimension": u.dimension} for u in self.unknowns],
            "entities": [{"text": m.text, "kind": m.kind} for m in self.entities],
            "relations": [{"text": m.text, "kind": m.kind} for m in self.relations],
            "options": list(self.options),
        }


_NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?(?:e-?\d+)?")
_UNIT = re.compile(r"\s?([A-Za-zµμΩ°%][A-Za-z0-9µμΩ°%/^*-]*)")


def understand(problem: Problem) -> Understanding:
    """What a problem says. Never fails: what is not found is not there."""
    from ..quantity import find_unit, name

    found = []
    for m in _NUMBER.finditer(problem.text):
        after = _UNIT.match(problem.text, m.end())
        unit = find_unit(after[1]) if after else None
        end = after.end() if after and unit else m.end()
        found.append(Quantity(problem.text[m.start() : end], m[0], after[1] if after and unit else "", name(unit.dim) if unit else "", span=(m.start(), end)))
    return Understanding(tuple(found), options=problem.options, hidden=(problem.answer,) if problem.answer else ())
