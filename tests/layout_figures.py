"""Figures of plain ink for the tests of layout: crowded, divided, fanned out, on a grid; and what is read from their scenes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import cos, pi, radians, sin
from typing import Any

from sciml.element import Element, Style
from sciml.figure import BoxRow, Facet, Figure, Frame, Proven, Solved
from sciml.grammar.tree import Span
from sciml.ink import (
    Along,
    AngleArc,
    Arrow,
    Beside,
    Dot,
    Gauge,
    Ink,
    Inside,
    Look,
    OnPath,
    RightAngle,
    Shape,
    Strokes,
    Ticks,
    Words,
)
from sciml.layout import layout
from sciml.plane import Point, Vector
from sciml.scene import Group, Scene, TextMark
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
