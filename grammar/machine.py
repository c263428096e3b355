"""The LALR machine: runs the tables that the build made of sciml.lark over the tokens of a text.

It differs from a plain one in three things. A line end is skipped where no statement may end (inside brackets, after a comma or an operator,
before a brace). A word is a word only in a state that takes it, else a name. Chains of rules that only rename their one part are taken in one step.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any, Final

from .lexer import KIND, Tokens
from .rows import JUMPS, LIST, NODE, PASS, ROWS, RULE_LIST
from .tables import ENDS, GOALS

__all__ = ["GOES_ON", "Action", "Makers", "Mender", "Stack", "accepts", "bound", "run", "takes"]

Action = Callable[[Any, Any, int, int], Any]
"""Makes a value from the builder, the values of a rule's parts (a token's is its number), the first and the last token."""

Makers = Sequence[Action | None]

_NAME: Final = KIND["NAME"]
_NL: Final = KIND["_NL"]
_END: Final = KIND["$END"]
_BRACE: Final = KIND["LBRACE"]
_UNBRACE: Final = KIND["RBRACE"]
_OPENS: Final = frozenset((KIND["LPAR"], KIND["LSQB"], _BRACE))
_ASIDE: Final = _OPENS | {KIND["RPAR"], KIND["RSQB"], _UNBRACE}
_BRACES: Final = frozenset((_BRACE, _UNBRACE))
_DEEPEST: Final = 64
_FIRST_WORD: Final = KIND["AND"]
GOES_ON: Final = frozenset(
    KIND[k] for k in ("COMMA", "EQUAL", "ABOUT", "COMPARE", "LINK", "PLUS", "MINUS", "TIMES", "POWER", "RANGE", "AND", "OR", "NOT", "IN", "STEP")
)
"""A line end after one of these ends nothing."""

_RENAME: Final = 0
_ALONE: Final = 1
_ALL: Final = 2
_SOME: Final = 3
_ONE: Final = 4
_PARTS: Final = 5
_HEAD: Final = 6
_CHAIN: Final = 7
_GROWN: Final = 8
_MORE: Final = 9
_FIRST: Final = 10
_HALF: Final = 11
_OTHER: Final = 12


def _steps() -> tuple[tuple[int, int, int, Any], ...]:
    """What the loop does for each rule: how its value comes about, the number of parts, 64 times the nonterminal, and `pick`.

    Renamed; a node of its one part, of all parts, of those that `pick` takes (None after the last); one part as it is; the list of all parts; a node, or a
    list, of one part and those of a list; a list that grows by those of another, or by one part; a list of one part; a node of its one part and nothing;
    otherwise.
    """
    made: list[tuple[int, int, int, Any]] = []
    for shape, length, lhs, places, spliced, _ in RULE_LIST:
        form = _OTHER
        pick: Any = None
        if len(places) == 2 and length > 1 and places[0] >= 0 and places[1] < -1:
            form, pick = (_HEAD if shape == NODE else _CHAIN), (places[0], -2 - places[1])
        elif shape == LIST and places == (-2, -3):
            form = _GROWN
        elif shape == LIST and len(places) == 2 and places[0] == -2 and places[1] >= 0:
            form, pick = _MORE, places[1]
        elif shape == LIST and len(places) == 1 and places[0] >= 0:
            form, pick = _FIRST, places[0]
        elif shape == NODE and places == (0, -1) and length == 1:
            form = _HALF
        elif shape == PASS and length:
            form, pick = (_RENAME, None) if length == 1 else (_ONE, places[0])
        elif shape == NODE and not spliced and length:
            if places == tuple(range(length)):
                form = _ALONE if length == 1 else _ALL
            elif len(places) > 1 and length > 1:
                form, pick = _SOME, itemgetter(*places)
        elif shape == LIST and places == tuple(range(length)):
            form = _PARTS
        made.append((form, length, lhs * 64, pick))
    return tuple(made)


_STEPS = _steps()


class Stack:
    """What has been read and waits for its rule: states, values, and the first token of each value. Where reading stopped: at token `at`, which is
    taken for `kind`, after token `last`, in `depth` open brackets; `deep` if it would nest too deeply.
    """

    __slots__ = ("at", "deep", "depth", "firsts", "kind", "last", "states", "values")

    def __init__(self, goal: str) -> None:
        self.states = [GOALS[goal]]
        self.values: list[Any] = []
        self.firsts: list[int] = []
        self.at = self.kind = self.last = self.depth = 0
        self.deep = False


Mender = Callable[[Stack], "tuple[int, int] | None"]
"""Called where a token fits nothing: the token to go on with and how many brackets are open then, or None to give up."""


def accepts(states: Sequence[int], kind: int) -> bool:
    """Whether the machine in these states would take a token of this kind; values are not touched."""
    stack = list(states)
    while True:
        action = ROWS[stack[-1]].get(kind)
        if action is None:
            return False
        if action >= 0:
            return True
        _, length, lhs, *_ = RULE_LIST[~action]
        if length:
            del stack[-length:]
        stack.append(ROWS[stack[-1]][lhs])


def takes(state: int, kind: int) -> bool:
    """Whether the state has any action on this kind."""
    return kind in ROWS[state]


def bound(actions: dict[str, Action]) -> Makers:
    """The action of each rule."""
    return tuple([actions.get(rule[5]) for rule in RULE_LIST])


def run(tokens: Tokens, goal: str, builder: Any, makers: Makers, mend: Mender) -> Any:  # noqa: PLR0915  (one loop, and every step of it counts)
    """The value of the goal, or None where `mend` gave up."""
    kinds, end_state = tokens.kinds, ENDS[goal]
    stack = Stack(goal)
    states, values, firsts = stack.states, stack.values, stack.firsts
    rows, steps, jumps = ROWS, _STEPS, JUMPS
    at = depth = blocks = 0
    last, before = -1, _NL
    row = rows[states[0]]
    while True:
        kind = kinds[at]
        if kind >= _NL:
            if kind == _NL:
                if depth or before in GOES_ON or kinds[at + 1] == _BRACE:
                    at += 1
                    continue
            elif kind >= _FIRST_WORD and kind not in row:
                kind = _NAME
        while True:
            action = row.get(kind)
            if action is None or action >= 0:
                break
            form, length, key, pick = steps[~action]
            if length == 1:
                if form == _ALONE:
                    values[-1] = makers[~action](builder, (values[-1],), firsts[-1], last)  # type: ignore[misc]
                elif form == _HALF:
                    values[-1] = makers[~action](builder, (values[-1], None), firsts[-1], last)  # type: ignore[misc]
                elif form == _FIRST:
                    values[-1] = [values[-1]]
                elif form != _RENAME:
                    values[-1] = _made(~action, values[-1:], builder, makers, firsts[-1], last)
            elif length:
                cut = 1 - length
                parts = values[cut - 1 :]
                del values[cut:], firsts[cut:], states[cut:]
                if form == _ONE:
                    values[-1] = parts[pick]
                elif form == _ALL:
                    values[-1] = makers[~action](builder, parts, firsts[-1], last)  # type: ignore[misc]
                elif form == _SOME:
                    parts.append(None)
                    values[-1] = makers[~action](builder, pick(parts), firsts[-1], last)  # type: ignore[misc]
                elif form == _HEAD:
                    head, rest = pick
                    values[-1] = makers[~action](builder, [parts[head], *parts[rest]], firsts[-1], last)  # type: ignore[misc]
                elif form == _FIRST:
                    values[-1] = [parts[pick]]
                elif form == _GROWN:
                    parts[0] += parts[1]
                    values[-1] = parts[0]
                elif form == _MORE:
                    parts[0].append(parts[pick])
                    values[-1] = parts[0]
                elif form == _PARTS:
                    values[-1] = parts
                elif form == _CHAIN:
                    head, rest = pick
                    values[-1] = [parts[head], *parts[rest]]
                else:
                    values[-1] = _made(~action, parts, builder, makers, firsts[-1], last)
            else:
                values.append(_made(~action, [], builder, makers, at, last))
                firsts.append(at)
                states.append(-1)
            states[-1] = state = jumps[states[-2] * 8192 + key + kind]
            row = rows[state]
        if action is None or (kind in _OPENS and depth + blocks >= _DEEPEST):
            if kind == _END and states[-1] == end_state:
                return values[0]
            stack.at, stack.kind, stack.last, stack.depth, stack.deep = at, kind, last, depth, action is not None
            mended = mend(stack)
            if mended is None:
                return None
            at, depth = mended
            last, before = at - 1, _NL
            row = rows[states[-1]]
            continue
        if kind in _ASIDE:
            if kind in _BRACES:
                blocks += 1 if kind == _BRACE else -1
            else:
                depth += 1 if kind in _OPENS else -1
        states.append(action)
        values.append(at)
        firsts.append(at)
        last, before = at, kind
        at += 1
        row = rows[action]


def _made(rule: int, parts: list[Any], builder: Any, makers: Makers, first: int, last: int) -> Any:
    """The value of a rule whose places are several, spliced or few."""
    shape, _, _, places, spliced, _ = RULE_LIST[rule]
    value = _spliced(parts, places, shape == LIST) if spliced else [parts[p] if p >= 0 else None for p in places]
    return makers[rule](builder, value, first, last) if shape == NODE else value  # type: ignore[misc]


def _spliced(parts: list[Any], places: tuple[int, ...], grows: bool) -> list[Any]:
    """The values of a rule's parts, lists among them spliced; a list rule goes on with its own list."""
    if grows and places[0] < -1:
        made: list[Any] = parts[-2 - places[0]]
        places = places[1:]
    else:
        made = []
    for p in places:
        if p >= 0:
            made.append(parts[p])
        elif p == -1:
            made.append(None)
        else:
            made.extend(parts[-2 - p])
    return made
