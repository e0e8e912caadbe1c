"""From a file to rows, slice by slice: line, c0, c1 ... as text, and extra (unknown JSON keys)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pyarrow as pa

from pipelines.engines.duckdb import DuckDBEngine
from pipelines.json_arrivals import json_rows
from pipelines.layout import Layout
from pipelines.parquet_arrivals import parquet_rows
from pipelines.read_ahead import ahead
from pipelines.reading import Read, read_slice
from pipelines.records import RefusedLine
from pipelines.slices import SLICE_BYTES, Slice, TextLog
from pipelines.sources import Source


@dataclass(frozen=True)
class Arrival:
    """One slice: its rows, bytes of the file read so far, and the lines that are no records."""

    rows: pa.Table
    bytes_read: int
    refused: tuple[RefusedLine, ...] = ()


def arrivals(engine: DuckDBEngine, layout: Layout, source: Source, slice_bytes: int = SLICE_BYTES) -> Iterator[Arrival]:
    """The rows of a file slice by slice. Raises FileRefused where the file turns out to be damaged."""
    if layout.format == "parquet":
        yield from (Arrival(rows, bytes_read) for rows, bytes_read in parquet_rows(engine, layout))
        return
    for bytes_read, read in _reads(engine, layout, TextLog(layout.path, source.encoding, slice_bytes)):
        rows, refused = _columns(engine, layout, read.rows)
        yield Arrival(rows, bytes_read, (*read.refused, *refused))


def _reads(engine: DuckDBEngine, layout: Layout, log: TextLog) -> Iterator[tuple[int, Read]]:
    """Each slice with the undecided lines of the one before it; the last rest is decided as it stands."""
    rest, line, bytes_read, is_odd = b"", 1, 0, False
    for part in ahead(log.slices(skip_lines=1 if layout.format == "csv" else 0)):
        whole = replace(part, data=rest + part.data, first_line=part.first_line - rest.count(b"\n"))
        read = read_slice(engine, layout, whole, is_last=False, is_odd=is_odd)
        rest, is_odd = read.rest, read.is_odd
        line, bytes_read = whole.first_line + whole.data.count(b"\n") - rest.count(b"\n"), part.bytes_read
        yield bytes_read, read
    if rest:
        yield bytes_read, read_slice(engine, layout, Slice(rest, line, bytes_read), is_last=True)


def _columns(engine: DuckDBEngine, layout: Layout, rows: pa.Table) -> tuple[pa.Table, list[RefusedLine]]:
    """Records as columns; and the lines among them that are refused after all."""
    if layout.format == "jsonl":
        return json_rows(engine, layout, rows)
    return rows.append_column("extra", pa.nulls(rows.num_rows, pa.string())), []
