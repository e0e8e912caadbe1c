"""The ledger: one row per loaded file, and the law that rows read are accepted, duplicates or quarantined."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import datetime

import pyarrow as pa

from pipelines.engines.duckdb import DuckDBEngine


@dataclass(frozen=True)
class Batch:
    """One loaded file. `rows_out_of_scope` are part of `rows_quarantined`; `rules` and `drift` are JSON counts."""

    batch_id: str
    source: str
    source_file: str
    loaded_at: datetime
    rows_read: int
    rows_accepted: int
    rows_duplicate: int
    rows_quarantined: int
    rows_out_of_scope: int
    first_event_at: datetime | None
    last_event_at: datetime | None
    format: str
    encoding: str | None
    count_bytes: int
    rules: str
    drift: str


_TYPES = {
    str: pa.string(),
    int: pa.int64(),
    datetime: pa.timestamp("us"),
    datetime | None: pa.timestamp("us"),
    str | None: pa.string(),
}
SCHEMA = pa.schema([(field.name, _TYPES[field.type]) for field in fields(Batch)])  # type: ignore[index]


def counts_text(counts: dict[str, int]) -> str:
    """Counts by name as JSON, the largest first."""
    return json.dumps(dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))), ensure_ascii=False)


def keep_ledger(engine: DuckDBEngine, table: str, batches: Iterable[Batch]) -> None:
    """Keep batches as a table of the engine; without any it has no row."""
    engine.register(table, pa.Table.from_pylist([asdict(batch) for batch in batches], SCHEMA))


def read_ledger(engine: DuckDBEngine, table: str) -> dict[str, Batch]:
    """The batches of a table, by id, in the order they were loaded."""
    names = ", ".join(SCHEMA.names)
    rows = engine.rows(f"SELECT {names} FROM {table} ORDER BY loaded_at, source_file, batch_id")
    return {row[0]: Batch(*row) for row in rows}
