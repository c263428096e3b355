"""The workflow of the paper's ImgCoder, as a baseline: a plan and a matplotlib script in one answer. The script is kept and never run here."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from ..grammar.record import Record
from .answers import read_script
from .plan import Plan, read_plan
from .problem import Problem
from .prompts import prompt
from .providers import Message, Provider, ProviderError, Request, Usage
from .words import problem_text

__all__ = ["Script", "again", "write_script"]


class Script(Record):
    """plan: the first section of the answer; code: "" if no script that reads as Python came; why: what was wrong with the last answer, if it was."""

    plan: Plan
    code: str
    usage: Usage
    answers: tuple[str, ...] = ()
    why: str = ""


def write_script(problem: Problem, provider: Provider, *, rounds: int = 2, seed: int = 0, temperature: float = 0.6, max_tokens: int = 8192) -> Script:
    """Plan and script of a problem. An answer that holds no Python is asked for again, `rounds` times. Raises ProviderError."""
    answers: list[str] = []
    usage = Usage()

    def ask(messages: Sequence[Message]) -> str:
        nonlocal usage
        made = provider.complete(Request(tuple(messages), None, 1, seed + len(answers), temperature, max_tokens))
        if not made:
            raise ProviderError("malformed", "the provider gave no answer")
        usage = usage + made[0].usage
        answers.append(made[0].text)
        return made[0].text

    first = ask(prompt("imgcoder/write", problem=problem_text(problem.text)))
    plan = read_plan(first.partition("```")[0].partition("Section 2")[0])
    code = read_script(first)
    why = _wrong(code)
    for _ in range(rounds):
        if not why:
            break
        code = read_script(ask(again(problem, code, why))) or code
        why = _wrong(code)
    return Script(plan, "" if why else code, usage, tuple(answers), why)


def again(problem: Problem, code: str, findings: str) -> tuple[Message, ...]:
    """Asks for a script anew, with what went wrong: here that it is no Python, elsewhere what running it said."""
    return prompt("imgcoder/repair", problem=problem_text(problem.text), code=code or "(none)", findings=findings)


def _wrong(code: str) -> str:
    if not code.strip():
        return "The answer holds no Python script between ```python and ```."
    try:
        ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as e:
        line = getattr(e, "lineno", None)
        return f"{type(e).__name__}{f' in line {line}' if line else ''}: {getattr(e, 'msg', '') or 'it is no Python'}"
    return ""
