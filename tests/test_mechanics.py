"""Mechanics on plain numbers: shapes in closed form, contact, taut ropes, balance, arrows kept apart; and whole figures whose claims are proved."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import sciml
from sciml.domains.forces import Acting, Force, Weight, apart, lengths, resultant
from sciml.domains.forces_axis import ring_ink
from sciml.domains.mechanics import Ball, Block, Crate
from sciml.domains.mechanics_incline import Incline, WedgeSize
from sciml.domains.mechanics_motion import Projectile
from sciml.domains.mechanics_pulleys import Pulley
from sciml.domains.mechanics_rope_facts import TouchesWheel
from sciml.domains.mechanics_ropes import Rope
from sciml.domains.mechanics_springs import Spring, _coil, _zigzag
from sciml.domains.mechanics_supports import Bench, Ceiling, Ground, Wall
from sciml.domains.mechanics_ties import HasLength
from sciml.domains.mechanics_vehicles import Cart
from sciml.element import Element, Style
from sciml.grammar.tree import Span
from sciml.plane import Point, Straight, Vector
from sciml.quantity import ANGLE, LENGTH, SPEED, Value
from sciml.relation import Positive, Zero
from sciml.relations.laws import balance

DEGREE = math.pi / 180


class Numbers:
    """A `Maker` on floats: what is free takes its start."""

    mm = 1.0

    def free(self, name: str, start: Any, **more: Any) -> float:
        return float(start)

    def point(self, name: str, start: Point | None = None) -> Point:
        return start or Point(0.0, 0.0)

    def constant(self, name: str, value: float) -> float:
        return value

    def guess(self, x: Any) -> float:
        return float(x)

    def given(self, name: str, dim: Any) -> None:
        return None

    def usual(self, x: Any, mm: float) -> None:
        pass

    def beside(self, x: Any, y: Any) -> int:
        return 0

    def share(self, a: Any, b: Any) -> float:
        return float(a) / float(b)


def frame() -> Any:
    return SimpleNamespace(mm=1.0, elements=[], later=[], view="side", unit=None)


def built(cls: type[Element], where: Any, *, on: Any = None, at: Any = None, place: Any = None, facing: Any = None, **slots: Any) -> Any:
    """An element as the checker would build it, on floats."""
    e: Any = object.__new__(cls)
    e.id, e.name, e.span, e.style, e.frame, e.drawn, e.children = f"{cls.kind}{len(where.elements)}", "", Span(0, 0), Style(), where, True, ()
    for slot in cls.slots:
        e.__dict__[slot.name] = slots.get(slot.name, () if slot.many else slot.default)
    e.placed, e.host, e.host_at, e.facing, e.turn = place, on, at, facing, 0
    if cls.family == "body":
        if on is not None and at is not None:
            e.origin, e.turn = on.seat_on(at)
        elif place is not None:
            e.origin = place
        else:
            e.settle(Numbers())
    e.setup(Numbers())
    where.elements.append(e)
    return e


def length(n: float) -> Value:
    return Value(n, LENGTH)


def angle(degrees: float) -> Value:
    return Value(degrees * DEGREE, ANGLE)


def off(relation: Any) -> float:
    """How far a claim is from true, in its own size."""
    worst = 0.0
    for form in relation.holds():
        if isinstance(form, Zero):
            worst = max(worst, abs(float(form.value)))
        elif isinstance(form, Positive):
            worst = max(worst, -float(form.value))
    return worst


# ---------------------------------------------------------------- incline


@given(st.floats(5, 80), st.floats(1, 50), st.sampled_from(["left", "right"]))
def test_two_sizes_fix_a_wedge(degrees: float, long: float, rises: str) -> None:
    """Whatever two sizes are given, the wedge is the same."""
    a = degrees * DEGREE
    sizes = {"angle": angle(degrees), "length": length(long), "height": length(long * math.sin(a)), "base": length(long * math.cos(a))}
    pairs = [("angle", "length"), ("angle", "height"), ("angle", "base"), ("length", "height"), ("length", "base"), ("height", "base")]
    for one, other in pairs:
        ramp = built(Incline, frame(), rises=rises, **{one: sizes[one], other: sizes[other]})
        assert ramp.tilt == pytest.approx(a, rel=1e-6)
        assert (ramp.apex - ramp.toe).length == pytest.approx(long, rel=1e-6)
        assert (ramp.apex.x > ramp.toe.x) == (rises == "right")
        assert all(off(c) < 1e-6 * long for c in ramp.claims() if isinstance(c, WedgeSize))


def test_an_angle_agrees_to_its_digits() -> None:
    three_four_five = {"length": length(5.0), "height": length(3.0)}
    written = Value(36.9 * DEGREE, ANGLE, decimals=1, unit=SimpleNamespace(factor=DEGREE))  # type: ignore[arg-type]
    close = built(Incline, frame(), angle=written, **three_four_five)
    assert all(off(c) == 0 for c in close.claims())
    wrong = built(Incline, frame(), angle=Value(35.9 * DEGREE, ANGLE, decimals=1, unit=written.unit), **three_four_five)
    assert any(off(c) > 1e-3 for c in wrong.claims())


@given(st.floats(5, 60), st.floats(0.1, 0.9), st.sampled_from(["left", "right"]), st.sampled_from([Block, Ball, Cart, Crate]))
def test_bodies_stand_on_a_slope(degrees: float, at: float, rises: str, cls: type[Element]) -> None:
    where = frame()
    ramp = built(Incline, where, rises=rises, angle=angle(degrees), length=length(60.0))
    body = built(cls, where, on=ramp, at=at)
    assert all(off(c) < 1e-9 for c in body.claims())
    assert (body.base - ramp.toe).length == pytest.approx(60 * at)
    assert body.center.y > body.base.y
    assert (body.right - body.left).y * (1 if rises == "right" else -1) > 0


# ---------------------------------------------------------------- supports


def test_fractions_count_from_the_left_and_from_below() -> None:
    for support in (built(Ground, frame()), built(Ceiling, frame()), built(Bench, frame())):
        assert support.surface.at(0.2).x < support.surface.at(0.7).x
    for way in (Vector(1, 0), Vector(-1, 0)):
        wall = built(Wall, frame(), facing=way)
        assert wall.surface.at(0.2).y < wall.surface.at(0.7).y
        assert wall.surface.direction.left() == way


@given(st.lists(st.floats(-3, 4), min_size=1, max_size=5))
def test_ground_reaches_under_all_it_carries(ways: list[float]) -> None:
    where = frame()
    ground = built(Ground, where)
    blocks = [built(Block, where, on=ground, at=t) for t in ways]
    a, b = ground.edge()
    for block in blocks:
        assert a.x < block.bottom_left.x and block.bottom_right.x < b.x


def test_ground_ends_in_the_corner_under_a_wall() -> None:
    where = frame()
    ground = built(Ground, where)
    wall = built(Wall, where, on=ground, at=0.0, facing=Vector(1, 0))
    built(Block, where, on=ground, at=0.5)
    assert ground.edge()[0].x == pytest.approx(wall.origin.x)


# ---------------------------------------------------------------- ropes


def wheel(where: Any, x: float, y: float, r: float) -> Any:
    return built(Pulley, where, place=Point(x, y), radius=length(r))


@settings(max_examples=200)
@given(st.tuples(*(st.floats(*ends) for ends in ((2, 12), (2, 12), (-60, 60), (-60, -20), (25, 70), (-40, 40), (-70, 70), (-60, -20)))))
def test_a_rope_is_tangent_to_every_wheel(numbers: tuple[float, ...]) -> None:
    """It touches each wheel, enters none, and bends round it."""
    r, s, x, y, gap, lift, u, v = numbers
    where = frame()
    p, q = wheel(where, 0.0, 0.0, r), wheel(where, gap, lift, s)
    start, end = Point(x, y), Point(gap + u, lift + v)
    assume(math.hypot(x, y) > r + 1 and math.hypot(x - gap, y - lift) > s + 1 and math.hypot(u, v) > s + 1 and math.hypot(gap + u, lift + v) > r + 1)
    rope = built(Rope, where, a=start, over=(p, q), to=end)
    for i, one in ((1, p), (2, q)):
        touches = list(TouchesWheel(rope, i).holds())
        assert all(abs(float(f.value)) < 1e-8 for f in touches if isinstance(f, Zero))
        for piece in rope.pieces[i - 1 : i + 1]:
            assert distance(one.center, piece) > one.reach - 1e-8


def distance(p: Point, s: Straight) -> float:
    d, v = s.end - s.start, p - s.start
    t = min(1.0, max(0.0, float(v.dot(d) / d.dot(d))))
    return math.hypot(v.x - d.x * t, v.y - d.y * t)


@given(st.floats(2, 15), st.floats(20, 60), st.floats(20, 60))
def test_the_length_of_a_rope_has_the_arc_in_it(r: float, left: float, right: float) -> None:
    where = frame()
    p = wheel(where, 0.0, 0.0, r)
    rope = built(Rope, where, a=Point(-r, -left), over=(p,), to=Point(r, -right))
    whole = left + right + math.pi * r
    assert off(HasLength(rope, length(whole))) < 1e-9
    assert off(HasLength(rope, length(whole + 0.5))) == pytest.approx(0.5)


@given(st.floats(10, 35))
def test_a_rope_leaves_a_support_straight_out(y: float) -> None:
    where = frame()
    ceiling = built(Ceiling, where, place=Point(0.0, 60.0))
    ball = built(Ball, where, place=Point(3.0, y))
    rope = built(Rope, where, a=ceiling, to=ball)
    assert rope.start.y == pytest.approx(60) and abs(rope.start.x - ball.at.x) <= 4 + 1e-9  # the wish to be straight does the rest
    wall = built(Wall, where, place=Point(-40.0, 0.0), facing=Vector(1, 0))
    spring = built(Spring, where, start=wall, end=ball, coils=8, shape="coil")
    assert spring.start.y == pytest.approx(y) and spring.start.x == -40


@pytest.mark.parametrize("make", [_coil, _zigzag])
@pytest.mark.parametrize("turns", [2, 8, 20])
def test_a_spring_begins_and_ends_on_its_axis(make: Any, turns: int) -> None:
    ops, points = make(turns, 40.0, 2.0)
    assert points[0] == (0, 0)
    assert points[-1] == pytest.approx((40, 0), abs=1e-9)
    assert len(points) == ops.count("L") + 3 * ops.count("C")


@pytest.mark.parametrize("long", [12.0, 40.0, 90.0, 300.0])
@pytest.mark.parametrize("turns", [4, 8, 20])
def test_each_coil_closes_to_a_loop(turns: int, long: float) -> None:
    xs = [x for x, _ in _coil(turns, long, 2.0)[1]]
    backward = sum(b < a for a, b in zip(xs[3::3], xs[6::3], strict=False))
    assert backward >= turns, "a cycloid that never goes back has cusps for loops"


# ---------------------------------------------------------------- paths


@given(st.floats(10, 40), st.floats(5, 30), st.floats(45, 90))
def test_a_path_through_two_places(x: float, y: float, u: float) -> None:
    where = frame()
    path = built(Projectile, where, start=Point(0.0, 0.0), through=(Point(x, y), Point(u, 0.0)), path="full")
    assert path.height(x) == pytest.approx(y) and path.height(u) == pytest.approx(0, abs=1e-9)
    assert path.apex.x == pytest.approx(u / 2)
    assert all(off(c) < 1e-6 for c in path.claims())


# ---------------------------------------------------------------- forces


HERE = Point(0.0, 0.0)


def load(degrees: float, amount: float | None, place: Point = HERE, symbol: str = "", half: float = 0.0) -> Any:
    return place, Vector(math.cos(degrees * DEGREE), math.sin(degrees * DEGREE)), amount, symbol, half


@given(st.lists(st.tuples(st.floats(0, 360), st.floats(1, 100)), min_size=1, max_size=5))
def test_forces_and_their_opposite_balance(forces: list[tuple[float, float]]) -> None:
    loads = [load(a, f) for a, f in forces]
    x = sum(f * math.cos(a * DEGREE) for a, f in forces)
    y = sum(f * math.sin(a * DEGREE) for a, f in forces)
    rest = math.hypot(x, y)
    assume(rest > 5)
    against = math.degrees(math.atan2(-y, -x))
    assert balance([*loads, load(against, rest)], None, "b").value
    assert not balance([*loads, load(against, 3 * rest + 2 * sum(f for _, f in forces))], None, "b").value
    assert balance([*loads, load(against, None)], None, "b").value
    assert not balance([*loads, load(against + 180, None)], None, "b").value


def test_digits_decide_what_balances() -> None:
    assert balance([load(90, 19.6, half=0.05), load(270, 19.64, half=0.005)], None, "b").value
    assert not balance([load(90, 19.6, half=0.05), load(270, 19.7, half=0.005)], None, "b").value
    assert not balance([load(90, 98), load(270, 99)], None, "b").value
    assert balance([load(37, 50), load(180, 40), load(270, 30)], None, "b").value


def test_torques_count_on_a_rod() -> None:
    a, b, c = Point(0.0, 0.0), Point(4.0, 0.0), Point(1.0, 0.0)
    assert balance([load(270, 90, a), load(270, 30, b), load(90, 120, c)], [], "r").value
    assert not balance([load(270, 80, a), load(270, 40, b), load(90, 120, c)], [], "r").value
    assert balance([load(270, 80, a), load(270, 40, b), load(90, 120, c)], [40.0], "r").value
    assert balance([load(270, 80, a), load(270, 40, b), load(90, 120, c)], [math.nan], "r").value


def test_one_symbol_is_one_magnitude() -> None:
    both = [load(120, None, symbol="T"), load(60, None, symbol="T"), load(270, 10)]
    assert balance(both, None, "P").value
    assert not balance([load(120, None, symbol="T"), load(30, None, symbol="T"), load(270, 10)], None, "P").value


def test_arrows_of_one_kind_have_one_factor() -> None:
    assert lengths([10.0, 20.0]) == [11, 22]
    assert lengths([10.0, None]) == [16, 16]
    small, middle, large = lengths([1.0, 10.0, 100.0])
    assert 4 < small < middle < large == 22  # too unlike for one factor: in their order
    assert lengths([10.0, None, 20.0]) == [11, 16, 22]
    assert lengths([5.0, 5.0]) == [16, 16]


def test_a_resultant_is_as_long_as_the_sum() -> None:
    def arrow(x: float, y: float, amount: Any = None, at: str = "O") -> Any:
        return SimpleNamespace(knot=at, body=None, unit=Vector(x, y), amount=amount)

    known = [arrow(1, 0, 30), arrow(0, 1, 40)]
    assert resultant(arrow(0.6, 0.8), known) == 50
    assert resultant(arrow(0.8, 0.6), known) is None
    assert resultant(arrow(-0.6, -0.8), known) is None
    assert resultant(arrow(0.6, 0.8, at="P"), known) is None


@given(st.lists(st.sampled_from([0, 90, 180, 270, 0, 90]), min_size=2, max_size=6))
def test_arrows_do_not_lie_on_each_other(ways: list[int]) -> None:
    where = frame()
    block = built(Block, where, on=built(Ground, where), at=0.5)
    arrows: list[Acting] = [built(Weight, where, target=block)]
    arrows += [built(Force, where, target=block, way=Vector(round(math.cos(a * DEGREE)), round(math.sin(a * DEGREE)))) for a in ways]
    places = list(apart(arrows, 1.0).values())
    for i, (a, b) in enumerate(places):
        for c, d in places[i + 1 :]:
            u = (b - a).unit()
            if abs(u.cross((d - c).unit())) < 1e-9 and abs(u.cross(c - a)) < 1:
                low, high = sorted(((c - a).dot(u), (d - a).dot(u)))
                assert min(high, (b - a).length) - max(low, 0) < 1


# ---------------------------------------------------------------- whole figures

BANK = """
ramp = incline(angle={angle} deg, rises={rises})
p = pulley(at=ramp.apex)
a = {kind}(on=ramp, mass=2.0 kg)
b = block(mass=1.0 kg)
r = rope(a.{side}, over=p, to=b.top)
weight(a)
normal_force(a)
tension(r, label="$T$")
check parallel(r.first, ramp.slope), vertical(r.last), b.top.y < p.center.y
"""


@pytest.mark.parametrize("rises, side", [("right", "right"), ("left", "left")])
@pytest.mark.parametrize("degrees", [15, 30, 50])
@pytest.mark.parametrize("kind", ["block", "cart"])
def test_two_bodies_over_a_pulley(rises: str, side: str, degrees: int, kind: str) -> None:
    made = sciml.compile(BANK.format(angle=degrees, rises=rises, side=side, kind=kind))
    assert made.ok, [d.sentence() for d in made.diagnostics]
    assert all(r.verdict == "holds" for p in made.pages for r in p.proven.rows)  # type: ignore[union-attr]


LINES = ("normal_force(b, 15 N)", "friction(b, up(ramp), 2 kg)", "weight(b, 3 m)", "velocity(b, right, 2 N)", "acceleration(b, down, 3 m/s)")


@pytest.mark.parametrize("line", LINES)
def test_magnitudes_have_their_dimension(line: str) -> None:
    made = sciml.compile(f"ramp = incline(angle=30 deg)\nb = block(on=ramp)\n{line}")
    assert made.ok == (line == "normal_force(b, 15 N)")


def test_nothing_solved_is_printed() -> None:
    """A ladder of 5 m at 4 m: its foot is 3 m from the wall, which nobody asked to print."""
    made = sciml.compile("g = ground()\nw = wall(on=g)\nA = point(on=w)\nB = point(on=g)\nrod(A, B, length=5.0 m)\nrequire distance(A, g) == 4.0 m")
    texts = text_of(made)
    assert any(t.startswith("5.0") for t in texts) and any(t.startswith("4.0") for t in texts)
    assert not any(t.startswith("3") for t in texts)


def text_of(made: Any) -> list[str]:
    from sciml.scene import Group, TextMark

    def walk(marks: Any) -> Any:
        for m in marks:
            if isinstance(m, Group):
                yield from walk(m.marks)
            elif isinstance(m, TextMark):
                yield m.text

    return list(walk(made.pages[0].scene.marks))


def test_paths_in_proportion() -> None:
    where = frame()
    a = built(Projectile, where, start=Point(0.0, 0.0), speed=Value(3.0, SPEED), angle=angle(60))
    b = built(Projectile, where, start=Point(0.0, 0.0), speed=Value(6.0, SPEED), angle=angle(30))
    assert b.width / a.width == pytest.approx(4)
    assert b.apex.y / a.apex.y == pytest.approx(4 * math.sin(math.pi / 6) ** 2 / math.sin(math.pi / 3) ** 2)


def test_a_symbol_for_a_speed_needs_no_value() -> None:
    fig = sciml.compile("""
given v
g = ground()
O = point(on=g, at=0.1)
A = projectile(O, v, angle=60 deg, lands=g)
B = projectile(O, 2*v, angle=30 deg, lands=g, label="B")
check B.landing.x > A.landing.x, distance(O, B.landing) == 4*distance(O, A.landing)
""")
    assert not fig.diagnostics
    rows = [r for r in fig.pages[0].proven.rows if r.claim.role == "check" and r.where == "model"]
    assert [r.verdict for r in rows] == ["holds", "holds"] and rows[1].how == "exact"
    assert "B = 2" not in fig.svg() and "B=" not in fig.svg()


MOVED = 'g = ground()\nb = block(on=g, at=0.3, mass=3.0 kg)\ns2 = state("II") { b.at = 1.8 }\n'


def test_ground_reaches_under_the_guests_of_every_state() -> None:
    assert sciml.compile(MOVED).ok


def test_nothing_stands_beyond_the_drawn_end_of_its_ground(monkeypatch: pytest.MonkeyPatch) -> None:
    """A ground drawn as far as its first state needs it shows no contact in the second."""
    monkeypatch.setattr(Ground, "drawn_ends", lambda self: (0.0, float(self.surface.length)))
    made = sciml.compile(MOVED)
    assert not made.ok
    rows = [r for p in made.pages if p.proven is not None for r in p.proven.rows if r.verdict == "fails"]
    assert [r.where for r in rows] == ["page"]


ROUND = ["circle(radius=2 m)", "ring(radius=2 m)", "track(circle)", "track(hill)", "track(quarter)", "ball()", "ellipse((0, 0), a=40, b=20)", "triangle(PQR)"]
GUESTS = ["ball", "block", "pulley", "hinge", "pivot", "wall", "cart", "disc", "point"]
TIES = ["", "weight(k)", "spring(h, k)", "rope(k, h)", "k2 = ball(on=h)"]


@pytest.mark.parametrize("host", ROUND)
@pytest.mark.parametrize("guest", GUESTS)
def test_what_is_not_straight_carries_too(host: str, guest: str) -> None:
    for tie in TIES if guest in ("ball", "block", "point") else TIES[:1]:
        text = f"h = {host}\nk = {guest}(on=h)\n{tie}"
        document = sciml.compile(text)
        assert document.ok or document.diagnostics, text
    assert sciml.compile(f"h = {host}\nk = {guest}(on=h)").ok


@pytest.mark.parametrize("way", [Vector(0, 1), Vector(1, 0), Vector(0.6, 0.8), Vector(-0.6, 0.8), Vector(0, -1), Vector(-0.6, -0.8)])
@pytest.mark.parametrize("left", [True, False])
def test_an_arrow_round_an_axis_turns_as_is_said(way: Vector, left: bool) -> None:
    """The part in front is that toward the foot of an axis that points up, since it is looked at from above; there it moves along axis x (out of the page)."""
    thing: Any = SimpleNamespace(mm=1.0, style=Style())
    shape, arrow = ring_ink(thing, Point(0, 0), way, left, "velocity")
    places = [*shape.points, *arrow.bend, arrow.tip]
    up = way if way.y >= 0 else -way
    k = min(range(len(places)), key=lambda i: (places[i] - Point(0, 0)).dot(up))
    forward = places[k + 1] - places[k - 1]
    assert (forward.dot(Vector(way.y, -way.x)) > 0) == left


def test_what_cannot_move_is_named() -> None:
    fixed = "ramp = incline(angle=35 deg)\nb = ball(on=ramp, at=0.4)\nc = block(on=ramp, at=0.9)\nr = rope(c.top, b)\n"
    document = sciml.compile(fixed + "require parallel(r, ramp.slope)")
    assert "r is tied at c.top and b" in document.diagnostics[0].advice()
    document = sciml.compile("b = ball()\nrotation_axis(b)")
    assert "elsewhere spin_axis(" in document.diagnostics[0].advice()
