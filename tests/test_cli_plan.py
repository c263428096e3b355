"""`sciml plan`: from words to files, and what it says when there is no figure."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from planner_server import Served

from sciml.cli import main

TEXT = "A 2.0 kg block slides down a 30 degree incline, mu = 0.25. Find the acceleration of the block."
SPEC = """figure("Block on an incline")
given mu = 0.25 "coefficient of friction"
unknown a "acceleration of the block"
ramp = incline(angle=30 deg)
b = block(on=ramp, at=0.55, mass=2.0 kg)
acceleration(b, down(ramp), a)
"""
KEPT = {"attempts.json", "problem.json", "report.json", "spec.sciml", "trace.json", "understanding.json"}
KEY = "sk-very-secret-0123456789"


def planner(body: dict[str, Any]) -> str:
    """A plan where a plan is asked for, else the spec."""
    return "## Content\n- a block\n" if "four parts" in body["messages"][0]["content"] else SPEC


def names(folder: Path) -> set[str]:
    return {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}


def test_no_model_no_key_no_network(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", TEXT, "-o", str(tmp_path / "block.png")]) == 0
    assert names(tmp_path) == {"block.png", *(f"block.plan/{n}" for n in KEPT)}
    assert (tmp_path / "block.png").read_bytes().startswith(b"\x89PNG")
    said = capsys.readouterr()
    assert "block.png: drawn" in said.out and "3 of 3 givens read" in said.out and said.err == ""
    assert "2.0 kg" in (tmp_path / "block.plan" / "spec.sciml").read_text()


def test_a_text_may_be_longer_than_a_name_of_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for text in (f"{TEXT} {'It is a long story, of which nothing is told here. ' * 40}", TEXT.replace(" ", "  ") + " " * 300):
        assert main(["plan", text, "-o", str(tmp_path / "block.png")]) in (0, 1)
        assert "too long" not in capsys.readouterr().err


@pytest.mark.parametrize("text", ["一个质量为2kg的木块以3m/s的速度运动", "Is it 3 m/s?", "A block slides. Its mass is 2.0 kg.", "Draw x.txt!"])
def test_a_text_is_no_name_of_a_file(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", text, "-o", str(tmp_path)]) in (0, 1)
    assert "no file" not in capsys.readouterr().err


def test_a_folder_takes_it_all(tmp_path: Path) -> None:
    assert main(["plan", TEXT, "-o", str(tmp_path / "out"), "--format", "svg,pdf"]) == 0
    assert names(tmp_path / "out") == {"figure.svg", "figure.pdf", *KEPT}


def test_it_abstains_and_says_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "Who wrote Faust?", "-o", str(tmp_path)]) == 1
    said = capsys.readouterr()
    assert said.err.startswith("sciml: abstained: ") and len(said.err) > 30
    assert names(tmp_path) == KEPT - {"spec.sciml"}


@pytest.mark.parametrize("how", ["file", "stdin", "jsonl", "json"])
def test_where_a_problem_comes_from(how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"id": "x", "question": "Who wrote Faust?"}, {"id": "y", "question": TEXT, "answer": "2.78 m/s^2"}]
    source = tmp_path / f"p.{how if how.startswith('json') else 'txt'}"
    source.write_text({"jsonl": "\n".join(map(json.dumps, rows)), "json": json.dumps(rows)}.get(how, TEXT))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    said = ["-"] if how == "stdin" else [str(source), *(["--id", "y"] if how.startswith("json") else [])]
    assert main(["plan", *said, "-o", str(tmp_path / "out")]) == 0
    assert "2.78" not in (tmp_path / "out" / "problem.json").read_text()


def test_by_a_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("openai", reason="needs the extra sciml[planner]")
    monkeypatch.setenv("VLLM_API_KEY", KEY)
    monkeypatch.setenv("OTHER_KEY", KEY)
    with Served(planner) as served:
        served.how = ["401", "well", "500", "well"]
        ask = ["plan", TEXT, "--provider", "vllm", "--base-url", served.url, "-o", str(tmp_path / "a"), "--price", "1,2"]
        assert main(ask) == 2  # the key is refused: nothing to try again
        assert main([*ask, "--key-env", "OTHER_KEY"]) == 0  # the 500 is
    said = capsys.readouterr()
    assert "refuses the key in VLLM_API_KEY" in said.err
    assert "2 requests, 200 + 40 tokens, 0.0003 USD" in said.err
    assert names(tmp_path / "a") == {"figure.png", "plan.md", *KEPT}
    told = said.out + said.err + "".join(p.read_text("utf-8", "replace") for p in (tmp_path / "a").iterdir())
    assert KEY not in told and KEY[3:15] not in told


def test_an_ignored_grammar_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("openai", reason="needs the extra sciml[planner]")
    with Served(lambda body: f"Sure.\n```sciml\n{SPEC}```") as served:
        assert main(["plan", TEXT, "--provider", "vllm", "--base-url", served.url, "-o", str(tmp_path)]) == 0
    assert "ignored the grammar in 1 of 1 answers" in capsys.readouterr().err


def test_recorded_and_given_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("openai", reason="needs the extra sciml[planner]")
    kept = str(tmp_path / "answers")
    with Served(planner) as served:
        assert main(["plan", TEXT, "--provider", "sglang", "--base-url", served.url, "--record", kept, "-o", str(tmp_path / "a")]) == 0
    assert main(["plan", TEXT, "--provider", "recorded", "--model", kept, "-o", str(tmp_path / "b")]) == 0
    a, b = (json.loads((tmp_path / x / "report.json").read_text()) for x in "ab")
    assert b["provider"]["name"] == "recorded" and a["provider"]["name"] == "sglang"
    assert (tmp_path / "a" / "figure.png").read_bytes() == (tmp_path / "b" / "figure.png").read_bytes()
    assert main(["plan", TEXT + " Draw it.", "--provider", "recorded", "--model", kept, "-o", str(tmp_path / "c")]) == 2
    assert "not asked when" in capsys.readouterr().err


def test_the_other_workflow(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("openai", reason="needs the extra sciml[planner]")
    with Served("**Image content**\n- a block\n```python\nopen('ran', 'w')\n```") as served:
        assert main(["plan", TEXT, "--prompts", "imgcoder", "--provider", "generic", "--base-url", served.url, "-o", str(tmp_path)]) == 0
    assert names(tmp_path) == {"plan.md", "answer-1.txt", "figure.py"} and not Path("ran").exists()
    assert "not run" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["x", "--model", "m"], "want a --provider"),
        (["x", "--provider", "openai", "--model", "m"], "set OPENAI_API_KEY"),
        (["x", "--provider", "generic", "--model", "m"], "--base-url"),
        (["x", "--provider", "transformers", "--model", "/nowhere"], "no model in /nowhere"),
        (["x", "--prompts", "imgcoder"], "wants a --provider"),
        (["x", "--n", "0"], "--n is a number from 1"),
        (["x", "--price", "a"], "two numbers"),
        (["x", "--dpi", "0"], "--dpi"),
        (["x", "--format", "gif"], "no such format"),
        ([""], "no text"),
        (["a " * 60_000], "a text of 120000 characters"),
        (["p.jsonl"], "2 problems"),
        (["p.jsonl", "--id", "z"], "no problem z"),
        (["nosuch.txt"], "there is no file nosuch.txt"),
        (["no such.json"], "there is no file no such.json"),
        (["nosuch.csv"], "there is no file nosuch.csv"),
        (["problems/first"], "there is no file problems/first"),
        (["."], ". is a folder"),
        (["s.sciml"], "`sciml render s.sciml` draws it"),
    ],
)
def test_wrong_use(args: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("openai", reason="needs the extra sciml[planner]")
    if "transformers" in args:
        pytest.importorskip("transformers", reason="needs the extra sciml[local]")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    Path("p.jsonl").write_text('{"id": "x", "text": "a"}\n{"id": "y", "text": "b"}\n')
    Path("s.sciml").write_text(SPEC)
    assert main(["plan", *args, "-o", "out"]) == 2
    assert said in capsys.readouterr().err
    assert not Path("out").exists()


def test_no_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("openai", reason="needs the extra sciml[planner]")
    monkeypatch.setattr("time.sleep", lambda s: None)
    assert main(["plan", "x", "--provider", "vllm", "--model", "m", "--base-url", "http://127.0.0.1:9/v1", "-o", str(tmp_path / "out")]) == 1
    assert "no server answers at http://127.0.0.1:9/v1" in capsys.readouterr().err


def test_the_other_commands_do_not_load_it() -> None:
    code = "import sys\nfrom sciml.cli import main\nmain(['kinds', 'block'])\nprint([m for m in sys.modules if 'planner' in m or 'openai' in m])"
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=dict(os.environ))
    assert made.stdout.splitlines()[-1] == "[]"
