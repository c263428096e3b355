"""Diagnostics and proofs as text for people and as data for programs."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from .diagnostic import ERROR, HINT, NOTE, WARNING, Diagnostic
from .figure import Claim
from .pipeline import Page
from .source import Source

__all__ = ["as_json", "as_text", "ordered", "proof_lines", "row_json", "state_of", "told_of"]

_COLORS = {ERROR: "31;1", WARNING: "33;1", HINT: "36;1", NOTE: "34"}
_ORDER = {ERROR: 0, WARNING: 1, HINT: 2, NOTE: 3}
SHOWN = 100
"""Diagnostics printed for people; the JSON report has all."""
WIDEST = 160
"""Columns of a printed line of the source."""


class _Places:
    """Lines of a text, found once: `Source.place` counts from the start each time."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0]
        at = text.find("\n")
        while at >= 0:
            self.starts.append(at + 1)
            at = text.find("\n", at + 1)

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1."""
        offset = min(max(offset, 0), len(self.text))
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def line(self, number: int) -> str:
        end = self.starts[number] - 1 if number < len(self.starts) else len(self.text)
        return self.text[self.starts[number - 1] : end].rstrip("\r")


def ordered(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """In the order of the text; at one place errors first."""
    return sorted(found, key=lambda d: (d.span.start, _ORDER[d.severity]))


def _width(c: str) -> int:
    """Columns a character takes on a terminal."""
    from unicodedata import combining, east_asian_width

    return 1 if c < "\x7f" else 0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1


def _legible(text: str) -> str:
    """No control character reaches a terminal."""
    return "".join(c if c >= " " and c != "\x7f" and not "\x80" <= c <= "\x9f" else " " if c == "\t" else "\N{REPLACEMENT CHARACTER}" for c in text)


def as_text(source: Source, found: Iterable[Diagnostic], *, color: bool = False, notes: bool = True) -> str:
    """One block a diagnostic: place, code, sentence, the line with a caret, a line of help. After a hundred, and of many with one cause after the
    first, only their number."""
    wanted: list[Diagnostic] = []
    more: dict[str, int] = {}
    for d in ordered(found):
        if d.one_cause and d.code in more:
            more[d.code] += 1
        elif notes or d.severity != NOTE:
            wanted.append(d)
            more[d.code] = 0
    places = _Places(source.text)
    worst = sorted(wanted, key=lambda d: _ORDER[d.severity])[:SHOWN]
    blocks = [_block(source.name, places, d, color, more[d.code] if d.one_cause else 0) for d in ordered(worst)]
    if len(wanted) > SHOWN:
        blocks.append(f"{source.name}: and {len(wanted) - SHOWN} more")
    return "\n".join(blocks)


def _block(name: str, places: _Places, d: Diagnostic, color: bool, more: int) -> str:
    line, column = places.place(d.span.start)
    paint = (lambda text: f"\x1b[{_COLORS[d.severity]}m{text}\x1b[0m") if color else str
    out = [f"{name}:{line}:{column}: {paint(f'{d.severity}[{d.code}]')}: {_legible(d.sentence())}{f' And {more} more.' if more else ''}"]
    text = _legible(places.line(line))
    first = max(0, column - 1 - WIDEST // 2) if len(text) > WIDEST else 0
    shown = ("..." if first else "") + text[first : first + WIDEST] + ("..." if len(text) > first + WIDEST else "")
    if shown.strip():
        end = min(d.span.end - d.span.start + column - 1, first + WIDEST, len(text))
        before = (3 if first else 0) + sum(map(_width, text[first : column - 1]))
        under = max(1, sum(map(_width, text[column - 1 : end])))
        out += [f"{line:>4} | {shown}", f"     | {' ' * before}{paint('^' * under)}"]
    advice = d.advice()
    if advice:
        out.append(f"     = {_legible(advice)}")
    out += [f"     = see line {places.place(span.start)[0]}" for span in d.related]
    return "\n".join(out)


def proof_lines(source: Source, pages: Sequence[Page]) -> list[str]:
    """One line a claim: its verdict, how it was proved, where it stands, what it says. What reads alike is one line, with the states that it is told of."""
    places = _Places(source.text)
    out = []
    for page in pages:
        alike: dict[str, list[str]] = {}
        for r in page.proven.rows if page.proven is not None else ():
            line = places.place(r.claim.span.start)[0]
            how = r.how if r.verdict == "holds" else ""
            text = _legible(r.claim.text or type(r.claim.relation).__name__)
            said = f"  {r.verdict:<10}{how:<11}line {line:<5}{r.where:<6} {r.claim.role:<13} {text}"
            alike.setdefault(said, []).append(state_of(page, r.claim))
        out += [said + (f"  ({told})" if (told := told_of(states)) else "") for said, states in alike.items()]
    return out


def state_of(page: Page, claim: Claim) -> str:
    """The state whose claim it is; "" for the figure as it is first."""
    for s in page.figure.states:
        if claim.owner.startswith(s.name + ".") or (not claim.owner and s.span.start <= claim.span.start < s.span.end):
            return s.name
    return ""


def told_of(states: Iterable[str]) -> str:
    """Of the states that one line tells of: `first, s2`; `3 times` where there is but the figure as it is; nothing for once."""
    count = Counter(states)
    if set(count) == {""}:
        return f"{count['']} times" if count[""] > 1 else ""
    return ", ".join((name or "first") + (f" {n} times" if n > 1 else "") for name, n in count.items())


def _diagnostic_json(places: _Places, d: Diagnostic) -> dict[str, Any]:
    line, column = places.place(d.span.start)
    end_line, end_column = places.place(d.span.end)
    made: dict[str, Any] = {
        "code": d.code,
        "severity": d.severity,
        "message": d.sentence(),
        "help": d.advice(),
        "span": {"start": d.span.start, "end": d.span.end, "line": line, "column": column, "end_line": end_line, "end_column": end_column},
    }
    if d.fix is not None:
        made["fix"] = {"start": d.fix.span.start, "end": d.fix.span.end, "text": d.fix.text}
    if d.related:
        made["related"] = [{"start": s.start, "end": s.end} for s in d.related]
    return made


def row_json(places: Any, row: Any) -> dict[str, Any]:
    """One proved claim. places: anything that tells the line and column of an offset, as a Source does."""
    return {
        "claim": row.claim.text,
        "role": row.claim.role,
        "line": places.place(row.claim.span.start)[0],
        "verdict": row.verdict,
        "how": row.how,
        "residual": _finite(row.residual),
        "tolerance": _finite(row.tolerance),
        "where": row.where,
        **({"why": row.why} if row.why else {}),
    }


def _finite(x: float) -> float | None:
    """JSON has no infinity."""
    x = float(x)
    return x if abs(x) < float("inf") else None


def as_json(source: Source, found: Sequence[Diagnostic], pages: Sequence[Page]) -> dict[str, Any]:
    """The whole report as plain data."""
    places = _Places(source.text)
    return {
        "source": source.name,
        "ok": bool(pages) and not any(d.severity == ERROR for d in found),
        "diagnostics": [_diagnostic_json(places, d) for d in ordered(found)],
        "pages": [_page_json(places, p) for p in pages],
    }


def _page_json(places: _Places, p: Page) -> dict[str, Any]:
    made: dict[str, Any] = {"title": "".join(r.text for r in p.figure.title)}
    if p.solved is not None:
        made["free"] = list(p.solved.freedom)
        made["scale"] = {frame: {"mode": how[0], "why": how[1]} for frame, how in p.solved.scale.items()}
        if p.solved.others:
            made["other_solutions"] = list(p.solved.others)
    if p.proven is not None:
        made["proof"] = [{**row_json(places, r), **({"state": state} if (state := state_of(p, r.claim)) else {})} for r in p.proven.rows]
    return made
