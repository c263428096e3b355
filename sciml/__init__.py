"""A compiler for scientific figures: `fig = sciml.compile(text)`, then `fig.png()`, `fig.svg()`, `fig.pdf()`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__all__ = ["Document", "__version__", "compile", "format"]
__version__ = "0.1.0"

if TYPE_CHECKING:
    from .document import Document, compile, format


def __getattr__(name: str) -> Any:
    """The compiler, when it is first asked for: importing the package costs nothing."""
    if name in ("Document", "compile", "format"):
        from . import document

        return getattr(document, name)
    raise AttributeError(name)
