"""The embedded planner: typed slot filling over families of problems. It drafts a spec or says why it does not."""

from __future__ import annotations

from ..draft import Abstention, Draft
from ..problem import Problem
from ..understand import Understanding

__all__ = ["draft"]


def draft(problem: Problem, understanding: Understanding) -> Draft | Abstention:
    """A spec of the family that the problem belongs to."""
    return Abstention("the embedded planner knows no family of problems yet; name a model with --provider")
