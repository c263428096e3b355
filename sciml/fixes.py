"""Machine-applicable fixes, and the canonical print."""

from __future__ import annotations

from .diagnostic import Diagnostic, Fix
from .grammar import parse, print_tree
from .pipeline import compile_pages
from .source import Source

__all__ = ["apply_fixes", "formatted", "with_fixes"]

ROUNDS = 8


def with_fixes(text: str, fixes: list[Fix]) -> str:
    """The text with these replacements; of two that overlap the first stands."""
    out: list[str] = []
    at = 0
    for f in sorted(fixes, key=lambda f: (f.span.start, f.span.end)):
        if f.span.start >= at and f.span.end <= len(text):
            out.append(text[at : f.span.start])
            out.append(f.text)
            at = f.span.end
    return "".join(out) + text[at:]


def _fixes(found: tuple[Diagnostic, ...]) -> list[Fix]:
    return [d.fix for d in found if d.fix is not None and d.code != "SCI110"]


def apply_fixes(text: str) -> str:
    """Apply every fix, until none is left or nothing changes."""
    for _ in range(ROUNDS):
        fixes = _fixes(compile_pages(Source(text)).diagnostics)
        after = with_fixes(text, fixes) if fixes else text
        if after == text:
            break
        text = after
    return text


def formatted(text: str) -> str:
    """The canonical print; a text that has faults in its shape is left alone, so that nothing is lost."""
    tree = parse(text)
    return text if tree.faults else print_tree(tree)
