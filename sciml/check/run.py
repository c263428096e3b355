"""Letters in a row. A file of its own, since a native module has no class of tuples."""

from __future__ import annotations

__all__ = ["Run2"]


class Run2(tuple):  # type: ignore[type-arg]
    """Points read from a run of letters (`ABC`), before a slot says what they are."""

    text: str = ""
