"""What the slots of a kind, a relation or a measure come to together: worked out once a process, since a text asks it of every call."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from ..element import Slot
from ..grammar.record import replace
from ..quantity import Value

__all__ = ["Signature", "one_of", "signature", "types_of"]


class Signature:
    """by_name: the slots; order: those that may come without a keyword, by position; equations: it takes equations; keyed, joins: it has a key, a node (of
    a container with nodes); defaults: what slots hold of which nothing is written, where that is always the same; asked: the other slots; printing: those
    whose values may print, or show letters; main: the slot that `value=` fills; declares: some argument makes new points or nodes; axes: the slots of a
    kind with axes for these; plain: its arguments need no axes, formulas or parameters."""

    __slots__ = ("asked", "axes", "by_name", "declares", "defaults", "equations", "joins", "keyed", "main", "order", "plain", "printing", "required", "slots")

    def __init__(self, slots: Sequence[Slot], cls: Any = None) -> None:
        self.slots = tuple(slots)
        self.by_name = {s.name: s for s in slots}
        self.order = tuple([s for s in slots if s.positional or s.magnitude])
        types = {s.type for s in slots}
        self.equations, self.keyed, self.joins = "relations" in types, "key" in types, "node" in types
        self.required = tuple([s for s in slots if s.required])
        self.main = next((s for s in slots if s.magnitude), None) or next((s for s in slots if s.type == "number"), None)
        self.defaults: dict[str, Any] = {s.name: None if s.required else s.default for s in slots if not s.required and not _is_asked(s)}
        self.asked = tuple([s for s in slots if s.name not in self.defaults])
        self.printing = tuple([s for s in slots if s.type == "cells" or (s.prints and s.type in ("number", "formula", "direction"))])
        self.axes: tuple[str, ...] = getattr(cls, "axis_slots", ())
        self.plain = not (self.equations or self.axes or getattr(cls, "lives_in", "") == "axes" or getattr(cls, "takes_parameter", False))
        self.declares = any(s.declares or s.type == "node" for s in slots)


def _is_asked(slot: Slot) -> bool:
    """Does what the slot holds by default depend on where it stands?"""
    if slot.type == "number" and not slot.many:
        return slot.free is not None or (slot.default is not None and not isinstance(slot.default, Value))
    return slot.type == "relations" or (slot.type == "direction" and isinstance(slot.default, str))


_OF: dict[Any, Signature] = {}


def signature(cls: Any) -> Signature:
    """Of a kind or a relation."""
    found = _OF.get(cls)
    if found is None:
        found = _OF[cls] = Signature(cls.slots, cls)
    return found


@cache
def types_of(type_: str) -> frozenset[str]:
    """The types in the type of a slot: `point|line`."""
    return frozenset(type_.split("|"))


_ONES: dict[int, tuple[Slot, Slot]] = {}
"""by identity: a slot that takes several things (kept, so that nothing else gets its number) and the one of each of them"""


def one_of(slot: Slot) -> Slot:
    """The slot of one thing of a slot that takes several."""
    found = _ONES.get(id(slot))
    if found is None:
        type_ = "point" if slot.type == "points" else slot.type
        found = _ONES[id(slot)] = slot, replace(slot, type=type_, many=False, rest=False)
    return found[1]
