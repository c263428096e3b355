"""The public face: a compiled text with its pictures, its scenes and its report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .diagnostic import ERROR, Diagnostic
from .grammar.record import Record
from .pipeline import Page, compile_pages
from .report import as_json, as_text
from .scene import Scene
from .source import Source

__all__ = ["Document", "NotDrawn", "Parameter", "compile", "format", "parameters"]


class NotDrawn(Exception):
    """Asked for a picture of a text that has none; its message holds the diagnostics."""


class Document:
    """A compiled text.

    scenes: one a page, empty if something is wrong; diagnostics: everything that was found; report: what was proved, as plain data.
    """

    def __init__(self, source: Source, pages: tuple[Page, ...], diagnostics: tuple[Diagnostic, ...]) -> None:
        self.source = source
        self.pages = pages
        self.diagnostics = diagnostics

    @property
    def ok(self) -> bool:
        """True if every page was drawn."""
        return bool(self.pages) and all(p.scene is not None for p in self.pages) and not any(d.severity == ERROR for d in self.diagnostics)

    @property
    def scenes(self) -> tuple[Scene, ...]:
        return tuple(p.scene for p in self.pages if p.scene is not None)

    @property
    def scene(self) -> Scene:
        """The first page. Raises NotDrawn if there is none."""
        if not self.scenes:
            raise NotDrawn(as_text(self.source, self.diagnostics) or "There is nothing to draw.")
        return self.scenes[0]

    @property
    def report(self) -> dict[str, Any]:
        """Diagnostics and one row for each claim: its text, verdict, method, residual and tolerance."""
        return as_json(self.source, self.diagnostics, self.pages)

    def png(self, path: str | Path | None = None, *, dpi: float = 200, page: int = 0) -> bytes:
        """PNG bytes of a page, also written to `path` if given. Raises NotDrawn, renderer.CairoMissing."""
        from . import renderer

        return _write(path, renderer.png(self._page(page), dpi))

    def svg(self, path: str | Path | None = None, *, page: int = 0) -> str:
        """SVG text of a page."""
        from . import renderer

        return _write(path, renderer.svg(self._page(page))).decode()

    def pdf(self, path: str | Path | None = None) -> bytes:
        """PDF bytes of all pages."""
        from . import renderer

        self._page(0)
        return _write(path, renderer.pdf(self.scenes))

    def json(self, path: str | Path | None = None, *, page: int = 0) -> str:
        """The scene as JSON."""
        from . import renderer

        return _write(path, renderer.json(self._page(page))).decode()

    def describe(self, *, answers: bool = False) -> list[dict[str, Any]]:
        """For each page its alternative text, facts, and questions with their answers (see `sciml.describe`)."""
        from .describe import describe

        return [describe(p, answers=answers) for p in self.pages if p.scene is not None]

    def _page(self, number: int) -> Scene:
        self.scene  # noqa: B018  (says what is wrong, if there is nothing)
        return self.scenes[number]

    def _repr_svg_(self) -> str | None:
        return self.svg() if self.scenes else None

    def _repr_html_(self) -> str | None:
        if self.scenes:
            return "".join(self.svg(page=i) for i in range(len(self.scenes)))
        import html

        return f"<pre>{html.escape(as_text(self.source, self.diagnostics))}</pre>"

    def __repr__(self) -> str:
        wrong = sum(d.severity == ERROR for d in self.diagnostics)
        return f"<sciml document {self.source.name}: {len(self.scenes)} page{'s' * (len(self.scenes) != 1)}{f', {wrong} errors' if wrong else ''}>"


def _write(path: str | Path | None, data: bytes) -> bytes:
    if path is not None:
        Path(path).write_bytes(data)
    return data


def compile(text: str, *, name: str = "<text>", theme: str | None = None, choices: dict[str, int] | None = None) -> Document:
    """Compile a text. Never raises for what an author wrote: see `Document.diagnostics`.

    theme: over the text's own; choices: for each `vary` parameter which of its values, from 0.
    """
    source = Source(text, name)
    made = compile_pages(source, choices, theme)
    return Document(source, made.value or (), made.diagnostics)


class Parameter(Record):
    """A `vary` statement. values: as literals, in order; span: of what it ranges over, in the text."""

    name: str
    values: tuple[str, ...]
    span: tuple[int, int]


def parameters(text: str) -> tuple[Parameter, ...]:
    """The `vary` statements of a text, in order; none if it has none."""
    from .check.vary import choices
    from .grammar import parse, print_expr
    from .grammar.tree import Vary

    statements = [s for s in parse(text).statements if isinstance(s, Vary)]
    return tuple(Parameter(s.name, tuple(map(print_expr, choices(s))), (s.over.span.start, s.over.span.end)) for s in statements)


def format(text: str, *, fix: bool = False) -> str:
    """The canonical print of a text. fix: apply the fixes of its diagnostics first. A text with faults in its shape comes back as it is, but for fixes."""
    from .fixes import apply_fixes, formatted

    return formatted(apply_fixes(text) if fix else text)
