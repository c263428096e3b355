"""Dimensions with rational exponents: the ones that authors need by name, their arithmetic, and how people call them."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from .grammar.record import Record

# fmt: off
__all__ = [
    "ACCELERATION",
    "ACTION",
    "AMOUNT",
    "AMOUNT_FLOW",
    "ANGLE",
    "ANGULAR_ACCELERATION",
    "ANGULAR_MOMENTUM",
    "AREA",
    "BASES",
    "CAPACITANCE",
    "CHARGE",
    "CHARGE_DENSITY",
    "CONCENTRATION",
    "CONDUCTANCE",
    "CONDUCTIVITY",
    "CURRENT",
    "CURRENT_DENSITY",
    "DAMPING",
    "DENSITY",
    "DIFFUSIVITY",
    "DIPOLE_MOMENT",
    "DOSE",
    "ELECTRIC_FIELD",
    "ELECTRIC_FLUX",
    "ENERGY",
    "EXPANSION",
    "FLOW_RATE",
    "FORCE",
    "FREQUENCY",
    "GRAVITATION",
    "HEAT_CAPACITY",
    "HEAT_TRANSFER",
    "ILLUMINANCE",
    "INDUCTANCE",
    "INTENSITY",
    "LENGTH",
    "LINEAR_DENSITY",
    "LINE_CHARGE",
    "LUMINOUS",
    "MAGNETIC_FIELD",
    "MAGNETIC_FLUX",
    "MAGNETIC_MOMENT",
    "MASS",
    "MASS_FLOW",
    "MOLALITY",
    "MOLAR_ENERGY",
    "MOLAR_HEAT",
    "MOLAR_MASS",
    "MOLAR_VOLUME",
    "MOMENTUM",
    "MOMENT_OF_INERTIA",
    "MONEY",
    "MONEY_RATE",
    "NUMBER",
    "NUMBER_DENSITY",
    "PERMEABILITY",
    "PERMITTIVITY",
    "PER_AMOUNT",
    "POWER",
    "PRESSURE",
    "RESISTANCE",
    "RESISTIVITY",
    "SPECIFIC_ENERGY",
    "SPECIFIC_HEAT",
    "SPEED",
    "STIFFNESS",
    "SURFACE_CHARGE",
    "SURFACE_DENSITY",
    "TEMPERATURE",
    "THERMAL_CONDUCTIVITY",
    "TIME",
    "VISCOSITY",
    "VOLTAGE",
    "VOLUME",
    "WAVE_NUMBER",
    "Dimension",
    "base_text",
    "from_raised",
    "name",
    "plain_fraction",
    "raised",
    "to_raised",
]
# fmt: on

BASES = ("length", "mass", "time", "current", "temperature", "amount", "luminous", "money", "angle")


class Dimension(Record):
    """Exponents over `BASES`. An angle keeps its kind by itself and times a pure number, and loses it in all other products."""

    powers: tuple[Fraction | int, ...]

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Dimension) and self.powers == other.powers)

    def __hash__(self) -> int:
        return hash(self.powers)

    def __mul__(self, o: Dimension) -> Dimension:
        if o is NUMBER or not any(o.powers):
            return self
        if self is NUMBER or not any(self.powers):
            return o
        return Dimension((*[plain_fraction(a + b) for a, b in zip(self.powers[:8], o.powers, strict=False)], 0))

    def __truediv__(self, o: Dimension) -> Dimension:
        if o is NUMBER or not any(o.powers):
            return self
        return Dimension((*[plain_fraction(a - b) for a, b in zip(self.powers[:8], o.powers, strict=False)], 0))

    def __pow__(self, k: Fraction | int) -> Dimension:
        return self if k == 1 else Dimension((*[plain_fraction(a * k) for a in self.powers[:8]], 0))

    def same(self, o: Dimension) -> bool:
        """Both may be added. (An angle is not a pure number.)"""
        return self.powers == o.powers

    def __str__(self) -> str:
        return name(self)


def plain_fraction(x: Fraction | int) -> Fraction | int:
    """The same number, an int if it is whole."""
    return x.numerator if x.denominator == 1 else x


def _base(i: int) -> Dimension:
    return Dimension(tuple(int(i == k) for k in range(9)))


NUMBER = Dimension((0,) * 9)
LENGTH, MASS, TIME, CURRENT, TEMPERATURE, AMOUNT, LUMINOUS, MONEY, ANGLE = map(_base, range(9))

AREA = LENGTH**2
VOLUME = LENGTH**3
SPEED = LENGTH / TIME
ACCELERATION = SPEED / TIME
FREQUENCY = ANGULAR_SPEED = TIME**-1
ANGULAR_ACCELERATION = TIME**-2
MOMENTUM = IMPULSE = MASS * SPEED
FORCE = WEIGHT = MASS * ACCELERATION
ENERGY = TORQUE = WORK = FORCE * LENGTH
POWER = HEAT_FLOW = ENERGY / TIME
PRESSURE = STRESS = FORCE / AREA
STIFFNESS = SURFACE_TENSION = FORCE / LENGTH
MOMENT_OF_INERTIA = MASS * AREA
ANGULAR_MOMENTUM = MOMENT_OF_INERTIA / TIME
DENSITY = MASS / VOLUME
LINEAR_DENSITY = MASS / LENGTH
SURFACE_DENSITY = MASS / AREA
VISCOSITY = PRESSURE * TIME
DIFFUSIVITY = AREA / TIME
FLOW_RATE = VOLUME / TIME
MASS_FLOW = MASS / TIME
DAMPING = FORCE / SPEED
WAVE_NUMBER = OPTICAL_POWER = LENGTH**-1
INTENSITY = POWER / AREA
GRAVITATION = FORCE * AREA / MASS**2
CHARGE = CURRENT * TIME
VOLTAGE = POWER / CURRENT
RESISTANCE = VOLTAGE / CURRENT
CONDUCTANCE = CURRENT / VOLTAGE
RESISTIVITY = RESISTANCE * LENGTH
CONDUCTIVITY = CONDUCTANCE / LENGTH
CAPACITANCE = CHARGE / VOLTAGE
INDUCTANCE = VOLTAGE * TIME / CURRENT
ELECTRIC_FIELD = VOLTAGE / LENGTH
ELECTRIC_FLUX = VOLTAGE * LENGTH
MAGNETIC_FLUX = VOLTAGE * TIME
MAGNETIC_FIELD = MAGNETIC_FLUX / AREA
PERMITTIVITY = CAPACITANCE / LENGTH
PERMEABILITY = INDUCTANCE / LENGTH
LINE_CHARGE = CHARGE / LENGTH
SURFACE_CHARGE = CHARGE / AREA
CHARGE_DENSITY = CHARGE / VOLUME
CURRENT_DENSITY = CURRENT / AREA
DIPOLE_MOMENT = CHARGE * LENGTH
MAGNETIC_MOMENT = CURRENT * AREA
HEAT_CAPACITY = ENTROPY = ENERGY / TEMPERATURE
SPECIFIC_HEAT = HEAT_CAPACITY / MASS
SPECIFIC_ENERGY = LATENT_HEAT = ENERGY / MASS
THERMAL_CONDUCTIVITY = POWER / LENGTH / TEMPERATURE
HEAT_TRANSFER = INTENSITY / TEMPERATURE
EXPANSION = TEMPERATURE**-1
CONCENTRATION = AMOUNT / VOLUME
MOLAR_MASS = MASS / AMOUNT
MOLAR_ENERGY = ENERGY / AMOUNT
MOLAR_HEAT = ENERGY / AMOUNT / TEMPERATURE
MOLAR_VOLUME = VOLUME / AMOUNT
MOLALITY = AMOUNT / MASS
AMOUNT_FLOW = AMOUNT / TIME
PER_AMOUNT = AMOUNT**-1
ILLUMINANCE = LUMINOUS / AREA
ACTION = ENERGY * TIME
NUMBER_DENSITY = VOLUME**-1
MONEY_RATE = MONEY / TIME
DOSE = ENERGY / MASS

_NAMES = (
    "number length mass time current temperature amount luminous money angle area volume speed acceleration frequency angular_acceleration "
    "momentum force energy power pressure stiffness moment_of_inertia angular_momentum density linear_density viscosity diffusivity flow_rate "
    "damping gravitation charge voltage resistance conductance resistivity conductivity capacitance inductance electric_field electric_flux "
    "magnetic_flux magnetic_field permittivity permeability surface_charge charge_density current_density dipole_moment magnetic_moment "
    "heat_capacity specific_heat thermal_conductivity concentration molar_mass molar_energy molar_volume molality "
)
_SAID = {
    "luminous": "luminous intensity",
    "number": "pure number",
    "amount": "amount of substance",
    "money": "amount of money",
    "permeability": "magnetic permeability",
}
_SIMPLE_NAMES = ("pure number", "length", "mass", "time", "force", "energy", "power", "charge", "area", "volume", "amount of money", "amount of substance")
_PER = ("length", "area", "volume", "mass", "time", "temperature", "amount", "money", "charge")


@lru_cache(maxsize=1)
def _named() -> dict[Dimension, str]:
    table: dict[Dimension, str] = {}
    for word in _NAMES.split():
        table.setdefault(globals()[word.upper()], _SAID.get(word, word.replace("_", " ")))
    return table


@lru_cache(maxsize=512)
def name(dim: Dimension) -> str:
    """A dimension for people: "a force", "a length per mass", "kg·m/s³"."""
    table = _named()
    found = table.get(dim)
    if found is not None:
        bare = {"area": "an area", "current": "a current"}
        return bare.get(found, f"{'an' if found[0] in 'aeio' else 'a'} {found}")
    found_above = [(per, above) for per in _PER if (above := table.get(dim * globals()[per.upper()])) is not None]
    for per, above in sorted(found_above, key=lambda pair: pair[1] not in _SIMPLE_NAMES):
        if above != "angle":
            article = "an" if above[0] in "aeio" else "a"
            return f"1 per {per}" if above == "pure number" else f"{article} {above} per {per}"
    return base_text(dim)


def base_text(dim: Dimension) -> str:
    """The base units of a dimension: "kg·m/s²"; "1" of a pure number."""
    symbols = ("m", "kg", "s", "A", "K", "mol", "cd", "$", "rad")
    order = (1, 0, 2, 3, 4, 5, 6, 7, 8)
    over = [symbols[i] + raised(dim.powers[i]) for i in order if dim.powers[i] > 0]
    under = [symbols[i] + raised(-dim.powers[i]) for i in order if dim.powers[i] < 0]
    text = "·".join(over) or "1"
    if under:
        text += "/" + (under[0] if len(under) == 1 else f"({'·'.join(under)})")
    return text


_SUPER = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWER = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def to_raised(whole: int) -> str:
    """-8 as "⁻⁸"."""
    return str(whole).translate(_SUPER)


def from_raised(text: str) -> str:
    return text.translate(_LOWER)


def raised(power: Fraction | int) -> str:
    """An exponent as printed: nothing for 1, "²", "^(1/2)"."""
    if power == 1:
        return ""
    return to_raised(int(power)) if power.denominator == 1 else f"^({power})"
