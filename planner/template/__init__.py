"""The embedded planner: typed slot filling over families of problems, with no network and no model. It drafts a spec or says why not.

A linear classifier ranks the families; a linear tagger and an assignment of least cost fill the slots of one, by dimension and by the words about each
value; then everything has to fit: what the text names, says and gives. Weights are learnt from the families' own wordings (`train`).
"""

from __future__ import annotations

import json
import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ...scene import Group
from ..draft import Abstention, Draft
from ..problem import Problem
from ..understand import Understanding
from .builders import BUILDERS
from .called import unread
from .family import OTHER, WEIGHTS, Family, families
from .features import text_features
from .fit import FIGURE, Fit, fit, known_words
from .linear import scores
from .write import asked_of, names_of, write

if TYPE_CHECKING:
    from ...document import Document

__all__ = ["draft", "propose", "rank"]

NEAR = 5
"""Families that are tried, the likeliest first."""
SURE = 0.98
"""The share of `other` from which no family is tried."""


@lru_cache(maxsize=1)
def _learnt() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(WEIGHTS.read_text("utf-8"))
    made["known"] = {name: known_words(family, frozenset(made["words"].get(name, ()))) for name, family in families().items()}
    return made


def rank(u: Understanding) -> list[tuple[str, float]]:
    """Families with their share, the likeliest first; `other` is none of them."""
    learnt = _learnt()
    made = scores(learnt["texts"], text_features(u), learnt["families"])
    top = max(made.values())
    raised = {c: math.exp(min(2 * (s - top), 0)) for c, s in made.items()}
    whole = sum(raised.values())
    return sorted(((c, x / whole) for c, x in raised.items()), key=lambda p: (-p[1], p[0]))


def propose(problem: Problem, u: Understanding) -> Draft | Abstention:
    """A draft that is not compiled yet."""
    learnt = _learnt()
    first: Abstention | None = None
    if FIGURE.search(u.plain.text):
        return Abstention("the text refers to a figure that is not here")
    ranked = rank(u)
    if ranked[0][0] == OTHER and ranked[0][1] > SURE:
        return Abstention("the text is like no family of figures that the embedded planner knows", "", round(1 - ranked[0][1], 4))
    for name, share in [p for p in ranked if p[0] != OTHER][:NEAR]:
        family = families()[name]
        made = fit(family, u, learnt["slots"], learnt["known"][name], BUILDERS.get(family.builder))
        if not made.why:
            found = _draft(family, u, made, share)
            if found.spec:
                return found
            made = Fit(why="the text does not say on what, or which way, each of its quantities acts")
        if first is None and made.near:
            first = Abstention(f"nearest is {name.replace('_', ' ')}, but {made.why}", name, share)
    return first or Abstention("the text is like no family of figures that the embedded planner knows")


def _draft(family: Family, u: Understanding, made: Fit, share: float) -> Draft:
    fill = dict(made.fill)
    asked = asked_of(family, u, names_of(fill))
    spec = write(family, u, fill, asked)
    if made.lines:
        own = {x.split(" ")[1] for x in made.lines if x.startswith("unknown ")}
        lines = [x for x in spec.splitlines() if x.strip() and not (x.startswith("unknown ") and _again(x, own))]
        spec = "\n".join([*lines, *made.lines]) + "\n"
    return Draft(spec, family.name, {name: q.text for name, q in fill.items()}, round(share, 4))


def _again(line: str, own: set[str]) -> bool:
    """`unknown "length of PR"` beside a builder's own `unknown PR`."""
    said = line.split(" ", 1)[1]
    runs = re.findall(r"(?<![A-Za-z])[A-Z]{1,3}(?![A-Za-z])", said)
    return said.split(" ")[0] in own or said == '"triangle"' or (said[0] == '"' and bool(runs) and any(r in o for r in runs for o in own))


def _lost(document: Document) -> bool:
    """A region was asked for and none was drawn."""
    wanted = sum(e.kind == "region" and e.drawn for page in document.pages for e in page.figure.elements)
    return wanted > sum(isinstance(m, Group) and m.id.startswith("region") for scene in document.scenes for m in scene.marks)


def draft(problem: Problem, understanding: Understanding) -> Draft | Abstention:
    """A spec that compiles without an error, shows every given and hides what is asked; otherwise the reason why there is none."""
    from ...document import compile
    from ..trace import trace

    made = propose(problem, understanding)
    if isinstance(made, Abstention):
        return made
    document = compile(made.spec, name=problem.id)
    kind = made.family.replace("_", " ")
    if not document.ok:
        wrong = next((d.sentence() for d in document.diagnostics if d.severity == "error"), "it has no picture")
        return Abstention(f"the figure of {kind} does not hold: {wrong}", made.family, made.score)
    if _lost(document):
        return Abstention(f"the region of the {kind} could not be drawn", made.family, made.score)
    traced = trace(document, understanding)
    missing = [m for m in traced.missing if not (m.replace(" ", "") in ("90°", "90degrees") and "right_angle(" in made.spec)]
    if missing:
        return Abstention(f"the figure of {kind} would not show {', '.join(missing)}", made.family, made.score)
    if traced.leaked:
        return Abstention(f"the figure of {kind} would show what is asked", made.family, made.score)
    unnamed = unread(document, understanding)
    if unnamed:
        return Abstention(f"the text names {', '.join(unnamed)}, which the figure of {kind} would not show", made.family, made.score)
    return made
