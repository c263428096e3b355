"""`batch`: problems of a file through a provider into a folder, killed and resumed, with its costs."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from sciml.planner.batch import Settings, batch, estimate, survey
from sciml.planner.engine_local import LocalEngine
from sciml.planner.loop import Options
from sciml.planner.problem import Problem, read_problems
from sciml.planner.providers import Completion, Limits, Price, ProviderError, Request, Usage

PLAN = "## Content\n- a block\n## Layout\n- on an incline\n## Labels\n- {m}\n## Considerations\n- hide the acceleration\n\nSubjects: mechanics\n"


class Teacher:
    """A provider of the tests: it reads the numbers in the problem and writes a spec. faulty: every so manieth problem gets a spec that cannot be.
    calls: a file to which each request adds a line; pause: seconds an answer takes."""

    name, model = "teacher", "chalk"

    def __init__(self, calls: str = "", faulty: int = 0, pause: float = 0.0, down: bool = False, per_minute: int = 0, locked: bool = False) -> None:
        self.calls, self.faulty, self.pause, self.down, self.locked = calls, faulty, pause, down, locked
        self.limits = Limits(4, per_minute)
        self.price: Price | None = Price(1.0, 2.0)

    def identity(self) -> Mapping[str, Any]:
        return {"name": self.name, "model": self.model, "faulty": self.faulty}

    def complete(self, request: Request) -> list[Completion]:
        if self.locked:
            raise ProviderError("auth", "no such key")
        if self.down:
            raise ProviderError("server", "the server is down", again=True)
        time.sleep(self.pause)
        text = "\n".join(m.text for m in request.messages)
        number = int(text.split("Problem ")[1].split(":")[0])
        if self.calls:
            with open(self.calls, "a", encoding="utf-8") as file:
                file.write(f"{number}\n")
        used = Usage(len(text) // 4, 100, 1)
        if "The plan of the figure" not in text and "1  " not in text:
            return [Completion(PLAN.format(m=f"{number}.5 kg"), usage=used)]
        spec = f"ramp = incline(angle=30 deg)\nb = block(on=ramp, at=0.5, mass={number}.5 kg)\n"
        if self.faulty and number % self.faulty == 0:
            spec += "require ramp.slope == 40 kg\n"
        return [Completion(spec, usage=used)]


def problem(k: int) -> str:
    return f"Problem {k}: a block of mass {k}.5 kg rests on an incline of 30 degrees. Find its acceleration."


@pytest.fixture
def problems(tmp_path: Path) -> Path:
    path = tmp_path / "problems.jsonl"
    path.write_text("".join(json.dumps({"id": f"p-{k}", "question": problem(k), "answer": "4.9 m/s^2"}) + "\n" for k in range(1, 25)), "utf-8")
    return path


def settings(folder: Path, **arguments: Any) -> Settings:
    return Settings(f"{__name__}:Teacher", arguments, formats=("svg",), cache=str(folder / "answers"), tries=2, pause=0.01)


def rows(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "index.jsonl").read_text("utf-8").splitlines()]


def test_every_problem_has_its_folder(tmp_path: Path, problems: Path) -> None:
    made = batch(read_problems(problems), tmp_path / "out", settings(tmp_path), LocalEngine(2, 2))
    assert made.counts == {"drawn": 24} and made.done == 24
    found = rows(tmp_path / "out")
    assert [r["id"] for r in found] == [f"p-{k}" for k in range(1, 25)]
    folder = tmp_path / "out" / found[3]["folder"]
    names = {p.name for p in folder.iterdir()}
    assert names == {"problem.json", "understanding.json", "plan.md", "spec.sciml", "attempts.json", "report.json", "trace.json", "figure.svg"}
    assert ">4.5" in (folder / "figure.svg").read_text("utf-8") and "a block" in (folder / "plan.md").read_text("utf-8")
    assert "4.9" not in "".join(p.read_text("utf-8") for p in folder.iterdir() if p.suffix != ".svg")
    assert all(r["held"] == r["claims"] and not r["givens_missing"] for r in found)
    assert made.cost["requests"] == 48 and made.cost["USD"] == pytest.approx((made.cost["prompt_tokens"] + 2 * made.cost["completion_tokens"]) / 1e6)


def test_a_second_run_asks_for_nothing(tmp_path: Path, problems: Path) -> None:
    calls = tmp_path / "calls"
    first = settings(tmp_path, calls=str(calls))
    batch(read_problems(problems), tmp_path / "out", first, LocalEngine(2))
    assert batch(read_problems(problems), tmp_path / "out", first, LocalEngine(2)).done == 0
    elsewhere = batch(read_problems(problems), tmp_path / "other", first, LocalEngine(2))
    assert elsewhere.done == 24 and len(calls.read_text().split()) == 48


def test_what_changed_is_done_again(tmp_path: Path, problems: Path) -> None:
    batch(read_problems(problems), tmp_path / "out", settings(tmp_path), LocalEngine(2))
    text = problems.read_text("utf-8").replace("rests on", "lies on", 1)
    problems.write_text(text, "utf-8")
    assert batch(read_problems(problems), tmp_path / "out", settings(tmp_path), LocalEngine(2)).done == 1


def test_failures_keep_their_diagnostics(tmp_path: Path, problems: Path) -> None:
    made = batch(read_problems(problems), tmp_path / "out", settings(tmp_path, faulty=6), LocalEngine(2))
    assert made.counts == {"drawn": 20, "failed": 4}
    failed = [r for r in rows(tmp_path / "out") if r["status"] == "failed"]
    assert [r["id"] for r in failed] == ["p-6", "p-12", "p-18", "p-24"]
    report = json.loads((tmp_path / "out" / failed[0]["folder"] / "report.json").read_text("utf-8"))
    assert report["diagnostics"][0]["code"].startswith("SCI") and failed[0]["why"]
    assert len(json.loads((tmp_path / "out" / failed[0]["folder"] / "attempts.json").read_text("utf-8"))) >= 2


def test_failures_can_be_done_again(tmp_path: Path, problems: Path) -> None:
    down = batch(read_problems(problems), tmp_path / "out", settings(tmp_path, down=True), LocalEngine(2))
    assert down.counts == {"unanswered": 24} and "no answer (server)" in rows(tmp_path / "out")[0]["why"]
    faulty = settings(tmp_path, faulty=6)
    assert batch(read_problems(problems), tmp_path / "out", faulty, LocalEngine(2)).counts == {"drawn": 20, "failed": 4}
    assert batch(read_problems(problems), tmp_path / "out", faulty, LocalEngine(2)).done == 0
    before = batch(read_problems(problems), tmp_path / "out", faulty, LocalEngine(2)).cost
    again = batch(read_problems(problems), tmp_path / "out", faulty, LocalEngine(2), again=True)
    assert again.done == 4 and again.cost["requests"] > before["requests"] and again.cost["USD"] > before["USD"]


def test_answers_that_are_known_cost_nothing(tmp_path: Path, problems: Path) -> None:
    ours = settings(tmp_path)
    batch(read_problems(problems), tmp_path / "out", ours, LocalEngine(2))
    other = batch(read_problems(problems), tmp_path / "other", ours, LocalEngine(2), limit=0.001)
    assert other.counts == {"drawn": 24} and other.cost["requests"] == 0 == other.cost["USD"]


def test_a_wrong_key_stops_the_run(tmp_path: Path, problems: Path) -> None:
    with pytest.raises(ProviderError, match="no such key"):
        batch(read_problems(problems), tmp_path / "out", settings(tmp_path, locked=True), LocalEngine(2))


def test_an_index_is_of_its_file(tmp_path: Path, problems: Path) -> None:
    batch(read_problems(problems), tmp_path / "out", settings(tmp_path), LocalEngine(2))
    some = list(reversed(list(read_problems(problems))))[:5]
    made = batch(some, tmp_path / "out", settings(tmp_path), LocalEngine(2))
    assert made.counts == {"drawn": 5} and [r["id"] for r in rows(tmp_path / "out")] == [p.id for p in some]


def test_it_stops_when_the_money_is_spent(tmp_path: Path, problems: Path) -> None:
    made = batch(read_problems(problems), tmp_path / "out", settings(tmp_path), LocalEngine(1), limit=0.02)
    assert 1 < made.done < 24 and made.cost["USD"] >= 0.02 and made.left == 24 - made.done


def test_the_estimate_brackets_what_it_costs(tmp_path: Path, problems: Path) -> None:
    ours = settings(tmp_path, faulty=6)
    total, some = survey(read_problems(problems))
    said = estimate(total, some, ours)
    assert total == 24 and said.requests[0] == 48 < said.requests[1]
    made = batch(read_problems(problems), tmp_path / "out", ours, LocalEngine(2))
    assert said.requests[0] <= made.cost["requests"] <= said.requests[1]
    assert said.prompt[0] * 0.8 <= made.cost["prompt_tokens"] <= said.prompt[1] * 1.2
    assert "24 problems" in said.sentence() and "USD" in said.sentence()


def test_requests_keep_to_the_pace_over_processes(tmp_path: Path, problems: Path) -> None:
    some = list(read_problems(problems))[:5]
    start = time.monotonic()
    batch(some, tmp_path / "out", settings(tmp_path, per_minute=240), LocalEngine(2, 4))
    assert time.monotonic() - start >= 9 * 0.25


def test_many_problems_are_surveyed_in_little_memory() -> None:
    total, some = survey(Problem(str(k), "x") for k in range(100_000))
    assert total == 100_000 and 12 <= len(some) < 24 and int(some[-1].id) > 90_000


def test_options_travel(tmp_path: Path, problems: Path) -> None:
    ours = settings(tmp_path)
    one = Settings(ours.provider, {}, Options(grammar="off", rounds=0), ("svg",), cache=ours.cache)
    made = batch(list(read_problems(problems))[:3], tmp_path / "out", one, LocalEngine(1))
    assert made.counts == {"drawn": 3}


def test_ray_does_the_same(tmp_path: Path, problems: Path) -> None:
    pytest.importorskip("ray", reason="ray is not installed")
    from sciml.planner.engine_ray import RayEngine

    here = settings(tmp_path)
    batch(read_problems(problems), tmp_path / "here", here, LocalEngine(2))
    batch(read_problems(problems), tmp_path / "there", here, RayEngine(2))
    assert tree(tmp_path / "here") == tree(tmp_path / "there")


# ---------------------------------------------------------------- killed


def tree(folder: Path) -> dict[str, str]:
    """Every file but the ledger, by its hash."""
    return {
        str(p.relative_to(folder)): sha256(p.read_bytes()).hexdigest() for p in sorted(folder.rglob("*")) if p.is_file() and not p.name.startswith("ledger")
    }


SCRIPT = """
import sys
from pathlib import Path
from sciml.planner.batch import batch
from sciml.planner.engine_local import LocalEngine
from sciml.planner.problem import read_problems
sys.path.insert(0, sys.argv[4])
from test_batch_problems import settings
if __name__ == "__main__":
    ours = settings(Path(sys.argv[3]), calls=sys.argv[3] + ".calls", pause=0.01, faulty=7)
    batch(read_problems(sys.argv[1]), Path(sys.argv[2]), ours, LocalEngine(2, 2))
"""


def test_killed_at_fifty_moments(tmp_path: Path, problems: Path) -> None:
    """Nothing lost, doubled or half-written; what a server has answered is not asked for again, but for what was on its way."""
    script = tmp_path / "run.py"
    script.write_text(SCRIPT, "utf-8")

    def start(name: str) -> subprocess.Popen[bytes]:
        here = str(Path(__file__).parent)
        return subprocess.Popen(
            [sys.executable, str(script), str(problems), str(tmp_path / name), str(tmp_path / f"{name}-answers"), here], cwd=Path(__file__).parent.parent
        )

    assert start("whole").wait(120) == 0
    whole = tree(tmp_path / "whole")
    asked = len((tmp_path / "whole-answers.calls").read_text().split())
    moments, left, turn = random.Random(4), 50, 0
    while left > 0:
        turn += 1
        name = f"killed{turn}"
        killed = 0
        while killed < min(left, 8):
            process = start(name)
            try:
                process.wait(moments.uniform(0.3, 1.0))
                break
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                process.wait()
                killed += 1
        left -= max(killed, 1)
        assert start(name).wait(120) == 0
        assert tree(tmp_path / name) == whole
        answered = len((tmp_path / f"{name}-answers.calls").read_text().split())
        assert answered <= asked + 4 * killed, "more was asked for again than can have been on its way"
