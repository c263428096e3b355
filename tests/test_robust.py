"""No text raises, whatever it says; and what is said of a figure does not depend on where it lies, how it is turned and how large it is."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import sciml
from sciml.relation import MEASURES, WORDS
from sciml.report import as_text
from sciml.scene import Group, Mark, TextMark
from sciml.vocabulary import all_kinds, load

load()
ROOT = Path(__file__).parent.parent
KINDS = all_kinds()
FIGURES = [text for k in KINDS for text in re.findall(r"```figure\n(.*?)```", inspect.cleandoc(k.__doc__ or ""), re.S)]
SPECS = [p.read_text("utf-8") for p in sorted((ROOT / "examples").rglob("*.sciml"))] + FIGURES
TOKENS = sorted(set(re.findall(r"\w+|[^\w\s]", "\n".join(SPECS))))


def bounded(examples: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The same texts on each run, so that a failure can be met again; none is made smaller, which may take minutes."""
    phases = (Phase.explicit, Phase.generate)
    return settings(max_examples=examples, deadline=None, derandomize=True, database=None, phases=phases, suppress_health_check=list(HealthCheck))


def run(text: str) -> sciml.Document:
    """All that anyone may ask of a text."""
    document = sciml.compile(text)
    as_text(document.source, document.diagnostics)
    assert document.report["ok"] or not document.ok
    if document.ok:
        assert all(document.svg(page=i).startswith("<svg") for i in range(len(document.scenes)))
        document.describe(answers=True)
    else:
        assert any(d.severity == "error" for d in document.diagnostics), "what is not drawn has a reason"
    return document


# ---------------------------------------------------------------- texts


def listed(text: str) -> st.SearchStrategy[str]:
    """One of the pieces between bars."""
    return st.sampled_from([" ".join(piece.split()) for piece in text.split("|")])


VALUES = listed(
    """2 | 3 cm | 30 deg | -1 | 0 | 1e400 | 1e200 | 2.0 kg | right | up | down | A | B | ABC | AB | b | t | k | r | (1, 2) | (1 cm, 2 cm) | [A, B]
    | [] | "x" | "" | true | 0..3 | 3..0 | x^2 | sin(x) | -3 N | 1/0 | sqrt(-1) | 0^0 | b.top | t.A | A.x | AB.length | unknown | m | 0 cm | 5 N
    | point(1, 1) | segment(A, B) | circle(O, radius=2) | as_stated(3 cm) | angle(ABC) | distance(A, B) | up(r) | toward(A) | along(k) | 100000
    km | 1e-9 m | pi/3 | "{m}" | "$\\\\frac" | block() | not A | (((1))) | A -> B | 2x"""
)
FIXED = listed(
    """given m = 2 kg | given m "mass" | given m ~ 3 kg | unknown x | unknown AB | given AB = 3 cm | triangle(ABC) | t = triangle(ABC, AB=3 cm,
    BC=4 cm) | k = circle(O, radius=2 cm) | g = ground() | b = block(on=g) | r = incline(angle=30 deg) | b = block(on=r, at=0.5) | vary u in
    1..3 step 1 | repeat i in 1..3 { P[i] = point(i, i) } | define q(a) { circle(a, radius=2) } | q(A) | q((1, 2)) | f(x) = f(x) | f(x) = x^2 |
    m = m + 1 | figure("T", scale=schematic) | figure() | s = state("II") { b.at = 0.8 } | ghost(b, at=0.2) | panel("p") { b = block() } | A =
    point(0, 0) | B = point(A) | ax = axes(x=0..3, y=0..9) { k = curve(y=x^2) } | A -> B "x" -> C | legend() | givens() | require AB == BC |
    check equilibrium(b) | arrange A.x < B.x"""
)


@st.composite
def calls(draw: st.DrawFn) -> str:
    """A kind with some of its slots, filled with anything."""
    cls = draw(st.sampled_from(KINDS))
    arguments, named = [], False
    for slot in cls.slots:
        if draw(st.booleans()):
            value = draw(st.sampled_from(slot.words)) if slot.words and draw(st.booleans()) else draw(VALUES)
            named = named or not slot.positional or draw(st.booleans())
            arguments.append(f"{slot.name}={value}" if named else value)
    for word in draw(
        st.lists(
            st.sampled_from(("at", "on", "left_of", "above", "between", "near", "label", "inside", "color", "box", "hide", "facing", "show")),
            max_size=2,
            unique=True,
        )
    ):
        arguments.append(f"{word}={draw(VALUES)}")
    name = draw(st.sampled_from(("", "", "A = ", "b = ", "t = ", "k = ", "r = ", "A, B = ")))
    return f"{name}{cls.kind}({', '.join(arguments)})"


@st.composite
def claims(draw: st.DrawFn) -> str:
    word = draw(st.sampled_from([*WORDS, *MEASURES]))
    operands = draw(st.lists(VALUES, min_size=1, max_size=3))
    said = f"{word}({', '.join(operands)})" if word.isidentifier() else f" {word} ".join(operands * 2)
    if word in MEASURES:
        said += draw(st.sampled_from((" == ", " < ", " ~ ", " != "))) + draw(VALUES)
    return f"{draw(st.sampled_from(('require', 'check', 'arrange', 'given', 'require not')))} {said}"


STATEMENTS = st.one_of(calls(), calls(), calls(), claims(), FIXED, FIXED)
SOUP = st.lists(STATEMENTS, min_size=1, max_size=8).map("\n".join)


@st.composite
def mutants(draw: st.DrawFn) -> str:
    """A true spec with some words taken out, put in, or changed for others."""
    words = re.findall(r"\s+|\w+|[^\w\s]", draw(st.sampled_from(SPECS)))
    for _ in range(draw(st.integers(1, 4))):
        i = draw(st.integers(0, len(words) - 1))
        words[i] = draw(st.sampled_from(("", words[i] * 2, *(draw(st.sampled_from(TOKENS)) for _ in range(2)))))
    return "".join(words)


@bounded(300)
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    run(text)


@bounded(300)
@given(st.lists(st.sampled_from([*TOKENS, "\n", " ", ";", "{", "}", '"', "$"]), max_size=60).map(" ".join))
def test_any_words(text: str) -> None:
    run(text)


@bounded(1000)
@given(SOUP)
def test_any_statements(text: str) -> None:
    run(text)


@bounded(600)
@given(mutants())
def test_any_slip(text: str) -> None:
    run(text)


@bounded(300)
@given(st.one_of(SOUP, mutants(), st.text(max_size=100)))
def test_formatting_is_idempotent_and_loses_nothing(text: str) -> None:
    made = sciml.format(text)
    assert sciml.format(made) == made
    if not re.search(r'["%“”]|//|```', text):  # nothing in which a # is no comment, or another sign is one
        assert re.findall(r"#\s*(.*?)\s*$", made, re.M) == re.findall(r"#\s*(.*?)\s*$", text, re.M)


ABSURD = (
    "b = bench(height=1e200 m)\nblock(on=b)\nA, B = point()\nsegment(A, B)",
    "bench(height=1e200)\nquadrilateral(ABCD)\nrequire AB == CD, parallel(AB, CD)",
    "triangle(ABC, AB=1e200, AC=2e200)",
    "triangle(ABC)\nrequire perpendicular(AB, AC)\nbench(height=1e200)",
)


@pytest.mark.parametrize("text", ABSURD)
def test_numbers_near_the_end_of_floats(text: str) -> None:
    run(text)


TOGETHER = """A, B, C = point(0, 0)
s = segment(A, B)
l = line(P, Q)
require P == Q
k = circle(A, radius=2)
m = circle(B, radius=2)
"""
OPERANDS = ["A, B", "A, A", "A, B, C", "A, A, A", "s, A", "A, s", "A, l", "l, A", "l, k", "k, m", "k, l", "A, k", "P, Q, A", "P, A, Q", "ABC, ABC", "l, l"]


@pytest.mark.parametrize("role", ["require", "check"])
@pytest.mark.parametrize("word", sorted(w for w in WORDS if w.isidentifier()))
def test_claims_about_places_that_fall_together(word: str, role: str) -> None:
    for operands in OPERANDS:
        sciml.compile(f"{TOGETHER}{role} {word}({operands})")


def test_a_tangent_that_two_circles_cannot_both_have() -> None:
    """Circles that touch from within have one place for both ends of a common tangent; those that touch from outside are meant."""
    assert run("k = circle(O, radius=4)\nl = circle(P, radius=2)\nrequire tangent(k, l)\ncommon_tangents(k, l)").ok


# ---------------------------------------------------------------- motions

COORDINATE = st.integers(-8, 8)
MOTIONS = st.tuples(
    st.sampled_from([(1, 0, 1), (3, 4, 5), (-5, 12, 13), (0, 1, 1), (-1, 0, 1)]),
    st.fractions(-50, 50, max_denominator=4),
    st.fractions(-50, 50, max_denominator=4),
)
CONSTRUCTIONS = """\
t = triangle(A, B, C)
M = midpoint(A, B)
H = foot(C, AB)
k = circumcircle(t)
incircle(t)
D = reflection(C, AB)
segment(C, H, dashed=true)
right_angle(C, H, A)
check distance(D, AB) == distance(C, AB)
check AM == MB
"""


def spec(corners: list[tuple[Fraction, Fraction]], rest: str = CONSTRUCTIONS) -> str:
    return "".join(f"{name} = point({x}, {y})\n" for name, (x, y) in zip("ABC", corners, strict=True)) + rest


def objects(marks: tuple[Mark, ...], found: dict[str, list[tuple[float, float]]], at: str = "") -> dict[str, list[tuple[float, float]]]:
    """Object -> corners of its texts and paths on the page."""
    for mark in marks:
        if isinstance(mark, Group):
            objects(mark.marks, found, mark.id)
        elif isinstance(mark, TextMark):
            found.setdefault(f"{at} {mark.text}", []).append(mark.box[:2])
        else:
            found.setdefault(at, []).extend(zip(mark.points[::2], mark.points[1::2], strict=True))
    return found


def verdicts(document: sciml.Document) -> list[tuple[str, str, str]]:
    return [(r.claim.text, r.where, r.verdict) for p in document.pages if p.proven for r in p.proven.rows]


def triangles(corners: list[tuple[int, int]]) -> bool:
    (ax, ay), (bx, by), (cx, cy) = corners
    return abs((bx - ax) * (cy - ay) - (by - ay) * (cx - ax)) >= 24


@bounded(40)
@given(
    st.lists(st.tuples(COORDINATE, COORDINATE), min_size=3, max_size=3).filter(triangles),
    MOTIONS,
    st.sampled_from([Fraction(1, 1000), Fraction(10)]),
    st.fractions(Fraction(1, 7), 50, max_denominator=7),
)
def test_motions_change_nothing_but_coordinates(
    corners: list[tuple[int, int]], motion: tuple[tuple[int, int, int], Fraction, Fraction], decade: Fraction, factor: Fraction
) -> None:
    (p, q, r), dx, dy = motion
    c, s = Fraction(p, r), Fraction(q, r)
    exact = [(Fraction(x), Fraction(y)) for x, y in corners]
    base = run(spec(exact))
    assert base.ok
    before = objects(base.scene.marks, {})
    for same in ([(x + dx, y + dy) for x, y in exact], [(x * decade, y * decade) for x, y in exact]):  # the same picture
        other = run(spec(same))
        after = objects(other.scene.marks, {})
        assert verdicts(other) == verdicts(base)
        assert after.keys() == before.keys()
        assert all(abs(u - v) < 0.01 for name in before for m, n in zip(before[name], after[name], strict=True) for u, v in zip(m, n, strict=True))
    for like in (
        [(x * factor, y * factor) for x, y in exact],
        [(x * c - y * s + dx, x * s + y * c + dy) for x, y in exact],
    ):  # the same things are said and drawn
        other = run(spec(like))
        assert verdicts(other) == verdicts(base)
        leaders = {name for name in (*before, *objects(other.scene.marks, {})) if name.endswith(".label")}  # a label may need one, or need it no more
        assert objects(other.scene.marks, {}).keys() - leaders == before.keys() - leaders


@pytest.mark.parametrize("unit, other", [("cm", "m"), ("cm", "km"), ("m", "mm")])
def test_a_figure_in_other_units_is_the_same_picture(unit: str, other: str) -> None:
    text = "t = triangle(ABC, AB=6 {0}, BC=5 {0}, AC=4 {0})\nincircle(t)\nP = point(on=AB, at=2 {0})\nsegment(C, P)\n"
    small, large = run(text.format(unit)), run(text.format(other))
    before, after = objects(small.scene.marks, {}), objects(large.scene.marks, {})
    drawn = [n for n in before if " " not in n]
    assert [n for n in after if " " not in n] == drawn
    for name in drawn:
        if "label" not in name:
            a, b = before[name], after[name]
            size = [max(x for x, _ in points) - min(x for x, _ in points) for points in (a, b)]
            assert abs(size[0] - size[1]) < 0.01, name
