"""One slice of text into the table `arrived`: read as it stands, or mended first where something is odd in it."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from pipelines.engines.duckdb import DuckDBEngine, in_memory_file, read_csv_sql, read_lines_sql
from pipelines.layout import Layout
from pipelines.records import MAX_RECORD_LINES, CsvShape, Mended, RefusedLine, mend_csv, mend_lines
from pipelines.slices import Slice

LINE_SCHEMA = pa.schema({"position": pa.int64(), "line": pa.int64()})


@dataclass(frozen=True)
class Read:
    """`arrived` holds a slice's records; `lines` selects them with their physical line.

    `rest` are the lines at the slice's end that belong to the next one.
    """

    lines: str
    refused: tuple[RefusedLine, ...] = ()
    rest: bytes = b""


def read_slice(engine: DuckDBEngine, layout: Layout, part: Slice, is_last: bool) -> Read:
    """Read a slice as it stands; where DuckDB stumbles or counts other lines, mend it first and read that."""
    if b"\0" not in part.data and _keep(engine, layout, part.data):
        if engine.value("SELECT count(*) FROM arrived") == _count_lines(part.data):
            return Read(f"SELECT rowid + {part.first_line} AS line, * FROM arrived")
        if _numbered(engine, layout, part):
            return Read(_JOINED)
    mended = _mend(layout, part, is_last)
    if not _keep(engine, layout, mended.data):
        raise AssertionError(f"{layout.path}: a mended slice was still refused")
    _register_lines(engine, np.concatenate([np.arange(0), *(np.asarray(lines) for lines in mended.lines)]))
    return Read(_JOINED, tuple(mended.refused), mended.rest)


_JOINED = "SELECT line, arrived.* FROM arrived JOIN numbered ON arrived.rowid = numbered.position"


def _register_lines(engine: DuckDBEngine, lines: np.ndarray) -> None:
    positions = pa.array(np.arange(len(lines), dtype=np.int64))
    engine.register("numbered", pa.Table.from_arrays([positions, pa.array(lines)], schema=LINE_SCHEMA))


def _numbered(engine: DuckDBEngine, layout: Layout, part: Slice) -> bool:
    """Number the records by the newlines inside the ones before; false where that does not add up."""
    if layout.format == "jsonl":
        return False
    text = " || ".join(f"coalesce(c{index}, '')" for index in range(len(layout.names)))
    newlines = f"length({text}) - length(replace({text}, chr(10), ''))"
    inside = engine.rows(f"SELECT rowid, {newlines} FROM arrived WHERE contains({text}, chr(10)) ORDER BY rowid")
    count = int(engine.value("SELECT count(*) FROM arrived"))
    fits = count + sum(lines for _, lines in inside) == _count_lines(part.data)
    if not fits or any(lines >= MAX_RECORD_LINES for _, lines in inside):
        return False
    shifts = np.ones(count + 1, dtype=np.int64)
    for position, lines in inside:
        shifts[position + 1] += lines
    shifts[0] = part.first_line
    _register_lines(engine, np.cumsum(shifts)[:count])
    return True


def _mend(layout: Layout, part: Slice, is_last: bool) -> Mended:
    if layout.format == "jsonl":
        return mend_lines(part.data, part.first_line)
    shape = CsvShape(layout.delimiter.encode(), len(layout.names))
    return mend_csv(part.data, part.first_line, shape, is_last)


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
