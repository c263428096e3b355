"""The map of the house: every pass, in order. Nothing else calls one."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TypeVar

from .check import check
from .diagnostic import ERROR, Diagnostic, Outcome, merged
from .figure import Figure, Proven, Solved
from .layout import layout
from .read import read
from .scene import Scene
from .solve import solve
from .source import Source
from .verify import verify

__all__ = ["Page", "compile", "compile_pages"]

T = TypeVar("T")


class Page:
    """What the passes made of one page: as far as they came."""

    def __init__(self, figure: Figure) -> None:
        self.figure = figure
        self.solved: Solved | None = None
        self.proven: Proven | None = None
        self.scene: Scene | None = None
        self.diagnostics: tuple[Diagnostic, ...] = ()


def compile_pages(source: Source, choices: dict[str, int] | None = None, theme: str | None = None) -> Outcome[tuple[Page, ...]]:
    """read -> check -> (solve -> verify -> layout) for each page. A page with an error has no scene; the others have."""
    text = read(source)
    checked = text.then(lambda tree: check(tree, choices))
    found: list[Diagnostic] = _said_once(checked.diagnostics)
    faults = [d.span.start for d in text.diagnostics if d.severity == ERROR]
    pages: list[Page] = []
    for figure in checked.value or ():
        wrong = figure.broken or any(figure.span.start <= at <= figure.span.end for at in faults)
        if theme:
            figure.options["theme"] = theme
        page = Page(figure)
        pages.append(page)
        solved = _keep(page, "solved", solve(figure))
        after = solved.then(partial(_proven, page))
        page.diagnostics = after.diagnostics
        found.extend(after.diagnostics)
        if after.value is not None and not after.failed and not wrong:
            drawn = _keep(page, "scene", layout(after.value))
            page.diagnostics += drawn.diagnostics
            found.extend(drawn.diagnostics)
    return Outcome(tuple(pages), merged(found))


def _said_once(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Without what the checker says of words that the reader could not read: it is said once, by the reader."""
    found = list(found)
    unread = [d.span for d in found if d.severity == ERROR and d.code.startswith("SCI1") and not d.code.startswith("SCI10")]
    if not unread:
        return found
    return [d for d in found if not (d.severity == ERROR and d.code[3] == "2" and any(s.start < d.span.end and d.span.start < s.end for s in unread))]


def _proven(page: Page, solved: Solved) -> Outcome[Proven]:
    return _keep(page, "proven", verify(solved))


def _keep(page: Page, name: str, outcome: Outcome[T]) -> Outcome[T]:
    setattr(page, name, outcome.value)
    return outcome


def compile(source: Source, choices: dict[str, int] | None = None) -> Outcome[tuple[Scene, ...]]:
    """One scene a page, if nothing is wrong."""
    made = compile_pages(source, choices)
    scenes = tuple(p.scene for p in made.value or () if p.scene is not None)
    whole = scenes and len(scenes) == len(made.value or ()) and not any(d.severity == ERROR for d in made.diagnostics)
    return Outcome(scenes if whole else None, made.diagnostics)
