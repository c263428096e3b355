"""The tables that `parse` runs are those of sciml.lark, and the machine reads what Lark's own parser reads, to the same tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sciml.grammar import build
from sciml.grammar.lexer import lex
from sciml.grammar.machine import Stack, bound, run
from sciml.grammar.signs import steady
from sciml.grammar.tables import RULES

lark = pytest.importorskip("lark")

_GOES_ON = {"COMMA", "EQUAL", "ABOUT", "COMPARE", "LINK", "PLUS", "MINUS", "TIMES", "POWER", "RANGE", "AND", "OR", "NOT", "IN", "STEP"}
_BRACE_NEXT = re.compile(r"(?:[ \t\n]|#[^\n]*|//[^\n]*|^[ \t]*%[^\n]*)*\{", re.MULTILINE)

LINES = [
    'figure("Block on a rough incline")',
    'given mu_k = 0.25 "coefficient of kinetic friction", M = 3 kg, beta ~ 70 deg',
    'given AB = 5 cm, loss <= 40 %, "no friction", 82.0 % "w/w FeS2", e = 4*sqrt(1/2), m "mass"',
    'unknown E_3/E_0 "ratio", T "tension", v',
    "ramp = incline(angle=30 deg)",
    'b    = block(on=ramp, at=0.55, mass=2.0 kg, label="$m\\vec g$")',
    "require AB == 5 cm, angle(BAC) = 60 deg and A.x < B.x",
    "check not concurrent(a, b, c) or angle(ABC) == 37 deg, angle(X) ~ 37.0 deg",
    "arrange P.x > 3, C.y > A.y",
    "circuit { V1 = battery(n1, n0, voltage=12 V); R1 = resistor(n1, n2, resistance=4 ohm) }",
    "ax = axes(x=0..10, y=-2..2)\n{ curve(y=sin(x)) # inside\n}",
    "A, B, C = point(on=k)",
    'A -> B "12" -> C, D, dashed=true',
    'I1 -- I2 -> II1, II2; A <-> B; A => B "x"',
    "repeat i in 1..5 { P[i] = point(i, i^2) }",
    "repeat i in [3, 4, 6] { node(i); c[i, 2] = x }",
    "define atom(at, name, r=3 mm,) { circle(at, radius=r) }",
    "define star { rect(3, 4) }",
    "vary theta in 20 deg..50 deg step 5 deg",
    "vary side in [left, right]",
    "f(x) = x^2 - 1; h = 3*R; b.at = 0.8; k = -5 degC",
    "spring s(a, b, k=200 N/m)",
    "circuit c { lamp(a, b) }",
    "x = 17pi/20 + 4pi^2 - |x - 1|*2 + 385 W m^-1 K^-1",
    "x = 8.31 J/(mol*K) + 1.5*10^8 km / 3 s + 10^3 m + 10 N / m",
    "x = (1 + 2)*(3, 4, 5)[2].y(3) + [1, 2, 3,] + []",
    "t = f(in, step, and, or=2, given=3).check(\n  a,\n  b,\n)",
    "x = 2 in..8 in step 1 in",
    "x = a and not b or c and 0 <= z <= 4 != 3",
    't = """a\n "b" \\""" c"""; u = "a \\" b {c} \\\\"; w = r"$\\theta$"; z = ""',
    "color(x=#ff0000, y=#abc) # comment",
    "// comment",
    "% comment",
    "x = .5 + 1e3 + 1_000.5e-3",
    "x = 12 V/R^2 + 2x^3 - 5 m/s^(1/2)",
    "x = - -3 + +4 - 2^-3^2 ** 2",
    "given = 3",
    "check = f(check=true)",
    "x = 3--2",
    "x = a->b",
    "A --> B",
    "x = 1 +\n\n 2 and\n 3",
    "f(1\n m)",
    "f(x = 3, y == 4, x^2 + y^2 = 4, a < b)",
    "x == y = z { }",
    "f)(",
    "{ }",
    "} x",
    "; ; x",
    "量 = 点（1，2）； μ_k＝３；x² + 5 m/s² − π·2",
    "x = “smart” + 'single'",
]


class LineEnds:
    """What the machine does with line ends, for Lark."""

    always_accept = ("_NL",)

    def process(self, stream: Iterator[Any]) -> Iterator[Any]:
        depth, before = 0, "_NL"
        for token in stream:
            kind = token.type
            if kind == "_NL":
                if depth or before in _GOES_ON or before == "_NL" or _BRACE_NEXT.match(self.text, token.end_pos):
                    continue
            elif kind in ("LPAR", "LSQB", "RPAR", "RSQB"):
                depth += 1 if kind in ("LPAR", "LSQB") else -1
            before = kind
            yield token

    text = ""


@cache
def lark_parser() -> tuple[Any, LineEnds]:
    ends = LineEnds()
    return build.accepting(postlex=ends), ends


def by_lark(text: str) -> Any:
    """Nested (rule, parts) with a token's offset for each token, or None."""
    parser, ends = lark_parser()
    ends.text = steady(text).rstrip(" \t") + "\n"

    def nested(node: Any) -> Any:
        if isinstance(node, lark.Tree):
            return (str(node.data), [nested(c) for c in node.children])
        return None if node is None else node.start_pos

    try:
        return nested(parser.parse(ends.text, start="start"))
    except lark.exceptions.UnexpectedInput:
        return None


def by_tables(text: str) -> Any:
    tokens = lex(text)
    tags = {line.split()[0] for line in RULES.splitlines()} - {"=", "_"}

    def maker(tag: str) -> Any:
        return lambda _, c, first, last: (tag, [tokens.starts[x] if isinstance(x, int) else x for x in c])

    def give_up(stack: Stack) -> None:
        return None

    return run(tokens, "start", None, bound({tag: maker(tag) for tag in tags}), give_up)


def test_tables_are_those_of_the_grammar() -> None:
    pytest.importorskip("interegular")  # Lark's strict mode compares terminals with it
    assert (build.HERE / "tables.py").read_text(encoding="utf-8") == build.tables()


@pytest.mark.parametrize("line", LINES)
def test_one_line(line: str) -> None:
    assert by_tables(line) == by_lark(line)


def test_enough_lines_are_read() -> None:
    assert sum(by_tables(line) is not None for line in LINES) >= 38


_PIECES = sorted({p for line in LINES for p in re.findall(r"[^\W\d]\w*|\d[\d.]*|\"[^\"\n]*\"|\s+|.", line)})


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(LINES), st.lists(st.tuples(st.integers(0, 200), st.sampled_from([0, 1, 2]), st.sampled_from(_PIECES)), min_size=1, max_size=4))
def test_mutated_lines(line: str, edits: list[tuple[int, int, str]]) -> None:
    for at, lost, put in edits:
        k = at % (len(line) + 1)
        line = line[:k] + put + line[k + lost :]
    assert by_tables(line) == by_lark(line)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=12))
def test_pieces(pieces: list[str]) -> None:
    text = " ".join(pieces)
    assert by_tables(text) == by_lark(text)
