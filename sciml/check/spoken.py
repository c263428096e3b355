"""A fact of the Givens box in words that people write: `distance(t.center, b) > 3 m` is "distance from the center of the turntable to the ball > 3 m"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ..element import Element
from ..grammar import tree as t
from ..grammar.record import replace
from .mathematics import AsItStands, mathematics
from .natural import run_names

__all__ = ["called_by", "spoken"]

_WAYS = {"left": "horizontal ", "right": "horizontal ", "up": "vertical ", "down": "vertical "}


def called_by(elements: Sequence[Element], symbols: object) -> Callable[[str], str]:
    """What a reader of the picture calls a thing, as TeX: by what stands at it, else by its kind if there is one of it; "" for what is no thing."""

    def called(name: str) -> str:
        e = None if name in symbols or run_names(name) else next((e for e in elements if e.name == name), None)  # type: ignore[operator]
        if e is None:
            return ""
        label = e.style.label
        if label:
            return "".join([r.text if r.math else rf"\text{{{_plain(r.text)}}}" for r in label])
        word = getattr(e, "spoken", "") or e.kind
        if e.prints_name or not word or sum(x.kind == e.kind and x.drawn for x in elements) != 1:
            return ""
        return rf"\text{{the {_plain(word.replace('_', ' '))}}}"

    return called


def spoken(e: Any, called: Callable[[str], str]) -> Any:
    """The expression with the parts of things, and measures of them, in words."""
    if isinstance(e, (t.Quantity, t.Number)):
        return e
    match e:
        case t.Name(name):
            tex = called(name)
            return AsItStands(tex) if tex else e
        case t.Attribute(t.Name(name), "x" | "y" as axis) if not called(name):
            return t.Name(f"{axis}_{name}")
        case t.Attribute(value, "x" | "y" as axis):
            return AsItStands(rf"{axis}\text{{ of }}{mathematics(spoken(value, called))}")
        case t.Attribute(value, part):
            return AsItStands(_of(part.replace("_", " "), spoken(value, called)))
        case t.Binary("*", left, right) if isinstance(second := spoken(right, called), AsItStands):
            return AsItStands(rf"{mathematics(spoken(left, called))}\times {second.tex}")
        case t.Binary(_, left, right):
            return replace(e, left=spoken(left, called), right=spoken(right, called))
        case t.Negative(value):
            return replace(e, value=spoken(value, called))
        case t.Call(t.Name("distance"), args) if len(args) > 1 and not _points(args):
            start, end = [_place(a.value, called) for a in args if a.name is None][:2]
            way = next((a.value for a in args if a.name == "along"), None)
            head = _WAYS.get(way.id, "") if isinstance(way, t.Name) else ""
            return AsItStands(rf"\text{{{head}distance from }}{start}\text{{ to }}{end}")
        case t.Call(t.Name("radius" | "length" | "perimeter" | "area" as word), (t.Arg(None, value),)):
            return AsItStands(_of(word, spoken(value, called)))
        case t.Call(_, args):
            return replace(e, args=tuple([replace(a, value=spoken(a.value, called)) for a in args]))
    return e


def _of(word: str, thing: Any) -> str:
    return rf"\text{{{_plain(word)} of }}{mathematics(thing)}"


def _place(e: t.Expr, called: Callable[[str], str]) -> str:
    return (r"\text{the }" if isinstance(e, t.Attribute) else "") + mathematics(spoken(e, called))


def _points(args: Sequence[t.Arg]) -> bool:
    """Two points by their letters: AB says how far they are apart."""
    return len(args) == 2 and all(a.name is None and isinstance(a.value, t.Name) and len(run_names(a.value.id + "X")) == 2 for a in args)


def _plain(text: str) -> str:
    """A text as it stands within TeX."""
    return "".join(["\\" + c if c in "\\{}$%#&_^~" else c for c in text])
