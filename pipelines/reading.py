"""One slice of text into the table `arrived`: read as it stands, or mended first where something is odd in it."""

from dataclasses import dataclass

import pyarrow as pa

from pipelines.engines.duckdb import DuckDBEngine, in_memory_file, read_csv_sql, read_lines_sql
from pipelines.layout import Layout
from pipelines.records import CsvShape, Mended, RefusedLine, mend_csv, mend_lines
from pipelines.slices import Slice


@dataclass(frozen=True)
class Read:
    """`arrived` holds a slice's records; `lines` selects them with their physical line.

    `rest` are the lines at the slice's end that belong to the next one; `is_odd` where lines were refused.
    """

    lines: str
    refused: tuple[RefusedLine, ...] = ()
    rest: bytes = b""
    is_odd: bool = False


def read_slice(engine: DuckDBEngine, layout: Layout, part: Slice, is_last: bool, is_odd: bool = False) -> Read:
    """Read a slice as it stands; where DuckDB stumbles or counts other lines, mend it first and read that.

    `is_odd` spares the attempt: a log that was broken once mostly is so again.
    """
    lines = f"SELECT rowid + {part.first_line} AS line, * FROM arrived"
    if not is_odd and _is_clean(engine, layout, part.data):
        return Read(lines)
    mended = _mend(layout, part, is_last)
    if not _keep(engine, layout, mended.data):
        raise AssertionError(f"{layout.path}: a mended slice was still refused")
    engine.register("skipped", pa.table({"line": pa.array(mended.skipped, pa.int64())}))
    read = f"SELECT * FROM ({lines}) ANTI JOIN skipped USING (line)"
    return Read(read, tuple(mended.refused), mended.rest, is_odd=bool(mended.skipped))


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


def _is_clean(engine: DuckDBEngine, layout: Layout, data: bytes) -> bool:
    """Whether each line was read as a record, none of them refused."""
    if b"\0" in data or not _keep(engine, layout, data):
        return False
    return bool(engine.value("SELECT count(*) FROM arrived") == data.count(b"\n") + (not data.endswith(b"\n")))
