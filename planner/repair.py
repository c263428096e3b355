"""What is wrong with a spec, as a model is told it; and the fixes that need no model."""

from __future__ import annotations

import re
from functools import lru_cache

from ..diagnostic import ERROR, WARNING, Diagnostic
from ..document import Document
from ..fixes import apply_fixes
from ..report import ordered
from ..scene import Group
from .trace import Trace

__all__ = ["blank", "cut", "findings", "kept", "mended", "signature", "unreadable"]

MOST = 12
"""Findings that are told at once; more of them are usually the echo of the first."""
_ORDER = {ERROR: 0, WARNING: 1}
_FENCE = re.compile(r"```right\n(.*?)```", re.S)


def mended(spec: str, document: Document) -> str:
    """The spec with the compiler's own fixes, if it has any for what is wrong."""
    return apply_fixes(spec) if any(d.fix is not None and d.severity in _ORDER for d in document.diagnostics) else spec


def _wrong(document: Document) -> list[Diagnostic]:
    found = [d for d in ordered(document.diagnostics) if d.severity in _ORDER]
    return sorted(found, key=lambda d: _ORDER[d.severity])


def signature(document: Document, traced: Trace) -> tuple[object, ...]:
    """Equal for two specs with which the same is wrong: then a round of repair has brought nothing."""
    wrong = sorted((d.code, d.sentence()) for d in document.diagnostics if d.severity in _ORDER)
    return (tuple(wrong), traced.missing, len(traced.leaked), traced.extra)


def findings(document: Document, traced: Trace) -> str:
    """One bullet for each thing that is wrong: line, code, sentence, help, fix, and how it looks when it is right. Empty if nothing is.

    What leaked is told by its line, never by its value.
    """
    out = []
    wrong = _wrong(document)
    for d in wrong[:MOST]:
        line = document.source.place(d.span.start)[0]
        said = [f"- line {line}, {d.severity} [{d.code}]: {d.sentence()}"]
        if d.advice():
            said.append(f"  {d.advice()}")
        if d.fix is not None:
            old = document.source.text[d.fix.span.start : d.fix.span.end]
            said.append(f"  Replace `{old}` by `{d.fix.text}`." if old else f"  Put in `{d.fix.text}`.")
        elif d.severity == ERROR and (example := _right(type(d))):
            said.append(f"  Right, for example: {example}")
        out += said
    if len(wrong) > MOST:
        out.append(f"- and {len(wrong) - MOST} more of the kind")
    if document.ok:
        out += [f"- line {line}: what is drawn here shows what the problem asks for; only its symbol may be seen" for line in _lines(document, traced.leaked)]
        out += [f"- the problem gives {given}, which cannot be read in the picture: state it, with `given` if no object has it" for given in traced.missing]
        out += [
            f"- line {line}: {value} can be read, and the problem does not give it: take it out"
            for value, at in traced.extra
            for line in _lines(document, (at,))
        ]
        if blank(document):
            out.append("- nothing is drawn: state the things that the problem speaks of")
    return "\n".join(out)


@lru_cache(maxsize=512)
def _right(message: type[Diagnostic]) -> str:
    """The right example of a message, if it is short."""
    found = _FENCE.search(message.__doc__ or "")
    text = " ; ".join(line.strip() for line in found[1].strip().splitlines()) if found else ""
    return f"`{text}`" if text and len(text) <= 200 else ""


def _lines(document: Document, groups: tuple[str, ...]) -> list[int]:
    """Lines of the statements that made these groups of the scenes."""
    wanted = {g.rsplit("/", 1)[-1] for g in groups}
    found: dict[int, None] = {}

    def walk(marks: object, span: tuple[int, int] | None) -> None:
        for m in marks if isinstance(marks, tuple) else ():
            if isinstance(m, Group):
                here = m.span or span
                if m.id in wanted:
                    found[document.source.place(here[0])[0] if here else 1] = None
                walk(m.marks, here)

    for scene in document.scenes:
        walk(scene.marks, None)
    return list(found)


_FRAME = ("caption", "givens", "background")


def blank(document: Document) -> bool:
    """Whether there is nothing to see but a title and the Givens box."""
    return not any(isinstance(m, Group) and m.role not in _FRAME for scene in document.scenes for m in scene.marks)


def unreadable(answer: str, finish: str) -> str:
    """The finding where an answer holds no spec."""
    if finish == "length":
        return "- the answer was cut off before a spec came; write a shorter one"
    return "- the answer holds no spec" if answer.strip() else "- the answer was empty"


def cut(spec: str) -> str:
    """The finding where an answer was cut off: what is there stays, and is gone on with."""
    return f"- the spec was cut off after line {len(spec.splitlines())}: write the rest as `@ after {len(spec.splitlines())}`"


def kept(spec: str, whole: bool) -> str:
    """Of a spec that was cut off the longest beginning of whole statements. whole: it was cut between two lines."""
    from ..grammar import parse
    from ..grammar.tree import Broken

    lines = spec.splitlines() if whole else spec.splitlines()[:-1]
    while lines:
        tree = parse("\n".join(lines) + "\n")
        if not tree.faults and not any(isinstance(s, Broken) for s in tree.statements):
            break
        lines.pop()
    return "\n".join(lines) + "\n" if lines else ""
