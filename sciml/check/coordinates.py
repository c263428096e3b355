"""Coordinates: numbers of their frame, in the dimension of each of its axes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..diagnostic import Diagnostic, Fix
from ..expression import Const, Var
from ..figure import Frame
from ..grammar import print_expr
from ..grammar import tree as t
from ..quantity import ANGLE, LENGTH, NUMBER, Origin, Value
from ..quantity import name as dimension_name
from .messages import DimensionMismatch, MixedUnits
from .numbers import said_dimension
from .page import Page
from .scope import Scope
from .signature import Signature

__all__ = ["CoordinateCount", "coordinates_fit", "fits_axis", "mixed_units"]


class CoordinateCount(Diagnostic):
    """A place with more or fewer coordinates than its frame has.

    ```wrong
    A = point(1, 2, 3)
    ```
    ```right
    A = point(1, 2)
    ```
    """

    code = "SCI263"
    says = "{text} has {count}, and a place here has {wanted}."
    help = "Space is drawn in a plane: say where each place is to be seen, with two coordinates."
    text: str
    count: str
    wanted: str

    def advice(self) -> str:
        return super().advice() if self.count == "three coordinates" else ""


def coordinates_fit(page: Page, own: Signature, e: t.Call, values: dict[str, Any], placed: Iterable[str], scope: Scope) -> bool:
    """Whether the x, y and z of a point are as many as its frame has and measure what its axes do; said if not. placed: its other words of place."""
    if not values or "x" not in own.by_name or "y" not in own.by_name:
        return True
    written = {a.name: a.value for a in e.args if a.name} | dict(zip(("x", "y", "z"), (a.value for a in e.args if a.name is None), strict=False))
    names = [n for n in ("x", "y", "z") if isinstance(values.get(n), Value)]
    kind, owner = scope.frame.kind, scope.frame.owner
    if kind == "plane" and (names == ["x", "y", "z"] or (names == ["x"] and not list(placed))):
        page.say(CoordinateCount(e.span, print_expr(e), "one coordinate" if len(names) == 1 else "three coordinates", "two"))
        return False
    return all([fits_axis(page, n, values[n], written[n], scope) for n in names if n in written and (kind == "plane" or owner is not None)])


def mixed_units(page: Page, e: t.Expr, scope: Scope) -> MixedUnits:
    """A bare number where lengths have units: with the unit of the frame as its fix."""
    other = next((n.name for n in page.figure.literals if n.name), "")
    frame: Frame | None = scope.frame
    while frame is not None and frame.unit is None:
        frame = frame.parent
    unit = frame.unit.text if frame is not None and frame.unit is not None else ""
    text = print_expr(e)
    return MixedUnits(e.span, text, other or unit or "with a unit", fix=Fix(e.span, f"{text} {unit}") if unit and isinstance(e, t.Number) else None)


def _steps(page: Page, e: t.Expr, scope: Scope) -> list[Var]:
    """The lengths that are typed as steps from other coordinates: `H.x + 2 cm`."""
    if isinstance(e, t.Binary):
        return [*_steps(page, e.left, scope), *_steps(page, e.right, scope)] if e.op in "+-" else []
    if isinstance(e, t.Negative):
        return _steps(page, e.value, scope)
    v = page.literals.get((id(e), id(scope))) if isinstance(e, t.Quantity) else None
    return [v.n] if v is not None and isinstance(v.n, Var) else []


def fits_axis(page: Page, axis: str, v: Value, e: t.Expr, scope: Scope) -> bool:
    """Whether a coordinate measures what its axis does; said if not. A pure number is in the unit of its axis."""
    frame = scope.frame
    if v.dim is None or (isinstance(v.n, Const) and v.n == 0):
        return True
    if frame.kind == "plane":
        if v.dim == LENGTH and isinstance(e, t.Binary):
            frame.steps += _steps(page, e, scope)
        if v.dim == LENGTH or (v.dim == NUMBER and (page.is_bare(frame) or v.origin == Origin.SOLVED)):
            return True
        if v.dim == NUMBER:
            page.say(mixed_units(page, e, scope))
        else:
            page.say(DimensionMismatch(e.span, "A coordinate here takes a length", print_expr(e), said_dimension(v)))
        return False
    owner: Any = frame.owner
    wanted = owner.dimension_of(axis) if frame.kind == "axes" and hasattr(owner, "dimension_of") else None
    if wanted is None or v.dim in (wanted, NUMBER) or {v.dim, wanted} <= {NUMBER, ANGLE} or (wanted == NUMBER and v.origin == Origin.SOLVED):
        return True
    name = getattr(owner, "variable_names", {}).get(axis, axis)
    measure = dimension_name(wanted) if wanted != NUMBER else "pure numbers"
    page.say(DimensionMismatch(e.span, f"The axis {name} takes {measure}", print_expr(e), said_dimension(v)))
    return False
