"""The units of the language as data: each symbol once, defined by those before it. `quantity` reads it, lazily.

A definition is `number symbols`; the number is exact (a fraction or a decimal), `pi` stands for itself. Sources of the factors: SI brochure (9th edition),
international yard and pound agreement, IAU (astronomical unit, parsec), CODATA 2018 for the atomic mass unit.
"""

from __future__ import annotations

__all__ = ["ALIASES", "CONFUSED", "PREFIXES", "PRINTED", "UNITS", "WORDS"]

PREFIXES = {
    "q": -30,
    "r": -27,
    "y": -24,
    "z": -21,
    "a": -18,
    "f": -15,
    "p": -12,
    "n": -9,
    "u": -6,
    "µ": -6,
    "μ": -6,
    "m": -3,
    "c": -2,
    "d": -1,
    "da": 1,
    "h": 2,
    "k": 3,
    "M": 6,
    "G": 9,
    "T": 12,
    "P": 15,
    "E": 18,
    "Z": 21,
    "Y": 24,
    "R": 27,
    "Q": 30,
}

# fmt: off
UNITS: dict[str, tuple[str, str]] = {
    # symbol: (definition, its usual prefixes; "" if it takes none)
    "m": ("", "n u m c d k"), "g": ("1/1000 kg", "n u m k"), "s": ("", "f p n u m"), "A": ("", "n u m k"), "K": ("", "m"), "mol": ("", "n u m k"),
    "cd": ("", "m"), "rad": ("", "m"), "sr": ("1", ""),
    # mechanics
    "Hz": ("1 s^-1", "k M G T"), "N": ("1 kg*m/s^2", "u m k M"), "Pa": ("1 N/m^2", "h k M G"), "J": ("1 N*m", "m k M G"), "W": ("1 J/s", "u m k M G"),
    "Nm": ("1 N*m", "m k"), "Ns": ("1 N*s", ""), "dyn": ("1/100000 N", ""), "erg": ("1/10000000 J", ""), "kgf": ("9.80665 N", ""),
    # electricity
    "C": ("1 A*s", "p n u m k"), "V": ("1 W/A", "n u m k M"), "F": ("1 C/V", "p n u m"), "ohm": ("1 V/A", "m k M"), "Ω": ("1 V/A", "m k M"),
    "S": ("1 A/V", "n u m"), "Wb": ("1 V*s", "u m"), "T": ("1 Wb/m^2", "n u m"), "H": ("1 Wb/A", "n u m"), "G": ("1/10000 T", "m k"),
    "VA": ("1 V*A", "k M"), "Ah": ("3600 A*s", "m"), "Wh": ("3600 J", "k M G T"), "D": ("1 m^-1", ""),
    # light, radiation, chemistry
    "lm": ("1 cd", "k"), "lx": ("1 cd/m^2", "k"), "Bq": ("1 s^-1", "k M G T"), "Ci": ("37000000000 s^-1", "n u m"), "Gy": ("1 J/kg", "u m"),
    "Sv": ("1 J/kg", "u m"), "kat": ("1 mol/s", "u n"), "M": ("1000 mol/m^3", "p n u m"), "u": ("1.66053906660e-27 kg", ""), "Da": ("1 u", "k M"),
    "bp": ("1", "k M"), "kb": ("1000", ""), "Mb": ("1000000", ""),
    # time
    "min": ("60 s", ""), "h": ("3600 s", ""), "d": ("86400 s", ""), "wk": ("604800 s", ""), "yr": ("31557600 s", "k M G"),
    # angle
    "deg": ("pi/180 rad", ""), "°": ("pi/180 rad", ""), "arcmin": ("pi/10800 rad", ""), "arcsec": ("pi/648000 rad", "m u"), "′": ("pi/10800 rad", ""),
    "″": ("pi/648000 rad", ""), "rev": ("2*pi rad", ""), "rpm": ("pi/30 s^-1", ""),
    # length, area, volume
    "in": ("0.0254 m", ""), "ft": ("0.3048 m", ""), "yd": ("0.9144 m", ""), "mi": ("1609.344 m", ""), "nmi": ("1852 m", ""), "angstrom": ("1e-10 m", ""),
    "Å": ("1e-10 m", ""), "AU": ("149597870700 m", ""), "au": ("149597870700 m", ""), "ly": ("9460730472580800 m", "k M G"),
    "pc": ("648000/pi AU", "k M G"), "ha": ("10000 m^2", ""), "acre": ("4046.8564224 m^2", ""), "L": ("1/1000 m^3", "n u m c d"),
    "l": ("1/1000 m^3", "u m c d"), "cc": ("1/1000000 m^3", ""), "gal": ("0.003785411784 m^3", ""), "qt": ("0.000946352946 m^3", ""),
    "pt": ("0.000473176473 m^3", ""),
    "fl_oz": ("0.0000295735295625 m^3", ""), "barn": ("1e-28 m^2", ""),
    # mass, force, pressure, energy, power, speed
    "t": ("1000 kg", "k M"), "lb": ("0.45359237 kg", ""), "oz": ("0.028349523125 kg", ""), "lbf": ("4.4482216152605 N", ""),
    "slug": ("8896443230521/609600000000 kg", ""),
    "atm": ("101325 Pa", ""), "bar": ("100000 Pa", "m"), "torr": ("101325/760 Pa", ""), "mmHg": ("133.322387415 Pa", ""), "cmHg": ("1333.22387415 Pa", ""),
    "inHg": ("3386.388640341 Pa", ""), "psi": ("8896443230521/1290320000 Pa", ""), "eV": ("1.602176634e-19 J", "m k M G T"), "cal": ("4.184 J", "k"),
    "Cal": ("4184 J", ""), "BTU": ("1055.05585262 J", ""), "hp": ("745.69987158227022 W", ""), "mph": ("0.44704 m/s", ""), "kph": ("5/18 m/s", ""),
    "kn": ("1852/3600 m/s", ""), "c": ("299792458 m/s", ""),
    # temperature
    "degC": ("1 K", ""), "degF": ("5/9 K", ""), "delta_degC": ("1 K", ""), "delta_degF": ("5/9 K", ""),
    # pure numbers
    "%": ("1/100", ""), "‰": ("1/1000", ""), "ppm": ("1/1000000", ""), "ppb": ("1/1000000000", ""), "dB": ("1", ""), "bit": ("1", "k M G"),
    "byte": ("8", "k M G"),
    # money
    "USD": ("", ""), "EUR": ("1 USD", ""), "GBP": ("1 USD", ""), "JPY": ("1 USD", ""), "CNY": ("1 USD", ""), "INR": ("1 USD", ""), "CHF": ("1 USD", ""),
    "yen": ("1 USD", ""), "cents": ("1/100 USD", ""),
}
"""The smallest money unit of each currency counts alike: there is no rate of exchange, and `check` asks that a figure stays with one."""

PRINTED = {
    "ohm": "Ω", "deg": "°", "arcmin": "′", "arcsec": "″", "angstrom": "Å", "degC": "°C", "degF": "°F", "delta_degC": "°C", "delta_degF": "°F",
    "Nm": "N·m", "Ns": "N·s", "fl_oz": "fl oz", "Ah": "A·h", "Wh": "Wh", "cents": "¢",
    # before the number
    "USD": "$<", "EUR": "€<", "GBP": "£<", "JPY": "¥<", "yen": "¥<", "CNY": "¥<", "INR": "₹<",
}

ALIASES = {
    "°C": "degC", "°F": "degF", "℃": "degC", "℉": "degF", "Ω": "Ω", "'": "′", "degree": "deg", "degrees": "deg", "percent": "%", "micron": "um",
    "microns": "um",
    "amu": "u", "ohms": "ohm", "Ohm": "ohm", "Ohms": "ohm", "dollar": "USD", "dollars": "USD", "euro": "EUR", "euros": "EUR", "cent": "cents", "Torr": "torr",
    "Angstrom": "angstrom", "Btu": "BTU", "kelvin": "K", "sec": "s", "hr": "h", "hrs": "h", "mins": "min", "secs": "s", "lbs": "lb", "pounds_force": "lbf",
    "diopter": "D", "diopters": "D", "dioptre": "D", "dioptres": "D", "knot": "kn", "knots": "kn", "wt%": "%", "delta_K": "K", "molar": "M", "Å": "Å",
    "yuan": "CNY", "rupees": "INR", "celsius": "degC", "fahrenheit": "degF", "mcg": "ug", "mi/h": "mph", "revolution": "rev", "revolutions": "rev",
}

WORDS = {
    # spelled out: printed as typed, after an ordinary blank
    "meter": "m", "meters": "m", "metre": "m", "metres": "m", "centimeters": "cm", "centimetres": "cm", "kilometers": "km", "kilometres": "km",
    "gram": "g", "grams": "g", "kilograms": "kg", "kilogram": "kg", "second": "s", "seconds": "s", "minute": "min", "minutes": "min", "hour": "h",
    "hours": "h",
    "day": "d", "days": "d", "week": "wk", "weeks": "wk", "month": "2629800 s", "months": "2629800 s", "year": "yr", "years": "yr", "inch": "in",
    "inches": "in",
    "foot": "ft", "feet": "ft", "yard": "yd", "yards": "yd", "mile": "mi", "miles": "mi", "liter": "L", "liters": "L", "litre": "L", "litres": "L",
    "gallon": "gal", "gallons": "gal", "pound": "lb", "pounds": "lb", "ounce": "oz", "ounces": "oz", "ton": "907.18474 kg", "tons": "907.18474 kg",
    "tonne": "t", "tonnes": "t",
    "acres": "acre", "newton": "N", "newtons": "N", "joule": "J", "joules": "J", "watt": "W", "watts": "W", "volt": "V", "volts": "V", "amp": "A",
    "amps": "A",
    "ampere": "A", "amperes": "A", "coulomb": "C", "coulombs": "C", "farad": "F", "farads": "F", "henry": "H", "henries": "H", "tesla": "T", "gauss": "G",
    "hertz": "Hz", "pascal": "Pa", "pascals": "Pa", "mole": "mol", "moles": "mol", "radian": "rad", "radians": "rad", "calories": "cal",
    "debye": "3.33564095198e-30 C*m",
    "bits": "bit", "bytes": "byte", "slugs": "slug",
    # things that are counted
    **dict.fromkeys((
        "unit", "units", "item", "items", "piece", "pieces", "person", "people", "share", "shares", "turn", "turns", "line", "lines", "count", "counts",
        "atom", "atoms",
        "molecule", "molecules", "ion", "ions", "electron", "electrons", "photon", "photons", "particle", "particles", "cell", "cells", "drop", "drops",
        "base", "bases",
        "student", "students", "trial", "trials", "page", "pages", "car", "cars", "ticket", "tickets", "box", "boxes", "bag", "bags", "share_of_stock",
    ), "1"),
}

CONFUSED = {
    # what is typed for a unit that has another spelling
    "Kg": "kg", "KG": "kg", "kgs": "kg", "kmh": "km/h", "kmph": "km/h", "fps": "ft/s", "mps": "m/s", "nt": "N", "hz": "Hz", "HZ": "Hz", "pa": "Pa",
    "kpa": "kPa",
    "Mhz": "MHz", "khz": "kHz", "KHz": "kHz", "kw": "kW", "Kw": "kW", "KW": "kW", "kwh": "kWh", "KWh": "kWh", "KJ": "kJ", "kj": "kJ", "ev": "eV",
    "Mev": "MeV",
    "gm": "g", "gms": "g", "mtr": "m", "mts": "m", "cms": "cm", "ltr": "L", "Ltr": "L", "j": "J", "n": "N", "v": "V", "w": "W", "a": "A", "k": "K",
    "Sec": "s",
    "Deg": "deg", "C°": "degC", "F°": "degF", "centigrade": "degC", "sqm": "m^2", "sqft": "ft^2", "sq": "m^2", "cubic": "m^3", "tesla": "T",
    "Kcal": "kcal", "Cals": "Cal",
    "uf": "uF", "MFD": "uF", "mfd": "uF", "y": "yr", "USD$": "USD", "usd": "USD", "eur": "EUR", "$": "USD", "€": "EUR", "£": "GBP",
    "¥": "yen",
}
