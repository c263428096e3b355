"""The unit in which statements write their lengths."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..grammar import tree as t
from ..quantity import AREA, LENGTH, VOLUME, Unit, find_unit
from .page import Page

__all__ = ["length_unit"]


def length_unit(page: Page, statements: Sequence[t.Statement]) -> Unit | None:
    """The unit of the first length that is written with one in these statements, or of the sides of the first area."""
    if not page.has_lengths:
        return None
    waiting: list[Any] = [*reversed(statements)]
    while waiting:
        x = waiting.pop()
        kind = x.__class__
        if kind is t.Quantity:
            unit = find_unit(x.unit)
            if unit is not None and unit.dim in (AREA, VOLUME):  # cm^2: the lengths have units, if none is written
                unit = find_unit(x.unit.partition("^")[0])
            if unit is not None and unit.dim == LENGTH:
                return unit
        elif kind is t.Arg:
            waiting.append(x.value)
        elif kind is t.Call:
            waiting.extend(reversed(x.args))
            waiting.append(x.func)
        elif kind is tuple:
            waiting.extend(reversed(x))
        elif kind not in _WITHOUT_UNITS:
            waiting.extend([getattr(x, k) for k in reversed(kind.__match_args__)])
    return None


_WITHOUT_UNITS = frozenset((t.Text, t.Name, t.Number, t.Span, str, bool, type(None)))
