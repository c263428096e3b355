"""A grammar as a mask over the next token, for models that run in this process (llguidance)."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from ..grammars import Grammar
from .provider import ProviderError

__all__ = ["MaskedLogits", "tokens_of"]


def _library() -> Any:
    try:
        import llguidance
    except ImportError:
        raise ProviderError("missing", "the llguidance library is not installed: pip install 'sciml[local]'") from None
    return llguidance


def tokens_of(tokenizer: Any) -> Any:
    """llguidance's view of a transformers tokenizer, which has to be a fast one."""
    _library()
    from llguidance.hf import from_tokenizer

    return from_tokenizer(tokenizer)


@lru_cache(maxsize=64)
def _compiled(lark: str) -> str:
    made: str = _library().LLMatcher.grammar_from_lark(lark)
    return made


class MaskedLogits:
    """A logits processor of `generate`: at each step only the tokens are left that the grammar allows. One for each call."""

    def __init__(self, grammar: Grammar, tokens: Any, prompt: int, stops: tuple[int, ...]) -> None:
        self.grammar, self.tokens, self.prompt, self.stops = grammar, tokens, prompt, stops
        self.matchers: list[Any] = []
        self.seen: list[int] = []

    def __call__(self, input_ids: Any, scores: Any) -> Any:
        import llguidance.numpy as masks
        import torch

        library = _library()
        rows = int(input_ids.shape[0])
        if not self.matchers:
            self.matchers = [library.LLMatcher(self.tokens, _compiled(self.grammar.lark)) for _ in range(rows)]
            self.seen = [self.prompt] * rows
            if self.matchers[0].is_error():
                raise ProviderError("refused", f"the grammar: {self.matchers[0].get_error()[:200]}")
        mask = masks.allocate_token_bitmask(rows, self.tokens.vocab_size)
        allowed = torch.zeros(scores.shape, dtype=torch.bool)
        for row, matcher in enumerate(self.matchers):
            new = [int(t) for t in input_ids[row, self.seen[row] :].tolist()]
            self.seen[row] = int(input_ids.shape[1])
            if not matcher.is_stopped():
                matcher.try_consume_tokens([t for t in new if t not in self.stops])
            if matcher.is_stopped() or matcher.is_error() or any(t in self.stops for t in new):
                for t in self.stops:
                    allowed[row, t] = True
                continue
            masks.fill_next_token_bitmask(matcher, mask, row)
            bits = torch.from_numpy(mask[row].view("uint8").copy())
            wide = bits.unsqueeze(1).bitwise_right_shift(torch.arange(8, dtype=torch.uint8)).bitwise_and(1).reshape(-1)[: scores.shape[1]].bool()
            allowed[row, : wide.shape[0]] = wide
            if matcher.is_accepting():
                for t in self.stops:
                    allowed[row, t] = True
        return scores.masked_fill(~allowed.to(scores.device), float("-inf"))
