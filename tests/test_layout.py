"""Layout on figures built by hand: nothing touches, nothing moves that should not, and what has no place is named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import cos, pi, radians, sin
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis.strategies import DataObject, builds, data, floats, integers, lists, sampled_from, tuples

from sciml.element import Element, Style
from sciml.figure import BoxRow, Facet, Figure, Frame, Proven, Solved
from sciml.grammar.tree import Span
from sciml.ink import (
    Along,
    AngleArc,
    Arrow,
    Beside,
    Chevrons,
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
    Words,
)
from sciml.layout import THEMES, layout
from sciml.layout.audit import audit, overlaps
from sciml.layout.dimensions import OFFSETS
from sciml.layout.marks import counts
from sciml.layout.words import wrapped
from sciml.plane import Point, Vector
from sciml.scene import Group, Path, Scene, Stroke, TextMark
from sciml.typeset import Run


class Drawn(Element):
    """A thing whose ink and spots a test gives."""

    kind = ""
    inks: tuple[Ink, ...]
    spots: dict[str, Any]
    says: str

    def draw(self) -> Iterator[Ink]:
        return iter(self.inks)

    def spot(self, slot: str) -> Any:
        return self.spots.get(slot)

    def describe(self) -> str:
        return self.says


def maths(text: str) -> Words:
    return (Run(text, True),)


def words(text: str) -> Words:
    return (Run(text),)


def figure(title: str = "") -> Figure:
    made = Figure("")
    made.title = words(title) if title else ()
    made.frames = [made.root]
    made.root.mm = 1.0
    return made


def thing(f: Figure, id: str, *inks: Ink, says: str = "", frame: Frame | None = None, **spots: Any) -> Drawn:
    """A new element; spots: slot=(spot, words)."""
    e = Drawn()
    e.id = e.name = id
    e.span, e.drawn, e.style, e.children = Span(0, 0), True, Style(), ()
    e.inks, e.says = inks, says or f"thing {id}"
    e.spots = {slot: spot for slot, (spot, _) in spots.items()}
    home = frame or f.root
    e.frame = home
    home.elements.append(e)
    for slot, (_, text) in spots.items():
        f.facets.append(Facet(e, slot, text, f"{id}.{slot}"))
    return e


def line(a: Point, b: Point, **look: Any) -> Shape:
    return Shape("ML", (a, b), Look(**look))


def polygon(*corners: Point, **look: Any) -> Shape:
    return Shape("M" + "L" * (len(corners) - 1) + "Z", corners, Look(**look))


def circle(c: Point, r: float, **look: Any) -> Shape:
    places = [Point(c.x + r * cos(k * pi / 24), c.y + r * sin(k * pi / 24)) for k in range(48)]
    return polygon(*places, **look)


def points(f: Figure, **places: Point) -> None:
    for name, p in places.items():
        thing(f, name, Dot(p), says=f"point {name}", label=(Beside(p), maths(name)))


def page(f: Figure, **options: Any) -> Scene:
    f.options.update(options)
    outcome = layout(Proven(Solved(f), []))
    assert outcome.value is not None
    return outcome.value


def found(f: Figure) -> list[str]:
    return [d.sentence() for d in layout(Proven(Solved(f), [])).diagnostics]


# ---------------------------------------------------------------- figures


def crowd() -> Figure:
    """Nine-point circle: fourteen named points among fourteen lines."""
    f = figure("Nine-point circle")
    a, b, c = Point(0.0, 0.0), Point(70.0, 0.0), Point(22.0, 52.0)

    def foot(p: Point, q: Point, r: Point) -> Point:
        d = r - q
        return q.toward(r, (p - q).dot(d) / d.dot(d))

    def meet(p: Point, u: Vector, q: Point, v: Vector) -> Point:
        return p + u * ((q - p).cross(v) / u.cross(v))

    d, e, g = foot(a, b, c), foot(b, a, c), foot(c, a, b)
    p1, m, n = b.toward(c, 0.5), c.toward(a, 0.5), a.toward(b, 0.5)
    h = meet(a, d - a, b, e - b)
    k = meet(d.toward(e, 0.5), (e - d).left(), e.toward(g, 0.5), (g - e).left())
    thing(f, "ABC", polygon(a, b, c), says="triangle ABC")
    for name, (p, q) in {"AD": (a, d), "BE": (b, e), "CF": (c, g)}.items():
        thing(f, name, line(p, q, weight="thin"))
    thing(f, "k", circle(k, (k - d).length, color="accent"))
    thing(f, "corners", RightAngle(d, b - d, a - d), RightAngle(e, a - e, b - e), RightAngle(g, b - g, c - g))
    thing(f, "ticks", Ticks(a, n), Ticks(n, b), Ticks(b, p1, 2), Ticks(p1, c, 2), Ticks(c, m, 3), Ticks(m, a, 3))
    points(f, A=a, B=b, C=c, D=d, E=e, F=g, L=p1, M=m, N=n, H=h, X=a.toward(h, 0.5), Y=b.toward(h, 0.5), Z=c.toward(h, 0.5), K=k)
    return f


def blocks() -> Figure:
    """Two blocks, a pulley, forces, a box."""
    f = figure("Two blocks over a pulley")
    edge = (Point(0.0, 30.0), Point(60.0, 30.0), Point(60.0, 0.0))
    thing(f, "bench", Shape("MLL", edge, Look(weight="bold")), Strokes(edge))
    q = (Point(14.0, 30.0), Point(32.0, 30.0), Point(32.0, 42.0), Point(14.0, 42.0))
    thing(f, "m1", polygon(*q, fill="light"), says="block A", label=(Inside(q), maths("A")), mass=(Inside(q), words("4.0 kg")))
    c = Point(64.0, 34.0)
    thing(f, "p", circle(c, 4, fill="paper"), Dot(c, 1.0), line(Point(60.0, 30.0), c, weight="bold"))
    thing(f, "rope", line(Point(32.0, 38.0), Point(64.0, 38.0)), line(Point(68.0, 34.0), Point(68.0, 14.0)))
    q = (Point(62.0, 2.0), Point(74.0, 2.0), Point(74.0, 14.0), Point(62.0, 14.0))
    thing(f, "m2", polygon(*q, fill="light"), mass=(Inside(q), (*maths("m"), Run(" = 3.0 kg"))))
    thing(f, "h", Gauge(Point(68.0, 2.0), Point(68.0, -14.0), words("1.5 m"), along=Vector(0.0, 1.0)))
    floor = (Point(50.0, -14.0), Point(90.0, -14.0))
    thing(f, "g", line(*floor), Strokes(floor))
    forces = {"T": (32, 36, 48, 36), "N": (23, 42, 23, 58), "W": (23, 36, 23, 16), "f": (14, 32, 2, 32), "V": (68, 8, 68, -10)}
    for name, (x0, y0, x1, y1) in forces.items():
        t, u = Point(float(x0), float(y0)), Point(float(x1), float(y1))
        thing(f, name, Arrow(t, u), label=(Beside(u, (u - t).unit(), 4), maths(name)))
    f.rows = [
        BoxRow("given", (*maths(r"\mu_k"), Run(" = 0.25"), Run("  "), Run("coefficient of kinetic friction"))),
        BoxRow("given", (*maths("g"), Run(" = 9.8 m/s²"))),
        BoxRow("find", (*maths("a"), Run("  "), Run("acceleration"))),
    ]
    return f


def plate() -> Figure:
    """A plate with many dimensions."""
    f = figure("Dimensions")
    q = (Point(0.0, 0.0), Point(60.0, 0.0), Point(60.0, 20.0), Point(40.0, 20.0), Point(40.0, 36.0), Point(0.0, 36.0))
    thing(f, "s", polygon(*q, fill="light"))
    o = Point(18.0, 18.0)
    thing(f, "h", circle(o, 7, fill="paper"))
    thing(
        f,
        "d",
        Gauge(q[0], q[1], words("60 mm")),
        Gauge(q[1], q[2], words("20 mm")),
        Gauge(q[5], q[4], words("40 mm")),
        Gauge(q[5], q[0], words("36 mm")),
        Gauge(q[0], o, words("18 mm"), along=Vector(1.0, 0.0)),
        Gauge(q[3], q[4], words("16")),
        Gauge(q[3], q[2], words("20")),
        Gauge(o, Point(18 + 7 * cos(1), 18 + 7 * sin(1)), maths("r=7")),
    )
    return f


def fan() -> Figure:
    """Angles side by side and inside one another."""
    f = figure("Angles")
    o = Point(0.0, 0.0)
    rays = {name: Vector(cos(radians(a)), sin(radians(a))) * 40.0 for name, a in {"A": 0, "B": 18, "C": 52, "D": 95, "E": 180}.items()}
    for name, v in rays.items():
        thing(f, "r" + name, line(o, o + v))
    points(f, O=o, **{name: o + v for name, v in rays.items()})
    thing(
        f,
        "arcs",
        AngleArc(o, rays["A"], rays["B"], words("18°")),
        AngleArc(o, rays["B"], rays["C"], words("34°")),
        AngleArc(o, rays["A"], rays["D"], maths(r"\gamma")),
        AngleArc(o, rays["D"], rays["E"], words("85°")),
    )
    p, q = Point(70.0, 0.0), Point(70.0, 20.0)
    narrow = AngleArc(p, Vector(1.0, 0.0), Vector(40.0, 6.0), words("8.5°"), room=40.0)
    thing(f, "x", line(p, Point(110.0, 0.0)), line(p, Point(110.0, 6.0)), narrow)
    thing(f, "y", line(q, Point(110.0, 20.0)), line(q, Point(100.0, 44.0)), AngleArc(q, Vector(1.0, 0.0), Vector(30.0, 24.0), maths(r"\omega"), arrow=True))
    return f


def grid() -> Figure:
    """A curve over a grid, a hatched region."""
    f = figure("Grid")
    hair = {"color": "grid", "weight": "hair", "layer": "background"}
    lines = [line(Point(6.0 * i, 0.0), Point(6.0 * i, 42.0), **hair) for i in range(11)]
    lines += [line(Point(0.0, 6.0 * i), Point(60.0, 6.0 * i), **hair) for i in range(8)]
    thing(f, "grid", *lines)
    wave = tuple(Point(float(i), 21 + 16 * sin(i / 30 * pi)) for i in range(61))
    thing(f, "c", Shape("M" + "L" * 60, wave, Look(color="accent")), eq=(OnPath(wave), maths(r"y=\sin x")))
    q = (Point(6.0, 3.0), Point(24.0, 3.0), Point(24.0, 15.0), Point(6.0, 15.0))
    thing(f, "R", polygon(*q, hatch="lines"), label=(Inside(q), maths("R")))
    points(f, P=wave[15], Q=wave[45], S=wave[30])
    return f


def tiny() -> Figure:
    """Labels larger than what they label."""
    f = figure()
    a, b, c = Point(0.0, 0.0), Point(8.0, 0.0), Point(3.0, 5.0)
    thing(f, "t", polygon(a, b, c))
    points(f, A=a, B=b, C=c, I=Point(3.4, 1.8), G=Point(4.0, 2.2), H=Point(3.0, 1.2))
    for k, (p, q) in enumerate(((a, b), (b, c), (c, a))):
        thing(f, f"s{k}", length=(Along(p, q), words("12.5 cm")))
    return f


FIGURES: list[Callable[[], Figure]] = [crowd, blocks, plate, fan, grid, tiny]


def texts(scene: Scene) -> dict[str, TextMark]:
    """Text marks by what they say."""
    out: dict[str, TextMark] = {}

    def walk(marks: tuple[Any, ...]) -> None:
        for mark in marks:
            if isinstance(mark, Group):
                walk(mark.marks)
            elif isinstance(mark, TextMark):
                out[mark.text] = mark

    walk(scene.marks)
    return out


def groups(scene: Scene) -> dict[str, Group]:
    out: dict[str, Group] = {}

    def walk(marks: tuple[Any, ...]) -> None:
        for mark in marks:
            if isinstance(mark, Group):
                assert mark.id not in out, f"two groups are called {mark.id}"
                out[mark.id] = mark
                walk(mark.marks)

    walk(scene.marks)
    return out


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
    assert min(caption) > tops["A. 2 m/s"]
    assert len([t for t in tops if "page" in t or "caption" in t]) >= 2


def test_wrapping_breaks_at_blanks_and_between_characters() -> None:
    lines = wrapped(words("one two three four five six"), 10.0, 60.0)
    assert len(lines) > 1
    assert " ".join(line[0].text for line in lines) == "one two three four five six"
    chinese = wrapped(words("一个质量为二千克的物块，放在粗糙的水平面上。"), 10.0, 60.0)
    assert len(chinese) > 2
    assert all(line[0].text[0] not in "，。" for line in chinese)


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

    def to_page(self, p: Point) -> Point:
        return Point(p.x * 6, p.y * 0.4)


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
