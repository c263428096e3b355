"""solve: closed forms, choices, contradictions, freedom, scale; on figures made by hand, so that nothing but the solver is tested."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest

from sciml.expression import PI, Expr, Num, Var, angle_measure, distance_measure, evaluate, hypot
from sciml.figure import Claim, Figure, Solved, Variable
from sciml.grammar.tree import Span
from sciml.relation import Positive, Relation, Zero
from sciml.solve import solve

STARTS = ((0, 0), (52, 0), (19, 37), (63, 31), (38, 55), (-9, 29), (71, 8), (27, 16), (48, 22), (7, 51))


class Asked(Relation):
    """Whatever residuals it is given."""

    def __init__(self, asked: tuple[Any, ...], shape: bool) -> None:
        self.asked, self.shape = asked, shape  # type: ignore[misc]

    def residuals(self) -> Any:
        yield from self.asked

    def holds(self) -> Any:
        yield from self.asked


class Plan:
    """A figure under construction."""

    def __init__(self, names: str = "") -> None:
        self.figure = Figure("")
        self.figure.frames.append(self.figure.root)
        self.at: dict[str, tuple[Var, Var]] = {}
        for name in names:
            self.point(name)

    def point(self, name: str, soft: float = 0.0) -> None:
        mm = self.figure.root.mm
        x, y = STARTS[len(self.at) % len(STARTS)]
        self.at[name] = self.number(name + ".x", mm * x, soft=soft), self.number(name + ".y", mm * y, soft=soft)

    def number(self, name: str, start: Num, low: Num | None = None, high: Num | None = None, soft: float = 0.0) -> Var:
        v = Var(name)
        self.figure.variables.append(Variable(v, start, low, high, self.figure.root.mm * 20, soft, None, frame=self.figure.root, owner=name))
        return v

    def claim(self, text: str, *asked: Any, role: str = "fact", shape: bool = False, **more: Any) -> None:
        n = len(self.figure.claims) + 1
        self.figure.claims.append(Claim(Asked(asked, shape), role, Span(n, n + 1), text, n, frame=self.figure.root, **more))

    def literal(self, value: Num, name: str = "") -> Var:
        v = Var(name or f"{value} cm")
        self.figure.constants[v] = value
        self.figure.literals[v] = "length"
        return v

    def distance(self, pair: str) -> Num:
        return distance_measure(*self.at[pair[0]], *self.at[pair[1]])

    def angle(self, three: str) -> Num:
        a, b, c = (self.at[x] for x in three)
        return angle_measure(a[0] - b[0], a[1] - b[1], c[0] - b[0], c[1] - b[1])

    def length(self, pair: str, value: Num, **more: Any) -> Plan:
        self.claim(f"{pair} == {value} cm", Zero(self.distance(pair) - self.literal(value), 1), **more)
        return self

    def degrees(self, three: str, value: Num, **more: Any) -> Plan:
        self.claim(f"angle({three}) == {value} deg", Zero(self.angle(three) - Fraction(value) * (PI / 180)), **more)
        return self

    def way(self, pair: str) -> tuple[Num, Num]:
        a, b = self.at[pair[0]], self.at[pair[1]]
        return b[0] - a[0], b[1] - a[1]

    def perpendicular(self, one: str, other: str) -> Plan:
        (u, v), (p, q) = self.way(one), self.way(other)
        self.claim(f"perpendicular({one}, {other})", Zero(u * p + v * q, scale=hypot(u, v) * hypot(p, q)), shape=True)
        return self

    def parallel(self, one: str, other: str) -> Plan:
        (u, v), (p, q) = self.way(one), self.way(other)
        self.claim(f"parallel({one}, {other})", Zero(u * q - v * p, scale=hypot(u, v) * hypot(p, q)), shape=True)
        return self

    def solved(self) -> Solved:
        found = solve(self.figure)
        assert not found.failed, [d.sentence() for d in found.diagnostics]
        assert found.value is not None
        return found.value

    def codes(self) -> list[str]:
        return [d.code for d in solve(self.figure).diagnostics]

    def place(self, s: Solved, name: str) -> tuple[float, float]:
        x, y = self.at[name]
        return s.model[x], s.model[y]


def exact(p: Plan, s: Solved, name: str) -> tuple[Num, Num]:
    x, y = p.at[name]
    return s.exact[x], s.exact[y]


# ---------------------------------------------------------------- closed forms


def test_three_sides_are_exact() -> None:
    p = Plan("ABC").length("AB", 5).length("BC", 4).length("CA", 3)
    s = p.solved()
    assert exact(p, s, "A") == (0, 0) and exact(p, s, "B") == (5, 0)
    assert exact(p, s, "C") == (Fraction(9, 5), Fraction(12, 5))
    assert s.methods[p.at["C"][0]] == "closed form"


def test_side_angle_side_keeps_its_root() -> None:
    p = Plan("ABC").length("AB", 5).length("AC", 4).degrees("BAC", 60)
    s = p.solved()
    x, y = exact(p, s, "C")
    assert x == 2 and isinstance(y, Expr)
    assert evaluate(y, {}) == pytest.approx(2 * math.sqrt(3), abs=1e-15)
    assert {n.op for n in _nodes(y)} <= {"sqrt", "*"}


def _nodes(x: Num) -> list[Expr]:
    from sciml.expression import postorder

    return postorder(x)


@pytest.mark.parametrize(
    ("facts", "sides"),
    [
        ([("AB", 6), ("BAC", 40), ("ABC", 65)], None),
        ([("BC", 4), ("BAC", 40), ("ABC", 70)], None),
        ([("AB", 6), ("BC", 7), ("BAC", 50)], None),
        ([("AC", 6), ("BCA", 30), ("BC", 3)], None),
        ([("AB", 13), ("BC", 14), ("CA", 15)], (13, 14, 15)),
    ],
)
def test_every_triangle_is_closed_and_true(facts: list[tuple[str, int]], sides: tuple[int, ...] | None) -> None:
    p = Plan("ABC")
    for name, value in facts:
        (p.length if len(name) == 2 else p.degrees)(name, value)
    s = p.solved()
    _true(p, s)
    for name in "ABC":
        for v in p.at[name]:
            assert v in s.exact, name
            assert evaluate(s.exact[v], {}) == pytest.approx(s.model[v], abs=1e-9)
    (ax, ay), (bx, by), (_, cy) = (p.place(s, n) for n in "ABC")
    assert (ax, ay) == (0, 0) and by == 0 and bx > 0 and cy > 0, "first left, second right, the rest above"
    if sides:
        assert math.dist((ax, ay), (bx, by)) == pytest.approx(sides[0])


def _true(p: Plan, s: Solved, values: dict[Var, float] | None = None) -> None:
    values = values or s.model
    size = 60 * values[p.figure.root.mm]  # type: ignore[index]
    for c in p.figure.claims:
        if c.role in ("fact", "placement"):
            for z in c.relation.residuals():
                v = evaluate(z.value, values)
                scale = evaluate(z.scale, values) if z.scale is not None else size**z.power
                assert v > 0 if isinstance(z, Positive) else abs(v) <= 1e-10 * scale, (c.text, v, scale)


def test_a_point_on_two_loci() -> None:
    """Equal distances, a tangent, an inscribed angle, an area."""
    p = Plan("ABCP").length("AB", 6).length("BC", 5).length("CA", 4)
    p.claim("PA == PB", Zero(p.distance("PA") - p.distance("PB"), 1))
    p.claim("PB == PC", Zero(p.distance("PB") - p.distance("PC"), 1))
    s = p.solved()
    _true(p, s)
    assert all(s.methods[v] == "closed form" for v in p.at["P"])

    q = Plan("ABP").length("AB", 6).degrees("APB", 90).length("AP", 3)
    s = q.solved()
    _true(q, s)
    x, y = exact(q, s, "P")
    assert x == Fraction(3, 2) and evaluate(y * y, {}) == pytest.approx(27 / 4)


def test_rectangle_of_four_right_angles_has_a_redundant_one() -> None:
    p = Plan("ABCD").perpendicular("AB", "BC").perpendicular("BC", "CD").perpendicular("CD", "DA").perpendicular("DA", "AB").length("AB", 6).length("BC", 4)
    s = p.solved()
    assert [p.place(s, n) for n in "ABCD"] == [(0, 0), (6, 0), (6, 4), (0, 4)]


def test_parallelogram_by_a_linked_corner() -> None:
    p = Plan("ABCD").length("AB", 6).length("BC", 4).degrees("DAB", 60)
    a, b, c, d = (p.at[n] for n in "ABCD")
    p.claim("D == A + C - B", Zero(d[0] - (a[0] + (c[0] - b[0])), 1), Zero(d[1] - (a[1] + (c[1] - b[1])), 1), shape=True)
    s = p.solved()
    _true(p, s)
    assert exact(p, s, "D")[0] == 2 and exact(p, s, "C")[0] == 8


def test_an_angle_through_its_sine_and_cosine() -> None:
    p = Plan("OA").length("OA", 5)
    t = p.number("t", 1.0)
    ox, oy = p.at["O"]
    from sciml.expression import cos, sin

    x, y = ox + 5 * cos(t), oy + 5 * sin(t)
    p.claim("distance(P, A) == 5", Zero(distance_measure(x, y, *p.at["A"]) - 5, 1))
    s = p.solved()
    assert s.model[t] == pytest.approx(math.pi / 3)
    assert t in s.exact


def test_one_unknown_without_a_formula_is_found_to_the_last_digit() -> None:
    p = Plan()
    x = p.number("x", 1.0, low=0, high=10)
    p.claim("x^5 + x == 3", Zero(x**5 + x - 3, scale=1))
    assert p.solved().model[x] == pytest.approx(1.1329975658850653, abs=1e-14)


# ---------------------------------------------------------------- freedom


def test_what_is_free_is_said_and_stays_at_its_start() -> None:
    p = Plan("ABC").length("AB", 5)
    s = p.solved()
    mm = s.model[p.figure.root.mm]  # type: ignore[index]
    assert s.freedom == ["C may move: 2 ways"]
    assert p.place(s, "C") == pytest.approx((19 * mm, 37 * mm))
    q = Plan("ABC").length("AB", 5).length("AC", 4)
    assert q.solved().freedom == ["C may move: 1 way"]
    r = Plan("AB")
    assert r.solved().freedom == ["A may move: 2 ways", "B may move: 2 ways"]


def test_starts_that_cannot_be_give_way() -> None:
    """AB is free, but its start makes C impossible."""
    p = Plan("ABC").length("BC", 12).length("AC", 1)
    s = p.solved()
    _true(p, s)
    assert s.freedom == ["B may move: 1 way"]


def test_orders_hold_by_what_one_can_see() -> None:
    p = Plan("ABCDE")
    for a, b in zip("ABCD", "BCDE", strict=True):
        p.claim(f"{a} right of {b}", Positive(p.at[a][0] - p.at[b][0], 1), role="placement", shape=True)
    s = p.solved()
    mm = s.model[p.figure.root.mm]  # type: ignore[index]
    xs = [p.place(s, n)[0] for n in "ABCDE"]
    assert all(a - b > 3 * mm for a, b in pairwise(xs))


def test_whole_parts_move_to_satisfy_an_order() -> None:
    p = Plan("ABCDEF")
    for t in ("ABC", "DEF"):
        p.length(t[0] + t[1], 3).length(t[1] + t[2], 4).length(t[0] + t[2], 5)
    for n in "DEF":
        p.claim(f"{n} left of A", Positive(p.at["A"][0] - p.at[n][0], 1), role="placement", shape=True)
    s = p.solved()
    _true(p, s)
    assert p.place(s, "D")[1] == pytest.approx(p.place(s, "E")[1], abs=1e-9), "its base stays level"


def test_what_is_soft_stays() -> None:
    p = Plan()
    x, y = p.number("x", 1.0, soft=1.0), p.number("y", 2.0)
    p.claim("x + y == 10", Zero(x + y - 10, scale=1))
    assert p.solved().model == pytest.approx({x: 1.0, y: 9.0, p.figure.root.mm: 1.0})


def test_a_later_state_follows_the_earlier_one() -> None:
    p = Plan("AB").length("AB", 5)
    x = Var("s.B.x")
    y = Var("s.B.y")
    for v, w in ((x, p.at["B"][0]), (y, p.at["B"][1])):
        p.figure.variables.append(Variable(v, 0, None, None, 1.0, 0.0, w, frame=p.figure.root, owner="s.B"))
    s = p.solved()
    assert (s.model[x], s.model[y]) == p.place(s, "B")
    p.claim("s.B.y == 2", Zero(y - 2, 1))
    s = p.solved()
    assert (s.model[x], s.model[y]) == (p.place(s, "B")[0], 2)


# ---------------------------------------------------------------- choices


def test_two_triangles_need_a_choice() -> None:
    p = Plan("ABC").length("AB", 5).length("BC", 4).degrees("BAC", 40)
    (d,) = solve(p.figure).diagnostics
    assert d.code == "SCI303" and "arrange AC < AB" in d.advice()
    assert not any(ch.isdigit() for ch in d.sentence() + d.advice()), "told apart in words, never by a value"
    p.claim("AC > AB", Positive(p.distance("AC") - p.distance("AB"), 1), role="arrange")
    s = p.solved()
    assert p.place(s, "C")[0] == pytest.approx(4.758, abs=1e-3)


def test_a_choice_beside_something_free_is_taken_and_told() -> None:
    """AB is free, so nothing is ambiguous; that D may lie on either side is told."""
    p = Plan("ABCD").length("BC", 4).length("CA", 3).length("DA", 4).length("DB", 4)
    s = p.solved()
    assert s.freedom == ["B may move: 1 way"] and len(s.others) == 1 and "D" in s.others[0]


def test_mirror_images_and_turns_are_no_choice() -> None:
    assert Plan("ABC").length("AB", 5).length("BC", 4).length("CA", 3).codes() == []
    p = Plan("P")
    p.claim("PA == 3", Zero(distance_measure(0, 0, *p.at["P"]) - 3, 1))
    p.claim("PB == 2", Zero(distance_measure(4, 0, *p.at["P"]) - 2, 1))
    assert p.codes() == []


def test_two_places_for_a_further_point_need_a_choice() -> None:
    p = Plan("ABCD").length("AB", 5).length("BC", 4).length("CA", 3).length("DA", 4).length("DB", 4)
    assert p.codes() == ["SCI303"]
    p.claim("D below A", Positive(p.at["A"][1] - p.at["D"][1], 1), role="arrange")
    assert p.place(p.solved(), "D")[1] < 0


def test_a_crossing_that_is_another_point_is_not_a_choice() -> None:
    """On the circle about O through A, and on the line AO: A itself is not meant."""
    p = Plan("OAP").length("OA", 3)
    p.claim("OP == OA", Zero(p.distance("OP") - p.distance("OA"), 1))
    (u, v), (a, b) = p.way("OA"), p.way("OP")
    p.claim("P on OA", Zero(u * b - v * a, 2))
    assert p.place(p.solved(), "P") == pytest.approx((-3, 0))


def test_inequalities_of_the_facts_choose() -> None:
    p = Plan("ABC").length("AB", 5).length("BC", 4).degrees("BAC", 40)
    p.claim("AC < BC", Positive(p.distance("BC") - p.distance("AC"), 1))
    assert p.codes() == []


def test_a_wish_that_cannot_be_is_dropped_with_a_warning() -> None:
    p = Plan("ABC").length("AB", 5).length("BC", 4).length("CA", 3)
    p.claim("AB > 6", Positive(p.distance("AB") - 6, 1), role="arrange")
    p.claim("C.y < A.y", Positive(p.at["A"][1] - p.at["C"][1], 1), role="arrange")
    found = solve(p.figure)
    assert [d.code for d in found.diagnostics] == ["SCI304"]
    assert found.value is not None and p.place(found.value, "C")[1] < 0, "the other wish is kept"
    assert [c.text for c in found.value.dropped] == ["AB > 6"]


# ---------------------------------------------------------------- contradictions


@pytest.mark.parametrize(
    ("facts", "named"),
    [
        ([("AB", 9), ("BC", 4), ("CA", 3)], {"AB", "BC", "CA"}),
        ([("AB", 5), ("AB", 6), ("BC", 4), ("CA", 3)], {"AB"}),
        ([("ABC", 60), ("BCA", 70), ("CAB", 80), ("AB", 4)], {"angle(ABC)", "angle(BCA)", "angle(CAB)"}),
        ([("AB", 5), ("BC", 4), ("CA", 3), ("AD", 2), ("DB", 9)], {"AB", "AD", "DB"}),
        ([("AB", 3), ("BC", 4), ("ABC", 90), ("CA", 6)], {"AB", "BC", "angle(ABC)", "CA"}),
    ],
)
def test_the_smallest_contradiction_by_name(facts: list[tuple[str, int]], named: set[str]) -> None:
    p = Plan("ABCD")
    for name, value in facts:
        (p.length if len(name) == 2 else p.degrees)(name, value)
    found = solve(p.figure)
    assert found.value is None
    (d,) = found.diagnostics
    assert d.code == "SCI301", d.sentence()
    texts = {t.split(" == ")[0] for t in d.sentence().removesuffix(" cannot all be true: impossible always").replace(" and ", ", ").split(", ")}
    assert texts == named
    assert len(d.related) == len(d.sentence().split(" == ")) - 2


def test_impossible_always_is_only_said_when_certain() -> None:
    """A bound makes it impossible here; without it the same facts are possible. A search proves neither."""
    p = Plan()
    x = p.number("x", 1.0, low=0, high=2)
    p.claim("x^3 + x == 100", Zero(x**3 + x - 100, scale=100))
    assert p.codes() == ["SCI309"]


def test_givens_agree_to_the_digits_written() -> None:
    p = Plan("ABC").length("AB", 3).length("BC", 4).length("CA", 5)
    p.degrees("BAC", Fraction(531, 10), digits=3, tolerance=Fraction(1, 20) * PI / 180)
    found = solve(p.figure)
    assert [d.code for d in found.diagnostics] == ["SCI305"]
    assert "angle(BAC)" in found.diagnostics[0].sentence()
    assert found.value is not None and p.place(found.value, "C") == pytest.approx((3, 4))
    q = Plan("ABC").length("AB", 3).length("BC", 4).length("CA", 5)
    q.degrees("BAC", 54, digits=2, tolerance=Fraction(1, 2) * PI / 180)
    assert q.codes() in (["SCI301"], ["SCI302"], ["SCI309"])


def test_of_two_lengths_the_one_with_fewer_digits_yields() -> None:
    p = Plan("ABC").length("AB", 3, digits=1, tolerance=Fraction(1, 2)).length("BC", 4, digits=3, tolerance=Fraction(1, 200))
    p.length("CA", Fraction(521, 100), digits=3, tolerance=Fraction(1, 200)).degrees("ABC", 90)
    found = solve(p.figure)
    assert [d.code for d in found.diagnostics] == ["SCI305"] and "AB == 3" in found.diagnostics[0].sentence()


def test_redundant_facts_are_no_contradiction() -> None:
    p = Plan("ABC").length("AB", 3).length("BC", 4).length("CA", 5).degrees("ABC", 90)
    p.claim("AC^2 == AB^2 + BC^2", Zero(p.distance("AC") ** 2 - p.distance("AB") ** 2 - p.distance("BC") ** 2, 2))
    assert p.codes() == []


def test_what_is_as_stated_or_a_check_moves_nothing() -> None:
    p = Plan("ABC").length("AB", 5).length("BC", 4).length("CA", 30, as_stated=True)
    p.claim("BC == 1", Zero(p.distance("BC") - 1, 1), role="check")
    assert math.dist(p.place(p.solved(), "B"), p.place(p.solved(), "C")) == pytest.approx(4)


def test_too_many_unknowns_in_one_part_is_said() -> None:
    p = Plan()
    xs = [p.number(f"x{i}", float(i)) for i in range(402)]
    for i, (a, b) in enumerate(pairwise(xs)):
        p.claim(f"{i}", Zero(b - a * a - 1, scale=1))
    assert p.codes() == ["SCI306"]


# ---------------------------------------------------------------- numbers


def test_a_system_without_construction_is_solved_by_number() -> None:
    """A triangle by its three altitudes' feet distances: nothing to construct step by step."""
    p = Plan("ABCD").length("AB", 5)
    p.claim("AC + CB == 8", Zero(p.distance("AC") + p.distance("CB") - 8, 1))
    p.claim("AC - CB == 1", Zero(p.distance("AC") - p.distance("CB") - 1, 1))
    p.claim("AD + DC == 6", Zero(p.distance("AD") + p.distance("DC") - 6, 1))
    p.claim("BD + DC == 7", Zero(p.distance("BD") + p.distance("DC") - 7, 1))
    found = solve(p.figure)
    assert found.value is not None
    _true(p, found.value)


def test_two_bars_of_a_frame() -> None:
    """Four unknowns that only hang together as one block."""
    p = Plan("ABCD").length("AB", 6).length("AC", 4).length("BD", 5).length("CD", 3).parallel("AB", "CD")
    found = solve(p.figure)
    assert found.value is not None
    _true(p, found.value)


# ---------------------------------------------------------------- scale


def test_a_length_too_short_to_see_makes_it_schematic() -> None:
    p = Plan("ABC").length("AB", 100).length("BC", 1).perpendicular("AB", "BC")
    s = p.solved()
    assert s.scale["page"][0] == "schematic" and "1 cm" in s.scale["page"][1]
    drawn = [(s.drawn[x], s.drawn[y]) for x, y in (p.at[n] for n in "ABC")]
    mm = s.drawn[p.figure.root.mm]  # type: ignore[index]
    ab, bc = math.dist(*drawn[:2]), math.dist(*drawn[1:])
    assert ab > bc > 8 * mm and ab / bc < 4.2
    assert drawn[1][0] == pytest.approx(drawn[2][0], abs=1e-9 * mm), "shape relations hold on the page"
    assert p.place(s, "C")[1] == pytest.approx(1), "the model is true"


def test_the_same_lengths_are_drawn_true_if_asked() -> None:
    p = Plan("ABC").length("AB", 100).length("BC", 1).perpendicular("AB", "BC")
    p.figure.root.scale = "true"
    s = p.solved()
    assert s.drawn == s.model and s.scale["page"][0] == "true"


def test_sizes_that_cannot_be_compressed_apart_give_way_to_the_shape() -> None:
    p = Plan("ABC").length("AB", 100).length("BC", 1).length("AC", 101)
    (u, v), (a, b) = p.way("AB"), p.way("AC")
    p.claim("collinear", Zero(u * b - v * a, 2), shape=True)
    s = p.solved()
    xs = [s.drawn[p.at[n][0]] for n in "ABC"]
    assert xs[0] < xs[1] < xs[2] and xs[1] - xs[0] > xs[2] - xs[1] > 0.05 * (xs[1] - xs[0])


def test_comfortable_sizes_keep_order_and_equality() -> None:
    from sciml.solve.scale import comfortable

    sizes = comfortable([1e-9, 3.0, 2.0, 3.0, 1e12])
    order = [sizes[x] for x in (1e-9, 2.0, 3.0, 1e12)]
    assert order == sorted(order) and len(set(order)) == 4
    assert max(order) / min(order) <= 4.0001


def test_the_page_is_filled() -> None:
    """The scale follows what is drawn, not the longest length alone."""
    from sciml.solve.fit import fitted, short

    p = Plan("AB")
    assert fitted(p.figure, p.figure.root, (180.0, 60.0, 20.0), 1.0) == 2
    assert fitted(p.figure, p.figure.root, (90.0, 60.0, 20.0), 1.0) is None
    assert fitted(p.figure, p.figure.root, (90.0, 60.0, 3.2), 1.0) == Fraction(8, 10), "points that would crowd are drawn apart"
    assert fitted(p.figure, p.figure.root, (90.0, 60.0, 0.1), 1.0) == Fraction(625, 1000), "but not beyond the page"
    assert fitted(p.figure, p.figure.root, None, 1.0) is None
    assert short(0.0123456) == Fraction(123, 10000)


# ---------------------------------------------------------------- steadiness


def test_same_input_same_output() -> None:
    def make() -> dict[str, float]:
        p = Plan("ABCDE").length("AB", 6)
        for pair, value in (("AC", 4), ("CD", 3), ("DB", 5), ("CE", 4), ("ED", 4)):
            p.length(pair, value)
        p.degrees("ACD", 110)
        found = solve(p.figure).value
        assert found is not None
        return {v.name: x for v, x in found.model.items()}

    assert make() == make()


def test_nothing_at_all() -> None:
    found = solve(Figure(""))
    assert found.value is not None and not found.diagnostics


def test_of_two_wishes_against_each_other_the_first_is_granted() -> None:
    p = Plan("ABC").length("AB", 7).length("BC", 5).degrees("BAC", 35)
    ca, cb = p.way("CA"), p.way("CB")
    dot = ca[0] * cb[0] + ca[1] * cb[1]
    p.claim("acute", Positive(dot, 2), role="arrange")
    p.claim("obtuse", Positive(-dot, 2), role="arrange")
    found = solve(p.figure)
    assert [d.sentence() for d in found.diagnostics] == ["obtuse is dropped: the facts do not allow it"]


def test_two_contradictions_are_both_named() -> None:
    p = Plan("ABCDEF").length("AB", 9).length("BC", 4).length("CA", 3).length("DE", 5).length("EF", 4).length("FD", 20)
    found = solve(p.figure).diagnostics
    assert [d.code for d in found] == ["SCI301", "SCI301"]
    assert "AB == 9" in found[0].sentence() and "FD == 20" in found[1].sentence()
