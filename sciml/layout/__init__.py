"""The last pass: what was proved becomes marks on a page, with nothing left to decide."""

from __future__ import annotations

from ..diagnostic import Outcome
from ..figure import Proven
from ..scene import Scene
from .page import compose
from .theme import THEMES, Theme, theme

__all__ = ["THEMES", "Theme", "layout", "theme"]


def layout(proven: Proven) -> Outcome[Scene]:
    """One page. Warnings name labels that found no free place."""
    scene, problems = compose(proven)
    return Outcome(scene, tuple(problems))
