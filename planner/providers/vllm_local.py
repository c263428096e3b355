"""vLLM in this process: its engine without its server. Needs CUDA."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from typing import Any

from .provider import Completion, Limits, Price, ProviderError, Request, Usage

__all__ = ["VllmLocal"]


class VllmLocal:
    """model: a folder or name that vLLM takes; engine: further arguments of `vllm.LLM`. The grammar goes to the guidance backend, which takes a new one in
    milliseconds. Calls queue: the engine batches the answers of one request."""

    def __init__(self, model: str, *, engine: Mapping[str, Any] | None = None) -> None:
        self.name, self.model, self.limits = "vllm-local", model, Limits(1)
        self.price: Price | None = None
        self.engine = dict(engine or {})
        self._lock = threading.Lock()
        self._llm: Any = None

    def __getstate__(self) -> dict[str, Any]:
        return {k: v for k, v in self.__dict__.items() if k not in ("_lock", "_llm")}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._lock, self._llm = threading.Lock(), None

    def identity(self) -> Mapping[str, Any]:
        return {"name": self.name, "model": self.model, "engine": self.engine}

    def complete(self, request: Request) -> Sequence[Completion]:
        """Raises ProviderError: missing (the library), refused (what the engine does not take)."""
        if any(m.images for m in request.messages):
            raise ProviderError("refused", "this provider takes no pictures")
        try:
            import vllm
            from vllm.sampling_params import StructuredOutputsParams
        except ImportError:
            raise ProviderError("missing", "vllm is not installed: pip install 'sciml[vllm]', on a machine with CUDA") from None
        held = StructuredOutputsParams(grammar=request.grammar.lark) if request.grammar is not None else None
        params = vllm.SamplingParams(
            n=request.n,
            seed=request.seed,
            temperature=request.temperature,
            max_tokens=request.max_tokens,
            stop=list(request.stop) or None,
            structured_outputs=held,
        )
        with self._lock:
            try:
                if self._llm is None:
                    self._llm = vllm.LLM(model=self.model, **{"structured_outputs_config": {"backend": "guidance"}, **self.engine})
                made = self._llm.chat([{"role": m.role, "content": m.text} for m in request.messages], params, use_tqdm=False)
            except (ValueError, RuntimeError) as e:
                raise ProviderError("refused", f"vLLM: {' '.join(str(e).split())[:200]}") from None
        (result,) = made
        prompt = len(result.prompt_token_ids or ())
        return [
            Completion(
                o.text,
                o.finish_reason if o.finish_reason in ("stop", "length") else "other",
                Usage(prompt if i == 0 else 0, len(o.token_ids), int(i == 0)),
                self.model,
                "lark" if held is not None else "",
            )
            for i, o in enumerate(result.outputs)
        ]
