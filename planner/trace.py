"""What of a problem is in its picture: every given found, nothing that is asked shown, nothing that nobody stated."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from ..document import Document
from ..grammar.record import Record
from ..quantity import THIN
from ..scene import Group, Mark, TextMark
from .readings import Reading, agree, base_value, readings
from .understand import GIVEN, UNKNOWN, Quantity, Understanding

__all__ = ["Trace", "drawn_texts", "trace"]

LONGEST = 80
"""Characters of an answer; a longer one is a solution."""
LIKELY = 12
"""A bare whole number up to this is a count as often as it is an answer."""


class Trace(Record):
    """found: (given, group of the scene where it reads); missing: givens that read nowhere; leaked: groups of the scene that show what must not be shown;
    extra: (quantity, group where it reads) of what is not the problem's."""

    found: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()
    leaked: tuple[str, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain data; of what leaked it says where, never what."""
        found = [{"given": given, "where": where} for given, where in self.found]
        return {
            "found": found,
            "missing": list(self.missing),
            "leaked_at": list(self.leaked),
            "extra": [{"value": value, "where": where} for value, where in self.extra],
        }


def _scales(document: Document) -> frozenset[str]:
    """Ids of what has a scale of its own: axes, number lines."""
    owners = [f.owner for page in document.pages for f in page.figure.frames if f.kind == "axes" and f.owner is not None]
    return frozenset(str(getattr(o, "id", "")) for o in owners)


def _tick(where: str, text: str, scales: frozenset[str]) -> bool:
    """Whether a text is a number on a scale: it measures, and states nothing."""
    return where.rpartition(".")[0].rpartition("/")[2] in scales and re.fullmatch(r"[-−]?[\d.,]+(?:\D{0,8})", text) is not None


def drawn_texts(document: Document) -> list[tuple[str, str, str]]:
    """(group id, its role, text) of everything that reads in the pages, in drawing order; pages after the first as `2/id`."""
    out: list[tuple[str, str, str]] = []
    for number, scene in enumerate(document.scenes, 1):
        out += [(f"{number}/{id}" if number > 1 else id, role, text) for id, role, text in _texts(scene.marks, "", "")]
    return out


def _texts(marks: Iterable[Mark], id: str, role: str) -> Iterator[tuple[str, str, str]]:
    for m in marks:
        if isinstance(m, Group):
            yield from _texts(m.marks, m.id, m.role)
        elif isinstance(m, TextMark):
            yield id, role, m.text


def trace(document: Document, understanding: Understanding) -> Trace:
    """Look for each given of the problem, and for what is hidden, in everything that reads in the pages."""
    scales = _scales(document)
    every = drawn_texts(document)
    texts = [t for t in every if not _tick(t[0], t[2], scales)]
    ticks = [t for t in every if _tick(t[0], t[2], scales)]
    read = [(where, r) for where, _, text in texts for r in readings(text)]
    read += [(where, r) for where, _, text in ticks for r in readings(text)]  # a tick says less than a label
    words = [(where, _folded(text)) for where, _, text in texts]
    counts = _counts(document)
    found: list[tuple[str, str]] = []
    missing: list[str] = []
    for q in understanding.givens:
        if q.spelled and not q.unit and counts.get(round(q.value)) is None:
            continue  # "two blocks" is seen, not read, and not always as two things of one kind
        where = _where(q, read, words, counts)
        if where is None:
            missing.append(q.text)
        else:
            found.append((q.text, where))
    leaked = _leaks(understanding, texts)
    return Trace(tuple(found), tuple(missing), leaked, _extra(understanding, [t for t in texts if t[0] not in leaked]))


def _reading(q: Quantity) -> Reading | None:
    """None for a letter without a value, and for a number in letters (`3*m`)."""
    top, _, bottom = q.number.partition("/")
    try:
        base, dimension = base_value(top, q.unit)
        return Reading(q.number, q.unit, base / float(bottom), dimension) if bottom else Reading(q.number, q.unit, base, dimension)
    except (ValueError, ZeroDivisionError):
        return None


def _where(q: Quantity, read: list[tuple[str, Reading]], words: list[tuple[str, str]], counts: dict[int, str]) -> str | None:
    """The group in which a given reads; a small bare number may also be that many things of one kind."""
    wanted = _reading(q)
    if wanted is None:
        return _symbol_at(_folded(q.number or q.symbol or q.text), words)
    at = [where for where, r in read if agree(wanted, r)]
    if "/" in q.number:
        at += [where for where, text in words if _folded(q.number) in text]
    if at:
        return at[0]
    if not q.unit and q.number.isdigit():
        return counts.get(int(q.number))
    return None


_WORD = re.compile(r"[^\W\d_]+\d*'*")


def _symbol_at(symbol: str, words: list[tuple[str, str]]) -> str | None:
    """Where a letter reads: by itself, or in a formula."""
    for where, text in words:
        if symbol == text or symbol in _WORD.findall(text):
            return where
        if symbol in text and (len(text) <= len(symbol) + 5 or re.search(r"[=+/<>≤≥^]", text)):
            return where
    return None


def _counts(document: Document) -> dict[int, str]:
    """Numbers of drawn things of a kind -> which kind."""
    found: dict[int, str] = {}
    for page in document.pages:
        kinds: dict[str, int] = {}
        for e in page.figure.elements:
            if e.drawn:
                kinds[e.kind] = kinds.get(e.kind, 0) + 1
        for kind, n in kinds.items():
            found.setdefault(n, f"{n} {kind}")
    return found


_LOST = re.compile(r"[\s\u00a0\u202f$\\{}()_^*·⃗]+")
_LETTERS = {
    "alpha": "α",
    "beta": "β",
    "gamma": "γ",
    "delta": "δ",
    "epsilon": "ε",
    "theta": "θ",
    "lambda": "λ",
    "mu": "μ",
    "rho": "ρ",
    "sigma": "σ",
    "phi": "φ",
    "omega": "ω",
    "Delta": "Δ",
    "Omega": "Ω",
    "pi": "π",
    "tau": "τ",
    "eta": "η",
}
_GREEK = re.compile(rf"(?<![A-Za-z])(?:{'|'.join(_LETTERS)})(?![a-z])")


def _folded(text: str) -> str:
    """Without what only sets it: blanks, brackets, raised and lowered, names of Greek letters."""
    text = _GREEK.sub(lambda m: _LETTERS[m[0]], text)
    return _LOST.sub("", unicodedata.normalize("NFKC", text)).replace("−", "-")


def _leaks(understanding: Understanding, texts: list[tuple[str, str, str]]) -> tuple[str, ...]:
    """Where an answer reads that no given states. Options of the problem may be drawn, and what it says itself."""
    stated = [r for q in understanding.quantities if q.role != UNKNOWN if (r := _reading(q)) is not None]
    stated += [r for option in understanding.options for r in readings(option)]
    stated += [r for formula in understanding.formulas for r in readings(formula.text)]
    asked = _folded(understanding.plain.text)
    out: list[str] = []
    for hidden in understanding.hidden:
        if len(hidden) > LONGEST:
            continue  # a solution, of which every number would count
        said = _folded(_plain_tex(hidden))
        if any(_folded(option) == said for option in understanding.options):
            continue
        numbers = [r for r in readings(_plain_tex(hidden)) if not any(agree(r, s) for s in stated)]
        telling = len(said) >= (6 if said.isascii() else 3) and (not numbers or "=" in said or sum(map(str.isalpha, said)) >= 5) and said not in asked
        symbols = {_folded(u.symbol) for u in understanding.unknowns if u.symbol} | set(_LEFT.findall(_plain_tex(hidden).replace("_", "")))
        for where, _, text in texts:
            if any(_shows(text, r, symbols) for r in numbers) or (telling and said in _folded(text)):
                out.append(where)
    return tuple(dict.fromkeys(out))


def _plain_tex(text: str) -> str:
    r"""`6.7 \times 10^{9} \text{ J}` as it would print."""
    text = re.sub(r"\\(?:text|mathrm|rm)\s*\{([^{}]*)\}", r"\1", text)
    text = re.sub(r"\\times|\\cdot", "×", text).replace("^\\circ", "°").replace("^{\\circ}", "°").replace("e+", "e")
    return re.sub(r"\\[,;! ]|[$~]", " ", text)


_LEFT = re.compile(r"([^\W\d_]\w*'*)\s*=")


def _shows(text: str, hidden: Reading, symbols: set[str]) -> bool:
    """Whether a text says this number. A small bare one numbers and counts things: it counts only as the value of a symbol that is asked."""
    small = not hidden.dimension and abs(hidden.base) <= LIKELY and hidden.base == int(hidden.base)
    for r in readings(text):
        if not agree(hidden, r) or (small and r.dimension):
            continue
        if not small:
            return bool(r.dimension or not hidden.dimension or "=" in text)
        m = re.search(rf"(\w*)\s*=\s*{re.escape(r.number)}(?!\s*[\w.(×·*/^²³√])", text.replace("−", "-"))
        if m is not None and (not symbols or _folded(m[1]) in symbols):
            return True
    return False


def _extra(understanding: Understanding, texts: list[tuple[str, str, str]]) -> tuple[tuple[str, str], ...]:
    """Quantities with a unit in labels and rows that agree with none of the problem."""
    if not any(q.role == GIVEN for q in understanding.quantities):
        return ()
    stated = [r for q in understanding.quantities if (r := _reading(q)) is not None]
    stated += [r for option in understanding.options for r in readings(option)]
    out = []
    for where, role, text in texts:
        if role in ("label", "givens", "mark", "object") and (THIN in text or "°" in text):  # as the compiler sets a unit; "3 m" may be three times m
            out += [(f"{r.number} {r.unit}", where) for r in readings(text) if r.dimension and not any(agree(r, s) for s in stated)]
    return tuple(dict.fromkeys(out))
