"""Words that problems of all kinds share and that add nothing to a picture; of Chinese, characters."""

from __future__ import annotations

from pathlib import Path

from .features import root

__all__ = ["COMMON"]


def _read() -> frozenset[str]:
    words = (Path(__file__).parent / "common.txt").read_text("utf-8").split()
    return frozenset({root(w) for w in words if w.isascii()} | {c for w in words if not w.isascii() for c in w})


COMMON = _read()
