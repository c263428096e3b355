"""Messages about the shape of a text."""

from __future__ import annotations

from typing import ClassVar

from ..diagnostic import NOTE, Diagnostic, Fix
from ..grammar.tree import Fault, Repair

__all__ = ["Repaired", "TooLong", "TooNested", "UnclosedBracket", "UnclosedText", "Unexpected", "of_fault", "of_repair"]


class Unexpected(Diagnostic):
    """Something that no statement has at this place.

    ```wrong
    A = point(0 0)
    ```
    ```right
    A = point(0, 0)
    ```
    """

    code = "SCI101"
    says = "{found} does not fit here."
    found: str
    expected: tuple[str, ...] = ()

    def advice(self) -> str:
        return f"Here may stand {', '.join(self.expected[:6])}." if self.expected else ""


class UnclosedText(Diagnostic):
    """A text without its closing quote: a text ends on its line.

    ```wrong
    note("smooth ground)
    ```
    ```right
    note("smooth ground")
    ```
    """

    code = "SCI102"
    says = "This text has no closing quote on its line."
    help = 'Close it with ", or write a text of several lines between three quotes.'


class UnclosedBracket(Diagnostic):
    """A bracket that nothing closes.

    ```wrong
    A = point(0, 0
    ```
    ```right
    A = point(0, 0)
    ```
    """

    code = "SCI103"
    says = "{found} is never closed."
    found: str


class TooNested(Diagnostic):
    """Brackets and blocks more than 64 deep."""

    code = "SCI104"
    says = "Brackets or blocks are more than 64 deep here."
    help = "Give inner parts names of their own."


class TooLong(Diagnostic):
    """A text of more than 200 kB."""

    code = "SCI105"
    says = "This text is longer than 200 kB."
    help = "Split it into several files."


class Repaired(Diagnostic):
    """A liberal reading; `sciml fmt` writes it out.

    ```sciml
    A = point(0，0)
    ```
    """

    code = "SCI110"
    severity: ClassVar[str] = NOTE
    says = "{old} was read as {new} ({what})."
    what: str
    old: str
    new: str


_SPECIAL = {"too_long": TooLong, "nesting": TooNested}


def of_fault(f: Fault) -> Diagnostic:
    fix = Fix(f.span, f.fix) if f.fix is not None else None
    if f.what in _SPECIAL:
        return _SPECIAL[f.what](f.span)
    if f.what in ("unclosed_text", "newline_in_text"):
        return UnclosedText(f.span, fix=fix)
    if f.what.startswith("unclosed"):
        return UnclosedBracket(f.span, f.found or "A bracket", fix=fix)
    found = "The end of the line" if not f.found.strip() else f.found.split("\n")[0][:40]
    return Unexpected(f.span, found, f.expected, fix=fix)


def of_repair(r: Repair) -> Diagnostic:
    return Repaired(r.span, r.what.replace("_", " "), r.old.replace("\n", "⏎")[:40] or "nothing", r.new.replace("\n", "⏎")[:40] or "nothing", fix=Fix(r.span, r.new))
