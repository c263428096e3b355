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
    def __new__(mcs, name: str, bases: tuple[type, ...], space: dict[str, Any], **kwargs: Any) -> Any:
        own: dict[str, _Field] = {}
        inherited: dict[str, _Field] = {}
        for base in bases:
            inherited.update(getattr(base, "__record__", {}))
        for key, kind in space.get("__annotations__", {}).items():
            if "ClassVar" in str(kind) or (key not in inherited and key in space and any(hasattr(base, key) for base in bases)):
                continue  # a native build annotates `code = "..."` too
            value = space.pop(key, MISSING)
            made = value if isinstance(value, _Field) else _Field(value, None, True, False)
            made.name = key
            own[key] = made
        space["__slots__"] = tuple(k for k in own if k not in inherited)
        every = {**inherited, **own}
        space["__record__"] = every
        compared = [k for k, f in every.items() if f.compare]
        space["__values__"] = attrgetter(*compared) if compared else _nothing
        space["__match_args__"] = tuple(k for k, f in every.items() if not f.kw_only)
        if not every or "__init__" in space:
            return super().__new__(mcs, name, bases, space, **kwargs)
        home: list[Any] = []
        space["__init__"] = _first_init(every, home)
        home.append(super().__new__(mcs, name, bases, space, **kwargs))
        return home[0]


def _first_init(every: dict[str, _Field], home: list[Any]) -> Any:
    """Makes the real one when it is first called: of most classes, which are messages, nothing is ever made. home: the class."""

    def __init__(self: Any, *values: Any, **named: Any) -> None:
        home[0].__init__ = made = _make_init(every)
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


class Record(metaclass=_RecordType):
    """Base of records: equal if of one class and equal in all compared fields."""

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


def fields(record: Record | type[Record]) -> tuple[str, ...]:
    """Names of the fields in order."""
    return tuple(record.__record__)  # type: ignore[union-attr]


def replace(record: R, **changes: Any) -> R:
    """The same record with some fields changed."""
    return record.__class__(**{**{k: getattr(record, k) for k in record.__record__}, **changes})  # type: ignore[attr-defined]
