"""A server on this machine that speaks OpenAI's chat interface, well or badly, for the tests; and the answers that someone wrote by hand."""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from collections.abc import Callable
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

__all__ = ["Served", "hand_written", "problems"]

Answer = Callable[[dict[str, Any]], str]

EXAMPLES = Path(__file__).parents[1] / "examples"
BENCHMARK = Path(__file__).parents[2] / "shared" / "scigenbench"
PLAN = "## Content\n- what the problem names\n## Layout\n- as it says\n## Labels\n- its givens\n## Considerations\n- the answer is not shown\n"
_ID = re.compile(r"# scigenbench (\S+)\n")


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    served: Served


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = 1 << 20
    server: _Server

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self.say(json.dumps({"data": [{"id": m} for m in self.server.served.models]}).encode())

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        served: Served = self.server.served
        with served.lock:
            served.asked += 1
            if served.keep:
                served.seen.append((body, {name.lower(): value for name, value in self.headers.items()}))
            how = served.how.pop(0) if served.how else "well"
        getattr(self, f"say_{how}")(body)

    def say(self, data: bytes, status: int = 200, length: int | None = None, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(data) if length is None else length))
        self.end_headers()
        try:
            self.wfile.write(data)
            self.wfile.flush()
        except OSError:
            self.close_connection = True

    def error(self, status: int, message: str, param: str | None = None, code: str | None = None, **headers: str) -> None:
        self.say(json.dumps({"error": {"message": message, "param": param, "code": code}}).encode(), status, **headers)

    # ------------------------------------------------------------ ways to answer

    def say_well(self, body: dict[str, Any], finish: str = "stop") -> None:
        served: Served = self.server.served
        choices = [{"index": i, "message": {"role": "assistant", "content": served.answer(body)}, "finish_reason": finish} for i in range(body.get("n", 1))]
        self.say(json.dumps({"model": body["model"], "choices": choices, "usage": {"prompt_tokens": 100, "completion_tokens": 20}}).encode())

    def say_tool(self, body: dict[str, Any]) -> None:
        call = {"type": "custom", "custom": {"name": body["tools"][0]["custom"]["name"], "input": self.server.served.answer(body)}}
        self.say(json.dumps({"choices": [{"message": {"content": None, "tool_calls": [call]}, "finish_reason": "tool_calls"}]}).encode())

    def say_truncated(self, body: dict[str, Any]) -> None:
        self.say_well(body, "length")

    def say_429(self, body: dict[str, Any]) -> None:
        self.error(429, "too many", Retry_After="7")

    def say_quota(self, body: dict[str, Any]) -> None:
        self.error(429, "no money left", code="insufficient_quota")

    def say_500(self, body: dict[str, Any]) -> None:
        self.say(b"<html>oops</html>", 500)

    def say_401(self, body: dict[str, Any]) -> None:
        self.error(401, f"Incorrect API key provided: {self.headers['Authorization']}")

    def say_400(self, body: dict[str, Any]) -> None:
        self.error(400, f"bad request with {self.headers['Authorization']}")

    def say_unsupported(self, body: dict[str, Any]) -> None:
        """As a reasoning model that takes no temperature."""
        if "temperature" in body:
            self.error(400, "Unsupported value: 'temperature'", param="temperature", code="unsupported_value")
        else:
            self.say_well(body)

    def say_slowly(self, body: dict[str, Any]) -> None:
        time.sleep(1.0)
        self.say_well(body)

    def say_bytes(self, body: dict[str, Any]) -> None:
        self.say(b'{"choices": [{"message": {"content": "b = \xff\xfe"}}]}')

    def say_half(self, body: dict[str, Any]) -> None:
        self.say(b'{"choices": [')

    def say_nothing(self, body: dict[str, Any]) -> None:
        self.say(b'{"choices": []}')

    def say_strange(self, body: dict[str, Any]) -> None:
        self.say(b'[1, 2, {"choices": null}]')

    def say_cut(self, body: dict[str, Any]) -> None:
        self.say(b'{"cho', length=1000)
        self.connection.shutdown(socket.SHUT_RDWR)
        self.close_connection = True


class Served:
    """answer: of a request's body, the text of the answer; how: the ways in which the next requests are answered, then well; seen: (body, headers by their small names) of each
    of the `asked`, unless keep=False."""

    def __init__(self, answer: Answer | str = "b = 1\n", models: tuple[str, ...] = ("m",), keep: bool = True) -> None:
        self.answer: Answer = (lambda _: answer) if isinstance(answer, str) else answer
        self.models = models
        self.keep = keep
        self.asked = 0
        self.how: list[str] = []
        self.seen: list[tuple[dict[str, Any], dict[str, str]]] = []
        self.lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.served = self
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"

    def __enter__(self) -> Served:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


# ---------------------------------------------------------------- answers by hand


@cache
def _written() -> dict[str, str]:
    """id -> the spec that stands in `examples/` for it."""
    texts = [path.read_text("utf-8") for path in sorted(EXAMPLES.rglob("*.sciml"))]
    return {named[1]: text for text in texts if (named := _ID.match(text))}


def problems(count: int) -> list[dict[str, str]]:
    """Problems that have a spec, with the words of the benchmark where it lies beside us, else with a sentence that only names them."""
    known: dict[str, dict[str, Any]] = {}
    for name in ("scigen.dev.json", "seephys.dev.json"):
        if (BENCHMARK / name).is_file():
            for item in json.loads((BENCHMARK / name).read_text("utf-8")):
                number = str(item["id"])
                known[f"seephys-{number}" if number.isdigit() else number] = item
    made = []
    for id_ in _written():
        text = known.get(id_, {}).get("question") or "Draw what is described."
        made.append({"id": id_, "question": f"[{id_}] {text}"})
    return made[:: max(1, len(made) // count)][:count]


def hand_written(body: dict[str, Any]) -> str:
    """A plan where a plan is asked for, else the spec that someone wrote for the problem."""
    text = "\n".join(m["content"] if isinstance(m["content"], str) else "" for m in body["messages"])
    if "The plan of the figure" not in text:
        return PLAN
    return next((_written()[i] for i in re.findall(r"\[([\w-]+)\]", text) if i in _written()), "")
