"""Figures of school geometry with the places of their points: what is measured there can be drawn, whichever facts a problem picks.

A family gives statements and true places. `text_of` writes a problem: the statements, and as many measured facts as a seed says."""

from __future__ import annotations

import cmath
import math
import random
from collections.abc import Callable

from constructed_circles import CIRCLES
from constructed_places import Made, Place, cross, foot, incenter, mid, on_circle, share, thales, triangle

__all__ = ["FAMILIES", "Made", "text_of"]


def parallel_to_a_side(rng: random.Random) -> Made:
    return thales(rng, "triangle(ABC)\nD = point(on=AB)\nE = point(on=AC)\nsegment(DE)\nrequire parallel(DE, BC)")


def parallel_drawn_through(rng: random.Random) -> Made:
    return thales(rng, "triangle(ABC)\nD = point(on=AB)\nE = intersection(parallel_through(D, BC), AC)\nsegment(DE)")


def equal_angles_in_a_triangle(rng: random.Random) -> Made:
    return thales(rng, "triangle(ABC)\nD = point(on=AB)\nE = point(on=AC)\nsegment(DE)\nrequire angle(ADE) == angle(ABC)")


def same_ratios(rng: random.Random) -> Made:
    return thales(rng, "triangle(ABC)\nD = point(on=AB)\nE = point(on=AC)\nsegment(DE)\nrequire AD/AB == AE/AC")


def midline(rng: random.Random) -> Made:
    a, b, c = triangle(rng)
    return Made(
        "triangle(ABC)\nM = midpoint(AB)\nN = midpoint(AC)\nsegment(MN)",
        dict(A=a, B=b, C=c, M=mid(a, b), N=mid(a, c)), "AM MB AB AN NC AC MN BC", "BAC AMN ANM ABC ACB",
    )  # fmt: skip


def antiparallel(rng: random.Random) -> Made:
    while True:
        a, b, c = triangle(rng)
        t = rng.uniform(0.3, 0.7)
        d = mid(a, b, t)
        s = abs(d - a) * abs(b - a) / abs(c - a) ** 2
        if 0.2 < s < 0.8:
            break
    return Made(
        "triangle(ABC)\nD = point(on=AB)\nE = point(on=AC)\nsegment(DE)\nrequire angle(ADE) == angle(ACB)",
        dict(A=a, B=b, C=c, D=d, E=mid(a, c, s)), "AD DB AB AE EC AC DE BC", "BAC AED ABC",
    )  # fmt: skip


def cevian(rng: random.Random) -> Made:
    a, b, c = triangle(rng)
    return Made("triangle(ABC)\nD = point(on=BC)\nsegment(AD)", dict(A=a, B=b, C=c, D=mid(b, c, share(rng))), "AB BC AC BD DC AD", "BAD DAC ADB ABC ACB BAC")


def two_cevians(rng: random.Random) -> Made:
    a, b, c = triangle(rng)
    d, e = mid(b, c, share(rng)), mid(a, c, share(rng))
    return Made(
        "triangle(ABC)\nD = point(on=BC)\nE = point(on=AC)\nsegment(AD)\nsegment(BE)\nP = intersection(AD, BE)",
        dict(A=a, B=b, C=c, D=d, E=e, P=cross(a, d, b, e)), "AB BC AC BD DC AE EC AP PD BP PE AD BE", "APB BAD ABE",
    )  # fmt: skip


def median_line(rng: random.Random) -> Made:
    a, b, c = triangle(rng)
    return Made("triangle(ABC)\nM = midpoint(BC)\nsegment(AM)", dict(A=a, B=b, C=c, M=mid(b, c)), "AB BC AC BM AM", "BAM MAC AMB ABC BAC")


def medians_meet(rng: random.Random) -> Made:
    a, b, c = triangle(rng)
    m, n = mid(b, c), mid(a, c)
    return Made(
        "triangle(ABC)\nM = midpoint(BC)\nN = midpoint(AC)\nsegment(AM)\nsegment(BN)\nG = intersection(AM, BN)",
        dict(A=a, B=b, C=c, M=m, N=n, G=(a + b + c) / 3), "AB BC AC AG GM BG GN AM BN", "AGB BAM",
    )  # fmt: skip


def altitude_of(rng: random.Random) -> Made:
    a, b, c = triangle(rng, 30)
    while max(abs(b - a), abs(c - a)) > 0 and not 0.1 < ((foot(c, a, b) - a) / (b - a)).real < 0.9:
        a, b, c = triangle(rng, 30)
    return Made("triangle(ABC)\nH = foot(C, AB)\nsegment(CH)", dict(A=a, B=b, C=c, H=foot(c, a, b)), "AB BC AC AH HB CH", "ACH HCB CAB ABC ACB")


def altitude_by_facts(rng: random.Random) -> Made:
    made = altitude_of(rng)
    return Made("triangle(ABC)\nH = point(on=AB)\nsegment(CH)\nrequire perpendicular(CH, AB)", made.at, "AB BC AC AH HB CH", "ACH HCB CAB ABC ACB")


def two_altitudes(rng: random.Random) -> Made:
    while True:
        a, b, c = triangle(rng, 40)
        angles = [abs(cmath.phase((y - x) / (z - x))) for x, y, z in ((a, b, c), (b, c, a), (c, a, b))]
        if max(angles) < math.radians(80):
            break
    d, e = foot(a, b, c), foot(b, a, c)
    return Made(
        "triangle(ABC)\nD = foot(A, BC)\nE = foot(B, AC)\nsegment(AD)\nsegment(BE)\nH = intersection(AD, BE)",
        dict(A=a, B=b, C=c, D=d, E=e, H=cross(a, d, b, e)), "AB BC AC AD BE AH BH HD HE BD DC", "AHB BAD ABE",
    )  # fmt: skip


def bisector_of(rng: random.Random) -> Made:
    a, b, c = triangle(rng)
    t = abs(b - a) / (abs(b - a) + abs(c - a))
    return Made(
        "triangle(ABC)\nD = point(on=BC)\nsegment(AD)\nrequire angle(BAD) == angle(DAC)",
        dict(A=a, B=b, C=c, D=mid(b, c, t)),
        "AB BC AC BD DC AD",
        "BAC ADB ABC ACB",
    )


def right_triangle(rng: random.Random) -> Made:
    a, b, c = triangle(rng, 20, True)
    return Made("triangle(ABC)\nrequire perpendicular(AC, BC)", dict(A=a, B=b, C=c), "AB BC AC", "BAC ABC")


def altitude_on_hypotenuse(rng: random.Random) -> Made:
    a, b, c = triangle(rng, 25, True)
    return Made("triangle(ABC)\nright_angle(ACB)\nH = foot(C, AB)\nsegment(CH)", dict(A=a, B=b, C=c, H=foot(c, a, b)), "AB BC AC AH HB CH", "ACH HCB BAC ABC")


def two_elevations(rng: random.Random) -> Made:
    h, x, y = rng.uniform(4, 10), rng.uniform(4, 10), rng.uniform(3, 9)
    return Made(
        "segment(AC)\nB = point(on=AC)\nD = point()\nsegment(CD)\nsegment(AD)\nsegment(BD)\nrequire perpendicular(CD, AC)",
        dict(A=0j, B=complex(y), C=complex(x + y), D=complex(x + y, h)), "AB BC AC CD AD BD", "DAC DBC ADB BDC",
    )  # fmt: skip


def shadow(rng: random.Random) -> Made:
    h, x, y = rng.uniform(5, 10), rng.uniform(4, 10), rng.uniform(3, 9)
    return Made(
        "triangle(ABC)\nright_angle(ABC)\nD = point(on=AB)\nE = point(on=AC)\nsegment(DE)\nright_angle(ADE)",
        dict(A=0j, B=complex(x + y), C=complex(x + y, h), D=complex(x), E=complex(x, h * x / (x + y))), "AD DB AB DE BC AE EC AC", "BAC ACB",
    )  # fmt: skip


def isosceles(rng: random.Random) -> Made:
    w, h = rng.uniform(2, 6), rng.uniform(3, 9)
    return Made(
        "triangle(ABC)\nM = midpoint(AB)\nsegment(CM)\nrequire AC == BC",
        dict(A=0j, B=complex(2 * w), C=complex(w, h), M=complex(w)),
        "AB AC CM AM",
        "BAC ACB ACM",
    )


def isosceles_inside(rng: random.Random) -> Made:
    while True:
        a, b, c = triangle(rng)
        m = mid(a, c)
        d = cross(m, m + 1j * (c - a), b, c)
        if 0.2 < ((d - b) / (c - b)).real < 0.8:
            return Made("triangle(ABC)\nD = point(on=BC)\nsegment(AD)\nrequire AD == DC", dict(A=a, B=b, C=c, D=d), "AB BC AC BD AD", "ABC ACB BAD BAC ADB")


def equilateral_cevian(rng: random.Random) -> Made:
    s = rng.uniform(3, 9)
    b, c = complex(s), cmath.rect(s, math.pi / 3)
    return Made(
        "triangle(ABC)\nrequire AB == BC, BC == CA\nD = point(on=BC)\nsegment(AD)", dict(A=0j, B=b, C=c, D=mid(b, c, share(rng))), "AB BD DC AD", "BAD ADB"
    )


def parallelogram_inside(rng: random.Random) -> Made:
    a, b, c = triangle(rng)
    t = share(rng)
    return Made(
        "triangle(ABC)\nD = point(on=AB)\nE = point(on=AC)\nF = point(on=BC)\nsegment(DE)\nsegment(EF)\nrequire parallel(DE, BC), parallel(EF, AB)",
        dict(A=a, B=b, C=c, D=mid(a, b, t), E=mid(a, c, t), F=mid(b, c, t)), "AD DB AB AE EC AC DE BF FC EF BC", "BAC ABC ACB",
    )  # fmt: skip


def three_parallels(rng: random.Random) -> Made:
    a, b, c = triangle(rng)
    t = rng.uniform(0.25, 0.5)
    s = rng.uniform(t + 0.15, 0.85)
    return Made(
        "triangle(ABC)\nD, F = point(on=AB)\nE, G = point(on=AC)\nsegment(DE)\nsegment(FG)\nrequire parallel(DE, BC), parallel(FG, BC)",
        dict(A=a, B=b, C=c, D=mid(a, b, t), E=mid(a, c, t), F=mid(a, b, s), G=mid(a, c, s)), "AD DF FB AE EG GC DE FG BC", "BAC",
    )  # fmt: skip


def beyond_the_sides(rng: random.Random) -> Made:
    a, b, c = triangle(rng)
    t = rng.uniform(1.3, 2.2)
    return Made(
        "triangle(ABC)\nD, E = point()\nsegment(AD)\nsegment(AE)\nsegment(DE)\nrequire between(B, A, D), between(C, A, E), parallel(DE, BC)",
        dict(A=a, B=b, C=c, D=mid(a, b, t), E=mid(a, c, t)), "AB BD AD AC CE AE DE BC", "BAC ABC",
    )  # fmt: skip


def crossed_parallels(rng: random.Random) -> Made:
    a, b, c = triangle(rng)
    t = -rng.uniform(0.5, 1.8)
    return Made(
        "segment(AB)\nsegment(CD)\nsegment(AD)\nsegment(BC)\nX = intersection(AD, BC)\nrequire parallel(AB, CD)",
        dict(X=a, A=b, B=c, D=t * b, C=t * c), "AB CD AX XD BX XC AD BC", "AXB BAX ABX",
    )  # fmt: skip


def inner_quadrilateral(rng: random.Random) -> tuple[Place, Place, Place, Place]:
    while True:
        a, b, d = 0j, complex(rng.uniform(4, 9)), cmath.rect(rng.uniform(4, 9), math.radians(rng.uniform(60, 110)))
        c = b + cmath.rect(rng.uniform(4, 9), math.radians(rng.uniform(50, 115)))
        ring = (a, b, c, d)
        turns = [((ring[k - 1] - ring[k - 2]).conjugate() * (ring[k] - ring[k - 1])).imag for k in range(4)]
        if min(turns) > 4:
            return ring


def any_quadrilateral(rng: random.Random) -> Made:
    a, b, c, d = inner_quadrilateral(rng)
    return Made(
        "quadrilateral(ABCD)\nsegment(AC)\nsegment(BD)\nP = intersection(AC, BD)", dict(A=a, B=b, C=c, D=d, P=cross(a, c, b, d)),
        "AB BC CD DA AC BD AP PC BP PD", "DAB ABC BCD CDA APB",
    )  # fmt: skip


def middles_of_sides(rng: random.Random) -> Made:
    a, b, c, d = inner_quadrilateral(rng)
    return Made(
        "quadrilateral(ABCD)\nP = midpoint(AB)\nQ = midpoint(BC)\nR = midpoint(CD)\nS = midpoint(DA)\nquadrilateral(PQRS)",
        dict(A=a, B=b, C=c, D=d, P=mid(a, b), Q=mid(b, c), R=mid(c, d), S=mid(d, a)), "AB BC CD DA PQ QR PR AC BD", "PQR DAB",
    )  # fmt: skip


def _trapezoid(rng: random.Random) -> tuple[Place, Place, Place, Place]:
    w, h = rng.uniform(5, 11), rng.uniform(3, 6)
    x = rng.uniform(0.3, 2.0)
    return 0j, complex(w), complex(x + w * rng.uniform(0.35, 0.7), h), complex(x, h)


def trapezoid_diagonals(rng: random.Random) -> Made:
    a, b, c, d = _trapezoid(rng)
    return Made(
        "trapezoid(ABCD)\nsegment(AC)\nsegment(BD)\nP = intersection(AC, BD)", dict(A=a, B=b, C=c, D=d, P=cross(a, c, b, d)),
        "AB BC CD DA AC BD AP PC BP PD", "DAB ABC APB CAB",
    )  # fmt: skip


def trapezoid_by_facts(rng: random.Random) -> Made:
    a, b, c, d = _trapezoid(rng)
    return Made(
        "quadrilateral(ABCD)\nsegment(AC)\nsegment(BD)\nP = intersection(AC, BD)\nrequire parallel(AB, CD)", dict(A=a, B=b, C=c, D=d, P=cross(a, c, b, d)),
        "AB BC CD DA AC BD AP PC BP PD", "DAB ABC APB CAB",
    )  # fmt: skip


def trapezoid_midline(rng: random.Random) -> Made:
    a, b, c, d = _trapezoid(rng)
    return Made(
        "trapezoid(ABCD)\nM = midpoint(AD)\nN = midpoint(BC)\nsegment(MN)",
        dict(A=a, B=b, C=c, D=d, M=mid(a, d), N=mid(b, c)),
        "AB BC CD DA MN AM BN",
        "DAB ABC",
    )


def trapezoid_inner_parallel(rng: random.Random) -> Made:
    a, b, c, d = _trapezoid(rng)
    t = share(rng)
    return Made(
        "trapezoid(ABCD)\nE = point(on=AD)\nF = point(on=BC)\nsegment(EF)\nrequire parallel(EF, AB)",
        dict(A=a, B=b, C=c, D=d, E=mid(a, d, t), F=mid(b, c, t)), "AB BC CD DA EF AE ED BF FC", "DAB ABC",
    )  # fmt: skip


def legs_prolonged(rng: random.Random) -> Made:
    a, b, c, d = _trapezoid(rng)
    return Made(
        "trapezoid(ABCD)\nS = intersection(line(A, D), line(B, C))\nsegment(DS)\nsegment(CS)",
        dict(A=a, B=b, C=c, D=d, S=cross(a, d, b, c)), "AB BC CD DA DS CS AS BS", "DAB ABC ASB",
    )  # fmt: skip


def right_trapezoid(rng: random.Random) -> Made:
    w, v, h = rng.uniform(6, 10), rng.uniform(3, 5), rng.uniform(3, 7)
    return Made(
        "trapezoid(ABCD)\nrequire perpendicular(AD, AB)\nsegment(AC)\nsegment(BD)",
        dict(A=0j, B=complex(w), C=complex(v, h), D=complex(0, h)),
        "AB BC CD DA AC BD",
        "ABC BCD ABD CAB",
    )


def isosceles_trapezoid(rng: random.Random) -> Made:
    w, v, h = rng.uniform(6, 10), rng.uniform(3, 5), rng.uniform(3, 7)
    x = (w - v) / 2
    return Made(
        "trapezoid(ABCD)\nrequire AD == BC\nH = foot(D, AB)\nsegment(DH)",
        dict(A=0j, B=complex(w), C=complex(w - x, h), D=complex(x, h), H=complex(x)), "AB BC CD DH AH HB AC", "DAB BCD ADH",
    )  # fmt: skip


def _parallelogram(rng: random.Random) -> tuple[Place, Place, Place, Place]:
    b, d = complex(rng.uniform(4, 9)), cmath.rect(rng.uniform(3, 7), math.radians(rng.uniform(45, 80)))
    return 0j, b, b + d, d


def parallelogram_diagonals(rng: random.Random) -> Made:
    a, b, c, d = _parallelogram(rng)
    return Made(
        "parallelogram(ABCD)\nsegment(AC)\nsegment(BD)\nM = intersection(AC, BD)",
        dict(A=a, B=b, C=c, D=d, M=mid(a, c)),
        "AB BC AC BD AM BM",
        "DAB ABC AMB CAB DBA",
    )


def parallelogram_by_facts(rng: random.Random) -> Made:
    a, b, c, d = _parallelogram(rng)
    return Made(
        "quadrilateral(ABCD)\nsegment(AC)\nsegment(BD)\nrequire parallel(AB, CD), parallel(AD, BC)",
        dict(A=a, B=b, C=c, D=d),
        "AB BC CD DA AC BD",
        "DAB ABC CAB",
    )


def parallelogram_height(rng: random.Random) -> Made:
    a, b, c, d = _parallelogram(rng)
    return Made("parallelogram(ABCD)\nH = foot(D, AB)\nsegment(DH)", dict(A=a, B=b, C=c, D=d, H=foot(d, a, b)), "AB BC AC BD DH AH HB", "DAB ADH")


def point_on_a_side(rng: random.Random) -> Made:
    a, b, c, d = _parallelogram(rng)
    e = mid(b, c, share(rng))
    return Made(
        "parallelogram(ABCD)\nE = point(on=BC)\nsegment(AE)\nsegment(BD)\nF = intersection(AE, BD)",
        dict(A=a, B=b, C=c, D=d, E=e, F=cross(a, e, b, d)), "AB BC BE EC AE BD BF FD AF FE", "DAB BAE AEB AFB",
    )  # fmt: skip


def rhombus_diagonals(rng: random.Random) -> Made:
    x, y = rng.uniform(2, 5), rng.uniform(2, 5)
    return Made(
        "rhombus(ABCD)\nsegment(AC)\nsegment(BD)\nO = intersection(AC, BD)",
        dict(A=complex(-x), B=complex(0, -y), C=complex(x), D=complex(0, y), O=0j),
        "AB AC BD AO BO",
        "DAB ABC BAC ABD",
    )


def kite_diagonals(rng: random.Random) -> Made:
    x, y, z = rng.uniform(2, 4), rng.uniform(2, 3.5), rng.uniform(4, 7)
    return Made(
        "quadrilateral(ABCD)\nsegment(AC)\nsegment(BD)\nrequire AB == AD, CB == CD",
        dict(A=complex(0, y), B=complex(-x), C=complex(0, -z), D=complex(x)),
        "AB BC AC BD",
        "DAB ABC BCD BAC",
    )


def crossed_at_right_angles(rng: random.Random) -> Made:
    x, y, z, w = (rng.uniform(2, 6) for _ in range(4))
    return Made(
        "quadrilateral(ABCD)\nsegment(AC)\nsegment(BD)\nP = intersection(AC, BD)\nrequire perpendicular(AC, BD)",
        dict(A=complex(-x), B=complex(0, -y), C=complex(z), D=complex(0, w), P=0j), "AB BC CD DA AC BD AP PC BP PD", "DAB ABC PAB",
    )  # fmt: skip


def rectangle_diagonal(rng: random.Random) -> Made:
    x, y = rng.uniform(3, 9), rng.uniform(2, 6)
    e = complex(x * share(rng), y)
    return Made(
        "rectangle(ABCD)\nE = point(on=CD)\nsegment(AE)\nsegment(BE)",
        dict(A=0j, B=complex(x), C=complex(x, y), D=complex(0, y), E=e),
        "AB BC AC DE EC AE BE",
        "DAE AEB ABE DEA",
    )


def square_with_cevian(rng: random.Random) -> Made:
    s = rng.uniform(3, 8)
    return Made(
        "square(ABCD)\nE = point(on=BC)\nsegment(AE)",
        dict(A=0j, B=complex(s), C=complex(s, s), D=complex(0, s), E=complex(s, s * share(rng))),
        "AB BE EC AE DE",
        "BAE AEB AED",
    )


def folded_rectangle(rng: random.Random) -> Made:
    x, y = rng.uniform(7, 9), rng.uniform(5, 6)  # A falls on E of the side CD when folded along BF
    e = complex(x - math.sqrt(x * x - y * y), y)
    m = mid(0j, e)
    f = cross(m, m + 1j * e, 0j, 1j)
    return Made(
        "rectangle(ABCD)\nE = point(on=CD)\nF = point(on=AD)\nsegment(BF)\nsegment(EF)\nsegment(BE)\nrequire BE == AB, EF == AF",
        dict(A=0j, B=complex(x), C=complex(x, y), D=complex(0, y), E=e, F=f), "AB BC DE EC AF FD", "ABF EBC",
    )  # fmt: skip


def square_in_a_triangle(rng: random.Random) -> Made:
    a, b, c = triangle(rng, 40)
    t = c.imag / (abs(b - a) + c.imag)
    g, f = mid(c, a, t), mid(c, b, t)
    return Made(
        "triangle(ABC)\nD, E = point(on=AB)\nF = point(on=BC)\nG = point(on=AC)\nsquare(DEFG)",
        dict(A=a, B=b, C=c, D=complex(g.real), E=complex(f.real), F=f, G=g), "AB BC AC AD DE EB CG GA CF FB", "BAC ABC",
    )  # fmt: skip


def line_across_a_triangle(rng: random.Random) -> Made:
    while True:
        a, b, c = triangle(rng)
        d, e = mid(a, b, rng.uniform(0.25, 0.45)), mid(a, c, rng.uniform(0.6, 0.8))
        f = cross(d, e, b, c)
        if 1.2 < ((f - b) / (c - b)).real < 2.5:
            break
    return Made(
        "triangle(ABC)\nD = point(on=AB)\nE = point(on=AC)\nF = point()\nsegment(CF)\nsegment(DF)\nrequire between(C, B, F), between(E, D, F)",
        dict(A=a, B=b, C=c, D=d, E=e, F=f), "AD DB AE EC BC CF DE EF AB AC", "BAC ABC AFB".replace(" AFB", ""),
    )  # fmt: skip


def two_triangles_one_side(rng: random.Random) -> Made:
    a, b, c = triangle(rng)
    d = complex(rng.uniform(0.2, 0.8) * b.real, -rng.uniform(2, 6))
    return Made("triangle(ABC)\ntriangle(ADB)\nsegment(CD)", dict(A=a, B=b, C=c, D=d), "AB BC AC AD DB CD", "BAC ABC ACB DAB ABD ADB")


def point_inside(rng: random.Random) -> Made:
    a, b, c = triangle(rng, 35)
    i = mid(incenter(a, b, c), mid(a, b), rng.uniform(0, 0.4))
    return Made(
        "t = triangle(ABC)\nP = point(inside=t)\nsegment(PA)\nsegment(PB)\nsegment(PC)", dict(A=a, B=b, C=c, P=i), "AB BC AC PA PB PC", "APB BPC PAB PBC BAC"
    )


def pentagon_sides(rng: random.Random) -> Made:
    at = {n: on_circle(rng.uniform(4, 6), 234 + 72 * k + rng.uniform(-12, 12)) for k, n in enumerate("ABCDE")}
    return Made("polygon(ABCDE)\nsegment(AC)\nsegment(AD)", at, "AB BC CD DE EA AC AD", "EAB ABC BCD CDE DEA")


def bent_between_parallels(rng: random.Random) -> Made:
    h, x, y, w = rng.uniform(3, 5), rng.uniform(3, 5), rng.uniform(1, 3), rng.uniform(6, 9)
    return Made(
        "segment(AB)\nsegment(CD)\nE = point()\nsegment(BE)\nsegment(ED)\nrequire parallel(AB, CD)",
        dict(A=complex(0, h), B=complex(w, h), E=complex(w + x, h - y), D=complex(w - 0.5), C=complex(0.3)), "AB CD BE ED BD", "ABE BED CDE",
    )  # fmt: skip


def transversal(rng: random.Random) -> Made:
    h, w, x, y = rng.uniform(3, 6), rng.uniform(7, 10), rng.uniform(2, 3), rng.uniform(4, 6)
    return Made(
        "segment(AB)\nsegment(CD)\nE = point(on=AB)\nF = point(on=CD)\nsegment(EF)\nrequire parallel(AB, CD)",
        dict(A=complex(0, h), B=complex(w, h), C=0j, D=complex(w), E=complex(x, h), F=complex(y)), "AB CD AE EB CF FD EF", "AEF EFD",
    )  # fmt: skip


def perpendicular_bisector_meets(rng: random.Random) -> Made:
    while True:
        a, b, c = triangle(rng)
        m = mid(a, b)
        d = cross(m, m + 1j, b, c)
        if 0.15 < ((d - b) / (c - b)).real < 0.85:
            return Made(
                "triangle(ABC)\nM = midpoint(AB)\nD = point(on=BC)\nsegment(MD)\nsegment(AD)\nrequire perpendicular(MD, AB)",
                dict(A=a, B=b, C=c, M=m, D=d), "AB BC AC MD BD DC AD AM", "ABC ACB BAC CAD",
            )  # fmt: skip


def outside_bisector(rng: random.Random) -> Made:
    while True:
        a, b, c = triangle(rng)
        ac, ab = abs(c - a), abs(b - a)
        if ab > 1.3 * ac:
            e = (ab * c - ac * b) / (ab - ac)
            return Made(
                "triangle(ABC)\nE, F = point()\nsegment(CE)\nsegment(AE)\nsegment(AF)\nrequire between(C, B, E), between(A, B, F), angle(FAE) == angle(EAC)",
                dict(A=a, B=b, C=c, E=e, F=mid(b, a, 1.4)), "AB BC AC CE AE BE AF", "BAC ABC",
            )  # fmt: skip


def parallel_on_a_median(rng: random.Random) -> Made:
    a, b, c = triangle(rng)
    m, t = mid(b, c), share(rng)
    return Made(
        "triangle(ABC)\nM = midpoint(BC)\nsegment(AM)\nD = point(on=AB)\nE = point(on=AC)\nsegment(DE)\nP = intersection(DE, AM)\nrequire parallel(DE, BC)",
        dict(A=a, B=b, C=c, M=m, D=mid(a, b, t), E=mid(a, c, t), P=mid(a, m, t)), "AB BC AC AD DB DE DP AP PM AM AE", "BAC ABC BAM",
    )  # fmt: skip


def three_cevians(rng: random.Random) -> Made:
    a, b, c = triangle(rng)
    p = (a * rng.uniform(0.7, 1.3) + b * rng.uniform(0.7, 1.3) + c) / 3
    u, v, w = (rng.uniform(0.7, 1.3) for _ in range(3))
    p = (u * a + v * b + w * c) / (u + v + w)
    return Made(
        "triangle(ABC)\nD = point(on=BC)\nE = point(on=AC)\nF = point(on=AB)\nsegment(AD)\nsegment(BE)\nsegment(CF)\nrequire concurrent(AD, BE, CF)",
        dict(A=a, B=b, C=c, D=cross(a, p, b, c), E=cross(b, p, a, c), F=cross(c, p, a, b)), "AB BC AC BD DC AE EC AF FB AD BE CF", "BAC BAD",
    )  # fmt: skip


def similar_triangles(rng: random.Random) -> Made:
    a, b, c = triangle(rng)
    k = rng.uniform(0.5, 1.7)
    turn, at = cmath.rect(k, rng.uniform(-0.5, 0.5)), 25 + 0j
    return Made(
        "triangle(ABC)\ntriangle(DEF)\nrequire similar(ABC, DEF)",
        dict(A=a, B=b, C=c, D=at + turn * a, E=at + turn * b, F=at + turn * c),
        "AB BC AC DE EF DF",
        "BAC ABC EDF DEF",
    )


def congruent_triangles(rng: random.Random) -> Made:
    a, b, c = triangle(rng)
    at = 25 + 0j
    return Made(
        "triangle(ABC)\ntriangle(DEF)\nrequire congruent(ABC, DEF)", dict(A=a, B=b, C=c, D=at + a, E=at + b, F=at + c), "AB BC AC DE EF DF", "BAC ABC EDF DEF"
    )


def hexagon_diagonal(rng: random.Random) -> Made:
    r = rng.uniform(3, 6)
    at = {n: on_circle(r, 240 + 60 * k) for k, n in enumerate("ABCDEF")}
    at["P"] = mid(at["D"], at["E"], share(rng))
    return Made("regular_polygon(ABCDEF)\nP = point(on=DE)\nsegment(AP)\nsegment(BP)", at, "AB AC AD AP BP DP PE", "APB BAP")


def angles_at_a_crossing(rng: random.Random) -> Made:
    a, b, c = triangle(rng, 40)
    d, e = mid(b, c, share(rng)), mid(a, c, share(rng))
    return Made(
        "triangle(ABC)\nD = point(on=BC)\nE = point(on=AC)\nsegment(AD)\nsegment(BE)\nsegment(DE)", dict(A=a, B=b, C=c, D=d, E=e),
        "AB BC AC DE AD BE", "BAD DAC ABE EBC ADE BED AEB ADB ACB",
    )  # fmt: skip


FAMILIES: tuple[Callable[[random.Random], Made], ...] = (
    *CIRCLES,
    parallel_to_a_side, parallel_drawn_through, equal_angles_in_a_triangle, same_ratios, midline, antiparallel, cevian, two_cevians, median_line, medians_meet,
    altitude_of, altitude_by_facts, two_altitudes, bisector_of, right_triangle, altitude_on_hypotenuse, two_elevations, shadow, isosceles, isosceles_inside,
    equilateral_cevian, parallelogram_inside, three_parallels, beyond_the_sides, crossed_parallels, any_quadrilateral, middles_of_sides, trapezoid_diagonals,
    trapezoid_by_facts, trapezoid_midline, trapezoid_inner_parallel, legs_prolonged, right_trapezoid, isosceles_trapezoid, parallelogram_diagonals,
    parallelogram_by_facts, parallelogram_height, point_on_a_side, rhombus_diagonals, kite_diagonals, crossed_at_right_angles, rectangle_diagonal,
    square_with_cevian, folded_rectangle, square_in_a_triangle,

    line_across_a_triangle, two_triangles_one_side, point_inside, pentagon_sides, bent_between_parallels, transversal,
    perpendicular_bisector_meets, outside_bisector, parallel_on_a_median, three_cevians, similar_triangles, congruent_triangles, hexagon_diagonal,
    angles_at_a_crossing,
)  # fmt: skip


def text_of(family: Callable[[random.Random], Made], seed: int) -> str:
    """A problem about a figure of this family, from two measured facts to five."""
    rng = random.Random(f"{family.__name__} {seed}")
    made = family(rng)
    count = rng.choice((2, 3, 3, 4, 4, 5))
    facts: list[str] = []
    for _ in range(count):
        if made.angles and rng.random() < 0.25:
            run = rng.choice(made.angles)
            fact = f"angle({run}) == {made.angle(run):.12g} deg"
        else:
            run = rng.choice(made.lengths)
            fact = f"{run} == {made.length(run):.12g}"
        if fact not in facts:
            facts.append(fact)
    return made.statements + "\nrequire " + ", ".join(facts) + "\n"
