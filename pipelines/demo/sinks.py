"""Files being written: CSV in any encoding, gzipped JSON lines, Parquet. Same tables, same bytes."""

import gzip
import json
from pathlib import Path
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.demo.hashing import joined
from pipelines.demo.lanes import RAW_IN_JSON, Lane

COMPRESSION_LEVEL = 4
ROW_GROUP = 100_000


class Sink(Protocol):
    """A file that takes tables, and for text formats also lines as they stand."""

    def write(self, table: pa.Table) -> None: ...

    def write_line(self, line: bytes) -> None: ...

    def line(self, row: pa.Table) -> bytes: ...

    def close(self) -> None: ...


class CsvSink:
    """A CSV file with a header, in the encoding the source states."""

    def __init__(self, path: Path, lane: Lane, names: list[str]) -> None:
        self._encoding = str(lane.source["encoding"])
        self._file = path.open("wb")
        self._file.write((",".join(names) + "\n").encode(self._encoding))

    def write(self, table: pa.Table) -> None:
        self._file.write(self.line(table))

    def write_line(self, line: bytes) -> None:
        self._file.write(line)

    def line(self, row: pa.Table) -> bytes:
        if not len(row):
            return b""
        values = [_quoted(pc.fill_null(row[name], "").combine_chunks()) for name in row.column_names]
        text = "\n".join(pc.binary_join_element_wise(*values, ",").to_pylist()) + "\n"
        return text.encode(self._encoding)

    def close(self) -> None:
        self._file.close()


class JsonSink:
    """Gzipped JSON lines; a row names only what it has."""

    def __init__(self, path: Path, lane: Lane, names: list[str]) -> None:
        self._raw = {lane.columns()[name] for name in RAW_IN_JSON}
        self._file = path.open("wb")
        self._zip = gzip.GzipFile("", "wb", COMPRESSION_LEVEL, self._file, mtime=0)

    def write(self, table: pa.Table) -> None:
        self._zip.write(self.line(table))

    def write_line(self, line: bytes) -> None:
        self._zip.write(line)

    def line(self, row: pa.Table) -> bytes:
        fields = [self._field(name, row[name].combine_chunks()) for name in row.column_names]
        lines = joined("{", pc.utf8_slice_codeunits(joined(*fields), 1, None), "}\n")
        return b"".join(lines.cast(pa.binary()).to_pylist())

    def _field(self, name: str, values: pa.Array) -> pa.Array:
        ""","name":value or nothing where there is no value."""
        is_raw = name in self._raw
        said = joined(f',"{name}":', values) if is_raw else joined(f',"{name}":"', _escaped(values), '"')
        return pc.fill_null(said, "")

    def close(self) -> None:
        self._zip.close()
        self._file.close()


def _quoted(values: pa.Array) -> pa.Array:
    """Values of a CSV line: in quotes where they hold a comma, a quote or a new line."""
    needs = pc.match_substring_regex(values, '[,"\\n]')
    if not pc.any(needs).as_py():
        return values
    return pc.if_else(needs, joined('"', pc.replace_substring(values, '"', '""'), '"'), values)


def _escaped(values: pa.Array) -> pa.Array:
    for sign in ("\\", '"', "\n"):
        values = pc.replace_substring(values, sign, json.dumps(sign)[1:-1])
    return values


class ParquetSink:
    """A Parquet file with typed columns."""

    def __init__(self, path: Path, lane: Lane, names: list[str]) -> None:
        types = {"occurred_at": pa.timestamp("ms", tz="UTC"), "amount": pa.decimal128(18, 2)}
        self._schema = pa.schema({name: types.get(name, pa.string()) for name in names})
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd")
        self._held: list[pa.Table] = []

    def write(self, table: pa.Table) -> None:
        """Tables are gathered: broken rows would else cut the file into hundreds of row groups."""
        self._held.append(table.cast(self._schema))
        if sum(len(held) for held in self._held) >= ROW_GROUP:
            self._flush()

    def write_line(self, line: bytes) -> None:
        raise TypeError("a Parquet file has no lines")

    def line(self, row: pa.Table) -> bytes:
        raise TypeError("a Parquet file has no lines")

    def close(self) -> None:
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if self._held:
            self._writer.write_table(pa.concat_tables(self._held).combine_chunks())
        self._held = []


def open_sink(path: Path, lane: Lane, names: list[str]) -> Sink:
    """A new file in the lane's format."""
    path.parent.mkdir(parents=True, exist_ok=True)
    kinds: dict[str, type[CsvSink] | type[JsonSink] | type[ParquetSink]]
    kinds = {"csv": CsvSink, "jsonl": JsonSink, "parquet": ParquetSink}
    return kinds[lane.format](path, lane, names)
