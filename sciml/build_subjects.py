"""The writer of `subjects.py`: which file of `domains/` has which words. `make format` runs it."""

from __future__ import annotations

import pathlib

from .element import KINDS
from .vocabulary import load

__all__ = ["table"]


def table() -> str:
    """The text of `subjects.py`."""
    load()
    words: dict[str, list[str]] = {}
    for (container, name), cls in KINDS.items():
        words.setdefault(cls.__module__.rpartition(".")[2], []).append(f"{container}.{name}")
    files = sorted(pathlib.Path(__file__).with_name("domains").glob("[!_]*.py"))
    lines = [f'    "{f.stem}": ({f.stat().st_size}, "{" ".join(sorted(words.get(f.stem, [])))}"),' for f in files]
    return "\n".join([_HEAD, *lines, "}  # fmt: skip", ""])


_HEAD = '''"""Which file of `domains/` has which words, each after its container and a dot, so that a text loads only what it speaks of. Made by `make format`.

A file of another size than is written here, or not written here at all, is loaded at the start: an old table costs time, and nothing else."""

__all__ = ["SUBJECTS"]

# ruff: noqa: E501
SUBJECTS = {'''

if __name__ == "__main__":
    pathlib.Path(__file__).with_name("subjects.py").write_text(table(), encoding="utf-8", newline="\n")
