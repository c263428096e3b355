"""The last pass: what was proved becomes marks on a page, with nothing left to decide."""

from __future__ import annotations

from ..diagnostic import Outcome
from ..figure import Proven
from ..scene import Scene
from .audit import Overlap, audit
from .page import compose
from .search import Crowded
from .theme import THEMES, Theme, theme

__all__ = ["THEMES", "Theme", "layout", "theme"]


def layout(proven: Proven) -> Outcome[Scene]:
    """One page. Warnings name labels that found no free place, and what they touch there."""
    scene, problems = compose(proven)
    told = {problem.label for problem in problems if isinstance(problem, Crowded)}
    missed = [finding for finding in audit(scene) if not (isinstance(finding, Overlap) and finding.label in told)]
    return Outcome(scene, (*problems, *missed))
