"""A loopback server that speaks the OpenAI chat protocol: plans for everything, and the spec that someone wrote by hand for the problem it is asked about."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).parents[1] / "examples"
BENCHMARK = Path(__file__).parents[2] / "shared" / "scigenbench"
PLAN = "## Content\n- what the problem names\n## Layout\n- as it says\n## Labels\n- its givens\n## Considerations\n- the answer is not shown\n"
_ID = re.compile(r"# scigenbench (\S+)\n")


def written() -> dict[str, str]:
    """id -> the spec that stands in `examples/` for it."""
    found = {}
    for path in sorted(EXAMPLES.rglob("*.sciml")):
        text = path.read_text("utf-8")
        if named := _ID.match(text):
            found[named[1]] = text
    return found


def problems(count: int) -> list[dict[str, str]]:
    """Problems that have a spec, with the words of the benchmark where it lies beside us, else with a sentence that only names them."""
    known: dict[str, dict[str, Any]] = {}
    for name in ("scigen.dev.json", "seephys.dev.json"):
        if (BENCHMARK / name).is_file():
            for item in json.loads((BENCHMARK / name).read_text("utf-8")):
                number = str(item["id"])
                known[f"seephys-{number}" if number.isdigit() else number] = item
    made = []
    for id_ in written():
        item = known.get(id_, {})
        text = item.get("question") or "Draw what is described."
        made.append({"id": id_, "question": f"[{id_}] {text}"})
    return made[:: max(1, len(made) // count)][:count]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.specs = written()
        self.asked = 0
        self.lock = threading.Lock()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        self._say({"object": "list", "data": [{"id": "hand-written", "object": "model"}]})

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with self.server.lock:
            self.server.asked += 1
        text = "\n".join(m["content"] if isinstance(m["content"], str) else "" for m in asked["messages"])
        id_ = re.findall(r"\[([\w-]+)\]", text)
        spec = next((self.server.specs[i] for i in id_ if i in self.server.specs), "")
        answer = spec if "The plan of the figure" in text else PLAN
        self._say(
            {
                "id": "c",
                "object": "chat.completion",
                "created": 0,
                "model": asked["model"],
                "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": answer}}],
                "usage": {"prompt_tokens": len(text) // 4, "completion_tokens": len(answer) // 4, "total_tokens": (len(text) + len(answer)) // 4},
            }
        )

    def _say(self, made: dict[str, Any]) -> None:
        data = json.dumps(made).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def serving() -> Iterator[tuple[str, _Server]]:
    """The base URL of a server that runs as long as the block."""
    server = _Server()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1", server
    finally:
        server.shutdown()
        server.server_close()
