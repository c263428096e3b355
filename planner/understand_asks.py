"""What a problem asks, offers and mentions: unknowns, options, things, relations."""

from __future__ import annotations

import re
from functools import lru_cache

from ..dimension import name
from ..grammar.record import Record
from .understand_formulas import GREEK
from .understand_tex import Plain
from .understand_words import ASKS, CHINESE_THINGS, IRREGULAR, QUANTITY_NOUNS, RELATIONS, THINGS, noun_pattern

__all__ = ["Entity", "Option", "Relation", "Unknown", "entities", "options", "relations", "unknowns"]


class Unknown(Record):
    """What is asked. text: the words after "find"; verb: find, sketch, prove, what ...; symbol: its letter if it has one; noun: the quantity's name or ""."""

    text: str
    symbol: str = ""
    dimension: str = ""
    span: tuple[int, int] = (0, 0)
    verb: str = ""
    noun: str = ""
    at: tuple[int, int] = (0, 0)


class Entity(Record):
    """A thing that the text names. kind: its noun in the singular; count: how many (0: not said); at: where the noun stands in the plain text."""

    text: str
    kind: str = ""
    span: tuple[int, int] = (0, 0)
    count: int = 0
    at: tuple[int, int] = (0, 0)


class Relation(Record):
    """A word of relation or of state: parallel, tangent, twice, smooth, rest ..."""

    text: str
    kind: str = ""
    span: tuple[int, int] = (0, 0)
    at: tuple[int, int] = (0, 0)


class Option(Record):
    """One answer to choose from. at: its place in the plain text; (0, 0) if it came beside the text."""

    letter: str
    text: str
    at: tuple[int, int]


_END = re.compile(
    r"[.?!;。；？！](?=\s|$|[一-鿿(])|\n|(?<=[^\d]),(?=\s+(?:and|if|assuming|given|where|using|when|in terms)\b)"
    r"|(?=,? and (?:hence |then |also )?(?:find|locate|determine|calculate|compute|evaluate|sketch|draw|state|solve)\b)"
)
_LEAD = re.compile(r"^[\s,:]*(?:(?:the|a|an|its|their|value of|values of|magnitude of|(?:and )?direction of|exact|total|for|of|：)\s+)*", re.IGNORECASE)


def unknowns(plain: Plain) -> tuple[Unknown, ...]:
    """Each thing that is asked: from the word of asking to the end of the clause."""
    text = plain.text
    out: list[Unknown] = []
    for m in ASKS.finditer(text):
        if out and m.start() < out[-1].at[1]:
            continue
        verb = m.group().lower()
        if not _asking(text, m, verb) or (m["wh"] and _HOW_TO.match(text, m.end())):
            continue
        end = _END.search(text, m.end())
        stop = end.start() if end else len(text)
        if m["cn"] and verb.startswith(("多", "是多少", "何")):
            start = max((x.end() for x in re.finditer("[,。；,：:]", text[: m.start()])), default=0)
            out.append(_unknown(plain, start, m.end(), verb))
            continue
        for a, b in _parted(text, m.end(), stop):
            if text[a:b].strip():
                out.append(_unknown(plain, a, b, verb))
    return tuple(out)


_HOW_TO = re.compile(
    r"\s*(?:do|does|can|would|should)?\s*(?:you|I|we|one)\s+(?:find|calculate|compute|determine|evaluate|solve|draw|plot|sketch|graph)\b", re.IGNORECASE
)


def _asking(text: str, m: re.Match[str], verb: str) -> bool:
    """The word opens a question or an order, and is not a part of a statement ("when released", "as you give it")."""
    before = text[max(0, m.start() - 30) : m.start()].rstrip(" ")
    opening = (
        not before
        or before[-1] in ".?!:;,。；：，)\n"
        or re.search(
            r"(?:\b(?:[Aa]nd|[Tt]hen|[Hh]ence|[Nn]ext|[Ff]inally|[Nn]ow|to|can you|[Pp]lease|you|[Aa]lso|help me|if so|I|how do|we)|(?<=[ ,])[a-z]+ly)$", before
        )
        is not None
    )
    if m["cn"]:
        return not (verb == "何" or (text[m.start() - 1 : m.start()] in ("要", "需") and verb == "求"))
    if m["wh"]:
        sentence = re.compile(r"(?:[^.?!。]|\.(?=\d))*").match(text, m.end())
        question = text[sentence.end() : sentence.end() + 1] == "?" if sentence else False
        if verb in ("when", "where", "which", "who", "how", "is it", "are the", "is the", "does the", "will the", "why"):
            return opening and question
        return question or (opening and verb not in ("what",))
    if verb in ("use", "give", "state", "write", "show that", "describe", "explain", "express"):
        return opening and not re.match(r"[sd]\b", text[m.end() :])
    return opening


def _parted(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """ "the tension and the acceleration" are two."""
    cuts = [m for m in re.finditer(r",? and (?=(?:the|its) )", text[start:stop]) if _nouns().search(text, start + m.end(), start + m.end() + 40)]
    edges = [start, *[start + m.end() for m in cuts], stop]
    ends = [*[start + m.start() for m in cuts], stop]
    return list(zip(edges[:-1], ends, strict=True))


@lru_cache(maxsize=1)
def _nouns() -> re.Pattern[str]:
    return noun_pattern()


def _unknown(plain: Plain, start: int, stop: int, verb: str) -> Unknown:
    text = plain.text
    lead = _LEAD.match(text[start:stop])
    start += lead.end() if lead else 0
    words = text[start:stop].strip()
    noun_at = _nouns().search(words)
    noun = noun_at.group().lower() if noun_at and noun_at.group().lower() in QUANTITY_NOUNS else ""
    dim = QUANTITY_NOUNS.get(noun)
    known = name(dim) if dim is not None and any(dim.powers) else ""
    return Unknown(words, _letter(plain, start, stop, noun_at, words), known, plain.span(start, max(stop, start)), verb, noun, (start, stop))


def _letter(plain: Plain, start: int, stop: int, noun: re.Match[str] | None, words: str) -> str:
    """The letter of what is asked: "the tension T", "AB", "x"."""
    symbol = r"([A-Za-zα-ωΑ-Ω](?:_\w+)?'?|[A-Z]{2})(?![A-Za-zα-ω]|-[A-Za-z])"
    lead = len(plain.text[start:stop]) - len(plain.text[start:stop].lstrip())
    places = [re.match(symbol, words)]
    if noun:
        places.insert(0, re.compile(rf"\s*(?:of\s+)?,?\s*{symbol}").match(words, noun.end()))
    for m in places:
        article = m is not None and m.group(1) in ("a", "A", "I") and words[: m.start()].isascii() and not plain.math(start + lead + m.start(1))
        if m and not article and (plain.math(start + lead + m.start(1)) or len(m.group(1)) <= 2 or "_" in m.group(1)):
            head, _, below = m.group(1).partition("_")
            head = GREEK.get(head, head)
            return f"{head}_{below}" if below else head
    return ""


# ---------------------------------------------------------------- options

_OPTION = re.compile(r"(?:^|(?<=[\s.?:。：]))(?:\(([A-Ea-e])\)|([A-Ea-e])[.)、．])\s*(?=\S)")


def options(plain: Plain, given: tuple[str, ...] = ()) -> tuple[Option, ...]:
    """The answers to choose from, those beside the text or those in it: A, B, ... in order, at least two."""
    if given:
        return tuple(Option(chr(65 + i), re.sub(r"^\s*\(?[A-Ha-h][.)、:]\s*", "", text), (0, 0)) for i, text in enumerate(given))
    text = plain.text
    marks = list(_OPTION.finditer(text))
    for i, first in enumerate(marks):
        if (first.group(1) or first.group(2)).upper() != "A":
            continue
        chain = [first]
        for m in marks[i + 1 :]:
            letter = m.group(1) or m.group(2)
            like = bool(m.group(1)) == bool(first.group(1)) and letter.isupper() == (first.group(1) or first.group(2)).isupper()
            if like and ord(letter.upper()) == 65 + len(chain):
                chain.append(m)
        if len(chain) >= 2 and not ASKS.match(text, chain[0].end()) and not (len(chain) == 2 and chain[0].group(1) and ASKS.match(text, chain[1].end())):
            ends = [*[m.start() for m in chain[1:]], len(text)]
            parts = [(m, text[m.end() : e].strip(" \n.,;"), e) for m, e in zip(chain, ends, strict=True)]
            if all(len(p[1]) < 200 for p in parts):
                return tuple(Option((m.group(1) or m.group(2)).upper(), p, (m.start(), e)) for m, p, e in parts)
    return ()


# ---------------------------------------------------------------- things and relations

_COUNT = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "both": 2, "pair": 2, "a": 1, "an": 1, "one": 1, "single": 1, "another": 1, "second": 1}


@lru_cache(maxsize=1)
def _things() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    names: dict[str, str] = dict(IRREGULAR)
    for noun in THINGS:
        names[noun] = noun
        names.setdefault(noun + ("es" if noun.endswith(("s", "x", "sh", "ch")) else "s"), noun)
    nouns = "|".join(sorted(names, key=len, reverse=True))
    count = r"(?P<count>two|three|four|five|six|both|pair of|an?|one|single|another|second|\d)"
    english = re.compile(rf"\b(?:{count}\s+)?(?:(?:[a-z][a-z-]*\s+){{0,2}}?)?\b(?P<noun>inclined plane|free[- ]body|number line|{nouns})\b", re.IGNORECASE)
    chinese = re.compile("(?:(?P<count>[两二三四五])[个块根只条])?(?P<noun>" + "|".join(sorted(CHINESE_THINGS, key=len, reverse=True)) + ")(?!平)")
    return english, chinese, names


def _a_thing(text: str, noun: str, start: int, end: int) -> bool:
    """A mass that hangs is a thing, the mass of a block is none; a light string is no light."""
    after = text[end : end + 24]
    if noun in ("mass", "weight", "charge", "current"):
        if re.match(r"\s+of\s+[\d$]|\s+(?:of\s+)?[A-Za-z]?\s?=?\s?\d", after):
            return not re.search(
                r"\b(?:has|have|having|with|whose|and|the|of|had)\s+(?:an?\s+|the\s+|its\s+)?$", text[max(0, start - 14) : start], re.IGNORECASE
            )
        return not re.match(r"(?:es|s)?\s*(?:of\b|is\b|are\b|=|,|[A-Za-z]_|[A-Za-z]\b(?!\w)|\d|\$)", after) and not re.search(
            r"\b(?:of|its|same|equal|negligible|no|total|with|the)\s+(?:\w+\s+)?$", text[max(0, start - 20) : start]
        )
    if noun in ("light", "rough", "smooth"):
        return not re.match(r"\s+(?:\w+\s+)?(?:string|rope|cord|rod|pulley|spring|inextensible|cable|bar|frictionless)", after) and not re.search(
            r"speed of $", text[:start][-10:]
        )
    if noun == "air":
        return not re.match(r"\s+(?:resistance|friction|drag)", after) and not re.search(r"\bin the $", text[:start][-8:])
    if noun == "stick" and re.match(r"(?:s)?\s+(?:together|to\b)|\s*[.,;]", after):
        return re.search(r"\b(?:a|an|the|this|one|each)\s+(?:\w+\s+)?$", text[max(0, start - 16) : start]) is not None
    if noun in ("support", "load", "slope", "slide", "object", "play", "scale", "weight", "light") and re.match(r"s?\s+(?:an?|the|of)\b", after):
        return not text[:end].endswith("s") and noun != "scale"
    if noun in ("line", "point", "plane"):
        return noun != "plane" or not re.search(r"inclined $", text[:start][-10:])
    return True


def entities(plain: Plain) -> tuple[Entity, ...]:
    """The things a text names, in its order."""
    english, chinese, names = _things()
    out = []
    for m in english.finditer(plain.text):
        noun = m["noun"].lower()
        noun = "incline" if noun == "inclined plane" else noun.replace(" ", "_") if " " in noun else names.get(noun, noun)
        start = m.start("noun")
        if (plain.math(start) and not plain.upright(start)) or not _a_thing(plain.text, noun, start, m.end()):
            continue
        word = (m["count"] or "").lower().split(" ")[0]
        count = int(word) if word.isdigit() else _COUNT.get(word, 0)
        out.append(Entity(m.group().strip(), noun, plain.span(m.start(), m.end()), count, (start, m.end())))
    for m in chinese.finditer(plain.text):
        count = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}.get(m["count"] or "", 0)
        out.append(Entity(m.group(), CHINESE_THINGS[m["noun"]], plain.span(*m.span()), count, m.span("noun")))
    return tuple(sorted(out, key=lambda e: e.at))


@lru_cache(maxsize=1)
def _relations() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(rf"(?<![A-Za-z])(?:{p})" if p[0].isalpha() and p[0].isascii() else p, re.IGNORECASE), kind) for p, kind in RELATIONS]


def relations(plain: Plain) -> tuple[Relation, ...]:
    """Words of relation and state, in the order of the text."""
    out = [Relation(m.group(), kind, plain.span(*m.span()), m.span()) for pattern, kind in _relations() for m in pattern.finditer(plain.text)]
    return tuple(sorted(out, key=lambda r: r.at))
