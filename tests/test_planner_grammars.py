"""Exports of the grammar: every notation is the same language; one problem's numbers; edits; the tree as JSON."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from planner_notations import left_recursive, tree_as_json

from sciml.grammar import parse, print_tree
from sciml.grammar.tree import Tree
from sciml.planner.answers import Edit, apply_edits, read_edits
from sciml.planner.gbnf import gbnf, rules_of
from sciml.planner.grammars import Grammar, edits_grammar, language, obeys, spec_of_json, specialised
from sciml.planner.providers import Completion
from sciml.planner.tree_json import edits_schema, tree_of_json, tree_schema
from sciml.planner.understand import understand_text

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").rglob("*.sciml"))
SPEC = """figure("Block on a rough incline")
given mu_k = 0.25 "coefficient of kinetic friction"
ramp = incline(angle=30 deg)
b = block(on=ramp, at=0.55, mass=2.0 kg)
acceleration(b, down(ramp), 3.05 m/s^2)
"""
PROBLEM = "A 2.0 kg block slides down a rough 30 degree incline at 3.05 m/s^2; mu_k = 0.25."


@cache
def _tokens() -> Any:
    return pytest.importorskip("llguidance", reason="needs llguidance").LLTokenizer("byte")


def taken(grammar: str, text: str) -> bool:
    """Whether llguidance reads a text by a grammar (Lark, or JSON schema)."""
    import llguidance

    matcher = llguidance.LLMatcher(_tokens(), grammar)
    assert not matcher.is_error(), matcher.get_error()
    ids = _tokens().tokenize_str(text)
    return bool(matcher.try_consume_tokens(ids) == len(ids) and matcher.is_accepting())


def lark(grammar: Grammar | None) -> str:
    assert grammar is not None
    _tokens()
    import llguidance

    made: str = llguidance.LLMatcher.grammar_from_lark(grammar.lark)
    return made


# ---------------------------------------------------------------- GBNF


def test_no_rule_begins_with_itself() -> None:
    """Some servers go down from the left and never come back."""
    assert left_recursive(language().lark) == []
    assert left_recursive('start: a\na: b "x"\nb: ["("] a | "y"\n') == ["a", "b"]
    assert left_recursive('start: "x" start | "y"\n') == []
    assert left_recursive('start: /z/* start | "y"\n') == ["start"]


def test_signs_of_gbnf() -> None:
    assert gbnf('start: a_b ["x"] NL\na_b: A+ | "\\"\\\\"\nA: /[-a\\]\\u00C0-\\u00D6]|\\.5*/\nNL: "\\n"\n') == (
        'root ::= a-b ( "x" )? NL\na-b ::= A+ | "\\x22\\x5C"\nA ::= ([\\x2Da\\x5D\\u00C0-\\u00D6] | "." "5"*)\nNL ::= "\\n"\n'
    )
    names = {line.partition(" ::=")[0] for line in language().gbnf.splitlines()}
    assert len(names) == len(rules_of(language().lark)) and not any("_" in n for n in names)


def test_gbnf_is_the_same_language() -> None:
    """Read by xgrammar, whose notation it is: the canonical examples pass, and with a mistake they do not."""
    xgrammar = pytest.importorskip("xgrammar", reason="xgrammar is not installed")
    info = xgrammar.TokenizerInfo([bytes([k]) for k in range(256)], vocab_type=xgrammar.VocabType.RAW, vocab_size=256, stop_token_ids=[0])
    compiler = xgrammar.GrammarCompiler(info, cache_enabled=False)
    compiled = compiler.compile_grammar(xgrammar.Grammar.from_ebnf(language().ebnf))

    def accepts(text: str) -> bool:
        matcher = xgrammar.GrammarMatcher(compiled, terminate_without_stop_token=True)
        return bool(matcher.accept_string(text) and matcher.is_completed())

    by_lark = lark(language())
    read = 0
    for path in EXAMPLES[::3]:
        text = print_tree(parse(path.read_text("utf-8")))
        for variant in (text, text.replace("(", "((", 1), text.replace(" = ", "= ", 1), text + ")\n"):
            assert accepts(variant) == taken(by_lark, variant), (path.name, variant)
        read += accepts(text)
    assert read >= 30


# ---------------------------------------------------------------- one problem


@pytest.mark.parametrize(
    ("change", "fits"),
    [
        (("", ""), True),
        (("2.0 kg", "2.5 kg"), False),
        (("2.0 kg", "2.0 N"), False),
        (("30 deg", "31 deg"), False),
        (("3.05 m/s^2", "3.06 m/s^2"), False),
        (("3.05 m/s^2", "3.05 m/s"), False),
        (("0.25 ", "0.27 "), False),
        (("at=0.55", "at=0.5"), True),
        (("at=0.55", "gap=5 mm"), True),
        (("rough incline", "incline of 30°"), True),
        (("rough incline", "$x_1$ and 2.0 kg"), True),
        (("rough incline", "incline of 17 N"), False),
        (("30 deg", "0..10"), True),
    ],
)
def test_numbers_of_one_problem(change: tuple[str, str], fits: bool) -> None:
    grammar = specialised(language(), understand_text(PROBLEM))
    assert grammar.mode == "problem" and left_recursive(grammar.lark) == []
    assert taken(lark(grammar), SPEC.replace(*change) if change[0] else SPEC) is fits
    assert taken(lark(language()), SPEC.replace(*change) if change[0] else SPEC)


def test_a_problem_without_numbers_keeps_the_language() -> None:
    assert specialised(language(), understand_text("Prove that the medians meet in a point.")) == language()


def test_a_number_does_not_hide_a_longer_one() -> None:
    grammar = lark(specialised(language(), understand_text("Masses of 2 kg, 2.0 kg, 2.05 kg and 20 kg; speeds of 2 m/s and 2 m/s^2 and 2 mm.")))
    for value in ("2 kg", "2.0 kg", "2.05 kg", "20 kg", "2 m/s", "2 m/s^2", "2 mm", "2..20", "2*2.05"):
        assert taken(grammar, f"a(x={value})\n"), value
    for value in ("2.5 kg", "2.00 kg", "20.0 kg", "2.05 m/s"):
        assert not taken(grammar, f"a(x={value})\n"), value


# ---------------------------------------------------------------- edits


def test_edits() -> None:
    grammar = lark(edits_grammar(language()))
    answer = "@ 2\ngiven mu_k = 0.3\n@ 4..5\n@ after 3\n  weight(b)\n"
    assert taken(grammar, answer) and not taken(grammar, SPEC) and not taken(grammar, "@ two\n")
    edits = read_edits(answer, SPEC)
    assert edits == [Edit(2, 2, ("given mu_k = 0.3",)), Edit(4, 5), Edit(4, 3, ("  weight(b)",))]
    assert apply_edits(SPEC, edits) == 'figure("Block on a rough incline")\ngiven mu_k = 0.3\nramp = incline(angle=30 deg)\n  weight(b)\n'
    assert edits_grammar(None) is None


@pytest.mark.parametrize(
    ("answer", "made"),
    [
        ("@ 1\nx = 1\n", "x = 1\nb\nc\n"),
        ("Here:\n```\n@ 2\nx = 1\n```\nDone.", "a\nx = 1\nc\n"),
        ("@ 2:\n2  x = 1\n", "a\nx = 1\nc\n"),
        ("@after 3\nx = 1", "a\nb\nc\nx = 1\n"),
        ("@ after 0\nx = 1", "x = 1\na\nb\nc\n"),
        ("@ 9\nx = 1", "a\nb\nc\nx = 1\n"),
        ("@ 1-2\n", "c\n"),
        ("@ 1..2\nx = 1\n@ 2\ny = 1\n", "x = 1\nc\n"),
        ("<think>@ 1\nno</think>@ 3\nx = 1", "a\nb\nx = 1\n"),
        ('{"edits": [{"first": 2, "last": 1, "text": "x = 1"}]}', "a\nx = 1\nb\nc\n"),
        ("```sciml\nx = 1\ny = 2\n```", "x = 1\ny = 2\n"),
    ],
)
def test_edits_as_models_write_them(answer: str, made: str) -> None:
    spec = "a\nb\nc\n"
    edits = read_edits(answer, spec)
    assert edits is not None and apply_edits(spec, edits) == made


@pytest.mark.parametrize("answer", ["", "I cannot do that.", "nothing", '{"edits": 3}', "[1, 2]", '{"edits": [{"first": "1", "text": "x"}]}'])
def test_no_edits(answer: str) -> None:
    assert read_edits(answer, "a\nb\n") is None


@pytest.mark.parametrize(
    ("text", "constraint", "edits", "said"),
    [
        (SPEC, "lark", False, True),
        ("Here it is:\n" + SPEC + ")", "lark", False, False),
        ("```sciml\n" + SPEC + "```", "gbnf", False, False),
        (SPEC, "", False, None),
        ("@ 2\nx = 1\n", "lark", True, True),
        ("I changed line 2.", "lark", True, False),
        ('{"edits": []}', "schema", True, True),
        ("@ 2\nx = 1\n", "schema", True, False),
        (SPEC, "schema", False, False),
    ],
)
def test_what_obeys(text: str, constraint: str, edits: bool, said: bool | None) -> None:
    assert obeys(Completion(text, constraint=constraint), edits) is said
    assert obeys(Completion(text, "length", constraint=constraint), edits) is None


# ---------------------------------------------------------------- JSON


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_the_tree_as_json_and_back(path: Path) -> None:
    tree = parse(path.read_text("utf-8"))
    text = json.dumps(tree_as_json(tree))
    assert spec_of_json(text) == print_tree(Tree(tree.statements))


def test_the_schema_holds_what_trees_are() -> None:
    _tokens()
    import llguidance

    for strict in (False, True):
        grammar = llguidance.LLMatcher.grammar_from_json_schema(json.dumps(tree_schema(strict)))
        for path in EXAMPLES[::12]:
            text = json.dumps(tree_as_json(parse(path.read_text("utf-8"))), ensure_ascii=False)
            assert taken(grammar, text), path.name
        assert not taken(grammar, '{"statements": [{"node": "Nothing"}]}')
    assert taken(llguidance.LLMatcher.grammar_from_json_schema(json.dumps(edits_schema())), '{"edits": [{"first": 1, "last": 1, "text": "x"}]}')


def test_json_that_is_no_tree() -> None:
    deep: Any = {"node": "Name", "id": "x"}
    for _ in range(90):
        deep = {"node": "Negative", "value": deep}
    for made in (
        None,
        [],
        {},
        {"statements": 3},
        {"statements": ["x"]},
        {"statements": [{"node": "Name", "id": "x"}]},
        {"statements": [{"node": "Object"}]},
        {"statements": [{"node": "Object", "targets": [], "value": {"node": "Binary", "op": "**", "left": deep, "right": deep}}]},
        {"statements": [{"node": "Object", "targets": [], "value": deep}]},
        {"statements": [{"node": "Broken", "text": "x"}]},
    ):
        assert tree_of_json(made) is None
    assert spec_of_json("{") == spec_of_json("[" * 100_000) == ""
