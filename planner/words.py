"""How artefacts are said to a model: what was understood, the words of the language, a spec with line numbers."""

from __future__ import annotations

from functools import cache, lru_cache

from .understand import CONSTANT, UNKNOWN, Understanding

__all__ = ["guide_for", "numbered", "problem_text", "said", "vocabulary"]

WHOLE = 40_000
"""Characters of a guide that is sent whole; a longer one is cut down to the subjects of the plan."""
ALWAYS = ("draw", "plane", "marks", "page")


def said(understanding: Understanding) -> str:
    """What was found in the problem, as a list. What is hidden is not said."""
    lines = []
    for q in understanding.quantities:
        if q.role == UNKNOWN:
            continue
        kind = ", ".join(w for w in (q.dimension, "a constant: draw it only if the problem states it" if q.role == CONSTANT else "") if w)
        what = f"value: {q.symbol} = {q.literal}" if q.symbol and q.literal else f"value: {q.literal}" if q.literal else f"symbol: {q.symbol or q.text}"
        lines.append(f"- {what}{f' ({kind})' if kind else ''}")
    for u in understanding.unknowns:
        lines.append(f"- asked: {f'{u.symbol}, ' if u.symbol and u.symbol != u.text else ''}{u.text}{f' ({u.dimension})' if u.dimension else ''}")
    for e in understanding.entities:
        lines.append(f"- thing: {e.text}{f' ({e.kind})' if e.kind and e.kind != e.text else ''}")
    for r in understanding.relations:
        lines.append(f"- relation: {r.text}")
    if understanding.options:
        lines.append("- options of the question: " + "; ".join(understanding.options))
    return "Found in the text:\n" + "\n".join(dict.fromkeys(lines)) if lines else "Nothing was found in the text by rule."


def problem_text(text: str) -> str:
    return f"The problem:\n\n{text.strip()}"


def numbered(spec: str) -> str:
    """Each line behind its number."""
    lines = spec.splitlines()
    width = len(str(len(lines)))
    return "\n".join(f"{n:>{width}}  {line}" for n, line in enumerate(lines, 1))


@cache
def vocabulary() -> str:
    """The kinds of each subject, a line a subject."""
    from ..reference import subjects

    return "\n".join(f"- {subject}: {' '.join(k.kind for k in kinds)}" for subject, kinds in subjects().items())


@lru_cache(maxsize=64)
def guide_for(subjects: tuple[str, ...] = ()) -> str:
    """The author's guide: whole while it is short, else the subjects of a plan with those that every figure may need."""
    from ..guide import guide
    from ..reference import subjects as known

    whole = guide()
    wanted = [s for s in known() if s in subjects or s in ALWAYS]
    return whole if len(whole) <= WHOLE or not set(subjects) & set(known()) else guide(wanted)
