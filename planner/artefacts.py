"""What is kept of an item: files of plain text and data, and its pictures."""

from __future__ import annotations

import json
from typing import Any

from ..grammar.record import Record, fields
from .loop import Item

__all__ = ["FORMATS", "artefacts", "pictures", "row"]

FORMATS = ("png", "svg", "pdf", "json")


def artefacts(item: Item, *, answers: bool = False) -> dict[str, bytes]:
    """File name -> content: problem, understanding, plan, spec, every attempt, report, trace. answers: with the answer and the whole record of the problem."""
    problem: dict[str, Any] = {"id": item.problem.id, "text": item.problem.text}
    if item.problem.options:
        problem["options"] = list(item.problem.options)
    if answers:
        problem |= {"answer": item.problem.answer, "source": dict(item.problem.source)}
    made = {
        "problem.json": _json(problem),
        "understanding.json": _json(item.understanding.as_json()),
        "attempts.json": _json([_plain(a) for a in item.attempts]),
        "report.json": _json({"status": item.status, "why": item.why, "provider": dict(item.provider), "usage": _plain(item.usage), **item.report}),
        "trace.json": _json(item.trace.as_json()),
    }
    if item.plan:
        made["plan.md"] = item.plan.as_text().encode()
    if item.spec:
        made["spec.sciml"] = item.spec.encode()
    return made


def pictures(item: Item, formats: tuple[str, ...] = ("png",), dpi: float = 200) -> dict[str, bytes]:
    """`figure.png` (`figure-2.png` for a second page) and the like; none if nothing was drawn. Raises renderer.CairoMissing."""
    document = item.document
    made: dict[str, bytes] = {}
    if document is None or not document.ok:
        return made
    for form in formats:
        if form == "pdf":
            made["figure.pdf"] = document.pdf()
            continue
        for page in range(len(document.scenes)):
            name = f"figure{f'-{page + 1}' if page else ''}.{form}"
            made[name] = (
                document.png(dpi=dpi, page=page) if form == "png" else (document.svg(page=page) if form == "svg" else document.json(page=page)).encode()
            )
    return made


def row(item: Item) -> dict[str, Any]:
    """The item as one line of an index: what it is, what became of it, what was proved, what its picture says."""
    rows = [r for page in item.report.get("pages", ()) for r in page.get("proof", ())]
    said = item.document.describe() if item.document is not None and item.document.ok else []
    return {
        "id": item.problem.id,
        "problem": item.problem.text,
        "status": item.status,
        "why": item.why,
        "spec": item.spec,
        "provider": str(item.provider.get("name", "")),
        "model": str(item.provider.get("model", "")),
        "attempts": len(item.attempts),
        "claims": len(rows),
        "held": sum(r.get("verdict") == "holds" for r in rows),
        "diagnostics": sorted({d["code"] for d in item.report.get("diagnostics", ())}),
        "givens": len(item.trace.found) + len(item.trace.missing),
        "givens_missing": list(item.trace.missing),
        "leaks": len(item.trace.leaked),
        "alt": " ".join(s["alt"] for s in said),
        "questions": [q for s in said for q in s["questions"]],
    }


def _plain(x: Any) -> Any:
    if isinstance(x, Record):
        return {k: _plain(getattr(x, k)) for k in fields(type(x))}
    if isinstance(x, (tuple, list)):
        return [_plain(v) for v in x]
    return x


def _json(x: Any) -> bytes:
    return (json.dumps(x, ensure_ascii=False, indent=1) + "\n").encode()
