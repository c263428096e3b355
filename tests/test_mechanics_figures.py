"""Whole figures of mechanics: sizes, places and order on the page."""

from __future__ import annotations

import math
from typing import Any

import pytest

import sciml
from sciml.plane import Point, Straight, corner
from sciml.scene import Group, TextMark


def drawn(text: str) -> dict[str, Any]:
    """The named things of a figure as they are drawn, in page millimetres from some place."""
    made = sciml.compile(text)
    assert made.ok, [d.sentence() for d in made.diagnostics]
    solved = made.pages[0].solved
    done: dict[int, Any] = {}
    return {e.name: e.evaluated(solved.drawn, done) for e in solved.figure.elements if e.name}


def printed(made: Any) -> list[str]:
    """Every text of the drawing."""

    def walk(marks: Any) -> Any:
        for m in marks:
            if isinstance(m, Group):
                yield from walk(m.marks)
            elif isinstance(m, TextMark):
                yield m.text

    return list(walk(made.scene.marks))


def mm(x: Any, thing: Any) -> float:
    return float(x) / float(thing.frame.mm)


SIZES = [
    ("given r\nt = bench()\nA = block(on=t)\nx = pulley(at=t.right, radius=r)\nB = block(below=x)\ns = rope(A.right, over=x, to=B.top)", "reach", 4, 8),
    ("given r\ng = ground()\nx = hoop(on=g, radius=r)", "reach", 7, 14),
    ("given r\nramp = incline(angle=30 deg)\nx = ball(on=ramp, radius=r)", "reach", 2.5, 6),
    ("given r\ng = ground()\nx = disc(on=g, radius=r)", "reach", 7, 14),
    ("given w\ng = ground()\nx = block(on=g, width=w)", "width", 10, 22),
    ("g = ground()\nx = hoop(on=g, radius=0.40 m)\nvelocity(x, right, 2.0 m/s)", "reach", 7, 14),
    ("g = ground()\nx = block(on=g, width=6)", "width", 10, 22),
    ("g = ground()\nx = wheel(on=g, radius=35 cm)\nb = block(on=g, height=10 cm, right_of=x)", "reach", 12, 40),
    ("given r = 5 cm\nc = ceiling()\nx = pulley(on=c, radius=r)\nA = block()\nB = block()\nrope(A.top, over=x, to=B.top)", "reach", 4, 10),
]


@pytest.mark.parametrize("text, what, least, most", SIZES)
def test_a_symbol_or_a_lone_size_is_drawn_as_usual(text: str, what: str, least: float, most: float) -> None:
    x = drawn(text)["x"]
    size = mm(x.size[0] if what == "width" else x.reach, x)
    assert least <= size <= most


def codes(text: str) -> list[str]:
    return [d.code for d in sciml.compile(text).diagnostics]


PULLEY = "c = ceiling()\np = pulley(on=c)\nA = block(mass=2 kg)\nB = block(mass=3 kg)\ns = rope(A.top, over=p, to=B.top)\n"


def test_places_on_a_rope_count_along_the_whole_of_it() -> None:
    things = drawn(PULLEY + "P = point(on=s, at=0.1)\nQ = point(on=s, at=0.5)\nR = point(on=s, at=0.9)\narrange A.center.x < B.center.x")
    p, q, r, wheel = (things[n].at if n != "p" else things[n].rim for n in "PQRp")
    assert p.x == pytest.approx(things["A"].top.x) and r.x == pytest.approx(things["B"].top.x)
    assert p.y < wheel.center.y and r.y < wheel.center.y < q.y
    assert (q - wheel.center).length == pytest.approx(wheel.radius)


def test_a_length_along_a_rope() -> None:
    made = sciml.compile(PULLEY.replace("to=B.top", "to=B.top, length=4.0 m") + "P = point(on=s, at=1.0 m)\nQ = point(on=s, at=0.25)\ncheck P == Q")
    assert made.ok and not made.diagnostics


def test_a_ring_on_a_rope_hangs_clear_of_the_block() -> None:
    text = "c = ceiling()\np = pulley(on=c)\nA = block()\nE = point(show=false)\ns = rope(A.top, over=p, to=E)\nR = {}\narrange A.center.x < E.x"
    for ring in ("ring(on=s, at=0.8)", "block(on=s.last)", "ball(on=s.last, at=0.3)"):
        things = drawn(text.format(ring))
        assert "MEC405" not in codes(text.format(ring))
        assert things["R"].center.x == pytest.approx(things["E"].at.x) and things["A"].top.x < things["E"].at.x


def test_sides_said_by_a_comparison_turn_the_rope() -> None:
    for op in "<>":
        things = drawn(PULLEY + f"arrange A.center.x {op} B.center.x")
        assert (things["A"].center.x < things["B"].center.x) == (op == "<")


def test_bodies_in_each_other_are_named() -> None:
    assert "MEC405" in codes(PULLEY + "ball(on=s.last, at=1)")
    assert "MEC405" not in codes(PULLEY)
    assert "MEC405" not in codes("d = disc()\nb = ball(at=d.center)")
    assert "MEC405" not in codes("g = ground()\nc = crate(on=g, open=true)\nblock(on=c)")


def test_an_arrow_at_a_place_of_a_wall_stands_beside_it() -> None:
    things = drawn("g = ground()\nw = wall(on=g, facing=right)\nA = point(on=w)\nB = point(on=g)\nladder(A, B)\nv = velocity(A, down, 4 ft/s)")
    tail, tip = things["v"].shown()
    assert mm(tail.x - things["A"].at.x, things["A"]) > 1.5 and tip.x == pytest.approx(tail.x)


TROUGH = """
g = ground()
w1 = wall(on=g, facing=right)
w2 = wall(on=g, facing=left)
A, B, C = hoop()
require touches(A, g), touches(B, g), touches(A, w1), touches(B, w2), touches(A, C), touches(B, C), radius(A) == radius(B), radius(B) == radius(C)
arrange A.center.x < B.center.x, C.center.y > A.center.y
"""


def test_three_equal_circles_in_a_trough() -> None:
    made = sciml.compile(TROUGH)
    assert made.ok and not made.diagnostics and not made.pages[0].figure.rows
    things = drawn(TROUGH)
    a, b, c, wall = (things[n] for n in ("A", "B", "C", "w1"))
    assert 5 - 1e-9 <= mm(a.reach, a) <= 25 and a.reach == pytest.approx(b.reach) == pytest.approx(c.reach)
    assert (a.center - b.center).length >= 2 * a.reach * (1 - 1e-9)
    low, high = wall.drawn_ends()
    top = c.center.y + c.reach - wall.origin.y
    assert top < high - low < 1.5 * top


def test_a_wall_is_a_little_higher_than_what_stands_before_it() -> None:
    things = drawn("g = ground()\nw = wall(on=g)\nb = block(on=g)\nspring(w.right, b.left)")
    low, high = things["w"].drawn_ends()
    assert things["b"].size[1] < high - low < 2.5 * things["b"].size[1]


def test_default_lengths_of_supports_stretch() -> None:
    things = drawn("g = ground()\ncar = vehicle(car, on=g, at=0.15)\ntruck = vehicle(truck, on=g, at=0.75)\ndimension(car.front, truck.rear, 210 m)")
    car, truck, g = things["car"], things["truck"], things["g"]
    assert truck.rear.x - car.front.x == pytest.approx(210) and truck.rear.y == pytest.approx(car.front.y)
    assert (truck.bottom.x - car.bottom.x) / g.extent == pytest.approx(0.6)
    for text in (
        "w = wall()\nA = point(on=w, at=0.2)\nB = point(on=w, at=0.8)\ndimension(A, B, 4 m)",
        "c = ceiling()\nA = point(on=c, at=0.2)\nB = point(on=c, at=0.8)\ndimension(A, B, 4 m)",
        "t = bench()\nA = block(on=t, at=0.2)\nB = block(on=t, at=0.8)\ndimension(A.right, B.left, 1.2 m)",
        "g = ground()\nt = bench(on=g)\nP = point(on=t, at=0.5)\nrequire distance(P, g) == 3 m, distance(t.left, t.right) == 4 m",
    ):
        made = sciml.compile(text)
        assert made.ok, [d.sentence() for d in made.diagnostics]


def test_two_relations_of_one_name_are_refused() -> None:
    from sciml.relation import Relation

    with pytest.raises(TypeError, match="two classes of relations are called On"):
        type("On", (Relation,), {"__module__": "elsewhere"})


def test_what_is_to_touch_is_not_kept_apart() -> None:
    made = sciml.compile("g = ground()\nw = wall(on=g)\na, b = hoop(on=g)\nrequire tangent(a, w), touches(a, b)")
    assert made.ok and not made.pages[0].solved.dropped


INSIDE = [
    'sub = thing("submarine")\nx = person(inside=sub)',
    'sub = thing("submarine")\nx = point(inside=sub)',
    'sub = thing("submarine")\nx = items("person", 3, inside=sub)',
    "v = vehicle(bus)\nx = person(inside=v)\ny = person(inside=v)",
    "k = circle(O, radius=3 cm)\nx = block(inside=k)\nb = ball(inside=k)",
    'r = rect((0, 0), (12, 7))\nx = thing("submarine", inside=r)',
    'sea = water()\nx = thing("submarine", inside=sea)',
    "c = crate(open=true)\nx = ball(inside=c)",
    "t = track(circle)\nx = ball(inside=t)",
    "k = circle((0, 0), radius=2)\nx = ball(inside=k, radius=0.5)\ncheck inside(x, k), outside((5, 5), k)",
]


@pytest.mark.parametrize("text", INSIDE)
def test_things_inside(text: str) -> None:
    made = sciml.compile(text)
    assert made.ok and not made.diagnostics, [d.sentence() for d in made.diagnostics]
    rows = [r for r in made.pages[0].proven.rows if "inside" in r.claim.text and r.claim.role == "placement"]
    assert rows and all(r.verdict == "holds" for r in rows)


FALSE = [
    "k = circle((0, 0), radius=3)\nb = ball(at=(2.9, 0), radius=0.5)\ncheck inside(b, k)",
    "r = rect((0, 0), (4, 3))\nb = block(at=(2, 2.5), width=2)\ncheck inside(b, r)",
    "k = circle((0, 0), radius=3)\nb = ball(at=(3.2, 0), radius=0.5)\ncheck outside(b, k)",
    "k = circle((0, 0), radius=1)\nr = rect((-3, -3), (3, 3))\ncheck outside(r, k)",
    "p = polygon((0, 0), (4, 0), (4, 4), (2, 1), (0, 4))\nr = rect((1, 0.5), (3, 1.2))\ncheck inside(r, p)",
]


@pytest.mark.parametrize("text", FALSE)
def test_a_false_inside_is_refused(text: str) -> None:
    assert "SCI402" in codes(text)


@pytest.mark.parametrize(
    "text, code",
    [
        ("s = segment(AB)\nP = point(inside=s)", "PLN207"),
        ("g = ground()\nb = block(on=g)\ncheck inside(b, g)", "PLN207"),
        ("A = point()\ncheck outside(A, A)", "PLN207"),
        ('A = point()\nB = point(above="x")', "SCI203"),
        ("p, m = point()\nq = point(inside=[p, m])", "SCI203"),
        ("A = point(1, 1)\ncheck vertical(A)", "PLN208"),
        ("A, B, C = point()\ncheck vertical(A, B, C)", "PLN208"),
    ],
)
def test_kind_errors_are_said_when_the_text_is_read(text: str, code: str) -> None:
    found = codes(text)
    assert code in found and not {"SCI401", "SCI402", "SCI302", "SCI309"} & set(found)


def test_two_points_one_above_the_other() -> None:
    made = sciml.compile("O = point(0, 4)\nlow = point(0, 1)\ncheck vertical(O, low), horizontal(O, (5, 4))")
    assert made.ok and not made.diagnostics


def test_the_support_is_named_where_its_anchor_was() -> None:
    made = sciml.compile("t = bench()\nA = point(above=t)\nfoot(A, t.top)")
    assert any("Say t" in d.advice() for d in made.diagnostics)


ROPES = [
    ("c = ceiling()\nb = ball()\nr = rope(c, b)", 0),
    ("c = ceiling()\nb = ball()\nr = rope(c, b)\nrequire angle(r, down) == 20 deg", 20),
    ("c = ceiling()\nb = block()\nr = rope(c, b, length=1.5 m)", 0),
    ("c = ceiling()\nw = wall(facing=left)\nb = point(show=false)\nr = rope(c, b)\ns = rope(b, w)\nrope(b, block(below=b))\nrequire angle(r, c) == 50 deg", 40),
]


@pytest.mark.parametrize("text, degrees", ROPES)
def test_a_rope_hangs_straight_unless_something_is_said(text: str, degrees: float) -> None:
    r = drawn(text)["r"].pieces[0]
    d = r.end - r.start
    assert d.y < 0 and math.degrees(math.atan2(abs(d.x), -d.y)) == pytest.approx(degrees, abs=1e-6)


def test_what_hangs_on_two_ropes_is_between_their_ends() -> None:
    things = drawn(
        "c = ceiling()\nk = point(show=false)\nr = rope(c, k)\ns = rope(c, k)\nb = block(below=k)\nrope(k, b)\n"
        "require angle(r, c) == 30 deg, angle(s, c) == 60 deg"
    )
    left, right = sorted((things["r"].start.x, things["s"].start.x))
    assert left < things["k"].at.x < right


def test_an_angle_of_lines_that_do_not_meet_is_drawn_at_the_end_of_one() -> None:
    floor = Straight(Point(-45.0, 0.0), Point(45.0, 0.0), True, True)
    rope = Straight(Point(10.0, 5.0), Point(30.0, 15.0))
    vertex, u, v, aside = corner(rope, floor)
    assert (vertex.x, vertex.y) == (10, 5) and aside and u.x > 0 and v.x > 0 and v.y == 0
    vertex, u, v, aside = corner(floor, Straight(Point(0.0, 0.0), Point(10.0, 10.0)))
    assert (vertex.x, vertex.y) == (0, 0) and not aside
    for claim in ("angle_mark(r, floor, 30 deg)", "require angle(r.first, floor) == 30 deg"):
        made = sciml.compile(
            f"floor = ground()\nb = block(on=floor)\nP = point(show=false, right_of=b)\nr = rope(b.right, P)\narrange P.y > b.center.y\n{claim}"
        )
        assert made.ok and not made.diagnostics
        assert made.scene.width < 200


def test_sides_are_those_of_the_whole_body() -> None:
    things = drawn("b = block()\nP = point(right_of=b)\nQ = point(below=b)")
    b, p, q = (things[n] for n in "bPQ")
    assert p.at.x > b.right.x and q.at.y < b.bottom.y


def test_a_body_tied_to_the_slope_it_stands_on_hangs_on_a_peg() -> None:
    for body in ("ball", "block"):
        things = drawn(f"w = incline(angle=30 deg, rises=left)\nb = {body}(on=w, at=0.4)\nr = rope(w, b)")
        w, r = things["w"], things["r"]
        piece, slope = r.pieces[0], w.slope
        assert abs(piece.direction.cross(slope.direction)) < 1e-9
        foot, tip = r.pegs[0]
        assert (tip - foot).dot(slope.direction) == pytest.approx(0, abs=1e-9)


def test_a_block_inside_a_circle_stands_on_its_corners() -> None:
    things = drawn("t = track(circle, radius=0.5 m, side=inside)\nb = block(on=t, at=-60 deg)")
    t, b = things["t"], things["b"]
    for p in (b.bottom_left, b.bottom_right):
        assert (p - t.center).length == pytest.approx(0.5)


def test_a_ball_at_a_place_of_a_rod_is_there() -> None:
    things = drawn("A, B = point()\ns = rod(A, B)\nb = ball(at=s.center)\nc = ball(on=s, at=0.2)")
    s, b, c = (things[n] for n in "sbc")
    assert (b.center - s.center).length < 1e-9
    assert abs(s.curve.direction.cross(c.center - s.start)) == pytest.approx(c.reach)


def test_a_wall_without_a_length_does_not_size_the_figure() -> None:
    things = drawn("cliff = wall()\nc = person(on=cliff, height=1.8 m)\nA = point(on=cliff)\nrope(A, c.center, length=2 m)\narrange A.y > c.center.y")
    cliff, person = things["cliff"], things["c"]
    low, high = cliff.drawn_ends()
    assert high - low < 4 and mm(person.size[1], person) > 25


def test_relative_to_prints_the_kind_unless_the_name_is_a_word() -> None:
    made = sciml.compile("c = cart(on=ground())\nb = block(on=c)\nvelocity(b, right, 3 m/s, relative_to=c)")
    assert "relative to the cart" in printed(made)
    made = sciml.compile("river = water()\nb = vehicle(boat, on=river)\nvelocity(b, right, 3 m/s, relative_to=river)")
    assert "relative to river" in printed(made)


NEVER = [
    ("A = point(1, 1)\nB = point(2, 3)\ncheck parallel(segment(A, B), toward(A))", "SCI203"),
    ("A = point(1, 1)\ncheck vertical(toward(A))", "SCI203"),
    ("sea = water()\nrequire tangent(sea, sea)", "PLN209"),
    ("p = pulley()\ntriangle(XYZ)\ncheck touching(p, XYZ)", ""),
    ("i = incline(angle=30 deg)\nf = force(i, up)\ncheck area(i, f) == 2", ""),
    ("k = circle((0, 0), radius=3)\ncheck perimeter(k, k) == 3", ""),
    ("A = point(1, 1)\nv = block()\narrange concurrent(v, toward(A), toward(A))", "SCI203"),
]


@pytest.mark.parametrize("text, code", NEVER)
def test_operands_that_do_not_fit_are_refused(text: str, code: str) -> None:
    made = sciml.compile(text)
    assert not made.ok and (not code or code in [d.code for d in made.diagnostics])


def test_three_lines_of_which_two_are_parallel_are_not_concurrent() -> None:
    lines = "l = line((0, 0), (1, 0))\nm = line((0, 1), (1, 1))\nn = line((0, 0), (1, {}))\n"
    assert "SCI402" in codes(lines.format(1) + "check concurrent(l, m, n)")
    assert sciml.compile("l = line((0, 0), (1, 0))\nm = line((2, 1), (2, 3))\nn = line((0, 2), (2, 0))\ncheck concurrent(l, m, n)").ok


def test_a_body_on_a_chain_stands_outside_along_its_piece() -> None:
    """Also on a chain that runs clockwise; on an open one on the left of its way."""
    for corners in ("(0, 0), (60, 0), (60, 60)", "(60, 60), (60, 0), (0, 0)"):
        page = sciml.compile(
            f"p = polygon({corners})\nb = block(on=p, at=0.85)" if corners[1] == "0" else f"p = polygon({corners})\nb = block(on=p, at=0.8)"
        ).pages[0]
        assert page.solved is not None
        b = next(e for e in page.figure.elements if e.kind == "block").evaluated(page.solved.drawn, {})
        assert math.isclose(abs(math.sin(b.turn)), 0.5**0.5, rel_tol=1e-6)
        assert b.center.y - b.center.x > 1.0
    page = sciml.compile("s = polyline((0, 0), (0, 60), (60, 60))\nb = block(on=s, at=0.25)\nc = block(on=s, at=0.75)").pages[0]
    assert page.solved is not None
    b, c = (e.evaluated(page.solved.drawn, {}) for e in page.figure.elements if e.kind == "block")
    assert b.center.x < -1 and c.center.y > 61


def test_one_number_is_the_size_of_a_square_block() -> None:
    page = sciml.compile("segment(A, B, length=5 cm)\nb = block(size=2 cm)\nc = block(size=(2 cm, 1 cm))").pages[0]
    assert page.solved is not None
    b, c = (e.evaluated(page.solved.drawn, {}) for e in page.figure.elements if e.kind == "block")
    assert b.size == pytest.approx((0.02, 0.02)) and c.size == pytest.approx((0.02, 0.01))


def arrows(text: str) -> dict[str, tuple[float, float, float, float]]:
    """Tail and tip of each arrow as it is drawn, by its name, in the frame."""
    things = drawn(text)
    return {n: (*map(float, (a.x, a.y)), *map(float, (b.x, b.y))) for n, e in things.items() if hasattr(e, "shown") for a, b in (e.shown(),)}


def test_a_force_toward_a_neighbour_or_a_wall_pushes_from_behind() -> None:
    text = "g = ground()\nA = block(on=g)\nB = block(on=g, right_of=A, gap=0)\nF = force(A, right)\nf = friction(B, left)"
    found, things = arrows(text), drawn(text)
    assert found["F"][2] == pytest.approx(things["A"].left.x)
    assert found["f"][2] > things["A"].right.x
    text = "g = ground()\nw = wall(on=g, facing=left)\nb = block(on=g, left_of=w, gap=0)\nF = force(b, right)"
    assert arrows(text)["F"][2] == pytest.approx(drawn(text)["b"].left.x)


def test_friction_on_a_slope_ends_before_its_toe() -> None:
    text = "r = incline(angle=30 deg)\nA = block(on=r, at=0.2)\nf = friction(A, down(r))"
    assert arrows(text)["f"][2] > drawn(text)["r"].toe.x


def test_an_acceleration_does_not_carry_on_from_the_tip_of_a_force() -> None:
    text = 'r = incline(angle=20 deg)\nc = vehicle(car, on=r)\nN = normal_force(c)\na = acceleration(c, left, label="$v^2/r$")'
    found = arrows(text)
    assert mm(math.hypot(found["a"][0] - found["N"][2], found["a"][1] - found["N"][3]), drawn(text)["c"]) > 4


def test_the_words_of_a_current_stand_over_its_arrow_and_the_width_before_the_water() -> None:
    things = drawn("figure(view=top)\nr = river(width=120 m)\nb = vehicle(boat, on=r, facing=up)\nv = velocity(r, right, 3 m/s)")
    spot, gauge = things["v"].spot("label"), things["r"].spot("width")
    assert spot.start.y == spot.end.y and spot.start.x > things["r"].edge()[0].x
    assert gauge.start.x < things["r"].edge()[0].x


@pytest.mark.parametrize("order", ["weight(b)\n{n}", "{n}\nweight(b)"])
def test_weight_and_normal_force_are_on_one_line(order: str) -> None:
    things = drawn("g = ground()\nb = block(on=g)\n" + order.format(n="n = normal_force(b)").replace("weight", "w = weight"))
    (tail, tip), (tail2, tip2) = things["n"].shown(), things["w"].shown()
    assert tail == pytest.approx(tail2) and tip.x == pytest.approx(tip2.x)
    assert tip.y > tail.y > tip2.y


def test_an_acceleration_keeps_clear_of_a_slanting_force() -> None:
    things = drawn("g = ground()\nb = block(on=g)\nf = force(b, above(right, 37 deg), 50 N)\nw = weight(b)\na = acceleration(b, right, 2 m/s^2)")
    (p, q), (tail, tip) = things["f"].shown(), things["a"].shown()
    assert tail.y > things["b"].top.y
    assert tip.x < p.x or tail.y > q.y


def test_a_velocity_runs_over_what_the_body_touches() -> None:
    things = drawn("g = ground()\nA = ball(on=g)\nB = ball(on=g, right_of=A, gap=0)\nv = velocity(A, right, 5 m/s)")
    tail, tip = things["v"].shown()
    assert tail.y == pytest.approx(tip.y) and tip.x > tail.x
    assert tail.y > things["B"].top.y
    apart = drawn("g = ground()\nA = ball(on=g)\nB = ball(on=g, right_of=A)\nv = velocity(A, right, 5 m/s)")
    assert apart["v"].shown()[0].y == pytest.approx(apart["A"].center.y)


TWO = "g = ground()\na = block(on=g, mass=2.0 kg)\nb = block(on=g, right_of=a, mass={mass})\nweight(a)\nweight(b)\n"
CALLED = [
    (TWO.format(mass="3.0 kg"), "m₁gm₂g", "N"),
    (TWO.format(mass="2.0 kg"), "mgmg", "m₁"),
    (TWO.format(mass="3.0 kg") + "normal_force(a)\nnormal_force(b)\nfriction(a, left)", "N₁N₂f", "f₁"),
    (TWO.format(mass="3.0 kg") + "normal_force(a)\nnormal_force(b, label='')\nfriction(a, left, f)\nfriction(b, left)\ngiven f", "f", "f₁"),
    ("c = ceiling()\nb = block(mass=2.0 kg)\nr = rope(c, b)\ntension(r)", "T", "T₁"),
    ("c = ceiling()\nb = block(mass=2.0 kg)\nT = rope(c, b, label='$T$')\ntension(T)", "T", "TT"),
]


@pytest.mark.parametrize("text, there, missing", CALLED)
def test_forces_without_words_are_called_what_textbooks_call_them(text: str, there: str, missing: str) -> None:
    words = "".join(printed(sciml.compile(text)))
    assert there in words and missing not in words


@pytest.mark.parametrize("way, over", [("left", True), ("right", False)])
def test_a_velocity_toward_its_spring_is_over_the_body(way: str, over: bool) -> None:
    things = drawn(f"g = ground()\nw = wall(on=g, facing=right)\nb = block(on=g, mass=2 kg)\ns = spring(w, b)\nv = velocity(b, {way}, 2.0 m/s)")
    assert (things["v"].stands()[0].y > things["b"].top.y) is over
