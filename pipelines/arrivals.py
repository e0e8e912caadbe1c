"""From a file to the table `landed`, slice by slice: line, c0, c1 ... as text, and extra (unknown JSON keys)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.engines.duckdb import DuckDBEngine, in_memory_file, read_csv_sql, read_lines_sql
from pipelines.landing_sql import quoted
from pipelines.layout import Layout
from pipelines.records import BROKEN_CHARACTER, CsvShape, Mended, RefusedLine, mend_csv, mend_lines
from pipelines.slices import Slice, TextLog
from pipelines.sources import Source
from warehouse.connect import literal

PARQUET_ROWS = 500_000


@dataclass(frozen=True)
class Arrival:
    """One slice is in `landed`: bytes of the file read so far, and the lines that are no records."""

    bytes_read: int
    refused: tuple[RefusedLine, ...] = ()


def arrivals(engine: DuckDBEngine, layout: Layout, source: Source) -> Iterator[Arrival]:
    """Land a file slice by slice; the table `landed` holds the slice until the next one is asked for."""
    if layout.format == "parquet":
        yield from _parquet(engine, layout)
        return
    log = TextLog(layout.path, source.encoding)
    for part in log.slices(skip_lines=1 if layout.format == "csv" else 0):
        mended = _read(engine, layout, part)
        refused = list(mended.refused) if mended else []
        line = f"rowid + {part.first_line}" if mended is None else "mended.line"
        table = "arrived" if mended is None else "arrived JOIN mended ON arrived.rowid = mended.position"
        if layout.format == "jsonl":
            refused += _land_json(engine, layout, line, table)
        else:
            columns = ", ".join(f"c{index}" for index in range(len(layout.names)))
            engine.keep("landed", f"SELECT {line} AS line, {columns}, NULL::JSON AS extra FROM {table}")
        yield Arrival(part.bytes_read, tuple(refused))


def _read(engine: DuckDBEngine, layout: Layout, part: Slice) -> Mended | None:
    """Read a slice as it stands; where DuckDB stumbles or counts other lines, mend it first and read that."""
    is_clean = BROKEN_CHARACTER.encode() not in part.data and _keep(engine, layout, part.data)
    if is_clean and engine.value("SELECT count(*) FROM arrived") == _count_lines(part.data):
        return None
    mended = _mend(layout, part)
    if not _keep(engine, layout, mended.data):
        raise AssertionError(f"{layout.path}: a mended slice was still refused")
    positions = {"position": list(range(len(mended.lines))), "line": mended.lines}
    engine.register("mended", pa.table(positions, schema=pa.schema({"position": pa.int64(), "line": pa.int64()})))
    return mended


def _mend(layout: Layout, part: Slice) -> Mended:
    if layout.format == "jsonl":
        return mend_lines(part.data, part.first_line)
    return mend_csv(part.data, part.first_line, CsvShape(layout.delimiter, len(layout.names)))


def _keep(engine: DuckDBEngine, layout: Layout, data: bytes) -> bool:
    """Read bytes into `arrived`; true where no line was refused."""
    with in_memory_file(data) as path:
        if layout.format == "jsonl":
            engine.keep("arrived", read_lines_sql(path))
        else:
            engine.keep("arrived", read_csv_sql(path, len(layout.names), layout.delimiter))
    count = int(engine.value("SELECT count(*) FROM reject_errors"))
    engine.run("DELETE FROM reject_errors")
    engine.run("DELETE FROM reject_scans")
    return count == 0


def _count_lines(data: bytes) -> int:
    return data.count(b"\n") + (not data.endswith(b"\n"))


def _land_json(engine: DuckDBEngine, layout: Layout, line: str, table: str) -> list[RefusedLine]:
    """Split JSON lines into columns; returns the lines that are no JSON object."""
    is_object = "coalesce(json_valid(c0) AND json_type(c0) = 'OBJECT', false)"
    engine.keep("lines", f"SELECT {line} AS line, c0, {is_object} AS is_object FROM {table}")
    shape = literal(json.dumps(dict.fromkeys(layout.names, "VARCHAR")))
    known = literal(json.dumps(dict.fromkeys(layout.names)))
    columns = ", ".join(f"j.{quoted(name)} AS c{index}" for index, name in enumerate(layout.names))
    engine.keep(
        "landed",
        f"""SELECT line, {columns}, nullif(extra, '{{}}')::JSON AS extra FROM (
            SELECT line, json_transform(c0, {shape}) AS j, json_merge_patch(c0, {known})::VARCHAR AS extra
            FROM lines WHERE is_object)""",
    )
    detail = "this line is no JSON object"
    broken = engine.rows("SELECT line, c0 FROM lines WHERE NOT is_object ORDER BY line")
    return [RefusedLine(number, "json_unreadable", detail, text or "") for number, text in broken]


def _parquet(engine: DuckDBEngine, layout: Layout) -> Iterator[Arrival]:
    file, first_line = pq.ParquetFile(layout.path), 1
    size, total = layout.path.stat().st_size, max(file.metadata.num_rows, 1)
    columns = ", ".join(_as_text(file.schema_arrow, index) for index in range(len(layout.names)))
    for batch in file.iter_batches(PARQUET_ROWS):
        engine.register("arrived", pa.Table.from_batches([batch]).rename_columns(_positional(layout)))
        engine.keep("landed", f"SELECT rowid + {first_line} AS line, {columns}, NULL::JSON AS extra FROM arrived")
        first_line += batch.num_rows
        yield Arrival(size * (first_line - 1) // total)


def _positional(layout: Layout) -> list[str]:
    return [f"p{index}" for index in range(len(layout.names))]


def _as_text(schema: pa.Schema, index: int) -> str:
    """A column as text; nested ones (attributes as a struct or a map) as JSON."""
    if pa.types.is_nested(schema.field(index).type):
        return f"to_json(p{index})::VARCHAR AS c{index}"
    return f"p{index}::VARCHAR AS c{index}"
