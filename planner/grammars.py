"""Grammars for decoding: the printed form of the language, specialised to a problem, and of edits; each in every notation that a server takes."""

from __future__ import annotations

import hashlib
import json
import math
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..grammar.record import Record
from .understand import UNKNOWN, Understanding

if TYPE_CHECKING:
    from .providers import Completion

__all__ = ["Grammar", "edits_grammar", "language", "obeys", "spec_of_json", "specialised"]


class Grammar(Record):
    """mode: language (the printed form), problem (with the numbers and texts of one problem), edits; lark: its text, in the part of Lark's notation that lark,
    llguidance and xgrammar read alike."""

    mode: str
    lark: str

    @property
    def gbnf(self) -> str:
        """For llama.cpp: no left recursion, names with hyphens."""
        return _gbnf(self.lark)

    @property
    def ebnf(self) -> str:
        """For SGLang and others on xgrammar, which read the same notation."""
        return _gbnf(self.lark)

    def schema(self, strict: bool = False) -> dict[str, Any]:
        """JSON schema of the tree (or of edits), for servers that take nothing else. strict: every field is required."""
        from .tree_json import edits_schema, tree_schema

        return edits_schema() if self.mode == "edits" else tree_schema(strict)

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.lark.encode()).hexdigest()[:16]


@lru_cache(maxsize=64)
def _gbnf(lark: str) -> str:
    from .gbnf import gbnf

    return gbnf(lark)


@cache
def language() -> Grammar:
    """The printed form: what `sciml fmt` prints, and nothing else."""
    from .. import grammar

    return Grammar("language", (Path(str(grammar.__file__)).parent / "strict.lark").read_text(encoding="utf-8"))


def spec_of_json(text: str) -> str:
    """The spec of a tree in JSON, "" if it is none."""
    from .tree_json import tree_of_json

    try:
        made = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    tree = tree_of_json(made)
    if tree is None:
        return ""
    from ..grammar import print_tree

    return print_tree(tree)


_DEPTHS = re.compile(r"^body(\d+):", re.M)


@lru_cache(maxsize=64)
def edits_grammar(grammar: Grammar | None) -> Grammar | None:
    """Of edits whose new lines are texts of the grammar."""
    if grammar is None:
        return None
    bodies = " | ".join(f"body{k}" for k in sorted(map(int, _DEPTHS.findall(grammar.lark))))
    edits = f'start: edit+\nedit: "@ " ["after "] LINE [".." LINE] NL [{bodies}]\nLINE: /[1-9][0-9]?[0-9]?[0-9]?/'
    return Grammar("edits", re.sub(r"^start: .*$", lambda _: edits, grammar.lark, count=1, flags=re.M))


def obeys(answer: Completion, edits: bool) -> bool | None:
    """Whether an answer that was held to a grammar is of it; None where none was sent or the answer was cut off.
    So a server is noticed that drops what it does not know."""
    if not answer.constraint or answer.finish == "length":
        return None
    text = answer.text.strip("\n")
    if answer.constraint == "schema":
        if not edits:
            return bool(spec_of_json(text))
        from .answers import read_edits

        return text.startswith("{") and read_edits(text, "") is not None
    if edits:
        if not text.startswith("@ "):
            return False
        text = re.sub(r"^@ (?:after )?\d+(?:\.\.\d+)?$", "", text, flags=re.M)
    from ..grammar import parse

    tree = parse(_undented(text) + "\n")
    return not tree.faults and not tree.repairs


def _undented(text: str) -> str:
    return "\n".join(line.strip() for line in text.splitlines())


# ---------------------------------------------------------------- one problem

SMALL = [*map(str, range(13)), "15", "20", "24", "25", "30", "36", "40", "45", "50", "60", "75", "80", "90", "100", "120", "135", "150", "180", "270", "360"]
SMALL += [
    "0.05",
    "0.1",
    "0.15",
    "0.2",
    "0.25",
    "0.3",
    "0.35",
    "0.4",
    "0.45",
    "0.5",
    "0.55",
    "0.6",
    "0.65",
    "0.7",
    "0.75",
    "0.8",
    "0.85",
    "0.9",
    "0.95",
    "1.5",
    "2.5",
]
"""Numbers that places, counts, ranges and turns need in any figure."""
_NUMBER = re.compile(r"(\d+)(?:(\.\d+))?(?:(e-?\d+))?")
_TERMINAL = re.compile(r"^TEXT: (.*)$", re.M)


def specialised(grammar: Grammar, understanding: Understanding) -> Grammar:
    """With the numbers of one problem: a quantity is one that it states (or a small size of layout, a usual angle, a round end of an axis), and a digit in a
    text belongs to one of its numbers. A problem in which no number was found keeps the whole language."""
    pairs: dict[tuple[str, str], None] = {}
    for q in understanding.quantities:
        if q.role != UNKNOWN and q.number:
            whole = _NUMBER.fullmatch(q.number.lstrip("-+"))
            parts = [(whole[0], q.unit)] if whole else [(m[0], "") for m in _NUMBER.finditer(q.number)]  # of 1/2 and of 3*m the numbers in it
            pairs.update(dict.fromkeys(parts))
    loose = tuple(r for q in understanding.quantities for r in re.findall(r"\d+", q.text))
    return _specialised(grammar, tuple(pairs), loose) if pairs else grammar


@lru_cache(maxsize=256)
def _specialised(grammar: Grammar, pairs: tuple[tuple[str, str], ...], loose: tuple[str, ...]) -> Grammar:
    numbers = [n for n, _ in pairs]
    ends = _round_ends(numbers)
    small = list(dict.fromkeys([*SMALL, *ends]))
    units: dict[str, dict[str, None]] = {}
    for number, unit in pairs:
        if unit:
            units.setdefault(unit, {})[number] = None
    for of in units.values():
        of.update(dict.fromkeys(["0", *ends]))
    units.setdefault("mm", {}).update(dict.fromkeys(SMALL[:13]))
    units.setdefault("deg", {}).update(dict.fromkeys(["0", "30", "45", "60", "90", "120", "180", "270", "360"]))
    number_rule = "number: " + " | ".join(map(_number, dict.fromkeys([*numbers, *small])))
    quantity_rule = "quantity: " + "\n    | ".join(f"({' | '.join(map(_number, of))}) {_unit(unit)}" for unit, of in units.items())
    text = grammar.lark
    for rule in (number_rule, quantity_rule):
        text = re.sub(rf"^{rule.partition(':')[0]}: .*$", lambda _, rule=rule: rule, text, count=1, flags=re.M)  # type: ignore[misc]
    digits = dict.fromkeys([d for n in numbers for d in re.findall(r"\d+", n)] + list(loose) + [str(d) for d in range(10)])
    runs = "|".join(sorted(digits, key=lambda d: (-len(d), d)))
    text = _TERMINAL.sub(lambda m: "TEXT: " + _with_digits(m[1], runs), text)
    return Grammar("problem", text)


def _round_ends(numbers: list[str]) -> list[str]:
    """Where axes may end: 1, 2, 5 times powers of ten about the numbers of the problem."""
    sizes = [abs(float(n)) for n in numbers if float(n)]
    if not sizes:
        return []
    powers = range(max(0, math.floor(math.log10(min(sizes)))), min(6, math.ceil(math.log10(max(sizes)))) + 1)
    return [f"{k * 10**p}" for p in powers for k in (1, 2, 4, 5, 6, 8)]


def _number(number: str) -> str:
    """In the parts that the grammar has, since some engines never step back: `2` could be the start of `2..5` or of `2.0`."""
    m = _NUMBER.fullmatch(number)
    assert m is not None
    parts = [f'"{p}"' for p in m.groups() if p]
    return parts[0] if len(parts) == 1 else f"({' '.join(parts)})"


def _unit(unit: str) -> str:
    first, *rest = re.findall(r"[*/]\(?|\^\(?-?\d+(?:/\d+\))?|\)|[^*/^()]+", unit)
    return " ".join(f'"{p}"' for p in [" " + first, *rest])


def _with_digits(terminal: str, runs: str) -> str:
    """The terminal of texts with digits in these runs only, another sign between two runs."""
    m = re.fullmatch(r'/"\(\[ !#-\\\[\\\]-~(.*?)\]\|\\\\\[ !-~.*?\]\)\*"/', terminal)
    if m is None:
        return terminal
    other = rf"([ !#-\/:-\[\]-~{m[1]}]|\\[ !-\/:-~{m[1]}])"
    return rf'/"{other}*(({runs})({other}+({runs}))*{other}*)?"/'
