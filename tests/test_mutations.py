"""Every kind of change to a true figure is rejected: in the text (it then contradicts itself, and the error names it) and in the solved coordinates
(then `verify`, which never believes the solver, names the claim that fails)."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

import sciml
from sciml.check import check
from sciml.figure import Proven, Solved
from sciml.read import read
from sciml.solve import solve
from sciml.source import Source
from sciml.verify import verify

ROOT = Path(__file__).parent.parent
TRIANGLE = "triangle(ABC, AB=6 cm, BC=5 cm, CA=4 cm)\n"
RAMP = "ramp = incline(angle=30 deg)\nb = block(on=ramp, at=0.5, mass=2.0 kg)\n"

# name -> (true text, what is changed, for what, code of the error, part of its sentence)
TEXTS: dict[str, tuple[str, str, str, str, str]] = {
    "length of a side": (TRIANGLE + "check AB == 6 cm", "check AB == 6 cm", "check AB == 7 cm", "SCI402", "AB == 7 cm"),
    "length against lengths": ("triangle(ABC, AB=3 cm, BC=4 cm, CA=5 cm)\n", "CA=5 cm", "CA=9 cm", "SCI301", "CA == 9 cm"),
    "length twice": (TRIANGLE + "require AB == 6 cm", "require AB == 6 cm", "require AB == 8 cm", "SCI301", "AB == 8 cm"),
    "length of a ladder": (
        "triangle(ABC, AB=3 m, BC=4 m, CA=5 m)\ncheck angle(ABC) == 90 deg", "CA=5 m", "CA=6 m", "SCI402", "angle(ABC) == 90 deg",
    ),
    "angle": ("triangle(ABC, AB=3 cm, BC=4 cm, angle_B=90 deg)\ncheck AC == 5 cm", "angle_B=90 deg", "angle_B=80 deg", "SCI402", "AC == 5 cm"),
    "angle against sides": ("triangle(ABC, AB=3 cm, BC=4 cm, CA=5 cm)\nrequire angle(ABC) == 90 deg", "90 deg", "70 deg", "SCI301", "70 deg"),
    "angle of a wedge": ("incline(angle=36.9 deg, length=5 m, height=3 m)", "36.9 deg", "30 deg", "SCI401", "angle"),
    "order of sizes": (TRIANGLE + "check AB > BC", "AB > BC", "AB < BC", "SCI402", "AB < BC"),
    "order on a line": (TRIANGLE + "M = midpoint(A, B)\ncheck between(M, A, B)", "between(M, A, B)", "between(A, M, B)", "SCI402", "between(A, M, B)"),
    "order of bodies": ("g = ground()\na = block(on=g)\nb = block(on=g, right_of=a)\ncheck left_of(a, b)", "left_of(a, b)", "right_of(a, b)", "SCI402", "right_of(a, b)"),
    "direction of a line": (TRIANGLE + "check horizontal(AB)", "horizontal(AB)", "vertical(AB)", "SCI402", "vertical(AB)"),
    "direction of a normal": (
        RAMP + "n = normal_force(b)\ncheck perpendicular(n, ramp.slope)", "perpendicular(n", "parallel(n", "SCI402", "parallel(n, ramp.slope)",
    ),
    "direction of forces": (
        "g = ground()\nb = block(on=g, mass=2 kg)\nweight(b, 20 N)\nforce(b, up, 20 N)\ncheck equilibrium(b)", "force(b, up", "force(b, right", "SCI402", "equilibrium(b)",
    ),
    "magnitude of forces": (
        "g = ground()\nb = block(on=g, mass=2 kg)\nweight(b, 20 N)\nforce(b, up, 20 N)\ncheck equilibrium(b)", "up, 20 N", "up, 21 N", "SCI402", "equilibrium(b)",
    ),
    "incidence with a line": (TRIANGLE + "M = midpoint(A, B)\ncheck on(M, AB)", "on(M, AB)", "on(M, BC)", "SCI402", "on(M, BC)"),
    "incidence with a circle": (TRIANGLE + "k = circumcircle(ABC)\ncheck on(A, k)", "circumcircle", "incircle", "SCI402", "on(A, k)"),
    "incidence of tangents": (TRIANGLE + "k = incircle(ABC)\ncheck tangent(AB, k)", "incircle", "circumcircle", "SCI402", "tangent(AB, k)"),
    "incidence of lines": (
        TRIANGLE + "concurrent_1 = median(A, BC)\nm = median(B, CA)\nn = median(C, AB)\ncheck concurrent(concurrent_1, m, n)",
        "n = median(C, AB)", "n = altitude(C, AB)", "SCI402", "concurrent",
    ),
    "label of a side": (TRIANGLE + 'segment(AB, label="6 cm")', '"6 cm"', '"7 cm"', "SCI407", "7 cm"),
    "label of an angle": ("triangle(ABC, AB=6 cm, AC=4 cm, angle_A=40 deg)\nangle_mark(BAC, label=\"40°\")", '"40°"', '"50°"', "SCI407", "50°"),
    "label of a mass": ('block(mass=2 kg, label="2 kg")', 'label="2 kg"', 'label="3 kg"', "SCI407", "3 kg"),
    "label of a force": ('b = block()\nforce(b, right, 5 N, label="F = 5 N")', 'F = 5 N', 'F = 6 N', "SCI407", "F = 6 N"),
}  # fmt: skip


@pytest.mark.parametrize("text, old, new, code, part", TEXTS.values(), ids=TEXTS.keys())
def test_a_text_that_contradicts_itself_is_rejected(text: str, old: str, new: str, code: str, part: str) -> None:
    right = sciml.compile(text)
    assert right.ok, [(d.code, d.sentence()) for d in right.diagnostics]
    assert text.count(old) == 1
    wrong = sciml.compile(text.replace(old, new))
    errors = [(d.code, d.sentence()) for d in wrong.diagnostics if d.severity == "error"]
    assert not wrong.ok and not wrong.scenes
    assert any(c == code and part in sentence for c, sentence in errors), errors


# ---------------------------------------------------------------- solved coordinates

FIGURES = {
    "three sides": TRIANGLE,
    "two sides and an angle": "triangle(ABC, AB=6 cm, AC=4 cm, angle_A=40 deg)\n",
    "parallelogram": "parallelogram(ABCD, AB=5 cm, AD=3 cm, angle_A=65 deg)\n",
    "facts": TRIANGLE + "D = point()\nrequire parallel(AB, CD), CD == 3 cm\n",
    "circle": "k = circle(O, radius=2 cm)\nQ = point()\nP = point()\nrequire on(P, k), distance(P, Q) == 1 cm, distance(O, Q) == 2.5 cm\n",
    "ladder": "O = point(0, 0)\nA, B = point()\nrequire vertical(OA), horizontal(OB), AB == 5, OB == 3\narrange A.y > 0, B.x > 0\n",
    "between": "A, B, C = point()\nrequire AB == 6 cm, on(C, AB), AC == 2 cm, between(C, A, B)\n",
}
STEP = 0.01
"""of the figure's size"""


def solved(text: str) -> Solved:
    checked = read(Source(text)).then(lambda tree: check(tree, None))
    assert checked.value, [d.sentence() for d in checked.diagnostics]
    got = solve(checked.value[0])
    assert got.value is not None, [d.sentence() for d in got.diagnostics]
    return got.value


def rejected(s: Solved) -> tuple[bool, list[str]]:
    """Does `verify` refuse these coordinates? Which claims fail?"""
    s.drawn = dict(s.model)
    got = verify(s)
    proven: Proven | None = got.value
    failed = [r.claim.text for r in proven.rows if r.verdict == "fails"] if proven is not None else []
    return any(d.severity == "error" for d in got.diagnostics), failed


def size(s: Solved) -> float:
    values = [s.model[v.var] for v in s.figure.variables]
    return max(max(values) - min(values), 1e-9)


def accepts(text: str) -> Solved:
    s = solved(text)
    wrong, failed = rejected(s)
    assert not wrong and not failed, failed
    return s


@pytest.mark.parametrize("text", FIGURES.values(), ids=FIGURES.keys())
def test_a_variable_moved_by_a_hundredth_is_noticed(text: str) -> None:
    """Each decided variable, both ways; of a figure that may lie anywhere one point may move only with the others, so that a move of one is always a fault."""
    base = accepts(text)
    names = [v.var.name for v in base.figure.variables]
    free = {v.name for v, how in base.methods.items() if how == "free"}
    noticed = 0
    for i, name in enumerate(names):
        for way in (STEP, -STEP):
            s = solved(text)
            s.model[s.figure.variables[i].var] += way * size(base)
            wrong, failed = rejected(s)
            if name not in free:
                assert wrong and failed, f"{name} moved by {way} was not noticed"
            noticed += wrong
    assert noticed >= 2


def points(s: Solved) -> dict[str, tuple[int, int]]:
    """Name -> the numbers of its two variables."""
    found: dict[str, dict[str, int]] = {}
    for i, v in enumerate(s.figure.variables):
        name, _, axis = v.var.name.rpartition(".")
        if name and axis in ("x", "y"):
            found.setdefault(name, {})[axis] = i
    return {n: (a["x"], a["y"]) for n, a in found.items() if len(a) == 2}


# Two points whose places are not alike in these facts.
SWAPS = {
    "three sides": [("A", "B"), ("B", "C"), ("A", "C")],
    "facts": [("A", "B"), ("C", "D"), ("A", "D")],
    "circle": [("O", "Q"), ("P", "Q")],
    "between": [("A", "C"), ("B", "C")],
}


@pytest.mark.parametrize("name, first, second", [(n, a, b) for n, pairs in SWAPS.items() for a, b in pairs])
def test_two_points_swapped_are_noticed(name: str, first: str, second: str) -> None:
    s = accepts(FIGURES[name])
    at = points(s)
    if first not in at or second not in at:
        pytest.skip("one of them is no variable: it is constructed")
    for i, j in zip(at[first], at[second], strict=True):
        one, other = s.figure.variables[i].var, s.figure.variables[j].var
        s.model[one], s.model[other] = s.model[other], s.model[one]
    wrong, failed = rejected(s)
    assert wrong and failed


ARROWS = {
    "along a given direction": "A, B = point()\na = arrow(A, B)\nrequire AB == 4 cm, parallel(a, CD)\nC = point(0 cm, 0 cm)\nD = point(3 cm, 4 cm)\n",
    "horizontal": "A, B = point()\na = arrow(A, B)\nrequire AB == 4 cm, horizontal(AB)\n",
    "perpendicular to a side": "triangle(ABC, AB=6 cm, BC=5 cm, CA=4 cm)\nP = point()\na = arrow(A, P)\nrequire AP == 3 cm, perpendicular(a, AB)\n",
}


@pytest.mark.parametrize("text", ARROWS.values(), ids=ARROWS.keys())
@pytest.mark.parametrize("turn", [math.radians(1), math.radians(40), math.radians(-90)])
def test_an_arrow_turned_about_its_tail_is_noticed(text: str, turn: float) -> None:
    s = accepts(text)
    at = points(s)
    head, tail = ("P", "A") if "P" in at else ("B", "A")
    (hx, hy), (tx, ty) = ([s.figure.variables[i].var for i in at[n]] for n in (head, tail))
    dx, dy = s.model[hx] - s.model[tx], s.model[hy] - s.model[ty]
    c, sn = math.cos(turn), math.sin(turn)
    s.model[hx], s.model[hy] = s.model[tx] + c * dx - sn * dy, s.model[ty] + sn * dx + c * dy
    wrong, failed = rejected(s)
    assert wrong and failed


# ---------------------------------------------------------------- examples

PLANE = ["corridor-ladder", "crossing-segments", "cyclic-quadrilateral", "euler-line", "incircle", "pythagoras-squares", "similar-triangles", "tightrope"]
MECHANICS = ["falling-rod", "hanging-plate", "ladder-on-wall", "pendulum-and-nail", "stacked-tubes"]


@pytest.mark.parametrize("subject, name", [*(("plane", n) for n in PLANE), *(("mechanics", n) for n in MECHANICS)])
def test_examples_do_not_survive_a_move(subject: str, name: str) -> None:
    """What the facts decide may not move by a hundredth. In mechanics a wish, which nobody claims, decides some variables, such as how long the ground is."""
    text = (ROOT / "examples" / subject / f"{name}.sciml").read_text("utf-8")
    base = accepts(text)
    free = {v.name for v, how in base.methods.items() if how == "free"}
    decided = [i for i, v in enumerate(base.figure.variables) if v.var.name not in free]
    noticed = 0
    for i in decided:
        s = solved(text)
        s.model[s.figure.variables[i].var] += STEP * size(base)
        noticed += rejected(s)[0]
    assert decided
    assert noticed == len(decided) if subject == "plane" else 2 * noticed >= len(decided)
