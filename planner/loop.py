"""Understand, plan, write, compile, repair: one problem to one item."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..diagnostic import ERROR, WARNING
from ..document import Document, compile
from ..grammar.record import Record, field
from .answers import apply_edits, read_edits, read_spec, read_subjects
from .draft import Abstention
from .grammars import Grammar, edits_grammar, language, obeys, specialised
from .plan import Plan, read_plan
from .problem import Problem
from .prompts import digest, prompt
from .providers import Completion, Message, Provider, ProviderError, Request, Usage
from .repair import cut, findings, kept, mended, signature, unreadable
from .score import Score, score
from .trace import Trace, trace
from .understand import Understanding, understand
from .words import guide_for, numbered, problem_text, said, vocabulary

__all__ = ["ABSTAINED", "DRAWN", "FAILED", "Attempt", "Item", "Options", "draw"]

DRAWN, ABSTAINED, FAILED = "drawn", "abstained", "failed"


class Options(Record):
    """n: candidates, of which the best is kept; rounds: of repair for each; grammar: problem, language or off; seed: of the first candidate;
    one_call: plan and spec in one answer (without a grammar, since a plan is free text)."""

    n: int = 1
    rounds: int = 2
    grammar: str = "language"
    temperature: float = 0.6
    max_tokens: int = 4096
    seed: int = 0
    one_call: bool = False


class Attempt(Record):
    """One text that was compiled. candidate: from 0; round: of repair, 0 for the first text; how: template, written, fixed (by the compiler's own fixes) or
    edited; errors, warnings: codes; score: as best-of-n compares it, larger is better; answer: of the model as it came; obeyed: whether an answer that
    was held to a grammar is of it, None where none was sent or the answer was cut off."""

    candidate: int
    round: int
    how: str
    spec: str
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    score: tuple[int, ...] = ()
    answer: str = ""
    finish: str = ""
    constraint: str = ""
    obeyed: bool | None = None


class Item(Record):
    """A problem and what became of it. status: drawn (proved, nothing shown that is asked), abstained (the embedded planner would have guessed) or failed;
    why: one sentence where it was not drawn; report: of the compiler, for the spec; document: the compiled spec, from which the caller renders;
    provider: what answered, under which prompts and grammar."""

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
    work = _Work(problem, understanding, options or Options())
    if provider is None:
        return work.drafted()
    return work.asked(provider)


class _Candidate:
    """A spec on its way. best: the text that stands so far, its document, trace and score; tried: what was wrong in earlier rounds."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.best: tuple[Score, str, Document, Trace] | None = None
        self.last: tuple[str, Document, Trace] | None = None
        self.tried: set[object] = set()
        self.finish = "stop"
        self.stuck = ""
        """Why no further round is worth it."""

    @property
    def clean(self) -> bool:
        return self.best is not None and self.best[0].clean and self.finish != "length"


class _Work:
    """One run of the loop: what is the same in all its steps, and what it has used."""

    def __init__(self, problem: Problem, understanding: Understanding, options: Options) -> None:
        self.problem, self.understanding, self.options = problem, understanding, options
        self.attempts: list[Attempt] = []
        self.usage = Usage()
        self.plan = Plan()
        self.who: dict[str, Any] = {}
        self.text = problem_text(problem.text)

    # ------------------------------------------------------------ the two ways

    def drafted(self) -> Item:
        """By the embedded planner, which abstains where it would have to guess."""
        from .template import draft

        self.who = {"name": "template"}
        made = draft(self.problem, self.understanding)
        if isinstance(made, Abstention):
            return self.item([], made.reason, ABSTAINED)
        self.who["family"] = made.family
        candidate = _Candidate(0)
        self.compiled(candidate, made.spec, 0, "template")
        return self.item([candidate])

    def asked(self, provider: Provider) -> Item:
        """By a model: plan, write, then rounds of repair until one candidate has nothing left to mend."""
        self.who = {**provider.identity(), "prompts": f"sciml:{digest('sciml')}", "grammar": self.options.grammar, "temperature": self.options.temperature}
        subjects = () if self.options.one_call else self.planned(provider)
        candidates = self.written(provider, subjects)
        why = ""
        for round in range(1, self.options.rounds + 1):
            if any(c.clean for c in candidates):
                break
            try:
                for c in sorted((c for c in candidates if not c.stuck), key=_merit, reverse=True):
                    self.repaired(provider, c, round, subjects)
                    if c.clean:
                        break
            except ProviderError as e:
                if not any(c.best is not None and c.best[0].drawn for c in candidates):
                    raise
                why = f"repair ended: {e}"
                break
        return self.item(candidates, why)

    # ------------------------------------------------------------ steps

    def planned(self, provider: Provider) -> tuple[str, ...]:
        asked = prompt("sciml/plan", problem=self.text, understanding=said(self.understanding), vocabulary=vocabulary())
        answer = self.ask(provider, asked, None, 1)[0]
        self.plan = read_plan(answer.text)
        return read_subjects(answer.text)

    def written(self, provider: Provider, subjects: tuple[str, ...]) -> list[_Candidate]:
        parts = {"problem": self.text, "understanding": said(self.understanding), "guide": guide_for(subjects)}
        if self.options.one_call:
            answers = self.ask(provider, prompt("sciml/one_call", **parts), None, self.options.n)
            self.plan = read_plan(answers[0].text.partition("```")[0])
        else:
            answers = self.ask(provider, prompt("sciml/write", **parts, plan=self.plan.as_text()), self.grammar(), self.options.n)
        candidates = [_Candidate(i) for i in range(len(answers))]
        for c, answer in zip(candidates, answers, strict=True):
            spec = read_spec(answer.text)
            if answer.finish == "length":
                spec = kept(spec, answer.text.endswith("\n"))
            c.finish = answer.finish
            self.compiled(c, spec, 0, "written", answer)
        return candidates

    def repaired(self, provider: Provider, c: _Candidate, round: int, subjects: tuple[str, ...]) -> None:
        """One round: what is wrong goes back, edits come, the text is compiled again. Stops a candidate for which a round brought nothing."""
        assert c.last is not None
        spec, document, traced = c.last
        told = findings(document, traced) if spec else unreadable("", c.finish)
        if c.finish == "length" and spec:
            told = "\n".join(filter(None, [cut(spec), told]))
        parts = {"problem": self.text, "spec": numbered(spec) or "(none)", "findings": told, "guide": guide_for(subjects)}
        answer = self.ask(provider, prompt("sciml/repair", **parts), edits_grammar(self.grammar()) if spec else self.grammar(), 1)[0]
        edits = read_edits(answer.text, spec) if spec else None
        made = apply_edits(spec, edits) if edits is not None else "" if spec else read_spec(answer.text)
        c.finish = "stop" if answer.finish == "length" and made else answer.finish
        if not made or made == spec:
            c.stuck = "the answer changed nothing"
            self.attempts.append(_attempt(c.number, round, "edited", spec, document, c.best[0] if c.best else None, answer))
            return
        self.compiled(c, made, round, "edited", answer)

    def compiled(self, c: _Candidate, spec: str, round: int, how: str, answer: Completion | None = None) -> None:
        """Compile a text, and once more with the compiler's own fixes; keep what is best."""
        wrong = self.tried(c, spec, round, how, answer)
        assert c.last is not None
        better = mended(spec, c.last[1])
        if better != spec:
            wrong = self.tried(c, better, round, "fixed")
        if wrong in c.tried:
            c.stuck = "the same is wrong as before"
        c.tried.add(wrong)
        assert c.best is not None
        c.last = c.best[1:]  # what made it worse is not gone on with

    def tried(self, c: _Candidate, spec: str, round: int, how: str, answer: Completion | None = None) -> object:
        document = compile(spec, name=self.problem.id)
        traced = trace(document, self.understanding) if document.ok else Trace()
        made = score(document, traced, self.understanding)
        self.attempts.append(_attempt(c.number, round, how, spec, document, made, answer))
        c.last = (spec, document, traced)
        if c.best is None or made.as_tuple() > c.best[0].as_tuple():
            c.best = (made, spec, document, traced)
        return signature(document, traced)

    def ask(self, provider: Provider, messages: tuple[Message, ...], grammar: Grammar | None, n: int) -> Sequence[Completion]:
        o = self.options
        answers = provider.complete(Request(messages, grammar, n, o.seed, o.temperature, o.max_tokens))
        if not answers:
            raise ProviderError("malformed", "the provider gave no answer")
        for a in answers:
            self.usage = self.usage + a.usage
        if answers[0].model:
            self.who["model"] = answers[0].model
        return answers

    def grammar(self) -> Grammar | None:
        if self.options.grammar == "off":
            return None
        return specialised(language(), self.understanding) if self.options.grammar == "problem" else language()

    # ------------------------------------------------------------ the end

    def item(self, candidates: list[_Candidate], why: str = "", status: str = "") -> Item:
        """Of all candidates the best text that any of them had."""
        obeyed = [a.obeyed for a in self.attempts if a.constraint]
        if obeyed:
            self.who["constraint"] = {"sent": len(obeyed), "ignored": sum(o is False for o in obeyed)}
        c = max((c for c in candidates if c.best is not None), key=_merit, default=None)
        if c is None or c.best is None:
            made = status or FAILED
            return Item(self.problem, self.understanding, made, self.plan, attempts=tuple(self.attempts), usage=self.usage, provider=self.who, why=why)
        made_score, spec, document, traced = c.best
        if made_score.drawn and traced.leaked:
            status, why = FAILED, "the figure shows what is asked"
        elif made_score.drawn:
            status = DRAWN
        else:
            status = FAILED
            first = next((d for d in document.diagnostics if d.severity == ERROR), None)
            why = first.sentence() if first is not None else "the answer holds no spec" if not spec.strip() else "there is nothing to draw"
        return Item(
            self.problem,
            self.understanding,
            status,
            self.plan,
            spec,
            tuple(self.attempts),
            document.report,
            traced,
            self.usage,
            self.who,
            why,
            document,
        )


def _merit(c: _Candidate) -> tuple[tuple[int, ...], int]:
    """The better first; of equals the earlier."""
    return c.best[0].as_tuple() if c.best is not None else (), -c.number


def _attempt(candidate: int, round: int, how: str, spec: str, document: Document, made: Score | None, answer: Completion | None) -> Attempt:
    codes = [(d.severity, d.code) for d in document.diagnostics]
    return Attempt(
        candidate,
        round,
        how,
        spec,
        tuple(code for severity, code in codes if severity == ERROR),
        tuple(code for severity, code in codes if severity == WARNING),
        made.as_tuple() if made is not None else (),
        answer.text if answer is not None else "",
        answer.finish if answer is not None else "",
        answer.constraint if answer is not None else "",
        obeys(answer, how == "edited") if answer is not None else None,
    )
