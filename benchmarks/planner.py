"""Throughput of the planner's machinery: `python benchmarks/planner.py [COUNT]` runs `sciml batch` against a loopback server that answers at once.

The answers are the specs of `examples/`; every problem is understood, planned, written, compiled, proved and traced, and everything is kept, with and without
pictures. The server runs in a process of its own on the same cores.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
SERVER = """
import sys
sys.path.insert(0, 'tests')
from planner_server import Served, hand_written
with Served(hand_written, keep=False) as server:
    print(server.url, flush=True)
    sys.stdin.read()
"""


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    sys.path.insert(0, str(ROOT / "tests"))
    from planner_server import problems

    some = problems(10_000)
    server = subprocess.Popen([sys.executable, "-c", SERVER], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    url = server.stdout.readline().strip()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "problems.jsonl"
        with file.open("w", encoding="utf-8") as out:
            for k in range(count):
                item = some[k % len(some)]
                out.write(json.dumps({"id": f"{k:06d}", "question": f"{item['question']} ({k})"}, ensure_ascii=False) + "\n")
        print(f"{count} problems, {len(some)} different specs")
        for form in ("none", "png", "png,svg"):
            start = time.monotonic()
            command = [
                sys.executable,
                "-m",
                "sciml",
                "batch",
                str(file),
                "-o",
                f"{folder}/{form}",
                "--provider",
                "vllm",
                "--base-url",
                url,
                "--format",
                form,
                "--quiet",
            ]
            subprocess.run([*command, "--dpi", "100"], cwd=ROOT, check=True)
            took = time.monotonic() - start
            print(f"pictures {form:<8} {count / took:7.1f} problems a second ({took:.1f} s)")
    server.terminate()
    return 0


if __name__ == "__main__":
    sys.exit(main())
