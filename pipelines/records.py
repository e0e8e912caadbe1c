"""Mending slices: which lines of a CSV or JSON lines slice are whole records, and which must be refused.

Only slices with something odd in them come here; a clean slice is read by DuckDB as it stands. What DuckDB takes
for a record, this takes for one too, so that the result does not depend on where a log was cut. A quote that is
never closed costs its own line, not the lines after it.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property

from pipelines.odd_lines import Lines, find_odd_lines, is_text

MAX_RECORD_LINES = 500  # complaints of 70 lines and stack traces of 200 have been seen
MAX_LINE_BYTES = 1_999_000  # DuckDB reads lines of less than 2,000,000 bytes
JSON_NEVER_HOLDS = b"\x01"  # what DuckDB is told to cut JSON lines at


@dataclass(frozen=True)
class RefusedLine:
    """A line that is no record: its physical number, the rule it broke, and its raw text."""

    line: int
    rule: str
    detail: str
    raw: str


@dataclass
class Mended:
    """A slice in which each line that begins no record is a record without values: lines stay countable.

    `skipped` are the numbers of those lines, `refused` the broken ones among them, `rest` what only the next
    slice can decide.
    """

    blank: bytes
    pieces: list[bytes] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)
    refused: list[RefusedLine] = field(default_factory=list)
    rest: bytes = b""

    @property
    def data(self) -> bytes:
        return b"".join(self.pieces)

    def keep(self, raw: bytes, line: int, taken: int = 1) -> None:
        """Take in a record that begins at a line and takes several."""
        self.pieces.append(raw + b"\n")
        self.skip(range(line + 1, line + taken))

    def skip(self, lines: range) -> None:
        self.pieces.append(self.blank * len(lines))
        self.skipped.extend(lines)

    def refuse(self, raw: bytes, line: int, rule: str, detail: str) -> None:
        self.refused.append(RefusedLine(line, rule, detail, raw.decode("utf-8", "replace")))
        self.skip(range(line, line + 1))


@dataclass(frozen=True)
class CsvShape:
    """How records of a CSV log look: their delimiter and how many fields they have."""

    delimiter: bytes
    count_fields: int

    @property
    def blank(self) -> bytes:
        """A record without values."""
        return self.delimiter * (self.count_fields - 1) + b"\n" if self.count_fields > 1 else b'""\n'

    @cached_property
    def quoted(self) -> re.Pattern[bytes]:
        """A quoted value with the spaces DuckDB allows around it."""
        sign = re.escape(self.delimiter)
        return re.compile(rb"(?:^|(?<=" + sign + rb')) *"(?:[^"]|"")*" *(?=' + sign + rb"|\Z)")

    @cached_property
    def open_end(self) -> re.Pattern[bytes]:
        """Values one after the other, the last of which is quoted and not closed yet."""
        sign = re.escape(self.delimiter)
        value = rb' *+"(?:[^"]|"")*+" *+|(?! *")[^' + sign + rb"]*+"
        return re.compile(rb"(?:(?:" + value + rb")" + sign + rb')*+ *+"(?:[^"]|"")*+\Z')

    @cached_property
    def opening(self) -> re.Pattern[bytes]:
        return re.compile(rb"(?:^|" + re.escape(self.delimiter) + rb') *"')

    def count(self, record: bytes) -> int:
        """Fields of one record, or 0 where a quote is opened and not closed. One empty field too many is none."""
        bare = self._without_quoted(record) if b'"' in record else record
        if b'"' in bare and self.opening.search(bare):
            return 0
        count = bare.count(self.delimiter) + 1
        return count - (count == self.count_fields + 1 and bare.endswith(self.delimiter))

    def _without_quoted(self, record: bytes) -> bytes:
        """The plain way first, for records whose quotes all stand beside delimiters; it takes a fifth of the time."""
        outside = record.split(b'"')[::2]
        first, last, sign = outside[0], outside[-1], self.delimiter
        is_plain = (
            record.count(b'"') % 2 == 0
            and (not first or first.endswith(sign))
            and (
                (not last or last.startswith(sign))
                and all(not part or (part.startswith(sign) and part.endswith(sign)) for part in outside[1:-1])
            )
        )
        return b"".join(outside) if is_plain else self.quoted.sub(b"", record)


def mend_csv(data: bytes, first_line: int, shape: CsvShape, is_last: bool = True) -> Mended:
    """Mend a CSV slice; `first_line` is the physical number of its first line.

    Unless the slice `is_last`, a record at its end that is still open is left in `rest`.
    """
    data = data if data.endswith(b"\n") else data + b"\n"
    lines = find_odd_lines(data, shape.delimiter, shape.count_fields, MAX_LINE_BYTES)
    mended, position = Mended(shape.blank), 0
    for odd in lines.odd.tolist():
        if odd < position:
            continue  # a line of the record before
        mended.pieces.append(data[lines.start(position) : lines.start(odd)])
        raw, taken, count = _record(data, lines, odd, shape)
        if not taken and not is_last:
            mended.rest = data[lines.start(odd) :]
            return mended
        _sort(mended, raw, first_line + odd, taken or 1, _text_problem(raw) or _problem(count, shape))
        position = odd + (taken or 1)
    mended.pieces.append(data[lines.start(position) :])
    return mended


def mend_lines(data: bytes, first_line: int) -> Mended:
    """Mend a JSON lines slice."""
    mended = Mended(b"{}\n")
    for number, raw in enumerate(data.removesuffix(b"\n").split(b"\n"), first_line):
        _sort(mended, raw, number, 1, _text_problem(raw) or _json_problem(raw))
    return mended


def _record(data: bytes, lines: Lines, position: int, shape: CsvShape) -> tuple[bytes, int, int]:
    """The record that begins at a line, how many lines it takes (several only if they fit together), its fields.

    0 lines where it is still open at the end of the data.
    """
    start, last = lines.starts[position], position + MAX_RECORD_LINES
    first = data[start : lines.ends[position]]
    if count := shape.count(first):
        return first, 1, count
    for taken, end in enumerate(lines.ends[position + 1 : last].tolist(), 2):
        if data.find(b'"', lines.ends[position + taken - 2], end) < 0:
            continue
        if shape.count(joined := data[start:end]) == shape.count_fields:
            return joined, taken, shape.count_fields
        if not shape.open_end.match(joined):
            return first, 1, 0  # its quote closes in the middle of something: no line after it can mend that
    return first, 1 if last <= len(lines.ends) else 0, 0


def _problem(count: int, shape: CsvShape) -> tuple[str, str] | None:
    if count == shape.count_fields:
        return None
    if count == 0:
        return "quotes_do_not_match", "a quote is opened and not closed, or stands inside a value"
    return "columns_do_not_match", f"{count} values where the header names {shape.count_fields}"


def _json_problem(raw: bytes) -> tuple[str, str] | None:
    return ("json_unreadable", "this line is no JSON object") if JSON_NEVER_HOLDS in raw else None


def _text_problem(raw: bytes) -> tuple[str, str] | None:
    if len(raw) > MAX_LINE_BYTES:
        return "line_too_long", f"more than {MAX_LINE_BYTES} bytes"
    return None if is_text(raw) else ("bytes_unreadable", "bytes that are no text in the log's encoding")


def _sort(mended: Mended, raw: bytes, line: int, taken: int, problem: tuple[str, str] | None) -> None:
    """Keep a record or refuse it; an empty line is neither."""
    if not raw.strip():
        mended.skip(range(line, line + 1))
    elif problem:
        mended.refuse(raw, line, *problem)
    else:
        mended.keep(raw, line, taken)
