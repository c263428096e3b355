"""A model of the transformers library in this process, held to the grammar by a mask."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from .provider import Completion, Limits, Price, ProviderError, Request, Usage

__all__ = ["TransformersLocal"]


class TransformersLocal:
    """model: the folder of a causal language model with its tokenizer; nothing is downloaded. device: cpu, cuda ...; dtype: as torch calls it, "" for the
    model's own. One call at a time: the model is one."""

    def __init__(self, model: str, *, device: str = "cpu", dtype: str = "") -> None:
        self.name, self.model, self.limits = "transformers", model, Limits(1)
        self.price: Price | None = None
        self.device, self.dtype = device, dtype
        self._lock = threading.Lock()
        self._loaded: tuple[Any, Any, Any] | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {k: v for k, v in self.__dict__.items() if k not in ("_lock", "_loaded")}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._lock, self._loaded = threading.Lock(), None

    def identity(self) -> Mapping[str, Any]:
        return {"name": self.name, "model": self.model, "dtype": self.dtype, "device": self.device.partition(":")[0]}

    def complete(self, request: Request) -> Sequence[Completion]:
        """Raises ProviderError: missing (the library, the model), refused (pictures, a text that is too long)."""
        if any(m.images for m in request.messages):
            raise ProviderError("refused", "this provider takes no pictures")
        with self._lock:
            return self._answered(request)

    def _load(self) -> tuple[Any, Any, Any]:
        if self._loaded is None:
            try:
                import torch
                import transformers
            except ImportError as e:
                raise ProviderError("missing", f"{e.name} is not installed: pip install 'sciml[local]'") from None
            if not Path(self.model).is_dir():
                raise ProviderError("missing", f"there is no model in {self.model or '(no folder named)'}")
            from .masks import tokens_of

            try:
                tokenizer = transformers.AutoTokenizer.from_pretrained(self.model, local_files_only=True)
                how = {"dtype": getattr(torch, self.dtype)} if self.dtype else {}
                model = transformers.AutoModelForCausalLM.from_pretrained(self.model, local_files_only=True, **how)
            except (OSError, ValueError, AttributeError) as e:
                raise ProviderError("missing", f"the model in {self.model} cannot be loaded ({type(e).__name__})") from None
            self._loaded = (tokenizer, model.to(self.device).eval(), tokens_of(tokenizer))
        return self._loaded

    def _answered(self, request: Request) -> list[Completion]:
        tokenizer, model, tokens = self._load()
        import torch

        ids = _encoded(tokenizer, request)
        room = int(getattr(model.config, "max_position_embeddings", 0) or 1 << 30)
        if len(ids) >= room:
            raise ProviderError("refused", f"the prompt has {len(ids)} tokens; the model takes {room}")
        stops = _stops(tokenizer, model)
        processors = []
        if request.grammar is not None:
            from .masks import MaskedLogits

            processors.append(MaskedLogits(request.grammar, tokens, len(ids), stops))
        given = torch.tensor([ids], device=self.device)
        warm = request.temperature > 0
        with torch.random.fork_rng(devices=[]), torch.inference_mode():
            torch.manual_seed(request.seed)
            made = model.generate(
                given,
                attention_mask=torch.ones_like(given),
                max_new_tokens=min(request.max_tokens, room - len(ids)),
                num_return_sequences=request.n if warm else 1,
                logits_processor=processors,
                eos_token_id=list(stops) or None,
                pad_token_id=stops[0] if stops else 0,
                **({"do_sample": True, "temperature": request.temperature, "top_k": 0, "top_p": 1.0} if warm else {"do_sample": False}),
            )
        return [self._completion(tokenizer, row, len(ids), stops, request, i) for i, row in enumerate(made.tolist())]

    def _completion(self, tokenizer: Any, row: list[int], prompt: int, stops: tuple[int, ...], request: Request, number: int) -> Completion:
        new = row[prompt:]
        ended = next((k for k, t in enumerate(new) if t in stops), None)
        new = new if ended is None else new[:ended]
        text = str(tokenizer.decode(new, skip_special_tokens=True, clean_up_tokenization_spaces=False))
        for stop in request.stop:
            head, found, _ = text.partition(stop)
            if found:
                text, ended = head, 0
        usage = Usage(prompt if number == 0 else 0, len(new), int(number == 0))
        return Completion(text, "length" if ended is None else "stop", usage, self.model, "mask" if request.grammar is not None else "")


def _encoded(tokenizer: Any, request: Request) -> list[int]:
    """By the model's own chat template; a model without one reads the messages below each other."""
    if getattr(tokenizer, "chat_template", None):
        said = [{"role": m.role, "content": m.text} for m in request.messages]
        text = tokenizer.apply_chat_template(said, tokenize=False, add_generation_prompt=True)
        return [int(t) for t in tokenizer(text, add_special_tokens=False)["input_ids"]]
    text = "\n\n".join(m.text for m in request.messages) + "\n\n"
    return [int(t) for t in tokenizer(text)["input_ids"]]


def _stops(tokenizer: Any, model: Any) -> tuple[int, ...]:
    """Tokens that end an answer, as the model and its tokenizer say."""
    said = getattr(getattr(model, "generation_config", None), "eos_token_id", None)
    found = [*(said if isinstance(said, (list, tuple)) else [said]), tokenizer.eos_token_id]
    return tuple(dict.fromkeys(int(t) for t in found if t is not None))
