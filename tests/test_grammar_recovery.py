"""Where text fits nothing: one fault on the right line, a fix where one token repairs it, little lost, never an exception, bounded time."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sciml.grammar import parse, print_tree
from sciml.grammar import tree as t
from sciml.grammar.parser import LONGEST
from sciml.grammar.record import Record


def fixed(text: str, fault: t.Fault) -> str:
    assert fault.fix is not None, fault
    return text[: fault.span.start] + fault.fix + text[fault.span.end :]


@pytest.mark.parametrize(
    ("text", "what", "repaired"),
    [
        ("A --> B", "unexpected", "A -> B"),
        ("A <- B", "no_statement", "B -> A"),
        ("A - B", "no_statement", "A -- B"),
        ("AB == 5 cm", "no_statement", "require AB == 5 cm"),
        ('"a"', "no_statement", 'note("a")'),
        ("x^2 + y^2 = 4", "no_target", "require x^2 + y^2 == 4"),
        ("require x => 3", "unexpected", "require x >= 3"),
        ("require x =< 3", "unexpected", "require x <= 3"),
        ("require x === 3", "unexpected", "require x == 3"),
        ("require x <> 3", "unexpected", "require x != 3"),
        ("check (a = b)", "unexpected", "check (a == b)"),
        ("check a && b", "unexpected", "check a and b"),
        ("check a || b", "unexpected", "check a or b"),
        ("check !f(a)", "unexpected", "check not f(a)"),
        ("given p = 62,500", "thousands_comma", "given p = 62_500"),
        ("x = 62,500 USD", "thousands_comma", "x = 62_500 USD"),
        ("x := 3", "unexpected", "x = 3"),
        ("f(a: 3)", "unexpected", "f(a= 3)"),
        ("f(a b)", "missing_comma", "f(a, b)"),
        ('x = ["a",\n  "b"\n  "c"]', "missing_comma", 'x = ["a",\n  "b",\n  "c"]'),
        ("f(a,, b)", "unexpected", "f(a, b)"),
        ("f(a))", "unexpected", "f(a)"),
        ("}", "unexpected", ""),
        ("f(a, b\nx = 3", "unclosed_bracket", "f(a, b)\nx = 3"),
        ("f(a, [b, c)", "unexpected", None),
        ('f("a)\nx = 3', "unclosed_text", 'f("a")\nx = 3'),
        ('note("a\n  b, c")\nd("e")', "newline_in_text", 'note("""a\n  b, c""")\nd("e")'),
        ("x = 3--2", "unexpected", "x = 3- -2"),
        ("x = 2 sin(a)", "missing_times", "x = 2*sin(a)"),
        ("x = 2(a + b)", "missing_times", "x = 2*(a + b)"),
        ("x = 1/2pi", "product_after_division", None),
        ("repeat i in 1..3\n  f(i)\n}", "missing_brace", "repeat i in 1..3 {\n  f(i)\n}"),
        ("a = b(c)\n  f(i)\n}", "missing_brace", "a = b(c) {\n  f(i)\n}"),
        ("a {\n  b\nc", "unclosed_block", "a {\n  b\n}\nc"),
        ("a { b", "unclosed_block", "a { b\n}"),
        ("given a = 3,\ngiven b = 4", "unfinished", "given a = 3\ngiven b = 4"),
        ("given a = 3 and b = 4", "unexpected", "given a = 3 , b = 4"),
        ("triangle ABC", "unfinished", "triangle(ABC)"),
        ('figure "a"', "unexpected", 'figure("a")'),
        ("f(b, 30 deg above right)", "unexpected", "f(b, above(right, 30 deg))"),
        ("for i in 1..3 { f(i) }", "unexpected", "repeat i in 1..3 { f(i) }"),
        ("let x = 3", "unexpected", "x = 3"),
        ("check = 3", "reserved", None),
        ("x = \n", "unfinished", None),
        ("x = a\n  + b", "no_statement", None),
        ("check not a ~ 3", "about_inside", None),
    ],
)
def test_slips(text: str, what: str, repaired: str | None) -> None:
    (fault,) = parse(text).faults
    assert fault.what == what
    there = text[fault.span.start : fault.span.end]
    assert fault.found == there or (what in ("unclosed_bracket", "unclosed_block") and there.startswith(fault.found))
    if repaired is not None:
        assert fixed(text, fault) == repaired
        assert not parse(repaired).faults


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a = b c\nd = e(1)", ["d = e(1)"]),
        ("x = f(a,\ny = g(b)\nz = 3", ["y = g(b)", "z = 3"]),
        ("row {\n  a b c\n  d(1)\n}\ne(2)", ["row {\n  a b c\n  d(1)\n}", "e(2)"]),
        ("ax = axes(x 1 @) {\n  d(1)\n}\ne(2)", ["d(1)", "e(2)"]),
        ("row { a = @; b(1) }; c(2)", ["row { a = @; b(1) }", "c(2)"]),
        ("x = a and\ny = 3", ["y = 3"]),
        ('note("a\nnote("b")', ['note("b")']),
        ('note("""a\nnote("b")\nc(1)', ['note("b")', "c(1)"]),
        ("x = {1, 2}\ny = 3", ["y = 3"]),
        ("a } b(1)\nc(2)", ["c(2)"]),
    ],
)
def test_reading_goes_on(text: str, left: list[str]) -> None:
    tree = parse(text)
    assert len(tree.faults) == 1
    assert [print_tree(t.Tree((s,), lines=tree.lines)).rstrip("\n") for s in tree.statements if not isinstance(s, t.Broken)] == left


def test_all_mistakes_at_once() -> None:
    text = "a = (\nb = 3\nc = 4 @\nd = e(1)\nf --> g\nh = \n"
    assert [(f.what, text.count("\n", 0, f.span.start)) for f in parse(text).faults] == [
        ("unclosed_bracket", 0),
        ("unexpected", 2),
        ("unexpected", 4),
        ("unfinished", 5),
    ]


# ---------------------------------------------------------------- one slip loses one statement

SPEC = """figure("Block on a rough incline", scale=schematic)
given mu_k = 0.25 "coefficient of kinetic friction", m = 2.0 kg
unknown a "acceleration of the block"

ramp = incline(angle=30 deg)
b = block(on=ramp, at=0.55, mass=m, label="$m$")
friction(b, up(ramp), label="$f_k$")
A, B = points(on=ramp, distances=[1, 2, 3])
require distance(A, B) == 2.0 m, A.x < B.x
row {
  panel("left") {
    s = spring(A, B, k=200 N/m)
    repeat i in 1..4 {
      P[i] = point(i, i^2)
      segment(P[i], (0, 0))
    }
    A -> B "12" -> ramp.top, bold=true
  }
  ax = axes(x=0..10, y=-2..2) {
    curve(y=sin(x)*2, label="sine")
    region(0 <= y, y <= x^2, x <= 2)
  }
}
check perpendicular(b, ramp.slope) or not f(a), angle(A) ~ 37 deg
circuit { V1 = battery(n1, n0, voltage=12 V); R1 = resistor(n1, n2, resistance=4 ohm) }
note("The rod is light; $\\\\vec g$ points down")
"""

SLIPS = [
    ("lost )", r"\)", ""),
    ("lost (", r"\(", ""),
    ("doubled (", r"\(", "(("),
    ("doubled )", r"\)", "))"),
    ("lost quote", '"', ""),
    ("lost comma", ",", ""),
    ("doubled comma", ",", ",,"),
    ("lost =", r"(?<= )=(?= )", ""),
    ("stray sign", r"(?<= )(?=\w)", "@ "),
    ("lost {", r"\{", ""),
    ("lost }", r"\}", ""),
]


def statements(block: tuple[t.Statement, ...]) -> Iterator[t.Statement]:
    for s in block:
        if not isinstance(s, t.Broken):
            yield s
        if isinstance(s, (t.Object, t.Repeat, t.Define)) and s.block:
            yield from statements(s.block.statements)


@pytest.mark.parametrize(("name", "pattern", "put"), SLIPS)
def test_one_slip_loses_one_statement(name: str, pattern: str, put: str) -> None:
    whole = len(list(statements(parse(SPEC).statements)))
    assert not parse(SPEC).faults and whole == 23
    faulty = single = right = lost = 0
    for m in re.finditer(pattern, SPEC):
        text = SPEC[: m.start()] + put + SPEC[m.end() :]
        tree = parse(text)
        if tree.faults:
            faulty += 1
            single += len(tree.faults) == 1
            fault = tree.faults[0]
            first, last = text.count("\n", 0, fault.span.start), text.count("\n", 0, fault.span.end)
            right += first <= text.count("\n", 0, m.start()) <= last + 1 if name == "lost }" else first == text.count("\n", 0, m.start())
            lost += whole - len(list(statements(tree.statements)))
    assert faulty >= (4 if name in ("lost {", "lost }", "lost =") else 12)
    assert single >= 0.9 * faulty
    assert right >= (0.85 if name == "lost }" else 0.97) * faulty
    assert lost <= 1.6 * faulty


# ---------------------------------------------------------------- any text

SOUP = st.lists(
    st.one_of(
        st.sampled_from(
            [*"(){}[]\",;=+-*/^.<>~|#\n\n %$\\@'π²“”", '"""', "->", "--", "given ", "repeat i in ", "1..2", "a", "5 cm", "{x}", "f(", "not ", "//"]
        ),
        st.text(max_size=4),
    ),
    max_size=40,
).map("".join)


def everything_is_somewhere(text: str, tree: t.Tree) -> None:
    """Spans lie in the text; faults tell what stands at their span; lines are told once."""
    lines = [text.count("\n", 0, f.span.start) for f in tree.faults] if "\r" not in text and "\x85" not in text and "\u2028" not in text else []
    assert len(lines) == len(set(lines)) or "\u2029" in text
    for f in tree.faults:
        assert 0 <= f.span.start <= f.span.end <= len(text) and text[f.span.start : f.span.end].startswith(f.found)
    for r in tree.repairs:
        assert 0 <= r.span.start <= r.span.end <= len(text) and r.old == text[r.span.start : r.span.end]


@settings(max_examples=900, deadline=None)
@given(SOUP)
@example("x{y{z}}x")
@example("a {\n b }}} c {{")
def test_no_text_raises(text: str) -> None:
    tree = parse(text)
    everything_is_somewhere(text, tree)
    print_tree(tree)


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 10**9))
def test_no_mutated_spec_raises(seed: int) -> None:
    r = random.Random(seed)
    text = SPEC
    for _ in range(r.randint(1, 6)):
        k, j = r.randrange(len(text)), r.randrange(len(text))
        text = text[:k] + r.choice(["", text[j : j + 5], '"', "(", "}", "\n"]) + text[k + r.randint(0, 4) :]
    tree = parse(text)
    everything_is_somewhere(text, tree)
    print_tree(tree)


def height(node: object) -> int:
    queue, tallest = [(node, 1)], 0
    while queue:
        x, h = queue.pop()
        tallest = max(tallest, h)
        if isinstance(x, tuple):
            queue += [(y, h) for y in x]
        elif isinstance(x, Record):
            queue += [(getattr(x, k), h + 1) for k in x.__record__ if k not in ("span", "block")]  # type: ignore[attr-defined]
    return tallest


@pytest.mark.parametrize("bracket", ["f(", "(", "[", "x = -(", "a {\n", "a { ", "if(x, {"])
def test_nesting_is_limited(bracket: str) -> None:
    closing = {"(": ")", "[": "]", "{": "}"}
    for deep, sound in ((50, True), (80, False), (5000, False)):
        text = bracket * deep + "b" + "".join(closing.get(c, "") for c in reversed(bracket)) * deep
        tree = parse(text)
        print_tree(tree)
        if bracket in ("f(", "a {\n", "a { "):
            assert (not tree.faults) == sound
            assert sound or "nesting" in [f.what for f in tree.faults]


@pytest.mark.parametrize("piece", ["a+", "-", "not ", "a^", ".b", "(1)", "[1]", "(a)+", "a and ", "2*"])
def test_trees_are_not_tall(piece: str) -> None:
    for many in (60, 150, 20_000):
        text = "x = a" + piece * many if piece[0] in ".([" and piece[-1] != "+" else "x = " + piece * many + "a"
        tree = parse(text)
        assert height(tree.statements) < 300
        print_tree(tree)
        if piece in ("a+", "a^", "(1)", ".b"):
            assert (not tree.faults) == (many < 100)


def test_long_texts_are_refused() -> None:
    for text in ("a" * (LONGEST + 1), "é" * (LONGEST // 2 + 1), "\n" * 10**6):
        tree = parse(text)
        assert not tree.statements and [f.what for f in tree.faults] == ["too_long"]
    assert not parse("#" + "a" * (LONGEST - 1)).faults


HARD = [
    "(", "f(a,\n", "{\n(", "x{y{z}}", '"{{{{', "} {\n", '\\"""\n', "(a\nb,\n", "f(a b\n", "a && ", "x y {\n", "@\n", "- ", '"$a$', "5 m/(a ", "1_",
    "for i in 1\n", "row {\n x y z {\n",
    "let x = ", "a => b => ", "given a = 1,000, ", "=#fff", "a.b(", "π", "“",
]  # fmt: skip


@pytest.mark.parametrize("piece", HARD)
def test_time_is_bounded(piece: str) -> None:
    """A fifth of the longest text in a fifth of the time that the longest may take."""
    text = piece * (LONGEST // 5 // len(piece.encode()))
    start = time.process_time()
    parse(text)
    assert time.process_time() - start < 0.6
