"""Every message has a code of its own, says one sentence, and its wrong and right examples are true."""

from __future__ import annotations

import importlib
import inspect
import re
from pathlib import Path

import pytest

import sciml
from sciml.diagnostic import Diagnostic, messages
from sciml.report import as_text
from sciml.vocabulary import load

ROOT = Path(__file__).parent.parent


def every_message() -> list[type[Diagnostic]]:
    load()
    for path in sorted((ROOT / "sciml").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if not any(p.is_symlink() for p in path.parents) and "build" not in parts[-1] and parts[-1] != "__main__":
            importlib.import_module(".".join(p for p in parts if p != "__init__"))
    return list(messages())


def examples(cls: type[Diagnostic], word: str) -> list[str]:
    return re.findall(rf"```{word}\n(.*?)```", inspect.cleandoc(cls.__doc__ or ""), re.S)


MESSAGES = every_message()
WRONG = [pytest.param(m, text, id=m.code) for m in MESSAGES for text in examples(m, "wrong")]
RIGHT = [pytest.param(m, text, id=m.code) for m in MESSAGES for text in examples(m, "right")]


@pytest.mark.parametrize("cls", [pytest.param(m, id=m.code) for m in MESSAGES])
def test_shape(cls: type[Diagnostic]) -> None:
    assert re.fullmatch(r"[A-Z]{3}[1-5]\d\d", cls.code), cls.code
    assert cls.severity in ("error", "warning", "hint", "note")
    assert (cls.__doc__ or "").strip(), f"{cls.code} has no text for `sciml explain`"


@pytest.mark.parametrize("cls, text", WRONG)
def test_wrong_example_is_wrong(cls: type[Diagnostic], text: str) -> None:
    found = [d.code for d in sciml.compile(text).diagnostics]
    assert cls.code in found, f"{cls.code} was not said; found {found}"


@pytest.mark.parametrize("cls, text", RIGHT)
def test_right_example_is_right(cls: type[Diagnostic], text: str) -> None:
    document = sciml.compile(text)
    assert cls.code not in [d.code for d in document.diagnostics]
    assert document.ok, [(d.code, d.sentence()) for d in document.diagnostics]


def test_what_has_one_cause_is_told_once() -> None:
    document = sciml.compile("given w = 5 cm\ncircle(O, radius=w)\nrect((1, 2), (3, 4))\nsegment((7, 8), (9, 10))\nfoo()\nfob()")
    told = as_text(document.source, document.diagnostics)
    assert told.count("SCI207") == 1 and "1 has no unit, but other lengths here have one (5 cm). And 7 more." in told
    assert told.count("SCI202") == 2
    assert sum(d.code == "SCI207" for d in document.diagnostics) == 8
