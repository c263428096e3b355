"""What a figure says: alternative text, facts, and questions whose answers are known from the scene."""

from __future__ import annotations

from typing import Any

from .element import Element
from .figure import Facet, Row
from .pipeline import Page
from .quantity import Origin, Value
from .report import state_of, told_of
from .typeset import line

__all__ = ["as_lines", "describe"]


def _said(words: Any) -> str:
    return line(tuple(words)).text if words else ""


def describe(page: Page, *, answers: bool = False) -> dict[str, Any]:
    """title, alt, tree, facts (text, how it was proved, of which later state), pairs (question, answer, what it asks)."""
    assert page.scene is not None and page.proven is not None
    rows = [r for r in page.proven.rows if r.where == "model" and r.claim.text]
    made: dict[str, Any] = {
        "title": page.scene.title,
        "alt": page.scene.alt,
        "tree": page.scene.data.get("describe"),
        "facts": [_fact(r, state_of(page, r.claim)) for r in rows if r.verdict == "holds"],
        "questions": _pairs(page),
    }
    if answers:
        made["answers"] = _answers(page)
    return made


def _fact(row: Row, state: str) -> dict[str, str]:
    return {"fact": row.claim.text, "how": row.how, "role": row.claim.role, **({"state": state} if state else {})}


def _pairs(page: Page) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for f in page.figure.facets:
        pair = _facet_pair(f)
        if pair is not None:
            found.append(pair)
    for row in page.figure.rows:
        text = _said(row.words)
        if row.kind == "given" and row.quantity:
            found.append({"question": f"What value is given for {row.symbol or 'it'} in the box?", "answer": text, "asks": "given"})
        elif row.kind == "fact":
            found.append({"question": "Which condition is stated?", "answer": text, "asks": "fact"})
        elif row.kind == "find":
            found.append({"question": "What is to be found?", "answer": text, "asks": "unknown"})
    found.extend(_counts(page))
    found.extend(_relations(page))
    unique: dict[str, dict[str, str]] = {}
    for p in found:
        unique.setdefault(p["question"] + p["answer"], p)
    return list(unique.values())


def _facet_pair(f: Facet) -> dict[str, str] | None:
    answer = _said(f.words)
    if not answer:
        return None
    if isinstance(f.owner, Element):
        thing = f.owner.kind.replace("_", " ") + (f" {f.owner.name}" if f.owner.name and f.owner.prints_name else "")
        if f.slot == "label":
            return {"question": f"What is the label of the {thing}?", "answer": answer, "asks": "name"} if f.owner.style.label else None
        value = f.owner.__dict__.get(f.slot)
        if isinstance(value, Value) and value.origin == Origin.UNKNOWN:
            return {"question": f"Which symbol stands for the {f.slot.replace('_', ' ')} of the {thing}?", "answer": answer, "asks": "unknown"}
        return {"question": f"What is the {f.slot.replace('_', ' ')} of the {thing}?", "answer": answer, "asks": "given"}
    text = f.owner.text.split(" == ")[0]
    return {"question": f"What is shown for {text}?", "answer": answer, "asks": "given"}


def _counts(page: Page) -> list[dict[str, str]]:
    counts: dict[str, int] = {}
    for e in page.figure.elements:
        if e.drawn and e.family in ("body", "arrow", "circle", "curve", "region"):
            word = e.kind.replace("_", " ")
            counts[word] = counts.get(word, 0) + 1
    return [{"question": f"How many things of the kind {k} are drawn?", "answer": str(n), "asks": "count"} for k, n in sorted(counts.items())]


def _relations(page: Page) -> list[dict[str, str]]:
    assert page.proven is not None
    found = []
    for r in page.proven.rows:
        if (
            r.verdict == "holds"
            and r.where == "model"
            and r.claim.role in ("placement", "fact")
            and "==" not in r.claim.text
            and "<" not in r.claim.text
            and ">" not in r.claim.text
        ):
            found.append({"question": f"Is it true in the figure: {r.claim.text}?", "answer": "yes", "asks": "relation"})
    return found


def _answers(page: Page) -> list[dict[str, str]]:
    assert page.solved is not None
    values = page.solved.model
    return [{"question": _said(words), "answer": _answer(answer, values)} for words, answer, _span in page.figure.questions]


def _answer(thing: Any, values: Any) -> str:
    """An answer in words: a value, a text, a place, or several of them."""
    from .expression import evaluate
    from .plane import Point
    from .quantity import format_value
    from .typeset import Run

    if thing is None:
        return ""
    if isinstance(thing, Value):
        return _said(thing.words) if thing.words and not thing.symbol else _said(format_value(evaluate(thing.n, values), thing.dim, thing.unit))
    if isinstance(thing, tuple) and thing and isinstance(thing[0], Run):
        return _said(thing)
    if isinstance(thing, (tuple, list)):
        return "; ".join(_answer(x, values) for x in thing)
    at = thing if isinstance(thing, Point) else getattr(thing, "at", None)
    if isinstance(at, Point):
        return f"({evaluate(at.x, values):.6g}, {evaluate(at.y, values):.6g})"
    return str(thing)


def as_lines(d: dict[str, Any]) -> str:
    """The same for reading."""
    out = [d["alt"] or d["title"] or "A figure."]
    alike: dict[tuple[str, str], list[str]] = {}
    for f in d["facts"]:
        alike.setdefault((f["fact"], f["how"]), []).append(f.get("state", ""))
    if alike:
        out += ["", "Facts:"] + [f"  {fact} ({'; '.join(filter(None, (how, told_of(states))))})" for (fact, how), states in alike.items()]
    if d["questions"]:
        out += ["", "Questions:"] + [f"  {q['question']} {q['answer']}" for q in d["questions"]]
    if d.get("answers"):
        out += ["", "Answers:"] + [f"  {q['question']} {q['answer']}" for q in d["answers"]]
    return "\n".join(out)
