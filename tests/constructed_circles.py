"""Families of constructed figures about circles: chords, tangents, inscribed angles."""

from __future__ import annotations

import cmath
import math
import random

from constructed_places import Made, circumcenter, cross, foot, incenter, mid, on_circle, triangle

__all__ = ["CIRCLES"]


def inscribed_angle(rng: random.Random) -> Made:
    r, w = rng.uniform(2, 6), rng.uniform(40, 75)
    return Made(
        "k = circle(O)\nA, B, C = point(on=k)\nsegment(AC)\nsegment(BC)\nsegment(OA)\nsegment(OB)\nsegment(AB)",
        dict(O=0j, A=on_circle(r, 270 - w), B=on_circle(r, 270 + w), C=on_circle(r, rng.uniform(60, 120))), "OA AB AC BC", "ACB AOB ABC BAC OAB",
    )  # fmt: skip


def chords_cross(rng: random.Random) -> Made:
    r = rng.uniform(3, 6)
    a, b, c, d = (on_circle(r, base + rng.uniform(-20, 20)) for base in (190, 10, 280, 100))
    return Made(
        "k = circle(O)\nA, B, C, D = point(on=k)\nsegment(AB)\nsegment(CD)\nP = intersection(AB, CD)",
        dict(O=0j, A=a, B=b, C=c, D=d, P=cross(a, b, c, d)), "AP PB CP PD AB CD OA OP AC", "APC CAB ACD",
    )  # fmt: skip


def chord_and_distance(rng: random.Random) -> Made:
    r, w = rng.uniform(3, 6), rng.uniform(35, 75)
    a, b = on_circle(r, 270 - w), on_circle(r, 270 + w)
    return Made(
        "k = circle(O)\nA, B = point(on=k)\nsegment(AB)\nM = midpoint(AB)\nsegment(OM)\nsegment(OA)",
        dict(O=0j, A=a, B=b, M=mid(a, b)),
        "OA AB OM AM",
        "AOM OAM AOB",
    )


def tangent_and_radius(rng: random.Random) -> Made:
    r, x = rng.uniform(2, 5), rng.uniform(3, 9)
    return Made(
        "k = circle(O)\nT = point(on=k)\nP = point(outside=k)\nsegment(PT)\nsegment(OT)\nsegment(OP)\nrequire perpendicular(OT, PT)".replace("P = point(outside=k)", "P = point()"),
        dict(O=0j, T=complex(0, -r), P=complex(x, -r)), "OT PT OP", "OPT POT",
    )  # fmt: skip


def two_tangents(rng: random.Random) -> Made:
    r = rng.uniform(2, 4)
    x = r * rng.uniform(1.5, 3)
    w = math.degrees(math.acos(r / x))
    return Made(
        "k = circle(O)\nP = point()\nA, B = point(on=k)\nsegment(PA)\nsegment(PB)\nsegment(AB)\nsegment(OP)\nrequire tangent(PA, k), tangent(PB, k)",
        dict(O=0j, P=complex(x), A=on_circle(r, w), B=on_circle(r, -w)), "PA AB OP OA", "APB OPA AOB PAB",
    )  # fmt: skip


def tangent_and_secant(rng: random.Random) -> Made:
    r = rng.uniform(2, 4)
    p = complex(-r * rng.uniform(1.6, 2.4))
    w = math.pi - math.acos(r / abs(p))
    t = cmath.rect(r, w)
    way = cmath.rect(1, -math.radians(rng.uniform(4, 14)))
    mid = (-p * way.conjugate()).real
    half = math.sqrt(r * r - (abs(p) ** 2 - mid * mid))
    return Made(
        "k = circle(O)\nT, A, B = point(on=k)\nP = point()\nsegment(PT)\nsegment(PB)\nrequire tangent(PT, k), between(A, P, B)\nsegment(TA)\nsegment(TB)",
        dict(O=0j, P=p, T=t, A=p + (mid - half) * way, B=p + (mid + half) * way), "PT PA AB PB OT OP TA TB", "TPA TBA PTA",
    )  # fmt: skip


def two_secants(rng: random.Random) -> Made:
    r = rng.uniform(2, 4)
    p = complex(-r * rng.uniform(1.6, 2.4))
    at = {}
    for names, sign in (("AB", 1), ("CD", -1)):
        way = cmath.rect(1, sign * math.radians(rng.uniform(5, 18)))
        mid = (-p * way.conjugate()).real
        half = math.sqrt(r * r - (abs(p) ** 2 - mid * mid))
        at[names[0]], at[names[1]] = p + (mid - half) * way, p + (mid + half) * way
    return Made(
        "k = circle(O)\nA, B, C, D = point(on=k)\nP = point()\nsegment(PB)\nsegment(PD)\nrequire between(A, P, B), between(C, P, D)",
        dict(O=0j, P=p, **at), "PA AB PB PC CD PD OA OP", "APC",
    )  # fmt: skip


def tangent_and_chord(rng: random.Random) -> Made:
    r = rng.uniform(2, 5)
    return Made(
        "k = circle(O)\nA, B, C = point(on=k)\nT = point()\nsegment(TA)\nsegment(AB)\nsegment(BC)\nsegment(CA)\nrequire tangent(TA, k)",
        dict(O=0j, A=complex(0, -r), T=complex(r * 1.4, -r), B=on_circle(r, rng.uniform(0, 40)), C=on_circle(r, rng.uniform(110, 190))), "TA AB BC CA OA", "TAB ACB ABC",
    )  # fmt: skip


def cyclic_quadrilateral(rng: random.Random) -> Made:
    r = rng.uniform(3, 6)
    a, b, c, d = (on_circle(r, base + rng.uniform(-25, 25)) for base in (210, 320, 40, 130))
    return Made(
        "k = circle(O)\nA, B, C, D = point(on=k)\nquadrilateral(ABCD)\nsegment(AC)\nsegment(BD)\nP = intersection(AC, BD)",
        dict(O=0j, A=a, B=b, C=c, D=d, P=cross(a, c, b, d)), "AB BC CD DA AC BD AP PC BP PD OA", "DAB ABC CAB ACB APB",
    )  # fmt: skip


def half_circle(rng: random.Random) -> Made:
    r = rng.uniform(3, 6)
    c = on_circle(r, rng.uniform(40, 140))
    return Made(
        "k = circle(O)\nA, B = point(on=k)\nO2 = midpoint(AB)\nrequire between(O, A, B)\nsegment(AB)\nC = point(on=k)\nsegment(AC)\nsegment(BC)\nH = foot(C, AB)\nsegment(CH)".replace(
            "O2 = midpoint(AB)\n", ""
        ),
        dict(O=0j, A=complex(-r), B=complex(r), C=c, H=complex(c.real)), "AB AC BC CH AH HB OA", "CAB ABC ACH COB",
    )  # fmt: skip


def circumscribed_circle(rng: random.Random) -> Made:
    a, b, c = triangle(rng, 35)
    return Made(
        "t = triangle(ABC)\nO = circumcenter(t)\ncircumcircle(t)\nsegment(OA)", dict(A=a, B=b, C=c, O=circumcenter(a, b, c)), "AB BC AC OA", "BAC ABC ACB AOB"
    )


def inscribed_circle(rng: random.Random) -> Made:
    a, b, c = triangle(rng, 30)
    i = incenter(a, b, c)
    return Made(
        "t = triangle(ABC)\nI = incenter(t)\nincircle(t)\nD = foot(I, AB)\nE = foot(I, BC)\nF = foot(I, AC)\nsegment(ID)",
        dict(A=a, B=b, C=c, I=i, D=foot(i, a, b), E=foot(i, b, c), F=foot(i, a, c)), "AB BC AC AD DB BE EC AF FC ID AI", "BAC ABC AIB",
    )  # fmt: skip


def touching_by_facts(rng: random.Random) -> Made:
    made = inscribed_circle(rng)
    at = {("O" if n == "I" else n): p for n, p in made.at.items()}
    return Made(
        "triangle(ABC)\nk = circle(O)\nrequire tangent(AB, k), tangent(BC, k), tangent(AC, k)\nD = foot(O, AB)\nsegment(OD)",
        {n: at[n] for n in "ABCOD"}, "AB BC AC AD DB OD AO", "BAC ABC AOB",
    )  # fmt: skip


def common_chord(rng: random.Random) -> Made:
    r = rng.uniform(3, 5)
    h = r * rng.uniform(0.4, 0.8)
    x = math.sqrt(r * r - h * h)
    y = rng.uniform(0.4, 1.2) * x
    return Made(
        "k = circle(M)\nl = circle(N)\nA, B = intersection(k, l)\nsegment(AB)\nsegment(MN)\nsegment(MA)\nsegment(NA)".replace("A, B = intersection(k, l)", "A, B = point(on=k)\nrequire on(A, l), on(B, l)"),
        dict(M=complex(-x), N=complex(y), A=complex(0, h), B=complex(0, -h)), "MN AB MA NA", "AMB ANB AMN MAN",
    )  # fmt: skip


def touching_circles(rng: random.Random) -> Made:
    r, s = rng.uniform(2, 4), rng.uniform(1.5, 5)
    return Made(
        "k = circle(M)\nl = circle(N)\nrequire tangent(k, l)\nP, Q = point()\nsegment(MN)\nsegment(PQ)\nrequire on(P, k), on(Q, l), tangent(PQ, k), tangent(PQ, l)",
        dict(M=complex(0, r), N=complex(2 * math.sqrt(r * s), s), P=0j, Q=complex(2 * math.sqrt(r * s))), "MN PQ MP NQ MQ", "PMN",
    )  # fmt: skip


CIRCLES = (
    inscribed_angle,
    chords_cross,
    chord_and_distance,
    tangent_and_radius,
    two_tangents,
    tangent_and_secant,
    two_secants,
    tangent_and_chord,
    cyclic_quadrilateral,
    half_circle,
    circumscribed_circle,
    inscribed_circle,
    touching_by_facts,
    common_chord,
    touching_circles,
)
