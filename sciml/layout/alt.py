"""The picture in words: a sentence an object, then what is given and what is asked. No unknown's value: only words that print are used."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..figure import BoxRow, Figure, Proven
from .drawing import Drawing
from .words import plain

__all__ = ["Asked", "Objects", "asked", "describe", "facts", "objects", "sentences"]

Objects = list[tuple[str, list[str], str, str, str]]
"""Of each drawn object: what it is, the words that print on it, its id, kind and frame."""


def objects(proven: Proven, done: dict[int, Any], drawings: Sequence[Drawing]) -> Objects:
    """What is drawn."""
    figure = proven.solved.figure
    known = {key: says for drawing in drawings for key, says in drawing.says.items()}
    by_owner: dict[int, list[str]] = {}
    for facet in figure.facets:
        if facet.where == "object" and facet.slot != "label" and facet.key not in proven.unprintable:
            said = plain(facet.words)
            if said:
                by_owner.setdefault(id(facet.owner), []).append(said)
    found = []
    for frame in figure.frames or [figure.root]:
        for element in frame.elements:
            if element.drawn:
                says = known.get(id(element)) or element.evaluated(proven.solved.drawn, done).describe()
                found.append((says, by_owner.get(id(element), []), element.id, element.kind, frame.id))
    return found


Asked = tuple[list[str], list[str]]
"""What is given and what is to be found, as the page shows it in its boxes."""


def asked(rows: Sequence[BoxRow]) -> Asked:
    given: list[str] = []
    find: list[str] = []
    for row in rows:
        (find if row.kind == "find" else given).append(plain(row.words))
    return given, find


def sentences(figure: Figure, drawn: Objects, rows: Asked, language: str) -> str:
    """The alternative text."""
    title = plain(figure.title)
    parts = [_capital(what) + (f", {', '.join(said)}" if said else "") for what, said, *_ in drawn]
    given, find = rows
    if given:
        parts.append(("已知：" if language == "zh" else "Given: ") + "; ".join(given))
    if find:
        parts.append(("求：" if language == "zh" else "Find: ") + "; ".join(find))
    stop = "。" if language == "zh" else ". "
    text = stop.join([p.rstrip(".。") for p in ([title] if title else []) + parts])
    return text + stop.strip() if text else ""


def describe(figure: Figure, drawn: Objects, rows: Asked, language: str) -> list[Any]:
    """The same as a tree: [text, [children]]."""
    things = [[what, [[word, []] for word in said]] for what, said, *_ in drawn]
    given, find = ([[text, []] for text in texts] for texts in rows)
    chinese = language == "zh"
    return [
        plain(figure.title) or ("图" if chinese else "figure"),
        [
            *([["物体" if chinese else "objects", things]] if things else []),
            *([["已知" if chinese else "given", given]] if given else []),
            *([["求" if chinese else "find", find]] if find else []),
        ],
    ]


def facts(proven: Proven, drawn: Objects, rows: Asked, labels: list[tuple[str, str]]) -> dict[str, Any]:
    """Objects, givens, questions and labels as data, for the JSON export and question-answer pairs."""
    return {
        "objects": [{"id": id_, "kind": kind, "says": says, "frame": frame} for says, _, id_, kind, frame in drawn],
        "labels": [{"id": id_, "text": text} for id_, text in labels],
        "given": rows[0],
        "find": rows[1],
        "facts": [row.claim.text for row in proven.rows if row.claim.text and row.verdict == "holds" and row.where == "model"],
        "scale": {frame: list(how) for frame, how in proven.solved.scale.items()},
    }


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
