"""Frozen records that cost little to define: `dataclasses` spends 0.4 ms a class on code that few of our 200 classes need.

A subclass of `Record` lists its fields as annotations, like a frozen slotted dataclass; type checkers see one and forbid assignment.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

__all__ = ["Record", "field", "fields", "replace"]

R = TypeVar("R", bound="Record")
MISSING: Any = object()


class _Field:
    __slots__ = ("compare", "default", "factory", "kw_only", "name")

    def __init__(self, default: Any, factory: Callable[[], Any] | None, compare: bool, kw_only: bool) -> None:
        self.name = ""
        self.default, self.factory, self.compare, self.kw_only = default, factory, compare, kw_only


def field(*, default: Any = MISSING, default_factory: Callable[[], Any] | None = None, compare: bool = True, kw_only: bool = False) -> Any:
    """A field with a default made anew each time, one that does not count in `==`, or one given by keyword only."""
    return _Field(default, default_factory, compare, kw_only)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class _RecordType(type):
    """Of families of records, which have no fields themselves."""

    def __new__(mcs, name: str, bases: tuple[type, ...], space: dict[str, Any], **kwargs: Any) -> Any:
        return super().__new__(mcs, name, bases, _laid_out(space, bases), **kwargs)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class _RootType(_RecordType):
    """Of `Record` alone: a record with fields is made a plain class, since `isinstance` answers no four times as fast for these."""

    def __new__(mcs, name: str, bases: tuple[type, ...], space: dict[str, Any], **kwargs: Any) -> Any:
        if bases == (_Base,):
            return type.__new__(mcs, name, bases, space)
        bases = tuple([_Base if base is Record else base for base in bases])
        if _own_fields(space.get("__annotations__", {}), space, bases):
            return type(name, bases, _laid_out(space, bases), **kwargs)
        return _RecordType(name, bases, space, **kwargs)

    def __instancecheck__(cls, instance: Any) -> bool:
        return isinstance(instance, _Base)

    def __subclasscheck__(cls, subclass: type) -> bool:
        return issubclass(subclass, _Base)


def _own_fields(annotations: dict[str, Any], space: Any, bases: tuple[type, ...]) -> list[str]:
    inherited = _inherited(bases)
    return [
        key
        for key, kind in annotations.items()  # a native build annotates `code = "..."` too
        if not ("ClassVar" in str(kind) or (key not in inherited and key in space and any(hasattr(base, key) for base in bases)))
    ]


def _inherited(bases: tuple[type, ...]) -> dict[str, _Field]:
    found: dict[str, _Field] = {}
    for base in bases:
        found.update(getattr(base, "__record__", {}))
    return found


def _laid_out(space: dict[str, Any], bases: tuple[type, ...]) -> dict[str, Any]:
    """The space of a new class with slots for its fields, and what a record has."""
    names = _own_fields(space.get("__annotations__", {}), space, bases)
    inherited = _inherited(bases)
    own = {key: _made_field(key, space.pop(key, MISSING)) for key in names}
    space["__slots__"] = tuple(k for k in own if k not in inherited)
    return {**space, **_manners({**inherited, **own}, "__init__" in space)}


def _made_field(key: str, value: Any) -> _Field:
    made = value if isinstance(value, _Field) else _Field(value, None, True, False)
    made.name = key
    return made


def _manners(every: dict[str, _Field], told: bool) -> dict[str, Any]:
    """What a record of these fields has. told: how it is made."""
    compared = [k for k, f in every.items() if f.compare]
    made: dict[str, Any] = {
        "__record__": every,
        "__values__": attrgetter(*compared) if compared else _nothing,
        "__match_args__": tuple(k for k, f in every.items() if not f.kw_only),
    }
    if every and not told:
        made["__init__"] = _first_init(every)
    return made


def _first_init(every: dict[str, _Field]) -> Any:
    """Makes the real one when it is first called: of most classes, which are messages, nothing is ever made."""

    def __init__(self: Any, *values: Any, **named: Any) -> None:
        made = _make_init(every)
        for home in self.__class__.__mro__:
            if home.__dict__.get("__init__") is __init__:
                home.__init__ = made
        made(self, *values, **named)

    return __init__


def _make_init(every: dict[str, _Field]) -> Any:
    plain = [f for f in every.values() if not f.kw_only]
    named = [f for f in every.values() if f.kw_only]
    scope: dict[str, Any] = {"_missing": MISSING}

    def head(f: _Field) -> str:
        if f.factory is not None:
            scope["_make_" + f.name] = f.factory
            return f"{f.name}=_missing"
        if f.default is MISSING:
            return f.name
        scope["_default_" + f.name] = f.default
        return f"{f.name}=_default_{f.name}"

    params = [head(f) for f in plain] + (["*"] if named else []) + [head(f) for f in named]
    body = [f" self.{f.name} = " + (f"_make_{f.name}() if {f.name} is _missing else {f.name}" if f.factory else f.name) for f in every.values()]
    exec(f"def __init__(self, {', '.join(params)}):\n" + "\n".join(body), scope)
    return scope["__init__"]


def _nothing(_: object) -> tuple[()]:
    """The values of a record that compares none."""
    return ()


class _Base:
    """What all records have in common."""

    __slots__ = ()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """A record of another record: its own fields have no slots."""
        super().__init_subclass__(**kwargs)
        space = cls.__dict__
        if "__record__" in space:
            return
        bases = cls.__bases__
        every = _inherited(bases)
        for key in _own_fields(space.get("__annotations__", {}), space, bases):
            every[key] = _made_field(key, space.get(key, MISSING))
            if key in space:
                delattr(cls, key)
        for name, value in _manners(every, "__init__" in space).items():
            setattr(cls, name, value)

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if other.__class__ is not self.__class__:
            return NotImplemented
        values = self.__class__.__values__  # type: ignore[attr-defined]
        return bool(values(self) == values(other))

    def __hash__(self) -> int:
        return hash((self.__class__, self.__class__.__values__(self)))  # type: ignore[attr-defined]

    def __repr__(self) -> str:
        return f"{self.__class__.__qualname__}({', '.join(f'{k}={getattr(self, k)!r}' for k in self.__record__)})"  # type: ignore[attr-defined]


class Record(_Base, metaclass=_RootType):
    """Base of records: equal if of one class and equal in all compared fields."""


def fields(record: Record | type[Record]) -> tuple[str, ...]:
    """Names of the fields in order."""
    return tuple(record.__record__)  # type: ignore[union-attr]


def replace(record: R, **changes: Any) -> R:
    """The same record with some fields changed."""
    return record.__class__(**{**{k: getattr(record, k) for k in record.__record__}, **changes})  # type: ignore[attr-defined]
