"""What reads well and was hardly meant: `given m = 2,5 kg` is two facts, `given a = 3 b = 4` compares three."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostic import Diagnostic, Fix, Span
from ..grammar import tree as t
from ..quantity import find_unit
from .messages import CommaInNumber, MissingComma

__all__ = ["commas_in_givens"]


def commas_in_givens(tree: t.Tree) -> Iterator[Diagnostic]:
    """The commas that are too many or too few in `given`."""
    queue = list(tree.statements)
    while queue:
        s = queue.pop()
        if isinstance(s, t.Given):
            for one, two in zip(s.facts, s.facts[1:], strict=False):
                yield from _decimal(one, two)
            for fact in s.facts:
                yield from _chained(fact)
        block = getattr(s, "block", None)
        if block is not None:
            queue += block.statements


def _decimal(one: t.Fact, two: t.Fact) -> Iterator[Diagnostic]:
    number, more = one.value, two.left
    if one.text is None and isinstance(number, t.Number) and isinstance(more, (t.Number, t.Quantity)) and more.span.start == number.span.end + 1:
        digits = more.text if isinstance(more, t.Number) else more.number
        if len(digits) < 3 and digits.isdigit() and "." not in number.text:
            span = Span(number.span.start, more.span.start + len(digits))
            new = f"{number.text}.{digits}"
            yield CommaInNumber(span, f"{number.text},{digits}", new, fix=Fix(span, new))


def _chained(fact: t.Fact) -> Iterator[Diagnostic]:
    """`a = 3 b = 4`: b is no unit."""
    if not isinstance(fact.left, t.Compare) or set(fact.left.ops) != {"=="}:
        return
    for x in fact.left.operands[1:-1]:
        if isinstance(x, t.Quantity) and x.unit.isidentifier() and find_unit(x.unit) is None:
            yield MissingComma(x.span, x.number, fix=Fix(x.span, f"{x.number}, {x.unit}"))
