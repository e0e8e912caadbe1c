"""Mending slices: which lines of a CSV or JSON lines slice are whole records, and which must be refused.

Only slices with something odd in them come here; a clean slice is read by DuckDB as it stands. A quote that is
never closed costs its own line, not the lines after it.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

MAX_RECORD_LINES = 64
MAX_LINE_BYTES = 1_900_000  # DuckDB reads lines of up to 2,000,000 bytes
BROKEN_CHARACTER = "�"


@dataclass(frozen=True)
class RefusedLine:
    """A line that is no record: its physical number, the rule it broke, and its raw text."""

    line: int
    rule: str
    detail: str
    raw: str


@dataclass
class Mended:
    """The whole records of a slice, the physical line of each, and the lines refused."""

    records: list[bytes] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    refused: list[RefusedLine] = field(default_factory=list)

    @property
    def data(self) -> bytes:
        return b"\n".join(self.records) + b"\n" if self.records else b""


@dataclass(frozen=True)
class CsvShape:
    """How records of a CSV log look: their delimiter and how many fields they have."""

    delimiter: str
    count_fields: int

    def count(self, record: str) -> int:
        """Fields of one record, or 0 where its quotes do not match."""
        if '"' not in record:
            return record.count(self.delimiter) + 1
        try:
            rows = list(csv.reader([record], delimiter=self.delimiter, strict=True))
        except csv.Error:
            return 0
        return len(rows[0]) if len(rows) == 1 else 0


def mend_csv(data: bytes, first_line: int, shape: CsvShape) -> Mended:
    """Split a CSV slice into whole records; `first_line` is the physical number of its first line."""
    mended, lines = Mended(), data.removesuffix(b"\n").split(b"\n")
    position = 0
    while position < len(lines):
        raw, taken = _record(lines, position, shape)
        if raw.strip():
            _sort(mended, raw, first_line + position, _problem(raw, shape))
        position += taken
    return mended


def mend_lines(data: bytes, first_line: int) -> Mended:
    """Split a JSON lines slice into lines that can be read, without the empty ones."""
    mended = Mended()
    for number, raw in enumerate(data.removesuffix(b"\n").split(b"\n"), first_line):
        if raw.strip():
            _sort(mended, raw, number, _text_problem(raw))
    return mended


def _record(lines: list[bytes], position: int, shape: CsvShape) -> tuple[bytes, int]:
    """The record that begins at a line, and how many lines it takes: more than one only if they fit together."""
    first = lines[position]
    if first.count(b'"') % 2 == 0:
        return first, 1
    for taken, joined in _joined(lines, position):
        if shape.count(joined.decode("utf-8", "replace")) == shape.count_fields:
            return joined, taken
    return first, 1


def _joined(lines: list[bytes], position: int) -> Iterator[tuple[int, bytes]]:
    joined = lines[position]
    following = islice(lines, position + 1, position + MAX_RECORD_LINES)
    for taken, line in enumerate(following, 2):
        joined += b"\n" + line
        if line.count(b'"') % 2:
            yield taken, joined


def _problem(raw: bytes, shape: CsvShape) -> tuple[str, str] | None:
    if problem := _text_problem(raw):
        return problem
    count = shape.count(raw.decode("utf-8", "replace").replace("\n", " "))
    if count == 0:
        return "quotes_do_not_match", "a quote is opened and not closed, or stands inside a value"
    if count != shape.count_fields:
        return "columns_do_not_match", f"{count} values where the header names {shape.count_fields}"
    return None


def _text_problem(raw: bytes) -> tuple[str, str] | None:
    if len(raw) > MAX_LINE_BYTES:
        return "line_too_long", f"{len(raw)} bytes where {MAX_LINE_BYTES} are read"
    if BROKEN_CHARACTER in raw.decode("utf-8", "replace"):
        return "bytes_unreadable", "bytes that are no text in the log's encoding"
    return None


def _sort(mended: Mended, raw: bytes, line: int, problem: tuple[str, str] | None) -> None:
    if problem is None:
        mended.records.append(raw)
        mended.lines.append(line)
    else:
        text = raw[:MAX_LINE_BYTES].decode("utf-8", "replace")
        mended.refused.append(RefusedLine(line, *problem, text))
