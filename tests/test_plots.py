"""What writers of plots may say: variables of axes by name, Euler's number, words kept, symbols that facts decide."""

from __future__ import annotations

from pathlib import Path

import pytest

import sciml
from sciml.diagnostic import ERROR, WARNING
from sciml.scene import Group, TextMark

EXAMPLES = sorted(p for folder in ("axes", "analytic") for p in (Path(__file__).parent.parent / "examples" / folder).glob("*.sciml"))


def texts(spec: str) -> list[str]:
    """Every text of the picture; the spec has no error and no warning."""
    made = sciml.compile(spec)
    assert [d.code for d in made.diagnostics if d.severity in (ERROR, WARNING)] == []
    found: list[str] = []
    stack = list(made.scene.marks)
    while stack:
        mark = stack.pop()
        if isinstance(mark, Group):
            stack.extend(mark.marks)
        elif isinstance(mark, TextMark):
            found.append(mark.text)
    return found


def place(spec: str, text: str) -> tuple[float, float]:
    """Where a text stands."""
    stack = list(sciml.compile(spec).scene.marks)
    while stack:
        mark = stack.pop()
        if isinstance(mark, Group):
            stack.extend(mark.marks)
        elif isinstance(mark, TextMark) and mark.text == text:
            return mark.box[0], mark.box[1]
    raise AssertionError(text)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_an_example_compiles(path: Path) -> None:
    assert texts(path.read_text(encoding="utf-8"))


def test_the_variable_named_first_runs_right() -> None:
    spec = "axes(t=0..10 s, x=0..30 m, t_step=5) { curve(x=3 m/s*t) }"
    (tx, ty), (xx, xy) = place(spec, "t (s)"), place(spec, "x (m)")
    assert tx > xx
    assert ty > xy
    assert {"5", "10"} <= set(texts(spec))
    assert "2" not in texts(spec)


def test_e_is_the_base_of_exp_unless_it_is_bound() -> None:
    plain, bound = (sciml.compile(s) for s in ("axes(x=0..1, y=0..3) { P = point(1, e^1) }", "e = 2\naxes(x=0..1, y=0..3) { P = point(1, e^1) }"))
    ys = [next(m for m in made.scene.marks if isinstance(m, Group) and m.id == "P") for made in (plain, bound)]
    assert ys[0] != ys[1]
    assert [d.code for d in sciml.compile("axes { curve(y=2*e) }").diagnostics] == ["SCI201"]


def test_words_of_the_problem_are_kept() -> None:
    assert any("P = atm" in t for t in texts('given as_stated("P = atm and V = 5 liters")\nball()'))


def test_what_an_unknown_of_a_curve_means_is_listed() -> None:
    assert any("time of least speed" in t for t in texts('unknown t "time of least speed"\naxes(t=0..4, v=0..9) { curve(v=(t - 2)^2 + 1) }'))


def test_a_function_after_a_quantity_is_no_unit() -> None:
    assert texts("axes(x=0..2 m, s=-8..8 nm) { curve(s=6 nm*cos(3 m^-1*x)) }")


def test_places_in_a_list_lie_on_the_scales() -> None:
    one, many = texts("axes(t=0..20 ms, y=0..80) { point(8, 40) }"), texts("axes(t=0..20 ms, y=0..80) { repeat p in [(8, 40), (12, 71)] { point(p) } }")
    assert one
    assert many


def test_bounds_say_where_to_look_for_a_symbol() -> None:
    spec = """unknown f "frequency"
arrange 0 Hz < f < 2000 Hz
axes(x=1.90..2.30 m, s=-8..8 nm) {
  B = point(2.07 m, 2 nm)
  wave = curve(s=6 nm*cos(2*pi*f/(343 m/s)*(x - 2 m)), label="")
  require on(B, wave)
}"""
    assert not any("961" in t for t in texts(spec))


def test_the_window_holds_a_large_region() -> None:
    assert {"y = 11", "x = 19"} <= set(texts("axes { region(0 <= x, x <= 19, 0 <= y, y <= 11) }"))


def test_a_line_of_rotation_says_its_equation_but_the_axes() -> None:
    region = "region(y >= x^2, y <= 4, x >= 0)"
    assert "y = 6" in texts(f"axes {{ {region}; rotation_axis(y=6) }}")
    assert "y = 0" not in texts(f"axes {{ {region}; rotation_axis(y=0) }}")


def test_letters_without_a_meaning_share_a_row() -> None:
    assert any(t.replace(" ", "") == "a,b,g₁" for t in texts("unknown a, b, g_1\naxes { curve(y=x^2) }"))
