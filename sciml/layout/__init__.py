"""The last pass: what was proved becomes marks on a page, with nothing left to decide."""

from __future__ import annotations

from ..diagnostic import Diagnostic, Outcome, Span
from ..figure import Proven
from ..scene import Scene
from .audit import Overlap, audit
from .hidden import mostly_hidden
from .page import compose
from .search import Crowded
from .theme import THEMES, Theme, theme

__all__ = ["THEMES", "PageTooLarge", "Theme", "layout", "theme"]

LARGEST = 100_000.0
"""Points a side, 35 metres: the most that any format holds."""


class PageTooLarge(Diagnostic):
    """A page of more than 35 metres a side: some size is far from the others.

    ```wrong
    figure(width=90 m)
    circle(O, radius=3)
    ```
    ```right
    figure(width=90 mm)
    circle(O, radius=3)
    ```
    """

    code = "LAY503"
    says = "The page would be {width} m by {height} m large."
    help = "Look for a size or a range that is far from the others."
    width: str
    height: str


def layout(proven: Proven) -> Outcome[Scene]:
    """One page. Warnings name labels that found no free place, and what they touch there."""
    scene, problems = compose(proven)
    if not (0 < scene.width <= LARGEST and 0 < scene.height <= LARGEST):
        metres = [f"{side / 72 * 0.0254:.3g}" for side in (scene.width, scene.height)]
        return Outcome(None, (*problems, PageTooLarge(Span(0, 0), *metres)))
    told = {problem.label for problem in problems if isinstance(problem, Crowded)}
    missed = [finding for finding in audit(scene, proven.solved.figure) if not (isinstance(finding, Overlap) and finding.label in told)]
    return Outcome(scene, (*problems, *missed, *mostly_hidden(scene, proven.solved.figure.elements)))
