"""One table of everything a folder holds: `index.jsonl`, and `index.parquet` where pyarrow is installed."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from .store import Store

__all__ = ["write_index"]

BATCH = 2000
"""Rows in memory at once."""


def write_index(store: Store, ids: Sequence[str] | None = None) -> list[str]:
    """Writes the index anew from the ledger: these ids in their order, or all; names of the files. Memory does not grow with the rows."""
    made = ["index.jsonl"]
    draft = store.desk / "index"
    with draft.open("w", encoding="utf-8") as file:
        for row in store.rows(ids):
            file.write(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n")
    os.replace(draft, store.folder / "index.jsonl")
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        return made
    if _parquet(store, ids, draft):
        os.replace(draft, store.folder / "index.parquet")
        made.append("index.parquet")
    return made


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    """Parquet wants one type a column: nested values as JSON."""
    return {k: json.dumps(v, ensure_ascii=False, sort_keys=True) if isinstance(v, (dict, list)) else v for k, v in row.items()}


def _parquet(store: Store, ids: Sequence[str] | None, path: Path) -> bool:
    """False if there are no rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns: dict[str, type] = {}
    for row in store.rows(ids):
        for name, value in row.items():
            if isinstance(value, (dict, list)):
                columns[name] = str
            elif value is not None and columns.get(name) not in (str, float):
                columns[name] = float if columns.get(name) is int and isinstance(value, float) else type(value)
    if not columns:
        return False
    types = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    schema = pa.schema([(name, types[kind]) for name, kind in sorted(columns.items())])
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for some in _batches(store.rows(ids)):
            flat = [_flat(row) for row in some]
            arrays = [pa.array([_as(columns[name], row.get(name)) for row in flat], types[columns[name]]) for name in schema.names]
            writer.write_table(pa.table(arrays, schema=schema))
    return True


def _as(kind: type, value: Any) -> Any:
    return value if value is None or isinstance(value, kind) else kind(value)


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while some := list(islice(rows, BATCH)):
        yield some
