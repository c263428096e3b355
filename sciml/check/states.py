"""States: the same objects solved again with some facts and placements replaced."""

from __future__ import annotations

from typing import Any

from ..grammar import tree as t
from .page import Page
from .scope import Scope

__all__ = ["run_states"]


def run_states(page: Page, states: list[t.Object], statements: list[t.Statement], scope: Scope, shared: tuple[t.Statement, ...]) -> None:
    """Each `s2 = state("II") { ... }` in turn."""
    _: Any = (page, states, statements, scope, shared)
