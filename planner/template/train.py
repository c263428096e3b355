"""Learns the weights from the families' own wordings: `python -m sciml.planner.template.train`. Deterministic, a few seconds, no library.

Each wording is written out several times, with other values, units, letters and nouns; families are told apart by its features, slots by the words about
a value.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

from ...dimension import ANGLE, FORCE, LENGTH, MASS, NUMBER, SPEED, STIFFNESS, Dimension
from ..problem import Problem
from ..understand import Understanding, understand
from .family import OTHER, WEIGHTS, Family, families
from .features import quantity_features, text_features, words_of
from .linear import Weights, train

__all__ = ["as_text", "learn", "main", "written"]

OTHERS = Path(__file__).parent / "others.txt"
TIMES = 10

_VALUES: list[tuple[Dimension, list[str], list[str]]] = [
    (MASS, ["kg", "g", "-kg", " kilograms"], ["m", "M", "m_1", "m_2"]),
    (LENGTH, ["m", "cm", "ft", " meters"], ["L", "h", "d", "r", "l"]),
    (SPEED, ["m/s", "km/h", " m s^-1", "ft/s"], ["v", "v_0", "u"]),
    (ANGLE, ["°", " degrees", " deg", "-degree"], [r"\theta", r"\alpha", r"\phi"]),
    (FORCE, ["N", " newtons", "kN"], ["F", "T", "P"]),
    (STIFFNESS, ["N/m", " N/cm"], ["k"]),
    (NUMBER, [""], [r"\mu", r"\mu_k"]),
]


def written(family: Family, wording: str, random: Random) -> tuple[str, list[tuple[str, int]]]:
    """A wording written out: its text, and for each slot where its value begins."""
    text = _chosen(wording, random)
    out, places, at, used = "", [], 0, set[str]()
    for m in re.finditer(r"\{(\w+)(~?)\}", text):
        out += text[at : m.start()]
        slot = family.slot(m.group(1))
        value, lead = _value(slot.dimension, bool(m.group(2)), random, used)
        places.append((slot.name, len(out) + lead))
        out += value
        at = m.end()
    return out + text[at:], places


def _chosen(text: str, random: Random) -> str:
    """`(a|b)` one of them, `[x]` with or without."""
    while (m := re.search(r"\(([^()\[\]{}]*\|[^()\[\]]*)\)|\[([^()\[\]]*[A-Za-z一-鿿,][^()\[\]]*)\]", text)) is not None:
        if m.group(1) is not None:
            made = random.choice(m.group(1).split("|"))
        else:
            made = m.group(2) if re.fullmatch(r"[-\d., π]+", m.group(2)) is None and random.random() < 0.5 else ""
        text = text[: m.start()] + made + text[m.end() :]
    return text


def _value(dim: Dimension, symbolic: bool, random: Random, used: set[str]) -> tuple[str, int]:
    """A quantity as problems write it, and where its number or letter begins."""
    units, letters = next(((u, s) for d, u, s in _VALUES if d.same(dim)), (["s"], ["t"]))
    if dim.same(NUMBER):
        number = f"0.{random.randint(1, 9)}{random.choice(['', '5'])}"
    elif dim.same(ANGLE):
        number = str(random.choice([15, 20, 25, 30, 35, 37, 40, 45, 53, 60]))
    else:
        number = random.choice(["{}", "{}.0", "{}.5", "{}"]).format(random.randint(2, 60))
    unit = random.choice(units)
    plain = number + (unit if unit[:1] in ("", " ", "-", "°") else " " + unit)
    kind = random.random()
    letter = next((x for x in letters if x not in used), "")
    if symbolic and letter and kind < 0.6:
        used.add(letter)
        return (f"${letter}$", 1) if kind < 0.3 else (f"{letter} = {plain}" if letter[0] != "\\" else f"${letter}$ = {plain}", 0)
    return plain, 0


def learn() -> dict[str, Any]:
    """The weights: of families, of slots, and the words of each family."""
    texts: list[tuple[list[str], str]] = []
    slots: list[tuple[list[str], str]] = []
    words: dict[str, list[str]] = {}
    for family in families().values():
        random = Random(family.name)
        heard: dict[str, None] = {}
        for wording in family.wordings:
            for _ in range(TIMES):
                text, places = written(family, wording, random)
                u = understand(Problem("", text))
                texts.append((text_features(u), family.name))
                heard.update(dict.fromkeys(w for w in words_of(u) if not w.startswith("<")))
                slots += _slot_examples(family, u, places)
        words[family.name] = sorted(heard)
    for line in OTHERS.read_text("utf-8").splitlines():
        if line.strip():
            texts += [(text_features(understand(Problem("", line))), OTHER)] * 3
    names = [*families(), OTHER]
    return {"families": names, "texts": train(texts, names), "slots": _by_family(slots), "words": words}


def _by_family(slots: list[tuple[list[str], str]]) -> Weights:
    """Slots are told apart within their family."""
    out: Weights = {}
    for name in families():
        own = [x for x in slots if x[1].split(".")[0] == name]
        for f, row in train(own, sorted({c for _, c in own}), rounds=4).items():
            out.setdefault(f, {}).update(row)
    return dict(sorted(out.items()))


def _slot_examples(family: Family, u: Understanding, places: list[tuple[str, int]]) -> list[tuple[list[str], str]]:
    out = []
    for slot, at in places:
        q = next((q for q in u.quantities if q.span[0] <= at < q.span[1]), None)
        if q is None:
            continue
        alike = [x for x in u.givens if x.dim.same(q.dim)]
        if q in alike:
            out.append((quantity_features(q, alike.index(q) + 1, len(alike)), f"{family.name}.{slot}"))
    return out


def as_text(learnt: dict[str, Any]) -> str:
    """The file: one feature a line, so that a change can be read."""

    def table(weights: Weights) -> str:
        return (
            "{\n"
            + ",\n".join(f" {json.dumps(f, ensure_ascii=False)}: {json.dumps(row, ensure_ascii=False, separators=(',', ':'))}" for f, row in weights.items())
            + "\n}"
        )

    return (
        f'{{"families": {json.dumps(learnt["families"])},\n"texts": {table(learnt["texts"])},\n"slots": {table(learnt["slots"])},\n'
        f'"words": {json.dumps(learnt["words"], ensure_ascii=False, separators=(",", ":"))}}}\n'
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Learn, and write the file."""
    parser = argparse.ArgumentParser(
        prog="python -m sciml.planner.template.train",
        description=(__doc__ or "").split(": `", maxsplit=1)[0] + f", and writes {WEIGHTS.name} anew. It takes no arguments.",
    )
    parser.parse_args(argv)
    WEIGHTS.write_text(as_text(learn()), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
