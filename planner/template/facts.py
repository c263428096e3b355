"""Words of a text that are givens without a number: smooth, rough, massless, uniform, elastic ... as rows of the box, in the text's own words."""

from __future__ import annotations

import re

from ..understand import Relation, Understanding

__all__ = ["chinese", "facts", "states"]

_SAID = {
    "smooth": ("no friction", "不计摩擦"), "rough": ("rough surface", "粗糙"), "massless": ("negligible mass", "轻质"), "uniform": ("uniform", "均匀"),
    "elastic": ("elastic collision", "弹性碰撞"), "stick": ("they stick together", "粘在一起"), "no_air": ("no air resistance", "不计空气阻力"),
    "inextensible": ("inextensible string", "不可伸长"),
    "simply_supported": ("simply supported", "简支"), "no_inner": ("negligible internal resistance", "不计内阻"),
}  # fmt: skip
"""What has to be said of a problem wherever it is stated, in English and in Chinese, where the text's own words make no phrase."""
_OWN = ("smooth", "rough", "massless", "uniform", "inextensible")
"""Of these the thing that they are said of matters."""
_AGENT = re.compile(
    r"(?:[\s,]|and\b|but\b|perfectly|completely|very|small|fixed|level|horizontal(?:ly)?|vertical|inclined|inextensible|thin|long|rigid|straight|solid|wooden|light|"
    r"massless|weightless|frictionless|smooth|rough|uniform|circular|single|ideal|loading|kitchen|air)*",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:the |an? )?((?:\w+ )?\w+)(?: (?:both|surfaces?))? (?:is|are) (?:perfectly |completely |assumed (?:to be )?|taken (?:to be )?)?$", re.IGNORECASE
)
_VAGUE = frozenset({"it", "which", "that", "this", "there", "they", "and", "surface"})
_PLACES = ("surfaces?", "track", "snow", "ice", "hill", "slide", "contact", "face")
_BEARINGS = frozenset({"pulley", "string", "rope", "cord", "cable", "thread", "axle"})


def chinese(text: str) -> bool:
    """Whether a text is in Chinese: its figure has no English words."""
    return sum("一" <= c <= "鿿" for c in text) * 4 > len(text)


def _of(u: Understanding, r: Relation) -> tuple[int, int, str] | None:
    """The thing right after a word, with its place: "smooth vertical *wall*"."""
    text = u.plain.text
    for e in u.entities:
        if e.at[1] >= r.at[1] and e.at[0] >= r.at[0] and e.at[0] - r.at[1] < 40:
            gap = text[r.at[1] : max(e.at[0], r.at[1])]
            return (e.at[0], e.at[1], e.kind) if _AGENT.fullmatch(gap) or (not gap.isascii() and len(gap) <= 4 and not re.search("[,。，;；]", gap)) else None
    m = re.compile(rf"{_AGENT.pattern}\b({'|'.join(_PLACES)})\b", re.IGNORECASE).match(text, r.at[1])
    if m:
        return m.start(1), m.end(1), m.group(1).lower()
    m = re.search(r"(\w+)$", r.text)
    inside = m.group(1).lower() if m and r.kind == "massless" and " " in r.text else ""
    return (r.at[0], r.at[1], inside) if inside in _BEARINGS | {"spring", "rod"} else None


def states(u: Understanding) -> set[str]:
    """`smooth:wall`, `rough:floor`: what is said of which thing; `slippery` where something that bodies lie on is smooth."""
    out: set[str] = set()
    for r in u.relations:
        if r.kind in _OWN:
            thing = _of(u, r)
            before = _BEFORE.search(u.plain.text[: r.at[0]]) if thing is None else None
            noun = thing[2] if thing else before.group(1).split(" ")[-1].lower() if before else ""
            out.add(f"{r.kind}:{noun or 'all'}")
            if r.kind == "smooth" and noun not in _BEARINGS:
                out.add("slippery")
    return out


def facts(u: Understanding, shown: set[str]) -> list[str]:
    """Phrases of what the text states without a number and the figure does not show by its shapes, in order, each once."""
    text = u.plain.text
    own = chinese(text)
    out: list[tuple[int, int, str]] = []
    for r in u.relations:
        if r.kind not in _SAID or r.kind in shown or any(a <= r.at[0] < b for a, b, _ in out):
            continue
        out.append(_phrase(u, r, text, own))
    phrases = [re.sub(r"\s+", " ", p).strip(" ,") for _, _, p in out]
    return [p for i, p in enumerate(phrases) if p.lower() not in (x.lower() for x in phrases[:i])]


def _phrase(u: Understanding, r: Relation, text: str, own: bool) -> tuple[int, int, str]:
    standard = _SAID[r.kind][1 if own else 0]
    if r.kind not in _OWN:
        lead = re.search(r"(?:perfectly|completely|totally) $", text[: r.at[0]]) if r.kind == "elastic" else None
        return r.at[0], r.at[1], f"{lead.group() if lead else ''}{standard}"
    if r.kind == "smooth" and re.search(r"fric|摩擦", r.text) and r.text.lower() != "frictionless":
        return r.at[0], r.at[1], standard
    thing = _of(u, r)
    if thing is not None:
        return r.at[0], max(thing[1], r.at[1]), text[r.at[0] : max(thing[1], r.at[1])]
    before = _BEFORE.search(text[: r.at[0]])
    if before and before.group(1).split(" ")[-1].lower() not in _VAGUE:
        return r.at[0], r.at[1], f"{r.text.lower()} {re.sub('^(?:all|both|the) ', '', before.group(1), flags=re.IGNORECASE)}"
    return r.at[0], r.at[1], standard
