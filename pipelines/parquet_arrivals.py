"""Parquet rows as text like all others."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.contract import FileRefused
from pipelines.engines.duckdb import DuckDBEngine
from pipelines.layout import Layout, first_sentence

BATCH_ROWS = 200_000


def parquet_rows(engine: DuckDBEngine, layout: Layout) -> Iterator[tuple[pa.Table, int]]:
    """The rows of a file batch by batch, and the bytes read so far, by the share of the rows.

    Raises FileRefused where a page is damaged.
    """
    try:
        file = pq.ParquetFile(layout.path)
        columns = ", ".join(_as_text(file.schema_arrow, index) for index in range(len(layout.names)))
        size, total, first_line = layout.path.stat().st_size, max(file.metadata.num_rows, 1), 1
        for batch in file.iter_batches(BATCH_ROWS):
            rows = _rows(engine, batch, first_line, columns)
            first_line += batch.num_rows
            yield rows, size * (first_line - 1) // total
    except (pa.ArrowException, OSError) as error:
        raise FileRefused(f"{layout.path} is no readable Parquet file: {first_sentence(error)}") from None


def _rows(engine: DuckDBEngine, batch: pa.RecordBatch, first_line: int, columns: str) -> pa.Table:
    names = [f"p{index}" for index in range(batch.num_columns)]
    lines = pa.array(np.arange(first_line, first_line + batch.num_rows))
    named = pa.Table.from_batches([batch]).rename_columns(names).append_column("line", lines)
    engine.present("read_rows", named)
    return engine.arrow(f"SELECT {columns}, line, NULL::VARCHAR AS extra FROM read_rows")


def _as_text(schema: pa.Schema, index: int) -> str:
    """A column as text; nested ones (attributes as a struct or a map) as JSON."""
    if pa.types.is_nested(schema.field(index).type):
        return f"to_json(p{index})::VARCHAR AS c{index}"
    return f"p{index}::VARCHAR AS c{index}"
