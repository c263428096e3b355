"""Whose label it is: what a label keeps off, beyond what it must not touch."""

from __future__ import annotations

from math import atan2, degrees, hypot

import sciml
from sciml.scene import TextMark

Box = tuple[float, float, float, float]


def boxes(text: str) -> dict[str, Box]:
    """The boxes of the labels, by text."""
    document = sciml.compile(text)
    assert document.ok, [(d.code, d.sentence()) for d in document.diagnostics]
    found = {}
    for group in document.scenes[0].marks:
        for mark in group.marks:
            if isinstance(mark, TextMark):
                found[mark.text] = mark.box
    return found


def leaders(text: str) -> set[str]:
    """Labels that have a leader."""
    return {"".join(m.text for m in g.marks if isinstance(m, TextMark)) for g in sciml.compile(text).scenes[0].marks if len(g.marks) > 1 and g.role == "label"}


def test_labels_of_two_arrows_do_not_read_as_one_line() -> None:
    found = boxes("g = incline(angle=35 deg)\nb = block(on=g)\nvelocity(b, up(g), 1.65 m/s)\nforce(b, up(g), 150 N)")
    a, b = sorted((found["1.65\u202fm/s"], found["150\u202fN"]))
    assert abs((a[1] + a[3]) - (b[1] + b[3])) > 9.0 or b[0] - a[2] > 6.0


def test_a_weight_is_not_named_in_another_body() -> None:
    """Where its tip lies between two others, the label stands in its own."""
    text = """
g = ground()
a, b = hoop(on=g)
c = hoop(above=[a, b])
require equal(a.radius, b.radius, c.radius)
require tangent(a, b), tangent(c, a), tangent(c, b)
weight(c, 120 N)
"""
    box = boxes(text)["120\u202fN"]
    scene = sciml.compile(text).scenes[0]
    middles = []
    for name in ("a", "b", "c"):
        (path,) = [g for g in scene.marks if g.id == name]
        flat = [p for m in path.marks for p in getattr(m, "points", ())]
        middles.append(((min(flat[::2]) + max(flat[::2])) / 2, (min(flat[1::2]) + max(flat[1::2])) / 2))
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    away = [hypot(x - px, y - py) for px, py in middles]
    assert away[2] == min(away)


def test_points_close_together_in_a_narrow_triangle_have_leaders() -> None:
    centres = "G = centroid(t)\nO = circumcenter(t)\nI = incenter(t)\nH = orthocenter(t)\nK = symmedian_point(t)"
    assert {"G", "I", "K"} <= leaders(f"t = triangle(ABC, AB=9, AC=1, angle_A=11*pi/90)\n{centres}")
    assert not {"O", "H"} & leaders(f"t = triangle(ABC, AB=9, AC=1, angle_A=11*pi/90)\n{centres}")


def test_an_arc_wider_than_its_arrow_is_long_ends_on_a_thin_line() -> None:
    """The wider of two angles stands further out than the shorter arrow reaches: its leg goes on."""
    scene = sciml.compile("g = ground()\nO = point(on=g)\nprojectile(O, v, angle=60 deg, lands=g)\nprojectile(O, 2*v, angle=30 deg, lands=g)\ngiven v").scenes[
        0
    ]
    flat = [m.points for g in scene.marks for m in g.marks if getattr(m, "ops", "") == "ML"]
    arcs = [m.points for g in scene.marks for m in g.marks if set(getattr(m, "ops", "")) == {"M", "C"}]
    steep = [p for p in flat if abs(degrees(atan2(p[1] - p[3], p[2] - p[0])) - 60) < 1]
    ends = [end for p in arcs for end in (p[:2], p[-2:])]
    assert any(abs((x - p[0]) * (p[3] - p[1]) - (y - p[1]) * (p[2] - p[0])) < 2 and min(p[0], p[2]) < x < max(p[0], p[2]) for p in steep for x, y in ends)


def test_the_label_of_an_upright_line_stands_on_its_free_side() -> None:
    for x, left in ((4, True), (-4, False)):
        box = boxes(f'A = (0, 0); B = (0, 10); C = ({x}, 10)\nsegment(A, B, label="L")\nsegment(A, C)')["L"]
        flipped = boxes(f'A = (0, 10); B = (0, 0); C = ({x}, 10)\nsegment(A, B, label="L")\nsegment(B, C)')["L"]
        line = upright(f'A = (0, 0); B = (0, 10); C = ({x}, 10)\nsegment(A, B, label="L")\nsegment(A, C)')
        assert ((box[0] + box[2]) / 2 < line) == left
        assert ((flipped[0] + flipped[2]) / 2 < line) == left


def upright(text: str) -> float:
    """Where the upright line of a drawing stands."""
    (x,) = {m.points[0] for g in sciml.compile(text).scenes[0].marks for m in g.marks if getattr(m, "ops", "") == "ML" and m.points[0] == m.points[2]}
    return x


def test_a_board_that_carries_something_has_its_label_below() -> None:
    found = boxes("c = ceiling()\np = plank(mass=3 kg, below=c)\nA = point(on=c, above=p.left, show=false)\nrod(A, p.left)\nball(on=p, at=0.5, mass=2 kg)")
    assert found["3\u202fkg"][1] > found["2\u202fkg"][3]
    assert found["3\u202fkg"][1] > lowest("c = ceiling()\np = plank(label=false, below=c)\nA = point(on=c, above=p.left, show=false)\nrod(A, p.left)")


def lowest(text: str) -> float:
    """The lower edge of what a drawing shows without labels."""
    return max(y for g in sciml.compile(text).scenes[0].marks for m in g.marks for y in getattr(m, "points", (0.0, 0.0))[1::2])


def test_a_parallel_mark_keeps_from_a_point_of_its_line() -> None:
    text = "a = segment((0, 0), (10, 0)); b = segment((0, 4), (10, 4)); parallel_marks(a, b)\nM = point(5, 0)\nsegment((5, 0), (5, 3))"
    marks = [m for g in sciml.compile(text).scenes[0].marks for m in g.marks]
    heads = [m.points for m in marks if getattr(m, "ops", "") == "MLL"]
    assert len(heads) == 2
    dots = [m.points for m in marks if "C" in getattr(m, "ops", "") and m.ops.endswith("Z")]
    (dot,) = dots
    x, y = (min(dot[::2]) + max(dot[::2])) / 2, (min(dot[1::2]) + max(dot[1::2])) / 2
    assert min(hypot(p[k] - x, p[k + 1] - y) for p in heads for k in (0, 2, 4)) > 4.0
