"""Parameters of a spec: the values that `vary` may take."""

from __future__ import annotations

from decimal import Decimal

from ..grammar import tree as t

__all__ = ["choices"]


def choices(s: t.Vary) -> list[t.Expr]:
    """Every value in order, as literals; a range is counted in decimals, with the digits of its step."""
    if isinstance(s.over, t.List):
        return list(s.over.items)
    r = s.over
    ends = [_literal(r.low), _literal(r.high), _literal(r.step) if r.step is not None else ("1", "")]
    if any(x is None for x in ends):
        return []
    (low, low_unit), (high, high_unit), (step, step_unit) = ends  # type: ignore[misc]
    unit = high_unit or low_unit or step_unit
    a, b, d = Decimal(low), Decimal(high), Decimal(step)
    if d <= 0:
        return []
    places = max(-d.as_tuple().exponent, 0)  # type: ignore[operator]
    out: list[t.Expr] = []
    while a <= b and len(out) < 100_000:
        text = f"{a:.{places}f}"
        negative = text.startswith("-")
        body: t.Expr = t.Quantity(text.lstrip("-"), unit, span=s.span) if unit else t.Number(text.lstrip("-"), span=s.span)
        out.append(t.Negative(body, span=s.span) if negative else body)
        a += d
    return out


def _literal(e: t.Expr | None) -> tuple[str, str] | None:
    if isinstance(e, t.Negative):
        inner = _literal(e.value)
        return ("-" + inner[0], inner[1]) if inner is not None else None
    if isinstance(e, t.Number):
        return e.text.replace("_", ""), ""
    if isinstance(e, t.Quantity):
        return e.number.replace("_", ""), e.unit
    return None
