"""Arrows of motion: velocity, acceleration, momentum."""

from __future__ import annotations

from typing import Any

from ..author import (
    ACCELERATION,
    MOMENTUM,
    SPEED,
    Run,
    direction,
    part,
    quantity,
)
from .forces import Acting

__all__ = ["Acceleration", "Momentum", "Velocity"]


class Velocity(Acting):
    """A velocity. `relative_to=` names what it is measured against.

    ```figure
    river = water()
    boat = vehicle(boat, on=river)
    velocity(boat, right, 19 m/s, relative_to=river)
    ```
    """

    role = "velocity"

    way: Any = direction()
    magnitude: Any = quantity(SPEED, magnitude=True)
    relative_to: Any = part("element", None, positional=False, help="what it is measured against")

    def equations(self) -> list[tuple[tuple[Run, ...], str]]:
        """What prints beside the label."""
        other = self.relative_to
        if other is None:
            return []
        name = str(getattr(other, "name", ""))
        noun = getattr(other, "what", "") or (other.spoken or other.kind).replace("_", " ")
        word = name if len(name) > 2 and name.isalpha() and name.islower() else f"the {noun}"
        return [((Run(f"relative to {word}"),), "relative_to")]


class Acceleration(Acting):
    """An acceleration, drawn beside its body.

    ```figure
    ramp = incline(angle=30 deg)
    b = block(on=ramp)
    acceleration(b, down(ramp), 3.0 m/s^2)
    ```
    """

    role = "acceleration"
    stance = "beside"

    way: Any = direction()
    magnitude: Any = quantity(ACCELERATION, magnitude=True)


class Momentum(Acting):
    """A momentum or an impulse.

    ```figure
    b = ball(mass=0.20 kg)
    momentum(b, right, label="$\\vec p$")
    ```
    """

    role = "momentum"
    aliases = ("impulse",)

    way: Any = direction()
    magnitude: Any = quantity(MOMENTUM, magnitude=True)
