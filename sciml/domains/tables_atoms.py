"""Atoms and charge of the species of a reaction: what stands on one side stands on the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice, product
from typing import Any

from ..author import WARNING, Diagnostic, Span

__all__ = ["ChargeReadsAsNumber", "Unbalanced", "balance", "compositions"]

ELEMENTS = frozenset(
    re.findall(
        "[A-Z][a-z]?",
        "HHeLiBeBCNOFNeNaMgAlSiPSClArKCaScTiVCrMnFeCoNiCuZnGaGeAsSeBrKrRbSrYZrNbMoTcRuRhPdAgCdInSnSbTeIXeCsBaLaCePrNdPmSmEuGdTbDyHoErTmYbLu"
        "HfTaWReOsIrPtAuHgTlPbBiPoAtRnFrRaAcThPaUNpPuAmCmBkCfEsFmMdNoLrRfDbSgBhHsMtDsRgCnNhFlMcLvTsOg",
    )
)
CHARGE = "charge"
MOST = 256
"""ways to read the species of one reaction that are tried"""
_STATE = re.compile(r"\s*\((?:s|l|g|aq|cr|am|ads)\)$")
_CHARGE = re.compile(r"\^\{?(\d*)([+\-−])\}?$|(\d*)([+\-−])$")
_TOKEN = re.compile(r"([A-Z][a-z]?)_?\{?(\d*)\}?|([(\[])|([)\]])_?\{?(\d*)\}?")
_ELECTRON = re.compile(r"e\^?\{?[-−]\}?")

Atoms = dict[str, int]


class Unbalanced(Diagnostic):
    """A reaction that makes or destroys atoms or charge.

    ```wrong
    ice_table("N2 + H2 <=> 2 NH3", initial=[1, 1, 0])
    ```
    ```right
    ice_table("N2 + 3 H2 <=> 2 NH3", initial=[1, 1, 0])
    ```
    """

    code = "TAB213"
    says = "The reaction does not balance: {what}."
    help = 'Mend its coefficients or formulas; one that the problem has unbalanced stays with as_stated("...").'
    what: str


class ChargeReadsAsNumber(Diagnostic):
    """The number of a charge stands after a roof: without one it counts atoms.

    ```wrong
    ice_table("Fe3+ + SCN- <=> FeSCN2+", initial=[1, 1, 0])
    ```
    ```right
    ice_table("Fe^3+ + SCN- <=> FeSCN^2+", initial=[1, 1, 0])
    ```
    """

    code = "TAB214"
    severity = WARNING
    says = "{species} prints its number as one of atoms, and the reaction balances only if it is a charge."
    help = "Write {instead}."
    species: str
    instead: str


def balance(terms: Sequence[tuple[Any, str]], span: Span) -> Iterator[Diagnostic]:
    """What is wrong with (coefficient, species), those used up negative; nothing if some species cannot be read as atoms: `A`, `HA`, a name."""
    ways = [compositions(name) for _, name in terms]
    if not all(ways) or all(len(name) == 1 for _, name in terms):
        return
    first = ""
    for chosen in islice(product(*ways), MOST):
        wrong = _difference([(Fraction(n), atoms) for (n, _), (atoms, _) in zip(terms, chosen, strict=True)])
        if not wrong:
            for (_, name), (_, instead) in zip(terms, chosen, strict=True):
                if instead != name:
                    yield ChargeReadsAsNumber(span, name, instead)
            return
        first = first or wrong
    yield Unbalanced(span, first)


def _difference(terms: Sequence[tuple[Fraction, Atoms]]) -> str:
    for key in dict.fromkeys(k for _, atoms in terms for k in atoms):
        left, right = (sum(abs(n) * atoms.get(key, 0) for n, atoms in terms if (n > 0) == after) for after in (False, True))
        if left != right:
            if key == CHARGE:
                return f"the charge is {_signed(left)} on the left and {_signed(right)} on the right"
            return f"{left} {key} on the left and {right} on the right"
    return ""


def _signed(n: Any) -> str:
    return f"+{n}" if n > 0 else str(n).replace("-", "−")


def compositions(species: str) -> list[tuple[Atoms, str]]:
    """Atoms and charge of a formula, in each way that it may be meant, as it prints first, and how that is written: `Fe3+` are three atoms with one charge, or
    an ion. None of what is no formula of elements."""
    text = _STATE.sub("", species.strip())
    if _ELECTRON.fullmatch(text):
        return [({CHARGE: -1}, species)]
    found = _CHARGE.search(text)
    if found is None:
        return [(atoms, species) for atoms in _read(text, 0)]
    body = text[: found.start()]
    if found[2]:
        return [(atoms, species) for atoms in _read(body, _charge(found[1], found[2]))]
    digits, sign = found[3], found[4]
    out = []
    for k in range(len(digits) + 1):
        inner, outer = body + digits[: len(digits) - k], digits[len(digits) - k :]
        written = f"{inner}^{outer}{sign}{species.strip()[len(text) :]}" if k else species
        out += [(atoms, written) for atoms in _read(inner, _charge(outer, sign))]
    return out


def _charge(digits: str, sign: str) -> int:
    return int(digits or 1) * (1 if sign == "+" else -1)


def _read(body: str, charge: int) -> Iterator[Atoms]:
    """The atoms of all parts, `CuSO4*5H2O` has two; nothing where the text is no formula."""
    total: Atoms = {}
    for part in re.split(r"[*·•]", body):
        m = re.match(r"(\d*)\s*(.+)", part.strip())
        atoms = _atoms(m[2]) if m else None
        if m is None or atoms is None:
            return
        for k, n in atoms.items():
            total[k] = total.get(k, 0) + n * int(m[1] or 1)
    yield {**total, CHARGE: charge} if charge else total


def _atoms(text: str) -> Atoms | None:
    heaps: list[Atoms] = [{}]
    at = 0
    while at < len(text):
        m = _TOKEN.match(text, at)
        if m is None:
            return None
        at = m.end()
        if m[1]:
            name, count = m[1], m[2]
            if name not in ELEMENTS:
                return None
            heaps[-1][name] = heaps[-1].get(name, 0) + int(count or 1)
        elif m[3]:
            heaps.append({})
        else:
            if len(heaps) < 2:
                return None
            inner = heaps.pop()
            for k, n in inner.items():
                heaps[-1][k] = heaps[-1].get(k, 0) + n * int(m[5] or 1)
    return heaps[0] if len(heaps) == 1 and heaps[0] else None
