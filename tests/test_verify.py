"""The verifier on figures built by hand: what is true is proved, and how; what is changed is rejected."""

from __future__ import annotations

from fractions import Fraction
from importlib import import_module
from typing import Any

import pytest

from sciml.expression import PI, Num, Var, angle_measure, area_measure, cos, distance_measure, evaluate, sin, sqrt
from sciml.figure import Claim, Figure, Row, Solved, Symbol, Variable
from sciml.grammar.tree import Span
from sciml.plane import Point, Round, Straight, Track, Vector
from sciml.quantity import LENGTH, MASS, Origin
from sciml.relation import Positive, Relation, Zero, relate
from sciml.verify import verify

for _room in ("compare", "congruence", "direction", "incidence", "order", "within"):
    import_module(f"sciml.relations.{_room}")


class Sheet:
    """A figure and its solution, by hand. Lengths in metres; a page millimetre is a millimetre."""

    def __init__(self) -> None:
        self.figure = Figure("")
        self.frame = self.figure.root
        self.figure.frames = [self.frame]
        self.solved = Solved(self.figure)
        self.given("page.mm", Fraction(1, 1000), self.frame.mm)

    def given(self, name: str, value: Num, var: Any = None) -> Var:
        v = var if var is not None else Var(name)
        self.figure.constants[v] = value
        self.solved.model[v] = self.value(value)
        return v  # type: ignore[no-any-return]

    def value(self, x: Num) -> float:
        return evaluate(x, self.solved.model)

    def var(self, name: str, value: Num, method: str) -> Var:
        """A variable of the solver; a closed form keeps its expression, the others only their float."""
        v = Var(name)
        self.figure.variables.append(Variable(v, 0, frame=self.frame))
        self.solved.model[v] = self.value(value)
        self.solved.methods[v] = method
        if method == "closed form":
            self.solved.exact[v] = value
        return v

    def point(self, name: str, x: Num, y: Num, method: str = "closed form") -> Point:
        return Point(self.var(f"{name}.x", x, method), self.var(f"{name}.y", y, method), name=name)

    def claim(self, relation: Relation, role: str = "fact", **more: Any) -> None:
        self.figure.claims.append(Claim(relation, role, Span(0, 0), relation.phrase(), len(self.figure.claims), frame=self.frame, **more))

    def rows(self, where: str = "model") -> list[Row]:
        proven = verify(self.solved).value
        assert proven is not None
        return [r for r in proven.rows if r.where == where]

    def codes(self) -> list[str]:
        return [d.code for d in verify(self.solved).diagnostics]


def d(p: Point, q: Point) -> Num:
    return distance_measure(p.x, p.y, q.x, q.y)


def at_vertex(p: Point, q: Point, r: Point) -> Num:
    u, v = p - q, r - q
    return angle_measure(u.x, u.y, v.x, v.y)


def seg(p: Point, q: Point) -> Straight:
    return Straight(p, q)


def triangle(sheet: Sheet, ab: Num, bc: Num, ca: Num, method: str = "closed form") -> tuple[Point, Point, Point]:
    """Side-side-side."""
    c, a, b = sheet.given("AB", ab), sheet.given("BC", bc), sheet.given("CA", ca)
    near = sheet.value(c)
    first = sheet.point("A", 0.3075 * near, -0.1125 * near, "free")
    along = (b * b + c * c - a * a) / (2 * c)
    second = sheet.point("B", first.x + c, first.y, method)
    third = sheet.point("C", first.x + along, first.y + sqrt(b * b - along * along), method)
    sheet.claim(relate("Equal", d(first, second), c, 1))
    sheet.claim(relate("Equal", d(second, third), a, 1))
    sheet.claim(relate("Equal", d(third, first), b, 1))
    if method == "numeric":
        sheet.claim(relate("Equal", second.y, first.y, 1))
    return first, second, third


def incircle(a: Point, b: Point, c: Point) -> Round:
    la, lb, lc = d(b, c), d(c, a), d(a, b)
    whole = la + lb + lc
    center = Point((la * a.x + lb * b.x + lc * c.x) / whole, (la * a.y + lb * b.y + lc * c.y) / whole, name="I")
    return Round(center, 2 * area_measure(a.x, a.y, b.x, b.y, c.x, c.y) / whole)


CM = Fraction(1, 100)


def scene(method: str = "closed form", sides: tuple[int, int, int] = (4, 5, 6)) -> Sheet:
    """A triangle with its incircle, a midpoint, a median, an altitude."""
    sheet = Sheet()
    a, b, c = triangle(sheet, sides[0] * CM, sides[1] * CM, sides[2] * CM, method)
    k = incircle(a, b, c)
    for p, q in ((a, b), (b, c), (c, a)):
        sheet.claim(relate("Tangent", seg(p, q), k), "construction")
    sheet.claim(relate("Inside", k.center, Track((a, b, c), True)), "check")
    m = b.toward(c, Fraction(1, 2))
    sheet.claim(relate("Between", m, b, c), "construction")
    v = b - a
    foot = a + v * ((c - a).dot(v) / v.dot(v))
    sheet.claim(relate("Perpendicular", seg(c, foot), seg(a, b)), "construction")
    sheet.claim(relate("Above", c, a), "placement")
    sheet.claim(relate("LeftOf", a, b), "placement")
    sheet.claim(relate("Equal", at_vertex(b, a, k.center), at_vertex(k.center, a, c), 0), "check")
    return sheet


def test_what_is_true_is_proved_exactly() -> None:
    sheet = scene()
    assert {r.verdict for r in sheet.rows()} == {"holds"}
    assert {r.how for r in sheet.rows()} == {"exact"}
    assert {r.verdict for r in sheet.rows("page")} == {"holds"}
    assert not sheet.codes()


def test_every_claim_has_a_row_on_the_model_and_one_on_the_page() -> None:
    sheet = scene()
    assert len(sheet.rows()) == len(sheet.rows("page")) == len(sheet.figure.claims)


def test_numerically_solved_facts_are_certified() -> None:
    sheet = scene("numeric")
    rows = sheet.rows()
    assert {r.verdict for r in rows} == {"holds"}
    facts = [r for r in rows if r.claim.role == "fact"]
    assert [r.how for r in facts if type(r.claim.relation).__name__ == "Equal"][:3] == ["certified"] * 3
    assert all(r.how in ("exact", "certified") for r in rows if r.claim.role == "placement")


@pytest.mark.parametrize("method", ["closed form", "numeric"])
@pytest.mark.parametrize("name", ["B.x", "B.y", "C.x", "C.y"])
@pytest.mark.parametrize("step", [1e-3, 1e-5, -1e-8])
def test_a_moved_point_is_rejected(method: str, name: str, step: float) -> None:
    """Moved in what will be drawn: the solver's exact value is not believed against it."""
    sheet = scene(method)
    var = next(v for v in sheet.solved.model if v.name == name)
    sheet.solved.model[var] += step
    assert "fails" in [r.verdict for r in sheet.rows()]
    assert "SCI401" in sheet.codes()


@pytest.mark.parametrize("which", ["AB", "BC", "CA"])
def test_a_changed_length_is_rejected(which: str) -> None:
    """The given says one thing, the solved points another."""
    sheet = scene("numeric")
    var = next(v for v in sheet.figure.constants if v.name == which)
    sheet.figure.constants[var] = sheet.figure.constants[var] + Fraction(1, 10**6)
    sheet.solved.model[var] = float(sheet.figure.constants[var])
    failed = [r for r in sheet.rows() if r.verdict == "fails"]
    assert len(failed) == 1


def _swapped(relation: Relation) -> Relation:
    made = type(relation)(relation.second, relation.first)  # type: ignore[attr-defined]
    return made


@pytest.mark.parametrize("word", ["Above", "LeftOf"])
def test_a_swapped_order_is_rejected(word: str) -> None:
    sheet = scene()
    sheet.figure.claims = [
        Claim(_swapped(c.relation), c.role, c.span, c.text, c.number, frame=c.frame) if type(c.relation).__name__ == word else c for c in sheet.figure.claims
    ]
    assert [r.verdict for r in sheet.rows()].count("fails") == 1


def test_a_false_check_is_an_error_of_its_own() -> None:
    sheet = Sheet()
    a, b, c = triangle(sheet, 3 * CM, 4 * CM, 5 * CM)
    sheet.claim(relate("Perpendicular", seg(a, b), seg(b, c)), "check")
    sheet.claim(relate("Perpendicular", seg(a, b), seg(a, c)), "check")
    assert [r.verdict for r in sheet.rows()][3:] == ["holds", "fails"]
    assert sheet.codes() == ["SCI402"]


def test_false_by_less_than_a_float_can_tell() -> None:
    """Exact givens are compared exactly."""
    sheet = Sheet()
    a, b = sheet.point("A", Fraction(1, 3), 0), sheet.point("B", Fraction(2, 3), sqrt(2))
    sheet.claim(relate("Equal", d(a, b), sqrt(Fraction(19, 9)), 1), "check")
    assert sheet.rows()[-1].verdict == "holds"
    sheet.claim(relate("Equal", d(a, b), sqrt(Fraction(19, 9)) + Fraction(1, 10**40), 1), "check")
    assert sheet.rows()[-1].verdict == "fails"
    assert sheet.rows()[-1].how == "exact"


def test_negation_alternatives_and_as_stated() -> None:
    sheet = Sheet()
    a, b, c = triangle(sheet, 3 * CM, 4 * CM, 5 * CM)
    parallel, perpendicular = relate("Parallel", seg(a, b), seg(b, c)), relate("Perpendicular", seg(a, b), seg(b, c))
    sheet.claim(parallel, "check", negated=True)
    sheet.claim(parallel, "check", alternatives=(perpendicular,))
    sheet.claim(relate("Equal", d(c, a), 8 * CM, 1), as_stated=True)
    assert [r.verdict for r in sheet.rows()][3:] == ["holds", "holds", "as_stated"]
    assert sheet.codes() == ["SCI405"]
    sheet.claim(perpendicular, "check", negated=True)
    assert sheet.rows()[-1].verdict == "fails"


def test_digits_written() -> None:
    """53.1 degrees agrees with sides 3, 4, 5; 53.2 does not."""
    deg = PI * Fraction(1, 180)
    sheet = Sheet()
    a, b, c = triangle(sheet, 3 * CM, 4 * CM, 5 * CM)
    half = deg * Fraction(1, 20)
    sheet.claim(relate("Equal", at_vertex(b, a, c), deg * Fraction(531, 10), 0), "fact", tolerance=half)
    assert (sheet.rows()[-1].verdict, sheet.rows()[-1].why) == ("holds", "to the digits written")
    sheet.claim(relate("Equal", at_vertex(b, a, c), deg * Fraction(532, 10), 0), "fact", tolerance=half)
    assert sheet.rows()[-1].verdict == "fails"


def test_angles_of_givens() -> None:
    """Side-angle-side with an angle that has no roots: identities in its cosine and sine."""
    sheet = Sheet()
    angle = sheet.given("angle_A", PI * Fraction(37, 180))
    c, b = sheet.given("AB", 4 * CM), sheet.given("AC", 3 * CM)
    first = sheet.point("A", 0, 0, "free")
    second = sheet.point("B", first.x + c, first.y)
    third = sheet.point("C", first.x + b * cos(angle), first.y + b * sin(angle))
    sheet.claim(relate("Equal", at_vertex(second, first, third), angle, 0))
    sheet.claim(relate("Equal", d(first, third), b, 1))
    sheet.claim(relate("Equal", d(second, third) ** 2, b * b + c * c - 2 * b * c * cos(angle), 2), "check")
    assert [(r.verdict, r.how) for r in sheet.rows()] == [("holds", "exact")] * 3


def test_symbols_hold_for_all_their_values() -> None:
    sheet = Sheet()
    m, g, t = Var("m"), Var("g"), Var("T")
    for name, var, origin in (("m", m, Origin.GIVEN), ("g", g, Origin.GIVEN), ("T", t, Origin.UNKNOWN)):
        sheet.figure.symbols[name] = Symbol(name, MASS, origin, var, ())
    sheet.claim(relate("Equal", (m + g) ** 2, m * m + 2 * m * g + g * g, None), "check")
    sheet.claim(relate("Equal", sin(m) ** 2 + cos(m) ** 2, 1, None), "check")
    sheet.claim(relate("Equal", sqrt(m * m), m, None), "check")
    sheet.claim(relate("Equal", t, m * g, None), "check")
    sheet.claim(relate("Equal", m * g, m + g, None), "check")
    rows = sheet.rows()
    assert [r.verdict for r in rows] == ["holds", "holds", "holds", "undecided", "fails"]
    assert [r.how for r in rows][:2] == ["exact", "exact"]
    said = [x for x in verify(sheet.solved).diagnostics if x.code == "SCI404"]
    assert len(said) == 1
    assert "m, g and T have no value" in said[0].sentence()


def test_facts_about_symbols_are_supposed_not_refuted() -> None:
    sheet = Sheet()
    m, n = Var("m"), Var("n")
    sheet.figure.symbols["m"], sheet.figure.symbols["n"] = (Symbol(k, MASS, Origin.GIVEN, v, ()) for k, v in (("m", m), ("n", n)))
    sheet.claim(relate("Equal", m, 2 * n, None))
    sheet.claim(relate("Equal", 3 * m, 6 * n, None), "check")
    assert [r.verdict for r in sheet.rows()] == ["undecided", "undecided"]


def test_what_the_page_shows_when_it_is_not_to_scale() -> None:
    sheet = Sheet()
    a, b, c = triangle(sheet, 3 * CM, 4 * CM, 5 * CM)
    sheet.claim(relate("Perpendicular", seg(a, b), seg(b, c)), "check")
    sheet.solved.drawn = dict(sheet.solved.model)
    sheet.solved.scale[sheet.frame.id] = ("schematic", "too large")
    assert [r.verdict for r in sheet.rows("page")] == ["holds"]
    var = next(v for v in sheet.solved.drawn if v.name == "C.x")
    sheet.solved.drawn[var] += 0.001
    assert [r.verdict for r in sheet.rows("page")] == ["fails"]
    assert {r.verdict for r in sheet.rows()} == {"holds"}
    assert sheet.codes() == ["SCI403"]


@pytest.mark.parametrize("step, verdict", [(0.004, "holds"), (0.05, "fails")])
def test_a_hundredth_of_a_point_on_the_page(step: float, verdict: str) -> None:
    """Points of the page: 0.004 is within what rounding may do, 0.05 is not; whatever the form of the claim."""
    pt = 25.4 / 72 * 1e-3
    for word in ("On", "Perpendicular", "Parallel"):
        sheet = Sheet()
        a, b = sheet.point("A", 0, 0, "free"), sheet.point("B", 3 * CM, 2 * CM, "free")
        m = sheet.point("M", Fraction(15, 1000), Fraction(1, 100), "free")
        ways = {"On": (m, seg(a, b)), "Parallel": (Vector(3, 2), seg(a, m)), "Perpendicular": (Vector(-2, 3), seg(a, m))}
        sheet.claim(relate(word, *ways[word]))
        sheet.solved.drawn = dict(sheet.solved.model)
        sheet.solved.drawn[m.y] += step * pt
        assert [r.verdict for r in sheet.rows("page")] == [verdict], word


def test_the_size_of_the_figure_does_not_matter() -> None:
    for factor in (Fraction(1, 10**9), Fraction(10**6)):
        sheet = Sheet()
        sheet.given("page.mm", Fraction(1, 1000) * factor, sheet.frame.mm)
        a, b, c = triangle(sheet, 3 * CM * factor, 4 * CM * factor, 5 * CM * factor)
        sheet.claim(relate("Perpendicular", seg(a, b), seg(b, c)), "check")
        assert {r.verdict for r in sheet.rows()} == {"holds"}
        var = next(v for v in sheet.solved.model if v.name == "C.x")
        sheet.solved.model[var] += 1e-6 * float(factor)
        assert "fails" in [r.verdict for r in sheet.rows()]


def test_arrange_that_could_not_be_kept_is_no_error() -> None:
    sheet = Sheet()
    a, b, c = triangle(sheet, 3 * CM, 4 * CM, 5 * CM)
    sheet.claim(relate("Below", c, a), "arrange")
    sheet.claim(relate("Above", c, b), "arrange")
    sheet.solved.dropped = [sheet.figure.claims[-2]]
    assert not sheet.codes()
    assert [r.claim.role for r in sheet.rows()].count("arrange") == 1


def test_the_solvers_residuals_are_never_asked() -> None:
    class Honest(Relation):
        """Holds by its own account, whatever its residuals say."""

        def residuals(self) -> Any:
            raise AssertionError("the verifier asked the solver's side")

        def holds(self) -> Any:
            yield Zero(0, 1)
            yield Positive(1, 0)

    sheet = Sheet()
    sheet.claim(Honest())
    assert [r.verdict for r in sheet.rows()] == ["holds"]


def test_degenerate_figures_are_refused_not_raised() -> None:
    sheet = Sheet()
    a, b = sheet.point("A", 0, 0, "free"), sheet.point("B", 0, 0, "free")
    sheet.claim(relate("Equal", at_vertex(a, b, a), 1, 0))
    sheet.claim(relate("Equal", 1 / (a.x - b.x), 1, None))
    assert all(r.verdict == "fails" for r in sheet.rows())


def test_lengths_at_the_end_of_a_chain() -> None:
    """A long chain of constructions stays within the bounds of exact numbers, or is handed on; it never hangs."""
    sheet = Sheet()
    p, q = sheet.point("P", 0.013, 0.007, "free"), sheet.point("Q", 0.043, 0.011, "free")
    for _ in range(40):
        p, q = q, Point(p.x + (q.x - p.x) * Fraction(2, 3) - (q.y - p.y) * Fraction(1, 7), p.y + (q.y - p.y) * sqrt(Fraction(1, 2)) + d(p, q) / 3)
        sheet.claim(relate("Collinear", p, p.toward(q, Fraction(1, 2)), q), "construction")
    assert {r.verdict for r in sheet.rows()} == {"holds"}


__ = LENGTH
