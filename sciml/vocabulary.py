"""The language as data: every kind, relation and message, found by importing the files of `domains/` and `relations/`.

A text needs few of them, so a subject is imported when one of its words is asked for."""

from __future__ import annotations

import importlib
import os
from functools import cache
from types import ModuleType

from . import element, relation
from .element import Element
from .relation import Relation
from .subjects import SUBJECTS

__all__ = ["all_kinds", "begin", "containers_of", "kind", "kind_names", "load", "relation_named", "relation_words"]


@cache
def load() -> None:
    """Import everything. Files are found by themselves; their order is that of their names."""
    begin()
    package = _room("domains")
    for module in _modules(package.__path__[0]):
        importlib.import_module(f"{package.__name__}.{module}")


@cache
def begin() -> None:
    """Import all relations, and subjects that `subjects.py` does not know as they are. The other subjects wait until a text has a word of theirs."""
    package = _room("relations")
    for module in _modules(package.__path__[0]):
        importlib.import_module(f"{package.__name__}.{module}")
    _waiting()


@cache
def _waiting() -> dict[str, str]:
    """Container, dot and word of a kind -> the subject to import for it."""
    package = _room("domains")
    folder = package.__path__[0]
    found: dict[str, str] = {}
    for module in _modules(folder):
        size, words = SUBJECTS.get(module, (-1, ""))
        if size == _size(folder, module):
            found.update(dict.fromkeys(words.split(), module))
        else:
            importlib.import_module(f"{package.__name__}.{module}")
    return found


def _room(name: str) -> ModuleType:
    return importlib.import_module(f"{__package__}.{name}")


def _modules(folder: str) -> list[str]:
    """The files of a package by name. `pkgutil`, which loads `inspect` for the same, costs 5 ms; it is asked only where there is no folder (an archive)."""
    if os.path.isdir(folder):
        return sorted(f.removesuffix(".py") for f in os.listdir(folder) if f.endswith(".py") and f != "__init__.py")
    import pkgutil

    return sorted(m.name for m in pkgutil.iter_modules([folder]))


def _size(folder: str, module: str) -> int:
    """Of a file; in an archive, whose files nobody edits, what the table says."""
    try:
        return os.stat(f"{folder}/{module}.py").st_size
    except OSError:
        return SUBJECTS.get(module, (0, ""))[0]


def kind(name: str, container: str = "") -> type[Element] | None:
    """The class of a noun: the container's own first, then the page's."""
    kinds = element.KINDS
    if container:
        found = kinds.get((container, name)) or _waited_for(name, container)
        if found is not None:
            return found
    return kinds.get(("", name)) or _waited_for(name, "")


def _waited_for(name: str, container: str) -> type[Element] | None:
    module = _waiting().get(f"{container}.{name}")
    if module is None:
        return None
    importlib.import_module(f"{__package__}.domains.{module}")
    return element.KINDS.get((container, name))


def kind_names(container: str = "") -> list[str]:
    load()
    return sorted({n for c, n in element.KINDS if c in ("", container)})


def containers_of(name: str) -> list[str]:
    """Containers in which a noun exists that the page does not have."""
    load()
    return sorted(c for c, n in element.KINDS if n == name and c)


def relation_named(word: str) -> type[Relation] | None:
    return relation.WORDS.get(word)


def all_kinds() -> list[type[Element]]:
    """Each class once, by name."""
    load()
    return sorted({k for k in element.KINDS.values()}, key=lambda k: (k.kind, k.container))


def relation_words() -> list[str]:
    return relation.relation_words()
