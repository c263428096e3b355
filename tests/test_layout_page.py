"""Layout of the page: texts, panels, axes, alternative text, ghosts, callouts; and that any drawing is laid out or says what touches."""

from __future__ import annotations

from math import hypot

import pytest
from hypothesis import given, settings
from hypothesis.strategies import DataObject, builds, data, floats, integers, lists, sampled_from, tuples
from layout_figures import Drawn, blocks, figure, found, groups, line, maths, page, points, polygon, texts, thing, words

import sciml
from sciml.element import Style
from sciml.figure import BoxRow, Facet, Figure, Frame, Proven, Solved
from sciml.grammar.tree import Span
from sciml.ink import (
    Along,
    AngleArc,
    Arrow,
    Beside,
    Dot,
    Fixed,
    Gauge,
    Ink,
    Inside,
    Label,
    Look,
    OnPath,
    Paragraph,
    RightAngle,
    Shape,
    Strokes,
    Ticks,
)
from sciml.layout import layout
from sciml.layout.audit import audit, overlaps
from sciml.layout.words import evenly, set_lines, wrapped
from sciml.pipeline import compile
from sciml.plane import Point, Vector
from sciml.scene import Group, Path, TextMark
from sciml.source import Source
from sciml.typeset import Run

# ---------------------------------------------------------------- texts of the page


def test_chinese_headings() -> None:
    f = figure("梯子靠在墙上")
    f.rows = [BoxRow("given", (*maths("g"), Run(" = 9.8"))), BoxRow("find", maths("a"))]
    scene = page(f)
    assert scene.language == "zh"
    assert {"已知", "求"} <= set(texts(scene))


def test_paragraphs_below_the_drawing() -> None:
    f = figure("Title")
    thing(f, "s", line(Point(0.0, 0.0), Point(60.0, 0.0)))
    thing(f, "o", Paragraph((), "options", tuple(words(f"{letter}. {n} m/s") for letter, n in zip("ABCD", (2, 3, 4, 5), strict=True))))
    caption_words = words("A caption that is so long that it does not stand on one line of the page but on two or even more of them, as captions do.")
    thing(f, "c", Paragraph(caption_words, "caption"))
    scene = page(f)
    assert audit(scene) == []
    tops = {text: mark.box[1] for text, mark in texts(scene).items()}
    assert tops["A. 2 m/s"] == tops["D. 5 m/s"]
    caption = [top for text, top in tops.items() if "caption" in text]
    assert max(caption) < tops["A. 2 m/s"], "options stand last"
    assert len([t for t in tops if "page" in t or "caption" in t]) >= 2


def test_wrapping_breaks_at_blanks_and_between_characters() -> None:
    lines = wrapped(words("one two three four five six"), 10.0, 60.0)
    assert len(lines) > 1
    assert " ".join(line[0].text for line in lines) == "one two three four five six"
    chinese = wrapped(words("一个质量为二千克的物块，放在粗糙的水平面上。"), 10.0, 60.0)
    assert len(chinese) > 2
    assert all(line[0].text[0] not in "，。" for line in chinese)


def test_titles_break_evenly() -> None:
    lines = evenly(words("A system of three equations in four variables"), 14.0, 260.0)
    widths = [set_lines([one], 14.0).width for one in lines]
    assert len(lines) == len(wrapped(words("A system of three equations in four variables"), 14.0, 260.0)) == 2
    assert min(widths) > 0.6 * max(widths)
    assert evenly(words("short"), 14.0, 260.0) == wrapped(words("short"), 14.0, 260.0)


def test_titles_of_neighbours_stand_on_one_line() -> None:
    outcome = compile(Source('row { graph("gap") { 1 -- 2 }; graph("no tail") { 1 -- 2 -- 3 -- 1 } }', "row"))
    assert outcome.value is not None
    first, second = (texts(outcome.value[0])[t].y for t in ("gap", "no tail"))
    assert first == second


def test_panels_side_by_side_or_below() -> None:
    f = figure("Two")
    for k in range(3):
        frame = Frame(f"p{k}", "plane", f.root)
        frame.mm = 1.0
        f.frames.append(frame)
        q = (Point(0.0, 0.0), Point(60.0, 0.0), Point(60.0, 30.0), Point(0.0, 30.0))
        thing(f, f"b{k}", polygon(*q), frame=frame, label=(Inside(q), maths(f"P_{k}")))
    scene = page(f)
    first, second, third = (groups(scene)[f"b{k}.label"].marks[0].box for k in range(3))  # type: ignore[union-attr]
    assert abs(first[1] - second[1]) < 0.1
    assert third[1] > second[1] + 50
    assert scene.width <= 160 * 72 / 25.4


class Axes(Drawn):
    """x from 0 to 10 and y from 0 to 100 on 60 by 40 mm, drawn in millimetres."""

    kind = ""

    def to_mm(self, x: float, y: float) -> tuple[float, float]:
        return x * 6, y * 0.4


def axes() -> Figure:
    f = figure("Distance and time")
    o = Axes()
    o.id = o.name = "ax"
    o.span, o.drawn, o.style, o.children, o.says, o.frame = Span(0, 0), True, Style(), (), "axes", f.root
    ticks: list[Ink] = []
    for k in range(0, 11, 2):
        ticks += [line(Point(6.0 * k, 0.0), Point(6.0 * k, -1.2), weight="thin"), Label(words(str(k)), Fixed(Point(6.0 * k, -1.2), "below", 2.0), "tick")]
        ticks += [line(Point(0.0, 4.0 * k), Point(-1.2, 4.0 * k), weight="thin"), Label(words(str(10 * k)), Fixed(Point(-1.2, 4.0 * k), "right", 2.0), "tick")]
    o.inks = (Arrow(Point(0.0, 0.0), Point(66.0, 0.0), "axis"), Arrow(Point(0.0, 0.0), Point(0.0, 45.0), "axis"), *ticks)
    o.spots = {"x": Fixed(Point(66.0, 0.0), "left", 3.0), "y": Fixed(Point(0.0, 45.0), "above", 3.0)}
    f.facets += [Facet(o, "x", (*maths("t"), Run(" (s)")), "x"), Facet(o, "y", (*maths("s"), Run(" (m)")), "y")]
    f.root.elements.append(o)
    frame = Frame("ax", "axes", f.root, o)
    f.frames.append(frame)
    curve = tuple(Point(k / 5, (k / 5) ** 2) for k in range(51))
    thing(f, "c", Shape("M" + "L" * 50, curve, Look(color="accent")), frame=frame, y=(OnPath(curve), maths("s=t^2")))
    p = Point(6.0, 36.0)
    thing(f, "P", Dot(p), frame=frame, label=(Beside(p), (*maths("P"), Run("(6, 36)"))))
    return f


def test_panels_of_nearly_one_scale_are_drawn_in_one() -> None:
    """Equal lengths are equal on the page; a panel that needs a far smaller scale has its own."""
    document = sciml.compile(
        """panel("one") { s = segment((0 cm, 0 cm), (0 cm, 4 cm)) }
panel("two") { t = segment((0 cm, 0 cm), (0 cm, 4 cm)); segment((0 cm, 0 cm), (0 cm, 5 cm)) }
panel("three") { u = segment((0 cm, 0 cm), (0 cm, 4 cm)); segment((0 cm, 0 cm), (0 cm, 40 cm)) }
"""
    )
    drawn = groups(document.scenes[0])
    lengths = {}
    for name in "stu":
        mark = drawn[name].marks[0]
        assert isinstance(mark, Path)
        lengths[name] = mark.points[1] - mark.points[3]
    assert abs(lengths["s"] - lengths["t"]) < 0.01
    assert lengths["u"] < 0.5 * lengths["s"]


def test_axes_have_their_own_map() -> None:
    f = axes()
    assert found(f) == []
    scene = page(f)
    assert list(overlaps(scene)) == []
    axis = groups(scene)["ax"].marks[0]
    curve = groups(scene)["c"].marks[0]
    assert isinstance(axis, Path)
    assert isinstance(curve, Path)
    assert abs(curve.points[-2] - curve.points[0] - 60 * 72 / 25.4) < 0.01
    assert abs(curve.points[1] - curve.points[-1] - 40 * 72 / 25.4) < 0.01
    assert abs(axis.points[0] - curve.points[0]) < 0.01


def test_alt_text_has_objects_and_givens_but_no_answer() -> None:
    scene = page(blocks())
    assert scene.alt.startswith("Two blocks over a pulley. ")
    assert "Block A, 4.0 kg" in scene.alt
    assert "Given: μk = 0.25" in scene.alt.replace("ₖ", "k")
    assert "Find: a" in scene.alt
    assert scene.data["labels"]


def test_a_ghost_is_pale() -> None:
    f = figure()
    q = (Point(0.0, 0.0), Point(20.0, 0.0), Point(20.0, 16.0), Point(0.0, 16.0))
    pale = thing(f, "g", polygon(*q, fill="light"), label=(Inside(q), maths("A")))
    pale.pale = True
    scene = page(f)
    mark = groups(scene)["g"].marks[0]
    assert isinstance(mark, Path)
    assert mark.stroke is not None
    assert mark.stroke.color > "#808080"
    assert texts(scene)["A"].color > "#808080"


def test_a_callout_has_a_leader_to_its_place() -> None:
    f = figure()
    p = Point(0.0, 0.0)
    thing(f, "P", Dot(p), label=(Beside(p), maths("P")))
    thing(f, "c", Label(words("here"), Beside(p, None, 14.0), "note"))
    scene = page(f)
    leader = groups(scene)["c.label"].marks[0]
    dot = groups(scene)["P"].marks[0]
    assert isinstance(leader, Path)
    assert isinstance(dot, Path)
    x, y = dot.points[0] - 1.6, dot.points[1]
    assert abs(leader.points[2] - x) + abs(leader.points[3] - y) < 4


def test_moving_a_figure_moves_nothing_on_the_page() -> None:
    here, there = figure(), figure()
    for f, dx in ((here, 0.0), (there, 173.31)):
        a, b, c = Point(dx, dx), Point(dx + 50.0, dx), Point(dx + 15.0, dx + 30.0)
        thing(f, "t", polygon(a, b, c), AngleArc(a, b - a, c - a, words("63°")), Gauge(a, b, words("50 mm")))
        points(f, A=a, B=b, C=c)
    for text, mark in texts(page(here)).items():
        assert all(abs(u - v) < 0.01 for u, v in zip(mark.box, texts(page(there))[text].box, strict=True))


@settings(max_examples=40, deadline=None)
@given(data())
def test_any_drawing_is_laid_out_or_says_what_touches(source: DataObject) -> None:
    """Random points, lines, arcs, dimensions and labels: never an exception, and never an overlap that is not told."""
    f = figure()
    place = builds(Point, floats(0, 60), floats(0, 40))
    spots = source.draw(lists(place, min_size=2, max_size=9))
    points(f, **{f"P{k}": p for k, p in enumerate(spots)})
    pairs = source.draw(lists(tuples(sampled_from(spots), sampled_from(spots)), max_size=8))
    for k, (p, q) in enumerate(pairs):
        kind = source.draw(integers(0, 5))
        if kind < 3:
            thing(f, f"s{k}", line(p, q), length=(Along(p, q), words(f"{k} cm")))
        elif kind == 3:
            thing(f, f"s{k}", Gauge(p, q, words(f"{k}.0 m")))
        elif kind == 4:
            thing(f, f"s{k}", Arrow(p, q), label=(Beside(q), maths(f"F_{k}")))
        else:
            thing(f, f"s{k}", line(p, q), AngleArc(p, q - p if p != q else Vector(1.0, 0.0), Vector(0.0, 1.0), words(f"{k}°")))
    told = found(f)
    scene = page(f)
    assert page(f) == scene
    for text, _ in overlaps(scene):
        assert isinstance(text.mark, TextMark)
        assert any(text.mark.text in sentence for sentence in told)


def test_places_that_are_none_are_left_out() -> None:
    """What has no place, or one absurdly far away, is not drawn, and its given stands in the box."""
    f = figure()
    nowhere, far = Point(float("nan"), 0.0), Point(1e12, 0.0)
    here = Point(0.0, 0.0)
    for k, p in enumerate((nowhere, far)):
        thing(
            f,
            f"s{k}",
            line(here, p),
            Dot(p),
            Arrow(here, p),
            Gauge(here, p, words("g")),
            AngleArc(p, Vector(1.0, 0.0), Vector(0.0, 1.0), words("a")),
            Strokes((here, p)),
            Ticks(here, p),
            RightAngle(p, Vector(1.0, 0.0), Vector(0.0, 1.0)),
            length=(Along(here, p), words(f"{k} = {k}")),
        )
    thing(f, "t", line(here, Point(40.0, 0.0)))
    scene = page(f)
    assert scene.width < 300
    assert {"0 = 0", "1 = 1"} <= set(texts(scene))


def test_a_very_long_line_costs_little() -> None:
    f = figure()
    thing(f, "s", line(Point(-1e5, -1e5), Point(1e5, 1.2e5)), line(Point(0.0, 0.0), Point(1e5, 0.0)), Strokes((Point(0.0, 0.0), Point(1e5, 0.0))))
    points(f, A=Point(0.0, 0.0))
    assert [d.code for d in layout(Proven(Solved(f), [])).diagnostics] == ["LAY503"]


def test_a_divided_side_gets_a_dimension_line() -> None:
    """Beside a line on which another point lies a length would be read as that of a part."""
    a, b, c = Point(0.0, 0.0), Point(60.0, 0.0), Point(20.0, 40.0)
    for inner in (False, True):
        f = figure()
        thing(f, "t", polygon(a, b, c), AB=(Along(a, b, away=c), words("6 cm")))
        points(f, A=a, B=b, C=c)
        if inner:
            points(f, M=Point(30.0, 0.0))
        marks = groups(page(f))
        assert ("t.size0" in marks) == inner
        assert ("t.label" in marks) != inner


def test_a_number_at_an_axis_gives_way_to_a_curve() -> None:
    f = figure()
    thing(f, "x", line(Point(0.0, 0.0), Point(50.0, 0.0)), Label(words("20"), Fixed(Point(20.0, 0.0), "below", 4.0), "tick"))
    thing(f, "c", line(Point(20.0, -20.0), Point(20.0, 20.0)))
    assert found(f) == []
    scene = page(f)
    axis = groups(scene)["x"].marks[0]
    assert isinstance(axis, Path)
    assert abs(texts(scene)["20"].box[1] - axis.points[1] - 4) < 0.01


def test_an_inset_is_joined_to_its_place() -> None:
    text = """g = ground()
b = block(on=g, mass=2 kg)
c = cart(on=g, right_of=b)
rope(b.right, to=c.left)
inset("hook", of=b.right) { circle((0, 0), size=3) }
"""
    document = sciml.compile(text)
    assert not document.diagnostics
    found = groups(document.scene)
    frame, ring, line = (found[f"inset.{part}"].marks[0] for part in ("frame", "place", "line"))
    assert isinstance(frame, Path)
    assert isinstance(ring, Path)
    assert isinstance(line, Path)
    x0, y0, x1, y1 = line.points
    assert x1 in frame.points[0::2] or y1 in frame.points[1::2]
    cx, cy = (min(ring.points[0::2]) + max(ring.points[0::2])) / 2, (min(ring.points[1::2]) + max(ring.points[1::2])) / 2
    assert abs(hypot(x0 - cx, y0 - cy) - (max(ring.points[0::2]) - cx)) < 0.01
    body = next(m for m in found["b"].marks if isinstance(m, Path))
    assert abs(cx - max(body.points[0::2])) < 0.01, "the ring stands round the right side of the block"
    plain = sciml.compile(text.replace(", of=b.right", ""))
    assert not [id for id in groups(plain.scene) if id.startswith("inset.") and id.endswith(("place", "line"))]


def _extents(text: str) -> dict[str, tuple[float, float]]:
    """Of each thing that is drawn where it begins and where it ends, downward."""
    found: dict[str, tuple[float, float]] = {}
    for group in sciml.compile(text).scene.marks:
        if isinstance(group, Group) and group.role == "object":
            ys = [y for mark in group.marks if isinstance(mark, Path) for y in mark.points[1::2]]
            found[group.id] = min(ys), max(ys)
    return found


def test_pictures_of_a_row_hang_from_their_titles() -> None:
    for way in ("row", "grid(cols=2)"):
        big, small = _extents(f'{way} {{ panel("left") {{ board(6, 6) }}; panel("right") {{ board(2, 2) }} }}').values()
        assert big[0] == pytest.approx(small[0], abs=0.01)
        assert big[1] > small[1] + 10


def test_pictures_with_a_ground_stand_on_one_line() -> None:
    high, low = (f'panel("P{n}") {{ g = ground(); block(on=g, width=2 cm, height={n} cm) }}' for n in (3, 1))
    found = _extents(f"row {{ {high}; {low} }}")
    assert found["block"][1] == pytest.approx(found["block.2"][1], abs=0.01)
    assert found["block.2"][0] > found["block"][0] + 5


def test_a_filled_shape_hides_nothing_that_lies_in_it() -> None:
    def order(text: str) -> list[str]:
        return [g.id for g in sciml.compile(text).scene.marks if isinstance(g, Group) and g.role == "object"]

    big, small = "big = circle((0, 0), radius=3, fill=light)", "small = circle((1, 0), radius=1, fill=red)"
    assert order(f"{small}; {big}") == ["big", "small"] == order(f"{big}; {small}")
    assert order(f"rod = segment((-1, 0), (0, 1)); {small}; other = rect((2, 2), (5, 5)); {big}") == ["other", "big", "rod", "small"]
    assert order(f"inner = rect((-1, -1), (1, 1)); {big}; outer = polygon((-9, -5), (9, -5), (0, 20), fill=blue)") == ["outer", "big", "inner"]
    assert order(f"{small}; big = circle((0, 0), radius=3)") == ["small", "big"]
    assert order("a = circle((0, 0), radius=3, fill=light); b = circle((4, 0), radius=3, fill=light)") == ["a", "b"]


# ---------------------------------------------------------------- what a reader must not mistake


@pytest.mark.parametrize(
    ("title", "heading"), [("Is it 3?", "Claimed, perhaps wrongly"), ("\u662f\u4e09\u5417", "\u9898\u4e2d\u7684\u8bf4\u6cd5\uff0c\u672a\u5fc5\u6b63\u786e")]
)
def test_a_claim_says_that_it_is_one(title: str, heading: str) -> None:
    scene = sciml.compile(f'figure("{title}")\nclaim("I think that $x = 3$.")').scene
    assert any(heading in text for text in texts(scene))


def test_an_angle_too_narrow_for_its_label_has_a_leader() -> None:
    scene = sciml.compile("triangle(ABC, angle_A=153 deg, angle_B=13*pi/180, AC=4)").scene
    lead = [
        g for g in groups(scene).values() if g.role == "label" and "13" in g.title and any(isinstance(m, Path) and m.ops == "ML" and m.stroke for m in g.marks)
    ]
    assert len(lead) == 1


def test_an_acceleration_stands_beside_its_body() -> None:
    scene = sciml.compile(
        'c = ceiling(); p = pulley(on=c); b = block(label="B", below=p); P = point(below=p, right_of=b); r = rope(b.top, over=p, to=P); k = acceleration(b, up)'
    ).scene
    every = groups(scene)
    block, arrow = [[m for m in every[name].marks if isinstance(m, Path)] for name in ("b", "k")]
    low, high = (f(y for m in block for y in m.points[1::2]) for f in (min, max))
    assert low < sum(arrow[0].points[1::2]) / len(arrow[0].points[1::2]) < high


def test_labels_of_two_things_do_not_read_as_two_lines_of_one() -> None:
    rod = "given m; g = ground(); w = wall(on=g); A = point(on=w); B = point(on=g); s = rod(A, B); require AB == 20 cm; C = point(on=s)"
    scene = sciml.compile(f"{rod}; ball(at=C, mass=m); dimension(A, C, 10 cm); dimension(C, B, 10 cm)").scene
    c, m = (texts(scene)[ink].box for ink in ("C", "m"))
    assert c[1] - m[3] > 4 or m[1] - c[3] > 4 or c[0] > m[2] or m[0] > c[2]


def test_a_patch_has_the_colour_below_it() -> None:
    scene = sciml.compile("g = ground(); c = crate(on=g, mass=11 kg)").scene
    label = next(g for g in groups(scene).values() if g.role == "label")
    patch = next(m for m in label.marks if isinstance(m, Path) and m.fill)
    assert patch.fill.color == "#e9e1d3"


def test_boxes_of_panels_stand_below_their_drawings() -> None:
    """All at the same place, whatever the shapes of the drawings."""
    text = 'row { panel("a") { rect((0, 0), (4, 5)); given V_1 = 5 L }; panel("b") { rect((0, 0), (4, 2)); given V_2 = 2 L } }'
    heads = [m for g in groups(sciml.compile(text).scenes[0]).values() if g.role == "givens" for m in g.marks if isinstance(m, TextMark) and m.text == "Given"]
    assert len(heads) == 2 and heads[0].y == pytest.approx(heads[1].y, abs=0.01)


def test_a_title_stands_over_the_middle_of_all_of_the_page() -> None:
    text = 'figure("T")\ngiven a = 3 kg "mass of the block", b = 4 kg "mass of the ball", c = 5 N\nsegment((0, 0), (0, 9))\nsegment((0, 9), (4, 9))\n'
    scene = sciml.compile(text + 'unknown x "acceleration of all of it", y "tension of the rope"').scenes[0]
    title = next(g for g in groups(scene).values() if g.role == "title" or g.id.endswith("title"))
    head = next(m for g in groups(scene).values() for m in g.marks if isinstance(m, TextMark) and m.text == "Given")
    mark = next(m for m in title.marks if isinstance(m, TextMark))
    assert head.box[0] > mark.box[2] or head.box[0] > 0.4 * scene.width  # beside the drawing
    assert (mark.box[0] + mark.box[2]) / 2 == pytest.approx(scene.width / 2, abs=1.0)
