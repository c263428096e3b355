"""How large a figure is on the page, and what stays true in it."""

from __future__ import annotations

import pytest

import sciml
from sciml.scene import Group, Mark, Path, Scene


def scene_of(text: str) -> Scene:
    made = sciml.compile(text)
    assert made.scenes, [d.code for d in made.diagnostics]
    return made.scenes[0]


def box_of(scene: Scene, id_: str) -> tuple[float, float]:
    """Width and height of all paths of a thing."""
    xs: list[float] = []
    ys: list[float] = []

    def walk(marks: tuple[Mark, ...], mine: bool) -> None:
        for m in marks:
            if isinstance(m, Group):
                walk(m.marks, mine or m.id == id_)
            elif isinstance(m, Path) and mine:
                xs.extend(m.points[0::2])
                ys.extend(m.points[1::2])

    walk(scene.marks, False)
    return max(xs) - min(xs), max(ys) - min(ys)


@pytest.mark.parametrize(
    "text",
    [
        "rod((0, 0), (6, 0))",
        "rod((0, 0), (6, 0)); ball(at=(4, 2.5))",
        "A = point(); rod(A, length=about(6), angle=about(20 deg))",
        'r = rod((-3, -1.5), (3, 1.5)); hoop(on=r, at=0.75, size=0.3); text("B", at=(4, 2.5))',
        "rod((-3, 0), (3, 0)); circle((1.5, 0.75), radius=0.3)",
        "P = point(-3, -1.5, show=false); Q = point(3, 1.5, show=false); rod(P, Q); ellipse((1.5, 0.75), a=about(0.1), b=about(0.3))",
        "rod((-3, 0), (3, 0)); segment((1, 1), (1.1, 1.1))",
        'text("a", at=(0, 0)); text("b", at=(7, 5))',
    ],
)
def test_ends_typed_in_a_call_count_in_the_size(text: str) -> None:
    assert 250 < scene_of(text).width < 440


@pytest.mark.parametrize(
    "text",
    [
        "given a, b, d; arrange a == 3*b, d == 1.4*b; circle(O, radius=a); circle(P, radius=b); require distance(O, P) == d",
        "given v, D; g = ground(); O = point(on=g); a = projectile(O, v, angle=60 deg, lands=g); projectile(O, 2*v, angle=30 deg, lands=g); "
        "dimension(O, a.landing, D)",
        "A, B = point(); given AB = 5; C, D = point(); require perpendicular(AB, CD), distance(C, D) == 20",
    ],
)
def test_free_sizes_make_a_page_of_usual_size(text: str) -> None:
    scene = scene_of(text)
    assert scene.width < 440 and scene.height < 440


@pytest.mark.parametrize(
    ("text", "thing", "shape"),
    [
        ("p = rect((3 cm, 9 cm), (13 cm, 12.5 cm)); q = rect((29 cm, -0.8 cm), (39 cm, 2.7 cm))", "q", 10 / 3.5),
        ("q = polygon((0 cm, 0 cm), (0.2 cm, 0 cm), (0.2 cm, 6 cm), (0 cm, 6 cm))", "q", 0.2 / 6),
        ("A = point(0 m, 0 m); B = point(30 m, 0 m); q = polyline((0 m, 1 m), (20 m, 3 m))", "q", 10.0),
    ],
)
def test_typed_coordinates_with_units_stay_true(text: str, thing: str, shape: float) -> None:
    wide, high = box_of(scene_of(text), thing)
    assert wide / high == pytest.approx(shape, rel=0.01)


def test_a_radius_beside_typed_places_is_true_if_it_is_seen_or_touches() -> None:
    tube = scene_of("a = segment((0, 0), (0, 8)); segment((0.6, 0), (0.6, 8)); b = ball(at=(0.3, 4), radius=0.3)")
    assert box_of(tube, "b")[0] / box_of(tube, "a")[1] == pytest.approx(0.6 / 8, rel=0.02)
    small = scene_of("a = segment((0, 0), (0, 100)); segment((0.6, 0), (0.6, 100)); b = ball(at=(0.3, 4), radius=0.3)")
    assert box_of(small, "b")[0] / box_of(small, "a")[1] == pytest.approx(0.6 / 100, rel=0.02)
    far = scene_of("a = circle((0 km, 0 km), radius=6400 km); b = circle((384000 km, 0 km), radius=1737 km)")
    assert box_of(far, "a")[0] > box_of(far, "b")[0] > 8


def test_boxes_at_typed_places_stand_apart() -> None:
    made = sciml.compile('a = box("compressor 1", at=(0, 0)); b = box("compressor 2", at=(4, 0)); c = box("regenerator", at=(12, 3)); a -> b; b -> c')
    assert not made.diagnostics and made.scenes[0].width < 440


@pytest.mark.parametrize(
    ("text", "large", "small"),
    [
        ("given a, b; O = point(); k = circle(O, radius=b); l = circle(O, radius=a)", "l", "k"),
        ("given a, b, b > a; O = point(); k = circle(O, radius=b); l = circle(O, radius=a)", "k", "l"),
        ("given r, R; O = point(); k = circle(O, radius=r); l = circle(O, radius=R)", "l", "k"),
        ("given a, b, a > b; g = ground(); A = block(on=g, width=a); B = block(on=g, width=b)", "A", "B"),
        ("given r_3, r_2, r_1; O = point(); k = circle(O, radius=r_2); l = circle(O, radius=r_1)", "l", "k"),
    ],
)
def test_letters_without_value_differ(text: str, large: str, small: str) -> None:
    scene = scene_of(text)
    assert box_of(scene, large)[0] > 1.3 * box_of(scene, small)[0]


def test_balls_on_a_turntable_lie_beside_its_axis() -> None:
    both = "d = turntable(); A = ball(on=d); B = ball(on=d); rope(A, B)"
    scene_of(f"{both}; require between(d.center, A, B); check distance(d.center, A) > 0.3*d.radius, distance(d.center, B) > 0.3*d.radius")
    scene_of(
        "given r_1, r_2; O = point(); d = turntable(at=O); A = ball(left_of=O); B = ball(right_of=O); rope(A, B); "
        "require distance(O, A) == r_1, distance(O, B) == r_2; check between(O, A, B)"
    )


def test_what_nobody_said_drives_nothing_far_away() -> None:
    text = (
        "given d_1, d_2, d_3, d_2 < d_1; A, B, C, D = point(); segment(A, D); require collinear(A, B, C, D), distance(A, B) == d_1, "
        "distance(B, C) == d_2, distance(C, D) == d_3, between(B, A, C), between(C, B, D)"
    )
    assert scene_of(text).width < 440


@pytest.mark.parametrize("unit", ["", " cm"])
def test_panels_of_a_row_are_drawn_in_one_scale(unit: str) -> None:
    u = unit
    scene = scene_of(
        f'row {{ panel("before") {{ p = rect((0{u}, 0{u}), (4{u}, 5{u})); segment((0{u}, 7{u}), (4{u}, 7{u})) }}\n'
        f'panel("after") {{ q = rect((0{u}, 0{u}), (4{u}, 2{u})) }} }}'
    )
    assert box_of(scene, "p")[0] == pytest.approx(box_of(scene, "q")[0], rel=0.01)


def test_free_space_comes_in_before_bodies_shrink() -> None:
    scene = scene_of("d = disc(radius=5.6 cm); w = wheel(right_of=d, radius=5.6 cm); h = hoop(right_of=w, radius=5.6 cm); b = ball(right_of=h, radius=5 cm)")
    assert scene.width < 440 and box_of(scene, "d")[0] > 40


def test_words_of_a_box_take_lines_and_boxes_stand_apart() -> None:
    made = sciml.compile(
        'a = box("compressor 1", at=(0, 0)); b = box("compressor 2", at=(8, 0)); c = box("regenerator", at=(12, 3))\n'
        'd = box("combustion chamber 1", at=(17, 3)); e = box("turbine 1", at=(17, 0)); a -> b; b -> c; c -> d; d -> e'
    )
    assert not made.diagnostics and made.scenes[0].width < 460


def test_points_of_a_circle_do_not_huddle() -> None:
    inscribed = "k = circle(O); A, B, C, D = point(on=k); quadrilateral(ABCD); segment(AC); segment(BD); require AB == 3, BC == 4"
    scene_of(f"{inscribed}; check AD > 1, CD > 1, inside(O, polygon(A, B, C, D, show=false))")


def test_a_wish_too_many_is_given_up_alone() -> None:
    """The place between wall and block and letters that can be seen would make this two pages wide; what is above stays above."""
    document = sciml.compile(
        "given k, m, h, A\ng = ground()\nw = wall(on=g, facing=right)\nb = block(on=g)\ns = spring(w.right, b.left, k=k)\nc = block(above=b, mass=m)\n"
        "dimension(b.top, c.bottom, h)\nO = point(on=g, between=[w, b])\ndimension(O, b.bottom, A)\narrange O.x < b.left.x\n"
        "check c.center.x == b.center.x, c.bottom.y > b.top.y, s.start.y == s.end.y"
    )
    assert document.ok, document.diagnostics
