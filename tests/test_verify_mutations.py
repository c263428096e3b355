"""Figures of the whole pipeline: what is solved is accepted; every kind of change to a true figure is rejected."""

from __future__ import annotations

import pytest

from sciml.check import check
from sciml.diagnostic import Diagnostic
from sciml.figure import Figure, Proven, Solved
from sciml.read import read
from sciml.solve import solve
from sciml.source import Source
from sciml.verify import verify

TRIANGLE = "triangle(ABC, AB=4 cm, BC=5 cm, CA=6 cm)\n"
SPECS = {
    "sides": TRIANGLE,
    "side, angle, side": "triangle(ABC, AB=4 cm, angle_A=37 deg, AC=3 cm)\n",
    "incircle": TRIANGLE + "incircle(ABC)\n",
    "facts": TRIANGLE + "D = point()\nrequire parallel(AB, CD), CD == 3 cm\n",
    "circle": "k = circle(O, radius=2 cm)\nP = point(on=k)\nQ = point()\nrequire distance(P, Q) == 1 cm, distance(O, Q) == 2.5 cm\n",
    "numeric": "triangle(ABC, AB=4 cm)\ntriangle(DEF, DE=3 cm)\nrequire similar(ABC, DEF), BC == 3 cm, angle(ABC) == 80 deg\n",
}


def figure_of(text: str) -> Figure:
    checked = read(Source(text)).then(lambda tree: check(tree, None))
    assert checked.value, [d.sentence() for d in checked.diagnostics]
    return checked.value[0]


def solved(text: str) -> Solved:
    got = solve(figure_of(text))
    assert got.value is not None, [d.sentence() for d in got.diagnostics]
    return got.value


def proven(s: Solved) -> tuple[Proven, tuple[Diagnostic, ...]]:
    got = verify(s)
    assert got.value is not None
    return got.value, got.diagnostics


@pytest.mark.parametrize("text", SPECS.values(), ids=SPECS.keys())
def test_what_is_solved_is_accepted(text: str) -> None:
    result, found = proven(solved(text))
    assert {r.verdict for r in result.rows} == {"holds"}
    assert not [d for d in found if d.severity == "error"]


@pytest.mark.parametrize("text", SPECS.values(), ids=SPECS.keys())
@pytest.mark.parametrize("step", [1e-2, -1e-4])
def test_a_solved_variable_that_is_moved_is_noticed(text: str, step: float) -> None:
    """Each variable that the facts decide, one after the other, by a part of the figure's size."""
    free = {v.name for v, how in solved(text).methods.items() if how == "free"}
    moved = 0
    for i in range(len(solved(text).figure.variables)):
        s = solved(text)
        var = s.figure.variables[i].var
        if var.name in free or s.figure.options.get("gauge"):
            continue
        s.model[var] += step * 0.1
        s.drawn = dict(s.model)
        result, found = proven(s)
        assert "fails" in {r.verdict for r in result.rows}, var.name
        assert "error" in {d.severity for d in found}
        moved += 1
    assert moved or "on=" in text


TRUE_AND_FALSE = {
    "length": ("check CA == 6 cm", "check CA == 6.01 cm"),
    "exact length": ("check AB^2 + BC^2 == 41 cm^2", "check AB^2 + BC^2 == 42 cm^2"),
    "angle": ("check angle(CAB) == 55.8 deg", "check angle(CAB) == 55.9 deg"),
    "about": ("check angle(CAB) ~ 56 deg", "check angle(CAB) ~ 57 deg"),
    "order": ("check AB < BC", "check BC < AB"),
    "side": ("check above(C, AB)", "check below(C, AB)"),
    "left and right": ("check left_of(A, B)", "check right_of(A, B)"),
    "direction": ("check horizontal(AB)", "check vertical(AB)"),
    "incidence": ("M = midpoint(A, B)\ncheck on(M, AB)", "M = midpoint(A, B)\ncheck on(M, BC)"),
    "between": ("M = midpoint(A, B)\ncheck between(M, A, B)", "M = midpoint(A, B)\ncheck between(A, M, B)"),
    "perpendicular": ("H = foot(C, AB)\ncheck perpendicular(CH, AB)", "H = foot(C, AB)\ncheck perpendicular(CH, AC)"),
    "parallel": ("M = midpoint(A, B)\nN = midpoint(A, C)\ncheck parallel(MN, BC)", "M = midpoint(A, B)\nN = midpoint(A, C)\ncheck parallel(MN, AC)"),
    "tangent": ("k = incircle(ABC)\ncheck tangent(AB, k)", "k = circumcircle(ABC)\ncheck tangent(AB, k)"),
    "inside": ("k = incircle(ABC)\nI = incenter(ABC)\ncheck inside(I, k)", "k = incircle(ABC)\ncheck inside(A, k)"),
    "equality": ("M = midpoint(A, B)\ncheck distance(A, M) == distance(M, B)", "M = midpoint(A, B)\ncheck distance(A, M) == distance(M, C)"),
    "negation": ("check not parallel(AB, BC)", "check not above(C, AB)"),
    "alternative": ("check AB > BC or AB < BC", "check AB > BC or AB == BC"),
}


@pytest.mark.parametrize("true, false", TRUE_AND_FALSE.values(), ids=TRUE_AND_FALSE.keys())
def test_the_truth_holds_and_its_change_does_not(true: str, false: str) -> None:
    right, _ = proven(solved(TRIANGLE + true))
    checks = [r for r in right.rows if r.claim.role == "check" and r.where == "model"]
    assert checks and {r.verdict for r in checks} == {"holds"}
    wrong, found = proven(solved(TRIANGLE + false))
    assert "SCI402" in [d.code for d in found]
    assert "fails" in {r.verdict for r in wrong.rows if r.claim.role == "check"}


@pytest.mark.parametrize(
    "label, code", [("4 cm", None), ("4.0 cm", None), ("40 mm", None), ("5 cm", "SCI407"), ("AB = 4.1 cm", "SCI407"), ("the ladder", None), ("x", None)]
)
def test_labels_are_compared_in_value(label: str, code: str | None) -> None:
    _, found = proven(solved(TRIANGLE + f'segment(AB, label="{label}")'))
    assert [d.code for d in found if d.code == "SCI407"] == ([code] if code else [])


def test_a_free_length_is_not_contradicted() -> None:
    _, found = proven(solved('A = point()\nB = point()\nsegment(A, B, label="5 cm")'))
    assert not [d for d in found if d.code == "SCI407"]


def test_a_typed_answer_is_a_warning() -> None:
    text = 'unknown h "height"\ntriangle(ABC, AB=3 cm, BC=4 cm, angle_B=90 deg)\nrequire CA == h\nnote("{}")'
    assert "SCI421" in [d.code for d in proven(solved(text.replace("{}", "It is 5.0 cm long.")))[1]]
    assert "SCI421" in [d.code for d in proven(solved(text.replace("{}", "It is 50 mm long.")))[1]]
    assert "SCI421" not in [d.code for d in proven(solved(text.replace("{}", "It is 4 cm long.")))[1]]
    assert "SCI421" not in [d.code for d in proven(solved(text.replace("{}", "See page 5.")))[1]]


def test_no_message_tells_a_value() -> None:
    """Whatever fails, the sentences hold no number that the author did not write."""
    _, found = proven(solved(TRIANGLE + "unknown angle(CAB)\ncheck angle(CAB) == 50.0 deg\ncheck area(ABC) == 12.0 cm^2"))
    said = " ".join(d.sentence() + d.advice() for d in found)
    assert "55" not in said and "9.9" not in said
    assert "50.0 deg" in said


NEAR = {
    "point on a line": ("A = point(0, 0); B = point(10, 0); P = point(5, 0.03)\nsegment(A, B)", "SCI411"),
    "on it": ("A = point(0, 0); B = point(10, 0); P = point(5, 0)\nsegment(A, B)", ""),
    "far from it": ("A = point(0, 0); B = point(10, 0); P = point(5, 2)\nsegment(A, B)", ""),
    "right angle": ("A = point(0, 0); B = point(10, 0); C = point(0.1, 7)\nsegment(A, B); segment(A, C)", "SCI412"),
    "a right angle": ("A = point(0, 0); B = point(10, 0); C = point(0, 7)\nsegment(A, B); segment(A, C)", ""),
    "stated": ("triangle(ABC, AB=4 cm, BC=3 cm, angle_B=89 deg)", ""),
    "equal": ("A = point(0, 0); B = point(10, 0); C = point(5, 8.7)\nsegment(A, C); segment(B, C); segment(A, B)", "SCI413"),
    "parallel": ("A = point(0, 0); B = point(10, 0); C = point(0, 5); D = point(10, 5.1)\nsegment(A, B); segment(C, D)", "SCI414"),
}


@pytest.mark.parametrize("text, code", NEAR.values(), ids=NEAR.keys())
def test_near_misses(text: str, code: str) -> None:
    result, _ = proven(solved(text))
    codes = {d.code for d in result.near}
    assert (code in codes) if code else not codes & {"SCI411", "SCI412"}
