"""A polynomial that knows more. A file of its own, since a native module has no class of tuples."""

from __future__ import annotations

from ..expression import Num

__all__ = ["Poly", "Ray", "ray"]

Poly = tuple[Num, ...]
"""Coefficients of 1, x, y, x^2, xy, y^2; a `Ray` is one too, so it is no tuple of six fixed types, which a native build takes apart."""


class Ray(tuple):  # type: ignore[type-arg]
    """The polynomial of a line that is known by a place on it and its direction, a unit vector."""

    base: tuple[Num, Num]
    way: tuple[Num, Num]


def ray(base: tuple[Num, Num], way: tuple[Num, Num]) -> Ray:
    (x, y), (u, v) = base, way
    made = Ray((u * y - v * x, v, -u, 0, 0, 0))
    made.base, made.way = base, way
    return made
