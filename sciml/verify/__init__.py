"""verify: every claim evaluated afresh, by other code than the solver's, on the model and on the page."""

from __future__ import annotations

from typing import Any

from ..diagnostic import Diagnostic, Outcome
from ..element import Element
from ..expression import Var
from ..figure import Claim, Figure, Proven, Row, Solved
from .fixed import fixed_places
from .judge import YIELDING, Finding, Judge
from .labels import label_findings
from .messages import AsStated, CheckFails, FactFails, NotOnPage, Undecided
from .near import near_misses
from .page import PageProof
from .seats import beyond_ends
from .seen import vanishing

__all__ = ["verify"]


def verify(solved: Solved) -> Outcome[Proven]:
    """One row for each claim on the model, one more for each that the page shows; errors for what does not hold."""
    figure = solved.figure
    judge = Judge(solved)
    page = PageProof(solved, judge.sight)
    dropped = {id(c) for c in solved.dropped}
    found = [(c, judge.claim(c)) for c in figure.claims if id(c) not in dropped]
    judge.settle(found)
    judge.certify(found)
    rows: list[Row] = []
    said: list[Diagnostic] = []
    for claim, finding in found:
        row = judge.row(claim, finding)
        if claim.role in YIELDING and row.verdict != "holds":
            continue
        rows.append(row)
        said.extend(_about(figure, claim, finding, row))
        if row.verdict == "holds" and page.wanted(claim):
            shown = page.row(claim, finding.agrees or claim.role == "check")
            if shown is not None:
                rows.append(shown)
                if shown.verdict == "fails":
                    said.append(NotOnPage(claim.span, _text(claim)))
    said.extend(_inspected(solved))
    notes = tuple(near_misses(solved, judge.sight))
    said.extend(label_findings(solved, judge.sight))
    return Outcome(Proven(solved, rows, notes), (*said, *notes))


def _inspected(solved: Solved) -> list[Diagnostic]:
    """What the objects themselves find wrong."""
    out: list[Diagnostic] = []
    done: dict[int, Any] = solved.shown if solved.drawn == solved.model else {}
    for e in solved.figure.elements:
        if type(e).inspect is not Element.inspect:
            try:
                out.extend(e.evaluated(solved.model, done).inspect())
            except (ZeroDivisionError, ValueError, OverflowError):
                continue  # nothing to inspect: its claims fail
    out.extend(beyond_ends(solved, done))
    out.extend(vanishing(solved))
    return out


def _text(claim: Claim) -> str:
    return claim.text or claim.relation.phrase()


def _about(figure: Figure, claim: Claim, finding: Finding, row: Row) -> list[Diagnostic]:
    text = _text(claim)
    if row.verdict == "as_stated":
        return [AsStated(claim.span, text)]
    if row.verdict == "undecided":
        names = _missing(figure, finding.missing)
        return [Undecided(claim.span, text, names)] if claim.role in ("check", "law") else []
    if row.verdict == "fails":
        why = finding.why
        if why and not why.startswith((",", ":")):
            why = f": {why}"
        if claim.role == "check":
            return [CheckFails(claim.span, text, why)]
        fixed, cure = fixed_places(figure, claim)
        return [FactFails(claim.span, text, why or fixed, cure) if cure else FactFails(claim.span, text, why)]
    return []


def _missing(figure: Figure, every: list[Var]) -> str:
    """The symbols that have no value, in a sentence: "m has", "m and T have"."""
    wanted = {id(v) for v in every}
    named = {id(s.number): s.name for s in figure.symbols.values() if id(s.number) in wanted}
    names = list(dict.fromkeys([*named.values(), *[v.name for v in every if id(v) not in named]]))
    if len(names) == 1:
        return f"{names[0]} has"
    return f"{', '.join(names[:-1])} and {names[-1]} have"
