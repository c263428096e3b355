"""Dimensions, units, literals and printed values."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sciml.expression import Expr, value_of
from sciml.quantity import (
    ANGLE,
    AREA,
    CONCENTRATION,
    ENERGY,
    FORCE,
    FREQUENCY,
    LENGTH,
    MASS,
    MONEY,
    NUMBER,
    SPEED,
    TEMPERATURE,
    TIME,
    UNIT_NAMES,
    VOLTAGE,
    Dimension,
    find_unit,
    format_value,
    half_step,
    literal,
    name,
    near_units,
)
from sciml.unit_table import ALIASES, CONFUSED, UNITS, WORDS


def text(runs: object) -> str:
    return "".join(r.text for r in runs).replace("\u202f", " ").replace("\u00a0", " ")  # type: ignore[attr-defined]


def test_dimension_arithmetic() -> None:
    assert MASS * LENGTH / TIME**2 == FORCE
    assert (LENGTH**2) ** Fraction(1, 2) == LENGTH
    assert LENGTH / LENGTH == NUMBER
    assert hash(Dimension((Fraction(1), 0, 0, 0, 0, 0, 0, 0, 0))) == hash(LENGTH)


def test_an_angle_loses_its_kind_in_products() -> None:
    assert ANGLE * NUMBER == ANGLE
    assert NUMBER * ANGLE == ANGLE
    assert ANGLE * LENGTH == LENGTH
    assert ANGLE / ANGLE == NUMBER
    assert ANGLE * ANGLE == NUMBER
    assert ANGLE / TIME == FREQUENCY
    assert not ANGLE.same(NUMBER)


@pytest.mark.parametrize(
    "dim, said",
    [
        (FORCE, "a force"),
        (AREA, "an area"),
        (ENERGY, "an energy"),
        (NUMBER, "a pure number"),
        (LENGTH / MASS, "a length per mass"),
        (MONEY / MASS, "an amount of money per mass"),
        (MASS * LENGTH**5 / TIME, "kg·m⁵/s"),
        (LENGTH ** Fraction(1, 2), "m^(1/2)"),
    ],
)
def test_names(dim: Dimension, said: str) -> None:
    assert name(dim) == said


def test_every_unit_of_the_table_is_found() -> None:
    for symbol in (*UNITS, *UNIT_NAMES, *ALIASES, *WORDS):
        unit = find_unit(symbol)
        assert unit is not None, symbol
        assert value_of(unit.factor) > 0
    for wrong, right in CONFUSED.items():
        assert wrong not in UNITS, wrong
        assert find_unit(right) is not None, right


def test_no_prefix_hides_a_unit() -> None:
    """min is a minute, cd a candela, ft a foot, Pa a pascal: own meanings come before prefixes."""
    assert value_of(find_unit("min").factor) == 60  # type: ignore[union-attr]
    assert find_unit("cd").dim != TIME  # type: ignore[union-attr]
    assert find_unit("ft").dim == LENGTH  # type: ignore[union-attr]
    assert find_unit("T").dim != MASS  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "typed, printed, factor, dim",
    [
        ("m/s^2", "m/s²", 1, SPEED / TIME),
        ("m/s²", "m/s²", 1, SPEED / TIME),
        ("km/h", "km/h", Fraction(5, 18), SPEED),
        ("N·m", "N·m", 1, ENERGY),
        ("J/(mol*K)", "J/(mol·K)", 1, find_unit("J mol^-1 K^-1").dim),
        ("W m^-1 K^-1", "W m⁻¹ K⁻¹", 1, find_unit("W/(m*K)").dim),  # type: ignore[union-attr]
        ("kg*m/s^2", "kg·m/s²", 1, FORCE),
        ("kohm", "kΩ", 1000, find_unit("ohm").dim),
        ("uF", "µF", Fraction(1, 10**6), find_unit("F").dim),  # type: ignore[union-attr]
        ("mM", "mM", 1, CONCENTRATION),
        ("keV", "keV", Fraction(1602176634, 10**25), ENERGY),
        ("lb", "lb", Fraction(45359237, 10**8), MASS),
        ("mV", "mV", Fraction(1, 1000), VOLTAGE),
        ("atm", "atm", 101325, find_unit("Pa").dim),
        ("%", "%", Fraction(1, 100), NUMBER),
        ("1/s", "1/s", 1, FREQUENCY),
        ("rad/s", "rad/s", 1, FREQUENCY),  # type: ignore[union-attr]
    ],
)
def test_units(typed: str, printed: str, factor: object, dim: Dimension) -> None:
    unit = find_unit(typed)
    assert unit is not None
    assert unit.printed.replace("\u202f", " ") == printed
    assert unit.factor == factor
    assert unit.dim == dim


@pytest.mark.parametrize("typed", ["foo", "V/R", "(m", "m)", "m/(s", "m//s", "", "/s", "m^", "m^200", "2m", "x", "m" * 200])
def test_what_is_no_unit(typed: str) -> None:
    assert find_unit(typed) is None


@pytest.mark.parametrize(
    "typed, meant", [("kmh", "km/h"), ("Kg", "kg"), ("m/s2", "m/s^2"), ("meterz", "meter"), ("khz", "kHz"), ("m2", "m^2"), ("kg*m/sec2", "kg*m/sec^2")]
)
def test_near_units(typed: str, meant: str) -> None:
    assert near_units(typed)[0] == meant


@pytest.mark.parametrize(
    "typed, printed, n, places",
    [
        ("2.0 kg", "2.0 kg", 2, (2, 1)),
        ("1.50e8 km", "1.50 × 10⁸ km", 15 * 10**10, (3, -6)),
        ("1.5*10^8 km", "1.5 × 10⁸ km", 15 * 10**10, (2, -7)),
        ("12 %", "12 %", Fraction(3, 25), (2, 0)),
        ("62_500 USD", "$62,500", 62500, (5, 0)),
        ("1000 yen", "¥1,000", 1000, (4, 0)),
        ("-62.5 USD", "−$62.5", Fraction(-125, 2), (3, 1)),
        ("25 degC", "25 °C", Fraction(5963, 20), (2, 0)),
        ("-5 degC", "−5 °C", Fraction(5363, 20), (1, 0)),
        ("20 delta_degC", "20 °C", 20, (2, 0)),
        ("9.81 m/s^2", "9.81 m/s²", Fraction(981, 100), (3, 2)),
        ("10 USD/unit", "$10/unit", 10, (2, 0)),
        ("25 cents", "25¢", Fraction(1, 4), (2, 0)),
        ("0.050 m", "0.050 m", Fraction(1, 20), (2, 3)),
        ("-3.2", "−3.2", Fraction(-16, 5), (2, 1)),
        ("0 m", "0 m", 0, (1, 0)),
        ("6 feet", "6 feet", Fraction(1143, 625), (1, 0)),
    ],
)
def test_literals(typed: str, printed: str, n: object, places: tuple[int, int]) -> None:
    number, _, unit = typed.partition(" ")
    value = literal(number, unit or None)
    assert value is not None
    assert text(value.words) == printed
    assert value.n == n
    assert (value.digits, value.decimals) == places


def test_degrees_stay_exact() -> None:
    value = literal("30", "deg")
    assert value is not None and isinstance(value.n, Expr)
    assert value.n.args[0] == Fraction(1, 6)
    assert text(value.words) == "30°"
    assert value.dim == ANGLE


def test_what_is_no_literal() -> None:
    assert literal("5", "foo") is None
    assert literal("1e500", "m") is None
    assert literal("9" * 500, None) is None
    assert literal("abc", "m") is None


def test_half_of_the_last_decimal() -> None:
    assert half_step(literal("36.9", "cm")) == Fraction(1, 2000)  # type: ignore[arg-type]
    assert value_of(half_step(literal("37", "deg"))) == pytest.approx(0.5 * 3.141592653589793 / 180)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "n, dim, unit, digits, printed",
    [
        (4.0, LENGTH, None, None, "4 m"),
        (1 / 3, NUMBER, None, None, "0.333"),
        (298.15, TEMPERATURE, "degC", None, "25 °C"),
        (62500.5, MONEY, None, None, "$62,500.50"),
        (-1.234e-5, LENGTH, None, None, "−1.234 × 10⁻⁵ m"),
        (2.0, MASS, None, 3, "2.00 kg"),
        (0.5235987755982988, ANGLE, None, None, "30°"),
        (1234.567, LENGTH, None, None, "1235 m"),
        (0.05, LENGTH, "cm", None, "5 cm"),
        (0.0, FORCE, None, None, "0 N"),
        (9.81, SPEED / TIME, None, 2, "9.8 m/s²"),
        (float("nan"), FORCE, None, None, "undefined N"),
    ],
)
def test_printed_values(n: float, dim: Dimension, unit: str | None, digits: int | None, printed: str) -> None:
    assert text(format_value(n, dim, find_unit(unit) if unit else None, digits)) == printed
