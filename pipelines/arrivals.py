"""From a file to the relation `landed`, slice by slice: line, c0, c1 ... as text, and extra (unknown JSON keys)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipelines.engines.duckdb import DuckDBEngine
from pipelines.json_arrivals import land_json
from pipelines.layout import Layout
from pipelines.parquet_arrivals import land_parquet
from pipelines.read_ahead import ahead
from pipelines.reading import Read, read_slice
from pipelines.records import RefusedLine
from pipelines.slices import SLICE_BYTES, Slice, TextLog
from pipelines.sources import Source


@dataclass(frozen=True)
class Arrival:
    """One slice is in `landed`: bytes of the file read so far, and the lines that are no records."""

    bytes_read: int
    refused: tuple[RefusedLine, ...] = ()


def arrivals(engine: DuckDBEngine, layout: Layout, source: Source, slice_bytes: int = SLICE_BYTES) -> Iterator[Arrival]:
    """Land a file slice by slice; `landed` holds the slice until the next one is asked for.

    Raises FileRefused where the file turns out to be damaged.
    """
    if layout.format == "parquet":
        yield from (Arrival(bytes_read) for bytes_read in land_parquet(engine, layout))
        return
    for bytes_read, read in _reads(engine, layout, TextLog(layout.path, source.encoding, slice_bytes)):
        yield Arrival(bytes_read, (*read.refused, *_land(engine, layout, read)))


def _reads(engine: DuckDBEngine, layout: Layout, log: TextLog) -> Iterator[tuple[int, Read]]:
    """Each slice with the undecided lines of the one before it; the last rest is decided as it stands."""
    read, line, bytes_read = Read(""), 1, 0
    for part in ahead(log.slices(skip_lines=1 if layout.format == "csv" else 0)):
        whole = replace(part, data=read.rest + part.data, first_line=part.first_line - read.rest.count(b"\n"))
        read = read_slice(engine, layout, whole, is_last=False, is_odd=read.is_odd)
        line, bytes_read = whole.first_line + whole.data.count(b"\n") - read.rest.count(b"\n"), part.bytes_read
        yield bytes_read, read
    if read.rest:
        yield bytes_read, read_slice(engine, layout, Slice(read.rest, line, bytes_read), is_last=True)


def _land(engine: DuckDBEngine, layout: Layout, read: Read) -> list[RefusedLine]:
    """Records as the relation `landed`; returns the lines among them that are refused after all."""
    if layout.format == "jsonl":
        return land_json(engine, layout, read.lines)
    columns = ", ".join(f"c{index}" for index in range(len(layout.names)))
    engine.view("landed", f"SELECT line, {columns}, NULL::JSON AS extra FROM ({read.lines})")
    return []
