"""What is said to the author: a code, a place, a sentence, a line of help, a fix.

A message is one subclass of `Diagnostic`, beside the code that finds it. Its class docstring holds a wrong and a right example in
```wrong and ```right fences; a test runs both. Codes: subject prefix, phase digit (1 read, 2 check, 3 solve, 4 verify, 5 layout), two digits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar, Generic, TypeVar

from .grammar.record import Record, field, fields
from .grammar.tree import Span

__all__ = ["ERROR", "HINT", "NOTE", "WARNING", "Diagnostic", "Fix", "Outcome", "Span", "identity", "merged", "messages"]

ERROR, WARNING, HINT, NOTE = "error", "warning", "hint", "note"
"""error: no figure; warning: a figure, but something is wrong with it; hint: probably meant otherwise; note: what was decided."""

T = TypeVar("T")
U = TypeVar("U")

_MESSAGES: dict[str, type[Diagnostic]] = {}


class Fix(Record):
    """Replace `span` by `text`."""

    span: Span
    text: str


class Diagnostic(Record):
    """Base of all messages. Subclasses set `code`, `severity`, and `says` and `help` as templates over their fields: `{name}`."""

    code: ClassVar[str] = ""
    severity: ClassVar[str] = ERROR
    says: ClassVar[str] = ""
    help: ClassVar[str] = ""
    one_cause: ClassVar[bool] = False
    """True if many of them say one thing: people are shown the first, and how many more there are."""

    span: Span
    fix: Fix | None = field(default=None, kw_only=True)
    related: tuple[Span, ...] = field(default=(), kw_only=True)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.code:
            other = _MESSAGES.get(cls.code)
            if other is not None and other.__qualname__ != cls.__qualname__:
                raise TypeError(f"{cls.code} names both {other.__name__} and {cls.__name__}")
            _MESSAGES[cls.code] = cls

    def sentence(self) -> str:
        """One sentence in the author's own names."""
        return self.says.format(**{k: getattr(self, k) for k in fields(self)})

    def advice(self) -> str:
        """One line that could be typed in, or empty."""
        return self.help.format(**{k: getattr(self, k) for k in fields(self)})


class Outcome(Generic[T]):
    """A value, if there is one, and everything that was found on the way to it."""

    __slots__ = ("diagnostics", "value")

    def __init__(self, value: T | None, diagnostics: tuple[Diagnostic, ...] = ()) -> None:
        self.value = value
        self.diagnostics = diagnostics

    def then(self, step: Callable[[T], Outcome[U]]) -> Outcome[U]:
        """The next pass on this value; its findings come after ours."""
        if self.value is None:
            return Outcome(None, self.diagnostics)
        after = step(self.value)
        return Outcome(after.value, self.diagnostics + after.diagnostics)

    @property
    def failed(self) -> bool:
        return any(d.severity == ERROR for d in self.diagnostics)


def identity(d: Diagnostic) -> tuple[str, int, int, str]:
    """Equal for what is the same to the reader: one code, one place, one sentence."""
    return d.code, d.span.start, d.span.end, d.sentence()


def merged(*lots: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """All of them in order, each once."""
    found: dict[tuple[str, int, int, str], Diagnostic] = {}
    for lot in lots:
        for d in lot:
            found.setdefault(identity(d), d)
    return tuple(found.values())


def messages() -> Iterable[type[Diagnostic]]:
    """All message classes that are loaded, by code."""
    return [_MESSAGES[code] for code in sorted(_MESSAGES)]
