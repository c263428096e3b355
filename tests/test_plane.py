"""Constructions of the plane: what they claim is true, over floats, expressions and exact numbers, and false as soon as they are moved."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import sciml
from sciml.element import KINDS, Element, Maker, Style
from sciml.expression import Const, Var, evaluate
from sciml.figure import Frame
from sciml.grammar.tree import Span
from sciml.plane import Point, Round, Straight
from sciml.quantity import ANGLE, NUMBER, Value
from sciml.relation import MEASURES, Relation, Truth, Zero, relate
from sciml.scene import Group, Path
from sciml.vocabulary import load

load()
FRAME = Frame("f")
FRAME.mm = 1.0


class Starts(Maker):
    """Everything free stays at its start."""

    mm = 1.0

    def free(self, name: str, start: Any, *, low: Any = None, high: Any = None, scale: Any = None, soft: float = 0.0) -> Any:
        return start

    def point(self, name: str, start: Point | None = None) -> Point:
        return start or Point(3.0, 4.0)


def make(kind: str, **slots: Any) -> Any:
    thing: Element = object.__new__(KINDS["", kind])
    thing.id = thing.name = kind
    thing.span, thing.frame, thing.drawn, thing.style, thing.children = Span(0, 0), FRAME, True, Style(), ()
    for slot in thing.slots:
        thing.__dict__[slot.name] = slots.pop(slot.name, slot.default)
    assert not slots
    assert not list(thing.misuse())
    thing.setup(Starts())
    return thing


def worst(relations: Any, size: float) -> float:
    """How far the claims are from true, as a share of the size; infinite if an order is wrong."""
    out = 0.0
    for relation in relations:
        for part in relation.evaluated({}, {}).holds():
            if isinstance(part, Truth):
                out = out if part.value else math.inf
                continue
            scale = part.scale if part.scale is not None else size**part.power
            value = part.value / (scale or 1)
            if isinstance(part, Zero):
                out = max(out, abs(value))
            elif value < -1e-9:
                out = math.inf
    return out


COORDINATE = st.floats(-50, 50).map(lambda x: round(x, 3))
CORNERS = st.tuples(*(st.tuples(COORDINATE, COORDINATE) for _ in range(3)))


def corners_of(raw: Any) -> tuple[Point, Point, Point]:
    a, b, c = (Point(p[0], p[1], name=n) for p, n in zip(raw, "ABC", strict=True))
    area = abs((b - a).cross(c - a))
    longest = max((b - a).length, (c - b).length, (a - c).length)
    assume(longest > 1 and area > 0.05 * longest**2)
    return a, b, c


CONSTRUCTIONS: dict[str, Callable[[Point, Point, Point], dict[str, Any]]] = {
    "midpoint": lambda a, b, c: {"of": (a, b)},
    "foot": lambda a, b, c: {"point": c, "line": Straight(a, b)},
    "reflection": lambda a, b, c: {"point": c, "mirror": Straight(a, b)},
    "rotation": lambda a, b, c: {"point": a, "about": b, "angle": Value(0.7, ANGLE)},
    "translation": lambda a, b, c: {"point": a, "by": (Straight(b, c),)},
    "homothety": lambda a, b, c: {"point": a, "about": b, "ratio": Value(2.5, NUMBER)},
    "centroid": lambda a, b, c: {"of": (a, b, c)},
    "incenter": lambda a, b, c: {"of": (a, b, c)},
    "circumcenter": lambda a, b, c: {"of": (a, b, c)},
    "orthocenter": lambda a, b, c: {"of": (a, b, c)},
    "nine_point_center": lambda a, b, c: {"of": (a, b, c)},
    "symmedian_point": lambda a, b, c: {"of": (a, b, c)},
    "incircle": lambda a, b, c: {"of": (a, b, c)},
    "circumcircle": lambda a, b, c: {"of": (a, b, c)},
    "nine_point_circle": lambda a, b, c: {"of": (a, b, c)},
    "excircle": lambda a, b, c: {"of": (a, b, c), "opposite": b},
    "median": lambda a, b, c: {"of": (a, b, c)},
    "altitude": lambda a, b, c: {"of": (a, Straight(b, c))},
    "bisector": lambda a, b, c: {"of": (a, b, c)},
    "perpendicular_bisector": lambda a, b, c: {"of": (a, b)},
    "parallel_through": lambda a, b, c: {"point": a, "line": Straight(b, c)},
    "perpendicular_through": lambda a, b, c: {"point": a, "line": Straight(b, c)},
}


@settings(max_examples=40, deadline=None)
@given(CORNERS)
@pytest.mark.parametrize("kind", CONSTRUCTIONS)
def test_constructions_mean_what_they_claim(kind: str, raw: Any) -> None:
    a, b, c = corners_of(raw)
    thing = make(kind, **CONSTRUCTIONS[kind](a, b, c))
    claims = list(thing.claims())
    assert claims
    size = 100.0 + (thing.curve.radius if isinstance(getattr(thing, "curve", None), Round) else 0)
    assert worst(claims, size) < 1e-9


@settings(max_examples=20, deadline=None)
@given(CORNERS, st.sampled_from([(1, 0), (0, 1), (-0.6, 0.8)]))
@pytest.mark.parametrize("kind", [k for k in CONSTRUCTIONS if KINDS["", k].family == "point"])
def test_a_moved_point_is_refuted(kind: str, raw: Any, way: tuple[float, float]) -> None:
    a, b, c = corners_of(raw)
    thing = make(kind, **CONSTRUCTIONS[kind](a, b, c))
    thing.at = Point(thing.at.x + 0.3 * way[0], thing.at.y + 0.3 * way[1])
    assert worst(thing.claims(), 100.0) > 1e-7


@pytest.mark.parametrize("kind", CONSTRUCTIONS)
def test_expressions_give_the_same_places(kind: str) -> None:
    numbers = (0.0, 0.0), (7.0, 1.0), (2.5, 4.0)
    points = [Point(Var(f"{n}.x"), Var(f"{n}.y"), name=n) for n in "ABC"]
    values = {v: x for p, (px, py) in zip(points, numbers, strict=True) for v, x in ((p.x, px), (p.y, py))}
    symbolic = make(kind, **CONSTRUCTIONS[kind](*points)).evaluated(values, {})
    plain = make(kind, **CONSTRUCTIONS[kind](*(Point(*n) for n in numbers)))
    for get in ("at", "center"):
        p, q = getattr(symbolic, get, None), getattr(plain, get, None)
        if isinstance(p, Point) and isinstance(q, Point):
            assert math.hypot(p.x - q.x, p.y - q.y) < 1e-12


RATIONAL = [
    "midpoint",
    "foot",
    "reflection",
    "translation",
    "centroid",
    "circumcenter",
    "orthocenter",
    "nine_point_center",
    "circumcircle",
    "nine_point_circle",
    "median",
    "altitude",
    "perpendicular_bisector",
    "parallel_through",
    "perpendicular_through",
]


@pytest.mark.parametrize("kind", RATIONAL)
def test_claims_are_exact_over_fractions(kind: str) -> None:
    """Whole coordinates, so each claim that can be a polynomial is one, and is exactly 0."""
    a, b, c = Point(0, 0), Point(7, 1), Point(Fraction(5, 2), 4)
    thing = make(kind, **CONSTRUCTIONS[kind](a, b, c))
    for claim in thing.claims():
        for part in claim.holds():
            if isinstance(part, Zero):
                exact = part.value if isinstance(part.value, Const) else _exact(part.value)
                assert exact == 0, (claim.phrase(), part.value)


def _exact(x: Any) -> Any:
    import sympy

    if isinstance(x, (int, Fraction)):
        return sympy.Rational(x.numerator, x.denominator)
    args = [_exact(a) for a in x.args]
    table: dict[str, Callable[..., Any]] = {
        "+": lambda p, q: p + q,
        "-": lambda p, q: p - q,
        "*": lambda p, q: p * q,
        "/": lambda p, q: p / q,
        "neg": lambda p: -p,
        "sqrt": sympy.sqrt,
        "^": lambda p, q: p**q,
        "abs": sympy.Abs,
    }
    return sympy.nsimplify(sympy.simplify(table[x.op](*args)))


@settings(max_examples=60, deadline=None)
@given(CORNERS, st.floats(2, 60))
def test_meeting_places_go_left_to_right(raw: Any, radius: float) -> None:
    a, b, c = corners_of(raw)
    line, k = Straight(a, b, True, True), Round(c, radius)
    distance = abs((b - a).cross(c - a)) / (b - a).length
    assume(distance < 0.98 * radius)
    first, second = _places(line, k)
    assert first.x < second.x or math.isclose(first.x, second.x, abs_tol=1e-3)
    for p in (first, second):
        assert worst([relate("On", p, line), relate("On", p, k)], 100.0) < 1e-9


def _places(a: Any, b: Any) -> Any:
    thing = object.__new__(KINDS["", "intersection"])
    thing.first, thing.second, thing.near, thing.other_than = a, b, None, None
    return thing.places()


@settings(max_examples=40, deadline=None)
@given(st.floats(1, 9), st.floats(1, 9), st.floats(0, 6.28))
def test_circles_meet_on_both(r: float, s: float, turn: float) -> None:
    d = max(abs(r - s) * 1.05, 0.1) * 0.5 + 0.5 * (r + s) * 0.95
    assume(abs(r - s) * 1.02 < d < (r + s) * 0.98)
    k, m = Round(Point(0.0, 0.0), r), Round(Point(d * math.cos(turn), d * math.sin(turn)), s)
    for p in _places(k, m):
        assert worst([relate("On", p, k), relate("On", p, m)], 20.0) < 1e-9


@settings(max_examples=40, deadline=None)
@given(st.floats(1, 9), st.floats(1.1, 4), st.floats(0, 6.28))
def test_tangents_touch(r: float, far: float, turn: float) -> None:
    k = Round(Point(1.0, 2.0), r)
    p = Point(1 + far * r * math.cos(turn), 2 + far * r * math.sin(turn))
    thing = make("tangents_from", point=p, circle=k)
    both = thing.results()
    assert both[0].end.x <= both[1].end.x + 1e-3 * r
    assert worst([relate("Tangent", Straight(t.start, t.end, True, True), k) for t in both], 40.0) < 1e-9
    assert worst([relate("On", t.end, k) for t in both], 40.0) < 1e-9


def test_chosen_places() -> None:
    a, b, k = Point(-5.0, 1.0), Point(5.0, 1.0), Round(Point(0.0, 0.0), 2.0)
    line = Straight(a, b, True, True)
    assert make("intersection", first=line, second=k, near=b).at.x > 0
    first = make("intersection", first=line, second=k, near=a)
    assert first.at.x < 0
    assert make("intersection", first=line, second=k, other_than=first.at).at.x > 0
    assert make("intersection", first=Straight(Point(0.0, 1.0), b), second=k).at.x > 0, "the piece meets the circle once"
    open_ = make("intersection", first=line, second=k)
    assert open_.open and len(list(open_.rules())) == 2


TRUE_AND_FALSE: list[tuple[Relation, Relation]] = [
    (
        relate("Parallel", Straight(Point(0.0, 0.0), Point(1.0, 1.0)), Straight(Point(3.0, 0.0), Point(5.0, 2.0))),
        relate("Parallel", Straight(Point(0.0, 0.0), Point(1.0, 1.0)), Straight(Point(3.0, 0.0), Point(5.0, 2.001))),
    ),
    (
        relate("Perpendicular", Straight(Point(0.0, 0.0), Point(1.0, 1.0)), Straight(Point(0.0, 0.0), Point(-2.0, 2.0))),
        relate("Perpendicular", Straight(Point(0.0, 0.0), Point(1.0, 1.0)), Straight(Point(0.0, 0.0), Point(-2.0, 2.01))),
    ),
    (relate("Vertical", Straight(Point(1.0, 0.0), Point(1.0, 5.0))), relate("Vertical", Straight(Point(1.0, 0.0), Point(1.01, 5.0)))),
    (relate("Horizontal", Straight(Point(0.0, 2.0), Point(4.0, 2.0))), relate("Horizontal", Straight(Point(0.0, 2.0), Point(4.0, 2.01)))),
    (relate("Collinear", Point(0.0, 0.0), Point(1.0, 2.0), Point(3.0, 6.0)), relate("Collinear", Point(0.0, 0.0), Point(1.0, 2.0), Point(3.0, 6.01))),
    (
        relate("Concurrent", *(Straight(Point(0.0, 0.0), Point(x, 1.0)) for x in (1.0, 2.0, -1.0))),
        relate("Concurrent", Straight(Point(0.0, 0.01), Point(1.0, 1.0)), *(Straight(Point(0.0, 0.0), Point(x, 1.0)) for x in (2.0, -1.0))),
    ),
    (
        relate("Concyclic", *(Point(5 * math.cos(t), 5 * math.sin(t)) for t in (0.1, 1.0, 2.0, 4.0))),
        relate("Concyclic", *(Point(5 * math.cos(t), 5 * math.sin(t)) for t in (0.1, 1.0, 2.0)), Point(5.01, 0.0)),
    ),
    (
        relate("Tangent", Straight(Point(-5.0, 2.0), Point(5.0, 2.0)), Round(Point(0.0, 0.0), 2.0)),
        relate("Tangent", Straight(Point(-5.0, 2.01), Point(5.0, 2.01)), Round(Point(0.0, 0.0), 2.0)),
    ),
    (relate("Tangent", Round(Point(0.0, 0.0), 2.0), Round(Point(5.0, 0.0), 3.0)), relate("Tangent", Round(Point(0.0, 0.0), 2.0), Round(Point(5.0, 0.0), 3.01))),
    (relate("On", Point(2.0, 0.0), Straight(Point(0.0, 0.0), Point(3.0, 0.0))), relate("On", Point(4.0, 0.0), Straight(Point(0.0, 0.0), Point(3.0, 0.0)))),
    (relate("On", Point(0.0, 3.0), Round(Point(0.0, 0.0), 3.0, 0, 2.0)), relate("On", Point(0.0, -3.0), Round(Point(0.0, 0.0), 3.0, 0, 2.0))),
    (
        relate("Inside", Point(1.0, 1.0), (Point(0.0, 0.0), Point(4.0, 0.0), Point(4.0, 4.0), Point(2.0, 0.5), Point(0.0, 4.0))),
        relate("Inside", Point(2.0, 3.0), (Point(0.0, 0.0), Point(4.0, 0.0), Point(4.0, 4.0), Point(2.0, 0.5), Point(0.0, 4.0))),
    ),
    (relate("Outside", Point(9.0, 0.0), Round(Point(0.0, 0.0), 3.0)), relate("Outside", Point(2.0, 0.0), Round(Point(0.0, 0.0), 3.0))),
    (relate("Between", Point(1.0, 1.0), Point(0.0, 0.0), Point(2.0, 2.0)), relate("Between", Point(3.0, 3.0), Point(0.0, 0.0), Point(2.0, 2.0))),
    (
        relate("Above", Point(0.0, 3.0), Straight(Point(5.0, 0.0), Point(-5.0, 1.0))),
        relate("Above", Point(0.0, -3.0), Straight(Point(5.0, 0.0), Point(-5.0, 1.0))),
    ),
    (relate("LeftOf", Point(0.0, 0.0), Point(1.0, 0.0)), relate("LeftOf", Point(1.0, 0.0), Point(0.0, 0.0))),
    (
        relate("Congruent", Point(0.0, 0.0), Point(4.0, 0.0), Point(0.0, 3.0), Point(1.0, 1.0), Point(1.0, 5.0), Point(-2.0, 1.0)),
        relate("Congruent", Point(0.0, 0.0), Point(4.0, 0.0), Point(0.0, 3.0), Point(1.0, 1.0), Point(1.0, 5.0), Point(-2.1, 1.0)),
    ),
    (
        relate("Similar", Point(0.0, 0.0), Point(4.0, 0.0), Point(0.0, 3.0), Point(1.0, 1.0), Point(1.0, 9.0), Point(-5.0, 1.0)),
        relate("Similar", Point(0.0, 0.0), Point(4.0, 0.0), Point(0.0, 3.0), Point(1.0, 1.0), Point(1.0, 9.0), Point(-5.1, 1.0)),
    ),
    (relate("Same", Point(1.0, 2.0), Point(1.0, 2.0)), relate("Same", Point(1.0, 2.0), Point(1.0, 2.001))),
    (relate("Less", 1.0, 2.0, 1), relate("Less", 2.0, 1.0, 1)),
    (relate("LessEqual", 1.0, 1.0, 1), relate("LessEqual", 2.0, 1.0, 1)),
]


@pytest.mark.parametrize("yes, no", TRUE_AND_FALSE, ids=[type(a).__name__ + str(i) for i, (a, _) in enumerate(TRUE_AND_FALSE)])
def test_relations_tell_true_from_false(yes: Relation, no: Relation) -> None:
    assert worst([yes], 10.0) < 1e-9
    assert worst([no], 10.0) > 1e-6
    assert yes.phrase()


@settings(max_examples=40, deadline=None)
@given(CORNERS, st.floats(0, 6.28), st.floats(0.2, 5))
def test_measures_keep_under_moving(raw: Any, turn: float, factor: float) -> None:
    a, b, c = corners_of(raw)

    def moved(p: Point) -> Point:
        cos, sin = math.cos(turn), math.sin(turn)
        return Point(7 + factor * (p.x * cos - p.y * sin), factor * (p.x * sin + p.y * cos) - 3)

    d, e, f = moved(a), moved(b), moved(c)
    for word, power in (("distance", 1), ("angle", 0), ("area", 2), ("perimeter", 1)):
        before = MEASURES[word](*((a, b) if word == "distance" else (a, b, c)))
        after = MEASURES[word](*((d, e) if word == "distance" else (d, e, f)))
        assert math.isclose(evaluate(after, {}), evaluate(before, {}) * factor**power, rel_tol=1e-9, abs_tol=1e-9)
    apart = MEASURES["distance"](c, Straight(a, b))
    area = evaluate(MEASURES["area"](a, b, c), {})
    assert math.isclose(evaluate(apart, {}) * (b - a).length, 2 * area, rel_tol=1e-9)


@pytest.mark.parametrize(
    ("operands", "degrees"),
    [
        ((Point(1.0, 0.0), Point(0.0, 0.0), Point(0.0, 2.0)), 90),
        ((Straight(Point(0.0, 0.0), Point(1.0, 0.0)), Straight(Point(0.0, 0.0), Point(-1.0, 1.0))), 135),
        ((Straight(Point(5.0, 0.0), Point(6.0, 0.0)), Straight(Point(0.0, 0.0), Point(-1.0, 1.0))), 45),
        ((Straight(Point(0.0, 0.0), Point(1.0, 0.0), True, True), Straight(Point(0.0, 0.0), Point(-1.0, 1.0), True, True)), 45),
    ],
)
def test_angle_of_lines_and_segments(operands: Any, degrees: float) -> None:
    """The smaller one of two lines; of two segments that share an end, the one there."""
    assert math.isclose(evaluate(MEASURES["angle"](*operands), {}), math.radians(degrees))


@pytest.mark.parametrize("kind", ["quadrilateral", "trapezoid", "parallelogram", "rhombus", "rectangle", "square", "triangle", "polygon"])
def test_first_guess_of_a_polygon_is_one(kind: str) -> None:
    """New vertices start in a shape that obeys its own rules, counter-clockwise, so that the solver has little to do."""
    n = 3 if kind == "triangle" else 4
    cls: Any = KINDS["", kind]
    corners = tuple(Point(*p) for p in cls.pose(n))
    thing = make(kind, vertices=corners)
    assert worst([*thing.rules(), *thing.claims()], 50.0) < 1e-4
    assert thing.turns_left()


@pytest.mark.parametrize("n", [3, 5, 8])
def test_regular_polygon(n: int) -> None:
    free = make("regular_polygon", n=n)
    floats = free.evaluated({}, {})
    assert worst(floats.claims(), 50.0) < 1e-9
    named = make("regular_polygon", vertices=floats.vertices)
    assert worst([r.evaluated({}, {}) for r in (*named.rules(), *named.claims())], 50.0) < 1e-9


def test_a_radius_or_diameter_that_does_not_print_draws_no_line() -> None:
    def strokes(text: str) -> int:
        marks = sciml.compile(text).scene.marks
        return sum(len(g.marks) for g in marks if getattr(g, "id", "").split(".")[0] == "k" and g.role in ("object", "mark"))

    for slot in ("radius", "diameter"):
        shown = strokes(f"k = circle((0, 0), {slot}=3)")
        assert shown > strokes(f"k = circle((0, 0), {slot}=3, hide=[{slot}])") == 1
        assert strokes(f"k = circle((0, 0), {slot}=3, box=[{slot}])") == 1
    assert strokes("k = circle((0, 0), size=3)") == 1


def test_radii_of_circles_about_one_centre_go_different_ways() -> None:
    def ends(text: str) -> list[tuple[float, float]]:
        lines = [g.marks[0] for g in sciml.compile(text).scene.marks if isinstance(g, Group) and g.id[:1] == "k" and g.id.endswith(".line")]
        return [(p.points[2] - p.points[0], p.points[3] - p.points[1]) for p in lines if isinstance(p, Path)]

    ways = [math.atan2(y, x) for x, y in ends("O = point(0, 0)\n" + "\n".join(f"k{n} = circle(O, radius={n})" for n in (2, 3, 4)))]
    assert len(ways) == 3
    assert all(abs(math.remainder(a - b, 2 * math.pi)) > 0.5 for a, b in itertools.combinations(ways, 2))
    assert len(ends("O = point(0, 0); r = distance(O, (3, 0)); k1 = circle(O, radius=2); k2 = circle(O, radius=r)")) == 1


@pytest.mark.parametrize(
    "drawn, lines",
    [("", 2), ("segment(O, A)", 1), ("segment(O, A); line(O, B)", 0), ("polygon(O, A, B)", 0), ("arrow(O, A); ray(B, O)", 0), ("segment(A, B)", 2)],
)
def test_an_angle_has_lines_to_its_places(drawn: str, lines: int) -> None:
    scene = sciml.compile(f"O = point(0, 0); A = point(40, 0); B = point(30, 30); m = angle_mark(AOB); {drawn}").scene
    straight = [x for g in scene.marks if isinstance(g, Group) and g.id.split(".")[0] == "m" for x in g.marks if isinstance(x, Path) and x.ops == "ML"]
    assert len(straight) == lines


def test_a_line_goes_through_its_only_point() -> None:
    """Both ways, and out of what holds the point."""
    page = sciml.compile("O = point()\nk = circle(O, radius=5 cm)\nl = line(O, direction=up)").pages[0]
    assert page.solved is not None
    line = next(e for e in page.figure.elements if e.kind == "line").evaluated(page.solved.drawn, {})
    (shape,) = line.draw()
    a, b = shape.points
    assert math.isclose(a.y - line.curve.start.y, line.curve.start.y - b.y) and abs(b.y - a.y) > 0.1
