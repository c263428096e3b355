"""A family of problems: what its texts speak of, the slots that its quantities fill, a spec with holes, wordings to learn from: `families/*.family`."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from ... import dimension
from ...dimension import Dimension
from ...grammar.record import Record

__all__ = ["OTHER", "WEIGHTS", "Ask", "Family", "Name", "Slot", "families", "read_family"]

FOLDER = Path(__file__).parent / "families"
WEIGHTS = Path(__file__).parent / "weights.json"
OTHER = "other"
"""The class of texts that belong to no family."""


class Slot(Record):
    """A hole for one quantity. near: words of which one must stand about the quantity, or ""; bars: words that may not stand right beside it;
    optional: the figure is whole without it."""

    name: str
    dimension: Dimension
    optional: bool = False
    near: str = ""
    says: str = ""
    bars: str = ""


class Ask(Record):
    """What such problems ask: a letter ("-" for none; several with commas), how its words look, what it is called (several with semicolons)."""

    letter: str
    pattern: str
    says: str


class Name(Record):
    """What a point or body of the spec is called: the first group of the pattern in the text, else the usual letter."""

    letter: str
    pattern: re.Pattern[str]


class Family(Record):
    """says: patterns that the text must hold, each; when: what it must hold if a slot is filled; allows: things that it may name; knows: relations that it
    may name; counts: a number of things that it may state, with their kinds; bars: patterns that make it another problem; words: further words of such
    texts; builder: the code that reads its formulas and measures, or ""; measured: asks that its spec names as measures; loose: texts of
    any subject, since nothing of it is drawn; names: letters that the text may choose; spec: lines with holes, each
    after its conditions in brackets; wordings: to learn from."""

    name: str
    slots: tuple[Slot, ...] = ()
    says: tuple[re.Pattern[str], ...] = ()
    when: tuple[tuple[str, str], ...] = ()
    allows: frozenset[str] = frozenset()
    knows: frozenset[str] = frozenset()
    counts: tuple[tuple[int, frozenset[str]], ...] = ()
    bars: tuple[re.Pattern[str], ...] = ()
    asks: tuple[Ask, ...] = ()
    words: frozenset[str] = frozenset()
    builder: str = ""
    measured: frozenset[str] = frozenset()
    loose: bool = False
    names: tuple[Name, ...] = ()
    spec: tuple[str, ...] = ()
    wordings: tuple[str, ...] = ()

    def slot(self, name: str) -> Slot:
        return next(s for s in self.slots if s.name == name)


SORTS = {
    "<body>": (
        "block box crate package parcel trunk chest suitcase carton body object mass brick sled sledge toboggan cart trolley container load slab",
        "物体 木块 滑块 物块 木箱 箱子 小车",
    ),
    "<slope>": ("incline ramp slope chute hill hillside", "斜面 斜坡"),
    "<rope>": ("rope string cord cable thread wire tether strap", "绳 线"),
    "<ball>": ("ball stone rock pebble marble coin brick apple object body egg key", "小球 石 物体"),
    "<height>": ("cliff building tower bridge roof balcony ledge platform house", "楼 塔 桥 悬崖"),
}
"""Sorts of things that are drawn alike; a family's file names the sort."""


def _widened(pattern: str) -> str:
    """A pattern with the nouns of a sort in place of its name."""
    for sort, (english, own) in SORTS.items():
        pattern = pattern.replace(sort, "|".join([rf"\b(?:{english.replace(' ', '|')})(?:s|es)?\b", *own.split()]))
    return pattern


_LINE = re.compile(r"(slot|says|when|allows|knows|count|bars|ask|words|builder|loose|name|wording)\b ?(.*)")
_ASK = re.compile(r"(\S+) /(.*)/ (.*)")
_COUNT = re.compile(r"(\d+) (.*)")
_WHEN = re.compile(r"(\w+) /(.*)/")
_SLOT = re.compile(r"(\w+) (\w+)( optional)?(?: near /(.*?)/)?(?: not /(.*?)/)?(?: \"(.*)\")?")


def read_family(name: str, text: str) -> Family:
    """A family from its file: lines of one word and what it says, then `spec` and the spec. Raises ValueError with the line that is wrong."""
    head, _, spec = text.partition("\nspec\n")
    found: dict[str, list[str]] = {}
    for line in head.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        m = _LINE.fullmatch(line)
        if m is None:
            raise ValueError(f"{name}: {line}")
        found.setdefault(m.group(1), []).append(m.group(2).strip())
    return Family(
        name,
        tuple(_slot(name, line) for line in found.get("slot", ())),
        tuple(re.compile(_widened(x), re.IGNORECASE) for x in found.get("says", ())),
        tuple((m[1], m[2]) for line in found.get("when", ()) if (m := _WHEN.fullmatch(line))),
        frozenset().union(*(_kinds(x) for x in found.get("allows", ()))),
        frozenset().union(*(_kinds(x) for x in found.get("knows", ()))),
        tuple(_count(line) for line in found.get("count", ())),
        tuple(re.compile(x, re.IGNORECASE) for x in found.get("bars", ())),
        tuple(Ask(*m.groups()) for line in found.get("ask", ()) if (m := _ASK.fullmatch(line))),
        frozenset().union(*(_kinds(x) for x in found.get("words", ()))),
        "".join(found.get("builder", ())),
        frozenset(re.findall(r"\[ask:(\w+)[^\]]*\] unknown", spec)),
        "loose" in found,
        tuple(Name(m[1], re.compile(m[2])) for line in found.get("name", ()) if (m := _WHEN.fullmatch(line))),
        tuple(spec.splitlines()),
        tuple(found.get("wording", ())),
    )


def _kinds(text: str) -> frozenset[str]:
    return frozenset(k for word in text.replace("|", " ").split() for k in (SORTS[word][0].split() if word in SORTS else (word,)))


def _count(line: str) -> tuple[int, frozenset[str]]:
    m = _COUNT.fullmatch(line)
    if m is None:
        raise ValueError(line)
    return int(m.group(1)), _kinds(m.group(2))


def _slot(family: str, line: str) -> Slot:
    m = _SLOT.fullmatch(line)
    if m is None or not hasattr(dimension, m.group(2)):
        raise ValueError(f"{family}: slot {line}")
    return Slot(m.group(1), getattr(dimension, m.group(2)), bool(m.group(3)), m.group(4) or "", m.group(6) or "", m.group(5) or "")


@lru_cache(maxsize=1)
def families() -> dict[str, Family]:
    """All families that ship, by name."""
    return {p.stem: read_family(p.stem, p.read_text("utf-8")) for p in sorted(FOLDER.glob("*.family"))}
