"""What a free choice must look like in figures of school geometry."""

import math
from itertools import pairwise

import pytest

import sciml
from sciml.expression import evaluate
from sciml.layout.geometry import contains
from sciml.pipeline import compile_pages
from sciml.source import Source

FREE = {
    "three medians, one length": 't = triangle(ABC); p = median(t, A); q = median(t, B); r = median(t, C); G = intersection(p, q); given AG = 8 cm; unknown "GM"',
    "a trapezium and its height": "trapezoid(ABCD, AB=10 cm, CD=6 cm); H = foot(D, AB); segment(DH); right_angle(DHA); given DH = 4 cm; parallel_marks(AB, CD)",
    "two medians": "t = triangle(ABC); median(t, A); median(t, B); given AB = 7 cm",
    "a trapezium with marks": "trapezoid(ABCD); parallel_marks(AB, CD)",
    "heights": "t = triangle(ABC); altitude(t, A); altitude(t, B); given AC = 5 cm",
}


def codes(text: str) -> list[str]:
    return [d.code for d in sciml.compile(text).diagnostics]


@pytest.mark.parametrize("text", FREE.values(), ids=FREE.keys())
def test_nothing_is_chosen_that_is_then_complained_of(text: str) -> None:
    assert not {"SCI411", "SCI412", "SCI413"} & set(codes(text))


def test_a_fact_said_twice_hides_no_freedom() -> None:
    text = "trapezoid(ABCD, AB=10 cm, CD=6 cm); H = foot(D, AB); segment(DH); given DH = 4 cm"
    assert sciml.compile(f"{text}; parallel_marks(AB, CD)").report["pages"][0]["free"] == sciml.compile(text).report["pages"][0]["free"]


ROUND = {
    "hexagon": "k = circle(O, radius=6 cm); regular_polygon(ABCDEF); A, B, C, D, E, F = point(on=k)",
    "square": "k = circle(O, radius=3 cm); square(ABCD); A, B, C, D = point(on=k)",
    "two angles": "k = circle(O); triangle(ABC); A, B, C = point(on=k); given angle(BAC) = 50 deg, angle(ABC) = 70 deg",
    "equal sides": "k = circle(O); triangle(ABC); A, B, C = point(on=k); require AB == BC, AC == BC",
    "a chord": "k = circle(O, radius=4 cm); A, B = point(on=k); segment(AB); segment(OA); segment(OB); given angle(AOB) = 100 deg",
}


@pytest.mark.parametrize("text", ROUND.values(), ids=ROUND.keys())
def test_what_may_turn_in_its_circle_is_level(text: str) -> None:
    made = sciml.compile(f"{text}; check A.y == B.y, A.x < B.x")
    assert made.scenes and not made.diagnostics


def test_a_turn_that_is_asked_for_is_kept() -> None:
    assert sciml.compile(f"{ROUND['hexagon']}; arrange A.y > O.y; check A.y > O.y, A.y == B.y").scenes
    assert sciml.compile(f"{ROUND['square']}; require O.x == A.x; check O.x == A.x").scenes


ANGLES = {
    "level": "O, P, Q = point(); segment(OQ); segment(OP); require horizontal(OQ); angle_mark(POQ, theta)",
    "upright": "O, P, Q = point(); segment(OQ); segment(OP); require vertical(OQ); angle_mark(POQ, theta)",
    "no name": "O, P, Q = point(); segment(OQ); segment(OP); require horizontal(OQ); angle_mark(POQ)",
    "an arrow": "O, P, Q = point(); arrow(O, P); segment(OQ); require vertical(OQ); angle_mark(QOP, theta)",
    "a rod": "given L; rod(O, P, length=L); segment(OQ, dashed=true); require vertical(OQ); angle_mark(POQ, theta)",
}


@pytest.mark.parametrize("text", ANGLES.values(), ids=ANGLES.keys())
def test_a_marked_angle_of_unknown_size_is_not_flat_nor_square(text: str) -> None:
    page = compile_pages(Source(f"given theta; {text}")).value[0]
    at = {e.name: e.at for e in page.figure.root.elements if e.name in ("O", "P", "Q")}
    (ox, oy), (px, py), (qx, qy) = [[evaluate(n, page.solved.model) for n in (at[k].x, at[k].y)] for k in "OPQ"]
    turn = math.degrees(math.atan2(abs((px - ox) * (qy - oy) - (py - oy) * (qx - ox)), (px - ox) * (qx - ox) + (py - oy) * (qy - oy)))
    assert 25 < turn < 70


@pytest.mark.parametrize("order", ["t, s", "s, t"])
def test_the_inner_of_two_circles_is_a_hole_whichever_comes_first(order: str) -> None:
    text = f'O = point(0, 0); s = circle(O, radius=2 cm); t = circle(O, radius=4 cm); r = region({order}, label="M")'
    page = compile_pages(Source(text)).value[0]
    assert not [d for d in page.diagnostics if d.severity == "error"]
    region = next(e for e in page.proven.solved.figure.root.elements if e.name == "r").evaluated(page.solved.drawn, {})
    places = [(p.x, p.y) for p in region.slit()]
    assert contains(places, 0.03, 0.001)
    assert not contains(places, 0.01, 0.001)
    (ink,) = region.draw()
    first, second = (sum(a.x * b.y - a.y * b.x for a, b in pairwise(half)) for half in (ink.points[: len(ink.points) // 2], ink.points[len(ink.points) // 2 :]))
    assert first * second < 0, "the hole runs against the rim"


def test_circles_that_coincide_do_not_touch() -> None:
    same = "k = circle((0, 0), radius=3 cm); l = circle((0, 0), radius=3 cm); require tangent(k, l)"
    assert "SCI401" in codes(same)
    page = compile_pages(Source("O = point(); k = circle(radius=3 cm); l = circle(radius=3 cm); require on(O, k), on(O, l), tangent(k, l)")).value[0]
    first, second = ([evaluate(n, page.solved.model) for n in (e.curve.center.x, e.curve.center.y)] for e in page.figure.root.elements if e.name in ("k", "l"))
    assert math.dist(first, second) == pytest.approx(0.06)


ASKED = {
    "triangle(ABC); unknown area(ABC)": "area of ABC",
    "k = circle(O); unknown perimeter(k)": "perimeter of k",
    "triangle(ABC); unknown area(ABC)/AB": "area of ABC",
}


@pytest.mark.parametrize(("text", "words"), ASKED.items())
def test_what_is_asked_is_said_in_words(text: str, words: str) -> None:
    said = str(sciml.compile(text).scenes[0].alt)
    assert words in said and "area(" not in said


def test_a_shared_corner_is_said_to_be_on_the_border() -> None:
    text = "t = triangle(ABC, AC=4 cm, BC=3 cm, angle_C=90 deg); p = square(BADE); require outside(p, t)"
    assert "A is on its border" in str(sciml.compile(text).report["diagnostics"])
