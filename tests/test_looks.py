"""How finished figures look: words within their boxes, arrows outward, marks outside of what would hide them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import sciml
from sciml.layout.geometry import Rect, contains
from sciml.scene import Group, Mark, Path, TextMark


def flat(marks: Sequence[Mark], owner: str = "") -> Iterator[tuple[str, Path | TextMark]]:
    """(id of its group, mark) of all that is drawn."""
    for mark in marks:
        if isinstance(mark, Group):
            yield from flat(mark.marks, mark.id)
        else:
            yield owner, mark


def drawn(text: str) -> list[tuple[str, Path | TextMark]]:
    document = sciml.compile(text)
    assert document.ok, document.diagnostics
    return list(flat(document.scenes[0].marks))


def around(path: Path) -> Rect:
    xs, ys = path.points[0::2], path.points[1::2]
    return min(xs), min(ys), max(xs), max(ys)


def paths(found: list[tuple[str, Path | TextMark]], id_: str) -> list[Rect]:
    return [around(mark) for owner, mark in found if owner == id_ and isinstance(mark, Path)]


def words(found: list[tuple[str, Path | TextMark]], part: str) -> list[Rect]:
    return [mark.box for _, mark in found if isinstance(mark, TextMark) and part in mark.text]


def test_a_typed_width_folds_the_words_too() -> None:
    found = drawn('b = box("a low-pressure feed water heater", at=(0, 0), width=3)\nbox("reheat", at=(5, 0), width=3)')
    left, top, right, bottom = paths(found, "b")[0]
    for x0, y0, x1, y1 in words(found, "pressure") + words(found, "heater"):
        assert left < x0 and top < y0 and x1 < right and y1 < bottom


def test_the_square_of_a_right_angle_lies_outside_of_rods_and_ring() -> None:
    text = "A, B, C = point()\nr = rod(A, B, length=30 cm)\ns = rod(B, C, length=20 cm)\nrequire angle(ABC) == 90 deg\n"
    for ring in ("", "h = hinge(B)"):
        found = drawn(text + ring)
        squares = [mark for _, mark in found if isinstance(mark, Path) and mark.ops == "MLL"]
        assert len(squares) == 1
        x0, y0, x1, y1 = around(squares[0])
        for id_ in ("r", "s", "h") if ring else ("r", "s"):
            a0, b0, a1, b1 = paths(found, id_)[0]
            assert x1 <= a0 + 0.2 or x0 >= a1 - 0.2 or y1 <= b0 + 0.2 or y0 >= b1 - 0.2 or id_ == "h"
        assert min(x1 - x0, y1 - y0) > 4.0, "large enough to be seen"


def test_a_ball_in_axes_is_a_round_mark_with_a_tick() -> None:
    found = drawn("axes(x=-20 m..20 m, V=-5..5) { q = ball(at=(-14, 0), charge=-6e-6 C) }")
    left, top, right, bottom = next(box for owner, mark in found if isinstance(mark, Path) and mark.ops == "MCCCCZ" for box in [around(mark)])
    assert abs((right - left) - (bottom - top)) < 0.01
    (number,) = words(found, "14")
    assert abs((number[0] + number[2]) / 2 - (left + right) / 2) < 3.0, "its number stands below it"
    assert number[1] > bottom


def test_a_curve_with_a_name_is_the_boundary_of_a_region() -> None:
    found = drawn(
        'axes(x=-4..4, y=-1..4, equal=true) {\n s = curve(y=sqrt(9 - x^2), label="sphere")\n region(y >= abs(x), y <= sqrt(9 - x^2), label="solid")\n}'
    )
    assert words(found, "sphere")
    assert not words(found, "9"), "it is not named again by its equation"


def test_a_radius_stands_on_the_radius_that_is_drawn() -> None:
    found = drawn("k = circle(O, radius=5 cm)\nA, B = point(on=k)\nsegment(OA); segment(OB)\nrequire angle(AOB) == 70 deg")
    assert sum(isinstance(mark, Path) and mark.ops == "ML" for _, mark in found) == 2, "no third radius is drawn"
    assert words(found, "5")
    found = drawn("circle(O, radius=5 cm)")
    assert sum(isinstance(mark, Path) and mark.ops == "ML" for _, mark in found) == 1


def test_the_radius_of_a_regular_polygon_is_drawn_off_its_diagonals() -> None:
    found = drawn("h = regular_polygon(A, B, C, D, E, F, radius=4 cm)\nd = segment(A, D)")
    diagonal = [(mark.points, box) for owner, mark in found if owner == "d" and isinstance(mark, Path) for box in [around(mark)]]
    radius = [mark for owner, mark in found if owner.startswith("h") and isinstance(mark, Path) and mark.ops == "ML"]
    assert len(diagonal) == 1 and len(radius) == 1
    (x0, y0, x1, y1), (a0, b0, a1, b1) = diagonal[0][0], radius[0].points
    assert abs((x1 - x0) * (b1 - b0) - (y1 - y0) * (a1 - a0)) > 1000, "another direction"


def test_radii_lie_above_fills() -> None:
    found = drawn("O = point()\ncircle(O, radius=5 cm, fill=light)\ncircle(O, radius=2 cm, fill=white)")
    fills = [k for k, (_, mark) in enumerate(found) if isinstance(mark, Path) and mark.fill is not None and mark.stroke is not None]
    radii = [k for k, (_, mark) in enumerate(found) if isinstance(mark, Path) and mark.ops == "ML"]
    assert len(fills) == 2 and len(radii) == 2
    assert min(radii) > max(fills)


def test_an_equation_stands_outside_of_an_area_with_a_label() -> None:
    found = drawn('axes(x=-1..5, y=-3..3) {\n a = curve(x=y^2)\n b = curve(y=x-2)\n R = region(x >= y^2, y >= x-2, label="A")\n}')
    (left, top, right, bottom) = next(mark.box for owner, mark in found if owner.startswith("b.") and isinstance(mark, TextMark))
    area = next(mark for owner, mark in found if owner.startswith("R") and isinstance(mark, Path) and mark.fill is not None)
    corners = list(zip(area.points[0::2], area.points[1::2], strict=True))
    assert not contains(corners, (left + right) / 2, (top + bottom) / 2)


def test_a_dimension_line_does_not_run_through_other_bodies() -> None:
    bench = "g = ground()\nt = bench(on=g, height=1.2 m)\np = pulley(at=t.left)\nA = block(on=t, mass=4.0 kg)\nB = block(mass=3 kg)\nrope(A, over=p, to=B)\nweight(B)"
    atwood = "c = ceiling()\np = pulley(on=c)\nA = block(height=20 cm, label='a')\nB = block(label='b')\nrope(A, over=p, to=B)".replace("'", '"')
    for text, whose, id_ in ((bench, "t", "B"), (atwood, "A", "B")):
        found = drawn(text)
        left, top, right, bottom = paths(found, id_)[0]
        upright = [(x0, y0, y1) for x0, y0, x1, y1 in paths(found, whose + ".mark") if x1 - x0 < 0.1 and y1 - y0 > 10.0]
        assert upright, "the dimension line"
        assert not any(left < x < right and y0 < bottom and y1 > top for x, y0, y1 in upright)


def test_the_line_of_a_radius_keeps_out_of_a_hole() -> None:
    found = drawn(
        "given a, b\nO, P = point()\nk = circle(O, radius=a, fill=light)\nh = circle(P, radius=b, fill=white)\nsegment(O, P)\nrequire inside(h, k), b < a"
    )
    left, top, right, bottom = max(paths(found, "h"), key=lambda r: r[2] - r[0])
    a = words(found, "a")[0]
    x, y, r = (left + right) / 2, (top + bottom) / 2, (right - left) / 2
    assert (((a[0] + a[2]) / 2 - x) ** 2 + ((a[1] + a[3]) / 2 - y) ** 2) ** 0.5 > r


def test_a_radius_keeps_clear_of_the_sides_that_leave_its_centre() -> None:
    found = drawn("A = (0, 0)\nB = (4, 0)\nC = (4, 3)\ntriangle(ABC)\ncircle(center=A, radius=2)")
    rings = [around(mark) for _, mark in found if isinstance(mark, Path)]
    left, _, right, _ = min(rings, key=lambda b: b[0])  # nothing lies as far to the left as the circle
    (number,) = words(found, "2")
    assert abs((number[0] + number[2]) / 2 - (left + right) / 2) < 0.3 * (right - left) / 2  # neither along AC nor along AB


def test_a_radius_ends_away_from_the_ends_of_chords() -> None:
    found = drawn("k = circle(O, radius=2)\nc = chord(k)\nrequire vertical(c), distance(O, c) == 0.4")
    lines = [around(mark) for _, mark in found if isinstance(mark, Path)]
    left, top, right, bottom = max(lines, key=lambda b: b[2] - b[0])
    (number,) = words(found, "2")
    assert abs((number[1] + number[3]) / 2 - (top + bottom) / 2) < 0.6 * (bottom - top) / 2  # not steep, beside the end of the chord
    assert left < number[0] < number[2] < right
