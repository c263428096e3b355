"""A folder of results that a killed run leaves whole: every file appears at once, and counts when its row is in the ledger."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from .work import Done

__all__ = ["Busy", "Store", "shelf"]

_PLAIN = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")


class Busy(Exception):
    """Another run writes this folder."""


def shelf(id: str) -> str:
    """Where the files of an id stand: a folder of 256, and a name that every file system takes and no other id has."""
    digest = hashlib.sha256(id.encode()).hexdigest()
    plain = re.sub(r"[^a-z0-9._-]+", "-", id.lower()).strip("._-")[:60] or "id"
    name = id if _PLAIN.fullmatch(id) and id[-1] != "." else f"{plain}-{digest[:10]}"
    return f"{digest[:2]}/{name}"


class Store:
    """folder: made if it is not there. One row an id: a second result of the same id replaces the first.

    A row is written after its files, so a row without files, or half of a file, cannot be. Killed at any moment, the next run does again only what has no
    row. (A power cut may take the last seconds with it; files that are then missing or short are found by their size, and done again.)
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.db = sqlite3.connect(folder / "ledger.sqlite", timeout=2, isolation_level=None)
        try:
            self.db.execute("PRAGMA locking_mode=EXCLUSIVE")
            self.db.execute("PRAGMA journal_mode=WAL")
            self.db.execute("PRAGMA synchronous=NORMAL")
            self.db.execute(
                "CREATE TABLE IF NOT EXISTS items (id TEXT PRIMARY KEY, number INTEGER, key TEXT, status TEXT, scene TEXT, row TEXT, files TEXT, cost TEXT)"
            )
            self.db.execute("CREATE INDEX IF NOT EXISTS by_scene ON items (scene, status)")
            self.db.execute("BEGIN IMMEDIATE")
            self.db.execute("COMMIT")
        except sqlite3.OperationalError as e:
            self.db.close()
            raise Busy(f"{folder} is being written by another run") from e
        except sqlite3.DatabaseError as e:
            self.db.close()
            raise Busy(f"{folder / 'ledger.sqlite'} is no ledger of ours, or broken: {e}") from e
        self.desk = folder / ".unfinished"
        shutil.rmtree(self.desk, ignore_errors=True)
        self.desk.mkdir()
        self._written = 0

    def close(self) -> None:
        self.db.close()
        shutil.rmtree(self.desk, ignore_errors=True)

    # ------------------------------------------------------------ what is there

    def finished(self) -> dict[str, str]:
        """id -> key of every result whose files are whole."""
        found: dict[str, str] = {}
        for id_, key, files in self.db.execute("SELECT id, key, files FROM items"):
            if all(self._whole(path, size) for path, size in json.loads(files).items()):
                found[id_] = key
        return found

    def _whole(self, path: str, size: int) -> bool:
        try:
            return (self.folder / path).stat().st_size == size
        except OSError:
            return False

    def status(self, id: str) -> str:
        """What became of an id; "" if nothing yet."""
        found = self.db.execute("SELECT status FROM items WHERE id = ?", (id,)).fetchone()
        return found[0] if found else ""

    def first_with(self, scene: str, number: int) -> str:
        """The id of the drawn result before `number` that has this picture; "" if there is none."""
        found = self.db.execute("SELECT id FROM items WHERE scene = ? AND status = 'drawn' AND number < ? ORDER BY number LIMIT 1", (scene, number)).fetchone()
        return found[0] if found else ""

    def rows(self, ids: Iterable[str] | None = None) -> Iterator[dict[str, Any]]:
        """The rows of these ids, in their order; of all, in the order in which they came in."""
        if ids is None:
            ids = [id_ for (id_,) in self.db.execute("SELECT id FROM items ORDER BY number, id")]
        for id_ in ids:
            found = self.db.execute("SELECT row FROM items WHERE id = ?", (id_,)).fetchone()
            if found:
                yield json.loads(found[0])

    def counts(self, ids: Iterable[str] | None = None) -> dict[str, int]:
        """status -> how many, of these ids or of all."""
        if ids is None:
            return dict(self.db.execute("SELECT status, count(*) FROM items GROUP BY status ORDER BY status"))
        made: dict[str, int] = {}
        for id_ in ids:
            if known := self.status(id_):
                made[known] = made.get(known, 0) + 1
        return dict(sorted(made.items()))

    def cost(self, id: str | None = None) -> dict[str, float]:
        """Sums of what all results cost, or what one did."""
        total: dict[str, float] = {}
        some = self.db.execute("SELECT cost FROM items") if id is None else self.db.execute("SELECT cost FROM items WHERE id = ?", (id,))
        for (text,) in some:
            for name, amount in json.loads(text).items():
                total[name] = total.get(name, 0) + amount
        return total

    # ------------------------------------------------------------ what comes

    def put(self, done: Done) -> None:
        """Files, then the row. Raises OSError where the disk does not take it (the result is then not counted)."""
        sizes = {}
        for path, data in done.files:
            self.write(path, data)
            sizes[path] = len(data)
        self.db.execute(
            "INSERT OR REPLACE INTO items VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (done.id, done.number, done.key, done.status, done.scene, _json(done.row), _json(sizes), _json(done.cost)),
        )

    def write(self, path: str, data: bytes) -> None:
        """A file of the folder, whole or not at all."""
        goal = self.folder / path
        self._written += 1
        draft = self.desk / str(self._written)
        draft.write_bytes(data)
        try:
            os.replace(draft, goal)
        except FileNotFoundError:
            goal.parent.mkdir(parents=True, exist_ok=True)
            os.replace(draft, goal)


def _json(x: Any) -> str:
    return json.dumps(x, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
