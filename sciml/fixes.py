"""Machine-applicable fixes, and the canonical print."""

from __future__ import annotations

from collections.abc import Iterable

from .diagnostic import ERROR, NOTE, Diagnostic, Fix
from .grammar import parse, print_tree
from .pipeline import compile_pages
from .source import Source

__all__ = ["apply_fixes", "formatted", "with_fixes"]

ROUNDS = 8


def with_fixes(text: str, fixes: Iterable[Fix]) -> str:
    """The text with these replacements; of two that overlap the first stands."""
    out: list[str] = []
    at = 0
    for f in sorted(fixes, key=lambda f: (f.span.start, f.span.end)):
        if at <= f.span.start <= f.span.end <= len(text):
            out += (text[at : f.span.start], f.text)
            at = f.span.end
    return "".join(out) + text[at:]


def _weight(found: Iterable[Diagnostic]) -> tuple[int, int]:
    """Errors, then everything but notes."""
    found = list(found)
    return sum(d.severity == ERROR for d in found), sum(d.severity != NOTE for d in found)


def apply_fixes(text: str) -> str:
    """Apply every fix, until none is left. A fix that makes things worse is not applied: all of a round first, then each by itself."""
    found = compile_pages(Source(text)).diagnostics
    for _ in range(ROUNDS):
        fixes = list(dict.fromkeys(d.fix for d in found if d.fix is not None and d.severity != NOTE))
        for some in [fixes, *([f] for f in fixes[:ROUNDS] if len(fixes) > 1)]:
            made = with_fixes(text, some)
            if made == text:
                continue
            after = compile_pages(Source(made)).diagnostics
            if _weight(after) <= _weight(found):
                text, found = made, after
                break
        else:
            return text
    return text


def formatted(text: str) -> str:
    """The canonical print; a text that has faults in its shape is left alone, so that nothing is lost."""
    tree = parse(text)
    return text if tree.faults else print_tree(tree)
