"""The laws: formatting changes nothing but the text, a fix removes what it is the fix of, units, names and the order of statements change nothing that is
drawn, and the same text gives the same scene in every process."""

from __future__ import annotations

import inspect
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import sciml
from sciml.diagnostic import Diagnostic, messages
from sciml.fixes import apply_fixes, with_fixes
from sciml.scene import Group, TextMark
from sciml.vocabulary import load

load()
ROOT = Path(__file__).parent.parent
EXAMPLES = [pytest.param(p.read_text("utf-8"), id=str(p.relative_to(ROOT / "examples"))) for p in sorted((ROOT / "examples").rglob("*.sciml"))]


def scenes(text: str) -> list[str]:
    """Each page as JSON, without the places in the text that it keeps."""
    document = sciml.compile(text)
    assert document.ok, [(d.code, d.sentence()) for d in document.diagnostics]
    return [re.sub(r'"span":\s*\[\d+,\s*\d+\]', "", document.json(page=i)) for i in range(len(document.scenes))]


# ---------------------------------------------------------------- formatting


@pytest.mark.parametrize("text", EXAMPLES)
def test_formatting_keeps_the_picture(text: str) -> None:
    made = sciml.format(text)
    assert sciml.format(made) == made
    assert scenes(made) == scenes(text)


# ---------------------------------------------------------------- fixes


def wrong_texts() -> list[str]:
    """Every wrong example of a message, and every figure of the spec of mistakes, without its comments."""
    found = [text for m in messages() for text in re.findall(r"```wrong\n(.*?)```", inspect.cleandoc(m.__doc__ or ""), re.S)]
    spec = (ROOT / "tests/spec/mistakes.md").read_text("utf-8")
    for text in re.findall(r"```sciml\n(.*?)```", spec, re.S):
        found.append(re.sub(r"(?m)^# (?:error|warning|hint) below:.*\n|[ \t]*# (?:error|warning|hint|note)(?: below)?: \[.*$", "", text))
    return found


def same(a: Diagnostic, b: Diagnostic) -> bool:
    return a.code == b.code and a.sentence() == b.sentence()


FIXED = [
    pytest.param(text, k, id=f"{d.code}-{n}-{k}")
    for n, text in enumerate(wrong_texts())
    for k, d in enumerate(sciml.compile(text).diagnostics)
    if d.fix is not None
]


@pytest.mark.parametrize("text, k", FIXED)
def test_a_fix_removes_its_message(text: str, k: int) -> None:
    before = sciml.compile(text).diagnostics
    d = before[k]
    assert d.fix is not None
    after = sciml.compile(with_fixes(text, [d.fix])).diagnostics
    assert sum(same(d, x) for x in after) < sum(same(d, x) for x in before), f"{d.code} {d.sentence()} is still said after its fix {d.fix.text!r}"


@pytest.mark.parametrize("text", [pytest.param(t, id=str(i)) for i, t in enumerate(wrong_texts())])
def test_fixing_makes_nothing_worse_and_ends(text: str) -> None:
    def errors(t: str) -> int:
        return sum(d.severity == "error" for d in sciml.compile(t).diagnostics)

    made = apply_fixes(text)
    assert errors(made) <= errors(text)
    assert apply_fixes(made) == made


# ---------------------------------------------------------------- units, names, order

FIGURE = "t = triangle(ABC, AB={0} {u}, BC={1} {u}, CA={2} {u})\nincircle(t)\nM = midpoint(A, B)\nH = foot(C, AB)\nsegment(C, H)\nsegment(C, M)\ncheck on(M, AB), perpendicular(CH, AB)\n"


def strokes(document: sciml.Document) -> list[tuple[float, ...]]:
    """What is drawn of each object, from its first place on: a wider text moves the whole. Dimension lines have a gap as wide as their text and are left out."""
    objects = [m for m in document.scene.marks if isinstance(m, Group) and m.role == "object" and not m.id.startswith("fact")]
    lines = [mark.points for group in objects for mark in group.marks if not isinstance(mark, (Group, TextMark))]
    x, y = lines[0][:2]
    return [tuple(v - (x, y)[i % 2] for i, v in enumerate(points)) for points in lines]


def alike(one: sciml.Document, other: sciml.Document) -> bool:
    """Within 1/100 pt."""
    a, b = strokes(one), strokes(other)
    return len(a) == len(b) and all(len(p) == len(q) and all(abs(u - v) < 0.01 for u, v in zip(p, q, strict=True)) for p, q in zip(a, b, strict=True))


def verdicts(document: sciml.Document) -> list[tuple[str, str]]:
    return sorted((r.claim.role, r.verdict) for p in document.pages if p.proven for r in p.proven.rows)


@pytest.mark.parametrize("numbers, unit", [((6, 5, 4), "cm"), ((60, 50, 40), "mm"), ((0.06, 0.05, 0.04), "m"), ((6, 5, 4), "km")])
def test_another_unit_is_the_same_picture(numbers: tuple[float, ...], unit: str) -> None:
    base = sciml.compile(FIGURE.format(6, 5, 4, u="cm"))
    other = sciml.compile(FIGURE.format(*numbers, u=unit))
    assert base.ok and other.ok
    assert alike(other, base)
    assert verdicts(other) == verdicts(base)


def test_other_names_are_the_same_geometry() -> None:
    text = FIGURE.format(6, 5, 4, u="cm")
    renamed = re.sub(r"\b[ABCMH]+\b", lambda m: m[0].translate(str.maketrans("ABCMH", "PQRSU")), text)
    base, other = sciml.compile(text), sciml.compile(renamed)
    assert renamed != text and base.ok and other.ok
    assert alike(other, base)
    assert verdicts(other) == verdicts(base)


ORDERED = [
    "triangle(ABC, AB=6 cm, BC=5 cm, CA=4 cm)", "M = midpoint(A, B)", "H = foot(C, AB)", "segment(C, M)", "k = circumcircle(ABC)",
    "check on(M, AB)", "check perpendicular(CH, AB)", "check on(A, k)", "given R", "unknown h",
]  # fmt: skip


@pytest.mark.parametrize("order", [list(range(9, -1, -1)), [5, 0, 7, 2, 4, 6, 1, 3, 9, 8], [9, 8, 7, 6, 0, 5, 4, 3, 2, 1]])
def test_the_order_of_statements_does_not_matter(order: list[int]) -> None:
    base, other = sciml.compile("\n".join(ORDERED)), sciml.compile("\n".join(ORDERED[i] for i in order))
    assert base.ok and other.ok
    held = [sorted((r.claim.text, r.where, r.verdict) for r in d.pages[0].proven.rows) for d in (base, other) if d.pages[0].proven]
    assert held[0] == held[1]


# ---------------------------------------------------------------- motions


MOTIONS = [(40, -9, (1, 0, 1), 1), (0, 0, (3, 4, 5), 1), (7, 3, (-5, 12, 13), 1), (0, 0, (1, 0, 1), 1000), (-3, 8, (0, 1, 1), 100)]
"""dx, dy, (p, q, r) for a turn by the angle whose cosine is p/r and whose sine is q/r, and a factor"""


@pytest.mark.parametrize("dx, dy, turn, factor", MOTIONS)
def test_a_figure_that_is_moved_turned_or_scaled_is_as_true(dx: int, dy: int, turn: tuple[int, int, int], factor: int) -> None:
    """The same claims hold; what is not turned is the very same picture."""
    p, q, r = turn
    corners = [(0, 0), (78, 0), (26, 52)]
    moved = [(factor * (x * p - y * q) / r + dx, factor * (x * q + y * p) / r + dy) for x, y in corners]

    def compiled(places: list[tuple[float, float]]) -> sciml.Document:
        given = "".join(f"{n} = point({x:.12g}, {y:.12g})\n" for n, (x, y) in zip("ABC", places, strict=True))
        return sciml.compile(given + "t = triangle(A, B, C)\nG = centroid(t)\nincircle(t)\nH = foot(C, AB)\ncheck perpendicular(CH, AB), on(H, AB)\n")

    base, other = compiled([(float(x), float(y)) for x, y in corners]), compiled(moved)
    assert base.ok and other.ok
    assert verdicts(other) == verdicts(base)
    if (p, q) == (1, 0):
        assert alike(other, base)


# ---------------------------------------------------------------- the same everywhere

HASHED = ["plane/euler-line.sciml", "mechanics/block-on-incline.sciml", "analytic/half-disc-region.sciml"]
PROGRAM = "import sys, sciml\nfor p in sys.argv[1:]: print(sciml.compile(open(p, encoding='utf-8').read()).json())"


def test_the_scene_does_not_depend_on_the_order_of_hashes() -> None:
    paths = [str(ROOT / "examples" / p) for p in HASHED]
    out = []
    for seed in ("0", "1", "4321"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        out.append(subprocess.run([sys.executable, "-c", PROGRAM, *paths], capture_output=True, env=environment, check=True, cwd=ROOT).stdout)
    assert out[0] and out[0] == out[1] == out[2]


def test_the_checker_knows_the_colours_that_the_themes_draw() -> None:
    from sciml.check.looks import COLORS
    from sciml.layout.theme import CSS, THEMES

    drawn = {"none", *CSS} | {word for theme in THEMES.values() for word in (*theme.colors, *theme.fills)}
    assert drawn == COLORS
