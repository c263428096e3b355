"""The strict grammar: lark and llguidance (and xgrammar, where it is installed) take the same texts for it, and the reader and the printer agree."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from re import _parser
from typing import Any

import pytest

from sciml import unit_table
from sciml.grammar import build, parse, print_tree
from sciml.grammar.strict import RESERVED, strict_grammar

lark = pytest.importorskip("lark")

STRICT = (build.HERE / "strict.lark").read_text(encoding="utf-8")
PAPER = Path(__file__).parents[2] / "shared" / "design" / "paper-trial"


@cache
def by_lark(start: str) -> Callable[[str], bool]:
    parser = lark.Lark(STRICT, parser="earley", lexer="dynamic", start=start)

    def accepts(text: str) -> bool:
        try:
            parser.parse(text)
        except lark.exceptions.LarkError:
            return False
        return True

    return accepts


@cache
def by_llguidance() -> Callable[[str], bool]:
    llguidance = pytest.importorskip("llguidance")
    tokenizer = llguidance.LLTokenizer("byte")
    grammar = llguidance.LLMatcher.grammar_from_lark(STRICT)
    assert not llguidance.LLMatcher(tokenizer, grammar).is_error()

    def accepts(text: str) -> bool:
        matcher = llguidance.LLMatcher(tokenizer, grammar)
        tokens = tokenizer.tokenize_str(text)
        return bool(matcher.try_consume_tokens(tokens) == len(tokens) and matcher.is_accepting())

    return accepts


@cache
def by_xgrammar() -> Callable[[str], bool]:
    xgrammar = pytest.importorskip("xgrammar")
    info = xgrammar.TokenizerInfo([bytes([k]) for k in range(256)], vocab_type=xgrammar.VocabType.RAW, vocab_size=256, stop_token_ids=[0])
    compiled = xgrammar.GrammarCompiler(info, cache_enabled=False).compile_grammar(xgrammar.Grammar.from_lark(STRICT))

    def accepts(text: str) -> bool:
        matcher = xgrammar.GrammarMatcher(compiled, terminate_without_stop_token=True)
        return bool(matcher.accept_string(text) and matcher.is_completed()) if text else True

    return accepts


class Sampler:
    """Random texts of the strict grammar, from its rules as Lark has read them."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        grammar = lark.Lark(STRICT, parser="earley", start="start")
        self.rules: dict[str, list[list[Any]]] = {}
        for rule in sorted(grammar.rules, key=str):  # Lark's order is that of a set
            self.rules.setdefault(rule.origin.name, []).append(list(rule.expansion))
        self.patterns = {t.name: _parser.parse(t.pattern.to_regexp()) for t in grammar.terminals}
        self.height = self.heights()

    def heights(self) -> dict[str, int]:
        """The least height of a derivation from each rule."""
        height = dict.fromkeys(self.rules, 10**6)
        changed = True
        while changed:
            changed = False
            for name, options in self.rules.items():
                least = 1 + min(max([0 if s.is_term else height[s.name] for s in option], default=0) for option in options)
                changed |= least < height[name]
                height[name] = min(height[name], least)
        return height

    def text(self, name: str = "start", depth: int = 26) -> str:
        options = self.rules[name]
        fit = [o for o in options if all(s.is_term or self.height[s.name] < depth for s in o)]
        option = self.random.choice(fit or [min(options, key=lambda o: max([0 if s.is_term else self.height[s.name] for s in o], default=0))])
        return "".join([self.terminal(self.patterns[s.name]) if s.is_term else self.text(s.name, depth - 1) for s in option])

    def terminal(self, pattern: Any) -> str:
        out = ""
        for op, arg in pattern:
            kind = str(op)
            if kind == "LITERAL":
                out += chr(arg)
            elif kind == "IN":
                sort, value = self.random.choice(arg)
                out += chr(value) if str(sort) == "LITERAL" else chr(self.random.choice([value[0], value[1], self.random.randint(*value)]))
            elif kind == "BRANCH":
                out += self.terminal(self.random.choice(arg[1]))
            elif kind == "SUBPATTERN":
                out += self.terminal(arg[3])
            elif kind == "MAX_REPEAT":
                out += "".join([self.terminal(arg[2]) for _ in range(min(arg[1], arg[0] + self.random.choice([0, 0, 1, 2])))])
            else:
                raise AssertionError(kind)
        return out

    def mutant(self, text: str) -> str:
        """The text with a sign or two lost, doubled, moved or put in."""
        for _ in range(self.random.choice([1, 1, 2])):
            k = self.random.randrange(len(text) + 1)
            kind = self.random.randrange(4)
            if kind == 0:
                text = text[:k] + text[k + 1 :]
            elif kind == 1:
                text = text[:k] + text[k : k + 1] + text[k:]
            elif kind == 2:
                text = text[:k] + self.random.choice(' (){}[]",;=+-*/^.<>~\n#1a') + text[k:]
            else:
                j = self.random.randrange(len(text) + 1)
                text = text[:k] + text[j : j + 3] + text[k:]
        return text


def canonical(text: str) -> bool:
    """Whether the reader takes the text as it is, and prints it as it is."""
    tree = parse(text)
    return not tree.faults and not tree.repairs and print_tree(tree) == text


def test_file_is_generated() -> None:
    assert build.strict() == STRICT


def test_portable_subset() -> None:
    """No priorities, look-around, templates, declarations, ignored blanks (a class of signs may hold anything)."""
    bare = re.sub(r"\[(?:\\.|[^\]\\])*\]", "[]", re.sub("//.*", "", STRICT))
    assert not re.search(r"\(\?|^[A-Z_]+\.\d|^\w+\{|%", re.sub(r"BARE_UNIT: .*|UNIT: .*", "", bare), re.MULTILINE)


def test_names_are_all_but_the_reserved_words() -> None:
    name = next(t.pattern.to_regexp() for t in lark.Lark(STRICT, parser="earley").terminals if t.name == "NAME")
    for word in RESERVED:
        assert not re.fullmatch(name, word)
        for other in (word[:-1], word + "s", word.capitalize(), word + "_", "x" + word, word + "'", word + "1"):
            assert re.fullmatch(name, other) is not None or other in RESERVED
    assert re.fullmatch(name, "mu_k") and re.fullmatch(name, "A1B'") and re.fullmatch(name, "θ") and not re.fullmatch(name, "1a")


def test_samples_are_canonical_and_read_alike() -> None:
    sampler = Sampler(7)
    texts = [sampler.text(depth=18 + k % 14) for k in range(160)]
    wrong = [t for t in texts if not canonical(t)]
    assert not wrong, wrong[0]
    ll = by_llguidance()
    assert [t for t in texts if not ll(t)] == []
    by = by_lark("start")
    assert [t for t in texts if len(t) < 80 and not by(t)] == []


def test_mutants_are_judged_alike() -> None:
    sampler = Sampler(11)
    ll, by = by_llguidance(), by_lark("start")
    texts = [t for t in (sampler.mutant(sampler.text(depth=18 + k % 12)) for k in range(240)) if len(t) < 70]
    assert [t for t in texts if ll(t) != by(t)] == []
    assert [t for t in texts if ll(t) and not canonical(t)] == []


def test_xgrammar_agrees() -> None:
    xg, ll, sampler = by_xgrammar(), by_llguidance(), Sampler(3)
    texts = [sampler.text(depth=18 + k % 10) for k in range(150)]
    texts += [sampler.mutant(t) for t in texts]
    assert [t for t in texts if xg(t) != ll(t)] == []


def test_units_are_those_of_the_language() -> None:
    """If this fails, write the list to grammar/units.txt, a unit a line, and run `python -m sciml.grammar.build`."""
    plain = {symbol: prefixes.split() for symbol, (_, prefixes) in unit_table.UNITS.items() if symbol.isascii()}
    units = sorted({*plain, *unit_table.WORDS, *(prefix + symbol for symbol, prefixes in plain.items() for prefix in prefixes)})
    assert (build.HERE / "units.txt").read_text(encoding="utf-8").split() == units


def test_other_units() -> None:
    assert "UNIT: / (mol|m)/" in strict_grammar(["m", "mol"])


@pytest.mark.skipif(not PAPER.exists(), reason="the trial specs are not part of the project")
def test_trial_specs_print_strict() -> None:
    ll = by_llguidance()
    for path in sorted(PAPER.glob("*/*.sciml")):
        assert ll(print_tree(parse(path.read_text(encoding="utf-8")))), path.name


def test_examples_print_strict() -> None:
    ll = by_llguidance()
    for path in sorted((Path(__file__).parents[1] / "examples").glob("*/*.sciml")):
        assert ll(print_tree(parse(path.read_text(encoding="utf-8")))), path.name
