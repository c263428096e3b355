"""Compiles sciml.lark into tables.py and writes strict.lark beside it: `python -m sciml.grammar.build`.

Only this command and the tests import Lark; `parse` runs the tables. Lark's strict mode says that there is no conflict.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .strict import strict_grammar

if TYPE_CHECKING:
    from lark import Lark

__all__ = ["GOALS", "HERE", "accepting", "main", "strict", "tables"]

GOALS = ["start", "formula"]
HERE = Path(__file__).parent
FIRST = ("NAME", "NUMBER", "QUANTITY", "STRING", "COEFFICIENT", "RAISED")
"""Terminals that lead the numbering; then signs, then words, so that the driver tells the groups by one comparison."""


def accepting(**options: Any) -> Lark:
    """Lark's own parser of sciml.lark."""
    from lark import Lark

    text = (HERE / "sciml.lark").read_text(encoding="utf-8")
    return Lark(text, parser="lalr", lexer="contextual", start=GOALS, debug=False, **options)


def tables() -> str:
    """The text of tables.py."""
    lark = accepting(strict=True)
    words, signs, patterns, ignored = _sorted_terminals(lark)
    names = [*FIRST, *sorted(set(signs.values())), "BROKEN", "_NL", "$END", *sorted(words.values())]
    rules = list(lark.rules)
    kinds = {name: k for k, name in enumerate(names)}
    for rule in rules:
        kinds.setdefault(rule.origin.name, len(kinds))
    number = {id(rule): k for k, rule in enumerate(rules)}
    lines = [_rule_line(rule, kinds) for rule in rules]
    rows, goals, ends = _rows(lark, kinds, number)
    out = [
        '"""Generated from sciml.lark by `python -m sciml.grammar.build`; not edited by hand."""',
        "# ruff: noqa",
        "# fmt: off",
        "",
        f"TERMINALS = {_wrapped(names)}",
        f"WORDS = {_wrapped(sorted(words.items()))}",
        f"SIGNS = {_wrapped(sorted(signs.items()))}",
        f"GROUPS = {_wrapped([name for name, _ in patterns])}",
        f"PATTERN = (\n{_chunks(_master(patterns, signs, ignored))}\n)",
        f"GOALS = {goals!r}",
        f"ENDS = {ends!r}",
        "# A rule a line: tag, its nonterminal, its length, then what its value is made of: a place, i and a place whose list is spliced, or n for nothing.",
        'RULES = """\\\n' + "\n".join(lines) + '\n"""',
        "# A state a line: symbol and action, a state to go to or, from -1 down, a rule to reduce.",
        'STATES = """\\\n' + "\n".join(rows) + '\n"""',
        "",
    ]
    return "\n".join(out)


def _wrapped(items: list[Any]) -> str:
    lines, line = [], ""
    for item in items:
        piece = ascii(item) + ", "
        if len(line) + len(piece) > 140:
            lines.append(line)
            line = ""
        line += piece
    return "(\n" + "\n".join("    " + x.rstrip() for x in [*lines, line]) + "\n)"


def _chunks(text: str) -> str:
    return "\n".join("    " + ascii(text[k : k + 100]) for k in range(0, len(text), 100))


def _sorted_terminals(lark: Lark) -> tuple[dict[str, str], dict[str, str], list[tuple[str, str]], list[tuple[str, str]]]:
    """Words and signs by their text; the other terminals' patterns in the order to try them; ignored patterns."""
    words: dict[str, str] = {}
    signs: dict[str, str] = {}
    patterns: list[tuple[int, str, str]] = []
    ignored: list[tuple[str, str]] = []
    for t in lark.terminals:
        regex = t.pattern.to_regexp()
        word = re.fullmatch(r"([a-z]+)\(\?!\[\\w'\]\)", regex)
        if t.name in lark.ignore_tokens:
            ignored.append((t.name, regex))
        elif word:
            words[word[1]] = t.name
        elif t.name in ("_NL", "BROKEN"):
            continue
        elif (texts := _finite(regex)) is not None:
            signs.update(dict.fromkeys(texts, t.name))
        else:
            patterns.append((-t.priority, t.name, regex))
    return words, signs, [(name, regex) for _, name, regex in sorted(patterns)], ignored


def _finite(regex: str) -> list[str] | None:
    """All texts of a pattern that has finitely many, its closing look-ahead left aside."""
    from re import _parser

    def texts(parsed: Any) -> Iterator[str] | None:
        found = [""]
        for op, arg in parsed:
            name = str(op)
            if name == "LITERAL":
                more = [chr(arg)]
            elif name == "ASSERT_NOT":
                more = [""]
            elif name == "SUBPATTERN":
                more = list(texts(arg[3]) or ())
            elif name == "IN" and all(str(o) == "LITERAL" for o, _ in arg):
                more = [chr(a) for _, a in arg]
            elif name == "BRANCH":
                parts = [texts(p) for p in arg[1]]
                more = [] if None in parts else [x for p in parts if p for x in p]
            else:
                return None
            if not more:
                return None
            found = [a + b for a in found for b in more]
        return iter(found)

    made = texts(_parser.parse(regex))
    return None if made is None else sorted(made)


_LETTER, _NO_PREFIX = "[^\\W\\d]", "[^\\W\\drRfF]"
"""How a name begins, and how one begins that cannot be the letter before a text: r"..." """
_ALONE = "(),;[]{}"
"""Signs that nothing else begins with."""


def _master(patterns: list[tuple[str, str]], signs: dict[str, str], ignored: list[tuple[str, str]]) -> str:
    """One pattern for the next token: a group each for comments, most names, most signs (to find these two first is quick), the patterns, signs, line ends
    and what is left over."""
    blank = [p for _, p in ignored if p == "[ \t]+"]
    starts = [p for _, p in ignored if p.startswith(("^", "(?m:^"))]
    comments = [p for _, p in ignored if p not in blank and p not in starts]
    sign = "|".join(re.escape(s) for s in sorted(signs, key=lambda s: (-len(s), s)))
    name = dict(patterns)["NAME"]
    if not name.startswith(_LETTER):
        raise ValueError("names begin with a letter")
    quick = [_NO_PREFIX + name.removeprefix(_LETTER), f"[{re.escape(_ALONE)}]"]
    groups = [regex for name, regex in patterns if name == "STRING"] + comments + [regex for name, regex in patterns if name != "STRING"] + [sign, "\n"]
    inner = "|".join(f"({g})" for g in quick + groups)
    return f"({'|'.join(starts)})|[ \\t]*(?:{inner}|([^ \\t]))"


def _rule_line(rule: Any, kinds: dict[str, int]) -> str:
    """`tag lhs length plan...`"""
    inline = rule.origin.name.startswith("_")
    plan: list[str] = []
    empty = list(rule.options.empty_indices or ())
    place = 0
    for missing in empty or [False] * len(rule.expansion):
        if missing:
            plan.append("n")
            continue
        symbol = rule.expansion[place]
        if symbol.is_term:
            if not symbol.filter_out:
                plan.append(str(place))
        else:
            plan.append(("i" if symbol.name.startswith("_") else "") + str(place))
        place += 1
    passes = rule.options.expand1 and not rule.alias and len(plan) == 1 and plan[0].isdigit()
    if rule.options.expand1 and not rule.alias and not passes:
        raise ValueError(f"give the alternative a name: {rule}")
    tag = "_" if inline else "=" if passes else rule.alias or rule.origin.name
    return " ".join([tag, str(kinds[rule.origin.name]), str(len(rule.expansion)), *plan])


def _rows(lark: Lark, kinds: dict[str, int], number: dict[int, int]) -> tuple[list[str], dict[str, int], dict[str, int]]:
    """The states in the order in which they are first reached, so that the same grammar gives the same text."""
    from lark.parsers.lalr_analysis import Shift

    table = lark.parser.parser._parse_table
    by_rule = {rule: k for k, rule in enumerate(lark.rules)}
    order: dict[Any, int] = {}
    queue: list[Any] = []

    def place(state: Any) -> int:
        if state not in order:
            order[state] = len(order)
            queue.append(state)
        return order[state]

    goals = {goal: place(table.start_states[goal]) for goal in GOALS}
    rows = []
    done = 0
    while done < len(queue):
        row = table.states[queue[done]]
        done += 1
        cells = []
        for symbol in sorted(row, key=lambda s: kinds.get(s, -1)):
            action, arg = row[symbol]
            if symbol in GOALS or symbol in kinds:
                cells.append(f"{kinds[symbol]} {place(arg) if action is Shift else -1 - by_rule[arg]}")
        rows.append(" ".join(cells))
    return rows, goals, {goal: order[table.end_states[goal]] for goal in GOALS}


def strict() -> str:
    """The text of strict.lark."""
    return strict_grammar((HERE / "units.txt").read_text(encoding="utf-8").split())


def main() -> None:
    (HERE / "tables.py").write_text(tables(), encoding="utf-8")
    (HERE / "strict.lark").write_text(strict(), encoding="utf-8")


if __name__ == "__main__":
    main()
