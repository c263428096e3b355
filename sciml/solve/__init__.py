"""solve: every variable of a figure gets a value, in closed form where there is one; nothing is claimed to hold (that is `verify`)."""

from __future__ import annotations

from ..diagnostic import Outcome
from ..figure import Figure, Solved

__all__ = ["solve"]


def solve(figure: Figure) -> Outcome[Solved]:
    """Values for the model and for the drawing, what stayed free, which other figures there are; errors where no figure exists or two differ."""
    from .solver import Solver

    return Solver(figure).outcome()
