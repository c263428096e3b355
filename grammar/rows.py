"""The tables that the machine runs, each row made when it is first asked for. A file of its own, since these are dictionaries of a kind that a native
module has not."""

from __future__ import annotations

from .tables import RULES, STATES

__all__ = ["JUMPS", "LIST", "NODE", "PASS", "ROWS", "RULE_LIST"]

NODE, PASS, LIST = 0, 1, 2


def _rules() -> tuple[tuple[int, int, int, tuple[int, ...], bool, str], ...]:
    """(shape, length, nonterminal, places, whether lists are spliced, tag) of each rule; place n is -1, a spliced place k is -2 - k."""
    made = []
    for line in RULES.splitlines():
        tag, lhs, length, *plan = line.split()
        places = tuple(-1 if p == "n" else -2 - int(p[1:]) if p[0] == "i" else int(p) for p in plan)
        shape = PASS if tag == "=" else LIST if tag == "_" else NODE
        made.append((shape, int(length), int(lhs), places, any(p < -1 for p in places), tag))
    return tuple(made)


class _Rows(dict[int, dict[int, int]]):
    """The actions of each state, made from its line when the state is first reached."""

    lines = STATES.splitlines()

    def __missing__(self, state: int) -> dict[int, int]:
        cells = [int(c) for c in self.lines[state].split()]
        row = self[state] = dict(zip(cells[::2], cells[1::2], strict=True))
        return row


RULE_LIST = _rules()
ROWS = _Rows()
_RENAMES = tuple(rule[0] == PASS and rule[1] == 1 for rule in RULE_LIST)


class _Jumps(dict[int, int]):
    """State below times 8192, nonterminal times 64 and kind of the next token -> the state after it, renamings that must follow before that token done."""

    def __missing__(self, key: int) -> int:
        below, lhs, kind = key // 8192, key // 64 % 128, key % 64
        state = ROWS[below][lhs]
        while True:
            action = ROWS[state].get(kind)
            if action is None or action >= 0 or not _RENAMES[~action]:
                break
            state = ROWS[below][RULE_LIST[~action][2]]
        self[key] = state
        return state


JUMPS = _Jumps()
