"""Layout on figures built by hand: nothing touches, nothing moves that should not, and what has no place is named."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest
from layout_figures import FIGURES, blocks, circle, figure, found, grid, groups, line, maths, page, points, polygon, texts, thing, tiny, words

import sciml
from sciml.body import disc_shape
from sciml.figure import BoxRow, Figure
from sciml.ink import (
    AngleArc,
    Arrow,
    Chevrons,
    Fixed,
    Gauge,
    Inside,
    Label,
    Look,
)
from sciml.layout import THEMES
from sciml.layout.audit import audit, overlaps
from sciml.layout.dimensions import OFFSETS
from sciml.layout.marks import counts
from sciml.layout.taken import Taken
from sciml.plane import Point, Vector
from sciml.scene import Group, Path, Scene, Stroke, TextMark
from sciml.typeset import Run

# ---------------------------------------------------------------- nothing touches


@pytest.mark.parametrize("make", FIGURES)
def test_nothing_touches(make: Callable[[], Figure]) -> None:
    f = make()
    assert found(f) == []
    scene = page(f)
    assert list(overlaps(scene)) == []
    groups(scene)


@pytest.mark.parametrize("make", FIGURES)
def test_strokes_keep_off_labels_by_shapely(make: Callable[[], Figure]) -> None:
    """The same by a library that neither the search nor the audit uses."""
    from shapely import LineString, box

    from sciml.layout.geometry import flattened

    scene = page(make())
    labels: list[tuple[str, Any]] = []
    strokes: list[tuple[str, Any]] = []

    def walk(marks: tuple[Any, ...], group: str, back: bool) -> None:
        for mark in marks:
            if isinstance(mark, Group):
                walk(mark.marks, mark.id, back or mark.role == "background")
            elif isinstance(mark, TextMark):
                labels.append((group, box(*mark.box)))
            elif mark.stroke is not None and not back:
                strokes.extend((group, LineString(chain).buffer(mark.stroke.width / 2)) for chain in flattened(mark.ops, mark.points))

    walk(scene.marks, "", False)
    for name, label in labels:
        for other, stroke in strokes:
            assert not label.intersects(stroke), (name, other)


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_every_theme(theme: str) -> None:
    scene = page(blocks(), theme=theme)
    assert scene.background == THEMES[theme].paper
    assert audit(scene) == []


def test_same_scene_every_time() -> None:
    for make in FIGURES:
        assert page(make()) == page(make())


def test_coordinates_lie_on_the_grid() -> None:
    for group in groups(page(blocks())).values():
        for mark in group.marks:
            if isinstance(mark, Path):
                assert all(abs(v * 1000 - round(v * 1000)) < 1e-6 for v in mark.points)


def test_audit_sees_what_touches() -> None:
    """Marks moved onto each other are found: label on label, label on line, label over the edge, label on a hidden line not."""
    scene = page(blocks())
    mass = texts(scene)["T"]
    left, top, right, bottom = mass.box
    middle = (top + bottom) / 2
    through = Group("new", "object", (Path("ML", (left - 5, middle, right + 5, middle), Stroke()),))
    assert [d.code for d in audit(_with(scene, through))] == ["LAY502"]
    assert "T" in audit(_with(scene, through))[0].sentence()
    twice = Group("new", "label", (mass,))
    assert audit(_with(scene, twice))
    outside = Group("new", "label", (TextMark("x", (), (-4.0, 2.0, 3.0, 9.0)),))
    assert "edge of the page" in audit(_with(scene, outside))[0].sentence()
    behind = Group("new", "background", through.marks)
    assert audit(_with(scene, behind)) == []


def test_audit_speaks_of_what_the_author_wrote() -> None:
    """What a fact draws is called by the fact and told where it stands; a name of ours is never told."""
    text = "A, B = point()\nrequire distance(A, B) == 5.0 cm, AB > 1 cm"
    document = sciml.compile(text)
    proven = document.pages[0].proven
    assert proven is not None
    size = next(g for g in document.scene.marks if isinstance(g, Group) and ".size" in g.id)
    left, top, right, bottom = next(m for m in size.marks if isinstance(m, TextMark)).box
    across = (Path("ML", (left - 5, (top + bottom) / 2, right + 5, (top + bottom) / 2), Stroke()),)
    for id_, said in ((size.id.partition(".")[0], "its own dimension line"), ("fact2", "the mark of `AB > 1 cm`"), ("A", "A touched")):
        found = audit(_with(document.scene, Group(id_, "object", across, "A touched" if id_ == "A" else "")), proven.solved.figure)
        assert [d.sentence() for d in found] == [f"the label 5.0\u202fcm touches {said}"]
        assert text[found[0].span.start : found[0].span.end] == "distance(A, B) == 5.0 cm"


def _with(scene: Scene, group: Group) -> Scene:
    return Scene(scene.width, scene.height, (*scene.marks, group))


# ---------------------------------------------------------------- what goes where


def test_a_row_more_moves_no_label() -> None:
    f = blocks()
    before = page(f)
    meaning = Run("a constant with a long explanation that fills a line of the box")
    f.rows.append(BoxRow("given", (*maths("R"), Run(" = 8.314 J/(mol K)"), Run("  "), meaning), number=9))
    after = page(f)
    moves = set()
    for name in ("m1.label", "T.label", "N.label", "h.size0", "title"):
        old, new = (next(m for m in groups(scene)[name].marks if isinstance(m, TextMark)).box for scene in (before, after))
        moves.add(tuple(round(b - a, 2) for a, b in zip(old, new, strict=True)))
    assert len(moves) == 1  # the drawing as a whole stands over the middle of the box


def test_name_and_mass_stand_together() -> None:
    f = figure()
    q = (Point(0.0, 0.0), Point(20.0, 0.0), Point(20.0, 16.0), Point(0.0, 16.0))
    thing(f, "b", polygon(*q), label=(Inside(q), maths("A")), mass=(Inside(q), words("50 kg")))
    scene = page(f)
    marks = groups(scene)["b.label"].marks
    name, mass = (m for m in marks if isinstance(m, TextMark))
    assert name.box[3] < mass.box[1] < name.box[3] + 8
    assert abs(name.box[0] + name.box[2] - mass.box[0] - mass.box[2]) < 0.01


def test_a_given_without_a_spot_is_a_row() -> None:
    f = figure()
    thing(f, "s", line(Point(0.0, 0.0), Point(30.0, 0.0)), says="spring s", k=(None, words("200 N/m")))
    scene = page(f)
    assert "spring s, k 200 N/m" in scene.alt
    assert any("200" in t for t in texts(scene))


def test_a_label_on_a_grid_clears_it() -> None:
    f = grid()
    thing(f, "x", Label(words("on the grid"), Fixed(Point(36.0, 36.0))))
    label = groups(page(f))["x.label"]
    assert isinstance(label.marks[0], Path)
    assert label.marks[0].fill is not None
    assert label.marks[0].fill.color == "#ffffff"


def test_a_crowded_label_gets_a_leader() -> None:
    """The lengths of the tiny triangle find no room beside it."""
    leaders = [g for g in groups(page(tiny())).values() if g.role == "label" and any(isinstance(m, Path) and m.ops == "ML" for m in g.marks)]
    assert leaders


def test_what_has_no_place_is_named() -> None:
    f = figure()
    for k in range(2):
        thing(f, f"t{k}", Label(words(f"text {k}"), Fixed(Point(0.0, 0.0))))
    assert found(f) == ["the label text 0 touches the label text 1"]


def test_many_labels_are_found_by_where_they_stand() -> None:
    """What stands near a box is found as if all labels were looked at in the order in which they came, also after some have gone."""

    class Stands:
        def __init__(self, k: int) -> None:
            x, y = 1000 * math.sin(k * 1.7), 800 * math.sin(k * k * 0.37)
            self.rect = (x - 6, y - 4, x + 6, y + 4)
            self.leader = ((x, y), (x + 70 * math.cos(k), y + 70 * math.sin(k))) if k % 7 == 0 else None

    def meets(p: Stands, box: tuple[float, float, float, float]) -> bool:
        places = [p.rect]
        if p.leader is not None:
            (a, b), (c, d) = p.leader
            places.append((min(a, c), min(b, d), max(a, c), max(b, d)))
        return any(r[0] <= box[2] + 3 and r[2] >= box[0] - 3 and r[1] <= box[3] + 3 and r[3] >= box[1] - 3 for r in places)

    taken: Taken[Stands] = Taken()
    for k in range(300):
        taken[k] = Stands(k)
        if k > 100 and k % 3 == 0:
            del taken[k - 50]
            taken[k - 50] = Stands(k - 50)
        elif k > 100 and k % 5 == 0:
            del taken[k - 90]
        box = Stands(k + 1000).rect
        near = [j for j, p in taken.near(box, 3) if meets(p, box)]
        assert near == [j for j, p in taken.items() if meets(p, box)]


def test_a_fixed_label_stays() -> None:
    f = figure()
    thing(f, "axis", line(Point(0.0, 0.0), Point(50.0, 0.0)))
    for k, align in enumerate(("below", "above", "left", "right")):
        thing(f, f"t{k}", Label(words(f"{k}{k}"), Fixed(Point(10.0 * k, 0.0 if k < 2 else 10.0), align, 3.0)))
    scene = texts(page(f))
    axis = groups(page(f))["axis"].marks[0]
    assert isinstance(axis, Path)
    y = axis.points[1]
    assert abs(scene["00"].box[1] - y - 3) < 0.01
    assert abs(y - 3 - scene["11"].box[3]) < 0.01


def test_equal_marks_differ_by_fact() -> None:
    """Two facts that share a side get one number; another fact gets the next; a number that was said is kept."""
    a, b, c, d = (0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (3.0, 0.0)
    assert counts([([a, b], 1, 7), ([b, c], 1, 7), ([c, d], 1, 8), ([a, d], 1, 8)]) == [1, 1, 2, 2]
    assert counts([([a, b], 1, 7), ([b, c], 1, 7), ([b, c], 1, 8), ([a, d], 1, 8)]) == [1, 1, 1, 1]
    assert counts([([a, b], 1, 0), ([b, c], 1, 7), ([c, d], 1, 7)]) == [1, 2, 2]


def test_parallel_marks_avoid_a_crossing() -> None:
    f = figure()
    a, b = Point(0.0, 0.0), Point(40.0, 0.0)
    thing(f, "AB", line(a, b), Chevrons(a, b))
    thing(f, "cut", line(Point(20.0, -10.0), Point(20.0, 10.0)))
    marks = groups(page(f))
    x = marks["cut"].marks[0].points[0]  # type: ignore[union-attr]
    tip = marks["AB.mark"].marks[0].points[2]  # type: ignore[union-attr]
    assert abs(tip - x) > 2


def test_short_dimensions_have_heads_outside() -> None:
    f = figure()
    thing(f, "d", Gauge(Point(0.0, 0.0), Point(3.0, 0.0), words("3 mm")))
    heads = [m for m in groups(page(f))["d"].marks if isinstance(m, Path) and m.fill is not None]
    (left, right) = sorted(m.points[0] for m in heads)
    assert all(min(m.points[0::2]) < left + 0.01 or max(m.points[0::2]) > right - 0.01 for m in heads)
    assert min(m.points[2] for m in heads) < left
    assert OFFSETS[0] == 0.0


def test_the_heads_of_a_dimension_do_not_lie_on_the_bodies_it_joins() -> None:
    f = figure()
    a, b = Point(0.0, 0.0), Point(60.0, 0.0)
    for name, p in (("A", a), ("B", b)):
        thing(f, name, disc_shape(p, 4.0, Look(fill="light")))
    thing(f, "d", Gauge(a, b, words("10 cm")))
    marks = groups(page(f))
    heads = [m for m in marks["d"].marks if isinstance(m, Path) and m.fill is not None]
    (ball,) = [m for m in marks["A"].marks if isinstance(m, Path)]
    low, high = min(ball.points[1::2]), max(ball.points[1::2])
    assert len(heads) == 2
    assert all(y < low or y > high for m in heads for y in m.points[1::2])


def test_nested_arcs_have_different_radii() -> None:
    f = figure()
    o, u, v, w = Point(0.0, 0.0), Vector(40.0, 0.0), Vector(30.0, 25.0), Vector(0.0, 40.0)
    for name, x in (("u", u), ("v", v), ("w", w)):
        thing(f, name, line(o, o + x))
    thing(f, "a", AngleArc(o, u, v, maths("a")), AngleArc(o, u, w, maths("b")))
    starts = sorted(m.points[0] for m in groups(page(f))["a"].marks if isinstance(m, Path))
    assert starts[1] - starts[0] > 5


def test_arrow_tip_is_where_it_was_said() -> None:
    f = figure()
    thing(f, "F", Arrow(Point(0.0, 0.0), Point(20.0, 0.0)))
    shaft, head = groups(page(f))["F"].marks
    assert isinstance(shaft, Path)
    assert isinstance(head, Path)
    assert abs(head.points[0] - shaft.points[0] - 20 * 72 / 25.4) < 0.01
    assert shaft.points[2] < head.points[0] - 2


def test_dark_areas_carry_light_text() -> None:
    f = figure()
    q = (Point(0.0, 0.0), Point(20.0, 0.0), Point(20.0, 16.0), Point(0.0, 16.0))
    thing(f, "b", polygon(*q, fill="navy"), label=(Inside(q), maths("A")))
    assert texts(page(f))["A"].color == "#ffffff"


def test_a_label_keeps_off_a_body_that_is_not_its_own() -> None:
    """A point on the lower rim: above it, where labels like to stand, is the body."""
    ground: dict[bool, float] = {}
    for filled in (True, False):
        f = figure()
        thing(f, "k", circle(Point(0.0, 0.0), 20.0, fill="light" if filled else "none"))
        points(f, C=Point(0.0, -20.0))
        scene = page(f)
        mark = texts(scene)["C"]
        dot = next(m for m in groups(scene)["C"].marks if isinstance(m, Path))
        ground[filled] = (mark.box[1] + mark.box[3]) / 2 - dot.points[1]
    assert ground[True] > 0, "below the point"
    assert ground[False] < 0, "above it, inside the empty circle"


def test_dimensions_one_after_the_other_stand_in_line() -> None:
    """Both on one side of a slanted chain, though below the second is as much room."""
    f = figure()
    a, c, b = Point(0.0, 30.0), Point(40.0, 15.0), Point(80.0, 0.0)
    thing(f, "s", line(a, b), p=(Gauge(a, c, ()), words("r")), q=(Gauge(c, b, ()), words("s")))
    thing(f, "g", line(Point(-10.0, 0.0), Point(90.0, 0.0), weight="bold"))
    marks = [m for m in groups(page(f))["s.mark"].marks if isinstance(m, Path) and m.ops == "ML" and m.stroke is not None]
    along = [m.points for m in marks if abs((m.points[3] - m.points[1]) * 80 - (m.points[2] - m.points[0]) * 30) < 1.0]
    across = {round(30 * x + -80 * y, -2) for x0, y0, x1, y1 in along for x, y in ((x0, y0), (x1, y1))}
    assert len(along) >= 2
    assert len(across) == 1, "all pieces lie on one line"


@pytest.mark.parametrize(
    "text",
    [
        "spline((0, 0), (1, 2), (3, 1), (4, 3))",
        "ellipse(a=400, b=200)",
        "polyline((0, 0), (1, 2), (2, 1), (4, 2))",
        "polygon((0, 0), (6, 0), (6, 3))",
        "arrow((0, 0), (6, 3))",
        "region((0, 0), (6, 0), (6, 3))",
    ],
)
def test_a_curve_fills_its_page(text: str) -> None:
    """Its points count for the size of the drawing like those of any other thing."""
    scene = sciml.compile(text).scenes[0]
    assert 200 < scene.width < 400


def test_a_mark_of_a_given_angle_is_drawn_once() -> None:
    """A bare mark where an angle stands already adds nothing, and a line that is drawn needs no dashed one over it."""
    text = "O = point()\nk = circle(O, radius=3 cm)\nP = point(on=k, at=45 deg)\nX = point(on=k, at=0 deg)\nsegment(O, P); segment(O, X)"
    alone = sciml.compile(text).scenes[0]
    marked = sciml.compile(text + "\nangle_mark(X, O, P)").scenes[0]
    assert sum(counted(alone.marks)) == sum(counted(marked.marks))
    assert not [s for s in strokes(alone.marks) if s.dash]


def counted(marks: tuple[Any, ...]) -> list[int]:
    return [sum(counted(m.marks)) if isinstance(m, Group) else 1 for m in marks]


def strokes(marks: tuple[Any, ...]) -> list[Stroke]:
    return [s for m in marks for s in (strokes(m.marks) if isinstance(m, Group) else [m.stroke] if isinstance(m, Path) and m.stroke else [])]


def test_the_same_thing_in_all_panels_of_a_row_stands_on_one_line() -> None:
    """Whatever stands above or below it in one of them."""
    text = (
        'row { panel("I") { b = ball(); force(b, up, 3 N) }; panel("II") { b = ball(); force(b, down, 3 N); velocity(b, right) }; panel("III") { b = ball() } }'
    )
    discs = [box_of(m) for m in paths(sciml.compile(text).scenes[0].marks) if "C" in m.ops and m.fill]
    assert len(discs) == 3
    assert max(y for _, y in discs) - min(y for _, y in discs) < 0.01


def paths(marks: tuple[Any, ...]) -> list[Path]:
    return [p for m in marks for p in (paths(m.marks) if isinstance(m, Group) else [m] if isinstance(m, Path) else [])]


def box_of(path: Path) -> tuple[float, float]:
    """Its middle."""
    xs, ys = path.points[::2], path.points[1::2]
    return (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2


def test_text_across_the_edge_of_a_pale_area_has_no_patch() -> None:
    """Only lines, hatches and dark areas are cleared behind a text; the edge of the water is none of these."""
    text = 'w = water(depth=1 m)\nb = block(inside=w, mass=8.0 kg, width=0.3 m, height=0.3 m, label="the cube of the problem")\nbench()'
    for source in (text, "A, B, C = point()\nregion(A, B, C)"):
        labels = [g for g in groups(sciml.compile(source).scenes[0]).values() if g.role == "label"]
        assert labels and not [m for g in labels for m in g.marks if isinstance(m, Path) and m.fill is not None]


def test_a_length_is_said_once_of_a_stretch() -> None:
    text = "t = rect(width=10 ft, height=15 ft)\no = rect(width=10 ft, height=14 ft, fill=light)\nrequire o.bottom == t.bottom\ndimension(t.bottom_right, t.top_right, 15 ft)"
    written = [g.title for g in groups(sciml.compile(text).scenes[0]).values() if g.role == "label"]
    assert sum("10" in w for w in written) == 1 and sum("15" in w for w in written) == 1 and sum("14" in w for w in written) == 1
    across = sciml.compile("o = rect(width=10 ft, height=14 ft)\ndimension(o.bottom_left, o.top_left, 14 ft)").scenes[0]
    assert sum("14" in g.title for g in groups(across).values() if g.role == "label") == 1
    middle = sciml.compile("o = rect(width=10 ft, height=14 ft)\ndimension(o.bottom, o.top, 14 ft)").scenes[0]
    assert sum("14" in g.title for g in groups(middle).values() if g.role == "label") == 1
    two = sciml.compile("parallelogram(ABCD)\nrequire AB == 5 cm, CD == 5 cm").scenes[0]
    assert sum("5" in g.title for g in groups(two).values() if g.role == "label") == 2


def test_a_narrow_angle_has_its_arc_near_its_text() -> None:
    """Where the text finds room between the legs only further out, the arc goes with it."""
    for text, title in (("A, B, C = point()\nray(A, B)\nray(A, C)\nangle_mark(BAC, 18 deg)", "18"), ("given theta ~ 10 deg\nincline(angle=theta)", "θ")):
        scene = sciml.compile(text).scenes[0]
        label = next(g for g in groups(scene).values() if g.role == "label" and title in g.title)
        arc = next(m for g in groups(scene).values() for m in g.marks if isinstance(m, Path) and "C" in m.ops and m.stroke is not None and m.fill is None)
        box = next(m.box for m in label.marks if isinstance(m, TextMark))
        assert min(abs(box[0] - x) for x in arc.points[0::2]) < 9.0


def test_a_label_between_two_round_bodies_stands_nearer_to_its_own() -> None:
    """Measured from their borders: the middle of a small body is nearer to a text between the two than that of a large one."""
    text = (
        'given m_1, m_2 "masses", r_1, r_2 "distances"\nO = point()\na = ball(mass=m_1)\nb = ball(mass=m_2)\n'
        "require collinear(O, a, b), distance(O, a) == r_1, distance(O, b) == r_2\narrange r_2 == 2*r_1"
    )
    scene = sciml.compile(text).scenes[0]
    discs = sorted([(*box_of(m), max(m.points[::2]) - box_of(m)[0]) for m in paths(scene.marks) if "C" in m.ops and m.fill and "Z" in m.ops])
    (x1, y1, r1), (x2, y2, r2) = discs[-2:]
    label = next(g for g in groups(scene).values() if g.role == "label" and g.title.startswith("m₁"))
    left, top, right, bottom = next(m.box for m in label.marks if isinstance(m, TextMark))

    def away(x: float, y: float, r: float) -> float:
        return math.hypot(max(left - x, 0.0, x - right), max(top - y, 0.0, y - bottom)) - r

    assert away(x2, y2, r2) > 1.5 * away(x1, y1, r1)


def test_parallel_marks_on_arrows_are_no_heads() -> None:
    """Where a marked line is an arrow all of the group have slanting strokes."""
    for kinds, heads, slants in ((("segment", "segment"), 2, 0), (("arrow", "segment"), 0, 4), (("arrow", "arrow"), 0, 4)):
        text = f"A, B, C, D = point()\n{kinds[0]}(A, B)\n{kinds[1]}(C, D)\nparallel_marks(AB, CD)"
        thin = [m for m in paths(sciml.compile(text).scenes[0].marks) if m.stroke is not None and m.fill is None and m.stroke.width < 0.7]
        assert sum(m.ops == "MLL" for m in thin) == heads
        assert sum(m.ops == "ML" and abs(m.points[0] - m.points[2]) > 1 and abs(m.points[1] - m.points[3]) > 1 for m in thin) == slants


def test_the_words_of_a_turned_box_are_turned_with_it() -> None:
    """They fit in, are never upside down, and touch nothing although the rectangle over them does."""
    for text, angle in (
        ('k = incline(angle=30 deg)\nthing("monkey", on=k)', 30),
        ('O = point()\nk = circle(O, radius=4 m)\nthing("observation pod", on=k, at=200 deg)', -70),
    ):
        document = sciml.compile(text)
        words = [m for g in groups(document.scenes[0]).values() for m in g.marks if isinstance(m, TextMark) and m.text in ("monkey", "observation pod")]
        assert len(words) == 1 and not document.diagnostics
        assert {round(g.angle) for g in words[0].glyphs} == {angle}
    crossed = sciml.compile('text("a turned text", at=(0, 0), turn=30 deg)\nsegment((-20, -20), (20, 20))')
    assert [d.code for d in crossed.diagnostics] == ["LAY502"]


def test_a_wall_ends_at_a_ceiling_over_it() -> None:
    scene = sciml.compile("g = ground()\nw = wall(on=g)\nc = ceiling(above=g, gap=10)").scenes[0]
    bold = [m for m in paths(scene.marks) if m.ops == "ML" and m.stroke is not None and m.stroke.width > 0.9]
    level = [m for m in bold if m.points[1] == m.points[3]]
    (wall,) = [m for m in bold if m.points[0] == m.points[2]]
    assert len(level) == 2
    top = min(level, key=lambda m: m.points[1])
    assert abs(min(wall.points[1::2]) - top.points[1]) < 0.01
    assert top.points[0] != top.points[2] and min(top.points[::2]) < wall.points[0] < max(top.points[::2])


def test_a_leader_ends_where_nothing_else_is() -> None:
    """In an area off all lines, with a dot; on a line off its middle where a point lies there."""
    text = 'axes(x=-2..2, y=-2..2) { curve(y=1 - x^2); curve(y=x^2 - 1); region(y <= 1 - x^2, y >= x^2 - 1, label="base of the solid") }'
    scene = sciml.compile(text).scenes[0]
    label = next(g for g in groups(scene).values() if g.role == "label" and "base" in g.title)
    leader, dot = [m for m in label.marks if isinstance(m, Path)]
    assert box_of(dot) == pytest.approx(leader.points[2:], abs=0.01)
    x, y = leader.points[2:]
    axes = [m.points for m in paths(scene.marks) if m.ops == "ML" and math.dist(m.points[:2], m.points[2:]) > 60 and m is not leader]
    assert len(axes) >= 2
    assert all(abs(y - b) > 8 if b == d else abs(x - a) > 8 for a, b, c, d in axes)


def test_an_arc_outside_another_leaves_room_for_its_text() -> None:
    text = """k = circle(O)
    A, B, C, D = point(on=k)
    quadrilateral(ABCD)
    require angle(DAB) == 80 deg, angle(ABC) == 95 deg
    segment(AC)
    segment(BD)
    angle_mark(CAB, 35 deg)"""
    labels = [g for g in groups(sciml.compile(text).scenes[0]).values() if g.role == "label" and "°" in g.title]
    assert len(labels) == 3
    assert not [m for g in labels for m in g.marks if isinstance(m, Path)]


def test_extension_lines_run_through_no_text() -> None:
    text = "repeat i in 1..20 { P[i] = point() }\nrepeat i in 1..19 { require distance(P[i], P[i + 1]) == 1 }"
    assert "LAY502" not in [d.code for d in sciml.compile(text).diagnostics]
