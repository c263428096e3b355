"""Whether a text is a problem of a family: what it must say, may name, may not say, and that each of its givens has a slot. The reason is in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from ...dimension import name
from ...grammar.record import Record, field
from ..understand import Quantity, Understanding
from .assign import IMPOSSIBLE, assign
from .common import COMMON
from .family import Family, Slot
from .features import quantity_features, root, words_of
from .linear import Weights, scores

__all__ = ["FIGURE", "Fit", "fit", "known_words", "strange_words"]

NEUTRAL = {"equal", "uniform", "massless", "no_air", "inextensible"}
FIGURE = re.compile(
    r"\b(?:as )?(?:shown|illustrated|depicted|pictured|see|in|from) (?:in |the |by |at )*"
    r"(?:fig|figure|diagram|picture|drawing|graph (?:below|above)|sketch|following table|table (?:below|above))\b|"
    r"\bfigure (?:below|above|shows)|\b(?:below|above) (?:figure|diagram)|如图|图中|图示|见图|下图|\bFig\. ?\d",
    re.IGNORECASE,
)
MOST_STRANGE, MOST_OF_TEXT = 3, 0.17


class Fit(Record):
    """fill: slot -> quantity; lines: of a builder; why: the reason against the family, "" if it fits; strange: words of the text that it does not know;
    near: the text names all that such a figure shows, so that the reason tells its reader something."""

    fill: Mapping[str, Quantity] = field(default_factory=dict)
    lines: tuple[str, ...] = ()
    why: str = ""
    strange: tuple[str, ...] = ()
    near: bool = True


def fit(
    family: Family, u: Understanding, weights: Weights, known: frozenset[str], builder: Callable[[Family, Understanding], tuple[str, ...] | str] | None
) -> Fit:
    """The family's slots filled from the text, or why not."""
    if any(not p.search(u.plain.text) for p in family.says):
        return Fit(why="the text does not name all that such a figure shows", near=False)
    why = _barred(family, u) or _things(family, u)
    if why:
        return Fit(why=why)
    strange = strange_words(u, known)
    words = len([w for w in words_of(u) if not w.startswith("<")])
    most = 3 if family.loose else 1
    if len(strange) > most * MOST_STRANGE or len(strange) > most * MOST_OF_TEXT * words + 1:
        return Fit(why=f"{_speaks(u, strange)}, which this kind of figure does not show", strange=tuple(strange))
    if builder is not None:
        made = builder(family, u)
        return Fit(why=made) if isinstance(made, str) else Fit(lines=made, strange=tuple(strange))
    left = _uncounted(family, u)
    if isinstance(left, str):
        return Fit(why=left)
    filled = _filled(family, left, weights)
    if isinstance(filled, str):
        return Fit(why=filled)
    text = u.plain.text
    for slot, pattern in family.when:
        if slot in filled and not re.search(pattern, text, re.IGNORECASE):
            return Fit(why=f"the text does not say how {filled[slot].text} is meant")
    stray = next((f for f in u.formulas if f.kind != "interval"), None)
    if stray is not None:
        return Fit(why=f"the text has the formula {stray.text}, which this kind of figure does not show")
    return Fit(filled, strange=tuple(strange))


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]


def _speaks(u: Understanding, strange: list[str]) -> str:
    """The strange words as they stand in the text; names of points apart."""
    written = {root(w): w for w in re.findall(r"[A-Za-z][A-Za-z'-]*", u.plain.text)}
    seen = [written.get(w, w) for w in strange]
    points = [w for w in seen if w.isupper() and len(w) <= 3]
    words = [w for w in seen if w not in points]
    return f"the text speaks of {_and(words[:5])}" if words else f"the text names {_and(points[:5])}"


_UNWORDED = ((re.compile(r"[A-Z]{1,3}"), "names the points {}"), (re.compile(r"\W+"), "has {}"), (re.compile(r".*=.*"), "has a formula with '{}'"))


def _barred(family: Family, u: Understanding) -> str:
    text = u.plain.text
    for pattern in family.bars:
        found = pattern.search(text)
        if found:
            return f"the text {_as_said(text, found)}, which makes it another problem"
    return ""


def _as_said(text: str, found: re.Match[str]) -> str:
    """What was found, in whole words."""
    start, end = found.span()
    while start > 0 and text[start - 1].isascii() and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isascii() and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    said = text[start:end].strip()
    if "°" in said:
        return "gives an angle"
    return next((words.format(said) for pattern, words in _UNWORDED if pattern.fullmatch(said)), f"says '{said}'")


def _things(family: Family, u: Understanding) -> str:
    for e in u.entities:
        if e.kind not in family.allows and not family.loose:
            return f"the text names a {e.kind}, which this kind of figure does not show"
    for r in u.relations:
        if r.kind not in family.knows and r.kind not in NEUTRAL and r.kind not in {s.name for s in family.slots}:
            return f"the text says '{r.text}', which this kind of figure does not show"
    return ""


def _uncounted(family: Family, u: Understanding) -> list[Quantity] | str:
    """The givens without those that only count things; a wrong count is a reason."""
    left: list[Quantity] = []
    for q in u.givens:
        after = q.after[0] if q.after else ""
        if q.spelled and not q.unit and q.number.isdigit():
            kinds = {e.kind for e in u.entities if q.span[0] <= e.span[1] and e.span[0] <= q.span[1] + 40}
            kinds |= {w for _, allowed in family.counts for w in allowed if root(w) in map(root, q.after[:3]) or (not w.isascii() and w in after)}
            if any(int(q.number) == n and kinds & allowed for n, allowed in family.counts):
                continue
            if any(int(q.number) == n for n, _ in family.counts) and q.before and q.before[-1] in ("the", "these"):
                continue
            return f"the text speaks of {q.text} {after}".strip()
        if not _again(q, left):
            left.append(q)
    return left


def _again(q: Quantity, others: list[Quantity]) -> bool:
    """ "applied to the 2.0 kg block" names what was given before."""
    return bool(q.before and q.before[-1] == "the" and q.number) and any(q.literal == x.literal and q.dim.same(x.dim) for x in others)


def _filled(family: Family, givens: list[Quantity], weights: Weights) -> dict[str, Quantity] | str:
    """Each given in a slot of its dimension, at least cost; every slot that is not optional filled."""
    slots = family.slots
    for q in givens:
        if not any(_takes(s, q) for s in slots):
            return f"{_named(q)} has no place in this kind of figure"
    if len(givens) > len(slots):
        return f"{_named(givens[-1])} has no place in this kind of figure"
    names = [f"{family.name}.{s.name}" for s in slots]
    costs = []
    for q in givens:
        alike = [x for x in givens if x.dim.same(q.dim)]
        made = scores(weights, quantity_features(q, alike.index(q) + 1, len(alike)), names)
        costs.append([(-made[n] - (0 if s.optional else 5)) if _takes(s, q) else IMPOSSIBLE for s, n in zip(slots, names, strict=True)])
    found = assign(costs) if givens else []
    if found is None:
        return f"{_and([_named(q) for q in givens])} are more than this kind of figure shows"
    fill = {slots[c].name: q for q, c in zip(givens, found, strict=True)}
    for s in slots:
        if not s.optional and s.name not in fill:
            return f"the text gives no {s.says or _kind_of(s)}, which this kind of figure needs"
    return {s.name: fill[s.name] for s in slots if s.name in fill}


def _kind_of(s: Slot) -> str:
    return name(s.dimension).split(" ", 1)[1] if any(s.dimension.powers) else "number for each place"


def _named(q: Quantity) -> str:
    return f"{q.noun + ' ' if q.noun else ''}{q.text}"


def _takes(slot: Slot, q: Quantity) -> bool:
    if not slot.dimension.same(q.dim):
        return False
    about = " ".join([*q.before, q.text, *q.after, q.noun, q.symbol])
    if slot.bars and re.search(slot.bars, " ".join([*q.before[-3:], q.noun, *q.after[:1]]), re.IGNORECASE):
        return False
    return not slot.near or re.search(slot.near, about, re.IGNORECASE) is not None


def known_words(family: Family, learnt: frozenset[str]) -> frozenset[str]:
    """The words of a family: of its wordings, of its file, and those that all problems share."""
    learnt = learnt | {c for w in learnt if not w.isascii() for c in w}
    return COMMON | learnt | {root(w) for w in family.words | family.allows}


def strange_words(u: Understanding, known: frozenset[str]) -> list[str]:
    """Words of the text that are not among the known, in order, each once. Of Chinese, characters."""
    symbols = {q.symbol for q in u.quantities} | {k.symbol for k in u.unknowns}
    words = [w for w in words_of(u) if not w.startswith("<") and (len(w) > 1 or ord(w) > 0x3000)]
    words = [c for w in words for c in (w if ord(w[0]) > 0x3000 else (w,))]
    return list(dict.fromkeys(w for w in words if w not in known and w not in symbols and not w.isupper()))
