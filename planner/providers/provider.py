"""The interface of a provider of answers: messages in, completions out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from ...grammar.record import Record

if TYPE_CHECKING:
    from ..grammars import Grammar

__all__ = ["Completion", "Limits", "Message", "Price", "Provider", "ProviderError", "Request", "Usage"]


class Message(Record):
    """role: system, user or assistant; images: PNG bytes."""

    role: str
    text: str
    images: tuple[bytes, ...] = ()


class Usage(Record):
    """Tokens as the provider counted them (0 where it does not say), and calls."""

    prompt: int = 0
    completion: int = 0
    calls: int = 0

    def __add__(self, other: Usage) -> Usage:
        return Usage(self.prompt + other.prompt, self.completion + other.completion, self.calls + other.calls)


class Limits(Record):
    """concurrency: requests at once; per_minute: requests a minute, 0 for no limit."""

    concurrency: int = 1
    per_minute: int = 0


class Price(Record):
    """Of a million tokens."""

    prompt: float = 0.0
    completion: float = 0.0
    currency: str = "USD"

    def of(self, usage: Usage) -> float:
        return (usage.prompt * self.prompt + usage.completion * self.completion) / 1e6


class Request(Record):
    """grammar: what the answer must be a text of, where the provider can hold it to that (see `Grammar`: it carries each notation); n: answers wanted;
    seed: 0 and up; stop: texts that end the answer."""

    messages: tuple[Message, ...]
    grammar: Grammar | None = None
    n: int = 1
    seed: int = 0
    temperature: float = 0.6
    max_tokens: int = 4096
    stop: tuple[str, ...] = ()


class Completion(Record):
    """finish: stop, length, filter or other; constraint: the notation of the grammar that was sent (lark, gbnf, ebnf, schema, mask), "" if none was;
    reasoning: what a reasoning model said before."""

    text: str
    finish: str = "stop"
    usage: Usage = Usage()
    model: str = ""
    constraint: str = ""
    reasoning: str = ""


class ProviderError(Exception):
    """No answer came. kind: rate, server, timeout, cut (the connection), malformed (no answer that can be read), auth, refused (the request is wrong),
    missing (a library or a recorded answer); again: it may work if asked again; wait: seconds the provider asked for, 0 if it did not.
    The message never holds a key, nor the text of the request."""

    def __init__(self, kind: str, message: str, *, again: bool = False, wait: float = 0.0) -> None:
        super().__init__(message)
        self.kind, self.again, self.wait = kind, again, wait

    def __reduce__(self) -> Any:
        return _remade, (self.kind, str(self), self.again, self.wait)


def _remade(kind: str, message: str, again: bool, wait: float) -> ProviderError:
    return ProviderError(kind, message, again=again, wait=wait)


@runtime_checkable
class Provider(Protocol):
    """name: `vllm`, `openai`, `recorded` ...; model: as its maker calls it; limits and price: None where unknown.

    `complete` gives `request.n` answers (or fewer, at least one) and raises ProviderError and nothing else. It may be called from several threads.
    `identity` is what an answer depends on beside the request, as plain data (name, model, profile, options): part of every cache key, without secrets.
    """

    name: str
    model: str
    limits: Limits
    price: Price | None

    def complete(self, request: Request) -> Sequence[Completion]: ...

    def identity(self) -> Mapping[str, Any]: ...
