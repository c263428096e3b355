"""Words of other systems and of school: what each is here. Asked only when a word has failed."""

from __future__ import annotations

from collections.abc import Collection

from ..diagnostic import Fix
from ..grammar import print_expr
from ..grammar import tree as t
from ..relation import MEASURES
from ..vocabulary import kind, relation_named
from .functions import FUNCTIONS
from .messages import MeasureIsFact, UnknownKind
from .page import Page, mend, nearest
from .scope import Scope

__all__ = ["as_fact", "for_parameter", "unknown_kind"]

_AREA = "An area is `region(...)`, under a curve `area_under(c, 0..2)`; a closed shape takes `fill=` or `hatch=`."
_CURVE = "A curve stands in axes: `axes(x=0..4, y=0..9) { curve(y=x^2) }`."
_LABEL = 'What is written at an object is its own: `label="..."` in its brackets; words alone are `text("...")`.'
_TITLE = 'The title of the picture: `figure("...")`.'
_SIDES = "Equal sides are facts: `require AB == AC`."
_WORDS = {
    "label": _LABEL, "annotate": _LABEL, "annotation": _LABEL, "title": _TITLE, "caption": _TITLE, "heading": _TITLE,
    "shade": _AREA, "shaded": _AREA, "fill": _AREA, "area_between": _AREA, "fill_between": _AREA, "shaded_region": _AREA, "shading": _AREA,
    "plot": _CURVE, "function": _CURVE, "graph_of": _CURVE, "parabola": _CURVE, "plot_function": _CURVE, "graph_function": _CURVE,
    "draw": "Each statement draws what it makes.", "show": "Each statement draws what it makes.",
    "vector": "An arrow from place to place is `arrow(A, B)`; of physics `force(b, right)`, `velocity(b, up)` and the like.",
    "isosceles": _SIDES, "equilateral": _SIDES, "is_isosceles": _SIDES, "is_equilateral": _SIDES,
    "height": "The height of a triangle is `altitude(A, BC)`; the distance of a point from a line `distance(A, BC)`.",
    "legend": "A legend comes by itself where classes or curves want one.", "length_of": "The length of AB is `AB` itself, or `distance(A, B)`.",
    "grid_lines": "`axes(grid=true)`.", "right_triangle": "Write `triangle(ABC)` and `right_angle(ACB)`.", "square_root": "`sqrt(2)`.",
}  # fmt: skip
"""word -> what to write"""
_KINDS = {
    ("table", "height"): "A table of mechanics, on which things stand, is `bench(height=1 m)`.",
    ("table", "on"): "A table of mechanics, on which things stand, is `bench()`.",
    ("line", "y"): "A line by its equation is a curve of axes: `curve(y=x + 1)`.", ("line", "x"): "A line by its equation is a curve of axes: `curve(x=2)`.",
    ("line", "slope"): "A line by its slope is a curve of axes: `curve(y=2*x + 1)`.",
}  # fmt: skip
"""kind and parameter -> what to write"""


def unknown_kind(page: Page, e: t.Call, scope: Scope, names: Collection[str], where: str = "", certain: bool = False, claimed: bool = False) -> None:
    """Says that nothing has this name, and what would do. certain: is it known where it lives; claimed: does it stand as a fact?"""
    assert isinstance(e.func, t.Name)
    name = e.func.id
    if certain:
        page.say(UnknownKind(e.func.span, name, where))
    elif claimed and kind(name, scope.container) is not None:
        page.say(
            UnknownKind(e.func.span, name, where, instead=f"{name} is an object that states a fact by itself: write `{print_expr(e)}` on a line of its own.")
        )
    elif name in _WORDS:
        page.say(UnknownKind(e.func.span, name, where, instead=_WORDS[name]))
    else:
        near = nearest(name, names)
        fix = mend(e.func.span, near) or (None if claimed else _as_thing(e, near))
        page.say(UnknownKind(e.func.span, name, where, near, _FACTS if claimed and not near else "", fix=fix))


def _as_thing(e: t.Call, near: tuple[str, ...]) -> Fix | None:
    """`submarine(on=g)` as `thing("submarine", on=g)`."""
    if near or not isinstance(e.func, t.Name) or any(a.name is None for a in e.args):
        return None
    made = t.Call(t.Name("thing"), (t.Arg(None, t.Text(e.func.id.replace("_", " "), ())), *e.args))
    return Fix(e.span, print_expr(made))


_FACTS = "Facts are comparisons (`AB == 5 cm`, `angle(BAC) < 90 deg`) and relations; `sciml guide` lists these."


def for_parameter(title: str, a: t.Arg, owner: str) -> str:
    """For a parameter that the kind does not have, or nothing: a relation that was tried as one, a word of other systems."""
    assert a.name is not None
    if (said := _KINDS.get((title, a.name))) is not None:
        return said
    if relation_named(a.name) is not None:
        return f"{a.name} is a relation: name this {title}, then `require {a.name}({owner or title}, {print_expr(a.value)})`."
    return ""


def as_fact(page: Page, s: t.Object, call: t.Call, scope: Scope) -> MeasureIsFact | None:
    """`angle(ABC) = 40 deg` reads as the formula of a new name: where things of this page stand in the brackets, a fact is meant."""
    from .natural import run_names

    name = call.func.id if isinstance(call.func, t.Name) else ""
    if name not in MEASURES and relation_named(name) is None and (name in FUNCTIONS or kind(name, scope.container) is None):
        return None
    for a in call.args:
        if not isinstance(a.value, t.Name) or scope.find(a.value.id) is not None or len(run_names(a.value.id) or ()) > 1:
            text = f"{print_expr(call)} == {print_expr(s.value)}"
            return MeasureIsFact(s.span, print_expr(call), name, text, fix=Fix(s.span, f"require {text}"))
    return None
