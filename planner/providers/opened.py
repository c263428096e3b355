"""A provider by its name, as the command line and a batch say it."""

from __future__ import annotations

from .profiles import PROFILES
from .provider import Price, Provider, ProviderError

__all__ = ["NAMES", "open_provider"]

NAMES = (*PROFILES, "transformers", "vllm-local", "recorded")


def open_provider(
    name: str,
    model: str = "",
    base_url: str = "",
    *,
    key_env: str = "",
    notation: str | None = None,
    timeout: float = 300.0,
    concurrency: int = 0,
    per_minute: int = 0,
    price: tuple[float, float] | None = None,
    device: str = "cpu",
    record: str = "",
) -> Provider:
    """name: one of NAMES; model: its name on the server, or the folder of a local model or of recorded answers; price: of a million tokens, in and out;
    record: a folder that keeps the answers. A server that has one model is asked for its name. Raises ProviderError."""
    if name in PROFILES:
        from .openai_compatible import OpenAICompatible

        made: Provider
        served = OpenAICompatible(
            name,
            model,
            base_url,
            key_env=key_env,
            notation=notation,
            timeout=timeout,
            concurrency=concurrency,
            per_minute=per_minute,
            price=Price(*price) if price else None,
        )
        if not model:
            served.model = _only(served.models(), name)
        made = served
    elif name == "transformers":
        from .transformers_local import TransformersLocal

        made = TransformersLocal(model, device=device)
    elif name == "vllm-local":
        from .vllm_local import VllmLocal

        made = VllmLocal(model)
    elif name == "recorded":
        from .recorded import Recorded

        made = Recorded(model)
    else:
        raise ProviderError("refused", f"there is no provider {name}; there are {', '.join(NAMES)}")
    if record:
        from .recorded import Recorder

        made = Recorder(made, record)
    return made


def _only(models: list[str], name: str) -> str:
    if len(models) == 1:
        return models[0]
    known = f"; it has {', '.join(models[:8])}{' ...' if len(models) > 8 else ''}" if models else ""
    raise ProviderError("refused", f"say which model of {name} (--model){known}")
