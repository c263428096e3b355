"""Any server that speaks OpenAI's chat interface, through the openai SDK."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from .profiles import PROFILES, TOOL, constrained
from .provider import Completion, Limits, Message, Price, ProviderError, Request, Usage

__all__ = ["OpenAICompatible"]

_FINISH = {"stop": "stop", "length": "length", "content_filter": "filter", "tool_calls": "stop", "eos": "stop", "end_turn": "stop", "max_tokens": "length"}
_OPTIONAL = ("temperature", "seed", "stop", "n")
"""Fields that a server may do without, if it refuses them by name."""


class OpenAICompatible:
    """profile: see PROFILES; model: its name on the server; base_url: where the server is, if not where it is by itself; key_env: the environment variable
    that holds the key (the key itself is no argument); notation: of the grammar, if not the profile's, "" for none; timeout: seconds for one answer.

    One request a call, no retries: whoever calls knows how long to wait (see `ProviderError.again`).
    """

    def __init__(
        self,
        profile: str = "generic",
        model: str = "",
        base_url: str = "",
        *,
        key_env: str = "",
        notation: str | None = None,
        timeout: float = 300.0,
        concurrency: int = 0,
        per_minute: int = 0,
        price: Price | None = None,
    ) -> None:
        if profile not in PROFILES:
            raise ProviderError("refused", f"there is no profile {profile}; there are {', '.join(PROFILES)}")
        self.profile = PROFILES[profile]
        self.name, self.model, self.price = profile, model, price
        self.base_url = base_url or self.profile.base_url
        if not self.base_url:
            raise ProviderError("refused", f"the provider {profile} needs the address of its server (base_url, --base-url)")
        if "@" in urlsplit(self.base_url).netloc:  # the transport would write it into its log
            raise ProviderError(
                "refused", f"an address holds no user and no password; name an environment variable with a key (key_env, --key-env): {_public(self.base_url)}"
            )
        ours = not base_url or base_url.rstrip("/") == self.profile.base_url
        # The key of a service goes to that service; another address gets the key that is named for it.
        self.key_env = key_env or (self.profile.key if ours or not self.profile.needs_key else PROFILES["generic"].key)
        self.notation = self.profile.notation if notation is None else notation
        self.limits = Limits(concurrency or self.profile.limits.concurrency, per_minute)
        self.timeout = timeout
        self._without: set[str] = set()
        self._client: Any = None

    def __repr__(self) -> str:
        return f"<{self.name} {self.model or 'model'} at {_public(self.base_url)}>"

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_client": None}

    def identity(self) -> Mapping[str, Any]:
        return {"name": self.name, "model": self.model, "base_url": _public(self.base_url), "notation": self.notation}

    # ------------------------------------------------------------ asking

    def complete(self, request: Request) -> Sequence[Completion]:
        """Answers of the server. Raises ProviderError."""
        if request.n > 1 and (not self.profile.many or "n" in self._without):
            return [self._asked(request, 1, request.seed + i)[0] for i in range(request.n)]
        return self._asked(request, request.n, request.seed)

    def models(self) -> list[str]:
        """Names of the models that the server has."""
        made = self._sent(None)
        return [str(m["id"]) for m in made.get("data", ()) if isinstance(m, dict) and "id" in m] if isinstance(made, dict) else []

    def _asked(self, request: Request, n: int, seed: int) -> list[Completion]:
        constraint, fields = constrained(self.notation, request.grammar)
        body: dict[str, Any] = {
            "model": self.model,
            "messages": [_message(m) for m in request.messages],
            "temperature": request.temperature,
            "seed": seed,
            self.profile.most: request.max_tokens,
            **fields,
        }
        if n > 1:
            body["n"] = n
        if request.stop:
            body["stop"] = list(request.stop)
        for _ in _OPTIONAL:
            try:
                made = self._sent({k: v for k, v in body.items() if k not in self._without})
                break
            except _Unknown as e:
                self._without.add(e.field)
        else:
            raise ProviderError("refused", "the server refuses the request")
        return _completions(made, constraint)

    def _opened(self) -> Any:
        """The SDK's client, made when it is first needed."""
        if self._client is None:
            try:
                from openai import OpenAI
            except ImportError:
                raise ProviderError("missing", "the openai library is not installed: pip install 'sciml[planner]'") from None
            key = os.environ.get(self.key_env, "") if self.key_env else ""
            if not key and self.profile.needs_key:
                raise ProviderError("auth", f"set {self.key_env} to the key of {self.name}")
            self._client = OpenAI(api_key=key or "none", base_url=self.base_url, timeout=self.timeout, max_retries=0)
        return self._client

    def _sent(self, body: dict[str, Any] | None) -> Any:
        """What the server says to a chat request, or (without a body) of its models, as plain data."""
        client = self._opened()
        import openai

        try:
            if body is None:
                raw = client.models.with_raw_response.list()
            else:
                rest = {k: v for k, v in body.items() if k not in ("model", "messages")}
                raw = client.chat.completions.with_raw_response.create(model=body["model"], messages=body["messages"], extra_body=rest)
            data = raw.http_response.content
        except openai.APITimeoutError:
            raise ProviderError("timeout", f"no answer within {self.timeout:g} s from {_public(self.base_url)}", again=True) from None
        except openai.APIConnectionError as e:
            began = "refused" not in str(e.__cause__).lower() and "connect" not in type(e.__cause__).__name__.lower()
            what = "the connection was cut" if began else "no server answers"
            raise ProviderError("cut", f"{what} at {_public(self.base_url)}", again=True) from None
        except openai.APIStatusError as e:
            raise self._refusal(e, body) from None
        except openai.OpenAIError as e:
            raise ProviderError("malformed", self._clean(str(e)), again=True) from None
        except Exception as e:  # what the transport or a body that is no JSON raises in this version of the SDK
            raise ProviderError("malformed", f"an answer that cannot be read ({type(e).__name__})", again=True) from None
        try:
            return json.loads(data.decode("utf-8"))
        except UnicodeDecodeError as e:
            raise ProviderError("malformed", f"the answer is not UTF-8 (byte {e.start})", again=True) from None
        except (ValueError, RecursionError):
            raise ProviderError("malformed", "the answer is not JSON", again=True) from None

    def _refusal(self, e: Any, body: dict[str, Any] | None) -> Exception:
        """What a status over 399 means."""
        status = int(e.status_code)
        said = e.body if isinstance(e.body, dict) else {}
        said = said["error"] if isinstance(said.get("error"), dict) else said
        field = str(said.get("param") or "")
        message = self._clean(str(said.get("message") or ""))
        if status == 400 and field in _OPTIONAL and body is not None and field in body and field not in self._without:
            return _Unknown(field)
        if status in (401, 403):
            return ProviderError("auth", f"the server refuses the key in {self.key_env}" if self.key_env else "the server wants a key")
        if status == 429:
            return ProviderError("rate", f"too many requests{f': {message}' if message else ''}", again=said.get("code") != "insufficient_quota", wait=_wait(e))
        if status >= 500 or status in (408, 409):
            return ProviderError("server", f"the server failed ({status}){f': {message}' if message else ''}", again=True, wait=_wait(e))
        return ProviderError("refused", f"the server refuses the request ({status}){f': {message}' if message else ''}")

    def _clean(self, text: str) -> str:
        """A server's words in one short line, without the key if it says it back."""
        key = os.environ.get(self.key_env, "") if self.key_env else ""
        line = " ".join((text.replace(key, "***") if key else text).split())
        return line[:200] + ("..." if len(line) > 200 else "")


class _Unknown(Exception):
    """The server does not take a field that it can do without."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def _public(url: str) -> str:
    """An address without a user, a password or a query."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    return urlunsplit((parts.scheme, f"{host}:{parts.port}" if parts.port else host, parts.path, "", ""))


def _wait(e: Any) -> float:
    """Seconds that a server asks to wait."""
    headers = getattr(getattr(e, "response", None), "headers", None) or {}
    for name, scale in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            return min(max(float(headers.get(name, "")) * scale, 0.0), 3600.0)
        except ValueError:
            continue
    return 0.0


def _message(m: Message) -> dict[str, Any]:
    if not m.images:
        return {"role": m.role, "content": m.text}
    images = [{"type": "image_url", "image_url": {"url": "data:image/png;base64," + base64.b64encode(i).decode()}} for i in m.images]
    return {"role": m.role, "content": [{"type": "text", "text": m.text}, *images]}


def _completions(made: Any, constraint: str) -> list[Completion]:
    choices = made.get("choices") if isinstance(made, dict) else None
    if not isinstance(choices, list) or not choices or not all(isinstance(c, dict) for c in choices):
        raise ProviderError("malformed", "an answer without choices", again=True)
    used = made.get("usage") if isinstance(made.get("usage"), dict) else {}
    usage = Usage(_whole(used.get("prompt_tokens")), _whole(used.get("completion_tokens")), 1)
    model = str(made.get("model") or "")
    out = []
    for i, choice in enumerate(choices):
        message = choice.get("message") if isinstance(choice.get("message"), dict) else {}
        text = _text(message)
        refused = not text and isinstance(message.get("refusal"), str)
        finish = "filter" if refused else _FINISH.get(str(choice.get("finish_reason") or "stop"), "other")
        thought = message.get("reasoning_content") or message.get("reasoning") or ""
        out.append(Completion(text, finish, usage if i == 0 else Usage(), model, constraint, thought if isinstance(thought, str) else ""))
    return out


def _whole(x: Any) -> int:
    return x if isinstance(x, int) and x >= 0 else 0


def _text(message: Mapping[str, Any]) -> str:
    """What an answer says: its content, or what it put into our tool."""
    for call in message.get("tool_calls") or ():
        custom = call.get("custom") if isinstance(call, dict) else None
        if isinstance(custom, dict) and custom.get("name") == TOOL and isinstance(custom.get("input"), str):
            return str(custom["input"])
    content = message.get("content")
    if isinstance(content, list):
        return "".join(str(p.get("text", "")) for p in content if isinstance(p, dict))
    return content if isinstance(content, str) else ""
