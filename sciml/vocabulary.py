"""The language as data: every kind, relation and message, found by importing the files of `domains/` and `relations/`."""

from __future__ import annotations

import importlib
import os
from functools import cache

from . import element, relation
from .element import Element
from .relation import Relation

__all__ = ["all_kinds", "containers_of", "kind", "kind_names", "load", "relation_named", "relation_words"]


@cache
def load() -> None:
    """Import every subject. Files are found by themselves; their order is that of their names."""
    for room in ("relations", "domains"):
        package = importlib.import_module(f"{__package__}.{room}")
        for module in _modules(package.__path__[0]):
            importlib.import_module(f"{__package__}.{room}.{module}")


def _modules(folder: str) -> list[str]:
    """The files of a package by name. `pkgutil`, which loads `inspect` for the same, costs 5 ms; it is asked only where there is no folder (an archive)."""
    if os.path.isdir(folder):
        return sorted(f.removesuffix(".py") for f in os.listdir(folder) if f.endswith(".py") and f != "__init__.py")
    import pkgutil

    return sorted(m.name for m in pkgutil.iter_modules([folder]))


def kind(name: str, container: str = "") -> type[Element] | None:
    """The class of a noun: the container's own first, then the page's."""
    if container:
        found = element.KINDS.get((container, name))
        if found is not None:
            return found
    return element.KINDS.get(("", name))


def kind_names(container: str = "") -> list[str]:
    return sorted({n for c, n in element.KINDS if c in ("", container)})


def containers_of(name: str) -> list[str]:
    """Containers in which a noun exists that the page does not have."""
    return sorted(c for c, n in element.KINDS if n == name and c)


def relation_named(word: str) -> type[Relation] | None:
    return relation.WORDS.get(word)


def all_kinds() -> list[type[Element]]:
    """Each class once, by name."""
    return sorted({k for k in element.KINDS.values()}, key=lambda k: (k.kind, k.container))


def relation_words() -> list[str]:
    return relation.relation_words()
