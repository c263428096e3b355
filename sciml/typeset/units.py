"""Numbers with units in TeX: \\SI, \\qty, \\si, \\unit, \\num, \\ang."""

from __future__ import annotations

import re
from typing import Final

from .nodes import Fence, Node, Row
from .tex import Reader

__all__ = ["number", "siunitx", "unit"]

_PREFIXES: Final = {
    "quecto": "q", "ronto": "r", "yocto": "y", "zepto": "z", "atto": "a", "femto": "f", "pico": "p", "nano": "n", "micro": "µ", "milli": "m", "centi": "c", "deci": "d", "deca": "da",
    "deka": "da", "hecto": "h", "kilo": "k", "mega": "M", "giga": "G", "tera": "T", "peta": "P", "exa": "E", "zetta": "Z", "yotta": "Y", "kibi": "Ki", "mebi": "Mi", "gibi": "Gi",
}  # fmt: skip
_UNITS: Final = {
    "metre": "m", "meter": "m", "gram": "g", "second": "s", "ampere": "A", "kelvin": "K", "mole": "mol", "candela": "cd", "becquerel": "Bq", "coulomb": "C", "farad": "F", "gray": "Gy",
    "hertz": "Hz", "henry": "H", "joule": "J", "katal": "kat", "lumen": "lm", "lux": "lx", "newton": "N", "ohm": "Ω", "pascal": "Pa", "radian": "rad", "siemens": "S", "sievert": "Sv",
    "steradian": "sr", "tesla": "T", "volt": "V", "watt": "W", "weber": "Wb", "degreeCelsius": "°C", "celsius": "°C", "degree": "°", "arcminute": "′", "arcsecond": "″", "percent": "%",
    "minute": "min", "hour": "h", "day": "d", "litre": "L", "liter": "L", "tonne": "t", "hectare": "ha", "bar": "bar", "atmosphere": "atm", "mmHg": "mmHg", "electronvolt": "eV",
    "angstrom": "Å", "dalton": "Da", "atomicmassunit": "u", "bel": "B", "decibel": "dB", "neper": "Np", "astronomicalunit": "au", "parsec": "pc", "lightyear": "ly", "kilogram": "kg",
    "gon": "gon", "barn": "b", "knot": "kn", "nauticalmile": "M", "molar": "M", "gauss": "G", "calorie": "cal", "year": "a", "permille": "‰", "byte": "B", "bit": "bit", "inch": "in",
    "foot": "ft", "mile": "mi", "pound": "lb", "rpm": "rpm", "curie": "Ci", "diopter": "D", "poise": "P", "torr": "Torr", "km": "km", "m": "m", "cm": "cm", "mm": "mm", "um": "µm",
    "nm": "nm", "kg": "kg", "g": "g", "mg": "mg", "s": "s", "ms": "ms", "us": "µs", "ns": "ns", "N": "N", "kN": "kN", "J": "J", "kJ": "kJ", "W": "W", "kW": "kW", "MW": "MW", "V": "V",
    "mV": "mV", "kV": "kV", "A": "A", "mA": "mA", "uA": "µA", "K": "K", "mol": "mol", "mmol": "mmol", "Hz": "Hz", "kHz": "kHz", "MHz": "MHz", "GHz": "GHz", "Pa": "Pa", "kPa": "kPa",
    "MPa": "MPa", "GPa": "GPa", "L": "L", "l": "l", "mL": "mL", "ml": "ml", "eV": "eV", "keV": "keV", "MeV": "MeV", "GeV": "GeV", "dB": "dB", "F": "F", "uF": "µF", "nF": "nF", "pF": "pF",
    "C": "C", "uC": "µC", "nC": "nC", "H": "H", "mH": "mH", "T": "T", "mT": "mT", "h": "h", "kWh": "kWh", "kohm": "kΩ", "Mohm": "MΩ", "mW": "mW", "GW": "GW", "pm": "pm", "fm": "fm",
}  # fmt: skip
_POWERS: Final = {"square": "2", "cubic": "3", "squared": "2", "cubed": "3"}


def siunitx(r: Reader, name: str) -> Node:
    """The tree of one of these commands."""
    if name == "qty":
        r.skip_blanks()
        if r.peek() in {"(", "[", "|"}:  # the other \qty, of physicists: fences that grow
            return _fences(r)
    if name in {"celsius", "degreeCelsius"}:
        return r.inner("\\mathrm{°C}")
    r.optional()
    if name == "ang":
        return r.inner(_angle(r.raw()))
    if name == "num":
        return r.inner(number(r.raw()))
    if name in {"si", "unit"}:
        return r.inner(_unit(r, r.raw()), "rm")
    if name == "numrange":
        return r.inner(f"{number(r.raw())}\\text{{ to }}{number(r.raw())}")
    if name in {"SIrange", "qtyrange"}:
        low, high = number(r.raw()), number(r.raw())
        measure = _unit(r, r.raw())
        return r.inner(f"{_joined(low, measure)}\\text{{ to }}{_joined(high, measure)}")
    value = number(r.raw())
    r.optional()
    return r.inner(_joined(value, _unit(r, r.raw())))


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
        r.problem(r.offset, f"the unit \\{name} is unknown")
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
