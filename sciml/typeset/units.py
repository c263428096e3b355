"""Numbers with units in TeX: \\SI, \\qty, \\si, \\unit, \\num, \\ang."""

from __future__ import annotations

import re
from typing import Final

from .nodes import Fence, Node, Row
from .tex import Reader

__all__ = ["number", "siunitx", "unit"]

_PREFIXES: Final = {
    "quecto": "q", "ronto": "r", "yocto": "y", "zepto": "z", "atto": "a", "femto": "f", "pico": "p", "nano": "n", "micro": "µ", "milli": "m", "centi": "c",
    "deci": "d", "deca": "da",
    "deka": "da", "hecto": "h", "kilo": "k", "mega": "M", "giga": "G", "tera": "T", "peta": "P", "exa": "E", "zetta": "Z", "yotta": "Y", "kibi": "Ki",
    "mebi": "Mi", "gibi": "Gi",
}  # fmt: skip
_NAMED: Final = (
    "metre m meter m gram g second s ampere A kelvin K mole mol candela cd becquerel Bq coulomb C farad F gray Gy hertz Hz henry H joule J katal kat lumen "
    "lm lux lx newton N ohm Ω pascal Pa radian rad siemens S sievert Sv steradian sr tesla T volt V watt W weber Wb degreeCelsius °C celsius °C degree ° "
    "arcminute ′ arcsecond ″ percent % minute min hour h day d litre L liter L tonne t hectare ha atmosphere atm electronvolt eV angstrom Å dalton Da "
    "atomicmassunit u bel B decibel dB neper Np astronomicalunit au parsec pc lightyear ly kilogram kg barn b knot kn nauticalmile M molar M gauss G "
    "calorie cal year a permille ‰ byte B inch in foot ft mile mi pound lb curie Ci diopter D poise P torr Torr um µm us µs uA µA uF µF uC µC kohm kΩ Mohm "
    "MΩ "
)
_SIGNS: Final = (
    "bar mmHg gon bit rpm km m cm mm nm kg g mg s ms ns N kN J kJ W kW MW V mV kV A mA K mol mmol Hz kHz MHz GHz Pa kPa MPa GPa L l mL ml eV keV MeV GeV dB "
    "F nF pF C nC H mH T mT h kWh mW GW pm fm "
)
_UNITS: Final = {**dict(zip(_NAMED.split()[::2], _NAMED.split()[1::2], strict=True)), **{sign: sign for sign in _SIGNS.split()}}
_POWERS: Final = {"square": "2", "cubic": "3", "squared": "2", "cubed": "3"}


def siunitx(r: Reader, name: str) -> Node:
    """The tree of one of these commands."""
    if name == "qty":
        r.skip_blanks()
        if r.peek() in {"(", "[", "|"}:  # the other \\qty, of physicists: fences that grow
            return _fences(r)
    r.optional()
    if name in {"si", "unit"}:
        return r.inner(_unit(r, r.raw()), "rm")
    return r.inner(_tex(r, name))


def _tex(r: Reader, name: str) -> str:
    if name in {"celsius", "degreeCelsius"}:
        return "\\mathrm{°C}"
    if name == "ang":
        return _angle(r.raw())
    value = number(r.raw())
    if name == "num":
        return value
    if name == "numrange":
        return f"{value}\\text{{ to }}{number(r.raw())}"
    if name in {"SIrange", "qtyrange"}:
        high, measure = number(r.raw()), _unit(r, r.raw())
        return f"{_joined(value, measure)}\\text{{ to }}{_joined(high, measure)}"
    r.optional()
    return _joined(value, _unit(r, r.raw()))


def _joined(value: str, measure: str) -> str:
    gap = "" if measure in {"°", "′", "″"} or not value or not measure else "\\,"
    return f"{value}{gap}\\mathrm{{{measure}}}"


def _fences(r: Reader) -> Node:
    left = r.take()
    right = {"(": ")", "[": "]", "|": "|"}[left]
    items: list[Node] = []
    while r.peek() not in {right, "", "}", "&", "\\\\"}:
        node = r.scripted()
        if node is not None:
            items.append(node)
    if r.peek() == right:
        r.take()
    return Fence((left, right), (Row(tuple(items)),))


def number(text: str) -> str:
    """TeX of a number as it is written in programs: `-1.5e-3`, `6,02e23`, `2.5+-0.1`, `3x4`."""
    text = re.sub(r"\s+|~", "", text).replace("\\pm", "+-").replace("±", "+-").replace("\\times", "x").replace("×", "x")
    if "x" in text:
        return "\\times ".join(number(part) for part in text.split("x"))
    found = re.fullmatch(r"([-+−<>≤≥≈]?)(\d*)(?:([.,])(\d*))?(?:\+-(\d*[.,]?\d*)|\((\d+)\))?(?:[eEdD]([-+−]?\d+))?", text)
    if found is None:
        return text.replace("-", "−")
    sign, whole, point, part, error, last, power = found.groups()
    out = sign.replace("-", "−") + _grouped(whole, False)
    if point:
        out += "{.}" + _grouped(part, True)
    if error is not None:
        out += f"\\pm {error}"
        out = f"({out})" if power else out
    if last is not None:
        out += f"({last})"
    if power is not None:
        exponent = power.replace("-", "−").lstrip("+")
        out += ("\\times " if whole or point else "") + f"10^{{{exponent}}}"
    return out


def _grouped(digits: str, after_point: bool) -> str:
    """Groups of three from five digits on."""
    if len(digits) < 5:
        return digits
    start = 0 if after_point else len(digits) % 3
    groups = [digits[:start]] if start else []
    groups += [digits[i : i + 3] for i in range(start, len(digits), 3)]
    return "\\,".join(groups)


def _angle(text: str) -> str:
    parts = [number(part) if part.strip() else "" for part in text.split(";")]
    signs = ("^{\\circ}", "'", "''")
    return "".join(f"{part}{sign}" for part, sign in zip(parts, signs, strict=False) if part)


def _unit(r: Reader, text: str) -> str:
    tex, unknown = unit(text)
    for name in unknown:
        r.problem(r.mark, f"the unit \\{name} is unknown")
    return tex


def unit(text: str) -> tuple[str, list[str]]:
    """TeX of a unit, `\\metre\\per\\second\\squared` or `m/s^2`, and the names in it that are unknown."""
    if "\\" not in text or not re.search(r"\\[A-Za-z]", text):
        return _literal(text), []
    parts: list[tuple[str, str]] = []
    unknown: list[str] = []
    prefix, minus, power = "", False, ""
    for name, argument, other in re.findall(r"\\([A-Za-z]+)\s*(?:\{([^{}]*)\})?|([^\\\s{}]+)", text):
        if other:
            parts.append((_literal(other), ""))
        elif name == "per":
            minus = True
        elif name in _PREFIXES:
            prefix += _PREFIXES[name]
        elif name in {"square", "cubic", "raiseto"}:
            power = _POWERS.get(name, argument)
        elif name in {"squared", "cubed", "tothe"} and parts:
            parts[-1] = (parts[-1][0], ("−" if parts[-1][1].startswith("−") else "") + _POWERS.get(name, argument))
        elif name not in {"of", "highlight", "cancel", "cdot", "ohmic"}:
            if name not in _UNITS:
                unknown.append(name)
            parts.append((prefix + _UNITS.get(name, name), ("−" if minus else "") + (power or ("1" if minus else ""))))
            prefix, minus, power = "", False, ""
    return "\\,".join(f"{sign}^{{{up}}}" if up else sign for sign, up in parts), unknown


def _literal(text: str) -> str:
    """`kg m/s^2`, `kg.m.s^-1`, `m/s2` is not touched."""
    text = re.sub(r"\^\{?([-−+]?\d+(?:/\d+)?)\}?", lambda m: f"^{{{m[1].replace('-', '−')}}}", text.strip())
    text = re.sub(r"\s*[.*·⋅]\s*|\s+|~", r"\\,", text)
    return re.sub(r"(?<!\\)%", r"\\%", text).replace("/", "\\mathord{/}")
