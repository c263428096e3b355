"""A problem in words, and files of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ..grammar.record import Record, field

__all__ = ["LONGEST", "BadProblem", "Problem", "read_problems"]

TEXT_FIELDS = ("question", "problem", "text")
LONGEST = 100_000
"""Characters of one problem."""


class BadProblem(ValueError):
    """A record of a file that is no problem. line: of the file, from 1 (in a JSON list: the number of the record)."""

    def __init__(self, path: str, line: int, why: str) -> None:
        super().__init__(f"{path}:{line}: {why}")
        self.path, self.line, self.why = path, line, why


class Problem(Record):
    """id: unique in its file; answer: kept to see that it is not shown, never sent to a model; options: of a multiple-choice question, without letters;
    source: the record as it came."""

    id: str
    text: str
    answer: str = ""
    options: tuple[str, ...] = ()
    source: Mapping[str, Any] = field(default_factory=dict, compare=False)


def read_problems(path: str | Path, faulty: Callable[[BadProblem], None] | None = None) -> Iterator[Problem]:
    """The problems of a JSONL file, or of a JSON list (or an object with one list), in order.

    A record has its text under question, problem or text; id, answer and options are optional. What is no problem goes to `faulty` and the rest
    goes on; without `faulty` it is raised. Raises OSError.
    """
    name = str(path)
    seen: dict[str, int] = {}
    for line, made in _records(Path(path)):
        try:
            if isinstance(made, str):
                raise BadProblem(name, line, made)
            problem = _problem(name, line, made)
            if problem.id in seen:
                raise BadProblem(name, line, f"the id {problem.id!r} is that of line {seen[problem.id]} already")
            seen[problem.id] = line
        except BadProblem as wrong:
            if faulty is None:
                raise
            faulty(wrong)
            continue
        yield problem


def _records(path: Path) -> Iterator[tuple[int, Any]]:
    """(line, object), or (line, what is wrong with it). JSONL is read line by line, so that a file of any length takes no memory."""
    with path.open("rb") as file:
        first = next((line for line in file if line.strip()), b"").removeprefix(b"\xef\xbb\xbf").strip()
    if not _is_whole_object(first):
        yield from _listed(path)
        return
    with path.open("rb") as file:
        for number, raw in enumerate(file, 1):
            line = raw.removeprefix(b"\xef\xbb\xbf")
            if line.strip():
                yield number, _object(line)


def _is_whole_object(line: bytes) -> bool:
    made = _object(line)
    listed = isinstance(made, dict) and not any(f in made for f in TEXT_FIELDS) and any(isinstance(v, list) for v in made.values())
    return not listed and (isinstance(made, dict) or not line.startswith((b"[", b"{")) or line.endswith(b"}"))


def _object(raw: bytes) -> Any:
    try:
        return json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as e:
        return f"not UTF-8 (byte {e.start})"
    except (ValueError, RecursionError) as e:
        return f"not JSON ({e.msg}, column {e.colno})" if isinstance(e, json.JSONDecodeError) else "not JSON"


def _listed(path: Path) -> Iterator[tuple[int, Any]]:
    made = _object(path.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    if isinstance(made, dict) and not any(f in made for f in TEXT_FIELDS):
        made = next((v for v in made.values() if isinstance(v, list)), made)
    if isinstance(made, list):
        yield from enumerate(made, 1)
    else:
        yield 1, made


def _problem(name: str, line: int, record: Any) -> Problem:
    if not isinstance(record, dict):
        raise BadProblem(name, line, f"a problem is an object with a field {', '.join(TEXT_FIELDS[:-1])} or {TEXT_FIELDS[-1]}")
    text = next((record[f] for f in TEXT_FIELDS if f in record), None)
    if not isinstance(text, str) or not text.strip():
        raise BadProblem(name, line, f"no text under {', '.join(TEXT_FIELDS[:-1])} or {TEXT_FIELDS[-1]}")
    if len(text) > LONGEST:
        raise BadProblem(name, line, f"a text of {len(text)} characters; the most is {LONGEST}")
    id = record.get("id")
    answer = record.get("answer")
    options = record.get("options")
    if isinstance(options, dict):
        options = list(options.values())
    return Problem(
        str(id) if id not in (None, "") else f"{line:06d}",
        text,
        "" if answer is None else str(answer),
        tuple(map(str, options)) if isinstance(options, list) else (),
        record,
    )
