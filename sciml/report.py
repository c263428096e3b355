"""Diagnostics and proofs as text for people and as data for programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from .diagnostic import ERROR, HINT, NOTE, WARNING, Diagnostic
from .pipeline import Page
from .source import Source

__all__ = ["as_json", "as_text", "row_json"]

_COLORS = {ERROR: "31;1", WARNING: "33;1", HINT: "36;1", NOTE: "34"}
_ORDER = {ERROR: 0, WARNING: 1, HINT: 2, NOTE: 3}


def _width(c: str) -> int:
    """Columns a character takes on a terminal."""
    from unicodedata import combining, east_asian_width

    return 0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1


def as_text(source: Source, found: Iterable[Diagnostic], *, color: bool = False, notes: bool = True) -> str:
    """One block a diagnostic: place, code, sentence, the line with a caret, a line of help."""
    blocks = [_block(source, d, color) for d in sorted(found, key=lambda d: (d.span.start, _ORDER[d.severity])) if notes or d.severity != NOTE]
    return "\n".join(blocks)


def _block(source: Source, d: Diagnostic, color: bool) -> str:
    line, column = source.place(d.span.start)
    head = f"{source.name}:{line}:{column}: {d.severity}[{d.code}]: {d.sentence()}"
    if color:
        head = f"{source.name}:{line}:{column}: \x1b[{_COLORS[d.severity]}m{d.severity}[{d.code}]\x1b[0m: {d.sentence()}"
    lines = source.text.splitlines()
    out = [head]
    if 0 < line <= len(lines):
        text = lines[line - 1].expandtabs(1)
        end = min(d.span.end, d.span.start + len(text) - column + 1)
        before = sum(map(_width, text[: column - 1]))
        under = max(1, sum(map(_width, text[column - 1 : column - 1 + max(1, end - d.span.start)])))
        gutter = f"{line:>4} | "
        shown = text if len(text) <= 160 else text[:157] + "..."
        out.append(gutter + shown)
        if before < 160:
            caret = "^" * min(under, 160 - before)
            out.append(" " * 5 + "| " + " " * before + (f"\x1b[{_COLORS[d.severity]}m{caret}\x1b[0m" if color else caret))
    advice = d.advice()
    if advice:
        out.append(f"     = {advice}")
    for span in d.related:
        out.append(f"     = see line {source.place(span.start)[0]}")
    return "\n".join(out)


def diagnostic_json(source: Source, d: Diagnostic) -> dict[str, Any]:
    line, column = source.place(d.span.start)
    end_line, end_column = source.place(d.span.end)
    made: dict[str, Any] = {
        "code": d.code, "severity": d.severity, "message": d.sentence(), "help": d.advice(),
        "span": {"start": d.span.start, "end": d.span.end, "line": line, "column": column, "end_line": end_line, "end_column": end_column},
    }
    if d.fix is not None:
        made["fix"] = {"start": d.fix.span.start, "end": d.fix.span.end, "text": d.fix.text}
    if d.related:
        made["related"] = [{"start": s.start, "end": s.end} for s in d.related]
    return made


def row_json(source: Source, row: Any) -> dict[str, Any]:
    """One proved claim."""
    return {
        "claim": row.claim.text, "role": row.claim.role, "line": source.place(row.claim.span.start)[0], "verdict": row.verdict, "how": row.how,
        "residual": row.residual, "tolerance": row.tolerance, "where": row.where, **({"why": row.why} if row.why else {}),
    }


def as_json(source: Source, found: Sequence[Diagnostic], pages: Sequence[Page]) -> dict[str, Any]:
    """The whole report as plain data."""
    return {
        "source": source.name,
        "ok": not any(d.severity == ERROR for d in found),
        "diagnostics": [diagnostic_json(source, d) for d in sorted(found, key=lambda d: (d.span.start, _ORDER[d.severity]))],
        "pages": [_page_json(source, p) for p in pages],
    }


def _page_json(source: Source, p: Page) -> dict[str, Any]:
    from .check.facets import plain

    made: dict[str, Any] = {"title": plain(p.figure.title)}
    if p.solved is not None:
        made["free"] = list(p.solved.freedom)
        made["scale"] = {frame: {"mode": how[0], "why": how[1]} for frame, how in p.solved.scale.items()}
        if p.solved.others:
            made["other_solutions"] = list(p.solved.others)
    if p.proven is not None:
        made["proof"] = [row_json(source, r) for r in p.proven.rows]
    return made
