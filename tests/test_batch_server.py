"""Fifty problems, one command, a server: fifty proved figures, though the command is killed twice on the way."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from planner_server import Served, hand_written, problems

pytest.importorskip("openai", reason="the openai SDK is not installed (pip install 'sciml[planner]')")


def test_fifty_problems_killed_twice(tmp_path: Path) -> None:
    listed = problems(50)
    file = tmp_path / "problems.jsonl"
    file.write_text("".join(json.dumps(p, ensure_ascii=False) + "\n" for p in listed), "utf-8")
    out = tmp_path / "out"
    with Served(hand_written) as server:
        command = [sys.executable, "-m", "sciml", "batch", str(file), "-o", str(out), "--provider", "vllm", "--base-url", server.url, "--price", "0.5,1.5"]
        for part in (8, 25):
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            deadline = time.monotonic() + 120
            while len(list(out.glob("items/*/*/figure.png"))) < part:
                assert process.poll() is None and time.monotonic() < deadline
                time.sleep(0.01)
            process.send_signal(signal.SIGKILL)
            process.wait()
        ended = subprocess.run(command, check=False, capture_output=True, text=True, timeout=300)
        assert ended.returncode == 0, ended.stderr
        assert server.asked <= 2 * 50 + 2 * 2 * 32, "what was answered is not asked for again"
        again = server.asked
        assert subprocess.run(command, check=False, capture_output=True, timeout=300).returncode == 0 and server.asked == again
    rows = [json.loads(line) for line in (out / "index.jsonl").read_text("utf-8").splitlines()]
    assert [r["id"] for r in rows] == [p["id"] for p in listed] and len(rows) == 50
    assert {r["status"] for r in rows} == {"drawn"} and all(r["held"] <= r["claims"] for r in rows)
    assert len(list(out.glob("items/*/*/figure.png"))) == 50 and "50 drawn" in ended.stderr and "USD" in ended.stderr
    for r in rows:
        kept = {p.name for p in (out / r["folder"]).iterdir()}
        assert {"problem.json", "understanding.json", "plan.md", "spec.sciml", "attempts.json", "report.json", "trace.json"} <= kept
