"""Axes: sampling, regions, roots and ticks against what they should be, by other means."""

from __future__ import annotations

import itertools
import math
from typing import Any

import pytest

import sciml
from sciml.domains import axes_curves
from sciml.domains.axes_graph import exact_root
from sciml.domains.axes_numbers import rows_of
from sciml.domains.axes_scale import Tick, Window, nice_step, number_words, width_of
from sciml.domains.axes_trace import clipped, graph_lines, level_lines, parametric_lines, poles, roots
from sciml.expression import Var, evaluate, exp, sin, sqrt
from sciml.formula import compiled, derivative, polynomial, powers
from sciml.plane import Point

R3 = math.sqrt(3)
W = Window(-4.0, 4.0, -3.0, 3.0, 80.0, 60.0)


def children(text: str) -> list[object]:
    """The evaluated things in the axes of a spec."""
    document = sciml.compile(text)
    assert document.ok, [(d.code, d.sentence()) for d in document.diagnostics]
    solved = document.pages[0].solved
    assert solved is not None
    frame = next(f for f in solved.figure.frames if f.kind == "axes")
    return list(frame.owner.evaluated(solved.drawn, {}).children)  # type: ignore[union-attr]


@pytest.mark.parametrize("f", [math.sin, lambda x: x**3 - 2 * x, math.exp, abs, lambda x: math.sin(9 * x)])
def test_chords_stay_on_the_curve(f: object) -> None:
    """Half way along each chord the curve is within a fiftieth of a millimetre."""
    lines = graph_lines(f, -4.0, 4.0, W)  # type: ignore[arg-type]
    for line in lines:
        for (ax, ay), (bx, by) in itertools.pairwise(line):
            x, y = (ax + bx) / 2, (ay + by) / 2
            steep = math.hypot(1.0, (by - ay) / (bx - ax)) if bx != ax else 1e9
            assert abs(f(x) - y) * W.ky / steep < 0.04  # type: ignore[operator]
            assert -3.0 - 1e-9 <= ay <= 3.0 + 1e-9


def test_poles_and_jumps_are_not_joined() -> None:
    def pole(x: float) -> float:
        return 1 / (x - 1) if x != 1 else math.nan

    for line in graph_lines(pole, -4.0, 4.0, W):
        assert not any(a[0] < 1 < b[0] for a, b in itertools.pairwise(line))
    assert len(graph_lines(math.floor, -4.0, 4.0, W)) == 7
    assert len(graph_lines(math.tan, -4.0, 4.0, W)) == 3


def test_the_domain_ends_where_it_ends() -> None:
    (line,) = graph_lines(lambda x: math.sqrt(4 - x * x) if abs(x) <= 2 else math.nan, -4.0, 4.0, W)
    assert line[0][0] == pytest.approx(-2, abs=1e-9)
    assert line[-1][0] == pytest.approx(2, abs=1e-9)


def test_level_lines_lie_on_their_level() -> None:
    def f(x: float, y: float) -> float:
        return x**4 + y**4 - 6 * x * y

    lines = level_lines(f, W, -1.0)
    assert len(lines) == 2  # a leaf on each side
    assert all(abs(f(x, y) + 1) < 1e-6 for line in lines for x, y in line[1:-1])


def test_parametric_circle_closes() -> None:
    (line,) = parametric_lines(math.cos, math.sin, 0.0, 2 * math.pi, W)
    assert line[0] == pytest.approx(line[-1], abs=1e-9)
    assert all(abs(math.hypot(x, y) - 1) < 1e-12 for x, y in line)


def test_clipping_keeps_to_the_window() -> None:
    parts = clipped([(-9.0, 0.0), (9.0, 0.5), (0.0, 9.0), (0.0, -9.0)], W)
    assert len(parts) == 2
    assert all(W.holds(x, y, 1e-6) for part in parts for x, y in part)


def test_roots_also_where_a_curve_only_touches() -> None:
    assert roots(lambda x: x * (x - 1) ** 2, -2.0, 3.0) == pytest.approx([0.0, 1.0], abs=1e-6)
    assert roots(lambda x: 1 / x if x else math.nan, -2.0, 3.0) == []
    assert exact_root(0.3333333333333333) * 3 == 1
    assert isinstance(exact_root(math.sqrt(2)), float)


def test_derivatives_agree_with_differences() -> None:
    x = Var("x")
    for f in (x**3 / (1 + x * x), sin(x * x) * exp(-x), sqrt(x + 3), 2**x, x**x, 1 / sin(x)):
        rate = derivative(f, x)
        for at in (0.7, 1.9):
            h = 1e-6
            slope = (evaluate(f, {x: at + h}) - evaluate(f, {x: at - h})) / (2 * h)
            assert evaluate(rate, {x: at}) == pytest.approx(slope, rel=1e-6)


def test_polynomials_are_seen_as_such() -> None:
    x, y = Var("x"), Var("y")
    assert powers((x - 3) ** 2 - 4, x) == [5, -6, 1]
    assert polynomial(x * x + (y - 1) ** 2 - 4, (x, y)) == {(2, 0): 1, (0, 2): 1, (0, 1): -2, (0, 0): -3}
    assert powers(sin(x), x) is None
    assert powers(x**3, x, 2) is None
    assert compiled((x - 1) ** 2 / y, (x, y), {})(3.0, 0.0) != compiled(x, (x, y), {})(3.0, 0.0)  # a division by zero has no value


@pytest.mark.parametrize(
    "limits, area",
    [
        ("y >= x^2, y <= 2*x", 4 / 3),
        ("x=0..1, y=3*x..3", 1.5),
        ("1 <= y, y <= 2, x >= 0, x^2 + (y-1)^2 <= 1", math.pi / 4),
        ("x^2 + y^2 <= 4, x^2 + y^2 >= 1", 3 * math.pi),
        ("abs(x) + abs(y) <= 2", 8),
        ("x >= y^2, x <= 2", 8 * math.sqrt(2) / 3),
        ("y <= sqrt(4 - x^2), y >= 0", 2 * math.pi),
        ("x*y <= 1, x >= 0.5, x <= 2, y >= 0", math.log(4)),
    ],
)
def test_area_of_regions(limits: str, area: float) -> None:
    """The outline holds the area that the integral gives."""
    (region,) = children(f"axes(x=-3..3, y=-3..5) {{ region({limits}) }}")
    assert region.shading.area(region.frame.owner) == pytest.approx(area, rel=2e-3)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "of, area",
    [
        ("between=[f, g]", 4.5),
        ("between=[f, g], x=0..3", 4.5),
        ("between=[f, g], x=1..2", 13 / 6),
        ("f, g, y >= 1", 6 - R3 - 2 * (2 - R3) ** 2 + (2 - R3) ** 3 / 3),
        ("between=(g, h), 0 <= x, x <= 2", 4),
    ],
)
def test_area_between_curves(of: str, area: float) -> None:
    """Curves that are named, and bounds beside them: the area lies between the curves."""
    *_, region = children(f"axes(x=-1..4, y=-3..5) {{ f = curve(y=4*x - x^2); g = curve(y=x); h = curve(y=-1); region({of}) }}")
    assert region.shading.area(region.frame.owner) == pytest.approx(area, rel=2e-3)  # type: ignore[attr-defined]


def test_corners_of_regions_are_exact() -> None:
    (region,) = children("axes(x=-1..3, y=-1..5) { region(y >= x^2, y <= 2*x) }")
    ring = region.shading.rings(region.frame.owner)[0]  # type: ignore[attr-defined]
    assert min(math.hypot(x, y) for x, y in ring) < 1e-9
    assert min(math.hypot(x - 2, y - 4) for x, y in ring) < 1e-9


def test_what_meets_meets_exactly() -> None:
    things = children("axes(x=-2..3, y=-2..5) { c = curve(y=x^2 - 1); d = curve(y=x + 1); P, Q = intersection(c, d) }")
    places = [(t.at.x, t.at.y) for t in things if t.kind == "point"]  # type: ignore[attr-defined]
    assert places == [(-1, 0), (2, 3)]


def test_units_of_axes() -> None:
    things = children("axes(v=0..360 km/h, F=0..4000 N) { c = curve(F=10*v); A = point(36, 360) }")
    graph, point = things
    assert point.at.x == pytest.approx(10)  # type: ignore[attr-defined]
    assert graph.curve.start.y + (point.at.x - graph.curve.start.x) * graph.curve.vector.y / graph.curve.vector.x == pytest.approx(360)  # type: ignore[attr-defined]


def test_steps_are_nice() -> None:
    assert nice_step(10, 8) == 2
    assert nice_step(0.12, 8) == pytest.approx(0.02)
    assert nice_step(360, 8, degrees=True) == 45
    assert number_words(-1500, 500)[0].text == "−1500"
    assert number_words(0.30000000000000004, 0.1)[0].text == "0.3"
    assert number_words(25000, 5000)[0].text == "25,000"


def test_ticks_are_drawn_once_and_in_multiples_of_pi() -> None:
    document = sciml.compile("axes(x=0..2*pi, y=-1..1) { curve(y=sin(x)) }")
    texts = [m.text for g in document.scenes[0].marks for m in _texts(g)]
    assert len([t for t in texts if "π" in t]) >= 4
    assert len(texts) == len(set(texts) | {t for t in texts if texts.count(t) > 1}) or all(texts.count(t) == 1 for t in texts if "π" in t)


def _texts(mark: object) -> list[object]:
    inner = getattr(mark, "marks", None)
    if inner is not None:
        return [t for m in inner for t in _texts(m)]
    return [mark] if hasattr(mark, "text") and hasattr(mark, "glyphs") else []


def test_samples_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(axes_curves, "MOST", 100)
    document = sciml.compile("axes(x=0..6, y=-1..1) { curve(y=sin(x)); curve(y=cos(x)); curve(y=sin(2*x)) }")
    assert "AXE402" in [d.code for d in document.diagnostics]


def test_a_wild_curve_ends() -> None:
    document = sciml.compile('axes(x=0..4, y=-2..2) { curve(y=sin(1000000*x^2), label="wild") }')
    assert document.ok


def window_of(text: str) -> Window:
    (first, *_) = children(text)
    return first.frame.owner.window  # type: ignore[attr-defined, no-any-return]


def numbers_of(text: str) -> list[str]:
    document = sciml.compile(text)
    assert document.ok, [(d.code, d.sentence()) for d in document.diagnostics]
    return [m.text for g in document.scenes[0].marks for m in _texts(g)]  # type: ignore[attr-defined]


@pytest.mark.parametrize("how", ["curve(P=V)", "implicit((V - 10)^2 + (P - 20)^2 == 25)"])
def test_one_factor_compares_the_numbers_shown(how: str) -> None:
    """A litre is as long as an atmosphere."""
    w = window_of(f"axes(V=0..20 L, P=0..30 atm{', equal=true' if 'curve' in how else ''}) {{ {how} }}")
    assert w.kx * 1e-3 == pytest.approx(w.ky * 101325)


def test_an_ellipse_in_the_numbers_keeps_the_usual_window() -> None:
    w = window_of("axes(V=0..20 L, P=0..30 atm) { implicit((V - 10)^2 + 2*(P - 20)^2 == 25) }")
    assert w.kx * 1e-3 != pytest.approx(w.ky * 101325)


@pytest.mark.parametrize(
    "text, wanted",
    [
        ("axes { implicit(x^2 + y^2 == 4) }", {"2", "−2", "1", "−1"}),
        ("axes { curve(y=3); curve(x=2) }", {"1", "2", "3"}),
        ("axes { riemann(y=x - 5*sin(2*x), x=0..3, n=6, rule=right) }", {"0.5", "1", "1.5", "2", "2.5", "3"}),
        ("axes { riemann(y=x^3, x=-0.5..4.5, n=5, rule=mid) }", {"0.5", "1.5", "2.5", "3.5", "4.5"}),
        ("axes(y=0..12) { curve(y=4); curve(y=10) }", {"2", "4", "6", "8", "10"}),
    ],
)
def test_no_number_vanishes_where_a_curve_meets_the_axis(text: str, wanted: set[str]) -> None:
    assert wanted <= set(numbers_of(text))


def test_rectangles_lie_in_a_window_that_holds_the_curve_over_them() -> None:
    w = window_of("axes { riemann(y=x^3, x=-0.5..4.5, n=5, rule=mid) }")
    assert w.y1 >= 4.5**3
    w = window_of("axes { riemann(y=cos(x), x=0..3*pi/2, n=6, rule=right) }")
    assert w.y1 >= 1


def test_equal_ranges_have_equal_steps() -> None:
    """Each number stands on both axes."""
    texts = numbers_of("axes(y_1=0..3, y_2=0..3, size=(5, 9)) { implicit(y_1 + y_2 == 2) }")
    assert all(texts.count(t) == 2 for t in ("1", "2", "3"))
    assert texts.count("0.5") in (0, 2)


def test_the_deviation_of_a_bell_curve_is_named() -> None:
    assert "".join(numbers_of("axes { normal_curve(mean=67, sd=2, below=64.5) }")).count("σ") == 1


def test_values_close_together_stand_in_rows() -> None:
    document = sciml.compile("given mu = 17.2, sigma = 2.5\naxes { normal_curve(mean=mu, sd=sigma, shade=16.6..17.6) }")
    assert document.ok and not document.diagnostics


@pytest.mark.parametrize("slope", ["up", "down", "hill", "valley"])
def test_curves_without_numbers_have_no_kink(slope: str) -> None:
    """The direction turns by a few degrees at most from piece to piece."""
    (curve,) = children(f"axes {{ curve(slope={slope}) }}")
    w = curve.frame.owner.window  # type: ignore[attr-defined]
    places = [w.mm(p.x, p.y) for p in curve.curve.points]  # type: ignore[attr-defined]
    ways = [math.atan2(b[1] - a[1], b[0] - a[0]) for a, b in itertools.pairwise(places)]
    assert max(abs(b - a) for a, b in itertools.pairwise(ways)) < math.radians(8)


def test_bounds_in_multiples_of_pi_make_such_ticks() -> None:
    texts = numbers_of("axes { region(x=0..pi, y=0..pi) }")
    assert not {"1", "2", "3"} & set(texts)
    assert texts.count("π") == 2 and texts.count("π/2") == 2


def test_a_boundary_on_the_edge_of_the_window_is_drawn_and_named() -> None:
    (region,) = children("axes(u=0..2*pi, v=0..pi) { region(v=0..pi, u=v..pi + v) }")
    field = region.shading.field  # type: ignore[attr-defined]
    made = field.lines(region.frame.owner.window)  # type: ignore[attr-defined]
    assert {"".join(r.text for r in field.equation(n)).replace(" ", "") for n in made} >= {r"v=\pi", "u=v"}


def test_parts_that_are_no_decimals_are_fractions() -> None:
    assert {"1/3", "2/3", "1", "4/3", "5/3", "2"} <= set(numbers_of("axes { riemann(y=1 + x/4, x=0..2, n=6, rule=mid) }"))


@pytest.mark.parametrize("values", [(16.6, 17.2, 17.6), (4.9, 5.1, 5.3), (1.0, 9.0), (5.0, 5.6)])
def test_values_on_an_axis_do_not_touch(values: tuple[float, ...]) -> None:
    """In their rows, pushed apart or not, they keep clear of each other and near their ticks."""
    ticks = [Tick(v, number_words(v, 0.1), True) for v in values]
    places = rows_of(ticks, lambda at: 4.0 * at)
    boxes = []
    for t in ticks:
        row, shift = places.get(id(t), (0, 0.0))
        half = width_of(t.words) / 2
        assert abs(shift) < half
        boxes.append((row, 4.0 * t.at + shift - half, 4.0 * t.at + shift + half))
    assert all(a[0] != b[0] or a[2] < b[1] or b[2] < a[1] for a, b in itertools.combinations(boxes, 2))


def test_the_variable_named_first_runs_to_the_right() -> None:
    first, second = children("axes(t=0..10 s, x=0..30 m) { c = curve(x=3*t); B = point(5, 20) }")
    w = second.frame.owner.window  # type: ignore[attr-defined]
    assert (w.x0, w.x1, w.y0, w.y1) == (0, 10, 0, 30)
    assert (second.at.x, second.at.y) == (5, 20)  # type: ignore[attr-defined]
    assert first.curve.vector.y / first.curve.vector.x == pytest.approx(3)  # type: ignore[attr-defined]


def test_a_line_with_a_label_has_its_number_on_the_axis() -> None:
    texts = numbers_of('axes(x=0..10, y=0..12) { curve(y=5, label="floor"); curve(x=3.3, label="") }')
    assert {"5", "3.3", "floor"} <= set(texts)


def test_a_window_that_is_found_shows_both_sides_of_a_pole() -> None:
    assert poles(lambda x: 1 / (x - 2) if x != 2 else math.nan, -10.0, 10.0) == pytest.approx([2.0])
    assert poles(lambda x: x**3 - x, -10.0, 10.0) == []
    w = window_of("axes { curve(y=1/(x - 2)) }")
    assert w.x0 < 1 and w.x1 > 3


def test_what_stands_in_axes_is_proved_on_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    text = """axes(x=-2..2, y=-1..4) {
  c = curve(y=x^2)
  A = point(-1, 1)
  B = point(0.25, 1)
  P = point(on=c, x=1.2)
  check collinear(A, B, intersection(c, line(A, B), other_than=A))
}
"""

    def rows() -> dict[str, str]:
        document = sciml.compile(text)
        return {r.claim.text: r.verdict for r in document.pages[0].proven.rows if r.where == "page"}

    shown = rows()
    assert shown["P on c"] == "holds"
    assert shown["A stands at (−1, 1)"] == "holds"
    assert set(shown.values()) == {"holds"}
    true = Window.page

    def bow(self: Window, p: Point) -> Point:
        q = true(self, p)
        return Point(q.x + 0.05 * q.x * (self.width - q.x) / self.width, q.y)

    monkeypatch.setattr(Window, "page", bow)
    bent = rows()
    assert bent["P on c"] == "fails"
    assert bent["A stands at (−1, 1)"] == "fails"
    assert bent["B stands at (0.25, 1)"] == "fails"


def shifts(curves: str) -> list[tuple[float, float]]:
    """The steps of the arrows between the curves a and b, without the clear ends."""
    found = children(f"axes(x=-4..6, y=0..6) {{ {curves}; shift_arrow(a, b) }}")
    steps = [(q.x - p.x, q.y - p.y) for p, q in found[-1]._pairs()]  # type: ignore[attr-defined]
    return [(x / math.hypot(x, y), y / math.hypot(x, y)) for x, y in steps]


@pytest.mark.parametrize(
    ("curves", "way"),
    [
        ("a = curve(y = 4/x + 1.5, x=1..4); b = curve(y = 4/x, x=1..4)", (0, -1)),
        ("a = curve(y = 4/x, x=1..4); b = curve(y = 4/(x - 2), x=3..6)", (1, 0)),
        ("a = curve(y = x^2); b = curve(y = x^2 + 2)", (0, 1)),
        ("a = curve(y = x^2); b = curve(y = (x - 2)^2 + 1)", (2 / 5**0.5, 1 / 5**0.5)),
        ("a = curve(y = x^2/8); b = curve(y = x^2/9 + 2)", (0, 1)),
    ],
    ids=["down", "right", "up", "both", "another-curve"],
)
def test_arrows_of_a_shift_are_parallel(curves: str, way: tuple[float, float]) -> None:
    """They show the step that carries one curve over to the other, also where the window cuts both."""
    found = shifts(curves)
    assert len(found) == 2
    assert found == [pytest.approx(way, abs=0.02)] * 2


@pytest.mark.parametrize(
    "points",
    [[(0, 0.5), (2, 15), (4, -10), (6, 6)], [(0, 0), (1, 3), (2, 3.2), (5, 3.2), (6, 0)], [(6, 0), (5.9, 4), (1, 4.5), (0, 1)], [(0, 1), (1, 1), (2, 1)]],
    ids=["waves", "plateau", "leftward", "level"],
)
def test_a_curve_through_points_turns_at_them(points: list[tuple[float, float]]) -> None:
    """Between two given points it only rises or only falls; where the values turn it is level."""
    written = ", ".join(f"({x}, {y})" for x, y in points)
    chain = children(f"axes(x=0..6, y=-15..20) {{ curve({written}) }}")[0].curve.points  # type: ignore[attr-defined]
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        piece = [p.y for p in chain if min(x0, x1) <= p.x <= max(x0, x1)]
        assert len(piece) > 10
        way = math.copysign(1, y1 - y0)
        assert all(way * (b - a) >= -1e-9 for a, b in itertools.pairwise(piece)) or all(way * (a - b) >= -1e-9 for a, b in itertools.pairwise(piece))
        assert min(y0, y1) - 1e-9 <= min(piece) and max(piece) <= max(y0, y1) + 1e-9


def test_a_curve_through_points_is_smooth() -> None:
    """Where nothing turns, its slope changes little from chord to chord."""
    chain = children("axes(x=0..6, y=0..6) { curve((0, 1), (1, 1.2), (2, 2), (3, 3.5), (4, 5), (6, 5.8)) }")[0].curve.points  # type: ignore[attr-defined]
    slopes = [(b.y - a.y) / (b.x - a.x) for a, b in itertools.pairwise(chain)]
    assert max(abs(b - a) for a, b in itertools.pairwise(slopes)) < 0.15


@pytest.mark.parametrize("curve", ["(1, 0), (1, 1), shape=straight", "x=1-t, y=(1-t)^2, t=0..1", "(0, 0), (2, 1), (3, 1), arrows=true"])
def test_the_label_of_a_way_from_here_to_there_stands_half_way(curve: str) -> None:
    """Of a graph that goes on it stands near the end."""
    way, graph = children(f'axes(x=0..3, y=0..3) {{ curve({curve}, label="C"); curve(y=x^2, label="f") }}')
    assert 0.25 <= way.spot("label").best <= 0.75  # type: ignore[attr-defined]
    assert graph.spot("label").best >= 0.75  # type: ignore[attr-defined]


def test_a_value_listed_among_the_ticks_stands_once() -> None:
    assert sorted(t for t in numbers_of("axes(x_ticks=[90, 100]) { normal_curve(mean=100, sd=15, below=90, above=120) }") if t.isdigit()) == [
        "100",
        "120",
        "90",
    ]


def test_an_interval_has_its_label_over_itself() -> None:
    bars = "\n".join(f'interval({k}..{20 - k}, label="J_{k}", level={k})' for k in (1, 2, 3))
    groups = {g.id: g for g in sciml.compile(f"number_line(x=0..20) {{\n{bars}\n}}").scenes[0].marks}
    heights = [groups[name].marks[0].points[1] for name in ("interval", "interval.2", "interval.3")]  # type: ignore[attr-defined]
    boxes = [groups[f"{name}.label"].marks[0].box for name in ("interval", "interval.2", "interval.3")]  # type: ignore[attr-defined]
    for k, (height, box) in enumerate(zip(heights, boxes, strict=True)):
        own, other = height - box[3], min(abs(box[1] - h) for h in heights[:k] + heights[k + 1 :])
        assert 0 < own < 0.6 * other


def test_the_area_under_a_chain_has_its_corners() -> None:
    from sciml.pipeline import compile_pages
    from sciml.source import Source

    text = "axes(t=0..12, v=0..10) {\n  c = curve((0, 0), (4, 8), (9, 8), (12, 0), shape=straight)\n  a = area_under(c, 2..10)\n}"
    page = compile_pages(Source(text)).value[0]
    area = next(e for f in page.figure.frames for e in f.elements if e.name == "a").evaluated(page.solved.drawn, {})
    assert {(4.0, 8.0), (9.0, 8.0), (2.0, 4.0)} <= {(round(p.x, 6), round(p.y, 6)) for p in area.outline}


def test_a_full_dot_wins_over_a_ring() -> None:
    text = "axes(x=-4..5, y=-3..6) {\n  curve(y=4, x=1..3, ends=closed)\n  curve(y=7 - x, x=3..5, ends=left_open)\n}"
    alone = text.replace("y=4,", "y=2,")

    def rings(marks: Any) -> int:
        return sum([rings(m.marks) if hasattr(m, "marks") else getattr(m, "ops", "") == "MCCCCZ" and m.stroke is not None for m in marks])

    assert [rings(sciml.compile(t).scenes[0].marks) for t in (text, alone)] == [0, 1]
