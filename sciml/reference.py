"""Pages about one word of the language, all from the vocabulary: a kind, a relation, a measure, a message; and the lists of them."""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Sequence
from textwrap import wrap
from typing import Any

from .diagnostic import Diagnostic, messages
from .element import Element, Slot
from .vocabulary import all_kinds, kind, load, relation_named

__all__ = [
    "all_messages",
    "call_of",
    "explain",
    "first_line",
    "kind_line",
    "kind_page",
    "kinds_page",
    "messages_page",
    "names",
    "signature",
    "statement_lines",
    "subject_of",
    "subjects",
    "wanted_text",
]

_UNIVERSAL = {"center", "top", "bottom", "left", "right", "start", "end", "top_left", "top_right", "bottom_left", "bottom_right", "base"}
_STATEMENT_WORDS = ("figure", "state", "given", "unknown", "require", "arrange", "check", "repeat", "define", "vary")
WIDE, TYPES = 80, 26
"""Columns of a page about one word, and of what a parameter takes in it."""
_FENCE = re.compile(r"```(\w+)\n(.*?)```", re.S)


def subject_of(cls: Any) -> str:
    """The file a kind lives in, without its second part: `plane_circles` -> plane; so of a relation, or the function of a measure."""
    return str(cls.__module__).rsplit(".", 1)[-1].split("_")[0]


def subjects() -> dict[str, list[type[Element]]]:
    """The kinds of each subject, by name."""
    load()
    found: dict[str, list[type[Element]]] = {}
    for cls in all_kinds():
        found.setdefault(subject_of(cls), []).append(cls)
    return dict(sorted(found.items()))


def first_line(cls: Any) -> str:
    return (cls.__doc__ or "").strip().split("\n")[0]


def _slot(s: Slot) -> str:
    what = {"word": "|".join(s.words), "count": "n", "truth": "false" if s.default else "true", "range": "a..b", "text": '"..."'}.get(s.type, "")
    return f"{s.name}={what}"


def signature(cls: Any) -> str:
    """Its arguments: those by position (`?`: may be left out, `...`: any number), then those by keyword."""
    first = [s.name + ("..." if s.rest else "") + ("" if s.required else "?") for s in cls.slots if s.positional or s.magnitude]
    named = [_slot(s) for s in cls.slots if not (s.positional or s.magnitude)]
    return f"({', '.join(first + named)})"


def kind_line(cls: type[Element], call: str = "") -> str:
    """One line: how it is called, its further keywords, its own anchors, its other words. call: instead of the names of its arguments."""
    own = [a for a in cls.anchors if a not in _UNIVERSAL]
    parts = [call or cls.kind + signature(cls)]
    if cls.opens_frame:
        parts.append("{...}")
    if call and not call.startswith(cls.kind) and cls.container:
        parts.insert(0, f"{cls.kind}:")
    if call:
        parts += [_slot(s) for s in cls.slots if not (s.positional or s.magnitude) and s.name != "sign" and not re.search(rf"\b{s.name}=", call)]
    parts += [f".{a}" for a in own[:6]] + (["..."] if len(own) > 6 else [])
    parts += ["|", *cls.aliases] if cls.aliases else []
    choices = getattr(cls, "choices", ())
    parts += ["one of:", *choices] if choices else []
    return " ".join(parts)


def call_of(cls: type[Element]) -> str:
    """How the example of a kind calls it, `altitude(t, C)`; empty if it shows no argument. An edge is a link."""
    if {"first", "second", "sign"} <= {s.name for s in cls.slots}:
        return next((" ".join(x.split()) for _, text in _FENCE.findall(cls.__doc__ or "") for x in re.findall(r"\w+ -[->] \w+, \w+=[^;}\n]*", text)), "")
    for _, text in _FENCE.findall(cls.__doc__ or ""):
        for word in (cls.kind, *cls.aliases):
            for found in re.finditer(rf"\b{word}\(", text):
                depth = 0
                for i in range(found.end() - 1, len(text)):
                    depth += (text[i] == "(") - (text[i] == ")")
                    if depth == 0:
                        made = " ".join(text[found.start() : i + 1].split())
                        if not made.endswith("()"):
                            return made
                        break
    return ""


def kinds_page() -> str:
    """Every kind by subject, a line each with what it is; then relations and measures."""
    out: list[str] = []
    for subject, kinds in subjects().items():
        out.append(f"{subject}:")
        out += [f"  {k.kind:<24}{first_line(k)}" + (f" (in {k.container})" if k.container else "") for k in kinds]
    from .relation import MEASURES, WORDS

    out.append("relations, in require, arrange and check:")
    out += [f"  {word:<24}{first_line(cls)}" for word, cls in sorted(WORDS.items())]
    out.append("measures, where a number may stand:")
    out += [f"  {word:<24}{getattr(m, 'help', '') or first_line(m)}" for word, m in sorted(MEASURES.items())]
    return "\n".join(out)


def names() -> list[str]:
    """Every word that `kind_page` knows."""
    from .relation import MEASURES, WORDS

    load()
    return [*(n for k in all_kinds() for n in (k.kind, *k.aliases)), *WORDS, *MEASURES, *_STATEMENT_WORDS]


def kind_page(name: str) -> str | None:
    """What each kind (and relation) of a name is, its parameters, anchors and example; None if there is no such word. Kinds of the page come first."""
    load()
    relation = relation_named(name)
    parts = [_kind_page(k) for k in sorted((k for k in all_kinds() if name in (k.kind, *k.aliases)), key=lambda k: (k.container, k.kind))]
    if relation is not None:
        parts.append("\n".join([_set(f"{name}{signature(relation)}    a relation, in require, arrange and check", "    "), "", *_text(relation)]))
    measure = _measure_page(name)
    statement = [f"\n{code}\n    {_set(text, '    ')}" for code, text in statement_lines(name)] if kind(name) is None else []
    parts += ["\n".join([f"{name}    begins a statement", *statement])] if statement else []
    return "\n\n".join(parts + ([measure] if measure else [])) or None


def statement_lines(word: str) -> list[list[str]]:
    """The lines of the guide whose statement begins with this word (`given`, `state`, `figure`): what is written, what it is."""
    from .guide import STATEMENTS

    return [re.split(r" {4,}", line, maxsplit=1) for line in STATEMENTS.splitlines() if re.match(rf"(?:\w+ = )?{re.escape(word)}[ (]", line)]


def _measure_page(name: str) -> str:
    from .relation import MEASURES

    found = MEASURES.get(name)
    if found is None:
        return ""
    head = f"{name}({', '.join(s.name for s in getattr(found, 'slots', ()))})    a measure, where a number may stand"
    return f"{head}\n\n{_set(getattr(found, 'help', '') or first_line(found))}"


def _set(text: str, indent: str = "") -> str:
    """A paragraph in lines that a terminal of 80 columns shows whole; those after the first begin with the indent."""
    return "\n".join(wrap(text, WIDE, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False))


def _prose(text: str) -> str:
    """Its paragraphs set; what is indented, and the word above it, stays as it is."""
    out: list[str] = []
    for part in re.split(r"(\n\n|(?:^|\n)\w+:(?=\n  )|\n  .*)", text):
        out.append(part if not part or part.isspace() or part.startswith("\n  ") or part.endswith(":") else _set(part.strip("\n")))
    return "".join(out)


def _parameters(slots: Sequence[Slot]) -> list[str]:
    """A table: a name (with `?` if it may be left out), what it takes, what it is. What is too long for its column goes on below."""
    from .check.fit import wanted

    names = [s.name + ("" if s.required else "?") for s in slots]
    takes = [wanted(s) for s in slots]
    first = max(map(len, names)) + 4
    second = first + min(TYPES, max(map(len, takes))) + 2
    out = []
    for s, name, what in zip(slots, names, takes, strict=True):
        head = _set(f"  {name:<{first - 2}}".replace(" ", "\0") + what, " " * first).replace("\0", " ")
        lines = wrap(s.help, WIDE - second, break_long_words=False, break_on_hyphens=False)
        if lines and len(head) + 2 <= second:
            head = f"{head:<{second}}{lines.pop(0)}"
        out += [head, *(" " * second + line for line in lines)]
    return out


def _text(cls: Any) -> list[str]:
    """The docstring, its figures indented."""
    doc = inspect.cleandoc(cls.__doc__ or "")
    return [_prose(_FENCE.sub(lambda m: "example:\n" + "\n".join("  " + line for line in m.group(2).rstrip().splitlines()), doc))]


def _kind_page(cls: type[Element]) -> str:
    text, *rest = _text(cls)[0].split("example:\n", 1)
    out = [_set(kind_line(cls), "    "), "", text.strip()]
    if cls.container:
        out += ["", f"only inside {cls.container}"]
    if cls.slots:
        out += ["", "parameters (with ? it may be left out):", *_parameters(cls.slots)]
    if cls.anchors:
        out += ["", _set("anchors: " + " ".join(cls.anchors), "    ")]
    if cls.obeys_at or not any(s.type == "key" for s in cls.slots):
        out += [*([] if cls.anchors else [""]), f"lands at `at=`: its {cls.seat}"]
    return "\n".join(out + (["", "example:", rest[0]] if rest else []))


def wanted_text(s: Slot) -> str:
    from .check.fit import wanted

    return wanted(s) + ("" if s.required else " (optional)")


def all_messages() -> list[type[Diagnostic]]:
    """Every message class, by code: those of the subjects, and those of the passes."""
    import pkgutil

    load()
    for room in ("read", "check", "solve", "verify", "layout"):
        package = importlib.import_module(f"{__package__}.{room}")
        for module in pkgutil.iter_modules(package.__path__):
            importlib.import_module(f"{__package__}.{room}.{module.name}")
    return list(messages())


def messages_page() -> str:
    """A line each."""
    return "\n".join(f"{m.code}  {m.severity:<8}{first_line(m)}" for m in all_messages())


def explain(code: str) -> str | None:
    """A message: what it says, its text, its examples; None if there is none with this code."""
    cls = next((m for m in all_messages() if m.code.lower() == code.strip().lower()), None)
    if cls is None:
        return None
    doc = _FENCE.sub(lambda m: f"{m.group(1)}:\n" + "\n".join("  " + line for line in m.group(2).rstrip().splitlines()), inspect.cleandoc(cls.__doc__ or ""))
    says = re.sub(r"\{(\w+)\}", r"<\1>", cls.says.replace("{{", "").replace("}}", "")) if cls.says else ""
    return f"{cls.code} ({cls.severity}) {cls.__name__}\n\n{_prose(doc)}" + (f"\n\n{_set(f'It reads: {says}')}" if says else "")
