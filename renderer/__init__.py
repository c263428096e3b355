"""Scene to bytes.

The only room that knows cairo, and that only for PNG and PDF: each format is loaded at its first use.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..scene import Scene
from .binding import CairoMissing

__all__ = ["CairoMissing", "json", "load", "pdf", "png", "svg"]


def png(scene: Scene, dpi: float = 200) -> bytes:
    """A picture of `dpi` pixels an inch, grey if the scene is. Raises CairoMissing; ValueError for a size that cannot be drawn."""
    from . import raster

    return raster.png(scene, dpi)


def svg(scene: Scene) -> bytes:
    """A drawing with the names, titles and spans of its objects and the text of its labels; needs no font and no cairo."""
    from . import vector

    return vector.svg(scene)


def pdf(scenes: Sequence[Scene] | Scene) -> bytes:
    """One page a scene. Raises CairoMissing; ValueError for no page."""
    from . import pages

    return pages.pdf(scenes)


def json(scene: Scene) -> bytes:
    """Everything that the scene holds; `load` is the inverse."""
    from . import exchange

    return exchange.dump(scene)


def load(data: bytes) -> Scene:
    """The scene of a JSON export. Raises ValueError for anything else."""
    from . import exchange

    return exchange.load(data)
