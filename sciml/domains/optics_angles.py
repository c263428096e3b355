"""Angles that the author states of a ray on both sides of a surface, held against Snell's law before anything is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, isnan, sin
from typing import Any

from ..author import NOTE, Diagnostic, Num, Value, evaluate, half_step, is_constant
from .optics_light import called, is_place, place_in

__all__ = ["AgainstSnell", "KeptAngle", "TotallyReflected", "against_law", "first_media"]


class TotallyReflected(Diagnostic):
    """Beyond the critical angle no light is refracted: Snell's law n₁ sin θ₁ = n₂ sin θ₂ has no θ₂.

    ```wrong
    s = interface(n1=1.00, n2=1.33, media=["air", "water"])
    A = point(-3, -2)
    ray(A, s, direction=above(right, 20 deg), surfaces=refract)
    ```
    ```right
    s = interface(n1=1.00, n2=1.33, media=["air", "water"])
    A = point(-3, -2)
    ray(A, s, direction=above(right, 20 deg))
    ```
    """

    code = "OPT402"
    says = "{ray} cannot be refracted at {surface}: beyond the critical angle, by Snell's law (n₁ sin θ₁ = n₂ sin θ₂), all light is reflected"
    help = "leave surfaces=refract and refraction= out, and it is drawn reflected"
    ray: str
    surface: str


class AgainstSnell(Diagnostic):
    """The angles stated on both sides of a surface obey Snell's law, n₁ sin θ₁ = n₂ sin θ₂, to the digits written.

    ```wrong
    s = interface(n1=1.00, n2=1.50)
    ray(s, incidence=30 deg, refraction=25 deg)
    ```
    ```right
    s = interface(n1=1.00, n2=1.50)
    ray(s, incidence=30 deg, refraction=19.5 deg)
    ```
    """

    code = "OPT203"
    says = "the angles of {ray} contradict Snell's law at {surface}: n₁ sin θ₁ = {left}, n₂ sin θ₂ = {right}"
    help = "mend one of them, or keep a wrong angle of the problem: refraction=as_stated({stated})"
    ray: str
    surface: str
    left: str
    right: str
    stated: str

    def advice(self) -> str:
        return f"Mend one of them, or keep a wrong angle of the problem: refraction=as_stated({self.stated})."


class KeptAngle(Diagnostic):
    """An angle kept with `as_stated` that contradicts Snell's law: it prints, the ray is drawn as the law has it.

    ```wrong
    s = interface(n1=1.00, n2=1.50)
    ray(s, incidence=30 deg, refraction=as_stated(25 deg))
    ```
    ```right
    s = interface(n1=1.00, n2=1.50)
    ray(s, incidence=30 deg, refraction=19.5 deg)
    ```
    """

    code = "OPT204"
    severity = NOTE
    says = "the angle {stated} is kept as stated; by Snell's law at {surface} it is another"
    stated: str
    surface: str


def against_law(ray: Any) -> Iterator[Diagnostic]:
    """Angles stated on both sides of the first surface."""
    a, b, found = ray.incidence, ray.refraction, first_media(ray)
    if a is None or b is None or found is None:
        return
    n1, n2, owner = found
    values = [float(_value(x)) if is_constant(x) else None for x in (n1, a.n, n2, b.n)]
    if any(v is None for v in values):
        return
    m1, first, m2, second = (float(v) for v in values if v is not None)
    left, right = m1 * sin(first), m2 * sin(second)
    slack = abs(m2 * cos(second)) * _half(b) + abs(m1 * cos(first)) * _half(a) + 0.005
    where, text = called(owner), "".join(r.text for r in b.words or ())
    if abs(left - right) > slack:
        if b.key == "as_stated" or a.key == "as_stated":
            yield KeptAngle(ray.span, text, where)
        elif left > m2 * (1 + 1e-9):
            yield TotallyReflected(ray.span, ray.name or "the ray", where)
        else:
            yield AgainstSnell(ray.span, ray.name or "the ray", where, f"{left:.3f}", f"{right:.3f}", text)


def first_media(ray: Any) -> tuple[Num, Num, Any] | None:
    """The indices before and behind the first surface that it meets, and what has this surface; told before anything is solved."""
    thing = next((x for x in ray.ends if hasattr(x, "meets")), None)
    if thing is None:
        return None
    face, left, right = thing.meets()[0]
    if ray.n and hasattr(thing, "index"):
        left, right = (ray.n[0].n if x is thing.index else x for x in (left, right))
    below = ray.side == "below"
    if is_place(ray.ends[0]):
        off = evaluate(face.direction.cross(place_in(ray.ends[0]) - face.start), {ray.frame.mm: 1.0})
        below = below if isnan(off) else off < 0  # not a number: the beginning is free
    n1, n2 = (right, left) if below else (left, right)
    return n1, n2, thing


def _value(x: Num) -> float:
    return evaluate(x, {})


def _half(v: Value) -> float:
    return float(_value(half_step(v))) if v.digits is not None else 0.0
