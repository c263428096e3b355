"""Numbers with dimensions: dimensions with rational exponents, units, values with their origin and the text as written."""

from __future__ import annotations

from enum import IntEnum
from fractions import Fraction

from .expression import Num
from .grammar.record import Record, field
from .typeset import Run

__all__ = ["ANGLE", "LENGTH", "NUMBER", "Dimension", "Origin", "Unit", "Value"]

BASES = ("length", "mass", "time", "current", "temperature", "amount", "luminous", "money", "angle")


class Dimension(Record):
    """Exponents over `BASES`. An angle keeps its kind by itself and loses it in products."""

    powers: tuple[Fraction, ...]


class Origin(IntEnum):
    """Where a value comes from; an expression has the largest of its parts'."""

    GIVEN = 0
    SOLVED = 1
    EXAMPLE = 2
    DEFAULT = 3
    UNKNOWN = 4


class Unit(Record):
    """text: as typed; printed: as set ("m/s²", "°C"); factor to base units (exact where it can be); offset for degC, degF; dim."""

    text: str
    printed: str
    factor: Num
    dim: Dimension
    offset: Num = 0


class Value(Record):
    """n: the number in base units; words: how it prints as written (None: never printed); symbol: the named given it came through, with its own words;
    digits: significant digits written, decimals: digits after the point in its unit (None: exact)."""

    n: Num
    dim: Dimension
    origin: Origin = Origin.GIVEN
    words: tuple[Run, ...] | None = None
    unit: Unit | None = None
    digits: int | None = None
    decimals: int | None = None
    symbol: str = ""
    key: str = field(default="", compare=False)


NUMBER = Dimension((Fraction(0),) * 9)
LENGTH = Dimension((Fraction(1),) + (Fraction(0),) * 8)
ANGLE = Dimension((Fraction(0),) * 8 + (Fraction(1),))
