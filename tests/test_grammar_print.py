"""Printing and reading are inverse, and printing twice is printing once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sciml.grammar import parse, print_expr, print_tree
from sciml.grammar import tree as t
from sciml.grammar.record import Record

PAPER = Path(__file__).parents[2] / "shared" / "design" / "paper-trial"

NAMES = st.sampled_from(["a", "b'", "mu_k", "θ", "in", "step", "pi", "A1", "点"])
NUMBERS = st.sampled_from(["0", "1.50", "62_500", "1e3", "10", "2.5e-7"])
UNITS = st.sampled_from(["m", "kg*m/s^2", "J/(mol*K)", "%", "W*m^-1*K^-1", "x^3", "deg"])
TEXTS = st.sampled_from(["", "plain", "{v0}", r"$\frac12 mv^2$", r"\"", "温度，“x”"])


def text(raw: str) -> t.Text:
    return t.Text(raw, ())


LEAVES = st.one_of(
    NAMES.map(t.Name),
    NUMBERS.map(t.Number),
    st.builds(t.Quantity, st.one_of(NUMBERS, st.sampled_from(["1.5*10^8", "10^8"])), UNITS),
    TEXTS.map(text),
)


def bigger(inner: st.SearchStrategy[t.Expr]) -> st.SearchStrategy[t.Expr]:
    some = st.lists(inner, min_size=1, max_size=3).map(tuple)
    two = st.lists(inner, min_size=2, max_size=3).map(tuple)
    named = st.one_of(NAMES.map(t.Name), st.builds(t.Attribute, NAMES.map(t.Name), NAMES))
    args = st.lists(st.builds(t.Arg, st.one_of(st.none(), NAMES), inner), max_size=3).map(tuple)
    signs = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
    return st.one_of(
        st.builds(t.Binary, st.sampled_from("+-*/^"), inner, inner),
        st.builds(t.Negative, inner),
        st.builds(t.Not, inner),
        st.builds(t.Logic, st.sampled_from(["and", "or"]), two),
        two.flatmap(lambda parts: st.lists(signs, min_size=len(parts) - 1, max_size=len(parts) - 1).map(lambda ops: t.Compare(tuple(ops), parts))),
        st.builds(t.Range, inner, inner, st.one_of(st.none(), inner)),
        st.builds(t.Call, named, args),
        st.builds(t.Attribute, inner, NAMES),
        st.builds(t.Index, inner, some),
        two.map(t.Tuple),
        st.one_of(st.just(()), some).map(t.List),
    )


EXPRS: st.SearchStrategy[t.Expr] = st.recursive(LEAVES, bigger, max_leaves=12)


def merged(e: t.Expr) -> bool:
    """A product that the reader makes one number of: 2*(10^8 km)."""
    return isinstance(e, t.Binary) and e.op == "*" and isinstance(e.left, t.Number) and isinstance(e.right, t.Quantity) and e.right.number.startswith("10^")


def holds_merged(e: object) -> bool:
    if isinstance(e, tuple):
        return any(holds_merged(x) for x in e)
    if not isinstance(e, Record):
        return False
    return (isinstance(e, t.Binary) and merged(e)) or any(holds_merged(getattr(e, k)) for k in e.__record__ if k != "span")  # type: ignore[attr-defined]


@settings(max_examples=800, deadline=None)
@given(EXPRS.filter(lambda e: not holds_merged(e)))
def test_expressions(e: t.Expr) -> None:
    printed = print_expr(e)
    tree = parse(f"x = {printed}\n")
    assert not tree.faults and not tree.repairs, printed
    assert tree.statements == (t.Object((t.Name("x"),), e),), printed
    assert print_tree(tree) == f"x = {printed}\n"


CLAIMS = st.one_of(
    st.builds(t.Claim, EXPRS.filter(lambda e: not (isinstance(e, t.Logic) and e.op == "and") and not holds_merged(e))),
    st.builds(t.Claim, LEAVES, LEAVES),
)
PLAIN = EXPRS.filter(lambda e: not holds_merged(e))
VALUES = st.one_of(st.builds(t.Call, NAMES.map(t.Name), st.lists(st.builds(t.Arg, st.none(), LEAVES), min_size=1, max_size=2).map(tuple)), NAMES.map(t.Name))
STEPS = st.builds(t.LinkStep, st.sampled_from(["--", "->", "<->", "=>"]), LEAVES.map(lambda e: (e,)), st.one_of(st.none(), TEXTS.map(text)))
FACTS = st.one_of(
    st.builds(t.Fact, PLAIN.filter(lambda e: not isinstance(e, t.Text)), st.one_of(st.none(), PLAIN), st.just(False), st.one_of(st.none(), TEXTS.map(text))),
    st.builds(t.Fact, NAMES.map(t.Name), LEAVES, st.just(True), st.one_of(st.none(), TEXTS.map(text))),
    TEXTS.map(lambda raw: t.Fact(None, None, False, text(raw))),
)
OVER = st.one_of(st.builds(t.Range, LEAVES, LEAVES), st.lists(LEAVES, max_size=2).map(lambda x: t.List(tuple(x))))
TARGETS = st.one_of(
    st.just(()),
    NAMES.map(lambda n: (t.Name(n),)),
    st.just((t.Name("M"), t.Name("N"))),
    st.builds(lambda n, i: (t.Index(t.Name(n), (i,)),), NAMES, LEAVES),
)
SIMPLE = st.one_of(
    st.builds(t.Object, TARGETS, VALUES),
    st.builds(t.Object, NAMES.map(lambda n: (t.Name(n),)), PLAIN),
    st.builds(t.Link, LEAVES, st.lists(STEPS, min_size=1, max_size=3).map(tuple), st.just((t.Arg("dashed", t.Name("true")),))),
    *(st.builds(kind, st.lists(FACTS, min_size=1, max_size=3).map(tuple)) for kind in (t.Given, t.Unknown)),
    *(st.builds(kind, st.lists(CLAIMS, min_size=1, max_size=3).map(tuple)) for kind in (t.Require, t.Arrangement, t.Check)),
    st.builds(t.Vary, NAMES, OVER),
)


def nested(inner: st.SearchStrategy[t.Statement]) -> st.SearchStrategy[t.Statement]:
    blocks = st.lists(inner, max_size=3).map(lambda s: t.Block(tuple(s)))
    calls = VALUES.map(lambda v: v if isinstance(v, t.Call) else t.Call(v, ()))
    params = st.lists(st.builds(t.Param, NAMES, st.one_of(st.none(), LEAVES)), max_size=2).map(tuple)
    return st.one_of(st.builds(t.Object, TARGETS, calls, blocks), st.builds(t.Repeat, NAMES, OVER, blocks), st.builds(t.Define, NAMES, params, blocks))


STATEMENTS: st.SearchStrategy[t.Statement] = st.recursive(SIMPLE, nested, max_leaves=4)


@settings(max_examples=250, deadline=None)
@given(st.lists(STATEMENTS, max_size=4))
def test_statements_made_by_hand(statements: list[t.Statement]) -> None:
    tree = t.Tree(tuple(statements))
    printed = print_tree(tree)
    again = parse(printed)
    assert not again.faults and not again.repairs, printed
    assert again == tree, printed
    assert print_tree(again) == printed


LAYOUTS = """
# top


a = f(x,  # one
   y, # two
   z)   # three

b = table(rows=[[1,2],
    # own

    [3,4]], header=[1,
2], # eol
) { p = q(1); r = s(2) # c1

# c2
t { }
u {


}
v { # c3
}
} # end
c = 3; d = g(x); e = 17*pi/20 ; k { m = n(1); l { } }
given m = 2 kg, # why
   n = 3
note(\"\"\"several
  lines\"\"\"); note("one") # behind
# last
repeat i in 1..3

# between
{ x = y
    # deep
}
x = [1,
 2]
y = h([
1], 2)
"""

PRINTED = """\
# top

a = f(
  x,  # one
  y,  # two
  z
)  # three

b = table(
  rows=[
    [1, 2],
    # own
    [3, 4]
  ],
  header=[
    1,
    2
  ]  # eol
) {
  p = q(1); r = s(2)  # c1

  # c2
  t { }
  u { }
  v {  # c3
  }
}  # end
c = 3; d = g(x); e = 17*pi/20; k { m = n(1); l { } }
# why
given m = 2 kg, n = 3
note(\"\"\"several
  lines\"\"\"); note("one")  # behind
# last

# between
repeat i in 1..3 {
  x = y
  # deep
}
x = [1, 2]
y = h(
  [
    1
  ],
  2
)
"""


def test_layout_is_the_author_s() -> None:
    assert print_tree(parse(LAYOUTS)) == PRINTED
    assert print_tree(parse(PRINTED)) == PRINTED


SPECKS = st.sampled_from(["a = f(x, y=[1, 2])", "b { c = d(1) }", "given m = 2 kg", "A -> B", "e(", "  3,", ")", "{", "}", "# c", "", "g {", "h; k", 'n("t")'])


@settings(max_examples=250, deadline=None)
@given(st.lists(st.tuples(SPECKS, st.sampled_from(["\n", "\n\n\n", " ", ";", "  # note\n", ",\n"])), max_size=10))
def test_printing_again_changes_nothing(pieces: list[tuple[str, str]]) -> None:
    tree = parse("".join([a + b for a, b in pieces]))
    printed = print_tree(tree)
    again = parse(printed)
    if not tree.faults:
        assert again == tree
        assert [text for _, text in again.comments] == [text for _, text in tree.comments]
        assert not again.repairs
        assert print_tree(again) == printed


@pytest.mark.skipif(not PAPER.exists(), reason="the trial specs are not part of the project")
def test_trial_specs() -> None:
    for path in sorted(PAPER.glob("*/*.sciml")):
        tree = parse(path.read_text(encoding="utf-8"))
        printed = print_tree(tree)
        again = parse(printed)
        assert not tree.faults and again == tree and not again.repairs and print_tree(again) == printed, path.name
        assert len(again.comments) == len(tree.comments)
