"""Conditions of a family's lines: what is filled, asked, named and said; which mass is the larger; on which body a force acts; whether there is friction."""

from __future__ import annotations

import re

from ..readings import base_value
from ..understand import Quantity, Understanding
from .facts import states
from .family import Name

__all__ = ["conditions"]


def conditions(u: Understanding, fill: dict[str, Quantity], letters: dict[str, str], names: tuple[Name, ...] = ()) -> set[str]:
    """All conditions that hold: `m` filled, `ask:a`, `thing:ball`, `negative:f`, `m_1>m_2`, what is stated, `friction` where the text implies some."""
    kinds = {r.kind for r in u.relations}
    said = states(u)
    true = (
        set(fill)
        | {f"ask:{a}" for a in letters}
        | kinds
        | said
        | {f"thing:{e.kind}" for e in u.entities}
        | {f"negative:{n}" for n, q in fill.items() if q.value < 0}
    )
    sized = [(n, q, _size(q)) for n, q in fill.items() if q.number and q.value > 0]
    true |= {f"{n}>{k}" for n, q, a in sized for k, p, b in sized if q.dim.same(p.dim) and q.value * a > p.value * b * (1 + 1e-9)}
    true |= {f"on:{n}" for n in _acted(u, fill)} | {f"named:{n.letter}" for n in names if n.pattern.search(u.plain.text)}
    named = re.search(r"(?<!no )(?<!without )(?<!less )\bfriction(?!less)|摩擦", u.plain.text, re.IGNORECASE) is not None
    if "mu" in fill or true & {"ask:mu", "ask:f"} or (("rough" in kinds or named) and "slippery" not in said):
        true.add("friction")
    return true


_ACTS = re.compile(
    r"(?:(?:applied|acts?|acting|exerted) (?:horizontally )?(?:to|on)|pull(?:s|ing)?(?: on)?|push(?:es|ing)?(?: on| against)?) "
    r"(?:the )?(?P<what>\w+(?:\.\d+)?(?:[ -]\w+)?)",
    re.IGNORECASE,
)
_ACTED = re.compile(r"the (?P<what>\w+(?:\.\d+)?(?:[ -]\w+)?)[ -](?:\w+ )?is (?:then )?(?:pulled|pushed)|(?:拉|推|作用在)(?P<cn>第[一二三])", re.IGNORECASE)
_ORDER = {"first": 0, "second": 1, "third": 2, "last": -1, "第一": 0, "第二": 1, "第三": 2}


def _acted(u: Understanding, fill: dict[str, Quantity]) -> list[str]:
    """The slots of the masses on which the text says that a force acts."""
    masses = sorted(((q.span, n) for n, q in fill.items() if n.startswith("m_")))
    out = []
    for m in [*_ACTS.finditer(u.plain.text), *_ACTED.finditer(u.plain.text)]:
        said = (m.groupdict().get("cn") or m["what"]).replace("-", " ").rstrip(".")
        word = said.split(" ")[0].lower()
        if word in _ORDER and -len(masses) <= _ORDER[word] < len(masses):
            out.append(masses[_ORDER[word]][1])
        out += [
            n for _, n in masses if fill[n].number and re.fullmatch(rf"{re.escape(fill[n].text.replace('-', ' '))}\w*|{re.escape(fill[n].symbol or '0')}", said)
        ]
        out += [n for _, n in masses if fill[n].symbol and said.split(" ")[0].replace("_", "") == fill[n].symbol.replace("_", "")]
    return out


def _size(q: Quantity) -> float:
    """The size of the unit, in base units of its dimension."""
    return base_value("1", q.unit)[0] if q.unit else 1.0
