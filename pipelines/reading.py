"""One slice of text as an Arrow table: read as it stands, or mended first where something is odd in it."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pipelines.engines.duckdb import DuckDBEngine, in_memory_file, read_csv_sql, read_lines_sql
from pipelines.layout import Layout
from pipelines.records import MAX_RECORD_LINES, CsvShape, Mended, RefusedLine, mend_csv, mend_lines
from pipelines.slices import Slice

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Read:
    """A slice's records with their physical line: line, c0, c1 ... as text.

    `rest` are the lines at the slice's end that belong to the next one; `is_odd` where lines were refused.
    """

    rows: pa.Table
    refused: tuple[RefusedLine, ...] = ()
    rest: bytes = b""
    is_odd: bool = False


def read_slice(engine: DuckDBEngine, layout: Layout, part: Slice, is_last: bool, is_odd: bool = False) -> Read:
    """Read a slice as it stands; where DuckDB stumbles or counts other lines, mend it first and read that.

    `is_odd` spares the attempt: a log that was broken once mostly is so again.
    """
    if not is_odd and b"\0" not in part.data:
        rows, is_whole = _rows(engine, layout, part.data)
        offsets = _line_offsets(rows, part.data) if is_whole else None
        if offsets is not None:
            return Read(_numbered(rows, part.first_line + offsets))
    return _read_mended(engine, layout, part, is_last)


def _read_mended(engine: DuckDBEngine, layout: Layout, part: Slice, is_last: bool) -> Read:
    mended = _mend(layout, part, is_last)
    rows, is_whole = _rows(engine, layout, mended.data)
    if not is_whole:
        raise AssertionError(f"{layout.path}: a mended slice was still refused")
    lines = part.first_line + np.arange(rows.num_rows)
    is_record = np.ones(rows.num_rows, dtype=bool)
    is_record[np.array(mended.skipped, dtype=np.int64) - part.first_line] = False
    records = _numbered(rows, lines).filter(pa.array(is_record))
    return Read(records, tuple(mended.refused), mended.rest, is_odd=bool(mended.skipped))


def _mend(layout: Layout, part: Slice, is_last: bool) -> Mended:
    if layout.format == "jsonl":
        return mend_lines(part.data, part.first_line)
    shape = CsvShape(layout.delimiter.encode(), len(layout.names))
    return mend_csv(part.data, part.first_line, shape, is_last)


def _rows(engine: DuckDBEngine, layout: Layout, data: bytes) -> tuple[pa.Table, bool]:
    """The records of these bytes, and whether no line was refused."""
    with in_memory_file(data) as path:
        is_json = layout.format == "jsonl"
        sql = read_lines_sql(path) if is_json else read_csv_sql(path, len(layout.names), layout.delimiter)
        rows = engine.arrow(sql)
    count = int(engine.value("SELECT count(*) FROM reject_errors"))
    engine.run("DELETE FROM reject_errors")
    engine.run("DELETE FROM reject_scans")
    return rows, count == 0


def _line_offsets(rows: pa.Table, data: bytes) -> Numbers | None:
    """Lines between the first line and each record; None where lines and records do not add up."""
    lines = data.count(b"\n") + (not data.endswith(b"\n"))
    offsets = np.arange(rows.num_rows)
    if len(offsets) == lines:
        return offsets
    inner = _inner_lines(rows)
    if len(offsets) + inner.sum() != lines or inner.max(initial=0) >= MAX_RECORD_LINES:
        return None
    return offsets + np.cumsum(inner) - inner


def _inner_lines(rows: pa.Table) -> Numbers:
    """Line ends inside the values of each record; only columns that hold any are looked through."""
    inner = np.zeros(rows.num_rows, dtype=np.int64)
    for column in rows.columns:
        if any(b"\n" in chunk.buffers()[2].to_pybytes() for chunk in column.chunks if chunk.buffers()[2]):
            inner += pc.fill_null(pc.count_substring(column, "\n"), 0).to_numpy()
    return inner


def _numbered(rows: pa.Table, lines: Numbers) -> pa.Table:
    return rows.append_column("line", pa.array(lines, pa.int64()))
