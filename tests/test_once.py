"""One fact prints once, however often it is said."""

from __future__ import annotations

import pytest
from layout_figures import groups, texts

import sciml
from sciml.scene import Path


def written(text: str) -> list[str]:
    """All texts of the one page of a spec."""
    document = sciml.compile(text)
    assert document.ok, [(d.code, d.sentence()) for d in document.diagnostics]
    return [t.replace("\u202f", " ").replace("\u00a0", " ") for t in texts(document.scenes[0])]


@pytest.mark.parametrize(
    "said",
    [
        "angle_mark(right, f, 30 deg)",
        "angle_mark(f, right)",
        "angle_mark(f, g, 30 deg)",
        "require angle(f, right) == 30 deg",
    ],
)
def test_the_angle_of_an_arrow(said: str) -> None:
    found = written(f"g = ground()\nb = block(on=g, mass=2 kg)\nf = force(b, above(right, 30 deg), 5 N)\n{said}")
    assert sum("30" in t for t in found) == 1


def test_a_letter_and_its_value() -> None:
    found = written("given theta = 30 deg\nb = block(mass=2 kg)\nf = force(b, above(right, theta), 5 N)\nangle_mark(f, right, theta)")
    assert [t for t in found if "30" in t] == ["θ = 30°"]
    assert "θ" not in found


def test_a_point_at_an_asymptote() -> None:
    found = written('axes(x=-40..40, y=-10..10) { c = curve(y=18/abs(x + 14)); asymptote(c, x=-14); A = point(-14, 0, label="A") }')
    assert sum("14" in t for t in found if "|" not in t) == 1


def test_values_among_the_numbers_of_an_axis() -> None:
    """Every number that stands between has room, or none of its step stands there."""
    found = written("axes { normal_curve(mean=100, sd=15, shade=85..115) }")
    assert {"50", "85", "100", "115", "150"} <= set(found)
    assert not {"60", "80", "120", "140"} & set(found)


def test_perpendicular_lines_that_do_not_meet() -> None:
    """The square stands where they would meet, and the line that ends before is drawn on to there."""
    document = sciml.compile("a = segment((0, 0), (6, 0))\nb = segment((2, 2), (2, 4))\nrequire perpendicular(a, b)")
    dashed = [p for g in groups(document.scenes[0]).values() for p in g.marks if isinstance(p, Path) and p.stroke is not None and p.stroke.dash]
    assert len(dashed) == 1
    x0, y0, x1, y1 = dashed[0].points
    assert x0 == x1
    assert y1 > y0  # down to the first line


@pytest.mark.parametrize("said", ["dimension(b.start, P)", "dimension(P, b.start, 4.0 m)", ""])
def test_a_dimension_of_one_stretch(said: str) -> None:
    """Where a thing stands on a beam is dimensioned by itself; a mark of the same does not double it."""
    document = sciml.compile(f"b = beam(length=6.0 m)\nP = point(on=b, at=4.0 m)\n{said}")
    level = [p for g in groups(document.scenes[0]).values() for p in g.marks if isinstance(p, Path) and p.fill is not None and p.stroke is None]
    assert sum(t.replace("\u202f", " ") == "4.0 m" for t in texts(document.scenes[0])) == 1
    assert len(level) == len(arrow_heads())


def arrow_heads() -> list[Path]:
    """What two dimensions draw that is filled: those of a beam and of a place on it."""
    document = sciml.compile("b = beam(length=6.0 m)\nP = point(on=b, at=4.0 m)")
    return [p for g in groups(document.scenes[0]).values() for p in g.marks if isinstance(p, Path) and p.fill is not None and p.stroke is None]
