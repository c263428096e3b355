"""What a text reads as: the statements, the expressions, the texts, and the liberal readings that are noted."""

from __future__ import annotations

import subprocess
import sys

import pytest

from sciml.grammar import parse, print_expr, print_tree
from sciml.grammar import tree as t
from sciml.grammar.record import Record


def only(text: str) -> t.Statement:
    tree = parse(text)
    assert not tree.faults, tree.faults
    (statement,) = tree.statements
    return statement


def value(text: str) -> t.Expr:
    statement = only(f"x = {text}")
    assert isinstance(statement, t.Object)
    return statement.value


N = t.Name


def q(number: str, unit: str) -> t.Quantity:
    return t.Quantity(number, unit)


# ---------------------------------------------------------------- statements


def test_object_forms() -> None:
    assert only("ground") == t.Object((), N("ground"))
    assert only("weight(b)") == t.Object((), t.Call(N("weight"), (t.Arg(None, N("b")),)))
    assert only("M, N = f(k)") == t.Object((N("M"), N("N")), t.Call(N("f"), (t.Arg(None, N("k")),)))
    assert only("P[i, 2] = a") == t.Object((t.Index(N("P"), (N("i"), t.Number("2"))),), N("a"))
    assert only("f(x) = x^2") == t.Object((t.Call(N("f"), (t.Arg(None, N("x")),)),), t.Binary("^", N("x"), t.Number("2")))
    assert only("b.at = 0.8") == t.Object((t.Attribute(N("b"), "at"),), t.Number("0.8"))


def test_empty_brackets_may_be_left_out_before_a_block() -> None:
    assert only("c = circuit { }") == only("c = circuit() {}") == only("c = circuit\n\n{\n}") == t.Object((N("c"),), t.Call(N("circuit"), ()), t.Block(()))


def test_given() -> None:
    statement = only('given m = 2.0 kg "mass", M, beta ~ 70 deg, AB = 5 cm, loss <= 40 %, "no friction", 82.0 % "ore", f(t) = t "law"')
    assert isinstance(statement, t.Given)
    texts = [None if f.text is None else f.text.raw for f in statement.facts]
    assert texts == ["mass", None, None, None, None, "no friction", "ore", "law"]
    lefts = [f.left for f in statement.facts]
    assert lefts[:4] == [N("m"), N("M"), N("beta"), N("AB")] and lefts[5:7] == [None, q("82.0", "%")]
    assert lefts[4] == t.Compare(("<=",), (N("loss"), q("40", "%")))
    assert [f.about for f in statement.facts] == [False, False, True, False, False, False, False, False]
    assert statement.facts[0].value == q("2.0", "kg") and statement.facts[2].value == q("70", "deg")


def test_unknown() -> None:
    statement = only('unknown T "tension", AB, E_3/E_0 "ratio", "diagnosis"')
    assert isinstance(statement, t.Unknown)
    assert [f.left for f in statement.facts] == [N("T"), N("AB"), t.Binary("/", N("E_3"), N("E_0")), None]


def test_claims() -> None:
    statement = only("require AB = AC = 5 cm and a > b, c or not d, angle(X) ~ 37.0 deg")
    assert isinstance(statement, t.Require)
    equal = t.Compare(("==", "=="), (N("AB"), N("AC"), q("5", "cm")))
    assert [c.expr for c in statement.claims[:3]] == [equal, t.Compare((">",), (N("a"), N("b"))), t.Logic("or", (N("c"), t.Not(N("d"))))]
    assert statement.claims[3].about == q("37.0", "deg")
    assert isinstance(only("check not f(a)"), t.Check) and isinstance(only("arrange P.x > 3"), t.Arrangement)


def test_links() -> None:
    statement = only('I1 -- I2 -> II1 "x", II2, p[3], bold=true')
    assert isinstance(statement, t.Link)
    assert statement.start == N("I1") and [s.sign for s in statement.steps] == ["--", "->"]
    assert statement.steps[1].ends == (N("II1"), N("II2"), t.Index(N("p"), (t.Number("3"),)))
    label = statement.steps[1].label
    assert label is not None and label.raw == "x" and statement.args == (t.Arg("bold", N("true")),)
    assert [s.sign for s in [only("A <-> B").steps[0], only('1 => "b"').steps[0]]] == ["<->", "=>"]  # type: ignore[union-attr]
    assert only("i -> i + 1") == t.Link(N("i"), (t.LinkStep("->", (t.Binary("+", N("i"), t.Number("1")),)),))


def test_repeat_define_vary() -> None:
    block = t.Block((t.Object((), t.Call(N("f"), (t.Arg(None, N("i")),))),))
    assert only("repeat i in 1..5 { f(i) }") == t.Repeat("i", t.Range(t.Number("1"), t.Number("5")), block)
    assert only("repeat i in [3, a]\n{ f(i) }") == t.Repeat("i", t.List((t.Number("3"), N("a"))), block)
    assert only("define g(i, r=3 mm) { f(i) }") == t.Define("g", (t.Param("i"), t.Param("r", q("3", "mm"))), block)
    assert only("vary v in 20 deg..50 deg step 5 deg") == t.Vary("v", t.Range(q("20", "deg"), q("50", "deg"), q("5", "deg")))


def test_words_are_words_only_where_they_may_stand() -> None:
    assert only("f(in=a, step, given=3)") == t.Object((), t.Call(N("f"), (t.Arg("in", N("a")), t.Arg(None, N("step")), t.Arg("given", t.Number("3")))))
    assert value("2 in..8 in step 1 in") == t.Range(q("2", "in"), q("8", "in"), q("1", "in"))
    assert only("b.check = step(1)") == t.Object((t.Attribute(N("b"), "check"),), t.Call(N("step"), (t.Arg(None, t.Number("1")),)))


def test_line_ends() -> None:
    assert only("x = f(a\n,\n# why\n b\n)") == only("x = f(a, b)")
    assert only("x = a +\n\n b and\n c") == only("x = a + b and c")
    assert only("given a = 1 m,\n  b") == only("given a = 1 m, b")
    assert len(parse("a; b\nc;;\n;d { e; f\n g }").statements) == 4
    assert len(parse("x = a\n+ b\n").faults) == 1


def test_a_comment_is_kept() -> None:
    tree = parse("a # one\n// two\n%three\nb\n#")
    assert [text for _, text in tree.comments] == ["# one", "# two", "# three", "#"]
    assert [r.what for r in tree.repairs] == ["comment_sign", "comment_sign"]


# ---------------------------------------------------------------- expressions


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("9.81 m/s^2", "9.81", "m/s^2"),
        ("30deg", "30", "deg"),
        ("1.25e25 kg", "1.25e25", "kg"),
        ("1E+3 m", "1e3", "m"),
        ("62_500 USD", "62_500", "USD"),
        ("12 %", "12", "%"),
        ("20 delta_degC", "20", "delta_degC"),
        ("1.5*10^8 km", "1.5*10^8", "km"),
        ("1.5 * 10^-8 km", "1.5*10^-8", "km"),
        ("10^8 km", "10^8", "km"),
        ("2*(10^8 km)", "2*10^8", "km"),
        ("385 W m^-1 K^-1", "385", "W*m^-1*K^-1"),
        ("8.31 J/(mol*K)", "8.31", "J/(mol*K)"),
        ("8.31 J/(mol K)", "8.31", "J/(mol*K)"),
        ("2x^3", "2", "x^3"),
        ("3 V/Hz^(1/2)", "3", "V/Hz^(1/2)"),
        ("30°", "30", "deg"),
        ("25 °C", "25", "degC"),
        ("1.5×10⁸ km", "1.5*10^8", "km"),
        ("5 m·s⁻²", "5", "m*s^-2"),
        ("3 µm", "3", "um"),
        ("4.7 kΩ", "4.7", "kohm"),
        ("５０ €", "50", "EUR"),
    ],
)
def test_quantities(text: str, number: str, unit: str) -> None:
    assert value(text) == q(number, unit)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("10 N / m", "(10 N)/m"),
        ("2x^n", "(2 x)^n"),
        ("17pi/20", "(17*pi)/20"),
        ("4π²", "4*(pi^2)"),
        ("-x^2", "-(x^2)"),
        ("2^-3^2", "2^(-(3^2))"),
        ("a - b - c", "(a - b) - c"),
        ("a/b*c", "(a/b)*c"),
        ("-a*b", "(-a)*b"),
        ("not a == b and c", "(not (a == b)) and c"),
        ("a or b and c", "a or (b and c)"),
        ("0..n + 1 step 2*k", "0..(n + 1) step (2*k)"),
        ("|x - 1| + |y|", "abs(x - 1) + abs(y)"),
        ("√2/2 + √(x + 1)", "sqrt(2)/2 + sqrt(x + 1)"),
        ("x² + y₁⁻¹", "x^2 + y_1^-1"),
        ("a ≤ b ≠ c", "a <= b != c"),
        ("a ** 2 − b", "a^2 - b"),
        ("+3 + .5", "3 + 0.5"),
        ("{0}.y(3)[2]".replace("{0}", "(a + b)"), "((a + b).y(3))[2]"),
        ("f(a, b,)", "f(a, b)"),
        ("[1, 2,]", "[1, 2]"),
        ("（1，2）", "(1, 2)"),
        ("“a”", '"a"'),
        ("'a \"b\"'", r'"a \"b\""'),
        ('r"$\\theta$"', '"$\\theta$"'),
        ("f(x^2 + y^2 = 4, z = 3)", "f(x^2 + y^2 == 4, z=3)"),
        ("f(fill=#ff00aa)", 'f(fill="#ff00aa")'),
    ],
)
def test_expressions(text: str, same: str) -> None:
    assert value(text) == value(same)


def test_a_sign_before_a_number_is_a_node_of_its_own() -> None:
    assert value("-5 degC") == t.Negative(q("5", "degC"))


def test_spans_are_those_of_the_source() -> None:
    text = "x = “é {a + b} $\\val{c}$” + ５ ｋ² ；  y＝ f( z , w = 3 cm )"
    tree = parse(text)
    found: list[str] = []

    def walk(node: object) -> None:
        if isinstance(node, tuple):
            for part in node:
                walk(part)
        elif isinstance(node, Record):
            span = getattr(node, "span", None)
            if span is not None and not isinstance(node, t.Block):
                found.append(text[span.start : span.end])
            for key in node.__record__:  # type: ignore[attr-defined]
                if key != "span":
                    walk(getattr(node, key))

    walk(tree.statements)
    for piece in ("a + b", "a", "b", "c", "５ ｋ²", "y", "f( z , w = 3 cm )", "w = 3 cm", "3 cm", "“é {a + b} $\\val{c}$”"):
        assert piece in found, piece


# ---------------------------------------------------------------- texts


def parts(raw: str, quotes: str = '"') -> tuple[t.TextPart, ...]:
    made = value(f"{quotes}{raw}{quotes}")
    assert isinstance(made, t.Text)
    return made.parts


P, M, V = t.Plain, t.MathPart, t.ValuePart


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("", ()),
        ('a \\" b', (P('a " b'),)),
        ("v = {v0}, $\\frac12 mv^2$", (P("v = "), V(N("v0")), P(", "), M(("\\frac12 mv^2",)))),
        ("{1, 2} {2} {} {", (P("{1, 2} {2} {} {"),)),
        ("{5 cm}{2*pi}", (V(q("5", "cm")), V(t.Binary("*", t.Number("2"), N("pi"))))),
        ("\\{a} \\$5 \\\\ \\x", (P("{a} $5 \\ \\x"),)),
        ("one\\nten \\nu", (P("one\nten \\nu"),)),
        ("costs $5 and $6", (P("costs $5 and $6"),)),
        ("$ 5 or $x$", (P("$ 5 or "), M(("x",)))),
        ("$a\\$b$", (M(("a\\$b",)),)),
        ("$\\val{E + 1} \\vec{F}$", (M(("", t.Binary("+", N("E"), t.Number("1")), " \\vec{F}")),)),
        ("$\\ce{CaCl2}$ {a.b}", (M(("\\ce{CaCl2}",)), P(" "), V(t.Attribute(N("a"), "b")))),
        ("{a +}", (P("{a +}"),)),
        ("{f({x})}", (P("{f("), V(N("x")), P(")}"))),
    ],
)
def test_text_parts(raw: str, expected: tuple[t.TextPart, ...]) -> None:
    assert parts(raw) == expected


def test_long_texts() -> None:
    assert parts('\n  a "b"\n    {c}\n', '"""') == (P('a "b"\n'), V(N("c")))
    text = value('"""a\r\nb"""')
    assert isinstance(text, t.Text) and text.raw == "a\nb" and text.long


def test_what_stands_in_a_text_is_not_repaired() -> None:
    tree = parse('note("“π ≤ 3”, 2×3 {x²}")')
    assert not tree.repairs and print_tree(tree) == 'note("“π ≤ 3”, 2×3 {x²}")\n'


# ---------------------------------------------------------------- liberal readings


@pytest.mark.parametrize(
    ("text", "what", "printed"),
    [
        ("```sciml\nx = 3\n```\n", "code_fence", "x = 3\n"),
        ("Sure, here it is:\n```\nx = 3\n```\nGood luck!", "code_fence", "x = 3\n"),
        ("x = “a”", "quotes", 'x = "a"\n'),
        ('x = f"{a}"', "quotes", 'x = "{a}"\n'),
        ("spring s(a, k=2 N/m)", "swapped_kind", "s = spring(a, k=2 N/m)\n"),
        ("circuit c { lamp(a) }", "swapped_kind", "c = circuit { lamp(a) }\n"),
        ("require a = b", "equals_in_claim", "require a == b\n"),
        ("f(a, b,)", "trailing_comma", "f(a, b)\n"),
        ("x = |y|", "bars", "x = abs(y)\n"),
        ("x = 2pi", "missing_times", "x = 2*pi\n"),
        ("x = a²", "raised_digits", "x = a^2\n"),
        ("f（a）", "sign", "f(a)\n"),
        ("A → B", "sign", "A -> B\n"),
        ("a { b } c", "missing_line_end", "a { b }; c\n"),
        ("x = +a", "plus_sign", "x = a\n"),
        ("x = 2*+3", "plus_sign", "x = 2*3\n"),
        ("x = .5", "bare_point", "x = 0.5\n"),
    ],
)
def test_repairs(text: str, what: str, printed: str) -> None:
    tree = parse(text)
    assert not tree.faults
    assert what in [r.what for r in tree.repairs]
    assert all(text[r.span.start : r.span.end] == r.old for r in tree.repairs)
    assert print_tree(tree) == printed
    assert not parse(printed).repairs
    for r in reversed(tree.repairs):
        text = text[: r.span.start] + r.new + text[r.span.end :]
    assert parse(text) == tree and not parse(text).repairs


@pytest.mark.parametrize("text", ["\ufeffx = 3\n", "x = 3\r\ny = 4\r\n", "x = 3\ry = 4", "\tx\u00a0=\u30003\n", "x = 3\u2028y = 4", "\n\n  \n"])
def test_blanks_and_line_ends_of_all_kinds(text: str) -> None:
    tree = parse(text)
    assert not tree.faults and print_tree(tree) in ("x = 3\n", "x = 3\ny = 4\n", "")


def test_print_expr() -> None:
    assert print_expr(value("a+b *( c-2m )")) == "a + b*(c - 2 m)"


def test_reading_imports_nothing_heavy() -> None:
    heavy = "lark", "json", "dataclasses", "sympy", "numpy"
    code = f"import sys; import sciml.grammar; sciml.grammar.parse('x = 3'); print([m for m in {heavy} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
