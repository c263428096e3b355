"""What families of constructed figures are made of: a figure with true places, and places of school geometry over complex numbers."""

from __future__ import annotations

import cmath
import math
import random

__all__ = ["Made", "Place", "circumcenter", "cross", "foot", "incenter", "mid", "on_circle", "share", "thales", "triangle"]

Place = complex


class Made:
    """statements; at: true places by name; lengths, angles: runs of letters that a problem may measure."""

    def __init__(self, statements: str, at: dict[str, Place], lengths: str, angles: str = "") -> None:
        self.statements, self.at, self.lengths, self.angles = statements, at, lengths.split(), angles.split()

    def length(self, run: str) -> float:
        a, b = run
        return abs(self.at[a] - self.at[b])

    def angle(self, run: str) -> float:
        a, b, c = (self.at[x] for x in run)
        return abs(math.degrees(cmath.phase((a - b) / (c - b))))


def triangle(rng: random.Random, least: float = 25.0, right: bool = False) -> tuple[Place, Place, Place]:
    """Not too thin; with right, the right angle is at C."""
    while True:
        alpha = rng.uniform(least, 120)
        beta = 90 - alpha if right else rng.uniform(least, 155 - alpha) if alpha < 155 - least else 0
        if min(alpha, beta, 180 - alpha - beta) >= least:
            break
    c = rng.choice((3, 5, 8, 10, 14)) * rng.uniform(0.8, 1.25)
    b = c * math.sin(math.radians(beta)) / math.sin(math.radians(alpha + beta))
    return 0j, complex(c), cmath.rect(b, math.radians(alpha))


def mid(a: Place, b: Place, t: float = 0.5) -> Place:
    return a + t * (b - a)


def foot(p: Place, a: Place, b: Place) -> Place:
    u = (b - a) / abs(b - a)
    return a + u * ((p - a) / u).real


def cross(a: Place, b: Place, c: Place, d: Place) -> Place:
    u, v = b - a, d - c
    t = ((c - a).conjugate() * v).imag / (u.conjugate() * v).imag
    return a + t * u


def share(rng: random.Random) -> float:
    return rng.uniform(0.25, 0.75)


def circumcenter(a: Place, b: Place, c: Place) -> Place:
    m, n = mid(a, b), mid(a, c)
    return cross(m, m + 1j * (b - a), n, n + 1j * (c - a))


def incenter(a: Place, b: Place, c: Place) -> Place:
    x, y, z = abs(b - c), abs(c - a), abs(a - b)
    return (x * a + y * b + z * c) / (x + y + z)


def thales(rng: random.Random, statements: str) -> Made:
    a, b, c = triangle(rng)
    t = share(rng)
    return Made(statements, dict(A=a, B=b, C=c, D=mid(a, b, t), E=mid(a, c, t)), "AD DB AB AE EC AC DE BC", "BAC ADE AED ABC ACB")


def on_circle(r: float, degrees: float) -> Place:
    return cmath.rect(r, math.radians(degrees))
