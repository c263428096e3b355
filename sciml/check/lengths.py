"""The unit in which statements write their lengths."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..grammar import tree as t
from ..quantity import AREA, LENGTH, Unit, find_unit
from .natural import run_names
from .page import Page

__all__ = ["length_unit"]


def length_unit(page: Page, statements: Sequence[t.Statement], every: Sequence[t.Statement] = ()) -> Unit | None:
    """The unit of the first length that is written with one in these statements, or of the sides of the first area. A letter's value that nothing
    takes up, in these statements or in `every`, is no length of the drawing."""
    if not page.has_lengths:
        return None
    waiting: list[Any] = [*reversed(statements)]
    data: set[int] | None = None
    while waiting:
        x = waiting.pop()
        kind = x.__class__
        if kind is t.Quantity:
            unit = find_unit(x.unit)
            if unit is not None and unit.dim == AREA:  # cm^2: the lengths have units, if none is written
                unit = find_unit(x.unit.partition("^")[0])
            if unit is not None and unit.dim == LENGTH:
                return unit
        elif kind is t.Arg:
            waiting.append(x.value)
        elif kind is t.Call:
            waiting.extend(reversed(x.args))
            waiting.append(x.func)
        elif kind is t.Given:
            if data is None:
                data = _data(every or statements)
            waiting.extend([f for f in reversed(x.facts) if id(f) not in data])
        elif kind is tuple:
            waiting.extend(reversed(x))
        elif kind not in _WITHOUT_UNITS:
            waiting.extend([getattr(x, k) for k in reversed(kind.__match_args__)])
    return None


def _data(statements: Sequence[t.Statement]) -> set[int]:
    """Values of letters (`given h = 2 cm`) that stand nowhere else but in texts: data of the problem, not of its drawing."""
    letters: dict[str, int] = {}
    waiting: list[Any] = []
    for s in statements:
        if isinstance(s, t.Given):
            for f in s.facts:
                if isinstance(f.left, t.Name) and f.value is not None and not run_names(f.left.id):
                    letters[f.left.id] = id(f)
                    waiting.append(f.value)
                else:
                    waiting.append(f)
        elif not isinstance(s, t.Unknown):
            waiting.append(s)
    while waiting and letters:
        x = waiting.pop()
        kind = x.__class__
        if kind is t.Name:
            letters.pop(x.id, None)
        elif kind is tuple:
            waiting.extend(x)
        elif kind not in _WITHOUT_NAMES:
            waiting.extend([getattr(x, k) for k in kind.__match_args__])
    return set(letters.values())


_WITHOUT_NAMES = frozenset((t.Text, t.Quantity, t.Number, t.Span, str, bool, type(None)))
_WITHOUT_UNITS = frozenset((t.Text, t.Name, t.Number, t.Span, str, bool, type(None)))
