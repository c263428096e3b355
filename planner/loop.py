"""Understand, plan, write, compile, repair: one problem to one item."""

from __future__ import annotations

from typing import Any

from ..document import Document, compile
from ..grammar.record import Record, field
from .draft import Abstention, Draft
from .plan import Plan
from .problem import Problem
from .providers import Provider, Usage
from .trace import Trace, trace
from .understand import Understanding, understand

__all__ = ["ABSTAINED", "DRAWN", "FAILED", "Attempt", "Item", "Options", "draw"]

DRAWN, ABSTAINED, FAILED = "drawn", "abstained", "failed"


class Options(Record):
    """n: candidates, of which the best is kept; rounds: of repair for each; grammar: problem, language or off; prompts: sciml or imgcoder;
    seed: of the first candidate; one_call: plan and spec in one answer."""

    n: int = 1
    rounds: int = 2
    grammar: str = "language"
    prompts: str = "sciml"
    temperature: float = 0.6
    max_tokens: int = 4096
    seed: int = 0
    one_call: bool = False


class Attempt(Record):
    """One text that was compiled. candidate: from 0; round: of repair, 0 for the first text; how: template, written, fixed (by the compiler's own fixes) or
    edited; errors, warnings: codes; score: as best-of-n compares it, larger is better; answer: of the model as it came."""

    candidate: int
    round: int
    how: str
    spec: str
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    score: tuple[float, ...] = ()
    answer: str = ""
    finish: str = ""
    constraint: str = ""


class Item(Record):
    """A problem and what became of it. status: drawn (proved, no error), abstained (the embedded planner would have guessed) or failed; why: one sentence
    where it was not drawn; report: of the compiler, for the spec; document: the compiled spec, from which the caller renders."""

    problem: Problem
    understanding: Understanding
    status: str
    plan: Plan = Plan()
    spec: str = ""
    attempts: tuple[Attempt, ...] = ()
    report: dict[str, Any] = field(default_factory=dict, compare=False)
    trace: Trace = Trace()
    usage: Usage = Usage()
    provider: dict[str, Any] = field(default_factory=dict, compare=False)
    why: str = ""
    document: Document | None = field(default=None, compare=False)


def draw(problem: Problem, provider: Provider | None = None, options: Options | None = None) -> Item:
    """The figure of a problem. Without a provider the embedded planner drafts it. Raises ProviderError if no answer came; nothing is rendered."""
    understanding = understand(problem)
    drafted = _drafted(problem, understanding)
    who = {"name": "template"}
    if isinstance(drafted, Abstention):
        return Item(problem, understanding, ABSTAINED, why=drafted.reason, provider=who)
    document = compile(drafted.spec, name=problem.id)
    errors = tuple(d.code for d in document.diagnostics if d.severity == "error")
    status = DRAWN if document.ok else FAILED
    return Item(
        problem,
        understanding,
        status,
        spec=drafted.spec,
        attempts=(Attempt(0, 0, "template", drafted.spec, errors),),
        report=document.report,
        trace=trace(document, understanding),
        provider=who,
        document=document,
    )


def _drafted(problem: Problem, understanding: Understanding) -> Draft | Abstention:
    try:
        from .template import draft
    except ImportError:
        return Abstention("this build has no embedded planner; name a provider with --provider")
    return draft(problem, understanding)
