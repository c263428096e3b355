"""Batches: folders that a killed run leaves whole, engines, patience with providers, samples of a template."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from sciml.document import parameters
from sciml.planner.engine_local import LocalEngine
from sciml.planner.index import write_index
from sciml.planner.patience import Answers, Pace, Patient
from sciml.planner.progress import Progress
from sciml.planner.providers import Completion, Limits, Message, ProviderError, Request, Usage
from sciml.planner.sample import SampleSettings, picked, sample, written
from sciml.planner.store import Busy, Store, shelf
from sciml.planner.work import Done, Job, Work

TEMPLATE = """figure("Incline")
vary theta in 20 deg..40 deg step 5 deg
vary m in [1.0 kg, 2.5 kg]
ramp = incline(angle=theta)
b = block(on=ramp, at=0.5, mass=m)
weight(b)
"""


def tree(folder: Path) -> dict[str, str]:
    """Every file but the ledger, by its hash."""
    return {
        str(p.relative_to(folder)): sha256(p.read_bytes()).hexdigest() for p in sorted(folder.rglob("*")) if p.is_file() and not p.name.startswith("ledger")
    }


# ---------------------------------------------------------------- store


def done(number: int, id: str = "", *, status: str = "drawn", data: bytes = b"x", scene: str = "", **row: Any) -> Done:
    id = id or f"p{number}"
    return Done(number, id, "k", status, {"id": id, **row}, ((f"items/{shelf(id)}/a.txt", data),), scene, {"seconds": 0.5})


def test_store_keeps_rows_in_the_order_of_the_input(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for k in (2, 0, 1):
        store.put(done(k))
    assert [r["id"] for r in store.rows()] == ["p0", "p1", "p2"]
    assert store.counts() == {"drawn": 3} and store.cost() == {"seconds": 1.5}
    store.close()


def test_a_short_or_lost_file_is_done_again(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put(done(0, data=b"whole"))
    store.put(done(1, data=b"whole"))
    store.put(done(2))
    (tmp_path / f"items/{shelf('p0')}/a.txt").write_bytes(b"who")
    (tmp_path / f"items/{shelf('p1')}/a.txt").unlink()
    assert set(store.finished()) == {"p2"}
    store.close()


def test_two_runs_do_not_write_one_folder(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with pytest.raises(Busy, match="another run"):
        Store(tmp_path)
    store.close()
    Store(tmp_path).close()


def test_no_two_ids_share_a_shelf() -> None:
    ids = ["a", "A", "a/b", "a b", "a_b", "../up", ".hidden", "", "x" * 300, "x" * 301, "题 1", "CON", "a.", "-a"]
    places = [shelf(i) for i in ids]
    assert len({p.lower() for p in places}) == len(ids)
    for place in places:
        folder, name = place.split("/")
        assert len(folder) == 2 and name[0].isalnum() and ".." not in name and len(name) < 100


def test_index_is_the_same_in_both_forms(tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    store = Store(tmp_path)
    store.put(done(0, claims=3, notes=["a", "b"], share=0.5))
    store.put(done(1, claims=4, why="no\nreason"))
    assert write_index(store) == ["index.jsonl", "index.parquet"]
    store.close()
    lines = [json.loads(x) for x in (tmp_path / "index.jsonl").read_text("utf-8").splitlines()]
    rows = pq.read_table(tmp_path / "index.parquet").to_pylist()
    assert [r["id"] for r in rows] == [x["id"] for x in lines] == ["p0", "p1"]
    assert json.loads(rows[0]["notes"]) == lines[0]["notes"] and rows[1]["why"] == "no\nreason" and rows[1]["share"] is None


# ---------------------------------------------------------------- engine


def squares(settings: dict[str, Any]) -> Callable[[Job], Done]:
    """Work for the tests: squares; a job may end its process."""

    def do(job: Job) -> Done:
        note = Path(settings["notes"]) / f"{job.id}"
        before = note.read_text() if note.exists() else ""
        note.write_text(before + "x")
        if job.payload == "dies always" or (job.payload == "dies once" and not before):
            os.kill(os.getpid(), signal.SIGKILL)
        if job.payload == "raises":
            raise ValueError("a fault of ours")
        return Done(job.number, job.id, job.key, "drawn", {"id": job.id, "square": job.number**2})

    return do


@pytest.mark.parametrize("threads", [1, 3])
def test_engine_does_every_job_once(tmp_path: Path, threads: int) -> None:
    work = Work("tests.test_batch:squares" if __name__.startswith("tests") else f"{__name__}:squares", {"notes": str(tmp_path)})
    jobs = [Job(k, f"j{k}", "") for k in range(40)]
    got = list(LocalEngine(2, threads).run(iter(jobs), work))
    assert sorted(d.row["square"] for d in got) == [k * k for k in range(40)]
    assert all((tmp_path / f"j{k}").read_text() == "x" for k in range(40))


def test_engine_survives_the_death_of_a_process(tmp_path: Path) -> None:
    work = Work(f"{__name__}:squares", {"notes": str(tmp_path)})
    jobs = [Job(0, "a", ""), Job(1, "b", "", "dies once"), Job(2, "c", "", "dies always"), Job(3, "d", "", "raises"), Job(4, "e", "")]
    got = {d.id: d for d in LocalEngine(2).run(iter(jobs), work)}
    assert set(got) == {"a", "b", "c", "d", "e"}
    assert [got[k].status for k in "abe"] == ["drawn"] * 3
    assert got["c"].status == got["d"].status == "failed" and "ended twice" in got["c"].row["why"]


# ---------------------------------------------------------------- patience


class Flaky:
    """A provider that fails as often as it is told."""

    name, model, price = "flaky", "m", None
    limits = Limits(4, 0)

    def __init__(self, faults: Sequence[ProviderError]) -> None:
        self.faults = list(faults)
        self.calls = 0

    def complete(self, request: Request) -> list[Completion]:
        self.calls += 1
        if self.faults:
            raise self.faults.pop(0)
        return [Completion(f"answer {k}", usage=Usage(10, 5, 1)) for k in range(request.n)]

    def identity(self) -> dict[str, Any]:
        return {"name": self.name, "model": self.model}


ASK = Request((Message("user", "draw"),))


def test_waits_longer_each_time_and_as_long_as_it_is_told(tmp_path: Path) -> None:
    slept: list[float] = []
    flaky = Flaky([ProviderError("server", "500", again=True), ProviderError("rate", "429", again=True, wait=17.0), ProviderError("cut", "cut", again=True)])
    got = Patient(flaky, pause=1.0, sleep=slept.append).complete(ASK)
    pauses = [s for s in slept if s]
    assert got[0].text == "answer 0" and flaky.calls == 4
    assert 0.75 <= pauses[0] <= 1.3 and pauses[1] == 17.0 and 3.0 <= pauses[2] <= 5.2


def test_what_cannot_work_is_not_tried_again() -> None:
    flaky = Flaky([ProviderError("auth", "no key")])
    with pytest.raises(ProviderError, match="no key"):
        Patient(flaky, sleep=lambda s: None).complete(ASK)
    assert flaky.calls == 1


def test_the_last_try_raises() -> None:
    flaky = Flaky([ProviderError("server", f"500 {k}", again=True) for k in range(9)])
    with pytest.raises(ProviderError, match="500 2"):
        Patient(flaky, tries=3, sleep=lambda s: None).complete(ASK)


def test_answers_are_asked_for_once(tmp_path: Path) -> None:
    flaky = Flaky([])
    for _ in range(3):
        got = Patient(flaky, Answers(tmp_path)).complete(ASK)
    assert flaky.calls == 1 and got == [Completion("answer 0", usage=Usage(10, 5, 1))]
    other = Request((Message("user", "draw"),), seed=1)
    Patient(flaky, Answers(tmp_path)).complete(other)
    assert flaky.calls == 2


def test_a_torn_answer_is_asked_for_again(tmp_path: Path) -> None:
    flaky, answers = Flaky([]), Answers(tmp_path)
    Patient(flaky, answers).complete(ASK)
    path = answers.path(answers.key(ASK, flaky.identity()))
    path.write_bytes(path.read_bytes()[:20])
    Patient(flaky, answers).complete(ASK)
    assert flaky.calls == 2


def test_pace_spreads_requests() -> None:
    pace = Pace(60)
    waits = [pace.take() for _ in range(4)]
    assert waits[0] == pytest.approx(0, abs=0.1) and waits[3] == pytest.approx(3, abs=0.2)


def test_progress_says_how_far() -> None:
    shown = Progress(10, before=2, quiet=True)
    shown.step("drawn")
    shown.step("failed")
    assert shown.line().startswith("[###########") and "4/10" in shown.line() and "1 drawn, 1 failed" in shown.line()


# ---------------------------------------------------------------- sample


def test_parameters_and_their_values() -> None:
    params = parameters(TEMPLATE)
    assert [(p.name, len(p.values)) for p in params] == [("theta", 5), ("m", 2)]
    assert [picked(params, k, None) for k in (0, 1, 2, 9)] == [{"m": 0, "theta": 0}, {"m": 1, "theta": 0}, {"m": 0, "theta": 1}, {"m": 1, "theta": 4}]
    drawn = [picked(params, k, 7) for k in range(200)]
    assert drawn == [picked(params, k, 7) for k in range(200)] != [picked(params, k, 8) for k in range(200)]
    assert {d["theta"] for d in drawn} == set(range(5))


def test_what_is_written_draws_the_same_figure() -> None:
    import sciml

    params = parameters(TEMPLATE)
    chosen = picked(params, 7, None)
    text = written(TEMPLATE, params, chosen)
    assert "[35 deg]" in text and "[2.5 kg]" in text
    assert sciml.compile(text).png() == sciml.compile(TEMPLATE, choices=chosen).png()


def test_sample_goes_through_the_product(tmp_path: Path) -> None:
    made = sample(TEMPLATE, "t.sciml", tmp_path, None, SampleSettings(("svg",)), LocalEngine(2))
    assert made.counts == {"drawn": 10} and made.done == 10
    rows = [json.loads(x) for x in (tmp_path / "index.jsonl").read_text("utf-8").splitlines()]
    assert len({r["scene"] for r in rows}) == 10 and all((tmp_path / p).is_file() for r in rows for p in r["pictures"])
    assert all(r["held"] == r["claims"] > 0 for r in rows)
    assert sample(TEMPLATE, "t.sciml", tmp_path, None, SampleSettings(("svg",)), LocalEngine(2)).done == 0


def test_equal_pictures_are_kept_once(tmp_path: Path) -> None:
    text = "vary r in [3, 4]\nvary hidden in 1..3\ncircle(O, radius=r)\n"
    made = sample(text, "t.sciml", tmp_path, None, SampleSettings(("png",), dpi=40), LocalEngine(2))
    assert made.counts == {"drawn": 2, "duplicate": 4}
    rows = [json.loads(x) for x in (tmp_path / "index.jsonl").read_text("utf-8").splitlines()]
    assert [r["status"] for r in rows] == ["drawn", "duplicate", "duplicate"] * 2 and rows[2]["of"] == "t-000000" and rows[5]["of"] == "t-000003"
    assert len(list((tmp_path / "figures").rglob("*.png"))) == 2


def test_a_figure_that_cannot_be_keeps_its_diagnostics(tmp_path: Path) -> None:
    text = "vary c in [5 cm, 9 cm]\ntriangle(ABC, AB=3 cm, BC=4 cm, AC=c)\n"
    made = sample(text, "t.sciml", tmp_path, None, SampleSettings(("png",)), LocalEngine(1))
    assert made.counts == {"drawn": 1, "failed": 1}
    row = json.loads((tmp_path / "index.jsonl").read_text("utf-8").splitlines()[1])
    assert row["diagnostics"] and row["why"] and "9 cm" in row["spec"]


def run(*args: str, **more: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "sciml", *args], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)


def killed_until_done(command: Sequence[str], folder: Path, kills: int, seed: int) -> int:
    """Runs the command again and again, each time killed at a random moment, `kills` times or until it ends by itself; how often it was killed."""
    moments = random.Random(seed)
    for count in range(kills):
        process = run(*command, "-o", str(folder))
        try:
            process.wait(moments.uniform(0.15, 1.6))
            return count
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
    return kills


def test_a_sample_killed_at_any_moment_is_completed(tmp_path: Path) -> None:
    spec = tmp_path / "t.sciml"
    spec.write_text(TEMPLATE.replace("step 5 deg", "step 0.5 deg"), "utf-8")
    command = ("sample", str(spec), "--jobs", "2", "--format", "svg,png", "--dpi", "60")
    assert run(*command, "-o", str(tmp_path / "whole")).wait(100) == 0
    whole = tree(tmp_path / "whole")
    assert len(whole) == 82 * 2 + (2 if (tmp_path / "whole/index.parquet").exists() else 1)
    left = 12
    for turn in range(12):
        folder = tmp_path / f"killed{turn}"
        left -= killed_until_done(command, folder, left, turn)
        assert run(*command, "-o", str(folder)).wait(100) == 0
        assert tree(folder) == whole
        if left <= 0:
            break


def test_processes_end_with_their_parent(tmp_path: Path) -> None:
    spec = tmp_path / "t.sciml"
    spec.write_text(TEMPLATE.replace("step 5 deg", "step 0.01 deg"), "utf-8")
    process = run("sample", str(spec), "--jobs", "2", "-o", str(tmp_path / "out"))
    deadline = time.monotonic() + 30
    while not list((tmp_path / "out").glob("figures/*/*.png")):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not children.exists():
        process.kill()
        pytest.skip("no list of child processes on this system")
    pids = [p for p in children.read_text().split() if b"spawn_main" in Path(f"/proc/{p}/cmdline").read_bytes()]
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert pids
    while any(_alive(p) for p in pids):
        assert time.monotonic() < deadline, "a process outlived its parent"
        time.sleep(0.05)


def _alive(pid: str) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_wrong_folders_and_files_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from sciml.cli import main

    spec, there = tmp_path / "t.sciml", tmp_path / "there"
    spec.write_text(TEMPLATE, "utf-8")
    there.write_text("a file", "utf-8")
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "ledger.sqlite").write_text("no ledger at all, but long enough to be taken for one" * 40, "utf-8")
    problems = tmp_path / "p.jsonl"
    problems.write_text('{"question": "x"}\n', "utf-8")
    for command in (
        ["sample", str(spec), "-o", str(there)],
        ["sample", str(spec), "-o", str(broken)],
        ["batch", str(problems), "-o", str(there)],
        ["batch", str(tmp_path), "-o", str(tmp_path / "o")],
        ["batch", str(tmp_path / "none.jsonl"), "-o", str(tmp_path / "o")],
    ):
        assert main([*command, "--quiet"]) == 2, command
        said = capsys.readouterr().err
        assert said.startswith("sciml: ") and said.count("\n") == 1, said
