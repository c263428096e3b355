"""Providers: what each server is sent, what becomes of every way to answer badly, keys that stay where they are, models in this process."""

from __future__ import annotations

import json
import logging
import pickle
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from planner_server import Served

from sciml.planner.grammars import Grammar, language, obeys
from sciml.planner.providers import Completion, Message, ProviderError, Request, Usage
from sciml.planner.providers.opened import NAMES, open_provider
from sciml.planner.providers.profiles import PROFILES
from sciml.planner.providers.recorded import Recorded, Recorder

pytest.importorskip("openai", reason="needs the extra sciml[planner]")

KEY = "sk-very-secret-0123456789"
ASK = Request((Message("system", "Write."), Message("user", "A block.")), language(), seed=5)


@pytest.fixture
def served() -> Iterator[Served]:
    with Served() as s:
        yield s


def opened(profile: str, served: Served, **more: Any) -> Any:
    return open_provider(profile, "m", served.url, **more)


@pytest.fixture(autouse=True)
def _no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "VLLM_API_KEY", "SCIML_API_KEY"):
        monkeypatch.delenv(name, raising=False)


# ---------------------------------------------------------------- what is sent


def held_to(profile: str, body: dict[str, Any]) -> object:
    """Where a request of the profile has its grammar."""
    g = language()
    return {
        "vllm": lambda: body["structured_outputs"] == {"grammar": g.lark},
        "sglang": lambda: body["ebnf"] == g.ebnf,
        "llamacpp": lambda: body["grammar"] == g.gbnf,
        "ollama": lambda: body["response_format"]["json_schema"]["schema"] == g.schema(),
        "openai": lambda: body["tools"][0]["custom"]["format"]["grammar"] == {"syntax": "lark", "definition": g.lark},
        "generic": lambda: not {"grammar", "ebnf", "structured_outputs", "response_format", "tools"} & set(body),
    }[profile]()


@pytest.mark.parametrize("profile", PROFILES)
def test_what_is_sent(profile: str, served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCIML_API_KEY", KEY)
    served.how = ["tool"] if profile == "openai" else []
    (answer,) = opened(profile, served).complete(ASK)
    body, headers = served.seen[0]
    most = "max_completion_tokens" if profile == "openai" else "max_tokens"
    grammar = {"structured_outputs", "ebnf", "grammar", "response_format", "tools", "tool_choice"}
    plain = {k: v for k, v in body.items() if k not in grammar}
    said = [{"role": "system", "content": "Write."}, {"role": "user", "content": "A block."}]
    assert plain == {"model": "m", "messages": said, "temperature": 0.6, "seed": 5, most: 4096}
    assert held_to(profile, body)
    assert answer.text == "b = 1\n" and answer.finish == "stop"
    wanted = {"vllm": "lark", "sglang": "ebnf", "llamacpp": "gbnf", "ollama": "schema", "openai": "lark", "generic": ""}
    assert answer.constraint == wanted[profile]
    if profile != "openai":
        assert answer.usage == Usage(100, 20, 1) and answer.model == "m"
    assert (headers["authorization"] == f"Bearer {KEY}") == (profile in ("generic", "openai"))


@pytest.mark.parametrize("profile", PROFILES)
def test_several_answers(profile: str, served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCIML_API_KEY", KEY)
    answers = opened(profile, served).complete(Request(ASK.messages, None, 3, 7))
    assert len(answers) == 3
    at_once = PROFILES[profile].many
    assert [b["seed"] for b, _ in served.seen] == ([7] if at_once else [7, 8, 9])
    assert sum(a.usage.calls for a in answers) == len(served.seen)
    assert sum(a.usage.prompt for a in answers) == 100 * len(served.seen)


def test_pictures_are_sent(served: Served) -> None:
    opened("vllm", served).complete(Request((Message("user", "what is this", (b"\x89PNG",)),)))
    content = served.seen[0][0]["messages"][0]["content"]
    assert content[0] == {"type": "text", "text": "what is this"}
    assert content[1]["image_url"]["url"] == "data:image/png;base64,iVBORw=="


def test_a_server_with_one_model_is_asked_for_its_name(served: Served) -> None:
    assert open_provider("vllm", "", served.url).model == "m"
    served.models = ("one", "two")
    with pytest.raises(ProviderError, match="one, two"):
        open_provider("vllm", "", served.url)


# ---------------------------------------------------------------- bad answers

BAD = [
    ("429", "rate", True, "too many requests: too many"),
    ("quota", "rate", False, "no money left"),
    ("500", "server", True, "500"),
    ("401", "auth", False, "refuses the key"),
    ("400", "refused", False, "400"),
    ("slowly", "timeout", True, "within 0.3 s"),
    ("bytes", "malformed", True, "not UTF-8"),
    ("half", "malformed", True, "not JSON"),
    ("nothing", "malformed", True, "without choices"),
    ("strange", "malformed", True, "without choices"),
    ("cut", "cut", True, "was cut"),
]


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize(("how", "kind", "again", "said"), BAD, ids=[b[0] for b in BAD])
def test_bad_answers(profile: str, how: str, kind: str, again: bool, said: str, served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCIML_API_KEY", KEY)
    served.how = [how]
    provider = opened(profile, served, timeout=0.3)
    with pytest.raises(ProviderError, match=said) as caught:
        provider.complete(ASK)
    assert (caught.value.kind, caught.value.again) == (kind, again)
    assert caught.value.wait == (7.0 if how == "429" else 0.0)
    assert len(served.seen) == 1, "whoever calls decides on another try"
    assert provider.complete(ASK)[0].text == "b = 1\n", "the next answer is as good as ever"


def test_nobody_there() -> None:
    with pytest.raises(ProviderError, match="no server answers") as caught:
        open_provider("generic", "m", "http://127.0.0.1:9/v1").complete(ASK)
    assert caught.value.kind == "cut" and caught.value.again


def test_a_cut_off_answer_says_so(served: Served) -> None:
    served.how = ["truncated"]
    assert opened("vllm", served).complete(ASK)[0].finish == "length"


def test_a_field_that_is_refused_is_left_out_from_then_on(served: Served) -> None:
    served.how = ["unsupported", "unsupported", "unsupported"]
    provider = opened("vllm", served)
    assert provider.complete(ASK)[0].text == provider.complete(ASK)[0].text == "b = 1\n"
    assert ["temperature" in body for body, _ in served.seen] == [True, False, False]


@pytest.mark.parametrize("profile", [p for p in PROFILES if PROFILES[p].notation])
def test_an_ignored_constraint_is_noticed(profile: str, served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCIML_API_KEY", KEY)
    served.answer = lambda body: "Sure! Here is the spec:\n```sciml\nb = block(mass=2 kg)\n```"
    (answer,) = opened(profile, served).complete(ASK)
    assert obeys(answer, False) is False
    good = "b = block(mass=2 kg)\n"
    if answer.constraint == "schema":
        good = json.dumps({"statements": [{"node": "Given", "facts": [{"node": "Fact", "left": {"node": "Name", "id": "m"}}]}]})
    served.answer = lambda body: good
    assert obeys(opened(profile, served).complete(ASK)[0], False) is True
    served.how = ["truncated"]
    assert obeys(opened(profile, served).complete(ASK)[0], False) is None


# ---------------------------------------------------------------- keys


@pytest.mark.parametrize("how", ["well", *[b[0] for b in BAD]])
def test_a_key_is_never_told(how: str, served: Served, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setenv("MY_KEY", KEY)
    caplog.set_level(logging.DEBUG)
    served.how = [how]
    provider = open_provider("generic", "m", served.url, key_env="MY_KEY", timeout=0.3)
    said = ""
    try:
        provider.complete(ASK)
    except ProviderError as e:
        said = f"{e} {e!r} {e.__cause__} {e.args} {pickle.dumps(e)!r}"
    said += f"{provider!r} {provider.identity()} {pickle.dumps(provider)!r} {caplog.text} {[r.__dict__ for r in caplog.records]}"
    assert served.seen[0][1]["authorization"] == f"Bearer {KEY}"
    assert KEY not in said and KEY[4:16] not in said


def test_an_address_holds_no_secret(served: Served) -> None:
    with pytest.raises(ProviderError, match="no password") as caught:
        open_provider("generic", "m", served.url.replace("http://", "http://user:hunter2@"))
    assert "hunter2" not in str(caught.value)
    provider = open_provider("generic", "m", served.url + "?token=hunter2")
    assert "hunter2" not in f"{provider!r} {provider.identity()}"


def test_a_key_goes_to_its_own_service_only(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    opened("vllm", served).complete(ASK)
    assert KEY not in str(served.seen[0][1])
    with pytest.raises(ProviderError, match="set SCIML_API_KEY"):
        opened("openai", served).complete(ASK)
    opened("openai", served, key_env="OPENAI_API_KEY").complete(ASK)
    assert served.seen[-1][1]["authorization"] == f"Bearer {KEY}"


def test_a_service_that_wants_a_key_says_which() -> None:
    with pytest.raises(ProviderError, match="set OPENAI_API_KEY") as caught:
        open_provider("openai", "m").complete(ASK)
    assert caught.value.kind == "auth"


def test_names_that_do_not_exist() -> None:
    with pytest.raises(ProviderError, match="generic"):
        open_provider("parrot")
    with pytest.raises(ProviderError, match="base_url"):
        open_provider("generic", "m")
    assert {"vllm", "sglang", "llamacpp", "ollama", "openai", "generic", "transformers", "vllm-local", "recorded"} == set(NAMES)


# ---------------------------------------------------------------- recorded


def test_recorded_answers_are_given_again(tmp_path: Path, served: Served) -> None:
    answers = iter(["first", "second"])
    served.answer = lambda body: next(answers)
    recorder = Recorder(opened("vllm", served), tmp_path)
    other = Request((Message("user", "other"),))
    first, second = recorder.complete(ASK), recorder.complete(other)
    again = Recorded(tmp_path)
    assert [c.text for c in (*again.complete(other), *again.complete(ASK))] == ["second", "first"]
    assert list(again.complete(ASK)) == list(first) and list(again.complete(other)) == list(second)
    assert again.identity()["name"] == "recorded" and again.identity()["recorded_from"][0]["name"] == "vllm"
    assert len(served.seen) == 2


def test_what_was_not_recorded_is_an_error(tmp_path: Path, served: Served) -> None:
    Recorder(opened("vllm", served), tmp_path).complete(ASK)
    for near in (Request(ASK.messages, None), Request(ASK.messages, ASK.grammar, seed=6), Request((Message("user", "A block"),), ASK.grammar)):
        with pytest.raises(ProviderError, match="not asked") as caught:
            Recorded(tmp_path).complete(near)
        assert caught.value.kind == "missing" and not caught.value.again
    with pytest.raises(ProviderError, match="no recorded answers"):
        Recorded(tmp_path / "empty")


# ---------------------------------------------------------------- in this process

BOUNDED = Grammar("language", 'start: stmt stmt? stmt?\nstmt: name " = " name NL\nname: NAME\nNAME: /[a-d][0-9]?/\nNL: "\\n"\n')


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A Llama of two layers that knows nothing, with a tokenizer of bytes."""
    torch = pytest.importorskip("torch", reason="needs the extra sciml[local]")
    transformers = pytest.importorskip("transformers", reason="needs the extra sciml[local]")
    pytest.importorskip("llguidance", reason="needs the extra sciml[local]")
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(vocab_size=300, special_tokens=["<eos>"], initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False)
    made.train_from_iterator(["b = block(on=ramp, mass=2.0 kg)\nramp = incline(angle=30 deg)\n"] * 3, trainer)
    tokenizer = transformers.PreTrainedTokenizerFast(tokenizer_object=made, eos_token="<eos>")
    config = transformers.LlamaConfig(
        vocab_size=len(tokenizer), hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=4, max_position_embeddings=512,
        eos_token_id=tokenizer.eos_token_id, bos_token_id=None,
    )  # fmt: skip
    torch.manual_seed(0)
    folder = tmp_path_factory.mktemp("tiny")
    transformers.LlamaForCausalLM(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return str(folder)


def test_a_model_under_the_mask(tiny: str) -> None:
    import re

    provider = open_provider("transformers", tiny)
    ask = Request((Message("user", "hi"),), BOUNDED, 8, 1, 1.0, 60)
    answers = provider.complete(ask)
    assert len(answers) == 8 and all(a.constraint == "mask" for a in answers)
    finished = [a for a in answers if a.finish == "stop"]
    assert len(finished) >= 6, "the grammar is bounded, so that a model that knows nothing ends too"
    assert all(re.fullmatch(r"(?:[a-d][0-9]? = [a-d][0-9]?\n){1,3}", a.text) for a in finished)
    assert len({a.text for a in answers}) > 1
    assert [a.text for a in provider.complete(ask)] == [a.text for a in answers], "one seed, one answer"
    assert sum(a.usage.calls for a in answers) == 1 and answers[0].usage.prompt > 0


def test_without_the_mask_it_knows_nothing(tiny: str) -> None:
    free = open_provider("transformers", tiny).complete(Request((Message("user", "hi"),), None, 8, 1, 1.0, 60))
    assert not any(obeys(Completion(a.text, constraint="mask"), False) and "=" in a.text for a in free)


def test_the_language_is_held_to_token_by_token(tiny: str) -> None:
    """What comes out under the mask of the whole language is the beginning of a spec, by another reading of the grammar than the mask's."""
    import llguidance

    answers = open_provider("transformers", tiny).complete(Request((Message("user", "hi"),), language(), 4, 3, 1.0, 40))
    grammar = llguidance.LLMatcher.grammar_from_lark(language().lark)
    tokens = llguidance.LLTokenizer("byte")
    for a in answers:
        text = a.text.rstrip("�")
        ids = tokens.tokenize_str(text)
        assert llguidance.LLMatcher(tokens, grammar).validate_tokens(ids) == len(ids), text


def test_a_local_model_says_what_it_cannot(tiny: str, tmp_path: Path) -> None:
    with pytest.raises(ProviderError, match="takes 512"):
        open_provider("transformers", tiny).complete(Request((Message("user", "x" * 4000),)))
    with pytest.raises(ProviderError, match="no pictures"):
        open_provider("transformers", tiny).complete(Request((Message("user", "x", (b"png",)),)))
    with pytest.raises(ProviderError, match="no model"):
        open_provider("transformers", str(tmp_path / "none")).complete(ASK)
    with pytest.raises(ProviderError, match="cannot be loaded"):
        open_provider("transformers", str(tmp_path)).complete(ASK)
    with pytest.raises(ProviderError, match="the grammar"):
        open_provider("transformers", tiny).complete(Request(ASK.messages, Grammar("language", "start: nothing\n")))


def test_vllm_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Against a stand-in for the library: what it is asked for, and what is made of its answer."""
    asked: dict[str, Any] = {}

    class LLM:
        def __init__(self, **how: Any) -> None:
            asked["engine"] = how

        def chat(self, messages: Any, params: Any, use_tqdm: bool) -> Any:
            asked.update(messages=messages, params=params)
            outputs = [types.SimpleNamespace(text=t, finish_reason=f, token_ids=[1, 2]) for t, f in (("a = 1\n", "stop"), ("b = ", "length"))]
            return [types.SimpleNamespace(prompt_token_ids=[1, 2, 3], outputs=outputs)]

    library: Any = types.ModuleType("vllm")
    library.LLM, library.SamplingParams = LLM, lambda **how: how
    params: Any = types.ModuleType("vllm.sampling_params")
    params.StructuredOutputsParams = lambda grammar: ("held", grammar)
    monkeypatch.setitem(sys.modules, "vllm", library)
    monkeypatch.setitem(sys.modules, "vllm.sampling_params", params)
    provider = open_provider("vllm-local", "folder")
    answers = provider.complete(Request(ASK.messages, ASK.grammar, 2, 9))
    assert [(a.text, a.finish, a.constraint) for a in answers] == [("a = 1\n", "stop", "lark"), ("b = ", "length", "lark")]
    assert asked["params"]["structured_outputs"] == ("held", language().lark) and asked["params"]["n"] == 2 and asked["params"]["seed"] == 9
    assert asked["engine"]["model"] == "folder" and asked["engine"]["structured_outputs_config"] == {"backend": "guidance"}
    assert asked["messages"][1] == {"role": "user", "content": "A block."}
    assert answers[0].usage + answers[1].usage == Usage(3, 4, 1)


@pytest.mark.parametrize(("name", "library"), [("vllm-local", "vllm"), ("transformers", "transformers"), ("vllm", "openai")])
def test_a_library_that_is_missing_is_named(name: str, library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(ProviderError, match=r"pip install 'sciml\[") as caught:
        open_provider(name, "m").complete(ASK)
    assert caught.value.kind == "missing"
