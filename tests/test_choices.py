"""Figures with several solutions: the choice that a message names settles it when it is typed; mirror images are no choice."""

from __future__ import annotations

import pytest

import sciml
from sciml.solve.choose import Ambiguous

AMBIGUOUS = """
triangle(ABC, AB=5 cm, BC=4 cm, angle_A=40 deg)
---
A = point(0, 0)
B = point(4, 0)
D = point(1, 3)
C = point()
require AC == 3, BC == 3
segment(CD)
---
unknown x
rectangle(ABCD, AB=x, BC=7-x)
require area(ABCD) == 10
---
quadrilateral(ABCD, AB=5, BC=6, angle_A=70 deg, angle_B=80 deg)
require CD == 3
---
A, B = point()
require AB == 5
k = circle(A, radius=3)
l = circle(B, radius=3.5)
C = point(on=k)
D = point(on=l)
require CD == 4, angle(CAB) == 40 deg
---
triangle(ABC, AB=6, BC=5, CA=4)
P = point(on=segment(AB))
require CP == 3.5
segment(CP)
---
triangle(ABC, AB=6, BC=5, CA=4)
P = point(on=line(A, B))
require CP == 4.5
segment(CP)
---
triangle(ABC, AB=6, BC=5, CA=4)
P = point()
require AP == 3, BP == 4.5
segment(CP)
---
triangle(ABC, AB=7 cm, BC=5 cm, angle_A=35 deg)
H = foot(C, AB)
segment(CH)
---
unknown r
k = circle(O, radius=4)
l = circle(P, radius=r)
require tangent(k, l), OP == 7
---
unknown r
k = circle(O, radius=4)
l = circle(P, radius=r)
require tangent(k, l), OP == 2
---
A = point(0, 0)
B = point(6, 0)
C = point(2, 4)
triangle(ABC)
unknown r
k = circle(I, radius=r)
require tangent(k, line(A, B)), tangent(k, line(B, C)), tangent(k, line(C, A))
---
axes(x=-5..5, y=-5..5) {
  A = point(1, 1)
  B = point()
  require AB == 3, B.y == 2
}
---
axes(x=-5..5, y=-5..5) {
  k = circle(O, radius=3)
  require O.y == O.x
  P = point(1, 4)
  require on(P, k)
}
---
A = point(0, 0)
B = point(3, 0)
C = point(5, 2)
P = point()
require PA == 4
require PB == 3
Q = point()
require QP == 3, QC == 3
---
square(ABCD, AB=4)
P = point()
require PA == 3, PC == 4
segment(PD)
---
square(ABCD, AB=4)
P = point(on=circle(A, radius=4))
require PC == 3
segment(PB)
---
given a = 3, b = 4
unknown x
triangle(ABC, AB=a, BC=b, angle_A=x)
require area(ABC) == 5
---
unknown x "angle"
triangle(ABC, AB=3, BC=4, angle_B=x)
require area(ABC) == 5
---
parallelogram(ABCD, AB=5, AD=3)
require area(ABCD) == 12
---
rhombus(ABCD, AB=5)
require area(ABCD) == 20
---
trapezoid(ABCD, AB=7, BC=4, DA=3, angle_A=60 deg)
---
triangle(ABC, AB=5, angle_C=90 deg)
require area(ABC) == 5
---
triangle(ABC, AB=5, angle_C=40 deg, BC=6)
---
triangle(ABC, AB=3, AC=5, BC=6)
unknown x
require AB == x^2 - 3*x + 5
---
unknown v
b = block(mass=2 kg)
require v^2 - (30 m/s)*v + 200 m^2/s^2 == 0 m^2/s^2
---
triangle(ABC, AB=3 cm, AC=5 cm, BC=6 cm)
unknown y
require (y - 2 cm)*(y - 7 cm) == 0 cm^2
"""
ALIKE = """
k = circle(O, radius=2)
A = point(on=k)
t = tangent_at(A, k)
segment(OA)
B = point(on=t)
segment(OB)
require OB == 5
---
k = circle(O, radius=3)
P = point(on=k)
require angle(P, O, k.left) == 50 deg
---
A = point(0, 0)
B = point(4, 0)
C = point()
require AC == 3, BC == 3
segment(AC)
---
k = circle(O, radius=3)
l = circle(P, radius=2)
require OP == 4
A = intersection(k, l)
segment(OA)
---
unknown x
triangle(ABC, AB=x, BC=x+1, CA=2*x-3)
require area(ABC) == 6
---
quadrilateral(ABCD, AB=5, BC=4, CD=3, DA=4.5, angle_A=50 deg)
---
circle(O, radius=3)
A = point(on=circle(O, radius=3))
---
k = circle(O, radius=5)
A, B, C = point(on=k)
require AB == 6, BC == 4
---
k = circle(O, radius=5)
A, B, C, D = point(on=k)
require AB == 6, BC == 4, CD == 3
---
g = ground()
r = rod(A, B, length=2 m)
require on(A, g)
require angle(r, g) == 40 deg
---
g = ground()
w = wall(on=g)
l = rod(A, B, length=3 m)
require on(A, g), on(B, w)
require angle(l, g) == 60 deg
---
unknown R
k = circle(O, radius=R)
A, B, C = point(on=k)
require AB == 6, AC == 6, area(ABC) == 10
---
k = circle(O, radius=3)
P = point()
require OP == 5
t = tangents_from(P, k)
---
k = circle(O, radius=3)
l = circle(Q, radius=1)
require OQ == 7
t = common_tangents(k, l)
---
b = block()
c = block(right_of=b)
r = rod(b.center, c.center, length=3 m)
---
A = point(0,0)
B = point(8, 0)
C = point(8, 6)
k = circle(P, radius=2)
require tangent(k, segment(A, B)), tangent(k, segment(A, C))
---
A = point(0,0)
B = point(8, 0)
k = circle(P, radius=5)
require on(A, k), on(B, k)
"""


def figures(text: str) -> list[str]:
    return [x.strip() for x in text.split("---")]


def choices(document: sciml.Document) -> list[str]:
    return [d.hint for d in document.diagnostics if isinstance(d, Ambiguous)]


def with_lines(text: str, lines: list[str]) -> str:
    """In the block of axes, if there is one."""
    more = "\n".join(lines)
    return f"{text[:-1]}{more}\n}}" if text.endswith("}") else f"{text}\n{more}"


@pytest.mark.parametrize("text", figures(AMBIGUOUS))
def test_the_choice_that_is_named_settles_it(text: str) -> None:
    document = sciml.compile(text)
    assert choices(document)
    for _ in range(3):  # of four figures the first choice may leave two
        text = with_lines(text, choices(document))
        document = sciml.compile(text)
        if not choices(document):
            break
    assert document.ok, [d.sentence() for d in document.diagnostics]
    assert not [d.sentence() for d in document.diagnostics if d.code == "SCI304"], "the choice is not dropped"


@pytest.mark.parametrize("text", figures(ALIKE))
def test_mirror_images_are_no_choice(text: str) -> None:
    document = sciml.compile(text)
    assert document.ok, [d.sentence() for d in document.diagnostics]


@pytest.mark.parametrize(
    "text",
    [
        "k = circle(O, radius=5 cm)\nP = point()\nrequire PO == 13 cm\nA, B = point(on=k)\nrequire collinear(P, A, B), PA == 9 cm\ncheck AB > 1 cm",
        "k = circle(O, radius=5 cm)\nP = point()\nrequire PO == 13 cm\nA = point(on=k)\nrequire PA == 9 cm\nB = intersection(line(P, A), k, other_than=A)\n"
        "s, t = tangents_from(P, k)\nsegment(O, s.contact)",
    ],
    ids=["two points in one place", "a mirror image that exchanges the tangents"],
)
def test_what_is_no_other_figure(text: str) -> None:
    assert not sciml.compile(text).diagnostics
